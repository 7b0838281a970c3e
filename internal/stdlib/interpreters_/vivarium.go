package interpreters_

import (
	"math"
	"time"

	"github.com/vivarium-py/vivarium/internal/core"
	"github.com/vivarium-py/vivarium/internal/crossing"
	"github.com/vivarium-py/vivarium/internal/policy"
)

// Vivarium declares _vivarium: what module interpreters adds to concurrent.interpreters.
func Vivarium() *core.ModuleDef {
	return &core.ModuleDef{
		Name: "_vivarium",
		Doc:  "Limits, grants, kill, timeouts and statistics of interpreters.",
		Types: func() []*core.Type {
			setupOnce.Do(setup)
			return nil
		},
		Funcs: []core.Func{
			{Name: "create", Sig: "(*, name=None, limits=None, policy=None, config='isolated', reqrefs=False)", Flags: core.HostOp,
				Doc: "Create an interpreter with limits (a dict) and grants ('inherit', 'none' or a dict), and return its ID.", Fn: createLimited},
			{Name: "create_as", Sig: "(config, whence)", Flags: core.HostOp, Doc: "Create an interpreter that says it was made otherwise, for tests.",
				Fn: func(t *thread, a []value) (value, error) {
					c, err := configArg(t, a[0])
					if err != nil {
						return core.Unbound, err
					}
					n, err := t.IndexInt(a[1])
					if err != nil {
						return core.Unbound, err
					}
					if !valid(c) {
						return core.Unbound, raise(t, "interpreter creation failed")
					}
					in, err := t.Interp().NewChild(core.ChildOptions{Config: c, Whence: core.Whence(n), SharedLock: c.GIL != "own", ShareFiles: true})
					if err != nil {
						return core.Unbound, t.OSError(err)
					}
					return core.Int(in.ID()), nil
				}},
			{Name: "exec_aside", Sig: "(id, script)", Flags: core.Blocks, Doc: "Execute a script in __main__'s namespace on a background thread of the interpreter.",
				Fn: func(t *thread, a []value) (value, error) {
					in, err := find(t, a[0])
					if err != nil {
						return core.Unbound, err
					}
					src, err := script(t, a[1], "exec_aside", "str", true, false)
					if err != nil {
						return core.Unbound, err
					}
					var info *crossing.ExcInfo
					var failed error
					t.Block(func() {
						failed = in.DoAside(func(ct *thread) error {
							if err := ct.RunText(src.text); err != nil {
								info = crossing.Capture(ct, err)
							}
							return nil
						})
					})
					if failed != nil {
						return core.Unbound, lifeError(t, in, failed)
					}
					return result(info, nil)
				}},
			{Name: "kill", Sig: "(id)", Flags: core.Pure, Doc: "End whatever the interpreter runs, uncatchably.",
				Fn: func(t *thread, a []value) (value, error) {
					in, err := find(t, a[0])
					if err != nil {
						return core.Unbound, err
					}
					if in.Parent() == nil {
						return core.Unbound, raise(t, "cannot kill the main interpreter")
					}
					in.Kill(&core.Kill{Limit: "killed"})
					return core.None, nil
				}},
			{Name: "name", Sig: "(id)", Flags: core.Pure, Doc: "Return the interpreter's name, '' if it has none.",
				Fn: func(t *thread, a []value) (value, error) {
					in, err := find(t, a[0])
					if err != nil {
						return core.Unbound, err
					}
					return core.StrVal(in.Name), nil
				}},
			{Name: "stats", Sig: "(id)", Flags: core.Blocks, Doc: "Return a dict of what the interpreter has used: seconds, bytes and counts.",
				Fn: func(t *thread, a []value) (value, error) {
					in, err := find(t, a[0])
					if err != nil {
						return core.Unbound, err
					}
					if in == t.Interp() {
						in.MeasureMemory()
						return stats(t, in.Usage()), nil
					}
					var u core.Usage
					t.Block(func() { u = in.Survey() })
					return stats(t, u), nil
				}},
			{Name: "prepare_main", Sig: "(id, ns)", Flags: core.Blocks, Doc: "Bind copies of the values in the interpreter's __main__.",
				Fn: func(t *thread, a []value) (value, error) {
					in, err := target(t, a[0], core.True, "update __main__ for")
					if err != nil {
						return core.Unbound, err
					}
					return core.None, prepare(t, in, a[1], false)
				}},
			{Name: "exec", Sig: "(id, code, shared=None, timeout=None)", Flags: core.Blocks,
				Doc: "Execute code as _interpreters.exec does, for at most timeout seconds.",
				Fn: func(t *thread, a []value) (value, error) {
					in, err := target(t, a[0], core.True, "exec code for")
					if err != nil {
						return core.Unbound, err
					}
					src, err := script(t, a[1], "exec", "a string, a function, or a code object", true, true)
					if err != nil {
						return core.Unbound, err
					}
					limit, err := seconds(t, a[3])
					if err != nil {
						return core.Unbound, err
					}
					shared, err := bind(t, a[2], false)
					if err != nil {
						return core.Unbound, err
					}
					return result(exec(t, in, src, shared, limit))
				}},
			{Name: "call", Sig: "(id, callable, args=None, kwargs=None, timeout=None)", Flags: core.Blocks,
				Doc: "Call as _interpreters.call does, for at most timeout seconds: (result, None) or (None, exception info).",
				Fn: func(t *thread, a []value) (value, error) {
					in, err := target(t, a[0], core.True, "make a call in")
					if err != nil {
						return core.Unbound, err
					}
					limit, err := seconds(t, a[4])
					if err != nil {
						return core.Unbound, err
					}
					v, info, err := call(t, in, a[1], a[2], a[3], limit, true)
					if err != nil {
						return core.Unbound, err
					}
					if info != nil {
						return core.NewTuple(core.None, info.Namespace()), nil
					}
					return core.NewTuple(v, core.None), nil
				}},
		},
	}
}

