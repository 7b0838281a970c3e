// This file implements the iterators that select or transform the items of one iterable.
package itertools

import "github.com/vivarium-py/vivarium/internal/core"

var (
	accumulateType, batchedType, compressType, dropwhileType, filterfalseType core.Type
	isliceType, pairwiseType, starmapType, takewhileType                      core.Type
)

// step is an iterator with a function (or a second iterator) and a flag whose meaning is the type's own.
type step struct {
	core.Header
	f, it value
	flag  bool
}

func traverseStep(h *core.Header, visit func(value)) {
	s := core.As[step](core.Obj(h))
	visit(s.f)
	visit(s.it)
}

// makeStep is the constructor of types called as (function, iterable).
func makeStep(t *thread, cls *core.Type, a []value) (value, error) {
	it, err := t.Iter(a[1])
	if err != nil {
		return core.Unbound, err
	}
	s := core.New[step](cls)
	s.f, s.it = a[0], it
	return core.Obj(&s.Header), nil
}

// test is the truth of f(x).
func test(t *thread, f, x value) (bool, error) {
	r, err := t.Call(f, x)
	if err != nil {
		return false, err
	}
	return t.Truth(r)
}

// takewhile's flag says that it is over.
func takewhileNext(t *thread, v value) (value, error) {
	s := core.As[step](v)
	if s.flag {
		return core.Unbound, nil
	}
	x, err := t.NextIn(s.it)
	if err != nil || x.IsUnbound() {
		return core.Unbound, err
	}
	ok, err := test(t, s.f, x)
	if err != nil {
		return core.Unbound, err
	}
	if !ok {
		s.flag = true
		return core.Unbound, nil
	}
	return x, nil
}

// dropwhile's flag says that dropping is over.
func dropwhileNext(t *thread, v value) (value, error) {
	s := core.As[step](v)
	for {
		if err := t.Poll(); err != nil {
			return core.Unbound, err
		}
		x, err := t.NextIn(s.it)
		if err != nil || x.IsUnbound() || s.flag {
			return x, err
		}
		drop, err := test(t, s.f, x)
		if err != nil {
			return core.Unbound, err
		}
		if !drop {
			s.flag = true
			return x, nil
		}
	}
}

func filterfalseNext(t *thread, v value) (value, error) {
	s := core.As[step](v)
	plain := s.f.IsNone() || s.f.Is(core.BoolType.Val())
	for {
		if err := t.Poll(); err != nil {
			return core.Unbound, err
		}
		x, err := t.NextIn(s.it)
		if err != nil || x.IsUnbound() {
			return core.Unbound, err
		}
		r := x
		if !plain {
			if r, err = t.Call(s.f, x); err != nil {
				return core.Unbound, err
			}
		}
		ok, err := t.Truth(r)
		if err != nil {
			return core.Unbound, err
		}
		if !ok {
			return x, nil
		}
	}
}

func compressNext(t *thread, v value) (value, error) {
	s := core.As[step](v)
	for {
		if err := t.Poll(); err != nil {
			return core.Unbound, err
		}
		x, err := t.NextIn(s.it)
		if err != nil || x.IsUnbound() {
			return core.Unbound, err
		}
		sel, err := t.NextIn(s.f)
		if err != nil || sel.IsUnbound() {
			return core.Unbound, err
		}
		ok, err := t.Truth(sel)
		if err != nil {
			return core.Unbound, err
		}
		if ok {
			return x, nil
		}
	}
}

func starmapNext(t *thread, v value) (value, error) {
	s := core.As[step](v)
	x, err := t.NextIn(s.it)
	if err != nil || x.IsUnbound() {
		return core.Unbound, err
	}
	if x.IsExactly(&core.TupleType) {
		return t.CallKw(s.f, core.AsTuple(x).Items(), nil)
	}
	args, err := t.Collect(x)
	if err != nil {
		return core.Unbound, err
	}
	return t.CallKw(s.f, args, nil)
}

