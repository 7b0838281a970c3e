// casefold.go: Python's IGNORECASE. Two characters are equal when their simple lower cases are, or when those lower
// cases share a simple upper case (i and dotless i, s and long s, the sigmas, ...). The classes are an equivalence.

package sre

import (
	"slices"
	"sync"

	"github.com/vivarium-py/vivarium/internal/unidata"
)

// lower is the simple lower case that sre uses for str patterns.
func lower(r rune) rune {
	if r < 0x80 {
		return rune(asciiLower(byte(r)))
	}
	if r == 0x130 {
		return 'i'
	}
	return unidata.ToLower(r)
}

func asciiLower(c byte) byte {
	if c >= 'A' && c <= 'Z' {
		return c + 32
	}
	return c
}

// ligature-like pairs whose upper case is several characters, so that simple upper case does not join them.
var extraPairs = [][2]rune{{0x390, 0x1fd3}, {0x3b0, 0x1fe3}, {0xfb05, 0xfb06}}

// lastCased is beyond every character with case.
const lastCased = 0x1FFFF

type foldTable struct {
	cased []rune // sorted: every character with an equivalent besides itself
	class map[rune][]rune
}

var unicodeFolds = sync.OnceValue(func() *foldTable {
	seen := map[rune]bool{}
	for r := rune(0); r <= lastCased; r++ {
		if lo, up := lower(r), unidata.ToUpper(r); lo != r || up != r {
			seen[r], seen[lo], seen[lower(up)] = true, true, true
		}
	}
	// A class is what its lower-case members share: join through the lower case of every member.
	parent := map[rune]rune{}
	var find func(rune) rune
	find = func(r rune) rune {
		for parent[r] != 0 && parent[r] != r {
			r = parent[r]
		}
		return r
	}
	join := func(a, b rune) {
		if a, b = find(a), find(b); a != b {
			parent[b] = a
		}
	}
	for r := range seen {
		join(lower(r), r)
		join(lower(unidata.ToUpper(lower(r))), lower(r))
	}
	for _, p := range extraPairs {
		seen[p[0]], seen[p[1]] = true, true
		join(p[0], p[1])
	}
	groups := map[rune][]rune{}
	for r := range seen {
		k := find(r)
		groups[k] = append(groups[k], r)
	}
	t := &foldTable{class: map[rune][]rune{}}
	for _, g := range groups {
		if len(g) < 2 {
			continue
		}
		slices.Sort(g)
		for _, r := range g {
			t.class[r] = g
			t.cased = append(t.cased, r)
		}
	}
	slices.Sort(t.cased)
	return t
})

// foldClass returns every character equal to r under IGNORECASE, r included; nil when there is only r.
func foldClass(r rune, unicodeMode bool) []rune {
	if !unicodeMode {
		switch {
		case r >= 'a' && r <= 'z':
			return []rune{r - 32, r}
		case r >= 'A' && r <= 'Z':
			return []rune{r, r + 32}
		}
		return nil
	}
	if r < 0x80 { // without building the table
		switch lower(r) {
		case 'i':
			return []rune{'I', 'i', 0x130, 0x131}
		case 'k':
			return []rune{'K', 'k', 0x212a}
		case 's':
			return []rune{'S', 's', 0x17f}
		}
		return foldClass(r, false)
	}
	return unicodeFolds().class[r]
}
