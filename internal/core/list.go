// This file implements the list type; sorting is in list_sort.go. Natives re-read l.items after anything that may run
// Python code, which may change the list.
package core

func listSelf(v Value) *List { return As[List](v) }

func (l *List) at(i int) (Value, bool) {
	if i < len(l.items) {
		return l.items[i], true
	}
	return Unbound, false
}

func listGetItem(t *Thread, v, key Value) (Value, error) {
	l := listSelf(v)
	if isSlice(key) {
		return t.sliceList(l, As[Slice](key))
	}
	if key.Type().s.Index == nil {
		return Unbound, t.TypeError("list indices must be integers or slices, not %s", key.TypeName())
	}
	i, err := t.seqIndex(key, len(l.items), "list index out of range")
	if err != nil {
		return Unbound, err
	}
	if i >= len(l.items) {
		return Unbound, t.IndexError("list index out of range")
	}
	return l.items[i], nil
}

func listSetItem(t *Thread, v, key, x Value) error {
	l := listSelf(v)
	if isSlice(key) {
		return t.listSetSlice(l, key, x)
	}
	if key.Type().s.Index == nil {
		return t.TypeError("list indices must be integers or slices, not %s", key.TypeName())
	}
	i, err := t.seqIndex(key, len(l.items), "list assignment index out of range")
	if err != nil {
		return err
	}
	if i >= len(l.items) {
		return t.IndexError("list assignment index out of range")
	}
	if x.IsUnbound() {
		return t.removeRange(l, i, i+1)
	}
	l.items[i] = x
	return nil
}

func (t *Thread) removeRange(l *List, i, j int) error {
	items, n := l.items, len(l.items)-j
	if err := Move(t, items[i:], items[j:]); err != nil {
		return err
	}
	if err := Clear(t, items[i+n:]); err != nil {
		return err
	}
	items = items[:i+n]
	if cap(items) > 64 && len(items) < cap(items)/4 {
		var err error
		if items, err = Clone(t, items, len(items)*2); err != nil {
			return err
		}
	}
	l.items = items
	return nil
}

// replaceRange puts items, which are not l's own, in place of the items i to j.
func (t *Thread) replaceRange(l *List, i, j int, items []Value) error {
	if len(items) == j-i {
		return Move(t, l.items[i:], items)
	}
	if len(items) < j-i {
		if err := Move(t, l.items[i:], items); err != nil {
			return err
		}
		return t.removeRange(l, i+len(items), j)
	}
	if err := t.chargeItems(len(l.items) + len(items)); err != nil {
		return err
	}
	old, grow := len(l.items), len(items)-(j-i)
	if old+grow > cap(l.items) {
		room := max(old+grow, old+old/4)
		if old == 0 {
			room = grow
		}
		own, err := Clone(t, l.items, room)
		if err != nil {
			return err
		}
		l.items = own
	}
	l.items = l.items[:old+grow]
	if err := Move(t, l.items[j+grow:], l.items[j:old]); err != nil {
		return err
	}
	return Move(t, l.items[i:], items)
}

func (t *Thread) listSetSlice(l *List, key, x Value) error {
	start, stop, step, err := As[Slice](key).unpack(t)
	if err != nil {
		return err
	}
	var items []Value
	if !x.IsUnbound() {
		if x.Type().s.Iter == nil && !x.Type().isSequence() {
			if step == 1 {
				return t.TypeError("must assign iterable to extended slice")
			}
			return t.TypeError("must assign iterable to extended slice")
		}
		if items, err = t.Collect(x); err != nil {
			return err
		}
	}
	start, stop, n := adjustSlice(start, stop, step, len(l.items))
	if step == 1 {
		if stop < start {
			stop = start
		}
		return t.replaceRange(l, start, stop, items)
	}
	if x.IsUnbound() {
		if n == 0 {
			return nil
		}
		if step < 0 {
			start, step = start+step*(n-1), -step
		}
		out := l.items[:start]
		next, left := start, n
		for i := start; i < len(l.items); i++ {
			if left > 0 && i == next {
				next += step
				left--
				continue
			}
			out = append(out, l.items[i])
			if i&(chunkItems-1) == chunkItems-1 {
				if err := t.PollAtomic(chunkItems / itemsWork); err != nil {
					return err // killed: nobody sees the list again
				}
			}
		}
		if err := Clear(t, l.items[len(out):]); err != nil {
			return err
		}
		l.items = out
		return nil
	}
	if len(items) != n {
		return t.ValueError("attempt to assign sequence of size %d to extended slice of size %d", len(items), n)
	}
	for i, j := 0, start; i < n; i, j = i+1, j+step {
		l.items[j] = items[i]
		if i&(chunkItems-1) == chunkItems-1 {
			if err := t.PollAtomic(chunkItems / itemsWork); err != nil {
				return err
			}
		}
	}
	return nil
}

