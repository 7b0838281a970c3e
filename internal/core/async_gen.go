// This file implements asynchronous generators (PEP 525): the awaitables of __anext__, asend, athrow and aclose,
// which drive the generator one step and tell its yields from awaits, and the hooks of sys.set_asyncgen_hooks.
package core

// asyncGenState is what an async generator has beyond a generator.
type asyncGenState struct {
	yielded   bool // the last suspension was a yield, not an await
	running   bool // an awaitable of it is being driven
	closed    bool
	hooked    bool
	finalizer Value
}

// asyncHooks are a thread's sys.set_asyncgen_hooks, coroutine origin depth and running event loop.
type asyncHooks struct {
	firstiter, finalizer Value
	originDepth          int
	loop                 Value // what asyncio runs, if it ever ran anything
	looping              bool
}

// States of an awaitable.
const (
	awaitInit = iota
	awaitIter
	awaitClosed
)

// asyncStep is the awaitable of asend (exc nil) or of athrow and aclose.
type asyncStep struct {
	Header
	g     *Generator
	sent  Value
	typ   Value // athrow: its arguments; Unbound for aclose
	val   Value
	tb    Value
	throw bool
	state uint8
}

// initHooks calls the first-iteration hook of the thread once a generator.
func (t *Thread) initHooks(g *Generator) error {
	if g.async.hooked {
		return nil
	}
	g.async.hooked = true
	if t.async.finalizer.ref != nil {
		g.async.finalizer = t.async.finalizer
	}
	if f := t.async.firstiter; f.ref != nil && f.Given() {
		_, err := t.Call(f, obj(&g.Header))
		return err
	}
	return nil
}

func newASend(t *Thread, g *Generator, v Value) (Value, error) {
	if err := t.initHooks(g); err != nil {
		return Unbound, err
	}
	return obj(&(&asyncStep{Header: Header{&AsyncGenASendType.shape0}, g: g, sent: v, typ: Unbound, val: Unbound, tb: Unbound}).Header), nil
}

func newAThrow(t *Thread, g *Generator, typ, val, tb Value) (Value, error) {
	if err := t.initHooks(g); err != nil {
		return Unbound, err
	}
	return obj(&(&asyncStep{Header: Header{&AsyncGenAThrowType.shape0}, g: g, sent: None, typ: typ, val: val, tb: tb, throw: true}).Header), nil
}

// watchStep has a warning issued if the awaitable that a method gave is collected before it was awaited. Those of
// `async for` are awaited at once and not watched.
func (t *Thread) watchStep(v Value, err error) (Value, error) {
	if err == nil {
		t.interp.watchDel(v.ref)
	}
	return v, err
}

// stepDel warns of an awaitable that nobody awaited.
func stepDel(t *Thread, v Value) error {
	s := As[asyncStep](v)
	if s.state != awaitInit || t.interp.finalizing {
		return nil
	}
	what := "asend"
	if s.throw {
		what = "athrow"
		if s.typ.IsUnbound() {
			what = "aclose"
		}
	}
	name := ""
	if q := AsStr(s.g.qualnameVal()); q != nil {
		name = q.s
	}
	return t.Warn(&ExcRuntimeWarning, "coroutine method '"+what+"' of '"+name+"' was never awaited", 1)
}

// settle turns the outcome of one resumption into that of the awaitable: a yield ends it with a value (ended), an await is
// passed on, the end of the generator is StopAsyncIteration.
func (s *asyncStep) settle(t *Thread, v Value, done bool, err error) (x Value, ended bool, _ error) {
	a := s.g.async
	closing := s.throw && s.typ.IsUnbound()
	if err != nil {
		a.running = false
		s.state = awaitClosed
		if Matches(err, &ExcStopAsyncIteration) || Matches(err, &ExcGeneratorExit) {
			a.closed = true
			if closing {
				return None, true, nil
			}
		}
		return Unbound, false, err
	}
	if done {
		a.running, a.closed = false, true
		s.state = awaitClosed
		if closing {
			return None, true, nil
		}
		return Unbound, false, NewException(&ExcStopAsyncIteration)
	}
	if a.yielded {
		a.running = false
		s.state = awaitClosed
		if closing {
			return Unbound, false, t.RuntimeError("async generator ignored GeneratorExit")
		}
		return v, true, nil
	}
	return v, false, nil
}

