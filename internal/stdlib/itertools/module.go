// Package itertools is the native module of the same name. An iterator steps others through NextIn, which counts nesting,
// and polls wherever one step may take many of theirs.
package itertools

import (
	"sync"

	"github.com/vivarium-py/vivarium/internal/core"
)

type (
	value  = core.Value
	thread = core.Thread
	fn     = core.NativeFn
)

// def declares one iterator type. The signature leaves out cls; make gets the arguments without it. If kw is set, the
// last argument is the **kwargs that only subclasses with an __init__ of their own may be given.
type def struct {
	typ      *core.Type
	name     string
	sig      string
	doc      string
	kw       bool
	layout   *core.Layout
	make     func(t *thread, cls *core.Type, a []value) (value, error)
	next     func(t *thread, v value) (value, error)
	row      func(t *thread, v value, row []value) (int, error)
	traverse func(h *core.Header, visit func(value))
	repr     func(t *thread, v value) (value, error)
	methods  []core.Func
}

func (d def) setup() {
	sig := "(cls, " + d.sig[1:]
	if d.kw {
		sig = sig[:len(sig)-1] + ", **kwargs)"
	}
	d.typ.Setup(&core.TypeSpec{
		Name: "itertools." + d.name, Doc: d.doc, Sig: d.sig, Layout: d.layout, Flags: core.FlagBase | core.FlagGeneric,
		New: &core.Func{Name: d.name, Sig: sig, Flags: core.Polls, Fn: func(t *thread, a []value) (value, error) {
			cls := core.AsType(a[0])
			if d.kw {
				if err := t.NoKeywords(cls, d.typ, a[len(a)-1]); err != nil {
					return core.Unbound, err
				}
			}
			return d.make(t, cls, a[1:])
		}},
		Slots:   core.Slots{Iter: core.SelfIter, Next: d.next, Row: d.row, Traverse: d.traverse, Repr: d.repr},
		Methods: d.methods,
	})
}

var setupOnce sync.Once

// Module is itertools.
func Module() *core.ModuleDef {
	return &core.ModuleDef{
		Name: "itertools",
		Doc:  moduleDoc,
		Types: func() []*core.Type {
			setupOnce.Do(func() {
				for _, d := range [][]def{infinite(), filters(), joins(), combinatoric(), groups()} {
					for _, x := range d {
						x.setup()
					}
				}
				setupGrouper()
			})
			return []*core.Type{&accumulateType, &batchedType, &chainType, &combinationsType, &withReplacementType, &compressType, &countType,
				&cycleType, &dropwhileType, &filterfalseType, &groupbyType, &grouperType, &isliceType, &pairwiseType, &permutationsType,
				&productType, &repeatType, &starmapType, &takewhileType, &teeType, &zipLongestType}
		},
		Funcs: []core.Func{{Name: "tee", Sig: "(iterable, n=2, /)", Flags: core.Polls, Doc: "Returns a tuple of n independent iterators.", Fn: tee}},
	}
}

const moduleDoc = "Functional tools for creating and using iterators.\n\nInfinite iterators:\ncount(start=0, step=1) --> start, start+step, start+2*step, ...\ncycle(p) --> p0, p1, ... plast, p0, p1, ...\nrepeat(elem [,n]) --> elem, elem, elem, ... endlessly or up to n times\n\nIterators terminating on the shortest input sequence:\naccumulate(p[, func]) --> p0, p0+p1, p0+p1+p2\nbatched(p, n) --> [p0, p1, ..., p_n-1], [p_n, p_n+1, ..., p_2n-1], ...\nchain(p, q, ...) --> p0, p1, ... plast, q0, q1, ...\nchain.from_iterable([p, q, ...]) --> p0, p1, ... plast, q0, q1, ...\ncompress(data, selectors) --> (d[0] if s[0]), (d[1] if s[1]), ...\ndropwhile(predicate, seq) --> seq[n], seq[n+1], starting when predicate fails\ngroupby(iterable[, keyfunc]) --> sub-iterators grouped by value of keyfunc(v)\nfilterfalse(predicate, seq) --> elements of seq where predicate(elem) is False\nislice(seq, [start,] stop [, step]) --> elements from\n       seq[start:stop:step]\npairwise(s) --> (s[0],s[1]), (s[1],s[2]), (s[2], s[3]), ...\nstarmap(fun, seq) --> fun(*seq[0]), fun(*seq[1]), ...\ntee(it, n=2) --> (it1, it2 , ... itn) splits one iterator into n\ntakewhile(predicate, seq) --> seq[0], seq[1], until predicate fails\nzip_longest(p, q, ...) --> (p[0], q[0]), (p[1], q[1]), ...\n\nCombinatoric generators:\nproduct(p, q, ... [repeat=1]) --> cartesian product\npermutations(p[, r])\ncombinations(p, r)\ncombinations_with_replacement(p, r)\n"
