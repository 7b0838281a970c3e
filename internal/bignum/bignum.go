// Package bignum does big-integer arithmetic that can be stopped: math/big
// cannot be interrupted, so large operands are split until every math/big call
// is short, and a poll function runs between the pieces.
//
// Invariant: no single math/big multiplication or division here sees both
// operands above leafWords words.
package bignum

import (
	"errors"
	"math/big"
	"math/bits"
)

// Poll is asked between pieces of long work; a non-nil error stops it.
// A nil Poll never stops anything.
type Poll func() error

// ErrZeroDivision is returned where a divisor is zero.
var ErrZeroDivision = errors.New("division by zero")

// leafWords bounds the operands handed to math/big in one call (a few ms).
const leafWords = 6144

func (p Poll) check() error {
	if p == nil {
		return nil
	}
	return p()
}

// spend polls as often as a product of nx and ny words is long.
func (p Poll) spend(nx, ny int) error {
	for n := nx * ny / 10_000; n > 0; n-- {
		if err := p.check(); err != nil {
			return err
		}
	}
	return nil
}

func words(x *big.Int) int { return len(x.Bits()) }

// low returns x mod 2**(64*n) for x >= 0, sharing x's memory.
func low(x *big.Int, n int) *big.Int {
	b := x.Bits()
	if len(b) > n {
		b = b[:n]
	}
	return new(big.Int).SetBits(b[:len(b):len(b)])
}

// high returns x >> (64*n) for x >= 0, sharing x's memory.
func high(x *big.Int, n int) *big.Int {
	b := x.Bits()
	if len(b) <= n {
		return new(big.Int)
	}
	return new(big.Int).SetBits(b[n:len(b):len(b)])
}

// addShifted sets z += x << (64*n) in place for z, x >= 0; z must have spare
// words for the result.
func addShifted(z []big.Word, x *big.Int, n int, poll Poll) error {
	var carry uint
	b := x.Bits()
	err := poll.every(len(b), func(lo, hi int) {
		c := carry
		for i := lo; i < hi; i++ {
			var s uint
			s, c = bits.Add(uint(z[n+i]), uint(b[i]), c)
			z[n+i] = big.Word(s)
		}
		carry = c
	})
	c, i := carry, n+len(b)
	for ; c != 0 && i < len(z); i++ {
		var s uint
		s, c = bits.Add(uint(z[i]), 0, c)
		z[i] = big.Word(s)
	}
	return err
}

// Mul returns x*y.
func Mul(x, y *big.Int, poll Poll) (*big.Int, error) {
	if words(x) <= leafWords || words(y) <= leafWords {
		if words(x)+words(y) <= 4*leafWords {
			return room(words(x)+words(y)).Mul(x, y), poll.spend(words(x), words(y))
		}
	}
	ax, ay := Magnitude(x), Magnitude(y)
	if x.CmpAbs(y) == 0 {
		ay = ax
	}
	z, err := mulAbs(ax, ay, poll)
	if err != nil {
		return nil, err
	}
	if x.Sign()*y.Sign() < 0 {
		z.Neg(z)
	}
	return z, nil
}

// mulAbs multiplies non-negative operands: NTT for large balanced ones, a row
// of products for unbalanced ones.
func mulAbs(x, y *big.Int, poll Poll) (*big.Int, error) {
	if words(x) < words(y) {
		x, y = y, x
	}
	nx, ny := words(x), words(y)
	if ny <= leafWords && nx+ny <= 4*leafWords {
		return new(big.Int).Mul(x, y), poll.spend(nx, ny)
	}
	if err := poll.check(); err != nil {
		return nil, err
	}
	if nx >= 2*ny || ny <= leafWords {
		step := max(ny, leafWords)
		z := make([]big.Word, nx+ny+1)
		for i := 0; i < nx; i += step {
			part := low(high(x, i), step)
			p, err := mulAbs(part, y, poll)
			if err != nil {
				return nil, err
			}
			if err := addShifted(z, p, i, poll); err != nil {
				return nil, err
			}
		}
		return new(big.Int).SetBits(z), nil
	}
	return mulNTT(x, y, poll)
}

