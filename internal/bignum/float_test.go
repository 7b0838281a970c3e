package bignum

import (
	"math"
	"math/big"
	"math/rand"
	"testing"
)

func TestTrueDiv(t *testing.T) {
	r := rand.New(rand.NewSource(4))
	for i := 0; i < 2000; i++ {
		x, y := random(r, 1+r.Intn(4)), random(r, 1+r.Intn(4))
		if i%3 == 0 {
			y.Lsh(y, uint(1000+r.Intn(80)))
		}
		got, ok, err := TrueDiv(x, y, nil)
		want, _ := new(big.Rat).SetFrac(x, y).Float64()
		if err != nil || !ok || got != want {
			t.Fatalf("%v/%v = %v, want %v", x, y, got, want)
		}
	}
	if _, ok, _ := TrueDiv(new(big.Int).Lsh(one, 1024), one, nil); ok {
		t.Error("2**1024/1 did not overflow")
	}
}

func TestCmpFloat(t *testing.T) {
	p := func(s string) *big.Int { z, _ := new(big.Int).SetString(s, 10); return z }
	for _, c := range []struct {
		x    string
		f    float64
		want int
	}{
		{"9007199254740993", 9007199254740992, 1}, {"-9007199254740993", -9007199254740992, -1},
		{"3", 3.5, -1}, {"-3", -3.5, 1}, {"4", 3.5, 1}, {"0", 0.5, -1}, {"0", -0.5, 1}, {"0", 0, 0},
		{"100000000000000000000", 1e20, 0}, {"100000000000000000001", 1e20, 1}, {"5", math.Inf(1), -1}, {"5", math.Inf(-1), 1},
		{"1", 0.5, 1}, {"-1", -0.5, -1}, {"-100000000000000000001", -1e20, -1},
	} {
		if got := CmpFloat(p(c.x), c.f); got != c.want {
			t.Errorf("cmp(%s, %v) = %d", c.x, c.f, got)
		}
	}
	for _, f := range []float64{1e300, -1e300, 1e18, -3.7, 0, math.MaxFloat64, 1 << 63} {
		want, _ := new(big.Float).SetFloat64(f).Int(nil)
		if FromFloat(f).Cmp(want) != 0 {
			t.Error("FromFloat", f)
		}
	}
}
