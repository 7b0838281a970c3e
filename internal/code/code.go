// This file defines Code: what compiling a scope gives. It is immutable once made, holds no
// Python value that belongs to an interpreter, and is shared by all interpreters.
package code

import "math/big"

// Flags of a Code, with CPython's numbers (inspect.CO_*).
const (
	CoOptimized         = 0x1
	CoNewLocals         = 0x2
	CoVarArgs           = 0x4
	CoVarKeywords       = 0x8
	CoNested            = 0x10
	CoGenerator         = 0x20
	CoCoroutine         = 0x80
	CoIterableCoroutine = 0x100
	CoAsyncGenerator    = 0x200
	CoFutureBarry       = 0x400000
	CoFutureAnnotations = 0x1000000
	CoHasDocstring      = 0x4000000
	CoMethod            = 0x8000000
)

// Code is one compiled scope.
//
// Registers: R[0..NLocals) are the locals in the order of VarNames: parameters first (positional,
// keyword-only, *args, **kwargs), then the others but cell variables. A code without CoOptimized (module, class
// body, exec) has no locals; there R[0] is the locals mapping. A parameter that is a cell variable keeps its
// register, which MakeCell turns into a cell at entry; other cell variables have registers at NLocals and up,
// filled by NewCell (CellRegs gives both). Free variables are copied by CopyFree to FreeReg, FreeReg+1, ...
// Temporaries follow. The caller of a frame fills every non-parameter register below NLocals with Unbound.
type Code struct {
	Name, QualName, Filename string
	Flags                    uint32
	ArgCount                 int // positional parameters, positional-only ones included
	PosOnlyCount             int
	KwOnlyCount              int
	NLocals                  int // len(VarNames)
	NRegs                    int
	VarNames                 []string
	CellVars                 []string
	FreeVars                 []string
	CellRegs                 []int // register (index) of each of CellVars
	FreeReg                  int   // register (index) of the first of FreeVars
	Names                    []string
	Consts                   []Const
	Instrs                   []Instr
	ICNames                  []int32 // name of each inline cache, an index into Names
	ExcTable                 []ExcEntry
	Positions                []byte // see positions.go
	FirstLine                int
	// Scoped are the variables of inlined comprehensions: registers at or above NLocals (in a module or class
	// body too) that are named, and show in locals(), only while the comprehension runs.
	Scoped []ScopedLocal
	// Marks are lines of statements without instructions (pass, try), for sys.settrace, by At.
	Marks []LineMark
}

// LineMark says that a line is come to before instruction At, if the one before was From or a later one; with
// MarkForward if it was an earlier one than At; with Edge if it was From: a break or continue that became part of a jump.
type LineMark struct {
	At, From, Line int32
	Edge           bool
}

// Before reports whether the line is come to before instruction m.At when the last one with a line was last, -1 if none was.
func (m *LineMark) Before(last int) bool {
	switch {
	case m.Edge:
		return last == int(m.From)
	case m.From < 0:
		return last < int(m.At)
	}
	return max(last, 0) >= int(m.From)
}

// MarkForward is the From of a mark that a jump back does not come to.
const MarkForward = -1

// ScopedLocal is a named register in the instructions [Start, End); with Cell it holds a cell.
type ScopedLocal struct {
	Name       string
	Reg        int
	Start, End int32
	Cell       bool
}

// LocalName names the variable in register reg at instruction i, "" for a temporary. It serves the errors of
// Check, LoadLocal, DelLocal, LoadCell, DelCell and of operands that are unbound.
func (c *Code) LocalName(reg, i int) string {
	for j := len(c.Scoped) - 1; j >= 0; j-- {
		if s := &c.Scoped[j]; s.Reg == reg && int(s.Start) <= i && i < int(s.End) {
			return s.Name
		}
	}
	if reg < c.NLocals {
		return c.VarNames[reg]
	}
	for j, r := range c.CellRegs {
		if r == reg {
			return c.CellVars[j]
		}
	}
	if j := reg - c.FreeReg; j >= 0 && j < len(c.FreeVars) {
		return c.FreeVars[j]
	}
	return ""
}

// ExcEntry sends an exception raised at an instruction in [Start, End) to Target. Entries are ordered innermost
// first: the first that covers the instruction wins. The handler's first instruction is ExcEnter or ExcTake.
type ExcEntry struct{ Start, End, Target int32 }

// ConstKind says which field of a Const counts.
type ConstKind uint8

const (
	ConstNone ConstKind = iota
	ConstTrue
	ConstFalse
	ConstEllipsis
	ConstInt // Int, or Big if that is not nil
	ConstFloat
	ConstComplex // Float, Imag
	ConstStr     // Str, WTF-8
	ConstBytes   // Str
	ConstTuple   // Elts
	ConstFrozenSet
	ConstSlice // Elts: start, stop, step
	ConstCode  // Code
)

// Const is a constant as the compiler writes it; core turns it into a value once a process.
type Const struct {
	Kind  ConstKind
	Int   int64
	Big   *big.Int
	Float float64
	Imag  float64
	Str   string
	Elts  []Const
	Code  *Code
}

// SplitWide splits a 32-bit operand over B and C; JoinWide joins them.
func SplitWide(x uint32) (b, c uint16) { return uint16(x), uint16(x >> 16) }

// JoinWide joins the halves of a 32-bit operand.
func JoinWide(b, c uint16) uint32 { return uint32(b) | uint32(c)<<16 }
