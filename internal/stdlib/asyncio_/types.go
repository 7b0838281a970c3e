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
		Doc: "A result that is not there yet.\n\nIt is much like concurrent.futures.Future, but belongs to one event loop,\nwhich calls the callbacks; and result() and exception() do not wait, but raise\nInvalidStateError if it is too early.",
		Sig: "(*, loop=None)",
		New: &core.Func{Name: "Future", Sig: "(cls, /, *args, **kwargs)", Flags: core.Pure, Fn: func(t *thread, a []value) (value, error) {
			return core.New[future](core.AsType(a[0])).val(), nil
		}},
		Init: &core.Func{Name: "Future", Sig: "(self, /, *, loop=None)", Flags: core.Polls, Fn: func(t *thread, a []value) (value, error) {
			return core.None, futureOf(a[0]).init(t, a[1])
		}},
		Slots: core.Slots{Repr: reprBy("asyncio.base_futures", "_future_repr"), Iter: newIter, Await: newIter, Del: futureDel, Traverse: futureTraverse},
		Methods: []core.Func{
			early("result", "(self, /)", "Return the result, or raise the exception, of a future that is done.\n\nRaise CancelledError if it was cancelled and InvalidStateError if it is not\ndone.", func(t *thread, f *future, a []value) (value, error) {
				return f.outcome(t)
			}),
			early("exception", "(self, /)", "Return the exception of a future that is done, or None if it has a result.\n\nRaise CancelledError if it was cancelled and InvalidStateError if it is not\ndone.", func(t *thread, f *future, a []value) (value, error) {
				return f.exception(t)
			}),
			method("set_result", "(self, result, /)", "Finish the future with a result, or raise InvalidStateError if it is done.", func(t *thread, f *future, a []value) (value, error) {
				return core.None, f.setResult(t, a[1])
			}),
			method("set_exception", "(self, exception, /)", "Finish the future with an exception, or raise InvalidStateError if it is done.", func(t *thread, f *future, a []value) (value, error) {
				return core.None, f.setException(t, a[1])
			}),
			{Name: "add_done_callback", Sig: "(self, fn, /, *, context=<unrepresentable>)", Flags: core.Polls, Doc: "Have the event loop call fn(future) once the future is done, which may be soon.\n\ncontext is the contextvars.Context to call it in, by default the current one.", Fn: func(t *thread, a []value) (value, error) {
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
			method("remove_done_callback", "(self, fn, /)", "Take a callback away, as often as it was added, and return how often that was.", func(t *thread, f *future, a []value) (value, error) {
				return f.removeCallback(t, a[1])
			}),
			method("cancel", "(self, /, msg=None)", "Cancel the future and have its callbacks called.\n\nReturn False, and do nothing, if it is done already.", func(t *thread, f *future, a []value) (value, error) {
				return boolean(f.cancel(t, a[1]))
			}),
			{Name: "cancelled", Sig: "(self, /)", Flags: core.Pure, Doc: "Return whether the future was cancelled.", Fn: func(t *thread, a []value) (value, error) {
				return core.Bool(futureOf(a[0]).status == cancelled), nil
			}},
			{Name: "done", Sig: "(self, /)", Flags: core.Pure, Doc: "Return whether there is a result or an exception, or the future was cancelled.", Fn: func(t *thread, a []value) (value, error) {
				return core.Bool(futureOf(a[0]).done()), nil
			}},
			method("get_loop", "(self, /)", "Return the event loop to which the future belongs.", func(t *thread, f *future, a []value) (value, error) {
				return f.loop, nil
			}),
			method("_make_cancelled_error", "(self, /)", "Return the CancelledError to raise for a cancelled future; to be called once.", func(t *thread, f *future, a []value) (value, error) {
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
		Doc: "A coroutine that an event loop runs, and the future of its result.",
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
			taskMethod("cancel", "(self, /, msg=None)", "Ask the task to stop: CancelledError is raised where it waits.\n\nThe task may clean up, or catch the error and go on, so it need not end, and\ncancelled() is true only after it has. Each call counts as one request, see\ncancelling(). Return False if the task is done already.", func(t *thread, k *task, a []value) (value, error) {
				return boolean(k.cancel(t, a[1]))
			}),
			taskMethod("cancelling", "(self, /)", "Return how many requests to cancel are pending: calls of cancel() less those\nof uncancel().", func(t *thread, k *task, a []value) (value, error) {
				return core.Int(int64(k.cancels)), nil
			}),
			taskMethod("uncancel", "(self, /)", "Take back one request to cancel, after catching CancelledError, and return how\nmany are left.", func(t *thread, k *task, a []value) (value, error) {
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
			taskMethod("get_stack", "(self, /, *, limit=None)", "Return the frames of the task, the outermost first.\n\nWhile it waits, that is the frame in which it does; after an exception, those\nof the traceback; otherwise none. limit keeps the newest frames of a stack, or\nthe oldest of a traceback.", func(t *thread, k *task, a []value) (value, error) {
				f, err := k.st.from(t, "asyncio.base_tasks", "_task_get_stack")
				if err != nil {
					return core.Unbound, err
				}
				return t.Call(f, a[0], a[1])
			}),
			taskMethod("print_stack", "(self, /, *, limit=None, file=None)", "Write the frames of get_stack(), as a traceback shows them, to a stream, by\ndefault sys.stderr.", func(t *thread, k *task, a []value) (value, error) {
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
