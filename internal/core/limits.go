// This file enforces an interpreter's limits: what is measured, where it is looked at, and the Kill that ends the
// interpreter. Invariant: once Kill was called, budgets stay spent, so that whatever still polls gets the Kill again.
package core

import (
	"errors"
	"runtime"
	"sync"
	"sync/atomic"
	"time"

	"github.com/vivarium-py/vivarium/internal/policy"
)

// Kill ends an interpreter: no except, finally, __exit__, finaliser or other Python code of it runs afterwards, and it can
// only be closed. It is the one error that no Python code catches.
type Kill struct {
	Limit string // the resource, as policy.Exceeded names it, or "killed" (asked for), "closed", "internal error"
	Used  int64  // nanoseconds for "time" and "cpu", bytes for "memory" and "output"
	Max   int64  // the limit, 0 where there was none
}

func (k *Kill) Error() string {
	if k.Max == 0 {
		return "interpreter killed: " + k.Limit
	}
	return (&policy.Exceeded{Resource: k.Limit, Limit: k.Max, Used: k.Used}).Error()
}

// Is makes errors.Is(err, &Kill{Limit: "time"}) ask for the resource only; an empty Limit asks for any Kill.
func (k *Kill) Is(target error) bool {
	o, ok := target.(*Kill)
	return ok && (o.Limit == "" || o.Limit == k.Limit)
}

// RunLimits bounds one run of an interpreter, besides the limits of its life. A zero field is no limit.
type RunLimits struct {
	Time         time.Duration // wall time
	CPU          time.Duration
	Instructions int64
}

// Usage is what an interpreter has used so far.
type Usage struct {
	Wall         time.Duration // since it was made
	CPU          time.Duration // while its threads and those below it ran Python
	Memory       int64         // live bytes when last measured
	Peak         int64         // the most that was measured
	Output       int64
	Instructions int64 // back-edges, calls and iterations of natives, its own and those of the interpreters below it
	Threads      int
	Handles      int
	Children     int
}

// meter is an interpreter's accounts. Fields without a comment belong to the thread that holds the lock.
type meter struct {
	lim     policy.Limits
	start   int64 // monotonic nanoseconds at the interpreter's birth
	mu      sync.Mutex
	life    *time.Timer // of Limits.Life
	runs    []*Run      // under mu, innermost last
	units   atomic.Int64
	unitMax int64 // under which units must stay, 0: no limit
	cpu     atomic.Int64
	cpuMax  int64
	cpuWhy  int64 // the limit that cpuMax stands for
	unitWhy int64
	threads atomic.Int64
	gaveUp  atomic.Bool // a thread saw the kill
	tick    int64       // monotonic nanoseconds up to which cpu is counted
	turn    int64       // monotonic nanoseconds since when it has had a processor
	mem     memMeter
}

// Run is one run between BeginRun and End.
type Run struct {
	in               *Interpreter
	timer, watcher   *time.Timer
	unitMax, unitWhy int64 // of the run around this one
	cpuMax, cpuWhy   int64
	ended            bool
}

// initLimits sets a new interpreter's limits.
func (in *Interpreter) initLimits(l policy.Limits) {
	m := &in.meter
	m.lim, m.start = l, monotonic()
	m.tick = m.start
	m.mem.limit = l.Memory
	m.unitMax, m.unitWhy = l.Instructions, l.Instructions
	m.cpuMax, m.cpuWhy = int64(l.CPU), int64(l.CPU)
	in.tellFamily()
	in.nesting = maxRecursion
	if l.Memory > 0 {
		in.nesting = int(min(max(l.Memory/nestingShare/nativeBytes, defaultRecursionLimit), maxRecursion))
	}
	in.setRecursion(defaultRecursionLimit)
}

// startLife starts the clock of a whole interpreter's life.
func (in *Interpreter) startLife() {
	m := &in.meter
	if l := m.lim.Life; l > 0 {
		m.life = time.AfterFunc(l, func() {
			in.Kill(&Kill{Limit: "time", Used: monotonic() - m.start, Max: int64(l)})
		})
	}
}

