// This file implements _basen, the inner loops of module base64: base 32 and base 85 over an alphabet that is given.
package binascii_

import (
	"github.com/vivarium-py/vivarium/internal/core"
)

// BaseN is _basen.
func BaseN() *core.ModuleDef {
	return &core.ModuleDef{
		Name: "_basen",
		Doc:  "Base 32 and base 85, for module base64.",
		Funcs: []core.Func{
			{Name: "b32encode", Sig: "(data, alphabet, /)", Flags: core.Charges, Fn: b32encode, Doc: "Base 32 with padding."},
			{Name: "b32decode", Sig: "(data, alphabet, /)", Flags: core.Charges, Fn: b32decode, Doc: "The data of padded base 32."},
			{Name: "b85encode", Sig: "(data, alphabet, pad, foldnuls, foldspaces, /)", Flags: core.Charges, Fn: b85encode, Doc: "Base 85 in groups of five; groups of nuls and of spaces may be z and y."},
			{Name: "b85decode", Sig: "(data, alphabet, name, /)", Flags: core.Charges, Fn: b85decode, Doc: "The data of base 85; errors tell the encoding's name."},
			{Name: "a85decode", Sig: "(data, foldspaces, ignore, /)", Flags: core.Charges, Fn: a85decode, Doc: "The data of Ascii85 without its frame."},
		},
	}
}

// digits reads an alphabet of n characters; its inverse has 255 for all others.
func digits(t *thread, v value, n int) (alphabet []byte, inverse *[256]byte, err error) {
	if alphabet, err = t.BytesLike(v); err != nil {
		return nil, nil, err
	}
	if len(alphabet) != n {
		return nil, nil, t.ValueError("the alphabet must have %d characters", n)
	}
	inverse = new([256]byte)
	for i := range inverse {
		inverse[i] = 255
	}
	for i, c := range alphabet {
		inverse[c] = byte(i)
	}
	return alphabet, inverse, nil
}

func b32encode(t *thread, a []value) (value, error) {
	b, err := t.BytesLike(a[0])
	if err != nil {
		return core.Unbound, err
	}
	alphabet, _, err := digits(t, a[1], 32)
	if err != nil {
		return core.Unbound, err
	}
	n := (len(b) + 4) / 5 * 8
	if err := t.Charge(n); err != nil {
		return core.Unbound, err
	}
	out, err := core.MakeSlice[byte](t, 0, n)
	if err != nil {
		return core.Unbound, err
	}
	for i := 0; i < len(b); i += 5 {
		if err := t.PollAt(i / 5); err != nil {
			return core.Unbound, err
		}
		var g [5]byte
		have := copy(g[:], b[i:])
		word := uint64(g[0])<<32 | uint64(g[1])<<24 | uint64(g[2])<<16 | uint64(g[3])<<8 | uint64(g[4])
		for shift := 35; shift >= 0; shift -= 5 {
			out = append(out, alphabet[word>>shift&31])
		}
		for k := (have*8 + 4) / 5; k < 8; k++ {
			out[len(out)-8+k] = '='
		}
	}
	return core.NewBytes(out), nil
}

func b32decode(t *thread, a []value) (value, error) {
	b, err := t.BytesLike(a[0])
	if err != nil {
		return core.Unbound, err
	}
	_, inverse, err := digits(t, a[1], 32)
	if err != nil {
		return core.Unbound, err
	}
	if len(b)%8 != 0 {
		return core.Unbound, fail(t, "Incorrect padding")
	}
	if err := t.Charge(len(b) / 8 * 5); err != nil {
		return core.Unbound, err
	}
	pads := 0
	for pads < len(b) && b[len(b)-1-pads] == '=' {
		if err := t.PollAt(pads); err != nil {
			return core.Unbound, err
		}
		pads++
	}
	chars := b[:len(b)-pads]
	out, err := core.MakeSlice[byte](t, 0, len(b)/8*5)
	if err != nil {
		return core.Unbound, err
	}
	for i := 0; i < len(chars); i += 8 {
		if err := t.PollAt(i / 8); err != nil {
			return core.Unbound, err
		}
		var word uint64
		group := chars[i:min(i+8, len(chars))]
		for _, c := range group {
			v := inverse[c]
			if v == 255 {
				return core.Unbound, fail(t, "Non-base32 digit found")
			}
			word = word<<5 | uint64(v)
		}
		word <<= 5 * (8 - len(group))
		out = append(out, byte(word>>32), byte(word>>24), byte(word>>16), byte(word>>8), byte(word))
	}
	switch pads {
	case 0:
	case 1, 3, 4, 6:
		out = out[:len(out)-(pads*5+7)/8]
	default:
		return core.Unbound, fail(t, "Incorrect padding")
	}
	return core.NewBytes(out), nil
}

