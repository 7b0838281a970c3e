// This file is the slow path: it does one instruction in full, whatever its operands, and tells the loop
// where to go on. After anything that may run Python code, Frame pointers are stale (frames may have moved); bases are not.
package core

import (
	"unsafe"

	"github.com/vivarium-py/vivarium/internal/code"
)

// top is the running frame.
func (t *Thread) top() *Frame { return &t.frames[t.nf-1] }

// regTop is the first register above a frame on the thread's stack.
func (f *Frame) regTop() unsafe.Pointer {
	if f.gen != nil {
		return f.top
	}
	return unsafe.Add(f.base, f.fn.rt.nregs)
}

// slow does the instruction before the top frame's pc. It reports that the loop is to be left, with
// the result in t.result and t.raised.
func (t *Thread) slow() bool {
	if err := t.failed; err != nil {
		t.failed = nil
		return t.fail(err)
	}
	f := t.top()
	if t.budget >= 0 {
		in := *(*code.Instr)(unsafe.Add(f.pc, -8))
		if in.Op-code.Add <= code.IAndI-code.Add && t.quickBinary(f, in) {
			return false
		}
		switch in.Op {
		case code.Call:
			if t.quickCall(f, in) {
				return false
			}
		case code.CallMethod:
			if h := reg(f.base, in.B).ref; !t.tracing && in.C == 2 && h != nil && h.shape == &NativeFunctionType.shape0 &&
				reg(f.base, in.B+code.RegSize).IsUnbound() && quickTwo(cast[Native](h), f.base, in, 2) {
				t.budget--
				return false
			}
		case code.ExcEnter:
			t.excEnter(f, f.base, in.A)
			return false
		case code.ExcLeave:
			t.excLeave(f, f.base, in.A)
			return false
		case code.JExcNotMatch:
			if c := AsType(*reg(f.base, in.B)); c != nil && c.flags&flagExcSub != 0 {
				if !reg(f.base, in.A).Type().IsSubtype(c) {
					t.jumpShort(in.C)
				}
				return false
			}
		case code.GetItem, code.SetItem, code.In, code.NotIn, code.JIn, code.JNotIn:
			if t.dictOp(f, in) {
				return false
			}
		case code.GetAttr, code.LoadMethod, code.SetAttr, code.SuperMethod:
			if t.quickAttr(f, in) {
				return false
			}
		case code.CopyFree:
			copy(unsafe.Slice(reg(f.base, in.A), in.B), f.fn.closure)
			return false
		case code.Eq, code.Ne, code.JEq, code.JNe, code.JNotEq, code.JNotNe, code.JmpTrue, code.JmpFalse, code.Not, code.ToBool,
			code.GetItemI, code.LoadName, code.MakeCell, code.NewCell, code.ListAppend, code.SetAdd, code.MapAdd, code.BuildMap:
			if t.quickOp(f, in) {
				return false
			}
		case code.GetYieldFromIter:
			if v := *reg(f.base, in.B); v.ref != nil && v.ref.shape == &GeneratorType.shape0 {
				*reg(f.base, in.A) = v
				return false
			}
		case code.ForLoop:
			if t.enterPlainGen(f, in) || t.nextChar(f, in) {
				return false
			}
		case code.YieldFrom:
			if t.plainYield(f) {
				v := *reg(f.base, in.A)
				f.gen.dropSent(f.base, in)
				return t.leavePlainGen(f, v)
			}
		case code.Send:
			if t.sendPlainGen(f, in) {
				return false
			}
		case code.Return:
			if f.flags == frameEntry && f.obj == nil {
				t.leavePlain(f, *reg(f.base, in.A))
				return true
			}
			if f.gen != nil {
				if leave, ok := t.endPlainGen(f, *reg(f.base, in.A)); ok {
					return leave
				}
			}
		case code.ReturnK:
			if f.flags == frameEntry && f.obj == nil {
				t.leavePlain(f, *konst(f.fn.rt.consts, in.B, in.C))
				return true
			}
			if f.gen != nil {
				if leave, ok := t.endPlainGen(f, *konst(f.fn.rt.consts, in.B, in.C)); ok {
					return leave
				}
			}
		}
	}
	t.setSP(f.regTop())
	t.inflight = 0 // no native of this run of the loop is at work
	if t.budget < 0 {
		// What finalisers and signals run has jumps and handlers of its own: the state of this frame's is kept apart.
		jumped, caught := t.jumped, t.caught
		t.jumped, t.caught = false, nil
		if jumped {
			f.flags |= frameLanded
		}
		err := t.refill()
		t.caught = caught
		f = t.top()
		f.flags &^= frameLanded
		if jumped {
			if err != nil {
				f.pc = unsafe.Add(f.pc, 8)
				return t.unwind(err, unwindNew)
			}
			t.relaunch = t.tracing
			return t.tracing
		}
		if err != nil {
			return t.unwind(err, unwindNew)
		}
		// The loop does the instruction again: it costs as much as anywhere else.
		f.pc = unsafe.Add(f.pc, -8)
		t.relaunch = t.tracing
		return t.tracing
	}
	in := *(*code.Instr)(unsafe.Add(f.pc, -8))
	base := f.base
	var err error
	if nat, args := plainNative(base, in); nat != nil {
		t.budget--
		var v Value
		if v, err = nat.call(t, args, nil); err == nil {
			*reg(base, in.A) = v
			return false
		}
	} else if err = t.step(f, in); err == nil {
		return false
	}
	return t.fail(err)
}

