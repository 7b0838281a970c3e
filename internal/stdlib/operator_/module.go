// Package operator_ is the native module _operator: the operators as functions, and the getters.
package operator_

import (
	"crypto/subtle"
	"sync"

	"github.com/vivarium-py/vivarium/internal/core"
)

type (
	value  = core.Value
	thread = core.Thread
)

var setupOnce sync.Once

// Module is _operator.
func Module() *core.ModuleDef {
	return &core.ModuleDef{
		Name: "_operator",
		Doc:  "The operators of Python as functions: add(x, y) is x + y.",
		Types: func() []*core.Type {
			setupOnce.Do(setupGetters)
			return []*core.Type{&attrType, &itemType, &methodType}
		},
		Funcs: funcs(),
	}
}

func funcs() []core.Func {
	out := []core.Func{
		unary("truth", "Return whether a counts as true.", func(t *thread, v value) (value, error) {
			ok, err := t.Truth(v)
			return core.Bool(ok), err
		}),
		unary("not_", "Same as not a.", func(t *thread, v value) (value, error) {
			ok, err := t.Truth(v)
			return core.Bool(!ok), err
		}),
		unary("is_none", "Same as a is None.", func(t *thread, v value) (value, error) { return core.Bool(v.IsNone()), nil }),
		unary("is_not_none", "Same as a is not None.", func(t *thread, v value) (value, error) { return core.Bool(!v.IsNone()), nil }),
		unary("index", "Same as a.__index__()", (*thread).Index),
		unary("neg", "Same as -a.", (*thread).Neg),
		unary("pos", "Same as +a.", (*thread).Pos),
		unary("abs", "Same as abs(a).", (*thread).Abs),
		unary("inv", "Same as ~a.", (*thread).Invert),
		unary("invert", "Same as ~a.", (*thread).Invert),
		pair("is_", "Same as a is b.", func(t *thread, a, b value) (value, error) { return core.Bool(a.Is(b)), nil }),
		pair("is_not", "Same as a is not b.", func(t *thread, a, b value) (value, error) { return core.Bool(!a.Is(b)), nil }),
		pair("concat", "Return a + b for two sequences.", concat),
		pair("iconcat", "Return the result of a += b for two sequences.", iconcat),
		pair("contains", "Return b in a, the container being first.", func(t *thread, a, b value) (value, error) {
			ok, err := t.Contains(a, b)
			return core.Bool(ok), err
		}),
		pair("countOf", "Count the items of a that are b or equal it.", countOf),
		pair("indexOf", "Return the first position at which a has b, or raise ValueError.", indexOf),
		pair("getitem", "Same as a[b].", (*thread).GetItem),
		pair("delitem", "Same as del a[b].", func(t *thread, a, b value) (value, error) { return core.None, t.DelItem(a, b) }),
		{Name: "setitem", Sig: "(a, b, c, /)", Flags: core.Polls, Doc: "Same as a[b] = c.", Fn: func(t *thread, a []value) (value, error) {
			return core.None, t.SetItem(a[0], a[1], a[2])
		}},
		{Name: "length_hint", Sig: "(obj, default=0, /)", Flags: core.Polls, Doc: "Return len(obj), or else what its __length_hint__() guesses, or else default.", Fn: func(t *thread, a []value) (value, error) {
			def, err := t.IndexInt(a[1])
			if err != nil {
				return core.Unbound, err
			}
			n, err := t.LengthHint(a[0], def)
			return core.Int(int64(n)), err
		}},
		{Name: "call", Sig: "(obj, /, *args, **kwargs)", Flags: core.Polls, Doc: "Same as obj(*args, **kwargs).", Fn: func(t *thread, a []value) (value, error) {
			return t.CallStar(a[0], a[1], a[2])
		}},
		pair("_compare_digest", "Return whether two strings (ASCII only) or two bytes-like objects are equal.\n\nHow long it takes does not tell where they differ, so secrets can be compared\nwith it. It may tell their length.", compareDigest),
	}
	for _, o := range []struct {
		name, sign string
		op         core.BinOp
	}{{"add", "+", core.OpAdd}, {"sub", "-", core.OpSub}, {"mul", "*", core.OpMul}, {"truediv", "/", core.OpTrueDiv}, {"floordiv", "//", core.OpFloorDiv},
		{"mod", "%", core.OpMod}, {"pow", "**", core.OpPow}, {"lshift", "<<", core.OpLShift}, {"rshift", ">>", core.OpRShift}, {"and_", "&", core.OpAnd},
		{"or_", "|", core.OpOr}, {"xor", "^", core.OpXor}, {"matmul", "@", core.OpMatMul}} {
		op := o.op
		iname := "i" + o.name
		if o.name[len(o.name)-1] == '_' {
			iname = iname[:len(iname)-1]
		}
		out = append(out,
			pair(o.name, "Same as a "+o.sign+" b.", func(t *thread, a, b value) (value, error) { return t.Binary(op, a, b) }),
			pair(iname, "Same as a "+o.sign+"= b.", func(t *thread, a, b value) (value, error) { return t.InPlace(op, a, b) }))
	}
	for op, o := range [][2]string{core.CmpLt: {"lt", "<"}, core.CmpLe: {"le", "<="}, core.CmpEq: {"eq", "=="}, core.CmpNe: {"ne", "!="}, core.CmpGt: {"gt", ">"}, core.CmpGe: {"ge", ">="}} {
		out = append(out, pair(o[0], "Same as a "+o[1]+" b.", func(t *thread, a, b value) (value, error) { return t.Compare(a, b, core.CmpOp(op)) }))
	}
	return out
}

