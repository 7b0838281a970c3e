// This file holds the slot functions of heap types: each looks up its dunder on the type of its operand and calls
// it without making a bound method. They are installed by updateSlots where a class overrides the dunder.
package core

import "github.com/vivarium-py/vivarium/internal/pyhash"

// callDunder1, 2 and 3 call what was found on the type under a dunder's name with self and further arguments.
func (t *Thread) callDunder1(d, self Value) (Value, error) {
	typ := d.Type()
	if typ.flags&flagMethodDesc != 0 {
		a := t.pushArgs(1)
		a[0] = self
		r, err := t.CallKw(d, a, nil)
		t.popArgs(a)
		return r, err
	}
	f, err := t.bindDunder(d, self)
	if err != nil {
		return Unbound, err
	}
	return t.CallKw(f, nil, nil)
}

func (t *Thread) callDunder2(d, self, x Value) (Value, error) {
	typ := d.Type()
	if typ.flags&flagMethodDesc != 0 {
		a := t.pushArgs(2)
		a[0], a[1] = self, x
		r, err := t.CallKw(d, a, nil)
		t.popArgs(a)
		return r, err
	}
	f, err := t.bindDunder(d, self)
	if err != nil {
		return Unbound, err
	}
	a := t.pushArgs(1)
	a[0] = x
	r, err := t.CallKw(f, a, nil)
	t.popArgs(a)
	return r, err
}

func (t *Thread) callDunder3(d, self, x, y Value) (Value, error) {
	typ := d.Type()
	if typ.flags&flagMethodDesc != 0 {
		a := t.pushArgs(3)
		a[0], a[1], a[2] = self, x, y
		r, err := t.CallKw(d, a, nil)
		t.popArgs(a)
		return r, err
	}
	f, err := t.bindDunder(d, self)
	if err != nil {
		return Unbound, err
	}
	a := t.pushArgs(2)
	a[0], a[1] = x, y
	r, err := t.CallKw(f, a, nil)
	t.popArgs(a)
	return r, err
}

// callDunderArgs calls a dunder with any arguments; names are the keywords of the last ones.
func (t *Thread) callDunderArgs(d, self Value, args []Value, names *Tuple) (Value, error) {
	typ := d.Type()
	if typ.flags&flagMethodDesc != 0 {
		a := t.pushArgs(len(args) + 1)
		a[0] = self
		copy(a[1:], args)
		r, err := t.CallKw(d, a, names)
		t.popArgs(a)
		return r, err
	}
	f, err := t.bindDunder(d, self)
	if err != nil {
		return Unbound, err
	}
	return t.CallKw(f, args, names)
}

func (t *Thread) bindDunder(d, self Value) (Value, error) {
	if get := d.Type().s.Get; get != nil {
		return get(t, d, self, self.Type())
	}
	return d, nil
}

// missingDunder is the error of a slot whose dunder is gone, or of the half of a pair that a class lacks.
func (t *Thread) missingDunder(name *Str) error { return t.Raise(&ExcAttributeError, "%s", name.s) }

func heapUnary(name *Str) unaryFn {
	return func(t *Thread, v Value) (Value, error) {
		d := t.lookup(v.Type(), name)
		if d.IsUnbound() {
			return Unbound, t.missingDunder(name)
		}
		return t.callDunder1(d, v)
	}
}

func heapIter(t *Thread, v Value) (Value, error) {
	d := t.lookup(v.Type(), nIter)
	if d.IsNone() || d.IsUnbound() {
		return Unbound, t.TypeError("'%s' object is not iterable", v.TypeName())
	}
	return t.callDunder1(d, v)
}

// heapNext ends at StopIteration; whoever needs its value calls nextOrReturn.
func heapNext(t *Thread, v Value) (Value, error) {
	r, _, err := t.nextOrReturn(v)
	return r, err
}

