// This file implements StringIO: text in memory, as WTF-8 bytes. Positions count code points; the byte offset of the
// current one is kept, so that reading and writing in order cost nothing extra.
package core

import (
	"unsafe"
)

// StringIO is a text stream in memory.
type StringIO struct {
	Header
	ok, closed     bool
	buf            []byte
	n              int // code points in buf
	pos            int // in code points; may be beyond the end
	off            int // byte offset of min(pos, n)
	readNL         string
	universal      bool
	writeTranslate bool
	writeNL        string
	nl             newlineState
	newline        Value
}

func (s *StringIO) check(t *Thread) error {
	switch {
	case !s.ok:
		return t.ValueError("I/O operation on uninitialized object")
	case s.closed:
		return t.ValueError("I/O operation on closed file")
	}
	return nil
}

func sioSelf(t *Thread, v Value) (*StringIO, error) {
	s := As[StringIO](v)
	return s, s.check(t)
}

// view is the text without a copy, valid until the next write.
func (s *StringIO) view() string { return unsafe.String(unsafe.SliceData(s.buf), len(s.buf)) }

// seekTo sets the position, finding its byte offset.
func (s *StringIO) seekTo(pos int) {
	switch {
	case pos >= s.n:
		s.off = len(s.buf)
	case s.n == len(s.buf):
		s.off = pos
	case pos >= s.pos && s.pos <= s.n:
		b, _ := prefixChars(s.view()[s.off:], pos-s.pos)
		s.off += b
	default:
		s.off, _ = prefixChars(s.view(), pos)
	}
	s.pos = pos
}

// write is write without translation of its result.
func (s *StringIO) write(t *Thread, text string) error {
	if s.universal {
		var err error
		if text, err = t.decodeNewlines(&s.nl, text, true); err != nil {
			return err
		}
	}
	if s.writeTranslate && s.writeNL != "" {
		v, err := t.strReplaceN(NewStr(text), NewStr("\n"), NewStr(s.writeNL), maxInt)
		if err != nil {
			return err
		}
		text = AsStr(v).s
	}
	return s.put(t, text)
}

// put writes text at the position, over what is there.
func (s *StringIO) put(t *Thread, text string) error {
	if text == "" {
		return nil
	}
	grow := len(text)
	if s.pos > s.n {
		grow += s.pos - s.n
	}
	if cap(s.buf)-len(s.buf) < grow {
		if err := t.Charge(len(s.buf) + grow); err != nil {
			return err
		}
		buf, err := Clone(t, s.buf, len(s.buf)+max(grow, min(len(s.buf), 1<<16), len(s.buf)/4))
		if err != nil {
			return err
		}
		s.buf = buf
	}
	if s.pos > s.n {
		had := len(s.buf)
		s.buf = s.buf[:had+s.pos-s.n]
		if err := Clear(t, s.buf[had:]); err != nil {
			return err
		}
		s.n, s.off = s.pos, len(s.buf)
	}
	chars, err := t.countRunes(text)
	if err != nil {
		return err
	}
	if s.off == len(s.buf) {
		if s.buf, err = t.AppendText(s.buf, text); err != nil {
			return err
		}
		s.n += chars
	} else {
		// The same number of characters is overwritten.
		end, over := prefixChars(s.view()[s.off:], chars)
		end += s.off
		if d := len(text) - (end - s.off); d != 0 {
			old := len(s.buf)
			if d > 0 {
				s.buf = append(s.buf, make([]byte, d)...)
			}
			if err := Move(t, s.buf[end+d:], s.buf[end:old]); err != nil {
				return err
			}
			s.buf = s.buf[:old+d]
		}
		if err := t.copyStr(s.buf[s.off:s.off+len(text)], text); err != nil {
			return err
		}
		s.n += chars - over
	}
	s.pos += chars
	s.off += len(text)
	return nil
}

// rest is the text from the position on.
func (s *StringIO) rest() string {
	if s.pos >= s.n {
		return ""
	}
	return s.view()[s.off:]
}

