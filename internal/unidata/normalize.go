// This file normalises text: NFC, NFD, NFKC, NFKD.

package unidata

import (
	"slices"
	"unsafe"

	"github.com/vivarium-py/vivarium/internal/bulk"
)

// Form is a normalisation form.
type Form uint8

const (
	NFC Form = iota
	NFD
	NFKC
	NFKD
)

// ParseForm reads a form's name; ok is false for an unknown one.
func ParseForm(name string) (f Form, ok bool) {
	switch name {
	case "NFC":
		return NFC, true
	case "NFD":
		return NFD, true
	case "NFKC":
		return NFKC, true
	case "NFKD":
		return NFKD, true
	}
	return 0, false
}

func (f Form) compat() bool   { return f >= NFKC }
func (f Form) composes() bool { return f == NFC || f == NFKC }

type answer uint8

const (
	yes answer = iota
	no
	maybe
)

// quick is the quick check of f on s.
func (f Form) quick(s string, h *Hooks) (answer, error) {
	i := asciiPrefix(s)
	next := i + hookEvery
	res := yes
	last := uint8(0)
	for i < len(s) {
		if i >= next {
			next = i + hookEvery
			if err := h.look(); err != nil {
				return maybe, err
			}
		}
		if s[i] < 0x80 {
			last = 0
			i++
			continue
		}
		r, n := DecodeRune(s[i:])
		i += n
		rec := record(r)
		ccc := blob[rec+6]
		if ccc != 0 && last > ccc {
			return no, nil
		}
		last = ccc
		switch answer(blob[rec+11] >> (2 * f) & 3) {
		case no:
			return no, nil
		case maybe:
			res = maybe
		}
	}
	return res, nil
}

// IsNormalized reports whether s is in form f.
func (f Form) IsNormalized(s string, h *Hooks) (bool, error) {
	switch q, err := f.quick(s, h); {
	case err != nil:
		return false, err
	case q != maybe:
		return q == yes, nil
	}
	t, err := f.normalize(s, h, false)
	return s == t, err
}

// Normalize returns s in form f.
func (f Form) Normalize(s string, h *Hooks) (string, error) {
	if q, err := f.quick(s, h); err != nil || q == yes {
		return s, err
	}
	return f.normalize(s, h, false)
}

const (
	hangulS, hangulL, hangulV, hangulT = 0xAC00, 0x1100, 0x1161, 0x11A7
	countL, countV, countT             = 19, 21, 28
	countS                             = countL * countV * countT
)

type normalizer struct {
	compat bool
	old    bool // Unicode 3.2
	out    []rune
}

func (z *normalizer) decompose(r rune) {
	if r < 0xA0 {
		z.out = append(z.out, r)
		return
	}
	if i := r - hangulS; i >= 0 && i < countS {
		z.out = append(z.out, hangulL+i/(countV*countT), hangulV+i%(countV*countT)/countT)
		if t := i % countT; t != 0 {
			z.out = append(z.out, hangulT+t)
		}
		return
	}
	if z.old {
		if c, ok := oldCorrection(r); ok {
			z.out = append(z.out, c)
			return
		}
		if unassigned32(r) {
			z.out = append(z.out, r)
			return
		}
	}
	tag, at, n := decomp(r)
	if n == 0 || tag != 0 && !z.compat {
		z.out = append(z.out, r)
		return
	}
	for i := 0; i < n; {
		c, k := unit(at + 2*i)
		i += k
		z.decompose(c)
	}
}

