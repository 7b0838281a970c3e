// This file implements generators, coroutines and the resuming of async generators. A generator owns its
// registers; resuming pushes a frame over them, yielding copies nothing. Resumed by ForLoop or Send the loop does not recurse.
package core

import (
	"unsafe"

	"github.com/vivarium-py/vivarium/internal/code"
)

// States of a generator.
const (
	genCreated = iota
	genSuspended
	genRunning
	genFinished
)

// makeGenerator is the call of a generator function: arguments are bound, nothing runs yet.
func (t *Thread) makeGenerator(fn *Function, args []Value, names *Tuple) (Value, error) {
	crt := fn.rt
	if crt.pc0 == nil {
		t.interp.prepare(crt)
	}
	g := newGenerator(int(crt.nregs / code.RegSize))
	g.fn, g.rt, g.pc, g.outer = fn, crt, crt.pc0, None
	if m := fn.more; m != nil && (m.name != crt.obj.name.Val() || m.qualname != crt.obj.qualname.Val()) {
		a := g.attrs()
		a.name, a.qualname = m.name, m.qualname
	}
	if err := t.bind(fn, unsafe.Pointer(unsafe.SliceData(g.regs)), args, names); err != nil {
		return Unbound, err
	}
	switch {
	case crt.flags&code.CoAsyncGenerator != 0:
		g.shape = &AsyncGenType.shape0
		g.async = &asyncGenState{}
	case crt.flags&code.CoCoroutine != 0:
		g.shape = &CoroutineType.shape0
		t.setOrigin(g)
	default:
		g.shape = &GeneratorType.shape0
	}
	t.watchGenerator(g)
	return obj(&g.Header), nil
}

type gen4 struct {
	Generator
	a [4]Value
}
type gen8 struct {
	Generator
	a [8]Value
}
type gen12 struct {
	Generator
	a [12]Value
}
type gen16 struct {
	Generator
	a [16]Value
}
type gen24 struct {
	Generator
	a [24]Value
}

// newGenerator makes a generator with n registers and one more, which nothing uses: a pointer behind the last one must
// stay within the allocation.
func newGenerator(n int) *Generator {
	switch {
	case n < 4:
		g := new(gen4)
		g.regs = g.a[:n]
		return &g.Generator
	case n < 8:
		g := new(gen8)
		g.regs = g.a[:n]
		return &g.Generator
	case n < 12:
		g := new(gen12)
		g.regs = g.a[:n]
		return &g.Generator
	case n < 16:
		g := new(gen16)
		g.regs = g.a[:n]
		return &g.Generator
	case n < 24:
		g := new(gen24)
		g.regs = g.a[:n]
		return &g.Generator
	}
	return &Generator{regs: make([]Value, n+1)[:n]}
}

// attrs gives what is not in every generator.
func (g *Generator) attrs() *genMore {
	if g.more == nil {
		g.more = &genMore{handled: None, name: g.rt.obj.name.Val(), qualname: g.rt.obj.qualname.Val(), origin: None}
	}
	return g.more
}

func (g *Generator) qualnameVal() Value {
	if g.more == nil {
		return g.rt.obj.qualname.Val()
	}
	return g.more.qualname
}

// kindName is what messages call a generator.
func (g *Generator) kindName() string {
	switch g.shape.typ {
	case &CoroutineType:
		return "coroutine"
	case &AsyncGenType:
		return "async generator"
	}
	return "generator"
}

// pushGen pushes the frame of a generator that is not running or finished; sent goes to its yield.
func (t *Thread) pushGen(g *Generator, sent Value, flags uint32) error {
	if g.state == genCreated {
		if !sent.IsNone() {
			return t.TypeError("can't send non-None value to a just-started %s", g.kindName())
		}
		if flags&frameSend != 0 {
			t.own(g)
		}
	} else {
		in := (*code.Instr)(unsafe.Add(g.pc, -8))
		*reg(unsafe.Pointer(unsafe.SliceData(g.regs)), in.A) = sent
	}
	return t.pushGenFrame(g, flags)
}

func (t *Thread) pushGenFrame(g *Generator, flags uint32) error {
	top := t.sp
	if g.fn.rt != g.rt {
		g.fn = g.fn.withCode(g.rt)
	}
	if err := t.push(g.fn, unsafe.Pointer(unsafe.SliceData(g.regs)), flags|frameGen, nil); err != nil {
		return err
	}
	f := t.top()
	f.pc, f.gen, f.top = g.pc, g, top
	if g.obj != nil {
		f.obj = g.obj
		f.flags |= frameObject
		g.obj.live, g.obj.thread = t.nf, t
	}
	g.state = genRunning
	g.outer = t.handled
	if g.nhandled > 0 {
		t.handled = g.attrs().handled
	}
	return nil
}