// nextOrReturn is Next for `yield from`: at the end it gives Unbound and the value that StopIteration carries.
func (t *Thread) nextOrReturn(v Value) (item, ret Value, err error) {
	typ := v.Type()
	if typ.flags&flagHeap == 0 {
		if typ.s.Send != nil {
			x, returned, err := typ.s.Send(t, v, None)
			if returned {
				return Unbound, x, err
			}
			return x, None, err
		}
		x, err := t.Next(v)
		return x, None, err
	}
	d := t.lookup(typ, nNext)
	if d.IsUnbound() {
		return Unbound, None, t.TypeError("'%s' object is not an iterator", typ.name)
	}
	x, err := t.callDunder1(d, v)
	if err == nil {
		return x, None, nil
	}
	if e, ok := err.(*Exception); ok && e.shape.typ.IsSubtype(&ExcStopIteration) {
		ret = None
		if len(e.f) > 0 && !e.f[0].IsUnbound() {
			ret = e.f[0]
		}
		return Unbound, ret, nil
	}
	return Unbound, None, err
}

func heapHash(t *Thread, v Value) (int64, error) {
	d := t.lookup(v.Type(), nHash)
	if d.IsNone() || d.IsUnbound() {
		return 0, t.TypeError("unhashable type: '%s'", v.TypeName())
	}
	r, err := t.callDunder1(d, v)
	if err != nil {
		return 0, err
	}
	h, b, ok := AsInt(r)
	if !ok {
		return 0, t.TypeError("__hash__ method should return an integer")
	}
	if b != nil {
		h = pyhash.Big(b)
	}
	if h == -1 {
		h = -2
	}
	return h, nil
}

func heapLen(t *Thread, v Value) (int, error) {
	d := t.lookup(v.Type(), nLen)
	if d.IsUnbound() {
		return 0, t.missingDunder(nLen)
	}
	r, err := t.callDunder1(d, v)
	if err != nil {
		return 0, err
	}
	if r.ref != nil {
		if r, err = t.Index(r); err != nil {
			return 0, err
		}
	}
	n, b, _ := AsInt(r)
	if b != nil && b.Sign() > 0 {
		return 0, t.OverflowError("cannot fit 'int' into an index-sized integer")
	}
	if n < 0 || b != nil {
		return 0, t.ValueError("__len__() should return >= 0")
	}
	return int(n), nil
}

func heapBool(t *Thread, v Value) (bool, error) {
	d := t.lookup(v.Type(), nBool)
	if d.IsUnbound() {
		return true, nil
	}
	if d.IsNone() {
		return false, t.TypeError("'%s' cannot be interpreted as a boolean", v.TypeName())
	}
	r, err := t.callDunder1(d, v)
	switch {
	case err != nil:
		return false, err
	case r == True:
		return true, nil
	case r == False:
		return false, nil
	}
	return false, t.TypeError("__bool__ should return bool, returned %s", r.TypeName())
}

func heapContains(t *Thread, v, x Value) (bool, error) {
	d := t.lookup(v.Type(), nContains)
	if d.IsNone() || d.IsUnbound() {
		return false, t.TypeError("'%s' object is not a container", v.TypeName())
	}
	r, err := t.callDunder2(d, v, x)
	if err != nil {
		return false, err
	}
	return t.Truth(r)
}

func heapGetItem(t *Thread, v, key Value) (Value, error) {
	d := t.lookup(v.Type(), nGetItem)
	if d.IsUnbound() {
		return Unbound, t.missingDunder(nGetItem)
	}
	return t.callDunder2(d, v, key)
}

func heapSetItem(t *Thread, v, key, x Value) error {
	name := nSetItem
	if x.IsUnbound() {
		name = nDelItem
	}
	d := t.lookup(v.Type(), name)
	if d.IsUnbound() {
		return t.missingDunder(name)
	}
	var err error
	if x.IsUnbound() {
		_, err = t.callDunder2(d, v, key)
	} else {
		_, err = t.callDunder3(d, v, key, x)
	}
	return err
}

