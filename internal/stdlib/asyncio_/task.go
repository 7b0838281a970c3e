// This file implements Task: a future that drives a coroutine. Invariant: while one of its steps runs, a task is the current one
// of its loop.
package asyncio_

import (
	"strconv"

	"github.com/vivarium-py/vivarium/internal/core"
)

// task is a Task.
type task struct {
	future
	coro, name, ctx value
	waiter          value // what it awaits, None if nothing
	wakeup          value // its bound method task_wakeup from the first wait to its end, else zero: Go does not tell of what refers to itself
	number          uint64
	cancels         int
	mustCancel      bool
	silent          bool // _log_destroy_pending is off
	unlisted        bool // all_tasks() does not give it
}

func taskOf(v value) *task { return core.As[task](v) }

// initTask is Task.__init__.
func (k *task) init(t *thread, coro, loop, name, ctx, eager value) error {
	if err := k.future.init(t, loop); err != nil {
		return err
	}
	s := k.st
	*k = task{future: k.future, coro: core.None, name: core.None, ctx: core.None, waiter: core.None}
	if !core.IsCoroutine(coro) {
		is, err := s.from(t, "asyncio.coroutines", "iscoroutine")
		if err != nil {
			return err
		}
		v, err := t.Call(is, coro)
		if err != nil {
			return err
		}
		ok, err := t.Truth(v)
		if err != nil {
			return err
		}
		if !ok {
			k.silent = true
			r, err := t.Repr(coro)
			if err != nil {
				return err
			}
			return t.TypeError("a coroutine was expected, got %s", r.String())
		}
	}
	var err error
	if ctx.IsNone() {
		if ctx, err = s.copyContext(t); err != nil {
			return err
		}
	}
	k.coro, k.ctx = coro, ctx
	switch n := core.AsStr(name); {
	case name.IsNone():
		s.tasks.count++
		k.number = s.tasks.count
	case n == nil:
		if n, err = t.Str(name); err != nil {
			return err
		}
		k.name = n.Val()
	default:
		k.name = name
	}
	k.watch(t)
	if early, err := t.Truth(eager); err != nil {
		return err
	} else if early {
		v, err := t.CallMethod(k.loop, core.Intern("is_running"))
		if err != nil {
			return err
		}
		if early, err = t.Truth(v); err != nil {
			return err
		}
		if early {
			return k.start(t)
		}
	}
	if err := k.soon(t, nil); err != nil {
		return err
	}
	s.tasks.add(k)
	return nil
}

// start runs an eager task's first step now.
func (k *task) start(t *thread) (err error) {
	s := k.st
	before, err := s.swap(t, k.loop, k.val())
	if err != nil {
		return err
	}
	s.tasks.eager = append(s.tasks.eager, k)
	_, err = t.CallMethod(k.ctx, core.Intern("run"), core.NewFunction(&core.Func{Name: "step", Sig: "()", Flags: core.Polls, Fn: func(t *thread, a []value) (value, error) {
		return core.None, k.advance(t, nil)
	}}, ""))
	for i := len(s.tasks.eager) - 1; i >= 0; i-- {
		if s.tasks.eager[i] == k {
			s.tasks.eager = append(s.tasks.eager[:i:i], s.tasks.eager[i+1:]...)
			break
		}
	}
	if _, swapErr := s.swap(t, k.loop, before); err == nil {
		err = swapErr
	}
	if k.done() {
		k.coro = core.None
	} else {
		s.tasks.add(k)
	}
	return err
}

// soon has the loop run the next step.
func (k *task) soon(t *thread, exc *core.Exception) error {
	s := &taskStep{k: k, exc: exc}
	return schedule(t, k.loop, core.Make(&stepType, &s.Header), core.Unbound, k.ctx)
}

// step is one step with the task as the current one.
func (k *task) step(t *thread, exc *core.Exception) error {
	if err := k.alive(t); err != nil {
		return err
	}
	s := k.st
	if err := s.enter(t, k.loop, k.val()); err != nil {
		return err
	}
	err := k.advance(t, exc)
	if left := s.leave(t, k.loop, k.val()); left != nil {
		if old := core.ExceptionOf(err); old != nil {
			if e := core.ExceptionOf(left); e != nil {
				e.SetContextOf(old)
			}
		}
		if err == nil || core.ExceptionOf(err) != nil {
			err = left
		}
	}
	return err
}

