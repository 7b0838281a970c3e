// This file writes JSON. The text is made whole, and given as a tuple of one str, which json joins.
package json_

import (
	"math"

	"github.com/vivarium-py/vivarium/internal/core"
	"github.com/vivarium-py/vivarium/internal/numtext"
)

// encoder is a make_encoder object.
type encoder struct {
	core.Header
	markers, def, enc, indent value
	keySep, itemSep           *core.Str
	sortKeys, skipKeys, nan   bool
}

func setupEncoder() {
	self := func(v value) *encoder { return core.As[encoder](v) }
	member := func(name string, f func(e *encoder) value) core.GetSet {
		return core.GetSet{Name: name, Get: func(t *thread, v value) (value, error) { return f(self(v)), nil }}
	}
	encoderType.Setup(&core.TypeSpec{
		Name: "_json.Encoder", Layout: core.LayoutOf[encoder](), Flags: core.FlagGeneric | core.FlagBase,
		Doc: "Encoder(markers, default, encoder, indent, key_separator, item_separator, sort_keys, skipkeys, allow_nan)",
		New: &core.Func{Name: "make_encoder", Sig: "(cls, markers, default, encoder, indent, key_separator, item_separator, sort_keys, skipkeys, allow_nan)", Flags: core.Pure, Fn: newEncoder},
		Slots: core.Slots{
			Call: func(t *thread, v value, args []value, names *core.Tuple) (value, error) {
				if len(args) == 0 || len(args) > 2 {
					return core.Unbound, t.TypeError("_iterencode() takes exactly 2 arguments (%d given)", len(args))
				}
				level := 0
				if len(args) == 2 {
					var err error
					if level, err = t.IndexInt(args[1]); err != nil {
						return core.Unbound, err
					}
				}
				return self(v).encode(t, args[0], level)
			},
			Traverse: func(h *core.Header, visit func(value)) {
				e := self(core.Obj(h))
				for _, x := range []value{e.markers, e.def, e.enc, e.indent} {
					visit(x)
				}
			},
		},
		Members: []core.GetSet{
			member("markers", func(e *encoder) value { return e.markers }),
			member("default", func(e *encoder) value { return e.def }),
			member("encoder", func(e *encoder) value { return e.enc }),
			member("indent", func(e *encoder) value { return e.indent }),
			member("key_separator", func(e *encoder) value { return e.keySep.Val() }),
			member("item_separator", func(e *encoder) value { return e.itemSep.Val() }),
			member("sort_keys", func(e *encoder) value { return core.Bool(e.sortKeys) }),
			member("skipkeys", func(e *encoder) value { return core.Bool(e.skipKeys) }),
		},
	})
}

func newEncoder(t *thread, a []value) (value, error) {
	e := core.New[encoder](core.AsType(a[0]))
	e.markers, e.def, e.enc, e.indent = a[1], a[2], a[3], a[4]
	if !e.markers.IsNone() && core.AsDict(e.markers) == nil {
		return core.Unbound, t.TypeError("make_encoder() argument 1 must be dict or None, not %s", e.markers.TypeName())
	}
	for i, to := range []**core.Str{&e.keySep, &e.itemSep} {
		if *to = core.AsStr(a[5+i]); *to == nil {
			return core.Unbound, t.TypeError("make_encoder() argument %d must be str, not %s", 5+i, a[5+i].TypeName())
		}
	}
	var err error
	for i, to := range []*bool{&e.sortKeys, &e.skipKeys, &e.nan} {
		if *to, err = t.Truth(a[7+i]); err != nil {
			return core.Unbound, err
		}
	}
	return core.Obj(&e.Header), nil
}

// Kinds of string encoders.
const (
	encASCII = iota
	encPlain
	encOther
)

// writer is one run of an encoder. open holds the containers being written.
type writer struct {
	*encoder
	t       *thread
	out     []byte
	charged int
	guess   int
	kind    int
	indent  string
	open    []*core.Header
}

func (e *encoder) encode(t *thread, v value, level int) (value, error) {
	st := core.StateOf(t.Interp(), stateKey{}, func() *state { return &state{} })
	w := writer{encoder: e, t: t, kind: encOther, guess: st.last}
	switch e.enc {
	case st.ascii:
		w.kind = encASCII
	case st.plain:
		w.kind = encPlain
	}
	if !e.indent.IsNone() {
		s := core.AsStr(e.indent)
		if s == nil {
			n, err := t.IndexInt(e.indent)
			if err != nil {
				return core.Unbound, err
			}
			spaces, err := t.Binary(core.OpMul, core.StrVal(" "), core.Int(int64(n)))
			if err != nil {
				return core.Unbound, err
			}
			s = core.AsStr(spaces)
		}
		w.indent = "\n" + s.String()
	}
	if err := w.value(v, level); err != nil {
		return core.Unbound, err
	}
	st.last = len(w.out)
	if waste := cap(w.out) - len(w.out); waste > len(w.out)/4 && waste > textChunk {
		var err error
		if w.out, err = core.Clone(t, w.out, 0); err != nil {
			return core.Unbound, err
		}
	}
	return core.NewTuple(core.TextVal(w.out)), nil
}

