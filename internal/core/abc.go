// This file implements module _abc: abstract base classes with virtual subclasses (PEP 3119).
package core

import "sync/atomic"

// abcData is what an abstract base class keeps under _abc_impl. Classes live as long as their interpreter needs them;
// the caches hold them by identity.
type abcData struct {
	Header
	registry map[*Type]struct{}
	cache    map[*Type]struct{}
	negative map[*Type]struct{}
	version  int64 // of the invalidation counter, for negative
}

// abcDataType is the type of _abc_impl.
var abcDataType Type

var nAbcImpl = Intern("_abc_impl")

// abcCounter is one interpreter's invalidation counter.
type abcCounter struct{ n atomic.Int64 }

func (t *Thread) abcCounter() *abcCounter {
	return StateOf(t.interp, abcKey{}, func() *abcCounter { return &abcCounter{} })
}

type abcKey struct{}

func setupABC() {
	abcDataType.Setup(&TypeSpec{Name: "_abc._abc_data", Layout: LayoutOf[abcData](), Flags: flagGenericGet | flagGenericSet | flagNoNew, Doc: "What an abstract class keeps for its checks."})
}

// abcOf gives the state of an abstract base class.
func (t *Thread) abcOf(cls Value) (*abcData, *Type, error) {
	v, err := t.GetAttr(cls, nAbcImpl)
	if err != nil {
		return nil, nil, err
	}
	if !v.exactly(&abcDataType) {
		return nil, nil, t.TypeError("_abc_impl is set to a wrong type")
	}
	return As[abcData](v), AsType(cls), nil
}

// abstractNames collects the abstract methods of a class.
func (t *Thread) abstractNames(cls *Type) (Value, error) {
	var names []Value
	isAbstract := func(v Value) (bool, error) {
		x, err := t.LookupAttr(v, Intern("__isabstractmethod__"))
		if err != nil || x.IsUnbound() {
			return false, err
		}
		return t.Truth(x)
	}
	for i, k, v, ok := cls.dict.Next(0); ok; i, k, v, ok = cls.dict.Next(i) {
		abstract, err := isAbstract(v)
		if err != nil {
			return Unbound, err
		}
		if abstract {
			names = append(names, k)
		}
	}
	for _, b := range cls.bases {
		base, err := t.LookupAttr(b.Val(), nABC)
		if err != nil {
			return Unbound, err
		}
		if base.IsUnbound() {
			continue
		}
		err = t.Iterate(base, func(k Value) error {
			s := AsStr(k)
			if s == nil {
				return t.TypeError("attribute name must be string, not '%s'", k.TypeName())
			}
			v, err := t.LookupAttr(cls.Val(), internedOf(s))
			if err != nil || v.IsUnbound() {
				return err
			}
			abstract, err := isAbstract(v)
			if err == nil && abstract {
				names = append(names, k)
			}
			return err
		})
		if err != nil {
			return Unbound, err
		}
	}
	return constFrozenSet(names), nil
}

// abcSubclass is issubclass for an abstract base class.
func (t *Thread) abcSubclass(cls, sub Value) (bool, error) {
	d, self, err := t.abcOf(cls)
	if err != nil {
		return false, err
	}
	c := AsType(sub)
	if c == nil {
		return false, t.TypeError("issubclass() arg 1 must be a class")
	}
	if _, ok := d.cache[c]; ok {
		return true, nil
	}
	now := t.abcCounter().n.Load()
	if d.version < now {
		d.negative, d.version = nil, now
	} else if _, ok := d.negative[c]; ok {
		return false, nil
	}
	remember := func(ok bool) (bool, error) {
		m := &d.negative
		if ok {
			m = &d.cache
		}
		if *m == nil {
			*m = map[*Type]struct{}{}
		}
		(*m)[c] = struct{}{}
		return ok, nil
	}
	r, err := t.CallMethod(cls, nSubclassHook, sub)
	if err != nil {
		return false, err
	}
	switch r {
	case True, False:
		return remember(r == True)
	case NotImplemented:
	default:
		return false, t.RuntimeError("AssertionError: __subclasshook__ must return either False, True, or NotImplemented")
	}
	if c.IsSubtype(self) {
		return remember(true)
	}
	for r := range d.registry {
		if err := t.Poll(); err != nil {
			return false, err
		}
		ok, err := t.IsSubclass(sub, r.Val())
		if err != nil {
			return false, err
		}
		if ok {
			return remember(true)
		}
	}
	subs, err := t.CallMethod(cls, Intern("__subclasses__"))
	if err != nil {
		return false, err
	}
	items, err := t.Collect(subs)
	if err != nil {
		return false, err
	}
	for _, s := range items {
		ok, err := t.IsSubclass(sub, s)
		if err != nil {
			return false, err
		}
		if ok {
			return remember(true)
		}
	}
	return remember(false)
}

