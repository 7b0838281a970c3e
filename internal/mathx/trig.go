// This file is the circular functions and their inverses.

package mathx

import (
	"math"
	"math/bits"
)

// reduce returns r and q with x = r + q*pi/2, |r| <= pi/4, q modulo 4; x is
// finite.
func reduce(x float64) (r dd, q int) {
	if math.Abs(x) <= math.Pi/4 {
		return dd{x, 0}, 0
	}
	if math.Abs(x) > 1e6 {
		return reduceLarge(x)
	}
	k := math.RoundToEven(x * (2 / math.Pi))
	a := math.FMA(-k, piHalfPart1, x)
	r = twoSum(a, -k*piHalfPart2)
	p := twoProd(-k, piHalfPart3)
	p.lo -= k * piHalfPart4
	return r.add(p), int(k) & 3
}

// reduceLarge multiplies the mantissa by a window of 2/pi wide enough that
// more than 100 bits of the fraction are right.
func reduceLarge(x float64) (dd, int) {
	b := math.Float64bits(x)
	m := b&(1<<52-1) | 1<<52
	e := int(b>>52&0x7ff) - 1075 // |x| = m * 2**e
	// Bits of 2/pi above 2**-(e-2) contribute multiples of 4: skip them.
	skip := max(e-2, 0)
	word := func(i int) uint64 { // 64 bits from bit skip+64*i
		at := skip + 64*i
		w := twoOverPi[at/64] << uint(at%64)
		if s := at % 64; s != 0 {
			w |= twoOverPi[at/64+1] >> uint(64-s)
		}
		return w
	}
	// m * (w0 w1 w2 w3), 256 fraction bits scaled by 2**(e-skip).
	var p [5]uint64
	var carry uint64
	for i := 3; i >= 0; i-- {
		hi, lo := bits.Mul64(m, word(i))
		var c uint64
		lo, c = bits.Add64(lo, carry, 0)
		p[i+1] = lo
		carry = hi + c
	}
	p[0] = carry
	// p[0] is the whole part when the window starts at the point; the value is
	// p * 2**(e-skip): shift left (e-skip is 2, or less for a small x).
	sh := e - skip
	if sh > 0 {
		for i := 0; i < 4; i++ {
			p[i] = p[i]<<uint(sh) | p[i+1]>>uint(64-sh)
		}
		p[4] <<= uint(sh)
	} else if sh < 0 {
		s := uint(-sh)
		for i := 4; i > 0; i-- {
			p[i] = p[i]>>s | p[i-1]<<(64-s)
		}
		p[0] >>= s
	}
	q := int(p[0] & 3)
	f1, f2, f3 := p[1], p[2], p[3]
	neg := f1>>63 != 0
	if neg { // round to the nearest quarter: fraction - 1
		q++
		var c uint64
		f3, c = bits.Add64(^f3, 1, 0)
		f2, c = bits.Add64(^f2, 0, c)
		f1, _ = bits.Add64(^f1, 0, c)
	}
	// The leading 106 bits of the fraction as a pair.
	lead := bits.LeadingZeros64(f1)
	if lead == 64 {
		f1, f2, f3, lead = f2, f3, 0, 0
		lead = 64 + bits.LeadingZeros64(f1)
	}
	s := uint(lead % 64)
	if s > 0 {
		f1 = f1<<s | f2>>(64-s)
		f2 = f2<<s | f3>>(64-s)
	}
	h := math.Ldexp(float64(f1>>11), -53-lead)
	l := math.Ldexp(float64(f1<<53>>11|f2>>22), -53-53-lead)
	r := fastTwoSum(h, l).mul(dd{piHalf1, piHalf2})
	if neg {
		r = r.neg()
	}
	if x < 0 {
		r, q = r.neg(), -q
	}
	return r, q & 3
}

// sinCosDD returns sin(r) and cos(r) for |r| <= pi/4.
func sinCosDD(r dd) (sin, cos dd) {
	t, h, lo, neg := nearTable(r)
	sin, cos = sinAt(t, h, lo), cosAt(t, h, lo)
	if neg {
		sin = sin.neg()
	}
	return sin, cos
}

// nearTable gives the row of the sine table next to |r|, how far |r| is from it, and whether r is negative.
func nearTable(r dd) (t *[4]float64, h, lo float64, neg bool) {
	if neg = r.hi < 0; neg {
		r = r.neg()
	}
	i := int(r.hi*128 + 0.5)
	s := fastTwoSum(r.hi-float64(i)/128, r.lo)
	return &sinTable[i], s.hi, s.lo, neg
}

func sinAt(t *[4]float64, h, lo float64) dd {
	h2 := h * h
	ps := h * h2 * (-1.0/6 + h2*(1.0/120+h2*(-1.0/5040)))
	pc := h2 * (-0.5 + h2*(1.0/24+h2*(-1.0/720)))
	p := twoProd(t[2], h)
	a := twoSum(t[0], p.hi)
	return fastTwoSum(a.hi, a.lo+(p.lo+t[1]+t[3]*h+t[2]*lo+t[0]*pc+t[2]*ps))
}

func cosAt(t *[4]float64, h, lo float64) dd {
	h2 := h * h
	ps := h * h2 * (-1.0/6 + h2*(1.0/120+h2*(-1.0/5040)))
	pc := h2 * (-0.5 + h2*(1.0/24+h2*(-1.0/720)))
	p := twoProd(-t[0], h)
	a := twoSum(t[2], p.hi)
	return fastTwoSum(a.hi, a.lo+(p.lo+t[3]-t[1]*h-(t[0]+t[2]*h)*lo+t[2]*pc-t[0]*ps))
}

