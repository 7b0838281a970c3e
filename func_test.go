// Tests of functions in both directions, of errors that cross, and of modules.
package vivarium_test

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"runtime"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/vivarium-py/vivarium"
)

type myError struct{ code int }

func (e *myError) Error() string { return fmt.Sprintf("code %d", e.code) }

func TestGoFunctions(t *testing.T) {
	in := newInterp(t, vivarium.Config{})
	for name, f := range map[string]any{
		"none":     func() {},
		"add":      func(a, b int) int { return a + b },
		"div":      func(a, b int) (int, int, error) { return a / b, a % b, nil },
		"join":     func(sep string, parts ...string) string { return strings.Join(parts, sep) },
		"opt":      func(a int, b *int) int { return a + *cmpOr(b, 100) },
		"kw":       func(a int, kw vivarium.Keywords) string { return fmt.Sprint(a, kw) },
		"fail":     func(code int) error { return fmt.Errorf("wrapped: %w", &myError{code}) },
		"pyfail":   func() error { return vivarium.Raise("KeyError", "k") },
		"panics":   func() { panic("at the disco") },
		"point":    func(p point) point { p.X++; return p },
		"chanOut":  func() any { return make(chan int) },
		"apply":    func(f func(int) (int, error), n int) (int, error) { return f(n) },
		"applyCtx": func(ctx context.Context, f vivarium.Func) (any, error) { return f(ctx, 1, "two") },
	} {
		must(t, in.Set(name, f))
	}
	for src, want := range map[string]string{
		"none()": "None", "add(1, 2)": "3", "div(7, 2)": "(3, 1)", "join('-')": "''", "join('-', 'a', 'b')": "'a-b'",
		"opt(1)": "101", "opt(1, 2)": "3", "opt(1, None)": "101", "kw(1)": "'1 map[]'", "kw(1, x=2, y='z')": "'1 map[x:2 y:z]'",
		"point({'X': 1, 'Y': 2})": "{'X': 2, 'Y': 2}", "apply(lambda n: n * 2, 21)": "42", "applyCtx(lambda a, b: [b, a])": "['two', 1]",
		"add.__name__": "'add'", "type(add).__name__": "'builtin_function_or_method'", "list(map(add, [1, 2], [3, 4]))": "[4, 6]",
		"sorted([3, 1, 2], key=lambda x: add(0, -x))": "[3, 2, 1]",
	} {
		got, err := vivarium.Eval[string](ctx, in, "repr("+src+")")
		if err != nil || got != want {
			t.Errorf("%s: got %s %v, want %s", src, got, err, want)
		}
	}
	for src, want := range map[string]string{
		"add(1)": "TypeError: add expected 2 arguments, got 1", "add('a', 1)": "TypeError: add() argument 1: got str, want int", "add(2**64, 1)": "OverflowError: add() argument 1: 18446744073709551616 is out of the range of int",
		"join(1)": "TypeError: join() argument 1: got int, want string", "join('', 'a', 2)": "TypeError: join() argument 3: got int, want string", "point({'X': 'a'})": "TypeError: point() argument 1.X: got str, want int",
		"div(1, 0)": "vivarium.GoError: panic in Go function div: runtime error: integer divide by zero", "panics()": "vivarium.GoError: panic in Go function panics: at the disco",
		"pyfail()": "KeyError: 'k'", "fail(3)": "vivarium.GoError: wrapped: code 3", "chanOut()": "TypeError: chanOut() returned what Python cannot hold: cannot convert a Go channel (chan int): make it with NewChannel",
		"apply(lambda n: 1/0, 1)": "ZeroDivisionError: division by zero", "apply(lambda n: 'x', 1)": "vivarium.GoError: vivarium: result of the call: got str, want int",
	} {
		err := in.Eval(ctx, src, nil)
		if err == nil || err.Error() != want {
			t.Errorf("%s: got %v, want %s", src, err, want)
		}
	}
}

func cmpOr(p *int, def int) *int {
	if p == nil {
		return &def
	}
	return p
}

