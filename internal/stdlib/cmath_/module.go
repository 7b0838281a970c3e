// Package cmath_ is the module cmath over package mathx.
package cmath_

import (
	"math"

	"github.com/vivarium-py/vivarium/internal/core"
	"github.com/vivarium-py/vivarium/internal/mathx"
)

type (
	thread = core.Thread
	value  = core.Value
)

var functions = []struct {
	name string
	f    func(complex128) (complex128, mathx.Fault)
	doc  string
}{
	{"acos", mathx.CAcos, "Return the arc cosine of z."},
	{"acosh", mathx.CAcosh, "Return the inverse hyperbolic cosine of z."},
	{"asin", mathx.CAsin, "Return the arc sine of z."},
	{"asinh", mathx.CAsinh, "Return the inverse hyperbolic sine of z."},
	{"atan", mathx.CAtan, "Return the arc tangent of z."},
	{"atanh", mathx.CAtanh, "Return the inverse hyperbolic tangent of z."},
	{"cos", mathx.CCos, "Return the cosine of z."},
	{"cosh", mathx.CCosh, "Return the hyperbolic cosine of z."},
	{"exp", mathx.CExp, "Return the exponential value e**z."},
	{"log10", mathx.CLog10, "Return the base-10 logarithm of z."},
	{"sin", mathx.CSin, "Return the sine of z."},
	{"sinh", mathx.CSinh, "Return the hyperbolic sine of z."},
	{"sqrt", mathx.CSqrt, "Return the square root of z."},
	{"tan", mathx.CTan, "Return the tangent of z."},
	{"tanh", mathx.CTanh, "Return the hyperbolic tangent of z."},
}

// Module is cmath.
func Module() *core.ModuleDef {
	inf, nan := math.Inf(1), math.NaN()
	m := &core.ModuleDef{
		Name: "cmath",
		Doc:  "This module provides access to mathematical functions for complex\nnumbers.",
		Attrs: []core.Attr{
			{Name: "pi", Value: core.Float(math.Pi)},
			{Name: "e", Value: core.Float(math.E)},
			{Name: "tau", Value: core.Float(2 * math.Pi)},
			{Name: "inf", Value: core.Float(inf)},
			{Name: "infj", Value: core.Complex(0, inf)},
			{Name: "nan", Value: core.Float(nan)},
			{Name: "nanj", Value: core.Complex(0, nan)},
		},
		Funcs: []core.Func{
			{Name: "log", Sig: "(z, base=<unrepresentable>, /)", Flags: core.Pure, Fn: log, Doc: "log(z[, base]) -> the logarithm of z to the given base.\n\nIf the base is not specified, returns the natural logarithm (base e) of z."},
			{Name: "phase", Sig: "(z, /)", Flags: core.Pure, Fn: phase, Doc: "Return argument, also known as the phase angle, of a complex."},
			{Name: "polar", Sig: "(z, /)", Flags: core.Pure, Fn: polar, Doc: "Convert a complex from rectangular coordinates to polar coordinates.\n\nr is the distance from 0 and phi the phase angle."},
			{Name: "rect", Sig: "(r, phi, /)", Flags: core.Pure, Fn: rect, Doc: "Convert from polar coordinates to rectangular coordinates."},
			{Name: "isclose", Sig: "(a, b, *, rel_tol=1e-09, abs_tol=0.0)", Flags: core.Pure, Fn: isclose, Doc: "Determine whether two complex numbers are close in value.\n\n  rel_tol\n    maximum difference for being considered \"close\", relative to the\n    magnitude of the input values\n  abs_tol\n    maximum difference for being considered \"close\", regardless of the\n    magnitude of the input values\n\nReturn True if a is close in value to b, and False otherwise.\n\nFor the values to be considered close, the difference between them must be\nsmaller than at least one of the tolerances.\n\n-inf, inf and NaN behave similarly to the IEEE 754 Standard. That is, NaN is\nnot close to anything, even itself. inf and -inf are only close to themselves."},
			{Name: "isfinite", Sig: "(z, /)", Flags: core.Pure, Fn: test(func(re, im float64) bool { return re-re == 0 && im-im == 0 }), Doc: "Return True if both the real and imaginary parts of z are finite, else False."},
			{Name: "isinf", Sig: "(z, /)", Flags: core.Pure, Fn: test(func(re, im float64) bool { return math.IsInf(re, 0) || math.IsInf(im, 0) }), Doc: "Checks if the real or imaginary part of z is infinite."},
			{Name: "isnan", Sig: "(z, /)", Flags: core.Pure, Fn: test(func(re, im float64) bool { return re != re || im != im }), Doc: "Checks if the real or imaginary part of z not a number (NaN)."},
		},
	}
	for _, f := range functions {
		g := f.f
		m.Funcs = append(m.Funcs, core.Func{Name: f.name, Sig: "(z, /)", Flags: core.Pure, Doc: f.doc, Fn: func(t *thread, a []value) (value, error) {
			z, err := t.ToComplex(a[0])
			if err != nil {
				return core.Unbound, err
			}
			return result(t)(g(z))
		}})
	}
	return m
}

