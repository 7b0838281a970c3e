// This file implements set and frozenset over the hash table of dict.go, whose values stay unused. Natives re-read the
// table after anything that may run Python code. A frozenset's table never changes once Python sees it.
package core

import (
	"sync/atomic"

	"github.com/vivarium-py/vivarium/internal/pyhash"
)

// Set is a set or a frozenset; see set_order.go for the order of its items.
type Set struct {
	Header
	d    Dict // its own header is unused
	ord  setOrder
	hash int64 // of a frozenset, 0: not computed; accessed atomically
}

// setIter steps through a set, which is nil once exhausted.
type setIter struct {
	Header
	s    *Set
	used int
	pos  int
}

func newSet(typ *Type) *Set { return &Set{Header: Header{&typ.shape0}} }

type set4 struct {
	Set
	a [4]dictEntry
}
type set8 struct {
	Set
	a [smallDict]dictEntry
}

// newSetSize makes an empty set with room for n items; that of a small one is in the same allocation.
func newSetSize(typ *Type, n int) *Set {
	var s *Set
	switch {
	case n <= 0:
		s = new(Set)
	case n <= 4:
		p := new(set4)
		s, p.d.entries = &p.Set, p.a[:0]
	case n <= smallDict:
		p := new(set8)
		s, p.d.entries = &p.Set, p.a[:0]
	default:
		s = new(Set)
		s.d.resize(n)
	}
	s.shape = &typ.shape0
	return s
}

// NewSet makes an empty set.
func NewSet() *Set { return newSet(&SetType) }

// NewFrozenSet makes an empty frozenset, to be filled with Add before anyone sees it.
func NewFrozenSet() *Set { return newSet(&FrozenSetType) }

// AsSet gives the object of an instance of set, frozenset or a subclass, else nil.
func AsSet(v Value) *Set {
	if v.ref != nil && v.ref.shape.typ.flags&flagSetSub != 0 {
		return As[Set](v)
	}
	return nil
}

// Val is the set as a Value.
func (s *Set) Val() Value { return Value{ref: &s.Header} }

// Len is the number of items.
func (s *Set) Len() int { return s.d.used }

// Next steps through the items: start with pos 0; ok is false at the end.
func (s *Set) Next(pos int) (next int, x Value, ok bool) {
	next, x, _, ok = s.d.Next(pos)
	return
}

// exact reports a set or frozenset that is no instance of a heap class.
func (s *Set) exact() bool { return s.shape == &SetType.shape0 || s.shape == &FrozenSetType.shape0 }

// setHash is the hash of an item; what cannot be hashed is reported as a set element.
func (t *Thread) setHash(x Value) (uint64, error) {
	if x.ref == nil {
		return hashSmall(int64(x.bits)), nil
	}
	if x.ref.shape == &StrType.shape0 {
		return As[Str](x).Hash(), nil
	}
	h, err := t.Hash(x)
	if err != nil {
		return 0, t.unhashable(x, "set element", err)
	}
	return uint64(h), nil
}

// Add adds an item; it may run __hash__ and __eq__.
func (s *Set) Add(t *Thread, x Value) error {
	h, err := t.setHash(x)
	if err != nil {
		return err
	}
	return s.addHash(t, x, h)
}

func (s *Set) addHash(t *Thread, x Value, h uint64) error {
	i, err := s.d.find(t, x, h)
	if i >= 0 || err != nil {
		return err
	}
	return s.d.add(t, x, h, Value{})
}

// Has reports whether an item is in the set.
func (s *Set) Has(t *Thread, x Value) (bool, error) {
	h, err := t.setHash(x)
	if err != nil {
		return false, err
	}
	i, err := s.d.find(t, x, h)
	return i >= 0, err
}

// lookupAny is the entry of an item for in, remove and discard: an unhashable set is looked up as a frozenset.
func (s *Set) lookupAny(t *Thread, x Value) (int, error) {
	h, err := t.setHash(x)
	if err != nil {
		o := AsSet(x)
		if o == nil || !Matches(err, &ExcTypeError) {
			return -1, err
		}
		f := newSet(&FrozenSetType)
		if err := t.Charge(tableBytes(o.d.used)); err != nil {
			return 0, err
		}
		if err := t.copyDict(&f.d, &o.d); err != nil {
			return 0, err
		}
		n, err := t.hashSet(f)
		if err != nil {
			return 0, err
		}
		x, h = f.Val(), uint64(n)
	}
	return s.d.find(t, x, h)
}

