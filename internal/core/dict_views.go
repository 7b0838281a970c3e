// This file implements the views of a dict, their set operations, and the iterators of dicts. A view or iterator
// holds the dict itself and notices changes by its number of keys.
package core

// dictView is dict_keys, dict_values or dict_items.
type dictView struct {
	Header
	d *Dict
}

// dictIter steps through entries from pos on (backwards for the reverse types); d is nil once exhausted.
type dictIter struct {
	Header
	d    *Dict
	used int // keys at the start; -1 once a change was seen
	kver uint32
	pos  int
	left int
}

func newDictView(d *Dict, typ *Type) Value {
	return obj(&(&dictView{Header{&typ.shape0}, d}).Header)
}

func newDictIter(d *Dict, typ *Type) Value {
	it := &dictIter{Header: Header{&typ.shape0}, d: d, used: d.used, kver: d.kver, pos: int(d.head), left: d.used}
	switch typ {
	case &DictRevKeyIterType, &DictRevValueIterType, &DictRevItemIterType:
		it.pos = len(d.entries) - 1
	}
	return obj(&it.Header)
}

// advance gives the next entry, nil at the end.
func (it *dictIter) advance(t *Thread) (*dictEntry, error) {
	d := it.d
	if d == nil {
		return nil, nil
	}
	if it.used != d.used {
		it.used = -1
		return nil, t.RuntimeError("dictionary changed size during iteration")
	}
	for it.pos < len(d.entries) {
		e := d.at(it.pos)
		it.pos++
		if e.hash == noHash {
			continue
		}
		if it.left == 0 {
			it.d = nil
			return nil, t.RuntimeError("dictionary keys changed during iteration")
		}
		it.left--
		return e, nil
	}
	return nil, it.finish(t)
}

// finish ends an iteration: keys that came while others went may have taken the place of those that were seen.
func (it *dictIter) finish(t *Thread) error {
	changed := it.left == 0 && it.d.kver != it.kver
	it.d = nil
	if changed {
		return t.RuntimeError("dictionary keys changed during iteration")
	}
	return nil
}

// retreat is advance for the reverse iterators.
func (it *dictIter) retreat(t *Thread) (*dictEntry, error) {
	d := it.d
	if d == nil {
		return nil, nil
	}
	if it.used != d.used {
		it.used = -1
		return nil, t.RuntimeError("dictionary changed size during iteration")
	}
	for it.pos = min(it.pos, len(d.entries)-1); it.pos >= int(d.head); {
		e := d.at(it.pos)
		it.pos--
		if e.hash == noHash {
			continue
		}
		if it.left == 0 {
			it.d = nil
			return nil, t.RuntimeError("dictionary keys changed during iteration")
		}
		it.left--
		return e, nil
	}
	return nil, it.finish(t)
}

// viewItems collects what a view of type typ shows of d, in order.
func (t *Thread) viewItems(typ *Type, d *Dict) ([]Value, error) {
	if err := t.chargeItems(d.used); err != nil {
		return nil, err
	}
	if err := t.PollN(len(d.entries)); err != nil {
		return nil, err
	}
	out, err := MakeSlice[Value](t, 0, d.used)
	if err != nil {
		return nil, err
	}
	for i := int(d.head); i < len(d.entries); i++ {
		e := d.at(i)
		if e.hash == noHash {
			continue
		}
		if i&1023 == 1023 {
			if err := t.PollAtomic(1); err != nil {
				return nil, err
			}
		}
		switch typ {
		case &DictKeysType:
			out = append(out, e.key)
		case &DictValuesType:
			out = append(out, e.val)
		default:
			out = append(out, newPair(e.key, e.val))
		}
	}
	return out, nil
}

func viewRepr(t *Thread, v Value) (Value, error) {
	return t.reprGuard(v, "...", func() (Value, error) {
		items, err := t.Collect(v)
		if err != nil {
			return Unbound, err
		}
		r, err := t.Repr(NewList(items))
		if err != nil {
			return Unbound, err
		}
		return StrVal(v.TypeName() + "(" + r.s + ")"), nil
	})
}

// isDictSetView reports a keys or items view.
func isDictSetView(v Value) bool { return v.isA(&DictKeysType) || v.isA(&DictItemsType) }

