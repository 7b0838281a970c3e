// This file gives tracebacks and frames their Python face, and prints uncaught exceptions: through module traceback,
// or plainly where that fails.
package core

import (
	"fmt"

	"github.com/vivarium-py/vivarium/internal/code"
)

func (tb *Traceback) lineno() int {
	if tb.line != 0 {
		return tb.line
	}
	return tb.frame.rt.obj.c.LineAt(tb.pc)
}

// lineno is the line that a frame is at.
func (f *FrameObj) currentLine() int {
	if f.lineno != 0 {
		return f.lineno
	}
	if f.gen != nil && f.gen.state == genCreated && f.gen.obj == f {
		return f.rt.obj.c.FirstLine
	}
	if n := f.rt.obj.c.LineAt(f.index()); n >= 0 || f.traceLine == 0 {
		return n
	}
	return int(f.traceLine) // of what belongs to the line before
}

// index is the instruction that a frame is at.
func (f *FrameObj) index() int {
	if f.live > 0 {
		return f.thread.frames[f.live-1].index()
	}
	return f.pc
}

// lasti is f_lasti: of the running frame the instruction that it is at.
func (f *FrameObj) lasti() int {
	if f.at != 0 {
		return f.at - 1
	}
	if f.traceLine > 0 && f.tracePC >= 0 && f.rt.obj.c.LineAt(f.index()) < 0 {
		return f.rt.obj.c.Offset(f.tracePC) // as currentLine
	}
	return f.rt.obj.c.Offset(f.index())
}

// previous is f_back.
func (f *FrameObj) previous() *FrameObj {
	if f.live > 0 {
		if i := f.live - 2; i >= 0 {
			return f.thread.frameObj(i)
		}
		return nil
	}
	return f.back
}

// PrintException prints an exception and its traceback to sys.stderr.
func (t *Thread) PrintException(e *Exception) {
	if !t.sysAttr("stderr").IsNone() {
		t.printExceptionTo(e, None)
	}
}

// printExceptionTo prints an exception and its traceback to a file, None for sys.stderr.
func (t *Thread) printExceptionTo(e *Exception, file Value) {
	m, err := t.Import("traceback")
	if err == nil {
		var f Value
		if f, err = t.GetAttr(m, Intern("_print_exception_bltin")); err == nil {
			if _, err = t.Call(f, e.Val(), file); err == nil {
				return
			}
		}
	}
	if _, ok := err.(*Kill); ok {
		return
	}
	t.printPlain(e, 0)
}

// printPlain prints an exception without source lines.
func (t *Thread) printPlain(e *Exception, depth int) {
	if depth > 100 {
		return
	}
	if c := AsException(e.cause); c != nil {
		t.printPlain(c, depth+1)
		t.writeStderr("\nThe above exception was the direct cause of the following exception:\n\n")
	} else if c := AsException(e.context); c != nil && !e.suppress {
		t.printPlain(c, depth+1)
		t.writeStderr("\nDuring handling of the above exception, another exception occurred:\n\n")
	}
	if e.tb != nil {
		t.writeStderr("Traceback (most recent call last):\n")
		n := 0
		for tb := e.tb; tb != nil; tb = tb.next {
			if n++; n > 200 {
				t.writeStderr("  ...\n")
				break
			}
			c := tb.frame.rt.obj
			t.writeStderr(fmt.Sprintf("  File \"%s\", line %d, in %s\n", c.filename.s, tb.lineno(), c.name.s))
		}
	}
	name := excTypeName(e.shape.typ)
	text := ""
	if s, err := t.Str(e.Val()); err != nil {
		text = "<exception str() failed>"
	} else {
		text = s.s
	}
	if text != "" {
		name += ": " + text
	}
	t.writeStderr(name + "\n")
}

