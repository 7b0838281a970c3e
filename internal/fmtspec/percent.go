// This file parses and applies printf-style directives, for str and bytes.

package fmtspec

import (
	"fmt"
	"math"
	"math/big"
	"strconv"
	"strings"

	"github.com/vivarium-py/vivarium/internal/bulk"
	"github.com/vivarium-py/vivarium/internal/numtext"
)

// Directive is one parsed '%' directive. The caller acts in this order: if
// Mapping, insist on a mapping ("format requires a mapping"), then raise Err if
// KeyEnd is false, then look up Key; then fetch an int for WidthStar, then for
// PrecStar (SetWidth, SetPrec); then raise Err; then fetch the value.
type Directive struct {
	Mapping   bool
	KeyEnd    bool
	Key       string
	Left      bool // '-'
	Plus      bool
	Space     bool
	Alt       bool // '#'
	Zero      bool
	WidthStar bool
	PrecStar  bool
	Width     int  // -1: none
	Prec      int  // -1: none
	Code      rune // the conversion
	Err       error
}

// SetWidth applies the value of a '*' width.
func (d *Directive) SetWidth(n int) {
	if n < 0 {
		d.Left = true
		n = -n
		if n < 0 {
			n = math.MaxInt
		}
	}
	d.Width = n
}

// SetPrec applies the value of a '*' precision.
func (d *Directive) SetPrec(n int) { d.Prec = max(n, 0) }

// NextDirective scans format from byte i: lit is the text before the next
// directive, found tells whether there is one; next is where to go on. Doubled
// percent signs come as a directive with Code '%' and no value. isBytes selects
// the messages for bytes.
func NextDirective(format string, i int, isBytes bool, poll func() error) (lit string, d Directive, next int, found bool) {
	j := strings.IndexByte(format[i:], '%')
	if j < 0 {
		return format[i:], d, len(format), false
	}
	lit = format[i : i+j]
	d, next = parseDirective(format, i+j+1, isBytes, poll)
	return lit, d, next, true
}

func parseDirective(s string, i int, isBytes bool, poll func() error) (d Directive, next int) {
	d.Width, d.Prec = -1, -1
	incomplete := func() (Directive, int) {
		d.Err = valueError("incomplete format")
		return d, len(s)
	}
	if i < len(s) && s[i] == '%' {
		d.Code = '%'
		return d, i + 1
	}
	if i < len(s) && s[i] == '(' {
		d.Mapping = true
		depth, start := 1, i+1
		for i++; i < len(s) && depth > 0; i++ {
			if d.Err = look(poll, i); d.Err != nil {
				return d, len(s)
			}
			switch s[i] {
			case '(':
				depth++
			case ')':
				depth--
			}
		}
		if depth > 0 {
			d.Err = valueError("incomplete format key")
			return d, len(s)
		}
		d.KeyEnd = true
		d.Key = s[start : i-1]
	}
flags:
	for ; i < len(s); i++ {
		if d.Err = look(poll, i); d.Err != nil {
			return d, len(s)
		}
		switch s[i] {
		case '-':
			d.Left = true
		case '+':
			d.Plus = true
		case ' ':
			d.Space = true
		case '#':
			d.Alt = true
		case '0':
			d.Zero = true
		default:
			break flags
		}
	}
	tooBig := func(what string) (Directive, int) {
		if d.Err == nil {
			d.Err = valueError("%s too big", what)
		}
		return d, len(s)
	}
	var ok bool
	look1 := func(i int) bool {
		d.Err = look(poll, i)
		return d.Err == nil
	}
	if i < len(s) && s[i] == '*' {
		d.WidthStar = true
		i++
	} else if d.Width, i, ok = percentNumber(s, i, math.MaxInt, look1); !ok {
		return tooBig("width")
	}
	if i < len(s) && s[i] == '.' {
		i++
		d.Prec = 0
		if i < len(s) && s[i] == '*' {
			d.PrecStar = true
			i++
		} else {
			if d.Prec, i, ok = percentNumber(s, i, math.MaxInt32, look1); !ok {
				if isBytes {
					return tooBig("prec")
				}
				return tooBig("precision")
			}
			d.Prec = max(d.Prec, 0)
		}
	}
	if i < len(s) && (s[i] == 'h' || s[i] == 'l' || s[i] == 'L') {
		i++
	}
	if i >= len(s) {
		return incomplete()
	}
	r, n := rune(s[i]), 1
	if !isBytes {
		r, n = decodeRune(s[i:])
	}
	d.Code = r
	switch r {
	case 'd', 'i', 'u', 'o', 'x', 'X', 'e', 'E', 'f', 'F', 'g', 'G', 'c', 'r', 's', 'a':
	default:
		if isBytes && r == 'b' {
			break
		}
		d.Err = &unsupported{r, i}
		if !isBytes {
			d.Err = &unsupported{r, codePoints(s[:i])}
		}
	}
	return d, i + n
}

// unsupported is raised only once the value was fetched, as CPython does.
type unsupported struct {
	r  rune
	at int
}

