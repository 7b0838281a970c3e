// This file implements enumerate, zip, map and filter.
package core

import "strconv"

// enumIter is an enumerate object; n counts while it fits int64, then big does.
type enumIter struct {
	Header
	it  Value
	n   int64
	big Value // Unbound while n counts
}

func newEnumerate(t *Thread, a []Value) (Value, error) {
	n, big := int64(0), Unbound
	if !a[2].IsUnbound() {
		v, err := t.Index(a[2])
		if err != nil {
			return Unbound, err
		}
		if v = toInt(v); v.ref == nil {
			n = int64(v.bits)
		} else {
			big = v
		}
	}
	it, err := t.Iter(a[1])
	if err != nil {
		return Unbound, err
	}
	e := As[enumIter](obj(AsType(a[0]).Alloc()))
	e.it, e.n, e.big = it, n, big
	return obj(&e.Header), nil
}

func enumNext(t *Thread, v Value) (Value, error) {
	e := As[enumIter](v)
	x, err := t.NextIn(e.it)
	if err != nil || x.IsUnbound() {
		return Unbound, err
	}
	if e.big.IsUnbound() {
		n := e.n
		if e.n++; e.n < n {
			e.big, err = intAdd(t, Int(n), Int(1))
		}
		return newPair(Int(n), x), err
	}
	n := e.big
	e.big, err = intAdd(t, n, Int(1))
	return newPair(n, x), err
}

// newPair is NewTuple(a, b).
func newPair(a, b Value) Value {
	p := new(tuple2)
	p.shape = &TupleType.shape0
	p.a[0], p.a[1] = a, b
	p.items = p.a[:]
	return Value{ref: &p.Header}
}

// multiIter is a zip or map object: iterators that are stepped together. f is a map's function.
type multiIter struct {
	Header
	f      Value
	its    []Value
	strict bool
	own    [2]Value // where its lies if it is short
}

// strictArg reads the only keyword that zip and map take.
func (t *Thread) strictArg(name string, kw Value) (bool, error) {
	if kw.IsUnbound() {
		return false, nil
	}
	strict := false
	d := As[Dict](kw)
	for i, k, v, ok := d.Next(0); ok; i, k, v, ok = d.Next(i) {
		if !k.isText("strict") {
			return false, t.TypeError("%s() got an unexpected keyword argument '%s'", name, AsStr(k).s)
		}
		var err error
		if strict, err = t.Truth(v); err != nil {
			return false, err
		}
	}
	return strict, nil
}

// newMulti makes a zip or map object over the iterables.
func (t *Thread) newMulti(cls *Type, f Value, srcs []Value, strict bool) (Value, error) {
	m := As[multiIter](obj(cls.Alloc()))
	its := m.own[:]
	if len(srcs) > len(its) {
		its = make([]Value, len(srcs))
	}
	its = its[:len(srcs)]
	for i, s := range srcs {
		it, err := t.Iter(s)
		if err != nil {
			return Unbound, err
		}
		its[i] = it
	}
	m.f, m.its, m.strict = f, its, strict
	return obj(&m.Header), nil
}

// step fills out with the next item of each iterator; done says that they are exhausted.
func (m *multiIter) step(t *Thread, name string, out []Value) (done bool, err error) {
	for i, it := range m.its {
		x, err := t.NextIn(it)
		if err != nil {
			return false, err
		}
		if x.IsUnbound() {
			if m.strict {
				return true, m.checkLengths(t, name, i)
			}
			return true, nil
		}
		out[i] = x
	}
	return false, nil
}

// checkLengths words the ValueError of strict=True after iterator i was the first one exhausted.
func (m *multiIter) checkLengths(t *Thread, name string, i int) error {
	upTo := func(i int) string {
		if i == 1 {
			return " 1"
		}
		return "s 1-" + strconv.Itoa(i)
	}
	if i > 0 {
		return t.ValueError("%s() argument %d is shorter than argument%s", name, i+1, upTo(i))
	}
	for i = 1; i < len(m.its); i++ {
		x, err := t.NextIn(m.its[i])
		if err != nil {
			return err
		}
		if !x.IsUnbound() {
			return t.ValueError("%s() argument %d is longer than argument%s", name, i+1, upTo(i))
		}
	}
	return nil
}

func zipNext(t *Thread, v Value) (Value, error) {
	m := As[multiIter](v)
	if len(m.its) == 0 {
		return Unbound, nil
	}
	u := makeTuple(len(m.its))
	done, err := m.step(t, "zip", u.items)
	if done || err != nil {
		return Unbound, err
	}
	return u.Val(), nil
}

func mapNext(t *Thread, v Value) (Value, error) {
	m := As[multiIter](v)
	a := t.pushArgs(len(m.its))
	for i := range a {
		a[i] = Unbound
	}
	done, err := m.step(t, "map", a)
	r := Unbound
	if !done && err == nil {
		r, err = t.CallKw(m.f, a, nil)
	}
	t.popArgs(a)
	return r, err
}

// filterIter is a filter object.
type filterIter struct {
	Header
	f, it Value
}

func filterNext(t *Thread, v Value) (Value, error) {
	m := As[filterIter](v)
	plain := m.f.IsNone() || m.f.ref == &BoolType.Header
	for {
		if err := t.Poll(); err != nil {
			return Unbound, err
		}
		x, err := t.NextIn(m.it)
		if err != nil || x.IsUnbound() {
			return Unbound, err
		}
		r := x
		if !plain {
			if r, err = t.Call(m.f, x); err != nil {
				return Unbound, err
			}
		}
		ok, err := t.Truth(r)
		if err != nil {
			return Unbound, err
		}
		if ok {
			return x, nil
		}
	}
}

