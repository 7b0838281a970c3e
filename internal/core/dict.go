// This file defines Dict, the insertion-ordered hash table under dict, modules, classes and keyword arguments.
// Open addressing: index maps a hash slot to an entry + 1 (0 empty, -1 deleted) and half of its hash, so that probing
// rarely looks at entries of other keys; up to 8 entries need no index.
// Invariant: an entry with key Unbound is deleted; `used` counts the others, all entries before `head` are deleted, and
// `fill` counts the slots of index that are not 0, which leaves some 0. A str key is compared by address, then by hash and
// text, so looking up a str never runs Python code unless a key of a heap type (dictOdd) with an equal hash is there.
package core

import (
	"slices"
	"unsafe"
)

// dictSlot is a slot of the index: pos is the entry + 1, or 0 or -1; hash is short of its full hash.
type dictSlot struct {
	hash uint32
	pos  int32
}

func short(h uint64) uint32 { return uint32(h ^ h>>32) }

type dictEntry struct {
	hash     uint64
	key, val Value
}

// Dict is a Python dict.
type Dict struct {
	Header
	entries []dictEntry
	index   []dictSlot
	used    int
	fill    int32
	head    int32
	kver    uint32 // changes when a key is added or removed
	watch   uint32 // dictFrozen and friends
	resizes uint32 // changes when entries move (lookups that run Python code notice)
}

const (
	dictFrozen   = 1 << iota // shared between interpreters: never written; a write is a bug in Vivarium
	dictType                 // the dict of a type
	dictOdd                  // some key's type is a heap type: its __eq__ may be its own
	dictBorrowed             // the tables are another dict's, for reading: see own
)

const smallDict = 8

// noHash is the hash of deleted entries; no object hashes to it.
const noHash = ^uint64(0)

// NewDict makes an empty dict.
func NewDict() *Dict { return &Dict{Header: Header{&DictType.shape0}} }

type dict2 struct {
	Dict
	a [2]dictEntry
}
type dict4 struct {
	Dict
	a [4]dictEntry
}
type dict8 struct {
	Dict
	a [smallDict]dictEntry
}

// NewDictSize makes an empty dict with room for n keys; that of a small one is in the same allocation.
func NewDictSize(n int) *Dict {
	var d *Dict
	switch {
	case n <= 0:
		d = new(Dict)
	case n <= 2:
		p := new(dict2)
		d, p.entries = &p.Dict, p.a[:0]
	case n <= 4:
		p := new(dict4)
		d, p.entries = &p.Dict, p.a[:0]
	case n <= smallDict:
		p := new(dict8)
		d, p.entries = &p.Dict, p.a[:0]
	default:
		d = new(Dict)
		d.resize(n)
	}
	d.shape = &DictType.shape0
	return d
}

// indexSize is how many slots the index of a dict of n keys has; it holds up to two thirds as many.
func indexSize(n int) int {
	size := 16
	for size*2 < n*3 {
		size *= 2
	}
	return size
}

// tableBytes is what the table of a dict of n keys takes.
func tableBytes(n int) int {
	if n <= smallDict {
		return n * int(unsafe.Sizeof(dictEntry{}))
	}
	size := indexSize(n)
	return size*int(unsafe.Sizeof(dictSlot{})) + (size*2/3+1)*int(unsafe.Sizeof(dictEntry{}))
}

// chargeTable charges for the table of a dict of n keys.
func (t *Thread) chargeTable(n int) error {
	if n > 64 {
		return t.Charge(tableBytes(n))
	}
	return nil
}

// reserve makes room for n keys in an empty dict.
func (d *Dict) reserve(n int) {
	if n > smallDict {
		d.resize(n)
	} else if cap(d.entries) < n {
		d.entries = make([]dictEntry, 0, n)
	}
}

// Val is the dict as a Value.
func (d *Dict) Val() Value {
	if d.watch&dictBorrowed != 0 {
		d.own()
	}
	return Value{ref: &d.Header}
}

