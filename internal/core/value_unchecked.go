//go:build !checked

// This file defines As, the cast from a Value to the Go struct behind it, as it ships: nothing but a cast.
// value_checked.go has the one that looks.
package core

import "unsafe"

// As casts a heap object to its Go struct. The caller has checked the type: T's first field is a Header
// and the object was allocated as (or with) a T. Builds with the tag `checked` verify that.
func As[T any](v Value) *T { return (*T)(unsafe.Pointer(v.ref)) }

// cast is As for who has the header only.
func cast[T any](h *Header) *T { return (*T)(unsafe.Pointer(h)) }
