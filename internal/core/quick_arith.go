// This file does the arithmetic that the loop's fast paths leave over most often, ahead of the rest of the slow path: big ints,
// products and shifts that outgrow a word, floats with ints, short strings. None of it runs Python code or raises.
package core

import (
	"math/bits"

	"github.com/vivarium-py/vivarium/internal/code"
)

// quickBinary does an instruction of binary arithmetic; it gives false, having done nothing, for what it does not know.
func (t *Thread) quickBinary(f *Frame, in code.Instr) bool {
	b, op := *reg(f.base, in.B), in.Op-code.Add
	var c Value
	if in.Op < code.AddI {
		op %= code.IAdd - code.Add
		c = *reg(f.base, in.C)
	} else {
		op = uint16(immOps[(in.Op-code.AddI)%uint16(len(immOps))])
		c = Int(int64(int16(in.C)))
	}
	var v Value
	ok := false
	switch {
	case b.ref == &floatHeader:
		switch c.ref {
		case &floatHeader:
			v, ok = quickFloat(BinOp(op), b.Float64(), c.Float64())
		case nil:
			v, ok = quickFloat(BinOp(op), b.Float64(), float64(int64(c.bits)))
		}
	case c.ref == &floatHeader:
		if b.ref == nil {
			v, ok = quickFloat(BinOp(op), float64(int64(b.bits)), c.Float64())
		}
	case b.ref != nil && c.ref != nil && b.ref.shape == &StrType.shape0 && c.ref.shape == &StrType.shape0:
		if BinOp(op) == OpAdd {
			v, ok = quickConcat(As[Str](b), As[Str](c))
		}
	case isBig(b) || isBig(c):
		v, ok = t.bigBinary(f, BinOp(op), b, c)
	case b.ref == nil && c.ref == nil:
		v, ok = t.quickInt(BinOp(op), int64(b.bits), int64(c.bits))
		if v.ref != nil && ok && v.ref != &floatHeader && t.hintsOf(f)&hintOwned != 0 {
			own(v)
		}
	}
	if ok {
		*reg(f.base, in.A) = v
	}
	return ok
}

func quickFloat(op BinOp, x, y float64) (Value, bool) {
	switch op {
	case OpAdd:
		return Float(x + y), true
	case OpSub:
		return Float(x - y), true
	case OpMul:
		return Float(x * y), true
	case OpTrueDiv:
		return Float(x / y), y != 0
	case OpFloorDiv, OpMod:
		if y == 0 {
			return Unbound, false
		}
		q, r := floatDivMod(x, y)
		if op == OpMod {
			q = r
		}
		return Float(q), true
	case OpPow:
		if y == 2 {
			z := x * x
			return Float(z), z-z == 0
		}
	}
	return Unbound, false
}

func (t *Thread) quickInt(op BinOp, x, y int64) (Value, bool) {
	const exact = 1 << 53
	switch op {
	case OpAdd, OpSub:
		if op == OpSub {
			if y == -1<<63 {
				return Unbound, false
			}
			y = -y
		}
		if z := x + y; (x^z)&(y^z) >= 0 {
			return Int(z), true
		}
	case OpMul:
		hi, lo := bits.Mul64(uint64(x), uint64(y))
		if int64(hi)-(x>>63&y)-(y>>63&x) == int64(lo)>>63 {
			return Int(int64(lo)), true
		}
		return t.roomMul(x, y, nil, nil)
	case OpLShift:
		if y < 0 || x == 0 {
			return Unbound, false
		}
		if y < 63 && x<<y>>y == x {
			return Int(x << y), true
		}
		return t.roomLsh(x, nil, y)
	case OpRShift:
		if y >= 0 {
			return Int(x >> uint64(min(y, 63))), true
		}
	case OpTrueDiv:
		if y != 0 && uint64(x+exact) <= 2*exact && uint64(y+exact) <= 2*exact {
			return Float(float64(x) / float64(y)), true
		}
	case OpFloorDiv, OpMod:
		if y > 0 {
			q, r := x/y, x%y
			if r < 0 {
				q--
				r += y
			}
			if op == OpMod {
				q = r
			}
			return Int(q), true
		}
	case OpPow:
		if y == 2 {
			return t.quickInt(OpMul, x, x)
		}
	}
	return Unbound, false
}
