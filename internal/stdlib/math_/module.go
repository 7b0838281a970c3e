// Package math_ is the module math over package mathx.
package math_

import (
	"math"

	"github.com/vivarium-py/vivarium/internal/core"
	"github.com/vivarium-py/vivarium/internal/mathx"
	"github.com/vivarium-py/vivarium/internal/numtext"
)

type (
	thread = core.Thread
	value  = core.Value
)

// Module is math.
func Module() *core.ModuleDef {
	m := &core.ModuleDef{
		Name: "math",
		Doc:  "This module provides access to the mathematical functions\ndefined by the C standard.",
		Attrs: []core.Attr{
			{Name: "pi", Value: core.Float(math.Pi)},
			{Name: "e", Value: core.Float(math.E)},
			{Name: "tau", Value: core.Float(2 * math.Pi)},
			{Name: "inf", Value: core.Float(math.Inf(1))},
			{Name: "nan", Value: core.Float(math.NaN())},
		},
		Funcs: []core.Func{
			{Name: "atan2", Sig: "(y, x, /)", Flags: core.Pure, Fn: binary(mathx.Atan2), Doc: "Return the arc tangent (measured in radians) of y/x.\n\nUnlike atan(y/x), the signs of both x and y are considered."},
			{Name: "copysign", Sig: "(x, y, /)", Flags: core.Pure, Fn: binary(math.Copysign), Doc: "Return a float with the magnitude (absolute value) of x but the sign of y.\n\nOn platforms that support signed zeros, copysign(1.0, -0.0)\nreturns -1.0.\n"},
			{Name: "ceil", Sig: "(x, /)", Flags: core.Polls, Fn: rounder("__ceil__", math.Ceil), Doc: "Return the ceiling of x as an Integral.\n\nThis is the smallest integer >= x."},
			{Name: "floor", Sig: "(x, /)", Flags: core.Polls, Fn: rounder("__floor__", math.Floor), Doc: "Return the floor of x as an Integral.\n\nThis is the largest integer <= x."},
			{Name: "trunc", Sig: "(x, /)", Flags: core.Polls, Fn: trunc, Doc: "Truncates the Real x to the nearest Integral toward 0.\n\nUses the __trunc__ magic method."},
			{Name: "comb", Sig: "(n, k, /)", Flags: core.Polls | core.Charges, Fn: comb, Doc: "Number of ways to choose k items from n items without repetition and without order.\n\nEvaluates to n! / (k! * (n - k)!) when k <= n and evaluates\nto zero when k > n."},
			{Name: "perm", Sig: "(n, k=None, /)", Flags: core.Polls | core.Charges, Fn: perm, Doc: "Number of ways to choose k items from n items without repetition and with order.\n\nEvaluates to n! / (n - k)! when k <= n and evaluates\nto zero when k > n."},
			{Name: "factorial", Sig: "(n, /)", Flags: core.Polls | core.Charges, Fn: factorial, Doc: "Find n!."},
			{Name: "isqrt", Sig: "(n, /)", Flags: core.Charges, Fn: isqrt, Doc: "Return the integer part of the square root of the input."},
			{Name: "gcd", Sig: "(*integers)", Flags: core.Polls | core.Charges, Fn: gcd, Doc: "Greatest Common Divisor."},
			{Name: "lcm", Sig: "(*integers)", Flags: core.Polls | core.Charges, Fn: lcm, Doc: "Least Common Multiple."},
			{Name: "dist", Sig: "(p, q, /)", Flags: core.Polls | core.Charges, Fn: dist, Doc: "Return the Euclidean distance between two points p and q.\n\nThe points should be specified as sequences (or iterables) of\ncoordinates.  Both inputs must have the same dimension.\n\nRoughly equivalent to:\n    sqrt(sum((px - qx) ** 2.0 for px, qx in zip(p, q)))"},
			{Name: "hypot", Sig: "(*coordinates)", Flags: core.Polls, Fn: hypot, Doc: "hypot(*coordinates) -> value\n\nMultidimensional Euclidean distance from the origin to a point."},
			{Name: "fma", Sig: "(x, y, z, /)", Flags: core.Pure, Fn: fma, Doc: "Fused multiply-add operation.\n\nCompute (x * y) + z with a single round."},
			{Name: "fmod", Sig: "(x, y, /)", Flags: core.Pure, Fn: fmod, Doc: "Return fmod(x, y), according to platform C.\n\nx % y may differ."},
			{Name: "frexp", Sig: "(x, /)", Flags: core.Pure, Fn: frexp, Doc: "Return the mantissa and exponent of x, as pair (m, e).\n\nm is a float and e is an int, such that x = m * 2.**e.\nIf x is 0, m and e are both 0.  Else 0.5 <= abs(m) < 1.0."},
			{Name: "ldexp", Sig: "(x, i, /)", Flags: core.Pure, Fn: ldexp, Doc: "Return x * (2**i).\n\nThis is essentially the inverse of frexp()."},
			{Name: "modf", Sig: "(x, /)", Flags: core.Pure, Fn: modf, Doc: "Return the fractional and integer parts of x.\n\nBoth results carry the sign of x and are floats."},
			{Name: "fsum", Sig: "(seq, /)", Flags: core.Polls, Fn: fsum, Doc: "Return an accurate floating-point sum of values in the iterable seq.\n\nAssumes IEEE-754 floating-point arithmetic."},
			{Name: "sumprod", Sig: "(p, q, /)", Flags: core.Polls, Fn: sumprod, Doc: "Return the sum of products of values from two iterables p and q.\n\nRoughly equivalent to:\n\n    sum(itertools.starmap(operator.mul, zip(p, q, strict=True)))\n\nFor float and mixed int/float inputs, the intermediate products\nand sums are computed with extended precision."},
			{Name: "prod", Sig: "(iterable, /, *, start=1)", Flags: core.Polls, Fn: prod, Doc: "Calculate the product of all the elements in the input iterable.\n\nThe default start value for the product is 1.\n\nWhen the iterable is empty, return the start value.  This function is\nintended specifically for use with numeric values and may reject\nnon-numeric types."},
			{Name: "isclose", Sig: "(a, b, *, rel_tol=1e-09, abs_tol=0.0)", Flags: core.Pure, Fn: isclose, Doc: "Determine whether two floating-point numbers are close in value.\n\n  rel_tol\n    maximum difference for being considered \"close\", relative to the\n    magnitude of the input values\n  abs_tol\n    maximum difference for being considered \"close\", regardless of the\n    magnitude of the input values\n\nReturn True if a is close in value to b, and False otherwise.\n\nFor the values to be considered close, the difference between them\nmust be smaller than at least one of the tolerances.\n\n-inf, inf and NaN behave similarly to the IEEE 754 Standard.  That\nis, NaN is not close to anything, even itself.  inf and -inf are\nonly close to themselves."},
			{Name: "isfinite", Sig: "(x, /)", Flags: core.Pure, Fn: test(func(x float64) bool { return x-x == 0 }), Doc: "Return True if x is neither an infinity nor a NaN, and False otherwise."},
			{Name: "isinf", Sig: "(x, /)", Flags: core.Pure, Fn: test(func(x float64) bool { return math.IsInf(x, 0) }), Doc: "Return True if x is a positive or negative infinity, and False otherwise."},
			{Name: "isnan", Sig: "(x, /)", Flags: core.Pure, Fn: test(func(x float64) bool { return x != x }), Doc: "Return True if x is a NaN (not a number), and False otherwise."},
			{Name: "log", Sig: "(x, base=<unrepresentable>, /)", Flags: core.Pure, Fn: log, Doc: "log(x, [base=math.e])\nReturn the logarithm of x to the given base.\n\nIf the base is not specified, returns the natural logarithm (base e) of x."},
			{Name: "log2", Sig: "(x, /)", Flags: core.Pure, Fn: logTo(mathx.Log2), Doc: "Return the base 2 logarithm of x."},
			{Name: "log10", Sig: "(x, /)", Flags: core.Pure, Fn: logTo(mathx.Log10), Doc: "Return the base 10 logarithm of x."},
			{Name: "nextafter", Sig: "(x, y, /, *, steps=None)", Flags: core.Pure, Fn: nextafter, Doc: "Return the floating-point value the given number of steps after x towards y.\n\nIf steps is not specified or is None, it defaults to 1.\n\nRaises a TypeError, if x or y is not a double, or if steps is not an integer.\nRaises ValueError if steps is negative."},
			{Name: "pow", Sig: "(x, y, /)", Flags: core.Pure, Fn: pow, Doc: "Return x**y (x to the power of y)."},
			{Name: "remainder", Sig: "(x, y, /)", Flags: core.Pure, Fn: remainder, Doc: "Difference between x and the closest integer multiple of y.\n\nReturn x - n*y where n*y is the closest integer multiple of y.\nIn the case where x is exactly halfway between two multiples of\ny, the nearest even value of n is used. The result is always exact."},
		},
	}
	for _, u := range unaries {
		m.Funcs = append(m.Funcs, core.Func{Name: u.name, Sig: "(x, /)", Flags: core.Pure, Fn: unary(u.f, u.domain), Doc: u.doc})
	}
	return m
}