// borrow gives a dict that reads the entries of d, which never changes. Python code must not see it before it has its
// own: Val and what writes to a module's namespace see to that.
func (d *Dict) borrow() *Dict {
	c := NewDict()
	c.entries, c.index = d.entries, d.index
	c.used, c.fill, c.head, c.kver, c.watch = d.used, d.fill, d.head, 1, d.watch&dictOdd|dictBorrowed
	return c
}

// own gives a borrowing dict entries of its own. Only an interpreter's builtins borrow (newBuiltins), and all but their
// __spec__ are immutable.
func (d *Dict) own() {
	if d.watch&dictBorrowed == 0 {
		return
	}
	d.watch &^= dictBorrowed
	d.entries = slices.Clone(d.entries)
	d.index = slices.Clone(d.index)
	d.SetStr(nSpec, obj(&newSpec("builtins", BuiltinImporterType.Val(), StrVal("built-in")).Header))
}

// Len is the number of keys.
func (d *Dict) Len() int { return d.used }

// at is entry i without a bounds check, slot the index at hash slot i.
func (d *Dict) at(i int) *dictEntry {
	return (*dictEntry)(unsafe.Add(unsafe.Pointer(unsafe.SliceData(d.entries)), uintptr(i)*unsafe.Sizeof(dictEntry{})))
}

func (d *Dict) slot(i uint64) *dictSlot {
	return (*dictSlot)(unsafe.Add(unsafe.Pointer(unsafe.SliceData(d.index)), i*8))
}

// isText reports that a key is a str (or an instance of a subclass) with this text.
func (v Value) isText(s string) bool {
	return v.ref != nil && v.ref.shape.typ.flags&flagStrSub != 0 && As[Str](v).s == s
}

// findStr gives the entry of a str key, -1 if there is none. Keys of other types with equal hashes are
// skipped: they never equal an exact str unless they define __eq__, for which Get is to be used.
func (d *Dict) findStr(k *Str) int {
	if d.index == nil {
		es := d.entries
		for i := range es {
			if es[i].key.ref == &k.Header {
				return i
			}
		}
		if len(es) == 0 {
			return -1
		}
		h := k.Hash()
		for i := range es {
			if e := &es[i]; e.hash == h && e.key.isText(k.s) {
				return i
			}
		}
		return -1
	}
	h := k.Hash()
	mask, h32 := uint64(len(d.index)-1), short(h)
	for i, perturb := h&mask, h; ; {
		x := d.slot(i)
		if x.pos == 0 {
			return -1
		}
		if x.hash == h32 && x.pos > 0 {
			if e := d.at(int(x.pos - 1)); e.key.ref == &k.Header || e.hash == h && e.key.isText(k.s) {
				return int(x.pos - 1)
			}
		}
		perturb >>= 5
		i = (i*5 + perturb + 1) & mask
	}
}

// findSmall gives the entry of an int held in its Value, -1 if there is none, -2 where a key of another type has the
// same hash and find must decide.
func (d *Dict) findSmall(key Value, h uint64) int {
	if d.index == nil {
		es := d.entries
		odd := -1
		for i := range es {
			if es[i].hash != h {
				continue
			}
			if e := &es[i]; e.key.ref != nil {
				odd = -2
			} else if e.key.bits == key.bits {
				return i
			}
		}
		return odd
	}
	mask, h32 := uint64(len(d.index)-1), short(h)
	for i, perturb := h&mask, h; ; {
		x := d.slot(i)
		if x.pos == 0 {
			return -1
		}
		if x.hash == h32 && x.pos > 0 {
			e := d.at(int(x.pos - 1))
			if e.key.bits == key.bits && e.key.ref == nil {
				return int(x.pos - 1)
			}
			if e.hash == h && e.key.ref != nil {
				return -2
			}
		}
		perturb >>= 5
		i = (i*5 + perturb + 1) & mask
	}
}

// GetStr looks up a str key without running Python code.
func (d *Dict) GetStr(k *Str) (Value, bool) {
	if i := d.findStr(k); i >= 0 {
		return d.at(i).val, true
	}
	return Unbound, false
}

