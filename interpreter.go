// This file defines Interpreter: running code, calling functions, names, and the end.
//
// Invariant: whoever runs Python on the main thread of an interpreter holds its turn. Only enter takes it.

package vivarium

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"github.com/vivarium-py/vivarium/internal/core"
	"github.com/vivarium-py/vivarium/internal/host"
)

// Interpreter is one isolated Python: its own modules, globals, sys, streams, working directory and lock.
//
// All methods are safe for use from several goroutines. Calls that run Python wait for each other, in the order in which
// they came; different interpreters run in parallel. Threads that the Python code starts run on between calls.
//
// A context that ends while its call runs kills the interpreter, within milliseconds and whatever it is doing: no except,
// finally or exit handler runs. The call's error then wraps the context's error and ErrKilled. What was half done stays half
// done, so that a killed interpreter can only be closed. A context that ends while the call still waits for its turn has no
// such effect: the call just returns the context's error.
//
// A Go function that Python called gets a context which knows the call: passing it on to methods of the same interpreter runs
// them inside that call instead of waiting for it to end, which would be forever.
type Interpreter struct {
	rt   *Runtime
	core *core.Interpreter
	cfg  Config

	turn    chan struct{} // a token in it: somebody is running on the main thread
	closing chan struct{} // closed by Close
	ending  atomic.Bool   // what ends the interpreter from now on is its Close

	closeOnce sync.Once
	closeErr  error
	running   atomic.Pointer[run] // what holds the turn and runs Python
	dead      atomic.Pointer[killedErr]
	sources   sourceCache
	conv      converter

	remote *remote     // it lives in a worker process; core is nil then
	side   *workerSide // this process is that worker
}

type killedErr struct{ err error }

// run is one call that holds the turn.
type run struct {
	ctx   context.Context
	state atomic.Int32 // running, done or cancelled
}

const (
	runRunning = iota
	runDone
	runCancelled
)

func configError(field string, err error) error {
	return fmt.Errorf("vivarium: Config.%s: %w", field, err)
}

// Name is Config.Name.
func (in *Interpreter) Name() string { return in.cfg.Name }

// ID is the interpreter's number in its runtime, which is never used again.
func (in *Interpreter) ID() int64 {
	if in.remote != nil {
		return in.remote.id
	}
	return in.core.ID()
}

// Runtime is the runtime that it belongs to.
func (in *Interpreter) Runtime() *Runtime { return in.rt }

func (in *Interpreter) init() error {
	return in.enter(context.Background(), func(t *core.Thread) error {
		core.StateOf(in.core, interpreterKey{}, func() *Interpreter { return in })
		in.conv.init(in)
		for _, m := range in.cfg.Modules {
			if err := in.register(m); err != nil {
				return configError("Modules", err)
			}
		}
		return nil
	})
}

// enter runs f on the interpreter's main thread, when its turn has come, or inside the call that ctx belongs to. Errors of
// Python are made Go errors.
func (in *Interpreter) enter(ctx context.Context, f func(t *core.Thread) error) error {
	if ctx == nil {
		ctx = context.Background()
	}
	if err, ok := in.reenter(ctx, f); ok {
		return err
	}
	if err := in.takeTurn(ctx); err != nil {
		return err
	}
	defer func() { <-in.turn }()
	return in.runTurn(ctx, f)
}

// takeTurn waits for the turn, which the caller then gives back by reading from in.turn.
func (in *Interpreter) takeTurn(ctx context.Context) error {
	if ctx.Err() != nil {
		return contextError(ctx)
	}
	select {
	case in.turn <- struct{}{}:
	default:
		select {
		case in.turn <- struct{}{}:
		case <-ctx.Done():
			return contextError(ctx)
		case <-in.closing:
			return ErrClosed
		case <-in.dying():
			// What holds the turn may be a Go function that waits for this very call.
			select {
			case <-in.closing:
				return ErrClosed
			default:
			}
			if d := in.dead.Load(); d != nil {
				return d.err
			}
			if in.remote == nil {
				return in.killError(in.core.Killed())
			}
			return ErrClosed // the only end of a worker that leaves no reason
		}
	}
	return nil
}

