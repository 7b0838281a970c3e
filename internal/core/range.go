// This file implements range, whose bounds are ints of any size. While everything fits int64 the fields of
// Range hold it twice, and iteration uses RangeIter (frame.go); otherwise LongRangeIter.
package core

import (
	"math"
	"math/bits"
	"unsafe"

	"github.com/vivarium-py/vivarium/internal/code"
	"github.com/vivarium-py/vivarium/internal/pyhash"
)

// Range is a range object.
type Range struct {
	Header
	start, stop, step Value // exact ints
	length            Value // an exact int
	small             bool  // all of them fit int64
}

// longRangeIter steps through a range beyond int64: n items are left.
type longRangeIter struct {
	Header
	cur, step, n Value
}

// rangeLen is the number of items of range(start, stop, step) within int64; ok is false where it does not fit.
func rangeLen(start, stop, step int64) (int64, bool) {
	var n uint64
	switch {
	case step > 0 && start < stop:
		n = (uint64(stop)-uint64(start)-1)/uint64(step) + 1
	case step < 0 && start > stop:
		n = (uint64(start)-uint64(stop)-1)/(-uint64(step)) + 1
	}
	return int64(n), n <= math.MaxInt64
}

// makeRange makes a range of exact ints; step is not 0.
func (t *Thread) makeRange(start, stop, step Value) (Value, error) {
	r := &Range{Header: Header{&RangeType.shape0}, start: start, stop: stop, step: step}
	if start.ref == nil && stop.ref == nil && step.ref == nil {
		if n, ok := rangeLen(int64(start.bits), int64(stop.bits), int64(step.bits)); ok {
			r.length, r.small = Int(n), true
			return obj(&r.Header), nil
		}
	}
	lo, hi := start, stop
	mag := step
	if t.intLess(step, Int(0)) {
		lo, hi = stop, start
		mag = t.intNeg(step)
	}
	r.length = Int(0)
	if t.intLess(lo, hi) {
		var err error
		c := calc{t: t}
		r.length = c.add(c.floorDiv(c.sub(c.sub(hi, lo), Int(1)), mag), Int(1))
		if err = c.err; err != nil {
			return Unbound, err
		}
	}
	return obj(&r.Header), nil
}

// calc chains int operations that can only fail by a limit; the first error sticks.
type calc struct {
	t   *Thread
	err error
}

func (c *calc) do(f func(*Thread, Value, Value) (Value, error), a, b Value) Value {
	if c.err != nil {
		return Int(0)
	}
	v, err := f(c.t, a, b)
	if err != nil {
		c.err = err
		return Int(0)
	}
	return v
}

func (c *calc) add(a, b Value) Value      { return c.do(intAdd, a, b) }
func (c *calc) sub(a, b Value) Value      { return c.do(intSub, a, b) }
func (c *calc) mul(a, b Value) Value      { return c.do(intMul, a, b) }
func (c *calc) mod(a, b Value) Value      { return c.do(intMod, a, b) }
func (c *calc) floorDiv(a, b Value) Value { return c.do(intFloorDiv, a, b) }

// intLess, intSame and intNeg act on ints.
func (t *Thread) intLess(a, b Value) bool {
	v, _ := intCompare(t, a, b, CmpLt)
	return v == True
}

func (t *Thread) intSame(a, b Value) bool {
	v, _ := intCompare(t, a, b, CmpEq)
	return v == True
}

func (t *Thread) intNeg(a Value) Value {
	v, _ := intSub(t, Int(0), a)
	return v
}

func newRange(t *Thread, a []Value) (Value, error) {
	if !a[2].IsUnbound() && As[Dict](a[2]).used > 0 {
		return Unbound, t.TypeError("range() takes no keyword arguments")
	}
	args := As[Tuple](a[1]).items
	v := [3]Value{Int(0), Int(0), Int(1)}
	for i, x := range args {
		if i > 2 {
			return Unbound, t.TypeError("range expected at most 3 arguments, got %d", len(args))
		}
		x, err := t.Index(x)
		if err != nil {
			return Unbound, err
		}
		v[i] = toInt(x)
	}
	switch len(args) {
	case 0:
		return Unbound, t.TypeError("range expected at least 1 argument, got 0")
	case 1:
		v[0], v[1] = Int(0), v[0]
	}
	if v[2] == Int(0) {
		return Unbound, t.ValueError("range() arg 3 must not be zero")
	}
	return t.makeRange(v[0], v[1], v[2])
}

