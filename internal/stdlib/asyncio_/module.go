// Package asyncio_ is the native module _casyncio: the Future and Task of asyncio, which module _asyncio gives. An interpreter's loop
// and current task are those of its threads; nothing is shared between interpreters but the types.
package asyncio_

import (
	"sync"
	"weak"

	"github.com/vivarium-py/vivarium/internal/core"
)

type (
	value  = core.Value
	thread = core.Thread
)

var (
	futureType, taskType, iterType, stepType core.Type
	wakeup                                   *core.Native // unbound
	contextKw, msgKw                         *core.Tuple
	sGetDebug, sCallSoon, sBlocking          *core.Str
	setupOnce                                sync.Once
)

// state is an interpreter's part.
type state struct {
	names   map[string]value // of other modules
	current *core.Dict       // the task that each loop runs
	tasks   registry
}

type stateKey struct{}

func stateOf(t *thread) *state {
	return core.StateOf(t.Interp(), stateKey{}, func() *state {
		return &state{names: map[string]value{}, current: core.NewDict()}
	})
}

// registry knows the tasks that are not eager, weakly.
type registry struct {
	list  []weak.Pointer[task]
	eager []*task
	prune int // length at which those that are done or dead are dropped
	count uint64
}

func (r *registry) add(k *task) {
	if len(r.list) >= r.prune {
		live := r.list[:0]
		for _, p := range r.list {
			if k := p.Value(); k != nil && !k.done() {
				live = append(live, p)
			}
		}
		clear(r.list[len(live):])
		r.list, r.prune = live, 2*len(live)+64
	}
	k.unlisted = false
	r.list = append(r.list, weak.Make(k))
}

// all gives the tasks that are not done.
func (r *registry) all() []value {
	var out []value
	for _, p := range r.list {
		if k := p.Value(); k != nil && !k.done() && !k.unlisted {
			out = append(out, k.val())
		}
	}
	return out
}

// from gives a name of another module, which is imported when it is first asked for.
func (s *state) from(t *thread, module, name string) (value, error) {
	if v, ok := s.names[name]; ok {
		return v, nil
	}
	m, err := t.Import(module)
	if err != nil {
		return core.Unbound, err
	}
	v, err := t.GetAttr(m, core.Intern(name))
	if err == nil {
		s.names[name] = v
	}
	return v, err
}

// raise makes one of asyncio's exceptions.
func (s *state) raise(t *thread, name, text string) error {
	cls, err := s.from(t, "asyncio.exceptions", name)
	if err != nil {
		return err
	}
	v, err := t.Call(cls, core.StrVal(text))
	if err != nil {
		return err
	}
	if e := core.AsException(v); e != nil {
		return e
	}
	return t.TypeError("exceptions must derive from BaseException")
}

func (s *state) isCancelled(t *thread, e *core.Exception) (bool, error) {
	cls, err := s.from(t, "asyncio.exceptions", "CancelledError")
	if err != nil {
		return false, err
	}
	c := core.AsType(cls)
	return c != nil && e.Val().IsInstance(c), nil
}

func (s *state) copyContext(t *thread) (value, error) {
	f, err := s.from(t, "_contextvars", "copy_context")
	if err != nil {
		return core.Unbound, err
	}
	return t.Call(f)
}

// eventLoop is what a future without a loop belongs to.
func (s *state) eventLoop(t *thread) (value, error) {
	if loop := t.RunningLoop(); !loop.IsNone() {
		return loop, nil
	}
	m, err := t.Import("asyncio.events")
	if err != nil {
		return core.Unbound, err
	}
	get, err := t.GetAttr(m, core.Intern("get_event_loop"))
	if err != nil {
		return core.Unbound, err
	}
	return t.Call(get)
}

func (s *state) currentOf(t *thread, loop value) (value, error) {
	v, ok, err := s.current.Get(t, loop)
	if !ok {
		v = core.None
	}
	return v, err
}

// enter makes a task the current one of its loop, leave ends that, swap does both.
func (s *state) enter(t *thread, loop, k value) error {
	old, ok, err := s.current.Get(t, loop)
	if err != nil {
		return err
	}
	if ok {
		return clash(t, "Cannot enter into task %s while another task %s is being executed.", k, old)
	}
	return s.current.Set(t, loop, k)
}

func (s *state) leave(t *thread, loop, k value) error {
	old, err := s.currentOf(t, loop)
	if err != nil {
		return err
	}
	if !old.Is(k) {
		return clash(t, "Leaving task %s does not match the current task %s.", k, old)
	}
	_, _, err = s.current.Delete(t, loop)
	return err
}

func (s *state) swap(t *thread, loop, k value) (value, error) {
	old, err := s.currentOf(t, loop)
	if err != nil {
		return core.Unbound, err
	}
	if k.IsNone() {
		_, _, err = s.current.Delete(t, loop)
	} else {
		err = s.current.Set(t, loop, k)
	}
	return old, err
}

func clash(t *thread, format string, k, old value) error {
	a, err := t.Repr(k)
	if err != nil {
		return err
	}
	b, err := t.Repr(old)
	if err != nil {
		return err
	}
	return t.RuntimeError(format, a.String(), b.String())
}

