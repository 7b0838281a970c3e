// This file sets up method, a callable bound to its first argument.
package core

func methodCall(t *Thread, v Value, args []Value, names *Tuple) (Value, error) {
	depth := 1 // of methods bound to methods, which are taken at once: each level would copy all arguments
	for m := As[BoundMethod](v); m.fn.exactly(&MethodType); m = As[BoundMethod](m.fn) {
		depth++
	}
	if err := t.PollN(depth); err != nil {
		return Unbound, err
	}
	a := t.pushArgs(len(args) + depth)
	fn := v
	for i := depth - 1; i >= 0; i-- {
		m := As[BoundMethod](fn)
		a[i], fn = m.self, m.fn
	}
	copy(a[depth:], args)
	r, err := t.CallKw(fn, a, names)
	t.popArgs(a)
	return r, err
}

// methodGetAttr looks on the method's type, then on its function.
func methodGetAttr(t *Thread, v Value, name *Str) (Value, error) {
	if d := t.lookup(&MethodType, name); !d.IsUnbound() {
		if get := d.Type().s.Get; get != nil {
			return get(t, d, v, &MethodType)
		}
		return d, nil
	}
	return t.getNested(As[BoundMethod](v).fn, name)
}

func methodRepr(t *Thread, v Value) (Value, error) {
	m := As[BoundMethod](v)
	name, err := t.lookupNested(m.fn, nQualname)
	if err == nil && name.IsUnbound() {
		name, err = t.lookupNested(m.fn, nName)
	}
	if err != nil {
		return Unbound, err
	}
	text := "?"
	if s := AsStr(name); s != nil {
		text = s.s
	}
	self, err := t.Repr(m.self)
	if err != nil {
		return Unbound, err
	}
	return StrVal("<bound method " + text + " of " + self.s + ">"), nil
}

func methodCompare(t *Thread, a, b Value, op CmpOp) (Value, error) {
	if op != CmpEq && op != CmpNe || !b.exactly(&MethodType) {
		return NotImplemented, nil
	}
	x, y := As[BoundMethod](a), As[BoundMethod](b)
	same, err := t.Eq(x.fn, y.fn)
	if err != nil {
		return Unbound, err
	}
	return Bool((same && x.self == y.self) == (op == CmpEq)), nil
}

func setupMethodType() {
	MethodType.Setup(&TypeSpec{
		Name:   "method",
		Layout: LayoutOf[BoundMethod](),
		Doc:    "A function together with the instance that is its first argument.",
		New: &Func{Name: "method", Sig: "(cls, function, instance, /)", Flags: Pure, Fn: func(t *Thread, a []Value) (Value, error) {
			if !Callable(a[1]) {
				return Unbound, t.TypeError("first argument must be callable")
			}
			if a[2].IsNone() {
				return Unbound, t.TypeError("instance must not be None")
			}
			return NewMethod(a[1], a[2]), nil
		}},
		Slots: Slots{
			Repr:    methodRepr,
			Call:    methodCall,
			GetAttr: methodGetAttr,
			Get:     func(t *Thread, d, self Value, typ *Type) (Value, error) { return d, nil },
			Compare: methodCompare,
			Hash: func(t *Thread, v Value) (int64, error) {
				m := As[BoundMethod](v)
				h, err := t.Hash(m.fn)
				if err != nil {
					return 0, err
				}
				if h ^= identityHash(m.self); h == -1 {
					h = -2
				}
				return h, nil
			},
			Traverse: func(h *Header, visit func(Value)) {
				m := cast[BoundMethod](h)
				visit(m.fn)
				visit(m.self)
			},
		},
		Methods: []Func{{Name: "__reduce__", Sig: "(self, /)", Flags: Pure, Fn: func(t *Thread, a []Value) (Value, error) {
			m := As[BoundMethod](a[0])
			name, err := t.getNested(m.fn, nName)
			if err != nil {
				return Unbound, err
			}
			getattr, err := t.builtin("getattr")
			if err != nil {
				return Unbound, err
			}
			return NewTuple(getattr, NewTuple(m.self, name)), nil
		}}},
		Members: []GetSet{
			{Name: "__func__", Doc: "the function that the method calls", Get: func(t *Thread, v Value) (Value, error) { return As[BoundMethod](v).fn, nil }},
			{Name: "__self__", Doc: "the instance that becomes the first argument", Get: func(t *Thread, v Value) (Value, error) { return As[BoundMethod](v).self, nil }},
		},
		GetSets: []GetSet{{Name: "__doc__", Get: func(t *Thread, v Value) (Value, error) {
			d, err := t.lookupNested(As[BoundMethod](v).fn, nDoc)
			if err == nil && d.IsUnbound() {
				d = None
			}
			return d, err
		}}},
	})
}
