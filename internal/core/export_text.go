// This file exports what native modules that work on text need: offsets into a str, and pieces of it.
package core

// CutText gives the text between two byte offsets as an exact str; the whole of an exact str is that str itself.
func (t *Thread) CutText(s *Str, lo, hi int) (Value, error) {
	r, err := t.cut(s, lo, hi, -1)
	return r.Val(), err
}

// CopyBytes makes a bytes object with a copy of b.
func (t *Thread) CopyBytes(b []byte) (Value, error) { return t.copyBytes(b) }

// UnicodeName finds a character or, where sequences is set, a named sequence by its name.
func (t *Thread) UnicodeName(name string) (string, bool) { return t.unicodeName(name) }

// NewMappingProxy makes a read-only view of a mapping.
func NewMappingProxy(m Value) Value { return newMappingProxy(m) }

// SyntaxErrorOf makes the Python exception of an error of the parser or the compiler; others pass unchanged.
func (t *Thread) SyntaxErrorOf(err error) error { return t.syntaxError(err) }

// SourceText reads the source given to compile() and the like: a str, or bytes in whatever encoding they say; what is
// the function's name, kinds what it takes.
func (t *Thread) SourceText(v Value, what, kinds string) (src []byte, isText bool, err error) {
	return t.sourceText(v, what, kinds)
}

// UnicodeNameFunc gives UnicodeName as the callback that parsers take.
func (t *Thread) UnicodeNameFunc() func(string) (string, bool) { return t.unicodeName }

// Contiguous reports that B holds the items one after another, and nothing else.
func (b *Buffer) Contiguous() bool { return b.contiguous() }

// ComplexParts gives the real and the imaginary part of a complex number.
func ComplexParts(v Value) (re, im float64) { c := As[ComplexObj](v); return c.re, c.im }

// SliceParts gives start, stop and step of a slice.
func SliceParts(v Value) [3]Value { s := As[Slice](v); return [3]Value{s.start, s.stop, s.step} }

// View is b as text for searches, which must not be kept.
func View(b []byte) string { return view(b) }

// PollScan is the poll of searches in package textfind.
func (t *Thread) PollScan(n int) error { return t.pollScan(n) }
