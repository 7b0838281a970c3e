// This file defines Function, the code that one interpreter runs (CodeRT), and inline caches.
package core

import (
	"unsafe"

	"github.com/vivarium-py/vivarium/internal/code"
)

// Function is a Python function.
type Function struct {
	Header
	ext      *instExt
	rt       *CodeRT
	globals  *Dict
	builtins *Dict
	closure  []Value
	defaults []Value
	kwdefs   *Dict
	name     Value
	qualname Value
	doc      Value
	module   Value
	annotate Value // function or None
	annots   *Dict // __annotations__, once made
	tparams  Value // tuple
	defsVal  Value // the tuple that defaults came from, for __defaults__
	version  uint32
}

// CodeObj is the code object of Python: a shared, immutable Code and its constants as values.
type CodeObj struct {
	Header
	c        *code.Code
	consts   []Value
	names    []*Str
	varnames []*Str
	name     *Str
	qualname *Str
	filename *Str
	library  bool        // of the standard library: see grants.go
	source   *codeSource // what compile() made it of, if it did
}

type codeKey = CodeObj

// CodeRT is one interpreter's copy of a code: instructions that quicken and inline caches.
type CodeRT struct {
	pc0    unsafe.Pointer // *code.Instr
	ics    unsafe.Pointer // *IC
	consts unsafe.Pointer // *Value
	nregs  uintptr        // bytes
	nlocal uintptr        // bytes: locals, parameters included
	nargs  int32          // positional parameters
	simple uint32         // nargs, if a call with that many positional arguments needs no binding; else notSimple
	flags  uint32
	kids   []*CodeRT // of nested code constants, once made into functions
	instrs []code.Instr
	icv    []IC
	obj    *CodeObj
}

// IC is an inline cache.
type IC struct {
	shape *Shape // guards off (GetAttr, SetAttr) or val (LoadMethod)
	next  *Shape // SetAttr: the shape afterwards
	typ   *Type
	mver  uint32 // version of typ, or kver of dict
	off   uint32 // offset in the object, or entry in dict2
	entry int32  // entry in the globals
	dict  *Dict
	dict2 *Dict
	val   Value
	name  *Str
}

const notSimple = ^uint32(0)

const icSize = unsafe.Sizeof(IC{})

// BoundMethod is a function bound to its first argument.
type BoundMethod struct {
	Header
	fn, self Value
}

// numVars is how many registers hold variables: locals, cells and free variables, or the namespace.
func (o *CodeObj) numVars() int {
	n := max(o.c.NLocals, 1)
	if len(o.c.FreeVars) > 0 {
		n = max(n, o.c.FreeReg+len(o.c.FreeVars))
	}
	// Cells of comprehensions compiled in place lie behind the locals.
	for _, r := range o.c.CellRegs {
		n = max(n, r+1)
	}
	return n
}
