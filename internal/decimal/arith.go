// This file has addition, multiplication and the divisions.
package decimal

import (
	"math/big"
	"math/bits"
)

// Add is x+y, or x-y where sub is set.
func (o *Op) Add(x, y *Dec, sub bool) Dec {
	yneg := y.Neg != sub
	if x.Form|y.Form != Finite {
		if z, ok := o.nan(x, y); ok {
			return z
		}
		switch {
		case x.Form == Infinite && y.Form == Infinite && x.Neg != yneg:
			return o.invalid(InvalidOperation)
		case x.Form == Infinite:
			return Inf(x.Neg)
		}
		return Inf(yneg)
	}
	if x.big == nil && y.big == nil {
		if z, ok := o.addSmall(x, y, yneg); ok {
			return o.Finish(z)
		}
	}
	return o.addBig(x, y, yneg)
}

// addSmall adds where the aligned coefficients fit a word.
func (o *Op) addSmall(x, y *Dec, yneg bool) (z Dec, ok bool) {
	a, b, exp := x.lo, y.lo, x.Exp
	if gap := x.Exp - y.Exp; gap > 0 {
		if gap > 18 {
			return z, false
		}
		hi, lo := bits.Mul64(a, pow64[gap])
		if hi != 0 {
			return z, false
		}
		a, exp = lo, y.Exp
	} else if gap < 0 {
		if gap < -18 {
			return z, false
		}
		hi, lo := bits.Mul64(b, pow64[-gap])
		if hi != 0 {
			return z, false
		}
		b = lo
	}
	z.Exp = exp
	if x.Neg == yneg {
		s, c := bits.Add64(a, b, 0)
		if c != 0 {
			return z, false
		}
		z.lo, z.Neg = s, x.Neg
		return z, true
	}
	switch {
	case a > b:
		z.lo, z.Neg = a-b, x.Neg
	case a < b:
		z.lo, z.Neg = b-a, yneg
	default:
		z.Neg = o.Rounding == Floor
	}
	return z, true
}

func (o *Op) addBig(x, y *Dec, yneg bool) Dec {
	exp := min(x.Exp, y.Exp)
	// A zero takes the other's digits, as far as they fit.
	if x.coefZero() || y.coefZero() {
		var z Dec
		switch {
		case x.coefZero() && y.coefZero():
			z = Dec{Exp: exp, Neg: x.Neg && yneg}
			if x.Neg != yneg {
				z.Neg = o.Rounding == Floor
			}
			return o.Finish(z)
		case x.coefZero():
			z = *y
			z.Neg = yneg
		default:
			z = *x
		}
		return o.Finish(o.padded(&z, exp))
	}
	big_, small, bneg, sneg := *x, *y, x.Neg, yneg
	if x.Exp < y.Exp {
		big_, small, bneg, sneg = small, big_, sneg, bneg
	}
	// big_ has the greater exponent. If the other one is far below all digits that are kept, one unit stands for it.
	if gap := big_.Exp - small.Exp; gap > 0 {
		nb, ns := big_.digits(o), small.digits(o)
		tiny := big_.Exp + min(-1, nb-o.Prec-2)
		if ns+small.Exp-1 < tiny {
			small = Dec{lo: 1, Exp: tiny}
		}
		gap = big_.Exp - small.Exp
		if gap > 0 {
			big_.setCoef(o.scaled(&big_, gap))
			big_.Exp = small.Exp
		}
	}
	z := Dec{Exp: big_.Exp}
	if bneg == sneg {
		z.setCoef(o.addInt(big_.Coef(), small.Coef()))
		z.Neg = bneg
		return o.Finish(z)
	}
	diff := o.subInt(big_.Coef(), small.Coef())
	switch diff.Sign() {
	case 0:
		z.Neg = o.Rounding == Floor
	case 1:
		z.setCoef(diff)
		z.Neg = bneg
	default:
		z.setCoef(new(big.Int).Neg(diff))
		z.Neg = sneg
	}
	return o.Finish(z)
}

// Mul is x*y.
func (o *Op) Mul(x, y *Dec) Dec {
	z, done := o.product(x, y)
	if done {
		return z
	}
	return o.Finish(z)
}

// product multiplies without rounding; done says that z is a special result.
func (o *Op) product(x, y *Dec) (z Dec, done bool) {
	neg := x.Neg != y.Neg
	if x.Form|y.Form != Finite {
		if z, ok := o.nan(x, y); ok {
			return z, true
		}
		if x.IsZero() || y.IsZero() {
			return o.invalid(InvalidOperation), true
		}
		return Inf(neg), true
	}
	z = Dec{Neg: neg, Exp: x.Exp + y.Exp}
	if x.big == nil && y.big == nil {
		hi, lo := bits.Mul64(x.lo, y.lo)
		if hi == 0 {
			z.lo = lo
			return z, false
		}
		z.big = wide(hi, lo)
		return z, false
	}
	z.setCoef(o.mulInt(x.Coef(), y.Coef()))
	return z, false
}

