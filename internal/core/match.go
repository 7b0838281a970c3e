// This file implements the tests of match statements (PEP 634).
package core

// selfMatch are the builtin types of which a class pattern's one positional subpattern matches the subject itself.
func selfMatch(c *Type) bool {
	for _, b := range []*Type{&BoolType, &ByteArrayType, &BytesType, &DictType, &FloatType, &FrozenSetType, &IntType, &ListType, &SetType, &StrType, &TupleType} {
		if c.IsSubtype(b) {
			return true
		}
	}
	return false
}

// matchClass gives the attributes that a class pattern looks at, or None.
func (t *Thread) matchClass(subject, cls Value, npos int, names Value) (Value, error) {
	c := AsType(cls)
	if c == nil {
		return Unbound, t.TypeError("called match pattern must be a class")
	}
	ok, err := t.IsInstance(subject, cls)
	if err != nil || !ok {
		return None, err
	}
	kw := AsTuple(names)
	out := make([]Value, 0, npos+kw.Len())
	seen := make([]*Str, 0, npos+kw.Len())
	get := func(name *Str) (bool, error) {
		for _, s := range seen {
			if s.s == name.s {
				return false, t.TypeError("%s() got multiple sub-patterns for attribute %s", c.name, pyRepr(name.s))
			}
		}
		seen = append(seen, name)
		v, err := t.LookupAttr(subject, name)
		if err != nil || v.IsUnbound() {
			return false, err
		}
		out = append(out, v)
		return true, nil
	}
	if npos > 0 {
		args, err := t.LookupAttr(cls, nMatchArgs)
		if err != nil {
			return Unbound, err
		}
		self := false
		allowed := 0
		var match *Tuple
		if args.IsUnbound() {
			if self = selfMatch(c); self {
				allowed = 1
			}
		} else {
			if !args.exactly(&TupleType) {
				return Unbound, t.TypeError("%s.__match_args__ must be a tuple (got %s)", c.name, args.TypeName())
			}
			match = As[Tuple](args)
			allowed = len(match.items)
		}
		if allowed < npos {
			return Unbound, t.TypeError("%s() accepts %d positional sub-pattern%s (%d given)", c.name, allowed, plural(allowed), npos)
		}
		if self {
			out = append(out, subject)
		} else {
			for _, a := range match.items[:npos] {
				s := AsStr(a)
				if s == nil {
					return Unbound, t.TypeError("__match_args__ elements must be strings (got %s)", a.TypeName())
				}
				if ok, err := get(s); err != nil || !ok {
					return None, err
				}
			}
		}
	}
	for _, n := range kw.items {
		if ok, err := get(AsStr(n)); err != nil || !ok {
			return None, err
		}
	}
	return TupleOf(out), nil
}

// matchKeys gives the values of a mapping pattern's keys, or None.
func (t *Thread) matchKeys(subject Value, keys *Tuple) (Value, error) {
	if len(keys.items) == 0 {
		return emptyTuple.Val(), nil
	}
	get, err := t.GetAttr(subject, Intern("get"))
	if err != nil {
		return Unbound, err
	}
	dummy := obj(&(&Cell{Header{&CellType.shape0}, Unbound}).Header)
	seen := NewDict()
	out := make([]Value, 0, len(keys.items))
	for _, k := range keys.items {
		if _, dup, err := seen.Get(t, k); err != nil {
			return Unbound, err
		} else if dup {
			return Unbound, t.ValueError("mapping pattern checks duplicate key (%s)", t.reprOr(k))
		}
		if err := seen.Set(t, k, None); err != nil {
			return Unbound, err
		}
		v, err := t.Call(get, k, dummy)
		if err != nil {
			return Unbound, err
		}
		if v == dummy {
			return None, nil
		}
		out = append(out, v)
	}
	return TupleOf(out), nil
}

// matchRest is the **rest of a mapping pattern.
func (t *Thread) matchRest(subject Value, keys *Tuple) (Value, error) {
	d := NewDict()
	if err := t.dictUpdate(d, subject); err != nil {
		return Unbound, err
	}
	for _, k := range keys.items {
		if _, _, err := d.Delete(t, k); err != nil {
			return Unbound, err
		}
	}
	return d.Val(), nil
}
