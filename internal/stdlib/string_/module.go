// Package string_ is the native module _string: the parsing of format strings, for string.Formatter.
package string_

import (
	"sync"

	"github.com/vivarium-py/vivarium/internal/core"
	"github.com/vivarium-py/vivarium/internal/fmtspec"
)

type (
	thread = core.Thread
	value  = core.Value
)

var (
	setupOnce           sync.Once
	parserType, keyType core.Type
)

// parser iterates over the fields of a format string, keys over the steps of a field name.
type parser struct {
	core.Header
	text string
	at   int
}

type keys struct {
	core.Header
	rest string
}

// Module is _string.
func Module() *core.ModuleDef {
	return &core.ModuleDef{
		Name: "_string",
		Doc:  "string helper module",
		Types: func() []*core.Type {
			setupOnce.Do(setup)
			return nil
		},
		Funcs: []core.Func{
			{Name: "formatter_parser", Sig: "(string, /)", Flags: core.Pure, Doc: "split a format string into text and fields", Fn: func(t *thread, a []value) (value, error) {
				s := core.AsStr(a[0])
				if s == nil {
					return core.Unbound, t.TypeError("expected str, got %s", a[0].TypeName())
				}
				return core.Make(&parserType, &(&parser{text: s.String()}).Header), nil
			}},
			{Name: "formatter_field_name_split", Sig: "(string, /)", Flags: core.Pure, Doc: "split the name of a field into its first part and lookups", Fn: func(t *thread, a []value) (value, error) {
				s := core.AsStr(a[0])
				if s == nil {
					return core.Unbound, t.TypeError("expected str, got %s", a[0].TypeName())
				}
				first, rest, err := fmtspec.SplitName(s.String(), func() error { return t.PollAtomic(1 << 16 / core.SlowWork) })
				if err != nil {
					return core.Unbound, t.FormatError(err)
				}
				head := core.StrVal(first.Text)
				if first.IsIndex {
					head = core.Int(int64(first.Index))
				}
				return core.NewTuple(head, core.Make(&keyType, &(&keys{rest: rest}).Header)), nil
			}},
		},
	}
}

func setup() {
	parserType.Setup(&core.TypeSpec{
		Name: "formatteriterator", Layout: core.LayoutOf[parser](), Flags: core.IterFlags,
		Slots: core.Slots{Iter: core.SelfIter, Next: func(t *thread, v value) (value, error) {
			p := core.As[parser](v)
			f, next, done, err := fmtspec.NextField(p.text, p.at, func() error { return t.PollAtomic(1 << 16 / core.SlowWork) })
			if err != nil {
				return core.Unbound, t.FormatError(err)
			}
			if done {
				return core.Unbound, nil
			}
			p.at = next
			if err := t.Charge(len(f.Literal) + len(f.Name) + len(f.Spec)); err != nil {
				return core.Unbound, err
			}
			if !f.HasField {
				return core.NewTuple(core.StrVal(f.Literal), core.None, core.None, core.None), nil
			}
			conv := core.None
			if f.HasConv {
				conv = core.RuneStr(f.Conv).Val()
			}
			return core.NewTuple(core.StrVal(f.Literal), core.StrVal(f.Name), core.StrVal(f.Spec), conv), nil
		}},
	})
	keyType.Setup(&core.TypeSpec{
		Name: "fieldnameiterator", Layout: core.LayoutOf[keys](), Flags: core.IterFlags,
		Slots: core.Slots{Iter: core.SelfIter, Next: func(t *thread, v value) (value, error) {
			k := core.As[keys](v)
			key, next, done, err := fmtspec.NextKey(k.rest, func() error { return t.PollAtomic(1 << 16 / core.SlowWork) })
			if err != nil {
				return core.Unbound, t.FormatError(err)
			}
			if done {
				return core.Unbound, nil
			}
			k.rest = next
			name := core.StrVal(key.Text)
			if key.IsIndex {
				name = core.Int(int64(key.Index))
			}
			return core.NewTuple(core.Bool(key.IsAttr), name), nil
		}},
	})
}
