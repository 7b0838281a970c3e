// Package math is the native module math, over package mathx.
package math

import (
	"errors"
	"math"
	"math/big"

	"github.com/vivarium-py/vivarium/internal/bignum"
	"github.com/vivarium-py/vivarium/internal/core"
	"github.com/vivarium-py/vivarium/internal/mathx"
)

type (
	thread = core.Thread
	value  = core.Value
)

// domain is the ValueError of an argument outside a function's domain.
func domain(t *thread) error { return t.ValueError("math domain error") }

// rangeError is the OverflowError of a result beyond the range of float.
func rangeError(t *thread) error { return t.OverflowError("math range error") }

// unary makes a function of one float. A NaN from a number is a domain error; an infinity from a finite number is a range
// error if overflow is set, else a domain error.
func unary(f func(float64) float64, overflow bool) core.NativeFn {
	return func(t *thread, a []value) (value, error) {
		x, err := t.ToFloat(a[0])
		if err != nil {
			return core.Unbound, err
		}
		r := f(x)
		if r != r && x == x {
			return core.Unbound, domain(t)
		}
		if math.IsInf(r, 0) && !math.IsInf(x, 0) && x == x {
			if overflow {
				return core.Unbound, rangeError(t)
			}
			return core.Unbound, domain(t)
		}
		return core.Float(r), nil
	}
}

// expecting makes a function whose domain errors name what it expects (3.14).
func expecting(f func(float64) float64, ok func(float64) bool, msg string) core.NativeFn {
	return func(t *thread, a []value) (value, error) {
		x, err := t.ToFloat(a[0])
		if err != nil {
			return core.Unbound, err
		}
		if x == x && !ok(x) {
			return core.Unbound, t.ValueError(msg, core.FloatText(x))
		}
		r := f(x)
		if math.IsInf(r, 0) && !math.IsInf(x, 0) {
			return core.Unbound, rangeError(t)
		}
		return core.Float(r), nil
	}
}

func binary(f func(t *thread, x, y float64) (float64, error)) core.NativeFn {
	return func(t *thread, a []value) (value, error) {
		x, err := t.ToFloat(a[0])
		if err != nil {
			return core.Unbound, err
		}
		y, err := t.ToFloat(a[1])
		if err != nil {
			return core.Unbound, err
		}
		r, err := f(t, x, y)
		return core.Float(r), err
	}
}

func predicate(f func(float64) bool) core.NativeFn {
	return func(t *thread, a []value) (value, error) {
		x, err := t.ToFloat(a[0])
		return core.Bool(f(x)), err
	}
}

// index gives an int argument.
func index(t *thread, v value) (int64, *big.Int, error) {
	r, err := t.Index(v)
	if err != nil {
		return 0, nil, err
	}
	s, b, _ := core.AsInt(r)
	return s, b, nil
}

func asBig(s int64, b *big.Int) *big.Int {
	if b == nil {
		return big.NewInt(s)
	}
	return b
}

func pow(t *thread, x, y float64) (float64, error) {
	r := mathx.Pow(x, y)
	switch {
	case r != r && x == x && y == y:
		return 0, domain(t)
	case math.IsInf(r, 0) && !math.IsInf(x, 0) && !math.IsInf(y, 0):
		if x == 0 {
			return 0, domain(t)
		}
		return 0, rangeError(t)
	}
	return r, nil
}

func fmod(t *thread, x, y float64) (float64, error) {
	if math.IsInf(y, 0) && !math.IsInf(x, 0) {
		return x, nil
	}
	r := math.Mod(x, y)
	if r != r && x == x && y == y {
		return 0, domain(t)
	}
	return r, nil
}

func remainder(t *thread, x, y float64) (float64, error) {
	r, ok := mathx.Remainder(x, y)
	if !ok {
		return 0, domain(t)
	}
	return r, nil
}

// logOf is the logarithm of a float or an int of any size.
func logOf(t *thread, v value, f func(float64) float64, scaled func(m float64, e int) float64) (float64, error) {
	if s, b, ok := core.AsInt(v); ok {
		if b == nil && s <= 0 || b != nil && b.Sign() <= 0 {
			return 0, t.ValueError("expected a positive input")
		}
		if b == nil {
			return f(float64(s)), nil
		}
		if x, fits := bignum.ToFloat(b); fits {
			return f(x), nil
		}
		e := b.BitLen()
		top := new(big.Int).Rsh(b, uint(max(e-128, 0))) // more than a float takes
		m, _ := new(big.Float).SetMantExp(new(big.Float).SetInt(top), -top.BitLen()).Float64()
		return scaled(m, e), nil
	}
	x, err := t.ToFloat(v)
	if err != nil {
		return 0, err
	}
	if x == x && !(x > 0) {
		return 0, t.ValueError("expected a positive input, got %s", core.FloatText(x))
	}
	return f(x), nil
}