// viewCompare compares a keys or items view with anything set-like.
func viewCompare(t *Thread, a, b Value, op CmpOp) (Value, error) {
	if AsSet(b) == nil && !isDictSetView(b) {
		return NotImplemented, nil
	}
	n, err := t.Len(a)
	if err != nil {
		return Unbound, err
	}
	m, err := t.Len(b)
	if err != nil {
		return Unbound, err
	}
	ok := false
	switch op {
	case CmpEq, CmpNe:
		if n == m {
			ok, err = t.allIn(a, b)
		}
		ok = ok == (op == CmpEq)
	case CmpLt:
		if n < m {
			ok, err = t.allIn(a, b)
		}
	case CmpLe:
		if n <= m {
			ok, err = t.allIn(a, b)
		}
	case CmpGt:
		if n > m {
			ok, err = t.allIn(b, a)
		}
	case CmpGe:
		if n >= m {
			ok, err = t.allIn(b, a)
		}
	}
	if err != nil {
		return Unbound, err
	}
	return Bool(ok), nil
}

// allIn reports whether each item of a is in b.
func (t *Thread) allIn(a, b Value) (bool, error) {
	all := true
	err := t.Iterate(a, func(x Value) error {
		ok, err := t.Contains(b, x)
		if err == nil && !ok {
			all, err = false, errStop
		}
		return err
	})
	if err == errStop {
		err = nil
	}
	return all, err
}

// viewDisjoint is isdisjoint of views.
func viewDisjoint(t *Thread, a []Value) (Value, error) {
	self, other := a[0], a[1]
	if self == other {
		n, err := t.Len(self)
		return Bool(n == 0), err
	}
	if AsSet(other) != nil || isDictSetView(other) {
		n, err := t.Len(self)
		if err != nil {
			return Unbound, err
		}
		if m, err := t.Len(other); err != nil {
			return Unbound, err
		} else if m > n {
			self, other = other, self
		}
	}
	none := true
	err := t.Iterate(other, func(x Value) error {
		in, err := t.Contains(self, x)
		if err == nil && in {
			none, err = false, errStop
		}
		return err
	})
	if err == errStop {
		err = nil
	}
	return Bool(none), err
}

// viewToSet makes a set of the items of an operand.
func (t *Thread) viewToSet(v Value) (*Set, error) {
	s := newSet(&SetType)
	if v.exactly(&DictKeysType) {
		return s, t.setUpdateDict(s, As[dictView](v).d, nil)
	}
	return s, t.setUpdate(s, v)
}

// viewBinary makes an operator of views from the set method of the same meaning.
func viewBinary(f func(t *Thread, s *Set, other Value) error) func(*Thread, Value, Value) (Value, error) {
	return func(t *Thread, a, b Value) (Value, error) {
		s, err := t.viewToSet(a)
		if err != nil {
			return Unbound, err
		}
		return s.Val(), f(t, s, b)
	}
}

// viewAnd is the intersection: it looks up the items of the other operand.
func viewAnd(t *Thread, a, b Value) (Value, error) {
	if !isDictSetView(a) {
		a, b = b, a
	}
	if isDictSetView(b) && As[dictView](b).d.used > As[dictView](a).d.used {
		a, b = b, a
	}
	s := newSet(&SetType)
	err := t.Iterate(b, func(x Value) error {
		in, err := t.Contains(a, x)
		if err == nil && in {
			err = s.Add(t, x)
		}
		return err
	})
	return s.Val(), err
}

