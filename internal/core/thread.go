// This file defines Runtime, Interpreter and Thread: where all state hangs, and the checks that every loop
// and every native makes: Poll, Charge, Enter. Invariant: a Thread runs Python only while it holds its interpreter's lock.
package core

import (
	"sync"
	"sync/atomic"
	"time"
	"unsafe"
	"weak"

	"github.com/vivarium-py/vivarium/internal/fmtspec"
	"github.com/vivarium-py/vivarium/internal/host"
)

// Runtime is the process-wide registry of interpreters.
type Runtime struct {
	mu      sync.Mutex
	interps map[int64]*Interpreter
	nextID  int64

	holds   sync.Mutex // of lifecycle.holds; no lock is taken under it
	tidier  tidier
	sweepAt atomic.Int64 // how many interpreters are looked through for dropped ones
	stateMu sync.Mutex
	state   map[any]any
	stacks  sync.Pool // *threadStack, cleared
}

// Interpreter is one isolated Python.
type Interpreter struct {
	rt             *Runtime
	id             int64
	Name           string
	modules        *Dict // sys.modules
	builtins       *Dict // the dict of module builtins
	sysDict        *Dict // the dict of module sys
	main           *Thread
	lock           *interpLock
	done           chan struct{} // closed by Kill
	wake           chan struct{} // a blocked main thread should Attend
	host           *host.Host
	builtinsMod    Value
	program        *mainProgram
	mon            *monitoring
	scriptDir      *string // what sys.path began with, where the program put something before it
	importing      map[string]*importLock
	importTimes    importTimes
	maxStrDigits   int
	finalizing     bool
	switchInterval float64 // seconds, as sys.setswitchinterval set it; 0: the default
	auditHooks     []Value
	sysMod         Value
	mainMod        *Module
	limit          int    // recursion limit in force
	nesting        int    // how deep natives may nest: see nestingShare
	sysLimit       int    // sys.getrecursionlimit()
	requests       uint32 // atomic: reasons for the next poll to look closer (see reqKill ...)
	killed         atomic.Pointer[Kill]
	codes          map[*codeKey]*CodeRT // what ran lately: see codeRT
	oldCodes       map[*codeKey]*CodeRT
	prepared       []weak.Pointer[CodeRT] // those with inline caches, for flushCaches
	subs           map[*Type][]weakType   // subclasses of builtin types that belong to this interpreter
	natives        map[string]*ModuleDef
	state          map[any]any // per-interpreter state of native modules, by key
	meter          meter       // limits and what was used of them
	threads        map[*Thread]struct{}
	pending        pendingQueue
	atExit         []func(t *Thread)
	weaks          weakTable
	tidying        tidying
	opts           Options
	life           lifecycle
	family         family // what is counted in its ancestors' limits
	fewModules     bool   // the policy grants only some of the modules that Vivarium ships
}

// Reasons for a poll to look closer, bits of Interpreter.requests.
const (
	reqKill uint32 = 1 << iota
	reqLock
	reqSignal
	reqPending
	reqTrace
	reqInterrupt
	reqEnd     // the interpreter ends: threads other than the main one do too
	reqLook    // count CPU time and memory now
	reqMeasure // walk now: an ancestor's memory may be used up
)

// budgetUnit is how many back-edges and calls run between two looks at the requests.
const budgetUnit = 1000

// Thread is one Python thread: its frames, register stack and exception state.
type Thread struct {
	interp     *Interpreter
	budget     int32
	grant      int32      // what budget was at the last refill
	atomic     bool       // a native is in the middle of its work: polls see kills only
	inflight   int64      // bytes charged by the native that runs: what it holds shows in no register yet
	failed     error      // of callExact, until slow goes on with it
	spareRange *RangeIter // of a loop that is over, for the next; so is spareList
	spareList  *ListIter
	outer      int64            // the same of natives that wait for Python code they called
	small      int              // bytes of small pieces that are not charged yet
	temps      []*[]Value       // what natives collect while Python code runs
	lent       []*Tuple         // tuples for lend
	collect    []Value          // gather's buffer, of collectRoom, while no gather is at work
	sink       func(Value) bool // of the innermost frame with frameSink
	looks      int32            // refills until the next look at the clock
	depth      int              // nested Python calls and natives that recurse
	iters      int              // nested native iterators
	sp         unsafe.Pointer
	end        unsafe.Pointer // of the current chunk
	chunk      *chunk
	frames     []Frame
	nf         int   // frames in use
	handled    Value // the exception being handled, None outside any handler
	result     Value // what run gives, between the slow path and run
	raised     error
	caught     *Exception               // between the unwinder and ExcEnter
	genDone    bool                     // how runGen ended: by return
	mcache     *[mcacheSize]mcacheEntry // made once lookups counts some
	fresh      [16]fresh                // made last, not yet watched; nfresh counts them
	nfresh     uint8
	lookups    uint32
	tracing    bool    // settrace or setprofile is set and gets events: the loop is runTraced
	relaunch   bool    // the loop is left for runTraced to go on
	tr         *tracer // made by the first settrace or setprofile
	// pendingTrace is an error of a poll in runTraced that the next instruction raises.
	pendingTrace error
	jumped       bool    // the budget ran out at a jump that has been done already
	lo           uintptr // start of the current chunk, for range checks
	size         uintptr // of the current chunk in bytes
	maxnf        int     // frames allowed before the slow path must look
	ident        int64
	repr         reprGuards
	ctx          Value // current contextvars.Context, Unbound until asked for
	async        asyncHooks
	limits       *fmtspec.Limits                        // made when first needed
	ints         *intScratch                            // made by the first operation on big ints
	locals       map[weak.Pointer[threadLocal]]struct{} // the _thread._local objects that it has attributes in
	waitsFor     *importLock                            // the import that the thread waits for
	trusted      string                                 // the module that library code imports: see grants.go

	turn      chan struct{} // tells that it holds the interpreter's lock; made at the first wait
	turnTimer *time.Timer
}

