// Package re is the native module _sre, all of module re but its Python face: compiled patterns with their cache, match
// objects, and the functions that use them. Matching itself is package sre.
//
// This file defines Pattern objects. Invariant: a pattern belongs to one interpreter, so its matcher is only ever
// borrowed by the thread that holds the lock; whoever finds it borrowed makes another.
package re

import (
	"errors"
	"strconv"
	"strings"
	"unsafe"

	"github.com/vivarium-py/vivarium/internal/core"
	"github.com/vivarium-py/vivarium/internal/sre"
)

type (
	value  = core.Value
	thread = core.Thread
)

var unbound, none = core.Unbound, core.None

var patternType, matchType, scannerType, iterType core.Type

// pattern is a re.Pattern.
type pattern struct {
	core.Header
	prog       *sre.Program
	text       value // as given; None for the pattern of a lexicon
	free       *matcher
	groupIndex value   // mappingproxy, Unbound until asked for
	names      []value // of the groups, None until lastgroup gave it
	repl       value   // the template compiled last, and its form
	template   *sre.Template
}

// matchWork is what a poll of a match or a compilation counts, which comes every few thousand steps.
const matchWork = 250

// matcher is the state of a match, with the hooks of a thread.
type matcher struct {
	sre.Matcher
	t *thread
}

// borrow takes the pattern's matcher, or makes one; giveBack returns it.
func (p *pattern) borrow(t *thread) *matcher {
	m := p.free
	if m == nil {
		m = &matcher{}
	}
	p.free = nil
	if m.t != t {
		m.t, m.Poll, m.Charge = t, func() error { return t.PollN(matchWork) }, t.Charge
	}
	return m
}

func (p *pattern) giveBack(m *matcher) { p.free = m }

func self(v value) *pattern { return core.As[pattern](v) }

// options are the hooks of a compilation.
func options(t *thread) *sre.Options {
	return &sre.Options{Poll: func() error { return t.PollN(matchWork) }, Charge: t.Charge, LookupName: func(name string) (rune, bool) {
		s, ok := t.UnicodeName(name)
		r := []rune(s)
		if !ok || len(r) != 1 {
			return 0, false
		}
		return r[0], true
	}}
}

// textOf gives the text of a str or of bytes for a pattern or template.
func textOf(v value) (s string, isBytes, ok bool) {
	if s := core.AsStr(v); s != nil {
		return s.String(), false, true
	}
	if b := core.AsBytes(v); b != nil {
		return view(b.Bytes()), true, true
	}
	return "", false, false
}

// view is b as a string, without a copy.
func view(b []byte) string { return unsafe.String(unsafe.SliceData(b), len(b)) }

// newPattern compiles text, which v shows as the attribute pattern.
func newPattern(t *thread, v value, flags int) (*pattern, error) {
	text, isBytes, ok := textOf(v)
	if !ok {
		return nil, t.TypeError("first argument must be string or compiled pattern")
	}
	prog, err := sre.Compile(text, isBytes, flags, options(t))
	if err != nil {
		return nil, raise(t, err, v)
	}
	for _, w := range prog.Warnings {
		if err := t.Warn(&core.ExcFutureWarning, w, 1); err != nil {
			return nil, err
		}
	}
	return makePattern(prog, v), nil
}

func makePattern(prog *sre.Program, text value) *pattern {
	p := &pattern{prog: prog, text: text, groupIndex: unbound, repl: unbound}
	core.Make(&patternType, &p.Header)
	return p
}

// raise turns an error of package sre into the exception that it stands for.
func raise(t *thread, err error, text value) error {
	var e *sre.Error
	if !errors.As(err, &e) {
		return err
	}
	switch e.Kind {
	case sre.KindValue:
		return t.ValueError("%s", e.Msg)
	case sre.KindOverflow:
		return t.OverflowError("%s", e.Msg)
	case sre.KindIndex:
		return t.IndexError("%s", e.Msg)
	case sre.KindRecursion:
		return t.Raise(&core.ExcRecursionError, "%s", e.Msg)
	}
	m, err := t.Import("re")
	if err != nil {
		return err
	}
	cls, err := t.GetAttr(m, core.Intern("PatternError"))
	if err != nil {
		return err
	}
	pos := none
	if e.Pos >= 0 {
		pos = core.Int(int64(e.Pos))
	}
	x, err := t.Call(cls, core.StrVal(e.Msg), text, pos)
	if err != nil {
		return err
	}
	if exc := core.AsException(x); exc != nil {
		return exc
	}
	return t.TypeError("re.PatternError is no exception")
}

