// This file has the tables of methods: most exist as methods of Decimal and of Context.
package decimal_

import (
	"github.com/vivarium-py/vivarium/internal/core"
	"github.com/vivarium-py/vivarium/internal/decimal"
)

// op1 and op2 are operations with one or two operands. ctx says under which name Context has it, "" for the same and "-" for
// none; own that Decimal has no such method.
type op1 struct {
	name, ctx string
	own       bool
	f         unary
	doc       string
}

type op2 struct {
	name, ctx string
	own       bool
	f         binary
	doc       string
}

var unaries = []op1{
	{name: "exp", f: (*op).Exp, doc: "Return e to the power of the number."},
	{name: "ln", f: (*op).Ln, doc: "Return the natural logarithm."},
	{name: "log10", f: (*op).Log10, doc: "Return the logarithm to the base 10."},
	{name: "logb", f: (*op).Logb, doc: "Return the adjusted exponent of the operand."},
	{name: "sqrt", f: (*op).Sqrt, doc: "Return the square root, rounded to the precision of the context."},
	{name: "normalize", f: (*op).Reduce, doc: "Normalize the number by stripping trailing 0s."},
	{name: "next_minus", f: func(o *op, x *dec) dec { return o.Next(x, false) }, doc: "Returns the largest representable number smaller than self."},
	{name: "next_plus", f: func(o *op, x *dec) dec { return o.Next(x, true) }, doc: "Returns the smallest representable number larger than self."},
	{name: "logical_invert", f: func(o *op, x *dec) dec { return o.Logical(x, nil, func(a, b byte) byte { return 1 - a }) }, doc: "Turn each digit, all of which must be 0 or 1, into the other."},
	{name: "abs", own: true, f: (*op).Abs, doc: "Return the absolute value of x."},
	{name: "plus", own: true, f: func(o *op, x *dec) dec { return o.Plus(x, false) }, doc: "Return x in the context."},
	{name: "minus", own: true, f: func(o *op, x *dec) dec { return o.Plus(x, true) }, doc: "Return -x in the context."},
}

var binaries = []op2{
	{name: "compare", f: func(o *op, x, y *dec) dec { return o.Compare(x, y, false) }, doc: "Compare self to other numerically."},
	{name: "compare_signal", f: func(o *op, x, y *dec) dec { return o.Compare(x, y, true) }, doc: "Compare, but signal all NaNs."},
	{name: "compare_total", f: func(o *op, x, y *dec) dec { return decimal.FromInt64(int64(o.Total(x, y))) }, doc: "Compare two operands using their abstract representation."},
	{name: "compare_total_mag", f: func(o *op, x, y *dec) dec {
		a, b := *x, *y
		a.Neg, b.Neg = false, false
		return decimal.FromInt64(int64(o.Total(&a, &b)))
	}, doc: "As compare_total(), but ignoring the sign of each operand."},
	{name: "copy_sign", f: func(o *op, x, y *dec) dec { z := *x; z.Neg = y.Neg; return z }, doc: "Return a copy of *self* with the sign of *other*."},
	{name: "logical_and", f: func(o *op, x, y *dec) dec { return o.Logical(x, y, func(a, b byte) byte { return a & b }) }, doc: "Return a number with digit 1 where both have it; all digits must be 0 or 1."},
	{name: "logical_or", f: func(o *op, x, y *dec) dec { return o.Logical(x, y, func(a, b byte) byte { return a | b }) }, doc: "Return a number with digit 1 where either has it; all digits must be 0 or 1."},
	{name: "logical_xor", f: func(o *op, x, y *dec) dec { return o.Logical(x, y, func(a, b byte) byte { return a ^ b }) }, doc: "Return the digit-wise 'xor' of the two (logical) operands."},
	{name: "max", f: func(o *op, x, y *dec) dec { return o.MaxMin(x, y, 1, false) }, doc: "Maximum of self and other."},
	{name: "max_mag", f: func(o *op, x, y *dec) dec { return o.MaxMin(x, y, 1, true) }, doc: "As the max() method, but compares the absolute values of the operands."},
	{name: "min", f: func(o *op, x, y *dec) dec { return o.MaxMin(x, y, -1, false) }, doc: "Minimum of self and other."},
	{name: "min_mag", f: func(o *op, x, y *dec) dec { return o.MaxMin(x, y, -1, true) }, doc: "As the min() method, but compares the absolute values of the operands."},
	{name: "next_toward", f: (*op).NextToward, doc: "Return the nearest representable number on the way to other."},
	{name: "remainder_near", f: (*op).RemNear, doc: "Return the remainder of self / other, with the sign of self."},
	{name: "rotate", f: func(o *op, x, y *dec) dec { return o.Shift(x, y, true) }, doc: "Returns a rotated copy of self's digits, value-of-other times."},
	{name: "scaleb", f: (*op).Scaleb, doc: "Return the first number with the second, an integer, added to its exponent."},
	{name: "shift", f: func(o *op, x, y *dec) dec { return o.Shift(x, y, false) }, doc: "Returns a shifted copy of self's digits, value-of-other times."},
	{name: "add", own: true, f: add, doc: "Return the sum of x and y."},
	{name: "subtract", own: true, f: sub, doc: "Return the difference between x and y."},
	{name: "multiply", own: true, f: (*op).Mul, doc: "Return the product of x and y."},
	{name: "divide", own: true, f: (*op).Quo, doc: "Return x divided by y."},
	{name: "divide_int", own: true, f: (*op).QuoInt, doc: "Return the quotient without its fraction."},
	{name: "remainder", own: true, f: (*op).Rem, doc: "Return the remainder from dividing x by y."},
}

