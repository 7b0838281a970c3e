// This file holds what takes time in proportion to the length of its operands: sums, shifts, bitwise operators, bytes. Short
// operands go to math/big; long ones are worked through a chunk at a time, with a poll after each.

package bignum

import (
	"encoding/binary"
	"math/big"
	"math/bits"
	"unsafe"

	"github.com/vivarium-py/vivarium/internal/bulk"
)

// shortWords is up to which length math/big does it at once, chunkWords how many words come between two polls.
const (
	shortWords = 1 << 16
	chunkWords = 1 << 14
)

func short(x, y *big.Int) bool { return words(x) <= shortWords && words(y) <= shortWords }

// every calls f for [0, n) a chunk at a time.
func (p Poll) every(n int, f func(lo, hi int)) error {
	for lo := 0; lo < n; lo += chunkWords {
		f(lo, min(lo+chunkWords, n))
		if err := p.check(); err != nil {
			return err
		}
	}
	return nil
}

// vector is n words that were not cleared if they are many, which would be one long step: the caller writes all of them.
func vector(n int) []big.Word {
	const size = int(unsafe.Sizeof(big.Word(0)))
	if n <= shortWords {
		return make([]big.Word, n)
	}
	return unsafe.Slice((*big.Word)(unsafe.Pointer(unsafe.SliceData(bulk.Make(n*size)))), n)
}

// made is the number with these words, all of them written, and sign.
func made(z []big.Word, neg bool) *big.Int {
	x := new(big.Int).SetBits(z)
	if neg {
		x.Neg(x)
	}
	return x
}

type int4 struct {
	big.Int
	w [4]big.Word
}
type int8 struct {
	big.Int
	w [8]big.Word
}

// room is a zero with room for n words; that of a short one is in the same allocation.
func room(n int) *big.Int {
	switch {
	case n <= 4:
		z := new(int4)
		return z.SetBits(z.w[:0])
	case n <= 8:
		z := new(int8)
		return z.SetBits(z.w[:0])
	}
	return new(big.Int)
}

// Add returns x+y.
func Add(x, y *big.Int, poll Poll) (*big.Int, error) {
	if short(x, y) {
		return room(max(words(x), words(y))+1).Add(x, y), nil
	}
	return sum(x, y, y.Sign() < 0, poll)
}

// Sub returns x-y.
func Sub(x, y *big.Int, poll Poll) (*big.Int, error) {
	if short(x, y) {
		return room(max(words(x), words(y))+1).Sub(x, y), nil
	}
	return sum(x, y, y.Sign() > 0, poll)
}

// Neg returns -x, Not -x-1, Abs the magnitude of x.
func Neg(x *big.Int, poll Poll) (*big.Int, error) { return Sub(new(big.Int), x, poll) }

func Not(x *big.Int, poll Poll) (*big.Int, error) { return Sub(big.NewInt(-1), x, poll) }

// Magnitude is the absolute value of x, sharing its memory.
func Magnitude(x *big.Int) *big.Int { return new(big.Int).SetBits(x.Bits()) }

func Abs(x *big.Int, poll Poll) (*big.Int, error) {
	if x.Sign() < 0 {
		return Neg(x, poll)
	}
	return x, nil
}

// sum adds y, taken as negative if yneg.
func sum(x, y *big.Int, yneg bool, poll Poll) (*big.Int, error) {
	xneg := x.Sign() < 0
	if xneg != yneg {
		if c := x.CmpAbs(y); c == 0 {
			return new(big.Int), nil
		} else if c < 0 {
			x, y, xneg, yneg = y, x, yneg, xneg
		}
	} else if words(x) < words(y) {
		x, y = y, x
	}
	a, b := x.Bits(), y.Bits()
	z := vector(len(a) + 1)
	var carry uint
	err := poll.every(len(a), func(lo, hi int) {
		c, m := carry, min(max(len(b), lo), hi)
		if xneg == yneg {
			for i := lo; i < m; i++ {
				var s uint
				s, c = bits.Add(uint(a[i]), uint(b[i]), c)
				z[i] = big.Word(s)
			}
			for i := m; i < hi; i++ {
				var s uint
				s, c = bits.Add(uint(a[i]), 0, c)
				z[i] = big.Word(s)
			}
		} else {
			for i := lo; i < m; i++ {
				var s uint
				s, c = bits.Sub(uint(a[i]), uint(b[i]), c)
				z[i] = big.Word(s)
			}
			for i := m; i < hi; i++ {
				var s uint
				s, c = bits.Sub(uint(a[i]), 0, c)
				z[i] = big.Word(s)
			}
		}
		carry = c
	})
	if err != nil {
		return nil, err
	}
	z[len(a)] = 0
	if xneg == yneg {
		z[len(a)] = big.Word(carry)
	}
	return made(z, xneg), nil
}

// Lsh returns x<<n.
func Lsh(x *big.Int, n uint, poll Poll) (*big.Int, error) {
	if words(x)+int(n/64) <= shortWords {
		return new(big.Int).Lsh(x, n), nil
	}
	a, k, s := x.Bits(), int(n/64), n%64
	z := vector(len(a) + k + 1)
	if err := poll.every(k, func(lo, hi int) { clear(z[lo:hi]) }); err != nil {
		return nil, err
	}
	var before big.Word
	err := poll.every(len(a), func(lo, hi int) {
		for i := lo; i < hi; i++ {
			w := a[i]
			z[i+k] = w<<s | before>>1>>(63-s)
			before = w
		}
	})
	if err != nil {
		return nil, err
	}
	z[len(a)+k] = before >> 1 >> (63 - s)
	return made(z, x.Sign() < 0), nil
}

