// This file joins a for loop over pairs with the unpacking that follows it, `for k, v in d.items()`, so that the pair
// is never made: its items go straight to their registers.
package core

import (
	"math"
	"unsafe"

	"github.com/vivarium-py/vivarium/internal/code"
)

// stepPair does ForLoop and the Unpack of two at its target, for iterators that make fresh pairs. done says that it
// did: also when the loop is over, or on an error. The register of the pair must be a temporary, which no one else reads.
func (t *Thread) stepPair(f *Frame, base unsafe.Pointer, in code.Instr, it *Header) (done bool, err error) {
	switch it.shape {
	case &DictItemIterType.shape0, &EnumerateType.shape0, &ZipType.shape0:
	default:
		return false, nil
	}
	target := shortJump(f.pc, in.C)
	next := *(*code.Instr)(target)
	if next.Op != code.Unpack || next.B != in.B || next.C != 2 || int(in.B/code.RegSize) < f.fn.rt.obj.c.NLocals {
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
		if len(m.its) != 2 || m.strict {
			return false, nil
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
