// This file defines Dict, the insertion-ordered hash table under dict, modules, classes and keyword arguments.
// Open addressing: index maps a hash slot to an entry + 1 (0 empty, -1 deleted); up to 8 entries need no index.
// Invariant: an entry with key Unbound is deleted; `used` counts the others. A str key is compared by
// address, then by hash and text, so looking up a str never runs Python code unless a non-str key with an equal hash is there.
package core

import "sync/atomic"

type dictEntry struct {
	hash     uint64
	key, val Value
}

// Dict is a Python dict.
type Dict struct {
	Header
	entries []dictEntry
	index   []int32
	used    int
	kver    uint32 // changes when a key is added or removed
	watch   uint32 // dictFrozen and friends
	resizes uint32 // changes when entries move (iterators notice)
}

const (
	dictFrozen = 1 << iota // shared between interpreters: never written; a write is a bug in Vivarium
	dictType               // the dict of a type
)

const smallDict = 8

// NewDict makes an empty dict.
func NewDict() *Dict { return &Dict{Header: Header{&DictType.shape0}} }

// NewDictSize makes an empty dict with room for n keys.
func NewDictSize(n int) *Dict {
	d := NewDict()
	if n > 0 {
		d.entries = make([]dictEntry, 0, n)
	}
	if n > smallDict {
		d.rehash(n)
	}
	return d
}

// Val is the dict as a Value.
func (d *Dict) Val() Value { return Value{ref: &d.Header} }

// Len is the number of keys.
func (d *Dict) Len() int { return d.used }

// findStr gives the entry of a str key, -1 if there is none. Keys of other types with equal hashes are
// skipped: they never equal an exact str unless they define __eq__, for which Get is to be used.
func (d *Dict) findStr(k *Str) int {
	if d.index == nil {
		for i := range d.entries {
			if d.entries[i].key.ref == &k.Header {
				return i
			}
		}
		h := k.Hash()
		for i := range d.entries {
			e := &d.entries[i]
			if e.hash == h && e.key.ref != nil && e.key.ref.shape.typ.flags&flagStrSub != 0 && As[Str](e.key).s == k.s {
				return i
			}
		}
		return -1
	}
	h := k.Hash()
	mask := uint64(len(d.index) - 1)
	for i, perturb := h&mask, h; ; {
		x := d.index[i]
		if x == 0 {
			return -1
		}
		if x > 0 {
			e := &d.entries[x-1]
			if e.key.ref == &k.Header || e.hash == h && e.key.ref != nil && e.key.ref.shape.typ.flags&flagStrSub != 0 && As[Str](e.key).s == k.s {
				return int(x - 1)
			}
		}
		perturb >>= 5
		i = (i*5 + perturb + 1) & mask
	}
}

// GetStr looks up a str key without running Python code.
func (d *Dict) GetStr(k *Str) (Value, bool) {
	if i := d.findStr(k); i >= 0 {
		return d.entries[i].val, true
	}
	return Unbound, false
}

// SetStr sets a str key without running Python code.
func (d *Dict) SetStr(k *Str, v Value) {
	if i := d.findStr(k); i >= 0 {
		d.entries[i].val = v
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
	if s := key.ref; s != nil && s.shape == &StrType.shape0 {
		if i := d.findStr(As[Str](key)); i >= 0 {
			return i, nil
		}
		if !d.hasOddKeys() {
			return -1, nil
		}
	}
restart:
	moved, n := d.resizes, len(d.entries)
	if d.index == nil {
		for i := 0; i < len(d.entries); i++ {
			e := &d.entries[i]
			if e.key == key {
				return i, nil
			}
			if e.hash == h && !e.key.IsUnbound() {
				k := e.key
				eq, err := t.sameKey(k, key)
				if err != nil {
					return -1, err
				}
				if d.resizes != moved || len(d.entries) != n || i >= len(d.entries) || d.entries[i].key != k {
					goto restart
				}
				if eq {
					return i, nil
				}
			}
		}
		return -1, nil
	}
	mask := uint64(len(d.index) - 1)
	for i, perturb := h&mask, h; ; {
		x := d.index[i]
		if x == 0 {
			return -1, nil
		}
		if x > 0 {
			e := &d.entries[x-1]
			if e.key == key {
				return int(x - 1), nil
			}
			if e.hash == h && !e.key.IsUnbound() {
				k := e.key
				eq, err := t.sameKey(k, key)
				if err != nil {
					return -1, err
				}
				if d.resizes != moved || len(d.entries) != n || int(x) > len(d.entries) || d.entries[x-1].key != k {
					goto restart
				}
				if eq {
					return int(x - 1), nil
				}
			}
		}
		perturb >>= 5
		i = (i*5 + perturb + 1) & mask
	}
}

// hasOddKeys reports keys that may equal a str by their own __eq__: anything but exact builtin scalars.
func (d *Dict) hasOddKeys() bool { return d.watch&dictOdd != 0 }

const dictOdd = 1 << 16

// Get looks up a key; it may run __hash__ and __eq__.
func (d *Dict) Get(t *Thread, key Value) (Value, bool, error) {
	h, err := t.hashKey(key)
	if err != nil {
		return Unbound, false, err
	}
	i, err := d.find(t, key, h)
	if err != nil || i < 0 {
		return Unbound, false, err
	}
	return d.entries[i].val, true, nil
}

// Set sets a key.
func (d *Dict) Set(t *Thread, key, v Value) error {
	h, err := t.hashKey(key)
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
		d.entries[i].val = v
		return nil
	}
	if len(d.entries) >= 1024 && len(d.entries) == cap(d.entries) {
		if err := t.Charge(len(d.entries) * 2 * 48); err != nil {
			return err
		}
	}
	d.insert(key, h, v)
	return nil
}