// dying is closed when the interpreter is killed.
func (in *Interpreter) dying() <-chan struct{} {
	if in.remote != nil {
		return in.remote.dying
	}
	return in.core.Done()
}

// contextError is the error of a call that its context ended before it began.
func contextError(ctx context.Context) error {
	err := ctx.Err()
	if c := context.Cause(ctx); c != nil && !errors.Is(c, err) {
		return fmt.Errorf("vivarium: %w: %w", err, c)
	}
	return fmt.Errorf("vivarium: %w", err)
}

// runTurn runs f on the main thread; the caller has the turn.
func (in *Interpreter) runTurn(ctx context.Context, f func(t *core.Thread) error) (err error) {
	select {
	case <-in.closing:
		return ErrClosed
	default:
	}
	if d := in.dead.Load(); d != nil {
		return d.err
	}
	r := &run{ctx: ctx}
	in.running.Store(r)
	var stop func() bool
	if ctx.Done() != nil {
		stop = context.AfterFunc(ctx, func() {
			if r.state.CompareAndSwap(runRunning, runCancelled) {
				in.core.Kill(&core.Kill{Limit: killCancelled})
			}
		})
	}
	finished := false
	defer func() {
		in.running.Store(nil)
		if stop != nil {
			stop()
		}
		if !finished {
			// runtime.Goexit in a Go function: the Python frames that it left can never go on.
			in.core.Kill(&core.Kill{Limit: killCancelled})
			in.die(&killedError{why: "a Go function that Python called ended its goroutine", cause: []error{ErrKilled}})
		}
	}()
	err = in.core.Do(func(t *core.Thread) error {
		limits := in.core.BeginRun(core.RunLimits{})
		in.conv.ctxs[t] = ctx
		err := in.protect(t, f)
		delete(in.conv.ctxs, t)
		limits.End()
		return err
	})
	switch e := err.(type) {
	case *core.InternalError:
		err = &InternalError{Panic: e.Panic, Stack: e.Stack}
	case *core.Kill:
		err = in.killError(e)
	}
	if err == core.ErrClosed {
		err = ErrClosed
	}
	finished = true
	if !r.state.CompareAndSwap(runRunning, runDone) {
		// The context ended it, or was about to: the kill has been sent, the interpreter is lost.
		return in.die(cancelledError(ctx))
	}
	if errors.Is(err, ErrKilled) {
		err = in.die(err)
	} else if k := in.core.Killed(); k != nil {
		err = in.die(in.killError(k))
	}
	return err
}

// protect runs f with the interpreter's lock held, and makes its error a Go error.
func (in *Interpreter) protect(t *core.Thread, f func(t *core.Thread) error) error {
	err := t.Protect(func() error {
		err := f(t)
		if in.core.Killed() == nil {
			t.FlushStd()
			t.SettleFiles()
		}
		return err
	})
	if err != nil {
		err = in.goError(t, err)
	}
	return err
}

// The Limit of Kills that are no limits.
const killCancelled = "killed"

// die records why the interpreter was killed, which is the error of all later calls, and gives that of the first.
func (in *Interpreter) die(err error) error {
	if in.ending.Load() {
		return ErrClosed
	}
	in.dead.CompareAndSwap(nil, &killedErr{err})
	return err
}

// Kill ends whatever the interpreter runs, uncatchably; it may be called from any goroutine and does not wait. The calls
// under way, and all later ones, return an error that wraps ErrKilled.
func (in *Interpreter) Kill() {
	if in.remote == nil {
		in.core.Kill(&core.Kill{Limit: killCancelled})
	} else {
		defer in.remote.kill()
	}
	in.die(&killedError{why: "the interpreter was killed", cause: []error{ErrKilled}})
}

