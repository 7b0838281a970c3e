// This file implements module objects, and the making of native modules from their ModuleDef.
package core

// ModuleDef declares a native module. Init, if given, runs once an interpreter, after Funcs, Types and Attrs were
// added; it may set attributes that belong to the interpreter.
type ModuleDef struct {
	Name  string
	Doc   string
	Funcs []Func
	Types func() []*Type // the module's types, set up once a process; nil for none
	Attrs []Attr
	Init  func(t *Thread, m *Module) error
}

var moduleLayout = LayoutOf[Module]()

// NewModule makes an empty module object.
func NewModule(name string) *Module {
	m := &Module{Header: Header{&ModuleType.shape0}, dict: NewDict()}
	m.dict.SetStr(nName, StrVal(name))
	m.dict.SetStr(nDoc, None)
	m.dict.SetStr(nPackage, None)
	m.dict.SetStr(nLoader, None)
	m.dict.SetStr(nSpec, None)
	return m
}

// Val is the module as a Value.
func (m *Module) Val() Value { return Value{ref: &m.Header} }

// Dict is the module's namespace.
func (m *Module) Dict() *Dict {
	m.dict.own()
	return m.dict
}

// SetState keeps what a native module needs per interpreter; State gives it.
func (m *Module) SetState(s any) { m.state = s }
func (m *Module) State() any     { return m.state }

// newNativeModule makes the interpreter's copy of a native module.
func (t *Thread) newNativeModule(def *ModuleDef) (*Module, error) {
	m := NewModule(def.Name)
	m.def = def
	if def.Doc != "" {
		m.dict.SetStr(nDoc, StrVal(def.Doc))
	}
	for i := range def.Funcs {
		f := &def.Funcs[i]
		v := NewFunction(f, def.Name)
		As[Native](v).self = Unbound
		m.dict.SetStr(Intern(f.Name), v)
	}
	if def.Types != nil {
		for _, typ := range def.Types() {
			m.dict.SetStr(Intern(typ.name), typ.Val())
		}
	}
	for _, a := range def.Attrs {
		m.dict.SetStr(Intern(a.Name), a.Value)
	}
	if def.Init != nil {
		if err := def.Init(t, m); err != nil {
			return nil, err
		}
	}
	return m, nil
}

// moduleGetAttr finds a module's attribute: its namespace, the type, then the module's own __getattr__ (PEP 562).
func moduleGetAttr(t *Thread, v Value, name *Str) (Value, error) {
	x, found, err := moduleFind(t, v, name)
	if !found && err == nil {
		err = t.moduleNoAttr(As[Module](v), v, name)
	}
	return x, err
}

// moduleFind is moduleGetAttr that reports a missing attribute without making its error.
func moduleFind(t *Thread, v Value, name *Str) (x Value, found bool, err error) {
	m := As[Module](v)
	if name == nSpec {
		m.dict.own()
	}
	if m.shape == &ModuleType.shape0 && !moduleTypeAttr(name) {
		if x, ok := m.dict.GetStr(name); ok {
			return x, true, nil
		}
	}
	typ := v.Type()
	d := t.lookup(typ, name)
	var get func(*Thread, Value, Value, *Type) (Value, error)
	if !d.IsUnbound() {
		if get = d.Type().s.Get; get != nil && d.Type().s.Set != nil {
			x, err = get(t, d, v, typ)
			return x, true, err
		}
	}
	if x, ok, err := m.dict.Get(t, name.Val()); ok || err != nil {
		return x, ok, err
	}
	if get != nil {
		x, err = get(t, d, v, typ)
		return x, true, err
	}
	if !d.IsUnbound() {
		return d, true, nil
	}
	if f, ok := m.dict.GetStr(nGetAttr); ok {
		x, err = t.Call(f, name.Val())
		return x, true, err
	}
	if name.s == "monitoring" && m.dict == t.interp.sysDict {
		x, err = t.monitoringModule() // made when it is first asked for
		return x, true, err
	}
	return Unbound, false, nil
}

// moduleTypeAttr reports names that are data descriptors of the module type.
func moduleTypeAttr(name *Str) bool {
	switch name.s {
	case "__dict__", "__class__", "__annotations__", "__annotate__":
		return true
	}
	return false
}

