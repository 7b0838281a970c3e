package interpreters_

import (
	"time"

	"github.com/vivarium-py/vivarium/internal/core"
	"github.com/vivarium-py/vivarium/internal/crossing"
)

// Module declares _interpreters.
func Module() *core.ModuleDef {
	return &core.ModuleDef{
		Name: "_interpreters",
		Doc:  "Channels, which carry objects between interpreters.",
		Types: func() []*core.Type {
			setupOnce.Do(setup)
			return nil
		},
		Init: func(t *thread, m *core.Module) error {
			for name, typ := range map[string]*core.Type{"InterpreterError": &interpreterError, "InterpreterNotFoundError": &notFoundError,
				"NotShareableError": crossing.NotShareableError()} {
				m.Dict().SetStr(core.Intern(name), typ.Val())
			}
			return nil
		},
		Attrs: []core.Attr{
			{Name: "WHENCE_UNKNOWN", Value: core.Int(int64(core.WhenceUnknown))},
			{Name: "WHENCE_RUNTIME", Value: core.Int(int64(core.WhenceRuntime))},
			{Name: "WHENCE_LEGACY_CAPI", Value: core.Int(int64(core.WhenceLegacyCAPI))},
			{Name: "WHENCE_CAPI", Value: core.Int(int64(core.WhenceCAPI))},
			{Name: "WHENCE_XI", Value: core.Int(int64(core.WhenceXI))},
			{Name: "WHENCE_STDLIB", Value: core.Int(int64(core.WhenceStdlib))},
		},
		Funcs: append(lives(), runs()...),
	}
}

// lives are the functions that make, end and describe interpreters.
func lives() []core.Func {
	pair := func(in *core.Interpreter) value {
		return core.NewTuple(core.Int(in.ID()), core.Int(int64(in.Whence())))
	}
	return []core.Func{
		{Name: "new_config", Sig: "(name='isolated', /, **overrides)", Flags: core.Pure, Doc: "Return the settings of that name, changed by the keyword arguments.",
			Fn: func(t *thread, a []value) (value, error) {
				s := core.AsStr(a[0])
				if s == nil {
					return core.Unbound, t.TypeError("_interpreters.new_config() argument 1 must be str, not %s", a[0].TypeName())
				}
				c, err := preset(t, s.String())
				if err != nil {
					return core.Unbound, err
				}
				if d := core.AsDict(a[1]); d != nil {
					if err := readConfig(t, &c, d, false); err != nil {
						return core.Unbound, err
					}
				}
				return configNamespace(c), nil
			}},
		{Name: "create", Sig: "(config='isolated', *, reqrefs=False)", Flags: core.HostOp, Doc: "Make an interpreter and return its number.",
			Fn: func(t *thread, a []value) (value, error) {
				c, err := configArg(t, a[0])
				if err != nil {
					return core.Unbound, err
				}
				refs, err := t.Truth(a[1])
				if err != nil {
					return core.Unbound, err
				}
				if !valid(c) {
					return core.Unbound, raise(t, "interpreter creation failed")
				}
				in, err := create(t, core.ChildOptions{Config: c, ShareFiles: true}, refs)
				if err != nil {
					return core.Unbound, err
				}
				return core.Int(in.ID()), nil
			}},
		{Name: "destroy", Sig: "(id, *, restrict=False)", Flags: core.Blocks, Doc: "Destroy the identified interpreter.",
			Fn: func(t *thread, a []value) (value, error) {
				in, err := target(t, a[0], a[1], "destroy")
				if err != nil {
					return core.Unbound, err
				}
				return core.None, destroy(t, in)
			}},
		{Name: "list_all", Sig: "(*, require_ready=False)", Flags: core.Pure, Doc: "Return the numbers of all interpreters.",
			Fn: func(t *thread, a []value) (value, error) {
				var all []value
				for _, in := range t.Interp().Runtime().Interpreters() {
					if t.Interp().Sees(in) {
						all = append(all, pair(in))
					}
				}
				return core.NewList(all), nil
			}},
		{Name: "get_current", Sig: "()", Flags: core.Pure, Doc: "Return (ID, whence) of the current interpreter.",
			Fn: func(t *thread, a []value) (value, error) { return pair(t.Interp()), nil }},
		{Name: "get_main", Sig: "()", Flags: core.Pure, Doc: "Return (ID, whence) of the main interpreter.",
			Fn: func(t *thread, a []value) (value, error) { return pair(t.Interp().Root()), nil }},
		{Name: "is_running", Sig: "(id, *, restrict=False)", Flags: core.Pure, Doc: "Return whether the interpreter runs code in its __main__.",
			Fn: func(t *thread, a []value) (value, error) {
				in, err := target(t, a[0], a[1], "check if running for")
				if err != nil {
					return core.Unbound, err
				}
				return core.Bool(in.Running()), nil
			}},
		{Name: "get_config", Sig: "(id, *, restrict=False)", Flags: core.Pure, Doc: "Return with which settings the interpreter was made.",
			Fn: func(t *thread, a []value) (value, error) {
				in, err := target(t, a[0], a[1], "get the config of")
				if err != nil {
					return core.Unbound, err
				}
				return configNamespace(in.Config()), nil
			}},
		{Name: "whence", Sig: "(id)", Flags: core.Pure, Doc: "Return who made the interpreter, as a number.",
			Fn: func(t *thread, a []value) (value, error) {
				in, err := find(t, a[0])
				if err != nil {
					return core.Unbound, err
				}
				return core.Int(int64(in.Whence())), nil
			}},
		{Name: "incref", Sig: "(id, *, implieslink=False, restrict=False)", Flags: core.Pure,
			Fn: func(t *thread, a []value) (value, error) {
				in, err := target(t, a[0], a[2], "incref")
				if err != nil {
					return core.Unbound, err
				}
				link, err := t.Truth(a[1])
				if err != nil {
					return core.Unbound, err
				}
				in.Hold(t.Interp(), link)
				return core.None, nil
			}},
		{Name: "decref", Sig: "(id, *, restrict=False)", Flags: core.Blocks,
			Fn: func(t *thread, a []value) (value, error) {
				in, err := target(t, a[0], a[1], "decref")
				if err != nil {
					return core.Unbound, err
				}
				t.Block(func() { in.ReleaseFrom(t.Interp()) })
				return core.None, nil
			}},
		{Name: "is_shareable", Sig: "(obj)", Flags: core.Pure, Doc: "Return whether the object can go to another interpreter.",
			Fn: func(t *thread, a []value) (value, error) { return core.Bool(crossing.Shareable(a[0])), nil }},
		{Name: "capture_exception", Sig: "(exc=None)", Flags: core.Pure, Doc: "Describe an exception, by default the one being handled, in a form that can be\nkept or sent.",
			Fn: func(t *thread, a []value) (value, error) {
				v := a[0]
				if v.IsNone() {
					if v = t.Handled(); v.IsNone() {
						return v, nil
					}
				}
				e := core.AsException(v)
				if e == nil {
					text, err := t.Repr(v)
					if err != nil {
						return core.Unbound, err
					}
					return core.Unbound, t.TypeError("expected exception, got %s", text.String())
				}
				return crossing.Capture(t, e).Namespace(), nil
			}},
	}
}

