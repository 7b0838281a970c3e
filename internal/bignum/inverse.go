package bignum

import "math/big"

// inverseAtOnce is the size, in bits, up to which math/big inverts without a look at poll.
const inverseAtOnce = 1 << 14

// ModInverse gives the inverse of a modulo m > 0, or nil where there is none. It polls: for large numbers it takes the
// steps of Euclid's algorithm one by one.
func ModInverse(a, m *big.Int, poll func() error) (*big.Int, error) {
	a = new(big.Int).Mod(a, m)
	if m.BitLen() <= inverseAtOnce {
		return new(big.Int).ModInverse(a, m), nil
	}
	r0, r1 := new(big.Int).Set(m), a
	s0, s1 := new(big.Int), big.NewInt(1)
	q, next, prod := new(big.Int), new(big.Int), new(big.Int)
	for r1.Sign() != 0 {
		if r0.BitLen()-r1.BitLen() > 1<<16 { // a long quotient
			long, rest, err := DivMod(r0, r1, poll)
			if err != nil {
				return nil, err
			}
			q, next = long, rest
		} else {
			q.QuoRem(r0, r1, next)
		}
		if err := poll(); err != nil {
			return nil, err
		}
		r0, r1, next = r1, next, r0
		prod.Mul(q, s1)
		s0.Sub(s0, prod)
		s0, s1 = s1, s0
	}
	if r0.BitLen() != 1 {
		return nil, nil
	}
	return s0.Mod(s0, m), nil
}
