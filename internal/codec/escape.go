// This file is the codecs unicode_escape and raw_unicode_escape.

package codec

import (
	"bytes"

	"github.com/vivarium-py/vivarium/internal/unidata"
)

// BadEscape is the first escape that is kept as it stands but deserves a
// warning: an unknown one, or an octal one above 0o377.
type BadEscape struct {
	Found bool
	Octal bool
	Text  string // after the backslash: one character, or three octal digits
	Pos   int
}

func hexValue(c byte) int {
	switch {
	case c >= '0' && c <= '9':
		return int(c - '0')
	case c >= 'a' && c <= 'f':
		return int(c-'a') + 10
	case c >= 'A' && c <= 'F':
		return int(c-'A') + 10
	}
	return -1
}

// hexRun reads up to n hexadecimal digits at b.
func hexRun(b []byte, n int) (v uint32, got int) {
	for got < n && got < len(b) {
		h := hexValue(b[got])
		if h < 0 {
			break
		}
		v = v<<4 | uint32(h)
		got++
	}
	return v, got
}

// DecodeUnicodeEscape decodes backslash escapes as in a str literal; other
// bytes are latin-1. Without final an incomplete escape at the end is left over.
func DecodeUnicodeEscape(src []byte, errs *Errors, final bool) (s string, consumed int, bad BadEscape, err error) {
	d := newDecoder("unicodeescape", src, errs, len(src))
	i := 0
	for i < len(src) {
		if err := d.check(len(d.out)); err != nil {
			return "", 0, bad, err
		}
		c := src[i]
		if c != '\\' {
			d.rune(rune(c))
			i++
			continue
		}
		if i+1 == len(src) {
			if !final {
				break
			}
			if i, err = d.fail(i, i+1, `\ at end of string`); err != nil {
				return "", 0, bad, err
			}
			src = d.src
			continue
		}
		start := i
		c = src[i+1]
		i += 2
		digits, reason := 0, ""
		switch c {
		case '\n':
		case '\\', '\'', '"':
			d.out = append(d.out, c)
		case 'b':
			d.out = append(d.out, '\b')
		case 'f':
			d.out = append(d.out, '\f')
		case 't':
			d.out = append(d.out, '\t')
		case 'n':
			d.out = append(d.out, '\n')
		case 'r':
			d.out = append(d.out, '\r')
		case 'v':
			d.out = append(d.out, '\v')
		case 'a':
			d.out = append(d.out, '\a')
		case '0', '1', '2', '3', '4', '5', '6', '7':
			v, n := rune(c-'0'), 1
			for n < 3 && i < len(src) && src[i] >= '0' && src[i] <= '7' {
				v = v<<3 | rune(src[i]-'0')
				i++
				n++
			}
			if v > 0xFF && !bad.Found {
				bad = BadEscape{true, true, string(src[start+1 : i]), start}
			}
			d.rune(v)
		case 'x':
			digits, reason = 2, `truncated \xXX escape`
		case 'u':
			digits, reason = 4, `truncated \uXXXX escape`
		case 'U':
			digits, reason = 8, `truncated \UXXXXXXXX escape`
		case 'N':
			name, end, incomplete := escapeName(src, i)
			if incomplete && !final {
				return d.text(), start, bad, nil
			}
			if name == "" {
				i, err = d.fail(start, end, `malformed \N character escape`)
				src = d.src
				break
			}
			i = end
			if t, ok := unidata.Lookup(name, false); ok {
				d.out = append(d.out, t...)
			} else {
				i, err = d.fail(start, end, "unknown Unicode character name")
				src = d.src
			}
		default:
			if !bad.Found {
				bad = BadEscape{true, false, string(src[start+1 : i]), start}
			}
			d.out = append(d.out, '\\')
			d.rune(rune(c))
		}
		if digits > 0 {
			v, got := hexRun(src[i:], digits)
			switch {
			case got < digits && i+got == len(src) && !final:
				return d.text(), start, bad, nil
			case got < digits:
				i, err = d.fail(start, i+got, reason)
				src = d.src
			case v > 0x10FFFF:
				i, err = d.fail(start, i+got, "illegal Unicode character")
				src = d.src
			default:
				d.rune(rune(v))
				i += got
			}
		}
		if err != nil {
			return "", 0, bad, err
		}
	}
	return d.text(), i, bad, nil
}

