// This file makes Python callables of Go functions, and Go functions of Python callables.
//
// Invariant: while a Go function runs, its thread is parked: it does not hold the interpreter's lock, and only one goroutine at
// a time, which has the function's context, may run Python on it (gate).

package vivarium

import (
	"context"
	"errors"
	"fmt"
	"reflect"
	"runtime/debug"
	"strconv"
	"strings"
	"sync"
	"time"

	"github.com/vivarium-py/vivarium/internal/core"
)

// Func is a Python callable as a Go function: conversion to a Func, or to any other func type whose last result is an error,
// makes one. It can be called from any goroutine for as long as its interpreter is open.
type Func func(ctx context.Context, args ...any) (any, error)

// gate guards a thread that is parked in a Go function.
type gate struct {
	mu     sync.Mutex
	cond   sync.Cond
	level  int  // Go functions that the thread is in
	parked bool // the innermost of them runs, and nobody runs Python on the thread
}

// window is one run of a Go function that Python called.
type window struct {
	in    *Interpreter
	t     *core.Thread
	g     *gate
	level int
	ended bool // under g.mu
}

// openWindow begins a run of a Go function; the caller holds the interpreter's lock.
func (in *Interpreter) openWindow(t *core.Thread) *window {
	g := in.conv.gates[t]
	if g == nil {
		g = &gate{}
		g.cond.L = &g.mu
		if in.conv.gates == nil {
			in.conv.gates = map[*core.Thread]*gate{}
		}
		in.conv.gates[t] = g
	}
	w := &window{in: in, t: t, g: g}
	g.mu.Lock()
	g.level++
	w.level = g.level
	g.mu.Unlock()
	return w
}

// park lets others run Python on the thread; the interpreter's lock has been released.
func (w *window) park() {
	w.g.mu.Lock()
	w.g.parked = true
	w.g.mu.Unlock()
	w.g.cond.Broadcast()
}

// cancel ends a window that was never parked.
func (w *window) cancel() {
	w.g.mu.Lock()
	w.g.level--
	w.ended = true
	w.g.mu.Unlock()
}

// close waits for what other goroutines run on the thread, and takes it back.
func (w *window) close() {
	g := w.g
	g.mu.Lock()
	for !g.parked || g.level != w.level {
		g.cond.Wait()
	}
	g.level--
	g.parked = false
	w.ended = true
	g.mu.Unlock()
}

// dropGate forgets the gate of a thread that is in no Go function any more; the caller holds the interpreter's lock.
func (w *window) dropGate() {
	if w.level == 1 && !w.t.IsMain() {
		delete(w.in.conv.gates, w.t)
	}
}

// windowKey finds the window of an interpreter in a context.
type windowKey struct{ in *Interpreter }

// callContext is the context of a Go function that Python called. It ends with the interpreter, which ends with the context
// of the call that the function is part of.
type callContext struct {
	parent context.Context
	w      *window
}

func (c *callContext) Deadline() (time.Time, bool) { return c.parent.Deadline() }
func (c *callContext) Done() <-chan struct{}       { return c.w.t.Done() }
func (c *callContext) Err() error {
	select {
	case <-c.w.t.Done():
		if err := c.parent.Err(); err != nil {
			return err
		}
		return context.Canceled
	default:
		return nil
	}
}
func (c *callContext) Value(key any) any {
	if k, ok := key.(windowKey); ok && k.in == c.w.in {
		return c.w
	}
	return c.parent.Value(key)
}
func (c *callContext) String() string { return "vivarium call in " + fmt.Sprint(c.parent) }

