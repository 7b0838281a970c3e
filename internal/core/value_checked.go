//go:build checked

// This file defines As for builds with the tag `checked`: every cast from a Value to a Go struct is held against the
// layout of the object's type, which says what Go struct its instances are allocated as. A cast that value_unchecked.go
// would get wrong is a panic here, hence a report of a bug, whatever the memory happens to hold.
package core

import (
	"reflect"
	"unsafe"
)

// As casts a heap object to its Go struct, and panics where it is another.
func As[T any](v Value) *T { return cast[T](v.ref) }

// cast is As for who has the header only.
func cast[T any](h *Header) *T {
	if want := reflect.TypeFor[T](); !h.holds(want) {
		panic("BUG: As[" + want.Name() + "] of " + h.describe())
	}
	return (*T)(unsafe.Pointer(h))
}

// holds reports that the object at h was allocated as a want, or as a struct that starts with one.
func (h *Header) holds(want reflect.Type) bool {
	if h == nil || h.shape == nil || h.shape.typ == nil || h.shape.typ.layout == nil {
		return false
	}
	l := h.shape.typ.layout
	if l.inst {
		return want == reflect.TypeFor[Inst]()
	}
	for t := l.goType; t != nil; t = t.Field(0).Type {
		if t == want {
			return true
		}
		if t.Kind() != reflect.Struct || t.NumField() == 0 {
			return false
		}
	}
	return false
}

func (h *Header) describe() string {
	switch {
	case h == nil:
		return "an int held in a Value"
	case h == &floatHeader:
		return "a float held in a Value"
	case h == &unboundObj.Header:
		return "Unbound"
	case h.shape == nil || h.shape.typ == nil:
		return "an object without a type"
	}
	return "an instance of " + h.shape.typ.msgName()
}
