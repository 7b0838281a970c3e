// This file is a stable merge sort: natural runs, merged in the order of Munro and Wild's powersort, with galloping
// where one run wins many times in a row. After an error of the comparison the slice is a permutation of its input; after a kill
// nobody looks at it.
package core

import (
	"math/bits"
	"slices"
)

// merger sorts by less, which may fail; t, if any, is asked about kills while much is moved.
type merger[E any] struct {
	t    *Thread
	less func(a, b *E) (bool, error)
	tmp  []E
	runs []sortRun
}

// sortRun is a sorted stretch; power says how deep in the merge tree its boundary with the run before lies.
type sortRun struct {
	start, len, power int
}

// gallopMin is how many wins in a row start galloping.
const gallopMin = 7

// minRun is the length to which short runs are grown by insertion: n / 2**k, rounded up, between 16 and 32.
func minRun(n int) int {
	odd := 0
	for n >= 32 {
		odd |= n & 1
		n >>= 1
	}
	return n + odd
}

func (m *merger[E]) sort(a []E) error {
	n := len(a)
	least := minRun(n)
	for lo := 0; lo < n; {
		k, err := m.countRun(a[lo:])
		if err != nil {
			return err
		}
		if k < least {
			end := min(lo+least, n)
			if err := m.insert(a[lo:end], k); err != nil {
				return err
			}
			k = end - lo
		}
		r := sortRun{start: lo, len: k}
		if len(m.runs) > 0 {
			r.power = power(m.runs[len(m.runs)-1], r, n)
			for len(m.runs) > 1 && m.runs[len(m.runs)-1].power > r.power {
				if err := m.mergeTop(a); err != nil {
					return err
				}
			}
		}
		m.runs = append(m.runs, r)
		lo += k
	}
	for len(m.runs) > 1 {
		if err := m.mergeTop(a); err != nil {
			return err
		}
	}
	return nil
}

// power is the depth of the node of a perfectly balanced merge tree between the midpoints of two adjacent runs: the
// first bit in which the midpoints, as fractions of n, differ.
func power(a, b sortRun, n int) int {
	x := uint64(2*a.start+a.len) << 30 / uint64(n)
	y := uint64(2*b.start+b.len) << 30 / uint64(n)
	return bits.LeadingZeros64(x ^ y)
}

// countRun gives the length of the run at the start of a, at least 1; a strictly descending run is turned round.
func (m *merger[E]) countRun(a []E) (int, error) {
	if len(a) < 2 {
		return len(a), nil
	}
	down, err := m.less(&a[1], &a[0])
	if err != nil {
		return 0, err
	}
	i := 2
	for ; i < len(a); i++ {
		lt, err := m.less(&a[i], &a[i-1])
		if err != nil {
			return 0, err
		}
		if lt != down {
			break
		}
	}
	if down && m.t != nil {
		return i, Reverse(m.t, a[:i])
	}
	if down {
		slices.Reverse(a[:i])
	}
	return i, nil
}

// move is copy.
func (m *merger[E]) move(dst, src []E) error {
	if m.t == nil || len(src) <= chunkItems/8 {
		copy(dst, src)
		return nil
	}
	return Move(m.t, dst, src)
}

// insert sorts a, of which the first k are sorted, by binary insertion.
func (m *merger[E]) insert(a []E, k int) error {
	for ; k < len(a); k++ {
		x := a[k]
		lo, hi := 0, k
		for lo < hi {
			mid := int(uint(lo+hi) >> 1)
			lt, err := m.less(&x, &a[mid])
			if err != nil {
				return err
			}
			if lt {
				hi = mid
			} else {
				lo = mid + 1
			}
		}
		copy(a[lo+1:k+1], a[lo:k])
		a[lo] = x
	}
	return nil
}

// mergeTop merges the two topmost runs.
func (m *merger[E]) mergeTop(a []E) error {
	k := len(m.runs)
	p, q := m.runs[k-2], m.runs[k-1]
	m.runs = m.runs[:k-1]
	m.runs[k-2].len = p.len + q.len
	left, right := a[p.start:q.start], a[q.start:q.start+q.len]
	// What is in place already at both ends stays.
	i, err := m.gallopRight(&right[0], left)
	if err != nil || i == len(left) {
		return err
	}
	left = left[i:]
	j, err := m.gallopLeftEnd(&left[len(left)-1], right)
	if err != nil || j == 0 {
		return err
	}
	lo, mid, hi := p.start+i, q.start, q.start+j
	if mid-lo <= hi-mid {
		return m.mergeLow(a[lo:hi], mid-lo)
	}
	return m.mergeHigh(a[lo:hi], mid-lo)
}

// gallopRight gives the number of items of the sorted s that are not greater than x, searching from the start.
func (m *merger[E]) gallopRight(x *E, s []E) (int, error) {
	lo, step := 0, 1
	hi := 0
	for hi < len(s) {
		lt, err := m.less(x, &s[hi])
		if err != nil {
			return 0, err
		}
		if lt {
			break
		}
		lo = hi + 1
		hi += step
		step *= 2
	}
	return m.upper(x, s, lo, min(hi, len(s)))
}

// gallopRightEnd is gallopRight searching from the end.
func (m *merger[E]) gallopRightEnd(x *E, s []E) (int, error) {
	hi, step := len(s), 1
	lo := len(s)
	for lo > 0 {
		i := max(lo-step, 0)
		lt, err := m.less(x, &s[i])
		if err != nil {
			return 0, err
		}
		if !lt {
			lo = i + 1
			break
		}
		lo, hi = i, i
		step *= 2
	}
	return m.upper(x, s, lo, hi)
}

