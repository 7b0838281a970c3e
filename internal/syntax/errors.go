// The errors of the parser, with CPython's messages and places, and the ways to raise them.
// A place is kept in bytes until the error is made; SyntaxError counts characters from 1.
package syntax

import (
	"bytes"
	"fmt"
	"unicode/utf8"
)

// ErrorKind is the Python exception class of an error.
type ErrorKind uint8

const (
	KindSyntaxError ErrorKind = iota
	KindIndentationError
	KindTabError
	KindIncompleteInput
	KindMemoryError    // the source nests too deeply for the parser
	KindRecursionError // the tree would be too deep for the compiler
	KindOverflowError
	KindValueError
)

var errorKindNames = [...]string{"SyntaxError", "IndentationError", "TabError", "_IncompleteInputError", "MemoryError",
	"RecursionError", "OverflowError", "ValueError"}

// String gives the Python class name.
func (k ErrorKind) String() string { return errorKindNames[k] }

// SyntaxError is what Parse returns for source that is not Python. Offset and EndOffset are 1-based
// characters as CPython gives them (0 or -1 where it does); HasPos is false where it gives no place at all, and
// NoEnd says that it gives no end. HasText is false where the text attribute is None.
type SyntaxError struct {
	Kind               ErrorKind
	Msg                string
	Filename           string
	HasPos, HasText    bool
	NoEnd              bool
	Line, Offset       int
	EndLine, EndOffset int
	Text               string
	// StmtLine and StmtCol are where the last compound statement before the error starts (0: there is none), for what
	// looks for a misspelt keyword from there. Parsed is set where the parser found the error.
	StmtLine, StmtCol int
	Parsed            bool
}

func (e *SyntaxError) Error() string {
	if !e.HasPos {
		return fmt.Sprintf("%s: %s", e.Kind, e.Msg)
	}
	return fmt.Sprintf("%s: %s (%s, line %d)", e.Kind, e.Msg, e.Filename, e.Line)
}

// Warning is a SyntaxWarning found while parsing.
type Warning struct {
	Msg    string
	ErrMsg string // the message of the SyntaxError where warnings are errors, if it differs
	Line   int
	// Col, EndLine and EndCol place it like a node, for the error when warnings are errors.
	Col, EndLine, EndCol int
	// AsError makes that error.
	AsError func() *SyntaxError
}

// chars counts the characters of the first n bytes of line; n beyond the line counts on.
func (lx *lexer) chars(line []byte, n int) int {
	if n < 0 {
		return n
	}
	beyond := max(n-len(line), 0)
	line = line[:n-beyond]
	count := 0
	for len(line) > sourceChunk && !lx.pollLong() {
		part := sourceChunk
		for part > 0 && line[part]&0xC0 == 0x80 && part > sourceChunk-utf8.UTFMax {
			part--
		}
		count += utf8.RuneCount(line[:part])
		line = line[part:]
	}
	return count + utf8.RuneCount(line) + beyond
}

// endOfLine is where the newline after pos is, or the end of the source.
func (lx *lexer) endOfLine(pos int) int {
	for pos < lx.n {
		part := lx.src[pos:min(pos+sourceChunk, lx.n)]
		if i := bytes.IndexByte(part, '\n'); i >= 0 {
			return pos + i
		}
		if pos += len(part); lx.pollLong() {
			break
		}
	}
	return min(pos, lx.n)
}

// startOfLine is where the line starts that ends before pos.
func (lx *lexer) startOfLine(pos int) int {
	for pos > 0 {
		part := lx.src[max(pos-sourceChunk, 0):pos]
		if i := bytes.LastIndexByte(part, '\n'); i >= 0 {
			return pos - len(part) + i + 1
		}
		if pos -= len(part); lx.pollLong() {
			break
		}
	}
	return pos
}

// errorText is the text of a line for an error.
func (lx *lexer) errorText(line []byte) string {
	if lx.charge != nil && len(line) > sourceChunk {
		if err := lx.charge(len(line)); err != nil {
			lx.stop(err)
			lx.pollErr = err
			return ""
		}
	}
	text, _ := validText(line, lx.look)
	return text
}

// lineAt returns the text of a 1-based line without its newline, searching backwards from the lexer's line.
func (lx *lexer) lineAt(line int) (start int, text []byte) {
	start, l := lx.lineStart, int(lx.line)
	if start > lx.n {
		start = lx.n
	}
	for l > line && start > 0 {
		start = lx.startOfLine(start - 1)
		l--
	}
	for l < line && start < lx.n {
		if start = lx.endOfLine(start); start < lx.n {
			start++
		}
		l++
	}
	return start, lx.src[start:lx.endOfLine(start)]
}

// newError makes an error whose offsets are byte offsets counted from 1 (or special values below 1).
func (lx *lexer) newError(kind ErrorKind, line, off, endLine, endOff int, msg string) *SyntaxError {
	e := &SyntaxError{Kind: kind, Msg: msg, Filename: lx.filename, HasPos: true, HasText: true, Line: line, EndLine: endLine}
	start, text := lx.lineAt(line)
	if cur, _ := lx.reading(); line >= cur && line > 0 {
		// The line being read has its newline.
		stop := start + len(text)
		if stop < lx.n {
			stop++
		}
		text = lx.src[start:stop]
	}
	// Both ends are counted in the text of the first line, even where the range ends on another.
	conv := func(off int) int {
		if off < 1 {
			return off
		}
		return lx.chars(text, min(off, len(text)+1)-1) + 1
	}
	e.Offset, e.EndOffset = conv(off), conv(endOff)
	e.Text = lx.errorText(text)
	return e
}

// reading is the line that the lexer has read from last, and where it starts: a newline does not begin the next line.
func (lx *lexer) reading() (line, start int) {
	if (lx.atBOL || lx.pos >= lx.n) && lx.pos == lx.lineStart {
		if lx.line == 1 {
			return 0, 0
		}
		return int(lx.line) - 1, lx.startOfLine(lx.lineStart - 1)
	}
	return int(lx.line), lx.lineStart
}

// tokError records the lexer's own kind of error: it ends at the lexer's position, its text has no newline.
func (lx *lexer) tokError(format string, args ...any) {
	lx.tokErrorAt(int(lx.line), lx.lineStart, lx.pos-lx.lineStart, -1, fmt.Sprintf(format, args...))
}

// tokErrorAt places an error on one line; off and end are byte counts from the line's start (end -1: the same).
func (lx *lexer) tokErrorAt(line, lineStart, off, end int, msg string) {
	if lx.err != nil {
		return
	}
	e := &SyntaxError{Kind: KindSyntaxError, Msg: msg, Filename: lx.filename, HasPos: true, HasText: true, Line: line, EndLine: line}
	text := lx.src[lineStart:lx.endOfLine(lineStart)]
	e.Offset = lx.chars(text, off)
	e.EndOffset = e.Offset
	if end >= 0 {
		e.EndOffset = lx.chars(text, end)
	}
	e.Text = lx.errorText(text)
	if lx.err != nil { // what was polled wants the end
		return
	}
	lx.err = e
	lx.errFromLexer = true
}
