// This file implements complex. A real operand is not widened to a complex one (3.14): its imaginary part does not exist,
// so that infinities, NaNs and the signs of zeros come out as in C.
package core

import (
	"math"
	"strings"

	"github.com/vivarium-py/vivarium/internal/bignum"
	"github.com/vivarium-py/vivarium/internal/fmtspec"
	"github.com/vivarium-py/vivarium/internal/mathx"
	"github.com/vivarium-py/vivarium/internal/numtext"
	"github.com/vivarium-py/vivarium/internal/pyhash"
)

// AsComplex gives the number of a complex or an instance of a subclass.
func AsComplex(v Value) (complex128, bool) {
	if v.ref != nil && v.Type().IsSubtype(&ComplexType) {
		c := As[ComplexObj](v)
		return complex(c.re, c.im), true
	}
	return 0, false
}

func complexVal(z complex128) Value { return Complex(real(z), imag(z)) }

// ToComplex is the conversion of complex(v) for numbers: __complex__, then __float__ and __index__.
func (t *Thread) ToComplex(v Value) (complex128, error) {
	if z, ok := AsComplex(v); ok && v.exactly(&ComplexType) {
		return z, nil
	}
	z, ok, err := t.complexSpecial(v)
	if ok || err != nil {
		return z, err
	}
	if z, ok := AsComplex(v); ok {
		return z, nil
	}
	f, err := t.ToFloat(v)
	return complex(f, 0), err
}

// complexSpecial calls __complex__.
func (t *Thread) complexSpecial(v Value) (complex128, bool, error) {
	if v.ref == nil || v.ref == &floatHeader {
		return 0, false, nil
	}
	r, ok, err := t.CallSpecial(v, nComplex)
	if err != nil || !ok {
		return 0, ok, err
	}
	z, isC := AsComplex(r)
	if !isC {
		return 0, true, t.TypeError("__complex__ returned non-complex (type %s)", r.TypeName())
	}
	if !r.exactly(&ComplexType) {
		err = t.Warn(&ExcDeprecationWarning, "__complex__ returned non-complex (type "+r.TypeName()+").  The ability to return an instance of a strict subclass of complex is deprecated, and may not be supported in a future version of Python.", 1)
	}
	return z, true, err
}

// parseComplex reads the text of a complex number.
func (t *Thread) parseComplex(s string) (complex128, bool, error) {
	s = numtext.TrimSpace(s)
	if strings.HasPrefix(s, "(") {
		if !strings.HasSuffix(s, ")") || len(s) < 2 {
			return 0, false, nil
		}
		s = numtext.TrimSpace(s[1 : len(s)-1])
	}
	isJ := func(s string) bool { return s == "j" || s == "J" }
	x, n, err := numtext.ScanFloat(s, true, t.pollText64)
	if err != nil {
		return 0, false, err
	}
	if n == 0 {
		switch {
		case isJ(s), len(s) == 2 && s[0] == '+' && isJ(s[1:]):
			return complex(0, 1), true, nil
		case len(s) == 2 && s[0] == '-' && isJ(s[1:]):
			return complex(0, -1), true, nil
		}
		return 0, false, nil
	}
	rest := s[n:]
	switch {
	case rest == "":
		return complex(x, 0), true, nil
	case isJ(rest):
		return complex(0, x), true, nil
	case rest[0] != '+' && rest[0] != '-':
		return 0, false, nil
	}
	y, n, err := numtext.ScanFloat(rest, true, t.pollText64)
	if err != nil {
		return 0, false, err
	}
	if n == 0 {
		if y, n = 1, 1; rest[0] == '-' {
			y = -1
		}
	}
	return complex(x, y), isJ(rest[n:]), nil
}

func complexNew(t *Thread, a []Value) (Value, error) {
	cls := AsType(a[0])
	x, y := a[1], a[2]
	var z complex128
	switch s := AsStr(x); {
	case s != nil:
		if !y.IsUnbound() {
			return Unbound, t.TypeError("complex() argument 'real' must be a real number, not %s", x.TypeName())
		}
		var ok bool
		var err error
		text, err := t.asciiNumber(s)
		if err != nil {
			return Unbound, err
		}
		if z, ok, err = t.parseComplex(text); err != nil {
			return Unbound, err
		} else if !ok {
			return Unbound, t.ValueError("complex() arg is a malformed string")
		}
	default:
		if y.IsUnbound() && cls == &ComplexType && x.exactly(&ComplexType) {
			return x, nil
		}
		if AsStr(y) != nil {
			return Unbound, t.TypeError("complex() argument 'imag' must be a real number, not %s", y.TypeName())
		}
		var err error
		if z, err = t.complexParts(x, y); err != nil {
			return Unbound, err
		}
	}
	if cls == &ComplexType {
		return complexVal(z), nil
	}
	o := As[ComplexObj](obj(cls.Alloc()))
	o.re, o.im = real(z), imag(z)
	return obj(&o.Header), nil
}

