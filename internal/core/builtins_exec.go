// This file implements the builtin functions that compile and run code, and those that look at the calling scope.
package core

import (
	"strings"

	"github.com/vivarium-py/vivarium/internal/code"
	"github.com/vivarium-py/vivarium/internal/codec"
)

// caller is the innermost Python frame, nil if none runs.
func (t *Thread) caller() *Frame {
	if t.nf == 0 {
		return nil
	}
	return t.top()
}

func builtinGlobals(t *Thread, a []Value) (Value, error) {
	f := t.caller()
	if f == nil { // called by another interpreter: __main__, as for eval and exec
		return t.interp.mainMod.dict.Val(), nil
	}
	return f.fn.globals.Val(), nil
}

func builtinLocals(t *Thread, a []Value) (Value, error) {
	if t.nf == 0 {
		return t.interp.mainMod.dict.Val(), nil
	}
	return t.frameLocals(t.frameObj(t.nf-1), true)
}

// frameLocals gives the variables of a frame: the namespace of a module or class, a snapshot dict of a function's and
// of an inlined comprehension's.
func (t *Thread) frameLocals(f *FrameObj, snapshot bool) (Value, error) {
	if f.rt.flags&code.CoOptimized == 0 && !f.inComprehension() {
		return f.regs[0], nil
	}
	return f.snapshot().Val(), nil
}

// eachLocal calls visit with each variable of a function's frame, its value or Unbound, and a setter.
func (f *FrameObj) eachLocal(visit func(name *Str, v Value, set func(Value))) {
	o := f.rt.obj
	c := o.c
	at := func(i int, name *Str, cell bool) {
		v := f.regs[i]
		if cell && v.exactly(&CellType) {
			cl := As[Cell](v)
			visit(name, cl.v, func(x Value) { cl.v = x })
			return
		}
		visit(name, v, func(x Value) { f.regs[i] = x })
	}
	defer func() {
		pc := int32(f.index())
		for _, s := range c.Scoped {
			if s.Start <= pc && pc < s.End && s.Reg < len(f.regs) {
				at(s.Reg, Intern(s.Name), s.Cell)
			}
		}
	}()
	if c.Flags&code.CoOptimized == 0 {
		return // of a module or class body only what comprehensions in it bind
	}
	isCell := map[int]bool{}
	for _, r := range c.CellRegs {
		isCell[r] = true
	}
	for i, name := range o.varnames {
		if !strings.HasPrefix(name.s, ".") {
			at(i, name, isCell[i])
		}
	}
	for i, r := range c.CellRegs {
		if r >= c.NLocals {
			at(r, Intern(c.CellVars[i]), true)
		}
	}
	for i, name := range c.FreeVars {
		if r := c.FreeReg + i; !f.regs[r].exactly(&CellType) && i < len(f.fn.closure) && f.flags&frameCleared == 0 {
			f.regs[r] = f.fn.closure[i] // the frame has not begun
		}
		at(c.FreeReg+i, Intern(name), true)
	}
}

// inComprehension reports that the frame is in an inlined comprehension, whose variables it has.
func (f *FrameObj) inComprehension() bool {
	pc := int32(f.index())
	for _, s := range f.rt.obj.c.Scoped {
		if s.Start <= pc && pc < s.End {
			return true
		}
	}
	return false
}

