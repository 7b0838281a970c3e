// Package core is the Python runtime: values, types, frames, the loop, exceptions, import and threads.
//
// This file defines Value, the one representation of every Python value, and Header, the first field
// of every heap object. Invariants: ref is nil (the value is an int held in bits), &floatHeader (a
// float64 in bits), or the start of an object, and then bits is 0. bits is never a pointer. `is` compares both words.
package core

import (
	"math"
	"math/big"
)

// Header starts every heap object: its shape gives type and layout.
type Header struct{ shape *Shape }

// Value is a Python value. The zero Value is the int 0.
type Value struct {
	ref  *Header
	bits uint64
}

type singleton struct{ Header }

// Fixed-address headers of the values that are compared by address.
var (
	floatHeader       Header
	noneObj           singleton
	unboundObj        singleton
	ellipsisObj       singleton
	notImplementedObj singleton
	trueObj           = IntObj{small: 1}
	falseObj          IntObj
)

var (
	// None, Ellipsis, NotImplemented, True and False are Python's singletons.
	None           = Value{ref: &noneObj.Header}
	Ellipsis       = Value{ref: &ellipsisObj.Header}
	NotImplemented = Value{ref: &notImplementedObj.Header}
	True           = Value{ref: &trueObj.Header}
	False          = Value{ref: &falseObj.Header}
	// Unbound is no Python value: an unbound local, an absent optional argument, an exhausted iterator.
	Unbound = Value{ref: &unboundObj.Header}
)

// IntObj is an int that is not a bare Value: one outside int64 (big is set), a bool, or an instance of a
// subclass of int (small counts where big is nil). An exact int that fits int64 is never an IntObj.
type IntObj struct {
	Header
	small int64
	big   *big.Int
}

// FloatObj is an instance of a subclass of float; exact floats are bare Values.
type FloatObj struct {
	Header
	f float64
}

// ComplexObj is a complex number.
type ComplexObj struct {
	Header
	re, im float64
}

// Int makes an int.
func Int(i int64) Value { return Value{bits: uint64(i)} }

// Float makes a float.
func Float(f float64) Value { return Value{&floatHeader, math.Float64bits(f)} }

// Bool makes a bool.
func Bool(b bool) Value {
	if b {
		return True
	}
	return False
}

// BigInt makes an int of any size; it takes over b, which must not change afterwards.
func BigInt(b *big.Int) Value {
	if b.IsInt64() {
		return Int(b.Int64())
	}
	return Value{ref: &(&IntObj{Header: Header{&IntType.shape0}, big: b}).Header}
}

// Uint makes an int from an unsigned 64-bit number.
func Uint(u uint64) Value {
	if u <= math.MaxInt64 {
		return Int(int64(u))
	}
	return BigInt(new(big.Int).SetUint64(u))
}

// Complex makes a complex number.
func Complex(re, im float64) Value {
	return Value{ref: &(&ComplexObj{Header{&ComplexType.shape0}, re, im}).Header}
}

// obj makes the Value of a heap object.
func obj(h *Header) Value { return Value{ref: h} }

// Obj makes the Value of a heap object given its header; native types of other packages use it.
func Obj(h *Header) Value { return Value{ref: h} }

// IsSmall reports an exact int held in the Value itself; IsFloat an exact float.
func (v Value) IsSmall() bool { return v.ref == nil }

// Small is the number of a Value of which IsSmall is true.
func (v Value) Small() int64 { return int64(v.bits) }

func (v Value) IsFloat() bool { return v.ref == &floatHeader }

// Float64 is the number of a Value of which IsFloat is true.
func (v Value) Float64() float64 { return math.Float64frombits(v.bits) }

// IsUnbound reports the absent value.
func (v Value) IsUnbound() bool { return v.ref == &unboundObj.Header }

// IsNone reports None.
func (v Value) IsNone() bool { return v.ref == &noneObj.Header }