func setupDictViews() {
	viewSlots := func(iter *Type) Slots {
		return Slots{
			Repr: viewRepr,
			Len:  func(t *Thread, v Value) (int, error) { return As[dictView](v).d.used, nil },
			Iter: func(t *Thread, v Value) (Value, error) { return newDictIter(As[dictView](v).d, iter), nil },
			Traverse: func(h *Header, visit func(Value)) {
				visit(As[dictView](obj(h)).d.Val())
			},
		}
	}
	setSlots := func(iter *Type) Slots {
		s := viewSlots(iter)
		s.Compare = viewCompare
		s.Binary[OpAnd] = viewAnd
		s.Binary[OpOr] = viewBinary((*Thread).setUpdate)
		s.Binary[OpSub] = viewBinary((*Thread).setDifferenceUpdate)
		s.Binary[OpXor] = viewBinary((*Thread).setXorUpdate)
		return s
	}
	methods := func(rev *Type, what string, set bool) []Func {
		out := []Func{{Name: "__reversed__", Sig: "(self, /)", Flags: Pure, Doc: "Return a reverse iterator over the dict " + what + ".", Fn: func(t *Thread, a []Value) (Value, error) {
			return newDictIter(As[dictView](a[0]).d, rev), nil
		}}}
		if set {
			out = append(out, Func{Name: "isdisjoint", Sig: "(self, other, /)", Flags: Polls, Doc: "Return whether no item of the iterable is in the view.", Fn: viewDisjoint})
		}
		return out
	}
	mapping := []GetSet{{Name: "mapping", Doc: "the dict whose changes the view follows", Get: func(t *Thread, v Value) (Value, error) {
		return t.Call(MappingProxyType.Val(), As[dictView](v).d.Val())
	}}}
	keys := setSlots(&DictKeyIterType)
	keys.Contains = func(t *Thread, v, x Value) (bool, error) {
		i, err := As[dictView](v).d.lookup(t, x)
		return i >= 0, err
	}
	items := setSlots(&DictItemIterType)
	items.Contains = func(t *Thread, v, x Value) (bool, error) {
		u := AsTuple(x)
		if u.Len() != 2 {
			return false, nil
		}
		y, ok, err := As[dictView](v).d.Get(t, u.items[0])
		if !ok || err != nil {
			return false, err
		}
		return t.Eq(y, u.items[1])
	}
	const flags = iterFlags
	DictKeysType.Setup(&TypeSpec{Name: "dict_keys", Layout: LayoutOf[dictView](), Flags: flags, Slots: keys, Methods: methods(&DictRevKeyIterType, "keys", true), GetSets: mapping})
	DictItemsType.Setup(&TypeSpec{Name: "dict_items", Layout: LayoutOf[dictView](), Flags: flags, Slots: items, Methods: methods(&DictRevItemIterType, "items", true), GetSets: mapping})
	DictValuesType.Setup(&TypeSpec{Name: "dict_values", Layout: LayoutOf[dictView](), Flags: flags, Slots: viewSlots(&DictValueIterType), Methods: methods(&DictRevValueIterType, "values", false), GetSets: mapping})

	key := func(e *dictEntry) Value { return e.key }
	val := func(e *dictEntry) Value { return e.val }
	pair := func(e *dictEntry) Value { return newPair(e.key, e.val) }
	setupDictIter(&DictKeyIterType, "dict_keyiterator", key, (*dictIter).advance)
	setupDictIter(&DictValueIterType, "dict_valueiterator", val, (*dictIter).advance)
	setupDictIter(&DictItemIterType, "dict_itemiterator", pair, (*dictIter).advance)
	setupDictIter(&DictRevKeyIterType, "dict_reversekeyiterator", key, (*dictIter).retreat)
	setupDictIter(&DictRevValueIterType, "dict_reversevalueiterator", val, (*dictIter).retreat)
	setupDictIter(&DictRevItemIterType, "dict_reverseitemiterator", pair, (*dictIter).retreat)
	DictKeyIterType.s.Next = dictKeyNext
	DictItemIterType.s.Next = dictItemNext
}

// dictKeyNext and dictItemNext are the hot ones of the six.
func dictKeyNext(t *Thread, v Value) (Value, error) {
	e, err := As[dictIter](v).advance(t)
	if e == nil {
		return Unbound, err
	}
	return e.key, nil
}

func dictItemNext(t *Thread, v Value) (Value, error) {
	e, err := As[dictIter](v).advance(t)
	if e == nil {
		return Unbound, err
	}
	return newPair(e.key, e.val), nil
}

func setupDictIter(typ *Type, name string, get func(*dictEntry) Value, step func(*dictIter, *Thread) (*dictEntry, error)) {
	typ.Setup(&TypeSpec{
		Name: name, Layout: LayoutOf[dictIter](), Flags: iterFlags,
		Slots: Slots{
			Iter: selfIter,
			Next: func(t *Thread, v Value) (Value, error) {
				e, err := step(As[dictIter](v), t)
				if e == nil {
					return Unbound, err
				}
				return get(e), nil
			},
			Traverse: func(h *Header, visit func(Value)) {
				if d := As[dictIter](obj(h)).d; d != nil {
					visit(d.Val())
				}
			},
		},
		Methods: []Func{
			lengthHint(func(v Value) int {
				if it := As[dictIter](v); it.d != nil && it.used == it.d.used {
					return it.left
				}
				return 0
			}),
			reduceMethod(func(t *Thread, a []Value) (Value, error) {
				c := *As[dictIter](a[0]) // a copy, so that the iterator itself does not move
				items, err := t.Collect(obj(&c.Header))
				if err != nil {
					return Unbound, err
				}
				f, err := t.builtin("iter")
				if err != nil {
					return Unbound, err
				}
				return reduceIter(f, NewList(items), Unbound)
			}),
		},
	})
}