// accumulate holds the total so far, Unbound before the first item.
type accumulate struct {
	core.Header
	f, it, total, initial value
}

func accumulateNext(t *thread, v value) (value, error) {
	s := core.As[accumulate](v)
	if !s.initial.IsUnbound() {
		s.total, s.initial = s.initial, core.Unbound
		return s.total, nil
	}
	x, err := t.NextIn(s.it)
	if err != nil || x.IsUnbound() {
		return core.Unbound, err
	}
	if s.total.IsUnbound() {
		s.total = x
		return x, nil
	}
	var r value
	if s.f.IsNone() {
		r, err = t.Binary(core.OpAdd, s.total, x)
	} else {
		r, err = t.Call(s.f, s.total, x)
	}
	if err != nil {
		return core.Unbound, err
	}
	s.total = r
	return r, nil
}

// batched gives tuples of n items.
type batched struct {
	core.Header
	it     value // Unbound once exhausted
	n      int
	strict bool
}

func batchedNext(t *thread, v value) (value, error) {
	b := core.As[batched](v)
	if b.it.IsUnbound() {
		return core.Unbound, nil
	}
	items := make([]value, 0, min(b.n, 16))
	for len(items) < b.n {
		if err := t.Poll(); err != nil {
			return core.Unbound, err
		}
		x, err := t.NextIn(b.it)
		if err != nil {
			return core.Unbound, err
		}
		if x.IsUnbound() {
			break
		}
		if len(items) == cap(items) {
			if err := t.ChargeItems(len(items)); err != nil {
				return core.Unbound, err
			}
		}
		if items, err = core.Push(t, items, x); err != nil {
			return core.Unbound, err
		}
	}
	if len(items) < b.n {
		b.it = core.Unbound
		if len(items) == 0 {
			return core.Unbound, nil
		}
		if b.strict {
			return core.Unbound, t.ValueError("batched(): incomplete batch")
		}
	}
	return core.TupleOf(items), nil
}

// pairwise keeps the item before; it is Unbound once exhausted.
type pairwise struct {
	core.Header
	it, old value
}

// pairwiseStep gives the next two, Unbound at the end.
func pairwiseStep(t *thread, v value) (old, x value, err error) {
	p := core.As[pairwise](v)
	if p.it.IsUnbound() {
		return core.Unbound, core.Unbound, nil
	}
	it := p.it
	if p.old.IsUnbound() {
		if x, err = t.NextIn(it); err != nil || x.IsUnbound() {
			p.it = core.Unbound
			return core.Unbound, core.Unbound, err
		}
		p.old = x
		if p.it.IsUnbound() { // the iterator has exhausted this very object
			p.old = core.Unbound
			return core.Unbound, core.Unbound, nil
		}
	}
	old = p.old
	if x, err = t.NextIn(it); err != nil || x.IsUnbound() {
		p.it, p.old = core.Unbound, core.Unbound
		return core.Unbound, core.Unbound, err
	}
	p.old = x
	return old, x, nil
}

func pairwiseNext(t *thread, v value) (value, error) {
	old, x, err := pairwiseStep(t, v)
	if err != nil || x.IsUnbound() {
		return core.Unbound, err
	}
	return core.Pair(old, x), nil
}

func pairwiseRow(t *thread, v value, row []value) (int, error) {
	if len(row) != 2 {
		return -1, nil
	}
	old, x, err := pairwiseStep(t, v)
	if err != nil || x.IsUnbound() {
		return 0, err
	}
	row[0], row[1] = old, x
	return 2, nil
}

// islice stands at item pos of its iterator; next is the one to give, stop the end (-1: none).
type islice struct {
	core.Header
	it              value // Unbound once exhausted
	pos, next, stop int
	step            int
}