// leaveGen pops the frame of a generator.
func (t *Thread) leaveGen(g *Generator) uint32 {
	f := t.top()
	flags := f.flags
	g.pc = f.pc
	if g.obj != nil {
		g.obj.live, g.obj.pc = 0, f.index()
	}
	f.obj = nil
	if g.nhandled > 0 {
		g.attrs().handled = t.handled
	}
	t.handled, g.outer = g.outer, None
	t.popFrame()
	return flags
}

// finish drops what a generator holds.
func (g *Generator) finish() {
	g.state = genFinished
	if g.nhandled = 0; g.more != nil {
		g.more.handled = None
	}
	if g.obj != nil {
		g.obj.regs = append([]Value(nil), g.regs...)
		g.obj = nil
	}
	clear(g.regs)
}

// dropFrom forgets the registers from one on, which are dead until the generator is resumed. Numbers may stay: they are few
// and mostly without objects, so that looking is cheaper than clearing.
func (g *Generator) dropFrom(r uint16) {
	for i := range g.regs[r/code.RegSize:] {
		if v := &g.regs[int(r/code.RegSize)+i]; v.ref != nil {
			*v = Value{}
		}
	}
}

// dropSent is dropYielded at a YieldFrom.
func (g *Generator) dropSent(base unsafe.Pointer, in code.Instr) {
	switch in.C {
	case 1:
		*reg(base, in.A) = None
		g.dropFrom(in.B + code.RegSize)
	case 2:
		g.dropFrom(in.A)
	}
}

// dropYielded forgets what is dead while the generator is suspended at a yield.
func (g *Generator) dropYielded(in code.Instr) {
	switch in.C {
	case 1:
		g.dropFrom(in.B)
	case 2:
		g.dropFrom(in.A)
	}
}

// enterPlainGen resumes, for the loop, the generator that a ForLoop steps through, if nothing about it is special. It reports
// false, having done nothing, where the slow path must see to it.
func (t *Thread) enterPlainGen(f *Frame, in code.Instr) bool {
	it := reg(f.base, in.A).ref
	if it.shape != &GeneratorType.shape0 {
		return false
	}
	t.setSP(f.regTop())
	return t.pushPlainGen(cast[Generator](it), None, frameIter|frameGen) && t.resumeDelegates()
}

// sendPlainGen is enterPlainGen for a Send.
func (t *Thread) sendPlainGen(f *Frame, in code.Instr) bool {
	g := asGenerator(*reg(f.base, in.B))
	if g == nil || g.async != nil {
		return false
	}
	t.setSP(f.regTop())
	return t.pushPlainGen(g, *reg(f.base, in.A), frameSend|frameGen) && t.resumeDelegates()
}

// stepPlainGen is enterPlainGen for the call of a native that Resumes: next(), with or without a default, and send().
func (t *Thread) stepPlainGen(in *code.Instr, n *Native, args []Value) bool {
	g := args[0].ref
	if g == nil || g.shape != &GeneratorType.shape0 {
		return false
	}
	sent := None
	switch {
	case n.kind == natMethod:
		sent = args[1]
	case in.Op != code.Call:
		return false
	}
	return t.pushPlainGen(cast[Generator](g), sent, frameStep|frameGen) && t.resumeDelegates()
}

// stepEnd is what a call that stepPlainGen began gives when the generator ends with v: the default of next(), or StopIteration.
func stepEnd(f *Frame, v Value) error {
	if !stepHasDefault(f) {
		return StopIteration(v)
	}
	in := (*code.Instr)(unsafe.Add(f.pc, -8))
	*reg(f.base, in.A) = *reg(f.base, in.B+2*code.RegSize)
	return nil
}

// stepHasDefault reports that it is a next() with a default.
func stepHasDefault(f *Frame) bool {
	in := (*code.Instr)(unsafe.Add(f.pc, -8))
	return in.Op == code.Call && in.C == 2
}