// create makes a child of the caller's interpreter; with refs it ends with the last handle.
func create(t *thread, o core.ChildOptions, refs bool) (*core.Interpreter, error) {
	o.Whence = core.WhenceStdlib
	o.SharedLock = o.Config.GIL != "own"
	if refs {
		if err := t.ReclaimInterpreters(); err != nil {
			return nil, err
		}
	}
	if err := t.CheckFamily(); err != nil {
		return nil, err
	}
	in, err := t.Interp().NewChild(o)
	if err != nil {
		return nil, t.OSError(err)
	}
	if refs {
		in.NeedHandles()
	}
	return in, nil
}

func destroy(t *thread, in *core.Interpreter) error {
	if in == t.Interp() {
		return raise(t, "cannot destroy the current interpreter")
	}
	if in.Parent() == nil {
		return raise(t, "cannot destroy the main interpreter")
	}
	var err error
	t.Block(func() { err = in.Close() })
	if err == core.ErrRunning {
		return raise(t, "interpreter running")
	}
	return err
}

// runs are the functions that run code in an interpreter.
func runs() []core.Func {
	runner := func(name, doc, what, kinds string, text, code bool) core.Func {
		sig := "(id, code, shared=None, *, restrict=False)"
		switch name {
		case "run_string":
			sig = "(id, script, shared=None, *, restrict=False)"
		case "run_func":
			sig = "(id, func, shared=None, *, restrict=False)"
		}
		return core.Func{Name: name, Sig: sig, Flags: core.Blocks, Doc: doc, Fn: func(t *thread, a []value) (value, error) {
			in, err := target(t, a[0], a[3], what)
			if err != nil {
				return core.Unbound, err
			}
			src, err := script(t, a[1], errName[name], kinds, text, code)
			if err != nil {
				return core.Unbound, err
			}
			if in.Running() {
				return core.Unbound, raise(t, "interpreter already running")
			}
			shared, err := bind(t, a[2], true)
			if err != nil {
				return core.Unbound, err
			}
			return result(exec(t, in, src, shared, 0))
		}}
	}
	return []core.Func{
		runner("exec", "Run code, a string or a function, in the interpreter.", "exec code for", "a string, a function, or a code object", true, true),
		runner("run_string", "Run a string of code in the interpreter.", "run a string in", "str", true, false),
		runner("run_func", "Run a function's body in the interpreter, without arguments.", "run a function in", "a function or a code object", false, true),
		{Name: "call", Sig: "(id, callable, args=None, kwargs=None, *, restrict=False)", Flags: core.Blocks,
			Doc: "Call the provided object in the identified interpreter: (result, None) or (None, exception info). Without args and kwargs, as in 3.13, the result is dropped and None or the exception info given.",
			Fn: func(t *thread, a []value) (value, error) {
				in, err := target(t, a[0], a[4], "make a call in")
				if err != nil {
					return core.Unbound, err
				}
				if in.Running() {
					return core.Unbound, raise(t, "interpreter already running")
				}
				old := !a[2].Given() && !a[3].Given()
				if old {
					if !a[1].IsExactly(&core.FunctionType) {
						return core.Unbound, t.TypeError("_interpreters.call() argument 2 must be a function, not %s", a[1].TypeName())
					}
					src, err := script(t, a[1], "call", "a function", false, true)
					if err != nil {
						return core.Unbound, err
					}
					return result(exec(t, in, src, nil, 0))
				}
				v, info, err := call(t, in, a[1], a[2], a[3], 0, true)
				if err != nil {
					return core.Unbound, err
				}
				if info != nil {
					return core.NewTuple(core.None, info.Namespace()), nil
				}
				return core.NewTuple(v, core.None), nil
			}},
		{Name: "set___main___attrs", Sig: "(id, ns, *, restrict=False)", Flags: core.Blocks, Doc: "Set names in the interpreter's __main__.",
			Fn: func(t *thread, a []value) (value, error) {
				in, err := target(t, a[0], a[2], "update __main__ for")
				if err != nil {
					return core.Unbound, err
				}
				return core.None, prepare(t, in, a[1], true)
			}},
	}
}