// SetStr sets a str key without running Python code.
func (d *Dict) SetStr(k *Str, v Value) {
	if i := d.findStr(k); i >= 0 {
		d.at(i).val = v
		return
	}
	d.insert(k.Val(), k.Hash(), v)
}

// DelStr removes a str key and reports whether it was there.
func (d *Dict) DelStr(k *Str) bool {
	i := d.findStr(k)
	if i >= 0 {
		d.removeAt(i)
	}
	return i >= 0
}

// find gives the entry of any key, -1 if there is none; __eq__ of keys may run.
func (d *Dict) find(t *Thread, key Value, h uint64) (int, error) {
	switch {
	case key.ref == nil:
		if i := d.findSmall(key, h); i > -2 {
			return i, nil
		}
	case key.ref.shape == &StrType.shape0:
		if i := d.findStr(As[Str](key)); i >= 0 || d.watch&dictOdd == 0 {
			return i, nil
		}
	}
	for {
		i, again, err := d.findAny(t, key, h)
		if !again || err != nil {
			return i, err
		}
		if err := t.Poll(); err != nil {
			return -1, err
		}
	}
}

// findAny is one try of find; again says that an __eq__ changed the dict.
func (d *Dict) findAny(t *Thread, key Value, h uint64) (at int, again bool, err error) {
	if d.index == nil {
		for i := 0; i < len(d.entries); i++ {
			e := &d.entries[i]
			if e.key == key {
				return i, false, nil
			}
			if e.hash == h {
				eq, changed, err := d.sameKey(t, e.key, key, i)
				if eq || changed || err != nil {
					return i, changed, err
				}
			}
		}
		return -1, false, nil
	}
	mask, h32 := uint64(len(d.index)-1), short(h)
	for i, perturb := h&mask, h; ; {
		x := *d.slot(i)
		if x.pos == 0 {
			return -1, false, nil
		}
		if x.hash == h32 && x.pos > 0 {
			e := d.at(int(x.pos - 1))
			if e.key == key {
				return int(x.pos - 1), false, nil
			}
			if e.hash == h {
				eq, changed, err := d.sameKey(t, e.key, key, int(x.pos-1))
				if eq || changed || err != nil {
					return int(x.pos - 1), changed, err
				}
			}
		}
		perturb >>= 5
		i = (i*5 + perturb + 1) & mask
	}
}

// sameKey compares the key of entry i with a key of equal hash; changed says that meanwhile the table moved or
// the entry became another's.
func (d *Dict) sameKey(t *Thread, k, key Value, i int) (eq, changed bool, err error) {
	moved := d.resizes
	if err := t.Poll(); err != nil {
		return false, false, err
	}
	eq, err = t.Eq(k, key)
	changed = d.resizes != moved || i >= len(d.entries) || d.entries[i].key != k
	return eq && err == nil && !changed, changed, err
}

// dictHash is the hash of a key; what cannot be hashed is reported as a key.
func (t *Thread) dictHash(key Value) (uint64, error) {
	if key.ref == nil {
		return hashSmall(int64(key.bits)), nil
	}
	if key.ref.shape == &StrType.shape0 {
		return As[Str](key).Hash(), nil
	}
	h, err := t.Hash(key)
	if err != nil {
		return 0, t.unhashable(key, "dict key", err)
	}
	return uint64(h), nil
}

// unhashable rewords a TypeError of a key's hash: "cannot use 'list' as a dict key (unhashable type: 'list')".
func (t *Thread) unhashable(key Value, as string, err error) error {
	e, ok := err.(*Exception)
	if !ok || e.shape.typ != &ExcTypeError {
		return err
	}
	s, serr := t.Str(e.Val())
	if serr != nil {
		return serr
	}
	return t.TypeError("cannot use '%s' as a %s (%s)", key.Type().fullName(), as, s.s)
}

