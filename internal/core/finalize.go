// This file implements the queue of finalisers: __del__ methods and weakref callbacks, which Go's collector requests
// from its own goroutines and the interpreter runs at its safe points. Invariant: Python code runs only on
// a thread that holds the interpreter's lock, never on the collector's goroutines.
package core

import (
	"math"
	"runtime"
	"runtime/metrics"
	"sync"
	"sync/atomic"
	"time"
	"unsafe"
	"weak"
)

// pendingItem is one finaliser: an object with __del__, a dead reference with a callback, or a Go function.
type pendingItem struct {
	del  *Header
	weak *weakRef
	call func(t *Thread) error
}

// pendingQueue is the finalisers to run.
type pendingQueue struct {
	mu      sync.Mutex
	items   []pendingItem
	running bool                             // on some thread: finalisers do not nest
	dead    map[uintptr]weak.Pointer[Header] // objects whose __del__ has run and which were revived, for gc.is_finalized
	sweep   int                              // how many entries of dead make it worth a look
	closed  bool                             // the interpreter has ended
	ran     bool                             // a __del__ has run, as CollectGarbage wants to know
	live    []weak.Pointer[Header]           // instances with __del__, in order of their making, for the end
	tidied  int64                            // units run at the last collection at idleness
	prune   int                              // length of live at which dead ones are dropped
	watched map[uintptr]struct{}             // the addresses of objects that have a finaliser of Go's
}

// enqueue adds a finaliser and asks for a safe point; any goroutine may call it.
func (in *Interpreter) enqueue(it pendingItem) {
	q := &in.pending
	q.mu.Lock()
	if !q.closed {
		q.items = append(q.items, it)
	}
	q.mu.Unlock()
	in.request(reqPending)
	in.wakeMain()
}

// wakeMain has the main thread Attend if it is blocked.
func (in *Interpreter) wakeMain() {
	select {
	case in.wake <- struct{}{}:
	default:
	}
}

// An interpreter whose main thread has been waiting for idleDelay collects garbage once: what it waits for may be the
// finaliser or weakref callback of something that it has dropped, which reference counts would have run at once.
// All interpreters of a process together spend at most one part in tidyShare of the time on that.
const idleDelay = 50 * time.Millisecond

// tidyWhenIdle has garbage collected unless stop is called before it is time.
func (in *Interpreter) tidyWhenIdle() (stop func()) {
	var over atomic.Bool
	var timer atomic.Pointer[time.Timer]
	next := &in.rt.tidier.next
	var fire func()
	fire = func() {
		now := monotonic()
		due := next.Load()
		switch {
		case over.Load():
		case now < due || !next.CompareAndSwap(due, now+int64(5*time.Second)):
			timer.Store(time.AfterFunc(max(idleDelay, time.Duration(next.Load()-now)), fire))
		default:
			in.AtSafePoint(func(t *Thread) error {
				in.pending.tidied = in.meter.units.Load()
				for u := range in.threads {
					u.clearStale()
				}
				go func() {
					start := monotonic()
					runtime.GC()
					end := monotonic()
					next.Store(end + (end-start)*tidyShare)
				}()
				return nil
			})
		}
	}
	timer.Store(time.AfterFunc(max(idleDelay, time.Duration(next.Load()-monotonic())), fire))
	return func() {
		over.Store(true)
		timer.Load().Stop()
	}
}

// AtSafePoint has f run on a thread of the interpreter at its next safe point; any goroutine may call it.
func (in *Interpreter) AtSafePoint(f func(t *Thread) error) { in.enqueue(pendingItem{call: f}) }

// closePending drops the queue when the interpreter ends.
func (in *Interpreter) closePending() {
	in.pending.mu.Lock()
	in.pending.items, in.pending.closed = nil, true
	in.pending.mu.Unlock()
	in.unwatchAll()
}