// test is a question about one number.
type test struct {
	name    string
	context bool // the context matters
	f       func(c *contextObj, o *op, d *dec) bool
}

var tests = []test{
	{"is_canonical", false, func(c *contextObj, o *op, d *dec) bool { return true }},
	{"is_finite", false, func(c *contextObj, o *op, d *dec) bool { return d.Form == decimal.Finite }},
	{"is_infinite", false, func(c *contextObj, o *op, d *dec) bool { return d.Form == decimal.Infinite }},
	{"is_nan", false, func(c *contextObj, o *op, d *dec) bool { return d.IsNaN() }},
	{"is_qnan", false, func(c *contextObj, o *op, d *dec) bool { return d.Form == decimal.Quiet }},
	{"is_snan", false, func(c *contextObj, o *op, d *dec) bool { return d.Form == decimal.Signaling }},
	{"is_signed", false, func(c *contextObj, o *op, d *dec) bool { return d.Neg }},
	{"is_zero", false, func(c *contextObj, o *op, d *dec) bool { return d.IsZero() }},
	{"is_normal", true, func(c *contextObj, o *op, d *dec) bool {
		return d.Form == decimal.Finite && !d.IsZero() && !o.IsSubnormal(d)
	}},
	{"is_subnormal", true, func(c *contextObj, o *op, d *dec) bool { return o.IsSubnormal(d) }},
}

func divmodIn(t *thread, c *contextObj, x, y *dec) (value, error) {
	o := c.op(t)
	begin(t, &o)
	q, r := o.DivMod(x, y)
	if err := c.end(t, &o); err != nil {
		return unbound, err
	}
	return core.Pair(fromDec(q), fromDec(r)), nil
}

func powIn(t *thread, c *contextObj, x, y, m value) (value, error) {
	a, err := argument(t, x)
	if err != nil {
		return unbound, err
	}
	b, err := argument(t, y)
	if err != nil {
		return unbound, err
	}
	o := c.op(t)
	begin(t, &o)
	if !m.Given() {
		return c.finish(t, &o, o.Pow(a, b))
	}
	k, err := argument(t, m)
	if err != nil {
		return unbound, err
	}
	return c.finish(t, &o, o.PowMod(a, b, k))
}

func fmaIn(t *thread, c *contextObj, x, y, z value) (value, error) {
	var d [3]*dec
	for i, v := range [...]value{x, y, z} {
		var err error
		if d[i], err = argument(t, v); err != nil {
			return unbound, err
		}
	}
	o := c.op(t)
	begin(t, &o)
	return c.finish(t, &o, o.FMA(d[0], d[1], d[2]))
}

// integralIn is to_integral_value, or to_integral_exact.
func integralIn(t *thread, c *contextObj, x *dec, rounding value, exact bool) (value, error) {
	o := c.op(t)
	begin(t, &o)
	if rounding.Given() {
		r, err := roundingOf(t, rounding)
		if err != nil {
			return unbound, err
		}
		o.Rounding = r
	}
	return c.finish(t, &o, o.Integral(x, exact))
}

const charged = core.Charges | core.Polls

