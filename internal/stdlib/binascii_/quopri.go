// This file implements quoted-printable (RFC 1521), with the variant for headers.
package binascii_

import (
	"bytes"

	"github.com/vivarium-py/vivarium/internal/bulk"
	"github.com/vivarium-py/vivarium/internal/core"
)

// maxLine is how long an encoded line may be.
const maxLine = 76

const hexUpper = "0123456789ABCDEF"

func b2aQP(t *thread, a []value) (value, error) {
	b, err := t.BytesLike(a[0])
	if err != nil {
		return core.Unbound, err
	}
	var flag [3]bool
	for i := range flag {
		if flag[i], err = t.Truth(a[i+1]); err != nil {
			return core.Unbound, err
		}
	}
	quoteTabs, isText, header := flag[0], flag[1], flag[2]
	if err := t.Charge(len(b) + len(b)/4); err != nil {
		return core.Unbound, err
	}
	if err := t.PollN(len(b) >> 8); err != nil {
		return core.Unbound, err
	}
	newline := "\n"
	if i := bytes.IndexByte(b, '\n'); i > 0 && b[i-1] == '\r' {
		newline = "\r\n"
	}
	out := make([]byte, 0, len(b)+len(b)/4)
	line := 0
	// at gives a byte further on, 0 behind the end.
	at := func(i int) byte {
		if i < len(b) {
			return b[i]
		}
		return 0
	}
	soft := func() {
		out = append(append(out, '='), newline...)
		line = 0
	}
	for i := 0; i < len(b); i++ {
		if err := t.PollAt(i); err != nil {
			return core.Unbound, err
		}
		if out, err = t.Room(out, 8); err != nil {
			return core.Unbound, err
		}
		c, next := b[i], at(i+1)
		last := i+1 == len(b)
		blank := c == ' ' || c == '\t'
		eol := c == '\r' || c == '\n'
		quote := c > 126 || c == '=' || header && c == '_' ||
			c == '.' && line == 0 && (last || next == '\n' || next == '\r' || next == 0) ||
			!isText && eol || blank && last ||
			c < 33 && !eol && (quoteTabs || !blank)
		switch {
		case quote:
			if line+3 >= maxLine {
				soft()
			}
			out = append(out, '=', hexUpper[c>>4], hexUpper[c&15])
			line += 3
		case isText && (c == '\n' || c == '\r' && next == '\n'):
			if n := len(out); n > 0 && (out[n-1] == ' ' || out[n-1] == '\t') {
				ch := out[n-1]
				out = append(out[:n-1], '=', hexUpper[ch>>4], hexUpper[ch&15])
			}
			out = append(out, newline...)
			line = 0
			if c == '\r' {
				i++
			}
		default:
			if !last && next != '\n' && line+1 >= maxLine {
				soft()
			}
			line++
			if header && c == ' ' {
				c = '_'
			}
			out = append(out, c)
		}
	}
	return core.NewBytes(out), nil
}

func a2bQP(t *thread, a []value) (value, error) {
	b, err := asciiBuffer(t, a[0])
	if err != nil {
		return core.Unbound, err
	}
	header, err := t.Truth(a[1])
	if err != nil {
		return core.Unbound, err
	}
	if err := t.Charge(len(b)); err != nil {
		return core.Unbound, err
	}
	out := bulk.Make(len(b))
	for i, k := 0, 0; i < len(b); k++ {
		if err := t.PollAt(k); err != nil {
			return core.Unbound, err
		}
		c := b[i]
		i++
		switch {
		case c == '=':
			if i == len(b) {
				break
			}
			switch d := b[i]; {
			case d == '\n' || d == '\r':
				for { // the rest of the line
					part := b[i:min(i+bulk.Chunk, len(b))]
					if n := bytes.IndexByte(part, '\n'); n >= 0 {
						i += n + 1
						break
					}
					if i += len(part); i == len(b) {
						break
					}
					if err := t.PollAtomic(len(part) / core.SlowWork); err != nil {
						return core.Unbound, err
					}
				}
			case d == '=':
				// Broken encoders of old wrote it so.
				out = append(out, '=')
				i++
			case i+1 < len(b) && hexValue(d) >= 0 && hexValue(b[i+1]) >= 0:
				out = append(out, byte(hexValue(d)<<4|hexValue(b[i+1])))
				i += 2
			default:
				out = append(out, '=')
			}
		case header && c == '_':
			out = append(out, ' ')
		default:
			out = append(out, c)
		}
	}
	return core.NewBytes(out), nil
}
