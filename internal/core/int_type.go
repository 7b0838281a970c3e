// This file sets up int and bool: constructors, text, methods. Arithmetic is in int_ops.go.
package core

import (
	"math"
	"math/big"
	"math/bits"
	"unicode/utf8"

	"github.com/vivarium-py/vivarium/internal/bignum"
	"github.com/vivarium-py/vivarium/internal/fmtspec"
	"github.com/vivarium-py/vivarium/internal/numtext"
	"github.com/vivarium-py/vivarium/internal/unidata"
)

// defaultMaxStrDigits is sys.get_int_max_str_digits() at start.
const defaultMaxStrDigits = 4300

// IntText is str(v) of an int; too many digits are a ValueError (CVE-2020-10735).
func (t *Thread) intText(s int64, b *big.Int) (string, error) {
	if b == nil {
		var buf [24]byte
		return string(numtext.AppendInt(buf[:0], s, 10)), nil
	}
	n := numtext.DecimalLen(b)
	if lim := t.interp.maxStrDigits; lim > 0 && n > lim+2 {
		return "", t.ValueError("Exceeds the limit (%d digits) for integer string conversion; use sys.set_int_max_str_digits() to increase the limit", lim)
	}
	if err := t.chargeScratch(8*n, textScratch); err != nil {
		return "", err
	}
	out, err := numtext.AppendBig(nil, b, 10, t.pollDigits)
	if err != nil {
		return "", err
	}
	digits := len(out)
	if b.Sign() < 0 {
		digits--
	}
	if lim := t.interp.maxStrDigits; lim > 0 && digits > lim {
		return "", t.ValueError("Exceeds the limit (%d digits) for integer string conversion; use sys.set_int_max_str_digits() to increase the limit", lim)
	}
	return string(out), nil
}

func intRepr(t *Thread, v Value) (Value, error) {
	s, b, _ := AsInt(v)
	if b == nil {
		return smallIntText(s), nil
	}
	text, err := t.intText(s, b)
	if err != nil {
		return Unbound, err
	}
	return newStrN(text, len(text)).Val(), nil
}

// intBase is bin, oct and hex.
func intBase(prefix string, base int) NativeFn {
	return func(t *Thread, a []Value) (Value, error) {
		v, err := t.Index(a[0])
		if err != nil {
			return Unbound, err
		}
		s, b, _ := AsInt(v)
		var digits []byte
		neg := s < 0
		if b == nil {
			if neg {
				digits = numtext.AppendInt(nil, s, base)[1:]
			} else {
				digits = numtext.AppendInt(nil, s, base)
			}
		} else {
			if err := t.Charge(3 * b.BitLen() / bits.Len(uint(base-1))); err != nil { // the digits, their text, and it with a prefix
				return Unbound, err
			}
			neg = b.Sign() < 0
			if digits, err = numtext.AppendBig(nil, bignum.Magnitude(b), base, t.pollDigits); err != nil {
				return Unbound, err
			}
		}
		text := prefix + string(digits)
		if neg {
			text = "-" + text
		}
		return StrVal(text), nil
	}
}

// intFromText is int(text, base); orig is for the message.
func (t *Thread) intFromText(text string, base int, orig Value) (Value, error) {
	if base == 10 {
		if i, ok := numtext.ParseInt64(text); ok {
			return Int(i), nil
		}
	}
	it, ok, err := numtext.ScanInt(text, base, t.pollText64)
	if err != nil {
		return Unbound, err
	}
	if !ok {
		return Unbound, t.ValueError("invalid literal for int() with base %d: %s", base, t.reprShort(orig))
	}
	if i, ok := it.Int64(); ok {
		return Int(i), nil
	}
	if lim := t.interp.maxStrDigits; lim > 0 && it.Count > lim && !it.IsPow2Base() {
		return Unbound, t.ValueError("Exceeds the limit (%d digits) for integer string conversion: value has %d digits; use sys.set_int_max_str_digits() to increase the limit", lim, it.Count)
	}
	scratch := textScratch
	if it.IsPow2Base() {
		scratch = 1
	}
	if err := t.chargeScratch(8*it.Count, scratch); err != nil {
		return Unbound, err
	}
	b, err := it.Big(t.Poll)
	if err != nil {
		return Unbound, err
	}
	return BigInt(b), nil
}

