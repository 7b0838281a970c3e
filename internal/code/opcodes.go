// Package code defines the compiled form of Python source: instructions, Code, and their tables.
//
// This file declares the instruction set once: names, operand formats and the effect of each
// instruction. The disassembler, the verifier and the loop in core read this table.
package code

// Instr is one 8-byte register instruction. Register operands are pre-scaled byte offsets
// (register index * RegSize), so that the loop adds them to the frame's base unshifted.
type Instr struct{ Op, A, B, C uint16 }

// RegSize is the size of a register (a core.Value) in bytes; MaxRegs bounds a frame's registers.
const (
	RegSize = 16
	MaxRegs = 65536/RegSize - 1
)

// Kind says how one operand of an instruction is read.
type Kind uint8

const (
	None  Kind = iota
	Reg        // register, byte offset
	Imm        // signed 16-bit immediate
	Uns        // unsigned 16-bit immediate (a count, flags, an intrinsic)
	Cache      // index of an inline cache; its name is Code.ICNames[index]
	Wide       // B and C together: unsigned 32-bit index B | C<<16 (constant)
	WideI      // B and C together: signed 32-bit immediate
	Jump       // signed 16-bit distance in instructions from the next instruction
	WideJ      // B and C together: signed 32-bit distance in instructions from the next one
)

// Info describes an opcode.
type Info struct {
	Name    string
	A, B, C Kind
	Effect  string
}

// Opcodes that the compiler emits. R[x] is the register of operand x, K[x] a constant, N[x] the name
// of inline cache x. "Any value" operands must be bound: the compiler emits Check, or LoadLocal
// instead of Move, for a local that is not definitely assigned. Operands of arithmetic, comparison,
// attribute, subscript and iteration instructions need no check: their slow path finds the unbound local.
// Name instructions (LoadGlobal, StoreName ...) of one opcode and one name share one inline cache.
const (
	Nop uint16 = iota
	// moves, constants, locals, cells
	Move
	LoadLocal
	LoadK
	LoadInt
	Check
	DelLocal
	Unbind
	SetNone
	MakeCell
	NewCell
	LoadCell
	StoreCell
	DelCell
	CopyFree
	LoadClassCell
	// names
	LoadGlobal
	StoreGlobal
	DelGlobal
	LoadName
	StoreName
	DelName
	LoadNameX
	StoreNameX
	DelNameX
	LoadGlobalX
	StoreGlobalX
	DelGlobalX
	LoadDictOrGlobal
	LoadDictOrCell
	LoadLocals
	LoadBuildClass
	LoadAssertionError
	LoadNotImplementedError
	// attributes and items
	GetAttr
	SetAttr
	DelAttr
	GetAttrX
	SetAttrX
	DelAttrX
	LoadMethod
	SuperAttr
	SuperMethod
	GetItem
	SetItem
	DelItem
	GetItemI
	BuildSlice
	GetSlice
	GetSliceStep
	SetSlice
	// unary
	Neg
	Pos
	Invert
	Not
	ToBool
	// binary: keep the order of Add..MatMul, IAdd..IMatMul, and of the immediate forms
	Add
	Sub
	Mul
	TrueDiv
	FloorDiv
	Mod
	Pow
	LShift
	RShift
	And
	Or
	Xor
	MatMul
	IAdd
	ISub
	IMul
	ITrueDiv
	IFloorDiv
	IMod
	IPow
	ILShift
	IRShift
	IAnd
	IOr
	IXor
	IMatMul
	AddI
	SubI
	MulI
	FloorDivI
	ModI
	LShiftI
	RShiftI
	AndI
	IAddI
	ISubI
	IMulI
	IFloorDivI
	IModI
	ILShiftI
	IRShiftI
	IAndI
	// comparison
	Lt
	Le
	Eq
	Ne
	Gt
	Ge
	Is
	IsNot
	In
	NotIn
	// jumps
	Jmp
	JmpBack
	JmpTrue
	JmpFalse
	JmpNone
	JmpNotNone
	JLt
	JLe
	JEq
	JNe
	JGt
	JGe
	JNotLt
	JNotLe
	JNotEq
	JNotNe
	JNotGt
	JNotGe
	JLtI
	JLeI
	JEqI
	JNeI
	JGtI
	JGeI
	JNotLtI
	JNotLeI
	JNotEqI
	JNotNeI
	JNotGtI
	JNotGeI
	JIs
	JIsNot
	JIn
	JNotIn
	// iteration
	GetIter
	ForLoop
	// calls
	LoadArg
	Call
	CallKw
	CallMethod
	CallMethodKw
	CallEx
	Return
	ReturnK
	// building
	BuildTuple
	BuildList
	BuildSet
	BuildMap
	BuildString
	BuildTemplate
	BuildInterpolation
	FormatValue
	ListAppend
	ListExtend
	ListToTuple
	SetAdd
	SetUpdate
	MapAdd
	DictUpdate
	DictMerge
	Unpack
	UnpackEx
	MakeFunction
	MakeFunctionX
	// imports
	ImportName
	ImportFrom
	ImportStar
	// exceptions and with
	Raise
	Reraise
	ExcEnter
	ExcTake
	ExcLeave
	ExcMatch
	JExcNotMatch
	GroupMatch
	GroupReraise
	WithEnter
	WithExit
	AWithEnter
	// generators and coroutines
	Yield
	AYield
	Send
	YieldFrom
	GetYieldFromIter
	GetAwaitable
	GetAIter
	GetANext
	EndAsyncFor
	// match statements
	MatchClass
	MatchMapping
	MatchSequence
	MatchKeys
	MatchRest
	GetLen
	// the rest
	Intrinsic
	PrintExpr
	SetupAnnotations
	NumOps // the compiler emits nothing from here on; quickened forms follow in core
)