// watchDel has __del__ queued when Go finds the object dead. Go revives it for the call, and __del__ runs once.
func (in *Interpreter) watchDel(h *Header) {
	p := uintptr(unsafe.Pointer(h))
	q := &in.pending
	q.mu.Lock()
	if q.closed {
		q.mu.Unlock()
		return
	}
	if q.watched == nil {
		q.watched = map[uintptr]struct{}{}
	}
	q.watched[p] = struct{}{}
	q.mu.Unlock()
	runtime.SetFinalizer(h, func(h *Header) {
		q.mu.Lock()
		delete(q.watched, p)
		q.mu.Unlock()
		in.enqueue(pendingItem{del: h})
	})
}

// unwatchDel undoes watchDel.
func (in *Interpreter) unwatchDel(h *Header) {
	q := &in.pending
	q.mu.Lock()
	delete(q.watched, uintptr(unsafe.Pointer(h)))
	q.mu.Unlock()
	runtime.SetFinalizer(h, nil)
}

// unwatchAll takes the finalisers of all objects away, when no Python code runs any more: Go never frees an object that has one and
// refers to itself, as a generator does through its globals.
func (in *Interpreter) unwatchAll() {
	q := &in.pending
	q.mu.Lock()
	defer q.mu.Unlock()
	for p := range q.watched {
		// The object is there: before Go frees it, its finaliser takes it out of the map, for which it needs the lock.
		runtime.SetFinalizer(*(**Header)(unsafe.Pointer(&p)), nil)
	}
	q.watched = nil
}

// watchInstance is watchDel for instances of Python classes: __del__ of what still lives runs when the interpreter ends.
func (in *Interpreter) watchInstance(h *Header) {
	in.watchDel(h)
	q := &in.pending
	if len(q.live) >= q.prune {
		keep := q.live[:0]
		for _, p := range q.live {
			if p.Value() != nil {
				keep = append(keep, p)
			}
		}
		clear(q.live[len(keep):])
		q.live = keep
		q.prune = 2*len(keep) + 256
	}
	q.live = append(q.live, weak.Make(h))
}

// finalizeAll runs __del__ of every instance whose __del__ has not run, at the interpreter's end. What they make in turn
// is served too, up to a point.
func (t *Thread) finalizeAll() error {
	q := &t.interp.pending
	for range 8 {
		if err := t.runPending(); err != nil {
			return err
		}
		list := q.live
		q.live = nil
		if len(list) == 0 {
			return nil
		}
		all, err := t.exitOrder(list)
		if err != nil {
			return err
		}
		for _, h := range all {
			if t.interp.finalized(obj(h)) {
				continue
			}
			t.interp.unwatchDel(h)
			if err := t.finalize(pendingItem{del: h}); err != nil {
				return err
			}
			if err := t.Poll(); err != nil {
				return err
			}
		}
	}
	return nil
}

// runPending runs the queued finalisers. Errors go to sys.unraisablehook; a Kill ends it.
func (t *Thread) runPending() error {
	in := t.interp
	q := &in.pending
	q.mu.Lock()
	if q.running {
		q.mu.Unlock()
		return nil
	}
	q.running = true
	q.mu.Unlock()
	defer func() {
		q.mu.Lock()
		q.running = false
		q.mu.Unlock()
	}()
	for {
		q.mu.Lock()
		items := q.items
		q.items = nil
		if len(items) == 0 {
			atomic.AndUint32(&in.requests, ^reqPending)
		}
		q.mu.Unlock()
		if len(items) == 0 {
			return nil
		}
		for _, it := range items {
			if err := t.finalize(it); err != nil {
				return err
			}
		}
	}
}

func (t *Thread) finalize(it pendingItem) error {
	var err error
	what, doing := Unbound, ""
	switch {
	case it.del != nil:
		v := obj(it.del)
		del := v.Type().s.Del
		if del == nil {
			return nil
		}
		in := t.interp
		in.pending.ran = true
		if in.pending.dead == nil {
			in.pending.dead = map[uintptr]weak.Pointer[Header]{}
		}
		if q := &in.pending; len(q.dead) >= q.sweep {
			for p, w := range q.dead {
				if w.Value() == nil {
					delete(q.dead, p)
				}
			}
			q.sweep = 2*len(q.dead) + 64
		}
		in.pending.dead[idOf(v)] = weak.Make(it.del)
		err = del(t, v)
		switch g := asGenerator(v); {
		case g != nil:
			what, doing = v, "while closing generator"
		case v.isA(&AsyncGenASendType) || v.isA(&AsyncGenAThrowType):
			what = obj(&As[asyncStep](v).g.Header)
		default:
			doing = "while calling deallocator"
			if what = t.lookup(v.Type(), nDel); what.IsUnbound() {
				what, doing = v, ""
			}
		}
	case it.weak != nil:
		cb := it.weak.callback
		it.weak.callback = None
		if cb.IsNone() {
			return nil
		}
		what, doing = cb, "while calling weakref callback"
		_, err = t.Call(cb, obj(&it.weak.Header))
	default:
		err = it.call(t)
	}
	if err == nil {
		return nil
	}
	if ExceptionOf(err) == nil {
		return err
	}
	t.unraisable(err, what, "", doing)
	return nil
}