// wide makes a number of two words.
func wide(hi, lo uint64) *big.Int {
	if bits.UintSize == 64 {
		return new(big.Int).SetBits([]big.Word{big.Word(lo), big.Word(hi)})
	}
	b := new(big.Int).SetUint64(hi)
	b.Lsh(b, 64)
	return b.Or(b, new(big.Int).SetUint64(lo))
}

// FMA is x*y+z, rounded once.
func (o *Op) FMA(x, y, z *Dec) Dec {
	for _, d := range [...]*Dec{x, y} {
		if d.Form == Signaling {
			r, _ := o.nan(d, nil)
			return r
		}
	}
	if !x.IsNaN() && !y.IsNaN() && (x.Form == Infinite && y.IsZero() || y.Form == Infinite && x.IsZero()) {
		return o.invalid(InvalidOperation)
	}
	if z.Form == Signaling {
		r, _ := o.nan(z, nil)
		return r
	}
	p, done := o.product(x, y)
	if done && p.IsNaN() {
		return p
	}
	return o.Add(&p, z, false)
}

// Quo is x/y.
func (o *Op) Quo(x, y *Dec) Dec {
	neg := x.Neg != y.Neg
	if x.Form|y.Form != Finite {
		if z, ok := o.nan(x, y); ok {
			return z
		}
		switch {
		case x.Form == Infinite && y.Form == Infinite:
			return o.invalid(InvalidOperation)
		case x.Form == Infinite:
			return Inf(neg)
		}
		o.raise(Clamped)
		return Dec{Neg: neg, Exp: o.etiny()}
	}
	if y.coefZero() {
		if x.coefZero() {
			return o.invalid(DivisionUndefined)
		}
		o.raise(DivisionByZero)
		return Inf(neg)
	}
	ideal := x.Exp - y.Exp
	if x.coefZero() {
		return o.Finish(Dec{Neg: neg, Exp: ideal})
	}
	z := o.quotient(x, y, o.Prec)
	z.Neg = neg
	return o.Finish(z)
}

// quotient is |x/y| to one digit more than prec, with the last digit telling that something follows, or exact with an exponent
// as near to the ideal one as can be.
func (o *Op) quotient(x, y *Dec, prec int64) Dec {
	ideal := x.Exp - y.Exp
	if x.big == nil && y.big == nil && x.lo%y.lo == 0 {
		return Dec{lo: x.lo / y.lo, Exp: ideal}
	}
	shift := y.digits(o) - x.digits(o) + prec + 1
	exp := ideal - shift
	var q, r *big.Int
	if shift >= 0 {
		q, r = o.quoInt(o.scaled(x, shift), y.Coef())
	} else {
		q, r = o.quoInt(x.Coef(), o.scaled(y, -shift))
	}
	z := Dec{Exp: exp}
	if r.Sign() != 0 {
		z.setCoef(o.sticky(q))
		return z
	}
	z.setCoef(q)
	return o.strip(z, ideal)
}

// sticky marks that something follows a number's digits, if roundings could take it for exact.
func (o *Op) sticky(q *big.Int) *big.Int {
	_, m := o.quoInt(q, fiveInt)
	if m.Sign() == 0 {
		return o.addInt(q, oneInt)
	}
	return q
}

// strip drops zeros at the end of the coefficient while the exponent is below limit.
func (o *Op) strip(d Dec, limit int64) Dec {
	if d.coefZero() {
		return d
	}
	for d.big != nil && d.Exp < limit && o.Err == nil {
		if d.big.Bit(0) != 0 {
			return d
		}
		// Zeros at the end are zero bits there, too.
		k := min(int64(d.big.TrailingZeroBits()), limit-d.Exp, 512)
		for ; k > 0; k /= 2 {
			q, r := o.quoInt(d.big, o.pow10(k))
			if r.Sign() == 0 {
				d.setCoef(q)
				d.Exp += k
				break
			}
		}
		if k == 0 {
			return d
		}
	}
	if d.big == nil {
		for d.Exp < limit && d.lo%10 == 0 && d.lo != 0 {
			d.lo /= 10
			d.Exp++
		}
	}
	return d
}

