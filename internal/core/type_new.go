// This file implements type.__new__: metaclass resolution, layout and __slots__, the namespace's special names,
// MRO and slots, then __set_name__ and __init_subclass__.
package core

import (
	"slices"
	"sort"
	"strings"
	"unicode"
)

// calcMetaclass is the most derived metaclass of meta and those of the bases.
func (t *Thread) calcMetaclass(meta *Type, bases []Value) (*Type, error) {
	winner := meta
	for _, b := range bases {
		m := b.Type()
		if winner.IsSubtype(m) {
			continue
		}
		if !m.IsSubtype(winner) {
			return nil, t.TypeError("metaclass conflict: the metaclass of a derived class must be a (non-strict) subclass of the metaclasses of all its bases")
		}
		winner = m
	}
	return winner, nil
}

// typeNew is type.__new__.
func typeNew(t *Thread, a []Value) (Value, error) {
	meta := As[Type](a[0])
	args := AsTuple(a[1]).items
	if len(args) != 3 {
		return Unbound, t.TypeError("type.__new__() takes exactly 3 arguments (%d given)", len(args))
	}
	name := AsStr(args[0])
	if name == nil {
		return Unbound, t.TypeError("type.__new__() argument 1 must be str, not %s", args[0].argTypeName())
	}
	bases := AsTuple(args[1])
	if bases == nil {
		return Unbound, t.TypeError("type.__new__() argument 2 must be tuple, not %s", args[1].argTypeName())
	}
	ns := AsDict(args[2])
	if ns == nil {
		return Unbound, t.TypeError("type.__new__() argument 3 must be dict, not %s", args[2].argTypeName())
	}
	for _, b := range bases.items {
		if AsType(b) != nil {
			continue
		}
		f, err := t.LookupAttr(b, nMroEntries)
		if err != nil {
			return Unbound, err
		}
		if !f.IsUnbound() {
			return Unbound, t.TypeError("type() doesn't support MRO entry resolution; use types.new_class()")
		}
	}
	winner, err := t.calcMetaclass(meta, bases.items)
	if err != nil {
		return Unbound, err
	}
	if winner != meta {
		if winner.s.New != TypeType.s.New {
			full, names := splatArgs(a[1], a[2])
			if winner.s.New == heapNew {
				return t.callNew(winner, full, names)
			}
			return winner.s.New.callSelf(t, winner.Val(), full, names)
		}
		meta = winner
	}
	list := make([]*Type, 0, max(bases.Len(), 1))
	for _, b := range bases.items {
		c := AsType(b)
		if c == nil {
			return Unbound, t.TypeError("bases must be types")
		}
		list = append(list, c)
	}
	if len(list) == 0 {
		list = append(list, &ObjectType)
	}
	c, err := t.newClass(meta, name, list, ns)
	if err != nil {
		return Unbound, err
	}
	if err := t.setNames(c); err != nil {
		return Unbound, err
	}
	return c.Val(), t.initSubclass(c, a[2])
}

// newClass makes the class itself; the namespace is copied.
func (t *Thread) newClass(meta *Type, name *Str, bases []*Type, ns *Dict) (*Type, error) {
	base, err := t.bestBase(bases)
	if err != nil {
		return nil, err
	}
	if err := t.Charge(1024 + 48*ns.Len()); err != nil {
		return nil, err
	}
	if err := t.checkTypeName(name); err != nil {
		return nil, err
	}
	d, err := t.copyOf(ns)
	if err != nil {
		return nil, err
	}
	d.watch |= dictType
	for pos, k, _, ok := d.Next(0); ok; pos, k, _, ok = d.Next(pos) {
		if err := t.PollAt(pos); err != nil {
			return nil, err
		}
		if AsStr(k) == nil {
			if err := t.Warn(&ExcRuntimeWarning, "non-string key in the __dict__ of class "+name.s, 1); err != nil {
				return nil, err
			}
			break
		}
	}
	c := As[Type](obj(meta.Alloc()))
	c.interp, c.name, c.qualname = t.interp, name.s, name.s
	c.base, c.bases, c.dict, c.layout = base, bases, d, base.layout
	c.flags = flagHeap | flagBase | base.flags&(subFlags&^(flagSequence|flagMapping))
	c.excN = base.excN
	for _, b := range bases {
		if f := b.flags & (flagSequence | flagMapping); f != 0 && c.flags&(flagSequence|flagMapping) == 0 {
			c.flags |= f
		}
	}
	if err := t.classLayout(c); err != nil {
		return nil, err
	}
	if err := t.specialNames(c); err != nil {
		return nil, err
	}
	if err := t.classCells(c); err != nil {
		return nil, err
	}
	c.addMembers()
	if c.mro, err = t.makeMRO(c, bases); err != nil {
		return nil, err
	}
	c.version = typeVersion.Add(1)
	c.inheritAll(t)
	for _, b := range bases {
		t.interp.addSubclass(b, c)
	}
	return c, nil
}