// nestingShare is the part of the memory limit that the stack of nested natives may take: more is a RecursionError, so that
// deep nesting ends the same way however soon the memory is looked at.
const nestingShare = 4

// closeLimits stops the timers when the interpreter ends.
func (in *Interpreter) closeLimits() {
	m := &in.meter
	gone := m.mem.last.Swap(0)
	explained.Add(-gone)
	in.addMemory(-gone)
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.life != nil {
		m.life.Stop()
	}
	for _, r := range m.runs {
		if r.timer != nil {
			r.timer.Stop()
		}
		if r.watcher != nil {
			r.watcher.Stop()
		}
		r.ended = true
	}
}

// tellFamily lets descendants see the limits that their use counts against.
func (in *Interpreter) tellFamily() {
	in.family.capCPU.Store(in.meter.cpuMax)
	in.family.capUnit.Store(in.meter.unitMax)
}

// Limits are those that the interpreter was made with.
func (in *Interpreter) Limits() policy.Limits { return in.meter.lim }

// BeginRun starts a run under l and the interpreter's limit of the wall time of a run. The caller holds the interpreter's
// lock, and calls End when the run is over. Runs nest; all limits of the outer ones hold on.
func (in *Interpreter) BeginRun(l RunLimits) *Run {
	m := &in.meter
	r := &Run{in: in, unitMax: m.unitMax, unitWhy: m.unitWhy, cpuMax: m.cpuMax, cpuWhy: m.cpuWhy}
	m.mu.Lock()
	defer m.mu.Unlock()
	limit := l.Time
	if m.lim.Time > 0 && len(m.runs) == 0 && (limit <= 0 || m.lim.Time < limit) {
		limit = m.lim.Time
	}
	if limit > 0 {
		began := monotonic()
		r.timer = time.AfterFunc(limit, func() {
			m.mu.Lock()
			defer m.mu.Unlock()
			if !r.ended { // a run that has ended in time leaves the interpreter alive
				in.Kill(&Kill{Limit: "time", Used: monotonic() - began, Max: int64(limit)})
			}
		})
	}
	cpu := int64(l.CPU)
	if c := int64(m.lim.RunCPU); c > 0 && len(m.runs) == 0 && (cpu <= 0 || c < cpu) {
		cpu = c
	}
	if cpu > 0 {
		if max := m.cpu.Load() + cpu; m.cpuMax == 0 || max < m.cpuMax {
			m.cpuMax, m.cpuWhy = max, cpu
		}
	}
	if m.cpuMax > 0 && len(m.runs) == 0 {
		r.watch()
	}
	if l.Instructions > 0 {
		if max := in.instructions() + l.Instructions; m.unitMax == 0 || max < m.unitMax {
			m.unitMax, m.unitWhy = max, l.Instructions
		}
	}
	in.tellFamily()
	for t := range in.threads {
		t.regrant()
	}
	m.runs = append(m.runs, r)
	return r
}

// End ends the run; calling it again does nothing. A nil Run has nothing to end.
func (r *Run) End() {
	if r == nil {
		return
	}
	m := &r.in.meter
	m.mu.Lock()
	defer m.mu.Unlock()
	if r.ended {
		return
	}
	r.ended = true
	if r.watcher != nil {
		r.watcher.Stop()
	}
	if r.timer != nil {
		r.timer.Stop()
	}
	for i, x := range m.runs {
		if x == r {
			m.runs = append(m.runs[:i], m.runs[i+1:]...)
			m.unitMax, m.unitWhy, m.cpuMax, m.cpuWhy = r.unitMax, r.unitWhy, r.cpuMax, r.cpuWhy
			r.in.tellFamily()
			break
		}
	}
}