// extend appends the items of an iterable.
func (t *Thread) listExtend(l *List, x Value) error {
	switch {
	case x.exactly(&ListType):
		src := As[List](x).items
		items, err := t.appendItems(l.items, src)
		l.items = items
		return err
	case x.exactly(&TupleType):
		src := As[Tuple](x).items
		items, err := t.appendItems(l.items, src)
		l.items = items
		return err
	}
	if items, ok, err := t.containerItems(x); ok || err != nil {
		if len(l.items) == 0 {
			l.items = items
		} else {
			if err == nil {
				l.items, err = t.appendItems(l.items, items)
			}
		}
		return err
	}
	if l.items == nil {
		if n, err := t.LengthHint(x, 0); err != nil {
			return err
		} else if n > 0 && l.items == nil {
			n = min(n, 1<<16)
			if err := t.chargeItems(n); err != nil {
				return err
			}
			l.items = make([]Value, 0, n)
		}
	}
	return t.iterateQuick(x, func(y Value) bool {
		if len(l.items) == cap(l.items) {
			return false
		}
		l.push(y)
		return true
	}, func(y Value) error {
		if len(l.items) == cap(l.items) {
			if err := t.growList(l); err != nil {
				return err
			}
		}
		l.push(y)
		return nil
	})
}

// push appends an item.
func (l *List) push(v Value) {
	n := len(l.items)
	if n == cap(l.items) {
		l.items = growItems(l.items)
	}
	l.items = l.items[:n+1]
	l.items[n] = v
}

// growList makes room for one more item, charging.
func (t *Thread) growList(l *List) error {
	n := len(l.items)
	if err := t.chargeItems(growRoom(n)); err != nil || n <= chunkItems {
		return err // push will do it
	}
	items, err := Clone(t, l.items, growRoom(n))
	if err == nil {
		l.items = items
		t.Dropped(16 * n)
	}
	return err
}

// growItems makes room behind items: Go's append grows large slices by a quarter, which copies too often.
func growItems(items []Value) []Value {
	out := make([]Value, len(items), growRoom(len(items)))
	copy(out, items)
	return out
}

// growRoom is how many items a full slice of n gets room for.
func growRoom(n int) int {
	if n > 1<<20 {
		return n + n/2
	}
	return max(4, 2*n)
}

// pushItem is append(s, x) that charges for the room it makes.
func (t *Thread) pushItem(s []Value, x Value) ([]Value, error) {
	if n := len(s); n == cap(s) {
		if err := t.chargeItems(growRoom(n)); err != nil {
			return s, err
		}
		more, err := Clone(t, s, growRoom(n))
		if err != nil {
			return s, err
		}
		s = more
		t.Dropped(16 * n)
	}
	return append(s, x), nil
}

// appendItems is append(dst, src...) that charges for the room it makes.
func (t *Thread) appendItems(dst, src []Value) ([]Value, error) {
	if n := len(dst) + len(src); n > cap(dst) {
		room := n
		if len(dst) > 0 {
			room = max(n, len(dst)+len(dst)/2)
		}
		if err := t.chargeItems(room); err != nil {
			return dst, err
		}
		out, err := Clone(t, dst, room)
		if err != nil {
			return dst, err
		}
		t.Dropped(16 * cap(dst))
		dst = out
	}
	return Append(t, dst, src)
}

