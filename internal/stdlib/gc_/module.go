// Package gc_ is the native module gc. Objects are collected by Go's collector, which is always on: enable, disable,
// thresholds and debug flags are remembered and change nothing; collect really collects.
package gc_

import (
	"github.com/vivarium-py/vivarium/internal/core"
)

type (
	value  = core.Value
	thread = core.Thread
)

// state is what one interpreter has set.
type state struct {
	disabled    bool
	collecting  bool
	debug       int64
	threshold   [3]int64
	collections [3]int64
	callbacks   value
}

type stateKey struct{}

func stateOf(t *thread) *state {
	return core.StateOf(t.Interp(), stateKey{}, func() *state {
		return &state{threshold: [3]int64{2000, 10, 0}, callbacks: core.NewList(nil)}
	})
}

func none(f func(t *thread, s *state)) core.NativeFn {
	return func(t *thread, a []value) (value, error) {
		f(t, stateOf(t))
		return core.None, nil
	}
}

func ints(n ...int64) value {
	items := make([]value, len(n))
	for i, x := range n {
		items[i] = core.Int(x)
	}
	return core.TupleOf(items)
}

// tell calls gc.callbacks with the phase of a collection.
func (s *state) tell(t *thread, phase string, generation int) error {
	l := core.AsList(s.callbacks)
	if l == nil {
		return nil
	}
	for i := 0; i < len(l.Items()); i++ {
		info := core.NewDict()
		info.SetStr(core.Intern("generation"), core.Int(int64(generation)))
		info.SetStr(core.Intern("collected"), core.Int(0))
		info.SetStr(core.Intern("uncollectable"), core.Int(0))
		f := l.Items()[i]
		if _, err := t.Call(f, core.Intern(phase).Val(), info.Val()); err != nil {
			if core.ExceptionOf(err) == nil {
				return err
			}
			t.Unraisable(err, "", f)
		}
	}
	return nil
}

func collect(t *thread, a []value) (value, error) {
	n, err := t.IndexInt(a[0])
	if err != nil {
		return core.Unbound, err
	}
	if n < 0 || n > 2 {
		return core.Unbound, t.ValueError("invalid generation")
	}
	s := stateOf(t)
	if s.collecting {
		return core.Int(0), nil
	}
	s.collecting = true
	defer func() { s.collecting = false }()
	s.collections[n]++
	if err := s.tell(t, "start", n); err != nil {
		return core.Unbound, err
	}
	if err := t.CollectGarbage(); err != nil {
		return core.Unbound, err
	}
	// How many objects died is not known: the collector does not tell.
	return core.Int(0), s.tell(t, "stop", n)
}

// container reports an object that may refer to others, which is what is_tracked asks.
func container(v value) bool {
	switch v.Type() {
	case &core.IntType, &core.FloatType, &core.StrType, &core.BytesType, &core.ComplexType, &core.BoolType:
		return false
	}
	if v.IsNone() || v.Is(core.Ellipsis) || v.Is(core.NotImplemented) {
		return false
	}
	if v.IsExactly(&core.TupleType) && core.AsTuple(v).Len() == 0 {
		return false
	}
	return !v.IsExactly(&core.ObjectType)
}

func unavailable(name string) core.NativeFn {
	return func(t *thread, a []value) (value, error) {
		return core.Unbound, t.Raise(&core.ExcNotImplementedError, "gc.%s() is not available: the collector does not list objects", name)
	}
}