// hashSet is the hash of a frozenset with these items.
func (t *Thread) hashSet(s *Set) (int64, error) {
	if h := atomic.LoadInt64(&s.hash); h != 0 {
		return h, nil
	}
	var sum pyhash.SetHash
	if err := t.inItems(len(s.d.entries), func(lo, hi int) bool {
		for i := range s.d.entries[lo:hi] {
			if e := &s.d.entries[lo+i]; e.hash != noHash {
				sum.Add(int64(e.hash))
			}
		}
		return true
	}); err != nil {
		return 0, err
	}
	h := sum.Sum()
	atomic.StoreInt64(&s.hash, h)
	return h, nil
}

// buildSet is a set display; setAdd adds to one.
func (t *Thread) buildSet(items []Value) (Value, error) {
	s := newSetSize(&SetType, len(items))
	for _, x := range items {
		if err := s.Add(t, x); err != nil {
			return Unbound, err
		}
	}
	if n := s.d.used; n > 2 && len(items) == n {
		s.ord.display = int32(n)
	}
	return s.Val(), nil
}

// The set of conditional annotations is read by its name, which the program's own namespace may answer with anything.
func (t *Thread) setAdd(s, x Value) error {
	if !s.exactly(&SetType) && !s.isA(&SetType) {
		return t.SystemError("a set is wanted to add to, not %s", s.TypeName())
	}
	return As[Set](s).Add(t, x)
}

// constFrozenSet makes the frozenset of a constant `in {1, 2}`, whose items are hashable builtins.
func constFrozenSet(items []Value) Value {
	s := newSet(&FrozenSetType)
	t := &Thread{interp: &Interpreter{limit: defaultRecursionLimit, nesting: defaultRecursionLimit}, budget: 1 << 30} // runs no Python code
	for _, x := range items {
		if err := s.Add(t, x); err != nil {
			panic("BUG: constant set: " + err.Error())
		}
	}
	s.settled()
	s.ord = setOrder{}
	return s.settled().Val() // twice, as CPython's compiler makes another of the first
}

// setUpdateDict adds the keys of a table.
func (t *Thread) setUpdateDict(s *Set, src *Dict, from *Set) error {
	if src.used == 0 || &s.d == src {
		return nil
	}
	if err := t.chargeTable(src.used); err != nil {
		return err
	}
	if from != nil {
		from.settle()
	}
	if s.d.used == 0 {
		if err := t.copyDict(&s.d, src); err != nil {
			return err
		}
		s.copied(from)
		for i := range s.d.entries {
			if e := &s.d.entries[i]; e.hash != noHash {
				e.val = Value{}
			}
		}
		return nil
	}
	s.settle()
	s.merging(src.used)
	for i := 0; i < len(src.entries); i++ {
		e := src.entries[i]
		if e.hash == noHash {
			continue
		}
		if err := t.Poll(); err != nil {
			return err
		}
		if err := s.addHash(t, e.key, e.hash); err != nil {
			return err
		}
	}
	return nil
}

// table gives the hash table of a set or dict whose entries may be read directly, else nil.
func tableOf(v Value) *Dict {
	if s := AsSet(v); s != nil {
		return &s.d
	}
	if v.exactly(&DictType) {
		return As[Dict](v)
	}
	return nil
}

// setUpdate adds the items of any iterable.
func (t *Thread) setUpdate(s *Set, v Value) error {
	if d := tableOf(v); d != nil {
		return t.setUpdateDict(s, d, AsSet(v))
	}
	if n := likelyItems(v); n > 0 {
		return t.setUpdateSized(s, v, n)
	}
	return t.iterateQuick(v, func(x Value) bool { return s.d.quickSet(x, Value{}) }, func(x Value) error { return s.Add(t, x) })
}

