package textfind

import (
	"math/rand/v2"
	"strings"
	"testing"
)

// The search by words finds what package strings finds, wherever it stands, in texts that are nearly matches everywhere.
func TestIndexWords(t *testing.T) {
	rng := rand.New(rand.NewPCG(7, 8))
	for range 200000 {
		letters := 1 + rng.IntN(4)
		text := make([]byte, rng.IntN(300))
		for i := range text {
			text[i] = "ab\x00\xff"[rng.IntN(letters)]
		}
		sub := make([]byte, 1+rng.IntN(longest+2))
		for i := range sub {
			sub[i] = "ab\x00\xff"[rng.IntN(letters)]
		}
		if len(text) > len(sub) && rng.IntN(2) == 0 {
			copy(text[rng.IntN(len(text)-len(sub)+1):], sub)
		}
		s, p := string(text), string(sub)
		for _, dense := range []bool{false, true} {
			was := dense
			if got, want := index(s, p, &dense), strings.Index(s, p); got != want {
				t.Fatalf("%q in %q (dense %v): %d, want %d", p, s, was, got, want)
			}
		}
	}
}

func TestIndexWordsBounds(t *testing.T) {
	for n := shortest; n <= longest; n++ {
		p := strings.Repeat("x", n-1) + "y"
		for size := n; size < 200; size++ {
			s := strings.Repeat("x", size-1) + "y"
			for _, dense := range []bool{false, true} {
				if got := index(s, p, &dense); got != size-n {
					t.Fatalf("%d in %d: %d", n, size, got)
				}
			}
			if got := index(s[:size-1], p, new(bool)); got != -1 {
				t.Fatalf("%d in %d: %d", n, size, got)
			}
		}
	}
}

func BenchmarkIndexDense(b *testing.B) {
	s := strings.Repeat("12345-67890-", 5000)
	b.SetBytes(int64(len(s)))
	for range b.N {
		dense := false
		index(s, "59999", &dense)
	}
}

func BenchmarkStringsDense(b *testing.B) {
	s := strings.Repeat("12345-67890-", 5000)
	b.SetBytes(int64(len(s)))
	for range b.N {
		strings.Index(s, "59999")
	}
}
