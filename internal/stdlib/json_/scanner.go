// This file reads JSON values. It works on byte offsets of the text; positions in errors and results are code points.
package json_

import (
	"strconv"

	"github.com/vivarium-py/vivarium/internal/core"
	"github.com/vivarium-py/vivarium/internal/numtext"
)

// longNumber is the length from which numbers are read by what polls.
const longNumber = 700

// scanner is a make_scanner object: a decoder's options.
type scanner struct {
	core.Header
	strict                       bool
	strictVal                    value
	objectHook, pairsHook        value
	parseFloat, parseInt, parseC value
}

func setupScanner() {
	self := func(v value) *scanner { return core.As[scanner](v) }
	member := func(name string, f func(s *scanner) value) core.GetSet {
		return core.GetSet{Name: name, Get: func(t *thread, v value) (value, error) { return f(self(v)), nil }}
	}
	scannerType.Setup(&core.TypeSpec{
		Name: "_json.Scanner", Layout: core.LayoutOf[scanner](), Flags: core.FlagGeneric | core.FlagBase, Doc: "JSON scanner object",
		New: &core.Func{Name: "make_scanner", Sig: "(cls, context)", Flags: core.Pure, Fn: newScanner},
		Slots: core.Slots{
			Call: func(t *thread, v value, args []value, names *core.Tuple) (value, error) {
				return self(v).call(t, args, names)
			},
			Traverse: func(h *core.Header, visit func(value)) {
				s := self(core.Obj(h))
				for _, x := range []value{s.strictVal, s.objectHook, s.pairsHook, s.parseFloat, s.parseInt, s.parseC} {
					visit(x)
				}
			},
		},
		Members: []core.GetSet{
			member("strict", func(s *scanner) value { return core.Bool(s.strict) }),
			member("object_hook", func(s *scanner) value { return s.objectHook }),
			member("object_pairs_hook", func(s *scanner) value { return s.pairsHook }),
			member("parse_float", func(s *scanner) value { return s.parseFloat }),
			member("parse_int", func(s *scanner) value { return s.parseInt }),
			member("parse_constant", func(s *scanner) value { return s.parseC }),
		},
	})
}

func newScanner(t *thread, a []value) (value, error) {
	s := core.New[scanner](core.AsType(a[0]))
	for _, p := range []struct {
		name string
		to   *value
	}{
		{"strict", &s.strictVal}, {"object_hook", &s.objectHook}, {"object_pairs_hook", &s.pairsHook},
		{"parse_float", &s.parseFloat}, {"parse_int", &s.parseInt}, {"parse_constant", &s.parseC},
	} {
		v, err := t.GetAttr(a[1], core.Intern(p.name))
		if err != nil {
			return core.Unbound, err
		}
		*p.to = v
	}
	var err error
	s.strict, err = t.Truth(s.strictVal)
	return core.Obj(&s.Header), err
}

func (s *scanner) call(t *thread, args []value, names *core.Tuple) (value, error) {
	if names.Len() > 0 {
		// Only scan_once(string=..., idx=...) remains to be put in order.
		var byName [2]value
		byName[0], byName[1] = core.Unbound, core.Unbound
		pos := len(args) - names.Len()
		copy(byName[:], args[:min(pos, 2)])
		for i, n := range names.Items() {
			switch core.AsStr(n).String() {
			case "string":
				byName[0] = args[pos+i]
			case "idx":
				byName[1] = args[pos+i]
			default:
				return core.Unbound, t.TypeError("scan_once() got an unexpected keyword argument '%s'", core.AsStr(n).String())
			}
		}
		if byName[0].IsUnbound() || byName[1].IsUnbound() || len(args) != 2 {
			return core.Unbound, t.TypeError("scan_once() takes exactly 2 arguments (%d given)", len(args))
		}
		args = byName[:]
	}
	if len(args) != 2 {
		return core.Unbound, t.TypeError("scan_once() takes exactly 2 arguments (%d given)", len(args))
	}
	doc := core.AsStr(args[0])
	if doc == nil {
		return core.Unbound, t.TypeError("first argument must be a string, not %s", args[0].TypeName())
	}
	idx, err := t.IndexInt(args[1])
	if err != nil {
		return core.Unbound, err
	}
	if idx < 0 {
		return core.Unbound, t.ValueError("idx cannot be negative")
	}
	if idx >= doc.Len() {
		return core.Unbound, core.StopIteration(core.Int(int64(idx)))
	}
	r := reader{scanner: s, t: t, doc: doc, s: doc.String(), intType: s.parseInt == core.IntType.Val(), floatType: s.parseFloat == core.FloatType.Val(),
		plainObject: s.objectHook.IsNone() && s.pairsHook.IsNone()}
	off, err := t.ByteOff(doc, idx)
	if err != nil {
		return core.Unbound, err
	}
	v, off, err := r.value(off)
	if err != nil {
		return core.Unbound, err
	}
	end, err := t.IndexOf(doc, off)
	if err != nil {
		return core.Unbound, err
	}
	return core.NewTuple(v, core.Int(int64(end))), nil
}

