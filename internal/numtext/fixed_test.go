package numtext

import (
	"math"
	"math/rand/v2"
	"strconv"
	"testing"
)

// The short way to a fixed number of digits rounds as the long one does, ties and their neighbours included.
func TestAppendFixed(t *testing.T) {
	rng := rand.New(rand.NewPCG(3, 4))
	check := func(f float64) {
		for prec := range len(powersOf10) {
			got := string(AppendFloat(nil, f, 'f', prec, 0))
			if want := strconv.FormatFloat(f, 'f', prec, 64); got != want {
				t.Fatalf("%v to %d digits: %s, want %s", f, prec, got, want)
			}
		}
	}
	for _, f := range []float64{0, math.Copysign(0, -1), 0.5, 1.5, 2.5, -0.5, 0.125, 0.375, 1e-300, -1e-300, 5e-324, 1 << 50, 1<<50 - 0.5, 0.05, 1.005, 2.675, 1e15, 1e22} {
		check(f)
	}
	for range 200000 {
		f := math.Ldexp(rng.Float64()-0.5, rng.IntN(60)-8)
		check(f)
		f = float64(rng.IntN(1<<30)) / float64(int64(1)<<rng.IntN(20)) // often a tie
		check(f)
		check(math.Nextafter(f, math.Inf(1)))
		check(math.Nextafter(f, math.Inf(-1)))
		f = float64(rng.IntN(1<<30)) / 2e3
		check(f)
		check(math.Nextafter(f, 0))
	}
}
