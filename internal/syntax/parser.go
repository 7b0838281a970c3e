// The parser's frame: options, the token window, node allocation and the two passes.
//
// The first pass is a plain recursive-descent parser that only says whether a statement is good. Where it fails
// without a message of the lexer's, the same code runs again over that top-level statement with diag set, in which
// it also tries the wrong forms that have a message of their own (errors_suggest.go). A function returns nil where
// its rule does not match; p.err is set where an error is certain, and then everything returns nil.
package syntax

import (
	"fmt"
	"math/big"
	"unicode/utf8"
	"unsafe"

	"github.com/vivarium-py/vivarium/internal/bulk"
	"golang.org/x/text/unicode/norm"
)

// Mode is what the source is: a module, an expression, an interactive statement or a function type comment.
type Mode uint8

const (
	ModeExec Mode = iota
	ModeEval
	ModeSingle
	ModeFuncType
)

// Options say how to parse.
type Options struct {
	Filename string
	Mode     Mode
	// FromFile says that the source is that of a program's file, whose undecodable bytes have messages of their own.
	FromFile bool
	// IsText says that the source was a str: UTF-8 already (lone surrogates refused), an encoding cookie is ignored.
	IsText bool
	// Decode turns bytes of an encoding other than UTF-8, Latin-1 and ASCII into UTF-8.
	// Without it the encoding is unknown; problem is the message of the SyntaxError where there is one.
	Decode func(encoding string, src []byte) (utf8 []byte, problem string, err error)
	// AllowIncomplete gives KindIncompleteInput where more input could make the source good; DontImplyDedent
	// leaves the blocks of a ModeSingle source open at its end.
	AllowIncomplete, DontImplyDedent bool
	// BarryAsFLUFL is the future feature that makes <> the inequality.
	BarryAsFLUFL bool
	// TypeComments says that type comments are part of the tree.
	TypeComments bool
	// FeatureVersion is the minor version of Python 3 to parse for, 0 for the newest.
	FeatureVersion int
	// MaxNesting bounds how deep rules may nest (0: as CPython).
	MaxNesting int
	// MaxStrDigits bounds the digits of a decimal integer, as sys.get_int_max_str_digits(); 0 is no limit.
	MaxStrDigits int
	// Poll is called now and then; its error stops the parse and is returned.
	Poll func() error
	// Charge is told of every 256 tokens before they are read; its error stops the parse and is returned.
	Charge func(tokens int) error
	// LongInt and LongFloat, where set, convert long decimal literals; their errors are the parse's.
	LongInt   func(digits string) (*big.Int, error)
	LongFloat func(text string) (float64, error)
	// LookupName finds a character or named sequence for \N{...}.
	LookupName func(name string) (string, bool)
	// Warn receives syntax warnings as they are found; its error stops the parse and is returned.
	Warn func(Warning) error
}

const (
	defaultNesting = 4000
	// maxChain bounds the links of left-nested chains (a.b.c, x+x+x, elif) in one top-level statement beyond
	// freeChain in each, so that the tree's depth is bounded for those who walk it.
	maxChain  = 100000
	freeChain = 500
)

// tokenSize is about what Options.Charge takes a token for.
const tokenSize = 128

type parser struct {
	lx   lexer
	toks []token
	pos  int
	err  *SyntaxError
	opts *Options

	diag     bool // second pass
	invalid  bool // second pass, and wrong forms are tried
	memo     map[memoKey]memoVal
	depth    int
	maxDepth int
	chained  int
	ticks    uint32
	filled   int // tokens read

	exprs []Expr
	stmts []Stmt
	names map[string]string
	nodes nodeSlabs

	parsingStarted bool
	flufl          bool // <> is the inequality
	lastStmt       Pos  // the compound statement parsed last
	errAtLast      bool // errors in literals point at the last token, as in f-strings
	warnedAt       int  // where the last string warned of starts: backtracking must not warn twice
}