func (f Form) normalize(s string, h *Hooks, old bool) (string, error) {
	z := normalizer{compat: f.compat(), old: old, out: make([]rune, 0, len(s))}
	next, charged := hookEvery, 0
	for i := 0; i < len(s); {
		if i >= next || len(z.out)-charged >= hookEvery {
			next = i + hookEvery
			if err := h.step(8 * max(len(z.out)-charged, hookEvery)); err != nil {
				return "", err
			}
			charged = len(z.out)
		}
		r, n := DecodeRune(s[i:])
		i += n
		z.decompose(r)
	}
	rs := z.out
	// Canonical order: each run of non-starters sorted by class, stably.
	next = hookEvery
	for i := 0; i < len(rs); {
		if i >= next {
			next = i + hookEvery
			if err := h.look(); err != nil {
				return "", err
			}
		}
		c := combining(rs[i])
		if c == 0 {
			i++
			continue
		}
		j, sorted := i+1, true
		for last := c; j < len(rs); j++ {
			c := combining(rs[j])
			if c == 0 {
				break
			}
			if j&(hookEvery-1) == 0 {
				if err := h.look(); err != nil {
					return "", err
				}
			}
			sorted = sorted && last <= c
			last = c
		}
		if !sorted {
			if err := sortMarks(rs[i:j], h); err != nil {
				return "", err
			}
		}
		i = j
	}
	if f.composes() {
		if err := h.step(0); err != nil {
			return "", err
		}
		var err error
		if rs, err = composeRunes(rs, h); err != nil {
			return "", err
		}
	}
	if err := h.step(0); err != nil {
		return "", err
	}
	dst := make([]byte, 0, len(s)+4)
	for i, r := range rs {
		if i&(hookEvery-1) == hookEvery-1 {
			if err := h.look(); err != nil {
				return "", err
			}
		}
		if len(dst)+4 > cap(dst) {
			var err error
			if dst, err = bulk.Grow(dst, 4, h.look); err != nil {
				return "", err
			}
		}
		dst = AppendRune(dst, r)
	}
	return unsafe.String(unsafe.SliceData(dst), len(dst)), nil
}

// sortMarks sorts by combining class, stably: there are at most 256 of them.
func sortMarks(rs []rune, h *Hooks) error {
	if len(rs) <= 64 {
		slices.SortStableFunc(rs, func(a, b rune) int { return int(combining(a)) - int(combining(b)) })
		return nil
	}
	if err := h.step(4 * len(rs)); err != nil {
		return err
	}
	var at [257]int
	for i, r := range rs {
		at[int(combining(r))+1]++
		if i&(hookEvery-1) == hookEvery-1 {
			if err := h.look(); err != nil {
				return err
			}
		}
	}
	for c := range 256 {
		at[c+1] += at[c]
	}
	out := make([]rune, len(rs))
	for i, r := range rs {
		c := combining(r)
		out[at[c]] = r
		at[c]++
		if i&(hookEvery-1) == hookEvery-1 {
			if err := h.look(); err != nil {
				return err
			}
		}
	}
	copy(rs, out)
	return nil
}

// composeRunes composes in place.
func composeRunes(rs []rune, h *Hooks) ([]rune, error) {
	starter := -1
	last := uint8(0) // class of what stands between the starter and here
	n := 0
	for i, r := range rs {
		if i&(hookEvery-1) == hookEvery-1 {
			if err := h.look(); err != nil {
				return nil, err
			}
		}
		c := combining(r)
		if starter >= 0 && (n == starter+1 || last < c && last != 0) {
			if p, ok := composePair(rs[starter], r); ok {
				rs[starter] = p
				continue
			}
		}
		if c == 0 {
			starter = n
		}
		last = c
		if c == 0 {
			last = 0
		}
		rs[n] = r
		n++
	}
	return rs[:n], nil
}

func composePair(a, b rune) (rune, bool) {
	if i, j := a-hangulL, b-hangulV; i >= 0 && i < countL && j >= 0 && j < countV {
		return hangulS + (i*countV+j)*countT, true
	}
	if i, j := a-hangulS, b-hangulT; i >= 0 && i < countS && i%countT == 0 && j > 0 && j < countT {
		return a + j, true
	}
	if a < 0x3C {
		return 0, false
	}
	lo, hi := 0, composeLen/9
	for lo < hi {
		m := (lo + hi) / 2
		at := composeAt + 9*m
		x, y := rune(le24(blob, at)), rune(le24(blob, at+3))
		switch {
		case x == a && y == b:
			return rune(le24(blob, at+6)), true
		case x < a || x == a && y < b:
			lo = m + 1
		default:
			hi = m
		}
	}
	return 0, false
}
