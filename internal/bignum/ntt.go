// This file multiplies large numbers by number-theoretic transforms modulo
// three 62-bit primes, recombined by the Chinese remainder theorem. Each
// word is one coefficient; the sum of up to 2**32 products of 64-bit words
// stays below the product of the primes (2**186).

package bignum

import (
	"math/big"
	"math/bits"
)

// nttPrime is p = c*2**k+1 with Montgomery constants for R = 2**64.
type nttPrime struct {
	p    uint64
	ninv uint64 // -1/p mod 2**64
	r2   uint64 // R**2 mod p
	g    uint64 // generator
}

// The three largest primes of the form c*2**32+1 below 2**62 with their least
// primitive roots.
var nttPrimes = [3]nttPrime{
	newPrime(4611685941117976577, 3),
	newPrime(4611685692009873409, 19),
	newPrime(4611685606110527489, 3),
}

func newPrime(p, g uint64) nttPrime {
	inv := p // Newton: inv = 1/p mod 2**64
	for i := 0; i < 6; i++ {
		inv *= 2 - p*inv
	}
	_, r := bits.Div64(1, 0, p) // R mod p (1 < p)
	hi, lo := bits.Mul64(r, r)
	_, r2 := bits.Div64(hi, lo, p)
	return nttPrime{p: p, ninv: -inv, r2: r2, g: g}
}

// mul is the Montgomery product a*b/R mod p of reduced a, b.
func (m *nttPrime) mul(a, b uint64) uint64 {
	hi, lo := bits.Mul64(a, b)
	q := lo * m.ninv
	h2, l2 := bits.Mul64(q, m.p)
	_, c := bits.Add64(lo, l2, 0)
	t := hi + h2 + c
	if t >= m.p {
		t -= m.p
	}
	return t
}

func (m *nttPrime) enter(a uint64) uint64 {
	if a >= m.p {
		a %= m.p
	}
	return m.mul(a, m.r2)
}

// pow takes and gives Montgomery form.
func (m *nttPrime) pow(a, e uint64) uint64 {
	z := m.enter(1)
	for ; e > 0; e >>= 1 {
		if e&1 != 0 {
			z = m.mul(z, a)
		}
		a = m.mul(a, a)
	}
	return z
}

// roots returns w**i for i < n/2, w a primitive n-th root (or its inverse).
func (m *nttPrime) roots(n int, inverse bool, poll Poll) ([]uint64, error) {
	w := m.pow(m.enter(m.g), (m.p-1)/uint64(n))
	if inverse {
		w = m.pow(w, uint64(n-1))
	}
	t := make([]uint64, n/2)
	v0 := m.enter(1)
	err := poll.every(len(t), func(lo, hi int) {
		v := v0
		for i := lo; i < hi; i++ {
			t[i] = v
			v = m.mul(v, w)
		}
		v0 = v
	})
	return t, err
}

// forward transforms a in place (decimation in frequency; bit-reversed result).
func (m *nttPrime) forward(a, roots []uint64, poll Poll) error {
	n := len(a)
	p, ninv, work := m.p, m.ninv, 0
	for half, step := n/2, 1; half >= 1; half, step = half/2, step*2 {
		for s := 0; s < n; s += 2 * half {
			for at := 0; at < half; at += chunkWords {
				end := min(at+chunkWords, half)
				lo, hi := a[s+at:s+end], a[s+half+at:s+half+end]
				hi = hi[:len(lo)]
				if work += len(lo); work >= chunkWords {
					work = 0
					if err := poll.check(); err != nil {
						return err
					}
				}
				k := at * step
				for i := range lo {
					x, y := lo[i], hi[i]
					u := x + y
					if u >= p {
						u -= p
					}
					lo[i] = u
					d := x - y
					if x < y {
						d += p
					}
					h, l := bits.Mul64(d, roots[k])
					h2, l2 := bits.Mul64(l*ninv, p)
					_, c := bits.Add64(l, l2, 0)
					t := h + h2 + c
					if t >= p {
						t -= p
					}
					hi[i] = t
					k += step
				}
			}
		}
	}
	return nil
}

// backward undoes forward given inverse roots, without the division by n.
func (m *nttPrime) backward(a, roots []uint64, poll Poll) error {
	n := len(a)
	p, ninv, work := m.p, m.ninv, 0
	for half, step := 1, n/2; half < n; half, step = half*2, step/2 {
		for s := 0; s < n; s += 2 * half {
			for at := 0; at < half; at += chunkWords {
				end := min(at+chunkWords, half)
				lo, hi := a[s+at:s+end], a[s+half+at:s+half+end]
				hi = hi[:len(lo)]
				if work += len(lo); work >= chunkWords {
					work = 0
					if err := poll.check(); err != nil {
						return err
					}
				}
				k := at * step
				for i := range lo {
					h, l := bits.Mul64(hi[i], roots[k])
					h2, l2 := bits.Mul64(l*ninv, p)
					_, c := bits.Add64(l, l2, 0)
					y := h + h2 + c
					if y >= p {
						y -= p
					}
					x := lo[i]
					u := x + y
					if u >= p {
						u -= p
					}
					lo[i] = u
					d := x - y
					if x < y {
						d += p
					}
					hi[i] = d
					k += step
				}
			}
		}
	}
	return nil
}

