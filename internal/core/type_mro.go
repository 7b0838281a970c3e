// This file computes method resolution orders (C3), keeps the weak lists of subclasses, and implements assignment
// to __bases__. Invariant: a class's MRO contains only classes whose layout its own extends.
package core

import (
	"strings"
	"sync"
	"weak"
)

// weakType is a subclass in its base's list, which does not keep it alive.
type weakType struct{ p weak.Pointer[Type] }

// builtinSubs lists the builtin subclasses of builtin types, in the order of their setup.
var builtinSubs struct {
	sync.RWMutex
	m map[*Type][]*Type
}

// registerBuiltin adds a builtin type to the subclasses of its base.
func (typ *Type) registerBuiltin() {
	builtinSubs.Lock()
	defer builtinSubs.Unlock()
	if builtinSubs.m == nil {
		builtinSubs.m = map[*Type][]*Type{}
	}
	for _, b := range typ.bases {
		builtinSubs.m[b] = append(builtinSubs.m[b], typ)
	}
}

// liveSubs gives the direct subclasses of a heap type and forgets dead ones.
func (typ *Type) liveSubs() []*Type {
	live, list := liveTypes(typ.subs)
	typ.subs = list
	return live
}

func liveTypes(list []weakType) (live []*Type, kept []weakType) {
	kept = list[:0]
	for _, w := range list {
		if c := w.p.Value(); c != nil {
			live = append(live, c)
			kept = append(kept, w)
		}
	}
	clear(list[len(kept):])
	return live, kept
}

// subclasses gives the direct subclasses of a class as one interpreter sees them.
func (in *Interpreter) subclasses(c *Type) []*Type {
	if c.flags&flagHeap != 0 {
		return c.liveSubs()
	}
	builtinSubs.RLock()
	out := append([]*Type(nil), builtinSubs.m[c]...)
	builtinSubs.RUnlock()
	live, kept := liveTypes(in.subs[c])
	if in.subs != nil && len(kept) > 0 {
		in.subs[c] = kept
	}
	return append(out, live...)
}

func (in *Interpreter) addSubclass(base, c *Type) {
	w := weakType{weak.Make(c)}
	if base.flags&flagHeap != 0 {
		if len(base.subs) == cap(base.subs) {
			base.liveSubs()
		}
		base.subs = append(base.subs, w)
		return
	}
	if in.subs == nil {
		in.subs = map[*Type][]weakType{}
	}
	list := in.subs[base]
	if len(list) == cap(list) {
		_, list = liveTypes(list)
	}
	in.subs[base] = append(list, w)
}

func (in *Interpreter) removeSubclass(base, c *Type) {
	list := base.subs
	if base.flags&flagHeap == 0 {
		list = in.subs[base]
	}
	kept := list[:0]
	for _, w := range list {
		if w.p.Value() != c {
			kept = append(kept, w)
		}
	}
	clear(list[len(kept):])
	if base.flags&flagHeap == 0 {
		in.subs[base] = kept
	} else {
		base.subs = kept
	}
}

// computeMRO is the C3 linearisation of a class with the given bases.
func (t *Thread) computeMRO(c *Type, bases []*Type) ([]*Type, error) {
	if len(bases) == 0 {
		return []*Type{c}, nil
	}
	for i, b := range bases {
		if b.mro == nil {
			return nil, t.TypeError("Cannot extend an incomplete type '%s'", b.name)
		}
		for _, d := range bases[i+1:] {
			if b == d {
				return nil, t.TypeError("duplicate base class %s", b.name)
			}
		}
	}
	if len(bases) == 1 {
		return append([]*Type{c}, bases[0].mro...), nil
	}
	lists := make([][]*Type, 0, len(bases)+1)
	for _, b := range bases {
		lists = append(lists, b.mro)
	}
	lists = append(lists, bases)
	out := []*Type{c}
	for {
		var next *Type
		left := false
	candidates:
		for _, l := range lists {
			if len(l) == 0 {
				continue
			}
			left = true
			for _, o := range lists {
				for i := 1; i < len(o); i++ {
					if o[i] == l[0] {
						continue candidates
					}
				}
			}
			next = l[0]
			break
		}
		if !left {
			return out, nil
		}
		if next == nil {
			var names []string
			seen := map[*Type]bool{}
			for _, l := range lists {
				if len(l) > 0 && !seen[l[0]] {
					seen[l[0]] = true
					names = append(names, l[0].name)
				}
			}
			return nil, t.TypeError("Cannot create a consistent method resolution order (MRO) for bases %s", strings.Join(names, ", "))
		}
		out = append(out, next)
		for i, l := range lists {
			if len(l) > 0 && l[0] == next {
				lists[i] = l[1:]
			}
		}
		if err := t.PollN(len(lists)); err != nil {
			return nil, err
		}
	}
}