func rangeSelf(v Value) *Range { return As[Range](v) }

// item is start + i*step.
func (r *Range) item(t *Thread, i Value) (Value, error) {
	if r.small && i.ref == nil {
		return Int(int64(r.start.bits) + int64(i.bits)*int64(r.step.bits)), nil
	}
	c := calc{t: t}
	v := c.add(r.start, c.mul(i, r.step))
	return v, c.err
}

func rangeGetItem(t *Thread, v, key Value) (Value, error) {
	r := rangeSelf(v)
	if isSlice(key) {
		// The bounds count items; the result starts and ends at those items.
		u, err := sliceIndicesMethod(t, []Value{key, r.length})
		if err != nil {
			return Unbound, err
		}
		b := As[Tuple](u).items
		c := calc{t: t}
		start := c.add(r.start, c.mul(b[0], r.step))
		stop := c.add(r.start, c.mul(b[1], r.step))
		step := c.mul(b[2], r.step)
		if c.err != nil {
			return Unbound, c.err
		}
		return t.makeRange(start, stop, step)
	}
	if key.Type().s.Index == nil {
		return Unbound, t.TypeError("range indices must be integers or slices, not %s", key.TypeName())
	}
	i, err := t.Index(key)
	if err != nil {
		return Unbound, err
	}
	if t.intLess(i, Int(0)) {
		if i, err = intAdd(t, i, r.length); err != nil {
			return Unbound, err
		}
	}
	if t.intLess(i, Int(0)) || !t.intLess(i, r.length) {
		return Unbound, t.IndexError("range object index out of range")
	}
	return r.item(t, toInt(i))
}

// position gives the index of an int in the range, Unbound if it is not there.
func (r *Range) position(t *Thread, x Value) (Value, error) {
	if r.small && x.ref == nil {
		v, start, step := int64(x.bits), int64(r.start.bits), int64(r.step.bits)
		var off uint64
		mag := uint64(step)
		if step > 0 {
			if v < start || v >= int64(r.stop.bits) {
				return Unbound, nil
			}
			off = uint64(v) - uint64(start)
		} else {
			if v > start || v <= int64(r.stop.bits) {
				return Unbound, nil
			}
			off, mag = uint64(start)-uint64(v), -uint64(step)
		}
		if off%mag != 0 {
			return Unbound, nil
		}
		return Int(int64(off / mag)), nil
	}
	c := calc{t: t}
	off := c.sub(x, r.start)
	if c.err != nil || !t.intSame(c.mod(off, r.step), Int(0)) {
		return Unbound, c.err
	}
	i := c.floorDiv(off, r.step)
	if c.err != nil || t.intLess(i, Int(0)) || !t.intLess(i, r.length) {
		return Unbound, c.err
	}
	return i, nil
}

// plainInt reports values whose equality with ints is arithmetic.
func plainInt(v Value) bool {
	return v.ref == nil || v.exactly(&IntType) || v.exactly(&BoolType)
}

func rangeContains(t *Thread, v, x Value) (bool, error) {
	if plainInt(x) {
		i, err := rangeSelf(v).position(t, toInt(x))
		return !i.IsUnbound(), err
	}
	it, err := rangeIter(t, v)
	if err != nil {
		return false, err
	}
	found := false
	err = t.Iterate(it, func(y Value) error {
		eq, err := t.Eq(y, x)
		if err == nil && eq {
			found, err = true, errStop
		}
		return err
	})
	if err == errStop {
		err = nil
	}
	return found, err
}

type stopError struct{}

func (stopError) Error() string { return "BUG: iteration stopped" }

// errStop ends an Iterate early; its caller takes it away.
var errStop error = stopError{}

func rangeIter(t *Thread, v Value) (Value, error) {
	r := rangeSelf(v)
	return newRangeIter(r.start, r.step, r.length), nil
}

