// This file implements the dict type over the hash table of dict.go. Natives re-read the table after anything that
// may run Python code.
package core

func dictSelf(v Value) *Dict { return As[Dict](v) }

// dictGetItem is d[key], with __missing__ of subclasses.
func dictGetItem(t *Thread, v, key Value) (Value, error) {
	x, ok, err := dictSelf(v).Get(t, key)
	if ok || err != nil {
		return x, err
	}
	if !v.exactly(&DictType) {
		if x, ok, err := t.CallSpecial(v, nMissing, key); ok || err != nil {
			return x, err
		}
	}
	return Unbound, t.KeyError(key)
}

func dictSetItem(t *Thread, v, key, x Value) error {
	d := dictSelf(v)
	if !x.IsUnbound() {
		return d.Set(t, key, x)
	}
	_, ok, err := d.Delete(t, key)
	if err == nil && !ok {
		err = t.KeyError(key)
	}
	return err
}

// dictUpdate adds the items of a mapping (an object with keys()) or of an iterable of pairs to d.
func (t *Thread) dictUpdate(d *Dict, m Value) error {
	if src := AsDict(m); src != nil && plainDictIter(m.Type()) {
		return t.dictMergeFrom(d, src)
	}
	keys, err := t.LookupAttr(m, nKeys)
	if err != nil {
		return err
	}
	if keys.IsUnbound() {
		return t.dictFromPairs(d, m)
	}
	ks, err := t.Call(keys)
	if err != nil {
		return err
	}
	return t.Iterate(ks, func(k Value) error {
		v, err := t.GetItem(m, k)
		if err != nil {
			return err
		}
		return d.Set(t, k, v)
	})
}

// plainDictIter reports a dict type whose iteration is dict's own, so that its entries may be read directly.
func plainDictIter(typ *Type) bool {
	return typ == &DictType || !overrides(typ, &DictType, nIter)
}

// overrides reports that a class between typ and base defines name.
func overrides(typ, base *Type, name *Str) bool {
	for _, m := range typ.mro {
		if m == base {
			return false
		}
		if m.dict.has(name) {
			return true
		}
	}
	return true
}

// dictMergeFrom adds the entries of src to d.
func (t *Thread) dictMergeFrom(d, src *Dict) error {
	if d == src || src.used == 0 {
		return nil
	}
	if d.used == 0 && d.watch&dictFrozen == 0 {
		if err := t.chargeTable(src.used); err != nil {
			return err
		}
		return t.copyDict(d, src)
	}
	if n := d.used + src.used; n > smallDict && n*3 > len(d.index)*2 && src.used > d.used/2 {
		if err := t.chargeTable(n); err != nil {
			return err
		}
		if err := t.enlarge(d, n); err != nil {
			return err
		}
	}
	n := src.used
	for i := 0; i < len(src.entries); i++ {
		e := src.entries[i]
		if e.hash == noHash {
			continue
		}
		if err := t.Poll(); err != nil {
			return err
		}
		if err := d.setHash(t, e.key, e.hash, e.val); err != nil {
			return err
		}
		if src.used != n {
			return t.RuntimeError("dict mutated during update")
		}
	}
	return nil
}

// dictFromPairs adds the items of an iterable of pairs.
func (t *Thread) dictFromPairs(d *Dict, m Value) error {
	n := 0
	return t.iterateQuick(m, func(pair Value) bool {
		if !pair.exactly(&TupleType) {
			return false
		}
		items := As[Tuple](pair).items
		if len(items) != 2 || !d.quickSet(items[0], items[1]) {
			return false
		}
		n++
		return true
	}, func(pair Value) error {
		var items []Value
		switch {
		case pair.exactly(&TupleType):
			items = As[Tuple](pair).items
		case pair.exactly(&ListType):
			items = As[List](pair).items
		default:
			if pair.Type().s.Iter == nil && !pair.Type().isSequence() {
				return t.AddNote(t.TypeError("object is not iterable"), "Cannot convert dictionary update sequence element #%d to a sequence", n)
			}
			var err error
			if items, err = t.Collect(pair); err != nil {
				return err
			}
		}
		if len(items) != 2 {
			return t.ValueError("dictionary update sequence element #%d has length %d; 2 is required", n, len(items))
		}
		n++
		return d.Set(t, items[0], items[1])
	})
}

