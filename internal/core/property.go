// This file sets up property.
package core

// property is a property object; absent functions are None.
type property struct {
	Header
	fget, fset, fdel, doc Value
	name                  Value // Unbound until __set_name__ or an assignment
	getterDoc             bool  // doc came from the getter
}

// propertyError words an access that the property has no function for.
func (t *Thread) propertyError(p *property, v Value, what string) error {
	of := "'" + v.Type().qualname + "' object has no " + what
	name := p.name
	if name.IsUnbound() && !p.fget.IsNone() {
		var err error
		if name, err = t.LookupAttr(p.fget, nName); err != nil {
			return err
		}
	}
	if !name.IsUnbound() && !name.IsNone() {
		r, err := t.Repr(name)
		if err != nil {
			return err
		}
		return t.Raise(&ExcAttributeError, "property %s of %s", r.s, of)
	}
	return t.Raise(&ExcAttributeError, "property of %s", of)
}

func propertyGet(t *Thread, d, v Value, typ *Type) (Value, error) {
	if v.IsUnbound() || v.IsNone() {
		return d, nil
	}
	p := As[property](d)
	if p.fget.IsNone() {
		return Unbound, t.propertyError(p, v, "getter")
	}
	a := t.pushArgs(1)
	a[0] = v
	r, err := t.CallKw(p.fget, a, nil)
	t.popArgs(a)
	return r, err
}

func propertySet(t *Thread, d, v, x Value) error {
	p := As[property](d)
	f, what := p.fset, "setter"
	if x.IsUnbound() {
		f, what = p.fdel, "deleter"
	}
	if f.IsNone() {
		return t.propertyError(p, v, what)
	}
	a := t.pushArgs(2)
	n := 1
	a[0] = v
	if a[1] = Unbound; !x.IsUnbound() {
		a[1] = x
		n = 2
	}
	_, err := t.CallKw(f, a[:n], nil)
	t.popArgs(a)
	return err
}

func propertyInit(t *Thread, a []Value) (Value, error) {
	p := As[property](a[0])
	p.fget, p.fset, p.fdel, p.doc = a[1], a[2], a[3], a[4]
	p.getterDoc, p.name = false, Unbound
	doc := p.doc
	if doc.IsNone() {
		doc = Unbound
		if !p.fget.IsNone() {
			d, err := t.lookupNested(p.fget, nDoc)
			if err != nil {
				return Unbound, err
			}
			if !d.IsUnbound() && !d.IsNone() {
				doc, p.getterDoc = d, true
			}
		}
	}
	if p.shape.typ == &PropertyType {
		if p.doc = doc; doc.IsUnbound() {
			p.doc = None
		}
		return None, nil
	}
	// A subclass keeps the doc in its __dict__, for its class has a __doc__ of its own.
	if doc.IsUnbound() {
		doc = None
	}
	err := t.SetAttr(a[0], nDoc, doc)
	if err != nil && !p.getterDoc && Matches(err, &ExcAttributeError) {
		err = nil
	}
	return None, err
}

// propertyCopy is getter, setter and deleter: a copy with one function replaced.
func propertyCopy(t *Thread, v Value, get, set, del Value) (Value, error) {
	p := As[property](v)
	pick := func(x, old Value) Value {
		if x.IsUnbound() || x.IsNone() {
			return old
		}
		return x
	}
	get, set, del = pick(get, p.fget), pick(set, p.fset), pick(del, p.fdel)
	doc := p.doc
	if p.getterDoc && !get.IsNone() {
		doc = None
	}
	r, err := t.Call(v.Type().Val(), get, set, del, doc)
	if err != nil {
		return Unbound, err
	}
	if r.isA(&PropertyType) {
		As[property](r).name = p.name
	}
	return r, nil
}

