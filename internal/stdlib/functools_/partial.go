// This file implements partial and Placeholder. Invariant: args of a partial does not end in Placeholder, and
// places counts the Placeholders in it.
package functools_

import (
	"unsafe"

	"github.com/vivarium-py/vivarium/internal/core"
)

type (
	value  = core.Value
	thread = core.Thread
)

var partialType, placeholderType core.Type

var placeholderObj core.Header

// placeholder is the only instance of its type.
var placeholder = core.Obj(&placeholderObj)

type partial struct {
	core.Header
	ext    *core.InstExt
	f      value
	args   *core.Tuple
	kw     *core.Dict
	places int
}

func partialSelf(v value) *partial { return core.As[partial](v) }

// partialOf gives the partial object of an instance, else nil.
func partialOf(v value) *partial {
	if v.IsInstance(&partialType) {
		return partialSelf(v)
	}
	return nil
}

func countPlaces(t *thread, args []value) (int, error) {
	n := 0
	for i, x := range args {
		if x.Is(placeholder) {
			n++
		}
		if err := t.PollAt(i); err != nil {
			return 0, err
		}
	}
	return n, nil
}

func newPartial(t *thread, a []value) (value, error) {
	args := core.AsTuple(a[1]).Items()
	if len(args) == 0 {
		return core.Unbound, t.TypeError("type 'partial' takes at least one argument")
	}
	f, args := args[0], args[1:]
	if !core.Callable(f) {
		return core.Unbound, t.TypeError("the first argument must be callable")
	}
	if n := len(args); n > 0 && args[n-1].Is(placeholder) {
		return core.Unbound, t.TypeError("trailing Placeholders are not allowed")
	}
	kw := core.NewDict()
	if !a[2].IsUnbound() {
		kw = core.AsDict(a[2])
		for i, _, x, ok := kw.Next(0); ok; i, _, x, ok = kw.Next(i) {
			if x.Is(placeholder) {
				return core.Unbound, t.TypeError("Placeholder cannot be passed as a keyword argument")
			}
		}
	}
	all := args
	if p := partialOf(f); p != nil && !core.HasAttributes(f) {
		// A partial of a partial: its arguments come first, the new ones fill its places.
		old := p.args.Items()
		if err := t.ChargeSmall(32 * (len(old) + len(args))); err != nil {
			return core.Unbound, err
		}
		var err error
		if all, err = core.MakeSlice[value](t, 0, len(old)+len(args)); err != nil {
			return core.Unbound, err
		}
		for i, x := range old {
			if x.Is(placeholder) && len(args) > 0 {
				x, args = args[0], args[1:]
			}
			all = append(all, x)
			if err := t.PollAt(i); err != nil {
				return core.Unbound, err
			}
		}
		all = append(all, args...)
		if p.kw.Len() > 0 {
			merged, err := t.CopyDict(p.kw)
			if err != nil {
				return core.Unbound, err
			}
			for i, k, x, ok := kw.Next(0); ok; i, k, x, ok = kw.Next(i) {
				if err := merged.Set(t, k, x); err != nil {
					return core.Unbound, err
				}
			}
			kw = merged
		}
		f = p.f
	}
	p := core.New[partial](core.AsType(a[0]))
	if err := t.ChargeItems(len(all)); err != nil {
		return core.Unbound, err
	}
	items, err := core.Clone(t, all, 0)
	if err != nil {
		return core.Unbound, err
	}
	p.f, p.args, p.kw = f, core.AsTuple(core.TupleOf(items)), kw
	if p.places, err = countPlaces(t, all); err != nil {
		return core.Unbound, err
	}
	return core.Obj(&p.Header), nil
}