// setUpdateSized is setUpdate from a list or tuple that has n items now. Where hardly any was a duplicate so far, a table that
// is full grows to what the rest would need, but at most sixteenfold: a set of 1,000 is moved once, not five times.
func (t *Thread) setUpdateSized(s *Set, v Value, n int) error {
	d := &s.d
	if d.used == 0 && cap(d.entries) == 0 {
		d.reserve(min(n, 64))
	}
	seen, before := 0, d.used
	return t.Iterate(v, func(x Value) error {
		if d.used >= 48 && d.full() && mostly(d.used-before, seen) {
			want := min(max(d.used+n-seen, d.used+d.used/2+2), 16*d.used)
			if err := t.chargeTable(want); err != nil {
				return err
			}
			if err := t.enlarge(d, want); err != nil {
				return err
			}
		}
		seen++
		if d.quickSet(x, Value{}) {
			return nil
		}
		return s.Add(t, x)
	})
}

// mostly reports that n is at least seven eighths of all.
func mostly(n, all int) bool { return n*8 >= all*7 }

// likelyItems is how many items an exact list or tuple has, 0 for anything else.
func likelyItems(v Value) int {
	if v.exactly(&ListType) {
		return len(As[List](v).items)
	}
	if v.exactly(&TupleType) {
		return len(As[Tuple](v).items)
	}
	return 0
}

// setDiscard removes an item with a known hash.
func (t *Thread) setDiscard(s *Set, x Value, h uint64) (bool, error) {
	i, err := s.d.find(t, x, h)
	if i < 0 || err != nil {
		return false, err
	}
	s.removeAt(i)
	return true, nil
}

// setDifferenceUpdate removes the items of any iterable.
func (t *Thread) setDifferenceUpdate(s *Set, v Value) error {
	d := tableOf(v)
	if d == &s.d {
		s.clear()
		return nil
	}
	if s.ord.table == nil {
		s.settled() // while all items are there
	}
	if d == nil {
		err := t.Iterate(v, func(x Value) error {
			h, err := t.setHash(x)
			if err == nil {
				_, err = t.setDiscard(s, x, h)
			}
			return err
		})
		s.thinned()
		return err
	}
	for i := 0; i < len(d.entries); i++ {
		e := d.entries[i]
		if e.hash == noHash {
			continue
		}
		if err := t.Poll(); err != nil {
			return err
		}
		if _, err := t.setDiscard(s, e.key, e.hash); err != nil {
			return err
		}
	}
	s.thinned()
	return nil
}

