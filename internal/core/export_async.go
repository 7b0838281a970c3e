// This file exports what module _asyncio needs to drive coroutines: sending and throwing without StopIteration, and a thread's
// running event loop.
package core

// SendTo resumes a generator, coroutine or other awaitable's iterator. done reports that it returned x; else it yielded x.
func (t *Thread) SendTo(it, v Value) (x Value, done bool, err error) {
	if g := asGenerator(it); g != nil && g.async == nil {
		return t.genSend(g, v)
	}
	if send := it.Type().s.Send; send != nil {
		x, done, err = send(t, it, v)
	} else {
		x, err = t.CallMethod(it, nSend, v)
	}
	return returned(x, done, err)
}

// ThrowTo is SendTo for an exception.
func (t *Thread) ThrowTo(it Value, e *Exception) (x Value, done bool, err error) {
	if g := asGenerator(it); g != nil && g.async == nil {
		return t.genThrow(g, e)
	}
	x, err = t.CallMethod(it, nThrow, e.Val())
	return returned(x, false, err)
}

// returned turns StopIteration into the value that it carries.
func returned(x Value, done bool, err error) (Value, bool, error) {
	if err == nil || !Matches(err, &ExcStopIteration) {
		return x, done, err
	}
	if x = ExceptionOf(err).f[0]; x.IsUnbound() {
		x = None
	}
	return x, true, nil
}

// Throwable reads the arguments of a method throw(type, value, traceback).
func (t *Thread) Throwable(typ, val, tb Value) (*Exception, error) { return t.throwArgs(typ, val, tb) }

// IsCoroutine reports a coroutine of the language, IsGenerator a generator.
func IsCoroutine(v Value) bool { return v.ref != nil && v.ref.shape == &CoroutineType.shape0 }
func IsGenerator(v Value) bool { return v.ref != nil && v.ref.shape == &GeneratorType.shape0 }

// Traceback is __traceback__, None if there is none; SetTraceback takes one of these.
func (e *Exception) Traceback() Value { return e.traceback() }

func (e *Exception) SetTraceback(tb Value) {
	e.tb = nil
	if tb.exactly(&TracebackType) {
		e.tb = As[Traceback](tb)
	}
}

// SetContextOf makes e the consequence of an exception that it replaces.
func (e *Exception) SetContextOf(old *Exception) {
	if e != old && e.context.IsNone() {
		e.context = old.Val()
	}
}

// RunningLoop is the event loop that asyncio runs on this thread, None if there is none.
func (t *Thread) RunningLoop() Value {
	if !t.async.looping {
		return None
	}
	return t.async.loop
}

// SetRunningLoop sets it.
func (t *Thread) SetRunningLoop(v Value) { t.async.loop, t.async.looping = v, true }

// MethodOf makes a method of typ that is no attribute of it; Bound binds it to an instance.
func MethodOf(def *Func, typ *Type) *Native { return newNative(def, natMethod, typ) }

func (n *Native) Bound(self Value) Value { return n.bind(self) }
