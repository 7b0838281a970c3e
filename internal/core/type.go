// This file defines Type, its slots and how builtin types are declared. A builtin type is a package
// variable that bootstrap fills once; afterwards it is immutable and shared by all interpreters. What one
// interpreter knows of it (its subclasses) is kept in the Interpreter. A heap type belongs to one interpreter.
package core

// Type flags.
const (
	flagHeap         = 1 << iota // made by a class statement or type()
	flagBase                     // may be subclassed
	flagIntSub                   // int or a subclass: instances are IntObj (or bare)
	flagFloatSub                 // float or a subclass
	flagStrSub                   // str or a subclass
	flagBytesSub                 // bytes or a subclass
	flagTupleSub                 // tuple or a subclass
	flagListSub                  // list or a subclass
	flagDictSub                  // dict or a subclass
	flagTypeSub                  // type or a subclass
	flagExcSub                   // BaseException or a subclass
	flagSetSub                   // set, frozenset or a subclass
	flagByteArraySub             // bytearray or a subclass
	flagAbstract                 // has unimplemented abstract methods
	flagNoDict                   // instances have no __dict__ (__slots__)
	flagNoWeakref                // instances cannot be weakly referenced
	flagAllocSpecial             // slots to unbind or a __del__ to register at allocation
	flagDel                      // defines __del__
	flagNoNew                    // "cannot create 'x' instances"
	flagImmutable                // attributes of the type cannot be set
	flagSequence                 // matches sequence patterns
	flagMapping                  // matches mapping patterns
	flagGetattr                  // a heap type that defines __getattr__ or __getattribute__
	flagNoInit                   // __init__ is object's
	flagInline                   // dict attributes of instances may use inline slots
	flagUnhashable               // __hash__ is None
	flagGenericGet               // attribute access is object.__getattribute__
	flagGenericSet               // attribute setting is object.__setattr__
	flagMethodDesc               // descriptor whose call with the instance first equals its bound call
	flagIdentity                 // hash and comparisons are object's: equal is the same object
	flagAtom                     // not inherited: instances are immutable and belong to no interpreter, so that they cross as they are
)

const subFlags = flagIntSub | flagFloatSub | flagStrSub | flagBytesSub | flagTupleSub | flagListSub | flagDictSub |
	flagTypeSub | flagExcSub | flagSetSub | flagByteArraySub | flagSequence | flagMapping

// Type is a Python class.
type Type struct {
	Header
	ext              *instExt
	name             string // __name__
	full             string // of builtin types: as declared, with the module unless that is builtins
	qualname         string
	module           string // __module__ of builtin types; heap types keep it in dict
	doc              string
	base             *Type
	bases            []*Type
	mro              []*Type
	dict             *Dict
	shape            *Shape // root shape of instances
	shape0           Shape  // the storage of the first root shape
	layout           *Layout
	flags            uint32
	version          uint32           // changes whenever an attribute lookup on the type may give another answer
	heapBin          uint16           // binary operators of which the slot is a heap function, by BinOp
	rooms            map[int32]*Shape // other root shapes, by inline room, for instances that came from another class
	excN             int8             // fields of a builtin exception class, of its subclasses too
	addDict, addWeak bool             // a new class adds these to what its base has
	heapDict         bool             // of heap types: instances have a __dict__
	instHint         int              // most attributes seen on an instance
	seqVisible       int              // of a structure sequence: fields that are items
	nslots           int              // attributes that come from __slots__
	slotVals         []*Str           // names of __slots__, by index
	interp           *Interpreter
	subs             []weakType // direct subclasses that are heap types, of a heap type
	sig              string     // __text_signature__
	// plain is the call of this very builtin type with positional arguments only, nil if there is none (type_plain.go).
	plain func(t *Thread, args []Value) (Value, error)
	s     Slots
}

// CmpOp is a rich comparison.
type CmpOp uint8

// Comparisons, in the order of the opcodes.
const (
	CmpLt CmpOp = iota
	CmpLe
	CmpEq
	CmpNe
	CmpGt
	CmpGe
)

// BinOp is a binary operator, in the order of the opcodes.
type BinOp uint8

const (
	OpAdd BinOp = iota
	OpSub
	OpMul
	OpTrueDiv
	OpFloorDiv
	OpMod
	OpPow
	OpLShift
	OpRShift
	OpAnd
	OpOr
	OpXor
	OpMatMul
	OpDivMod
	numBinOps
)

