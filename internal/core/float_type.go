// This file sets up float: constructors, text, methods. Arithmetic is in float_ops.go.
package core

import (
	"math"

	"github.com/vivarium-py/vivarium/internal/bignum"
	"github.com/vivarium-py/vivarium/internal/fmtspec"
	"github.com/vivarium-py/vivarium/internal/numtext"
)

func floatRepr(t *Thread, v Value) (Value, error) {
	f, _ := AsFloat(v)
	return floatText(f), nil
}

// ToFloat gives the number of a float, an int, or what __float__ or __index__ gives.
func (t *Thread) ToFloat(v Value) (float64, error) {
	if v.ref == &floatHeader {
		return v.Float64(), nil
	}
	if v.ref == nil {
		return float64(v.Small()), nil
	}
	if f, ok := AsFloat(v); ok {
		return f, nil
	}
	s := &v.Type().s
	if s.Float != nil {
		return t.callFloat(v)
	}
	if s.Index != nil {
		r, err := t.Index(v)
		if err != nil {
			return 0, err
		}
		i, b, _ := AsInt(r)
		return t.intToFloat(i, b)
	}
	return 0, t.TypeError("must be real number, not %s", v.TypeName())
}

// callFloat gives what __float__ gives.
func (t *Thread) callFloat(v Value) (float64, error) {
	r, err := v.Type().s.Float(t, v)
	if err != nil {
		return 0, err
	}
	f, ok := AsFloat(r)
	if !ok {
		return 0, t.TypeError("%s.__float__ returned non-float (type %s)", v.TypeName(), r.TypeName())
	}
	if !r.IsFloat() {
		if err := t.Warn(&ExcDeprecationWarning, v.TypeName()+".__float__ returned non-float (type "+r.TypeName()+").  The ability to return an instance of a strict subclass of float is deprecated, and may be removed in a future version of Python.", 1); err != nil {
			return 0, err
		}
	}
	return f, nil
}

func floatNew(t *Thread, a []Value) (Value, error) {
	cls := AsType(a[0])
	if err := t.NoKeywords(cls, &FloatType, a[2]); err != nil {
		return Unbound, err
	}
	f := 0.0
	v := a[1]
	var err error
	if !v.IsUnbound() {
		text, isText := "", true
		switch {
		case AsStr(v) != nil && v.Type().s.Float == nil:
			if text, err = t.asciiNumber(AsStr(v)); err != nil {
				return Unbound, err
			}
		case v.Type().s.Float == nil && v.Type().s.Index == nil && v.Type().s.Buffer != nil:
			b, err := t.BytesLike(v)
			if err != nil {
				return Unbound, err
			}
			if text, err = t.StringOf(b); err != nil {
				return Unbound, err
			}
		default:
			isText = false
		}
		if isText {
			var ok bool
			if f, ok, err = numtext.ParseFloat(text, t.pollText64); err != nil {
				return Unbound, err
			} else if !ok {
				return Unbound, t.ValueError("could not convert string to float: %s", t.reprOr(v))
			}
		} else if v.Type().flags&(flagHeap|flagFloatSub) == flagHeap|flagFloatSub {
			if f, err = t.callFloat(v); err != nil {
				return Unbound, err
			}
		} else if f, err = t.ToFloat(v); err != nil {
			if Matches(err, &ExcTypeError) && v.Type().s.Float == nil && v.Type().s.Index == nil {
				return Unbound, t.TypeError("float() argument must be a string or a real number, not '%s'", v.TypeName())
			}
			return Unbound, err
		}
	}
	if cls == &FloatType {
		return Float(f), nil
	}
	o := As[FloatObj](obj(cls.Alloc()))
	o.f = f
	return obj(&o.Header), nil
}

// floatToInt truncates with CPython's errors.
func floatToInt(t *Thread, f float64) (Value, error) {
	switch {
	case f != f:
		return Unbound, t.ValueError("cannot convert float NaN to integer")
	case math.IsInf(f, 0):
		return Unbound, t.OverflowError("cannot convert float infinity to integer")
	}
	f = math.Trunc(f)
	if f >= -1<<63 && f < 1<<63 {
		return Int(int64(f)), nil
	}
	return BigInt(bignum.FromFloat(f)), nil
}

