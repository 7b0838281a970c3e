// errors.go: the errors a pattern or template can raise, with Python's messages and positions.

package sre

import (
	"fmt"
	"strings"

	"github.com/vivarium-py/vivarium/internal/unidata"
)

// Kind says which Python exception an Error becomes.
type Kind uint8

// The kinds of Error.
const (
	KindPattern   Kind = iota // re.PatternError
	KindValue                 // ValueError
	KindOverflow              // OverflowError
	KindIndex                 // IndexError
	KindRecursion             // RecursionError
)

// Error is a mistake in a pattern or template. Pos counts code points (bytes for a bytes pattern); -1 is None.
type Error struct {
	Kind Kind
	Msg  string
	Pos  int
}

func (e *Error) Error() string {
	if e.Pos < 0 {
		return e.Msg
	}
	return fmt.Sprintf("%s at position %d", e.Msg, e.Pos)
}

// Describe returns what PatternError stores for the pattern: str(err), lineno and colno (0, 0 for no position).
func (e *Error) Describe(pattern string, isBytes bool) (text string, lineno, colno int) {
	if e.Pos < 0 {
		return e.Msg, 0, 0
	}
	src, _ := decode(pattern, isBytes, nil)
	lineno, colno = 1, e.Pos+1
	for i := 0; i < e.Pos && i < len(src); i++ {
		if src[i] == '\n' {
			lineno++
			colno = e.Pos - i
		}
	}
	text = e.Error()
	if strings.IndexByte(pattern, '\n') >= 0 {
		text = fmt.Sprintf("%s (line %d, column %d)", text, lineno, colno)
	}
	return text, lineno, colno
}

// decode splits a pattern into code points: WTF-8 for str (lone surrogates allowed), bytes as Latin-1.
func decode(s string, isBytes bool, poll func() error) ([]rune, error) {
	out := make([]rune, 0, len(s))
	for i := 0; i < len(s); {
		if len(out)&(longScan-1) == longScan-1 && poll != nil {
			if err := poll(); err != nil {
				return nil, err
			}
		}
		if c := s[i]; c < 0x80 || isBytes {
			out = append(out, rune(c))
			i++
			continue
		}
		r, n := decodeRune(s, i)
		out = append(out, r)
		i += n
	}
	return out, nil
}

// quote is Python's repr of a str, or with onlyASCII its ascii().
func quote(rs []rune, onlyASCII bool) string {
	q := byte('\'')
	for _, r := range rs {
		if r == '"' {
			q = '\''
			break
		}
		if r == '\'' {
			q = '"'
		}
	}
	var b strings.Builder
	b.WriteByte(q)
	for _, r := range rs {
		switch {
		case r == rune(q) || r == '\\':
			b.WriteByte('\\')
			b.WriteByte(byte(r))
		case r == '\n':
			b.WriteString(`\n`)
		case r == '\r':
			b.WriteString(`\r`)
		case r == '\t':
			b.WriteString(`\t`)
		case r >= 0x20 && r < 0x7f:
			b.WriteByte(byte(r))
		case r >= 0x80 && !onlyASCII && unidata.IsPrintable(r):
			b.WriteRune(r)
		case r < 0x100:
			fmt.Fprintf(&b, `\x%02x`, r)
		case r < 0x10000:
			fmt.Fprintf(&b, `\u%04x`, r)
		default:
			fmt.Fprintf(&b, `\U%08x`, r)
		}
	}
	b.WriteByte(q)
	return b.String()
}