// divide gives the integer quotient of |x| and |y| and what remains of x; ok is false where it has too many digits.
func (o *Op) divide(x, y *Dec) (q, r Dec, ok bool) {
	neg := x.Neg != y.Neg
	exp := min(x.Exp, y.Exp)
	if x.coefZero() {
		return Dec{Neg: neg}, Dec{Neg: x.Neg, Exp: exp}, true
	}
	gap := x.adjusted(o) - y.adjusted(o)
	if gap < 0 {
		return Dec{Neg: neg}, o.padded(x, exp), true
	}
	if gap > o.Prec {
		return q, r, false
	}
	a, b := x.Coef(), y.Coef()
	if x.Exp > exp {
		a = o.scaled(x, x.Exp-exp)
	} else if y.Exp > exp {
		b = o.scaled(y, y.Exp-exp)
	}
	qi, ri := o.quoInt(a, b)
	q, r = New(neg, qi, 0), New(x.Neg, ri, exp)
	return q, r, q.digits(o) <= o.Prec
}

// padded is x with an exponent as near to exp, which is not above its own, as the precision allows.
func (o *Op) padded(x *Dec, exp int64) Dec {
	z := *x
	if pad := z.Exp - exp; pad > 0 && !z.coefZero() {
		if room := o.Prec - z.digits(o); pad > room {
			pad = max(room, 0)
			o.raise(Rounded)
		}
		if pad > 0 {
			z.setCoef(o.scaled(&z, pad))
			z.Exp -= pad
		}
	}
	return z
}

// QuoInt is the integer part of x/y.
func (o *Op) QuoInt(x, y *Dec) Dec {
	q, _ := o.divmod(x, y, true, false)
	return q
}

// Rem is what x/y leaves, with the sign of x.
func (o *Op) Rem(x, y *Dec) Dec {
	_, r := o.divmod(x, y, false, true)
	return r
}

// DivMod is both.
func (o *Op) DivMod(x, y *Dec) (q, r Dec) { return o.divmod(x, y, true, true) }

func (o *Op) divmod(x, y *Dec, wantQ, wantR bool) (q, r Dec) {
	neg := x.Neg != y.Neg
	if z, ok := o.nan(x, y); ok {
		return z, z
	}
	if x.Form == Infinite {
		switch {
		case y.Form == Infinite || wantR && !wantQ:
			z := o.invalid(InvalidOperation)
			return z, z
		case wantR:
			return Inf(neg), o.invalid(InvalidOperation)
		}
		return Inf(neg), q
	}
	if y.Form == Infinite {
		q = Dec{Neg: neg}
		if wantR {
			r = o.Finish(*x)
		}
		return q, r
	}
	if y.coefZero() {
		if x.coefZero() {
			z := o.invalid(DivisionUndefined)
			return z, z
		}
		if wantQ {
			o.raise(DivisionByZero)
		}
		if wantR {
			o.raise(InvalidOperation)
		}
		return Inf(neg), Dec{Form: Quiet}
	}
	before := o.Status
	q, r, ok := o.divide(x, y)
	if !wantR {
		o.Status = before
	}
	if !ok {
		z := o.invalid(DivisionImpossible)
		return z, z
	}
	if wantR {
		r = o.Finish(r)
	}
	if wantQ {
		q = o.Finish(q)
	}
	return q, r
}

// RemNear is x minus y times the integer nearest to x/y.
func (o *Op) RemNear(x, y *Dec) Dec {
	if z, ok := o.nan(x, y); ok {
		return z
	}
	switch {
	case x.Form == Infinite:
		return o.invalid(InvalidOperation)
	case y.Form == Infinite:
		return o.Finish(*x)
	case y.coefZero() && x.coefZero():
		return o.invalid(DivisionUndefined)
	case y.coefZero():
		return o.invalid(InvalidOperation)
	}
	exp := min(x.Exp, y.Exp)
	if x.coefZero() {
		return o.Finish(Dec{Neg: x.Neg, Exp: exp})
	}
	gap := x.adjusted(o) - y.adjusted(o)
	if gap > o.Prec+1 {
		return o.invalid(DivisionImpossible)
	}
	if gap <= -2 {
		return o.Finish(o.padded(x, exp))
	}
	a, b := x.Coef(), y.Coef()
	if x.Exp > exp {
		a = o.scaled(x, x.Exp-exp)
	} else if y.Exp > exp {
		b = o.scaled(y, y.Exp-exp)
	}
	q, r := o.quoInt(a, b)
	neg := x.Neg
	if c := o.lsh(r, 1).Cmp(b); c > 0 || c == 0 && q.Bit(0) != 0 {
		r = o.subInt(b, r)
		q = o.addInt(q, oneInt)
		neg = !neg
	}
	if digitsInt(o, q) > o.Prec {
		return o.invalid(DivisionImpossible)
	}
	return o.Finish(New(neg, r, exp))
}
