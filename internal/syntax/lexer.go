// The lexer: bytes to tokens, one at a time, with the indentation and bracket stacks and the modes of
// f-strings and t-strings (strings themselves are in lexer_string.go, numbers in lexer_number.go).
// Invariant: src[:n] is valid UTF-8 without NUL or CR, src[n] is 0; after an error next returns tError forever.
package syntax

import (
	"fmt"
	"unicode"
	"unicode/utf8"
)

const (
	tabSize    = 8
	maxIndent  = 100
	maxParens  = 200
	maxFString = 150
)

type indentLevel struct{ col, alt int }

type openParen struct {
	ch             byte
	line, col, pos int32
}

// lexEnd says how the input ended, for the errors that depend on it.
type lexEnd uint8

const (
	endNot      lexEnd = iota
	endOfInput         // plainly
	endInString        // in a string or f-string that was never closed
)

type lexer struct {
	src          []byte
	n            int
	pos          int
	lineStart    int
	bufStart     int // where the line starts on which the last token that crossed lines began
	line         int32
	atBOL        bool
	extra        bool // emit comments and NLs, for tokenize
	loose        bool // for tokenize: brackets need not match, any character above ASCII makes names
	blankNL      bool
	typeComments bool          // they are tokens
	ignores      []*TypeIgnore // what "type: ignore" comments say
	ended        lexEnd
	// endedOpen: more input could close the string in which the input ended.
	endedOpen bool
	// endedAtEnd: the string has no end because the input ended, not its line.
	endedAtEnd bool
	pendin     int
	indents    []indentLevel
	parens     []openParen
	modes      []fmode
	errLine    bool // the error was found in a continuation line

	filename     string
	err          *SyntaxError
	errFromLexer bool
	errByCode    bool // an error that only stops the parser: it does not replace another one
	warn         func(Warning)
	poll         func() error
	pollErr      error
	charge       func(bytes int) error // of the text of an error; may be nil
	polled       int
	keepCR       bool
}

const (
	cIdent = 1 << iota // may start or continue a name
	cDigit
	cSpace
)

var charClass = func() (t [256]uint8) {
	for c := 0; c < 256; c++ {
		switch {
		case c >= 'a' && c <= 'z', c >= 'A' && c <= 'Z', c == '_', c >= 128:
			t[c] = cIdent
		case c >= '0' && c <= '9':
			t[c] = cDigit
		case c == ' ', c == '\t', c == '\f':
			t[c] = cSpace
		}
	}
	return
}()

func newLexer(src []byte, filename string) *lexer {
	return &lexer{src: src, n: len(src) - 1, line: 1, atBOL: true, filename: filename, indents: make([]indentLevel, 1, 16)}
}

