// This file has comparing, quantizing and the operations on digits.
package decimal

import "math/big"

// cmpAbs compares finite magnitudes.
func (o *Op) cmpAbs(x, y *Dec) int {
	switch {
	case x.coefZero() && y.coefZero():
		return 0
	case x.coefZero():
		return -1
	case y.coefZero():
		return 1
	}
	if a, b := x.adjusted(o), y.adjusted(o); a != b {
		if a < b {
			return -1
		}
		return 1
	}
	if x.Exp == y.Exp && x.big == nil && y.big == nil {
		switch {
		case x.lo < y.lo:
			return -1
		case x.lo > y.lo:
			return 1
		}
		return 0
	}
	if x.Exp >= y.Exp {
		return o.scaled(x, x.Exp-y.Exp).Cmp(y.Coef())
	}
	return x.Coef().Cmp(o.scaled(y, y.Exp-x.Exp))
}

func sign(d *Dec) int {
	switch {
	case d.IsZero():
		return 0
	case d.Neg:
		return -1
	}
	return 1
}

// Cmp compares two numbers that are no NaNs.
func (o *Op) Cmp(x, y *Dec) int {
	a, b := sign(x), sign(y)
	if a != b {
		if a < b {
			return -1
		}
		return 1
	}
	if a == 0 {
		return 0
	}
	if x.Form == Infinite || y.Form == Infinite {
		switch {
		case x.Form == y.Form:
			return 0
		case x.Form == Infinite:
			return a
		}
		return -a
	}
	return a * o.cmpAbs(x, y)
}

// Compare is compare, or compare-signal, which refuses every NaN.
func (o *Op) Compare(x, y *Dec, signal bool) Dec {
	if x.IsNaN() || y.IsNaN() {
		if signal {
			o.raise(InvalidOperation)
		}
		z, _ := o.nan(x, y)
		return z
	}
	return FromInt64(int64(o.Cmp(x, y)))
}

// Total orders all numbers, whatever they are.
func (o *Op) Total(x, y *Dec) int {
	if x.Neg != y.Neg {
		if x.Neg {
			return -1
		}
		return 1
	}
	s := 1
	if x.Neg {
		s = -1
	}
	return s * o.TotalMag(x, y)
}

// TotalMag is Total of the magnitudes.
func (o *Op) TotalMag(x, y *Dec) int {
	rank := func(d *Dec) int { return [...]int{Finite: 0, Infinite: 1, Signaling: 2, Quiet: 3}[d.Form] }
	if a, b := rank(x), rank(y); a != b {
		if a < b {
			return -1
		}
		return 1
	}
	switch x.Form {
	case Infinite:
		return 0
	case Quiet, Signaling:
		return x.Coef().Cmp(y.Coef())
	}
	if c := o.cmpAbs(x, y); c != 0 {
		return c
	}
	switch {
	case x.Exp < y.Exp:
		return -1
	case x.Exp > y.Exp:
		return 1
	}
	return 0
}

// MaxMin is max, min, max-mag or min-mag: want 1 or -1, mag for the latter two.
func (o *Op) MaxMin(x, y *Dec, want int, mag bool) Dec {
	if x.IsNaN() || y.IsNaN() {
		switch {
		case y.Form == Quiet && x.Form < Quiet:
			return o.Finish(*x)
		case x.Form == Quiet && y.Form < Quiet:
			return o.Finish(*y)
		}
		z, _ := o.nan(x, y)
		return z
	}
	c := 0
	if mag {
		a, b := *x, *y
		a.Neg, b.Neg = false, false
		c = o.Cmp(&a, &b)
	}
	if c == 0 {
		c = o.Cmp(x, y)
	}
	if c == 0 {
		c = o.Total(x, y)
	}
	if c == want || c == 0 && want > 0 {
		return o.Finish(*x)
	}
	return o.Finish(*y)
}

// Neg is -x, or x where minus is not set, as an operation: a zero loses its sign.
func (o *Op) Plus(x *Dec, minus bool) Dec {
	if z, ok := o.nan(x, nil); ok {
		return z
	}
	z := *x
	z.Neg = x.Neg != minus
	if z.IsZero() {
		z.Neg = z.Neg && o.Rounding == Floor
	}
	return o.Finish(z)
}

