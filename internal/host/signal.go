// Signals: subscriptions of the interpreter that owns the process, signals that an interpreter raises in itself, and
// the interval timer.
// Invariant: an interpreter that does not own the process never changes how the process reacts to a signal; what it
// subscribes to reaches it only through Raise and Alarm.
package host

import (
	"os"
	"os/signal"
	"runtime"
	"sync"
	"syscall"
	"time"
	"unsafe"

	"golang.org/x/sys/unix"
)

// Disposition says what happens on a signal.
type Disposition uint8

// The dispositions.
const (
	SignalDefault Disposition = iota
	SignalIgnore
	SignalHandle // call the function given to OnSignal
)

const numSignals = 65

type signals struct {
	mu      sync.Mutex
	how     [numSignals]Disposition
	handler func(sig int)
	ch      chan os.Signal
	stop    chan struct{}

	timer    *time.Timer // ITIMER_REAL
	timerSeq int
	due      time.Time
	interval time.Duration
}

// OnSignal sets the function that is told of handled signals, from a goroutine of its own.
func (h *Host) OnSignal(f func(sig int)) {
	h.sigs.mu.Lock()
	h.sigs.handler = f
	h.sigs.mu.Unlock()
}

// SetSignal sets what happens on a signal and returns what did before.
func (h *Host) SetSignal(sig int, how Disposition) (old Disposition, err error) {
	if sig < 1 || sig >= numSignals || sig == int(unix.SIGKILL) || sig == int(unix.SIGSTOP) {
		return 0, osError("signal", EINVAL)
	}
	s := &h.sigs
	s.mu.Lock()
	defer s.mu.Unlock()
	old = s.how[sig]
	s.how[sig] = how
	if !h.owner {
		return old, nil
	}
	sg := syscall.Signal(sig)
	switch how {
	case SignalHandle:
		if s.ch == nil {
			s.ch = make(chan os.Signal, 64)
			s.stop = make(chan struct{})
			go s.forward(s.ch, s.stop)
		}
		signal.Notify(s.ch, sg)
	case SignalIgnore:
		signal.Ignore(sg)
	default:
		signal.Reset(sg)
	}
	return old, nil
}

// SignalDefault reports that nobody has said what is to happen on the signal.
func (h *Host) SignalDefault(sig int) bool {
	h.sigs.mu.Lock()
	defer h.sigs.mu.Unlock()
	return sig >= 1 && sig < numSignals && h.sigs.how[sig] == SignalDefault
}

// SignalIgnored reports whether the process was started with the signal ignored, or ignores it now.
func (h *Host) SignalIgnored(sig int) bool { return signal.Ignored(syscall.Signal(sig)) }

func (s *signals) forward(ch chan os.Signal, stop chan struct{}) {
	for {
		select {
		case sg := <-ch:
			if n, ok := sg.(syscall.Signal); ok {
				s.mu.Lock()
				f, how := s.handler, s.how[int(n)%numSignals]
				s.mu.Unlock()
				if f != nil && how == SignalHandle {
					f(int(n))
				}
			}
		case <-stop:
			return
		}
	}
}

// SignalError is a signal that an interpreter which is not the process raised in itself and that by default ends what gets it.
type SignalError struct{ Signal int }

func (e *SignalError) Error() string { return "ended by signal " + itoa(e.Signal) }

// defaultAction is what a signal does to an interpreter that is not the process and has said nothing of it.
func defaultAction(sig int) error {
	switch syscall.Signal(sig) {
	case unix.SIGCHLD, unix.SIGCONT, unix.SIGURG, unix.SIGWINCH:
		return nil
	case unix.SIGSTOP, unix.SIGTSTP, unix.SIGTTIN, unix.SIGTTOU: // would stop its neighbours
		return osError("raise", EPERM)
	}
	return &SignalError{sig}
}

// ofProcess refuses what changes the process as a whole to an interpreter that is not it.
func (h *Host) ofProcess(op string) error {
	if !h.alone {
		return osError(op, EPERM)
	}
	return nil
}

