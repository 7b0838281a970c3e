// This file compiles source text: parser and compiler run with the thread's polls, and their errors and
// warnings become Python's.
package core

import (
	"math/big"
	"unicode/utf8"

	"github.com/vivarium-py/vivarium/internal/code"
	"github.com/vivarium-py/vivarium/internal/compile"
	"github.com/vivarium-py/vivarium/internal/numtext"
	"github.com/vivarium-py/vivarium/internal/symtable"
	"github.com/vivarium-py/vivarium/internal/syntax"
)

// CompileOptions say how source text is compiled.
type CompileOptions struct {
	IsText          bool   // the source was a str
	FromFile        bool   // the source is a program's file: undecodable bytes are reported as such
	Future          uint32 // code.CoFuture* flags in force from the start
	Optimize        int
	AllowIncomplete bool
	DontImplyDedent bool
	TopLevelAwait   bool
	FeatureVersion  int
	TypeComments    bool // they are part of the tree
	Silent          bool // no warnings: a module of the library's folder, which its user cannot mend
}

// Compile compiles source text into a code object. mode is "exec", "eval" or "single".
func (t *Thread) Compile(src []byte, filename, mode string, o CompileOptions) (*CodeObj, error) {
	mod, err := t.ParseSource(src, filename, mode, o)
	if err != nil {
		return nil, err
	}
	return t.CompileTree(mod, filename, o)
}

// What a token makes the parser allocate and a node the compiler, measured: TestChargesAreHonest. Both poll in proportion.
const (
	tokenBytes = 128
	nodeBytes  = 128
)

// sourceWork is what a poll of the parser counts, which comes every 64 KiB of text or 256 lines, nodeWork one of the compiler, for
// 1024 nodes.
const (
	sourceWork = 500
	nodeWork   = 1000
)

// pollSource is the poll of the parser.
func (t *Thread) pollSource() error { return t.PollN(sourceWork) }

// chargeEvery is pollSource that charges n bytes each time.
func (t *Thread) chargeEvery(n int) func() error {
	return func() error {
		if err := t.Charge(n); err != nil {
			return err
		}
		return t.PollN(nodeWork)
	}
}

// ParseSource parses source text; mode may be "func_type" too.
func (t *Thread) ParseSource(src []byte, filename, mode string, o CompileOptions) (syntax.Mod, error) {
	if err := t.Charge(len(src) * 2); err != nil {
		return nil, err
	}
	opts := syntax.Options{
		TypeComments: o.TypeComments,
		Filename:     filename, IsText: o.IsText, FromFile: o.FromFile, AllowIncomplete: o.AllowIncomplete, DontImplyDedent: o.DontImplyDedent,
		BarryAsFLUFL: o.Future&code.CoFutureBarry != 0, FeatureVersion: o.FeatureVersion, Poll: t.pollSource, Charge: func(n int) error { return t.Charge(n * tokenBytes) },
		LongInt: t.longInt, LongFloat: t.longFloat,
		MaxStrDigits: t.interp.maxStrDigits, LookupName: t.unicodeName,
		Decode: t.decodeSourceWith,
		Warn: func(w syntax.Warning) error {
			return t.warnSyntax(w.Msg, filename, w.Line, w.AsError)
		},
	}
	if o.Silent {
		opts.Warn = func(syntax.Warning) error { return nil }
	}
	switch mode {
	case "eval":
		opts.Mode = syntax.ModeEval
	case "single":
		opts.Mode = syntax.ModeSingle
	case "func_type":
		opts.Mode = syntax.ModeFuncType
	}
	mod, err := syntax.Parse(src, opts)
	if err != nil {
		return nil, t.syntaxErrorIn(err, src, o)
	}
	return mod, nil
}

// maxErrorSource is the longest source that a SyntaxError keeps for those who look for a misspelt keyword in it.
const maxErrorSource = 1 << 20

