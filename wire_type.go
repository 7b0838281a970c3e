// This file describes Go types to a worker, which converts Python values by the descriptions as it would by the types.

package vivarium

import (
	"reflect"
	"sync"

	"github.com/vivarium-py/vivarium/internal/worker"
)

// Kinds of wTypes: those of package reflect, and these.
const (
	wkAny = 100 + iota
	wkIface
	wkObject
	wkTime
	wkDuration
	wkBigInt
	wkNatural // a type that reads itself from what an any receives
	wkChannel
	wkBad // a type that nothing is converted to; Name is the error
	wkBytes
	wkByteArray
	wkNumber
)

// wType describes a Go type.
type wType struct {
	_      struct{} `cbor:",toarray"`
	ID     int
	Kind   int
	Name   string // for errors
	Text   bool   // a str is taken as it is, because the type reads itself from text
	Elem   int
	Key    int
	Len    int
	Bits   int
	Size   int  // bytes of an item
	Set    bool // of a map: a set is taken too
	Fields []wField
}

type wField struct {
	_        struct{} `cbor:",toarray"`
	Name     string
	Type     int
	Required bool
}

// wireTypes numbers the types that a worker has been told of.
type wireTypes struct {
	mu  sync.Mutex
	ids map[reflect.Type]int
}

// id gives a type's number, and has the worker told of it before anything that uses it.
func (w *wireTypes) id(c *worker.Conn, t reflect.Type) (int, error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	if n, ok := w.ids[t]; ok {
		return n, nil
	}
	if w.ids == nil {
		w.ids = map[reflect.Type]int{}
	}
	var defs []wType
	n := w.describe(t, &defs)
	return n, c.Queue(opTypes, defs)
}

// describe numbers t and what it is made of.
func (w *wireTypes) describe(t reflect.Type, defs *[]wType) int {
	if n, ok := w.ids[t]; ok {
		return n
	}
	n := len(w.ids)
	w.ids[t] = n
	at := len(*defs)
	*defs = append(*defs, wType{})
	d := wType{ID: n, Kind: int(t.Kind()), Name: validUTF8(t.String())}
	switch {
	case t == typeObject:
		d.Kind = wkObject
	case t == typeTime:
		d.Kind = wkTime
	case t == typeDuration:
		d.Kind = wkDuration
	case t == typeBigInt:
		d.Kind = wkBigInt
	case t == typeJSONNumber:
		d.Kind = wkNumber
	case t.Kind() == reflect.Pointer && t.Implements(typeAnyEnd):
		d.Kind = wkChannel
	case t.Kind() == reflect.Pointer:
		d.Elem = w.describe(t.Elem(), defs)
	case t == typeAny:
		d.Kind = wkAny
	case t.Kind() == reflect.Interface:
		d.Kind = wkIface
	case t.PkgPath() != "" && reflect.PointerTo(t).Implements(typeUnmarshaler):
		d.Kind = wkNatural
	default:
		d.Text = t.PkgPath() != "" && reflect.PointerTo(t).Implements(typeTextUnmarshaler)
		switch t.Kind() {
		case reflect.Bool, reflect.String:
		case reflect.Int, reflect.Int8, reflect.Int16, reflect.Int32, reflect.Int64,
			reflect.Uint, reflect.Uint8, reflect.Uint16, reflect.Uint32, reflect.Uint64, reflect.Uintptr,
			reflect.Float32, reflect.Float64, reflect.Complex64, reflect.Complex128:
			d.Bits = t.Bits()
		case reflect.Slice, reflect.Array:
			d.Elem, d.Size = w.describe(t.Elem(), defs), int(t.Elem().Size())
			bytes := t.Elem().Kind() == reflect.Uint8
			if t.Kind() == reflect.Array {
				if d.Len = t.Len(); bytes {
					d.Kind = wkByteArray
				}
			} else if bytes {
				d.Kind = wkBytes
			}
		case reflect.Map:
			d.Key, d.Elem = w.describe(t.Key(), defs), w.describe(t.Elem(), defs)
			d.Size = int(16 + t.Key().Size() + t.Elem().Size())
			d.Set = isSet(t) || t.Elem().Kind() == reflect.Bool
		case reflect.Struct:
			d.Size = int(t.Size())
			for _, f := range planOf(t).fields {
				d.Fields = append(d.Fields, wField{Name: f.name, Type: w.describe(f.typ, defs), Required: f.required})
			}
		case reflect.Func:
			if k := t.NumOut(); k == 0 || k > 2 || t.Out(k-1) != typeError {
				d.Name = "cannot convert to " + d.Name + ": a func that calls Python returns (error) or (result, error)"
				d.Bits = 1
			}
		default:
			d.Kind, d.Name = wkBad, "cannot convert to a Go "+d.Name
		}
	}
	(*defs)[at] = d
	return n
}