func heapCall(t *Thread, v Value, args []Value, names *Tuple) (Value, error) {
	if err := t.Enter(" while calling a Python object"); err != nil {
		t.Leave()
		return Unbound, err
	}
	d := t.lookup(v.Type(), nCall)
	if d.IsUnbound() {
		t.Leave()
		return Unbound, t.missingDunder(nCall)
	}
	r, err := t.callDunderArgs(d, v, args, names)
	t.Leave()
	return r, err
}

func heapCompare(t *Thread, a, b Value, op CmpOp) (Value, error) {
	d := t.lookup(a.Type(), cmpDunder[op])
	if d.IsUnbound() {
		return NotImplemented, nil
	}
	if d.Type().flags&flagMethodDesc == 0 {
		f, err := t.bindDunder(d, a)
		if err != nil {
			if ExceptionOf(err) == nil {
				return Unbound, err
			}
			return NotImplemented, nil // as CPython, which drops an error of __get__ here
		}
		return t.Call(f, b)
	}
	return t.callDunder2(d, a, b)
}

// heapBinary is a binary operator of which an operand's class overrides __op__ or __rop__. The right operand goes
// first only where its class is a subclass of the left one's that gives another __rop__.
func (t *Thread) heapBinary(op BinOp, a, b Value) (Value, error) {
	ta, tb := a.Type(), b.Type()
	bit := uint16(1) << op
	right := ta != tb && tb.heapBin&bit != 0
	if ta.heapBin&bit != 0 {
		if right && tb.IsSubtype(ta) {
			if d := t.lookup(tb, rbinDunder[op]); !d.IsUnbound() && d != t.lookup(ta, rbinDunder[op]) {
				if r, err := t.callDunder2(d, b, a); err != nil || r != NotImplemented {
					return r, err
				}
				right = false
			}
		}
		if d := t.lookup(ta, binDunder[op]); !d.IsUnbound() {
			if r, err := t.callDunder2(d, a, b); err != nil || r != NotImplemented {
				return r, err
			}
		}
	}
	if right {
		if d := t.lookup(tb, rbinDunder[op]); !d.IsUnbound() {
			return t.callDunder2(d, b, a)
		}
	}
	return NotImplemented, nil
}

// heapPow3 is pow(a, b, mod) where a class overrides __pow__ or __rpow__.
func heapPow3(t *Thread, a, b, mod Value) (Value, error) {
	const bit = uint16(1) << OpPow
	ta, tb := a.Type(), b.Type()
	reflected := tb != ta && tb.heapBin&bit != 0
	if reflected && ta.heapBin&bit != 0 && tb.IsSubtype(ta) {
		d := t.lookup(tb, rbinDunder[OpPow])
		if !d.IsUnbound() && d != t.lookup(ta, rbinDunder[OpPow]) { // a subclass that overrides goes first
			if r, err := t.callDunder3(d, b, a, mod); err != nil || r != NotImplemented {
				return r, err
			}
			reflected = false
		}
	}
	if ta.heapBin&bit != 0 {
		if d := t.lookup(ta, binDunder[OpPow]); !d.IsUnbound() {
			if r, err := t.callDunder3(d, a, b, mod); err != nil || r != NotImplemented {
				return r, err
			}
		}
	}
	if reflected {
		if d := t.lookup(tb, rbinDunder[OpPow]); !d.IsUnbound() {
			return t.callDunder3(d, b, a, mod)
		}
	}
	return NotImplemented, nil
}

func heapGet(t *Thread, d, obj Value, typ *Type) (Value, error) {
	f := t.lookup(d.Type(), nGet)
	if f.IsUnbound() {
		return d, nil
	}
	if obj.IsUnbound() {
		obj = None
	}
	owner := None
	if typ != nil {
		owner = typ.Val()
	}
	return t.callDunder3(f, d, obj, owner)
}

func heapSet(t *Thread, d, obj, x Value) error {
	name := nSet
	if x.IsUnbound() {
		name = nDelete
	}
	f := t.lookup(d.Type(), name)
	if f.IsUnbound() {
		return t.missingDunder(name)
	}
	var err error
	if x.IsUnbound() {
		_, err = t.callDunder2(f, d, obj)
	} else {
		_, err = t.callDunder3(f, d, obj, x)
	}
	return err
}

