// This file reads and writes JSON strings.
package json_

import (
	"math/bits"
	"strings"
	"unsafe"

	"github.com/vivarium-py/vivarium/internal/bulk"
	"github.com/vivarium-py/vivarium/internal/core"
	"github.com/vivarium-py/vivarium/internal/unidata"
)

const (
	ones  = 0x0101010101010101
	highs = 0x8080808080808080
)

// plainLen gives how many bytes of s from i on stand for themselves in a JSON string: no quote, no backslash, no
// control character; ascii reports that all of them are below 128.
func plainLen(s string, i int) (n int, ascii bool) {
	start := i
	var seen uint64
	for ; i+8 <= len(s); i += 8 {
		w := *(*uint64)(unsafe.Add(unsafe.Pointer(unsafe.StringData(s)), i))
		q, b := w^(ones*'"'), w^(ones*'\\')
		stop := ((w - ones*0x20) | (q - ones) | (b - ones)) &^ w & highs
		// A byte equal to the quote or backslash is below 128, so masking by w loses nothing but borrows behind it.
		if stop != 0 {
			k := bits.TrailingZeros64(stop) / 8
			if !stops[s[i+k]] {
				break
			}
			seen |= w & (1<<(8*k) - 1)
			return i + k - start, seen&highs == 0
		}
		seen |= w
	}
	for i < len(s) && !stops[s[i]] {
		seen |= uint64(s[i])
		i++
	}
	return i - start, seen&highs == 0
}

// scanChunk is how many bytes are looked at between two polls.
const scanChunk = 1 << 20

// longPlainLen is plainLen of what may be long.
func longPlainLen(t *thread, s string, i int) (n int, ascii bool, err error) {
	n, ascii = plainLen(s[:min(len(s), i+scanChunk)], i)
	for got := n; got == scanChunk; n += got {
		if err := t.PollAtomic(scanChunk / core.SlowWork); err != nil {
			return 0, false, err
		}
		var a bool
		got, a = plainLen(s[:min(len(s), i+n+scanChunk)], i+n)
		ascii = ascii && a
	}
	return n, ascii, nil
}

var stops = func() (a [256]bool) {
	for c := 0; c < 0x20; c++ {
		a[c] = true
	}
	a['"'], a['\\'] = true, true
	return
}()

// readString reads a string whose opening quote is before byte offset i; it gives the offset behind the closing one.
func readString(t *thread, doc *core.Str, i int, strict bool) (*core.Str, int, error) {
	s := doc.String()
	begin := i - 1
	n, ascii, err := longPlainLen(t, s, i)
	if err != nil {
		return nil, 0, err
	}
	if i+n < len(s) && s[i+n] == '"' {
		text := s[i : i+n]
		if err := t.ChargeSmall(n + 56); err != nil {
			return nil, 0, err
		}
		if ascii {
			r, err := t.TextCopy(text, n)
			return r, i + n + 1, err
		}
		r, err := t.TextCopy(text, -1)
		return r, i + n + 1, err
	}
	out, err := t.AppendText(make([]byte, 0, n+32), s[i:i+n])
	if err != nil {
		return nil, 0, err
	}
	i += n
	charged := cap(out)
	for {
		if i >= len(s) {
			return nil, 0, decodeError(t, "Unterminated string starting at", doc, begin)
		}
		switch c := s[i]; {
		case c == '"':
			if err := t.Charge(len(out)); err != nil {
				return nil, 0, err
			}
			return core.AsStr(core.TextVal(out)), i + 1, nil
		case c != '\\':
			if strict {
				return nil, 0, decodeError(t, "Invalid control character at", doc, i)
			}
			out = append(out, c)
			i++
		default:
			r, next, msg := readEscape(s, i)
			if msg != "" {
				if msg == unterminated {
					return nil, 0, decodeError(t, msg, doc, begin)
				}
				return nil, 0, decodeError(t, msg, doc, next)
			}
			out = unidata.AppendRune(out, r)
			i = next
		}
		n, _, err := longPlainLen(t, s, i)
		if err != nil {
			return nil, 0, err
		}
		if out, err = t.AppendText(out, s[i:i+n]); err != nil {
			return nil, 0, err
		}
		i += n
		if len(out) > charged {
			if err := t.Charge(len(out)); err != nil {
				return nil, 0, err
			}
			charged = 2 * len(out)
		}
		if err := t.Poll(); err != nil {
			return nil, 0, err
		}
	}
}

const unterminated = "Unterminated string starting at"

// readEscape reads the escape at byte offset i; where msg is not empty it says what is wrong at offset next.
func readEscape(s string, i int) (r rune, next int, msg string) {
	if i+1 >= len(s) {
		return 0, i, unterminated
	}
	switch s[i+1] {
	case '"', '\\', '/':
		return rune(s[i+1]), i + 2, ""
	case 'b':
		return '\b', i + 2, ""
	case 'f':
		return '\f', i + 2, ""
	case 'n':
		return '\n', i + 2, ""
	case 'r':
		return '\r', i + 2, ""
	case 't':
		return '\t', i + 2, ""
	case 'u':
	default:
		return 0, i, "Invalid \\escape"
	}
	r, ok := hex4(s, i+2)
	if !ok {
		return 0, i + 1, "Invalid \\uXXXX escape"
	}
	next = i + 6
	if r >= 0xD800 && r < 0xDC00 && next+1 < len(s) && s[next] == '\\' && s[next+1] == 'u' {
		if low, ok := hex4(s, next+2); ok && low >= 0xDC00 && low < 0xE000 {
			return 0x10000 + (r-0xD800)<<10 + (low - 0xDC00), next + 6, ""
		}
	}
	return r, next, ""
}

