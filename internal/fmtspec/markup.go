// This file parses the markup of str.format: literals, replacement fields, and
// the names inside fields.

package fmtspec

import "strings"

// Field is one step of a format string: literal text and, if HasField, the
// replacement field after it.
type Field struct {
	Literal    string
	HasField   bool
	Name       string // between '{' and '!', ':' or '}'
	Spec       string
	HasConv    bool
	Conv       rune
	NestedSpec bool // Spec holds fields itself
}

// look calls poll, which may be nil, every 64 Ki steps of a scan.
func look(poll func() error, i int) error {
	if poll != nil && i&0xffff == 0xffff {
		return poll()
	}
	return nil
}

// indexEither is strings.IndexAny for two ASCII characters, with polls.
func indexEither(s string, a, b byte, poll func() error) (int, error) {
	for i := 0; i < len(s); i++ {
		if s[i] == a || s[i] == b {
			return i, nil
		}
		if err := look(poll, i); err != nil {
			return 0, err
		}
	}
	return -1, nil
}

// NextField parses the format string from byte i; done reports its end. A
// doubled brace ends its literal, as one brace of it belongs to the text.
func NextField(s string, i int, poll func() error) (f Field, next int, done bool, err error) {
	if i >= len(s) {
		return f, i, true, nil
	}
	j, err := indexEither(s[i:], '{', '}', poll)
	if err != nil {
		return f, i, false, err
	}
	if j < 0 {
		f.Literal = s[i:]
		return f, len(s), false, nil
	}
	at := i + j
	c := s[at]
	if at+1 < len(s) && s[at+1] == c {
		f.Literal = s[i : at+1]
		return f, at + 2, false, nil
	}
	if c == '}' {
		return f, at, false, valueError("Single '}' encountered in format string")
	}
	if at+1 >= len(s) {
		return f, at, false, valueError("Single '{' encountered in format string")
	}
	f.Literal = s[i:at]
	f.HasField = true
	return parseField(s, at+1, f, poll)
}

func parseField(s string, i int, f Field, poll func() error) (Field, int, bool, error) {
	start := i
	// The name: up to '!', ':' or '}' outside of brackets.
name:
	for ; i < len(s); i++ {
		if err := look(poll, i); err != nil {
			return f, i, false, err
		}
		switch s[i] {
		case '{':
			return f, i, false, valueError("unexpected '{' in field name")
		case '[':
			n := strings.IndexByte(s[i:], ']')
			if n < 0 {
				i = len(s)
				break name
			}
			i += n
		case '}', ':', '!':
			break name
		}
	}
	f.Name = s[start:i]
	if i >= len(s) {
		return f, i, false, valueError("expected '}' before end of string")
	}
	c := s[i]
	i++
	if c == '}' {
		return f, i, false, nil
	}
	if c == '!' {
		if i >= len(s) {
			return f, i, false, valueError("end of string while looking for conversion specifier")
		}
		r, n := decodeRune(s[i:])
		f.HasConv, f.Conv = true, r
		i += n
		if i < len(s) {
			c = s[i]
			i++
			if c == '}' {
				return f, i, false, nil
			}
			if c != ':' {
				return f, i, false, valueError("expected ':' after conversion specifier")
			}
		} else {
			return f, i, false, valueError("unmatched '{' in format spec")
		}
	}
	start = i
	depth := 1
	for ; i < len(s); i++ {
		if err := look(poll, i); err != nil {
			return f, i, false, err
		}
		switch s[i] {
		case '{':
			f.NestedSpec = true
			depth++
		case '}':
			depth--
			if depth == 0 {
				f.Spec = s[start:i]
				return f, i + 1, false, nil
			}
		}
	}
	return f, i, false, valueError("unmatched '{' in format spec")
}

// First is the leading name of a field name: a position or a keyword.
type First struct {
	Text    string
	IsIndex bool
	Index   int
}

// SplitName splits off the first part of a field name; rest feeds NextKey.
func SplitName(name string, poll func() error) (first First, rest string, err error) {
	i, err := indexEither(name, '.', '[', poll)
	if err != nil {
		return first, "", err
	}
	if i < 0 {
		i = len(name)
	}
	first.Text = name[:i]
	first.Index, first.IsIndex, err = index(first.Text, poll)
	return first, name[i:], err
}

func index(s string, poll func() error) (int, bool, error) {
	for i := range len(s) {
		if s[i] < '0' || s[i] > '9' {
			return 0, false, nil
		}
		if err := look(poll, i); err != nil {
			return 0, false, err
		}
	}
	if s == "" {
		return 0, false, nil
	}
	n, _, err := number(s, 0, poll)
	return n, err == nil, err
}

// Key is one '.name' or '[key]' step of a field name.
type Key struct {
	IsAttr  bool
	Text    string
	IsIndex bool
	Index   int
}

// NextKey takes the next step off rest; done reports that there is none.
func NextKey(rest string, poll func() error) (k Key, next string, done bool, err error) {
	if rest == "" {
		return k, "", true, nil
	}
	switch rest[0] {
	case '.':
		k.IsAttr = true
		i, err := indexEither(rest[1:], '.', '[', poll)
		if err != nil {
			return k, "", false, err
		}
		if i < 0 {
			i = len(rest) - 1
		}
		k.Text, next = rest[1:1+i], rest[1+i:]
	case '[':
		i := strings.IndexByte(rest, ']')
		if i < 0 {
			return k, "", false, valueError("Missing ']' in format string")
		}
		k.Text, next = rest[1:i], rest[i+1:]
		if k.Index, k.IsIndex, err = index(k.Text, poll); err != nil {
			return k, "", false, err
		}
	default:
		return k, "", false, valueError("Only '.' or '[' may follow ']' in format field specifier")
	}
	if k.Text == "" {
		return k, "", false, valueError("Empty attribute in format string")
	}
	return k, next, false, nil
}
