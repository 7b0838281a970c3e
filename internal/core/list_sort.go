// This file implements list.sort and sorted. Keys that are all ints, all floats or all str are sorted without the object
// protocol: numbers by radix, str by their first bytes. Everything else goes through the merge sort of sort_merge.go,
// whose comparisons may run Python code; meanwhile the list is empty, and a change to it is a ValueError.
package core

import (
	"math"
	"math/bits"
	"slices"
	"strings"
	"unsafe"
)

// sortPair is an item with its key.
type sortPair struct{ key, val Value }

// sortNum is a number's rank with the position of its item, sortText a str's first bytes and text.
type sortNum struct {
	rank uint64
	pos  int
}

type sortText struct {
	first uint64
	s     *Str
	pos   int
}

// ranked is what radixSort orders: its first word is its rank.
type ranked interface{ uint64 | sortNum | sortText }

func rankIn[E ranked](x *E) uint64 { return *(*uint64)(unsafe.Pointer(x)) }

// sortList sorts a list in place, stably.
func (t *Thread) sortList(l *List, key Value, reverse bool) error {
	items := l.items
	if len(items) < 2 && !key.Given() {
		return nil
	}
	l.items = nil
	err := t.sortItems(items, key, reverse)
	changed := cap(l.items) > 0
	l.items = items
	if err == nil && changed {
		err = t.ValueError("list modified during sort")
	}
	return err
}

// sortItems sorts items in place; after an error they are a permutation of what they were.
func (t *Thread) sortItems(items []Value, key Value, reverse bool) error {
	keys := items
	if key.Given() {
		if err := t.chargeItems(len(items) * 3); err != nil {
			return err
		}
		var err error
		if keys, err = MakeSlice[Value](t, len(items), 0); err != nil {
			return err
		}
		for i, x := range items {
			k, err := t.Call(key, x)
			if err != nil {
				return err
			}
			keys[i] = k
		}
	}
	if len(items) < 2 {
		return nil
	}
	kind := sortInts
	var seen sortSeen
	if err := t.inItems(len(keys), func(lo, hi int) bool {
		kind = seen.kind(keys[lo:hi])
		return kind != sortOther
	}); err != nil {
		return err
	}
	switch kind {
	case sortInts, sortFloats, sortNumbers:
		return t.sortNumbers(items, keys, kind, reverse)
	case sortStrs:
		return t.sortStrs(items, keys, reverse)
	}
	return t.sortAny(items, keys, key.Given(), reverse)
}

// Kinds of keys.
const (
	sortOther = iota
	sortInts
	sortFloats
	sortNumbers // floats and ints that are exact as floats
	sortStrs
)

// sortSeen is what was seen among the keys.
type sortSeen struct{ notInts, notFloats, notStrs, notExact bool }

// kind finds what all keys are, these and those before. NaNs have no order, so they take the general path.
func (n *sortSeen) kind(keys []Value) int {
	ints, floats, strs := !n.notInts, !n.notFloats, !n.notStrs
	exact := !n.notExact
	defer func() { *n = sortSeen{!ints, !floats, !strs, !exact} }()
	for _, k := range keys {
		switch {
		case k.ref == nil:
			floats, strs = false, false
			if i := int64(k.bits); i > 1<<53 || i < -1<<53 {
				exact = false
			}
		case k.ref == &floatHeader:
			ints, strs = false, false
			if f := k.Float64(); f != f {
				return sortOther
			}
		case k.ref.shape == &StrType.shape0:
			ints, floats, exact = false, false, false
		default:
			return sortOther
		}
		if !ints && !floats && !strs && !exact {
			return sortOther
		}
	}
	switch {
	case ints:
		return sortInts
	case floats:
		return sortFloats
	case strs:
		return sortStrs
	case exact:
		return sortNumbers
	}
	return sortOther
}

// rankOf maps a number to an unsigned one in the same order; the two zeros of float are one.
func rankOf(k Value, kind int) uint64 {
	if kind == sortInts {
		return k.bits ^ 1<<63
	}
	f := k.Float64()
	if k.ref == nil {
		f = float64(int64(k.bits))
	}
	b := math.Float64bits(f + 0)
	if f == 0 {
		b = 0
	}
	if b>>63 != 0 {
		return ^b
	}
	return b | 1<<63
}

const insertionMax = 24