// Parse parses src. The error is a *SyntaxError, or what Options.Poll returned.
func Parse(src []byte, opts Options) (Mod, error) {
	p := &parser{opts: &opts, maxDepth: opts.MaxNesting, warnedAt: -1, flufl: opts.BarryAsFLUFL}
	if p.maxDepth <= 0 {
		p.maxDepth = defaultNesting
	}
	text, err := prepare(src, &opts)
	if err != nil {
		return nil, err
	}
	p.lx = *newLexer(text, opts.Filename)
	p.lx.poll = opts.Poll
	p.lx.typeComments = opts.TypeComments
	if opts.Charge != nil {
		p.lx.charge = func(bytes int) error { return opts.Charge(bytes/tokenSize + 1) }
	}
	p.lx.warn = p.addWarning
	p.toks = make([]token, 0, 64)
	m := p.parseMod()
	if m != nil && opts.Mode == ModeSingle && p.lx.moreThanOne() {
		p.raiseAtLast(KindSyntaxError, "multiple statements found while compiling a single statement")
		m = nil
	}
	if p.lx.pollErr != nil {
		return nil, p.lx.pollErr
	}
	if m == nil {
		p.err.Parsed = true
		p.err.StmtLine, p.err.StmtCol = int(p.lastStmt.Line), int(p.lastStmt.Col)
		return nil, p.err
	}
	return m, nil
}

// addWarning is for tokens, which are read once, and for what the first pass finds.
func (p *parser) addWarning(w Warning) {
	if p.opts.Warn == nil || p.lx.pollErr != nil {
		return
	}
	w.AsError = func() *SyntaxError {
		msg := w.ErrMsg
		if msg == "" {
			msg = w.Msg
		}
		return p.lx.newError(KindSyntaxError, w.Line, w.Col+1, w.EndLine, w.EndCol+1, msg)
	}
	if err := p.opts.Warn(w); err != nil {
		p.lx.pollErr = err
		p.lx.err = &SyntaxError{Msg: err.Error()}
		p.lx.errFromLexer = true
		p.setErr(p.lx.err)
	}
}

func (p *parser) parseMod() Mod {
	switch p.opts.Mode {
	case ModeEval:
		return p.twice(func() Mod {
			e := p.expressions()
			if e == nil {
				return nil
			}
			for p.k() == tNewline {
				p.pos++
			}
			if p.k() != tEnd {
				return nil
			}
			return &Expression{Body: e}
		})
	case ModeSingle:
		return p.twice(func() Mod {
			body := p.interactive()
			if body == nil {
				return nil
			}
			return &Interactive{Body: body}
		})
	case ModeFuncType:
		return p.twice(p.funcType)
	}
	m := &Module{}
	var body []Stmt
	for {
		// Nothing before the statement at hand is needed again.
		p.toks = append(p.toks[:0], p.toks[p.pos:]...)
		p.pos = 0
		p.chained = 0
		p.memo = nil
		if p.k() == tEnd {
			break
		}
		mark := len(p.stmts)
		if !p.statement() {
			p.failed(func() {
				if t := &p.toks[0]; t.kind == kwElif && len(body) > 0 && endsInElse(body[len(body)-1]) {
					p.invalidElifAfterElse(t)
					return
				}
				p.statement()
			})
			return nil
		}
		body = append(body, p.stmts[mark:]...)
		p.stmts = p.stmts[:mark]
	}
	m.Body, m.TypeIgnores = body, p.lx.ignores
	return m
}

// endsInElse says whether s is an if statement with an else.
func endsInElse(s Stmt) bool {
	n, ok := s.(*If)
	if !ok {
		return false
	}
	for len(n.OrElse) == 1 {
		next, ok := n.OrElse[0].(*If)
		if !ok || next.Col != n.Col {
			break
		}
		n = next
	}
	return len(n.OrElse) > 0
}

func (p *parser) twice(f func() Mod) Mod {
	m := f()
	if m == nil {
		p.failed(func() { f() })
	}
	return m
}

