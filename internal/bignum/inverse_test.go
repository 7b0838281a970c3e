package bignum

import (
	"math/big"
	"math/rand"
	"testing"
)

func TestModInverse(t *testing.T) {
	rnd := rand.New(rand.NewSource(1))
	poll := func() error { return nil }
	for _, bits := range []uint{8, 64, 1000, 20_000, 40_000} {
		for range 5 {
			m := new(big.Int).Rand(rnd, new(big.Int).Lsh(big.NewInt(1), bits))
			m.Add(m, big.NewInt(2))
			a := new(big.Int).Rand(rnd, new(big.Int).Lsh(big.NewInt(1), bits+10))
			want := new(big.Int).ModInverse(new(big.Int).Mod(a, m), m)
			got, err := ModInverse(a, m, poll)
			if err != nil || (got == nil) != (want == nil) || got != nil && got.Cmp(want) != 0 {
				t.Fatalf("%d bits: %v, %v", bits, got, err)
			}
		}
	}
}
