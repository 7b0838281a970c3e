// This file finds the "Did you mean" name: the closest by edit distance, if it is close enough.
package core

// Costs of an edit; a change of case is cheap.
const (
	moveCost = 2
	caseCost = 1
)

// maxSuggest bounds the names and their lengths that are looked at.
const (
	maxSuggestNames = 750
	maxSuggestLen   = 40
)

// editDistance is the weighted Levenshtein distance, or more than limit.
func editDistance(a, b string, limit int) int {
	for a != "" && b != "" && a[0] == b[0] { // what both begin or end with costs nothing
		a, b = a[1:], b[1:]
	}
	for a != "" && b != "" && a[len(a)-1] == b[len(b)-1] {
		a, b = a[:len(a)-1], b[:len(b)-1]
	}
	if len(a) > maxSuggestLen || len(b) > maxSuggestLen {
		return limit + 1
	}
	prev := make([]int, len(b)+1)
	for j := range prev {
		prev[j] = j * moveCost
	}
	for i := 0; i < len(a); i++ {
		diag := prev[0]
		prev[0] = (i + 1) * moveCost
		best := prev[0]
		for j := 0; j < len(b); j++ {
			cost := moveCost
			switch {
			case a[i] == b[j]:
				cost = 0
			case lowerByte(a[i]) == lowerByte(b[j]):
				cost = caseCost
			}
			d := min(diag+cost, prev[j+1]+moveCost, prev[j]+moveCost)
			diag, prev[j+1] = prev[j+1], d
			best = min(best, d)
		}
		if best > limit {
			return limit + 1
		}
	}
	return prev[len(b)]
}

// suggest gives the name among some that is closest to a wrong one, "" if none is close.
func suggest(name string, among []string) string {
	if len(among) >= maxSuggestNames {
		return ""
	}
	best, found := "", -1
	for _, c := range among {
		if c == name {
			continue
		}
		limit := (len(name) + len(c) + 3) * moveCost / 6
		if found >= 0 {
			limit = min(limit, found-1)
		}
		if d := editDistance(name, c, limit); d <= limit && (found < 0 || d < found) {
			best, found = c, d
		}
	}
	return best
}
