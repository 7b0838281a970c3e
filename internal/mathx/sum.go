// This file sums and multiplies floats without error: fsum, sumprod, hypot.

package mathx

import (
	"errors"
	"math"
	"math/big"
	"math/bits"
)

// Errors of Sum; their texts are CPython's.
var (
	ErrSumOverflow = errors.New("intermediate overflow in fsum") // OverflowError
	ErrSumInf      = errors.New("-inf + inf in fsum")            // ValueError
)

// The accumulator's digits are 32 bits wide, the lowest worth 2**sumBase: room
// for the product of two subnormals and for 2**60 of the largest products.
const (
	sumBase   = -2176
	sumDigits = (2176 + 2048 + 96) / 32
	sumDefer  = 1 << 29 // additions before carries must run
)

// Sum adds floats and products of floats exactly. The zero Sum is 0.
type Sum struct {
	d       [sumDigits]int64
	lo, hi  int // digits lo..hi-1 may be other than 0
	n       int
	special float64 // sum of infinities and NaNs
	infs    float64 // sum of infinities alone
	running float64 // plain sum, to notice overflow on the way
	any     bool
}

func (s *Sum) touch(i, j int) {
	if s.hi == 0 {
		s.lo, s.hi = i, j
	}
	s.lo, s.hi = min(s.lo, i), max(s.hi, j)
	if s.n++; s.n >= sumDefer {
		s.carry()
	}
}

func (s *Sum) carry() {
	s.n = 0
	var c int64
	for i := s.lo; i < sumDigits-1; i++ {
		if i >= s.hi {
			if c == 0 {
				break
			}
			s.hi = i + 1
		}
		v := s.d[i] + c
		s.d[i] = v & 0xFFFFFFFF
		c = v >> 32
	}
	s.d[sumDigits-1] += c
	if c != 0 {
		s.hi = sumDigits
	}
}

// put adds m * 2**e, m below 2**96 given as high and low words.
func (s *Sum) put(neg bool, mh, ml uint64, e int) {
	at := e - sumBase
	i, sh := at>>5, uint(at&31)
	d0 := ml << sh & 0xFFFFFFFF
	d1 := ml >> (32 - sh)
	d2 := d1 >> 32
	d1 &= 0xFFFFFFFF
	if sh == 0 {
		d1, d2 = ml>>32, 0
	}
	h := mh << sh
	v0, v1, v2, v3 := int64(d0), int64(d1), int64(d2+h&0xFFFFFFFF), int64(h>>32)
	if sh > 0 {
		v3 += int64(mh>>(64-sh)) << 32
	}
	if neg {
		v0, v1, v2, v3 = -v0, -v1, -v2, -v3
	}
	s.d[i] += v0
	s.d[i+1] += v1
	s.d[i+2] += v2
	s.d[i+3] += v3
	s.touch(i, i+4)
}

func split(x float64) (m uint64, e int) {
	b := math.Float64bits(x)
	m, e = b&(1<<52-1), int(b>>52&0x7ff)
	if e == 0 {
		return m, -1074
	}
	return m | 1<<52, e - 1075
}

// Add adds x. It fails when the plain sum so far overflows, as fsum does.
func (s *Sum) Add(x float64) error {
	if x == 0 {
		return nil
	}
	if x-x != 0 {
		s.any = true
		s.special += x
		if math.IsInf(x, 0) {
			s.infs += x
		}
		return nil
	}
	if s.running += x; math.IsInf(s.running, 0) {
		return ErrSumOverflow
	}
	m, e := split(x)
	s.put(x < 0, 0, m, e)
	return nil
}

// AddProduct adds x*y exactly; an infinite or NaN product makes the result
// so.
func (s *Sum) AddProduct(x, y float64) {
	p := x * y
	if x-x != 0 || y-y != 0 {
		s.any = true
		s.special += p
		return
	}
	if x == 0 || y == 0 {
		return
	}
	mx, ex := split(x)
	my, ey := split(y)
	hi, lo := bits.Mul64(mx, my)
	// Two halves: put takes 96 bits at most, less the shift.
	neg := (x < 0) != (y < 0)
	s.put(neg, 0, lo, ex+ey)
	if hi != 0 {
		s.put(neg, 0, hi, ex+ey+64)
	}
}

// Result returns the sum rounded once.
func (s *Sum) Result() (float64, error) {
	if s.any {
		if s.infs != s.infs {
			return 0, ErrSumInf
		}
		return s.special, nil
	}
	f := s.Value()
	if math.IsInf(f, 0) {
		return 0, ErrSumOverflow
	}
	return f, nil
}

// Value returns the sum rounded once; overflow gives an infinity.
func (s *Sum) Value() float64 {
	if s.any {
		return s.special
	}
	if s.hi == 0 {
		return 0
	}
	s.carry()
	neg := s.d[sumDigits-1] < 0
	if neg {
		for i := s.lo; i < sumDigits; i++ {
			s.d[i] = -s.d[i]
		}
		s.hi = sumDigits
		s.carry()
	}
	top := s.hi - 1
	for top >= s.lo && s.d[top] == 0 {
		top--
	}
	if top < s.lo {
		return 0
	}
	// The leading digits with a sticky bit for the rest.
	z := new(big.Int)
	at := max(top-3, s.lo)
	for i := top; i >= at; i-- {
		z.Lsh(z, 32).Or(z, big.NewInt(s.d[i]))
	}
	z.Lsh(z, 1)
	for i := at - 1; i >= s.lo; i-- {
		if s.d[i] != 0 {
			z.Or(z, big.NewInt(1))
			break
		}
	}
	bf := new(big.Float).SetPrec(200).SetInt(z)
	f, _ := bf.SetMantExp(bf, sumBase+32*at-1).Float64()
	if neg {
		// Restore the digits so that adding may go on.
		for i := s.lo; i < s.hi; i++ {
			s.d[i] = -s.d[i]
		}
		return -f
	}
	return f
}

// SumProd returns the sum of p[i]*q[i] rounded once.
func SumProd(p, q []float64) float64 {
	var s Sum
	for i, x := range p {
		s.AddProduct(x, q[i])
	}
	return s.Value()
}

// Hypot returns the Euclidean norm of v.
func Hypot(v ...float64) float64 {
	top := 0.0
	nan := false
	for _, x := range v {
		switch a := math.Abs(x); {
		case math.IsInf(a, 0):
			return a
		case a != a:
			nan = true
		case a > top:
			top = a
		}
	}
	if nan {
		return math.NaN()
	}
	if top == 0 {
		return 0
	}
	if len(v) == 1 {
		return top
	}
	_, e := math.Frexp(top)
	var sum dd
	// Two steps: 2**-e itself can overflow.
	f, g := math.Ldexp(1, -e/2), math.Ldexp(1, -e-(-e/2))
	for _, x := range v {
		y := x * f * g
		sum = sum.add(twoProd(y, y))
	}
	return sum.sqrt().ldexp(e)
}
