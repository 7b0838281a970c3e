// This file implements the tuple type and its iterator.
package core

import "github.com/vivarium-py/vivarium/internal/pyhash"

// TupleIter steps through a tuple, which is nil once exhausted.
type TupleIter struct {
	Header
	tup *Tuple
	i   int
}

func tupleSelf(v Value) *Tuple { return As[Tuple](v) }

func (u *Tuple) at(i int) (Value, bool) {
	if i < len(u.items) {
		return u.items[i], true
	}
	return Unbound, false
}

// newTuple is tuple.__new__: any iterable, or nothing.
func newTupleOf(t *Thread, a []Value) (Value, error) {
	cls := AsType(a[0])
	if !a[2].IsUnbound() && cls.s.Init == TupleType.s.Init && As[Dict](a[2]).used > 0 {
		return Unbound, t.TypeError("tuple() takes no keyword arguments")
	}
	var items []Value
	switch src := a[1]; {
	case src.exactly(&TupleType):
		if cls == &TupleType {
			return src, nil
		}
		items = As[Tuple](src).items
	case src.exactly(&ListType):
		items = As[List](src).items
		if err := t.chargeItems(len(items)); err != nil {
			return Unbound, err
		}
		if cls == &TupleType {
			return t.tupleCopy(items)
		}
		var err error
		if items, err = Clone(t, items, 0); err != nil {
			return Unbound, err
		}
	default:
		var err error
		if items, err = t.Collect(src); err != nil {
			return Unbound, err
		}
	}
	if cls == &TupleType {
		return TupleOf(items), nil
	}
	u := As[Tuple](obj(cls.Alloc()))
	u.items = items
	return u.Val(), nil
}

// tupleCopy is NewTuple(items...).
func (t *Thread) tupleCopy(items []Value) (Value, error) {
	if len(items) <= chunkItems {
		return NewTuple(items...), nil
	}
	own, err := Clone(t, items, 0)
	return TupleOf(own), err
}

// shortTuple is how many items, with those of the tuples in it, are gone through without a poll.
const shortTuple = 64

// plainHash is the hash of a short tuple of small ints, floats, strings and such tuples, which runs no code, and how
// many items that went through; n is -1 if it holds anything else, is long or is nested deeper than depth.
func (u *Tuple) plainHash(depth int) (sum int64, n int) {
	if n = len(u.items); n > shortTuple || depth == 0 {
		return 0, -1
	}
	h := pyhash.NewTuple()
	for _, x := range u.items {
		switch {
		case x.ref == nil:
			h.Add(pyhash.Int(int64(x.bits)))
		case x.ref.shape == &StrType.shape0:
			h.Add(int64(As[Str](x).Hash()))
		case x.ref.shape == &TupleType.shape0:
			inner, m := As[Tuple](x).plainHash(depth - 1)
			if n += m; m < 0 || n > shortTuple {
				return 0, -1
			}
			h.Add(inner)
		case x.ref == &floatHeader && x.Float64() == x.Float64():
			h.Add(pyhash.Float(x.Float64()))
		default:
			return 0, -1
		}
	}
	return h.Sum(), n
}

func tupleHash(t *Thread, v Value) (int64, error) {
	if h, n := tupleSelf(v).plainHash(plainDepth); n >= 0 {
		return h, t.PollN(n)
	}
	if err := t.Enter(" while computing a hash"); err != nil {
		t.Leave()
		return 0, err
	}
	defer t.Leave()
	h := pyhash.NewTuple()
	for i, x := range tupleSelf(v).items {
		if i&1023 == 1023 {
			if err := t.PollN(1024); err != nil {
				return 0, err
			}
		}
		switch {
		case x.ref == nil:
			h.Add(pyhash.Int(int64(x.bits)))
		case x.ref.shape == &StrType.shape0:
			h.Add(int64(As[Str](x).Hash()))
		default:
			n, err := t.Hash(x)
			if err != nil {
				return 0, err
			}
			h.Add(n)
		}
	}
	if err := t.PollN(len(tupleSelf(v).items) & 1023); err != nil {
		return 0, err
	}
	return h.Sum(), nil
}

