// This file sets up object: the root class, and what every instance inherits from it (reference 3.3).
package core

import (
	"sort"
	"strings"
	"unsafe"
)

// identityHash is the default hash of an object: Go does not move objects, so the address serves.
func identityHash(v Value) int64 {
	p := uint64(uintptr(unsafe.Pointer(v.ref)))
	if v.ref == nil || v.ref == &floatHeader {
		p = v.bits * 0x9E3779B97F4A7C15
	}
	h := int64(p>>4 | p<<60)
	if h == -1 {
		h = -2
	}
	return h
}

// moduleName is the __module__ of a class as messages show it, "" if there is none that is a str.
func (typ *Type) moduleName() string {
	if typ.flags&flagHeap == 0 {
		return typ.module
	}
	if m, ok := typ.dict.GetStr(nModule); ok {
		if s := AsStr(m); s != nil {
			return s.s
		}
	}
	return ""
}

// dottedName is module.qualname, or the bare name of a builtin.
func (typ *Type) dottedName() string {
	if m := typ.moduleName(); m != "" && m != "builtins" {
		return m + "." + typ.qualname
	}
	return typ.name
}

func objectRepr(t *Thread, v Value) (Value, error) {
	return StrVal("<" + v.Type().dottedName() + " object at " + addrText(v) + ">"), nil
}

func objectStr(t *Thread, v Value) (Value, error) {
	s, err := t.Repr(v)
	if err != nil {
		return Unbound, err
	}
	return s.Val(), nil
}

func objectCompare(t *Thread, a, b Value, op CmpOp) (Value, error) {
	switch op {
	case CmpEq:
		if a == b {
			return True, nil
		}
	case CmpNe:
		f := a.Type().s.Compare
		if f == nil {
			break
		}
		v, err := f(t, a, b, CmpEq)
		if err != nil || v == NotImplemented {
			return v, err
		}
		eq, err := t.Truth(v)
		return Bool(!eq), err
	}
	return NotImplemented, nil
}

// newObject is object.__new__: excess says that there were arguments besides the class.
func (t *Thread) newObject(cls *Type, excess bool) (Value, error) {
	if excess {
		if cls.s.New != ObjectType.s.New {
			return Unbound, t.TypeError("object.__new__() takes exactly one argument (the type to instantiate)")
		}
		if cls.s.Init == ObjectType.s.Init {
			return Unbound, t.TypeError("%s() takes no arguments", cls.name)
		}
	}
	if cls.flags&flagAbstract != 0 {
		return Unbound, t.abstractError(cls)
	}
	return obj(cls.Alloc()), nil
}

// abstractError words why an abstract class has no instances.
func (t *Thread) abstractError(cls *Type) error {
	v, err := t.GetAttr(cls.Val(), nABC)
	if err != nil {
		return err
	}
	items, err := t.Collect(v)
	if err != nil {
		return err
	}
	names := make([]string, 0, len(items))
	for _, x := range items {
		s := AsStr(x)
		if s == nil {
			return t.TypeError("sequence item 0: expected str instance, %s found", x.TypeName())
		}
		names = append(names, s.s)
	}
	sort.Strings(names)
	return t.TypeError("Can't instantiate abstract class %s without an implementation for abstract method%s '%s'", cls.name, plural(len(names)), strings.Join(names, "', '"))
}

func objectInit(t *Thread, a []Value) (Value, error) {
	if AsTuple(a[1]).Len() > 0 || !a[2].IsUnbound() {
		cls := a[0].Type()
		if cls.s.Init != ObjectType.s.Init {
			return Unbound, t.TypeError("object.__init__() takes exactly one argument (the instance to initialize)")
		}
		if cls.s.New == ObjectType.s.New {
			return Unbound, t.TypeError("%s.__init__() takes exactly one argument (the instance to initialize)", cls.name)
		}
	}
	return None, nil
}

func objectFormat(t *Thread, a []Value) (Value, error) {
	spec := AsStr(a[1])
	if spec == nil {
		return Unbound, t.TypeError("__format__() argument must be str, not %s", a[1].argTypeName())
	}
	if spec.s != "" {
		return Unbound, t.TypeError("unsupported format string passed to %s.__format__", a[0].TypeName())
	}
	s, err := t.Str(a[0])
	if err != nil {
		return Unbound, err
	}
	return s.Val(), nil
}

