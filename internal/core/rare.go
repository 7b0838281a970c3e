// This file does the instructions that are not worth a place in the loop: displays, unpacking, functions,
// imports, with, except*, match and awaiting.
package core

import (
	"unsafe"

	"github.com/vivarium-py/vivarium/internal/bulk"
	"github.com/vivarium-py/vivarium/internal/code"
)

func window(base unsafe.Pointer, off uint16, n int) []Value { return unsafe.Slice(reg(base, off), n) }

func (t *Thread) stepRare(f *Frame, base unsafe.Pointer, rt *CodeRT, in code.Instr) error {
	a := reg(base, in.A)
	var v Value
	var err error
	switch in.Op {
	case code.BuildTuple:
		v = NewTuple(window(base, in.B, int(in.C))...)
	case code.BuildList:
		v = newListCopy(window(base, in.B, int(in.C)))
	case code.BuildSet:
		v, err = t.buildSet(window(base, in.B, int(in.C)))
	case code.BuildMap:
		d := NewDictSize(int(in.C))
		w := window(base, in.B, 2*int(in.C))
		for i := 0; i < len(w) && err == nil; i += 2 {
			err = d.Set(t, w[i], w[i+1])
		}
		v = d.Val()
	case code.BuildString:
		v, err = t.buildString(window(base, in.B, int(in.C)))
	case code.BuildTemplate:
		v, err = t.buildTemplate(*reg(base, in.B), *reg(base, in.B+16))
	case code.BuildInterpolation:
		spec := emptyStr.Val()
		if in.C&code.FmtSpec != 0 {
			spec = *reg(base, in.B+32)
		}
		v, err = t.buildInterpolation(*reg(base, in.B), *reg(base, in.B+16), int(in.C&3), spec)
	case code.FormatValue:
		v, err = t.formatValue(base, in)
	case code.ListAppend:
		l := As[List](*a)
		if n := len(l.items); n >= 1024 && n == cap(l.items) {
			if err := t.growList(l); err != nil {
				return err
			}
		}
		l.push(*reg(base, in.B))
		return nil
	case code.ListExtend:
		l := As[List](*a)
		b := *reg(base, in.B)
		var items []Value
		if in.C == 1 {
			items, err = t.starArgs(*reg(base, in.A-16), b)
		} else if b.Type().s.Iter == nil && !b.Type().isSequence() {
			return t.TypeError("Value after * must be an iterable, not %s", b.TypeName())
		} else {
			items, err = t.Collect(b)
		}
		if err == nil {
			if len(l.items) == 0 {
				l.items = items // a copy, and ours
			} else {
				l.items, err = t.appendItems(l.items, items)
			}
		}
		return err
	case code.ListToTuple:
		if err := t.chargeItems(len(As[List](*reg(base, in.B)).items)); err != nil {
			return err
		}
		v, err = t.tupleCopy(As[List](*reg(base, in.B)).items)
	case code.SetAdd:
		return t.setAdd(*a, *reg(base, in.B))
	case code.SetUpdate:
		s := *a
		if s.exactly(&SetType) {
			return t.setUpdate(As[Set](s), *reg(base, in.B))
		}
		return t.Iterate(*reg(base, in.B), func(x Value) error { return t.setAdd(s, x) })
	case code.MapAdd:
		return As[Dict](*a).Set(t, *reg(base, in.B), *reg(base, in.C))
	case code.DictUpdate:
		return t.dictDisplayUpdate(As[Dict](*a), *reg(base, in.B))
	case code.DictMerge:
		return t.dictMerge(As[Dict](*a), *reg(base, in.B), *reg(base, in.C))
	case code.Unpack:
		return t.unpack(base, in)
	case code.UnpackEx:
		return t.unpackEx(base, in)
	case code.MakeFunction:
		return t.makeFunction(f, base, in.A, int(in.B), *konst(rt.consts, in.B, 0), in.C)
	case code.MakeFunctionX:
		return t.makeFunction(f, base, in.A, -1, *reg(base, in.B), in.C)

	case code.ImportName:
		v, err = t.importName(f, base, cache(rt.ics, in.C).name, *reg(base, in.B), *reg(base, in.B+16))
	case code.ImportFrom:
		v, err = t.importFrom(*reg(base, in.B), cache(rt.ics, in.C).name)
	case code.ImportStar:
		return t.importStar(*a, *reg(base, 0))

	case code.GroupMatch:
		m, rest, err := t.groupMatch(*reg(base, in.B), *reg(base, in.C))
		if err != nil {
			return err
		}
		if !m.IsNone() {
			t.handled = m
		}
		*a, *reg(base, in.A+16) = m, rest
		return nil
	case code.GroupReraise:
		v, err = t.groupReraise(*reg(base, in.B), As[List](*reg(base, in.C)))
	case code.WithEnter:
		return t.withEnter(base, in, nEnter, nExit, "")
	case code.AWithEnter:
		return t.withEnter(base, in, nAEnter, nAExit, "asynchronous ")
	case code.WithExit:
		e := *reg(base, in.C)
		if AsException(e) == nil {
			e = None // a constant, which code.replace may have made anything
		}
		if f := *reg(base, in.B); f.exactly(&MethodType) && !shiftless(f) {
			w := t.window(5)
			w[2], w[3], w[4] = None, None, None
			if !e.IsNone() {
				w[2], w[3], w[4] = e.Type().Val(), e, AsException(e).traceback()
			}
			return t.callAt(base, in.A, f, unsafe.Pointer(&w[2]), 3, nil)
		}
		if e.IsNone() {
			v, err = t.Call(*reg(base, in.B), None, None, None)
		} else {
			v, err = t.Call(*reg(base, in.B), e.Type().Val(), e, AsException(e).traceback())
		}

	case code.GetYieldFromIter:
		v, err = t.yieldFromIter(f, *reg(base, in.B))
	case code.GetAwaitable:
		v, err = t.awaitable(*reg(base, in.B), int(in.C))
	case code.GetAIter:
		v, err = t.aiter(*reg(base, in.B))
	case code.GetANext:
		v, err = t.anextAwaitable(*reg(base, in.B))
	case code.EndAsyncFor:
		e := AsException(*a)
		if !e.shape.typ.IsSubtype(&ExcStopAsyncIteration) {
			err = reraise{e, false}
		}
		t.excLeave(f, base, in.A)
		return err

	case code.MatchClass:
		v, err = t.matchClass(*reg(base, in.B), *reg(base, in.B+16), int(in.C), *reg(base, in.B+32))
	case code.MatchMapping:
		v = Bool(reg(base, in.B).Type().flags&flagMapping != 0)
	case code.MatchSequence:
		v = Bool(reg(base, in.B).Type().flags&flagSequence != 0)
	case code.MatchKeys:
		v, err = t.matchKeys(*reg(base, in.B), As[Tuple](*reg(base, in.C)))
	case code.MatchRest:
		v, err = t.matchRest(*reg(base, in.B), As[Tuple](*reg(base, in.C)))
	case code.GetLen:
		var n int
		n, err = t.Len(*reg(base, in.B))
		v = Int(int64(n))

	case code.Intrinsic:
		v, err = t.intrinsic(in.C, *reg(base, in.B), reg(base, in.B+16))
	case code.PrintExpr:
		return t.printExpr(*a)
	case code.SetupAnnotations:
		return t.setupAnnotations(*reg(base, 0))
	default:
		return t.SystemError("unknown opcode %d", in.Op)
	}
	if err == nil {
		*a = v
	}
	return err
}

