// This file implements collections.defaultdict and collections.OrderedDict as dicts with little more: an OrderedDict's
// order is the order of its entries, and its iterators notice every change by the table's key version.
package core

import (
	"sync"
	"unsafe"
)

// DefaultDictType and OrderedDictType are set up with module _collections.
var DefaultDictType, OrderedDictType Type

var odictKeysType, odictValuesType, odictItemsType, odictIterType Type

// defaultDict is a dict with a factory of missing values, or None.
type defaultDict struct {
	Dict
	factory Value
}

// orderedDict is a dict whose own instances have attributes.
type orderedDict struct {
	Dict
	ext *instExt
}

// SetupDictSubtypes declares both types; it may be called once a process.
var SetupDictSubtypes = sync.OnceFunc(func() {
	setupDefaultDict()
	setupOrderedDict()
})

func defaultSelf(v Value) *defaultDict { return As[defaultDict](v) }

// defaultMissing is __missing__: what the factory makes is stored through the class's own __setitem__.
func defaultMissing(t *Thread, v, key Value) (Value, error) {
	f := defaultSelf(v).factory
	if f.IsNone() {
		return Unbound, t.KeyError(key)
	}
	x, err := t.Call(f)
	if err != nil {
		return Unbound, err
	}
	if v.exactly(&DefaultDictType) {
		return x, dictSelf(v).Set(t, key, x)
	}
	return x, t.SetItem(v, key, x)
}

// newDefault calls the class of v with its factory and a mapping.
func (t *Thread) newDefault(v, m Value) (Value, error) {
	return t.Call(v.Type().Val(), defaultSelf(v).factory, m)
}