func fault(t *thread, f mathx.Fault) error {
	switch f {
	case mathx.Domain:
		return t.ValueError("math domain error")
	case mathx.Range:
		return t.OverflowError("math range error")
	}
	return nil
}

func result(t *thread) func(z complex128, f mathx.Fault) (value, error) {
	return func(z complex128, f mathx.Fault) (value, error) {
		if err := fault(t, f); err != nil {
			return core.Unbound, err
		}
		return core.Complex(real(z), imag(z)), nil
	}
}

func log(t *thread, a []value) (value, error) {
	z, err := t.ToComplex(a[0])
	if err != nil {
		return core.Unbound, err
	}
	x, f := mathx.CLog(z)
	if !a[1].IsUnbound() {
		b, err := t.ToComplex(a[1])
		if err != nil {
			return core.Unbound, err
		}
		y, g := mathx.CLog(b)
		if f == mathx.OK {
			f = g
		}
		q, ok := mathx.CDiv(x, y)
		if !ok && f == mathx.OK {
			f = mathx.Domain
		}
		x = q
	}
	return result(t)(x, f)
}

func phase(t *thread, a []value) (value, error) {
	z, err := t.ToComplex(a[0])
	return core.Float(mathx.CPhase(z)), err
}

func polar(t *thread, a []value) (value, error) {
	z, err := t.ToComplex(a[0])
	if err != nil {
		return core.Unbound, err
	}
	r, f := mathx.CAbs(z)
	if err := fault(t, f); err != nil {
		return core.Unbound, err
	}
	return core.NewTuple(core.Float(r), core.Float(mathx.CPhase(z))), nil
}

func rect(t *thread, a []value) (value, error) {
	r, err := t.ToFloat(a[0])
	if err != nil {
		return core.Unbound, err
	}
	phi, err := t.ToFloat(a[1])
	if err != nil {
		return core.Unbound, err
	}
	return result(t)(mathx.CRect(r, phi))
}

func test(f func(re, im float64) bool) core.NativeFn {
	return func(t *thread, a []value) (value, error) {
		z, err := t.ToComplex(a[0])
		return core.Bool(f(real(z), imag(z))), err
	}
}

func isclose(t *thread, a []value) (value, error) {
	x, err := t.ToComplex(a[0])
	if err != nil {
		return core.Unbound, err
	}
	y, err := t.ToComplex(a[1])
	if err != nil {
		return core.Unbound, err
	}
	rel, err := t.ToFloat(a[2])
	if err != nil {
		return core.Unbound, err
	}
	abs, err := t.ToFloat(a[3])
	if err != nil {
		return core.Unbound, err
	}
	if rel < 0 || abs < 0 {
		return core.Unbound, t.ValueError("tolerances must be non-negative")
	}
	if x == y {
		return core.True, nil
	}
	inf := func(z complex128) bool { return math.IsInf(real(z), 0) || math.IsInf(imag(z), 0) }
	if inf(x) || inf(y) {
		return core.False, nil
	}
	size := func(z complex128) float64 { return mathx.Hypot(real(z), imag(z)) }
	d := size(x - y)
	return core.Bool(d <= rel*size(y) || d <= rel*size(x) || d <= abs), nil
}