// complexParts is complex(x, y) of numbers, either of which may be absent.
func (t *Thread) complexParts(x, y Value) (complex128, error) {
	var re, im complex128
	number := func(v Value) bool {
		s := &v.Type().s
		return s.Float != nil || s.Index != nil
	}
	if !x.IsUnbound() {
		z, ok, err := t.complexSpecial(x)
		if err != nil {
			return 0, err
		}
		if !ok {
			if !number(x) {
				if !y.IsUnbound() {
					return 0, t.TypeError("complex() argument 'real' must be a real number, not %s", x.TypeName())
				}
				return 0, t.TypeError("complex() argument must be a string or a number, not %s", x.TypeName())
			}
			f, err := t.ToFloat(x)
			if err != nil {
				return 0, err
			}
			z = complex(f, 0)
		} else if !y.IsUnbound() {
			if err := t.Warn(&ExcDeprecationWarning, "complex() argument 'real' must be a real number, not "+x.TypeName(), 1); err != nil {
				return 0, err
			}
		}
		re = z
	}
	if y.IsUnbound() {
		return re, nil
	}
	if z, ok := AsComplex(y); ok {
		if err := t.Warn(&ExcDeprecationWarning, "complex() argument 'imag' must be a real number, not "+y.TypeName(), 1); err != nil {
			return 0, err
		}
		im = z
	} else {
		if !number(y) {
			return 0, t.TypeError("complex() argument 'imag' must be a real number, not %s", y.TypeName())
		}
		f, err := t.ToFloat(y)
		if err != nil {
			return 0, err
		}
		im = complex(f, 0)
		if imag(re) == 0 && !math.Signbit(imag(re)) {
			return complex(real(re), f), nil
		}
	}
	return complex(real(re)-imag(im), imag(re)+real(im)), nil
}

// complexText appends repr(z): no parentheses and no real part where that is +0.
func complexText(dst []byte, re, im float64) []byte {
	if re == 0 && !math.Signbit(re) {
		return append(numtext.AppendComponent(dst, im), 'j')
	}
	dst = numtext.AppendComponent(append(dst, '('), re)
	at := len(dst)
	dst = numtext.AppendComponent(dst, im)
	if c := dst[at]; c != '-' && c != '+' {
		dst = append(dst, 0)
		copy(dst[at+1:], dst[at:])
		dst[at] = '+'
	}
	return append(dst, "j)"...)
}

func complexRepr(t *Thread, v Value) (Value, error) {
	c := As[ComplexObj](v)
	return textVal(complexText(nil, c.re, c.im)), nil
}

// operand is a number in complex arithmetic; real ones have no imaginary part.
type operand struct {
	re, im float64
	real   bool
}

func (o operand) z() complex128 { return complex(o.re, o.im) }

func (t *Thread) complexOperand(v Value) (o operand, ok bool, err error) {
	if z, ok := AsComplex(v); ok {
		return operand{re: real(z), im: imag(z)}, true, nil
	}
	if f, ok := AsFloat(v); ok {
		return operand{re: f, real: true}, true, nil
	}
	if i, b, ok := AsInt(v); ok {
		f, err := t.intToFloat(i, b)
		return operand{re: f, real: true}, true, err
	}
	return
}

func complexOp(f func(t *Thread, a, b operand) (Value, error)) func(*Thread, Value, Value) (Value, error) {
	return func(t *Thread, a, b Value) (Value, error) {
		x, ok, err := t.complexOperand(a)
		if err != nil {
			return Unbound, err
		}
		y, oky, err := t.complexOperand(b)
		if err != nil {
			return Unbound, err
		}
		if !ok || !oky {
			return NotImplemented, nil
		}
		return f(t, x, y)
	}
}

