// This file lets arithmetic use the memory of dead temporaries again: in `a * b + c` nobody but the addition sees the product.
// Invariant: an int whose box is marked owned is in one register only, that of a temporary which the next instruction to
// read it consumes, and every such instruction consumes or unmarks it.
package core

import (
	"math/big"
	"unsafe"

	"github.com/vivarium-py/vivarium/internal/code"
)

// What tempHints says of an instruction: its result is a temporary that only arithmetic reads, its first or second operand is read here
// for the last time.
const (
	hintOwned = 1 << iota
	hintDies1
	hintDies2
)

// ownedMark is IntObj.small of an owned int; hintsAfter is how many operations on big ints a code does before it is looked at.
const (
	ownedMark  = 1
	hintsAfter = 8
)

// operandsOf gives the registers of an instruction that consumes temporaries, -1 for what is none.
func operandsOf(in code.Instr) (r1, r2 int, ok bool) {
	switch op := in.Op; {
	case op >= code.Add && op <= code.IMatMul:
		return int(in.B) / code.RegSize, int(in.C) / code.RegSize, true
	case op >= code.AddI && op <= code.IAndI:
		return int(in.B) / code.RegSize, -1, true
	case op >= code.JLt && op <= code.JNotGe:
		return int(in.A) / code.RegSize, int(in.B) / code.RegSize, true
	case op >= code.JLtI && op <= code.JNotGeI:
		return int(in.A) / code.RegSize, -1, true
	}
	return -1, -1, false
}

// tempHints finds the temporaries of arithmetic in a code; nil where there are none.
func (in *Interpreter) tempHints(o *CodeObj) []uint8 {
	fl := in.flowOf(o)
	if fl == nil {
		return nil
	}
	c, first := o.c, o.numVars()
	plain := func(r int) bool {
		if r < first {
			return false
		}
		for i := range c.Scoped {
			if c.Scoped[i].Reg == r {
				return false
			}
		}
		return true
	}
	var hints []uint8
	for i, p := range c.Instrs {
		if p.Op < code.Add || p.Op > code.IAndI {
			continue
		}
		r := int(p.A) / code.RegSize
		if !plain(r) {
			continue
		}
		// Straight on to the one instruction that reads it.
		for j := i + 1; j < len(c.Instrs); j++ {
			q := c.Instrs[j]
			reads := 0
			code.Reads(q, func(x int) {
				if x == r {
					reads++
				}
			})
			if reads == 0 {
				w, n := code.Written(q)
				if _, jumps := code.Target(q, j); jumps || code.Ends(q.Op) || w <= r && r < w+n {
					break
				}
				continue
			}
			r1, r2, ok := operandsOf(q)
			if !ok || reads > 1 || (r1 == r) == (r2 == r) {
				break
			}
			w, n := code.Written(q)
			dies := w <= r && r < w+n || j+1 >= len(c.Instrs) || !fl.IsLive(j+1, r)
			if to, jumps := code.Target(q, j); jumps && fl.IsLive(to, r) {
				dies = false
			}
			if !dies {
				break
			}
			if hints == nil {
				hints = make([]uint8, len(c.Instrs))
			}
			hints[i] |= hintOwned
			if r1 == r {
				hints[j] |= hintDies1
			} else {
				hints[j] |= hintDies2
			}
			break
		}
	}
	return hints
}

// hintsOf is what is known of a frame's instruction, 0 where its code has not yet done much with big ints.
func (t *Thread) hintsOf(f *Frame) uint8 {
	rt := f.fn.rt
	if rt.bigOps <= hintsAfter {
		if rt.bigOps++; rt.bigOps <= hintsAfter {
			return 0
		}
		rt.hints = t.interp.tempHints(rt.obj)
	}
	if rt.hints == nil {
		return 0
	}
	return rt.hints[f.index()]
}

// plainBig gives the number of an exact int, and whether v is one.
func plainBig(v Value) (s int64, b *big.Int, ok bool) {
	if v.ref == nil {
		return int64(v.bits), nil, true
	}
	if v.ref.shape == &IntType.shape0 {
		return 0, As[IntObj](v).big, true
	}
	return 0, nil, false
}

// isBig reports an exact int beyond int64.
func isBig(v Value) bool { return v.ref != nil && v.ref.shape == &IntType.shape0 }

// disown unmarks an int that goes where nobody knows about marks.
func disown(v Value) {
	if isBig(v) {
		As[IntObj](v).small = 0
	}
}

// own marks a number that has just been made, if it is in a box.
func own(v Value) {
	if v.ref != nil {
		if o := As[IntObj](v); uintptr(unsafe.Pointer(o.big)) == uintptr(unsafe.Pointer(o))+unsafe.Offsetof(intBox[[0]big.Word]{}.num) {
			o.small = ownedMark
		}
	}
}

