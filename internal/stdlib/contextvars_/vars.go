// This file implements ContextVar and Token, and declares the module.
package contextvars_

import (
	"sync"

	"github.com/vivarium-py/vivarium/internal/core"
)

// contextVar is a contextvars.ContextVar.
type contextVar struct {
	core.Header
	name, def value // def is Unbound if there is no default
}

// token undoes one ContextVar.set.
type token struct {
	core.Header
	ctx  *context
	v    *contextVar
	old  value // Unbound: the variable had none
	used bool
}

type missing struct{ core.Header }

func varOf(v value) *contextVar                     { return core.As[contextVar](v) }
func (c *contextVar) val() value                    { return core.Obj(&c.Header) }
func tokenOf(v value) *token                        { return core.As[token](v) }
func missingText(t *thread, v value) (value, error) { return core.StrVal("<Token.MISSING>"), nil }

var theMissing missing

func missingVal() value { return core.Obj(&theMissing.Header) }

// reset gives the variable of a token back the value that it had.
func reset(t *thread, c *contextVar, k *token) error {
	name := func() string {
		if s, err := t.Repr(core.Obj(&k.Header)); err == nil {
			return s.String()
		}
		return "token"
	}
	switch {
	case k.used:
		return t.RuntimeError("%s has already been used once", name())
	case k.v != c:
		return t.ValueError("%s was created by a different ContextVar", name())
	case k.ctx != current(t):
		return t.ValueError("%s was created in a different Context", name())
	}
	k.used = true
	if k.old.IsUnbound() {
		return k.ctx.del(t, c)
	}
	return k.ctx.set(t, c, k.old)
}