// flagNames are the names of flags in the order in which repr shows them.
var flagNames = []struct {
	bit  int
	name string
}{
	{sre.FlagIgnoreCase, "IGNORECASE"}, {sre.FlagLocale, "LOCALE"}, {sre.FlagMultiline, "MULTILINE"}, {sre.FlagDotAll, "DOTALL"},
	{sre.FlagUnicode, "UNICODE"}, {sre.FlagVerbose, "VERBOSE"}, {sre.FlagDebug, "DEBUG"}, {sre.FlagASCII, "ASCII"},
}

func patternRepr(t *thread, v value) (value, error) {
	p := self(v)
	text, err := t.Repr(p.text)
	if err != nil {
		return unbound, err
	}
	var b strings.Builder
	b.WriteString("re.compile(")
	if s := text.String(); text.Len() > 200 {
		off, err := t.ByteOff(text, 200)
		if err != nil {
			return unbound, err
		}
		b.WriteString(s[:off])
	} else {
		b.WriteString(s)
	}
	flags := p.prog.Flags
	if !p.prog.IsBytes && flags&(sre.FlagLocale|sre.FlagUnicode|sre.FlagASCII) == sre.FlagUnicode {
		flags &^= sre.FlagUnicode
	}
	sep := ", "
	for _, f := range flagNames {
		if flags&f.bit != 0 {
			b.WriteString(sep + "re." + f.name)
			flags &^= f.bit
			sep = "|"
		}
	}
	if flags != 0 {
		b.WriteString(sep + "0x" + strconv.FormatInt(int64(flags), 16))
	}
	b.WriteByte(')')
	return core.StrVal(b.String()), nil
}

// groupNumber resolves a group given by number or name.
func (p *pattern) groupNumber(t *thread, key value) (int, error) {
	if key.IsSmall() {
		if i := key.Small(); i >= 0 && i <= int64(p.prog.Groups) {
			return int(i), nil
		}
		return 0, t.IndexError("no such group")
	}
	if s := core.AsStr(key); s != nil {
		if i, ok := p.prog.GroupIndex(s.String()); ok {
			return i, nil
		}
		return 0, t.IndexError("no such group")
	}
	if core.SlotsOf(key).Index != nil {
		i, err := t.IndexClamp(key)
		if err != nil {
			return 0, err
		}
		if i >= 0 && i <= p.prog.Groups {
			return i, nil
		}
	} else if _, err := t.Hash(key); err != nil {
		return 0, err
	}
	return 0, t.IndexError("no such group")
}

func patternGroupIndex(t *thread, v value) (value, error) {
	p := self(v)
	if len(p.prog.Names) == 0 {
		return core.NewDict().Val(), nil
	}
	if p.groupIndex.IsUnbound() {
		d := core.NewDict()
		for _, g := range p.prog.Names {
			d.SetStr(core.NewStr(g.Name), core.Int(int64(g.Index)))
		}
		p.groupIndex = core.NewMappingProxy(d.Val())
	}
	return p.groupIndex, nil
}

func patternCompare(t *thread, a, b value, op core.CmpOp) (value, error) {
	if op != core.CmpEq && op != core.CmpNe || !b.IsExactly(&patternType) {
		return core.NotImplemented, nil
	}
	x, y := self(a), self(b)
	same := x == y || x.prog.Flags == y.prog.Flags && x.prog.IsBytes == y.prog.IsBytes && x.prog.Pattern == y.prog.Pattern &&
		x.prog.Groups == y.prog.Groups && x.text.IsNone() == y.text.IsNone()
	return core.Bool(same == (op == core.CmpEq)), nil
}

func patternHash(t *thread, v value) (int64, error) {
	p := self(v)
	h, err := t.Hash(p.text)
	if err != nil {
		return 0, err
	}
	h ^= int64(p.prog.Flags) * 1000003
	if h == -1 {
		h = -2
	}
	return h, nil
}

