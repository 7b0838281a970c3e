// Tests that code of the embedder's which misbehaves in the middle of a conversion or a call fails that alone.
package vivarium_test

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"math/big"
	"runtime"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"github.com/vivarium-py/vivarium"
)

type panicking struct{}

func (panicking) MarshalPython() (any, error) { panic("cannot marshal") }

type panickingText struct{}

func (panickingText) MarshalText() ([]byte, error)     { panic("cannot write") }
func (*panickingText) UnmarshalText(text []byte) error { panic("cannot read") }

type panickingBack struct{}

func (*panickingBack) UnmarshalPython(v any) error { panic("cannot unmarshal") }

type panickingError struct{}

func (*panickingError) Error() string { panic("no words") }

func TestEmbeddersCodeIsContained(t *testing.T) {
	in := newInterp(t, vivarium.Config{})
	wants := func(what string, err error, want string) {
		t.Helper()
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: got %v, want %s", what, err, want)
		}
	}
	panics := func(what string, err error, want string) {
		t.Helper()
		wants(what, err, want)
		var pe *vivarium.PanicError
		if !errors.As(err, &pe) {
			t.Errorf("%s: got no PanicError in %v", what, err)
		}
	}
	panics("MarshalPython", in.Set("x", []any{panicking{}}), "cannot set x: [0]: panic in Go function MarshalPython: cannot marshal")
	panics("MarshalText", in.Set("x", panickingText{}), "cannot write")
	panics("UnmarshalText", in.Eval(ctx, "['x']", new([]panickingText)), "[0]: panic in Go function UnmarshalText: cannot read")
	panics("UnmarshalPython", in.Eval(ctx, "1", new(panickingBack)), "cannot unmarshal")
	must(t, in.Set("value", func() any { return panicking{} }))
	must(t, in.Set("broken", func() error { return &panickingError{} }))
	must(t, in.Set("typed_nil", func() error { return (*vivarium.PythonError)(nil) }))
	must(t, in.Set("wrapped_nil", func() error { return fmt.Errorf("wraps: %w", (*vivarium.PythonError)(nil)) }))
	must(t, in.Set("raises", func(n int) *vivarium.PythonError {
		if n == 0 {
			return nil
		}
		return vivarium.Raise("KeyError", "key")
	}))
	wants("value", in.Exec(ctx, "value()"), "TypeError: value() returned what Python cannot hold: panic in Go function MarshalPython: cannot marshal")
	wants("broken", in.Exec(ctx, "broken()"), "GoError: %!v(PANIC=Error method: no words)")
	wants("typed_nil", in.Exec(ctx, "typed_nil()"), "GoError: <nil>")
	wants("wrapped_nil", in.Exec(ctx, "wrapped_nil()"), "GoError: wraps: <nil>")
	wants("raises", in.Exec(ctx, "raises(1)"), "KeyError: 'key'")
	must(t, in.Exec(ctx, "assert raises(0) is None"))
	var none *vivarium.PythonError
	if none.Error() != "<nil>" || none.IsA("ValueError") || errors.Is(none, vivarium.Raise("ValueError", "")) || errors.Is(vivarium.Raise("ValueError", ""), none) {
		t.Error("a nil *PythonError is something")
	}
	if code, exited := vivarium.ExitCode(none); code != 1 || exited {
		t.Error("a nil *PythonError is an exit", code, exited)
	}
}

func TestPointersThatAreText(t *testing.T) {
	in := newInterp(t, vivarium.Config{})
	must(t, in.Set("x", []any{big.NewRat(1, 3), big.NewFloat(1.5), big.NewInt(7)}))
	if s, err := vivarium.Eval[string](ctx, in, "repr(x)"); s != "['1/3', '1.5', 7]" || err != nil {
		t.Error(s, err)
	}
	if r, err := vivarium.Eval[*big.Rat](ctx, in, "x[0]"); err != nil || r.Cmp(big.NewRat(1, 3)) != 0 {
		t.Error(r, err)
	}
}

// A Go function that waits for its own interpreter, without the context that would let it in, ends with the call.
func TestWaitForOwnTurnEnds(t *testing.T) {
	in := newInterp(t, vivarium.Config{})
	var inner error
	must(t, in.Set("again", func() error {
		inner = in.Exec(context.Background(), "1")
		return inner
	}))
	if err := execUntil(t, in, "again()"); !errors.Is(err, context.DeadlineExceeded) || !errors.Is(err, vivarium.ErrKilled) {
		t.Error(err)
	}
	if !errors.Is(inner, vivarium.ErrKilled) {
		t.Error(inner)
	}
}

