// This file implements module _thread: starting, joining and identifying threads. A thread is a goroutine with a Thread of
// its own that holds the interpreter's lock while it runs Python.
package core

import (
	"runtime/debug"
	"time"
	"weak"

	"github.com/vivarium-py/vivarium/internal/host"
)

// ThreadHandleType and ThreadLocalType are _thread._ThreadHandle and _thread._local.
var ThreadHandleType, ThreadLocalType, ExceptHookArgsType Type

// States of a thread handle.
const (
	handleNew = iota
	handleStarting
	handleRunning
	handleDone
)

type threadHandle struct {
	Header
	ident int64
	state uint8
	done  chan struct{} // closed at the end
	th    *Thread
}

func newHandle() *threadHandle {
	return &threadHandle{Header: Header{&ThreadHandleType.shape0}, done: make(chan struct{})}
}

func (h *threadHandle) finish() {
	if h.state != handleDone {
		h.state = handleDone
		close(h.done)
	}
}

// threadSet is what an interpreter knows of its threads.
type threadSet struct {
	joinable []*threadHandle // non-daemon threads that _shutdown waits for
	running  int
	mainH    *threadHandle
	closing  bool
}

type threadKey struct{}

func (t *Thread) threadSet() *threadSet {
	return StateOf(t.interp, threadKey{}, func() *threadSet { return &threadSet{} })
}

// threadMemory is what a thread takes outside its objects: a goroutine, registers and frames.
const threadMemory = 24 << 10

// startThread runs f(*args, **kw) on a new thread.
func (t *Thread) startThread(h *threadHandle, daemon bool, f Value, args []Value, names *Tuple) error {
	in := t.interp
	set := t.threadSet()
	if !in.life.config.AllowThreads {
		return t.RuntimeError("thread is not supported for isolated subinterpreters")
	}
	if in.finalizing || set.closing {
		return t.Raise(&ExcPythonFinalizationError, "can't create new thread at interpreter shutdown")
	}
	if n, limit := in.meter.threads.Add(1), in.meter.lim.Threads; limit > 0 && int(n) > limit {
		in.meter.threads.Add(-1)
		return in.exceeded("threads", n, int64(limit))
	}
	if k := in.killed.Load(); k != nil { // what is being killed must not outrun the kill
		in.meter.threads.Add(-1)
		return k
	}
	if err := in.addThread(); err != nil {
		in.meter.threads.Add(-1)
		return err
	}
	if err := t.Charge(threadMemory); err != nil {
		in.meter.threads.Add(-1)
		in.dropThread()
		return err
	}
	in.HoldMemory(threadMemory)
	nt := in.newThread()
	nt.depth = 0
	nt.async.originDepth = 0
	h.ident, h.th, h.state = nt.ident, nt, handleRunning
	if !daemon {
		set.joinable = append(set.joinable, h)
	}
	set.running++
	args = append([]Value(nil), args...)
	in.life.threads.Add(1)
	go func() {
		defer in.life.threads.Done()
		in.lock.acquire(nt)
		defer func() {
			if p := recover(); p != nil {
				ie := &InternalError{Panic: p, Stack: debug.Stack()}
				in.Kill(&Kill{Limit: "internal error"})
				if in.host != nil {
					_, _ = in.host.Write(nil, 2, []byte("viv: "+ie.Error()+"\nThis is a bug in Vivarium; please report it with what follows.\n"+string(ie.Stack)))
				}
			}
			set.running--
			in.meter.threads.Add(-1)
			in.dropThread()
			in.HoldMemory(-threadMemory)
			h.finish()
			for i, x := range set.joinable {
				if x == h {
					set.joinable = append(set.joinable[:i], set.joinable[i+1:]...)
					break
				}
			}
			delete(in.threads, nt)
			nt.watchFresh()
			nt.dropLocals()
			nt.forget()
			f, args, names = Unbound, nil, nil // the goroutine may end later than what it called is looked for
			in.lock.release()
		}()
		if in.killed.Load() != nil {
			return
		}
		_, err := nt.CallKw(f, args, names)
		if err != nil && !isKill(err) && !Matches(err, &ExcSystemExit) {
			nt.printUnraisable(err, Unbound, "Exception ignored in thread started by "+nt.reprFailsafe(f))
		}
	}()
	return nil
}

