// This file sets up super: attribute lookup along an MRO after a given class.
package core

import (
	"unsafe"

	"github.com/vivarium-py/vivarium/internal/code"
)

// superObj is a super object; self is Unbound and start nil while it is unbound.
type superObj struct {
	Header
	typ   *Type // __thisclass__
	self  Value
	start *Type // __self_class__: whose MRO is searched
}

// superCheck gives the class whose MRO is searched: obj itself where it is a subclass, else its type or __class__.
func (t *Thread) superCheck(typ *Type, obj Value) (*Type, error) {
	if c := AsType(obj); c != nil && c.IsSubtype(typ) {
		return c, nil
	}
	if c := obj.Type(); c.IsSubtype(typ) {
		return c, nil
	}
	x, err := t.LookupAttr(obj, nClass)
	if err != nil {
		return nil, err
	}
	if c := AsType(x); c != nil && c != obj.Type() && c.IsSubtype(typ) {
		return c, nil
	}
	kind, name := "instance of", obj.TypeName()
	if c := AsType(obj); c != nil {
		kind, name = "type", c.name
	}
	return nil, t.TypeError("super(type, obj): obj (%s %s) is not an instance or subtype of type (%s).", kind, name, typ.name)
}

// superFind finds name along the MRO of start after typ; Unbound if there is none.
func superFind(typ, start *Type, name *Str) Value {
	mro := start.mro
	i := 0
	for i < len(mro) && mro[i] != typ {
		i++
	}
	for i++; i < len(mro); i++ {
		if v, ok := mro[i].dict.GetStr(name); ok {
			return v
		}
	}
	return Unbound
}

// superLookup is super(c, self).name. With method set, a plain function is given as it is, to be called with self
// first; bound says that v needs no self.
func (t *Thread) superLookup(c *Type, self Value, name *Str, method bool) (v Value, bound bool, err error) {
	start, err := t.superCheck(c, self)
	if err != nil {
		return Unbound, false, err
	}
	if name.s != "__class__" {
		if d := superFind(c, start, name); !d.IsUnbound() {
			if method && start.Val() != self && d.Type().flags&flagMethodDesc != 0 {
				return d, false, nil
			}
			v, err = t.superBind(d, self, start)
			return v, true, err
		}
	}
	s := &superObj{Header{&SuperType.shape0}, c, self, start}
	v, err = GenericGetAttr(t, obj(&s.Header), name)
	return v, true, err
}

func (t *Thread) superBind(d, self Value, start *Type) (Value, error) {
	get := d.Type().s.Get
	if get == nil {
		return d, nil
	}
	if start.Val() == self {
		self = Unbound
	}
	return get(t, d, self, start)
}

func superGetAttr(t *Thread, v Value, name *Str) (Value, error) {
	s := As[superObj](v)
	if s.start != nil && name.s != "__class__" {
		if d := superFind(s.typ, s.start, name); !d.IsUnbound() {
			return t.superBind(d, s.self, s.start)
		}
	}
	return GenericGetAttr(t, v, name)
}

func superGet(t *Thread, d, v Value, typ *Type) (Value, error) {
	s := As[superObj](d)
	if v.IsUnbound() || v.IsNone() || !s.self.IsUnbound() || s.typ == nil {
		return d, nil
	}
	if d.Type() != &SuperType {
		return t.Call(d.Type().Val(), s.typ.Val(), v)
	}
	start, err := t.superCheck(s.typ, v)
	if err != nil {
		return Unbound, err
	}
	return obj(&(&superObj{Header{&SuperType.shape0}, s.typ, v, start}).Header), nil
}

func superInit(t *Thread, a []Value) (Value, error) {
	s := As[superObj](a[0])
	var typ *Type
	self := a[2]
	if a[1].IsUnbound() {
		var err error
		if typ, self, err = t.superArgs(); err != nil {
			return Unbound, err
		}
	} else if typ = AsType(a[1]); typ == nil {
		return Unbound, t.TypeError("super() argument 1 must be a type, not %s", a[1].TypeName())
	}
	if self.IsNone() {
		self = Unbound
	}
	s.typ, s.self, s.start = typ, Unbound, nil
	if !self.IsUnbound() {
		start, err := t.superCheck(typ, self)
		if err != nil {
			return Unbound, err
		}
		s.self, s.start = self, start
	}
	return None, nil
}