func domainError(t *thread, msg string, x float64) error {
	if msg == "" {
		return t.ValueError("math domain error")
	}
	return t.ValueError("%s, got %s", msg, numtext.Repr(x))
}

func rangeError(t *thread) error { return t.OverflowError("math range error") }

var unaries = []struct {
	name   string
	f      func(float64) float64
	domain string
	doc    string
}{
	{"acos", mathx.Acos, "expected a number in range from -1 up to 1", "Return the arc cosine (measured in radians) of x.\n\nThe result is between 0 and pi."},
	{"acosh", mathx.Acosh, "expected argument value not less than 1", "Return the inverse hyperbolic cosine of x."},
	{"asin", mathx.Asin, "expected a number in range from -1 up to 1", "Return the arc sine (measured in radians) of x.\n\nThe result is between -pi/2 and pi/2."},
	{"asinh", mathx.Asinh, "", "Return the inverse hyperbolic sine of x."},
	{"atan", mathx.Atan, "", "Return the arc tangent (measured in radians) of x.\n\nThe result is between -pi/2 and pi/2."},
	{"atanh", func(x float64) float64 {
		if math.Abs(x) == 1 {
			return math.NaN()
		}
		return mathx.Atanh(x)
	}, "expected a number between -1 and 1", "Return the inverse hyperbolic tangent of x."},
	{"cbrt", mathx.Cbrt, "", "Return the cube root of x."},
	{"cos", mathx.Cos, "expected a finite input", "Return the cosine of x (measured in radians)."},
	{"cosh", mathx.Cosh, "", "Return the hyperbolic cosine of x."},
	{"degrees", func(x float64) float64 { return x * (180 / math.Pi) }, "", "Convert angle x from radians to degrees."},
	{"erf", mathx.Erf, "", "Error function at x."},
	{"erfc", mathx.Erfc, "", "Complementary error function at x."},
	{"exp", mathx.Exp, "", "Return e raised to the power of x."},
	{"exp2", mathx.Exp2, "", "Return 2 raised to the power of x."},
	{"expm1", mathx.Expm1, "", "Return exp(x)-1.\n\nThis function avoids the loss of precision involved in the direct evaluation of exp(x)-1 for small x."},
	{"fabs", math.Abs, "", "Return the absolute value of the float x."},
	{"gamma", mathx.Gamma, "expected a noninteger or positive integer", "Gamma function at x."},
	{"lgamma", func(x float64) float64 {
		if x <= 0 && x == math.Floor(x) && !math.IsInf(x, 0) {
			return math.NaN()
		}
		return mathx.Lgamma(x)
	}, "expected a noninteger or positive integer", "Natural logarithm of absolute value of Gamma function at x."},
	{"log1p", func(x float64) float64 {
		if x == -1 {
			return math.NaN()
		}
		return mathx.Log1p(x)
	}, "expected argument value > -1", "Return the natural logarithm of 1+x (base e).\n\nThe result is computed in a way which is accurate for x near zero."},
	{"radians", func(x float64) float64 { return x * (math.Pi / 180) }, "", "Convert angle x from degrees to radians."},
	{"sin", mathx.Sin, "expected a finite input", "Return the sine of x (measured in radians)."},
	{"sinh", mathx.Sinh, "", "Return the hyperbolic sine of x."},
	{"sqrt", math.Sqrt, "expected a nonnegative input", "Return the square root of x."},
	{"tan", mathx.Tan, "expected a finite input", "Return the tangent of x (measured in radians)."},
	{"tanh", mathx.Tanh, "", "Return the hyperbolic tangent of x."},
	{"ulp", mathx.ULP, "", "Return the value of the least significant bit of the float x."},
}

