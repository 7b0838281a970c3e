// The token stream of Python's _tokenize: every token with its text, place and line, comments and blank lines too
// where asked. Columns count characters.
package syntax

import (
	"bytes"
	"io"

	"github.com/vivarium-py/vivarium/internal/bulk"
)

// Numbers of token types, as in Python 3.14's token module.
const (
	TokEndMarker    = 0
	TokName         = 1
	TokNumber       = 2
	TokString       = 3
	TokNewline      = 4
	TokIndent       = 5
	TokDedent       = 6
	TokOp           = 55
	TokFStringStart = 59
	TokComment      = 65
	TokNL           = 66
	TokError        = 67
	TokEncoding     = 68
)

// TokenNames lists the names of token types by number.
var TokenNames = []string{"ENDMARKER", "NAME", "NUMBER", "STRING", "NEWLINE", "INDENT", "DEDENT", "LPAR", "RPAR", "LSQB", "RSQB",
	"COLON", "COMMA", "SEMI", "PLUS", "MINUS", "STAR", "SLASH", "VBAR", "AMPER", "LESS", "GREATER", "EQUAL", "DOT", "PERCENT",
	"LBRACE", "RBRACE", "EQEQUAL", "NOTEQUAL", "LESSEQUAL", "GREATEREQUAL", "TILDE", "CIRCUMFLEX", "LEFTSHIFT", "RIGHTSHIFT",
	"DOUBLESTAR", "PLUSEQUAL", "MINEQUAL", "STAREQUAL", "SLASHEQUAL", "PERCENTEQUAL", "AMPEREQUAL", "VBAREQUAL",
	"CIRCUMFLEXEQUAL", "LEFTSHIFTEQUAL", "RIGHTSHIFTEQUAL", "DOUBLESTAREQUAL", "DOUBLESLASH", "DOUBLESLASHEQUAL", "AT",
	"ATEQUAL", "RARROW", "ELLIPSIS", "COLONEQUAL", "EXCLAMATION", "OP", "TYPE_IGNORE", "TYPE_COMMENT", "SOFT_KEYWORD",
	"FSTRING_START", "FSTRING_MIDDLE", "FSTRING_END", "TSTRING_START", "TSTRING_MIDDLE", "TSTRING_END", "COMMENT", "NL",
	"ERRORTOKEN", "ENCODING"}

var tokNumbers = func() (t [numTokKinds]uint8) {
	for k, n := range map[tokKind]uint8{tEnd: TokEndMarker, tName: TokName, tNumber: TokNumber, tString: TokString,
		tNewline: TokNewline, tIndent: TokIndent, tDedent: TokDedent, tFStart: 59, tFMiddle: 60, tFEnd: 61, tTStart: 62,
		tTMiddle: 63, tTEnd: 64, tComment: TokComment, tNL: TokNL, tError: TokOp,
		tLPar: 7, tRPar: 8, tLSqb: 9, tRSqb: 10, tColon: 11, tComma: 12, tSemi: 13, tPlus: 14, tMinus: 15, tStar: 16, tSlash: 17,
		tVBar: 18, tAmper: 19, tLess: 20, tGreater: 21, tEqual: 22, tDot: 23, tPercent: 24, tLBrace: 25, tRBrace: 26, tEqEqual: 27,
		tNotEqual: 28, tLessEqual: 29, tGreaterEqual: 30, tTilde: 31, tCaret: 32, tLeftShift: 33, tRightShift: 34, tDoubleStar: 35,
		tPlusEqual: 36, tMinusEqual: 37, tStarEqual: 38, tSlashEqual: 39, tPercentEqual: 40, tAmperEqual: 41, tVBarEqual: 42,
		tCaretEqual: 43, tLeftShiftEqual: 44, tRightShiftEqual: 45, tDoubleStarEqual: 46, tDoubleSlash: 47, tDoubleSlashEqual: 48,
		tAt: 49, tAtEqual: 50, tArrow: 51, tEllipsis: 52, tWalrus: 53, tExclam: 54} {
		t[k] = n
	}
	for k := kwFalse; k < numTokKinds; k++ {
		t[k] = TokName
	}
	return
}()

// Token is what _tokenize.TokenizerIter yields.
type Token struct {
	Type            int
	String          string
	Line, Col       int
	EndLine, EndCol int
	LineText        string
}

