// This file implements calling a class: __new__, then __init__ where the result is an instance.
package core

// typeCall is type.__call__.
func typeCall(t *Thread, v Value, args []Value, names *Tuple) (Value, error) {
	c := As[Type](v)
	if c == &TypeType {
		npos := len(args) - names.Len()
		if len(args) == 1 && npos == 1 {
			return args[0].Type().Val(), nil
		}
		if npos == 1 {
			return Unbound, t.TypeError("type() takes no keyword arguments")
		}
		if npos != 3 {
			return Unbound, t.TypeError("type() takes 1 or 3 arguments")
		}
	}
	return t.instantiate(c, args, names)
}

// instantiate makes an instance of a class.
func (t *Thread) instantiate(c *Type, args []Value, names *Tuple) (Value, error) {
	if c == &DictType && len(args) > 0 && len(args) == names.Len() {
		return t.dictOfKeywords(args, names)
	}
	if c.plain != nil && names.Len() == 0 {
		if v, err := c.plain(t, args); err != nil || !v.IsUnbound() {
			return v, err
		}
	}
	n := c.s.New
	if n == nil || c.flags&flagNoNew != 0 {
		return Unbound, t.TypeError("cannot create '%s' instances", c.dottedName())
	}
	var v Value
	var err error
	switch n {
	case ObjectType.s.New:
		v, err = t.newObject(c, len(args) > 0)
	case heapNew:
		v, err = t.callNew(c, args, names)
	case ExcBaseException.s.New:
		if names.Len() > 0 {
			v, err = n.callSelf(t, c.Val(), args, names)
			break
		}
		v = NewException(c, args...).Val()
		if c.s.Init == ExcBaseException.s.Init {
			return v, nil // args are set
		}
	default:
		v, err = n.callSelf(t, c.Val(), args, names)
	}
	if err != nil || !v.Type().IsSubtype(c) {
		return v, err
	}
	return v, t.callInit(v, args, names)
}

// callNew calls the __new__ that a class defines in Python.
func (t *Thread) callNew(c *Type, args []Value, names *Tuple) (Value, error) {
	f := t.lookup(c, nNew)
	switch {
	case f.IsUnbound():
		return Unbound, t.AttributeError(c.Val(), nNew)
	case f.exactly(&StaticMethodType):
		f = As[staticMethod](f).fn
	default:
		if get := f.Type().s.Get; get != nil {
			var err error
			if f, err = get(t, f, Unbound, c); err != nil {
				return Unbound, err
			}
		}
	}
	a := t.pushArgs(len(args) + 1)
	a[0] = c.Val()
	copy(a[1:], args)
	v, err := t.CallKw(f, a, names)
	t.popArgs(a)
	return v, err
}

// callInit calls the __init__ of an instance.
func (t *Thread) callInit(v Value, args []Value, names *Tuple) error {
	c := v.Type()
	switch n := c.s.Init; n {
	case nil:
		return nil
	case ObjectType.s.Init:
		if len(args) > 0 && c.s.New == ObjectType.s.New {
			return t.TypeError("%s.__init__() takes exactly one argument (the instance to initialize)", c.name)
		}
		return nil
	case heapInit:
		d := t.lookup(c, nInit)
		if d.IsUnbound() {
			return t.missingDunder(nInit)
		}
		r, err := t.callDunderArgs(d, v, args, names)
		if err == nil && !r.IsNone() {
			err = t.TypeError("__init__() should return None, not '%s'", r.TypeName())
		}
		return err
	default:
		_, err := n.callSelf(t, v, args, names)
		return err
	}
}

// typeInit is type.__init__, which only checks its arguments.
func typeInit(t *Thread, a []Value) (Value, error) {
	n := AsTuple(a[1]).Len()
	if !a[2].IsUnbound() && n == 1 {
		return Unbound, t.TypeError("type.__init__() takes no keyword arguments")
	}
	if n != 1 && n != 3 {
		return Unbound, t.TypeError("type.__init__() takes 1 or 3 arguments")
	}
	return None, nil
}

// classGetItem is subscription of a class whose metaclass has no __getitem__.
func (t *Thread) classGetItem(c *Type, key Value) (Value, error) {
	if c == &TypeType {
		return newGenericAlias(c.Val(), key), nil
	}
	f, err := t.LookupAttr(c.Val(), nClassGetItem)
	if err != nil {
		return Unbound, err
	}
	if f.IsUnbound() || f.IsNone() {
		return Unbound, t.TypeError("type '%s' is not subscriptable", c.name)
	}
	return t.Call(f, key)
}