// resumeDelegates goes on from the top frame, a generator just resumed, to the one that it delegates to, and so on: it does
// the Jmp and the Send that follow a YieldFrom while nothing about them is special. It always reports true.
func (t *Thread) resumeDelegates() bool {
	for !t.tracing {
		f := t.top()
		at := f.pc
		jump := *(*code.Instr)(at)
		if jump.Op != code.Jmp {
			break
		}
		to := wideJump(unsafe.Add(at, 8), jump.B, jump.C)
		in := *(*code.Instr)(to)
		if in.Op != code.Send {
			break
		}
		g := asGenerator(*reg(f.base, in.B))
		if g == nil || g.async != nil {
			break
		}
		f.pc = unsafe.Add(to, 8)
		t.setSP(f.regTop())
		if !t.pushPlainGen(g, *reg(f.base, in.A), frameSend|frameGen) {
			f.pc = at
			break
		}
	}
	return true
}

// pushPlainGen is pushGen for a generator about which nothing is special. It reports false, having done nothing, where pushGen
// must see to it.
func (t *Thread) pushPlainGen(g *Generator, sent Value, flags uint32) bool {
	if g.state > genSuspended || g.obj != nil || g.nhandled > 0 || g.fn.rt != g.rt || t.nf >= t.maxnf ||
		g.state == genCreated && sent.ref != &noneObj.Header {
		return false
	}
	t.budget--
	base := unsafe.Pointer(unsafe.SliceData(g.regs))
	if g.state == genSuspended {
		*reg(base, (*code.Instr)(unsafe.Add(g.pc, -8)).A) = sent
	} else if flags&frameSend != 0 {
		t.own(g)
	}
	f := &t.frames[t.nf]
	t.nf++
	f.base, f.fn, f.pc, f.gen, f.top, f.flags = base, g.fn, g.pc, g, t.sp, flags
	g.state, g.outer = genRunning, t.handled
	return true
}

// plainYield reports that leavePlainGen may suspend the top frame, f.
func (t *Thread) plainYield(f *Frame) bool {
	g := f.gen
	return g.nhandled == 0 && f.obj == nil && g.async == nil && f.flags&^(frameIter|frameSend|frameStep|frameEntry|frameSink) == frameGen
}

// own is for a generator that the top frame's begins to delegate to: it is closed when that one is, which may be told of its death.
func (t *Thread) own(g *Generator) {
	if up := t.top().gen; up != nil && up.rt.watched() {
		g.owned = true
	}
}

// What yieldPlain did.
const (
	yieldedNot   = iota // nothing: the slow path must see to it
	yieldedBelow        // the value is with the ForLoop or Send of a frame below, or with a native that drains the generator
	yieldedOut          // the loop is to be left with it
)

// yieldPlain does a Yield, for the loop, of a generator about which nothing is special.
//
//go:noinline
func (t *Thread) yieldPlain(f *Frame, in *code.Instr) int {
	if t.budget < 0 {
		return yieldedNot
	}
	if f.flags&frameSink != 0 && t.takeYield(f, in) {
		return yieldedBelow
	}
	if !t.plainYield(f) {
		return yieldedNot
	}
	v := *reg(f.base, in.B)
	f.gen.dropYielded(*in)
	if t.leavePlainGen(f, v) {
		return yieldedOut
	}
	return yieldedBelow
}

// leavePlainGen suspends, for the loop, the top frame's generator, about which nothing is special, and hands v to what resumed
// it: a ForLoop or Send of the frame below, or a native, for which it reports that the loop is to be left. A generator
// below that only delegates is suspended with it.
func (t *Thread) leavePlainGen(f *Frame, v Value) bool {
	for {
		g, flags := f.gen, f.flags
		g.pc, g.state = f.pc, genSuspended
		t.handled, g.outer = g.outer, None
		t.nf--
		*f = Frame{}
		if flags&frameEntry != 0 {
			t.result, t.genDone = v, false
			return true
		}
		up := t.top()
		in := (*code.Instr)(unsafe.Add(up.pc, -8))
		if flags&frameIter != 0 {
			*reg(up.base, in.B) = v
			up.pc = shortJump(up.pc, in.C)
			return false
		}
		next := *(*code.Instr)(up.pc)
		if next.Op != code.YieldFrom || next.A != in.A || up.gen == nil || t.tracing || !t.plainYield(up) {
			*reg(up.base, in.A) = v
			return false
		}
		up.pc = unsafe.Add(up.pc, 8)
		up.gen.dropSent(up.base, next)
		f = up
	}
}

