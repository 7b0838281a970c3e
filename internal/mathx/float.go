// This file walks the floats one by one and does IEEE operations.

package mathx

import (
	"errors"
	"math"
)

// NextAfter returns the float n steps from x towards y.
func NextAfter(x, y float64, n uint64) float64 {
	if x != x || y != y {
		return x + y
	}
	if n == 0 {
		return x
	}
	if x == y {
		return y
	}
	a, b := order(x), order(y)
	if a < b {
		if uint64(b-a) <= n {
			return y
		}
		return fromOrder(a+int64(n), y)
	}
	if uint64(a-b) <= n {
		return y
	}
	return fromOrder(a-int64(n), y)
}

// order maps floats to integers in the same order, both zeros to 0.
func order(x float64) int64 {
	b := math.Float64bits(x)
	if b>>63 != 0 {
		return -int64(b &^ (1 << 63))
	}
	return int64(b)
}

// fromOrder undoes order; a zero is reached from the side away from y.
func fromOrder(n int64, y float64) float64 {
	switch {
	case n < 0:
		return -math.Float64frombits(uint64(-n))
	case n == 0 && y > 0:
		return math.Copysign(0, -1)
	}
	return math.Float64frombits(uint64(n))
}

// ULP returns math.ulp(x).
func ULP(x float64) float64 {
	a := math.Abs(x)
	switch {
	case a != a || math.IsInf(a, 0):
		return a
	case a == math.MaxFloat64:
		return a - math.Nextafter(a, 0)
	}
	return math.Nextafter(a, math.Inf(1)) - a
}

// Remainder is the IEEE remainder; ok is false for a domain error.
func Remainder(x, y float64) (r float64, ok bool) {
	if x == x && y == y && (math.IsInf(x, 0) || y == 0) {
		return 0, false
	}
	if math.IsInf(y, 0) && x == x {
		return x, true
	}
	r = math.Remainder(x, y)
	if r == 0 {
		r = math.Copysign(0, x)
	}
	return r, true
}

// Errors of FMA; their texts are CPython's.
var (
	ErrFMAInvalid  = errors.New("invalid operation in fma") // ValueError
	ErrFMAOverflow = errors.New("overflow in fma")          // OverflowError
)

// FMA returns x*y+z rounded once.
func FMA(x, y, z float64) (float64, error) {
	r := math.FMA(x, y, z)
	if r-r == 0 {
		return r, nil
	}
	if r != r {
		if x == x && y == y && z == z {
			return 0, ErrFMAInvalid
		}
	} else if !math.IsInf(x, 0) && !math.IsInf(y, 0) && !math.IsInf(z, 0) {
		return 0, ErrFMAOverflow
	}
	return r, nil
}
