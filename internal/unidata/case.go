// This file maps the case of whole strings as str's methods do, with full
// (one to many) mappings and the final sigma.

package unidata

import (
	"unsafe"

	"github.com/vivarium-py/vivarium/internal/bulk"
)

func delta(r rune, fl uint32, rec, at int, ext uint32, dst []byte) []byte {
	d := int32(le32(blob, rec+at))
	if fl&ext != 0 {
		return append(dst, specialCasing[d]...)
	}
	return AppendRune(dst, r+d)
}

func appendUpper(dst []byte, r rune, fl uint32, rec int) []byte {
	return delta(r, fl, rec, 16, flagExtUpper, dst)
}

func appendLower(dst []byte, r rune, fl uint32, rec int) []byte {
	return delta(r, fl, rec, 12, flagExtLower, dst)
}

func appendTitle(dst []byte, r rune, fl uint32, rec int) []byte {
	return delta(r, fl, rec, 20, flagExtTitle, dst)
}

// AppendFold appends the full case folding of r.
func AppendFold(dst []byte, r rune) []byte {
	rec := record(r)
	return delta(r, le32(blob, rec), rec, 24, flagExtFold, dst)
}

// ToLower, ToUpper, ToTitle and ToFold return the mapping of one code point
// when it is one code point, and r itself when it is longer.
func ToLower(r rune) rune { return simple(r, 12, flagExtLower) }
func ToUpper(r rune) rune { return simple(r, 16, flagExtUpper) }
func ToTitle(r rune) rune { return simple(r, 20, flagExtTitle) }
func ToFold(r rune) rune  { return simple(r, 24, flagExtFold) }

func simple(r rune, at int, ext uint32) rune {
	rec := record(r)
	if le32(blob, rec)&ext != 0 {
		return r
	}
	return r + int32(le32(blob, rec+at))
}

// asciiPrefix returns how many leading bytes of s are ASCII.
func asciiPrefix(s string) int {
	i := 0
	for ; i+8 <= len(s); i += 8 {
		if *(*uint64)(unsafe.Pointer(unsafe.StringData(s[i:])))&0x8080808080808080 != 0 {
			break
		}
	}
	for i < len(s) && s[i] < 0x80 {
		i++
	}
	return i
}

type mapMode uint8

const (
	modeUpper mapMode = iota
	modeLower
	modeFold
	modeSwap
	modeTitle
	modeCapitalize
)

// Upper, Lower, CaseFold, SwapCase, Title and Capitalize are the methods of str.
func Upper(s string, h *Hooks) (string, error)      { return mapCase(s, modeUpper, h) }
func Lower(s string, h *Hooks) (string, error)      { return mapCase(s, modeLower, h) }
func CaseFold(s string, h *Hooks) (string, error)   { return mapCase(s, modeFold, h) }
func SwapCase(s string, h *Hooks) (string, error)   { return mapCase(s, modeSwap, h) }
func Title(s string, h *Hooks) (string, error)      { return mapCase(s, modeTitle, h) }
func Capitalize(s string, h *Hooks) (string, error) { return mapCase(s, modeCapitalize, h) }

func mapCase(s string, mode mapMode, h *Hooks) (string, error) {
	dst := bulk.Make(len(s) + 8)
	cased := false // the code point before is cased
	next := hookEvery
	for i := 0; i < len(s); {
		if i >= next {
			next = i + hookEvery
			if err := h.step(hookEvery); err != nil {
				return "", err
			}
			if need := int(float64(len(s)-i) / float64(i) * float64(len(dst))); len(dst)+need > cap(dst) { // if it goes on so
				var err error
				if dst, err = bulk.Grow(dst, need+need/16+hookEvery, h.look); err != nil {
					return "", err
				}
			}
		}
		if c := s[i]; c < 0x80 {
			lower, upper := c >= 'a' && c <= 'z', c >= 'A' && c <= 'Z'
			switch {
			case lower && (mode == modeUpper || mode == modeSwap || mode == modeTitle && !cased || mode == modeCapitalize && i == 0):
				c -= 32
			case upper && (mode == modeLower || mode == modeFold || mode == modeSwap || mode == modeTitle && cased || mode == modeCapitalize && i > 0):
				c += 32
			}
			cased = lower || upper
			dst = append(dst, c)
			i++
			continue
		}
		r, n := DecodeRune(s[i:])
		rec := record(r)
		fl := le32(blob, rec)
		if fl&flagChanged == 0 {
			dst = append(dst, s[i:i+n]...)
			cased = fl&flagCased != 0
			i += n
			continue
		}
		what := mode
		switch mode {
		case modeSwap:
			what = modeMax
			if fl&flagUpper != 0 {
				what = modeLower
			} else if fl&flagLower != 0 {
				what = modeUpper
			}
		case modeTitle:
			if cased {
				what = modeLower
			}
		case modeCapitalize:
			what = modeTitle
			if i > 0 {
				what = modeLower
			}
		}
		switch what {
		case modeUpper:
			dst = appendUpper(dst, r, fl, rec)
		case modeLower:
			if r == 0x3A3 {
				if finalSigma(s, i) {
					dst = AppendRune(dst, 0x3C2)
				} else {
					dst = AppendRune(dst, 0x3C3)
				}
			} else {
				dst = appendLower(dst, r, fl, rec)
			}
		case modeFold:
			dst = delta(r, fl, rec, 24, flagExtFold, dst)
		case modeTitle:
			dst = appendTitle(dst, r, fl, rec)
		default:
			dst = append(dst, s[i:i+n]...)
		}
		cased = fl&flagCased != 0
		i += n
	}
	return unsafe.String(unsafe.SliceData(dst), len(dst)), nil
}

