// This file implements attribute access on classes: type.__getattribute__ and __setattr__, the computed attributes
// of type, and what a change of a class must invalidate. Rule: every change of a class's dict or bases gives it and all
// its subclasses a new version and recomputes the slots concerned.
package core

import (
	"strings"
	"unsafe"
)

// typeGetAttr is type.__getattribute__: data descriptors of the metaclass, the class and its bases, the metaclass.
func typeGetAttr(t *Thread, v Value, name *Str) (Value, error) {
	x, found, err := t.typeGet(As[Type](v), name)
	if found || err != nil {
		return x, err
	}
	return Unbound, t.AttributeError(v, name)
}

// typeGet is typeGetAttr that reports absence.
func (t *Thread) typeGet(c *Type, name *Str) (Value, bool, error) {
	meta := c.Header.shape.typ
	md := t.lookup(meta, name)
	var get func(*Thread, Value, Value, *Type) (Value, error)
	if !md.IsUnbound() {
		ms := &md.Type().s
		if get = ms.Get; get != nil && ms.Set != nil {
			x, err := get(t, md, c.Val(), meta)
			return x, true, err
		}
	}
	if d := t.lookup(c, name); !d.IsUnbound() {
		if g := d.Type().s.Get; g != nil {
			x, err := g(t, d, Unbound, c)
			return x, true, err
		}
		return d, true, nil
	}
	if get != nil {
		x, err := get(t, md, c.Val(), meta)
		return x, true, err
	}
	return md, !md.IsUnbound(), nil
}

// typeSetAttr is type.__setattr__ and __delattr__.
func typeSetAttr(t *Thread, v Value, name *Str, x Value) error {
	c := As[Type](v)
	if c.flags&flagImmutable != 0 {
		return t.TypeError("cannot set '%s' attribute of immutable type '%s'", name.s, c.msgName())
	}
	if d := t.lookup(c.Header.shape.typ, name); !d.IsUnbound() {
		if set := d.Type().s.Set; set != nil {
			return set(t, d, v, x)
		}
	}
	name = internedOf(name)
	slot := slotIndex(t.lookup(c, name)) >= 0
	if x.IsUnbound() {
		if !c.dict.DelStr(name) {
			return t.AttributeError(v, name)
		}
	} else {
		c.dict.SetStr(name, x)
	}
	c.modified(t, name, x)
	if slot {
		c.interp.flushCaches() // caches by shape read slots without looking at the class
	}
	return nil
}

// modified follows a change of one name in the dict of a heap type.
func (typ *Type) modified(t *Thread, name *Str, x Value) {
	var m groupMask
	slots := m.addName(name.s)
	typ.eachSubtype(func(c *Type) {
		c.version = typeVersion.Add(1)
		if slots {
			c.updateSlots(&m)
		}
	})
	flush := m.has(sgGetAttr) || m.has(sgSetAttr)
	if !flush && !x.IsUnbound() && x.Type().s.Set != nil {
		// Caches by shape hold only where instances have an attribute of the name.
		typ.eachSubtype(func(c *Type) { flush = flush || c.instancesHave(name) })
	}
	// Caches hold attributes of classes that were no descriptors when they were looked at.
	if flush && typ.hasShapes() || m.has(sgGet) || m.has(sgSet) {
		typ.interp.flushCaches()
	}
}

func (typ *Type) hasShapes() (found bool) {
	typ.eachSubtype(func(c *Type) {
		found = found || len(c.shape.next) > 0 || len(c.shape0.next) > 0 || len(c.rooms) > 0 || c.nslots > 0
	})
	return found
}

// instancesHave reports that some instance may have an attribute of the name, as far as shapes tell.
func (typ *Type) instancesHave(name *Str) bool {
	if typ.shape.treeHas(name) || typ.shape0.treeHas(name) {
		return true
	}
	for _, s := range typ.rooms {
		if s.treeHas(name) {
			return true
		}
	}
	// Roots that growShape replaced are not kept: there were instances with attributes, so be careful.
	return typ.shape != &typ.shape0 && typ.shape.ninline != typ.shape0.ninline
}

func (s *Shape) treeHas(name *Str) bool {
	for k, n := range s.next {
		if k == name.s || n.treeHas(name) {
			return true
		}
	}
	return false
}

