// This file implements Context, the current context, and localcontext's manager.
package decimal_

import (
	"strings"

	"github.com/vivarium-py/vivarium/internal/core"
	"github.com/vivarium-py/vivarium/internal/decimal"
)

// contextObj is a decimal.Context. flags and traps are the SignalDicts of status and enabled traps, made at need.
type contextObj struct {
	core.Header
	prec, emax, emin int64
	rounding         uint8
	capitals, clamp  bool
	status, trap     uint32
	flags, traps     value
}

type managerObj struct {
	core.Header
	local, global *contextObj
}

func contextOf(v value) *contextObj {
	if v.IsInstance(&contextType) {
		return core.As[contextObj](v)
	}
	return nil
}

func (c *contextObj) val() value { return core.Obj(&c.Header) }

func newContext(prec int64, rounding uint8, traps uint32) *contextObj {
	c := core.New[contextObj](&contextType)
	c.prec, c.emax, c.emin, c.rounding, c.capitals, c.trap = prec, 999999, -999999, rounding, true, traps
	c.flags, c.traps = unbound, unbound
	return c
}

// copy gives a context of the same settings.
func (c *contextObj) copy() *contextObj {
	n := newContext(c.prec, c.rounding, c.trap)
	n.emax, n.emin, n.capitals, n.clamp, n.status = c.emax, c.emin, c.capitals, c.clamp, c.status
	return n
}

// op starts an operation.
func (c *contextObj) op(t *thread) op {
	return op{Prec: c.prec, Emax: c.emax, Emin: c.emin, Rounding: c.rounding, Clamp: c.clamp}
}

// begin gives an operation that may be long what it needs.
func begin(t *thread, o *op) {
	if t.Interp() != nil {
		o.Poll, o.Charge, o.Consts = t.PollFunc(), t.ChargeFunc(), &stateOf(t).consts
	}
}

// end records what an operation raised, and fails if that is trapped.
func (c *contextObj) end(t *thread, o *op) error {
	if o.Err != nil {
		return o.Err
	}
	if o.Status == 0 {
		return nil
	}
	return c.signal(t, o.Status)
}

func (c *contextObj) signal(t *thread, status uint32) error {
	c.status |= status
	hit := status & c.trap
	if hit == 0 {
		return nil
	}
	var list []value
	for _, s := range conditions {
		if hit&s.cond != 0 {
			list = append(list, s.typ.Val())
		}
	}
	var typ *core.Type
	for i, s := range signals {
		if hit&s.cond == 0 {
			continue
		}
		if typ == nil {
			typ = s.typ
		}
		if i > 0 {
			list = append(list, s.typ.Val())
		}
	}
	return t.RaiseValue(typ, core.NewList(list))
}

// current is the context of the thread's contextvars.Context; it is made at need.
func current(t *thread) (*contextObj, error) {
	s := stateOf(t)
	where := t.Context()
	if s.cached != nil && s.cachedFor == t && s.cachedWhere == where && !where.IsUnbound() {
		return s.cached, nil
	}
	v, err := t.Call(s.getCurrent, core.None)
	if err != nil {
		return nil, err
	}
	if c := contextOf(v); c != nil {
		s.cached, s.cachedFor, s.cachedWhere = c, t, t.Context()
		return c, nil
	}
	c := s.defaults.copy()
	c.status = 0
	return c, setContext(t, c.val())
}

func setContext(t *thread, v value) error {
	c := contextOf(v)
	if c == nil {
		return t.TypeError("argument must be a context")
	}
	s := stateOf(t)
	if c == s.defaults || c == s.basic || c == s.extended {
		c = c.copy()
		c.status = 0
	}
	if _, err := t.Call(s.setCurrent, c.val()); err != nil {
		return err
	}
	s.cached, s.cachedFor, s.cachedWhere = c, t, t.Context()
	return nil
}

// given is the context of an optional argument.
func given(t *thread, v value) (*contextObj, error) {
	if !v.Given() {
		return current(t)
	}
	c := contextOf(v)
	if c == nil {
		return nil, t.TypeError("optional argument must be a context")
	}
	return c, nil
}