// setXorUpdate keeps what is in one of the two only.
func (t *Thread) setXorUpdate(s *Set, v Value) error {
	d := tableOf(v)
	if d == &s.d {
		s.clear()
		return nil
	}
	if d == nil {
		o := newSet(&SetType)
		if err := t.setUpdate(o, v); err != nil {
			return err
		}
		d = &o.d
	}
	if o := AsSet(v); o != nil {
		o.settle()
	}
	for i := 0; i < len(d.entries); i++ {
		e := d.entries[i]
		if e.hash == noHash {
			continue
		}
		if err := t.Poll(); err != nil {
			return err
		}
		gone, err := t.setDiscard(s, e.key, e.hash)
		if err == nil && !gone {
			err = s.d.add(t, e.key, e.hash, Value{})
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// setIntersection gives the items of s that are in v as well, in a new set of the given builtin type.
func (t *Thread) setIntersection(typ *Type, s *Set, v Value) (*Set, error) {
	if o := AsSet(v); o != nil {
		a, b := &s.d, &o.d
		if a.used > b.used {
			a, b = b, a
			o.settle()
		} else {
			s.settle()
		}
		return t.selectItems(typ, a, b, true)
	}
	out := newSet(typ)
	err := t.Iterate(v, func(x Value) error {
		h, err := t.setHash(x)
		if err != nil {
			return err
		}
		j, err := s.d.find(t, x, h)
		if err == nil && j >= 0 {
			err = out.addHash(t, x, h)
		}
		return err
	})
	return out, err
}

// selectItems gives the items of a that are, or are not, in b. The result's size is known before it is made, and its
// items differ from each other as those of a do.
func (t *Thread) selectItems(typ *Type, a, b *Dict, in bool) (*Set, error) {
	var chosen []dictEntry
	n, seen := a.used, 0
	for i := int(a.head); i < len(a.entries); i++ {
		e := a.at(i)
		if e.hash == noHash {
			continue
		}
		t.budget--
		if t.budget < 0 {
			if err := t.refill(); err != nil {
				return nil, err
			}
			if i >= len(a.entries) {
				break
			}
			e = a.at(i)
		}
		k, h := e.key, e.hash
		j, err := b.find(t, k, h)
		if err != nil {
			return nil, err
		}
		seen++
		if (j >= 0) == in {
			if len(chosen) == cap(chosen) {
				want := 2 * len(chosen)
				if mostly(len(chosen), seen) {
					want *= 8
				}
				want = min(max(8, want), n)
				if err := t.chargeTable(want / 2); err != nil {
					return nil, err
				}
				if chosen, err = Clone(t, chosen, want); err != nil {
					return nil, err
				}
			}
			chosen = append(chosen, dictEntry{hash: h, key: k})
		}
	}
	out := newSet(typ)
	return out, t.adopt(&out.d, chosen)
}

// setDifference gives the items of s that are not in v.
func (t *Thread) setDifference(typ *Type, s *Set, v Value) (*Set, error) {
	d := tableOf(v)
	s.settle()
	if d == nil || d.used < s.d.used/4 {
		if err := t.chargeTable(s.d.used); err != nil {
			return nil, err
		}
		out := newSet(typ)
		if err := t.copyDict(&out.d, &s.d); err != nil {
			return nil, err
		}
		out.copied(s)
		return out, t.setDifferenceUpdate(out, v)
	}
	return t.selectItems(typ, &s.d, d, false)
}

// subset reports whether each item of a is in b.
func (t *Thread) subset(a, b *Dict) (bool, error) {
	if a.used > b.used {
		return false, nil
	}
	for i := 0; i < len(a.entries); i++ {
		e := a.entries[i]
		if e.hash == noHash {
			continue
		}
		if err := t.Poll(); err != nil {
			return false, err
		}
		j, err := b.find(t, e.key, e.hash)
		if err != nil || j < 0 {
			return false, err
		}
	}
	return true, nil
}

func setCompare(t *Thread, a, b Value, op CmpOp) (Value, error) {
	x, y := AsSet(a), AsSet(b)
	if x == nil || y == nil {
		return NotImplemented, nil
	}
	n, m := x.d.used, y.d.used
	ok := false
	var err error
	switch op {
	case CmpEq, CmpNe:
		if n == m {
			hx, hy := atomic.LoadInt64(&x.hash), atomic.LoadInt64(&y.hash)
			if hx == 0 || hy == 0 || hx == hy {
				ok, err = t.subset(&x.d, &y.d)
			}
		}
		ok = ok == (op == CmpEq)
	case CmpLt:
		if n < m {
			ok, err = t.subset(&x.d, &y.d)
		}
	case CmpLe:
		ok, err = t.subset(&x.d, &y.d)
	case CmpGt:
		if n > m {
			ok, err = t.subset(&y.d, &x.d)
		}
	case CmpGe:
		ok, err = t.subset(&y.d, &x.d)
	}
	if err != nil {
		return Unbound, err
	}
	return Bool(ok), nil
}

func setRepr(t *Thread, v Value) (Value, error) {
	s := As[Set](v)
	name := v.Type().name
	if s.d.used == 0 {
		return StrVal(name + "()"), nil
	}
	return t.reprGuard(v, name+"(...)", func() (Value, error) {
		open, end := "{", "}"
		if s.shape.typ != &SetType {
			open, end = name+"({", "})"
		}
		s.settle()
		items, err := MakeSlice[Value](t, 0, s.d.used)
		if err != nil {
			return Unbound, err
		}
		for i, x, ok := s.Next(0); ok; i, x, ok = s.Next(i) {
			items = append(items, x)
		}
		u := &Tuple{items: items}
		r, err := t.reprItems(open, end, u.at)
		return r, err
	})
}

// baseSetType is the builtin type of a set operation's result: that of the left operand, subclasses forgotten.
func (s *Set) baseSetType() *Type {
	if s.shape.typ.IsSubtype(&FrozenSetType) {
		return &FrozenSetType
	}
	return &SetType
}

// copySet gives a set of the builtin type with the items of s, of which as many as more will be added.
func (t *Thread) copySet(s *Set, more int) (*Set, error) {
	if err := t.chargeTable(s.d.used); err != nil {
		return nil, err
	}
	s.settle()
	room := s.d.used + more
	if room > smallDict {
		room = 0
	}
	out := newSetSize(s.baseSetType(), room)
	if room := s.d.used + more/2; more > smallDict && s.d.used+more < bigDict && room > s.d.roomOfCopy() {
		out.d.copyWithRoom(&s.d, room)
		out.copied(s)
		return out, nil
	}
	err := t.copyDict(&out.d, &s.d)
	out.copied(s)
	return out, err
}

// take replaces the contents of s by those of o, which is dropped.
func (s *Set) take(o *Set) {
	kver, moved := s.d.kver, s.d.resizes
	s.d = o.d
	s.d.kver, s.d.resizes = kver+1, moved+1
	s.ord = setOrder{finger: s.ord.finger}
}

// setOp makes a binary operator that acts on sets only.
func setOp(f func(t *Thread, x *Set, b Value) (*Set, error)) func(*Thread, Value, Value) (Value, error) {
	return func(t *Thread, a, b Value) (Value, error) {
		x := AsSet(a)
		if x == nil || AsSet(b) == nil {
			return NotImplemented, nil
		}
		r, err := f(t, x, b)
		if err != nil {
			return Unbound, err
		}
		return r.seal().Val(), nil
	}
}

// setInPlace makes an in-place operator that acts on sets only.
func setInPlace(f func(t *Thread, x *Set, b Value) error) func(*Thread, Value, Value) (Value, error) {
	return func(t *Thread, a, b Value) (Value, error) {
		if AsSet(b) == nil {
			return NotImplemented, nil
		}
		return a, f(t, As[Set](a), b)
	}
}

func (t *Thread) setUnion(x *Set, b Value) (*Set, error) {
	more := 0
	if d := tableOf(b); d != nil && !x.d.likelyHasAll(d) {
		more = d.used
	}
	out, err := t.copySet(x, more)
	if err == nil {
		err = t.setUpdate(out, b)
	}
	return out, err
}

// likelyHasAll looks at some of the keys of o, where that runs no Python code, and reports that d has nearly all of them.
func (d *Dict) likelyHasAll(o *Dict) bool {
	const samples = 16
	has := 0
	for i, step := 0, len(o.entries)/samples+1; i < len(o.entries); i += step {
		if e := o.at(i); e.hash == noHash {
			has++
		} else if at, _ := d.quickFind(e.key); at >= 0 {
			has++
		} else {
			has--
		}
	}
	return has >= samples/2
}

func (t *Thread) setXor(x *Set, b Value) (*Set, error) {
	y, err := t.setLike(b)
	if err != nil {
		return nil, err
	}
	if err := t.chargeTable(y.d.used); err != nil {
		return nil, err
	}
	y.settle()
	out := newSet(x.baseSetType())
	if err := t.copyDict(&out.d, &y.d); err != nil {
		return nil, err
	}
	out.copied(y)
	out.settled()
	return out, t.setXorUpdate(out, x.Val())
}

func (t *Thread) setMinus(x *Set, b Value) (*Set, error) {
	return t.setDifference(x.baseSetType(), x, b)
}

func (t *Thread) setAnd(x *Set, b Value) (*Set, error) {
	return t.setIntersection(x.baseSetType(), x, b)
}

func (t *Thread) setIntersectionUpdate(x *Set, b Value) error {
	r, err := t.setIntersection(&SetType, x, b)
	if err == nil {
		x.take(r)
	}
	return err
}

// Iterate calls f with each item; the set must not change meanwhile.
func (s *Set) Iterate(t *Thread, f func(Value) error) error { return t.Iterate(s.Val(), f) }
