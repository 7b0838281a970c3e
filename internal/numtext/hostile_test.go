package numtext

import (
	"math/rand"
	"strconv"
	"testing"
)

// TestHostile parses noise: nothing may panic, and what is accepted agrees
// with another reader where both apply.
func TestHostile(t *testing.T) {
	r := rand.New(rand.NewSource(31))
	bits := []string{"", "+", "-", "0", "1", "9", "_", ".", "e", "E", "x", "0x", "0b", "0o", "p", "j", "(", ")", "inf", "nan", " ", "\x00", "é", "123456789", "f", "z", "00000000000000000000"}
	for i := 0; i < 100000; i++ {
		var s string
		for k := r.Intn(7); k >= 0; k-- {
			s += bits[r.Intn(len(bits))]
		}
		f, ok, _ := ParseFloat(s, nil)
		if g, err := strconv.ParseFloat(s, 64); err == nil && ok && f == f && f != g {
			t.Fatalf("float(%q) = %v, %v", s, f, g)
		}
		ParseHex(s)
		_, _, _, _ = ParseComplex(s, nil)
		base := r.Intn(36)
		if base == 1 {
			base = 10
		}
		if it, ok, _ := ScanInt(s, base, nil); ok {
			z, err := it.Big(nil)
			if err != nil {
				t.Fatal(err)
			}
			if v, ok := it.Int64(); ok && (!z.IsInt64() || z.Int64() != v) {
				t.Fatalf("int(%q, %d)", s, base)
			}
		}
	}
}