// forget drops what a thread that has ended would keep alive: its handle may be kept for long.
func (t *Thread) forget() {
	t.chunk, t.sp, t.end, t.lo, t.size = nil, nil, nil, 0, 0
	t.frames, t.nf, t.maxnf = nil, 0, 0
	t.handled, t.result, t.ctx = None, Unbound, Unbound
	t.raised, t.caught, t.mcache, t.repr = nil, nil, nil, reprGuards{}
	t.async = asyncHooks{}
}

// joinHandle waits for a thread's end; it reports false at the timeout.
func (t *Thread) joinHandle(h *threadHandle, timeout time.Duration) (bool, error) {
	switch {
	case h.state == handleNew:
		return false, t.RuntimeError("thread not started")
	case h.state == handleDone:
		return true, nil
	case h.th == t:
		return false, t.RuntimeError("Cannot join current thread")
	}
	err := t.interp.host.Wait(t, h.done, timeout)
	if err == host.ErrTimeout {
		return false, nil
	}
	if err != nil {
		return false, t.OSError(err)
	}
	return true, t.CheckSignals()
}

// shutdownThreads waits for every thread that is no daemon.
func (t *Thread) shutdownThreads() error {
	set := t.threadSet()
	for len(set.joinable) > 0 {
		h := set.joinable[0]
		if h.th == t {
			set.joinable = set.joinable[1:]
			continue
		}
		if _, err := t.joinHandle(h, host.Forever); err != nil {
			return err
		}
	}
	return nil
}

// threadLocal is an instance of _thread._local: attributes of its own in every thread. They hang off the object, not the
// thread, so that a cycle through them can be collected; a thread that ends takes its own away.
type threadLocal struct {
	Header
	args  []Value
	kw    Value
	dicts map[*Thread]*Dict
}

func (l *threadLocal) put(t *Thread, d *Dict) {
	if l.dicts == nil {
		l.dicts = map[*Thread]*Dict{}
	}
	l.dicts[t] = d
	if t.locals == nil {
		t.locals = map[weak.Pointer[threadLocal]]struct{}{}
	}
	if n := len(t.locals); n >= 64 && n&(n-1) == 0 {
		for p := range t.locals {
			if p.Value() == nil {
				delete(t.locals, p)
			}
		}
	}
	t.locals[weak.Make(l)] = struct{}{}
}

// dropLocals takes the thread's attributes out of all _local objects.
func (t *Thread) dropLocals() {
	for p := range t.locals {
		if l := p.Value(); l != nil {
			delete(l.dicts, t)
		}
	}
	t.locals = nil
}

func traverseLocal(h *Header, visit func(Value)) {
	l := cast[threadLocal](h)
	for _, v := range l.args {
		visit(v)
	}
	if !l.kw.IsUnbound() {
		visit(l.kw)
	}
	for _, d := range l.dicts {
		visit(d.Val())
	}
}

// localDict gives the attributes of a _local in this thread; __init__ runs once a thread.
func (t *Thread) localDict(v Value) (*Dict, error) {
	l := As[threadLocal](v)
	if d := l.dicts[t]; d != nil {
		return d, nil
	}
	d := NewDict()
	l.put(t, d)
	if typ := v.Type(); typ != &ThreadLocalType {
		if init := t.lookup(typ, nInit); init != t.lookup(&ObjectType, nInit) {
			m, err := t.lookupSpecial(v, nInit)
			if err == nil {
				_, err = t.callStar(m, NewTuple(l.args...), l.kw)
			}
			if err != nil {
				delete(l.dicts, t)
				return nil, err
			}
		}
	}
	return d, nil
}

func localGetAttr(t *Thread, v Value, name *Str) (Value, error) {
	d, err := t.localDict(v)
	if err != nil {
		return Unbound, err
	}
	if name.s == "__dict__" {
		return d.Val(), nil
	}
	typ := v.Type()
	desc := t.lookup(typ, name)
	if !desc.IsUnbound() {
		if s := &desc.Type().s; s.Get != nil && s.Set != nil {
			return s.Get(t, desc, v, typ)
		}
	}
	if x, ok := d.GetStr(name); ok {
		return x, nil
	}
	if desc.IsUnbound() {
		return Unbound, t.AttributeError(v, name)
	}
	if get := desc.Type().s.Get; get != nil {
		return get(t, desc, v, typ)
	}
	return desc, nil
}