// sortNumbers sorts items by numeric keys, which may be the items themselves.
func (t *Thread) sortNumbers(items, keys []Value, kind int, reverse bool) error {
	n := len(items)
	same := &items[0] == &keys[0]
	if same && kind == sortInts {
		// Equal ints cannot be told apart, so stability means nothing.
		if n <= insertionMax {
			for i := 1; i < n; i++ {
				x := items[i].bits
				j := i
				for ; j > 0 && int64(items[j-1].bits) > int64(x); j-- {
					items[j].bits = items[j-1].bits
				}
				items[j].bits = x
			}
		} else if !ordered(items) {
			if err := t.chargeItems(n); err != nil {
				return err
			}
			ranks, err := MakeSlice[uint64](t, 2*n, 0)
			if err != nil {
				return err
			}
			if err := t.inItems(n, func(lo, hi int) bool {
				for i, x := range items[lo:hi] {
					ranks[lo+i] = x.bits ^ 1<<63
				}
				return true
			}); err != nil {
				return err
			}
			sorted, err := radixSort(ranks[:n], ranks[n:], t)
			if err != nil {
				return err
			}
			if err := t.inItems(n, func(lo, hi int) bool {
				for i, r := range sorted[lo:hi] {
					items[lo+i].bits = r ^ 1<<63
				}
				return true
			}); err != nil {
				return err
			}
		}
		if reverse {
			if err := Reverse(t, items); err != nil {
				return err
			}
		}
		return t.PollN(n)
	}
	if err := t.chargeItems(3 * n); err != nil {
		return err
	}
	nums, err := MakeSlice[sortNum](t, n, 2*n)
	if err != nil {
		return err
	}
	inOrder := true
	if err := t.inItems(n, func(lo, hi int) bool {
		for i := lo; i < hi; i++ {
			r := rankOf(keys[i], kind)
			if reverse {
				r = ^r
			}
			nums[i] = sortNum{r, i}
			inOrder = inOrder && (i == 0 || nums[i-1].rank <= r)
		}
		return true
	}); err != nil {
		return err
	}
	if inOrder {
		return t.PollN(n)
	}
	if n <= insertionMax {
		insertRanks(nums)
	} else if nums, err = radixSort(nums, nums[n:2*n], t); err != nil {
		return err
	}
	old, err := Clone(t, items, n)
	if err != nil {
		return err
	}
	if err := t.inItems(n, func(lo, hi int) bool {
		for i := lo; i < hi; i++ {
			items[i] = old[nums[i].pos]
		}
		return true
	}); err != nil {
		return err
	}
	return t.PollN(n)
}

// ordered reports ascending ints; descending ones are turned round.
func ordered(items []Value) bool {
	up, down := true, true
	for i := 1; i < len(items) && (up || down); i++ {
		a, b := int64(items[i-1].bits), int64(items[i].bits)
		up = up && a <= b
		down = down && a >= b
	}
	if !up && down {
		slices.Reverse(items)
		return true
	}
	return up
}

// radixSort sorts a by rank, stably, a byte at a time from the lowest, skipping bytes that are the same everywhere. The
// result is a or tmp.
func radixSort[E ranked](a, tmp []E, t *Thread) ([]E, error) {
	first := rankIn(&a[0])
	var diff uint64
	if err := t.inItems(len(a), func(lo, hi int) bool {
		for i := range a[lo:hi] {
			diff |= rankIn(&a[lo+i]) ^ first
		}
		return true
	}); err != nil {
		return nil, err
	}
	if len(a) <= bucketMax {
		if ok := bucketSort(a, tmp, diff); ok {
			return tmp[:len(a)], t.PollN(len(a))
		}
	}
	for shift := uint(0); shift < 64; shift += 8 {
		if diff>>shift&255 == 0 {
			continue
		}
		if err := t.PollN(len(a)); err != nil {
			return nil, err
		}
		var count [256]int
		if err := t.inItems(len(a), func(lo, hi int) bool {
			for i := range a[lo:hi] {
				count[byte(rankIn(&a[lo+i])>>shift)]++
			}
			return true
		}); err != nil {
			return nil, err
		}
		sum := 0
		for i, c := range count {
			count[i] = sum
			sum += c
		}
		if err := t.inItems(len(a), func(lo, hi int) bool {
			for i := range a[lo:hi] {
				x := &a[lo+i]
				b := byte(rankIn(x) >> shift)
				tmp[count[b]] = *x
				count[b]++
			}
			return true
		}); err != nil {
			return nil, err
		}
		a, tmp = tmp, a
	}
	return a, nil
}