// reenter runs f inside the Go function whose context ctx is; ok is false where it is not that of one that still runs.
func (in *Interpreter) reenter(ctx context.Context, f func(t *core.Thread) error) (err error, ok bool) {
	w, _ := ctx.Value(windowKey{in}).(*window)
	if w == nil {
		return nil, false
	}
	g := w.g
	g.mu.Lock()
	for !w.ended && !g.parked {
		g.cond.Wait()
	}
	if w.ended {
		g.mu.Unlock()
		return nil, false
	}
	g.parked = false
	g.mu.Unlock()
	defer func() {
		g.mu.Lock()
		g.parked = true
		g.mu.Unlock()
		g.cond.Broadcast()
	}()
	if ctx.Err() != nil && in.core.Killed() == nil {
		return contextError(ctx), true
	}
	var stop func() bool
	var state run
	if ctx.Done() != nil && ctx.Done() != w.t.Done() {
		stop = context.AfterFunc(ctx, func() {
			if state.state.CompareAndSwap(runRunning, runCancelled) {
				in.core.Kill(&core.Kill{Limit: killCancelled})
			}
		})
	}
	err = w.t.Unblock(func() error {
		if err := w.t.Enter(" in a call from Go"); err != nil {
			w.t.Leave()
			return in.goError(w.t, err)
		}
		outer := in.conv.ctxs[w.t]
		in.conv.ctxs[w.t] = ctx
		err := in.protect(w.t, f)
		if outer == nil {
			delete(in.conv.ctxs, w.t)
		} else {
			in.conv.ctxs[w.t] = outer
		}
		w.t.Leave()
		return err
	})
	if stop != nil {
		stop()
		if !state.state.CompareAndSwap(runRunning, runDone) {
			return in.die(cancelledError(ctx)), true
		}
	}
	if k, is := err.(*core.Kill); is {
		err = in.killError(k)
	}
	return err, true
}

// goFunc is a Go function as Python calls it.
type goFunc struct {
	in       *Interpreter
	name     string
	fn       reflect.Value
	params   []reflect.Type // those that Python passes, without a variadic one and Keywords
	ctx      bool           // the first parameter is a context
	variadic reflect.Type   // element type, nil if there is none
	keywords bool           // the last parameter is Keywords
	results  int            // those that Python gets
	err      bool           // the last result is an error
}

// newFunc makes the Python callable of a Go function. name is its name in Python, "" for the one it has in Go.
func (in *Interpreter) newFunc(fn reflect.Value, name, module string) (core.Value, error) {
	f, sig := funcOf(fn, name)
	f.in = in
	def := &core.Func{Name: f.name, Sig: sig, Fn: f.call, Flags: core.Blocks, Doc: "Go function: " + fn.Type().String()}
	return core.NewFunction(def, module), nil
}

// funcOf reads the parameters and results of a Go function, and writes its signature as Python has it.
func funcOf(fn reflect.Value, name string) (*goFunc, string) {
	t := fn.Type()
	f := &goFunc{fn: fn, name: name}
	if i := strings.LastIndexByte(name, '.'); i >= 0 {
		f.name = name[i+1:]
	}
	if f.name == "" {
		f.name = "go_function"
	}
	n := t.NumIn()
	i := 0
	if n > 0 && t.In(0) == typeContext {
		f.ctx, i = true, 1
	}
	if n > i && t.In(n-1) == typeKeywords && !t.IsVariadic() {
		f.keywords = true
		n--
	}
	if t.IsVariadic() {
		f.variadic = t.In(n - 1).Elem()
		n--
	}
	for ; i < n; i++ {
		f.params = append(f.params, t.In(i))
	}
	f.results = t.NumOut()
	if f.results > 0 && (t.Out(f.results-1) == typeError || t.Out(f.results-1) == typePythonError) {
		f.err = true
		f.results--
	}
	optional := len(f.params)
	if f.variadic == nil {
		for optional > 0 && f.params[optional-1].Kind() == reflect.Pointer {
			optional--
		}
	}
	var sig strings.Builder
	sig.WriteByte('(')
	for i := range f.params {
		if i > 0 {
			sig.WriteString(", ")
		}
		sig.WriteString("arg" + strconv.Itoa(i+1))
		if i >= optional {
			sig.WriteString("=None")
		}
	}
	add := func(s string) {
		if sig.Len() > 1 {
			sig.WriteString(", ")
		}
		sig.WriteString(s)
	}
	if len(f.params) > 0 {
		add("/")
	}
	if f.variadic != nil {
		add("*args")
	}
	if f.keywords {
		add("**kwargs")
	}
	sig.WriteByte(')')
	return f, sig.String()
}