// endPlainGen ends, for the loop, the top frame's generator with a result, if nothing about it is special. It reports false,
// having done nothing, where the slow path must see to it; leave is that the loop is to be left.
func (t *Thread) endPlainGen(f *Frame, v Value) (leave, ok bool) {
	g, flags := f.gen, f.flags
	if flags&^(frameIter|frameSend|frameStep|frameEntry|frameSink) != frameGen || flags&frameStep != 0 && !stepHasDefault(&t.frames[t.nf-2]) || f.obj != nil || g.nhandled > 0 || t.tracing {
		return false, false
	}
	t.handled, g.outer = g.outer, None
	g.finish()
	t.nf--
	*f = Frame{}
	switch {
	case flags&frameEntry != 0:
		t.result, t.genDone = v, true
		return true, true
	case flags&frameStep != 0:
		_ = stepEnd(t.top(), v)
	case flags&frameSend != 0:
		up := t.top()
		in := (*code.Instr)(unsafe.Add(up.pc, -8))
		*reg(up.base, in.A) = v
		up.pc = shortJump(up.pc, in.C)
	}
	return false, true
}

// yield suspends the top frame's generator and hands v to whoever resumed it.
func (t *Thread) yield(v Value, fromAsync bool) error {
	g := t.top().gen
	flags := t.leaveGen(g)
	g.state = genSuspended
	if g.async != nil {
		g.async.yielded = fromAsync
	}
	switch {
	case flags&frameEntry != 0:
		t.result, t.genDone = v, false
		return errLeave
	case flags&frameIter != 0:
		f := t.top()
		in := (*code.Instr)(unsafe.Add(f.pc, -8))
		*reg(f.base, in.B) = v
		f.pc = shortJump(f.pc, in.C)
	default:
		f := t.top()
		*reg(f.base, (*code.Instr)(unsafe.Add(f.pc, -8)).A) = v
	}
	return nil
}

// finishGen ends the top frame's generator with a result.
func (t *Thread) finishGen(v Value) error {
	g := t.top().gen
	flags := t.leaveGen(g)
	g.finish()
	switch {
	case flags&frameEntry != 0:
		t.result, t.genDone = v, true
		return errLeave
	case flags&frameStep != 0:
		return stepEnd(t.top(), v)
	case flags&frameSend != 0:
		f := t.top()
		in := (*code.Instr)(unsafe.Add(f.pc, -8))
		*reg(f.base, in.A) = v
		if t.tracing && g.async == nil {
			if err := t.stopEvent(v, monStopIteration); err != nil {
				return err
			}
			f = t.top()
		}
		f.pc = shortJump(f.pc, in.C)
	case flags&frameIter != 0 && t.tracing:
		return t.stopEvent(v, monStopIteration)
	}
	return nil
}

// failGen ends the top frame's generator with an exception, and gives the exception that leaves it.
func (t *Thread) failGen(exc *Exception) *Exception {
	g := t.top().gen
	if exc != nil {
		if exc.shape.typ.IsSubtype(&ExcStopIteration) || g.async != nil && exc.shape.typ.IsSubtype(&ExcStopAsyncIteration) {
			what := "StopIteration"
			if !exc.shape.typ.IsSubtype(&ExcStopIteration) {
				what = "StopAsyncIteration"
			}
			e := t.newError(&ExcRuntimeError, "%s raised %s", g.kindName(), what)
			e.cause, e.context, e.suppress = exc.Val(), exc.Val(), true
			exc = e
		}
	}
	t.leaveGen(g)
	g.finish()
	return exc
}

// resumeIter resumes a generator from ForLoop (frameIter) or Send (frameSend) without recursion. A finished one just ends.
func (t *Thread) resumeIter(g *Generator, flags uint32, sent Value) error {
	switch g.state {
	case genRunning:
		return t.ValueError("%s already executing", g.kindName())
	case genFinished:
		if flags&frameSend != 0 {
			if g.shape == &CoroutineType.shape0 {
				return t.RuntimeError("cannot reuse already awaited coroutine")
			}
			f := t.top()
			in := (*code.Instr)(unsafe.Add(f.pc, -8))
			*reg(f.base, in.A) = None
			f.pc = shortJump(f.pc, in.C)
		}
		return nil
	}
	return t.pushGen(g, sent, flags)
}

