// This file calls the plain Python functions behind operators, subscripts, properties, __getattr__ and __next__ by pushing
// their frames, so that the loop does not recurse. What is to be done with a result other than storing it in
// the instruction's R[A] is a flag of the frame, which finishFrame hands to finishOp.
package core

import (
	"unsafe"

	"github.com/vivarium-py/vivarium/internal/code"
)

// enterFn pushes the frame of a plain function with n (1 to 3) parameters. ok is false, and nothing has happened,
// where d is anything else: then it is to be called the general way.
func (t *Thread) enterFn(d Value, n int, a, b, c Value, flags uint32) (ok bool, err error) {
	if d.ref == nil || d.ref.shape != &FunctionType.shape0 {
		return false, nil
	}
	fn := As[Function](d)
	crt := fn.rt
	if crt.pc0 == nil {
		t.interp.prepare(crt)
	}
	if crt.simple != uint32(n) {
		return false, nil
	}
	if t.lo+t.size-uintptr(t.sp) < crt.nregs {
		t.growStack(int(crt.nregs / code.RegSize))
	}
	p := t.sp
	regs := unsafe.Slice((*Value)(p), crt.nregs/code.RegSize)
	switch n {
	case 3:
		regs[2] = c
		fallthrough
	case 2:
		regs[1] = b
		fallthrough
	default:
		regs[0] = a
	}
	for i := n; i < crt.obj.c.NLocals; i++ {
		regs[i] = Unbound
	}
	return true, t.push(fn, p, flags, nil)
}

// enterGetItem is v[key] by the __getitem__ of a Python class.
func (t *Thread) enterGetItem(v, key Value) (bool, error) {
	if v.ref == nil || v.ref.shape.typ.flags&flagHeap == 0 {
		return false, nil
	}
	return t.enterFn(t.lookup(v.ref.shape.typ, nGetItem), 2, v, key, Unbound, 0)
}

// enterSetItem is v[key] = x by the __setitem__ of a Python class.
func (t *Thread) enterSetItem(v, key, x Value) (bool, error) {
	if v.ref == nil || v.ref.shape.typ.flags&flagHeap == 0 {
		return false, nil
	}
	return t.enterFn(t.lookup(v.ref.shape.typ, nSetItem), 3, v, key, x, frameDrop)
}

// enterGetAttr is v.name by a property, or by the __getattr__ of a class whose instance lacks the name.
func (t *Thread) enterGetAttr(v Value, name *Str) (bool, error) {
	if v.ref == nil {
		return false, nil
	}
	typ := v.ref.shape.typ
	if typ.flags&flagHeap == 0 {
		return false, nil
	}
	if typ.flags&flagGenericGet != 0 {
		if d := t.lookup(typ, name); d.ref != nil && d.ref.shape == &PropertyType.shape0 {
			return t.enterFn(As[property](d).fget, 1, v, Unbound, Unbound, 0)
		}
		return false, nil
	}
	if typ.flags&flagGetattr == 0 || !t.lookup(typ, name).IsUnbound() {
		return false, nil
	}
	if n := slotWrapper(t.lookup(typ, nGetAttribute)); n == nil || n.owner != &ObjectType {
		return false, nil
	}
	if _, found, err := t.instGet(v.ref, name); found || err != nil {
		return false, nil
	}
	return t.enterFn(t.lookup(typ, nGetAttr), 2, v, name.Val(), Unbound, 0)
}

// enterSetAttr is v.name = x by a property.
func (t *Thread) enterSetAttr(v Value, name *Str, x Value) (bool, error) {
	if v.ref == nil || v.ref.shape.typ.flags&(flagHeap|flagGenericSet) != flagHeap|flagGenericSet {
		return false, nil
	}
	if d := t.lookup(v.ref.shape.typ, name); d.ref != nil && d.ref.shape == &PropertyType.shape0 {
		return t.enterFn(As[property](d).fset, 2, v, x, Unbound, frameDrop)
	}
	return false, nil
}

// enterCompare is a comparison by the left operand's Python class; flags are frameOp or frameJump.
func (t *Thread) enterCompare(a, b Value, op CmpOp, flags uint32) (bool, error) {
	if a.ref == nil || a.ref.shape.typ.flags&flagHeap == 0 {
		return false, nil
	}
	ta, tb := a.ref.shape.typ, b.Type()
	if ta != tb && tb.IsSubtype(ta) {
		return false, nil
	}
	return t.enterFn(t.lookup(ta, cmpDunder[op]), 2, a, b, Unbound, flags)
}

// enterBinary is a binary operator by the left operand's Python class.
func (t *Thread) enterBinary(op BinOp, inplace bool, a, b Value) (bool, error) {
	if a.ref == nil {
		return false, nil
	}
	ta := a.ref.shape.typ
	bit := uint16(1) << op
	if ta.heapBin&bit == 0 || inplace && ta.s.IBinary[op] != nil {
		return false, nil
	}
	if tb := b.Type(); ta != tb && tb.heapBin&bit != 0 && tb.IsSubtype(ta) {
		return false, nil
	}
	return t.enterFn(t.lookup(ta, binDunder[op]), 2, a, b, Unbound, frameOp)
}

// enterNext is one step of a for loop over an instance of a Python class.
func (t *Thread) enterNext(it Value) (bool, error) {
	typ := it.ref.shape.typ
	if typ.flags&flagHeap == 0 {
		return false, nil
	}
	return t.enterFn(t.lookup(typ, nNext), 1, it, Unbound, Unbound, frameNext)
}