// eachSubtype calls f with a heap type and every live subclass, base before subclass.
func (typ *Type) eachSubtype(f func(*Type)) {
	if len(typ.subs) == 0 {
		f(typ)
		return
	}
	seen := map[*Type]bool{}
	var walk func(c *Type)
	walk = func(c *Type) {
		if seen[c] {
			return
		}
		seen[c] = true
		f(c)
		for _, s := range c.liveSubs() {
			walk(s)
		}
	}
	walk(typ)
}

// specialAttr checks an assignment to a special attribute of a class.
func (typ *Type) specialAttr(t *Thread, name string, x Value) error {
	if typ.flags&flagImmutable != 0 {
		return t.TypeError("cannot set '%s' attribute of immutable type '%s'", name, typ.msgName())
	}
	if x.IsUnbound() {
		return t.TypeError("cannot delete '%s' attribute of immutable type '%s'", name, typ.msgName())
	}
	return nil
}

// checkTypeName checks the name of a class: no NUL, no lone surrogate.
func (t *Thread) checkTypeName(s *Str) error {
	if strings.IndexByte(s.s, 0) >= 0 {
		return t.ValueError("type name must not contain null characters")
	}
	return t.checkNoSurrogates(s)
}

// checkNoSurrogates is the error of encoding a str with a lone surrogate to UTF-8.
func (t *Thread) checkNoSurrogates(s *Str) error {
	if s.ASCII() {
		return nil
	}
	pos := 0
	for i := 0; i < len(s.s); pos++ {
		if err := t.PollAt(pos); err != nil {
			return err
		}
		r, n := decodeRune(s.s[i:])
		if r >= 0xD800 && r < 0xE000 {
			e := NewException(&ExcUnicodeEncodeError, StrVal("utf-8"), s.Val(), Int(int64(pos)), Int(int64(pos+1)), StrVal("surrogates not allowed"))
			copy(e.f, AsTuple(e.args).items)
			return e
		}
		i += n
	}
	return nil
}

func typeGetDoc(t *Thread, v Value) (Value, error) {
	c := As[Type](v)
	if c.flags&flagHeap == 0 && c.doc != "" {
		return StrVal(c.doc), nil
	}
	d, ok := c.dict.GetStr(nDoc)
	if !ok {
		return None, nil
	}
	if get := d.Type().s.Get; get != nil {
		return get(t, d, Unbound, c)
	}
	return d, nil
}

// annotate gives __annotate__: the function under the name that compiled classes use, or the one a namespace brought.
func (t *Thread) typeAnnotate(v Value) (Value, error) {
	c := As[Type](v)
	if c.flags&flagHeap == 0 {
		return Unbound, t.AttributeError(v, nAnnotate)
	}
	for _, n := range []*Str{nAnnotateFunc, nAnnotate} {
		if f, ok := c.dict.GetStr(n); ok {
			if get := f.Type().s.Get; get != nil {
				return get(t, f, Unbound, c)
			}
			return f, nil
		}
	}
	return None, nil
}

func (t *Thread) setTypeAnnotate(v, x Value) error {
	c := As[Type](v)
	switch {
	case x.IsUnbound():
		return t.TypeError("cannot delete __annotate__ attribute")
	case c.flags&flagImmutable != 0:
		return t.TypeError("cannot set '__annotate__' attribute of immutable type '%s'", c.msgName())
	case !x.IsNone() && !Callable(x):
		return t.TypeError("__annotate__ must be callable or None")
	}
	c.dict.SetStr(nAnnotateFunc, x)
	if !x.IsNone() {
		c.dict.DelStr(nAnnotationsCache)
	}
	c.modified(t, nAnnotateFunc, Unbound)
	return nil
}

func (t *Thread) typeAnnotations(v Value) (Value, error) {
	c := As[Type](v)
	if c.flags&flagHeap == 0 {
		return Unbound, t.AttributeError(v, nAnnotations)
	}
	for _, n := range []*Str{nAnnotations, nAnnotationsCache} {
		if d, ok := c.dict.GetStr(n); ok {
			if get := d.Type().s.Get; get != nil {
				return get(t, d, Unbound, c)
			}
			return d, nil
		}
	}
	f, err := t.typeAnnotate(v)
	if err != nil {
		return Unbound, err
	}
	d := NewDict().Val()
	if Callable(f) {
		if d, err = t.Call(f, Int(1)); err != nil {
			return Unbound, err
		}
		if AsDict(d) == nil {
			return Unbound, t.TypeError("__annotate__ returned non-dict of type '%s'", d.TypeName())
		}
	}
	c.dict.SetStr(nAnnotationsCache, d)
	c.modified(t, nAnnotationsCache, Unbound)
	return d, nil
}