func TestErrorsKeepTheirIdentity(t *testing.T) {
	in := newInterp(t, vivarium.Config{})
	must(t, in.Set("read", func() error { return fmt.Errorf("reading: %w", io.ErrUnexpectedEOF) }))
	must(t, in.Set("fail", func() error { return &myError{7} }))
	must(t, in.Set("panics", func() { panic(&myError{8}) }))
	err := in.Exec(ctx, "try:\n    read()\nexcept Exception as e:\n    e.add_note('while testing')\n    raise RuntimeError('cannot') from e")
	var pe *vivarium.PythonError
	if !errors.As(err, &pe) || pe.Type != "RuntimeError" || !errors.Is(err, io.ErrUnexpectedEOF) {
		t.Fatalf("%v", err)
	}
	if pe.Cause == nil || pe.Cause.Type != "vivarium.GoError" || len(pe.Cause.Notes) != 1 || pe.Cause.Notes[0] != "while testing" {
		t.Errorf("%+v", pe.Cause)
	}
	if !strings.Contains(pe.Traceback, "direct cause of") || !strings.HasSuffix(pe.Traceback, "RuntimeError: cannot\n") {
		t.Error(pe.Traceback)
	}
	var me *myError
	if err := in.Exec(ctx, "fail()"); !errors.As(err, &me) || me.code != 7 {
		t.Error(err)
	}
	var panicked *vivarium.PanicError
	if err := in.Exec(ctx, "panics()"); !errors.As(err, &panicked) || !errors.As(err, &me) || me.code != 8 || !strings.Contains(string(panicked.Stack), "func_test.go") {
		t.Error(err)
	}
	if err := in.Exec(ctx, "raise ExceptionGroup('g', [ValueError('a'), OSError('b')])"); !errors.Is(err, vivarium.Raise("OSError", "")) || errors.Is(err, vivarium.Raise("KeyError", "")) {
		t.Error(err)
	}
	if err := in.Exec(ctx, "raise FileNotFoundError(2, 'gone')"); !errors.Is(err, vivarium.Raise("OSError", "")) {
		t.Error(err)
	}
	// A Python exception that passes through Go is the same exception.
	must(t, in.Set("through", func(f func() error) error { return f() }))
	must(t, in.Exec(ctx, `
e = KeyError('k')
def f(): raise e
try:
    through(f)
except KeyError as x:
    assert x is e
`))
	must(t, in.Set("wraps", func(f func() error) error { return fmt.Errorf("more: %w", f()) }))
	must(t, in.Exec(ctx, "try:\n    wraps(f)\nexcept Exception as x:\n    assert x.__cause__ is e and str(x) == \"more: KeyError: 'k'\", (x, x.__cause__)"))
	must(t, in.Set("raises", func() error { return vivarium.Raisef("json.JSONDecodeError", "x %w", fs.ErrNotExist) }))
	must(t, in.Set("missing", func() error { return vivarium.Raisef("FileNotFoundError", "no %s: %w", "f", fs.ErrNotExist) }))
	if err := in.Exec(ctx, "missing()"); !errors.Is(err, fs.ErrNotExist) || !errors.Is(err, vivarium.Raise("FileNotFoundError", "")) {
		t.Error(err)
	}
}

func TestExit(t *testing.T) {
	in := newInterp(t, vivarium.Config{})
	for src, want := range map[string]int{"raise SystemExit": 0, "import sys\nsys.exit(3)": 3, "raise SystemExit('bye')": 1} {
		code, exited := vivarium.ExitCode(in.Exec(ctx, src))
		if code != want || !exited {
			t.Errorf("%q: %d %v", src, code, exited)
		}
	}
	if code, exited := vivarium.ExitCode(in.Exec(ctx, "1/0")); code != 1 || exited {
		t.Error(code, exited)
	}
}

func TestSyntaxErrors(t *testing.T) {
	in := newInterp(t, vivarium.Config{})
	err := in.RunSource(ctx, "plugin.py", []byte("x = 1\ndef f(:\n"))
	var pe *vivarium.PythonError
	if !errors.As(err, &pe) || pe.Type != "SyntaxError" || !strings.Contains(pe.Traceback, "plugin.py\", line 2") {
		t.Errorf("%v", err)
	}
	must(t, in.RunSource(ctx, "good.py", []byte("def g():\n    return 1/0\n")))
	if err := in.Call(ctx, "g"); !errors.As(err, &pe) || !strings.Contains(pe.Traceback, "    return 1/0\n") {
		t.Errorf("%v", pe.Traceback)
	}
}

func TestGoexitEndsTheInterpreter(t *testing.T) {
	in := newInterp(t, vivarium.Config{})
	must(t, in.Set("leave", func() { runtime.Goexit() }))
	done := make(chan struct{})
	go func() {
		defer close(done)
		_ = in.Exec(ctx, "leave()")
		t.Error("Exec returned")
	}()
	<-done
	if err := in.Exec(ctx, "1"); !errors.Is(err, vivarium.ErrKilled) {
		t.Error(err)
	}
}

func TestCallsBackIntoThePython(t *testing.T) {
	in := newInterp(t, vivarium.Config{})
	must(t, in.Set("back", func(ctx context.Context, n int) (int, error) {
		if n == 0 {
			return 0, nil
		}
		var out int
		err := in.Call(ctx, "f", n-1, &out)
		return out + 1, err
	}))
	must(t, in.Exec(ctx, "def f(n): return back(n)"))
	n, err := vivarium.Call[int](ctx, in, "f", 50)
	if n != 50 || err != nil {
		t.Fatal(n, err)
	}
	// As deep as the recursion limit, and no deeper.
	if err := in.Call(ctx, "f", 1_000_000, nil); !errors.Is(err, vivarium.Raise("RecursionError", "")) {
		t.Error(err)
	}
	// From other goroutines, while the function runs and after.
	late := make(chan error, 1)
	release := make(chan struct{})
	must(t, in.Set("spawn", func(ctx context.Context) (int, error) {
		var wg sync.WaitGroup
		sum := make([]int, 8)
		for i := range sum {
			wg.Go(func() { _ = in.Eval(ctx, fmt.Sprint(i, "*10"), &sum[i]) })
		}
		go func() {
			<-release
			late <- in.Exec(ctx, "late = 1")
		}()
		wg.Wait()
		total := 0
		for _, s := range sum {
			total += s
		}
		return total, nil
	}))
	total, err := vivarium.Eval[int](ctx, in, "spawn()")
	if total != 280 || err != nil {
		t.Error(total, err)
	}
	close(release)
	if err := <-late; err != nil {
		t.Error("with the context of a function that has returned:", err)
	}
}