func isliceNext(t *thread, v value) (value, error) {
	s := core.As[islice](v)
	if s.it.IsUnbound() {
		return core.Unbound, nil
	}
	for s.pos < s.next {
		if err := t.Poll(); err != nil {
			return core.Unbound, err
		}
		x, err := t.NextIn(s.it)
		if err != nil {
			return core.Unbound, err
		}
		if x.IsUnbound() {
			s.it = core.Unbound
			return core.Unbound, nil
		}
		s.pos++
	}
	if s.stop >= 0 && s.pos >= s.stop {
		s.it = core.Unbound
		return core.Unbound, nil
	}
	x, err := t.NextIn(s.it)
	if err != nil {
		return core.Unbound, err
	}
	if x.IsUnbound() {
		s.it = core.Unbound
		return core.Unbound, nil
	}
	s.pos++
	old := s.next
	s.next += s.step
	if s.next < old || s.stop >= 0 && s.next > s.stop {
		s.next = s.stop
	}
	return x, nil
}

func makeIslice(t *thread, cls *core.Type, a []value) (value, error) {
	if err := t.NoKeywords(cls, &isliceType, a[1]); err != nil {
		return core.Unbound, err
	}
	args := core.AsTuple(a[0]).Items()
	if len(args) < 2 {
		return core.Unbound, t.TypeError("islice expected at least 2 arguments, got %d", len(args))
	}
	if len(args) > 4 {
		return core.Unbound, t.TypeError("islice expected at most 4 arguments, got %d", len(args))
	}
	bound := func(v value, none int, msg string) (int, error) {
		if v.IsNone() {
			return none, nil
		}
		if core.SlotsOf(v).Index == nil {
			return 0, t.ValueError("%s", msg)
		}
		n, err := t.IndexInt(v)
		if err != nil || n < 0 {
			if err != nil && !core.Matches(err, &core.ExcOverflowError) && !core.Matches(err, &core.ExcTypeError) {
				return 0, err
			}
			return 0, t.ValueError("%s", msg)
		}
		return n, nil
	}
	const indices = "Indices for islice() must be None or an integer: 0 <= x <= sys.maxsize."
	var start, stop, step int
	var err error
	if len(args) == 2 {
		stop, err = bound(args[1], -1, "Stop argument for islice() must be None or an integer: 0 <= x <= sys.maxsize.")
	} else {
		if start, err = bound(args[1], 0, indices); err == nil {
			stop, err = bound(args[2], -1, indices)
		}
	}
	if err != nil {
		return core.Unbound, err
	}
	step = 1
	if len(args) == 4 {
		const msg = "Step for islice() must be a positive integer or None."
		if step, err = bound(args[3], 1, msg); err == nil && step == 0 {
			err = t.ValueError(msg)
		}
		if err != nil {
			return core.Unbound, err
		}
	}
	it, err := t.Iter(args[0])
	if err != nil {
		return core.Unbound, err
	}
	s := core.New[islice](cls)
	s.it, s.next, s.stop, s.step = it, start, stop, step
	return core.Obj(&s.Header), nil
}

