// memo.go: memory of failures against catastrophic backtracking. A pair (slot, position) is in it when the matcher has
// tried everything from that choice at that position, with the loop registers the slot depends on, and failed. It is
// switched on only when a match has taken many steps. Forgetting is always allowed, so it stops growing at a limit.

package sre

const (
	pageBits = 12
	pageSize = 1 << pageBits
)

type memoPage [pageSize / 64]uint64

type memoKey struct {
	slot   int32
	c1, c2 int32
	pos    int
}

type memo struct {
	on     bool
	full   bool
	pages  int // of one slot
	slots  [][]*memoPage
	counts map[memoKey]struct{}
	used   int
	charge func(int) error
}

func (mm *memo) start(subject, slots int, charge func(int) error) {
	mm.on = true
	mm.charge = charge
	mm.pages = subject>>pageBits + 1
	if mm.take(24 * slots) {
		mm.slots = make([][]*memoPage, slots)
	}
}

// take accounts for n more bytes; false means to remember no more.
func (mm *memo) take(n int) bool {
	if mm.full || mm.used+n > maxMemo || mm.charge != nil && mm.charge(n) != nil {
		mm.full = true
		return false
	}
	mm.used += n
	return true
}

// failed tells whether the slot is known to fail at pos.
func (mm *memo) failed(slot int32, pos int, info *slotInfo, regs []register) bool {
	if mm.slots == nil {
		return false
	}
	for _, r := range info.nulls {
		if regs[r].last == pos {
			return false
		}
	}
	if info.states == 0 {
		_, hit := mm.counts[countKey(slot, pos, info, regs)]
		return hit
	}
	pages := mm.slots[slot]
	if pages == nil {
		return false
	}
	pg := pages[state(info, regs)*mm.pages+pos>>pageBits]
	return pg != nil && pg[pos>>6&(pageSize/64-1)]>>(pos&63)&1 != 0
}

// fail records that the slot fails at pos.
func (mm *memo) fail(slot int32, pos int, info *slotInfo, regs []register) {
	if mm.slots == nil {
		return
	}
	for _, r := range info.nulls {
		if regs[r].last == pos {
			return
		}
	}
	if info.states == 0 {
		if mm.take(memoEntrySize) {
			if mm.counts == nil {
				mm.counts = map[memoKey]struct{}{}
			}
			mm.counts[countKey(slot, pos, info, regs)] = struct{}{}
		}
		return
	}
	if mm.slots[slot] == nil {
		if !mm.take(8 * mm.pages * info.states) {
			return
		}
		mm.slots[slot] = make([]*memoPage, mm.pages*info.states)
	}
	pg := &mm.slots[slot][state(info, regs)*mm.pages+pos>>pageBits]
	if *pg == nil {
		if !mm.take(pageSize / 8) {
			return
		}
		*pg = new(memoPage)
	}
	(*pg)[pos>>6&(pageSize/64-1)] |= 1 << (pos & 63)
}

// failRange records failures at lo to hi.
func (m *Matcher) failRange(slot int32, lo, hi int, info *slotInfo, regs []register) {
	for q := lo; q <= hi; q++ {
		if q&(longScan-1) == 0 && m.long() {
			return
		}
		m.memo.fail(slot, q, info, regs)
	}
}

// state numbers the combination of counts.
func state(info *slotInfo, regs []register) int {
	n := 0
	for _, d := range info.counts {
		n = n*int(d.limit+1) + int(min(regs[d.reg].count, d.limit))
	}
	return n
}

func countKey(slot int32, pos int, info *slotInfo, regs []register) memoKey {
	d := info.counts[0]
	k := memoKey{slot: slot, pos: pos, c1: min(regs[d.reg].count, d.limit)}
	if len(info.counts) > 1 {
		d = info.counts[1]
		k.c2 = min(regs[d.reg].count, d.limit)
	}
	return k
}