func setupDefaultDict() {
	reduce := func(t *Thread, a []Value) (Value, error) {
		args := emptyTuple.Val()
		if f := defaultSelf(a[0]).factory; !f.IsNone() {
			args = NewTuple(f)
		}
		items, err := t.CallMethod(a[0], nItems)
		if err != nil {
			return Unbound, err
		}
		it, err := t.Iter(items)
		if err != nil {
			return Unbound, err
		}
		return NewTuple(a[0].Type().Val(), args, None, None, it), nil
	}
	copyMethod := func(name string) Func {
		return Func{Name: name, Sig: "(self, /)", Flags: Charges, Doc: "Return a copy with the same keys, values and default_factory.", Fn: func(t *Thread, a []Value) (Value, error) {
			return t.newDefault(a[0], a[0])
		}}
	}
	slots := Slots{
		Repr: func(t *Thread, v Value) (Value, error) {
			base, err := dictRepr(t, v)
			if err != nil {
				return Unbound, err
			}
			f := defaultSelf(v).factory
			var fs Value
			if f.ref == nil || f.IsFloat() {
				fs, err = f.Type().s.Repr(t, f)
			} else {
				fs, err = t.reprGuard(f, "...", func() (Value, error) {
					s, err := t.Repr(f)
					if err != nil {
						return Unbound, err
					}
					return s.Val(), nil
				})
			}
			if err != nil {
				return Unbound, err
			}
			return StrVal(v.Type().name + "(" + AsStr(fs).s + ", " + AsStr(base).s + ")"), nil
		},
		GetItem: func(t *Thread, v, key Value) (Value, error) {
			x, ok, err := dictSelf(v).Get(t, key)
			if ok || err != nil {
				return x, err
			}
			if v.exactly(&DefaultDictType) {
				return defaultMissing(t, v, key)
			}
			x, _, err = t.CallSpecial(v, nMissing, key)
			return x, err
		},
		Traverse: func(h *Header, visit func(Value)) {
			DictType.s.Traverse(h, visit)
			visit(defaultSelf(obj(h)).factory)
		},
	}
	slots.Binary[OpOr] = func(t *Thread, a, b Value) (Value, error) {
		if AsDict(a) == nil || AsDict(b) == nil {
			return NotImplemented, nil
		}
		self := a
		if !a.isA(&DefaultDictType) {
			self = b
		}
		r, err := t.newDefault(self, a)
		if err != nil {
			return Unbound, err
		}
		if AsDict(r) == nil {
			return Unbound, t.TypeError("%s() must return a dict, not %s", self.TypeName(), r.TypeName())
		}
		return r, t.dictUpdate(AsDict(r), b)
	}
	DefaultDictType.Setup(&TypeSpec{
		Name: "collections.defaultdict", Base: &DictType, Layout: LayoutOf[defaultDict](), Flags: flagBase | flagGenericGet | flagGenericSet,
		Doc: "defaultdict(default_factory=None, /, [...])\n\nA dict that fills in missing keys: d[key] calls default_factory with no\narguments, stores what it returns and returns that. get() and the other\nmethods do not. The other arguments are those of dict.",
		New: &Func{Name: "defaultdict", Sig: "(cls, *args, **kwargs)", Flags: Pure | AnyArgs, Fn: func(t *Thread, a []Value) (Value, error) {
			d := As[defaultDict](obj(AsType(a[0]).Alloc()))
			d.factory = None
			return d.Val(), nil
		}},
		Init: &Func{Name: "__init__", Sig: "(self, /, *args, **kwargs)", Flags: Polls | Charges, Fn: func(t *Thread, a []Value) (Value, error) {
			d, args := defaultSelf(a[0]), As[Tuple](a[1]).items
			factory, src := None, Unbound
			if len(args) > 0 {
				if factory = args[0]; !factory.IsNone() && !Callable(factory) {
					return Unbound, t.TypeError("first argument must be callable or None")
				}
			}
			switch {
			case len(args) > 2:
				return Unbound, t.TypeError("dict expected at most 1 argument, got %d", len(args)-1)
			case len(args) == 2:
				src = args[1]
			}
			d.factory = factory
			return None, t.updateArgs(&d.Dict, src, a[2])
		}},
		Slots: slots,
		Methods: []Func{
			{Name: "__missing__", Sig: "(self, key, /)", Flags: Polls, Doc: "__missing__(key)\n\nCalled for a key that d[key] does not find: store and return what\ndefault_factory() gives, or raise KeyError if that is None.", Fn: func(t *Thread, a []Value) (Value, error) {
				return defaultMissing(t, a[0], a[1])
			}},
			copyMethod("copy"), copyMethod("__copy__"), reduceMethod(reduce),
			{Name: "__class_getitem__", Sig: "(cls, object, /)", Fn: classGetItemMethod, Flags: Pure | ClassM, Doc: "See PEP 585"},
		},
		Members: []GetSet{{Name: "default_factory", Doc: "The function that makes the value of a missing key, or None.", Get: func(t *Thread, v Value) (Value, error) { return defaultSelf(v).factory, nil }, Set: func(t *Thread, v, x Value) error {
			if x.IsUnbound() {
				x = None
			}
			defaultSelf(v).factory = x
			return nil
		}}},
	})
}

// Kinds of what an odictIter gives.
const (
	odictKeys = iota
	odictValues
	odictItems
)

// odictIter steps through an OrderedDict in either direction; d is nil once exhausted.
type odictIter struct {
	Header
	d    *Dict
	kver uint32
	pos  int
	kind uint8
	back bool
}

func newOdictIter(d *Dict, kind uint8, back bool) Value {
	it := &odictIter{Header{&odictIterType.shape0}, d, d.kver, int(d.head), kind, back}
	if back {
		it.pos = len(d.entries) - 1
	}
	return obj(&it.Header)
}

func odictNext(t *Thread, v Value) (Value, error) {
	it := As[odictIter](v)
	d := it.d
	if d == nil {
		return Unbound, nil
	}
	if d.kver != it.kver {
		it.d = nil
		return Unbound, t.RuntimeError("OrderedDict mutated during iteration")
	}
	for it.pos >= int(d.head) && it.pos < len(d.entries) {
		e := d.at(it.pos)
		if it.back {
			it.pos--
		} else {
			it.pos++
		}
		if e.hash == noHash {
			continue
		}
		switch it.kind {
		case odictKeys:
			return e.key, nil
		case odictValues:
			return e.val, nil
		}
		return newPair(e.key, e.val), nil
	}
	it.d = nil
	return Unbound, nil
}