// failed is called where the first pass did not match: f is run a second time if there is no error yet.
func (p *parser) failed(f func()) {
	if p.opts.AllowIncomplete && p.sawEnd() && (p.err == nil || p.err.Kind <= KindTabError) {
		p.incomplete()
	} else if p.err == nil {
		p.secondPass(f)
	} else if p.err.Kind <= KindTabError && !p.lx.errFromLexer {
		p.checkRest()
	}
}

// secondPass runs f over the same tokens with the wrong forms tried, and leaves the error in p.err.
func (p *parser) secondPass(f func()) {
	last := p.toks[len(p.toks)-1]
	p.pos, p.depth, p.chained = 0, 0, 0
	p.exprs, p.stmts = p.exprs[:0], p.stmts[:0]
	p.parsingStarted = true
	p.diag, p.invalid = true, true
	p.memo = map[memoKey]memoVal{}
	f()
	if p.err == nil {
		p.genericError(&last)
		if last.kind == tIndent || last.kind == tDedent {
			return
		}
	}
	if p.err.Kind <= KindTabError && !p.lx.errFromLexer {
		p.checkRest()
	}
}

// sawEnd reports that the lexer had to look at the end of the input for the last token: anything but a string or a newline
// might have gone on there. A string in single quotes that was never closed ended with its line.
func (p *parser) sawEnd() bool {
	lx := p.lx
	switch {
	case lx.ended == endInString:
		return lx.endedOpen
	case lx.ended != endNot:
		return true
	case lx.pos < lx.n || lx.err != nil || len(p.toks) == 0:
		return false
	}
	switch p.toks[len(p.toks)-1].kind {
	case tString, tFEnd, tTEnd, tNewline:
		return false
	}
	return true
}

func (p *parser) incomplete() {
	t := &p.toks[len(p.toks)-1]
	p.err = p.lx.newError(KindIncompleteInput, int(t.line), int(t.col)+1, int(t.endLine), int(t.endCol)+1, "incomplete input")
}

// genericError is the error where no wrong form was recognised: it points at the last token that the first pass looked at.
func (p *parser) genericError(t *token) {
	switch t.kind {
	case tIndent:
		p.raiseAtLast(KindIndentationError, "unexpected indent")
	case tDedent:
		p.raiseAtLast(KindIndentationError, "unexpected unindent")
	default:
		p.raiseTokens(t, t, "invalid syntax")
	}
}

// checkRest lexes to the end of the source: an error of the lexer's further on is the better message,
// as is a bracket left open on an earlier line than the error.
func (p *parser) checkRest() {
	errLine := 0
	if n := len(p.toks); n > 0 {
		errLine = int(p.toks[n-1].line)
	}
	var t token
	for p.lx.err == nil {
		p.lx.next(&t)
		if t.kind == tEnd {
			return
		}
		if t.kind == tError && p.lx.err == nil && p.lx.ended != endNot {
			break
		}
	}
	if p.lx.pollErr != nil || len(p.lx.modes) > 0 {
		return // inside an f-string the first error is the better one
	}
	if p.lx.err == nil || p.lx.errByCode {
		if n := len(p.lx.parens); n > 0 && errLine > int(p.lx.parens[n-1].line) {
			p.err = p.lx.neverClosed()
		}
		return
	}
	p.err = p.lx.err
}

// moreThanOne says whether the source goes on with more than blank lines and comments.
func (lx *lexer) moreThanOne() bool {
	for i := lx.pos; i < lx.n; i++ {
		if i&(sourceChunk-1) == 0 && lx.pollLong() {
			return false
		}
		switch lx.src[i] {
		case ' ', '\t', '\n', '\f':
		case '#':
			i = lx.endOfLine(i)
		default:
			return true
		}
	}
	return false
}

// tokenChunk is how many tokens are copied between two polls.
const tokenChunk = 8 << 10