func setupTracebacks() {
	tb := func(v Value) *Traceback { return As[Traceback](v) }
	TracebackType.Setup(&TypeSpec{
		Name: "traceback", Layout: LayoutOf[Traceback](), Flags: flagGenericGet | flagGenericSet,
		Doc: "Create a new traceback object.",
		Sig: "(tb_next, tb_frame, tb_lasti, tb_lineno)",
		New: &Func{Name: "traceback", Sig: "(cls, tb_next, tb_frame, tb_lasti, tb_lineno)", Flags: Pure, Fn: func(t *Thread, a []Value) (Value, error) {
			n := &Traceback{Header: Header{&TracebackType.shape0}}
			switch {
			case a[1].IsNone():
			case a[1].exactly(&TracebackType):
				n.next = tb(a[1])
			default:
				return Unbound, t.TypeError("expected traceback object or None, got '%s'", a[1].TypeName())
			}
			if !a[2].exactly(&FrameType) {
				return Unbound, t.TypeError("traceback() argument 'tb_frame' must be frame, not %s", a[2].argTypeName())
			}
			n.frame = As[FrameObj](a[2])
			lasti, err := t.IndexInt(a[3])
			if err != nil {
				return Unbound, err
			}
			if n.line, err = t.IndexInt(a[4]); err != nil {
				return Unbound, err
			}
			c := n.frame.rt.obj.c
			n.pc = c.AtOffset(lasti)
			n.odd = lasti - c.Offset(n.pc)
			return obj(&n.Header), nil
		}},
		Members: []GetSet{
			{Name: "tb_frame", Get: func(t *Thread, v Value) (Value, error) { return obj(&tb(v).frame.Header), nil }},
			{Name: "tb_lasti", Get: func(t *Thread, v Value) (Value, error) {
				return Int(int64(tb(v).frame.rt.obj.c.Offset(tb(v).pc) + tb(v).odd)), nil
			}},
		},
		GetSets: []GetSet{
			{Name: "tb_lineno", Get: func(t *Thread, v Value) (Value, error) {
				if n := tb(v).lineno(); n >= 0 {
					return Int(int64(n)), nil
				}
				return None, nil
			}},
			{Name: "tb_next", Get: func(t *Thread, v Value) (Value, error) {
				if n := tb(v).next; n != nil {
					return obj(&n.Header), nil
				}
				return None, nil
			}, Set: func(t *Thread, v, x Value) error {
				switch {
				case x.IsUnbound():
					return t.TypeError("can't delete tb_next attribute")
				case x.IsNone():
					tb(v).next = nil
					return nil
				case !x.exactly(&TracebackType):
					return t.TypeError("expected traceback object or None, got '%s'", x.TypeName())
				}
				for n := tb(x); n != nil; n = n.next {
					if n == tb(v) {
						return t.ValueError("traceback loop detected")
					}
				}
				tb(v).next = tb(x)
				return nil
			}},
		},
		Methods: []Func{{Name: "__dir__", Sig: "(self, /)", Flags: Pure, Fn: func(t *Thread, a []Value) (Value, error) {
			var out []Value
			for _, n := range []string{"tb_frame", "tb_next", "tb_lasti", "tb_lineno"} {
				out = append(out, Intern(n).Val())
			}
			return NewList(out), nil
		}}},
	})
	fr := func(v Value) *FrameObj { return As[FrameObj](v) }
	FrameType.Setup(&TypeSpec{
		Name: "frame", Layout: LayoutOf[FrameObj](), Flags: flagNoNew | flagGenericGet | flagGenericSet,
		Slots: Slots{Repr: func(t *Thread, v Value) (Value, error) {
			c := fr(v).rt.obj
			return StrVal(fmt.Sprintf("<frame at 0x%x, file %s, line %d, code %s>", t.address(v), t.reprOr(c.filename.Val()), fr(v).currentLine(), c.name.s)), nil
		}},
		GetSets: []GetSet{
			{Name: "f_back", Get: func(t *Thread, v Value) (Value, error) {
				if b := fr(v).previous(); b != nil {
					return obj(&b.Header), nil
				}
				return None, nil
			}},
			{Name: "f_locals", Get: func(t *Thread, v Value) (Value, error) { return t.frameLocalsView(fr(v)) }},
			{Name: "f_lineno", Get: func(t *Thread, v Value) (Value, error) {
				if n := fr(v).currentLine(); n >= 0 {
					return Int(int64(n)), nil
				}
				return None, nil
			}, Set: func(t *Thread, v, x Value) error {
				if x.IsUnbound() {
					return t.AttributeError(v, Intern("f_lineno"))
				}
				return t.setLine(fr(v), x)
			}},
			{Name: "f_globals", Get: func(t *Thread, v Value) (Value, error) { return fr(v).fn.globals.Val(), nil }},
			{Name: "f_builtins", Get: func(t *Thread, v Value) (Value, error) { return builtinsVal(fr(v).fn.builtins), nil }},
			{Name: "f_code", Get: func(t *Thread, v Value) (Value, error) { return obj(&fr(v).rt.obj.Header), nil }},
			{Name: "f_lasti", Get: func(t *Thread, v Value) (Value, error) { return Int(int64(fr(v).lasti())), nil }},
			{Name: "f_generator", Get: func(t *Thread, v Value) (Value, error) {
				if g := fr(v).gen; g != nil {
					return obj(&g.Header), nil
				}
				return None, nil
			}},
			{Name: "f_trace", Get: func(t *Thread, v Value) (Value, error) { return fr(v).trace, nil }, Set: func(t *Thread, v, x Value) error {
				if x.IsUnbound() {
					x = None
				}
				o := fr(v)
				if o.trace = x; o.traceLine == 0 && o.live > 0 && o.index() > 0 {
					// The line that it is at has begun.
					o.traceLine, o.tracePC = int32(max(o.currentLine(), 0)), o.index()
				}
				return nil
			}},
			{Name: "f_trace_lines", Get: func(t *Thread, v Value) (Value, error) { return Bool(fr(v).flags&1 == 0), nil }, Set: frameFlag(1, true)},
			{Name: "f_trace_opcodes", Get: func(t *Thread, v Value) (Value, error) { return Bool(fr(v).flags&2 != 0), nil }, Set: frameFlag(2, false)},
		},
		Methods: []Func{{Name: "clear", Sig: "(self, /)", Flags: Polls, Doc: "F.clear(): clear all references held by the frame", Fn: func(t *Thread, a []Value) (Value, error) {
			f := fr(a[0])
			if f.live > 0 {
				return Unbound, t.RuntimeError("cannot clear an executing frame")
			}
			if g := f.gen; g != nil && g.state == genSuspended {
				return Unbound, t.RuntimeError("cannot clear a suspended frame")
			}
			if g := f.gen; g != nil && g.state == genCreated {
				g.finish()
			}
			for i := range f.regs {
				f.regs[i] = Unbound
			}
			f.locals, f.flags = Unbound, f.flags|frameCleared
			return None, nil
		}}, {Name: "__sizeof__", Sig: "(self, /)", Flags: Pure, Fn: func(t *Thread, a []Value) (Value, error) {
			return Int(int64(120 + 16*len(fr(a[0]).regs))), nil
		}}},
	})
}

