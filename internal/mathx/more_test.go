package mathx

import (
	"errors"
	"math"
	"math/big"
	"math/rand"
	"testing"
)

func TestNextAfter(t *testing.T) {
	inf, nz := math.Inf(1), math.Copysign(0, -1)
	for _, c := range []struct {
		x, y float64
		n    uint64
		want float64
	}{
		{1, 2, 1, 1.0000000000000002}, {1, 0, 1, 0.9999999999999999}, {0, -1, 1, -5e-324}, {nz, 1, 3, 1.5e-323},
		{5e-324, -1, 1, 0}, {5e-324, -1, 2, -5e-324}, {-5e-324, 1, 1, nz}, {1, inf, 1 << 60, 1.157920892373162e+77},
		{1, 1, 7, 1}, {1, 2, 1 << 63, 2}, {inf, 0, 1, math.MaxFloat64}, {0, nz, 1, nz}, {-1, 1, 1 << 62, 2.2250738585072014e-308},
		{1, 2, 0, 1},
	} {
		if got := NextAfter(c.x, c.y, c.n); ulps(got, c.want) != 0 {
			t.Errorf("nextafter(%v, %v, %d) = %v, want %v", c.x, c.y, c.n, got, c.want)
		}
	}
	for x, want := range map[float64]float64{1: 2.220446049250313e-16, 0: 5e-324, 1e308: 1.99584030953472e+292, math.MaxFloat64: 1.99584030953472e+292, 5e-324: 5e-324, 1 << 52: 1, 1e-310: 5e-324} {
		if got := ULP(-x); got != want {
			t.Errorf("ulp(%v) = %v", x, got)
		}
	}
}

func TestFMA(t *testing.T) {
	inf, nan := math.Inf(1), math.NaN()
	for _, c := range []struct {
		x, y, z float64
		err     error
	}{{1e308, 10, 0, ErrFMAOverflow}, {inf, 0, 1, ErrFMAInvalid}, {inf, 1, -inf, ErrFMAInvalid}, {nan, 0, 0, nil}, {inf, 0, nan, nil}, {2, 3, 4, nil}} {
		if _, err := FMA(c.x, c.y, c.z); err != c.err {
			t.Errorf("fma(%v, %v, %v): %v", c.x, c.y, c.z, err)
		}
	}
}

func TestIntegers(t *testing.T) {
	polls := 0
	poll := func() error { polls++; return nil }
	for _, n := range []int64{0, 1, 2, 5, 20, 21, 22, 63, 64, 65, 100, 1000, 12345, 200000} {
		got, err := Factorial(n, poll)
		if want := new(big.Int).MulRange(1, n); err != nil || got.Cmp(want) != 0 {
			t.Errorf("%d! differs", n)
		}
		if float64(got.BitLen()) > FactorialBits(n) {
			t.Errorf("FactorialBits(%d) is too low", n)
		}
	}
	for _, c := range [][2]int64{{0, 0}, {5, 2}, {5, 5}, {5, 6}, {60, 30}, {67, 33}, {68, 34}, {100, 50}, {1000, 3}, {5000, 2000}, {math.MaxInt64, 3}} {
		n := big.NewInt(c[0])
		got, err := Comb(n, c[1], poll)
		if want := new(big.Int).Binomial(c[0], c[1]); err != nil || got.Cmp(want) != 0 {
			t.Errorf("comb(%d, %d) differs", c[0], c[1])
		}
		p, err := Perm(n, c[1], poll)
		f, _ := Factorial(c[1], nil)
		if err != nil || p.Cmp(f.Mul(f, got)) != 0 {
			t.Errorf("perm(%d, %d) differs", c[0], c[1])
		}
	}
	huge := new(big.Int).Lsh(oneInt, 200)
	got, _ := Comb(huge, 20, nil)
	num, den := big.NewInt(1), new(big.Int).MulRange(1, 20)
	for i := int64(0); i < 20; i++ {
		num.Mul(num, new(big.Int).Sub(huge, big.NewInt(i)))
	}
	if got.Cmp(num.Quo(num, den)) != 0 {
		t.Error("comb of a huge n differs")
	}
	for _, n := range []uint64{0, 1, 3, 4, 99, 1<<52 - 1, 1 << 62, math.MaxUint64, 4294967295 * 4294967295, 4294967295*4294967295 - 1} {
		if got := ISqrt64(n); got != new(big.Int).Sqrt(new(big.Int).SetUint64(n)).Uint64() {
			t.Errorf("isqrt(%d) = %d", n, got)
		}
	}
	if GCD64(0, 0) != 0 || GCD64(12, 0) != 12 || GCD64(1<<63, 96) != 32 || GCD64(35, 49) != 7 {
		t.Error("gcd")
	}
	if l, _ := LCM(big.NewInt(-4), big.NewInt(6), nil); l.Int64() != 12 {
		t.Error("lcm", l)
	}
	if polls == 0 {
		t.Error("never polled")
	}
	stop := errors.New("stop")
	if _, err := Factorial(1<<40, func() error { return stop }); err != stop {
		t.Error("factorial did not stop")
	}
}

