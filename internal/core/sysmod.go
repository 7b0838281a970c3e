// This file is module sys. Each interpreter has its own, with its own path, argv, flags, hooks and streams.
package core

import (
	"maps"
	"slices"
	"strings"
)

// Version numbers of the language that Vivarium implements.
const (
	versionMajor, versionMinor, versionMicro = 3, 14, 0
	hexVersion                               = versionMajor<<24 | versionMinor<<16 | versionMicro<<8 | 0xF0
)

// VersionText is the language version, "3.14.0".
const VersionText = "3.14.0"

func sysFuncs() []Func {
	return []Func{
		{Name: "exit", Sig: "(status=None, /)", Flags: Pure, Doc: "End the program by raising SystemExit(status).\n\nNone and 0 mean success; another object is printed, and means failure.", Fn: func(t *Thread, a []Value) (Value, error) {
			var args []Value
			if tup := AsTuple(a[0]); tup != nil {
				args = tup.items
			} else if !a[0].IsNone() {
				args = []Value{a[0]}
			}
			v, err := t.CallKw(ExcSystemExit.Val(), args, nil)
			if err != nil {
				return Unbound, err
			}
			return Unbound, AsException(v)
		}},
		{Name: "getrecursionlimit", Sig: "()", Flags: Pure, Doc: "Return how deep calls may be nested.", Fn: func(t *Thread, a []Value) (Value, error) { return Int(int64(t.interp.sysLimit)), nil }},
		{Name: "setrecursionlimit", Sig: "(limit, /)", Flags: Pure, Doc: "Set how deep calls may be nested, to n.", Fn: func(t *Thread, a []Value) (Value, error) {
			n, err := t.CInt(a[0])
			if err != nil {
				return Unbound, err
			}
			if n < 1 {
				return Unbound, t.ValueError("recursion limit must be greater or equal than 1")
			}
			if n > maxRecursion {
				n = maxRecursion
			}
			if t.nf+t.depth >= n {
				return Unbound, t.Raise(&ExcRecursionError, "cannot set the recursion limit to %d at the recursion depth %d: the limit is too low", n, t.nf+t.depth)
			}
			t.interp.setRecursion(n)
			t.maxnf = t.frameRoom()
			return None, nil
		}},
		{Name: "getsizeof", Sig: "(object, default=<unrepresentable>)", Flags: Pure, Doc: "Return the memory an object takes up, in bytes, without what it refers to.", Fn: func(t *Thread, a []Value) (Value, error) {
			v, ok, err := t.CallSpecial(a[0], Intern("__sizeof__"))
			if err == nil && !ok {
				err = t.TypeError("Type %s doesn't define __sizeof__", a[0].TypeName())
			}
			if err != nil {
				if !a[1].IsUnbound() && Matches(err, &ExcTypeError) {
					return a[1], nil
				}
				return Unbound, err
			}
			n, err := t.IndexInt(v)
			if err == nil && n < 0 {
				return Unbound, t.ValueError("__sizeof__() should return >= 0")
			}
			return Int(int64(n)), err
		}},
		{Name: "_get_cpu_count_config", Sig: "()", Flags: Pure, Doc: "Private function for getting the number of CPUs that the command was told of, or -1.", Fn: func(t *Thread, a []Value) (Value, error) {
			if n := t.interp.CPUCount(); n > 0 {
				return Int(int64(n)), nil
			}
			return Int(-1), nil
		}},
		{Name: "getrefcount", Sig: "(object, /)", Flags: Pure, Doc: "Return a number that stands for the reference count: Vivarium does not count references.", Fn: func(t *Thread, a []Value) (Value, error) { return Int(2), nil }},
		{Name: "intern", Sig: "(string, /)", Flags: Pure, Doc: "``Intern'' the given string.", Fn: func(t *Thread, a []Value) (Value, error) {
			s := AsStr(a[0])
			if s == nil {
				return Unbound, t.TypeError("intern() argument must be str, not %s", a[0].argTypeName())
			}
			if !a[0].exactly(&StrType) {
				return Unbound, t.TypeError("can't intern %s", a[0].TypeName())
			}
			if p := internedOf(s); p != s {
				return p.Val(), nil
			}
			m := StateOf(t.interp, internKey{}, func() *weakNames { return &weakNames{} })
			if p := m.get(s.s); p != nil {
				return p.Val(), nil
			}
			m.put(s)
			return a[0], nil
		}},
		{Name: "_is_interned", Sig: "(string, /)", Flags: Pure, Fn: func(t *Thread, a []Value) (Value, error) {
			s := AsStr(a[0])
			if s == nil {
				return Unbound, t.TypeError("_is_interned() argument must be str, not %s", a[0].argTypeName())
			}
			m := StateOf(t.interp, internKey{}, func() *weakNames { return &weakNames{} })
			return Bool(interned(s.s) == s || m.get(s.s) == s), nil
		}},
		{Name: "exc_info", Sig: "()", Flags: Pure, Doc: "Return class, value and traceback of the exception being handled, or three\ntimes None.", Fn: func(t *Thread, a []Value) (Value, error) {
			e := AsException(t.handled)
			if e == nil {
				return NewTuple(None, None, None), nil
			}
			return NewTuple(e.shape.typ.Val(), e.Val(), e.traceback()), nil
		}},
		{Name: "exception", Sig: "()", Flags: Pure, Doc: "Return the current exception.", Fn: func(t *Thread, a []Value) (Value, error) { return t.handled, nil }},
		{Name: "_getframe", Sig: "(depth=0, /)", Flags: Polls, Doc: "Return the frame of the caller, or of one further up.", Fn: func(t *Thread, a []Value) (Value, error) {
			n, err := t.CInt(a[0])
			if err != nil {
				return Unbound, err
			}
			i := t.nf - 1 - max(n, 0)
			if i < 0 {
				return Unbound, t.ValueError("call stack is not deep enough")
			}
			f := obj(&t.frameObj(i).Header)
			return f, t.Audit("sys._getframe", f)
		}},
		{Name: "_getframemodulename", Sig: "(depth=0)", Flags: Polls, Doc: "Return the name of the module that calls, or of one further up.", Fn: func(t *Thread, a []Value) (Value, error) {
			n, err := t.CInt(a[0])
			if err != nil {
				return Unbound, err
			}
			if err := t.Audit("sys._getframemodulename", Int(int64(n))); err != nil {
				return Unbound, err
			}
			i := t.nf - 1 - max(n, 0)
			if i < 0 {
				return None, nil
			}
			return t.frames[i].fn.module, nil
		}},
		{Name: "unraisablehook", Sig: "(unraisable, /)", Flags: HostOp, Doc: "Handle an unraisable exception.", Fn: sysUnraisableHook},
		{Name: "excepthook", Sig: "(exctype, value, traceback, /)", Flags: HostOp, Doc: "Write an exception and its traceback to sys.stderr.", Fn: func(t *Thread, a []Value) (Value, error) {
			e := AsException(a[1])
			if e == nil {
				t.writeStderr("TypeError: print_exception(): Exception expected for value, " + a[1].TypeName() + " found\n")
				return None, nil
			}
			if e.tb == nil && a[2].exactly(&TracebackType) {
				e.tb = As[Traceback](a[2])
			}
			t.PrintException(e)
			return None, nil
		}},
		{Name: "breakpointhook", Sig: "(*args, **kws)", Flags: HostOp, Doc: "What breakpoint() calls; by default it starts the debugger pdb.", Fn: sysBreakpointHook},
		{Name: "displayhook", Sig: "(object, /)", Flags: HostOp, Doc: "Write a value to sys.stdout and keep it as builtins._ (None is left out).", Fn: sysDisplayhook},
		{Name: "getdefaultencoding", Sig: "()", Flags: Pure, Doc: "Return the encoding that str uses by default, 'utf-8'.", Fn: func(t *Thread, a []Value) (Value, error) { return Intern("utf-8").Val(), nil }},
		{Name: "getfilesystemencoding", Sig: "()", Flags: Pure, Doc: "Return the encoding of file names.", Fn: func(t *Thread, a []Value) (Value, error) { return Intern("utf-8").Val(), nil }},
		{Name: "getfilesystemencodeerrors", Sig: "()", Flags: Pure, Doc: "Return the error mode used for Unicode to OS filename conversion.", Fn: func(t *Thread, a []Value) (Value, error) { return Intern("surrogateescape").Val(), nil }},
		{Name: "is_finalizing", Sig: "()", Flags: Pure, Doc: "Return whether the interpreter is about to end.", Fn: func(t *Thread, a []Value) (Value, error) { return Bool(t.interp.finalizing), nil }},
		{Name: "getswitchinterval", Sig: "()", Flags: Pure, Doc: "Return after how many seconds a running thread gives way to another.", Fn: func(t *Thread, a []Value) (Value, error) { return Float(t.interp.switchSeconds()), nil }},
		{Name: "setswitchinterval", Sig: "(interval, /)", Flags: Pure, Doc: "Set after how many seconds a running thread gives way to another.", Fn: func(t *Thread, a []Value) (Value, error) {
			f, err := t.ToFloat(a[0])
			if err != nil {
				return Unbound, err
			}
			if !(f > 0) {
				return Unbound, t.ValueError("switch interval must be strictly positive")
			}
			t.interp.switchInterval = f
			t.interp.lock.setInterval(f)
			return None, nil
		}},
		{Name: "get_int_max_str_digits", Sig: "()", Flags: Pure, Doc: "Return how many digits int() and str() convert at most, or 0 for no limit.", Fn: func(t *Thread, a []Value) (Value, error) { return Int(int64(t.interp.maxStrDigits)), nil }},
		{Name: "set_int_max_str_digits", Sig: "(maxdigits)", Flags: Pure, Doc: "Set how many digits int() and str() convert at most; 0 sets no limit.", Fn: func(t *Thread, a []Value) (Value, error) {
			n, err := t.IndexInt(a[0])
			if err != nil {
				return Unbound, err
			}
			if n != 0 && n < 640 {
				return Unbound, t.ValueError("maxdigits must be >= 640 or 0 for unlimited")
			}
			t.interp.maxStrDigits = n
			return None, nil
		}},
		{Name: "call_tracing", Sig: "(func, args, /)", Flags: Polls, Doc: "Call func(*args) under the trace function.", Fn: func(t *Thread, a []Value) (Value, error) {
			tup := AsTuple(a[1])
			if tup == nil {
				return Unbound, t.TypeError("call_tracing() argument 2 must be tuple, not %s", a[1].argTypeName())
			}
			return t.CallKw(a[0], tup.items, nil)
		}},
		{Name: "getallocatedblocks", Sig: "()", Flags: Pure, Doc: "Return 0: blocks of memory are not counted here.", Fn: func(t *Thread, a []Value) (Value, error) { return Int(0), nil }},
		{Name: "audit", Sig: "(event, /, *args)", Flags: Polls, Doc: "Passes the event to any hooks that are attached.", Fn: func(t *Thread, a []Value) (Value, error) {
			if AsStr(a[0]) == nil {
				return Unbound, t.TypeError("expected str for argument 'event', not %s", a[0].TypeName())
			}
			return None, t.audit(a[0], a[1])
		}},
		{Name: "addaudithook", Sig: "(hook)", Doc: "Have hook(event, args) called for each audit event from now on.", Fn: func(t *Thread, a []Value) (Value, error) {
			return None, t.addHook(a[0])
		}},
		{Name: "get_asyncgen_hooks", Sig: "()", Flags: Pure, Doc: "Return the hooks of asynchronous generators.", Fn: func(t *Thread, a []Value) (Value, error) {
			or := func(v Value) Value {
				if v.ref == nil {
					return None
				}
				return v
			}
			return t.structSeq(&AsyncGenHooksType, or(t.async.firstiter), or(t.async.finalizer)), nil
		}},
		{Name: "set_asyncgen_hooks", Sig: "(firstiter=<unrepresentable>, finalizer=<unrepresentable>)", Flags: Pure, Doc: "Set a finalizer and a first-iteration hook for async generators.", Fn: func(t *Thread, a []Value) (Value, error) {
			for i, n := range []string{"firstiter", "finalizer"} {
				if a[i].Given() && a[i].Type().s.Call == nil {
					return Unbound, t.TypeError("callable %s expected, got %s", n, a[i].TypeName())
				}
			}
			if !a[0].IsUnbound() {
				t.async.firstiter = a[0]
			}
			if !a[1].IsUnbound() {
				t.async.finalizer = a[1]
			}
			return None, nil
		}},
		{Name: "get_coroutine_origin_tracking_depth", Sig: "()", Flags: Pure, Doc: "Return how many frames of its origin a new coroutine records in this thread.", Fn: func(t *Thread, a []Value) (Value, error) { return Int(int64(t.async.originDepth)), nil }},
		{Name: "set_coroutine_origin_tracking_depth", Sig: "(depth)", Flags: Pure, Doc: "Set how many frames of its origin a new coroutine records in this thread; 0 is\nnone.", Fn: func(t *Thread, a []Value) (Value, error) {
			n, err := t.IndexInt(a[0])
			if err != nil {
				return Unbound, err
			}
			if n < 0 {
				return Unbound, t.ValueError("depth must be >= 0")
			}
			t.async.originDepth = n
			return None, nil
		}},
		{Name: "gettrace", Sig: "()", Flags: Pure, Doc: "Return the trace function of this thread, or None.", Fn: sysGetTrace(false)},
		{Name: "getprofile", Sig: "()", Flags: Pure, Doc: "Return the profile function of this thread, or None.", Fn: sysGetTrace(true)},
		{Name: "settrace", Sig: "(function, /)", Flags: Pure, Doc: "Set the function that is told of each call, line, return and exception of this\nthread.\n\nNone takes it away.", Fn: sysSetTrace(false, false)},
		{Name: "setprofile", Sig: "(function, /)", Flags: Pure, Doc: "Set the function that is told of each call and return of this thread.\n\nNone takes it away.", Fn: sysSetTrace(true, false)},
		{Name: "_settraceallthreads", Sig: "(arg, /)", Flags: Pure, Doc: "Do what settrace() does, for all threads of the interpreter that run now.", Fn: sysSetTrace(false, true)},
		{Name: "_setprofileallthreads", Sig: "(arg, /)", Flags: Pure, Doc: "Do what setprofile() does, for all threads of the interpreter that run now.", Fn: sysSetTrace(true, true)},
		{Name: "_current_frames", Sig: "()", Flags: Pure, Doc: "Return a dict with the frame in which each thread is, by its identifier.", Fn: func(t *Thread, a []Value) (Value, error) {
			d := NewDict()
			for th := range t.interp.threads {
				if th.nf > 0 {
					if err := d.Set(t, Int(th.ident), obj(&th.frameObj(th.nf-1).Header)); err != nil {
						return Unbound, err
					}
				}
			}
			return d.Val(), nil
		}},
		{Name: "_current_exceptions", Sig: "()", Flags: Pure, Doc: "Return a dict with the exception that each thread is handling (or None), by\nits identifier.", Fn: func(t *Thread, a []Value) (Value, error) {
			d := NewDict()
			for th := range t.interp.threads {
				if err := d.Set(t, Int(th.ident), th.handled); err != nil {
					return Unbound, err
				}
			}
			return d.Val(), nil
		}},
		{Name: "_clear_type_cache", Sig: "()", Flags: Pure, Fn: func(t *Thread, a []Value) (Value, error) { return None, nil }},
		{Name: "_clear_internal_caches", Sig: "()", Flags: Pure, Fn: func(t *Thread, a []Value) (Value, error) { return None, nil }},
		{Name: "_is_gil_enabled", Sig: "()", Flags: Pure, Doc: "Return True if the interpreter has a lock.", Fn: func(t *Thread, a []Value) (Value, error) { return True, nil }},
	}
}