func setup() {
	contextKw = core.AsTuple(core.NewTuple(core.Intern("context").Val()))
	msgKw = core.AsTuple(core.NewTuple(core.Intern("msg").Val()))
	sGetDebug, sCallSoon, sBlocking = core.Intern("get_debug"), core.Intern("call_soon"), core.Intern("_asyncio_future_blocking")
	setupTypes()
	setupIter()
	wakeup = core.MethodOf(&core.Func{Name: "task_wakeup", Sig: "(self, future, /)", Flags: core.Polls, Fn: func(t *thread, a []value) (value, error) {
		return core.None, taskOf(a[0]).woken(t, a[1])
	}}, &taskType)
}

// Module is _casyncio.
func Module() *core.ModuleDef {
	do := func(name, sig, doc string, f func(t *thread, s *state, a []value) (value, error)) core.Func {
		return core.Func{Name: name, Sig: sig, Flags: core.Polls, Doc: doc, Fn: func(t *thread, a []value) (value, error) { return f(t, stateOf(t), a) }}
	}
	return &core.ModuleDef{
		Name: "_casyncio",
		Doc:  "What module _asyncio consists of.",
		Types: func() []*core.Type {
			setupOnce.Do(setup)
			return []*core.Type{&futureType, &taskType, &iterType, &stepType}
		},
		Funcs: []core.Func{
			{Name: "_get_running_loop", Sig: "()", Flags: core.Pure, Doc: "Return the event loop that runs in this thread, or None.\n\nFor event loops; others call get_running_loop().", Fn: func(t *thread, a []value) (value, error) {
				return t.RunningLoop(), nil
			}},
			{Name: "_set_running_loop", Sig: "(loop, /)", Flags: core.Pure, Doc: "Say which event loop runs in this thread, or None.\n\nFor event loops only.", Fn: func(t *thread, a []value) (value, error) {
				t.SetRunningLoop(a[0])
				return core.None, nil
			}},
			{Name: "get_running_loop", Sig: "()", Flags: core.Pure, Doc: "Return the event loop that runs in this thread, or raise RuntimeError if none\ndoes.", Fn: running},
			do("_enter_task", "(loop, task)", "Say that a task of the loop begins or goes on to run.", func(t *thread, s *state, a []value) (value, error) {
				return core.None, s.enter(t, a[0], a[1])
			}),
			do("_leave_task", "(loop, task)", "Say that a task of the loop ends or pauses.", func(t *thread, s *state, a []value) (value, error) {
				return core.None, s.leave(t, a[0], a[1])
			}),
			do("_swap_current_task", "(loop, task)", "Make a task (or None) the current one of the loop and return what was.\n\nFor tasks that run at once, before they are scheduled.", func(t *thread, s *state, a []value) (value, error) {
				return s.swap(t, a[0], a[1])
			}),
			do("current_task", "(loop=None)", "Return a currently executed task.", func(t *thread, s *state, a []value) (value, error) {
				loop := a[0]
				if loop.IsNone() {
					var err error
					if loop, err = running(t, nil); err != nil {
						return core.Unbound, err
					}
				}
				return s.currentOf(t, loop)
			}),
			do("_current_tasks", "()", "The dict of the task that each loop runs.", func(t *thread, s *state, a []value) (value, error) {
				return s.current.Val(), nil
			}),
			do("_list_task", "(task, /)", "Have _tasks() give a task; False if it is not an instance of Task.", func(t *thread, s *state, a []value) (value, error) {
				if !a[0].IsInstance(&taskType) {
					return core.False, nil
				}
				s.tasks.add(taskOf(a[0]))
				return core.True, nil
			}),
			do("_unlist_task", "(task, /)", "The opposite of _list_task().", func(t *thread, s *state, a []value) (value, error) {
				if !a[0].IsInstance(&taskType) {
					return core.False, nil
				}
				taskOf(a[0]).unlisted = true
				return core.True, nil
			}),
			do("_tasks", "()", "A list of the tasks that are not done and did not start eagerly.", func(t *thread, s *state, a []value) (value, error) {
				if err := t.PollN(len(s.tasks.list)); err != nil {
					return core.Unbound, err
				}
				if err := t.ChargeItems(len(s.tasks.list)); err != nil {
					return core.Unbound, err
				}
				return core.NewList(s.tasks.all()), nil
			}),
			do("_tasks_starting", "()", "A list of the tasks that start eagerly just now.", func(t *thread, s *state, a []value) (value, error) {
				var out []value
				for _, k := range s.tasks.eager {
					out = append(out, k.val())
				}
				return core.NewList(out), nil
			}),
			do("future_add_to_awaited_by", "(fut, waiter, /)", "Record that `fut` is awaited on by `waiter`.", func(t *thread, s *state, a []value) (value, error) {
				if a[0].IsInstance(&futureType) && a[1].IsInstance(&futureType) && futureOf(a[0]).status != blank {
					return core.None, futureOf(a[0]).awaitedBy(t, a[1])
				}
				return core.None, nil
			}),
			do("future_discard_from_awaited_by", "(fut, waiter, /)", "", func(t *thread, s *state, a []value) (value, error) {
				if a[0].IsInstance(&futureType) && futureOf(a[0]).status != blank {
					return core.None, futureOf(a[0]).noLonger(t, a[1])
				}
				return core.None, nil
			}),
		},
	}
}

func running(t *thread, a []value) (value, error) {
	loop := t.RunningLoop()
	if loop.IsNone() {
		return core.Unbound, t.RuntimeError("no running event loop")
	}
	return loop, nil
}
