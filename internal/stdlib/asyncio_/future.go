// This file implements Future. Invariant: callbacks are there only while the future is pending; a value field is never the zero
// value once the future is initialised.
package asyncio_

import (
	"unsafe"

	"github.com/vivarium-py/vivarium/internal/core"
)

// States of a future.
const (
	blank uint8 = iota // __init__ has not run
	pending
	cancelled
	finished
)

var stateNames = [...]string{blank: "PENDING", pending: "PENDING", cancelled: "CANCELLED", finished: "FINISHED"}

// callback is what add_done_callback was given.
type callback struct{ fn, ctx value }

// future is a Future, and the head of a task.
type future struct {
	core.Header
	ext       *core.InstExt
	st        *state
	loop      value
	callbacks []callback
	result    value // also the exception, if failed
	waitedBy  value // None, a future that awaits this one, or a set of those
	more      *rare
	status    uint8
	settled   uint8 // 1: nothing happens at its death
	watched   bool  // Go will tell of its death
	failed    bool
	blocking  bool // _asyncio_future_blocking
	logTB     bool
}

// rare is what most futures do not have.
type rare struct{ tb, source, message, exc value }

func (f *future) rare() *rare {
	if f.more == nil {
		f.more = &rare{core.None, core.None, core.None, core.None}
	}
	return f.more
}

func (f *future) val() value { return core.Obj(&f.Header) }

func futureOf(v value) *future { return core.As[future](v) }

// native gives the future of an instance of Future or Task itself, whose methods nobody has replaced; else nil.
func native(v value) *future {
	if v.IsExactly(&futureType) || v.IsExactly(&taskType) {
		return futureOf(v)
	}
	return nil
}

// alive is for methods that need __init__ to have run.
func (f *future) alive(t *thread) error {
	if f.status == blank {
		return t.RuntimeError("Future object is not initialized.")
	}
	return nil
}

func (f *future) done() bool { return f.status > pending }

// init is __init__. Where debugging is on, it notes where the future was made.
func (f *future) init(t *thread, loop value) error {
	s := stateOf(t)
	if loop.IsNone() {
		var err error
		if loop, err = s.eventLoop(t); err != nil {
			return err
		}
	}
	*f = future{Header: f.Header, ext: f.ext, watched: f.watched, st: s, loop: loop, result: core.None, waitedBy: core.None, status: pending, settled: 1}
	v, err := t.CallMethod(loop, sGetDebug)
	if err != nil {
		return err
	}
	debug, err := t.Truth(v)
	if err != nil || !debug {
		return err
	}
	extract, err := s.from(t, "traceback", "extract_stack")
	if err != nil {
		return err
	}
	f.rare().source, err = t.Call(extract)
	return err
}

// schedule has the loop call f(arg) soon, in a context.
func schedule(t *thread, loop, f, arg, ctx value) error {
	args := [3]value{f, arg, ctx}
	call, err := t.GetAttr(loop, sCallSoon)
	if err != nil {
		return err
	}
	if arg.IsUnbound() {
		args[1] = ctx
		_, err = t.CallKw(call, args[:2], contextKw)
	} else {
		_, err = t.CallKw(call, args[:], contextKw)
	}
	return err
}

// settle ends the future and schedules its callbacks.
func (f *future) settle(t *thread, status uint8) error {
	f.status = status
	todo := f.callbacks
	f.callbacks = nil
	for _, c := range todo {
		if err := schedule(t, f.loop, c.fn, f.val(), c.ctx); err != nil {
			return err
		}
	}
	return nil
}

func (f *future) invalid(t *thread, text string) error {
	return f.st.raise(t, "InvalidStateError", text)
}

func (f *future) setResult(t *thread, v value) error {
	if err := f.alive(t); err != nil {
		return err
	}
	if f.done() {
		return f.invalid(t, "invalid state")
	}
	f.result = v
	return f.settle(t, finished)
}

func (f *future) setException(t *thread, v value) error {
	if err := f.alive(t); err != nil {
		return err
	}
	if f.done() {
		return f.invalid(t, "invalid state")
	}
	if c := core.AsType(v); c != nil && c.IsSubtype(&core.ExcBaseException) {
		var err error
		if v, err = t.Call(v); err != nil {
			return err
		}
	}
	e := core.AsException(v)
	if e == nil {
		return t.TypeError("invalid exception object")
	}
	if v.IsInstance(&core.ExcStopIteration) {
		r := core.NewException(&core.ExcRuntimeError, core.StrVal("StopIteration interacts badly with generators and cannot be raised into a Future"))
		r.SetCause(e)
		r.SetContextOf(e)
		e = r
	}
	f.result, f.failed, f.logTB = e.Val(), true, true
	if tb := e.Traceback(); !tb.IsNone() {
		f.rare().tb = tb
	}
	f.watch(t)
	return f.settle(t, finished)
}

// watch has the Del slot called when the future is dropped before it is settled.
func (f *future) watch(t *thread) {
	if f.settled = 0; !f.watched {
		t.WatchUntil(&f.Header, &f.settled, 1, &f.watched)
	}
}

// rest is for a future whose end nobody needs to be told of any more. Watched it would live for ever if it referred to itself.
func (f *future) rest(t *thread) {
	if f.settled = 1; f.watched {
		f.watched = false
		t.Interp().Unwatch(&f.Header)
	}
}

// quiet is for an exception that somebody has seen.
func (f *future) quiet(t *thread) {
	f.logTB = false
	if f.done() {
		f.rest(t)
	}
}

// cancel reports whether the future was cancelled.
func (f *future) cancel(t *thread, msg value) (bool, error) {
	f.quiet(t)
	if f.status != pending {
		return false, nil
	}
	f.rest(t)
	if !msg.IsNone() {
		f.rare().message = msg
	}
	return true, f.settle(t, cancelled)
}

