// This file is the complex functions of cmath, and complex arithmetic where
// Python's differs from Go's.

package mathx

import "math"

// Fault says why a function has no value.
type Fault uint8

const (
	OK     Fault = iota
	Domain       // ValueError: math domain error
	Range        // OverflowError: math range error
)

// specialValue is a result by codes for its parts.
type specialValue struct {
	re, im uint8
	bad    bool
}

// codeValue gives the float of a code in a table of special results.
func codeValue(c uint8) float64 {
	if c == codeNaN {
		return math.NaN()
	}
	var v float64
	switch (c - 1) >> 1 {
	case 0:
		v = 0
	case 1:
		v = 1
	case 2:
		v = math.Inf(1)
	case 3:
		v = math.Pi / 4
	case 4:
		v = math.Pi / 2
	case 5:
		v = 3 * math.Pi / 4
	case 6:
		v = math.Pi
	}
	if (c-1)&1 != 0 {
		v = -v
	}
	if c == codeNegZero {
		v = math.Copysign(0, -1)
	}
	return v
}

func class(x float64) int {
	switch {
	case x != x:
		return 6
	case math.IsInf(x, -1):
		return 0
	case math.IsInf(x, 1):
		return 5
	case x < 0:
		return 1
	case x > 0:
		return 4
	case math.Signbit(x):
		return 2
	}
	return 3
}

func finite(z complex128) bool { return real(z)-real(z) == 0 && imag(z)-imag(z) == 0 }

func lookup(t *[7][7]specialValue, z complex128) (complex128, Fault) {
	v := &t[class(real(z))][class(imag(z))]
	w := complex(codeValue(v.re), codeValue(v.im))
	if v.bad {
		return w, Domain
	}
	return w, OK
}

func checkRange(z complex128) (complex128, Fault) {
	if !finite(z) {
		return z, Range
	}
	return z, OK
}

// times i and -i, exactly.
func timesI(z complex128) complex128      { return complex(-imag(z), real(z)) }
func timesMinusI(z complex128) complex128 { return complex(imag(z), -real(z)) }

// CSqrt is cmath.sqrt.
func CSqrt(z complex128) (complex128, Fault) {
	if !finite(z) {
		return lookup(&specialSqrt, z)
	}
	return csqrt(z), OK
}

func csqrt(z complex128) complex128 {
	x, y := real(z), imag(z)
	ax, ay := math.Abs(x), math.Abs(y)
	if ax == 0 && ay == 0 {
		return complex(0, y)
	}
	_, e := math.Frexp(max(ax, ay))
	e &^= 1
	sx, sy := math.Ldexp(ax, -e), math.Ldexp(ay, -e)
	s := math.Sqrt((sx + Hypot(sx, sy)) / 2)
	d := math.Ldexp(sy/(2*s), e/2)
	s = math.Ldexp(s, e/2)
	if x >= 0 {
		return complex(s, math.Copysign(d, y))
	}
	return complex(d, math.Copysign(s, y))
}

// logAbs returns log|z| for finite z other than 0.
func logAbs(z complex128) float64 {
	ax, ay := math.Abs(real(z)), math.Abs(imag(z))
	_, e := math.Frexp(max(ax, ay))
	if e >= -1 && e <= 1 {
		e = 0
	}
	sx, sy := math.Ldexp(ax, -e), math.Ldexp(ay, -e)
	l := logParts(twoProd(sx, sx).add(twoProd(sy, sy))).scale(0.5)
	if e != 0 {
		l = l.add(dd{ln21, ln22}.mulF(float64(e)))
	}
	return l.value()
}

// CLog is cmath.log with one argument.
func CLog(z complex128) (complex128, Fault) {
	if !finite(z) {
		return lookup(&specialLog, z)
	}
	a := Atan2(imag(z), real(z))
	if z == 0 {
		return complex(math.Inf(-1), a), Domain
	}
	return complex(logAbs(z), a), OK
}

// CLog10 is cmath.log10.
func CLog10(z complex128) (complex128, Fault) {
	l, f := CLog(z)
	return complex(real(l)/math.Ln10, imag(l)/math.Ln10), f
}

// scaled returns m*c*2**e for a finite cosine or sine c.
func scaled(m dd, c float64, e int) float64 {
	if c == 0 {
		return c
	}
	return m.mulF(c).ldexp(e)
}

