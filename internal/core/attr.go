// This file implements object.__getattribute__ and __setattr__: descriptors of the type, then the
// attributes of the instance (shape slots or dict), then the rest of the type (reference 3.3.2).
package core

// genericGet is object.__getattribute__ that reports absence instead of raising: found is false and the
// error nil where there is no such attribute.
func (t *Thread) genericGet(typ *Type, v Value, name *Str) (x Value, found bool, err error) {
	d := t.lookup(typ, name)
	var get func(*Thread, Value, Value, *Type) (Value, error)
	if !d.IsUnbound() {
		dt := d.Type()
		get = dt.s.Get
		if get != nil && dt.s.Set != nil {
			x, err := get(t, d, v, typ)
			return x, true, err
		}
	}
	if v.ref != nil {
		if x, ok, err := t.instGet(v.ref, name); ok || err != nil {
			return x, true, err
		}
	}
	if get != nil {
		x, err := get(t, d, v, typ)
		return x, true, err
	}
	if !d.IsUnbound() {
		return d, true, nil
	}
	return Unbound, false, nil
}

// instGet looks among the attributes of the instance itself.
func (t *Thread) instGet(h *Header, name *Str) (Value, bool, error) {
	s := h.shape
	if s.extOff == 0 {
		return Unbound, false, nil
	}
	if s.dictMode {
		if e := h.ext(); e != nil && e.dict != nil {
			if e.dict.exactStrKeys() {
				x, ok := e.dict.GetStr(name)
				return x, ok, nil
			}
			return e.dict.Get(t, name.Val())
		}
		return Unbound, false, nil
	}
	if i := s.find(name); i >= 0 {
		return h.slot(i), true, nil
	}
	return Unbound, false, nil
}

// exactStrKeys reports that no key can equal a str by an __eq__ of its own.
func (d *Dict) exactStrKeys() bool { return d.watch&dictOdd == 0 }

// GenericGetAttr is object.__getattribute__.
func GenericGetAttr(t *Thread, v Value, name *Str) (Value, error) {
	typ := v.Type()
	x, found, err := t.genericGet(typ, v, name)
	if found || err != nil {
		return x, err
	}
	if v.isA(&ModuleType) { // whose dict is its own, as object.__getattribute__ finds it
		if x, ok, err := As[Module](v).dict.Get(t, name.Val()); ok || err != nil {
			return x, err
		}
	}
	return Unbound, t.AttributeError(v, name)
}

// AttributeError is "'T' object has no attribute 'name'", with name and obj set.
func (t *Thread) AttributeError(v Value, name *Str) error {
	var e *Exception
	if c := AsType(v); c != nil {
		e = t.newError(&ExcAttributeError, "type object '%s' has no attribute '%s'", c.name, name.s)
	} else {
		e = t.newError(&ExcAttributeError, "'%s' object has no attribute '%s'", v.TypeName(), name.s)
	}
	e.f[0], e.f[1] = name.Val(), v
	return e
}

// GenericSetAttr is object.__setattr__, and __delattr__ where x is Unbound.
func GenericSetAttr(t *Thread, v Value, name *Str, x Value) error {
	typ := v.Type()
	d := t.lookup(typ, name)
	if !d.IsUnbound() {
		if set := d.Type().s.Set; set != nil {
			return set(t, d, v, x)
		}
	}
	if v.ref == nil || v.ref.shape.extOff == 0 || v.ref.shape.typ.flags&flagNoDict != 0 {
		if v.isA(&ModuleType) {
			return moduleSetAttr(t, v, name, x)
		}
		return t.cannotSet(v, name, d)
	}
	if x.IsUnbound() {
		ok, err := t.instDel(v.ref, name)
		if err == nil && !ok { // without the name, so that nothing is suggested
			return t.Raise(&ExcAttributeError, "'%s' object has no attribute '%s'", v.TypeName(), name.s)
		}
		return err
	}
	return t.instSet(v.ref, name, x)
}

// cannotSet words why an attribute of an object without a dict cannot be set.
func (t *Thread) cannotSet(v Value, name *Str, d Value) error {
	var e *Exception
	if d.IsUnbound() {
		e = t.newError(&ExcAttributeError, "'%s' object has no attribute '%s' and no __dict__ for setting new attributes", v.TypeName(), name.s)
	} else {
		e = t.newError(&ExcAttributeError, "'%s' object attribute '%s' is read-only", v.TypeName(), name.s)
	}
	e.f[0], e.f[1] = name.Val(), v
	return e
}

// instSet sets an attribute of the instance itself.
func (t *Thread) instSet(h *Header, name *Str, x Value) error {
	s := h.shape
	if !s.dictMode {
		if i := s.find(name); i >= 0 {
			h.setSlot(i, x)
			return nil
		}
		if len(name.s) > 0 {
			n := s.last
			if s.lastName != name {
				n = s.with(internedOf(name))
			}
			if n != nil {
				h.shape = n
				h.setSlot(len(s.names), x)
				return nil
			}
		}
		h.toDict()
	}
	e := h.needExt()
	if e.dict == nil {
		e.dict = NewDict()
	}
	if e.dict.exactStrKeys() {
		e.dict.SetStr(name, x)
		return nil
	}
	return e.dict.Set(t, name.Val(), x)
}

// instDel removes an attribute of the instance itself and reports whether it was there.
func (t *Thread) instDel(h *Header, name *Str) (bool, error) {
	if !h.shape.dictMode {
		if h.shape.find(name) < 0 {
			return false, nil
		}
		h.toDict()
	}
	e := h.ext()
	if e == nil || e.dict == nil {
		return false, nil
	}
	if e.dict.exactStrKeys() {
		return e.dict.DelStr(name), nil
	}
	_, ok, err := e.dict.Delete(t, name.Val())
	return ok, err
}

// toDict moves an instance's attributes from its slots to a dict; slots of __slots__ stay where they are.
func (h *Header) toDict() *Dict {
	s := h.shape
	e := h.needExt()
	if s.dictMode {
		if e.dict == nil {
			e.dict = NewDict()
		}
		return e.dict
	}
	d := NewDictSize(len(s.names))
	for i := s.typ.nslots; i < len(s.names); i++ {
		d.SetStr(s.names[i], h.slot(i))
		h.setSlot(i, Unbound)
	}
	if n := s.typ.nslots - int(s.ninline); n < len(e.over) {
		e.over = e.over[:max(n, 0)]
	}
	e.dict = d
	h.shape = s.dictShape()
	return d
}

// dictShape gives the dict-mode shape of the same family.
func (s *Shape) dictShape() *Shape {
	root := s.typ.shape
	if d := root.next[dictShapeKey]; d != nil && d.ninline == s.ninline {
		return d
	}
	d := &Shape{typ: s.typ, extOff: s.extOff, inlineOff: s.inlineOff, ninline: s.ninline, dictMode: true, names: s.names[:s.typ.nslots:s.typ.nslots]}
	if s.ninline == root.ninline {
		if root.next == nil {
			root.next = map[string]*Shape{}
		}
		root.next[dictShapeKey] = d
	}
	return d
}

// dictShapeKey cannot be an attribute's name: "" takes the dict path.
const dictShapeKey = ""

// InstDict gives the __dict__ of an instance, nil if it has none.
func (t *Thread) InstDict(v Value) *Dict {
	if v.ref == nil || v.ref.shape.extOff == 0 || v.ref.shape.typ.flags&flagNoDict != 0 {
		return nil
	}
	switch v.ref.shape.typ.layout {
	case moduleLayout:
		return As[Module](v).Dict()
	}
	return v.ref.toDict()
}