func hex4(s string, i int) (r rune, ok bool) {
	if i+4 > len(s) {
		return 0, false
	}
	for _, c := range []byte(s[i : i+4]) {
		switch {
		case c >= '0' && c <= '9':
			c -= '0'
		case c|0x20 >= 'a' && c|0x20 <= 'f':
			c = c | 0x20 - 'a' + 10
		default:
			return 0, false
		}
		r = r<<4 | rune(c)
	}
	return r, true
}

func scanString(t *thread, a []value) (value, error) {
	doc := core.AsStr(a[0])
	if doc == nil {
		return core.Unbound, t.TypeError("first argument must be a string, not %s", a[0].TypeName())
	}
	end, err := t.IndexInt(a[1])
	if err != nil {
		return core.Unbound, err
	}
	strict, err := t.Truth(a[2])
	if err != nil {
		return core.Unbound, err
	}
	if end < 0 || end > doc.Len() {
		return core.Unbound, t.ValueError("end is out of bounds")
	}
	off, err := t.ByteOff(doc, end)
	if err != nil {
		return core.Unbound, err
	}
	r, off, err := readString(t, doc, off, strict)
	if err != nil {
		return core.Unbound, err
	}
	end, err = t.IndexOf(doc, off)
	if err != nil {
		return core.Unbound, err
	}
	return core.NewTuple(r.Val(), core.Int(int64(end))), nil
}

const hexDigits = "0123456789abcdef"

// escapes gives the short escapes.
var escapes = [256]byte{'"': '"', '\\': '\\', '\b': 'b', '\f': 'f', '\n': 'n', '\r': 'r', '\t': 't'}

func appendEscape(dst []byte, r rune) []byte {
	return append(dst, '\\', 'u', hexDigits[r>>12&15], hexDigits[r>>8&15], hexDigits[r>>4&15], hexDigits[r&15])
}

// textChunk is how much of a string is written between two polls.
const textChunk = 32 << 10

// appendString appends the JSON string of s; body writes what stands between the quotes, room charges for n bytes.
func appendString(t *thread, dst []byte, s string, body func(dst []byte, s string) []byte, room func(n int) error) ([]byte, error) {
	if len(s) <= textChunk {
		return append(body(append(dst, '"'), s), '"'), nil
	}
	dst = append(dst, '"')
	var piece []byte
	for len(s) > 0 {
		n := min(len(s), textChunk)
		for n < len(s) && s[n]&0xC0 == 0x80 {
			n++
		}
		piece = body(piece[:0], s[:n])
		err := room(len(piece) + 1)
		if err == nil {
			dst, err = core.Append(t, dst, piece)
		}
		if err == nil {
			err = t.PollAtomic(n / core.SlowWork)
		}
		if err != nil {
			return nil, err
		}
		s = s[n:]
	}
	return append(dst, '"'), nil
}

// appendPlain appends what stands between the quotes of the JSON string of s.
func appendPlain(dst []byte, s string) []byte {
	for i := 0; i < len(s); {
		n, _ := plainLen(s, i)
		dst = append(dst, s[i:i+n]...)
		if i += n; i == len(s) {
			break
		}
		if e := escapes[s[i]]; e != 0 {
			dst = append(dst, '\\', e)
		} else {
			dst = appendEscape(dst, rune(s[i]))
		}
		i++
	}
	return dst
}

// appendASCII is appendPlain with what is not ASCII escaped.
func appendASCII(dst []byte, s string) []byte {
	for i := 0; i < len(s); {
		n, ascii := plainLen(s, i)
		if ascii && strings.IndexByte(s[i:i+n], 0x7F) < 0 {
			dst = append(dst, s[i:i+n]...)
			i += n
		} else {
			for end := i + n; i < end; {
				if c := s[i]; c < 0x7F {
					dst = append(dst, c)
					i++
					continue
				}
				r, w := unidata.DecodeRune(s[i:])
				i += w
				if r >= 0x10000 {
					r -= 0x10000
					dst = appendEscape(dst, 0xD800|r>>10)
					r = 0xDC00 | r&0x3FF
				}
				dst = appendEscape(dst, r)
			}
		}
		if i == len(s) {
			break
		}
		if e := escapes[s[i]]; e != 0 {
			dst = append(dst, '\\', e)
		} else {
			dst = appendEscape(dst, rune(s[i]))
		}
		i++
	}
	return dst
}

func encodeFunc(f func(dst []byte, s string) []byte) core.NativeFn {
	return func(t *thread, a []value) (value, error) {
		s := core.AsStr(a[0])
		if s == nil {
			return core.Unbound, t.TypeError("first argument must be a string, not %s", a[0].TypeName())
		}
		if err := t.Charge(len(s.String()) + 2); err != nil {
			return core.Unbound, err
		}
		charged := len(s.String())
		out, err := appendString(t, bulk.Make(len(s.String())+len(s.String())/8+2), s.String(), f, func(n int) error {
			if charged -= n; charged < 0 { // the buffer grows
				return t.Charge(4 * n)
			}
			return nil
		})
		if err != nil {
			return core.Unbound, err
		}
		return t.TextOf(out)
	}
}