// advance sends None or throws an exception into the coroutine, and deals with what comes out.
func (k *task) advance(t *thread, exc *core.Exception) error {
	s := k.st
	if k.done() {
		text, err := t.Repr(k.val())
		if err != nil {
			return err
		}
		what := ""
		if exc != nil {
			r, err := t.Repr(exc.Val())
			if err != nil {
				return err
			}
			what = r.String()
		}
		return k.invalid(t, "__step(): already done: "+text.String()+" "+what)
	}
	if k.mustCancel {
		is := false
		if exc != nil {
			var err error
			if is, err = s.isCancelled(t, exc); err != nil {
				return err
			}
		}
		if !is {
			var err error
			if exc, err = k.cancelledError(t); err != nil {
				return err
			}
		}
		k.mustCancel = false
	}
	k.waiter = core.None
	var v value
	var done bool
	var err error
	if exc == nil {
		v, done, err = t.SendTo(k.coro, core.None)
	} else {
		v, done, err = t.ThrowTo(k.coro, exc)
	}
	if err == nil && !done {
		return k.await(t, v)
	}
	k.wakeup = value{}
	if err != nil {
		return k.ended(t, err)
	}
	if k.mustCancel {
		// It was cancelled just before its coroutine ended.
		k.mustCancel = false
		msg := core.None
		if k.more != nil {
			msg = k.more.message
		}
		_, err = k.future.cancel(t, msg)
		return err
	}
	k.rest(t)
	return k.future.setResult(t, v)
}

// ended ends the task with what its coroutine raised.
func (k *task) ended(t *thread, err error) error {
	e := core.ExceptionOf(err)
	if e == nil {
		return err // the interpreter is being killed
	}
	is, failed := k.st.isCancelled(t, e)
	if failed != nil {
		return failed
	}
	if is {
		k.rare().exc = e.Val()
		_, err := k.future.cancel(t, core.None)
		return err
	}
	if failed := k.future.setException(t, e.Val()); failed != nil {
		return failed
	}
	if core.Matches(e, &core.ExcKeyboardInterrupt) || core.Matches(e, &core.ExcSystemExit) {
		return e
	}
	return nil
}

// await deals with what the coroutine yielded: a future to wait for, or None for another turn.
func (k *task) await(t *thread, v value) error {
	if v.IsNone() {
		return k.soon(t, nil)
	}
	if v.Is(k.val()) {
		return k.wrong(t, "Task cannot await on itself: %s", k.val())
	}
	f := native(v)
	if f == nil {
		return k.awaitOther(t, v)
	}
	switch {
	case !f.loop.Is(k.loop):
		return k.wrong(t, "Task %s got Future %s attached to a different loop", k.val(), v)
	case !f.blocking:
		return k.wrong(t, "yield was used instead of yield from in task %s with %s", k.val(), v)
	}
	f.blocking = false
	if err := f.awaitedBy(t, k.val()); err != nil {
		return err
	}
	if err := f.onDone(t, k.wake(), k.ctx); err != nil {
		return err
	}
	return k.waitFor(t, v)
}

// awaitOther is await for futures of other classes, and for what is none.
func (k *task) awaitOther(t *thread, v value) error {
	blocking, err := t.LookupAttr(v, sBlocking)
	if err != nil {
		return err
	}
	if !blocking.Given() {
		if core.IsGenerator(v) {
			return k.wrong(t, "yield was used instead of yield from for generator in task %s with %s", k.val(), v)
		}
		return k.wrong(t, "Task got bad yield: %s", v)
	}
	is, err := t.Truth(blocking)
	if err != nil {
		return err
	}
	loopOf, err := k.st.from(t, "asyncio.futures", "_get_loop")
	if err != nil {
		return err
	}
	loop, err := t.Call(loopOf, v)
	if err != nil {
		return err
	}
	switch {
	case !loop.Is(k.loop):
		return k.wrong(t, "Task %s got Future %s attached to a different loop", k.val(), v)
	case !is:
		return k.wrong(t, "yield was used instead of yield from in task %s with %s", k.val(), v)
	}
	if err := t.SetAttr(v, sBlocking, core.False); err != nil {
		return err
	}
	if v.IsInstance(&futureType) {
		if err := futureOf(v).awaitedBy(t, k.val()); err != nil {
			return err
		}
	}
	add, err := t.GetAttr(v, core.Intern("add_done_callback"))
	if err != nil {
		return err
	}
	if _, err := t.CallKw(add, []value{k.wake(), k.ctx}, contextKw); err != nil {
		return err
	}
	return k.waitFor(t, v)
}

