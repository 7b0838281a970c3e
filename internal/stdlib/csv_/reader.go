// This file reads rows: a state machine over the characters of one line after the other. Runs of plain characters are taken
// whole, and a field that is one run is cut from the line.
package csv_

import (
	"unicode/utf8"

	"github.com/vivarium-py/vivarium/internal/core"
)

// States of a reader.
const (
	startRecord = iota
	startField
	escaped
	inField
	inQuoted
	escapedInQuoted
	quoteInQuoted
	eatNewline
	afterEscapedNewline
)

// reader is a _csv.reader.
type reader struct {
	core.Header
	lines   value
	d       *dialect
	lineNum int64
	row     []value
	field   []byte // what there is of the field, if run is not all of it
	run     string
	state   int
	quoted  bool // the field has seen a quote
}

func newReader(t *thread, a []value) (value, error) {
	arg, d, err := open(t, "reader", a)
	if err != nil {
		return core.Unbound, err
	}
	it, err := t.Iter(arg)
	if err != nil {
		return core.Unbound, err
	}
	return core.Make(&readerType, &(&reader{lines: it, d: d}).Header), nil
}

// add appends to the field.
func (r *reader) add(t *thread, s string, limit int64) error {
	n := int64(len(s) + len(r.run) + len(r.field))
	if n > limit && r.runes()+int64(utf8.RuneCountInString(s)) > limit {
		return csvError(t, "field larger than field limit (%d)", limit)
	}
	if n < 0 || len(s) > 1<<12 {
		if err := t.Charge(len(s)); err != nil {
			return err
		}
	}
	switch {
	case len(r.field) == 0 && r.run == "":
		r.run = s
	default:
		if r.run != "" {
			r.field = append(r.field, r.run...)
			r.run = ""
		}
		r.field = append(r.field, s...)
	}
	return nil
}

func (r *reader) runes() int64 {
	return int64(utf8.RuneCount(r.field) + utf8.RuneCountInString(r.run))
}

// fieldBytes is what a field takes besides its text: the str, and its place in a row that grows.
const fieldBytes = 96

// save ends the field.
func (r *reader) save(t *thread) error {
	text := r.run
	if len(r.field) > 0 {
		text = string(r.field) + r.run
	}
	v := core.StrVal(text)
	if !r.quoted {
		switch q := r.d.quoting; {
		case text == "" && (q == quoteNotNull || q == quoteStrings):
			v = core.None
		case text != "" && (q == quoteNonnumeric || q == quoteStrings):
			float, err := t.Builtin("float")
			if err != nil {
				return err
			}
			if v, err = t.Call(float, v); err != nil {
				return err
			}
		}
	}
	if err := t.ChargeSmall(fieldBytes + len(r.field)); err != nil {
		return err
	}
	r.row = append(r.row, v)
	r.field, r.run, r.quoted = r.field[:0], "", false
	return nil
}

// runBytes is about how long a run may be that is taken in one step.
const runBytes = 1 << 20

// feed goes through a line and its end.
func (r *reader) feed(t *thread, line string, limit int64) error {
	d := r.d
	for i, steps := 0, 1; i < len(line); steps++ {
		if steps&1023 == 0 {
			if err := t.PollAtomic(64); err != nil {
				return err
			}
		}
		b := line[i]
		n := 1
		if b >= utf8.RuneSelf {
			for i+n < len(line) && line[i+n]&0xC0 == 0x80 {
				n++
			}
		}
		// A run of what needs no look.
		if (r.state == inField || r.state == inQuoted) && !d.special[b] {
			j := i + 1
			for j < len(line) && !d.special[line[j]] && (j-i < runBytes || line[j]&0xC0 == 0x80) {
				j++
			}
			if err := t.PollAtomic((j - i) / core.SlowWork); err != nil {
				return err
			}
			if err := r.add(t, line[i:j], limit); err != nil {
				return err
			}
			i = j
			continue
		}
		if err := r.char(t, line[i:i+n], limit); err != nil {
			return err
		}
		i += n
	}
	return r.char(t, "", limit)
}

