// This file does arithmetic of ints of up to roomWords words: the object, its big.Int and its words are one allocation
// where they are few, and what an operation needs beside its result is the thread's and used again.
// Nothing here polls or charges: every operation is over within microseconds.
package core

import (
	"math/big"
	"math/bits"
	"strings"
	"unsafe"

	"github.com/vivarium-py/vivarium/internal/bignum"
)

// roomWords is up to how many words operands are worked on here; beyond, bignum polls and its callers charge.
const roomWords = 512

// intBox is an int with room for its words.
type intBox[A any] struct {
	IntObj
	num big.Int
	w   A
}

func newIntBox[A any]() *big.Int {
	b := new(intBox[A])
	b.shape = &IntType.shape0
	b.big = &b.num
	var w A
	if n := int(unsafe.Sizeof(w) / unsafe.Sizeof(big.Word(0))); n > 0 {
		b.num.SetBits(unsafe.Slice((*big.Word)(unsafe.Pointer(&b.w)), n)[:0])
	}
	return &b.num
}

// intRoom is a zero with room for n words, which only boxed makes a Value. The lengths fill the allocator's sizes.
func intRoom(n int) *big.Int {
	switch {
	case n <= 1:
		return newIntBox[[1]big.Word]()
	case n <= 3:
		return newIntBox[[3]big.Word]()
	case n <= 5:
		return newIntBox[[5]big.Word]()
	case n <= 9:
		return newIntBox[[9]big.Word]()
	case n <= 13:
		return newIntBox[[13]big.Word]()
	case n <= 17:
		return newIntBox[[17]big.Word]()
	case n <= 25:
		return newIntBox[[25]big.Word]()
	case n <= 33:
		return newIntBox[[33]big.Word]()
	case n <= 49:
		return newIntBox[[49]big.Word]()
	}
	z := newIntBox[[0]big.Word]()
	var room strings.Builder // whose memory is not cleared: who makes it longer writes all of it
	room.Grow(8 * n)
	room.WriteByte(0)
	return z.SetBits(unsafe.Slice((*big.Word)(unsafe.Pointer(unsafe.StringData(room.String()))), room.Cap()/8)[:0])
}

// wordInt is an operand made of an int64.
type wordInt struct {
	big.Int
	w [1]big.Word
}

func (i *wordInt) set(s int64) *big.Int {
	neg := s < 0
	if neg {
		s = -s
	}
	i.w[0] = big.Word(s)
	i.SetBits(i.w[:])
	if neg {
		i.Int.Neg(&i.Int)
	}
	return &i.Int
}

// intScratch is a thread's: two operands, and what a division fills beside its result (of at most roomWords words).
type intScratch struct {
	x, y     wordInt
	quo, rem big.Int

	dying  [2]*big.Int // operands of this operation that nobody reads again
	spares [4]*big.Int // dead numbers, made by intRoom
	turn   uint
}

func magnitude(x int64) uint64 {
	if x < 0 {
		return -uint64(x)
	}
	return uint64(x)
}

func nWords(b *big.Int) int { return len(b.Bits()) }

// roomPair reads two operands, of which one is beyond int64; ok is false where they are long.
func (t *Thread) roomPair(x, y int64, bx, by *big.Int) (p, q *big.Int, ok bool) {
	if t.ints == nil {
		t.ints = new(intScratch)
	}
	if bx == nil {
		bx = t.ints.x.set(x)
	}
	if by == nil {
		by = t.ints.y.set(y)
	}
	return bx, by, nWords(bx) <= roomWords && nWords(by) <= roomWords
}

func (t *Thread) roomAdd(x, y int64, bx, by *big.Int) (Value, bool) {
	p, q, ok := t.roomPair(x, y, bx, by)
	if !ok {
		return Unbound, false
	}
	return t.boxed(t.intRoom(max(nWords(p), nWords(q))+1, true).Add(p, q)), true
}

func (t *Thread) roomSub(x, y int64, bx, by *big.Int) (Value, bool) {
	p, q, ok := t.roomPair(x, y, bx, by)
	if !ok {
		return Unbound, false
	}
	return t.boxed(t.intRoom(max(nWords(p), nWords(q))+1, true).Sub(p, q)), true
}