// next fills t with the next token.
func (lx *lexer) next(t *token) {
	if lx.err != nil {
		t.kind = tError
		return
	}
	if m := len(lx.modes); m > 0 && !lx.modes[m-1].inExpr {
		lx.stringPart(t, &lx.modes[m-1])
		return
	}
	src := lx.src
	var i, start int
	var c byte
top:
	if lx.atBOL {
		lx.atBOL = false
		lx.indentation()
		if lx.err != nil {
			lx.errToken(t)
			return
		}
	}
	if lx.pendin != 0 {
		line, _ := lx.reading()
		*t = token{line: int32(line), endLine: int32(line), noPos: true, start: int32(lx.pos), end: int32(lx.pos), lineStart: int32(lx.lineStart), col: -1, endCol: -1}
		if lx.pendin < 0 {
			t.kind = tDedent
			lx.pendin++
		} else {
			t.kind = tIndent
			lx.pendin--
		}
		return
	}
again:
	i = lx.pos
	for charClass[src[i]]&cSpace != 0 {
		if i++; i&(sourceChunk-1) == 0 && lx.pollLong() {
			lx.errToken(t)
			return
		}
	}
	c = src[i]
	if c == '#' {
		start = i
		for src[i] != '\n' && i < lx.n {
			if i++; i&(sourceChunk-1) == 0 && lx.pollLong() {
				lx.errToken(t)
				return
			}
		}
		if lx.extra {
			lx.pos = i
			lx.setToken(t, tComment, start)
			return
		}
		if lx.typeComments {
			if text, ok := lx.typeComment(start, i); ok {
				lx.pos, lx.blankNL = i, false
				lx.setToken(t, tTypeComment, text)
				return
			}
		}
		if c = src[i]; c == '\n' && len(lx.parens) == 0 && !lx.blankNL {
			// As in CPython the newline token after a comment starts with the comment.
			lx.pos = i + 1
			lx.setToken(t, tNewline, start)
			lx.newLine()
			lx.atBOL = true
			return
		}
	}
	lx.pos = i
	start = i
	switch cl := charClass[c]; {
	case cl&cIdent != 0:
		lx.name(t)
		return
	case c == '\n':
		lx.pos++
		blank := lx.blankNL
		lx.blankNL = false
		if len(lx.parens) > 0 || blank {
			if lx.extra {
				lx.setToken(t, tNL, start)
				lx.newLine()
				lx.atBOL = blank
				return
			}
			lx.newLine()
			if blank {
				lx.atBOL = true
				goto top
			}
			goto again
		}
		lx.setToken(t, tNewline, start)
		lx.newLine()
		lx.atBOL = true
		return
	case cl&cDigit != 0, c == '.' && charClass[src[i+1]]&cDigit != 0:
		lx.number(t)
		return
	case c == '\'' || c == '"':
		lx.str(t, i)
		return
	case c == '\\':
		if !lx.continuation() {
			lx.errToken(t)
			return
		}
		goto again
	case c == 0 && i >= lx.n:
		lx.ended = endOfInput
		k := tEnd
		if len(lx.parens) > 0 {
			k = tError
		}
		lx.setToken(t, k, start)
		line, _ := lx.reading()
		t.line, t.endLine, t.col, t.endCol, t.noPos = int32(line), int32(line), -1, -1, true
		return
	}
	lx.operator(t)
}

// newLine counts a line that begins at pos, after a newline between tokens.
func (lx *lexer) newLine() {
	lx.bufStart = lx.pos
	lx.newLineInside()
}

// newLineInside is newLine within a token or after a backslash.
func (lx *lexer) newLineInside() {
	lx.line++
	lx.lineStart = lx.pos
	if lx.poll != nil {
		if lx.polled++; lx.polled&255 == 0 {
			lx.doPoll()
		}
	}
}

func (lx *lexer) doPoll() {
	if err := lx.poll(); err != nil {
		lx.stop(err)
	}
}

// pollLong polls within a long token; true ends it.
func (lx *lexer) pollLong() bool {
	return lx.look() != nil
}

// look polls; its error ends the parse even where another one was found before.
func (lx *lexer) look() error {
	if lx.pollErr == nil && lx.poll != nil {
		if err := lx.poll(); err != nil {
			lx.stop(err)
			lx.pollErr = err
		}
	}
	return lx.pollErr
}

// stop ends the parse with an error of a callback.
func (lx *lexer) stop(err error) {
	if lx.err == nil {
		lx.pollErr = err
		lx.err = &SyntaxError{Msg: err.Error()}
		lx.errFromLexer = true
	}
}

// setToken fills t with the one-line token src[start:pos].
func (lx *lexer) setToken(t *token, k tokKind, start int) {
	ls := int32(lx.lineStart)
	*t = token{kind: k, start: int32(start), end: int32(lx.pos), line: lx.line, endLine: lx.line,
		col: int32(start) - ls, endCol: int32(lx.pos) - ls, lineStart: ls, inParens: len(lx.parens) > 0}
}

func (lx *lexer) errToken(t *token) {
	lx.setToken(t, tError, lx.pos)
}

