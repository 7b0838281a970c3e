// Package contextvars_ is the native module _contextvars: context variables (PEP 567). A context's variables are in
// a Go map that copies of the context share; it is copied before the first change after sharing.
package contextvars_

import (
	"cmp"
	"fmt"
	"maps"
	"slices"

	"github.com/vivarium-py/vivarium/internal/core"
)

type (
	value  = core.Value
	thread = core.Thread
)

var (
	contextType, varType, tokenType, missingType core.Type
	iterType                                     core.Type
)

// binding is a variable's value; order is by when it was first set in the context's line of copies.
type binding struct {
	v     value
	order uint64
}

// context is a contextvars.Context.
type context struct {
	core.Header
	vars    map[*contextVar]binding
	shared  bool // vars belongs to another context too
	next    uint64
	entered bool
	prev    value // the current one of the thread that entered it
}

func ctxOf(v value) *context { return core.As[context](v) }

func newContext() *context {
	c := &context{}
	core.Make(&contextType, &c.Header)
	return c
}

func (c *context) val() value { return core.Obj(&c.Header) }

// copy shares the variables.
func (c *context) copy() *context {
	n := newContext()
	n.vars, n.next = c.vars, c.next
	if c.vars != nil {
		c.shared, n.shared = true, true
	}
	return n
}

// own makes the map the context's alone, before a change.
func (c *context) own(t *thread) error {
	if c.vars == nil {
		c.vars = map[*contextVar]binding{}
	} else if c.shared {
		if err := t.Charge(64 * len(c.vars)); err != nil {
			return err
		}
		c.vars = maps.Clone(c.vars)
	}
	c.shared = false
	return t.Charge(64)
}

func (c *context) set(t *thread, k *contextVar, v value) error {
	if err := c.own(t); err != nil {
		return err
	}
	b, ok := c.vars[k]
	if !ok {
		b.order = c.next
		c.next++
	}
	b.v = v
	c.vars[k] = b
	return nil
}

func (c *context) del(t *thread, k *contextVar) error {
	if err := c.own(t); err != nil {
		return err
	}
	delete(c.vars, k)
	return nil
}

// keys gives the variables in the order in which they were set.
func (c *context) keys(t *thread) ([]*contextVar, error) {
	if err := t.PollN(len(c.vars)); err != nil {
		return nil, err
	}
	if err := t.ChargeItems(2 * len(c.vars)); err != nil {
		return nil, err
	}
	type place struct {
		order int64
		k     *contextVar
	}
	places := make([]place, 0, len(c.vars))
	for k, v := range c.vars {
		places = append(places, place{int64(v.order), k})
	}
	slices.SortFunc(places, func(a, b place) int { return cmp.Compare(a.order, b.order) })
	ks := make([]*contextVar, len(places))
	for i, p := range places {
		ks[i] = p.k
	}
	return ks, nil
}

// current is the thread's context, made at the first request.
func current(t *thread) *context {
	if v := t.Context(); !v.IsUnbound() {
		return ctxOf(v)
	}
	c := newContext()
	c.entered = true
	t.SetContext(c.val())
	return c
}

// enter makes the context the current one; leave goes back.
func (c *context) enter(t *thread) error {
	if c.entered {
		r, err := t.Repr(c.val())
		if err != nil {
			return err
		}
		return t.RuntimeError("cannot enter context: %s is already entered", r.String())
	}
	c.prev, c.entered = current(t).val(), true
	t.SetContext(c.val())
	return nil
}

func (c *context) leave(t *thread) {
	t.SetContext(c.prev)
	c.prev, c.entered = core.None, false
}

func asVar(t *thread, v value) (*contextVar, error) {
	if !v.IsExactly(&varType) {
		r, err := t.Repr(v)
		if err != nil {
			return nil, err
		}
		return nil, t.TypeError("a ContextVar key was expected, got %s", r.String())
	}
	return varOf(v), nil
}

// iterator goes over what the context held when it was made.
type iterator struct {
	core.Header
	items []value
}

func iterate(items []value) value {
	it := &iterator{items: items}
	return core.Make(&iterType, &it.Header)
}

// pick makes the items of a context, as keys, values or pairs.
func pick(what byte) core.NativeFn {
	return func(t *thread, a []value) (value, error) {
		items, err := ctxOf(a[0]).list(t, what)
		if err != nil {
			return core.Unbound, err
		}
		return iterate(items), nil
	}
}

func (c *context) list(t *thread, what byte) ([]value, error) {
	ks, err := c.keys(t)
	if err != nil {
		return nil, err
	}
	items := make([]value, len(ks))
	for i, k := range ks {
		if err := t.PollAt(i); err != nil {
			return nil, err
		}
		switch what {
		case 'k':
			items[i] = k.val()
		case 'v':
			items[i] = c.vars[k].v
		default:
			items[i] = core.Pair(k.val(), c.vars[k].v)
		}
	}
	return items, nil
}

func addr(h *core.Header) string { return fmt.Sprintf("%p", h) }