// scope gives the namespaces that eval and exec run in by default or as given.
func (t *Thread) scope(what string, globals, locals Value) (*Dict, Value, error) {
	var g *Dict
	if globals.Given() {
		if g = AsDict(globals); g == nil {
			if locals.Given() || what == "exec" {
				return nil, Unbound, t.TypeError("%s() globals must be a dict, not %s", what, globals.TypeName())
			}
			return nil, Unbound, t.TypeError("globals must be a dict")
		}
		if !locals.Given() {
			locals = globals
		}
	} else {
		f := t.caller()
		if f == nil {
			g = t.interp.mainMod.dict
		} else {
			g = f.fn.globals
		}
		if f == nil && !locals.Given() {
			locals = g.Val()
		} else if !locals.Given() {
			var err error
			if locals, err = t.frameLocals(t.frameObj(t.nf-1), true); err != nil {
				return nil, Unbound, err
			}
		}
	}
	if s := &locals.Type().s; s.GetItem == nil {
		if what == "exec" {
			return nil, Unbound, t.TypeError("locals must be a mapping or None, not %s", locals.TypeName())
		}
		return nil, Unbound, t.TypeError("locals must be a mapping")
	}
	if _, ok := g.GetStr(nBuiltins); !ok {
		b := t.interp.builtins
		if f := t.caller(); f != nil {
			b = f.fn.builtins
		}
		g.SetStr(nBuiltins, b.Val())
	}
	return g, locals, nil
}

// sourceText reads the source argument of compile, eval and exec.
func (t *Thread) sourceText(v Value, what, kinds string) (src []byte, isText bool, err error) {
	if s := AsStr(v); s != nil {
		if strings.IndexByte(s.s, 0) >= 0 {
			return nil, false, t.Raise(&ExcSyntaxError, "source code string cannot contain null bytes")
		}
		if bad, err := codec.FindSurrogate(s.s, t.CodecErrors("", len(s.s), None)); err != nil {
			return nil, false, err
		} else if bad {
			_, err := t.EncodeUTF8(s)
			return nil, false, err
		}
		src, err := t.AppendText(nil, s.s)
		return src, true, err
	}
	if v.Type().s.Buffer != nil {
		b, err := t.BytesLike(v)
		if err != nil {
			return nil, false, err
		}
		if i, err := t.find(view(b), "\x00"); err != nil {
			return nil, false, err
		} else if i >= 0 {
			return nil, false, t.Raise(&ExcSyntaxError, "source code string cannot contain null bytes")
		}
		src, err := Clone(t, b, 0)
		return src, false, err
	}
	return nil, false, t.TypeError("%s() arg 1 must be a %s object", what, kinds)
}

// inheritedFlags are the future features of the calling code.
func (t *Thread) inheritedFlags() uint32 {
	if f := t.caller(); f != nil {
		return f.fn.rt.flags & futureMask
	}
	return 0
}

const futureMask = code.CoFutureAnnotations | code.CoFutureBarry

// Flags of compile().
const (
	cfOnlyAST         = 0x400
	cfDontImplyDedent = 0x200
	cfTypeComments    = 0x1000
	cfTopLevelAwait   = 0x2000
	cfAllowIncomplete = 0x4000
	cfOptimizedAST    = 0x8000 | cfOnlyAST
	cfFutureOld       = 0x10 | 0x2000 | 0x4000 | 0x8000 | 0x10000 | 0x20000 | 0x40000 | 0x80000 | 0x100000 | 0x200000 | 0x800000
	cfKnown           = futureMask | cfOptimizedAST | cfDontImplyDedent | cfTypeComments | cfTopLevelAwait | cfAllowIncomplete | cfFutureOld
)

