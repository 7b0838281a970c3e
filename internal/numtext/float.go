// Package numtext converts between numbers and Python's text for them: float
// repr and the printf codes, float() and int() parsing, float.hex, int digits
// in every base, and round(x, n).
//
// Invariant: output is byte for byte CPython's; all rounding is correct.
package numtext

import (
	"bytes"
	"math"
	"slices"
	"strconv"
)

// Flags change the layout of AppendFloat.
type Flags uint8

const (
	Alt     Flags = 1 << iota // '#': keep the point and, for g, trailing zeros
	AddDot0                   // a value that looks like an int gets '.0'
)

// Repr returns repr(f).
func Repr(f float64) string {
	var buf [32]byte
	return string(AppendRepr(buf[:0], f))
}

// AppendRepr appends repr(f): the shortest text that reads back as f.
func AppendRepr(dst []byte, f float64) []byte {
	return appendShortest(dst, f, "inf", "nan", ".0")
}

// AppendComponent appends f as a part of a complex number's repr: without '.0'.
func AppendComponent(dst []byte, f float64) []byte {
	return appendShortest(dst, f, "inf", "nan", "")
}

func appendShortest(dst []byte, f float64, inf, nan, dot0 string) []byte {
	a := math.Abs(f)
	switch {
	case a < 1e15 && f == math.Trunc(f):
		if a == 0 && math.Signbit(f) {
			dst = append(dst, '-')
		}
		dst = strconv.AppendInt(dst, int64(f), 10)
		return append(dst, dot0...)
	case a >= 1e-4 && a < 1e16:
		n := len(dst)
		dst = strconv.AppendFloat(dst, f, 'f', -1, 64)
		for _, c := range dst[n:] {
			if c == '.' {
				return dst
			}
		}
		return append(dst, dot0...)
	case f != f:
		return append(dst, nan...)
	case math.IsInf(f, 0):
		if f < 0 {
			dst = append(dst, '-')
		}
		return append(dst, inf...)
	}
	return strconv.AppendFloat(dst, f, 'e', -1, 64)
}

// maxExactDigits covers every significant decimal digit of any float64.
const maxExactDigits = 800

// maxFraction covers every digit behind the point of any float64.
const maxFraction = 1100

// appendZeros appends n zeros.
func appendZeros(dst []byte, n int) []byte {
	const zeros = "0000000000000000000000000000000000000000000000000000000000000000"
	dst = slices.Grow(dst, max(n, 0))
	for ; n > len(zeros); n -= len(zeros) {
		dst = append(dst, zeros...)
	}
	return append(dst, zeros[:max(n, 0)]...)
}

// appendPoint ends a number without a fraction as flags want it.
func appendPoint(dst []byte, prec int, flags Flags) []byte {
	if prec == 0 {
		if flags&Alt != 0 {
			dst = append(dst, '.')
		}
		if flags&AddDot0 != 0 {
			dst = append(dst, ".0"...)
		}
	}
	return dst
}

var powersOf10 = [...]float64{1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9}

// appendFixed appends f with prec digits after the point, rounded half to even, where |f|*10**prec is below 2**50. The
// product with a power of ten is kept in two floats, the rounded product and what the rounding lost, so that it is exact.
func appendFixed(dst []byte, f float64, prec int) ([]byte, bool) {
	x, scale := math.Abs(f), powersOf10[prec]
	p := x * scale
	if p >= 1<<50 {
		return dst, false
	}
	lost := math.FMA(x, scale, -p)
	n := uint64(p)
	// The fraction is a multiple of p's last place, and lost at most half of one: it decides only where they meet at a half.
	switch frac := p - float64(n); {
	case frac > 0.5, frac == 0.5 && (lost > 0 || lost == 0 && n&1 != 0):
		n++
	}
	if math.Signbit(f) {
		dst = append(dst, '-')
	}
	if prec == 0 {
		return strconv.AppendUint(dst, n, 10), true
	}
	var buf [24]byte
	i := len(buf)
	for k := prec; k > 0; k-- {
		i--
		buf[i] = byte('0' + n%10)
		n /= 10
	}
	i--
	buf[i] = '.'
	for {
		i--
		buf[i] = byte('0' + n%10)
		if n /= 10; n == 0 {
			break
		}
	}
	return append(dst, buf[i:]...), true
}

// AppendFloat appends f laid out by code: e E f F g G (with prec digits) or r
// (repr; prec unused). A minus sign is written for negative values and -0.0,
// never for a NaN. The caller bounds and charges prec.
func AppendFloat(dst []byte, f float64, code byte, prec int, flags Flags) []byte {
	upper := code >= 'A' && code <= 'Z'
	if f != f || math.IsInf(f, 0) {
		s := "inf"
		switch {
		case f != f && upper:
			s = "NAN"
		case f != f:
			s = "nan"
		case upper:
			s = "INF"
		}
		if f < 0 {
			dst = append(dst, '-')
		}
		return append(dst, s...)
	}
	switch code {
	case 'r':
		dot0 := ""
		if flags&AddDot0 != 0 {
			dot0 = ".0"
		}
		n := len(dst)
		dst = appendShortest(dst, f, "inf", "nan", dot0)
		if flags&Alt != 0 {
			dst = ensurePoint(dst, n)
		}
		return dst
	case 'f', 'F':
		if prec < len(powersOf10) && math.Abs(f) < 1<<50 {
			if d, ok := appendFixed(dst, f, prec); ok {
				return appendPoint(d, prec, flags)
			}
		}
		dst = strconv.AppendFloat(dst, f, 'f', min(prec, maxFraction), 64)
		dst = appendZeros(dst, prec-maxFraction)
		return appendPoint(dst, prec, flags)
	case 'e', 'E':
		n := len(dst)
		e := byte('e')
		if upper {
			e = 'E'
		}
		dst = strconv.AppendFloat(dst, f, e, min(prec, maxExactDigits), 64)
		if prec > maxExactDigits {
			at := bytes.LastIndexByte(dst, e)
			tail := string(dst[at:])
			dst = append(appendZeros(dst[:at], prec-maxExactDigits), tail...)
		}
		if prec == 0 && flags&Alt != 0 {
			dst = ensurePoint(dst, n)
		}
		return dst
	}
	return appendGeneral(dst, f, prec, upper, flags)
}

