// This file implements module _contextvars (PEP 567): contexts are immutable maps that threads enter; a copy shares the map.
package core

import "fmt"

// The types of _contextvars.
var ContextType, ContextVarType, TokenType, tokenMissingType Type

// contextObj is a Context: its variables are in an immutable map, replaced at every change.
type contextObj struct {
	Header
	vars    *ctxMap
	entered bool
	prev    Value // the context of the thread before this was entered
}

// ctxMap is a persistent list of bindings, newest first, flattened when it grows long.
type ctxMap struct {
	m map[*contextVar]Value
	n int // bindings in m
}

func (c *ctxMap) get(v *contextVar) (Value, bool) {
	if c == nil {
		return Unbound, false
	}
	x, ok := c.m[v]
	return x, ok
}

// with gives a map with one binding changed; Unbound removes it.
func (c *ctxMap) with(v *contextVar, x Value) *ctxMap {
	n := &ctxMap{m: map[*contextVar]Value{}}
	if c != nil {
		for k, y := range c.m {
			n.m[k] = y
		}
	}
	if x.IsUnbound() {
		delete(n.m, v)
	} else {
		n.m[v] = x
	}
	n.n = len(n.m)
	return n
}

// contextVar is a ContextVar.
type contextVar struct {
	Header
	ext       *instExt
	name, def Value
	order     int64
}

// tokenObj remembers what a ContextVar.set replaced.
type tokenObj struct {
	Header
	ctx  *contextObj
	v    *contextVar
	old  Value
	used bool
}

type tokenMissing struct{ Header }

var tokenMissingObj tokenMissing

// context gives the thread's current context, made at the first use.
func (t *Thread) context() *contextObj {
	if t.ctx.IsUnbound() {
		t.ctx = obj(&(&contextObj{Header: Header{&ContextType.shape0}, entered: true, prev: None}).Header)
	}
	return As[contextObj](t.ctx)
}

// CopyContext gives a copy of the thread's current context.
func (t *Thread) CopyContext() Value {
	return obj(&(&contextObj{Header: Header{&ContextType.shape0}, vars: t.context().vars, prev: None}).Header)
}

// enterContext makes a context the thread's current one; leaveContext undoes it.
func (t *Thread) enterContext(c *contextObj) error {
	if c.entered {
		return t.RuntimeError("cannot enter context: %s is already entered", t.reprOr(obj(&c.Header)))
	}
	c.prev, c.entered = t.ctx, true
	t.ctx = obj(&c.Header)
	return nil
}

func (t *Thread) leaveContext(c *contextObj) {
	t.ctx = c.prev
	c.prev, c.entered = None, false
}

