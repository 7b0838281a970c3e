// This file implements the lock of an interpreter (or of several that share one): one thread runs Python at a
// time; it is handed over in order of arrival. A waiter that has seen no hand-over for the switch interval asks the
// holder for the lock, so that every holder may run for about that long.
package core

import (
	"sync"
	"sync/atomic"
	"time"
)

// switchInterval is how long a thread waits before it asks the running one to hand over, unless sys.setswitchinterval
// says otherwise; minSwitch is the least that makes sense.
const (
	switchInterval = time.Millisecond
	minSwitch      = 20 * time.Microsecond
)

type interpLock struct {
	mu       sync.Mutex
	holder   *Thread // nil: free; a waiter becomes the holder before it wakes
	waiters  []*Thread
	switches uint64       // hand-overs so far
	interval atomic.Int64 // nanoseconds, 0 for the default
}

// setInterval is sys.setswitchinterval.
func (l *interpLock) setInterval(seconds float64) {
	ns := int64(minSwitch)
	if seconds < 3600 {
		ns = max(ns, int64(seconds*1e9))
	} else {
		ns = int64(time.Hour)
	}
	l.interval.Store(ns)
}

// acquire waits for the lock.
func (l *interpLock) acquire(t *Thread) {
	l.mu.Lock()
	if l.holder == nil {
		l.holder = t
		l.mu.Unlock()
		t.acquired()
		return
	}
	if t.turn == nil {
		t.turn = make(chan struct{}, 1)
	}
	l.waiters = append(l.waiters, t)
	seen, place := l.switches, len(l.waiters)
	l.mu.Unlock()
	interval := time.Duration(l.interval.Load())
	if interval == 0 {
		interval = switchInterval
	}
	// Those before it ask sooner: thousands of waiting threads must not wake all the time.
	first := min(interval*time.Duration(place), max(interval, time.Second))
	if t.turnTimer == nil {
		t.turnTimer = time.NewTimer(first)
	} else {
		t.turnTimer.Reset(first)
	}
	defer t.turnTimer.Stop()
	for {
		select {
		case <-t.turn:
			t.acquired()
			return
		case <-t.turnTimer.C:
		}
		l.mu.Lock()
		if h := l.holder; h != nil && h != t && l.switches == seen {
			h.interp.request(reqLock)
		}
		seen = l.switches
		l.mu.Unlock()
		t.turnTimer.Reset(interval)
	}
}

// acquired is for the thread that just got the lock: its CPU time runs, and a kill meanwhile shows at its first poll.
func (t *Thread) acquired() {
	m := &t.interp.meter
	m.tick = monotonic()
	m.turn = m.tick
	if t.interp.killed.Load() != nil {
		t.budget, t.grant = -1, -1
	}
}

// release gives the lock to whoever has waited longest.
func (l *interpLock) release() {
	l.mu.Lock()
	if l.holder != nil {
		l.holder.interp.countCPU(monotonic())
	}
	l.holder = nil
	if len(l.waiters) > 0 {
		next := l.waiters[0]
		l.waiters[0] = nil
		l.waiters = l.waiters[1:]
		l.holder = next
		l.switches++
		next.turn <- struct{}{}
	}
	l.mu.Unlock()
}

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
	in := t.interp
	l := in.lock
	tidy := t == in.main && in.meter.units.Load() != in.pending.tidied
	l.release()
	if tidy {
		stop := in.tidyWhenIdle()
		wait()
		stop()
	} else {
		wait()
	}
	l.acquire(t)
	if atomic.LoadUint32(&t.interp.requests) != 0 && t.budget > 0 {
		// What came meanwhile is seen at the next poll.
		t.grant -= t.budget
		t.budget = 0
	}
}

// Done is closed when the interpreter is killed.
func (t *Thread) Done() <-chan struct{} { return t.interp.done }

// Done is closed when the interpreter is killed.
func (in *Interpreter) Done() <-chan struct{} { return in.done }

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
	if req&reqEnd != 0 && t != in.main {
		return t.giveUp(&Kill{Limit: "exit"})
	}
	if req&reqLook != 0 && in.clearRequest(reqLook) {
		if err := t.look(); err != nil {
			return t.giveUp(err)
		}
	}
	if req&reqMeasure != 0 && in.clearRequest(reqMeasure) {
		in.measure(in)
		for _, a := range in.family.up {
			limit := a.meter.mem.limit
			if used := a.meter.mem.last.Load() + a.family.memory.Load(); limit > 0 && used > limit {
				return t.giveUp(in.endWith(a, "memory", used, limit))
			}
		}
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