func localContext(t *thread, a []value) (value, error) {
	global, err := current(t)
	if err != nil {
		return unbound, err
	}
	from := global
	if !a[0].IsNone() {
		if from = contextOf(a[0]); from == nil {
			return unbound, t.TypeError("optional argument must be a context")
		}
	}
	m := &managerObj{local: from.copy(), global: global}
	if d := core.AsDict(a[1]); !a[1].IsUnbound() && d != nil {
		for i, k, v, ok := d.Next(0); ok; i, k, v, ok = d.Next(i) {
			name := core.AsStr(k).String()
			switch name {
			case "prec", "rounding", "Emin", "Emax", "capitals", "clamp", "flags", "traps":
			default:
				return unbound, t.TypeError("localcontext() got an unexpected keyword argument '%s'", name)
			}
			if v.IsNone() {
				continue
			}
			if err := m.local.set(t, name, v); err != nil {
				return unbound, err
			}
		}
	}
	return core.Make(&managerType, &m.Header), nil
}

const (
	roundingError = "valid values for rounding are:\n  [ROUND_CEILING, ROUND_FLOOR, ROUND_UP, ROUND_DOWN,\n   ROUND_HALF_UP, ROUND_HALF_DOWN, ROUND_HALF_EVEN,\n   ROUND_05UP]"
	signalError   = "valid values for signals are:\n  [InvalidOperation, FloatOperation, DivisionByZero,\n   Overflow, Underflow, Subnormal, Inexact, Rounded,\n   Clamped]"
)

func roundingOf(t *thread, v value) (uint8, error) {
	if s := core.AsStr(v); s != nil {
		for i, r := range roundings {
			if r == s.String() {
				return uint8(i), nil
			}
		}
	}
	return 0, t.TypeError("%s", roundingError)
}

// signalOf gives the conditions of a signal's class.
func signalOf(t *thread, v value) (uint32, error) {
	for _, s := range signals {
		if v == s.typ.Val() {
			return s.cond, nil
		}
	}
	return 0, t.Raise(&core.ExcKeyError, "%s", signalError)
}

func ssize(t *thread, v value) (int64, error) {
	n, b, ok := core.AsInt(v)
	if !ok {
		return 0, t.TypeError("an integer is required")
	}
	if b != nil {
		return 0, t.OverflowError("Python int too large to convert to C ssize_t")
	}
	return n, nil
}

// set assigns a setting.
func (c *contextObj) set(t *thread, name string, v value) error {
	if v.IsUnbound() {
		return t.Raise(&core.ExcAttributeError, "context attributes cannot be deleted")
	}
	number := func(to *int64, lo, hi int64, what string) error {
		n, err := ssize(t, v)
		if err != nil {
			return err
		}
		if n < lo || n > hi {
			return t.ValueError("valid range for %s", what)
		}
		*to = n
		return nil
	}
	flag := func(to *bool) error {
		n, err := ssize(t, v)
		if err != nil {
			return err
		}
		if n != 0 && n != 1 {
			return t.ValueError("valid values for %s are 0 or 1", name)
		}
		*to = n == 1
		return nil
	}
	switch name {
	case "prec":
		return number(&c.prec, 1, decimal.MaxPrec, "prec is [1, MAX_PREC]")
	case "Emin":
		return number(&c.emin, decimal.MinEmin, 0, "Emin is [MIN_EMIN, 0]")
	case "Emax":
		return number(&c.emax, 0, decimal.MaxEmax, "Emax is [0, MAX_EMAX]")
	case "rounding":
		r, err := roundingOf(t, v)
		if err == nil {
			c.rounding = r
		}
		return err
	case "capitals":
		return flag(&c.capitals)
	case "clamp":
		return flag(&c.clamp)
	case "flags":
		return c.setSignals(t, v, &c.status)
	}
	return c.setSignals(t, v, &c.trap)
}

// setSignals reads a list of signals, a SignalDict or another dict that has them all.
func (c *contextObj) setSignals(t *thread, v value, to *uint32) error {
	if l := core.AsList(v); l != nil {
		var bits uint32
		for _, x := range l.Items() {
			b, err := signalOf(t, x)
			if err != nil {
				return err
			}
			bits |= b
		}
		*to = bits
		return nil
	}
	bits, err := signalBits(t, v)
	if err == nil {
		*to = bits
	}
	return err
}

