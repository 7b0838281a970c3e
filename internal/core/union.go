// This file sets up typing.Union, the type of int | str. Invariant: args has at least two members, none of them a
// union, no two of them equal; their order does not matter for == and hash.
package core

import ()

type unionObj struct {
	Header
	args   *Tuple
	params *Tuple // made at need
}

// unionable reports what `|` on classes accepts.
func unionable(v Value) bool {
	return v.IsNone() || AsType(v) != nil || v.isA(&GenericAliasType) || v.exactly(&UnionType) || v.exactly(&TypeAliasType)
}

// unionOr is a | b of types, and of a union and anything.
func unionOr(t *Thread, a, b Value) (Value, error) {
	if a.exactly(&UnionType) || b.exactly(&UnionType) { // a union takes whatever Union[...] does
		return unionClassGetItem(t, []Value{UnionType.Val(), NewTuple(a, b)})
	}
	if !unionable(a) || !unionable(b) {
		return NotImplemented, nil
	}
	return t.makeUnion([]Value{a, b})
}

// makeUnion makes the union of items: nested ones are flattened, equal ones dropped, and one alone is itself.
func (t *Thread) makeUnion(items []Value) (Value, error) {
	var out []Value
	add := func(v Value) error {
		if v.IsNone() {
			v = NoneType.Val()
		}
		if err := t.PollN(1 + len(out)/itemsWork); err != nil {
			return err
		}
		for _, o := range out {
			if o == v {
				return nil
			}
			if AsType(o) != nil && AsType(v) != nil && o.exactly(&TypeType) && v.exactly(&TypeType) {
				continue
			}
			eq, err := t.Eq(o, v)
			if eq || err != nil {
				return err
			}
		}
		var err error
		out, err = t.pushItem(out, v)
		return err
	}
	for _, v := range items {
		if v.exactly(&UnionType) {
			for _, x := range As[unionObj](v).args.items {
				if err := add(x); err != nil {
					return Unbound, err
				}
			}
			continue
		}
		if err := add(v); err != nil {
			return Unbound, err
		}
	}
	if len(out) == 1 {
		return out[0], nil
	}
	if err := t.Charge(16 * len(out)); err != nil {
		return Unbound, err
	}
	return obj(&(&unionObj{Header: Header{&UnionType.shape0}, args: As[Tuple](TupleOf(out))}).Header), nil
}

func unionCompare(t *Thread, a, b Value, op CmpOp) (Value, error) {
	if op != CmpEq && op != CmpNe || !b.exactly(&UnionType) {
		return NotImplemented, nil
	}
	x, y := As[unionObj](a).args.items, As[unionObj](b).args.items
	same := len(x) == len(y)
	for _, v := range x {
		if !same {
			break
		}
		found := false
		if err := t.PollN(1 + len(y)/itemsWork); err != nil {
			return Unbound, err
		}
		for _, w := range y {
			eq, err := t.Eq(v, w)
			if err != nil {
				return Unbound, err
			}
			if found = eq; found {
				break
			}
		}
		same = found
	}
	return Bool(same == (op == CmpEq)), nil
}

func unionHash(t *Thread, v Value) (int64, error) {
	h, bad := int64(0), 0
	for _, x := range As[unionObj](v).args.items {
		n, err := t.Hash(x)
		if err != nil {
			if !Matches(err, &ExcTypeError) {
				return 0, err
			}
			bad++
		}
		h ^= int64(uint64(n)*0x9E3779B97F4A7C15) ^ n
	}
	if bad > 0 {
		return 0, t.TypeError("union contains %d unhashable element%s", bad, plural(bad))
	}
	if h == -1 {
		h = -2
	}
	return h, nil
}

func unionRepr(t *Thread, v Value) (Value, error) {
	b := t.NewText()
	for i, x := range As[unionObj](v).args.items {
		if i > 0 {
			b.Put(" | ")
		}
		if err := b.Look(i); err != nil {
			return Unbound, err
		}
		if err := t.typeText(&b, x); err != nil {
			return Unbound, err
		}
	}
	return b.Val()
}