// continuation skips a backslash and the newline after it.
func (lx *lexer) continuation() bool {
	lx.pos++
	if lx.src[lx.pos] != '\n' {
		off := lx.pos - lx.bufStart
		if lx.pos < lx.n {
			off++
		}
		e := lx.newError(KindSyntaxError, int(lx.line), off, int(lx.line), 0, "unexpected character after line continuation character")
		lx.fail(e)
		return false
	}
	lx.pos++
	if lx.pos >= lx.n {
		lx.ended = endOfInput
		lx.unexpectedEOF()
		return false
	}
	lx.newLineInside()
	return true
}

func (lx *lexer) fail(e *SyntaxError) {
	if lx.err == nil {
		lx.err = e
		lx.errFromLexer = true
		lx.errByCode = true
	}
}

// unexpectedEOF is the error for input that ends in a line continuation.
func (lx *lexer) unexpectedEOF() {
	if len(lx.parens) > 0 && !lx.loose {
		lx.fail(lx.neverClosed())
		return
	}
	off := lx.pos - lx.lineStart
	if lx.loose {
		if off == 1 || off == 2 && lx.src[lx.pos-1] == '\n' {
			off = 0
		}
		lx.fail(lx.newError(KindSyntaxError, int(lx.line), off, int(lx.line), -1, "unexpected EOF in multi-line statement"))
		return
	}
	lx.fail(lx.newError(KindSyntaxError, int(lx.line), off, int(lx.line), -1, "unexpected EOF while parsing"))
}

func (lx *lexer) neverClosed() *SyntaxError {
	p := lx.parens[len(lx.parens)-1]
	return lx.newError(KindSyntaxError, int(p.line), int(p.col)+1, int(p.line), 0, "'"+string(p.ch)+"' was never closed")
}

// indentation measures the indentation of a line and queues indents and dedents. Blank and comment lines count for nothing.
func (lx *lexer) indentation() {
	src := lx.src
	col, alt, contCol := 0, 0, -1
	i := lx.pos
loop:
	for {
		switch src[i] {
		case ' ':
			col++
			alt++
		case '\t':
			col = (col/tabSize + 1) * tabSize
			alt++
		case '\f':
			col, alt = 0, 0
		case '\\':
			if contCol < 0 {
				contCol = col
			}
			lx.pos = i
			if !lx.continuation() {
				return
			}
			lx.bufStart = lx.pos
			i = lx.pos
			continue
		default:
			break loop
		}
		if i++; i&(sourceChunk-1) == 0 && lx.pollLong() {
			return
		}
	}
	lx.pos = i
	if c := src[i]; c == '#' || c == '\n' {
		lx.blankNL = true
		return
	}
	if len(lx.parens) > 0 || len(lx.modes) > 0 {
		return
	}
	if contCol >= 0 {
		col, alt = contCol, contCol
	}
	top := lx.indents[len(lx.indents)-1]
	switch {
	case col == top.col:
		if alt != top.alt {
			lx.tabError()
		}
	case col > top.col:
		if len(lx.indents) >= maxIndent {
			lx.indentError(KindIndentationError, 1, 0, "too many levels of indentation")
			return
		}
		if alt <= top.alt {
			lx.tabError()
			return
		}
		lx.indents = append(lx.indents, indentLevel{col, alt})
		lx.pendin++
	default:
		for len(lx.indents) > 1 && col < lx.indents[len(lx.indents)-1].col {
			lx.pendin--
			lx.indents = lx.indents[:len(lx.indents)-1]
		}
		top = lx.indents[len(lx.indents)-1]
		if col != top.col {
			end := lx.endOfLine(lx.pos)
			if end < lx.n {
				end++
			}
			lx.indentError(KindIndentationError, end-lx.lineStart, -1, "unindent does not match any outer indentation level")
			return
		}
		if alt != top.alt {
			lx.tabError()
		}
	}
}

func (lx *lexer) tabError() {
	lx.indentError(KindTabError, 1, 0, "inconsistent use of tabs and spaces in indentation")
}

func (lx *lexer) indentError(kind ErrorKind, off, endOff int, msg string) {
	lx.fail(lx.newError(kind, int(lx.line), off, int(lx.line), endOff, msg))
}

