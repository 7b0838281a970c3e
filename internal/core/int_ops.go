// This file implements the arithmetic of int: int64 while it fits, math/big beyond, bounded by polls and charges.
package core

import (
	"errors"
	"math"
	"math/big"
	"math/bits"

	"github.com/vivarium-py/vivarium/internal/bignum"
	"github.com/vivarium-py/vivarium/internal/pyhash"
)

// bigOf gives s as a big.Int if b is nil.
func bigOf(s int64, b *big.Int) *big.Int {
	if b == nil {
		return big.NewInt(s)
	}
	return b
}

// intPair reads two operands of an int operator; ok is false where one is no int.
func intPair(a, b Value) (x, y int64, bx, by *big.Int, ok bool) {
	x, bx, ok = AsInt(a)
	if ok {
		y, by, ok = AsInt(b)
	}
	return
}

// bigResult gives the value of a big computation.
func (t *Thread) bigResult(z *big.Int, err error) (Value, error) {
	if err != nil {
		return Unbound, t.bignumError(err)
	}
	return BigInt(z), nil
}

func (t *Thread) bignumError(err error) error {
	if errors.Is(err, bignum.ErrZeroDivision) {
		return t.Raise(&ExcZeroDivisionError, "division by zero")
	}
	return err
}

func (t *Thread) chargeBits(n int) error {
	if n > 1<<16 {
		return t.Charge(n / 8)
	}
	return nil
}

// What a product, a quotient and a conversion between int and text allocate, in the size of their result or operand. The
// figures are measured: TestChargesAreHonest.
const (
	mulScratch  = 8
	powScratch  = 10
	divScratch  = 18
	rootScratch = 24
	textScratch = 20
)

// chargeScratch is chargeBits for a computation that holds temporaries of times the size of its result.
func (t *Thread) chargeScratch(n, times int) error {
	if n <= 1<<16 {
		return nil
	}
	switch {
	case t.interp.meter.mem.limit == 0 || n < 1<<18:
		times = 1
	case n < 1<<20 && times == powScratch:
		times = 5
	case n < 1<<20 && times <= divScratch:
		times = 2 // what short ones need besides may be there from the last time
	}
	return t.Charge(n / 8 * times)
}

// pollDigits is the poll of what writes the digits of ints, which comes every few thousand.
func (t *Thread) pollDigits() error { return t.PollN(200) }

// pollWords is the poll of what works through the words of ints, which comes every 128 KiB.
func (t *Thread) pollWords() error { return t.PollAtomic(128) }

func intAdd(t *Thread, a, b Value) (Value, error) {
	x, y, bx, by, ok := intPair(a, b)
	if !ok {
		return NotImplemented, nil
	}
	if bx == nil && by == nil {
		if z := x + y; (x^z)&(y^z) >= 0 {
			return Int(z), nil
		}
	}
	if z, ok := t.roomAdd(x, y, bx, by); ok {
		return z, nil
	}
	p, q := bigOf(x, bx), bigOf(y, by)
	if err := t.chargeBits(max(p.BitLen(), q.BitLen())); err != nil {
		return Unbound, err
	}
	return t.bigResult(bignum.Add(p, q, t.pollWords))
}

func intSub(t *Thread, a, b Value) (Value, error) {
	x, y, bx, by, ok := intPair(a, b)
	if !ok {
		return NotImplemented, nil
	}
	if bx == nil && by == nil {
		if z := x - y; (x^y)&(x^z) >= 0 {
			return Int(z), nil
		}
	}
	if z, ok := t.roomSub(x, y, bx, by); ok {
		return z, nil
	}
	p, q := bigOf(x, bx), bigOf(y, by)
	if err := t.chargeBits(max(p.BitLen(), q.BitLen())); err != nil {
		return Unbound, err
	}
	return t.bigResult(bignum.Sub(p, q, t.pollWords))
}

