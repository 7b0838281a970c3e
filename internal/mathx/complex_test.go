package mathx

import (
	"math"
	"strings"
	"testing"
)

var complexFuncs = map[string]func(complex128) (complex128, Fault){"sqrt": CSqrt, "log": CLog, "log10": CLog10, "exp": CExp, "cosh": CCosh, "sinh": CSinh, "tanh": CTanh, "cos": CCos, "sin": CSin, "tan": CTan, "acos": CAcos, "acosh": CAcosh, "asinh": CAsinh, "asin": CAsin, "atanh": CAtanh, "atan": CAtan,
	"rect": func(z complex128) (complex128, Fault) { return CRect(real(z), imag(z)) }}

// near allows a relative error in each part, or one relative to the whole.
func near(got, want, size, eps float64) bool {
	if got == want || got != got && want != want {
		return got != 0 || math.Signbit(got) == math.Signbit(want)
	}
	if got-got != 0 || want-want != 0 {
		return false
	}
	return math.Abs(got-want) <= eps*math.Max(math.Abs(want), math.Min(size, 1)*0.5)+1e-322
}

func TestComplex(t *testing.T) {
	bad := 0
	for _, r := range rows(t, "complex.tsv") {
		args := 2
		if r[0] == "mul" || r[0] == "div" || r[0] == "pow" {
			args = 4
		}
		var a [4]float64
		for i := range args {
			a[i] = fromBits(r[1+i])
		}
		z, w := complex(a[0], a[1]), complex(a[2], a[3])
		var got complex128
		var fault Fault
		switch r[0] {
		case "mul":
			got = CMul(z, w)
		case "div":
			var ok bool
			if got, ok = CDiv(z, w); !ok {
				fault = Domain
			}
		case "pow":
			got, fault = CPow(z, w)
		default:
			got, fault = complexFuncs[r[0]](z)
		}
		want := strings.Join(r[1+args:], " ")
		ok := false
		switch {
		case fault == Domain:
			ok = want == "domain"
		case fault == Range:
			ok = want == "range"
		case len(r) == 3+args:
			x, y := fromBits(r[1+args]), fromBits(r[2+args])
			size := math.Max(math.Abs(x), math.Abs(y))
			eps := 1e-15
			if r[0] == "pow" { // the method magnifies the C library's errors
				eps = 1e-13
				size = 2 * size
			}
			ok = near(real(got), x, size, eps) && near(imag(got), y, size, eps)
			want = ""
			if !ok {
				t.Logf("want %v", complex(x, y))
			}
		}
		if !ok {
			if bad++; bad < 40 {
				t.Errorf("%s %v %v = %v (fault %d) %s", r[0], z, w, got, fault, want)
			}
		}
	}
	if bad > 0 {
		t.Error(bad, "differ")
	}
}