// frameCleared, beside the two settings of tracing, marks a frame that clear() has emptied.
const frameCleared uint8 = 4

func frameFlag(bit uint8, inverted bool) func(*Thread, Value, Value) error {
	return func(t *Thread, v, x Value) error {
		if x != True && x != False {
			return t.TypeError("attribute value type must be bool")
		}
		f := As[FrameObj](v)
		if (x == True) != inverted {
			f.flags |= bit
		} else {
			f.flags &^= bit
		}
		return nil
	}
}

// setupCode gives code objects their Python face.
func setupCode() {
	co := func(v Value) *CodeObj { return As[CodeObj](v) }
	names := func(t *Thread, list []string) (Value, error) {
		if err := t.Charge(16 * len(list)); err != nil {
			return Unbound, err
		}
		items := make([]Value, len(list))
		for i, n := range list {
			if err := t.PollAt(i); err != nil {
				return Unbound, err
			}
			items[i] = Intern(n).Val()
		}
		return TupleOf(items), nil
	}
	num := func(name string, f func(*code.Code) int) GetSet {
		return GetSet{Name: name, Get: func(t *Thread, v Value) (Value, error) { return Int(int64(f(co(v).c))), nil }}
	}
	CodeType.Setup(&TypeSpec{
		Name: "code", Layout: LayoutOf[CodeObj](), Flags: flagNoNew | flagAtom | flagGenericGet | flagGenericSet,
		Doc: "Create a code object.  Not for mere mortals.",
		Slots: Slots{
			Repr: func(t *Thread, v Value) (Value, error) {
				c := co(v)
				return StrVal(fmt.Sprintf("<code object %s at 0x%x, file \"%s\", line %d>", c.name.s, t.address(v), c.filename.s, c.c.FirstLine)), nil
			},
			Hash: func(t *Thread, v Value) (int64, error) {
				h, err := t.Hash(co(v).name.Val())
				return h ^ int64(co(v).c.FirstLine)*1000003 ^ int64(len(co(v).c.Instrs)), err
			},
			Compare: func(t *Thread, a, b Value, op CmpOp) (Value, error) {
				if op != CmpEq && op != CmpNe || !b.exactly(&CodeType) {
					return NotImplemented, nil
				}
				eq, err := t.sameCode(co(a), co(b))
				return Bool(eq == (op == CmpEq)), err
			},
		},
		Members: []GetSet{
			num("co_argcount", func(c *code.Code) int { return c.ArgCount }),
			num("co_posonlyargcount", func(c *code.Code) int { return c.PosOnlyCount }),
			num("co_kwonlyargcount", func(c *code.Code) int { return c.KwOnlyCount }),
			num("co_stacksize", func(c *code.Code) int { return c.NRegs - c.FreeReg - len(c.FreeVars) }), // the temporaries
			num("co_nlocals", func(c *code.Code) int { return c.NLocals }),
			num("co_flags", func(c *code.Code) int { return int(c.Flags) }),
			num("co_firstlineno", func(c *code.Code) int { return c.FirstLine }),
			{Name: "co_name", Get: func(t *Thread, v Value) (Value, error) { return co(v).name.Val(), nil }},
			{Name: "co_qualname", Get: func(t *Thread, v Value) (Value, error) { return co(v).qualname.Val(), nil }},
			{Name: "co_filename", Get: func(t *Thread, v Value) (Value, error) { return co(v).filename.Val(), nil }},
			{Name: "co_names", Get: func(t *Thread, v Value) (Value, error) { return names(t, co(v).c.Names) }},
			{Name: "co_consts", Get: func(t *Thread, v Value) (Value, error) { return NewTuple(co(v).consts...), nil }},
			{Name: "co_linetable", Get: func(t *Thread, v Value) (Value, error) { return NewBytes(co(v).c.Positions), nil }},
			{Name: "co_exceptiontable", Get: func(t *Thread, v Value) (Value, error) { return NewBytes(nil), nil }},
		},
		GetSets: []GetSet{
			{Name: "co_varnames", Get: func(t *Thread, v Value) (Value, error) { return names(t, co(v).c.VarNames) }},
			{Name: "co_cellvars", Get: func(t *Thread, v Value) (Value, error) { return names(t, co(v).c.CellVars) }},
			{Name: "co_freevars", Get: func(t *Thread, v Value) (Value, error) { return names(t, co(v).c.FreeVars) }},
			{Name: "co_code", Get: func(t *Thread, v Value) (Value, error) { return NewBytes(codeBytes(co(v).c)), nil }},
			{Name: "_co_code_adaptive", Get: func(t *Thread, v Value) (Value, error) { return NewBytes(codeBytes(co(v).c)), nil }},
		},
		Methods: []Func{
			{Name: "co_positions", Sig: "(self, /)", Flags: Polls, Fn: func(t *Thread, a []Value) (Value, error) {
				c := co(a[0]).c
				if err := t.Charge(24 * c.NumSlots()); err != nil {
					return Unbound, err
				}
				out := make([]Value, 0, c.NumSlots())
				opt := func(n int32) Value {
					if n < 0 {
						return None
					}
					return Int(int64(n))
				}
				x, last := None, code.Range{Line: -2}
				for p := range c.EachSlot {
					if err := t.PollAt(len(out)); err != nil {
						return Unbound, err
					}
					if p != last {
						x, last = NewTuple(opt(p.Line), opt(p.EndLine), opt(p.Col), opt(p.EndCol)), p
					}
					out = append(out, x)
				}
				return t.Iter(NewList(out))
			}},
			{Name: "co_lines", Sig: "(self, /)", Flags: Polls, Fn: func(t *Thread, a []Value) (Value, error) {
				c := co(a[0]).c
				var out []Value
				at, start, line := 0, 0, int32(-2)
				if err := t.Charge(24 * len(c.Instrs)); err != nil {
					return Unbound, err
				}
				flush := func() {
					if at > start {
						l := None
						if line >= 0 {
							l = Int(int64(line))
						}
						out = append(out, NewTuple(Int(int64(start*2)), Int(int64(at*2)), l))
					}
				}
				for p := range c.EachSlot {
					if err := t.PollAt(at); err != nil {
						return Unbound, err
					}
					if p.Line != line {
						flush()
						start, line = at, p.Line
					}
					at++
				}
				flush()
				return t.Iter(NewList(out))
			}},
			{Name: "co_branches", Sig: "(self, /)", Flags: Polls, Fn: codeBranches},
			{Name: "replace", Sig: "(self, /, **changes)", Flags: Pure, Doc: "Return a copy of the code object with some of its attributes changed.", Fn: codeReplace},
			{Name: "__replace__", Sig: "(self, /, **changes)", Flags: Pure, Doc: "The same as replace().", Fn: codeReplace},
			{Name: "_varname_from_oparg", Sig: "(self, /, oparg)", Flags: Pure, Fn: func(t *Thread, a []Value) (Value, error) {
				i, err := t.IndexInt(a[1])
				if err != nil {
					return Unbound, err
				}
				if i < 0 || i >= len(co(a[0]).c.VarNames) {
					return Unbound, t.IndexError("tuple index out of range")
				}
				return Intern(co(a[0]).c.VarNames[i]).Val(), nil
			}},
		},
	})
}