func log(t *thread, a []value) (value, error) {
	x, err := logOf(t, a[0], mathx.Log, mathx.LogScaled)
	if err != nil || a[1].IsUnbound() {
		return core.Float(x), err
	}
	b, err := logOf(t, a[1], mathx.Log, mathx.LogScaled)
	if err != nil {
		return core.Unbound, err
	}
	if b == 0 {
		return core.Unbound, t.Raise(&core.ExcZeroDivisionError, "division by zero")
	}
	return core.Float(x / b), nil
}

func logBase(f func(float64) float64, scaled func(float64, int) float64) core.NativeFn {
	return func(t *thread, a []value) (value, error) {
		x, err := logOf(t, a[0], f, scaled)
		return core.Float(x), err
	}
}

// rounding is ceil, floor or trunc: the type's own method, or that of float.
func rounding(name string, f func(float64) float64) core.NativeFn {
	dunder := core.Intern(name)
	return func(t *thread, a []value) (value, error) {
		if !a[0].IsFloat() {
			v, ok, err := t.CallSpecial(a[0], dunder)
			if ok || err != nil {
				return v, err
			}
			if name == "__trunc__" {
				return core.Unbound, t.TypeError("type %s doesn't define __trunc__ method", a[0].TypeName())
			}
		}
		x, err := t.ToFloat(a[0])
		if err != nil {
			return core.Unbound, err
		}
		return t.FloatToInt(f(x))
	}
}

func gcdLcm(zero int64, small func(a, b uint64) (uint64, bool), large func(a, b *big.Int, t *thread) (*big.Int, error)) core.NativeFn {
	return func(t *thread, a []value) (value, error) {
		args := core.AsTuple(a[0]).Items()
		if len(args) == 2 && args[0].IsSmall() && args[1].IsSmall() {
			x, y := args[0].Small(), args[1].Small()
			if r, ok := small(uint64(max(x, -x)), uint64(max(y, -y))); ok && x > math.MinInt64 && y > math.MinInt64 {
				return core.Uint(r), nil
			}
		}
		acc := big.NewInt(zero)
		for _, v := range args {
			if err := t.Poll(); err != nil {
				return core.Unbound, err
			}
			s, b, err := index(t, v)
			if err != nil {
				return core.Unbound, err
			}
			x := asBig(s, b)
			if acc.IsInt64() && x.IsInt64() && x.Int64() != math.MinInt64 && acc.Int64() != math.MinInt64 {
				if r, ok := small(acc.Uint64(), new(big.Int).Abs(x).Uint64()); ok {
					acc = new(big.Int).SetUint64(r)
					continue
				}
			}
			if n := (acc.BitLen() + x.BitLen()) / 8; n > 1<<13 {
				if err := t.Charge(2 * n); err != nil {
					return core.Unbound, err
				}
			}
			r, err := large(acc, new(big.Int).Abs(x), t)
			if err != nil {
				return core.Unbound, err
			}
			acc = r
		}
		return core.BigInt(acc), nil
	}
}

// quickGCD knows two short ints.
func quickGCD(a, b value) (value, bool) {
	if !a.IsSmall() || !b.IsSmall() || a.Small() == math.MinInt64 || b.Small() == math.MinInt64 {
		return core.Unbound, false
	}
	x, y := a.Small(), b.Small()
	return core.Int(int64(mathx.GCD64(uint64(max(x, -x)), uint64(max(y, -y))))), true
}

// smallLCM is the least common multiple of what is short.
func smallLCM(a, b uint64) (uint64, bool) {
	if a == 0 || b == 0 {
		return 0, true
	}
	if a >= 1<<31 || b >= 1<<31 {
		return 0, false
	}
	return a / mathx.GCD64(a, b) * b, true
}

func factorial(t *thread, a []value) (value, error) {
	s, b, err := index(t, a[0])
	if err != nil {
		return core.Unbound, err
	}
	if b != nil && b.Sign() < 0 || b == nil && s < 0 {
		return core.Unbound, t.ValueError("factorial() not defined for negative values")
	}
	if b != nil {
		return core.Unbound, t.OverflowError("factorial() argument should not exceed %d", int64(math.MaxInt64))
	}
	times := 1.0
	if s > 10000 {
		times = 32 // products of products
	}
	if err := t.Charge(int(min(times*mathx.FactorialBits(s)/8, 1<<46))); err != nil {
		return core.Unbound, err
	}
	r, err := mathx.Factorial(s, t.Poll)
	if err != nil {
		return core.Unbound, err
	}
	return core.BigInt(r), nil
}

