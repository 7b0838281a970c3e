// This file defines Isolation: interpreters in worker processes, the second wall. What the two sides do is in process_client.go
// and process_serve.go.

package vivarium

import (
	"errors"
	"fmt"
	"strings"
	"sync/atomic"
	"time"

	"github.com/vivarium-py/vivarium/internal/host"
	"github.com/vivarium-py/vivarium/internal/worker"
)

// Isolation says where an interpreter runs.
type Isolation int

const (
	// InProcess runs the interpreter in this process, behind the wall that the runtime itself is. It is the default.
	InProcess Isolation = iota

	// Process runs it in a worker process, with the kernel's limits on memory, CPU time and descriptors set to what
	// Limits allows. Whatever brings that process down, be it a bug in Vivarium or in Go, is an error here.
	//
	// The API is the same: Go functions are called back, values are converted by the same rules, errors keep their
	// identity, contexts cancel. What cannot cross is an error that says so: the ends of channels. Standard streams that are
	// an *os.File are read and written by this process, not as descriptors.
	//
	// A program that makes such interpreters calls WorkerMain first thing in main, or names a command in Workers.
	Process
)

// Workers says how a Runtime makes the worker processes of its interpreters with Config.Isolation Process.
type Workers struct {
	// Command is the program to run, with its arguments; it must end up in WorkerMain, as viv does. nil runs this
	// program again, if its main called WorkerMain. It may be a wrapper that confines further, as long as descriptors 3 and 4
	// reach the worker: []string{"bwrap", "--ro-bind", "/", "/", "--unshare-net", "viv"}. What a wrapper takes out of its process
	// group cannot be killed: it is only told to end, by the end of its connection.
	Command []string

	// Spare is how many workers are kept started ahead of need, from the first NewInterpreter on. 0 is one, less is none.
	Spare int

	// Max bounds how many interpreters may have a worker at once; NewInterpreter fails beyond it. 0 is no bound.
	Max int

	// Reuse lets a worker serve again after its interpreter was closed without having been killed, for an interpreter
	// with the same grants and limits. It saves the start of a process, and gives up that what broke out of its interpreter
	// is gone when that is closed. Interpreters with Limits.CPU always get a new process.
	Reuse bool

	// StartTimeout is how long a worker may take to start and to make its interpreter, before it is killed and NewInterpreter fails. 0
	// is ten seconds.
	StartTimeout time.Duration
}

// SetWorkers says how worker processes are made. It must be called before the first of them is needed, and fails after.
func (rt *Runtime) SetWorkers(w Workers) error {
	rt.mu.Lock()
	defer rt.mu.Unlock()
	if rt.pool != nil {
		return errors.New("vivarium: SetWorkers: the runtime has made worker processes already")
	}
	rt.workers = w
	return nil
}

// workerProgram says that WorkerMain was called: this program can be its own worker.
var workerProgram atomic.Bool

// WorkerMain makes a program able to be its own worker process: call it first thing in main, before flags are parsed and
// anything is started. It returns at once, unless this process was started as a worker by a Runtime; then it serves that
// and does not return. In tests it belongs into TestMain.
func WorkerMain() {
	in, out, ok, err := host.WorkerPipes()
	if !ok {
		workerProgram.Store(true)
		return
	}
	if err != nil {
		host.WorkerLog("vivarium worker: " + err.Error())
		host.ExitWorker(2)
	}
	serveWorker(in, out)
	host.ExitWorker(0)
}

// WorkerError says that the worker process of an interpreter ended by itself: it crashed, ran out of what the kernel gives
// it, was killed from outside, or broke the protocol, after which it was killed. The interpreter can only be closed; the
// next one gets a new process. errors.Is(err, ErrKilled) holds.
type WorkerError struct {
	Reason string // "signal: killed", "exit status 2", "the protocol was violated: ..."
	Log    string // the beginning of what it wrote to standard error, such as the report of a crash
}

// Error says how the process ended.
func (e *WorkerError) Error() string {
	line, _, _ := strings.Cut(strings.TrimSpace(e.Log), "\n")
	if line != "" {
		line = ": " + line
	}
	return "vivarium: the worker process ended: " + e.Reason + line
}

// Unwrap gives ErrKilled.
func (e *WorkerError) Unwrap() error { return ErrKilled }

// errNoWorker is the error of a Runtime that does not know how to make a worker.
var errNoWorker = errors.New("vivarium: Config.Isolation: Process needs a program for its worker processes: call vivarium.WorkerMain() " +
	"first thing in main (in tests: TestMain), or name one that does: Runtime.SetWorkers(vivarium.Workers{Command: []string{\"viv\"}})")

// workerPool gives the pool, which is made when it is first needed.
func (rt *Runtime) workerPool() (*worker.Pool, error) {
	rt.mu.Lock()
	defer rt.mu.Unlock()
	if rt.closed {
		return nil, ErrClosed
	}
	if rt.pool != nil {
		return rt.pool, nil
	}
	w := rt.workers
	if len(w.Command) == 0 {
		if !workerProgram.Load() {
			return nil, errNoWorker
		}
		program, err := host.ThisProgram()
		if err != nil {
			return nil, fmt.Errorf("vivarium: Config.Isolation: %w", err)
		}
		w.Command = []string{program}
	}
	if w.Spare == 0 {
		w.Spare = 1
	}
	rt.pool = worker.NewPool(worker.Options{Command: w.Command, Spare: max(w.Spare, 0), Max: w.Max, Codec: wireCodec(), StartTimeout: w.StartTimeout})
	return rt.pool, nil
}