// fail goes on after an instruction that has failed.
func (t *Thread) fail(err error) bool {
	if err == errLeave {
		return true
	}
	if e, ok := err.(reraise); ok {
		if e.cleanup {
			return t.unwind(e.error, unwindCleanup)
		}
		return t.unwind(e.error, unwindAgain)
	}
	return t.unwind(err, unwindNew)
}

//go:noinline
func buildTuple(f *Frame, in *code.Instr) {
	*reg(f.base, in.A) = NewTuple(window(f.base, in.B, int(in.C))...)
}

//go:noinline
func buildList(f *Frame, in *code.Instr) {
	*reg(f.base, in.A) = newListCopy(window(f.base, in.B, int(in.C)))
}

type leave struct{}

func (leave) Error() string { return "BUG: left the loop" }

// errLeave tells the loop that the entry frame has returned; reraise that no traceback entry is due.
var errLeave error = leave{}

type reraise struct {
	error
	cleanup bool // the frame shows the place of the first raise
}

// unboundLocal is the error of reading a local that has no value.
func (t *Thread) unboundLocal(off uint16) error {
	c := t.top().fn.rt.obj.c
	return t.nameError(&ExcUnboundLocalError, "cannot access local variable '%s' where it is not associated with a value", c.LocalName(int(off/code.RegSize), t.pcIndex()))
}

func (t *Thread) nameError(typ *Type, format, name string) error {
	e := t.newError(typ, format, name)
	// Like CPython, an UnboundLocalError does not say the name: suggestions would be misleading.
	if typ == &ExcNameError {
		e.f[0] = StrVal(name)
	}
	return e
}

// pcIndex is the index of the instruction that the top frame is at.
func (t *Thread) pcIndex() int { return t.top().index() }

func (f *Frame) index() int { return int(uintptr(f.pc)-uintptr(f.fn.rt.pc0))/8 - 1 }

func (f *Frame) jump(target int) { f.pc = unsafe.Add(f.fn.rt.pc0, target*8) }

func (t *Thread) jumpShort(c uint16) {
	f := t.top()
	f.pc = shortJump(f.pc, c)
}

