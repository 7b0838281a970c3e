// This file implements object.__reduce_ex__, __reduce__ and __getstate__: how objects without a pickling method of
// their own are taken apart for copy and pickle.
package core

var (
	nSlotNames = Intern("__slotnames__")
	nBases     = Intern("__bases__")
	nCopyreg   = Intern("copyreg")
)

// copyreg gives an attribute of module copyreg, imported at need.
func (t *Thread) copyreg(name string) (Value, error) {
	imp, err := t.builtin("__import__")
	if err != nil {
		return Unbound, err
	}
	m, err := t.Call(imp, nCopyreg.Val())
	if err != nil {
		return Unbound, err
	}
	return t.GetAttr(m, Intern(name))
}

func objectReduceEx(t *Thread, a []Value) (Value, error) {
	proto, err := t.IndexInt(a[1])
	if err != nil {
		return Unbound, err
	}
	v := a[0]
	reduce, err := t.LookupAttr(v, nReduce)
	if err != nil {
		return Unbound, err
	}
	if !reduce.IsUnbound() {
		cls, err := t.GetAttr(v, nClass)
		if err != nil {
			return Unbound, err
		}
		r, err := t.GetAttr(cls, nReduce)
		if err != nil {
			return Unbound, err
		}
		if own, _ := ObjectType.dict.GetStr(nReduce); r != own {
			return t.Call(reduce)
		}
	}
	return t.commonReduce(v, proto)
}

func objectReduce(t *Thread, a []Value) (Value, error) { return t.commonReduce(a[0], 0) }

func (t *Thread) commonReduce(v Value, proto int) (Value, error) {
	if proto >= 2 {
		return t.reduceNew(v)
	}
	f, err := t.copyreg("_reduce_ex")
	if err != nil {
		return Unbound, err
	}
	return t.Call(f, v, Int(int64(proto)))
}

// newArgs gives what __getnewargs_ex__ or __getnewargs__ return; ok is false where there is neither.
func (t *Thread) newArgs(v Value) (args *Tuple, kw *Dict, ok bool, err error) {
	f, err := t.lookupSpecial(v, nGetNewArgsEx)
	if err != nil {
		return nil, nil, false, err
	}
	if !f.IsUnbound() {
		r, err := t.Call(f)
		if err != nil {
			return nil, nil, false, err
		}
		tup := AsTuple(r)
		if tup == nil {
			return nil, nil, false, t.TypeError("__getnewargs_ex__ should return a tuple, not '%s'", r.TypeName())
		}
		if tup.Len() != 2 {
			return nil, nil, false, t.ValueError("__getnewargs_ex__ should return a tuple of length 2, not %d", tup.Len())
		}
		if args = AsTuple(tup.items[0]); args == nil {
			return nil, nil, false, t.TypeError("first item of the tuple returned by __getnewargs_ex__ must be a tuple, not '%s'", tup.items[0].TypeName())
		}
		if kw = AsDict(tup.items[1]); kw == nil {
			return nil, nil, false, t.TypeError("second item of the tuple returned by __getnewargs_ex__ must be a dict, not '%s'", tup.items[1].TypeName())
		}
		return args, kw, true, nil
	}
	f, err = t.lookupSpecial(v, nGetNewArgs)
	if err != nil || f.IsUnbound() {
		return nil, nil, false, err
	}
	r, err := t.Call(f)
	if err != nil {
		return nil, nil, false, err
	}
	if args = AsTuple(r); args == nil {
		return nil, nil, false, t.TypeError("__getnewargs__ should return a tuple, not '%s'", r.TypeName())
	}
	return args, nil, true, nil
}