// Rsh returns x>>n, rounded down.
func Rsh(x *big.Int, n uint, poll Poll) (*big.Int, error) {
	if words(x) <= shortWords {
		return new(big.Int).Rsh(x, n), nil
	}
	a, s := x.Bits(), n%64
	k := int(min(n/64, uint(len(a))))
	neg := x.Sign() < 0
	up := neg && x.TrailingZeroBits() < n
	z := vector(len(a) - k + 1)
	z[len(a)-k] = 0
	err := poll.every(len(a)-k, func(lo, hi int) {
		for i := lo; i < hi; i++ {
			w := a[i+k] >> s
			if i+k+1 < len(a) {
				w |= a[i+k+1] << 1 << (63 - s)
			}
			z[i] = w
		}
	})
	if err != nil {
		return nil, err
	}
	for i := 0; up; i++ {
		z[i]++
		up = z[i] == 0
	}
	return made(z, neg), nil
}

// And, Or and Xor are Python's: negative numbers have infinitely many ones before them.
func And(x, y *big.Int, poll Poll) (*big.Int, error) {
	if short(x, y) {
		return new(big.Int).And(x, y), nil
	}
	return bitwise(x, y, func(a, b big.Word) big.Word { return a & b }, poll)
}

// Or returns x|y.
func Or(x, y *big.Int, poll Poll) (*big.Int, error) {
	if short(x, y) {
		return new(big.Int).Or(x, y), nil
	}
	return bitwise(x, y, func(a, b big.Word) big.Word { return a | b }, poll)
}

// Xor returns x^y.
func Xor(x, y *big.Int, poll Poll) (*big.Int, error) {
	if short(x, y) {
		return new(big.Int).Xor(x, y), nil
	}
	return bitwise(x, y, func(a, b big.Word) big.Word { return a ^ b }, poll)
}

// twos gives the words of a number in two's complement, in order.
type twos struct {
	w     []big.Word
	flip  big.Word // all ones if negative
	carry uint
}

func twosOf(x *big.Int) twos {
	if x.Sign() < 0 {
		return twos{x.Bits(), ^big.Word(0), 1}
	}
	return twos{w: x.Bits()}
}

func (t *twos) word(i int) big.Word {
	var w big.Word
	if i < len(t.w) {
		w = t.w[i]
	}
	s, c := bits.Add(uint(w^t.flip), 0, t.carry)
	t.carry = c
	return big.Word(s)
}

func bitwise(x, y *big.Int, op func(a, b big.Word) big.Word, poll Poll) (*big.Int, error) {
	a, b := twosOf(x), twosOf(y)
	r := twos{flip: op(a.flip, b.flip)}
	if r.flip != 0 {
		r.carry = 1
	}
	z := vector(max(words(x), words(y)) + 1)
	err := poll.every(len(z), func(lo, hi int) {
		for i := lo; i < hi; i++ {
			s, c := bits.Add(uint(op(a.word(i), b.word(i))^r.flip), 0, r.carry)
			z[i], r.carry = big.Word(s), c
		}
	})
	if err != nil {
		return nil, err
	}
	return made(z, r.flip != 0), nil
}

// SetBytes returns the number whose bytes are b.
func SetBytes(b []byte, little bool, poll Poll) (*big.Int, error) {
	n := (len(b) + 7) / 8
	z := vector(n)
	err := poll.every(n, func(lo, hi int) {
		for i := lo; i < hi; i++ {
			var w [8]byte
			part := w[:]
			switch {
			case little && 8*i+8 <= len(b):
				part = b[8*i : 8*i+8]
			case little:
				copy(w[:], b[8*i:])
			case len(b)-8*i >= 8:
				z[i] = big.Word(binary.BigEndian.Uint64(b[len(b)-8*i-8:]))
				continue
			default:
				for j, c := range b[:len(b)-8*i] {
					w[len(b)-8*i-1-j] = c
				}
			}
			z[i] = big.Word(binary.LittleEndian.Uint64(part))
		}
	})
	if err != nil {
		return nil, err
	}
	return new(big.Int).SetBits(z), nil
}

// FillBytes writes x, which fits, into b, in two's complement.
func FillBytes(x *big.Int, b []byte, little bool, poll Poll) error {
	t := twosOf(x)
	return poll.every((len(b)+7)/8, func(lo, hi int) {
		for i := lo; i < hi; i++ {
			w := uint64(t.word(i))
			switch at := len(b) - 8*i - 8; {
			case little && at >= 0:
				binary.LittleEndian.PutUint64(b[8*i:], w)
			case little:
				for j := 8 * i; j < len(b); j++ {
					b[j] = byte(w)
					w >>= 8
				}
			case at >= 0:
				binary.BigEndian.PutUint64(b[at:], w)
			default:
				for j := len(b) - 8*i - 1; j >= 0; j-- {
					b[j] = byte(w)
					w >>= 8
				}
			}
		}
	})
}
