// Package functools_ is the native module _functools: partial, reduce, cmp_to_key and the cache of lru_cache.
package functools_

import (
	"sync"

	"github.com/vivarium-py/vivarium/internal/core"
)

var setupOnce sync.Once

// Module is _functools.
func Module() *core.ModuleDef {
	return &core.ModuleDef{
		Name: "_functools",
		Doc:  "Tools that operate on functions.",
		Types: func() []*core.Type {
			setupOnce.Do(func() {
				setupPartial()
				setupLRU()
				setupKey()
			})
			return []*core.Type{&partialType, &lruType, &placeholderType}
		},
		Funcs: []core.Func{
			{Name: "reduce", Sig: "(function, iterable, /, initial=<unrepresentable>)", Flags: core.Polls, Doc: "Combine the items of an iterable, from the left, with a function of two\narguments.\n\nreduce(f, [a, b, c]) is f(f(a, b), c). initial goes before the first item and\nis the result if there are none; without it, an empty iterable raises\nTypeError.", Fn: reduce},
			{Name: "cmp_to_key", Sig: "(mycmp)", Flags: core.Pure, Doc: "Turn a function that compares two objects, by returning a negative number, 0\nor a positive one, into a key for sorted() and the like.", Fn: func(t *thread, a []value) (value, error) {
				k := &keyWrapper{cmp: a[0], obj: core.Unbound}
				return core.Make(&keyType, &k.Header), nil
			}},
		},
		Init: func(t *thread, m *core.Module) error {
			m.Dict().SetStr(core.Intern("Placeholder"), placeholder)
			return nil
		},
	}
}

func reduce(t *thread, a []value) (value, error) {
	it, err := t.Iter(a[1])
	if err != nil {
		if core.Matches(err, &core.ExcTypeError) {
			err = t.TypeError("reduce() arg 2 must support iteration")
		}
		return core.Unbound, err
	}
	f, acc := a[0], a[2]
	err = t.Iterate(it, func(x value) error {
		if acc.IsUnbound() {
			acc = x
			return nil
		}
		var err error
		acc, err = t.Call(f, acc, x)
		return err
	})
	if err != nil {
		return core.Unbound, err
	}
	if acc.IsUnbound() {
		return core.Unbound, t.TypeError("reduce() of empty iterable with no initial value")
	}
	return acc, nil
}

var keyType core.Type

// keyWrapper is what cmp_to_key gives (obj Unbound), and what calling that gives: obj compared by cmp.
type keyWrapper struct {
	core.Header
	cmp, obj value
}

func keySelf(v value) *keyWrapper { return core.As[keyWrapper](v) }

func compareKeys(t *thread, a, b value, op core.CmpOp) (value, error) {
	if !b.IsExactly(&keyType) {
		return core.Unbound, t.TypeError("other argument must be K instance")
	}
	x, y := keySelf(a), keySelf(b)
	if x.obj.IsUnbound() || y.obj.IsUnbound() {
		return core.Unbound, t.Raise(&core.ExcAttributeError, "object")
	}
	r, err := t.Call(x.cmp, x.obj, y.obj)
	if err != nil {
		return core.Unbound, err
	}
	return t.Compare(r, core.Int(0), op)
}

func setupKey() {
	keyType.Setup(&core.TypeSpec{
		Name: "functools.KeyWrapper", Layout: core.LayoutOf[keyWrapper](), Flags: core.FlagNoNew | core.FlagGeneric,
		Slots: core.Slots{
			Compare: compareKeys,
			Call: func(t *thread, v value, args []value, names *core.Tuple) (value, error) {
				if len(args) == 0 {
					return core.Unbound, t.TypeError("K() missing required argument 'obj' (pos 1)")
				}
				if len(args) > 1 {
					return core.Unbound, t.TypeError("K() takes at most 1 argument (%d given)", len(args))
				}
				if names.Len() > 0 {
					if s := core.AsStr(names.Items()[0]); s.String() != "obj" {
						return core.Unbound, t.TypeError("K() got an unexpected keyword argument '%s'", s.String())
					}
				}
				k := &keyWrapper{cmp: keySelf(v).cmp, obj: args[0]}
				return core.Make(&keyType, &k.Header), nil
			},
			Traverse: func(h *core.Header, visit func(value)) {
				k := keySelf(core.Obj(h))
				visit(k.cmp)
				visit(k.obj)
			},
		},
		GetSets: []core.GetSet{{Name: "__text_signature__", Get: func(t *thread, v value) (value, error) { return core.StrVal("(obj)"), nil }}},
		Members: []core.GetSet{{Name: "obj", Doc: "the object that the key compares", Get: func(t *thread, v value) (value, error) {
			if x := keySelf(v).obj; !x.IsUnbound() {
				return x, nil
			}
			return core.None, nil
		}, Set: func(t *thread, v, x value) error {
			if x.IsUnbound() {
				x = core.None
			}
			keySelf(v).obj = x
			return nil
		}}},
	})
}