// Close ends the interpreter and gives back everything it has: threads, files, sockets, child interpreters and processes.
// If it is idle, its threads are joined and its atexit functions run, for at most a second; a call that is running in it is
// killed. It may be called more than once. It fails only where it had to leave something behind: a Go function that Python
// called and that does not return (Close inside such a function is one); what is left is given back when it does.
func (in *Interpreter) Close() error {
	ctx, cancel := context.WithTimeout(context.Background(), closeGrace)
	defer cancel()
	if in.running.Load() != nil {
		in.end()
	}
	if err := in.Shutdown(ctx); errors.Is(err, errLeft) {
		return err
	}
	return nil
}

// end kills what runs, without a reason for later calls.
func (in *Interpreter) end() {
	in.ending.Store(true)
	if in.remote != nil {
		in.remote.kill()
	} else {
		in.core.Kill(&core.Kill{Limit: killCancelled})
	}
}

// errLeft is the error of an end that had to leave a Go function behind.
var errLeft = errors.New("a Go function that Python called does not return")

// closeGrace is how long Close lets atexit functions and threads run.
const closeGrace = time.Second

// killGrace is how long a kill may take before a Go function is taken to be what delays it.
const killGrace = time.Second

// Shutdown is Close that waits: for the call that is running, for those that wait behind it, for threads and atexit functions,
// until ctx ends. What is left then is killed, and the context's error returned. The end of a worker process by itself
// meanwhile is a *WorkerError.
func (in *Interpreter) Shutdown(ctx context.Context) error {
	in.closeOnce.Do(func() {
		close(in.closing)
		stop := context.AfterFunc(ctx, in.end)
		ended := make(chan error, 1)
		go func() {
			in.turn <- struct{}{} // stays taken
			in.ending.Store(true)
			if in.remote != nil {
				ended <- in.remote.finish(ctx)
			} else {
				in.finish()
				ended <- nil
			}
		}()
		select {
		case in.closeErr = <-ended:
		case <-ctx.Done():
			timer := time.NewTimer(killGrace)
			select {
			case in.closeErr = <-ended:
			case <-timer.C:
				in.closeErr = fmt.Errorf("vivarium: %w", errLeft)
			}
			timer.Stop()
		}
		if !stop() && in.closeErr == nil {
			in.closeErr = contextError(ctx)
		}
		if in.remote != nil && !in.remote.settle(killGrace) {
			in.closeErr = fmt.Errorf("vivarium: %w", errLeft)
		}
		in.rt.forget(in)
	})
	return in.closeErr
}

// finish ends the interpreter; the caller has the turn.
func (in *Interpreter) finish() {
	for in.core.Close() == core.ErrRunning { // the caller has the turn: only a run that has been left is there
		time.Sleep(time.Millisecond)
	}
}

// Exec runs source text in __main__, where names stay from one call to the next.
func (in *Interpreter) Exec(ctx context.Context, src string) error {
	if in.remote != nil {
		return in.remote.call(ctx, opExec, &wCall{Text: []byte(src)}, "", nil)
	}
	return in.enter(ctx, func(t *core.Thread) error { return in.runMain(t, "<string>", src, true) })
}

// RunSource is Exec of the text of a file, whose name appears in tracebacks and as __file__. src may say its encoding as PEP
// 263 has it, and is UTF-8 otherwise.
func (in *Interpreter) RunSource(ctx context.Context, filename string, src []byte) error {
	if in.remote != nil {
		return in.remote.call(ctx, opSource, &wCall{Name: filename, Text: src}, "", nil)
	}
	return in.enter(ctx, func(t *core.Thread) error { return in.runSource(t, filename, src) })
}

func (in *Interpreter) runSource(t *core.Thread, filename string, src []byte) error {
	in.sources.add(filename, src)
	return in.runMain(t, filename, string(src), false)
}