func setupContextvars() {
	ctx := func(v Value) *contextObj { return As[contextObj](v) }
	cv := func(v Value) *contextVar { return As[contextVar](v) }
	tok := func(v Value) *tokenObj { return As[tokenObj](v) }
	need := func(t *Thread, key Value) (*contextVar, error) {
		if !key.exactly(&ContextVarType) {
			return nil, t.TypeError("a ContextVar key was expected, got %s", t.reprOr(key))
		}
		return cv(key), nil
	}
	items := func(c *contextObj, f func(k *contextVar, v Value) Value) Value {
		var out []Value
		if c.vars != nil {
			for k, v := range c.vars.m {
				out = append(out, f(k, v))
			}
		}
		return NewList(out)
	}
	keyOf := func(k *contextVar, _ Value) Value { return obj(&k.Header) }
	ContextType.Setup(&TypeSpec{
		Name: "_contextvars.Context", Layout: LayoutOf[contextObj](), Flags: flagGenericGet | flagGenericSet | flagMapping,
		New: &Func{Name: "Context", Sig: "(cls, *args, **kwargs)", Flags: Pure, Fn: func(t *Thread, a []Value) (Value, error) {
			if AsTuple(a[1]).Len() > 0 || !a[2].IsUnbound() {
				return Unbound, t.TypeError("Context() does not accept any arguments")
			}
			return obj(&(&contextObj{Header: Header{&ContextType.shape0}, prev: None}).Header), nil
		}},
		Slots: Slots{
			Len: func(t *Thread, v Value) (int, error) {
				if m := ctx(v).vars; m != nil {
					return len(m.m), nil
				}
				return 0, nil
			},
			GetItem: func(t *Thread, v, key Value) (Value, error) {
				k, err := need(t, key)
				if err != nil {
					return Unbound, err
				}
				if x, ok := ctx(v).vars.get(k); ok {
					return x, nil
				}
				return Unbound, t.KeyError(key)
			},
			Contains: func(t *Thread, v, key Value) (bool, error) {
				k, err := need(t, key)
				if err != nil {
					return false, err
				}
				_, ok := ctx(v).vars.get(k)
				return ok, nil
			},
			Iter: func(t *Thread, v Value) (Value, error) { return t.Iter(items(ctx(v), keyOf)) },
			Compare: func(t *Thread, a, b Value, op CmpOp) (Value, error) {
				if !b.exactly(&ContextType) || op != CmpEq && op != CmpNe {
					return NotImplemented, nil
				}
				x, y := ctx(a).vars, ctx(b).vars
				same := true
				var xm, ym map[*contextVar]Value
				if x != nil {
					xm = x.m
				}
				if y != nil {
					ym = y.m
				}
				same = len(xm) == len(ym)
				for k, v := range xm {
					if !same {
						break
					}
					w, ok := ym[k]
					if !ok {
						same = false
						break
					}
					eq, err := t.Eq(v, w)
					if err != nil {
						return Unbound, err
					}
					same = eq
				}
				return Bool(same == (op == CmpEq)), nil
			},
			Hash: func(t *Thread, v Value) (int64, error) { return int64(t.address(v) >> 4), nil },
			Traverse: func(h *Header, visit func(Value)) {
				if m := ctx(obj(h)).vars; m != nil {
					for k, v := range m.m {
						visit(obj(&k.Header))
						visit(v)
					}
				}
			},
		},
		Methods: []Func{
			{Name: "run", Sig: "(self, /, callable, *args, **kwargs)", Flags: Polls, Fn: func(t *Thread, a []Value) (Value, error) {
				c := ctx(a[0])
				if err := t.enterContext(c); err != nil {
					return Unbound, err
				}
				v, err := t.callStar(a[1], a[2], a[3])
				t.leaveContext(c)
				return v, err
			}},
			{Name: "copy", Sig: "(self, /)", Flags: Pure, Fn: func(t *Thread, a []Value) (Value, error) {
				return obj(&(&contextObj{Header: Header{&ContextType.shape0}, vars: ctx(a[0]).vars, prev: None}).Header), nil
			}},
			{Name: "get", Sig: "(self, key, default=None, /)", Flags: Pure, Fn: func(t *Thread, a []Value) (Value, error) {
				k, err := need(t, a[1])
				if err != nil {
					return Unbound, err
				}
				if x, ok := ctx(a[0]).vars.get(k); ok {
					return x, nil
				}
				return a[2], nil
			}},
			{Name: "keys", Sig: "(self, /)", Flags: Pure, Fn: func(t *Thread, a []Value) (Value, error) { return t.Iter(items(ctx(a[0]), keyOf)) }},
			{Name: "values", Sig: "(self, /)", Flags: Pure, Fn: func(t *Thread, a []Value) (Value, error) {
				return t.Iter(items(ctx(a[0]), func(_ *contextVar, v Value) Value { return v }))
			}},
			{Name: "items", Sig: "(self, /)", Flags: Pure, Fn: func(t *Thread, a []Value) (Value, error) {
				return t.Iter(items(ctx(a[0]), func(k *contextVar, v Value) Value { return NewTuple(obj(&k.Header), v) }))
			}},
		},
	})
	ContextVarType.Setup(&TypeSpec{
		Name: "_contextvars.ContextVar", Layout: LayoutOf[contextVar](), Flags: flagGenericGet | flagGenericSet,
		New: &Func{Name: "ContextVar", Sig: "(cls, name, /, *, default=<unrepresentable>)", Flags: Pure, Fn: func(t *Thread, a []Value) (Value, error) {
			if AsStr(a[1]) == nil {
				return Unbound, t.TypeError("context variable name must be a str")
			}
			return obj(&(&contextVar{Header: Header{&ContextVarType.shape0}, name: a[1], def: a[2]}).Header), nil
		}},
		Slots: Slots{Repr: func(t *Thread, v Value) (Value, error) {
			s := "<ContextVar name=" + t.reprOr(cv(v).name)
			if d := cv(v).def; !d.IsUnbound() {
				r, err := t.Repr(d)
				if err != nil {
					return Unbound, err
				}
				s += " default=" + r.s
			}
			return StrVal(fmt.Sprintf("%s at 0x%x>", s, t.address(v))), nil
		}},
		Members: []GetSet{{Name: "name", Get: func(t *Thread, v Value) (Value, error) { return cv(v).name, nil }}},
		Methods: []Func{
			{Name: "get", Sig: "(self, default=<unrepresentable>, /)", Flags: Pure, Fn: func(t *Thread, a []Value) (Value, error) {
				if x, ok := t.context().vars.get(cv(a[0])); ok {
					return x, nil
				}
				if !a[1].IsUnbound() {
					return a[1], nil
				}
				if d := cv(a[0]).def; !d.IsUnbound() {
					return d, nil
				}
				return Unbound, NewException(&ExcLookupError, a[0])
			}},
			{Name: "set", Sig: "(self, value, /)", Flags: Pure, Fn: func(t *Thread, a []Value) (Value, error) {
				c := t.context()
				old, _ := c.vars.get(cv(a[0]))
				c.vars = c.vars.with(cv(a[0]), a[1])
				return obj(&(&tokenObj{Header: Header{&TokenType.shape0}, ctx: c, v: cv(a[0]), old: old}).Header), nil
			}},
			{Name: "reset", Sig: "(self, token, /)", Flags: Pure, Fn: func(t *Thread, a []Value) (Value, error) { return None, t.resetVar(cv(a[0]), a[1]) }},
			{Name: "__class_getitem__", Sig: "(cls, object, /)", Fn: classGetItemMethod, Flags: Pure | ClassM, Doc: "See PEP 585"},
		},
	})
	tokenMissingType.Setup(&TypeSpec{Name: "Token.MISSING", Layout: LayoutOf[tokenMissing](), Flags: flagNoNew | flagGenericGet | flagGenericSet,
		Slots: Slots{Repr: func(t *Thread, v Value) (Value, error) { return StrVal("<Token.MISSING>"), nil }}})
	tokenMissingObj.shape = &tokenMissingType.shape0
	missing := obj(&tokenMissingObj.Header)
	TokenType.Setup(&TypeSpec{
		Name: "_contextvars.Token", Layout: LayoutOf[tokenObj](), Flags: flagGenericGet | flagGenericSet,
		New: &Func{Name: "Token", Sig: "(cls, *args, **kwargs)", Flags: Pure, Fn: func(t *Thread, a []Value) (Value, error) {
			return Unbound, t.RuntimeError("Tokens can only be created by ContextVars")
		}},
		Attrs: []Attr{{"MISSING", missing}},
		Slots: Slots{Repr: func(t *Thread, v Value) (Value, error) {
			used := ""
			if tok(v).used {
				used = " used"
			}
			return StrVal(fmt.Sprintf("<Token%s var=%s at 0x%x>", used, t.reprOr(obj(&tok(v).v.Header)), t.address(v))), nil
		}},
		GetSets: []GetSet{
			{Name: "var", Get: func(t *Thread, v Value) (Value, error) { return obj(&tok(v).v.Header), nil }},
			{Name: "old_value", Get: func(t *Thread, v Value) (Value, error) {
				if o := tok(v).old; !o.IsUnbound() {
					return o, nil
				}
				return missing, nil
			}},
		},
		Methods: []Func{
			{Name: "__enter__", Sig: "(self, /)", Flags: Pure, Doc: "Enter into Token context manager.", Fn: func(t *Thread, a []Value) (Value, error) { return a[0], nil }},
			{Name: "__exit__", Sig: "(self, type, value, traceback, /)", Flags: Pure, Doc: "Exit from Token context manager, restore the linked ContextVar.", Fn: func(t *Thread, a []Value) (Value, error) {
				return None, t.resetVar(tok(a[0]).v, a[0])
			}},
			{Name: "__class_getitem__", Sig: "(cls, object, /)", Fn: classGetItemMethod, Flags: Pure | ClassM, Doc: "See PEP 585"},
		},
	})
}

// resetVar undoes what a token remembers.
func (t *Thread) resetVar(v *contextVar, token Value) error {
	if !token.exactly(&TokenType) {
		return t.TypeError("expected an instance of Token, got %s", t.reprOr(token))
	}
	k := As[tokenObj](token)
	switch {
	case k.used:
		return t.RuntimeError("%s has already been used once", t.reprOr(token))
	case k.v != v:
		return t.ValueError("%s was created by a different ContextVar", t.reprOr(token))
	case k.ctx != t.context():
		return t.ValueError("%s was created in a different Context", t.reprOr(token))
	}
	k.used = true
	k.ctx.vars = k.ctx.vars.with(v, k.old)
	return nil
}

// ContextvarsModule declares _contextvars.
func ContextvarsModule() *ModuleDef {
	return &ModuleDef{
		Name:  "_contextvars",
		Types: func() []*Type { return []*Type{&ContextType, &ContextVarType, &TokenType} },
		Funcs: []Func{{Name: "copy_context", Sig: "()", Flags: Pure, Fn: func(t *Thread, a []Value) (Value, error) { return t.CopyContext(), nil }}},
	}
}
