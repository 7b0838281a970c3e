// This file implements calls: binding arguments to a Python function's registers, pushing its frame, and
// calling whatever else is callable. A call from Python to Python never recurses in Go.
package core

import (
	"strconv"
	"strings"
	"unsafe"

	"github.com/vivarium-py/vivarium/internal/code"
)

// callAt does a call of the running frame: n arguments lie at args (a window of the frame), names are the keywords of the last
// of them, and the result goes to dst. The register below args is free for a self.
func (t *Thread) callAt(base unsafe.Pointer, dst uint16, f Value, args unsafe.Pointer, n int, names *Tuple) error {
	shifted := false // the register below args is taken
	for {
		if f.ref == nil {
			break
		}
		switch typ := f.ref.shape.typ; typ {
		case &FunctionType:
			return t.enter(base, dst, As[Function](f), args, n, names, 0, nil)
		case &MethodType:
			if shifted {
				break
			}
			shifted = true
			m := As[BoundMethod](f)
			args = unsafe.Add(args, -16)
			n++
			*(*Value)(args) = m.self
			f = m.fn
			continue
		case &NativeFunctionType, &NativeMethodType, &SlotWrapperType, &MethodWrapperType:
			nat := As[Native](f)
			var v Value
			var err error
			a := unsafe.Slice((*Value)(args), n)
			if nat.self.IsUnbound() {
				v, err = t.callNative(nat, a, names)
			} else {
				v, err = nat.callSelf(t, nat.self, a, names)
			}
			if err == nil {
				*reg(base, dst) = v
			}
			return err
		case &TypeType:
			cls := As[Type](f)
			if init := cls.plainInit(t, names); init != nil && !shifted {
				h := cls.plainNew(unsafe.Slice((*Value)(args), n))
				args = unsafe.Add(args, -16)
				*(*Value)(args) = obj(h)
				return t.enter(base, dst, init, args, n+1, names, frameInit, h)
			}
		default:
			if typ.flags&flagHeap == 0 {
				break
			}
			switch d := t.lookup(typ, nCall); {
			case d.exactly(&FunctionType) && !shifted: // an instance with __call__
				shifted = true
				args = unsafe.Add(args, -16)
				n++
				*(*Value)(args) = f
				f = d
				continue
			case typ.flags&flagTypeSub != 0: // a class with a metaclass
				if w := slotWrapper(d); w == nil || w.owner != &TypeType {
					break
				}
				cls := As[Type](f)
				if init := cls.plainInit(t, names); init != nil && !shifted {
					h := cls.plainNew(unsafe.Slice((*Value)(args), n))
					args = unsafe.Add(args, -16)
					*(*Value)(args) = obj(h)
					return t.enter(base, dst, init, args, n+1, names, frameInit, h)
				}
			}
		}
		break
	}
	var v Value
	var err error
	if f.exactly(&TypeType) && As[Type](f) != &TypeType {
		v, err = t.instantiate(As[Type](f), unsafe.Slice((*Value)(args), n), names)
	} else {
		v, err = t.callAny(f, unsafe.Slice((*Value)(args), n), names)
	}
	if err == nil {
		*reg(base, dst) = v
	}
	return err
}

// plainInit gives the Python __init__ of a class whose call only allocates an instance and runs it, else nil.
func (cls *Type) plainInit(t *Thread, names *Tuple) *Function {
	if cls.flags&(flagHeap|flagAbstract) != flagHeap ||
		cls.s.New != ObjectType.s.New && (cls.s.New != ExcBaseException.s.New || names.Len() > 0) {
		return nil
	}
	if v := t.lookup(cls, nInit); v.exactly(&FunctionType) {
		return As[Function](v)
	}
	return nil
}

// plainNew makes the instance that the call of a class with a plainInit initializes.
func (cls *Type) plainNew(args []Value) *Header {
	if cls.s.New == ObjectType.s.New {
		return cls.Alloc()
	}
	return &NewException(cls, args...).Header
}