// bucketMax is up to how many elements one pass over their highest bits that differ is tried before the passes over all bytes,
// bucketFill how many may share these bits.
const (
	bucketMax  = 2048
	bucketFill = 24
)

// bucketSort writes a to tmp in order, where no more than bucketFill elements have the same highest bits of diff, those in which
// their ranks differ; else it gives false.
func bucketSort[E ranked](a, tmp []E, diff uint64) bool {
	width := 8
	if len(a) < 128 {
		width = 6
	}
	shift := uint(max(bits.Len64(diff)-width, 0))
	var counts [257]int32
	count := counts[:1<<width+1]
	mask := uint64(1<<width - 1)
	for i := range a {
		count[rankIn(&a[i])>>shift&mask+1]++
	}
	var sum int32
	for i, c := range count {
		if c > bucketFill {
			return false
		}
		sum += c
		count[i] = sum
	}
	tmp = tmp[:len(a)]
	for i := range a {
		b := rankIn(&a[i]) >> shift & mask
		tmp[count[b]] = a[i]
		count[b]++
	}
	insertRanks(tmp)
	return true
}

// insertRanks sorts a by insertion: it is short or nearly in order.
func insertRanks[E ranked](a []E) {
	for i := 1; i < len(a); i++ {
		r := rankIn(&a[i])
		if rankIn(&a[i-1]) <= r {
			continue
		}
		x := a[i]
		j := i
		for ; j > 0 && rankIn(&a[j-1]) > r; j-- {
			a[j] = a[j-1]
		}
		a[j] = x
	}
}

// firstBytes gives the first eight bytes of a text as a number that orders like the text.
func firstBytes(s string) (p uint64) {
	if len(s) >= 8 {
		return uint64(s[7]) | uint64(s[6])<<8 | uint64(s[5])<<16 | uint64(s[4])<<24 | uint64(s[3])<<32 | uint64(s[2])<<40 | uint64(s[1])<<48 | uint64(s[0])<<56
	}
	for i := 0; i < len(s); i++ {
		p |= uint64(s[i]) << (56 - 8*i)
	}
	return p
}

// textLess compares by code points, which for UTF-8 and WTF-8 is by bytes.
func textLess(a, b *sortText) bool {
	if a.first != b.first {
		return a.first < b.first
	}
	return a.s.s < b.s.s
}

// sortStrs sorts items by str keys.
func (t *Thread) sortStrs(items, keys []Value, reverse bool) (err error) {
	n := len(items)
	if err := t.chargeItems(3 * n); err != nil {
		return err
	}
	if reverse {
		// Stable descending order: reversed before and after.
		if err := Reverse(t, items); err != nil {
			return err
		}
		if &items[0] != &keys[0] {
			if err := Reverse(t, keys); err != nil {
				return err
			}
		}
		defer func() {
			if bad := Reverse(t, items); err == nil {
				err = bad
			}
		}()
	}
	texts, err := MakeSlice[sortText](t, n, 2*n)
	if err != nil {
		return err
	}
	inOrder := true
	if err := t.inItems(n, func(lo, hi int) bool {
		for i := lo; i < hi; i++ {
			s := As[Str](keys[i])
			texts[i] = sortText{firstBytes(s.s), s, i}
			inOrder = inOrder && (i == 0 || !textLess(&texts[i], &texts[i-1]))
		}
		return true
	}); err != nil {
		return err
	}
	if inOrder {
		return t.PollN(n)
	}
	if err := t.chargeItems(2 * n); err != nil {
		return err
	}
	if n <= insertionMax {
		for i := 1; i < n; i++ {
			x := texts[i]
			j := i
			for ; j > 0 && textLess(&x, &texts[j-1]); j-- {
				texts[j] = texts[j-1]
			}
			texts[j] = x
		}
	} else {
		if texts, err = radixSort(texts, texts[n:2*n], t); err != nil {
			return err
		}
		err = t.sortTails(texts)
	}
	old, moved := Clone(t, items, n)
	if moved != nil {
		return moved
	}
	if moved := t.inItems(n, func(lo, hi int) bool {
		for i := lo; i < hi; i++ {
			items[i] = old[texts[i].pos]
		}
		return true
	}); moved != nil {
		return moved
	}
	return err
}