// Flags of MakeFunction, in the order of the registers R[A+1]... that hold what is present.
const (
	FnDefaults    = 1 << iota // tuple of positional defaults
	FnKwDefaults              // dict of keyword-only defaults
	FnAnnotate                // function: __annotate__
	FnClosure                 // tuple of cells
	FnAnnotations             // dict of annotations (from __future__ import annotations)
)

// Flags of CallEx. Without CallExIter R[B+1] is a tuple; without CallExMapping R[B+2] is a fresh dict of str keys.
const (
	CallExKw      = 1 << iota // there is a R[B+2]
	CallExIter                // R[B+1] is the operand of a lone *: any iterable, to be turned into a tuple with a call's error message
	CallExMapping             // R[B+2] is the operand of a lone **: any mapping, to be copied and checked as DictMerge does
)

// Conversions of FormatValue and BuildInterpolation: C = conversion | FmtSpec.
const (
	ConvNone  = 0
	ConvStr   = 1
	ConvRepr  = 2
	ConvASCII = 3
	FmtSpec   = 4 // a format spec is in R[B+1]; for BuildInterpolation in R[B+2]
)

// Intrinsics: R[A] = intrinsic C of R[B] (and R[B+1] where two operands are named).
const (
	IntrTypeVar               uint16 = iota // name
	IntrTypeVarBound                        // name, bound evaluator function
	IntrTypeVarConstraints                  // name, constraints evaluator function
	IntrParamSpec                           // name
	IntrTypeVarTuple                        // name
	IntrSetTypeParamDefault                 // type parameter, default evaluator function; gives the parameter
	IntrSubscriptGeneric                    // tuple of type parameters; gives typing.Generic[...]
	IntrSetFunctionTypeParams               // function, tuple; gives the function
	IntrTypeAlias                           // tuple (name, type parameters or None, evaluator function)
	IntrSetStaticAttributes                 // reserved
	IntrIterator                            // the operand, which must be an iterator
)

