// Package csv_ is the native module _csv: dialects, readers and writers of comma-separated values. Invariant: a Dialect never
// changes, and every one has passed check.
package csv_

import (
	"strings"
	"sync"

	"github.com/vivarium-py/vivarium/internal/core"
)

type (
	thread = core.Thread
	value  = core.Value
)

// Values of Dialect.quoting.
const (
	quoteMinimal = iota
	quoteAll
	quoteNonnumeric
	quoteNone
	quoteStrings
	quoteNotNull
)

// dialect is a _csv.Dialect. Characters are kept as text, "" where there is none.
type dialect struct {
	core.Header
	delim, quote, escape, end      string
	quoting                        int
	doubleQuote, skipSpace, strict bool
	special                        [256]bool // first bytes of what ends a run of plain characters, for readers
}

var (
	setupOnce                                   sync.Once
	dialectType, readerType, writerType, errTyp core.Type
)

func csvError(t *thread, format string, a ...any) error { return t.Raise(&errTyp, format, a...) }

// names of a dialect's attributes, in the order of Dialect's parameters.
var names = []string{"delimiter", "doublequote", "escapechar", "lineterminator", "quotechar", "quoting", "skipinitialspace", "strict"}

// makeDialect builds a dialect from one that an argument names, from the attributes of any object, and from keywords.
func makeDialect(t *thread, base value, kw *core.Dict) (*dialect, error) {
	if base.Given() {
		if core.AsStr(base) != nil {
			var err error
			if base, err = lookup(t, base); err != nil {
				return nil, err
			}
		}
		if kw == nil && base.IsExactly(&dialectType) {
			return core.As[dialect](base), nil
		}
	}
	var got [8]value
	for i, n := range names {
		got[i] = core.Unbound
		if kw != nil {
			if v, ok := kw.GetStr(core.Intern(n)); ok {
				got[i] = v
				continue
			}
		}
		if base.Given() {
			v, err := t.LookupAttr(base, core.Intern(n))
			if err != nil {
				return nil, err
			}
			got[i] = v
		}
	}
	if kw != nil {
		for i, k, _, ok := kw.Next(0); ok; i, k, _, ok = kw.Next(i) {
			known := false
			for _, n := range names {
				known = known || core.AsStr(k).String() == n
			}
			if !known {
				return nil, t.TypeError("this function got an unexpected keyword argument '%s'", core.AsStr(k))
			}
		}
	}
	d := &dialect{}
	var err error
	if d.delim, err = char(t, "delimiter", got[0], ",", false); err != nil {
		return nil, err
	}
	if d.escape, err = char(t, "escapechar", got[2], "", true); err != nil {
		return nil, err
	}
	switch s := core.AsStr(got[3]); {
	case got[3].IsUnbound():
		d.end = "\r\n"
	case s == nil:
		return nil, t.TypeError("\"lineterminator\" must be a string, not %s", got[3].TypeName())
	default:
		d.end = s.String()
	}
	if d.quote, err = char(t, "quotechar", got[4], "\"", true); err != nil {
		return nil, err
	}
	switch v := got[5]; {
	case v.IsUnbound():
		if got[4].IsNone() {
			d.quoting = quoteNone
		}
	default:
		n, big, ok := core.AsInt(v)
		if !ok || v.Type() != &core.IntType {
			return nil, t.TypeError("\"quoting\" must be an integer, not %s", v.TypeName())
		}
		if big != nil || n < quoteMinimal || n > quoteNotNull {
			return nil, t.TypeError("bad \"quoting\" value")
		}
		d.quoting = int(n)
	}
	for _, b := range []struct {
		i   int
		p   *bool
		def bool
	}{{1, &d.doubleQuote, true}, {6, &d.skipSpace, false}, {7, &d.strict, false}} {
		*b.p = b.def
		if !got[b.i].IsUnbound() {
			if *b.p, err = t.Truth(got[b.i]); err != nil {
				return nil, err
			}
		}
	}
	if err := d.check(t); err != nil {
		return nil, err
	}
	d.index()
	core.Make(&dialectType, &d.Header)
	return d, nil
}