// unary makes a function of one float: a NaN made of a number is a domain error, an infinity made of a finite one overflow.
func unary(f func(float64) float64, domain string) core.NativeFn {
	return func(t *thread, a []value) (value, error) {
		x, err := t.ToFloat(a[0])
		if err != nil {
			return core.Unbound, err
		}
		r := f(x)
		if r-r != 0 {
			switch {
			case r != r && x == x:
				return core.Unbound, domainError(t, domain, x)
			case math.IsInf(r, 0) && x-x == 0:
				return core.Unbound, rangeError(t)
			}
		}
		return core.Float(r), nil
	}
}

func floats(t *thread, a []value) (x, y float64, err error) {
	if x, err = t.ToFloat(a[0]); err != nil {
		return
	}
	y, err = t.ToFloat(a[1])
	return
}

func binary(f func(x, y float64) float64) core.NativeFn {
	return func(t *thread, a []value) (value, error) {
		x, y, err := floats(t, a)
		if err != nil {
			return core.Unbound, err
		}
		return core.Float(f(x, y)), nil
	}
}

func test(f func(float64) bool) core.NativeFn {
	return func(t *thread, a []value) (value, error) {
		x, err := t.ToFloat(a[0])
		return core.Bool(f(x)), err
	}
}

func fma(t *thread, a []value) (value, error) {
	x, y, err := floats(t, a)
	if err != nil {
		return core.Unbound, err
	}
	z, err := t.ToFloat(a[2])
	if err != nil {
		return core.Unbound, err
	}
	r, err := mathx.FMA(x, y, z)
	switch err {
	case mathx.ErrFMAInvalid:
		return core.Unbound, t.ValueError("%s", err.Error())
	case mathx.ErrFMAOverflow:
		return core.Unbound, t.OverflowError("%s", err.Error())
	}
	return core.Float(r), err
}

