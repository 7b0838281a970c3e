// This file reads text: chunks of the buffer are decoded into TextIO.decoded, from which reads and lines are cut.
package core

import (
	"strings"
	"unicode/utf8"
)

// decode decodes input, after what was left of the input before.
func (x *TextIO) decode(t *Thread, in []byte, final bool) (string, error) {
	if x.native == nil {
		r, err := t.CallMethod(x.decoder, nDecode, NewBytes(append([]byte(nil), in...)), Bool(final))
		if err != nil {
			return "", err
		}
		s := AsStr(r)
		if s == nil {
			return "", t.TypeError("decoder should return a string result, not '%s'", r.TypeName())
		}
		return s.s, nil
	}
	if len(x.left) > 0 {
		in = append(x.left, in...)
		x.left = nil
	}
	due := len(in)
	if due > chunkBytes {
		due += due / 2 // the decoder grows its text, or makes it once if it guessed the size
	}
	if err := t.Charge(due); err != nil {
		return "", err
	}
	var s string
	switch {
	case x.utf8 && len(in) <= chunkBytes && utf8.Valid(in):
		s = string(in)
	default:
		out, used, err := x.native.Decode(in, t.CodecErrors(x.errs, len(in), Unbound), final)
		if err != nil {
			return "", t.CodecErr(err, Unbound)
		}
		s = out
		if !final && used < len(in) {
			x.left = append([]byte(nil), in[used:]...)
		}
	}
	if x.universal {
		return t.decodeNewlines(&x.nl, s, final)
	}
	return s, nil
}

// decoderFlags is the state of the native decoder besides x.left.
func (x *TextIO) decoderFlags() int64 {
	if x.nl.pendingCR {
		return 1
	}
	return 0
}

// readBytes reads from the buffer, at most n bytes and preferably with one raw read. The result is only valid until the next read.
func (x *TextIO) readBytes(t *Thread, n int) ([]byte, error) {
	if b := x.buffered(); b != nil && b.readable {
		if err := b.open(t, "read of"); err != nil {
			return nil, err
		}
		return b.read1(t, n)
	}
	name := nRead
	if x.hasRead1 {
		name = nRead1
	}
	r, err := t.CallMethod(x.buffer, name, Int(int64(n)))
	if err != nil {
		return nil, err
	}
	if b := AsBytes(r); b != nil {
		return b.b, nil
	}
	get := r.Type().s.Buffer
	if get == nil {
		return nil, t.TypeError("underlying %s() should have returned a bytes-like object, not '%s'", name.s, r.TypeName())
	}
	return t.BytesLike(r)
}

// readChunk decodes the next chunk into x.decoded, of which nothing is left; eof tells that the input has ended.
func (x *TextIO) readChunk(t *Thread, hint int) (eof bool, err error) {
	if !x.canRead {
		return false, t.unsupported("not readable")
	}
	if len(x.pending) > 0 {
		if err := x.flushPending(t); err != nil {
			return false, err
		}
	}
	var before []byte
	flags := Int(0)
	if x.telling {
		if x.native != nil {
			before, flags = x.left, Int(x.decoderFlags())
		} else {
			r, err := t.CallMethod(x.decoder, nGetstate)
			if err != nil {
				return false, err
			}
			if before, flags, err = t.decoderState(r); err != nil {
				return false, err
			}
		}
	}
	in, err := x.readBytes(t, max(x.chunk, hint))
	if err != nil {
		return false, err
	}
	eof = len(in) == 0
	if x.telling {
		// The snapshot is kept before decoding: in may be part of the buffer, and decoding can run Python code.
		old := x.snap
		if cap(old) > 1<<16 {
			old = nil
		}
		x.snap = append(append(old[:0], before...), in...)
		x.snapFlags, x.hasSnap = flags, true
		in = x.snap[len(before):]
	} else if x.native == nil || !x.utf8 {
		in = append([]byte(nil), in...)
	}
	s, err := x.decode(t, in, eof)
	if err != nil {
		return false, err
	}
	x.decoded, x.doff = s, 0
	return eof && s == "", nil
}

// prefixChars gives how many bytes the first n characters of s take, and how many characters there are up to n.
func prefixChars(s string, n int) (bytes, chars int) {
	for i := 0; i < len(s); {
		if chars == n {
			return i, chars
		}
		if s[i] < 0x80 {
			i++
		} else {
			_, w := decodeRune(s[i:])
			i += w
		}
		chars++
	}
	return len(s), chars
}

// take cuts up to n characters from the decoded text; n < 0 takes all.
func (x *TextIO) take(n int) (string, int) {
	rest := x.decoded[x.doff:]
	if n < 0 {
		x.doff = len(x.decoded)
		return rest, -1
	}
	if n >= len(rest) {
		x.doff = len(x.decoded)
		return rest, countRunes(rest)
	}
	b, c := prefixChars(rest, n)
	x.doff += b
	return rest[:b], c
}