// ensurePoint inserts a '.' before the exponent, or at the end, of dst[n:].
func ensurePoint(dst []byte, n int) []byte {
	at := len(dst)
	for i := n; i < len(dst); i++ {
		switch dst[i] {
		case '.':
			return dst
		case 'e', 'E':
			at = i
		}
	}
	dst = append(dst, 0)
	copy(dst[at+1:], dst[at:])
	dst[at] = '.'
	return dst
}

// appendGeneral lays out f as 'g' does.
func appendGeneral(dst []byte, f float64, prec int, upper bool, flags Flags) []byte {
	if prec <= 0 {
		prec = 1
	}
	var buf [64]byte
	s := strconv.AppendFloat(buf[:0], f, 'e', min(prec, maxExactDigits)-1, 64)
	if s[0] == '-' {
		dst = append(dst, '-')
		s = s[1:]
	}
	// s is d[.ddd]e±xx: gather the digits at its front and read the exponent.
	digits := s[:1]
	i := 1
	if s[1] == '.' {
		for i = 2; s[i] != 'e'; i++ {
			s[i-1] = s[i]
		}
		digits = s[:i-1]
	}
	exp, _ := strconv.Atoi(string(s[i+1:]))
	keep := flags&Alt != 0
	if !keep {
		n := len(digits)
		for n > 1 && digits[n-1] == '0' {
			n--
		}
		digits = digits[:n]
	}
	limit := prec
	if flags&AddDot0 != 0 {
		limit--
	}
	pad := func(n int) {
		for ; n > 0; n-- {
			dst = append(dst, '0')
		}
	}
	if exp < -4 || exp >= limit {
		dst = append(dst, digits[0])
		if len(digits) > 1 || keep {
			dst = append(dst, '.')
			dst = append(dst, digits[1:]...)
			if keep {
				pad(prec - len(digits))
			}
		}
		e := byte('e')
		if upper {
			e = 'E'
		}
		dst = append(dst, e)
		if exp < 0 {
			dst = append(dst, '-')
			exp = -exp
		} else {
			dst = append(dst, '+')
		}
		if exp < 10 {
			dst = append(dst, '0')
		}
		return strconv.AppendInt(dst, int64(exp), 10)
	}
	if exp < 0 {
		dst = append(dst, "0."...)
		pad(-exp - 1)
		dst = append(dst, digits...)
		if keep {
			pad(prec - len(digits))
		}
		return dst
	}
	whole := min(exp+1, len(digits))
	dst = append(dst, digits[:whole]...)
	pad(exp + 1 - whole)
	rest := digits[whole:]
	switch {
	case keep:
		dst = append(dst, '.')
		dst = append(dst, rest...)
		pad(prec - max(exp+1, len(digits)))
		if prec == exp+1 && flags&AddDot0 != 0 {
			dst = append(dst, '0')
		}
	case len(rest) > 0:
		dst = append(dst, '.')
		dst = append(dst, rest...)
	case flags&AddDot0 != 0:
		dst = append(dst, ".0"...)
	}
	return dst
}

// Round returns round(x, n) for a finite or non-finite x, rounding half to
// even on the exact decimal value; ok is false when the result overflows.
func Round(x float64, n int) (y float64, ok bool) {
	switch {
	case x == 0 || x != x || math.IsInf(x, 0) || n > 323:
		return x, true
	case n < -308:
		return math.Copysign(0, x), true
	}
	var buf [400]byte
	if n >= 0 {
		if math.Abs(x) >= 1<<53 {
			return x, true
		}
		s := strconv.AppendFloat(buf[:0], x, 'f', n, 64)
		y, _ = strconv.ParseFloat(string(s), 64)
		return y, true
	}
	// The exact digits of the whole part, and whether anything follows them.
	whole, frac := math.Modf(math.Abs(x))
	d := strconv.AppendFloat(buf[:0], whole, 'f', 0, 64)
	keep := len(d) + n
	if keep < 0 {
		return math.Copysign(0, x), true
	}
	more := frac != 0
	for _, c := range d[keep+1:] {
		more = more || c != '0'
	}
	up := d[keep] > '5' || d[keep] == '5' && (more || keep > 0 && d[keep-1]&1 != 0)
	d = d[:keep]
	if up {
		i := keep - 1
		for ; i >= 0 && d[i] == '9'; i-- {
			d[i] = '0'
		}
		if i >= 0 {
			d[i]++
		} else {
			d = append([]byte{'1'}, d...)
		}
	}
	if len(d) == 0 {
		return math.Copysign(0, x), true
	}
	d = append(d, 'e')
	y, _ = strconv.ParseFloat(string(strconv.AppendInt(d, int64(-n), 10)), 64)
	if math.IsInf(y, 0) {
		return 0, false
	}
	return math.Copysign(y, x), true
}