// choose is comb and perm.
func choose(name string, f func(n *big.Int, k int64, poll mathx.Poll) (*big.Int, error)) core.NativeFn {
	return func(t *thread, a []value) (value, error) {
		if name == "perm" && a[1].IsNone() {
			return factorial(t, a[:1])
		}
		ns, nb, err := index(t, a[0])
		if err != nil {
			return core.Unbound, err
		}
		ks, kb, err := index(t, a[1])
		if err != nil {
			return core.Unbound, err
		}
		n, k := asBig(ns, nb), asBig(ks, kb)
		if n.Sign() < 0 {
			return core.Unbound, t.ValueError("n must be a non-negative integer")
		}
		if k.Sign() < 0 {
			return core.Unbound, t.ValueError("k must be a non-negative integer")
		}
		if k.Cmp(n) > 0 {
			return core.Int(0), nil
		}
		if name == "comb" {
			if other := new(big.Int).Sub(n, k); other.Cmp(k) < 0 {
				k = other
			}
			if nb == nil && k.IsInt64() {
				if r, ok := mathx.Comb64(uint64(ns), uint64(k.Int64())); ok {
					return core.Uint(r), nil
				}
			}
		}
		if !k.IsInt64() {
			if name == "comb" {
				return core.Unbound, t.OverflowError("min(n - k, k) must not exceed %d", int64(math.MaxInt64))
			}
			return core.Unbound, t.OverflowError("k must not exceed %d", int64(math.MaxInt64))
		}
		if err := t.Charge(int(min(float64(n.BitLen())*float64(k.Int64())/8, 1<<46))); err != nil {
			return core.Unbound, err
		}
		r, err := f(n, k.Int64(), t.Poll)
		if err != nil {
			return core.Unbound, err
		}
		return core.BigInt(r), nil
	}
}

func isqrt(t *thread, a []value) (value, error) {
	s, b, err := index(t, a[0])
	if err != nil {
		return core.Unbound, err
	}
	if b == nil && s < 0 || b != nil && b.Sign() < 0 {
		return core.Unbound, t.ValueError("isqrt() argument must be nonnegative")
	}
	if b == nil {
		return core.Uint(mathx.ISqrt64(uint64(s))), nil
	}
	if n := b.BitLen(); n > 1<<18 {
		if err := t.Charge(n / 8 * 24); err != nil {
			return core.Unbound, err
		}
	}
	r, err := bignum.Sqrt(b, t.Poll)
	if err != nil {
		return core.Unbound, err
	}
	return core.BigInt(r), nil
}

func fsum(t *thread, a []value) (value, error) {
	var s mathx.Sum
	err := t.Iterate(a[0], func(v value) error {
		x, err := t.ToFloat(v)
		if err != nil {
			return err
		}
		return sumError(t, s.Add(x))
	})
	if err != nil {
		return core.Unbound, err
	}
	r, err := s.Result()
	return core.Float(r), sumError(t, err)
}

func sumError(t *thread, err error) error {
	switch {
	case errors.Is(err, mathx.ErrSumOverflow):
		return t.OverflowError("%s", err.Error())
	case errors.Is(err, mathx.ErrSumInf):
		return t.ValueError("%s", err.Error())
	}
	return err
}

func hypot(t *thread, a []value) (value, error) {
	args := core.AsTuple(a[0]).Items()
	xs := make([]float64, len(args))
	for i, v := range args {
		x, err := t.ToFloat(v)
		if err != nil {
			return core.Unbound, err
		}
		xs[i] = x
	}
	return core.Float(mathx.Hypot(xs...)), nil
}

func dist(t *thread, a []value) (value, error) {
	p, err := t.Collect(a[0])
	if err != nil {
		return core.Unbound, err
	}
	q, err := t.Collect(a[1])
	if err != nil {
		return core.Unbound, err
	}
	if len(p) != len(q) {
		return core.Unbound, t.ValueError("both points must have the same number of dimensions")
	}
	xs := make([]float64, len(p))
	for i := range p {
		if err := t.Poll(); err != nil {
			return core.Unbound, err
		}
		x, err := t.ToFloat(p[i])
		if err != nil {
			return core.Unbound, err
		}
		y, err := t.ToFloat(q[i])
		if err != nil {
			return core.Unbound, err
		}
		xs[i] = math.Abs(x - y)
	}
	return core.Float(mathx.Hypot(xs...)), nil
}

