// This file implements substitution: sub, subn, and templates.
package re

import (
	"strings"
	"unsafe"

	"github.com/vivarium-py/vivarium/internal/core"
	"github.com/vivarium-py/vivarium/internal/sre"
)

// compileTemplate gives the compiled form of a template, nil where it has no backslash and stands for itself.
func (p *pattern) compileTemplate(t *thread, v value) (*sre.Template, error) {
	if v == p.repl {
		return p.template, nil
	}
	text, _, ok := textOf(v)
	if !ok {
		if core.SlotsOf(v).Buffer == nil {
			if _, err := t.Hash(v); err != nil {
				return nil, err
			}
			return nil, t.TypeError("decoding to str: need a bytes-like object, %s found", v.TypeName())
		}
		var s subject
		if err := s.take(t, v); err != nil {
			return nil, err
		}
		own, err := s.copied(t)
		s.release()
		if err != nil {
			return nil, err
		}
		text = own
	}
	var tm *sre.Template
	if strings.IndexByte(text, '\\') >= 0 {
		prog := p.prog
		if _, isBytes, _ := textOf(v); ok && isBytes != prog.IsBytes {
			other := *prog // a template of the other kind is parsed by its own rules
			other.IsBytes = isBytes
			prog = &other
		}
		var err error
		if tm, err = prog.ParseTemplate(text, options(t)); err != nil {
			return nil, raise(t, err, v)
		}
	}
	if ok {
		p.repl, p.template = v, tm
	}
	return tm, nil
}

// literalText is the text of a replacement that goes in as it is; ok is false where it is of the wrong kind.
func literalText(v value, isBytes bool) (string, bool) {
	s, b, ok := textOf(v)
	return s, ok && b == isBytes
}

// joinError is the error of joining pieces of the wrong kind, of which v is number i.
func joinError(t *thread, isBytes bool, i int, v value) error {
	if isBytes {
		return t.TypeError("sequence item %d: expected a bytes-like object, %s found", i, v.TypeName())
	}
	return t.TypeError("sequence item %d: expected str instance, %s found", i, v.TypeName())
}

// copied is a copy of a subject's text.
func (s *subject) copied(t *thread) (string, error) {
	b, err := core.Append(t, nil, unsafe.Slice(unsafe.StringData(s.s), len(s.s)))
	return unsafe.String(unsafe.SliceData(b), len(b)), err
}

// result makes the str or bytes of out.
func (s *subject) result(out []byte) value {
	if s.str != nil {
		return core.TextVal(out)
	}
	return core.NewBytes(out)
}

// sub replaces matches; n is how many there were.
func (p *pattern) sub(t *thread, repl, v, count value) (r value, n int, err error) {
	limit, err := index(t, count)
	if err != nil {
		return unbound, 0, err
	}
	callable := core.SlotsOf(repl).Call != nil
	var tm *sre.Template
	if !callable {
		if tm, err = p.compileTemplate(t, repl); err != nil {
			return unbound, 0, err
		}
	}
	var s subject
	if err := s.open(t, p, v, core.Int(0), core.Int(1<<62)); err != nil {
		return unbound, 0, err
	}
	defer s.release()
	isBytes := s.str == nil
	literal, isText := "", true
	if tm == nil && !callable {
		literal, isText = literalText(repl, isBytes)
		if !isText && isBytes && core.AsStr(repl) == nil {
			var r subject
			if err := r.take(t, repl); err != nil {
				return unbound, 0, err
			}
			literal, isText = strings.Clone(r.s), true
			r.release()
		}
	} else if tm != nil {
		_, isText = literalText(repl, isBytes)
	}
	var out []byte
	last := 0
	pieces := 0 // what CPython would join, for the error message
	room := func(n int) error {
		if need := len(out) + n; need > cap(out) {
			c := max(need, 2*cap(out), min(len(s.s)+len(s.s)/8, 1<<20), 64)
			if c > 4096 {
				if err := t.Charge(c); err != nil {
					return err
				}
			}
			var err error
			before := cap(out)
			if out, err = core.Clone(t, out, c); err != nil {
				return err
			}
			t.Dropped(before)
		}
		return nil
	}
	put := func(text string) error {
		if err := room(len(text)); err != nil {
			return err
		}
		var err error
		out, err = t.AppendText(out, text)
		return err
	}
	replace := func(m *matcher) error {
		lo, hi := m.Span(0)
		if lo > last {
			if err := put(s.s[last:lo]); err != nil {
				return err
			}
			pieces++
		}
		last = hi
		n++
		switch {
		case callable:
			x, err := t.Call(repl, newMatch(p, &s, m))
			if err != nil {
				return err
			}
			if x.IsNone() {
				return nil
			}
			text, ok := literalText(x, isBytes)
			if !ok {
				if !isBytes || core.AsStr(x) != nil || core.SlotsOf(x).Buffer == nil {
					return joinError(t, isBytes, pieces, x)
				}
				var b subject
				if err := b.take(t, x); err != nil {
					return err
				}
				defer b.release()
				text = b.s
			}
			pieces++
			return put(text)
		case !isText:
			return joinError(t, isBytes, pieces, repl)
		case tm == nil:
			pieces++
			return put(literal)
		}
		size := 0
		for i := range tm.Parts {
			if part := &tm.Parts[i]; part.Group < 0 {
				size += len(part.Literal)
			} else if lo, hi := m.Span(part.Group); lo >= 0 {
				size += hi - lo
			}
		}
		if err := room(size); err != nil {
			return err
		}
		out = tm.Append(out, &m.Matcher, s.s)
		pieces++
		return nil
	}
	if limit >= 0 {
		err = p.each(t, &s, func(m *matcher) (bool, error) {
			err := replace(m)
			return n != limit, err
		})
	}
	if err != nil {
		return unbound, 0, err
	}
	if n == 0 {
		v, err := s.piece(t, 0, len(s.s), none)
		return v, 0, err
	}
	if err := put(s.s[last:]); err != nil {
		return unbound, 0, err
	}
	if !isBytes && len(out) < cap(out)/2 {
		if out, err = core.Clone(t, out, 0); err != nil {
			return unbound, 0, err
		}
	}
	return s.result(out), n, nil
}

func subMethod(t *thread, a []value) (value, error) {
	r, _, err := self(a[0]).sub(t, a[1], a[2], a[3])
	return r, err
}

func subnMethod(t *thread, a []value) (value, error) {
	r, n, err := self(a[0]).sub(t, a[1], a[2], a[3])
	if err != nil {
		return unbound, err
	}
	return core.Pair(r, core.Int(int64(n))), nil
}