func tupleGetItem(t *Thread, v, key Value) (Value, error) {
	u := tupleSelf(v)
	if key.ref == nil {
		i := int(key.bits)
		if i < 0 {
			i += len(u.items)
		}
		if uint(i) < uint(len(u.items)) {
			return u.items[i], nil
		}
		return Unbound, t.IndexError("tuple index out of range")
	}
	if isSlice(key) {
		start, step, n, err := t.SliceIndices(key, len(u.items))
		if err != nil {
			return Unbound, err
		}
		if n == len(u.items) && step == 1 && v.exactly(&TupleType) {
			return v, nil
		}
		if err := t.chargeItems(n); err != nil {
			return Unbound, err
		}
		out, err := t.roomyTuple(n)
		if err != nil {
			return Unbound, err
		}
		if step == 1 {
			if err := t.copyItems(out.items, u.items[start:]); err != nil {
				return Unbound, err
			}
		} else {
			if err := t.inItems(n, func(lo, hi int) bool {
				for i, j := lo, start+lo*step; i < hi; i, j = i+1, j+step {
					out.items[i] = u.items[j]
				}
				return true
			}); err != nil {
				return Unbound, err
			}
		}
		return out.Val(), nil
	}
	if key.Type().s.Index == nil {
		return Unbound, t.TypeError("tuple indices must be integers or slices, not %s", key.TypeName())
	}
	i, err := t.seqIndex(key, len(u.items), "tuple index out of range")
	if err != nil {
		return Unbound, err
	}
	return u.items[i], nil
}

// containsItem reports whether some item equals x; get is List.at or Tuple.at.
func (t *Thread) containsItem(x Value, get func(i int) (Value, bool)) (bool, error) {
	for i := 0; ; i++ {
		y, ok := get(i)
		if !ok {
			return false, nil
		}
		if y == x {
			return true, nil
		}
		if y.ref == nil && x.ref == nil {
			t.budget--
			continue
		}
		if err := t.Poll(); err != nil {
			return false, err
		}
		eq, err := t.Eq(y, x)
		if err != nil || eq {
			return eq, err
		}
	}
}

// tupleNewArgs is __getnewargs__.
func tupleNewArgs(t *Thread, a []Value) (Value, error) {
	items := tupleSelf(a[0]).items
	if err := t.chargeItems(len(items)); err != nil {
		return Unbound, err
	}
	own, err := Clone(t, items, 0)
	if err != nil {
		return Unbound, err
	}
	return NewTuple(TupleOf(own)), nil
}