// sinOrCos is the sine of r, or its cosine with odd q, negative with the upper half of the quadrants.
func sinOrCos(r dd, q int) float64 {
	t, h, lo, neg := nearTable(r)
	var v float64
	if q&1 != 0 {
		v = cosAt(t, h, lo).value()
	} else if v = sinAt(t, h, lo).value(); neg {
		v = -v
	}
	if q&2 != 0 {
		v = -v
	}
	return v
}

// quadrant turns the sine and cosine of the remainder into those of the whole.
func quadrant(s, c dd, q int) (sin, cos dd) {
	switch q {
	case 1:
		return c, s.neg()
	case 2:
		return s.neg(), c.neg()
	case 3:
		return c.neg(), s
	}
	return s, c
}

// Sin, Cos and Tan are the circular functions; an infinity gives a NaN.
func Sin(x float64) float64 {
	if math.Abs(x) < 0x1p-27 || x != x {
		return x
	}
	if math.IsInf(x, 0) {
		return math.NaN()
	}
	r, q := reduce(x)
	return sinOrCos(r, q)
}

func Cos(x float64) float64 {
	if math.IsInf(x, 0) || x != x {
		return math.NaN()
	}
	r, q := reduce(x)
	return sinOrCos(r, q+1)
}

func Tan(x float64) float64 {
	if math.Abs(x) < 0x1p-27 || x != x {
		return x
	}
	if math.IsInf(x, 0) {
		return math.NaN()
	}
	r, q := reduce(x)
	s, c := sinCosDD(r)
	if q&1 != 0 {
		s, c = c.neg(), s
	}
	return s.div(c).value()
}

// sinPi returns sin(pi*x) for finite x.
func sinPi(x float64) dd {
	k := math.RoundToEven(2 * x)
	r := x - k/2
	s, c := sinCosDD(dd{pi1, pi2}.mulF(r))
	s, _ = quadrant(s, c, int(math.Mod(k, 4))&3)
	return s
}

// atanDD returns atan(t) for 0 <= t <= 1.
func atanDD(t dd) dd {
	i := int(t.hi*128 + 0.5)
	c := float64(i) / 128
	u := t
	if i > 0 {
		u = t.addF(-c).div(t.mulF(c).addF(1))
	}
	h := u.hi
	h2 := h * h
	p := h * h2 * (-1.0/3 + h2*(1.0/5+h2*(-1.0/7+h2*(1.0/9))))
	row := &atanTable[i]
	s := twoSum(row[0], h)
	return fastTwoSum(s.hi, s.lo+(u.lo+row[1]+p))
}

// atanRatio returns the angle of (x, y) for x, y >= 0, not both 0.
func atanRatio(y, x dd) dd {
	if y.hi <= x.hi {
		return atanDD(y.div(x))
	}
	return dd{piHalf1, piHalf2}.sub(atanDD(x.div(y)))
}

// Atan returns the arc tangent.
func Atan(x float64) float64 {
	a := math.Abs(x)
	if a < 0x1p-27 || x != x {
		return x
	}
	if a > 0x1p60 {
		return math.Copysign(math.Pi/2, x)
	}
	return math.Copysign(atanRatio(dd{a, 0}, dd{1, 0}).value(), x)
}

// Atan2 returns the angle of the point (x, y).
func Atan2(y, x float64) float64 {
	if x == 0 || y == 0 || x != x || y != y || math.IsInf(x, 0) || math.IsInf(y, 0) {
		return math.Atan2(y, x)
	}
	_, ex := math.Frexp(x)
	_, ey := math.Frexp(y)
	ax, ay := math.Abs(x), math.Abs(y)
	switch d := ey - ex; {
	case d > 70:
		return math.Copysign(math.Pi/2, y)
	case d < -70 && x < 0:
		return math.Copysign(math.Pi, y)
	case d < -30 && x > 0:
		// The angle is the quotient: rounded once, even where it underflows.
		q := dd{math.Ldexp(ay, -ey), 0}.div(dd{math.Ldexp(ax, -ex), 0})
		if d > -60 {
			q = q.sub(q.mul(q).mul(q).scale(math.Ldexp(1.0/3, 2*d)))
		}
		return math.Copysign(q.ldexp(d), y)
	}
	a := atanRatio(dd{math.Ldexp(ay, -ex), 0}, dd{math.Ldexp(ax, -ex), 0})
	if x < 0 {
		a = dd{pi1, pi2}.sub(a)
	}
	return math.Copysign(a.value(), y)
}

// cosine returns sqrt(1-x*x) for |x| <= 1.
func cosine(x float64) dd { return twoSum(1, -x).mul(twoSum(1, x)).sqrt() }

// Asin returns the arc sine, a NaN beyond 1.
func Asin(x float64) float64 {
	a := math.Abs(x)
	switch {
	case a < 0x1p-27:
		return x
	case a == 1:
		return math.Copysign(math.Pi/2, x)
	case !(a < 1):
		return math.NaN()
	}
	return math.Copysign(atanRatio(dd{a, 0}, cosine(a)).value(), x)
}

// Acos returns the arc cosine, a NaN beyond 1.
func Acos(x float64) float64 {
	a := math.Abs(x)
	switch {
	case x == 1:
		return 0
	case x == -1:
		return math.Pi
	case !(a < 1):
		return math.NaN()
	}
	r := atanRatio(cosine(a), dd{a, 0})
	if x < 0 {
		r = dd{pi1, pi2}.sub(r)
	}
	return r.value()
}
