// This file turns compiled code into code objects (once a process) and into what one interpreter runs (once
// an interpreter), and makes functions.
package core

import (
	"math/big"
	"slices"
	"unsafe"
	"weak"

	"github.com/vivarium-py/vivarium/internal/code"
)

// newCode makes the code object of a Code, whose constants may be many.
func (t *Thread) newCode(c *code.Code) (*CodeObj, error) {
	m := codeMaker{t: t}
	o := m.code(c)
	return o, m.err
}

// codeMaker makes the values of constants; after an error it does no more.
type codeMaker struct {
	t   *Thread
	n   int
	err error
}

// tick counts one constant or name and reports whether to go on.
func (m *codeMaker) tick() bool {
	if m.n++; m.n&1023 == 0 && m.err == nil {
		m.err = m.t.PollAtomic(nodeWork)
	}
	return m.err == nil
}

func (m *codeMaker) code(c *code.Code) *CodeObj {
	o := &CodeObj{Header: Header{&CodeType.shape0}, c: c, name: Intern(c.Name), qualname: Intern(c.QualName), filename: NewStr(c.Filename)}
	o.names = m.interned(c.Names)
	o.varnames = m.interned(c.VarNames)
	o.consts = m.values(c.Consts)
	return o
}

func (m *codeMaker) interned(names []string) []*Str {
	out := make([]*Str, len(names))
	for i, n := range names {
		if !m.tick() {
			return nil
		}
		out[i] = Intern(n)
	}
	return out
}

func (m *codeMaker) values(consts []code.Const) []Value {
	out := make([]Value, len(consts))
	for i := range consts {
		if !m.tick() {
			return nil
		}
		out[i] = m.value(&consts[i])
	}
	return out
}

// value makes the value of a constant. Strings that look like identifiers are interned.
func (m *codeMaker) value(c *code.Const) Value {
	switch c.Kind {
	case code.ConstTrue:
		return True
	case code.ConstFalse:
		return False
	case code.ConstEllipsis:
		return Ellipsis
	case code.ConstInt:
		if c.Big != nil {
			return BigInt(new(big.Int).Set(c.Big))
		}
		return Int(c.Int)
	case code.ConstFloat:
		return Float(c.Float)
	case code.ConstComplex:
		return Complex(c.Float, c.Imag)
	case code.ConstStr:
		if isIdentText(c.Str) {
			return Intern(c.Str).Val()
		}
		return StrVal(c.Str)
	case code.ConstBytes:
		return NewBytes(unsafe.Slice(unsafe.StringData(c.Str), len(c.Str)))
	case code.ConstTuple:
		return TupleOf(m.values(c.Elts))
	case code.ConstFrozenSet:
		if items := m.values(c.Elts); m.err == nil {
			return constFrozenSet(items)
		}
	case code.ConstSlice:
		if v := m.values(c.Elts); m.err == nil {
			return NewSlice(v[0], v[1], v[2])
		}
	case code.ConstCode:
		return obj(&m.code(c.Code).Header)
	}
	return None
}

func isIdentText(s string) bool {
	if len(s) > 64 {
		return false
	}
	for i := 0; i < len(s); i++ {
		c := s[i]
		if c != '_' && (c < '0' || c > '9') && (c < 'a' || c > 'z') && (c < 'A' || c > 'Z') {
			return false
		}
	}
	return true
}

// codeRT gives the interpreter's own copy of a code. What runs again and again, through exec or types.FunctionType, finds
// the copy it had; a nested function's is kept by the one around it (makeFunction).
func (in *Interpreter) codeRT(o *CodeObj) *CodeRT {
	rt := in.codes[o]
	if rt == nil {
		if rt = in.oldCodes[o]; rt == nil {
			rt = newCodeRT(o)
		}
		if len(in.codes) >= recentCodes {
			in.codes, in.oldCodes = map[*codeKey]*CodeRT{}, in.codes
		}
		in.codes[o] = rt
	}
	return rt
}

// recentCodes bounds how much code is kept only because it ran: a program may eval a million texts.
const recentCodes = 64

// newCodeRT makes a copy that prepare completes before it first runs: most functions of an imported module never do.
func newCodeRT(o *CodeObj) *CodeRT {
	c := o.c
	return &CodeRT{obj: o, flags: c.Flags, nargs: int32(c.ArgCount), consts: unsafe.Pointer(unsafe.SliceData(o.consts)),
		nregs: uintptr(c.NRegs) * code.RegSize, nlocal: uintptr(c.NLocals) * code.RegSize, simple: notSimple}
}

// prepare makes the instructions and inline caches. Until then pc0 is nil and simple is notSimple, so that the loop leaves a
// call to enter.
func (in *Interpreter) prepare(rt *CodeRT) {
	o, c := rt.obj, rt.obj.c
	rt.instrs = append(make([]code.Instr, 0, len(c.Instrs)+1), c.Instrs...)
	rt.pc0 = unsafe.Pointer(unsafe.SliceData(rt.instrs))
	rt.icv = make([]IC, len(c.ICNames))
	for i, n := range c.ICNames {
		rt.icv[i].name = o.names[n]
		rt.icv[i].entry = -1
	}
	rt.ics = unsafe.Pointer(unsafe.SliceData(rt.icv))
	const plain = code.CoVarArgs | code.CoVarKeywords | code.CoGenerator | code.CoCoroutine | code.CoAsyncGenerator
	if c.Flags&plain == 0 && c.Flags&code.CoOptimized != 0 && c.KwOnlyCount == 0 {
		rt.simple = uint32(c.ArgCount)
	}
	if len(in.prepared) == cap(in.prepared) {
		in.prepared = slices.DeleteFunc(in.prepared, func(p weak.Pointer[CodeRT]) bool { return p.Value() == nil })
		in.prepared = slices.Grow(in.prepared, len(in.prepared)+32)
	}
	in.prepared = append(in.prepared, weak.Make(rt))
}

// flushCaches forgets every inline cache of the interpreter.
func (in *Interpreter) flushCaches() {
	for _, p := range in.prepared {
		rt := p.Value()
		if rt == nil {
			continue
		}
		for i := range rt.icv {
			ic := &rt.icv[i]
			*ic = IC{name: ic.name, entry: -1}
		}
	}
}

// newFunction makes a function without defaults or closure.
func (in *Interpreter) newFunction(rt *CodeRT, globals, builtins *Dict) *Function {
	fn := &Function{Header: Header{&FunctionType.shape0}, rt: rt, globals: globals, builtins: builtins, module: None}
	if m, ok := globals.GetStr(nName); ok {
		fn.module = m
	}
	return fn
}
