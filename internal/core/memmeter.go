// This file counts an interpreter's memory: bytes charged in advance by natives, and bytes that the process allocated,
// sampled. Either may only say that a look is due; what counts is the walk (memwalk.go).
package core

import (
	"runtime"
	"runtime/metrics"
	"sync"
	"sync/atomic"
)

// memMeter is an interpreter's account of memory.
type memMeter struct {
	limit   int64        // 0: none
	charged int64        // bytes charged since the last walk
	last    atomic.Int64 // live bytes at the last walk
	peak    atomic.Int64
	allocs  int64        // what the process had allocated at the last walk
	sampled int64        // time of the last sample
	walked  int64        // when the last walk ended
	took    int64        // and how long it took
	held    atomic.Int64 // bytes outside the objects that belong to the interpreter, see HoldMemory
	total   int64        // bytes charged before the last walk
	hidden  int64        // of last, what natives may hold unseen
	asked   int64        // what a native is about to allocate
}

// slack is how much may be allocated between two walks: what the last one left, at least a quarter of the limit.
func (m *memMeter) slack() int64 { return max(m.limit-m.last.Load(), m.limit/4) }

// sampleEvery is how long a sample of the process's allocations is good for, in nanoseconds.
const sampleEvery = 1_000_000

// processHeap samples the Go heap, once for all interpreters.
var processHeap heapSampler

type heapSampler struct {
	mu      sync.Mutex
	at      atomic.Int64
	allocs  atomic.Int64 // bytes ever allocated
	objects atomic.Int64 // bytes of objects that are not freed yet
}

// sample reads the figures unless that happened a moment ago.
func (h *heapSampler) sample(now int64) (allocs, objects int64) {
	if now-h.at.Load() >= sampleEvery && h.mu.TryLock() {
		s := [2]metrics.Sample{{Name: "/gc/heap/allocs:bytes"}, {Name: "/memory/classes/heap/objects:bytes"}}
		metrics.Read(s[:])
		h.allocs.Store(int64(s[0].Value.Uint64()))
		h.objects.Store(int64(s[1].Value.Uint64()))
		h.at.Store(now)
		h.mu.Unlock()
	}
	return h.allocs.Load(), h.objects.Load()
}

// walkShare is how many times longer than a walk the program runs before the next one, unless it has
// allocated one and a half times its limit.
const walkShare = 4

// sampleMemory walks when so much was allocated since the last walk that the interpreter may be full.
func (t *Thread) sampleMemory(now int64) error {
	m := &t.interp.meter.mem
	if now-m.sampled < sampleEvery {
		return nil
	}
	m.sampled = now
	allocs, objects := processHeap.sample(now)
	if err := t.sampleFamily(allocs, objects); err != nil {
		return err
	}
	made := allocs - m.allocs
	if made <= m.slack() || objects+m.held.Load() <= m.limit {
		return nil
	}
	if now-m.walked < walkShare*m.took && made <= m.limit*3/2 {
		return nil // a program that makes garbage shall not pay for more walks than it runs
	}
	return t.interp.checkMemory(t)
}

// workShift is how many bytes (a power of two) of copying count as one instruction.
const workShift = 10

// Charge accounts for n bytes about to be allocated; it fails with MemoryError where one request is too large for
// what is left, and with a Kill once the interpreter is full.
func (t *Thread) Charge(n int) error {
	if n < 0 || n > 1<<46 {
		return t.MemoryError()
	}
	m := &t.interp.meter.mem
	m.charged += int64(n)
	t.inflight += int64(n)
	if n >= 1<<14 {
		t.budget -= int32(min(n>>workShift, 1<<20))
		if t.interp.killed.Load() != nil {
			return t.giveUp(t.interp.killed.Load())
		}
	}
	if m.limit == 0 {
		if n > 1<<33 {
			m.charged -= int64(n)
			t.inflight -= int64(n)
			return t.MemoryError()
		}
		return nil
	}
	if m.charged > m.slack() {
		return t.chargeFull(n)
	}
	return nil
}

// Dropped says that n of the bytes that this native charged for are held no more, or hang on an object that it was called with: a
// buffer that a larger one has replaced.
func (t *Thread) Dropped(n int) { t.inflight = max(t.inflight-int64(n), 0) }

// ChargeSmall is Charge for one of many small pieces: it adds them up, and charges for them when they are many.
func (t *Thread) ChargeSmall(n int) error {
	if t.small += n; t.small < 1<<14 {
		return nil
	}
	n, t.small = t.small, 0
	return t.Charge(n)
}

// largeRequest is the part of the limit above which a request that does not fit is the program's to handle.
const largeRequest = 16

