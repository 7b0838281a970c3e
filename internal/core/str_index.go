// This file finds code points in strings. ASCII strings index by byte; others count from the nearer end, and
// long ones read a table of byte offsets, one entry each offStride code points, built when first needed.
// Invariant: a strAux may serve several strings, all of them prefixes of one text; its table covers a prefix of it.
package core

import (
	"sync"
	"sync/atomic"
	"unsafe"

	"github.com/vivarium-py/vivarium/internal/bulk"
)

const offStride = 64

// strAux is what long strings have beyond their text. Strings are shared between interpreters, so all of it is atomic
// or locked.
type strAux struct {
	offs atomic.Pointer[[]int] // offs[i] is the byte offset of code point i*offStride
	mu   sync.Mutex            // held to extend offs
	buf  []byte                // room behind the text for appending, nil for none; see strConcat
	used atomic.Int64          // bytes of buf that some string has claimed
}

func (s *Str) auxOf() *strAux { return (*strAux)(atomic.LoadPointer(&s.aux)) }

// needAux gives an aux of the string's own (or of its append buffer).
func (s *Str) needAux() *strAux {
	for {
		p := atomic.LoadPointer(&s.aux)
		if p != nil && p != unsafe.Pointer(&concatMark) {
			return (*strAux)(p)
		}
		a := new(strAux)
		if atomic.CompareAndSwapPointer(&s.aux, p, unsafe.Pointer(a)) {
			return a
		}
	}
}

const highBits = 0x8080808080808080

// skipForward gives the offset reached by passing n code points from offset off.
func skipForward(s string, off, n int) int {
	for n >= 8 && off+8 <= len(s) {
		w := *(*uint64)(unsafe.Add(unsafe.Pointer(unsafe.StringData(s)), off))
		// A continuation byte is 10xxxxxx: bit 7 set and bit 6 clear.
		cont := w & (^w << 1) & highBits
		n -= 8 - popcount8(cont)
		off += 8
	}
	// The word may have ended within a character.
	for off < len(s) && s[off]&0xC0 == 0x80 {
		off++
	}
	for ; n > 0; n-- {
		off++
		for off < len(s) && s[off]&0xC0 == 0x80 {
			off++
		}
	}
	return off
}

// popcount8 counts the set bits of a word that has only the high bits of bytes.
func popcount8(w uint64) int { return int((w >> 7) * 0x0101010101010101 >> 56) }

// skipBack gives the offset reached by going back n code points from offset off.
func skipBack(s string, off, n int) int {
	for ; n > 0; n-- {
		off--
		for s[off]&0xC0 == 0x80 {
			off--
		}
	}
	return off
}

// byteOff gives the byte offset of code point i, 0 <= i <= n.
func (s *Str) byteOff(i int) int {
	switch {
	case s.n == len(s.s):
		return i
	case i <= offStride:
		return skipForward(s.s, 0, i)
	case s.n-i <= offStride:
		return skipBack(s.s, len(s.s), s.n-i)
	}
	a := s.needAux()
	k := i / offStride
	var offs []int
	if p := a.offs.Load(); p != nil {
		offs = *p
	}
	for k >= len(offs) {
		offs = a.extend(s)
	}
	return skipForward(s.s, offs[k], i%offStride)
}

// offsPiece is how many entries extend adds at most: the work of less than a millisecond.
const offsPiece = 8 << 10

// extend makes the table longer by a piece, up to one that covers s.
func (a *strAux) extend(s *Str) []int {
	a.mu.Lock()
	defer a.mu.Unlock()
	var offs []int
	if p := a.offs.Load(); p != nil {
		offs = *p
	} else {
		offs = append(make([]int, 0, s.n/offStride+1), 0)
	}
	for end := min(len(offs)+offsPiece, s.n/offStride+1); len(offs) < end; {
		offs = append(offs, skipForward(s.s, offs[len(offs)-1], offStride))
	}
	a.offs.Store(&offs)
	return offs
}

// spanText makes the table cover s where that takes long, and looks at kills meanwhile.
func (t *Thread) spanText(s *Str) error {
	if s.n == len(s.s) || s.n <= offsPiece*offStride {
		return nil
	}
	a := s.needAux()
	var offs []int
	if p := a.offs.Load(); p != nil {
		offs = *p
	} else if err := t.Charge(s.n / offStride * int(unsafe.Sizeof(0))); err != nil {
		return err
	}
	for len(offs) < s.n/offStride+1 {
		offs = a.extend(s)
		if err := t.PollAtomic(offsPiece * offStride / fastWork); err != nil {
			return err
		}
	}
	return nil
}

// offset is byteOff of what may be long.
func (t *Thread) offset(s *Str, i int) (int, error) {
	if i > offStride && s.n-i > offStride {
		if err := t.spanText(s); err != nil {
			return 0, err
		}
	}
	return s.byteOff(i), nil
}

// position is index of what may be long.
func (t *Thread) position(s *Str, off int) (int, error) {
	if off >= 4*offStride && len(s.s)-off >= 4*offStride {
		if err := t.spanText(s); err != nil {
			return 0, err
		}
	}
	return s.index(off), nil
}

