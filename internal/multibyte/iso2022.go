// This file is the ISO 2022 encodings: escape sequences designate character sets, of 7-bit codes.
package multibyte

// The state: what G0, G1 and G2 are (a set's final letter, with 0x80 for those of two bytes), and flags.
const (
	inG0 = iota
	inG1
	inG2
	_
	flags
)

const (
	shifted = 1 // SO was seen: G1
	through = 2 // in an escape sequence that is copied
)

const (
	esc = 0x1B
	so  = 0x0E
	si  = 0x0F
)

const ascii = 'B'

// A charset is one that may be designated.
type charset struct {
	mark   byte // as in the state
	esc    string
	g      int
	wide   bool
	pairs  string                 // the table that has its pairs of code points
	decode func(a, b byte) uint32 // a value of a table
	encode func(r rune) uint32    // 0: it has no code
}

func plane(name string, last byte, e string, g int) charset {
	return charset{mark: last | 0x80, esc: e, g: g, wide: true,
		decode: func(a, b byte) uint32 { return tables[name]().at(a|0x80, b|0x80) },
		encode: func(r rune) uint32 {
			if c := tables[name]().code(r); c>>24 == 2 && c&0x8080 == 0x8080 && c>>8&0xFF >= 0xA1 {
				return c
			}
			return 0
		}}
}

func withPairs(name string, c charset) charset {
	c.pairs = name
	return c
}

func plane3(name string, last byte, e string, has func(row byte) bool) charset {
	return charset{mark: last | 0x80, esc: e, g: inG0, wide: true,
		decode: func(a, b byte) uint32 {
			if !has(a) {
				return vIllegal + 2
			}
			return tables[name]().at3(a|0x80, b|0x80)
		},
		encode: func(r rune) uint32 {
			if c := tables[name]().code(r); c>>24 == 3 && has(byte(c>>8)&0x7F) {
				return c
			}
			return 0
		}}
}

func narrow(mark byte, e string, g int, decode func(a byte) uint32, encode func(r rune) byte) charset {
	return charset{mark: mark, esc: e, g: g, decode: func(a, _ byte) uint32 { return decode(a) },
		encode: func(r rune) uint32 { return uint32(encode(r)) }}
}

func inJISX0213(row byte) bool {
	return row == 0x21 || row >= 0x23 && row <= 0x25 || row == 0x28 || row >= 0x2C && row <= 0x2F || row >= 0x6E
}

func none(rune) byte { return 0 }

var (
	jisx0208         = plane("euc_jp", 'B', "\x1b$B", inG0)
	jisx0208old      = withoutEncoder(plane("euc_jp", '@', "\x1b$@", inG0))
	jisx0212         = plane3("euc_jp", 'D', "\x1b$(D", func(byte) bool { return true })
	jisx0213p1of2000 = withPairs("euc_jisx0213", plane("euc_jisx0213", 'O', "\x1b$(O", inG0))
	jisx0213p1of2004 = withPairs("euc_jis_2004", plane("euc_jis_2004", 'Q', "\x1b$(Q", inG0))
	jisx0213p2       = plane3("euc_jisx0213", 'P', "\x1b$(P", inJISX0213)
	ksx1001          = plane("euc_kr", 'C', "\x1b$(C", inG0)
	ksx1001G1        = plane("euc_kr", 'C', "\x1b$)C", inG1)
	gb2312           = plane("gb2312", 'A', "\x1b$(A", inG0)
	jisx0201r        = narrow('J', "\x1b(J", inG0, func(a byte) uint32 {
		switch a {
		case '\\':
			return 0xA5
		case '~':
			return 0x203E
		}
		return uint32(a)
	}, func(r rune) byte {
		switch {
		case r == 0xA5:
			return '\\'
		case r == 0x203E:
			return '~'
		case r < 0x80 && r != '\\' && r != '~':
			return byte(r)
		}
		return 0
	})
	jisx0201k = narrow('I', "\x1b(I", inG0, func(a byte) uint32 {
		if a >= 0x21 && a <= 0x5F {
			return 0xFF61 + uint32(a) - 0x21
		}
		return vIllegal + 1
	}, func(r rune) byte {
		if r >= 0xFF61 && r <= 0xFF9F {
			return byte(r - 0xFF61 + 0x21)
		}
		return 0
	})
	iso8859p1 = narrow('A', "\x1b.A", inG2, func(a byte) uint32 { return uint32(a) | 0x80 }, none)
	iso8859p7 = narrow('F', "\x1b.F", inG2, func(a byte) uint32 {
		switch a |= 0x80; {
		case a == 0xA1 || a == 0xA2:
			return uint32(a) - 0xA1 + 0x2018
		case a == 0xAF:
			return 0x2015
		case a == 0xA4 || a == 0xA5 || a == 0xAA || a == 0xAE || a == 0xD2 || a == 0xFF:
			return vIllegal + 3
		case a < 0xB4 || a == 0xB7 || a == 0xBB || a == 0xBD:
			return uint32(a)
		}
		return uint32(a|0x80) + 0x2D0
	}, none)
)

func withoutEncoder(c charset) charset {
	c.encode = func(rune) uint32 { return 0 }
	return c
}

type iso2022 struct {
	sets   []charset
	shifts bool // SO and SI choose G1 and G0
	g2     bool // ESC N takes one character of G2
}

func (m *iso2022) start() State { return State{inG0: ascii, inG1: ascii} }

func (m *iso2022) set(mark byte, g int) *charset {
	for i := range m.sets {
		if cs := &m.sets[i]; cs.mark == mark && (cs.wide || cs.g == g) {
			return cs
		}
	}
	return nil
}