func localSetAttr(t *Thread, v Value, name *Str, x Value) error {
	d, err := t.localDict(v)
	if err != nil {
		return err
	}
	if name.s == "__dict__" {
		e := t.Raise(&ExcAttributeError, "'%s' object attribute '__dict__' is read-only", v.TypeName())
		return e
	}
	if desc := t.lookup(v.Type(), name); !desc.IsUnbound() {
		if set := desc.Type().s.Set; set != nil {
			return set(t, desc, v, x)
		}
	}
	if x.IsUnbound() {
		if !d.DelStr(name) {
			return t.AttributeError(v, name)
		}
		return nil
	}
	d.SetStr(internedOf(name), x)
	return nil
}

// threadExceptHook is _thread._excepthook: it prints an exception that ended a thread.
func threadExceptHook(t *Thread, a []Value) (Value, error) {
	if !a[0].exactly(&ExceptHookArgsType) {
		return Unbound, t.TypeError("_thread._excepthook argument type must be ExceptHookArgs")
	}
	f := structItems(a[0])
	if c := AsType(f[0]); c != nil && c.IsSubtype(&ExcSystemExit) {
		return None, nil
	}
	stderr := t.sysAttr("stderr")
	if !stderr.Given() {
		if f[3].IsNone() {
			return None, nil
		}
		v, err := t.LookupAttr(f[3], Intern("_stderr"))
		if err != nil || !v.Given() {
			return None, nil
		}
		stderr = v
	}
	name := ""
	if !f[3].IsNone() {
		if n, err := t.LookupAttr(f[3], Intern("name")); err == nil {
			if s := AsStr(n); s != nil {
				name = s.s
			}
		}
	}
	if name == "" {
		name = t.Int2Text(t.ident)
	}
	if _, err := t.CallMethod(stderr, nWrite, StrVal("Exception in thread "+name+":\n")); err != nil {
		return Unbound, err
	}
	if e := AsException(f[1]); e != nil {
		t.printExceptionTo(e, stderr)
	} else if c := AsType(f[0]); c != nil {
		t.writeStderr(c.name + "\n")
	}
	return None, nil
}

// Int2Text is str(n).
func (t *Thread) Int2Text(n int64) string {
	s, _ := t.intText(n, nil)
	return s
}

func setupThreads() {
	setupLocks()
	SetupStructSeq(&ExceptHookArgsType, StructSeqSpec{Name: "_thread._ExceptHookArgs", Fields: []string{"exc_type", "exc_value", "exc_traceback", "thread"}})
	h := func(v Value) *threadHandle { return As[threadHandle](v) }
	ThreadHandleType.Setup(&TypeSpec{
		Name: "_thread._ThreadHandle", Layout: LayoutOf[threadHandle](), Flags: flagGenericGet | flagGenericSet,
		New: &Func{Name: "_ThreadHandle", Sig: "(cls)", Flags: Pure, Fn: func(t *Thread, a []Value) (Value, error) { return obj(&newHandle().Header), nil }},
		Slots: Slots{Repr: func(t *Thread, v Value) (Value, error) {
			return StrVal("<_thread._ThreadHandle object: ident=" + t.Int2Text(h(v).ident) + ">"), nil
		}},
		GetSets: []GetSet{{Name: "ident", Get: func(t *Thread, v Value) (Value, error) { return Int(h(v).ident), nil }}},
		Methods: []Func{
			{Name: "join", Sig: "(self, timeout=None, /)", Flags: Blocks, Fn: func(t *Thread, a []Value) (Value, error) {
				d := time.Duration(host.Forever)
				if a[1].Given() {
					secs, err := t.ToFloat(a[1])
					if err != nil {
						return Unbound, err
					}
					if secs >= 0 {
						if secs > timeoutMax {
							return Unbound, t.OverflowError("timeout value is too large")
						}
						d = time.Duration(secs * 1e9)
					}
				}
				_, err := t.joinHandle(h(a[0]), d)
				return None, err
			}},
			{Name: "is_done", Sig: "(self)", Flags: Pure, Fn: func(t *Thread, a []Value) (Value, error) { return Bool(h(a[0]).state == handleDone), nil }},
			{Name: "_set_done", Sig: "(self)", Flags: Pure, Fn: func(t *Thread, a []Value) (Value, error) {
				if h(a[0]).state == handleNew {
					return Unbound, t.RuntimeError("thread not started")
				}
				h(a[0]).finish()
				return None, nil
			}},
		},
	})
	ThreadLocalType.Setup(&TypeSpec{
		Name: "_thread._local", Layout: LayoutOf[threadLocal](), Flags: flagBase,
		Doc: "Thread-local data",
		New: &Func{Name: "_local", Sig: "(cls, *args, **kw)", Flags: Pure, Fn: func(t *Thread, a []Value) (Value, error) {
			cls := AsType(a[0])
			if (AsTuple(a[1]).Len() > 0 || !a[2].IsUnbound()) && t.lookup(cls, nInit) == t.lookup(&ObjectType, nInit) {
				return Unbound, t.TypeError("Initialization arguments are not supported")
			}
			l := As[threadLocal](obj(cls.Alloc()))
			l.args, l.kw = append([]Value(nil), AsTuple(a[1]).items...), a[2]
			l.put(t, NewDict()) // this thread's __init__ is run by the call of the class
			return obj(&l.Header), nil
		}},
		Slots: Slots{GetAttr: localGetAttr, SetAttr: localSetAttr, Traverse: traverseLocal},
	})
}

