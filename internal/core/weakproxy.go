// This file sets up the proxies of weakref.proxy: objects that pass every operation on to what they refer to.
package core

// proxied gives the object behind a proxy, or any other value as it is.
func (t *Thread) proxied(v Value) (Value, error) {
	if v.ref == nil || v.ref.shape != &WeakProxyType.shape0 && v.ref.shape != &WeakCallableProxyType.shape0 {
		return v, nil
	}
	if x := As[weakRef](v).deref(t); !x.IsUnbound() {
		return x, nil
	}
	return Unbound, t.Raise(&ExcReferenceError, "weakly-referenced object no longer exists")
}

func proxyUnary(f func(t *Thread, v Value) (Value, error)) unaryFn {
	return func(t *Thread, v Value) (Value, error) {
		x, err := t.proxied(v)
		if err != nil {
			return Unbound, err
		}
		return f(t, x)
	}
}

func proxyBinary(f func(t *Thread, a, b Value) (Value, error)) binaryFn {
	return func(t *Thread, a, b Value) (Value, error) {
		a, err := t.proxied(a)
		if err != nil {
			return Unbound, err
		}
		if b, err = t.proxied(b); err != nil {
			return Unbound, err
		}
		return f(t, a, b)
	}
}

// proxyNumber passes a unary operator on, with the operator's own error.
func proxyNumber(at func(*Slots) unaryFn, sign string) unaryFn {
	return proxyUnary(func(t *Thread, v Value) (Value, error) {
		f := at(&v.Type().s)
		if f == nil {
			return Unbound, t.TypeError("bad operand type for %s: '%s'", sign, v.TypeName())
		}
		return f(t, v)
	})
}

func setupProxyTypes(traverse func(h *Header, visit func(Value))) {
	s := Slots{
		Repr: weakRepr("weakproxy"),
		Str: proxyUnary(func(t *Thread, v Value) (Value, error) {
			r, err := t.Str(v)
			if err != nil {
				return Unbound, err
			}
			return r.Val(), nil
		}),
		GetAttr: func(t *Thread, v Value, name *Str) (Value, error) {
			x, err := t.proxied(v)
			if err != nil {
				return Unbound, err
			}
			return t.getNested(x, name)
		},
		SetAttr: func(t *Thread, v Value, name *Str, x Value) error {
			o, err := t.proxied(v)
			if err != nil {
				return err
			}
			return o.Type().s.SetAttr(t, o, name, x)
		},
		Compare: func(t *Thread, a, b Value, op CmpOp) (Value, error) {
			return proxyBinary(func(t *Thread, a, b Value) (Value, error) { return t.Compare(a, b, op) })(t, a, b)
		},
		Iter: proxyUnary((*Thread).Iter),
		Next: proxyUnary(func(t *Thread, v Value) (Value, error) {
			if v.Type().s.Next == nil {
				return Unbound, t.TypeError("Weakref proxy referenced a non-iterator '%s' object", v.TypeName())
			}
			return t.Next(v)
		}),
		Len: func(t *Thread, v Value) (int, error) {
			x, err := t.proxied(v)
			if err != nil {
				return 0, err
			}
			return t.Len(x)
		},
		Bool: func(t *Thread, v Value) (bool, error) {
			x, err := t.proxied(v)
			if err != nil {
				return false, err
			}
			return t.Truth(x)
		},
		GetItem: proxyBinary((*Thread).GetItem),
		SetItem: func(t *Thread, v, key, x Value) error {
			o, err := t.proxied(v)
			if err != nil {
				return err
			}
			if x.IsUnbound() {
				return t.DelItem(o, key)
			}
			return t.SetItem(o, key, x)
		},
		Contains: func(t *Thread, v, x Value) (bool, error) {
			o, err := t.proxied(v)
			if err != nil {
				return false, err
			}
			return t.Contains(o, x)
		},
		Int:      proxyUnary(func(t *Thread, v Value) (Value, error) { return t.Call(IntType.Val(), v) }),
		Float:    proxyUnary(func(t *Thread, v Value) (Value, error) { return t.Call(FloatType.Val(), v) }),
		Index:    proxyUnary((*Thread).Index),
		Neg:      proxyNumber(func(s *Slots) unaryFn { return s.Neg }, "unary -"),
		Pos:      proxyNumber(func(s *Slots) unaryFn { return s.Pos }, "unary +"),
		Abs:      proxyNumber(func(s *Slots) unaryFn { return s.Abs }, "abs()"),
		Invert:   proxyNumber(func(s *Slots) unaryFn { return s.Invert }, "unary ~"),
		Traverse: traverse,
		Pow3: func(t *Thread, a, b, mod Value) (Value, error) {
			mod, err := t.proxied(mod)
			if err != nil {
				return Unbound, err
			}
			return proxyBinary(func(t *Thread, a, b Value) (Value, error) { return t.Power(a, b, mod) })(t, a, b)
		},
	}
	for op := range BinOp(numBinOps) {
		s.Binary[op] = proxyBinary(func(t *Thread, a, b Value) (Value, error) { return t.Binary(op, a, b) })
		if op != OpDivMod {
			s.IBinary[op] = proxyBinary(func(t *Thread, a, b Value) (Value, error) { return t.InPlace(op, a, b) })
		}
	}
	special := func(name string) Func {
		n := Intern(name)
		return Func{Name: name, Sig: "(self, /)", Flags: Pure, Fn: func(t *Thread, a []Value) (Value, error) {
			x, err := t.proxied(a[0])
			if err != nil {
				return Unbound, err
			}
			return t.CallMethod(x, n)
		}}
	}
	layout := LayoutOf[weakRef]()
	methods := []Func{special("__bytes__"), special("__reversed__")}
	WeakProxyType.Setup(&TypeSpec{Name: "weakref.ProxyType", Layout: layout, Flags: flagNoNew, Slots: s, Methods: methods})
	s.Call = func(t *Thread, v Value, args []Value, names *Tuple) (Value, error) {
		x, err := t.proxied(v)
		if err != nil {
			return Unbound, err
		}
		return t.CallKw(x, args, names)
	}
	WeakCallableProxyType.Setup(&TypeSpec{Name: "weakref.CallableProxyType", Layout: layout, Flags: flagNoNew, Slots: s, Methods: methods})
}
