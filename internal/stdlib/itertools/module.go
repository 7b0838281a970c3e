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
		Funcs: []core.Func{{Name: "tee", Sig: "(iterable, n=2, /)", Flags: core.Polls, Doc: "Return n iterators that all give the items of the iterable.\n\nThe items one is ahead of another by are kept; the iterable itself should not\nbe used any more.", Fn: tee}},
	}
}

const moduleDoc = `Building blocks for iterators.

Without end: count, cycle, repeat.
Choosing items: compress, dropwhile, takewhile, filterfalse, islice.
Grouping them: batched, groupby, pairwise.
Joining iterables: chain, zip_longest.
Computing: accumulate, starmap.
Splitting into several: tee.
Combinatorics: product, permutations, combinations and
    combinations_with_replacement.
`
