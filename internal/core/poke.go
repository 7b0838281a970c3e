//go:build !race

// This file makes a running thread look at a kill at once: another goroutine spends its budget for it.
package core

import "sync/atomic"

// poke spends the budget of the thread that holds the lock: it takes poked from it, which unpoke gives back. The thread itself
// counts without atomic operations, which would cost the loop a tenth of its speed, so that the poke may be lost: the caller
// repeats it until it was seen. Nothing that the thread counts is lost: what is swapped is what it has stored.
// A word is written and read whole on every machine that Go supports.
func (l *interpLock) poke() {
	l.mu.Lock()
	if h := l.holder; h != nil {
		if b := atomic.LoadInt32(&h.budget); b >= 0 {
			atomic.CompareAndSwapInt32(&h.budget, b, b-poked)
		}
	}
	l.mu.Unlock()
}