// formatValue is one replacement field of an f-string.
func (t *Thread) formatValue(base unsafe.Pointer, in code.Instr) (Value, error) {
	v := *reg(base, in.B)
	switch in.C & 3 {
	case code.ConvStr:
		s, err := t.Str(v)
		if err != nil {
			return Unbound, err
		}
		v = s.Val()
	case code.ConvRepr:
		s, err := t.Repr(v)
		if err != nil {
			return Unbound, err
		}
		v = s.Val()
	case code.ConvASCII:
		s, err := t.ASCII(v)
		if err != nil {
			return Unbound, err
		}
		v = s.Val()
	}
	if in.C&code.FmtSpec != 0 {
		return t.Format(v, *reg(base, in.B+16))
	}
	if v.exactly(&StrType) {
		return v, nil
	}
	return t.Format(v, emptyStr.Val())
}

// buildString joins strings.
func (t *Thread) buildString(parts []Value) (Value, error) {
	n, chars := 0, 0
	for _, p := range parts {
		n += len(As[Str](p).s)
		chars += As[Str](p).n
	}
	if n > 1<<16 {
		if err := t.Charge(n); err != nil {
			return Unbound, err
		}
	}
	b, err := bulk.Make(n), error(nil)
	for _, p := range parts {
		if b, err = t.AppendText(b, As[Str](p).s); err != nil {
			return Unbound, err
		}
	}
	return newStrN(unsafe.String(unsafe.SliceData(b), len(b)), chars).Val(), nil
}

