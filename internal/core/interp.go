// This file makes, runs and closes interpreters.
package core

import (
	"math/rand/v2"
	"sync/atomic"

	"github.com/vivarium-py/vivarium/internal/code"
	"github.com/vivarium-py/vivarium/internal/host"
	"github.com/vivarium-py/vivarium/internal/policy"
	"github.com/vivarium-py/vivarium/internal/pyhash"
)

// Options describe a new interpreter.
type Options struct {
	Name          string
	Host          *host.Host
	Argv          []string
	OrigArgv      []string
	Executable    string
	Prefix        string
	Path          []string // sys.path
	NoDebugRanges bool     // code has lines only: -X no_debug_ranges
	ImportTime    bool     // tell on stderr how long imports take: -X importtime
	Stdlib        string   // folder of further standard-library modules, "" for none
	Modules       map[string]*ModuleDef
	Lib           LibFS // embedded library
	Optimize      int
	Interactive   bool
	Unbuffered    bool
	Inspect       bool
	Isolated      bool
	WarnOptions   []string
	XOptions      []string
	Limits        policy.Limits
	moduleNames   Value   // sys.builtin_module_names, made once for an interpreter and its children
	HashSeed      *uint32 // nil: random; counts only for the first interpreter of the process
	Flags         SysFlags
}

// SysFlags are those of sys.flags that have no option of their own.
type SysFlags struct {
	Debug, NoUserSite, NoSite, IgnoreEnv, Verbose, BytesWarning, Quiet int
	SafePath, DevMode, WarnDefaultEncoding                             bool
	CPUCount                                                           int    // what os.cpu_count() says, 0: what there is
	PycachePrefix                                                      string // sys.pycache_prefix
	MaxStrDigits                                                       *int   // nil: the default
}

// LibFS reads the embedded library's files, "enum.py" or "json/__init__.py".
type LibFS interface {
	ReadFile(name string) ([]byte, error)
}

// NewRuntime makes an empty registry.
func NewRuntime() *Runtime {
	rt := &Runtime{interps: map[int64]*Interpreter{}}
	rt.tidier.open(monotonic())
	return rt
}

// defaultRecursionLimit is sys.getrecursionlimit() at start.
const defaultRecursionLimit = 1000

// NewInterpreter makes an interpreter with modules builtins, sys and __main__. The calling goroutine holds its lock
// and runs its main thread until it calls Leave.
func (rt *Runtime) NewInterpreter(o Options) (*Interpreter, error) {
	return rt.newInterpreter(o, nil, ChildOptions{Whence: WhenceRuntime, Config: MainConfig})
}

func (rt *Runtime) newInterpreter(o Options, parent *Interpreter, c ChildOptions) (*Interpreter, error) {
	seed := pyhash.NewSeed(rand.Uint64(), rand.Uint64())
	if o.HashSeed != nil {
		seed = pyhash.ExactSeed(*o.HashSeed)
	}
	bootstrap(seed)
	in := &Interpreter{rt: rt, Name: o.Name, opts: o,
		codes: map[*codeKey]*CodeRT{}, done: make(chan struct{}), wake: make(chan struct{}, 1), lock: &interpLock{},
		state: map[any]any{}, threads: map[*Thread]struct{}{}, host: o.Host}
	in.initLimits(o.Limits)
	in.joinFamily(parent)
	in.fewModules = o.Host != nil && o.Host.Policy().FewModules()
	in.main = in.newThread()
	in.lock.acquire(in.main)
	in.life.whence, in.life.config = c.Whence, c.Config
	in.life.parent.Store(parent)
	in.life.ended = make(chan struct{})
	in.life.running.Store(true)
	in.startLife()
	if err := in.main.initModules(); err != nil {
		// Nobody knows it yet: only its timers and what a kill has started are to end.
		in.Kill(&Kill{Limit: "closed"})
		in.closeLimits()
		close(in.life.ended)
		return nil, err
	}
	rt.mu.Lock()
	in.id = rt.nextID
	rt.nextID++
	rt.interps[in.id] = in
	rt.mu.Unlock()
	if parent != nil {
		parent.life.mu.Lock()
		if parent.life.children == nil {
			parent.life.children = map[*Interpreter]struct{}{}
		}
		parent.life.children[in] = struct{}{}
		parent.life.mu.Unlock()
	}
	return in, nil
}

// ReserveID gives a number that no interpreter of the registry has or will have, for one that lives elsewhere.
func (rt *Runtime) ReserveID() int64 {
	rt.mu.Lock()
	defer rt.mu.Unlock()
	rt.nextID++
	return rt.nextID - 1
}

var threadIDs atomic.Int64

func (in *Interpreter) newThread() *Thread {
	t := &Thread{interp: in, budget: budgetUnit, grant: budgetUnit, handled: None, result: Unbound, ctx: Unbound, ident: threadIDs.Add(1)}
	t.takeStack()
	in.threads[t] = struct{}{}
	if m := in.mon; m != nil && m.wanted != 0 {
		t.tracer()
		t.updateTracing()
	}
	return t
}

// Main is the interpreter's main thread.
func (in *Interpreter) Main() *Thread { return in.main }

// Host is what the interpreter sees of the machine.
func (in *Interpreter) Host() *host.Host { return in.host }

// ID is the interpreter's number, never used again.
func (in *Interpreter) ID() int64 { return in.id }

// Eval runs a code object in a namespace.
func (t *Thread) Eval(o *CodeObj, globals *Dict, locals Value) (Value, error) {
	return t.evalCode(o, globals, locals, nil)
}

func (t *Thread) evalCode(o *CodeObj, globals *Dict, locals Value, closure []Value) (Value, error) {
	return t.evalRT(t.interp.codeRT(o), globals, locals, closure)
}

// evalOnce is Eval for what is not expected to run again, as the body of a module: nothing of it is kept.
func (t *Thread) evalOnce(o *CodeObj, globals *Dict, locals Value) (Value, error) {
	return t.evalRT(newCodeRT(o), globals, locals, nil)
}

func (t *Thread) evalRT(rt *CodeRT, globals *Dict, locals Value, closure []Value) (Value, error) {
	fn := t.interp.newFunction(rt, globals, t.builtinsOf(globals))
	fn.closure = closure
	return t.callNamespace(fn, locals)
}

// callNamespace runs a module's or class body's code with its namespace in R[0].
func (t *Thread) callNamespace(fn *Function, ns Value) (Value, error) {
	crt := fn.rt
	if crt.flags&code.CoOptimized != 0 { // no such code: a function that was handed to __build_class__
		return t.callFunction(fn, nil, nil)
	}
	if crt.flags&(code.CoCoroutine|code.CoGenerator|code.CoAsyncGenerator) != 0 { // top-level await
		v, err := t.makeGenerator(fn, nil, nil)
		if err == nil {
			As[Generator](v).regs[0] = ns
		}
		return v, err
	}
	saved := t.sp
	if t.lo+t.size-uintptr(t.sp) < crt.nregs {
		t.growStack(int(crt.nregs / code.RegSize))
	}
	nb := t.sp
	*(*Value)(nb) = ns
	if err := t.push(fn, nb, frameEntry, nil); err != nil {
		t.setSP(saved)
		return Unbound, err
	}
	v, _, err := t.runGen(saved)
	return v, err
}