// runMain runs a program in __main__, compiled unless it has been before.
func (in *Interpreter) runMain(t *core.Thread, filename, src string, isText bool) error {
	co, err := in.compile(t, filename, src, "exec", isText)
	if err != nil {
		return err
	}
	return t.RunMainCode(co, filename)
}

// RunFile runs a file in __main__, as python FILE does except for sys.path and sys.argv, which Config sets. It is read with
// the embedder's own rights: no grant is needed.
func (in *Interpreter) RunFile(ctx context.Context, path string) error {
	src, err := host.EmbedderFile(path)
	if err != nil {
		return fmt.Errorf("vivarium: %w", err)
	}
	return in.RunSource(ctx, path, src)
}

// RunFS runs a file of fsys in __main__. Its imports go to Config.FS and Config.Path as usual, not to fsys.
func (in *Interpreter) RunFS(ctx context.Context, fsys fs.FS, path string) error {
	src, err := fs.ReadFile(fsys, path)
	if err != nil {
		return fmt.Errorf("vivarium: %w", err)
	}
	return in.RunSource(ctx, path, src)
}

// RunModule imports a module and runs it as __main__, as python -m does.
func (in *Interpreter) RunModule(ctx context.Context, name string) error {
	if in.remote != nil {
		return in.remote.call(ctx, opModule, &wCall{Name: name}, "", nil)
	}
	return in.enter(ctx, func(t *core.Thread) error { return t.RunModule(name) })
}

// Eval evaluates an expression in __main__ and stores its value in *out, which is a pointer, or nil to drop it.
func (in *Interpreter) Eval(ctx context.Context, expr string, out any) error {
	if in.remote != nil {
		return in.remote.call(ctx, opEval, &wCall{Text: []byte(expr)}, "the result", out)
	}
	return in.enter(ctx, func(t *core.Thread) error {
		v, err := in.evaluate(t, expr)
		if err != nil {
			return err
		}
		return in.result(t, "the result", v, out)
	})
}

// evaluate computes an expression in __main__.
func (in *Interpreter) evaluate(t *core.Thread, expr string) (core.Value, error) {
	co, err := in.compile(t, "<string>", strings.TrimLeft(expr, " \t"), "eval", true)
	if err != nil {
		return core.Unbound, err
	}
	d := in.core.MainDict()
	return t.Eval(co, d, d.Val())
}

// Call calls a Python function by name. The last argument is where the result goes, a pointer or nil to drop it; those
// before it are the function's arguments, of which Keywords are its keyword arguments:
//
//	err := in.Call(ctx, "handle", req, vivarium.Keywords{"retries": 3}, &out)
//
// name is a global of __main__, a builtin, or dotted: an attribute of one ("app.handle"), or of a module, which is
// imported ("json.dumps"). Without any arguments the function is called with none and its result dropped.
func (in *Interpreter) Call(ctx context.Context, name string, args ...any) error {
	args, out, err := splitOut("Call "+name, args)
	if err != nil {
		return err
	}
	if in.remote != nil {
		return in.remote.callNamed(ctx, name, args, out)
	}
	return in.enter(ctx, func(t *core.Thread) error {
		f, err := in.lookup(t, name)
		if err != nil {
			return err
		}
		return in.call(t, f, name, args, out)
	})
}

// call calls f with Go arguments.
func (in *Interpreter) call(t *core.Thread, f core.Value, name string, args []any, out any) error {
	v, err := in.callValues(t, f, name, args)
	if err != nil {
		return err
	}
	if out == nil {
		return nil
	}
	d := decoder{in: in, t: t}
	if err := d.into(v, out); err != nil { // a name for every result would cost as much as a small one
		return prefix(err, "result of "+name)
	}
	return nil
}

// Keywords among the arguments of a call are keyword arguments. As the last parameter of a Go function they receive the
// keyword arguments that Python passes.
type Keywords map[string]any