// reprShort is the repr of a literal in an error message, cut as CPython cuts it.
func (t *Thread) reprShort(v Value) string {
	r := t.reprOr(v)
	if s := NewStr(r); s.n > 200 {
		n := 0
		for i := range r {
			if n == 200 {
				return r[:i]
			}
			n++
		}
	}
	return r
}

// asciiNumber turns a str's Unicode digits and spaces to ASCII for the number parsers.
func (t *Thread) asciiNumber(s *Str) (string, error) {
	if s.ASCII() {
		return s.s, nil
	}
	out, err := t.Room(nil, s.n)
	for i, k := 0, 0; i < len(s.s) && err == nil; k++ {
		c, w := decodeRune(s.s[i:])
		i += w
		if c >= utf8.RuneSelf {
			if d := unidata.Decimal(c); d >= 0 {
				c = rune('0' + d)
			} else if unidata.IsSpace(c) {
				c = ' '
			} else {
				c = '?' // no number has it
			}
		}
		out = append(out, byte(c))
		err = t.PollAt(k)
	}
	return view(out), err
}

// ToInt is int(v) of one argument.
func (t *Thread) ToInt(v Value) (Value, error) {
	if v.ref == nil {
		return v, nil
	}
	if v.exactly(&IntType) {
		return v, nil
	}
	s := &v.Type().s
	if s.Int != nil {
		r, err := s.Int(t, v)
		if err != nil {
			return Unbound, err
		}
		if _, _, ok := AsInt(r); !ok {
			return Unbound, t.TypeError("__int__ returned non-int (type %s)", r.TypeName())
		}
		if r.Type() != &IntType {
			if err := t.Warn(&ExcDeprecationWarning, "__int__ returned non-int (type "+r.TypeName()+").  The ability to return an instance of a strict subclass of int is deprecated, and may be removed in a future version of Python.", 1); err != nil {
				return Unbound, err
			}
		}
		return toInt(r), nil
	}
	if s.Index != nil {
		r, err := t.Index(v)
		if err != nil {
			return Unbound, err
		}
		return toInt(r), nil
	}
	if str := AsStr(v); str != nil {
		text, err := t.asciiNumber(str)
		if err != nil {
			return Unbound, err
		}
		return t.intFromText(text, 10, v)
	}
	if v.Type().s.Buffer != nil {
		b, err := t.BytesLike(v)
		if err != nil {
			return Unbound, err
		}
		orig := v
		if !v.isA(&BytesType) && !v.isA(&ByteArrayType) {
			orig = NewBytes(append([]byte(nil), b...))
		}
		text, err := t.StringOf(b)
		if err != nil {
			return Unbound, err
		}
		return t.intFromText(text, 10, orig)
	}
	return Unbound, t.TypeError("int() argument must be a string, a bytes-like object or a real number, not '%s'", v.TypeName())
}

func intNew(t *Thread, a []Value) (Value, error) {
	cls := AsType(a[0])
	var v Value
	var err error
	switch {
	case a[2].IsUnbound():
		if a[1].IsUnbound() {
			v = Int(0)
		} else if v, err = t.ToInt(a[1]); err != nil {
			return Unbound, err
		}
	case a[1].IsUnbound():
		return Unbound, t.TypeError("int() missing string argument")
	default:
		base, err := t.IndexClamp(a[2])
		if err != nil {
			return Unbound, err
		}
		if base != 0 && (base < 2 || base > 36) {
			return Unbound, t.ValueError("int() base must be >= 2 and <= 36, or 0")
		}
		switch {
		case AsStr(a[1]) != nil:
			var text string
			if text, err = t.asciiNumber(AsStr(a[1])); err == nil {
				v, err = t.intFromText(text, base, a[1])
			}
		case a[1].isA(&BytesType) || a[1].isA(&ByteArrayType):
			var b []byte
			if b, err = t.BytesLike(a[1]); err == nil {
				v, err = t.intFromText(string(b), base, a[1])
			}
		default:
			return Unbound, t.TypeError("int() can't convert non-string with explicit base")
		}
		if err != nil {
			return Unbound, err
		}
	}
	if cls == &IntType {
		return v, nil
	}
	o := As[IntObj](obj(cls.Alloc()))
	o.small, o.big, _ = AsInt(v)
	return obj(&o.Header), nil
}