// makeMRO computes the MRO of a class, through mro() where its metaclass overrides it.
func (t *Thread) makeMRO(c *Type, bases []*Type) ([]*Type, error) {
	own, _ := TypeType.dict.GetStr(nMro)
	f := t.lookup(c.Header.shape.typ, nMro)
	if f == own {
		return t.computeMRO(c, bases)
	}
	r, ok, err := t.CallSpecial(c.Val(), nMro)
	if err != nil {
		return nil, err
	}
	if !ok {
		return nil, t.Raise(&ExcAttributeError, "mro")
	}
	items, err := t.Collect(r)
	if err != nil {
		return nil, err
	}
	out := make([]*Type, 0, len(items))
	solid := c.solid()
	for _, x := range items {
		m := AsType(x)
		if m == nil {
			return nil, t.TypeError("mro() returned a non-class ('%s')", x.TypeName())
		}
		if !solid.extends(m.solid()) {
			return nil, t.TypeError("mro() returned base with unsuitable layout ('%s')", m.name)
		}
		out = append(out, m)
	}
	if len(out) == 0 {
		return nil, t.TypeError("type MRO must not be empty")
	}
	return out, nil
}

// extends walks the base chain, which does not depend on the MRO.
func (typ *Type) extends(b *Type) bool {
	for c := typ; c != nil; c = c.base {
		if c == b {
			return true
		}
	}
	return false
}

// solid is the class on the base chain that gives instances their struct, their last slots, or an exception its fields.
func (typ *Type) solid() *Type {
	for typ.base != nil && typ.layout == typ.base.layout && typ.nslots == typ.base.nslots && typ.excN == typ.base.excN {
		typ = typ.base
	}
	return typ
}

// bestBase is the base whose layout the new class extends.
func (t *Thread) bestBase(bases []*Type) (*Type, error) {
	var base, winner *Type
	for _, b := range bases {
		if b.flags&flagBase == 0 {
			return nil, t.TypeError("type '%s' is not an acceptable base type", b.dottedName())
		}
		s := b.solid()
		switch {
		case winner == nil, s != winner && s.extends(winner):
			winner, base = s, b
		case !winner.extends(s):
			return nil, t.TypeError("multiple bases have instance lay-out conflict")
		}
	}
	return base, nil
}

// setBases is the setter of __bases__.
func setBases(t *Thread, v, x Value) error {
	c := As[Type](v)
	if err := c.specialAttr(t, "__bases__", x); err != nil {
		return err
	}
	if err := t.Audit("object.__setattr__", v, Intern("__bases__").Val(), x); err != nil {
		return err
	}
	tup := AsTuple(x)
	if tup == nil {
		return t.TypeError("can only assign tuple to %s.__bases__, not %s", c.name, x.TypeName())
	}
	if tup.Len() == 0 {
		return t.TypeError("can only assign non-empty tuple to %s.__bases__, not ()", c.name)
	}
	bases := make([]*Type, 0, tup.Len())
	for _, b := range tup.items {
		bt := AsType(b)
		if bt == nil {
			return t.TypeError("%s.__bases__ must be tuple of classes, not '%s'", c.name, b.TypeName())
		}
		if bt.IsSubtype(c) || bt.extends(c) {
			return t.TypeError("a __bases__ item causes an inheritance cycle")
		}
		bases = append(bases, bt)
	}
	base, err := t.bestBase(bases)
	if err != nil {
		return err
	}
	if !sameForBases(c.base, base) {
		if c.base.layout == base.layout {
			return t.TypeError("__bases__ assignment: '%s' deallocator differs from '%s'", base.name, c.base.name)
		}
		return t.TypeError("__bases__ assignment: '%s' object layout differs from '%s'", base.name, c.base.name)
	}
	type saved struct {
		c   *Type
		mro []*Type
	}
	var undo []saved
	oldBases, oldBase := c.bases, c.base
	c.bases, c.base = bases, base
	var failed error
	c.eachSubtype(func(s *Type) {
		if failed != nil {
			return
		}
		m, err := t.makeMRO(s, s.bases)
		if err != nil {
			failed = err
			return
		}
		undo = append(undo, saved{s, s.mro})
		s.mro = m
		s.version = typeVersion.Add(1)
	})
	// An mro() in Python may have assigned __bases__ again meanwhile; then that holds.
	ours := len(c.bases) > 0 && &c.bases[0] == &bases[0]
	if failed != nil {
		if ours {
			for _, u := range undo {
				u.c.mro = u.mro
				u.c.version = typeVersion.Add(1)
			}
			c.bases, c.base = oldBases, oldBase
		}
		return failed
	}
	if !ours {
		return nil
	}
	for _, b := range oldBases {
		t.interp.removeSubclass(b, c)
	}
	for _, b := range bases {
		t.interp.addSubclass(b, c)
	}
	c.eachSubtype((*Type).recomputeAll)
	t.interp.flushCaches()
	return nil
}

// sameForBases reports that a class may exchange its base old for base: nothing that its instances store changes.
func sameForBases(old, base *Type) bool {
	return sameLayout(old, base) && old.shape.extOff == base.shape.extOff
}
