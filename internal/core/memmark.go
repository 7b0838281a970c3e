// This file is the set of addresses that a memory walk has seen: bitmaps of the address space, a page at a time.
// Invariant: Go's collector does not move objects, so an address stands for its object as long as the walk lasts.
package core

import (
	"math/bits"
	"unsafe"
)

const (
	markPageShift = 20
	markWords     = 1 << (markPageShift - 3 - 6) // one bit for 8 bytes
	markCache     = 64
)

type markPage [markWords]uint64

// markSet is a set of addresses.
type markSet struct {
	pages map[uintptr]*markPage
	last  [markCache]struct {
		key  uintptr
		page *markPage
	}
}

// add adds an address and reports whether it was not there yet.
func (m *markSet) add(p unsafe.Pointer) bool {
	a := uintptr(p)
	key := a>>markPageShift + 1
	c := &m.last[key%markCache]
	if c.key != key {
		page := m.pages[key]
		if page == nil {
			if m.pages == nil {
				m.pages = map[uintptr]*markPage{}
			}
			page = new(markPage)
			m.pages[key] = page
		}
		c.key, c.page = key, page
	}
	w := &c.page[a>>9%markWords]
	bit := uint64(1) << (a >> 3 & 63)
	if *w&bit != 0 {
		return false
	}
	*w |= bit
	return true
}

// sizeClass is about what Go's allocator takes for n bytes.
func sizeClass(n uintptr) int64 {
	switch {
	case n <= 24:
		return int64(n+7) &^ 7
	case n <= 1024:
		return int64(n+15) &^ 15
	case n <= 32<<10:
		step := uintptr(1) << (bits.Len(uint(n)) - 4)
		return int64((n + step - 1) &^ (step - 1))
	}
	return int64(n+8191) &^ 8191
}
