// Package unicodedata_ is the module unicodedata: the Unicode Character Database of this version, and as the object
// ucd_3_2_0 that of Unicode 3.2. Both have the same functions, made once for each database.
package unicodedata_

import (
	"strings"
	"sync"

	"github.com/vivarium-py/vivarium/internal/core"
	"github.com/vivarium-py/vivarium/internal/unidata"
)

type (
	thread = core.Thread
	value  = core.Value
)

var (
	setupOnce sync.Once
	ucdType   core.Type
)

// database is what the functions ask.
type database interface {
	Category(r rune) string
	Bidirectional(r rune) string
	Combining(r rune) int
	EastAsianWidth(r rune) string
	IsMirrored(r rune) bool
	Decimal(r rune) int
	Digit(r rune) int
	Numeric(r rune) (float64, bool)
	Decomposition(r rune) string
	Name(r rune) (string, bool)
	Normalize(f unidata.Form, s string, h *unidata.Hooks) (string, error)
}

// current is the database of this version.
type current struct{}

func (current) Category(r rune) string         { return unidata.Category(r) }
func (current) Bidirectional(r rune) string    { return unidata.Bidirectional(r) }
func (current) Combining(r rune) int           { return unidata.Combining(r) }
func (current) EastAsianWidth(r rune) string   { return unidata.EastAsianWidth(r) }
func (current) IsMirrored(r rune) bool         { return unidata.IsMirrored(r) }
func (current) Decimal(r rune) int             { return unidata.Decimal(r) }
func (current) Digit(r rune) int               { return unidata.Digit(r) }
func (current) Numeric(r rune) (float64, bool) { return unidata.Numeric(r) }
func (current) Decomposition(r rune) string    { return unidata.Decomposition(r) }
func (current) Name(r rune) (string, bool)     { return unidata.Name(r) }
func (current) Normalize(f unidata.Form, s string, h *unidata.Hooks) (string, error) {
	return f.Normalize(s, h)
}

// Module is unicodedata.
func Module() *core.ModuleDef {
	return &core.ModuleDef{
		Name: "unicodedata",
		Doc:  "What Unicode 16.0.0 says of each character: its name, category, numeric value,\ndecomposition and so on.\n\nucd_3_2_0 has the same functions for Unicode 3.2.0.",
		Types: func() []*core.Type {
			setupOnce.Do(func() {
				ucdType.Setup(&core.TypeSpec{
					Name: "unicodedata.UCD", Layout: core.LayoutOf[core.Inst](), Flags: core.FlagGeneric | core.FlagNoNew,
					Methods: functions(unidata.Old{}, true),
					Members: []core.GetSet{{Name: "unidata_version", Get: func(t *thread, v value) (value, error) { return core.StrVal("3.2.0"), nil }}},
				})
			})
			return []*core.Type{&ucdType}
		},
		Funcs: functions(current{}, false),
		Attrs: []core.Attr{{Name: "unidata_version", Value: core.StrVal(unidata.Version)}},
		Init: func(t *thread, m *core.Module) error {
			m.Dict().SetStr(core.Intern("ucd_3_2_0"), core.Obj(&core.New[core.Inst](&ucdType).Header))
			return nil
		},
	}
}