func (u *unsupported) Error() string {
	shown := "?"
	if u.r >= 32 && u.r < 127 {
		shown = string(u.r)
	}
	return fmt.Sprintf("unsupported format character '%s' (0x%x) at index %d", shown, uint32(u.r), u.at)
}

// Unsupported reports whether err says that a conversion does not exist; it is
// raised (a ValueError) after fetching the value that it would convert.
func Unsupported(err error) bool {
	_, ok := err.(*unsupported)
	return ok
}

func codePoints(s string) (n int) {
	for i := 0; i < len(s); i++ {
		if s[i]&0xC0 != 0x80 {
			n++
		}
	}
	return n
}

func percentNumber(s string, i, limit int, look func(i int) bool) (n, next int, ok bool) {
	start := i
	for ; i < len(s) && s[i] >= '0' && s[i] <= '9'; i++ {
		c := int(s[i] - '0')
		if n > (limit-c)/10 || !look(i) {
			return 0, i, false
		}
		n = n*10 + c
	}
	if i == start {
		return -1, i, true
	}
	return n, i, true
}

func (d *Directive) sign() byte {
	switch {
	case d.Plus:
		return '+'
	case d.Space:
		return ' '
	}
	return 0
}

// AppendStr formats text of n code points (or bytes) for s, r, a, b and c.
func (d *Directive) AppendStr(dst []byte, text string, n int, lim *Limits) ([]byte, error) {
	if d.Prec >= 0 && n > d.Prec && d.Code != 'c' {
		text, n = Truncate(text, n, d.Prec), d.Prec
	}
	if d.Width <= n {
		return append(dst, text...), nil
	}
	align := byte('>')
	if d.Left {
		align = '<'
	}
	return pad(dst, text, n, ' ', align, d.Width, lim)
}

// AppendBytes is AppendStr for bytes, where every byte counts.
func (d *Directive) AppendBytes(dst, text []byte, lim *Limits) ([]byte, error) {
	if d.Prec >= 0 && len(text) > d.Prec && d.Code != 'c' {
		text = text[:d.Prec]
	}
	return (&Directive{Left: d.Left, Width: d.Width, Prec: -1}).AppendStr(dst, string(text), len(text), lim)
}

// AppendInt formats an int for d i u o x X. Plain ones take a short way.
func (d *Directive) AppendInt(dst []byte, x int64, lim *Limits) ([]byte, error) {
	if d.Width < 0 && d.Prec < 0 && !d.Plus && !d.Space && (d.Code == 'd' || d.Code == 'i') {
		return strconv.AppendInt(dst, x, 10), nil
	}
	var buf [72]byte
	return d.integer(dst, strconv.AppendInt(buf[:0], x, d.base()), lim)
}

// AppendBig formats an int of any size. The caller has applied its digit limit.
func (d *Directive) AppendBig(dst []byte, x *big.Int, lim *Limits) ([]byte, error) {
	n := x.BitLen()
	if d.base() == 10 {
		n /= 3
	}
	if err := lim.charge(n); err != nil {
		return nil, err
	}
	var poll func() error
	if lim != nil {
		poll = lim.Poll
	}
	b, err := numtext.AppendBig(nil, x, d.base(), poll)
	if err != nil {
		return nil, err
	}
	return d.integer(dst, b, lim)
}

func (d *Directive) base() int {
	switch d.Code {
	case 'o':
		return 8
	case 'x', 'X':
		return 16
	}
	return 10
}

func (d *Directive) integer(dst, digits []byte, lim *Limits) ([]byte, error) {
	p := parts{digits: digits}
	if digits[0] == '-' {
		p.neg = true
		p.digits = digits[1:]
	}
	if d.Code == 'X' {
		upper(p.digits)
	}
	if d.Alt {
		p.prefix = map[rune]string{'o': "0o", 'x': "0x", 'X': "0X"}[d.Code]
	}
	if more := d.Prec - len(p.digits); more > 0 {
		if err := lim.charge(d.Prec); err != nil {
			return nil, err
		}
		zeros, err := appendFill(bulk.Make(d.Prec), '0', more, lim)
		if err != nil {
			return nil, err
		}
		p.digits = append(zeros, p.digits...)
	}
	return d.number(dst, &p, lim)
}

func (d *Directive) number(dst []byte, p *parts, lim *Limits) ([]byte, error) {
	sp := Spec{Fill: ' ', Align: '>', Width: d.Width}
	switch {
	case d.Left:
		sp.Align = '<'
	case d.Zero:
		sp.Fill, sp.Align = '0', '='
	}
	return p.layout(dst, &sp, d.sign(), true, lim)
}

// AppendFloat formats a float for e E f F g G.
func (d *Directive) AppendFloat(dst []byte, f float64, lim *Limits) ([]byte, error) {
	prec := d.Prec
	if prec < 0 {
		prec = 6
	}
	if err := lim.charge(prec); err != nil {
		return nil, err
	}
	var fl numtext.Flags
	if d.Alt {
		fl = numtext.Alt
	}
	var buf [64]byte
	sp := Spec{}
	p, err := floatParts(buf[:0], f, byte(d.Code), prec, fl, &sp, lim)
	if err != nil {
		return nil, err
	}
	return d.number(dst, &p, lim)
}