// byteOrder reads the byteorder argument of to_bytes and from_bytes.
func (t *Thread) byteOrder(method string, v Value) (little bool, err error) {
	if s := AsStr(v); s != nil {
		switch s.s {
		case "little":
			return true, nil
		case "big":
			return false, nil
		}
		return false, t.ValueError("byteorder must be either 'little' or 'big'")
	}
	return false, t.TypeError("%s() argument 'byteorder' must be str, not %s", method, v.argTypeName())
}

// smallToBytes is to_bytes of an int64, which is not negative unless signed, in a few bytes.
func (t *Thread) smallToBytes(s int64, n int, little, signed bool) (Value, error) {
	need := bits.Len64(uint64(s ^ s>>63))
	if signed && need > 0 { // -1 fits in no bytes, as in CPython
		need++
	}
	if need > n*8 {
		return Unbound, t.OverflowError("int too big to convert")
	}
	out := make([]byte, n)
	for i := range out {
		at := i
		if !little {
			at = n - 1 - i
		}
		out[at] = byte(s)
		s >>= 8
	}
	return NewBytes(out), nil
}

// smallFromBytes is from_bytes of 8 bytes at most.
func smallFromBytes(src []byte, little, signed bool) Value {
	var x uint64
	for i := range src {
		at := i
		if little {
			at = len(src) - 1 - i
		}
		x = x<<8 | uint64(src[at])
	}
	if !signed || len(src) == 0 {
		return Uint(x)
	}
	unused := uint(64 - 8*len(src))
	return Int(int64(x<<unused) >> unused)
}

func intToBytes(t *Thread, a []Value) (Value, error) {
	n, err := t.Ssize(a[1])
	if err != nil {
		return Unbound, err
	}
	little, err := t.byteOrder("to_bytes", a[2])
	if err != nil {
		return Unbound, err
	}
	signed, err := t.Truth(a[3])
	if err != nil {
		return Unbound, err
	}
	if n < 0 {
		return Unbound, t.ValueError("length argument must be non-negative")
	}
	if err := t.Charge(n); err != nil {
		return Unbound, err
	}
	s, b, _ := AsInt(a[0])
	if b == nil && n <= 64 && (s >= 0 || signed) {
		return t.smallToBytes(s, n, little, signed)
	}
	x := bigOf(s, b)
	if x.Sign() < 0 && !signed {
		return Unbound, t.OverflowError("can't convert negative int to unsigned")
	}
	need := x.BitLen()
	if signed {
		if x.Sign() < 0 {
			if x.TrailingZeroBits() == uint(need)-1 {
				need-- // ~x is shorter
			}
		}
		need++
		if x.Sign() == 0 {
			need = 0
		}
	}
	if need > n*8 {
		return Unbound, t.OverflowError("int too big to convert")
	}
	out, err := MakeSlice[byte](t, n, 0)
	if err != nil {
		return Unbound, err
	}
	return NewBytes(out), bignum.FillBytes(x, out, little, t.pollWords)
}

func intFromBytes(t *Thread, a []Value) (Value, error) {
	little, err := t.byteOrder("from_bytes", a[2])
	if err != nil {
		return Unbound, err
	}
	signed, err := t.Truth(a[3])
	if err != nil {
		return Unbound, err
	}
	src, err := t.toBytes(a[1])
	if err != nil {
		return Unbound, err
	}
	if err := t.Charge(2 * len(src)); err != nil {
		return Unbound, err
	}
	if len(src) <= 8 && AsType(a[0]) == &IntType {
		return smallFromBytes(src, little, signed), nil
	}
	top := len(src) - 1
	if !little {
		top = 0
	}
	x, err := bignum.SetBytes(src, little, t.pollWords)
	if err == nil && signed && len(src) > 0 && src[top]&0x80 != 0 {
		var all *big.Int
		if all, err = bignum.Lsh(big.NewInt(1), uint(len(src)*8), t.pollWords); err == nil {
			x, err = bignum.Sub(x, all, t.pollWords)
		}
	}
	if err != nil {
		return Unbound, err
	}
	v := BigInt(x)
	if cls := AsType(a[0]); cls != &IntType {
		return t.Call(a[0], v)
	}
	return v, nil
}

