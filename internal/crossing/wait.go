// This file is how operations on queues and channels wait: an operation that cannot go on enrols in the list of what it
// waits for and sleeps on a Go channel; whoever makes it possible takes it out of the list and wakes it.
// Invariant: a waiter that was woken but did not use it passes the wake-up on, so that none is lost.
package crossing

import (
	"errors"
	"time"

	"github.com/vivarium-py/vivarium/internal/core"
	"github.com/vivarium-py/vivarium/internal/host"
)

// Errors of queues and channels; the modules word them.
var (
	ErrNotFound = errors.New("not found")
	ErrClosed   = errors.New("is closed")
	ErrReleased = errors.New("is already closed")
	ErrEmpty    = errors.New("is empty")
	ErrFull     = errors.New("is full")
	ErrNotEmpty = errors.New("may not be closed if not empty (try force=True)")
	ErrUnbound  = errors.New("never bound")
	ErrNoEnds   = errors.New("no ends")
	ErrTooMuch  = errors.New("too much memory in flight")
)

// Forever is the timeout that never passes.
const Forever = host.Forever

// ErrTimeout is what an operation ends with when its time has passed.
var ErrTimeout = host.ErrTimeout

// Sleeper is whoever waits: a Python thread, or Go code with a context.
type Sleeper interface {
	// Sleep waits until ready delivers, or fails with ErrTimeout after d, or with what else ends the wait.
	Sleep(ready <-chan struct{}, d time.Duration) error
	// Now is a clock that never goes back, in nanoseconds.
	Now() int64
}

type threadSleeper struct{ t *core.Thread }

// ThreadSleeper waits as a Python thread does: with the interpreter's lock released, ended by a kill and by signals
// whose handler fails.
func ThreadSleeper(t *core.Thread) Sleeper { return threadSleeper{t} }

func (s threadSleeper) Sleep(ready <-chan struct{}, d time.Duration) error {
	return s.t.Interp().Host().Wait(s.t, ready, d)
}

func (s threadSleeper) Now() int64 { return s.t.Interp().Host().Monotonic() }

// waiter is one blocked operation, or one blocked select over several.
type waiter struct {
	ready chan struct{} // holds one wake-up
	woken bool          // once: it goes to the front when it enrols again
}

// waitList is guarded by the lock of what is waited for.
type waitList struct{ list []*waiter }

func (l *waitList) enrol(w *waiter) {
	if w.woken {
		l.list = append(l.list, nil)
		copy(l.list[1:], l.list)
		l.list[0] = w
		return
	}
	l.list = append(l.list, w)
}

// leave reports whether w was still there: if not, somebody has woken it.
func (l *waitList) leave(w *waiter) bool {
	for i, x := range l.list {
		if x == w {
			l.list = append(l.list[:i], l.list[i+1:]...)
			return true
		}
	}
	return false
}

func (l *waitList) wakeOne() {
	if len(l.list) == 0 {
		return
	}
	w := l.list[0]
	copy(l.list, l.list[1:])
	l.list[len(l.list)-1] = nil
	l.list = l.list[:len(l.list)-1]
	w.wake()
}

func (l *waitList) wakeAll() {
	for _, w := range l.list {
		w.wake()
	}
	l.list = nil
}

func (w *waiter) wake() {
	select {
	case w.ready <- struct{}{}:
	default:
	}
}

// operation is one thing that a wait is for.
type operation interface {
	// try does it if it can be done now. With a waiter it enrols that where it cannot.
	try(w *waiter) (done bool, err error)
	// leave takes the waiter out; with pass, a wake-up that it got is passed on.
	leave(w *waiter, pass bool)
}

// await does the first of the operations that can be done and gives its index.
func await(s Sleeper, timeout time.Duration, ops ...operation) (int, error) {
	for i, o := range ops {
		if done, err := o.try(nil); done || err != nil {
			return i, err
		}
	}
	if timeout == 0 {
		return 0, ErrTimeout
	}
	w := &waiter{ready: make(chan struct{}, 1)}
	left, end := timeout, int64(0)
	if timeout > 0 {
		if end = s.Now() + int64(timeout); end < 0 {
			left = Forever
		}
	}
	for {
		for i, o := range ops {
			done, err := o.try(w)
			if !done && err == nil {
				continue
			}
			for j, p := range ops[:i] {
				p.leave(w, j != i)
			}
			return i, err
		}
		err := s.Sleep(w.ready, left)
		w.woken = err == nil
		for i, o := range ops {
			done, e := o.try(nil)
			if !done && e == nil {
				continue
			}
			for j, p := range ops {
				p.leave(w, j != i)
			}
			return i, e
		}
		for _, p := range ops {
			p.leave(w, true)
		}
		if err != nil {
			return 0, err
		}
		select {
		case <-w.ready:
		default:
		}
		if left >= 0 {
			if left = time.Duration(end - s.Now()); left <= 0 {
				return 0, ErrTimeout
			}
		}
	}
}
