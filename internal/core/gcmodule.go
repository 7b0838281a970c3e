// This file declares module gc over Go's collector, which needs no tuning from Python: thresholds and flags are kept but
// change nothing. Referents come from the traversal table; referrers and all objects from a walk over it.
package core

import "slices"

// gcState is what Python has set.
type gcState struct {
	off        bool
	debug      int64
	thresholds [3]int64
	runs       [3]int64
	callbacks  *List
}

type gcKey struct{}

func (t *Thread) gcState() *gcState {
	return StateOf(t.interp, gcKey{}, func() *gcState {
		return &gcState{thresholds: [3]int64{2000, 10, 0}, callbacks: As[List](NewList(nil))}
	})
}

// tracked reports what CPython's collector would know: containers, apart from tuples and dicts of what it would not. After
// looking at a thousand items, as in a tuple that holds itself, it calls one known.
func tracked(v Value) bool {
	left := 1000
	return trackedWithin(v, &left)
}

func trackedWithin(v Value, left *int) bool {
	if v.ref == nil || v.ref == &floatHeader {
		return false
	}
	if *left--; *left < 0 {
		return true
	}
	typ := v.ref.shape.typ
	switch {
	case typ == &TupleType:
		for _, x := range As[Tuple](v).items {
			if trackedWithin(x, left) {
				return true
			}
		}
		return false
	case typ == &DictType:
		d := As[Dict](v)
		for pos, k, x, ok := d.Next(0); ok; pos, k, x, ok = d.Next(pos) {
			if trackedWithin(k, left) || trackedWithin(x, left) {
				return true
			}
		}
		return false
	case AsType(v) != nil:
		return typ.flags&flagHeap != 0 || As[Type](v).flags&flagHeap != 0
	}
	return typ.s.Traverse != nil || typ.flags&flagHeap != 0 || v.ref.shape.extOff != 0
}

func gcCallbacks(t *Thread, phase string, generation int64) error {
	cbs := t.gcState().callbacks.items
	if len(cbs) == 0 {
		return nil
	}
	info := NewDict()
	info.SetStr(Intern("generation"), Int(generation))
	info.SetStr(Intern("collected"), Int(0))
	info.SetStr(Intern("uncollectable"), Int(0))
	for _, f := range append([]Value(nil), cbs...) {
		if _, err := t.Call(f, StrVal(phase), info.Val()); err != nil {
			if ExceptionOf(err) == nil {
				return err
			}
			t.unraisable(err, f, "", "while calling GC callback")
		}
	}
	return nil
}

func gcCollect(t *Thread, a []Value) (Value, error) {
	n, err := t.IndexInt(a[0])
	if err != nil {
		return Unbound, err
	}
	if n < 0 || n > 2 {
		return Unbound, t.ValueError("invalid generation")
	}
	if err := gcCallbacks(t, "start", int64(n)); err != nil {
		return Unbound, err
	}
	t.gcState().runs[n]++
	if err := t.CollectGarbage(); err != nil {
		return Unbound, err
	}
	return Int(0), gcCallbacks(t, "stop", int64(n))
}

func gcGetObjects(t *Thread, a []Value) (Value, error) {
	if !a[0].IsNone() {
		n, err := t.IndexInt(a[0])
		switch {
		case err != nil:
			return Unbound, err
		case n >= 3:
			return Unbound, t.ValueError("generation parameter must be less than the number of available generations (3)")
		case n < 0:
			return Unbound, t.ValueError("generation parameter cannot be negative")
		}
	}
	t.clearStale()
	var out []Value
	var err error
	look := func() bool { err = t.PollAtomic(500); return err == nil }
	hidden := map[*Dict]bool{} // of builtin types: all interpreters share them
	t.interp.eachLive(func(v Value) bool {
		if typ := AsType(v); typ != nil && typ.flags&flagHeap == 0 {
			hidden[typ.dict] = true
		}
		if tracked(v) {
			out = append(out, v)
		}
		if err = t.ChargeSmall(160); err == nil { // its places in the set of those seen, and in the list
			err = t.PollN(8)
		}
		return err == nil
	}, look)
	delete(hidden, nil)
	out = slices.DeleteFunc(out, func(v Value) bool { return v.ref != nil && hidden[AsDict(v)] })
	if err == nil {
		err = t.Charge(16 * len(out))
	}
	return NewList(out), err
}

