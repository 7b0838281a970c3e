// This file has square root, exponential, logarithms and power. They are correctly rounded: worked out in binary fixed point
// with some digits more than needed, and again with more of them where the last ones leave the rounding open.
package decimal

import (
	"math"
	"math/big"
	"math/bits"

	"github.com/vivarium-py/vivarium/internal/bignum"
)

// Consts keeps ln(10) for the next operation.
type Consts struct {
	ln10  *big.Int
	width uint // in bits behind the point
}

func (o *Op) step() bool {
	if o.Poll != nil && o.Err == nil {
		o.fail(o.Poll())
	}
	return o.Err == nil
}

// Sqrt is the square root, rounded half-even.
func (o *Op) Sqrt(x *Dec) Dec {
	if z, ok := o.nan(x, nil); ok {
		return z
	}
	ideal := x.Exp >> 1
	if x.IsZero() {
		return o.Finish(Dec{Neg: x.Neg, Exp: ideal})
	}
	if x.Neg {
		return o.invalid(InvalidOperation)
	}
	if x.Form == Infinite {
		return *x
	}
	o.Rounding = HalfEven
	// The coefficient gets an even exponent and digits for Prec+1 of the root.
	nd := x.digits(o)
	shift := 2*(o.Prec+1) - nd
	if (x.Exp-shift)&1 != 0 {
		shift++
	}
	exact := true
	var c *big.Int
	if shift >= 0 {
		c = o.scaled(x, shift)
	} else {
		q, r := o.quoInt(x.Coef(), o.pow10(-shift))
		c, exact = q, r.Sign() == 0
	}
	if o.Err != nil {
		return Dec{}
	}
	root, err := bignum.Sqrt(c, o.Poll)
	if err != nil {
		o.fail(err)
		return Dec{}
	}
	if exact {
		exact = o.mulInt(root, root).Cmp(c) == 0
	}
	z := Dec{Exp: (x.Exp - shift) >> 1}
	if !exact {
		z.setCoef(o.sticky(root))
		return o.Finish(z)
	}
	z.setCoef(root)
	return o.Finish(o.strip(z, ideal))
}

// mulFix multiplies fixed-point numbers of w bits behind the point.
func (o *Op) mulFix(x, y *big.Int, w uint) *big.Int { return o.rsh(o.mulInt(x, y), w) }

// divInt divides numbers of any sign, truncating.
func (o *Op) divInt(x, y *big.Int) *big.Int {
	q, _ := o.quoInt(bignum.Magnitude(x), bignum.Magnitude(y))
	if x.Sign()*y.Sign() < 0 {
		q = new(big.Int).Neg(q)
	}
	return q
}

// acoth is the inverse hyperbolic cotangent of a small n, with w bits behind the point.
func (o *Op) acoth(n int64, w uint) *big.Int {
	term := o.divInt(o.lsh(oneInt, w), big.NewInt(n))
	sum := new(big.Int).Set(term)
	n2 := big.NewInt(n * n)
	for k := int64(3); term.Sign() != 0 && o.step(); k += 2 {
		term = o.divInt(term, n2)
		sum = o.addInt(sum, o.divInt(term, big.NewInt(k)))
	}
	return sum
}

// ln10 is ln(10) with w bits behind the point.
func (o *Op) ln10(w uint) *big.Int {
	c := o.Consts
	if c == nil {
		c = &Consts{}
	}
	if c.width < w {
		wide := w + w/4 + 64
		g := wide + 32
		sum := o.mulInt(o.acoth(31, g), big.NewInt(46))
		sum = o.addInt(sum, o.mulInt(o.acoth(49, g), big.NewInt(34)))
		sum = o.addInt(sum, o.mulInt(o.acoth(161, g), big.NewInt(20)))
		if o.Err != nil {
			return oneInt
		}
		c.ln10, c.width = o.rsh(sum, 32), wide
	}
	return o.rsh(c.ln10, c.width-w)
}

// expFix is e**(v/2**w) for |v/2**w| < 4 or so, with w bits behind the point and an error of a few units.
func (o *Op) expFix(v *big.Int, w uint) *big.Int {
	j := uint(math.Sqrt(float64(w)))/2 + 2
	g := w + 2*j + 8
	r := o.lsh(v, g-w-j) // v / 2**j
	sum := o.lsh(oneInt, g)
	term := sum
	for k := int64(1); o.step(); k++ {
		term = o.divInt(o.mulFix(term, r, g), big.NewInt(k))
		if term.Sign() == 0 || term.BitLen() <= 1 {
			break
		}
		sum = o.addInt(sum, term)
	}
	for ; j > 0 && o.Err == nil; j-- {
		sum = o.mulFix(sum, sum, g)
	}
	return o.rsh(sum, g-w)
}

