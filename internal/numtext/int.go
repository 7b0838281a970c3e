// This file reads and writes integers in every base. Decimal conversion of
// large numbers divides and conquers with operations that poll.

package numtext

import (
	"math/big"
	"math/bits"
	"strconv"
	"unsafe"

	"github.com/vivarium-py/vivarium/internal/bignum"
	"github.com/vivarium-py/vivarium/internal/bulk"
)

// Poll is asked between pieces of long work; a non-nil error stops it.
type Poll = bignum.Poll

// digitValue maps an ASCII letter or digit to its value, others to 255.
var digitValue = func() (t [256]byte) {
	for i := range t {
		switch c := byte(i); {
		case c >= '0' && c <= '9':
			t[i] = c - '0'
		case c|0x20 >= 'a' && c|0x20 <= 'z':
			t[i] = c | 0x20 - 'a' + 10
		default:
			t[i] = 255
		}
	}
	return t
}()

// IntText is a checked integer literal, not yet converted.
type IntText struct {
	Neg   bool
	Base  int    // 2..36, never 0
	Count int    // digits, without underscores
	text  string // digits and single underscores between them
}

// ScanInt checks s as int(s, base) does, base being 0 or 2..36; ok is false
// for an invalid literal.
func ScanInt(s string, base int, poll Poll) (t IntText, ok bool, err error) {
	s = TrimSpace(s)
	if len(s) > 0 && (s[0] == '+' || s[0] == '-') {
		t.Neg = s[0] == '-'
		s = s[1:]
	}
	zeroOnly := false
	if len(s) > 1 && s[0] == '0' {
		prefix := 0
		switch s[1] | 0x20 {
		case 'x':
			prefix = 16
		case 'o':
			prefix = 8
		case 'b':
			prefix = 2
		}
		switch {
		case prefix != 0 && (base == 0 || base == prefix):
			base = prefix
			s = s[2:]
			if len(s) > 0 && s[0] == '_' {
				s = s[1:]
			}
		case base == 0:
			zeroOnly = true
		}
	}
	if base == 0 {
		base = 10
	}
	t.Base = base
	if len(s) == 0 || s[0] == '_' || s[len(s)-1] == '_' {
		return t, false, nil
	}
	n := 0
	for i := 0; i < len(s); i++ {
		if i&(pollEvery-1) == pollEvery-1 {
			if err := check(poll); err != nil {
				return t, false, err
			}
		}
		c := s[i]
		if c == '_' {
			if s[i+1] == '_' {
				return t, false, nil
			}
			continue
		}
		if int(digitValue[c]) >= base || zeroOnly && c != '0' {
			return t, false, nil
		}
		n++
	}
	t.Count, t.text = n, s
	return t, true, nil
}

// Int64 returns the value if it fits without a big conversion.
func (t IntText) Int64() (int64, bool) {
	if t.Count > 64 {
		return 0, false
	}
	var v uint64
	base := uint64(t.Base)
	for i := 0; i < len(t.text); i++ {
		c := t.text[i]
		if c == '_' {
			continue
		}
		hi, lo := bits.Mul64(v, base)
		v = lo + uint64(digitValue[c])
		if hi != 0 || v < lo || v > 1<<63 {
			return 0, false
		}
	}
	if t.Neg {
		return -int64(v), true
	}
	return int64(v), v < 1<<63
}

// ParseInt64 reads plain decimal text of at most 18 digits, the common case.
func ParseInt64(s string) (v int64, ok bool) {
	i := 0
	if len(s) > 1 && (s[0] == '-' || s[0] == '+') {
		i = 1
	}
	if len(s) == i || len(s)-i > 18 {
		return 0, false
	}
	for _, c := range []byte(s[i:]) {
		c -= '0'
		if c > 9 {
			return 0, false
		}
		v = v*10 + int64(c)
	}
	if s[0] == '-' {
		v = -v
	}
	return v, true
}

// IsPow2Base reports whether the literal converts in linear time (CPython
// exempts such bases from the digit limit).
func (t IntText) IsPow2Base() bool { return t.Base&(t.Base-1) == 0 }

// leafDigits is the length converted by one math/big call.
const leafDigits = 4096

// Big converts the literal. The caller has applied its digit limit.
func (t IntText) Big(poll Poll) (*big.Int, error) {
	text := t.text
	if len(text) != t.Count {
		b := make([]byte, 0, t.Count)
		for i := 0; i < len(text); i++ {
			if text[i] != '_' {
				b = append(b, text[i])
			}
			if i&(pollEvery-1) == pollEvery-1 {
				if err := check(poll); err != nil {
					return nil, err
				}
			}
		}
		text = unsafe.String(unsafe.SliceData(b), len(b))
	}
	var z *big.Int
	if t.IsPow2Base() {
		var err error
		if z, err = packDigits(text, bits.TrailingZeros(uint(t.Base)), poll); err != nil {
			return nil, err
		}
	} else {
		var parts []*big.Int
		for end := len(text); end > 0; end -= leafDigits {
			for range 8 { // it takes that long
				if err := check(poll); err != nil {
					return nil, err
				}
			}
			p, ok := new(big.Int).SetString(text[max(0, end-leafDigits):end], t.Base)
			if !ok {
				panic("BUG: numtext: unchecked literal")
			}
			parts = append(parts, p)
		}
		var power *big.Int
		for len(parts) > 1 {
			var err error
			if power == nil {
				power = new(big.Int).Exp(big.NewInt(int64(t.Base)), big.NewInt(leafDigits), nil)
			} else if power, err = bignum.Mul(power, power, poll); err != nil {
				return nil, err
			}
			n := 0
			for i := 0; i < len(parts); i += 2 {
				p := parts[i]
				if i+1 < len(parts) {
					m, err := bignum.Mul(parts[i+1], power, poll)
					if err != nil {
						return nil, err
					}
					p = m.Add(m, p)
				}
				parts[n] = p
				n++
			}
			parts = parts[:n]
		}
		z = parts[0]
	}
	if t.Neg {
		z.Neg(z)
	}
	return z, nil
}

