package numtext

import (
	"encoding/hex"
	"math"
	"os"
	"strconv"
	"strings"
	"testing"
)

func TestComplex(t *testing.T) {
	data, err := os.ReadFile("testdata/complex.tsv")
	if err != nil {
		t.Fatal(err)
	}
	for _, l := range strings.Split(strings.TrimSuffix(string(data), "\n"), "\n") {
		r := strings.Split(l, "\t")
		if r[0] == "R" {
			var p [2]float64
			for i, s := range strings.Fields(r[1]) {
				p[i], _ = strconv.ParseFloat(s, 64)
			}
			if got := string(AppendComplex(nil, p[0], p[1])); got != r[2] {
				t.Errorf("repr: got %s want %s", got, r[2])
			}
			continue
		}
		raw, _ := hex.DecodeString(r[0])
		re, im, ok, _ := ParseComplex(string(raw), nil)
		got := Hex(re) + " " + Hex(im)
		if !ok {
			got = "error"
		}
		if got != r[1] {
			t.Errorf("complex(%q): got %s want %s", raw, got, r[1])
		}
	}
}

func TestHalf(t *testing.T) {
	for h := 0; h < 1<<16; h++ {
		f := HalfFloat(uint16(h))
		back, ok := HalfBits(f)
		if f != f {
			if HalfFloat(back) == HalfFloat(back) {
				t.Fatalf("%04x lost its NaN", h)
			}
			continue
		}
		if !ok || back != uint16(h) {
			t.Fatalf("%04x -> %v -> %04x", h, f, back)
		}
	}
	// From CPython's struct.pack('<e', ...).
	for _, c := range []struct {
		f    float64
		want uint16
		ok   bool
	}{{65519.99, 0x7bff, true}, {65520, 0, false}, {1.00048828125, 0x3c00, true}, {1.00048828126, 0x3c01, true}, {1.00146484375, 0x3c02, true}, {math.Ldexp(1, -25), 0, true}, {math.Ldexp(1.0000001, -25), 1, true}, {math.Ldexp(1.5, -24), 2, true}, {6.103e-5, 0x3ff + 1, true}, {5e-324, 0, true}, {-1e-30, 0x8000, true}, {2047.9999, 0x6800, true}, {math.Inf(-1), 0xfc00, true}} {
		if got, ok := HalfBits(c.f); got != c.want || ok != c.ok {
			t.Errorf("HalfBits(%v) = %04x %v, want %04x", c.f, got, ok, c.want)
		}
	}
}
