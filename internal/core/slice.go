// This file implements slice objects and what every sequence needs of them.
package core

import (
	"github.com/vivarium-py/vivarium/internal/pyhash"
)

// NewSlice makes a slice object.
func NewSlice(start, stop, step Value) Value {
	return obj(&(&Slice{Header{&SliceType.shape0}, start, stop, step}).Header)
}

func isSlice(v Value) bool { return v.ref != nil && v.ref.shape == &SliceType.shape0 }

// sliceBound reads one bound of a slice; None gives def.
func (t *Thread) sliceBound(v Value, def int) (int, error) {
	if v.IsNone() {
		return def, nil
	}
	if v.ref == nil {
		return int(v.bits), nil
	}
	if v.Type().s.Index == nil {
		return 0, t.TypeError("slice indices must be integers or None or have an __index__ method")
	}
	return t.IndexClamp(v)
}

const maxInt = int(^uint(0) >> 1)

// Unpack reads a slice's bounds without a length: step is not 0.
func (s *Slice) unpack(t *Thread) (start, stop, step int, err error) {
	if step, err = t.sliceBound(s.step, 1); err != nil {
		return
	}
	if step == 0 {
		return 0, 0, 0, t.ValueError("slice step cannot be zero")
	}
	if step == -maxInt-1 {
		step = -maxInt
	}
	lo, hi := 0, maxInt
	if step < 0 {
		lo, hi = maxInt, -maxInt-1
	}
	if start, err = t.sliceBound(s.start, lo); err != nil {
		return
	}
	stop, err = t.sliceBound(s.stop, hi)
	return
}

// SliceIndices gives start, step and the number of items that a slice selects of a sequence of length n.
func (t *Thread) SliceIndices(v Value, n int) (start, step, count int, err error) {
	s := As[Slice](v)
	start, stop, step, err := s.unpack(t)
	if err != nil {
		return 0, 0, 0, err
	}
	start, _, count = adjustSlice(start, stop, step, n)
	return start, step, count, nil
}

// SliceIndicesOf is SliceIndices for what can change its length: that is asked for after the __index__ of the bounds has run.
func (t *Thread) SliceIndicesOf(v Value, length func() int) (start, step, count int, err error) {
	start, stop, step, err := As[Slice](v).unpack(t)
	if err != nil {
		return 0, 0, 0, err
	}
	start, _, count = adjustSlice(start, stop, step, length())
	return start, step, count, nil
}

// adjustSlice clips bounds to a length and counts the items.
func adjustSlice(start, stop, step, n int) (int, int, int) {
	clip := func(i int) int {
		if i < 0 {
			if i += n; i < 0 {
				if step < 0 {
					return -1
				}
				return 0
			}
		} else if i >= n {
			if step < 0 {
				return n - 1
			}
			return n
		}
		return i
	}
	start, stop = clip(start), clip(stop)
	switch {
	case step < 0 && stop < start:
		return start, stop, (start-stop-1)/(-step) + 1
	case step > 0 && start < stop:
		return start, stop, (stop-start-1)/step + 1
	}
	return start, stop, 0
}