// heapGetAttr is attribute access of a class that overrides __getattribute__ or defines __getattr__.
func heapGetAttr(t *Thread, v Value, name *Str) (Value, error) {
	typ := v.Type()
	hook := t.lookup(typ, nGetAttr)
	d := t.lookup(typ, nGetAttribute)
	var x Value
	var err error
	if n := slotWrapper(d); n != nil && n.owner == &ObjectType && n.sdef.group == sgGetAttr {
		if hook.IsUnbound() {
			return GenericGetAttr(t, v, name)
		}
		var found bool
		x, found, err = t.genericGet(typ, v, name)
		if err == nil {
			if found {
				return x, nil
			}
			return t.callDunder2(hook, v, name.Val())
		}
	} else {
		if d.IsUnbound() {
			return Unbound, t.missingDunder(nGetAttribute)
		}
		x, err = t.callDunder2(d, v, name.Val())
	}
	if err != nil && !hook.IsUnbound() && Matches(err, &ExcAttributeError) {
		return t.callDunder2(hook, v, name.Val())
	}
	return x, err
}

func heapSetAttr(t *Thread, v Value, name *Str, x Value) error {
	dunder := nSetAttr
	if x.IsUnbound() {
		dunder = nDelAttr
	}
	d := t.lookup(v.Type(), dunder)
	if n := slotWrapper(d); n != nil && n.owner == &ObjectType && n.sdef.group == sgSetAttr {
		return GenericSetAttr(t, v, name, x)
	}
	if d.IsUnbound() {
		return t.missingDunder(dunder)
	}
	var err error
	if x.IsUnbound() {
		_, err = t.callDunder2(d, v, name.Val())
	} else {
		_, err = t.callDunder3(d, v, name.Val(), x)
	}
	return err
}

func heapDel(t *Thread, v Value) error {
	d := t.lookup(v.Type(), nDel)
	if d.IsUnbound() {
		return nil
	}
	_, err := t.callDunder1(d, v)
	return err
}

// heapNew and heapInit mark types whose __new__ or __init__ is not a builtin one; typeCall sees them and calls
// what the class gives. Their functions serve callers that only have the slot.
var (
	heapNew  *Native
	heapInit *Native
)

func setupHeapCtors() {
	heapNew = newNative(&Func{Name: "__new__", Sig: "(cls, /, *args, **kwargs)", Fn: func(t *Thread, a []Value) (Value, error) {
		args, names := splatArgs(a[1], a[2])
		return t.callNew(AsType(a[0]), args, names)
	}}, natNew, nil)
	heapInit = newNative(&Func{Name: "__init__", Sig: "(self, /, *args, **kwargs)", Fn: func(t *Thread, a []Value) (Value, error) {
		args, names := splatArgs(a[1], a[2])
		return None, t.callInit(a[0], args, names)
	}}, natInit, nil)
}

// splatArgs turns the tuple of *args and the dict of **kwargs (or Unbound) into arguments and keyword names.
func splatArgs(tuple, dict Value) ([]Value, *Tuple) {
	args := AsTuple(tuple).items
	d := AsDict(dict)
	if d == nil || d.Len() == 0 {
		return args, nil
	}
	all := make([]Value, len(args), len(args)+d.Len())
	copy(all, args)
	names := makeTuple(d.Len())
	i := 0
	for pos, k, v, ok := d.Next(0); ok; pos, k, v, ok = d.Next(pos) {
		all = append(all, v)
		names.items[i] = k
		i++
	}
	return all, names
}

// slotWrapper gives the slot wrapper that v is, else nil.
func slotWrapper(v Value) *Native {
	if v.ref != nil && v.ref.shape == &SlotWrapperType.shape0 {
		if n := As[Native](v); n.sdef != nil {
			return n
		}
	}
	return nil
}