// operand reads a register that an instruction needs bound.
func (t *Thread) operand(base unsafe.Pointer, off uint16) (Value, error) {
	v := *reg(base, off)
	if v.ref == &unboundObj.Header {
		return v, t.unboundLocal(off)
	}
	return v, nil
}

func (t *Thread) step(f *Frame, in code.Instr) error {
	base := f.base
	rt := f.fn.rt
	op := in.Op
	switch op {
	case code.LoadLocal:
		return t.unboundLocal(in.B)
	case code.Check:
		return t.unboundLocal(in.A)
	case code.DelLocal:
		if reg(base, in.A).IsUnbound() {
			return t.unboundLocal(in.A)
		}
		return t.unbind(reg(base, in.A))
	case code.Unbind:
		return t.unbind(reg(base, in.A))
	case code.SetNone:
		r := reg(base, in.A)
		old := *r
		*r = None
		return t.drop(&old)
	case code.MakeCell:
		*reg(base, in.A) = newCell(*reg(base, in.A))
	case code.NewCell:
		*reg(base, in.A) = newCell(Unbound)
	case code.LoadCell:
		return t.emptyCell(in.B)
	case code.DelCell:
		c := As[Cell](*reg(base, in.A))
		if c.v.IsUnbound() {
			return t.emptyCell(in.A)
		}
		return t.unbind(&c.v)
	case code.CopyFree:
		copy(unsafe.Slice(reg(base, in.A), in.B), f.fn.closure)
	case code.LoadClassCell, code.LoadDictOrCell:
		mapping := *reg(base, 0)
		if op == code.LoadDictOrCell {
			mapping = *reg(base, in.A)
		}
		v, err := t.mappingGet(mapping, cache(rt.ics, in.C).name)
		if err != nil {
			return err
		}
		if v.IsUnbound() {
			if v = As[Cell](*reg(base, in.B)).v; v.IsUnbound() {
				return t.emptyCell(in.B)
			}
		}
		*reg(base, in.A) = v
	case code.LoadGlobal:
		return t.stepLoadGlobal(f, base, in.A, cache(rt.ics, in.B))
	case code.StoreGlobal:
		ic := cache(rt.ics, in.B)
		return t.storeGlobal(f.fn.globals, ic.name, *reg(base, in.A), ic)
	case code.DelGlobal:
		return t.delGlobal(f.fn.globals, cache(rt.ics, in.B).name)
	case code.LoadName:
		ic := cache(rt.ics, in.B)
		if reg(base, 0).ref == &f.fn.globals.Header {
			return t.stepLoadGlobal(f, base, in.A, ic)
		}
		return t.loadName(f, base, in.A, ic.name)
	case code.StoreName:
		ic := cache(rt.ics, in.B)
		return t.storeName(f, base, ic.name, *reg(base, in.A), ic)
	case code.DelName:
		return t.delName(f, base, cache(rt.ics, in.B).name)
	case code.LoadNameX:
		return t.loadName(f, base, in.A, AsStr(*konst(rt.consts, in.B, in.C)))
	case code.StoreNameX:
		return t.storeName(f, base, AsStr(*konst(rt.consts, in.B, in.C)), *reg(base, in.A), nil)
	case code.DelNameX:
		return t.delName(f, base, AsStr(*konst(rt.consts, in.B, in.C)))
	case code.LoadGlobalX:
		v, err := t.loadGlobal(f.fn, AsStr(*konst(rt.consts, in.B, in.C)))
		if err != nil {
			return err
		}
		*reg(base, in.A) = v
	case code.StoreGlobalX:
		return t.storeGlobal(f.fn.globals, AsStr(*konst(rt.consts, in.B, in.C)), *reg(base, in.A), nil)
	case code.DelGlobalX:
		return t.delGlobal(f.fn.globals, AsStr(*konst(rt.consts, in.B, in.C)))
	case code.LoadDictOrGlobal:
		name := cache(rt.ics, in.C).name
		fn := f.fn
		v, err := t.mappingGet(*reg(base, in.B), name)
		if err == nil && v.IsUnbound() {
			v, err = t.loadGlobal(fn, name)
		}
		if err != nil {
			return err
		}
		*reg(base, in.A) = v
	case code.LoadLocals:
		*reg(base, in.A) = *reg(base, 0)
	case code.LoadBuildClass:
		v, err := t.lookupBuiltin(f.fn.builtins, nBuildClass)
		if err != nil {
			return err
		}
		if v.IsUnbound() {
			return t.nameError(&ExcNameError, "%s", "__build_class__ not found")
		}
		*reg(base, in.A) = v
	case code.LoadAssertionError:
		*reg(base, in.A) = ExcAssertionError.Val()
	case code.LoadNotImplementedError:
		*reg(base, in.A) = ExcNotImplementedError.Val()

	case code.GetAttr:
		b, err := t.operand(base, in.B)
		if err != nil {
			return err
		}
		if ok, err := t.enterGetAttr(b, cache(rt.ics, in.C).name); ok {
			return err
		}
		v, err := t.getAttrCached(b, cache(rt.ics, in.C))
		if err == nil {
			*reg(base, in.A) = v
		}
		return err
	case code.SetAttr:
		a, err := t.operand(base, in.A)
		if err != nil {
			return err
		}
		if ok, err := t.enterSetAttr(a, cache(rt.ics, in.C).name, *reg(base, in.B)); ok {
			return err
		}
		return t.setAttrCached(a, *reg(base, in.B), cache(rt.ics, in.C))
	case code.DelAttr:
		a, err := t.operand(base, in.A)
		if err != nil {
			return err
		}
		return t.DelAttr(a, cache(rt.ics, in.C).name)
	case code.GetAttrX:
		v, err := t.GetAttr(*reg(base, in.B), AsStr(*reg(base, in.C)))
		if err == nil {
			*reg(base, in.A) = v
		}
		return err
	case code.SetAttrX:
		return t.SetAttr(*reg(base, in.A), AsStr(*reg(base, in.C)), *reg(base, in.B))
	case code.DelAttrX:
		return t.DelAttr(*reg(base, in.A), AsStr(*reg(base, in.C)))
	case code.LoadMethod:
		b, err := t.operand(base, in.B)
		if err != nil {
			return err
		}
		return t.loadMethod(base, in.A, b, cache(rt.ics, in.C))
	case code.SuperAttr, code.SuperMethod:
		return t.stepSuper(base, in, cache(rt.ics, in.C))
	case code.GetItem:
		b, err := t.operand(base, in.B)
		if err != nil {
			return err
		}
		c, err := t.operand(base, in.C)
		if err != nil {
			return err
		}
		if ok, err := t.enterGetItem(b, c); ok {
			return err
		}
		v, err := t.getItemFast(b, c)
		if err == nil {
			*reg(base, in.A) = v
		}
		return err
	case code.GetItemI:
		b, err := t.operand(base, in.B)
		if err != nil {
			return err
		}
		if ok, err := t.enterGetItem(b, Int(int64(int16(in.C)))); ok {
			return err
		}
		v, err := t.getItemFast(b, Int(int64(int16(in.C))))
		if err == nil {
			*reg(base, in.A) = v
		}
		return err
	case code.SetItem:
		a, err := t.operand(base, in.A)
		if err != nil {
			return err
		}
		b, err := t.operand(base, in.B)
		if err != nil {
			return err
		}
		if a.ref != nil && a.ref.shape == &DictType.shape0 {
			return As[Dict](a).Set(t, b, *reg(base, in.C))
		}
		if ok, err := t.enterSetItem(a, b, *reg(base, in.C)); ok {
			return err
		}
		return t.SetItem(a, b, *reg(base, in.C))
	case code.DelItem:
		a, err := t.operand(base, in.A)
		if err != nil {
			return err
		}
		b, err := t.operand(base, in.B)
		if err != nil {
			return err
		}
		return t.DelItem(a, b)
	case code.BuildSlice:
		*reg(base, in.A) = NewSlice(*reg(base, in.B), *reg(base, in.B+16), *reg(base, in.B+32))
	case code.GetSlice:
		v, err := t.getSlice(*reg(base, in.B), *reg(base, in.C), *reg(base, in.C+16))
		if err == nil {
			*reg(base, in.A) = v
		}
		return err
	case code.GetSliceStep:
		v, err := t.getSliceStep(*reg(base, in.B), *reg(base, in.C), *reg(base, in.C+16), *reg(base, in.C+32))
		if err == nil {
			*reg(base, in.A) = v
		}
		return err
	case code.SetSlice:
		return t.setSlice(*reg(base, in.A), *reg(base, in.B), *reg(base, in.B+16), *reg(base, in.C))

	case code.Neg, code.Pos, code.Invert:
		b, err := t.operand(base, in.B)
		if err != nil {
			return err
		}
		v, err := t.unary(op, b)
		if err == nil {
			*reg(base, in.A) = v
		}
		return err
	case code.Not, code.ToBool:
		b, err := t.operand(base, in.B)
		if err != nil {
			return err
		}
		ok, err := t.Truth(b)
		if err == nil {
			*reg(base, in.A) = Bool(ok == (op == code.ToBool))
		}
		return err
	case code.In, code.NotIn:
		b, err := t.operand(base, in.B)
		if err != nil {
			return err
		}
		c, err := t.operand(base, in.C)
		if err != nil {
			return err
		}
		ok, err := t.Contains(c, b)
		if err == nil {
			*reg(base, in.A) = Bool(ok == (op == code.In))
		}
		return err
	case code.JIn, code.JNotIn:
		a, err := t.operand(base, in.A)
		if err != nil {
			return err
		}
		b, err := t.operand(base, in.B)
		if err != nil {
			return err
		}
		ok, err := t.Contains(b, a)
		if err == nil && ok == (op == code.JIn) {
			t.jumpShort(in.C)
		}
		return err
	case code.JmpTrue, code.JmpFalse:
		a, err := t.operand(base, in.A)
		if err != nil {
			return err
		}
		if ok, err := t.enterBool(a); ok {
			return err
		}
		ok, err := t.Truth(a)
		if err == nil && ok == (op == code.JmpTrue) {
			f := t.top()
			f.pc = wideJump(f.pc, in.B, in.C)
			t.budget--
		}
		return err

	case code.GetIter:
		b, err := t.operand(base, in.B)
		if err != nil {
			return err
		}
		v, err := t.Iter(b)
		if err == nil {
			*reg(base, in.A) = v
		}
		return err
	case code.ForLoop:
		it := *reg(base, in.A)
		t.budget--
		if it.ref.shape == &GeneratorType.shape0 {
			return t.resumeIter(As[Generator](it), frameIter, None)
		}
		if ok, err := t.enterNext(it); ok {
			return err
		}
		if done, err := t.stepPair(f, base, in, it.ref); done {
			return err
		}
		v, err := t.Next(it)
		if err == nil && !v.IsUnbound() {
			*reg(base, in.B) = v
			t.jumpShort(in.C)
		}
		return err

	case code.Call:
		t.budget--
		return t.callAt(base, in.A, *reg(base, in.B), unsafe.Add(base, uintptr(in.B)+16), int(in.C), nil)
	case code.CallKw:
		t.budget--
		return t.callAt(base, in.A, *reg(base, in.B), unsafe.Add(base, uintptr(in.B)+16), int(in.C), AsTuple(*reg(base, in.B+16+in.C*16)))
	case code.CallMethod, code.CallMethodKw:
		t.budget--
		var names *Tuple
		if op == code.CallMethodKw {
			names = AsTuple(*reg(base, in.B+32+in.C*16))
		}
		if reg(base, in.B+16).IsUnbound() {
			return t.callAt(base, in.A, *reg(base, in.B), unsafe.Add(base, uintptr(in.B)+32), int(in.C), names)
		}
		return t.callAt(base, in.A, *reg(base, in.B), unsafe.Add(base, uintptr(in.B)+16), int(in.C)+1, names)
	case code.CallEx:
		return t.stepCallEx(base, in)
	case code.Return:
		return t.finishFrame(*reg(base, in.A))
	case code.ReturnK:
		return t.finishFrame(*konst(rt.consts, in.B, in.C))

	case code.Yield, code.AYield:
		v := *reg(base, in.B)
		f.gen.dropYielded(in)
		return t.yield(v, op == code.AYield)
	case code.YieldFrom:
		v := *reg(base, in.A)
		f.gen.dropSent(base, in)
		return t.yield(v, false)
	case code.Send:
		return t.stepSend(base, in)
	case code.ExcEnter:
		t.excEnter(f, base, in.A)
	case code.ExcTake:
		*reg(base, in.A) = t.caught.Val()
		t.caught = nil
	case code.ExcLeave:
		t.excLeave(f, base, in.A)
	case code.JExcNotMatch:
		ok, err := t.excMatch(*reg(base, in.A), *reg(base, in.B))
		if err == nil && !ok {
			t.jumpShort(in.C)
		}
		return err
	case code.ExcMatch:
		ok, err := t.excMatch(*reg(base, in.B), *reg(base, in.C))
		if err == nil {
			*reg(base, in.A) = Bool(ok)
		}
		return err
	case code.Raise:
		return t.stepRaise(base, in)
	case code.Reraise:
		return reraise{AsException(*reg(base, in.A)), in.B != 0}
	default:
		return t.stepOperator(f, base, rt, in)
	}
	return nil
}

