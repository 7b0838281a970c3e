// This file declares the types Future and Task.
package asyncio_

import (
	"unsafe"

	"github.com/vivarium-py/vivarium/internal/core"
)

type natively = func(t *thread, f *future, a []value) (value, error)

// method declares a method of an initialised future.
func method(name, sig, doc string, do natively) core.Func {
	return core.Func{Name: name, Sig: sig, Flags: core.Polls, Doc: doc, Fn: func(t *thread, a []value) (value, error) {
		f := futureOf(a[0])
		if err := f.alive(t); err != nil {
			return core.Unbound, err
		}
		return do(t, f, a)
	}}
}

// early is method for what says of a future that is not initialised that it is not done.
func early(name, sig, doc string, do natively) core.Func {
	return core.Func{Name: name, Sig: sig, Flags: core.Polls, Doc: doc, Fn: func(t *thread, a []value) (value, error) {
		f := futureOf(a[0])
		if f.status == blank {
			return core.Unbound, stateOf(t).raise(t, "InvalidStateError", "Future object is not initialized.")
		}
		return do(t, f, a)
	}}
}

// taskMethod is method for a task.
func taskMethod(name, sig, doc string, do func(t *thread, k *task, a []value) (value, error)) core.Func {
	return method(name, sig, doc, func(t *thread, f *future, a []value) (value, error) { return do(t, taskOf(a[0]), a) })
}

// get declares an attribute of an initialised future, taskGet one of a task.
func get(name string, do func(f *future) value) core.GetSet {
	return core.GetSet{Name: name, Get: func(t *thread, v value) (value, error) {
		f := futureOf(v)
		if err := f.alive(t); err != nil {
			return core.Unbound, err
		}
		return do(f), nil
	}}
}

func taskGet(name string, do func(k *task) value) core.GetSet {
	return get(name, func(f *future) value { return do(taskOf(f.val())) })
}

// settable adds a setter to an attribute.
func settable(g core.GetSet, set func(t *thread, f *future, x value) error) core.GetSet {
	g.Set = func(t *thread, v, x value) error {
		if x.IsUnbound() {
			return t.Raise(&core.ExcAttributeError, "cannot delete attribute")
		}
		f := futureOf(v)
		if err := f.alive(t); err != nil {
			return err
		}
		return set(t, f, x)
	}
	return g
}

// reprBy is the Repr slot by a function of asyncio's.
func reprBy(module, name string) func(t *thread, v value) (value, error) {
	return func(t *thread, v value) (value, error) {
		if err := futureOf(v).alive(t); err != nil {
			return core.Unbound, err
		}
		f, err := stateOf(t).from(t, module, name)
		if err != nil {
			return core.Unbound, err
		}
		return t.Call(f, v)
	}
}

func boolean(b bool, err error) (value, error) {
	if err != nil {
		return core.Unbound, err
	}
	return core.Bool(b), nil
}