// listOf is the list of the signals whose conditions are set.
func listOf(bits uint32) value {
	var out []value
	for _, s := range signals {
		if bits&s.cond != 0 {
			out = append(out, s.typ.Val())
		}
	}
	return core.NewList(out)
}

func namesOf(bits uint32) string {
	var out []string
	for _, i := range listed {
		s := signals[i]
		if bits&s.cond != 0 {
			out = append(out, s.name)
		}
	}
	return "[" + strings.Join(out, ", ") + "]"
}

func contextRepr(t *thread, v value) (value, error) {
	c := contextOf(v)
	n := func(i int64) string { return t.Int2Text(i) }
	return core.StrVal("Context(prec=" + n(c.prec) + ", rounding=" + roundings[c.rounding] + ", Emin=" + n(c.emin) + ", Emax=" + n(c.emax) +
		", capitals=" + n(b2i(c.capitals)) + ", clamp=" + n(b2i(c.clamp)) + ", flags=" + namesOf(c.status) + ", traps=" + namesOf(c.trap) + ")"), nil
}

func b2i(b bool) int64 {
	if b {
		return 1
	}
	return 0
}

var settings = [...]string{"prec", "rounding", "Emin", "Emax", "capitals", "clamp", "flags", "traps"}

func (c *contextObj) get(t *thread, name string) value {
	switch name {
	case "prec":
		return core.Int(c.prec)
	case "rounding":
		return core.Intern(roundings[c.rounding]).Val()
	case "Emin":
		return core.Int(c.emin)
	case "Emax":
		return core.Int(c.emax)
	case "capitals":
		return core.Int(b2i(c.capitals))
	case "clamp":
		return core.Int(b2i(c.clamp))
	case "flags":
		if c.flags.IsUnbound() {
			c.flags = newSignals(t, c, false)
		}
		return c.flags
	}
	if c.traps.IsUnbound() {
		c.traps = newSignals(t, c, true)
	}
	return c.traps
}