// CExp is cmath.exp.
func CExp(z complex128) (complex128, Fault) {
	x, y := real(z), imag(z)
	if !finite(z) {
		if math.IsInf(x, 0) && y-y == 0 && y != 0 {
			if x > 0 {
				return complex(math.Copysign(math.Inf(1), Cos(y)), math.Copysign(math.Inf(1), Sin(y))), OK
			}
			return complex(math.Copysign(0, Cos(y)), math.Copysign(0, Sin(y))), OK
		}
		return lookup(&specialExp, z)
	}
	if x > 1500 || x < -1500 {
		x = math.Copysign(1500, x)
	}
	m, e := expDD(dd{x, 0})
	return checkRange(complex(scaled(m, Cos(y), e), scaled(m, Sin(y), e)))
}

// CCosh is cmath.cosh.
func CCosh(z complex128) (complex128, Fault) {
	x, y := real(z), imag(z)
	if !finite(z) {
		if math.IsInf(x, 0) && y-y == 0 && y != 0 {
			return complex(math.Copysign(math.Inf(1), Cos(y)), math.Copysign(math.Inf(1), Sin(y))*math.Copysign(1, x)), OK
		}
		return lookup(&specialCosh, z)
	}
	if a := math.Abs(x); a > 22 {
		m, e := expDD(dd{min(a, 1500), 0})
		return checkRange(complex(scaled(m, Cos(y), e-1), scaled(m, math.Copysign(1, x)*Sin(y), e-1)))
	}
	return complex(Cos(y)*Cosh(x), Sin(y)*Sinh(x)), OK
}

// CSinh is cmath.sinh.
func CSinh(z complex128) (complex128, Fault) {
	x, y := real(z), imag(z)
	if !finite(z) {
		if math.IsInf(x, 0) && y-y == 0 && y != 0 {
			return complex(math.Copysign(math.Inf(1), Cos(y))*math.Copysign(1, x), math.Copysign(math.Inf(1), Sin(y))), OK
		}
		return lookup(&specialSinh, z)
	}
	if a := math.Abs(x); a > 22 {
		m, e := expDD(dd{min(a, 1500), 0})
		return checkRange(complex(scaled(m, math.Copysign(1, x)*Cos(y), e-1), scaled(m, Sin(y), e-1)))
	}
	return complex(Cos(y)*Sinh(x), Sin(y)*Cosh(x)), OK
}

// CTanh is cmath.tanh.
func CTanh(z complex128) (complex128, Fault) {
	x, y := real(z), imag(z)
	if !finite(z) {
		if math.IsInf(x, 0) && y-y == 0 && y != 0 {
			return complex(math.Copysign(1, x), math.Copysign(0, 2*Sin(y)*Cos(y))), OK
		}
		return lookup(&specialTanh, z)
	}
	if math.Abs(x) > 22 {
		return complex(math.Copysign(1, x), 4*Sin(y)*Cos(y)*Exp(-2*math.Abs(x))), OK
	}
	t, c := Tan(y), 1/Cosh(x)
	h := Tanh(x)
	d := 1 + (h*t)*(h*t)
	return complex(h*(1+t*t)/d, t/d*c*c), OK
}

// CSin, CCos and CTan are the circular functions of cmath.
func CSin(z complex128) (complex128, Fault) {
	w, f := CSinh(timesI(z))
	return timesMinusI(w), f
}

func CCos(z complex128) (complex128, Fault) { return CCosh(timesI(z)) }

func CTan(z complex128) (complex128, Fault) {
	w, f := CTanh(timesI(z))
	return timesMinusI(w), f
}

// bigArg is where z*z would overflow in the inverse functions.
const bigArg = math.MaxFloat64 / 4

func isBig(z complex128) bool {
	return math.Abs(real(z)) > bigArg || math.Abs(imag(z)) > bigArg
}