// hasDict reports that instances have a __dict__.
func (typ *Type) hasDict() bool {
	for c := typ; c != nil; c = c.base {
		if c.flags&flagHeap != 0 {
			return c.heapDict
		}
		if c == &TypeType || c.dict.has(nDict) {
			return true
		}
	}
	return false
}

// weakrefable reports that instances can be weakly referenced.
func (typ *Type) weakrefable() bool {
	for c := typ; c != nil; c = c.base {
		if c.flags&flagHeap != 0 {
			return c.flags&flagNoWeakref == 0
		}
		if c.flags&flagNoWeakref != 0 {
			return false
		}
	}
	b := typ.builtinBase()
	return b.flags&flagExcSub == 0 && !noWeakTypes[b]
}

// builtinBase is the builtin class that a class's layout comes from.
func (typ *Type) builtinBase() *Type {
	for typ.flags&flagHeap != 0 {
		typ = typ.base
	}
	return typ
}

// classLayout decides what instances hold: slots, a dict, weak references; and makes the root shape.
func (t *Thread) classLayout(c *Type) error {
	base := c.base
	varSized := base.itemSize() != 0
	mayDict := !base.hasDict()
	mayWeak := !base.weakrefable() && !varSized
	var names []*Str
	addDict, addWeak := false, false
	if sv, ok := c.dict.GetStr(nSlots); ok {
		var items []Value
		if AsStr(sv) != nil {
			items = []Value{sv}
		} else {
			var err error
			if items, err = t.Collect(sv); err != nil {
				return err
			}
		}
		if len(items) > 0 && varSized {
			return t.TypeError("nonempty __slots__ not supported for subtype of '%s'", base.name)
		}
		if err := t.Charge(64 * len(items)); err != nil {
			return err
		}
		for _, it := range items {
			s := AsStr(it)
			if s == nil {
				return t.TypeError("__slots__ items must be strings, not '%s'", it.TypeName())
			}
			if !isIdentifier(s.s) {
				return t.TypeError("__slots__ must be identifiers")
			}
			switch s.s {
			case "__dict__":
				if !mayDict || addDict {
					return t.TypeError("__dict__ slot disallowed: we already got one")
				}
				addDict = true
				continue
			case "__weakref__":
				if !mayWeak || addWeak {
					return t.TypeError("__weakref__ slot disallowed: we already got one")
				}
				addWeak = true
				continue
			}
			if err := t.Poll(); err != nil {
				return err
			}
			m := mangle(c.name, s)
			names = append(names, m)
			if c.dict.has(m) && m.s != "__qualname__" && m.s != "__classcell__" && m.s != "__classdictcell__" {
				r, err := t.Repr(m.Val())
				if err != nil {
					return err
				}
				return t.ValueError("%s in __slots__ conflicts with class variable", r.s)
			}
		}
		sort.Slice(names, func(i, j int) bool { return names[i].s < names[j].s })
		uniq := names[:0]
		for i, n := range names {
			if i == 0 || n.s != names[i-1].s {
				uniq = append(uniq, n)
			}
		}
		names = uniq
		for _, b := range c.bases {
			if b == base {
				continue
			}
			addDict = addDict || mayDict && b.hasDict()
			addWeak = addWeak || mayWeak && b.weakrefable()
		}
	} else {
		addDict, addWeak = mayDict, mayWeak
	}
	c.heapDict = addDict || base.hasDict()
	// A base whose instances keep their attributes elsewhere (modules, classes) has a dict but not in the shape.
	switch {
	case addDict:
	case base.flags&flagNoDict != 0 || !base.hasDict():
		c.flags |= flagNoDict
	}
	if !addWeak && !base.weakrefable() {
		c.flags |= flagNoWeakref
	}
	c.slotVals = append(append([]*Str(nil), base.slotVals...), names...)
	c.nslots = len(c.slotVals)
	c.addDict, c.addWeak = addDict, addWeak
	c.flags &^= flagAllocSpecial
	if c.nslots > 0 {
		c.flags |= flagAllocSpecial
	}

	s := Shape{typ: c}
	if base.shape.extOff != 0 || c.layout.inst || c.nslots > 0 || addDict || addWeak || c.flags&flagNoDict == 0 {
		s.extOff = c.layout.extOff
	}
	for _, n := range c.slotVals {
		s.names = append(s.names, &Str{Header: Header{&StrType.shape0}, s: "\xff" + n.s, n: n.n + 1})
	}
	hint := c.nslots
	if c.flags&flagNoDict == 0 {
		hint += base.instHint - base.nslots
		if sa, ok := c.dict.GetStr(nStaticAttributes); ok {
			if tup := AsTuple(sa); tup != nil {
				hint += tup.Len()
			}
		}
		// An instance keeps the inline room that it was made with, so leave some even where nothing is known.
		if least := c.nslots + 2; hint < least {
			hint = least
			if c.dict.has(nInit) {
				hint += 2
			}
		}
	}
	c.instHint = min(hint, instSizeMax)
	if c.layout.inst {
		s.inlineOff, s.ninline = instInlineOff, instSize(c.instHint)
	} else if n := c.layout.room; n > 0 {
		s.inlineOff, s.ninline = c.layout.size, n
	}
	c.shape0 = s
	c.shape = &c.shape0
	return nil
}