// lnFix is the natural logarithm of m/2**w, which is from 1 to 10.
func (o *Op) lnFix(m *big.Int, w uint) *big.Int {
	if o.Err != nil {
		return oneInt
	}
	if w <= 48 {
		f := float64(o.rsh(o.lsh(m, 48), w).Uint64()) / (1 << 48)
		return o.rsh(big.NewInt(int64(math.Log(f)*(1<<48))), 48-w)
	}
	low := w/3 + 8
	y := o.lsh(o.lnFix(o.rsh(m, w-low), low), w-low)
	g := w + 8
	y, m = o.lsh(y, 8), o.lsh(m, 8)
	e := o.expFix(y, g)
	d := o.divInt(o.lsh(o.subInt(m, e), g+1), o.addInt(m, e))
	return o.rsh(o.addInt(y, d), 8)
}

// bitsFor is how many bits n decimal digits take.
func bitsFor(n int64) uint { return uint(n*3322/1000) + 8 }

// lnOf is ln(x) for a positive finite x, with w bits behind the point.
func (o *Op) lnOf(x *Dec, w uint) *big.Int {
	nd := x.digits(o)
	adj := x.Exp + nd - 1
	g := w + 80
	q, _ := o.quoInt(o.lsh(x.Coef(), g), o.pow10(nd-1))
	y := o.lnFix(q, g)
	if adj != 0 {
		y = o.addInt(y, o.mulInt(o.ln10(g), big.NewInt(adj)))
	}
	return o.rsh(y, 80)
}

// expOf is e**(v/2**w) as a number of about n digits and its exponent.
func (o *Op) expOf(v *big.Int, w uint, n int64) (c *big.Int, exp int64) {
	l := o.ln10(w)
	k := new(big.Int)
	if o.Err == nil {
		k = o.divInt(v, l)
		if v.Sign() < 0 {
			k = new(big.Int).Sub(k, oneInt)
		}
	}
	if !k.IsInt64() { // far beyond all exponents
		if v.Sign() < 0 {
			return o.pow10(n), -(1 << 61)
		}
		return o.pow10(n), 1 << 61
	}
	// ln(10) was cut off at w bits: k of it are less exact by the length of k, for which w has room.
	r := o.subInt(v, o.mulInt(l, k))
	e := o.expFix(r, w)
	return o.rsh(o.mulInt(e, o.pow10(n)), w), k.Int64() - n
}

// settled reports that a number of g digits too many, wrong by at most 1000 units, is rounded the same way whatever its
// right value, and gives it marked as inexact.
func (o *Op) settled(c *big.Int, g int64) bool {
	half := o.mulInt(fiveInt, o.pow10(g-1))
	a, _ := o.quoInt(o.subInt(c, big.NewInt(1000)), half)
	b, _ := o.quoInt(o.addInt(c, big.NewInt(1000)), half)
	return a.Cmp(b) == 0
}

// refine calls f with more and more digits until its result, a coefficient of about Prec plus that many digits and an
// exponent, can be rounded. Where that does not come to an end, the result is the short number that it comes near to.
func (o *Op) refine(f func(extra int64) (c *big.Int, exp int64)) Dec {
	if !o.charge(8 * o.Prec) {
		return Dec{}
	}
	for extra := int64(12); ; extra *= 2 {
		c, exp := f(extra)
		if o.Err != nil {
			return Dec{}
		}
		g := digitsInt(o, c) - o.Prec
		if g < 5 {
			continue
		}
		if o.settled(c, g) {
			return New(false, o.sticky(c), exp)
		}
		if extra > 90 {
			z := New(false, o.addInt(c, o.mulInt(fiveInt, o.pow10(g-2))), exp)
			r := o.Rounding
			o.Rounding = Down
			o.cut(&z, g-1)
			o.Rounding = r
			// One digit more than the precision: it is padded so that the result is as long as an inexact one.
			return New(false, o.scaled(&z, 2), z.Exp-2)
		}
	}
}

// inexact finishes a result that was rounded whatever its digits say.
func (o *Op) inexact(d Dec) Dec {
	z := o.Finish(d)
	if z.Form == Finite {
		o.raise(Inexact | Rounded)
		if o.Status&Subnormal != 0 {
			o.raise(Underflow)
		}
	}
	return z
}