func TestSum(t *testing.T) {
	exact := func(v []float64) float64 {
		z := new(big.Float).SetPrec(5000)
		for _, x := range v {
			z.Add(z, new(big.Float).SetFloat64(x))
		}
		f, _ := z.Float64()
		return f
	}
	fsum := func(v []float64) (float64, error) {
		var s Sum
		for _, x := range v {
			if err := s.Add(x); err != nil {
				return 0, err
			}
		}
		return s.Result()
	}
	r := rand.New(rand.NewSource(1))
	for i := 0; i < 500; i++ {
		v := []float64{7, 1e100, -7, -1e100, -9e-20, 8e-20}
		for j := r.Intn(30); j >= 0; j-- {
			x := math.Ldexp(r.NormFloat64(), r.Intn(1900)-1000)
			v = append(v, x)
			if r.Intn(2) == 0 {
				v = append(v, -x*(1+0x1p-52))
			}
		}
		got, err := fsum(v)
		if want := exact(v); err != nil || got != want {
			t.Fatalf("fsum(%v) = %v %v, want %v", v, got, err, want)
		}
	}
	inf := math.Inf(1)
	for _, c := range []struct {
		v    []float64
		want float64
		err  error
	}{
		{nil, 0, nil}, {[]float64{1e308, 1e308, -1e308}, 0, ErrSumOverflow}, {[]float64{inf, -inf}, 0, ErrSumInf}, {[]float64{1, inf}, inf, nil},
		{[]float64{inf, math.NaN()}, math.NaN(), nil}, {[]float64{1 << 53, -0.5, -0x1p-54}, 1<<53 - 1, nil}, {[]float64{5e-324, 5e-324}, 1e-323, nil}, {[]float64{math.MaxFloat64, 0x1p969}, math.MaxFloat64, nil},
	} {
		if got, err := fsum(c.v); err != c.err || err == nil && ulps(got, c.want) != 0 {
			t.Errorf("fsum(%v) = %v, %v", c.v, got, err)
		}
	}
	// Products, also far below the smallest float.
	for i := 0; i < 300; i++ {
		var p, q []float64
		z := new(big.Float).SetPrec(9000)
		for j := r.Intn(20); j >= 0; j-- {
			x, y := math.Ldexp(r.NormFloat64(), r.Intn(1400)-900), math.Ldexp(r.NormFloat64(), r.Intn(1400)-900)
			p, q = append(p, x), append(q, y)
			z.Add(z, new(big.Float).SetPrec(200).Mul(new(big.Float).SetFloat64(x), new(big.Float).SetFloat64(y)))
		}
		if want, _ := z.Float64(); SumProd(p, q) != want {
			t.Fatalf("sumprod(%v, %v) = %v, want %v", p, q, SumProd(p, q), want)
		}
	}
}

func TestHypot(t *testing.T) {
	inf := math.Inf(1)
	if Hypot() != 0 || Hypot(-3) != 3 || Hypot(3, 4) != 5 || Hypot(math.NaN(), -inf) != inf || Hypot(3e-320, 4e-320) != 5e-320 || Hypot(3e307, 4e307) != 5e307 || Hypot(1, 1, 1, 1) != 2 {
		t.Error("hypot")
	}
	if h := Hypot(1.5e308, 1.5e308); !math.IsInf(h, 1) {
		t.Error("overflow", h)
	}
}

func TestMT(t *testing.T) {
	for _, g := range mtGoldens {
		var m MT
		n, _ := new(big.Int).SetString(g.seed, 10)
		if n.IsInt64() {
			m.SeedInt(n.Int64())
		} else {
			if err := m.SeedBig(n, func() error { return nil }); err != nil {
				t.Fatal(err)
			}
		}
		for _, want := range g.floats {
			if got := m.Float64(); got != want {
				t.Fatalf("seed %s: %v, want %v", g.seed, got, want)
			}
		}
		for range 1500 {
			m.Float64()
		}
		words, at := m.State()
		m = MT{}
		if !m.SetState(&words, at) || m.SetState(&words, 625) {
			t.Fatal("SetState")
		}
		for i, k := range []int{1, 32, 53} {
			if got := m.Bits64(k); got != g.bits[i] {
				t.Fatalf("seed %s: %d bits: %d, want %d", g.seed, k, got, g.bits[i])
			}
		}
		x, _ := m.Bits(200, nil)
		if got := x.String(); got != g.big {
			t.Fatalf("seed %s: %s, want %s", g.seed, got, g.big)
		}
	}
}

func TestLogScaled(t *testing.T) {
	if got := Log2Scaled(0.5, 1001); got != 1000 {
		t.Error(got)
	}
	if got, want := LogScaled(0.5, 2001), 1386.2943611198906; got != want {
		t.Error(got)
	}
	if got := Log10Scaled(0.5, 2001); got != 602.0599913279624 {
		t.Error(got)
	}
}

func BenchmarkExp(b *testing.B) {
	for b.Loop() {
		Exp(1.2345)
	}
}

func BenchmarkPow(b *testing.B) {
	for b.Loop() {
		Pow(1.2345, 6.789)
	}
}

func BenchmarkSin(b *testing.B) {
	for b.Loop() {
		Sin(2.345)
	}
}

func BenchmarkLog(b *testing.B) {
	for b.Loop() {
		Log(2.345)
	}
}
