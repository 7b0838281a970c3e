// String tokens, and the parts of f-strings and t-strings: while a fmode is on top of the stack and not
// inExpr, the lexer reads literal text (or a format spec); inExpr it reads ordinary tokens.
package syntax

// fmode is one f-string or t-string being lexed. fields holds, for each replacement field now open in it,
// the number of open brackets inside that field's own brace.
type fmode struct {
	quote      byte
	qsize      int
	raw, t     bool
	inExpr     bool
	inSpec     bool
	specLine   bool // in a format spec, and no field has ended since its colon
	specText   bool // the piece of spec being read has had its token
	baseDepth  int
	fields     []int
	start      int
	line       int32
	lineStart  int
	escapeWarn bool
}

func (m *fmode) fieldDepth() int {
	if len(m.fields) == 0 {
		return -1
	}
	return m.fields[len(m.fields)-1]
}

func (m *fmode) kindName() string {
	if m.t {
		return "t-string"
	}
	return "f-string"
}

// quoteSize returns 3 at a triple quote, else 1.
func (lx *lexer) quoteSize(i int) int {
	q := lx.src[i]
	if lx.src[i+1] == q && lx.src[i+2] == q {
		return 3
	}
	return 1
}

// str lexes a plain string whose opening quote is at pos and whose prefix begins at start.
func (lx *lexer) str(t *token, start int) {
	src := lx.src
	i := lx.pos
	q := src[i]
	size := lx.quoteSize(i)
	line, lineStart := lx.line, lx.lineStart
	i += size
	hasEscapedQuote := false
	if size == 1 && src[i] == q {
		i++
	} else {
		block := i / sourceChunk
	scan:
		for {
			if i/sourceChunk != block {
				block = i / sourceChunk
				if lx.pollLong() {
					lx.errToken(t)
					return
				}
			}
			switch c := src[i]; {
			case c == q:
				if size == 1 {
					i++
					break scan
				}
				if src[i+1] == q && src[i+2] == q {
					i += 3
					break scan
				}
				i++
			case c == '\\':
				i++
				if src[i] == q {
					hasEscapedQuote = true
				}
				if src[i] == '\n' {
					lx.pos = i + 1
					lx.newLineInside()
				}
				if i < lx.n {
					i++
				}
			case c == '\n':
				if size == 1 {
					lx.unterminated(start, line, lineStart, i, q, size, hasEscapedQuote)
					lx.errToken(t)
					return
				}
				i++
				lx.pos = i
				lx.newLineInside()
			case c == 0 && i >= lx.n:
				lx.unterminated(start, line, lineStart, i, q, size, hasEscapedQuote)
				lx.errToken(t)
				return
			default:
				i++
			}
		}
	}
	lx.pos = i
	*t = token{kind: tString, start: int32(start), end: int32(i), line: line, endLine: lx.line,
		col: int32(start - lineStart), endCol: int32(i - lx.lineStart), lineStart: int32(lineStart), inParens: len(lx.parens) > 0}
}

// unterminated reports a string that its line or the input ended.
func (lx *lexer) unterminated(start int, line int32, lineStart, at int, q byte, size int, hasEscapedQuote bool) {
	lx.ended, lx.endedOpen, lx.endedAtEnd = endInString, size == 3 || at >= lx.n, at >= lx.n
	detected := lx.line
	if at >= lx.n && at > 0 && lx.src[at-1] == '\n' && detected > line {
		detected--
	}
	lx.pos, lx.line, lx.lineStart = start, line, lineStart
	if len(lx.modes) > 0 {
		// The quote that ends the enclosing f-string was taken for the start of a string.
		m := &lx.modes[len(lx.modes)-1]
		if m.quote == q && m.qsize == size {
			lx.pos++
			lx.tokError("%s: expecting '}'", m.kindName())
			return
		}
	}
	lx.pos++
	switch {
	case size == 3:
		lx.tokError("unterminated triple-quoted string literal (detected at line %d)", detected)
	case hasEscapedQuote:
		lx.tokError("unterminated string literal (detected at line %d); perhaps you escaped the end quote?", detected)
	default:
		lx.tokError("unterminated string literal (detected at line %d)", detected)
	}
}

// fstringStart lexes the prefix and opening quote; pos is at the quote.
func (lx *lexer) fstringStart(t *token, start int, raw, isT bool) {
	q := lx.src[lx.pos]
	size := lx.quoteSize(lx.pos)
	lx.pos += size
	if len(lx.modes)+1 >= maxFString {
		lx.tokError("too many nested f-strings or t-strings")
		lx.errToken(t)
		return
	}
	lx.modes = append(lx.modes, fmode{quote: q, qsize: size, raw: raw, t: isT, baseDepth: len(lx.parens),
		start: start, line: lx.line, lineStart: lx.lineStart})
	k := tFStart
	if isT {
		k = tTStart
	}
	lx.setToken(t, k, start)
}