func builtinCompile(t *Thread, a []Value) (Value, error) {
	name, err := t.fsText(a[1])
	if err != nil {
		return Unbound, err
	}
	mode := AsStr(a[2])
	if mode == nil {
		return Unbound, t.TypeError("compile() argument 'mode' must be str, not %s", typeNameNone(a[2]))
	}
	flags, err := t.CInt(a[3])
	if err != nil {
		return Unbound, err
	}
	if flags&^cfKnown != 0 {
		return Unbound, t.ValueError("compile(): unrecognised flags")
	}
	dont, err := t.Truth(a[4])
	if err != nil {
		return Unbound, err
	}
	opt, err := t.CInt(a[5])
	if err != nil {
		return Unbound, err
	}
	if opt < -1 || opt > 2 {
		return Unbound, t.ValueError("compile(): invalid optimize value")
	}
	if opt < 0 {
		opt = t.interp.opts.Optimize
	}
	switch mode.s {
	case "exec", "eval", "single":
	case "func_type":
		if flags&cfOnlyAST == 0 {
			return Unbound, t.ValueError("compile() mode 'func_type' requires flag PyCF_ONLY_AST")
		}
	default:
		if flags&cfOnlyAST != 0 {
			return Unbound, t.ValueError("compile() mode must be 'exec', 'eval', 'single' or 'func_type'")
		}
		return Unbound, t.ValueError("compile() mode must be 'exec', 'eval' or 'single'")
	}
	feature, err := t.CInt(a[6])
	if err != nil {
		return Unbound, err
	}
	o := CompileOptions{Future: uint32(flags) & futureMask, Optimize: opt, AllowIncomplete: flags&cfAllowIncomplete != 0,
		DontImplyDedent: flags&cfDontImplyDedent != 0, TopLevelAwait: flags&cfTopLevelAwait != 0, FeatureVersion: max(feature, 0), TypeComments: flags&cfTypeComments != 0}
	if !dont {
		o.Future |= t.inheritedFlags()
	}
	if err := t.auditCompile(a[0], a[1]); err != nil {
		return Unbound, err
	}
	if t.isAST(a[0]) {
		if flags&cfOnlyAST != 0 && flags&cfOptimizedAST != cfOptimizedAST {
			return a[0], nil
		}
		mod, err := t.astToTree(a[0], mode.s)
		if err != nil {
			return Unbound, err
		}
		if flags&cfOnlyAST != 0 {
			return t.treeToAST(mod)
		}
		co, err := t.CompileTree(mod, name, o)
		if err != nil {
			return Unbound, err
		}
		return obj(&co.Header), nil
	}
	src, isText, err := t.sourceText(a[0], "compile", "string, bytes or AST")
	if err != nil {
		return Unbound, err
	}
	o.IsText = isText
	if flags&cfOnlyAST != 0 {
		mod, err := t.ParseSource(src, name, mode.s, o)
		if err != nil {
			return Unbound, err
		}
		return t.treeToAST(mod)
	}
	co, err := t.Compile(src, name, mode.s, o)
	if err != nil {
		return Unbound, err
	}
	co.setSource(&codeSource{src: src, mode: mode.s, isText: isText, future: o.Future, optimize: o.Optimize, topLevelWait: o.TopLevelAwait})
	return obj(&co.Header), nil
}

func builtinEval(t *Thread, a []Value) (Value, error) {
	g, l, err := t.scope("eval", a[1], a[2])
	if err != nil {
		return Unbound, err
	}
	if a[0].exactly(&CodeType) {
		co := As[CodeObj](a[0])
		if len(co.c.FreeVars) > 0 {
			return Unbound, t.TypeError("code object passed to eval() may not contain free variables")
		}
		if err := t.Audit("exec", a[0]); err != nil {
			return Unbound, err
		}
		return t.Eval(co, g, l)
	}
	src, isText, err := t.sourceText(a[0], "eval", "string, bytes or code")
	if err != nil {
		return Unbound, err
	}
	i := 0
	for i < len(src) && (src[i] == ' ' || src[i] == '\t') {
		if err := t.PollAt(i); err != nil {
			return Unbound, err
		}
		i++
	}
	if err := t.auditCompile(a[0], StrVal("<string>")); err != nil {
		return Unbound, err
	}
	co, err := t.Compile(src[i:], "<string>", "eval", CompileOptions{IsText: isText, Future: t.inheritedFlags(), Optimize: t.interp.opts.Optimize})
	if err != nil {
		return Unbound, err
	}
	if err := t.Audit("exec", obj(&co.Header)); err != nil {
		return Unbound, err
	}
	return t.Eval(co, g, l)
}