// Slots are a type's native operations. A nil slot means that the type lacks the operation. Heap types inherit
// them, and get one that calls the dunder when a class defines it. Conventions: a binary slot is called as
// (a, b) when either operand has it, and gives NotImplemented for operands that it does not know; Next gives Unbound
// when exhausted; Row is a Next whose tuple's items go to row instead: n is their number, 0 when exhausted, and -1, with
// nothing done, where there are not len(row) of them (row
// is written only where n > 0); SetItem, SetAttr and Set delete when the value is Unbound; Get has obj Unbound for access on the class.
type Slots struct {
	Repr, Str       func(t *Thread, v Value) (Value, error)
	Hash            func(t *Thread, v Value) (int64, error)
	Call            func(t *Thread, v Value, args []Value, names *Tuple) (Value, error)
	GetAttr         func(t *Thread, v Value, name *Str) (Value, error)
	SetAttr         func(t *Thread, v Value, name *Str, x Value) error
	Get             func(t *Thread, d, obj Value, typ *Type) (Value, error)
	Set             func(t *Thread, d, obj, x Value) error
	Iter, Next      func(t *Thread, v Value) (Value, error)
	Row             func(t *Thread, v Value, row []Value) (n int, err error) // see stepPair
	Len             func(t *Thread, v Value) (int, error)
	GetItem         func(t *Thread, v, key Value) (Value, error)
	SetItem         func(t *Thread, v, key, x Value) error
	Contains        func(t *Thread, v, x Value) (bool, error)
	Bool            func(t *Thread, v Value) (bool, error)
	Int, Index      func(t *Thread, v Value) (Value, error)
	Float           func(t *Thread, v Value) (Value, error)
	Neg, Pos        func(t *Thread, v Value) (Value, error)
	Abs, Invert     func(t *Thread, v Value) (Value, error)
	Binary          [numBinOps]func(t *Thread, a, b Value) (Value, error)
	IBinary         [numBinOps]func(t *Thread, a, b Value) (Value, error)
	Pow3            func(t *Thread, a, b, mod Value) (Value, error) // pow(a, b, mod)
	Concat, IConcat func(t *Thread, a, b Value) (Value, error)      // sequence a + b, after Binary gave NotImplemented
	Repeat, IRepeat func(t *Thread, a Value, n int) (Value, error)  // sequence a * n
	Compare         func(t *Thread, a, b Value, op CmpOp) (Value, error)
	Await           func(t *Thread, v Value) (Value, error)
	AIter, ANext    func(t *Thread, v Value) (Value, error)
	Send            func(t *Thread, v, x Value) (Value, bool, error) // true: returned; native generators and coroutines
	Buffer          func(t *Thread, v Value, writable bool) (*Buffer, error)
	BufferReleases  bool // the type has a __release_buffer__
	New, Init       *Native
	Del             func(t *Thread, v Value) error
	Traverse        func(h *Header, visit func(Value)) // the values that an object holds, attributes apart
}

// Func declares a native function or method. Sig is its Python signature as text, from which binding, error
// messages and inspect.signature come: "(self, x, /, y=None, *args, key=0, **kw)". The function receives exactly
// one Value a parameter in that order: Unbound for an absent one whose default is no literal (write `y=<unrepresentable>`),
// a tuple for *args, a dict (or Unbound if none were given) for **kw. Sig "" means "(*args)" without a text signature.
type Func struct {
	Name  string
	Sig   string
	Fn    NativeFn
	Flags FuncFlags
	Doc   string
	// Two does a call with two positional arguments, if they are simple; may be nil. The first one of a method is an instance of
	// the very type.
	Two func(a, b Value) (v Value, ok bool)
}

// NativeFn is the Go side of a native. The slice a is only valid during the call and must not be kept.
type NativeFn func(t *Thread, a []Value) (Value, error)

// FuncFlags say what a native honours.
type FuncFlags uint16

const (
	Pure    FuncFlags = 1 << iota // constant time and space: nothing to poll or charge
	Polls                         // loops in proportion to its input, and polls
	Charges                       // allocates in proportion to its input, and charges first
	Blocks                        // may wait, and releases the interpreter's lock around it
	HostOp                        // touches the system through host
	Static                        // method: a staticmethod
	ClassM                        // method: a classmethod; a[0] is the class
	AnyArgs                       // a constructor that ignores what follows cls, as its __init__ sees to it
	Lends                         // keeps neither *args nor anything of it beyond the call, so that they need no tuple of their own
	Resumes                       // gives the next item of a generator, its first argument
	Vector                        // words a wrong number of positional arguments as methods do
)

// GetSet declares a computed attribute; a nil Set makes it read-only. Set deletes when x is Unbound.
type GetSet struct {
	Name string
	Get  func(t *Thread, self Value) (Value, error)
	Set  func(t *Thread, self, x Value) error
	Doc  string
	// generic: the descriptor itself is in terms of genericDictGet or genericDictSet.
	generic bool
}

// Member declares a plain attribute read through a function (member_descriptor).
type Member = GetSet

// TypeSpec declares a builtin type.
type TypeSpec struct {
	Name    string  // dotted with the module for all but builtins: "collections.deque"
	Base    *Type   // nil: object
	Also    []*Type // further bases, without a layout of their own
	Layout  *Layout
	Flags   uint32
	Doc     string
	Sig     string // __text_signature__ of the class, e.g. "(iterable=(), /)"
	New     *Func  // Sig starts with cls
	Init    *Func  // Sig starts with self
	Slots   Slots
	Methods []Func
	GetSets []GetSet
	Members []GetSet
	Attrs   []Attr // further class attributes
	// Plain does a call of the type itself with positional arguments, or gives Unbound to leave it to New; may be nil.
	Plain func(t *Thread, args []Value) (Value, error)
}

// Attr is a class or module attribute with a ready value.
type Attr struct {
	Name  string
	Value Value
}

// Name is the class's __name__.
func (typ *Type) Name() string { return typ.name }

// Val is the type as a Value.
func (typ *Type) Val() Value { return Value{ref: &typ.Header} }

// IsSubtype reports that typ is base or inherits from it.
func (typ *Type) IsSubtype(base *Type) bool {
	if typ == base {
		return true
	}
	for _, m := range typ.mro {
		if m == base {
			return true
		}
	}
	return false
}

// Lookup finds an attribute along the MRO without descriptors; Unbound if there is none.
func (typ *Type) Lookup(name *Str) Value {
	for _, m := range typ.mro {
		if v, ok := m.dict.GetStr(name); ok {
			return v
		}
	}
	return Unbound
}

// solidBase is the class on the base chain that gives instances their Go struct.
func (typ *Type) solidBase() *Type {
	for typ.base != nil && typ.layout == typ.base.layout {
		typ = typ.base
	}
	return typ
}