// enter calls a Python function from the running frame: it pushes a frame, or makes a generator.
func (t *Thread) enter(base unsafe.Pointer, dst uint16, fn *Function, args unsafe.Pointer, n int, names *Tuple, flags uint32, inst *Header) error {
	crt := fn.rt
	if crt.flags&(code.CoGenerator|code.CoCoroutine|code.CoAsyncGenerator) != 0 {
		v, err := t.makeGenerator(fn, unsafe.Slice((*Value)(args), n), names)
		if err == nil {
			*reg(base, dst) = v
			if flags&frameInit != 0 {
				return t.TypeError("__init__() should return None, not '%s'", v.TypeName())
			}
		}
		return err
	}
	nb := args
	off := uintptr(nb) - t.lo
	if off >= t.size || t.size-off < crt.nregs {
		if t.lo+t.size-uintptr(t.sp) < crt.nregs {
			t.growStack(int(crt.nregs / code.RegSize))
		}
		nb = t.sp
	}
	if err := t.bind(fn, nb, unsafe.Slice((*Value)(args), n), names); err != nil {
		return err
	}
	return t.push(fn, nb, flags, inst)
}

// push pushes a frame whose registers are bound.
func (t *Thread) push(fn *Function, nb unsafe.Pointer, flags uint32, inst *Header) error {
	if t.nf >= t.maxnf {
		if t.nf+t.depth >= t.interp.limit || t.depth > t.interp.nesting {
			t.maxnf = 0
			return t.recursionError("")
		}
		if t.nf+1 >= len(t.frames) {
			t.growFrames()
		}
		t.maxnf = t.frameRoom()
	}
	if fn.rt.pc0 == nil {
		t.interp.prepare(fn.rt)
	}
	f := &t.frames[t.nf]
	t.nf++
	f.base, f.fn, f.pc, f.flags, f.inst = nb, fn, fn.rt.pc0, flags, inst
	return nil
}

func (t *Thread) growFrames() {
	fs := make([]Frame, max(firstFrames, len(t.frames)*2))
	copy(fs, t.frames)
	t.frames = fs
}

// callFunction calls a Python function from Go.
func (t *Thread) callFunction(fn *Function, args []Value, names *Tuple) (Value, error) {
	if err := t.Poll(); err != nil { // before the code is looked at: what runs here may replace it
		return Unbound, err
	}
	crt := fn.rt
	if crt.flags&(code.CoGenerator|code.CoCoroutine|code.CoAsyncGenerator) != 0 {
		return t.makeGenerator(fn, args, names)
	}
	saved := t.sp
	if t.lo+t.size-uintptr(t.sp) < crt.nregs {
		t.growStack(int(crt.nregs / code.RegSize))
	}
	nb := t.sp
	err := t.bind(fn, nb, args, names)
	if err == nil {
		err = t.push(fn, nb, frameEntry, nil)
	}
	if err != nil {
		t.setSP(saved)
		return Unbound, err
	}
	return t.runNested(saved)
}

// runNested runs the top frame for a native, until it is left; the registers from sp on are given back then.
func (t *Thread) runNested(sp unsafe.Pointer) (Value, error) {
	t.depth += nativeCost
	t.maxnf = t.frameRoom()
	outer, inflight := t.outer, t.inflight
	t.outer += inflight
	v, err := t.run()
	t.outer, t.inflight = outer, inflight
	t.depth -= nativeCost
	t.maxnf = t.frameRoom()
	t.setSP(sp)
	return v, err
}

// plainCallee gives the function that callPlain may call with n arguments now, else nil.
func (t *Thread) plainCallee(f Value, n int) *Function {
	if f.ref == nil || f.ref.shape != &FunctionType.shape0 {
		return nil
	}
	fn := cast[Function](f.ref)
	if !t.frameFits(fn, t.sp, uint32(n)) {
		return nil
	}
	return fn
}

// callPlain is callFunction of a plainCallee: its parameters are the arguments, and nothing has to be looked at first.
func (t *Thread) callPlain(fn *Function, args []Value) (Value, error) {
	nb := t.sp
	copy(unsafe.Slice((*Value)(nb), len(args)), args)
	t.pushPlain(fn, nb, uintptr(len(args))*code.RegSize).flags = frameEntry
	return t.runNested(nb)
}

// frameRoom is how many frames there may be before push must look.
func (t *Thread) frameRoom() int {
	if t.depth > t.interp.nesting {
		return 0
	}
	return min(len(t.frames)-1, t.interp.limit-t.depth)
}

// nativeCost is what a nested run of the loop counts against the recursion limit besides its frame.
const nativeCost = 1

// finishFrame ends the top frame with a result.
func (t *Thread) finishFrame(v Value) error {
	f := t.top()
	flags, inst := f.flags, f.inst
	if f.gen != nil {
		return t.finishGen(v)
	}
	if flags&frameInit != 0 {
		if !v.IsNone() {
			return t.TypeError("__init__() should return None, not '%s'", v.TypeName())
		}
		v = obj(inst)
	}
	t.popFrame()
	if flags&frameEntry != 0 {
		t.result = v
		return errLeave
	}
	if flags&frameAfter != 0 {
		return t.finishOp(flags, v)
	}
	f = t.top()
	*reg(f.base, (*code.Instr)(unsafe.Add(f.pc, -8)).A) = v
	return nil
}

