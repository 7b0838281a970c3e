// This file applies a Spec to numbers.

package fmtspec

import (
	"math"
	"math/big"
	"math/bits"
	"slices"
	"strconv"

	"github.com/vivarium-py/vivarium/internal/bignum"
	"github.com/vivarium-py/vivarium/internal/bulk"
	"github.com/vivarium-py/vivarium/internal/numtext"
)

// parts is a number's text taken apart for grouping and padding.
type parts struct {
	neg    bool
	prefix string // 0x and the like
	digits []byte // the whole digits
	rest   []byte // point, fraction, exponent, '%', 'inf', 'nan'
	frac   int    // how many digits follow the point at rest[0]
	group  byte
	every  int // digits in a group
}

// layout appends p padded, grouped and signed as sp says. sign overrides
// sp.Sign; padded false leaves width and alignment out.
func (p *parts) layout(dst []byte, sp *Spec, sign byte, padded bool, lim *Limits) ([]byte, error) {
	var signChar byte
	switch {
	case p.neg:
		signChar = '-'
	case sign == '+' || sign == ' ':
		signChar = sign
	}
	fracSeps := 0
	if sp.FracGroup != 0 && p.frac > 0 {
		fracSeps = (p.frac - 1) / 3
	}
	fixed := len(p.prefix) + len(p.rest) + fracSeps
	if signChar != 0 {
		fixed++
	}
	width := sp.Width
	if !padded {
		width = -1
	}
	nd := len(p.digits)
	if padded && sp.Fill == '0' && sp.Align == '=' {
		nd = max(nd, zeroDigits(width-fixed, p.group, p.every))
	}
	body := nd
	if p.group != 0 && nd > 0 {
		body += (nd - 1) / p.every
	}
	total := fixed + body
	fill := max(width-total, 0)
	if err := chargeFill(lim, sp.Fill, fill, total); err != nil {
		return nil, err
	}
	if err := lim.charge(total); err != nil {
		return nil, err
	}
	var err error
	if n := total + fill; n <= bulk.Chunk {
		dst = slices.Grow(dst, n)
	} else if dst, err = bulk.Grow(dst, n, lim.poll); err != nil {
		return nil, err
	}
	left, mid, right := 0, 0, 0
	if sp.Align == '=' {
		mid = fill
	} else {
		left, right = split(sp.Align, fill)
	}
	dst, err = appendFill(dst, sp.Fill, left, lim)
	if err != nil {
		return nil, err
	}
	if signChar != 0 {
		dst = append(dst, signChar)
	}
	dst = append(dst, p.prefix...)
	if dst, err = appendFill(dst, sp.Fill, mid, lim); err != nil {
		return nil, err
	}
	if nd+len(p.rest) > 4096 {
		dst = slices.Grow(dst, total)
	}
	zeros := nd - len(p.digits)
	for i := 0; i < nd; i++ {
		if i&(pollEvery-1) == pollEvery-1 {
			if err := lim.poll(); err != nil {
				return nil, err
			}
		}
		if p.group != 0 && i > 0 && (nd-i)%p.every == 0 {
			dst = append(dst, p.group)
		}
		if i < zeros {
			dst = append(dst, '0')
		} else {
			dst = append(dst, p.digits[i-zeros])
		}
	}
	if fracSeps == 0 {
		dst = append(dst, p.rest...)
	} else {
		dst = append(dst, p.rest[0])
		for i, c := range p.rest[1 : 1+p.frac] {
			if i&(pollEvery-1) == pollEvery-1 {
				if err := lim.poll(); err != nil {
					return nil, err
				}
			}
			if i > 0 && i%3 == 0 {
				dst = append(dst, sp.FracGroup)
			}
			dst = append(dst, c)
		}
		dst = append(dst, p.rest[1+p.frac:]...)
	}
	return appendFill(dst, sp.Fill, right, lim)
}

// zeroDigits is the least number of digits that with its separators fills
// width.
func zeroDigits(width int, group byte, every int) int {
	if width <= 0 {
		return 0
	}
	if group == 0 {
		return width
	}
	// nd + (nd-1)/every >= width
	nd := width - width/(every+1)
	for nd > 1 && nd-1+(nd-2)/every >= width {
		nd--
	}
	for nd+(nd-1)/every < width {
		nd++
	}
	return nd
}

