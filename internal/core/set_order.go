// This file gives sets of numbers CPython's order. Its sets are tables that are iterated slot by slot, so that {3, 1, 2}
// shows as {1, 2, 3}; the order depends on hashes and on the size that the table has grown to. Sets here keep their items in
// the order of insertion; when a small one is iterated or shown, its items are brought into the order of the slots that
// they would have. Items whose hashes differ from run to run (str, addresses) stay as they were inserted.
package core

// setOrder is what the order of a set depends on. The zero value is that of a set of no items.
type setOrder struct {
	table  []int16 // by slot: the entry + 1, 0 if free, -1 where an item was removed; nil until the order is asked for
	size   int32   // slots of the table, 0: 8
	fill   int32   // slots that are not free
	live   int32   // items that are counted in fill
	placed int32   // entries that are counted in fill
	finger int32   // where pop looks first
	stamp  uint32  // 1 + the dict's kver when its items were last in order, or 0
	moves  uint32  // and its resizes when entries were last counted

	display int32 // so many entries at the start are a set display's that the order does not know of yet
}

const (
	maxOrderedSet = 2048 // items of a set that is brought in order
	maxOrderedPop = 64   // and of one for pop, where every pop may find a changed set
	setProbes     = 9    // slots in a row that are tried
)

func (o *setOrder) slots() int { return max(int(o.size), 8) }

// growTo makes the table the next power of two above n.
func (o *setOrder) growTo(n int) {
	size := 8
	for size <= n && size < 1<<30 {
		size *= 2
	}
	o.size = int32(size)
}

// added counts one more item, of used; it reports that the table grows.
func (o *setOrder) added(used int) bool {
	o.fill++
	if int(o.fill)*5 < (o.slots()-1)*3 {
		return false
	}
	o.roomFor(used)
	return true
}

// roomFor is the size that a table of used items grows or shrinks to.
func (o *setOrder) roomFor(used int) {
	if used > 50000 {
		o.growTo(2 * used)
	} else {
		o.growTo(4 * used)
	}
	o.fill = int32(used)
}

// put enters entry i, whose hash is h, and reports that it took a slot that was free:
// the last one on its way where an item was removed goes first.
func (o *setOrder) put(i int, h uint64) bool {
	mask := uint64(len(o.table) - 1)
	gap := -1
	for at, perturb := h&mask, h; ; {
		n := uint64(0)
		if at+setProbes <= mask {
			n = setProbes
		}
		for k := at; k <= at+n; k++ {
			switch {
			case o.table[k] == 0 && gap < 0:
				o.table[k] = int16(i + 1)
				return true
			case o.table[k] == 0:
				o.table[gap] = int16(i + 1)
				return false
			case o.table[k] < 0:
				gap = int(k)
			}
		}
		perturb >>= 5
		at = (at*5 + 1 + perturb) & mask
	}
}

// slotOf is the slot of entry i, -1 if it has none.
func (o *setOrder) slotOf(i int, h uint64) int {
	mask := uint64(len(o.table) - 1)
	for at, perturb, left := h&mask, h, 2*len(o.table)+64; left > 0; left-- {
		n := uint64(0)
		if at+setProbes <= mask {
			n = setProbes
		}
		for k := at; k <= at+n; k++ {
			switch o.table[k] {
			case int16(i + 1):
				return int(k)
			case 0:
				return -1
			}
		}
		perturb >>= 5
		at = (at*5 + 1 + perturb) & mask
	}
	return -1
}

// rebuild enters all items of the table in one of the size that it should have.
func (s *Set) rebuild() {
	old := s.ord.table
	s.ord.table = make([]int16, s.ord.slots())
	for _, j := range old {
		if j > 0 {
			s.ord.put(int(j-1), s.d.entries[j-1].hash)
		}
	}
}

// fresh is the number of entries at the end of the dict that the order does not know of yet.
func (s *Set) fresh() int {
	d, o := &s.d, &s.ord
	n := len(d.entries) - int(o.placed)
	if o.moves != d.resizes {
		n = d.used - int(o.live)
	}
	return min(max(n, 0), len(d.entries))
}

// count brings the order up to date.
func (s *Set) count() {
	s.known()
	d, o := &s.d, &s.ord
	if o.table != nil {
		if s.track() {
			return
		}
		o.table = nil
	}
	n := 0
	for _, e := range d.entries[len(d.entries)-s.fresh():] {
		if e.hash != noHash {
			n++
		}
	}
	for used := d.used - n + 1; used <= d.used; used++ {
		o.added(used)
	}
	o.live, o.placed, o.moves = int32(d.used), int32(len(d.entries)), d.resizes
}