// stringPart lexes one piece of literal text, or the end of the string, or hands over to ordinary tokens at a brace.
func (lx *lexer) stringPart(t *token, m *fmode) {
	src := lx.src
	i := lx.pos
	start, line, lineStart := i, lx.line, lx.lineStart
	middle, end := tFMiddle, tFEnd
	if m.t {
		middle, end = tTMiddle, tTEnd
	}
	block := i / sourceChunk
	// emit ends the piece at i; afterwards lexing goes on at next.
	emit := func(next int) {
		*t = token{kind: middle, start: int32(start), end: int32(i), line: line, endLine: lx.line,
			col: int32(start - lineStart), endCol: int32(i - lx.lineStart), lineStart: int32(lineStart), inParens: len(lx.parens) > 0}
		lx.pos = next
		m.specText = true
	}
	for {
		if i/sourceChunk != block {
			block = i / sourceChunk
			if lx.pollLong() {
				lx.errToken(t)
				return
			}
		}
		c := src[i]
		switch {
		case c == m.quote && (m.qsize == 1 || src[i+1] == c && src[i+2] == c):
			if i > start {
				emit(i)
				return
			}
			lx.pos = i + m.qsize
			lx.setToken(t, end, i)
			lx.modes = lx.modes[:len(lx.modes)-1]
			return
		case c == '{':
			if src[i+1] == '{' && !m.inSpec {
				i++
				emit(i + 1)
				t.endCol++ // CPython counts the second brace in
				return
			}
			if i > start {
				emit(i)
				return
			}
			lx.pos = i + 1
			if len(lx.parens) >= maxParens {
				lx.tokError("too many nested parentheses")
				lx.errToken(t)
				return
			}
			if len(m.fields) >= 3 {
				lx.pos = i
				lx.tokError("%s: expressions nested too deeply", m.kindName())
				lx.errToken(t)
				return
			}
			lx.parens = append(lx.parens, openParen{'{', lx.line, int32(i - lx.lineStart), int32(i)})
			m.fields = append(m.fields, len(lx.parens))
			m.inExpr, m.inSpec = true, false
			lx.setToken(t, tLBrace, i)
			return
		case c == '}':
			if m.inSpec {
				if i > start || !m.specText {
					// Even a spec, or what is left of it, without text has one token.
					emit(i)
					return
				}
				m.inExpr = true
				lx.pos = i
				lx.operator(t)
				return
			}
			if src[i+1] == '}' {
				i++
				emit(i + 1)
				t.endCol++
				return
			}
			lx.pos = i + 1
			if i > start {
				lx.pos = i
				emit(i)
				return
			}
			lx.tokError("%s: single '}' is not allowed", m.kindName())
			lx.errToken(t)
			return
		case c == '\\':
			d := src[i+1]
			switch {
			case d == '{' || d == '}':
				i++
			case d == 'N' && !m.raw && src[i+2] == '{':
				i += 3
				for src[i] != '}' && src[i] != '\n' && src[i] != m.quote && i < lx.n {
					if i++; i&(sourceChunk-1) == 0 && lx.pollLong() {
						lx.errToken(t)
						return
					}
				}
				if src[i] == '}' {
					i++
					emit(i)
					return
				}
			case d == '\n':
				i += 2
				lx.pos = i
				lx.newLineInside()
			case i+1 >= lx.n:
				i++
			default:
				i += 2
			}
		case c == '\n':
			if m.qsize == 1 {
				if m.specLine {
					lx.pos = i + 1
					lx.tokError("%s: newlines are not allowed in format specifiers for single quoted %ss", m.kindName(), m.kindName())
				} else {
					lx.unterminatedF(m)
				}
				lx.errToken(t)
				return
			}
			i++
			lx.pos = i
			lx.newLineInside()
			if lx.err != nil {
				lx.errToken(t)
				return
			}
		case c == 0 && i >= lx.n:
			lx.unterminatedF(m)
			lx.endedAtEnd = true
			lx.errToken(t)
			return
		default:
			i++
		}
	}
}

func (lx *lexer) unterminatedF(m *fmode) {
	lx.ended, lx.endedOpen = endInString, m.qsize == 3
	detected := lx.line
	if lx.pos >= lx.n && lx.pos > 0 && lx.src[lx.pos-1] == '\n' && detected > m.line && lx.lineStart >= lx.n {
		detected--
	}
	lx.pos, lx.line, lx.lineStart = m.start+1, m.line, m.lineStart
	if m.qsize == 3 {
		lx.tokError("unterminated triple-quoted %s literal (detected at line %d)", m.kindName(), detected)
	} else {
		lx.tokError("unterminated %s literal (detected at line %d)", m.kindName(), detected)
	}
}
