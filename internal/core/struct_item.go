// This file converts single items of memory by struct-style format codes, for memoryview and whoever shares its formats.
package core

import (
	"encoding/binary"
	"math"
	"math/big"
)

// nativeSize is the size of a native format code, 0 for an unknown one.
func nativeSize(code byte) int {
	switch code {
	case 'c', 'b', 'B', '?':
		return 1
	case 'h', 'H', 'e':
		return 2
	case 'i', 'I', 'f':
		return 4
	case 'l', 'L', 'q', 'Q', 'd', 'n', 'N', 'P':
		return 8
	}
	return 0
}

// nativeCode gives the code of a format that is a single native one, 0 for others.
func nativeCode(format string) byte {
	if len(format) == 2 && format[0] == '@' {
		format = format[1:]
	}
	if len(format) != 1 || nativeSize(format[0]) == 0 {
		return 0
	}
	return format[0]
}

// loadItem reads an item of native format at the start of b.
func loadItem(code byte, b []byte) Value {
	le := binary.LittleEndian
	switch code {
	case 'c':
		return obj(&byteObjs[b[0]].Header)
	case 'b':
		return Int(int64(int8(b[0])))
	case 'B':
		return Int(int64(b[0]))
	case '?':
		return Bool(b[0] != 0)
	case 'h':
		return Int(int64(int16(le.Uint16(b))))
	case 'H':
		return Int(int64(le.Uint16(b)))
	case 'i':
		return Int(int64(int32(le.Uint32(b))))
	case 'I':
		return Int(int64(le.Uint32(b)))
	case 'l', 'q', 'n':
		return Int(int64(le.Uint64(b)))
	case 'L', 'Q', 'N', 'P':
		return Uint(le.Uint64(b))
	case 'e':
		return Float(HalfToFloat(le.Uint16(b)))
	case 'f':
		return Float(float64(math.Float32frombits(le.Uint32(b))))
	case 'd':
		return Float(math.Float64frombits(le.Uint64(b)))
	}
	return Unbound
}

// storeItem writes an item of native format at the start of b, with memoryview's errors.
func (t *Thread) storeItem(code byte, format string, b []byte, v Value) error {
	le := binary.LittleEndian
	badType := func() error { return t.TypeError("memoryview: invalid type for format '%s'", format) }
	badValue := func() error { return t.ValueError("memoryview: invalid value for format '%s'", format) }
	switch code {
	case '?':
		ok, err := t.Truth(v)
		if err != nil {
			return err
		}
		b[0] = 0
		if ok {
			b[0] = 1
		}
		return nil
	case 'c':
		x := AsBytes(v)
		if x == nil {
			return badType()
		}
		if len(x.b) != 1 {
			return badValue()
		}
		b[0] = x.b[0]
		return nil
	case 'e', 'f', 'd':
		f, err := t.ToFloat(v)
		if err != nil {
			if Matches(err, &ExcTypeError) {
				return badType()
			}
			return err
		}
		switch code {
		case 'd':
			le.PutUint64(b, math.Float64bits(f))
		case 'f':
			le.PutUint32(b, math.Float32bits(float32(f)))
		default:
			h, ok := FloatToHalf(f)
			if !ok {
				return badValue()
			}
			le.PutUint16(b, h)
		}
		return nil
	}
	x, err := t.Index(v)
	if err != nil {
		if Matches(err, &ExcTypeError) {
			return badType()
		}
		return err
	}
	i, bigInt, _ := AsInt(x)
	size := nativeSize(code)
	switch code {
	case 'b', 'h', 'i', 'l', 'q', 'n':
		if bigInt != nil || size < 8 && (i < -1<<(8*size-1) || i >= 1<<(8*size-1)) {
			return badValue()
		}
	case 'P':
		if bigInt != nil {
			if bigInt.Sign() < 0 || bigInt.BitLen() > 64 {
				return badValue()
			}
			i = int64(bigInt.Uint64())
		}
	default:
		u, ok := asUint64(i, bigInt)
		if !ok || size < 8 && u >= 1<<(8*size) {
			return badValue()
		}
		i = int64(u)
	}
	switch size {
	case 1:
		b[0] = byte(i)
	case 2:
		le.PutUint16(b, uint16(i))
	case 4:
		le.PutUint32(b, uint32(i))
	default:
		le.PutUint64(b, uint64(i))
	}
	return nil
}

func asUint64(i int64, b *big.Int) (uint64, bool) {
	if b != nil {
		return b.Uint64(), b.IsUint64()
	}
	return uint64(i), i >= 0
}

// HalfToFloat converts an IEEE 754 binary16.
func HalfToFloat(h uint16) float64 {
	exp, frac := int(h>>10&31), float64(h&1023)
	var f float64
	switch exp {
	case 0:
		f = math.Ldexp(frac, -24)
	case 31:
		if frac == 0 {
			f = math.Inf(1)
		} else {
			// The payload of a NaN is kept.
			f = math.Float64frombits(0x7FF0000000000000 | uint64(h&1023)<<42)
		}
	default:
		f = math.Ldexp(1024+frac, exp-25)
	}
	if h>>15 != 0 {
		f = math.Float64frombits(math.Float64bits(f) | 1<<63)
	}
	return f
}

// FloatToHalf rounds to IEEE 754 binary16, half to even; ok is false for a finite number that is too large.
func FloatToHalf(f float64) (h uint16, ok bool) {
	bits := math.Float64bits(f)
	sign := uint16(bits >> 48 & 0x8000)
	switch {
	case f != f:
		frac := uint16(bits >> 42 & 1023)
		if frac == 0 {
			frac = 512
		}
		return sign | 0x7C00 | frac, true
	case math.IsInf(f, 0):
		return sign | 0x7C00, true
	case f == 0:
		return sign, true
	}
	m, e := math.Frexp(math.Abs(f)) // m in [0.5, 1)
	e--
	if e < -14 {
		r := math.RoundToEven(math.Ldexp(m, e+1+24))
		return sign | uint16(r), true
	}
	r := math.RoundToEven(math.Ldexp(m, 11)) // in [1024, 2048]
	if r == 2048 {
		r = 1024
		e++
	}
	if e > 15 {
		return 0, false
	}
	return sign | uint16(e+15)<<10 | uint16(r)&1023, true
}
