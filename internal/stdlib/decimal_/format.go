// This file implements Decimal.__format__.
package decimal_

import (
	"strings"
	"unicode/utf8"

	"github.com/vivarium-py/vivarium/internal/core"
	"github.com/vivarium-py/vivarium/internal/decimal"
)

// spec is a parsed format specification.
type spec struct {
	fill              string
	align, sign       byte
	noNegZero, zeros  bool
	alt               bool
	width, prec       int64 // -1: none
	typ               byte  // 0: as str does
	comma             bool
	sep, dot, percent string
	grouping          []byte
	deprecated        bool
}

// maxWidth is beyond what any text can be.
const maxWidth = 1 << 40

func parseSpec(s string) (f spec, ok bool) {
	f.fill, f.align, f.sign, f.width, f.prec, f.dot = " ", 0, '-', -1, -1, "."
	isAlign := func(c byte) bool { return strings.IndexByte("<>=^", c) >= 0 }
	if s != "" {
		_, n := utf8.DecodeRuneInString(s)
		if len(s) > n && isAlign(s[n]) {
			f.fill, f.align = s[:n], s[n]
			s = s[n+1:]
		} else if isAlign(s[0]) {
			f.align = s[0]
			s = s[1:]
		}
	}
	if s != "" && (s[0] == '+' || s[0] == '-' || s[0] == ' ') {
		f.sign = s[0]
		s = s[1:]
	}
	if s != "" && s[0] == 'z' {
		f.noNegZero = true
		s = s[1:]
	}
	if s != "" && s[0] == '#' {
		f.alt = true
		s = s[1:]
	}
	if s != "" && s[0] == '0' {
		f.zeros = true
		if f.align == 0 {
			f.fill, f.align = "0", '='
		}
		s = s[1:]
	}
	number := func() (int64, bool) {
		n, i := int64(0), 0
		for ; i < len(s) && s[i] >= '0' && s[i] <= '9'; i++ {
			if n = n*10 + int64(s[i]-'0'); n > maxWidth {
				return 0, false
			}
		}
		s = s[i:]
		return n, i > 0
	}
	if s != "" && s[0] >= '0' && s[0] <= '9' {
		if f.width, ok = number(); !ok {
			return f, false
		}
	}
	if s != "" && s[0] == ',' {
		f.comma, f.sep = true, ","
		s = s[1:]
	}
	if s != "" && s[0] == '.' {
		s = s[1:]
		if f.prec, ok = number(); !ok {
			return f, false
		}
	}
	if s != "" {
		switch s[0] {
		case 'e', 'E', 'f', 'F', 'g', 'G', '%', 'n', 'N':
			f.typ = s[0]
		default:
			return f, false
		}
		s = s[1:]
	}
	if s != "" {
		return f, false
	}
	if f.typ == 'n' || f.typ == 'N' {
		if f.comma {
			return f, false
		}
		f.deprecated = f.typ == 'N'
		f.typ -= 'n' - 'g'
	}
	if f.align == 0 {
		f.align = '>'
	}
	return f, true
}

func format(t *thread, a []value) (value, error) {
	s := core.AsStr(a[1])
	if s == nil {
		return unbound, t.TypeError("format arg must be str")
	}
	c, err := current(t)
	if err != nil {
		return unbound, err
	}
	f, ok := parseSpec(s.String())
	if !ok {
		return unbound, t.ValueError("invalid format string")
	}
	if f.deprecated {
		if err := t.Warn(&core.ExcDeprecationWarning, "Format specifier 'N' is deprecated and slated for removal in Python 3.18", 1); err != nil {
			return unbound, err
		}
	}
	if a[2].Given() {
		if err := f.override(t, a[2]); err != nil {
			return unbound, err
		}
	}
	if f.width > 0 || f.prec > 0 {
		if err := t.Charge(int(4 * (max(f.width, 0) + max(f.prec, 0)))); err != nil {
			return unbound, err
		}
	}
	var o op
	o.Exact()
	begin(t, &o)
	o.Rounding = c.rounding
	text := f.format(&o, *decOf(a[0]), c.capitals)
	if o.Err != nil {
		return unbound, o.Err
	}
	return t.Text(text)
}

// override takes decimal_point, thousands_sep and grouping from a dict.
func (f *spec) override(t *thread, v value) error {
	d := core.AsDict(v)
	if d == nil {
		return t.TypeError("optional argument must be a dict")
	}
	for i, name := range [...]string{"decimal_point", "thousands_sep", "grouping"} {
		x, ok := d.GetStr(core.Intern(name))
		if !ok {
			continue
		}
		s := core.AsStr(x)
		if s == nil {
			return t.TypeError("format override value must be str")
		}
		switch text := s.String(); i {
		case 0:
			f.dot = text
		case 1:
			f.sep, f.comma = text, text != ""
		default:
			f.grouping = f.grouping[:0]
			for _, r := range text {
				if r >= 128 {
					return t.ValueError("invalid override dict")
				}
				f.grouping = append(f.grouping, byte(r))
			}
		}
	}
	if utf8.RuneCountInString(f.dot) != 1 || len(f.dot) > 4 || len(f.sep) > 4 {
		return t.ValueError("invalid override dict")
	}
	return nil
}