// functions makes the functions of a database, as methods where they have a self.
func functions(db database, method bool) []core.Func {
	self, skip := "(", 0
	if method {
		self, skip = "(self, ", 1
	}
	var out []core.Func
	// add declares a function of one character with an optional default.
	add := func(name, doc string, def bool, f func(t *thread, r rune) (value, bool), absent string) {
		sig := self + "chr, /)"
		if def {
			sig = self + "chr, default=<unrepresentable>, /)"
		}
		out = append(out, core.Func{Name: name, Sig: sig, Flags: core.Pure, Doc: doc, Fn: func(t *thread, a []value) (value, error) {
			a = a[skip:]
			s := core.AsStr(a[0])
			if s == nil || s.Len() != 1 {
				arg := "argument"
				if def {
					arg = "argument 1"
				}
				return core.Unbound, t.TypeError("%s() %s must be a unicode character, not %s", name, arg, a[0].TypeName())
			}
			v, ok := f(t, s.RuneAt(0))
			if !ok {
				if def && !a[1].IsUnbound() {
					return a[1], nil
				}
				return core.Unbound, t.ValueError("%s", absent)
			}
			return v, nil
		}})
	}
	text := func(f func(rune) string) func(*thread, rune) (value, bool) {
		return func(_ *thread, r rune) (value, bool) { return core.StrVal(f(r)), true }
	}
	number := func(f func(rune) int) func(*thread, rune) (value, bool) {
		return func(_ *thread, r rune) (value, bool) { n := f(r); return core.Int(int64(n)), n >= 0 }
	}
	add("category", "Return the general category of a character, such as 'Lu'.", false, text(db.Category), "")
	add("bidirectional", "Return the bidirectional class of a character, such as 'L', or '' if it has\nnone.", false, text(db.Bidirectional), "")
	add("combining", "Return the canonical combining class of a character as an integer, 0 if it has\nnone.", false, number(db.Combining), "")
	add("mirrored", "Return 1 if the character is mirrored in text that runs from right to left,\nelse 0.", false, func(_ *thread, r rune) (value, bool) {
		if db.IsMirrored(r) {
			return core.Int(1), true
		}
		return core.Int(0), true
	}, "")
	add("east_asian_width", "Return the width of a character in East Asian text, such as 'W'.", false, text(db.EastAsianWidth), "")
	add("decomposition", "Return the decomposition of a character as code points, after its kind if it\nhas one, or '' if there is none.", false, text(db.Decomposition), "")
	add("decimal", "Return which decimal digit a character is, as an integer.\n\nIf it is none, return default or raise ValueError.", true, number(db.Decimal), "not a decimal")
	add("digit", "Return which digit a character is, as an integer; superscripts count too.\n\nIf it is none, return default or raise ValueError.", true, number(db.Digit), "not a digit")
	add("numeric", "Return the number that a character stands for, as a float.\n\nIf there is none, return default or raise ValueError.", true, func(_ *thread, r rune) (value, bool) {
		f, ok := db.Numeric(r)
		return core.Float(f), ok
	}, "not a numeric character")
	add("name", "Return the name of a character.\n\nIf it has none, return default or raise ValueError.", true, func(_ *thread, r rune) (value, bool) {
		s, ok := db.Name(r)
		return core.StrVal(s), ok
	}, "no such name")

	_, old := db.(unidata.Old)
	out = append(out,
		core.Func{Name: "lookup", Sig: self + "name, /)", Flags: core.Pure, Doc: "Return the character of a name, or raise KeyError if there is none.", Fn: func(t *thread, a []value) (value, error) {
			return lookup(t, a[skip], db, old)
		}},
		core.Func{Name: "normalize", Sig: self + "form, unistr, /)", Flags: core.Polls | core.Charges, Doc: "Return the string in a normal form: 'NFC', 'NFD', 'NFKC' or 'NFKD'.", Fn: func(t *thread, a []value) (value, error) {
			f, s, err := form(t, a[skip:], "normalize")
			if err != nil || s.Len() == 0 {
				return core.StrVal(""), err
			}
			if s.ASCII() {
				return s.Exact().Val(), nil
			}
			out, err := db.Normalize(f, s.String(), hooks(t))
			if err != nil {
				return core.Unbound, err
			}
			return core.StrVal(out), nil
		}},
		core.Func{Name: "is_normalized", Sig: self + "form, unistr, /)", Flags: core.Polls | core.Charges, Doc: "Return whether the string is in a normal form: 'NFC', 'NFD', 'NFKC' or 'NFKD'.", Fn: func(t *thread, a []value) (value, error) {
			f, s, err := form(t, a[skip:], "is_normalized")
			if err != nil {
				return core.Unbound, err
			}
			if old {
				out, err := db.Normalize(f, s.String(), hooks(t))
				return core.Bool(out == s.String()), err
			}
			ok, err := f.IsNormalized(s.String(), hooks(t))
			return core.Bool(ok), err
		}})
	return out
}

func hooks(t *thread) *unidata.Hooks {
	return &unidata.Hooks{Poll: func() error { return t.PollN(32 << 10 / core.SlowWork) }, Charge: t.Charge}
}

func form(t *thread, a []value, fn string) (f unidata.Form, s *core.Str, err error) {
	for i, v := range a[:2] {
		if core.AsStr(v) == nil {
			return 0, nil, t.TypeError("%s() argument %d must be str, not %s", fn, i+1, v.TypeName())
		}
	}
	s = core.AsStr(a[1])
	f, ok := unidata.ParseForm(core.AsStr(a[0]).String())
	if !ok && (s.Len() > 0 || fn != "normalize") {
		return 0, nil, t.ValueError("invalid normalization form")
	}
	return f, s, nil
}

// maxName is how long a name may be to be looked for.
const maxName = 256

func lookup(t *thread, v value, db database, old bool) (value, error) {
	var name string
	if s := core.AsStr(v); s != nil {
		name = s.String()
	} else {
		b, err := t.BytesLike(v)
		if err != nil {
			return core.Unbound, err
		}
		if len(b) <= maxName {
			name = string(b)
		} else {
			return core.Unbound, t.KeyError(core.StrVal("name too long"))
		}
	}
	if len(name) > maxName {
		return core.Unbound, t.KeyError(core.StrVal("name too long"))
	}
	s, ok := unidata.Lookup(name, true)
	if ok && old {
		r, w := unidata.DecodeRune(s)
		ok = w == len(s) && db.Category(r) != "Cn"
		if proper, _ := unidata.Name(r); ok {
			ok = strings.EqualFold(proper, name) // aliases came later
		}
	}
	if !ok {
		return core.Unbound, t.KeyError(core.StrVal("undefined character name '" + name + "'"))
	}
	return core.StrVal(s), nil
}
