// This file declares the types set and frozenset and their iterator; the operations are in set.go.
package core

func setSelf(v Value) *Set { return As[Set](v) }

// newFrozenSetOf is frozenset.__new__.
func newFrozenSetOf(t *Thread, a []Value) (Value, error) {
	cls := AsType(a[0])
	if !a[2].IsUnbound() && cls.s.Init == FrozenSetType.s.Init && As[Dict](a[2]).used > 0 {
		return Unbound, t.TypeError("frozenset() takes no keyword arguments")
	}
	if cls == &FrozenSetType && a[1].exactly(&FrozenSetType) {
		return a[1], nil
	}
	s := As[Set](obj(cls.Alloc()))
	if a[1].IsUnbound() {
		return s.Val(), nil
	}
	err := t.setUpdate(s, a[1])
	return s.settled().Val(), err
}

// setMethod makes a method that takes any number of iterables: f acts on an accumulating set.
func setMethod(name, doc string, f func(t *Thread, s *Set, v Value) error) Func {
	return Func{Name: name, Sig: "(self, /, *others)", Flags: Lends | Polls | Charges, Doc: doc, Fn: func(t *Thread, a []Value) (Value, error) {
		s, err := t.copySet(setSelf(a[0]), 0)
		if err != nil {
			return Unbound, err
		}
		for _, o := range As[Tuple](a[1]).items {
			if err := f(t, s, o); err != nil {
				return Unbound, err
			}
		}
		return s.seal().Val(), nil
	}}
}

// setMutator is setMethod for the methods that change the set itself.
func setMutator(name, doc string, f func(t *Thread, s *Set, v Value) error) Func {
	return Func{Name: name, Sig: "(self, /, *others)", Flags: Lends | Polls | Charges, Doc: doc, Fn: func(t *Thread, a []Value) (Value, error) {
		for _, o := range As[Tuple](a[1]).items {
			if err := f(t, setSelf(a[0]), o); err != nil {
				return Unbound, err
			}
		}
		return None, nil
	}}
}

// setLike gives an operand as a set: itself, or one of its items.
func (t *Thread) setLike(v Value) (*Set, error) {
	if s := AsSet(v); s != nil {
		return s, nil
	}
	s := newSet(&SetType)
	return s, t.setUpdate(s, v)
}

// setDisjoint is isdisjoint.
func (t *Thread) setDisjoint(s *Set, v Value) (bool, error) {
	none := true
	check := func(x Value, h uint64) error {
		i, err := s.d.find(t, x, h)
		if err == nil && i >= 0 {
			none, err = false, errStop
		}
		return err
	}
	var err error
	if o := AsSet(v); o != nil {
		if o.d.used > s.d.used {
			s, o = o, s
		}
		for i := 0; i < len(o.d.entries) && err == nil; i++ {
			if e := o.d.entries[i]; e.hash != noHash {
				if err = t.Poll(); err == nil {
					err = check(e.key, e.hash)
				}
			}
		}
	} else {
		err = t.Iterate(v, func(x Value) error {
			h, err := t.setHash(x)
			if err != nil {
				return err
			}
			return check(x, h)
		})
	}
	if err == errStop {
		err = nil
	}
	return none, err
}

