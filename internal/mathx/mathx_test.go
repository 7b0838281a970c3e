package mathx

import (
	"math"
	"os"
	"strconv"
	"strings"
	"testing"
)

// rows reads a golden file that gen/golden.py wrote.
func rows(t *testing.T, name string) (out [][]string) {
	data, err := os.ReadFile("testdata/" + name)
	if err != nil {
		t.Fatal(err)
	}
	for _, l := range strings.Split(strings.TrimSpace(string(data)), "\n") {
		out = append(out, strings.Split(l, "\t"))
	}
	return out
}

func fromBits(s string) float64 {
	u, err := strconv.ParseUint(s, 16, 64)
	if err != nil {
		panic(err)
	}
	return math.Float64frombits(u)
}

func ulps(a, b float64) int64 {
	if a == b || a != a && b != b {
		if a == 0 && math.Signbit(a) != math.Signbit(b) {
			return math.MaxInt64
		}
		return 0
	}
	if a-b != a-b { // an infinity or a NaN against something else
		return math.MaxInt64
	}
	d := order(a) - order(b)
	return max(d, -d)
}

var unary = map[string]func(float64) float64{"exp": Exp, "exp2": Exp2, "expm1": Expm1, "log": Log, "log2": Log2, "log10": Log10, "log1p": Log1p, "sin": Sin, "cos": Cos, "tan": Tan, "asin": Asin, "acos": Acos, "atan": Atan, "sinh": Sinh, "cosh": Cosh, "tanh": Tanh, "asinh": Asinh, "acosh": Acosh, "atanh": Atanh, "cbrt": Cbrt, "gamma": Gamma, "lgamma": Lgamma, "erf": Erf, "erfc": Erfc}

// judge compares got with the golden text and returns how many ulps apart.
func judge(t *testing.T, label string, got float64, want string, tolerance int64) int64 {
	t.Helper()
	switch want {
	case "domain":
		if !math.IsNaN(got) && !math.IsInf(got, 0) {
			t.Errorf("%s = %v, want a domain error", label, got)
		}
		return 0
	case "range":
		if !math.IsInf(got, 0) {
			t.Errorf("%s = %v, want overflow", label, got)
		}
		return 0
	}
	d := ulps(got, fromBits(want))
	if d > tolerance {
		t.Errorf("%s = %v, want %v", label, got, fromBits(want))
	}
	return d
}

func TestUnary(t *testing.T) {
	off, n := map[string]int{}, map[string]int{}
	for _, r := range rows(t, "unary.tsv") {
		x := fromBits(r[1])
		tol := int64(1)
		switch r[0] {
		case "cbrt", "erfc":
			tol = 4
		case "sinh", "tanh", "log10":
			tol = 2
		}
		if judge(t, r[0]+"("+strconv.FormatFloat(x, 'g', -1, 64)+")", unary[r[0]](x), r[2], tol) > 0 {
			off[r[0]]++
		}
		n[r[0]]++
	}
	for f, k := range off {
		if f != "cbrt" && f != "erf" && f != "erfc" && k*50 > n[f] {
			t.Errorf("%s: %d of %d results differ from the C library's", f, k, n[f])
		}
	}
}

func TestGamma(t *testing.T) {
	off := 0
	all := rows(t, "gamma.tsv")
	for _, r := range all {
		x := fromBits(r[1])
		if r[0] == "lgamma" && x < 0 && math.Abs(fromBits(r[2])) < 1 {
			if d := math.Abs(Lgamma(x) - fromBits(r[2])); d > 1e-15 {
				t.Errorf("lgamma(%v) off by %v", x, d)
			}
			continue
		}
		if judge(t, r[0]+"("+strconv.FormatFloat(x, 'g', -1, 64)+")", unary[r[0]](x), r[2], 1) > 0 {
			off++
		}
	}
	if off*100 > len(all) {
		t.Errorf("%d of %d are not rounded correctly", off, len(all))
	}
}

func TestBinary(t *testing.T) {
	off, n := 0, 0
	for _, r := range rows(t, "binary.tsv") {
		x, y := fromBits(r[1]), fromBits(r[2])
		var got float64
		switch r[0] {
		case "pow":
			got = Pow(x, y)
		case "atan2":
			got = Atan2(x, y)
		case "hypot":
			got = Hypot(x, y)
		case "fmod":
			got = math.Mod(x, y)
			if math.IsInf(y, 0) && !math.IsInf(x, 0) {
				got = x
			}
		case "remainder":
			v, ok := Remainder(x, y)
			if got = v; !ok {
				got = math.NaN()
			}
		}
		label := r[0] + "(" + strconv.FormatFloat(x, 'g', -1, 64) + ", " + strconv.FormatFloat(y, 'g', -1, 64) + ")"
		if judge(t, label, got, r[3], 1) > 0 {
			off++
		}
		n++
	}
	if off*100 > n {
		t.Errorf("%d of %d differ", off, n)
	}
}
