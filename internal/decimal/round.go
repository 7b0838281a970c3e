// This file fits results into a context: rounding, overflow, underflow, clamping.
package decimal

import "math/big"

// roundUp says whether a coefficient is rounded away from zero: odd is whether it is odd, last its last digit, half how what
// is cut off compares with half a unit (-1, 0, 1), which is not nothing.
func roundUp(rounding uint8, neg, odd bool, last uint, half int) bool {
	switch rounding {
	case Up:
		return true
	case Down, Truncate:
		return false
	case Ceiling:
		return !neg
	case Floor:
		return neg
	case HalfUp:
		return half >= 0
	case HalfDown:
		return half > 0
	case HalfEven:
		return half > 0 || half == 0 && odd
	}
	return last == 0 || last == 5
}

// cut drops n > 0 digits of the coefficient by the rounding and says whether they were not all zero.
func (o *Op) cut(d *Dec, n int64) (inexact bool) {
	d.Exp += n
	if d.big == nil {
		if n > 19 {
			if d.lo == 0 {
				return false
			}
			up := roundUp(o.Rounding, d.Neg, false, 0, o.halfOf(d.lo, n))
			d.lo = 0
			if up {
				d.lo = 1
			}
			return true
		}
		p := pow64[n]
		q, r := d.lo/p, d.lo%p
		d.lo = q
		if r == 0 {
			return false
		}
		half := 0
		if h := p / 2; r > h {
			half = 1
		} else if r < h {
			half = -1
		}
		if roundUp(o.Rounding, d.Neg, q&1 != 0, uint(q%10), half) {
			d.lo++
		}
		return true
	}
	nd := d.digits(o)
	if n > nd {
		up := roundUp(o.Rounding, d.Neg, false, 0, -1)
		d.lo, d.big = 0, nil
		if up {
			d.lo = 1
		}
		return true
	}
	p := o.pow10(n)
	q, r := o.quoInt(d.big, p)
	if r.Sign() == 0 {
		d.setCoef(q)
		return false
	}
	half := o.lsh(r, 1).Cmp(p)
	last := uint(0)
	if o.Rounding == ZeroFiveUp {
		_, m := o.quoInt(q, smallPows()[1])
		last = uint(m.Uint64())
	}
	if roundUp(o.Rounding, d.Neg, q.Bit(0) != 0, last, half) {
		q = o.addInt(q, oneInt)
	}
	d.setCoef(q)
	return true
}

// halfOf compares n, of which k > 19 digits are cut off, with half of 10**k.
func (o *Op) halfOf(n uint64, k int64) int {
	if k == 20 && n >= 5000000000000000000*2 { // n/10**20 against 0.5: n has at most 20 digits
		return new(big.Int).SetUint64(n).Cmp(new(big.Int).Mul(fiveInt, smallPows()[19]))
	}
	return -1
}

// Finish fits d into the context.
func (o *Op) Finish(d Dec) Dec {
	if d.Form != Finite {
		return o.finishSpecial(d)
	}
	if d.big == nil {
		// The usual case: few digits and an ordinary exponent.
		n := int64(init64(d.lo))
		adj := d.Exp + n - 1
		if n <= o.Prec && adj >= o.Emin && adj <= o.Emax && d.lo != 0 && (!o.Clamp || d.Exp <= o.etop()) {
			return d
		}
	}
	return o.finish(d)
}

func (o *Op) finishSpecial(d Dec) Dec {
	if d.Form == Infinite {
		return Dec{Neg: d.Neg, Form: Infinite}
	}
	room := o.Prec
	if o.Clamp {
		room--
	}
	if !d.coefZero() && d.digits(o) > room {
		if room <= 0 {
			d.lo, d.big = 0, nil
			return d
		}
		_, r := o.quoInt(d.Coef(), o.pow10(room))
		d.setCoef(r)
	}
	d.Exp = 0
	return d
}

func (o *Op) finish(d Dec) Dec {
	etiny, etop := o.etiny(), o.etop()
	if d.coefZero() {
		hi := o.Emax
		if o.Clamp {
			hi = etop
		}
		if d.Exp < etiny {
			d.Exp = etiny
			o.raise(Clamped)
		} else if d.Exp > hi {
			d.Exp = hi
			o.raise(Clamped)
		}
		return d
	}
	n := d.digits(o)
	least := n + d.Exp - o.Prec // the exponent that leaves Prec digits
	if least > etop {
		return o.overflow(d.Neg)
	}
	subnormal := least < etiny
	if subnormal {
		least = etiny
	}
	if d.Exp < least {
		inexact := o.cut(&d, least-d.Exp)
		if d.digits(o) > o.Prec {
			q, _ := o.quoInt(d.Coef(), smallPows()[1])
			d.setCoef(q)
			d.Exp++
		}
		if d.Exp > etop {
			return o.overflow(d.Neg)
		}
		cond := uint32(Rounded)
		if inexact {
			cond |= Inexact
			if subnormal {
				cond |= Underflow
			}
		}
		if subnormal {
			cond |= Subnormal
		}
		if d.coefZero() {
			cond |= Clamped
		}
		o.raise(cond)
		return d
	}
	if subnormal {
		o.raise(Subnormal)
	}
	if o.Clamp && d.Exp > etop {
		o.raise(Clamped)
		pad := d.Exp - etop
		d.setCoef(o.scaled(&d, pad))
		d.Exp = etop
	}
	return d
}

func (o *Op) overflow(neg bool) Dec {
	o.raise(Overflow | Inexact | Rounded)
	switch o.Rounding {
	case Up, HalfUp, HalfDown, HalfEven:
		return Inf(neg)
	case Ceiling:
		if !neg {
			return Inf(neg)
		}
	case Floor:
		if neg {
			return Inf(neg)
		}
	}
	return o.largest(neg)
}

// largest is the finite number with the greatest magnitude.
func (o *Op) largest(neg bool) Dec {
	if !o.charge(o.Prec) {
		return Dec{}
	}
	return New(neg, o.subInt(o.pow10(o.Prec), oneInt), o.etop())
}

// nan gives the result where an operand is a NaN; ok is false where none is.
func (o *Op) nan(x, y *Dec) (Dec, bool) {
	if x.Form < Quiet && (y == nil || y.Form < Quiet) {
		return Dec{}, false
	}
	r := x
	switch {
	case x.Form == Signaling:
	case y != nil && y.Form == Signaling:
		r = y
	case x.Form != Quiet:
		r = y
	}
	z := *r
	if z.Form == Signaling {
		o.raise(InvalidOperation)
		z.Form = Quiet
	}
	return o.finishSpecial(z), true
}

// Finish2 is Finish that signals NaNs.
func (o *Op) Finish2(d *Dec) Dec {
	if z, ok := o.nan(d, nil); ok {
		return z
	}
	return o.Finish(*d)
}

// RoundDigits keeps n digits of d, or makes it as long.
func (o *Op) RoundDigits(d Dec, n int64) Dec {
	if d.coefZero() {
		return d
	}
	if d.digits(o) <= n {
		pad := n - d.digits(o)
		d.setCoef(o.scaled(&d, pad))
		d.Exp -= pad
		return d
	}
	o.cut(&d, d.digits(o)-n)
	if d.digits(o) > n {
		o.cut(&d, 1)
	}
	return d
}

// Room charges for n bytes of text.
func (o *Op) Room(n int64) bool { return o.charge(n) }
