package decimal

import (
	"errors"
	"math/big"
	"testing"
)

// TestDigitsNearPowersOfTen counts the digits of numbers about powers of ten, where the first digits leave it open too.
func TestDigitsNearPowersOfTen(t *testing.T) {
	ten := big.NewInt(10)
	for _, n := range []int64{19, 20, 600, 601, 1000, 1234, 7001} {
		p := new(big.Int).Exp(ten, big.NewInt(n), nil)
		for _, k := range []int64{0, 1, 2, n / 4, n / 2, n - 1} {
			d := new(big.Int).Exp(ten, big.NewInt(k), nil)
			for x, want := range map[*big.Int]int64{new(big.Int).Sub(p, d): n, new(big.Int).Add(p, d): n + 1} {
				if got := digitsInt(&Op{}, x); got != want {
					t.Errorf("10**%d and 10**%d: %d digits, not %d", n, k, got, want)
				}
			}
		}
	}
}

// TestDigitsStop has a count of digits that takes long ask whether to go on.
func TestDigitsStop(t *testing.T) {
	p := new(big.Int).Exp(big.NewInt(10), big.NewInt(200000), nil)
	stop := errors.New("stop")
	o := &Op{Poll: func() error { return stop }}
	if digitsInt(o, p.Sub(p, oneInt)); o.Err != stop {
		t.Error("went on")
	}
}