// updateArgs is the common part of dict.__init__ and dict.update.
func (t *Thread) updateArgs(d *Dict, arg, kw Value) error {
	if !arg.IsUnbound() {
		if err := t.dictUpdate(d, arg); err != nil {
			return err
		}
	}
	if !kw.IsUnbound() {
		return t.dictMergeFrom(d, As[Dict](kw))
	}
	return nil
}

func dictRepr(t *Thread, v Value) (Value, error) {
	d := dictSelf(v)
	if d.used == 0 {
		return StrVal("{}"), nil
	}
	return t.reprGuard(v, "{...}", func() (Value, error) {
		b := t.NewText()
		b.PutByte('{')
		if err := t.reprEntries(&b, d); err != nil {
			return Unbound, err
		}
		b.PutByte('}')
		return b.Val()
	})
}

// reprEntries writes "k: v, k: v".
func (t *Thread) reprEntries(b *TextBuilder, d *Dict) error {
	first := true
	for i, k, x, ok := d.Next(0); ok; i, k, x, ok = d.Next(i) {
		if err := t.Poll(); err != nil {
			return err
		}
		if !first {
			b.Put(", ")
		}
		first = false
		for j, y := range [2]Value{k, x} {
			s, err := t.Repr(y)
			if err != nil {
				return err
			}
			if j == 1 {
				b.Put(": ")
			}
			if b.Put(s.s); b.Failed() {
				return b.err
			}
		}
	}
	return nil
}

// dictEqual compares two dicts by content.
func (t *Thread) dictEqual(a, b *Dict) (bool, error) {
	if a.used != b.used {
		return false, nil
	}
	if a == b {
		return true, nil
	}
	for i := 0; i < len(a.entries); i++ {
		e := a.entries[i]
		if e.hash == noHash {
			continue
		}
		if err := t.Poll(); err != nil {
			return false, err
		}
		j, err := b.find(t, e.key, e.hash)
		if err != nil || j < 0 {
			return false, err
		}
		eq, err := t.Eq(e.val, b.entries[j].val)
		if err != nil || !eq {
			return false, err
		}
	}
	return true, nil
}

func dictCompare(t *Thread, a, b Value, op CmpOp) (Value, error) {
	x, y := AsDict(a), AsDict(b)
	if x == nil || y == nil || op != CmpEq && op != CmpNe {
		return NotImplemented, nil
	}
	eq, err := t.dictEqual(x, y)
	return Bool(eq == (op == CmpEq)), err
}

func dictOr(t *Thread, a, b Value) (Value, error) {
	x, y := AsDict(a), AsDict(b)
	if x == nil || y == nil {
		return NotImplemented, nil
	}
	if err := t.chargeTable(x.used); err != nil {
		return Unbound, err
	}
	d, err := t.copyOf(x)
	if err != nil {
		return Unbound, err
	}
	return d.Val(), t.dictUpdate(d, b)
}

// dictFromKeys is dict.fromkeys; a subclass is called and filled through its __setitem__.
func dictFromKeys(t *Thread, a []Value) (Value, error) {
	r, err := t.Call(a[0])
	if err != nil {
		return Unbound, err
	}
	value := a[2]
	if r.exactly(&DictType) {
		d := dictSelf(r)
		var src *Dict
		if s := AsSet(a[1]); s != nil && s.exact() {
			src = &s.d
		} else if a[1].exactly(&DictType) {
			src = dictSelf(a[1])
		}
		if src != nil && d.used == 0 && d != src {
			if err := t.chargeTable(src.used); err != nil {
				return Unbound, err
			}
			if err := t.copyDict(d, src); err != nil {
				return Unbound, err
			}
			for i := range d.entries {
				if e := &d.entries[i]; e.hash != noHash {
					e.val = value
				}
			}
			return r, nil
		}
		if d.used == 0 && cap(d.entries) == 0 {
			d.reserve(min(likelyItems(a[1]), 64))
		}
		return r, t.Iterate(a[1], func(k Value) error { return d.Set(t, k, value) })
	}
	return r, t.Iterate(a[1], func(k Value) error { return t.SetItem(r, k, value) })
}

