// This file moves between integers and floats, always correctly rounded.

package bignum

import (
	"math"
	"math/big"
)

// ToFloat rounds x to the nearest float; ok is false on overflow.
func ToFloat(x *big.Int) (f float64, ok bool) {
	if x.BitLen() > 1024 {
		return math.Inf(x.Sign()), false
	}
	f, _ = x.Float64()
	return f, !math.IsInf(f, 0)
}

// FromFloat truncates a finite f towards zero.
func FromFloat(f float64) *big.Int {
	if math.Abs(f) < 1<<63 {
		return big.NewInt(int64(f))
	}
	frac, exp := math.Frexp(f)
	z := big.NewInt(int64(math.Ldexp(frac, 53)))
	if z.Sign() < 0 {
		z.Neg(z)
		z.Lsh(z, uint(exp-53))
		return z.Neg(z)
	}
	return z.Lsh(z, uint(exp-53))
}

// CmpFloat compares x with f exactly; f must not be a NaN.
func CmpFloat(x *big.Int, f float64) int {
	if math.IsInf(f, 1) {
		return -1
	}
	if math.IsInf(f, -1) {
		return 1
	}
	sf := 0
	if f > 0 {
		sf = 1
	} else if f < 0 {
		sf = -1
	}
	if s := x.Sign(); s != sf {
		if s < sf {
			return -1
		}
		return 1
	} else if s == 0 {
		return 0
	}
	_, exp := math.Frexp(f) // 2**(exp-1) <= |f| < 2**exp
	if n := x.BitLen(); n != exp {
		if (n > exp) == (sf > 0) {
			return 1
		}
		return -1
	}
	t := math.Trunc(f)
	if c := x.Cmp(FromFloat(t)); c != 0 {
		return c
	}
	if t == f {
		return 0
	}
	return -sf
}

// TrueDiv returns x/y correctly rounded; ok is false on overflow.
func TrueDiv(x, y *big.Int, poll Poll) (f float64, ok bool, err error) {
	if y.Sign() == 0 {
		return 0, false, ErrZeroDivision
	}
	if x.Sign() == 0 {
		return math.Copysign(0, float64(y.Sign())), true, nil
	}
	neg := x.Sign() != y.Sign()
	d := x.BitLen() - y.BitLen()
	switch {
	case d > 1025:
		return 0, false, nil
	case d < -1080:
		if neg {
			return math.Copysign(0, -1), true, nil
		}
		return 0, true, nil
	}
	// A quotient of at least 64 bits, its lowest bit sticky, rounds once.
	s := 66 - d
	a, b := new(big.Int).Abs(x), new(big.Int).Abs(y)
	if s > 0 {
		a.Lsh(a, uint(s))
	} else {
		b.Lsh(b, uint(-s))
	}
	q, r, err := QuoRem(a, b, poll)
	if err != nil {
		return 0, false, err
	}
	q = q.Lsh(q, 1)
	if r.Sign() != 0 {
		q.Or(q, one)
	}
	bf := new(big.Float).SetPrec(80).SetInt(q)
	f, _ = bf.SetMantExp(bf, -s-1).Float64()
	if math.IsInf(f, 0) {
		return 0, false, nil
	}
	if neg {
		f = -f
	}
	return f, true, nil
}
