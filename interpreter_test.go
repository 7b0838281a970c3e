// Tests of running code: output, imports, errors, contexts, turns, the end.
package vivarium_test

import (
	"bytes"
	"context"
	"errors"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"github.com/vivarium-py/vivarium"
)

var ctx = context.Background()

// isolation is where the tests' interpreters run: TestInWorkers runs tests of this package a second time, in workers.
var isolation vivarium.Isolation

// newInterp makes an interpreter that ends with the test.
func newInterp(t testing.TB, c vivarium.Config) *vivarium.Interpreter {
	t.Helper()
	rt := vivarium.New()
	c.Isolation = isolation
	in, err := rt.NewInterpreter(c)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := rt.Close(); err != nil {
			t.Error(err)
		}
	})
	return in
}

func must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func TestExecWritesAndKeepsNames(t *testing.T) {
	var out, errs bytes.Buffer
	in := newInterp(t, vivarium.Config{Stdin: strings.NewReader("one\ntwo\n"), Stdout: &out, Stderr: &errs})
	must(t, in.Exec(ctx, "import sys\nprint('hello', input())\nsys.stderr.write('oops')\nx = 42"))
	if out.String() != "hello one\n" || errs.String() != "oops" {
		t.Errorf("got %q and %q", out.String(), errs.String())
	}
	n, err := vivarium.Eval[int](ctx, in, "x + 1")
	if n != 43 || err != nil {
		t.Error(n, err)
	}
}

func TestFSIsAnImportRoot(t *testing.T) {
	in := newInterp(t, vivarium.Config{FS: fstest.MapFS{
		"plug.py":         {Data: []byte("from pkg import twice\ndef f(x):\n    return twice(x)\ndef bad():\n    raise ValueError('boo')\n")},
		"pkg/__init__.py": {Data: []byte("from .deep import twice\n")},
		"pkg/deep.py":     {Data: []byte("def twice(x): return x * 2\n")},
	}})
	n, err := vivarium.Call[int](ctx, in, "plug.f", 21)
	if n != 42 || err != nil {
		t.Fatal(n, err)
	}
	err = in.Call(ctx, "plug.bad")
	var pe *vivarium.PythonError
	if !errors.As(err, &pe) {
		t.Fatal(err)
	}
	want := "Traceback (most recent call last):\n  File \"<fs"
	if pe.Type != "ValueError" || pe.Message != "boo" || !strings.HasPrefix(pe.Traceback, want) || !strings.Contains(pe.Traceback, "raise ValueError('boo')") {
		t.Errorf("%+v", pe)
	}
	if len(pe.Frames) != 1 || pe.Frames[0].Function != "bad" || pe.Frames[0].Line != 5 {
		t.Errorf("%+v", pe.Frames)
	}
	if err := in.Exec(ctx, "open('<fs>/plug.py')"); !errors.Is(err, vivarium.Raise("OSError", "")) {
		t.Errorf("the file system can be opened: %v", err)
	}
}

// execUntil runs src under a context that ends soon, and gives how it ended. A context that ended before the run began, as on a
// machine that does other work, did not kill: the next one has more time.
func execUntil(t *testing.T, in *vivarium.Interpreter, src string) error {
	t.Helper()
	for d := 20 * time.Millisecond; ; d *= 4 {
		c, cancel := context.WithTimeout(ctx, d)
		done := make(chan error, 1)
		go func() { done <- in.Exec(c, src) }()
		select {
		case err := <-done:
			cancel()
			if errors.Is(err, context.DeadlineExceeded) && !errors.Is(err, vivarium.ErrKilled) && d < hangs {
				continue
			}
			return err
		case <-time.After(d + hangs):
			cancel()
			t.Fatalf("%q goes on %v after the end of its context", src, hangs)
		}
	}
}