// format does the rounding and gives the padded text.
func (f *spec) format(o *op, d dec, capitals bool) string {
	if d.IsSpecial() {
		sign := f.signText(d.Neg)
		d.Neg = false
		body := o.Text(&d, false, true)
		if f.typ == '%' {
			body += "%"
		}
		g := *f
		if g.zeros && g.align == '=' && g.fill == "0" {
			g.fill = " "
			g.align = '>'
		}
		return g.pad(o, sign, body)
	}
	typ := f.typ
	if typ == '%' {
		d.Exp += 2
	}
	if f.prec >= 0 {
		switch typ {
		case 'e', 'E':
			d = o.RoundDigits(d, f.prec+1)
		case 'f', 'F', '%':
			if -d.Exp > f.prec || d.Exp < 0 || true {
				d = o.Rescale(&d, -f.prec)
			}
		default:
			if p := max(f.prec, 1); o.Digits(&d) > p {
				d = o.RoundDigits(d, p)
			}
		}
	}
	if (typ == 'f' || typ == 'F' || typ == '%') && f.prec < 0 && d.Exp > 0 {
		d = o.Rescale(&d, 0)
	}
	if o.Err != nil {
		return ""
	}
	if f.noNegZero && d.IsZero() {
		d.Neg = false
	}
	digits := o.DigitText(&d)
	n := int64(len(digits))
	left := d.Exp + n // digits before the point
	var point int64
	switch typ {
	case 'e', 'E':
		point = 1
		if d.IsZero() && f.prec >= 0 {
			point = 1 - f.prec
		}
	case 'f', 'F', '%':
		point = left
	default:
		point = 1
		if d.Exp <= 0 && left > -6 {
			point = left
		}
	}
	var whole, frac string
	switch {
	case point < 0:
		if !o.Room(-point) {
			return ""
		}
		whole, frac = "0", strings.Repeat("0", int(-point))+digits
	case point > n:
		if !o.Room(point) {
			return ""
		}
		whole = digits + strings.Repeat("0", int(point-n))
	default:
		whole, frac = digits[:point], digits[point:]
		if whole == "" {
			whole = "0"
		}
	}
	exp := left - point
	tail := ""
	if exp != 0 || typ == 'e' || typ == 'E' {
		letter := "E"
		if typ == 'e' || typ == 'g' || typ == 0 && !capitals {
			letter = "e"
		}
		tail = letter
		if exp >= 0 {
			tail += "+"
		}
		tail += itoa(exp)
	}
	if typ == '%' {
		tail += "%"
	}
	if frac != "" || f.alt {
		tail = f.dot + frac + tail
	}
	sign := f.signText(d.Neg)
	if f.comma {
		least := int64(0)
		if f.fill == "0" && f.align == '=' {
			least = f.width - int64(len(sign)) - int64(utf8.RuneCountInString(tail))
		}
		whole = f.group(whole, least)
	}
	return f.pad(o, sign, whole+tail)
}

func itoa(n int64) string {
	var o op
	d := decimal.FromInt64(n)
	return strings.TrimSuffix(o.Text(&d, false, true), ".")
}

func (f *spec) signText(neg bool) string {
	switch {
	case neg:
		return "-"
	case f.sign == '-':
		return ""
	}
	return string(f.sign)
}

// group puts separators between the digits, which are made at least least characters long by zeros.
func (f *spec) group(digits string, least int64) string {
	grouping := f.grouping
	if len(grouping) == 0 {
		grouping = []byte{3, 0}
	}
	var parts []string
	i, size := 0, 0
	total := int64(0)
	for {
		if i < len(grouping) {
			if g := int(grouping[i]); g == 127 {
				size = 1 << 62
			} else if g != 0 {
				size = g
			}
			i++
		}
		if size == 0 {
			size = 1 << 62
		}
		k := min(max(len(digits), int(min(max(least-total, 1), 1<<40))), size)
		have := min(k, len(digits))
		part := strings.Repeat("0", k-have) + digits[len(digits)-have:]
		digits = digits[:len(digits)-have]
		parts = append(parts, part)
		total += int64(k) + 1
		if digits == "" && total-1 >= least {
			break
		}
	}
	for a, b := 0, len(parts)-1; a < b; a, b = a+1, b-1 {
		parts[a], parts[b] = parts[b], parts[a]
	}
	return strings.Join(parts, f.sep)
}

func (f *spec) pad(o *op, sign, body string) string {
	n := int64(utf8.RuneCountInString(body)) + int64(len(sign))
	gap := f.width - n
	if gap <= 0 {
		return sign + body
	}
	if !o.Room(gap * int64(len(f.fill))) {
		return ""
	}
	fill := func(k int64) string { return strings.Repeat(f.fill, int(k)) }
	switch f.align {
	case '<':
		return sign + body + fill(gap)
	case '=':
		return sign + fill(gap) + body
	case '^':
		return fill(gap/2) + sign + body + fill(gap-gap/2)
	}
	return fill(gap) + sign + body
}
