// Package decimal_ is the native module _decimal: Decimal and Context over the arithmetic of internal/decimal. Invariants: a
// Decimal is immutable; a context belongs to its interpreter, and the current one to the context of contextvars.
package decimal_

import (
	"sync"

	"github.com/vivarium-py/vivarium/internal/core"
	"github.com/vivarium-py/vivarium/internal/decimal"
)

type (
	thread = core.Thread
	value  = core.Value
	dec    = decimal.Dec
	op     = decimal.Op
)

var unbound = core.Unbound

// decimalObj is a decimal.Decimal.
type decimalObj struct {
	core.Header
	d dec
}

var (
	setupOnce                                           sync.Once
	decimalType, contextType, signalsType, managerType  core.Type
	excDecimal, excInvalid, excSyntax, excImpossible    core.Type
	excUndefined, excContext, excFloat, excZero         core.Type
	excOverflow, excUnderflow, excSubnormal, excInexact core.Type
	excRounded, excClamped                              core.Type
)

// signal is one that contexts have a flag and a trap for; cond are the conditions that raise it.
type signal struct {
	name string
	typ  *core.Type
	cond uint32
}

// signals are in the order in which they are looked at.
var signals = [...]signal{
	{"InvalidOperation", &excInvalid, decimal.AnyInvalid},
	{"FloatOperation", &excFloat, decimal.FloatOperation},
	{"DivisionByZero", &excZero, decimal.DivisionByZero},
	{"Overflow", &excOverflow, decimal.Overflow},
	{"Underflow", &excUnderflow, decimal.Underflow},
	{"Subnormal", &excSubnormal, decimal.Subnormal},
	{"Inexact", &excInexact, decimal.Inexact},
	{"Rounded", &excRounded, decimal.Rounded},
	{"Clamped", &excClamped, decimal.Clamped},
}

// conditions are the kinds of InvalidOperation.
var conditions = [...]signal{
	{"InvalidOperation", &excInvalid, decimal.InvalidOperation},
	{"ConversionSyntax", &excSyntax, decimal.ConversionSyntax},
	{"DivisionImpossible", &excImpossible, decimal.DivisionImpossible},
	{"DivisionUndefined", &excUndefined, decimal.DivisionUndefined},
	{"InvalidContext", &excContext, decimal.InvalidContext},
}

var roundings = [...]string{decimal.Up: "ROUND_UP", decimal.Down: "ROUND_DOWN", decimal.Ceiling: "ROUND_CEILING", decimal.Floor: "ROUND_FLOOR",
	decimal.HalfUp: "ROUND_HALF_UP", decimal.HalfDown: "ROUND_HALF_DOWN", decimal.HalfEven: "ROUND_HALF_EVEN", decimal.ZeroFiveUp: "ROUND_05UP"}

// listed is the order in which a context's repr names them.
var listed = [...]int{8, 0, 2, 6, 1, 3, 7, 5, 4}

type stateKey struct{}

// state is what the module has in one interpreter.
type state struct {
	consts      decimal.Consts
	tuple       value // DecimalTuple
	signalDict  *core.Type
	variable    value // the ContextVar of the current context
	defaults    *contextObj
	basic       *contextObj
	extended    *contextObj
	rational    value
	complexNum  value
	getCurrent  value
	setCurrent  value
	cachedFor   *thread
	cachedWhere value
	cached      *contextObj
}

func stateOf(t *thread) *state {
	return core.StateOf(t.Interp(), stateKey{}, func() *state {
		return &state{tuple: unbound, variable: unbound, rational: unbound, complexNum: unbound, cachedWhere: unbound}
	})
}

func setupExceptions() {
	exc := func(typ *core.Type, name string, base *core.Type, also ...*core.Type) {
		typ.Setup(&core.TypeSpec{Name: "decimal." + name, Base: base, Also: also, Flags: core.FlagBase})
	}
	exc(&excDecimal, "DecimalException", &core.ExcArithmeticError)
	exc(&excClamped, "Clamped", &excDecimal)
	exc(&excRounded, "Rounded", &excDecimal)
	exc(&excInexact, "Inexact", &excDecimal)
	exc(&excSubnormal, "Subnormal", &excDecimal)
	exc(&excUnderflow, "Underflow", &excInexact, &excRounded, &excSubnormal)
	exc(&excOverflow, "Overflow", &excInexact, &excRounded)
	exc(&excZero, "DivisionByZero", &excDecimal, &core.ExcZeroDivisionError)
	exc(&excFloat, "FloatOperation", &excDecimal, &core.ExcTypeError)
	exc(&excInvalid, "InvalidOperation", &excDecimal)
	exc(&excSyntax, "ConversionSyntax", &excInvalid)
	exc(&excImpossible, "DivisionImpossible", &excInvalid)
	exc(&excUndefined, "DivisionUndefined", &excInvalid, &core.ExcZeroDivisionError)
	exc(&excContext, "InvalidContext", &excInvalid)
}