// Tokenizer yields the tokens of a source.
type Tokenizer struct {
	lx       lexer
	feed     *lineFeed // where more lines come from, or nil
	extra    bool
	done     bool
	crlf     []bool // by line from 0: it ended in CR LF
	anyCRLF  bool
	implicit bool  // the last newline is not in the source
	last     Token // without extra, the one before
	// The text of the last line given: tokens of one line share it.
	textStart, textEnd int
	text               string
	// The lines that have a byte of src[eolFrom:eol] end at eol.
	eolFrom, eol int
	// The characters of src[countFrom:countTo].
	countFrom, countTo, count int
}

// NewTokenizer starts on a whole source in UTF-8. With extra, comments and blank lines are tokens and every
// operator has the type OP, as the tokenize module wants it.
func NewTokenizer(src []byte, extra bool, opts Options) (*Tokenizer, error) {
	z := &Tokenizer{extra: extra, eolFrom: 1}
	opts.Mode, opts.IsText = ModeExec, true
	text, err := prepare(src, &opts)
	if err != nil {
		if i := bytes.IndexByte(src, 0); i >= 0 {
			line := 1 + bytes.Count(src[:i], []byte("\n"))
			return nil, &SyntaxError{Kind: KindSyntaxError, Msg: "source code cannot contain null bytes", Filename: opts.Filename, HasPos: true,
				Line: line, EndLine: line}
		}
		return nil, err
	}
	z.implicit = len(src) > 0 && src[len(src)-1] != '\n' && src[len(src)-1] != '\r'
	z.lx = *newLexer(text, opts.Filename)
	z.lx.extra, z.lx.loose = extra, extra
	z.lx.poll = opts.Poll
	if err := z.noteNewlines(src); err != nil {
		return nil, err
	}
	return z, nil
}

// noteNewlines remembers of each line of a piece of source how it ended.
func (z *Tokenizer) noteNewlines(src []byte) error {
	for i, c := range src {
		if i&(sourceChunk-1) == sourceChunk-1 {
			if err := z.lx.look(); err != nil {
				return err
			}
		}
		if c == '\r' && i+1 < len(src) && src[i+1] == '\n' {
			continue
		}
		if c == '\n' || c == '\r' {
			crlf := c == '\n' && i > 0 && src[i-1] == '\r'
			z.crlf = append(z.crlf, crlf)
			z.anyCRLF = z.anyCRLF || crlf
		}
	}
	return nil
}