// syntaxErrorIn is syntaxError of a source: the exception knows it, but for a file's, which can be read again.
func (t *Thread) syntaxErrorIn(err error, src []byte, o CompileOptions) error {
	out := t.syntaxError(err)
	se, ok := err.(*syntax.SyntaxError)
	if !ok || !se.Parsed || !Matches(out, &ExcSyntaxError) {
		return out
	}
	text := None
	if !o.FromFile && len(src) <= maxErrorSource && utf8.Valid(src) {
		if cerr := t.Charge(len(src)); cerr != nil {
			return cerr
		}
		text = StrVal(string(src))
		if n := len(src); n > 0 && src[n-1] != '\n' {
			text = StrVal(string(src) + "\n")
		}
	}
	ExceptionOf(out).f[8] = NewTuple(Int(int64(se.StmtLine)), Int(int64(se.StmtCol)), text)
	return out
}

// CompileTree compiles a syntax tree.
func (t *Thread) CompileTree(mod syntax.Mod, filename string, o CompileOptions) (*CodeObj, error) {
	copts := compile.Options{
		Future: o.Future, Optimize: o.Optimize, Poll: t.chargeEvery(1024 * nodeBytes), Look: func() error { return t.PollN(nodeWork) }, TopLevelAwait: o.TopLevelAwait,
		Warn: func(w compile.Warning) error {
			return t.warnSyntax(w.Msg, filename, int(w.Pos.Line), func() *syntax.SyntaxError { return symtable.ErrorAt(filename, w.Pos, w.Msg) })
		},
	}
	if o.Silent {
		copts.Warn = func(compile.Warning) error { return nil }
	}
	copts.LinesOnly = t.interp.opts.NoDebugRanges
	c, err := compile.Compile(mod, filename, copts)
	if err != nil {
		return nil, t.syntaxError(err)
	}
	return t.newCode(c)
}

// syntaxError makes the Python exception of a parser's or compiler's error; others pass unchanged.
func (t *Thread) syntaxError(err error) error {
	se, ok := err.(*syntax.SyntaxError)
	if !ok {
		return err
	}
	typ := &ExcSyntaxError
	switch se.Kind {
	case syntax.KindIndentationError:
		typ = &ExcIndentationError
	case syntax.KindTabError:
		typ = &ExcTabError
	case syntax.KindIncompleteInput:
		typ = &ExcIncompleteInputError
	case syntax.KindMemoryError:
		return t.Raise(&ExcMemoryError, "%s", se.Msg)
	case syntax.KindRecursionError:
		return t.Raise(&ExcRecursionError, "%s", se.Msg)
	case syntax.KindOverflowError:
		return t.OverflowError("%s", se.Msg)
	case syntax.KindValueError:
		return t.ValueError("%s", se.Msg)
	}
	msg := StrVal(se.Msg)
	if !se.HasPos {
		e := NewException(typ, msg)
		e.f[0] = msg
		return e
	}
	text := None
	if se.HasText {
		text = StrVal(se.Text)
	} else if !se.Parsed { // of the compiler, which has a tree only: as CPython does, look into the file
		if line := t.sourceLine(se.Filename, se.Line); line != "" {
			text = StrVal(line)
		}
	}
	num := func(n int) Value { return Int(int64(n)) }
	file := StrVal(se.Filename)
	place := NewTuple(file, num(se.Line), num(se.Offset), text, num(se.EndLine), num(se.EndOffset))
	endLine, endOffset := num(se.EndLine), num(se.EndOffset)
	if se.NoEnd {
		endLine, endOffset = None, None
		place = NewTuple(file, num(se.Line), num(se.Offset), text)
	}
	e := NewException(typ, msg, place)
	e.f[0], e.f[1], e.f[2], e.f[3], e.f[4], e.f[5], e.f[6] = msg, file, num(se.Line), num(se.Offset), text, endLine, endOffset
	return e
}

// longInt converts a decimal literal.
func (t *Thread) longInt(digits string) (*big.Int, error) {
	it, _, err := numtext.ScanInt(digits, 10, t.pollText64)
	if err != nil {
		return nil, err
	}
	return it.Big(t.Poll)
}

// longFloat converts a decimal literal.
func (t *Thread) longFloat(text string) (float64, error) {
	f, _, err := numtext.ParseFloat(text, t.pollText64)
	return f, err
}
