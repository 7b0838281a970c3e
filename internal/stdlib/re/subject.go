// This file defines subjects: what a pattern is matched against. A str goes by its UTF-8 and byte offsets; positions
// that Python sees count code points.
package re

import (
	"unsafe"

	"github.com/vivarium-py/vivarium/internal/core"
)

// subject is a string being matched. release must be called when its text is not needed any more.
type subject struct {
	v    value
	s    string
	str  *core.Str    // nil for bytes
	buf  *core.Buffer // of bytes-like objects but bytes
	lo   int          // byte offsets of pos and endpos
	hi   int
	pos  int // as Python sees them, clamped
	endp int
}

// open takes a subject for a pattern of that kind, and clamps pos and endpos.
func (s *subject) open(t *thread, p *pattern, v value, pos, endpos value) error {
	if err := s.take(t, v); err != nil {
		return err
	}
	if (s.str == nil) != p.prog.IsBytes {
		s.release()
		if p.prog.IsBytes {
			return t.TypeError("cannot use a bytes pattern on a string-like object")
		}
		return t.TypeError("cannot use a string pattern on a bytes-like object")
	}
	n := len(s.s)
	if s.str != nil {
		n = s.str.Len()
	}
	s.endp, s.hi = n, len(s.s)
	if pos.IsSmall() && pos.Small() == 0 && endpos.IsSmall() && endpos.Small() >= int64(n) {
		return nil
	}
	a, err := index(t, pos)
	b := 0
	if err == nil {
		b, err = index(t, endpos)
	}
	if err != nil {
		s.release()
		return err
	}
	s.pos, s.endp = min(max(a, 0), n), min(max(b, 0), n)
	s.lo, s.hi = s.pos, s.endp
	if s.str != nil && !s.str.ASCII() {
		if s.lo, err = t.ByteOff(s.str, s.pos); err == nil {
			s.hi, err = t.ByteOff(s.str, s.endp)
		}
		if err != nil {
			s.release()
			return err
		}
	}
	return nil
}

// index reads a position.
func index(t *thread, v value) (int, error) {
	if v.IsSmall() {
		return int(v.Small()), nil
	}
	r, err := t.Index(v)
	if err != nil {
		return 0, err
	}
	i, b, _ := core.AsInt(r)
	if b != nil {
		return 0, t.OverflowError("Python int too large to convert to C ssize_t")
	}
	return int(i), nil
}

// take reads the text of a str or a bytes-like object.
func (s *subject) take(t *thread, v value) error {
	s.v = v
	if str := core.AsStr(v); str != nil {
		s.str, s.s = str, str.String()
		return nil
	}
	if b := core.AsBytes(v); b != nil {
		s.s = view(b.Bytes())
		return nil
	}
	get := core.SlotsOf(v).Buffer
	if get == nil {
		return t.TypeError("expected string or bytes-like object, got '%s'", v.TypeName())
	}
	buf, err := get(t, v, false)
	if err != nil {
		return err
	}
	if !buf.Contiguous() {
		if buf.Release != nil {
			buf.Release()
		}
		return t.Raise(&core.ExcBufferError, "memoryview: underlying buffer is not C-contiguous")
	}
	s.buf, s.s = buf, view(buf.B)
	return nil
}

func (s *subject) release() {
	if s.buf != nil && s.buf.Release != nil {
		s.buf.Release()
	}
	s.buf = nil
}

// piece is the text between two byte offsets as str or bytes; negative ones give dflt.
func (s *subject) piece(t *thread, lo, hi int, dflt value) (value, error) {
	switch {
	case lo < 0:
		return dflt, nil
	case s.str != nil:
		return t.CutText(s.str, lo, hi)
	case lo == 0 && hi == len(s.s) && s.v.IsExactly(&core.BytesType):
		return s.v, nil
	}
	return t.CopyBytes(unsafe.Slice(unsafe.StringData(s.s), len(s.s))[lo:hi])
}

// add appends a piece.
func (s *subject) add(t *thread, out []value, lo, hi int, dflt value) ([]value, error) {
	v, err := s.piece(t, lo, hi, dflt)
	if err != nil {
		return out, err
	}
	return core.Push(t, out, v)
}

// empty is the empty str or bytes.
func (s *subject) empty() value {
	if s.str != nil {
		return core.StrVal("")
	}
	return core.NewBytes(nil)
}
