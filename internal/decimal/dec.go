// Package decimal is the arithmetic of the General Decimal Arithmetic specification: decimal numbers of any precision with
// infinities, NaNs with payloads, and the conditions that operations raise. It knows no Python object.
// Invariants: a Dec is never changed once made; work that can be long polls and charges through Op, whose Err says that it
// stopped: what was returned then means nothing.
package decimal

import (
	"math/big"
	"math/bits"
	"sync"

	"github.com/vivarium-py/vivarium/internal/bignum"
)

// Forms of a Dec.
const (
	Finite = iota
	Infinite
	Quiet
	Signaling
)

// Dec is a number: coefficient times ten to the power of Exp, or an infinity, or a NaN whose payload is the coefficient.
type Dec struct {
	Neg  bool
	Form uint8
	Exp  int64
	lo   uint64   // the coefficient where big is nil
	big  *big.Int // beyond uint64
}

// Limits of contexts.
const (
	MaxPrec  = 999999999999999999
	MaxEmax  = 999999999999999999
	MinEmin  = -999999999999999999
	MinEtiny = MinEmin - (MaxPrec - 1)
)

// Conditions, of which the first five are InvalidOperation.
const (
	InvalidOperation = 1 << iota
	ConversionSyntax
	DivisionImpossible
	DivisionUndefined
	InvalidContext
	FloatOperation
	DivisionByZero
	Overflow
	Underflow
	Subnormal
	Inexact
	Rounded
	Clamped

	AnyInvalid = InvalidOperation | ConversionSyntax | DivisionImpossible | DivisionUndefined | InvalidContext
)

// Roundings.
const (
	Up = iota
	Down
	Ceiling
	Floor
	HalfUp
	HalfDown
	HalfEven
	ZeroFiveUp
	Truncate // of the library's own; not offered
)

// Op is one operation in a context. Status collects what it raises, Err why it stopped.
type Op struct {
	Prec, Emax, Emin int64
	Rounding         uint8
	Clamp            bool
	Status           uint32
	Poll             func() error
	Charge           func(int) error
	Consts           *Consts
	Err              error
}

// Exact makes the operation one without limits.
func (o *Op) Exact() {
	o.Prec, o.Emax, o.Emin, o.Clamp, o.Rounding = MaxPrec, MaxEmax, MinEmin, false, HalfEven
}

func (o *Op) etiny() int64 { return o.Emin - (o.Prec - 1) }
func (o *Op) etop() int64  { return o.Emax - (o.Prec - 1) }

func (o *Op) raise(cond uint32) { o.Status |= cond }

// invalid is the result of an operation that cannot be done.
func (o *Op) invalid(cond uint32) Dec {
	o.raise(cond)
	return Dec{Form: Quiet}
}

func (o *Op) fail(err error) {
	if err != nil && o.Err == nil {
		o.Err = err
	}
}

var pow64 = func() (p [20]uint64) {
	p[0] = 1
	for i := 1; i < len(p); i++ {
		p[i] = p[i-1] * 10
	}
	return p
}()

// smallPows are the powers of ten up to the 600th.
var smallPows = sync.OnceValue(func() []*big.Int {
	p := make([]*big.Int, 601)
	ten := big.NewInt(10)
	p[0] = big.NewInt(1)
	for i := 1; i < len(p); i++ {
		p[i] = new(big.Int).Mul(p[i-1], ten)
	}
	return p
})

var (
	zeroInt = new(big.Int)
	oneInt  = big.NewInt(1)
	fiveInt = big.NewInt(5)
)

// charge accounts for a number of n digits.
func (o *Op) charge(n int64) bool {
	if o.Err != nil {
		return false
	}
	if n < 512 || o.Charge == nil {
		return true
	}
	if n > 1<<40 {
		n = 1 << 50
	}
	o.fail(o.Charge(int(n)))
	return o.Err == nil
}

