// This file calls what programs call all the time ahead of the rest of the slow path: builtin functions of two arguments, classes
// whose __init__ is Python code, generator functions, and conversions by int, float, str and type that run no Python code and do not fail.
package core

import (
	"unsafe"

	"github.com/vivarium-py/vivarium/internal/code"
	"github.com/vivarium-py/vivarium/internal/numtext"
)

// quickCall does a Call; it gives false, having done nothing, for what it does not know.
func (t *Thread) quickCall(f *Frame, in code.Instr) bool {
	h := reg(f.base, in.B).ref
	if h == nil {
		return false
	}
	switch h.shape {
	case &FunctionType.shape0:
		return !t.tracing && t.quickFunction(f, in, cast[Function](h))
	case &MethodType.shape0:
		return !t.tracing && t.quickBound(f, in, cast[BoundMethod](h))
	case &NativeFunctionType.shape0:
		if in.C == 2 && !t.tracing && quickTwo(cast[Native](h), f.base, in, 1) {
			t.budget--
			return true
		}
	}
	return false
}

// quickBound is a call of a bound method of a plain function: its self takes the place of the method, before the arguments.
func (t *Thread) quickBound(f *Frame, in code.Instr, m *BoundMethod) bool {
	if m.fn.ref == nil || m.fn.ref.shape != &FunctionType.shape0 || m.shape.typ != &MethodType {
		return false
	}
	fn, nb := cast[Function](m.fn.ref), unsafe.Add(f.base, in.B)
	if !t.frameFits(fn, nb, uint32(in.C)+1) {
		return false
	}
	*(*Value)(nb) = m.self
	t.pushPlain(fn, nb, uintptr(in.C)*code.RegSize+code.RegSize)
	return true
}

// callClass does, for the loop, a call of a class whose metaclass is type. It reports false, having done nothing, for what it does
// not know.
//
//go:noinline
func (t *Thread) callClass(f *Frame, in *code.Instr) bool {
	if t.budget < 0 {
		return false
	}
	cls := cast[Type](reg(f.base, in.B).ref)
	if cls.flags&flagHeap == 0 {
		return cls == &RangeType && t.callRange(f, *in) || in.C == 1 && quickType(f, *in)
	}
	init := cls.plainInit(t, nil)
	if init == nil {
		return false
	}
	// The instance takes the place of the class: with the arguments behind it, it begins the registers of __init__.
	nb := unsafe.Add(f.base, in.B)
	if !t.frameFits(init, nb, uint32(in.C)+1) {
		return false
	}
	inst := cls.plainNew(window(f.base, in.B+code.RegSize, int(in.C)))
	*(*Value)(nb) = obj(inst)
	top := t.pushPlain(init, nb, uintptr(in.C)*code.RegSize+code.RegSize)
	top.flags, top.inst = frameInit, inst
	return true
}

// frameFits reports that a call of fn with n arguments, which are where its registers are to begin, needs nothing but a frame.
func (t *Thread) frameFits(fn *Function, nb unsafe.Pointer, n uint32) bool {
	off := uintptr(nb) - t.lo
	return fn.rt.simple == n && off < t.size && t.size-off >= fn.rt.nregs && t.nf < t.maxnf && t.budget >= 0
}

// pushPlain pushes the frame of a call of fn that fits: its parameters take args bytes.
func (t *Thread) pushPlain(fn *Function, nb unsafe.Pointer, args uintptr) *Frame {
	t.budget--
	crt := fn.rt
	for p := args; p < crt.nlocal; p += code.RegSize {
		*(*Value)(unsafe.Add(nb, p)) = Unbound
	}
	f := &t.frames[t.nf]
	t.nf++
	f.base, f.fn, f.pc = nb, fn, crt.pc0
	return f
}