// Set binds a name in __main__ to a Go value: "limit", or, dotted, an attribute of what is bound there or of a module
// ("app.limit"). Go functions become callables; see the package documentation for the rest.
func (in *Interpreter) Set(name string, value any) error {
	return in.SetContext(context.Background(), name, value)
}

// SetContext is Set with a context, for use inside Go functions that Python called.
func (in *Interpreter) SetContext(ctx context.Context, name string, value any) error {
	if in.remote != nil {
		return in.remote.set(ctx, name, value)
	}
	return in.enter(ctx, func(t *core.Thread) error {
		return in.assign(t, name, value)
	})
}

// assign binds a name as Set documents it.
func (in *Interpreter) assign(t *core.Thread, name string, value any) error {
	v, err := in.encodeNamed(t, value, name)
	if err != nil {
		return err
	}
	i := strings.LastIndexByte(name, '.')
	if i < 0 {
		in.core.MainDict().SetStr(core.Intern(name), v)
		return nil
	}
	o, err := in.lookup(t, name[:i])
	if err != nil {
		return err
	}
	return t.SetAttr(o, core.Intern(name[i+1:]), v)
}

// Get stores the value of a name in *out. name is as for Call.
func (in *Interpreter) Get(name string, out any) error {
	return in.GetContext(context.Background(), name, out)
}

// GetContext is Get with a context, for use inside Go functions that Python called.
func (in *Interpreter) GetContext(ctx context.Context, name string, out any) error {
	if in.remote != nil {
		return in.remote.call(ctx, opGet, &wCall{Name: name}, name, out)
	}
	return in.enter(ctx, func(t *core.Thread) error {
		v, err := in.lookup(t, name)
		if err != nil {
			return err
		}
		return in.result(t, name, v, out)
	})
}

// lookup finds a name as Call documents it.
func (in *Interpreter) lookup(t *core.Thread, name string) (core.Value, error) {
	first, rest, dotted := strings.Cut(name, ".")
	v, ok := in.core.MainDict().GetStr(core.Intern(first))
	if !ok {
		v, ok = in.core.Builtins().GetStr(core.Intern(first))
	}
	if !ok {
		if !dotted {
			return core.Unbound, t.Raise(&core.ExcNameError, "name '%s' is not defined", name)
		}
		var err error
		if v, err = t.Import(first); err != nil {
			return core.Unbound, err
		}
	}
	for path := first; dotted; {
		var part string
		part, rest, dotted = strings.Cut(rest, ".")
		path += "." + part
		x, err := t.LookupAttr(v, core.Intern(part))
		if err == nil && x.IsUnbound() {
			// A submodule that nobody imported yet.
			if !v.IsInstance(&core.ModuleType) {
				return core.Unbound, t.AttributeError(v, core.Intern(part))
			}
			if x, err = t.Import(path); err != nil && core.Matches(err, &core.ExcModuleNotFoundError) {
				_, err = t.GetAttr(v, core.Intern(part))
			}
		}
		if err != nil {
			return core.Unbound, err
		}
		v = x
	}
	return v, nil
}

// Eval evaluates an expression and gives its value as a T.
func Eval[T any](ctx context.Context, in *Interpreter, expr string) (T, error) {
	var out T
	err := in.Eval(ctx, expr, &out)
	return out, err
}

// Call calls a Python function and gives its result as a T. All of args are arguments.
func Call[T any](ctx context.Context, in *Interpreter, name string, args ...any) (T, error) {
	var out T
	if in.remote != nil {
		err := in.remote.callNamed(ctx, name, args, &out)
		return out, err
	}
	err := in.enter(ctx, func(t *core.Thread) error {
		f, err := in.lookup(t, name)
		if err != nil {
			return err
		}
		return in.call(t, f, name, args, &out)
	})
	return out, err
}

// Get gives the value of a name as a T.
func Get[T any](in *Interpreter, name string) (T, error) {
	var out T
	err := in.Get(name, &out)
	return out, err
}
