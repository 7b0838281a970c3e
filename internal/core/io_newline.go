// This file implements universal newlines (PEP 278): the translation, and IncrementalNewlineDecoder around any decoder.
package core

import "strings"

// Kinds of line ends seen.
const (
	seenCR = 1 << iota
	seenLF
	seenCRLF
)

// newlineState translates text that arrives in pieces; a \r at the end of a piece waits for what follows it.
type newlineState struct {
	translate bool
	pendingCR bool
	seen      uint8
}

// decode takes the next piece. The result never splits \r\n.
func (n *newlineState) decode(s string, final bool) string {
	if n.pendingCR && (final || s != "") {
		s = "\r" + s
		n.pendingCR = false
	}
	if !final && strings.HasSuffix(s, "\r") {
		s = s[:len(s)-1]
		n.pendingCR = true
	}
	i := strings.IndexByte(s, '\r')
	if i < 0 {
		if n.seen&seenLF == 0 && strings.IndexByte(s, '\n') >= 0 {
			n.seen |= seenLF
		}
		return s
	}
	if n.seen&seenLF == 0 && strings.IndexByte(s[:i], '\n') >= 0 {
		n.seen |= seenLF
	}
	var b strings.Builder
	if n.translate {
		b.Grow(len(s))
	}
	done := 0
	for i < len(s) {
		end := i + 1
		if end < len(s) && s[end] == '\n' {
			n.seen |= seenCRLF
			end++
		} else {
			n.seen |= seenCR
		}
		if n.translate {
			b.WriteString(s[done:i])
			b.WriteByte('\n')
		}
		done = end
		j := strings.IndexByte(s[end:], '\r')
		if j < 0 {
			j = len(s) - end
		}
		if n.seen&seenLF == 0 && strings.IndexByte(s[end:end+j], '\n') >= 0 {
			n.seen |= seenLF
		}
		i = end + j
	}
	if !n.translate {
		return s
	}
	b.WriteString(s[done:])
	return b.String()
}

// decodeNewlines is n.decode with polls.
func (t *Thread) decodeNewlines(n *newlineState, s string, final bool) (string, error) {
	if len(s) <= chunkBytes {
		return n.decode(s, final), nil
	}
	out := make([]byte, 0, len(s)+1)
	err := t.inText(s, slowWork, func(part string) bool {
		out = append(out, n.decode(part, false)...)
		return true
	})
	return view(append(out, n.decode("", final)...)), err
}

// newlines is the value of the attribute of that name.
func (n *newlineState) newlines() Value {
	var out []Value
	for i, s := range []string{"\r", "\n", "\r\n"} {
		if n.seen&(1<<i) != 0 {
			out = append(out, Intern(s).Val())
		}
	}
	switch len(out) {
	case 0:
		return None
	case 1:
		return out[0]
	}
	return TupleOf(out)
}

// NewlineDecoder is io.IncrementalNewlineDecoder.
type NewlineDecoder struct {
	Header
	decoder Value // Unbound: not initialised
	errors  Value
	nl      newlineState
}

func nlSelf(t *Thread, v Value) (*NewlineDecoder, error) {
	d := As[NewlineDecoder](v)
	if d.decoder.IsUnbound() {
		return nil, t.ValueError("IncrementalNewlineDecoder.__init__() not called")
	}
	return d, nil
}

// nlDecode is decode: what the wrapped decoder gives, translated.
func (t *Thread) nlDecode(d *NewlineDecoder, input Value, final bool) (Value, error) {
	out := input
	if !d.decoder.IsNone() {
		var err error
		if out, err = t.CallMethod(d.decoder, nDecode, input, Bool(final)); err != nil {
			return Unbound, err
		}
	}
	s := AsStr(out)
	if s == nil {
		return Unbound, t.TypeError("decoder should return a string result, not '%s'", out.TypeName())
	}
	if err := t.Charge(len(s.s)); err != nil {
		return Unbound, err
	}
	r, err := t.decodeNewlines(&d.nl, s.s, final)
	if err != nil {
		return Unbound, err
	}
	if len(r) == len(s.s) && r == s.s {
		if out.exactly(&StrType) {
			return out, nil
		}
		return StrVal(r), nil
	}
	return StrVal(r), nil
}

// decoderState splits what a decoder's getstate returned.
func (t *Thread) decoderState(r Value) (buf []byte, flags Value, err error) {
	tup := AsTuple(r)
	if tup.Len() != 2 {
		return nil, Unbound, t.TypeError("illegal decoder state")
	}
	b := AsBytes(tup.items[0])
	if b == nil {
		return nil, Unbound, t.TypeError("illegal decoder state: the first item should be a bytes object, not '%s'", tup.items[0].TypeName())
	}
	if _, _, ok := AsInt(tup.items[1]); !ok {
		return nil, Unbound, t.TypeError("illegal decoder state")
	}
	return b.b, tup.items[1], nil
}

