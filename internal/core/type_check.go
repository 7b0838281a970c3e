// This file implements isinstance and issubclass: metaclass hooks, tuples, unions, objects that lie in __class__,
// and classes that are no types but have __bases__.
package core

// IsInstance is isinstance(v, cls).
func (t *Thread) IsInstance(v, cls Value) (bool, error) {
	if cls.ref == nil {
		return false, t.notClass("isinstance() arg 2 must be a type, a tuple of types, or a union")
	}
	meta := cls.ref.shape.typ
	if meta == &TypeType {
		c := As[Type](cls)
		typ := v.Type()
		if typ == c || typ.IsSubtype(c) {
			return true, nil
		}
		if typ.flags&(flagHeap|flagGenericGet) == flagGenericGet {
			return false, nil // a builtin object has no __class__ but its type
		}
		return t.realIsInstance(v, cls)
	}
	if v.Type().Val() == cls {
		return true, nil
	}
	switch {
	case meta.flags&flagTupleSub != 0:
		typ := v.Type()
		for i, c := range As[Tuple](cls).items {
			if c.ref == &typ.Header {
				return true, nil
			}
			if c.exactly(&TypeType) && typ.flags&(flagHeap|flagGenericGet) == flagGenericGet {
				if typ.IsSubtype(As[Type](c)) {
					return true, nil
				}
				if i&1023 == 1023 {
					if err := t.PollAtomic(64); err != nil {
						return false, err
					}
				}
				continue
			}
			if err := t.Poll(); err != nil {
				return false, err
			}
			if err := t.Enter(" in __instancecheck__"); err != nil {
				t.Leave()
				return false, err
			}
			ok, err := t.IsInstance(v, c)
			t.Leave()
			if ok || err != nil {
				return ok, err
			}
		}
		return false, nil
	case meta == &UnionType:
		for _, c := range As[unionObj](cls).args.items {
			if c.IsNone() {
				c = NoneType.Val()
			}
			if c.exactly(&GenericAliasType) {
				return false, t.TypeError("isinstance() argument 2 cannot be a parameterized generic")
			}
			ok, err := t.IsInstance(v, c)
			if ok || err != nil {
				return ok, err
			}
		}
		return false, nil
	}
	return t.checkHook(cls, v, nInstanceCheck, (*Thread).realIsInstance)
}

// checkHook calls __instancecheck__ or __subclasscheck__ of cls, or the default where there is none.
func (t *Thread) checkHook(cls, x Value, name *Str, real func(*Thread, Value, Value) (bool, error)) (bool, error) {
	d := t.lookup(cls.Type(), name)
	if d.IsUnbound() {
		return real(t, x, cls)
	}
	if own, _ := TypeType.dict.GetStr(name); d == own {
		return real(t, x, cls)
	}
	where := " in __instancecheck__"
	if name == nSubclassCheck {
		where = " in __subclasscheck__"
	}
	if err := t.Enter(where); err != nil {
		t.Leave()
		return false, err
	}
	r, err := t.callDunder2(d, cls, x)
	t.Leave()
	if err != nil {
		return false, err
	}
	return t.Truth(r)
}

func (t *Thread) notClass(msg string) error { return t.TypeError("%s", msg) }

// realIsInstance is the default: the type of v, or what it says in __class__, is cls or a subclass.
func (t *Thread) realIsInstance(v, cls Value) (bool, error) {
	if c := AsType(cls); c != nil {
		if v.Type().IsSubtype(c) {
			return true, nil
		}
		if v.Type().flags&flagGenericGet != 0 {
			if own, _ := ObjectType.dict.GetStr(nClass); t.lookup(v.Type(), nClass) == own {
				return false, nil
			}
		}
		x, err := t.LookupAttr(v, nClass)
		if err != nil {
			return false, err
		}
		if xc := AsType(x); xc != nil && xc != v.Type() {
			return xc.IsSubtype(c), nil
		}
		return false, nil
	}
	if err := t.checkClass(cls, "isinstance() arg 2 must be a type, a tuple of types, or a union"); err != nil {
		return false, err
	}
	x, err := t.LookupAttr(v, nClass)
	if err != nil || x.IsUnbound() {
		return false, err
	}
	return t.abstractSubclass(x, cls)
}

// basesOf gives __bases__ of anything, nil if it is no tuple.
func (t *Thread) basesOf(v Value) (*Tuple, error) {
	b, err := t.LookupAttr(v, nBases)
	if err != nil || b.IsUnbound() {
		return nil, err
	}
	return AsTuple(b), nil
}

// checkClass demands something with a tuple of __bases__.
func (t *Thread) checkClass(v Value, msg string) error {
	b, err := t.basesOf(v)
	if err == nil && b == nil {
		err = t.notClass(msg)
	}
	return err
}

func (t *Thread) abstractSubclass(v, cls Value) (bool, error) {
	for {
		if err := t.Poll(); err != nil {
			return false, err
		}
		if v == cls {
			return true, nil
		}
		b, err := t.basesOf(v)
		if err != nil || b.Len() == 0 {
			return false, err
		}
		if b.Len() == 1 {
			v = b.items[0]
			continue
		}
		if err := t.Enter(" in __issubclass__"); err != nil {
			t.Leave()
			return false, err
		}
		for _, x := range b.items {
			ok, err := t.abstractSubclass(x, cls)
			if ok || err != nil {
				t.Leave()
				return ok, err
			}
		}
		t.Leave()
		return false, nil
	}
}

// IsSubclass is issubclass(v, cls).
func (t *Thread) IsSubclass(v, cls Value) (bool, error) {
	meta := cls.Type()
	switch {
	case meta == &TypeType:
		if v == cls {
			return true, nil
		}
		return t.realIsSubclass(v, cls)
	case meta.flags&flagTupleSub != 0:
		if err := t.Enter(" in __subclasscheck__"); err != nil {
			t.Leave()
			return false, err
		}
		defer t.Leave()
		for _, c := range As[Tuple](cls).items {
			if err := t.Poll(); err != nil {
				return false, err
			}
			ok, err := t.IsSubclass(v, c)
			if ok || err != nil {
				return ok, err
			}
		}
		return false, nil
	case meta == &UnionType:
		for _, c := range As[unionObj](cls).args.items {
			if c.IsNone() {
				c = NoneType.Val()
			}
			if c.exactly(&GenericAliasType) {
				return false, t.TypeError("issubclass() argument 2 cannot be a parameterized generic")
			}
			if err := t.Poll(); err != nil {
				return false, err
			}
			ok, err := t.IsSubclass(v, c)
			if ok || err != nil {
				return ok, err
			}
		}
		return false, nil
	}
	return t.checkHook(cls, v, nSubclassCheck, (*Thread).realIsSubclass)
}

func (t *Thread) realIsSubclass(v, cls Value) (bool, error) {
	d, c := AsType(v), AsType(cls)
	if d != nil && c != nil {
		return d.IsSubtype(c), nil
	}
	if err := t.checkClass(v, "issubclass() arg 1 must be a class"); err != nil {
		return false, err
	}
	if err := t.checkClass(cls, "issubclass() arg 2 must be a class, a tuple of classes, or a union"); err != nil {
		return false, err
	}
	return t.abstractSubclass(v, cls)
}
