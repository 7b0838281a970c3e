// This file implements FrameLocalsProxy: the f_locals of a function's frame, which reads and writes the variables
// themselves (PEP 667).
package core

// FrameLocalsType is the type of f_locals of functions.
var FrameLocalsType Type

type frameLocals struct {
	Header
	f *FrameObj
}

// frameExtra are keys set on f_locals that are no variables of the function.
func (f *FrameObj) extraLocals(create bool) *Dict {
	if d := AsDict(f.locals); d != nil {
		return d
	}
	if !create {
		return nil
	}
	d := NewDict()
	f.locals = d.Val()
	return d
}

// frameLocalsView is f_locals.
func (t *Thread) frameLocalsView(f *FrameObj) (Value, error) {
	if f.rt.flags&1 == 0 && !f.inComprehension() {
		return f.regs[0], nil
	}
	return obj(&(&frameLocals{Header{&FrameLocalsType.shape0}, f}).Header), nil
}

// snapshot copies the bound variables to a dict.
func (f *FrameObj) snapshot() *Dict {
	d := NewDict()
	f.eachLocal(func(name *Str, v Value, _ func(Value)) {
		if !v.IsUnbound() {
			d.SetStr(name, v)
		}
	})
	if x := f.extraLocals(false); x != nil {
		for i, k, v, ok := x.Next(0); ok; i, k, v, ok = x.Next(i) {
			d.insertAny(k, v)
		}
	}
	return d
}

// insertAny adds a key of a dict that another dict holds already.
func (d *Dict) insertAny(k, v Value) {
	if s := AsStr(k); s != nil {
		d.SetStr(s, v)
		return
	}
	h := uint64(0)
	if k.IsSmall() {
		h = hashSmall(k.Small())
	}
	d.insert(k, h, v)
}

// local finds a variable by its name or by what equals it; put is nil where key names none.
func (f *FrameObj) local(t *Thread, key Value) (v Value, put func(Value), err error) {
	v = Unbound
	if key.exactly(&StrType) {
		name := AsStr(key)
		f.eachLocal(func(n *Str, x Value, s func(Value)) {
			if n.s == name.s {
				v, put = x, s
			}
		})
		return
	}
	h, err := t.Hash(key)
	if err != nil {
		return
	}
	type variable struct {
		name, v Value
		put     func(Value)
	}
	var same []variable // equality is asked afterwards, since it may run code
	f.eachLocal(func(n *Str, x Value, s func(Value)) {
		if nh, e := t.Hash(n.Val()); e == nil && nh == h {
			same = append(same, variable{n.Val(), x, s})
		}
	})
	for _, x := range same {
		eq, err := t.Eq(x.name, key)
		if err != nil {
			return Unbound, nil, err
		}
		if eq {
			return x.v, x.put, nil
		}
	}
	return
}

