// This file does, for the loop, instructions on plain operands that reach its slow path and are common: comparisons, truth, the items
// of displays, cells. No Python code runs in any of it, and nothing is allocated that has to be charged.
package core

import "github.com/vivarium-py/vivarium/internal/code"

// plainDepth is how deep tuples in tuples are gone into.
const plainDepth = 3

// plainEqual is `a is b or a == b` where no Python code has a say in it; known is false elsewhere. Tuples are gone into to depth.
func plainEqual(a, b Value, depth int) (eq, known bool) {
	if a == b {
		return true, true
	}
	if a.ref == nil || b.ref == nil {
		if a.ref == nil && b.ref == nil {
			return false, true
		}
		if a.ref == nil {
			a = b
		}
		// An int is no str, tuple or object; a float or a bool may equal it.
		s := a.ref.shape
		return false, s == &StrType.shape0 || s == &TupleType.shape0 || s == &NoneType.shape0
	}
	switch sa, sb := a.ref.shape, b.ref.shape; {
	case sa == &StrType.shape0:
		if sb == sa {
			return As[Str](a).s == As[Str](b).s, true
		}
		return false, sb == &TupleType.shape0 || sb == &NoneType.shape0
	case a.ref == &floatHeader:
		return a.Float64() == b.Float64(), b.ref == &floatHeader
	case sa == &TupleType.shape0:
		if sb != sa {
			return false, sb == &StrType.shape0 || sb == &NoneType.shape0
		}
		return plainTuples(As[Tuple](a).items, As[Tuple](b).items, depth)
	case sa == nil || sb == nil: // of a local without a value
		return false, false
	case sa == &NoneType.shape0:
		return false, sb.typ.flags&flagHeap == 0 || sb.typ.flags&flagIdentity != 0
	default:
		return false, sa.typ.flags&sb.typ.flags&flagIdentity != 0
	}
}

// plainTuples is plainEqual of the items of two tuples.
func plainTuples(a, b []Value, depth int) (eq, known bool) {
	if len(a) != len(b) {
		return false, true
	}
	if depth == 0 || len(a) > shortTuple {
		return false, false
	}
	for i := range a {
		if eq, known = plainEqual(a[i], b[i], depth-1); !eq {
			return false, known
		}
	}
	return true, true
}

// plainTruth is bool(v) where no Python code has a say in it; known is false elsewhere.
func plainTruth(v Value) (truth, known bool) {
	switch v.ref {
	case nil:
		return v.bits != 0, true
	case &trueObj.Header:
		return true, true
	case &falseObj.Header, &noneObj.Header:
		return false, true
	case &floatHeader:
		return v.Float64() != 0, true
	case &unboundObj.Header:
		return false, false
	}
	switch v.ref.shape {
	case &StrType.shape0:
		return As[Str](v).s != "", true
	case &ListType.shape0:
		return len(As[List](v).items) != 0, true
	case &TupleType.shape0:
		return len(As[Tuple](v).items) != 0, true
	case &DictType.shape0:
		return As[Dict](v).used != 0, true
	case &SetType.shape0, &FrozenSetType.shape0:
		return As[Set](v).d.used != 0, true
	case &BytesType.shape0:
		return len(As[Bytes](v).b) != 0, true
	}
	s := &v.ref.shape.typ.s
	return true, s.Bool == nil && s.Len == nil
}

// quickOp tries an instruction of the top frame, and reports false, having done nothing, where the slow path must see to it.
func (t *Thread) quickOp(f *Frame, in code.Instr) bool {
	base := f.base
	switch in.Op {
	case code.Eq, code.Ne:
		eq, known := plainCompare(*reg(base, in.B), *reg(base, in.C))
		if known {
			*reg(base, in.A) = Bool(eq == (in.Op == code.Eq))
		}
		return known
	case code.JEq, code.JNe, code.JNotEq, code.JNotNe:
		eq, known := plainCompare(*reg(base, in.A), *reg(base, in.B))
		if known && eq == (in.Op == code.JEq || in.Op == code.JNotNe) {
			f.pc = shortJump(f.pc, in.C)
			t.budget--
		}
		return known
	case code.JmpTrue, code.JmpFalse:
		truth, known := plainTruth(*reg(base, in.A))
		if known && truth == (in.Op == code.JmpTrue) {
			f.pc = wideJump(f.pc, in.B, in.C)
			t.budget--
		}
		return known
	case code.Not, code.ToBool:
		truth, known := plainTruth(*reg(base, in.B))
		if known {
			*reg(base, in.A) = Bool(truth == (in.Op == code.ToBool))
		}
		return known
	case code.GetItemI:
		b := reg(base, in.B).ref
		return b != nil && plainItem(reg(base, in.A), b, int(int16(in.C)))
	case code.LoadName:
		ic, d, b := cache(f.fn.rt.ics, in.B), f.fn.globals, f.fn.builtins
		if reg(base, 0).ref != &d.Header || ic.dict != d || ic.mver != d.kver || ic.dict2 != b || uint(ic.off) >= uint(len(b.entries)) {
			return false
		}
		e := &b.entries[ic.off]
		if e.key.ref != &ic.name.Header {
			return false
		}
		*reg(base, in.A) = e.val
		return true
	case code.MakeCell:
		*reg(base, in.A) = newCell(*reg(base, in.A))
		return true
	case code.NewCell:
		*reg(base, in.A) = newCell(Unbound)
		return true
	case code.ListAppend:
		l := cast[List](reg(base, in.A).ref)
		if len(l.items) >= 1024 {
			return false
		}
		l.push(*reg(base, in.B))
		return true
	case code.SetAdd:
		s := reg(base, in.A)
		if !s.exactly(&SetType) {
			return false
		}
		_, ok := quickSetAdd(*s, *reg(base, in.B))
		return ok
	case code.MapAdd:
		return plainPut(cast[Dict](reg(base, in.A).ref), *reg(base, in.B), *reg(base, in.C))
	case code.BuildMap:
		if in.C != 0 {
			return false
		}
		*reg(base, in.A) = NewDict().Val()
		return true
	}
	return false
}

// jumpStr is JEq or JNotEq of two strings, for the loop. It reports false after a jump back that the budget does not cover.
//
//go:noinline
func (t *Thread) jumpStr(f *Frame, in *code.Instr) bool {
	a, b := cast[Str](reg(f.base, in.A).ref), cast[Str](reg(f.base, in.B).ref)
	if (a == b || a.s == b.s) == (in.Op == code.JEq) {
		f.pc = shortJump(f.pc, in.C)
		if t.budget += int32(int16(in.C)) >> 15; t.budget < 0 {
			t.jumped = true
			return false
		}
	}
	return true
}

// plainCompare is `a == b` where no Python code has a say in it; known is false elsewhere.
func plainCompare(a, b Value) (eq, known bool) {
	if a == b {
		// What is the same is equal, but for a NaN and what a class of its own says.
		if a.ref == nil || a.ref.shape == &StrType.shape0 || a.ref.shape == &NoneType.shape0 {
			return true, true
		}
		return true, a.ref.shape != nil && a.ref.shape.typ.flags&flagIdentity != 0
	}
	return plainEqual(a, b, plainDepth)
}