// stepOperator does arithmetic and comparisons, and passes on the rest.
func (t *Thread) stepOperator(f *Frame, base unsafe.Pointer, rt *CodeRT, in code.Instr) error {
	op := in.Op
	switch {
	case op >= code.Add && op <= code.MatMul:
		return t.stepBinary(base, in, BinOp(op-code.Add), false)
	case op >= code.IAdd && op <= code.IMatMul:
		return t.stepBinary(base, in, BinOp(op-code.IAdd), true)
	case op >= code.AddI && op <= code.AndI:
		return t.stepImm(base, in, immOps[op-code.AddI], false)
	case op >= code.IAddI && op <= code.IAndI:
		return t.stepImm(base, in, immOps[op-code.IAddI], true)
	case op >= code.Lt && op <= code.Ge:
		b, err := t.operand(base, in.B)
		if err != nil {
			return err
		}
		c, err := t.operand(base, in.C)
		if err != nil {
			return err
		}
		if ok, err := t.enterCompare(b, c, CmpOp(op-code.Lt), frameOp); ok {
			return err
		}
		v, err := t.compareFast(b, c, CmpOp(op-code.Lt))
		if err == nil {
			*reg(base, in.A) = v
		}
		return err
	case op >= code.JLt && op <= code.JNotGe:
		return t.stepCompareJump(f, base, in)
	case op >= code.JLtI && op <= code.JNotGeI:
		return t.stepCompareJump(f, base, in)
	}
	return t.stepRare(f, base, rt, in)
}

