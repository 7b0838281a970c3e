// This file implements count, cycle and repeat.
package itertools

import (
	"math"

	"github.com/vivarium-py/vivarium/internal/core"
)

var countType, cycleType, repeatType core.Type

// count counts in n by 1 while it can, else in cur by step.
type count struct {
	core.Header
	fast      bool
	n         int64
	cur, step value
}

// isNumber is what count accepts: anything that converts to an int or float.
func isNumber(v value) bool {
	s := core.SlotsOf(v)
	return v.IsSmall() || s.Index != nil || s.Int != nil || s.Float != nil || v.IsInstance(&core.ComplexType)
}

func countNext(t *thread, v value) (value, error) {
	c := core.As[count](v)
	if c.fast {
		n := c.n
		if n < math.MaxInt64 {
			c.n++
			return core.Int(n), nil
		}
		c.fast, c.cur, c.step = false, core.Int(n), core.Int(1)
	}
	x := c.cur
	next, err := t.Binary(core.OpAdd, x, c.step)
	if err != nil {
		return core.Unbound, err
	}
	c.cur = next
	return x, nil
}

type cycle struct {
	core.Header
	it    value // Unbound once the first pass is over
	saved []value
	i     int
}

func cycleNext(t *thread, v value) (value, error) {
	c := core.As[cycle](v)
	if !c.it.IsUnbound() {
		x, err := t.NextIn(c.it)
		if err != nil {
			return core.Unbound, err
		}
		if !x.IsUnbound() {
			if len(c.saved) == cap(c.saved) {
				if err := t.ChargeItems(len(c.saved)); err != nil {
					return core.Unbound, err
				}
			}
			c.saved = append(c.saved, x)
			return x, nil
		}
		c.it = core.Unbound
	}
	if len(c.saved) == 0 {
		return core.Unbound, nil
	}
	x := c.saved[c.i]
	if c.i++; c.i == len(c.saved) {
		c.i = 0
	}
	return x, nil
}

type repeat struct {
	core.Header
	x value
	n int // -1: endlessly
}

func repeatNext(t *thread, v value) (value, error) {
	r := core.As[repeat](v)
	if r.n == 0 {
		return core.Unbound, nil
	}
	if r.n > 0 {
		r.n--
	}
	return r.x, nil
}

func infinite() []def {
	return []def{
		{typ: &countType, name: "count", sig: "(start=0, step=1)", layout: core.LayoutOf[count](), next: countNext,
			doc: "Count without end: start, start + step, start + 2 * step and so on.",
			make: func(t *thread, cls *core.Type, a []value) (value, error) {
				if !isNumber(a[0]) || !isNumber(a[1]) {
					return core.Unbound, t.TypeError("a number is required")
				}
				c := core.New[count](cls)
				c.cur, c.step = a[0], a[1]
				if n, b, ok := core.AsInt(a[0]); ok && b == nil {
					if s, sb, ok := core.AsInt(a[1]); ok && sb == nil && s == 1 {
						c.fast, c.n, c.cur = true, n, core.Int(n)
					}
				}
				return core.Obj(&c.Header), nil
			},
			repr: func(t *thread, v value) (value, error) {
				c := core.As[count](v)
				cur := c.cur
				if c.fast {
					cur = core.Int(c.n)
				}
				s, err := t.Repr(cur)
				if err != nil {
					return core.Unbound, err
				}
				out := v.Type().Name() + "(" + s.String()
				if n, b, ok := core.AsInt(c.step); !ok || b != nil || n != 1 {
					s, err := t.Repr(c.step)
					if err != nil {
						return core.Unbound, err
					}
					out += ", " + s.String()
				}
				return core.StrVal(out + ")"), nil
			},
			traverse: func(h *core.Header, visit func(value)) {
				c := core.As[count](core.Obj(h))
				visit(c.cur)
				visit(c.step)
			}},
		{typ: &cycleType, name: "cycle", sig: "(iterable, /)", kw: true, layout: core.LayoutOf[cycle](), next: cycleNext,
			doc: "Give the items of the iterable, and then the same again and again.",
			make: func(t *thread, cls *core.Type, a []value) (value, error) {
				it, err := t.Iter(a[0])
				if err != nil {
					return core.Unbound, err
				}
				c := core.New[cycle](cls)
				c.it = it
				return core.Obj(&c.Header), nil
			},
			traverse: func(h *core.Header, visit func(value)) {
				c := core.As[cycle](core.Obj(h))
				visit(c.it)
				for _, x := range c.saved {
					visit(x)
				}
			}},
		{typ: &repeatType, name: "repeat", sig: "(object, times=<unrepresentable>)", layout: core.LayoutOf[repeat](), next: repeatNext,
			doc: "repeat(object[, times])\n\nGive the object again and again, that many times or without end.",
			make: func(t *thread, cls *core.Type, a []value) (value, error) {
				n := -1
				if !a[1].IsUnbound() {
					var err error
					if n, err = t.Ssize(a[1]); err != nil {
						return core.Unbound, err
					}
					n = max(n, 0)
				}
				r := core.New[repeat](cls)
				r.x, r.n = a[0], n
				return core.Obj(&r.Header), nil
			},
			repr: func(t *thread, v value) (value, error) {
				r := core.As[repeat](v)
				s, err := t.Repr(r.x)
				if err != nil {
					return core.Unbound, err
				}
				out := v.Type().Name() + "(" + s.String()
				if r.n >= 0 {
					n, err := t.Repr(core.Int(int64(r.n)))
					if err != nil {
						return core.Unbound, err
					}
					out += ", " + n.String()
				}
				return core.StrVal(out + ")"), nil
			},
			traverse: func(h *core.Header, visit func(value)) { visit(core.As[repeat](core.Obj(h)).x) },
			methods: []core.Func{{Name: "__length_hint__", Sig: "(self, /)", Flags: core.Pure, Doc: "Return a guess at how many items are left.", Fn: func(t *thread, a []value) (value, error) {
				n := core.As[repeat](a[0]).n
				if n < 0 {
					return core.Unbound, t.TypeError("len() of unsized object")
				}
				return core.Int(int64(n)), nil
			}}}},
	}
}