// unpack is a, b, c = R[B].
func (t *Thread) unpack(base unsafe.Pointer, in code.Instr) error {
	v := *reg(base, in.B)
	n := int(in.C)
	var items []Value
	switch {
	case v.exactly(&TupleType):
		items = As[Tuple](v).items
	case v.exactly(&ListType):
		items = As[List](v).items
	default:
		return t.unpackIter(base, in, v)
	}
	if len(items) < n {
		return t.ValueError("not enough values to unpack (expected %d, got %d)", n, len(items))
	}
	if len(items) > n {
		return t.ValueError("too many values to unpack (expected %d, got %d)", n, len(items))
	}
	copy(window(base, in.A, n), items)
	return nil
}

func (t *Thread) unpackIter(base unsafe.Pointer, in code.Instr, v Value) error {
	if v.Type().s.Iter == nil && !v.Type().isSequence() {
		return t.TypeError("cannot unpack non-iterable %s object", v.TypeName())
	}
	it, err := t.Iter(v)
	if err != nil {
		return err
	}
	n := int(in.C)
	items := make([]Value, 0, n)
	for len(items) < n {
		x, err := t.Next(it)
		if err != nil {
			return err
		}
		if x.IsUnbound() {
			return t.ValueError("not enough values to unpack (expected %d, got %d)", n, len(items))
		}
		items = append(items, x)
	}
	x, err := t.Next(it)
	if err != nil {
		return err
	}
	if !x.IsUnbound() {
		if v.exactly(&DictType) {
			return t.ValueError("too many values to unpack (expected %d, got %d)", n, As[Dict](v).used)
		}
		return t.ValueError("too many values to unpack (expected %d)", n)
	}
	copy(window(base, in.A, n), items)
	return nil
}

func (t *Thread) unpackEx(base unsafe.Pointer, in code.Instr) error {
	v := *reg(base, in.B)
	if v.Type().s.Iter == nil && !v.Type().isSequence() {
		return t.TypeError("cannot unpack non-iterable %s object", v.TypeName())
	}
	before, after := int(in.C&255), int(in.C>>8)
	items, err := t.Collect(v)
	if err != nil {
		return err
	}
	if len(items) < before+after {
		return t.ValueError("not enough values to unpack (expected at least %d, got %d)", before+after, len(items))
	}
	dst := window(base, in.A, before+1+after)
	rest := len(items) - after
	copy(dst, items[:before])
	if err := t.chargeItems(rest - before); err != nil {
		return err
	}
	dst[before] = NewList(append([]Value(nil), items[before:rest]...))
	copy(dst[before+1:], items[rest:])
	return nil
}