// convolve returns the cyclic convolution of x and y modulo m.p, reduced.
func (m *nttPrime) convolve(x, y *big.Int, n int, poll Poll) ([]uint64, error) {
	a, err := m.enterAll(x, n, poll)
	if err != nil {
		return nil, err
	}
	roots, err := m.roots(n, false, poll)
	if err != nil {
		return nil, err
	}
	if err := m.forward(a, roots, poll); err != nil {
		return nil, err
	}
	b := a
	if y != x {
		if b, err = m.enterAll(y, n, poll); err != nil {
			return nil, err
		}
		if err := m.forward(b, roots, poll); err != nil {
			return nil, err
		}
	}
	err = poll.every(n, func(lo, hi int) {
		for i := lo; i < hi; i++ {
			a[i] = m.mul(a[i], b[i])
		}
	})
	if err != nil {
		return nil, err
	}
	if roots, err = m.roots(n, true, poll); err != nil {
		return nil, err
	}
	if err := m.backward(a, roots, poll); err != nil {
		return nil, err
	}
	// Leave Montgomery form and divide by n at once: multiply by plain 1/n.
	ninv := m.mul(m.pow(m.enter(uint64(n)), m.p-2), 1)
	return a, poll.every(n, func(lo, hi int) {
		for i := lo; i < hi; i++ {
			a[i] = m.mul(a[i], ninv)
		}
	})
}

// enterAll gives the words of x in Montgomery form, n of them.
func (m *nttPrime) enterAll(x *big.Int, n int, poll Poll) ([]uint64, error) {
	a, w := make([]uint64, n), x.Bits()
	return a, poll.every(len(w), func(lo, hi int) {
		for i := lo; i < hi; i++ {
			a[i] = m.enter(uint64(w[i]))
		}
	})
}

func mulNTT(x, y *big.Int, poll Poll) (*big.Int, error) {
	total := words(x) + words(y)
	n := 1 << bits.Len(uint(total-1))
	// A size just above a power of two wastes half of the transform: split there.
	if n > total*15/8 && total > 2*leafWords {
		h := n / 4
		if words(x) > h && words(x)-h < h/2 {
			return mulSplit(x, y, h, poll)
		}
	}
	var r [3][]uint64
	for i := range nttPrimes {
		var err error
		if r[i], err = nttPrimes[i].convolve(x, y, n, poll); err != nil {
			return nil, err
		}
	}
	p0, p1, p2 := &nttPrimes[0], &nttPrimes[1], &nttPrimes[2]
	inv01 := p1.pow(p1.enter(p0.p), p1.p-2)                          // 1/p0 mod p1, Montgomery
	inv012 := p2.pow(p2.mul(p2.enter(p0.p), p2.enter(p1.p)), p2.p-2) // 1/(p0 p1) mod p2
	p0in2 := p2.enter(p0.p)
	hh, ll := bits.Mul64(p0.p, p1.p)
	z := make([]big.Word, total+1)
	var c0, c1, c2 uint64 // carry into the next word
	for i := 0; i < total; i++ {
		if i&(chunkWords-1) == chunkWords-1 {
			if err := poll.check(); err != nil {
				return nil, err
			}
		}
		a, b, c := r[0][i], r[1][i], r[2][i]
		// v1 = (b-a)/p0 mod p1; v2 = (c - a - v1*p0)/(p0*p1) mod p2.
		v1 := p1.mul(subMod(b, a%p1.p, p1.p), inv01)
		t := addMod(a%p2.p, p2.mul(v1%p2.p, p0in2), p2.p)
		v2 := p2.mul(subMod(c, t, p2.p), inv012)
		// value = a + v1*p0 + v2*p0*p1, three words; add the carry.
		w1, w0 := bits.Mul64(v1, p0.p)
		var k uint64
		w0, k = bits.Add64(w0, a, 0)
		w1 += k
		m1, m0 := bits.Mul64(v2, ll)
		n2, n1 := bits.Mul64(v2, hh)
		m1, k = bits.Add64(m1, n1, 0)
		m2 := n2 + k
		w0, k = bits.Add64(w0, m0, 0)
		w1, k = bits.Add64(w1, m1, k)
		w2 := m2 + k
		w0, k = bits.Add64(w0, c0, 0)
		w1, k = bits.Add64(w1, c1, k)
		w2 += c2 + k
		z[i] = big.Word(w0)
		c0, c1, c2 = w1, w2, 0
	}
	z[total] = big.Word(c0)
	return new(big.Int).SetBits(z), nil
}

// mulSplit computes x*y with x cut at h words.
func mulSplit(x, y *big.Int, h int, poll Poll) (*big.Int, error) {
	z := make([]big.Word, words(x)+words(y)+1)
	xl, xh := low(x, h), high(x, h)
	yl, yh := low(y, h), high(y, h)
	for _, p := range []struct {
		a, b *big.Int
		at   int
	}{{xl, yl, 0}, {xl, yh, h}, {xh, yl, h}, {xh, yh, 2 * h}} {
		if p.a.Sign() == 0 || p.b.Sign() == 0 {
			continue
		}
		t, err := mulAbs(p.a, p.b, poll)
		if err != nil {
			return nil, err
		}
		if err := addShifted(z, t, p.at, poll); err != nil {
			return nil, err
		}
	}
	return new(big.Int).SetBits(z), nil
}

func addMod(a, b, p uint64) uint64 {
	s := a + b
	if s >= p {
		s -= p
	}
	return s
}

func subMod(a, b, p uint64) uint64 {
	if a < b {
		return a + p - b
	}
	return a - b
}