func setupPropertyType() {
	PropertyType.Setup(&TypeSpec{
		Name:   "property",
		Layout: LayoutOf[property](),
		Flags:  flagBase,
		Sig:    "(fget=None, fset=None, fdel=None, doc=None)",
		Doc: `An attribute whose reading, setting and deleting call functions.

  class Disk:
      @property
      def size(self):
          "in bytes"
          return self._size
      @size.setter
      def size(self, n):
          self._size = n
      @size.deleter
      def size(self):
          del self._size

disk.size calls the first function, disk.size = 3 the second and del disk.size
the third. property(fget, fset, fdel, doc) does the same without decorators;
the default of doc is that of fget.`,
		New: &Func{Name: "property", Sig: "(cls, /, *args, **kwargs)", Flags: Pure, Fn: func(t *Thread, a []Value) (Value, error) {
			v := obj(As[Type](a[0]).Alloc())
			p := As[property](v)
			p.fget, p.fset, p.fdel, p.doc, p.name = None, None, None, None, Unbound
			return v, nil
		}},
		Init: &Func{Name: "property", Sig: "(self, fget=None, fset=None, fdel=None, doc=None)", Flags: Pure, Fn: propertyInit},
		Slots: Slots{
			Get: propertyGet,
			Set: propertySet,
			Traverse: func(h *Header, visit func(Value)) {
				p := cast[property](h)
				for _, v := range [...]Value{p.fget, p.fset, p.fdel, p.doc, p.name} {
					visit(v)
				}
			},
		},
		Methods: []Func{
			{Name: "getter", Sig: "(self, object, /)", Flags: Pure, Doc: "Return a copy of the property that calls another function to read it.",
				Fn: func(t *Thread, a []Value) (Value, error) { return propertyCopy(t, a[0], a[1], Unbound, Unbound) }},
			{Name: "setter", Sig: "(self, object, /)", Flags: Pure, Doc: "Return a copy of the property that calls another function to set it.",
				Fn: func(t *Thread, a []Value) (Value, error) { return propertyCopy(t, a[0], Unbound, a[1], Unbound) }},
			{Name: "deleter", Sig: "(self, object, /)", Flags: Pure, Doc: "Return a copy of the property that calls another function to delete it.",
				Fn: func(t *Thread, a []Value) (Value, error) { return propertyCopy(t, a[0], Unbound, Unbound, a[1]) }},
			{Name: "__set_name__", Sig: "(self, /, *args)", Flags: Pure, Doc: "Called with the class and the name when a class has the property.", Fn: func(t *Thread, a []Value) (Value, error) {
				args := AsTuple(a[1]).items
				if len(args) != 2 {
					return Unbound, t.TypeError("__set_name__() takes 2 positional arguments but %d were given", len(args))
				}
				As[property](a[0]).name = args[1]
				return None, nil
			}},
		},
		Members: []GetSet{
			{Name: "fget", Get: func(t *Thread, v Value) (Value, error) { return As[property](v).fget, nil }},
			{Name: "fset", Get: func(t *Thread, v Value) (Value, error) { return As[property](v).fset, nil }},
			{Name: "fdel", Get: func(t *Thread, v Value) (Value, error) { return As[property](v).fdel, nil }},
			{Name: "__doc__", Get: func(t *Thread, v Value) (Value, error) { return As[property](v).doc, nil },
				Set: func(t *Thread, v, x Value) error {
					if x.IsUnbound() {
						x = None
					}
					As[property](v).doc = x
					return nil
				}},
		},
		GetSets: []GetSet{
			{Name: "__name__", Get: func(t *Thread, v Value) (Value, error) {
				p := As[property](v)
				if !p.name.IsUnbound() {
					return p.name, nil
				}
				if !p.fget.IsNone() {
					x, err := t.lookupNested(p.fget, nName)
					if err != nil || !x.IsUnbound() {
						return x, err
					}
				}
				return Unbound, t.AttributeError(v, nName)
			}, Set: func(t *Thread, v, x Value) error {
				As[property](v).name = x
				return nil
			}},
			{Name: "__isabstractmethod__", Get: func(t *Thread, v Value) (Value, error) {
				p := As[property](v)
				for _, f := range [...]Value{p.fget, p.fset, p.fdel} {
					if b, err := t.isAbstract(f); b || err != nil {
						return Bool(b), err
					}
				}
				return False, nil
			}},
		},
	})
}
