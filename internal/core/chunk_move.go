// This file copies, moves, clears and reverses long slices a chunk at a time, since the first touch of memory that is fresh from
// the system takes far longer than copying does. Invariant: after an error (a kill) what was begun stays half done; nobody looks.
package core

import (
	"time"
	"unsafe"

	"github.com/vivarium-py/vivarium/internal/bulk"
)

// chunkOf is how many elements of type T are worked on between two polls.
func chunkOf[T any]() int {
	var x T
	return max(chunkItems*16/int(unsafe.Sizeof(x)), 1)
}

// pollChunk polls for n elements of type T.
func pollChunk[T any](t *Thread, n int) error {
	var x T
	return t.PollAtomic(n * int(unsafe.Sizeof(x)) / fastWork)
}

// Move is copy(dst, src), which may overlap.
func Move[T any](t *Thread, dst, src []T) error {
	n, chunk := min(len(dst), len(src)), chunkOf[T]()
	if n <= chunk {
		copy(dst, src)
		return pollChunk[T](t, n)
	}
	dst, src = dst[:n], src[:n]
	if uintptr(unsafe.Pointer(&dst[0])) <= uintptr(unsafe.Pointer(&src[0])) {
		for lo := 0; lo < n; lo += chunk {
			hi := min(lo+chunk, n)
			copy(dst[lo:hi], src[lo:hi])
			if err := pollChunk[T](t, hi-lo); err != nil {
				return err
			}
		}
		return nil
	}
	for hi := n; hi > 0; hi -= chunk {
		lo := max(hi-chunk, 0)
		copy(dst[lo:hi], src[lo:hi])
		if err := pollChunk[T](t, hi-lo); err != nil {
			return err
		}
	}
	return nil
}

// longMake is from how many bytes on memory is made by a goroutine of its own: that clears it in one step, which here and there
// takes longer than a kill may.
const longMake = 8 << 20

// MakeSlice is make([]T, n, room); the caller has charged. A kill does not wait for it.
func MakeSlice[T any](t *Thread, n, room int) ([]T, error) {
	room = max(n, room)
	if room*int(unsafe.Sizeof(*new(T))) < longMake {
		return make([]T, n, room), nil
	}
	return beside(t, func() []T { return make([]T, n, room) })
}

// beside waits for memory that a goroutine of its own makes.
func beside[T any](t *Thread, f func() []T) ([]T, error) {
	if err := t.lookAtomic(); err != nil {
		return nil, err
	}
	made := make(chan []T, 1)
	go func() {
		defer close(made)
		defer func() { _ = recover() }() // more than there are addresses
		made <- f()
	}()
	every := time.NewTicker(2 * time.Millisecond)
	defer every.Stop()
	for {
		select {
		case s, ok := <-made:
			if !ok {
				return nil, t.MemoryError()
			}
			return s, nil
		case <-every.C:
			if err := t.lookAtomic(); err != nil {
				return nil, err
			}
		}
	}
}

// Clone copies a slice into one with room for at least room elements; the caller has charged.
func Clone[T any](t *Thread, src []T, room int) ([]T, error) {
	room = max(room, len(src))
	if len(src) <= chunkOf[T]() && room*int(unsafe.Sizeof(*new(T))) < longMake {
		return append(make([]T, 0, room), src...), pollChunk[T](t, len(src))
	}
	if b, ok := any(src).([]byte); ok {
		var own []byte
		if room < longMake {
			own = bulk.Make(room)
		} else {
			var err error
			if own, err = beside(t, func() []byte { return bulk.Make(room) }); err != nil {
				return nil, err
			}
		}
		own = own[:len(b)]
		err := Move(t, own, b)
		return any(own).([]T), err
	}
	out, err := MakeSlice[T](t, len(src), room)
	if err != nil {
		return nil, err
	}
	return out, Move(t, out, src)
}

// pageBytes is what the allocator rounds long slices to.
const pageBytes = 8 << 10

// Append is append(dst, src...); the caller has charged.
func Append[T any](t *Thread, dst, src []T) ([]T, error) {
	n, chunk := len(dst), chunkOf[T]()
	if len(src) <= chunk && (n <= chunk || n+len(src) <= cap(dst)) {
		return append(dst, src...), pollChunk[T](t, len(src))
	}
	if n+len(src) > cap(dst) {
		room := n + len(src)
		if n > 0 {
			room = max(room, n+n/2)
		}
		size := int(unsafe.Sizeof(*new(T)))
		room = (room*size + 64 + pageBytes - 1) / pageBytes * pageBytes / size // what the allocator gives anyway

		var err error
		if dst, err = Clone(t, dst, room); err != nil {
			return dst, err
		}
	}
	dst = dst[:n+len(src)]
	return dst, Move(t, dst[n:], src)
}

// Clear is clear.
func Clear[T any](t *Thread, s []T) error {
	for chunk := chunkOf[T](); len(s) > chunk; s = s[chunk:] {
		clear(s[:chunk])
		if err := pollChunk[T](t, chunk); err != nil {
			return err
		}
	}
	clear(s)
	return nil
}

// Reverse is slices.Reverse.
func Reverse[T any](t *Thread, s []T) error {
	chunk := chunkOf[T]()
	for i, j := 0, len(s)-1; i < j; i, j = i+1, j-1 {
		s[i], s[j] = s[j], s[i]
		if i&(chunk-1) == chunk-1 {
			if err := pollChunk[T](t, 8*chunk); err != nil {
				return err
			}
		}
	}
	return nil
}

// put copies text to b[at:] and gives where it ends.
func (t *Thread) put(b []byte, at int, text string) (int, error) {
	if len(text) <= chunkBytes {
		return at + copy(b[at:], text), nil
	}
	return at + len(text), t.copyStr(b[at:], text)
}

// AppendText is append(dst, s...).
func (t *Thread) AppendText(dst []byte, s string) ([]byte, error) {
	if len(s) <= chunkBytes && (len(dst) <= chunkBytes || len(dst)+len(s) <= cap(dst)) {
		return append(dst, s...), nil
	}
	return Append(t, dst, unsafe.Slice(unsafe.StringData(s), len(s)))
}

// Push is append(s, x).
func Push[T any](t *Thread, s []T, x T) ([]T, error) {
	if n := len(s); n == cap(s) && n >= chunkItems {
		var err error
		if s, err = Clone(t, s, n+n/2); err != nil {
			return s, err
		}
	}
	return append(s, x), nil
}