// reduceNew is the form of protocol 2 and later: copyreg.__newobj__(cls, *args), state, list items, dict items.
func (t *Thread) reduceNew(v Value) (Value, error) {
	typ := v.Type()
	if typ.s.New == nil || typ.flags&flagNoNew != 0 {
		return Unbound, t.TypeError("cannot pickle '%s' object", typ.msgName())
	}
	args, kw, hasArgs, err := t.newArgs(v)
	if err != nil {
		return Unbound, err
	}
	clsv, err := t.GetAttr(v, nClass)
	if err != nil {
		return Unbound, err
	}
	var newobj, newargs Value
	if kw == nil || kw.Len() == 0 {
		if newobj, err = t.copyreg("__newobj__"); err != nil {
			return Unbound, err
		}
		tup := makeTuple(args.Len() + 1)
		tup.items[0] = clsv
		if args != nil {
			copy(tup.items[1:], args.items)
		}
		newargs = tup.Val()
	} else {
		if newobj, err = t.copyreg("__newobj_ex__"); err != nil {
			return Unbound, err
		}
		newargs = NewTuple(clsv, args.Val(), kw.Val())
	}
	isList, isDict := typ.flags&flagListSub != 0, typ.flags&flagDictSub != 0
	state, err := t.getState(v, !hasArgs && !isList && !isDict)
	if err != nil {
		return Unbound, err
	}
	items, pairs := None, None
	if isList {
		if items, err = t.Iter(v); err != nil {
			return Unbound, err
		}
	}
	if isDict {
		m, err := t.CallMethod(v, nItems)
		if err != nil {
			return Unbound, err
		}
		if pairs, err = t.Iter(m); err != nil {
			return Unbound, err
		}
	}
	return NewTuple(newobj, newargs, state, items, pairs), nil
}

// getState calls __getstate__; required asks the default one to refuse objects with native state.
func (t *Thread) getState(v Value, required bool) (Value, error) {
	f, err := t.GetAttr(v, nGetState)
	if err != nil {
		return Unbound, err
	}
	if f.exactly(&NativeFunctionType) {
		own, _ := ObjectType.dict.GetStr(nGetState)
		if n := As[Native](f); n.self == v && n.def == As[Native](own).def {
			return t.defaultState(v, required)
		}
	}
	return t.Call(f)
}

func objectGetState(t *Thread, a []Value) (Value, error) { return t.defaultState(a[0], false) }

// defaultState is the __dict__, or (dict, slots) where there are slots with values.
func (t *Thread) defaultState(v Value, required bool) (Value, error) {
	typ := v.Type()
	if required && !typ.layout.inst {
		return Unbound, t.TypeError("cannot pickle '%s' object", typ.msgName())
	}
	state, err := t.LookupAttr(v, nDict)
	if err != nil {
		return Unbound, err
	}
	if d := AsDict(state); state.IsUnbound() || d != nil && d.Len() == 0 {
		state = None
	}
	names, err := t.slotNames(typ)
	if err != nil || names == nil {
		return state, err
	}
	slots := NewDict()
	for _, n := range append([]Value(nil), names.items...) {
		s := AsStr(n)
		if s == nil {
			return Unbound, t.TypeError("attribute name must be string, not '%s'", n.TypeName())
		}
		x, err := t.LookupAttr(v, s)
		if err != nil {
			return Unbound, err
		}
		if !x.IsUnbound() {
			slots.SetStr(s, x)
		}
	}
	if slots.Len() > 0 {
		state = NewTuple(state, slots.Val())
	}
	return state, nil
}

// slotNames is copyreg._slotnames, which caches its answer in the class.
func (t *Thread) slotNames(typ *Type) (*List, error) {
	v, ok := typ.dict.GetStr(nSlotNames)
	if !ok {
		if typ.flags&flagHeap == 0 || typ.nslots == 0 {
			return nil, nil
		}
		f, err := t.copyreg("_slotnames")
		if err != nil {
			return nil, err
		}
		if v, err = t.Call(f, typ.Val()); err != nil {
			return nil, err
		}
		if !v.IsNone() && AsList(v) == nil {
			return nil, t.TypeError("copyreg._slotnames didn't return a list or None")
		}
	}
	if v.IsNone() {
		return nil, nil
	}
	l := AsList(v)
	if l == nil {
		return nil, t.TypeError("%s.__slotnames__ should be a list or None, not %s", typ.name, v.TypeName())
	}
	return l, nil
}
