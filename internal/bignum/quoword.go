// This file divides where the quotient is one word, as it is where a program takes digits off a number or reduces one that it has
// just multiplied by a word: one pass over the operands instead of math/big's four.

package bignum

import (
	"math/big"
	"math/bits"
)

// loopWords is up to how many words a loop here beats two calls of math/big's assembly.
const loopWords = 24

// QuoWord sets r to x mod y and returns x / y for x > 0 and y > 0; ok is false, and r whatever, where y is shorter than two words or
// the quotient may be longer than one. r is neither x nor y.
func QuoWord(x, y, r *big.Int) (q uint64, ok bool) {
	u, v := x.Bits(), y.Bits()
	n := len(v)
	if bits.UintSize != 64 || n < 2 || len(u) < n || len(u) > n+1 {
		return 0, false
	}
	var top big.Word
	if len(u) > n {
		if top = u[n]; top >= v[n-1] {
			return 0, false
		}
	}
	q = quoGuess(u, v, top)
	if q == 0 {
		r.Set(x)
		return 0, true
	}
	if n > loopWords {
		var word [1]big.Word
		word[0] = big.Word(q)
		var qi big.Int
		r.Sub(x, r.Mul(y, qi.SetBits(word[:])))
		if r.Sign() < 0 {
			q--
			r.Add(r, y)
		}
		return q, true
	}
	z := r.Bits()
	if cap(z) < n {
		z = make([]big.Word, n, 2*loopWords)
	}
	z = z[:n]
	u = u[:n]
	var carry, borrow uint64
	for i, w := range v {
		hi, lo := bits.Mul64(q, uint64(w))
		lo, c := bits.Add64(lo, carry, 0)
		carry = hi + c
		var d uint64
		d, borrow = bits.Sub64(uint64(u[i]), lo, borrow)
		z[i] = big.Word(d)
	}
	if _, borrow = bits.Sub64(uint64(top), carry, borrow); borrow != 0 { // the guess was one too many
		q--
		var c uint64
		for i, w := range v {
			var d uint64
			d, c = bits.Add64(uint64(z[i]), uint64(w), c)
			z[i] = big.Word(d)
		}
	}
	r.SetBits(z)
	return q, true
}

// quoGuess is the quotient of top:u and v, or one more, by the leading three words of the one and two of the other.
func quoGuess(u, v []big.Word, top big.Word) uint64 {
	n := len(v)
	s := uint(bits.LeadingZeros64(uint64(v[n-1])))
	word := func(w []big.Word, i int) uint64 {
		if i < 0 {
			return 0
		}
		return uint64(w[i])
	}
	norm := func(hi, lo uint64) uint64 { return hi<<s | lo>>1>>(63-s) }
	v1 := norm(uint64(v[n-1]), uint64(v[n-2]))
	v0 := norm(uint64(v[n-2]), word(v, n-3))
	u2 := norm(uint64(top), uint64(u[n-1]))
	u1 := norm(uint64(u[n-1]), uint64(u[n-2]))
	u0 := norm(uint64(u[n-2]), word(u, n-3))
	var q, r uint64
	if u2 >= v1 {
		q = 1<<64 - 1
		var c uint64
		if r, c = bits.Add64(u1, v1, 0); c != 0 {
			return q
		}
	} else {
		q, r = bits.Div64(u2, u1, v1)
	}
	for {
		hi, lo := bits.Mul64(q, v0)
		if hi < r || hi == r && lo <= u0 {
			return q
		}
		q--
		var c uint64
		if r, c = bits.Add64(r, v1, 0); c != 0 {
			return q
		}
	}
}
