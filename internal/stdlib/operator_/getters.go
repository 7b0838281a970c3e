// This file implements attrgetter, itemgetter and methodcaller.
package operator_

import (
	"strings"

	"github.com/vivarium-py/vivarium/internal/core"
)

var attrType, itemType, methodType core.Type

// attrGetter reads each of the dotted names; names are as given, paths split at the dots.
type attrGetter struct {
	core.Header
	names []value
	paths [][]*core.Str
}

// itemGetter reads each of the keys.
type itemGetter struct {
	core.Header
	keys []value
}

// methodCaller calls a method with the arguments args, of which the last ones are the keywords names.
type methodCaller struct {
	core.Header
	name  *core.Str
	args  []value
	names *core.Tuple
}

func attrSelf(v value) *attrGetter     { return core.As[attrGetter](v) }
func itemSelf(v value) *itemGetter     { return core.As[itemGetter](v) }
func methodSelf(v value) *methodCaller { return core.As[methodCaller](v) }

// operand gives the one argument of a getter's call.
func operand(t *thread, name string, args []value, names *core.Tuple) (value, error) {
	if names.Len() > 0 {
		return core.Unbound, t.TypeError("%s() takes no keyword arguments", name)
	}
	if len(args) != 1 {
		return core.Unbound, t.TypeError("%s expected 1 argument, got %d", name, len(args))
	}
	return args[0], nil
}

func newAttr(t *thread, a []value) (value, error) {
	names := core.AsTuple(a[1]).Items()
	cls := core.AsType(a[0])
	if !a[2].IsUnbound() {
		return core.Unbound, t.TypeError("attrgetter() takes no keyword arguments")
	}
	if len(names) == 0 {
		return core.Unbound, t.TypeError("attrgetter expected 1 argument, got 0")
	}
	g := core.New[attrGetter](cls)
	for _, n := range names {
		s := core.AsStr(n)
		if s == nil {
			return core.Unbound, t.TypeError("attribute name must be a string")
		}
		var path []*core.Str
		for rest, more := s.String(), true; more; {
			var part string
			part, rest, more = strings.Cut(rest, ".")
			if err := t.ChargeSmall(48); err != nil {
				return core.Unbound, err
			}
			if err := t.PollAtomic(1 + len(part)/core.SlowWork); err != nil {
				return core.Unbound, err
			}
			name, err := t.Text(part)
			if err != nil {
				return core.Unbound, err
			}
			path = append(path, core.Interned(core.AsStr(name)))
		}
		g.names = append(g.names, n)
		g.paths = append(g.paths, path)
	}
	return core.Obj(&g.Header), nil
}

func follow(t *thread, v value, path []*core.Str) (value, error) {
	for _, n := range path {
		var err error
		if v, err = t.GetAttr(v, n); err != nil {
			return core.Unbound, err
		}
	}
	return v, nil
}

func callAttr(t *thread, v value, args []value, names *core.Tuple) (value, error) {
	g := attrSelf(v)
	x, err := operand(t, "attrgetter", args, names)
	if err != nil {
		return core.Unbound, err
	}
	if len(g.paths) == 1 {
		return follow(t, x, g.paths[0])
	}
	out := make([]value, len(g.paths))
	for i, p := range g.paths {
		if out[i], err = follow(t, x, p); err != nil {
			return core.Unbound, err
		}
	}
	return core.TupleOf(out), nil
}

func callItem(t *thread, v value, args []value, names *core.Tuple) (value, error) {
	g := itemSelf(v)
	x, err := operand(t, "itemgetter", args, names)
	if err != nil {
		return core.Unbound, err
	}
	if len(g.keys) == 1 {
		return t.GetItem(x, g.keys[0])
	}
	if err := t.ChargeItems(len(g.keys)); err != nil {
		return core.Unbound, err
	}
	out, err := core.MakeSlice[value](t, len(g.keys), 0)
	if err != nil {
		return core.Unbound, err
	}
	for i, k := range g.keys {
		if out[i], err = t.GetItem(x, k); err != nil {
			return core.Unbound, err
		}
	}
	return core.TupleOf(out), nil
}

func callMethod(t *thread, v value, args []value, names *core.Tuple) (value, error) {
	m := methodSelf(v)
	x, err := operand(t, "methodcaller", args, names)
	if err != nil {
		return core.Unbound, err
	}
	f, err := t.GetAttr(x, m.name)
	if err != nil {
		return core.Unbound, err
	}
	return t.CallKw(f, m.args, m.names)
}

// reprCall writes name(item, item).
func reprCall(t *thread, v value, items []value, names *core.Tuple) (value, error) {
	name := v.Type().FullName()
	return t.ReprGuard(v, name+"(...)", func() (value, error) {
		b := t.NewText()
		b.Put(name, "(")
		for i, x := range items {
			if i > 0 {
				b.Put(", ")
			}
			if k := i - len(items) + names.Len(); k >= 0 {
				b.Put(core.AsStr(names.Items()[k]).String(), "=")
			}
			if err := b.Look(i); err != nil {
				return core.Unbound, err
			}
			s, err := t.Repr(x)
			if err != nil {
				return core.Unbound, err
			}
			b.Put(s.String())
		}
		b.PutByte(')')
		return b.Val()
	})
}