// chunk is a piece of the register stack. Frames and native arguments never straddle chunks, and a chunk
// never moves, so that slices of registers stay valid while natives run.
// One register more than regs shows is allocated, so that a pointer just above the last is still inside.
type chunk struct {
	regs       []Value
	prev, next *chunk
}

const firstChunk, maxChunk = 256, 1 << 16

// Interp is the thread's interpreter.
func (t *Thread) Interp() *Interpreter { return t.interp }

func (c *chunk) start() unsafe.Pointer { return unsafe.Pointer(unsafe.SliceData(c.regs)) }

// pushArgs takes n registers above everything in use; they are not cleared. popArgs gives them back, in reverse order.
func (t *Thread) pushArgs(n int) []Value {
	size := uintptr(n) * 16
	if uintptr(t.end)-uintptr(t.sp) < size {
		t.growStack(n)
	}
	p := t.sp
	t.sp = unsafe.Add(p, size)
	return unsafe.Slice((*Value)(p), n)
}

func (t *Thread) popArgs(a []Value) {
	p := unsafe.Pointer(unsafe.SliceData(a))
	clear(a)
	if p == nil {
		return
	}
	t.setSP(p)
}

// setSP gives back the registers from p on; p may be in an earlier chunk.
func (t *Thread) setSP(p unsafe.Pointer) {
	for uintptr(p)-t.lo > t.size {
		t.setChunk(t.chunk.prev)
	}
	t.sp = p
}

// growStack goes on in the next chunk, with room for n registers.
func (t *Thread) growStack(n int) {
	c := t.chunk
	var next *chunk
	if c != nil {
		next = c.next
	}
	if next == nil || len(next.regs) < n {
		size := firstChunk
		if c != nil {
			size = min(len(c.regs)*4, maxChunk)
		}
		t.interp.meter.mem.charged += int64(max(size, n)) * 16
		next = &chunk{regs: make([]Value, max(size, n)+1)[:max(size, n)], prev: c}
		if c != nil {
			c.next = next
		}
	}
	t.setChunk(next)
}

// threadStack is what a thread that runs nothing does without: thousands of interpreters may be idle.
type threadStack struct {
	chunk  *chunk
	frames []Frame
}

const firstFrames = 16

// takeStack gives the thread registers and frames.
func (t *Thread) takeStack() {
	if s, ok := t.interp.rt.stacks.Get().(*threadStack); ok {
		t.frames = s.frames
		t.setChunk(s.chunk)
		return
	}
	t.growStack(firstChunk)
	t.growFrames()
}

// returnStack takes them away from a thread that runs nothing. Nothing of what they held reaches the next owner.
func (t *Thread) returnStack() {
	if t.nf != 0 || t.chunk == nil {
		return
	}
	c, frames := t.chunk, t.frames
	t.chunk, t.frames = nil, nil
	t.sp, t.end, t.lo, t.size, t.maxnf = nil, nil, 0, 0, 0
	for c.prev != nil {
		c = c.prev
	}
	if len(c.regs) != firstChunk || len(frames) != firstFrames || t.interp.killed.Load() != nil {
		return // after a kill a native may still hold its arguments
	}
	c.next = nil
	clear(c.regs[:cap(c.regs)])
	clear(frames)
	t.interp.rt.stacks.Put(&threadStack{c, frames})
}

// popTemp drops what the native that ends collected.
func (t *Thread) popTemp() {
	n := len(t.temps) - 1
	t.temps[n] = nil
	t.temps = t.temps[:n]
}

func (t *Thread) setChunk(c *chunk) {
	t.chunk = c
	t.sp = c.start()
	t.size = uintptr(len(c.regs)) * 16
	t.lo, t.end = uintptr(t.sp), unsafe.Add(t.sp, t.size)
}

// Poll is called by every native loop once an iteration: it sees kills, deadlines and lock requests.
func (t *Thread) Poll() error {
	t.budget--
	if t.budget < 0 {
		return t.refill()
	}
	return nil
}

// PollN is Poll for n cheap iterations at once.
func (t *Thread) PollN(n int) error {
	t.budget -= int32(min(n, 1<<20))
	if t.budget < 0 {
		return t.refill()
	}
	return nil
}

// PollFunc gives Poll as the callback that leaf packages take.
func (t *Thread) PollFunc() func() error { return t.Poll }

// ChargeFunc gives Charge as the callback that leaf packages take.
func (t *Thread) ChargeFunc() func(int) error { return t.Charge }

// MemoryError makes the exception of the same name, for a request that the runtime refuses.
func (t *Thread) MemoryError() error {
	e := NewException(&ExcMemoryError)
	e.refused = true
	return e
}

// Enter counts one level of native nesting (repr, ==, hash, a call from Go); Leave undoes it. where completes
// the message "maximum recursion depth exceeded%s", e.g. " while getting the repr of an object".
func (t *Thread) Enter(where string) error {
	t.depth++
	if t.depth+t.nf > t.interp.limit || t.depth > t.interp.nesting {
		return t.recursionError(where)
	}
	return nil
}

// Leave undoes Enter; call it after a failed Enter too.
func (t *Thread) Leave() { t.depth-- }

// StateOf gives the per-interpreter state stored under key, made by make at the first use.
func StateOf[T any](in *Interpreter, key any, make func() T) T {
	if v, ok := in.state[key]; ok {
		return v.(T)
	}
	v := make()
	in.state[key] = v
	return v
}
