// This file declares module _sre, and the functions of module re with their cache of compiled patterns.
package re

import (
	"sync"
	"unsafe"

	"github.com/vivarium-py/vivarium/internal/core"
	"github.com/vivarium-py/vivarium/internal/sre"
	"github.com/vivarium-py/vivarium/internal/unidata"
)

const (
	maxCache = 512
	fastSize = 64 // a power of two
)

type cacheKey struct {
	text    string
	isBytes bool
	flags   int
}

// cache holds the patterns that the functions of module re compile. fast finds one by the identity of its text;
// patterns and order hold the rest, order in the order of arrival from oldest on, round the end once it is full.
type cache struct {
	fast [fastSize]struct {
		text  value
		flags int
		p     *pattern
	}
	patterns map[cacheKey]*pattern
	order    []cacheKey
	oldest   int
}

func (c *cache) clear() { *c = cache{patterns: map[cacheKey]*pattern{}} }

// get gives the compiled form of v, a pattern already or text.
func (c *cache) get(t *thread, v, flagsVal value) (*pattern, error) {
	flags := 0
	if flagsVal.IsSmall() {
		flags = int(flagsVal.Small())
	} else {
		i, b, ok := core.AsInt(flagsVal)
		switch {
		case !ok:
			return nil, t.TypeError("unsupported operand type(s) for &: '%s' and 'int'", flagsVal.TypeName())
		case b != nil:
			return nil, t.OverflowError("Python int too large to convert to C int")
		}
		flags = int(i)
	}
	// Small objects lie 16 bytes apart or more.
	slot := &c.fast[(uintptr(unsafe.Pointer(v.Ref()))>>4^uintptr(flags))&(fastSize-1)]
	if slot.p != nil && slot.text == v && slot.flags == flags {
		return slot.p, nil
	}
	if v.IsExactly(&patternType) {
		if flags != 0 {
			return nil, t.ValueError("cannot process flags argument with a compiled pattern")
		}
		return self(v), nil
	}
	text, isBytes, ok := textOf(v)
	if !ok {
		if _, err := t.Hash(v); err != nil {
			return nil, err
		}
		return nil, t.TypeError("first argument must be string or compiled pattern")
	}
	key := cacheKey{text, isBytes, flags}
	exact := v.IsExactly(&core.StrType) || v.IsExactly(&core.BytesType)
	p := c.patterns[key]
	if p == nil || !exact {
		var err error
		if p, err = newPattern(t, v, flags); err != nil {
			return nil, err
		}
		if !exact || flags&sre.FlagDebug != 0 || p.prog.Flags&sre.FlagLocale != 0 {
			return p, nil
		}
		if len(c.patterns) >= maxCache {
			delete(c.patterns, c.order[c.oldest])
			c.order[c.oldest] = key
			c.oldest = (c.oldest + 1) % maxCache
		} else {
			c.order = append(c.order, key)
		}
		c.patterns[key] = p
	}
	slot.text, slot.flags, slot.p = v, flags, p
	return p, nil
}

// laterArgs reads arguments that may be given by position, which is deprecated, or by name.
func laterArgs(t *thread, function string, fixed int, args value, names []string, kw []value) error {
	given := core.AsTuple(args).Items()
	if len(given) > len(names) {
		return t.TypeError("%s() takes from %d to %d positional arguments but %d were given", function, fixed, fixed+len(names), fixed+len(given))
	}
	for i := range names {
		if i < len(given) {
			if !kw[i].IsUnbound() {
				return t.TypeError("%s() got multiple values for argument '%s'", function, names[i])
			}
			kw[i] = given[i]
		} else if kw[i].IsUnbound() {
			kw[i] = core.Int(0)
		}
	}
	if len(given) > 0 {
		return t.Warn(&core.ExcDeprecationWarning, "'"+names[0]+"' is passed as positional argument", 1)
	}
	return nil
}