// Given reports an optional argument that is present and not None.
func (v Value) Given() bool { return v.ref != &unboundObj.Header && v.ref != &noneObj.Header }

// Is is Python's `is`.
func (v Value) Is(w Value) bool { return v == w }

// Type gives the type of a value.
func (v Value) Type() *Type {
	if v.ref == nil {
		return &IntType
	}
	return v.ref.shape.typ
}

// TypeName names the type of v for messages: as it was declared (with its module) for builtin types.
func (v Value) TypeName() string { return v.Type().msgName() }

func (typ *Type) msgName() string {
	if typ.flags&flagHeap == 0 {
		return typ.full
	}
	return typ.name
}

// Ref is the header of a heap object, nil for an int held in the Value.
func (v Value) Ref() *Header { return v.ref }

// exactly reports that v is an object whose type is typ itself.
func (v Value) exactly(typ *Type) bool { return v.ref != nil && v.ref.shape.typ == typ }

// isA reports that v's type is typ or inherits from it (the real type, not __class__).
func (v Value) isA(typ *Type) bool { return v.Type().IsSubtype(typ) }

// IsInstance reports that v's type is typ or inherits from it; virtual subclasses and __class__ do not count.
func (v Value) IsInstance(typ *Type) bool { return v.Type().IsSubtype(typ) }

// AsInt gives the number of an int or instance of a subclass (bool included): small, or big if that is not nil.
func AsInt(v Value) (small int64, b *big.Int, ok bool) {
	if v.ref == nil {
		return int64(v.bits), nil, true
	}
	if v.ref.shape.typ.flags&flagIntSub != 0 {
		o := As[IntObj](v)
		return o.small, o.big, true
	}
	return 0, nil, false
}

// AsBig gives an int's number as a big.Int which must not be changed.
func AsBig(v Value) (*big.Int, bool) {
	s, b, ok := AsInt(v)
	if b == nil && ok {
		b = big.NewInt(s)
	}
	return b, ok
}

// AsFloat gives the number of a float or an instance of a subclass of float (not of an int).
func AsFloat(v Value) (float64, bool) {
	if v.ref == &floatHeader {
		return math.Float64frombits(v.bits), true
	}
	if v.ref != nil && v.ref.shape.typ.flags&flagFloatSub != 0 {
		return As[FloatObj](v).f, true
	}
	return 0, false
}

// AsStr gives the string object of a str or instance of a subclass, else nil.
func AsStr(v Value) *Str {
	if v.ref != nil && v.ref.shape.typ.flags&flagStrSub != 0 {
		return As[Str](v)
	}
	return nil
}

// AsTuple, AsList, AsDict, AsBytes and AsSet give the object of an instance of the type or a subclass, else nil.
func AsTuple(v Value) *Tuple {
	if v.ref != nil && v.ref.shape.typ.flags&flagTupleSub != 0 {
		return As[Tuple](v)
	}
	return nil
}

func AsList(v Value) *List {
	if v.ref != nil && v.ref.shape.typ.flags&flagListSub != 0 {
		return As[List](v)
	}
	return nil
}

func AsDict(v Value) *Dict {
	if v.ref != nil && v.ref.shape.typ.flags&flagDictSub != 0 {
		return As[Dict](v)
	}
	return nil
}

func AsBytes(v Value) *Bytes {
	if v.ref != nil && v.ref.shape.typ.flags&flagBytesSub != 0 {
		return As[Bytes](v)
	}
	return nil
}

// AsType gives the type object of a class, else nil.
func AsType(v Value) *Type {
	if v.ref != nil && v.ref.shape.typ.flags&flagTypeSub != 0 {
		return As[Type](v)
	}
	return nil
}

// AsException gives the exception object of an instance of BaseException, else nil.
func AsException(v Value) *Exception {
	if v.ref != nil && v.ref.shape.typ.flags&flagExcSub != 0 {
		return As[Exception](v)
	}
	return nil
}