// Abs is the magnitude.
func (o *Op) Abs(x *Dec) Dec {
	if z, ok := o.nan(x, nil); ok {
		return z
	}
	z := *x
	z.Neg = false
	return o.Finish(z)
}

// Reduce drops zeros at the end.
func (o *Op) Reduce(x *Dec) Dec {
	if z, ok := o.nan(x, nil); ok {
		return z
	}
	z := o.Finish(*x)
	if z.Form != Finite {
		return z
	}
	if z.coefZero() {
		return Dec{Neg: z.Neg}
	}
	hi := o.Emax
	if o.Clamp {
		hi = o.etop()
	}
	return o.strip(z, hi)
}

// Rescale gives x the exponent exp by the rounding, without a look at the context but at MaxPrec.
func (o *Op) Rescale(x *Dec, exp int64) Dec {
	d := *x
	if d.coefZero() {
		d.Exp = exp
		return d
	}
	if d.Exp < exp {
		if o.cut(&d, exp-d.Exp) {
			o.raise(Inexact)
		}
		o.raise(Rounded)
		d.Exp = exp
		return d
	}
	d.setCoef(o.scaled(&d, d.Exp-exp))
	d.Exp = exp
	return d
}

// Quantize gives x the exponent of y.
func (o *Op) Quantize(x, y *Dec) Dec {
	if x.Form|y.Form != Finite {
		if z, ok := o.nan(x, y); ok {
			return z
		}
		if x.Form == Infinite && y.Form == Infinite {
			return Inf(x.Neg)
		}
		return o.invalid(InvalidOperation)
	}
	if y.Exp > o.Emax || y.Exp < o.etiny() {
		return o.invalid(InvalidOperation)
	}
	if x.coefZero() {
		return o.Finish(Dec{Neg: x.Neg, Exp: y.Exp})
	}
	adj := x.adjusted(o)
	if adj > o.Emax || adj-y.Exp+1 > o.Prec {
		return o.invalid(InvalidOperation)
	}
	before := o.Status
	d := o.Rescale(x, y.Exp)
	if d.adjusted(o) > o.Emax || d.digits(o) > o.Prec {
		o.Status = before
		return o.invalid(InvalidOperation)
	}
	return o.Finish(d)
}

// Integral rounds to an integer; exact says whether conditions are raised.
func (o *Op) Integral(x *Dec, exact bool) Dec {
	if z, ok := o.nan(x, nil); ok {
		return z
	}
	if x.Form == Infinite || x.Exp >= 0 {
		return *x
	}
	if x.coefZero() {
		return Dec{Neg: x.Neg}
	}
	status := o.Status
	d := o.Rescale(x, 0)
	if !exact {
		o.Status = status
	}
	return d
}

// IsInteger reports a finite number without a fraction.
func (o *Op) IsInteger(d *Dec) bool {
	if d.Form != Finite {
		return false
	}
	if d.coefZero() || d.Exp >= 0 {
		return true
	}
	if -d.Exp >= d.digits(o) {
		return false
	}
	z := o.strip(*d, 0)
	return z.Exp >= 0
}

// odd reports an odd integer.
func (o *Op) odd(d *Dec) bool {
	if !o.IsInteger(d) || d.coefZero() {
		return false
	}
	z := o.strip(*d, 0)
	return z.Exp == 0 && z.Coef().Bit(0) != 0
}

// Int truncates a finite number.
func (o *Op) Int(d *Dec) *big.Int {
	var b *big.Int
	switch {
	case d.coefZero() || d.Exp < 0 && -d.Exp >= d.digits(o):
		return zeroInt
	case d.Exp >= 0:
		if d.Exp > 1<<40 && !o.charge(1<<50) {
			return zeroInt
		}
		b = o.scaled(d, d.Exp)
	default:
		b, _ = o.quoInt(d.Coef(), o.pow10(-d.Exp))
	}
	if d.Neg {
		b = new(big.Int).Neg(b)
	}
	return b
}

// small reads an integer operand of scaleb, shift and rotate within limit.
func (o *Op) small(y *Dec, limit int64) (int64, bool) {
	if y.Form != Finite || y.Exp != 0 || y.big != nil || y.lo > uint64(limit) {
		return 0, false
	}
	n := int64(y.lo)
	if y.Neg {
		n = -n
	}
	return n, true
}

