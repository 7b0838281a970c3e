// This file makes child interpreters and ends interpreters. Invariants: an interpreter's main thread is used by one
// goroutine at a time (enter, leave); once closed, an interpreter is in no registry, holds no handle of the host and no
// object, and its AtEnd functions have run exactly once.
package core

import (
	"errors"
	"io"
	"slices"
	"sync"
	"sync/atomic"
	"time"

	"github.com/vivarium-py/vivarium/internal/host"
	"github.com/vivarium-py/vivarium/internal/policy"
)

// Whence says what made an interpreter; the numbers are _interpreters.WHENCE_UNKNOWN and so on.
type Whence int

// Who made an interpreter.
const (
	WhenceUnknown Whence = iota
	WhenceRuntime
	WhenceLegacyCAPI
	WhenceCAPI
	WhenceXI
	WhenceStdlib
)

// Errors of Do and Close.
var (
	ErrRunning = errors.New("interpreter already running")
	ErrClosed  = errors.New("interpreter is closed")
)

// ChildOptions describe a child interpreter.
type ChildOptions struct {
	Name       string
	Policy     *policy.Policy // nil: the parent's; else intersected with it
	Limits     policy.Limits  // kept within the parent's
	SharedLock bool           // gil='shared': one lock with the parent
	Config     InterpConfig
	ShareFiles bool // see host.Config
	Whence     Whence
	Stdin      io.Reader // nil: the parent's
	Stdout     io.Writer
	Stderr     io.Writer
}

// InterpConfig is what _interpreters.get_config tells of an interpreter (PEP 684, PyInterpreterConfig).
type InterpConfig struct {
	UseMainObmalloc, AllowFork, AllowExec, AllowThreads, AllowDaemonThreads, CheckMultiInterp bool
	GIL                                                                                       string // "own", "shared", "default"
}

// MainConfig is the configuration of an interpreter that is no child.
var MainConfig = InterpConfig{UseMainObmalloc: true, AllowFork: true, AllowExec: true, AllowThreads: true, AllowDaemonThreads: true, GIL: "own"}

// lifecycle is an interpreter's place among others, and its end.
type lifecycle struct {
	parent  atomic.Pointer[Interpreter] // changes when it is adopted by the one above
	whence  Whence
	config  InterpConfig
	running atomic.Bool // some goroutine uses the main thread
	inside  atomic.Pointer[Interpreter]

	mu       sync.Mutex
	children map[*Interpreter]struct{}
	known    map[int64]struct{}        // interpreters outside its own that were handed to it
	awaits   map[*Interpreter]struct{} // those below that its threads run code in: a kill goes on to them
	holders  map[*Interpreter]int      // handles of interpreters to this one
	holds    map[*Interpreter]struct{} // whose holder it is, under Runtime.holds
	gone     bool                      // it holds nothing any more, likewise
	prune    int                       // length of known at which ended ones are dropped
	needs    bool                      // the end of the last handle closes it
	ends     []func()
	closing  bool
	closed   bool
	ended    chan struct{} // closed at the end
	threads  sync.WaitGroup
}

// NewChild makes an interpreter whose policy and limits are kept within in's. The caller runs a thread of in.
func (in *Interpreter) NewChild(o ChildOptions) (*Interpreter, error) {
	if in.host == nil {
		return nil, ErrClosed
	}
	pol := in.host.Policy()
	if err := pol.Child(); err != nil {
		denied, _ := err.(*policy.Denied)
		return nil, &host.OSError{Op: "create", Errno: host.EACCES, Denied: denied}
	}
	limits := o.Limits.Within(in.meter.lim)
	for a := in; a != nil; a = a.life.parent.Load() { // children have children
		if m := a.meter.lim.Children; m > 0 && a.countDescendants() >= m {
			return nil, &policy.Exceeded{Resource: "children", Limit: int64(m), Used: int64(m) + 1}
		}
	}
	var source *host.Source
	if o.Policy == nil {
		source = in.host.Source()
	}
	h, err := host.New(host.Config{Parent: in.host, Source: source, System: in.host.System(), Policy: pol.Intersect(o.Policy), Limits: limits, ShareFiles: o.ShareFiles,
		Stdin: o.Stdin, Stdout: o.Stdout, Stderr: o.Stderr})
	if err != nil {
		return nil, err
	}
	opts := in.opts
	opts.Name, opts.Host, opts.Limits = o.Name, h, limits
	opts.Inspect, opts.Interactive = false, false
	if p := h.Policy(); !p.Everything() {
		opts.confine(p, source)
	}
	child, err := in.rt.newInterpreter(opts, in, o)
	if err != nil {
		h.Close()
		return nil, err
	}
	child.Leave()
	if o.SharedLock {
		child.lock = in.lock
	}
	child.countBirth()
	return child, nil
}