// CAcos is cmath.acos.
func CAcos(z complex128) (complex128, Fault) {
	if !finite(z) {
		return lookup(&specialAcos, z)
	}
	x, y := real(z), imag(z)
	if isBig(z) {
		im := logAbs(complex(x/2, y/2)) + 2*math.Ln2
		return complex(Atan2(math.Abs(y), x), math.Copysign(im, -y)), OK
	}
	a, b := csqrt(complex(1-x, -y)), csqrt(complex(1+x, y))
	return complex(2*Atan2(real(a), real(b)), Asinh(real(b)*imag(a)-imag(b)*real(a))), OK
}

// CAcosh is cmath.acosh.
func CAcosh(z complex128) (complex128, Fault) {
	if !finite(z) {
		return lookup(&specialAcosh, z)
	}
	x, y := real(z), imag(z)
	if isBig(z) {
		return complex(logAbs(complex(x/2, y/2))+2*math.Ln2, Atan2(y, x)), OK
	}
	a, b := csqrt(complex(x-1, y)), csqrt(complex(x+1, y))
	return complex(Asinh(real(a)*real(b)+imag(a)*imag(b)), 2*Atan2(imag(a), real(b))), OK
}

// CAsinh is cmath.asinh.
func CAsinh(z complex128) (complex128, Fault) {
	if !finite(z) {
		return lookup(&specialAsinh, z)
	}
	x, y := real(z), imag(z)
	if isBig(z) {
		re := logAbs(complex(x/2, y/2)) + 2*math.Ln2
		return complex(math.Copysign(re, x), Atan2(y, math.Abs(x))), OK
	}
	a, b := csqrt(complex(1+y, -x)), csqrt(complex(1-y, x))
	re := Asinh(real(a)*imag(b) - real(b)*imag(a))
	return complex(math.Copysign(re, x), Atan2(y, real(a)*real(b)-imag(a)*imag(b))), OK
}

// CAsin is cmath.asin.
func CAsin(z complex128) (complex128, Fault) {
	w, f := CAsinh(timesI(z))
	return timesMinusI(w), f
}

// CAtanh is cmath.atanh.
func CAtanh(z complex128) (complex128, Fault) {
	if !finite(z) {
		return lookup(&specialAtanh, z)
	}
	x, y := real(z), imag(z)
	if x < 0 || x == 0 && math.Signbit(x) {
		w, f := CAtanh(-z)
		return -w, f
	}
	ay := math.Abs(y)
	switch {
	case x > 0x1p511 || ay > 0x1p511:
		h := Hypot(x/2, y/2)
		return complex(x/4/h/h, math.Copysign(math.Pi/2, y)), OK
	case x == 1 && ay < 0x1p-511:
		if ay == 0 {
			return complex(math.Inf(1), y), Domain
		}
		re := -Log(math.Sqrt(ay) / math.Sqrt(Hypot(ay, 2)))
		return complex(re, math.Copysign(Atan2(2, -ay)/2, y)), OK
	}
	re := Log1p(4*x/((1-x)*(1-x)+ay*ay)) / 4
	return complex(re, -Atan2(-2*y, (1-x)*(1+x)-ay*ay)/2), OK
}

// CAtan is cmath.atan.
func CAtan(z complex128) (complex128, Fault) {
	w, f := CAtanh(timesI(z))
	return timesMinusI(w), f
}

// CAbs is abs(z); overflow gives Range.
func CAbs(z complex128) (float64, Fault) {
	h := Hypot(real(z), imag(z))
	if math.IsInf(h, 0) && finite(z) {
		return h, Range
	}
	return h, OK
}

// CPhase is cmath.phase.
func CPhase(z complex128) float64 { return Atan2(imag(z), real(z)) }

// CRect is cmath.rect.
func CRect(r, phi float64) (complex128, Fault) {
	if r-r != 0 || phi-phi != 0 {
		if math.IsInf(r, 0) && phi-phi == 0 && phi != 0 {
			re, im := math.Copysign(math.Inf(1), Cos(phi)), math.Copysign(math.Inf(1), Sin(phi))
			if r < 0 {
				re, im = -re, -im
			}
			return complex(re, im), OK
		}
		return lookup(&specialRect, complex(r, phi))
	}
	if phi == 0 {
		return complex(r, r*phi), OK
	}
	return complex(r*Cos(phi), r*Sin(phi)), OK
}