// addMembers adds the descriptors of the slots and of __dict__ and __weakref__ to the dict of a new class.
func (typ *Type) addMembers() {
	for i := typ.base.nslots; i < typ.nslots; i++ {
		typ.dict.SetStr(typ.slotVals[i], newSlotMember(typ, typ.slotVals[i], i))
	}
	if typ.addDict && !typ.dict.has(nDict) {
		typ.dict.SetStr(nDict, newGetSet(typ, &dictGetSet, false))
	}
	if typ.addWeak && !typ.dict.has(nWeakref) {
		typ.dict.SetStr(nWeakref, newGetSet(typ, &weakGetSet, false))
	}
}

// mangle gives a private name of a class: __x becomes _C__x.
func mangle(class string, s *Str) *Str {
	n := s.s
	class = strings.TrimLeft(class, "_")
	if !strings.HasPrefix(n, "__") || strings.HasSuffix(n, "__") || strings.Contains(n, ".") || class == "" {
		return Intern(n)
	}
	return Intern("_" + class + n)
}

// isIdentifier is str.isidentifier.
func isIdentifier(s string) bool {
	for i, r := range s {
		switch {
		case r == '_' || unicode.IsLetter(r) || unicode.Is(unicode.Nl, r) || unicode.Is(unicode.Other_ID_Start, r):
		case i > 0 && (unicode.IsDigit(r) || unicode.Is(unicode.Mn, r) || unicode.Is(unicode.Mc, r) || unicode.Is(unicode.Pc, r) || unicode.Is(unicode.Other_ID_Continue, r)):
		default:
			return false
		}
	}
	return s != ""
}

// specialNames handles the names of a namespace that mean something to the class.
func (t *Thread) specialNames(c *Type) error {
	d := c.dict
	if !d.has(nModule) {
		if g := t.callerGlobals(); g != nil {
			if m, ok := g.GetStr(nName); ok {
				d.SetStr(nModule, m)
			}
		}
	}
	if q, ok := d.GetStr(nQualname); ok {
		s := AsStr(q)
		if s == nil {
			return t.TypeError("type __qualname__ must be a str, not %s", q.TypeName())
		}
		c.qualname = s.s
		d.DelStr(nQualname)
	}
	if v, ok := d.GetStr(nDoc); !ok {
		d.SetStr(nDoc, None)
	} else if s := AsStr(v); s != nil {
		if err := t.checkNoSurrogates(s); err != nil {
			return err
		}
	}
	if f, ok := d.GetStr(nNew); ok && f.exactly(&FunctionType) {
		d.SetStr(nNew, newStaticMethod(f))
	}
	for _, n := range []*Str{nInitSubclass, nClassGetItem} {
		if f, ok := d.GetStr(n); ok && f.exactly(&FunctionType) {
			d.SetStr(n, newClassMethod(f))
		}
	}
	if d.has(nEq) && !d.has(nHash) {
		d.SetStr(nHash, None)
	}
	return nil
}