func check(poll Poll) error {
	if poll == nil {
		return nil
	}
	return poll()
}

// packDigits reads digits of width bits each.
func packDigits(text string, width int, poll Poll) (*big.Int, error) {
	w := make([]big.Word, (len(text)*width+63)/64)
	var acc uint64
	fill, at := 0, 0
	for i := len(text) - 1; i >= 0; i-- {
		if i&(pollEvery-1) == pollEvery-1 {
			if err := check(poll); err != nil {
				return nil, err
			}
		}
		d := uint64(digitValue[text[i]])
		acc |= d << uint(fill)
		fill += width
		if fill >= 64 {
			w[at] = big.Word(acc)
			at++
			fill -= 64
			acc = d >> uint(width-fill)
		}
	}
	if fill > 0 && at < len(w) {
		w[at] = big.Word(acc)
	}
	return new(big.Int).SetBits(w), nil
}

// AppendInt appends x in base 2, 8, 10 or 16 without a prefix.
func AppendInt(dst []byte, x int64, base int) []byte { return strconv.AppendInt(dst, x, base) }

// DecimalLen bounds len(str(x)) from above without converting.
func DecimalLen(x *big.Int) int { return int(float64(x.BitLen())*0.30102999566398120) + 3 }

// AppendBig appends x in a base of 2..36 without a prefix. The caller has
// charged for the text and applied its digit limit.
func AppendBig(dst []byte, x *big.Int, base int, poll Poll) ([]byte, error) {
	if x.BitLen() <= 1<<16 {
		return x.Append(dst, base), nil
	}
	if err := check(poll); err != nil {
		return nil, err
	}
	if base&(base-1) == 0 {
		return appendPow2(dst, x, uint(bits.TrailingZeros(uint(base))), poll)
	}
	if x.Sign() < 0 {
		dst = append(dst, '-')
		x = bignum.Magnitude(x)
	}
	// log2(base) rounded down keeps the estimate an upper bound.
	n := int(float64(x.BitLen())/log2(base)) + 2
	powers := []*big.Int{new(big.Int).Exp(big.NewInt(int64(base)), big.NewInt(leafDigits), nil)}
	for l := leafDigits; 2*l < n; l *= 2 {
		p, err := bignum.Mul(powers[len(powers)-1], powers[len(powers)-1], poll)
		if err != nil {
			return nil, err
		}
		powers = append(powers, p)
	}
	buf := make([]byte, leafDigits<<uint(len(powers)))
	if err := fillDigits(buf, x, base, powers, poll); err != nil {
		return nil, err
	}
	i := 0
	for i < len(buf)-1 && buf[i] == '0' {
		i++
	}
	out := make([]byte, len(dst)+len(buf)-i)
	rest := out[copy(out, dst):]
	for buf = buf[i:]; len(buf) > 0; {
		n := copy(rest[:min(len(rest), pollEvery)], buf)
		buf, rest = buf[n:], rest[n:]
		if err := check(poll); err != nil {
			return nil, err
		}
	}
	return out, nil
}

func log2(base int) float64 {
	b := new(big.Int).Exp(big.NewInt(int64(base)), big.NewInt(1000), nil)
	return float64(b.BitLen()-1) / 1000
}

// fillDigits writes x over the whole of buf, zero-padded; len(buf) is
// leafDigits<<len(powers) and powers[i] = base**(leafDigits<<i).
func fillDigits(buf []byte, x *big.Int, base int, powers []*big.Int, poll Poll) error {
	if x.Sign() == 0 {
		for len(buf) > 0 {
			part := buf[:min(len(buf), pollEvery)]
			buf = buf[len(part):]
			for i := range part {
				part[i] = '0'
			}
			if err := check(poll); err != nil {
				return err
			}
		}
		return nil
	}
	if len(powers) == 0 {
		if err := check(poll); err != nil {
			return err
		}
		s := x.Append(nil, base)
		n := len(buf) - len(s)
		for i := range buf[:n] {
			buf[i] = '0'
		}
		copy(buf[n:], s)
		return nil
	}
	last := len(powers) - 1
	hi, lo, err := bignum.QuoRem(x, powers[last], poll)
	if err != nil {
		return err
	}
	half := len(buf) / 2
	if err := fillDigits(buf[:half], hi, base, powers[:last], poll); err != nil {
		return err
	}
	return fillDigits(buf[half:], lo, base, powers[:last], poll)
}

// appendPow2 appends x in base 2**width.
func appendPow2(dst []byte, x *big.Int, width uint, poll Poll) ([]byte, error) {
	if x.Sign() < 0 {
		dst = append(dst, '-')
	}
	n := (x.BitLen() + int(width) - 1) / int(width)
	start := len(dst)
	dst = append(bulk.Make(start+n), dst...)[:start+n]
	w := x.Bits()
	mask := uint64(1)<<width - 1
	for i := 0; i < n; i++ {
		if i&(pollEvery-1) == pollEvery-1 {
			if err := check(poll); err != nil {
				return nil, err
			}
		}
		bit := uint(i) * width
		d := uint64(w[bit/64]) >> (bit % 64)
		if bit%64+width > 64 && int(bit/64)+1 < len(w) {
			d |= uint64(w[bit/64+1]) << (64 - bit%64)
		}
		dst[start+n-1-i] = "0123456789abcdefghijklmnopqrstuvwxyz"[d&mask]
	}
	return dst, nil
}