// codeBranches is co_branches(): of each conditional jump its offset, and those of where it goes on and where it may go.
func codeBranches(t *Thread, a []Value) (Value, error) {
	c := As[CodeObj](a[0]).c
	if err := t.Charge(24 * len(c.Instrs)); err != nil {
		return Unbound, err
	}
	var out []Value
	for i, in := range c.Instrs {
		if i&1023 == 1023 {
			if err := t.Poll(); err != nil {
				return Unbound, err
			}
		}
		if to, ok := code.Target(in, i); ok && !code.Ends(in.Op) {
			out = append(out, NewTuple(Int(int64(c.Offset(i))), Int(int64(c.Offset(i+1))), Int(int64(c.Offset(to)))))
		}
	}
	return t.Iter(NewList(out))
}

// codeBytes is co_code, for looking at only: of each slot the instruction's number, and its first operand.
func codeBytes(c *code.Code) []byte {
	out := make([]byte, 0, 2*c.NumSlots())
	for _, i := range c.EachSlot {
		in := code.Instr{Op: code.Nop}
		switch {
		case i >= 0:
			in = c.Instrs[i]
		case i == code.SlotStart:
			in.Op = code.NumOps
		}
		out = append(out, byte(in.Op), byte(in.A))
	}
	return out
}

func (t *Thread) sameCode(a, b *CodeObj) (bool, error) {
	if a == b {
		return true, nil
	}
	x, y := a.c, b.c
	if x.Name != y.Name || x.QualName != y.QualName || x.ArgCount != y.ArgCount || x.PosOnlyCount != y.PosOnlyCount || x.KwOnlyCount != y.KwOnlyCount ||
		x.Flags != y.Flags || x.FirstLine != y.FirstLine || len(x.Instrs) != len(y.Instrs) || string(x.Positions) != string(y.Positions) {
		return false, nil
	}
	for i := range x.Instrs {
		if x.Instrs[i] != y.Instrs[i] {
			return false, nil
		}
	}
	for _, p := range [][2][]string{{x.Names, y.Names}, {x.VarNames, y.VarNames}, {x.CellVars, y.CellVars}, {x.FreeVars, y.FreeVars}} {
		if fmt.Sprint(p[0]) != fmt.Sprint(p[1]) {
			return false, nil
		}
	}
	if len(a.consts) != len(b.consts) {
		return false, nil
	}
	for i := range a.consts {
		if a.consts[i].Type() != b.consts[i].Type() {
			return false, nil
		}
		if eq, err := t.Eq(a.consts[i], b.consts[i]); err != nil || !eq {
			return false, err
		}
	}
	return true, nil
}

