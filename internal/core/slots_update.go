// This file computes the slots of heap types from the dunders along their MRO. Rule: where all dunders of a slot that
// are found are the wrappers of one builtin owner, the owner's function is copied (subclasses of builtins stay
// fast); else the slot is the heap function.
package core

// groupMask is a set of slotGroups.
type groupMask [groupMaskWords]uint64

func (m *groupMask) add(g slotGroup)      { m[g>>6] |= 1 << (g & 63) }
func (m *groupMask) has(g slotGroup) bool { return m[g>>6]&(1<<(g&63)) != 0 }

// addName adds the groups that a dunder belongs to and reports whether there are any.
func (m *groupMask) addName(name string) bool {
	if len(name) < 5 || name[0] != '_' || name[1] != '_' {
		return false
	}
	defs := slotTab.byName[name]
	for _, d := range defs {
		m.add(d.group)
		if d.group == sgBinary+slotGroup(OpPow) {
			m.add(sgPow3)
		}
	}
	return len(defs) > 0
}

// addDict adds the groups of all dunders in the dict of a type.
func (m *groupMask) addDict(d *Dict) {
	for pos, k, _, ok := d.Next(0); ok; pos, k, _, ok = d.Next(pos) {
		if s := AsStr(k); s != nil {
			m.addName(s.s)
		}
	}
}

// inheritAll fills the slots of a new heap type: those of its base, then whatever other bases and its own dict change.
func (typ *Type) inheritAll(t *Thread) {
	b := typ.base
	typ.s = b.s
	typ.heapBin = b.heapBin
	typ.flags |= b.flags & (flagGenericGet | flagGenericSet | flagGetattr | flagUnhashable | flagIdentity | flagNoInit | flagDel)
	var m groupMask
	for _, c := range typ.mro {
		if c == typ || !b.IsSubtype(c) {
			m.addDict(c.dict)
		}
	}
	typ.updateSlots(&m)
}

// recomputeAll recomputes every slot, after the bases changed.
func (typ *Type) recomputeAll() {
	var m groupMask
	for g := range numSlotGroups {
		m.add(slotGroup(g))
	}
	s := typ.base.s
	typ.s.Send, typ.s.Traverse = s.Send, s.Traverse
	typ.updateSlots(&m)
}

// updateSlots recomputes the slots of the groups in m. Only heap types are ever updated.
func (typ *Type) updateSlots(m *groupMask) {
	for w, bits := range m {
		for g := slotGroup(w * 64); bits != 0; g, bits = g+1, bits>>1 {
			if bits&1 != 0 {
				typ.updateSlot(g)
			}
		}
	}
}

// clearSlots is the source for emptying a slot.
var clearSlots Slots

func (typ *Type) updateSlot(g slotGroup) {
	gd := &slotTab.groups[g]
	if gd.copy == nil {
		return // there is no __idivmod__
	}
	var owner *Type
	heap := false
	for _, def := range gd.defs {
		d := typ.Lookup(def.str)
		if d.IsUnbound() {
			continue
		}
		o := typ.wrapperOwner(d, def, g)
		switch {
		case o == nil:
			heap = true
		case o == siblingGroup:
		case !typ.IsSubtype(o), owner != nil && owner != o:
			heap = true
		default:
			owner = o
		}
	}
	switch {
	case heap && gd.heap != nil:
		gd.heap(&typ.s)
	case owner != nil && !heap && g == sgNew:
		// Whatever builtin __new__ was found, the memory is made by that of the builtin type whose layout it has.
		b := typ.base
		for b.flags&flagHeap != 0 {
			b = b.base
		}
		gd.copy(&typ.s, &b.s)
	case owner != nil && !heap:
		gd.copy(&typ.s, &owner.s)
	default:
		gd.copy(&typ.s, &clearSlots)
	}
	typ.updateFlags(g, owner, heap)
}

// siblingGroup stands for the wrapper of the same dunder in another slot, as of __add__ in Concat.
var siblingGroup = new(Type)

// wrapperOwner gives the builtin type whose slot the value found under a dunder wraps, nil where it is anything else.
func (typ *Type) wrapperOwner(d Value, def *slotDef, g slotGroup) *Type {
	if d.ref == nil {
		return nil
	}
	switch d.ref.shape {
	case &SlotWrapperType.shape0, &NativeMethodType.shape0:
		n := As[Native](d)
		if n.kind == natInit {
			if g == sgInit {
				return n.owner
			}
			return nil
		}
		if n.sdef == nil || n.sdef.str != def.str {
			return nil
		}
		if n.sdef.group != g && !(g == sgPow3 && n.sdef.group == sgBinary+slotGroup(OpPow)) {
			if !typ.IsSubtype(n.owner) {
				return nil
			}
			return siblingGroup
		}
		return n.owner
	case &NativeFunctionType.shape0:
		if n := As[Native](d); g == sgNew && n.kind == natNew {
			return n.owner
		}
	}
	return nil
}

// updateFlags keeps the flags that mirror slots.
func (typ *Type) updateFlags(g slotGroup, owner *Type, heap bool) {
	set := func(f uint32, on bool) {
		typ.flags &^= f
		if on {
			typ.flags |= f
		}
	}
	switch g {
	case sgHash:
		d := typ.Lookup(nHash)
		set(flagUnhashable, d.IsNone())
		if d.IsNone() {
			typ.s.Hash = nil
		}
		set(flagIdentity, typ.sameOnly())
	case sgCompare:
		set(flagIdentity, typ.sameOnly())
	case sgGetAttr:
		set(flagGenericGet, owner != nil && !heap && owner.flags&flagGenericGet != 0)
		set(flagGetattr, heap)
	case sgSetAttr:
		set(flagGenericSet, owner != nil && !heap && owner.flags&flagGenericSet != 0)
	case sgInit:
		set(flagNoInit, owner == &ObjectType && !heap)
	case sgDel:
		set(flagDel|flagAllocSpecial, heap || owner == &IOBaseType)
		if typ.nslots > 0 {
			typ.flags |= flagAllocSpecial
		}
	}
	if g >= sgBinary && g < sgIBinary {
		bit := uint16(1) << (g - sgBinary)
		typ.heapBin &^= bit
		if heap {
			typ.heapBin |= bit
		}
	}
}

// sameOnly reports that the hash and every comparison of a type are object's.
func (typ *Type) sameOnly() bool {
	for _, g := range [...]slotGroup{sgHash, sgCompare} {
		for _, def := range slotTab.groups[g].defs {
			if n := slotWrapper(typ.Lookup(def.str)); n == nil || n.owner != &ObjectType {
				return false
			}
		}
	}
	return true
}

// isSequence reports that iter() may index the instances from 0: the type has sequence items.
func (typ *Type) isSequence() bool {
	for _, m := range typ.mro {
		if m.dict.has(nGetItem) {
			if m.flags&flagHeap != 0 {
				return typ.flags&flagDictSub == 0
			}
			return m.flags&(flagSequence|flagStrSub|flagBytesSub|flagByteArraySub|flagListSub|flagTupleSub) != 0
		}
	}
	return false
}