// leavePlain ends the top frame, f, which Go called and nobody looks at, with a result for the loop to return.
func (t *Thread) leavePlain(f *Frame, v Value) {
	t.nf--
	*f = Frame{}
	t.result = v
}

// popFrame drops the top frame; a frame object keeps a copy of the registers.
func (t *Thread) popFrame() {
	f := t.top()
	if f.obj != nil {
		t.detachFrame(f)
	}
	t.nf--
	f.gen, f.obj, f.inst, f.flags, f.fn = nil, nil, nil, 0, nil
	f.pc, f.base, f.top = nil, nil, nil
}

// bind fills the registers of a call of fn at dst, which has room for all of them: parameters from args, the
// other locals Unbound. args may lie at dst.
func (t *Thread) bind(fn *Function, dst unsafe.Pointer, args []Value, names *Tuple) error {
	crt := fn.rt
	c := crt.obj.c
	nargs := c.ArgCount
	regs := unsafe.Slice((*Value)(dst), crt.nregs/code.RegSize)
	if names.Len() == 0 && c.KwOnlyCount == 0 && c.Flags&(code.CoVarArgs|code.CoVarKeywords) == 0 {
		n := len(args)
		if n > nargs {
			return t.tooManyArgs(fn, n, 0)
		}
		if n > 0 && unsafe.Pointer(unsafe.SliceData(args)) != dst {
			copy(regs, args)
		}
		if n < nargs {
			missing := nargs - n
			if missing > len(fn.defaults()) {
				for i := n; i < nargs; i++ {
					regs[i] = Unbound
				}
				return t.missingArgs(fn, regs[:nargs-len(fn.defaults())])
			}
			copy(regs[n:nargs], fn.defaults()[len(fn.defaults())-missing:])
		}
		for i := nargs; i < c.NLocals; i++ {
			regs[i] = Unbound
		}
		if c.Flags&code.CoOptimized == 0 {
			regs[0] = fn.globals.Val() // a module's code as a function: its namespace
		}
		return nil
	}
	return t.bindSlow(fn, regs, args, names)
}

func (t *Thread) bindSlow(fn *Function, regs, args []Value, names *Tuple) error {
	c := fn.rt.obj.c
	var buf [16]Value
	var err error
	if len(args) <= len(buf) {
		args = append(buf[:0], args...)
	} else if args, err = Clone(t, args, 0); err != nil {
		return err
	}
	for i := 0; i < c.NLocals; i++ {
		regs[i] = Unbound
	}
	npos := len(args) - names.Len()
	nparams := c.ArgCount + c.KwOnlyCount
	copy(regs[:c.ArgCount], args[:min(npos, c.ArgCount)])
	next := nparams
	if c.Flags&code.CoVarArgs != 0 {
		var rest []Value
		if npos > c.ArgCount {
			rest = args[c.ArgCount:npos]
		}
		if regs[next], err = t.tupleCopy(rest); err != nil {
			return err
		}
		next++
	}
	var kw *Dict
	if c.Flags&code.CoVarKeywords != 0 {
		kw = NewDictSize(min(names.Len(), smallDict))
		regs[next] = kw.Val()
	}
	if names.Len() > 0 {
		varnames := fn.rt.obj.varnames
	keywords:
		for j, nv := range names.items {
			name := AsStr(nv)
			if name == nil {
				return t.TypeError("keywords must be strings")
			}
			if j&63 == 63 {
				if err := t.PollAtomic(64 + nparams*4); err != nil {
					return err
				}
			}
			for i := c.PosOnlyCount; i < nparams; i++ {
				if varnames[i] == name || varnames[i].s == name.s {
					if !regs[i].IsUnbound() {
						return t.TypeError("%s() got multiple values for argument '%s'", fn.qualName(), name.s)
					}
					regs[i] = args[npos+j]
					continue keywords
				}
			}
			if kw == nil {
				return t.unexpectedKeyword(fn, name, names)
			}
			if err := kw.putStr(t, name, args[npos+j]); err != nil {
				return err
			}
		}
	}
	if npos > c.ArgCount && c.Flags&code.CoVarArgs == 0 {
		given := 0
		for i := c.ArgCount; i < nparams; i++ {
			if !regs[i].IsUnbound() {
				given++
			}
		}
		return t.tooManyArgs(fn, npos, given)
	}
	if npos < c.ArgCount {
		first := c.ArgCount - len(fn.defaults())
		for i := npos; i < first; i++ {
			if regs[i].IsUnbound() {
				return t.missingArgs(fn, regs[:first])
			}
		}
		for i := max(npos, first); i < c.ArgCount; i++ {
			if regs[i].IsUnbound() {
				regs[i] = fn.defaults()[i-first]
			}
		}
	}
	missing := false
	for i := c.ArgCount; i < nparams; i++ {
		if regs[i].IsUnbound() {
			ok := false
			if fn.kwdefs != nil {
				regs[i], ok = fn.kwdefs.GetStr(fn.rt.obj.varnames[i])
			}
			missing = missing || !ok
		}
	}
	if missing {
		var lack []string
		for i := c.ArgCount; i < nparams; i++ {
			if regs[i].IsUnbound() {
				lack = append(lack, "'"+c.VarNames[i]+"'")
			}
		}
		return t.TypeError("%s() missing %d required keyword-only argument%s: %s", fn.qualName(), len(lack), plural(len(lack)), joinAnd(lack))
	}
	return nil
}

