// This file implements assignment to __class__. Invariant: an object's memory never changes, so the new shape has
// the inline room of the old one; only classes with the same layout and the same slots may be exchanged.
package core

// setClass is the setter of object.__class__.
func setClass(t *Thread, v, x Value) error {
	if x.IsUnbound() {
		return t.TypeError("can't delete __class__ attribute")
	}
	cls := AsType(x)
	if cls == nil {
		return t.TypeError("__class__ must be set to a class, not '%s' object", x.TypeName())
	}
	if err := t.Audit("object.__setattr__", v, nClass.Val(), x); err != nil {
		return err
	}
	old := v.Type()
	if !(old.IsSubtype(&ModuleType) && cls.IsSubtype(&ModuleType)) && (old.flags&flagImmutable != 0 || cls.flags&flagImmutable != 0) {
		return t.TypeError("__class__ assignment only supported for mutable types or ModuleType subclasses")
	}
	if !sameLayout(old, cls) {
		return t.TypeError("__class__ assignment: '%s' object layout differs from '%s'", cls.name, old.name)
	}
	if old != cls {
		v.ref.setType(cls)
		if (cls.s.Get != nil || cls.s.Set != nil) && cls.interp != nil {
			cls.interp.flushCaches() // they may hold it as an attribute that is no descriptor
		}
	}
	return nil
}

// sameLayout reports that instances of a and b are stored alike: the same struct, the same slots, a dict or none.
func sameLayout(a, b *Type) bool {
	const f = flagNoDict | flagNoWeakref
	if a.layout != b.layout || a.nslots != b.nslots || a.flags&f != b.flags&f || a.excBase() != b.excBase() {
		return false
	}
	if sa, sb := a.solid(), b.solid(); sa != sb && sa.base != sb.base {
		return false // only the slots of one level may differ in where they come from
	}
	for i, n := range a.slotVals {
		if b.slotVals[i].s != n.s {
			return false
		}
	}
	return true
}

// excBase is the class that says what the fields of an exception mean; of other classes it is the last base.
func (typ *Type) excBase() *Type {
	for typ.base != nil && typ.excN == typ.base.excN {
		typ = typ.base
	}
	return typ
}

// setType gives an object the shape of another class with the same layout; its attributes stay.
func (h *Header) setType(cls *Type) {
	s := h.shape
	if s.extOff == 0 || cls.flags&flagNoDict != 0 {
		h.shape = cls.shapeWithRoom(s.ninline)
		return
	}
	root := cls.shapeWithRoom(s.ninline)
	if !s.dictMode {
		n := root
		for i := s.typ.nslots; i < len(s.names) && n != nil; i++ {
			n = n.with(s.names[i])
		}
		if n != nil {
			h.shape = n
			return
		}
		h.toDict()
	}
	h.shape = root.dictShape()
}

// shapeWithRoom gives a root shape of cls for objects with n inline slots.
func (typ *Type) shapeWithRoom(n int32) *Shape {
	if typ.shape.ninline == n || !typ.layout.inst {
		return typ.shape
	}
	if s := typ.rooms[n]; s != nil {
		return s
	}
	s := *typ.shape
	s.ninline = n
	s.next, s.lastName, s.last, s.index = nil, nil, nil, nil
	if typ.rooms == nil {
		typ.rooms = map[int32]*Shape{}
	}
	typ.rooms[n] = &s
	return &s
}