func setupTypes() {
	futureType.Setup(&core.TypeSpec{
		Name: "_asyncio.Future", Layout: core.ExtLayoutOf[future](unsafe.Offsetof(future{}.ext)), Flags: core.FlagBase | core.FlagGeneric,
		Doc: "This class is *almost* compatible with concurrent.futures.Future.\n\n    Differences:\n\n    - result() and exception() do not take a timeout argument and\n      raise an exception when the future isn't done yet.\n\n    - Callbacks registered with add_done_callback() are always called\n      via the event loop's call_soon_threadsafe().\n\n    - This class is not compatible with the wait() and as_completed()\n      methods in the concurrent.futures package.",
		Sig: "(*, loop=None)",
		New: &core.Func{Name: "Future", Sig: "(cls, /, *args, **kwargs)", Flags: core.Pure, Fn: func(t *thread, a []value) (value, error) {
			return core.New[future](core.AsType(a[0])).val(), nil
		}},
		Init: &core.Func{Name: "Future", Sig: "(self, /, *, loop=None)", Flags: core.Polls, Fn: func(t *thread, a []value) (value, error) {
			return core.None, futureOf(a[0]).init(t, a[1])
		}},
		Slots: core.Slots{Repr: reprBy("asyncio.base_futures", "_future_repr"), Iter: newIter, Await: newIter, Del: futureDel, Traverse: futureTraverse},
		Methods: []core.Func{
			early("result", "(self, /)", "Return the result this future represents.\n\nIf the future has been cancelled, raises CancelledError.  If the\nfuture's result isn't yet available, raises InvalidStateError.  If\nthe future is done and has an exception set, this exception is raised.", func(t *thread, f *future, a []value) (value, error) {
				return f.outcome(t)
			}),
			early("exception", "(self, /)", "Return the exception that was set on this future.\n\nThe exception (or None if no exception was set) is returned only if\nthe future is done.  If the future has been cancelled, raises\nCancelledError.  If the future isn't done yet, raises\nInvalidStateError.", func(t *thread, f *future, a []value) (value, error) {
				return f.exception(t)
			}),
			method("set_result", "(self, result, /)", "Mark the future done and set its result.\n\nIf the future is already done when this method is called, raises\nInvalidStateError.", func(t *thread, f *future, a []value) (value, error) {
				return core.None, f.setResult(t, a[1])
			}),
			method("set_exception", "(self, exception, /)", "Mark the future done and set an exception.\n\nIf the future is already done when this method is called, raises\nInvalidStateError.", func(t *thread, f *future, a []value) (value, error) {
				return core.None, f.setException(t, a[1])
			}),
			{Name: "add_done_callback", Sig: "(self, fn, /, *, context=<unrepresentable>)", Flags: core.Polls, Doc: "Add a callback to be run when the future becomes done.\n\nThe callback is called with a single argument - the future object. If\nthe future is already done when this is called, the callback is\nscheduled with call_soon.", Fn: func(t *thread, a []value) (value, error) {
				f, ctx := futureOf(a[0]), a[2]
				if f.status == blank {
					return core.Unbound, t.RuntimeError("uninitialized Future object")
				}
				if ctx.IsUnbound() {
					var err error
					if ctx, err = f.st.copyContext(t); err != nil {
						return core.Unbound, err
					}
				}
				return core.None, f.onDone(t, a[1], ctx)
			}},
			method("remove_done_callback", "(self, fn, /)", "Remove all instances of a callback from the \"call when done\" list.\n\nReturns the number of callbacks removed.", func(t *thread, f *future, a []value) (value, error) {
				return f.removeCallback(t, a[1])
			}),
			method("cancel", "(self, /, msg=None)", "Cancel the future and schedule callbacks.\n\nIf the future is already done or cancelled, return False.  Otherwise,\nchange the future's state to cancelled, schedule the callbacks and\nreturn True.", func(t *thread, f *future, a []value) (value, error) {
				return boolean(f.cancel(t, a[1]))
			}),
			{Name: "cancelled", Sig: "(self, /)", Flags: core.Pure, Doc: "Return True if the future was cancelled.", Fn: func(t *thread, a []value) (value, error) {
				return core.Bool(futureOf(a[0]).status == cancelled), nil
			}},
			{Name: "done", Sig: "(self, /)", Flags: core.Pure, Doc: "Return True if the future is done.\n\nDone means either that a result / exception are available, or that the\nfuture was cancelled.", Fn: func(t *thread, a []value) (value, error) {
				return core.Bool(futureOf(a[0]).done()), nil
			}},
			method("get_loop", "(self, /)", "Return the event loop the Future is bound to.", func(t *thread, f *future, a []value) (value, error) {
				return f.loop, nil
			}),
			method("_make_cancelled_error", "(self, /)", "Create the CancelledError to raise if the Future is cancelled.\n\nThis should only be called once when handling a cancellation since\nit erases the context exception value.", func(t *thread, f *future, a []value) (value, error) {
				e, err := f.cancelledError(t)
				if err != nil {
					return core.Unbound, err
				}
				return e.Val(), nil
			}),
			core.ClassGetItemFunc(),
		},
		GetSets: []core.GetSet{
			get("_state", func(f *future) value { return core.StrVal(stateNames[f.status]) }),
			settable(get("_asyncio_future_blocking", func(f *future) value { return core.Bool(f.blocking) }), func(t *thread, f *future, x value) (err error) {
				f.blocking, err = t.Truth(x)
				return err
			}),
			{Name: "_loop", Get: func(t *thread, v value) (value, error) {
				if f := futureOf(v); f.status != blank {
					return f.loop, nil
				}
				return core.None, nil
			}},
			{Name: "_callbacks", Get: func(t *thread, v value) (value, error) {
				f := futureOf(v)
				if err := f.alive(t); err != nil || len(f.callbacks) == 0 {
					return core.None, err
				}
				if err := t.Charge(80 * len(f.callbacks)); err != nil {
					return core.Unbound, err
				}
				out := make([]value, len(f.callbacks))
				for i, c := range f.callbacks {
					out[i] = core.Pair(c.fn, c.ctx)
					if err := t.PollAt(i); err != nil {
						return core.Unbound, err
					}
				}
				return core.NewList(out), nil
			}},
			get("_result", func(f *future) value {
				if f.failed {
					return core.None
				}
				return f.result
			}),
			get("_exception", func(f *future) value {
				if f.failed {
					return f.result
				}
				return core.None
			}),
			settable(get("_log_traceback", func(f *future) value { return core.Bool(f.logTB) }), func(t *thread, f *future, x value) error {
				is, err := t.Truth(x)
				if err != nil {
					return err
				}
				if is {
					return t.ValueError("_log_traceback can only be set to False")
				}
				f.quiet(t)
				return nil
			}),
			get("_source_traceback", func(f *future) value {
				if f.more == nil {
					return core.None
				}
				return f.more.source
			}),
			settable(get("_cancel_message", func(f *future) value {
				if f.more == nil {
					return core.None
				}
				return f.more.message
			}), func(t *thread, f *future, x value) error {
				f.rare().message = x
				return nil
			}),
			{Name: "_asyncio_awaited_by", Get: func(t *thread, v value) (value, error) {
				f := futureOf(v)
				if err := f.alive(t); err != nil {
					return core.Unbound, err
				}
				frozen := core.Obj(&core.NewFrozenSet().Header)
				if s := core.AsSet(f.waitedBy); s != nil {
					if s.Len() == 0 {
						return core.None, nil
					}
					return t.CallMethod(frozen, core.Intern("union"), f.waitedBy)
				}
				if f.waitedBy.IsNone() {
					return core.None, nil
				}
				return t.CallMethod(frozen, core.Intern("union"), core.NewTuple(f.waitedBy))
			}},
		},
	})
	refuse := func(name, arg string) core.Func {
		return core.Func{Name: name, Sig: "(self, " + arg + ", /)", Flags: core.Pure, Fn: func(t *thread, a []value) (value, error) {
			return core.Unbound, t.RuntimeError("Task does not support %s operation", name)
		}}
	}
	taskType.Setup(&core.TypeSpec{
		Name: "_asyncio.Task", Base: &futureType, Layout: core.ExtLayoutOf[task](unsafe.Offsetof(task{}.ext)), Flags: core.FlagBase | core.FlagGeneric,
		Doc: "A coroutine wrapped in a Future.",
		Sig: "(coro, *, loop=None, name=None, context=None, eager_start=False)",
		New: &core.Func{Name: "Task", Sig: "(cls, /, *args, **kwargs)", Flags: core.Pure, Fn: func(t *thread, a []value) (value, error) {
			k := core.New[task](core.AsType(a[0]))
			k.coro, k.name, k.ctx, k.waiter = core.None, core.None, core.None, core.None
			return k.val(), nil
		}},
		Init: &core.Func{Name: "Task", Sig: "(self, /, coro, *, loop=None, name=None, context=None, eager_start=False)", Flags: core.Polls, Fn: func(t *thread, a []value) (value, error) {
			return core.None, taskOf(a[0]).init(t, a[1], a[2], a[3], a[4], a[5])
		}},
		Slots: core.Slots{Repr: reprBy("asyncio.base_tasks", "_task_repr"), Iter: newIter, Await: newIter, Del: taskDel, Traverse: taskTraverse},
		Methods: []core.Func{
			taskMethod("cancel", "(self, /, msg=None)", "Request that this task cancel itself.\n\nThis arranges for a CancelledError to be thrown into the\nwrapped coroutine on the next cycle through the event loop.\nThe coroutine then has a chance to clean up or even deny\nthe request using try/except/finally.\n\nUnlike Future.cancel, this does not guarantee that the\ntask will be cancelled: the exception might be caught and\nacted upon, delaying cancellation of the task or preventing\ncancellation completely.  The task may also return a value or\nraise a different exception.\n\nImmediately after this method is called, Task.cancelled() will\nnot return True (unless the task was already cancelled).  A\ntask will be marked as cancelled when the wrapped coroutine\nterminates with a CancelledError exception (even if cancel()\nwas not called).\n\nThis also increases the task's count of cancellation requests.", func(t *thread, k *task, a []value) (value, error) {
				return boolean(k.cancel(t, a[1]))
			}),
			taskMethod("cancelling", "(self, /)", "Return the count of the task's cancellation requests.\n\nThis count is incremented when .cancel() is called\nand may be decremented using .uncancel().", func(t *thread, k *task, a []value) (value, error) {
				return core.Int(int64(k.cancels)), nil
			}),
			taskMethod("uncancel", "(self, /)", "Decrement the task's count of cancellation requests.\n\nThis should be used by tasks that catch CancelledError\nand wish to continue indefinitely until they are cancelled again.\n\nReturns the remaining number of cancellation requests.", func(t *thread, k *task, a []value) (value, error) {
				if k.cancels > 0 {
					if k.cancels--; k.cancels == 0 {
						k.mustCancel = false
					}
				}
				return core.Int(int64(k.cancels)), nil
			}),
			taskMethod("get_name", "(self, /)", "", func(t *thread, k *task, a []value) (value, error) { return k.nameVal(), nil }),
			taskMethod("set_name", "(self, value, /)", "", func(t *thread, k *task, a []value) (value, error) {
				s, err := t.Str(a[1])
				if err != nil {
					return core.Unbound, err
				}
				k.name = s.Val()
				return core.None, nil
			}),
			taskMethod("get_coro", "(self, /)", "", func(t *thread, k *task, a []value) (value, error) { return k.coro, nil }),
			taskMethod("get_context", "(self, /)", "", func(t *thread, k *task, a []value) (value, error) { return k.ctx, nil }),
			taskMethod("get_stack", "(self, /, *, limit=None)", "Return the list of stack frames for this task's coroutine.\n\nIf the coroutine is not done, this returns the stack where it is\nsuspended.  If the coroutine has completed successfully or was\ncancelled, this returns an empty list.  If the coroutine was\nterminated by an exception, this returns the list of traceback\nframes.\n\nThe frames are always ordered from oldest to newest.\n\nThe optional limit gives the maximum number of frames to\nreturn; by default all available frames are returned.  Its\nmeaning differs depending on whether a stack or a traceback is\nreturned: the newest frames of a stack are returned, but the\noldest frames of a traceback are returned.  (This matches the\nbehavior of the traceback module.)\n\nFor reasons beyond our control, only one stack frame is\nreturned for a suspended coroutine.", func(t *thread, k *task, a []value) (value, error) {
				f, err := k.st.from(t, "asyncio.base_tasks", "_task_get_stack")
				if err != nil {
					return core.Unbound, err
				}
				return t.Call(f, a[0], a[1])
			}),
			taskMethod("print_stack", "(self, /, *, limit=None, file=None)", "Print the stack or traceback for this task's coroutine.\n\nThis produces output similar to that of the traceback module,\nfor the frames retrieved by get_stack().  The limit argument\nis passed to get_stack().  The file argument is an I/O stream\nto which the output is written; by default output is written\nto sys.stderr.", func(t *thread, k *task, a []value) (value, error) {
				f, err := k.st.from(t, "asyncio.base_tasks", "_task_print_stack")
				if err != nil {
					return core.Unbound, err
				}
				return t.Call(f, a[0], a[1], a[2])
			}),
			refuse("set_result", "result"),
			refuse("set_exception", "exception"),
			core.ClassGetItemFunc(),
		},
		GetSets: []core.GetSet{
			taskGet("_coro", func(k *task) value { return k.coro }),
			taskGet("_fut_waiter", func(k *task) value { return k.waiter }),
			taskGet("_must_cancel", func(k *task) value { return core.Bool(k.mustCancel) }),
			settable(taskGet("_log_destroy_pending", func(k *task) value { return core.Bool(!k.silent) }), func(t *thread, f *future, x value) error {
				is, err := t.Truth(x)
				taskOf(f.val()).silent = !is
				return err
			}),
		},
	})
}