// setCommon are the methods that set and frozenset share.
func setCommon() []Func {
	return []Func{
		{Name: "copy", Sig: "(self, /)", Flags: Charges, Doc: "Return a new set of the same elements.", Fn: func(t *Thread, a []Value) (Value, error) {
			if a[0].exactly(&FrozenSetType) {
				return a[0], nil
			}
			s, err := t.copySet(setSelf(a[0]), 0)
			if err != nil {
				return Unbound, err
			}
			return s.Val(), nil
		}},
		setMethod("difference", "Return a new set of the elements of this one that no other has.", (*Thread).setDifferenceUpdate),
		{Name: "intersection", Sig: "(self, /, *others)", Flags: Lends | Polls | Charges, Doc: "Return a new set of the elements that this one and all others have.", Fn: func(t *Thread, a []Value) (Value, error) {
			s := setSelf(a[0])
			others := As[Tuple](a[1]).items
			if len(others) == 0 {
				c, err := t.copySet(s, 0)
				if err != nil {
					return Unbound, err
				}
				return c.seal().Val(), nil
			}
			typ := s.baseSetType()
			for _, o := range others {
				var err error
				if s, err = t.setIntersection(typ, s, o); err != nil {
					return Unbound, err
				}
			}
			return s.seal().Val(), nil
		}},
		{Name: "isdisjoint", Sig: "(self, other, /)", Flags: Polls, Doc: "Return whether no element is in both.", Fn: func(t *Thread, a []Value) (Value, error) {
			ok, err := t.setDisjoint(setSelf(a[0]), a[1])
			return Bool(ok), err
		}},
		{Name: "issubset", Sig: "(self, other, /)", Flags: Polls, Doc: "Return whether all elements of this set are in other.", Fn: func(t *Thread, a []Value) (Value, error) {
			o, err := t.setLike(a[1])
			if err != nil {
				return Unbound, err
			}
			ok, err := t.subset(&setSelf(a[0]).d, &o.d)
			return Bool(ok), err
		}},
		{Name: "issuperset", Sig: "(self, other, /)", Flags: Polls, Doc: "Return whether all elements of other are in this set.", Fn: func(t *Thread, a []Value) (Value, error) {
			if o := AsSet(a[1]); o != nil {
				ok, err := t.subset(&o.d, &setSelf(a[0]).d)
				return Bool(ok), err
			}
			all := true
			err := t.Iterate(a[1], func(x Value) error {
				in, err := setSelf(a[0]).Has(t, x)
				if err == nil && !in {
					all, err = false, errStop
				}
				return err
			})
			if err == errStop {
				err = nil
			}
			return Bool(all), err
		}},
		setMethod("union", "Return a new set of all elements of this one and the others.", (*Thread).setUpdate),
		{Name: "symmetric_difference", Sig: "(self, other, /)", Flags: Polls | Charges, Doc: "Return a new set of the elements that exactly one of the two has.", Fn: func(t *Thread, a []Value) (Value, error) {
			s, err := t.setXor(setSelf(a[0]), a[1])
			if err != nil {
				return Unbound, err
			}
			return s.seal().Val(), nil
		}},
		{Name: "__contains__", Sig: "(self, object, /)", Flags: Polls, Doc: "Return whether y is in x.", Fn: func(t *Thread, a []Value) (Value, error) {
			i, err := setSelf(a[0]).lookupAny(t, a[1])
			return Bool(i >= 0), err
		}},
		reduceMethod(func(t *Thread, a []Value) (Value, error) {
			items, err := t.Collect(a[0])
			if err != nil {
				return Unbound, err
			}
			state, err := t.CallMethod(a[0], nGetState)
			if err != nil {
				return Unbound, err
			}
			return NewTuple(a[0].Type().Val(), NewTuple(NewList(items)), state), nil
		}),
		{Name: "__sizeof__", Sig: "(self, /)", Flags: Pure, Doc: "Return the memory this set takes up, in bytes, without its elements.", Fn: func(t *Thread, a []Value) (Value, error) {
			d := &setSelf(a[0]).d
			return Int(int64(104 + 40*cap(d.entries) + 8*len(d.index))), nil
		}},
		{Name: "__class_getitem__", Sig: "(cls, object, /)", Fn: classGetItemMethod, Flags: Pure | ClassM, Doc: "See PEP 585"},
	}
}

func setSlots() Slots {
	s := Slots{
		Repr:    setRepr,
		Compare: setCompare,
		Len:     func(t *Thread, v Value) (int, error) { return setSelf(v).d.used, nil },
		Iter: func(t *Thread, v Value) (Value, error) {
			s := setSelf(v)
			s.settle()
			return obj(&(&setIter{Header{&SetIterType.shape0}, s, s.d.used, int(s.d.head)}).Header), nil
		},
		Contains: func(t *Thread, v, x Value) (bool, error) {
			i, err := setSelf(v).lookupAny(t, x)
			return i >= 0, err
		},
		Traverse: func(h *Header, visit func(Value)) {
			for _, e := range As[Set](obj(h)).d.entries {
				if e.hash != noHash {
					visit(e.key)
				}
			}
		},
	}
	s.Binary[OpOr] = setOp((*Thread).setUnion)
	s.Binary[OpAnd] = setOp((*Thread).setAnd)
	s.Binary[OpSub] = setOp((*Thread).setMinus)
	s.Binary[OpXor] = setOp((*Thread).setXor)
	return s
}

