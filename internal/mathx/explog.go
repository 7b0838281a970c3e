// This file is exp, log, pow and their relatives, by tables and short series
// in two-float arithmetic.

package mathx

import "math"

// logDD returns log(x) for finite x > 0.
func logDD(x float64) dd { return logParts(dd{x, 0}) }

// logParts returns log of the two-float x > 0; x.hi is finite.
func logParts(x dd) dd {
	k := 0
	if x.hi < 0x1p-1022 {
		x = x.scale(0x1p64)
		k = -64
	}
	b := math.Float64bits(x.hi)
	k += int(b>>52) - 1023
	m := math.Float64frombits(b&(1<<52-1) | 1023<<52)
	i := b >> 44 & 255
	row := &logTable[i]
	p := twoProd(m, row[0])
	r := dd{p.hi - 1, p.lo}
	if x.lo != 0 {
		r.lo += x.lo / x.hi * m * row[0]
	}
	if i >= 106 {
		k++
	}
	if row[0] == 0.5 || row[0] == 1 {
		// Near 1 the remainder is the argument: make it a proper pair.
		r = twoSum(r.hi, r.lo)
	}
	l := log1pSmall(r)
	if row[1] != 0 {
		l = dd{row[1], row[2]}.add(l)
	}
	if k != 0 {
		n := float64(k)
		c := fastTwoSum(n*ln2Part1, n*ln2Part2)
		l = c.add(l)
	}
	return l
}

// log1pSmall is log(1+r) for |r| < 2**-7.
func log1pSmall(r dd) dd {
	h := r.hi
	q := twoProd(h, h)
	poly := 1.0/3 + h*(-1.0/4+h*(1.0/5+h*(-1.0/6+h*(1.0/7+h*(-1.0/8+h*(1.0/9+h*(-1.0/10)))))))
	s := twoSum(h, -0.5*q.hi)
	return fastTwoSum(s.hi, s.lo+(r.lo-0.5*q.lo-h*r.lo+h*q.hi*poly))
}

// expDD returns m and e with exp(x) = m * 2**e, for |x.hi| below 2**16.
func expDD(x dd) (m dd, e int) {
	n := math.RoundToEven(x.hi * (128 / math.Ln2))
	a := math.FMA(-n, step1, x.hi)
	r := twoSum(a, -n*step2)
	r = twoSum(r.hi, r.lo+(x.lo-math.FMA(n, step2, -(n*step2))))
	return expTail(int(n), r)
}

// expTail returns 2**(n/128) * exp(r) for |r| < 2**-8.
func expTail(n int, r dd) (m dd, e int) {
	t := &expTable[n&127]
	h := r.hi
	p := h * h * (1.0/2 + h*(1.0/6+h*(1.0/24+h*(1.0/120+h*(1.0/720+h*(1.0/5040))))))
	q := twoProd(t[0], h)
	s := fastTwoSum(t[0], q.hi)
	return fastTwoSum(s.hi, s.lo+(q.lo+t[1]+t[1]*h+t[0]*(r.lo+p))), n >> 7
}

// Exp returns e**x.
func Exp(x float64) float64 {
	switch {
	case x != x || x > 710:
		return x + math.Inf(1)
	case x < -746:
		return 0
	}
	m, e := expDD(dd{x, 0})
	return m.ldexp(e)
}

// Exp2 returns 2**x.
func Exp2(x float64) float64 {
	switch {
	case x != x || x >= 1024:
		return x + math.Inf(1)
	case x < -1076:
		return 0
	}
	n := math.RoundToEven(x * 128)
	r := dd{ln21, ln22}.mulF(x - n/128)
	m, e := expTail(int(n), r)
	return m.ldexp(e)
}

// Log returns the natural logarithm.
func Log(x float64) float64 {
	if !(x > 0) || math.IsInf(x, 1) {
		return math.Log(x)
	}
	return logDD(x).value()
}

// Log2 returns the logarithm to base 2.
func Log2(x float64) float64 {
	if !(x > 0) || math.IsInf(x, 1) {
		return math.Log2(x)
	}
	if m, e := math.Frexp(x); m == 0.5 {
		return float64(e - 1)
	}
	return logDD(x).mul(dd{log2e1, log2e2}).value()
}

// Log10 returns the logarithm to base 10. It is not rounded correctly but as
// common C libraries do it, from the exponent and the mantissa's logarithm.
func Log10(x float64) float64 {
	if !(x > 0) || math.IsInf(x, 1) {
		return math.Log10(x)
	}
	m, e := math.Frexp(x)
	m, e = 2*m, e-1
	if e < 0 {
		m, e = m/2, e+1
	}
	k := float64(e)
	return k*log10Two1 + (k*log10Two2 + log10e1*Log(m))
}

// LogScaled returns log(m * 2**e) for m > 0: logarithms of big integers.
func LogScaled(m float64, e int) float64 { return logScaled(m, e).value() }

