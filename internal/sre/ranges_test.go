package sre

import (
	"math/rand"
	"slices"
	"testing"
)

func TestMergeMany(t *testing.T) {
	rng := rand.New(rand.NewSource(1))
	for range 20 {
		var in []runeRange
		for range 300 {
			lo := rune(rng.Intn(3000))
			in = append(in, runeRange{lo, lo + rune(rng.Intn(5))})
		}
		in = append(in, runeRange{maxRune - 1, maxRune})
		if got, want := mergeMany(in), mergeRanges(in); !slices.Equal(got, want) {
			t.Fatalf("got %v, want %v", got, want)
		}
	}
}