// errName is how errors call a function: run_func calls itself exec, as in CPython.
var errName = map[string]string{"exec": "exec", "run_string": "run_string", "run_func": "exec"}

// prepare binds the items of a mapping in the interpreter's __main__.
func prepare(t *thread, in *core.Interpreter, ns value, strict bool) error {
	all, err := bind(t, ns, strict)
	if err != nil {
		return err
	}
	if len(all) == 0 {
		return t.ValueError("arg 2 must be a non-empty mapping")
	}
	if in.Running() {
		return raise(t, "interpreter already running")
	}
	info, err := run(t, in, 0, func(ct *thread) error { return assign(ct, all) })
	if err != nil {
		return err
	}
	if info != nil && info.Killed != nil {
		return raise(t, "%s", info.Formatted)
	}
	if info != nil {
		return notShareable(t, info.Formatted)
	}
	return nil
}

// stats describes what an interpreter uses; who has a fixed clock sees no time in it.
func stats(t *thread, u core.Usage) value {
	if !t.Interp().Host().TimePasses() {
		u.CPU, u.Wall = 0, 0
	}
	secs := func(d time.Duration) value { return core.Float(d.Seconds()) }
	d := core.NewDict()
	for _, x := range []core.Attr{
		{Name: "cpu", Value: secs(u.CPU)}, {Name: "wall", Value: secs(u.Wall)}, {Name: "memory", Value: core.Int(u.Memory)},
		{Name: "memory_peak", Value: core.Int(u.Peak)}, {Name: "output", Value: core.Int(u.Output)},
		{Name: "instructions", Value: core.Int(u.Instructions)}, {Name: "threads", Value: core.Int(int64(u.Threads))},
		{Name: "handles", Value: core.Int(int64(u.Handles))}, {Name: "children", Value: core.Int(int64(u.Children))},
	} {
		d.SetStr(core.Intern(x.Name), x.Value)
	}
	return d.Val()
}