// ABCModule declares _abc.
func ABCModule() *ModuleDef {
	return &ModuleDef{
		Name: "_abc",
		Doc:  "Natives of module abc.",
		Funcs: []Func{
			{Name: "get_cache_token", Sig: "()", Flags: Pure, Doc: "Return a number that changes whenever a class is registered.", Fn: func(t *Thread, a []Value) (Value, error) {
				return Int(t.abcCounter().n.Load()), nil
			}},
			{Name: "_abc_init", Sig: "(self, /)", Flags: Polls, Doc: "Prepare an abstract class.", Fn: func(t *Thread, a []Value) (Value, error) {
				cls := AsType(a[0])
				if cls == nil {
					return Unbound, t.TypeError("_abc_init() argument must be a class, not %s", a[0].TypeName())
				}
				names, err := t.abstractNames(cls)
				if err != nil {
					return Unbound, err
				}
				if err := t.SetAttr(a[0], nABC, names); err != nil {
					return Unbound, err
				}
				d := &abcData{Header: Header{&abcDataType.shape0}}
				if err := t.SetAttr(a[0], nAbcImpl, obj(&d.Header)); err != nil {
					return Unbound, err
				}
				// collections.abc marks Sequence and Mapping for pattern matching.
				if v, ok := cls.dict.GetStr(Intern("__abc_tpflags__")); ok {
					if n, _, isInt := AsInt(v); isInt {
						if n&(1<<5) != 0 && n&(1<<6) != 0 {
							return Unbound, t.TypeError("__abc_tpflags__ cannot be both Py_TPFLAGS_SEQUENCE and Py_TPFLAGS_MAPPING")
						}
						if n&(1<<5) != 0 {
							cls.flags |= flagSequence
						}
						if n&(1<<6) != 0 {
							cls.flags |= flagMapping
						}
					}
					if err := t.DelAttr(a[0], Intern("__abc_tpflags__")); err != nil {
						return Unbound, err
					}
				}
				return None, nil
			}},
			{Name: "_abc_register", Sig: "(self, subclass, /)", Flags: Polls, Doc: "Register a class as a subclass of an abstract one.", Fn: func(t *Thread, a []Value) (Value, error) {
				d, self, err := t.abcOf(a[0])
				if err != nil {
					return Unbound, err
				}
				c := AsType(a[1])
				if c == nil {
					return Unbound, t.TypeError("Can only register classes")
				}
				if ok, err := t.IsSubclass(a[1], a[0]); err != nil || ok {
					return a[1], err
				}
				if ok, err := t.IsSubclass(a[0], a[1]); err != nil {
					return Unbound, err
				} else if ok {
					return Unbound, t.RuntimeError("Refusing to create an inheritance cycle")
				}
				if d.registry == nil {
					d.registry = map[*Type]struct{}{}
				}
				d.registry[c] = struct{}{}
				t.abcCounter().n.Add(1)
				if f := self.flags & (flagSequence | flagMapping); f != 0 && c.flags&flagHeap != 0 {
					t.setPatternFlags(c, f)
				}
				return a[1], nil
			}},
			{Name: "_abc_instancecheck", Sig: "(self, instance, /)", Flags: Polls, Doc: "isinstance() for abstract classes.", Fn: func(t *Thread, a []Value) (Value, error) {
				d, _, err := t.abcOf(a[0])
				if err != nil {
					return Unbound, err
				}
				sub, err := t.GetAttr(a[1], nClass)
				if err != nil {
					return Unbound, err
				}
				if c := AsType(sub); c != nil {
					if _, ok := d.cache[c]; ok {
						return True, nil
					}
				}
				real := a[1].Type().Val()
				r, err := t.CallMethod(a[0], nSubclassCheck, sub)
				if err != nil || real == sub {
					return r, err
				}
				ok, err := t.Truth(r)
				if err != nil || ok {
					return Bool(ok), err
				}
				return t.CallMethod(a[0], nSubclassCheck, real)
			}},
			{Name: "_abc_subclasscheck", Sig: "(self, subclass, /)", Flags: Polls, Doc: "issubclass() for abstract classes.", Fn: func(t *Thread, a []Value) (Value, error) {
				ok, err := t.abcSubclass(a[0], a[1])
				return Bool(ok), err
			}},
			{Name: "_reset_registry", Sig: "(self, /)", Flags: Pure, Fn: func(t *Thread, a []Value) (Value, error) {
				d, _, err := t.abcOf(a[0])
				if err == nil {
					d.registry = nil
				}
				return None, err
			}},
			{Name: "_reset_caches", Sig: "(self, /)", Flags: Pure, Fn: func(t *Thread, a []Value) (Value, error) {
				d, _, err := t.abcOf(a[0])
				if err == nil {
					d.cache, d.negative = nil, nil
				}
				return None, err
			}},
			{Name: "_get_dump", Sig: "(self, /)", Flags: Pure, Fn: func(t *Thread, a []Value) (Value, error) {
				d, _, err := t.abcOf(a[0])
				if err != nil {
					return Unbound, err
				}
				set := func(m map[*Type]struct{}) Value {
					var items []Value
					for c := range m {
						items = append(items, c.Val())
					}
					v, _ := t.buildSet(items)
					return v
				}
				return NewTuple(set(d.registry), set(d.cache), set(d.negative), Int(d.version)), nil
			}},
		},
	}
}

// setPatternFlags makes a class and its subclasses match sequence or mapping patterns.
func (t *Thread) setPatternFlags(c *Type, flags uint32) {
	c.flags = c.flags&^(flagSequence|flagMapping) | flags
	for _, s := range t.interp.subclasses(c) {
		t.setPatternFlags(s, flags)
	}
}