// classCells gives the class to the cells that its body's functions read it from.
func (t *Thread) classCells(c *Type) error {
	for _, n := range []*Str{nClassCell, nClassDictCell} {
		v, ok := c.dict.GetStr(n)
		if !ok {
			continue
		}
		if !v.exactly(&CellType) {
			r, err := t.Repr(v.Type().Val())
			if err != nil {
				return err
			}
			return t.TypeError("%s must be a nonlocal cell, not %s", n.s, r.s)
		}
		if n == nClassCell {
			As[Cell](v).v = c.Val()
		} else {
			As[Cell](v).v = c.dict.Val()
		}
		c.dict.DelStr(n)
	}
	return nil
}

// callerGlobals are the globals of the running Python function, nil if none runs.
func (t *Thread) callerGlobals() *Dict {
	if t.nf > 0 {
		if fn := t.frames[t.nf-1].fn; fn != nil {
			return fn.globals
		}
	}
	return nil
}

// setNames calls __set_name__ of the values in a new class's namespace.
func (t *Thread) setNames(c *Type) error {
	var todo []dictEntry
	for pos, k, v, ok := c.dict.Next(0); ok; pos, k, v, ok = c.dict.Next(pos) {
		typ := v.Type()
		if typ == &FunctionType || typ == &StrType || typ == &IntType || t.lookup(typ, nSetName).IsUnbound() {
			continue
		}
		todo = append(todo, dictEntry{key: k, val: v})
	}
	for _, e := range todo {
		_, _, err := t.CallSpecial(e.val, nSetName, c.Val(), e.key)
		if err == nil {
			continue
		}
		if exc := ExceptionOf(err); exc != nil {
			r, rerr := t.Repr(e.key)
			if rerr != nil {
				return rerr
			}
			note := "Error calling __set_name__ on '" + e.val.TypeName() + "' instance " + r.s + " in '" + c.name + "'"
			if _, nerr := t.CallMethod(exc.Val(), Intern("add_note"), StrVal(note)); nerr != nil {
				return nerr
			}
		}
		return err
	}
	return nil
}

// initSubclass is super(c, c).__init_subclass__(**kw).
func (t *Thread) initSubclass(c *Type, kw Value) error {
	var f Value = Unbound
	at := slices.Index(c.mro, c)
	if at < 0 {
		return t.TypeError("super(type, obj): obj (type %s) is not an instance or subtype of type (%s).", c.name, c.name)
	}
	for _, m := range c.mro[at+1:] {
		if d, ok := m.dict.GetStr(nInitSubclass); ok {
			f = d
			if m == &ObjectType && (kw.IsUnbound() || AsDict(kw).Len() == 0) {
				return nil
			}
			if get := d.Type().s.Get; get != nil {
				var err error
				if f, err = get(t, d, Unbound, c); err != nil {
					return err
				}
			}
			break
		}
	}
	if f.IsUnbound() {
		return nil
	}
	if f.exactly(&NativeFunctionType) && As[Native](f).owner == &ObjectType && !kw.IsUnbound() {
		return t.TypeError("%s.__init_subclass__() takes no keyword arguments", c.name)
	}
	args, names := splatArgs(emptyTuple.Val(), kw)
	_, err := t.CallKw(f, args, names)
	return err
}

// allocSpecial finishes the allocation of an instance with __slots__ or __del__.
func (typ *Type) allocSpecial(h *Header) {
	if n := typ.nslots; n > 0 {
		inline := int(h.shape.ninline)
		if n > inline {
			over := make([]Value, n-inline)
			for i := range over {
				over[i] = Unbound
			}
			h.needExt().over = over
		}
		for i := range min(n, inline) {
			h.setSlot(i, Unbound)
		}
	}
	if typ.flags&flagDel != 0 {
		typ.interp.watchInstance(h)
	}
}
