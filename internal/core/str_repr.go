// This file words strings as literals: repr() and ascii().
package core

import (
	"strings"
	"unicode/utf8"

	"github.com/vivarium-py/vivarium/internal/bulk"
	"github.com/vivarium-py/vivarium/internal/unidata"
)

// plainRepr[c] reports that an ASCII byte stands for itself in a literal, quotes apart.
var plainRepr = func() (a [256]bool) {
	for c := ' '; c < 127; c++ {
		a[c] = c != '\\'
	}
	return
}()

// appendRepr appends the repr of text; with ascii every code point above 127 is escaped.
func appendRepr(dst []byte, s string, ascii bool) []byte {
	quote := reprQuote(s)
	return append(appendReprText(append(dst, quote), s, quote, ascii), quote)
}

// reprQuote is the quote that the repr of text is written in.
func reprQuote(s string) byte {
	if strings.IndexByte(s, '\'') >= 0 && strings.IndexByte(s, '"') < 0 {
		return '"'
	}
	return '\''
}

// appendReprText is appendRepr without the quotes.
func appendReprText(dst []byte, s string, quote byte, ascii bool) []byte {
	start := 0
	for i := 0; i < len(s); {
		c := s[i]
		if plainRepr[c] && c != quote {
			i++
			continue
		}
		w := 1
		if c >= 0x80 {
			var r rune
			r, w = decodeRune(s[i:])
			if !ascii && unidata.IsPrintable(r) {
				i += w
				continue
			}
			dst = appendEscape(append(dst, s[start:i]...), r)
		} else {
			dst = append(dst, s[start:i]...)
			switch c {
			case '\n':
				dst = append(dst, `\n`...)
			case '\r':
				dst = append(dst, `\r`...)
			case '\t':
				dst = append(dst, `\t`...)
			case '\\', quote:
				dst = append(dst, '\\', c)
			default:
				dst = appendEscape(dst, rune(c))
			}
		}
		i += w
		start = i
	}
	return append(dst, s[start:]...)
}

const hexDigits = "0123456789abcdef"

// appendEscape appends \xNN, \uNNNN or \UNNNNNNNN.
func appendEscape(dst []byte, r rune) []byte {
	kind, digits := byte('x'), 2
	if r > 0xFFFF {
		kind, digits = 'U', 8
	} else if r > 0xFF {
		kind, digits = 'u', 4
	}
	dst = append(dst, '\\', kind)
	for i := 4 * (digits - 1); i >= 0; i -= 4 {
		dst = append(dst, hexDigits[uint32(r)>>i&15])
	}
	return dst
}

// pyRepr is repr(s) of text.
func pyRepr(s string) string { return string(appendRepr(make([]byte, 0, len(s)+2), s, false)) }

// reprQuote is reprQuote of long text.
func (t *Thread) reprQuote(s string) (byte, error) {
	if len(s) <= chunkBytes {
		return reprQuote(s), nil
	}
	i, err := t.find(s, "'")
	if i < 0 || err != nil {
		return '\'', err
	}
	if i, err = t.find(s, `"`); i < 0 {
		return '"', err
	}
	return '\'', err
}

func strRepr(t *Thread, v Value) (Value, error) {
	s := As[Str](v)
	quote, err := t.reprQuote(s.s)
	if err != nil {
		return Unbound, err
	}
	if len(s.s) <= chunkBytes {
		if err := t.chargeText(len(s.s) + len(s.s)/4 + 2); err != nil {
			return Unbound, err
		}
		out := append(bulk.Make(len(s.s)+2), quote)
		return textVal(append(appendReprText(out, s.s, quote, false), quote)), t.PollAtomic(len(s.s) / slowWork)
	}
	b := t.NewText()
	if b.b, err = t.Room(nil, len(s.s)+2); err != nil {
		return Unbound, err
	}
	b.PutByte(quote)
	var piece []byte
	for rest := s.s; rest != ""; {
		n := min(len(rest), 1<<16)
		for n < len(rest) && n > 0 && rest[n]&0xC0 == 0x80 {
			n--
		}
		piece = appendReprText(piece[:0], rest[:n], quote, false)
		b.PutBytes(piece)
		if err := t.PollAtomic(n / slowWork); err != nil {
			return Unbound, err
		}
		rest = rest[n:]
	}
	b.PutByte(quote)
	return b.Val()
}

// ASCII is ascii(v).
func (t *Thread) ASCII(v Value) (*Str, error) {
	r, err := t.Repr(v)
	if err != nil || r.ASCII() {
		return r, err
	}
	b := t.NewText()
	var piece []byte
	for i := 0; i < len(r.s) && !b.Failed(); {
		piece = piece[:0]
		for end := min(i+chunkBytes, len(r.s)); i < end; {
			if c := r.s[i]; c < utf8.RuneSelf {
				piece = append(piece, c)
				i++
				continue
			}
			ch, w := decodeRune(r.s[i:])
			piece = appendEscape(piece, ch)
			i += w
		}
		b.PutBytes(piece)
		if err := t.PollAtomic(len(piece) / slowWork); err != nil {
			return nil, err
		}
	}
	text, err := b.Val()
	if err != nil {
		return nil, err
	}
	return As[Str](text), nil
}
