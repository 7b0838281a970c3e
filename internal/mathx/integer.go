// This file is the integer functions: factorial, comb, perm, isqrt, gcd, lcm.

package mathx

import (
	"math"
	"math/big"
	"math/bits"

	"github.com/vivarium-py/vivarium/internal/bignum"
)

// Poll is asked between pieces of long work; a non-nil error stops it.
type Poll = bignum.Poll

func check(poll Poll) error {
	if poll == nil {
		return nil
	}
	return poll()
}

// FactorialBits estimates the bits of n! from above, for charging.
func FactorialBits(n int64) float64 {
	if n < 2 {
		return 1
	}
	l, _ := math.Lgamma(float64(n) + 1)
	return l/math.Ln2 + 64
}

// Factorial returns n! for n >= 0.
func Factorial(n int64, poll Poll) (*big.Int, error) {
	if n < 21 {
		f := int64(1)
		for i := int64(2); i <= n; i++ {
			f *= i
		}
		return big.NewInt(f), nil
	}
	// n! = 2**(n - ones(n)) * product over i of the odd numbers up to n>>i.
	outer, inner := big.NewInt(1), big.NewInt(1)
	last := int64(1)
	for i := bits.Len64(uint64(n)) - 1; i >= 0; i-- {
		v := n >> uint(i)
		if v > 2 {
			p, err := product(uint64(last+1)|1, 2, uint64((v-1)|1), poll)
			if err != nil {
				return nil, err
			}
			if inner, err = bignum.Mul(inner, p, poll); err != nil {
				return nil, err
			}
			if outer, err = bignum.Mul(outer, inner, poll); err != nil {
				return nil, err
			}
		}
		last = v
	}
	return outer.Lsh(outer, uint(n)-uint(bits.OnesCount64(uint64(n)))), nil
}

// product multiplies lo, lo+step, ... up to hi.
func product(lo, step, hi uint64, poll Poll) (*big.Int, error) {
	if lo > hi {
		return big.NewInt(1), nil
	}
	if n := (hi-lo)/step + 1; n > 64 {
		mid := lo + n/2*step
		a, err := product(lo, step, mid-step, poll)
		if err != nil {
			return nil, err
		}
		b, err := product(mid, step, hi, poll)
		if err != nil {
			return nil, err
		}
		return bignum.Mul(a, b, poll)
	}
	if err := check(poll); err != nil {
		return nil, err
	}
	z := new(big.Int).SetUint64(lo)
	acc, f := uint64(1), new(big.Int)
	for x := lo; x <= hi-step && x < hi; {
		x += step
		h, l := bits.Mul64(acc, x)
		if h == 0 {
			acc = l
			continue
		}
		z.Mul(z, f.SetUint64(acc))
		acc = x
	}
	return z.Mul(z, f.SetUint64(acc)), nil
}

// falling returns n(n-1)...(n-k+1) for n >= k >= 0.
func falling(n *big.Int, k int64, poll Poll) (*big.Int, error) {
	if k == 0 {
		return big.NewInt(1), nil
	}
	if n.IsUint64() && n.Uint64() < 1<<62 {
		u := n.Uint64()
		return product(u-uint64(k)+1, 1, u, poll)
	}
	if k > 16 {
		h := k / 2
		a, err := falling(n, h, poll)
		if err != nil {
			return nil, err
		}
		b, err := falling(new(big.Int).Sub(n, big.NewInt(h)), k-h, poll)
		if err != nil {
			return nil, err
		}
		return bignum.Mul(a, b, poll)
	}
	z := new(big.Int).Set(n)
	t := new(big.Int).Set(n)
	for i := int64(1); i < k; i++ {
		t.Sub(t, oneInt)
		var err error
		if z, err = bignum.Mul(z, t, poll); err != nil {
			return nil, err
		}
	}
	return z, nil
}

var oneInt = big.NewInt(1)

// Perm returns n!/(n-k)! for n >= 0, k >= 0.
func Perm(n *big.Int, k int64, poll Poll) (*big.Int, error) {
	if n.Cmp(big.NewInt(k)) < 0 {
		return new(big.Int), nil
	}
	return falling(n, k, poll)
}

// Comb64 returns the binomial coefficient when every step of it fits 64 bits.
func Comb64(n, k uint64) (uint64, bool) {
	if k > n {
		return 0, true
	}
	k = min(k, n-k)
	c := uint64(1)
	for i := uint64(1); i <= k; i++ {
		hi, lo := bits.Mul64(c, n-k+i)
		if hi >= i {
			return 0, false
		}
		c, _ = bits.Div64(hi, lo, i)
	}
	return c, c < 1<<63
}

// Comb returns the binomial coefficient for n >= 0 and k >= 0; the caller has
// replaced k by n-k if that is less.
func Comb(n *big.Int, k int64, poll Poll) (*big.Int, error) {
	if n.Cmp(big.NewInt(k)) < 0 {
		return new(big.Int), nil
	}
	if n.IsInt64() {
		if c, ok := Comb64(n.Uint64(), uint64(k)); ok {
			return new(big.Int).SetUint64(c), nil
		}
	}
	num, err := falling(n, k, poll)
	if err != nil {
		return nil, err
	}
	den, err := Factorial(k, poll)
	if err != nil {
		return nil, err
	}
	q, _, err := bignum.QuoRem(num, den, poll)
	return q, err
}

// ISqrt64 returns the integer square root.
func ISqrt64(n uint64) uint64 {
	s := uint64(math.Sqrt(float64(n)))
	for s > 0 && (s > math.MaxUint32 || s*s > n) {
		s--
	}
	for s < math.MaxUint32 && (s+1)*(s+1) <= n {
		s++
	}
	return s
}

// GCD64 returns the greatest common divisor.
func GCD64(a, b uint64) uint64 {
	if a == 0 || b == 0 {
		return a | b
	}
	sh := bits.TrailingZeros64(a | b)
	a >>= uint(bits.TrailingZeros64(a))
	for b != 0 {
		b >>= uint(bits.TrailingZeros64(b))
		if a > b {
			a, b = b, a
		}
		b -= a
	}
	return a << uint(sh)
}

// LCM returns the least common multiple, never negative.
func LCM(a, b *big.Int, poll Poll) (*big.Int, error) {
	if a.Sign() == 0 || b.Sign() == 0 {
		return new(big.Int), nil
	}
	g, err := bignum.GCD(a, b, poll)
	if err != nil {
		return nil, err
	}
	q, _, err := bignum.QuoRem(a, g, poll)
	if err != nil {
		return nil, err
	}
	z, err := bignum.Mul(q, b, poll)
	if err != nil {
		return nil, err
	}
	return z.Abs(z), nil
}