// room makes room for n bytes about to be appended, and charges for it and for what was appended without.
func (w *writer) room(n int) error {
	need := len(w.out) + n
	if need <= w.charged {
		return nil
	}
	size := 2*need + 64
	if need > textChunk {
		size = need + need/4
		if guess := w.guess + w.guess/16; guess > size && guess <= 32*size { // as long as the one before: copied once
			size = guess
		}
	}
	if err := w.t.Charge(size); err != nil {
		return err
	}
	before := w.charged
	w.charged = size
	out, err := core.Clone(w.t, w.out, size)
	if err != nil {
		return err
	}
	w.t.Dropped(before)
	w.out = out
	return nil
}

func (w *writer) str(s *core.Str) error {
	text := s.String()
	if err := w.room(len(text) + 2); err != nil {
		return err
	}
	switch w.kind {
	case encASCII:
		var err error
		w.out, err = appendString(w.t, w.out, text, appendASCII, w.room)
		return err
	case encPlain:
		var err error
		w.out, err = appendString(w.t, w.out, text, appendPlain, w.room)
		return err
	default:
		r, err := w.t.Call(w.enc, s.Val())
		if err != nil {
			return err
		}
		x := core.AsStr(r)
		if x == nil {
			return w.t.TypeError("encoder() must return a string, not %s", r.TypeName())
		}
		if err := w.room(len(x.String())); err != nil {
			return err
		}
		if w.out, err = w.t.AppendText(w.out, x.String()); err != nil {
			return err
		}
	}
	return nil
}

func (w *writer) float(f float64) error {
	switch {
	case f-f == 0:
		w.out = numtext.AppendRepr(w.out, f)
		return nil
	case !w.nan:
		return w.t.ValueError("Out of range float values are not JSON compliant: %s", numtext.Repr(f))
	case f != f:
		w.out = append(w.out, "NaN"...)
	case math.IsInf(f, 1):
		w.out = append(w.out, "Infinity"...)
	default:
		w.out = append(w.out, "-Infinity"...)
	}
	return nil
}

// int appends int.__repr__(v), whatever a subclass has for a repr.
func (w *writer) int(v value) error {
	if i, b, _ := core.AsInt(v); b == nil {
		w.out = numtext.AppendInt(w.out, i, 10)
		return nil
	}
	r, err := core.SlotsOf(core.Int(0)).Repr(w.t, v)
	if err != nil {
		return err
	}
	text := core.AsStr(r).String()
	if err := w.room(len(text)); err != nil {
		return err
	}
	w.out, err = w.t.AppendText(w.out, text)
	return err
}

func (w *writer) value(v value, level int) error {
	if err := w.room(32); err != nil {
		return err
	}
	switch {
	case v.IsSmall():
		w.out = numtext.AppendInt(w.out, v.Small(), 10)
		return nil
	case v == core.None:
		w.out = append(w.out, "null"...)
		return nil
	case v == core.True:
		w.out = append(w.out, "true"...)
		return nil
	case v == core.False:
		w.out = append(w.out, "false"...)
		return nil
	}
	if s := core.AsStr(v); s != nil {
		return w.str(s)
	}
	if _, _, ok := core.AsInt(v); ok {
		return w.int(v)
	}
	if f, ok := core.AsFloat(v); ok {
		return w.float(f)
	}
	l, tup, d := core.AsList(v), core.AsTuple(v), core.AsDict(v)
	if err := w.t.Enter(" while encoding a JSON object"); err != nil {
		w.t.Leave()
		return err
	}
	var err error
	switch {
	case l != nil:
		err = w.items(v, l.Items, level)
	case tup != nil:
		err = w.items(v, tup.Items, level)
	case d != nil:
		err = w.dict(v, d, level)
	default:
		err = w.other(v, level)
	}
	w.t.Leave()
	return err
}

// mark notes a container that is about to be written; unmark forgets the last one.
func (w *writer) mark(v value) error {
	if w.markers.IsNone() {
		return nil
	}
	for _, h := range w.open {
		if h == v.Ref() {
			return w.t.ValueError("Circular reference detected")
		}
	}
	w.open = append(w.open, v.Ref())
	return nil
}

func (w *writer) unmark() {
	if !w.markers.IsNone() {
		w.open = w.open[:len(w.open)-1]
	}
}

// note adds to an exception where it happened.
func (w *writer) note(err error, format string, a ...any) error {
	return w.t.AddNote(err, format, a...)
}

