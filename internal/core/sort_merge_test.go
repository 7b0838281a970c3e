package core

import (
	"errors"
	"math/rand/v2"
	"slices"
	"testing"
)

// sortInputs gives slices with the patterns that natural merge sorts treat specially.
func sortInputs() [][]int {
	r := rand.New(rand.NewPCG(1, 2))
	var out [][]int
	for _, n := range []int{0, 1, 2, 3, 5, 31, 32, 33, 63, 64, 65, 100, 500, 1000, 5000} {
		up, down, same, random, few, saw, tail := make([]int, n), make([]int, n), make([]int, n), make([]int, n), make([]int, n), make([]int, n), make([]int, n)
		for i := range n {
			up[i], down[i], random[i], few[i], saw[i], tail[i] = i, n-i, r.IntN(n*2), r.IntN(4), i%17, i
			if i > n-10 {
				tail[i] = r.IntN(n)
			}
		}
		out = append(out, up, down, same, random, few, saw, tail)
		blocks := slices.Clone(random)
		for i := 0; i+40 < n; i += 40 {
			slices.Sort(blocks[i : i+40-i%7])
		}
		out = append(out, blocks)
	}
	return out
}

type tagged struct{ k, pos int }

func TestMergeSortStable(t *testing.T) {
	for _, in := range sortInputs() {
		a := make([]tagged, len(in))
		for i, k := range in {
			a[i] = tagged{k, i}
		}
		m := merger[tagged]{less: func(a, b *tagged) (bool, error) { return a.k < b.k, nil }}
		if err := m.sort(a); err != nil {
			t.Fatal(err)
		}
		for i := 1; i < len(a); i++ {
			if a[i-1].k > a[i].k || a[i-1].k == a[i].k && a[i-1].pos > a[i].pos {
				t.Fatalf("n=%d: %v before %v", len(a), a[i-1], a[i])
			}
		}
	}
}

// A comparison that fails, or that contradicts itself, leaves a permutation.
func TestMergeSortPermutation(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 4))
	boom := errors.New("boom")
	for _, in := range sortInputs() {
		for _, mode := range []string{"fail", "random"} {
			a := slices.Clone(in)
			left := r.IntN(len(in)*4 + 1)
			m := merger[int]{less: func(a, b *int) (bool, error) {
				if mode == "random" {
					return r.IntN(2) == 0, nil
				}
				if left--; left < 0 {
					return false, boom
				}
				return *a < *b, nil
			}}
			if err := m.sort(a); err != nil && err != boom {
				t.Fatal(err)
			}
			slices.Sort(a)
			want := slices.Clone(in)
			slices.Sort(want)
			if !slices.Equal(a, want) {
				t.Fatalf("%s, n=%d: items lost", mode, len(in))
			}
		}
	}
}

func TestSortedInputCostsOnePass(t *testing.T) {
	a := make([]int, 10000)
	for i := range a {
		a[i] = i
	}
	n := 0
	m := merger[int]{less: func(a, b *int) (bool, error) { n++; return *a < *b, nil }}
	m.sort(a)
	if n != len(a)-1 {
		t.Errorf("%d comparisons of sorted items", n)
	}
}
