// Package textfind searches texts that may be huge for patterns that may be huge: in time proportional to both, and with a poll
// after every piece, so that no search is long without one. Small texts go to package strings, which is faster.
package textfind

import "strings"

// piece is how many bytes are searched between two polls.
const piece = 64 << 10

// long is the pattern length from which the search is done here, not by package strings piece by piece.
const long = 4 << 10

// Poll is told how many bytes were looked at since the last call; its error ends the search.
type Poll func(n int) error

// Index is strings.Index with polls.
func Index(s, sub string, poll Poll) (int, error) {
	if len(s) <= piece {
		dense := false
		i := index(s, sub, &dense)
		if i < 0 {
			return i, poll(len(s))
		}
		return i, poll(i)
	}
	if len(sub) >= long {
		f, err := newFinder(sub, poll)
		if err != nil {
			return 0, err
		}
		return f.next(s, 0, 0, poll)
	}
	dense := false
	for lo := 0; ; lo += piece {
		hi := min(lo+piece+max(len(sub)-1, 0), len(s))
		if i := index(s[lo:hi], sub, &dense); i >= 0 {
			return lo + i, poll(i)
		}
		if hi == len(s) {
			return -1, poll(hi - lo)
		}
		if err := poll(piece); err != nil {
			return 0, err
		}
	}
}

// LastIndex is strings.LastIndex with polls.
func LastIndex(s, sub string, poll Poll) (int, error) {
	if len(s) <= piece {
		return strings.LastIndex(s, sub), poll(len(s))
	}
	if len(sub) >= long {
		return lastLong(s, sub, poll)
	}
	for hi := len(s); ; hi -= piece {
		lo := max(hi-piece-max(len(sub)-1, 0), 0)
		if i := strings.LastIndex(s[lo:hi], sub); i >= 0 {
			return lo + i, poll(hi - lo - i)
		}
		if lo == 0 {
			return -1, poll(hi)
		}
		if err := poll(piece); err != nil {
			return 0, err
		}
	}
}

// lastLong searches windows from the end, each a few patterns long, for the last place in it.
func lastLong(s, sub string, poll Poll) (int, error) {
	f, err := newFinder(sub, poll)
	if err != nil {
		return 0, err
	}
	step := max(piece, 4*len(sub))
	for hi := len(s); hi >= len(sub); hi -= step {
		lo := max(hi-step-len(sub)+1, 0)
		last := -1
		for from, known := lo, 0; ; {
			i, err := f.next(s[:hi], from, known, poll)
			if err != nil {
				return 0, err
			}
			if i < 0 {
				break
			}
			last, from = i, i+f.period
			if f.repeat {
				known = len(sub) - f.period
			}
		}
		if last >= 0 {
			return last, nil
		}
	}
	return -1, nil
}

// Count is strings.Count with polls; sub is not empty.
func Count(s, sub string, poll Poll) (int, error) {
	if len(s) <= piece {
		return strings.Count(s, sub), poll(len(s))
	}
	n := 0
	if len(sub) == 1 {
		for lo := 0; lo < len(s); lo += piece {
			part := s[lo:min(lo+piece, len(s))]
			n += strings.Count(part, sub)
			if err := poll(len(part)); err != nil {
				return 0, err
			}
		}
		return n, nil
	}
	if len(sub) >= long {
		f, err := newFinder(sub, poll)
		for at := 0; err == nil; n++ {
			if at, err = f.next(s, at, 0, poll); at < 0 {
				return n, err
			}
			at += len(sub)
		}
		return 0, err
	}
	dense := false
	for at, lo := 0, 0; ; {
		hi := min(lo+piece+len(sub)-1, len(s))
		for at = max(at, lo); ; n++ {
			i := index(s[at:hi], sub, &dense)
			if i < 0 {
				break
			}
			if at += i + len(sub); at >= hi {
				n++
				break
			}
		}
		if hi == len(s) {
			return n, poll(hi - lo)
		}
		if err := poll(piece); err != nil {
			return 0, err
		}
		lo += piece
	}
}

// finder searches for one pattern by the two-way algorithm (Crochemore and Perrin 1991): linear time, no tables.
type finder struct {
	sub    string
	cut    int // sub[:cut] and sub[cut:] are a critical factorisation
	period int // of sub where it is periodic, else a shift that is always safe
	repeat bool
}

func newFinder(sub string, poll Poll) (*finder, error) {
	i, p, err := maxSuffix(sub, false, poll)
	if err != nil {
		return nil, err
	}
	j, q, err := maxSuffix(sub, true, poll)
	if err != nil {
		return nil, err
	}
	if j > i {
		i, p = j, q
	}
	f := &finder{sub: sub, cut: i, period: p}
	if i+p <= len(sub) && sub[:i] == sub[p:p+i] {
		f.repeat = true
	} else {
		f.period = max(i, len(sub)-i) + 1
	}
	return f, poll(i)
}

// maxSuffix gives where the largest suffix of x begins, in the order of bytes or in its reverse, and that suffix's period.
func maxSuffix(x string, reverse bool, poll Poll) (start, period int, err error) {
	period = 1
	steps := 0
	for j, k := 1, 0; j+k < len(x); {
		if steps++; steps == piece {
			steps = 0
			if err := poll(piece); err != nil {
				return 0, 0, err
			}
		}
		a, b := x[j+k], x[start+k]
		switch {
		case a == b:
			if k++; k == period {
				j, k = j+period, 0
			}
		case (a < b) != reverse:
			j, k = j+k+1, 0
			period = j - start
		default:
			start, j, k, period = j, j+1, 0, 1
		}
	}
	return start, period, poll(steps)
}

// next gives the first place of the pattern in s from position at on, -1 where there is none; known is how much of the
// pattern is known to be there.
func (f *finder) next(s string, at, known int, poll Poll) (int, error) {
	sub := f.sub
	steps := 0
	for at+len(sub) <= len(s) {
		window := s[at : at+len(sub)]
		i := max(f.cut, known)
		for i < len(sub) && sub[i] == window[i] {
			if i++; i&(piece-1) == 0 {
				if err := poll(piece); err != nil {
					return 0, err
				}
			}
		}
		if i < len(sub) {
			steps += i - f.cut + 1
			at += i - f.cut + 1
			known = 0
		} else {
			i = f.cut
			for i > known && sub[i-1] == window[i-1] {
				if i--; i&(piece-1) == 0 {
					if err := poll(piece); err != nil {
						return 0, err
					}
				}
			}
			if i <= known {
				return at, poll(steps)
			}
			steps += f.period
			at += f.period
			if f.repeat {
				known = len(sub) - f.period
			}
		}
		if steps >= piece {
			if err := poll(steps); err != nil {
				return 0, err
			}
			steps = 0
		}
	}
	return -1, poll(steps)
}