// sharedDict reports that x, which v refers to, is the dict of a builtin type: Python never gets hold of it.
func (in *Interpreter) sharedDict(v, x Value) bool {
	d := AsDict(x)
	if d == nil {
		return false
	}
	if typ := AsType(v); typ != nil {
		return d == typ.dict
	}
	return v.exactly(&MappingProxyType)
}

func gcReferrers(t *Thread, a []Value) (Value, error) {
	wanted := map[*Header]bool{}
	for _, v := range As[Tuple](a[0]).items {
		if v.ref != nil && v.ref != &floatHeader {
			wanted[v.ref] = true
		}
	}
	t.clearStale()
	var out []Value
	var err error
	look := func() bool { err = t.PollAtomic(500); return err == nil }
	hidden := map[*Dict]bool{}
	t.interp.eachLive(func(v Value) bool {
		if typ := AsType(v); typ != nil && typ.flags&flagHeap == 0 {
			hidden[typ.dict] = true
		}
		if v != a[0] && tracked(v) {
			found := false
			traverse(v, func(x Value) { found = found || wanted[x.ref] })
			if found {
				out = append(out, v)
			}
		}
		err = t.PollN(8)
		return err == nil
	}, look)
	delete(hidden, nil)
	out = slices.DeleteFunc(out, func(v Value) bool { return v.ref != nil && hidden[AsDict(v)] })
	return NewList(out), err
}

func gcReferents(t *Thread, a []Value) (Value, error) {
	var out []Value
	var err error
	for _, v := range As[Tuple](a[0]).items {
		if v.ref == nil || v.ref == &floatHeader || !tracked(v) && v.Type() != &DictType && v.Type() != &TupleType {
			continue
		}
		traverse(v, func(x Value) {
			if !x.IsUnbound() && err == nil && !t.interp.sharedDict(v, x) {
				if out, err = t.pushItem(out, x); err == nil {
					err = t.PollAt(len(out))
				}
			}
		})
		if err != nil {
			return Unbound, err
		}
	}
	return NewList(out), nil
}

