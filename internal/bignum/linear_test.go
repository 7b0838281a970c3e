package bignum

import (
	"errors"
	"math/big"
	"math/rand"
	"testing"
)

// TestLinear compares the operators on long operands with math/big.
func TestLinear(t *testing.T) {
	r := rand.New(rand.NewSource(1))
	number := func(n int) *big.Int {
		w := make([]big.Word, n)
		for i := range w {
			if r.Intn(3) > 0 {
				w[i] = big.Word(r.Uint64())
			} else if r.Intn(2) > 0 {
				w[i] = ^big.Word(0)
			}
		}
		if n > 3 && r.Intn(2) == 0 {
			clear(w[:n/2])
		}
		x := new(big.Int).SetBits(w)
		if r.Intn(2) > 0 {
			x.Neg(x)
		}
		return x
	}
	lens := []int{0, 1, 3, chunkWords, shortWords, shortWords + 1, shortWords + chunkWords + 7, 2*shortWords + 5}
	check := func(name string, got *big.Int, err error, want *big.Int) {
		t.Helper()
		if err != nil || got.Cmp(want) != 0 {
			t.Fatalf("%s: %v, got %d bits, want %d", name, err, got.BitLen(), want.BitLen())
		}
	}
	for _, n := range lens {
		for _, m := range lens {
			x, y := number(n), number(m)
			if r.Intn(4) == 0 {
				y = new(big.Int).Neg(x)
			}
			z := new(big.Int)
			for _, op := range []struct {
				name string
				f    func(x, y *big.Int, p Poll) (*big.Int, error)
				want *big.Int
			}{
				{"Add", Add, new(big.Int).Add(x, y)}, {"Sub", Sub, new(big.Int).Sub(x, y)}, {"And", And, new(big.Int).And(x, y)},
				{"Or", Or, new(big.Int).Or(x, y)}, {"Xor", Xor, new(big.Int).Xor(x, y)},
			} {
				got, err := op.f(x, y, func() error { return nil })
				check(op.name, got, err, op.want)
			}
			for _, s := range []uint{0, 1, 63, 64, 65, uint(m) * 64, uint(m)*64 + 13} {
				got, err := Lsh(x, s, nil)
				check("Lsh", got, err, z.Lsh(x, s))
				got, err = Rsh(x, s, nil)
				check("Rsh", got, err, z.Rsh(x, s))
			}
		}
	}
	for _, n := range []int{0, 1, 7, 8, 9, 8 * chunkWords, 8*chunkWords + 3} {
		b := make([]byte, n)
		r.Read(b)
		rev := make([]byte, n)
		for i, c := range b {
			rev[n-1-i] = c
		}
		want := new(big.Int).SetBytes(b)
		got, err := SetBytes(b, false, nil)
		check("SetBytes", got, err, want)
		got, err = SetBytes(rev, true, nil)
		check("SetBytes little", got, err, want)
		for _, little := range []bool{false, true} {
			out := make([]byte, n+5)
			if err := FillBytes(want, out, little, nil); err != nil {
				t.Fatal(err)
			}
			got, err = SetBytes(out, little, nil)
			check("FillBytes", got, err, want)
			if err := FillBytes(new(big.Int).Neg(want), out, little, nil); err != nil {
				t.Fatal(err)
			}
			got, err = SetBytes(out, little, nil)
			if want.Sign() > 0 {
				got.Sub(got, new(big.Int).Lsh(one, uint(len(out))*8))
			}
			check("FillBytes negative", got, err, new(big.Int).Neg(want))
		}
	}
	stop := errors.New("stop")
	if _, err := Add(number(shortWords+1), one, func() error { return stop }); err != stop {
		t.Errorf("got %v", err)
	}
}
