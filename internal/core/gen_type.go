// This file gives generators and coroutines their Python face.
package core

import "github.com/vivarium-py/vivarium/internal/code"

// stopWith is what send() and __next__ raise when a generator returned v.
func stopWith(v Value) error { return StopIteration(v) }

func genSendMethod(t *Thread, a []Value) (Value, error) {
	g := As[Generator](a[0])
	if g.state == genFinished && g.shape != &CoroutineType.shape0 {
		return Unbound, stopWith(None)
	}
	v, done, err := t.genSend(g, a[1])
	if err == nil && done {
		return Unbound, stopWith(v)
	}
	return v, err
}

// throwArgs reads the arguments of throw(type, value, traceback).
func (t *Thread) throwArgs(typ, val, tb Value) (*Exception, error) {
	if !val.IsUnbound() || !tb.IsUnbound() {
		if err := t.Warn(&ExcDeprecationWarning, "the (type, exc, tb) signature of throw() is deprecated, use the single-arg signature instead.", 1); err != nil {
			return nil, err
		}
	}
	if tb.Given() && !tb.exactly(&TracebackType) {
		return nil, t.TypeError("throw() third argument must be a traceback object")
	}
	var e *Exception
	if c := AsType(typ); c != nil && c.flags&flagExcSub != 0 {
		if x := AsException(val); x != nil && x.shape.typ.IsSubtype(c) {
			e = x
		} else {
			var args []Value
			if tup := AsTuple(val); tup != nil {
				args = tup.items
			} else if val.Given() {
				args = []Value{val}
			}
			// What goes wrong in making the exception is thrown in its place.
			r, err := t.CallKw(typ, args, nil)
			if err == nil && AsException(r) == nil {
				err = t.TypeError("calling %s should have returned an instance of BaseException, not %s", t.reprOr(typ), r.TypeName())
			}
			if e = AsException(r); err != nil {
				if e = ExceptionOf(err); e == nil {
					return nil, err
				}
			}
		}
	} else if e = AsException(typ); e != nil {
		if val.Given() {
			return nil, t.TypeError("instance exception may not have a separate value")
		}
	} else {
		return nil, t.TypeError("exceptions must be classes or instances deriving from BaseException, not %s", typ.TypeName())
	}
	if tb.Given() {
		e.tb = As[Traceback](tb)
	}
	return e, nil
}

func genThrowMethod(t *Thread, a []Value) (Value, error) {
	e, err := t.throwArgs(a[1], a[2], a[3])
	if err != nil {
		return Unbound, err
	}
	v, done, err := t.genThrow(As[Generator](a[0]), e)
	if err == nil && done {
		return Unbound, stopWith(v)
	}
	return v, err
}

func genCloseMethod(t *Thread, a []Value) (Value, error) {
	return t.genCloseValue(As[Generator](a[0]))
}

// genAttrs are the attributes that generators, coroutines and async generators share, with their prefix.
func genAttrs(prefix, delegate string) []GetSet {
	self := func(v Value) *Generator { return As[Generator](v) }
	kind, doc := map[string]string{"gi": "generator", "cr": "coroutine", "ag": "async generator"}[prefix], "what it awaits, or None"
	if prefix == "gi" {
		doc = "the iterator of its yield from, or None"
	}
	return []GetSet{
		{Name: "__name__", Get: func(t *Thread, v Value) (Value, error) { return self(v).attrs().name, nil }, Set: func(t *Thread, v, x Value) error {
			if AsStr(x) == nil {
				return t.TypeError("__name__ must be set to a string object")
			}
			self(v).attrs().name = x
			return nil
		}, Doc: "name of the " + kind},
		{Name: "__qualname__", Get: func(t *Thread, v Value) (Value, error) { return self(v).qualnameVal(), nil }, Set: func(t *Thread, v, x Value) error {
			if AsStr(x) == nil {
				return t.TypeError("__qualname__ must be set to a string object")
			}
			self(v).attrs().qualname = x
			return nil
		}, Doc: "qualified name of the " + kind},
		{Name: delegate, Get: func(t *Thread, v Value) (Value, error) {
			if d := self(v).delegate(); !d.IsUnbound() {
				return d, nil
			}
			return None, nil
		}, Doc: doc},
		{Name: prefix + "_running", Get: func(t *Thread, v Value) (Value, error) { return Bool(self(v).state == genRunning), nil }},
		{Name: prefix + "_suspended", Get: func(t *Thread, v Value) (Value, error) { return Bool(self(v).state == genSuspended), nil }},
		{Name: prefix + "_frame", Get: func(t *Thread, v Value) (Value, error) { return t.genFrame(self(v)), nil }},
		{Name: prefix + "_code", Get: func(t *Thread, v Value) (Value, error) { return obj(&self(v).rt.obj.Header), nil }},
	}
}

