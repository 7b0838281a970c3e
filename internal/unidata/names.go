// This file knows the names of code points. A name is stored as a list of
// words; words, names and their alphabetical order are read in place.

package unidata

import (
	_ "embed"
	"sort"
	"strconv"
	"strings"
)

//go:embed names.bin
var names string

func word(i int) string {
	at := wordOffsetsAt + 3*i
	return names[wordTextAt+le24(names, at) : wordTextAt+le24(names, at+3)]
}

// appendName appends the k-th stored name.
func appendName(dst []byte, k int) []byte {
	at := nameStreamAt + le24(names, nameOffsetsAt+3*(k/16))
	for skip := k % 16; skip > 0; skip-- {
		n := int(names[at])
		at++
		for ; n > 0; n-- {
			if names[at] >= oneByteWords {
				at++
			}
			at++
		}
	}
	n := int(names[at])
	at++
	for i := 0; i < n; i++ {
		w := int(names[at])
		at++
		if w >= oneByteWords {
			w = oneByteWords + (w-oneByteWords)<<8 + int(names[at])
			at++
		}
		t := word(w)
		if i > 0 && (t == "" || t[0] != '-') {
			dst = append(dst, ' ')
		}
		dst = append(dst, t...)
	}
	return dst
}

var (
	jamoL = [...]string{"G", "GG", "N", "D", "DD", "R", "M", "B", "BB", "S", "SS", "", "J", "JJ", "C", "K", "T", "P", "H"}
	jamoV = [...]string{"A", "AE", "YA", "YAE", "EO", "E", "YEO", "YE", "O", "WA", "WAE", "OE", "YO", "U", "WEO", "WE", "WI", "YU", "EU", "YI", "I"}
	jamoT = [...]string{"", "G", "GG", "GS", "N", "NJ", "NH", "D", "L", "LG", "LM", "LB", "LS", "LT", "LP", "LH", "M", "B", "BS", "S", "SS", "NG", "J", "C", "K", "T", "P", "H"}
)

const (
	hangulPrefix = "HANGUL SYLLABLE "
	cjkPrefix    = "CJK UNIFIED IDEOGRAPH-"
)

// Name returns the name of r, if it has one.
func Name(r rune) (string, bool) {
	if i := r - hangulS; i >= 0 && i < countS {
		return hangulPrefix + jamoL[i/(countV*countT)] + jamoV[i%(countV*countT)/countT] + jamoT[i%countT], true
	}
	for i := range nameRanges {
		if g := &nameRanges[i]; r >= g.lo && r <= g.hi {
			return string(appendHex([]byte(g.prefix+"-"), r)), true
		}
	}
	runs := nameRunsLen / 6
	i := sort.Search(runs, func(i int) bool { return rune(le24(names, nameRunEndsAt+3*i)) >= r })
	if i == runs {
		return "", false
	}
	first := rune(le24(names, nameRunsAt+6*i))
	if r < first {
		return "", false
	}
	var buf [96]byte
	return string(appendName(buf[:0], le24(names, nameRunsAt+6*i+3)+int(r-first))), true
}

// codePoint returns the code point of the k-th stored plain name.
func codePoint(k int) rune {
	i := sort.Search(nameRunsLen/6, func(i int) bool { return le24(names, nameRunsAt+6*i+3) > k }) - 1
	return rune(le24(names, nameRunsAt+6*i)) + rune(k-le24(names, nameRunsAt+6*i+3))
}

// maxNameLen is longer than any name.
const maxNameLen = 256

// Lookup finds a character by name or alias in any case, or a named sequence
// if sequences is true. The result is WTF-8 text.
func Lookup(name string, sequences bool) (string, bool) {
	if len(name) > maxNameLen {
		return "", false
	}
	// CPython matches these two computed kinds of names only in upper case.
	if strings.HasPrefix(name, hangulPrefix) {
		return lookupHangul(name[len(hangulPrefix):])
	}
	if strings.HasPrefix(name, cjkPrefix) {
		return lookupRange(name, len(cjkPrefix)-1, true)
	}
	given := name
	name = asciiUpper(name)
	if dash := strings.LastIndexByte(name, '-'); dash > 0 && (given == name || !strings.HasPrefix(name, cjkPrefix)) {
		if s, ok := lookupRange(name, dash, false); ok {
			return s, true
		}
	}
	const total = namePermLen / 2
	var buf [96]byte
	i := sort.Search(total, func(i int) bool {
		return string(appendName(buf[:0], le16(names, namePermAt+2*i))) >= name
	})
	if i == total {
		return "", false
	}
	k := le16(names, namePermAt+2*i)
	if string(appendName(buf[:0], k)) != name {
		return "", false
	}
	if k < nameCount {
		return string(AppendRune(nil, codePoint(k))), true
	}
	c := le24(names, nameExtraAt+3*(k-nameCount))
	if c&0x800000 == 0 {
		return string(AppendRune(nil, rune(c))), true
	}
	if !sequences {
		return "", false
	}
	return namedSequences[c&0x7FFFFF], true
}

// lookupRange finds a name that ends in its code point after the dash. loose
// allows a leading zero.
func lookupRange(name string, dash int, loose bool) (string, bool) {
	hex := name[dash+1:]
	if len(hex) != 4 && len(hex) != 5 || strings.Trim(hex, "0123456789ABCDEF") != "" {
		return "", false
	}
	v, err := strconv.ParseUint(hex, 16, 32)
	if err != nil || !loose && (len(hex) == 5) != (v > 0xFFFF) {
		return "", false
	}
	for i := range nameRanges {
		if g := &nameRanges[i]; g.prefix == name[:dash] && rune(v) >= g.lo && rune(v) <= g.hi {
			return string(rune(v)), true
		}
	}
	return "", false
}

func asciiUpper(s string) string {
	for i := 0; i < len(s); i++ {
		if c := s[i]; c >= 'a' && c <= 'z' {
			b := []byte(s)
			for ; i < len(b); i++ {
				if c := b[i]; c >= 'a' && c <= 'z' {
					b[i] = c - 32
				}
			}
			return string(b)
		}
	}
	return s
}

func lookupHangul(s string) (string, bool) {
	l, s := longestJamo(jamoL[:], s)
	v, s := longestJamo(jamoV[:], s)
	t, s := longestJamo(jamoT[:], s)
	if l < 0 || v < 0 || t < 0 || s != "" {
		return "", false
	}
	return string(rune(hangulS + (l*countV+v)*countT + t)), true
}

func longestJamo(table []string, s string) (int, string) {
	best := -1
	for i, j := range table {
		if strings.HasPrefix(s, j) && (best < 0 || len(j) > len(table[best])) {
			best = i
		}
	}
	if best < 0 {
		return -1, s
	}
	return best, s[len(table[best]):]
}
