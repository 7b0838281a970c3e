// This file implements the arithmetic of float, with int operands converted as CPython does.
package core

import (
	"math"
	"math/big"

	"github.com/vivarium-py/vivarium/internal/bignum"
	"github.com/vivarium-py/vivarium/internal/mathx"
	"github.com/vivarium-py/vivarium/internal/pyhash"
)

// floatPair reads two operands of a float operator, at least one of them a float.
func floatPair(t *Thread, a, b Value) (x, y float64, ok bool, err error) {
	if x, ok = AsFloat(a); !ok {
		s, i, isInt := AsInt(a)
		if !isInt {
			return 0, 0, false, nil
		}
		if x, err = t.intToFloat(s, i); err != nil {
			return 0, 0, false, err
		}
	}
	if y, ok = AsFloat(b); !ok {
		s, i, isInt := AsInt(b)
		if !isInt {
			return 0, 0, false, nil
		}
		if y, err = t.intToFloat(s, i); err != nil {
			return 0, 0, false, err
		}
	}
	return x, y, true, nil
}

func floatOp(f func(t *Thread, x, y float64) (Value, error)) func(*Thread, Value, Value) (Value, error) {
	return func(t *Thread, a, b Value) (Value, error) {
		x, y, ok, err := floatPair(t, a, b)
		if err != nil {
			return Unbound, err
		}
		if !ok {
			return NotImplemented, nil
		}
		return f(t, x, y)
	}
}

// floatDivMod gives Python's quotient and remainder of floats; y is not 0.
func floatDivMod(x, y float64) (div, mod float64) {
	mod = math.Mod(x, y)
	div = (x - mod) / y
	if mod != 0 {
		if (y < 0) != (mod < 0) {
			mod += y
			div--
		}
	} else {
		mod = math.Copysign(0, y)
	}
	if div != 0 {
		f := math.Floor(div)
		if div-f > 0.5 {
			f++
		}
		div = f
	} else {
		div = math.Copysign(0, x/y)
	}
	return div, mod
}

func floatPow(t *Thread, a, b Value) (Value, error) {
	x, y, ok, err := floatPair(t, a, b)
	if err != nil {
		return Unbound, err
	}
	if !ok {
		return NotImplemented, nil
	}
	if x == 0 && y < 0 && !math.IsInf(y, 0) {
		return Unbound, t.Raise(&ExcZeroDivisionError, "zero to a negative power")
	}
	if x < 0 && !math.IsInf(x, 0) && !math.IsInf(y, 0) && y == y && y != math.Floor(y) {
		return complexPow(t, Complex(x, 0), Complex(y, 0))
	}
	r := mathx.Pow(x, y)
	if math.IsInf(r, 0) && !math.IsInf(x, 0) && !math.IsInf(y, 0) {
		return Unbound, NewException(&ExcOverflowError, Int(34), StrVal("Numerical result out of range"))
	}
	return Float(r), nil
}

// compareIntFloat orders an int and a float exactly; the float is not NaN.
func compareIntFloat(s int64, b *big.Int, f float64) int {
	if b == nil && s > -1<<53 && s < 1<<53 {
		switch x := float64(s); {
		case x < f:
			return -1
		case x > f:
			return 1
		}
		return 0
	}
	return bignum.CmpFloat(bigOf(s, b), f)
}

func floatCompare(t *Thread, a, b Value, op CmpOp) (Value, error) {
	x, okx := AsFloat(a)
	y, oky := AsFloat(b)
	switch {
	case okx && oky:
	case okx:
		s, i, ok := AsInt(b)
		if !ok {
			return NotImplemented, nil
		}
		if x == x {
			return BoolCompare(-compareIntFloat(s, i, x), op), nil
		}
		y = 0
	case oky:
		s, i, ok := AsInt(a)
		if !ok {
			return NotImplemented, nil
		}
		if y == y {
			return BoolCompare(compareIntFloat(s, i, y), op), nil
		}
	default:
		return NotImplemented, nil
	}
	switch op {
	case CmpLt:
		return Bool(x < y), nil
	case CmpLe:
		return Bool(x <= y), nil
	case CmpEq:
		return Bool(x == y), nil
	case CmpNe:
		return Bool(x != y), nil
	case CmpGt:
		return Bool(x > y), nil
	}
	return Bool(x >= y), nil
}

// floatHash is the hash of a float; NaNs hash by identity, which for bare floats is their bits.
func floatHash(t *Thread, v Value) (int64, error) {
	f, _ := AsFloat(v)
	if f != f {
		return identityHash(v), nil
	}
	return pyhash.Float(f), nil
}

var floatBinary = [numBinOps]func(*Thread, Value, Value) (Value, error){
	OpAdd: floatOp(func(_ *Thread, x, y float64) (Value, error) { return Float(x + y), nil }),
	OpSub: floatOp(func(_ *Thread, x, y float64) (Value, error) { return Float(x - y), nil }),
	OpMul: floatOp(func(_ *Thread, x, y float64) (Value, error) { return Float(x * y), nil }),
	OpTrueDiv: floatOp(func(t *Thread, x, y float64) (Value, error) {
		if y == 0 {
			return Unbound, t.Raise(&ExcZeroDivisionError, "division by zero")
		}
		return Float(x / y), nil
	}),
	OpFloorDiv: floatOp(func(t *Thread, x, y float64) (Value, error) {
		if y == 0 {
			return Unbound, t.Raise(&ExcZeroDivisionError, "division by zero")
		}
		d, _ := floatDivMod(x, y)
		return Float(d), nil
	}),
	OpMod: floatOp(func(t *Thread, x, y float64) (Value, error) {
		if y == 0 {
			return Unbound, t.Raise(&ExcZeroDivisionError, "division by zero")
		}
		_, m := floatDivMod(x, y)
		return Float(m), nil
	}),
	OpDivMod: floatOp(func(t *Thread, x, y float64) (Value, error) {
		if y == 0 {
			return Unbound, t.Raise(&ExcZeroDivisionError, "division by zero")
		}
		d, m := floatDivMod(x, y)
		return NewTuple(Float(d), Float(m)), nil
	}),
	OpPow: floatPow,
}