type internKey struct{}

// maxRecursion bounds sys.setrecursionlimit, so that native nesting cannot exhaust the Go stack.
const maxRecursion = 100000

// sysDisplayhook prints the value of an expression statement in interactive mode.
func sysDisplayhook(t *Thread, a []Value) (Value, error) {
	if a[0].IsNone() {
		return None, nil
	}
	under := Intern("_")
	t.interp.Builtins().SetStr(under, None)
	out := t.sysAttr("stdout")
	if !out.Given() {
		return Unbound, t.RuntimeError("lost sys.stdout")
	}
	r, err := t.Repr(a[0])
	if err != nil {
		return Unbound, err
	}
	if _, err := t.CallMethod(out, nWrite, r.Val()); err != nil {
		if !Matches(err, &ExcUnicodeEncodeError) {
			return Unbound, err
		}
		enc, err := t.GetAttr(out, Intern("encoding"))
		if err != nil {
			return Unbound, err
		}
		// Only what the stream cannot encode is escaped.
		b, err := t.CallMethod(r.Val(), Intern("encode"), enc, StrVal("backslashreplace"))
		if err != nil {
			return Unbound, err
		}
		s, err := t.CallMethod(b, Intern("decode"), enc)
		if err != nil {
			return Unbound, err
		}
		if _, err := t.CallMethod(out, nWrite, s); err != nil {
			return Unbound, err
		}
	}
	if _, err := t.CallMethod(out, nWrite, StrVal("\n")); err != nil {
		return Unbound, err
	}
	t.interp.Builtins().SetStr(under, a[0])
	return None, nil
}