func b85encode(t *thread, a []value) (value, error) {
	b, err := t.BytesLike(a[0])
	if err != nil {
		return core.Unbound, err
	}
	alphabet, _, err := digits(t, a[1], 85)
	if err != nil {
		return core.Unbound, err
	}
	var flags [3]bool
	for i := range flags {
		if flags[i], err = t.Truth(a[2+i]); err != nil {
			return core.Unbound, err
		}
	}
	pad, nuls, spaces := flags[0], flags[1], flags[2]
	n := (len(b) + 3) / 4 * 5
	if err := t.Charge(n); err != nil {
		return core.Unbound, err
	}
	out, err := core.MakeSlice[byte](t, 0, n)
	if err != nil {
		return core.Unbound, err
	}
	for i := 0; i < len(b); i += 4 {
		if err := t.PollAt(i / 4); err != nil {
			return core.Unbound, err
		}
		var g [4]byte
		have := copy(g[:], b[i:])
		if pad {
			have = 4
		}
		word := uint32(g[0])<<24 | uint32(g[1])<<16 | uint32(g[2])<<8 | uint32(g[3])
		switch {
		case nuls && word == 0 && have == 4:
			out = append(out, 'z')
			continue
		case spaces && word == 0x20202020:
			out = append(out, 'y')
			continue
		}
		var five [5]byte
		for k := 4; k >= 0; k-- {
			five[k] = alphabet[word%85]
			word /= 85
		}
		out = append(out, five[:have+1]...)
	}
	return core.NewBytes(out), nil
}

func b85decode(t *thread, a []value) (value, error) {
	b, err := t.BytesLike(a[0])
	if err != nil {
		return core.Unbound, err
	}
	_, inverse, err := digits(t, a[1], 85)
	if err != nil {
		return core.Unbound, err
	}
	name, err := t.Str(a[2])
	if err != nil {
		return core.Unbound, err
	}
	n := (len(b) + 4) / 5 * 4
	if err := t.Charge(n); err != nil {
		return core.Unbound, err
	}
	out, err := core.MakeSlice[byte](t, 0, n)
	if err != nil {
		return core.Unbound, err
	}
	for i := 0; i < len(b); i += 5 {
		if err := t.PollAt(i / 5); err != nil {
			return core.Unbound, err
		}
		var word uint64
		for k := range 5 {
			v := byte(84) // what is missing counts as the highest digit
			if i+k < len(b) {
				if v = inverse[b[i+k]]; v == 255 {
					return core.Unbound, t.ValueError("bad %s character at position %d", name.String(), i+k)
				}
			}
			word = word*85 + uint64(v)
		}
		if word > 0xFFFFFFFF {
			return core.Unbound, t.ValueError("%s overflow in hunk starting at byte %d", name.String(), i)
		}
		out = append(out, byte(word>>24), byte(word>>16), byte(word>>8), byte(word))
	}
	if rest := len(b) % 5; rest != 0 {
		out = out[:len(out)-(5-rest)]
	}
	return core.NewBytes(out), nil
}

func a85decode(t *thread, a []value) (value, error) {
	b, err := t.BytesLike(a[0])
	if err != nil {
		return core.Unbound, err
	}
	foldspaces, err := t.Truth(a[1])
	if err != nil {
		return core.Unbound, err
	}
	ignore, err := t.BytesLike(a[2])
	if err != nil {
		return core.Unbound, err
	}
	var ignored [256]bool
	for _, c := range ignore {
		ignored[c] = true
	}
	// How much it will be, if nothing is wrong.
	digits, n := 0, 0
	for i, c := range b {
		if err := t.PollAt(i); err != nil {
			return core.Unbound, err
		}
		switch {
		case c >= '!' && c <= 'u':
			digits++
		case c == 'z' || foldspaces && c == 'y':
			n += 4
		}
	}
	n += (digits + 4) / 5 * 4
	if err := t.Charge(n); err != nil {
		return core.Unbound, err
	}
	out, err := core.MakeSlice[byte](t, 0, n)
	if err != nil {
		return core.Unbound, err
	}
	var word uint64
	have := 0
	for i := 0; i < len(b) || have > 0; i++ {
		if err := t.PollAt(i); err != nil {
			return core.Unbound, err
		}
		c := byte('u') // what is missing from the last group counts as the highest digit
		if i < len(b) {
			c = b[i]
		}
		switch {
		case c >= '!' && c <= 'u':
			word = word*85 + uint64(c-'!')
			if have++; have < 5 {
				continue
			}
			if word > 0xFFFFFFFF {
				return core.Unbound, t.ValueError("Ascii85 overflow")
			}
			out = append(out, byte(word>>24), byte(word>>16), byte(word>>8), byte(word))
			if i >= len(b) {
				out = out[:len(out)-(i-len(b)+1)]
			}
			word, have = 0, 0
		case c == 'z':
			if have > 0 {
				return core.Unbound, t.ValueError("z inside Ascii85 5-tuple")
			}
			out = append(out, 0, 0, 0, 0)
		case foldspaces && c == 'y':
			if have > 0 {
				return core.Unbound, t.ValueError("y inside Ascii85 5-tuple")
			}
			out = append(out, "    "...)
		case !ignored[c]:
			return core.Unbound, t.ValueError("Non-Ascii85 digit found: %c", c)
		}
	}
	return core.NewBytes(out), nil
}