func setupSlice() {
	self := func(v Value) *Slice { return As[Slice](v) }
	SliceType.Setup(&TypeSpec{
		Name: "slice", Layout: LayoutOf[Slice](), Flags: flagGenericGet | flagGenericSet,
		Doc: "slice(stop)\nslice(start, stop[, step])\n\nWhat stands between the brackets of a[start:stop:step].",
		New: &Func{Name: "slice", Sig: "(cls, *args, **kwargs)", Flags: Pure, Fn: func(t *Thread, a []Value) (Value, error) {
			if err := t.NoKeywords(AsType(a[0]), &SliceType, a[2]); err != nil {
				return Unbound, err
			}
			args := As[Tuple](a[1]).items
			switch len(args) {
			case 0:
				return Unbound, t.TypeError("slice expected at least 1 argument, got 0")
			case 1:
				return NewSlice(None, args[0], None), nil
			case 2:
				return NewSlice(args[0], args[1], None), nil
			case 3:
				return NewSlice(args[0], args[1], args[2]), nil
			}
			return Unbound, t.TypeError("slice expected at most 3 arguments, got %d", len(args))
		}},
		Slots: Slots{
			Repr: func(t *Thread, v Value) (Value, error) {
				s := self(v)
				out := "slice("
				for i, x := range []Value{s.start, s.stop, s.step} {
					r, err := t.Repr(x)
					if err != nil {
						return Unbound, err
					}
					if i > 0 {
						out += ", "
					}
					out += r.s
				}
				return StrVal(out + ")"), nil
			},
			Hash: func(t *Thread, v Value) (int64, error) {
				h := pyhash.NewTuple()
				s := self(v)
				for _, x := range []Value{s.start, s.stop, s.step} {
					n, err := t.Hash(x)
					if err != nil {
						return 0, err
					}
					h.Add(n)
				}
				return h.Sum(), nil
			},
			Compare: func(t *Thread, a, b Value, op CmpOp) (Value, error) {
				if !isSlice(b) {
					return NotImplemented, nil
				}
				x, y := self(a), self(b)
				return t.compareItems([]Value{x.start, x.stop, x.step}, []Value{y.start, y.stop, y.step}, op)
			},
			Traverse: func(h *Header, visit func(Value)) {
				s := As[Slice](obj(h))
				visit(s.start)
				visit(s.stop)
				visit(s.step)
			},
		},
		Members: []GetSet{
			{Name: "start", Get: func(t *Thread, v Value) (Value, error) { return self(v).start, nil }},
			{Name: "stop", Get: func(t *Thread, v Value) (Value, error) { return self(v).stop, nil }},
			{Name: "step", Get: func(t *Thread, v Value) (Value, error) { return self(v).step, nil }},
		},
		Methods: []Func{
			{Name: "indices", Sig: "(self, object, /)", Flags: Pure, Doc: "S.indices(length) -> (start, stop, step)\n\nReturn the slice as three integers that fit a sequence of this length, for use\nwith range().", Fn: sliceIndicesMethod},
			{Name: "__reduce__", Sig: "(self, /)", Flags: Pure, Doc: "Return state information for pickling.", Fn: func(t *Thread, a []Value) (Value, error) {
				s := self(a[0])
				return NewTuple(SliceType.Val(), NewTuple(s.start, s.stop, s.step)), nil
			}},
		},
	})
}

// sliceIndicesMethod is slice.indices, which works for ints of any size.
func sliceIndicesMethod(t *Thread, a []Value) (Value, error) {
	s := As[Slice](a[0])
	length, err := t.Index(a[1])
	if err != nil {
		return Unbound, err
	}
	idx := func(v Value) (Value, error) {
		if v.Type().s.Index == nil {
			return Unbound, t.TypeError("slice indices must be integers or None or have an __index__ method")
		}
		return t.Index(v)
	}
	less := func(x, y Value) bool {
		v, _ := intCompare(t, x, y, CmpLt)
		return v == True
	}
	if less(length, Int(0)) {
		return Unbound, t.ValueError("length should not be negative")
	}
	step := Int(1)
	if !s.step.IsNone() {
		if step, err = idx(s.step); err != nil {
			return Unbound, err
		}
		if step = toInt(step); step == Int(0) {
			return Unbound, t.ValueError("slice step cannot be zero")
		}
	}
	neg := less(step, Int(0))
	lower, upper := Int(0), length
	if neg {
		lower = Int(-1)
		upper, _ = intAdd(t, length, Int(-1))
	}
	bound := func(v, def Value) (Value, error) {
		if v.IsNone() {
			return def, nil
		}
		x, err := idx(v)
		if err != nil {
			return Unbound, err
		}
		if less(x, Int(0)) {
			if x, err = intAdd(t, x, length); err != nil {
				return Unbound, err
			}
			if less(x, lower) {
				return lower, nil
			}
			return toInt(x), nil
		}
		if less(upper, x) {
			return upper, nil
		}
		return toInt(x), nil
	}
	d1, d2 := lower, upper
	if neg {
		d1, d2 = upper, lower
	}
	start, err := bound(s.start, d1)
	if err != nil {
		return Unbound, err
	}
	stop, err := bound(s.stop, d2)
	if err != nil {
		return Unbound, err
	}
	return NewTuple(start, stop, toInt(step)), nil
}
