// Package atexit_ is the native module atexit: functions to run when the interpreter ends, last one first.
package atexit_

import (
	"github.com/vivarium-py/vivarium/internal/core"
)

type (
	value  = core.Value
	thread = core.Thread
)

// callback is one registered function; fn is Unbound once it was unregistered or run.
type callback struct{ fn, args, kw value }

type registry struct{ list []*callback }

type registryKey struct{}

func registryOf(t *thread) *registry {
	return core.StateOf(t.Interp(), registryKey{}, func() *registry {
		r := &registry{}
		t.Interp().AtExit(r.run)
		return r
	})
}

// run calls the functions, also those that they register. Errors are reported and do not stop it.
func (r *registry) run(t *thread) {
	for len(r.list) > 0 {
		c := r.list[len(r.list)-1]
		r.list = r.list[:len(r.list)-1]
		if c.fn.IsUnbound() {
			continue
		}
		if _, err := t.CallStar(c.fn, c.args, c.kw); err != nil {
			if core.ExceptionOf(err) == nil {
				return
			}
			name := "?"
			if s, e := t.Repr(c.fn); e == nil {
				name = s.String()
			}
			t.Unraisable(err, "Exception ignored in atexit callback "+name, core.Unbound)
		}
	}
}

// Module is atexit.
func Module() *core.ModuleDef {
	return &core.ModuleDef{
		Name: "atexit",
		Doc:  "Functions to be called when the program ends normally.",
		Funcs: []core.Func{
			{Name: "register", Sig: "(func, /, *args, **kwargs)", Flags: core.Pure, Doc: "Have a function called with these arguments when the program ends, and return\nit, so that it can be decorated.\n\nWhat was registered last is called first.", Fn: func(t *thread, a []value) (value, error) {
				if !core.Callable(a[0]) {
					return core.Unbound, t.TypeError("the first argument must be callable")
				}
				if err := t.Charge(64); err != nil {
					return core.Unbound, err
				}
				r := registryOf(t)
				r.list = append(r.list, &callback{a[0], a[1], a[2]})
				return a[0], nil
			}},
			{Name: "unregister", Sig: "(func, /)", Flags: core.Polls, Doc: "Forget all registrations of a function.", Fn: func(t *thread, a []value) (value, error) {
				r := registryOf(t)
				// Comparing may run code that registers or clears: go over the callbacks that were there.
				for _, c := range append([]*callback(nil), r.list...) {
					if c.fn.IsUnbound() {
						continue
					}
					eq, err := t.Eq(c.fn, a[0])
					if err != nil {
						return core.Unbound, err
					}
					if eq {
						c.fn, c.args, c.kw = core.Unbound, core.Unbound, core.Unbound
					}
				}
				kept := r.list[:0:0]
				for _, c := range r.list {
					if !c.fn.IsUnbound() {
						kept = append(kept, c)
					}
				}
				r.list = kept
				return core.None, nil
			}},
			{Name: "_clear", Sig: "()", Flags: core.Pure, Doc: "Forget all registered functions.", Fn: func(t *thread, a []value) (value, error) {
				registryOf(t).list = nil
				return core.None, nil
			}},
			{Name: "_run_exitfuncs", Sig: "()", Flags: core.Polls, Doc: "Call all registered functions now, and forget them.\n\nExceptions go to sys.unraisablehook.", Fn: func(t *thread, a []value) (value, error) {
				registryOf(t).run(t)
				return core.None, t.Poll()
			}},
			{Name: "_ncallbacks", Sig: "()", Flags: core.Pure, Doc: "Return how many functions are registered.", Fn: func(t *thread, a []value) (value, error) {
				return core.Int(int64(len(registryOf(t).list))), nil
			}},
		},
	}
}
