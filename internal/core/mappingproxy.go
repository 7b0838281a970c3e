// This file sets up mappingproxy, the read-only view of a mapping that a class's __dict__ is.
package core

type mappingProxy struct {
	Header
	m Value
}

func newMappingProxy(m Value) Value {
	return obj(&(&mappingProxy{Header{&MappingProxyType.shape0}, m}).Header)
}

func setupMappingProxyType() {
	m := func(v Value) Value { return As[mappingProxy](v).m }
	forward := func(name, sig, doc string, n int) Func {
		s := Intern(name)
		return Func{Name: name, Sig: sig, Doc: doc, Flags: Polls, Fn: func(t *Thread, a []Value) (Value, error) {
			return t.CallMethod(m(a[0]), s, a[1:1+n]...)
		}}
	}
	unwrap := func(v Value) Value {
		if v.exactly(&MappingProxyType) {
			return m(v)
		}
		return v
	}
	// handed is the mapping for an operation that gives it to the other operand's methods: those must not get the dict of
	// a class, and least of all of a builtin one, which all interpreters share.
	handed := func(t *Thread, v, other Value) (Value, error) {
		d := m(v)
		if d.exactly(&DictType) && !other.exactly(&DictType) {
			c, err := t.chargedCopy(AsDict(d))
			return c.Val(), err
		}
		return d, nil
	}
	MappingProxyType.Setup(&TypeSpec{
		Name:   "mappingproxy",
		Layout: LayoutOf[mappingProxy](),
		Flags:  flagMapping,
		Doc:    "A view of a mapping that cannot be changed through it.",
		Sig:    "(mapping)",
		New: &Func{Name: "mappingproxy", Sig: "(cls, mapping)", Flags: Pure, Fn: func(t *Thread, a []Value) (Value, error) {
			typ := a[1].Type()
			if typ.s.GetItem == nil || typ.flags&(flagListSub|flagTupleSub) != 0 {
				return Unbound, t.TypeError("mappingproxy() argument must be a mapping, not %s", typ.name)
			}
			return newMappingProxy(a[1]), nil
		}},
		Slots: Slots{
			Repr: func(t *Thread, v Value) (Value, error) {
				r, err := t.Repr(m(v))
				if err != nil {
					return Unbound, err
				}
				return t.JoinText("mappingproxy(", r.s, ")")
			},
			Str: func(t *Thread, v Value) (Value, error) {
				s, err := t.Str(m(v))
				if err != nil {
					return Unbound, err
				}
				return s.Val(), nil
			},
			Hash: func(t *Thread, v Value) (int64, error) { return t.Hash(m(v)) },
			Compare: func(t *Thread, a, b Value, op CmpOp) (Value, error) {
				x, err := handed(t, a, unwrap(b))
				if err != nil {
					return Unbound, err
				}
				return t.Compare(x, unwrap(b), op)
			},
			Iter:     func(t *Thread, v Value) (Value, error) { return t.Iter(m(v)) },
			Len:      func(t *Thread, v Value) (int, error) { return t.Len(m(v)) },
			GetItem:  func(t *Thread, v, k Value) (Value, error) { return t.GetItem(m(v), k) },
			Contains: func(t *Thread, v, k Value) (bool, error) { return t.Contains(m(v), k) },
			Binary: [numBinOps]func(*Thread, Value, Value) (Value, error){OpOr: func(t *Thread, a, b Value) (Value, error) {
				x, y := unwrap(a), unwrap(b)
				var err error
				if a.exactly(&MappingProxyType) {
					x, err = handed(t, a, y)
				}
				if b.exactly(&MappingProxyType) && err == nil {
					y, err = handed(t, b, x)
				}
				if err != nil {
					return Unbound, err
				}
				return t.Binary(OpOr, x, y)
			}},
			IBinary: [numBinOps]func(*Thread, Value, Value) (Value, error){OpOr: func(t *Thread, a, b Value) (Value, error) {
				return Unbound, t.TypeError("'|=' is not supported by mappingproxy; use '|' instead")
			}},
			Traverse: func(h *Header, visit func(Value)) { visit(cast[mappingProxy](h).m) },
		},
		Methods: []Func{
			forward("get", "(self, key, default=None, /)", "Return the value of key, or default if it is not there.", 2),
			forward("keys", "(self, /)", "a view of the keys, which works like a set", 0),
			forward("values", "(self, /)", "a view of the values", 0),
			forward("items", "(self, /)", "a view of the (key, value) pairs, which works like a set", 0),
			forward("copy", "(self, /)", "a shallow copy of D", 0),
			{Name: "__class_getitem__", Sig: "(cls, object, /)", Flags: Pure | ClassM, Doc: "See PEP 585", Fn: classGetItemMethod},
			forward("__reversed__", "(self, /)", "D.__reversed__() -> reverse iterator", 0),
		},
	})
}