// confine takes out what tells of the machine: an interpreter with grants of its own learns what they let it read.
func (o *Options) confine(p *policy.Policy, source *host.Source) {
	o.Argv, o.OrigArgv, o.Executable, o.Prefix = []string{""}, nil, "", ""
	var path []string
	for _, dir := range o.Path {
		if source != nil && dir == source.Path() {
			path = append(path, dir)
		} else if _, err := p.ImportRoot(dir); err == nil && dir != "" {
			path = append(path, dir)
		}
	}
	for _, dir := range p.ImportDirs() {
		if !slices.Contains(path, dir) {
			path = append(path, dir)
		}
	}
	o.Path = path
}

// countDescendants counts the interpreters below in.
func (in *Interpreter) countDescendants() int {
	in.life.mu.Lock()
	kids := make([]*Interpreter, 0, len(in.life.children))
	for c := range in.life.children {
		kids = append(kids, c)
	}
	in.life.mu.Unlock()
	n := len(kids)
	for _, c := range kids {
		n += c.countDescendants()
	}
	return n
}

// Leave gives up the main thread that NewInterpreter left with the caller: Do works from then on.
func (in *Interpreter) Leave() {
	in.main.returnStack()
	in.lock.release()
	in.life.running.Store(false)
}

// Do runs f on the main thread. The calling goroutine holds no interpreter's lock: Python code of another interpreter
// calls it inside Block. It gives ErrRunning where the main thread is in use, ErrClosed after Close, the kill after a Kill.
func (in *Interpreter) Do(f func(t *Thread) error) error {
	if !in.life.running.CompareAndSwap(false, true) {
		return ErrRunning
	}
	defer in.life.running.Store(false)
	in.life.mu.Lock()
	gone := in.life.closing
	in.life.mu.Unlock()
	if gone {
		return ErrClosed
	}
	if k := in.killed.Load(); k != nil {
		return k
	}
	return in.enter(f)
}

func (in *Interpreter) enter(f func(t *Thread) error) error {
	t, l := in.main, in.lock
	l.acquire(t)
	defer l.release()
	if t.chunk == nil {
		t.takeStack()
	}
	defer t.returnStack()
	nf, depth, sp := t.nf, t.depth, t.sp
	err := t.Protect(func() error { return f(t) })
	if err != nil { // a kill leaves frames behind
		t.nf, t.depth = nf, depth
		t.setSP(sp)
	}
	return err
}

// DoFrom is Do for a thread of another interpreter, whose lock is released meanwhile. An interrupt that arrives there reaches
// in too; a kill of the caller's interpreter ends in if that is below it. f must not touch the caller's objects: where
// the caller is killed, f may outlive the call.
func (in *Interpreter) DoFrom(caller *Thread, f func(t *Thread) error) (err error) {
	if caller.interp == in {
		return ErrRunning
	}
	from := caller.interp
	if caller == from.main {
		from.life.inside.Store(in)
		defer from.life.inside.Store(nil)
	}
	if !from.above(in) { // what it waits for is not its own to end: it leaves it behind
		done := make(chan struct{})
		var result error
		go func() {
			defer close(done)
			result = in.Do(f)
		}()
		if werr := from.host.Wait(caller, done, host.Forever); werr != nil {
			return werr
		}
		return result
	}
	from.life.mu.Lock()
	if from.life.awaits == nil {
		from.life.awaits = map[*Interpreter]struct{}{}
	}
	from.life.awaits[in] = struct{}{}
	from.life.mu.Unlock()
	if k := from.killed.Load(); k != nil {
		err = k
	} else {
		caller.Block(func() { err = in.Do(f) })
	}
	from.life.mu.Lock()
	delete(from.life.awaits, in)
	from.life.mu.Unlock()
	return err
}

// above reports that other is below in.
func (in *Interpreter) above(other *Interpreter) bool {
	for p := other.life.parent.Load(); p != nil; p = p.life.parent.Load() {
		if p == in {
			return true
		}
	}
	return false
}

