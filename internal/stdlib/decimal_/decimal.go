// This file implements the type Decimal: making it from other numbers, its operators, comparisons and conversions.
package decimal_

import (
	"math"
	"math/big"
	"strings"

	"github.com/vivarium-py/vivarium/internal/core"
	"github.com/vivarium-py/vivarium/internal/decimal"
	"github.com/vivarium-py/vivarium/internal/numtext"
	"github.com/vivarium-py/vivarium/internal/unidata"
)

func decOf(v value) *dec { return &core.As[decimalObj](v).d }

// asDec is decOf of an instance, nil of anything else.
func asDec(v value) *dec {
	if v.IsExactly(&decimalType) || v.IsInstance(&decimalType) {
		return decOf(v)
	}
	return nil
}

// fromDec makes an exact Decimal.
func fromDec(d dec) value {
	o := &decimalObj{d: d}
	return core.Make(&decimalType, &o.Header)
}

// make makes an instance of cls, calling it where it is a subclass.
func makeIn(t *thread, cls *core.Type, d dec) (value, error) {
	if cls == &decimalType {
		return fromDec(d), nil
	}
	o := core.New[decimalObj](cls)
	o.d = d
	return core.Obj(&o.Header), nil
}

func result(d dec, err error) (value, error) {
	if err != nil {
		return unbound, err
	}
	return fromDec(d), nil
}

// finish is the end of an operation with one result.
func (c *contextObj) finish(t *thread, o *op, z dec) (value, error) {
	if o.Status != 0 || o.Err != nil {
		if err := c.end(t, o); err != nil {
			return unbound, err
		}
	}
	return fromDec(z), nil
}

// fromInt is an int exactly.
func fromInt(v value) (dec, bool) {
	n, b, ok := core.AsInt(v)
	if !ok {
		return dec{}, false
	}
	if b != nil {
		return decimal.FromBig(b), true
	}
	return decimal.FromInt64(n), true
}

// fromFloat is a float exactly.
func fromFloat(f float64) dec {
	switch {
	case math.IsNaN(f):
		return decimal.NaN(math.Signbit(f), false, new(big.Int))
	case math.IsInf(f, 0):
		return decimal.Inf(f < 0)
	case f == 0:
		return decimal.New(math.Signbit(f), new(big.Int), 0)
	}
	num, den := numtext.AsIntegerRatio(f)
	var o op
	return o.FromRatio2(num, uint(den.BitLen()-1))
}

func floatOrInt(t *thread, v value) (dec, error) {
	if d, ok := fromInt(v); ok {
		return d, nil
	}
	if f, ok := core.AsFloat(v); ok {
		return fromFloat(f), nil
	}
	return dec{}, t.TypeError("argument must be int or float")
}

// operand reads a Decimal or an int; ok is false for others.
func operand(v value) (d *dec, ok bool) {
	if v.IsSmall() {
		x := decimal.FromInt64(v.Small())
		return &x, true
	}
	if d := asDec(v); d != nil {
		return d, true
	}
	if x, ok := fromInt(v); ok {
		return &x, true
	}
	return nil, false
}

// argument is operand for methods.
func argument(t *thread, v value) (*dec, error) {
	d, ok := operand(v)
	if !ok {
		return nil, t.TypeError("conversion from %s to Decimal is not supported", v.TypeName())
	}
	return d, nil
}

// text gives the ASCII text of a number without white space around and underscores; ok is false where it is none. A strict
// one has no such things.
func (c *contextObj) text(t *thread, s *core.Str, strict bool) (string, bool, error) {
	text := s.String()
	plain := s.ASCII()
	if plain {
		if err := t.InChunks(len(text), core.SlowWork, func(lo, hi int) bool {
			for i := lo; plain && i < hi; i++ {
				plain = text[i] != '_' && text[i] > ' '
			}
			return plain
		}); err != nil || plain {
			return text, true, err
		}
	}
	if err := t.Charge(len(text)); err != nil {
		return "", false, err
	}
	var out []byte
	for i, n := 0, 0; i < len(text); n++ {
		r, size := core.DecodeRune(text[i:])
		i += size
		if err := t.PollAt(n); err != nil {
			return "", false, err
		}
		switch {
		case strict && (r == '_' || unidata.IsSpace(r)):
			return "", false, nil
		case r == '_':
		case r < 128 && r > ' ':
			out = append(out, byte(r))
		case unidata.IsSpace(r):
			out = append(out, ' ')
		default:
			d := unidata.Decimal(r)
			if d < 0 {
				return "", false, nil
			}
			out = append(out, byte('0'+d))
		}
	}
	text = strings.Trim(string(out), " ")
	return text, !strings.Contains(text, " "), nil
}