var immOps = [...]BinOp{OpAdd, OpSub, OpMul, OpFloorDiv, OpMod, OpLShift, OpRShift, OpAnd}

func (t *Thread) stepBinary(base unsafe.Pointer, in code.Instr, op BinOp, inplace bool) error {
	b, err := t.operand(base, in.B)
	if err != nil {
		return err
	}
	c, err := t.operand(base, in.C)
	if err != nil {
		return err
	}
	return t.binaryTo(base, in.A, op, inplace, b, c)
}

func (t *Thread) stepImm(base unsafe.Pointer, in code.Instr, op BinOp, inplace bool) error {
	b, err := t.operand(base, in.B)
	if err != nil {
		return err
	}
	return t.binaryTo(base, in.A, op, inplace, b, Int(int64(int16(in.C))))
}

func (t *Thread) binaryTo(base unsafe.Pointer, dst uint16, op BinOp, inplace bool, b, c Value) error {
	disown(b)
	disown(c)
	if ok, err := t.enterBinary(op, inplace, b, c); ok {
		return err
	}
	var v Value
	var err error
	if inplace {
		v, err = t.InPlace(op, b, c)
	} else {
		v, err = t.Binary(op, b, c)
	}
	if err == nil {
		*reg(base, dst) = v
	}
	return err
}