// Log2Scaled and Log10Scaled are LogScaled to other bases.
func Log2Scaled(m float64, e int) float64 {
	return twoSum(float64(e), Log2(m)).value()
}

func Log10Scaled(m float64, e int) float64 {
	return logScaled(m, e).mul(dd{log10e1, log10e2}).value()
}

func logScaled(m float64, e int) dd {
	return dd{ln21, ln22}.mulF(float64(e)).add(logDD(m))
}

// Pow is C's pow.
func Pow(x, y float64) float64 {
	switch {
	case y == 2:
		return x * x
	case y == 1:
		return x
	case y == -1:
		return 1 / x
	case y == 0.5 && x > 0:
		return math.Sqrt(x)
	case x == 0 || x == 1 || y == 0 || x != x || y != y || math.IsInf(x, 0) || math.IsInf(y, 0):
		return math.Pow(x, y)
	}
	a, neg := x, false
	if x < 0 {
		if y != math.Trunc(y) {
			return math.NaN()
		}
		a = -x
		neg = math.Mod(y, 2) != 0
	}
	l := logDD(a)
	p := twoProd(l.hi, y)
	var z float64
	switch {
	case p.hi > 720:
		z = math.Inf(1)
	case p.hi < -750:
		z = 0
	case math.Abs(p.hi) < 0x1p-60:
		z = 1 + p.hi
	default:
		p = fastTwoSum(p.hi, p.lo+l.lo*y)
		m, e := expDD(p)
		z = m.ldexp(e)
	}
	if neg {
		z = -z
	}
	return z
}

// Expm1 returns e**x-1.
func Expm1(x float64) float64 {
	if x > 40 {
		return Exp(x)
	}
	return math.Expm1(x)
}

// Log1p returns log(1+x).
func Log1p(x float64) float64 { return math.Log1p(x) }

// Cbrt returns the cube root.
func Cbrt(x float64) float64 {
	y := math.Cbrt(x)
	if y == 0 || y != y || math.IsInf(y, 0) {
		return y
	}
	// One Newton step whose residue y**3-x is exact enough, away from the ends.
	m, e := math.Frexp(x)
	q := e / 3
	m = math.Ldexp(m, e-3*q)
	y = math.Ldexp(y, -q)
	sq := twoProd(y, y)
	r := sq.mulF(y).addF(-m)
	return math.Ldexp(y-r.value()/(3*sq.hi), q)
}

// Sinh, Cosh and Tanh are the hyperbolic functions.
func Sinh(x float64) float64 {
	a := math.Abs(x)
	switch {
	case !(a < 711) || a < 0x1p-28:
		return math.Sinh(x)
	case a < 1:
		t := math.Expm1(a)
		return math.Copysign(0.5, x) * (2*t - t*t/(t+1))
	case a < 22:
		t := math.Expm1(a)
		return math.Copysign(0.5, x) * (t + t/(t+1))
	}
	m, e := expDD(dd{a, 0})
	return math.Copysign(m.ldexp(e-1), x)
}

func Cosh(x float64) float64 {
	a := math.Abs(x)
	switch {
	case !(a < 711):
		return math.Cosh(x)
	case a < math.Ln2/2:
		t := math.Expm1(a)
		return 1 + t*t/(2*(1+t))
	case a < 22:
		t := Exp(a)
		return 0.5*t + 0.5/t
	}
	m, e := expDD(dd{a, 0})
	return m.ldexp(e - 1)
}

func Tanh(x float64) float64 {
	a := math.Abs(x)
	var z float64
	switch {
	case x != x || a < 0x1p-55:
		return x
	case a >= 22:
		z = 1
	case a >= 1:
		z = 1 - 2/(math.Expm1(2*a)+2)
	default:
		t := math.Expm1(-2 * a)
		z = -t / (t + 2)
	}
	return math.Copysign(z, x)
}

// Asinh, Acosh and Atanh are the inverse hyperbolic functions.
func Asinh(x float64) float64 {
	a := math.Abs(x)
	if !(a > 0x1p-28) || math.IsInf(a, 1) {
		return x
	}
	var z float64
	switch {
	case a > 0x1p28:
		z = Log(a) + math.Ln2
	case a > 2:
		z = Log(2*a + 1/(math.Sqrt(a*a+1)+a))
	default:
		t := a * a
		z = math.Log1p(a + t/(1+math.Sqrt(1+t)))
	}
	return math.Copysign(z, x)
}

func Acosh(x float64) float64 {
	switch {
	case !(x > 1) || math.IsInf(x, 1):
		return math.Acosh(x)
	case x > 0x1p28:
		return Log(x) + math.Ln2
	case x > 2:
		return Log(2*x - 1/(x+math.Sqrt(x*x-1)))
	}
	t := x - 1
	return math.Log1p(t + math.Sqrt(2*t+t*t))
}

func Atanh(x float64) float64 { return math.Atanh(x) }