// genFrame gives the frame of a generator, None once it has finished.
func (t *Thread) genFrame(g *Generator) Value {
	if g.state == genFinished {
		return None
	}
	if g.obj == nil {
		g.obj = &FrameObj{Header: Header{&FrameType.shape0}, fn: g.fn, rt: g.rt, gen: g, regs: g.regs, thread: t, trace: None, locals: Unbound}
		g.obj.pc = (int(uintptr(g.pc)-uintptr(g.rt.pc0)))/8 - 1
	}
	if g.state == genRunning {
		for i := range t.nf {
			if t.frames[i].gen == g {
				return obj(&t.frameObj(i).Header)
			}
		}
	}
	return obj(&g.obj.Header)
}

func genRepr(kind string) func(*Thread, Value) (Value, error) {
	return func(t *Thread, v Value) (Value, error) {
		name := ""
		if s := AsStr(As[Generator](v).qualnameVal()); s != nil {
			name = s.s
		}
		return t.addrRepr(kind+" object "+name, v), nil
	}
}

func genSendSlot(t *Thread, v, x Value) (Value, bool, error) { return t.genSend(As[Generator](v), x) }

func selfIter(t *Thread, v Value) (Value, error) { return v, nil }

func setupGenerators() {
	layout := LayoutOf[Generator]()
	methods := func(kind, tb string) []Func {
		return []Func{
			{Name: "send", Sig: "(self, value, /)", Fn: genSendMethod, Flags: Polls | Resumes, Doc: "send(value)\n\nSend value into " + kind + ", as the result of the expression where it waits, and\nreturn what it yields next. Raise StopIteration when it returns."},
			{Name: "throw", Sig: "(self, type, value=<unrepresentable>, traceback=<unrepresentable>, /)", Fn: genThrowMethod, Flags: Polls, Doc: "throw(value)\nthrow(type[,value[," + tb + "]])\n\nRaise an exception in " + kind + ", where it waits, and return what it yields next.\n\nThe form with more than one argument is deprecated."},
			{Name: "close", Sig: "(self, /)", Fn: genCloseMethod, Flags: Polls, Doc: "close() -> raise GeneratorExit inside " + kind + "."},
		}
	}
	GeneratorType.Setup(&TypeSpec{
		Name: "generator", Layout: layout, Flags: flagNoNew | flagGenericGet | flagGenericSet,
		Slots:   Slots{Iter: selfIter, Next: genNext, Send: genSendSlot, Repr: genRepr("generator"), Del: genDel},
		Methods: append(methods("generator", "tb"), Func{Name: "__class_getitem__", Sig: "(cls, item, /)", Fn: classGetItemMethod, Flags: Pure | ClassM, Doc: "See PEP 585"}),
		GetSets: genAttrs("gi", "gi_yieldfrom"),
	})
	CoroutineType.Setup(&TypeSpec{
		Name: "coroutine", Layout: layout, Flags: flagNoNew | flagGenericGet | flagGenericSet,
		Slots: Slots{
			Await: func(t *Thread, v Value) (Value, error) {
				return obj(&(&coroWrapper{Header{&CoroutineWrapperType.shape0}, As[Generator](v)}).Header), nil
			},
			Send: genSendSlot, Repr: genRepr("coroutine"), Del: genDel,
		},
		Methods: append(methods("coroutine", "traceback"), Func{Name: "__class_getitem__", Sig: "(cls, item, /)", Fn: classGetItemMethod, Flags: Pure | ClassM, Doc: "See PEP 585"}),
		GetSets: append(genAttrs("cr", "cr_await"), GetSet{Name: "cr_origin", Get: func(t *Thread, v Value) (Value, error) { return As[Generator](v).attrs().origin, nil }}),
	})
	inner := func(a []Value) []Value {
		b := append([]Value(nil), a...)
		b[0] = obj(&As[coroWrapper](a[0]).g.Header)
		return b
	}
	CoroutineWrapperType.Setup(&TypeSpec{
		Name: "coroutine_wrapper", Layout: LayoutOf[coroWrapper](), Flags: flagNoNew | flagGenericGet | flagGenericSet,
		Slots: Slots{Iter: selfIter, Next: func(t *Thread, v Value) (Value, error) {
			x, done, err := t.genSend(As[coroWrapper](v).g, None)
			if err == nil && done {
				return Unbound, nil
			}
			return x, err
		}, Send: func(t *Thread, v, x Value) (Value, bool, error) { return t.genSend(As[coroWrapper](v).g, x) }},
		Methods: []Func{
			{Name: "send", Sig: "(self, value, /)", Fn: func(t *Thread, a []Value) (Value, error) { return genSendMethod(t, inner(a)) }, Flags: Polls},
			{Name: "throw", Sig: "(self, type, value=<unrepresentable>, traceback=<unrepresentable>, /)", Fn: func(t *Thread, a []Value) (Value, error) { return genThrowMethod(t, inner(a)) }, Flags: Polls},
			{Name: "close", Sig: "(self, /)", Fn: func(t *Thread, a []Value) (Value, error) { return genCloseMethod(t, inner(a)) }, Flags: Polls},
		},
	})
}