func setupFrameLocals() {
	fr := func(v Value) *FrameObj { return As[frameLocals](v).f }
	get := func(t *Thread, v, key Value) (Value, bool, error) {
		x, put, err := fr(v).local(t, key)
		if err != nil || put != nil {
			return x, err == nil && !x.IsUnbound(), err
		}
		if d := fr(v).extraLocals(false); d != nil {
			return d.Get(t, key)
		}
		return Unbound, false, nil
	}
	asList := func(name *Str) NativeFn {
		return func(t *Thread, a []Value) (Value, error) {
			v, err := t.CallMethod(fr(a[0]).snapshot().Val(), name)
			if err != nil {
				return Unbound, err
			}
			items, err := t.Collect(v)
			return NewList(items), err
		}
	}
	set := func(t *Thread, v, key, x Value) error {
		f := fr(v)
		_, put, err := f.local(t, key)
		if err != nil {
			return err
		}
		if put != nil {
			if x.IsUnbound() {
				return t.ValueError("cannot remove local variables from FrameLocalsProxy")
			}
			put(x)
			return nil
		}
		if x.IsUnbound() {
			if d := f.extraLocals(false); d != nil {
				if _, ok, err := d.Delete(t, key); ok || err != nil {
					return err
				}
			}
			return t.KeyError(key)
		}
		return f.extraLocals(true).Set(t, key, x)
	}
	update := func(t *Thread, a []Value) (Value, error) {
		d := NewDict()
		if err := t.dictUpdate(d, a[1]); err != nil {
			return Unbound, err
		}
		for i, k, v, ok := d.Next(0); ok; i, k, v, ok = d.Next(i) {
			if err := set(t, a[0], k, v); err != nil {
				return Unbound, err
			}
		}
		return None, nil
	}
	var binary, ibinary [numBinOps]func(*Thread, Value, Value) (Value, error)
	binary[OpOr] = func(t *Thread, a, b Value) (Value, error) {
		d := NewDict()
		for _, x := range []Value{a, b} {
			if x.exactly(&FrameLocalsType) {
				x = fr(x).snapshot().Val()
			} else if AsDict(x) == nil {
				return NotImplemented, nil
			}
			if err := t.dictUpdate(d, x); err != nil {
				return Unbound, err
			}
		}
		return d.Val(), nil
	}
	ibinary[OpOr] = func(t *Thread, a, b Value) (Value, error) {
		if AsDict(b) == nil && !b.exactly(&FrameLocalsType) {
			return NotImplemented, nil
		}
		_, err := update(t, []Value{a, b})
		return a, err
	}
	FrameLocalsType.Setup(&TypeSpec{
		Name: "FrameLocalsProxy", Layout: LayoutOf[frameLocals](), Flags: flagMapping | flagGenericGet | flagGenericSet | flagUnhashable,
		Slots: Slots{
			Repr: func(t *Thread, v Value) (Value, error) {
				return t.reprGuard(v, "{...}", func() (Value, error) {
					s, err := t.Repr(fr(v).snapshot().Val())
					if err != nil {
						return Unbound, err
					}
					return s.Val(), nil
				})
			},
			Len: func(t *Thread, v Value) (int, error) { return fr(v).snapshot().used, nil },
			GetItem: func(t *Thread, v, key Value) (Value, error) {
				x, ok, err := get(t, v, key)
				if err == nil && !ok {
					return Unbound, t.KeyError(key)
				}
				return x, err
			},
			SetItem: set,
			Contains: func(t *Thread, v, key Value) (bool, error) {
				_, ok, err := get(t, v, key)
				return ok, err
			},
			Iter: func(t *Thread, v Value) (Value, error) { return t.Iter(fr(v).snapshot().Val()) },
			Compare: func(t *Thread, a, b Value, op CmpOp) (Value, error) {
				if b.exactly(&FrameLocalsType) {
					if op == CmpEq || op == CmpNe {
						return Bool((fr(a) == fr(b)) == (op == CmpEq)), nil
					}
					return NotImplemented, nil
				}
				if AsDict(b) == nil {
					return NotImplemented, nil
				}
				return t.Compare(fr(a).snapshot().Val(), b, op)
			},
			Binary: binary, IBinary: ibinary,
		},
		New: &Func{Name: "FrameLocalsProxy", Sig: "(cls, *args, **kwargs)", Flags: Pure, Fn: func(t *Thread, a []Value) (Value, error) {
			args := AsTuple(a[1]).items
			if !a[2].IsUnbound() {
				return Unbound, t.TypeError("FrameLocalsProxy takes no keyword arguments")
			}
			if len(args) != 1 {
				return Unbound, t.TypeError("FrameLocalsProxy expected 1 argument, got %d", len(args))
			}
			if !args[0].exactly(&FrameType) {
				return Unbound, t.TypeError("expect frame, not %s", args[0].TypeName())
			}
			return obj(&(&frameLocals{Header{&FrameLocalsType.shape0}, As[FrameObj](args[0])}).Header), nil
		}},
		Methods: []Func{
			{Name: "keys", Sig: "(self, /)", Flags: Pure, Fn: asList(nKeys)},
			{Name: "values", Sig: "(self, /)", Flags: Pure, Fn: asList(Intern("values"))},
			{Name: "items", Sig: "(self, /)", Flags: Pure, Fn: asList(nItems)},
			{Name: "copy", Sig: "(self, /)", Flags: Pure, Fn: func(t *Thread, a []Value) (Value, error) { return fr(a[0]).snapshot().Val(), nil }},
			{Name: "__reversed__", Sig: "(self, /)", Flags: Pure, Fn: asList(nReversed)},
			{Name: "update", Sig: "(self, other, /)", Flags: Polls, Fn: update},
			{Name: "get", Sig: "(self, key, default=None, /)", Flags: Pure, Fn: func(t *Thread, a []Value) (Value, error) {
				x, ok, err := get(t, a[0], a[1])
				if err == nil && !ok {
					x = a[2]
				}
				return x, err
			}},
			{Name: "setdefault", Sig: "(self, key, default=None, /)", Flags: Pure, Fn: func(t *Thread, a []Value) (Value, error) {
				x, ok, err := get(t, a[0], a[1])
				if err != nil || ok {
					return x, err
				}
				return a[2], set(t, a[0], a[1], a[2])
			}},
			{Name: "pop", Sig: "(self, key, default=<unrepresentable>, /)", Flags: Pure, Fn: func(t *Thread, a []Value) (Value, error) {
				_, put, err := fr(a[0]).local(t, a[1])
				if err != nil {
					return Unbound, err
				}
				if put != nil {
					return Unbound, t.ValueError("cannot remove local variables from FrameLocalsProxy")
				}
				if d := fr(a[0]).extraLocals(false); d != nil {
					if v, ok, err := d.Delete(t, a[1]); ok || err != nil {
						return v, err
					}
				}
				if a[2].IsUnbound() {
					return Unbound, t.KeyError(a[1])
				}
				return a[2], nil
			}},
		},
	})
	AnextAwaitableType.Setup(&TypeSpec{
		Name: "anext_awaitable", Layout: LayoutOf[anextStep](), Flags: flagNoNew | flagGenericGet | flagGenericSet,
		Slots: Slots{Iter: selfIter, Await: selfIter, Next: func(t *Thread, v Value) (Value, error) {
			return anextDo(t, v, func(it Value) (Value, error) {
				x, ret, err := t.nextOrReturn(it)
				if err == nil && x.IsUnbound() {
					return Unbound, StopIteration(ret)
				}
				return x, err
			})
		}},
		Methods: []Func{
			{Name: "send", Sig: "(self, value, /)", Flags: Polls, Fn: func(t *Thread, a []Value) (Value, error) {
				return anextDo(t, a[0], func(it Value) (Value, error) { return t.CallMethod(it, nSend, a[1]) })
			}},
			{Name: "throw", Sig: "(self, *args)", Flags: Polls, Fn: func(t *Thread, a []Value) (Value, error) {
				return anextDo(t, a[0], func(it Value) (Value, error) { return t.CallMethod(it, nThrow, As[Tuple](a[1]).items...) })
			}},
			{Name: "close", Sig: "(self, /)", Flags: Polls, Fn: func(t *Thread, a []Value) (Value, error) {
				return anextDo(t, a[0], func(it Value) (Value, error) { return t.CallMethod(it, nClose) })
			}},
		},
	})
}

// anextDo drives the awaitable of anext(it, default): the end of the iterator gives the default.
func anextDo(t *Thread, v Value, step func(it Value) (Value, error)) (Value, error) {
	s := As[anextStep](v)
	it, err := t.awaitable(s.aw, 0)
	if err != nil {
		return Unbound, err
	}
	if g := asGenerator(it); g != nil && g.shape == &CoroutineType.shape0 {
		it = obj(&(&coroWrapper{Header{&CoroutineWrapperType.shape0}, g}).Header)
	}
	x, err := step(it)
	if err != nil && Matches(err, &ExcStopAsyncIteration) {
		return Unbound, StopIteration(s.def)
	}
	return x, err
}