// GCModule declares gc.
func GCModule() *ModuleDef {
	const none = Pure
	f := func(name, sig, doc string, fn NativeFn) Func {
		return Func{Name: name, Sig: sig, Doc: doc, Fn: fn, Flags: none}
	}
	return &ModuleDef{
		Name: "gc",
		Doc:  "The interface to the garbage collector.\n\nThe collector is that of the host, which needs no tuning: thresholds and flags\nare kept, but change nothing.",
		Funcs: []Func{
			f("enable", "()", "Enable automatic garbage collection.", func(t *Thread, a []Value) (Value, error) {
				t.gcState().off = false
				return None, nil
			}),
			f("disable", "()", "Disable automatic garbage collection.", func(t *Thread, a []Value) (Value, error) {
				t.gcState().off = true
				return None, nil
			}),
			f("isenabled", "()", "Return whether collections happen by themselves.", func(t *Thread, a []Value) (Value, error) {
				return Bool(!t.gcState().off), nil
			}),
			f("set_debug", "(flags, /)", "Keep flags for get_debug(); they have no other effect here.", func(t *Thread, a []Value) (Value, error) {
				n, err := t.IndexInt(a[0])
				t.gcState().debug = int64(n)
				return None, err
			}),
			f("get_debug", "()", "Return the flags that set_debug() kept.", func(t *Thread, a []Value) (Value, error) {
				return Int(t.gcState().debug), nil
			}),
			f("get_count", "()", "Return three counters, which are always 0 here.", func(t *Thread, a []Value) (Value, error) {
				return NewTuple(Int(0), Int(0), Int(0)), nil
			}),
			f("set_threshold", "(*args)", "set_threshold(threshold0[, threshold1[, threshold2]])\n\nKeep the three numbers for get_threshold(); they have no other effect here.",
				func(t *Thread, a []Value) (Value, error) {
					args := As[Tuple](a[0]).items
					if len(args) < 1 || len(args) > 3 {
						return Unbound, t.TypeError("gc.set_threshold requires 1 to 3 arguments")
					}
					for i, x := range args {
						n, err := t.IndexInt(x)
						if err != nil {
							return Unbound, err
						}
						t.gcState().thresholds[i] = int64(n)
					}
					return None, nil
				}),
			f("get_threshold", "()", "Return the current collection thresholds.", func(t *Thread, a []Value) (Value, error) {
				th := t.gcState().thresholds
				return NewTuple(Int(th[0]), Int(th[1]), Int(th[2])), nil
			}),
			{Name: "collect", Sig: "(generation=2)", Fn: gcCollect, Flags: Polls, Doc: "Run a collection, with the functions in callbacks before and after it.\n\nThe result is always 0, as what is freed is not counted here. Raise ValueError\nfor a generation other than 0, 1 and 2."},
			Func{Name: "get_objects", Sig: "(generation=None)", Fn: gcGetObjects, Flags: Polls | Charges, Doc: "List the objects that the collector knows, without the list itself."}.WithAudit("gc.get_objects", 0),
			f("get_stats", "()", "Return one dict for each generation, whose \"collections\" is how often\ncollect() was called for it.", func(t *Thread, a []Value) (Value, error) {
				var out []Value
				for _, n := range t.gcState().runs {
					d := NewDict()
					d.SetStr(Intern("collections"), Int(n))
					d.SetStr(Intern("collected"), Int(0))
					d.SetStr(Intern("uncollectable"), Int(0))
					out = append(out, d.Val())
				}
				return NewList(out), nil
			}),
			f("is_tracked", "(obj, /)", "Return whether the collector knows the object.\n\nNumbers, strings and other objects that cannot be part of a cycle are not\nknown to it.", func(t *Thread, a []Value) (Value, error) {
				return Bool(tracked(a[0])), nil
			}),
			f("is_finalized", "(obj, /)", "Return whether the object's finalizer has run.", func(t *Thread, a []Value) (Value, error) {
				return Bool(t.interp.finalized(a[0])), nil
			}),
			Func{Name: "get_referrers", Sig: "(*objs)", Fn: gcReferrers, Flags: Polls | Charges, Doc: "List the objects that hold a direct reference to any of objs."}.WithAudit("gc.get_referrers", 0),
			Func{Name: "get_referents", Sig: "(*objs)", Fn: gcReferents, Flags: Polls | Charges, Doc: "List the objects to which any of objs hold a direct reference."}.WithAudit("gc.get_referents", 0),
			f("freeze", "()", "Do nothing: every collection looks at all objects here.", func(t *Thread, a []Value) (Value, error) { return None, nil }),
			f("unfreeze", "()", "Do nothing: there is nothing frozen here.", func(t *Thread, a []Value) (Value, error) { return None, nil }),
			f("get_freeze_count", "()", "Return 0: nothing is ever frozen here.", func(t *Thread, a []Value) (Value, error) { return Int(0), nil }),
		},
		Attrs: []Attr{{"DEBUG_STATS", Int(1)}, {"DEBUG_COLLECTABLE", Int(2)}, {"DEBUG_UNCOLLECTABLE", Int(4)}, {"DEBUG_SAVEALL", Int(32)}, {"DEBUG_LEAK", Int(38)}},
		Init: func(t *Thread, m *Module) error {
			m.dict.SetStr(Intern("garbage"), NewList(nil))
			m.dict.SetStr(Intern("callbacks"), t.gcState().callbacks.Val())
			return nil
		},
	}
}