// printExpr is an expression statement of interactive code.
func (t *Thread) printExpr(v Value) error {
	hook := t.sysAttr("displayhook")
	if hook.IsUnbound() {
		return t.RuntimeError("lost sys.displayhook")
	}
	_, err := t.Call(hook, v)
	return err
}

// setupAnnotations makes sure that a namespace has __annotations__.
func (t *Thread) setupAnnotations(ns Value) error {
	v, err := t.mappingGet(ns, nAnnotations)
	if err != nil || !v.IsUnbound() {
		return err
	}
	return t.SetItem(ns, nAnnotations.Val(), NewDict().Val())
}

// initSys fills the interpreter's module sys.
func (t *Thread) initSys() error {
	in := t.interp
	o := &in.opts
	m := &Module{Header: Header{&ModuleType.shape0}, dict: sysTemplate().copyTight()}
	d := m.dict
	in.sysMod, in.sysDict = m.Val(), d
	set := func(name *Str, v Value) { d.SetStr(name, v) }
	strs := func(list []string) Value {
		items := make([]Value, len(list))
		for i, s := range list {
			items[i] = t.fsString(s)
		}
		return NewList(items)
	}
	if o.moduleNames == (Value{}) {
		names := append(slices.Collect(maps.Keys(o.Modules)), "builtins", "sys")
		slices.Sort(names)
		items := make([]Value, len(names))
		for i, n := range names {
			items[i] = Intern(n).Val()
		}
		o.moduleNames = NewTuple(items...)
	}
	k := &sysNames
	set(k.modules, in.modules.Val())
	set(k.argv, strs(o.Argv))
	set(k.origArgv, strs(o.OrigArgv))
	set(k.path, strs(o.Path))
	set(k.pathHooks, NewList([]Value{zipHook(), pathHook()}))
	set(k.pathImporterCache, NewDict().Val())
	set(k.metaPath, NewList([]Value{BuiltinImporterType.Val(), FrozenImporterType.Val(), PathFinderType.Val()}))
	set(k.warnOptions, strs(o.WarnOptions))
	x := NewDict()
	for _, opt := range o.XOptions {
		k, v, ok := strings.Cut(opt, "=")
		if ok {
			x.SetStr(NewStr(k), StrVal(v))
		} else {
			x.SetStr(NewStr(k), True)
		}
	}
	set(k.xoptions, x.Val())
	exe := StrVal(o.Executable)
	set(k.executable, exe)
	set(k.baseExecutable, exe)
	if o.Prefix != "" {
		p := StrVal(o.Prefix)
		for _, n := range k.prefixes {
			set(n, p)
		}
	}
	if o.Stdlib != "" {
		set(k.stdlibDir, StrVal(o.Stdlib))
	}
	impl := newNamespace()
	impl.copyFrom(sysImplementation())
	set(k.implementation, namespaceVal(impl))
	b := func(v bool) Value {
		if v {
			return Int(1)
		}
		return Int(0)
	}
	f, n := o.Flags, func(i int) Value { return Int(int64(i)) }
	utf8 := b(t.utf8Mode())
	set(k.flags, t.structSeq(&FlagsType, n(f.Debug), b(o.Inspect), b(o.Interactive), n(o.Optimize), Int(1), n(f.NoUserSite), n(f.NoSite), n(f.IgnoreEnv), n(f.Verbose),
		n(f.BytesWarning), n(f.Quiet), b(o.HashSeed == nil || *o.HashSeed != 0), b(o.Isolated), Bool(f.DevMode), utf8, b(f.WarnDefaultEncoding), Bool(f.SafePath), Int(int64(in.maxStrDigits)), Int(1), Int(0), Int(0)))
	if f.PycachePrefix != "" {
		set(Intern("pycache_prefix"), t.fsString(f.PycachePrefix))
	}
	set(k.builtinModuleNames, o.moduleNames)
	in.modules.SetStr(k.sys, m.Val())
	return nil
}

