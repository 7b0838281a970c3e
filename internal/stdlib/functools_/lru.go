// This file implements the cache of functools.lru_cache: a dict whose order is that of the last uses.
package functools_

import (
	"unsafe"

	"github.com/vivarium-py/vivarium/internal/core"
)

var lruType core.Type

// lru caches f's results under a key made of the arguments; max is -1 for an unbounded cache.
type lru struct {
	core.Header
	ext          *core.InstExt
	f            value
	cache        *core.Dict
	info         value
	max          int
	hits, misses int64
	typed        bool
}

func lruSelf(v value) *lru { return core.As[lru](v) }

// kwdMark separates positional from keyword arguments in keys; it equals nothing else.
var kwdMark core.Header

// key makes the key of a call: a lone int or str itself, else a tuple.
func (c *lru) key(args []value, names *core.Tuple) value {
	if !c.typed && len(args) == 1 && names.Len() == 0 {
		if x := args[0]; x.IsExactly(&core.StrType) || x.Type() == &core.IntType {
			return x
		}
	}
	npos := len(args) - names.Len()
	n := len(args)
	if names.Len() > 0 {
		n += names.Len() + 1
	}
	if c.typed {
		n += len(args)
	}
	out := make([]value, 0, n)
	out = append(out, args[:npos]...)
	if names.Len() > 0 {
		out = append(out, core.Obj(&kwdMark))
		for i, k := range names.Items() {
			out = append(out, k, args[npos+i])
		}
	}
	if c.typed {
		for _, x := range args {
			out = append(out, x.Type().Val())
		}
	}
	return core.TupleOf(out)
}

func callLRU(t *thread, v value, args []value, names *core.Tuple) (value, error) {
	c := lruSelf(v)
	if err := t.Enter(""); err != nil {
		t.Leave()
		return core.Unbound, err
	}
	r, err := c.call(t, args, names)
	t.Leave()
	return r, err
}

func (c *lru) call(t *thread, args []value, names *core.Tuple) (value, error) {
	if c.max == 0 {
		c.misses++
		return t.CallKw(c.f, args, names)
	}
	key := c.key(args, names)
	h, err := t.Hash(key)
	if err != nil {
		return core.Unbound, err
	}
	var r value
	var ok bool
	if c.max < 0 || c.cache.Len() < c.max/2 {
		r, ok, err = c.cache.GetHash(t, key, h)
		if ok && c.max > 0 {
			r, ok, err = c.cache.Touch(t, key, h)
		}
	} else {
		r, ok, err = c.cache.Touch(t, key, h)
	}
	if err != nil {
		return core.Unbound, err
	}
	if ok {
		c.hits++
		return r, nil
	}
	c.misses++
	if r, err = t.CallKw(c.f, args, names); err != nil {
		return core.Unbound, err
	}
	if c.max > 0 {
		// The call may have filled the cache, even with this very key.
		if _, ok, err := c.cache.GetHash(t, key, h); err != nil || ok {
			return r, err
		}
		if c.cache.Len() >= c.max {
			c.cache.PopFirst()
		}
	}
	return r, c.cache.SetHash(t, key, h, r)
}

func newLRU(t *thread, a []value) (value, error) {
	if !core.Callable(a[1]) {
		return core.Unbound, t.TypeError("the first argument must be callable")
	}
	max := -1
	if !a[2].IsNone() {
		if core.SlotsOf(a[2]).Index == nil {
			return core.Unbound, t.TypeError("maxsize should be integer or None")
		}
		n, err := t.IndexInt(a[2])
		if err != nil {
			return core.Unbound, err
		}
		if n < 0 {
			n = 0
		}
		max = n
	}
	typed, err := t.Truth(a[3])
	if err != nil {
		return core.Unbound, err
	}
	c := core.New[lru](core.AsType(a[0]))
	c.f, c.max, c.typed, c.info, c.cache = a[1], max, typed, a[4], core.NewDict()
	return core.Obj(&c.Header), nil
}

func setupLRU() {
	keep := func(name, sig string) core.Func {
		return core.Func{Name: name, Sig: sig, Flags: core.Pure, Fn: func(t *thread, a []value) (value, error) { return a[0], nil }}
	}
	core.Make(&core.ObjectType, &kwdMark)
	lruType.Setup(&core.TypeSpec{
		Name: "functools._lru_cache_wrapper", Layout: core.ExtLayoutOf[lru](unsafe.Offsetof(lru{}.ext)),
		Flags: core.FlagBase | core.FlagGeneric | core.FlagMethodDesc,
		Doc:   "Wrap a function so that results are kept and given again for the same\narguments.\n\nmaxsize bounds how many are kept (None: no bound), those used least recently\nbeing dropped. With typed, f(3) and f(3.0) are different calls.\ncache_info_type is the class of what cache_info() returns.\n",
		New:   &core.Func{Name: "lru_cache", Sig: "(cls, user_function, maxsize, typed, cache_info_type)", Flags: core.Pure, Fn: newLRU},
		Slots: core.Slots{
			Call: callLRU,
			Get: func(t *thread, d, o value, typ *core.Type) (value, error) {
				if o.IsUnbound() || o.IsNone() {
					return d, nil
				}
				return core.NewMethod(d, o), nil
			},
			Traverse: func(h *core.Header, visit func(value)) {
				c := lruSelf(core.Obj(h))
				visit(c.f)
				visit(c.info)
				visit(c.cache.Val())
			},
		},
		Methods: []core.Func{
			{Name: "cache_info", Sig: "(self, /)", Flags: core.Pure, Doc: "Report cache statistics", Fn: func(t *thread, a []value) (value, error) {
				c := lruSelf(a[0])
				max := core.None
				if c.max >= 0 {
					max = core.Int(int64(c.max))
				}
				return t.Call(c.info, core.Int(c.hits), core.Int(c.misses), max, core.Int(int64(c.cache.Len())))
			}},
			{Name: "cache_clear", Sig: "(self, /)", Flags: core.Pure, Doc: "Forget all results and counts", Fn: func(t *thread, a []value) (value, error) {
				c := lruSelf(a[0])
				c.hits, c.misses = 0, 0
				c.cache.Clear()
				return core.None, nil
			}},
			core.ReduceMethod(func(t *thread, a []value) (value, error) { return t.GetAttr(a[0], core.Intern("__qualname__")) }),
			keep("__copy__", "(self, /)"),
			keep("__deepcopy__", "(self, memo, /)"),
		},
		GetSets: []core.GetSet{core.DictGetSet()},
	})
}
