package numtext

import (
	"bufio"
	"encoding/hex"
	"errors"
	"fmt"
	"math"
	"math/big"
	"os"
	"strconv"
	"strings"
	"testing"
)

// rows reads a golden file that testdata/gen.py wrote with CPython.
func rows(t *testing.T, name string) [][]string {
	t.Helper()
	f, err := os.Open("testdata/" + name)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	sc := bufio.NewScanner(f)
	sc.Buffer(nil, 1<<22)
	var out [][]string
	for sc.Scan() {
		out = append(out, strings.Split(sc.Text(), "\t"))
	}
	if len(out) < 100 {
		t.Fatal("goldens missing")
	}
	return out
}

func fromBits(s string) float64 {
	b, _ := strconv.ParseUint(s, 16, 64)
	return math.Float64frombits(b)
}

// bitsOf makes all NaNs alike but for the sign.
func bitsOf(f float64) string { return fmt.Sprintf("%016x", math.Float64bits(f)) }

func short(s string) string {
	if len(s) > 100 {
		return s[:100] + "..."
	}
	return s
}

func TestFloats(t *testing.T) {
	for _, r := range rows(t, "float.tsv") {
		f := fromBits(r[1])
		var got string
		switch r[0] {
		case "repr":
			got = Repr(f)
		case "hex":
			got = Hex(f)
		case "ratio":
			n, d := AsIntegerRatio(f)
			got = n.String() + "/" + d.String()
		case "round":
			n, _ := strconv.Atoi(r[2])
			y, ok := Round(f, n)
			if got = bitsOf(y); !ok {
				got = "overflow"
			}
			if f != f && y != y {
				got = r[3]
			}
		case "fmt":
			prec, _ := strconv.Atoi(r[3])
			var fl Flags
			if strings.Contains(r[4], "#") {
				fl |= Alt
			}
			if strings.Contains(r[4], "0") {
				fl |= AddDot0
			}
			if r[2] == "r" {
				fl |= AddDot0
			}
			got = string(AppendFloat(nil, f, r[2][0], prec, fl))
		}
		if want := r[len(r)-1]; got != want {
			t.Errorf("%v %v:\n got %s\nwant %s", r[:len(r)-1], f, short(got), short(want))
		}
	}
}

func TestParse(t *testing.T) {
	for _, r := range rows(t, "parse.tsv") {
		raw, _ := hex.DecodeString(r[1])
		s := string(raw)
		want := r[len(r)-1]
		var got string
		switch r[0] {
		case "float":
			f, ok, _ := ParseFloat(s, nil)
			if got = bitsOf(f); !ok {
				got = "error"
			}
			if f != f && fromBits(want) != fromBits(want) {
				got = want
			}
		case "fromhex":
			f, err := ParseHex(s)
			if got = bitsOf(f); err != nil {
				got = err.Error()
			}
			if f != f && fromBits(want) != fromBits(want) {
				got = want
			}
		case "int":
			base, _ := strconv.Atoi(r[2])
			it, ok, _ := ScanInt(s, base, nil)
			if !ok {
				got = "error"
				break
			}
			z, err := it.Big(nil)
			if err != nil {
				t.Fatal(err)
			}
			if v, ok := it.Int64(); ok && z.Cmp(big.NewInt(v)) != 0 || !ok && z.IsInt64() && it.Count <= 64 {
				t.Errorf("Int64 of %s base %d = %d", short(s), base, v)
			}
			if v, ok := ParseInt64(s); ok && base == 10 && z.Cmp(big.NewInt(v)) != 0 {
				t.Errorf("ParseInt64 of %s", short(s))
			}
			h, _ := AppendBig(nil, z, 16, nil)
			if got = "0x" + string(h); z.Sign() < 0 {
				got = "-0x" + string(h[1:])
			}
			if len(s) >= 5000 && !strings.Contains(s, "_") {
				back, err := AppendBig(nil, z, it.Base, nil)
				if err != nil || string(back) != strings.TrimLeft(s, "0") {
					t.Errorf("AppendBig base %d of %d digits differs", base, len(s))
				}
			}
		}
		if got != want {
			t.Errorf("%s(%q, %v):\n got %s\nwant %s", r[0], short(s), r[2:len(r)-1], short(got), short(want))
		}
	}
}

func TestConversionStops(t *testing.T) {
	stop := errors.New("stop")
	poll := func() error { return stop }
	if _, err := AppendBig(nil, new(big.Int).Lsh(big.NewInt(1), 1<<20), 10, poll); err != stop {
		t.Error("AppendBig did not stop")
	}
	it, _, _ := ScanInt(strings.Repeat("7", 100000), 10, nil)
	if _, err := it.Big(poll); err != stop {
		t.Error("Big did not stop")
	}
}

func BenchmarkRepr(b *testing.B) {
	var buf [32]byte
	for b.Loop() {
		AppendRepr(buf[:0], 3.14159)
		AppendRepr(buf[:0], 42)
	}
}

func BenchmarkMillionDigits(b *testing.B) {
	it, _, _ := ScanInt(strings.Repeat("7", 1000000), 10, nil)
	for b.Loop() {
		z, _ := it.Big(nil)
		AppendBig(nil, z, 10, nil)
	}
}