// odictUpdate is MutableMapping.update: one mapping or iterable of pairs, then keywords, through the class's __setitem__.
func (t *Thread) odictUpdate(v, src, kw Value) error {
	d := dictSelf(v)
	set := func(k, x Value) error { return t.SetItem(v, k, x) }
	if v.exactly(&OrderedDictType) {
		set = func(k, x Value) error { return d.Set(t, k, x) }
	}
	if !src.IsUnbound() {
		if err := t.odictUpdateFrom(src, set); err != nil {
			return err
		}
	}
	if kw.IsUnbound() {
		return nil
	}
	k := As[Dict](kw)
	for i, name, x, ok := k.Next(0); ok; i, name, x, ok = k.Next(i) {
		if err := set(name, x); err != nil {
			return err
		}
	}
	return nil
}

func (t *Thread) odictUpdateFrom(src Value, set func(k, x Value) error) error {
	if src.exactly(&DictType) {
		d := dictSelf(src)
		n := d.used
		for i, k, x, ok := d.Next(0); ok; i, k, x, ok = d.Next(i) {
			if err := set(k, x); err != nil {
				return err
			}
			if d.used != n {
				return t.RuntimeError("dictionary changed size during iteration")
			}
		}
		return nil
	}
	keys, err := t.LookupAttr(src, nKeys)
	if err != nil {
		return err
	}
	if !keys.IsUnbound() {
		ks, err := t.Call(keys)
		if err != nil {
			return err
		}
		return t.Iterate(ks, func(k Value) error {
			x, err := t.GetItem(src, k)
			if err != nil {
				return err
			}
			return set(k, x)
		})
	}
	items, err := t.LookupAttr(src, nItems)
	if err != nil {
		return err
	}
	if !items.IsUnbound() {
		if src, err = t.Call(items); err != nil {
			return err
		}
	}
	return t.Iterate(src, func(pair Value) error {
		items, err := t.Collect(pair)
		switch {
		case err != nil:
			return err
		case len(items) < 2:
			return t.ValueError("need more than %d value%s to unpack", len(items), plural(len(items)))
		case len(items) > 2:
			return t.ValueError("too many values to unpack (expected 2)")
		}
		return set(items[0], items[1])
	})
}

func odictCompare(t *Thread, a, b Value, op CmpOp) (Value, error) {
	r, err := dictCompare(t, a, b, op)
	if err != nil || r != Bool(op == CmpEq) || !a.isA(&OrderedDictType) || !b.isA(&OrderedDictType) || op != CmpEq && op != CmpNe {
		return r, err
	}
	x, y := dictSelf(a), dictSelf(b)
	kx, ky := x.kver, y.kver
	i, j := 0, 0
	for {
		var k, l Value
		var ok1, ok2 bool
		i, k, _, ok1 = x.Next(i)
		j, l, _, ok2 = y.Next(j)
		if !ok1 || !ok2 {
			return Bool((ok1 == ok2) == (op == CmpEq)), nil
		}
		if err := t.Poll(); err != nil {
			return Unbound, err
		}
		eq, err := t.Eq(k, l)
		if err != nil {
			return Unbound, err
		}
		if x.kver != kx || y.kver != ky {
			return Unbound, t.RuntimeError("OrderedDict mutated during iteration")
		}
		if !eq {
			return Bool(op == CmpNe), nil
		}
	}
}