// pow10 is 10**n for n >= 0, which must not be changed.
func (o *Op) pow10(n int64) *big.Int {
	if n <= 600 {
		return smallPows()[n]
	}
	if !o.charge(n) {
		return oneInt
	}
	p, err := bignum.Pow(fiveInt, uint64(n), o.Poll)
	if err == nil {
		p, err = bignum.Lsh(p, uint(n), o.Poll)
	}
	if err != nil {
		o.fail(err)
		return oneInt
	}
	return p
}

const longWords = 64

func short(x, y *big.Int) bool { return len(x.Bits()) <= longWords && len(y.Bits()) <= longWords }

func (o *Op) mulInt(x, y *big.Int) *big.Int {
	if short(x, y) {
		return new(big.Int).Mul(x, y)
	}
	if !o.charge(int64(len(x.Bits())+len(y.Bits())) * 9) {
		return zeroInt
	}
	z, err := bignum.Mul(x, y, o.Poll)
	if err != nil {
		o.fail(err)
		return zeroInt
	}
	return z
}

func (o *Op) addInt(x, y *big.Int) *big.Int {
	if short(x, y) {
		return new(big.Int).Add(x, y)
	}
	if !o.charge(int64(max(len(x.Bits()), len(y.Bits()))) * 9) {
		return zeroInt
	}
	z, err := bignum.Add(x, y, o.Poll)
	if err != nil {
		o.fail(err)
		return zeroInt
	}
	return z
}

func (o *Op) subInt(x, y *big.Int) *big.Int {
	if short(x, y) {
		return new(big.Int).Sub(x, y)
	}
	if !o.charge(int64(max(len(x.Bits()), len(y.Bits()))) * 9) {
		return zeroInt
	}
	z, err := bignum.Sub(x, y, o.Poll)
	if err != nil {
		o.fail(err)
		return zeroInt
	}
	return z
}

// quoInt divides non-negative numbers; the divisor is not zero unless the operation has failed.
func (o *Op) quoInt(x, y *big.Int) (q, r *big.Int) {
	if y.Sign() == 0 || o.Err != nil {
		return zeroInt, zeroInt
	}
	if short(x, y) {
		q, r = new(big.Int).QuoRem(x, y, new(big.Int))
		return q, r
	}
	if !o.charge(int64(len(x.Bits())) * 18) {
		return zeroInt, zeroInt
	}
	q, r, err := bignum.QuoRem(x, y, o.Poll)
	if err != nil {
		o.fail(err)
		return zeroInt, zeroInt
	}
	return q, r
}

func (o *Op) lsh(x *big.Int, n uint) *big.Int {
	if len(x.Bits())+int(n/64) <= longWords {
		return new(big.Int).Lsh(x, n)
	}
	if !o.charge(int64(len(x.Bits()))*9 + int64(n/8)) {
		return zeroInt
	}
	z, err := bignum.Lsh(x, n, o.Poll)
	if err != nil {
		o.fail(err)
		return zeroInt
	}
	return z
}

func (o *Op) rsh(x *big.Int, n uint) *big.Int {
	if len(x.Bits()) <= longWords {
		return new(big.Int).Rsh(x, n)
	}
	z, err := bignum.Rsh(x, n, o.Poll)
	if err != nil {
		o.fail(err)
		return zeroInt
	}
	return z
}

// digits64 is the number of decimal digits of n, 1 for 0.
func digits64(n uint64) int {
	d := (bits.Len64(n|1) * 1233) >> 12
	if n >= pow64[d] {
		if d == 19 {
			return 20
		}
		d++
	}
	return max(d, 1)
}

func init64(n uint64) int {
	if n >= 10000000000000000000 {
		return 20
	}
	return digits64(n)
}

func digitsInt(o *Op, b *big.Int) int64 {
	if b.IsUint64() {
		return int64(init64(b.Uint64()))
	}
	// The length in bits leaves one of two lengths, mostly one.
	n := int64(b.BitLen())
	lo, hi := int64(float64(n-1)*0.30102999566398119521)+1, int64(float64(n)*0.30102999566398119522)+1
	if lo == hi {
		return lo
	}
	if lo > 600 {
		if c := nearPow10(b, lo); c != 0 {
			return lo + int64(c+1)/2
		}
	}
	if b.Cmp(o.pow10(lo)) >= 0 {
		return lo + 1
	}
	return lo
}