// QuoRem returns the quotient truncated towards zero and the remainder with
// the sign of x.
func QuoRem(x, y *big.Int, poll Poll) (q, r *big.Int, err error) {
	if y.Sign() == 0 {
		return nil, nil, ErrZeroDivision
	}
	ny, nx := words(y), words(x)
	if nx < ny || x.CmpAbs(y) < 0 {
		return new(big.Int), new(big.Int).Set(x), nil
	}
	if nx-ny <= 64 && nx <= 64*leafWords || ny <= 64 && nx <= 64*leafWords || nx <= 2*leafWords {
		q, r = new(big.Int).QuoRem(x, y, new(big.Int))
		return q, r, nil
	}
	sh := uint(bits.LeadingZeros(uint(y.Bits()[ny-1])))
	ax, ay := Magnitude(x), Magnitude(y)
	if ax, err = Lsh(ax, sh, poll); err != nil {
		return nil, nil, err
	}
	if ay, err = Lsh(ay, sh, poll); err != nil {
		return nil, nil, err
	}
	q, r, err = quoRemAbs(ax, ay, poll)
	if err != nil {
		return nil, nil, err
	}
	if r, err = Rsh(r, sh, poll); err != nil {
		return nil, nil, err
	}
	if x.Sign() < 0 {
		r.Neg(r)
	}
	if x.Sign()*y.Sign() < 0 {
		q.Neg(q)
	}
	return q, r, nil
}

// DivMod returns Python's // and %: the quotient floored, the remainder with
// the sign of y.
func DivMod(x, y *big.Int, poll Poll) (q, r *big.Int, err error) {
	q, r, err = QuoRem(x, y, poll)
	if err != nil {
		return nil, nil, err
	}
	if r.Sign() != 0 && r.Sign() != y.Sign() {
		if q, err = Sub(q, one, poll); err != nil {
			return nil, nil, err
		}
		if r, err = Add(r, y, poll); err != nil {
			return nil, nil, err
		}
	}
	return q, r, nil
}

var one = big.NewInt(1)

// quoRemAbs divides x >= 0 by y > 0 whose top bit is set, block by block; a
// long y is padded so that it halves evenly down to the leaf size.
func quoRemAbs(x, y *big.Int, poll Poll) (q, r *big.Int, err error) {
	n := words(y)
	m, pad := leafWords, 0 // words taken from x at a time
	if n > leafWords {
		size, k := n, 0
		for size > leafWords {
			size = (size + 1) / 2
			k++
		}
		m = size << k
		pad = m - n
		if x, err = Lsh(x, uint(pad)*64, poll); err != nil {
			return nil, nil, err
		}
		if y, err = Lsh(y, uint(pad)*64, poll); err != nil {
			return nil, nil, err
		}
	}
	blocks := (words(x) + m - 1) / m
	qw := make([]big.Word, blocks*m+1)
	r = new(big.Int)
	for i := blocks - 1; i >= 0; i-- {
		if err := poll.check(); err != nil {
			return nil, nil, err
		}
		a := joinWords(r, low(high(x, i*m), m), m)
		var qi *big.Int
		qi, r, err = div2by1(a, y, m, poll)
		if err != nil {
			return nil, nil, err
		}
		copy(qw[i*m:], qi.Bits())
	}
	q = new(big.Int).SetBits(qw)
	if pad > 0 {
		r, err = Rsh(r, uint(pad)*64, poll)
	}
	return q, r, err
}

// joinWords returns hi<<(64*n) | lo for lo below 2**(64*n).
func joinWords(hi, lo *big.Int, n int) *big.Int {
	if hi.Sign() == 0 {
		return new(big.Int).Set(lo)
	}
	w := make([]big.Word, n+words(hi))
	copy(w, lo.Bits())
	copy(w[n:], hi.Bits())
	return new(big.Int).SetBits(w)
}

// div2by1 divides a < b<<(64n) by the normalised n-word b (Burnikel-Ziegler).
func div2by1(a, b *big.Int, n int, poll Poll) (q, r *big.Int, err error) {
	if n <= leafWords || n&1 != 0 {
		if err := poll.check(); err != nil {
			return nil, nil, err
		}
		q, r = new(big.Int).QuoRem(a, b, new(big.Int))
		return q, r, nil
	}
	h := n / 2
	b1, b0 := high(b, h), low(b, h)
	q1, r1, err := div3by2(high(a, h), b, b1, b0, h, poll)
	if err != nil {
		return nil, nil, err
	}
	q0, r0, err := div3by2(joinWords(r1, low(a, h), h), b, b1, b0, h, poll)
	if err != nil {
		return nil, nil, err
	}
	return joinWords(q1, q0, h), r0, nil
}