// name lexes an identifier, keyword, or string with a prefix.
func (lx *lexer) name(t *token) {
	src, start := lx.src, lx.pos
	i := start
	var sawB, sawR, sawU, sawF, sawT bool
prefix:
	for {
		switch c := src[i]; {
		case !sawB && (c == 'b' || c == 'B'):
			sawB = true
		case !sawU && (c == 'u' || c == 'U'):
			sawU = true
		case !sawR && (c == 'r' || c == 'R'):
			sawR = true
		case !sawF && (c == 'f' || c == 'F'):
			sawF = true
		case !sawT && (c == 't' || c == 'T'):
			sawT = true
		case c == '"' || c == '\'':
			if i == start {
				break prefix
			}
			lx.pos = i
			if bad := incompatiblePrefixes(sawB, sawU, sawR, sawF, sawT); bad != "" {
				lx.tokErrorAt(int(lx.line), lx.lineStart, start-lx.lineStart+1, i+1-lx.lineStart, bad)
				lx.errToken(t)
				return
			}
			if sawF || sawT {
				lx.fstringStart(t, start, sawR, sawT)
				return
			}
			lx.str(t, start)
			return
		default:
			break prefix
		}
		i++
	}
	nonASCII := false
	for {
		c := src[i]
		if charClass[c]&(cIdent|cDigit) == 0 {
			break
		}
		if c >= 128 {
			nonASCII = true
		}
		if i++; i&(sourceChunk-1) == 0 && lx.pollLong() {
			lx.errToken(t)
			return
		}
	}
	lx.pos = i
	if nonASCII && !lx.checkIdentifier(start) {
		lx.errToken(t)
		return
	}
	k := tName
	if l := i - start; !nonASCII && l >= 2 && l <= 8 {
		k = keywordKind(src[start:i])
	}
	lx.setToken(t, k, start)
}

// keywordKind switches on the first byte before the map, as most names are no keywords.
func keywordKind(b []byte) tokKind {
	switch b[0] {
	case 'F', 'N', 'T', 'a', 'b', 'c', 'd', 'e', 'f', 'g', 'i', 'l', 'n', 'o', 'p', 'r', 't', 'w', 'y':
		if k, ok := keywords[string(b)]; ok {
			return k
		}
	}
	return tName
}

func incompatiblePrefixes(b, u, r, f, t bool) string {
	bad := func(x, y string) string { return "'" + x + "' and '" + y + "' prefixes are incompatible" }
	switch {
	case u && b:
		return bad("u", "b")
	case u && r:
		return bad("u", "r")
	case u && f:
		return bad("u", "f")
	case u && t:
		return bad("u", "t")
	case b && f:
		return bad("b", "f")
	case b && t:
		return bad("b", "t")
	case f && t:
		return bad("f", "t")
	}
	return ""
}

// nameChunk is how many bytes of a name are looked up in the tables of Unicode between two polls.
const nameChunk = 4 << 10

// checkIdentifier verifies src[start:pos]; at the first bad character it stops after it and fails.
func (lx *lexer) checkIdentifier(start int) bool {
	next := start + nameChunk
	for i := start; i < lx.pos; {
		if i >= next {
			if next += nameChunk; lx.pollLong() {
				return false
			}
		}
		r, sz := utf8.DecodeRune(lx.src[i:])
		if r == utf8.RuneError && sz == 1 {
			at, reason, err := badUTF8(lx.src[start:lx.pos], lx.look)
			if err != nil {
				return false
			}
			lx.fail(lx.newError(KindSyntaxError, int(lx.line), lx.pos-lx.lineStart, int(lx.line), -1,
				fmt.Sprintf("(unicode error) 'utf-8' codec can't decode byte 0x%02x in position %d: %s", lx.src[start+at], at, reason)))
			return false
		}
		ok := r < 128
		if !ok {
			if i == start {
				ok = isXIDStart(r)
			} else {
				ok = isXIDContinue(r)
			}
		}
		if !ok && !lx.loose {
			lx.pos = i + sz
			lx.badCharacter(r)
			return false
		}
		i += sz
	}
	return true
}