// reader is one call of a scanner. keys holds recent object keys by a hash of their text, so that equal ones are shared.
type reader struct {
	*scanner
	t                  *thread
	doc                *core.Str
	s                  string
	intType, floatType bool
	plainObject        bool
	keys               [128]*core.Str
}

func (r *reader) stop(off int) error {
	i, err := r.t.IndexOf(r.doc, off)
	if err != nil {
		return err
	}
	return core.StopIteration(core.Int(int64(i)))
}

func (r *reader) fail(msg string, off int) error { return decodeError(r.t, msg, r.doc, off) }

// space gives the offset of what follows white space.
func (r *reader) space(i int) int {
	for i < len(r.s) {
		switch r.s[i] {
		case ' ', '\t', '\n', '\r':
			if r.t.PollAt(i) != nil { // killed: whatever follows ends at its next poll
				return i
			}
			i++
		default:
			return i
		}
	}
	return i
}

func (r *reader) word(i int, w string) bool {
	return len(r.s)-i >= len(w) && r.s[i:i+len(w)] == w
}

// value reads a value at offset i and gives the offset behind it.
func (r *reader) value(i int) (value, int, error) {
	if i >= len(r.s) {
		return core.Unbound, 0, r.stop(i)
	}
	switch r.s[i] {
	case '"':
		s, next, err := readString(r.t, r.doc, i+1, r.strict)
		if err != nil {
			return core.Unbound, 0, err
		}
		return s.Val(), next, nil
	case '{':
		if err := r.t.Enter(" while decoding a JSON object from a unicode string"); err != nil {
			r.t.Leave()
			return core.Unbound, 0, err
		}
		v, next, err := r.object(i + 1)
		r.t.Leave()
		return v, next, err
	case '[':
		if err := r.t.Enter(" while decoding a JSON array from a unicode string"); err != nil {
			r.t.Leave()
			return core.Unbound, 0, err
		}
		v, next, err := r.array(i + 1)
		r.t.Leave()
		return v, next, err
	case 'n':
		if r.word(i, "null") {
			return core.None, i + 4, nil
		}
	case 't':
		if r.word(i, "true") {
			return core.True, i + 4, nil
		}
	case 'f':
		if r.word(i, "false") {
			return core.False, i + 5, nil
		}
	case 'N':
		if r.word(i, "NaN") {
			return r.constant("NaN", i)
		}
	case 'I':
		if r.word(i, "Infinity") {
			return r.constant("Infinity", i)
		}
	case '-':
		if r.word(i, "-Infinity") {
			return r.constant("-Infinity", i)
		}
	}
	return r.number(i)
}

func (r *reader) constant(name string, i int) (value, int, error) {
	v, err := r.t.Call(r.parseC, core.StrVal(name))
	return v, i + len(name), err
}

// number reads a number at offset start.
func (r *reader) number(start int) (value, int, error) {
	s, i := r.s, start
	neg := i < len(s) && s[i] == '-'
	if neg {
		i++
	}
	if i >= len(s) || s[i] < '0' || s[i] > '9' {
		return core.Unbound, 0, r.stop(start)
	}
	var n int64
	first := i
	if s[i] == '0' {
		i++
	} else {
		for i < len(s) && s[i] >= '0' && s[i] <= '9' {
			n = n*10 + int64(s[i]-'0')
			if i++; i&0xffff == 0 {
				if err := r.t.Poll(); err != nil {
					return core.Unbound, 0, err
				}
			}
		}
	}
	digits := i - first
	isFloat := false
	if i+1 < len(s) && s[i] == '.' && s[i+1] >= '0' && s[i+1] <= '9' {
		isFloat = true
		for i++; i < len(s) && s[i] >= '0' && s[i] <= '9'; i++ {
			if i&0xffff == 0 {
				if err := r.t.Poll(); err != nil {
					return core.Unbound, 0, err
				}
			}
		}
	}
	if i < len(s) && s[i]|0x20 == 'e' {
		j := i + 1
		if j < len(s) && (s[j] == '+' || s[j] == '-') {
			j++
		}
		if j < len(s) && s[j] >= '0' && s[j] <= '9' {
			for ; j < len(s) && s[j] >= '0' && s[j] <= '9'; j++ {
				if j&0xffff == 0 {
					if err := r.t.Poll(); err != nil {
						return core.Unbound, 0, err
					}
				}
			}
			i, isFloat = j, true
		}
	}
	text := s[start:i]
	if isFloat {
		if r.floatType {
			// What is out of range becomes an infinity or zero, as in float().
			if len(text) > longNumber {
				f, _, err := numtext.ParseFloat(text, r.t.PollFunc())
				return core.Float(f), i, err
			}
			f, _ := strconv.ParseFloat(text, 64)
			return core.Float(f), i, nil
		}
		v, err := r.t.Call(r.parseFloat, core.StrVal(text))
		return v, i, err
	}
	if r.intType {
		if digits <= 18 {
			if neg {
				n = -n
			}
			return core.Int(n), i, nil
		}
		v, err := r.t.ToInt(core.StrVal(text))
		return v, i, err
	}
	v, err := r.t.Call(r.parseInt, core.StrVal(text))
	return v, i, err
}

