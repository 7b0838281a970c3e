// tokens.go: the characters of a pattern, one token ahead: a character, or a backslash and the character after it.
// The first error sticks and the source then reads as ended, so that callers need not look at each step.

package sre

import "fmt"

const eof rune = -1

type token struct {
	c   rune // eof at the end
	esc rune // the character after the backslash when c is '\\'
}

func (t token) is(c rune) bool { return t.c == c && c != '\\' }

type source struct {
	text    []rune
	isBytes bool
	index   int // just after next
	next    token
	err     *Error
}

func newSource(text []rune, isBytes bool) *source {
	s := &source{text: text, isBytes: isBytes}
	s.advance()
	return s
}

func (s *source) advance() {
	if s.err != nil || s.index >= len(s.text) {
		s.next = token{c: eof}
		return
	}
	c := s.text[s.index]
	s.index++
	if c != '\\' {
		s.next = token{c: c}
		return
	}
	if s.index >= len(s.text) {
		s.fail("bad escape (end of pattern)", len(s.text)-1)
		return
	}
	s.next = token{'\\', s.text[s.index]}
	s.index++
}

func (s *source) get() token {
	t := s.next
	s.advance()
	return t
}

func (s *source) match(c rune) bool {
	if s.next.is(c) {
		s.advance()
		return true
	}
	return false
}

// tell is the position of next.
func (s *source) tell() int {
	switch s.next.c {
	case eof:
		return s.index
	case '\\':
		return s.index - 2
	}
	return s.index - 1
}

func (s *source) seek(pos int) {
	s.index = pos
	s.advance()
}

func (s *source) fail(msg string, pos int) { s.failKind(KindPattern, msg, pos) }

func (s *source) failKind(k Kind, msg string, pos int) {
	if s.err == nil {
		if s.isBytes {
			var b []byte
			for _, r := range msg {
				if r < 0x80 {
					b = append(b, byte(r))
				} else {
					b = fmt.Appendf(b, `\x%02x`, r)
				}
			}
			msg = string(b)
		}
		s.err = &Error{k, msg, pos}
	}
	s.index = len(s.text)
	s.next = token{c: eof}
}

// getWhile takes at most n tokens that ok accepts.
func (s *source) getWhile(n int, ok func(rune) bool) []rune {
	start := s.tell()
	for i := 0; i < n && s.next.c != eof && s.next.c != '\\' && ok(s.next.c); i++ {
		s.advance()
	}
	if s.err != nil {
		return nil
	}
	return s.text[start:s.tell()]
}

// getUntil takes a name up to the terminator, which it also takes.
func (s *source) getUntil(terminator rune, what string) []rune {
	start := s.tell()
	for {
		t := s.next
		at := s.tell()
		s.advance()
		if s.err != nil {
			return nil
		}
		if t.c == eof {
			if at == start {
				s.fail("missing "+what, at)
			} else {
				s.fail("missing "+string(terminator)+", unterminated name", start)
			}
			return nil
		}
		if t.is(terminator) {
			if at == start {
				s.fail("missing "+what, at)
			}
			return s.text[start:at]
		}
	}
}

func isHex(c rune) bool {
	return c >= '0' && c <= '9' || c >= 'a' && c <= 'f' || c >= 'A' && c <= 'F'
}
func isOct(c rune) bool   { return c >= '0' && c <= '7' }
func isDec(c rune) bool   { return c >= '0' && c <= '9' }
func isAlpha(c rune) bool { return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' }

func parseInt(rs []rune, base uint64, limit uint64) (n uint64, over bool) {
	for _, r := range rs {
		d := uint64(r - '0')
		switch {
		case r >= 'a':
			d = uint64(r-'a') + 10
		case r >= 'A':
			d = uint64(r-'A') + 10
		}
		if n = n*base + d; n > limit {
			return limit, true
		}
	}
	return n, false
}