// growTokens makes room for more tokens.
func (p *parser) growTokens() {
	n := len(p.toks)
	toks := make([]token, 0, n+n/2)
	for lo := 0; lo < n; lo += tokenChunk {
		toks = append(toks, p.toks[lo:min(lo+tokenChunk, n)]...)
		p.lx.pollLong()
	}
	p.toks = toks
}

// fill lexes one more token into the window.
func (p *parser) fill() {
	if n := len(p.toks); n == cap(p.toks) && n >= tokenChunk {
		p.growTokens()
	}
	p.toks = append(p.toks, token{})
	t := &p.toks[len(p.toks)-1]
	if p.filled++; p.filled&255 == 0 && p.opts.Charge != nil && p.lx.err == nil {
		if err := p.opts.Charge(256); err != nil {
			p.lx.pollErr, p.lx.errFromLexer = err, true
			p.lx.err = &SyntaxError{Msg: err.Error()}
		}
	}
	if p.filled&0x7FF == 0 && p.lx.poll != nil {
		p.lx.doPoll()
	}
	p.lx.next(t)
	if t.kind >= tError || t.kind == tEnd {
		p.fillSpecial(t)
		return
	}
	p.parsingStarted = true
}

func (p *parser) fillSpecial(t *token) {
	switch {
	case t.kind == tError:
		if p.lx.err != nil {
			p.setErr(p.lx.err)
		} else if p.lx.ended != endNot {
			p.setErr(p.lx.neverClosed())
		}
	case t.kind == tEnd && p.opts.Mode == ModeSingle && p.parsingStarted:
		// The end of an interactive statement ends its line, and its blocks.
		t.kind = tNewline
		p.parsingStarted = false
		if len(p.lx.indents) > 1 && !p.opts.DontImplyDedent {
			p.lx.pendin = 1 - len(p.lx.indents)
			p.lx.indents = p.lx.indents[:1]
		}
		return
	}
	p.parsingStarted = true
}

func (p *parser) setErr(e *SyntaxError) {
	if p.err == nil {
		p.err = e
	}
}

// k is the kind of the current token.
func (p *parser) k() tokKind {
	if p.pos >= len(p.toks) {
		p.fill()
	}
	return p.toks[p.pos].kind
}

// k1 is the kind of the token after the current one, which must not be the last.
func (p *parser) k1() tokKind {
	for p.pos+1 >= len(p.toks) {
		if p.err != nil {
			return tError
		}
		p.fill()
	}
	return p.toks[p.pos+1].kind
}

// accept consumes a token of kind k.
func (p *parser) accept(k tokKind) bool {
	if p.k() == k {
		p.pos++
		return true
	}
	return false
}

// isWord says whether the current token is the name w (a soft keyword).
func (p *parser) isWord(w string) bool {
	if p.k() != tName {
		return false
	}
	t := &p.toks[p.pos]
	return int(t.end-t.start) == len(w) && string(p.lx.src[t.start:t.end]) == w
}

// start is the position of the current token, to be completed by end.
func (p *parser) start() Pos {
	if p.pos >= len(p.toks) {
		p.fill()
	}
	t := &p.toks[p.pos]
	return Pos{Line: t.line, Col: t.col}
}

// end completes s with the end of the last token consumed that is more than white space.
func (p *parser) end(s Pos) Pos {
	i := p.pos - 1
	for i > 0 && (p.toks[i].kind == tNewline || p.toks[i].kind == tIndent || p.toks[i].kind == tDedent || p.toks[i].kind == tEnd) {
		i--
	}
	if i >= 0 {
		s.EndLine, s.EndCol = p.toks[i].endLine, p.toks[i].endCol
	}
	return s
}

func tokPos(t *token) Pos {
	return Pos{t.line, t.col, t.endLine, t.endCol}
}

// state is what a speculative attempt must put back.
type state struct{ pos, exprs, stmts, depth int }

func (p *parser) save() state { return state{p.pos, len(p.exprs), len(p.stmts), p.depth} }