func builtinExec(t *Thread, a []Value) (Value, error) {
	g, l, err := t.scope("exec", a[1], a[2])
	if err != nil {
		return Unbound, err
	}
	if a[0].exactly(&CodeType) {
		co := As[CodeObj](a[0])
		nfree := len(co.c.FreeVars)
		var cells []Value
		if nfree == 0 {
			if a[3].Given() {
				return Unbound, t.TypeError("cannot use a closure with this code object")
			}
		} else {
			tup := AsTuple(a[3])
			ok := tup != nil && len(tup.items) == nfree
			for i := 0; ok && i < nfree; i++ {
				ok = tup.items[i].exactly(&CellType)
			}
			if !ok {
				return Unbound, t.TypeError("code object requires a closure of exactly length %d", nfree)
			}
			cells = tup.items
		}
		if err := t.Audit("exec", a[0]); err != nil {
			return Unbound, err
		}
		_, err = t.evalCode(co, g, l, cells)
		return None, err
	}
	if a[3].Given() {
		return Unbound, t.TypeError("closure can only be used when source is a code object")
	}
	src, isText, err := t.sourceText(a[0], "exec", "string, bytes or code")
	if err != nil {
		return Unbound, err
	}
	if err := t.auditCompile(a[0], StrVal("<string>")); err != nil {
		return Unbound, err
	}
	co, err := t.Compile(src, "<string>", "exec", CompileOptions{IsText: isText, Future: t.inheritedFlags(), Optimize: t.interp.opts.Optimize})
	if err != nil {
		return Unbound, err
	}
	if err := t.Audit("exec", obj(&co.Header)); err != nil {
		return Unbound, err
	}
	_, err = t.Eval(co, g, l)
	return None, err
}

func builtinDir(t *Thread, a []Value) (Value, error) {
	args := As[Tuple](a[0]).items
	switch len(args) {
	case 0:
		l, err := builtinLocals(t, nil)
		if err != nil {
			return Unbound, err
		}
		keys, err := t.CallMethod(l, nKeys)
		if err != nil {
			return Unbound, err
		}
		return builtinSorted(t, []Value{keys, None, False})
	case 1:
		v, ok, err := t.CallSpecial(args[0], nDir)
		if err != nil {
			return Unbound, err
		}
		if !ok {
			return Unbound, t.TypeError("object does not provide __dir__")
		}
		return builtinSorted(t, []Value{v, None, False})
	}
	return Unbound, t.TypeError("dir expected at most 1 argument, got %d", len(args))
}

func builtinInput(t *Thread, a []Value) (Value, error) {
	in, out := t.sysAttr("stdin"), t.sysAttr("stdout")
	switch {
	case !in.Given():
		return Unbound, t.RuntimeError("input(): lost sys.stdin")
	case !out.Given():
		return Unbound, t.RuntimeError("input(): lost sys.stdout")
	}
	if e := t.sysAttr("stderr"); e.Given() {
		if _, err := t.CallMethod(e, nFlush); err != nil && ExceptionOf(err) == nil {
			return Unbound, err
		}
	}
	prompt, err := t.Str(a[0])
	if err != nil {
		return Unbound, err
	}
	if prompt.n > 0 {
		if _, err := t.CallMethod(out, nWrite, prompt.Val()); err != nil {
			return Unbound, err
		}
	}
	if _, err := t.CallMethod(out, nFlush); err != nil && ExceptionOf(err) == nil {
		return Unbound, err
	}
	line, err := t.CallMethod(in, Intern("readline"))
	if err != nil {
		return Unbound, err
	}
	s := AsStr(line)
	if s == nil {
		return Unbound, t.TypeError("object.readline() returned non-string")
	}
	if s.n == 0 {
		return Unbound, t.Raise(&ExcEOFError, "EOF when reading a line")
	}
	return StrVal(strings.TrimSuffix(s.s, "\n")), nil
}