// genSend resumes a generator from Go. done reports that it returned v; else it yielded v.
func (t *Thread) genSend(g *Generator, sent Value) (v Value, done bool, err error) {
	switch g.state {
	case genRunning:
		return Unbound, false, t.ValueError("%s already executing", g.kindName())
	case genFinished:
		if g.shape == &CoroutineType.shape0 {
			return Unbound, false, t.RuntimeError("cannot reuse already awaited coroutine")
		}
		return None, true, nil
	}
	if t.budget > 0 && g.async == nil && t.pushPlainGen(g, sent, frameEntry|frameGen) {
		return t.runGen(t.sp)
	}
	if err := t.Poll(); err != nil {
		return Unbound, false, err
	}
	saved := t.sp
	if err := t.pushGen(g, sent, frameEntry); err != nil {
		return Unbound, false, err
	}
	return t.runGen(saved)
}

func (t *Thread) runGen(saved unsafe.Pointer) (Value, bool, error) {
	v, err := t.runNested(saved)
	return v, t.genDone && err == nil, err
}

// genNext is the Next slot of generators. What the generator returned is lost: see nextOrReturn.
func genNext(t *Thread, v Value) (Value, error) {
	g := As[Generator](v)
	switch {
	case g.state == genFinished:
		return Unbound, nil
	case t.budget > 0 && t.pushPlainGen(g, None, frameEntry|frameGen):
		x, done, err := t.runGen(t.sp)
		if done {
			return Unbound, nil
		}
		return x, err
	}
	x, done, err := t.genSend(g, None)
	if done && err == nil {
		return Unbound, nil
	}
	return x, err
}

// genRaise throws an exception into a suspended or new generator at its yield.
func (t *Thread) genRaise(g *Generator, e *Exception) (v Value, done bool, err error) {
	switch g.state {
	case genRunning:
		return Unbound, false, t.ValueError("%s already executing", g.kindName())
	case genFinished:
		if g.shape == &CoroutineType.shape0 {
			return Unbound, false, t.RuntimeError("cannot reuse already awaited coroutine")
		}
		return Unbound, false, e
	}
	saved := t.sp
	created := g.state == genCreated
	if created {
		g.pc = unsafe.Add(g.rt.pc0, 8) // which no handler covers
	}
	if err := t.pushGenFrame(g, frameEntry); err != nil {
		return Unbound, false, err
	}
	t.setContext(e)
	if t.unwind(e, unwindNew) {
		t.setSP(saved)
		err := t.raised
		if x := ExceptionOf(err); created && x != nil && x.tb != nil && x.tb.frame.gen == g {
			x.tb.line, x.tb.odd = g.rt.obj.c.FirstLine, -g.rt.obj.c.Offset(x.tb.pc)
		}
		t.raised, t.result = nil, Unbound
		return Unbound, false, err
	}
	return t.runGen(saved)
}

// delegate gives the iterator that a generator suspended in yield from or await delegates to, Unbound if none.
func (g *Generator) delegate() Value {
	if g.state == genSuspended {
		if in := (*code.Instr)(unsafe.Add(g.pc, -8)); in.Op == code.YieldFrom {
			return *reg(unsafe.Pointer(unsafe.SliceData(g.regs)), in.B)
		}
	}
	return Unbound
}

// genThrow is throw(): an exception goes to the delegate first (PEP 380).
func (t *Thread) genThrow(g *Generator, e *Exception) (v Value, done bool, err error) {
	d := g.delegate()
	if d.IsUnbound() {
		return t.genRaise(g, e)
	}
	if g.state == genRunning {
		return Unbound, false, t.ValueError("%s already executing", g.kindName())
	}
	if e.shape.typ.IsSubtype(&ExcGeneratorExit) {
		g.state = genRunning
		err := t.closeIter(d)
		g.state = genSuspended
		if err != nil {
			exc := t.asException(err)
			if exc == nil {
				return Unbound, false, err
			}
			return t.genRaise(g, exc)
		}
		return t.genRaise(g, e)
	}
	var x Value
	var finished bool
	// The frame is on the stack while the delegate runs, so that it shows there.
	sp := t.sp
	if err := t.pushGenFrame(g, frameEntry); err != nil {
		return Unbound, false, err
	}
	if sub := asGenerator(d); sub != nil && sub.async == nil {
		x, finished, err = t.genThrow(sub, e)
	} else {
		var m Value
		if m, err = t.LookupAttr(d, nThrow); err == nil && m.IsUnbound() {
			err = e
		} else if err == nil {
			x, err = t.Call(m, e.Val())
			if err != nil && Matches(err, &ExcStopIteration) {
				x, finished, err = err.(*Exception).f[0], true, nil
				if x.IsUnbound() {
					x = None
				}
			}
		}
	}
	t.leaveGen(g)
	t.setSP(sp)
	g.state = genSuspended
	if err != nil {
		exc := t.asException(err)
		if exc == nil {
			return Unbound, false, err
		}
		return t.genRaise(g, exc)
	}
	if !finished {
		return x, false, nil
	}
	// The delegate returned: go on behind the Send that precedes the YieldFrom.
	send := (*code.Instr)(unsafe.Add(g.pc, -16))
	g.pc = shortJump(unsafe.Add(g.pc, -8), send.C)
	saved := t.sp
	*reg(unsafe.Pointer(unsafe.SliceData(g.regs)), send.A) = x
	if err := t.pushGenFrame(g, frameEntry); err != nil {
		return Unbound, false, err
	}
	return t.runGen(saved)
}