// Interrupt raises KeyboardInterrupt in the main thread, or in what that waits for.
func (in *Interpreter) Interrupt() {
	if c := in.life.inside.Load(); c != nil {
		c.Interrupt()
		return
	}
	in.request(reqInterrupt)
	select {
	case in.wake <- struct{}{}:
	default:
	}
}

// Running reports whether code runs in the main thread.
func (in *Interpreter) Running() bool { return in.life.running.Load() }

// Parent is the interpreter that made this one, nil for one made from Go.
func (in *Interpreter) Parent() *Interpreter { return in.life.parent.Load() }

// Root is the topmost of an interpreter's ancestors, itself if it has none.
func (in *Interpreter) Root() *Interpreter {
	for p := in.life.parent.Load(); p != nil; p = in.life.parent.Load() {
		in = p
	}
	return in
}

// Whence says what made the interpreter.
func (in *Interpreter) Whence() Whence { return in.life.whence }

// Config is the interpreter's configuration.
func (in *Interpreter) Config() InterpConfig { return in.life.config }

// Killed is the kill that ended the interpreter, nil while none did.
func (in *Interpreter) Killed() *Kill { return in.killed.Load() }

// Runtime is the registry that the interpreter is in.
func (in *Interpreter) Runtime() *Runtime { return in.rt }

// Lookup finds an interpreter that is not closed; nil if there is none.
func (rt *Runtime) Lookup(id int64) *Interpreter {
	rt.mu.Lock()
	defer rt.mu.Unlock()
	return rt.interps[id]
}

// Interpreters gives the interpreters that are not closed, by id.
func (rt *Runtime) Interpreters() []*Interpreter {
	rt.mu.Lock()
	all := make([]*Interpreter, 0, len(rt.interps))
	for _, in := range rt.interps {
		all = append(all, in)
	}
	rt.mu.Unlock()
	slices.SortFunc(all, func(a, b *Interpreter) int { return int(a.id - b.id) })
	return all
}

// RuntimeState gives the process-wide state stored under key in a Runtime, made by make, under a lock, at the first use.
func RuntimeState[T any](rt *Runtime, key any, make func() T) T {
	rt.stateMu.Lock()
	defer rt.stateMu.Unlock()
	if v, ok := rt.state[key]; ok {
		return v.(T)
	}
	if rt.state == nil {
		rt.state = map[any]any{}
	}
	v := make()
	rt.state[key] = v
	return v
}

// Sees reports whether code of in may act on other by its id: itself, those below it, those handed to it, and with
// unrestricted grants all of the same root.
func (in *Interpreter) Sees(other *Interpreter) bool {
	if in.Root() != other.Root() {
		return in.knows(other)
	}
	if in.host.Policy().Everything() {
		return true
	}
	return other == in || in.above(other) || in.knows(other)
}

func (in *Interpreter) knows(other *Interpreter) bool {
	in.life.mu.Lock()
	defer in.life.mu.Unlock()
	_, ok := in.life.known[other.id]
	return ok
}

// HandTo lets code of to act on in, because a handle of it crossed.
func (in *Interpreter) HandTo(to *Interpreter) {
	to.life.mu.Lock()
	defer to.life.mu.Unlock()
	if to.life.closed {
		return
	}
	if to.life.known == nil {
		to.life.known = map[int64]struct{}{}
	}
	to.life.known[in.id] = struct{}{}
	if n := len(to.life.known); n > to.life.prune {
		in.rt.mu.Lock()
		for id := range to.life.known {
			if in.rt.interps[id] == nil {
				delete(to.life.known, id)
			}
		}
		in.rt.mu.Unlock()
		to.life.prune = 2*len(to.life.known) + 64
	}
}

// NeedHandles has the interpreter end with the last handle that Hold counts.
func (in *Interpreter) NeedHandles() {
	in.life.mu.Lock()
	in.life.needs = true
	in.life.mu.Unlock()
}