// Module is gc.
func Module() *core.ModuleDef {
	return &core.ModuleDef{
		Name: "gc",
		Doc:  "This module provides access to the garbage collector for reference cycles.\n\nenable() -- Enable automatic garbage collection.\ndisable() -- Disable automatic garbage collection.\nisenabled() -- Returns true if automatic collection is enabled.\ncollect() -- Do a full collection right now.\nget_count() -- Return the current collection counts.\nget_stats() -- Return list of dictionaries containing per-generation stats.\nset_debug() -- Set debugging flags.\nget_debug() -- Get debugging flags.\nset_threshold() -- Set the collection thresholds.\nget_threshold() -- Return the current collection thresholds.\nget_objects() -- Return a list of all objects tracked by the collector.\nis_tracked() -- Returns true if a given object is tracked.\nis_finalized() -- Returns true if a given object has been already finalized.\nget_referrers() -- Return the list of objects that refer to an object.\nget_referents() -- Return the list of objects that an object refers to.\nfreeze() -- Freeze all tracked objects and ignore them for future collections.\nunfreeze() -- Unfreeze all objects in the permanent generation.\nget_freeze_count() -- Return the number of objects in the permanent generation.\n",
		Funcs: []core.Func{
			{Name: "enable", Sig: "()", Flags: core.Pure, Doc: "Enable automatic garbage collection.", Fn: none(func(t *thread, s *state) { s.disabled = false })},
			{Name: "disable", Sig: "()", Flags: core.Pure, Doc: "Disable automatic garbage collection.", Fn: none(func(t *thread, s *state) { s.disabled = true })},
			{Name: "isenabled", Sig: "()", Flags: core.Pure, Doc: "Returns true if automatic garbage collection is enabled.", Fn: func(t *thread, a []value) (value, error) {
				return core.Bool(!stateOf(t).disabled), nil
			}},
			{Name: "collect", Sig: "(generation=2)", Flags: core.Polls, Doc: "Run the garbage collector.\n\nWith no arguments, run a full collection.  The optional argument\nmay be an integer specifying which generation to collect.  A ValueError\nis raised if the generation number is invalid.\n\nThe number of unreachable objects is returned.", Fn: collect},
			{Name: "get_count", Sig: "()", Flags: core.Pure, Doc: "Return a three-tuple of the current collection counts.", Fn: func(t *thread, a []value) (value, error) { return ints(0, 0, 0), nil }},
			{Name: "get_threshold", Sig: "()", Flags: core.Pure, Doc: "Return the current collection thresholds.", Fn: func(t *thread, a []value) (value, error) {
				s := stateOf(t)
				return ints(s.threshold[:]...), nil
			}},
			{Name: "set_threshold", Sig: "(threshold0, threshold1=<unrepresentable>, threshold2=<unrepresentable>, /)", Flags: core.Pure, Doc: "set_threshold(threshold0, [threshold1, [threshold2]])\nSet the collection thresholds (the collection frequency).\n\nSetting 'threshold0' to zero disables collection.", Fn: func(t *thread, a []value) (value, error) {
				s := stateOf(t)
				for i, v := range a[:3] {
					if v.IsUnbound() {
						break
					}
					n, err := t.IndexInt(v)
					if err != nil {
						return core.Unbound, err
					}
					s.threshold[i] = int64(n)
				}
				return core.None, nil
			}},
			{Name: "get_debug", Sig: "()", Flags: core.Pure, Doc: "Get the garbage collection debugging flags.", Fn: func(t *thread, a []value) (value, error) { return core.Int(stateOf(t).debug), nil }},
			{Name: "set_debug", Sig: "(flags, /)", Flags: core.Pure, Doc: "Set the garbage collection debugging flags.\n\n  flags\n    An integer that can have the following bits turned on:\n      DEBUG_STATS - Print statistics during collection.\n      DEBUG_COLLECTABLE - Print collectable objects found.\n      DEBUG_UNCOLLECTABLE - Print unreachable but uncollectable objects\n        found.\n      DEBUG_SAVEALL - Save objects to gc.garbage rather than freeing them.\n      DEBUG_LEAK - Debug leaking programs (everything but STATS).\n\nDebugging information is written to sys.stderr.", Fn: func(t *thread, a []value) (value, error) {
				n, err := t.IndexInt(a[0])
				if err == nil {
					stateOf(t).debug = int64(n)
				}
				return core.None, err
			}},
			{Name: "get_stats", Sig: "()", Flags: core.Pure, Doc: "Return a list of dictionaries containing per-generation statistics.", Fn: func(t *thread, a []value) (value, error) {
				var items []value
				for _, n := range stateOf(t).collections {
					d := core.NewDict()
					d.SetStr(core.Intern("collections"), core.Int(n))
					d.SetStr(core.Intern("collected"), core.Int(0))
					d.SetStr(core.Intern("uncollectable"), core.Int(0))
					items = append(items, d.Val())
				}
				return core.NewList(items), nil
			}},
			{Name: "get_referents", Sig: "(*objs)", Flags: core.Polls | core.Charges, Doc: "Return the list of objects that are directly referred to by 'objs'.", Fn: func(t *thread, a []value) (value, error) {
				var out []value
				for _, v := range core.AsTuple(a[0]).Items() {
					core.Referents(v, func(x value) { out = append(out, x) })
					if err := t.PollN(len(out)); err != nil {
						return core.Unbound, err
					}
				}
				return core.NewList(out), t.ChargeItems(len(out))
			}},
			{Name: "is_tracked", Sig: "(obj, /)", Flags: core.Pure, Doc: "Returns true if the object is tracked by the garbage collector.\n\nSimple atomic objects will return false.", Fn: func(t *thread, a []value) (value, error) {
				return core.Bool(container(a[0])), nil
			}},
			{Name: "is_finalized", Sig: "(obj, /)", Flags: core.Pure, Doc: "Returns true if the object has been already finalized by the GC.", Fn: func(t *thread, a []value) (value, error) { return core.False, nil }},
			{Name: "get_objects", Sig: "(generation=None)", Flags: core.Pure, Doc: "Return a list of objects tracked by the collector (excluding the list returned).\n\n  generation\n    Generation to extract the objects from.\n\nIf generation is not None, return only the objects tracked by the collector\nthat are in that generation.", Fn: unavailable("get_objects")},
			{Name: "get_referrers", Sig: "(*objs)", Flags: core.Pure, Doc: "Return the list of objects that directly refer to any of 'objs'.", Fn: unavailable("get_referrers")},
			{Name: "freeze", Sig: "()", Flags: core.Pure, Doc: "Freeze all current tracked objects and ignore them for future collections.\n\nThis can be used before a POSIX fork() call to make the gc copy-on-write friendly.\nNote: collection before a POSIX fork() call may free pages for future allocation\nwhich can cause copy-on-write.", Fn: none(func(t *thread, s *state) {})},
			{Name: "unfreeze", Sig: "()", Flags: core.Pure, Doc: "Unfreeze all objects in the permanent generation.\n\nPut all objects in the permanent generation back into oldest generation.", Fn: none(func(t *thread, s *state) {})},
			{Name: "get_freeze_count", Sig: "()", Flags: core.Pure, Doc: "Return the number of objects in the permanent generation.", Fn: func(t *thread, a []value) (value, error) { return core.Int(0), nil }},
		},
		Attrs: []core.Attr{
			{Name: "DEBUG_STATS", Value: core.Int(1)}, {Name: "DEBUG_COLLECTABLE", Value: core.Int(2)}, {Name: "DEBUG_UNCOLLECTABLE", Value: core.Int(4)},
			{Name: "DEBUG_SAVEALL", Value: core.Int(32)}, {Name: "DEBUG_LEAK", Value: core.Int(38)},
		},
		Init: func(t *thread, m *core.Module) error {
			m.Dict().SetStr(core.Intern("garbage"), core.NewList(nil))
			m.Dict().SetStr(core.Intern("callbacks"), stateOf(t).callbacks)
			return nil
		},
	}
}