func setupContext() {
	self := func(v value) *contextObj { return core.As[contextObj](v) }
	var attrs []core.GetSet
	for _, name := range settings {
		attrs = append(attrs, core.GetSet{Name: name,
			Get: func(t *thread, v value) (value, error) { return self(v).get(t, name), nil },
			Set: func(t *thread, v, x value) error {
				if core.AsList(x) != nil && (name == "flags" || name == "traps") {
					return t.TypeError("argument must be a signal dict")
				}
				return self(v).set(t, name, x)
			}})
	}
	methods := []core.Func{
		{Name: "Etiny", Sig: "(self, /)", Flags: core.Pure, Doc: "Return Emin - prec + 1, the smallest exponent of a subnormal result.", Fn: func(t *thread, a []value) (value, error) {
			c := self(a[0])
			return core.Int(c.emin - (c.prec - 1)), nil
		}},
		{Name: "Etop", Sig: "(self, /)", Flags: core.Pure, Doc: "Return Emax - prec + 1, the largest exponent when clamp is 1.", Fn: func(t *thread, a []value) (value, error) {
			c := self(a[0])
			return core.Int(c.emax - (c.prec - 1)), nil
		}},
		{Name: "clear_flags", Sig: "(self, /)", Flags: core.Pure, Doc: "Reset all flags to False.", Fn: func(t *thread, a []value) (value, error) { self(a[0]).status = 0; return core.None, nil }},
		{Name: "clear_traps", Sig: "(self, /)", Flags: core.Pure, Doc: "Set all traps to False.", Fn: func(t *thread, a []value) (value, error) { self(a[0]).trap = 0; return core.None, nil }},
		{Name: "radix", Sig: "(self, /)", Flags: core.Pure, Doc: "Return 10.", Fn: func(t *thread, a []value) (value, error) { return fromDec(decimal.FromInt64(10)), nil }},
		core.ReduceMethod(func(t *thread, a []value) (value, error) {
			c := self(a[0])
			args := core.NewTuple(core.Int(c.prec), core.Intern(roundings[c.rounding]).Val(), core.Int(c.emin), core.Int(c.emax), core.Int(b2i(c.capitals)), core.Int(b2i(c.clamp)), listOf(c.status), listOf(c.trap))
			return core.Pair(a[0].Type().Val(), args), nil
		}),
		{Name: "create_decimal", Sig: "(self, num='0', /)", Flags: core.Charges | core.Polls, Doc: "Make a Decimal of a number or string, rounded as this context says.", Fn: func(t *thread, a []value) (value, error) {
			c := self(a[0])
			d, err := c.create(t, a[1])
			return result(d, err)
		}},
		{Name: "create_decimal_from_float", Sig: "(self, f, /)", Flags: core.Charges, Doc: "Make a Decimal of a float, rounded as this context says.", Fn: func(t *thread, a []value) (value, error) {
			c := self(a[0])
			x, err := floatOrInt(t, a[1])
			if err != nil {
				return unbound, err
			}
			o := c.op(t)
			begin(t, &o)
			z := o.Finish(x)
			return c.finish(t, &o, z)
		}},
	}
	for _, name := range [...]string{"copy", "__copy__"} {
		methods = append(methods, core.Func{Name: name, Sig: "(self, /)", Flags: core.Pure, Doc: "Return a copy whose flags are all clear.", Fn: func(t *thread, a []value) (value, error) {
			return self(a[0]).copy().val(), nil
		}})
	}
	methods = append(methods, contextMethods()...)
	contextType.Setup(&core.TypeSpec{
		Name: "decimal.Context", Layout: core.LayoutOf[contextObj](), Flags: core.FlagBase | core.FlagGeneric,
		Doc: "What governs decimal arithmetic: the precision, the rounding, the range of\nexponents, and which signals raise exceptions (traps) or are only noted\n(flags).\n\n>>> Context(prec=3).divide(Decimal(2), Decimal(3))\nDecimal('0.667')",
		Sig: "(prec=None, rounding=None, Emin=None, Emax=None, capitals=None, clamp=None, flags=None, traps=None)",
		New: &core.Func{Name: "Context", Sig: "(cls, *args, **kwargs)", Flags: core.Pure | core.AnyArgs, Fn: func(t *thread, a []value) (value, error) {
			c := core.New[contextObj](core.AsType(a[0]))
			def := stateOf(t).defaults
			if def == nil {
				return unbound, t.RuntimeError("module _decimal is not imported")
			}
			c.prec, c.emax, c.emin, c.rounding, c.capitals, c.clamp, c.trap = def.prec, def.emax, def.emin, def.rounding, def.capitals, def.clamp, def.trap
			c.flags, c.traps = unbound, unbound
			return c.val(), nil
		}},
		Init: &core.Func{Name: "__init__", Sig: "(self, prec=None, rounding=None, Emin=None, Emax=None, capitals=None, clamp=None, flags=None, traps=None)", Flags: core.Pure, Fn: func(t *thread, a []value) (value, error) {
			for i, name := range settings {
				if !a[i+1].IsNone() {
					if err := self(a[0]).set(t, name, a[i+1]); err != nil {
						return unbound, err
					}
				}
			}
			return core.None, nil
		}},
		Slots: core.Slots{Repr: contextRepr, Traverse: func(h *core.Header, visit func(value)) {
			c := self(core.Obj(h))
			visit(c.flags)
			visit(c.traps)
		}},
		GetSets: attrs,
		Methods: methods,
	})
	managerType.Setup(&core.TypeSpec{
		Name: "decimal.ContextManager", Layout: core.LayoutOf[managerObj](), Flags: core.FlagGeneric | core.FlagNoNew,
		Slots: core.Slots{Traverse: func(h *core.Header, visit func(value)) {
			m := core.As[managerObj](core.Obj(h))
			visit(m.local.val())
			visit(m.global.val())
		}},
		Methods: []core.Func{
			{Name: "__enter__", Sig: "(self, /)", Flags: core.Pure, Fn: func(t *thread, a []value) (value, error) {
				m := core.As[managerObj](a[0])
				return m.local.val(), setContext(t, m.local.val())
			}},
			{Name: "__exit__", Sig: "(self, /, *args)", Flags: core.Pure, Fn: func(t *thread, a []value) (value, error) {
				return core.False, setContext(t, core.As[managerObj](a[0]).global.val())
			}},
		},
	})
}
