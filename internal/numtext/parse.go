// This file reads floats: float(text), and the hexadecimal form both ways.

package numtext

import (
	"errors"
	"math"
	"math/big"
	"strconv"
)

// Errors of ParseHex; their texts are CPython's messages.
var (
	ErrHexSyntax   = errors.New("invalid hexadecimal floating-point string")           // ValueError
	ErrHexOverflow = errors.New("hexadecimal value too large to represent as a float") // OverflowError
)

// IsSpace reports whether c is white space that int() and float() strip.
func IsSpace(c byte) bool { return c == ' ' || c >= '\t' && c <= '\r' }

// TrimSpace strips what IsSpace accepts from both ends.
func TrimSpace(s string) string {
	for len(s) > 0 && IsSpace(s[0]) {
		s = s[1:]
	}
	for len(s) > 0 && IsSpace(s[len(s)-1]) {
		s = s[:len(s)-1]
	}
	return s
}

// ParseFloat reads s as float() does: surrounding white space, single
// underscores between digits, inf, infinity and nan in any case.
func ParseFloat(s string, poll Poll) (float64, bool, error) {
	s = TrimSpace(s)
	f, n, err := ScanFloat(s, true, poll)
	return f, n > 0 && n == len(s), err
}

// pollEvery is how many characters are read between two polls.
const pollEvery = 1 << 16

// ScanFloat reads the longest float literal at the start of s (no white
// space) and returns its value and length; the length is 0 if there is none.
func ScanFloat(s string, underscores bool, poll Poll) (f float64, n int, err error) {
	i := 0
	if i < len(s) && (s[i] == '+' || s[i] == '-') {
		i++
	}
	if i == len(s) {
		return 0, 0, err
	}
	if c := s[i] | 0x20; c == 'i' || c == 'n' {
		f, n = scanSpecial(s, i)
		return f, n, nil
	}
	under, digits := false, 0
	run := func() bool { // one run of digits; false on a bad underscore
		for i < len(s) {
			c := s[i]
			if c >= '0' && c <= '9' {
				digits++
			} else if c == '_' && underscores {
				if i == 0 || !isDigit(s[i-1]) || i+1 >= len(s) || !isDigit(s[i+1]) {
					return false
				}
				under = true
			} else {
				break
			}
			if i++; i&(pollEvery-1) == 0 {
				if err = check(poll); err != nil {
					return false
				}
			}
		}
		return true
	}
	if !run() {
		return 0, 0, err
	}
	if i < len(s) && s[i] == '.' {
		i++
		if !run() {
			return 0, 0, err
		}
	}
	if digits == 0 {
		return 0, 0, err
	}
	mant := i
	if i < len(s) && s[i]|0x20 == 'e' {
		i++
		if i < len(s) && (s[i] == '+' || s[i] == '-') {
			i++
		}
		if i < len(s) && isDigit(s[i]) {
			if !run() {
				return 0, 0, err
			}
		} else {
			i = mant
		}
	}
	t := s[:i]
	if under {
		b := make([]byte, 0, len(t))
		for j := 0; j < len(t); j++ {
			if t[j] != '_' {
				b = append(b, t[j])
			}
			if j&(pollEvery-1) == pollEvery-1 {
				if err := check(poll); err != nil {
					return 0, 0, err
				}
			}
		}
		t = string(b)
		mant = expStart(t)
	}
	if len(t) > 700 {
		if t, err = normalise(t, mant, poll); err != nil {
			return 0, 0, err
		}
	}
	f, _ = strconv.ParseFloat(t, 64)
	return f, i, nil
}

func isDigit(c byte) bool { return c >= '0' && c <= '9' }

func expStart(t string) int {
	for j := 0; j < len(t); j++ {
		if t[j]|0x20 == 'e' {
			return j
		}
	}
	return len(t)
}

// normalise rewrites a long literal as one digit run and a small exponent:
// strconv caps exponents and misplaces the point of whole numbers above 800
// digits.
func normalise(t string, mant int, poll Poll) (string, error) {
	exp, neg := int64(0), false
	for i := min(mant+1, len(t)); i < len(t); i++ {
		if i&(pollEvery-1) == 0 {
			if err := check(poll); err != nil {
				return "", err
			}
		}
		c := t[i]
		switch {
		case c == '-':
			neg = true
		case isDigit(c) && exp < 1<<50:
			exp = exp*10 + int64(c-'0')
		}
	}
	if neg {
		exp = -exp
	}
	b := make([]byte, 0, 1100)
	if t[0] == '-' {
		b = append(b, '-')
	}
	b = append(b, "0."...)
	start := len(b)
	point, sticky := false, false
	for i := 0; i < mant; i++ {
		if i&(pollEvery-1) == pollEvery-1 {
			if err := check(poll); err != nil {
				return "", err
			}
		}
		c := t[i]
		switch {
		case c == '.':
			point = true
			continue
		case !isDigit(c):
			continue
		}
		if len(b) == start && c == '0' {
			if point {
				exp--
			}
			continue
		}
		if !point {
			exp++
		}
		if len(b)-start < maxExactDigits {
			b = append(b, c)
		} else if c != '0' {
			sticky = true
		}
	}
	if sticky {
		b = append(b, '1')
	}
	b = append(b, 'e')
	exp = max(min(exp, 5000), -5000)
	return string(strconv.AppendInt(b, exp, 10)), nil
}

