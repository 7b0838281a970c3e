// This file holds the memo of a pickler: which objects were written, and under which number. It keeps them alive.
package pickle_

import (
	"math/bits"
	"unsafe"

	"github.com/vivarium-py/vivarium/internal/core"
)

type memoEntry struct {
	key *core.Header
	n   int32
}

// memoTable maps objects by identity, by open addressing. next counts what was numbered, objects that nobody sees included.
type memoTable struct {
	slots []memoEntry
	used  int
	next  int
}

func memoHash(h *core.Header) uint64 {
	return uint64(uintptr(unsafe.Pointer(h))) * 0x9e3779b97f4a7c15
}

func (m *memoTable) get(h *core.Header) (int, bool) {
	if len(m.slots) == 0 {
		return 0, false
	}
	mask := len(m.slots) - 1
	for i := int(memoHash(h) >> (64 - uint(bits.Len(uint(mask))))); ; i++ {
		e := &m.slots[i&mask]
		if e.key == h {
			return int(e.n), true
		}
		if e.key == nil {
			return 0, false
		}
	}
}

func (m *memoTable) put(t *thread, h *core.Header, n int) error {
	if 3*(m.used+1) > 2*len(m.slots) {
		if err := m.grow(t); err != nil {
			return err
		}
	}
	m.set(h, n)
	return nil
}

func (m *memoTable) set(h *core.Header, n int) {
	mask := len(m.slots) - 1
	i := int(memoHash(h) >> (64 - uint(bits.Len(uint(mask)))))
	for ; m.slots[i&mask].key != nil; i++ {
		if m.slots[i&mask].key == h {
			m.slots[i&mask].n = int32(n)
			return
		}
	}
	m.slots[i&mask] = memoEntry{h, int32(n)}
	m.used++
}

func (m *memoTable) grow(t *thread) error {
	n := max(16, 4*len(m.slots))
	if len(m.slots) >= 1<<16 {
		n = 2 * len(m.slots)
	}
	if err := t.ChargeSmall(16 * n); err != nil {
		return err
	}
	slots, err := core.MakeSlice[memoEntry](t, n, 0)
	if err != nil {
		return err
	}
	old := m.slots
	m.slots, m.used = slots, 0
	for i := range old {
		if old[i].key != nil {
			m.set(old[i].key, int(old[i].n))
		}
		if err := t.PollAt(i); err != nil {
			return err
		}
	}
	return nil
}

func (m *memoTable) clear() { *m = memoTable{} }

// each calls f with every object and its number.
func (m *memoTable) each(t *thread, f func(x value, n int) error) error {
	for i, e := range m.slots {
		if err := t.PollAt(i); err != nil {
			return err
		}
		if e.key != nil {
			if err := f(core.Obj(e.key), int(e.n)); err != nil {
				return err
			}
		}
	}
	return nil
}