// fullName is a type's module and qualified name, the module left out for builtins and __main__.
func (typ *Type) fullName() string {
	mod := typ.module
	if typ.flags&flagHeap != 0 {
		mod = ""
		if v, ok := typ.dict.GetStr(nModule); ok {
			if s := AsStr(v); s != nil {
				mod = s.s
			}
		}
	}
	if mod == "" || mod == "builtins" || mod == "__main__" {
		return typ.qualname
	}
	return mod + "." + typ.qualname
}

// lookup gives the entry of any key, -1 if there is none.
func (d *Dict) lookup(t *Thread, key Value) (int, error) {
	if key.ref != nil && key.ref.shape == &StrType.shape0 {
		if i := d.findStr(As[Str](key)); i >= 0 || d.watch&dictOdd == 0 {
			return i, nil
		}
	}
	h, err := t.dictHash(key)
	if err != nil {
		return -1, err
	}
	return d.find(t, key, h)
}

// Get looks up a key; it may run __hash__ and __eq__.
func (d *Dict) Get(t *Thread, key Value) (Value, bool, error) {
	i, err := d.lookup(t, key)
	if i < 0 || err != nil {
		return Unbound, false, err
	}
	return d.at(i).val, true, nil
}

// Set sets a key.
func (d *Dict) Set(t *Thread, key, v Value) error {
	h, err := t.dictHash(key)
	if err != nil {
		return err
	}
	return d.setHash(t, key, h, v)
}

func (d *Dict) setHash(t *Thread, key Value, h uint64, v Value) error {
	i, err := d.find(t, key, h)
	if err != nil {
		return err
	}
	if i >= 0 {
		d.at(i).val = v
		return nil
	}
	return d.add(t, key, h, v)
}

// add inserts a key known to be absent, charging for growth.
func (d *Dict) add(t *Thread, key Value, h uint64, v Value) error {
	if len(d.entries) >= 1024 && d.full() {
		n := d.used + d.used/2 + 2
		if err := t.Charge(tableBytes(n)); err != nil {
			return err
		}
		if err := t.enlarge(d, n); err != nil {
			return err
		}
		t.Dropped(tableBytes(d.used))
	}
	d.insert(key, h, v)
	return nil
}

// Delete removes a key and reports whether it was there; its value is given.
func (d *Dict) Delete(t *Thread, key Value) (Value, bool, error) {
	i, err := d.lookup(t, key)
	if i < 0 || err != nil {
		return Unbound, false, err
	}
	v := d.at(i).val
	d.removeAt(i)
	return v, true, nil
}

// insert adds a key known to be absent.
func (d *Dict) insert(key Value, h uint64, v Value) {
	if d.watch&(dictFrozen|dictBorrowed) != 0 {
		panic("BUG: write to a frozen dict")
	}
	if key.ref != nil && key.ref.shape.typ.flags&flagHeap != 0 {
		d.watch |= dictOdd
	}
	d.kver++
	if len(d.entries) == cap(d.entries) || int(d.fill)*3 >= len(d.index)*2 && d.index != nil {
		d.grow()
	}
	d.used++
	n := len(d.entries)
	d.entries = d.entries[:n+1]
	*d.at(n) = dictEntry{h, key, v}
	if d.index != nil {
		d.link(h, n)
	}
}

// link enters entry n in the index.
func (d *Dict) link(h uint64, n int) {
	mask := uint64(len(d.index) - 1)
	i := h & mask
	for perturb := h; d.slot(i).pos > 0; {
		perturb >>= 5
		i = (i*5 + perturb + 1) & mask
	}
	p := d.slot(i)
	if p.pos == 0 {
		d.fill++
	}
	*p = dictSlot{short(h), int32(n + 1)}
}

// grow makes room for one more entry.
func (d *Dict) grow() {
	switch {
	case d.index != nil:
		d.resize(d.used + d.used/2 + 2)
	case d.used >= smallDict:
		d.resize(d.used + 3) // room for 22: the smallest index would hold but 10
	case d.used < len(d.entries):
		d.compact()
	case cap(d.entries) == 0:
		d.entries = make([]dictEntry, 0, 4)
	default:
		d.entries = append(make([]dictEntry, 0, smallDict), d.entries...)
	}
}