// char reads an attribute that is one character, or None where that is allowed.
func char(t *thread, name string, v value, def string, none bool) (string, error) {
	if v.IsUnbound() {
		return def, nil
	}
	what := "a unicode character"
	if none {
		if v.IsNone() {
			return "", nil
		}
		what += " or None"
	}
	s := core.AsStr(v)
	if s == nil {
		return "", t.TypeError("\"%s\" must be %s, not %s", name, what, v.TypeName())
	}
	if s.Len() != 1 {
		return "", t.TypeError("\"%s\" must be %s, not a string of length %d", name, what, s.Len())
	}
	return s.String(), nil
}

// check refuses characters that would make the text ambiguous.
func (d *dialect) check(t *thread) error {
	if d.quoting != quoteNone && d.quote == "" {
		return t.TypeError("quotechar must be set if quoting enabled")
	}
	bad := func(c string, space bool) bool {
		return c == "\n" || c == "\r" || space && d.skipSpace && c == " "
	}
	switch {
	case bad(d.delim, false):
		return t.ValueError("bad delimiter value")
	case bad(d.escape, true):
		return t.ValueError("bad escapechar value")
	case bad(d.quote, true):
		return t.ValueError("bad quotechar value")
	case d.delim == d.escape:
		return t.ValueError("bad delimiter or escapechar value")
	case d.delim == d.quote:
		return t.ValueError("bad delimiter or quotechar value")
	case d.escape != "" && d.escape == d.quote:
		return t.ValueError("bad escapechar or quotechar value")
	}
	for _, c := range []struct{ name, text string }{{"delimiter", d.delim}, {"escapechar", d.escape}, {"quotechar", d.quote}} {
		if c.text != "" && strings.Contains(d.end, c.text) {
			return t.ValueError("bad %s or lineterminator value", c.name)
		}
	}
	return nil
}

func (d *dialect) index() {
	for _, s := range []string{d.delim, d.quote, d.escape, "\n", "\r"} {
		if s != "" {
			d.special[s[0]] = true
		}
	}
}

func (d *dialect) val() value { return core.Obj(&d.Header) }

type dialectsKey struct{}

// registry is what an interpreter's module _csv keeps.
type registry struct {
	dialects *core.Dict
	limit    int64
}

func registryOf(t *thread) *registry {
	return core.StateOf(t.Interp(), dialectsKey{}, func() *registry { return &registry{dialects: core.NewDict(), limit: 128 << 10} })
}

func lookup(t *thread, name value) (value, error) {
	d, ok, err := registryOf(t).dialects.Get(t, name)
	if err != nil {
		return core.Unbound, err
	}
	if !ok {
		return core.Unbound, csvError(t, "unknown dialect")
	}
	return d, nil
}

func noPickle(t *thread, a []value) (value, error) {
	return core.Unbound, t.TypeError("cannot pickle '%s' instances", a[0].Type().Name())
}

