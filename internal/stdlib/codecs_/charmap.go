// This file implements the charmap codec: mappings given by Python as strings, dicts, or the compact EncodingMap that
// charmap_build makes of a decoding table.
package codecs_

import (
	"github.com/vivarium-py/vivarium/internal/codec"
	"github.com/vivarium-py/vivarium/internal/core"
	"github.com/vivarium-py/vivarium/internal/unidata"
)

var encodingMapType core.Type

// encodingMap maps code points to bytes.
type encodingMap struct {
	core.Header
	low  [256]int16 // -1: undefined
	high map[rune]byte
}

func setupEncodingMap() {
	encodingMapType.Setup(&core.TypeSpec{
		Name: "EncodingMap", Layout: core.LayoutOf[encodingMap](), Flags: core.FlagGeneric | core.FlagNoNew,
		Methods: []core.Func{{Name: "size", Sig: "(self, /)", Flags: core.Pure, Doc: "Return the memory this object takes up, in bytes.", Fn: func(t *thread, a []value) (value, error) {
			return core.Int(int64(528 + 16*len(core.As[encodingMap](a[0]).high))), nil
		}}},
	})
}

const undefined = 0xFFFE

func charmapBuild(t *thread, a []value) (value, error) {
	s := core.AsStr(a[0])
	if s == nil {
		return core.Unbound, t.TypeError("charmap_build() argument must be str, not %s", a[0].TypeName())
	}
	n := min(s.Len(), 256)
	text := s.String()
	m := core.New[encodingMap](&encodingMapType)
	for i := range m.low {
		m.low[i] = -1
	}
	m.high = map[rune]byte{}
	compact := n > 0
	for i := 0; i < n; i++ {
		r, w := unidata.DecodeRune(text)
		text = text[w:]
		switch {
		case i == 0 && r != 0, i > 0 && r == 0, r > 0xFFFF:
			compact = false
		case r == undefined:
		case r < 256:
			m.low[r] = int16(i)
		default:
			m.high[r] = byte(i)
		}
	}
	if compact {
		return core.Obj(&m.Header), nil
	}
	d := core.NewDict()
	text = s.String()
	for i := 0; i < n; i++ {
		r, w := unidata.DecodeRune(text)
		text = text[w:]
		if err := d.Set(t, core.Int(int64(r)), core.Int(int64(i))); err != nil {
			return core.Unbound, err
		}
	}
	return d.Val(), nil
}

func charmapEncode(t *thread, a []value) (value, error) {
	s := core.AsStr(a[0])
	if s == nil {
		return core.Unbound, t.TypeError("charmap_encode() argument 1 must be str, not %s", a[0].TypeName())
	}
	errs, err := errorsArg(t, a[1], "charmap_encode")
	if err != nil {
		return core.Unbound, err
	}
	mapping := a[2]
	if mapping.IsNone() {
		return encoded(t, s, "latin_1", errs, codec.EncodeLatin1)
	}
	lookup := func(dst []byte, r rune) ([]byte, bool, error) { return encodeByItem(t, dst, mapping, r) }
	if mapping.Type() == &encodingMapType {
		m := core.As[encodingMap](mapping)
		lookup = func(dst []byte, r rune) ([]byte, bool, error) {
			if r < 256 {
				if m.low[r] < 0 {
					return dst, false, nil
				}
				return append(dst, byte(m.low[r])), true, nil
			}
			b, ok := m.high[r]
			if !ok {
				return dst, false, nil
			}
			return append(dst, b), true, nil
		}
	}
	return encoded(t, s, "charmap", errs, func(s string, e *codec.Errors) ([]byte, error) { return codec.EncodeCharmap(s, lookup, e) })
}

// encodeByItem looks a code point up in a mapping object.
func encodeByItem(t *thread, dst []byte, mapping value, r rune) ([]byte, bool, error) {
	if err := t.Poll(); err != nil {
		return dst, false, err
	}
	v, err := t.GetItem(mapping, core.Int(int64(r)))
	if err != nil {
		if core.Matches(err, &core.ExcLookupError) {
			return dst, false, nil
		}
		return dst, false, err
	}
	if v.IsNone() {
		return dst, false, nil
	}
	if i, big, ok := core.AsInt(v); ok {
		if big != nil || i < 0 || i > 255 {
			return dst, false, t.TypeError("character mapping must be in range(256)")
		}
		return append(dst, byte(i)), true, nil
	}
	if b := core.AsBytes(v); b != nil {
		return append(dst, b.Bytes()...), true, t.Charge(len(b.Bytes()))
	}
	return dst, false, t.TypeError("character mapping must return integer, bytes or None, not %s", v.TypeName())
}

func charmapDecode(t *thread, a []value) (value, error) {
	src, err := t.BytesLike(a[0])
	if err != nil {
		return core.Unbound, err
	}
	errs, err := errorsArg(t, a[1], "charmap_decode")
	if err != nil {
		return core.Unbound, err
	}
	if err := t.Charge(2 * len(src)); err != nil {
		return core.Unbound, err
	}
	mapping := a[2]
	if mapping.IsNone() {
		s, err := codec.DecodeLatin1(src, t.CodecErrors("", len(src), core.None))
		return core.NewTuple(core.StrVal(s), core.Int(int64(len(src)))), err
	}
	lookup := func(dst []byte, b byte) ([]byte, bool, error) { return decodeByItem(t, dst, mapping, b) }
	if s := core.AsStr(mapping); s != nil {
		var table [256]rune
		n := min(s.Len(), 256)
		text := s.String()
		for i := range table {
			table[i] = undefined
			if i < n {
				r, w := unidata.DecodeRune(text)
				table[i], text = r, text[w:]
			}
		}
		lookup = func(dst []byte, b byte) ([]byte, bool, error) {
			if r := table[b]; r != undefined {
				return unidata.AppendRune(dst, r), true, nil
			}
			return dst, false, nil
		}
	}
	out, err := codec.DecodeCharmap(src, lookup, t.CodecErrors(errs, len(src), a[0]))
	if err != nil {
		return core.Unbound, t.CodecErr(err, a[0])
	}
	return core.NewTuple(core.StrVal(out), core.Int(int64(len(src)))), nil
}

// decodeByItem looks a byte up in a mapping object.
func decodeByItem(t *thread, dst []byte, mapping value, b byte) ([]byte, bool, error) {
	if err := t.Poll(); err != nil {
		return dst, false, err
	}
	v, err := t.GetItem(mapping, core.Int(int64(b)))
	if err != nil {
		if core.Matches(err, &core.ExcLookupError) {
			return dst, false, nil
		}
		return dst, false, err
	}
	if v.IsNone() {
		return dst, false, nil
	}
	if i, big, ok := core.AsInt(v); ok {
		if i == undefined {
			return dst, false, nil
		}
		if big != nil || i < 0 || i > 0x10FFFF {
			return dst, false, t.TypeError("character mapping must be in range(0x110000)")
		}
		return unidata.AppendRune(dst, rune(i)), true, nil
	}
	if s := core.AsStr(v); s != nil {
		if s.String() == "\uFFFE" {
			return dst, false, nil
		}
		return append(dst, s.String()...), true, t.Charge(len(s.String()))
	}
	return dst, false, t.TypeError("character mapping must return integer, None or str")
}