// waitFor notes what the task waits for, and passes on a cancellation that came before.
func (k *task) waitFor(t *thread, v value) error {
	k.waiter = v
	if !k.mustCancel {
		return nil
	}
	ok, err := k.cancelWaiter(t)
	if ok {
		k.mustCancel = false
	}
	return err
}

func (k *task) cancelWaiter(t *thread) (bool, error) {
	msg := core.None
	if k.more != nil {
		msg = k.more.message
	}
	return cancelWith(t, k.waiter, msg)
}

func cancelWith(t *thread, f, msg value) (bool, error) {
	cancel, err := t.GetAttr(f, core.Intern("cancel"))
	if err != nil {
		return false, err
	}
	v, err := t.CallKw(cancel, []value{msg}, msgKw)
	if err != nil {
		return false, err
	}
	return t.Truth(v)
}

// wrong goes on with a RuntimeError about what the coroutine yielded.
func (k *task) wrong(t *thread, format string, args ...value) error {
	words := make([]any, len(args))
	for i, v := range args {
		s, err := t.Repr(v)
		if err != nil {
			return err
		}
		words[i] = s.String()
	}
	return k.soon(t, core.ExceptionOf(t.RuntimeError(format, words...)))
}

// wake is the callback by which a future resumes the task.
func (k *task) wake() value {
	if k.wakeup == (value{}) {
		k.wakeup = wakeup.Bound(k.val())
	}
	return k.wakeup
}

// woken goes on with the outcome of a future.
func (k *task) woken(t *thread, v value) error {
	f := native(v)
	if f == nil {
		if v.IsInstance(&futureType) {
			if err := futureOf(v).noLonger(t, k.val()); err != nil {
				return err
			}
		}
		_, err := t.CallMethod(v, core.Intern("result"))
		if err == nil {
			return k.step(t, nil)
		}
		e := core.ExceptionOf(err)
		if e == nil {
			return err
		}
		return k.step(t, e)
	}
	if err := f.noLonger(t, k.val()); err != nil {
		return err
	}
	if f.status == finished && !f.failed {
		return k.step(t, nil)
	}
	_, err := f.outcome(t)
	e := core.ExceptionOf(err)
	if e == nil {
		return err
	}
	return k.step(t, e)
}

// cancel is Task.cancel.
func (k *task) cancel(t *thread, msg value) (bool, error) {
	k.logTB = false
	if k.status != pending {
		return false, nil
	}
	k.cancels++
	if !k.waiter.IsNone() {
		ok, err := cancelWith(t, k.waiter, msg)
		if err != nil || ok {
			return ok, err
		}
	}
	k.mustCancel = true
	if !msg.IsNone() || k.more != nil {
		k.rare().message = msg
	}
	return true, nil
}

func (k *task) nameVal() value {
	if k.name.IsNone() && k.number > 0 {
		k.name = core.StrVal("Task-" + strconv.FormatUint(k.number, 10))
	}
	return k.name
}

// taskDel tells of a task that was forgotten before it ended.
func taskDel(t *thread, v value) error {
	k := taskOf(v)
	if k.status == pending && !k.silent {
		k.silent = true
		k.report(t, "Task was destroyed but it is pending!", "task", core.Unbound)
	}
	return futureDel(t, v)
}

func taskTraverse(h *core.Header, visit func(value)) {
	futureTraverse(h, visit)
	k := taskOf(core.Obj(h))
	if k.status != blank {
		for _, v := range []value{k.coro, k.name, k.ctx, k.waiter, k.wakeup} {
			visit(v)
		}
	}
}