// sortTails sorts texts that are in order of their first bytes within the stretches where these are the same.
func (t *Thread) sortTails(texts []sortText) error {
	m := merger[sortText]{t: t, less: func(a, b *sortText) (bool, error) {
		t.budget--
		if t.budget < 0 {
			if err := t.refill(); err != nil {
				return false, err
			}
		}
		return a.s.s < b.s.s, nil
	}}
	for lo := 0; lo < len(texts); {
		hi, same := lo+1, true
		for ; hi < len(texts) && texts[hi].first == texts[lo].first; hi++ {
			same = same && texts[hi].s.s == texts[lo].s.s
			if err := t.PollAt(hi); err != nil {
				return err
			}
		}
		if !same {
			m.runs = m.runs[:0]
			if err := m.sort(texts[lo:hi]); err != nil {
				return err
			}
		}
		lo = hi
	}
	return nil
}

// sortAny sorts items by any keys, through the protocol.
func (t *Thread) sortAny(items, keys []Value, keyed, reverse bool) error {
	if err := t.chargeItems(len(items)); err != nil {
		return err
	}
	if reverse {
		if err := Reverse(t, items); err != nil {
			return err
		}
		if keyed {
			if err := Reverse(t, keys); err != nil {
				return err
			}
		}
	}
	var err error
	if keyed {
		var pairs []sortPair
		if pairs, err = MakeSlice[sortPair](t, len(items), 0); err == nil {
			err = t.inItems(len(pairs), func(lo, hi int) bool {
				for i := lo; i < hi; i++ {
					pairs[i] = sortPair{keys[i], items[i]}
				}
				return true
			})
		}
		if err != nil {
			return err
		}
		m := merger[sortPair]{t: t, less: func(a, b *sortPair) (bool, error) { return t.less(a.key, b.key) }}
		err = m.sort(pairs)
		if bad := t.inItems(len(pairs), func(lo, hi int) bool {
			for i := lo; i < hi; i++ {
				items[i] = pairs[i].val
			}
			return true
		}); err == nil {
			err = bad
		}
	} else {
		m := merger[Value]{t: t, less: func(a, b *Value) (bool, error) { return t.less(*a, *b) }}
		err = m.sort(items)
	}
	if reverse {
		if bad := Reverse(t, items); err == nil {
			err = bad
		}
	}
	return err
}

// less is a < b as a bool, the common builtin pairs first.
func (t *Thread) less(a, b Value) (bool, error) {
	if err := t.Poll(); err != nil {
		return false, err
	}
	if a.ref == nil && b.ref == nil {
		return int64(a.bits) < int64(b.bits), nil
	}
	if a.ref != nil && b.ref != nil {
		if a.ref == &floatHeader && b.ref == &floatHeader {
			return a.Float64() < b.Float64(), nil
		}
		switch {
		case a.ref.shape != b.ref.shape:
		case a.ref.shape == &StrType.shape0:
			return As[Str](a).s < As[Str](b).s, nil
		case a.ref.shape == &TupleType.shape0:
			return t.tupleLess(As[Tuple](a).items, As[Tuple](b).items)
		}
	}
	return t.CompareBool(a, b, CmpLt)
}

// tupleLess finds the first items that differ, which decide.
func (t *Thread) tupleLess(a, b []Value) (bool, error) {
	for i := range min(len(a), len(b)) {
		x, y := a[i], b[i]
		if x == y {
			continue
		}
		if x.ref == nil && y.ref == nil {
			return int64(x.bits) < int64(y.bits), nil
		}
		if x.ref != nil && y.ref != nil && x.ref.shape == &StrType.shape0 && y.ref.shape == &StrType.shape0 {
			if c := strings.Compare(As[Str](x).s, As[Str](y).s); c != 0 {
				return c < 0, nil
			}
			continue
		}
		eq, err := t.Eq(x, y)
		if err != nil {
			return false, err
		}
		if eq {
			continue
		}
		if err := t.Enter(" in comparison"); err != nil {
			t.Leave()
			return false, err
		}
		lt, err := t.less(x, y)
		t.Leave()
		return lt, err
	}
	return len(a) < len(b), nil
}
