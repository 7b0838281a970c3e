// This file defines the layouts of the central builtin objects and their Go constructors.
package core

import (
	"math/big"
	"sync/atomic"
	"unicode/utf8"
	"unsafe"
)

var _ = big.NewInt

// Str is a Python str: UTF-8, lone surrogates in WTF-8. Immutable; shared between interpreters.
type Str struct {
	Header
	s    string
	n    int            // length in code points; n == len(s) means ASCII
	hash uint64         // 0: not computed; accessed atomically
	aux  unsafe.Pointer // *strAux, atomically: index table of long non-ASCII strings, append buffer
}

// ASCII reports that every code point is below 128.
func (s *Str) ASCII() bool { return s.n == len(s.s) }

// String gives the text (WTF-8 where there are lone surrogates).
func (s *Str) String() string { return s.s }

// Len is the length in code points.
func (s *Str) Len() int { return s.n }

// Val is the string as a Value.
func (s *Str) Val() Value { return Value{ref: &s.Header} }

// NewStr makes a str from UTF-8 (or WTF-8) text; invalid bytes must not be in s.
func NewStr(s string) *Str {
	if len(s) <= 1 {
		if len(s) == 0 {
			return emptyStr
		}
		if s[0] < 128 {
			return latin1[s[0]]
		}
	}
	return &Str{Header: Header{&StrType.shape0}, s: s, n: countRunes(s)}
}

// newStrN makes a str of which the length in code points is known.
func newStrN(s string, n int) *Str {
	if n == 1 && len(s) == 1 {
		return latin1[s[0]]
	}
	return &Str{Header: Header{&StrType.shape0}, s: s, n: n}
}

// StrVal makes a str Value.
func StrVal(s string) Value { return Value{ref: &NewStr(s).Header} }

// countRunes counts code points of UTF-8 or WTF-8: bytes that are no continuation.
func countRunes(s string) int {
	i, n := 0, len(s)
	for ; i+8 <= len(s); i += 8 {
		w := *(*uint64)(unsafe.Add(unsafe.Pointer(unsafe.StringData(s)), i))
		if w &= ^w << 1 & highBits; w != 0 {
			n -= popcount8(w)
		}
	}
	for ; i < len(s); i++ {
		if s[i]&0xC0 == 0x80 {
			n--
		}
	}
	return n
}

var emptyStr = &Str{Header: Header{&StrType.shape0}}

// latin1 holds the one-character strings below U+0100, so that they are not made anew.
var latin1 = func() (a [256]*Str) {
	for i := range a {
		a[i] = &Str{Header: Header{&StrType.shape0}, s: string(rune(i)), n: 1}
	}
	return
}()

// RuneStr makes the one-character string of a code point, surrogates included.
func RuneStr(r rune) *Str {
	if uint32(r) < 256 {
		return latin1[r]
	}
	return &Str{Header: Header{&StrType.shape0}, s: runeText(r), n: 1}
}

// runeText encodes a code point in WTF-8.
func runeText(r rune) string {
	if r >= 0xD800 && r < 0xE000 {
		return string([]byte{0xE0 | byte(r>>12), 0x80 | byte(r>>6)&0x3F, 0x80 | byte(r)&0x3F})
	}
	return string(r)
}

// decodeRune reads the first code point of non-empty WTF-8 text.
func decodeRune(s string) (rune, int) {
	c := s[0]
	if c < 0x80 {
		return rune(c), 1
	}
	if c == 0xED && len(s) >= 3 && s[1] >= 0xA0 {
		return 0xD000 | rune(s[1]&0x3F)<<6 | rune(s[2]&0x3F), 3
	}
	return utf8.DecodeRuneInString(s)
}

// StrHash is the hash of a str, computed once.
func (s *Str) Hash() uint64 {
	if h := atomic.LoadUint64(&s.hash); h != 0 {
		return h
	}
	h := hashText(s.s)
	atomic.StoreUint64(&s.hash, h)
	return h
}

// Bytes is a Python bytes object; b is never changed.
type Bytes struct {
	Header
	b    []byte
	hash uint64 // 0: not computed; accessed atomically
}

// NewBytes makes a bytes object; it takes over b.
func NewBytes(b []byte) Value {
	return Value{ref: &(&Bytes{Header: Header{&BytesType.shape0}, b: b}).Header}
}

// Bytes gives the contents, which must not be changed.
func (b *Bytes) Bytes() []byte { return b.b }

// Tuple is a Python tuple; items never change once it is visible to Python.
type Tuple struct {
	Header
	items []Value
}