// callRange does a Call of the type range with small ints. Where the range is what a for statement goes through,
// it does the GetIter that follows as well: no range is made, and the iterator is one that another loop has left. The
// GetIter must write over where the range would be: a name that is given the range can be read again.
func (t *Thread) callRange(f *Frame, in code.Instr) bool {
	base := f.base
	args := window(base, in.B+code.RegSize, int(in.C))
	var start, stop, step int64 = 0, 0, 1
	switch len(args) {
	case 3:
		if step = int64(args[2].bits); args[2].ref != nil || step == 0 {
			return false
		}
		fallthrough
	case 2:
		if start, stop = int64(args[0].bits), int64(args[1].bits); args[0].ref != nil || args[1].ref != nil {
			return false
		}
	case 1:
		if stop = int64(args[0].bits); args[0].ref != nil {
			return false
		}
	default:
		return false
	}
	n, ok := rangeLen(start, stop, step)
	if !ok {
		return false
	}
	t.budget--
	if get := (*code.Instr)(f.pc); !t.tracing && get.Op == code.GetIter && get.A == in.A && get.B == in.A && itemsFit(start, step, n) && leadsToLoop(unsafe.Add(f.pc, 8), get.A) {
		r := t.spareRange
		if r == nil {
			r = &RangeIter{Header: Header{&RangeIterType.shape0}, own: true}
		} else {
			t.spareRange = nil
		}
		r.cur, r.step, r.n = start, step, n
		*reg(base, get.A) = obj(&r.Header)
		f.pc = unsafe.Add(f.pc, 8)
		return true
	}
	r := &Range{Header{&RangeType.shape0}, Int(start), Int(stop), Int(step), Int(n), true}
	*reg(base, in.A) = obj(&r.Header)
	return true
}

// newRangeIter makes the iterator over n ints from start on.
func newRangeIter(start, step, n Value) Value {
	if start.ref == nil && step.ref == nil && n.ref == nil && itemsFit(int64(start.bits), int64(step.bits), int64(n.bits)) {
		return obj(&(&RangeIter{Header: Header{&RangeIterType.shape0}, cur: int64(start.bits), step: int64(step.bits), n: int64(n.bits)}).Header)
	}
	return obj(&(&longRangeIter{Header{&LongRangeIterType.shape0}, start, step, n}).Header)
}

// itemsFit reports that start + step*(n-1) fits int64.
func itemsFit(start, step, n int64) bool {
	if n <= 1 {
		return true
	}
	hi, lo := bits.Mul64(uint64(n-1), uint64(max(step, -step)))
	if hi != 0 || lo > math.MaxInt64 {
		return false
	}
	end := start + int64(lo)
	if step < 0 {
		end = start - int64(lo)
	}
	return (step > 0) == (end > start)
}

func rangeReversed(t *Thread, a []Value) (Value, error) {
	r := rangeSelf(a[0])
	if r.small {
		n, step := int64(r.length.bits), int64(r.step.bits)
		if step != math.MinInt64 {
			return newRangeIter(Int(int64(r.start.bits)+(n-1)*step), Int(-step), r.length), nil
		}
	}
	c := calc{t: t}
	last := c.add(r.start, c.mul(r.step, c.sub(r.length, Int(1))))
	return newRangeIter(last, t.intNeg(r.step), r.length), c.err
}

// rangeKey gives what equality and hash of a range look at.
func (r *Range) key() [3]Value {
	switch r.length {
	case Int(0):
		return [3]Value{r.length, None, None}
	case Int(1):
		return [3]Value{r.length, r.start, None}
	}
	return [3]Value{r.length, r.start, r.step}
}

func (t *Thread) rangeEqual(a, b *Range) bool {
	x, y := a.key(), b.key()
	for i := range x {
		if x[i] != y[i] && (x[i].IsNone() || y[i].IsNone() || !t.intSame(x[i], y[i])) {
			return false
		}
	}
	return true
}