// sweepFirst is how many interpreters there are at least when dropped ones are looked for, sweepGrowth how many times more than
// after the last look, sweepSize about what one takes.
const (
	sweepFirst  = 512
	sweepGrowth = 4
	sweepSize   = 32 << 10
)

// ReclaimInterpreters is for who makes another interpreter: where there are many more than at the last look, it closes those whose
// handles were dropped. Left to Go, which lets the heap grow in proportion to what lived at its last collection and so to what
// was dropped before it and is closed after it, their number would grow without bound.
func (t *Thread) ReclaimInterpreters() error {
	rt := t.interp.rt
	count := func() int64 {
		rt.mu.Lock()
		defer rt.mu.Unlock()
		return int64(len(rt.interps))
	}
	at := rt.sweepAt.Load()
	if count() < max(at, sweepFirst) || !rt.sweepAt.CompareAndSwap(at, math.MaxInt64) {
		return nil
	}
	for u := range t.interp.threads {
		u.clearStale()
	}
	runtime.GC()
	waitFinalizers(100 * time.Millisecond)
	err := t.runPending()
	live := []metrics.Sample{{Name: "/gc/heap/live:bytes"}}
	metrics.Read(live)
	rt.sweepAt.Store(sweepGrowth*count() + max(sweepFirst, int64(live[0].Value.Uint64()/sweepSize)))
	return err
}

// maxChase is how long CollectGarbage follows chains of finalised objects.
const maxChase = 200 * time.Millisecond

// CollectGarbage is gc.collect(): a full collection, then the finalisers that it found. It releases nothing that
// Python can still reach.
func (t *Thread) CollectGarbage() error {
	// Go finalises one level of a chain of objects at a collection, so it goes on while there are any, but not for ever:
	// a __del__ may make the next object.
	start := monotonic()
	for i := 0; i < 2 || t.interp.pending.ran && (i < 10 || monotonic()-start < int64(maxChase)); i++ {
		if err := t.Poll(); err != nil {
			return err
		}
		t.interp.pending.ran = false
		for u := range t.interp.threads {
			u.clearStale()
		}
		t.interp.flushCaches()
		runtime.GC()
		waitFinalizers(200 * time.Millisecond)
		if err := t.runPending(); err != nil {
			return err
		}
	}
	return nil
}

// waitFinalizers waits until Go has run the finalizers and cleanups that its last collection queued.
func waitFinalizers(limit time.Duration) {
	m := []metrics.Sample{{Name: "/gc/finalizers/queued:finalizers"}, {Name: "/gc/cleanups/queued:cleanups"},
		{Name: "/gc/finalizers/executed:finalizers"}, {Name: "/gc/cleanups/executed:cleanups"}}
	metrics.Read(m)
	fin, clean := m[0].Value.Uint64(), m[1].Value.Uint64()
	for pause := time.Microsecond; m[2].Value.Uint64() < fin || m[3].Value.Uint64() < clean; pause = min(2*pause, time.Millisecond) {
		if limit -= pause; limit < 0 {
			return
		}
		time.Sleep(pause)
		metrics.Read(m[2:])
	}
}

// finalized reports that an object's __del__ has run although the object lives on.
func (in *Interpreter) finalized(v Value) bool {
	if v.ref == nil {
		return false
	}
	w, ok := in.pending.dead[idOf(v)]
	return ok && w.Value() == v.ref
}