func setupDialect() {
	self := func(v value) *dialect { return core.As[dialect](v) }
	str := func(f func(d *dialect) string) func(*thread, value) (value, error) {
		return func(t *thread, v value) (value, error) {
			if s := f(self(v)); s != "" {
				return core.StrVal(s), nil
			}
			return core.None, nil
		}
	}
	flag := func(f func(d *dialect) bool) func(*thread, value) (value, error) {
		return func(t *thread, v value) (value, error) { return core.Bool(f(self(v))), nil }
	}
	dialectType.Setup(&core.TypeSpec{
		Name: "_csv.Dialect", Layout: core.LayoutOf[dialect](), Flags: core.FlagBase | core.FlagGeneric,
		Doc: "How a CSV file is written: its delimiter, quotes, escapes and line ends.",
		New: &core.Func{Name: "Dialect", Sig: "(cls, dialect=None, delimiter=<unrepresentable>, doublequote=<unrepresentable>, escapechar=<unrepresentable>, lineterminator=<unrepresentable>, quotechar=<unrepresentable>, quoting=<unrepresentable>, skipinitialspace=<unrepresentable>, strict=<unrepresentable>)", Flags: core.Pure,
			Fn: func(t *thread, a []value) (value, error) {
				var kw *core.Dict
				for i, n := range names {
					if v := a[2+i]; !v.IsUnbound() {
						if kw == nil {
							kw = core.NewDict()
						}
						kw.SetStr(core.Intern(n), v)
					}
				}
				d, err := makeDialect(t, a[1], kw)
				if err != nil {
					return core.Unbound, err
				}
				if cls := core.AsType(a[0]); cls != &dialectType {
					c := core.New[dialect](cls)
					h := c.Header
					*c = *d
					c.Header = h
					d = c
				}
				return d.val(), nil
			}},
		GetSets: []core.GetSet{
			{Name: "delimiter", Get: str(func(d *dialect) string { return d.delim })},
			{Name: "escapechar", Get: str(func(d *dialect) string { return d.escape })},
			{Name: "lineterminator", Get: func(t *thread, v value) (value, error) { return core.StrVal(self(v).end), nil }},
			{Name: "quotechar", Get: str(func(d *dialect) string { return d.quote })},
			{Name: "quoting", Get: func(t *thread, v value) (value, error) { return core.Int(int64(self(v).quoting)), nil }},
			{Name: "doublequote", Get: flag(func(d *dialect) bool { return d.doubleQuote })},
			{Name: "skipinitialspace", Get: flag(func(d *dialect) bool { return d.skipSpace })},
			{Name: "strict", Get: flag(func(d *dialect) bool { return d.strict })},
		},
		Methods: []core.Func{
			{Name: "__reduce__", Sig: "(self, /)", Flags: core.Pure, Doc: "raise TypeError, as dialects cannot be pickled", Fn: noPickle},
			{Name: "__reduce_ex__", Sig: "(self, protocol, /)", Flags: core.Pure, Doc: "raise TypeError, as dialects cannot be pickled", Fn: noPickle},
		},
	})
}

// open reads the arguments of reader and writer: one object, a dialect, keywords.
func open(t *thread, fn string, a []value) (value, *dialect, error) {
	args := core.AsTuple(a[0]).Items()
	switch {
	case len(args) == 0:
		return core.Unbound, nil, t.TypeError("%s expected at least 1 argument, got 0", fn)
	case len(args) > 2:
		return core.Unbound, nil, t.TypeError("%s expected at most 2 arguments, got %d", fn, len(args))
	}
	base := core.Unbound
	if len(args) > 1 {
		base = args[1]
	}
	var kw *core.Dict
	if !a[1].IsUnbound() {
		kw = core.AsDict(a[1])
		if v, ok := kw.GetStr(core.Intern("dialect")); ok {
			base = v
			kw = kw.Copy()
			kw.DelStr(core.Intern("dialect"))
		}
		if kw.Len() == 0 {
			kw = nil
		}
	}
	d, err := makeDialect(t, base, kw)
	return args[0], d, err
}

