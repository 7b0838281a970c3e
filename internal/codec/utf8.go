// This file is the codec utf-8, with and without a signature.

package codec

import (
	"strings"
	"unicode/utf8"

	"github.com/vivarium-py/vivarium/internal/bulk"
)

// utf8Fault classifies the ill-formed sequence at the start of b: how many
// bytes of it are bad, why, and whether it is only cut short at the end.
func utf8Fault(b []byte) (n int, reason string, incomplete bool) {
	c := b[0]
	need, lo, hi := 0, byte(0x80), byte(0xBF)
	switch {
	case c >= 0xC2 && c <= 0xDF:
		need = 1
	case c >= 0xE0 && c <= 0xEF:
		need = 2
		if c == 0xE0 {
			lo = 0xA0
		} else if c == 0xED {
			hi = 0x9F
		}
	case c >= 0xF0 && c <= 0xF4:
		need = 3
		if c == 0xF0 {
			lo = 0x90
		} else if c == 0xF4 {
			hi = 0x8F
		}
	default:
		return 1, "invalid start byte", false
	}
	for n = 1; n <= need; n++ {
		if n == len(b) {
			return n, "unexpected end of data", true
		}
		if b[n] < lo || b[n] > hi {
			return n, "invalid continuation byte", false
		}
		lo, hi = 0x80, 0xBF
	}
	panic("BUG: codec: the sequence is well-formed")
}

// ValidUTF8 is utf8.Valid with polls.
func ValidUTF8(b []byte, errs *Errors) (bool, error) {
	for len(b) > hookEvery {
		n := hookEvery
		for n > hookEvery-4 && b[n]&0xC0 == 0x80 {
			n--
		}
		if !utf8.Valid(b[:n]) {
			return false, nil
		}
		if err := errs.poll(); err != nil {
			return false, err
		}
		b = b[n:]
	}
	return utf8.Valid(b), nil
}

// DecodeUTF8 decodes src; without final an incomplete sequence at the end is
// left over. consumed is how much of src was used.
func DecodeUTF8(src []byte, errs *Errors, final bool) (s string, consumed int, err error) {
	if ok, err := ValidUTF8(src, errs); err != nil {
		return "", 0, err
	} else if ok {
		out, err := bulk.Append(nil, src, errs.poll)
		return view(out), len(src), err
	}
	d := newDecoder("utf-8", src, errs, len(src))
	i := 0
	for i < len(src) {
		// Copy up to the next fault.
		j := i + asciiLen(view(src[i:]))
		for j < len(src) {
			r, n := utf8.DecodeRune(src[j:])
			if r == utf8.RuneError && n == 1 {
				break
			}
			j += n
			if n == 1 {
				j += asciiLen(view(src[j:]))
			}
			if err := d.check(len(d.out)); err != nil {
				return "", 0, err
			}
		}
		if d.out, err = bulk.Append(d.out, src[i:j], errs.poll); err != nil {
			return "", 0, err
		}
		i = j
		if err := d.check(len(d.out)); err != nil {
			return "", 0, err
		}
		if i == len(src) {
			break
		}
		n, reason, incomplete := utf8Fault(src[i:])
		if !final && (incomplete || i+2 == len(src) && src[i] == 0xED && src[i+1]&0xE0 == 0xA0) {
			break // the rest of a surrogate may come, for surrogatepass
		}
		if i, err = d.fail(i, i+n, reason); err != nil {
			return "", 0, err
		}
		src = d.src
	}
	return d.text(), i, nil
}

// nextSurrogate finds the next surrogate in WTF-8 text from byte i, or len(s).
func nextSurrogate(s string, i int, errs *Errors) (int, error) {
	for next := i + PollEvery; ; {
		j := strings.IndexByte(s[i:], 0xED)
		if j < 0 {
			return len(s), nil
		}
		i += j
		if i+1 < len(s) && s[i+1] >= 0xA0 {
			return i, nil
		}
		if i++; i > next {
			next = i + PollEvery
			if err := errs.poll(); err != nil {
				return 0, err
			}
		}
	}
}

// HasSurrogates reports whether WTF-8 text contains surrogates.
func HasSurrogates(s string) bool {
	i, _ := nextSurrogate(s, 0, nil)
	return i < len(s)
}

// FindSurrogate is HasSurrogates with polls.
func FindSurrogate(s string, errs *Errors) (bool, error) {
	i, err := nextSurrogate(s, 0, errs)
	return i < len(s), err
}

// EncodeUTF8 encodes s, in which surrogates are the only possible fault.
func EncodeUTF8(s string, errs *Errors) ([]byte, error) {
	j, err := nextSurrogate(s, 0, errs)
	if err != nil {
		return nil, err
	}
	if j == len(s) {
		return bulk.Append(nil, s, errs.poll)
	}
	e := newEncoder("utf-8", s, errs, len(s))
	for {
		e.at += CodePoints(s[e.i:j])
		if e.out, err = bulk.Append(e.out, s[e.i:j], errs.poll); err != nil {
			return nil, err
		}
		e.i = j
		if j == len(s) {
			return e.out, nil
		}
		end := j
		for end < len(s) && s[end] == 0xED && s[end+1] >= 0xA0 {
			if end += 3; end&0xffff < 3 {
				if err := errs.poll(); err != nil {
					return nil, err
				}
			}
		}
		if err := e.fail(end, e.at+(end-j)/3, "surrogates not allowed", e.putASCII); err != nil {
			return nil, err
		}
		if j, err = nextSurrogate(s, e.i, errs); err != nil {
			return nil, err
		}
	}
}

const utf8BOM = "\xef\xbb\xbf"

// DecodeUTF8Sig decodes like DecodeUTF8 after skipping a signature at the
// start. Positions in errors count from after the signature.
func DecodeUTF8Sig(src []byte, errs *Errors, final bool) (s string, consumed int, err error) {
	skip := 0
	if len(src) < 3 && !final && strings.HasPrefix(utf8BOM, view(src)) {
		return "", 0, nil
	}
	if strings.HasPrefix(view(src), utf8BOM) {
		skip = 3
	}
	s, n, err := DecodeUTF8(src[skip:], errs, final)
	return s, n + skip, err
}

// EncodeUTF8Sig encodes with a signature in front.
func EncodeUTF8Sig(s string, errs *Errors) ([]byte, error) {
	b, err := EncodeUTF8(s, errs)
	if err != nil {
		return nil, err
	}
	return bulk.Append([]byte(utf8BOM), b, errs.poll)
}