// moduleNoAttr words a missing attribute; a module that is still being imported says so.
func (t *Thread) moduleNoAttr(m *Module, v Value, name *Str) error {
	e := func(format string, a ...any) error {
		x := t.newError(&ExcAttributeError, format, a...)
		x.f[0], x.f[1] = name.Val(), v
		return x
	}
	mn, ok := m.dict.GetStr(nName)
	s := AsStr(mn)
	if !ok || s == nil {
		return e("module has no attribute '%s'", name.s)
	}
	spec, _ := m.dict.GetStr(nSpec)
	origin := t.specOrigin(spec)
	shadows := origin != "" && t.mayShadow(origin)
	switch {
	case shadows && t.isStdlibName(s):
		return e("module '%s' has no attribute '%s' (consider renaming '%s' since it has the same name as the standard library module named '%s' and prevents importing that standard library module)", s.s, name.s, origin, s.s)
	case !t.specInitializing(spec):
		if spec.isA(&ModuleSpecType) {
			if l := AsList(As[ModuleSpec](spec).uninitialized); l != nil && len(l.items) > 0 {
				if in, err := t.Contains(obj(&l.Header), name.Val()); err == nil && in {
					return e("cannot access submodule '%s' of module '%s' (most likely due to a circular import)", name.s, s.s)
				}
			}
		}
	case shadows:
		return e("module '%s' has no attribute '%s' (consider renaming '%s' if it has the same name as a library you intended to import)", s.s, name.s, origin)
	case origin != "":
		return e("partially initialized module '%s' from '%s' has no attribute '%s' (most likely due to a circular import)", s.s, origin, name.s)
	default:
		return e("partially initialized module '%s' has no attribute '%s' (most likely due to a circular import)", s.s, name.s)
	}
	return e("module '%s' has no attribute '%s'", s.s, name.s)
}

func moduleSetAttr(t *Thread, v Value, name *Str, x Value) error {
	m := As[Module](v)
	d := t.lookup(v.Type(), name)
	if !d.IsUnbound() {
		if set := d.Type().s.Set; set != nil {
			return set(t, d, v, x)
		}
	}
	m.dict.own()
	if x.IsUnbound() {
		if !m.dict.DelStr(name) {
			return t.AttributeError(v, name)
		}
		return nil
	}
	m.dict.SetStr(internedOf(name), x)
	return nil
}

func setupModules() {
	self := func(v Value) *Module {
		m := As[Module](v)
		m.dict.own()
		return m
	}
	ModuleType.Setup(&TypeSpec{
		Name: "module", Layout: moduleLayout, Flags: flagBase,
		Doc: "Make an empty module with this name, a string, and this documentation, any\nobject.",
		Sig: "(name, doc=None)",
		New: &Func{Name: "module", Sig: "(cls, *args, **kwargs)", Flags: Pure, Fn: func(t *Thread, a []Value) (Value, error) {
			h := AsType(a[0]).Alloc()
			m := cast[Module](h)
			m.dict = NewDict()
			return obj(h), nil
		}},
		Init: &Func{Name: "__init__", Sig: "(self, name, doc=None)", Flags: Pure, Fn: func(t *Thread, a []Value) (Value, error) {
			m := self(a[0])
			if AsStr(a[1]) == nil {
				return Unbound, t.TypeError("module() argument 'name' must be str, not %s", a[1].argTypeName())
			}
			m.dict.SetStr(nName, a[1])
			m.dict.SetStr(nDoc, a[2])
			for _, n := range []*Str{nPackage, nLoader, nSpec} {
				m.dict.SetStr(n, None)
			}
			return None, nil
		}},
		Slots: Slots{
			GetAttr: moduleGetAttr, SetAttr: moduleSetAttr,
			Repr: func(t *Thread, v Value) (Value, error) { return t.moduleRepr(self(v)) },
		},
		Methods: []Func{{Name: "__dir__", Sig: "(self, /)", Flags: Polls, Doc: "__dir__() -> list\nspecialized dir() implementation", Fn: func(t *Thread, a []Value) (Value, error) {
			dv, err := t.GetAttr(a[0], nDict)
			if err != nil {
				return Unbound, err
			}
			d := AsDict(dv)
			if d == nil {
				return Unbound, t.TypeError("<module>.__dict__ is not a dictionary")
			}
			if f, ok := d.GetStr(nDir); ok {
				return t.Call(f)
			}
			var keys []Value
			for i, k, _, ok := d.Next(0); ok; i, k, _, ok = d.Next(i) {
				keys = append(keys, k)
			}
			return NewList(keys), nil
		}}},
		GetSets: []GetSet{
			{Name: "__dict__", Get: func(t *Thread, v Value) (Value, error) { return self(v).dict.Val(), nil }},
			{Name: "__annotations__", Get: moduleAnnotations, Set: func(t *Thread, v, x Value) error {
				d := self(v).dict
				if x.IsUnbound() {
					if !d.DelStr(nAnnotations) {
						return t.AttributeError(v, nAnnotations)
					}
					d.DelStr(nAnnotate)
					return nil
				}
				d.SetStr(nAnnotations, x)
				d.SetStr(nAnnotate, None)
				return nil
			}},
			{Name: "__annotate__", Get: func(t *Thread, v Value) (Value, error) {
				if x, ok := self(v).dict.GetStr(nAnnotate); ok {
					return x, nil
				}
				self(v).dict.SetStr(nAnnotate, None)
				return None, nil
			}, Set: func(t *Thread, v, x Value) error {
				if x.IsUnbound() {
					return t.TypeError("cannot delete __annotate__ attribute")
				}
				if !x.IsNone() && x.Type().s.Call == nil {
					return t.TypeError("__annotate__ must be callable or None")
				}
				self(v).dict.SetStr(nAnnotate, x)
				if !x.IsNone() {
					self(v).dict.DelStr(nAnnotations)
				}
				return nil
			}},
		},
	})
	ModuleType.shape0 = Shape{typ: &ModuleType, dictMode: true}
}

