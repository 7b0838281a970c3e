// Package host is what an interpreter sees of the machine: files, environment, processes, sockets, clocks, randomness
// and signals. It is the only package of Vivarium that imports os, net, os/exec, syscall or reads the wall clock.
//
// ARCH
//
//   - One *Host per interpreter. It owns a virtual working directory, an environment, a umask, a time zone, a table of
//     file descriptors (numbers of its own, over kernel descriptors that are close-on-exec), and its child processes.
//     Nothing here changes the process's own working directory, environment or umask for long.
//   - Every operation asks internal/policy first. With every file granted, paths go straight to the kernel, relative
//     ones from the virtual working directory. Otherwise each path is resolved to a granted root, opened through
//     os.Root, and the last step is taken by name in the parent folder without following links (locate.go).
//   - What blocks never blocks in the kernel: descriptors that could block are non-blocking underneath (the blocking
//     mode that Python sees is a flag of ours), and a wait parks the goroutine on channels: readiness from one epoll
//     instance per System (poller.go), a timer, the kill channel, the caller's wake channel. So a kill ends any wait at
//     once, and a waiting interpreter costs no thread.
//   - The caller passes a Waiter, through which the interpreter's lock is released around waits.
//   - Errors of the system are *OSError; a kill is ErrKilled, a passed timeout ErrTimeout, an exceeded limit
//     *policy.Exceeded; what Waiter.Attend returns passes unchanged.
package host

import (
	"io"
	"os"
	"sync"
	"sync/atomic"
	"time"

	"github.com/vivarium-py/vivarium/internal/policy"
)

// Waiter is how a blocking operation talks to the interpreter that called it. A nil Waiter blocks until done and can
// only be ended by closing the Host.
type Waiter interface {
	// Block runs wait with the interpreter's lock released.
	Block(wait func())
	// Done is closed when the operation must be given up with ErrKilled.
	Done() <-chan struct{}
	// Wake delivers when the interpreter wants Attend to be called, as for a signal. It may be nil.
	Wake() <-chan struct{}
	// Attend runs with the lock held after Wake delivered. nil continues the wait; an error ends it and is returned.
	Attend() error
}

// Forever is the timeout that never passes. Zero means not to wait at all.
const Forever time.Duration = -1

// System is what the hosts of one process or runtime share. Its zero value is not usable: use NewSystem.
type System struct {
	poll poller

	// umaskMu is held for writing while the process's umask is changed around a fork, and for reading while a file
	// is created.
	umaskMu   sync.RWMutex
	umaskOnce sync.Once
	umask     int // the process's own
}

// NewSystem returns a System. It starts nothing before the first wait.
func NewSystem() *System { return &System{} }

// Close stops the System's poller. The hosts that use it must be closed before.
func (s *System) Close() { s.poll.close() }

// Config describes a Host.
type Config struct {
	System *System        // shared by the hosts of a runtime; nil makes a private one
	Policy *policy.Policy // nil grants nothing
	Limits policy.Limits

	// Parent is the host of the interpreter that creates this one: working directory, environment, umask, time zone
	// and standard streams are taken from it where this Config leaves them out. Policy and Limits are not: intersect
	// them before.
	Parent *Host

	// ShareFiles lets the interpreter use its parent's descriptors by their numbers, beside its own, as interpreters of
	// CPython do. Only for an interpreter with all of its parent's grants.
	ShareFiles bool

	// ProcessStdio makes 0, 1 and 2 the process's own descriptors.
	ProcessStdio bool
	// Stdin, Stdout and Stderr are 0, 1 and 2 otherwise; an *os.File is used as the descriptor that it is. nil reads
	// nothing and discards.
	Stdin          io.Reader
	Stdout, Stderr io.Writer

	Env    []string // "NAME=value"; nil takes what the policy grants of the process's
	Dir    string   // working directory; "" takes the process's
	Source *Source  // readable for import at Source.Path()
	Owner  bool     // this interpreter is the process: it may end it, and gets its signals
	Alone  bool     // nobody else's interpreters are in the process: it may change it as a whole
	Detach bool     // leave child processes running at Close instead of killing them
}

// Host is one interpreter's view of the machine. All methods may be called from several goroutines.
type Host struct {
	sys    *System
	ownSys bool
	pol    *policy.Policy
	limits policy.Limits
	parent *Host // what is used here counts there too, nil if none
	owner  bool
	alone  bool // it or what it does to the process concerns nobody else
	detach bool

	source    *Source
	done      chan struct{} // closed by Close
	closeOnce sync.Once

	table  fdTable
	shared *Host // whose descriptors are visible too, nil if none
	dirs   cwd
	umask  atomic.Int32
	env    environment
	tz     timeZone
	roots  rootSet
	procs  children
	sigs   signals
	net    netState
	rng    randomSource

	output  atomic.Int64 // bytes written to the standard streams
	fixed   atomic.Int64 // nanoseconds that a fixed clock has advanced
	started int64        // monotonic nanoseconds at New
}