// argument says which argument a conversion failed at, as a Python error.
func (f *goFunc) argument(t *core.Thread, err error, which string) error {
	e, ok := err.(*ConversionError)
	if !ok {
		return err
	}
	typ := &core.ExcTypeError
	if e.Range {
		typ = &core.ExcOverflowError
	}
	return t.Raise(typ, "%s", validText(argumentText(f.name, e, which)))
}

// argumentText says which argument of a Go function a conversion failed at.
func argumentText(name string, e *ConversionError, which string) string {
	if e.Path != "" {
		if e.Path[0] == '[' {
			which += e.Path
		} else {
			which += "." + e.Path
		}
	}
	return name + "() argument " + which + ": " + e.Message
}

// call is the native that Python calls.
func (f *goFunc) call(t *core.Thread, a []core.Value) (core.Value, error) {
	in := f.in
	if t.Interp() != in.core {
		return core.Unbound, t.RuntimeError("%s() belongs to another interpreter", f.name)
	}
	if err := t.Enter(" in a Go function"); err != nil {
		t.Leave()
		return core.Unbound, err
	}
	defer t.Leave()
	w := in.openWindow(t)
	d := decoder{in: in, t: t, win: w}
	args, err := f.arguments(&d, a)
	var outs []reflect.Value
	var failure error
	if err != nil {
		w.cancel()
	} else {
		t.SettleFiles()
		if f.ctx {
			parent := in.conv.ctxs[t]
			if parent == nil {
				parent = context.Background()
			}
			args[0] = reflect.ValueOf(&callContext{parent, w})
		}
		t.Block(func() { outs, failure = f.invoke(w, args) })
	}
	w.dropGate()
	if err != nil {
		return core.Unbound, err
	}
	if k := in.core.Killed(); k != nil {
		return core.Unbound, k
	}
	if failure != nil {
		return core.Unbound, in.raise(t, failure)
	}
	return f.result(t, outs)
}

func (f *goFunc) arguments(d *decoder, a []core.Value) ([]reflect.Value, error) {
	args := make([]reflect.Value, 0, len(a)+1)
	if f.ctx {
		args = append(args, reflect.Value{})
	}
	for i, p := range f.params {
		v := reflect.New(p).Elem()
		if err := d.set(a[i], v); err != nil {
			return nil, f.argument(d.t, err, strconv.Itoa(i+1))
		}
		args = append(args, v)
	}
	rest := a[len(f.params):]
	if f.variadic != nil {
		for i, x := range tupleItems(rest[0]) {
			v := reflect.New(f.variadic).Elem()
			if err := d.set(x, v); err != nil {
				return nil, f.argument(d.t, err, strconv.Itoa(len(f.params)+i+1))
			}
			args = append(args, v)
		}
		rest = rest[1:]
	}
	if f.keywords {
		kw := Keywords{}
		if dict := core.AsDict(rest[0]); dict != nil {
			for i, k, x, ok := dict.Next(0); ok; i, k, x, ok = dict.Next(i) {
				s := core.AsStr(k)
				if s == nil {
					continue
				}
				v, err := d.natural(x)
				if err != nil {
					return nil, f.argument(d.t, err, goText(s))
				}
				kw[goText(s)] = v
			}
		}
		args = append(args, reflect.ValueOf(kw))
	}
	return args, nil
}

// invoke runs the Go function with the interpreter's lock released; a panic in it is contained.
func (f *goFunc) invoke(w *window, args []reflect.Value) (outs []reflect.Value, err error) {
	w.park()
	returned := false
	defer func() {
		if p := recover(); p != nil {
			err = &PanicError{Func: f.name, Value: p, Stack: debug.Stack()}
		} else if !returned {
			// runtime.Goexit: the Python code that called is never gone on with.
			w.in.core.Kill(&core.Kill{Limit: killCancelled})
		}
		w.close()
	}()
	outs = f.fn.Call(args)
	returned = true
	if f.err {
		err = errorResult(outs[len(outs)-1])
		outs = outs[:len(outs)-1]
	}
	return outs, err
}