func createLimited(t *thread, a []value) (value, error) {
	var o core.ChildOptions
	if a[0].Given() {
		s := core.AsStr(a[0])
		if s == nil {
			return core.Unbound, t.TypeError("name must be str, not %s", a[0].TypeName())
		}
		o.Name = s.String()
	}
	var err error
	if a[1].Given() {
		if o.Limits, err = readLimits(t, a[1]); err != nil {
			return core.Unbound, err
		}
	}
	if a[2].Given() {
		if o.Policy, err = readPolicy(t, a[2]); err != nil {
			return core.Unbound, err
		}
	}
	if o.Config, err = configArg(t, a[3]); err != nil {
		return core.Unbound, err
	}
	if !valid(o.Config) {
		return core.Unbound, raise(t, "interpreter creation failed")
	}
	refs, err := t.Truth(a[4])
	if err != nil {
		return core.Unbound, err
	}
	in, err := create(t, o, refs)
	if err != nil {
		return core.Unbound, err
	}
	return core.Int(in.ID()), nil
}

// entries calls f with each item of a dict whose keys are strings.
func entries(t *thread, what string, v value, f func(name string, x value) error) error {
	d := core.AsDict(v)
	if d == nil {
		return t.TypeError("%s must be a dict, not %s", what, v.TypeName())
	}
	for pos := 0; ; {
		next, k, x, ok := d.Next(pos)
		if !ok {
			return nil
		}
		pos = next
		s := core.AsStr(k)
		if s == nil {
			return t.TypeError("%s: keys must be str, not %s", what, k.TypeName())
		}
		if x.IsNone() {
			continue
		}
		if err := f(s.String(), x); err != nil {
			return err
		}
	}
}

// named says in a TypeError or OverflowError whose value it is about; other errors pass.
func named(t *thread, err error, what, name string) error {
	for _, class := range []*core.Type{&core.ExcTypeError, &core.ExcOverflowError} {
		if e := core.ExceptionOf(err); e != nil && e.Val().IsExactly(class) {
			if a := e.Parts().Args; len(a) == 1 && core.AsStr(a[0]) != nil {
				return t.Raise(class, "%s: %s: %s", what, name, core.AsStr(a[0]).String())
			}
		}
	}
	return err
}