func traverseMulti(h *Header, visit func(Value)) {
	m := As[multiIter](obj(h))
	visit(m.f)
	for _, it := range m.its {
		visit(it)
	}
}

// setStrict is __setstate__ of zip and map objects.
func setStrict(t *Thread, a []Value) (Value, error) {
	ok, err := t.Truth(a[1])
	As[multiIter](a[0]).strict = ok
	return None, err
}

func setupIterBuiltins() {
	EnumerateType.Setup(&TypeSpec{
		Name: "enumerate", Layout: LayoutOf[enumIter](), Flags: flagBase | flagGenericGet | flagGenericSet,
		Doc: "Number the items of an iterable: (start, item), (start + 1, item), ...",
		Sig: "(iterable, start=0)",
		New: &Func{Name: "enumerate", Sig: "(cls, iterable, start=<unrepresentable>)", Flags: Pure, Fn: newEnumerate},
		Slots: Slots{Iter: selfIter, Next: enumNext, Traverse: func(h *Header, visit func(Value)) {
			e := As[enumIter](obj(h))
			visit(e.it)
			visit(e.big)
		}},
		Methods: []Func{
			reduceMethod(func(t *Thread, a []Value) (Value, error) {
				e := As[enumIter](a[0])
				n := e.big
				if n.IsUnbound() {
					n = Int(e.n)
				}
				return NewTuple(a[0].Type().Val(), NewTuple(e.it, n)), nil
			}),
			{Name: "__class_getitem__", Sig: "(cls, object, /)", Fn: classGetItemMethod, Flags: Pure | ClassM, Doc: "See PEP 585"},
		},
	})
	ZipType.Setup(&TypeSpec{
		Name: "zip", Layout: LayoutOf[multiIter](), Flags: flagBase | flagGenericGet | flagGenericSet,
		Doc: "Take one item from each iterable at a time and give them as a tuple, up to the\nend of the shortest.\n\nIf strict is true and one of them is longer, raise ValueError at the end.\n\n   >>> list(zip('xyz', [1, 2]))\n   [('x', 1), ('y', 2)]",
		New: &Func{Name: "zip", Sig: "(cls, *iterables, **kwargs)", Flags: Pure, Fn: func(t *Thread, a []Value) (Value, error) {
			strict, err := t.strictArg("zip", a[2])
			if err != nil {
				return Unbound, err
			}
			return t.newMulti(AsType(a[0]), Unbound, As[Tuple](a[1]).items, strict)
		}},
		Slots: Slots{Iter: selfIter, Next: zipNext, Traverse: traverseMulti},
		Methods: []Func{
			reduceMethod(func(t *Thread, a []Value) (Value, error) {
				m := As[multiIter](a[0])
				if m.strict {
					return NewTuple(a[0].Type().Val(), NewTuple(m.its...), True), nil
				}
				return NewTuple(a[0].Type().Val(), NewTuple(m.its...)), nil
			}),
			setStateMethod(setStrict),
		},
	})
	MapType.Setup(&TypeSpec{
		Name: "map", Layout: LayoutOf[multiIter](), Flags: flagBase | flagGenericGet | flagGenericSet,
		Doc: "Call function with one item from each iterable at a time and give its results,\nup to the end of the shortest.\n\nIf strict is true and one of them is longer, raise ValueError at the end.",
		New: &Func{Name: "map", Sig: "(cls, *args, **kwargs)", Flags: Pure, Fn: func(t *Thread, a []Value) (Value, error) {
			strict, err := t.strictArg("map", a[2])
			if err != nil {
				return Unbound, err
			}
			args := As[Tuple](a[1]).items
			if len(args) < 2 {
				return Unbound, t.TypeError("map() must have at least two arguments.")
			}
			return t.newMulti(AsType(a[0]), args[0], args[1:], strict)
		}},
		Slots: Slots{Iter: selfIter, Next: mapNext, Traverse: traverseMulti},
		Methods: []Func{
			reduceMethod(func(t *Thread, a []Value) (Value, error) {
				m := As[multiIter](a[0])
				args := TupleOf(append([]Value{m.f}, m.its...))
				if m.strict {
					return NewTuple(a[0].Type().Val(), args, True), nil
				}
				return NewTuple(a[0].Type().Val(), args), nil
			}),
			setStateMethod(setStrict),
		},
	})
	FilterType.Setup(&TypeSpec{
		Name: "filter", Layout: LayoutOf[filterIter](), Flags: flagBase | flagGenericGet | flagGenericSet,
		Doc: "Give the items for which function(item) is true, or those that are true\nthemselves if function is None.",
		Sig: "(function, iterable, /)",
		New: &Func{Name: "filter", Sig: "(cls, function, iterable, /, **kwargs)", Flags: Pure, Fn: func(t *Thread, a []Value) (Value, error) {
			cls := AsType(a[0])
			if !a[3].IsUnbound() && cls.s.Init == FilterType.s.Init && As[Dict](a[3]).used > 0 {
				return Unbound, t.TypeError("filter() takes no keyword arguments")
			}
			it, err := t.Iter(a[2])
			if err != nil {
				return Unbound, err
			}
			m := As[filterIter](obj(cls.Alloc()))
			m.f, m.it = a[1], it
			return obj(&m.Header), nil
		}},
		Slots: Slots{Iter: selfIter, Next: filterNext, Traverse: func(h *Header, visit func(Value)) {
			m := As[filterIter](obj(h))
			visit(m.f)
			visit(m.it)
		}},
		Methods: []Func{reduceMethod(func(t *Thread, a []Value) (Value, error) {
			m := As[filterIter](a[0])
			return NewTuple(a[0].Type().Val(), NewTuple(m.f, m.it)), nil
		})},
	})
}