// Next gives the next token; io.EOF follows the end marker, a *SyntaxError what is no token.
func (z *Tokenizer) Next() (Token, error) {
	if z.done {
		return Token{}, io.EOF
	}
	var t token
	lx := &z.lx
	if err := z.lex(&t); err != nil {
		z.done = true
		return Token{}, err
	}
	if lx.pollErr != nil {
		return Token{}, lx.pollErr
	}
	if t.kind == tError && (lx.err != nil || lx.ended != endNot) {
		z.done = true
		if lx.err == nil {
			line, start := lx.reading()
			off := 0
			if len(lx.modes) > 0 {
				off = lx.pos - start
			}
			return Token{}, &SyntaxError{Kind: KindSyntaxError, Msg: "unexpected EOF in multi-line statement", Filename: lx.filename,
				HasPos: true, HasText: true, Line: line, Offset: off, EndLine: line, EndOffset: off, Text: z.lineText(line, start, lx.n)}
		}
		return Token{}, lx.err
	}
	out := Token{Type: int(tokNumbers[t.kind]), Line: int(t.line), EndLine: int(t.endLine)}
	if z.extra && out.Type > TokDedent && out.Type < TokOp {
		out.Type = TokOp
	}
	lineStart := int(t.lineStart)
	col := int(t.start) - lineStart
	endStart := lineStart
	switch t.kind {
	case tEnd:
		z.done = true
		if !z.extra {
			return z.bare(out), nil
		}
		out.Line, out.EndLine = int(lx.line), int(lx.line)
		col, out.Col, out.EndCol = 0, 0, 0
		return out, nil
	case tDedent:
		if !z.extra && lx.pos >= lx.n {
			return z.bare(out), nil
		}
		out.Line, out.EndLine, lineStart = int(lx.line), int(lx.line), lx.lineStart
		if lx.pos < lx.n {
			out.Col = z.chars(lineStart, lx.pos)
			out.EndCol = out.Col
			out.LineText = z.lineText(out.Line, lineStart, lx.pos)
		}
		if !z.extra {
			out.Col, out.EndCol = -1, -1
			z.last = out
		}
		return out, nil
	case tIndent:
		out.Line, out.EndLine, lineStart = int(lx.line), int(lx.line), lx.lineStart
		out.String = z.textOf(lineStart, lx.pos)
		out.EndCol = z.chars(lineStart, lx.pos)
		out.LineText = z.lineText(out.Line, lineStart, lx.pos)
		if !z.extra {
			out.String, out.Col, out.EndCol = "", -1, -1
			z.last = out
		}
		return out, nil
	case tNewline, tNL:
		out.Col = z.chars(lineStart, int(t.start))
		out.EndCol = out.Col + 1
		out.String = "\n"
		n := int(t.line) - 1
		switch {
		case z.implicit && int(t.end) == lx.n:
			out.String = ""
			if t.kind == tNL {
				out.EndCol = out.Col + 1
			}
		case n < len(z.crlf) && z.crlf[n]:
			out.String = "\r\n"
			out.EndCol++
		}
		out.LineText = z.lineText(out.Line, lineStart, int(t.start))
		if !z.extra {
			out.String, out.EndCol = "", out.Col
			if lx.src[t.start] == '#' { // as in CPython the token has the comment
				out.String = z.textOf(int(t.start), int(t.end)-1)
				out.EndCol = z.chars(lineStart, int(t.end)-1)
			}
			z.last = out
		}
		return out, nil
	}
	if t.endLine != t.line {
		endStart = int(t.end) - int(t.endCol)
		if t.kind == tFMiddle || t.kind == tTMiddle {
			endStart = lx.startOfLine(int(t.end))
		}
	}
	out.String = z.textOf(int(t.start), int(t.end))
	out.Col = z.chars(lineStart, lineStart+col)
	out.EndCol = z.chars(endStart, int(t.end))
	out.LineText = z.lineText(out.Line, lineStart, int(t.end))
	if !z.extra {
		z.last = out
	}
	return out, nil
}

// bare places a token that has no text on the line of the one before it, as without extra tokens at the end.
func (z *Tokenizer) bare(out Token) Token {
	out.Line, out.EndLine = max(z.last.EndLine, 1), max(z.last.EndLine, 1)
	out.Col, out.EndCol, out.LineText = -1, -1, z.last.LineText
	return out
}

// chars counts the characters of src[from:to], going on from the last count in the same line where it can.
func (z *Tokenizer) chars(from, to int) int {
	if from == z.countFrom && to >= z.countTo {
		z.count += z.lx.chars(z.lx.src[z.countTo:to], to-z.countTo)
	} else {
		z.count = z.lx.chars(z.lx.src[from:to], to-from)
	}
	z.countFrom, z.countTo = from, to
	return z.count
}

// textOf is src[from:to].
func (z *Tokenizer) textOf(from, to int) string {
	if to-from <= sourceChunk {
		return string(z.lx.src[from:to])
	}
	out, _ := bulk.Append(nil, z.lx.src[from:to], z.lx.look)
	return bytesString(out)
}

// lineText is the lines from start to the end of the one that has the byte before end.
func (z *Tokenizer) lineText(line, start, end int) string {
	if end < z.eolFrom || end > z.eol {
		z.eolFrom, z.eol = end, z.lx.endOfLine(end)
	}
	end = z.eol
	if end < z.lx.n {
		end++
	}
	if start == z.textStart && end == z.textEnd {
		return z.text
	}
	b := z.lx.src[start:end]
	if z.implicit && end == z.lx.n && len(b) > 0 {
		b = b[:len(b)-1]
	}
	z.textStart, z.textEnd, z.text = start, end, z.textOf(start, start+len(b))
	if !z.anyCRLF {
		return z.text
	}
	var out []byte
	for i, c := range b {
		if i&(sourceChunk-1) == sourceChunk-1 && z.lx.pollLong() {
			break
		}
		if c == '\n' {
			if line-1 < len(z.crlf) && z.crlf[line-1] {
				out = append(out, '\r')
			}
			line++
		}
		out = append(out, c)
	}
	z.text = bytesString(out)
	return z.text
}