func setupNewlineDecoder() {
	ioType(&NewlineDecoderType, &TypeSpec{
		Name: "_io.IncrementalNewlineDecoder", Layout: LayoutOf[NewlineDecoder](), Sig: "(decoder, translate, errors='strict')",
		Doc: "The decoder that turns \\r\\n and \\r into \\n in text that is read.",
		New: &Func{Name: "IncrementalNewlineDecoder", Sig: "(cls, *args, **kwargs)", Flags: Pure, Fn: func(t *Thread, a []Value) (Value, error) {
			d := As[NewlineDecoder](obj(AsType(a[0]).Alloc()))
			d.decoder, d.errors = Unbound, None
			return obj(&d.Header), nil
		}},
		Init: &Func{Name: "IncrementalNewlineDecoder", Sig: "(self, decoder, translate, errors='strict')", Flags: Pure, Fn: func(t *Thread, a []Value) (Value, error) {
			translate, err := t.Truth(a[2])
			if err != nil {
				return Unbound, err
			}
			d := As[NewlineDecoder](a[0])
			d.decoder, d.errors, d.nl = a[1], a[3], newlineState{translate: translate}
			return None, nil
		}},
		Slots: Slots{Traverse: func(h *Header, visit func(Value)) {
			d := As[NewlineDecoder](obj(h))
			visit(d.decoder)
			visit(d.errors)
		}},
		Methods: []Func{
			{Name: "decode", Sig: "(self, input, final=False)", Flags: Polls | Charges, Fn: func(t *Thread, a []Value) (Value, error) {
				d, err := nlSelf(t, a[0])
				if err != nil {
					return Unbound, err
				}
				final, err := t.Truth(a[2])
				if err != nil {
					return Unbound, err
				}
				return t.nlDecode(d, a[1], final)
			}},
			{Name: "getstate", Sig: "(self, /)", Flags: Polls, Fn: func(t *Thread, a []Value) (Value, error) {
				d, err := nlSelf(t, a[0])
				if err != nil {
					return Unbound, err
				}
				buf, flag := NewBytes(nil), Int(0)
				if !d.decoder.IsNone() {
					r, err := t.CallMethod(d.decoder, nGetstate)
					if err != nil {
						return Unbound, err
					}
					b, f, err := t.decoderState(r)
					if err != nil {
						return Unbound, err
					}
					buf = NewBytes(b)
					if flag, err = t.Binary(OpLShift, f, Int(1)); err != nil {
						return Unbound, err
					}
				}
				if d.nl.pendingCR {
					if flag, err = t.Binary(OpOr, flag, Int(1)); err != nil {
						return Unbound, err
					}
				}
				return NewTuple(buf, flag), nil
			}},
			{Name: "setstate", Sig: "(self, state, /)", Flags: Polls, Fn: func(t *Thread, a []Value) (Value, error) {
				d, err := nlSelf(t, a[0])
				if err != nil {
					return Unbound, err
				}
				tup := AsTuple(a[1])
				if tup == nil {
					return Unbound, t.TypeError("state argument must be a tuple")
				}
				if tup.Len() != 2 {
					return Unbound, t.TypeError("setstate(): illegal state argument")
				}
				if _, _, ok := AsInt(tup.items[1]); !ok {
					return Unbound, t.TypeError("setstate(): illegal state argument")
				}
				low, err := t.Binary(OpAnd, tup.items[1], Int(1))
				if err != nil {
					return Unbound, err
				}
				d.nl.pendingCR = low == Int(1)
				if d.decoder.IsNone() {
					return None, nil
				}
				rest, err := t.Binary(OpRShift, tup.items[1], Int(1))
				if err != nil {
					return Unbound, err
				}
				return t.CallMethod(d.decoder, nSetstate, NewTuple(tup.items[0], rest))
			}},
			{Name: "reset", Sig: "(self, /)", Flags: Polls, Fn: func(t *Thread, a []Value) (Value, error) {
				d, err := nlSelf(t, a[0])
				if err != nil {
					return Unbound, err
				}
				d.nl.seen, d.nl.pendingCR = 0, false
				if d.decoder.IsNone() {
					return None, nil
				}
				return t.CallMethod(d.decoder, nReset)
			}},
		},
		GetSets: []GetSet{{Name: "newlines", Get: func(t *Thread, v Value) (Value, error) {
			d, err := nlSelf(t, v)
			if err != nil {
				return Unbound, err
			}
			return d.nl.newlines(), nil
		}}},
	})
}
