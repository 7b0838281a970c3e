// This file copies and enlarges large dicts a chunk at a time. Invariant: the tables of a dict are replaced at once, when the new
// ones are complete, so that a kill in the middle leaves it as it was.
package core

// bigDict is from how many entries on it is worth it.
const bigDict = 1 << 13

// full reports that one more entry makes the tables grow.
func (d *Dict) full() bool {
	return len(d.entries) == cap(d.entries) || d.index != nil && int(d.fill)*3 >= len(d.index)*2
}

// putStr is SetStr that charges and polls where the dict is large.
func (d *Dict) putStr(t *Thread, k *Str, v Value) error {
	if len(d.entries) >= 1024 && d.full() {
		if i := d.findStr(k); i < 0 {
			return d.add(t, k.Val(), k.Hash(), v)
		}
	}
	d.SetStr(k, v)
	return nil
}

// enlarge is resize.
func (t *Thread) enlarge(d *Dict, n int) error {
	if d.used < bigDict {
		d.resize(n)
		return nil
	}
	size := indexSize(n)
	out, err := MakeSlice[dictEntry](t, d.used, size*2/3+1)
	if err != nil {
		return err
	}
	if err := t.live(out, d); err != nil {
		return err
	}
	index, err := t.indexOver(out, size)
	if err != nil {
		return err
	}
	d.entries, d.index, d.head, d.fill = out, index, 0, int32(d.used)
	d.resizes++
	return nil
}

// live copies the entries of d that are not deleted.
func (t *Thread) live(out []dictEntry, d *Dict) error {
	if d.used == len(d.entries) {
		return Move(t, out, d.entries)
	}
	j := 0
	for i := int(d.head); i < len(d.entries); i++ {
		if e := &d.entries[i]; !e.key.IsUnbound() {
			out[j] = *e
			j++
		}
		if i&(chunkItems-1) == chunkItems-1 {
			if err := t.PollAtomic(chunkItems / itemsWork); err != nil {
				return err
			}
		}
	}
	return nil
}

// indexOver builds an index of size slots over entries of which none is deleted.
func (t *Thread) indexOver(entries []dictEntry, size int) ([]dictSlot, error) {
	index, err := MakeSlice[dictSlot](t, size, 0)
	if err != nil {
		return nil, err
	}
	mask := uint64(size - 1)
	for j := range entries {
		h := entries[j].hash
		i := h & mask
		for perturb := h; index[i].pos != 0; {
			perturb >>= 5
			i = (i*5 + perturb + 1) & mask
		}
		index[i] = dictSlot{short(h), int32(j + 1)}
		if j&(chunkItems-1) == chunkItems-1 {
			if err := t.PollAtomic(chunkItems / 4); err != nil {
				return nil, err
			}
		}
	}
	return index, nil
}

// copyDict is d.copyFrom(src); d is empty.
func (t *Thread) copyDict(d, src *Dict) error {
	if src.used < bigDict {
		d.copyFrom(src)
		return nil
	}
	var entries []dictEntry
	var index []dictSlot
	var err error
	head, fill := src.head, src.fill
	if len(src.index) == 0 || src.used*4 <= len(src.entries)*3 {
		size := indexSize(src.used)
		if entries, err = MakeSlice[dictEntry](t, src.used, size*2/3+1); err != nil {
			return err
		}
		if err = t.live(entries, src); err != nil {
			return err
		}
		index, err = t.indexOver(entries, size)
		head, fill = 0, int32(src.used)
	} else if entries, err = Clone(t, src.entries, len(src.index)*2/3+1); err == nil {
		index, err = Clone(t, src.index, 0)
	}
	if err != nil {
		return err
	}
	d.entries, d.index, d.head, d.fill, d.used = entries, index, head, fill, src.used
	d.kver++
	d.resizes++
	d.watch = d.watch&^dictOdd | src.watch&dictOdd
	return nil
}

// chargedCopy is copyOf that charges.
func (t *Thread) chargedCopy(src *Dict) (*Dict, error) {
	if err := t.Charge(tableBytes(src.used)); err != nil {
		return nil, err
	}
	return t.copyOf(src)
}

// copyOf is src.Copy.
func (t *Thread) copyOf(src *Dict) (*Dict, error) {
	d := NewDict()
	return d, t.copyDict(d, src)
}

// adopt makes d, which is empty, hold these entries, whose keys all differ.
func (t *Thread) adopt(d *Dict, entries []dictEntry) error {
	if len(entries) < bigDict {
		d.adopt(entries)
		return nil
	}
	index, err := t.indexOver(entries, indexSize(len(entries)))
	if err != nil {
		return err
	}
	for i := range entries {
		if k := entries[i].key; k.ref != nil && k.ref.shape.typ.flags&flagHeap != 0 {
			d.watch |= dictOdd
			break
		}
	}
	d.entries, d.index, d.used, d.fill = entries, index, len(entries), int32(len(entries))
	return nil
}