// Usage reports what the interpreter has used; any goroutine may call it. What its threads did since their last poll is
// not counted.
func (in *Interpreter) Usage() Usage {
	m := &in.meter
	u := Usage{Wall: time.Duration(monotonic() - m.start), CPU: time.Duration(m.cpu.Load()), Memory: m.mem.last.Load(),
		Peak: m.mem.peak.Load(), Instructions: m.units.Load(), Threads: int(m.threads.Load()), Children: in.countDescendants()}
	if in.host != nil {
		u.Output, u.Handles = in.host.Output(), in.host.Handles()
	}
	return u
}

// instructions counts up to now; the caller holds the lock.
func (in *Interpreter) instructions() int64 {
	n := in.meter.units.Load()
	for t := range in.threads {
		t.unpoke()
		n += int64(t.grant - t.budget)
	}
	return n
}

// Instructions is how many the thread's interpreter has taken, for work whose result is kept for others to Spend.
func (t *Thread) Instructions() int64 { return t.interp.instructions() }

// Spend counts n instructions for work that was spared.
func (t *Thread) Spend(n int64) error {
	for n > 0 {
		k := min(n, 1<<20)
		if err := t.PollAtomic(int(k)); err != nil {
			return err
		}
		n -= k
	}
	return nil
}

// Kill ends whatever the interpreter runs, uncatchably; it may be called from any goroutine.
func (in *Interpreter) Kill(k *Kill) {
	if in.killed.CompareAndSwap(nil, k) {
		in.request(reqKill)
		close(in.done)
		go in.chase()
		in.life.mu.Lock()
		for c := range in.life.awaits {
			defer c.Kill(k)
		}
		in.life.mu.Unlock()
	}
}

// Look has the thread that runs count its CPU time and memory at its next poll, however little it did since the last one.
func (in *Interpreter) Look() {
	in.request(reqLook)
	in.lock.poke()
}

// watchEvery is how often a run with a limit of CPU time is made to count where it does not by itself: where natives take
// long between few polls, or much work is few instructions, as compiling is.
const watchEvery = maxTick * 4 / 5

// watch starts doing so.
func (r *Run) watch() {
	seen := r.in.meter.cpu.Load()
	r.watcher = time.AfterFunc(time.Duration(watchEvery), func() {
		m := &r.in.meter
		cpu := m.cpu.Load()
		if cpu == seen && r.in.life.running.Load() {
			r.in.Look()
		}
		seen = cpu
		m.mu.Lock()
		if !r.ended {
			r.watcher.Reset(time.Duration(watchEvery))
		}
		m.mu.Unlock()
	})
}

// chase makes the kill seen by whatever thread runs, until none can run any more.
func (in *Interpreter) chase() {
	for wait := 100 * time.Microsecond; ; wait = min(wait*3/2, 20*time.Millisecond) {
		in.lock.poke()
		t := time.NewTimer(wait)
		select {
		case <-in.life.ended:
			t.Stop()
			return
		case <-t.C:
			if in.meter.gaveUp.Load() && !in.life.running.Load() && in.meter.threads.Load() == 0 {
				return
			}
		}
	}
}

// exceeded kills the interpreter for going over a limit, and gives the Kill.
func (in *Interpreter) exceeded(resource string, used, limit int64) error {
	in.Kill(&Kill{Limit: resource, Used: used, Max: limit})
	return in.killed.Load()
}

func isKill(err error) bool {
	_, ok := err.(*Kill)
	return ok
}

// limitError turns the errors of a limit into the Kill, which it makes happen; other errors pass.
func (in *Interpreter) limitError(err error) error {
	var x *policy.Exceeded
	if errors.As(err, &x) {
		kill := in.exceeded(x.Resource, x.Used, x.Limit)
		in.checkHost(in.killed.Load())
		return kill
	}
	return err
}

// poked is what a poke takes from a budget: more than any piece of work does.
const poked = 1 << 28

// unpoke gives it back, so that nothing is counted that was not done.
func (t *Thread) unpoke() {
	if t.budget < -poked/2 {
		t.budget += poked
	}
}