// ThreadModule declares _thread.
func ThreadModule() *ModuleDef {
	start := func(t *Thread, a []Value) (Value, error) {
		if a[0].Type().s.Call == nil {
			return Unbound, t.TypeError("first arg must be callable")
		}
		args := AsTuple(a[1])
		if args == nil {
			return Unbound, t.TypeError("2nd arg must be a tuple")
		}
		items := args.items
		var names *Tuple
		if !a[2].IsUnbound() {
			d := AsDict(a[2])
			if d == nil {
				return Unbound, t.TypeError("optional 3rd arg must be a dictionary")
			}
			items = append([]Value(nil), items...)
			var keys []Value
			for i, k, v, ok := d.Next(0); ok; i, k, v, ok = d.Next(i) {
				keys, items = append(keys, k), append(items, v)
			}
			names = AsTuple(TupleOf(keys))
		}
		if err := t.Audit("_thread.start_new_thread", a[0], a[1], eventArg(a[2])); err != nil {
			return Unbound, err
		}
		h := newHandle()
		if err := t.startThread(h, true, a[0], items, names); err != nil {
			return Unbound, err
		}
		return Int(h.ident), nil
	}
	alloc := func(t *Thread, a []Value) (Value, error) { return newLock(), nil }
	exit := func(t *Thread, a []Value) (Value, error) { return Unbound, NewException(&ExcSystemExit) }
	ident := func(t *Thread, a []Value) (Value, error) { return Int(t.ident), nil }
	interrupt := func(t *Thread, a []Value) (Value, error) {
		n, err := t.IndexInt(a[0])
		if err != nil {
			return Unbound, err
		}
		if n < 1 || n > 64 {
			return Unbound, t.ValueError("signal number out of range")
		}
		t.interp.Signals().Trip(n)
		return None, t.CheckSignals()
	}
	return &ModuleDef{
		Name: "_thread",
		Doc:  "Threads and locks as the interpreter has them; module threading builds on this.",
		Types: func() []*Type {
			return []*Type{&LockType, &RLockType, &ThreadHandleType, &ThreadLocalType, &ExceptHookArgsType}
		},
		Funcs: []Func{
			{Name: "start_new_thread", Sig: "(function, args, kwargs=<unrepresentable>, /)", Flags: Polls, Fn: start},
			{Name: "start_new", Sig: "(function, args, kwargs=<unrepresentable>, /)", Flags: Polls, Fn: start},
			{Name: "start_joinable_thread", Sig: "(function, handle=None, daemon=True)", Flags: Polls, Fn: func(t *Thread, a []Value) (Value, error) {
				if a[0].Type().s.Call == nil {
					return Unbound, t.TypeError("thread function must be callable")
				}
				h := newHandle()
				if a[1].Given() {
					if !a[1].exactly(&ThreadHandleType) {
						return Unbound, t.TypeError("'handle' must be a _ThreadHandle")
					}
					h = As[threadHandle](a[1])
				}
				if h.state != handleNew {
					return Unbound, t.RuntimeError("thread already started")
				}
				daemon, err := t.Truth(a[2])
				if err != nil {
					return Unbound, err
				}
				daemonArg := int64(0)
				if daemon {
					daemonArg = 1
				}
				if err := t.Audit("_thread.start_joinable_thread", a[0], Int(daemonArg), eventArg(a[1])); err != nil {
					return Unbound, err
				}
				if err := t.startThread(h, daemon, a[0], nil, nil); err != nil {
					return Unbound, err
				}
				return obj(&h.Header), nil
			}},
			{Name: "allocate_lock", Sig: "()", Flags: Pure, Doc: "Create a new lock object.", Fn: alloc},
			{Name: "allocate", Sig: "()", Flags: Pure, Fn: alloc},
			{Name: "exit", Sig: "()", Flags: Pure, Doc: "Raise SystemExit, which ends the thread.", Fn: exit},
			{Name: "exit_thread", Sig: "()", Flags: Pure, Fn: exit},
			{Name: "interrupt_main", Sig: "(signum=2, /)", Flags: HostOp, Doc: "Act as if a signal had come, whose handler the main thread will run.", Fn: interrupt},
			{Name: "get_ident", Sig: "()", Flags: Pure, Doc: "Return a number, never 0, that no other running thread has.", Fn: ident},
			{Name: "get_native_id", Sig: "()", Flags: Pure, Doc: "Return a number that identifies the thread in this process.", Fn: ident},
			{Name: "_count", Sig: "()", Flags: Pure, Fn: func(t *Thread, a []Value) (Value, error) { return Int(int64(t.threadSet().running)), nil }},
			{Name: "stack_size", Sig: "(size=0, /)", Flags: Pure, Fn: func(t *Thread, a []Value) (Value, error) {
				n, err := t.IndexInt(a[0])
				if err != nil {
					return Unbound, err
				}
				if n < 0 {
					return Unbound, t.ValueError("size must be 0 or a positive value")
				}
				if n > 0 && n < 32768 {
					return Unbound, t.ValueError("size not valid: %d bytes", n)
				}
				key := stackKey{}
				old := StateOf(t.interp, key, func() *int { return new(int) })
				was := *old
				*old = n
				return Int(int64(was)), nil
			}},
			{Name: "daemon_threads_allowed", Sig: "()", Flags: Pure, Fn: func(t *Thread, a []Value) (Value, error) {
				return Bool(t.interp.life.config.AllowDaemonThreads), nil
			}},
			{Name: "_is_main_interpreter", Sig: "()", Flags: Pure, Fn: func(t *Thread, a []Value) (Value, error) { return Bool(t.interp.life.parent.Load() == nil), nil }},
			{Name: "_get_main_thread_ident", Sig: "()", Flags: Pure, Fn: func(t *Thread, a []Value) (Value, error) { return Int(t.interp.main.ident), nil }},
			{Name: "_make_thread_handle", Sig: "(ident, /)", Flags: Pure, Fn: func(t *Thread, a []Value) (Value, error) {
				n, err := t.IndexInt(a[0])
				if err != nil {
					return Unbound, err
				}
				h := newHandle()
				h.ident, h.state = int64(n), handleRunning
				for th := range t.interp.threads {
					if th.ident == h.ident {
						h.th = th
					}
				}
				return obj(&h.Header), nil
			}},
			{Name: "_shutdown", Sig: "()", Flags: Blocks, Fn: func(t *Thread, a []Value) (Value, error) { return None, t.shutdownThreads() }},
			{Name: "_excepthook", Sig: "(args, /)", Flags: HostOp, Doc: "Handle uncaught Thread.run() exception.", Fn: threadExceptHook},
			{Name: "set_name", Sig: "(name)", Flags: Pure, Doc: "Set the name of the current thread.", Fn: func(t *Thread, a []Value) (Value, error) { return None, nil }},
		},
		Attrs: []Attr{{"TIMEOUT_MAX", Float(timeoutMax)}, {"_NAME_MAXLEN", Int(15)}},
		Init: func(t *Thread, m *Module) error {
			m.dict.SetStr(Intern("error"), ExcRuntimeError.Val())
			m.dict.SetStr(Intern("LockType"), LockType.Val())
			return nil
		},
	}
}

type stackKey struct{}