func (p *parser) reset(s state) {
	p.pos, p.exprs, p.stmts, p.depth = s.pos, p.exprs[:s.exprs], p.stmts[:s.stmts], s.depth
}

// enter counts a level of nesting; the rule that entered leaves by p.depth-- or through reset.
func (p *parser) enter() bool {
	if p.depth++; p.depth > p.maxDepth {
		if p.err == nil {
			p.err = &SyntaxError{Kind: KindMemoryError, Msg: "Parser stack overflowed - Python source too complex to parse", Filename: p.opts.Filename}
		}
		return false
	}
	if p.ticks++; p.ticks&0x1FFF == 0 && p.lx.poll != nil {
		if p.lx.doPoll(); p.lx.pollErr != nil {
			p.setErr(p.lx.err)
		}
	}
	return p.err == nil
}

// chain counts one link of a left-nested chain that has n already.
func (p *parser) chain(n int) bool {
	if n < freeChain {
		return true
	}
	if p.chained++; p.chained > maxChain && p.err == nil {
		p.err = &SyntaxError{Kind: KindRecursionError, Msg: "maximum recursion depth exceeded during compilation", Filename: p.opts.Filename}
	}
	return p.err == nil
}

// ident interns the text of a name token, normalised.
func (p *parser) ident(t *token) string {
	b := p.lx.src[t.start:t.end]
	if len(b) > nameChunk {
		return p.longIdent(b)
	}
	if s, ok := p.names[string(b)]; ok {
		return s
	}
	s := string(b)
	for i := 0; i < len(b); i++ {
		if b[i] >= 128 {
			s = norm.NFKC.String(s)
			break
		}
	}
	if p.names == nil {
		p.names = make(map[string]string, 64)
	}
	p.names[string(b)] = s
	return s
}

// pollLong polls within a long literal; true ends it.
func (p *parser) pollLong() bool {
	if !p.lx.pollLong() {
		return false
	}
	p.setErr(p.lx.err)
	return true
}

// longIdent is ident of what is not worth interning.
func (p *parser) longIdent(b []byte) string {
	if p.lx.charge != nil {
		if err := p.lx.charge(len(b)); err != nil {
			p.stop(err)
			return ""
		}
	}
	out := bulk.Make(len(b))
	ascii := true
	for len(b) > 0 && !p.pollLong() {
		n := min(len(b), nameChunk)
		for n < len(b) && b[n]&0xC0 == 0x80 {
			n++
		}
		for i := 0; i < n && ascii; i++ {
			ascii = b[i] < utf8.RuneSelf
		}
		var err error
		if out, err = bulk.Grow(out, 32*nameChunk, p.lx.look); err != nil {
			break
		}
		if ascii {
			out = append(out, b[:n]...)
		} else {
			out = norm.NFKC.Append(out, b[:n]...)
		}
		b = b[n:]
	}
	return bytesString(out)
}

// acceptIdent consumes a name.
func (p *parser) acceptIdent() (string, bool) {
	if p.k() != tName {
		return "", false
	}
	p.pos++
	return p.ident(&p.toks[p.pos-1]), true
}

// takeExprs makes a list of what was pushed on the scratch stack since mark.
func (p *parser) takeExprs(mark int) []Expr {
	src := p.exprs[mark:]
	if len(src) == 0 {
		return nil
	}
	out := p.nodes.exprList(len(src))
	copy(out, src)
	clear(src)
	p.exprs = p.exprs[:mark]
	return out
}

// takeStmts is takeExprs for statements.
func (p *parser) takeStmts(mark int) []Stmt {
	src := p.stmts[mark:]
	out := make([]Stmt, len(src))
	copy(out, src)
	clear(src)
	p.stmts = p.stmts[:mark]
	return out
}

// slab hands out nodes from chunks, which halves the cost of allocating them one by one.
type slab[T any] struct {
	free []T
	size int
}

