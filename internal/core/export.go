// This file exports what native modules outside the core need to declare types and to act on objects.
package core

import "github.com/vivarium-py/vivarium/internal/numtext"

// Type flags for the TypeSpecs of other packages.
const (
	FlagBase      = flagBase
	FlagGeneric   = flagGenericGet | flagGenericSet // attribute access is object's
	FlagNoNew     = flagNoNew
	FlagNoWeakref = flagNoWeakref
	FlagSequence  = flagSequence
	FlagMapping   = flagMapping
	IterFlags     = iterFlags // of iterator types that only natives make
	// FlagMethodDesc: calling the descriptor with the instance first equals calling what it binds to.
	FlagMethodDesc = flagMethodDesc
)

// InstExt is the attribute storage of an object; a native type whose own instances have a __dict__ keeps a *InstExt field
// and is laid out by ExtLayoutOf.
type InstExt = instExt

// DictGetSet is the __dict__ attribute of such types.
func DictGetSet() GetSet {
	return GetSet{Name: "__dict__", Get: func(t *Thread, v Value) (Value, error) { return v.ref.toDict().Val(), nil }, Set: func(t *Thread, v, x Value) error {
		d := AsDict(x)
		if d == nil {
			return t.TypeError("__dict__ must be set to a dictionary, not a '%s'", x.TypeName())
		}
		v.ref.toDict() // the attributes are no longer in slots
		v.ref.ext().dict = d
		return nil
	}}
}

// Make finishes a new native object that is an instance of typ itself.
func Make(typ *Type, h *Header) Value {
	h.shape = &typ.shape0
	return Value{ref: h}
}

// New makes an instance of typ, which may be a subclass of the native type whose struct T is.
func New[T any](typ *Type) *T { return As[T](obj(typ.Alloc())) }

// IsExactly reports that the type of v is typ itself.
func (v Value) IsExactly(typ *Type) bool { return v.exactly(typ) }

// Pair is NewTuple(a, b).
func Pair(a, b Value) Value { return newPair(a, b) }

// SelfIter is the Iter slot of iterators.
func SelfIter(t *Thread, v Value) (Value, error) { return v, nil }

// LengthHintMethod, ReduceMethod and SetStateMethod make __length_hint__, __reduce__ and __setstate__;
// ClassGetItemMethod makes __class_getitem__.
func LengthHintMethod(n func(v Value) int) Func { return lengthHint(n) }
func ReduceMethod(f NativeFn) Func              { return reduceMethod(f) }
func SetStateMethod(f NativeFn) Func            { return setStateMethod(f) }

// ClassGetItemFunc is the method __class_getitem__.
func ClassGetItemFunc() Func {
	return Func{Name: "__class_getitem__", Sig: "(cls, object, /)", Fn: classGetItemMethod, Flags: Pure | ClassM, Doc: "See PEP 585"}
}

// Builtin gives a name of module builtins.
func (t *Thread) Builtin(name string) (Value, error) { return t.builtin(name) }

// CallStar is f(*args, **kw) with args a tuple and kw a dict or Unbound.
func (t *Thread) CallStar(f, args, kw Value) (Value, error) { return t.callStar(f, args, kw) }

// LookupSpecial finds a dunder on the type of v and binds it; Unbound if there is none.
func (t *Thread) LookupSpecial(v Value, name *Str) (Value, error) { return t.lookupSpecial(v, name) }

// Less is a < b as a bool.
func (t *Thread) Less(a, b Value) (bool, error) { return t.less(a, b) }

// SortList sorts a list in place; key is None or a callable.
func (t *Thread) SortList(l *List, key Value, reverse bool) error { return t.sortList(l, key, reverse) }

// CompareItems compares two sequences of items as list does, ReprItems is their repr between brackets, ReprGuard
// runs f unless the repr of v is being made already, which is worded as dots.
func (t *Thread) CompareItems(a, b []Value, op CmpOp) (Value, error) { return t.compareItems(a, b, op) }

func (t *Thread) ReprItems(open, end string, items func(i int) (Value, bool)) (Value, error) {
	return t.reprItems(open, end, items)
}

func (t *Thread) ReprGuard(v Value, dots string, f func() (Value, error)) (Value, error) {
	return t.reprGuard(v, dots, f)
}

// CopyDict is a charged copy of a dict.
func (t *Thread) CopyDict(d *Dict) (*Dict, error) { return t.chargedCopy(d) }

// ChargeItems is Charge for n Values, skipped where n is small.
func (t *Thread) ChargeItems(n int) error { return t.chargeItems(n) }

// RoomyTuple makes a tuple of n items and gives them, to be filled in before anyone sees it.
func RoomyTuple(n int) (Value, []Value) {
	u := makeTuple(n)
	return u.Val(), u.items
}

// NewTupleIn makes an instance of a builtin subclass of tuple that has its layout.
func NewTupleIn(typ *Type, items ...Value) Value {
	u := As[Tuple](NewTuple(items...))
	u.shape = &typ.shape0
	return obj(&u.Header)
}

// SetItems replaces the contents of a list.
func (l *List) SetItems(items []Value) { l.items = items }