func (t *Thread) setTypeAnnotations(v, x Value) error {
	c := As[Type](v)
	if c.flags&flagImmutable != 0 {
		return t.TypeError("cannot set '__annotations__' attribute of immutable type '%s'", c.msgName())
	}
	name := nAnnotationsCache
	if c.dict.has(nAnnotations) {
		name = nAnnotations
	}
	if x.IsUnbound() {
		if !c.dict.DelStr(name) {
			return t.Raise(&ExcAttributeError, "__annotations__")
		}
	} else {
		c.dict.SetStr(name, x)
	}
	c.dict.DelStr(nAnnotateFunc)
	c.dict.DelStr(nAnnotate)
	c.modified(t, nAnnotations, Unbound)
	return nil
}

// typesTuple makes a tuple of classes.
func typesTuple(ts []*Type) Value {
	tup := makeTuple(len(ts))
	for i, c := range ts {
		tup.items[i] = c.Val()
	}
	return tup.Val()
}

// Bits of type.__flags__ that programs look at.
func (typ *Type) cpythonFlags() int64 {
	f := int64(1<<12 | 1<<18) // READY, HAVE_VERSION_TAG
	for _, p := range [...]struct{ own, bit uint32 }{
		{flagHeap, 1<<9 | 1<<14}, {flagBase, 1 << 10}, {flagImmutable, 1 << 8}, {flagNoNew, 1 << 7}, {flagSequence, 1 << 5},
		{flagMapping, 1 << 6}, {flagMethodDesc, 1 << 17}, {flagAbstract, 1 << 20}, {flagIntSub, 1 << 24}, {flagListSub, 1 << 25},
		{flagTupleSub, 1 << 26}, {flagBytesSub, 1 << 27}, {flagStrSub, 1 << 28}, {flagDictSub, 1 << 29}, {flagExcSub, 1 << 30}, {flagTypeSub, 1 << 31},
	} {
		if typ.flags&p.own != 0 {
			f |= int64(p.bit)
		}
	}
	if typ.flags&(flagHeap|flagNoDict) == flagHeap && typ.layout.inst {
		f |= 1<<2 | 1<<4 // INLINE_VALUES, MANAGED_DICT
	}
	if typ == &GenericType { // CPython makes it at run time; copyreg looks for the first base that it does not
		f = f&^(1<<8) | 1<<9
	}
	return f
}

// basicSize is __basicsize__: the size of an instance without its items and attributes.
func (typ *Type) basicSize() int64 { return int64(typ.layout.size) + 16*int64(typ.nslots) }

func (typ *Type) itemSize() int64 {
	switch {
	case typ.flags&flagIntSub != 0:
		return 4
	case typ.flags&flagTupleSub != 0:
		return 8
	case typ.flags&flagTypeSub != 0:
		return 40
	case typ.flags&flagBytesSub != 0:
		return 1
	}
	return 0
}

func typeRepr(t *Thread, v Value) (Value, error) {
	return StrVal("<class '" + As[Type](v).dottedName() + "'>"), nil
}

