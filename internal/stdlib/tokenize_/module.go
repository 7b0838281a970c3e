// Package tokenize_ is the native module _tokenize: the tokens of Python source, as the parser sees them.
package tokenize_

import (
	"errors"
	"io"
	"strings"
	"sync"

	"github.com/vivarium-py/vivarium/internal/core"
	"github.com/vivarium-py/vivarium/internal/syntax"
)

type (
	value  = core.Value
	thread = core.Thread
)

var iterType core.Type

// iter is a TokenizerIter.
type iter struct {
	core.Header
	readline value
	encoding value // a str: readline gives bytes
	extra    bool
	z        *syntax.Tokenizer
	t        *thread // that is asking for a token, or nil
	done     bool
	line     string // of the token given last, and its str: tokens of a line share it
	lineVal  value
}

func self(v value) *iter { return core.As[iter](v) }

// read gives the next line, or nothing at the end.
func (x *iter) read(t *thread) ([]byte, error) {
	if err := t.Poll(); err != nil {
		return nil, err
	}
	v, err := t.Call(x.readline)
	if err != nil {
		if core.Matches(err, &core.ExcStopIteration) {
			return nil, nil
		}
		return nil, err
	}
	if x.encoding.IsNone() {
		if core.AsStr(v) == nil {
			return nil, t.TypeError("readline() returned a non-string object")
		}
	} else {
		if core.AsBytes(v) == nil {
			return nil, t.TypeError("readline() returned a non-bytes object")
		}
		if v, err = t.CallMethod(v, core.Intern("decode"), x.encoding, core.StrVal("replace")); err != nil {
			return nil, err
		}
		if core.AsStr(v) == nil {
			return nil, t.TypeError("readline() returned a non-string object")
		}
	}
	text := core.AsStr(v).String()
	return []byte(text), t.Charge(4 * len(text))
}

func pair(a, b int) value { return core.Pair(core.Int(int64(a)), core.Int(int64(b))) }

func next(t *thread, v value) (value, error) {
	x := self(v)
	if x.done {
		return core.Unbound, nil
	}
	if x.z == nil {
		x.z = syntax.NewLineTokenizer(func() ([]byte, error) { return x.read(x.t) }, x.extra, syntax.Options{Filename: "<string>",
			Poll: func() error { return x.t.PollN(500) }, LookupName: t.UnicodeNameFunc()})
	}
	if x.t != nil { // readline asks for a token, or another thread does while it runs
		return core.Unbound, t.ValueError("tokenizer already executing")
	}
	x.t = t
	tok, err := x.z.Next()
	x.t = nil
	if err != nil {
		x.done = true
		if errors.Is(err, io.EOF) {
			return core.Unbound, nil
		}
		err = t.SyntaxErrorOf(err)
		if core.Matches(err, &core.ExcIndentationError) {
			// These come without an end.
			e := core.ExceptionOf(err).Val()
			if x, err := t.GetAttr(e, core.Intern("text")); err == nil && core.AsStr(x) != nil {
				if err := t.SetAttr(e, core.Intern("text"), core.StrVal(strings.TrimRight(core.AsStr(x).String(), "\r\n"))); err != nil {
					return core.Unbound, err
				}
			}
			for _, name := range []string{"end_lineno", "end_offset"} {
				if err := t.SetAttr(e, core.Intern(name), core.None); err != nil {
					return core.Unbound, err
				}
			}
		}
		return core.Unbound, err
	}
	if tok.LineText != x.line || x.lineVal.IsUnbound() {
		x.line, x.lineVal = tok.LineText, core.StrVal(tok.LineText)
	}
	return core.NewTuple(core.Int(int64(tok.Type)), core.StrVal(tok.String), pair(tok.Line, tok.Col), pair(tok.EndLine, tok.EndCol), x.lineVal), nil
}

var setupOnce sync.Once

func setup() {
	iterType.Setup(&core.TypeSpec{
		Name: "_tokenize.TokenizerIter", Layout: core.LayoutOf[iter](), Flags: core.FlagGeneric,
		New: &core.Func{Name: "TokenizerIter", Sig: "(cls, readline, /, *, encoding=None, extra_tokens)", Flags: core.Pure, Fn: func(t *thread, a []value) (value, error) {
			if !a[2].IsNone() && core.AsStr(a[2]) == nil {
				return core.Unbound, t.TypeError("tokenizeriter() argument 'encoding' must be str, not %s", a[2].TypeName())
			}
			extra, err := t.Truth(a[3])
			if err != nil {
				return core.Unbound, err
			}
			x := core.New[iter](core.AsType(a[0]))
			x.readline, x.encoding, x.extra, x.lineVal = a[1], a[2], extra, core.Unbound
			return core.Obj(&x.Header), nil
		}},
		Slots: core.Slots{Iter: core.SelfIter, Next: next, Traverse: func(h *core.Header, visit func(value)) {
			x := core.As[iter](core.Obj(h))
			visit(x.readline)
			visit(x.encoding)
		}},
	})
}

// Module is _tokenize.
func Module() *core.ModuleDef {
	return &core.ModuleDef{
		Name: "_tokenize",
		Types: func() []*core.Type {
			setupOnce.Do(setup)
			return []*core.Type{&iterType}
		},
		Init: func(t *thread, m *core.Module) error {
			names := core.NewDict()
			for i, n := range syntax.TokenNames {
				names.SetStr(core.Intern(n), core.Int(int64(i)))
			}
			m.Dict().SetStr(core.Intern("_names"), names.Val())
			return nil
		},
	}
}
