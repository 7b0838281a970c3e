package bignum

import (
	"math/big"
	"math/rand/v2"
	"testing"
)

// Operands of many lengths, with words of all ones and zeros among them, divide as math/big divides them.
func TestQuoWord(t *testing.T) {
	rng := rand.New(rand.NewPCG(7, 8))
	words := func(n int) *big.Int {
		w := make([]big.Word, n)
		for i := range w {
			switch rng.IntN(4) {
			case 0:
				w[i] = ^big.Word(0)
			case 1:
				w[i] = 0
			default:
				w[i] = big.Word(rng.Uint64() >> rng.IntN(64))
			}
		}
		if w[n-1] == 0 {
			w[n-1] = 1
		}
		return new(big.Int).SetBits(w)
	}
	done, r := 0, new(big.Int)
	for range 200000 {
		n := 2 + rng.IntN(6)
		if rng.IntN(20) == 0 {
			n = 20 + rng.IntN(12)
		}
		y := words(n)
		x := words(n + rng.IntN(2))
		if rng.IntN(3) == 0 { // next to a multiple
			x.Mul(y, new(big.Int).SetUint64(rng.Uint64()))
			x.Add(x, big.NewInt(int64(rng.IntN(3)-1)))
		}
		if x.Sign() <= 0 {
			continue
		}
		q, ok := QuoWord(x, y, r)
		if !ok {
			continue
		}
		done++
		wq, wr := new(big.Int).QuoRem(x, y, new(big.Int))
		if !wq.IsUint64() || wq.Uint64() != q || wr.Cmp(r) != 0 {
			t.Fatalf("%v / %v: %v, %v; want %v, %v", x, y, q, r, wq, wr)
		}
	}
	if done < 50000 {
		t.Errorf("only %d divisions", done)
	}
}