// functions are those of module re, over one interpreter's cache.
func (c *cache) functions() []core.Func {
	const find = "(pattern, string, flags=0)"
	end := core.Int(1<<63 - 1)
	one := func(md sre.Mode) core.NativeFn {
		return func(t *thread, a []value) (value, error) {
			p, err := c.get(t, a[0], a[2])
			if err != nil {
				return unbound, err
			}
			return p.one(t, md, a[1], core.Int(0), end)
		}
	}
	sub := func(name string, f core.NativeFn) core.NativeFn {
		return func(t *thread, a []value) (value, error) {
			kw := [2]value{a[4], a[5]}
			if err := laterArgs(t, name, 3, a[3], []string{"count", "flags"}, kw[:]); err != nil {
				return unbound, err
			}
			p, err := c.get(t, a[0], kw[1])
			if err != nil {
				return unbound, err
			}
			return f(t, []value{core.Obj(&p.Header), a[1], a[2], kw[0]})
		}
	}
	const subSig = "(pattern, repl, string, *args, count=<unrepresentable>, flags=<unrepresentable>)"
	return []core.Func{
		{Name: "match", Sig: find, Flags: busy, Fn: one(sre.Match), Doc: "Match the pattern at the start of the string; return a Match, or None."},
		{Name: "fullmatch", Sig: find, Flags: busy, Fn: one(sre.FullMatch), Doc: "Match the pattern with the whole string; return a Match, or None."},
		{Name: "search", Sig: find, Flags: busy, Fn: one(sre.Search), Doc: "Return the Match of the first place where the pattern matches, or None."},
		{Name: "sub", Sig: subSig, Flags: busy, Fn: sub("sub", subMethod), Doc: "Replace what the pattern matches, everywhere or in the first count places.\n\nrepl is a template, in which \\1 and \\g<name> stand for groups, or a function\nfrom a Match to a string."},
		{Name: "subn", Sig: subSig, Flags: busy, Fn: sub("subn", subnMethod), Doc: "As sub, but return a pair: the new string and the number of replacements."},
		{Name: "split", Sig: "(pattern, string, *args, maxsplit=<unrepresentable>, flags=<unrepresentable>)", Flags: busy,
			Doc: "Split the string where the pattern matches, at most maxsplit times if that is\nnot 0.\n\nWhat groups of the pattern match is in the list too.",
			Fn: func(t *thread, a []value) (value, error) {
				kw := [2]value{a[3], a[4]}
				if err := laterArgs(t, "split", 2, a[2], []string{"maxsplit", "flags"}, kw[:]); err != nil {
					return unbound, err
				}
				p, err := c.get(t, a[0], kw[1])
				if err != nil {
					return unbound, err
				}
				return p.split(t, a[1], kw[0])
			}},
		{Name: "findall", Sig: find, Flags: busy, Doc: "Return all matches as a list: strings, or what the group matched if there is\none, or tuples if there are more.",
			Fn: func(t *thread, a []value) (value, error) {
				p, err := c.get(t, a[0], a[2])
				if err != nil {
					return unbound, err
				}
				return p.findall(t, a[1], core.Int(0), end)
			}},
		{Name: "finditer", Sig: find, Flags: busy, Doc: "Return an iterator over the Match of each place where the pattern matches.",
			Fn: func(t *thread, a []value) (value, error) {
				p, err := c.get(t, a[0], a[2])
				if err != nil {
					return unbound, err
				}
				return newScan(t, &iterType, p, a[1], core.Int(0), end)
			}},
		{Name: "compile", Sig: "(pattern, flags=0)", Flags: busy, Doc: "Compile a regular expression to a Pattern, whose methods then search with it.",
			Fn: func(t *thread, a []value) (value, error) {
				p, err := c.get(t, a[0], a[1])
				if err != nil {
					return unbound, err
				}
				return core.Obj(&p.Header), nil
			}},
		{Name: "_compile", Sig: "(pattern, flags)", Flags: busy, Fn: func(t *thread, a []value) (value, error) {
			p, err := c.get(t, a[0], a[1])
			if err != nil {
				return unbound, err
			}
			return core.Obj(&p.Header), nil
		}},
		{Name: "purge", Sig: "()", Flags: core.Pure, Doc: "Clear the regular expression cache.", Fn: func(t *thread, a []value) (value, error) {
			c.clear()
			return none, nil
		}},
		{Name: "escape", Sig: "(pattern)", Flags: core.Charges, Doc: "Put a backslash before the special characters of a string.", Fn: escape},
	}
}