func (t *Thread) roomMul(x, y int64, bx, by *big.Int) (Value, bool) {
	if bx == nil && by == nil {
		hi, lo := bits.Mul64(magnitude(x), magnitude(y))
		z := t.intRoom(2, true)
		z.SetBits(append(z.Bits()[:0], big.Word(lo), big.Word(hi)))
		if x < 0 != (y < 0) {
			z.Neg(z)
		}
		return t.boxed(z), true
	}
	p, q, ok := t.roomPair(x, y, bx, by)
	if !ok {
		return Unbound, false
	}
	one := nWords(p) == 1 || nWords(q) == 1 // more words are not multiplied in place
	return t.boxed(t.intRoom(nWords(p)+nWords(q), one).Mul(p, q)), true
}

var roomOne = big.NewInt(1)

// roomDiv is Python's // and %, either where it is wanted, by a divisor that is not zero.
func (t *Thread) roomDiv(x, y int64, bx, by *big.Int, wantQ, wantR bool) (quo, rem Value, ok bool) {
	n, d, ok := t.roomPair(x, y, bx, by)
	if !ok {
		return Unbound, Unbound, false
	}
	q, r := &t.ints.quo, &t.ints.rem
	if n.Sign() > 0 && d.Sign() > 0 {
		if w, ok := bignum.QuoWord(n, d, r); ok {
			if wantQ {
				if quo = Int(int64(w)); int64(w) < 0 {
					quo = t.boxed(t.intRoom(1, false).SetUint64(w))
				}
			}
			if wantR {
				rem = t.roomCopy(r)
			}
			return quo, rem, true
		}
	}
	if wantQ {
		size := nWords(n) + 1
		if k := nWords(d); k > 1 {
			size = max(size-k, 0) + 1
		}
		q = t.intRoom(size, false)
	}
	q.QuoRem(n, d, r)
	down := r.Sign() != 0 && r.Sign() != d.Sign()
	if wantQ {
		if down {
			q.Sub(q, roomOne)
		}
		quo = t.boxed(q)
	}
	if wantR {
		switch {
		case down:
			rem = t.boxed(t.intRoom(nWords(d), true).Add(r, d))
		default:
			rem = t.roomCopy(r)
		}
	}
	return quo, rem, true
}

// roomCopy is the Value of a number whose memory is the thread's.
func (t *Thread) roomCopy(r *big.Int) Value {
	if r.IsInt64() {
		return Int(r.Int64())
	}
	return t.boxed(t.intRoom(nWords(r), true).Set(r))
}

// lowWord is the lowest word of b in two's complement.
func lowWord(b *big.Int) int64 {
	w := int64(b.Bits()[0])
	if b.Sign() < 0 {
		return -w
	}
	return w
}

// roomBits is &, | or ^ of which one operand at least is beyond int64.
func (t *Thread) roomBits(op BinOp, x, y int64, bx, by *big.Int) (Value, bool) {
	if op == OpAnd {
		if by == nil && y >= 0 {
			return Int(lowWord(bx) & y), true
		}
		if bx == nil && x >= 0 {
			return Int(x & lowWord(by)), true
		}
	}
	p, q, ok := t.roomPair(x, y, bx, by)
	if !ok || p.Sign() < 0 || q.Sign() < 0 {
		return Unbound, false
	}
	switch op {
	case OpAnd:
		return t.boxed(t.intRoom(max(nWords(p), nWords(q)), true).And(p, q)), true
	case OpOr:
		return t.boxed(t.intRoom(max(nWords(p), nWords(q)), true).Or(p, q)), true
	}
	return t.boxed(t.intRoom(max(nWords(p), nWords(q)), true).Xor(p, q)), true
}

// roomLsh is x << n or bx << n for n >= 0.
func (t *Thread) roomLsh(x int64, bx *big.Int, n int64) (Value, bool) {
	if n > 64*roomWords {
		return Unbound, false
	}
	p, _, ok := t.roomPair(x, 0, bx, nil)
	if !ok {
		return Unbound, false
	}
	return t.boxed(t.intRoom(nWords(p)+int(n/64)+1, true).Lsh(p, uint(n))), true
}

// roomRsh is b >> n for b beyond int64 and n >= 0.
func (t *Thread) roomRsh(b *big.Int, n int64) (Value, bool) {
	w := b.Bits()
	if n >= int64(len(w))*64 || len(w) > roomWords || b.Sign() < 0 {
		return Unbound, false
	}
	if k, s := int(n/64), uint(n%64); k+2 >= len(w) {
		z := w[k] >> s
		var top big.Word
		if k+1 < len(w) {
			z |= w[k+1] << 1 << (63 - s)
			top = w[k+1] >> s
		}
		if top == 0 && int64(z) >= 0 {
			return Int(int64(z)), true
		}
	}
	return t.boxed(t.intRoom(len(w)-int(n/64), true).Rsh(b, uint(n))), true
}