func intMul(t *Thread, a, b Value) (Value, error) {
	x, y, bx, by, ok := intPair(a, b)
	if !ok {
		return NotImplemented, nil
	}
	if bx == nil && by == nil {
		hi, lo := bits.Mul64(uint64(x), uint64(y))
		if int64(hi)-(x>>63&y)-(y>>63&x) == int64(lo)>>63 {
			return Int(int64(lo)), nil
		}
	}
	if z, ok := t.roomMul(x, y, bx, by); ok {
		return z, nil
	}
	p, q := bigOf(x, bx), bigOf(y, by)
	if err := t.chargeScratch(p.BitLen()+q.BitLen(), mulScratch); err != nil {
		return Unbound, err
	}
	z, err := bignum.Mul(p, q, t.Poll)
	return t.bigResult(z, err)
}

const errIntZero = "division by zero"

// floorDivMod gives the quotient and remainder of Python's // and %; what is not wanted may be Unbound.
func (t *Thread) floorDivMod(x, y int64, bx, by *big.Int, wantQ, wantR bool) (q, r Value, err error) {
	if bx == nil && by == nil && y != 0 && y != -1 {
		q, r := x/y, x%y
		if r != 0 && r^y < 0 {
			q--
			r += y
		}
		return Int(q), Int(r), nil
	}
	if by == nil && y == 0 || by != nil && by.Sign() == 0 {
		return Unbound, Unbound, t.Raise(&ExcZeroDivisionError, "%s", errIntZero)
	}
	if q, r, ok := t.roomDiv(x, y, bx, by, wantQ, wantR); ok {
		return q, r, nil
	}
	d := bigOf(y, by)
	n := bigOf(x, bx)
	scratch := divScratch
	if d.BitLen() <= 1<<10 {
		scratch = 4
	}
	if err := t.chargeScratch(n.BitLen(), scratch); err != nil {
		return Unbound, Unbound, err
	}
	bq, br, err := bignum.DivMod(n, d, t.Poll)
	if err != nil {
		return Unbound, Unbound, t.bignumError(err)
	}
	return BigInt(bq), BigInt(br), nil
}

func intFloorDiv(t *Thread, a, b Value) (Value, error) {
	x, y, bx, by, ok := intPair(a, b)
	if !ok {
		return NotImplemented, nil
	}
	q, _, err := t.floorDivMod(x, y, bx, by, true, false)
	return q, err
}

func intMod(t *Thread, a, b Value) (Value, error) {
	x, y, bx, by, ok := intPair(a, b)
	if !ok {
		return NotImplemented, nil
	}
	if bx == nil && by == nil && y == 0 {
		return Unbound, t.Raise(&ExcZeroDivisionError, "division by zero")
	}
	_, r, err := t.floorDivMod(x, y, bx, by, false, true)
	return r, err
}

func intDivMod(t *Thread, a, b Value) (Value, error) {
	x, y, bx, by, ok := intPair(a, b)
	if !ok {
		return NotImplemented, nil
	}
	q, r, err := t.floorDivMod(x, y, bx, by, true, true)
	if err != nil {
		return Unbound, err
	}
	return NewTuple(q, r), nil
}

func intTrueDiv(t *Thread, a, b Value) (Value, error) {
	x, y, bx, by, ok := intPair(a, b)
	if !ok {
		return NotImplemented, nil
	}
	const exact = 1 << 53
	if bx == nil && by == nil {
		if y == 0 {
			return Unbound, t.Raise(&ExcZeroDivisionError, "division by zero")
		}
		if uint64(x+exact) <= 2*exact && uint64(y+exact) <= 2*exact {
			return Float(float64(x) / float64(y)), nil
		}
	}
	p, q := bigOf(x, bx), bigOf(y, by)
	if err := t.chargeScratch(max(p.BitLen(), q.BitLen()), rootScratch); err != nil {
		return Unbound, err
	}
	f, ok, err := bignum.TrueDiv(p, q, t.Poll)
	if err != nil {
		if errors.Is(err, bignum.ErrZeroDivision) {
			return Unbound, t.Raise(&ExcZeroDivisionError, "division by zero")
		}
		return Unbound, err
	}
	if !ok {
		return Unbound, t.OverflowError("integer division result too large for a float")
	}
	return Float(f), nil
}

