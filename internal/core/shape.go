// This file defines Shape, the hidden class: one pointer compare proves type and attribute layout.
// Shapes are immutable but for their transition cache; the shapes of a heap type belong to its interpreter.
package core

import (
	"reflect"
	"unsafe"
)

// maxShapeAttrs is how many attributes an object may have before it falls back to a dict.
const maxShapeAttrs = 64

// Shape says which type an object has and where its attributes are. Attribute i is inline at
// inlineOff + 16*i while i < ninline, else in the extension's overflow slice.
type Shape struct {
	typ       *Type
	extOff    uintptr // offset of the *instExt, 0: the object has no attributes of its own
	inlineOff uintptr
	ninline   int32
	dictMode  bool // the attributes are in ext.dict, not in slots
	names     []*Str
	next      map[string]*Shape
	lastName  *Str
	last      *Shape
	index     map[string]int32 // of names, where there are many
}

// instExt holds what an object with attributes needs beyond its inline slots.
type instExt struct {
	dict *Dict   // in dict mode, or once __dict__ was asked for
	over []Value // attributes beyond the inline ones
	weak *weakList
}

// find gives the position of an attribute, -1 if the shape lacks it.
func (s *Shape) find(name *Str) int {
	for i, n := range s.names {
		if n == name {
			return i
		}
	}
	if len(s.names) > 8 {
		if s.index == nil {
			return s.findSlow(name)
		}
		if i, ok := s.index[name.s]; ok {
			return int(i)
		}
		return -1
	}
	for i, n := range s.names {
		if n.s == name.s {
			return i
		}
	}
	return -1
}

func (s *Shape) findSlow(name *Str) int {
	m := make(map[string]int32, len(s.names))
	for i, n := range s.names {
		m[n.s] = int32(i)
	}
	s.index = m
	if i, ok := m[name.s]; ok {
		return int(i)
	}
	return -1
}

// with gives the shape after adding an attribute, nil where the object must turn to a dict.
func (s *Shape) with(name *Str) *Shape {
	if s.lastName == name {
		return s.last
	}
	n := s.next[name.s]
	if n == nil {
		if len(s.names) >= maxShapeAttrs || len(s.next) > 128 {
			return nil
		}
		c := *s
		n = &c
		n.names = append(s.names[:len(s.names):len(s.names)], name)
		n.next, n.lastName, n.last, n.index = nil, nil, nil, nil
		if s.next == nil {
			s.next = map[string]*Shape{}
		}
		s.next[name.s] = n
		if len(n.names) > s.typ.instHint {
			s.typ.instHint = len(n.names)
		}
	}
	s.lastName, s.last = name, n
	return n
}

// ext gives the extension of an object, nil if it has none yet; the shape must have extOff.
func (h *Header) ext() *instExt {
	return *(**instExt)(unsafe.Add(unsafe.Pointer(h), h.shape.extOff))
}

// needExt gives the extension of an object, made if there was none.
func (h *Header) needExt() *instExt {
	p := (**instExt)(unsafe.Add(unsafe.Pointer(h), h.shape.extOff))
	if *p == nil {
		*p = &instExt{}
	}
	return *p
}

// slot reads attribute i of an object that is not in dict mode.
func (h *Header) slot(i int) Value {
	s := h.shape
	if i < int(s.ninline) {
		return *(*Value)(unsafe.Add(unsafe.Pointer(h), s.inlineOff+16*uintptr(i)))
	}
	return h.ext().over[i-int(s.ninline)]
}

// setSlot writes attribute i of an object that is not in dict mode.
func (h *Header) setSlot(i int, v Value) {
	s := h.shape
	if i < int(s.ninline) {
		*(*Value)(unsafe.Add(unsafe.Pointer(h), s.inlineOff+16*uintptr(i))) = v
		return
	}
	e := h.needExt()
	i -= int(s.ninline)
	for i >= len(e.over) {
		e.over = append(e.over, Unbound)
	}
	e.over[i] = v
}