func setupContext() {
	iterType.Setup(&core.TypeSpec{
		Name: "_contextvars.keys", Layout: core.LayoutOf[iterator](), Flags: core.FlagGeneric | core.FlagNoNew,
		Slots: core.Slots{Iter: core.SelfIter, Next: func(t *thread, v value) (value, error) {
			it := core.As[iterator](v)
			if len(it.items) == 0 {
				return core.Unbound, nil
			}
			x := it.items[0]
			it.items = it.items[1:]
			return x, nil
		}, Len: func(t *thread, v value) (int, error) { return len(core.As[iterator](v).items), nil },
			Traverse: func(h *core.Header, visit func(value)) {
				for _, x := range core.As[iterator](core.Obj(h)).items {
					visit(x)
				}
			}},
	})
	contextType.Setup(&core.TypeSpec{
		Name: "_contextvars.Context", Layout: core.LayoutOf[context](), Flags: core.FlagGeneric,
		New: &core.Func{Name: "Context", Sig: "(cls, *args, **kwargs)", Flags: core.Pure, Fn: func(t *thread, a []value) (value, error) {
			if core.AsTuple(a[1]).Len() > 0 || !a[2].IsUnbound() {
				return core.Unbound, t.TypeError("Context() does not accept any arguments")
			}
			return newContext().val(), nil
		}},
		Slots: core.Slots{
			Len:  func(t *thread, v value) (int, error) { return len(ctxOf(v).vars), nil },
			Iter: func(t *thread, v value) (value, error) { return pick('k')(t, []value{v}) },
			Contains: func(t *thread, v, x value) (bool, error) {
				k, err := asVar(t, x)
				if err != nil {
					return false, err
				}
				_, ok := ctxOf(v).vars[k]
				return ok, nil
			},
			GetItem: func(t *thread, v, x value) (value, error) {
				k, err := asVar(t, x)
				if err != nil {
					return core.Unbound, err
				}
				b, ok := ctxOf(v).vars[k]
				if !ok {
					return core.Unbound, t.KeyError(x)
				}
				return b.v, nil
			},
			Compare: func(t *thread, a, b value, op core.CmpOp) (value, error) {
				if !b.IsExactly(&contextType) || op != core.CmpEq && op != core.CmpNe {
					return core.NotImplemented, nil
				}
				eq, err := same(t, ctxOf(a), ctxOf(b))
				return core.Bool(eq == (op == core.CmpEq)), err
			},
			Traverse: func(h *core.Header, visit func(value)) {
				for k, b := range ctxOf(core.Obj(h)).vars {
					visit(k.val())
					visit(b.v)
				}
			},
		},
		Methods: []core.Func{
			{Name: "run", Sig: "(self, *args, **kwargs)", Flags: core.Polls, Fn: func(t *thread, a []value) (value, error) {
				args := core.AsTuple(a[1])
				if args.Len() == 0 {
					return core.Unbound, t.TypeError("run() missing 1 required positional argument")
				}
				c := ctxOf(a[0])
				if err := c.enter(t); err != nil {
					return core.Unbound, err
				}
				var v value
				var err error
				if a[2].IsUnbound() {
					v, err = t.CallKw(args.Items()[0], args.Items()[1:], nil)
				} else {
					v, err = t.CallStar(args.Items()[0], core.NewTuple(args.Items()[1:]...), a[2])
				}
				c.leave(t)
				return v, err
			}},
			{Name: "copy", Sig: "(self, /)", Flags: core.Pure, Doc: "Return a new context with the same variables and values.", Fn: func(t *thread, a []value) (value, error) { return ctxOf(a[0]).copy().val(), nil }},
			{Name: "get", Sig: "(self, key, default=None, /)", Flags: core.Pure, Doc: "Return the value of a variable in this context, or default if it has none.", Fn: func(t *thread, a []value) (value, error) {
				k, err := asVar(t, a[1])
				if err != nil {
					return core.Unbound, err
				}
				if b, ok := ctxOf(a[0]).vars[k]; ok {
					return b.v, nil
				}
				return a[2], nil
			}},
			{Name: "keys", Sig: "(self, /)", Flags: core.Polls | core.Charges, Doc: "Return a list of the variables that have a value in this context.", Fn: pick('k')},
			{Name: "values", Sig: "(self, /)", Flags: core.Polls | core.Charges, Doc: "Return a list of the values in this context.", Fn: pick('v')},
			{Name: "items", Sig: "(self, /)", Flags: core.Polls | core.Charges, Doc: "Return a list of the pairs (variable, value) of this context.", Fn: pick('i')},
		},
	})
}

// same compares contexts: the same variables with equal values.
func same(t *thread, a, b *context) (bool, error) {
	if len(a.vars) != len(b.vars) {
		return false, nil
	}
	ks, err := a.keys(t)
	if err != nil {
		return false, err
	}
	av, bv := a.vars, b.vars
	for _, k := range ks {
		y, ok := bv[k]
		if !ok {
			return false, nil
		}
		if eq, err := t.Eq(av[k].v, y.v); err != nil || !eq {
			return false, err
		}
	}
	return true, nil
}
