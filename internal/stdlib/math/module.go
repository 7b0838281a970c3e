// This file declares the module: signatures, texts and constants.
package math

import (
	"math"
	"math/big"

	"github.com/vivarium-py/vivarium/internal/bignum"
	"github.com/vivarium-py/vivarium/internal/core"
	"github.com/vivarium-py/vivarium/internal/mathx"
)

// Module declares math.
func Module() *core.ModuleDef {
	unit := func(x float64) bool { return x >= -1 && x <= 1 }
	finite := func(x float64) bool { return !math.IsInf(x, 0) }
	one := func(name, doc string, fn core.NativeFn) core.Func {
		return core.Func{Name: name, Sig: "(x, /)", Fn: fn, Flags: core.Pure, Doc: doc}
	}
	return &core.ModuleDef{
		Name: "math",
		Doc:  "Mathematics on floats, and some on integers.",
		Funcs: []core.Func{
			one("acos", "Return the arc cosine of x in radians, from 0 to pi.", expecting(mathx.Acos, unit, "expected a number in range from -1 up to 1, got %s")),
			one("acosh", "Return the inverse hyperbolic cosine of x.", expecting(mathx.Acosh, func(x float64) bool { return x >= 1 }, "expected argument value not less than 1, got %s")),
			one("asin", "Return the arc sine of x in radians, from -pi/2 to pi/2.", expecting(mathx.Asin, unit, "expected a number in range from -1 up to 1, got %s")),
			one("asinh", "Return the inverse hyperbolic sine of x.", unary(mathx.Asinh, false)),
			one("atan", "Return the arc tangent of x in radians, from -pi/2 to pi/2.", unary(mathx.Atan, false)),
			{Name: "atan2", Sig: "(y, x, /)", Flags: core.Pure, Doc: "Return the angle in radians, from -pi to pi, at which the point (x, y) lies.", Fn: binary(func(t *thread, y, x float64) (float64, error) { return mathx.Atan2(y, x), nil })},
			one("atanh", "Return the inverse hyperbolic tangent of x.", expecting(mathx.Atanh, func(x float64) bool { return x > -1 && x < 1 }, "expected a number between -1 and 1, got %s")),
			one("cbrt", "Return the cube root of x.", unary(mathx.Cbrt, false)),
			one("ceil", "Return the least integer that is not below x.", rounding("__ceil__", math.Ceil)),
			{Name: "copysign", Sig: "(x, y, /)", Flags: core.Pure, Doc: "Return x with the sign of y, which may be that of -0.0.", Fn: binary(func(t *thread, x, y float64) (float64, error) { return math.Copysign(x, y), nil })},
			one("cos", "Return the cosine of x, given in radians.", expecting(mathx.Cos, finite, "expected a finite input, got %s")),
			one("cosh", "Return the hyperbolic cosine of x.", unary(mathx.Cosh, true)),
			one("degrees", "Turn radians into degrees.", unary(func(x float64) float64 { return x * (180 / math.Pi) }, true)),
			{Name: "dist", Sig: "(p, q, /)", Flags: core.Polls, Doc: "Return the distance between two points, given as sequences of coordinates.", Fn: dist},
			one("erf", "Error function at x.", unary(mathx.Erf, false)),
			one("erfc", "Complementary error function at x.", unary(mathx.Erfc, false)),
			one("exp", "Return e to the power x.", unary(mathx.Exp, true)),
			one("exp2", "Return 2 to the power x.", unary(mathx.Exp2, true)),
			one("expm1", "Return exp(x)-1.", unary(mathx.Expm1, true)),
			one("fabs", "Return x without its sign, as a float.", unary(math.Abs, false)),
			{Name: "factorial", Sig: "(n, /)", Flags: core.Polls | core.Charges, Doc: "Find n!.", Fn: factorial},
			one("floor", "Return the greatest integer that is not above x.", rounding("__floor__", math.Floor)),
			{Name: "fma", Sig: "(x, y, z, /)", Flags: core.Pure, Doc: "Return x * y + z, rounded once, at the end.", Fn: fma},
			{Name: "fmod", Sig: "(x, y, /)", Flags: core.Pure, Doc: "Return the remainder of x / y that has the sign of x.\n\nx % y has the sign of y.", Fn: binary(fmod)},
			{Name: "frexp", Sig: "(x, /)", Flags: core.Pure, Doc: "Return m and e such that x == m * 2**e and abs(m) is at least 0.5 and below 1,\nor 0 for 0.", Fn: func(t *thread, a []value) (value, error) {
				x, err := t.ToFloat(a[0])
				if err != nil {
					return core.Unbound, err
				}
				m, e := math.Frexp(x)
				return core.NewTuple(core.Float(m), core.Int(int64(e))), nil
			}},
			{Name: "fsum", Sig: "(seq, /)", Flags: core.Polls, Doc: "Add up floats without loss of precision on the way.", Fn: fsum},
			one("gamma", "Gamma function at x.", func(t *thread, a []value) (value, error) {
				x, err := t.ToFloat(a[0])
				if err != nil {
					return core.Unbound, err
				}
				if math.IsInf(x, -1) || x <= 0 && x == math.Floor(x) {
					return core.Unbound, t.ValueError("expected a noninteger or positive integer, got %s", core.FloatText(x))
				}
				r := mathx.Gamma(x)
				if math.IsInf(r, 0) && !math.IsInf(x, 0) {
					return core.Unbound, rangeError(t)
				}
				return core.Float(r), nil
			}),
			{Name: "gcd", Sig: "(*integers)", Two: quickGCD, Flags: core.Lends | core.Polls, Doc: "Greatest Common Divisor.", Fn: gcdLcm(0, func(a, b uint64) (uint64, bool) { return mathx.GCD64(a, b), true }, func(a, b *big.Int, t *thread) (*big.Int, error) { return bignum.GCD(a, b, t.Poll) })},
			{Name: "hypot", Sig: "(*coordinates)", Flags: core.Lends | core.Polls, Doc: "Return the distance of a point from the origin: the square root of the sum of\nthe squares.", Fn: hypot},
			{Name: "isclose", Sig: "(a, b, *, rel_tol=1e-09, abs_tol=0.0)", Flags: core.Pure, Doc: "Return whether two numbers are nearly equal.\n\nThey are if they are the same, or if they differ by at most abs_tol, or by at\nmost rel_tol times the larger. A NaN is near nothing, an infinity only to\nitself.", Fn: isclose},
			one("isfinite", "Return whether x is neither infinite nor NaN.", predicate(func(x float64) bool { return x-x == 0 })),
			one("isinf", "Return whether x is infinite, of either sign.", predicate(func(x float64) bool { return math.IsInf(x, 0) })),
			one("isnan", "Return whether x is NaN.", predicate(func(x float64) bool { return x != x })),
			{Name: "isqrt", Sig: "(n, /)", Flags: core.Polls, Doc: "Return the greatest integer whose square is not above n.", Fn: isqrt},
			{Name: "lcm", Sig: "(*integers)", Flags: core.Lends | core.Polls, Doc: "Least Common Multiple.", Fn: gcdLcm(1, smallLCM, func(a, b *big.Int, t *thread) (*big.Int, error) { return mathx.LCM(a, b, t.Poll) })},
			{Name: "ldexp", Sig: "(x, i, /)", Flags: core.Pure, Doc: "Return x * 2**i, which undoes frexp().", Fn: ldexp},
			one("lgamma", "Return the natural logarithm of abs(gamma(x)).", func(t *thread, a []value) (value, error) {
				x, err := t.ToFloat(a[0])
				if err != nil {
					return core.Unbound, err
				}
				if x <= 0 && x == math.Floor(x) && !math.IsInf(x, 0) {
					return core.Unbound, t.ValueError("expected a noninteger or positive integer, got %s", core.FloatText(x))
				}
				r := mathx.Lgamma(x)
				if math.IsInf(r, 0) && !math.IsInf(x, 0) {
					return core.Unbound, rangeError(t)
				}
				return core.Float(r), nil
			}),
			{Name: "log", Sig: "(x, base=<unrepresentable>, /)", Flags: core.Pure, Doc: "log(x[, base])\n\nReturn the logarithm of x, natural unless a base is given.", Fn: log},
			one("log10", "Return the logarithm of x to the base 10.", logBase(mathx.Log10, mathx.Log10Scaled)),
			one("log1p", "Return the natural logarithm of 1 + x, exactly also where x is near 0.", expecting(mathx.Log1p, func(x float64) bool { return x > -1 }, "expected argument value > -1, got %s")),
			one("log2", "Return the logarithm of x to the base 2.", logBase(mathx.Log2, mathx.Log2Scaled)),
			{Name: "modf", Sig: "(x, /)", Flags: core.Pure, Doc: "Return the fraction and the whole part of x, both floats with its sign.", Fn: func(t *thread, a []value) (value, error) {
				x, err := t.ToFloat(a[0])
				if err != nil {
					return core.Unbound, err
				}
				if math.IsInf(x, 0) {
					return core.NewTuple(core.Float(math.Copysign(0, x)), core.Float(x)), nil
				}
				i := math.Trunc(x)
				return core.NewTuple(core.Float(math.Copysign(x-i, x)), core.Float(i)), nil
			}},
			{Name: "nextafter", Sig: "(x, y, /, *, steps=None)", Flags: core.Pure, Doc: "Return the next float after x on the way to y, or the one that many steps on.", Fn: nextafter},
			{Name: "perm", Sig: "(n, k=None, /)", Flags: core.Polls | core.Charges, Doc: "Return in how many ways k of n things can be put in a row; without k, all n of\nthem.", Fn: choose("perm", mathx.Perm)},
			{Name: "comb", Sig: "(n, k, /)", Flags: core.Polls | core.Charges, Doc: "Return how many ways there are to choose k of n things, whatever their order.", Fn: choose("comb", mathx.Comb)},
			{Name: "pow", Sig: "(x, y, /)", Flags: core.Pure, Doc: "Return x to the power y, as a float.", Fn: binary(pow)},
			{Name: "prod", Sig: "(iterable, /, *, start=1)", Flags: core.Polls, Doc: "Multiply numbers, beginning with start.", Fn: prod},
			one("radians", "Turn degrees into radians.", unary(func(x float64) float64 { return x * (math.Pi / 180) }, true)),
			{Name: "remainder", Sig: "(x, y, /)", Flags: core.Pure, Doc: "Return x - n * y, where n is the integer nearest to x / y (the even one of\ntwo).", Fn: binary(remainder)},
			one("sin", "Return the sine of x, given in radians.", expecting(mathx.Sin, finite, "expected a finite input, got %s")),
			one("sinh", "Return the hyperbolic sine of x.", unary(mathx.Sinh, true)),
			one("sqrt", "Return the square root of x.", expecting(math.Sqrt, func(x float64) bool { return x >= 0 }, "expected a nonnegative input, got %s")),
			{Name: "sumprod", Sig: "(p, q, /)", Flags: core.Polls, Doc: "Multiply the numbers of p and q pair by pair and add up the products.\n\nRaise ValueError if one has more than the other.", Fn: sumprod},
			one("tan", "Return the tangent of x, given in radians.", expecting(mathx.Tan, finite, "expected a finite input, got %s")),
			one("tanh", "Return the hyperbolic tangent of x.", unary(mathx.Tanh, false)),
			one("trunc", "Return x without its fraction.", rounding("__trunc__", math.Trunc)),
			one("ulp", "Return the distance from x to the next float.", unary(mathx.ULP, false)),
		},
		Attrs: []core.Attr{
			{Name: "pi", Value: core.Float(math.Pi)},
			{Name: "e", Value: core.Float(math.E)},
			{Name: "tau", Value: core.Float(2 * math.Pi)},
			{Name: "inf", Value: core.Float(math.Inf(1))},
			{Name: "nan", Value: core.Float(math.NaN())},
		},
	}
}
