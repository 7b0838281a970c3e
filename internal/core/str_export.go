// This file exports what native modules outside the core need of strings.
package core

// NewStrCopy makes a str with a copy of text, which has n code points (-1: count them).
func NewStrCopy(text string, n int) *Str {
	if n < 0 {
		n = countRunes(text)
	}
	return newStrCopy(text, n)
}

// TextCopy is NewStrCopy of what may be long.
func (t *Thread) TextCopy(text string, n int) (*Str, error) {
	if n < 0 {
		n = countRunes(text)
	}
	return t.textCopy(text, n)
}

// ByteOff gives the byte offset in String of code point i, 0 <= i <= Len.
func (t *Thread) ByteOff(s *Str, i int) (int, error) { return t.offset(s, i) }

// IndexOf gives the code point position of a byte offset that is at the start of a character.
func (t *Thread) IndexOf(s *Str, off int) (int, error) { return t.position(s, off) }

// RuneAt gives code point i, 0 <= i < Len.
func (s *Str) RuneAt(i int) rune { return s.runeAt(i) }

// Exact gives the string itself, or for an instance of a subclass a str of equal text.
func (s *Str) Exact() *Str { return s.exact() }