// contextMethods are Context's, all operands being arguments.
func contextMethods() []core.Func {
	self := func(v value) *contextObj { return core.As[contextObj](v) }
	var out []core.Func
	put := func(name, sig, doc string, fn core.NativeFn) {
		out = append(out, core.Func{Name: name, Sig: "(self, " + sig + ")", Flags: charged, Doc: doc, Fn: fn})
	}
	for _, m := range unaries {
		put(m.name, "x, /", m.doc, func(t *thread, a []value) (value, error) {
			x, err := argument(t, a[1])
			if err != nil {
				return unbound, err
			}
			return self(a[0]).long1(t, x, m.f)
		})
	}
	for _, m := range binaries {
		put(m.name, "x, y, /", m.doc, func(t *thread, a []value) (value, error) {
			x, err := argument(t, a[1])
			if err != nil {
				return unbound, err
			}
			y, err := argument(t, a[2])
			if err != nil {
				return unbound, err
			}
			o := self(a[0]).op(t)
			begin(t, &o)
			return self(a[0]).finish(t, &o, m.f(&o, x, y))
		})
	}
	for _, m := range tests {
		put(m.name, "x, /", "Return True if the operand is so, else False.", func(t *thread, a []value) (value, error) {
			if m.name == "is_canonical" && asDec(a[1]) == nil {
				return unbound, t.TypeError("argument must be a Decimal")
			}
			x, err := argument(t, a[1])
			if err != nil {
				return unbound, err
			}
			o := self(a[0]).op(t)
			return core.Bool(m.f(self(a[0]), &o, x)), nil
		})
	}
	for name, f := range map[string]unary{
		"copy_abs":    func(o *op, x *dec) dec { z := *x; z.Neg = false; return z },
		"copy_negate": func(o *op, x *dec) dec { z := *x; z.Neg = !z.Neg; return z },
	} {
		put(name, "x, /", "Return a copy with another sign.", func(t *thread, a []value) (value, error) {
			x, err := argument(t, a[1])
			if err != nil {
				return unbound, err
			}
			var o op
			return fromDec(f(&o, x)), nil
		})
	}
	put("copy_decimal", "x, /", "Return a copy of Decimal x.", func(t *thread, a []value) (value, error) {
		if asDec(a[1]) != nil {
			return a[1], nil
		}
		x, err := argument(t, a[1])
		if err != nil {
			return unbound, err
		}
		return fromDec(*x), nil
	})
	put("canonical", "x, /", "Return x itself, which is the canonical form.", func(t *thread, a []value) (value, error) {
		if asDec(a[1]) == nil {
			return unbound, t.TypeError("argument must be a Decimal")
		}
		return a[1], nil
	})
	put("_apply", "a, /", "Apply self to Decimal x.", func(t *thread, a []value) (value, error) {
		x, err := argument(t, a[1])
		if err != nil {
			return unbound, err
		}
		return self(a[0]).long1(t, x, (*op).Finish2)
	})
	put("divmod", "x, y, /", "Return the quotient without its fraction, and the remainder.", func(t *thread, a []value) (value, error) {
		x, err := argument(t, a[1])
		if err != nil {
			return unbound, err
		}
		y, err := argument(t, a[2])
		if err != nil {
			return unbound, err
		}
		return divmodIn(t, self(a[0]), x, y)
	})
	put("power", "/, a, b, modulo=None", "Return a to the power b, or that modulo modulo.\n\nA negative a needs an integer b. With a modulus all three must be integers, b\nnot negative, and the modulus not 0 and of at most the context's precision.", func(t *thread, a []value) (value, error) {
		return powIn(t, self(a[0]), a[1], a[2], a[3])
	})
	put("fma", "x, y, z, /", "Return x multiplied by y, plus z.", func(t *thread, a []value) (value, error) {
		return fmaIn(t, self(a[0]), a[1], a[2], a[3])
	})
	put("quantize", "x, y, /", "Return x rounded to the exponent of y.\n\nSignal InvalidOperation if that takes more digits than the precision.", func(t *thread, a []value) (value, error) {
		x, err := argument(t, a[1])
		if err != nil {
			return unbound, err
		}
		y, err := argument(t, a[2])
		if err != nil {
			return unbound, err
		}
		o := self(a[0]).op(t)
		begin(t, &o)
		return self(a[0]).finish(t, &o, o.Quantize(x, y))
	})
	put("same_quantum", "x, y, /", "Return whether two numbers have the same exponent.", func(t *thread, a []value) (value, error) {
		x, err := argument(t, a[1])
		if err != nil {
			return unbound, err
		}
		y, err := argument(t, a[2])
		if err != nil {
			return unbound, err
		}
		return core.Bool(decimal.SameQuantum(x, y)), nil
	})
	for _, name := range [...]string{"to_integral", "to_integral_value", "to_integral_exact"} {
		put(name, "x, /", "Round to an integer.", func(t *thread, a []value) (value, error) {
			x, err := argument(t, a[1])
			if err != nil {
				return unbound, err
			}
			return integralIn(t, self(a[0]), x, core.None, name == "to_integral_exact")
		})
	}
	for _, name := range [...]string{"to_sci_string", "to_eng_string"} {
		put(name, "x, /", "Convert a number to a string using scientific or engineering notation.", func(t *thread, a []value) (value, error) {
			x, err := argument(t, a[1])
			if err != nil {
				return unbound, err
			}
			s, err := (&decimalObj{d: *x}).str(t, name == "to_eng_string", self(a[0]).capitals)
			return core.StrVal(s), err
		})
	}
	put("number_class", "x, /", "Return what kind of number it is, such as '+Normal', '-Zero' or 'NaN'.", func(t *thread, a []value) (value, error) {
		x, err := argument(t, a[1])
		if err != nil {
			return unbound, err
		}
		o := self(a[0]).op(t)
		return core.StrVal(o.Class(x)), nil
	})
	return out
}