// CMul multiplies, recovering infinities as C's Annex G does.
func CMul(z, w complex128) complex128 {
	a, b, c, d := real(z), imag(z), real(w), imag(w)
	ac, bd, ad, bc := a*c, b*d, a*d, b*c
	x, y := ac-bd, ad+bc
	if x == x || y == y {
		return complex(x, y)
	}
	again := false
	unit := func(v float64) float64 {
		if math.IsInf(v, 0) {
			return math.Copysign(1, v)
		}
		return math.Copysign(0, v)
	}
	zero := func(v float64) float64 {
		if v != v {
			return math.Copysign(0, v)
		}
		return v
	}
	if math.IsInf(a, 0) || math.IsInf(b, 0) {
		a, b, c, d = unit(a), unit(b), zero(c), zero(d)
		again = true
	}
	if math.IsInf(c, 0) || math.IsInf(d, 0) {
		c, d, a, b = unit(c), unit(d), zero(a), zero(b)
		again = true
	}
	if !again && (math.IsInf(ac, 0) || math.IsInf(bd, 0) || math.IsInf(ad, 0) || math.IsInf(bc, 0)) {
		a, b, c, d = zero(a), zero(b), zero(c), zero(d)
		again = true
	}
	if again {
		x, y = math.Inf(1)*(a*c-b*d), math.Inf(1)*(a*d+b*c)
	}
	return complex(x, y)
}

// CDiv divides by Smith's method, recovering infinities and zeros as C's Annex
// G does; ok is false when w is 0.
func CDiv(z, w complex128) (q complex128, ok bool) {
	a, b, c, d := real(z), imag(z), real(w), imag(w)
	var x, y float64
	switch ac, ad := math.Abs(c), math.Abs(d); {
	case c == 0 && d == 0:
		return 0, false
	case ac >= ad:
		r := d / c
		den := c + d*r
		x, y = (a+b*r)/den, (b-a*r)/den
	case ad >= ac:
		r := c / d
		den := c*r + d
		x, y = (a*r+b)/den, (b*r-a)/den
	default:
		x, y = math.NaN(), math.NaN()
	}
	if x == x || y == y {
		return complex(x, y), true
	}
	if (math.IsInf(a, 0) || math.IsInf(b, 0)) && finite(w) {
		u, v := boxed(a), boxed(b)
		x, y = math.Inf(1)*(u*c+v*d), math.Inf(1)*(v*c-u*d)
	} else if (math.IsInf(c, 0) || math.IsInf(d, 0)) && finite(z) {
		u, v := boxed(c), boxed(d)
		x, y = 0*(a*u+b*v), 0*(b*u-a*v)
	}
	return complex(x, y), true
}

// boxed maps an infinity to 1 and anything else to 0, keeping the sign.
func boxed(v float64) float64 {
	if math.IsInf(v, 0) {
		return math.Copysign(1, v)
	}
	return math.Copysign(0, v)
}

// CPow is z ** w. Domain means zero to a negative or complex power, a
// ZeroDivisionError; Range is an OverflowError.
func CPow(z, w complex128) (complex128, Fault) {
	if w == 0 {
		return 1, OK
	}
	if z == 0 {
		if imag(w) != 0 || real(w) < 0 {
			return 0, Domain
		}
		return 0, OK
	}
	if n := real(w); imag(w) == 0 && n == math.Trunc(n) && math.Abs(n) <= 100 {
		p := complex128(1)
		base := z
		for k := int(math.Abs(n)); k > 0; k >>= 1 {
			if k&1 != 0 {
				p = CMul(p, base)
			}
			base = CMul(base, base)
		}
		if n < 0 {
			var ok bool
			if p, ok = CDiv(1, p); !ok {
				return 0, Domain
			}
		}
		return overflowed(p, z, w)
	}
	abs := Hypot(real(z), imag(z))
	length := Pow(abs, real(w))
	at := Atan2(imag(z), real(z))
	phase := at * real(w)
	if imag(w) != 0 {
		length *= Exp(-at * imag(w))
		phase += imag(w) * Log(abs)
	}
	return overflowed(complex(length*Cos(phase), length*Sin(phase)), z, w)
}

func overflowed(p, z, w complex128) (complex128, Fault) {
	if math.IsInf(real(p), 0) || math.IsInf(imag(p), 0) {
		if finite(z) && finite(w) {
			return p, Range
		}
	}
	return p, OK
}