// IsSequence is PySequence_Check: the type has item access and is no dict.
func IsSequence(v Value) bool { return v.Type().flags&flagDictSub == 0 && v.Type().isSequence() }

// IsIterable reports whether iter(v) can be tried.
func IsIterable(v Value) bool { return v.Type().s.Iter != nil || IsSequence(v) }

// IsSlice reports a slice object.
func IsSlice(v Value) bool { return isSlice(v) }

// HasLen and HasNext report that a type has the operation.
func HasLen(v Value) bool  { return v.Type().s.Len != nil }
func HasNext(v Value) bool { return v.Type().s.Next != nil }

// SlotsOf gives the native operations of a type, which must not be changed.
func SlotsOf(v Value) *Slots { return &v.Type().s }

// Unary operators: -v, +v, ~v and abs(v).
func (t *Thread) Neg(v Value) (Value, error) {
	return t.unaryOp(v, v.Type().s.Neg, "bad operand type for unary -: '%s'")
}

func (t *Thread) Pos(v Value) (Value, error) {
	return t.unaryOp(v, v.Type().s.Pos, "bad operand type for unary +: '%s'")
}

func (t *Thread) Invert(v Value) (Value, error) {
	return t.unaryOp(v, v.Type().s.Invert, "bad operand type for unary ~: '%s'")
}

func (t *Thread) Abs(v Value) (Value, error) {
	return t.unaryOp(v, v.Type().s.Abs, "bad operand type for abs(): '%s'")
}

func (t *Thread) unaryOp(v Value, f func(*Thread, Value) (Value, error), msg string) (Value, error) {
	if f == nil {
		return Unbound, t.TypeError(msg, v.TypeName())
	}
	return f(t, v)
}

// AddInt is a + b for ints of any size.
func (t *Thread) AddInt(a, b Value) (Value, error) { return intAdd(t, a, b) }

// Interned gives the interned str of equal text if there is one, for names that Python code passes.
func Interned(s *Str) *Str { return internedOf(s) }

// QualName is the class's __qualname__, FullName with the module before it where that is neither builtins nor __main__.
func (typ *Type) QualName() string { return typ.qualname }
func (typ *Type) FullName() string { return typ.fullName() }

// Base is the class that typ mainly inherits from.
func (typ *Type) Base() *Type { return typ.base }

// MissingDefault is what a Func's signature shows for an argument without a literal default.
const MissingDefault = "<unrepresentable>"

// NoKeywords refuses keyword arguments of the constructor of typ, unless cls is a subclass whose own __init__ sees them.
func (t *Thread) NoKeywords(cls, typ *Type, kw Value) error {
	if kw.IsUnbound() || cls != typ && cls.s.Init != typ.s.Init || As[Dict](kw).used == 0 {
		return nil
	}
	return t.TypeError("%s() takes no keyword arguments", typ.name)
}

// PushArgs takes n registers for the arguments of a call; PopArgs gives them back, in reverse order.
func (t *Thread) PushArgs(n int) []Value { return t.pushArgs(n) }
func (t *Thread) PopArgs(a []Value)      { t.popArgs(a) }

// HasAttributes reports an instance with attributes of its own, without making its __dict__.
func HasAttributes(v Value) bool {
	if v.ref == nil || v.ref.shape.extOff == 0 {
		return false
	}
	if !v.ref.shape.dictMode {
		return len(v.ref.shape.names) > 0
	}
	e := v.ref.ext()
	return e != nil && e.dict != nil && e.dict.used > 0
}

// InlineValues reports an instance whose attributes are in its own slots: it has no dict as one with very many has.
func InlineValues(v Value) bool {
	if v.ref == nil || v.ref.shape.extOff == 0 {
		return false
	}
	return !v.ref.shape.dictMode
}

// GetHash and SetHash are Get and Set for a key whose hash is known; Touch is GetHash that moves the entry behind all others.
func (d *Dict) GetHash(t *Thread, key Value, h int64) (Value, bool, error) {
	i, err := d.find(t, key, uint64(h))
	if i < 0 || err != nil {
		return Unbound, false, err
	}
	return d.at(i).val, true, nil
}

func (d *Dict) SetHash(t *Thread, key Value, h int64, v Value) error {
	return d.setHash(t, key, uint64(h), v)
}

func (d *Dict) Touch(t *Thread, key Value, h int64) (Value, bool, error) {
	i, err := d.find(t, key, uint64(h))
	if i < 0 || err != nil {
		return Unbound, false, err
	}
	v := d.at(i).val
	d.moveLast(i)
	return v, true, nil
}

// PopFirst removes the oldest entry.
func (d *Dict) PopFirst() {
	if d.used > 0 {
		d.removeAt(int(d.head))
	}
}

// FloatText is repr(f).
func FloatText(f float64) string { return numtext.Repr(f) }

// FloatToInt truncates a float to an int, with the errors of int(float).
func (t *Thread) FloatToInt(f float64) (Value, error) { return floatToInt(t, f) }

// DecodeRune reads the first code point of non-empty WTF-8 text.
func DecodeRune(s string) (rune, int) { return decodeRune(s) }

// AddressOf is id(v) of a heap object.
func (t *Thread) AddressOf(v Value) uint64 { return uint64(t.address(v)) }