// Hold counts a handle that by has of in, and with link is NeedHandles too. ReleaseFrom takes it back, and the end of by all.
func (in *Interpreter) Hold(by *Interpreter, link bool) {
	gone := false
	in.life.mu.Lock()
	in.life.needs = in.life.needs || link
	if !in.life.closed {
		if in.life.holders == nil {
			in.life.holders = map[*Interpreter]int{}
		}
		if in.life.holders[by]++; in.life.holders[by] == 1 {
			in.rt.holds.Lock()
			if gone = by.life.gone; !gone {
				if by.life.holds == nil {
					by.life.holds = map[*Interpreter]struct{}{}
				}
				by.life.holds[in] = struct{}{}
			}
			in.rt.holds.Unlock()
		}
	}
	in.life.mu.Unlock()
	if gone && in.dropHolder(by, true) {
		go in.reclaim()
	}
}

// dropHolds takes back all that in has of others, at its end.
func (in *Interpreter) dropHolds() {
	in.rt.holds.Lock()
	held := in.life.holds
	in.life.holds, in.life.gone = nil, true
	in.rt.holds.Unlock()
	for h := range held {
		if h.dropHolder(in, true) {
			go h.reclaim()
		}
	}
}

// unhold forgets who holds in, which has ended. The caller has life.mu.
func (in *Interpreter) unhold() {
	in.rt.holds.Lock()
	for by := range in.life.holders {
		delete(by.life.holds, in)
	}
	in.rt.holds.Unlock()
	in.life.holders = nil
}

// ReleaseFrom takes back a Hold. Where it was the last of all, it closes an interpreter that needs handles, from another
// goroutine if code still runs there. The caller holds no interpreter's lock.
func (in *Interpreter) ReleaseFrom(by *Interpreter) {
	if in.dropHolder(by, false) && in.Close() == ErrRunning {
		go in.reclaim()
	}
}

// dropHolder reports that the last handle is gone.
func (in *Interpreter) dropHolder(by *Interpreter, all bool) bool {
	in.life.mu.Lock()
	defer in.life.mu.Unlock()
	n := in.life.holders[by]
	if n == 0 {
		return false
	}
	if n--; all || n == 0 {
		delete(in.life.holders, by)
		in.rt.holds.Lock()
		delete(by.life.holds, in)
		in.rt.holds.Unlock()
	} else {
		in.life.holders[by] = n
	}
	return len(in.life.holders) == 0 && in.life.needs && in.life.parent.Load() != nil && !in.life.closing
}

// reclaim closes an interpreter that nobody has a handle of any more, after what runs in it.
func (in *Interpreter) reclaim() {
	for in.Close() == ErrRunning {
		select {
		case <-in.done:
		case <-time.After(time.Millisecond):
		}
	}
}

// AtEnd has f run once when the interpreter is gone, at once if it is; f runs no Python.
func (in *Interpreter) AtEnd(f func()) {
	in.life.mu.Lock()
	if in.life.closed {
		in.life.mu.Unlock()
		f()
		return
	}
	in.life.ends = append(in.life.ends, f)
	in.life.mu.Unlock()
}

// Ended is closed when the interpreter is gone.
func (in *Interpreter) Ended() <-chan struct{} { return in.life.ended }

// Close ends an interpreter: it waits for its threads, runs atexit functions and flushes its streams (none of which
// after a kill), ends its children, closes its handles and drops its objects. The caller holds no interpreter's lock.
// It gives ErrRunning while code runs in the main thread; closing twice is no error.
func (in *Interpreter) Close() error {
	if !in.life.running.CompareAndSwap(false, true) {
		if in.killed.Load() == nil {
			return ErrRunning
		}
		for !in.life.running.CompareAndSwap(false, true) { // killed: it leaves soon
			time.Sleep(50 * time.Microsecond)
		}
	}
	in.life.mu.Lock()
	if in.life.closing {
		in.life.mu.Unlock()
		in.life.running.Store(false)
		<-in.life.ended
		return nil
	}
	in.life.closing = true
	in.life.mu.Unlock()
	if in.killed.Load() == nil {
		_ = in.enter(func(t *Thread) error {
			defer in.BeginRun(RunLimits{}).End() // an atexit function must not keep it alive
			in.finish()
			return nil
		})
	}
	in.shut()
	in.life.running.Store(false)
	return nil
}