// nearPow10 compares a large b with 10**n by their first digits: -1, 1, or 0 where these leave it open.
func nearPow10(b *big.Int, n int64) int {
	const prec, sure = 256, -128 // each squaring doubles the error, of which n < 1<<60 allows 2**(60-prec)
	f := func() *big.Float { return new(big.Float).SetPrec(prec) }
	p, square := f().SetInt64(1), f().SetInt64(10)
	for ; n > 0; n >>= 1 {
		if n&1 != 0 {
			p.Mul(p, square)
		}
		if n > 1 {
			square.Mul(square, square)
		}
	}
	words := b.Bits()
	skip := max(len(words)-prec/bits.UintSize-1, 0)
	x := f().SetInt(new(big.Int).SetBits(words[skip:]))
	x.SetMantExp(x, skip*bits.UintSize)
	d := f().Sub(x, p)
	if d.Sign() == 0 || d.MantExp(nil)-p.MantExp(nil) < sure {
		return 0
	}
	return d.Sign()
}

// digits is the number of digits of the coefficient, 1 for zero.
func (d *Dec) digits(o *Op) int64 {
	if d.big == nil {
		return int64(init64(d.lo))
	}
	return digitsInt(o, d.big)
}

// adjusted is the exponent of the first digit.
func (d *Dec) adjusted(o *Op) int64 { return d.Exp + d.digits(o) - 1 }

// Digits and Adjusted are digits and adjusted for callers, which look at o.Err where the number may be long.
func (o *Op) Digits(d *Dec) int64   { return d.digits(o) }
func (o *Op) Adjusted(d *Dec) int64 { return d.adjusted(o) }

// IsZero, IsNaN and the like tell what a number is.
func (d *Dec) IsZero() bool    { return d.Form == Finite && d.big == nil && d.lo == 0 }
func (d *Dec) IsNaN() bool     { return d.Form >= Quiet }
func (d *Dec) IsSpecial() bool { return d.Form != Finite }
func (d *Dec) coefZero() bool  { return d.big == nil && d.lo == 0 }

// Coef is the coefficient, which must not be changed.
func (d *Dec) Coef() *big.Int {
	if d.big != nil {
		return d.big
	}
	return new(big.Int).SetUint64(d.lo)
}

// Size estimates the bytes behind the number.
func (d *Dec) Size() int {
	if d.big == nil {
		return 0
	}
	return 8*cap(d.big.Bits()) + 24
}

func (d *Dec) setCoef(b *big.Int) {
	if b.IsUint64() {
		d.lo, d.big = b.Uint64(), nil
		return
	}
	d.lo, d.big = 0, b
}

// New makes a finite number of a coefficient b >= 0.
func New(neg bool, b *big.Int, exp int64) Dec {
	d := Dec{Neg: neg, Exp: exp}
	d.setCoef(b)
	return d
}

// FromInt64 makes an integer.
func FromInt64(n int64) Dec {
	if n < 0 {
		return Dec{Neg: true, lo: -uint64(n)}
	}
	return Dec{lo: uint64(n)}
}

// FromBig makes an integer of a number, which must not be changed afterwards.
func FromBig(b *big.Int) Dec {
	if b.Sign() < 0 {
		return New(true, bignum.Magnitude(b), 0)
	}
	return New(false, b, 0)
}

// Inf makes an infinity, NaN a NaN with a payload.
func Inf(neg bool) Dec { return Dec{Neg: neg, Form: Infinite} }

func NaN(neg, signaling bool, payload *big.Int) Dec {
	d := New(neg, payload, 0)
	d.Form = Quiet
	if signaling {
		d.Form = Signaling
	}
	return d
}

// scaled is the coefficient times 10**n.
func (o *Op) scaled(d *Dec, n int64) *big.Int {
	if n == 0 {
		return d.Coef()
	}
	if !o.charge(n + d.digits(o)) {
		return oneInt
	}
	return o.mulInt(d.Coef(), o.pow10(n))
}