// CPUCount is the number of processors that the command was told of, or 0.
func (in *Interpreter) CPUCount() int { return in.opts.Flags.CPUCount }

// sysBreakpointHook imports and calls what PYTHONBREAKPOINT names, pdb.set_trace by default.
func sysBreakpointHook(t *Thread, a []Value) (Value, error) {
	name := "pdb.set_trace"
	if v, ok := t.interp.host.Getenv("PYTHONBREAKPOINT"); ok && v != "" {
		name = v
	}
	if name == "0" {
		return None, nil
	}
	mod, attr := "builtins", name
	if i := strings.LastIndexByte(name, '.'); i >= 0 {
		mod, attr = name[:i], name[i+1:]
	}
	m, err := t.findAndLoad(mod)
	if err == nil {
		var f Value
		if f, err = t.GetAttr(m, Intern(attr)); err == nil {
			return t.callStar(f, a[0], a[1])
		}
	}
	if !Matches(err, &ExcImportError) && !Matches(err, &ExcAttributeError) {
		return Unbound, err
	}
	return None, t.Warn(&ExcRuntimeWarning, "Ignoring unimportable $PYTHONBREAKPOINT: \""+name+"\"", 1)
}

// switchSeconds is sys.getswitchinterval().
func (in *Interpreter) switchSeconds() float64 {
	if in.switchInterval > 0 {
		return in.switchInterval
	}
	return 0.005
}

// sysFuncList is filled by bootstrap: the functions refer to the types that it sets up.
var sysFuncList []Func
