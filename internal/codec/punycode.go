// This file is the codec punycode (RFC 3492).

package codec

import (
	"bytes"
	"fmt"
	"math"
	"sort"

	"github.com/vivarium-py/vivarium/internal/unidata"
)

const punyDigits = "abcdefghijklmnopqrstuvwxyz0123456789"

// punyThreshold is t(j) for the digit at place j (from 0).
func punyThreshold(j, bias int) int { return min(max(36*(j+1)-bias, 1), 26) }

func punyAdapt(delta int, first bool, points int) int {
	if first {
		delta /= 700
	} else {
		delta /= 2
	}
	delta += delta / points
	k := 0
	for ; delta > 455; k += 36 {
		delta /= 35
	}
	return k + 36*delta/(delta+38)
}

// EncodePunycode encodes s, which cannot fail but for the hooks.
func EncodePunycode(s string, errs *Errors) ([]byte, error) {
	m := meter{errs: errs}
	var out []byte
	var runes, extended []rune
	for i := 0; i < len(s); {
		r, n := unidata.DecodeRune(s[i:])
		i += n
		if err := m.check(len(out)); err != nil {
			return nil, err
		}
		runes = append(runes, r)
		if r < 0x80 {
			out = append(out, byte(r))
		} else {
			extended = append(extended, r)
		}
	}
	done := len(out)
	if done > 0 {
		out = append(out, '-')
	}
	sort.Slice(extended, func(i, j int) bool { return extended[i] < extended[j] })
	work := 0
	bias, delta, last := 72, 0, rune(0x80)
	first := true
	for i, r := range extended {
		if i > 0 && r == extended[i-1] {
			continue
		}
		delta += int(r-last) * (done + 1)
		last = r
		work += len(runes)
		if work > hookEvery {
			work = 0
			m.pollNow()
		}
		if err := m.check(len(out)); err != nil {
			return nil, err
		}
		for _, c := range runes {
			if c < r {
				delta++
			}
			if c != r {
				continue
			}
			q := delta
			for j := 0; ; j++ {
				t := punyThreshold(j, bias)
				if q < t {
					out = append(out, punyDigits[q])
					break
				}
				out = append(out, punyDigits[t+(q-t)%(36-t)])
				q = (q - t) / (36 - t)
			}
			done++
			bias = punyAdapt(delta, first, done)
			first = false
			delta = 0
		}
		delta++
		last++
	}
	return out, nil
}

// DecodePunycode decodes src.
func DecodePunycode(src []byte, errs *Errors) (string, error) {
	m := meter{errs: errs}
	at := bytes.LastIndexByte(src, '-')
	base := src[:max(at, 0)]
	text, err := DecodeASCII(base, errs)
	if err != nil {
		if e, ok := err.(*DecodeError); ok {
			e.Object = src
		}
		return "", err
	}
	var out []rune
	for i := 0; i < len(text); {
		r, n := unidata.DecodeRune(text[i:])
		i += n
		if err := m.check(len(out)); err != nil {
			return "", err
		}
		out = append(out, r)
	}
	strict := errs == nil || errs.Mode == Strict
	fail := func(pos int, reason string) (string, error) {
		return "", &DecodeError{"punycode", src, pos, pos + 1, reason}
	}
	finish := func() (string, error) {
		var b []byte
		for _, r := range out {
			b = unidata.AppendRune(b, r)
		}
		return string(b), nil
	}
	char, pos, bias := 0x80, -1, 72
	work := 0
	first := true
	for i := at + 1; i < len(src); {
		delta, weight := 0, 1
		for j := 0; ; j++ {
			if i == len(src) {
				if strict {
					return fail(i, "incomplete punycode string")
				}
				return finish()
			}
			c := src[i]
			var digit int
			switch {
			case c >= '0' && c <= '9':
				digit = int(c-'0') + 26
			case c|0x20 >= 'a' && c|0x20 <= 'z' && c < 0x80:
				digit = int(c | 0x20 - 'a')
			default:
				if strict {
					return fail(i, fmt.Sprintf("Invalid extended code point '%d'", c))
				}
				return finish()
			}
			i++
			t := punyThreshold(j, bias)
			if delta < math.MaxInt32 {
				delta += digit * weight
			}
			if digit < t {
				break
			}
			if weight < math.MaxInt32 {
				weight *= 36 - t
			}
		}
		pos += delta + 1
		char += pos / (len(out) + 1)
		if char > 0x10FFFF {
			if strict {
				return fail(pos-1, fmt.Sprintf("Invalid character U+%x", char)) // CPython's position
			}
			char = '?'
		}
		pos %= len(out) + 1
		out = append(out, 0)
		copy(out[pos+1:], out[pos:])
		out[pos] = rune(char)
		bias = punyAdapt(delta, first, len(out))
		first = false
		if work += len(out); work > hookEvery {
			work = 0
			m.pollNow()
			if err := m.check(len(out)); err != nil {
				return "", err
			}
		}
	}
	return finish()
}
