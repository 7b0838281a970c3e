// Worker processes: starting one with its two pipes, ending it with everything it started, and what a process does that
// finds itself to be one.
//
// Invariant: a process is signalled only before it is reaped, so that no signal goes to another that got its number.
package host

import (
	"errors"
	"fmt"
	"os"
	"os/exec"
	"runtime"
	"strconv"
	"sync"
	"syscall"
	"time"

	"golang.org/x/sys/unix"
)

// workerEnv is the variable that tells a process that it is a worker: the version of the protocol.
const workerEnv = "VIVARIUM_WORKER"

// workerVersion changes with the protocol: a worker of another version is refused when it starts.
const workerVersion = "1"

// The descriptors of a worker's pipes.
const (
	workerIn  = 3
	workerOut = 4
)

// maxWorkerLog is how much of what a worker writes to its standard error is kept.
const maxWorkerLog = 8 << 10

// WorkerStarter starts worker processes from one thread, which lives as long as the starter does: the kernel kills a worker
// when the thread that started it ends.
type WorkerStarter struct {
	jobs chan func()
	done chan struct{}
}

// NewWorkerStarter makes a starter, to be closed when all its workers have ended.
func NewWorkerStarter() *WorkerStarter {
	s := &WorkerStarter{jobs: make(chan func()), done: make(chan struct{})}
	go func() {
		runtime.LockOSThread()
		defer close(s.done)
		for f := range s.jobs {
			f()
		}
		runtime.UnlockOSThread()
	}()
	return s
}

// Close ends the starter's thread. Nothing may be started after it.
func (s *WorkerStarter) Close() {
	close(s.jobs)
	<-s.done
}

// WorkerProcess is a worker as its parent has it.
type WorkerProcess struct {
	In  *os.File // what the worker writes
	Out *os.File // what the worker reads

	cmd    *exec.Cmd
	mu     sync.Mutex
	reaped bool
	log    workerLog
	done   chan struct{}
	state  *os.ProcessState
}

// workerLog keeps the beginning of what is written.
type workerLog struct {
	mu sync.Mutex
	b  []byte
}

func (l *workerLog) Write(p []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if n := min(len(p), maxWorkerLog-len(l.b)); n > 0 {
		l.b = append(l.b, p[:n]...)
	}
	return len(p), nil
}

// ThisProgram is the file that this process runs.
func ThisProgram() (string, error) { return os.Executable() }

// Start starts a worker: a program and its arguments. Its environment is PATH and TZ of this process and what tells it that
// it is a worker; it has a process group of its own, which ends when this process does.
func (s *WorkerStarter) Start(command []string) (*WorkerProcess, error) {
	if len(command) == 0 || command[0] == "" {
		return nil, errors.New("no command")
	}
	toR, toW, err := os.Pipe()
	if err != nil {
		return nil, err
	}
	fromR, fromW, err := os.Pipe()
	if err != nil {
		toR.Close()
		toW.Close()
		return nil, err
	}
	p := &WorkerProcess{In: fromR, Out: toW, done: make(chan struct{})}
	cmd := exec.Command(command[0], command[1:]...)
	cmd.Env = []string{workerEnv + "=" + workerVersion}
	for _, name := range []string{"PATH", "TZ"} {
		if v, ok := os.LookupEnv(name); ok {
			cmd.Env = append(cmd.Env, name+"="+v)
		}
	}
	cmd.ExtraFiles = []*os.File{toR, fromW}
	cmd.Stderr = &p.log
	cmd.WaitDelay = time.Second // for what it may have started and left with its standard error
	cmd.SysProcAttr = &syscall.SysProcAttr{Setpgid: true, Pdeathsig: syscall.SIGKILL}
	started := make(chan error, 1)
	s.jobs <- func() { started <- cmd.Start() }
	err = <-started
	toR.Close()
	fromW.Close()
	if err != nil {
		toW.Close()
		fromR.Close()
		return nil, err
	}
	p.cmd = cmd
	go p.wait()
	return p, nil
}

// wait reaps the process when it ends.
func (p *WorkerProcess) wait() {
	// WNOWAIT leaves it to be reaped, so that its group can still be told apart from another's.
	for {
		if err := unix.Waitid(unix.P_PID, p.cmd.Process.Pid, nil, unix.WEXITED|unix.WNOWAIT, nil); err != unix.EINTR {
			break
		}
	}
	p.mu.Lock()
	_ = unix.Kill(-p.cmd.Process.Pid, unix.SIGKILL) // what it started
	p.reaped = true
	p.mu.Unlock()
	_ = p.cmd.Wait()
	p.state = p.cmd.ProcessState
	close(p.done)
}

// Kill ends the process and those of its group; it does not wait.
func (p *WorkerProcess) Kill() {
	p.mu.Lock()
	defer p.mu.Unlock()
	if !p.reaped {
		_ = unix.Kill(-p.cmd.Process.Pid, unix.SIGKILL)
		_ = unix.Kill(p.cmd.Process.Pid, unix.SIGKILL)
	}
}

