// Package interpreters_ holds the native modules under concurrent.interpreters: _interpreters, as CPython 3.13 and 3.14 have
// it (PEP 734), and _vivarium, what Vivarium adds: limits, policies, kill, timeouts and statistics.
//
// Invariant: an interpreter is reached by its number only where Interpreter.Sees allows it.
package interpreters_

import (
	"errors"
	"math"
	"sync"
	"time"

	"github.com/vivarium-py/vivarium/internal/core"
	"github.com/vivarium-py/vivarium/internal/crossing"
)

type (
	value  = core.Value
	thread = core.Thread
)

var (
	interpreterError, notFoundError core.Type
	setupOnce                       sync.Once
)

func setup() {
	interpreterError.Setup(&core.TypeSpec{Name: "concurrent.interpreters.InterpreterError", Base: &core.ExcException, Flags: core.FlagBase,
		Doc: "A cross-interpreter operation failed"})
	notFoundError.Setup(&core.TypeSpec{Name: "concurrent.interpreters.InterpreterNotFoundError", Base: &interpreterError, Flags: core.FlagBase,
		Doc: "An interpreter was not found"})
}

// raise makes an InterpreterError.
func raise(t *thread, format string, a ...any) error { return t.Raise(&interpreterError, format, a...) }

func notShareable(t *thread, msg string) error {
	return t.RaiseValue(crossing.NotShareableError(), core.StrVal(msg))
}

// number reads an interpreter's id.
func number(t *thread, v value) (int64, error) {
	if _, _, ok := core.AsInt(v); !ok {
		if core.SlotsOf(v).Index != nil {
			x, err := t.Index(v)
			if err != nil {
				return 0, err
			}
			v = x
		} else {
			return 0, t.TypeError("interpreter ID must be an int, got %s", v.TypeName())
		}
	}
	n, big, _ := core.AsInt(v)
	switch {
	case big != nil && big.Sign() < 0 || big == nil && n < 0:
		text, err := t.Str(v)
		if err != nil {
			return 0, err
		}
		return 0, t.ValueError("interpreter ID must be a non-negative int, got %s", text.String())
	case big != nil:
		return 0, t.OverflowError("int too big to convert")
	}
	return n, nil
}

// find gives the interpreter of an id that the caller may act on.
func find(t *thread, v value) (*core.Interpreter, error) {
	n, err := number(t, v)
	if err != nil {
		return nil, err
	}
	in := t.Interp().Runtime().Lookup(n)
	if in == nil || !t.Interp().Sees(in) {
		return nil, t.Raise(&notFoundError, "unrecognized interpreter ID %d", n)
	}
	return in, nil
}

// target is find for a function with the keyword restrict: with it, only interpreters that create() made will do.
func target(t *thread, id, restrict value, doing string) (*core.Interpreter, error) {
	in, err := find(t, id)
	if err != nil {
		return nil, err
	}
	only, err := t.Truth(restrict)
	if err != nil {
		return nil, err
	}
	if only && in.Whence() != core.WhenceStdlib {
		return nil, raise(t, "cannot %s unrecognized interpreter %d", doing, in.ID())
	}
	return in, nil
}

// lifeError makes the exception of an error of Do, DoFrom and Close.
func lifeError(t *thread, in *core.Interpreter, err error) error {
	switch {
	case errors.Is(err, core.ErrRunning):
		return raise(t, "interpreter already running")
	case errors.Is(err, core.ErrClosed):
		return t.Raise(&notFoundError, "unrecognized interpreter ID %d", in.ID())
	}
	return t.OSError(err)
}

// run has f run in the main thread of in, and gives what ended it: an exception there, or a failure here.
func run(t *thread, in *core.Interpreter, limit float64, f func(ct *thread) error) (*crossing.ExcInfo, error) {
	var info *crossing.ExcInfo
	t.SettleFiles()
	err := in.DoFrom(t, func(ct *thread) error {
		r := in.BeginRun(core.RunLimits{Time: time.Duration(limit * float64(time.Second))})
		defer r.End()
		if err := f(ct); err != nil {
			info = crossing.Capture(ct, err)
		}
		if in.Killed() == nil {
			ct.SettleFiles()
		}
		return nil
	})
	if k := t.Interp().Killed(); k != nil {
		return nil, k // whatever became of the child: its end may be the caller's own
	}
	if info != nil || err == nil {
		return info, nil
	}
	var kill *core.Kill
	var bug *core.InternalError
	if errors.As(err, &kill) || errors.As(err, &bug) {
		return crossing.Capture(t, err), nil
	}
	return nil, lifeError(t, in, err)
}

// result is what exec and its like return.
func result(info *crossing.ExcInfo, err error) (value, error) {
	if err != nil {
		return core.Unbound, err
	}
	if info == nil {
		return core.None, nil
	}
	return info.Namespace(), nil
}

