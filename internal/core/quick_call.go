// This file calls what programs call all the time ahead of the rest of the slow path: builtin functions and methods with as many
// arguments as they take, and conversions by int, float, str and type that run no Python code and do not fail.
package core

import (
	"unsafe"

	"github.com/vivarium-py/vivarium/internal/code"
	"github.com/vivarium-py/vivarium/internal/numtext"
)

// quickCall gives false, having done nothing, for what it does not know.
func quickCall(f *Frame, in code.Instr) bool {
	if in.C == 2 {
		h := reg(f.base, in.B).ref
		if h == nil || h.shape != &NativeFunctionType.shape0 {
			return false
		}
		return quickTwo(cast[Native](h), f.base, in, 1)
	}
	return in.C == 1 && quickType(f, in)
}

// quickTwo calls a native of no object with two arguments, which are at registers after the callee's.
func quickTwo(n *Native, base unsafe.Pointer, in code.Instr, at uintptr) bool {
	if n.def.Two == nil {
		return false
	}
	args := (*[2]Value)(unsafe.Add(base, uintptr(in.B)+at*code.RegSize))
	v, ok := n.def.Two(args[0], args[1])
	if ok {
		*reg(base, in.A) = v
	}
	return ok
}

// quickType is a call of a builtin type with one argument.
func quickType(f *Frame, in code.Instr) bool {
	a := *(*Value)(unsafe.Add(f.base, uintptr(in.B)+16))
	var v Value
	switch reg(f.base, in.B).ref {
	case &StrType.Header:
		switch {
		case a.ref == nil:
			v = smallIntText(int64(a.bits))
		case a.ref.shape == &StrType.shape0:
			v = a
		case a.ref == &floatHeader:
			v = floatText(a.Float64())
		default:
			return false
		}
	case &IntType.Header:
		switch {
		case a.ref == nil:
			v = a
		case a.ref == &floatHeader:
			x := a.Float64()
			if !(x > -1<<62 && x < 1<<62) {
				return false
			}
			v = Int(int64(x))
		case a.ref.shape == &StrType.shape0:
			n, ok := smallDecimal(As[Str](a).s)
			if !ok {
				return false
			}
			v = Int(n)
		case a.ref.shape == &IntType.shape0:
			v = a
		default:
			return false
		}
	case &FloatType.Header:
		switch {
		case a.ref == nil:
			v = Float(float64(int64(a.bits)))
		case a.ref == &floatHeader:
			v = a
		default:
			return false
		}
	case &TypeType.Header:
		v = a.Type().Val()
	default:
		return false
	}
	*reg(f.base, in.A) = v
	return true
}

// smallDecimal reads up to 18 decimal digits with a sign or none.
func smallDecimal(s string) (n int64, ok bool) {
	neg := false
	if len(s) > 1 && (s[0] == '-' || s[0] == '+') {
		neg = s[0] == '-'
		s = s[1:]
	}
	if len(s) == 0 || len(s) > 18 {
		return 0, false
	}
	for i := range len(s) {
		d := s[i] - '0'
		if d > 9 {
			return 0, false
		}
		n = 10*n + int64(d)
	}
	if neg {
		n = -n
	}
	return n, true
}

// smallIntText is the text of an int in decimal.
func smallIntText(n int64) Value {
	if n >= 0 && n < 10 {
		return latin1['0'+n].Val()
	}
	var buf [24]byte
	text := numtext.AppendInt(buf[:0], n, 10)
	return newStrCopy(unsafe.String(unsafe.SliceData(text), len(text)), len(text)).Val()
}

// floatText is the repr of a float.
func floatText(x float64) Value {
	var buf [32]byte
	text := numtext.AppendRepr(buf[:0], x)
	return newStrCopy(unsafe.String(unsafe.SliceData(text), len(text)), len(text)).Val()
}