func setupTuple() {
	TupleType.Setup(&TypeSpec{
		Name: "tuple", Layout: LayoutOf[Tuple](), Flags: flagBase | flagTupleSub | flagSequence | flagGenericGet | flagGenericSet,
		Doc: "An immutable sequence, of the items of iterable.\n\nA tuple comes back as it is.",
		Sig: "(iterable=(), /)",
		New: &Func{Name: "tuple", Sig: "(cls, iterable=(), /, **kwargs)", Flags: Polls | Charges, Fn: newTupleOf},
		Slots: Slots{
			Repr: func(t *Thread, v Value) (Value, error) {
				u := tupleSelf(v)
				switch len(u.items) {
				case 0:
					return StrVal("()"), nil
				case 1:
					return t.reprGuard(v, "(...)", func() (Value, error) { return t.reprItems("(", ",)", u.at) })
				}
				return t.reprGuard(v, "(...)", func() (Value, error) { return t.reprItems("(", ")", u.at) })
			},
			Hash: tupleHash,
			Compare: func(t *Thread, a, b Value, op CmpOp) (Value, error) {
				x, y := AsTuple(a), AsTuple(b)
				if x == nil || y == nil {
					return NotImplemented, nil
				}
				return t.compareItems(x.items, y.items, op)
			},
			Len:     func(t *Thread, v Value) (int, error) { return len(tupleSelf(v).items), nil },
			GetItem: tupleGetItem,
			Iter: func(t *Thread, v Value) (Value, error) {
				return obj(&(&TupleIter{Header: Header{&TupleIterType.shape0}, tup: tupleSelf(v)}).Header), nil
			},
			Contains: func(t *Thread, v, x Value) (bool, error) { return t.containsItem(x, tupleSelf(v).at) },
			Concat: func(t *Thread, a, b Value) (Value, error) {
				x, y := tupleSelf(a), AsTuple(b)
				if y == nil {
					return Unbound, t.TypeError("can only concatenate tuple (not \"%s\") to tuple", b.TypeName())
				}
				if len(x.items) == 0 && b.exactly(&TupleType) {
					return b, nil
				}
				if len(y.items) == 0 && a.exactly(&TupleType) {
					return a, nil
				}
				n := len(x.items) + len(y.items)
				if err := t.chargeItems(n); err != nil {
					return Unbound, err
				}
				out, err := t.roomyTuple(n)
				if err != nil {
					return Unbound, err
				}
				if err := t.copyItems(out.items, x.items); err != nil {
					return Unbound, err
				}
				return out.Val(), t.copyItems(out.items[len(x.items):], y.items)
			},
			Repeat: func(t *Thread, a Value, n int) (Value, error) {
				if n == 1 && a.exactly(&TupleType) {
					return a, nil
				}
				items, err := t.repeatItems(tupleSelf(a).items, n)
				if err != nil {
					return Unbound, err
				}
				return TupleOf(items), nil
			},
			Traverse: func(h *Header, visit func(Value)) {
				for _, x := range As[Tuple](obj(h)).items {
					visit(x)
				}
			},
		},
		Methods: []Func{
			{Name: "__getnewargs__", Sig: "(self, /)", Flags: Pure, Fn: tupleNewArgs},
			{Name: "index", Sig: "(self, value, start=<unrepresentable>, stop=<unrepresentable>, /)", Flags: Polls, Doc: "Return the position of the first item between start and stop that equals\nvalue, or raise ValueError if there is none.", Fn: func(t *Thread, a []Value) (Value, error) {
				u := tupleSelf(a[0])
				i, err := t.indexOf(a[1], a[2], a[3], len(u.items), u.at)
				if err == nil && i < 0 {
					err = t.ValueError("tuple.index(x): x not in tuple")
				}
				return Int(int64(i)), err
			}},
			{Name: "count", Sig: "(self, value, /)", Flags: Polls, Doc: "Count the items that equal value.", Fn: func(t *Thread, a []Value) (Value, error) {
				return t.countOf(a[1], tupleSelf(a[0]).at)
			}},
			{Name: "__class_getitem__", Sig: "(cls, object, /)", Fn: classGetItemMethod, Flags: Pure | ClassM, Doc: "See PEP 585"},
		},
	})
	TupleIterType.Setup(&TypeSpec{
		Name: "tuple_iterator", Layout: LayoutOf[TupleIter](), Flags: iterFlags,
		Slots: Slots{
			Iter: selfIter,
			Next: func(t *Thread, v Value) (Value, error) {
				it := As[TupleIter](v)
				if it.tup == nil || it.i >= len(it.tup.items) {
					it.tup = nil
					return Unbound, nil
				}
				it.i++
				return it.tup.items[it.i-1], nil
			},
			Traverse: func(h *Header, visit func(Value)) {
				if u := As[TupleIter](obj(h)).tup; u != nil {
					visit(u.Val())
				}
			},
		},
		Methods: []Func{
			lengthHint(func(v Value) int {
				it := As[TupleIter](v)
				return max(it.tup.Len()-it.i, 0)
			}),
			reduceMethod(func(t *Thread, a []Value) (Value, error) {
				f, err := t.builtin("iter") // first: it may run Python code
				if err != nil {
					return Unbound, err
				}
				it := As[TupleIter](a[0])
				if it.tup == nil {
					return reduceIter(f, emptyTuple.Val(), Unbound)
				}
				return reduceIter(f, it.tup.Val(), Int(int64(it.i)))
			}),
			setStateMethod(func(t *Thread, a []Value) (Value, error) {
				i, err := t.stateInt(a[1])
				if it := As[TupleIter](a[0]); err == nil && it.tup != nil {
					it.i = min(max(i, 0), len(it.tup.items))
				}
				return None, err
			}),
		},
	})
}