// readLimits reads seconds for time, life, cpu and run_cpu, bytes (or a text such as '64M') for memory and output, counts for the rest.
func readLimits(t *thread, v value) (policy.Limits, error) {
	var l policy.Limits
	err := entries(t, "limits", v, func(name string, x value) error {
		bad := func() error {
			text, err := t.Repr(x)
			if err != nil {
				return err
			}
			return t.ValueError("limits: %s must be a positive number, not %s", name, text.String())
		}
		span := func(p *time.Duration) error {
			if s := core.AsStr(x); s != nil {
				d, err := policy.ParseDuration(s.String())
				if err != nil {
					return t.ValueError("limits: %s: %s", name, err.Error())
				}
				if d == 0 {
					return bad()
				}
				*p = d
				return nil
			}
			f, err := t.ToFloat(x)
			if err != nil {
				return named(t, err, "limits", name)
			}
			if !(f > 0) {
				return bad()
			}
			*p = time.Duration(max(min(f*1e9, 9e18), 1)) // 0 would be no limit
			return nil
		}
		count := func(p *int64) error {
			if s := core.AsStr(x); s != nil && (name == "memory" || name == "output") {
				n, err := policy.ParseSize(s.String())
				if err != nil {
					return t.ValueError("limits: %s: %s", name, err.Error())
				}
				if n == 0 {
					return bad()
				}
				*p = n
				return nil
			}
			n, err := t.IndexInt(x)
			if err != nil {
				return named(t, err, "limits", name)
			}
			if n <= 0 {
				return bad()
			}
			*p = int64(n)
			return nil
		}
		small := func(p *int) error {
			var n int64
			err := count(&n)
			*p = int(n)
			return err
		}
		switch name {
		case "time":
			return span(&l.Time)
		case "life":
			return span(&l.Life)
		case "cpu":
			return span(&l.CPU)
		case "run_cpu":
			return span(&l.RunCPU)
		case "memory":
			return count(&l.Memory)
		case "output":
			return count(&l.Output)
		case "recursion":
			return small(&l.Recursion)
		case "threads":
			return small(&l.Threads)
		case "handles":
			return small(&l.Handles)
		case "children":
			return small(&l.Children)
		case "instructions":
			return count(&l.Instructions)
		}
		return t.TypeError("unknown limit '%s'", name)
	})
	return l, err
}

// readPolicy reads 'inherit', 'none', or a dict of grants.
func readPolicy(t *thread, v value) (*policy.Policy, error) {
	if s := core.AsStr(v); s != nil {
		switch s.String() {
		case "inherit":
			return policy.Inherit(), nil
		case "none":
			return policy.None(), nil
		}
		return nil, t.ValueError("policy must be 'inherit', 'none' or a dict, not '%s'", s.String())
	}
	var g policy.Grants
	err := entries(t, "policy", v, func(name string, x value) error {
		list := func(p *[]string) error {
			if core.AsStr(x) != nil {
				return t.TypeError("policy: %s must be a list of str, not str", name)
			}
			items, err := t.Collect(x)
			if err != nil {
				return named(t, err, "policy", name)
			}
			*p = []string{}
			for _, it := range items {
				text, err := t.PathArg(it)
				if err != nil {
					return named(t, err, "policy", name)
				}
				*p = append(*p, text)
			}
			return nil
		}
		switch name {
		case "read":
			return list(&g.Read)
		case "write":
			return list(&g.Write)
		case "net":
			return list(&g.Net)
		case "env":
			return list(&g.Env)
		case "run":
			return list(&g.Run)
		case "modules":
			return list(&g.Modules)
		case "import", "imports":
			return list(&g.Import)
		case "children":
			if !x.IsExactly(&core.BoolType) {
				return t.TypeError("policy: children must be a bool, not %s", x.TypeName())
			}
			g.Children = x == core.True
			return nil
		case "clock":
			f, err := t.ToFloat(x)
			if err != nil {
				return named(t, err, "policy", name)
			}
			if !(math.Abs(f) < 9e9) {
				return t.ValueError("policy: clock must be seconds since 1970 that nanoseconds can count, not %v", f)
			}
			g.Clock, g.FixedTime = policy.ClockFixed, int64(f*1e9)
			return nil
		case "seed":
			n, err := t.IndexInt(x)
			g.Random, g.Seed = policy.RandomSeeded, uint64(n)
			return named(t, err, "policy", name)
		}
		return t.TypeError("unknown grant '%s'", name)
	})
	if err != nil {
		return nil, err
	}
	dir, err := t.Interp().Host().Getcwd()
	if err != nil {
		dir = "/"
	}
	p, err := policy.New(g, dir)
	if err != nil {
		return nil, t.ValueError("policy: %s", err.Error())
	}
	return p, nil
}