// AppendInt formats an int64; typeName is for messages ("int", "bool").
func AppendInt(dst []byte, x int64, typeName string, sp *Spec, lim *Limits) ([]byte, error) {
	if sp.Type == 'd' && sp.Width < 0 && sp.Group == 0 && sp.Prec < 0 && sp.Sign == 0 && !sp.NoNegZero {
		return strconv.AppendInt(dst, x, 10), nil
	}
	return appendInteger(dst, x, nil, typeName, sp, lim)
}

// AppendBig formats an integer of any size. The caller has applied its digit
// limit for the decimal types.
func AppendBig(dst []byte, x *big.Int, typeName string, sp *Spec, lim *Limits) ([]byte, error) {
	return appendInteger(dst, 0, x, typeName, sp, lim)
}

func appendInteger(dst []byte, small int64, x *big.Int, typeName string, sp *Spec, lim *Limits) ([]byte, error) {
	base := 10
	switch sp.Type {
	case 'd', 'n', 'c':
	case 'b':
		base = 2
	case 'o':
		base = 8
	case 'x', 'X':
		base = 16
	case 'e', 'E', 'f', 'F', 'g', 'G', '%':
		f := float64(small)
		if x != nil {
			var ok bool
			if f, ok = bignum.ToFloat(x); !ok {
				return nil, &Error{OverflowError, "int too large to convert to float"}
			}
		}
		return AppendFloat(dst, f, typeName, sp, lim)
	default:
		return nil, unknownType(sp.Type, typeName)
	}
	if sp.Prec >= 0 {
		return nil, valueError("Precision not allowed in integer format specifier")
	}
	if sp.NoNegZero {
		return nil, valueError("Negative zero coercion (z) not allowed in integer format specifier")
	}
	if sp.Type == 'c' {
		return appendChar(dst, small, x, sp, lim)
	}
	var buf [72]byte
	p := parts{group: sp.Group, every: 3}
	if x == nil {
		p.digits = strconv.AppendInt(buf[:0], small, base)
	} else {
		n := x.BitLen() / 3
		if base != 10 {
			n = x.BitLen() / bits.Len(uint(base-1))
		}
		if err := lim.charge(n); err != nil {
			return nil, err
		}
		var poll func() error
		if lim != nil {
			poll = lim.Poll
		}
		var err error
		if p.digits, err = numtext.AppendBig(buf[:0], x, base, poll); err != nil {
			return nil, err
		}
	}
	if p.digits[0] == '-' {
		p.neg = true
		p.digits = p.digits[1:]
	}
	if sp.Type == 'X' {
		upper(p.digits)
	}
	if base != 10 {
		p.every = 4
		if sp.Alt {
			p.prefix = map[rune]string{'b': "0b", 'o': "0o", 'x': "0x", 'X': "0X"}[sp.Type]
		}
	}
	return p.layout(dst, sp, sp.Sign, true, lim)
}

func upper(b []byte) {
	for i, c := range b {
		if c >= 'a' && c <= 'z' {
			b[i] = c - 32
		}
	}
}

func appendChar(dst []byte, small int64, x *big.Int, sp *Spec, lim *Limits) ([]byte, error) {
	if sp.Sign != 0 {
		return nil, valueError("Sign not allowed with integer format specifier 'c'")
	}
	if sp.Alt {
		return nil, valueError("Alternate form (#) not allowed with integer format specifier 'c'")
	}
	if x != nil {
		if !x.IsInt64() {
			return nil, &Error{OverflowError, "Python int too large to convert to C long"}
		}
		small = x.Int64()
	}
	if small < 0 || small > 0x10FFFF {
		return nil, &Error{OverflowError, "%c arg not in range(0x110000)"}
	}
	p := parts{rest: AppendRune(nil, rune(small))}
	s := *sp
	if s.Align == '=' && s.Fill == '0' {
		// Zero padding puts zeros where digits would be.
		if s.Width > 1 {
			s.Width += len(p.rest) - 1
		}
		return p.layout(dst, &s, 0, true, lim)
	}
	align := sp.Align
	return pad(dst, string(p.rest), 1, sp.Fill, align, sp.Width, lim)
}