// div3by2 divides the 3h-word a by the 2h-word b = b1:b0, with a < b<<(64h).
func div3by2(a, b, b1, b0 *big.Int, h int, poll Poll) (q, r *big.Int, err error) {
	top := high(a, h)
	if high(a, 2*h).Cmp(b1) < 0 {
		q, r, err = div2by1(top, b1, h, poll)
		if err != nil {
			return nil, nil, err
		}
	} else {
		q = new(big.Int).Lsh(one, uint(h)*64)
		q.Sub(q, one)
		r = new(big.Int).Lsh(b1, uint(h)*64)
		r.Sub(top, r)
		r.Add(r, b1)
	}
	p, err := Mul(q, b0, poll)
	if err != nil {
		return nil, nil, err
	}
	r = joinWords(r, low(a, h), h)
	r.Sub(r, p)
	for r.Sign() < 0 {
		q.Sub(q, one)
		r.Add(r, b)
	}
	return q, r, nil
}

// Pow returns x**n. The caller has charged for the result (about
// n*x.BitLen()/8 bytes).
func Pow(x *big.Int, n uint64, poll Poll) (*big.Int, error) {
	if n == 0 {
		return big.NewInt(1), nil
	}
	tz := uint(0)
	if x.Sign() != 0 {
		tz = x.TrailingZeroBits()
	}
	base := x
	var err error
	if tz > 0 {
		if base, err = Rsh(x, tz, poll); err != nil { // exact, so that its sign does not matter
			return nil, err
		}
	}
	z := big.NewInt(1)
	if bl := base.BitLen(); bl > 1 || x.Sign() < 0 {
		for i := bits.Len64(n) - 1; i >= 0; i-- {
			if words(z) > 1 {
				if z, err = Mul(z, z, poll); err != nil {
					return nil, err
				}
			} else {
				z = new(big.Int).Mul(z, z)
			}
			if n>>uint(i)&1 != 0 {
				if z, err = Mul(z, base, poll); err != nil {
					return nil, err
				}
			}
		}
	} else if base.Sign() == 0 {
		return new(big.Int), nil
	}
	if tz > 0 {
		return Lsh(z, tz*uint(n), poll)
	}
	return z, nil
}

// PowMod returns x**y mod m as Python does (the sign of m), for y >= 0 and
// m != 0.
func PowMod(x, y, m *big.Int, poll Poll) (*big.Int, error) {
	if m.Sign() == 0 {
		return nil, ErrZeroDivision
	}
	am := new(big.Int).Abs(m)
	_, b, err := DivMod(x, am, poll)
	if err != nil {
		return nil, err
	}
	var z *big.Int
	if cost := int64(words(am)) * int64(words(am)) * int64(y.BitLen()); cost < 1<<22 {
		z = new(big.Int).Exp(b, y, am)
	} else if words(am) < 512 {
		// Exponent in pieces: z = z**(2**k) * b**piece, each one bounded.
		k := max(1, int((1<<22)/(int64(words(am))*int64(words(am)))))
		n := y.BitLen()
		z = big.NewInt(1)
		z.Mod(z, am)
		sq := new(big.Int)
		for top := (n + k - 1) / k * k; top > 0; top -= k {
			if err := poll.check(); err != nil {
				return nil, err
			}
			piece := new(big.Int).Rsh(y, uint(top-k))
			piece.And(piece, new(big.Int).Sub(new(big.Int).Lsh(one, uint(k)), one))
			sq.Lsh(one, uint(k))
			if z.BitLen() > 1 {
				z.Exp(z, sq, am)
			}
			z.Mul(z, new(big.Int).Exp(b, piece, am))
			z.Mod(z, am)
		}
	} else {
		z = big.NewInt(1)
		if am.Cmp(one) == 0 {
			z = new(big.Int)
		}
		for i := y.BitLen() - 1; i >= 0; i-- {
			if err := poll.check(); err != nil {
				return nil, err
			}
			if z, err = Mul(z, z, poll); err != nil {
				return nil, err
			}
			if _, z, err = QuoRem(z, am, poll); err != nil {
				return nil, err
			}
			if y.Bit(i) != 0 {
				if z, err = Mul(z, b, poll); err != nil {
					return nil, err
				}
				if _, z, err = QuoRem(z, am, poll); err != nil {
					return nil, err
				}
			}
		}
	}
	if m.Sign() < 0 && z.Sign() != 0 {
		z = new(big.Int).Add(z, m)
	}
	return z, nil
}