func setupSets() {
	slots := setSlots()
	slots.IBinary[OpOr] = setInPlace((*Thread).setUpdate)
	slots.IBinary[OpAnd] = setInPlace((*Thread).setIntersectionUpdate)
	slots.IBinary[OpSub] = setInPlace((*Thread).setDifferenceUpdate)
	slots.IBinary[OpXor] = setInPlace((*Thread).setXorUpdate)
	const flags = flagBase | flagSetSub | flagGenericGet | flagGenericSet
	SetType.Setup(&TypeSpec{
		Name: "set", Layout: LayoutOf[Set](), Flags: flags,
		Doc: "A mutable collection of different hashable elements, in no order.",
		Sig: "(iterable=(), /)",
		New: &Func{Name: "set", Sig: "(cls, *args, **kwargs)", Flags: Pure | AnyArgs, Fn: func(t *Thread, a []Value) (Value, error) {
			return obj(AsType(a[0]).Alloc()), nil
		}},
		Init: &Func{Name: "__init__", Sig: "(self, iterable=<unrepresentable>, /)", Flags: Polls | Charges, Fn: func(t *Thread, a []Value) (Value, error) {
			s := setSelf(a[0])
			if s.d.used > 0 {
				s.clear()
			}
			if a[1].IsUnbound() {
				return None, nil
			}
			return None, t.setUpdate(s, a[1])
		}},
		Slots: slots,
		Methods: append(setCommon(),
			Func{Name: "add", Sig: "(self, object, /)", Two: quickSetAdd, Flags: Polls | Charges, Doc: "Put an element into the set, if it is not there.", Fn: func(t *Thread, a []Value) (Value, error) {
				return None, setSelf(a[0]).Add(t, a[1])
			}},
			Func{Name: "clear", Sig: "(self, /)", Flags: Pure, Doc: "Leave the set empty.", Fn: func(t *Thread, a []Value) (Value, error) {
				setSelf(a[0]).clear()
				return None, nil
			}},
			Func{Name: "discard", Sig: "(self, object, /)", Two: quickSetDiscard, Flags: Polls, Doc: "Take an element out of the set, if it is there.", Fn: func(t *Thread, a []Value) (Value, error) {
				s := setSelf(a[0])
				i, err := s.lookupAny(t, a[1])
				if i >= 0 && err == nil {
					s.removeAt(i)
				}
				return None, err
			}},
			Func{Name: "remove", Sig: "(self, object, /)", Two: quickSetRemove, Flags: Polls, Doc: "Take an element out of the set, or raise KeyError if it is not there.", Fn: func(t *Thread, a []Value) (Value, error) {
				s := setSelf(a[0])
				i, err := s.lookupAny(t, a[1])
				if err != nil {
					return Unbound, err
				}
				if i < 0 {
					return Unbound, t.KeyError(a[1])
				}
				s.removeAt(i)
				return None, nil
			}},
			Func{Name: "pop", Sig: "(self, /)", Flags: Pure, Doc: "Take some element out of the set and return it, or raise KeyError if there is\nnone.", Fn: func(t *Thread, a []Value) (Value, error) {
				s := setSelf(a[0])
				if s.d.used == 0 {
					return Unbound, t.KeyError(StrVal("pop from an empty set"))
				}
				i := s.popAt()
				x := s.d.entries[i].key
				s.removeAt(i)
				return x, nil
			}},
			setMutator("update", "Add all elements of the others.", (*Thread).setUpdate),
			setMutator("difference_update", "Remove all elements of the others.", (*Thread).setDifferenceUpdate),
			Func{Name: "intersection_update", Sig: "(self, /, *others)", Flags: Polls | Charges, Doc: "Keep only the elements that all others have too.", Fn: func(t *Thread, a []Value) (Value, error) {
				s := setSelf(a[0])
				r := s
				for _, o := range As[Tuple](a[1]).items {
					var err error
					if r, err = t.setIntersection(&SetType, r, o); err != nil {
						return Unbound, err
					}
				}
				if r != s {
					s.take(r)
				}
				return None, nil
			}},
			Func{Name: "symmetric_difference_update", Sig: "(self, other, /)", Flags: Polls | Charges, Doc: "Keep the elements that other does not have, and add those that only it has.", Fn: func(t *Thread, a []Value) (Value, error) {
				return None, t.setXorUpdate(setSelf(a[0]), a[1])
			}},
		),
	})
	slots = setSlots()
	slots.Hash = func(t *Thread, v Value) (int64, error) { return t.hashSet(setSelf(v)) }
	FrozenSetType.Setup(&TypeSpec{
		Name: "frozenset", Layout: LayoutOf[Set](), Flags: flags,
		Doc:     "A hashable collection of different hashable elements, in no order.",
		Sig:     "(iterable=(), /)",
		New:     &Func{Name: "frozenset", Sig: "(cls, iterable=<unrepresentable>, /, **kwargs)", Flags: Polls | Charges, Fn: newFrozenSetOf},
		Slots:   slots,
		Methods: setCommon(),
	})
	SetIterType.Setup(&TypeSpec{
		Name: "set_iterator", Layout: LayoutOf[setIter](), Flags: iterFlags,
		Slots: Slots{
			Iter: selfIter,
			Next: func(t *Thread, v Value) (Value, error) {
				it := As[setIter](v)
				s := it.s
				if s == nil {
					return Unbound, nil
				}
				if it.used != s.d.used {
					it.used = -1
					return Unbound, t.RuntimeError("Set changed size during iteration")
				}
				for it.pos < len(s.d.entries) {
					e := s.d.at(it.pos)
					it.pos++
					if e.hash != noHash {
						return e.key, nil
					}
				}
				it.s = nil
				return Unbound, nil
			},
			Traverse: func(h *Header, visit func(Value)) {
				if s := As[setIter](obj(h)).s; s != nil {
					visit(s.Val())
				}
			},
		},
		Methods: []Func{
			lengthHint(func(v Value) int {
				it := As[setIter](v)
				if it.s == nil || it.used != it.s.d.used {
					return 0
				}
				n := 0
				for i, _, ok := it.s.Next(it.pos); ok; i, _, ok = it.s.Next(i) {
					n++
				}
				return n
			}),
			reduceMethod(func(t *Thread, a []Value) (Value, error) {
				c := *As[setIter](a[0]) // a copy, so that the iterator itself does not move
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