// array reads what follows '['.
func (r *reader) array(i int) (value, int, error) {
	var items []value
	i = r.space(i)
	if i < len(r.s) && r.s[i] == ']' {
		return core.NewList(nil), i + 1, r.t.ChargeSmall(48)
	}
	for {
		if err := r.t.Poll(); err != nil {
			return core.Unbound, 0, err
		}
		v, next, err := r.value(i)
		if err != nil {
			return core.Unbound, 0, err
		}
		if err := r.t.ChargeSmall(48); err != nil { // its place in the list, which grows
			return core.Unbound, 0, err
		}
		if items, err = core.Push(r.t, items, v); err != nil {
			return core.Unbound, 0, err
		}
		i = r.space(next)
		if i >= len(r.s) {
			return core.Unbound, 0, r.fail("Expecting ',' delimiter", i)
		}
		if r.s[i] == ']' {
			return core.NewList(items), i + 1, nil
		}
		if r.s[i] != ',' {
			return core.Unbound, 0, r.fail("Expecting ',' delimiter", i)
		}
		comma := i
		if i = r.space(i + 1); i < len(r.s) && r.s[i] == ']' {
			return core.Unbound, 0, r.fail("Illegal trailing comma before end of array", comma)
		}
	}
}

// key reads an object's key at offset i behind its quote.
func (r *reader) key(i int) (*core.Str, int, error) {
	n, ascii := plainLen(r.s[:min(len(r.s), i+72)], i) // the long ones are not kept
	if end := i + n; ascii && n > 0 && n < 64 && end < len(r.s) && r.s[end] == '"' {
		text := r.s[i:end]
		slot := &r.keys[(uint(n)*31+uint(text[0])*7+uint(text[n-1])+uint(text[n/2])*3)%uint(len(r.keys))]
		if k := *slot; k != nil && k.String() == text {
			return k, end + 1, nil
		}
		if err := r.t.ChargeSmall(64 + n); err != nil {
			return nil, 0, err
		}
		k := core.Interned(core.NewStrCopy(text, n))
		*slot = k
		return k, end + 1, nil
	}
	return readString(r.t, r.doc, i, r.strict)
}

// object reads what follows '{'.
func (r *reader) object(i int) (value, int, error) {
	t := r.t
	var d *core.Dict
	var pairs []value
	asPairs := !r.pairsHook.IsNone()
	if !asPairs {
		d = core.NewDict()
	}
	i = r.space(i)
	if i < len(r.s) && r.s[i] == '}' {
		return r.objectDone(d, pairs, i+1)
	}
	for {
		if i >= len(r.s) || r.s[i] != '"' {
			return core.Unbound, 0, r.fail("Expecting property name enclosed in double quotes", i)
		}
		key, next, err := r.key(i + 1)
		if err != nil {
			return core.Unbound, 0, err
		}
		if i = r.space(next); i >= len(r.s) || r.s[i] != ':' {
			return core.Unbound, 0, r.fail("Expecting ':' delimiter", i)
		}
		i = r.space(i + 1)
		v, next, err := r.value(i)
		if err != nil {
			return core.Unbound, 0, err
		}
		if err := t.Poll(); err != nil {
			return core.Unbound, 0, err
		}
		if asPairs {
			if err := t.Charge(48); err != nil {
				return core.Unbound, 0, err
			}
			pairs = append(pairs, core.NewTuple(key.Val(), v))
		} else {
			// A dict of one key takes 240 bytes; one of many 72 for each, and as much while it grows.
			n := 100
			if d.Len() == 0 {
				n = 200
			}
			if err := t.ChargeSmall(n); err != nil {
				return core.Unbound, 0, err
			}
			d.SetStr(key, v)
		}
		if i = r.space(next); i >= len(r.s) {
			return core.Unbound, 0, r.fail("Expecting ',' delimiter", i)
		}
		if r.s[i] == '}' {
			return r.objectDone(d, pairs, i+1)
		}
		if r.s[i] != ',' {
			return core.Unbound, 0, r.fail("Expecting ',' delimiter", i)
		}
		comma := i
		if i = r.space(i + 1); i < len(r.s) && r.s[i] == '}' {
			return core.Unbound, 0, r.fail("Illegal trailing comma before end of object", comma)
		}
	}
}

func (r *reader) objectDone(d *core.Dict, pairs []value, next int) (value, int, error) {
	switch {
	case r.plainObject:
		return d.Val(), next, nil
	case d == nil:
		v, err := r.t.Call(r.pairsHook, core.NewList(pairs))
		return v, next, err
	}
	v, err := r.t.Call(r.objectHook, d.Val())
	return v, next, err
}