func typeGetSets() (getsets, members []GetSet) {
	num := func(name string, f func(c *Type) int64) GetSet {
		return GetSet{Name: name, Get: func(t *Thread, v Value) (Value, error) { return Int(f(As[Type](v))), nil }}
	}
	members = []GetSet{
		num("__basicsize__", (*Type).basicSize),
		num("__itemsize__", (*Type).itemSize),
		num("__flags__", (*Type).cpythonFlags),
		num("__weakrefoffset__", func(c *Type) int64 {
			if c.weakrefable() {
				return int64(c.layout.extOff)
			}
			return 0
		}),
		{Name: "__base__", Get: func(t *Thread, v Value) (Value, error) {
			if b := As[Type](v).base; b != nil {
				return b.Val(), nil
			}
			return None, nil
		}},
		num("__dictoffset__", func(c *Type) int64 {
			if c.hasDict() {
				return -1
			}
			return 0
		}),
	}
	getsets = []GetSet{
		{Name: "__name__", Get: func(t *Thread, v Value) (Value, error) { return Intern(As[Type](v).name).Val(), nil },
			Set: func(t *Thread, v, x Value) error {
				c := As[Type](v)
				if err := c.specialAttr(t, "__name__", x); err != nil {
					return err
				}
				if err := t.Audit("object.__setattr__", v, Intern("__name__").Val(), x); err != nil {
					return err
				}
				s := AsStr(x)
				if s == nil {
					return t.TypeError("can only assign string to %s.__name__, not '%s'", c.name, x.TypeName())
				}
				if err := t.checkTypeName(s); err != nil {
					return err
				}
				c.name = s.s
				return nil
			}},
		{Name: "__qualname__", Get: func(t *Thread, v Value) (Value, error) { return StrVal(As[Type](v).qualname), nil },
			Set: func(t *Thread, v, x Value) error {
				c := As[Type](v)
				if err := c.specialAttr(t, "__qualname__", x); err != nil {
					return err
				}
				s := AsStr(x)
				if s == nil {
					return t.TypeError("can only assign string to %s.__qualname__, not '%s'", c.name, x.TypeName())
				}
				c.qualname = s.s
				return nil
			}},
		{Name: "__bases__", Get: func(t *Thread, v Value) (Value, error) { return typesTuple(As[Type](v).bases), nil }, Set: setBases},
		{Name: "__mro__", Get: func(t *Thread, v Value) (Value, error) {
			if m := As[Type](v).mro; m != nil {
				return typesTuple(m), nil
			}
			return None, nil
		}},
		{Name: "__module__", Get: func(t *Thread, v Value) (Value, error) {
			c := As[Type](v)
			if c.flags&flagHeap == 0 {
				return Intern(c.module).Val(), nil
			}
			if m, ok := c.dict.GetStr(nModule); ok {
				return m, nil
			}
			return Unbound, t.Raise(&ExcAttributeError, "__module__")
		}, Set: func(t *Thread, v, x Value) error {
			c := As[Type](v)
			if err := c.specialAttr(t, "__module__", x); err != nil {
				return err
			}
			c.dict.SetStr(nModule, x)
			c.dict.DelStr(nFirstLineno)
			c.modified(t, nModule, x)
			return nil
		}},
		{Name: "__abstractmethods__", Get: func(t *Thread, v Value) (Value, error) {
			if c := As[Type](v); c != &TypeType {
				if x, ok := c.dict.GetStr(nABC); ok {
					return x, nil
				}
			}
			return Unbound, t.Raise(&ExcAttributeError, "__abstractmethods__")
		}, Set: setAbstract},
		{Name: "__dict__", Get: func(t *Thread, v Value) (Value, error) { return newMappingProxy(As[Type](v).dict.Val()), nil }},
		{Name: "__doc__", Get: typeGetDoc, Set: func(t *Thread, v, x Value) error {
			c := As[Type](v)
			if err := c.specialAttr(t, "__doc__", x); err != nil {
				return err
			}
			c.dict.SetStr(nDoc, x)
			c.modified(t, nDoc, x)
			return nil
		}},
		{Name: "__text_signature__", Get: func(t *Thread, v Value) (Value, error) {
			if c := As[Type](v); c.sig != "" && c.flags&flagHeap == 0 {
				return StrVal(c.sig), nil
			}
			return None, nil
		}},
		{Name: "__annotations__", Get: (*Thread).typeAnnotations, Set: (*Thread).setTypeAnnotations},
		{Name: "__annotate__", Get: (*Thread).typeAnnotate, Set: (*Thread).setTypeAnnotate},
		{Name: "__type_params__", Get: func(t *Thread, v Value) (Value, error) {
			// type itself has this attribute under that name.
			if x, ok := As[Type](v).dict.GetStr(nTypeParams); ok && v != TypeType.Val() {
				return x, nil
			}
			return emptyTuple.Val(), nil
		}, Set: func(t *Thread, v, x Value) error {
			c := As[Type](v)
			if err := c.specialAttr(t, "__type_params__", x); err != nil {
				return err
			}
			c.dict.SetStr(nTypeParams, x)
			c.modified(t, nTypeParams, x)
			return nil
		}},
	}
	return getsets, members
}