// Exp is e**x, rounded half-even.
func (o *Op) Exp(x *Dec) Dec {
	if z, ok := o.nan(x, nil); ok {
		return z
	}
	switch {
	case x.Form == Infinite && x.Neg:
		return Dec{}
	case x.Form == Infinite:
		return *x
	case x.coefZero():
		return Dec{lo: 1}
	}
	o.Rounding = HalfEven
	adj := x.adjusted(o)
	if adj > 19 {
		return o.beyond(x.Neg, false)
	}
	if adj < -o.Prec-1 {
		return o.nearOne(x.Neg)
	}
	return o.inexact(o.refine(func(extra int64) (*big.Int, int64) {
		w := bitsFor(o.Prec+extra) + 140
		return o.expOf(o.fixed(x, w), w, o.Prec+extra)
	}))
}

// fixed is x with w bits behind the point.
func (o *Op) fixed(x *Dec, w uint) *big.Int {
	var v *big.Int
	if x.Exp >= 0 {
		v = o.lsh(o.scaled(x, x.Exp), w)
	} else {
		v, _ = o.quoInt(o.lsh(x.Coef(), w), o.pow10(-x.Exp))
	}
	if x.Neg {
		v = new(big.Int).Neg(v)
	}
	return v
}

// beyond is a result far above all numbers, or (small) far below them.
func (o *Op) beyond(small, neg bool) Dec {
	if small {
		o.Rounding = HalfEven
		return o.Finish(Dec{lo: 1, Exp: MinEtiny - 10, Neg: neg})
	}
	return o.Finish(Dec{lo: 1, Exp: MaxEmax + 10, Neg: neg})
}

// nearOne is a result a little above 1, or below.
func (o *Op) nearOne(below bool) Dec {
	if !o.charge(o.Prec + 3) {
		return Dec{}
	}
	c := o.pow10(o.Prec + 2)
	if below {
		c = o.subInt(c, oneInt)
	} else {
		c = o.addInt(c, oneInt)
	}
	return o.inexact(New(false, c, -o.Prec-2))
}

// isOne reports the number 1.
func (o *Op) isOne(x *Dec) bool {
	one := Dec{lo: 1}
	return !x.Neg && x.Form == Finite && !x.coefZero() && x.adjusted(o) == 0 && o.cmpAbs(x, &one) == 0
}

// fromOne is x-1 exactly.
func (o *Op) fromOne(x *Dec) Dec {
	w := Op{Poll: o.Poll, Charge: o.Charge}
	w.Exact()
	one := Dec{lo: 1}
	d := w.Add(x, &one, true)
	o.fail(w.Err)
	return d
}

// Ln is the natural logarithm, rounded half-even; Log10 that to the base ten.
func (o *Op) Ln(x *Dec) Dec { return o.log(x, false) }

func (o *Op) Log10(x *Dec) Dec { return o.log(x, true) }

func (o *Op) log(x *Dec, ten bool) Dec {
	if z, ok := o.nan(x, nil); ok {
		return z
	}
	switch {
	case x.IsZero():
		return Inf(true)
	case x.Neg:
		return o.invalid(InvalidOperation)
	case x.Form == Infinite:
		return *x
	case o.isOne(x) && ten:
		return o.Finish(Dec{})
	case o.isOne(x):
		return Dec{}
	}
	o.Rounding = HalfEven
	if ten {
		if z := o.strip(*x, 1<<62); z.big == nil && z.lo == 1 {
			return o.Finish(FromInt64(z.Exp))
		}
	}
	below := int64(0) // digits that are lost as x is near 1
	if adj := x.adjusted(o); adj == 0 || adj == -1 {
		d := o.fromOne(x)
		below = max(0, -d.adjusted(o))
		if below > o.Prec+20 {
			return o.nearLog(&d, ten)
		}
	}
	neg := x.adjusted(o) < 0
	z := o.refine(func(extra int64) (*big.Int, int64) {
		n := o.Prec + extra + below
		w := bitsFor(n) + 80
		v := o.lnOf(x, w)
		if ten {
			v = o.divInt(o.lsh(v, w), o.ln10(w))
		}
		return o.rsh(o.mulInt(bignum.Magnitude(v), o.pow10(n)), w), -n
	})
	z.Neg = neg
	return o.inexact(z)
}