// Table describes every opcode that the compiler emits, indexed by opcode.
var Table = [NumOps]Info{
	Nop:           {"Nop", None, None, None, ""},
	Move:          {"Move", Reg, Reg, None, "R[A] = R[B]"},
	LoadLocal:     {"LoadLocal", Reg, Reg, None, "R[A] = R[B], UnboundLocalError naming local B if unbound"},
	LoadK:         {"LoadK", Reg, Wide, None, "R[A] = K[wide]"},
	LoadInt:       {"LoadInt", Reg, WideI, None, "R[A] = wide immediate"},
	Check:         {"Check", Reg, None, None, "UnboundLocalError naming local A if R[A] is unbound"},
	DelLocal:      {"DelLocal", Reg, None, None, "check R[A], then unbind it"},
	Unbind:        {"Unbind", Reg, None, None, "R[A] = Unbound, whatever it was"},
	SetNone:       {"SetNone", Reg, None, None, "R[A] = None, for an assignment that drops what R[A] held"},
	MakeCell:      {"MakeCell", Reg, None, None, "R[A] = cell holding R[A] (which may be unbound)"},
	NewCell:       {"NewCell", Reg, None, None, "R[A] = a new, empty cell"},
	LoadCell:      {"LoadCell", Reg, Reg, None, "R[A] = R[B].cell; NameError/UnboundLocalError naming it if empty"},
	StoreCell:     {"StoreCell", Reg, Reg, None, "R[A].cell = R[B]"},
	DelCell:       {"DelCell", Reg, None, None, "empty the cell in R[A]; error if it is empty"},
	CopyFree:      {"CopyFree", Reg, Uns, None, "R[A..A+B) = cells of the running function's closure"},
	LoadClassCell: {"LoadClassCell", Reg, Reg, Cache, "R[A] = locals mapping R[0][N[C]] if there, else R[B].cell"},

	LoadGlobal:              {"LoadGlobal", Reg, Cache, None, "R[A] = globals or builtins [N[B]]"},
	StoreGlobal:             {"StoreGlobal", Reg, Cache, None, "globals[N[B]] = R[A]"},
	DelGlobal:               {"DelGlobal", None, Cache, None, "del globals[N[B]]"},
	LoadName:                {"LoadName", Reg, Cache, None, "R[A] = locals R[0], globals or builtins [N[B]]"},
	StoreName:               {"StoreName", Reg, Cache, None, "R[0][N[B]] = R[A]"},
	DelName:                 {"DelName", None, Cache, None, "del R[0][N[B]]"},
	LoadNameX:               {"LoadNameX", Reg, Wide, None, "LoadName with the name in K[wide]; X forms serve codes with more than 65,535 caches"},
	StoreNameX:              {"StoreNameX", Reg, Wide, None, "StoreName with the name in K[wide]"},
	DelNameX:                {"DelNameX", None, Wide, None, "DelName with the name in K[wide]"},
	LoadGlobalX:             {"LoadGlobalX", Reg, Wide, None, "LoadGlobal with the name in K[wide]"},
	StoreGlobalX:            {"StoreGlobalX", Reg, Wide, None, "StoreGlobal with the name in K[wide]"},
	DelGlobalX:              {"DelGlobalX", None, Wide, None, "DelGlobal with the name in K[wide]"},
	LoadDictOrGlobal:        {"LoadDictOrGlobal", Reg, Reg, Cache, "R[A] = mapping R[B][N[C]] if there, else globals or builtins (annotation scopes in classes)"},
	LoadDictOrCell:          {"LoadDictOrCell", Reg, Reg, Cache, "R[A] = mapping R[A][N[C]] if there, else R[B].cell (annotation scopes in classes)"},
	LoadLocals:              {"LoadLocals", Reg, None, None, "R[A] = the locals mapping (R[0]) of a class body or module"},
	LoadBuildClass:          {"LoadBuildClass", Reg, None, None, "R[A] = builtins.__build_class__"},
	LoadAssertionError:      {"LoadAssertionError", Reg, None, None, "R[A] = AssertionError"},
	LoadNotImplementedError: {"LoadNotImplementedError", Reg, None, None, "R[A] = NotImplementedError"},

	GetAttr:      {"GetAttr", Reg, Reg, Cache, "R[A] = R[B].N[C]"},
	SetAttr:      {"SetAttr", Reg, Reg, Cache, "R[A].N[C] = R[B]"},
	DelAttr:      {"DelAttr", Reg, None, Cache, "del R[A].N[C]"},
	GetAttrX:     {"GetAttrX", Reg, Reg, Reg, "R[A] = getattr(R[B], R[C])"},
	SetAttrX:     {"SetAttrX", Reg, Reg, Reg, "setattr(R[A], R[C], R[B])"},
	DelAttrX:     {"DelAttrX", Reg, None, Reg, "delattr(R[A], R[C])"},
	LoadMethod:   {"LoadMethod", Reg, Reg, Cache, "R[A], R[A+1] = function, self for R[B].N[C]; or attribute, Unbound"},
	SuperAttr:    {"SuperAttr", Reg, Reg, Cache, "R[A] = R[B](R[B+1], R[B+2]).N[C], where R[B] is usually super"},
	SuperMethod:  {"SuperMethod", Reg, Reg, Cache, "as LoadMethod for R[B](R[B+1], R[B+2]).N[C]"},
	GetItem:      {"GetItem", Reg, Reg, Reg, "R[A] = R[B][R[C]]"},
	SetItem:      {"SetItem", Reg, Reg, Reg, "R[A][R[B]] = R[C]"},
	DelItem:      {"DelItem", Reg, Reg, None, "del R[A][R[B]]"},
	GetItemI:     {"GetItemI", Reg, Reg, Imm, "R[A] = R[B][imm C]"},
	BuildSlice:   {"BuildSlice", Reg, Reg, None, "R[A] = slice(R[B], R[B+1], R[B+2])"},
	GetSlice:     {"GetSlice", Reg, Reg, Reg, "R[A] = R[B][R[C]:R[C+1]]"},
	GetSliceStep: {"GetSliceStep", Reg, Reg, Reg, "R[A] = R[B][R[C]:R[C+1]:R[C+2]]"},
	SetSlice:     {"SetSlice", Reg, Reg, Reg, "R[A][R[B]:R[B+1]] = R[C]"},

	Neg:    {"Neg", Reg, Reg, None, "R[A] = -R[B]"},
	Pos:    {"Pos", Reg, Reg, None, "R[A] = +R[B]"},
	Invert: {"Invert", Reg, Reg, None, "R[A] = ~R[B]"},
	Not:    {"Not", Reg, Reg, None, "R[A] = not R[B]"},
	ToBool: {"ToBool", Reg, Reg, None, "R[A] = bool(R[B])"},

	Add:      {"Add", Reg, Reg, Reg, "R[A] = R[B] + R[C]"},
	Sub:      {"Sub", Reg, Reg, Reg, "R[A] = R[B] - R[C]"},
	Mul:      {"Mul", Reg, Reg, Reg, "R[A] = R[B] * R[C]"},
	TrueDiv:  {"TrueDiv", Reg, Reg, Reg, "R[A] = R[B] / R[C]"},
	FloorDiv: {"FloorDiv", Reg, Reg, Reg, "R[A] = R[B] // R[C]"},
	Mod:      {"Mod", Reg, Reg, Reg, "R[A] = R[B] % R[C]"},
	Pow:      {"Pow", Reg, Reg, Reg, "R[A] = R[B] ** R[C]"},
	LShift:   {"LShift", Reg, Reg, Reg, "R[A] = R[B] << R[C]"},
	RShift:   {"RShift", Reg, Reg, Reg, "R[A] = R[B] >> R[C]"},
	And:      {"And", Reg, Reg, Reg, "R[A] = R[B] & R[C]"},
	Or:       {"Or", Reg, Reg, Reg, "R[A] = R[B] | R[C]"},
	Xor:      {"Xor", Reg, Reg, Reg, "R[A] = R[B] ^ R[C]"},
	MatMul:   {"MatMul", Reg, Reg, Reg, "R[A] = R[B] @ R[C]"},

	IAdd:      {"IAdd", Reg, Reg, Reg, "R[A] = R[B] += R[C]"},
	ISub:      {"ISub", Reg, Reg, Reg, "R[A] = R[B] -= R[C]"},
	IMul:      {"IMul", Reg, Reg, Reg, "R[A] = R[B] *= R[C]"},
	ITrueDiv:  {"ITrueDiv", Reg, Reg, Reg, "R[A] = R[B] /= R[C]"},
	IFloorDiv: {"IFloorDiv", Reg, Reg, Reg, "R[A] = R[B] //= R[C]"},
	IMod:      {"IMod", Reg, Reg, Reg, "R[A] = R[B] %= R[C]"},
	IPow:      {"IPow", Reg, Reg, Reg, "R[A] = R[B] **= R[C]"},
	ILShift:   {"ILShift", Reg, Reg, Reg, "R[A] = R[B] <<= R[C]"},
	IRShift:   {"IRShift", Reg, Reg, Reg, "R[A] = R[B] >>= R[C]"},
	IAnd:      {"IAnd", Reg, Reg, Reg, "R[A] = R[B] &= R[C]"},
	IOr:       {"IOr", Reg, Reg, Reg, "R[A] = R[B] |= R[C]"},
	IXor:      {"IXor", Reg, Reg, Reg, "R[A] = R[B] ^= R[C]"},
	IMatMul:   {"IMatMul", Reg, Reg, Reg, "R[A] = R[B] @= R[C]"},

	AddI:       {"AddI", Reg, Reg, Imm, "R[A] = R[B] + imm"},
	SubI:       {"SubI", Reg, Reg, Imm, "R[A] = R[B] - imm"},
	MulI:       {"MulI", Reg, Reg, Imm, "R[A] = R[B] * imm"},
	FloorDivI:  {"FloorDivI", Reg, Reg, Imm, "R[A] = R[B] // imm"},
	ModI:       {"ModI", Reg, Reg, Imm, "R[A] = R[B] % imm"},
	LShiftI:    {"LShiftI", Reg, Reg, Imm, "R[A] = R[B] << imm"},
	RShiftI:    {"RShiftI", Reg, Reg, Imm, "R[A] = R[B] >> imm"},
	AndI:       {"AndI", Reg, Reg, Imm, "R[A] = R[B] & imm"},
	IAddI:      {"IAddI", Reg, Reg, Imm, "R[A] = R[B] += imm"},
	ISubI:      {"ISubI", Reg, Reg, Imm, "R[A] = R[B] -= imm"},
	IMulI:      {"IMulI", Reg, Reg, Imm, "R[A] = R[B] *= imm"},
	IFloorDivI: {"IFloorDivI", Reg, Reg, Imm, "R[A] = R[B] //= imm"},
	IModI:      {"IModI", Reg, Reg, Imm, "R[A] = R[B] %= imm"},
	ILShiftI:   {"ILShiftI", Reg, Reg, Imm, "R[A] = R[B] <<= imm"},
	IRShiftI:   {"IRShiftI", Reg, Reg, Imm, "R[A] = R[B] >>= imm"},
	IAndI:      {"IAndI", Reg, Reg, Imm, "R[A] = R[B] &= imm"},

	Lt:    {"Lt", Reg, Reg, Reg, "R[A] = R[B] < R[C]"},
	Le:    {"Le", Reg, Reg, Reg, "R[A] = R[B] <= R[C]"},
	Eq:    {"Eq", Reg, Reg, Reg, "R[A] = R[B] == R[C]"},
	Ne:    {"Ne", Reg, Reg, Reg, "R[A] = R[B] != R[C]"},
	Gt:    {"Gt", Reg, Reg, Reg, "R[A] = R[B] > R[C]"},
	Ge:    {"Ge", Reg, Reg, Reg, "R[A] = R[B] >= R[C]"},
	Is:    {"Is", Reg, Reg, Reg, "R[A] = R[B] is R[C]"},
	IsNot: {"IsNot", Reg, Reg, Reg, "R[A] = R[B] is not R[C]"},
	In:    {"In", Reg, Reg, Reg, "R[A] = R[B] in R[C]"},
	NotIn: {"NotIn", Reg, Reg, Reg, "R[A] = R[B] not in R[C]"},

	Jmp:        {"Jmp", None, WideJ, None, "jump (forwards, or backwards where no poll is wanted)"},
	JmpBack:    {"JmpBack", None, WideJ, None, "jump backwards, spending budget"},
	JmpTrue:    {"JmpTrue", Reg, WideJ, None, "jump if R[A] is true"},
	JmpFalse:   {"JmpFalse", Reg, WideJ, None, "jump if R[A] is false"},
	JmpNone:    {"JmpNone", Reg, WideJ, None, "jump if R[A] is None"},
	JmpNotNone: {"JmpNotNone", Reg, WideJ, None, "jump if R[A] is not None"},
	JLt:        {"JLt", Reg, Reg, Jump, "jump if R[A] < R[B]"},
	JLe:        {"JLe", Reg, Reg, Jump, "jump if R[A] <= R[B]"},
	JEq:        {"JEq", Reg, Reg, Jump, "jump if R[A] == R[B]"},
	JNe:        {"JNe", Reg, Reg, Jump, "jump if R[A] != R[B]"},
	JGt:        {"JGt", Reg, Reg, Jump, "jump if R[A] > R[B]"},
	JGe:        {"JGe", Reg, Reg, Jump, "jump if R[A] >= R[B]"},
	JNotLt:     {"JNotLt", Reg, Reg, Jump, "jump unless R[A] < R[B]"},
	JNotLe:     {"JNotLe", Reg, Reg, Jump, "jump unless R[A] <= R[B]"},
	JNotEq:     {"JNotEq", Reg, Reg, Jump, "jump unless R[A] == R[B]"},
	JNotNe:     {"JNotNe", Reg, Reg, Jump, "jump unless R[A] != R[B]"},
	JNotGt:     {"JNotGt", Reg, Reg, Jump, "jump unless R[A] > R[B]"},
	JNotGe:     {"JNotGe", Reg, Reg, Jump, "jump unless R[A] >= R[B]"},
	JLtI:       {"JLtI", Reg, Imm, Jump, "jump if R[A] < imm"},
	JLeI:       {"JLeI", Reg, Imm, Jump, "jump if R[A] <= imm"},
	JEqI:       {"JEqI", Reg, Imm, Jump, "jump if R[A] == imm"},
	JNeI:       {"JNeI", Reg, Imm, Jump, "jump if R[A] != imm"},
	JGtI:       {"JGtI", Reg, Imm, Jump, "jump if R[A] > imm"},
	JGeI:       {"JGeI", Reg, Imm, Jump, "jump if R[A] >= imm"},
	JNotLtI:    {"JNotLtI", Reg, Imm, Jump, "jump unless R[A] < imm"},
	JNotLeI:    {"JNotLeI", Reg, Imm, Jump, "jump unless R[A] <= imm"},
	JNotEqI:    {"JNotEqI", Reg, Imm, Jump, "jump unless R[A] == imm"},
	JNotNeI:    {"JNotNeI", Reg, Imm, Jump, "jump unless R[A] != imm"},
	JNotGtI:    {"JNotGtI", Reg, Imm, Jump, "jump unless R[A] > imm"},
	JNotGeI:    {"JNotGeI", Reg, Imm, Jump, "jump unless R[A] >= imm"},
	JIs:        {"JIs", Reg, Reg, Jump, "jump if R[A] is R[B]"},
	JIsNot:     {"JIsNot", Reg, Reg, Jump, "jump if R[A] is not R[B]"},
	JIn:        {"JIn", Reg, Reg, Jump, "jump if R[A] in R[B]"},
	JNotIn:     {"JNotIn", Reg, Reg, Jump, "jump if R[A] not in R[B]"},

	GetIter: {"GetIter", Reg, Reg, None, "R[A] = iter(R[B])"},
	ForLoop: {"ForLoop", Reg, Reg, Jump, "if iterator R[A] has a next item: R[B] = it, jump C (back, to the body), spending budget"},

	LoadArg:      {"LoadArg", Reg, Reg, None, "reserved"},
	Call:         {"Call", Reg, Reg, Uns, "R[A] = R[B](R[B+1] .. R[B+C])"},
	CallKw:       {"CallKw", Reg, Reg, Uns, "R[A] = R[B](C arguments in R[B+1].., the last of them named by the tuple in R[B+1+C])"},
	CallMethod:   {"CallMethod", Reg, Reg, Uns, "R[A] = R[B]([R[B+1] unless Unbound], R[B+2] .. R[B+1+C])"},
	CallMethodKw: {"CallMethodKw", Reg, Reg, Uns, "as CallMethod, the last arguments named by the tuple in R[B+2+C]"},
	CallEx:       {"CallEx", Reg, Reg, Uns, "R[A] = R[B](*R[B+1], **R[B+2]); C is a set of CallEx flags"},
	Return:       {"Return", Reg, None, None, "return R[A]"},
	ReturnK:      {"ReturnK", None, Wide, None, "return K[wide]"},

	BuildTuple:         {"BuildTuple", Reg, Reg, Uns, "R[A] = (R[B] .. R[B+C-1])"},
	BuildList:          {"BuildList", Reg, Reg, Uns, "R[A] = [R[B] .. R[B+C-1]]"},
	BuildSet:           {"BuildSet", Reg, Reg, Uns, "R[A] = {R[B] .. R[B+C-1]}"},
	BuildMap:           {"BuildMap", Reg, Reg, Uns, "R[A] = {R[B]: R[B+1], ...}, C pairs"},
	BuildString:        {"BuildString", Reg, Reg, Uns, "R[A] = concatenation of C strings from R[B]"},
	BuildTemplate:      {"BuildTemplate", Reg, Reg, None, "R[A] = Template(strings tuple R[B], interpolations tuple R[B+1])"},
	BuildInterpolation: {"BuildInterpolation", Reg, Reg, Uns, "R[A] = Interpolation(value R[B], expression text R[B+1], conversion C, spec R[B+2] if C&FmtSpec)"},
	FormatValue:        {"FormatValue", Reg, Reg, Uns, "R[A] = format(conversion C of R[B], R[B+1] if C&FmtSpec)"},
	ListAppend:         {"ListAppend", Reg, Reg, None, "R[A].append(R[B])"},
	ListExtend:         {"ListExtend", Reg, Reg, Uns, "R[A].extend(R[B]) (C=1: for a call's *R[B], with that error message; the callee is in R[A-1])"},
	ListToTuple:        {"ListToTuple", Reg, Reg, None, "R[A] = tuple(list R[B])"},
	SetAdd:             {"SetAdd", Reg, Reg, None, "R[A].add(R[B])"},
	SetUpdate:          {"SetUpdate", Reg, Reg, None, "R[A].update(R[B])"},
	MapAdd:             {"MapAdd", Reg, Reg, Reg, "R[A][R[B]] = R[C]"},
	DictUpdate:         {"DictUpdate", Reg, Reg, None, "R[A].update(R[B]) for a display's **R[B]"},
	DictMerge:          {"DictMerge", Reg, Reg, Reg, "R[A] |= R[B] for a call's **R[B] to R[C]; a repeated key is a TypeError"},
	Unpack:             {"Unpack", Reg, Reg, Uns, "R[A] .. R[A+C-1] = R[B], exactly C items; writes nothing before it has them all (so for UnpackEx)"},
	UnpackEx:           {"UnpackEx", Reg, Reg, Uns, "R[A] .. = R[B]: C&255 items, a list of the rest, C>>8 items"},
	MakeFunction:       {"MakeFunction", Reg, Uns, Uns, "R[A] = function of code K[B]; flags C, their values in R[A+1].."},
	MakeFunctionX:      {"MakeFunctionX", Reg, Reg, Uns, "MakeFunction of the code object in R[B], for codes with more than 65,535 nested ones"},

	ImportName: {"ImportName", Reg, Reg, Cache, "R[A] = __import__(N[C], globals, locals, fromlist R[B], level R[B+1])"},
	ImportFrom: {"ImportFrom", Reg, Reg, Cache, "R[A] = R[B].N[C], or the submodule of that name"},
	ImportStar: {"ImportStar", Reg, None, None, "from R[A] import *, into R[0]"},

	Raise:        {"Raise", Reg, Uns, None, "B=0: bare raise; 1: raise R[A]; 2: raise R[A] from R[A+1]"},
	Reraise:      {"Reraise", Reg, Uns, None, "raise R[A] again, without a new traceback entry for this frame"},
	ExcTake:      {"ExcTake", Reg, None, None, "first of a handler's cleanup: R[A] = the exception; what is being handled stays"},
	ExcEnter:     {"ExcEnter", Reg, None, None, "first of a handler: R[A] = the exception, R[A+1] = what was handled before; the exception is now being handled"},
	ExcLeave:     {"ExcLeave", Reg, None, None, "what was handled before (R[A+1]) is being handled again; R[A], R[A+1] unbound"},
	ExcMatch:     {"ExcMatch", Reg, Reg, Reg, "R[A] = exception R[B] matches class or tuple R[C]"},
	JExcNotMatch: {"JExcNotMatch", Reg, Reg, Jump, "jump unless exception R[A] matches class or tuple R[B]"},
	GroupMatch:   {"GroupMatch", Reg, Reg, Reg, "except*: R[A], R[A+1] = part of R[B] that matches R[C] or None, the rest or None; a match becomes the exception being handled"},
	GroupReraise: {"GroupReraise", Reg, Reg, Reg, "R[A] = exception to raise after except*: from original R[B] and list R[C] of raised and unhandled ones; None if none"},
	WithEnter:    {"WithEnter", Reg, Reg, None, "R[A] = bound R[B].__exit__, R[A+1] = R[B].__enter__()"},
	WithExit:     {"WithExit", Reg, Reg, Reg, "R[A] = R[B](type(R[C]), R[C], R[C].__traceback__); with R[C] None: R[B](None, None, None)"},
	AWithEnter:   {"AWithEnter", Reg, Reg, None, "R[A] = bound R[B].__aexit__, R[A+1] = R[B].__aenter__()"},

	Yield:            {"Yield", Reg, Reg, Uns, "yield R[B]; R[A] = what was sent; meanwhile dead: C=1: R[B] and those above it; 2: R[A] and those above it"},
	AYield:           {"AYield", Reg, Reg, Uns, "Yield from an async generator"},
	Send:             {"Send", Reg, Reg, Jump, "send R[A] to R[B]; it yields: R[A] = the value, go on; it returns: R[A] = the result, jump"},
	YieldFrom:        {"YieldFrom", Reg, Reg, Uns, "follows Send: yield R[A] for the delegate R[B]; R[A] = what was sent; C as for Yield, but never R[B]"},
	GetYieldFromIter: {"GetYieldFromIter", Reg, Reg, None, "R[A] = iterator of `yield from R[B]`"},
	GetAwaitable:     {"GetAwaitable", Reg, Reg, Uns, "R[A] = iterator of `await R[B]`; C: 1 after __aenter__, 2 after __aexit__"},
	GetAIter:         {"GetAIter", Reg, Reg, None, "R[A] = R[B].__aiter__()"},
	GetANext:         {"GetANext", Reg, Reg, None, "R[A] = awaitable iterator of R[B].__anext__()"},
	EndAsyncFor:      {"EndAsyncFor", Reg, None, None, "in a handler: leave it (as ExcLeave A) if R[A] is StopAsyncIteration, else raise it again"},

	MatchClass:    {"MatchClass", Reg, Reg, Uns, "R[A] = tuple of attributes of subject R[B] by class R[B+1], C positional, keyword names tuple R[B+2]; None if no match"},
	MatchMapping:  {"MatchMapping", Reg, Reg, None, "R[A] = R[B] is a mapping"},
	MatchSequence: {"MatchSequence", Reg, Reg, None, "R[A] = R[B] is a sequence (not str, bytes, bytearray)"},
	MatchKeys:     {"MatchKeys", Reg, Reg, Reg, "R[A] = tuple of values of R[B] for keys tuple R[C], or None"},
	MatchRest:     {"MatchRest", Reg, Reg, Reg, "R[A] = dict(R[B]) without the keys of tuple R[C]"},
	GetLen:        {"GetLen", Reg, Reg, None, "R[A] = len(R[B])"},

	Intrinsic:        {"Intrinsic", Reg, Reg, Uns, "R[A] = intrinsic C of R[B], R[B+1]"},
	PrintExpr:        {"PrintExpr", Reg, None, None, "sys.displayhook(R[A])"},
	SetupAnnotations: {"SetupAnnotations", None, None, None, "make sure that R[0] has __annotations__ (from __future__ import annotations)"},
}