func (w *writer) other(v value, level int) error {
	if err := w.mark(v); err != nil {
		return err
	}
	r, err := w.t.Call(w.def, v)
	if err != nil {
		return err
	}
	if err := w.value(r, level); err != nil {
		return w.note(err, "when serializing %s object", v.TypeName())
	}
	w.unmark()
	return nil
}

// newline breaks the line where there is an indentation.
func (w *writer) newline(level int) error {
	if w.indent == "" {
		return nil
	}
	if err := w.room(1 + level*(len(w.indent)-1)); err != nil {
		return err
	}
	w.out = append(w.out, '\n')
	for ; level > 0; level-- {
		w.out = append(w.out, w.indent[1:]...)
	}
	return nil
}

func (w *writer) items(v value, items func() []value, level int) error {
	if len(items()) == 0 {
		w.out = append(w.out, "[]"...)
		return nil
	}
	if err := w.mark(v); err != nil {
		return err
	}
	w.out = append(w.out, '[')
	for i := 0; i < len(items()); i++ {
		if err := w.t.Poll(); err != nil {
			return err
		}
		now := items()
		if i >= len(now) { // what ran meanwhile took it away
			break
		}
		if i > 0 {
			w.out = append(w.out, w.itemSep.String()...)
		}
		if err := w.newline(level + 1); err != nil {
			return err
		}
		if err := w.value(now[i], level+1); err != nil {
			return w.note(err, "when serializing %s item %d", v.TypeName(), i)
		}
	}
	w.unmark()
	if err := w.newline(level); err != nil {
		return err
	}
	w.out = append(w.out, ']')
	return nil
}

func (w *writer) dict(v value, d *core.Dict, level int) error {
	t := w.t
	if d.Len() == 0 && (v.IsExactly(&core.DictType)) {
		w.out = append(w.out, "{}"...)
		return nil
	}
	if err := w.mark(v); err != nil {
		return err
	}
	start := len(w.out)
	w.out = append(w.out, '{')
	first := true
	if w.sortKeys || !v.IsExactly(&core.DictType) {
		m, err := t.CallMethod(v, core.Intern("items"))
		if err != nil {
			return err
		}
		items, err := t.Collect(m)
		if err != nil {
			return err
		}
		l := core.NewList(items)
		if w.sortKeys {
			if err := t.SortList(core.AsList(l), core.None, false); err != nil {
				return err
			}
		}
		for _, it := range core.AsList(l).Items() {
			pair := core.AsTuple(it)
			if pair.Len() != 2 {
				return t.ValueError("items must return 2-tuples")
			}
			if err := w.pair(v, pair.Items()[0], pair.Items()[1], level, &first); err != nil {
				return err
			}
		}
	} else {
		for i, k, x, ok := d.Next(0); ok; i, k, x, ok = d.Next(i) {
			if err := w.pair(v, k, x, level, &first); err != nil {
				return err
			}
		}
	}
	w.unmark()
	if first {
		w.out = append(w.out[:start], "{}"...)
		return nil
	}
	if err := w.newline(level); err != nil {
		return err
	}
	w.out = append(w.out, '}')
	return nil
}

func (w *writer) pair(v, k, x value, level int, first *bool) error {
	if err := w.t.Poll(); err != nil {
		return err
	}
	if err := w.room(len(w.itemSep.String()) + len(w.keySep.String()) + 32); err != nil {
		return err
	}
	s := core.AsStr(k)
	if s == nil {
		var err error
		if s, err = w.keyText(k); err != nil || s == nil {
			return err
		}
	}
	if !*first {
		w.out = append(w.out, w.itemSep.String()...)
	}
	*first = false
	if err := w.newline(level + 1); err != nil {
		return err
	}
	if err := w.str(s); err != nil {
		return err
	}
	w.out = append(w.out, w.keySep.String()...)
	if err := w.value(x, level+1); err != nil {
		key, rerr := w.t.Repr(k)
		if rerr != nil {
			return err
		}
		return w.note(err, "when serializing %s item %s", v.TypeName(), key.String())
	}
	return nil
}

// keyText gives the text of a key that is no str; nil without an error leaves the item out.
func (w *writer) keyText(k value) (*core.Str, error) {
	switch {
	case k == core.True:
		return core.NewStr("true"), nil
	case k == core.False:
		return core.NewStr("false"), nil
	case k == core.None:
		return core.NewStr("null"), nil
	}
	at := len(w.out)
	var err error
	if f, ok := core.AsFloat(k); ok {
		err = w.float(f)
	} else if _, _, ok := core.AsInt(k); ok {
		err = w.int(k)
	} else if w.skipKeys {
		return nil, nil
	} else {
		return nil, w.t.TypeError("keys must be str, int, float, bool or None, not %s", k.TypeName())
	}
	if err != nil {
		return nil, err
	}
	s := core.NewStr(string(w.out[at:]))
	w.out = w.out[:at]
	return s, nil
}