// nearLog is the logarithm of 1+d for a d far below the precision: a little less than d.
func (o *Op) nearLog(d *Dec, ten bool) Dec {
	if !ten {
		z := *d
		pad := max(2, o.Prec+3-d.digits(o))
		c := o.scaled(d, pad)
		if d.Neg {
			c = o.addInt(c, oneInt)
		} else {
			c = o.subInt(c, oneInt)
		}
		z.setCoef(c)
		z.Exp -= pad
		return o.inexact(z)
	}
	n := o.Prec + 18
	w := bitsFor(n) + 80
	shift := max(0, n-d.digits(o))
	q, _ := o.quoInt(o.lsh(o.scaled(d, shift+1), w), o.ln10(w))
	return o.inexact(New(d.Neg, o.sticky(q), d.Exp-shift-1))
}

// Pow is x**y.
func (o *Op) Pow(x, y *Dec) Dec {
	if z, ok := o.nan(x, y); ok {
		return z
	}
	if y.IsZero() {
		if x.IsZero() {
			return o.invalid(InvalidOperation)
		}
		return Dec{lo: 1}
	}
	whole := y.Form == Finite && o.IsInteger(y)
	neg := false
	base := *x
	if x.Neg {
		switch {
		case whole:
			neg = o.odd(y)
		case !x.IsZero():
			return o.invalid(InvalidOperation)
		}
		base.Neg = false
	}
	if base.IsZero() {
		if y.Neg {
			return Inf(neg)
		}
		return o.Finish(Dec{Neg: neg})
	}
	if base.Form == Infinite {
		if y.Neg {
			return o.Finish(Dec{Neg: neg})
		}
		return Inf(neg)
	}
	if o.isOne(&base) {
		return o.powOne(&base, y, whole, neg)
	}
	big1 := base.adjusted(o) >= 0 // the base is above 1
	if y.Form == Infinite {
		if big1 == y.Neg {
			return o.Finish(Dec{})
		}
		return Inf(false)
	}
	if whole {
		if z, ok := o.powInt(&base, y, neg); ok {
			return z
		}
	}
	// The size of the result: y times log10(base), where that is clear.
	lnAdj := int64(0)
	if a := base.adjusted(o); a == 0 || a == -1 {
		d := o.fromOne(&base)
		lnAdj = min(0, d.adjusted(o))
	} else {
		lnAdj = int64(len(uintText(uint64(max(a, -a))))) - 1
	}
	switch size := lnAdj + y.adjusted(o); {
	case size > 18:
		return o.beyond(big1 == y.Neg, neg)
	case size < -o.Prec-3:
		z := o.nearOne(big1 == y.Neg)
		z.Neg = neg
		return z
	}
	room := uint(max(0, y.adjusted(o))*10/3) + 160
	z := o.refine(func(extra int64) (*big.Int, int64) {
		n := o.Prec + extra
		w := bitsFor(n) + room
		v := o.mulInt(o.lnOf(&base, w), y.Coef())
		if y.Exp >= 0 {
			v = o.mulInt(v, o.pow10(y.Exp))
		} else {
			v = o.divInt(v, o.pow10(-y.Exp))
		}
		if y.Neg {
			v = new(big.Int).Neg(v)
		}
		return o.expOf(v, w, n)
	})
	z.Neg = neg
	if z.adjusted(o) < o.etiny()-o.Prec {
		o.Rounding = HalfEven
	}
	return o.inexact(z)
}

// tiny is Finish that rounds what is far below all numbers to zero.
func (o *Op) tiny(z Dec) Dec {
	if z.Form == Finite && z.adjusted(o) < o.etiny()-o.Prec {
		o.Rounding = HalfEven
	}
	return o.Finish(z)
}

// powOne is a power of 1.
func (o *Op) powOne(base, y *Dec, whole, neg bool) Dec {
	if y.Form == Infinite || !whole {
		o.raise(Inexact | Rounded)
		return o.Finish(New(neg, o.pow10(o.Prec-1), 1-o.Prec))
	}
	exp := 1 - o.Prec
	switch {
	case base.Exp == 0:
		exp = 0
	case y.adjusted(o) > 17:
		o.raise(Rounded)
	default:
		n := o.Int(y).Int64()
		hi, lo := bits.Mul64(uint64(max(base.Exp, -base.Exp)), uint64(max(n, -n)))
		if e := -int64(lo); n >= 0 && hi == 0 && lo < 1<<62 && e >= exp {
			exp = e
		} else if n >= 0 {
			o.raise(Rounded)
		} else {
			exp = 0
		}
	}
	return o.Finish(New(neg, o.pow10(-exp), exp))
}