func (fn *Function) qualName() string {
	if s := AsStr(fn.qualnameVal()); s != nil {
		return s.s
	}
	return fn.rt.obj.c.QualName
}

func joinAnd(names []string) string {
	switch n := len(names); n {
	case 0:
		return ""
	case 1:
		return names[0]
	case 2:
		return names[0] + " and " + names[1]
	default:
		return strings.Join(names[:n-1], ", ") + ", and " + names[n-1]
	}
}

func (t *Thread) missingArgs(fn *Function, regs []Value) error {
	var lack []string
	for i, v := range regs {
		if v.IsUnbound() {
			lack = append(lack, "'"+fn.rt.obj.c.VarNames[i]+"'")
		}
	}
	return t.TypeError("%s() missing %d required positional argument%s: %s", fn.qualName(), len(lack), plural(len(lack)), joinAnd(lack))
}

func (t *Thread) tooManyArgs(fn *Function, given, kwonly int) error {
	c := fn.rt.obj.c
	n := c.ArgCount
	takes := strconv.Itoa(n)
	pl := plural(n)
	if d := len(fn.defaults()); d > 0 {
		takes = "from " + strconv.Itoa(n-d) + " to " + takes
		pl = "s"
	}
	extra := ""
	if kwonly > 0 {
		extra = " positional argument" + plural(given) + " (and " + strconv.Itoa(kwonly) + " keyword-only argument" + plural(kwonly) + ")"
	}
	verb := "were"
	if given == 1 && kwonly == 0 {
		verb = "was"
	}
	return t.TypeError("%s() takes %s positional argument%s but %d%s %s given", fn.qualName(), takes, pl, given, extra, verb)
}

// unexpectedKeyword words a keyword argument that no parameter takes.
func (t *Thread) unexpectedKeyword(fn *Function, name *Str, names *Tuple) error {
	c := fn.rt.obj.c
	var posonly []string
	for i := 0; i < c.PosOnlyCount; i++ {
		for _, n := range names.items {
			if s := AsStr(n); s != nil && s.s == c.VarNames[i] {
				posonly = append(posonly, s.s)
			}
		}
	}
	if len(posonly) > 0 {
		return t.TypeError("%s() got some positional-only arguments passed as keyword arguments: '%s'", fn.qualName(), strings.Join(posonly, ", "))
	}
	if near := suggest(name.s, c.VarNames[c.PosOnlyCount:c.ArgCount+c.KwOnlyCount]); near != "" {
		return t.TypeError("%s() got an unexpected keyword argument '%s'. Did you mean '%s'?", fn.qualName(), name.s, near)
	}
	return t.TypeError("%s() got an unexpected keyword argument '%s'", fn.qualName(), name.s)
}