// popItem removes and gives the last entry; ok is false for an empty dict.
func (d *Dict) popItem() (key, val Value, ok bool) {
	for i := len(d.entries) - 1; i >= int(d.head); i-- {
		if e := &d.entries[i]; e.hash != noHash {
			key, val = e.key, e.val
			d.removeAt(i)
			return key, val, true
		}
	}
	return Unbound, Unbound, false
}

// setDefault gives d[key], which becomes def where it was missing.
func (d *Dict) setDefault(t *Thread, key, def Value) (Value, error) {
	h, err := t.dictHash(key)
	if err != nil {
		return Unbound, err
	}
	i, err := d.find(t, key, h)
	if err != nil {
		return Unbound, err
	}
	if i >= 0 {
		return d.entries[i].val, nil
	}
	return def, d.add(t, key, h, def)
}

func setupDict() {
	DictType.Setup(&TypeSpec{
		Name: "dict", Layout: LayoutOf[Dict](), Flags: flagBase | flagDictSub | flagMapping | flagGenericGet | flagGenericSet,
		Doc: `dict() -> empty dictionary
dict(mapping) -> a copy of the keys and values of a mapping
dict(iterable) -> a dictionary of the (key, value) pairs of an iterable
dict(**kwargs) -> a dictionary of the keyword arguments

A mapping from hashable keys to values, which keeps the order of insertion.`,
		New: &Func{Name: "dict", Sig: "(cls, *args, **kwargs)", Flags: Pure | AnyArgs, Fn: func(t *Thread, a []Value) (Value, error) {
			return obj(AsType(a[0]).Alloc()), nil
		}},
		Init: &Func{Name: "__init__", Sig: "(self, iterable=<unrepresentable>, /, **kwargs)", Flags: Polls | Charges, Fn: func(t *Thread, a []Value) (Value, error) {
			return None, t.updateArgs(dictSelf(a[0]), a[1], a[2])
		}},
		Slots: Slots{
			Repr:    dictRepr,
			Compare: dictCompare,
			Len:     func(t *Thread, v Value) (int, error) { return dictSelf(v).used, nil },
			GetItem: dictGetItem,
			SetItem: dictSetItem,
			Iter:    func(t *Thread, v Value) (Value, error) { return newDictIter(dictSelf(v), &DictKeyIterType), nil },
			Contains: func(t *Thread, v, x Value) (bool, error) {
				i, err := dictSelf(v).lookup(t, x)
				return i >= 0, err
			},
			Binary: [numBinOps]func(*Thread, Value, Value) (Value, error){OpOr: dictOr},
			IBinary: [numBinOps]func(*Thread, Value, Value) (Value, error){OpOr: func(t *Thread, a, b Value) (Value, error) {
				return a, t.dictUpdate(dictSelf(a), b)
			}},
			Traverse: func(h *Header, visit func(Value)) {
				for _, e := range As[Dict](obj(h)).entries {
					if e.hash != noHash {
						visit(e.key)
						visit(e.val)
					}
				}
			},
		},
		Methods: dictMethods(),
	})
	setupDictViews()
}