// compareFast compares what the loop's fast paths leave over: mixed numbers and strings before the protocol.
func (t *Thread) compareFast(a, b Value, op CmpOp) (Value, error) {
	if a.ref != nil && b.ref != nil && a.ref.shape == &StrType.shape0 && b.ref.shape == &StrType.shape0 {
		x, y := As[Str](a), As[Str](b)
		switch op {
		case CmpEq:
			return Bool(x == y || x.s == y.s), nil
		case CmpNe:
			return Bool(x != y && x.s != y.s), nil
		}
	}
	return t.Compare(a, b, op)
}

func (t *Thread) stepCompareJump(f *Frame, base unsafe.Pointer, in code.Instr) error {
	a, err := t.operand(base, in.A)
	if err != nil {
		return err
	}
	var b Value
	var op CmpOp
	var negate bool
	if in.Op >= code.JLtI {
		b = Int(int64(int16(in.B)))
		n := in.Op - code.JLtI
		op, negate = CmpOp(n%6), n >= 6
	} else {
		if b, err = t.operand(base, in.B); err != nil {
			return err
		}
		n := in.Op - code.JLt
		op, negate = CmpOp(n%6), n >= 6
	}
	var v Value
	if isBig(a) || isBig(b) {
		v = t.bigCompare(f, op, a, b)
	}
	if v.ref == nil {
		if ok, err := t.enterCompare(a, b, op, frameJump); ok {
			return err
		}
		if v, err = t.compareFast(a, b, op); err != nil {
			return err
		}
	}
	ok, err := t.Truth(v)
	if err == nil && ok != negate {
		t.jumpShort(in.C)
		t.budget--
	}
	return err
}