// stepCallEx is f(*args, **kwargs).
func (t *Thread) stepCallEx(base unsafe.Pointer, in code.Instr) error {
	t.budget--
	f := *reg(base, in.B)
	args := *reg(base, in.B+16)
	if in.C&code.CallExIter != 0 && !args.exactly(&TupleType) {
		items, err := t.starArgs(f, args)
		if err != nil {
			return err
		}
		args = TupleOf(items)
	}
	items := As[Tuple](args).items
	var names *Tuple
	if in.C&code.CallExKw != 0 {
		kw := *reg(base, in.B+32)
		if in.C&code.CallExMapping != 0 && !kw.exactly(&DictType) {
			d := NewDict()
			if err := t.dictMerge(d, kw, f); err != nil {
				return err
			}
			kw = d.Val()
		}
		d := As[Dict](kw)
		if d.used > 0 {
			if err := t.chargeItems(len(items) + 6*d.used); err != nil {
				return err
			}
			all, err := Clone(t, items, len(items)+d.used)
			if err != nil {
				return err
			}
			keys := make([]Value, 0, d.used)
			for i, k, v, ok := d.Next(0); ok; i, k, v, ok = d.Next(i) {
				if AsStr(k) == nil {
					return t.TypeError("keywords must be strings")
				}
				keys = append(keys, k)
				all = append(all, v)
				if len(keys)&1023 == 0 {
					if err := t.PollAtomic(1024 / itemsWork); err != nil {
						return err
					}
				}
			}
			items = all
			names = AsTuple(TupleOf(keys))
		}
	}
	for f.ref != nil {
		switch f.ref.shape.typ {
		case &MethodType:
			m := As[BoundMethod](f)
			if m.fn.exactly(&MethodType) {
				break // methodCall takes all levels at once
			}
			own, err := Append(t, append(make([]Value, 0, len(items)+1), m.self), items)
			if err != nil {
				return err
			}
			items, f = own, m.fn
			continue
		case &FunctionType:
			if err := t.chargeItems(len(items)); err != nil {
				return err
			}
			a := t.pushArgs(len(items))
			if err := Move(t, a, items); err != nil {
				t.popArgs(a)
				return err
			}
			// The window is above the frame: enter moves it where the callee's registers fit.
			t.setSP(unsafe.Pointer(unsafe.SliceData(a)))
			return t.enter(base, in.A, As[Function](f), unsafe.Pointer(unsafe.SliceData(a)), len(items), names, 0, nil)
		}
		break
	}
	v, err := t.CallKw(f, items, names)
	if err == nil {
		*reg(base, in.A) = v
	}
	return err
}

// starArgs collects the operand of a call's lone *.
func (t *Thread) starArgs(f, args Value) ([]Value, error) {
	if args.Type().s.Iter == nil && !args.Type().isSequence() {
		return nil, t.TypeError("%s argument after * must be an iterable, not %s", t.calleeName(f), args.TypeName())
	}
	return t.Collect(args)
}

// calleeName is how messages name a callee: "mod.f()".
func (t *Thread) calleeName(f Value) string {
	name, err := t.LookupAttr(f, nQualname)
	if err == nil {
		if s := AsStr(name); s != nil {
			if m, err := t.LookupAttr(f, nModule); err == nil {
				if ms := AsStr(m); ms != nil && ms.s != "builtins" {
					return ms.s + "." + s.s + "()"
				}
			}
			return s.s + "()"
		}
	}
	s, err := t.Str(f)
	if err != nil {
		return f.TypeName() + " object"
	}
	return s.s
}

// dictMerge adds a call's ** operand to d; a repeated key is a TypeError. Whether keys are str is for the call to see.
func (t *Thread) dictMerge(d *Dict, m, f Value) error {
	add := func(k, v Value) error {
		if _, ok, err := d.Get(t, k); err != nil {
			return err
		} else if ok {
			s, err := t.Str(k)
			if err != nil {
				return err
			}
			return t.TypeError("%s got multiple values for keyword argument '%s'", t.calleeName(f), s.s)
		}
		return d.Set(t, k, v)
	}
	if m.exactly(&DictType) {
		src := As[Dict](m)
		if d.used == 0 && d != src && src.used >= bigDict {
			if err := t.chargeTable(src.used); err != nil {
				return err
			}
			return t.copyDict(d, src)
		}
		for i, k, v, ok := src.Next(0); ok; i, k, v, ok = src.Next(i) {
			if err := add(k, v); err != nil {
				return err
			}
		}
		return nil
	}
	keys, err := t.LookupAttr(m, nKeys)
	if err != nil {
		return err
	}
	if keys.IsUnbound() {
		return t.TypeError("%s argument after ** must be a mapping, not %s", t.calleeName(f), m.TypeName())
	}
	ks, err := t.Call(keys)
	if err != nil {
		return err
	}
	return t.Iterate(ks, func(k Value) error {
		v, err := t.GetItem(m, k)
		if err != nil {
			return err
		}
		return add(k, v)
	})
}