// textRead is read(n).
func (t *Thread) textRead(x *TextIO, n int) (Value, error) {
	if err := x.open(t); err != nil {
		return Unbound, err
	}
	if !x.canRead {
		return Unbound, t.unsupported("not readable")
	}
	if err := x.flushPending(t); err != nil {
		return Unbound, err
	}
	if n < 0 {
		var in []byte
		if b := x.buffered(); b != nil && b.readable {
			if err := b.open(t, "read of"); err != nil {
				return Unbound, err
			}
			p, err := b.readAllBytes(t)
			if err != nil {
				return Unbound, err
			}
			if p == nil {
				return Unbound, t.readBlocked()
			}
			in = p
		} else {
			r, err := t.CallMethod(x.buffer, nRead)
			if err != nil {
				return Unbound, err
			}
			if r.IsNone() {
				return Unbound, t.readBlocked()
			}
			if bb := AsBytes(r); bb != nil {
				in = bb.b
			} else if in, err = t.BytesLike(r); err != nil {
				return Unbound, err
			}
		}
		s, err := x.decode(t, in, true)
		if err != nil {
			return Unbound, err
		}
		rest, _ := x.take(-1)
		x.forget()
		if rest == "" {
			return StrVal(s), nil
		}
		return StrVal(rest + s), nil
	}
	s, got := x.take(n)
	if got == n {
		return StrVal(strings.Clone(s)), nil
	}
	var b strings.Builder
	b.WriteString(s)
	for got < n {
		if err := t.Poll(); err != nil {
			return Unbound, err
		}
		eof, err := x.readChunk(t, min(n-got, 1<<20))
		if err != nil {
			if b.Len() > 0 {
				// What was read must not be lost.
				x.decoded, x.doff = b.String()+x.decoded[x.doff:], 0
			}
			return Unbound, err
		}
		if eof {
			break
		}
		s, c := x.take(n - got)
		got += c
		if err := t.Charge(len(s)); err != nil {
			return Unbound, err
		}
		b.WriteString(s)
	}
	return StrVal(b.String()), nil
}

// readBlocked is the error of a text read on a non-blocking stream with nothing to read.
func (t *Thread) readBlocked() error {
	args := []Value{Int(11), StrVal("Read returned None.")}
	e := NewException(&ExcBlockingIOError, args...)
	osErrorFill(e, AsTuple(e.args))
	return e
}

// lineEnd gives the length of the first line of s, its end included, or 0 if s holds no whole line.
func (x *TextIO) lineEnd(s string) int {
	switch {
	case x.readTranslate || x.readNL == "\n":
		return strings.IndexByte(s, '\n') + 1
	case x.universal:
		i := strings.IndexAny(s, "\r\n")
		if i < 0 {
			return 0
		}
		if s[i] == '\r' && i+1 < len(s) && s[i+1] == '\n' {
			i++
		}
		return i + 1
	}
	i := strings.Index(s, x.readNL)
	if i < 0 {
		return 0
	}
	return i + len(x.readNL)
}

// textReadline is readline(limit).
func (t *Thread) textReadline(x *TextIO, limit int) (Value, error) {
	if err := x.open(t); err != nil {
		return Unbound, err
	}
	s, err := x.line(t, limit)
	if err != nil {
		return Unbound, err
	}
	return StrVal(s), nil
}

// line reads the next line.
func (x *TextIO) line(t *Thread, limit int) (string, error) {
	if limit < 0 {
		if s := x.decoded[x.doff:]; s != "" {
			if n := x.lineEnd(s); n > 0 {
				x.doff += n
				return strings.Clone(s[:n]), nil
			}
		}
	}
	if len(x.pending) > 0 {
		if err := x.flushPending(t); err != nil {
			return "", err
		}
	}
	if !x.canRead {
		return "", t.unsupported("not readable")
	}
	if limit == 0 {
		return "", nil
	}
	var acc []byte
	got := 0
	for {
		cur := x.decoded[x.doff:]
		n := x.lineEnd(cur)
		if len(x.readNL) == 2 && len(acc) > 0 && acc[len(acc)-1] == '\r' && strings.HasPrefix(cur, "\n") {
			n = 1
		}
		if limit >= 0 {
			b, c := prefixChars(cur, limit-got)
			if c == limit-got && (n == 0 || b < n) {
				n = b
			}
			got += c
		}
		if n > 0 {
			x.doff += n
			if acc == nil {
				return strings.Clone(cur[:n]), nil
			}
			return string(append(acc, cur[:n]...)), nil
		}
		if len(cur) > 0 {
			if err := t.Charge(len(cur)); err != nil {
				return "", err
			}
			acc = append(acc, cur...)
			x.doff = len(x.decoded)
		}
		if err := t.Poll(); err != nil {
			return "", err
		}
		eof, err := x.readChunk(t, 0)
		if err != nil {
			if len(acc) > 0 && !Matches(err, &ExcUnicodeError) {
				// What was read must not be lost, but for what is part of a line that cannot be decoded.
				x.decoded, x.doff = string(acc)+x.decoded[x.doff:], 0
			}
			return "", err
		}
		if eof {
			x.forgetAll()
			return string(acc), nil
		}
	}
}

// forgetAll drops decoded text at the end of the input, where the snapshot stays for tell.
func (x *TextIO) forgetAll() { x.decoded, x.doff = "", 0 }

// textNext is the next line; tell is disabled until the end.
func textNext(t *Thread, v Value) (Value, error) {
	x := textSelf(v)
	if err := x.check(t); err != nil {
		return Unbound, err
	}
	x.telling = false
	if v.ref.shape != &TextIOWrapperType.shape0 {
		line, err := t.CallMethod(v, nReadline)
		if err != nil {
			return Unbound, err
		}
		s := AsStr(line)
		if s == nil {
			return Unbound, t.Raise(&ExcOSError, "readline() should have returned a str object, not '%s'", line.TypeName())
		}
		if s.s == "" {
			x.hasSnap, x.telling = false, x.seekable
			return Unbound, nil
		}
		return line, nil
	}
	if x.doff >= len(x.decoded) {
		if err := x.open(t); err != nil {
			return Unbound, err
		}
	}
	s, err := x.line(t, -1)
	if err != nil {
		return Unbound, err
	}
	if s == "" {
		x.hasSnap, x.telling = false, x.seekable
		return Unbound, nil
	}
	return StrVal(s), nil
}
