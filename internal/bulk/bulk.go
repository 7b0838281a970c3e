// Package bulk copies long text a chunk at a time, with a poll after each: the first touch of memory that is fresh from the system
// takes far longer than copying does. Invariant: what fits into one chunk costs no more than append.
package bulk

import (
	"strings"
	"unsafe"
)

// Chunk is how many bytes come between two polls.
const Chunk = 64 << 10

// Append is append(dst, s...).
func Append[T string | []byte](dst []byte, s T, poll func() error) ([]byte, error) {
	if len(s) <= Chunk && (len(dst) <= Chunk || len(dst)+len(s) <= cap(dst)) {
		return append(dst, s...), nil
	}
	if len(dst)+len(s) > cap(dst) {
		var err error
		if dst, err = Grow(dst, len(s), poll); err != nil {
			return nil, err
		}
	}
	for len(s) > Chunk {
		dst = append(dst, s[:Chunk]...)
		s = s[Chunk:]
		if err := poll(); err != nil {
			return nil, err
		}
	}
	return append(dst, s...), nil
}

// Grow gives dst with room for n more bytes, and for a quarter more than there is.
func Grow(dst []byte, n int, poll func() error) ([]byte, error) {
	if len(dst)+n <= cap(dst) {
		return dst, nil
	}
	out := Make(max(len(dst)+n, len(dst)+len(dst)/4))
	for len(dst) > Chunk {
		out = append(out, dst[:Chunk]...)
		dst = dst[Chunk:]
		if err := poll(); err != nil {
			return nil, err
		}
	}
	return append(out, dst...), nil
}

// Make gives an empty slice with room for n bytes. Unlike that of make, the memory of a long one was not cleared, which would be one
// step as long as writing it: whoever makes it longer overwrites all of it before anyone sees it.
func Make(n int) []byte {
	if n < 16*Chunk {
		return make([]byte, 0, n)
	}
	var b strings.Builder
	b.Grow(n)
	b.WriteByte(0)
	return unsafe.Slice(unsafe.StringData(b.String()), b.Cap())[:0]
}