// codeReplace copies a code object with other names, numbers or constants. Instructions cannot be replaced: they are
// never taken from Python.
func codeReplace(t *Thread, a []Value) (Value, error) {
	o := *As[CodeObj](a[0])
	c := *o.c
	o.c = &c
	if a[1].IsUnbound() {
		return obj(&(&o).Header), nil
	}
	d := As[Dict](a[1])
	for i, k, v, ok := d.Next(0); ok; i, k, v, ok = d.Next(i) {
		name := AsStr(k).s
		str := func() (string, error) {
			s := AsStr(v)
			if s == nil {
				return "", t.TypeError("replace() argument '%s' must be str, not %s", name, v.argTypeName())
			}
			return s.s, nil
		}
		num := func() (int, error) {
			n, err := t.IndexInt(v)
			if err == nil && n < 0 {
				err = t.ValueError("code: %s must not be negative", name)
			}
			return n, err
		}
		var err error
		switch name {
		case "co_name":
			if c.Name, err = str(); err == nil {
				o.name = Intern(c.Name)
			}
		case "co_qualname":
			if c.QualName, err = str(); err == nil {
				o.qualname = Intern(c.QualName)
			}
		case "co_filename":
			if c.Filename, err = str(); err == nil {
				o.filename = NewStr(c.Filename)
			}
		case "co_firstlineno":
			c.FirstLine, err = num()
		case "co_flags":
			var n int
			if n, err = num(); err == nil {
				const fixed = code.CoGenerator | code.CoCoroutine | code.CoAsyncGenerator | code.CoVarArgs | code.CoVarKeywords | code.CoOptimized
				if uint32(n)&fixed != c.Flags&fixed {
					return Unbound, t.Raise(&ExcNotImplementedError, "replace() cannot change the kind of a code object")
				}
				c.Flags = uint32(n)
			}
		case "co_consts":
			tup := AsTuple(v)
			if tup == nil {
				return Unbound, t.TypeError("replace() argument 'co_consts' must be tuple, not %s", v.argTypeName())
			}
			if len(tup.items) < len(o.consts) {
				return Unbound, t.ValueError("code: co_consts is too small")
			}
			if err := t.constsSafe(o.consts, tup.items); err != nil {
				return Unbound, err
			}
			if left := maxForeignConsts; !constsAtoms(tup.items, &left, 0) {
				return Unbound, t.ValueError("code: co_consts must be constants: numbers, strings, bytes, code objects, and tuples and frozensets of them")
			}
			o.consts = append([]Value(nil), tup.items...)
		case "co_stacksize", "co_nlocals", "co_argcount", "co_posonlyargcount", "co_kwonlyargcount", "co_code", "co_names", "co_varnames", "co_freevars", "co_cellvars", "co_linetable", "co_exceptiontable":
			cur, gerr := t.GetAttr(a[0], Intern(name))
			if gerr != nil {
				return Unbound, gerr
			}
			same, eqErr := t.Eq(cur, v)
			if eqErr != nil {
				return Unbound, eqErr
			}
			if !same {
				return Unbound, t.Raise(&ExcNotImplementedError, "replace() cannot change %s", name)
			}
		default:
			return Unbound, t.TypeError("replace() got an unexpected keyword argument '%s'", name)
		}
		if err != nil {
			return Unbound, err
		}
	}
	return obj(&(&o).Header), nil
}

