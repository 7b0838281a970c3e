// charprops.go: the Unicode properties that patterns ask for, as one flags byte per code point in a two-level
// table built at first use by non-ASCII text, and identifier and printability tests. Invariant: \w, \s, \d agree
// with str.isalnum() or '_', str.isspace() and str.isdecimal().

package sre

import (
	"sync"
	"unicode"
	"unicode/utf8"
)

const (
	propWord  = 1 << iota // \w
	propSpace             // \s
	propDigit             // \d
)

const maxRune = 0x10FFFF

type propTable struct {
	index [(maxRune + 1) >> 8]uint16
	pages [][256]uint8
}

var unicodeProps = sync.OnceValue(func() *propTable {
	flat := make([]uint8, maxRune+1)
	mark := func(t *unicode.RangeTable, bit uint8) {
		for _, r := range t.R16 {
			for c := int(r.Lo); c <= int(r.Hi); c += int(r.Stride) {
				flat[c] |= bit
			}
		}
		for _, r := range t.R32 {
			for c := int(r.Lo); c <= int(r.Hi); c += int(r.Stride) {
				flat[c] |= bit
			}
		}
	}
	mark(unicode.L, propWord)
	mark(unicode.N, propWord)
	mark(unicode.Nd, propDigit)
	mark(unicode.White_Space, propSpace)
	for c := 0x1c; c <= 0x1f; c++ {
		flat[c] |= propSpace
	}
	flat['_'] |= propWord
	t := &propTable{}
	seen := map[[256]uint8]uint16{}
	for i := range t.index {
		page := [256]uint8(flat[i<<8 : i<<8+256])
		n, ok := seen[page]
		if !ok {
			n = uint16(len(t.pages))
			seen[page] = n
			t.pages = append(t.pages, page)
		}
		t.index[i] = n
	}
	return t
})

func (t *propTable) of(r rune) uint8 {
	if uint32(r) > maxRune {
		return 0
	}
	return t.pages[t.index[r>>8]][r&0xff]
}

// asciiProps are the properties of c < 128 under re.ASCII, bytes patterns and (for c in 0x1c..0x1f not spaces) LOCALE.
func asciiProps(c byte) uint8 {
	switch {
	case c >= '0' && c <= '9':
		return propWord | propDigit
	case c >= 'a' && c <= 'z', c >= 'A' && c <= 'Z', c == '_':
		return propWord
	case c == ' ', c >= '\t' && c <= '\r':
		return propSpace
	}
	return 0
}

// strProps are the properties of c < 128 in a str pattern without re.ASCII.
func strProps(c byte) uint8 {
	if c >= 0x1c && c <= 0x1f {
		return propSpace
	}
	return asciiProps(c)
}

// wordTab[c] is 1 for the ASCII word characters.
var wordTab = func() (t [256]uint8) {
	for c := 0; c < 128; c++ {
		t[c] = asciiProps(byte(c)) & propWord
	}
	return
}()

func isPrintable(r rune) bool {
	return unicode.IsPrint(r)
}

func isIDStart(r rune) bool {
	if r < 0x80 {
		return asciiProps(byte(r))&(propWord|propDigit) == propWord
	}
	return unicode.In(r, unicode.L, unicode.Nl, unicode.Other_ID_Start) && !unicode.Is(unicode.Pattern_Syntax, r)
}

func isIDContinue(r rune) bool {
	if r < 0x80 {
		return asciiProps(byte(r))&propWord != 0
	}
	return isIDStart(r) || unicode.In(r, unicode.Mn, unicode.Mc, unicode.Nd, unicode.Pc, unicode.Other_ID_Continue)
}

func isIdentifier(rs []rune) bool {
	if len(rs) == 0 || !isIDStart(rs[0]) {
		return false
	}
	for _, r := range rs[1:] {
		if !isIDContinue(r) {
			return false
		}
	}
	return true
}

// decodeRune decodes the code point at s[i:], which is WTF-8: surrogates are ordinary 3-byte sequences.
// Bytes that are no such sequence come back as themselves, one at a time.
func decodeRune(s string, i int) (rune, int) {
	c := s[i]
	if c < 0x80 {
		return rune(c), 1
	}
	if r, n := utf8.DecodeRuneInString(s[i:]); r != utf8.RuneError || n > 1 {
		return r, n
	}
	if c == 0xED && i+2 < len(s) && s[i+1]&0xC0 == 0x80 && s[i+2]&0xC0 == 0x80 {
		return 0xD000 | rune(s[i+1]&0x3F)<<6 | rune(s[i+2]&0x3F), 3
	}
	return rune(c), 1
}

// decodeLast decodes the code point that ends at s[:i]; i > 0.
func decodeLast(s string, i int) (rune, int) {
	j := i - 1
	for j > 0 && i-j < 4 && s[j]&0xC0 == 0x80 {
		j--
	}
	if r, n := decodeRune(s, j); n == i-j {
		return r, n
	}
	return rune(s[i-1]), 1
}

// appendRune appends r in WTF-8.
func appendRune(b []byte, r rune) []byte {
	if r >= 0xD800 && r <= 0xDFFF {
		return append(b, 0xED, byte(0x80|(r>>6)&0x3F), byte(0x80|r&0x3F))
	}
	return utf8.AppendRune(b, r)
}
