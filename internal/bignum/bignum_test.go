package bignum

import (
	"errors"
	"math/big"
	"math/rand"
	"testing"
)

func random(r *rand.Rand, n int) *big.Int {
	w := make([]big.Word, n)
	mode := r.Intn(4)
	for i := range w {
		switch mode {
		case 0:
			w[i] = ^big.Word(0)
		case 1:
			w[i] = 0
		default:
			w[i] = big.Word(r.Uint64())
		}
	}
	if n > 0 {
		w[n-1] = big.Word(r.Uint64() | 1)
	}
	z := new(big.Int).SetBits(w)
	if r.Intn(2) == 0 {
		z.Neg(z)
	}
	return z
}

func TestAgainstMathBig(t *testing.T) {
	r := rand.New(rand.NewSource(1))
	polls := 0
	poll := func() error { polls++; return nil }
	sizes := []int{1, 5, 100, 3072, 3073, 7000, 8192, 12289, 20000, 33000}
	for _, nx := range sizes {
		for _, ny := range sizes {
			x, y := random(r, nx), random(r, ny)
			got, err := Mul(x, y, poll)
			if want := new(big.Int).Mul(x, y); err != nil || got.Cmp(want) != 0 {
				t.Fatalf("Mul %d x %d words differs", nx, ny)
			}
			q, m, err := QuoRem(x, y, poll)
			wq, wm := new(big.Int).QuoRem(x, y, new(big.Int))
			if err != nil || q.Cmp(wq) != 0 || m.Cmp(wm) != 0 {
				t.Fatalf("QuoRem %d / %d words differs", nx, ny)
			}
		}
		x := random(r, nx)
		sq, _ := Mul(x, x, poll)
		if sq.Cmp(new(big.Int).Mul(x, x)) != 0 {
			t.Fatalf("square %d words", nx)
		}
		ax := new(big.Int).Abs(x)
		s, err := Sqrt(ax, poll)
		if err != nil || s.Cmp(new(big.Int).Sqrt(ax)) != 0 {
			t.Fatalf("Sqrt %d words", nx)
		}
	}
	if polls == 0 {
		t.Fatal("never polled")
	}
}

func TestGCD(t *testing.T) {
	r := rand.New(rand.NewSource(2))
	for i := 0; i < 12; i++ {
		a, b, g := random(r, 1+r.Intn(3000)), random(r, 1+r.Intn(3000)), random(r, 1+r.Intn(500))
		a.Mul(a, g)
		b.Mul(b, g)
		got, err := GCD(a, b, nil)
		if want := new(big.Int).GCD(nil, nil, new(big.Int).Abs(a), new(big.Int).Abs(b)); err != nil || got.Cmp(want) != 0 {
			t.Fatal("GCD differs")
		}
	}
}

func TestPow(t *testing.T) {
	for _, c := range []struct{ x, n int64 }{{0, 0}, {0, 5}, {1, 100}, {-1, 7}, {-1, 8}, {2, 1000}, {-2, 1001}, {10, 40}, {-12, 33}, {3, 200000}, {-6, 5}} {
		got, err := Pow(big.NewInt(c.x), uint64(c.n), nil)
		if want := new(big.Int).Exp(big.NewInt(c.x), big.NewInt(c.n), nil); err != nil || got.Cmp(want) != 0 {
			t.Errorf("%d**%d differs", c.x, c.n)
		}
	}
	r := rand.New(rand.NewSource(3))
	for _, n := range []int{1, 2, 30, 200, 530} {
		x, y, m := random(r, n), random(r, min(n, 40)), random(r, n)
		y.Abs(y)
		got, err := PowMod(x, y, m, nil)
		am := new(big.Int).Abs(m)
		want := new(big.Int).Exp(new(big.Int).Mod(x, am), y, am)
		if m.Sign() < 0 && want.Sign() != 0 {
			want.Add(want, m)
		}
		if err != nil || got.Cmp(want) != 0 {
			t.Errorf("PowMod %d words differs", n)
		}
	}
}

func TestStops(t *testing.T) {
	stop := errors.New("stop")
	n := 0
	poll := func() error {
		if n++; n > 3 {
			return stop
		}
		return nil
	}
	x := new(big.Int).Lsh(one, 3000000)
	x.Sub(x, one)
	if _, err := Mul(x, x, poll); err != stop {
		t.Error("Mul did not stop:", err)
	}
	n = 0
	if _, err := Pow(x, 1000, poll); err != stop {
		t.Error("Pow did not stop:", err)
	}
	n = 0
	if _, _, err := QuoRem(new(big.Int).Lsh(x, 3000000), x, poll); err != stop {
		t.Error("QuoRem did not stop:", err)
	}
}

func benchMul(b *testing.B, n int, f func(x, y *big.Int)) {
	r := rand.New(rand.NewSource(1))
	w := make([]big.Word, n)
	v := make([]big.Word, n)
	for i := range w {
		w[i], v[i] = big.Word(r.Uint64()), big.Word(r.Uint64())
	}
	x, y := new(big.Int).SetBits(w), new(big.Int).SetBits(v)
	for b.Loop() {
		f(x, y)
	}
}

func BenchmarkMul(b *testing.B) {
	for _, n := range []int{3072, 4096, 8192, 20000, 52000, 200000} {
		b.Run("big/"+big.NewInt(int64(n)).String(), func(b *testing.B) {
			benchMul(b, n, func(x, y *big.Int) { new(big.Int).Mul(x, y) })
		})
		b.Run("ntt/"+big.NewInt(int64(n)).String(), func(b *testing.B) {
			benchMul(b, n, func(x, y *big.Int) { mulNTT(x, y, nil) })
		})
	}
}