// makeFunction makes a function of nested code number kid (-1: uncached) whose parts follow in R[A+1]... The defaults of a
// generic function come from variables of the frame around it, where a trace function may have put anything.
func (t *Thread) makeFunction(f *Frame, base unsafe.Pointer, dst uint16, kid int, codeVal Value, flags uint16) error {
	co := As[CodeObj](codeVal)
	prt := f.fn.rt
	var rt *CodeRT
	if kid >= 0 {
		if prt.kids == nil {
			prt.kids = make([]*CodeRT, len(prt.obj.consts))
		}
		if rt = prt.kids[kid]; rt == nil {
			rt = newCodeRT(co)
			prt.kids[kid] = rt
		}
	} else {
		rt = t.interp.codeRT(co)
	}
	fn := t.interp.newFunction(rt, f.fn.globals, f.fn.builtins)
	r := dst
	next := func() Value { r += 16; return *reg(base, r) }
	if flags&code.FnDefaults != 0 {
		defs := next()
		if !defs.exactly(&TupleType) {
			return t.SystemError("a function's defaults must be a tuple, not %s", defs.TypeName())
		}
		fn.defs = As[Tuple](defs)
	}
	if flags&code.FnKwDefaults != 0 {
		defs := next()
		if !defs.exactly(&DictType) {
			return t.SystemError("a function's keyword defaults must be a dict, not %s", defs.TypeName())
		}
		fn.kwdefs = As[Dict](defs)
	}
	if flags&code.FnAnnotate != 0 {
		fn.attrs().annotate = next()
	}
	if flags&code.FnClosure != 0 {
		fn.closure = As[Tuple](next()).items
	}
	if flags&code.FnAnnotations != 0 {
		fn.attrs().annots = As[Dict](next())
	}
	*reg(base, dst) = obj(&fn.Header)
	return nil
}

// notManager is the error of a with statement whose value lacks a method; it knows the other kind of with statement.
func (t *Thread) notManager(typ *Type, missed *Str, kind string) error {
	other, word, o1, o2 := "asynchronous ", "async with", nAEnter, nAExit
	if kind != "" {
		other, word, o1, o2 = "", "with", nEnter, nExit
	}
	hint := ""
	if !typ.Lookup(o1).IsUnbound() && !typ.Lookup(o2).IsUnbound() {
		hint = " but it supports the " + other + "context manager protocol. Did you mean to use '" + word + "'?"
	}
	return t.TypeError("'%s' object does not support the %scontext manager protocol (missed %s method)%s", typ.name, kind, missed.s, hint)
}

// withEnter prepares a with block: R[A] the bound exit method, R[A+1] the result of enter.
func (t *Thread) withEnter(base unsafe.Pointer, in code.Instr, enter, exit *Str, kind string) error {
	m := *reg(base, in.B)
	if kind == "" {
		if ok, err := t.enterWith(base, in, m); ok {
			return err
		}
	}
	ex, err := t.lookupSpecial(m, exit)
	if err != nil {
		return err
	}
	if ex.IsUnbound() {
		return t.notManager(m.Type(), exit, kind)
	}
	en, err2 := t.lookupSpecial(m, enter)
	if err2 != nil {
		return err2
	}
	if en.IsUnbound() {
		return t.notManager(m.Type(), enter, kind)
	}
	v, err := t.Call(en)
	if err != nil {
		return err
	}
	*reg(base, in.A), *reg(base, in.A+16) = ex, v
	return nil
}

// traceback is the exception's __traceback__.
func (e *Exception) traceback() Value {
	if e.tb == nil {
		return None
	}
	return obj(&e.tb.Header)
}

// dictDisplayUpdate is {**m}.
func (t *Thread) dictDisplayUpdate(d *Dict, m Value) error {
	if !m.exactly(&DictType) {
		keys, err := t.LookupAttr(m, nKeys)
		if err != nil {
			return err
		}
		if keys.IsUnbound() {
			return t.TypeError("'%s' object is not a mapping", m.TypeName())
		}
	}
	return t.dictUpdate(d, m)
}
