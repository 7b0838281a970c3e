// This file gives the events of sys.settrace and sys.setprofile. While either is set the thread runs in runTraced, a loop of
// its own that does one instruction at a time by the slow path; run itself has no check but one at its start.
// Invariant: run and runTraced can take over from each other between any two instructions, for frames are whole then.
package core

import (
	"sort"
	"unsafe"

	"github.com/vivarium-py/vivarium/internal/code"
)

// tracer is what a thread's settrace and setprofile have set.
type tracer struct {
	trace, profile Value // None: not set
	busy           bool  // a trace function runs: no events
	frame          *FrameObj
	event          string // what it was called for, and of which frame
	jumped         bool   // it has set f_lineno
	jumpLine       int32  // lines before this one that have no instruction are not told of next
	lines          map[*CodeRT][]int32
}

func (t *Thread) tracer() *tracer {
	if t.tr == nil {
		t.tr = &tracer{trace: None, profile: None, lines: map[*CodeRT][]int32{}}
	}
	return t.tr
}

// setTrace is sys.settrace (or setprofile) for the thread. Frames that run already are not entered anew.
func (t *Thread) setTrace(f Value, profile bool) {
	tr := t.tracer()
	if profile {
		tr.profile = f
	} else {
		tr.trace = f
	}
	if f.Given() {
		for i := range t.nf {
			t.frames[i].flags |= frameSeen
		}
	}
	t.updateTracing()
}

// updateTracing decides whether there are events, and if so has the loop look at its next call or back-edge.
func (t *Thread) updateTracing() {
	tr := t.tr
	mon := t.interp.mon
	t.tracing = !tr.busy && (tr.trace.Given() || tr.profile.Given() || mon != nil && mon.wanted != 0)
	if t.tracing && t.budget >= 0 {
		t.grant -= t.budget + 1
		t.budget = -1
	}
}

// lineTable gives the line of each instruction, 0 where there is none.
func (t *Thread) lineTable(rt *CodeRT) []int32 {
	l, ok := t.tr.lines[rt]
	if !ok {
		c := rt.obj.c
		l = make([]int32, 0, len(c.Instrs))
		for r := c.Ranges(); len(l) < len(c.Instrs); {
			p, n := r.Next()
			if n <= 0 {
				l = append(l, make([]int32, len(c.Instrs)-len(l))...)
				break
			}
			for range n {
				l = append(l, max(p.Line, 0))
			}
		}
		t.tr.lines[rt] = l
	}
	return l
}

// runTraced is run with events. Once there are none it leaves with t.relaunch set, for run to go on.
func (t *Thread) runTraced() (Value, error) {
	t.relaunch = false
	for t.tracing {
		f := t.top()
		in := *(*code.Instr)(f.pc)
		f.pc = unsafe.Add(f.pc, 8)
		err := t.eventsBefore(in)
		left := false
		var before monState
		mon := t.interp.mon != nil && t.interp.mon.wanted != 0 && err == nil && !t.tr.jumped
		if mon {
			before = t.monSave(in)
		}
		switch {
		case err != nil:
			left = t.unwind(err, unwindNew)
		case t.tr.jumped:
			t.tr.jumped = false
		case t.stepSimple(in):
			if mon {
				if err := t.monAfter(in, before, false); err != nil {
					left = t.unwind(err, unwindNew)
				}
			}
		default:
			n := t.nf
			if left = t.stepTraced(in, before, mon); !left && t.nf < n && t.tracing {
				if err := t.returnedInto(); err != nil {
					left = t.unwind(err, unwindNew)
				}
			}
		}
		if left {
			v, err := t.result, t.raised
			t.result, t.raised = Value{}, nil
			return v, err
		}
	}
	t.relaunch = true
	return Unbound, nil
}

// returnedInto gives the frame that a call has returned to its opcode event: CPython has an instruction that takes the result.
func (t *Thread) returnedInto() error {
	if o := t.top().obj; o != nil && o.flags&2 != 0 && o.trace.Given() && t.tr.trace.Given() && t.top().flags&frameSeen != 0 {
		return t.localEvent(o, "opcode", None)
	}
	return nil
}

