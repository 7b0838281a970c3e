// This file reads and writes complex numbers.

package numtext

import "math"

// AppendComplex appends repr of the complex number: 2j, (1+2j), (-0+2j).
func AppendComplex(dst []byte, re, im float64) []byte {
	if re == 0 && !math.Signbit(re) {
		return append(AppendComponent(dst, im), 'j')
	}
	dst = AppendComponent(append(dst, '('), re)
	if im != im || !math.Signbit(im) {
		dst = append(dst, '+')
	}
	return append(AppendComponent(dst, im), 'j', ')')
}

// ParseComplex reads s as complex() does: one or both parts, in parentheses or
// not, white space only around them.
func ParseComplex(s string, poll Poll) (re, im float64, ok bool, err error) {
	s = TrimSpace(s)
	if len(s) > 1 && s[0] == '(' && s[len(s)-1] == ')' {
		s = TrimSpace(s[1 : len(s)-1])
	}
	first, n, err := scanPart(s, poll)
	if err != nil {
		return 0, 0, false, err
	}
	if n == len(s) {
		return first, 0, n > 0 && !bareSign(s[:n]), nil
	}
	if isJ(s[n]) {
		return 0, first, n+1 == len(s), nil
	}
	if n == 0 || s[n] != '+' && s[n] != '-' || bareSign(s[:n]) {
		return 0, 0, false, nil
	}
	second, k, err := scanPart(s[n:], poll)
	n += k
	return first, second, n+1 == len(s) && isJ(s[n]), err
}

func isJ(c byte) bool { return c == 'j' || c == 'J' }

func bareSign(s string) bool { return s == "" || s == "+" || s == "-" }

// scanPart reads a float, or a sign alone, or nothing before a 'j': the last
// two count as 1 with their sign.
func scanPart(s string, poll Poll) (f float64, n int, err error) {
	if f, n, err = ScanFloat(s, true, poll); n > 0 || err != nil {
		return f, n, err
	}
	f = 1
	if s != "" && (s[0] == '+' || s[0] == '-') {
		n = 1
		if s[0] == '-' {
			f = -1
		}
	}
	return f, n, nil
}

// HalfBits rounds f to a 16-bit float; ok is false on overflow.
func HalfBits(f float64) (h uint16, ok bool) {
	b := math.Float64bits(f)
	sign := uint16(b >> 48 & 0x8000)
	exp := int(b >> 52 & 0x7ff)
	m := b & (1<<52 - 1)
	if exp == 0x7ff {
		if m == 0 {
			return sign | 0x7c00, true
		}
		return sign | 0x7e00 | uint16(m>>42), true
	}
	e := exp - 1023
	if e < -26 {
		return sign, true
	}
	m |= 1 << 52
	shift := uint(42)
	if e < -14 {
		shift += uint(-14 - e)
	}
	q := m >> shift
	rest, half := m&(1<<shift-1), uint64(1)<<(shift-1)
	if rest > half || rest == half && q&1 != 0 {
		q++
	}
	if e >= -14 {
		q += uint64(e+14) << 10 // a carry out of the mantissa raises the exponent
	}
	if q >= 0x7c00 {
		return 0, false
	}
	return sign | uint16(q), true
}

// HalfFloat widens a 16-bit float.
func HalfFloat(h uint16) float64 {
	m, e := float64(h&0x3ff), int(h>>10&0x1f)
	var f float64
	switch e {
	case 0:
		f = math.Ldexp(m, -24)
	case 0x1f:
		if h&0x3ff != 0 {
			return math.Float64frombits(uint64(h&0x8000)<<48 | 0x7ff<<52 | uint64(h&0x3ff)<<42)
		}
		f = math.Inf(1)
	default:
		f = math.Ldexp(m+1024, e-25)
	}
	if h&0x8000 != 0 {
		return -f
	}
	return f
}