// parse reads a str in an operation.
func (c *contextObj) parse(t *thread, o *op, s *core.Str, strict bool) (dec, error) {
	text, ok, err := c.text(t, s, strict)
	if err != nil {
		return dec{}, err
	}
	if len(text) > 300 {
		begin(t, o)
	}
	var d dec
	if ok {
		d, ok = o.Parse(text)
	}
	if o.Err != nil {
		return dec{}, o.Err
	}
	if !ok {
		o.Status |= decimal.ConversionSyntax
		return decimal.NaN(false, false, new(big.Int)), nil
	}
	return d, nil
}

// tupleText makes the text of a number given as sign, digits and exponent.
func tupleText(t *thread, items []value) (string, error) {
	if len(items) != 3 {
		return "", t.ValueError("argument must be a sequence of length 3")
	}
	sign, b, ok := core.AsInt(items[0])
	if !ok || b != nil || sign != 0 && sign != 1 {
		return "", t.ValueError("sign must be an integer with the value 0 or 1")
	}
	special := ""
	var exp int64
	if s := core.AsStr(items[2]); s != nil {
		switch s.String() {
		case "F":
			special = "Inf"
		case "n":
			special = "NaN"
		case "N":
			special = "sNaN"
		default:
			return "", t.ValueError("string argument in the third position must be 'F', 'n' or 'N'")
		}
	} else {
		n, b, ok := core.AsInt(items[2])
		if !ok {
			return "", t.ValueError("exponent must be an integer")
		}
		if b != nil {
			return "", t.OverflowError("Python int too large to convert to C ssize_t")
		}
		exp = n
	}
	if core.AsTuple(items[1]) == nil && core.AsList(items[1]) == nil {
		return "", t.ValueError("coefficient must be a tuple of digits")
	}
	digits, err := t.Collect(items[1])
	if err != nil {
		return "", err
	}
	out := make([]byte, 0, len(digits)+30)
	if sign == 1 {
		out = append(out, '-')
	}
	if special == "Inf" {
		return string(append(out, "Inf"...)), nil
	}
	out = append(out, special...)
	if len(digits) == 0 && special == "" {
		out = append(out, '0')
	}
	for i, x := range digits {
		n, b, ok := core.AsInt(x)
		if !ok || b != nil || n < 0 || n > 9 {
			return "", t.ValueError("coefficient must be a tuple of digits")
		}
		out = append(out, byte('0'+n))
		if err := t.PollAt(i); err != nil {
			return "", err
		}
	}
	if special == "" {
		out = append(out, 'E')
		out = numtext.AppendInt(out, exp, 10)
	}
	return string(out), nil
}

// read makes a number of any value that Decimal() takes, without fitting it into o's context.
func (c *contextObj) read(t *thread, o *op, v value, strict bool) (d dec, err error) {
	if x := asDec(v); x != nil {
		return *x, nil
	}
	if s := core.AsStr(v); s != nil {
		return c.parse(t, o, s, strict)
	}
	if x, ok := fromInt(v); ok {
		return x, nil
	}
	if f, ok := core.AsFloat(v); ok {
		if err := c.signal(t, decimal.FloatOperation); err != nil {
			return d, err
		}
		return fromFloat(f), nil
	}
	var items []value
	if tup := core.AsTuple(v); tup != nil {
		items = tup.Items()
	} else if l := core.AsList(v); l != nil {
		items = append(items, l.Items()...)
	} else {
		return d, t.TypeError("conversion from %s to Decimal is not supported", v.TypeName())
	}
	text, err := tupleText(t, items)
	if err != nil {
		return d, err
	}
	begin(t, o)
	d, ok := o.Parse(text)
	if !ok {
		o.Status |= decimal.ConversionSyntax
	}
	return d, o.Err
}