// asException gives the exception of an error that Python code may handle, nil for a Kill.
func (t *Thread) asException(err error) *Exception {
	if _, ok := err.(*Kill); ok {
		return nil
	}
	return t.goError(err)
}

// closeIter closes the delegate of a generator.
func (t *Thread) closeIter(d Value) error {
	if sub := asGenerator(d); sub != nil && sub.async == nil {
		return t.genClose(sub)
	}
	m, err := t.LookupAttr(d, nClose)
	if err != nil {
		if _, ok := err.(*Exception); ok {
			t.printUnraisable(err, d, "")
			return nil
		}
		return err
	}
	if m.IsUnbound() {
		return nil
	}
	_, err = t.Call(m)
	return err
}

// genClose is close().
func (t *Thread) genClose(g *Generator) error {
	_, err := t.genCloseValue(g)
	return err
}

// genCloseValue closes a generator and gives what it returned on GeneratorExit (3.13).
func (t *Thread) genCloseValue(g *Generator) (Value, error) {
	switch g.state {
	case genCreated:
		g.finish()
		return None, nil
	case genFinished:
		return None, nil
	case genRunning:
		return Unbound, t.ValueError("%s already executing", g.kindName())
	}
	var v Value
	var done bool
	var err error
	if d := g.delegate(); !d.IsUnbound() {
		g.state = genRunning
		cerr := t.closeIter(d)
		g.state = genSuspended
		if cerr != nil {
			exc := t.asException(cerr)
			if exc == nil {
				return Unbound, cerr
			}
			v, done, err = t.genRaise(g, exc)
			return closeResult(t, g, v, done, err)
		}
	}
	v, done, err = t.genRaise(g, NewException(&ExcGeneratorExit))
	return closeResult(t, g, v, done, err)
}

func closeResult(t *Thread, g *Generator, v Value, done bool, err error) (Value, error) {
	if err != nil {
		if Matches(err, &ExcGeneratorExit) || Matches(err, &ExcStopIteration) {
			return None, nil
		}
		return Unbound, err
	}
	if done {
		return v, nil
	}
	return Unbound, t.RuntimeError("%s ignored GeneratorExit", g.kindName())
}

// asGenerator gives the generator, coroutine or async generator that v is, else nil.
func asGenerator(v Value) *Generator {
	if v.ref != nil {
		switch v.ref.shape {
		case &GeneratorType.shape0, &CoroutineType.shape0, &AsyncGenType.shape0:
			return As[Generator](v)
		}
	}
	return nil
}

// stepSend is one step of yield from or await.
func (t *Thread) stepSend(base unsafe.Pointer, in code.Instr) error {
	it := *reg(base, in.B)
	v := *reg(base, in.A)
	if g := asGenerator(it); g != nil && g.async == nil {
		return t.resumeIter(g, frameSend, v)
	}
	var x Value
	var err error
	done, raised := false, true
	typ := it.Type()
	if typ.s.Send != nil {
		x, done, err = typ.s.Send(t, it, v)
	} else if v.IsNone() && typ.s.Next != nil {
		ret := None
		if typ.flags&flagHeap == 0 {
			x, err = typ.s.Next(t, it)
		} else {
			x, ret, err = t.nextOrReturn(it)
		}
		if err == nil && x.IsUnbound() {
			x, done, raised = ret, true, false
		}
	} else {
		x, err = t.CallMethod(it, nSend, v)
	}
	if err != nil {
		if !Matches(err, &ExcStopIteration) {
			return err
		}
		x, done = err.(*Exception).f[0], true
		if x.IsUnbound() {
			x = None
		}
	}
	*reg(base, in.A) = x
	if done {
		if t.tracing && raised {
			if err := t.stopEvent(x, monRaise); err != nil {
				return err
			}
		}
		t.jumpShort(in.C)
	}
	return nil
}