func odictRepr(t *Thread, v Value) (Value, error) {
	d := dictSelf(v)
	name := v.Type().name
	if d.used == 0 {
		return StrVal(name + "()"), nil
	}
	return t.reprGuard(v, "...", func() (Value, error) {
		plain := NewDict()
		if v.exactly(&OrderedDictType) {
			var err error
			if plain, err = t.chargedCopy(d); err != nil {
				return Unbound, err
			}
		} else {
			items, err := t.CallMethod(v, nItems)
			if err != nil {
				return Unbound, err
			}
			if err := t.dictFromPairs(plain, items); err != nil {
				return Unbound, err
			}
		}
		s, err := t.Repr(plain.Val())
		if err != nil {
			return Unbound, err
		}
		return t.JoinText(name, "(", s.s, ")")
	})
}

// odictOr is | with an OrderedDict on either side.
func odictOr(t *Thread, a, b Value) (Value, error) {
	typ := a.Type()
	if !a.isA(&OrderedDictType) {
		typ = b.Type()
	}
	if AsDict(a) == nil || AsDict(b) == nil {
		return NotImplemented, nil
	}
	r, err := t.Call(typ.Val(), a)
	if err != nil {
		return Unbound, err
	}
	return r, t.odictUpdateFrom(b, func(k, x Value) error { return t.SetItem(r, k, x) })
}

func odictReduce(t *Thread, a []Value) (Value, error) {
	state, err := t.CallMethod(a[0], nGetState)
	if err != nil {
		return Unbound, err
	}
	items, err := t.CallMethod(a[0], nItems)
	if err != nil {
		return Unbound, err
	}
	it, err := t.Iter(items)
	if err != nil {
		return Unbound, err
	}
	return NewTuple(a[0].Type().Val(), emptyTuple.Val(), state, None, it), nil
}

func odictCopy(t *Thread, a []Value) (Value, error) {
	d := dictSelf(a[0])
	r, err := t.Call(a[0].Type().Val())
	if err != nil {
		return Unbound, err
	}
	if a[0].exactly(&OrderedDictType) {
		if err := t.chargeTable(d.used); err != nil {
			return Unbound, err
		}
		return r, t.copyDict(dictSelf(r), d)
	}
	kver := d.kver
	for i, k, _, ok := d.Next(0); ok; i, k, _, ok = d.Next(i) {
		x, err := t.GetItem(a[0], k)
		if err != nil {
			return Unbound, err
		}
		if err := t.SetItem(r, k, x); err != nil {
			return Unbound, err
		}
		if d.kver != kver {
			return Unbound, t.RuntimeError("OrderedDict mutated during iteration")
		}
	}
	return r, nil
}

