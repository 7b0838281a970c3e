// This file packs and unpacks single values.
package struct_

import (
	"encoding/binary"
	"fmt"
	"math"

	"github.com/vivarium-py/vivarium/internal/core"
)

// order gives the byte order of a layout; this machine's is little endian.
func (l *layout) order() binary.ByteOrder {
	if l.big {
		return binary.BigEndian
	}
	return binary.LittleEndian
}

// load reads a value of code at the start of b.
func (l *layout) load(code byte, b []byte) value {
	switch code {
	case 'b':
		return core.Int(int64(int8(b[0])))
	case 'B':
		return core.Int(int64(b[0]))
	case '?':
		return core.Bool(b[0] != 0)
	case 'c':
		return core.NewBytesCopy(b[:1])
	}
	o := l.order()
	switch code {
	case 'h':
		return core.Int(int64(int16(o.Uint16(b))))
	case 'H':
		return core.Int(int64(o.Uint16(b)))
	case 'i':
		return core.Int(int64(int32(o.Uint32(b))))
	case 'I':
		return core.Int(int64(o.Uint32(b)))
	case 'l':
		if !l.native {
			return core.Int(int64(int32(o.Uint32(b))))
		}
		return core.Int(int64(o.Uint64(b)))
	case 'L':
		if !l.native {
			return core.Int(int64(o.Uint32(b)))
		}
		return core.Uint(o.Uint64(b))
	case 'q', 'n':
		return core.Int(int64(o.Uint64(b)))
	case 'Q', 'N', 'P':
		return core.Uint(o.Uint64(b))
	case 'e':
		return core.Float(core.HalfToFloat(o.Uint16(b)))
	case 'f':
		return core.Float(float64(math.Float32frombits(o.Uint32(b))))
	case 'd':
		return core.Float(math.Float64frombits(o.Uint64(b)))
	case 'F':
		return core.Complex(float64(math.Float32frombits(o.Uint32(b))), float64(math.Float32frombits(o.Uint32(b[4:]))))
	}
	return core.Complex(math.Float64frombits(o.Uint64(b)), math.Float64frombits(o.Uint64(b[8:])))
}

func notInteger(t *thread) error { return structError(t, "required argument is not an integer") }
func notFloat(t *thread) error   { return structError(t, "required argument is not a float") }

// store writes a value of code at the start of b, which has the field's size.
func (l *layout) store(t *thread, code byte, b []byte, v value) error {
	switch code {
	case 'c':
		x := core.AsBytes(v)
		if x == nil || len(x.Bytes()) != 1 {
			return structError(t, "char format requires a bytes object of length 1")
		}
		b[0] = x.Bytes()[0]
		return nil
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
	case 's', 'p':
		return storeText(t, code, b, v)
	case 'e', 'f', 'd':
		f, err := t.ToFloat(v)
		if err != nil {
			return notFloat(t)
		}
		return l.storeFloat(t, code, b, f)
	case 'F', 'D':
		z, err := t.ToComplex(v)
		if err != nil {
			return structError(t, "required argument is not a complex")
		}
		part, half := byte('f'), 4
		if code == 'D' {
			part, half = 'd', 8
		}
		if err := l.storeFloat(t, part, b[:half], real(z)); err != nil {
			return err
		}
		return l.storeFloat(t, part, b[half:], imag(z))
	}
	return l.storeInt(t, code, b, v)
}

func (l *layout) storeFloat(t *thread, code byte, b []byte, f float64) error {
	o := l.order()
	switch code {
	case 'd':
		o.PutUint64(b, math.Float64bits(f))
	case 'f':
		g := float32(f)
		if !l.native && math.IsInf(float64(g), 0) && !math.IsInf(f, 0) {
			return t.OverflowError("float too large to pack with f format")
		}
		o.PutUint32(b, math.Float32bits(g))
	default:
		h, ok := core.FloatToHalf(f)
		if !ok {
			return t.OverflowError("float too large to pack with e format")
		}
		o.PutUint16(b, h)
	}
	return nil
}

