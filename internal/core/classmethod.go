// This file sets up classmethod and staticmethod, which wrap a callable and copy its names and documentation.
package core

import "unsafe"

// staticMethod is a staticmethod or a classmethod.
type staticMethod struct {
	Header
	ext *instExt
	fn  Value
}

func newStaticMethod(f Value) Value {
	m := &staticMethod{Header: Header{&StaticMethodType.shape0}, fn: f}
	return obj(&m.Header)
}

// sharedStatic is the shape of the static methods of builtin types, which all interpreters share: nothing of them can be
// changed, attributes included. It is filled once, by bootstrap.
var sharedStatic Shape

func newSharedStatic(f Value) Value {
	m := &staticMethod{Header: Header{&sharedStatic}, fn: f}
	return obj(&m.Header)
}

func (m *staticMethod) isShared() bool { return m.shape == &sharedStatic }

func newClassMethod(f Value) Value {
	m := &staticMethod{Header: Header{&ClassMethodType.shape0}, fn: f}
	return obj(&m.Header)
}

// wrapperAttrs are copied from the wrapped callable.
var wrapperAttrs = [...]*Str{nModule, nName, nQualname, nDoc}

func staticInit(t *Thread, a []Value) (Value, error) {
	m := As[staticMethod](a[0])
	if m.isShared() {
		return Unbound, t.TypeError("cannot change a static method of an immutable type")
	}
	m.fn = a[1]
	if a[1].exactly(&FunctionType) {
		// The usual case: leave the copies for the first look at the attributes.
		return None, nil
	}
	return None, t.copyWrapperAttrs(a[0])
}

func (t *Thread) copyWrapperAttrs(v Value) error {
	fn := As[staticMethod](v).fn
	for _, n := range wrapperAttrs {
		x, err := t.LookupAttr(fn, n)
		if err != nil {
			return err
		}
		if !x.IsUnbound() {
			if err := t.SetAttr(v, n, x); err != nil {
				return err
			}
		}
	}
	return nil
}

// staticGetAttr answers for the wrapped function's attributes that staticInit did not copy.
func staticGetAttr(t *Thread, v Value, name *Str) (Value, error) {
	typ := v.Type()
	m := As[staticMethod](v)
	if m.fn.exactly(&FunctionType) {
		for _, n := range wrapperAttrs {
			if n == name || n.s == name.s {
				if x, ok, err := t.instGet(v.ref, name); ok || err != nil {
					return x, err
				}
				return t.getNested(m.fn, name)
			}
		}
	} else if m.isShared() {
		for _, n := range wrapperAttrs {
			if n == name || n.s == name.s {
				return t.getNested(m.fn, name)
			}
		}
	}
	x, found, err := t.genericGet(typ, v, name)
	if found || err != nil {
		return x, err
	}
	return Unbound, t.AttributeError(v, name)
}

func staticDict(t *Thread, v Value) (Value, error) {
	if As[staticMethod](v).isShared() {
		return NewDict().Val(), nil
	}
	d := t.InstDict(v)
	if m := As[staticMethod](v); m.fn.exactly(&FunctionType) {
		for _, n := range wrapperAttrs {
			if !d.has(n) {
				x, err := t.lookupNested(m.fn, n)
				if err != nil {
					return Unbound, err
				}
				if !x.IsUnbound() {
					d.SetStr(n, x)
				}
			}
		}
	}
	return d.Val(), nil
}

// objectGetAttr is object.__getattribute__. It looks into __dict__, where what staticInit left to staticGetAttr must be first.
func objectGetAttr(t *Thread, v Value, name *Str) (Value, error) {
	if v.exactly(&StaticMethodType) || v.exactly(&ClassMethodType) {
		if _, err := staticDict(t, v); err != nil {
			return Unbound, err
		}
	}
	return GenericGetAttr(t, v, name)
}