// floatParts lays out |f| by code without sign, width or grouping.
func floatParts(buf []byte, f float64, code byte, prec int, flags numtext.Flags, sp *Spec, lim *Limits) (parts, error) {
	percent := code == '%'
	if percent {
		code = 'f'
		f *= 100
	}
	b := numtext.AppendFloat(buf, f, code, prec, flags)
	p := parts{group: sp.Group, every: 3}
	if b[0] == '-' {
		p.neg = true
		b = b[1:]
	}
	if percent {
		b = append(b, '%')
	}
	i := 0
	for i < len(b) && b[i] >= '0' && b[i] <= '9' {
		i++
	}
	p.digits, p.rest = b[:i:i], b[i:]
	if i == 0 {
		p.group = 0 // inf and nan
	}
	if len(p.rest) > 0 && p.rest[0] == '.' {
		for j := 1; j < len(p.rest) && p.rest[j] >= '0' && p.rest[j] <= '9'; j++ {
			if p.frac++; j&(pollEvery-1) == 0 {
				if err := lim.poll(); err != nil {
					return p, err
				}
			}
		}
	}
	if sp.NoNegZero && p.neg && f == f && !math.IsInf(f, 0) && allZero(p.digits) && (p.frac == 0 || allZero(p.rest[1:1+p.frac])) {
		p.neg = false
	}
	return p, nil
}

func allZero(b []byte) bool {
	for _, c := range b {
		if c != '0' {
			return false
		}
	}
	return true
}

// floatCode resolves the presentation type of a float or complex part.
func floatCode(sp *Spec) (code byte, prec int, flags numtext.Flags) {
	code, prec = byte(sp.Type), sp.Prec
	if sp.Alt {
		flags |= numtext.Alt
	}
	switch {
	case sp.Type == 0 && prec < 0:
		return 'r', 0, flags | numtext.AddDot0
	case sp.Type == 0:
		return 'g', prec, flags | numtext.AddDot0
	case sp.Type == 'n':
		code = 'g'
	}
	if prec < 0 {
		prec = 6
	}
	return code, prec, flags
}

const maxPrec = math.MaxInt32

// AppendFloat formats a float.
func AppendFloat(dst []byte, f float64, typeName string, sp *Spec, lim *Limits) ([]byte, error) {
	switch sp.Type {
	case 0, 'e', 'E', 'f', 'F', 'g', 'G', 'n', '%':
	default:
		return nil, unknownType(sp.Type, typeName)
	}
	if sp.Prec > maxPrec {
		return nil, valueError("precision too big")
	}
	code, prec, flags := floatCode(sp)
	if err := lim.charge(3 * prec); err != nil { // digits made one after another, and their text
		return nil, err
	}
	var buf [64]byte
	p, err := floatParts(buf[:0], f, code, prec, flags, sp, lim)
	if err != nil {
		return nil, err
	}
	return p.layout(dst, sp, sp.Sign, true, lim)
}

// AppendComplex formats a complex number.
func AppendComplex(dst []byte, re, im float64, sp *Spec, lim *Limits) ([]byte, error) {
	switch sp.Type {
	case 0, 'e', 'E', 'f', 'F', 'g', 'G', 'n':
	default:
		return nil, unknownType(sp.Type, "complex")
	}
	if sp.Prec > maxPrec {
		return nil, valueError("precision too big")
	}
	if sp.Fill == '0' {
		return nil, valueError("Zero padding is not allowed in complex format specifier")
	}
	if sp.Align == '=' {
		return nil, valueError("'=' alignment flag is not allowed in complex format specifier")
	}
	code, prec, flags := floatCode(sp)
	flags &^= numtext.AddDot0
	if err := lim.charge(2 * prec); err != nil {
		return nil, err
	}
	parens := sp.Type == 0
	skipReal := parens && re == 0 && !math.Signbit(re)
	parens = parens && !skipReal
	var out []byte
	var err error
	if parens {
		out = append(out, '(')
	}
	imSign := sp.Sign
	if !skipReal {
		p, err := floatParts(nil, re, code, prec, flags, sp, lim)
		if err != nil {
			return nil, err
		}
		if out, err = p.layout(out, sp, sp.Sign, false, lim); err != nil {
			return nil, err
		}
		imSign = '+'
	}
	p, err := floatParts(nil, im, code, prec, flags, sp, lim)
	if err != nil {
		return nil, err
	}
	if out, err = p.layout(out, sp, imSign, false, lim); err != nil {
		return nil, err
	}
	out = append(out, 'j')
	if parens {
		out = append(out, ')')
	}
	return pad(dst, string(out), len(out), sp.Fill, sp.Align, sp.Width, lim)
}