type tuple1 struct {
	Tuple
	a [1]Value
}
type tuple2 struct {
	Tuple
	a [2]Value
}
type tuple3 struct {
	Tuple
	a [3]Value
}
type tuple4 struct {
	Tuple
	a [4]Value
}

var emptyTuple = &Tuple{Header: Header{&TupleType.shape0}}

// makeTuple makes a tuple of n items to be filled in by the caller before anyone sees it.
func makeTuple(n int) *Tuple {
	var t *Tuple
	switch n {
	case 0:
		return emptyTuple
	case 1:
		p := new(tuple1)
		p.items = p.a[:]
		t = &p.Tuple
	case 2:
		p := new(tuple2)
		p.items = p.a[:]
		t = &p.Tuple
	case 3:
		p := new(tuple3)
		p.items = p.a[:]
		t = &p.Tuple
	case 4:
		p := new(tuple4)
		p.items = p.a[:]
		t = &p.Tuple
	default:
		t = &Tuple{items: make([]Value, n)}
	}
	t.shape = &TupleType.shape0
	return t
}

// roomyTuple is makeTuple of what may be long.
func (t *Thread) roomyTuple(n int) (*Tuple, error) {
	if n <= chunkItems {
		return makeTuple(n), nil
	}
	items, err := MakeSlice[Value](t, n, 0)
	return &Tuple{Header: Header{&TupleType.shape0}, items: items}, err
}

// NewTuple makes a tuple with a copy of items.
func NewTuple(items ...Value) Value {
	t := makeTuple(len(items))
	copy(t.items, items)
	return Value{ref: &t.Header}
}

// TupleOf makes a tuple that takes over items.
func TupleOf(items []Value) Value {
	if len(items) == 0 {
		return emptyTuple.Val()
	}
	return Value{ref: &(&Tuple{Header{&TupleType.shape0}, items}).Header}
}

// Val is the tuple as a Value.
func (t *Tuple) Val() Value { return Value{ref: &t.Header} }

// Items gives the items, which must not be changed.
func (t *Tuple) Items() []Value { return t.items }

// Len is the number of items; a nil tuple has none.
func (t *Tuple) Len() int {
	if t == nil {
		return 0
	}
	return len(t.items)
}

// List is a Python list.
type List struct {
	Header
	items []Value
	sort  bool // being sorted: a change is a ValueError
}

// NewList makes a list that takes over items.
func NewList(items []Value) Value {
	return Value{ref: &(&List{Header: Header{&ListType.shape0}, items: items}).Header}
}

type list2 struct {
	List
	a [2]Value
}
type list4 struct {
	List
	a [4]Value
}
type list8 struct {
	List
	a [8]Value
}

// makeList makes a list of n zeros to be filled in by the caller before anyone sees it. A short one is one allocation.
func makeList(n int) *List {
	var l *List
	switch {
	case n == 0:
		l = new(List)
	case n <= 2:
		p := new(list2)
		l, p.items = &p.List, p.a[:n]
	case n <= 4:
		p := new(list4)
		l, p.items = &p.List, p.a[:n]
	case n <= 8:
		p := new(list8)
		l, p.items = &p.List, p.a[:n]
	default:
		l = &List{items: make([]Value, n)}
	}
	l.shape = &ListType.shape0
	return l
}

func newListCopy(items []Value) Value {
	l := makeList(len(items))
	copy(l.items, items)
	return l.Val()
}

// Val is the list as a Value.
func (l *List) Val() Value { return Value{ref: &l.Header} }

// Items gives the items as they are now; Python code may change the list.
func (l *List) Items() []Value { return l.items }

// Append adds an item.
func (l *List) Append(v Value) { l.push(v) }

// Cell holds a variable shared between scopes.
type Cell struct {
	Header
	v Value
}

// Slice is a slice object.
type Slice struct {
	Header
	start, stop, step Value
}

// Module is a module object; its attributes are in dict.
type Module struct {
	Header
	ext   *instExt
	dict  *Dict
	def   *ModuleDef
	state any // of a native module, one an interpreter
}

// Buffer is a view of an object's memory, as the buffer protocol gives it (PEP 3118).
type Buffer struct {
	B        []byte
	Readonly bool
	Format   string // struct-style, "B" by default
	ItemSize int
	Shape    []int // nil: one dimension of len(B)/ItemSize
	Strides  []int // nil: C-contiguous
	Owner    Value
	Release  func()   // may be nil
	Foreign  bool     // the memory may go with Release: no other interpreter may see it
	start    int      // of the first item in B, where Strides are given
	exports  *Exports // where the owner counts its views, nil if it does not
}