// Sqrt returns the integer square root of x >= 0.
func Sqrt(x *big.Int, poll Poll) (*big.Int, error) {
	if words(x) <= 64 {
		return new(big.Int).Sqrt(x), nil
	}
	// Root of the top half of the digits first, then one Newton step each level.
	l := uint(x.BitLen()-1) / 4
	top, err := Rsh(x, 2*l, poll)
	if err != nil {
		return nil, err
	}
	s, err := Sqrt(top, poll)
	if err != nil {
		return nil, err
	}
	s.Lsh(s, l)
	q, _, err := QuoRem(x, s, poll)
	if err != nil {
		return nil, err
	}
	s.Add(s, q).Rsh(s, 1)
	for {
		t, err := Mul(s, s, poll)
		if err != nil {
			return nil, err
		}
		if t.Cmp(x) <= 0 {
			return s, nil
		}
		s.Sub(s, one)
	}
}

// GCD returns the non-negative greatest common divisor.
func GCD(x, y *big.Int, poll Poll) (*big.Int, error) {
	a, b := new(big.Int).Abs(x), new(big.Int).Abs(y)
	const leaf = 2048
	for b.Sign() != 0 && (words(a) > leaf || words(b) > leaf) {
		if err := poll.check(); err != nil {
			return nil, err
		}
		// Lehmer-like progress on long operands: one reduction at a time until
		// both are short would be quadratic in 64-bit steps, so reduce by
		// leading parts first.
		if words(a) < words(b) {
			a, b = b, a
			continue
		}
		if words(a)-words(b) > 1 {
			_, r, err := QuoRem(a, b, poll)
			if err != nil {
				return nil, err
			}
			a, b = b, r
			continue
		}
		na, nb, ok := gcdLeading(a, b)
		if !ok {
			_, r, err := QuoRem(a, b, poll)
			if err != nil {
				return nil, err
			}
			na, nb = b, r
		}
		a, b = na, nb
	}
	if b.Sign() == 0 {
		return a, nil
	}
	return new(big.Int).GCD(nil, nil, a, b), nil
}

// gcdLeading runs Euclid on the leading gcdHead words of a >= 0 and b >= 0 as
// long as its quotients are certainly those of the whole numbers, and applies
// the product of the steps to both.
func gcdLeading(a, b *big.Int) (na, nb *big.Int, ok bool) {
	const head = 64
	if a.Cmp(b) < 0 {
		a, b = b, a
	}
	cut := max(words(a)-head, 0)
	x, y := new(big.Int).Set(high(a, cut)), new(big.Int).Set(high(b, cut))
	// Rows (A,B) and (C,D) with x = A*a+B*b and y = C*a+D*b.
	A, B, C, D := big.NewInt(1), new(big.Int), new(big.Int), big.NewInt(1)
	q, t, u := new(big.Int), new(big.Int), new(big.Int)
	steps := 0
	for {
		// With truncated tails the quotient is certain when both (x+B)/(y+D) and
		// (x+A)/(y+C) floor to the same number.
		t.Add(y, C)
		u.Add(y, D)
		if t.Sign() <= 0 || u.Sign() <= 0 {
			break
		}
		q.Quo(new(big.Int).Add(x, A), t)
		if q.Cmp(new(big.Int).Quo(new(big.Int).Add(x, B), u)) != 0 {
			break
		}
		t.Mul(q, y)
		x, y = y, new(big.Int).Sub(x, t)
		t.Mul(q, C)
		A, C = C, new(big.Int).Sub(A, t)
		t.Mul(q, D)
		B, D = D, new(big.Int).Sub(B, t)
		steps++
		if C.BitLen() > head*64/2-64 || D.BitLen() > head*64/2-64 {
			break
		}
	}
	if steps < 2 {
		return nil, nil, false
	}
	na = new(big.Int).Add(new(big.Int).Mul(A, a), new(big.Int).Mul(B, b))
	nb = new(big.Int).Add(new(big.Int).Mul(C, a), new(big.Int).Mul(D, b))
	if na.Sign() < 0 || nb.Sign() < 0 {
		return nil, nil, false
	}
	return na, nb, true
}
