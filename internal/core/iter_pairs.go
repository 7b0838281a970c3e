// This file joins a for loop over tuples with the unpacking that follows it, `for k, v in d.items()`, so that the tuple
// is never made: its items go straight to their registers.
package core

import (
	"math"
	"unsafe"

	"github.com/vivarium-py/vivarium/internal/code"
)

// stepPair does ForLoop and the Unpack at its target, for iterators that make fresh tuples. done says that it
// did: also when the loop is over, or on an error. The register of the pair must be a temporary, which no one else reads.
func (t *Thread) stepPair(f *Frame, base unsafe.Pointer, in code.Instr, it *Header) (done bool, err error) {
	switch it.shape {
	case &DictItemIterType.shape0, &EnumerateType.shape0, &ZipType.shape0:
	default:
		if row := it.shape.typ.s.Row; row != nil && it.shape.typ.flags&flagHeap == 0 {
			return t.stepRow(f, base, in, it, row)
		}
		return false, nil
	}
	target := shortJump(f.pc, in.C)
	next := *(*code.Instr)(target)
	if next.Op != code.Unpack || next.B != in.B || next.C != 2 && it.shape != &ZipType.shape0 || int(in.B/code.RegSize) < f.fn.rt.obj.c.NLocals {
		return false, nil
	}
	var a, b Value
	switch it.shape {
	case &DictItemIterType.shape0:
		e, err := (*dictIter)(unsafe.Pointer(it)).advance(t)
		if e == nil {
			return true, err
		}
		a, b = e.key, e.val
	case &EnumerateType.shape0:
		e := (*enumIter)(unsafe.Pointer(it))
		if !e.big.IsUnbound() || e.n == math.MaxInt64 {
			return false, nil
		}
		if b, err = t.NextIn(e.it); err != nil || b.IsUnbound() {
			return true, err
		}
		a = Int(e.n)
		e.n++
	default:
		m := (*multiIter)(unsafe.Pointer(it))
		if len(m.its) != int(next.C) || m.strict {
			return false, nil
		}
		if len(m.its) != 2 {
			return t.stepZip(f, base, next, m.its, target)
		}
		if a, err = t.NextIn(m.its[0]); err != nil || a.IsUnbound() {
			return true, err
		}
		if b, err = t.NextIn(m.its[1]); err != nil || b.IsUnbound() {
			return true, err
		}
	}
	*reg(base, next.A), *reg(base, next.A+code.RegSize) = a, b
	t.top().pc = unsafe.Add(target, 8)
	return true, nil
}

// stepZip is stepPair for a zip of any width.
func (t *Thread) stepZip(f *Frame, base unsafe.Pointer, next code.Instr, its []Value, target unsafe.Pointer) (done bool, err error) {
	var room [8]Value
	if len(its) > len(room) {
		return false, nil
	}
	for i, it := range its {
		x, err := t.NextIn(it)
		if err != nil || x.IsUnbound() {
			return true, err
		}
		room[i] = x
	}
	copy(unsafe.Slice(reg(base, next.A), len(its)), room[:])
	t.top().pc = unsafe.Add(target, 8)
	return true, nil
}

// stepRow is stepPair for a type with Row.
func (t *Thread) stepRow(f *Frame, base unsafe.Pointer, in code.Instr, it *Header, row func(*Thread, Value, []Value) (int, error)) (done bool, err error) {
	target := shortJump(f.pc, in.C)
	next := *(*code.Instr)(target)
	if next.Op != code.Unpack || next.B != in.B || next.C == 0 || int(in.B/code.RegSize) < f.fn.rt.obj.c.NLocals {
		return false, nil
	}
	if t.iters++; t.iters > maxIters {
		t.iters--
		return false, nil
	}
	n, err := row(t, obj(it), unsafe.Slice(reg(base, next.A), int(next.C)))
	t.iters--
	if err != nil || n <= 0 {
		return n >= 0 || err != nil, err
	}
	t.top().pc = unsafe.Add(target, 8)
	return true, nil
}