func escape(t *thread, a []value) (value, error) {
	text, isBytes, ok := textOf(a[0])
	if !ok {
		if core.SlotsOf(a[0]).Buffer == nil {
			return unbound, t.TypeError("decoding to str: need a bytes-like object, %s found", a[0].TypeName())
		}
		var s subject
		if err := s.take(t, a[0]); err != nil {
			return unbound, err
		}
		own, err := s.copied(t)
		s.release()
		if err != nil {
			return unbound, err
		}
		text, isBytes = own, true
	}
	if err := t.Charge(2 * len(text)); err != nil {
		return unbound, err
	}
	r, err := sre.Escape(text, func() error { return t.PollAtomic(0x8000 / core.SlowWork) })
	if err != nil {
		return core.Unbound, err
	}
	if isBytes {
		return core.NewBytes(unsafe.Slice(unsafe.StringData(r), len(r))), nil
	}
	return t.Text(r)
}

// lexicon compiles the phrases of a re.Scanner: see sre.CompileLexicon for the groups.
func lexicon(t *thread, a []value) (value, error) {
	items, err := t.Collect(a[0])
	if err != nil {
		return unbound, err
	}
	flags, err := index(t, a[1])
	if err != nil {
		return unbound, err
	}
	phrases := make([]string, len(items))
	bytes := false
	for i, v := range items {
		s, isBytes, ok := textOf(v)
		if !ok || i > 0 && isBytes != bytes {
			return unbound, t.TypeError("a lexicon needs phrases that are all str or all bytes")
		}
		phrases[i], bytes = s, isBytes
	}
	prog, bad, err := sre.CompileLexicon(phrases, bytes, flags, options(t))
	if err == sre.ErrLexiconGroups {
		return unbound, t.RuntimeError("%s", err)
	}
	if err != nil {
		text := none
		if bad >= 0 {
			text = items[bad]
		}
		return unbound, raise(t, err, text)
	}
	for _, w := range prog.Warnings {
		if err := t.Warn(&core.ExcFutureWarning, w, 2); err != nil {
			return unbound, err
		}
	}
	return core.Obj(&makePattern(prog, none).Header), nil
}

// caseFunc is a function of a code point.
func caseFunc(name string, f func(r rune) value) core.Func {
	return core.Func{Name: name, Sig: "(character, /)", Flags: core.Pure, Fn: func(t *thread, a []value) (value, error) {
		i, err := index(t, a[0])
		if err != nil {
			return unbound, err
		}
		if i < 0 || i > 0x10FFFF {
			return unbound, t.ValueError("character must be in range(0x110000)")
		}
		return f(rune(i)), nil
	}}
}

func asciiLower(r rune) rune {
	if r >= 'A' && r <= 'Z' {
		r += 32
	}
	return r
}

func isASCIILetter(r rune) bool { r = asciiLower(r); return r >= 'a' && r <= 'z' }

// simpleLower is the one character that r becomes in lower case.
func simpleLower(r rune) rune { return unidata.ToLower(r) }

var setupOnce sync.Once

// Module is _sre.
func Module() *core.ModuleDef {
	return &core.ModuleDef{
		Name: "_sre",
		Types: func() []*core.Type {
			setupOnce.Do(func() {
				setupPattern()
				setupMatch()
				setupScan()
			})
			return []*core.Type{&patternType, &matchType}
		},
		Attrs: []core.Attr{
			{Name: "MAGIC", Value: core.Int(20230612)}, {Name: "CODESIZE", Value: core.Int(4)},
			{Name: "MAXREPEAT", Value: core.Int(1<<32 - 1)}, {Name: "MAXGROUPS", Value: core.Int(1<<30 - 1)},
		},
		Funcs: []core.Func{
			{Name: "lexicon", Sig: "(phrases, flags, /)", Flags: busy, Fn: lexicon},
			caseFunc("ascii_iscased", func(r rune) value { return core.Bool(isASCIILetter(r)) }),
			caseFunc("ascii_tolower", func(r rune) value { return core.Int(int64(asciiLower(r))) }),
			caseFunc("unicode_iscased", func(r rune) value {
				return core.Bool(simpleLower(r) != r || unidata.ToUpper(r) != r)
			}),
			caseFunc("unicode_tolower", func(r rune) value { return core.Int(int64(simpleLower(r))) }),
			{Name: "getcodesize", Sig: "()", Flags: core.Pure, Fn: func(t *thread, a []value) (value, error) { return core.Int(4), nil }},
		},
		Init: func(t *thread, m *core.Module) error {
			c := &cache{}
			c.clear()
			fs := c.functions()
			for i := range fs {
				m.Dict().SetStr(core.Intern(fs[i].Name), core.NewFunction(&fs[i], "re"))
			}
			return nil
		},
	}
}