// create is create_decimal: v fitted into the context.
func (c *contextObj) create(t *thread, v value) (dec, error) {
	o := c.op(t)
	d, err := c.read(t, &o, v, true)
	if err != nil {
		return d, err
	}
	begin(t, &o)
	if x := asDec(v); x != nil && d.IsNaN() && o.Digits(&d) > c.prec-b2i(c.clamp) {
		o.Status |= decimal.ConversionSyntax
		d = decimal.NaN(false, false, new(big.Int))
	}
	z := o.Finish(d)
	return z, c.end(t, &o)
}

// exact is Decimal(v): what cannot be held exactly is invalid.
func (c *contextObj) exact(t *thread, v value) (dec, error) {
	if x := asDec(v); x != nil {
		return *x, nil
	}
	o := op{}
	o.Exact()
	d, err := c.read(t, &o, v, false)
	if err != nil {
		return d, err
	}
	if !d.IsSpecial() && (d.Exp > 1<<40 || d.Exp < -1<<40) {
		begin(t, &o)
		d = o.Finish(d)
	}
	if o.Err != nil {
		return d, o.Err
	}
	if o.Status&(decimal.Inexact|decimal.Rounded|decimal.Clamped) != 0 {
		o.Status = decimal.InvalidOperation
		d = decimal.NaN(false, false, new(big.Int))
	}
	if status := o.Status & decimal.AnyInvalid; status != 0 {
		return d, c.signal(t, status)
	}
	return d, nil
}

func newDecimal(t *thread, a []value) (value, error) {
	cls := core.AsType(a[0])
	if a[2].IsNone() {
		switch {
		case a[1].IsSmall():
			return makeIn(t, cls, decimal.FromInt64(a[1].Small()))
		case a[1].IsExactly(&decimalType) && cls == &decimalType:
			return a[1], nil
		}
	}
	c, err := given(t, a[2])
	if err != nil {
		return unbound, err
	}
	d, err := c.exact(t, a[1])
	if err != nil {
		return unbound, err
	}
	return makeIn(t, cls, d)
}

type unary func(o *op, x *dec) dec
type binary func(o *op, x, y *dec) dec

// heavy says whether an operation on these may be long.
func heavy(c *contextObj, x *dec) bool { return c.prec > 200 || x.Size() > 200 }

// do runs an operation in a context.
func (c *contextObj) do2(t *thread, x, y *dec, f binary) (value, error) {
	o := op{Prec: c.prec, Emax: c.emax, Emin: c.emin, Rounding: c.rounding, Clamp: c.clamp}
	if heavy(c, x) || y.Size() > 200 {
		begin(t, &o)
	}
	return c.finish(t, &o, f(&o, x, y))
}

func (c *contextObj) do1(t *thread, x *dec, f unary) (value, error) {
	o := c.op(t)
	if heavy(c, x) {
		begin(t, &o)
	}
	return c.finish(t, &o, f(&o, x))
}

// long is do for operations that may be long with small operands.
func (c *contextObj) long1(t *thread, x *dec, f unary) (value, error) {
	o := c.op(t)
	begin(t, &o)
	return c.finish(t, &o, f(&o, x))
}

func add(o *op, x, y *dec) dec { return o.Add(x, y, false) }
func sub(o *op, x, y *dec) dec { return o.Add(x, y, true) }
func pow(o *op, x, y *dec) dec { return o.Pow(x, y) }

// operator is a slot of a binary operator.
func operator(f binary) func(t *thread, a, b value) (value, error) {
	return func(t *thread, a, b value) (value, error) {
		x, ok := operand(a)
		if !ok {
			return core.NotImplemented, nil
		}
		y, ok := operand(b)
		if !ok {
			return core.NotImplemented, nil
		}
		c, err := current(t)
		if err != nil {
			return unbound, err
		}
		return c.do2(t, x, y, f)
	}
}

