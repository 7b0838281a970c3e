// Package fmtspec is Python's formatting: the format mini-language, printf-style
// directives, and the markup of str.format, applied to plain Go values.
//
// Invariant: every padding or precision is charged before it is allocated.
package fmtspec

import (
	"fmt"
	"math"
	"slices"
	"unicode/utf8"

	"github.com/vivarium-py/vivarium/internal/bulk"
)

// Kind names the Python exception class of an Error.
type Kind uint8

const (
	ValueError Kind = iota
	OverflowError
	TypeError
)

// Error is a failure with CPython's message.
type Error struct {
	Kind Kind
	Msg  string
}

func (e *Error) Error() string { return e.Msg }

func valueError(format string, args ...any) error {
	return &Error{ValueError, fmt.Sprintf(format, args...)}
}

// Limits are the caller's hooks; nil ones allow everything.
type Limits struct {
	Charge func(n int) error // asked before n bytes are allocated
	Poll   func() error      // asked between pieces of long conversions
}

func (l *Limits) charge(n int) error {
	if l == nil || l.Charge == nil || n < 64 {
		return nil
	}
	return l.Charge(n)
}

// Spec is a parsed format specifier.
type Spec struct {
	Fill      rune // ' ' unless given
	Align     byte // '<', '>', '=' or '^'
	Sign      byte // 0, '+', '-' or ' '
	NoNegZero bool // 'z'
	Alt       bool // '#'
	Width     int  // -1: none
	Group     byte // 0, ',' or '_'
	Prec      int  // -1: none
	FracGroup byte // 0, ',' or '_'
	Type      rune // the presentation type; 0 if absent and no default
}

// decodeRune decodes one code point of WTF-8 text (surrogates included).
func decodeRune(s string) (rune, int) {
	r, n := utf8.DecodeRuneInString(s)
	if r == utf8.RuneError && n == 1 && len(s) >= 3 && s[0] == 0xED {
		return 0xD000 | rune(s[1]&0x3F)<<6 | rune(s[2]&0x3F), 3
	}
	return r, n
}

// AppendRune appends r in WTF-8.
func AppendRune(dst []byte, r rune) []byte {
	if r >= 0xD800 && r < 0xE000 {
		return append(dst, 0xED, 0x80|byte(r>>6&0x3F), 0x80|byte(r&0x3F))
	}
	return utf8.AppendRune(dst, r)
}

func isAlign(c byte) bool { return c == '<' || c == '>' || c == '=' || c == '^' }

// number reads decimal digits at s[i:]; n is -1 when there are none.
func number(s string, i int, poll func() error) (n, next int, err error) {
	start := i
	for ; i < len(s) && s[i] >= '0' && s[i] <= '9'; i++ {
		if err := look(poll, i); err != nil {
			return 0, i, err
		}
		d := int(s[i] - '0')
		if n > (math.MaxInt-d)/10 {
			return 0, i, valueError("Too many decimal digits in format string")
		}
		n = n*10 + d
	}
	if i == start {
		return -1, i, nil
	}
	return n, i, nil
}

// Parse reads a format specifier. typeName is the value's type for messages;
// poll is called while a long one is read. defType and defAlign are what an absent type and alignment mean.
func Parse(s, typeName string, defType rune, defAlign byte, poll func() error) (sp Spec, err error) {
	sp = Spec{Fill: ' ', Align: defAlign, Width: -1, Prec: -1, Type: defType}
	i := 0
	fillGiven, alignGiven := false, false
	if len(s) > 0 {
		r, n := decodeRune(s)
		if len(s) > n && isAlign(s[n]) {
			sp.Fill, sp.Align = r, s[n]
			fillGiven, alignGiven = true, true
			i = n + 1
		} else if isAlign(s[0]) {
			sp.Align = s[0]
			alignGiven = true
			i = 1
		}
	}
	at := func() byte {
		if i < len(s) {
			return s[i]
		}
		return 0
	}
	if c := at(); c == '+' || c == '-' || c == ' ' {
		sp.Sign = c
		i++
	}
	if at() == 'z' {
		sp.NoNegZero = true
		i++
	}
	if at() == '#' {
		sp.Alt = true
		i++
	}
	if at() == '0' && !fillGiven {
		sp.Fill = '0'
		if !alignGiven && defAlign == '>' {
			sp.Align = '='
		}
		i++
	}
	if sp.Width, i, err = number(s, i, poll); err != nil {
		return sp, err
	}
	if sp.Group, i, err = grouping(s, i); err != nil {
		return sp, err
	}
	if at() == '.' {
		i++
		if sp.Prec, i, err = number(s, i, poll); err != nil {
			return sp, err
		}
		if sp.FracGroup, i, err = grouping(s, i); err != nil {
			return sp, err
		}
		if sp.Prec < 0 && sp.FracGroup == 0 {
			return sp, valueError("Format specifier missing precision")
		}
	}
	if i < len(s) {
		r, n := decodeRune(s[i:])
		if i+n < len(s) {
			return sp, valueError("Invalid format specifier '%s' for object of type '%s'", s, typeName)
		}
		sp.Type = r
	}
	if sp.Group != 0 {
		switch sp.Type {
		case 'd', 'e', 'f', 'g', 'E', 'G', '%', 'F', 0:
		case 'b', 'o', 'x', 'X':
			if sp.Group == ',' {
				return sp, badGrouping(sp.Group, sp.Type)
			}
		default:
			return sp, badGrouping(sp.Group, sp.Type)
		}
	}
	if sp.FracGroup != 0 && sp.Type == 'n' {
		return sp, badGrouping(sp.FracGroup, sp.Type)
	}
	return sp, nil
}