// patternReduce pickles a pattern as a call of re._compile.
func patternReduce(t *thread, a []value) (value, error) {
	p := self(a[0])
	m, err := t.Import("re")
	if err != nil {
		return unbound, err
	}
	f, err := t.GetAttr(m, core.Intern("_compile"))
	if err != nil {
		return unbound, err
	}
	return core.Pair(f, core.Pair(p.text, core.Int(int64(p.prog.Flags)))), nil
}

// same is __copy__ and __deepcopy__ of immutable objects.
func same(t *thread, a []value) (value, error) { return a[0], nil }

const (
	searchSig = "(self, /, string, pos=0, endpos=9223372036854775807)"
	busy      = core.Polls | core.Charges
)

// groupName is the str of the name of group i, the same each time.
func (p *pattern) groupName(i int, name string) value {
	if p.names == nil {
		p.names = make([]value, p.prog.Groups+1)
		for j := range p.names {
			p.names[j] = none
		}
	}
	if p.names[i].IsNone() {
		p.names[i] = core.StrVal(name)
	}
	return p.names[i]
}

func setupPattern() {
	patternType.Setup(&core.TypeSpec{
		Name: "re.Pattern", Layout: core.LayoutOf[pattern](), Flags: core.FlagGeneric | core.FlagNoNew,
		Doc: "Compiled regular expression object.",
		Slots: core.Slots{Repr: patternRepr, Hash: patternHash, Compare: patternCompare, Traverse: func(h *core.Header, visit func(value)) {
			p := self(core.Obj(h))
			visit(p.text)
			visit(p.groupIndex)
			visit(p.repl)
			for _, name := range p.names {
				visit(name)
			}
		}},
		Methods: []core.Func{
			{Name: "match", Sig: searchSig, Flags: busy, Fn: matchMethod, Doc: "Match the pattern at the start of the string; return a Match, or None."},
			{Name: "fullmatch", Sig: searchSig, Flags: busy, Fn: fullmatchMethod, Doc: "Match the pattern with the whole string; return a Match, or None."},
			{Name: "search", Sig: searchSig, Flags: busy, Fn: searchMethod, Doc: "Return the Match of the first place where the pattern matches, or None."},
			{Name: "sub", Sig: "(self, /, repl, string, count=0)", Flags: busy, Fn: subMethod, Doc: "Replace what the pattern matches, everywhere or in the first count places."},
			{Name: "subn", Sig: "(self, /, repl, string, count=0)", Flags: busy, Fn: subnMethod, Doc: "Replace as sub() does, and return the new string and how often."},
			{Name: "findall", Sig: searchSig, Flags: busy, Fn: findallMethod, Doc: "Return all matches as a list: strings, or what the group matched if there is\none, or tuples if there are more."},
			{Name: "split", Sig: "(self, /, string, maxsplit=0)", Flags: busy, Fn: splitMethod, Doc: "Split the string where the pattern matches, at most maxsplit times if that is\nnot 0."},
			{Name: "finditer", Sig: searchSig, Flags: busy, Fn: finditerMethod, Doc: "Return an iterator over the Match of each place where the pattern matches."},
			{Name: "scanner", Sig: searchSig, Flags: busy, Fn: scannerMethod},
			{Name: "__copy__", Sig: "(self, /)", Flags: core.Pure, Fn: same},
			{Name: "__deepcopy__", Sig: "(self, memo, /)", Flags: core.Pure, Fn: same},
			{Name: "__reduce__", Sig: "(self, /)", Flags: core.Pure, Fn: patternReduce},
			core.ClassGetItemFunc(),
		},
		Members: []core.GetSet{
			{Name: "pattern", Doc: "The regular expression as it was written.", Get: func(t *thread, v value) (value, error) { return self(v).text, nil }},
			{Name: "flags", Doc: "The regex matching flags.", Get: func(t *thread, v value) (value, error) { return core.Int(int64(self(v).prog.Flags)), nil }},
			{Name: "groups", Doc: "How many groups the pattern has.", Get: func(t *thread, v value) (value, error) { return core.Int(int64(self(v).prog.Groups)), nil }},
		},
		GetSets: []core.GetSet{{Name: "groupindex", Doc: "The numbers of the named groups.", Get: patternGroupIndex}},
	})
}