// track enters the items in the table that were added since; false says that the set is not kept in order any more.
func (s *Set) track() bool {
	d, o := &s.d, &s.ord
	if d.used > maxOrderedSet || len(d.entries) > 4*maxOrderedSet {
		return false
	}
	if o.moves != d.resizes {
		s.renumber()
	}
	for ; int(o.placed) < len(d.entries); o.placed++ {
		e := &d.entries[o.placed]
		if e.hash == noHash {
			continue
		}
		if !plainHash(e.key, 3) {
			return false
		}
		o.live++
		if o.put(int(o.placed), e.hash) && o.added(int(o.live)) {
			s.rebuild()
		}
	}
	return true
}

// renumber follows the entries to where they went when the dict dropped the holes between them.
func (s *Set) renumber() {
	d, o := &s.d, &s.ord
	rank := make([]int16, max(int(o.placed), 0)+1)
	for _, j := range o.table {
		if j > 0 {
			rank[j] = 1
		}
	}
	holes, n := false, int16(0)
	for j := 1; j < len(rank); j++ {
		if rank[j] == 0 {
			holes = true
			continue
		}
		n++
		rank[j] = n
	}
	if holes {
		for k, j := range o.table {
			if j > 0 {
				o.table[k] = rank[j]
			}
		}
		o.placed = int32(n)
	}
	o.moves = d.resizes
}

// merging tells the order that n items of another table come at once.
func (s *Set) merging(n int) {
	s.count()
	o := &s.ord
	if s.d.used+n > maxOrderedSet {
		o.table = nil
	}
	if (int(o.fill)+n)*5 >= (o.slots()-1)*3 {
		o.growTo(2 * (s.d.used + n))
		o.fill = int32(s.d.used)
		if o.table != nil {
			s.rebuild()
		}
	}
}

// copied is merging for a set that has become a copy of another table, of the set src if that is not nil.
func (s *Set) copied(src *Set) {
	n := s.d.used
	was := s.ord // of the set when it was empty
	s.ord = setOrder{size: was.size, finger: was.finger}
	if (int(was.fill)+n)*5 >= (was.slots()-1)*3 {
		s.ord.growTo(2 * n)
	}
	if src == nil || was.fill > 0 || src.ord.table == nil || src.ord.stamp != src.d.kver+1 || src.ord.slots() != s.ord.slots() || int(src.ord.fill) != n ||
		n != len(s.d.entries) || n != len(src.d.entries) {
		return
	}
	o := &s.ord // slot for slot
	o.table = append([]int16(nil), src.ord.table...)
	o.fill, o.live, o.placed, o.moves, o.stamp = int32(n), int32(n), int32(n), s.d.resizes, s.d.kver+1
}

// known gives the items of a set display their order, if they are such as a compiler knows: CPython's makes a frozenset of
// them, another one of that, and fills the set from it. What was added since comes behind. It waits until the order matters.
func (s *Set) known() {
	d, n := &s.d, int(s.ord.display)
	if s.ord.display = 0; n == 0 || d.used > maxOrderedSet {
		return
	}
	for i := range d.entries[:n] {
		if !plainHash(d.entries[i].key, 0) {
			return
		}
	}
	used, entries, moves := d.used, d.entries, d.resizes
	d.used, d.entries = n, entries[:n]
	s.arrange()
	s.ord = setOrder{finger: s.ord.finger}
	s.arrange()
	made := s.ord
	if s.ord = (setOrder{finger: made.finger}); made.table != nil {
		if s.copied(nil); s.ord.slots() == made.slots() {
			s.ord = made
		}
	}
	if used == n {
		return
	}
	d.used, d.entries = used, entries
	s.ord.stamp = 0
	if d.resizes != moves && d.index != nil {
		d.reindex(len(d.index))
	}
}

// thinned tells the order that items of another table were removed: a table with many removed ones shrinks.
func (s *Set) thinned() {
	s.count()
	o := &s.ord
	if int(o.fill)-s.d.used > (o.slots()-1)/4 {
		o.roomFor(s.d.used)
		if o.table != nil {
			s.rebuild()
		}
	}
}

// clear empties the set.
func (s *Set) clear() {
	s.d.Clear()
	s.ord = setOrder{finger: s.ord.finger}
}