const modeMax mapMode = 255

// finalSigma reports whether the capital sigma at s[i:] ends a word: cased
// letters come before and none after, case-ignorable ones apart. The search is
// cut at maxIgnorable so that it cannot be made quadratic.
func finalSigma(s string, i int) bool {
	const maxIgnorable = 1 << 10
	j, steps := i, 0
	before := false
	for j > 0 && steps < maxIgnorable {
		j--
		for j > 0 && s[j]&0xC0 == 0x80 {
			j--
		}
		r, _ := DecodeRune(s[j:])
		fl := flags(r)
		if fl&flagCaseIgnorable == 0 {
			before = fl&flagCased != 0
			break
		}
		steps++
	}
	if !before {
		return false
	}
	steps = 0
	for j = i + 2; j < len(s) && steps < maxIgnorable; {
		r, n := DecodeRune(s[j:])
		fl := flags(r)
		if fl&flagCaseIgnorable == 0 {
			return fl&flagCased == 0
		}
		j += n
		steps++
	}
	return true
}

// StrIsUpper is str.isupper.
func StrIsUpper(s string, h *Hooks) (bool, error) {
	return strCased(s, h, flagUpper, flagLower|flagTitle)
}

// StrIsLower is str.islower.
func StrIsLower(s string, h *Hooks) (bool, error) {
	return strCased(s, h, flagLower, flagUpper|flagTitle)
}

func strCased(s string, h *Hooks, want, refuse uint32) (bool, error) {
	found := false
	for i, looked := 0, 0; i < len(s); {
		if i-looked >= hookEvery {
			looked = i
			if err := h.look(); err != nil {
				return false, err
			}
		}
		r, n := DecodeRune(s[i:])
		i += n
		fl := flags(r)
		if fl&refuse != 0 {
			return false, nil
		}
		found = found || fl&want != 0
	}
	return found, nil
}

// StrIsTitle is str.istitle.
func StrIsTitle(s string, h *Hooks) (bool, error) {
	found, cased := false, false
	for i, looked := 0, 0; i < len(s); {
		if i-looked >= hookEvery {
			looked = i
			if err := h.look(); err != nil {
				return false, err
			}
		}
		r, n := DecodeRune(s[i:])
		i += n
		fl := flags(r)
		switch {
		case fl&(flagUpper|flagTitle) != 0:
			if cased {
				return false, nil
			}
			cased, found = true, true
		case fl&flagLower != 0:
			if !cased {
				return false, nil
			}
			cased, found = true, true
		default:
			cased = false
		}
	}
	return found, nil
}

// StrIsIdentifier is str.isidentifier.
func StrIsIdentifier(s string, h *Hooks) (bool, error) {
	for i, looked := 0, 0; i < len(s); {
		if i-looked >= hookEvery {
			looked = i
			if err := h.look(); err != nil {
				return false, err
			}
		}
		r, n := DecodeRune(s[i:])
		fl := flags(r)
		if i == 0 && fl&flagIDStart == 0 || i > 0 && fl&flagIDContinue == 0 {
			return false, nil
		}
		i += n
	}
	return s != "", nil
}

// All reports whether every code point of s satisfies is; true for "".
func All(s string, is func(rune) bool) bool {
	for i := 0; i < len(s); {
		r, n := DecodeRune(s[i:])
		if !is(r) {
			return false
		}
		i += n
	}
	return true
}

// NumericASCII prepares text for the number parsers: white space beyond ASCII
// becomes ' ', decimal digits beyond it ASCII digits, and anything else '?'.
// ASCII text is returned as it is.
func NumericASCII(s string) string {
	i := asciiPrefix(s)
	if i == len(s) {
		return s
	}
	out := append(make([]byte, 0, len(s)), s[:i]...)
	for i < len(s) {
		if s[i] < 0x80 {
			out = append(out, s[i])
			i++
			continue
		}
		r, n := DecodeRune(s[i:])
		i += n
		switch d := Decimal(r); {
		case d >= 0:
			out = append(out, byte('0'+d))
		case IsSpace(r):
			out = append(out, ' ')
		default:
			out = append(out, '?')
		}
	}
	return string(out)
}