// unlink marks the index slot of entry i as deleted.
func (d *Dict) unlink(i int) {
	if d.index == nil {
		return
	}
	h := d.at(i).hash
	mask := uint64(len(d.index) - 1)
	j := h & mask
	for perturb := h; d.slot(j).pos != int32(i+1); {
		if d.slot(j).pos == 0 {
			panic("BUG: an entry that the index does not know")
		}
		perturb >>= 5
		j = (j*5 + perturb + 1) & mask
	}
	d.slot(j).pos = -1
}

func (d *Dict) removeAt(i int) {
	d.unlink(i)
	d.entries[i] = dictEntry{hash: noHash, key: Unbound, val: Unbound}
	d.used--
	d.kver++
	switch {
	case d.used == 0:
		d.entries, d.head = d.entries[:0], 0
		if int(d.fill)*4 > len(d.index) {
			clear(d.index)
			d.fill = 0
		}
	case i == len(d.entries)-1:
		n := i
		for n > 0 && d.entries[n-1].key.IsUnbound() {
			n--
		}
		d.entries = d.entries[:n]
	case i == int(d.head):
		for i++; d.entries[i].key.IsUnbound(); {
			i++
		}
		d.head = int32(i)
	}
}

// compact drops deleted entries of a dict without an index.
func (d *Dict) compact() {
	out := d.entries[:0]
	for _, e := range d.entries {
		if !e.key.IsUnbound() {
			out = append(out, e)
		}
	}
	clear(d.entries[len(out):])
	d.entries, d.head = out, 0
	d.resizes++
}

// resize makes room for n keys at least, drops deleted entries and builds the index.
func (d *Dict) resize(n int) {
	size := indexSize(n)
	out := make([]dictEntry, d.used, size*2/3+1)
	if d.used == len(d.entries) {
		copy(out, d.entries)
	} else {
		j := 0
		for i := int(d.head); i < len(d.entries); i++ {
			if e := &d.entries[i]; !e.key.IsUnbound() {
				out[j] = *e
				j++
			}
		}
	}
	d.entries, d.head = out, 0
	d.resizes++
	d.reindex(size)
}

// reindex builds an index of size slots.
func (d *Dict) reindex(size int) {
	d.index = make([]dictSlot, size)
	d.fill = int32(d.used)
	mask := uint64(size - 1)
	for j := int(d.head); j < len(d.entries); j++ {
		e := d.at(j)
		if e.key.IsUnbound() {
			continue
		}
		i := e.hash & mask
		for perturb := e.hash; d.slot(i).pos != 0; {
			perturb >>= 5
			i = (i*5 + perturb + 1) & mask
		}
		*d.slot(i) = dictSlot{short(e.hash), int32(j + 1)}
	}
}

// moveFirst moves entry i before all others, moveLast behind them. Neither counts as a change of the keys.
func (d *Dict) moveFirst(i int) {
	e := d.entries[i]
	if i == int(d.head) {
		return
	}
	d.removeAt(i)
	if d.head == 0 && !d.entries[0].key.IsUnbound() {
		// Open a gap at the front in proportion to the size, so that moves cost O(1) on average.
		gap := max(8, d.used/2)
		out := make([]dictEntry, gap, gap+d.used+d.used/2+2)
		for k := range out {
			out[k] = dictEntry{hash: noHash, key: Unbound, val: Unbound}
		}
		for _, x := range d.entries {
			if !x.key.IsUnbound() {
				out = append(out, x)
			}
		}
		d.entries, d.head = out, int32(gap)
		d.resizes++
		if d.index != nil || len(out) > smallDict {
			d.reindex(max(indexSize(cap(out)), len(d.index)))
		}
	}
	d.head = max(d.head, 1) - 1
	if !d.entries[d.head].key.IsUnbound() {
		panic("BUG: moveFirst")
	}
	d.entries[d.head] = e
	d.used++
	if d.index != nil {
		d.link(e.hash, int(d.head))
	}
}