// enterWith enters a with block of a Python class's instance: R[A] gets the bound __exit__, R[A+1] the result of __enter__.
func (t *Thread) enterWith(base unsafe.Pointer, in code.Instr, m Value) (bool, error) {
	if m.ref == nil || m.ref.shape.typ.flags&flagHeap == 0 {
		return false, nil
	}
	exit := t.lookup(m.ref.shape.typ, nExit)
	if !exit.exactly(&FunctionType) {
		return false, nil
	}
	ok, err := t.enterFn(t.lookup(m.ref.shape.typ, nEnter), 1, m, Unbound, Unbound, frameWith)
	if ok {
		*reg(base, in.A) = NewMethod(exit, m)
	}
	return ok, err
}

// shiftless reports a method that callAt cannot call in place: of anything but a plain function.
func shiftless(m Value) bool { return !As[BoundMethod](m).fn.exactly(&FunctionType) }

// window gives n registers above the top of the stack for the arguments of a call to come; nothing may run in between.
func (t *Thread) window(n int) []Value {
	if t.lo+t.size-uintptr(t.sp) < uintptr(n)*code.RegSize {
		t.growStack(n)
	}
	return unsafe.Slice((*Value)(t.sp), n)
}

// enterBool is a branch on an instance of a Python class with __bool__.
func (t *Thread) enterBool(v Value) (bool, error) {
	if v.ref == nil || v.ref.shape.typ.flags&flagHeap == 0 {
		return false, nil
	}
	return t.enterFn(t.lookup(v.ref.shape.typ, nBool), 1, v, Unbound, Unbound, frameTruth)
}

// frameAfter are the flags that finishOp sees to.
const frameAfter = frameOp | frameJump | frameDrop | frameNext | frameWith | frameTruth

// finishOp uses the result v of a frame that an instruction of the now top frame has pushed.
func (t *Thread) finishOp(flags uint32, v Value) error {
	f := t.top()
	in := *(*code.Instr)(unsafe.Add(f.pc, -8))
	base := f.base
	switch {
	case flags&frameDrop != 0:
		return nil
	case flags&frameWith != 0:
		*reg(base, in.A+code.RegSize) = v
		return nil
	case flags&frameTruth != 0:
		if v != True && v != False {
			return t.TypeError("__bool__ should return bool, returned %s", v.TypeName())
		}
		if (v == True) == (in.Op == code.JmpTrue) {
			f.pc = wideJump(f.pc, in.B, in.C)
			t.budget--
		}
		return nil
	case flags&frameNext != 0:
		*reg(base, in.B) = v
		f.pc = shortJump(f.pc, in.C)
		return nil
	case flags&frameJump != 0:
		op, negate, b := compareJumpParts(base, in)
		var err error
		if v == NotImplemented {
			if v, err = t.compareRest(*reg(base, in.A), b, op); err != nil {
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
	if v == NotImplemented {
		var err error
		op := in.Op
		imm := Int(int64(int16(in.C)))
		switch {
		case op >= code.Lt && op <= code.Ge:
			v, err = t.compareRest(*reg(base, in.B), *reg(base, in.C), CmpOp(op-code.Lt))
		case op >= code.Add && op <= code.MatMul:
			v, err = t.binaryRest(BinOp(op-code.Add), false, *reg(base, in.B), *reg(base, in.C))
		case op >= code.IAdd && op <= code.IMatMul:
			v, err = t.binaryRest(BinOp(op-code.IAdd), true, *reg(base, in.B), *reg(base, in.C))
		case op >= code.AddI && op <= code.AndI:
			v, err = t.binaryRest(immOps[op-code.AddI], false, *reg(base, in.B), imm)
		case op >= code.IAddI && op <= code.IAndI:
			v, err = t.binaryRest(immOps[op-code.IAddI], true, *reg(base, in.B), imm)
		}
		if err != nil {
			return err
		}
	}
	*reg(base, in.A) = v
	return nil
}

// compareJumpParts decodes a compare-and-branch: its operator, whether it jumps on false, and its right operand.
func compareJumpParts(base unsafe.Pointer, in code.Instr) (op CmpOp, negate bool, b Value) {
	n := in.Op - code.JLt
	if in.Op >= code.JLtI {
		n = in.Op - code.JLtI
		b = Int(int64(int16(in.B)))
	} else {
		b = *reg(base, in.B)
	}
	return CmpOp(n % 6), n >= 6, b
}

// compareRest goes on after the left operand's comparison gave NotImplemented.
func (t *Thread) compareRest(a, b Value, op CmpOp) (Value, error) {
	if f := b.Type().s.Compare; f != nil {
		if v, err := f(t, b, a, cmpSwapped[op]); err != nil || v != NotImplemented {
			return v, err
		}
	}
	return t.compareDefault(a, b, op)
}

// binaryRest goes on after the left operand's __op__ gave NotImplemented.
func (t *Thread) binaryRest(op BinOp, inplace bool, a, b Value) (Value, error) {
	ta, tb := a.Type(), b.Type()
	if f := tb.s.Binary[op]; f != nil && ta != tb {
		var v Value
		var err error
		if tb.heapBin&(1<<op) != 0 {
			v = NotImplemented
			if d := t.lookup(tb, rbinDunder[op]); !d.IsUnbound() {
				v, err = t.callDunder2(d, b, a)
			}
		} else {
			v, err = f(t, a, b)
		}
		if err != nil || v != NotImplemented {
			return v, err
		}
	}
	if inplace {
		return t.inPlaceRest(op, a, b)
	}
	return t.binaryLast(op, a, b)
}