func odictMethods() []Func {
	view := func(name string, typ *Type) Func {
		return Func{Name: name, Sig: "(self, /)", Flags: Pure, Fn: func(t *Thread, a []Value) (Value, error) {
			return newDictView(dictSelf(a[0]), typ), nil
		}}
	}
	return []Func{
		{Name: "fromkeys", Sig: "(cls, iterable, value=None)", Flags: ClassM | Polls | Charges, Doc: "Make an ordered dictionary with the keys of iterable, all with the same value.", Fn: func(t *Thread, a []Value) (Value, error) {
			r, err := t.Call(a[0])
			if err != nil {
				return Unbound, err
			}
			return r, t.Iterate(a[1], func(k Value) error { return t.SetItem(r, k, a[2]) })
		}},
		reduceMethod(odictReduce),
		{Name: "setdefault", Sig: "(self, key, default=None)", Flags: Polls | Charges, Doc: "Return the value of key; if it is not there, first store default for it.", Fn: func(t *Thread, a []Value) (Value, error) {
			if a[0].exactly(&OrderedDictType) {
				return dictSelf(a[0]).setDefault(t, a[1], a[2])
			}
			in, err := t.Contains(a[0], a[1])
			if err != nil {
				return Unbound, err
			}
			if in {
				return t.GetItem(a[0], a[1])
			}
			return a[2], t.SetItem(a[0], a[1], a[2])
		}},
		{Name: "pop", Sig: "(self, key, default=<unrepresentable>)", Flags: Polls, Doc: "od.pop(key[, default]) -> value\n\nRemove a key and return its value. If the key is not there, return default, or\nraise KeyError if none is given.", Fn: func(t *Thread, a []Value) (Value, error) {
			x, ok, err := dictSelf(a[0]).Delete(t, a[1])
			if ok || err != nil {
				return x, err
			}
			if !a[2].IsUnbound() {
				return a[2], nil
			}
			return Unbound, t.KeyError(a[1])
		}},
		{Name: "popitem", Sig: "(self, last=True)", Flags: Pure, Doc: "Take out the pair (key, value) that was inserted last, or first if last is\nfalse.\n\nRaise KeyError if the dictionary is empty.", Fn: func(t *Thread, a []Value) (Value, error) {
			last, err := t.Truth(a[1])
			if err != nil {
				return Unbound, err
			}
			d := dictSelf(a[0])
			if d.used == 0 {
				return Unbound, t.KeyError(StrVal("dictionary is empty"))
			}
			if last {
				k, x, _ := d.popItem()
				return newPair(k, x), nil
			}
			e := d.entries[d.head]
			d.removeAt(int(d.head))
			return newPair(e.key, e.val), nil
		}},
		view("keys", &odictKeysType), view("values", &odictValuesType), view("items", &odictItemsType),
		{Name: "update", Sig: "(self, /, *args, **kwargs)", Flags: Polls | Charges, Fn: func(t *Thread, a []Value) (Value, error) {
			args := As[Tuple](a[1]).items
			switch len(args) {
			case 0:
				return None, t.odictUpdate(a[0], Unbound, a[2])
			case 1:
				return None, t.odictUpdate(a[0], args[0], a[2])
			}
			return Unbound, t.TypeError("update() takes at most 1 positional argument (%d given)", len(args))
		}},
		{Name: "clear", Sig: "(self, /)", Flags: Pure, Doc: "od.clear() -> None.  Remove all items from od.", Fn: func(t *Thread, a []Value) (Value, error) { dictSelf(a[0]).Clear(); return None, nil }},
		{Name: "copy", Sig: "(self, /)", Flags: Polls | Charges, Doc: "Return a copy with the same keys and values.", Fn: odictCopy},
		{Name: "__reversed__", Sig: "(self, /)", Flags: Pure, Doc: "od.__reversed__() <==> reversed(od)", Fn: func(t *Thread, a []Value) (Value, error) {
			return newOdictIter(dictSelf(a[0]), odictKeys, true), nil
		}},
		{Name: "move_to_end", Sig: "(self, key, last=True)", Flags: Polls, Doc: "Make a key the last of the dictionary, or the first if last is false.\n\nRaise KeyError if it is not there.", Fn: func(t *Thread, a []Value) (Value, error) {
			last, err := t.Truth(a[2])
			if err != nil {
				return Unbound, err
			}
			d := dictSelf(a[0])
			i, err := d.lookup(t, a[1])
			if err != nil {
				return Unbound, err
			}
			switch {
			case i < 0:
				return Unbound, t.KeyError(a[1])
			case last:
				d.moveLast(i)
			default:
				d.moveFirst(i)
			}
			return None, nil
		}},
	}
}