func complexDiv(t *Thread, a, b operand) (Value, error) {
	switch {
	case b.re == 0 && b.im == 0:
		return Unbound, t.Raise(&ExcZeroDivisionError, "division by zero")
	case b.real:
		return Complex(a.re/b.re, a.im/b.re), nil
	case a.real:
		return complexVal(realDiv(a.re, b.z())), nil
	}
	z, _ := mathx.CDiv(a.z(), b.z())
	return complexVal(z), nil
}

// realDiv divides a real number by a complex one that is not 0, by Smith's method, as Annex G of C has it.
func realDiv(a float64, b complex128) complex128 {
	c, d := real(b), imag(b)
	switch {
	case math.Abs(c) >= math.Abs(d):
		r := d / c
		den := c + d*r
		return complex(a/den, -a*r/den)
	case math.Abs(d) >= math.Abs(c):
		r := c / d
		den := c*r + d
		return complex(a*r/den, -a/den)
	}
	if (math.IsInf(c, 0) || math.IsInf(d, 0)) && a-a == 0 {
		unit := func(x float64) float64 {
			if math.IsInf(x, 0) {
				return math.Copysign(1, x)
			}
			return math.Copysign(0, x)
		}
		return complex(0*(a*unit(c)), 0*(-a*unit(d)))
	}
	return complex(math.NaN(), math.NaN())
}

func complexMul(t *Thread, a, b operand) (Value, error) {
	switch {
	case a.real:
		return Complex(a.re*b.re, a.re*b.im), nil
	case b.real:
		return Complex(a.re*b.re, a.im*b.re), nil
	}
	return complexVal(mathx.CMul(a.z(), b.z())), nil
}

func complexPower(t *Thread, a, b operand) (Value, error) {
	z, fault := mathx.CPow(a.z(), b.z())
	switch fault {
	case mathx.Domain:
		return Unbound, t.Raise(&ExcZeroDivisionError, "zero to a negative or complex power")
	case mathx.Range:
		return Unbound, t.OverflowError("complex exponentiation")
	}
	return complexVal(z), nil
}

// complexPow is a ** b with complex numbers.
func complexPow(t *Thread, a, b Value) (Value, error) { return complexBinary[OpPow](t, a, b) }

var complexBinary = [numBinOps]func(*Thread, Value, Value) (Value, error){
	OpAdd: complexOp(func(t *Thread, a, b operand) (Value, error) {
		switch {
		case a.real:
			return Complex(a.re+b.re, b.im), nil
		case b.real:
			return Complex(a.re+b.re, a.im), nil
		}
		return Complex(a.re+b.re, a.im+b.im), nil
	}),
	OpSub: complexOp(func(t *Thread, a, b operand) (Value, error) {
		switch {
		case a.real:
			return Complex(a.re-b.re, -b.im), nil
		case b.real:
			return Complex(a.re-b.re, a.im), nil
		}
		return Complex(a.re-b.re, a.im-b.im), nil
	}),
	OpMul:     complexOp(complexMul),
	OpTrueDiv: complexOp(complexDiv),
	OpPow:     complexOp(complexPower),
}

func complexCompare(t *Thread, a, b Value, op CmpOp) (Value, error) {
	if op != CmpEq && op != CmpNe {
		return NotImplemented, nil
	}
	x, ok := AsComplex(a)
	if !ok {
		a, b = b, a
		if x, ok = AsComplex(a); !ok {
			return NotImplemented, nil
		}
	}
	eq := false
	if y, ok := AsComplex(b); ok {
		eq = x == y
	} else if f, ok := AsFloat(b); ok {
		eq = real(x) == f && imag(x) == 0
	} else if i, big, ok := AsInt(b); ok {
		if eq = imag(x) == 0 && real(x) == real(x); eq && big != nil {
			eq = bignum.CmpFloat(big, real(x)) == 0
		} else if eq {
			eq = compareIntFloat(i, nil, real(x)) == 0
		}
	} else {
		return NotImplemented, nil
	}
	return Bool(eq == (op == CmpEq)), nil
}

func complexFormat(t *Thread, a []Value) (Value, error) {
	spec := AsStr(a[1])
	if spec == nil {
		return Unbound, t.TypeError("__format__() argument must be str, not %s", a[1].argTypeName())
	}
	if spec.s == "" {
		s, err := t.Str(a[0])
		if err != nil {
			return Unbound, err
		}
		return s.Val(), nil
	}
	sp, err := fmtspec.Parse(spec.s, a[0].TypeName(), 0, '>', t.pollText64)
	if err != nil {
		return Unbound, t.fmtError(err)
	}
	c := As[ComplexObj](a[0])
	out, err := fmtspec.AppendComplex(nil, c.re, c.im, &sp, t.fmtLimits())
	if err != nil {
		return Unbound, t.fmtError(err)
	}
	return t.ownText(out)
}

