// This file collects garbage when a program looks whether something is dead: where it deletes the name of an object that has a
// finaliser or a callback, and where it asks a weak reference after it deleted something. Reference counts would have
// freed the object by then. Invariant: all interpreters of a process together spend no more on it than the tidier allows.
package core

import (
	"errors"
	"runtime"
	"sync"
	"sync/atomic"
	"time"
	"unsafe"

	"github.com/vivarium-py/vivarium/internal/code"
)

// What collections that a deletion announced may take: tidyFirst at once, one part in earlyShare of a process's first tidyEarly
// and one in tidyShare of all its time, saved up to tidySave. One that found nothing dead costs futilePrice times what it took, so that a program that only deletes and looks up does
// not pay for those that rely on it. Without a deletion (a function's end drops things too) one may come when tidyShare
// times what the last collection took has passed since, and not in a process's first quietStart.
const (
	tidyFirst   = 50 * time.Millisecond
	tidyEarly   = 3 * time.Second
	earlyShare  = 10
	tidyShare   = 100
	tidySave    = 250 * time.Millisecond
	futilePrice = 4
	quietStart  = 100 * time.Millisecond
)

// tidier is the process's account of these collections.
type tidier struct {
	next atomic.Int64 // when an unannounced collection is allowed again
	// reclaim is when another collection for want of handles is allowed.
	reclaim atomic.Int64
	mu      sync.Mutex
	credit  int64 // nanoseconds saved
	at      int64 // when credit was last added to
	early   int64 // when tidyEarly ends
}

// open is called when the runtime is made.
func (d *tidier) open(now int64) {
	d.next.Store(now + int64(quietStart))
	d.credit, d.at, d.early = int64(tidyFirst), now, now+int64(tidyEarly)
}

// take reports whether a collection that a deletion announced is allowed.
func (d *tidier) take(now int64) bool {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.credit += (now-d.at)/tidyShare + (min(now, d.early)-min(d.at, d.early))/earlyShare
	d.credit = min(d.credit, int64(tidySave))
	d.at = now
	return d.credit > 0
}

// pay accounts for a collection that ended now.
func (d *tidier) pay(now, took int64, announced, fruitful bool) {
	d.next.Store(now + took*tidyShare)
	if !announced {
		return // it has waited for that
	}
	if !fruitful {
		took *= futilePrice
	}
	d.mu.Lock()
	d.credit -= took
	d.mu.Unlock()
}

// crowded reports whether there are several interpreters.
func (rt *Runtime) crowded() bool {
	rt.mu.Lock()
	defer rt.mu.Unlock()
	return len(rt.interps) > 1
}

// tidying is an interpreter's part of it.
type tidying struct {
	epoch   uint64 // collections so far, and one
	refused int64  // until when the tidier need not be asked
	flows   flowCache
}

// mayTidy reports whether a collection is allowed now, after a deletion or without.
func (t *Thread) mayTidy(announced bool) bool {
	in := t.interp
	d := &in.rt.tidier
	tick := in.meter.tick
	if !announced {
		return tick >= d.next.Load() && monotonic() >= d.next.Load()
	}
	// Where the credit is spent, a look at the clock each time would cost more than the look-up.
	if tick < in.tidying.refused {
		return false
	}
	now := monotonic()
	if d.take(now) {
		return true
	}
	in.tidying.refused = now + int64(time.Millisecond)
	return false
}

// tidy collects; found tells whether what the program looks for is dead.
func (t *Thread) tidy(announced bool, found func() bool) {
	in := t.interp
	in.tidying.epoch++
	wall, cpu := monotonic(), in.host.ProcessCPU()
	for u := range in.threads {
		u.clearStale()
	}
	runtime.GC()
	waitFinalizers(20 * time.Millisecond)
	end := monotonic()
	// On a loaded machine the wall tells what others do.
	in.rt.tidier.pay(end, max(min(end-wall, in.host.ProcessCPU()-cpu), 0), announced, found())
}

func (in *Interpreter) hasPending() bool { return atomic.LoadUint32(&in.requests)&reqPending != 0 }

// drop is for what a deleted name referred to: weak references will be asked for it, and its finaliser and callbacks run now,
// if it is dead and a collection is allowed.
func (t *Thread) drop(v *Value) error {
	if v.ref == nil || v.ref == &floatHeader {
		return nil
	}
	in := t.interp
	watched := in.announce(*v)
	var items []Value
	switch h := v.ref; {
	case h.shape.typ == &ListType:
		items = (*List)(unsafe.Pointer(h)).items
	case h.shape.typ == &TupleType:
		items = (*Tuple)(unsafe.Pointer(h)).items
	case h.shape.extOff != 0:
		for i := range min(int(h.shape.ninline), len(h.shape.names)) {
			watched = in.announce(h.slot(i)) || watched
		}
	}
	for _, x := range items[:min(len(items), announceItems)] {
		watched = in.announce(x) || watched
	}
	if !watched {
		return nil
	}
	*v, items = None, nil // nothing here keeps it alive
	if t.mayTidy(true) {
		t.tidy(true, in.hasPending)
	}
	if in.hasPending() {
		return t.runPending()
	}
	return nil
}

// announceItems is how many items of a deleted list drop looks at.
const announceItems = 16