// Raise sends a signal to the interpreter itself: to its handler if it has one; else the process gets it if the
// interpreter owns it, and another gets a SignalError. An ignored one is lost.
func (h *Host) Raise(sig int) error {
	if sig < 1 || sig >= numSignals {
		return osError("raise", EINVAL)
	}
	s := &h.sigs
	s.mu.Lock()
	how, f := s.how[sig], s.handler
	s.mu.Unlock()
	switch {
	case how == SignalHandle && f != nil:
		f(sig)
		return nil
	case how == SignalIgnore:
		return nil
	case !h.owner:
		if err := h.pol.Process("raising", "signal "+itoa(sig)); err != nil {
			return osError("raise", err)
		}
		if !h.alone {
			return defaultAction(sig)
		}
	}
	if h.owner && goFatal[sig] {
		kernelDefault(sig)
	}
	// To this very thread: it is delivered before the call returns.
	runtime.LockOSThread()
	defer runtime.UnlockOSThread()
	return osError("raise", unix.Tgkill(unix.Getpid(), unix.Gettid(), syscall.Signal(sig)))
}

// goFatal are the signals whose default action Go replaces by a report of its own.
var goFatal = [numSignals]bool{unix.SIGQUIT: true, unix.SIGILL: true, unix.SIGTRAP: true, unix.SIGABRT: true, unix.SIGBUS: true, unix.SIGFPE: true,
	unix.SIGSEGV: true, unix.SIGSTKFLT: true, unix.SIGSYS: true}

// kernelDefault gives a signal that is about to end the process its default action of the kernel.
func kernelDefault(sig int) {
	var action [4]uint64 // of the kernel: handler, flags, restorer, mask
	unix.Syscall6(unix.SYS_RT_SIGACTION, uintptr(sig), uintptr(unsafe.Pointer(&action)), 0, 8, 0, 0)
}

// SetTimer makes SIGALRM be raised after value and then every interval; value 0 stops it. It returns what was left of
// the timer before and its interval.
func (h *Host) SetTimer(value, interval time.Duration) (oldValue, oldInterval time.Duration) {
	s := &h.sigs
	s.mu.Lock()
	defer s.mu.Unlock()
	oldValue, oldInterval = s.left()
	if s.timer != nil {
		s.timer.Stop()
		s.timer = nil
	}
	s.timerSeq++
	if value <= 0 {
		return
	}
	s.interval = interval
	s.arm(h, value, s.timerSeq)
	return
}

// Timer returns what is left of the timer, 0 if it is not running, and its interval.
func (h *Host) Timer() (value, interval time.Duration) {
	h.sigs.mu.Lock()
	defer h.sigs.mu.Unlock()
	return h.sigs.left()
}

func (s *signals) left() (value, interval time.Duration) {
	if s.timer == nil {
		return 0, 0
	}
	return max(time.Until(s.due), time.Microsecond), s.interval
}

// arm starts the timer. The caller holds mu.
func (s *signals) arm(h *Host, d time.Duration, seq int) {
	s.due = time.Now().Add(d)
	s.timer = time.AfterFunc(d, func() {
		s.mu.Lock()
		live := s.timerSeq == seq
		if live {
			if s.interval > 0 {
				s.arm(h, max(s.interval, 100*time.Microsecond), seq)
			} else {
				s.timer = nil
			}
		}
		s.mu.Unlock()
		if live {
			h.Raise(int(unix.SIGALRM))
		}
	})
}

func (s *signals) close() {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.timer != nil {
		s.timer.Stop()
		s.timer = nil
	}
	s.timerSeq++
	s.handler = nil
	if s.ch != nil {
		signal.Stop(s.ch)
		close(s.stop)
		s.ch = nil
	}
}

// DieBySignal ends the process as the signal does by default; it returns if that fails.
func DieBySignal(sig int) {
	signal.Reset(syscall.Signal(sig))
	kernelDefault(sig) // also where the process was started with the signal ignored
	if unix.Kill(os.Getpid(), syscall.Signal(sig)) == nil {
		time.Sleep(time.Second)
	}
}
