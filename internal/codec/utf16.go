// This file is the codecs utf-16 and utf-32 in their byte orders.

package codec

import (
	"encoding/binary"

	"github.com/vivarium-py/vivarium/internal/unidata"
)

// Order is a byte order; Native means: read a mark or assume little endian.
type Order int8

const (
	Little Order = -1
	Native Order = 0
	Big    Order = 1
)

func get16(b []byte, be bool) uint16 {
	if be {
		return binary.BigEndian.Uint16(b)
	}
	return binary.LittleEndian.Uint16(b)
}

func get32(b []byte, be bool) uint32 {
	if be {
		return binary.BigEndian.Uint32(b)
	}
	return binary.LittleEndian.Uint32(b)
}

func put16(dst []byte, v uint16, be bool) []byte {
	if be {
		return binary.BigEndian.AppendUint16(dst, v)
	}
	return binary.LittleEndian.AppendUint16(dst, v)
}

func put32(dst []byte, v uint32, be bool) []byte {
	if be {
		return binary.BigEndian.AppendUint32(dst, v)
	}
	return binary.LittleEndian.AppendUint32(dst, v)
}

func orderName(base string, be bool) string {
	if be {
		return base + "-be"
	}
	return base + "-le"
}

// DecodeUTF16 decodes src. With *order Native a byte order mark is looked for,
// dropped, and recorded in *order. Without final an incomplete end is left over.
func DecodeUTF16(src []byte, order *Order, errs *Errors, final bool) (s string, consumed int, err error) {
	i := 0
	if *order == Native && len(src) >= 2 {
		switch get16(src, false) {
		case 0xFEFF:
			*order, i = Little, 2
		case 0xFFFE:
			*order, i = Big, 2
		}
	}
	be := *order == Big
	d := newDecoder(orderName("utf-16", be), src, errs, len(src)/2+len(src)/4)
	for i < len(src) {
		if err := d.check(len(d.out)); err != nil {
			return "", 0, err
		}
		if len(src)-i < 2 {
			if !final {
				break
			}
			if i, err = d.fail(i, len(src), "truncated data"); err != nil {
				return "", 0, err
			}
			src = d.src
			continue
		}
		u := rune(get16(src[i:], be))
		switch {
		case u < 0x80:
			d.out = append(d.out, byte(u))
			i += 2
		case u < 0xD800 || u > 0xDFFF:
			d.rune(u)
			i += 2
		case u >= 0xDC00:
			i, err = d.fail(i, i+2, "illegal encoding")
			src = d.src
		case len(src)-i < 4:
			if !final {
				return d.text(), i, nil
			}
			i, err = d.fail(i, len(src), "unexpected end of data")
			src = d.src
		default:
			v := rune(get16(src[i+2:], be))
			if v < 0xDC00 || v > 0xDFFF {
				i, err = d.fail(i, i+2, "illegal UTF-16 surrogate")
				src = d.src
				break
			}
			d.rune(0x10000 + (u-0xD800)<<10 + v - 0xDC00)
			i += 4
		}
		if err != nil {
			return "", 0, err
		}
	}
	return d.text(), i, nil
}

// EncodeUTF16 encodes s; Native writes a byte order mark and little endian.
func EncodeUTF16(s string, order Order, errs *Errors) ([]byte, error) {
	name := "utf-16"
	if order != Native {
		name = orderName(name, order == Big)
	}
	be := order == Big
	e := newEncoder(name, s, errs, 2*len(s)+2)
	if order == Native {
		e.out = put16(e.out, 0xFEFF, be)
	}
	put := func(t string) bool {
		if asciiLen(t) != len(t) {
			return false
		}
		for i := 0; i < len(t); i++ {
			e.out = put16(e.out, uint16(t[i]), be)
		}
		return true
	}
	for e.i < len(s) {
		if err := e.check(len(e.out)); err != nil {
			return nil, err
		}
		r, n := unidata.DecodeRune(s[e.i:])
		switch {
		case r >= 0xD800 && r <= 0xDFFF:
			if err := e.fail(e.i+n, e.at+1, "surrogates not allowed", put); err != nil {
				return nil, err
			}
			continue
		case r < 0x10000:
			e.out = put16(e.out, uint16(r), be)
		default:
			e.out = put16(e.out, uint16(0xD800+(r-0x10000)>>10), be)
			e.out = put16(e.out, uint16(0xDC00+r&0x3FF), be)
		}
		e.i += n
		e.at++
	}
	return e.out, nil
}

// DecodeUTF32 is to utf-32 what DecodeUTF16 is to utf-16.
func DecodeUTF32(src []byte, order *Order, errs *Errors, final bool) (s string, consumed int, err error) {
	i := 0
	if *order == Native && len(src) >= 4 {
		switch get32(src, false) {
		case 0xFEFF:
			*order, i = Little, 4
		case 0xFFFE0000:
			*order, i = Big, 4
		}
	}
	be := *order == Big
	d := newDecoder(orderName("utf-32", be), src, errs, len(src)/3)
	for i < len(src) {
		if err := d.check(len(d.out)); err != nil {
			return "", 0, err
		}
		if len(src)-i < 4 {
			if !final {
				break
			}
			if i, err = d.fail(i, len(src), "truncated data"); err != nil {
				return "", 0, err
			}
			src = d.src
			continue
		}
		u := get32(src[i:], be)
		switch {
		case u > 0x10FFFF:
			i, err = d.fail(i, i+4, "code point not in range(0x110000)")
			src = d.src
		case u >= 0xD800 && u <= 0xDFFF:
			i, err = d.fail(i, i+4, "code point in surrogate code point range(0xd800, 0xe000)")
			src = d.src
		default:
			d.rune(rune(u))
			i += 4
		}
		if err != nil {
			return "", 0, err
		}
	}
	return d.text(), i, nil
}

// EncodeUTF32 encodes s; Native writes a byte order mark and little endian.
func EncodeUTF32(s string, order Order, errs *Errors) ([]byte, error) {
	name := "utf-32"
	if order != Native {
		name = orderName(name, order == Big)
	}
	be := order == Big
	e := newEncoder(name, s, errs, 4*CodePoints(s)+4)
	if order == Native {
		e.out = put32(e.out, 0xFEFF, be)
	}
	put := func(t string) bool {
		if asciiLen(t) != len(t) {
			return false
		}
		for i := 0; i < len(t); i++ {
			e.out = put32(e.out, uint32(t[i]), be)
		}
		return true
	}
	for e.i < len(s) {
		if err := e.check(len(e.out)); err != nil {
			return nil, err
		}
		r, n := unidata.DecodeRune(s[e.i:])
		if r >= 0xD800 && r <= 0xDFFF {
			if err := e.fail(e.i+n, e.at+1, "surrogates not allowed", put); err != nil {
				return nil, err
			}
			continue
		}
		e.out = put32(e.out, uint32(r), be)
		e.i += n
		e.at++
	}
	return e.out, nil
}
