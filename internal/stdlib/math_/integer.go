// This file implements the functions of integers.
package math_

import (
	"math"
	"math/big"

	"github.com/vivarium-py/vivarium/internal/bignum"
	"github.com/vivarium-py/vivarium/internal/core"
	"github.com/vivarium-py/vivarium/internal/mathx"
)

func bigOf(v value) *big.Int {
	b, _ := core.AsBig(v)
	return b
}

func chargeBits(t *thread, bits float64) error {
	if bits > 1<<40 {
		return t.MemoryError()
	}
	return t.Charge(int(bits / 8))
}

func factorial(t *thread, a []value) (value, error) {
	v, err := t.Index(a[0])
	if err != nil {
		return core.Unbound, err
	}
	n, b, _ := core.AsInt(v)
	switch {
	case b != nil && b.Sign() > 0:
		return core.Unbound, t.OverflowError("factorial() argument should not exceed %d", int64(math.MaxInt64))
	case b != nil || n < 0:
		return core.Unbound, t.ValueError("factorial() not defined for negative values")
	}
	if err := chargeBits(t, mathx.FactorialBits(n)); err != nil {
		return core.Unbound, err
	}
	r, err := mathx.Factorial(n, t.Poll)
	if err != nil {
		return core.Unbound, err
	}
	return core.BigInt(r), nil
}

func perm(t *thread, a []value) (value, error) {
	if a[1].IsNone() {
		return factorial(t, a)
	}
	n, err := t.Index(a[0])
	if err != nil {
		return core.Unbound, err
	}
	k, err := t.Index(a[1])
	if err != nil {
		return core.Unbound, err
	}
	nb, kb := bigOf(n), bigOf(k)
	switch {
	case nb.Sign() < 0:
		return core.Unbound, t.ValueError("n must be a non-negative integer")
	case kb.Sign() < 0:
		return core.Unbound, t.ValueError("k must be a non-negative integer")
	case kb.Cmp(nb) > 0:
		return core.Int(0), nil
	case !kb.IsInt64():
		return core.Unbound, t.OverflowError("k must not exceed %d", int64(math.MaxInt64))
	}
	if err := chargeBits(t, float64(kb.Int64())*float64(nb.BitLen())); err != nil {
		return core.Unbound, err
	}
	r, err := mathx.Perm(nb, kb.Int64(), t.Poll)
	if err != nil {
		return core.Unbound, err
	}
	return core.BigInt(r), nil
}

func comb(t *thread, a []value) (value, error) {
	n, err := t.Index(a[0])
	if err != nil {
		return core.Unbound, err
	}
	k, err := t.Index(a[1])
	if err != nil {
		return core.Unbound, err
	}
	nb, kb := bigOf(n), bigOf(k)
	switch {
	case nb.Sign() < 0:
		return core.Unbound, t.ValueError("n must be a non-negative integer")
	case kb.Sign() < 0:
		return core.Unbound, t.ValueError("k must be a non-negative integer")
	case kb.Cmp(nb) > 0:
		return core.Int(0), nil
	}
	if rest := new(big.Int).Sub(nb, kb); rest.Cmp(kb) < 0 {
		kb = rest
	}
	if !kb.IsInt64() {
		return core.Unbound, t.OverflowError("min(n - k, k) must not exceed %d", int64(math.MaxInt64))
	}
	if nb.IsUint64() {
		if r, ok := mathx.Comb64(nb.Uint64(), kb.Uint64()); ok {
			return core.Uint(r), nil
		}
	}
	bits := float64(kb.Int64()) * float64(nb.BitLen())
	if nb.IsInt64() {
		bits = min(bits, float64(nb.Int64()))
	}
	if err := chargeBits(t, bits); err != nil {
		return core.Unbound, err
	}
	r, err := mathx.Comb(nb, kb.Int64(), t.Poll)
	if err != nil {
		return core.Unbound, err
	}
	return core.BigInt(r), nil
}

func isqrt(t *thread, a []value) (value, error) {
	v, err := t.Index(a[0])
	if err != nil {
		return core.Unbound, err
	}
	i, b, _ := core.AsInt(v)
	if i < 0 || b != nil && b.Sign() < 0 {
		return core.Unbound, t.ValueError("isqrt() argument must be nonnegative")
	}
	if b == nil {
		return core.Int(int64(mathx.ISqrt64(uint64(i)))), nil
	}
	if err := chargeBits(t, float64(b.BitLen())); err != nil {
		return core.Unbound, err
	}
	r, err := bignum.Sqrt(b, t.Poll)
	if err != nil {
		return core.Unbound, err
	}
	return core.BigInt(r), nil
}

// fold applies an operation on ints to all arguments.
func fold(t *thread, items []value, start value, f func(a, b value) (value, error)) (value, error) {
	acc := start
	for _, x := range items {
		if err := t.Poll(); err != nil {
			return core.Unbound, err
		}
		x, err := t.Index(x)
		if err != nil {
			return core.Unbound, err
		}
		if acc, err = f(acc, x); err != nil {
			return core.Unbound, err
		}
	}
	return acc, nil
}

func abs64(i int64) uint64 {
	if i < 0 {
		return uint64(-i)
	}
	return uint64(i)
}

func gcd(t *thread, a []value) (value, error) {
	return fold(t, core.AsTuple(a[0]).Items(), core.Int(0), func(x, y value) (value, error) {
		if x.IsSmall() && y.IsSmall() {
			return core.Uint(mathx.GCD64(abs64(x.Small()), abs64(y.Small()))), nil
		}
		p, q := bigOf(x), bigOf(y)
		if err := t.Charge((p.BitLen() + q.BitLen()) / 4); err != nil {
			return core.Unbound, err
		}
		r, err := bignum.GCD(p, q, t.Poll)
		if err != nil {
			return core.Unbound, err
		}
		return core.BigInt(r), nil
	})
}

func lcm(t *thread, a []value) (value, error) {
	return fold(t, core.AsTuple(a[0]).Items(), core.Int(1), func(x, y value) (value, error) {
		p, q := bigOf(x), bigOf(y)
		if p.Sign() == 0 || q.Sign() == 0 {
			return core.Int(0), nil
		}
		if err := t.Charge((p.BitLen() + q.BitLen()) / 4); err != nil {
			return core.Unbound, err
		}
		r, err := mathx.LCM(p, q, t.Poll)
		if err != nil {
			return core.Unbound, err
		}
		return core.BigInt(r), nil
	})
}