// refill sees what has been requested since the last look, then renews the budget.
func (t *Thread) refill() error {
	in := t.interp
	m := &in.meter
	t.unpoke()
	spent := t.grant - t.budget
	units := m.units.Add(int64(spent))
	t.budget, t.grant = budgetUnit, budgetUnit
	if len(in.family.up) > 0 {
		if err := in.addUnits(int64(spent)); err != nil {
			return t.giveUp(err)
		}
	}
	if m.unitMax > 0 {
		if units >= m.unitMax {
			return t.giveUp(in.exceeded("instructions", m.unitWhy+units-m.unitMax, m.unitWhy))
		}
		t.regrant()
	}
	if t.looks--; t.looks < 0 || spent > 4*budgetUnit {
		t.looks = looksEvery
		if err := t.look(); err != nil {
			return t.giveUp(err)
		}
	}
	if atomic.LoadUint32(&in.requests) != 0 {
		if t.atomic {
			return t.killOnly()
		}
		return t.service()
	}
	return nil
}

// looksEvery is how many refills pass between two looks at the clock.
const looksEvery = 4

// regrant cuts the thread's budget to what the instruction limit leaves.
func (t *Thread) regrant() {
	m := &t.interp.meter
	if m.unitMax == 0 {
		return
	}
	t.unpoke()
	left := m.unitMax - m.units.Load() - int64(t.grant-t.budget)
	if left <= int64(t.budget) {
		cut := t.budget - int32(max(left, 1)-1)
		t.budget -= cut
		t.grant -= cut
	}
}

// giveUp leaves a killed thread's budget spent.
func (t *Thread) giveUp(err error) error {
	t.budget, t.grant = -1, -1
	t.interp.meter.gaveUp.Store(true)
	return err
}

// maxTick is the most that one look adds to the CPU time: what is longer was spent waiting for a processor.
const maxTick = int64(5 * time.Millisecond)

// countCPU adds the time since the last count to the CPU time.
func (in *Interpreter) countCPU(now int64) int64 {
	m := &in.meter
	d := min(now-m.tick, maxTick)
	m.tick = now
	in.addCPU(d)
	return m.cpu.Add(d)
}

// turnLength is how long an interpreter runs before it lets those in that wait for a processor. Go itself would let it run for
// ten times as long, and what starts or wakes among many endless ones would wait for as many turns.
const turnLength = int64(time.Millisecond)

// look counts CPU time and memory, and ends the interpreter's turn when it is over.
func (t *Thread) look() error {
	in := t.interp
	m := &in.meter
	now := monotonic()
	cpu := in.countCPU(now)
	if now-m.turn > turnLength {
		runtime.Gosched()
		now = monotonic()
		m.tick, m.turn = now, now
	}
	if len(in.family.up) > 0 {
		if err := in.checkCPU(); err != nil {
			return err
		}
	}
	if m.cpuMax > 0 && cpu >= m.cpuMax {
		return in.exceeded("cpu", m.cpuWhy+cpu-m.cpuMax, m.cpuWhy)
	}
	if m.mem.limit > 0 {
		return t.sampleMemory(now)
	}
	return nil
}

// setRecursion sets sys.setrecursionlimit's limit; Limits.Recursion and the Go stack bound it.
func (in *Interpreter) setRecursion(n int) {
	in.sysLimit = n
	in.limit = n
	if r := in.meter.lim.Recursion; r > 0 && r < n {
		in.limit = r
	}
}

// recursionError is the error of a call or a native that nests too deeply: RecursionError at the limit that the program
// set, a Kill at the one that was set for it.
func (t *Thread) recursionError(where string) error {
	in := t.interp
	if r := in.meter.lim.Recursion; r > 0 && t.depth+t.nf >= r {
		return in.exceeded("recursion", int64(t.depth+t.nf), int64(r))
	}
	return t.Raise(&ExcRecursionError, "maximum recursion depth exceeded%s", where)
}

var monoStart = time.Now()

// monotonic is nanoseconds of a clock that only limits read; Python never sees it.
func monotonic() int64 { return int64(time.Since(monoStart)) }