// powInt is the power to an integer, if the exact result is not too long.
func (o *Op) powInt(base, y *Dec, neg bool) (Dec, bool) {
	if y.adjusted(o) > 18 {
		return Dec{}, false
	}
	n := o.Int(y)
	n = bignum.Magnitude(n)
	if !n.IsInt64() {
		return Dec{}, false
	}
	k := n.Int64()
	c := o.strip(*base, 1<<62)
	hi, lo := bits.Mul64(uint64(c.digits(o)), uint64(k))
	if c.big == nil && c.lo == 1 {
		// A power of ten.
		hi, e := bits.Mul64(uint64(max(c.Exp, -c.Exp)), uint64(k))
		if hi != 0 || e > 1<<62 {
			return o.beyond((c.Exp < 0) != y.Neg, neg), true
		}
		exp := int64(e)
		if (c.Exp < 0) != y.Neg {
			exp = -exp
		}
		z := Dec{lo: 1, Exp: exp, Neg: neg}
		ideal := int64(0)
		if !y.Neg && base.Exp < 1<<30 && base.Exp > -(1<<30) && k < 1<<30 {
			ideal = base.Exp * k
		} else if y.Neg {
			ideal = exp
		}
		if pad := exp - ideal; pad > 0 {
			if pad > o.Prec-1 {
				pad = o.Prec - 1
				o.raise(Rounded)
			}
			z = New(neg, o.pow10(pad), exp-pad)
		}
		return o.tiny(z), true
	}
	if hi != 0 || lo > uint64(3*o.Prec+300) || lo > 1<<40 {
		return Dec{}, false
	}
	if !o.charge(int64(lo) + base.digits(o)) {
		return Dec{}, true
	}
	p, err := bignum.Pow(c.Coef(), uint64(k), o.Poll)
	if err != nil {
		o.fail(err)
		return Dec{}, true
	}
	z := New(false, p, c.Exp*k)
	if y.Neg {
		one := Dec{lo: 1}
		z = o.quotient(&one, &z, o.Prec)
		z.Neg = neg
		return o.tiny(z), true
	}
	// The ideal exponent is that of the base times the power.
	if pad := (c.Exp - base.Exp) * k; pad > 0 {
		if room := o.Prec - z.digits(o); pad > room {
			pad = max(room, 0)
			o.raise(Rounded)
		}
		z = New(false, o.scaled(&z, pad), z.Exp-pad)
	}
	z.Neg = neg
	return o.tiny(z), true
}

// PowMod is x**y modulo m for integers.
func (o *Op) PowMod(x, y, m *Dec) Dec {
	if x.IsNaN() || y.IsNaN() || m.IsNaN() {
		for _, d := range [...]*Dec{x, y, m} {
			if d.Form == Signaling {
				z, _ := o.nan(d, nil)
				return z
			}
		}
		for _, d := range [...]*Dec{x, y, m} {
			if d.Form == Quiet {
				z, _ := o.nan(d, nil)
				return z
			}
		}
	}
	if !o.IsInteger(x) || !o.IsInteger(y) || !o.IsInteger(m) || y.Neg && !y.coefZero() || m.coefZero() || m.adjusted(o) >= o.Prec || x.coefZero() && y.coefZero() {
		return o.invalid(InvalidOperation)
	}
	mod := bignum.Magnitude(o.Int(m))
	neg := x.Neg && o.odd(y)
	if o.Err != nil {
		return Dec{}
	}
	// x = coefficient * 10**e, without its zeros.
	pow := func(b, e *big.Int) *big.Int {
		r, err := bignum.PowMod(b, e, mod, o.Poll)
		if err != nil {
			o.fail(err)
			return zeroInt
		}
		return r
	}
	reduced := func(d *Dec) *big.Int {
		if d.Exp <= 0 {
			_, r := o.quoInt(bignum.Magnitude(o.Int(d)), mod)
			return r
		}
		_, r := o.quoInt(o.mulInt(d.Coef(), pow(big.NewInt(10), big.NewInt(d.Exp))), mod)
		return r
	}
	b := reduced(x)
	var r *big.Int
	if y.Exp <= 0 {
		r = pow(b, bignum.Magnitude(o.Int(y)))
	} else {
		r = pow(b, y.Coef())
		ten := big.NewInt(10)
		for i := int64(0); i < y.Exp && o.step(); i++ {
			r = pow(r, ten)
		}
	}
	if mod.Cmp(oneInt) == 0 {
		r = zeroInt
	}
	return New(neg, r, 0)
}