// cut copies the next n bytes, which are chars characters.
func (s *StringIO) cut(t *Thread, n, chars int) (Value, error) {
	if n == 0 {
		return emptyStr.Val(), nil
	}
	if err := t.Charge(n); err != nil {
		return Unbound, err
	}
	r, err := t.textCopy(view(s.buf[s.off:s.off+n]), chars)
	s.off += n
	s.pos += chars
	return r.Val(), err
}

func (s *StringIO) readline(t *Thread, limit int) (Value, error) {
	rest := s.rest()
	x := TextIO{readTranslate: s.nl.translate, universal: s.universal, readNL: s.readNL}
	n := x.lineEnd(rest)
	if n == 0 {
		n = len(rest)
	}
	chars := -1
	if limit >= 0 {
		b, c := prefixChars(rest[:n], limit)
		n, chars = b, c
	} else {
		var err error
		if chars, err = t.countRunes(rest[:n]); err != nil {
			return Unbound, err
		}
	}
	return s.cut(t, n, chars)
}

// initStringIO is __init__.
func (t *Thread) initStringIO(s *StringIO, value, newline Value) error {
	s.ok = false
	var nl *Str
	if newline.Given() {
		if nl = AsStr(newline); nl == nil {
			return t.TypeError("newline must be str or None, not %s", newline.TypeName())
		}
		switch nl.s {
		case "", "\n", "\r", "\r\n":
		default:
			r, err := t.Repr(newline)
			if err != nil {
				return err
			}
			return t.ValueError("illegal newline value: %s", r.s)
		}
	}
	var text *Str
	if value.Given() {
		if text = AsStr(value); text == nil {
			return t.TypeError("initial_value must be str or None, not %s", value.TypeName())
		}
	}
	s.buf, s.n, s.pos, s.off, s.closed = nil, 0, 0, 0, false
	s.newline = None
	s.readNL, s.writeNL = "", ""
	s.universal = nl == nil || nl.s == ""
	s.writeTranslate = nl == nil || nl.s != ""
	if nl != nil {
		s.newline = nl.Val()
		if !s.universal {
			s.readNL = nl.s
		}
		if nl.s == "\r" || nl.s == "\r\n" {
			s.writeNL = nl.s
		}
	}
	s.nl = newlineState{translate: nl == nil}
	s.ok = true
	if text != nil && text.s != "" {
		if err := s.write(t, text.s); err != nil {
			return err
		}
		s.pos, s.off = 0, 0
	}
	return nil
}

