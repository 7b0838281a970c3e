// This file counts what children use in their ancestors' limits. Invariants: an ancestor's CPU time, instructions and output
// include its descendants'; its threads, handles and live memory include those of the descendants that are alive.
package core

import (
	"sync/atomic"
)

// family is an interpreter's place in the accounts of those above it.
type family struct {
	up      []*Interpreter // its ancestors, nearest first; never changes
	capCPU  atomic.Int64   // meter.cpuMax and meter.unitMax, for descendants to look at
	capUnit atomic.Int64
	memory  atomic.Int64 // live bytes of the descendants, by their last walks
	threads atomic.Int64 // of the descendants
	allocs  atomic.Int64 // what the process had allocated at the last look at all of the family
}

// joinFamily makes in a child of parent.
func (in *Interpreter) joinFamily(parent *Interpreter) {
	if parent != nil {
		in.family.up = append([]*Interpreter{parent}, parent.family.up...)
	}
}

// endWith ends in because an ancestor went over a limit, which ends that one too.
func (in *Interpreter) endWith(a *Interpreter, resource string, used, limit int64) error {
	k := &Kill{Limit: resource, Used: used, Max: limit}
	a.Kill(k)
	in.Kill(k)
	return in.killed.Load()
}

// addUnits counts instructions in the ancestors' accounts.
func (in *Interpreter) addUnits(n int64) error {
	for _, a := range in.family.up {
		used := a.meter.units.Add(n)
		if limit := a.family.capUnit.Load(); limit > 0 && used >= limit {
			return in.endWith(a, "instructions", used, limit)
		}
	}
	return nil
}

// addCPU counts CPU time in the ancestors' accounts.
func (in *Interpreter) addCPU(ns int64) {
	for _, a := range in.family.up {
		a.meter.cpu.Add(ns)
	}
}

// checkCPU sees whether an ancestor's CPU time is used up.
func (in *Interpreter) checkCPU() error {
	for _, a := range in.family.up {
		if limit := a.family.capCPU.Load(); limit > 0 {
			if used := a.meter.cpu.Load(); used >= limit {
				return in.endWith(a, "cpu", used, limit)
			}
		}
	}
	return nil
}

// addMemory counts live bytes in the ancestors' accounts.
func (in *Interpreter) addMemory(n int64) {
	for _, a := range in.family.up {
		a.family.memory.Add(n)
	}
}

// newbornMemory is about what an interpreter takes that has run nothing.
const newbornMemory = 64 << 10

// countBirth counts a new child in its ancestors' memory until it is first measured, so that they look at what many children
// take that never run.
func (in *Interpreter) countBirth() {
	if in.meter.mem.last.CompareAndSwap(0, newbornMemory) {
		explained.Add(newbornMemory)
		in.addMemory(newbornMemory)
	}
}

// CheckFamily looks at the memory of the interpreters that a new child would belong to, where they may be full.
func (t *Thread) CheckFamily() error {
	for _, a := range append([]*Interpreter{t.interp}, t.interp.family.up...) {
		m := &a.meter.mem
		if m.limit > 0 && m.last.Load()+a.family.memory.Load() > m.limit {
			if err := t.measureFamily(a); err != nil {
				return err
			}
		}
	}
	return nil
}

// addThread counts a thread in the ancestors' accounts; it fails where one has as many as it may.
func (in *Interpreter) addThread() error {
	for i, a := range in.family.up {
		n, limit := a.family.threads.Add(1)+a.meter.threads.Load(), int64(a.meter.lim.Threads)
		if limit > 0 && n > limit {
			for _, b := range in.family.up[:i+1] {
				b.family.threads.Add(-1)
			}
			return in.endWith(a, "threads", n, limit)
		}
	}
	return nil
}

// dropThread takes addThread back.
func (in *Interpreter) dropThread() {
	for _, a := range in.family.up {
		a.family.threads.Add(-1)
	}
}

// checkHost ends the ancestors whose output or handles this one, which k ends, has used up.
func (in *Interpreter) checkHost(k *Kill) {
	for _, a := range in.family.up {
		if a.host == nil {
			continue
		}
		lim := a.meter.lim
		own := in.meter.lim.Handles > 0 && in.host.Handles() >= in.meter.lim.Handles // it is over its own limit
		if k.Limit == "output" && lim.Output > 0 && a.host.Output() > lim.Output ||
			k.Limit == "handles" && lim.Handles > 0 && a.host.Handles() >= lim.Handles && !own {
			a.Kill(k)
		}
	}
}

// sampleFamily looks at the live memory of a whole family when the process allocated enough that it may be over its limit.
func (t *Thread) sampleFamily(allocs, objects int64) error {
	in := t.interp
	for _, a := range in.family.up {
		m := &a.meter.mem
		if m.limit == 0 || objects <= m.limit {
			continue
		}
		last := a.family.allocs.Load()
		room := max(m.limit-m.last.Load()-a.family.memory.Load(), m.limit/8)
		if allocs-last <= room || !a.family.allocs.CompareAndSwap(last, allocs) {
			continue
		}
		if err := t.measureFamily(a); err != nil {
			return err
		}
	}
	if m := &in.meter.mem; m.limit > 0 && objects > m.limit && in.family.memory.Load() > 0 {
		last := in.family.allocs.Load()
		room := max(m.limit-m.last.Load()-in.family.memory.Load(), m.limit/8)
		if allocs-last > room && in.family.allocs.CompareAndSwap(last, allocs) {
			return t.measureFamily(in)
		}
	}
	return nil
}

// measureFamily walks a and all below it, and ends a if they hold more than its limit together. Who runs meanwhile is
// not waited for: it is asked to measure itself, and its last walk counts.
func (t *Thread) measureFamily(a *Interpreter) error {
	for _, x := range a.withDescendants(nil) {
		switch {
		case x.lock == t.interp.lock:
			x.measure(t.interp)
		case x.lock.tryAcquire(x.main):
			x.measure(t.interp)
			x.lock.release()
		default:
			x.request(reqMeasure)
			x.lock.poke()
		}
		if k := t.interp.killed.Load(); k != nil {
			return k
		}
	}
	limit := a.meter.mem.limit
	if used := a.meter.mem.last.Load() + a.family.memory.Load(); used > limit {
		return t.interp.endWith(a, "memory", used, limit)
	}
	return nil
}

// withDescendants appends in and those below it that are not closing.
func (in *Interpreter) withDescendants(out []*Interpreter) []*Interpreter {
	out = append(out, in)
	in.life.mu.Lock()
	kids := make([]*Interpreter, 0, len(in.life.children))
	for c := range in.life.children {
		kids = append(kids, c)
	}
	in.life.mu.Unlock()
	for _, c := range kids {
		c.life.mu.Lock()
		closing := c.life.closing
		c.life.mu.Unlock()
		if !closing {
			out = c.withDescendants(out)
		}
	}
	return out
}

// tryAcquire takes the lock for t if it is free.
func (l *interpLock) tryAcquire(t *Thread) bool {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.holder != nil {
		return false
	}
	l.holder = t
	return true
}
