// This file defines Function, the code that one interpreter runs (CodeRT), and inline caches.
package core

import (
	"unsafe"

	"github.com/vivarium-py/vivarium/internal/code"
)

// Function is a Python function. Programs make many and ask few for more than to be called: what most have from their
// code is in more, once somebody sets it.
type Function struct {
	Header
	ext      *instExt
	rt       *CodeRT
	globals  *Dict
	builtins *Dict
	closure  []Value
	defs     *Tuple // __defaults__, nil for none
	kwdefs   *Dict
	module   Value
	more     *functionMore
}

// functionMore is what a function has besides what its code says.
type functionMore struct {
	name     Value
	qualname Value
	doc      Value
	annotate Value // function or None
	annots   *Dict // __annotations__, once made
	tparams  Value // tuple
}

// attrs gives the function's own more, made from its code.
func (fn *Function) attrs() *functionMore {
	if fn.more == nil {
		fn.more = fn.rt.obj.functionAttrs()
	}
	return fn.more
}

func (o *CodeObj) functionAttrs() *functionMore {
	m := &functionMore{name: o.name.Val(), qualname: o.qualname.Val(), doc: None, annotate: None, tparams: emptyTuple.Val()}
	if o.c.Flags&code.CoHasDocstring != 0 && len(o.consts) > 0 {
		m.doc = o.consts[0]
	}
	return m
}

// nameVal and qualnameVal are __name__ and __qualname__.
func (fn *Function) nameVal() Value {
	if fn.more == nil {
		return fn.rt.obj.name.Val()
	}
	return fn.more.name
}

func (fn *Function) qualnameVal() Value {
	if fn.more == nil {
		return fn.rt.obj.qualname.Val()
	}
	return fn.more.qualname
}

// look gives the attributes for reading.
func (fn *Function) look() *functionMore {
	if fn.more == nil {
		return fn.rt.obj.functionAttrs()
	}
	return fn.more
}

// defaults are the values of the last positional parameters.
func (fn *Function) defaults() []Value {
	if fn.defs == nil {
		return nil
	}
	return fn.defs.items
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
	bigOps uint32    // operations on big ints, as far as they are counted
	hints  []uint8   // of each instruction, once there were many such operations
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
	off   uint32 // offset in the object, or entry in dict2; for an attribute of a class, how it is had
	entry int32  // entry in the globals
	dict  *Dict
	dict2 *Dict
	val   Value
	name  *Str
	olds  *oldShapes // of a site that sees objects of several shapes
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
