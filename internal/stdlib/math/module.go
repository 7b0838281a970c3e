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
		Doc:  "This module provides access to the mathematical functions\ndefined by the C standard.",
		Funcs: []core.Func{
			one("acos", "Return the arc cosine (measured in radians) of x.\n\nThe result is between 0 and pi.", expecting(mathx.Acos, unit, "expected a number in range from -1 up to 1, got %s")),
			one("acosh", "Return the inverse hyperbolic cosine of x.", expecting(mathx.Acosh, func(x float64) bool { return x >= 1 }, "expected argument value not less than 1, got %s")),
			one("asin", "Return the arc sine (measured in radians) of x.\n\nThe result is between -pi/2 and pi/2.", expecting(mathx.Asin, unit, "expected a number in range from -1 up to 1, got %s")),
			one("asinh", "Return the inverse hyperbolic sine of x.", unary(mathx.Asinh, false)),
			one("atan", "Return the arc tangent (measured in radians) of x.\n\nThe result is between -pi/2 and pi/2.", unary(mathx.Atan, false)),
			{Name: "atan2", Sig: "(y, x, /)", Flags: core.Pure, Doc: "Return the arc tangent (measured in radians) of y/x.\n\nUnlike atan(y/x), the signs of both x and y are considered.", Fn: binary(func(t *thread, y, x float64) (float64, error) { return mathx.Atan2(y, x), nil })},
			one("atanh", "Return the inverse hyperbolic tangent of x.", expecting(mathx.Atanh, func(x float64) bool { return x > -1 && x < 1 }, "expected a number between -1 and 1, got %s")),
			one("cbrt", "Return the cube root of x.", unary(mathx.Cbrt, false)),
			one("ceil", "Return the ceiling of x as an Integral.\n\nThis is the smallest integer >= x.", rounding("__ceil__", math.Ceil)),
			{Name: "copysign", Sig: "(x, y, /)", Flags: core.Pure, Doc: "Return a float with the magnitude (absolute value) of x but the sign of y.\n\nOn platforms that support signed zeros, copysign(1.0, -0.0)\nreturns -1.0.", Fn: binary(func(t *thread, x, y float64) (float64, error) { return math.Copysign(x, y), nil })},
			one("cos", "Return the cosine of x (measured in radians).", expecting(mathx.Cos, finite, "expected a finite input, got %s")),
			one("cosh", "Return the hyperbolic cosine of x.", unary(mathx.Cosh, true)),
			one("degrees", "Convert angle x from radians to degrees.", unary(func(x float64) float64 { return x * (180 / math.Pi) }, true)),
			{Name: "dist", Sig: "(p, q, /)", Flags: core.Polls, Doc: "Return the Euclidean distance between two points p and q.", Fn: dist},
			one("erf", "Error function at x.", unary(mathx.Erf, false)),
			one("erfc", "Complementary error function at x.", unary(mathx.Erfc, false)),
			one("exp", "Return e raised to the power of x.", unary(mathx.Exp, true)),
			one("exp2", "Return 2 raised to the power of x.", unary(mathx.Exp2, true)),
			one("expm1", "Return exp(x)-1.", unary(mathx.Expm1, true)),
			one("fabs", "Return the absolute value of the float x.", unary(math.Abs, false)),
			{Name: "factorial", Sig: "(n, /)", Flags: core.Polls | core.Charges, Doc: "Find n!.", Fn: factorial},
			one("floor", "Return the floor of x as an Integral.\n\nThis is the largest integer <= x.", rounding("__floor__", math.Floor)),
			{Name: "fma", Sig: "(x, y, z, /)", Flags: core.Pure, Doc: "Fused multiply-add operation.\n\nCompute (x * y) + z with a single round.", Fn: fma},
			{Name: "fmod", Sig: "(x, y, /)", Flags: core.Pure, Doc: "Return fmod(x, y), according to platform C.\n\nx % y may differ.", Fn: binary(fmod)},
			{Name: "frexp", Sig: "(x, /)", Flags: core.Pure, Doc: "Return the mantissa and exponent of x, as pair (m, e).", Fn: func(t *thread, a []value) (value, error) {
				x, err := t.ToFloat(a[0])
				if err != nil {
					return core.Unbound, err
				}
				m, e := math.Frexp(x)
				return core.NewTuple(core.Float(m), core.Int(int64(e))), nil
			}},
			{Name: "fsum", Sig: "(seq, /)", Flags: core.Polls, Doc: "Return an accurate floating-point sum of values in the iterable seq.", Fn: fsum},
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
			{Name: "hypot", Sig: "(*coordinates)", Flags: core.Lends | core.Polls, Doc: "Multidimensional Euclidean distance from the origin to a point.", Fn: hypot},
			{Name: "isclose", Sig: "(a, b, *, rel_tol=1e-09, abs_tol=0.0)", Flags: core.Pure, Doc: "Determine whether two floating-point numbers are close in value.", Fn: isclose},
			one("isfinite", "Return True if x is neither an infinity nor a NaN, and False otherwise.", predicate(func(x float64) bool { return x-x == 0 })),
			one("isinf", "Return True if x is a positive or negative infinity, and False otherwise.", predicate(func(x float64) bool { return math.IsInf(x, 0) })),
			one("isnan", "Return True if x is a NaN (not a number), and False otherwise.", predicate(func(x float64) bool { return x != x })),
			{Name: "isqrt", Sig: "(n, /)", Flags: core.Polls, Doc: "Return the integer part of the square root of the input.", Fn: isqrt},
			{Name: "lcm", Sig: "(*integers)", Flags: core.Lends | core.Polls, Doc: "Least Common Multiple.", Fn: gcdLcm(1, smallLCM, func(a, b *big.Int, t *thread) (*big.Int, error) { return mathx.LCM(a, b, t.Poll) })},
			{Name: "ldexp", Sig: "(x, i, /)", Flags: core.Pure, Doc: "Return x * (2**i).\n\nThis is essentially the inverse of frexp().", Fn: ldexp},
			one("lgamma", "Natural logarithm of absolute value of Gamma function at x.", func(t *thread, a []value) (value, error) {
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
			{Name: "log", Sig: "(x, base=<unrepresentable>, /)", Flags: core.Pure, Doc: "log(x, [base=math.e])\nReturn the logarithm of x to the given base.\n\nIf the base is not specified, returns the natural logarithm (base e) of x.", Fn: log},
			one("log10", "Return the base 10 logarithm of x.", logBase(mathx.Log10, mathx.Log10Scaled)),
			one("log1p", "Return the natural logarithm of 1+x (base e).\n\nThe result is computed in a way which is accurate for x near zero.", expecting(mathx.Log1p, func(x float64) bool { return x > -1 }, "expected argument value > -1, got %s")),
			one("log2", "Return the base 2 logarithm of x.", logBase(mathx.Log2, mathx.Log2Scaled)),
			{Name: "modf", Sig: "(x, /)", Flags: core.Pure, Doc: "Return the fractional and integer parts of x.\n\nBoth results carry the sign of x and are floats.", Fn: func(t *thread, a []value) (value, error) {
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
			{Name: "nextafter", Sig: "(x, y, /, *, steps=None)", Flags: core.Pure, Doc: "Return the floating-point value the given number of steps after x towards y.", Fn: nextafter},
			{Name: "perm", Sig: "(n, k=None, /)", Flags: core.Polls | core.Charges, Doc: "Number of ways to choose k items from n items without repetition and with order.", Fn: choose("perm", mathx.Perm)},
			{Name: "comb", Sig: "(n, k, /)", Flags: core.Polls | core.Charges, Doc: "Number of ways to choose k items from n items without repetition and without order.", Fn: choose("comb", mathx.Comb)},
			{Name: "pow", Sig: "(x, y, /)", Flags: core.Pure, Doc: "Return x**y (x to the power of y).", Fn: binary(pow)},
			{Name: "prod", Sig: "(iterable, /, *, start=1)", Flags: core.Polls, Doc: "Calculate the product of all the elements in the input iterable.", Fn: prod},
			one("radians", "Convert angle x from degrees to radians.", unary(func(x float64) float64 { return x * (math.Pi / 180) }, true)),
			{Name: "remainder", Sig: "(x, y, /)", Flags: core.Pure, Doc: "Difference between x and the closest integer multiple of y.", Fn: binary(remainder)},
			one("sin", "Return the sine of x (measured in radians).", expecting(mathx.Sin, finite, "expected a finite input, got %s")),
			one("sinh", "Return the hyperbolic sine of x.", unary(mathx.Sinh, true)),
			one("sqrt", "Return the square root of x.", expecting(math.Sqrt, func(x float64) bool { return x >= 0 }, "expected a nonnegative input, got %s")),
			{Name: "sumprod", Sig: "(p, q, /)", Flags: core.Polls, Doc: "Return the sum of products of values from two iterables p and q.", Fn: sumprod},
			one("tan", "Return the tangent of x (measured in radians).", expecting(mathx.Tan, finite, "expected a finite input, got %s")),
			one("tanh", "Return the hyperbolic tangent of x.", unary(mathx.Tanh, false)),
			one("trunc", "Truncates the Real x to the nearest Integral toward 0.", rounding("__trunc__", math.Trunc)),
			one("ulp", "Return the value of the least significant bit of the float x.", unary(mathx.ULP, false)),
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