func unary(name, doc string, f func(t *thread, v value) (value, error)) core.Func {
	return core.Func{Name: name, Sig: "(a, /)", Flags: core.Polls, Doc: doc, Fn: func(t *thread, a []value) (value, error) { return f(t, a[0]) }}
}

func pair(name, doc string, f func(t *thread, a, b value) (value, error)) core.Func {
	return core.Func{Name: name, Sig: "(a, b, /)", Flags: core.Polls | core.Charges, Doc: doc, Fn: func(t *thread, a []value) (value, error) { return f(t, a[0], a[1]) }}
}

func concat(t *thread, a, b value) (value, error) {
	if f := core.SlotsOf(a).Concat; f != nil {
		return f(t, a, b)
	}
	if !core.IsSequence(a) || !core.IsSequence(b) {
		return core.Unbound, t.TypeError("'%s' object can't be concatenated", a.TypeName())
	}
	return t.Binary(core.OpAdd, a, b)
}

func iconcat(t *thread, a, b value) (value, error) {
	s := core.SlotsOf(a)
	if s.IConcat != nil {
		return s.IConcat(t, a, b)
	}
	if s.Concat != nil {
		return s.Concat(t, a, b)
	}
	if !core.IsSequence(a) || !core.IsSequence(b) {
		return core.Unbound, t.TypeError("'%s' object can't be concatenated", a.TypeName())
	}
	return t.InPlace(core.OpAdd, a, b)
}

// search counts the items equal to b, or stops at the first.
func search(t *thread, a, b value, first bool) (at, count int64, err error) {
	if !core.IsIterable(a) {
		return 0, 0, t.TypeError("argument of type '%s' is not iterable", a.TypeName())
	}
	it, err := t.Iter(a)
	if err != nil {
		return 0, 0, err
	}
	for {
		if err := t.Poll(); err != nil {
			return 0, 0, err
		}
		x, err := t.NextIn(it)
		if err != nil || x.IsUnbound() {
			return at, count, err
		}
		eq, err := t.Eq(x, b)
		if err != nil {
			return 0, 0, err
		}
		if eq {
			count++
			if first {
				return at, count, nil
			}
		}
		at++
	}
}

func countOf(t *thread, a, b value) (value, error) {
	_, n, err := search(t, a, b, false)
	return core.Int(n), err
}

func indexOf(t *thread, a, b value) (value, error) {
	i, n, err := search(t, a, b, true)
	if err == nil && n == 0 {
		err = t.ValueError("sequence.index(x): x not in sequence")
	}
	return core.Int(i), err
}

func compareDigest(t *thread, a, b value) (value, error) {
	if x, y := core.AsStr(a), core.AsStr(b); x != nil && y != nil {
		if !x.ASCII() || !y.ASCII() {
			return core.Unbound, t.TypeError("comparing strings with non-ASCII characters is not supported")
		}
		return core.Bool(subtle.ConstantTimeCompare([]byte(x.String()), []byte(y.String())) == 1), nil
	}
	if core.SlotsOf(a).Buffer == nil || core.SlotsOf(b).Buffer == nil {
		return core.Unbound, t.TypeError("unsupported operand types(s) or combination of types: '%s' and '%s'", a.TypeName(), b.TypeName())
	}
	x, err := t.BytesLike(a)
	if err != nil {
		return core.Unbound, err
	}
	y, err := t.BytesLike(b)
	if err != nil {
		return core.Unbound, err
	}
	return core.Bool(subtle.ConstantTimeCompare(x, y) == 1), nil
}