// upper is the binary search for the number of items of s[:hi] not greater than x, known to be lo at least.
func (m *merger[E]) upper(x *E, s []E, lo, hi int) (int, error) {
	for lo < hi {
		mid := int(uint(lo+hi) >> 1)
		lt, err := m.less(x, &s[mid])
		if err != nil {
			return 0, err
		}
		if lt {
			hi = mid
		} else {
			lo = mid + 1
		}
	}
	return lo, nil
}

// gallopLeft gives the number of items of the sorted s that are less than x, searching from the start.
func (m *merger[E]) gallopLeft(x *E, s []E) (int, error) {
	lo, step := 0, 1
	hi := 0
	for hi < len(s) {
		lt, err := m.less(&s[hi], x)
		if err != nil {
			return 0, err
		}
		if !lt {
			break
		}
		lo = hi + 1
		hi += step
		step *= 2
	}
	return m.lower(x, s, lo, min(hi, len(s)))
}

// gallopLeftEnd is gallopLeft searching from the end.
func (m *merger[E]) gallopLeftEnd(x *E, s []E) (int, error) {
	hi, step := len(s), 1
	lo := len(s)
	for lo > 0 {
		i := max(lo-step, 0)
		lt, err := m.less(&s[i], x)
		if err != nil {
			return 0, err
		}
		if lt {
			lo = i + 1
			break
		}
		lo, hi = i, i
		step *= 2
	}
	return m.lower(x, s, lo, hi)
}

func (m *merger[E]) lower(x *E, s []E, lo, hi int) (int, error) {
	for lo < hi {
		mid := int(uint(lo+hi) >> 1)
		lt, err := m.less(&s[mid], x)
		if err != nil {
			return 0, err
		}
		if lt {
			lo = mid + 1
		} else {
			hi = mid
		}
	}
	return lo, nil
}

// hold gives a buffer with the items of s.
func (m *merger[E]) hold(s []E) (_ []E, err error) {
	if n := len(s); cap(m.tmp) < n {
		if room := max(n, min(2*n, 1<<20)); m.t == nil {
			m.tmp = make([]E, n, room)
		} else if m.tmp, err = MakeSlice[E](m.t, n, room); err != nil {
			return nil, err
		}
	}
	return m.tmp[:len(s)], m.move(m.tmp[:len(s)], s)
}

// mergeLow merges a[:mid] and a[mid:], the left one being the shorter: it moves to the buffer, and the merge fills a from
// the start. The gap a[d:r] always has the size of what the buffer still holds.
func (m *merger[E]) mergeLow(a []E, mid int) (err error) {
	tmp, err := m.hold(a[:mid])
	if err != nil {
		return err
	}
	d, r, i := 0, mid, 0
	wins, last := 0, false
	for i < mid && r < len(a) {
		var lt bool
		if lt, err = m.less(&a[r], &tmp[i]); err != nil {
			break
		}
		if lt != last {
			wins, last = 0, lt
		}
		if lt {
			a[d] = a[r]
			r++
		} else {
			a[d] = tmp[i]
			i++
		}
		d++
		if wins++; wins < gallopMin || i == mid || r == len(a) {
			continue
		}
		var k int
		if lt {
			if k, err = m.gallopLeft(&tmp[i], a[r:]); err != nil {
				break
			}
			if err = m.move(a[d:], a[r:r+k]); err != nil {
				return err
			}
			r += k
		} else {
			if k, err = m.gallopRight(&a[r], tmp[i:]); err != nil {
				break
			}
			if err = m.move(a[d:], tmp[i:i+k]); err != nil {
				return err
			}
			i += k
		}
		d += k
		wins = 0
	}
	if bad := m.move(a[d:], tmp[i:]); err == nil {
		err = bad
	}
	return err
}

// mergeHigh is mergeLow for a shorter right run, filling a from the end.
func (m *merger[E]) mergeHigh(a []E, mid int) (err error) {
	n := len(a) - mid
	tmp, err := m.hold(a[mid:])
	if err != nil {
		return err
	}
	d, l, i := len(a), mid, n // ends: of the gap, of the left run, of the buffer
	wins, last := 0, false
	for i > 0 && l > 0 {
		var lt bool
		if lt, err = m.less(&tmp[i-1], &a[l-1]); err != nil {
			break
		}
		if lt != last {
			wins, last = 0, lt
		}
		d--
		if lt {
			l--
			a[d] = a[l]
		} else {
			i--
			a[d] = tmp[i]
		}
		if wins++; wins < gallopMin || i == 0 || l == 0 {
			continue
		}
		var k int
		if lt {
			if k, err = m.gallopRightEnd(&tmp[i-1], a[:l]); err != nil {
				break
			}
			d -= l - k
			if err = m.move(a[d:], a[k:l]); err != nil {
				return err
			}
			l = k
		} else {
			if k, err = m.gallopLeftEnd(&a[l-1], tmp[:i]); err != nil {
				break
			}
			d -= i - k
			if err = m.move(a[d:], tmp[k:i]); err != nil {
				return err
			}
			i = k
		}
		wins = 0
	}
	if bad := m.move(a[d-i:], tmp[:i]); err == nil {
		err = bad
	}
	return err
}
