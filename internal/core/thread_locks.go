// This file implements the locks of module _thread. Their state is guarded by the interpreter's lock; who waits parks on
// a channel through the host, so that a kill or a signal ends the wait.
package core

import (
	"fmt"
	"math"
	"time"

	"github.com/vivarium-py/vivarium/internal/host"
)

// LockType and RLockType are _thread.lock and _thread.RLock.
var LockType, RLockType Type

// lockObj is a lock; owner and count serve the reentrant kind.
type lockObj struct {
	Header
	held    bool
	waiters []chan struct{}
	owner   *Thread
	count   int
}

// acquire waits for the lock; a release hands it to the first waiter, so that it is never up for grabs in between.
func (l *lockObj) acquire(t *Thread, timeout time.Duration) (bool, error) {
	if !l.held {
		l.held = true
		return true, nil
	}
	if timeout == 0 {
		return false, nil
	}
	ch := make(chan struct{})
	l.waiters = append(l.waiters, ch)
	err := t.interp.host.Wait(t, ch, timeout)
	if err == nil {
		return true, nil
	}
	for i, w := range l.waiters {
		if w == ch {
			l.waiters = append(l.waiters[:i], l.waiters[i+1:]...)
			if err == host.ErrTimeout {
				return false, nil
			}
			return false, t.OSError(err)
		}
	}
	// Handed over while giving up.
	if err == host.ErrTimeout {
		return true, nil
	}
	l.release()
	return false, t.OSError(err)
}

func (l *lockObj) release() {
	if len(l.waiters) > 0 {
		ch := l.waiters[0]
		l.waiters = l.waiters[1:]
		close(ch)
		return
	}
	l.held = false
}

// timeoutMax is _thread.TIMEOUT_MAX in seconds.
const timeoutMax = float64(math.MaxInt64/1000) / 1e6

// lockTimeout reads the arguments of acquire(blocking=True, timeout=-1).
func (t *Thread) lockTimeout(blocking, timeout Value) (time.Duration, error) {
	block, err := t.Truth(blocking)
	if err != nil {
		return 0, err
	}
	secs, err := t.ToFloat(timeout)
	if err != nil {
		return 0, err
	}
	switch {
	case secs != secs:
		return 0, t.ValueError("Invalid value NaN (not a number)")
	case !block && secs != -1:
		return 0, t.ValueError("can't specify a timeout for a non-blocking call")
	case secs < 0 && secs != -1:
		return 0, t.ValueError("timeout value must be a non-negative number")
	case secs > timeoutMax:
		return 0, t.OverflowError("timeout value is too large")
	case !block:
		return 0, nil
	case secs == -1:
		return host.Forever, nil
	}
	return time.Duration(math.Ceil(secs * 1e9)), nil
}

func (l *lockObj) reacquire(t *Thread, timeout time.Duration) (bool, error) {
	if l.held && l.owner == t {
		l.count++
		return true, nil
	}
	ok, err := l.acquire(t, timeout)
	if ok {
		l.owner, l.count = t, 1
	}
	return ok, err
}

