// A Tokenizer that is given its source line by line: it asks for the next line only when a token cannot be told without
// it. A token that meets the end of what is there is lexed again with one line more.
package syntax

import "bytes"

// lineFeed is where the lines of a Tokenizer come from, and the state of its lexer before the token being lexed.
type lineFeed struct {
	read   func() ([]byte, error) // nothing at the end
	opts   Options
	last   byte // of what was read
	lx     lexer
	mode   fmode // the innermost, which a token may change in place
	fields []int
}

// NewLineTokenizer is NewTokenizer for a source that read gives line by line, and nothing at its end.
func NewLineTokenizer(read func() ([]byte, error), extra bool, opts Options) *Tokenizer {
	opts.Mode, opts.IsText = ModeEval, true // no newline is added to a line
	z := &Tokenizer{extra: extra, eolFrom: 1, feed: &lineFeed{read: read, opts: opts}}
	z.lx = *newLexer([]byte{0}, opts.Filename)
	z.lx.extra, z.lx.loose = extra, extra
	z.lx.poll = opts.Poll
	return z
}

// lex is lexer.next on the lines that there are or that can be had.
func (z *Tokenizer) lex(t *token) error {
	lx := &z.lx
	for z.feed != nil {
		f := z.feed
		f.lx = *lx
		// What a token takes from the stacks stays where it was, but for the innermost string.
		if m := len(lx.modes); m > 0 {
			f.mode = lx.modes[m-1]
			f.fields = append(f.fields[:0], f.mode.fields...)
		}
		lx.next(t)
		open := lx.ended == endInString && lx.endedAtEnd
		if lx.ended == endInString && !open || lx.pollErr != nil ||
			lx.ended == endNot && (lx.err != nil || lx.pos < lx.n || t.kind == tNewline || t.kind == tNL) {
			return nil
		}
		src, n := lx.src, lx.n
		*lx = f.lx
		lx.src, lx.n = src, n
		if m := len(lx.modes); m > 0 {
			lx.modes[m-1] = f.mode
			lx.modes[m-1].fields = append(lx.modes[m-1].fields[:0], f.fields...)
		}
		var quote []byte
		if open {
			quote = lx.openQuote()
		}
		for {
			line, err := z.readLine()
			if err != nil {
				return err
			}
			// What does not end the string is not worth another try.
			if len(quote) < 3 || z.feed == nil || bytes.Contains(line, quote) || len(lx.modes) > 0 && bytes.ContainsAny(line, "{}") {
				break
			}
		}
	}
	lx.next(t)
	return nil
}

// openQuote is the quote of the string that goes on at pos, or that begins there after blanks and a prefix.
func (lx *lexer) openQuote() []byte {
	if m := len(lx.modes); m > 0 && !lx.modes[m-1].inExpr {
		return bytes.Repeat([]byte{lx.modes[m-1].quote}, lx.modes[m-1].qsize)
	}
	for i := lx.pos; i < lx.n; i++ {
		switch c := lx.src[i]; c {
		case '\'', '"':
			if q := lx.src[i:min(i+3, lx.n)]; len(q) == 3 && q[1] == c && q[2] == c {
				return bytes.Clone(q)
			}
			return nil
		case '#':
			return nil
		}
	}
	return nil
}

// readLine appends a line to the source, or ends it.
func (z *Tokenizer) readLine() ([]byte, error) {
	lx, f := &z.lx, z.feed
	line, err := f.read()
	if err != nil {
		return nil, err
	}
	z.eolFrom, z.eol, z.textEnd = 1, 0, -1
	if len(line) == 0 {
		z.feed = nil
		if z.implicit = lx.n > 0 && f.last != '\n' && f.last != '\r'; z.implicit {
			lx.src = append(lx.src[:lx.n], '\n', 0)
			lx.n++
		}
		return nil, nil
	}
	text, err := prepare(line, &f.opts)
	if i := bytes.IndexByte(line, 0); i >= 0 {
		at := 1 + len(z.crlf) + bytes.Count(line[:i], []byte("\n"))
		return nil, &SyntaxError{Kind: KindSyntaxError, Msg: "source code cannot contain null bytes", Filename: f.opts.Filename,
			HasPos: true, Line: at, EndLine: at}
	}
	if err == nil && lx.n+len(text) >= maxSource {
		err = &SyntaxError{Kind: KindOverflowError, Msg: "Parser column offset overflow - source line is too big", Filename: f.opts.Filename}
	}
	if err != nil {
		return nil, err
	}
	f.last = line[len(line)-1]
	lx.src = append(lx.src[:lx.n], text...)
	lx.n = len(lx.src) - 1
	return line, z.noteNewlines(line)
}
