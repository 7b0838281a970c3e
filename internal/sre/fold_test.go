package sre

import (
	"os"
	"slices"
	"strconv"
	"strings"
	"testing"
	"unicode"
)

// Every class of equal characters is CPython's, and there are no others.
func TestFolds(t *testing.T) {
	data, err := os.ReadFile("testdata/folds.txt")
	if err != nil {
		t.Fatal(err)
	}
	known := map[rune]bool{}
	for line := range strings.Lines(string(data)) {
		if strings.HasPrefix(line, "#") {
			continue
		}
		var want []rune
		for _, f := range strings.Fields(line) {
			n, err := strconv.ParseInt(f, 16, 32)
			if err != nil {
				t.Fatal(err)
			}
			want = append(want, rune(n))
			known[rune(n)] = true
		}
		for _, r := range want {
			if got := foldClass(r, true); !slices.Equal(got, want) {
				t.Errorf("%x: %x, want %x", r, got, want)
			}
		}
	}
	for _, r := range unicodeFolds().cased {
		newer := false // a class with a character that Unicode has got since
		for _, q := range foldClass(r, true) {
			newer = newer || !unicode.In(q, unicode.L, unicode.M, unicode.N, unicode.S)
		}
		if !known[r] && !newer {
			t.Errorf("%x is in a class", r)
		}
	}
}
