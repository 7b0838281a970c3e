// This file defines getset_descriptor and member_descriptor: computed attributes of builtin types, and the
// __slots__ of classes. A slot is attribute index i of its instances' shapes, for every subclass too.
package core

// memberDescr is a getset_descriptor or member_descriptor: computed by g, or where g is nil a slot of __slots__.
type memberDescr struct {
	Header
	owner *Type
	name  *Str
	g     *GetSet
	index int
}

func newGetSet(typ *Type, g *GetSet, member bool) Value {
	d := &memberDescr{owner: typ, name: Intern(g.Name), g: g, index: -1}
	d.shape = &GetSetType.shape0
	if member {
		d.shape = &MemberType.shape0
	}
	return obj(&d.Header)
}

// newSlotMember makes the descriptor of a name in __slots__.
func newSlotMember(typ *Type, name *Str, index int) Value {
	d := &memberDescr{owner: typ, name: name, index: index}
	d.shape = &MemberType.shape0
	return obj(&d.Header)
}

// slotIndex is the attribute index of a slot of __slots__, -1 for any other descriptor.
func slotIndex(d Value) int {
	if d.ref != nil && d.ref.shape == &MemberType.shape0 {
		return As[memberDescr](d).index
	}
	return -1
}

// slotOwner is the class whose __slots__ has the slot.
func slotOwner(d Value) *Type { return As[memberDescr](d).owner }

func (d *memberDescr) check(t *Thread, v Value) error {
	if v.Type().IsSubtype(d.owner) {
		return nil
	}
	return t.TypeError("descriptor '%s' for '%s' objects doesn't apply to a '%s' object", d.name.s, d.owner.msgName(), v.TypeName())
}

func memberGet(t *Thread, dv, v Value, typ *Type) (Value, error) {
	if v.IsUnbound() {
		return dv, nil
	}
	d := As[memberDescr](dv)
	if err := d.check(t, v); err != nil {
		return Unbound, err
	}
	if d.g != nil {
		if d.g.Get == nil {
			return Unbound, t.Raise(&ExcAttributeError, "attribute '%s' of '%s' objects is not readable", d.name.s, d.owner.msgName())
		}
		// Streams, proxies and such ask another object for theirs, which may be themselves.
		if t.depth++; t.depth > t.interp.nesting {
			t.depth--
			return Unbound, t.recursionError("")
		}
		x, err := d.g.Get(t, v)
		t.depth--
		return x, err
	}
	if x := v.ref.slot(d.index); !x.IsUnbound() {
		return x, nil
	}
	e := t.newError(&ExcAttributeError, "'%s' object has no attribute '%s'", v.Type().fullName(), d.name.s)
	e.f[0], e.f[1] = d.name.Val(), v
	return Unbound, e
}

func memberSet(t *Thread, dv, v, x Value) error {
	d := As[memberDescr](dv)
	if err := d.check(t, v); err != nil {
		return err
	}
	if d.g != nil {
		if d.g.Set != nil {
			if t.depth++; t.depth > t.interp.nesting {
				t.depth--
				return t.recursionError("")
			}
			err := d.g.Set(t, v, x)
			t.depth--
			return err
		}
		if d.shape == &MemberType.shape0 {
			return t.Raise(&ExcAttributeError, "readonly attribute")
		}
		return t.Raise(&ExcAttributeError, "attribute '%s' of '%s' objects is not writable", d.name.s, d.owner.msgName())
	}
	if x.IsUnbound() && v.ref.slot(d.index).IsUnbound() {
		return t.Raise(&ExcAttributeError, "%s", d.name.s)
	}
	v.ref.setSlot(d.index, x)
	return nil
}

func memberRepr(t *Thread, v Value) (Value, error) {
	d := As[memberDescr](v)
	kind := "attribute"
	if d.shape == &MemberType.shape0 {
		kind = "member"
	}
	return StrVal("<" + kind + " '" + d.name.s + "' of '" + d.owner.msgName() + "' objects>"), nil
}

func setupMemberTypes() {
	slots := Slots{Repr: memberRepr, Get: memberGet, Set: memberSet,
		Traverse: func(h *Header, visit func(Value)) { visit(cast[memberDescr](h).owner.Val()) }}
	members := []GetSet{
		{Name: "__objclass__", Get: func(t *Thread, v Value) (Value, error) { return As[memberDescr](v).owner.Val(), nil }},
		{Name: "__name__", Get: func(t *Thread, v Value) (Value, error) { return As[memberDescr](v).name.Val(), nil }},
	}
	getsets := []GetSet{
		{Name: "__doc__", Get: func(t *Thread, v Value) (Value, error) {
			if d := As[memberDescr](v); d.g != nil && d.g.Doc != "" {
				return StrVal(d.g.Doc), nil
			}
			return None, nil
		}},
		{Name: "__qualname__", Get: func(t *Thread, v Value) (Value, error) {
			d := As[memberDescr](v)
			return StrVal(d.owner.qualname + "." + d.name.s), nil
		}},
	}
	reduce := []Func{{Name: "__reduce__", Sig: "(self, /)", Flags: Pure, Fn: func(t *Thread, a []Value) (Value, error) {
		d := As[memberDescr](a[0])
		getattr, err := t.builtin("getattr")
		if err != nil {
			return Unbound, err
		}
		return NewTuple(getattr, NewTuple(d.owner.Val(), d.name.Val())), nil
	}}}
	layout := LayoutOf[memberDescr]()
	GetSetType.Setup(&TypeSpec{Name: "getset_descriptor", Layout: layout, Flags: flagNoNew, Slots: slots, Members: members, GetSets: getsets})
	MemberType.Setup(&TypeSpec{Name: "member_descriptor", Layout: layout, Flags: flagNoNew, Slots: slots, Members: members, GetSets: getsets, Methods: reduce})
}