func newMethod(t *thread, a []value) (value, error) {
	args := core.AsTuple(a[1]).Items()
	if len(args) == 0 {
		return core.Unbound, t.TypeError("methodcaller needs at least one argument, the method name")
	}
	name := core.AsStr(args[0])
	if name == nil {
		return core.Unbound, t.TypeError("method name must be a string")
	}
	m := core.New[methodCaller](core.AsType(a[0]))
	m.name = core.Interned(name)
	m.args = append([]value(nil), args[1:]...)
	if kw := core.AsDict(a[2]); kw != nil && kw.Len() > 0 {
		var names []value
		for i, k, x, ok := kw.Next(0); ok; i, k, x, ok = kw.Next(i) {
			names = append(names, k)
			m.args = append(m.args, x)
		}
		m.names = core.AsTuple(core.TupleOf(names))
	}
	return core.Obj(&m.Header), nil
}

// reduceMethodCaller is __reduce__: keywords are kept by a functools.partial of the class.
func reduceMethodCaller(t *thread, a []value) (value, error) {
	m := methodSelf(a[0])
	npos := len(m.args) - m.names.Len()
	cls := a[0].Type().Val()
	if m.names.Len() == 0 {
		return core.Pair(cls, core.NewTuple(append([]value{m.name.Val()}, m.args...)...)), nil
	}
	mod, err := t.Import("functools")
	if err != nil {
		return core.Unbound, err
	}
	partial, err := t.GetAttr(mod, core.Intern("partial"))
	if err != nil {
		return core.Unbound, err
	}
	args := append([]value{cls, m.name.Val()}, m.args[npos:]...)
	p, err := t.CallKw(partial, args, m.names)
	if err != nil {
		return core.Unbound, err
	}
	return core.Pair(p, core.NewTuple(m.args[:npos]...)), nil
}

// signature is __text_signature__ of a getter's call.
func signature() []core.GetSet {
	return []core.GetSet{{Name: "__text_signature__", Get: func(t *thread, v value) (value, error) { return core.StrVal("(obj, /)"), nil }}}
}

func setupGetters() {
	visitAll := func(visit func(value), items []value) {
		for _, x := range items {
			visit(x)
		}
	}
	attrType.Setup(&core.TypeSpec{
		Name: "operator.attrgetter", Layout: core.LayoutOf[attrGetter](), Flags: core.FlagGeneric, Sig: "(attr, /, *attrs)",
		Doc: "Make a function that returns attributes of its argument.\n\nattrgetter('a') returns x.a, attrgetter('a.b', 'c') the tuple (x.a.b, x.c).",
		New: &core.Func{Name: "attrgetter", Sig: "(cls, /, *args, **kwargs)", Flags: core.Pure, Fn: newAttr},
		Slots: core.Slots{Call: callAttr, Repr: func(t *thread, v value) (value, error) { return reprCall(t, v, attrSelf(v).names, nil) },
			Traverse: func(h *core.Header, visit func(value)) { visitAll(visit, attrSelf(core.Obj(h)).names) }},
		Methods: []core.Func{core.ReduceMethod(func(t *thread, a []value) (value, error) {
			return core.Pair(a[0].Type().Val(), core.NewTuple(attrSelf(a[0]).names...)), nil
		})},
		GetSets: signature(),
	})
	itemType.Setup(&core.TypeSpec{
		Name: "operator.itemgetter", Layout: core.LayoutOf[itemGetter](), Flags: core.FlagGeneric, Sig: "(item, /, *items)",
		Doc: "Make a function that returns items of its argument.\n\nitemgetter(2) returns x[2], itemgetter(2, 'k') the tuple (x[2], x['k']).",
		New: &core.Func{Name: "itemgetter", Sig: "(cls, /, *args, **kwargs)", Flags: core.Pure, Fn: func(t *thread, a []value) (value, error) {
			if !a[2].IsUnbound() {
				return core.Unbound, t.TypeError("itemgetter() takes no keyword arguments")
			}
			keys := core.AsTuple(a[1]).Items()
			if len(keys) == 0 {
				return core.Unbound, t.TypeError("itemgetter expected 1 argument, got 0")
			}
			g := core.New[itemGetter](core.AsType(a[0]))
			g.keys = append([]value(nil), keys...)
			return core.Obj(&g.Header), nil
		}},
		Slots: core.Slots{Call: callItem, Repr: func(t *thread, v value) (value, error) { return reprCall(t, v, itemSelf(v).keys, nil) },
			Traverse: func(h *core.Header, visit func(value)) { visitAll(visit, itemSelf(core.Obj(h)).keys) }},
		Methods: []core.Func{core.ReduceMethod(func(t *thread, a []value) (value, error) {
			keys := itemSelf(a[0]).keys
			if err := t.ChargeItems(len(keys)); err != nil {
				return core.Unbound, err
			}
			return core.Pair(a[0].Type().Val(), core.NewTuple(keys...)), nil
		})},
		GetSets: signature(),
	})
	methodType.Setup(&core.TypeSpec{
		Name: "operator.methodcaller", Layout: core.LayoutOf[methodCaller](), Flags: core.FlagGeneric, Sig: "(name, /, *args, **kwargs)",
		Doc: "Make a function that calls a method of its argument.\n\nmethodcaller('m', 1, k=2) calls x.m(1, k=2).",
		New: &core.Func{Name: "methodcaller", Sig: "(cls, /, *args, **kwargs)", Flags: core.Pure, Fn: newMethod},
		Slots: core.Slots{Call: callMethod, Repr: func(t *thread, v value) (value, error) {
			m := methodSelf(v)
			return reprCall(t, v, append([]value{m.name.Val()}, m.args...), m.names)
		}, Traverse: func(h *core.Header, visit func(value)) { visitAll(visit, methodSelf(core.Obj(h)).args) }},
		Methods: []core.Func{core.ReduceMethod(reduceMethodCaller)},
		GetSets: signature(),
	})
}