// chargeFull is Charge where the slack is used up: it measures, and refuses n if it is a large request.
func (t *Thread) chargeFull(n int) error {
	in := t.interp
	m := &in.meter.mem
	if int64(n) > m.limit {
		m.charged -= int64(n)
		t.inflight -= int64(n)
		return t.MemoryError()
	}
	t.inflight -= int64(n)
	m.asked = int64(n)
	err := in.checkMemory(t)
	m.asked = 0
	if err != nil {
		return t.giveUp(err)
	}
	if live := m.last.Load() + int64(n); live > m.limit {
		if int64(n) >= m.limit/largeRequest || m.hidden > 0 {
			return t.MemoryError()
		}
		return t.giveUp(in.exceeded("memory", live, m.limit))
	}
	m.charged = int64(n)
	m.total -= int64(n)
	t.inflight += int64(n)
	return nil
}

// HoldMemory counts n bytes (n < 0: gives them back) that the interpreter keeps outside its objects: items that wait in a queue,
// state of a native that the walk does not see. Any goroutine may call it.
func (in *Interpreter) HoldMemory(n int64) { in.meter.mem.held.Add(n) }

// hiddenSlack is how many times its limit an interpreter may seem to have with what its natives may hold unseen: how much that is
// depends on what else is in the process, so that only the natives' next request fails, which gives it back.
const hiddenSlack = 2

// checkMemory walks, and kills the interpreter if more is live than its limit.
func (in *Interpreter) checkMemory(t *Thread) error {
	m := &in.meter.mem
	live := in.measure(in)
	if k := in.killed.Load(); k != nil {
		return k
	}
	if live-m.hidden > m.limit || live > hiddenSlack*m.limit {
		return in.exceeded("memory", live, m.limit)
	}
	return nil
}

// CheckMemory kills the interpreter if more is live than its limit allows, which may be too small for an interpreter itself;
// the caller holds its lock.
func (in *Interpreter) CheckMemory() error {
	if in.meter.mem.limit <= 0 {
		return nil
	}
	return in.checkMemory(in.main)
}

// measure walks and notes what is live; a thread of payer does so.
func (in *Interpreter) measure(payer *Interpreter) int64 {
	m := &in.meter.mem
	m.total += m.charged
	m.charged = 0
	start := monotonic()
	live := in.liveBytes(payer) + m.held.Load()
	m.hidden = 0
	if fly := in.inflight(); fly > 0 && live+fly+m.asked > m.limit && m.limit > 0 {
		m.hidden = min(fly, in.unexplained(live-m.last.Load()))
		live += m.hidden
	}
	m.walked = monotonic()
	m.took = m.walked - start
	processHeap.at.Store(0)
	m.allocs, _ = processHeap.sample(m.walked) // after the walk: its own allocations do not count
	grown := live - m.last.Swap(live)
	explained.Add(grown)
	in.addMemory(grown)
	if live > m.peak.Load() {
		m.peak.Store(live)
	}
	return live
}

// inflight is what natives that run have charged: some of it may be held where no walk sees it.
func (in *Interpreter) inflight() (n int64) {
	for t := range in.threads {
		n += t.outer + t.inflight
	}
	return n
}

// explained is the sum of the live bytes of all interpreters, by their last walks.
var explained atomic.Int64

// unexplained is how much of the process's heap no walk has seen, after a collection; newly is what the walk under way
// has found more than the last one of its interpreter.
func (in *Interpreter) unexplained(newly int64) int64 {
	collected := make(chan struct{})
	go func() {
		runtime.GC()
		close(collected)
	}()
	select {
	case <-collected:
	case <-in.done: // killed: nobody asks any more
		return 0
	}
	s := [1]metrics.Sample{{Name: "/gc/heap/live:bytes"}}
	metrics.Read(s[:])
	return max(int64(s[0].Value.Uint64())-explained.Load()-newly, 0)
}

// Survey is Usage with memory measured now where nothing runs in the main thread; else it is as last measured. The calling
// goroutine holds no interpreter's lock.
func (in *Interpreter) Survey() Usage {
	if !in.Running() {
		_ = in.DoAside(func(*Thread) error {
			in.measure(in)
			return nil
		})
	}
	return in.Usage()
}

// MeasureMemory gives the live bytes of the interpreter, as its limit counts them; the caller holds its lock.
func (in *Interpreter) MeasureMemory() int64 { return in.measure(in) }

// ChargedMemory gives the bytes that natives charged since the interpreter was made; the caller holds its lock.
func (in *Interpreter) ChargedMemory() int64 { return in.meter.mem.total + in.meter.mem.charged }