// intRound is int.__round__: to a power of ten, half to even.
func intRound(t *Thread, a []Value) (Value, error) {
	if a[1].IsNone() || a[1].IsUnbound() {
		return toInt(a[0]), nil
	}
	nv, err := t.Index(a[1])
	if err != nil {
		return Unbound, err
	}
	n, nb, _ := AsInt(nv)
	if nb == nil && n >= 0 || nb != nil && nb.Sign() > 0 {
		return toInt(a[0]), nil
	}
	s, b, _ := AsInt(a[0])
	x := bigOf(s, b)
	if nb != nil || -n > int64(numtext.DecimalLen(x))+1 {
		return Int(0), nil
	}
	p, err := bignum.Pow(big.NewInt(10), uint64(-n), t.Poll)
	if err != nil {
		return Unbound, err
	}
	q, r, err := bignum.DivMod(x, p, t.Poll)
	if err != nil {
		return Unbound, err
	}
	if r, err = bignum.Lsh(r, 1, t.pollWords); err != nil {
		return Unbound, err
	}
	switch twice := r.Cmp(p); {
	case twice > 0, twice == 0 && q.Bit(0) == 1:
		if q, err = bignum.Add(q, big.NewInt(1), t.pollWords); err != nil {
			return Unbound, err
		}
	}
	return t.bigResult(bignum.Mul(q, p, t.Poll))
}

func intFormat(t *Thread, a []Value) (Value, error) {
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
	sp, err := fmtspec.Parse(spec.s, a[0].TypeName(), 'd', '>', t.pollText64)
	if err != nil {
		return Unbound, t.fmtError(err)
	}
	s, b, _ := AsInt(a[0])
	switch sp.Type {
	case 'e', 'E', 'f', 'F', 'g', 'G', '%':
		f, err := t.intToFloat(s, b)
		if err != nil {
			return Unbound, err
		}
		return t.formatFloat(f, a[0].TypeName(), &sp)
	}
	if b != nil && sp.Type == 'd' {
		if _, err := t.intText(s, b); err != nil {
			return Unbound, err
		}
	}
	var out []byte
	lim := t.fmtLimits()
	if b == nil {
		out, err = fmtspec.AppendInt(nil, s, a[0].TypeName(), &sp, lim)
	} else {
		out, err = fmtspec.AppendBig(nil, b, a[0].TypeName(), &sp, lim)
	}
	if err != nil {
		return Unbound, t.fmtError(err)
	}
	return t.ownText(out)
}

// fmtError makes the Python exception of an error of package fmtspec.
func (t *Thread) fmtError(err error) error {
	e, ok := err.(*fmtspec.Error)
	if !ok {
		return err
	}
	switch e.Kind {
	case fmtspec.ValueError:
		return t.ValueError("%s", e.Msg)
	case fmtspec.OverflowError:
		return t.OverflowError("%s", e.Msg)
	}
	return t.TypeError("%s", e.Msg)
}

func unaryInt(small func(int64) (int64, bool), large func(x *big.Int, poll bignum.Poll) (*big.Int, error)) func(*Thread, Value) (Value, error) {
	return func(t *Thread, v Value) (Value, error) {
		s, b, _ := AsInt(v)
		if b == nil {
			if r, ok := small(s); ok {
				return Int(r), nil
			}
			b = big.NewInt(s)
		}
		if err := t.chargeBits(b.BitLen()); err != nil {
			return Unbound, err
		}
		return t.bigResult(large(b, t.pollWords))
	}
}