func (lx *lexer) badCharacter(r rune) {
	if IsPrintable(r) {
		lx.tokError("invalid character '%c' (U+%04X)", r, r)
	} else {
		lx.tokError("invalid non-printable character U+%04X", r)
	}
}

// IsPrintable is str.isprintable for one character.
func IsPrintable(r rune) bool {
	return r == ' ' || r >= 0x2FFC && r <= 0x2FFF || r == 0x31EF || r >= 0x2EBF0 && r <= 0x2EE5D || unicode.In(r, unicode.L, unicode.M, unicode.N, unicode.P, unicode.S)
}

// The characters that are ID_Start or ID_Continue but whose NFKC forms are not identifiers.
func notXIDStart(r rune) bool {
	switch {
	case r == 0x37A, r == 0xE33, r == 0xEB3, r == 0x309B, r == 0x309C, r >= 0xFC5E && r <= 0xFC63,
		r == 0xFDFA, r == 0xFDFB, r == 0xFE70, r == 0xFE72, r == 0xFE74, r == 0xFE76, r == 0xFE78,
		r == 0xFE7A, r == 0xFE7C, r == 0xFE7E, r == 0xFF9E, r == 0xFF9F, r == 0x2E2F:
		return true
	}
	return false
}

func isXIDStart(r rune) bool {
	if r < 128 {
		return r == '_' || r|0x20 >= 'a' && r|0x20 <= 'z'
	}
	return (unicode.In(r, unicode.L, unicode.Nl, unicode.Other_ID_Start) || r >= 0x2EBF0 && r <= 0x2EE5D) && !notXIDStart(r)
}

func isXIDContinue(r rune) bool {
	if r < 128 {
		return isXIDStart(r) || r >= '0' && r <= '9'
	}
	if isXIDStart(r) {
		return true
	}
	switch r {
	case 0xE33, 0xEB3, 0xFF9E, 0xFF9F:
		return true
	case 0x37A, 0x309B, 0x309C, 0xFDFA, 0xFDFB, 0x2E2F:
		return false
	}
	if notXIDStart(r) {
		return false
	}
	return unicode.In(r, unicode.Mn, unicode.Mc, unicode.Nd, unicode.Pc, unicode.Other_ID_Continue)
}

// IsIdentifier is str.isidentifier.
func IsIdentifier(s string) bool {
	if s == "" {
		return false
	}
	for i, r := range s {
		if i == 0 && !isXIDStart(r) || i > 0 && !isXIDContinue(r) {
			return false
		}
	}
	return true
}

// opToken gives the operator at the start of b and its length.
func opToken(b []byte) (tokKind, int) {
	c, d := b[0], byte(0)
	if c != 0 {
		d = b[1]
	}
	eq := d == '='
	switch c {
	case '(':
		return tLPar, 1
	case ')':
		return tRPar, 1
	case '[':
		return tLSqb, 1
	case ']':
		return tRSqb, 1
	case '{':
		return tLBrace, 1
	case '}':
		return tRBrace, 1
	case ',':
		return tComma, 1
	case ';':
		return tSemi, 1
	case '~':
		return tTilde, 1
	case ':':
		if eq {
			return tWalrus, 2
		}
		return tColon, 1
	case '.':
		if d == '.' && b[2] == '.' {
			return tEllipsis, 3
		}
		return tDot, 1
	case '=':
		if eq {
			return tEqEqual, 2
		}
		return tEqual, 1
	case '!':
		if eq {
			return tNotEqual, 2
		}
		return tExclam, 1
	case '+':
		if eq {
			return tPlusEqual, 2
		}
		return tPlus, 1
	case '-':
		if eq {
			return tMinusEqual, 2
		}
		if d == '>' {
			return tArrow, 2
		}
		return tMinus, 1
	case '*':
		if d == '*' {
			if b[2] == '=' {
				return tDoubleStarEqual, 3
			}
			return tDoubleStar, 2
		}
		if eq {
			return tStarEqual, 2
		}
		return tStar, 1
	case '/':
		if d == '/' {
			if b[2] == '=' {
				return tDoubleSlashEqual, 3
			}
			return tDoubleSlash, 2
		}
		if eq {
			return tSlashEqual, 2
		}
		return tSlash, 1
	case '%':
		if eq {
			return tPercentEqual, 2
		}
		return tPercent, 1
	case '@':
		if eq {
			return tAtEqual, 2
		}
		return tAt, 1
	case '&':
		if eq {
			return tAmperEqual, 2
		}
		return tAmper, 1
	case '|':
		if eq {
			return tVBarEqual, 2
		}
		return tVBar, 1
	case '^':
		if eq {
			return tCaretEqual, 2
		}
		return tCaret, 1
	case '<':
		if d == '<' {
			if b[2] == '=' {
				return tLeftShiftEqual, 3
			}
			return tLeftShift, 2
		}
		if eq {
			return tLessEqual, 2
		}
		if d == '>' {
			return tNotEqual, 2
		}
		return tLess, 1
	case '>':
		if d == '>' {
			if b[2] == '=' {
				return tRightShiftEqual, 3
			}
			return tRightShift, 2
		}
		if eq {
			return tGreaterEqual, 2
		}
		return tGreater, 1
	}
	return tError, 1
}

