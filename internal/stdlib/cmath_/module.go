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
	{"exp", mathx.CExp, "Return e to the power z."},
	{"log10", mathx.CLog10, "Return the logarithm of z to the base 10."},
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
		Doc:  "Mathematics on complex numbers.",
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
			{Name: "log", Sig: "(z, base=<unrepresentable>, /)", Flags: core.Pure, Fn: log, Doc: "log(z[, base]) -> complex\n\nReturn the logarithm of z, natural unless a base is given. The cut is along\nthe real axis below 0."},
			{Name: "phase", Sig: "(z, /)", Flags: core.Pure, Fn: phase, Doc: "Return the angle of z in radians, from -pi to pi."},
			{Name: "polar", Sig: "(z, /)", Flags: core.Pure, Fn: polar, Doc: "Return the polar coordinates of z: its distance from 0, and its angle in\nradians."},
			{Name: "rect", Sig: "(r, phi, /)", Flags: core.Pure, Fn: rect, Doc: "Return the number at distance r from 0 and angle phi in radians."},
			{Name: "isclose", Sig: "(a, b, *, rel_tol=1e-09, abs_tol=0.0)", Flags: core.Pure, Fn: isclose, Doc: "Return whether two complex numbers are nearly equal.\n\nThey are if they are the same, or if their distance is at most abs_tol, or at\nmost rel_tol times the larger of their magnitudes. A NaN is near nothing, an\ninfinity only to itself."},
			{Name: "isfinite", Sig: "(z, /)", Flags: core.Pure, Fn: test(func(re, im float64) bool { return re-re == 0 && im-im == 0 }), Doc: "Return whether neither part of z is infinite or NaN."},
			{Name: "isinf", Sig: "(z, /)", Flags: core.Pure, Fn: test(func(re, im float64) bool { return math.IsInf(re, 0) || math.IsInf(im, 0) }), Doc: "Return whether a part of z is infinite."},
			{Name: "isnan", Sig: "(z, /)", Flags: core.Pure, Fn: test(func(re, im float64) bool { return re != re || im != im }), Doc: "Return whether a part of z is NaN."},
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
