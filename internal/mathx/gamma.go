// This file is the gamma function and its logarithm, and the error function.

package mathx

import "math"

// stirlingTail is the sum of B(2k)/(2k(2k-1)z**(2k-1)) for z >= 20.
func stirlingTail(z dd) dd {
	inv := dd{1, 0}.div(z)
	w := inv.hi * inv.hi
	s := 0.0
	for k := 9; k > 0; k-- {
		s = s*w + stirling[k][0]
	}
	first := dd{stirling[0][0], stirling[0][1]}.mul(inv)
	return first.addF(s * w * inv.hi)
}

// lgammaLarge is log(gamma(z)) for z >= 20.
func lgammaLarge(z dd) dd {
	l := logParts(z).mul(z.addF(-0.5)).sub(z)
	return l.add(dd{halfLog2Pi1, halfLog2Pi2}).add(stirlingTail(z))
}

// gammaDD returns m and e with gamma(x) = m * 2**e for 0 < x < 200.
func gammaDD(x float64) (dd, int) {
	den := dd{1, 0}
	z := dd{x, 0}
	if x < 24 {
		for z.hi < 24 {
			den = den.mul(z)
			z = z.addF(1)
		}
	}
	m, e := expDD(lgammaLarge(z))
	return m.div(den), e
}

var factorials = func() (t [23]float64) {
	t[0] = 1
	for i := 1; i < len(t); i++ {
		t[i] = t[i-1] * float64(i)
	}
	return t
}()

// Gamma returns the gamma function; poles give a NaN (a domain error) and
// overflow an infinity.
func Gamma(x float64) float64 {
	switch {
	case x != x || math.IsInf(x, 1):
		return x
	case x == math.Trunc(x) && x <= 0:
		return math.NaN()
	case x == math.Trunc(x) && x <= float64(len(factorials)):
		return factorials[int(x)-1]
	case math.Abs(x) < 1e-20:
		return 1 / x
	case x > 171.7:
		return math.Inf(1)
	case x > 0:
		m, e := gammaDD(x)
		return m.ldexp(e)
	case x < -200:
		if math.Mod(math.Floor(x), 2) == 0 {
			return 0
		}
		return math.Copysign(0, -1)
	}
	// gamma(x) = pi / (sin(pi x) gamma(1-x)), 1-x taken as a pair.
	d := sinPi(x)
	z := twoSum(1, -x)
	den := dd{1, 0}
	for z.hi < 24 {
		den = den.mul(z)
		z = z.addF(1)
	}
	m, e := expDD(lgammaLarge(z))
	r := dd{pi1, pi2}.mul(den).div(d.mul(m))
	return r.ldexp(-e)
}

// lgammaNear is log(gamma(1+z)) for |z| <= 1/4 by its Taylor series.
func lgammaNear(z dd) dd {
	s := 0.0
	const dds = 6 // terms in two-float arithmetic
	for k := 30; k >= dds; k-- {
		s = s*z.hi + lgammaTaylor[k][0]
	}
	t := dd{s, 0}
	for k := dds - 1; k >= 0; k-- {
		t = t.mul(z).add(dd{lgammaTaylor[k][0], lgammaTaylor[k][1]})
	}
	return t.mul(z)
}

// lgammaDD is log(gamma(x)) for a pair x > 0.
func lgammaDD(x dd) dd {
	switch h := x.hi; {
	case h < 1e-20:
		return logParts(x).neg()
	case h <= 0.25:
		return lgammaNear(x).sub(logParts(x))
	case h >= 0.75 && h <= 1.25:
		return lgammaNear(x.addF(-1))
	case h >= 1.75 && h <= 2.25:
		z := x.addF(-2)
		return lgammaNear(z).add(logPlus1(z))
	case h > 1e17:
		return logParts(x).addF(-1).mul(x)
	}
	den := dd{1, 0}
	e := 0
	z := x
	for z.hi < 24 {
		den = den.mul(z)
		z = z.addF(1)
	}
	l := lgammaLarge(z)
	if den.hi != 1 || e != 0 {
		l = l.sub(logParts(den))
	}
	return l
}

// logPlus1 is log(1+z) for |z| <= 1/4, good relative to z.
func logPlus1(z dd) dd {
	if math.Abs(z.hi) < 0x1p-8 {
		return log1pSmall(z)
	}
	return logParts(z.addF(1))
}

// Lgamma returns log(|gamma(x)|); poles give +Inf, and so does overflow.
func Lgamma(x float64) float64 {
	switch {
	case x != x:
		return x
	case math.IsInf(x, 0):
		return math.Inf(1)
	case x == math.Trunc(x) && x <= 2:
		if x <= 0 {
			return math.Inf(1)
		}
		return 0
	case x > 0:
		if x > 2.55e305 {
			return lgammaHuge(x)
		}
		return lgammaDD(dd{x, 0}).value()
	case x > -1e-20:
		return -Log(-x)
	}
	// log(pi/|sin(pi x)|) - log(gamma(1-x))
	s := sinPi(x)
	if s.hi < 0 {
		s = s.neg()
	}
	if s.hi == 0 {
		return math.Inf(1)
	}
	l := dd{lnPi1, lnPi2}.sub(logParts(s)).sub(lgammaDD(twoSum(1, -x)))
	return l.value()
}

func lgammaHuge(x float64) float64 { return (math.Log(x) - 1) * x }

// Erf and Erfc are the error function and its complement.
func Erf(x float64) float64 { return math.Erf(x) }

func Erfc(x float64) float64 { return math.Erfc(x) }