func setupRange() {
	index := func(t *Thread, a []Value) (Value, error) {
		if plainInt(a[1]) {
			i, err := rangeSelf(a[0]).position(t, toInt(a[1]))
			if err == nil && i.IsUnbound() {
				return Unbound, t.ValueError("range.index(x): x not in range")
			}
			return i, err
		}
		it, err := rangeIter(t, a[0])
		if err != nil {
			return Unbound, err
		}
		n, found := int64(0), false
		err = t.Iterate(it, func(y Value) error {
			eq, err := t.Eq(y, a[1])
			if err == nil && eq {
				found, err = true, errStop
			}
			if !found {
				n++
			}
			return err
		})
		if found {
			return Int(n), nil
		}
		if err == nil {
			err = t.ValueError("sequence.index(x): x not in sequence")
		}
		return Unbound, err
	}
	RangeType.Setup(&TypeSpec{
		Name: "range", Layout: LayoutOf[Range](), Flags: flagSequence | flagAtom | flagGenericGet | flagGenericSet,
		Doc: "range(stop) -> range object\nrange(start, stop[, step]) -> range object\n\nThe integers start (by default 0), start + step, start + 2 * step and so on,\nas long as they are below stop, or above it if step is negative. They are\ncomputed when asked for, not stored.",
		New: &Func{Name: "range", Sig: "(cls, *args, **kwargs)", Flags: Pure, Fn: newRange},
		Slots: Slots{
			Repr: func(t *Thread, v Value) (Value, error) {
				r := rangeSelf(v)
				parts := []Value{r.start, r.stop, r.step}
				if r.step == Int(1) {
					parts = parts[:2]
				}
				return t.reprItems("range(", ")", func(i int) (Value, bool) {
					if i < len(parts) {
						return parts[i], true
					}
					return Unbound, false
				})
			},
			Hash: func(t *Thread, v Value) (int64, error) {
				h := pyhash.NewTuple()
				for _, x := range rangeSelf(v).key() {
					n, err := t.Hash(x)
					if err != nil {
						return 0, err
					}
					h.Add(n)
				}
				return h.Sum(), nil
			},
			Compare: func(t *Thread, a, b Value, op CmpOp) (Value, error) {
				if op != CmpEq && op != CmpNe || !b.exactly(&RangeType) || !a.exactly(&RangeType) {
					return NotImplemented, nil
				}
				return Bool((a == b || t.rangeEqual(rangeSelf(a), rangeSelf(b))) == (op == CmpEq)), nil
			},
			Len: func(t *Thread, v Value) (int, error) {
				if n := rangeSelf(v).length; n.ref == nil {
					return int(n.bits), nil
				}
				return 0, t.OverflowError("Python int too large to convert to C ssize_t")
			},
			Bool:     func(t *Thread, v Value) (bool, error) { return rangeSelf(v).length != Int(0), nil },
			GetItem:  rangeGetItem,
			Iter:     rangeIter,
			Contains: rangeContains,
			Traverse: func(h *Header, visit func(Value)) {
				r := As[Range](obj(h))
				visit(r.start)
				visit(r.stop)
				visit(r.step)
				visit(r.length)
			},
		},
		Methods: []Func{
			{Name: "__reversed__", Sig: "(self, /)", Flags: Pure, Doc: "Return a reverse iterator.", Fn: rangeReversed},
			{Name: "__reduce__", Sig: "(self, /)", Flags: Pure, Fn: func(t *Thread, a []Value) (Value, error) {
				r := rangeSelf(a[0])
				return NewTuple(RangeType.Val(), NewTuple(r.start, r.stop, r.step)), nil
			}},
			{Name: "count", Sig: "(self, object, /)", Flags: Polls, Doc: "rangeobject.count(value) -> integer\n\nReturn 1 if the value is in the range and 0 if not.", Fn: func(t *Thread, a []Value) (Value, error) {
				if plainInt(a[1]) {
					i, err := rangeSelf(a[0]).position(t, toInt(a[1]))
					if err != nil || i.IsUnbound() {
						return Int(0), err
					}
					return Int(1), nil
				}
				it, err := rangeIter(t, a[0])
				if err != nil {
					return Unbound, err
				}
				n := int64(0)
				err = t.Iterate(it, func(y Value) error {
					eq, err := t.Eq(y, a[1])
					if eq {
						n++
					}
					return err
				})
				return Int(n), err
			}},
			{Name: "index", Sig: "(self, object, /)", Flags: Polls, Doc: "rangeobject.index(value) -> integer\n\nReturn the position of the value, or raise ValueError if it is not in the\nrange.", Fn: index},
		},
		Members: []GetSet{
			{Name: "start", Get: func(t *Thread, v Value) (Value, error) { return rangeSelf(v).start, nil }},
			{Name: "stop", Get: func(t *Thread, v Value) (Value, error) { return rangeSelf(v).stop, nil }},
			{Name: "step", Get: func(t *Thread, v Value) (Value, error) { return rangeSelf(v).step, nil }},
		},
	})
	setupRangeIters()
}