// asStep is what a step gives to Python code: the value that ends it is that of a StopIteration.
func asStep(v Value, ended bool, err error) (Value, error) {
	if ended {
		return Unbound, StopIteration(v)
	}
	return v, err
}

// send drives the awaitable one step.
func (s *asyncStep) send(t *Thread, x Value) (_ Value, ended bool, _ error) {
	a := s.g.async
	switch s.state {
	case awaitClosed:
		if s.throw {
			return Unbound, false, t.RuntimeError("cannot reuse already awaited aclose()/athrow()")
		}
		return Unbound, false, t.RuntimeError("cannot reuse already awaited __anext__()/asend()")
	case awaitInit:
		if a.running {
			s.state = awaitClosed
			if s.throw {
				what := "athrow"
				if s.typ.IsUnbound() {
					what = "aclose"
				}
				return Unbound, false, t.RuntimeError("%s(): asynchronous generator is already running", what)
			}
			return Unbound, false, t.RuntimeError("anext(): asynchronous generator is already running")
		}
		if s.throw {
			return s.start(t, x)
		}
		if x.IsUnbound() || x.IsNone() {
			x = s.sent
		}
		s.state = awaitIter
		a.running = true
	}
	if s.g.state == genFinished {
		a.running = false
		s.state = awaitClosed
		return Unbound, false, NewException(&ExcStopAsyncIteration)
	}
	v, done, err := t.genSend(s.g, x)
	return s.settle(t, v, done, err)
}

// start is the first step of athrow and aclose.
func (s *asyncStep) start(t *Thread, x Value) (_ Value, ended bool, _ error) {
	a := s.g.async
	if a.closed || s.g.state == genFinished {
		s.state = awaitClosed
		if s.typ.IsUnbound() {
			return None, true, nil
		}
		return Unbound, false, NewException(&ExcStopAsyncIteration)
	}
	if !x.IsNone() {
		return Unbound, false, t.RuntimeError("can't send non-None value to a just-started coroutine")
	}
	var e *Exception
	if s.typ.IsUnbound() {
		if s.g.state == genCreated {
			s.g.finish()
			a.closed = true
			s.state = awaitClosed
			return None, true, nil
		}
		e = NewException(&ExcGeneratorExit)
	} else {
		var err error
		if e, err = t.throwArgs(s.typ, s.val, s.tb); err != nil {
			return Unbound, false, err
		}
	}
	s.state = awaitIter
	a.running = true
	if s.typ.IsUnbound() {
		a.closed = true
	}
	v, done, err := t.genThrow(s.g, e)
	return s.settle(t, v, done, err)
}

// raise is throw() of the awaitable.
func (s *asyncStep) raise(t *Thread, e *Exception) (_ Value, ended bool, _ error) {
	a := s.g.async
	switch s.state {
	case awaitClosed:
		if s.throw {
			return Unbound, false, t.RuntimeError("cannot reuse already awaited aclose()/athrow()")
		}
		return Unbound, false, t.RuntimeError("cannot reuse already awaited __anext__()/asend()")
	case awaitInit:
		if a.running {
			s.state = awaitClosed
			what := "anext"
			if s.throw {
				what = "athrow"
				if s.typ.IsUnbound() {
					what = "aclose"
				}
			}
			return Unbound, false, t.RuntimeError("%s(): asynchronous generator is already running", what)
		}
		s.state = awaitIter
		a.running = true
	}
	v, done, err := t.genThrow(s.g, e)
	return s.settle(t, v, done, err)
}