// sumprod adds up products: floats exactly, anything else by the protocol.
func sumprod(t *thread, a []value) (value, error) {
	p, err := t.Collect(a[0])
	if err != nil {
		return core.Unbound, err
	}
	q, err := t.Collect(a[1])
	if err != nil {
		return core.Unbound, err
	}
	if len(p) != len(q) {
		return core.Unbound, t.ValueError("Inputs are not the same length")
	}
	floats := len(p) > 0
	anyFloat := false
	xs, ys := make([]float64, len(p)), make([]float64, len(p))
	for i := range p {
		number := func(v value) (float64, bool) {
			if v.IsFloat() {
				anyFloat = true
				return v.Float64(), true
			}
			if v.IsSmall() && v.Small() > -1<<53 && v.Small() < 1<<53 {
				return float64(v.Small()), true
			}
			return 0, false
		}
		x, ok1 := number(p[i])
		y, ok2 := number(q[i])
		if !ok1 || !ok2 {
			floats = false
			break
		}
		xs[i], ys[i] = x, y
	}
	if floats && anyFloat {
		return core.Float(mathx.SumProd(xs, ys)), nil
	}
	total := core.Int(0)
	for i := range p {
		if err := t.Poll(); err != nil {
			return core.Unbound, err
		}
		x, err := t.Binary(core.OpMul, p[i], q[i])
		if err != nil {
			return core.Unbound, err
		}
		if total, err = t.Binary(core.OpAdd, total, x); err != nil {
			return core.Unbound, err
		}
	}
	return total, nil
}

func prod(t *thread, a []value) (value, error) {
	acc := a[1]
	err := t.Iterate(a[0], func(v value) error {
		if acc.IsFloat() && v.IsFloat() {
			acc = core.Float(acc.Float64() * v.Float64())
			return nil
		}
		r, err := t.Binary(core.OpMul, acc, v)
		acc = r
		return err
	})
	return acc, err
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
	d := math.Abs(x - y)
	return core.Bool(d <= math.Abs(rel*y) || d <= math.Abs(rel*x) || d <= abs), nil
}

func nextafter(t *thread, a []value) (value, error) {
	x, err := t.ToFloat(a[0])
	if err != nil {
		return core.Unbound, err
	}
	y, err := t.ToFloat(a[1])
	if err != nil {
		return core.Unbound, err
	}
	steps := uint64(1)
	if a[2].IsNone() {
		if x == y {
			return core.Float(y), nil
		}
		return core.Float(math.Nextafter(x, y)), nil
	} else {
		s, b, err := index(t, a[2])
		if err != nil {
			return core.Unbound, err
		}
		if b != nil && b.Sign() < 0 || b == nil && s < 0 {
			return core.Unbound, t.ValueError("steps must be a non-negative integer")
		}
		steps = math.MaxUint64
		if b == nil {
			steps = uint64(s)
		}
	}
	return core.Float(mathx.NextAfter(x, y, steps)), nil
}

func ldexp(t *thread, a []value) (value, error) {
	x, err := t.ToFloat(a[0])
	if err != nil {
		return core.Unbound, err
	}
	s, b, ok := core.AsInt(a[1])
	if !ok {
		return core.Unbound, t.TypeError("Expected an int as second argument to ldexp.")
	}
	if x == 0 || x-x != 0 {
		return core.Float(x), nil
	}
	if b != nil {
		s = math.MaxInt64
		if b.Sign() < 0 {
			s = math.MinInt64
		}
	}
	r := math.Ldexp(x, int(max(min(s, 5000), -5000)))
	if math.IsInf(r, 0) {
		return core.Unbound, rangeError(t)
	}
	return core.Float(r), nil
}

func fma(t *thread, a []value) (value, error) {
	var f [3]float64
	for i := range f {
		x, err := t.ToFloat(a[i])
		if err != nil {
			return core.Unbound, err
		}
		f[i] = x
	}
	r, err := mathx.FMA(f[0], f[1], f[2])
	switch {
	case errors.Is(err, mathx.ErrFMAInvalid):
		err = t.ValueError("%s", err.Error())
	case errors.Is(err, mathx.ErrFMAOverflow):
		err = t.OverflowError("%s", err.Error())
	}
	return core.Float(r), err
}