// constsSafe refuses constants that instructions cannot take: strings and tuples are read as names, which are as many as
// the instructions were compiled for, and code is given the cells and defaults that were made for it. The nesting that is
// looked into is that of old, which the compiler made.
func (t *Thread) constsSafe(old, now []Value) error {
	for i, x := range old {
		y := now[i]
		if AsStr(x) == nil && AsTuple(x) == nil && !x.exactly(&CodeType) {
			continue
		}
		if x.Type() != y.Type() {
			return t.ValueError("code: co_consts must keep the types of its strings, tuples and code objects")
		}
		if a := AsTuple(x); a != nil {
			b := AsTuple(y)
			if len(a.items) != len(b.items) {
				return t.ValueError("code: co_consts must keep the lengths of its tuples")
			}
			if err := t.constsSafe(a.items, b.items); err != nil {
				return err
			}
		}
		if x.exactly(&CodeType) && !fitsAs(As[CodeObj](x).c, As[CodeObj](y).c) {
			return t.ValueError("code: co_consts must keep the parameters, free variables and kinds of its code objects")
		}
	}
	return nil
}

// Bounds of what replace looks at in constants, which may be shared many times over.
const (
	maxForeignConsts  = 1 << 16
	maxForeignNesting = 100
)

// constsAtoms reports whether the values can be constants of a code object. Code crosses to other interpreters as it is, so
// that what it holds must be immutable all through and no interpreter's own.
func constsAtoms(vals []Value, left *int, depth int) bool {
	if *left -= len(vals); *left < 0 || depth > maxForeignNesting {
		return false
	}
	for _, v := range vals {
		switch {
		case v.exactly(&TupleType):
			if !constsAtoms(As[Tuple](v).items, left, depth+1) {
				return false
			}
		case v.exactly(&FrozenSetType):
			d := &As[Set](v).d
			for i := range d.Bound() {
				if k, _ := d.At(i); !k.IsUnbound() && !constsAtoms([]Value{k}, left, depth+1) {
					return false
				}
			}
		case !Atom(v):
			return false
		}
	}
	return true
}

// fitsAs reports whether the code now can be made a function, class or scope of by the instructions that were compiled for old.
func fitsAs(old, now *code.Code) bool {
	const kind = code.CoGenerator | code.CoCoroutine | code.CoAsyncGenerator | code.CoVarArgs | code.CoVarKeywords | code.CoOptimized
	return old.Flags&kind == now.Flags&kind && old.ArgCount == now.ArgCount && old.PosOnlyCount == now.PosOnlyCount &&
		old.KwOnlyCount == now.KwOnlyCount && len(old.FreeVars) == len(now.FreeVars)
}
