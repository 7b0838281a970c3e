// This file writes rows: a row's text is made whole and given to the file's write.
package csv_

import (
	"strings"
	"unicode/utf8"

	"github.com/vivarium-py/vivarium/internal/core"
)

// writer is a _csv.writer.
type writer struct {
	core.Header
	write   value
	d       *dialect
	special [utf8.RuneSelf]bool // ASCII characters that need quotes or an escape
	wide    string              // others
}

func newWriter(t *thread, a []value) (value, error) {
	arg, d, err := open(t, "writer", a)
	if err != nil {
		return core.Unbound, err
	}
	f, err := t.LookupAttr(arg, core.Intern("write"))
	if err != nil {
		return core.Unbound, err
	}
	if f.IsUnbound() || core.SlotsOf(f).Call == nil {
		return core.Unbound, t.TypeError("argument 1 must have a \"write\" method")
	}
	w := &writer{write: f, d: d}
	wide := t.NewText()
	for i, c := range d.delim + d.quote + d.escape + "\r\n" + d.end {
		if err := t.PollAt(i); err != nil {
			return core.Unbound, err
		}
		if c < utf8.RuneSelf {
			w.special[c] = true
		} else {
			wide.Put(string(c))
		}
	}
	if w.wide, err = wide.Text(); err != nil {
		return core.Unbound, err
	}
	return core.Make(&writerType, &w.Header), nil
}

// plain reports that text needs neither quotes nor escapes.
func (w *writer) plain(t *thread, text string) (bool, error) {
	for i := 0; i < len(text); i++ {
		if err := t.PollAt(i); err != nil {
			return false, err
		}
		if b := text[i]; b >= utf8.RuneSelf && w.wide != "" || b < utf8.RuneSelf && w.special[b] {
			return false, nil
		}
	}
	return true, nil
}

// field appends a field.
func (w *writer) field(t *thread, out []byte, text string, quoted, null bool) ([]byte, error) {
	d := w.d
	if text == "" && d.delim == " " && d.skipSpace {
		if d.quoting == quoteNone || null && (d.quoting == quoteStrings || d.quoting == quoteNotNull) {
			return nil, csvError(t, "empty field must be quoted if delimiter is a space and skipinitialspace is true")
		}
		quoted = true
	}
	at := len(out)
	plain, err := w.plain(t, text)
	if err != nil {
		return nil, err
	}
	if out, err = t.Room(out, len(text)+8); err != nil {
		return nil, err
	}
	if plain {
		if quoted {
			out = append(out, d.quote...)
		}
		if out, err = t.AppendText(out, text); err != nil {
			return nil, err
		}
		if quoted {
			out = append(out, d.quote...)
		}
		return out, nil
	}
	out = append(out, d.quote...) // taken back where no quotes turn out to be needed
	for i := 0; i < len(text); {
		n := 1
		if text[i] >= utf8.RuneSelf {
			for i+n < len(text) && text[i+n]&0xC0 == 0x80 {
				n++
			}
		}
		c := text[i : i+n]
		i += n
		special := n == 1 && w.special[c[0]]
		if n > 1 && w.wide != "" {
			special = strings.Contains(w.wide, c)
			err = t.PollAtomic(1 + len(w.wide)/core.SlowWork)
		} else {
			err = t.PollAt(i)
		}
		if err != nil {
			return nil, err
		}
		if out, err = t.Room(out, 16); err != nil { // three characters and a quote
			return nil, err
		}
		if special {
			escape := false
			switch {
			case d.quoting == quoteNone:
				escape = true
			case c == d.quote && d.doubleQuote:
				out = append(out, c...)
				quoted = true
			case c == d.quote || c == d.escape:
				escape = true
			default:
				quoted = true
			}
			if escape {
				if d.escape == "" {
					return nil, csvError(t, "need to escape, but no escapechar set")
				}
				out = append(out, d.escape...)
			}
		}
		out = append(out, c...)
	}
	if quoted {
		return append(out, d.quote...), nil
	}
	return append(out[:at], out[at+len(d.quote):]...), nil
}

// row writes one row.
func (w *writer) row(t *thread, row value) (value, error) {
	d := w.d
	it, err := t.Iter(row)
	if err != nil {
		if core.Matches(err, &core.ExcTypeError) {
			return core.Unbound, csvError(t, "iterable expected, not %s", row.TypeName())
		}
		return core.Unbound, err
	}
	var out []byte
	n, null := 0, false
	for ; ; n++ {
		v, err := t.Next(it)
		if err != nil {
			return core.Unbound, err
		}
		if v.IsUnbound() {
			break
		}
		if n > 0 {
			out = append(out, d.delim...)
		}
		s := core.AsStr(v)
		null = v.IsNone()
		quoted := false
		switch d.quoting {
		case quoteNonnumeric:
			sl := core.SlotsOf(v)
			quoted = sl.Int == nil && sl.Float == nil && sl.Index == nil
		case quoteAll:
			quoted = true
		case quoteStrings:
			quoted = s != nil
		case quoteNotNull:
			quoted = !null
		}
		text := ""
		if s == nil && !null {
			if s, err = t.Str(v); err != nil {
				return core.Unbound, err
			}
		}
		if s != nil {
			text = s.String()
		}
		if err := t.PollN(1 + len(text)/32); err != nil {
			return core.Unbound, err
		}
		if out, err = w.field(t, out, text, quoted, null); err != nil {
			return core.Unbound, err
		}
	}
	if n > 0 && len(out) == 0 {
		if d.quoting == quoteNone || null && (d.quoting == quoteStrings || d.quoting == quoteNotNull) {
			return core.Unbound, csvError(t, "single empty field record must be quoted")
		}
		out = append(append(out, d.quote...), d.quote...)
	}
	if out, err = t.Room(out, len(d.end)); err != nil {
		return core.Unbound, err
	}
	line, err := t.TextOf(append(out, d.end...))
	if err != nil {
		return core.Unbound, err
	}
	return t.Call(w.write, line)
}

func setupWriter() {
	self := func(v value) *writer { return core.As[writer](v) }
	writerType.Setup(&core.TypeSpec{
		Name: "_csv.writer", Layout: core.LayoutOf[writer](), Flags: core.FlagGeneric | core.FlagNoNew,
		Doc: "What csv.writer() returns: it writes rows to a file.",
		Slots: core.Slots{Traverse: func(h *core.Header, visit func(value)) {
			w := core.As[writer](core.Obj(h))
			visit(w.write)
			visit(w.d.val())
		}},
		GetSets: []core.GetSet{{Name: "dialect", Get: func(t *thread, v value) (value, error) { return self(v).d.val(), nil }}},
		Methods: []core.Func{
			{Name: "writerow", Sig: "(self, row, /)", Flags: core.Polls | core.Charges, Doc: "writerow(fields)\n\nWrite one row. Fields that are no strings are converted, None to an empty\nfield.", Fn: func(t *thread, a []value) (value, error) {
				return self(a[0]).row(t, a[1])
			}},
			{Name: "writerows", Sig: "(self, rows, /)", Flags: core.Polls | core.Charges, Doc: "writerows(rows)\n\nWrite each row of an iterable, as writerow() does.", Fn: func(t *thread, a []value) (value, error) {
				return core.None, t.Iterate(a[1], func(x value) error {
					_, err := self(a[0]).row(t, x)
					return err
				})
			}},
		},
	})
}
