// Package collections_ is the native module _collections: deque, defaultdict, OrderedDict and the helpers of
// collections.Counter and namedtuple.
package collections_

import (
	"sync"

	"github.com/vivarium-py/vivarium/internal/core"
)

var setupOnce sync.Once

// Module is _collections.
func Module() *core.ModuleDef {
	return &core.ModuleDef{
		Name: "_collections",
		Doc:  "Natives of module collections: deque, defaultdict, OrderedDict and others.",
		Types: func() []*core.Type {
			setupOnce.Do(func() {
				setupDeque()
				setupTupleGetter()
				core.SetupDictSubtypes()
			})
			return []*core.Type{&dequeType, &core.DefaultDictType, &core.OrderedDictType, &iterType, &revIterType, &tupleGetterType}
		},
		Funcs: []core.Func{
			{Name: "_count_elements", Sig: "(mapping, iterable, /)", Flags: core.Polls | core.Charges, Doc: "Add 1 to mapping[item] for each item of the iterable.", Fn: core.CountElements},
		},
	}
}

var tupleGetterType core.Type

// tupleGetter reads item i of a tuple: the descriptor of namedtuple's fields.
type tupleGetter struct {
	core.Header
	i   int
	doc value
}

func setupTupleGetter() {
	get := func(v value) *tupleGetter { return core.As[tupleGetter](v) }
	tupleGetterType.Setup(&core.TypeSpec{
		Name: "collections._tuplegetter", Layout: core.LayoutOf[tupleGetter](), Flags: core.FlagGeneric,
		New: &core.Func{Name: "_tuplegetter", Sig: "(cls, index, doc, /)", Flags: core.Pure, Fn: func(t *thread, a []value) (value, error) {
			i, err := t.IndexInt(a[1])
			if err != nil {
				return core.Unbound, err
			}
			g := core.New[tupleGetter](core.AsType(a[0]))
			g.i, g.doc = i, a[2]
			return core.Obj(&g.Header), nil
		}},
		Slots: core.Slots{
			Get: func(t *thread, d, o value, typ *core.Type) (value, error) {
				if o.IsUnbound() || o.IsNone() {
					return d, nil
				}
				u := core.AsTuple(o)
				i := get(d).i
				if u == nil {
					return core.Unbound, t.TypeError("descriptor for index '%d' for tuple subclasses doesn't apply to '%s' object", i, o.TypeName())
				}
				if i < 0 || i >= u.Len() {
					return core.Unbound, t.IndexError("tuple index out of range")
				}
				return u.Items()[i], nil
			},
			Set: func(t *thread, d, o, x value) error {
				if x.IsUnbound() {
					return t.Raise(&core.ExcAttributeError, "can't delete attribute")
				}
				return t.Raise(&core.ExcAttributeError, "can't set attribute")
			},
			Repr: func(t *thread, v value) (value, error) {
				s, err := t.Repr(get(v).doc)
				if err != nil {
					return core.Unbound, err
				}
				return core.StrVal("_tuplegetter(" + itoa(get(v).i) + ", " + s.String() + ")"), nil
			},
			Traverse: func(h *core.Header, visit func(value)) { visit(get(core.Obj(h)).doc) },
		},
		Methods: []core.Func{core.ReduceMethod(func(t *thread, a []value) (value, error) {
			g := get(a[0])
			return core.Pair(a[0].Type().Val(), core.Pair(core.Int(int64(g.i)), g.doc)), nil
		})},
		Members: []core.GetSet{{Name: "__doc__", Get: func(t *thread, v value) (value, error) { return get(v).doc, nil }, Set: func(t *thread, v, x value) error {
			if x.IsUnbound() {
				x = core.None
			}
			get(v).doc = x
			return nil
		}}},
	})
}
