// This file holds the calls of builtin types with plain positional arguments (list(x), dict(), zip(a, b)): Type.plain of these
// very types does what their __new__ and __init__ do, without binding arguments for either. It gives Unbound for what it leaves
// to them.
package core

func plainList(t *Thread, args []Value) (Value, error) {
	if len(args) > 1 {
		return Unbound, nil
	}
	if len(args) == 0 {
		return makeList(0).Val(), nil
	}
	var src []Value
	switch x := args[0]; {
	case x.exactly(&ListType):
		src = As[List](x).items
	case x.exactly(&TupleType):
		src = As[Tuple](x).items
	default:
		items, buffered, err := t.gather(x)
		if err != nil {
			return Unbound, err
		}
		if !buffered {
			return NewList(items), nil
		}
		l := newListCopy(items)
		t.giveBack(items)
		return l, nil
	}
	if len(src) <= chunkItems {
		if err := t.chargeItems(len(src)); err != nil {
			return Unbound, err
		}
		return newListCopy(src), nil
	}
	items, err := t.Collect(args[0])
	return NewList(items), err
}

func plainTuple(t *Thread, args []Value) (Value, error) {
	if len(args) != 1 {
		return Unbound, nil
	}
	switch x := args[0]; {
	case x.exactly(&TupleType):
		return x, nil
	case x.exactly(&ListType):
		items := As[List](x).items
		if err := t.chargeItems(len(items)); err != nil {
			return Unbound, err
		}
		return t.tupleCopy(items)
	}
	items, buffered, err := t.gather(args[0])
	switch {
	case err != nil:
		return Unbound, err
	case !buffered:
		return TupleOf(items), nil
	}
	u := NewTuple(items...)
	t.giveBack(items)
	return u, nil
}

func plainSet(t *Thread, args []Value) (Value, error) {
	if len(args) > 1 {
		return Unbound, nil
	}
	s := newSet(&SetType)
	if len(args) == 1 {
		if err := t.setUpdate(s, args[0]); err != nil {
			return Unbound, err
		}
	}
	return s.Val(), nil
}

func plainFrozenSet(t *Thread, args []Value) (Value, error) {
	if len(args) != 1 {
		return Unbound, nil
	}
	if args[0].exactly(&FrozenSetType) {
		return args[0], nil
	}
	s := newSet(&FrozenSetType)
	if err := t.setUpdate(s, args[0]); err != nil {
		return Unbound, err
	}
	return s.settled().Val(), nil
}

func plainDict(t *Thread, args []Value) (Value, error) {
	if len(args) > 1 {
		return Unbound, nil
	}
	if len(args) == 0 {
		return NewDict().Val(), nil
	}
	d := NewDict()
	if err := t.dictUpdate(d, args[0]); err != nil {
		return Unbound, err
	}
	return d.Val(), nil
}

// dictOfKeywords is dict(a=1, b=2).
func (t *Thread) dictOfKeywords(args []Value, names *Tuple) (Value, error) {
	d := NewDictSize(min(len(args), smallDict))
	for i, name := range names.items {
		k := AsStr(name)
		if k == nil {
			return Unbound, t.TypeError("keywords must be strings")
		}
		if err := d.putStr(t, k, args[i]); err != nil {
			return Unbound, err
		}
	}
	return d.Val(), nil
}

func plainBool(t *Thread, args []Value) (Value, error) {
	if len(args) != 1 {
		return Unbound, nil
	}
	b, err := t.Truth(args[0])
	return Bool(b), err
}

func plainZip(t *Thread, args []Value) (Value, error) {
	return t.newMulti(&ZipType, Unbound, args, false)
}

func plainMap(t *Thread, args []Value) (Value, error) {
	if len(args) < 2 {
		return Unbound, nil
	}
	return t.newMulti(&MapType, args[0], args[1:], false)
}

func plainEnumerate(t *Thread, args []Value) (Value, error) {
	if len(args) != 1 {
		return Unbound, nil
	}
	return newEnumerate(t, []Value{EnumerateType.Val(), args[0], Unbound})
}

func plainReversed(t *Thread, args []Value) (Value, error) {
	if len(args) != 1 {
		return Unbound, nil
	}
	return newReversed(t, []Value{ReversedType.Val(), args[0], Unbound})
}

// setupPlain gives the types their plain calls.
func setupPlain() {
	for typ, f := range map[*Type]func(*Thread, []Value) (Value, error){
		&ListType: plainList, &TupleType: plainTuple, &SetType: plainSet, &FrozenSetType: plainFrozenSet, &DictType: plainDict,
		&BoolType: plainBool, &ZipType: plainZip, &MapType: plainMap, &EnumerateType: plainEnumerate, &ReversedType: plainReversed,
	} {
		typ.plain = f
	}
}