func (d *Dict) moveLast(i int) {
	if i == len(d.entries)-1 {
		return
	}
	e := d.entries[i]
	d.removeAt(i)
	d.insert(e.key, e.hash, e.val)
}

// Clear empties the dict.
func (d *Dict) Clear() {
	d.entries, d.index, d.used, d.fill, d.head = nil, nil, 0, 0, 0
	d.watch &^= dictOdd
	d.kver++
	d.resizes++
}

// Next steps through the entries: start with pos 0; ok is false at the end.
func (d *Dict) Next(pos int) (next int, key, val Value, ok bool) {
	for pos = max(pos, int(d.head)); pos < len(d.entries); pos++ {
		if e := d.at(pos); !e.key.IsUnbound() {
			return pos + 1, e.key, e.val, true
		}
	}
	return pos, Unbound, Unbound, false
}

// Copy gives a dict with the same entries.
func (d *Dict) Copy() *Dict {
	c := NewDict()
	c.copyFrom(d)
	return c
}

// copyTight is Copy without room to grow.
func (d *Dict) copyTight() *Dict {
	c := NewDict()
	c.entries = append(make([]dictEntry, 0, len(d.entries)), d.entries...)
	c.index = append(make([]dictSlot, 0, len(d.index)), d.index...)
	c.used, c.fill, c.head, c.kver, c.watch = d.used, d.fill, d.head, 1, d.watch&dictOdd
	return c
}

// copyFrom makes d, which is empty, equal to src.
func (d *Dict) copyFrom(src *Dict) {
	if src.used == 0 {
		return
	}
	d.kver++
	d.resizes++
	d.used = src.used
	d.watch = d.watch&^dictOdd | src.watch&dictOdd
	if src.used == len(src.entries) || src.used*4 > len(src.entries)*3 {
		n := len(src.entries)
		if src.index == nil && cap(d.entries) >= n {
			d.entries = append(d.entries[:0], src.entries...)
		} else if src.index == nil {
			d.entries = append(make([]dictEntry, 0, n), src.entries...)
		} else {
			d.entries = append(make([]dictEntry, 0, max(n, len(src.index)*2/3+1)), src.entries...)
			d.index = append([]dictSlot(nil), src.index...)
			d.fill = src.fill
		}
		d.head = src.head
		return
	}
	out := make([]dictEntry, 0, src.used)
	for i := int(src.head); i < len(src.entries); i++ {
		if e := &src.entries[i]; !e.key.IsUnbound() {
			out = append(out, *e)
		}
	}
	d.entries = out
	if d.used > smallDict {
		d.resize(d.used)
	}
}

// roomOfCopy is how many keys a copy by copyFrom has room for.
func (d *Dict) roomOfCopy() int {
	return max(len(d.entries), len(d.index)*2/3+1) - (len(d.entries) - d.used)
}

// copyWithRoom is copyFrom into a table for n keys, which is more than src has and more than smallDict.
func (d *Dict) copyWithRoom(src *Dict, n int) {
	d.resize(n)
	d.watch = d.watch&^dictOdd | src.watch&dictOdd
	for i := int(src.head); i < len(src.entries); i++ {
		if e := src.at(i); e.hash != noHash {
			d.entries = append(d.entries, *e)
			d.link(e.hash, d.used)
			d.used++
		}
	}
	d.kver++
}

// adopt makes d, which is empty, hold these entries, whose keys all differ.
func (d *Dict) adopt(entries []dictEntry) {
	d.used = len(entries)
	for i := range entries {
		if k := entries[i].key; k.ref != nil && k.ref.shape.typ.flags&flagHeap != 0 {
			d.watch |= dictOdd
			break
		}
	}
	d.entries = entries
	if len(entries) > smallDict {
		d.reindex(indexSize(len(entries)))
	}
}