func setupLocks() {
	lock := func(v Value) *lockObj { return As[lockObj](v) }
	acquire := func(t *Thread, a []Value) (Value, error) {
		d, err := t.lockTimeout(a[1], a[2])
		if err != nil {
			return Unbound, err
		}
		// As CPython, a signal that came meanwhile is seen here, with the lock held, not somewhere in the caller.
		ok, err := lock(a[0]).acquire(t, d)
		if err == nil {
			err = t.CheckSignals()
		}
		return Bool(ok), err
	}
	release := func(t *Thread, a []Value) (Value, error) {
		if !lock(a[0]).held {
			return Unbound, t.RuntimeError("release unlocked lock")
		}
		lock(a[0]).release()
		return None, nil
	}
	locked := func(t *Thread, a []Value) (Value, error) { return Bool(lock(a[0]).held), nil }
	reinit := func(t *Thread, a []Value) (Value, error) {
		l := lock(a[0])
		l.held, l.owner, l.count, l.waiters = false, nil, 0, nil
		return None, nil
	}
	const sigAcquire = "(self, blocking=True, timeout=-1)"
	LockType.Setup(&TypeSpec{
		Name: "_thread.lock", Layout: LayoutOf[lockObj](), Flags: flagGenericGet | flagGenericSet,
		Doc: "A lock, which one thread at a time can hold.",
		New: &Func{Name: "lock", Sig: "(cls)", Flags: Pure, Fn: func(t *Thread, a []Value) (Value, error) { return newLock(), nil }},
		Slots: Slots{Repr: func(t *Thread, v Value) (Value, error) {
			state := "unlocked"
			if lock(v).held {
				state = "locked"
			}
			return StrVal(fmt.Sprintf("<%s _thread.lock object at 0x%x>", state, t.address(v))), nil
		}},
		Methods: []Func{
			{Name: "acquire", Sig: sigAcquire, Flags: Blocks, Doc: "Lock the lock.", Fn: acquire},
			{Name: "acquire_lock", Sig: sigAcquire, Flags: Blocks, Doc: "An obsolete synonym of acquire().", Fn: acquire},
			{Name: "release", Sig: "(self)", Flags: Pure, Doc: "Release the lock.", Fn: release},
			{Name: "release_lock", Sig: "(self)", Flags: Pure, Doc: "An obsolete synonym of release().", Fn: release},
			{Name: "locked", Sig: "(self)", Flags: Pure, Doc: "Return whether someone holds the lock.", Fn: locked},
			{Name: "locked_lock", Sig: "(self)", Flags: Pure, Doc: "An obsolete synonym of locked().", Fn: locked},
			{Name: "_at_fork_reinit", Sig: "(self)", Flags: Pure, Fn: reinit},
			{Name: "__enter__", Sig: "(self)", Flags: Blocks, Doc: "Lock the lock.", Fn: func(t *Thread, a []Value) (Value, error) {
				ok, err := lock(a[0]).acquire(t, host.Forever)
				return Bool(ok), err
			}},
			{Name: "__exit__", Sig: "(self, exc_type, exc_value, exc_tb, /)", Flags: Pure, Doc: "Release the lock.", Fn: release},
		},
	})
	rrelease := func(t *Thread, a []Value) (Value, error) {
		l := lock(a[0])
		if !l.held || l.owner != t {
			return Unbound, t.RuntimeError("cannot release un-acquired lock")
		}
		if l.count--; l.count == 0 {
			l.owner = nil
			l.release()
		}
		return None, nil
	}
	RLockType.Setup(&TypeSpec{
		Name: "_thread.RLock", Layout: LayoutOf[lockObj](), Flags: flagBase | flagGenericGet | flagGenericSet,
		New: &Func{Name: "RLock", Sig: "(cls, *args, **kwargs)", Flags: Pure, Fn: func(t *Thread, a []Value) (Value, error) {
			return obj(AsType(a[0]).Alloc()), nil
		}},
		Slots: Slots{Repr: func(t *Thread, v Value) (Value, error) {
			l := lock(v)
			state, owner := "unlocked", int64(0)
			if l.held {
				state = "locked"
				if l.owner != nil {
					owner = l.owner.ident
				}
			}
			return StrVal(fmt.Sprintf("<%s %s object owner=%d count=%d at 0x%x>", state, v.Type().fullName(), owner, l.count, t.address(v))), nil
		}},
		Methods: []Func{
			{Name: "acquire", Sig: sigAcquire, Flags: Blocks, Doc: "Lock the lock.", Fn: func(t *Thread, a []Value) (Value, error) {
				d, err := t.lockTimeout(a[1], a[2])
				if err != nil {
					return Unbound, err
				}
				ok, err := lock(a[0]).reacquire(t, d)
				if err == nil {
					err = t.CheckSignals()
				}
				return Bool(ok), err
			}},
			{Name: "release", Sig: "(self)", Flags: Pure, Doc: "Release the lock.", Fn: rrelease},
			{Name: "locked", Sig: "(self)", Flags: Pure, Doc: "Return whether the lock is held.", Fn: locked},
			{Name: "__enter__", Sig: "(self)", Flags: Blocks, Doc: "Lock the lock.", Fn: func(t *Thread, a []Value) (Value, error) {
				ok, err := lock(a[0]).reacquire(t, host.Forever)
				return Bool(ok), err
			}},
			{Name: "__exit__", Sig: "(self, exc_type, exc_value, exc_tb, /)", Flags: Pure, Doc: "Release the lock.", Fn: rrelease},
			{Name: "_is_owned", Sig: "(self)", Flags: Pure, Doc: "Used by threading.Condition only.", Fn: func(t *Thread, a []Value) (Value, error) {
				return Bool(lock(a[0]).held && lock(a[0]).owner == t), nil
			}},
			{Name: "_recursion_count", Sig: "(self)", Flags: Pure, Doc: "For internal use by reentrancy tests.", Fn: func(t *Thread, a []Value) (Value, error) {
				if l := lock(a[0]); l.held && l.owner == t {
					return Int(int64(l.count)), nil
				}
				return Int(0), nil
			}},
			{Name: "_release_save", Sig: "(self)", Flags: Pure, Doc: "Used by threading.Condition only.", Fn: func(t *Thread, a []Value) (Value, error) {
				l := lock(a[0])
				if l.count == 0 {
					return Unbound, t.RuntimeError("cannot release un-acquired lock")
				}
				n, o := l.count, l.owner
				l.count, l.owner = 0, nil
				l.release()
				return NewTuple(Int(int64(n)), Int(o.ident)), nil
			}},
			{Name: "_acquire_restore", Sig: "(self, state, /)", Flags: Blocks, Doc: "Used by threading.Condition only.", Fn: func(t *Thread, a []Value) (Value, error) {
				tup := AsTuple(a[1])
				if tup.Len() != 2 {
					return Unbound, t.TypeError("_acquire_restore() argument 1 must be 2-item tuple, not %s", a[1].TypeName())
				}
				l := lock(a[0])
				if _, err := l.acquire(t, host.Forever); err != nil {
					return Unbound, err
				}
				n, _, _ := AsInt(tup.items[0])
				l.owner, l.count = t, int(n)
				return None, nil
			}},
			{Name: "_at_fork_reinit", Sig: "(self)", Flags: Pure, Fn: reinit},
		},
	})
}

func newLock() Value { return obj(&(&lockObj{Header: Header{&LockType.shape0}}).Header) }