// builtinBuildClass is what a class statement calls: __build_class__(func, name, *bases, metaclass=None, **kwds).
func builtinBuildClass(t *Thread, a []Value) (Value, error) {
	args := As[Tuple](a[0]).items
	if len(args) < 2 {
		return Unbound, t.TypeError("__build_class__: not enough arguments")
	}
	if !args[0].exactly(&FunctionType) {
		return Unbound, t.TypeError("__build_class__: func must be a function")
	}
	name := AsStr(args[1])
	if name == nil {
		return Unbound, t.TypeError("__build_class__: name is not a string")
	}
	fn := As[Function](args[0])
	orig := args[2:]
	bases, err := t.mroEntries(orig)
	if err != nil {
		return Unbound, err
	}
	kw := NewDict()
	if !a[1].IsUnbound() {
		kw = As[Dict](a[1]).Copy()
	}
	meta := TypeType.Val()
	metaName := Intern("metaclass")
	if m, ok := kw.GetStr(metaName); ok {
		meta = m
		kw.DelStr(metaName)
	} else if len(bases) > 0 {
		meta = bases[0].Type().Val()
	}
	if AsType(meta) != nil {
		m, err := t.calcMetaclass(AsType(meta), bases)
		if err != nil {
			return Unbound, err
		}
		meta = m.Val()
	}
	basesVal := NewTuple(bases...)
	ns := NewDict().Val()
	prep, err := t.LookupAttr(meta, nPrepare)
	if err != nil {
		return Unbound, err
	}
	if !prep.IsUnbound() {
		if meta.ref == &TypeType.Header {
			// type.__prepare__ gives a plain dict.
		} else if ns, err = t.callDict(prep, []Value{args[1], basesVal}, kw); err != nil {
			return Unbound, err
		}
		if ns.Type().s.GetItem == nil {
			what := "<metaclass>"
			if m := AsType(meta); m != nil {
				what = m.name
			}
			return Unbound, t.TypeError("%s.__prepare__() must return a mapping, not %s", what, ns.TypeName())
		}
	}
	cell, err := t.callNamespace(fn, ns)
	if err != nil {
		return Unbound, err
	}
	if len(bases) != len(orig) || !sameValues(bases, orig) {
		if err := t.SetItem(ns, nOrigBases.Val(), NewTuple(orig...)); err != nil {
			return Unbound, err
		}
	}
	cls, err := t.callDict(meta, []Value{args[1], basesVal, ns}, kw)
	if err != nil {
		return Unbound, err
	}
	if AsType(cls) != nil && cell.exactly(&CellType) {
		c := As[Cell](cell)
		switch {
		case c.v.IsUnbound():
			return Unbound, t.RuntimeError("__class__ not set defining %s as %s. Was __classcell__ propagated to type.__new__?", t.reprOr(args[1]), t.reprOr(cls))
		case c.v != cls:
			return Unbound, t.TypeError("__class__ set to %s defining %s as %s", t.reprOr(c.v), t.reprOr(args[1]), t.reprOr(cls))
		}
	}
	return cls, nil
}

func sameValues(a, b []Value) bool {
	for i := range a {
		if a[i] != b[i] {
			return false
		}
	}
	return true
}

// callDict is f(*args, **kw).
func (t *Thread) callDict(f Value, args []Value, kw *Dict) (Value, error) {
	if kw == nil || kw.used == 0 {
		return t.CallKw(f, args, nil)
	}
	return t.callStar(f, TupleOf(args), kw.Val())
}

// mroEntries replaces bases that are no classes by what their __mro_entries__ gives (PEP 560).
func (t *Thread) mroEntries(bases []Value) ([]Value, error) {
	var out []Value
	for i, b := range bases {
		if AsType(b) != nil {
			if out != nil {
				out = append(out, b)
			}
			continue
		}
		m, err := t.LookupAttr(b, nMroEntries)
		if err != nil {
			return nil, err
		}
		if m.IsUnbound() {
			if out != nil {
				out = append(out, b)
			}
			continue
		}
		r, err := t.Call(m, NewTuple(bases...))
		if err != nil {
			return nil, err
		}
		tup := AsTuple(r)
		if tup == nil {
			return nil, t.TypeError("__mro_entries__ must return a tuple")
		}
		if out == nil {
			out = append(make([]Value, 0, len(bases)), bases[:i]...)
		}
		out = append(out, tup.items...)
	}
	if out == nil {
		return bases, nil
	}
	return out, nil
}