func setupInt() {
	same := func(t *Thread, v Value) (Value, error) { return toInt(v), nil }
	getInt := func(f func(Value) Value) func(*Thread, Value) (Value, error) {
		return func(t *Thread, v Value) (Value, error) { return f(v), nil }
	}
	method := func(f func(t *Thread, v Value) (Value, error)) NativeFn {
		return func(t *Thread, a []Value) (Value, error) { return f(t, a[0]) }
	}
	IntType.Setup(&TypeSpec{
		Name: "int", Layout: LayoutOf[IntObj](), Flags: flagBase | flagAtom | flagIntSub | flagGenericGet | flagGenericSet,
		Doc: "int(number=0) -> integer\nint(string, base=10) -> integer\n\nMake an integer. A number is converted by its __int__() or __index__(), which\nfor floats drops the fraction. A string, bytes or bytearray must hold an\ninteger literal of the base, which is from 2 to 36, or 0 to go by a prefix\nsuch as 0x; a sign, underscores between digits and whitespace around it are\nallowed.\n\n>>> int('-ff', base=16)\n-255",
		New: &Func{Name: "int", Sig: "(cls, x=<unrepresentable>, /, base=<unrepresentable>)", Fn: intNew, Flags: Polls | Charges | Vector},
		Slots: Slots{
			Repr: intRepr, Hash: intHash, Compare: intCompare, Binary: intBinary, Pow3: intPow3,
			Bool: func(t *Thread, v Value) (bool, error) {
				s, b, _ := AsInt(v)
				return b != nil || s != 0, nil
			},
			Int: same, Index: same,
			Float: func(t *Thread, v Value) (Value, error) {
				s, b, _ := AsInt(v)
				f, err := t.intToFloat(s, b)
				return Float(f), err
			},
			Neg: unaryInt(func(x int64) (int64, bool) { return -x, x != math.MinInt64 }, bignum.Neg),
			Pos: same,
			Abs: unaryInt(func(x int64) (int64, bool) {
				if x < 0 {
					return -x, x != math.MinInt64
				}
				return x, true
			}, bignum.Abs),
			Invert: unaryInt(func(x int64) (int64, bool) { return ^x, true }, bignum.Not),
		},
		GetSets: []GetSet{
			{Name: "real", Get: getInt(toInt), Doc: "the real part"},
			{Name: "imag", Get: getInt(func(Value) Value { return Int(0) }), Doc: "the imaginary part"},
			{Name: "numerator", Get: getInt(toInt), Doc: "the integer itself, as for fractions"},
			{Name: "denominator", Get: getInt(func(Value) Value { return Int(1) }), Doc: "1, as an integer is a fraction of itself and 1"},
		},
		Methods: []Func{
			{Name: "bit_length", Sig: "(self, /)", Flags: Pure, Doc: "Return how many bits the number takes without its sign and leading zeros.\n\n>>> (255).bit_length()\n8\n>>> (-256).bit_length()\n9", Fn: func(t *Thread, a []Value) (Value, error) {
				s, b, _ := AsInt(a[0])
				if b != nil {
					return Int(int64(b.BitLen())), nil
				}
				if s < 0 {
					s = -s
				}
				return Int(int64(bits.Len64(uint64(s)))), nil
			}},
			{Name: "bit_count", Sig: "(self, /)", Flags: Pure, Doc: "Count the one bits of the number without its sign.\n\n>>> (255).bit_count()\n8\n>>> (-6).bit_count()\n2", Fn: func(t *Thread, a []Value) (Value, error) {
				s, b, _ := AsInt(a[0])
				if b == nil {
					if s < 0 {
						s = -s
					}
					return Int(int64(bits.OnesCount64(uint64(s)))), nil
				}
				n := 0
				words := b.Bits()
				err := t.InChunks(len(words), fastWork/8, func(lo, hi int) bool {
					for _, w := range words[lo:hi] {
						n += bits.OnesCount64(uint64(w))
					}
					return true
				})
				return Int(int64(n)), err
			}},
			{Name: "conjugate", Sig: "(self, /)", Flags: Pure, Doc: "Return the integer itself.", Fn: method(same)},
			{Name: "as_integer_ratio", Sig: "(self, /)", Flags: Pure, Doc: "Return the integer and 1, the fraction in lowest terms that equals it.\n\n>>> (7).as_integer_ratio()\n(7, 1)\n>>> (-7).as_integer_ratio()\n(-7, 1)\n>>> (0).as_integer_ratio()\n(0, 1)", Fn: func(t *Thread, a []Value) (Value, error) {
				return NewTuple(toInt(a[0]), Int(1)), nil
			}},
			{Name: "is_integer", Sig: "(self, /)", Flags: Pure, Doc: "Return True; float has a method of this name too.", Fn: func(t *Thread, a []Value) (Value, error) { return True, nil }},
			{Name: "to_bytes", Sig: "(self, /, length=1, byteorder='big', *, signed=False)", Flags: Charges, Doc: "Return the integer as that many bytes.\n\nbyteorder is 'big' (the first byte counts most) or 'little'. Raise\nOverflowError if it does not fit, or is negative and signed is false.", Fn: intToBytes},
			{Name: "from_bytes", Sig: "(cls, /, bytes, byteorder='big', *, signed=False)", Flags: Charges | ClassM, Doc: "Return the integer whose bytes are given, as to_bytes() makes them.\n\nbyteorder is 'big' (the first byte counts most) or 'little'; signed says\nwhether they are two's complement.", Fn: intFromBytes},
			{Name: "__trunc__", Sig: "(self, /)", Flags: Pure, Doc: "Truncating an Integral returns itself.", Fn: method(same)},
			{Name: "__floor__", Sig: "(self, /)", Flags: Pure, Doc: "Flooring an Integral returns itself.", Fn: method(same)},
			{Name: "__ceil__", Sig: "(self, /)", Flags: Pure, Doc: "Return the integer itself.", Fn: method(same)},
			{Name: "__round__", Sig: "(self, ndigits=None, /)", Flags: Charges, Doc: "Return the integer, or, if ndigits is negative, the nearest multiple of that\npower of ten (the even one of two).", Fn: intRound},
			{Name: "__getnewargs__", Sig: "(self, /)", Flags: Pure, Fn: func(t *Thread, a []Value) (Value, error) { return NewTuple(toInt(a[0])), nil }},
			{Name: "__format__", Sig: "(self, format_spec, /)", Flags: Charges, Doc: "Return the number as text in the form that format_spec describes.", Fn: intFormat},
			{Name: "__sizeof__", Sig: "(self, /)", Flags: Pure, Doc: "Return the memory this integer takes up, in bytes.", Fn: func(t *Thread, a []Value) (Value, error) {
				i, b, _ := AsInt(a[0])
				digits := max(1, (bigOf(i, b).BitLen()+29)/30)
				return Int(a[0].Type().basicSize() + 4*int64(digits)), nil
			}},
		},
	})
	boolOp := func(op BinOp) func(*Thread, Value, Value) (Value, error) {
		f := intBinary[op]
		return func(t *Thread, a, b Value) (Value, error) {
			if a.exactly(&BoolType) && b.exactly(&BoolType) {
				x, y := a == True, b == True
				switch op {
				case OpAnd:
					return Bool(x && y), nil
				case OpOr:
					return Bool(x || y), nil
				}
				return Bool(x != y), nil
			}
			return f(t, a, b)
		}
	}
	var boolBinary [numBinOps]func(*Thread, Value, Value) (Value, error)
	boolBinary[OpAnd], boolBinary[OpOr], boolBinary[OpXor] = boolOp(OpAnd), boolOp(OpOr), boolOp(OpXor)
	trueText, falseText := Intern("True").Val(), Intern("False").Val()
	BoolType.Setup(&TypeSpec{
		Name: "bool", Base: &IntType, Flags: flagAtom | flagGenericGet | flagGenericSet,
		Doc: "Return True if the argument is true in a condition, and False if not.\n\nThese two are the only objects of the class, which derives from int and can\nhave no subclasses.",
		Sig: "(object=False, /)",
		New: &Func{Name: "bool", Sig: "(cls, object=False, /)", Flags: Polls, Fn: func(t *Thread, a []Value) (Value, error) {
			ok, err := t.Truth(a[1])
			return Bool(ok), err
		}},
		Slots: Slots{
			Repr: func(t *Thread, v Value) (Value, error) {
				if v == True {
					return trueText, nil
				}
				return falseText, nil
			},
			Binary: boolBinary,
			Invert: func(t *Thread, v Value) (Value, error) {
				if err := t.Warn(&ExcDeprecationWarning, "Bitwise inversion '~' on bool is deprecated and will be removed in Python 3.16. This returns the bitwise inversion of the underlying int object and is usually not what you expect from the negation of a bool object. Use the 'not' operator for boolean negation or ~int(x) for the bitwise inversion of the underlying int.", 1); err != nil {
					return Unbound, err
				}
				s, _, _ := AsInt(v)
				return Int(^s), nil
			},
		},
	})
	trueObj.shape, falseObj.shape = &BoolType.shape0, &BoolType.shape0
}