// cancelledError makes the exception of a cancelled future; the one that cancelled a task is given once.
func (f *future) cancelledError(t *thread) (*core.Exception, error) {
	msg := core.None
	if m := f.more; m != nil {
		if e := core.AsException(m.exc); e != nil {
			m.exc = core.None
			return e, nil
		}
		msg = m.message
	}
	cls, err := f.st.from(t, "asyncio.exceptions", "CancelledError")
	if err != nil {
		return nil, err
	}
	var v value
	if msg.IsNone() {
		v, err = t.Call(cls)
	} else {
		v, err = t.Call(cls, msg)
	}
	if err != nil {
		return nil, err
	}
	if e := core.AsException(v); e != nil {
		return e, nil
	}
	return nil, t.TypeError("exceptions must derive from BaseException")
}

// outcome gives the result of a future that is done, or its exception as the error.
func (f *future) outcome(t *thread) (value, error) {
	switch {
	case f.status == cancelled:
		e, err := f.cancelledError(t)
		if err != nil {
			return core.Unbound, err
		}
		return core.Unbound, e
	case f.status != finished:
		return core.Unbound, stateOf(t).raise(t, "InvalidStateError", "Result is not set.")
	}
	f.quiet(t)
	if f.failed {
		e := core.AsException(f.result)
		tb := core.None
		if f.more != nil {
			tb = f.more.tb
		}
		e.SetTraceback(tb)
		return core.Unbound, e
	}
	return f.result, nil
}

func (f *future) exception(t *thread) (value, error) {
	switch {
	case f.status == cancelled:
		return f.outcome(t)
	case f.status != finished:
		return core.Unbound, stateOf(t).raise(t, "InvalidStateError", "Exception is not set.")
	case !f.failed:
		return core.None, nil
	}
	f.quiet(t)
	return f.result, nil
}

// onDone adds a callback; that of a future which is done is scheduled at once.
func (f *future) onDone(t *thread, fn, ctx value) error {
	if f.done() {
		return schedule(t, f.loop, fn, f.val(), ctx)
	}
	if err := t.ChargeSmall(int(unsafe.Sizeof(callback{}))); err != nil {
		return err
	}
	f.callbacks = append(f.callbacks, callback{fn, ctx})
	return nil
}

func (f *future) removeCallback(t *thread, fn value) (value, error) {
	if err := f.alive(t); err != nil {
		return core.Unbound, err
	}
	// __eq__ may add and remove callbacks.
	n := 0
	for _, c := range append([]callback(nil), f.callbacks...) {
		same := c.fn.Is(fn)
		if !same {
			var err error
			if same, err = t.Eq(c.fn, fn); err != nil {
				return core.Unbound, err
			}
		}
		if err := t.Poll(); err != nil {
			return core.Unbound, err
		}
		if !same {
			continue
		}
		for i := range f.callbacks {
			if f.callbacks[i] == c {
				f.callbacks = append(f.callbacks[:i:i], f.callbacks[i+1:]...)
				n++
				break
			}
		}
	}
	return core.Int(int64(n)), nil
}

// report calls the loop's exception handler about the future; what that raises is unraisable.
func (f *future) report(t *thread, what string, self string, exc value) {
	d := core.NewDict()
	if self == "task" {
		d.SetStr(core.Intern(self), f.val())
	}
	d.SetStr(core.Intern("message"), core.StrVal(what))
	if !exc.IsUnbound() {
		d.SetStr(core.Intern("exception"), exc)
	}
	if self != "task" {
		d.SetStr(core.Intern(self), f.val())
	}
	if f.more != nil && !f.more.source.IsNone() {
		d.SetStr(core.Intern("source_traceback"), f.more.source)
	}
	if _, err := t.CallMethod(f.loop, core.Intern("call_exception_handler"), d.Val()); err != nil {
		t.Unraisable(err, "", f.loop)
	}
}

// futureDel tells of an exception that nobody has asked for.
func futureDel(t *thread, v value) error {
	f := futureOf(v)
	if f.status == finished && f.logTB {
		f.logTB = false
		f.report(t, v.Type().Name()+" exception was never retrieved", "future", f.result)
	}
	return nil
}

// awaitedBy notes, and noLonger forgets, that w awaits the future.
func (f *future) awaitedBy(t *thread, w value) error {
	switch s := core.AsSet(f.waitedBy); {
	case s != nil:
		return s.Add(t, w)
	case f.waitedBy.IsNone() || f.waitedBy.Is(w):
		f.waitedBy = w
		return nil
	}
	s := core.NewSet()
	if err := s.Add(t, f.waitedBy); err != nil {
		return err
	}
	f.waitedBy = core.Obj(&s.Header)
	return s.Add(t, w)
}

func (f *future) noLonger(t *thread, w value) error {
	if s := core.AsSet(f.waitedBy); s != nil {
		_, err := t.CallMethod(f.waitedBy, core.Intern("discard"), w)
		return err
	}
	if f.waitedBy.Is(w) {
		f.waitedBy = core.None
	}
	return nil
}

func futureTraverse(h *core.Header, visit func(value)) {
	f := futureOf(core.Obj(h))
	if f.status == blank {
		return
	}
	for _, v := range []value{f.loop, f.result, f.waitedBy} {
		visit(v)
	}
	for _, c := range f.callbacks {
		visit(c.fn)
		visit(c.ctx)
	}
	if m := f.more; m != nil {
		for _, v := range []value{m.tb, m.source, m.message, m.exc} {
			visit(v)
		}
	}
}
