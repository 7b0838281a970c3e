// charprops.go: the Unicode properties that patterns ask for, as one flags byte a code point, and WTF-8 decoding.
// Invariant: \w, \s, \d agree with str.isalnum() or '_', str.isspace() and str.isdecimal().

package sre

import (
	"sync/atomic"
	"unicode/utf8"

	"github.com/vivarium-py/vivarium/internal/unidata"
)

const (
	propWord  = 1 << iota // \w
	propSpace             // \s
	propDigit             // \d
)

const maxRune = 0x10FFFF

// propPages caches the properties of code points in pages of 256, each computed when first asked for: the values are
// immutable and whoever computes one stores the same.
var propPages [(maxRune + 1) >> 8]atomic.Pointer[[256]uint8]

func unicodeProps(r rune) uint8 {
	if uint32(r) > maxRune {
		return 0
	}
	page := propPages[r>>8].Load()
	if page == nil {
		page = propPage(r &^ 0xff)
	}
	return page[r&0xff]
}

func propPage(first rune) *[256]uint8 {
	page := new([256]uint8)
	for i := range page {
		r := first + rune(i)
		if r == '_' || unidata.IsAlnum(r) {
			page[i] |= propWord
		}
		if unidata.IsSpace(r) {
			page[i] |= propSpace
		}
		if unidata.IsDecimal(r) {
			page[i] |= propDigit
		}
	}
	propPages[first>>8].Store(page)
	return page
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

func isIdentifier(rs []rune) bool {
	if len(rs) == 0 || !unidata.IsIDStart(rs[0]) {
		return false
	}
	for _, r := range rs[1:] {
		if !unidata.IsIDContinue(r) {
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