// char takes one character; "" is the end of a line.
func (r *reader) char(t *thread, c string, limit int64) error {
	d := r.d
	newline := c == "\n" || c == "\r"
	// end ends a field and the record with it.
	end := func() error {
		if err := r.save(t); err != nil {
			return err
		}
		r.state = startRecord
		if c != "" {
			r.state = eatNewline
		}
		return nil
	}
	switch r.state {
	case startRecord:
		if c == "" {
			return nil // an empty line is an empty row
		}
		if newline {
			r.state = eatNewline
			return nil
		}
		r.state = startField
		fallthrough
	case startField:
		switch {
		case newline || c == "":
			return end()
		case c == d.quote && d.quoting != quoteNone:
			r.quoted = true
			r.state = inQuoted
		case c == d.escape:
			r.state = escaped
		case c == " " && d.skipSpace:
		case c == d.delim:
			return r.save(t)
		default:
			r.state = inField
			return r.add(t, c, limit)
		}
	case escaped:
		if newline {
			r.state = afterEscapedNewline
			return r.add(t, c, limit)
		}
		if c == "" {
			c = "\n"
		}
		r.state = inField
		return r.add(t, c, limit)
	case afterEscapedNewline:
		if c == "" {
			return nil
		}
		// The state stays until something ends the field, as it does in CPython: a line without a newline goes on.
		fallthrough
	case inField:
		switch {
		case newline || c == "":
			return end()
		case c == d.escape:
			r.state = escaped
		case c == d.delim:
			r.state = startField
			return r.save(t)
		default:
			return r.add(t, c, limit)
		}
	case inQuoted:
		switch {
		case c == "":
		case c == d.escape:
			r.state = escapedInQuoted
		case c == d.quote && d.quoting != quoteNone:
			r.state = inField
			if d.doubleQuote {
				r.state = quoteInQuoted
			}
		default:
			return r.add(t, c, limit)
		}
	case escapedInQuoted:
		if c == "" {
			c = "\n"
		}
		r.state = inQuoted
		return r.add(t, c, limit)
	case quoteInQuoted:
		switch {
		case c != "" && c == d.quote && d.quoting != quoteNone:
			r.state = inQuoted
			return r.add(t, c, limit)
		case c == d.delim:
			r.state = startField
			return r.save(t)
		case newline || c == "":
			return end()
		case d.strict:
			return csvError(t, "'%s' expected after '%s'", d.delim, d.quote)
		default:
			r.state = inField
			return r.add(t, c, limit)
		}
	case eatNewline:
		switch {
		case newline:
		case c == "":
			r.state = startRecord
		default:
			return csvError(t, "new-line character seen in unquoted field - do you need to open the file with newline=''?")
		}
	}
	return nil
}

// next reads a row.
func (r *reader) next(t *thread) (value, error) {
	r.row, r.field, r.run, r.quoted, r.state = nil, r.field[:0], "", false, startRecord
	limit := registryOf(t).limit
	for {
		v, err := t.Next(r.lines)
		if err != nil {
			return core.Unbound, err
		}
		if v.IsUnbound() {
			if len(r.field) == 0 && r.run == "" && r.state != inQuoted {
				return core.Unbound, nil
			}
			if r.d.strict {
				return core.Unbound, csvError(t, "unexpected end of data")
			}
			if err := r.save(t); err != nil {
				return core.Unbound, err
			}
			break
		}
		s := core.AsStr(v)
		if s == nil {
			return core.Unbound, csvError(t, "iterator should return strings, not %s (the file should be opened in text mode)", v.TypeName())
		}
		r.lineNum++
		if err := t.PollN(1 + s.Len()/32); err != nil {
			return core.Unbound, err
		}
		if err := r.feed(t, s.String(), limit); err != nil {
			return core.Unbound, err
		}
		if r.state == startRecord {
			break
		}
	}
	row := r.row
	r.row = nil
	return core.NewList(row), nil
}

func setupReader() {
	self := func(v value) *reader { return core.As[reader](v) }
	readerType.Setup(&core.TypeSpec{
		Name: "_csv.reader", Layout: core.LayoutOf[reader](), Flags: core.FlagGeneric | core.FlagNoNew,
		Doc: "What csv.reader() returns: an iterator over the rows of a file.",
		Slots: core.Slots{
			Iter: core.SelfIter,
			Next: func(t *thread, v value) (value, error) { return self(v).next(t) },
			Traverse: func(h *core.Header, visit func(value)) {
				r := core.As[reader](core.Obj(h))
				visit(r.lines)
				visit(r.d.val())
			},
		},
		GetSets: []core.GetSet{
			{Name: "dialect", Get: func(t *thread, v value) (value, error) { return self(v).d.val(), nil }},
			{Name: "line_num", Get: func(t *thread, v value) (value, error) { return core.Int(self(v).lineNum), nil }},
		},
	})
}
