// This file implements base64 and uuencoding.
package binascii_

import (
	"encoding/base64"

	"github.com/vivarium-py/vivarium/internal/core"
)

func b2aBase64(t *thread, a []value) (value, error) {
	b, err := t.BytesLike(a[0])
	if err != nil {
		return core.Unbound, err
	}
	newline, err := t.Truth(a[1])
	if err != nil {
		return core.Unbound, err
	}
	n := base64.StdEncoding.EncodedLen(len(b))
	if err := t.Charge(n + 1); err != nil {
		return core.Unbound, err
	}
	out, err := core.MakeSlice[byte](t, n, n+1)
	if err != nil {
		return core.Unbound, err
	}
	const step = 48 << 10 // whole groups of three
	for i := 0; i*3 < len(b); i += step / 3 {
		part := b[i*3 : min(i*3+step, len(b))]
		base64.StdEncoding.Encode(out[i*4:], part)
		if err := t.PollAtomic(len(part) / core.SlowWork); err != nil {
			return core.Unbound, err
		}
	}
	if newline {
		out = append(out, '\n')
	}
	return core.NewBytes(out), nil
}

// base64Value maps the alphabet to its values, other bytes to 255.
var base64Value = func() (tab [256]byte) {
	for i := range tab {
		tab[i] = 255
	}
	for i, c := range "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/" {
		tab[c] = byte(i)
	}
	return
}()

func a2bBase64(t *thread, a []value) (value, error) {
	b, err := asciiBuffer(t, a[0])
	if err != nil {
		return core.Unbound, err
	}
	strict, err := t.Truth(a[1])
	if err != nil {
		return core.Unbound, err
	}
	if err := t.Charge(len(b) / 4 * 3); err != nil {
		return core.Unbound, err
	}
	out := make([]byte, 0, (len(b)+3)/4*3)
	if strict && len(b) > 0 && b[0] == '=' {
		return core.Unbound, fail(t, "Leading padding not allowed")
	}
	quad, pads, padding := 0, 0, false
	var left byte
	for i := 0; i < len(b); i++ {
		for quad == 0 && !padding && i+4 <= len(b) {
			p, q, r, s := base64Value[b[i]], base64Value[b[i+1]], base64Value[b[i+2]], base64Value[b[i+3]]
			if (p | q | r | s) >= 64 {
				break
			}
			out = append(out, p<<2|q>>4, q<<4|r>>2, r<<6|s)
			if i += 4; i&0x3fff < 4 {
				if err := t.PollAtomic(0x4000 / core.SlowWork); err != nil {
					return core.Unbound, err
				}
			}
		}
		if i == len(b) {
			break
		}
		if err := t.PollAt(i); err != nil {
			return core.Unbound, err
		}
		c := b[i]
		if c == '=' {
			padding = true
			if strict && quad == 0 {
				return core.Unbound, fail(t, "Excess padding not allowed")
			}
			if quad >= 2 {
				if pads++; quad+pads >= 4 {
					if strict && i+1 < len(b) {
						return core.Unbound, fail(t, "Excess data after padding")
					}
					return core.NewBytes(out), nil
				}
			}
			continue
		}
		v := base64Value[c]
		if v >= 64 {
			if strict {
				return core.Unbound, fail(t, "Only base64 data is allowed")
			}
			continue
		}
		if strict && padding {
			return core.Unbound, fail(t, "Discontinuous padding not allowed")
		}
		pads, padding = 0, false
		switch quad {
		case 1:
			out = append(out, left<<2|v>>4)
		case 2:
			out = append(out, left<<4|v>>2)
		case 3:
			out = append(out, left<<6|v)
		}
		left = v
		quad = (quad + 1) % 4
	}
	switch quad {
	case 0:
		return core.NewBytes(out), nil
	case 1:
		return core.Unbound, fail(t, "Invalid base64-encoded string: number of data characters (%d) cannot be 1 more than a multiple of 4", len(out)/3*4+1)
	}
	return core.Unbound, fail(t, "Incorrect padding")
}

func b2aUU(t *thread, a []value) (value, error) {
	b, err := t.BytesLike(a[0])
	if err != nil {
		return core.Unbound, err
	}
	backtick, err := t.Truth(a[1])
	if err != nil {
		return core.Unbound, err
	}
	if len(b) > 45 {
		return core.Unbound, fail(t, "At most 45 bytes at once")
	}
	char := func(v byte) byte {
		if v == 0 && backtick {
			return '`'
		}
		return ' ' + v
	}
	out := append(make([]byte, 0, 64), char(byte(len(b))))
	for i := 0; i < len(b); i += 3 {
		var g [3]byte
		copy(g[:], b[i:])
		out = append(out, char(g[0]>>2), char(g[0]<<4&0x3F|g[1]>>4), char(g[1]<<2&0x3F|g[2]>>6), char(g[2]&0x3F))
	}
	return core.NewBytes(append(out, '\n')), nil
}

func a2bUU(t *thread, a []value) (value, error) {
	b, err := asciiBuffer(t, a[0])
	if err != nil {
		return core.Unbound, err
	}
	n := 32
	if len(b) > 0 {
		n = int(b[0]-' ') & 63
		b = b[1:]
	}
	out := make([]byte, 0, n)
	var left uint
	bits := 0
	for len(out) < n {
		var v uint
		if len(b) > 0 {
			c := b[0]
			b = b[1:]
			if c != '\n' && c != '\r' {
				if c < ' ' || c > ' '+64 {
					return core.Unbound, fail(t, "Illegal char")
				}
				v = uint(c-' ') & 63
			}
		}
		left = left<<6 | v
		if bits += 6; bits >= 8 {
			bits -= 8
			out = append(out, byte(left>>bits))
			left &= 1<<bits - 1
		}
	}
	for _, c := range b {
		if c != ' ' && c != ' '+64 && c != '\n' && c != '\r' {
			return core.Unbound, fail(t, "Trailing garbage")
		}
	}
	return core.NewBytes(out), nil
}