// getItemFast is v[key] with the common builtin pairs first.
func (t *Thread) getItemFast(v, key Value) (Value, error) {
	if v.ref != nil && v.ref.shape == &DictType.shape0 {
		x, ok, err := As[Dict](v).Get(t, key)
		if ok || err != nil {
			return x, err
		}
		return Unbound, t.KeyError(key)
	}
	return t.GetItem(v, key)
}

func (t *Thread) unary(op uint16, v Value) (Value, error) {
	s := &v.Type().s
	f, text := s.Neg, "unary -"
	switch op {
	case code.Pos:
		f, text = s.Pos, "unary +"
	case code.Invert:
		f, text = s.Invert, "unary ~"
	}
	if f == nil {
		return Unbound, t.TypeError("bad operand type for %s: '%s'", text, v.TypeName())
	}
	return f(t, v)
}

func newCell(v Value) Value {
	return obj(&(&Cell{Header{&CellType.shape0}, v}).Header)
}

// emptyCell is the error of reading a cell without a value.
func (t *Thread) emptyCell(off uint16) error {
	c := t.top().fn.rt.obj.c
	r := int(off / code.RegSize)
	if i := r - c.FreeReg; i >= 0 && i < len(c.FreeVars) {
		return t.nameError(&ExcNameError, "cannot access free variable '%s' where it is not associated with a value in enclosing scope", c.FreeVars[i])
	}
	return t.unboundLocal(off)
}