func intPow(t *Thread, a, b Value) (Value, error) {
	x, y, bx, by, ok := intPair(a, b)
	if !ok {
		return NotImplemented, nil
	}
	if by == nil && y < 0 || by != nil && by.Sign() < 0 {
		fa, err := t.intToFloat(x, bx)
		if err != nil {
			return Unbound, err
		}
		fb, err := t.intToFloat(y, by)
		if err != nil {
			return Unbound, err
		}
		return floatPow(t, Float(fa), Float(fb))
	}
	if by != nil {
		if bx == nil {
			switch x {
			case 0, 1:
				return Int(x), nil
			case -1:
				if by.Bit(0) == 0 {
					return Int(1), nil
				}
				return Int(-1), nil
			}
		}
		return Unbound, t.MemoryError()
	}
	if bx == nil {
		// Square and multiply while it fits.
		result, base, e := int64(1), x, y
		fits := true
		for e > 0 {
			if e&1 != 0 {
				hi, lo := bits.Mul64(uint64(result), uint64(base))
				if int64(hi)-(result>>63&base)-(base>>63&result) != int64(lo)>>63 {
					fits = false
					break
				}
				result = int64(lo)
			}
			if e >>= 1; e > 0 {
				hi, lo := bits.Mul64(uint64(base), uint64(base))
				if int64(hi)-2*(base>>63&base) != int64(lo)>>63 {
					fits = false
					break
				}
				base = int64(lo)
			}
		}
		if fits {
			return Int(result), nil
		}
	}
	p := bigOf(x, bx)
	size := float64(p.BitLen()) * float64(y)
	if size > 1<<40 {
		return Unbound, t.MemoryError()
	}
	if err := t.chargeScratch(int(size), powScratch); err != nil {
		return Unbound, err
	}
	z, err := bignum.Pow(p, uint64(y), t.Poll)
	return t.bigResult(z, err)
}

// intPow3 is pow(a, b, m); a negative exponent needs an inverse.
func intPow3(t *Thread, a, b, m Value) (Value, error) {
	x, y, bx, by, ok := intPair(a, b)
	z, bz, ok2 := AsInt(m)
	if !ok || !ok2 {
		return NotImplemented, nil
	}
	mod := bigOf(z, bz)
	if mod.Sign() == 0 {
		return Unbound, t.ValueError("pow() 3rd argument cannot be 0")
	}
	base, exp := bigOf(x, bx), bigOf(y, by)
	abs := new(big.Int).Abs(mod)
	if exp.Sign() < 0 {
		inv, err := bignum.ModInverse(base, abs, t.Poll)
		if err != nil {
			return Unbound, t.bignumError(err)
		}
		if inv == nil {
			if abs.Cmp(big.NewInt(1)) == 0 {
				return Int(0), nil
			}
			return Unbound, t.ValueError("base is not invertible for the given modulus")
		}
		base, exp = inv, new(big.Int).Neg(exp)
	}
	r, err := bignum.PowMod(base, exp, abs, t.Poll)
	if err != nil {
		return Unbound, t.bignumError(err)
	}
	if mod.Sign() < 0 && r.Sign() > 0 {
		r = new(big.Int).Add(r, mod)
	}
	return BigInt(r), nil
}

func intLShift(t *Thread, a, b Value) (Value, error) {
	x, y, bx, by, ok := intPair(a, b)
	if !ok {
		return NotImplemented, nil
	}
	if by == nil && y < 0 || by != nil && by.Sign() < 0 {
		return Unbound, t.ValueError("negative shift count")
	}
	if bx == nil && x == 0 {
		return Int(0), nil
	}
	if by != nil {
		return Unbound, t.OverflowError("too many digits in integer")
	}
	if bx == nil && y < 63 && x<<y>>y == x {
		return Int(x << y), nil
	}
	if y > 1<<40 {
		return Unbound, t.MemoryError()
	}
	if z, ok := t.roomLsh(x, bx, y); ok {
		return z, nil
	}
	p := bigOf(x, bx)
	if err := t.chargeBits(p.BitLen() + int(y)); err != nil {
		return Unbound, err
	}
	return t.bigResult(bignum.Lsh(p, uint(y), t.pollWords))
}

