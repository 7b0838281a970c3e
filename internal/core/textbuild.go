// This file builds text whose length is not known before. Invariant: what is built is charged for, and polled for, as it grows.
package core

import "github.com/vivarium-py/vivarium/internal/bulk"

// Room gives b with room for n more bytes, and charges where that takes memory.
func (t *Thread) Room(b []byte, n int) ([]byte, error) {
	if len(b)+n <= cap(b) {
		return b, nil
	}
	room := len(b) + n + len(b)/2
	if room > uncharged {
		if err := t.Charge(room); err != nil {
			return b, err
		}
	}
	more, err := Clone(t, b, room)
	t.Dropped(cap(b))
	return more, err
}

// JoinText is the str of parts.
func (t *Thread) JoinText(parts ...string) (Value, error) {
	n := 0
	for _, s := range parts {
		n += len(s)
	}
	b := TextBuilder{t: t}
	if b.b, b.err = t.Room(nil, n+1); b.err == nil {
		b.Put(parts...)
	}
	return b.Val()
}

// CopyOf is a charged copy of bytes.
func (t *Thread) CopyOf(b []byte) ([]byte, error) {
	out, err := t.Room(nil, len(b))
	if err != nil {
		return nil, err
	}
	out = out[:len(b)]
	return out, Move(t, out, b)
}

// StringOf is string(b), charged for.
func (t *Thread) StringOf(b []byte) (string, error) {
	out, err := t.CopyOf(b)
	return view(out), err
}

// TextBuilder builds one text for a thread. After its first failure it takes nothing more, and Val tells why.
type TextBuilder struct {
	t   *Thread
	b   []byte
	err error
}

// NewText begins a text.
func (t *Thread) NewText() TextBuilder { return TextBuilder{t: t} }

// uncharged is up to how many bytes a text costs nothing.
const uncharged = 4 << 10

// Put appends parts.
func (b *TextBuilder) Put(parts ...string) {
	for _, s := range parts {
		if len(b.b)+len(s) <= cap(b.b) && len(s) <= bulk.Chunk {
			b.b = append(b.b, s...)
		} else {
			b.grow(s)
		}
	}
}

// PutBytes appends what it does not keep.
func (b *TextBuilder) PutBytes(p []byte) { b.Put(view(p)) }

// PutByte appends one ASCII character.
func (b *TextBuilder) PutByte(c byte) {
	if len(b.b) == cap(b.b) {
		b.grow("")
	}
	if b.err == nil {
		b.b = append(b.b, c)
	}
}

// grow appends s where there is no room for it.
func (b *TextBuilder) grow(s string) {
	if b.err != nil {
		return
	}
	if n := len(b.b) + len(s); n >= cap(b.b) {
		room := max(n+n/4, min(2*n, 256), 16)
		if room > uncharged {
			if b.err = b.t.Charge(room); b.err != nil {
				return
			}
		}
		var more []byte
		if more, b.err = bulk.Append(bulk.Make(room), b.b, b.t.pollCopy); b.err != nil {
			return
		}
		b.t.Dropped(cap(b.b))
		b.b = more
	}
	b.b, b.err = bulk.Append(b.b, s, b.t.pollCopy)
}

// pollCopy is the poll of package bulk.
func (t *Thread) pollCopy() error { return t.PollAtomic(bulk.Chunk / fastWork) }

// Look is PollAt for step i of what is built.
func (b *TextBuilder) Look(i int) error {
	if b.err == nil {
		b.err = b.t.PollAt(i)
	}
	return b.err
}

// Failed reports that the text cannot be built.
func (b *TextBuilder) Failed() bool { return b.err != nil }

// Len is how many bytes there are.
func (b *TextBuilder) Len() int { return len(b.b) }

// Val ends the text: it is a str.
func (b *TextBuilder) Val() (Value, error) {
	if b.err != nil {
		return Unbound, b.err
	}
	return b.t.Text(view(b.b))
}

// Bytes ends what was put together: it is a bytes.
func (b *TextBuilder) Bytes() (Value, error) {
	if b.err != nil {
		return Unbound, b.err
	}
	return NewBytes(b.b), nil
}

// Text ends the text as a string of Go.
func (b *TextBuilder) Text() (string, error) { return view(b.b), b.err }