func storeText(t *thread, code byte, b []byte, v value) error {
	var src []byte
	switch {
	case core.AsBytes(v) != nil:
		src = core.AsBytes(v).Bytes()
	case core.AsByteArray(v) != nil:
		src = core.AsByteArray(v).Bytes()
	default:
		return structError(t, "argument for '%c' must be a bytes object", code)
	}
	if code == 'p' {
		if len(b) == 0 {
			return nil
		}
		n := min(len(src), len(b)-1)
		b[0] = byte(min(n, 255))
		b, src = b[1:], src[:n]
	}
	clear(b[copy(b, src):])
	return nil
}

func (l *layout) storeInt(t *thread, code byte, b []byte, v value) error {
	if core.SlotsOf(v).Index == nil {
		return notInteger(t)
	}
	x, err := t.Index(v)
	if err != nil {
		return err
	}
	i, big, _ := core.AsInt(x)
	size := len(b)
	signed := code >= 'a' && code <= 'z'
	if code == 'P' {
		if big != nil {
			if big.BitLen() > 64 || big.Sign() < 0 {
				return structError(t, "int too large to convert")
			}
			i = int64(big.Uint64())
		}
	} else if signed {
		if big != nil || size < 8 && (i < -1<<(8*size-1) || i >= 1<<(8*size-1)) {
			return structError(t, "'%c' format requires %d <= number <= %d", code, int64(-1)<<(8*size-1), int64(1<<(8*size-1)-1))
		}
	} else {
		u, ok := uint64(i), i >= 0
		if big != nil {
			u, ok = big.Uint64(), big.IsUint64()
		}
		limit := uint64(math.MaxUint64) >> (64 - 8*size)
		if !ok || u > limit {
			return structError(t, "'%c' format requires 0 <= number <= %d", code, limit)
		}
		i = int64(u)
	}
	o := l.order()
	switch size {
	case 1:
		b[0] = byte(i)
	case 2:
		o.PutUint16(b, uint16(i))
	case 4:
		o.PutUint32(b, uint32(i))
	default:
		o.PutUint64(b, uint64(i))
	}
	return nil
}

// pack writes values into b, which has the layout's size and is zero.
func (l *layout) pack(t *thread, b []byte, values []value) error {
	k := 0
	for i := range l.fields {
		f := &l.fields[i]
		off := f.off
		for n := 0; n < f.count; n++ {
			if err := l.store(t, f.code, b[off:off+f.size], values[k]); err != nil {
				return err
			}
			k++
			off += f.size
			if err := t.PollAt(n); err != nil {
				return err
			}
		}
	}
	return nil
}

// unpack reads the values of b as a tuple.
func (l *layout) unpack(t *thread, b []byte) (value, error) {
	if err := t.ChargeItems(l.values); err != nil {
		return core.Unbound, err
	}
	out, err := core.MakeSlice[value](t, 0, l.values)
	if err != nil {
		return core.Unbound, err
	}
	for i := range l.fields {
		f := &l.fields[i]
		switch f.code {
		case 's':
			if err := t.Charge(f.size); err != nil {
				return core.Unbound, err
			}
			out = append(out, core.NewBytesCopy(b[f.off:f.off+f.size]))
			continue
		case 'p':
			n := 0
			if f.size > 0 {
				n = min(int(b[f.off]), f.size-1)
				out = append(out, core.NewBytesCopy(b[f.off+1:f.off+1+n]))
			} else {
				out = append(out, core.NewBytesCopy(nil))
			}
			continue
		}
		off := f.off
		for n := 0; n < f.count; n++ {
			out = append(out, l.load(f.code, b[off:]))
			off += f.size
			if err := t.PollAt(n); err != nil {
				return core.Unbound, err
			}
		}
	}
	return core.TupleOf(out), nil
}

func structError(t *thread, format string, a ...any) error {
	return core.NewException(&errorType, core.StrVal(fmt.Sprintf(format, a...)))
}
