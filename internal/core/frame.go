// This file defines Frame, one activation of Python code. Frames are fixed structs in a flat array of the
// thread; a FrameObj is made only when Python asks for one, and takes a copy of the registers when the frame ends.
package core

import "unsafe"

// Frame flags.
const (
	frameEntry  = 1 << iota // called from Go: returning leaves the loop
	frameInit               // the callee is an __init__: its result must be None, and the caller gets the instance
	frameGen                // a generator's: base is its own slab
	frameIter               // ForLoop resumed the generator
	frameSend               // Send resumed it
	frameObject             // obj is set
	frameOp                 // an operator's dunder: NotImplemented goes on with the other operand
	frameJump               // as frameOp, for a compare-and-branch
	frameDrop               // the result is not wanted
	frameNext               // __next__ of a for loop
	frameWith               // __enter__: the result goes to R[A+1]
	frameTruth              // __bool__ of a branch
	frameSeen               // sys.settrace and sys.setprofile know of it
	frameLanded             // it has jumped and does nothing at pc yet: finalisers and signals run
	frameSink               // a native drains the generator: sink takes what it yields (drainGen)
	frameStep               // next() or send() resumed the generator
)

// Frame is one activation. pc is the next instruction, saved when the loop leaves the frame.
type Frame struct {
	pc    unsafe.Pointer
	base  unsafe.Pointer
	fn    *Function
	gen   *Generator
	obj   *FrameObj
	top   unsafe.Pointer // first free register above the frame, on the thread's stack
	inst  *Header        // of a frameInit: the instance
	flags uint32
}

// FrameObj is a frame as Python sees it.
type FrameObj struct {
	Header
	fn     *Function
	rt     *CodeRT // its code, for good: fn's may be replaced
	regs   []Value // the registers: those of the running frame, or a copy once it has ended
	pc     int     // index of the current instruction, once the frame has ended
	live   int     // index in the thread's frames + 1, 0 while suspended or ended
	gen    *Generator
	back   *FrameObj
	thread *Thread
	trace  Value
	locals Value
	lineno int
	at     int // what f_lasti is, plus one, where the frame is at no instruction; else 0
	flags  uint8
	roomy  bool // the start of a frameRoom
	// traceLine and tracePC are where the last line event was looked for.
	traceLine int32
	monLine   int32 // the same for sys.monitoring; monPC is one more than the instruction
	monPC     int
	tracePC   int
}

// Traceback is one entry of a traceback, outermost first.
type Traceback struct {
	Header
	next  *Traceback
	frame *FrameObj
	pc    int // index of the instruction
	odd   int // what tb_lasti has beyond 2*pc, where Python gave it
	line  int // 0: from pc
}

// Generator is a generator, coroutine or async generator.
type Generator struct {
	Header
	ext      *instExt
	fn       *Function
	rt       *CodeRT // its code, for good: fn's may be replaced
	regs     []Value
	pc       unsafe.Pointer
	state    uint8
	owned    bool  // Go need not tell of its death: another generator awaits it, or Go will
	nhandled int32 // handlers that the generator is in
	outer    Value // what was being handled when it was resumed
	obj      *FrameObj
	more     *genMore
	async    *asyncGenState
}

// genMore is what most generators never need.
type genMore struct {
	handled  Value // the exception being handled inside, saved while suspended
	name     Value
	qualname Value
	origin   Value
}

// RangeIter steps through a range within int64; ListIter through a list, which is nil once exhausted.
type RangeIter struct {
	Header
	cur, step, n int64
	own          bool // only the register of its loop has it
}

type ListIter struct {
	Header
	list *List
	i    int
	own  bool // only the register of its loop has it
}