// scanSpecial reads inf, infinity or nan at s[i:], after a sign.
func scanSpecial(s string, i int) (float64, int) {
	for _, w := range []string{"infinity", "inf", "nan"} {
		if len(s)-i >= len(w) && equalFold(s[i:i+len(w)], w) {
			f := math.Inf(1)
			if w == "nan" {
				f = math.NaN()
			}
			if s[0] == '-' {
				f = math.Copysign(f, -1)
			}
			return f, i + len(w)
		}
	}
	return 0, 0
}

func equalFold(s, lower string) bool {
	for j := 0; j < len(lower); j++ {
		if s[j]|0x20 != lower[j] {
			return false
		}
	}
	return true
}

// Hex returns float.hex(f).
func Hex(f float64) string {
	if f != f || math.IsInf(f, 0) {
		return Repr(f)
	}
	b := math.Float64bits(f)
	out := make([]byte, 0, 24)
	if b>>63 != 0 {
		out = append(out, '-')
	}
	exp := int64(b>>52&0x7ff) - 1023
	frac := b & (1<<52 - 1)
	if f == 0 {
		return string(append(out, "0x0.0p+0"...))
	}
	lead := byte('1')
	if exp == -1023 {
		lead, exp = '0', -1022
	}
	out = append(out, '0', 'x', lead, '.')
	for s := 48; s >= 0; s -= 4 {
		out = append(out, "0123456789abcdef"[frac>>uint(s)&15])
	}
	out = append(out, 'p')
	if exp >= 0 {
		out = append(out, '+')
	}
	return string(strconv.AppendInt(out, exp, 10))
}

// ParseHex reads float.fromhex(s).
func ParseHex(s string) (float64, error) {
	s = TrimSpace(s)
	i := 0
	neg := false
	if i < len(s) && (s[i] == '+' || s[i] == '-') {
		neg = s[i] == '-'
		i++
	}
	if i < len(s) && (s[i]|0x20 == 'i' || s[i]|0x20 == 'n') {
		if f, n := scanSpecial(s, i); n == len(s) {
			return f, nil
		}
		return 0, ErrHexSyntax
	}
	if i+1 < len(s) && s[i] == '0' && s[i+1]|0x20 == 'x' {
		i += 2
	}
	var mant uint64 // the leading 60 bits, the lowest sticky
	exp := int64(0)
	digits, point := 0, false
	for ; i < len(s); i++ {
		c := s[i]
		if c == '.' && !point {
			point = true
			continue
		}
		d := digitValue[c]
		if d >= 16 {
			break
		}
		digits++
		if mant < 1<<56 {
			mant = mant<<4 | uint64(d)
			if point {
				exp -= 4
			}
		} else {
			if d != 0 {
				mant |= 1
			}
			if !point {
				exp += 4
			}
		}
	}
	if digits == 0 {
		return 0, ErrHexSyntax
	}
	if i < len(s) && s[i]|0x20 == 'p' {
		i++
		eneg := false
		if i < len(s) && (s[i] == '+' || s[i] == '-') {
			eneg = s[i] == '-'
			i++
		}
		if i == len(s) || !isDigit(s[i]) {
			return 0, ErrHexSyntax
		}
		var e int64
		for ; i < len(s) && isDigit(s[i]); i++ {
			if e < 1<<58 {
				e = e*10 + int64(s[i]-'0')
			}
		}
		if eneg {
			e = -e
		}
		exp += e
	}
	if i != len(s) {
		return 0, ErrHexSyntax
	}
	f := 0.0
	switch {
	case mant == 0 || exp < -2000:
	case exp > 2000:
		return 0, ErrHexOverflow
	default:
		bf := new(big.Float).SetUint64(mant)
		f, _ = bf.SetMantExp(bf, int(exp)).Float64()
		if math.IsInf(f, 0) {
			return 0, ErrHexOverflow
		}
	}
	if neg {
		f = -f
	}
	return f, nil
}

// AsIntegerRatio returns num/den, in lowest terms with den > 0, equal to the
// finite f.
func AsIntegerRatio(f float64) (num, den *big.Int) {
	frac, exp := math.Frexp(f)
	m := int64(math.Ldexp(frac, 53))
	exp -= 53
	if m == 0 {
		return new(big.Int), big.NewInt(1)
	}
	for m&1 == 0 {
		m >>= 1
		exp++
	}
	num, den = big.NewInt(m), big.NewInt(1)
	if exp > 0 {
		if m < 0 {
			num.Neg(num.Lsh(num.Neg(num), uint(exp)))
		} else {
			num.Lsh(num, uint(exp))
		}
	} else {
		den.Lsh(den, uint(-exp))
	}
	return num, den
}