// quickFunction is a call of a Python function that the loop leaves to others: one that makes a generator, or one from a generator, whose
// registers are not on the thread's stack.
func (t *Thread) quickFunction(f *Frame, in code.Instr, fn *Function) bool {
	crt := fn.rt
	args := window(f.base, in.B+code.RegSize, int(in.C))
	if crt.simple == uint32(in.C) {
		t.setSP(f.regTop())
		nb := t.sp
		if f.gen == nil || !t.frameFits(fn, nb, crt.simple) {
			return false
		}
		copy(unsafe.Slice((*Value)(nb), len(args)), args)
		t.pushPlain(fn, nb, uintptr(len(args))*code.RegSize)
		return true
	}
	c := crt.obj.c
	if crt.flags&(code.CoGenerator|code.CoCoroutine|code.CoAsyncGenerator|code.CoVarArgs|code.CoVarKeywords) != code.CoGenerator ||
		c.ArgCount != len(args) || c.KwOnlyCount != 0 {
		return false
	}
	t.budget--
	g, err := t.makeGenerator(fn, args, nil)
	if err != nil {
		return false
	}
	*reg(f.base, in.A) = g
	return true
}

// quickTwo calls a native of no object with two arguments, which are at registers after the callee's.
func quickTwo(n *Native, base unsafe.Pointer, in code.Instr, at uintptr) bool {
	if n.def.Two == nil || n.owner != nil {
		return false // a method's takes its self too
	}
	args := (*[2]Value)(unsafe.Add(base, uintptr(in.B)+at*code.RegSize))
	v, ok := n.def.Two(args[0], args[1])
	if ok {
		*reg(base, in.A) = v
	}
	return ok
}

// quickType is a call of a builtin type with one argument.
func quickType(f *Frame, in code.Instr) bool {
	a := *(*Value)(unsafe.Add(f.base, uintptr(in.B)+16))
	var v Value
	switch reg(f.base, in.B).ref {
	case &StrType.Header:
		switch {
		case a.ref == nil:
			v = smallIntText(int64(a.bits))
		case a.ref.shape == &StrType.shape0:
			v = a
		case a.ref == &floatHeader:
			v = floatText(a.Float64())
		default:
			return false
		}
	case &IntType.Header:
		switch {
		case a.ref == nil:
			v = a
		case a.ref == &floatHeader:
			x := a.Float64()
			if !(x > -1<<62 && x < 1<<62) {
				return false
			}
			v = Int(int64(x))
		case a.ref.shape == &StrType.shape0:
			n, ok := smallDecimal(As[Str](a).s)
			if !ok {
				return false
			}
			v = Int(n)
		case a.ref.shape == &IntType.shape0:
			v = a
		default:
			return false
		}
	case &FloatType.Header:
		switch {
		case a.ref == nil:
			v = Float(float64(int64(a.bits)))
		case a.ref == &floatHeader:
			v = a
		default:
			return false
		}
	case &TypeType.Header:
		v = a.Type().Val()
	default:
		return false
	}
	*reg(f.base, in.A) = v
	return true
}

// smallDecimal reads up to 18 decimal digits with a sign or none.
func smallDecimal(s string) (n int64, ok bool) {
	neg := false
	if len(s) > 1 && (s[0] == '-' || s[0] == '+') {
		neg = s[0] == '-'
		s = s[1:]
	}
	if len(s) == 0 || len(s) > 18 {
		return 0, false
	}
	for i := range len(s) {
		d := s[i] - '0'
		if d > 9 {
			return 0, false
		}
		n = 10*n + int64(d)
	}
	if neg {
		n = -n
	}
	return n, true
}

// smallIntText is the text of an int in decimal.
func smallIntText(n int64) Value {
	if n >= 0 && n < 10 {
		return latin1['0'+n].Val()
	}
	var buf [24]byte
	text := numtext.AppendInt(buf[:0], n, 10)
	return newStrCopy(unsafe.String(unsafe.SliceData(text), len(text)), len(text)).Val()
}

// floatText is the repr of a float.
func floatText(x float64) Value {
	var buf [32]byte
	text := numtext.AppendRepr(buf[:0], x)
	return newStrCopy(unsafe.String(unsafe.SliceData(text), len(text)), len(text)).Val()
}