// operator lexes an operator or bracket and keeps the bracket stack.
func (lx *lexer) operator(t *token) {
	start := lx.pos
	c := lx.src[start]
	k, size := opToken(lx.src[start:])
	var m *fmode
	if len(lx.modes) > 0 {
		m = &lx.modes[len(lx.modes)-1]
		// In a replacement field a colon of its own level starts the format spec, even before '='.
		if c == ':' && len(lx.parens) == m.fieldDepth() {
			lx.pos++
			lx.setToken(t, tColon, start)
			t.spec = true
			m.inExpr, m.inSpec, m.specLine, m.specText = false, true, true, false
			return
		}
	}
	switch k {
	case tLPar, tLSqb, tLBrace:
		lx.pos++
		if len(lx.parens) >= maxParens {
			lx.tokError("too many nested parentheses")
			lx.errToken(t)
			return
		}
		lx.parens = append(lx.parens, openParen{c, lx.line, int32(start - lx.lineStart), int32(start)})
	case tRPar, tRSqb, tRBrace:
		lx.pos++
		if m != nil && len(lx.parens) <= m.baseDepth {
			if c == '}' {
				lx.tokError("f-string: single '}' is not allowed")
			} else {
				lx.tokError("f-string: unmatched '%c'", c)
			}
			lx.errToken(t)
			return
		}
		if len(lx.parens) == 0 && lx.loose {
			break
		}
		if len(lx.parens) == 0 {
			lx.tokError("unmatched '%c'", c)
			lx.errToken(t)
			return
		}
		open := lx.parens[len(lx.parens)-1]
		if !lx.loose && !(open.ch == '(' && c == ')' || open.ch == '[' && c == ']' || open.ch == '{' && c == '}') {
			switch {
			case m != nil && len(lx.parens) == m.fieldDepth():
				lx.tokError("%s: unmatched '%c'", m.kindName(), c)
			case open.line != lx.line:
				lx.tokError("closing parenthesis '%c' does not match opening parenthesis '%c' on line %d", c, open.ch, open.line)
			default:
				lx.tokError("closing parenthesis '%c' does not match opening parenthesis '%c'", c, open.ch)
			}
			lx.errToken(t)
			return
		}
		if m != nil && c == '}' && len(lx.parens) == m.fieldDepth() {
			m.fields = m.fields[:len(m.fields)-1]
			m.inExpr = false
			m.inSpec, m.specLine = len(m.fields) > 0, false
			m.specText = false
		}
		lx.parens = lx.parens[:len(lx.parens)-1]
	case tError:
		r, sz := utf8.DecodeRune(lx.src[start:])
		lx.pos += sz
		if !IsPrintable(r) {
			lx.badCharacter(r)
			lx.errToken(t)
			return
		}
	default:
		lx.pos += size
	}
	lx.setToken(t, k, start)
}
