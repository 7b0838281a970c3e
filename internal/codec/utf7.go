// This file is the codec utf-7 (RFC 2152).

package codec

import (
	"strings"

	"github.com/vivarium-py/vivarium/internal/bulk"
	"github.com/vivarium-py/vivarium/internal/unidata"
)

const base64Alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"

func base64Value(c byte) int {
	switch {
	case c >= 'A' && c <= 'Z':
		return int(c - 'A')
	case c >= 'a' && c <= 'z':
		return int(c-'a') + 26
	case c >= '0' && c <= '9':
		return int(c-'0') + 52
	case c == '+':
		return 62
	case c == '/':
		return 63
	}
	return -1
}

// DecodeUTF7 decodes src. Without final, an unfinished shift sequence at the
// end is left over whole.
func DecodeUTF7(src []byte, errs *Errors, final bool) (s string, consumed int, err error) {
	d := newDecoder("utf7", src, errs, len(src))
	var (
		shifted    bool
		shiftStart int  // of the '+'
		outStart   int  // output length at the shift
		acc        uint // pending bits
		nbits      int
		high       rune // pending high surrogate
	)
	i := 0
again:
	for i < len(src) {
		if err := d.check(len(d.out)); err != nil {
			return "", 0, err
		}
		c := src[i]
		if !shifted {
			switch {
			case c == '+':
				shiftStart = i
				i++
				switch {
				case i < len(src) && src[i] == '-':
					i++
					d.out = append(d.out, '+')
				case i < len(src) && base64Value(src[i]) < 0:
					if i, err = d.fail(shiftStart, i+1, "ill-formed sequence"); err != nil {
						return "", 0, err
					}
					src = d.src
				default:
					shifted, outStart = true, len(d.out)
					acc, nbits, high = 0, 0, 0
				}
			case c < 0x80:
				d.out = append(d.out, c)
				i++
			default:
				if i, err = d.fail(i, i+1, "unexpected special character"); err != nil {
					return "", 0, err
				}
				src = d.src
			}
			continue
		}
		if v := base64Value(c); v >= 0 {
			acc = acc<<6 | uint(v)
			nbits += 6
			i++
			if nbits < 16 {
				continue
			}
			nbits -= 16
			u := rune(acc >> uint(nbits) & 0xFFFF)
			acc &= 1<<uint(nbits) - 1
			if high != 0 {
				if u >= 0xDC00 && u <= 0xDFFF {
					d.rune(0x10000 + (high-0xD800)<<10 + u - 0xDC00)
					high = 0
					continue
				}
				d.rune(high)
				high = 0
			}
			if u >= 0xD800 && u < 0xDC00 {
				high = u
			} else {
				d.rune(u)
			}
			continue
		}
		shifted = false
		if nbits >= 6 || nbits > 0 && acc != 0 {
			reason := "non-zero padding bits in shift sequence"
			if nbits >= 6 {
				reason = "partial character in shift sequence"
			}
			if i, err = d.fail(shiftStart, i+1, reason); err != nil {
				return "", 0, err
			}
			src = d.src
			continue
		}
		if high != 0 && c < 0x80 {
			d.rune(high)
		}
		if c == '-' {
			i++
		}
	}
	if shifted {
		if !final {
			d.out = d.out[:outStart]
			return d.text(), shiftStart, nil
		}
		if high != 0 || nbits >= 6 || nbits > 0 && acc != 0 {
			if i, err = d.fail(shiftStart, len(src), "unterminated shift sequence"); err != nil {
				return "", 0, err
			}
			src = d.src
			shifted = false
			goto again // a handler may go back
		}
	}
	return d.text(), i, nil
}

// utf7Direct reports whether r is written as itself outside of a shift.
func utf7Direct(r rune) bool {
	return r >= ' ' && r < 0x7F && r != '+' && r != '\\' && r != '~' || r == '\t' || r == '\n' || r == '\r'
}

// EncodeUTF7 encodes s, which cannot fail but for the hooks.
func EncodeUTF7(s string, errs *Errors) ([]byte, error) {
	m := meter{errs: errs, next: len(s) + hookEvery}
	out := bulk.Make(len(s) + slack)
	shifted := false
	var acc uint
	nbits := 0
	put := func(u rune) {
		acc = acc<<16 | uint(u)
		for nbits += 16; nbits >= 6; nbits -= 6 {
			out = append(out, base64Alphabet[acc>>uint(nbits-6)&63])
		}
		acc &= 1<<uint(nbits) - 1
	}
	flush := func() {
		if nbits > 0 {
			out = append(out, base64Alphabet[acc<<uint(6-nbits)&63])
			acc, nbits = 0, 0
		}
	}
	for i := 0; i < len(s); {
		if m.steps++; m.steps >= PollEvery || len(out) >= m.next || len(out)+slack > cap(out) {
			if err := m.lookOut(&out); err != nil {
				return nil, err
			}
		}
		r, n := unidata.DecodeRune(s[i:])
		i += n
		if utf7Direct(r) {
			if shifted {
				flush()
				shifted = false
				if base64Value(byte(r)) >= 0 || r == '-' {
					out = append(out, '-')
				}
			}
			out = append(out, byte(r))
			continue
		}
		if !shifted {
			out = append(out, '+')
			if r == '+' {
				out = append(out, '-')
				continue
			}
			shifted = true
		}
		if r >= 0x10000 {
			put(0xD800 + (r-0x10000)>>10)
			r = 0xDC00 + r&0x3FF
		}
		put(r)
	}
	if shifted {
		flush()
		out = append(out, '-')
	}
	return out, nil
}

// hasACEPrefix reports whether a label is punycoded.
func hasACEPrefix(label string) bool {
	return len(label) >= 4 && strings.EqualFold(label[:4], "xn--")
}