// Layout says how instances of a builtin type are allocated: alone, or with room for attributes
// behind the struct for the instances of subclasses.
type Layout struct {
	size     uintptr
	extOff   uintptr
	goType   reflect.Type // nil for plain objects
	alloc    func() *Header
	allocExt func() *Header
	inst     bool           // plain objects: no struct of their own, inline slots
	ownExt   bool           // the struct has the *instExt itself, so that instances of the builtin type have attributes too
	room     int32          // inline slots of the instances of subclasses
	allocIn  func() *Header // allocates one of those
}

// extOffIn is the offset of the extension in a struct that has the field `ext` right behind its Header.
func (l *Layout) extOffIn() uintptr { return unsafe.Sizeof(Header{}) }

type withExt[T any] struct {
	v   T
	ext *instExt
}

// LayoutOf gives the layout of instances that are a T; T's first field is a Header.
func LayoutOf[T any]() *Layout {
	var w withExt[T]
	return &Layout{
		size:     unsafe.Sizeof(w.v),
		extOff:   unsafe.Offsetof(w.ext),
		goType:   reflect.TypeFor[T](),
		alloc:    func() *Header { return (*Header)(unsafe.Pointer(new(T))) },
		allocExt: func() *Header { return (*Header)(unsafe.Pointer(new(withExt[T]))) },
	}
}

// ExtLayoutOf is LayoutOf for a T with an *instExt of its own, at offset extOff.
func ExtLayoutOf[T any](extOff uintptr) *Layout {
	alloc := func() *Header { return (*Header)(unsafe.Pointer(new(T))) }
	return &Layout{size: unsafe.Sizeof(*new(T)), goType: reflect.TypeFor[T](), extOff: extOff, alloc: alloc, allocExt: alloc, ownExt: true}
}

// Inst is an instance of a class without a builtin base: attributes follow inline.
type Inst struct {
	Header
	ext *instExt
}

const instInlineOff = unsafe.Sizeof(Inst{})

// instLayout is the layout of object and of classes that add only attributes to it.
var instLayout = &Layout{size: unsafe.Sizeof(Inst{}), extOff: unsafe.Offsetof(Inst{}.ext), inst: true}

type inst2 struct {
	Inst
	s [2]Value
}
type inst4 struct {
	Inst
	s [4]Value
}
type inst6 struct {
	Inst
	s [6]Value
}
type inst8 struct {
	Inst
	s [8]Value
}
type inst12 struct {
	Inst
	s [12]Value
}
type inst16 struct {
	Inst
	s [16]Value
}

// instSize rounds a number of attributes up to a size class.
func instSize(n int) int32 {
	switch {
	case n <= 0:
		return 0
	case n <= 2:
		return 2
	case n <= 4:
		return 4
	case n <= 6:
		return 6
	case n <= 8:
		return 8
	case n <= 12:
		return 12
	}
	return 16
}

// allocInst makes a plain instance with n inline slots.
func allocInst(n int32) *Header {
	switch n {
	case 0:
		return &new(Inst).Header
	case 2:
		return &new(inst2).Header
	case 4:
		return &new(inst4).Header
	case 6:
		return &new(inst6).Header
	case 8:
		return &new(inst8).Header
	case 12:
		return &new(inst12).Header
	}
	return &new(inst16).Header
}

// Alloc makes an instance of typ with the layout of its builtin base, attributes empty.
func (typ *Type) Alloc() *Header {
	s := typ.shape
	var h *Header
	switch {
	case typ.layout.inst:
		if s.ninline < instSizeMax && typ.instHint > int(s.ninline) && typ.flags&flagHeap != 0 {
			s = typ.growShape()
		}
		h = allocInst(s.ninline)
	case s.ninline > 0:
		h = typ.layout.allocIn()
	case s.extOff != 0:
		h = typ.layout.allocExt()
	default:
		h = typ.layout.alloc()
	}
	h.shape = s
	if typ.flags&flagAllocSpecial != 0 {
		typ.allocSpecial(h)
	}
	return h
}

const instSizeMax = 16

// growShape replaces the root shape by one whose instances hold more attributes inline, once
// instances have been seen to have more; older instances keep the shapes that they have.
func (typ *Type) growShape() *Shape {
	s := *typ.shape
	s.ninline = instSize(typ.instHint)
	if s.ninline == typ.shape.ninline {
		return typ.shape
	}
	s.next, s.lastName, s.last, s.index = nil, nil, nil, nil
	typ.shape = &s
	return typ.shape
}