func floatRound(t *Thread, a []Value) (Value, error) {
	f, _ := AsFloat(a[0])
	if !a[1].Given() {
		return floatToInt(t, math.RoundToEven(f))
	}
	nv, err := t.Index(a[1])
	if err != nil {
		return Unbound, err
	}
	n, b, _ := AsInt(nv)
	if f-f != 0 || f == 0 {
		return Float(f), nil
	}
	if b != nil {
		n = 400
		if b.Sign() < 0 {
			n = -400
		}
	}
	n = max(min(n, 400), -400)
	if n > 323 {
		return Float(f), nil
	}
	if n < -308 {
		return Float(math.Copysign(0, f)), nil
	}
	r, ok := numtext.Round(f, int(n))
	if !ok {
		return Unbound, t.OverflowError("rounded value too large to represent")
	}
	return Float(r), nil
}

func (t *Thread) formatFloat(f float64, typeName string, sp *fmtspec.Spec) (Value, error) {
	out, err := fmtspec.AppendFloat(nil, f, typeName, sp, t.fmtLimits())
	if err != nil {
		return Unbound, t.fmtError(err)
	}
	return t.ownText(out)
}

func floatFormat(t *Thread, a []Value) (Value, error) {
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
	f, _ := AsFloat(a[0])
	return t.formatFloat(f, a[0].TypeName(), &sp)
}

func unaryFloat(f func(float64) float64) func(*Thread, Value) (Value, error) {
	return func(t *Thread, v Value) (Value, error) {
		x, _ := AsFloat(v)
		return Float(f(x)), nil
	}
}