// bind packs a mapping of names for another interpreter's __main__.
func bind(t *thread, ns value, strict bool) ([]binding, error) {
	if !ns.Given() {
		return nil, nil
	}
	d := core.AsDict(ns)
	if d == nil {
		n, err := t.Len(ns)
		if err != nil {
			return nil, err
		}
		if n == 0 {
			return nil, nil
		}
		v, err := t.Call(core.DictType.Val(), ns)
		if err != nil {
			return nil, err
		}
		d = core.AsDict(v)
	}
	var all []binding
	drop := func(err error) ([]binding, error) {
		for _, b := range all {
			b.parcel.Release()
		}
		return nil, err
	}
	for pos := 0; ; {
		next, k, v, ok := d.Next(pos)
		if !ok {
			return all, nil
		}
		pos = next
		name := core.AsStr(k)
		if name == nil {
			return drop(t.TypeError("bad argument type for built-in operation"))
		}
		if strict && !crossing.Shareable(v) {
			text, err := t.Repr(v)
			if err != nil {
				return drop(err)
			}
			return drop(notShareable(t, text.String()+" does not support cross-interpreter data"))
		}
		p, err := crossing.PackNamed(t, v, name.String())
		if err != nil {
			return drop(err)
		}
		all = append(all, binding{name.String(), p})
	}
}

// binding is a name and the value that crosses for it.
type binding struct {
	name   string
	parcel *crossing.Parcel
}

// assign binds what crossed in __main__; all of it or, after an error, none.
func assign(ct *thread, all []binding) error {
	vals := make([]value, len(all))
	for i, b := range all {
		v, err := b.parcel.Unpack(ct)
		if err != nil {
			return err
		}
		vals[i] = v
	}
	for i, b := range all {
		ct.Interp().MainDict().SetStr(core.Intern(b.name), vals[i])
	}
	return nil
}

// source is what exec runs: text, or the code of a code object or function.
type source struct {
	text string
	code *core.CodeObj
}

// script reads the argument of exec, run_string and run_func.
func script(t *thread, v value, fname, kinds string, text, code bool) (source, error) {
	if s := core.AsStr(v); s != nil && text {
		for i := range len(s.String()) {
			if s.String()[i] == 0 {
				return source{}, t.ValueError("source code string cannot contain null bytes")
			}
		}
		return source{text: s.String()}, nil
	}
	if code && (v.IsExactly(&core.FunctionType) || v.IsExactly(&core.CodeType)) {
		o, why := core.MainFunction(v)
		if why == "" {
			return source{code: o}, nil
		}
		if why[0] == 'a' {
			why = "bad func (" + why + ")"
		}
		return source{}, t.ValueError("_interpreters.%s(): %s", fname, why)
	}
	return source{}, t.TypeError("_interpreters.%s() argument 2 must be %s, not %s", fname, kinds, v.TypeName())
}

// exec runs a source in the main namespace of in, after binding shared there.
func exec(t *thread, in *core.Interpreter, src source, shared []binding, limit float64) (*crossing.ExcInfo, error) {
	return run(t, in, limit, func(ct *thread) error {
		if err := assign(ct, shared); err != nil {
			return err
		}
		if src.code != nil {
			return ct.RunInMain(src.code)
		}
		return ct.RunText(src.text)
	})
}

// call calls f(*args, **kw) in in; with keep its value crosses back.
func call(t *thread, in *core.Interpreter, f, args, kw value, limit float64, keep bool) (value, *crossing.ExcInfo, error) {
	if !args.Given() {
		args = core.NewTuple()
	}
	if !kw.Given() {
		kw = core.NewDict().Val()
	}
	var parcels [3]*crossing.Parcel
	names := [3]string{"function", "args", "kwargs"}
	for i, v := range []value{f, args, kw} {
		p, err := crossing.PackNamed(t, v, names[i])
		if err != nil {
			for _, q := range parcels[:i] {
				q.Release()
			}
			return core.Unbound, nil, err
		}
		parcels[i] = p
	}
	var back *crossing.Parcel
	var unshareable error
	info, err := run(t, in, limit, func(ct *thread) error {
		var vals [3]value
		for i, p := range parcels {
			v, err := p.Unpack(ct)
			if msg := crossing.UnpackFailure(ct, err, names[i]); msg != "" {
				unshareable = errors.New(msg)
				return nil
			}
			if err != nil {
				return err
			}
			vals[i] = v
		}
		res, err := ct.CallStar(vals[0], vals[1], vals[2])
		if err != nil {
			return err
		}
		if keep {
			if back, err = crossing.PackNamed(ct, res, "return value"); err != nil {
				if core.Matches(err, crossing.NotShareableError()) {
					unshareable = errors.New(ct.MessageOf(ct.Exception(err)))
					return nil
				}
				return err
			}
		}
		return nil
	})
	if err != nil || info != nil {
		return core.Unbound, info, err
	}
	if unshareable != nil {
		return core.Unbound, nil, notShareable(t, unshareable.Error())
	}
	if back == nil {
		return core.None, nil, nil
	}
	res, err := back.Unpack(t)
	return res, nil, err
}

// seconds reads an optional timeout; 0 is none.
func seconds(t *thread, v value) (float64, error) {
	if !v.Given() {
		return 0, nil
	}
	f, err := t.ToFloat(v)
	if err != nil {
		return 0, err
	}
	if math.IsNaN(f) || f < 0 {
		return 0, t.ValueError("timeout value must be a non-negative number")
	}
	return max(f, 1e-9), nil
}
