package bignum

import (
	"math/big"
	"testing"
)

// A short result is made in one allocation, and is no part of its operands.
func TestRoom(t *testing.T) {
	x, _ := new(big.Int).SetString("123456789012345678901234567890", 10)
	y, _ := new(big.Int).SetString("98765432109876543210", 10)
	for name, f := range map[string]func(x, y *big.Int, poll Poll) (*big.Int, error){"Add": Add, "Sub": Sub, "Mul": Mul} {
		want := map[string]string{"Add": "123456789111111111011111111100", "Sub": "123456788913580246791358024680", "Mul": "12193263113702179522496570642237463801111263526900"}[name]
		z, err := f(x, y, nil)
		if err != nil || z.String() != want {
			t.Errorf("%s: %v, %v; want %s", name, z, err, want)
		}
		if n := testing.AllocsPerRun(100, func() { f(x, y, nil) }); n != 1 {
			t.Errorf("%s takes %v allocations", name, n)
		}
		z.Add(z, z)
		if x.String() != "123456789012345678901234567890" || y.String() != "98765432109876543210" {
			t.Fatalf("%s: the result shares memory with an operand", name)
		}
	}
}
