// This file implements the iterator of `await future` and the callables by which a loop resumes a task.
package asyncio_

import "github.com/vivarium-py/vivarium/internal/core"

// futureIter is what `await future` steps through: it yields the future once.
type futureIter struct {
	core.Header
	f *future // nil once closed
}

func newIter(t *thread, v value) (value, error) {
	f := futureOf(v)
	if err := f.alive(t); err != nil {
		return core.Unbound, err
	}
	it := &futureIter{f: f}
	return core.Make(&iterType, &it.Header), nil
}

// step yields the future, or returns its result.
func (it *futureIter) step(t *thread) (v value, done bool, err error) {
	f := it.f
	if f == nil {
		return core.None, true, nil
	}
	if f.status == pending {
		if f.blocking {
			return core.Unbound, false, t.RuntimeError("await wasn't used with future")
		}
		f.blocking = true
		return f.val(), false, nil
	}
	if native(f.val()) != nil {
		v, err = f.outcome(t)
	} else {
		v, err = t.CallMethod(f.val(), core.Intern("result"))
	}
	return v, true, err
}

// resume is step for callers that want StopIteration.
func resume(t *thread, v value) (value, error) {
	x, done, err := core.As[futureIter](v).step(t)
	if done && err == nil {
		return core.Unbound, core.StopIteration(x)
	}
	return x, err
}

func iterTraverse(h *core.Header, visit func(value)) {
	if f := core.As[futureIter](core.Obj(h)).f; f != nil {
		visit(f.val())
	}
}

func setupIter() {
	iterType.Setup(&core.TypeSpec{
		Name: "_asyncio.FutureIter", Layout: core.LayoutOf[futureIter](), Flags: core.FlagGeneric | core.FlagNoNew,
		Slots: core.Slots{
			Iter: core.SelfIter, Next: resume, Traverse: iterTraverse,
			Send: func(t *thread, v, x value) (value, bool, error) { return core.As[futureIter](v).step(t) },
		},
		Methods: []core.Func{
			{Name: "send", Sig: "(self, value, /)", Flags: core.Polls, Fn: func(t *thread, a []value) (value, error) { return resume(t, a[0]) }},
			{Name: "throw", Sig: "(self, type, val=<unrepresentable>, tb=<unrepresentable>, /)", Flags: core.Polls, Fn: func(t *thread, a []value) (value, error) {
				e, err := t.Throwable(a[1], a[2], a[3])
				if err != nil {
					return core.Unbound, err
				}
				core.As[futureIter](a[0]).f = nil
				return core.Unbound, e
			}},
			{Name: "close", Sig: "(self, /)", Flags: core.Pure, Fn: func(t *thread, a []value) (value, error) {
				core.As[futureIter](a[0]).f = nil
				return core.None, nil
			}},
		},
	})
	stepType.Setup(&core.TypeSpec{
		Name: "_asyncio.TaskStepMethWrapper", Layout: core.LayoutOf[taskStep](), Flags: core.FlagGeneric | core.FlagNoNew,
		Slots: core.Slots{
			Call: func(t *thread, v value, args []value, names *core.Tuple) (value, error) {
				if len(args) > 0 {
					what := "positional"
					if names.Len() > 0 {
						what = "keyword"
					}
					return core.Unbound, t.TypeError("function takes no %s arguments", what)
				}
				s := core.As[taskStep](v)
				return core.None, s.k.step(t, s.exc)
			},
			Traverse: func(h *core.Header, visit func(value)) {
				s := core.As[taskStep](core.Obj(h))
				visit(s.k.val())
				if s.exc != nil {
					visit(s.exc.Val())
				}
			},
		},
		GetSets: []core.GetSet{
			{Name: "__self__", Get: func(t *thread, v value) (value, error) { return core.As[taskStep](v).k.val(), nil }},
		},
	})
}

// taskStep is what the loop calls for the next step of a task, which begins with exc if that is not nil.
type taskStep struct {
	core.Header
	k   *task
	exc *core.Exception
}
