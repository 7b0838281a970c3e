// Package mathx is the mathematics behind the math, cmath and random modules
// where Go's own is missing, less exact than a C library's, or cannot be
// stopped: elementary functions rounded correctly in all but very rare cases,
// exact sums, integer functions on big numbers, complex functions, MT19937.
//
// Invariant: results do not depend on the machine; domain errors are the
// caller's, except where a function says so.
package mathx

import "math"

// dd is an unevaluated sum of two floats, |lo| <= ulp(hi)/2: about 106 bits.
type dd struct{ hi, lo float64 }

// twoSum returns a+b exactly.
func twoSum(a, b float64) dd {
	s := a + b
	t := s - a
	return dd{s, (a - (s - t)) + (b - t)}
}

// fastTwoSum returns a+b exactly for |a| >= |b| or a == 0.
func fastTwoSum(a, b float64) dd {
	s := a + b
	return dd{s, b - (s - a)}
}

// twoProd returns a*b exactly, underflow apart.
func twoProd(a, b float64) dd {
	p := a * b
	return dd{p, math.FMA(a, b, -p)}
}

func (a dd) add(b dd) dd {
	s := twoSum(a.hi, b.hi)
	t := twoSum(a.lo, b.lo)
	s = fastTwoSum(s.hi, s.lo+t.hi)
	return fastTwoSum(s.hi, s.lo+t.lo)
}

func (a dd) addF(b float64) dd {
	s := twoSum(a.hi, b)
	return fastTwoSum(s.hi, s.lo+a.lo)
}

func (a dd) neg() dd { return dd{-a.hi, -a.lo} }

func (a dd) sub(b dd) dd { return a.add(b.neg()) }

func (a dd) mul(b dd) dd {
	p := twoProd(a.hi, b.hi)
	return fastTwoSum(p.hi, p.lo+(a.hi*b.lo+a.lo*b.hi))
}

func (a dd) mulF(b float64) dd {
	p := twoProd(a.hi, b)
	return fastTwoSum(p.hi, p.lo+a.lo*b)
}

func (a dd) div(b dd) dd {
	q := a.hi / b.hi
	p := twoProd(q, b.hi)
	r := ((a.hi - p.hi) - p.lo) + a.lo - q*b.lo
	return fastTwoSum(q, r/b.hi)
}

// sqrt is for a > 0.
func (a dd) sqrt() dd {
	s := math.Sqrt(a.hi)
	p := twoProd(s, s)
	return fastTwoSum(s, (((a.hi-p.hi)-p.lo)+a.lo)/(2*s))
}

func (a dd) scale(f float64) dd { return dd{a.hi * f, a.lo * f} }

func (a dd) value() float64 { return a.hi + a.lo }

// ldexp returns a * 2**e rounded once.
func (a dd) ldexp(e int) float64 {
	v := a.hi + a.lo
	if e > 1100 || e < -1200 || v == 0 || math.IsInf(v, 0) || v != v {
		return math.Ldexp(v, e)
	}
	if _, exp := math.Frexp(v); exp+e > -1021 {
		return math.Ldexp(v, e)
	}
	// Subnormal: round at the last place that exists, by adding a number whose
	// last place it is.
	c := math.Ldexp(1.5, 52-1074-e)
	t := a.hi + c
	rest := (a.hi - (t - c)) + a.lo
	g := math.Ldexp(1, -1074-e)
	sign := v
	v = t - c
	if rest > g/2 {
		v += g
	} else if rest < -g/2 {
		v -= g
	}
	return math.Copysign(math.Ldexp(v, e), sign)
}