func unaryOperator(f unary) func(t *thread, v value) (value, error) {
	return func(t *thread, v value) (value, error) {
		c, err := current(t)
		if err != nil {
			return unbound, err
		}
		return c.do1(t, decOf(v), f)
	}
}

// withOp gives f an operation without limits, for conversions.
func withOp[T any](t *thread, f func(o *op) T) (T, error) {
	o := op{}
	o.Exact()
	begin(t, &o)
	r := f(&o)
	return r, o.Err
}

func compare(t *thread, a, b value, how core.CmpOp) (value, error) {
	x := decOf(a)
	c, err := current(t)
	if err != nil {
		return unbound, err
	}
	equality := how == core.CmpEq || how == core.CmpNe
	y, ok := operand(b)
	if !ok {
		if y, x, err = foreign(t, c, x, b, equality); err != nil {
			return unbound, err
		}
		if y == nil {
			return core.NotImplemented, nil
		}
	}
	if x.IsNaN() || y.IsNaN() {
		if !equality || x.Form == decimal.Signaling || y.Form == decimal.Signaling {
			if err := c.signal(t, decimal.InvalidOperation); err != nil {
				return unbound, err
			}
		}
		return core.Bool(how == core.CmpNe), nil
	}
	o := op{}
	o.Exact()
	if x.Size() > 200 || y.Size() > 200 || x.Exp != y.Exp {
		begin(t, &o)
	}
	n := o.Cmp(x, y)
	if o.Err != nil {
		return unbound, o.Err
	}
	return core.BoolCompare(n, how), nil
}

// foreign makes a float, a Rational or a complex number comparable: y nil where it is none; z is x, scaled for a Rational.
func foreign(t *thread, c *contextObj, x *dec, b value, equality bool) (y, z *dec, err error) {
	if f, ok := core.AsFloat(b); ok {
		if equality {
			c.status |= decimal.FloatOperation
		} else if err := c.signal(t, decimal.FloatOperation); err != nil {
			return nil, nil, err
		}
		d := fromFloat(f)
		return &d, x, nil
	}
	if k, ok := core.AsComplex(b); ok && equality {
		if imag(k) != 0 {
			return nil, x, nil
		}
		c.status |= decimal.FloatOperation
		d := fromFloat(real(k))
		return &d, x, nil
	}
	if core.AsStr(b) != nil || b.IsNone() {
		return nil, x, nil
	}
	is, err := t.IsInstance(b, stateOf(t).rational)
	if err != nil || !is {
		return nil, x, err
	}
	num, err := t.GetAttr(b, core.Intern("numerator"))
	if err != nil {
		return nil, nil, err
	}
	den, err := t.GetAttr(b, core.Intern("denominator"))
	if err != nil {
		return nil, nil, err
	}
	n, ok1 := fromInt(num)
	d, ok2 := fromInt(den)
	if !ok1 || !ok2 {
		return nil, x, nil
	}
	if x.IsSpecial() {
		return &n, x, nil
	}
	p, err := withOp(t, func(o *op) dec { return o.Mul(x, &d) })
	return &n, &p, err
}

func (o2 *decimalObj) str(t *thread, eng, capital bool) (string, error) {
	return withOp(t, func(o *op) string { return o.Text(&o2.d, eng, capital) })
}

func textOf(t *thread, v value, eng bool) (string, error) {
	c, err := current(t)
	if err != nil {
		return "", err
	}
	return core.As[decimalObj](v).str(t, eng, c.capitals)
}

// toInt is int(v) after rounding.
func toInt(t *thread, d *dec) (value, error) {
	if err := notFinite(t, d, "integer"); err != nil {
		return unbound, err
	}
	b, err := withOp(t, func(o *op) *big.Int { return o.Int(d) })
	if err != nil {
		return unbound, err
	}
	return core.BigInt(b), nil
}