func setupAsyncGenerators() {
	self := func(v Value) *Generator { return As[Generator](v) }
	AsyncGenType.Setup(&TypeSpec{
		Name: "async_generator", Layout: LayoutOf[Generator](), Flags: flagNoNew | flagGenericGet | flagGenericSet,
		Slots: Slots{
			AIter: selfIter,
			ANext: func(t *Thread, v Value) (Value, error) { return newASend(t, self(v), None) },
			Repr:  genRepr("async_generator"),
			Del:   genDel,
		},
		Methods: []Func{
			{Name: "asend", Sig: "(self, value, /)", Fn: func(t *Thread, a []Value) (Value, error) {
				return t.watchStep(newASend(t, self(a[0]), a[1]))
			}, Flags: Pure, Doc: "asend(value)\n\nMake value the result of the expression where the generator waits, and await\nwhat it yields next."},
			{Name: "athrow", Sig: "(self, type, value=<unrepresentable>, traceback=<unrepresentable>, /)", Fn: func(t *Thread, a []Value) (Value, error) {
				if !a[2].IsUnbound() || !a[3].IsUnbound() {
					if err := t.Warn(&ExcDeprecationWarning, "the (type, exc, tb) signature of athrow() is deprecated, use the single-arg signature instead.", 1); err != nil {
						return Unbound, err
					}
				}
				return t.watchStep(newAThrow(t, self(a[0]), a[1], a[2], a[3]))
			}, Flags: Pure, Doc: "athrow(value)\nathrow(type[, value[, tb]])\n\nRaise an exception at the point where the generator waits, and await what it\ndoes next."},
			{Name: "aclose", Sig: "(self, /)", Fn: func(t *Thread, a []Value) (Value, error) {
				return t.watchStep(newAThrow(t, self(a[0]), Unbound, Unbound, Unbound))
			}, Flags: Pure, Doc: "aclose() -> raise GeneratorExit inside generator."},
			{Name: "__class_getitem__", Sig: "(cls, item, /)", Fn: classGetItemMethod, Flags: Pure | ClassM, Doc: "See PEP 585"},
		},
		GetSets: append(genAttrs("ag", "ag_await"), GetSet{Name: "ag_running", Get: func(t *Thread, v Value) (Value, error) {
			return Bool(self(v).async.running || self(v).state == genRunning), nil
		}}),
	})
	step := func(v Value) *asyncStep { return As[asyncStep](v) }
	slots := Slots{
		Iter:  selfIter,
		Await: selfIter,
		Next:  func(t *Thread, v Value) (Value, error) { return asStep(step(v).send(t, None)) },
		Send:  func(t *Thread, v, x Value) (Value, bool, error) { return step(v).send(t, x) },
		Del:   stepDel,
	}
	methods := []Func{
		{Name: "send", Sig: "(self, value, /)", Fn: func(t *Thread, a []Value) (Value, error) { return asStep(step(a[0]).send(t, a[1])) }, Flags: Polls},
		{Name: "throw", Sig: "(self, type, value=<unrepresentable>, traceback=<unrepresentable>, /)", Fn: func(t *Thread, a []Value) (Value, error) {
			e, err := t.throwArgs(a[1], a[2], a[3])
			if err != nil {
				return Unbound, err
			}
			return asStep(step(a[0]).raise(t, e))
		}, Flags: Polls},
		{Name: "close", Sig: "(self, /)", Fn: func(t *Thread, a []Value) (Value, error) {
			s := step(a[0])
			if s.state == awaitClosed {
				return None, nil
			}
			_, ended, err := s.raise(t, NewException(&ExcGeneratorExit))
			switch {
			case err == nil && !ended:
				return Unbound, t.RuntimeError("coroutine ignored GeneratorExit")
			case ended, Matches(err, &ExcStopIteration), Matches(err, &ExcStopAsyncIteration), Matches(err, &ExcGeneratorExit):
				return None, nil
			}
			return Unbound, err
		}, Flags: Polls},
	}
	AsyncGenASendType.Setup(&TypeSpec{Name: "async_generator_asend", Layout: LayoutOf[asyncStep](), Flags: flagNoNew | flagGenericGet | flagGenericSet, Slots: slots, Methods: methods})
	AsyncGenAThrowType.Setup(&TypeSpec{Name: "async_generator_athrow", Layout: LayoutOf[asyncStep](), Flags: flagNoNew | flagGenericGet | flagGenericSet, Slots: slots, Methods: methods})
}
