// This file reads and writes numbers as text.
package decimal

import (
	"math/big"
	"strings"

	"github.com/vivarium-py/vivarium/internal/numtext"
)

const farExp = 1 << 61 // what an exponent that is out of all bounds is read as

// number makes the coefficient of a run of digits.
func (o *Op) number(digits string) *big.Int {
	if len(digits) <= 19 {
		var n uint64
		for i := 0; i < len(digits); i++ {
			n = n*10 + uint64(digits[i]-'0')
		}
		return new(big.Int).SetUint64(n)
	}
	if !o.charge(int64(len(digits))) {
		return zeroInt
	}
	if len(digits) < 400 {
		b, _ := new(big.Int).SetString(digits, 10)
		return b
	}
	t, _, err := numtext.ScanInt(digits, 10, numPoll(o.Poll))
	if err == nil {
		var b *big.Int
		if b, err = t.Big(numPoll(o.Poll)); err == nil {
			return b
		}
	}
	o.fail(err)
	return zeroInt
}

func numPoll(p func() error) numtext.Poll { return numtext.Poll(p) }

// Parse reads ASCII text without white space or underscores; ok is false where it is no number. The result is exact.
func (o *Op) Parse(s string) (d Dec, ok bool) {
	i := 0
	if i < len(s) && (s[i] == '+' || s[i] == '-') {
		d.Neg = s[i] == '-'
		i++
	}
	rest := s[i:]
	if rest == "" {
		return d, false
	}
	if c := rest[0]; c != '.' && (c < '0' || c > '9') {
		return o.parseSpecial(d, rest)
	}
	var lo uint64
	seen, point, sig := 0, -1, 0
	j := 0
	for ; j < len(rest); j++ {
		c := rest[j]
		if c == '.' && point < 0 {
			point = j
			continue
		}
		if c < '0' || c > '9' {
			break
		}
		seen++
		if sig > 0 || c != '0' {
			if sig++; sig <= 19 {
				lo = lo*10 + uint64(c-'0')
			}
		}
		if j&0xffff == 0xffff && o.Poll != nil {
			if o.fail(o.Poll()); o.Err != nil {
				return d, true
			}
		}
	}
	if seen == 0 {
		return d, false
	}
	digits, frac := rest[:j], 0
	if point >= 0 {
		frac = j - point - 1
	}
	rest = rest[j:]
	var exp int64
	if rest != "" {
		if rest[0] != 'e' && rest[0] != 'E' {
			return d, false
		}
		rest = rest[1:]
		neg := false
		if rest != "" && (rest[0] == '+' || rest[0] == '-') {
			neg = rest[0] == '-'
			rest = rest[1:]
		}
		if rest == "" {
			return d, false
		}
		if o.run(rest, '0', '9') != len(rest) {
			return d, o.Err != nil
		}
		rest = rest[o.run(rest, '0', '0'):]
		for k := 0; k < len(rest) && exp < farExp; k++ {
			if exp < farExp/4 {
				exp = min(exp*10+int64(rest[k]-'0'), farExp)
			} else {
				exp = farExp
			}
		}
		if neg {
			exp = -exp
		}
	}
	d.Exp = exp - int64(frac)
	if sig <= 19 {
		d.lo = lo
		return d, true
	}
	if point >= 0 {
		if !o.charge(int64(len(digits))) {
			return d, true
		}
		digits = digits[:point] + digits[point+1:]
	}
	d.setCoef(o.number(digits[o.run(digits, '0', '0'):]))
	return d, true
}

// run is how many bytes at the start of s are from lo to hi; it may be long.
func (o *Op) run(s string, lo, hi byte) int {
	i := 0
	for ; i < len(s) && s[i] >= lo && s[i] <= hi; i++ {
		if i&0xffff == 0xffff && o.Poll != nil {
			if o.fail(o.Poll()); o.Err != nil {
				break
			}
		}
	}
	return i
}

func (o *Op) parseSpecial(d Dec, s string) (Dec, bool) {
	if len(s) > 1<<20 && !o.charge(int64(len(s))) {
		return d, true
	}
	if strings.EqualFold(s, "inf") || strings.EqualFold(s, "infinity") {
		d.Form = Infinite
		return d, true
	}
	d.Form = Quiet
	if s[0] == 's' || s[0] == 'S' {
		d.Form = Signaling
		s = s[1:]
	}
	if len(s) < 3 || !strings.EqualFold(s[:3], "nan") {
		return d, false
	}
	s = s[3:]
	if o.run(s, '0', '9') != len(s) {
		return d, o.Err != nil
	}
	if s = s[o.run(s, '0', '0'):]; s != "" {
		room := o.Prec
		if o.Clamp {
			room--
		}
		if int64(len(s)) > room {
			return d, false
		}
		d.setCoef(o.number(s))
	}
	return d, true
}

// DigitText is the coefficient's digits.
func (o *Op) DigitText(d *Dec) string {
	if d.big == nil {
		return uintText(d.lo)
	}
	n := int64(len(d.big.Bits())) * 20
	if !o.charge(2 * n) {
		return "0"
	}
	b, err := numtext.AppendBig(make([]byte, 0, n+2), d.big, 10, numPoll(o.Poll))
	if err != nil {
		o.fail(err)
		return "0"
	}
	return string(b)
}

func uintText(n uint64) string {
	var b [20]byte
	i := len(b)
	for {
		i--
		b[i] = byte('0' + n%10)
		if n /= 10; n == 0 {
			return string(b[i:])
		}
	}
}

// Text writes d as to-scientific-string does, or to-engineering-string; capital is for the letter before the exponent.
func (o *Op) Text(d *Dec, eng, capital bool) string {
	sign := ""
	if d.Neg {
		sign = "-"
	}
	switch d.Form {
	case Infinite:
		return sign + "Infinity"
	case Quiet, Signaling:
		name := "NaN"
		if d.Form == Signaling {
			name = "sNaN"
		}
		if d.coefZero() {
			return sign + name
		}
		return sign + name + o.DigitText(d)
	}
	digits := o.DigitText(d)
	n := int64(len(digits))
	adj := d.Exp + n - 1
	if d.Exp <= 0 && adj >= -6 {
		return sign + plain(digits, d.Exp)
	}
	point := int64(1)
	if eng {
		if d.coefZero() {
			e := d.Exp
			switch mod3(d.Exp) {
			case 1:
				digits, e = "0.00", d.Exp+2
			case 2:
				digits, e = "0.0", d.Exp+1
			default:
				digits = "0"
			}
			if e == 0 {
				return sign + digits
			}
			return sign + digits + expText(e, capital)
		}
		point = 1 + mod3(adj)
	}
	e := adj - (point - 1)
	if point > n {
		digits += strings.Repeat("0", int(point-n))
		n = point
	}
	out := digits[:point]
	if n > point {
		out += "." + digits[point:]
	}
	if e == 0 {
		return sign + out
	}
	return sign + out + expText(e, capital)
}

func mod3(n int64) int64 { return (n%3 + 3) % 3 }

func expText(e int64, capital bool) string {
	s := "e"
	if capital {
		s = "E"
	}
	if e >= 0 {
		s += "+"
	}
	return s + string(numtext.AppendInt(nil, e, 10))
}

// plain writes digits times ten to a power that is zero or negative, without an exponent.
func plain(digits string, exp int64) string {
	n := int64(len(digits))
	switch {
	case exp >= 0:
		return digits
	case n+exp > 0:
		return digits[:n+exp] + "." + digits[n+exp:]
	}
	return "0." + strings.Repeat("0", int(-(n+exp))) + digits
}
