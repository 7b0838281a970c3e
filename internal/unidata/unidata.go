// Package unidata is the Unicode Character Database as Python sees it: the
// properties behind str's methods and the unicodedata module, case mappings,
// normalisation, names.
//
// Invariant: the tables are read in place from embedded bytes; nothing is
// decoded at start-up, and all functions are safe for concurrent use.
// Text is WTF-8: UTF-8 in which lone surrogates may occur.
package unidata

import (
	_ "embed"
	"unicode/utf8"
)

//go:embed unidata.bin
var blob string

const maxRune = 0x10FFFF

func le16(s string, at int) int { return int(s[at]) | int(s[at+1])<<8 }

func le24(s string, at int) int { return int(s[at]) | int(s[at+1])<<8 | int(s[at+2])<<16 }

func le32(s string, at int) uint32 {
	return uint32(s[at]) | uint32(s[at+1])<<8 | uint32(s[at+2])<<16 | uint32(s[at+3])<<24
}

// record returns the place of r's record.
func record(r rune) int {
	if uint32(r) > maxRune {
		r = maxRune
	}
	block := le16(blob, recIndexAt+int(r>>7)*2)
	return recordsAt + le16(blob, recBlocksAt+(block<<7|int(r&127))*2)*recordSize
}

// asciiFlags are those of the characters that most text consists of.
var asciiFlags = func() (t [128]uint32) {
	for r := range t {
		t[r] = le32(blob, record(rune(r)))
	}
	return
}()

func flags(r rune) uint32 {
	if uint32(r) < uint32(len(asciiFlags)) {
		return asciiFlags[r]
	}
	return le32(blob, record(r))
}

// The predicates of str's is-methods, for one code point.

func IsAlpha(r rune) bool      { return flags(r)&flagAlpha != 0 }
func IsDecimal(r rune) bool    { return flags(r)&flagDecimal != 0 }
func IsDigit(r rune) bool      { return flags(r)&flagDigit != 0 }
func IsNumeric(r rune) bool    { return flags(r)&flagNumeric != 0 }
func IsLower(r rune) bool      { return flags(r)&flagLower != 0 }
func IsUpper(r rune) bool      { return flags(r)&flagUpper != 0 }
func IsTitle(r rune) bool      { return flags(r)&flagTitle != 0 }
func IsSpace(r rune) bool      { return flags(r)&flagSpace != 0 }
func IsLinebreak(r rune) bool  { return flags(r)&flagLinebreak != 0 }
func IsPrintable(r rune) bool  { return flags(r)&flagPrintable != 0 }
func IsIDStart(r rune) bool    { return flags(r)&flagIDStart != 0 }
func IsIDContinue(r rune) bool { return flags(r)&flagIDContinue != 0 }
func IsCased(r rune) bool      { return flags(r)&flagCased != 0 }
func IsMirrored(r rune) bool   { return flags(r)&flagMirrored != 0 }

// IsAlnum reports whether r is alphabetic or numeric in any way.
func IsAlnum(r rune) bool {
	return flags(r)&(flagAlpha|flagDecimal|flagDigit|flagNumeric) != 0
}

// Category returns the general category, such as "Lu".
func Category(r rune) string { return categories[blob[record(r)+4]] }

// Bidirectional returns the bidirectional class, or "".
func Bidirectional(r rune) string { return bidiClasses[blob[record(r)+5]] }

// Combining returns the canonical combining class.
func Combining(r rune) int { return int(combining(r)) }

func combining(r rune) uint8 {
	if r < 0x300 {
		return 0
	}
	return blob[record(r)+6]
}

// EastAsianWidth returns the width class, such as "W".
func EastAsianWidth(r rune) string { return widths[blob[record(r)+7]] }

// Decimal returns the decimal digit value, or -1.
func Decimal(r rune) int {
	if r < 0x80 {
		if r >= '0' && r <= '9' {
			return int(r - '0')
		}
		return -1
	}
	return small(blob[record(r)+8])
}

// Digit returns the digit value, or -1.
func Digit(r rune) int { return small(blob[record(r)+9]) }

func small(b byte) int {
	if b == 255 {
		return -1
	}
	return int(b)
}

// Numeric returns the numeric value, if there is one.
func Numeric(r rune) (float64, bool) { return numeric(blob[record(r)+10]) }

func numeric(b byte) (float64, bool) {
	if b == 255 {
		return 0, false
	}
	return numericValues[b], true
}

// decomp returns the tag's index and the UTF-16 units of r's decomposition,
// as a place in the blob and a count; Hangul is not in the table.
func decomp(r rune) (tag, at, n int) {
	if uint32(r) > maxRune || r < 0xA0 {
		return 0, 0, 0
	}
	block := le16(blob, decIndexAt+int(r>>6)*2)
	i := le16(blob, decBlocksAt+(block<<6|int(r&63))*2)
	if i == 0 {
		return 0, 0, 0
	}
	head := le16(blob, decDataAt+2*i)
	return head >> 8, decDataAt + 2*i + 2, head & 255
}

// unit reads one code point of a decomposition and returns how many units it took.
func unit(at int) (rune, int) {
	r := rune(le16(blob, at))
	if r >= 0xD800 && r < 0xDC00 {
		return 0x10000 + (r-0xD800)<<10 + rune(le16(blob, at+2)) - 0xDC00, 2
	}
	return r, 1
}

// Decomposition returns the decomposition as unicodedata writes it, or "".
func Decomposition(r rune) string {
	tag, at, n := decomp(r)
	if n == 0 {
		return ""
	}
	out := []byte(decompositionTags[tag])
	for i := 0; i < n; {
		c, k := unit(at + 2*i)
		i += k
		if len(out) > 0 {
			out = append(out, ' ')
		}
		out = appendHex(out, c)
	}
	return string(out)
}

// appendHex appends r in upper-case hexadecimal of at least four digits.
func appendHex(dst []byte, r rune) []byte {
	for s := 20; s >= 0; s -= 4 {
		if s < 16 || r>>uint(s) != 0 {
			dst = append(dst, "0123456789ABCDEF"[r>>uint(s)&15])
		}
	}
	return dst
}

// DecodeRune decodes the first code point of WTF-8 text, surrogates included.
func DecodeRune(s string) (rune, int) {
	r, n := utf8.DecodeRuneInString(s)
	if r == utf8.RuneError && n == 1 && len(s) >= 3 && s[0] == 0xED {
		return 0xD000 | rune(s[1]&0x3F)<<6 | rune(s[2]&0x3F), 3
	}
	return r, n
}

// AppendRune appends a code point in WTF-8, surrogates included.
func AppendRune(dst []byte, r rune) []byte {
	if r >= 0xD800 && r < 0xE000 {
		return append(dst, 0xED, 0x80|byte(r>>6&0x3F), 0x80|byte(r&0x3F))
	}
	return utf8.AppendRune(dst, r)
}

// Hooks let the caller stop and bound work on long text; nil ones do nothing.
type Hooks struct {
	Poll   func() error      // asked now and then
	Charge func(n int) error // asked before about n more bytes are used
}

const hookEvery = 1 << 15

// look only polls.
func (h *Hooks) look() error {
	if h == nil || h.Poll == nil {
		return nil
	}
	return h.Poll()
}

func (h *Hooks) step(n int) error {
	if h == nil {
		return nil
	}
	if h.Poll != nil {
		if err := h.Poll(); err != nil {
			return err
		}
	}
	if h.Charge != nil {
		return h.Charge(n)
	}
	return nil
}