// New makes a Host.
func New(c Config) (*Host, error) {
	h := &Host{
		sys:     c.System,
		pol:     c.Policy,
		limits:  c.Limits,
		parent:  c.Parent,
		owner:   c.Owner,
		alone:   c.Owner || c.Alone,
		detach:  c.Detach,
		done:    make(chan struct{}),
		started: monotonic(),
	}
	if h.pol == nil {
		h.pol = policy.None()
	}
	if h.sys == nil {
		if c.Parent != nil {
			h.sys = c.Parent.sys
		} else {
			h.sys, h.ownSys = NewSystem(), true
		}
	}
	h.source = c.Source
	if c.ShareFiles && c.Parent != nil && h.pol.Everything() {
		h.shared = c.Parent
	}
	h.umask.Store(-1)
	if c.Parent != nil {
		h.umask.Store(c.Parent.umask.Load())
	}
	h.env.init(c.Env, c.Parent, h.pol)
	h.tz.init(c.Parent)
	if err := h.initCwd(c.Dir, c.Parent); err != nil {
		return nil, err
	}
	h.initStdio(&c)
	if c.Owner && c.ProcessStdio {
		h.takeInherited()
	}
	return h, nil
}

// Policy returns what the interpreter may do.
func (h *Host) Policy() *policy.Policy { return h.pol }

// Limits returns the limits that the host was made with.
func (h *Host) Limits() policy.Limits { return h.limits }

// Source returns the file system that is mounted for import, nil if there is none.
func (h *Host) Source() *Source { return h.source }

// System returns the System of the host, for making others that share it.
func (h *Host) System() *System { return h.sys }

// OwnsProcess reports whether the interpreter is the process (Config.Owner).
func (h *Host) OwnsProcess() bool { return h.owner }

// Exit ends the process at once, as os._exit does, if the interpreter owns it; otherwise it returns the denial.
func (h *Host) Exit(code int) error {
	if !h.owner {
		return osError("_exit", h.pol.Process("ending the process", ""))
	}
	os.Exit(code)
	return nil
}

// Output returns how many bytes were written to the standard streams, by it and those made from it.
func (h *Host) Output() int64 { return h.output.Load() }

// Handles returns how many descriptors and folders are open, of it and those made from it, standard streams not counted.
func (h *Host) Handles() int { return int(h.table.handles.Load()) }

// Closed is closed once Close has begun.
func (h *Host) Closed() <-chan struct{} { return h.done }

// Close ends all waits with ErrKilled, closes everything that the host opened and kills its child processes (or leaves
// them to run, by Config.Detach). It may be called more than once.
func (h *Host) Close() {
	h.closeOnce.Do(func() {
		close(h.done)
		h.sigs.close()
		h.procs.close(h)
		h.table.closeAll(h)
		h.dirs.close()
		h.roots.close()
		if h.ownSys {
			h.sys.Close()
		}
	})
}

// park waits until ready delivers or is closed, with the caller's lock released. A deadline of 0 never passes; others
// are monotonic nanoseconds.
func (h *Host) park(w Waiter, ready <-chan struct{}, deadline int64) error {
	select {
	case <-ready:
		return nil
	default:
	}
	var timer <-chan time.Time
	if deadline != 0 {
		d := time.Duration(deadline - monotonic())
		if d <= 0 {
			return ErrTimeout
		}
		t := time.NewTimer(d)
		defer t.Stop()
		timer = t.C
	}
	if w == nil {
		select {
		case <-ready:
			return nil
		case <-timer:
			return ErrTimeout
		case <-h.done:
			return ErrKilled
		}
	}
	for {
		var err error
		woken := false
		w.Block(func() {
			select {
			case <-ready:
			case <-timer:
				err = ErrTimeout
			case <-h.done:
				err = ErrKilled
			case <-w.Done():
				err = ErrKilled
			case <-w.Wake():
				woken = true
			}
		})
		if !woken {
			return err
		}
		if err := w.Attend(); err != nil {
			return err
		}
	}
}

// deadlineAfter turns a timeout into a deadline for park: 0 for Forever.
func deadlineAfter(d time.Duration) int64 {
	if d < 0 {
		return 0
	}
	now := monotonic()
	if int64(d) > 1<<62-now {
		return 0
	}
	return now + int64(d)
}

// killed reports whether w or the host was told to give up.
func (h *Host) killed(w Waiter) bool {
	select {
	case <-h.done:
		return true
	default:
	}
	if w != nil {
		select {
		case <-w.Done():
			return true
		default:
		}
	}
	return false
}

// block runs f, a system call that may take its time but does end, with the caller's lock released.
func block(w Waiter, f func()) {
	if w == nil {
		f()
		return
	}
	w.Block(f)
}