// announce notes that v lost a name. It reports that something happens at its death: __del__, a callback, the end of a generator.
func (in *Interpreter) announce(v Value) bool {
	if v.ref == nil || v.ref == &floatHeader {
		return false
	}
	h := v.ref
	typ := h.shape.typ
	if v.isA(&WeakrefType) || typ == &WeakProxyType || typ == &WeakCallableProxyType {
		if l := As[weakRef](v).list; l != nil {
			l.dropped = in.tidying.epoch + 1 // it has one reference less
		}
		return false
	}
	l := in.weakListOf(v)
	if l != nil {
		l.dropped = in.tidying.epoch + 1
		if len(l.others) > 0 {
			return true
		}
	}
	if g := asGenerator(v); g != nil {
		return g.state == genSuspended
	}
	return typ.s.Del != nil
}

// weakListOf gives the references to v, nil if it never had any.
func (in *Interpreter) weakListOf(v Value) *weakList {
	h := v.ref
	if h.shape.extOff != 0 {
		if e := h.ext(); e != nil {
			return e.weak
		}
		return nil
	}
	wt := &in.weaks
	if !wt.used.Load() || immortal(v) || !h.shape.typ.weakrefable() {
		return nil
	}
	wt.mu.Lock()
	defer wt.mu.Unlock()
	if l := wt.m[uintptr(unsafe.Pointer(h))]; l != nil && l.self.Value() == h {
		return l
	}
	return nil
}

// unbind deletes the name whose value is at p.
func (t *Thread) unbind(p *Value) error {
	old := *p
	*p = Unbound
	return t.drop(&old)
}

// deref is get, once it is known whether the object is dead.
func (w *weakRef) deref(t *Thread) Value {
	if w.strong != nil {
		return obj(w.strong)
	}
	h := w.target.Value()
	if h == nil {
		return Unbound
	}
	in := t.interp
	if w.list.dropped > in.tidying.epoch || in.meter.tick >= in.rt.tidier.next.Load() {
		return w.derefTidy(t) // h is dead here
	}
	return obj(h)
}

func (w *weakRef) derefTidy(t *Thread) Value {
	if announced := w.list.dropped > t.interp.tidying.epoch; t.mayTidy(announced) {
		t.tidy(announced, func() bool { return w.target.Value() == nil })
	}
	return w.get()
}

// flowCache remembers which registers of codes are live.
type flowCache struct {
	m    map[*code.Code]*code.Flow
	cost int
}

// maxFlow is the size of the largest Flow that is made, maxFlows of all that are remembered.
const maxFlow, maxFlows = 1 << 18, 1 << 20

// maxPasses is how often NewFlow may go over a code.
const maxPasses = 64

var errPasses = errors.New("too many passes")

// flowOf gives what a code's temporaries hold, nil for a code that is too large or too tangled.
func (in *Interpreter) flowOf(o *CodeObj) *code.Flow {
	c := &in.tidying.flows
	if fl, ok := c.m[o.c]; ok {
		return fl
	}
	cost := o.c.FlowCost()
	if cost > maxFlow {
		return nil
	}
	if c.cost += cost + 64; c.m == nil || c.cost > maxFlows {
		c.m, c.cost = map[*code.Code]*code.Flow{}, cost
	}
	passes := 0
	fl, err := o.c.NewFlow(o.numVars(), func() error {
		if passes++; passes > maxPasses {
			return errPasses
		}
		return nil
	})
	if err != nil {
		fl = nil
	}
	c.m[o.c] = fl
	return fl
}

// registers are those of a running frame that are not its callee's as well.
func (t *Thread) registers(i int) []Value {
	f := &t.frames[i]
	n := f.fn.rt.nregs
	if i+1 < t.nf {
		n = min(n, uintptr(t.frames[i+1].base)-uintptr(f.base)) // on another chunk it is far off
	}
	return unsafe.Slice((*Value)(f.base), int(n/code.RegSize))
}

// clearStale clears what a thread's registers and caches keep alive but nothing will read: temporaries that are dead, and
// everything above the top of the stack.
func (t *Thread) clearStale() {
	t.mcache = nil
	t.watchFresh()
	t.clearDead()
	if t.chunk != nil {
		clear(unsafe.Slice((*Value)(t.sp), (uintptr(t.end)-uintptr(t.sp))/code.RegSize))
		for c := t.chunk.next; c != nil; c = c.next {
			clear(c.regs)
		}
	}
}

// clearDead clears the temporaries of the running frames that nothing will read.
func (t *Thread) clearDead() {
	for i := range t.nf {
		f := &t.frames[i]
		if f.fn == nil || f.pc == nil {
			continue
		}
		rt := f.fn.rt
		at := f.index()
		if at < 0 || at >= len(rt.obj.c.Instrs) {
			continue
		}
		in := rt.obj.c.Instrs[at]
		keep, n := code.Written(in)
		next := at
		if f.flags&frameLanded != 0 || t.tr != nil {
			next = min(at+1, len(rt.obj.c.Instrs)-1) // it may be on its way there from anywhere
		} else {
			switch in.Op {
			case code.Call, code.CallKw, code.CallMethod, code.CallMethodKw, code.CallEx:
				n = 0 // written at the end only
			}
		}
		fl := t.interp.flowOf(rt.obj)
		if fl == nil {
			continue
		}
		regs := t.registers(i)
		to := len(regs)
		scoped := rt.obj.c.Scoped // what shows in locals() stays
		for r := rt.obj.numVars(); r < to; r++ {
			if (r < keep || r >= keep+n) && !fl.IsLive(at, r) && !fl.IsLive(next, r) && (len(scoped) == 0 || rt.obj.c.LocalName(r, at) == "") {
				regs[r] = Value{}
			}
		}
	}
}