func TestContextEndsTheRun(t *testing.T) {
	for _, src := range []string{
		"while True: pass",
		"import time\ntime.sleep(60)",
		"try:\n    while True: pass\nexcept BaseException: pass\nfinally:\n    while True: pass",
		"sum(range(10**12))",
		"import threading\nthreading.Lock().acquire() and threading.Event().wait()",
	} {
		in := newInterp(t, vivarium.Config{})
		must(t, in.Exec(ctx, "import time, threading"))
		err := execUntil(t, in, src)
		if !errors.Is(err, context.DeadlineExceeded) || !errors.Is(err, vivarium.ErrKilled) {
			t.Errorf("%q: %v", src, err)
		}
		if err := in.Exec(ctx, "1"); !errors.Is(err, vivarium.ErrKilled) {
			t.Errorf("after the end: %v", err)
		}
	}
	in := newInterp(t, vivarium.Config{})
	c, cancel := context.WithCancel(ctx)
	must(t, in.Set("started", func() { cancel() }))
	if err := in.Exec(c, "started()\nwhile True: pass"); !errors.Is(err, context.Canceled) {
		t.Error(err)
	}
}

func TestEndedContextDoesNotKill(t *testing.T) {
	in := newInterp(t, vivarium.Config{})
	c, cancel := context.WithCancel(ctx)
	cancel()
	if err := in.Exec(c, "x = 1"); !errors.Is(err, context.Canceled) || errors.Is(err, vivarium.ErrKilled) {
		t.Error(err)
	}
	must(t, in.Exec(ctx, "x = 2"))
}

func TestKill(t *testing.T) {
	in := newInterp(t, vivarium.Config{})
	time.AfterFunc(20*time.Millisecond, in.Kill) // in the midst of it, or before it begins
	if err := in.Exec(ctx, "while True: pass"); !errors.Is(err, vivarium.ErrKilled) {
		t.Error(err)
	}
}

func TestClosed(t *testing.T) {
	rt := vivarium.New()
	in, err := rt.NewInterpreter(vivarium.Config{Isolation: isolation})
	must(t, err)
	must(t, in.Close())
	must(t, in.Close())
	if err := in.Exec(ctx, "1"); err != vivarium.ErrClosed {
		t.Error(err)
	}
	must(t, rt.Close())
	if _, err := rt.NewInterpreter(vivarium.Config{}); err != vivarium.ErrClosed {
		t.Error(err)
	}
}

func TestCloseEndsWhatRuns(t *testing.T) {
	in := newInterp(t, vivarium.Config{})
	done := make(chan error)
	started := make(chan struct{})
	must(t, in.Set("started", func() { close(started) }))
	go func() { done <- in.Exec(ctx, "started()\nwhile True: pass") }()
	<-started
	must(t, in.Close())
	select {
	case err := <-done:
		if !errors.Is(err, vivarium.ErrClosed) && !errors.Is(err, vivarium.ErrKilled) {
			t.Error(err)
		}
	case <-time.After(hangs):
		t.Error("the run goes on after Close")
	}
}

func TestCloseRunsAtexitButNotForever(t *testing.T) {
	var out bytes.Buffer
	in := newInterp(t, vivarium.Config{Stdout: &out})
	must(t, in.Exec(ctx, "import atexit\natexit.register(print, 'bye')"))
	must(t, in.Close())
	if out.String() != "bye\n" {
		t.Errorf("%q", out.String())
	}
	in = newInterp(t, vivarium.Config{})
	must(t, in.Exec(ctx, "import atexit\n@atexit.register\ndef f():\n    while True: pass"))
	c, cancel := context.WithTimeout(ctx, 50*time.Millisecond)
	defer cancel()
	if err := in.Shutdown(c); !errors.Is(err, context.DeadlineExceeded) {
		t.Error(err)
	}
}

// TestFSHoldsResources: the data files of a package in Config.FS are read by its loader, without a grant.
func TestFSHoldsResources(t *testing.T) {
	in := newInterp(t, vivarium.Config{FS: fstest.MapFS{"app/__init__.py": {}, "app/d/t.txt": {Data: []byte("h\u00e9llo\n")}}})
	must(t, in.Exec(ctx, `
import importlib.resources as r
f = r.files("app")
p = f / "d" / "t.txt"
assert p.read_text(encoding="utf-8") == "h\xe9llo\n" == r.read_text("app", "d", "t.txt", encoding="utf-8")
assert p.is_file() and not p.is_dir() and (f / "d").is_dir() and not (f / "x").is_file() and p.name == "t.txt"
assert r.is_resource("app", "d", "t.txt")
for name, wrong in ("nope", FileNotFoundError), ("../../../../etc/passwd", OSError):
    try: f.joinpath(name).read_text()
    except wrong: pass
    else: raise AssertionError(name)
`))
}