func dictMethods() []Func {
	view := func(name string, typ *Type, doc string) Func {
		return Func{Name: name, Sig: "(self, /)", Flags: Pure, Doc: doc, Fn: func(t *Thread, a []Value) (Value, error) {
			return newDictView(dictSelf(a[0]), typ), nil
		}}
	}
	return []Func{
		{Name: "get", Sig: "(self, key, default=None, /)", Two: quickDictGet, Flags: Polls, Doc: "Return the value of key, or default if it is not there.", Fn: func(t *Thread, a []Value) (Value, error) {
			v, ok, err := dictSelf(a[0]).Get(t, a[1])
			if !ok && err == nil {
				return a[2], nil
			}
			return v, err
		}},
		{Name: "setdefault", Sig: "(self, key, default=None, /)", Flags: Polls | Charges, Doc: "Return the value of key; if it is not there, first store default for it.", Fn: func(t *Thread, a []Value) (Value, error) {
			return dictSelf(a[0]).setDefault(t, a[1], a[2])
		}},
		{Name: "pop", Sig: "(self, key, default=<unrepresentable>, /)", Flags: Polls, Doc: "D.pop(key[, default]) -> value\n\nRemove a key and return its value. If the key is not there, return default, or\nraise KeyError if none is given.", Fn: func(t *Thread, a []Value) (Value, error) {
			d := dictSelf(a[0])
			if d.used == 0 {
				if !a[2].IsUnbound() {
					return a[2], nil
				}
				return Unbound, t.KeyError(a[1])
			}
			v, ok, err := d.Delete(t, a[1])
			if ok || err != nil {
				return v, err
			}
			if !a[2].IsUnbound() {
				return a[2], nil
			}
			return Unbound, t.KeyError(a[1])
		}},
		{Name: "popitem", Sig: "(self, /)", Flags: Pure, Doc: "Take out the pair (key, value) that was inserted last.\n\nRaise KeyError if the dict is empty.", Fn: func(t *Thread, a []Value) (Value, error) {
			k, v, ok := dictSelf(a[0]).popItem()
			if !ok {
				return Unbound, t.KeyError(StrVal("popitem(): dictionary is empty"))
			}
			return newPair(k, v), nil
		}},
		{Name: "update", Sig: "(self, iterable=<unrepresentable>, /, **kwargs)", Flags: Polls | Charges, Doc: "D.update([other, ]**kwargs) -> None\n\nSet keys from another mapping (any object with a keys() method) or from an\niterable of (key, value) pairs, and then those from the keyword arguments.", Fn: func(t *Thread, a []Value) (Value, error) {
			return None, t.updateArgs(dictSelf(a[0]), a[1], a[2])
		}},
		{Name: "fromkeys", Sig: "(cls, iterable, value=None, /)", Flags: ClassM | Polls | Charges, Doc: "Make a dictionary with the keys of iterable, all with the same value.", Fn: dictFromKeys},
		{Name: "copy", Sig: "(self, /)", Flags: Charges, Doc: "Return a copy with the same keys and values.", Fn: func(t *Thread, a []Value) (Value, error) {
			d := dictSelf(a[0])
			if err := t.chargeTable(d.used); err != nil {
				return Unbound, err
			}
			c, err := t.copyOf(d)
			return c.Val(), err
		}},
		{Name: "clear", Sig: "(self, /)", Flags: Pure, Doc: "Leave the dictionary empty.", Fn: func(t *Thread, a []Value) (Value, error) { dictSelf(a[0]).Clear(); return None, nil }},
		view("keys", &DictKeysType, "Return a view of the keys, which works like a set and follows all changes."),
		view("items", &DictItemsType, "Return a view of the (key, value) pairs, which works like a set and follows\nall changes."),
		view("values", &DictValuesType, "Return a view of the values, which follows all changes."),
		{Name: "__reversed__", Sig: "(self, /)", Flags: Pure, Doc: "Iterate over the keys, the last inserted first.", Fn: func(t *Thread, a []Value) (Value, error) {
			return newDictIter(dictSelf(a[0]), &DictRevKeyIterType), nil
		}},
		{Name: "__sizeof__", Sig: "(self, /)", Flags: Pure, Doc: "Return the size of the dict in memory.", Fn: func(t *Thread, a []Value) (Value, error) {
			d := dictSelf(a[0])
			return Int(int64(88 + 40*cap(d.entries) + 8*len(d.index))), nil
		}},
		{Name: "__class_getitem__", Sig: "(cls, object, /)", Fn: classGetItemMethod, Flags: Pure | ClassM, Doc: "See PEP 585"},
	}
}
