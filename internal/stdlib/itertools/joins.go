// This file implements chain and zip_longest.
package itertools

import "github.com/vivarium-py/vivarium/internal/core"

var chainType, zipLongestType core.Type

// chain goes through the iterables that source gives; active is the one at hand. Unbound: exhausted, none.
type chain struct {
	core.Header
	source, active value
}

func chainNext(t *thread, v value) (value, error) {
	c := core.As[chain](v)
	for !c.source.IsUnbound() {
		if c.active.IsUnbound() {
			if err := t.Poll(); err != nil {
				return core.Unbound, err
			}
			x, err := t.NextIn(c.source)
			if err != nil || x.IsUnbound() {
				c.source = core.Unbound
				return core.Unbound, err
			}
			it, err := t.Iter(x)
			if err != nil {
				c.source = core.Unbound
				return core.Unbound, err
			}
			c.active = it
		}
		x, err := t.NextIn(c.active)
		if err != nil || !x.IsUnbound() {
			return x, err
		}
		c.active = core.Unbound
	}
	return core.Unbound, nil
}

func newChain(t *thread, cls *core.Type, iterables value) (value, error) {
	it, err := t.Iter(iterables)
	if err != nil {
		return core.Unbound, err
	}
	c := core.New[chain](cls)
	c.source, c.active = it, core.Unbound
	return core.Obj(&c.Header), nil
}

// zipLongest fills up for the iterators that are exhausted (Unbound); live counts the others.
type zipLongest struct {
	core.Header
	its  []value
	fill value
	live int
}

// step writes the next items to out, as many as there are iterators; it says false at the end.
func (z *zipLongest) step(t *thread, out []value) (bool, error) {
	if z.live == 0 {
		return false, nil
	}
	for i, it := range z.its {
		out[i] = z.fill
		if it.IsUnbound() {
			continue
		}
		x, err := t.NextIn(it)
		if err != nil {
			z.live = 0
			return false, err
		}
		if x.IsUnbound() {
			z.its[i] = core.Unbound
			if z.live--; z.live <= 0 {
				z.live = 0
				return false, nil
			}
			continue
		}
		out[i] = x
	}
	return true, nil
}

func zipLongestNext(t *thread, v value) (value, error) {
	z := core.As[zipLongest](v)
	if z.live == 0 {
		return core.Unbound, nil
	}
	r, out := core.RoomyTuple(len(z.its))
	if ok, err := z.step(t, out); !ok {
		return core.Unbound, err
	}
	return r, nil
}

func zipLongestRow(t *thread, v value, row []value) (int, error) {
	z := core.As[zipLongest](v)
	var out [8]value
	if len(z.its) != len(row) || len(row) > len(out) {
		return -1, nil
	}
	if ok, err := z.step(t, out[:len(row)]); !ok {
		return 0, err
	}
	return copy(row, out[:]), nil
}

func joins() []def {
	return []def{
		{typ: &chainType, name: "chain", sig: "(*iterables)", kw: true, layout: core.LayoutOf[chain](), next: chainNext,
			doc:  "Give the items of the first iterable, then those of the next, up to the last.",
			make: func(t *thread, cls *core.Type, a []value) (value, error) { return newChain(t, cls, a[0]) },
			traverse: func(h *core.Header, visit func(value)) {
				c := core.As[chain](core.Obj(h))
				visit(c.source)
				visit(c.active)
			},
			methods: []core.Func{
				{Name: "from_iterable", Sig: "(cls, iterable, /)", Flags: core.ClassM, Doc: "Chain the iterables that an iterable gives; each is asked for only when it is\nneeded.", Fn: func(t *thread, a []value) (value, error) {
					return newChain(t, core.AsType(a[0]), a[1])
				}},
				core.ClassGetItemFunc(),
			}},
		{typ: &zipLongestType, name: "zip_longest", sig: "(*iterables, fillvalue=None)", layout: core.LayoutOf[zipLongest](), next: zipLongestNext, row: zipLongestRow,
			doc: "Take one item from each iterable at a time and give them as a tuple, up to the\nend of the longest.\n\nfillvalue, by default None, stands for the items of those that have ended.\n",
			make: func(t *thread, cls *core.Type, a []value) (value, error) {
				srcs := core.AsTuple(a[0]).Items()
				its := make([]value, len(srcs))
				for i, s := range srcs {
					it, err := t.Iter(s)
					if err != nil {
						return core.Unbound, err
					}
					its[i] = it
				}
				z := core.New[zipLongest](cls)
				z.its, z.fill, z.live = its, a[1], len(its)
				return core.Obj(&z.Header), nil
			},
			traverse: func(h *core.Header, visit func(value)) {
				z := core.As[zipLongest](core.Obj(h))
				visit(z.fill)
				for _, it := range z.its {
					visit(it)
				}
			}},
	}
}