func (m *iso2022) end(dst []byte, st *State) []byte {
	if st[flags]&shifted != 0 {
		dst = append(dst, si)
		st[flags] &^= shifted
	}
	if st[inG0] != ascii {
		dst = append(dst, "\x1b(B"...)
		st[inG0] = ascii
	}
	return dst
}

func (m *iso2022) next(st *State, src []byte) (out [2]rune, count, n int, s status) {
	c := src[0]
	one := func() ([2]rune, int, int, status) { return [2]rune{rune(c)}, 1, 1, good }
	if st[flags]&through != 0 {
		if isFinal(c) {
			st[flags] &^= through
		}
		return one()
	}
	switch {
	case c == esc:
		if len(src) < 2 {
			return out, 0, 0, more
		}
		switch src[1] {
		case '(', ')', '$', '.', '&':
			return m.escape(st, src)
		case 'N':
			if m.g2 {
				return m.single(st, src)
			}
		}
		st[flags] |= through
		return one()
	case c == si && m.shifts:
		st[flags] &^= shifted
		return out, 0, 1, good
	case c == so && m.shifts:
		st[flags] |= shifted
		return out, 0, 1, good
	case c == '\n':
		st[flags] &^= shifted
		return one()
	case c < 0x20:
		return one()
	case c >= 0x80:
		return out, 0, 1, illegal
	}
	mark, g := st[inG0], inG0
	if st[flags]&shifted != 0 {
		mark, g = st[inG1], inG1
	}
	if mark == ascii {
		return one()
	}
	cs := m.set(mark, g)
	if cs == nil {
		return out, 0, 1, illegal
	}
	if !cs.wide {
		if v := cs.decode(c, 0); v < vPair {
			return [2]rune{rune(v)}, 1, 1, good
		}
		return out, 0, 1, illegal
	}
	if len(src) < 2 {
		return out, 0, 0, more
	}
	v := uint32(vIllegal)
	if src[1] < 0x80 {
		v = cs.decode(c, src[1])
	}
	switch {
	case v < vPair:
		return [2]rune{rune(v)}, 1, 2, good
	case v < vIllegal:
		return tables[cs.pairs]().pairs[v-vPair], 2, 2, good
	}
	return out, 0, 2, illegal
}

func isFinal(c byte) bool { return c >= 'A' && c <= 'Z' || c == '@' }

const longestEscape = 16

func (m *iso2022) escape(st *State, src []byte) (out [2]rune, count, n int, s status) {
	for n = 1; ; n++ {
		if n >= longestEscape {
			return out, 0, 1, illegal
		}
		if n >= len(src) {
			return out, 0, 0, more
		}
		if isFinal(src[n]) {
			break
		}
	}
	n++
	if string(src[:n]) == "\x1b&@" && m.set('B'|0x80, inG0) != nil {
		// the revised JIS X 0208, announced before it is designated
		if len(src) < 6 {
			return out, 0, 0, more
		}
		if string(src[3:6]) != "\x1b$B" {
			return out, 0, 3, illegal
		}
		st[inG0] = 'B' | 0x80
		return out, 0, 6, good
	}
	e := string(src[:n])
	if e == "\x1b(B" {
		st[inG0] = ascii
		return out, 0, n, good
	}
	for i := range m.sets {
		cs := &m.sets[i]
		g, ok := cs.g, e == cs.esc
		if last := string(rune(cs.mark & 0x7F)); cs.wide && !ok {
			switch e {
			case "\x1b$(" + last:
				g, ok = inG0, true
			case "\x1b$)" + last:
				g, ok = inG1, true
			case "\x1b$" + last:
				g, ok = inG0, last <= "B"
			}
		}
		if ok {
			st[g] = cs.mark
			return out, 0, n, good
		}
	}
	return out, 0, n, illegal
}

// single decodes ESC N and a character of G2.
func (m *iso2022) single(st *State, src []byte) (out [2]rune, count, n int, s status) {
	if len(src) < 3 {
		return out, 0, 0, more
	}
	c := src[2]
	if cs := m.set(st[inG2], inG2); cs != nil {
		if v := cs.decode(c, 0); v < vPair && c >= 0x20 && c < 0x80 {
			return [2]rune{rune(v)}, 1, 3, good
		}
		return out, 0, 3, illegal
	}
	if c >= 0x80 {
		return out, 0, 3, illegal
	}
	return [2]rune{rune(c)}, 1, 3, good
}

func (m *iso2022) put(dst []byte, st *State, r, next rune) ([]byte, int, bool) {
	if r < 0x80 {
		return append(m.end(dst, st), byte(r)), 1, false
	}
	open := false
	for i := range m.sets {
		cs := &m.sets[i]
		if cs.pairs == "" {
			continue
		}
		if t := tables[cs.pairs](); t.first[r] != nil {
			if c := t.pairCode(r, next); c>>24 == 2 {
				return m.write(dst, st, cs, c), 2, false
			}
			open = next < 0
		}
	}
	for i := range m.sets {
		if c := m.sets[i].encode(r); c != 0 {
			return m.write(dst, st, &m.sets[i], c), 1, open
		}
	}
	return dst, 0, false
}

// write writes a code of a set, after what designates that.
func (m *iso2022) write(dst []byte, st *State, cs *charset, c uint32) []byte {
	if cs.g == inG1 {
		if st[inG1] != cs.mark {
			dst = append(dst, cs.esc...)
			st[inG1] = cs.mark
		}
		if st[flags]&shifted == 0 {
			dst = append(dst, so)
			st[flags] |= shifted
		}
	} else if st[inG0] != cs.mark {
		dst = append(dst, cs.esc...)
		st[inG0] = cs.mark
	}
	if cs.wide {
		dst = append(dst, byte(c>>8)&0x7F)
	}
	return append(dst, byte(c)&0x7F)
}