func fmod(t *thread, a []value) (value, error) {
	x, y, err := floats(t, a)
	if err != nil {
		return core.Unbound, err
	}
	if math.IsInf(y, 0) && x-x == 0 {
		return core.Float(x), nil
	}
	r := math.Mod(x, y)
	if r != r && x == x && y == y {
		return core.Unbound, domainError(t, "", 0)
	}
	return core.Float(r), nil
}

func remainder(t *thread, a []value) (value, error) {
	x, y, err := floats(t, a)
	if err != nil {
		return core.Unbound, err
	}
	r, ok := mathx.Remainder(x, y)
	if !ok {
		return core.Unbound, domainError(t, "", 0)
	}
	return core.Float(r), nil
}

func pow(t *thread, a []value) (value, error) {
	x, y, err := floats(t, a)
	if err != nil {
		return core.Unbound, err
	}
	r := mathx.Pow(x, y)
	if r-r != 0 && x-x == 0 && y-y == 0 {
		if r != r || x == 0 {
			return core.Unbound, domainError(t, "", 0)
		}
		return core.Unbound, rangeError(t)
	}
	return core.Float(r), nil
}

func frexp(t *thread, a []value) (value, error) {
	x, err := t.ToFloat(a[0])
	if err != nil {
		return core.Unbound, err
	}
	if x == 0 || x-x != 0 {
		return core.NewTuple(core.Float(x), core.Int(0)), nil
	}
	m, e := math.Frexp(x)
	return core.NewTuple(core.Float(m), core.Int(int64(e))), nil
}

