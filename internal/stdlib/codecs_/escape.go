// This file implements the escapes of bytes literals: escape_encode and escape_decode.
package codecs_

import (
	"github.com/vivarium-py/vivarium/internal/core"
)

const hexDigits = "0123456789abcdef"

func escapeEncode(t *thread, a []value) (value, error) {
	b := core.AsBytes(a[0])
	if b == nil {
		return core.Unbound, t.TypeError("escape_encode() argument 1 must be bytes, not %s", a[0].TypeName())
	}
	src := b.Bytes()
	out, err := t.Room(nil, len(src))
	if err != nil {
		return core.Unbound, err
	}
	for i, c := range src {
		if err := t.PollAt(i); err != nil {
			return core.Unbound, err
		}
		if out, err = t.Room(out, 4); err != nil {
			return core.Unbound, err
		}
		switch {
		case c == '\'' || c == '\\':
			out = append(out, '\\', c)
		case c == '\t':
			out = append(out, `\t`...)
		case c == '\n':
			out = append(out, `\n`...)
		case c == '\r':
			out = append(out, `\r`...)
		case c < ' ' || c >= 127:
			out = append(out, '\\', 'x', hexDigits[c>>4], hexDigits[c&15])
		default:
			out = append(out, c)
		}
	}
	return core.NewTuple(core.NewBytes(out), core.Int(int64(len(src)))), nil
}

func hexValue(c byte) int {
	switch {
	case c >= '0' && c <= '9':
		return int(c - '0')
	case c|0x20 >= 'a' && c|0x20 <= 'f':
		return int(c|0x20-'a') + 10
	}
	return -1
}

var simpleEscapes = map[byte]byte{'\\': '\\', '\'': '\'', '"': '"', 'b': '\b', 'f': '\f', 't': '\t', 'n': '\n', 'r': '\r', 'v': '\v', 'a': '\a'}

func escapeDecode(t *thread, a []value) (value, error) {
	src, err := input(t, a[0], "escape_decode")
	if err != nil {
		return core.Unbound, err
	}
	errs, err := errorsArg(t, a[1], "escape_decode")
	if err != nil {
		return core.Unbound, err
	}
	if err := t.Charge(len(src)); err != nil {
		return core.Unbound, err
	}
	out := make([]byte, 0, len(src))
	badText, badOctal, bad := "", false, false
	for i, step := 0, 0; i < len(src); step++ {
		if err := t.PollAt(step); err != nil {
			return core.Unbound, err
		}
		c := src[i]
		if c != '\\' {
			out = append(out, c)
			i++
			continue
		}
		at := i
		i++
		if i == len(src) {
			return core.Unbound, t.ValueError("Trailing \\ in string")
		}
		c = src[i]
		i++
		switch {
		case c == '\n':
		case c >= '0' && c <= '7':
			n := int(c - '0')
			for k := 0; k < 2 && i < len(src) && src[i] >= '0' && src[i] <= '7'; k++ {
				n = n*8 + int(src[i]-'0')
				i++
			}
			if n > 0377 && !bad {
				bad, badOctal, badText = true, true, string(src[at+1:i])
			}
			out = append(out, byte(n))
		case c == 'x':
			if i+1 < len(src) && hexValue(src[i]) >= 0 && hexValue(src[i+1]) >= 0 {
				out = append(out, byte(hexValue(src[i])<<4|hexValue(src[i+1])))
				i += 2
				break
			}
			switch errs {
			case "strict":
				return core.Unbound, t.ValueError("invalid \\x escape at position %d", at)
			case "replace":
				out = append(out, '?')
			case "ignore":
			default:
				return core.Unbound, t.ValueError("decoding error; unknown error handling code: %s", errs)
			}
			if i < len(src) && hexValue(src[i]) >= 0 {
				i++
			}
		default:
			if e, ok := simpleEscapes[c]; ok {
				out = append(out, e)
				break
			}
			if !bad {
				bad, badText = true, string(rune(c))
			}
			out = append(out, '\\')
			i-- // the character itself comes next
			out = append(out, src[i])
			i++
		}
	}
	if bad {
		msg := "invalid escape sequence '\\" + badText + "'"
		if badOctal {
			msg = "invalid octal escape sequence '\\" + badText + "'"
		}
		if err := t.Warn(&core.ExcDeprecationWarning, msg, 1); err != nil {
			return core.Unbound, err
		}
	}
	return core.NewTuple(core.NewBytes(out), core.Int(int64(len(src)))), nil
}