func setAbstract(t *Thread, v, x Value) error {
	c := As[Type](v)
	if c.flags&flagImmutable != 0 {
		return t.TypeError("cannot set '__abstractmethods__' attribute of immutable type '%s'", c.msgName())
	}
	abstract := false
	if x.IsUnbound() {
		if !c.dict.DelStr(nABC) {
			return t.Raise(&ExcAttributeError, "__abstractmethods__")
		}
	} else {
		var err error
		if abstract, err = t.Truth(x); err != nil {
			return err
		}
		c.dict.SetStr(nABC, x)
	}
	c.flags &^= flagAbstract
	if abstract {
		c.flags |= flagAbstract
	}
	c.modified(t, nABC, Unbound)
	return nil
}

func typeTraverse(h *Header, visit func(Value)) {
	c := cast[Type](h)
	if c.flags&flagHeap == 0 {
		return
	}
	visit(c.dict.Val())
	for _, m := range c.mro {
		visit(m.Val())
	}
	for _, b := range c.bases {
		visit(b.Val())
	}
}

func setupTypeType() {
	getsets, members := typeGetSets()
	TypeType.Setup(&TypeSpec{
		Name:   "type",
		Layout: ExtLayoutOf[Type](unsafe.Offsetof(Type{}.ext)),
		Flags:  flagBase | flagTypeSub | flagNoDict,
		Doc:    "type(object) -> the class of an object\ntype(name, bases, namespace, **kwds) -> a new class",
		New:    &Func{Name: "type", Sig: "(cls, /, *args, **kwargs)", Fn: typeNew, Flags: Charges},
		Init:   &Func{Name: "type", Sig: "(self, /, *args, **kwargs)", Fn: typeInit, Flags: Pure},
		Slots: Slots{
			Repr:     typeRepr,
			Call:     typeCall,
			GetAttr:  typeGetAttr,
			SetAttr:  typeSetAttr,
			Binary:   [numBinOps]func(*Thread, Value, Value) (Value, error){OpOr: unionOr},
			Traverse: typeTraverse,
		},
		Methods: []Func{
			{Name: "mro", Sig: "(self, /)", Flags: Charges, Doc: "Return the classes in which attributes are looked up, in this order.", Fn: func(t *Thread, a []Value) (Value, error) {
				c := As[Type](a[0])
				m, err := t.computeMRO(c, c.bases)
				if err != nil {
					return Unbound, err
				}
				return NewList(append([]Value(nil), AsTuple(typesTuple(m)).items...)), nil
			}},
			{Name: "__subclasses__", Sig: "(self, /)", Flags: Charges, Doc: "Return the classes that derive directly from this one.", Fn: func(t *Thread, a []Value) (Value, error) {
				subs := t.interp.subclasses(As[Type](a[0]))
				return NewList(append([]Value(nil), AsTuple(typesTuple(subs)).items...)), t.PollN(len(subs))
			}},
			{Name: "__prepare__", Sig: "(cls, name=None, bases=(), /, *args, **kwds)", Flags: Pure | ClassM, Doc: "Return the dict in which a class body runs.",
				Fn: func(t *Thread, a []Value) (Value, error) { return NewDict().Val(), nil }},
			{Name: "__instancecheck__", Sig: "(self, instance, /)", Flags: Pure, Doc: "Used by isinstance().", Fn: func(t *Thread, a []Value) (Value, error) {
				ok, err := t.realIsInstance(a[1], a[0])
				return Bool(ok), err
			}},
			{Name: "__subclasscheck__", Sig: "(self, subclass, /)", Flags: Pure, Doc: "Used by issubclass().", Fn: func(t *Thread, a []Value) (Value, error) {
				ok, err := t.realIsSubclass(a[1], a[0])
				return Bool(ok), err
			}},
			{Name: "__dir__", Sig: "(self, /)", Flags: Charges, Doc: "Specialized __dir__ implementation for types.", Fn: func(t *Thread, a []Value) (Value, error) {
				d := NewDict()
				if err := t.mergeClassDict(d, a[0]); err != nil {
					return Unbound, err
				}
				return d.keyList(), nil
			}},
			{Name: "__sizeof__", Sig: "(self, /)", Flags: Pure, Doc: "Return the memory this class takes up, in bytes.",
				Fn: func(t *Thread, a []Value) (Value, error) { return Int(int64(unsafe.Sizeof(Type{}))), nil }},
		},
		GetSets: getsets,
		Members: members,
	})
	TypeType.shape0.typ = &TypeType
}