// removeAt removes an entry; the others stay in order.
func (s *Set) removeAt(i int) {
	s.known()
	d, o := &s.d, &s.ord
	ordered := o.stamp == d.kver+1
	switch {
	case o.table != nil && !s.track():
		o.table = nil
	case o.table != nil:
		if k := o.slotOf(i, d.entries[i].hash); k >= 0 {
			o.table[k] = -1
			o.live--
		}
	case o.live > 0 && i < int(o.placed):
		o.live--
	}
	d.removeAt(i)
	o.placed = min(o.placed, int32(len(d.entries)))
	if ordered && o.table != nil {
		o.stamp = d.kver + 1
	}
}

// plainHash reports that the hash of a value is the same in every run.
func plainHash(v Value, depth int) bool {
	if v.ref == nil {
		return true
	}
	switch v.ref.shape {
	case &IntType.shape0, &FloatType.shape0, &BoolType.shape0, &ComplexType.shape0, &NoneType.shape0:
		return true
	case &TupleType.shape0:
		items := As[Tuple](v).items
		if depth == 0 || len(items) > 8 {
			return false
		}
		for _, x := range items {
			if !plainHash(x, depth-1) {
				return false
			}
		}
		return true
	}
	return false
}

// settle brings the items of a set that Python code may see in order. A frozenset is settled when it is made, since
// interpreters may share it afterwards.
func (s *Set) settle() {
	if s.ord.stamp == s.d.kver+1 || s.d.used == 0 || s.d.used > maxOrderedSet || s.shape.typ.IsSubtype(&FrozenSetType) {
		return
	}
	s.arrange()
}

// settled is settle for a frozenset that nobody has seen.
func (s *Set) settled() *Set {
	if s.d.used > 1 && s.d.used <= maxOrderedSet {
		s.arrange()
	}
	return s
}

// seal settles a new frozenset.
func (s *Set) seal() *Set {
	if s.shape == &FrozenSetType.shape0 {
		return s.settled()
	}
	return s
}

// arrange lets the items take the slots that they have in CPython's table.
func (s *Set) arrange() {
	s.known()
	d, o := &s.d, &s.ord
	o.stamp = d.kver + 1
	if o.table == nil && !s.activate() || !s.track() {
		o.table = nil
		return
	}
	next, same := int16(1), d.used == len(d.entries)
	for _, j := range o.table {
		if j > 0 {
			same = same && j == next
			next++
		}
	}
	if same {
		return
	}
	order := make([]dictEntry, 0, d.used)
	for k, j := range o.table {
		if j > 0 {
			order = append(order, d.entries[j-1])
			o.table[k] = int16(len(order))
		}
	}
	copy(d.entries, order)
	clear(d.entries[len(order):])
	d.entries, d.head = d.entries[:len(order)], 0
	d.resizes++
	if d.index != nil {
		d.reindex(len(d.index))
	}
	o.placed, o.moves = int32(len(order)), d.resizes
}

// activate makes the table of a set that had none, with the items that the order knows of.
func (s *Set) activate() bool {
	d, o := &s.d, &s.ord
	if len(d.entries) > 4*maxOrderedSet {
		return false
	}
	for i := range d.entries {
		if e := &d.entries[i]; e.hash != noHash && !plainHash(e.key, 3) {
			return false
		}
	}
	old := len(d.entries) - s.fresh()
	if o.live = 0; old == 0 {
		o.fill = 0
	}
	for i := range old {
		if d.entries[i].hash != noHash {
			o.live++
		}
	}
	if 2*int(o.live) > o.slots() {
		o.roomFor(int(o.live))
	}
	o.fill = max(o.fill, o.live)
	o.table = make([]int16, o.slots())
	for i := range old {
		if e := &d.entries[i]; e.hash != noHash {
			o.put(i, e.hash)
		}
	}
	o.placed, o.moves = int32(old), d.resizes
	return true
}

// popAt is the entry that pop takes: the first at or behind where the last one was.
func (s *Set) popAt() int {
	d, o := &s.d, &s.ord
	if d.used > maxOrderedPop {
		if o.stamp == 0 {
			s.settle()
		}
		return int(d.head)
	}
	if s.settle(); o.table == nil {
		return int(d.head)
	}
	for k, at := 0, int(o.finger)&(len(o.table)-1); k < len(o.table); k, at = k+1, at+1 {
		if at == len(o.table) {
			at = 0
		}
		if j := o.table[at]; j > 0 {
			o.finger = int32(at + 1)
			return int(j - 1)
		}
	}
	return int(d.head)
}