// sizeOf is object.__sizeof__: what the object's own memory takes, as far as its layout tells.
func sizeOf(v Value) int64 {
	if v.ref == nil || v.ref == &floatHeader {
		return 24
	}
	typ := v.ref.shape.typ
	n := int64(typ.layout.size)
	if typ.layout.inst {
		n += 16 * int64(v.ref.shape.ninline)
	}
	return n
}

// checkSetAttr keeps object.__setattr__ from changing what a builtin class below it protects.
func (t *Thread) checkSetAttr(v Value, owner *Type, del bool) error {
	typ := v.Type()
	if owner == &ObjectType && v.isA(&ModuleType) {
		return nil
	}
	for _, m := range typ.mro {
		if m.flags&flagHeap != 0 {
			continue
		}
		if n := slotWrapper(m.Lookup(nSetAttr)); n != nil && n.owner != owner && n.owner.IsSubtype(owner) {
			name := "__setattr__"
			if del {
				name = "__delattr__"
			}
			return t.TypeError("can't apply this %s to %s object", name, typ.name)
		}
		return nil
	}
	return nil
}

// mergeClassDict adds the names of a class and its bases to d, for dir().
func (t *Thread) mergeClassDict(d *Dict, cls Value) error {
	if err := t.Enter(""); err != nil {
		t.Leave()
		return err
	}
	defer t.Leave()
	if c := AsType(cls); c != nil && c.shape0.typ == c {
		for pos, k, _, ok := c.dict.Next(0); ok; pos, k, _, ok = c.dict.Next(pos) {
			if err := d.Set(t, k, None); err != nil {
				return err
			}
		}
		for _, b := range c.bases {
			if err := t.mergeClassDict(d, b.Val()); err != nil {
				return err
			}
		}
		return nil
	}
	cd, err := t.LookupAttr(cls, nDict)
	if err != nil {
		return err
	}
	if !cd.IsUnbound() {
		if err := t.Iterate(cd, func(k Value) error { return d.Set(t, k, None) }); err != nil {
			return err
		}
	}
	bases, err := t.LookupAttr(cls, nBases)
	if err != nil || bases.IsUnbound() {
		return err
	}
	if tup := AsTuple(bases); tup != nil {
		for _, b := range tup.items {
			if err := t.mergeClassDict(d, b); err != nil {
				return err
			}
		}
	}
	return nil
}

func (d *Dict) keyList() Value {
	out := make([]Value, 0, d.used)
	for pos, k, _, ok := d.Next(0); ok; pos, k, _, ok = d.Next(pos) {
		out = append(out, k)
	}
	return NewList(out)
}

func objectDir(t *Thread, a []Value) (Value, error) {
	dv, err := t.LookupAttr(a[0], nDict)
	if err != nil {
		return Unbound, err
	}
	d := NewDict()
	if src := AsDict(dv); src != nil {
		for pos, k, _, ok := src.Next(0); ok; pos, k, _, ok = src.Next(pos) {
			if err := d.Set(t, k, None); err != nil {
				return Unbound, err
			}
		}
	}
	cls, err := t.LookupAttr(a[0], nClass)
	if err != nil {
		return Unbound, err
	}
	if !cls.IsUnbound() {
		if err := t.mergeClassDict(d, cls); err != nil {
			return Unbound, err
		}
	}
	return d.keyList(), nil
}

// Dir is dir(v): a sorted list of names.
func (t *Thread) Dir(v Value) (Value, error) {
	r, ok, err := t.CallSpecial(v, nDir)
	if err != nil {
		return Unbound, err
	}
	if !ok {
		return Unbound, t.TypeError("object does not provide __dir__")
	}
	items, err := t.Collect(r)
	if err != nil {
		return Unbound, err
	}
	l := NewList(items)
	_, err = t.CallMethod(l, Intern("sort"))
	return l, err
}

// Callable is callable(v).
func Callable(v Value) bool { return v.Type().s.Call != nil }

// builtinDict is the __dict__ descriptor of the builtin base of a class, Unbound if it has none of its own.
func (typ *Type) builtinDict() Value {
	if typ.flags&flagHeap == 0 {
		return Unbound
	}
	if d := typ.builtinBase().Lookup(nDict); d.ref != nil && d.ref.shape.typ.s.Get != nil && d.ref.shape == &GetSetType.shape0 &&
		!As[memberDescr](d).g.generic {
		return d
	}
	return Unbound
}

// genericDictGet and genericDictSet are the __dict__ of instances.
func genericDictGet(t *Thread, v Value) (Value, error) {
	if d := v.Type().builtinDict(); !d.IsUnbound() {
		return memberGet(t, d, v, v.Type())
	}
	d := t.InstDict(v)
	if d == nil {
		return Unbound, t.AttributeError(v, nDict)
	}
	return d.Val(), nil
}