func TestConfigsThatAreWrong(t *testing.T) {
	rt := vivarium.New()
	defer rt.Close()
	for want, c := range map[string]vivarium.Config{
		`Config.Env: got "HOME", want NAME=value`:         {Env: []string{"A=", "HOME"}},
		`Config.Env: got "=x", want NAME=value`:           {Env: []string{"=x"}},
		"Config.Optimize: got 3, want 0, 1 or 2":          {Optimize: 3},
		"Config.Limits.Memory: got -1, want 0 for none":   {Limits: vivarium.Limits{Memory: -1}},
		"Config.Limits.Time: got -1ns, want 0 for none":   {Limits: vivarium.Limits{Time: -1}},
		"Config.Isolation: want InProcess or Process":     {Isolation: 7},
		"Config.Policy: invalid read grant: ''":           {Policy: vivarium.Policy{Read: []string{""}}},
		"Config.Modules: vivarium: module \"a b\": a Go ": {Modules: []vivarium.Module{{Name: "a b"}}},
	} {
		in, err := rt.NewInterpreter(c)
		if err == nil {
			in.Close()
		}
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("got %v, want %s", err, want)
		}
	}
}

func TestLivesThatEndBeforeTheyBegin(t *testing.T) {
	rt := vivarium.New()
	defer rt.Close()
	for i := range 200 {
		in, err := rt.NewInterpreter(vivarium.Config{Limits: vivarium.Limits{Life: time.Duration(i) * time.Microsecond / 2}})
		if err == nil {
			err = in.Exec(ctx, "1")
			must(t, in.Close())
		}
		if err != nil && !errors.Is(err, vivarium.ErrTimeLimit) {
			t.Fatal(err)
		}
	}
	if n := len(rt.Interpreters()); n != 0 {
		t.Error(n, "interpreters are left")
	}
}

// misbehaving panics, ends its goroutine, or counts wrongly, as a reader, a writer and a file system.
type misbehaving struct{ how string }

func (m *misbehaving) do(n int) (int, error) {
	switch m.how {
	case "panics":
		panic("a stream")
	case "exits":
		runtime.Goexit()
	case "counts too many":
		return n + 10, nil
	case "counts less than none":
		return -1, nil
	}
	return n, nil
}

func (m *misbehaving) Read(p []byte) (int, error)  { return m.do(len(p)) }
func (m *misbehaving) Write(p []byte) (int, error) { return m.do(len(p)) }
func (m *misbehaving) Open(name string) (fs.File, error) {
	if name == "boom.py" {
		panic("a file system")
	}
	return fstest.MapFS{"boom.py": {}, "fine.py": {Data: []byte("x = 1")}}.Open(name)
}

func TestStreamsAndFilesAreContained(t *testing.T) {
	for _, how := range []string{"panics", "exits", "counts too many", "counts less than none"} {
		m := &misbehaving{how}
		in := newInterp(t, vivarium.Config{Stdin: m, Stdout: m, FS: m})
		read := in.Exec(ctx, "import sys\nsys.stdin.read(1)")
		write := in.Exec(ctx, "sys.stdout.write('x'); sys.stdout.flush()")
		t.Log(how, read, write)
		if !errors.Is(read, vivarium.Raise("OSError", "")) {
			t.Errorf("a reader that %s: %v", how, read)
		}
		if how != "counts too many" && !errors.Is(write, vivarium.Raise("OSError", "")) {
			t.Errorf("a writer that %s: %v", how, write)
		}
		must(t, in.Exec(ctx, "import fine"))
		if err := in.Exec(ctx, "import boom"); err == nil || errors.Is(err, vivarium.ErrKilled) {
			t.Error(err)
		}
		m.how = "behaves"
		must(t, in.Exec(ctx, "sys.stdout.flush()"))
	}
}

func TestModulesAreStructs(t *testing.T) {
	in := newInterp(t, vivarium.Config{FS: fstest.MapFS{"plug.py": {Data: []byte("name = 'plug'\ncalls = []\ndef run(n):\n    calls.append(n)\n    return n * len(calls)\n")}}})
	must(t, in.Exec(ctx, "import plug"))
	var p struct {
		Name string                                  `py:"name"`
		Run  func(context.Context, int) (int, error) `py:"run,required"`
	}
	must(t, in.Get("plug", &p))
	for i, want := range []int{5, 10} {
		if n, err := p.Run(ctx, 5); n != want || err != nil || p.Name != "plug" {
			t.Error(i, n, err, p.Name)
		}
	}
	must(t, in.Exec(ctx, "import json"))
	if err := in.Get("json", &p); err == nil || !strings.Contains(err.Error(), "run: missing") {
		t.Error(err)
	}
}
