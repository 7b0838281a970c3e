// This file implements the lock of an interpreter (or of several that share one): one thread runs Python at a
// time; it is handed over in order of arrival, and a waiter asks the holder for it after switchInterval.
package core

import (
	"sync"
	"sync/atomic"
	"time"
)

// switchInterval is how long a thread waits before it asks the running one to hand over.
const switchInterval = time.Millisecond

type interpLock struct {
	mu      sync.Mutex
	holder  *Thread
	waiters []chan struct{}
	wanted  atomic.Int32
}

// acquire waits for the lock.
func (l *interpLock) acquire(t *Thread) {
	l.mu.Lock()
	if l.holder == nil && len(l.waiters) == 0 {
		l.holder = t
		l.mu.Unlock()
		t.interp.meter.tick = monotonic()
		return
	}
	ch := make(chan struct{})
	l.waiters = append(l.waiters, ch)
	l.mu.Unlock()
	timer := time.NewTimer(switchInterval)
	select {
	case <-ch:
	case <-timer.C:
		l.mu.Lock()
		l.wanted.Add(1)
		if h := l.holder; h != nil {
			h.interp.request(reqLock)
		}
		l.mu.Unlock()
		<-ch
		l.wanted.Add(-1)
	}
	timer.Stop()
	l.mu.Lock()
	l.holder = t
	t.interp.meter.tick = monotonic()
	if l.wanted.Load() > 0 {
		t.interp.request(reqLock)
	}
	l.mu.Unlock()
}

// release gives the lock to whoever has waited longest.
func (l *interpLock) release() {
	l.mu.Lock()
	if l.holder != nil {
		l.holder.interp.meter.count(monotonic())
	}
	l.holder = nil
	if len(l.waiters) > 0 {
		ch := l.waiters[0]
		l.waiters = l.waiters[1:]
		l.holder = handingOver
		close(ch)
	}
	l.mu.Unlock()
}

// handingOver marks a lock that was given to a waiter which has not woken yet.
var handingOver = &Thread{interp: &Interpreter{}}

// request asks the interpreter's running thread to look at something at its next poll.
func (in *Interpreter) request(bit uint32) {
	for {
		old := atomic.LoadUint32(&in.requests)
		if old&bit != 0 || atomic.CompareAndSwapUint32(&in.requests, old, old|bit) {
			return
		}
	}
}

// clearRequest takes a request back and reports whether it was there.
func (in *Interpreter) clearRequest(bit uint32) bool {
	for {
		old := atomic.LoadUint32(&in.requests)
		if old&bit == 0 {
			return false
		}
		if atomic.CompareAndSwapUint32(&in.requests, old, old&^bit) {
			return true
		}
	}
}

// Block releases the interpreter's lock while wait runs; wait must not touch Python objects.
func (t *Thread) Block(wait func()) {
	l := t.interp.lock
	l.release()
	wait()
	l.acquire(t)
}

// Done is closed when the interpreter is killed.
func (t *Thread) Done() <-chan struct{} { return t.interp.done }

// Wake delivers when a blocked thread should call Attend: signals and pending calls.
func (t *Thread) Wake() <-chan struct{} {
	if t != t.interp.main {
		return nil
	}
	return t.interp.wake
}

// Attend serves what Wake announced.
func (t *Thread) Attend() error { return t.service() }

// service looks at every request: kill first, then signals, pending finalisers, and the lock.
func (t *Thread) service() error {
	in := t.interp
	req := atomic.LoadUint32(&in.requests)
	if req&reqKill != 0 {
		return t.giveUp(in.killed.Load())
	}
	if req&reqSignal != 0 && t == in.main && in.clearRequest(reqSignal) {
		if err := t.runSignals(); err != nil {
			return err
		}
	}
	if req&reqInterrupt != 0 && t == in.main && in.clearRequest(reqInterrupt) {
		return NewException(&ExcKeyboardInterrupt)
	}
	if req&reqPending != 0 && in.clearRequest(reqPending) {
		if err := t.runPending(); err != nil {
			return err
		}
	}
	if req&reqLock != 0 && in.clearRequest(reqLock) {
		in.lock.release()
		in.lock.acquire(t)
		if k := in.killed.Load(); k != nil {
			return t.giveUp(k)
		}
	}
	return nil
}