func genericDictSet(t *Thread, v, x Value) error {
	if d := v.Type().builtinDict(); !d.IsUnbound() {
		return memberSet(t, d, v, x)
	}
	if t.InstDict(v) == nil {
		return t.AttributeError(v, nDict)
	}
	if x.IsUnbound() {
		v.ref.ext().dict = NewDict()
		return nil
	}
	d := AsDict(x)
	if d == nil {
		return t.TypeError("__dict__ must be set to a dictionary, not a '%s'", x.TypeName())
	}
	v.ref.ext().dict = d
	return nil
}

var (
	dictGetSet = GetSet{Name: "__dict__", Get: genericDictGet, Set: genericDictSet, Doc: "dictionary for instance variables", generic: true}
	weakGetSet = GetSet{Name: "__weakref__", Get: weakrefOf, Doc: "list of weak references to the object"}
)

func setupObjectType() {
	ObjectType.Setup(&TypeSpec{
		Name:   "object",
		Layout: instLayout,
		Flags:  flagBase | flagGenericGet | flagGenericSet | flagNoInit | flagNoDict | flagIdentity,
		Doc:    "The class from which all others derive.\n\nobject() takes no arguments; its result can only be compared with others and\nhashed.",
		Sig:    "()",
		New: &Func{Name: "object", Sig: "(cls, /, *args, **kwargs)", Flags: Pure, Fn: func(t *Thread, a []Value) (Value, error) {
			return t.newObject(AsType(a[0]), AsTuple(a[1]).Len() > 0 || !a[2].IsUnbound())
		}},
		Init: &Func{Name: "object", Sig: "(self, /, *args, **kwargs)", Fn: objectInit, Flags: Pure},
		Slots: Slots{
			Repr:    objectRepr,
			Hash:    func(t *Thread, v Value) (int64, error) { return identityHash(v), nil },
			Str:     objectStr,
			GetAttr: objectGetAttr,
			SetAttr: GenericSetAttr,
			Compare: objectCompare,
		},
		Methods: []Func{
			{Name: "__reduce_ex__", Sig: "(self, protocol, /)", Fn: objectReduceEx, Flags: Charges, Doc: "Helper for pickle."},
			{Name: "__reduce__", Sig: "(self, /)", Fn: objectReduce, Flags: Charges, Doc: "Helper for pickle."},
			{Name: "__getstate__", Sig: "(self, /)", Fn: objectGetState, Flags: Charges, Doc: "Helper for pickle."},
			{Name: "__subclasshook__", Sig: "(cls, object, /)", Flags: Pure | ClassM, Fn: func(t *Thread, a []Value) (Value, error) { return NotImplemented, nil },
				Doc: "Classes can override this to decide in issubclass().\n\nThe result is True, False, or NotImplemented to leave it to the usual rules.\nabc.ABCMeta asks it first and keeps the answer."},
			{Name: "__init_subclass__", Sig: "(cls, /)", Flags: Pure | ClassM, Fn: func(t *Thread, a []Value) (Value, error) { return None, nil },
				Doc: "Called on a class when another derives from it, with that one as cls.\n\nobject's does nothing; a base class may have its own."},
			{Name: "__format__", Sig: "(self, format_spec, /)", Fn: objectFormat, Flags: Charges, Doc: "Return str(self).\n\nRaise TypeError if format_spec is not empty, as this type knows no formats."},
			{Name: "__sizeof__", Sig: "(self, /)", Flags: Pure, Fn: func(t *Thread, a []Value) (Value, error) { return Int(sizeOf(a[0])), nil }, Doc: "Return the memory this object takes up, in bytes."},
			{Name: "__dir__", Sig: "(self, /)", Fn: objectDir, Flags: Charges, Doc: "Default dir() implementation."},
		},
		GetSets: []GetSet{{Name: "__class__", Doc: "the object's class", Set: setClass,
			Get: func(t *Thread, v Value) (Value, error) { return v.Type().Val(), nil }}},
	})
}

// addrRepr is the usual repr of objects without text of their own: "<what at 0x...>".
func (t *Thread) addrRepr(what string, v Value) Value {
	return StrVal("<" + what + " at " + addrText(v) + ">")
}

// address is where an object is, which is its identity.
func (t *Thread) address(v Value) uintptr { return uintptr(unsafe.Pointer(v.ref)) }
