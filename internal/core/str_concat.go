// This file concatenates strings. Appending in a loop is linear: a string that was itself made by appending gets a
// buffer with room behind it, and the next append writes there when nobody has claimed that room. Invariant: bytes of
// a buffer below used never change, so that the strings over it stay immutable.
package core

import (
	"sync/atomic"
	"unsafe"

	"github.com/vivarium-py/vivarium/internal/bulk"
)

// concatMark is the aux of strings made by a plain concatenation: the next one gets a buffer.
var concatMark strAux

const minAppend = 256

// quickConcat is a + b where it is short, or a short b goes into the room behind a: nothing is charged, and nothing fails.
func quickConcat(a, b *Str) (Value, bool) {
	size, n := len(a.s)+len(b.s), a.n+b.n
	if size < minAppend {
		if len(a.s) == 0 || len(b.s) == 0 {
			return Unbound, false
		}
		s, p := strRoom(size, n)
		copy(p, a.s)
		copy(p[len(a.s):], b.s)
		return s.Val(), true
	}
	if x := a.auxOf(); x != nil && len(b.s) < minAppend && x.roomBehind(a, size) {
		copy(x.buf[:size][len(a.s):], b.s)
		return x.grown(size, n), true
	}
	return Unbound, false
}

// roomBehind claims the room behind a for a string of size bytes, if it is there and free.
func (x *strAux) roomBehind(a *Str, size int) bool {
	return x.buf != nil && size <= cap(x.buf) && unsafe.StringData(a.s) == unsafe.SliceData(x.buf) &&
		x.used.CompareAndSwap(int64(len(a.s)), int64(size))
}

// grown is the string of the first size bytes.
func (x *strAux) grown(size, n int) Value {
	return (&Str{Header: Header{&StrType.shape0}, s: unsafe.String(unsafe.SliceData(x.buf), size), n: n, aux: unsafe.Pointer(x)}).Val()
}

// strConcat is a + b.
func (t *Thread) strConcat(a, b *Str) (Value, error) {
	if len(a.s) == 0 {
		return b.exact().Val(), nil
	}
	if len(b.s) == 0 {
		return a.exact().Val(), nil
	}
	if v, ok := quickConcat(a, b); ok {
		return v, nil
	}
	size, n := len(a.s)+len(b.s), a.n+b.n
	if len(b.s) > len(a.s) {
		if err := t.Charge(size); err != nil {
			return Unbound, err
		}
		s, p := strRoom(size, n)
		if err := t.copyStr(p, a.s); err != nil {
			return Unbound, err
		}
		return s.Val(), t.copyStr(p[len(a.s):], b.s)
	}
	x := a.auxOf()
	if x != nil && x.roomBehind(a, size) {
		if err := t.copyStr(x.buf[:size][len(a.s):], b.s); err != nil {
			return Unbound, err
		}
		return x.grown(size, n), nil
	}
	room := size
	grow := x != nil && (x == &concatMark || x.buf != nil)
	if grow {
		room = size + size/2
	}
	if err := t.Charge(room); err != nil {
		return Unbound, err
	}
	buf := bulk.Make(room)[:room]
	if err := t.copyStr(buf, a.s); err != nil {
		return Unbound, err
	}
	if err := t.copyStr(buf[len(a.s):], b.s); err != nil {
		return Unbound, err
	}
	s := &Str{Header: Header{&StrType.shape0}, s: unsafe.String(unsafe.SliceData(buf), size), n: n, aux: unsafe.Pointer(&concatMark)}
	if grow {
		y := &strAux{buf: buf}
		y.used.Store(int64(size))
		if p := x.offs.Load(); p != nil {
			offs := (*p)[:min(len(*p), a.n/offStride+1):min(len(*p), a.n/offStride+1)]
			y.offs.Store(&offs)
		}
		atomic.StorePointer(&s.aux, unsafe.Pointer(y))
	}
	return s.Val(), nil
}

// strRepeat is s * n.
func (t *Thread) strRepeat(s *Str, n int) (Value, error) {
	switch {
	case n <= 0 || len(s.s) == 0:
		return emptyStr.Val(), nil
	case n == 1:
		return s.exact().Val(), nil
	case n > maxInt/s.n:
		return Unbound, t.OverflowError("repeated string is too long")
	case n > maxInt/len(s.s):
		return Unbound, t.MemoryError()
	}
	size := n * len(s.s)
	if err := t.chargeText(size); err != nil {
		return Unbound, err
	}
	r, b := strRoom(size, n*s.n)
	return r.Val(), t.fill(b, s.s)
}

// fillRepeat fills b with copies of unit.
func fillRepeat(b []byte, unit string) {
	k := copy(b, unit)
	for k < len(b) {
		k += copy(b[k:], b[:k])
	}
}

// chargeText charges for text of n bytes; what fits a small object is not worth it.
func (t *Thread) chargeText(n int) error {
	if n > 64 {
		return t.Charge(n)
	}
	return nil
}