func setupSuperType() {
	classOrNone := func(c *Type) Value {
		if c == nil {
			return None
		}
		return c.Val()
	}
	SuperType.Setup(&TypeSpec{
		Name:   "super",
		Layout: LayoutOf[superObj](),
		Flags:  flagBase,
		Doc: `super() -> super object of the method that calls it
super(type, object_or_type) -> super object
super(type) -> unbound super object

Its attributes are looked up in the classes after type in the method resolution
order of the object, or of the subclass. So a method can call the one it overrides:

    class Child(Parent):
        def close(self):
            super().close()`,
		New: &Func{Name: "super", Sig: "(cls, /, *args, **kwargs)", Flags: Pure, Fn: func(t *Thread, a []Value) (Value, error) {
			v := obj(As[Type](a[0]).Alloc())
			As[superObj](v).self = Unbound
			return v, nil
		}},
		Init: &Func{Name: "super", Sig: "(self, type=<unrepresentable>, object=<unrepresentable>, /)", Flags: Pure, Fn: superInit},
		Slots: Slots{
			Repr: func(t *Thread, v Value) (Value, error) {
				s := As[superObj](v)
				name := "NULL"
				if s.typ != nil {
					name = s.typ.name
				}
				if s.start == nil {
					return StrVal("<super: <class '" + name + "'>, NULL>"), nil
				}
				return StrVal("<super: <class '" + name + "'>, <" + s.start.name + " object>>"), nil
			},
			GetAttr: superGetAttr,
			Get:     superGet,
			Traverse: func(h *Header, visit func(Value)) {
				s := cast[superObj](h)
				visit(s.self)
				for _, c := range [...]*Type{s.typ, s.start} {
					if c != nil {
						visit(c.Val())
					}
				}
			},
		},
		Members: []GetSet{
			{Name: "__thisclass__", Doc: "the class invoking super()", Get: func(t *Thread, v Value) (Value, error) { return classOrNone(As[superObj](v).typ), nil }},
			{Name: "__self__", Doc: "the instance invoking super(); may be None", Get: func(t *Thread, v Value) (Value, error) {
				if s := As[superObj](v).self; !s.IsUnbound() {
					return s, nil
				}
				return None, nil
			}},
			{Name: "__self_class__", Doc: "the class of the object that methods are bound to, or None", Get: func(t *Thread, v Value) (Value, error) { return classOrNone(As[superObj](v).start), nil }},
		},
	})
}

// superArgs finds what super() without arguments means: the __class__ cell and the first argument of the running function.
func (t *Thread) superArgs() (*Type, Value, error) {
	if t.nf == 0 {
		return nil, Unbound, t.RuntimeError("super(): no current frame")
	}
	f := t.top()
	c := f.fn.rt.obj.c
	if c.ArgCount == 0 {
		return nil, Unbound, t.RuntimeError("super(): no arguments")
	}
	at := func(r int) Value { return *(*Value)(unsafe.Add(f.base, uintptr(r)*code.RegSize)) }
	self := at(0)
	for j, n := range c.CellVars {
		if n == c.VarNames[0] {
			if cell := at(c.CellRegs[j]); cell.exactly(&CellType) {
				self = As[Cell](cell).v
			}
		}
	}
	if self.IsUnbound() {
		return nil, Unbound, t.RuntimeError("super(): arg[0] deleted")
	}
	for i, n := range c.FreeVars {
		if n != "__class__" || i >= len(f.fn.closure) {
			continue
		}
		cls := As[Cell](f.fn.closure[i]).v
		if cls.IsUnbound() {
			return nil, Unbound, t.RuntimeError("super(): empty __class__ cell")
		}
		typ := AsType(cls)
		if typ == nil {
			return nil, Unbound, t.RuntimeError("super(): __class__ is not a type (%s)", cls.TypeName())
		}
		return typ, self, nil
	}
	return nil, Unbound, t.RuntimeError("super(): __class__ cell not found")
}