// stepTraced is slow() for runTraced, with the events of calls of natives.
func (t *Thread) stepTraced(in code.Instr, before monState, mon bool) bool {
	f := t.top()
	t.setSP(f.regTop())
	if t.budget < 0 {
		if err := t.refill(); err != nil {
			return t.unwind(err, unwindNew)
		}
		f = t.top()
	}
	native := Unbound
	if t.tr.profile.Given() {
		native = nativeCallee(f, in)
	}
	if !native.IsUnbound() {
		if err := t.callProfile("c_call", native); err != nil {
			return t.unwind(err, unwindNew)
		}
		f = t.top()
	}
	err := t.step(f, in)
	if mon && t.tracing && err != errLeave {
		if _, again := err.(reraise); !again {
			if e := t.monAfter(in, before, err != nil); e != nil {
				err = e
			}
		}
	}
	if !native.IsUnbound() && t.tracing && err != errLeave {
		event := "c_return"
		if err != nil {
			event = "c_exception"
		}
		if e := t.callProfile(event, native); e != nil && err == nil {
			err = e
		}
	}
	switch e := err.(type) {
	case nil:
		return false
	case leave:
		return true
	case reraise:
		if e.cleanup {
			return t.unwind(e.error, unwindCleanup)
		}
		return t.unwind(e.error, unwindAgain)
	}
	return t.unwind(err, unwindNew)
}

// nativeCallee gives the native that a call instruction is about to call, Unbound if there is none.
func nativeCallee(f *Frame, in code.Instr) Value {
	switch in.Op {
	case code.Call, code.CallKw, code.CallMethod, code.CallMethodKw, code.CallEx:
		v := *reg(f.base, in.B)
		if v.exactly(&MethodType) { // as of a classmethod of a native
			v = As[BoundMethod](v).fn
		}
		switch v.Type() {
		case &NativeFunctionType, &NativeMethodType:
			return v
		}
	}
	return Unbound
}

// stepSimple does the instructions that never leave the loop's fast path, and those whose slow path is their failure.
func (t *Thread) stepSimple(in code.Instr) bool {
	f := t.top()
	base := f.base
	jump := false
	switch in.Op {
	case code.Nop:
	case code.Move:
		*reg(base, in.A) = *reg(base, in.B)
	case code.LoadLocal:
		if reg(base, in.B).IsUnbound() {
			return false
		}
		*reg(base, in.A) = *reg(base, in.B)
	case code.LoadK:
		*reg(base, in.A) = *konst(f.fn.rt.consts, in.B, in.C)
	case code.LoadInt:
		*reg(base, in.A) = Int(int64(int32(code.JoinWide(in.B, in.C))))
	case code.Check:
		return !reg(base, in.A).IsUnbound()
	case code.Unbind:
		if r := reg(base, in.A); r.ref == nil || r.IsUnbound() {
			*r = Unbound
			break
		}
		return false
	case code.SetNone:
		if r := reg(base, in.A); r.ref == nil || r.IsUnbound() || r.IsNone() {
			*r = None
			break
		}
		return false
	case code.LoadCell:
		v := As[Cell](*reg(base, in.B)).v
		if v.IsUnbound() {
			return false
		}
		*reg(base, in.A) = v
	case code.StoreCell:
		As[Cell](*reg(base, in.A)).v = *reg(base, in.B)
	case code.Is, code.IsNot:
		*reg(base, in.A) = Bool((*reg(base, in.B) == *reg(base, in.C)) == (in.Op == code.Is))
	case code.JIs, code.JIsNot:
		if (*reg(base, in.A) == *reg(base, in.B)) == (in.Op == code.JIs) {
			f.pc = shortJump(f.pc, in.C)
		}
	case code.Jmp, code.JmpBack:
		jump = true
	case code.JmpNone:
		jump = reg(base, in.A).IsNone()
	case code.JmpNotNone:
		jump = !reg(base, in.A).IsNone()
	default:
		return false
	}
	if jump {
		f.pc = wideJump(f.pc, in.B, in.C)
		if t.budget--; t.budget < 0 {
			// The poll comes with the next instruction that is not simple; one of a loop of simple ones is enough.
			if err := t.Poll(); err != nil {
				t.pendingTrace = err
			}
		}
	}
	return true
}

