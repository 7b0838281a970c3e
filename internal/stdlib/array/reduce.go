// This file carries arrays through pickle: the bytes of their items with a number that says how a machine wrote them.
package array

import (
	"encoding/binary"
	"math"

	"github.com/vivarium-py/vivarium/internal/core"
)

// Machine format codes: integers by size and sign, then floats, then text; an odd one is big-endian from 2 on.
const (
	fmtUint8    = 0
	fmtInt8     = 1
	fmtUint16LE = 2
	fmtFloatLE  = 14
	fmtDoubleLE = 16
	fmtUTF16LE  = 18
	fmtUTF32LE  = 20
	fmtMax      = 21
)

// machineFormat gives the code of a kind here, where machines are little-endian.
func (k *kind) machineFormat() int {
	switch k.code {
	case 'u', 'w':
		return fmtUTF32LE
	case 'f':
		return fmtFloatLE
	case 'd':
		return fmtDoubleLE
	}
	signed := 0
	if k.code >= 'a' {
		signed = 1
	}
	switch k.size {
	case 1:
		return signed
	case 2:
		return fmtUint16LE + 2*signed
	case 4:
		return fmtUint16LE + 4 + 2*signed
	}
	return fmtUint16LE + 8 + 2*signed
}

var nReconstructor = core.Intern("_array_reconstructor")

// reduceEx is __reduce_ex__: from protocol 3 on the items are bytes.
func reduceEx(t *thread, a []value) (value, error) {
	if !a[1].IsInstance(&core.IntType) {
		return core.Unbound, t.TypeError("__reduce_ex__ argument should be an integer")
	}
	protocol, err := t.IndexInt(a[1])
	if err != nil {
		return core.Unbound, err
	}
	d, err := t.LookupAttr(a[0], core.Intern("__dict__"))
	if err != nil {
		return core.Unbound, err
	}
	if d.IsUnbound() {
		d = core.None
	}
	arr, typ := self(a[0]), a[0].Type().Val()
	code := core.StrVal(string(arr.k.code))
	if protocol < 3 {
		l, err := t.CallMethod(a[0], core.Intern("tolist"))
		if err != nil {
			return core.Unbound, err
		}
		return core.NewTuple(typ, core.NewTuple(code, l), d), nil
	}
	m, err := t.Import("array")
	if err != nil {
		return core.Unbound, err
	}
	f, err := t.GetAttr(m, nReconstructor)
	if err != nil {
		return core.Unbound, err
	}
	if err := t.Charge(len(arr.data)); err != nil {
		return core.Unbound, err
	}
	return core.NewTuple(f, core.NewTuple(typ, code, core.Int(int64(arr.k.machineFormat())), core.NewBytesCopy(arr.data)), d), nil
}

// reconstruct is _array_reconstructor(arraytype, typecode, mformat_code, items).
func reconstruct(t *thread, a []value) (value, error) {
	cls := core.AsType(a[0])
	if cls == nil {
		return core.Unbound, t.TypeError("first argument must be a type object, not %s", a[0].TypeName())
	}
	s := core.AsStr(a[1])
	if s == nil || s.Len() != 1 {
		return core.Unbound, t.TypeError("_array_reconstructor() argument 2 must be a unicode character, not %s", a[1].TypeName())
	}
	format, err := t.IndexInt(a[2])
	if err != nil {
		return core.Unbound, err
	}
	b := core.AsBytes(a[3])
	k := kindOf(s.String()[0])
	switch {
	case !cls.IsSubtype(&arrayType):
		return core.Unbound, t.TypeError("%s is not a subtype of array.array", cls.Name())
	case k == nil:
		return core.Unbound, t.ValueError("second argument must be a valid type code")
	case format < 0 || format > fmtMax:
		return core.Unbound, t.ValueError("third argument must be a valid machine format code.")
	case b == nil:
		return core.Unbound, t.TypeError("fourth argument should be bytes, not %s", a[3].TypeName())
	}
	make := func(k *kind) (value, error) {
		return arrayNew(t, []value{a[0], core.NewTuple(core.StrVal(string(k.code))), core.Unbound})
	}
	data := b.Bytes()
	if format == k.machineFormat() {
		v, err := make(k)
		if err == nil {
			err = self(v).fromBytes(t, data)
		}
		return v, err
	}
	big := format >= 2 && format%2 == 1
	if format >= fmtUTF16LE {
		name := [...]string{"utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be"}[format-fmtUTF16LE]
		text, err := t.CallMethod(a[3], core.Intern("decode"), core.StrVal(name))
		if err != nil {
			return core.Unbound, err
		}
		v, err := make(k)
		if err == nil {
			err = self(v).extend(t, text)
		}
		return v, err
	}
	size := 4
	var read func(b []byte) value
	var order binary.ByteOrder = binary.LittleEndian
	if big {
		order = binary.BigEndian
	}
	switch {
	case format >= fmtDoubleLE:
		size, read = 8, func(b []byte) value { return core.Float(math.Float64frombits(order.Uint64(b))) }
	case format >= fmtFloatLE:
		read = func(b []byte) value { return core.Float(float64(math.Float32frombits(order.Uint32(b)))) }
	default:
		signed := format == fmtInt8 || format >= 2 && (format-2)/2%2 == 1
		if size = 1; format >= 2 {
			size = 2 << ((format - 2) / 4)
		}
		for i := range kinds { // the last that is as wide
			if c := kinds[i].code; kinds[i].size == size && c != 'u' && c != 'w' && c != 'f' && c != 'd' && (c >= 'a') == signed {
				k = &kinds[i]
			}
		}
		read = func(b []byte) value {
			var u uint64
			switch size {
			case 1:
				u = uint64(b[0])
			case 2:
				u = uint64(order.Uint16(b))
			case 4:
				u = uint64(order.Uint32(b))
			default:
				u = order.Uint64(b)
			}
			if signed {
				return core.Int(int64(u<<(64-8*size)) >> (64 - 8*size))
			}
			return core.Uint(u)
		}
	}
	if len(data)%size != 0 {
		return core.Unbound, t.ValueError("string length not a multiple of item size")
	}
	v, err := make(k)
	if err != nil {
		return core.Unbound, err
	}
	if err := t.Charge(len(data) / size * k.size); err != nil {
		return core.Unbound, err
	}
	for i := 0; i < len(data); i += size {
		if err := t.Poll(); err != nil {
			return core.Unbound, err
		}
		if err := self(v).append(t, read(data[i:])); err != nil {
			return core.Unbound, err
		}
	}
	return v, nil
}