func setupComplex() {
	self := func(v Value) *ComplexObj { return As[ComplexObj](v) }
	ComplexType.Setup(&TypeSpec{
		Name: "complex", Layout: LayoutOf[ComplexObj](), Flags: flagBase | flagAtom | flagGenericGet | flagGenericSet,
		Doc: "Make a complex number from its two parts, or read it from a string such as\n'1+2j'.\n\nEither part may be any number; with one argument, an object with __complex__()\nis converted.",
		Sig: "(real=0, imag=0)",
		New: &Func{Name: "complex", Sig: "(cls, real=<unrepresentable>, imag=<unrepresentable>)", Fn: complexNew, Flags: Polls},
		Slots: Slots{
			Repr: complexRepr, Compare: complexCompare, Binary: complexBinary,
			Hash: func(t *Thread, v Value) (int64, error) {
				c := self(v)
				re, err := floatHash(t, Float(c.re))
				if err != nil {
					return 0, err
				}
				im, err := floatHash(t, Float(c.im))
				return pyhash.Complex(re, im), err
			},
			Pow3: func(t *Thread, a, b, mod Value) (Value, error) {
				for _, v := range [...]Value{a, b} {
					if _, ok, err := t.complexOperand(v); !ok || err != nil {
						return NotImplemented, err
					}
				}
				return Unbound, t.ValueError("complex modulo")
			},
			Bool: func(t *Thread, v Value) (bool, error) { c := self(v); return c.re != 0 || c.im != 0, nil },
			Neg:  func(t *Thread, v Value) (Value, error) { c := self(v); return Complex(-c.re, -c.im), nil },
			Pos:  func(t *Thread, v Value) (Value, error) { c := self(v); return Complex(c.re, c.im), nil },
			Abs: func(t *Thread, v Value) (Value, error) {
				c := self(v)
				f, fault := mathx.CAbs(complex(c.re, c.im))
				if fault != mathx.OK {
					return Unbound, t.OverflowError("absolute value too large")
				}
				return Float(f), nil
			},
		},
		Members: []GetSet{
			{Name: "real", Get: func(t *Thread, v Value) (Value, error) { return Float(self(v).re), nil }, Doc: "the real part of a complex number"},
			{Name: "imag", Get: func(t *Thread, v Value) (Value, error) { return Float(self(v).im), nil }, Doc: "the imaginary part of a complex number"},
		},
		Methods: []Func{
			{Name: "conjugate", Sig: "(self, /)", Flags: Pure, Doc: "Return the number with the sign of its imaginary part turned around.", Fn: func(t *Thread, a []Value) (Value, error) {
				c := self(a[0])
				return Complex(c.re, -c.im), nil
			}},
			{Name: "__complex__", Sig: "(self, /)", Flags: Pure, Doc: "Return the value as an instance of complex itself, not of a subclass.", Fn: func(t *Thread, a []Value) (Value, error) {
				if a[0].exactly(&ComplexType) {
					return a[0], nil
				}
				c := self(a[0])
				return Complex(c.re, c.im), nil
			}},
			{Name: "from_number", Sig: "(cls, number, /)", Flags: Pure | ClassM, Doc: "Convert number to a complex floating-point number.", Fn: func(t *Thread, a []Value) (Value, error) {
				if a[1].exactly(&ComplexType) && a[0].ref == &ComplexType.Header {
					return a[1], nil
				}
				z, err := t.ToComplex(a[1])
				if err != nil {
					return Unbound, err
				}
				if a[0].ref == &ComplexType.Header {
					return complexVal(z), nil
				}
				return t.Call(a[0], complexVal(z))
			}},
			{Name: "__getnewargs__", Sig: "(self, /)", Flags: Pure, Fn: func(t *Thread, a []Value) (Value, error) {
				c := self(a[0])
				return NewTuple(Float(c.re), Float(c.im)), nil
			}},
			{Name: "__format__", Sig: "(self, format_spec, /)", Flags: Charges, Doc: "Return the number as text in the form that format_spec describes.", Fn: complexFormat},
		},
	})
}