// eventsBefore gives the events that come before an instruction: of the call of a new frame, of a new line, of a return.
func (t *Thread) eventsBefore(in code.Instr) error {
	if err := t.pendingTrace; err != nil {
		t.pendingTrace = nil
		return err
	}
	f := t.top()
	if mon := t.interp.mon; mon != nil && mon.wanted != 0 {
		if err := t.monBefore(in, f.flags&frameSeen == 0); err != nil || !t.tracing {
			f.flags |= frameSeen
			return err
		}
		f = t.top()
		if !t.tr.trace.Given() && !t.tr.profile.Given() {
			f.flags |= frameSeen
			return nil
		}
	}
	if f.flags&frameSeen == 0 {
		f.flags |= frameSeen
		if err := t.callEvent(); err != nil || !t.tracing {
			return err
		}
		f = t.top()
	}
	o := f.obj
	if o == nil {
		if !t.tr.profile.Given() {
			return nil
		}
	} else if o.trace.Given() && t.tr.trace.Given() {
		if err := t.lineEvent(f, o, in); err != nil || !t.tracing || t.tr.jumped {
			return err
		}
		f = t.top()
	}
	switch in.Op {
	case code.Return, code.YieldFrom:
		return t.returnEvent(*reg(f.base, in.A))
	case code.Yield, code.AYield:
		return t.returnEvent(*reg(f.base, in.B))
	case code.ReturnK:
		return t.returnEvent(*konst(f.fn.rt.consts, in.B, in.C))
	}
	return nil
}

// callEvent tells of a frame that was entered or resumed.
func (t *Thread) callEvent() error {
	o := t.frameObj(t.nf - 1)
	if o.index() == 0 {
		o.lineno, o.at = o.rt.obj.c.FirstLine, 1
		o.traceLine, o.tracePC = 0, -1
	} else if o.gen != nil {
		o.lineno = int(t.lineTable(o.rt)[o.index()-1]) // the yield
		o.at = o.rt.obj.c.Offset(o.index()-1) + 1
	}
	defer func() { o.lineno, o.at = 0, 0 }()
	if f := t.tr.trace; f.Given() {
		r, err := t.callTracer(f, o, "call", None, false)
		if err != nil {
			return err
		}
		if !r.IsNone() { // a generator that goes on keeps the function it has
			o.trace = r
		}
	}
	if t.tr.profile.Given() {
		_, err := t.callTracer(t.tr.profile, o, "call", None, true)
		return err
	}
	return nil
}

// lineEvent tells of a new line: one other than the last instruction's, or one that a jump back starts again.
func (t *Thread) lineEvent(f *Frame, o *FrameObj, in code.Instr) error {
	switch in.Op {
	case code.MakeCell, code.NewCell, code.CopyFree:
		return nil
	}
	i := f.index()
	lines := t.lineTable(f.fn.rt)
	line := lines[i]
	if marks := f.fn.rt.obj.c.Marks; len(marks) > 0 && o.flags&1 == 0 {
		k := sort.Search(len(marks), func(k int) bool { return int(marks[k].At) >= i })
		for ; k < len(marks) && int(marks[k].At) == i; k++ {
			if m := &marks[k]; m.Line >= t.tr.jumpLine && m.Before(o.tracePC) && o.traceLine != m.Line {
				o.traceLine, o.lineno, o.at = m.Line, int(m.Line), f.fn.rt.obj.c.MarkOffset(k)+1
				err := t.localEvent(o, "line", None)
				if o.lineno, o.at = 0, 0; err != nil || !t.tracing || t.tr.jumped {
					return err
				}
			}
		}
	}
	t.tr.jumpLine = 0
	if line > 0 {
		again := jumpsBack(f.fn.rt.obj.c, o.tracePC, i)
		last := o.traceLine
		o.traceLine, o.tracePC = line, i
		if (line != last || again) && o.flags&1 == 0 {
			if err := t.localEvent(o, "line", None); err != nil || !t.tracing || t.tr.jumped {
				return err
			}
		}
	}
	if o.flags&2 != 0 && o.trace.Given() {
		return t.localEvent(o, "opcode", None)
	}
	return nil
}

func (t *Thread) returnEvent(v Value) error {
	o := t.top().obj
	if o != nil && o.trace.Given() && t.tr.trace.Given() {
		if err := t.localEvent(o, "return", v); err != nil || !t.tracing {
			return err
		}
	}
	return t.callProfile("return", v)
}