func (t *Thread) unionParams(u *unionObj) (*Tuple, error) {
	if u.params == nil {
		p, err := t.typeParams(u.args.items)
		if err != nil {
			return nil, err
		}
		u.params = p
	}
	return u.params, nil
}

// unionClassGetItem is Union[...]: strings and other special forms go through typing.
func unionClassGetItem(t *Thread, a []Value) (Value, error) {
	items := []Value{a[1]}
	if tup := AsTuple(a[1]); tup != nil {
		items = append([]Value(nil), tup.items...)
	}
	if len(items) == 0 {
		return Unbound, t.TypeError("Cannot take a Union of no types.")
	}
	check := Unbound
	for i, x := range items {
		if unionable(x) {
			continue
		}
		if check.IsUnbound() {
			imp, err := t.builtin("__import__")
			if err != nil {
				return Unbound, err
			}
			m, err := t.Call(imp, StrVal("typing"))
			if err != nil {
				return Unbound, err
			}
			if check, err = t.GetAttr(m, Intern("_type_check")); err != nil {
				return Unbound, err
			}
		}
		var err error
		if items[i], err = t.Call(check, x, StrVal("Union[arg, ...]: each arg must be a type.")); err != nil {
			return Unbound, err
		}
	}
	return t.makeUnion(items)
}

func setupUnionType() {
	UnionType.Setup(&TypeSpec{
		Name:   "typing.Union",
		Layout: LayoutOf[unionObj](),
		Flags:  flagNoNew,
		Doc:    "Represent a union type\n\nE.g. for int | str",
		Slots: Slots{
			Repr:    unionRepr,
			Hash:    unionHash,
			Compare: unionCompare,
			GetItem: func(t *Thread, v, key Value) (Value, error) {
				u := As[unionObj](v)
				params, err := t.unionParams(u)
				if err != nil {
					return Unbound, err
				}
				args, err := t.substitute(v, u.args, params, key)
				if err != nil {
					return Unbound, err
				}
				return unionClassGetItem(t, []Value{UnionType.Val(), TupleOf(args)})
			},
			Binary: [numBinOps]func(*Thread, Value, Value) (Value, error){OpOr: unionOr},
			Traverse: func(h *Header, visit func(Value)) {
				u := cast[unionObj](h)
				visit(u.args.Val())
				if u.params != nil {
					visit(u.params.Val())
				}
			},
		},
		Methods: []Func{
			{Name: "__mro_entries__", Sig: "(self, bases, /)", Flags: Pure, Fn: func(t *Thread, a []Value) (Value, error) {
				r, err := t.Repr(a[0])
				if err != nil {
					return Unbound, err
				}
				return Unbound, t.TypeError("Cannot subclass %s", r.s)
			}},
			{Name: "__class_getitem__", Sig: "(cls, object, /)", Flags: Pure | ClassM, Doc: "See PEP 585", Fn: unionClassGetItem},
		},
		Members: []GetSet{{Name: "__args__", Get: func(t *Thread, v Value) (Value, error) { return As[unionObj](v).args.Val(), nil }}},
		GetSets: []GetSet{
			{Name: "__parameters__", Doc: "the type variables in the union", Get: func(t *Thread, v Value) (Value, error) {
				p, err := t.unionParams(As[unionObj](v))
				if err != nil {
					return Unbound, err
				}
				return p.Val(), nil
			}},
			{Name: "__name__", Doc: "Name of the type", Get: func(t *Thread, v Value) (Value, error) { return Intern("Union").Val(), nil }},
			{Name: "__qualname__", Doc: "Qualified name of the type", Get: func(t *Thread, v Value) (Value, error) { return Intern("Union").Val(), nil }},
			{Name: "__origin__", Doc: "Always returns the type", Get: func(t *Thread, v Value) (Value, error) { return UnionType.Val(), nil }},
		},
	})
}