func callPartial(t *thread, v value, args []value, names *core.Tuple) (value, error) {
	p := partialSelf(v)
	npos := len(args) - names.Len()
	if npos < p.places {
		return core.Unbound, t.TypeError("missing positional arguments in 'partial' call; expected at least %d, got %d", p.places, npos)
	}
	if err := t.Enter(""); err != nil {
		t.Leave()
		return core.Unbound, err
	}
	defer t.Leave()
	fixed := p.args.Items()
	n := len(fixed) - p.places + npos
	all := t.PushArgs(n + names.Len() + p.kw.Len())
	for i := range all {
		all[i] = core.Unbound
	}
	k, from := 0, 0
	for _, x := range fixed {
		if x.Is(placeholder) {
			x = args[from]
			from++
		}
		all[k] = x
		k++
	}
	if len(all) > 1<<14 {
		if err := t.PollN(len(all) / 16); err != nil {
			t.PopArgs(all)
			return core.Unbound, err
		}
	}
	k += copy(all[k:], args[from:npos])
	end := k
	outNames := names
	if p.kw.Len() == 0 {
		end += copy(all[k:], args[npos:])
	} else {
		var ns []value
		// The call's keywords override the partial's in place.
		for i, key, x, ok := p.kw.Next(0); ok && end < len(all); i, key, x, ok = p.kw.Next(i) {
			if j := nameIndex(names, key); j >= 0 {
				x = args[npos+j]
			}
			ns = append(ns, key)
			all[end] = x
			end++
		}
		if names.Len() > 0 {
			for j, key := range names.Items() {
				if _, in, err := p.kw.Get(t, key); err != nil || in {
					continue
				}
				ns = append(ns, key)
				all[end] = args[npos+j]
				end++
			}
		}
		outNames = core.AsTuple(core.TupleOf(ns))
	}
	r, err := t.CallKw(p.f, all[:end], outNames)
	t.PopArgs(all)
	return r, err
}

// nameIndex finds a keyword among the names of a call, -1 if it is not there.
func nameIndex(names *core.Tuple, key value) int {
	if names.Len() == 0 {
		return -1
	}
	s := core.AsStr(key)
	for i, n := range names.Items() {
		if n.Is(key) || s != nil && core.AsStr(n).String() == s.String() {
			return i
		}
	}
	return -1
}

func reprPartial(t *thread, v value) (value, error) {
	typ := v.Type()
	name := typ.FullName()
	if typ == &partialType {
		name = "functools.partial"
	}
	return t.ReprGuard(v, "...", func() (value, error) {
		p := partialSelf(v)
		b := t.NewText()
		s, err := t.Repr(p.f)
		if err != nil {
			return core.Unbound, err
		}
		b.Put(name, "(", s.String())
		args, kw := p.args, p.kw
		for i, x := range args.Items() {
			if err := b.Look(i); err != nil {
				return core.Unbound, err
			}
			if s, err = t.Repr(x); err != nil {
				return core.Unbound, err
			}
			b.Put(", ", s.String())
		}
		for i, k, x, ok := kw.Next(0); ok; i, k, x, ok = kw.Next(i) {
			if err := b.Look(i); err != nil {
				return core.Unbound, err
			}
			ks, err := t.Str(k)
			if err != nil {
				return core.Unbound, err
			}
			if s, err = t.Repr(x); err != nil {
				return core.Unbound, err
			}
			b.Put(", ", ks.String(), "=", s.String())
		}
		b.PutByte(')')
		return b.Val()
	})
}

func setPartialState(t *thread, a []value) (value, error) {
	invalid := func() (value, error) { return core.Unbound, t.TypeError("invalid partial state") }
	state := core.AsTuple(a[1])
	if state == nil || state.Len() != 4 {
		return invalid()
	}
	s := state.Items()
	args := core.AsTuple(s[1])
	if !core.Callable(s[0]) || args == nil || !s[2].IsNone() && core.AsDict(s[2]) == nil {
		return invalid()
	}
	if n := args.Len(); n > 0 && args.Items()[n-1].Is(placeholder) {
		return core.Unbound, t.TypeError("trailing Placeholders are not allowed")
	}
	kw := core.NewDict()
	if d := core.AsDict(s[2]); d != nil {
		kw = d
		if !s[2].IsExactly(&core.DictType) {
			var err error
			if kw, err = t.CopyDict(d); err != nil {
				return core.Unbound, err
			}
		}
	}
	if !s[1].IsExactly(&core.TupleType) {
		args = core.AsTuple(core.NewTuple(args.Items()...))
	}
	p := partialSelf(a[0])
	if s[3].IsNone() {
		if core.HasAttributes(a[0]) {
			t.InstDict(a[0]).Clear()
		}
	} else if err := t.SetAttr(a[0], core.Intern("__dict__"), s[3]); err != nil {
		return core.Unbound, err
	}
	places, err := countPlaces(t, args.Items())
	if err != nil {
		return core.Unbound, err
	}
	p.f, p.args, p.kw, p.places = s[0], args, kw, places
	return core.None, nil
}