// forwarded is an attribute that is asked of the wrapped callable once, then kept in __dict__.
func forwarded(name *Str) GetSet {
	return GetSet{Name: name.s, Get: func(t *Thread, v Value) (Value, error) {
		if m := As[staticMethod](v); m.isShared() {
			return t.getNested(m.fn, name)
		}
		d := t.InstDict(v)
		if x, ok := d.GetStr(name); ok {
			return x, nil
		}
		x, err := t.getNested(As[staticMethod](v).fn, name)
		if err == nil {
			d.SetStr(name, x)
		}
		return x, err
	}, Set: func(t *Thread, v, x Value) error {
		if As[staticMethod](v).isShared() {
			return t.TypeError("cannot change a static method of an immutable type")
		}
		d := t.InstDict(v)
		if x.IsUnbound() {
			if !d.DelStr(name) {
				return t.AttributeError(v, name)
			}
			return nil
		}
		d.SetStr(name, x)
		return nil
	}}
}

// isAbstract is the truth of v.__isabstractmethod__, false where that is missing.
func (t *Thread) isAbstract(v Value) (bool, error) {
	if v.exactly(&FunctionType) && As[Function](v).ext == nil {
		return false, nil
	}
	x, err := t.lookupNested(v, nIsAbstract)
	if err != nil || x.IsUnbound() {
		return false, err
	}
	return t.Truth(x)
}

var nIsAbstract = Intern("__isabstractmethod__")

const classMethodDoc = "Turn a function into a method that gets the class as its first argument.\n\n  class C:\n      @classmethod\n      def make(cls, size): ...\n\nC.make(3) and C().make(3) both pass C. A subclass passes itself. For a method\nthat gets neither the class nor the instance, see staticmethod."

const staticMethodDoc = "Turn a function into a method that gets neither instance nor class.\n\n  class C:\n      @staticmethod\n      def twice(x): ...\n\nC.twice(3) and C().twice(3) both call the function with 3 alone. See\nclassmethod for methods that want the class."

func setupMethodWrappers() {
	layout := ExtLayoutOf[staticMethod](unsafe.Offsetof(staticMethod{}.ext))
	traverse := func(h *Header, visit func(Value)) { visit(cast[staticMethod](h).fn) }
	spec := func(name, doc string, slots Slots) *TypeSpec {
		slots.Repr = func(t *Thread, v Value) (Value, error) {
			r, err := t.Repr(As[staticMethod](v).fn)
			if err != nil {
				return Unbound, err
			}
			return StrVal("<" + name + "(" + r.s + ")>"), nil
		}
		slots.GetAttr = staticGetAttr
		slots.Traverse = traverse
		get := func(t *Thread, v Value) (Value, error) { return As[staticMethod](v).fn, nil }
		return &TypeSpec{Name: name, Layout: layout, Flags: flagBase, Doc: doc, Sig: "(function, /)", Slots: slots,
			New: &Func{Name: name, Sig: "(cls, /, *args, **kwargs)", Flags: Pure, Fn: func(t *Thread, a []Value) (Value, error) {
				h := As[Type](a[0]).Alloc()
				cast[staticMethod](h).fn = None
				return obj(h), nil
			}},
			Init:    &Func{Name: name, Sig: "(self, function, /)", Flags: Pure, Fn: staticInit},
			Members: []GetSet{{Name: "__func__", Get: get}, {Name: "__wrapped__", Get: get}},
			GetSets: []GetSet{
				{Name: "__isabstractmethod__", Get: func(t *Thread, v Value) (Value, error) {
					b, err := t.isAbstract(As[staticMethod](v).fn)
					return Bool(b), err
				}},
				{Name: "__dict__", Get: staticDict, Set: genericDictSet, generic: true},
				forwarded(nAnnotations), forwarded(nAnnotate),
			},
			Methods: []Func{{Name: "__class_getitem__", Sig: "(cls, object, /)", Flags: Pure | ClassM, Doc: "See PEP 585", Fn: classGetItemMethod}},
		}
	}
	StaticMethodType.Setup(spec("staticmethod", staticMethodDoc, Slots{
		Get: func(t *Thread, d, self Value, typ *Type) (Value, error) { return As[staticMethod](d).fn, nil },
		Call: func(t *Thread, v Value, args []Value, names *Tuple) (Value, error) {
			return t.CallKw(As[staticMethod](v).fn, args, names)
		},
	}))
	sharedStatic = Shape{typ: &StaticMethodType}
	ClassMethodType.Setup(spec("classmethod", classMethodDoc, Slots{
		Get: func(t *Thread, d, self Value, typ *Type) (Value, error) {
			if typ == nil {
				typ = self.Type()
			}
			return NewMethod(As[staticMethod](d).fn, typ.Val()), nil
		},
	}))
}