func notFinite(t *thread, d *dec, what string) error {
	switch {
	case d.Form == decimal.Infinite:
		return t.OverflowError("cannot convert Infinity to %s", what)
	case d.IsNaN():
		return t.ValueError("cannot convert NaN to %s", what)
	}
	return nil
}

// rounded is the nearest integer by a rounding.
func rounded(t *thread, d *dec, rounding uint8) (value, error) {
	if err := notFinite(t, d, "integer"); err != nil {
		return unbound, err
	}
	z, err := withOp(t, func(o *op) dec {
		o.Rounding = rounding
		return o.Integral(d, false)
	})
	if err != nil {
		return unbound, err
	}
	return toInt(t, &z)
}

func toFloat(t *thread, v value) (float64, error) {
	d := decOf(v)
	if d.IsNaN() {
		if d.Form == decimal.Signaling {
			return 0, t.ValueError("cannot convert signaling NaN to float")
		}
		f := math.NaN()
		if d.Neg {
			f = math.Copysign(f, -1)
		}
		return f, nil
	}
	s, err := core.As[decimalObj](v).str(t, false, true)
	if err != nil {
		return 0, err
	}
	f, _, err := numtext.ParseFloat(s, t.PollFunc())
	return f, err
}

func hash(t *thread, v value) (int64, error) {
	d := decOf(v)
	switch {
	case d.Form == decimal.Signaling:
		return 0, t.TypeError("Cannot hash a signaling NaN value")
	case d.Form == decimal.Quiet:
		return core.SlotsOf(core.NewException(&core.ExcException).Val()).Hash(t, v)
	case d.Form == decimal.Infinite:
		if d.Neg {
			return -314159, nil
		}
		return 314159, nil
	}
	return withOp(t, func(o *op) int64 { return o.Hash(d) })
}

func asTuple(t *thread, a []value) (value, error) {
	d := decOf(a[0])
	s := stateOf(t)
	sign := core.Int(b2i(d.Neg))
	var exp value
	digits := ""
	switch d.Form {
	case decimal.Infinite:
		return t.Call(s.tuple, sign, core.NewTuple(core.Int(0)), core.StrVal("F"))
	case decimal.Quiet:
		exp = core.StrVal("n")
	case decimal.Signaling:
		exp = core.StrVal("N")
	default:
		exp = core.Int(d.Exp)
	}
	if !d.IsSpecial() || d.Coef().Sign() != 0 {
		var err error
		if digits, err = withOp(t, func(o *op) string { return o.DigitText(d) }); err != nil {
			return unbound, err
		}
	}
	if err := t.ChargeItems(len(digits)); err != nil {
		return unbound, err
	}
	tup, items := core.RoomyTuple(len(digits))
	for i := range items {
		items[i] = core.Int(int64(digits[i] - '0'))
	}
	return t.Call(s.tuple, sign, tup, exp)
}

func asRatio(t *thread, a []value) (value, error) {
	d := decOf(a[0])
	if err := notFinite(t, d, "integer ratio"); err != nil {
		return unbound, err
	}
	r, err := withOp(t, func(o *op) [2]*big.Int {
		num, den := o.Ratio(d)
		return [2]*big.Int{num, den}
	})
	if err != nil {
		return unbound, err
	}
	return core.Pair(core.BigInt(r[0]), core.BigInt(r[1])), nil
}

func roundMethod(t *thread, a []value) (value, error) {
	d := decOf(a[0])
	if a[1].IsUnbound() {
		return rounded(t, d, decimal.HalfEven)
	}
	n, b, ok := core.AsInt(a[1])
	if !ok {
		return unbound, t.TypeError("optional arg must be an integer")
	}
	if b != nil {
		return unbound, t.OverflowError("Python int too large to convert to C ssize_t")
	}
	c, err := current(t)
	if err != nil {
		return unbound, err
	}
	one := decimal.FromInt64(1)
	if n == math.MinInt64 {
		n++
	}
	one.Exp = -n
	o := c.op(t)
	o.Rounding = decimal.HalfEven
	begin(t, &o)
	return c.finish(t, &o, o.Quantize(d, &one))
}