// moduleAnnotations is __annotations__ of a module (PEP 749).
func moduleAnnotations(t *Thread, v Value) (Value, error) {
	d := As[Module](v).dict
	if x, ok := d.GetStr(nAnnotations); ok {
		return x, nil
	}
	f, ok := d.GetStr(nAnnotate)
	r := NewDict().Val()
	if ok && !f.IsNone() {
		var err error
		if r, err = t.Call(f, Int(1)); err != nil {
			return Unbound, err
		}
		if AsDict(r) == nil {
			return Unbound, t.TypeError("__annotate__() must return a dict, not %s", r.TypeName())
		}
		// Cached only once the module is complete, so that later annotations are not missed.
		if spec, ok := d.GetStr(nSpec); ok && t.specInitializing(spec) {
			return r, nil
		}
	}
	d.SetStr(nAnnotations, r)
	return r, nil
}

// moduleRepr is repr(module): "<module 'os' from '/lib/os.py'>".
func (t *Thread) moduleRepr(m *Module) (Value, error) {
	name := "'?'"
	if v, ok := m.dict.GetStr(nName); ok {
		name = t.reprOr(v)
	}
	spec, _ := m.dict.GetStr(nSpec)
	if spec.isA(&ModuleSpecType) {
		s := As[ModuleSpec](spec)
		name = t.reprOr(s.name)
		o := AsStr(s.origin)
		switch {
		case o == nil && s.loader.IsNone():
			return StrVal("<module " + name + ">"), nil
		case o == nil && s.loader.exactly(&NamespaceLoaderType):
			l := As[NamespaceLoader](s.loader)
			items, err := t.Collect(l.path)
			if err != nil {
				return Unbound, err
			}
			return StrVal("<module " + name + " (namespace) from " + t.reprOr(NewList(items)) + ">"), nil
		case o == nil:
			return StrVal("<module " + name + " (" + t.reprOr(s.loader) + ")>"), nil
		case s.hasLocation:
			return StrVal("<module " + name + " from " + t.reprOr(s.origin) + ">"), nil
		}
		return StrVal("<module " + name + " (" + o.s + ")>"), nil
	}
	if f, ok := m.dict.GetStr(nFile); ok {
		return StrVal("<module " + name + " from " + t.reprOr(f) + ">"), nil
	}
	if l, ok := m.dict.GetStr(nLoader); ok && !l.IsNone() {
		return StrVal("<module " + name + " (" + t.reprOr(l) + ")>"), nil
	}
	return StrVal("<module " + name + ">"), nil
}