// callProfile gives the profile function an event of the top frame.
func (t *Thread) callProfile(event string, arg Value) error {
	if !t.tr.profile.Given() {
		return nil
	}
	_, err := t.callTracer(t.tr.profile, t.frameObj(t.nf-1), event, arg, true)
	return err
}

// exceptionEvents tells of an exception that was raised in the top frame or came into it; what it gives is the one
// that goes on.
func (t *Thread) exceptionEvents(exc *Exception) error {
	if o := t.top().obj; o != nil && o.trace.Given() && t.tr.trace.Given() {
		tb := None
		if exc.tb != nil {
			tb = obj(&exc.tb.Header)
		}
		if err := t.localEvent(o, "exception", NewTuple(exc.shape.typ.Val(), exc.Val(), tb)); err != nil {
			return err
		}
	}
	return exc
}

// stopEvent tells of the StopIteration that ends a for loop or an await in the top frame. Nothing raises it: in CPython neither
// does, but tools are told as if. For sys.monitoring it is event ev.
func (t *Thread) stopEvent(v Value, ev uint8) error {
	o := t.top().obj
	if !t.wants(ev) && (o == nil || !o.trace.Given() || !t.tr.trace.Given()) {
		return nil
	}
	exc := NewException(&ExcStopIteration)
	if !v.IsNone() {
		exc = NewException(&ExcStopIteration, v)
	}
	exc.f[0] = v
	return t.stopRaised(exc, ev)
}

func (t *Thread) stopRaised(exc *Exception, ev uint8) error {
	err := t.exceptionEvents(exc)
	if t.tracing && err == error(exc) && t.wants(ev) {
		err = t.monRaised(ev, exc)
	}
	if err == error(exc) {
		return nil
	}
	return err
}

// jumpsBack reports whether going from one instruction to another starts a line again: in a loop the test, which is below the
// body here, does so, as the jump back to it does in CPython.
func jumpsBack(c *code.Code, from, to int) bool {
	if from < 0 {
		return false
	}
	switch in := c.Instrs[to]; in.Op {
	case code.Send:
		return false
	case code.ForLoop:
		if body, ok := code.Target(in, to); ok {
			return from >= body
		}
	case code.GetANext:
		if op := c.Instrs[from].Op; from < to && (op == code.Jmp || op == code.GetAIter) {
			return false
		}
		return true
	}
	if to > from {
		return false
	}
	switch c.Instrs[from].Op {
	case code.ForLoop:
		return false
	case code.JmpBack:
		return from < 5 || c.Instrs[from-5].Op != code.GetANext
	}
	return true
}

// localEvent calls a frame's own trace function; what it gives is the next one.
func (t *Thread) localEvent(o *FrameObj, event string, arg Value) error {
	r, err := t.callTracer(o.trace, o, event, arg, false)
	if err == nil && !r.IsNone() {
		o.trace = r
	}
	return err
}

// callTracer calls a trace or profile function. If it fails it is not called again.
func (t *Thread) callTracer(fn Value, o *FrameObj, event string, arg Value, profile bool) (Value, error) {
	tr := t.tr
	t.setSP(t.top().regTop())
	caught := t.caught
	tr.busy = true
	tr.frame, tr.event = o, event
	t.updateTracing()
	r, err := t.Call(fn, obj(&o.Header), Intern(event).Val(), arg)
	tr.busy = false
	tr.frame, tr.event = nil, ""
	t.caught = caught
	if err != nil {
		if profile {
			tr.profile = None
		} else {
			tr.trace, o.trace = None, None
		}
	}
	t.updateTracing()
	return r, err
}

// tracing functions of module sys.

func sysSetTrace(profile, all bool) NativeFn {
	return func(t *Thread, a []Value) (Value, error) {
		t.setTrace(a[0], profile)
		if all {
			for u := range t.interp.threads {
				if u != t {
					u.setTrace(a[0], profile)
				}
			}
		}
		return None, nil
	}
}

func sysGetTrace(profile bool) NativeFn {
	return func(t *Thread, a []Value) (Value, error) {
		switch {
		case t.tr == nil:
			return None, nil
		case profile:
			return t.tr.profile, nil
		}
		return t.tr.trace, nil
	}
}