func setupOrderedDict() {
	slots := Slots{
		Repr: odictRepr, Compare: odictCompare, SetItem: dictSetItem,
		Iter:     func(t *Thread, v Value) (Value, error) { return newOdictIter(dictSelf(v), odictKeys, false), nil },
		Traverse: DictType.s.Traverse,
	}
	slots.Binary[OpOr] = odictOr
	slots.IBinary[OpOr] = func(t *Thread, a, b Value) (Value, error) {
		return a, t.odictUpdateFrom(b, func(k, x Value) error { return t.SetItem(a, k, x) })
	}
	OrderedDictType.Setup(&TypeSpec{
		Name: "collections.OrderedDict", Base: &DictType, Layout: ExtLayoutOf[orderedDict](unsafe.Offsetof(orderedDict{}.ext)), Flags: flagBase | flagGenericGet | flagGenericSet,
		Doc: "Dictionary that remembers insertion order",
		Init: &Func{Name: "__init__", Sig: "(self, /, *args, **kwargs)", Flags: Polls | Charges, Fn: func(t *Thread, a []Value) (Value, error) {
			args := As[Tuple](a[1]).items
			switch len(args) {
			case 0:
				return None, t.odictUpdate(a[0], Unbound, a[2])
			case 1:
				return None, t.odictUpdate(a[0], args[0], a[2])
			}
			return Unbound, t.TypeError("expected at most 1 arguments, got %d", len(args))
		}},
		Slots: slots, Methods: odictMethods(),
		GetSets: []GetSet{DictGetSet()},
	})
	view := func(typ, base *Type, name string, kind uint8) {
		typ.Setup(&TypeSpec{Name: name, Base: base, Layout: LayoutOf[dictView](), Flags: iterFlags,
			Slots: Slots{Iter: func(t *Thread, v Value) (Value, error) { return newOdictIter(As[dictView](v).d, kind, false), nil }},
			Methods: []Func{{Name: "__reversed__", Sig: "(self, /)", Flags: Pure, Fn: func(t *Thread, a []Value) (Value, error) {
				return newOdictIter(As[dictView](a[0]).d, kind, true), nil
			}}},
		})
	}
	view(&odictKeysType, &DictKeysType, "odict_keys", odictKeys)
	view(&odictValuesType, &DictValuesType, "odict_values", odictValues)
	view(&odictItemsType, &DictItemsType, "odict_items", odictItems)
	odictIterType.Setup(&TypeSpec{
		Name: "odict_iterator", Layout: LayoutOf[odictIter](), Flags: iterFlags,
		Slots: Slots{Iter: selfIter, Next: odictNext, Traverse: func(h *Header, visit func(Value)) {
			if d := As[odictIter](obj(h)).d; d != nil {
				visit(d.Val())
			}
		}},
		Methods: []Func{reduceMethod(func(t *Thread, a []Value) (Value, error) {
			c := *As[odictIter](a[0]) // a copy, so that the iterator itself does not move
			items, err := t.Collect(obj(&c.Header))
			if err != nil {
				return Unbound, err
			}
			f, err := t.builtin("iter")
			if err != nil {
				return Unbound, err
			}
			return reduceIter(f, NewList(items), Unbound)
		})},
	})
}

// CountElements is _count_elements: mapping[x] += 1 for each item, without the protocol for dicts whose
// get and __setitem__ are dict's own.
func CountElements(t *Thread, a []Value) (Value, error) {
	m, typ := a[0], a[0].Type()
	if d := AsDict(m); d != nil && typ.Lookup(nGetMethod) == DictType.Lookup(nGetMethod) && typ.Lookup(nSetItem) == DictType.Lookup(nSetItem) {
		return None, t.Iterate(a[1], func(x Value) error {
			h, err := t.dictHash(x)
			if err != nil {
				return err
			}
			i, err := d.find(t, x, h)
			if err != nil {
				return err
			}
			if i < 0 {
				return d.add(t, x, h, Int(1))
			}
			old := d.at(i).val
			if n := int64(old.bits) + 1; old.ref == nil && n > int64(old.bits) {
				d.at(i).val = Int(n)
				return nil
			}
			v, err := t.Binary(OpAdd, old, Int(1))
			if err != nil {
				return err
			}
			return d.setHash(t, x, h, v)
		})
	}
	get, err := t.GetAttr(m, nGetMethod)
	if err != nil {
		return Unbound, err
	}
	return None, t.Iterate(a[1], func(x Value) error {
		old, err := t.Call(get, x, Int(0))
		if err != nil {
			return err
		}
		v, err := t.Binary(OpAdd, old, Int(1))
		if err != nil {
			return err
		}
		return t.SetItem(m, x, v)
	})
}

var nGetMethod = Intern("get")