func setupFloat() {
	floatHeader.shape = &FloatType.shape0
	plain := func(t *Thread, v Value) (Value, error) {
		f, _ := AsFloat(v)
		return Float(f), nil
	}
	rounding := func(f func(float64) float64) NativeFn {
		return func(t *Thread, a []Value) (Value, error) {
			x, _ := AsFloat(a[0])
			return floatToInt(t, f(x))
		}
	}
	FloatType.Setup(&TypeSpec{
		Name: "float", Layout: LayoutOf[FloatObj](), Flags: flagBase | flagAtom | flagFloatSub | flagGenericGet | flagGenericSet,
		Doc: "Make a float from a number, or from a string such as '1.5', 'nan' or '-inf'.\n\nRaise ValueError if a string is not a number.",
		Sig: "(x=0, /)",
		New: &Func{Name: "float", Sig: "(cls, x=<unrepresentable>, /, **kwargs)", Fn: floatNew, Flags: Polls},
		Slots: Slots{
			Repr: floatRepr, Hash: floatHash, Compare: floatCompare, Binary: floatBinary,
			Pow3: func(t *Thread, a, b, mod Value) (Value, error) {
				return Unbound, t.TypeError("pow() 3rd argument not allowed unless all arguments are integers")
			},
			Bool: func(t *Thread, v Value) (bool, error) {
				f, _ := AsFloat(v)
				return f != 0, nil
			},
			Int: func(t *Thread, v Value) (Value, error) {
				f, _ := AsFloat(v)
				return floatToInt(t, f)
			},
			Float: plain, Pos: plain,
			Neg: unaryFloat(func(x float64) float64 { return -x }),
			Abs: unaryFloat(math.Abs),
		},
		GetSets: []GetSet{
			{Name: "real", Get: plain, Doc: "the real part"},
			{Name: "imag", Get: func(t *Thread, v Value) (Value, error) { return Float(0), nil }, Doc: "the imaginary part"},
		},
		Methods: []Func{
			{Name: "conjugate", Sig: "(self, /)", Flags: Pure, Doc: "Return the float itself.", Fn: func(t *Thread, a []Value) (Value, error) { return plain(t, a[0]) }},
			{Name: "is_integer", Sig: "(self, /)", Flags: Pure, Doc: "Return whether the float has no fraction.", Fn: func(t *Thread, a []Value) (Value, error) {
				f, _ := AsFloat(a[0])
				return Bool(f-f == 0 && f == math.Trunc(f)), nil
			}},
			{Name: "as_integer_ratio", Sig: "(self, /)", Flags: Charges, Doc: "Return the two integers, the second positive, whose quotient is this float\nexactly and that have no common factor.\n\nRaise OverflowError for an infinity and ValueError for a NaN.\n\n>>> (0.75).as_integer_ratio()\n(3, 4)\n>>> (-2.0).as_integer_ratio()\n(-2, 1)\n>>> (0.0).as_integer_ratio()\n(0, 1)", Fn: func(t *Thread, a []Value) (Value, error) {
				f, _ := AsFloat(a[0])
				switch {
				case f != f:
					return Unbound, t.ValueError("cannot convert NaN to integer ratio")
				case math.IsInf(f, 0):
					return Unbound, t.OverflowError("cannot convert Infinity to integer ratio")
				}
				n, d := numtext.AsIntegerRatio(f)
				return NewTuple(BigInt(n), BigInt(d)), nil
			}},
			{Name: "hex", Sig: "(self, /)", Flags: Pure, Doc: "Write the float exactly, with hexadecimal digits and a power of two.\n\n>>> (1.5).hex()\n'0x1.8000000000000p+0'\n>>> (-10.0).hex()\n'-0x1.4000000000000p+3'", Fn: func(t *Thread, a []Value) (Value, error) {
				f, _ := AsFloat(a[0])
				return StrVal(numtext.Hex(f)), nil
			}},
			{Name: "fromhex", Sig: "(cls, string, /)", Flags: Pure | ClassM, Doc: "Read a float from hexadecimal digits, as hex() writes them.\n\n>>> float.fromhex('0x1.8p+1')\n3.0\n>>> float.fromhex('-0xff')\n-255.0", Fn: func(t *Thread, a []Value) (Value, error) {
				s := AsStr(a[1])
				if s == nil {
					return Unbound, t.TypeError("bad argument type for built-in operation")
				}
				f, err := numtext.ParseHex(s.s)
				if err == numtext.ErrHexOverflow {
					return Unbound, t.OverflowError("%s", err.Error())
				}
				if err != nil {
					return Unbound, t.ValueError("%s", err.Error())
				}
				if a[0].ref == &FloatType.Header {
					return Float(f), nil
				}
				return t.Call(a[0], Float(f))
			}},
			{Name: "from_number", Sig: "(cls, number, /)", Flags: Pure | ClassM, Doc: "Convert real number to a floating-point number.", Fn: func(t *Thread, a []Value) (Value, error) {
				if a[1].IsFloat() && a[0].ref == &FloatType.Header {
					return a[1], nil
				}
				f, err := t.ToFloat(a[1])
				if err != nil {
					return Unbound, err
				}
				if a[0].ref == &FloatType.Header {
					return Float(f), nil
				}
				return t.Call(a[0], Float(f))
			}},
			{Name: "__trunc__", Sig: "(self, /)", Flags: Pure, Doc: "Return the integer next to the value in the direction of zero.", Fn: rounding(math.Trunc)},
			{Name: "__floor__", Sig: "(self, /)", Flags: Pure, Doc: "Return the greatest integer that is not above the value.", Fn: rounding(math.Floor)},
			{Name: "__ceil__", Sig: "(self, /)", Flags: Pure, Doc: "Return the least integer that is not below the value.", Fn: rounding(math.Ceil)},
			{Name: "__round__", Sig: "(self, ndigits=None, /)", Flags: Pure, Doc: "Round to ndigits decimal places, or to an integer if ndigits is None; halfway\ncases go to the even digit.", Fn: floatRound},
			{Name: "__getnewargs__", Sig: "(self, /)", Flags: Pure, Fn: func(t *Thread, a []Value) (Value, error) {
				f, _ := AsFloat(a[0])
				return NewTuple(Float(f)), nil
			}},
			{Name: "__getformat__", Sig: "(cls, typestr, /)", Flags: Pure | ClassM, Doc: "For the tests of Python itself only.", Fn: func(t *Thread, a []Value) (Value, error) {
				s := AsStr(a[1])
				if s == nil {
					return Unbound, t.TypeError("__getformat__() argument must be str, not %s", a[1].argTypeName())
				}
				if s.s == "double" || s.s == "float" {
					return StrVal("IEEE, little-endian"), nil
				}
				return Unbound, t.ValueError("__getformat__() argument 1 must be 'double' or 'float'")
			}},
			{Name: "__format__", Sig: "(self, format_spec, /)", Flags: Charges, Doc: "Return the number as text in the form that format_spec describes.", Fn: floatFormat},
		},
	})
}
