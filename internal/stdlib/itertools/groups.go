// This file implements groupby and tee.
package itertools

import "github.com/vivarium-py/vivarium/internal/core"

var groupbyType, grouperType, teeType core.Type

// groupby stands at item cur, whose key is key; target is the key of the group given last, whose grouper is current.
type groupby struct {
	core.Header
	it, f, target, key, cur value
	current                 *grouper
}

// grouper gives the items of one group as long as its groupby has not moved on.
type grouper struct {
	core.Header
	parent *groupby
	target value
}

// advance reads the next item and its key; ok is false at the end.
func (g *groupby) advance(t *thread) (ok bool, err error) {
	x, err := t.NextIn(g.it)
	if err != nil || x.IsUnbound() {
		return false, err
	}
	k := x
	if !g.f.IsNone() {
		if k, err = t.Call(g.f, x); err != nil {
			return false, err
		}
	}
	g.cur, g.key = x, k
	return true, nil
}

func groupbyNext(t *thread, v value) (value, error) {
	g := core.As[groupby](v)
	g.current = nil
	for {
		if err := t.Poll(); err != nil {
			return core.Unbound, err
		}
		if !g.key.IsUnbound() {
			if g.target.IsUnbound() {
				break
			}
			same, err := t.Eq(g.target, g.key)
			if err != nil {
				return core.Unbound, err
			}
			if !same {
				break
			}
		}
		if ok, err := g.advance(t); !ok {
			return core.Unbound, err
		}
	}
	g.target = g.key
	r := &grouper{parent: g, target: g.target}
	g.current = r
	return core.Pair(g.key, core.Make(&grouperType, &r.Header)), nil
}

func grouperNext(t *thread, v value) (value, error) {
	r := core.As[grouper](v)
	g := r.parent
	if g.current != r {
		return core.Unbound, nil
	}
	if g.cur.IsUnbound() {
		if ok, err := g.advance(t); !ok {
			return core.Unbound, err
		}
	}
	same, err := t.Eq(r.target, g.key)
	if err != nil || !same {
		return core.Unbound, err
	}
	x := g.cur
	g.cur = core.Unbound
	return x, nil
}

func setupGrouper() {
	grouperType.Setup(&core.TypeSpec{
		Name: "itertools._grouper", Layout: core.LayoutOf[grouper](), Flags: core.FlagGeneric,
		New: &core.Func{Name: "_grouper", Sig: "(cls, parent, tgtkey, /)", Flags: core.Pure, Fn: func(t *thread, a []value) (value, error) {
			if !a[1].IsInstance(&groupbyType) {
				return core.Unbound, t.TypeError("_grouper() argument 1 must be itertools.groupby, not %s", a[1].TypeName())
			}
			g := core.As[groupby](a[1])
			r := &grouper{parent: g, target: a[2]}
			g.current = r
			return core.Make(&grouperType, &r.Header), nil
		}},
		Slots: core.Slots{Iter: core.SelfIter, Next: grouperNext, Traverse: func(h *core.Header, visit func(value)) {
			r := core.As[grouper](core.Obj(h))
			visit(core.Obj(&r.parent.Header))
			visit(r.target)
		}},
	})
}

// teeLink is one item of the list that all branches of a tee share; the last one is filled by whoever comes first.
type teeLink struct {
	x    value
	next *teeLink
	src  *teeSource
}

// teeSource is the iterator under a tee; running guards against being re-entered.
type teeSource struct {
	it      value
	running bool
}

type teeObj struct {
	core.Header
	link *teeLink
}

func teeNext(t *thread, v value) (value, error) {
	o := core.As[teeObj](v)
	l := o.link
	if l.next == nil {
		s := l.src
		if s.running {
			return core.Unbound, t.RuntimeError("cannot re-enter the tee iterator")
		}
		s.running = true
		x, err := t.NextIn(s.it)
		s.running = false
		if err != nil || x.IsUnbound() {
			return core.Unbound, err
		}
		l.x, l.next = x, &teeLink{src: s}
	}
	o.link = l.next
	return l.x, nil
}

// teeOf gives the branch that starts at an iterable: a tee object is branched where it stands.
func teeOf(t *thread, v value) (*teeLink, error) {
	if v.IsInstance(&teeType) {
		return core.As[teeObj](v).link, nil
	}
	it, err := t.Iter(v)
	if err != nil {
		return nil, err
	}
	if it.IsInstance(&teeType) {
		return core.As[teeObj](it).link, nil
	}
	return &teeLink{src: &teeSource{it: it}}, nil
}

func newTee(l *teeLink) value {
	o := &teeObj{link: l}
	return core.Make(&teeType, &o.Header)
}

func tee(t *thread, a []value) (value, error) {
	n, err := t.Ssize(a[1])
	if err != nil {
		return core.Unbound, err
	}
	if n < 0 {
		return core.Unbound, t.ValueError("n must be >= 0")
	}
	if n == 0 {
		return core.NewTuple(), nil
	}
	if n > 1<<40 {
		return core.Unbound, t.MemoryError()
	}
	if err := t.Charge(n * 40); err != nil {
		return core.Unbound, err
	}
	l, err := teeOf(t, a[0])
	if err != nil {
		return core.Unbound, err
	}
	out, err := core.MakeSlice[value](t, n, 0)
	if err != nil {
		return core.Unbound, err
	}
	for i := range out {
		if err := t.PollAt(i); err != nil {
			return core.Unbound, err
		}
		out[i] = newTee(l)
	}
	return core.TupleOf(out), nil
}

func groups() []def {
	return []def{
		{typ: &groupbyType, name: "groupby", sig: "(iterable, key=None)", layout: core.LayoutOf[groupby](), next: groupbyNext,
			doc: "Split the iterable where the key changes, and give pairs of key and iterator\nover the items that have it.\n\nkey is a function of the item, or None for the item itself. To have one group\nfor each key, sort by it first; the iterator of a group must be used before\nthe next.",
			make: func(t *thread, cls *core.Type, a []value) (value, error) {
				it, err := t.Iter(a[0])
				if err != nil {
					return core.Unbound, err
				}
				g := core.New[groupby](cls)
				g.it, g.f, g.target, g.key, g.cur = it, a[1], core.Unbound, core.Unbound, core.Unbound
				return core.Obj(&g.Header), nil
			},
			traverse: func(h *core.Header, visit func(value)) {
				g := core.As[groupby](core.Obj(h))
				for _, x := range []value{g.it, g.f, g.target, g.key, g.cur} {
					visit(x)
				}
			}},
		{typ: &teeType, name: "_tee", sig: "(iterable, /)", layout: core.LayoutOf[teeObj](), next: teeNext,
			doc: "An iterator that can be copied.",
			make: func(t *thread, cls *core.Type, a []value) (value, error) {
				l, err := teeOf(t, a[0])
				if err != nil {
					return core.Unbound, err
				}
				return newTee(l), nil
			},
			traverse: func(h *core.Header, visit func(value)) {
				l := core.As[teeObj](core.Obj(h)).link
				visit(l.src.it)
				for ; l.next != nil; l = l.next {
					visit(l.x)
				}
			},
			methods: []core.Func{{Name: "__copy__", Sig: "(self, /)", Flags: core.Pure, Doc: "Returns an independent iterator.", Fn: func(t *thread, a []value) (value, error) {
				return newTee(core.As[teeObj](a[0]).link), nil
			}}}},
	}
}