// decimalMethods are Decimal's: the first operand is self, the context an optional argument.
func decimalMethods() []core.Func {
	var out []core.Func
	put := func(name, sig, doc string, fn core.NativeFn) {
		if sig != "" {
			sig = ", " + sig
		}
		out = append(out, core.Func{Name: name, Sig: "(self, /" + sig + ")", Flags: charged, Doc: doc, Fn: fn})
	}
	for _, m := range unaries {
		if m.own {
			continue
		}
		put(m.name, "context=None", m.doc, func(t *thread, a []value) (value, error) {
			c, err := given(t, a[1])
			if err != nil {
				return unbound, err
			}
			return c.long1(t, decOf(a[0]), m.f)
		})
	}
	for _, m := range binaries {
		if m.own {
			continue
		}
		put(m.name, "other, context=None", m.doc, func(t *thread, a []value) (value, error) {
			c, err := given(t, a[2])
			if err != nil {
				return unbound, err
			}
			y, err := argument(t, a[1])
			if err != nil {
				return unbound, err
			}
			o := c.op(t)
			begin(t, &o)
			return c.finish(t, &o, m.f(&o, decOf(a[0]), y))
		})
	}
	for _, m := range tests {
		sig := ""
		if m.context {
			sig = "context=None"
		}
		put(m.name, sig, "Return True if the operand is so, else False.", func(t *thread, a []value) (value, error) {
			var c *contextObj
			var o op
			if m.context {
				var err error
				if c, err = given(t, a[1]); err != nil {
					return unbound, err
				}
				o = c.op(t)
			}
			return core.Bool(m.f(c, &o, decOf(a[0]))), nil
		})
	}
	put("adjusted", "", "Return the exponent that the first digit has.", func(t *thread, a []value) (value, error) {
		d := decOf(a[0])
		if d.IsSpecial() {
			return core.Int(0), nil
		}
		n, err := withOp(t, func(o *op) int64 { return o.Adjusted(d) })
		return core.Int(n), err
	})
	put("as_tuple", "", "Return sign (0 or 1), digits and exponent as a named tuple.", asTuple)
	put("as_integer_ratio", "", "Return the two integers, the second positive, whose quotient is this number\nexactly and that have no common factor.\n\nRaise OverflowError for an infinity and ValueError for a NaN.", asRatio)
	same := func(t *thread, a []value) (value, error) { return a[0], nil }
	put("canonical", "", "Return the number itself, which is the canonical form.", same)
	put("conjugate", "", "Return self.", same)
	put("__copy__", "", "", same)
	out = append(out, core.Func{Name: "__deepcopy__", Sig: "(self, memo, /)", Flags: core.Pure, Fn: same})
	put("copy_abs", "", "Return the distance of a number from zero.", func(t *thread, a []value) (value, error) {
		z := *decOf(a[0])
		z.Neg = false
		return fromDec(z), nil
	})
	put("copy_negate", "", "Return the number with the other sign; zero stays as it is.", func(t *thread, a []value) (value, error) {
		z := *decOf(a[0])
		z.Neg = !z.Neg
		return fromDec(z), nil
	})
	put("radix", "", "Return Decimal(10), the base of the arithmetic.", func(t *thread, a []value) (value, error) {
		return fromDec(decimal.FromInt64(10)), nil
	})
	put("fma", "other, third, context=None", "Return self * other + third, rounded once, at the end.", func(t *thread, a []value) (value, error) {
		c, err := given(t, a[3])
		if err != nil {
			return unbound, err
		}
		return fmaIn(t, c, a[0], a[1], a[2])
	})
	put("number_class", "context=None", "Return what kind of number it is, such as '+Normal', '-Zero' or 'NaN'.", func(t *thread, a []value) (value, error) {
		c, err := given(t, a[1])
		if err != nil {
			return unbound, err
		}
		o := c.op(t)
		return core.StrVal(o.Class(decOf(a[0]))), nil
	})
	put("quantize", "exp, rounding=None, context=None", "Return the number rounded to the exponent of another.\n\nquantize(Decimal('0.01')) rounds to two places. Signal InvalidOperation if\nthat takes more digits than the precision.", func(t *thread, a []value) (value, error) {
		c, err := given(t, a[3])
		if err != nil {
			return unbound, err
		}
		o := c.op(t)
		if a[2].Given() {
			if o.Rounding, err = roundingOf(t, a[2]); err != nil {
				return unbound, err
			}
		}
		y, err := argument(t, a[1])
		if err != nil {
			return unbound, err
		}
		x := decOf(a[0])
		if heavy(c, x) {
			begin(t, &o)
		}
		return c.finish(t, &o, o.Quantize(x, y))
	})
	put("same_quantum", "other, context=None", "Return whether two numbers have the same exponent, or are both infinite or\nboth NaN.", func(t *thread, a []value) (value, error) {
		if _, err := given(t, a[2]); err != nil {
			return unbound, err
		}
		y, err := argument(t, a[1])
		if err != nil {
			return unbound, err
		}
		return core.Bool(decimal.SameQuantum(decOf(a[0]), y)), nil
	})
	for _, name := range [...]string{"to_integral", "to_integral_value", "to_integral_exact"} {
		put(name, "rounding=None, context=None", "Round to an integer.", func(t *thread, a []value) (value, error) {
			c, err := given(t, a[2])
			if err != nil {
				return unbound, err
			}
			return integralIn(t, c, decOf(a[0]), a[1], name == "to_integral_exact")
		})
	}
	put("to_eng_string", "context=None", "Return the number as text whose exponent, if any, is a multiple of 3.", func(t *thread, a []value) (value, error) {
		c, err := given(t, a[1])
		if err != nil {
			return unbound, err
		}
		s, err := core.As[decimalObj](a[0]).str(t, true, c.capitals)
		return core.StrVal(s), err
	})
	put("__complex__", "", "Return the value as an instance of complex itself, not of a subclass.", func(t *thread, a []value) (value, error) {
		f, err := toFloat(t, a[0])
		return core.Complex(f, 0), err
	})
	put("__ceil__", "", "Return the least integer that is not below the value.", func(t *thread, a []value) (value, error) { return rounded(t, decOf(a[0]), decimal.Ceiling) })
	put("__floor__", "", "Return the greatest integer that is not above the value.", func(t *thread, a []value) (value, error) { return rounded(t, decOf(a[0]), decimal.Floor) })
	put("__trunc__", "", "Return the Integral closest to self between self and 0.", func(t *thread, a []value) (value, error) { return toInt(t, decOf(a[0])) })
	out = append(out,
		core.Func{Name: "__round__", Sig: "(self, ndigits=<unrepresentable>, /)", Flags: charged, Doc: "Return the Integral closest to self, rounding half toward even.", Fn: roundMethod},
		core.Func{Name: "__format__", Sig: "(self, fmtarg, override=<unrepresentable>, /)", Flags: charged, Doc: "Formats the Decimal according to fmtarg.", Fn: format},
		core.Func{Name: "__sizeof__", Sig: "(self, /)", Flags: core.Pure, Doc: "Return the memory this integer takes up, in bytes.", Fn: func(t *thread, a []value) (value, error) {
			return core.Int(int64(104 + decOf(a[0]).Size())), nil
		}},
		core.ReduceMethod(func(t *thread, a []value) (value, error) {
			s, err := textOf(t, a[0], false)
			if err != nil {
				return unbound, err
			}
			return core.Pair(a[0].Type().Val(), core.NewTuple(core.StrVal(s))), nil
		}),
		core.Func{Name: "from_float", Sig: "(cls, f, /)", Flags: core.Charges | core.ClassM, Doc: "Make a Decimal that equals a float exactly.\n\nAs no float is exactly 0.1, from_float(0.1) differs from Decimal('0.1').", Fn: func(t *thread, a []value) (value, error) {
			d, err := floatOrInt(t, a[1])
			if err != nil {
				return unbound, err
			}
			return ofClass(t, core.AsType(a[0]), d)
		}},
		core.Func{Name: "from_number", Sig: "(cls, number, /)", Flags: core.Charges | core.ClassM, Doc: "Class method that converts a real number to a decimal number, exactly.", Fn: func(t *thread, a []value) (value, error) {
			d, err := floatOrInt(t, a[1])
			if x := asDec(a[1]); x != nil {
				d, err = *x, nil
			}
			if err != nil {
				return unbound, t.TypeError("Cannot convert %s to Decimal", reprOf(t, a[1]))
			}
			return ofClass(t, core.AsType(a[0]), d)
		}},
	)
	return out
}