func setupVars() {
	missingType.Setup(&core.TypeSpec{
		Name: "Token.MISSING", Layout: core.LayoutOf[missing](), Flags: core.FlagGeneric | core.FlagNoNew,
		Slots: core.Slots{Repr: missingText, Str: missingText},
	})
	core.Make(&missingType, &theMissing.Header)
	varType.Setup(&core.TypeSpec{
		Name: "_contextvars.ContextVar", Layout: core.LayoutOf[contextVar](), Flags: core.FlagGeneric,
		New: &core.Func{Name: "ContextVar", Sig: "(cls, *args, default=<unrepresentable>)", Flags: core.Pure, Fn: func(t *thread, a []value) (value, error) {
			args := core.AsTuple(a[1])
			if args.Len() != 1 {
				return core.Unbound, t.TypeError("ContextVar() takes exactly 1 positional argument (%d given)", args.Len())
			}
			name := args.Items()[0]
			if core.AsStr(name) == nil {
				return core.Unbound, t.TypeError("context variable name must be a str")
			}
			c := &contextVar{name: name, def: a[2]}
			return core.Make(&varType, &c.Header), nil
		}},
		Slots: core.Slots{
			Repr: func(t *thread, v value) (value, error) {
				c := varOf(v)
				n, err := t.Repr(c.name)
				if err != nil {
					return core.Unbound, err
				}
				text := "<ContextVar name=" + n.String()
				if !c.def.IsUnbound() {
					d, err := t.ReprGuard(v, "...", func() (value, error) {
						s, err := t.Repr(c.def)
						if err != nil {
							return core.Unbound, err
						}
						return s.Val(), nil
					})
					if err != nil {
						return core.Unbound, err
					}
					text += " default=" + core.AsStr(d).String()
				}
				return core.StrVal(text + " at " + addr(&c.Header) + ">"), nil
			},
			Traverse: func(h *core.Header, visit func(value)) {
				c := varOf(core.Obj(h))
				visit(c.name)
				if !c.def.IsUnbound() {
					visit(c.def)
				}
			},
		},
		Members: []core.GetSet{{Name: "name", Get: func(t *thread, v value) (value, error) { return varOf(v).name, nil }}},
		Methods: []core.Func{
			{Name: "get", Sig: "(self, default=<unrepresentable>, /)", Flags: core.Pure, Doc: "Return the value of the variable in the current context.\n\nIf it has none, return default, or else the default the variable was made\nwith, or else raise LookupError.", Fn: func(t *thread, a []value) (value, error) {
				c := varOf(a[0])
				if cur := t.Context(); !cur.IsUnbound() {
					if b, ok := ctxOf(cur).vars[c]; ok {
						return b.v, nil
					}
				}
				if !a[1].IsUnbound() {
					return a[1], nil
				}
				if !c.def.IsUnbound() {
					return c.def, nil
				}
				return core.Unbound, t.RaiseValue(&core.ExcLookupError, a[0])
			}},
			{Name: "set", Sig: "(self, value, /)", Flags: core.Charges, Doc: "Give the variable a value in the current context.\n\nReturn a Token, with which reset() takes it back.", Fn: func(t *thread, a []value) (value, error) {
				c, cur := varOf(a[0]), current(t)
				k := &token{ctx: cur, v: c, old: core.Unbound}
				if b, ok := cur.vars[c]; ok {
					k.old = b.v
				}
				if err := cur.set(t, c, a[1]); err != nil {
					return core.Unbound, err
				}
				return core.Make(&tokenType, &k.Header), nil
			}},
			{Name: "reset", Sig: "(self, token, /)", Flags: core.Charges, Doc: "Give the variable back the value (or none) that it had before the set() that\nreturned the token.", Fn: func(t *thread, a []value) (value, error) {
				if !a[1].IsExactly(&tokenType) {
					r, err := t.Repr(a[1])
					if err != nil {
						return core.Unbound, err
					}
					return core.Unbound, t.TypeError("expected an instance of Token, got %s", r.String())
				}
				return core.None, reset(t, varOf(a[0]), tokenOf(a[1]))
			}},
			core.ClassGetItemFunc(),
		},
	})
	tokenType.Setup(&core.TypeSpec{
		Name: "_contextvars.Token", Layout: core.LayoutOf[token](), Flags: core.FlagGeneric,
		New: &core.Func{Name: "Token", Sig: "(cls, *args, **kwargs)", Flags: core.Pure, Fn: func(t *thread, a []value) (value, error) {
			return core.Unbound, t.RuntimeError("Tokens can only be created by ContextVars")
		}},
		Slots: core.Slots{
			Repr: func(t *thread, v value) (value, error) {
				k := tokenOf(v)
				r, err := t.Repr(k.v.val())
				if err != nil {
					return core.Unbound, err
				}
				used := ""
				if k.used {
					used = " used"
				}
				return core.StrVal("<Token" + used + " var=" + r.String() + " at " + addr(&k.Header) + ">"), nil
			},
			Traverse: func(h *core.Header, visit func(value)) {
				k := tokenOf(core.Obj(h))
				visit(k.ctx.val())
				visit(k.v.val())
				if !k.old.IsUnbound() {
					visit(k.old)
				}
			},
		},
		GetSets: []core.GetSet{
			{Name: "var", Get: func(t *thread, v value) (value, error) { return tokenOf(v).v.val(), nil }},
			{Name: "old_value", Get: func(t *thread, v value) (value, error) {
				if o := tokenOf(v).old; !o.IsUnbound() {
					return o, nil
				}
				return missingVal(), nil
			}},
		},
		Methods: []core.Func{
			core.ClassGetItemFunc(),
			{Name: "__enter__", Sig: "(self, /)", Flags: core.Pure, Doc: "Enter into Token context manager.", Fn: func(t *thread, a []value) (value, error) { return a[0], nil }},
			{Name: "__exit__", Sig: "(self, type, value, traceback, /)", Flags: core.Charges, Doc: "Exit from Token context manager, restore the linked ContextVar.", Fn: func(t *thread, a []value) (value, error) {
				k := tokenOf(a[0])
				return core.None, reset(t, k.v, k)
			}},
		},
		Attrs: []core.Attr{{Name: "MISSING", Value: missingVal()}},
	})
}

var setupOnce sync.Once

// Module is _contextvars.
func Module() *core.ModuleDef {
	return &core.ModuleDef{
		Name: "_contextvars",
		Doc:  "Context Variables",
		Types: func() []*core.Type {
			setupOnce.Do(func() {
				setupContext()
				setupVars()
			})
			return []*core.Type{&contextType, &varType, &tokenType}
		},
		Funcs: []core.Func{{Name: "copy_context", Sig: "()", Flags: core.Pure, Fn: func(t *thread, a []value) (value, error) { return current(t).copy().val(), nil }}},
	}
}