// Module is _decimal.
func Module() *core.ModuleDef {
	attrs := []core.Attr{
		{Name: "MAX_PREC", Value: core.Int(decimal.MaxPrec)}, {Name: "MAX_EMAX", Value: core.Int(decimal.MaxEmax)},
		{Name: "MIN_EMIN", Value: core.Int(decimal.MinEmin)}, {Name: "MIN_ETINY", Value: core.Int(decimal.MinEtiny)},
		{Name: "HAVE_THREADS", Value: core.True}, {Name: "HAVE_CONTEXTVAR", Value: core.True},
		{Name: "__version__", Value: core.StrVal("1.70")}, {Name: "__libmpdec_version__", Value: core.StrVal("2.5.1")},
	}
	for _, r := range roundings {
		attrs = append(attrs, core.Attr{Name: r, Value: core.Intern(r).Val()})
	}
	return &core.ModuleDef{
		Name: "_decimal",
		Doc:  "C decimal arithmetic module",
		Types: func() []*core.Type {
			setupOnce.Do(func() {
				setupExceptions()
				setupContext()
				setupSignals()
				setupDecimal()
			})
			return []*core.Type{&decimalType, &contextType, &excDecimal, &excClamped, &excRounded, &excInexact, &excSubnormal, &excUnderflow, &excOverflow,
				&excZero, &excFloat, &excInvalid, &excSyntax, &excImpossible, &excUndefined, &excContext}
		},
		Attrs: attrs,
		Funcs: []core.Func{
			{Name: "getcontext", Sig: "()", Flags: core.Pure, Doc: "Get the current default context.", Fn: func(t *thread, a []value) (value, error) {
				c, err := current(t)
				if err != nil {
					return unbound, err
				}
				return c.val(), nil
			}},
			{Name: "setcontext", Sig: "(context, /)", Flags: core.Pure, Doc: "Set a new default context.", Fn: func(t *thread, a []value) (value, error) {
				return core.None, setContext(t, a[0])
			}},
			{Name: "localcontext", Sig: "(ctx=None, **kwargs)", Flags: core.Pure, Doc: "Return a context manager that makes a copy of ctx (by default of the current\ncontext) current for a with block.\n\nThe keyword arguments change attributes of the copy, such as prec=50.", Fn: localContext},
		},
		Init: initModule,
	}
}

// fill makes what an interpreter has once, however often it imports the module.
func (s *state) fill(t *thread) error {
	if s.defaults != nil {
		return nil
	}
	c, err := t.Import("collections")
	if err != nil {
		return err
	}
	nt, err := t.GetAttr(c, core.Intern("namedtuple"))
	if err != nil {
		return err
	}
	kw := core.NewDict()
	kw.SetStr(core.Intern("module"), core.StrVal("decimal"))
	if s.tuple, err = t.CallStar(nt, core.Pair(core.StrVal("DecimalTuple"), core.StrVal("sign digits exponent")), kw.Val()); err != nil {
		return err
	}
	abc, err := t.Import("_collections_abc")
	if err != nil {
		return err
	}
	mapping, err := t.GetAttr(abc, core.Intern("MutableMapping"))
	if err != nil {
		return err
	}
	ns := core.NewDict()
	ns.SetStr(core.Intern("__module__"), core.StrVal("abc"))
	ns.SetStr(core.Intern("__slots__"), core.NewTuple())
	cls, err := t.Call(mapping.Type().Val(), core.StrVal("SignalDict"), core.Pair(signalsType.Val(), mapping), ns.Val())
	if err != nil {
		return err
	}
	s.signalDict = core.AsType(cls)
	cv, err := t.Import("_contextvars")
	if err != nil {
		return err
	}
	newVar, err := t.GetAttr(cv, core.Intern("ContextVar"))
	if err != nil {
		return err
	}
	if s.variable, err = t.Call(newVar, core.StrVal("decimal_context")); err != nil {
		return err
	}
	if s.getCurrent, err = t.GetAttr(s.variable, core.Intern("get")); err != nil {
		return err
	}
	if s.setCurrent, err = t.GetAttr(s.variable, core.Intern("set")); err != nil {
		return err
	}
	numbers, err := t.Import("numbers")
	if err != nil {
		return err
	}
	number, err := t.GetAttr(numbers, core.Intern("Number"))
	if err != nil {
		return err
	}
	if s.rational, err = t.GetAttr(numbers, core.Intern("Rational")); err != nil {
		return err
	}
	if s.complexNum, err = t.GetAttr(numbers, core.Intern("Complex")); err != nil {
		return err
	}
	if _, err = t.CallMethod(number, core.Intern("register"), decimalType.Val()); err != nil {
		return err
	}
	const usual = decimal.AnyInvalid | decimal.DivisionByZero | decimal.Overflow
	s.defaults = newContext(28, decimal.HalfEven, usual)
	s.basic = newContext(9, decimal.HalfUp, usual|decimal.Underflow|decimal.Clamped)
	s.extended = newContext(9, decimal.HalfEven, 0)
	return nil
}

func initModule(t *thread, m *core.Module) error {
	s := stateOf(t)
	if err := s.fill(t); err != nil {
		return err
	}
	d := m.Dict()
	d.SetStr(core.Intern("DecimalTuple"), s.tuple)
	d.SetStr(core.Intern("DefaultContext"), s.defaults.val())
	d.SetStr(core.Intern("BasicContext"), s.basic.val())
	d.SetStr(core.Intern("ExtendedContext"), s.extended.val())
	return nil
}
