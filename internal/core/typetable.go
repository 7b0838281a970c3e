// This file lists the builtin types, and the order in which bootstrap sets them up: base before subclass.
package core

import (
	"sync"

	"github.com/vivarium-py/vivarium/internal/pyhash"
)

// The builtin types. They are filled once by bootstrap and immutable afterwards.
var (
	ObjectType, TypeType                                                                       Type
	IntType, BoolType, FloatType, ComplexType                                                  Type
	StrType, BytesType, ByteArrayType, MemoryViewType                                          Type
	TupleType, ListType, DictType, SetType, FrozenSetType                                      Type
	SliceType, RangeType, CellType, ModuleType, CodeType, FrameType                            Type
	NoneType, EllipsisType, NotImplementedType, UnboundType                                    Type
	FunctionType, MethodType                                                                   Type
	NativeFunctionType, NativeMethodType, SlotWrapperType, ClassMethodDescType                 Type
	MethodWrapperType, GetSetType, MemberType                                                  Type
	PropertyType, ClassMethodType, StaticMethodType, SuperType                                 Type
	GeneratorType, CoroutineType, CoroutineWrapperType                                         Type
	AsyncGenType, AsyncGenASendType, AsyncGenAThrowType, AsyncGenWrappedType                   Type
	DictKeysType, DictValuesType, DictItemsType                                                Type
	DictKeyIterType, DictValueIterType, DictItemIterType                                       Type
	DictRevKeyIterType, DictRevValueIterType, DictRevItemIterType                              Type
	ListIterType, ListRevIterType, TupleIterType, StrIterType, StrAsciiIterType, BytesIterType Type
	ByteArrayIterType, MemoryIterType, SetIterType, RangeIterType                              Type
	LongRangeIterType, SeqIterType, CallIterType                                               Type
	EnumerateType, ZipType, MapType, FilterType, ReversedType                                  Type
	MappingProxyType, SimpleNamespaceType, GenericAliasType, UnionType                         Type
	TracebackType, WeakrefType, WeakProxyType, WeakCallableProxyType                           Type
)

var nativeTypes = [...]*Type{&NativeFunctionType, &NativeMethodType, &SlotWrapperType, &ClassMethodDescType, &MethodWrapperType,
	&NativeFunctionType, &SlotWrapperType}

var bootstrapOnce sync.Once

// hashSeed is the process-wide secret of str and bytes hashes.
var hashSeed pyhash.Seed

func hashText(s string) uint64 { return uint64(hashSeed.Text(s)) }

func hashBytes(s string) uint64 { return uint64(hashSeed.String(s)) }

func hashSmall(i int64) uint64 { return uint64(pyhash.Int(i)) }

// bootstrap sets up every builtin type. Each area's function calls the setups of its types, which live beside them.
// A setup is a function, not a variable's initialiser, because types and their methods refer to each other.
func bootstrap(seed pyhash.Seed) {
	bootstrapOnce.Do(func() {
		hashSeed = seed
		linkEarly()
		buildSlotTable()
		setupObjects()
		setupNumbers()
		setupText()
		setupContainers()
		setupExceptions()
		setupFunctions()
		closeNames()
	})
}

// linkEarly lets objects of the types that setups themselves use exist before those types are set up.
func linkEarly() {
	for typ, flags := range map[*Type]uint32{&StrType: flagStrSub, &TupleType: flagTupleSub, &BytesType: flagBytesSub, &DictType: flagDictSub,
		&ListType: flagListSub, &IntType: flagIntSub, &BoolType: flagIntSub, &FloatType: flagFloatSub, &StaticMethodType: 0, &GetSetType: 0, &MemberType: 0, &TypeType: flagTypeSub} {
		typ.shape0.typ = typ
		typ.flags |= flags
	}
	for _, typ := range nativeTypes {
		typ.shape0.typ = typ
	}
}