func intRShift(t *Thread, a, b Value) (Value, error) {
	x, y, bx, by, ok := intPair(a, b)
	if !ok {
		return NotImplemented, nil
	}
	if by == nil && y < 0 || by != nil && by.Sign() < 0 {
		return Unbound, t.ValueError("negative shift count")
	}
	if by != nil {
		y = math.MaxInt64
	}
	if bx == nil {
		return Int(x >> uint64(min(y, 63))), nil
	}
	if y > int64(bx.BitLen())+1 {
		if bx.Sign() < 0 {
			return Int(-1), nil
		}
		return Int(0), nil
	}
	if z, ok := t.roomRsh(bx, y); ok {
		return z, nil
	}
	if err := t.chargeBits(bx.BitLen() - int(y)); err != nil {
		return Unbound, err
	}
	return t.bigResult(bignum.Rsh(bx, uint(y), t.pollWords))
}

func intBitOp(op BinOp, small func(x, y int64) int64, large func(x, y *big.Int, poll bignum.Poll) (*big.Int, error)) func(*Thread, Value, Value) (Value, error) {
	return func(t *Thread, a, b Value) (Value, error) {
		x, y, bx, by, ok := intPair(a, b)
		if !ok {
			return NotImplemented, nil
		}
		if bx == nil && by == nil {
			return Int(small(x, y)), nil
		}
		if z, ok := t.roomBits(op, x, y, bx, by); ok {
			return z, nil
		}
		p, q := bigOf(x, bx), bigOf(y, by)
		if err := t.chargeBits(max(p.BitLen(), q.BitLen())); err != nil {
			return Unbound, err
		}
		return t.bigResult(large(p, q, t.pollWords))
	}
}

// intToFloat converts with CPython's error beyond the range of float.
func (t *Thread) intToFloat(s int64, b *big.Int) (float64, error) {
	if b == nil {
		return float64(s), nil
	}
	f, ok := bignum.ToFloat(b)
	if !ok {
		return 0, t.OverflowError("int too large to convert to float")
	}
	return f, nil
}

func intCompare(t *Thread, a, b Value, op CmpOp) (Value, error) {
	x, y, bx, by, ok := intPair(a, b)
	if !ok {
		return NotImplemented, nil
	}
	if bx == nil && by == nil {
		switch {
		case x < y:
			return BoolCompare(-1, op), nil
		case x > y:
			return BoolCompare(1, op), nil
		}
		return BoolCompare(0, op), nil
	}
	switch {
	case by == nil && !bx.IsInt64():
		return BoolCompare(bx.Sign(), op), nil
	case bx == nil && !by.IsInt64():
		return BoolCompare(-by.Sign(), op), nil
	}
	return BoolCompare(bigOf(x, bx).Cmp(bigOf(y, by)), op), nil
}

func intHash(t *Thread, v Value) (int64, error) {
	s, b, _ := AsInt(v)
	if b != nil {
		return pyhash.Big(b), nil
	}
	return pyhash.Int(s), nil
}

// toInt gives an exact int of an int's or subclass's number.
func toInt(v Value) Value {
	s, b, _ := AsInt(v)
	if b != nil {
		if v.exactly(&IntType) {
			return v
		}
		return BigInt(b)
	}
	return Int(s)
}

var intBinary = [numBinOps]func(*Thread, Value, Value) (Value, error){
	OpAdd: intAdd, OpSub: intSub, OpMul: intMul, OpTrueDiv: intTrueDiv, OpFloorDiv: intFloorDiv, OpMod: intMod, OpPow: intPow,
	OpLShift: intLShift, OpRShift: intRShift, OpDivMod: intDivMod,
	OpAnd: intBitOp(OpAnd, func(x, y int64) int64 { return x & y }, bignum.And),
	OpOr:  intBitOp(OpOr, func(x, y int64) int64 { return x | y }, bignum.Or),
	OpXor: intBitOp(OpXor, func(x, y int64) int64 { return x ^ y }, bignum.Xor),
}
