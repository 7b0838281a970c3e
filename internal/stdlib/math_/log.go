// This file implements the logarithms, which take ints of any size.
package math_

import (
	"math/big"

	"github.com/vivarium-py/vivarium/internal/core"
	"github.com/vivarium-py/vivarium/internal/mathx"
)

// logOf applies a logarithm to a number. An int beyond the floats is m * 2**e, and the sum of the two logarithms is rounded
// as CPython rounds it.
func logOf(t *thread, v value, f func(float64) float64) (float64, error) {
	if i, b, ok := core.AsInt(v); ok {
		if b == nil {
			if i <= 0 {
				return 0, t.ValueError("expected a positive input")
			}
			return f(float64(i)), nil
		}
		if b.Sign() < 0 {
			return 0, t.ValueError("expected a positive input")
		}
		if x, acc := new(big.Float).SetInt(b).Float64(); acc == big.Exact || x < 1e308 {
			return f(x), nil
		}
		m := new(big.Float)
		e := new(big.Float).SetPrec(64).SetInt(b).MantExp(m)
		x, _ := m.Float64()
		return f(x) + f(2)*float64(e), nil
	}
	x, err := t.ToFloat(v)
	if err != nil {
		return 0, err
	}
	if x <= 0 {
		return 0, domainError(t, "expected a positive input", x)
	}
	return f(x), nil
}

func logTo(f func(float64) float64) core.NativeFn {
	return func(t *thread, a []value) (value, error) {
		r, err := logOf(t, a[0], f)
		return core.Float(r), err
	}
}

func log(t *thread, a []value) (value, error) {
	num, err := logOf(t, a[0], mathx.Log)
	if err != nil || a[1].IsUnbound() {
		return core.Float(num), err
	}
	den, err := logOf(t, a[1], mathx.Log)
	if err != nil {
		return core.Unbound, err
	}
	return t.Binary(core.OpTrueDiv, core.Float(num), core.Float(den))
}