// Insert puts an item before the one at i.
func Insert(t *Thread, l *List, i int, x Value) error {
	n := len(l.items)
	if n == cap(l.items) {
		if err := t.chargeItems(n + n/4); err != nil {
			return err
		}
		items, err := Clone(t, l.items, max(4, n+n/4, min(2*n, 256)))
		if err != nil {
			return err
		}
		l.items = items
	}
	l.items = l.items[:n+1]
	if err := Move(t, l.items[i+1:], l.items[i:n]); err != nil {
		return err
	}
	l.items[i] = x
	return nil
}

// containerItems collects the items of a builtin container whose iteration runs no Python code.
func (t *Thread) containerItems(v Value) (items []Value, ok bool, err error) {
	if v.ref == nil {
		return nil, false, nil
	}
	switch v.ref.shape {
	case &DictType.shape0:
		items, err = t.viewItems(DictKeysType.shape0.typ, As[Dict](v))
	case &DictKeysType.shape0, &DictValuesType.shape0, &DictItemsType.shape0:
		items, err = t.viewItems(v.ref.shape.typ, As[dictView](v).d)
	case &SetType.shape0, &FrozenSetType.shape0:
		As[Set](v).settle()
		items, err = t.viewItems(&DictKeysType, &As[Set](v).d)
	case &RangeType.shape0:
		r := As[Range](v)
		if !r.small {
			return nil, false, nil
		}
		n, step := int(r.length.bits), r.step.bits
		if err := t.chargeItems(n); err != nil {
			return nil, true, err
		}
		if err := t.PollN(n); err != nil {
			return nil, true, err
		}
		if items, err = MakeSlice[Value](t, n, 0); err != nil {
			return nil, true, err
		}
		for i, x := 0, r.start.bits; i < n; i, x = i+1, x+step {
			items[i].bits = x
			if i&(chunkItems-1) == chunkItems-1 {
				if err := t.PollAtomic(1); err != nil {
					return nil, true, err
				}
			}
		}
	default:
		return nil, false, nil
	}
	return items, true, err
}

func listIter(t *Thread, v Value) (Value, error) {
	return obj(&(&ListIter{Header: Header{&ListIterType.shape0}, list: listSelf(v)}).Header), nil
}