// Scaleb adds y to the exponent.
func (o *Op) Scaleb(x, y *Dec) Dec {
	if z, ok := o.nan(x, y); ok {
		return z
	}
	n, ok := o.small(y, min(2*(o.Emax+o.Prec), 1<<62))
	if !ok {
		return o.invalid(InvalidOperation)
	}
	if x.Form == Infinite {
		return *x
	}
	z := *x
	z.Exp += n
	return o.Finish(z)
}

// padded is the coefficient as exactly Prec digits of text.
func (o *Op) lowDigits(d *Dec) Dec {
	if d.digits(o) <= o.Prec {
		return *d
	}
	_, r := o.quoInt(d.Coef(), o.pow10(o.Prec))
	return New(d.Neg, r, d.Exp)
}

// Shift moves the digits by y places; what leaves Prec digits is lost.
func (o *Op) Shift(x, y *Dec, rotate bool) Dec {
	if z, ok := o.nan(x, y); ok {
		return z
	}
	n, ok := o.small(y, o.Prec)
	if !ok {
		return o.invalid(InvalidOperation)
	}
	if x.Form == Infinite {
		return *x
	}
	d := o.lowDigits(x)
	if rotate {
		if n < 0 {
			n += o.Prec
		}
		if n == o.Prec || n == 0 || d.coefZero() {
			return d
		}
		// The first n of Prec digits come behind the others.
		hi, lo := o.quoInt(d.Coef(), o.pow10(o.Prec-n))
		rest := New(false, lo, 0)
		d.setCoef(o.addInt(o.scaled(&rest, n), hi))
		return d
	}
	switch {
	case n == 0 || d.coefZero():
		return d
	case n < 0:
		if -n >= d.digits(o) {
			return Dec{Neg: d.Neg, Exp: d.Exp}
		}
		q, _ := o.quoInt(d.Coef(), o.pow10(-n))
		d.setCoef(q)
		return d
	case n >= o.Prec:
		return Dec{Neg: d.Neg, Exp: d.Exp}
	}
	_, low := o.quoInt(d.Coef(), o.pow10(o.Prec-n))
	rest := New(false, low, 0)
	d.setCoef(o.scaled(&rest, n))
	return d
}

// bits gives the digits of a logical operand, last first; ok is false where it is none.
func (o *Op) logical(d *Dec) (string, bool) {
	if d.Form != Finite || d.Neg || d.Exp != 0 {
		return "", false
	}
	s := o.DigitText(d)
	for i := 0; i < len(s); i++ {
		if s[i] > '1' {
			return "", false
		}
	}
	return s, true
}

// Logical is and, or, xor by f on the digits, or invert where y is nil.
func (o *Op) Logical(x, y *Dec, f func(a, b byte) byte) Dec {
	a, ok := o.logical(x)
	b := ""
	if ok && y != nil {
		b, ok = o.logical(y)
	}
	if !ok {
		return o.invalid(InvalidOperation)
	}
	n := int64(max(len(a), len(b)))
	if y == nil {
		n = o.Prec
	}
	n = min(n, o.Prec)
	if !o.charge(2 * n) {
		return Dec{}
	}
	out := make([]byte, n)
	at := func(s string, i int64) byte {
		if k := int64(len(s)) - n + i; k >= 0 {
			return s[k] - '0'
		}
		return 0
	}
	for i := range out {
		out[i] = '0' + f(at(a, int64(i)), at(b, int64(i)))
		if i&0xffff == 0xffff && o.Poll != nil {
			if o.fail(o.Poll()); o.Err != nil {
				return Dec{}
			}
		}
	}
	z, _ := o.Parse(string(out))
	return z
}

// Logb is the exponent of the first digit.
func (o *Op) Logb(x *Dec) Dec {
	if z, ok := o.nan(x, nil); ok {
		return z
	}
	switch {
	case x.Form == Infinite:
		return Inf(false)
	case x.coefZero():
		o.raise(DivisionByZero)
		return Inf(true)
	}
	return o.Finish(FromInt64(x.adjusted(o)))
}

// Next is the neighbour above (up) or below.
func (o *Op) Next(x *Dec, up bool) Dec {
	if z, ok := o.nan(x, nil); ok {
		return z
	}
	if x.Form == Infinite {
		if x.Neg == up {
			return o.largest(x.Neg)
		}
		return *x
	}
	w := *o
	w.Status = 0
	w.Rounding = Floor
	if up {
		w.Rounding = Ceiling
	}
	z := w.Finish(*x)
	if w.Err == nil && w.Cmp(&z, x) == 0 {
		tiny := Dec{lo: 1, Exp: w.etiny() - 1, Neg: !up}
		z = w.Add(x, &tiny, false)
	}
	o.fail(w.Err)
	return z
}

