// This file searches for patterns of a few bytes, eight places at a time: where bytes like the first are rare package strings is
// faster, else the words of the text that begin at the first, the middle and the last byte of the pattern are compared at once.

package textfind

import (
	"encoding/binary"
	"math/bits"
	"strings"
	"unsafe"
)

// shortest, longest bound the patterns, leastText the texts searched by words.
const (
	shortest  = 2
	longest   = 16
	leastText = 64
)

// index is strings.Index; dense tells, and learns, that bytes like the pattern's first are frequent in the text.
func index(s, sub string, dense *bool) int {
	n := len(sub)
	if n < shortest || n > longest || len(s) < leastText {
		return strings.Index(s, sub)
	}
	i := 0
	for fails := 0; !*dense; fails++ {
		if fails > 4+i>>4 {
			*dense = true
			break
		}
		o := strings.IndexByte(s[i:len(s)-n+1], sub[0])
		if o < 0 {
			return -1
		}
		if i += o; s[i:i+n] == sub {
			return i
		}
		if i++; i > len(s)-n {
			return -1
		}
	}
	const ones, tops = 0x0101010101010101, 0x8080808080808080
	first, middle, last := uint64(sub[0])*ones, uint64(sub[n/2])*ones, uint64(sub[n-1])*ones
	text := unsafe.Pointer(unsafe.StringData(s))
	for ; i+n+7 <= len(s); i += 8 {
		w := wordAt(text, i) ^ first | wordAt(text, i+n-1) ^ last
		if n > 2 {
			w |= wordAt(text, i+n/2) ^ middle
		}
		// The top bit of each byte of w that is zero, and of some that are 1 above such a one.
		for hits := (w - ones) &^ w & tops; hits != 0; hits &= hits - 1 {
			if j := i + bits.TrailingZeros64(hits)>>3; s[j:j+n] == sub {
				return j
			}
		}
	}
	if o := strings.Index(s[i:], sub); o >= 0 {
		return i + o
	}
	return -1
}

func wordAt(p unsafe.Pointer, i int) uint64 {
	return binary.LittleEndian.Uint64((*[8]byte)(unsafe.Add(p, i))[:])
}