// grouping reads an optional ',' or '_'.
func grouping(s string, i int) (g byte, next int, err error) {
	if i < len(s) && (s[i] == ',' || s[i] == '_') {
		g = s[i]
		i++
		if i < len(s) && s[i] != g && (s[i] == ',' || s[i] == '_') {
			return 0, i, valueError("Cannot specify both ',' and '_'.")
		}
	}
	return g, i, nil
}

func badGrouping(g byte, typ rune) error {
	if typ > 32 && typ < 128 {
		return valueError("Cannot specify '%c' with '%c'.", g, typ)
	}
	return valueError("Cannot specify '%c' with '\\x%x'.", g, uint32(typ))
}

// unknownType is the error for a presentation type the value does not have.
func unknownType(typ rune, typeName string) error {
	if typ > 32 && typ < 128 {
		return valueError("Unknown format code '%c' for object of type '%s'", typ, typeName)
	}
	return valueError("Unknown format code '\\x%x' for object of type '%s'", uint32(typ), typeName)
}

func appendFill(dst []byte, fill rune, n int, lim *Limits) ([]byte, error) {
	var unit [4]byte
	u := AppendRune(unit[:0], fill)
	if n > bulk.Chunk {
		var err error
		if dst, err = bulk.Grow(dst, n*len(u), lim.poll); err != nil {
			return nil, err
		}
	} else if n > 64 {
		dst = slices.Grow(dst, n*len(u))
	}
	for ; n > 0; n-- {
		dst = append(dst, u...)
		if n&(pollEvery-1) == 0 {
			if err := lim.poll(); err != nil {
				return nil, err
			}
		}
	}
	return dst, nil
}

// pollEvery is how many characters are written between two polls.
const pollEvery = 1 << 16

func (l *Limits) poll() error {
	if l == nil || l.Poll == nil {
		return nil
	}
	return l.Poll()
}

// chargeFill charges for n fill characters and what they surround.
func chargeFill(lim *Limits, fill rune, n, around int) error {
	if n <= 0 {
		return nil
	}
	size := 1
	if fill >= 0x80 {
		size = 4
	}
	if n > (math.MaxInt-around)/(size+1) {
		return lim.charge(math.MaxInt)
	}
	return lim.charge(n*size + around)
}

// split divides n padding characters by alignment ('=' counts as '>').
func split(align byte, n int) (left, right int) {
	switch align {
	case '<':
		return 0, n
	case '^':
		return n / 2, n - n/2
	}
	return n, 0
}

// AppendStr formats text of n code points.
func AppendStr(dst []byte, text string, n int, sp *Spec, lim *Limits) ([]byte, error) {
	switch {
	case sp.Type != 's':
		return nil, unknownType(sp.Type, "str")
	case sp.Sign == ' ':
		return nil, valueError("Space not allowed in string format specifier")
	case sp.Sign != 0:
		return nil, valueError("Sign not allowed in string format specifier")
	case sp.NoNegZero:
		return nil, valueError("Negative zero coercion (z) not allowed in string format specifier")
	case sp.Alt:
		return nil, valueError("Alternate form (#) not allowed in string format specifier")
	case sp.Align == '=':
		return nil, valueError("'=' alignment not allowed in string format specifier")
	}
	if sp.Prec >= 0 && n > sp.Prec {
		text, n = Truncate(text, n, sp.Prec), sp.Prec
	}
	return pad(dst, text, n, sp.Fill, sp.Align, sp.Width, lim)
}

// Truncate returns the first keep of text's n code points, keep <= n.
func Truncate(text string, n, keep int) string {
	if n == len(text) {
		return text[:keep]
	}
	i := 0
	for ; keep > 0; keep-- {
		i++
		for i < len(text) && text[i]&0xC0 == 0x80 {
			i++
		}
	}
	return text[:i]
}

func pad(dst []byte, text string, n int, fill rune, align byte, width int, lim *Limits) ([]byte, error) {
	if width <= n {
		return bulk.Append(dst, text, lim.poll)
	}
	if err := chargeFill(lim, fill, width-n, len(text)); err != nil {
		return nil, err
	}
	l, r := split(align, width-n)
	dst, err := appendFill(dst, fill, l, lim)
	if err != nil {
		return nil, err
	}
	if dst, err = bulk.Append(dst, text, lim.poll); err != nil {
		return nil, err
	}
	return appendFill(dst, fill, r, lim)
}