func (s *slab[T]) new() *T {
	if len(s.free) == 0 {
		if s.size < 128 {
			s.size = s.size*2 + 4
		}
		s.free = make([]T, s.size)
	}
	n := &s.free[0]
	s.free = s.free[1:]
	return n
}

type nodeSlabs struct {
	name  slab[Name]
	con   slab[Constant]
	attr  slab[Attribute]
	call  slab[Call]
	bin   slab[BinOp]
	sub   slab[Subscript]
	tuple slab[Tuple]
	cmp   slab[Compare]
	es    slab[ExprStmt]
	asg   slab[Assign]
	lists []Expr
	ops   []CmpOp
}

func (n *nodeSlabs) exprList(l int) []Expr {
	if l > 64 {
		return make([]Expr, l)
	}
	if len(n.lists) < l {
		n.lists = make([]Expr, 256)
	}
	out := n.lists[:l:l]
	n.lists = n.lists[l:]
	return out
}

func (n *nodeSlabs) opList(op CmpOp) []CmpOp {
	if len(n.ops) == 0 {
		n.ops = make([]CmpOp, 64)
	}
	out := n.ops[:1:1]
	out[0] = op
	n.ops = n.ops[1:]
	return out
}

func (p *parser) newName(t *token, ctx ExprContext) *Name {
	n := p.nodes.name.new()
	n.Pos, n.Id, n.Ctx = tokPos(t), p.ident(t), ctx
	return n
}

// needs says whether the feature version has what appeared in Python 3.minor, and raises where not.
func (p *parser) needs(minor int, what string) bool {
	if v := p.opts.FeatureVersion; v > 0 && v < minor && p.err == nil {
		p.raiseAtLast(KindSyntaxError, "%s only supported in Python 3.%d and greater", what, minor)
	}
	return p.err == nil
}

// The ways to raise, as CPython's: each does nothing if an error is set.

// raiseAt places an error by byte columns counted from 0.
func (p *parser) raiseAt(line, col, endLine, endCol int, format string, args ...any) {
	if p.err == nil {
		p.err = p.lx.newError(KindSyntaxError, line, col+1, endLine, endCol+1, sprintf(format, args))
	}
}

func sprintf(format string, args []any) string {
	if len(args) == 0 {
		return format
	}
	return fmt.Sprintf(format, args...)
}

func (p *parser) raiseTokens(a, b *token, format string, args ...any) {
	p.raiseAt(int(a.line), int(a.col), int(b.endLine), int(b.endCol), format, args...)
}

func (p *parser) raiseNodes(a, b Node, format string, args ...any) {
	x, y := a.Position(), b.Position()
	p.raiseAt(int(x.Line), int(x.Col), int(y.EndLine), int(y.EndCol), format, args...)
}

func (p *parser) raiseNode(a Node, format string, args ...any) { p.raiseNodes(a, a, format, args...) }

// raiseFrom places an error from (line, col) to where the lexer is.
func (p *parser) raiseFrom(line, col int32, format string, args ...any) {
	if p.err == nil {
		endLine, start := p.lx.reading()
		p.err = p.lx.newError(KindSyntaxError, int(line), int(col)+1, endLine, p.lx.pos-start, sprintf(format, args))
	}
}

// raiseAtLast places an error at the last token that was lexed.
func (p *parser) raiseAtLast(kind ErrorKind, format string, args ...any) {
	if p.err != nil {
		return
	}
	t := &p.toks[len(p.toks)-1]
	msg := sprintf(format, args)
	if t.noPos {
		_, start := p.lx.reading()
		p.err = p.lx.newError(kind, int(t.line), p.lx.pos-start, int(t.line), -1, msg)
		return
	}
	p.err = p.lx.newError(kind, int(t.line), int(t.col)+1, int(t.endLine), int(t.endCol)+1, msg)
}

func bytesString(b []byte) string {
	return unsafe.String(unsafe.SliceData(b), len(b))
}