func ldexp(t *thread, a []value) (value, error) {
	x, err := t.ToFloat(a[0])
	if err != nil {
		return core.Unbound, err
	}
	i, b, ok := core.AsInt(a[1])
	if !ok {
		return core.Unbound, t.TypeError("Expected an int as second argument to ldexp.")
	}
	if b != nil {
		i = int64(b.Sign()) << 40
	}
	if x == 0 || x-x != 0 {
		return core.Float(x), nil
	}
	i = max(min(i, 1<<20), -1<<20)
	r := math.Ldexp(x, int(i))
	if math.IsInf(r, 0) {
		return core.Unbound, rangeError(t)
	}
	return core.Float(r), nil
}

func modf(t *thread, a []value) (value, error) {
	x, err := t.ToFloat(a[0])
	if err != nil {
		return core.Unbound, err
	}
	switch {
	case math.IsInf(x, 0):
		return core.NewTuple(core.Float(math.Copysign(0, x)), core.Float(x)), nil
	case x != x:
		return core.NewTuple(core.Float(x), core.Float(x)), nil
	}
	i := math.Trunc(x)
	return core.NewTuple(core.Float(math.Copysign(x-i, x)), core.Float(i)), nil
}

func isclose(t *thread, a []value) (value, error) {
	var f [4]float64
	for i := range f {
		x, err := t.ToFloat(a[i])
		if err != nil {
			return core.Unbound, err
		}
		f[i] = x
	}
	x, y, rel, abs := f[0], f[1], f[2], f[3]
	if rel < 0 || abs < 0 {
		return core.Unbound, t.ValueError("tolerances must be non-negative")
	}
	if x == y {
		return core.True, nil
	}
	if math.IsInf(x, 0) || math.IsInf(y, 0) {
		return core.False, nil
	}
	d := math.Abs(y - x)
	return core.Bool(d <= math.Abs(rel*y) || d <= math.Abs(rel*x) || d <= abs), nil
}

func nextafter(t *thread, a []value) (value, error) {
	x, y, err := floats(t, a)
	if err != nil {
		return core.Unbound, err
	}
	n := uint64(1)
	if !a[2].IsNone() {
		v, err := t.Index(a[2])
		if err != nil {
			return core.Unbound, err
		}
		i, b, _ := core.AsInt(v)
		if i < 0 || b != nil && b.Sign() < 0 {
			return core.Unbound, t.ValueError("steps must be a non-negative integer")
		}
		n = uint64(i)
		if b != nil {
			n = math.MaxUint64
			if b.IsUint64() {
				n = b.Uint64()
			}
		}
	}
	return core.Float(mathx.NextAfter(x, y, n)), nil
}

func rounder(name string, f func(float64) float64) core.NativeFn {
	dunder := core.Intern(name)
	return func(t *thread, a []value) (value, error) {
		if a[0].IsSmall() {
			return a[0], nil
		}
		if !a[0].IsFloat() {
			r, ok, err := t.CallSpecial(a[0], dunder)
			if ok || err != nil {
				return r, err
			}
		}
		x, err := t.ToFloat(a[0])
		if err != nil {
			return core.Unbound, err
		}
		return t.ToInt(core.Float(f(x)))
	}
}

var dunderTrunc = core.Intern("__trunc__")

func trunc(t *thread, a []value) (value, error) {
	if a[0].IsFloat() {
		return t.ToInt(a[0])
	}
	r, ok, err := t.CallSpecial(a[0], dunderTrunc)
	if err == nil && !ok {
		err = t.TypeError("type %s doesn't define __trunc__ method", a[0].TypeName())
	}
	return r, err
}
