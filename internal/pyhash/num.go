// Package pyhash computes Python's hashes: numbers (equal values of every
// numeric type hash alike), seeded strings, tuples and frozensets.
//
// Invariant: no function returns -1, which callers may use for "not computed".
package pyhash

import (
	"math"
	"math/big"
	"math/bits"
)

// Modulus is the prime that numeric hashes are reduced by (sys.hash_info).
const (
	Modulus = 1<<61 - 1
	Inf     = 314159
	Imag    = 1000003
)

func sign(h uint64, neg bool) int64 {
	v := int64(h)
	if neg {
		v = -v
	}
	if v == -1 {
		return -2
	}
	return v
}

func reduce(x uint64) uint64 {
	x = x&Modulus + x>>61
	if x >= Modulus {
		x -= Modulus
	}
	return x
}

// Int hashes an int64.
func Int(x int64) int64 {
	if x >= 0 {
		if x < Modulus {
			return x
		}
		return int64(reduce(uint64(x)))
	}
	return sign(reduce(-uint64(x)), true)
}

func bigMod(x *big.Int) uint64 {
	var h uint64
	w := x.Bits()
	for i := len(w) - 1; i >= 0; i-- {
		h = h<<3&Modulus | h>>58 // h * 2**64
		h += reduce(uint64(w[i]))
		if h >= Modulus {
			h -= Modulus
		}
	}
	return h
}

// Big hashes an integer of any size.
func Big(x *big.Int) int64 { return sign(bigMod(x), x.Sign() < 0) }

// Float hashes f; a NaN hashes by identity in Python, so the caller handles
// it (here it gives 0).
func Float(f float64) int64 {
	if i := int64(f); float64(i) == f && i > -Modulus && i < Modulus {
		if i == -1 {
			return -2
		}
		return i
	}
	b := math.Float64bits(f)
	exp := int(b >> 52 & 0x7ff)
	m := b & (1<<52 - 1)
	neg := b>>63 != 0
	switch exp {
	case 0x7ff:
		if m != 0 {
			return 0
		}
		if neg {
			return -Inf
		}
		return Inf
	case 0:
		exp = 1
	default:
		m |= 1 << 52
	}
	// f = m * 2**(exp-1075); 2 has order 61 modulo the prime.
	r := uint((exp-1075)%61+61) % 61
	return sign(reduce(m<<r&Modulus+m>>(61-r)), neg)
}

// Complex hashes a complex number given the hashes of its parts.
func Complex(re, im int64) int64 {
	h := uint64(re) + Imag*uint64(im)
	if h == math.MaxUint64 {
		return -2
	}
	return int64(h)
}

func mulMod(a, b uint64) uint64 {
	hi, lo := bits.Mul64(a, b)
	return reduce(lo&Modulus + (hi<<3 | lo>>61))
}

func powMod(a, e uint64) uint64 {
	z := uint64(1)
	for ; e > 0; e >>= 1 {
		if e&1 != 0 {
			z = mulMod(z, a)
		}
		a = mulMod(a, a)
	}
	return z
}

// Ratio hashes num/den in lowest terms with den > 0 (Fraction, Decimal).
func Ratio(num, den *big.Int) int64 {
	d := bigMod(den)
	if d == 0 {
		if num.Sign() < 0 {
			return -Inf
		}
		return Inf
	}
	return sign(mulMod(bigMod(num), powMod(d, Modulus-2)), num.Sign() < 0)
}

// Scaled hashes coefficient * 10**exp, as Decimal does.
func Scaled(coefficient *big.Int, exp int64) int64 {
	h := bigMod(coefficient)
	if exp >= 0 {
		h = mulMod(h, powMod(10, uint64(exp)))
	} else {
		inv := powMod(10, Modulus-2)
		h = mulMod(h, powMod(inv, uint64(-exp)))
	}
	return sign(h, coefficient.Sign() < 0)
}