// coroWrapper is what coroutine.__await__() gives.
type coroWrapper struct {
	Header
	g *Generator
}

// yieldFromIter is the operand of yield from.
func (t *Thread) yieldFromIter(f *Frame, v Value) (Value, error) {
	if g := asGenerator(v); g != nil {
		if g.shape == &GeneratorType.shape0 {
			return v, nil
		}
		if g.shape == &CoroutineType.shape0 {
			if f.fn.rt.flags&(code.CoCoroutine|code.CoIterableCoroutine) == 0 {
				return Unbound, t.TypeError("cannot 'yield from' a coroutine object in a non-coroutine generator")
			}
			return v, nil
		}
	}
	return t.Iter(v)
}

// awaitable is the operand of await as an iterator; where is 1 after __aenter__, 2 after __aexit__.
func (t *Thread) awaitable(v Value, where int) (Value, error) {
	if g := asGenerator(v); g != nil {
		if g.shape == &CoroutineType.shape0 {
			if d := g.delegate(); !d.IsUnbound() || g.state == genRunning {
				return Unbound, t.RuntimeError("coroutine is being awaited already")
			}
			return v, nil
		}
		if g.shape == &GeneratorType.shape0 && g.rt.flags&code.CoIterableCoroutine != 0 {
			return v, nil
		}
	}
	typ := v.Type()
	if typ.s.Await == nil {
		switch where {
		case 1:
			return Unbound, t.TypeError("'async with' received an object from __aenter__ that does not implement __await__: %s", typ.name)
		case 2:
			return Unbound, t.TypeError("'async with' received an object from __aexit__ that does not implement __await__: %s", typ.name)
		}
		return Unbound, t.TypeError("'%s' object can't be awaited", typ.name)
	}
	it, err := typ.s.Await(t, v)
	if err != nil {
		return Unbound, err
	}
	if g := asGenerator(it); g != nil && (g.shape == &CoroutineType.shape0 || g.shape == &GeneratorType.shape0 && g.rt.flags&code.CoIterableCoroutine != 0) {
		return Unbound, t.TypeError("__await__() returned a coroutine")
	}
	if it.Type().s.Next == nil {
		return Unbound, t.TypeError("__await__() returned non-iterator of type '%s'", it.TypeName())
	}
	return it, nil
}

func (t *Thread) aiter(v Value) (Value, error) {
	typ := v.Type()
	if typ.s.AIter == nil {
		return Unbound, t.TypeError("'async for' requires an object with __aiter__ method, got %s", typ.name)
	}
	it, err := typ.s.AIter(t, v)
	if err != nil {
		return Unbound, err
	}
	if it.Type().s.ANext == nil {
		return Unbound, t.TypeError("'async for' received an object from __aiter__ that does not implement __anext__: %s", it.TypeName())
	}
	return it, nil
}

func (t *Thread) anextAwaitable(v Value) (Value, error) {
	typ := v.Type()
	if typ.s.ANext == nil {
		return Unbound, t.TypeError("'async for' requires an iterator with __anext__ method, got %s", typ.name)
	}
	aw, err := typ.s.ANext(t, v)
	if err != nil {
		return Unbound, err
	}
	it, err := t.awaitable(aw, 0)
	if err != nil && ExceptionOf(err) != nil {
		e := t.newError(&ExcTypeError, "'async for' received an invalid object from __anext__: %s", aw.TypeName())
		e.cause, e.context, e.suppress = ExceptionOf(err).Val(), ExceptionOf(err).Val(), true
		return Unbound, e
	}
	return it, err
}

// genDel is what happens to a generator that was collected unfinished.
func genDel(t *Thread, v Value) error {
	g := As[Generator](v)
	switch {
	case g.state == genFinished || g.state == genRunning:
		return nil
	case g.async != nil:
		if f := g.async.finalizer; f.ref != nil && f.Given() && !g.async.closed {
			_, err := t.Call(f, v)
			return err
		}
		if g.state == genCreated {
			return nil
		}
	case g.state == genCreated:
		if g.shape == &CoroutineType.shape0 && !t.interp.finalizing {
			return t.warnNeverAwaited(g)
		}
		return nil
	}
	return t.genClose(g)
}

// warnNeverAwaited is the RuntimeWarning about a coroutine that nobody awaited.
func (t *Thread) warnNeverAwaited(g *Generator) error {
	if f, err := t.warnAttr("_warn_unawaited_coroutine", true); err == nil && f.Given() {
		_, err := t.Call(f, obj(&g.Header))
		if err == nil || ExceptionOf(err) == nil || Matches(err, &ExcRuntimeWarning) {
			return err
		}
		t.unraisable(err, obj(&g.Header), "", "while finalizing coroutine")
	}
	name := ""
	if s := AsStr(g.qualnameVal()); s != nil {
		name = s.s
	}
	return t.Warn(&ExcRuntimeWarning, "coroutine '"+name+"' was never awaited", 1)
}
