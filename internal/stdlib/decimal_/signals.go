// This file implements SignalDict, the mapping of signals to bools that a context's flags and traps are.
package decimal_

import (
	"strings"

	"github.com/vivarium-py/vivarium/internal/core"
)

type signalsObj struct {
	core.Header
	c     *contextObj
	traps bool
}

func newSignals(t *thread, c *contextObj, traps bool) value {
	s := core.New[signalsObj](stateOf(t).signalDict)
	s.c, s.traps = c, traps
	return core.Obj(&s.Header)
}

func signalsOf(v value) *signalsObj {
	if v.IsInstance(&signalsType) {
		return core.As[signalsObj](v)
	}
	return nil
}

func (s *signalsObj) bits() *uint32 {
	if s.traps {
		return &s.c.trap
	}
	return &s.c.status
}

// live refuses one that no context made.
func (s *signalsObj) live(t *thread) error {
	if s.c == nil {
		return t.ValueError("invalid signal dict")
	}
	return nil
}

// signalBits reads a SignalDict or a dict with all signals.
func signalBits(t *thread, v value) (uint32, error) {
	if s := signalsOf(v); s != nil {
		if err := s.live(t); err != nil {
			return 0, err
		}
		return *s.bits(), nil
	}
	d := core.AsDict(v)
	if d == nil {
		return 0, t.TypeError("argument must be a signal dict")
	}
	if d.Len() != len(signals) {
		return 0, t.Raise(&core.ExcKeyError, "invalid signal dict")
	}
	var bits uint32
	for _, s := range signals {
		x, ok, err := d.Get(t, s.typ.Val())
		if err != nil {
			return 0, err
		}
		if !ok {
			return 0, t.Raise(&core.ExcKeyError, "invalid signal dict")
		}
		set, err := t.Truth(x)
		if err != nil {
			return 0, err
		}
		if set {
			bits |= s.cond
		}
	}
	return bits, nil
}

func (s *signalsObj) text() string {
	var out []string
	for _, g := range signals {
		v := "False"
		if *s.bits()&g.cond != 0 {
			v = "True"
		}
		out = append(out, "<class 'decimal."+g.name+"'>:"+v)
	}
	return "{" + strings.Join(out, ", ") + "}"
}

func setupSignals() {
	self := func(v value) *signalsObj { return core.As[signalsObj](v) }
	signalsType.Setup(&core.TypeSpec{
		Name: "decimal.SignalDictMixin", Layout: core.LayoutOf[signalsObj](), Flags: core.FlagBase | core.FlagGeneric | core.FlagMapping,
		New: &core.Func{Name: "SignalDictMixin", Sig: "(cls, *args, **kwargs)", Flags: core.Pure | core.AnyArgs, Fn: func(t *thread, a []value) (value, error) {
			return core.Obj(&core.New[signalsObj](core.AsType(a[0])).Header), nil
		}},
		Init: &core.Func{Name: "__init__", Sig: "(self, /, *args, **kwargs)", Flags: core.Pure, Fn: func(t *thread, a []value) (value, error) { return core.None, nil }},
		Slots: core.Slots{
			Repr: func(t *thread, v value) (value, error) {
				if err := self(v).live(t); err != nil {
					return unbound, err
				}
				return core.StrVal(self(v).text()), nil
			},
			Len: func(t *thread, v value) (int, error) { return len(signals), self(v).live(t) },
			GetItem: func(t *thread, v, key value) (value, error) {
				if err := self(v).live(t); err != nil {
					return unbound, err
				}
				b, err := signalOf(t, key)
				if err != nil {
					return unbound, err
				}
				return core.Bool(*self(v).bits()&b != 0), nil
			},
			SetItem: func(t *thread, v, key, x value) error {
				if err := self(v).live(t); err != nil {
					return err
				}
				if x.IsUnbound() {
					return t.ValueError("signal keys cannot be deleted")
				}
				b, err := signalOf(t, key)
				if err != nil {
					return err
				}
				on, err := t.Truth(x)
				if err != nil {
					return err
				}
				if on {
					*self(v).bits() |= b
				} else {
					*self(v).bits() &^= b
				}
				return nil
			},
			Iter: func(t *thread, v value) (value, error) {
				if err := self(v).live(t); err != nil {
					return unbound, err
				}
				keys := make([]value, len(signals))
				for i, s := range signals {
					keys[i] = s.typ.Val()
				}
				return t.Iter(core.TupleOf(keys))
			},
			Compare: func(t *thread, a, b value, cmp core.CmpOp) (value, error) {
				if cmp != core.CmpEq && cmp != core.CmpNe {
					return core.NotImplemented, nil
				}
				if err := self(a).live(t); err != nil {
					return unbound, err
				}
				if signalsOf(b) == nil && core.AsDict(b) == nil {
					return core.NotImplemented, nil
				}
				bits, err := signalBits(t, b)
				if err != nil {
					if core.Matches(err, &core.ExcKeyError) {
						return core.Bool(cmp == core.CmpNe), nil
					}
					return unbound, err
				}
				same := namesOf(bits) == namesOf(*self(a).bits())
				return core.Bool(same == (cmp == core.CmpEq)), nil
			},
			Traverse: func(h *core.Header, visit func(value)) {
				if s := self(core.Obj(h)); s.c != nil {
					visit(s.c.val())
				}
			},
		},
		Methods: []core.Func{{Name: "copy", Sig: "(self, /)", Flags: core.Pure, Fn: func(t *thread, a []value) (value, error) {
			if err := self(a[0]).live(t); err != nil {
				return unbound, err
			}
			d := core.NewDict()
			for _, s := range signals {
				if err := d.Set(t, s.typ.Val(), core.Bool(*self(a[0]).bits()&s.cond != 0)); err != nil {
					return unbound, err
				}
			}
			return d.Val(), nil
		}}},
	})
}