func setupPartial() {
	partialType.Setup(&core.TypeSpec{
		Name: "functools.partial", Layout: core.ExtLayoutOf[partial](unsafe.Offsetof(partial{}.ext)),
		Flags: core.FlagBase | core.FlagGeneric | core.FlagMethodDesc,
		Doc:   "A function with some of its arguments given already.\n\nThose of a call come after the positional ones and override keywords;\nPlaceholder keeps a position free for them.",
		Sig:   "(func, /, *args, **keywords)",
		New:   &core.Func{Name: "partial", Sig: "(cls, /, *args, **kwargs)", Flags: core.Pure, Fn: newPartial},
		Slots: core.Slots{
			Call: callPartial, Repr: reprPartial,
			Get: func(t *thread, d, o value, typ *core.Type) (value, error) {
				if o.IsUnbound() || o.IsNone() {
					return d, nil
				}
				return core.NewMethod(d, o), nil
			},
			Traverse: func(h *core.Header, visit func(value)) {
				p := partialSelf(core.Obj(h))
				visit(p.f)
				visit(p.args.Val())
				visit(p.kw.Val())
			},
		},
		Methods: []core.Func{
			core.ReduceMethod(func(t *thread, a []value) (value, error) {
				p := partialSelf(a[0])
				dict := core.None
				if core.HasAttributes(a[0]) {
					dict = t.InstDict(a[0]).Val()
				}
				return core.NewTuple(a[0].Type().Val(), core.NewTuple(p.f), core.NewTuple(p.f, p.args.Val(), p.kw.Val(), dict)), nil
			}),
			core.SetStateMethod(setPartialState),
			core.ClassGetItemFunc(),
		},
		Members: []core.GetSet{
			{Name: "func", Doc: "the function to call", Get: func(t *thread, v value) (value, error) { return partialSelf(v).f, nil }},
			{Name: "args", Doc: "the arguments given already, as a tuple", Get: func(t *thread, v value) (value, error) { return partialSelf(v).args.Val(), nil }},
			{Name: "keywords", Doc: "the keyword arguments given already, as a dict", Get: func(t *thread, v value) (value, error) { return partialSelf(v).kw.Val(), nil }},
		},
		GetSets: []core.GetSet{core.DictGetSet()},
	})
	placeholderType.Setup(&core.TypeSpec{
		Name: "functools._PlaceholderType", Flags: core.FlagGeneric,
		Doc: "The type of the Placeholder singleton.\n\nUsed as a placeholder for partial arguments.",
		New: &core.Func{Name: "_PlaceholderType", Sig: "(cls, *args, **kwargs)", Flags: core.Pure, Fn: func(t *thread, a []value) (value, error) {
			if core.AsTuple(a[1]).Len() > 0 || !a[2].IsUnbound() {
				return core.Unbound, t.TypeError("_PlaceholderType takes no arguments")
			}
			return placeholder, nil
		}},
		Slots:   core.Slots{Repr: func(t *thread, v value) (value, error) { return core.StrVal("Placeholder"), nil }},
		Methods: []core.Func{core.ReduceMethod(func(t *thread, a []value) (value, error) { return core.StrVal("Placeholder"), nil })},
	})
	core.Make(&placeholderType, &placeholderObj)
}