// dying hands an operand over if nobody else has it.
func (t *Thread) dying(v Value, k int) {
	if v.ref != nil {
		if o := As[IntObj](v); o.small == ownedMark {
			o.small = 0
			t.ints.dying[k] = o.big
		}
	}
}

// bigBinary does an operator of two exact ints of which one is beyond int64; ok is false for any other operands, and for what
// takes longer than a few microseconds.
func (t *Thread) bigBinary(f *Frame, op BinOp, a, b Value) (v Value, ok bool) {
	x, bx, ok1 := plainBig(a)
	y, by, ok2 := plainBig(b)
	if !ok1 || !ok2 || bx != nil && nWords(bx) > roomWords || by != nil && nWords(by) > roomWords {
		disown(a)
		disown(b)
		return Unbound, false
	}
	hints := t.hintsOf(f)
	if t.ints == nil {
		t.ints = new(intScratch)
	}
	if hints&hintDies1 != 0 {
		t.dying(a, 0)
	}
	if hints&hintDies2 != 0 {
		t.dying(b, 1)
	}
	switch op {
	case OpAdd:
		v, ok = t.roomAdd(x, y, bx, by)
	case OpSub:
		v, ok = t.roomSub(x, y, bx, by)
	case OpMul:
		v, ok = t.roomMul(x, y, bx, by)
	case OpFloorDiv, OpMod:
		if by == nil && y == 0 {
			break
		}
		var q, r Value
		q, r, ok = t.roomDiv(x, y, bx, by, op == OpFloorDiv, op == OpMod)
		if v = q; op == OpMod {
			v = r
		}
	case OpAnd, OpOr, OpXor:
		v, ok = t.roomBits(op, x, y, bx, by)
	case OpLShift:
		if by == nil && y >= 0 && (bx != nil || x != 0) {
			v, ok = t.roomLsh(x, bx, y)
		}
	case OpRShift:
		if by == nil && y >= 0 && bx != nil {
			v, ok = t.roomRsh(bx, y)
		}
	}
	if !ok {
		t.ints.dying = [2]*big.Int{} // the operands go on
		return v, false
	}
	t.buryDying()
	if hints&hintOwned != 0 {
		own(v)
	}
	return v, true
}

// bigCompare compares two exact ints of which one is beyond int64; it gives the int 0 for other operands.
func (t *Thread) bigCompare(f *Frame, op CmpOp, a, b Value) Value {
	_, bx, ok1 := plainBig(a)
	_, by, ok2 := plainBig(b)
	if !ok1 || !ok2 {
		disown(a)
		disown(b)
		return Int(0)
	}
	var c int // what is in a box is beyond int64
	switch {
	case bx == nil:
		c = -by.Sign()
	case by == nil:
		c = bx.Sign()
	default:
		c = bx.Cmp(by)
	}
	if hints := t.hintsOf(f); hints != 0 && t.ints != nil {
		if hints&hintDies1 != 0 {
			t.dying(a, 0)
		}
		if hints&hintDies2 != 0 {
			t.dying(b, 1)
		}
		t.buryDying()
	}
	return BoolCompare(c, op)
}

func (t *Thread) buryDying() {
	for k, z := range t.ints.dying {
		if z != nil {
			t.spare(z)
			t.ints.dying[k] = nil
		}
	}
}

// spare keeps the memory of a dead number for one of the next.
func (t *Thread) spare(z *big.Int) {
	s := t.ints
	s.spares[s.turn&3] = z
	s.turn++
}

// intRoom is a zero with room for n words: with inPlace a dying operand's memory, or that of a dead number.
func (t *Thread) intRoom(n int, inPlace bool) *big.Int {
	s := t.ints
	if s == nil {
		return intRoom(n)
	}
	if inPlace {
		for k, z := range s.dying {
			if z != nil && cap(z.Bits()) >= n {
				s.dying[k] = nil
				return z
			}
		}
	}
	for k, z := range s.spares {
		if z != nil && cap(z.Bits()) >= n && cap(z.Bits()) <= 2*n+4 {
			s.spares[k] = nil
			return z
		}
	}
	return intRoom(n)
}

// boxed is the Value of a number that t.intRoom made.
func (t *Thread) boxed(z *big.Int) Value {
	if z.IsInt64() {
		v := Int(z.Int64())
		if t.ints != nil {
			t.spare(z)
		}
		return v
	}
	b := (*intBox[[0]big.Word])(unsafe.Pointer(uintptr(unsafe.Pointer(z)) - unsafe.Offsetof(intBox[[0]big.Word]{}.num)))
	return Value{ref: &b.Header}
}
