// This file sets up types.SimpleNamespace.
package core

import (
	"unsafe"
)

type namespaceObj struct {
	Header
	ext *instExt
}

func namespaceRepr(t *Thread, v Value) (Value, error) {
	name := v.Type().name
	if v.Type() == &SimpleNamespaceType {
		name = "namespace"
	}
	if !t.enterRepr(v) {
		return StrVal(name + "(...)"), nil
	}
	defer t.leaveRepr()
	b := t.NewText()
	b.Put(name, "(")
	d := t.InstDict(v)
	sep := ""
	for pos, k, x, ok := d.Next(0); ok; pos, k, x, ok = d.Next(pos) {
		s := AsStr(k)
		if s == nil || s.s == "" {
			continue
		}
		r, err := t.Repr(x)
		if err != nil {
			return Unbound, err
		}
		if b.Put(sep, s.s, "=", r.s); b.Failed() {
			break
		}
		sep = ", "
	}
	b.PutByte(')')
	return b.Val()
}

func namespaceInit(t *Thread, a []Value) (Value, error) {
	args := AsTuple(a[1]).items
	if len(args) > 1 {
		return Unbound, t.TypeError("SimpleNamespace expected at most 1 argument, got %d", len(args))
	}
	d := t.InstDict(a[0])
	if len(args) == 1 {
		src := AsDict(args[0])
		if src == nil {
			nv, err := t.Call(DictType.Val(), args[0])
			if err != nil {
				return Unbound, err
			}
			if src = AsDict(nv); src == nil {
				return Unbound, t.TypeError("expected a dict, got %s", nv.TypeName())
			}
		}
		for pos, k, _, ok := src.Next(0); ok; pos, k, _, ok = src.Next(pos) {
			if AsStr(k) == nil {
				return Unbound, t.TypeError("keywords must be strings")
			}
		}
		if err := t.copyInto(d, src); err != nil {
			return Unbound, err
		}
	}
	if kw := AsDict(a[2]); kw != nil {
		if err := t.copyInto(d, kw); err != nil {
			return Unbound, err
		}
	}
	return None, nil
}

// copyInto sets the items of src in d.
func (t *Thread) copyInto(d, src *Dict) error {
	for pos, k, v, ok := src.Next(0); ok; pos, k, v, ok = src.Next(pos) {
		if err := t.PollN(1); err != nil {
			return err
		}
		if err := d.Set(t, k, v); err != nil {
			return err
		}
	}
	return nil
}

func setupNamespaceType() {
	SimpleNamespaceType.Setup(&TypeSpec{
		Name:   "types.SimpleNamespace",
		Layout: ExtLayoutOf[namespaceObj](unsafe.Offsetof(namespaceObj{}.ext)),
		Flags:  flagBase,
		Doc:    "A simple attribute-based namespace.",
		Sig:    "(mapping_or_iterable=(), /, **kwargs)",
		New: &Func{Name: "SimpleNamespace", Sig: "(cls, /, *args, **kwargs)", Flags: Pure, Fn: func(t *Thread, a []Value) (Value, error) {
			return obj(As[Type](a[0]).Alloc()), nil
		}},
		Init: &Func{Name: "SimpleNamespace", Sig: "(self, /, *args, **kwargs)", Flags: Charges, Fn: namespaceInit},
		Slots: Slots{
			Repr: namespaceRepr,
			Compare: func(t *Thread, a, b Value, op CmpOp) (Value, error) {
				if !a.isA(&SimpleNamespaceType) || !b.isA(&SimpleNamespaceType) {
					return NotImplemented, nil
				}
				return t.Compare(t.InstDict(a).Val(), t.InstDict(b).Val(), op)
			},
		},
		Members: []GetSet{{Name: "__dict__", Get: genericDictGet}},
		Methods: []Func{
			{Name: "__reduce__", Sig: "(self, /)", Flags: Pure, Doc: "Return state information for pickling", Fn: func(t *Thread, a []Value) (Value, error) {
				return NewTuple(a[0].Type().Val(), emptyTuple.Val(), t.InstDict(a[0]).Val()), nil
			}},
			{Name: "__replace__", Sig: "(self, /, *args, **changes)", Flags: Charges, Doc: "Return a copy of the namespace in which some attributes have other values.", Fn: func(t *Thread, a []Value) (Value, error) {
				if AsTuple(a[1]).Len() > 0 {
					return Unbound, t.TypeError("__replace__() takes no positional arguments")
				}
				r, err := t.Call(a[0].Type().Val())
				if err != nil {
					return Unbound, err
				}
				if !r.isA(&SimpleNamespaceType) {
					return Unbound, t.TypeError("expect types.SimpleNamespace type, but %s() returned '%s' object", a[0].TypeName(), r.TypeName())
				}
				if err := t.copyInto(t.InstDict(r), t.InstDict(a[0])); err != nil {
					return Unbound, err
				}
				if kw := AsDict(a[2]); kw != nil {
					err = t.copyInto(t.InstDict(r), kw)
				}
				return r, err
			}},
		},
	})
}

// newNamespace and namespaceVal make a SimpleNamespace from its attributes.
func newNamespace() *Dict { return NewDict() }

func namespaceVal(d *Dict) Value {
	return obj(&(&namespaceObj{Header{&SimpleNamespaceType.shape0}, &instExt{dict: d}}).Header)
}

// NewNamespace makes a types.SimpleNamespace.
func NewNamespace(attrs ...Attr) Value {
	d := newNamespace()
	for _, a := range attrs {
		d.SetStr(Intern(a.Name), a.Value)
	}
	return namespaceVal(d)
}