func setupStringIO() {
	use := func(fn func(t *Thread, s *StringIO, a []Value) (Value, error)) NativeFn {
		return func(t *Thread, a []Value) (Value, error) {
			s, err := sioSelf(t, a[0])
			if err != nil {
				return Unbound, err
			}
			return fn(t, s, a)
		}
	}
	yes := func(name string) Func {
		return Func{Name: name, Sig: "(self, /)", Flags: Pure, Fn: use(func(t *Thread, s *StringIO, a []Value) (Value, error) { return True, nil })}
	}
	ioType(&StringIOType, &TypeSpec{
		Name: "_io.StringIO", Base: &TextIOBaseType, Layout: LayoutOf[StringIO](),
		Doc: "A stream of text that is kept in memory.", Sig: "(initial_value='', newline='\\n')",
		New: &Func{Name: "StringIO", Sig: "(cls, *args, **kwargs)", Flags: Pure, Fn: func(t *Thread, a []Value) (Value, error) {
			s := As[StringIO](obj(AsType(a[0]).Alloc()))
			s.newline = None
			return obj(&s.Header), nil
		}},
		Init: &Func{Name: "StringIO", Sig: "(self, initial_value='', newline='\\n')", Flags: Charges, Fn: func(t *Thread, a []Value) (Value, error) {
			return None, t.initStringIO(As[StringIO](a[0]), a[1], a[2])
		}},
		Slots: Slots{Next: func(t *Thread, v Value) (Value, error) {
			s, err := sioSelf(t, v)
			if err != nil {
				return Unbound, err
			}
			var line Value
			if v.ref.shape == &StringIOType.shape0 {
				line, err = s.readline(t, -1)
			} else {
				line, err = t.CallMethod(v, nReadline)
				if err == nil && AsStr(line) == nil {
					err = t.Raise(&ExcOSError, "readline() should have returned a str object, not '%s'", line.TypeName())
				}
			}
			if err != nil || AsStr(line).s == "" {
				return Unbound, err
			}
			return line, nil
		}},
		Methods: []Func{
			{Name: "write", Sig: "(self, s, /)", Flags: Charges, Doc: "Write string to file; return the number of characters written.", Fn: func(t *Thread, a []Value) (Value, error) {
				s := As[StringIO](a[0])
				if !s.ok {
					return Unbound, s.check(t)
				}
				x := AsStr(a[1])
				if x == nil {
					return Unbound, t.TypeError("string argument expected, got '%s'", a[1].TypeName())
				}
				if err := s.check(t); err != nil {
					return Unbound, err
				}
				return Int(int64(x.n)), s.write(t, x.s)
			}},
			{Name: "read", Sig: "(self, size=-1, /)", Flags: Charges, Doc: "Return at most size characters from the position on; all there are if size is\nNone or negative.", Fn: use(func(t *Thread, s *StringIO, a []Value) (Value, error) {
				n, err := t.optSize(a[1])
				if err != nil {
					return Unbound, err
				}
				rest := s.rest()
				if n < 0 || n >= s.n-s.pos {
					return s.cut(t, len(rest), max(s.n-s.pos, 0))
				}
				b, c := prefixChars(rest, n)
				return s.cut(t, b, c)
			})},
			{Name: "readline", Sig: "(self, size=-1, /)", Flags: Charges, Doc: "Read until newline or EOF.", Fn: use(func(t *Thread, s *StringIO, a []Value) (Value, error) {
				n, err := t.optSize(a[1])
				if err != nil {
					return Unbound, err
				}
				return s.readline(t, n)
			})},
			{Name: "getvalue", Sig: "(self, /)", Flags: Charges, Doc: "Return all contents as a string.", Fn: use(func(t *Thread, s *StringIO, a []Value) (Value, error) {
				if err := t.Charge(len(s.buf)); err != nil {
					return Unbound, err
				}
				if s.n == 0 {
					return emptyStr.Val(), nil
				}
				return newStrN(string(s.buf), s.n).Val(), nil
			})},
			{Name: "tell", Sig: "(self, /)", Flags: Pure, Doc: "Tell the current file position.", Fn: use(func(t *Thread, s *StringIO, a []Value) (Value, error) { return Int(int64(s.pos)), nil })},
			{Name: "seek", Sig: "(self, pos, whence=0, /)", Flags: Pure, Doc: "Change stream position.", Fn: use(func(t *Thread, s *StringIO, a []Value) (Value, error) {
				pos, err := t.IndexInt(a[1])
				if err != nil {
					return Unbound, err
				}
				whence, err := t.whenceArg(a[2])
				if err != nil {
					return Unbound, err
				}
				switch {
				case whence < 0 || whence > 2:
					return Unbound, t.ValueError("Invalid whence (%d, should be 0, 1 or 2)", whence)
				case pos < 0 && whence == 0:
					return Unbound, t.ValueError("Negative seek position %d", pos)
				case pos != 0 && whence != 0:
					return Unbound, t.Raise(&ExcOSError, "Can't do nonzero cur-relative seeks")
				}
				switch whence {
				case 1:
					pos = s.pos
				case 2:
					pos = s.n
				}
				s.seekTo(pos)
				return Int(int64(pos)), nil
			})},
			{Name: "truncate", Sig: "(self, pos=None, /)", Flags: Pure, Doc: "Truncate size to pos, which defaults to the current position.", Fn: use(func(t *Thread, s *StringIO, a []Value) (Value, error) {
				pos := s.pos
				if a[1].Given() {
					n, err := t.optSize(a[1])
					if err != nil {
						return Unbound, err
					}
					pos = n
				}
				if pos < 0 {
					return Unbound, t.ValueError("Negative size value %d", pos)
				}
				if pos < s.n {
					b, _ := prefixChars(s.view(), pos)
					s.buf, s.n = s.buf[:b], pos
					s.off = min(s.off, b)
				}
				return Int(int64(pos)), nil
			})},
			{Name: "close", Sig: "(self, /)", Flags: Pure, Doc: "Close the stream and free its text.", Fn: func(t *Thread, a []Value) (Value, error) {
				s := As[StringIO](a[0])
				s.closed = true
				s.buf, s.n, s.pos, s.off = nil, 0, 0, 0
				return None, nil
			}},
			yes("readable"), yes("writable"), yes("seekable"),
			{Name: "__getstate__", Sig: "(self, /)", Flags: Charges, Fn: use(func(t *Thread, s *StringIO, a []Value) (Value, error) {
				d, err := t.LookupAttr(a[0], nDict)
				if err != nil {
					return Unbound, err
				}
				if x := AsDict(d); x != nil && x.used > 0 {
					d = x.Copy().Val()
				} else {
					d = None
				}
				text, err := t.StringOf(s.buf)
				if err != nil {
					return Unbound, err
				}
				return NewTuple(newStrN(text, s.n).Val(), s.newline, Int(int64(s.pos)), d), nil
			})},
			{Name: "__setstate__", Sig: "(self, state, /)", Flags: Charges, Fn: func(t *Thread, a []Value) (Value, error) {
				s := As[StringIO](a[0])
				if s.closed {
					return Unbound, s.check(t)
				}
				st := AsTuple(a[1])
				if st == nil || st.Len() < 4 {
					return Unbound, t.TypeError("%s.__setstate__ argument should be 4-tuple, got %s", a[0].TypeName(), a[1].TypeName())
				}
				if err := t.initStringIO(s, Unbound, st.items[1]); err != nil {
					return Unbound, err
				}
				text := AsStr(st.items[0])
				if text == nil {
					return Unbound, t.TypeError("initial_value must be str or None, not %s", st.items[0].TypeName())
				}
				// The text was translated when it was first written.
				if err := s.put(t, text.s); err != nil {
					return Unbound, err
				}
				if !(st.items[2].IsSmall() || st.items[2].isA(&IntType)) {
					return Unbound, t.TypeError("third item of state must be an integer, got %s", st.items[2].TypeName())
				}
				pos, err := t.IndexInt(st.items[2])
				if err != nil {
					return Unbound, err
				}
				if pos < 0 {
					return Unbound, t.ValueError("position value cannot be negative")
				}
				s.pos, s.off = 0, 0
				s.seekTo(pos)
				return None, t.restoreDict(a[0], st.items[3])
			}},
		},
		GetSets: []GetSet{
			{Name: "closed", Get: func(t *Thread, v Value) (Value, error) {
				s := As[StringIO](v)
				if !s.ok {
					return Unbound, s.check(t)
				}
				return Bool(s.closed), nil
			}},
			{Name: "newlines", Get: func(t *Thread, v Value) (Value, error) {
				s, err := sioSelf(t, v)
				if err != nil || !s.universal {
					return None, err
				}
				return s.nl.newlines(), nil
			}},
			{Name: "line_buffering", Get: func(t *Thread, v Value) (Value, error) {
				_, err := sioSelf(t, v)
				return False, err
			}},
		},
	})
}

// restoreDict updates an object's __dict__ from a state's last item, a dict or None.
func (t *Thread) restoreDict(v, d Value) error {
	if d.IsNone() {
		return nil
	}
	src := AsDict(d)
	if src == nil {
		return t.TypeError("fourth item of state should be a dict, got a %s", d.TypeName())
	}
	for i, k, x, ok := src.Next(0); ok; i, k, x, ok = src.Next(i) {
		name := AsStr(k)
		if name == nil {
			return t.TypeError("attribute name must be string, not '%s'", k.TypeName())
		}
		if err := t.SetAttr(v, Intern(name.s), x); err != nil {
			return err
		}
	}
	return nil
}
