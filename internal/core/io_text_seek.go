// This file implements tell and seek of text streams. A position is an opaque int: where to put the buffer, the state to give
// the decoder there, and how many bytes to feed and characters to skip to come to the place.
package core

import (
	"math/big"
)

// cookie is the parts of a position.
type cookie struct {
	pos   int64
	flags Value // of the decoder
	feed  int64 // bytes to decode from there
	skip  int64 // characters of these to drop
	eof   bool  // the decoder must be told that the input ends
}

// pack makes the int. A plain byte position is itself.
func (c cookie) pack() Value {
	zero := c.flags == Int(0)
	if zero && c.feed == 0 && c.skip == 0 && !c.eof {
		return Int(c.pos)
	}
	flags, _ := AsBig(c.flags)
	n := new(big.Int)
	if c.eof {
		n.SetInt64(1)
	}
	n.Lsh(n, 64).Or(n, big.NewInt(c.skip))
	n.Lsh(n, 64).Or(n, big.NewInt(c.feed))
	n.Lsh(n, 64).Or(n, flags)
	n.Lsh(n, 64).Or(n, big.NewInt(c.pos))
	return BigInt(n)
}

// unpack reads a position that is not negative.
func unpackCookie(v Value) (c cookie, ok bool) {
	n, _ := AsBig(v)
	if n.BitLen() > 64*4+1 {
		return c, false
	}
	mask := new(big.Int).SetUint64(1<<64 - 1)
	part := func(i uint) *big.Int {
		p := new(big.Int).Rsh(n, 64*i)
		return p.And(p, mask)
	}
	for i := range uint(4) {
		if i != 1 && !part(i).IsInt64() {
			return c, false
		}
	}
	return cookie{pos: part(0).Int64(), flags: BigInt(part(1)), feed: part(2).Int64(), skip: part(3).Int64(), eof: part(4).Sign() != 0}, true
}

// setDecoder puts the decoder in a state.
func (x *TextIO) setDecoder(t *Thread, buf []byte, flags Value) error {
	if x.native != nil {
		x.left = append([]byte(nil), buf...)
		x.nl.pendingCR = flags == Int(1)
		return nil
	}
	_, err := t.CallMethod(x.decoder, nSetstate, NewTuple(NewBytes(append([]byte(nil), buf...)), flags))
	return err
}

// getDecoder gives the decoder's state.
func (x *TextIO) getDecoder(t *Thread) (buf []byte, flags Value, err error) {
	if x.native != nil {
		return x.left, Int(x.decoderFlags()), nil
	}
	r, err := t.CallMethod(x.decoder, nGetstate)
	if err != nil {
		return nil, Unbound, err
	}
	return t.decoderState(r)
}

func (x *TextIO) resetDecoder(t *Thread) error {
	x.left, x.nl.pendingCR = nil, false
	if x.native == nil && !x.decoder.IsNone() {
		_, err := t.CallMethod(x.decoder, nReset)
		return err
	}
	return nil
}

// resetEncoder tells the encoder that writing goes on at a position.
func (x *TextIO) resetEncoder(t *Thread, start bool) error {
	if x.encoder.IsNone() {
		return nil
	}
	if start {
		_, err := t.CallMethod(x.encoder, nReset)
		return err
	}
	_, err := t.CallMethod(x.encoder, nSetstate, Int(0))
	return err
}

// textTell is tell.
func textTell(t *Thread, x *TextIO, a []Value) (Value, error) {
	if err := x.open(t); err != nil {
		return Unbound, err
	}
	if !x.seekable {
		return Unbound, t.unsupported("underlying stream is not seekable")
	}
	if !x.telling {
		return Unbound, t.Raise(&ExcOSError, "telling position disabled by next() call")
	}
	if err := x.flushPending(t); err != nil {
		return Unbound, err
	}
	if _, err := t.CallMethod(a[0], nFlush); err != nil {
		return Unbound, err
	}
	r, err := t.CallMethod(x.buffer, nTell)
	if err != nil {
		return Unbound, err
	}
	if !x.canRead || !x.hasSnap {
		return r, nil
	}
	pos, err := t.fileOffset(r)
	if err != nil {
		return Unbound, err
	}
	pos -= int64(len(x.snap))
	read := x.decoded[:x.doff]
	if read == "" {
		return cookie{pos: pos, flags: x.snapFlags}.pack(), nil
	}
	if x.utf8 && x.snapFlags == Int(0) && len(read) <= len(x.snap) && string(x.snap[:len(read)]) == read && read[len(read)-1] != '\r' {
		return Int(pos + int64(len(read))), nil
	}
	c, err := x.locate(t, x.snap, x.snapFlags, countRunes(read))
	if err != nil {
		return Unbound, err
	}
	c.pos += pos
	return c.pack(), nil
}