// Delete removes a key and reports whether it was there; its value is given.
func (d *Dict) Delete(t *Thread, key Value) (Value, bool, error) {
	h, err := t.hashKey(key)
	if err != nil {
		return Unbound, false, err
	}
	i, err := d.find(t, key, h)
	if err != nil || i < 0 {
		return Unbound, false, err
	}
	v := d.entries[i].val
	d.removeAt(i)
	return v, true, nil
}

// insert adds a key known to be absent.
func (d *Dict) insert(key Value, h uint64, v Value) {
	if d.watch != 0 {
		if d.watch&dictFrozen != 0 {
			panic("BUG: write to a frozen dict")
		}
	}
	if key.ref != nil && key.ref.shape.typ.flags&(flagHeap) != 0 {
		d.watch |= dictOdd
	}
	if len(d.entries) == cap(d.entries) && d.used < len(d.entries)*3/4 {
		d.compact()
	}
	d.kver++
	d.entries = append(d.entries, dictEntry{h, key, v})
	d.used++
	if d.index == nil {
		if len(d.entries) > smallDict {
			d.rehash(d.used)
		}
		return
	}
	if len(d.entries)*3 > len(d.index)*2 {
		d.rehash(d.used)
		return
	}
	mask := uint64(len(d.index) - 1)
	i := h & mask
	for perturb := h; d.index[i] > 0; {
		perturb >>= 5
		i = (i*5 + perturb + 1) & mask
	}
	d.index[i] = int32(len(d.entries))
}

func (d *Dict) removeAt(i int) {
	e := &d.entries[i]
	if d.index != nil {
		mask := uint64(len(d.index) - 1)
		j := e.hash & mask
		for perturb := e.hash; d.index[j] != int32(i+1); {
			perturb >>= 5
			j = (j*5 + perturb + 1) & mask
		}
		d.index[j] = -1
	}
	*e = dictEntry{key: Unbound, val: Unbound}
	d.used--
	d.kver++
	if i == len(d.entries)-1 {
		for len(d.entries) > 0 && d.entries[len(d.entries)-1].key.IsUnbound() {
			d.entries = d.entries[:len(d.entries)-1]
		}
	}
}

// compact drops deleted entries.
func (d *Dict) compact() {
	out := d.entries[:0]
	for _, e := range d.entries {
		if !e.key.IsUnbound() {
			out = append(out, e)
		}
	}
	clear(d.entries[len(out):])
	d.entries = out
	d.resizes++
	if d.index != nil {
		d.rehash(d.used)
	}
}

// rehash builds the index for at least n keys, dropping deleted entries.
func (d *Dict) rehash(n int) {
	if d.used != len(d.entries) {
		d.index = nil
		d.compact()
	}
	size := 16
	for size*2 < n*4 {
		size *= 2
	}
	d.index = make([]int32, size)
	d.resizes++
	mask := uint64(size - 1)
	for j := range d.entries {
		h := d.entries[j].hash
		i := h & mask
		for perturb := h; d.index[i] != 0; {
			perturb >>= 5
			i = (i*5 + perturb + 1) & mask
		}
		d.index[i] = int32(j + 1)
	}
}

// Clear empties the dict.
func (d *Dict) Clear() {
	d.entries, d.index, d.used = nil, nil, 0
	d.kver++
	d.resizes++
}

// Next steps through the entries: start with pos 0; ok is false at the end.
func (d *Dict) Next(pos int) (next int, key, val Value, ok bool) {
	for ; pos < len(d.entries); pos++ {
		if e := &d.entries[pos]; !e.key.IsUnbound() {
			return pos + 1, e.key, e.val, true
		}
	}
	return pos, Unbound, Unbound, false
}

// Copy gives a dict with the same entries.
func (d *Dict) Copy() *Dict {
	c := NewDict()
	c.entries = append(make([]dictEntry, 0, len(d.entries)), d.entries...)
	c.used = d.used
	c.watch = d.watch & dictOdd
	if d.index != nil {
		if d.used == len(d.entries) {
			c.index = append([]int32(nil), d.index...)
		} else {
			c.rehash(c.used)
		}
	} else if d.used != len(d.entries) {
		c.compact()
	}
	return c
}

var _ = atomic.LoadUint64