// shut drops everything of an interpreter whose main thread the caller has, after its last Python code.
func (in *Interpreter) shut() {
	orderly := in.killed.Load() == nil && in.host.Policy().Everything()
	in.Kill(&Kill{Limit: "closed"})
	in.closeLimits()
	in.life.mu.Lock()
	in.life.closing = true
	kids := make([]*Interpreter, 0, len(in.life.children))
	for c := range in.life.children {
		kids = append(kids, c)
	}
	in.life.mu.Unlock()
	for _, c := range kids {
		if p := in.life.parent.Load(); p != nil && orderly && !c.needsHandles() && c.adoptedBy(p) {
			continue // as in CPython it lives on; what was killed or confined leaves nothing behind
		}
		if c.orphaned(in) {
			c.Kill(&Kill{Limit: "parent closed"})
			_ = c.Close()
		}
	}
	in.host.Close()
	in.life.threads.Wait()
	in.rt.mu.Lock()
	delete(in.rt.interps, in.id)
	in.rt.mu.Unlock()
	if p := in.life.parent.Load(); p != nil {
		p.life.mu.Lock()
		delete(p.life.children, in)
		p.life.mu.Unlock()
	}
	in.life.mu.Lock()
	ends := in.life.ends
	in.life.ends, in.life.closed, in.life.known = nil, true, nil
	in.unhold()
	in.life.mu.Unlock()
	in.dropHolds()
	for _, f := range slices.Backward(ends) {
		f()
	}
	in.closePending()
	in.forget()
	close(in.life.ended)
}

func (in *Interpreter) needsHandles() bool {
	in.life.mu.Lock()
	defer in.life.mu.Unlock()
	return in.life.needs
}

// adoptedBy makes p the parent of in, unless p is closing.
func (in *Interpreter) adoptedBy(p *Interpreter) bool {
	p.life.mu.Lock()
	defer p.life.mu.Unlock()
	if p.life.closing {
		return false
	}
	if p.life.children == nil {
		p.life.children = map[*Interpreter]struct{}{}
	}
	p.life.children[in] = struct{}{}
	in.life.parent.Store(p)
	return true
}

// orphaned reports that no living interpreter but by has a handle of in.
func (in *Interpreter) orphaned(by *Interpreter) bool {
	in.life.mu.Lock()
	defer in.life.mu.Unlock()
	for h := range in.life.holders {
		if h != by {
			return false
		}
	}
	return true
}

// forget drops the objects, so that a handle that outlives the interpreter keeps none alive.
func (in *Interpreter) forget() {
	in.modules, in.builtins, in.sysDict = NewDict(), NewDict(), NewDict()
	in.mainMod, in.builtinsMod, in.sysMod = nil, Unbound, Unbound
	in.codes, in.oldCodes, in.prepared = nil, nil, nil
	in.subs, in.natives, in.state = nil, nil, nil
	in.auditHooks, in.atExit, in.importing = nil, nil, nil
	in.threads = map[*Thread]struct{}{}
	in.weaks.mu.Lock() // cleanups of objects that other interpreters have too may still run
	in.weaks.m = nil
	in.weaks.mu.Unlock()
	t := in.main
	t.chunk, t.frames, t.nf, t.mcache, t.repr = nil, nil, 0, nil, reprGuards{}
	t.handled, t.result, t.ctx, t.raised, t.caught = None, Unbound, Unbound, nil, nil
	t.sp, t.end, t.lo, t.size, t.maxnf = nil, nil, 0, 0, 0
	t.locals, t.limits = nil, nil
	t.temps, t.collect, t.failed = nil, nil, nil
	clear(t.fresh[:]) // after a kill nothing else has: one would lead to all that the interpreter had
	in.opts = Options{}
}

// Exit is os._exit in an interpreter that is not the process: it ends the interpreter at once.
func (in *Interpreter) Exit(status int) error {
	k := &Kill{Limit: "exit", Used: int64(status)}
	in.Kill(k)
	return k
}

// DoAside runs f on a thread of its own in in, which counts as a background thread: the main thread may run meanwhile. The
// calling goroutine holds no interpreter's lock.
func (in *Interpreter) DoAside(f func(t *Thread) error) error {
	in.life.mu.Lock()
	if in.life.closing {
		in.life.mu.Unlock()
		return ErrClosed
	}
	in.life.threads.Add(1)
	in.life.mu.Unlock()
	defer in.life.threads.Done()
	l := in.lock
	l.acquire(&Thread{interp: in}) // threads are made under the lock
	t := in.newThread()
	l.mu.Lock()
	l.holder = t
	l.mu.Unlock()
	defer in.lock.release()
	defer func() {
		t.watchFresh()
		delete(in.threads, t)
	}()
	return t.Protect(func() error { return f(t) })
}