func filters() []def {
	fnIter := func(typ *core.Type, name, sig, doc string, next func(*thread, value) (value, error)) def {
		return def{typ: typ, name: name, sig: sig, doc: doc, kw: true, layout: core.LayoutOf[step](), make: makeStep, next: next, traverse: traverseStep}
	}
	return []def{
		fnIter(&takewhileType, "takewhile", "(predicate, iterable, /)", "Give items up to the first for which the predicate is false.", takewhileNext),
		fnIter(&dropwhileType, "dropwhile", "(predicate, iterable, /)", "Leave out items up to the first for which the predicate is false; give that\nand all after it.", dropwhileNext),
		fnIter(&filterfalseType, "filterfalse", "(function, iterable, /)", "Give the items for which function(item) is false, or those that are false\nthemselves if function is None.", filterfalseNext),
		fnIter(&starmapType, "starmap", "(function, iterable, /)", "Call a function with each item of the iterable as its arguments, f(*item), and\ngive the results.", starmapNext),
		{typ: &compressType, name: "compress", sig: "(data, selectors)", layout: core.LayoutOf[step](), next: compressNext, traverse: traverseStep,
			doc: "Give the items of data for which the item at the same place of selectors is\ntrue.",
			make: func(t *thread, cls *core.Type, a []value) (value, error) {
				data, err := t.Iter(a[0])
				if err != nil {
					return core.Unbound, err
				}
				sel, err := t.Iter(a[1])
				if err != nil {
					return core.Unbound, err
				}
				s := core.New[step](cls)
				s.it, s.f = data, sel
				return core.Obj(&s.Header), nil
			}},
		{typ: &accumulateType, name: "accumulate", sig: "(iterable, func=None, *, initial=None)", layout: core.LayoutOf[accumulate](), next: accumulateNext,
			doc: "Give the running totals of an iterable, or what another function of two\narguments makes of total and item.\n\ninitial, if it is given, comes first.",
			make: func(t *thread, cls *core.Type, a []value) (value, error) {
				it, err := t.Iter(a[0])
				if err != nil {
					return core.Unbound, err
				}
				s := core.New[accumulate](cls)
				s.it, s.f, s.total, s.initial = it, a[1], core.Unbound, a[2]
				if a[2].IsNone() {
					s.initial = core.Unbound
				}
				return core.Obj(&s.Header), nil
			},
			traverse: func(h *core.Header, visit func(value)) {
				s := core.As[accumulate](core.Obj(h))
				visit(s.f)
				visit(s.it)
				visit(s.total)
				visit(s.initial)
			}},
		{typ: &batchedType, name: "batched", sig: "(iterable, n, *, strict=False)", layout: core.LayoutOf[batched](), next: batchedNext,
			doc: "Give the items in tuples of n; the last may have fewer, or, if strict is true,\nraises ValueError then.\n\nlist(batched('abcde', 2)) is [('a', 'b'), ('c', 'd'), ('e',)].",
			make: func(t *thread, cls *core.Type, a []value) (value, error) {
				n, err := t.IndexInt(a[1])
				if err != nil {
					return core.Unbound, err
				}
				strict, err := t.Truth(a[2])
				if err != nil {
					return core.Unbound, err
				}
				if n < 1 {
					return core.Unbound, t.ValueError("n must be at least one")
				}
				it, err := t.Iter(a[0])
				if err != nil {
					return core.Unbound, err
				}
				b := core.New[batched](cls)
				b.it, b.n, b.strict = it, n, strict
				return core.Obj(&b.Header), nil
			},
			traverse: func(h *core.Header, visit func(value)) { visit(core.As[batched](core.Obj(h)).it) }},
		{typ: &pairwiseType, name: "pairwise", sig: "(iterable, /)", kw: true, layout: core.LayoutOf[pairwise](), next: pairwiseNext, row: pairwiseRow,
			doc: "Give each item together with the one after it: list(pairwise('xyz')) is [('x',\n'y'), ('y', 'z')].",
			make: func(t *thread, cls *core.Type, a []value) (value, error) {
				it, err := t.Iter(a[0])
				if err != nil {
					return core.Unbound, err
				}
				p := core.New[pairwise](cls)
				p.it, p.old = it, core.Unbound
				return core.Obj(&p.Header), nil
			},
			traverse: func(h *core.Header, visit func(value)) {
				p := core.As[pairwise](core.Obj(h))
				visit(p.it)
				visit(p.old)
			}},
		{typ: &isliceType, name: "islice", sig: "(*args, **kwargs)", layout: core.LayoutOf[islice](), make: makeIslice, next: isliceNext,
			doc:      "islice(iterable, stop) --> islice object\nislice(iterable, start, stop[, step]) --> islice object\n\nGive the items that a slice of a list would have. None of the numbers may be\nnegative.",
			traverse: func(h *core.Header, visit func(value)) { visit(core.As[islice](core.Obj(h)).it) }},
	}
}