// Pid is the process's number.
func (p *WorkerProcess) Pid() int { return p.cmd.Process.Pid }

// Done is closed when the process has ended and been reaped.
func (p *WorkerProcess) Done() <-chan struct{} { return p.done }

// WorkerExit is how a worker ended.
type WorkerExit struct {
	Text string        // "exit status 2", "signal: killed"
	CPU  time.Duration // what it used
	Log  string        // the beginning of what it wrote to standard error
}

// Exit says how it ended; Done is closed.
func (p *WorkerProcess) Exit() WorkerExit {
	p.log.mu.Lock()
	defer p.log.mu.Unlock()
	e := WorkerExit{Text: "how is not known: something else in this program took its exit status", Log: string(p.log.b)}
	if p.state != nil {
		e.Text, e.CPU = p.state.String(), p.state.UserTime()+p.state.SystemTime()
	}
	return e
}

// WorkerPipes gives a worker its pipes. ok is false in a process that is no worker; err says what is wrong in one that was
// started as a worker and cannot be.
func WorkerPipes() (in, out *os.File, ok bool, err error) {
	version := os.Getenv(workerEnv)
	if version == "" {
		return nil, nil, false, nil
	}
	os.Unsetenv(workerEnv)
	if version != workerVersion {
		return nil, nil, true, fmt.Errorf("the protocol is version %s here and %q in the parent: build both from the same sources", workerVersion, version)
	}
	for _, fd := range []int{workerIn, workerOut} {
		var st unix.Stat_t
		if err := unix.Fstat(fd, &st); err != nil || st.Mode&unix.S_IFMT != unix.S_IFIFO && st.Mode&unix.S_IFMT != unix.S_IFSOCK {
			return nil, nil, true, fmt.Errorf("descriptor %d is no pipe: $%s is set by the parent only", fd, workerEnv)
		}
		unix.CloseOnExec(fd)
		if err := unix.SetNonblock(fd, true); err != nil {
			return nil, nil, true, err
		}
	}
	return os.NewFile(workerIn, "worker-in"), os.NewFile(workerOut, "worker-out"), true, nil
}

// WorkerLimits are the kernel's limits of a worker. A zero field leaves what is.
type WorkerLimits struct {
	Data  int64         // bytes of writable memory beyond what the process has now
	CPU   time.Duration // CPU time beyond what the process has used
	Files int           // open descriptors
}

// SetWorkerLimits sets them for this process, for good, and takes from it core dumps and the means to gain privileges.
func SetWorkerLimits(l WorkerLimits) error {
	set := func(what string, resource int, n uint64) error {
		var cur unix.Rlimit
		if err := unix.Getrlimit(resource, &cur); err == nil && cur.Max < n {
			n = cur.Max
		}
		// Package syscall's: it knows of the limit of files that the os package raised.
		if err := syscall.Setrlimit(resource, &syscall.Rlimit{Cur: n, Max: n}); err != nil {
			return fmt.Errorf("rlimit %s: %w", what, err)
		}
		return nil
	}
	if err := set("core", unix.RLIMIT_CORE, 0); err != nil {
		return err
	}
	if _, _, e := syscall.AllThreadsSyscall6(unix.SYS_PRCTL, unix.PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0, 0); e != 0 {
		_ = unix.Prctl(unix.PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) // a program with cgo: at least the threads that this one starts
	}
	if l.Data > 0 {
		if err := set("data", unix.RLIMIT_DATA, uint64(dataSize()+l.Data)); err != nil {
			return err
		}
	}
	if l.CPU > 0 {
		var u unix.Rusage
		if err := unix.Getrusage(unix.RUSAGE_SELF, &u); err != nil {
			return err
		}
		used := time.Duration(u.Utime.Nano() + u.Stime.Nano())
		if err := set("cpu", unix.RLIMIT_CPU, uint64((used+l.CPU+time.Second-1)/time.Second)); err != nil {
			return err
		}
	}
	if l.Files > 0 {
		if err := set("nofile", unix.RLIMIT_NOFILE, uint64(l.Files)); err != nil {
			return err
		}
	}
	return nil
}

// dataSize is how much writable memory the process has, in bytes.
func dataSize() int64 {
	b, err := os.ReadFile("/proc/self/statm") // size resident shared text lib data dt, in pages
	if err != nil {
		return 0
	}
	field, n := 0, int64(0)
	for i := 0; i < len(b); i++ {
		j := i
		for j < len(b) && b[j] != ' ' && b[j] != '\n' {
			j++
		}
		if field == 5 {
			n, _ = strconv.ParseInt(string(b[i:j]), 10, 64)
			break
		}
		field++
		i = j
	}
	return n * int64(os.Getpagesize())
}

// ExitWorker ends this process.
func ExitWorker(status int) { os.Exit(status) }

// WorkerLog writes a line to the standard error of a worker, which its parent keeps.
func WorkerLog(text string) { fmt.Fprintln(os.Stderr, text) }
