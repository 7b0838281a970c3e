// scan.go: what the matcher does with characters: testing and skipping them, forwards and backwards, comparing text, and
// the position tests. Nothing here keeps state; all of it stays inside of the subject.

package sre

import "strings"

// charLen is the length of the character at s[i:] in a str subject.
func charLen(s string, i int) int {
	c := s[i]
	n := 1
	switch {
	case c < 0xC0:
	case c < 0xE0:
		n = 2
	case c < 0xF0:
		n = 3
	default:
		n = 4
	}
	if i+n > len(s) {
		n = 1
	}
	return n
}

// member returns the length of the character at s[i:] if it is in the set, or 0.
func (cs *charSet) member(s string, i int) int {
	if i >= len(s) {
		return 0
	}
	switch cs.tab[s[i]] {
	case yes:
		return 1
	case wide:
		return charLen(s, i)
	case decide:
		if r, n := decodeRune(s, i); cs.has(r) {
			return n
		}
	}
	return 0
}

// scan goes over at most max characters of the set; lo is where min of them end.
func (cs *charSet) scan(m *Matcher, s string, p, min, max int) (lo, e int, ok bool) {
	e, lo = p, p
	n := 0
	for n < max && e < len(s) {
		if cs.tab[s[e]] == yes {
			e++
		} else if w := cs.member(s, e); w > 0 {
			e += w
		} else {
			break
		}
		if n++; n == min {
			lo = e
		}
		if n&(longScan-1) == 0 && m.long() {
			break
		}
	}
	return lo, e, n >= min
}

// part is the end of the next longScan bytes or so from p on: a whole number of characters.
func part(s string, p int) int {
	e := p + longScan
	if e >= len(s) {
		return len(s)
	}
	for k := 0; k < 3 && s[e]&0xC0 == 0x80; k++ {
		e--
	}
	return e
}

// longRun is where a run without limit from p ends.
func (cs *charSet) longRun(m *Matcher, s string, p int) int {
	for p < len(s) {
		end := part(s, p)
		t := s[:end]
		if cs.shape == butByte {
			if i := strings.IndexByte(t[p:], cs.b); i >= 0 {
				return p + i
			}
			p = end
		} else {
			if p = scanTable(t, p, cs.run); p < end && cs.run[s[p]] == decide {
				p = cs.scanOn(t, p)
			}
			if p < end {
				return p
			}
		}
		if p < len(s) && m.long() {
			break
		}
	}
	return p
}

// backTo goes back from q, at most to lo, to where what follows can begin.
func (m *Matcher) backTo(s string, q, lo int, next *[256]uint8) int {
	for q > lo && next[s[q]] == 0 {
		if q--; q&(longScan-1) == 0 && m.long() {
			break
		}
	}
	return q
}

// seek is where the next match may begin, or -1.
func (m *Matcher) seek(prog *Program, s string, p int) int {
	for p < len(s) {
		end := min(p+longScan, len(s))
		switch {
		case prog.prefix != "":
			end = min(end+len(prog.prefix), len(s))
			if i := strings.Index(s[p:end], prog.prefix); i >= 0 {
				return p + i
			}
			if end == len(s) {
				return -1
			}
			p = end - len(prog.prefix) + 1
		case prog.startOne >= 0:
			if i := strings.IndexByte(s[p:end], byte(prog.startOne)); i >= 0 {
				return p + i
			}
			p = end
		default:
			// At the end of a part the byte after is not known: look again from there.
			i := scanStart(s[:end], p, prog.start, prog.second, prog.startCont)
			if i < end-1 || end == len(s) {
				return i
			}
			p = i
		}
		if m.long() {
			return -1
		}
	}
	return p
}

// scanTable goes over bytes that the table says yes to.
func scanTable(s string, e int, tab *[256]uint8) int {
	for ; e+4 <= len(s); e += 4 {
		t := s[e : e+4]
		if tab[t[0]] != yes {
			return e
		}
		if tab[t[1]] != yes {
			return e + 1
		}
		if tab[t[2]] != yes {
			return e + 2
		}
		if tab[t[3]] != yes {
			return e + 3
		}
	}
	for e < len(s) && tab[s[e]] == yes {
		e++
	}
	return e
}