func reprOf(t *thread, v value) string {
	s, err := t.Repr(v)
	if err != nil {
		return v.TypeName()
	}
	return s.String()
}

// ofClass calls a subclass with the number, as its __new__ and __init__ have their say.
func ofClass(t *thread, cls *core.Type, d dec) (value, error) {
	if cls == &decimalType {
		return fromDec(d), nil
	}
	return t.Call(cls.Val(), fromDec(d))
}

func setupDecimal() {
	slots := core.Slots{
		Repr: func(t *thread, v value) (value, error) {
			s, err := textOf(t, v, false)
			if err != nil {
				return unbound, err
			}
			return t.JoinText("Decimal('", s, "')")
		},
		Str: func(t *thread, v value) (value, error) {
			s, err := textOf(t, v, false)
			return core.StrVal(s), err
		},
		Hash: hash, Compare: compare,
		Bool:  func(t *thread, v value) (bool, error) { return !decOf(v).IsZero(), nil },
		Int:   func(t *thread, v value) (value, error) { return toInt(t, decOf(v)) },
		Float: func(t *thread, v value) (value, error) { f, err := toFloat(t, v); return core.Float(f), err },
		Neg:   unaryOperator(func(o *op, x *dec) dec { return o.Plus(x, true) }),
		Pos:   unaryOperator(func(o *op, x *dec) dec { return o.Plus(x, false) }),
		Abs:   unaryOperator((*op).Abs),
		Pow3: func(t *thread, a, b, m value) (value, error) {
			for _, v := range [...]value{a, b, m} {
				if _, ok := operand(v); !ok && !v.IsNone() {
					return core.NotImplemented, nil
				}
			}
			c, err := current(t)
			if err != nil {
				return unbound, err
			}
			return powIn(t, c, a, b, m)
		},
	}
	slots.Binary[core.OpAdd] = operator(add)
	slots.Binary[core.OpSub] = operator(sub)
	slots.Binary[core.OpMul] = operator((*op).Mul)
	slots.Binary[core.OpTrueDiv] = operator((*op).Quo)
	slots.Binary[core.OpFloorDiv] = operator((*op).QuoInt)
	slots.Binary[core.OpMod] = operator((*op).Rem)
	slots.Binary[core.OpPow] = func(t *thread, a, b value) (value, error) { return slots.Pow3(t, a, b, core.None) }
	slots.Binary[core.OpDivMod] = func(t *thread, a, b value) (value, error) {
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
		return divmodIn(t, c, x, y)
	}
	decimalType.Setup(&core.TypeSpec{
		Name: "decimal.Decimal", Layout: core.LayoutOf[decimalObj](), Flags: core.FlagBase | core.FlagGeneric,
		Doc:     "A decimal number, made exactly from an integer, float, string or tuple (sign,\ndigits, exponent).\n\nThe context only decides whether a bad string raises InvalidOperation or makes\na NaN.",
		Sig:     "(value='0', context=None)",
		New:     &core.Func{Name: "Decimal", Sig: "(cls, value='0', context=None)", Flags: charged, Fn: newDecimal},
		Slots:   slots,
		Methods: decimalMethods(),
		GetSets: []core.GetSet{
			{Name: "real", Get: func(t *thread, v value) (value, error) { return v, nil }},
			{Name: "imag", Get: func(t *thread, v value) (value, error) { return fromDec(dec{}), nil }},
		},
	})
}