// escapeName reads {NAME} at src[i:]. On failure name is "" and end is where
// the malformed escape ends; incomplete tells that src ended too early.
func escapeName(src []byte, i int) (name string, end int, incomplete bool) {
	if i == len(src) {
		return "", i, true
	}
	if src[i] != '{' {
		return "", i, false
	}
	j := bytes.IndexByte(src[i:], '}')
	if j < 0 {
		return "", len(src), true
	}
	if j == 1 {
		return "", i + 1, false
	}
	return string(src[i+1 : i+j]), i + j + 1, false
}

// EncodeUnicodeEscape writes s in ASCII with escapes; quotes stay.
func EncodeUnicodeEscape(s string, errs *Errors) ([]byte, error) {
	e := newEncoder("unicodeescape", s, errs, len(s)+len(s)/4)
	for e.i < len(s) {
		if err := e.check(len(e.out)); err != nil {
			return nil, err
		}
		r, n := unidata.DecodeRune(s[e.i:])
		e.i += n
		switch {
		case r == '\\':
			e.out = append(e.out, `\\`...)
		case r == '\t':
			e.out = append(e.out, `\t`...)
		case r == '\n':
			e.out = append(e.out, `\n`...)
		case r == '\r':
			e.out = append(e.out, `\r`...)
		case r >= ' ' && r < 0x7F:
			e.out = append(e.out, byte(r))
		default:
			e.out = appendBackslash(e.out, r)
		}
	}
	return e.out, nil
}

// DecodeRawUnicodeEscape decodes only \u and \U escapes.
func DecodeRawUnicodeEscape(src []byte, errs *Errors, final bool) (s string, consumed int, err error) {
	d := newDecoder("rawunicodeescape", src, errs, len(src))
	i := 0
	for i < len(src) {
		if err := d.check(len(d.out)); err != nil {
			return "", 0, err
		}
		c := src[i]
		if c != '\\' || i+1 == len(src) && final {
			d.rune(rune(c))
			i++
			continue
		}
		if i+1 == len(src) {
			break
		}
		start := i
		c = src[i+1]
		digits, reason := 4, `truncated \uXXXX escape`
		switch c {
		case 'u':
		case 'U':
			digits, reason = 8, `truncated \UXXXXXXXX escape`
		default:
			d.out = append(d.out, '\\')
			d.rune(rune(c))
			i += 2
			continue
		}
		i += 2
		v, got := hexRun(src[i:], digits)
		switch {
		case got < digits && i+got == len(src) && !final:
			return d.text(), start, nil
		case got < digits:
			i, err = d.fail(start, i+got, reason)
			src = d.src
		case v > 0x10FFFF:
			i, err = d.fail(start, i+got, `\Uxxxxxxxx out of range`)
			src = d.src
		default:
			d.rune(rune(v))
			i += got
		}
		if err != nil {
			return "", 0, err
		}
	}
	return d.text(), i, nil
}

// EncodeRawUnicodeEscape writes latin-1 with escapes for what is beyond it.
func EncodeRawUnicodeEscape(s string, errs *Errors) ([]byte, error) {
	e := newEncoder("rawunicodeescape", s, errs, len(s)+len(s)/4)
	for e.i < len(s) {
		if err := e.check(len(e.out)); err != nil {
			return nil, err
		}
		r, n := unidata.DecodeRune(s[e.i:])
		e.i += n
		if r < 0x100 {
			e.out = append(e.out, byte(r))
		} else {
			e.out = appendBackslash(e.out, r)
		}
	}
	return e.out, nil
}