// NextToward is the neighbour of x in the direction of y.
func (o *Op) NextToward(x, y *Dec) Dec {
	if z, ok := o.nan(x, y); ok {
		return z
	}
	c := o.Cmp(x, y)
	if c == 0 {
		z := *x
		z.Neg = y.Neg
		return z
	}
	z := o.Next(x, c < 0)
	if z.Form == Infinite {
		o.raise(Overflow | Rounded | Inexact)
	} else if z.adjusted(o) < o.Emin {
		o.raise(Underflow | Subnormal | Rounded | Inexact)
		if z.coefZero() {
			o.raise(Clamped)
		}
	}
	return z
}

// IsSubnormal and Class tell where a number lies in the context.
func (o *Op) IsSubnormal(d *Dec) bool {
	return d.Form == Finite && !d.coefZero() && d.adjusted(o) < o.Emin
}

func (o *Op) Class(d *Dec) string {
	s := "+"
	if d.Neg {
		s = "-"
	}
	switch {
	case d.Form == Signaling:
		return "sNaN"
	case d.Form == Quiet:
		return "NaN"
	case d.Form == Infinite:
		return s + "Infinity"
	case d.coefZero():
		return s + "Zero"
	case o.IsSubnormal(d):
		return s + "Subnormal"
	}
	return s + "Normal"
}

// SameQuantum reports equal exponents, or both infinite, or both NaNs.
func SameQuantum(x, y *Dec) bool {
	if x.Form != Finite || y.Form != Finite {
		return x.Form == Infinite && y.Form == Infinite || x.IsNaN() && y.IsNaN()
	}
	return x.Exp == y.Exp
}

const hashMod = 1<<61 - 1

var hashInt = big.NewInt(hashMod)

// Hash is Python's hash of a finite number.
func (o *Op) Hash(d *Dec) int64 {
	_, m := o.quoInt(d.Coef(), hashInt)
	base := int64(10)
	e := d.Exp
	if e < 0 {
		base, e = 2075258708292324556, -e // 10 inverted
	}
	p := new(big.Int).Exp(big.NewInt(base), big.NewInt(e), hashInt)
	h := p.Mul(p, m).Mod(p, hashInt).Int64()
	if d.Neg {
		h = -h
	}
	if h == -1 {
		h = -2
	}
	return h
}

// FromRatio2 is num / 2**k exactly, for what floats are.
func (o *Op) FromRatio2(num *big.Int, k uint) Dec {
	z := FromBig(num)
	if k > 0 {
		five, err := bigPow5(k)
		o.fail(err)
		z.setCoef(o.mulInt(z.Coef(), five))
		z.Exp = -int64(k)
	}
	return z
}

func bigPow5(k uint) (*big.Int, error) {
	return new(big.Int).Exp(fiveInt, new(big.Int).SetUint64(uint64(k)), nil), nil
}

// Ratio is a finite number as a fraction in lowest terms.
func (o *Op) Ratio(d *Dec) (num, den *big.Int) {
	z := o.strip(*d, 0)
	if z.coefZero() {
		return zeroInt, oneInt
	}
	if z.Exp >= 0 {
		num, den = o.scaled(&z, z.Exp), oneInt
	} else {
		// Only twos and fives can be shared.
		c, k := z.Coef(), -z.Exp
		twos := min(int64(c.TrailingZeroBits()), k)
		num = o.rsh(c, uint(twos))
		five := int64(0)
		for step := int64(1); five < k && o.Err == nil; {
			step = min(step, k-five)
			q, r := o.quoInt(num, o.pow5(step))
			if r.Sign() == 0 {
				num, five, step = q, five+step, step*2
			} else if step == 1 {
				break
			} else {
				step = max(1, step/2)
			}
		}
		den = o.lsh(o.pow5(k-five), uint(k-twos))
	}
	if d.Neg {
		num = new(big.Int).Neg(num)
	}
	return num, den
}

func (o *Op) pow5(n int64) *big.Int {
	return o.rsh(o.pow10(n), uint(n))
}
