package pyhash

import (
	"math"
	"math/big"
	"os"
	"strconv"
	"strings"
	"testing"
)

func bigOf(s string) *big.Int { z, _ := new(big.Int).SetString(s, 10); return z }

func floatOf(s string) float64 {
	if strings.Contains(s, "inf") {
		f, _ := strconv.ParseFloat(s, 64)
		return f
	}
	f, err := strconv.ParseFloat(s, 64)
	if err != nil {
		panic(err)
	}
	return f
}

func TestAgainstCPython(t *testing.T) {
	data, err := os.ReadFile("testdata/num.tsv")
	if err != nil {
		t.Fatal(err)
	}
	lines := strings.Split(strings.TrimSuffix(string(data), "\n"), "\n")
	if len(lines) < 150 {
		t.Fatal("goldens missing")
	}
	for _, line := range lines {
		r := strings.Split(line, "\t")
		var got int64
		switch r[0] {
		case "int":
			z := bigOf(r[1])
			got = Big(z)
			if z.IsInt64() && Int(z.Int64()) != got {
				t.Errorf("Int and Big differ on %s", r[1])
			}
		case "float":
			got = Float(floatOf(r[1]))
		case "complex":
			got = Complex(Float(floatOf(r[1])), Float(floatOf(r[2])))
		case "ratio":
			got = Ratio(bigOf(r[1]), bigOf(r[2]))
		case "scaled":
			e, _ := strconv.ParseInt(r[2], 10, 64)
			got = Scaled(bigOf(r[1]), e)
		case "tuple":
			h := NewTuple()
			for _, f := range strings.Fields(r[1]) {
				v, _ := strconv.ParseInt(f, 10, 64)
				h.Add(v)
			}
			got = h.Sum()
		}
		if want := r[len(r)-1]; strconv.FormatInt(got, 10) != want {
			t.Errorf("%v = %d, want %s", r[:len(r)-1], got, want)
		}
	}
	if Float(math.NaN()) == -1 {
		t.Error("nan")
	}
}

func TestSip(t *testing.T) {
	// hash() of these bytes by CPython with PYTHONHASHSEED=0, whose key is zero.
	for _, c := range []struct {
		s    string
		want int64
	}{
		{"a", 4644417185603328019},
		{"abcdefg", 7904145750247929094},
		{"abcdefgh", 4574395652268504554},
		{"hello world, this is a long one", -9158729106421728507},
	} {
		if got := int64(SipHash13(0, 0, c.s)); got != c.want {
			t.Errorf("%q: %d, want %d", c.s, got, c.want)
		}
	}
}

func TestStringHash(t *testing.T) {
	a, b := NewSeed(1, 2), NewSeed(1, 3)
	seen := map[int64]string{}
	low := map[int64]int{}
	for n := 1; n < 200; n++ {
		for _, alt := range []int{0, n / 2, n - 1} {
			for c := byte('a'); c < 'i'; c++ {
				s := []byte(strings.Repeat("z", n))
				s[alt] = c
				h := a.Bytes(s)
				if prev, ok := seen[h]; ok && prev != string(s) {
					t.Fatalf("%q and %q collide", prev, s)
				}
				seen[h] = string(s)
				low[h&255]++
				if h == b.Bytes(s) {
					t.Fatal("the seed does not matter")
				}
			}
		}
	}
	for k, n := range low {
		if n > len(seen)/256*3 {
			t.Errorf("low bits %d: %d of %d", k, n, len(seen))
		}
	}
	if a.String("") != 0 {
		t.Error("empty")
	}
}

func TestSetHash(t *testing.T) {
	// All subsets of range(13) differ, in the low bits nearly so.
	full, low := map[int64]bool{}, map[int64]bool{}
	for m := 0; m < 1<<13; m++ {
		var h, r SetHash
		for i := int64(0); i < 13; i++ {
			if m>>uint(i)&1 != 0 {
				h.Add(i)
			}
			if j := 12 - i; m>>uint(j)&1 != 0 {
				r.Add(j)
			}
		}
		if h.Sum() != r.Sum() {
			t.Fatal("order matters")
		}
		full[h.Sum()] = true
		low[h.Sum()&(1<<13-1)] = true
	}
	if len(full) != 1<<13 || len(low) < 1<<12 {
		t.Error(len(full), len(low))
	}
}

func BenchmarkShort(b *testing.B) {
	s := NewSeed(1, 2)
	for b.Loop() {
		s.String("identifier")
	}
}