func setupRangeIters() {
	// reduce gives (iter, (range(cur, end, step),), None).
	reduce := func(t *Thread, cur, step, n Value) (Value, error) {
		f, err := t.builtin("iter")
		if err != nil {
			return Unbound, err
		}
		c := calc{t: t}
		end := c.add(cur, c.mul(step, n))
		if c.err != nil {
			return Unbound, c.err
		}
		r, err := t.makeRange(cur, end, step)
		if err != nil {
			return Unbound, err
		}
		return NewTuple(f, NewTuple(r), None), nil
	}
	RangeIterType.Setup(&TypeSpec{
		Name: "range_iterator", Layout: LayoutOf[RangeIter](), Flags: iterFlags,
		Slots: Slots{Iter: selfIter, Next: func(t *Thread, v Value) (Value, error) {
			it := As[RangeIter](v)
			if it.n <= 0 {
				return Unbound, nil
			}
			x := it.cur
			it.n--
			it.cur += it.step
			return Int(x), nil
		}},
		Methods: []Func{
			lengthHint(func(v Value) int { return int(As[RangeIter](v).n) }),
			reduceMethod(func(t *Thread, a []Value) (Value, error) {
				it := As[RangeIter](a[0])
				return reduce(t, Int(it.cur), Int(it.step), Int(it.n))
			}),
			setStateMethod(func(t *Thread, a []Value) (Value, error) {
				i, err := t.stateInt(a[1])
				it := As[RangeIter](a[0])
				k := min(max(int64(i), 0), it.n)
				it.cur += k * it.step
				it.n -= k
				return None, err
			}),
		},
	})
	LongRangeIterType.Setup(&TypeSpec{
		Name: "longrange_iterator", Layout: LayoutOf[longRangeIter](), Flags: iterFlags,
		Slots: Slots{Iter: selfIter, Next: func(t *Thread, v Value) (Value, error) {
			it := As[longRangeIter](v)
			if it.n == Int(0) {
				return Unbound, nil
			}
			c := calc{t: t}
			x := it.cur
			n, cur := c.sub(it.n, Int(1)), c.add(x, it.step)
			if c.err == nil {
				it.n, it.cur = n, cur
			}
			return x, c.err
		}, Traverse: func(h *Header, visit func(Value)) {
			it := As[longRangeIter](obj(h))
			visit(it.cur)
			visit(it.step)
			visit(it.n)
		}},
		Methods: []Func{
			{Name: "__length_hint__", Sig: "(self, /)", Flags: Pure, Doc: "Return a guess at how many items are left.", Fn: func(t *Thread, a []Value) (Value, error) {
				return As[longRangeIter](a[0]).n, nil
			}},
			reduceMethod(func(t *Thread, a []Value) (Value, error) {
				it := As[longRangeIter](a[0])
				return reduce(t, it.cur, it.step, it.n)
			}),
			setStateMethod(func(t *Thread, a []Value) (Value, error) {
				it := As[longRangeIter](a[0])
				i, err := t.Index(a[1])
				if err != nil {
					return Unbound, err
				}
				if i = toInt(i); t.intLess(i, Int(0)) {
					i = Int(0)
				}
				if t.intLess(it.n, i) {
					i = it.n
				}
				c := calc{t: t}
				cur, n := c.add(it.cur, c.mul(i, it.step)), c.sub(it.n, i)
				if c.err == nil {
					it.cur, it.n = cur, n
				}
				return None, c.err
			}),
		},
	})
}