func listContains(t *Thread, v, x Value) (bool, error) {
	l := listSelf(v)
	for i := 0; i < len(l.items); i++ {
		y := l.items[i]
		if y == x {
			return true, nil
		}
		if y.ref == nil && x.ref == nil {
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
	return false, nil
}

// compareLists is compareItems for lists, which comparing items may change.
func (t *Thread) compareLists(a, b *List, op CmpOp) (Value, error) {
	if len(a.items) != len(b.items) && (op == CmpEq || op == CmpNe) {
		return Bool(op == CmpNe), nil
	}
	for i := 0; i < len(a.items) && i < len(b.items); i++ {
		x, y := a.items[i], b.items[i]
		if x == y {
			if t.budget--; t.budget < 0 {
				if err := t.refill(); err != nil {
					return Unbound, err
				}
			}
			continue
		}
		if err := t.Poll(); err != nil {
			return Unbound, err
		}
		eq, err := t.Eq(x, y)
		if err != nil {
			return Unbound, err
		}
		if eq {
			continue
		}
		if i >= len(a.items) || i >= len(b.items) {
			break // the comparison has removed the items
		}
		switch op {
		case CmpEq:
			return False, nil
		case CmpNe:
			return True, nil
		}
		return t.Compare(x, y, op)
	}
	return BoolCompare(len(a.items)-len(b.items), op), nil
}

func setupList() {
	ListType.Setup(&TypeSpec{
		Name: "list", Layout: LayoutOf[List](), Flags: flagBase | flagListSub | flagSequence | flagGenericGet | flagGenericSet,
		Doc: "A mutable sequence, of the items of iterable.",
		Sig: "(iterable=(), /)",
		New: &Func{Name: "list", Sig: "(cls, *args, **kwargs)", Flags: Pure | AnyArgs, Fn: func(t *Thread, a []Value) (Value, error) {
			h := AsType(a[0]).Alloc()
			return obj(h), nil
		}},
		Init: &Func{Name: "__init__", Sig: "(self, iterable=(), /, **kwargs)", Flags: Polls | Charges, Fn: func(t *Thread, a []Value) (Value, error) {
			l := listSelf(a[0])
			if !a[2].IsUnbound() && l.shape.typ.s.New == ListType.s.New && As[Dict](a[2]).used > 0 {
				return Unbound, t.TypeError("list() takes no keyword arguments")
			}
			l.items = nil
			if tup := AsTuple(a[1]); tup != nil && tup.Len() == 0 {
				return None, nil
			}
			return None, t.listExtend(l, a[1])
		}},
		Slots: Slots{
			Repr: func(t *Thread, v Value) (Value, error) {
				return t.reprGuard(v, "[...]", func() (Value, error) { return t.reprItems("[", "]", listSelf(v).at) })
			},
			Compare: func(t *Thread, a, b Value, op CmpOp) (Value, error) {
				x, y := AsList(a), AsList(b)
				if x == nil || y == nil {
					return NotImplemented, nil
				}
				return t.compareLists(x, y, op)
			},
			Len:      func(t *Thread, v Value) (int, error) { return len(listSelf(v).items), nil },
			GetItem:  listGetItem,
			SetItem:  listSetItem,
			Iter:     listIter,
			Contains: listContains,
			Concat: func(t *Thread, a, b Value) (Value, error) {
				y := AsList(b)
				if y == nil {
					return Unbound, t.TypeError("can only concatenate list (not \"%s\") to list", b.TypeName())
				}
				x := listSelf(a)
				if err := t.chargeItems(len(x.items) + len(y.items)); err != nil {
					return Unbound, err
				}
				n := len(x.items)
				out, err := MakeSlice[Value](t, n+len(y.items), 0)
				if err != nil {
					return Unbound, err
				}
				if err := t.copyItems(out[:n], x.items); err != nil {
					return Unbound, err
				}
				return NewList(out), t.copyItems(out[n:], y.items)
			},
			IConcat: func(t *Thread, a, b Value) (Value, error) { return a, t.listExtend(listSelf(a), b) },
			Repeat: func(t *Thread, a Value, n int) (Value, error) {
				items, err := t.repeatItems(listSelf(a).items, n)
				if err != nil {
					return Unbound, err
				}
				return NewList(items), nil
			},
			IRepeat: func(t *Thread, a Value, n int) (Value, error) {
				items, err := t.repeatItems(listSelf(a).items, n)
				if err != nil {
					return Unbound, err
				}
				listSelf(a).items = items
				return a, nil
			},
			Traverse: func(h *Header, visit func(Value)) {
				for _, x := range As[List](obj(h)).items {
					visit(x)
				}
			},
		},
		Methods: []Func{
			{Name: "append", Sig: "(self, object, /)", Flags: Charges, Doc: "Add an object at the end.", Fn: func(t *Thread, a []Value) (Value, error) {
				l := listSelf(a[0])
				if len(l.items) == cap(l.items) && len(l.items) >= 1024 {
					if err := t.growList(l); err != nil {
						return Unbound, err
					}
				}
				l.push(a[1])
				return None, nil
			}},
			{Name: "extend", Sig: "(self, iterable, /)", Flags: Polls | Charges, Doc: "Add all items of an iterable at the end.", Fn: func(t *Thread, a []Value) (Value, error) {
				return None, t.listExtend(listSelf(a[0]), a[1])
			}},
			{Name: "insert", Sig: "(self, index, object, /)", Flags: Charges, Doc: "Insert object before index.", Fn: func(t *Thread, a []Value) (Value, error) {
				l := listSelf(a[0])
				i, err := t.Ssize(a[1])
				if err != nil {
					return Unbound, err
				}
				n := len(l.items)
				if i < 0 {
					i = max(i+n, 0)
				}
				i = min(i, n)
				return None, Insert(t, l, i, a[2])
			}},
			{Name: "remove", Sig: "(self, value, /)", Flags: Polls, Doc: "Remove the first item that equals value, or raise ValueError if there is none.", Fn: func(t *Thread, a []Value) (Value, error) {
				l := listSelf(a[0])
				i, err := t.indexOf(a[1], Unbound, Unbound, len(l.items), l.at)
				if err != nil {
					return Unbound, err
				}
				if i < 0 || i >= len(l.items) {
					return Unbound, t.ValueError("list.remove(x): x not in list")
				}
				return None, t.removeRange(l, i, i+1)
			}},
			{Name: "pop", Sig: "(self, index=-1, /)", Flags: Pure, Doc: "Remove the item at index (by default the last) and return it.\n\nRaise IndexError if there is no such item.", Fn: func(t *Thread, a []Value) (Value, error) {
				l := listSelf(a[0])
				i, err := t.Ssize(a[1])
				if err != nil {
					return Unbound, err
				}
				n := len(l.items)
				if n == 0 {
					return Unbound, t.IndexError("pop from empty list")
				}
				if i < 0 {
					i += n
				}
				if uint(i) >= uint(n) {
					return Unbound, t.IndexError("pop index out of range")
				}
				x := l.items[i]
				if i == n-1 {
					l.items[i] = Value{}
					l.items = l.items[:i]
				} else {
					err = t.removeRange(l, i, i+1)
				}
				return x, err
			}},
			{Name: "clear", Sig: "(self, /)", Flags: Pure, Doc: "Remove all items from list.", Fn: func(t *Thread, a []Value) (Value, error) { listSelf(a[0]).items = nil; return None, nil }},
			{Name: "index", Sig: "(self, value, start=<unrepresentable>, stop=<unrepresentable>, /)", Flags: Polls, Doc: "Return the position of the first item between start and stop that equals\nvalue, or raise ValueError if there is none.", Fn: func(t *Thread, a []Value) (Value, error) {
				l := listSelf(a[0])
				i, err := t.indexOf(a[1], a[2], a[3], len(l.items), l.at)
				if err != nil {
					return Unbound, err
				}
				if i < 0 {
					return Unbound, t.ValueError("list.index(x): x not in list")
				}
				return Int(int64(i)), nil
			}},
			{Name: "count", Sig: "(self, value, /)", Flags: Polls, Doc: "Count the items that equal value.", Fn: func(t *Thread, a []Value) (Value, error) { return t.countOf(a[1], listSelf(a[0]).at) }},
			{Name: "reverse", Sig: "(self, /)", Flags: Pure, Doc: "Reverse *IN PLACE*.", Fn: func(t *Thread, a []Value) (Value, error) {
				return None, Reverse(t, listSelf(a[0]).items)
			}},
			{Name: "sort", Sig: "(self, /, *, key=None, reverse=False)", Flags: Polls | Charges, Doc: "Sort the list itself, the smallest item first, or the largest first if reverse\nis true.\n\nkey is a function that gives the value to sort an item by. Equal items keep\ntheir order.", Fn: func(t *Thread, a []Value) (Value, error) {
				reverse, err := t.Truth(a[2])
				if err != nil {
					return Unbound, err
				}
				return None, t.sortList(listSelf(a[0]), a[1], reverse)
			}},
			{Name: "copy", Sig: "(self, /)", Flags: Charges, Doc: "Return a new list of the same items.", Fn: func(t *Thread, a []Value) (Value, error) {
				items := listSelf(a[0]).items
				if err := t.chargeItems(len(items)); err != nil {
					return Unbound, err
				}
				if len(items) <= chunkItems {
					return NewList(append([]Value(nil), items...)), nil
				}
				out, err := MakeSlice[Value](t, len(items), 0)
				if err != nil {
					return Unbound, err
				}
				return NewList(out), t.copyItems(out, items)
			}},
			{Name: "__reversed__", Sig: "(self, /)", Flags: Pure, Doc: "Iterate over the items from the last to the first.", Fn: func(t *Thread, a []Value) (Value, error) {
				l := listSelf(a[0])
				return obj(&(&ListIter{Header: Header{&ListRevIterType.shape0}, list: l, i: len(l.items) - 1}).Header), nil
			}},
			{Name: "__sizeof__", Sig: "(self, /)", Flags: Pure, Doc: "Return the memory this list takes up, in bytes, without its items.", Fn: func(t *Thread, a []Value) (Value, error) {
				return Int(int64(40 + 16*cap(listSelf(a[0]).items))), nil
			}},
			{Name: "__class_getitem__", Sig: "(cls, object, /)", Fn: classGetItemMethod, Flags: Pure | ClassM, Doc: "See PEP 585"},
		},
	})
	iterMethods := func(reduce string, hint func(*ListIter) int) []Func {
		return []Func{
			{Name: "__length_hint__", Sig: "(self, /)", Flags: Pure, Doc: "Return a guess at how many items are left.", Fn: func(t *Thread, a []Value) (Value, error) {
				return Int(int64(hint(As[ListIter](a[0])))), nil
			}},
			{Name: "__reduce__", Sig: "(self, /)", Flags: Pure, Doc: "Return state information for pickling.", Fn: func(t *Thread, a []Value) (Value, error) {
				f, err := t.builtin(reduce) // first: it may run Python code
				if err != nil {
					return Unbound, err
				}
				it := As[ListIter](a[0])
				if it.list != nil {
					return reduceIter(f, it.list.Val(), Int(int64(it.i)))
				}
				return reduceIter(f, NewList(nil), Unbound)
			}},
			{Name: "__setstate__", Sig: "(self, state, /)", Flags: Pure, Doc: "Set state information for unpickling.", Fn: func(t *Thread, a []Value) (Value, error) {
				i, err := t.stateInt(a[1])
				if err != nil {
					return Unbound, err
				}
				it := As[ListIter](a[0])
				if it.list != nil {
					if reduce == "iter" {
						it.i = max(i, 0)
					} else {
						it.i = max(min(i, len(it.list.items)-1), -1)
					}
				}
				return None, nil
			}},
		}
	}
	ListIterType.Setup(&TypeSpec{
		Name: "list_iterator", Layout: LayoutOf[ListIter](), Flags: flagNoNew | flagGenericGet | flagGenericSet,
		Slots: Slots{Iter: selfIter, Next: func(t *Thread, v Value) (Value, error) {
			it := As[ListIter](v)
			if it.list == nil || it.i >= len(it.list.items) {
				it.list = nil
				return Unbound, nil
			}
			it.i++
			return it.list.items[it.i-1], nil
		}},
		Methods: iterMethods("iter", func(it *ListIter) int {
			if it.list == nil {
				return 0
			}
			return max(len(it.list.items)-it.i, 0)
		}),
	})
	ListRevIterType.Setup(&TypeSpec{
		Name: "list_reverseiterator", Layout: LayoutOf[ListIter](), Flags: flagNoNew | flagGenericGet | flagGenericSet,
		Slots: Slots{Iter: selfIter, Next: func(t *Thread, v Value) (Value, error) {
			it := As[ListIter](v)
			if it.list == nil || it.i < 0 || it.i >= len(it.list.items) {
				it.list = nil
				return Unbound, nil
			}
			it.i--
			return it.list.items[it.i+1], nil
		}},
		Methods: iterMethods("reversed", func(it *ListIter) int {
			if it.list == nil || it.i >= len(it.list.items) {
				return 0
			}
			return it.i + 1
		}),
	})
}

// reduceIter is (f, (seq,)[, state]) for the pickling of iterators; f is the builtin iter or reversed.
func reduceIter(f, seq, state Value) (Value, error) {
	if state.IsUnbound() {
		return NewTuple(f, NewTuple(seq)), nil
	}
	return NewTuple(f, NewTuple(seq), state), nil
}