// Module declares _csv.
func Module() *core.ModuleDef {
	return &core.ModuleDef{
		Name: "_csv",
		Doc:  "CSV parsing and writing.\n",
		Types: func() []*core.Type {
			setupOnce.Do(func() {
				errTyp.Setup(&core.TypeSpec{Name: "_csv.Error", Base: &core.ExcException, Flags: core.FlagBase})
				setupDialect()
				setupReader()
				setupWriter()
			})
			return []*core.Type{&dialectType, &errTyp}
		},
		Attrs: []core.Attr{
			{Name: "QUOTE_MINIMAL", Value: core.Int(quoteMinimal)}, {Name: "QUOTE_ALL", Value: core.Int(quoteAll)},
			{Name: "QUOTE_NONNUMERIC", Value: core.Int(quoteNonnumeric)}, {Name: "QUOTE_NONE", Value: core.Int(quoteNone)},
			{Name: "QUOTE_STRINGS", Value: core.Int(quoteStrings)}, {Name: "QUOTE_NOTNULL", Value: core.Int(quoteNotNull)},
		},
		Funcs: []core.Func{
			{Name: "reader", Sig: "(*args, **kwargs)", Flags: core.Pure, Fn: newReader, Doc: "reader(iterable[, dialect='excel'][, options]) -> iterator over rows\n\nParse the strings of an iterable, such as a file opened with newline='', and\ngive each row as a list of strings; a quoted field may go over several lines.\nOptions such as delimiter=';' override the dialect."},
			{Name: "writer", Sig: "(*args, **kwargs)", Flags: core.Pure, Fn: newWriter, Doc: "writer(file[, dialect='excel'][, options]) -> writer\n\nReturn an object whose writerow() and writerows() write to a file, opened with\nnewline=''. Options such as delimiter=';' override the dialect."},
			{Name: "register_dialect", Sig: "(name, dialect=<unrepresentable>, /, **fmtparams)", Flags: core.Pure, Doc: "register_dialect(name[, dialect][, options])\n\nGive a dialect a name, under which reader() and writer() find it.", Fn: func(t *thread, a []value) (value, error) {
				if core.AsStr(a[0]) == nil {
					return core.Unbound, t.TypeError("dialect name must be a string")
				}
				var kw *core.Dict
				if !a[2].IsUnbound() {
					kw = core.AsDict(a[2])
				}
				d, err := makeDialect(t, a[1], kw)
				if err != nil {
					return core.Unbound, err
				}
				return core.None, registryOf(t).dialects.Set(t, a[0], d.val())
			}},
			{Name: "unregister_dialect", Sig: "(name)", Flags: core.Pure, Doc: "unregister_dialect(name)\n\nForget a dialect, or raise csv.Error if there is none of that name.", Fn: func(t *thread, a []value) (value, error) {
				if _, err := lookup(t, a[0]); err != nil {
					return core.Unbound, err
				}
				if s := core.AsStr(a[0]); s != nil {
					registryOf(t).dialects.DelStr(s)
				}
				return core.None, nil
			}},
			{Name: "get_dialect", Sig: "(name)", Flags: core.Pure, Doc: "get_dialect(name) -> dialect\n\nReturn a dialect, or raise csv.Error if there is none of that name.", Fn: func(t *thread, a []value) (value, error) { return lookup(t, a[0]) }},
			{Name: "list_dialects", Sig: "()", Flags: core.Charges, Doc: "list_dialects() -> names\n\nReturn the names of all dialects as a list.", Fn: func(t *thread, a []value) (value, error) {
				d := registryOf(t).dialects
				if err := t.ChargeItems(d.Len()); err != nil {
					return core.Unbound, err
				}
				var out []value
				for i, k, _, ok := d.Next(0); ok; i, k, _, ok = d.Next(i) {
					out = append(out, k)
				}
				return core.NewList(out), nil
			}},
			{Name: "field_size_limit", Sig: "(new_limit=<unrepresentable>)", Flags: core.Pure, Doc: "field_size_limit([limit]) -> old limit\n\nSet how many characters a field may have when read, if a limit is given.", Fn: func(t *thread, a []value) (value, error) {
				r := registryOf(t)
				old := r.limit
				if !a[0].IsUnbound() {
					if _, _, ok := core.AsInt(a[0]); !ok {
						return core.Unbound, t.TypeError("limit must be an integer")
					}
					n, err := t.CLong(a[0])
					if err != nil {
						return core.Unbound, err
					}
					r.limit = n
				}
				return core.Int(old), nil
			}},
		},
		Init: func(t *thread, m *core.Module) error {
			m.Dict().SetStr(core.Intern("_dialects"), registryOf(t).dialects.Val())
			m.Dict().SetStr(core.Intern("Reader"), readerType.Val())
			m.Dict().SetStr(core.Intern("Writer"), writerType.Val())
			return nil
		},
	}
}