// scanStart finds the first place at which a match may begin, by the byte there and the next.
func scanStart(s string, i int, tab, second *[256]uint8, cont uint64) int {
	if second == nil && cont == ^uint64(0) {
		for i < len(s) && tab[s[i]] == 0 {
			i++
		}
		return i
	}
	for ; i+1 < len(s); i++ {
		c := s[i]
		if tab[c] == 0 {
			continue
		}
		if d := s[i+1]; c >= 0x80 {
			if cont>>(d&63)&1 != 0 {
				return i
			}
		} else if second == nil || second[d] != 0 {
			return i
		}
	}
	if i < len(s) && tab[s[i]] == 0 {
		i++
	}
	return i
}

// scanOn continues an unlimited run over characters that have to be decoded.
func (cs *charSet) scanOn(s string, e int) int {
	classes := len(cs.ranges) == 0
	for e < len(s) {
		t := cs.run[s[e]]
		if t == yes {
			e++
			continue
		}
		if t != decide {
			break
		}
		r, n := rune(s[e]), 1
		if r < 0xE0 && e+1 < len(s) {
			r, n = r&0x1F<<6|rune(s[e+1]&0x3F), 2
		} else {
			r, n = decodeRune(s, e)
		}
		if classes {
			p := unicodeProps(r)
			if (p&cs.pos|^p&cs.neg != 0) == cs.negate {
				break
			}
		} else if !cs.has(r) {
			break
		}
		e += n
	}
	return e
}

// stepBack moves n characters back.
func (m *Matcher) stepBack(s string, p, n int, isBytes bool) (int, bool) {
	if n > p {
		return 0, false
	}
	if isBytes {
		return p - n, true
	}
	for ; n > 0; n-- {
		if p == 0 || n&(longScan-1) == 0 && m.long() {
			return 0, false
		}
		if p--; s[p] >= 0x80 {
			_, w := decodeLast(s, p+1)
			p -= w - 1
		}
	}
	return p, true
}

// extend moves a lazy run from q to the first place from where what follows can match, or reports that there is none.
func (in *inst) extend(m *Matcher, s string, q int, left int32) (int, int32, bool) {
	nt := in.next
	for n := 1; ; n++ {
		if n&(longScan-1) == 0 && m.long() {
			return q, left, false
		}
		if nt == nil {
			return q, left, true
		}
		if q == len(s) {
			return q, left, in.flag&flagNextEnd != 0
		}
		if nt[s[q]] != 0 {
			return q, left, true
		}
		if left == 0 {
			return q, left, false
		}
		if in.set.tab[s[q]] == yes {
			q++
		} else if w := in.set.member(s, q); w > 0 {
			q += w
		} else {
			return q, left, false
		}
		if left != infinite {
			left--
		}
	}
}

// matchFold compares s[b:e] with what stands at p, ignoring case, and returns the end.
func (m *Matcher) matchFold(s string, b, e, p int, isBytes, unicodeMode bool) (int, bool) {
	for i := 1; b < e; i++ {
		if p >= len(s) || i&(longScan/4-1) == 0 && m.long() {
			return p, false
		}
		x, y := s[b], s[p]
		if isBytes || x < 0x80 && y < 0x80 {
			if asciiLower(x) != asciiLower(y) {
				return p, false
			}
			b++
			p++
			continue
		}
		r, n := decodeRune(s, b)
		t, k := decodeRune(s, p)
		if r != t && (!unicodeMode || lower(r) != lower(t)) {
			return p, false
		}
		b += n
		p += k
	}
	return p, true
}

func wordAt(s string, p int, isBytes, unicodeMode bool) bool {
	c := s[p]
	if c < 0x80 || isBytes || !unicodeMode {
		return wordTab[c] != 0
	}
	r, _ := decodeRune(s, p)
	return unicodeProps(r)&propWord != 0
}

func wordBefore(s string, p int, isBytes, unicodeMode bool) bool {
	c := s[p-1]
	if c < 0x80 || isBytes || !unicodeMode {
		return wordTab[c] != 0
	}
	r, _ := decodeLast(s, p)
	return unicodeProps(r)&propWord != 0
}

func atPosition(k atKind, s string, p int, isBytes bool) bool {
	switch k {
	case atStart:
		return p == 0
	case atLineStart:
		return p == 0 || s[p-1] == '\n'
	case atEnd:
		return p == len(s)
	case atLastLine:
		return p == len(s) || p == len(s)-1 && s[p] == '\n'
	case atLineEnd:
		return p == len(s) || s[p] == '\n'
	}
	u := k == atWord || k == atNotWord
	before := p > 0 && wordBefore(s, p, isBytes, u)
	after := p < len(s) && wordAt(s, p, isBytes, u)
	return (before != after) == (k == atWord || k == atWordASCII)
}
