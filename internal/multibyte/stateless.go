// This file is the encodings without a state: a table, and what has a rule instead of a place in it.
package multibyte

// stateless is the name of a table.
type stateless string

func (stateless) start() State                     { return State{} }
func (stateless) end(dst []byte, st *State) []byte { return dst }

func (s stateless) next(_ *State, src []byte) (out [2]rune, count, n int, st status) {
	t := tables[string(s)]()
	v, n := t.one[src[0]], 1
	if v == vMore {
		if len(src) < 2 {
			return out, 0, 0, more
		}
		v, n = t.at(src[0], src[1]), 2
		if v == vMore {
			switch {
			case t.runs != nil:
				return t.four(src)
			case src[0] == 0x8F:
				if len(src) < 3 {
					return out, 0, 0, more
				}
				v, n = t.at3(src[1], src[2]), 3
			default:
				return composed(src)
			}
		}
	}
	return t.value(v, n)
}

// value says what a value of the table after n bytes means.
func (t *table) value(v uint32, n int) (out [2]rune, count, used int, st status) {
	switch {
	case v == vMore:
		return out, 0, 0, more
	case v >= vIllegal:
		return out, 0, int(v - vIllegal), illegal
	case v >= vPair:
		return t.pairs[v-vPair], 2, n, good
	}
	return [2]rune{rune(v)}, 1, n, good
}

func (s stateless) put(dst []byte, _ *State, r, next rune) ([]byte, int, bool) {
	t := tables[string(s)]()
	if l := t.first[r]; l != nil {
		if next < 0 {
			return appendCode(dst, t.code(r)), 1, true
		}
		if c := t.pairCode(r, next); c != 0 {
			return appendCode(dst, c), 2, false
		}
	}
	if c := t.code(r); c != 0 {
		return appendCode(dst, c), 1, false
	}
	switch {
	case t.runs != nil:
		return t.putFour(dst, r)
	case s == "euc_kr":
		return putComposed(dst, r)
	}
	return dst, 0, false
}

func appendCode(dst []byte, c uint32) []byte {
	for n := c >> 24; n > 0; n-- {
		dst = append(dst, byte(c>>(8*(n-1))))
	}
	return dst
}

// four decodes the four-byte sequences of GB18030.
func (t *table) four(src []byte) (out [2]rune, count, n int, st status) {
	if len(src) < 4 {
		return out, 0, 0, more
	}
	if src[0] < 0x81 || src[0] > 0xFE || src[2] < 0x81 || src[2] > 0xFE || src[3] < 0x30 || src[3] > 0x39 {
		return out, 0, 1, illegal
	}
	number := uint32(src[0]-0x81)*12600 + uint32(src[1]-0x30)*1260 + uint32(src[2]-0x81)*10 + uint32(src[3]-0x30)
	if number >= 189000 {
		if number -= 189000; number < 0x100000 {
			return [2]rune{rune(number) + 0x10000}, 1, 4, good
		}
		return out, 0, 1, illegal
	}
	if i := find(t.runs, func(r run) uint32 { return r.n }, number); i >= 0 && t.runs[i].c != noRun {
		return [2]rune{rune(t.runs[i].c + number - t.runs[i].n)}, 1, 4, good
	}
	return out, 0, 1, illegal
}

// find gives the last run whose key is at most k, or -1.
func find(l []run, key func(run) uint32, k uint32) int {
	lo, hi := 0, len(l)
	for lo < hi {
		if m := (lo + hi) / 2; key(l[m]) <= k {
			lo = m + 1
		} else {
			hi = m
		}
	}
	return lo - 1
}

func (t *table) putFour(dst []byte, r rune) ([]byte, int, bool) {
	number := uint32(0)
	if r >= 0x10000 {
		number = uint32(r) - 0x10000 + 189000
	} else {
		i := find(t.back, func(r run) uint32 { return r.c }, uint32(r))
		if i < 0 {
			return dst, 0, false
		}
		number = t.back[i].n + uint32(r) - t.back[i].c
		if j := find(t.runs, func(r run) uint32 { return r.n }, number); t.runs[j] != t.back[i] {
			return dst, 0, false
		}
	}
	return append(dst, byte(0x81+number/12600), byte(0x30+number/1260%10), byte(0x81+number/10%126), byte(0x30+number%10)), 1, false
}

