package textfind

import (
	"errors"
	"math/rand"
	"strings"
	"testing"
)

func none(int) error { return nil }

// TestAsStrings compares with package strings, for texts around the sizes at which the ways differ.
func TestAsStrings(t *testing.T) {
	r := rand.New(rand.NewSource(1))
	text := func(n, letters int) string {
		b := make([]byte, n)
		for i := range b {
			b[i] = 'a' + byte(r.Intn(letters))
		}
		return string(b)
	}
	check := func(s, sub string) {
		t.Helper()
		if got, _ := Index(s, sub, none); got != strings.Index(s, sub) {
			t.Errorf("Index(%d, %d bytes) = %d, want %d", len(s), len(sub), got, strings.Index(s, sub))
		}
		if got, _ := LastIndex(s, sub, none); got != strings.LastIndex(s, sub) {
			t.Errorf("LastIndex(%d, %d bytes) = %d, want %d", len(s), len(sub), got, strings.LastIndex(s, sub))
		}
		if sub == "" {
			return
		}
		if got, _ := Count(s, sub, none); got != strings.Count(s, sub) {
			t.Errorf("Count(%d, %d bytes) = %d, want %d", len(s), len(sub), got, strings.Count(s, sub))
		}
	}
	for i := 0; i < 8; i++ {
		s := text(piece-3+r.Intn(4*piece), 1+i%3)
		check(s, "")
		for _, n := range []int{1, 2, 3, 10, 17, 100, long - 1, long, long + 1, 2 * long, 20000, piece, piece + 5} {
			if n >= len(s) {
				continue
			}
			at := r.Intn(len(s) - n)
			check(s, s[at:at+n])
			check(s, s[at:at+n-1]+"z")
			check(s, "z"+s[at:at+n-1])
			check(s, text(n, 2))
		}
	}
	for _, unit := range []string{"a", "ab", "aab", "abcab"} {
		s := strings.Repeat(unit, 3*piece/len(unit))
		for _, n := range []int{2, 7, 500, long + 3, 3 * long, piece} {
			p := strings.Repeat(unit, n/len(unit)+1)[:n]
			check(s, p)
			check(s+"b"+s[:100], p)
			check(s, p+"x")
			check(s, "x"+p)
			check(s+"x"+s, "x"+p)
			check(s+"x"+s, p+"x")
			check(s+"x"+s, p[:n/2]+"x"+p[:n/2])
		}
	}
}

// TestFinder compares the two-way search with package strings on small alphabets, where it has most to do.
func TestFinder(t *testing.T) {
	r := rand.New(rand.NewSource(2))
	for i := 0; i < 20000; i++ {
		s, sub := make([]byte, r.Intn(40)), make([]byte, 1+r.Intn(8))
		for i := range s {
			s[i] = 'a' + byte(r.Intn(2))
		}
		for i := range sub {
			sub[i] = 'a' + byte(r.Intn(2))
		}
		f, _ := newFinder(string(sub), none)
		if got, _ := f.next(string(s), 0, 0, none); got != strings.Index(string(s), string(sub)) {
			t.Fatalf("%s in %s: %d, want %d", sub, s, got, strings.Index(string(s), string(sub)))
		}
	}
}

// TestPolls sees that every search polls about once a piece, and ends with the poll's error.
func TestPolls(t *testing.T) {
	stop := errors.New("stop")
	big := strings.Repeat("a", 8<<20)
	for _, sub := range []string{"b", "ab", strings.Repeat("a", 2000) + "b", strings.Repeat("a", 1<<20) + "b", "b" + strings.Repeat("a", 1<<20)} {
		for name, f := range map[string]func(s, sub string, poll Poll) (int, error){"Index": Index, "LastIndex": LastIndex, "Count": Count} {
			n := 0
			if _, err := f(big, sub, func(int) error { n++; return nil }); err != nil || n < 64 {
				t.Errorf("%s: %d polls, %v", name, n, err)
			}
			n = 0
			if _, err := f(big, sub, func(int) error {
				if n++; n == 5 {
					return stop
				}
				return nil
			}); err != stop || n != 5 {
				t.Errorf("%s goes on after the poll's error: %d, %v", name, n, err)
			}
		}
	}
}