// errorResult is the error that a Go function returned.
func errorResult(v reflect.Value) error {
	if v.IsNil() {
		return nil
	}
	return v.Interface().(error)
}

// contained calls code of the embedder's in the middle of a conversion; a panic in it is an error.
func contained(name string, f func() error) (err error) {
	defer func() {
		if p := recover(); p != nil {
			err = &PanicError{Func: name, Value: p, Stack: debug.Stack()}
		}
		if err != nil {
			err = &ConversionError{Message: errorText(err), Err: err}
		}
	}()
	return f()
}

func (f *goFunc) result(t *core.Thread, outs []reflect.Value) (core.Value, error) {
	e := encoder{in: f.in, t: t}
	switch len(outs) {
	case 0:
		return core.None, nil
	case 1:
		v, err := e.reflect(outs[0])
		return v, f.badResult(t, err)
	}
	items := make([]core.Value, len(outs))
	for i, o := range outs {
		v, err := e.reflect(o)
		if err != nil {
			return core.Unbound, f.badResult(t, atIndex(err, i))
		}
		items[i] = v
	}
	return core.TupleOf(items), nil
}

func (f *goFunc) badResult(t *core.Thread, err error) error {
	e, ok := err.(*ConversionError)
	if !ok {
		return err
	}
	return t.TypeError("%s", validText(f.name+"() returned what Python cannot hold: "+e.Error()))
}

// function makes a Go function of a Python callable.
func (d *decoder) function(v core.Value, dst reflect.Value, t reflect.Type) error {
	if v.IsNone() {
		dst.SetZero()
		return nil
	}
	if !core.IsCallable(v) {
		return mismatch(v, "callable")
	}
	n := t.NumOut()
	if n == 0 || n > 2 || t.Out(n-1) != typeError {
		return convErr("cannot convert to %s: a func that calls Python returns (error) or (result, error)", t)
	}
	o, w := d.object(v), d.win
	dst.Set(makeFunc(o, t, func(ctx context.Context) context.Context {
		if w != nil && ctx.Value(windowKey{w.in}) == nil {
			ctx = context.WithValue(ctx, windowKey{w.in}, w)
		}
		return ctx
	}))
	return nil
}

// makeFunc makes a function of type t, which has one or two results, that calls a Python object. within puts into the context
// of a call what the function knows of where it is.
func makeFunc(o *Object, t reflect.Type, within func(context.Context) context.Context) reflect.Value {
	hasCtx := t.NumIn() > 0 && t.In(0) == typeContext
	n := t.NumOut()
	return reflect.MakeFunc(t, func(in []reflect.Value) []reflect.Value {
		ctx := context.Background()
		if hasCtx {
			if c, ok := in[0].Interface().(context.Context); ok && c != nil {
				ctx = c
			}
			in = in[1:]
		}
		ctx = within(ctx)
		args := make([]any, 0, len(in))
		for i, a := range in {
			if t.IsVariadic() && i == len(in)-1 {
				for j := range a.Len() {
					args = append(args, a.Index(j).Interface())
				}
				break
			}
			args = append(args, a.Interface())
		}
		outs := make([]reflect.Value, n)
		var out any
		if n == 2 {
			p := reflect.New(t.Out(0))
			out, outs[0] = p.Interface(), p.Elem()
		}
		err := o.Call(ctx, append(args, out)...)
		outs[n-1] = reflect.Zero(typeError)
		if err != nil {
			outs[n-1] = reflect.ValueOf(&err).Elem()
		}
		return outs
	})
}

// errNoModuleName is the error of a Module without a usable name.
var errNoModuleName = errors.New("a Go module's name must be a Python identifier")