// Hangul syllables that KS X 1001 has no code for are written as a filler and three letters.
const (
	initials = "\xa1\xa2\xa4\xa7\xa8\xa9\xb1\xb2\xb3\xb5\xb6\xb7\xb8\xb9\xba\xbb\xbc\xbd\xbe"
	finals   = "\xd4\xa1\xa2\xa3\xa4\xa5\xa6\xa7\xa9\xaa\xab\xac\xad\xae\xaf\xb0\xb1\xb2\xb4\xb5\xb6\xb7\xb8\xba\xbb\xbc\xbd\xbe"
	letters  = 0xA4
	vowel    = 0xBF
	vowels   = 21
)

func composed(src []byte) (out [2]rune, count, n int, st status) {
	if len(src) < 8 {
		return out, 0, 0, more
	}
	index := func(s string, b byte) int {
		for i := range len(s) {
			if s[i] == b {
				return i
			}
		}
		return -1
	}
	a, b, c := index(initials, src[3]), int(src[5])-vowel, index(finals, src[7])
	if src[2] != letters || src[4] != letters || src[6] != letters || a < 0 || b < 0 || b >= vowels || c < 0 {
		return out, 0, 1, illegal
	}
	return [2]rune{rune(0xAC00 + (a*vowels+b)*len(finals) + c)}, 1, 8, good
}

func putComposed(dst []byte, r rune) ([]byte, int, bool) {
	if r < 0xAC00 || r > 0xD7A3 {
		return dst, 0, false
	}
	n := int(r - 0xAC00)
	return append(dst, letters, 0xD4, letters, initials[n/len(finals)/vowels], letters, byte(vowel+n/len(finals)%vowels),
		letters, finals[n%len(finals)]), 1, false
}

// hz switches between ASCII and GB 2312 with tildes; the state's first byte says which.
type hz struct{}

func (hz) start() State { return State{} }

func (hz) end(dst []byte, st *State) []byte {
	if st[0] != 0 {
		st[0] = 0
		return append(dst, "~}"...)
	}
	return dst
}

func (hz) next(st *State, src []byte) (out [2]rune, count, n int, s status) {
	c := src[0]
	if c == '~' {
		if len(src) < 2 {
			return out, 0, 0, more
		}
		switch c2 := src[1]; {
		case c2 == '~' && st[0] == 0:
			return [2]rune{'~'}, 1, 2, good
		case c2 == '{' && st[0] == 0:
			st[0] = 1
		case c2 == '\n' && st[0] == 0:
		case c2 == '}' && st[0] == 1:
			st[0] = 0
		default:
			return out, 0, 1, illegal
		}
		return out, 0, 2, good
	}
	if c&0x80 != 0 {
		return out, 0, 1, illegal
	}
	if st[0] == 0 {
		return [2]rune{rune(c)}, 1, 1, good
	}
	if len(src) < 2 {
		return out, 0, 0, more
	}
	t := tables["gb2312"]()
	if v := t.at(c|0x80, src[1]|0x80); v < vPair && src[1] < 0x80 {
		return [2]rune{rune(v)}, 1, 2, good
	}
	return out, 0, 1, illegal
}

func (h hz) put(dst []byte, st *State, r, _ rune) ([]byte, int, bool) {
	if r < 0x80 {
		dst = h.end(dst, st)
		if r == '~' {
			dst = append(dst, '~')
		}
		return append(dst, byte(r)), 1, false
	}
	c := tables["gb2312"]().code(r)
	if c>>24 != 2 {
		return dst, 0, false
	}
	if st[0] == 0 {
		st[0] = 1
		dst = append(dst, "~{"...)
	}
	return append(dst, byte(c>>8)&0x7F, byte(c)&0x7F), 1, false
}