// locate finds the place in the input since the snapshot at which the decoder has given n characters. It leaves the
// decoder's state as it was.
func (x *TextIO) locate(t *Thread, in []byte, flags Value, n int) (c cookie, err error) {
	buf, now, err := x.getDecoder(t)
	if err != nil {
		return c, err
	}
	buf = append([]byte(nil), buf...)
	seen := x.nl.seen
	defer func() {
		if rerr := x.setDecoder(t, buf, now); err == nil {
			err = rerr
		}
		x.nl.seen = seen
	}()
	// A first guess by the ratio of bytes to characters; a state with undecoded bytes is no place to begin at.
	start, chars := 0, 0
	state := flags
	guess := min(len(in), n*len(in)/max(1, countRunes(x.decoded)))
	for back := 1; guess > 0; {
		if err := t.Poll(); err != nil {
			return c, err
		}
		if err := x.setDecoder(t, nil, flags); err != nil {
			return c, err
		}
		s, err := x.decode(t, in[:guess], false)
		if err != nil {
			return c, err
		}
		if k := countRunes(s); k <= n {
			left, fl, err := x.getDecoder(t)
			if err != nil {
				return c, err
			}
			if len(left) == 0 {
				start, chars, state = guess, k, fl
				break
			}
			guess -= len(left)
			back = 1
		} else {
			guess -= back
			back *= 2
		}
	}
	if err := x.setDecoder(t, nil, state); err != nil {
		return c, err
	}
	c = cookie{pos: int64(start), flags: state, skip: int64(n - chars)}
	if c.skip == 0 {
		return c, nil
	}
	// From there byte by byte, moving the start along with every clean state.
	got := 0
	for i := start; i < len(in); i++ {
		if err := t.Poll(); err != nil {
			return c, err
		}
		s, err := x.decode(t, in[i:i+1], false)
		if err != nil {
			return c, err
		}
		got += countRunes(s)
		c.feed++
		left, fl, err := x.getDecoder(t)
		if err != nil {
			return c, err
		}
		if len(left) == 0 && int64(got) <= c.skip {
			c.pos += c.feed
			c.skip -= int64(got)
			c.flags, c.feed, got = fl, 0, 0
		}
		if int64(got) >= c.skip {
			return c, nil
		}
	}
	s, err := x.decode(t, nil, true)
	if err != nil {
		return c, err
	}
	c.eof = true
	if int64(got+countRunes(s)) < c.skip {
		return c, t.Raise(&ExcOSError, "can't reconstruct logical file position")
	}
	return c, nil
}

// textSeek is seek.
func textSeek(t *Thread, x *TextIO, a []Value) (Value, error) {
	if err := x.open(t); err != nil {
		return Unbound, err
	}
	if !x.seekable {
		return Unbound, t.unsupported("underlying stream is not seekable")
	}
	whence, err := t.whenceArg(a[2])
	if err != nil {
		return Unbound, err
	}
	target := a[1]
	switch whence {
	case 1:
		zero, err := t.Eq(target, Int(0))
		if err != nil {
			return Unbound, err
		}
		if !zero {
			return Unbound, t.unsupported("can't do nonzero cur-relative seeks")
		}
		if _, err := t.CallMethod(a[0], nFlush); err != nil {
			return Unbound, err
		}
		if target, err = t.CallMethod(a[0], nTell); err != nil {
			return Unbound, err
		}
	case 2:
		zero, err := t.Eq(target, Int(0))
		if err != nil {
			return Unbound, err
		}
		if !zero {
			return Unbound, t.unsupported("can't do nonzero end-relative seeks")
		}
		if _, err := t.CallMethod(a[0], nFlush); err != nil {
			return Unbound, err
		}
		x.forget()
		if err := x.resetDecoder(t); err != nil {
			return Unbound, err
		}
		r, err := t.CallMethod(x.buffer, nSeek, Int(0), Int(2))
		if err != nil {
			return Unbound, err
		}
		start, err := t.Eq(r, Int(0))
		if err != nil {
			return Unbound, err
		}
		return r, x.resetEncoder(t, start)
	case 0:
	default:
		return Unbound, t.ValueError("invalid whence (%d, should be 0, 1 or 2)", whence)
	}
	if target, err = t.Index(target); err != nil {
		return Unbound, err
	}
	if n, _ := AsBig(target); n.Sign() < 0 {
		text, err := t.Repr(BigInt(n))
		if err != nil {
			return Unbound, err
		}
		return Unbound, t.ValueError("negative seek position %s", text.s)
	}
	if _, err := t.CallMethod(a[0], nFlush); err != nil {
		return Unbound, err
	}
	c, ok := unpackCookie(target)
	if !ok {
		return Unbound, t.OverflowError("Python int too large to convert to C long")
	}
	if _, err := t.CallMethod(x.buffer, nSeek, Int(c.pos)); err != nil {
		return Unbound, err
	}
	x.forget()
	start := c.pos == 0 && c.flags == Int(0)
	if x.canRead {
		if start {
			err = x.resetDecoder(t)
		} else {
			err = x.setDecoder(t, nil, c.flags)
		}
		if err != nil {
			return Unbound, err
		}
	}
	if c.skip > 0 {
		if !x.canRead {
			return Unbound, t.unsupported("not readable")
		}
		r, err := t.CallMethod(x.buffer, nRead, Int(c.feed))
		if err != nil {
			return Unbound, err
		}
		b := AsBytes(r)
		if b == nil {
			return Unbound, t.TypeError("underlying read() should have returned a bytes object, not '%s'", r.TypeName())
		}
		x.snap, x.snapFlags, x.hasSnap = append(x.snap[:0], b.b...), c.flags, true
		s, err := x.decode(t, b.b, c.eof)
		if err != nil {
			return Unbound, err
		}
		n, chars := prefixChars(s, int(c.skip))
		if int64(chars) < c.skip {
			return Unbound, t.Raise(&ExcOSError, "can't restore logical file position")
		}
		x.decoded, x.doff = s, n
	} else {
		x.snap, x.snapFlags, x.hasSnap = x.snap[:0], c.flags, x.canRead
	}
	return target, x.resetEncoder(t, start)
}