func TestFunctionsSeeTheEndOfTheCall(t *testing.T) {
	in := newInterp(t, vivarium.Config{})
	must(t, in.Set("wait", func(ctx context.Context) error { <-ctx.Done(); return ctx.Err() }))
	if err := execUntil(t, in, "try:\n    wait()\nexcept BaseException:\n    while True: pass"); !errors.Is(err, context.DeadlineExceeded) {
		t.Error(err)
	}
	in = newInterp(t, vivarium.Config{Limits: vivarium.Limits{Time: 20 * time.Millisecond}})
	must(t, in.Set("wait", func(ctx context.Context) error { <-ctx.Done(); return ctx.Err() }))
	var le *vivarium.LimitError
	if err := in.Exec(ctx, "wait()"); !errors.As(err, &le) || !errors.Is(err, vivarium.ErrTimeLimit) || le.Limit != int64(20*time.Millisecond) {
		t.Error(err)
	}
}

func TestPythonFunctionsInGo(t *testing.T) {
	in := newInterp(t, vivarium.Config{})
	must(t, in.Exec(ctx, "def f(a, *, b=1): return a * b\nclass Boom(Exception): pass\ndef g(): raise Boom('x')"))
	f, err := vivarium.Get[func(context.Context, int) (int, error)](in, "f")
	must(t, err)
	if n, err := f(ctx, 4); n != 4 || err != nil {
		t.Error(n, err)
	}
	g, err := vivarium.Get[func() error](in, "g")
	must(t, err)
	if err := g(); err == nil || err.Error() != "Boom: x" {
		t.Error(err)
	}
	h, err := vivarium.Get[vivarium.Func](in, "f")
	must(t, err)
	if x, err := h(ctx, "ab", vivarium.Keywords{"b": 2}); x != "abab" || err != nil {
		t.Error(x, err)
	}
	var n int
	must(t, in.Call(ctx, "f", 6, vivarium.Keywords{"b": 7}, &n))
	if n != 42 {
		t.Error(n)
	}
	s, err := vivarium.Call[string](ctx, in, "json.dumps", map[string]any{"a": []int{1}})
	if s != `{"a": [1]}` || err != nil {
		t.Error(s, err)
	}
	if s, err := vivarium.Call[string](ctx, in, "os.path.join", "a", "b"); s != "a/b" || err != nil {
		t.Error(s, err)
	}
	for name, want := range map[string]string{
		"nope": "NameError: name 'nope' is not defined", "nope.x": "ModuleNotFoundError: No module named 'nope'",
		"json.nope": "AttributeError: module 'json' has no attribute 'nope'", "f.nope": "AttributeError: 'function' object has no attribute 'nope'",
	} {
		if err := in.Call(ctx, name); err == nil || err.Error() != want {
			t.Errorf("%s: %v", name, err)
		}
	}
	if err := in.Call(ctx, "f", 5); err == nil || err.Error() != "vivarium: Call f: the last argument is where the result goes, a pointer or nil: got int" {
		t.Error(err)
	}
}

func TestModules(t *testing.T) {
	counter := vivarium.Module{Name: "counter", Doc: "Counts.", Members: map[string]any{"START": 10},
		Init: func(ctx context.Context, in *vivarium.Interpreter) (map[string]any, error) {
			n := 10
			if in.Name() == "broken" {
				return nil, errors.New("no counter here")
			}
			return map[string]any{"next": func() int { n++; return n }}, nil
		}}
	a := newInterp(t, vivarium.Config{Modules: []vivarium.Module{counter}})
	b := newInterp(t, vivarium.Config{Modules: []vivarium.Module{counter}})
	for _, in := range []*vivarium.Interpreter{a, b} {
		s, err := vivarium.Eval[string](ctx, in, "(lambda c: f'{c.START} {c.next()} {c.next()} {c.__doc__} {c.next.__module__}')(__import__('counter'))")
		if s != "10 11 12 Counts. counter" || err != nil {
			t.Error(s, err)
		}
	}
	c := newInterp(t, vivarium.Config{Name: "broken", Modules: []vivarium.Module{counter}})
	if err := c.Exec(ctx, "import counter"); err == nil || err.Error() != "vivarium.GoError: no counter here" {
		t.Error(err)
	}
	must(t, c.Register(vivarium.Module{Name: "late", Members: map[string]any{"x": 1}}))
	must(t, c.Exec(ctx, "from late import x"))
	if err := c.Register(vivarium.Module{Name: "a b"}); err == nil {
		t.Error("a bad name is taken")
	}
	must(t, c.Exec(ctx, "import vivarium\ntry:\n    import counter\nexcept vivarium.GoError as e:\n    assert 'no counter' in str(e)"))
}