// index gives the code point position of byte offset off, which is at the start of a character.
func (s *Str) index(off int) int {
	if s.n == len(s.s) {
		return off
	}
	if off < 4*offStride {
		return countRunes(s.s[:off])
	}
	if len(s.s)-off < 4*offStride {
		return s.n - countRunes(s.s[off:])
	}
	if s.n <= 4*offStride {
		return countRunes(s.s[:off])
	}
	s.byteOff(s.n - offStride - 1) // makes the table
	offs := *s.needAux().offs.Load()
	lo, hi := 0, len(offs)
	for hi-lo > 1 {
		if m := (lo + hi) / 2; offs[m] <= off {
			lo = m
		} else {
			hi = m
		}
	}
	return lo*offStride + countRunes(s.s[offs[lo]:off])
}

// runeAt gives code point i, 0 <= i < n.
func (s *Str) runeAt(i int) rune {
	if s.n == len(s.s) {
		return rune(s.s[i])
	}
	r, _ := decodeRune(s.s[s.byteOff(i):])
	return r
}

// charAt gives the one-character string at position i, 0 <= i < n.
func (s *Str) charAt(i int) *Str {
	if s.n == len(s.s) {
		return latin1[s.s[i]]
	}
	c, _ := s.charAtOff(s.byteOff(i))
	return c
}

// charAtOff gives the one-character string at a byte offset, and its size.
func (s *Str) charAtOff(off int) (*Str, int) {
	c := s.s[off]
	if c < 0x80 {
		return latin1[c], 1
	}
	if c < 0xC4 {
		return latin1[rune(c&0x1F)<<6|rune(s.s[off+1]&0x3F)], 2
	}
	w := 2
	switch {
	case c >= 0xF0:
		w = 4
	case c >= 0xE0:
		w = 3
	}
	return newStrCopy(s.s[off:off+w], 1), w
}

// Short strings keep their text in the same allocation.
type (
	str16 struct {
		Str
		a [16]byte
	}
	str32 struct {
		Str
		a [32]byte
	}
	str48 struct {
		Str
		a [48]byte
	}
	str64 struct {
		Str
		a [64]byte
	}
)

// strRoom makes a str of size bytes and n code points and gives its text to be filled in before anyone sees it.
func strRoom(size, n int) (*Str, []byte) {
	var s *Str
	var b []byte
	switch {
	case size <= 16:
		p := new(str16)
		s, b = &p.Str, p.a[:size]
	case size <= 32:
		p := new(str32)
		s, b = &p.Str, p.a[:size]
	case size <= 48:
		p := new(str48)
		s, b = &p.Str, p.a[:size]
	case size <= 64:
		p := new(str64)
		s, b = &p.Str, p.a[:size]
	default:
		s, b = new(Str), bulk.Make(size)[:size:size]
	}
	s.shape = &StrType.shape0
	s.s = unsafe.String(unsafe.SliceData(b), size)
	s.n = n
	return s, b
}

// newStrCopy makes a str with a copy of text, which has n code points, so that it does not keep a larger text alive.
func newStrCopy(text string, n int) *Str {
	if len(text) <= 1 {
		if len(text) == 0 {
			return emptyStr
		}
		return latin1[text[0]]
	}
	s, b := strRoom(len(text), n)
	copy(b, text)
	return s
}

// textCopy is newStrCopy of what may be long.
func (t *Thread) textCopy(text string, n int) (*Str, error) {
	if len(text) <= chunkBytes {
		return newStrCopy(text, n), nil
	}
	s, b := strRoom(len(text), n)
	return s, t.copyStr(b, text)
}

// subText gives the characters from position i to j, 0 <= i <= j <= n, as an exact str.
func (t *Thread) subText(s *Str, i, j int) (*Str, error) {
	if i == 0 && j == s.n {
		return s.exact(), nil
	}
	if s.n == len(s.s) {
		return t.textCopy(s.s[i:j], j-i)
	}
	if i >= j {
		return emptyStr, nil
	}
	lo, err := t.offset(s, i)
	if err != nil {
		return nil, err
	}
	hi := 0
	if j-i <= 2*offStride {
		hi = skipForward(s.s, lo, j-i)
	} else if hi, err = t.offset(s, j); err != nil {
		return nil, err
	}
	return t.cut(s, lo, hi, j-i)
}

// cut gives the text between two byte offsets, n code points (-1: count them), as an exact str.
func (t *Thread) cut(s *Str, lo, hi, n int) (*Str, error) {
	if hi-lo == len(s.s) {
		return s.exact(), nil
	}
	if s.n == len(s.s) {
		n = hi - lo
	}
	if hi-lo == 2 && s.s[lo] >= 0xC2 && s.s[lo] < 0xC4 {
		c, _ := s.charAtOff(lo)
		return c, nil
	}
	if n < 0 {
		n = countRunes(s.s[lo:hi])
	}
	return t.textCopy(s.s[lo:hi], n)
}

// exact gives the string itself, or for an instance of a subclass a str of equal text.
func (s *Str) exact() *Str {
	if s.shape == &StrType.shape0 {
		return s
	}
	return newStrN(s.s, s.n)
}
