// Tests with many goroutines: turns, kills and closes at any moment, leaks; and of the limits as Go sees them.
package vivarium_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"os/signal"
	"path/filepath"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"go.uber.org/goleak"

	"github.com/vivarium-py/vivarium"
)

func TestMain(m *testing.M) {
	if len(os.Args) == 3 && os.Args[1] == hostileWorker {
		lie(os.Args[2])
	}
	if len(os.Args) == 3 && os.Args[1] == cutWorker {
		cutPipes(os.Args[2])
	}
	if os.Getenv(noWorker) == "" {
		vivarium.WorkerMain()
	}
	// A shell that has go test run in the background has it ignore SIGINT, nohup SIGHUP, and both are handed down.
	for _, sig := range []os.Signal{syscall.SIGINT, syscall.SIGHUP, syscall.SIGQUIT} {
		if signal.Ignored(sig) {
			signal.Notify(make(chan os.Signal, 1), sig)
		}
	}
	goleak.VerifyTestMain(m)
}

func TestCallsQueue(t *testing.T) {
	in := newInterp(t, vivarium.Config{})
	must(t, in.Exec(ctx, "n = 0\ndef add(k):\n    global n\n    for _ in range(k):\n        x = n\n        n = x + 1\n    return n"))
	var wg sync.WaitGroup
	for range 16 {
		wg.Go(func() {
			for range 10 {
				if err := in.Call(ctx, "add", 100, nil); err != nil {
					t.Error(err)
				}
			}
		})
	}
	wg.Wait()
	if n, err := vivarium.Get[int](in, "n"); n != 16*10*100 || err != nil {
		t.Error("calls were mixed:", n, err)
	}
}

func TestWaitingForATurnEndsWithTheContext(t *testing.T) {
	in := newInterp(t, vivarium.Config{})
	started, release := make(chan struct{}), make(chan struct{})
	must(t, in.Set("hold", func() { close(started); <-release }))
	done := make(chan error)
	go func() { done <- in.Exec(ctx, "hold()") }()
	<-started
	c, cancel := context.WithTimeout(ctx, 10*time.Millisecond)
	defer cancel()
	if err := in.Exec(c, "1"); !errors.Is(err, context.DeadlineExceeded) || errors.Is(err, vivarium.ErrKilled) {
		t.Error(err)
	}
	if !in.Stats().Running {
		t.Error("it does not run")
	}
	close(release)
	must(t, <-done)
	must(t, in.Exec(ctx, "1"))
}

// TestChaos makes, uses, kills and closes interpreters from many goroutines; every error must be one that is documented.
func TestChaos(t *testing.T) {
	rt := vivarium.New()
	send, recv := vivarium.NewChannel[int](rt, 4)
	var wg sync.WaitGroup
	for g := range 8 {
		wg.Go(func() {
			r := rand.New(rand.NewPCG(1, uint64(g)))
			for range 6 {
				in, err := rt.NewInterpreter(vivarium.Config{Isolation: isolation, Limits: vivarium.Limits{Memory: 32 << 20}})
				if err != nil {
					t.Error(err)
					return
				}
				must := func(err error) {
					if err != nil && !errors.Is(err, vivarium.ErrKilled) && !errors.Is(err, vivarium.ErrClosed) && !errors.Is(err, context.DeadlineExceeded) && !errors.Is(err, vivarium.ErrChannelClosed) {
						t.Errorf("%v", err)
					}
				}
				must(in.Set("back", func(ctx context.Context, n int) (int, error) {
					var out int
					err := in.Eval(ctx, fmt.Sprint(n, "+1"), &out)
					return out, err
				}))
				must(in.Set("ch", send))
				var users sync.WaitGroup
				for range 3 {
					what := r.IntN(8)
					users.Go(func() {
						c, cancel := context.WithTimeout(ctx, time.Duration(1+what*7)*time.Millisecond)
						defer cancel()
						switch what {
						case 0:
							must(in.Exec(ctx, "sum(back(i) for i in range(50))"))
						case 1:
							must(in.Exec(c, "while True: back(1)"))
						case 2:
							must(in.Exec(c, "while True:\n    try:\n        ch.send(1, timeout=1)\n    except TimeoutError: pass"))
						case 3:
							_, err := recv.Recv(c)
							must(err)
						case 4:
							must(in.Exec(c, "import threading\nfor _ in range(3): threading.Thread(target=lambda: back(1)).start()"))
						case 5:
							for k := range 20 {
								must(in.Set("x", map[string]any{"k": []int{k}}))
								_, err := vivarium.Get[map[string][]int](in, "x")
								must(err)
							}
						case 6:
							_, err := vivarium.Call[[]int](c, in, "sorted", []int{3, 1, 2})
							must(err)
							must(in.Call(c, "divmod", 7, 2, nil))
						case 7:
							_ = in.Stats()
							_, err := vivarium.Eval[*vivarium.Object](c, in, "[1]")
							must(err)
						}
					})
				}
				switch r.IntN(3) {
				case 0:
					in.Kill()
				case 1:
					must(in.Close())
				}
				users.Wait()
				must(in.Close())
			}
		})
	}
	wg.Wait()
	send.Close()
	if n := len(rt.Interpreters()); n != 0 {
		t.Errorf("%d interpreters are left", n)
	}
	must(t, rt.Close())
}

func TestInterpretersRunInParallelAndApart(t *testing.T) {
	rt := vivarium.New()
	defer rt.Close()
	var wg sync.WaitGroup
	for i := range 16 {
		wg.Go(func() {
			in, err := rt.NewInterpreter(vivarium.Config{Isolation: isolation})
			if err != nil {
				t.Error(err)
				return
			}
			defer in.Close()
			if err := in.Exec(ctx, fmt.Sprintf("import json, builtins\njson.x = builtins.y = %d\ntotal = sum(i * y for i in range(1000))", i)); err != nil {
				t.Error(err)
			}
			if n, err := vivarium.Eval[int](ctx, in, "total + json.x"); n != 499500*i+i || err != nil {
				t.Error(n, err)
			}
		})
	}
	wg.Wait()
}

func TestLimits(t *testing.T) {
	for _, c := range []struct {
		limits vivarium.Limits
		src    string
		want   error
	}{
		{vivarium.Limits{Time: 30 * time.Millisecond}, "while True: pass", vivarium.ErrTimeLimit},
		{vivarium.Limits{Time: 30 * time.Millisecond}, "import time\ntime.sleep(10)", vivarium.ErrTimeLimit},
		{vivarium.Limits{CPU: 30 * time.Millisecond}, "while True: pass", vivarium.ErrCPULimit},
		{vivarium.Limits{Memory: 4 << 20}, "x = []\nwhile True: x.append('%d' % len(x))", vivarium.ErrMemoryLimit},
		{vivarium.Limits{Memory: 16 << 20}, "'a' * 10**9", vivarium.Raise("MemoryError", "")},
		{vivarium.Limits{Output: 1000}, "while True: print('hello' * 100, flush=True)", vivarium.ErrOutputLimit},
		{vivarium.Limits{Instructions: 10000}, "while True: pass", vivarium.ErrInstructionLimit},
		{vivarium.Limits{}, "def f(): f()\nf()", vivarium.Raise("RecursionError", "")},
		{vivarium.Limits{Life: 500 * time.Millisecond}, "while True: pass", vivarium.ErrTimeLimit}, // it is made within that on a slow machine too
		{vivarium.Limits{RunCPU: 30 * time.Millisecond}, "while True: pass", vivarium.ErrCPULimit},
		{vivarium.Limits{Output: 1000}, "import os\nos.write(1, b'x' * 2000)", vivarium.ErrOutputLimit},
		{vivarium.Limits{Recursion: 100}, "def f(): f()\nf()", vivarium.ErrRecursionLimit},
		{vivarium.Limits{Threads: 2}, "import threading\nwhile True: threading.Thread(target=threading.Event().wait).start()", vivarium.ErrThreadLimit},
		{vivarium.Limits{Handles: 8}, "import os\nwhile True: os.pipe()", vivarium.ErrHandleLimit},
		{vivarium.Limits{Children: 2}, "import interpreters\nkept = []\nwhile True: kept.append(interpreters.create())", vivarium.ErrChildLimit},
	} {
		var out bytes.Buffer
		in := newInterp(t, vivarium.Config{Limits: c.limits, Stdout: &out, Policy: vivarium.Policy{Children: true}})
		start := time.Now()
		err := in.Exec(ctx, "try:\n    "+"exec("+fmt.Sprintf("%q", c.src)+")\nfinally:\n    done = 1")
		t.Logf("%q: %v", c.src, time.Since(start))
		if !errors.Is(err, c.want) {
			t.Errorf("%q: got %v, want %v", c.src, err, c.want)
		}
		var le *vivarium.LimitError
		if errors.As(err, &le) {
			if le.Limit == 0 || !errors.Is(err, vivarium.ErrKilled) || errors.Is(err, vivarium.ErrThreadLimit) != (c.want == vivarium.ErrThreadLimit) {
				t.Errorf("%+v", le)
			}
			if err := in.Exec(ctx, "1"); !errors.Is(err, c.want) {
				t.Errorf("after the end: %v", err)
			}
		}
		if s := in.Stats(); s.Wall <= 0 {
			t.Errorf("%+v", s)
		}
	}
}

// TestInstructionsAreTheSameEverywhere runs programs that import in interpreters of one runtime and of others: what is
// compiled once is counted every time.
func TestInstructionsAreTheSameEverywhere(t *testing.T) {
	for _, src := range []string{"", "import traceback, typing", "import json\njson.loads(json.dumps({str(i): i for i in range(1000)}))\n"} {
		reached := map[string]bool{}
		for range 2 {
			rt := vivarium.New()
			for range 3 {
				var out bytes.Buffer
				in, err := rt.NewInterpreter(vivarium.Config{Limits: vivarium.Limits{Instructions: 300_000}, Stdout: &out})
				must(t, err)
				if err := in.Exec(ctx, src+"\ni = 0\nwhile True:\n    i += 1\n    print(i)"); !errors.Is(err, vivarium.ErrInstructionLimit) {
					t.Fatal(err)
				}
				lines := strings.Fields(out.String())
				reached[lines[len(lines)-1]] = true
			}
			must(t, rt.Close())
		}
		if len(reached) != 1 {
			t.Errorf("%q: %v", src, reached)
		}
	}
}

// Who asks for too much memory at once is told so and goes on; what remains of that in Go is an error of the limit.
func TestRefusedMemory(t *testing.T) {
	in := newInterp(t, vivarium.Config{Limits: vivarium.Limits{Memory: 16 << 20}})
	err := in.Exec(ctx, "'a' * 10**9")
	if !errors.Is(err, vivarium.ErrMemoryLimit) || !errors.Is(err, vivarium.Raise("MemoryError", "")) || errors.Is(err, vivarium.ErrKilled) || errors.Is(err, vivarium.ErrTimeLimit) {
		t.Error(err)
	}
	if err := in.Exec(ctx, "raise MemoryError"); errors.Is(err, vivarium.ErrMemoryLimit) {
		t.Error(err)
	}
	must(t, in.Exec(ctx, "try: 'a' * 10**9\nexcept MemoryError: pass"))
}

func TestPolicy(t *testing.T) {
	dir := t.TempDir()
	denied := vivarium.Raise("PermissionError", "")
	in := newInterp(t, vivarium.Config{})
	for _, src := range []string{"open('/etc/passwd')", "import os\nos.listdir('/')", "open('x', 'w')", "import _socket\n_socket.socket().connect(('127.0.0.1', 1))"} {
		if err := in.Exec(ctx, src); !errors.Is(err, denied) {
			t.Errorf("%q: %v", src, err)
		}
	}
	in = newInterp(t, vivarium.Config{Policy: vivarium.Policy{Read: []string{dir}, Write: []string{dir}, Env: []string{"HOME"}}, Dir: dir, Env: []string{"HOME=/nowhere"}})
	must(t, in.Exec(ctx, "import os\nwith open('x', 'w') as f: f.write('hi')\nassert open('x').read() == 'hi' and dict(os.environ) == {'HOME': '/nowhere'}, os.environ"))
	in = newInterp(t, vivarium.Config{Policy: vivarium.Policy{Clock: time.Unix(1e9, 0), Seed: 7}})
	other := newInterp(t, vivarium.Config{Policy: vivarium.Policy{Clock: time.Unix(1e9, 0), Seed: 7}})
	src := "(__import__('time').time(), __import__('os').urandom(8), __import__('random').random())"
	a, err := vivarium.Eval[[]any](ctx, in, src)
	b, err2 := vivarium.Eval[[]any](ctx, other, src)
	if fmt.Sprint(a) != fmt.Sprint(b) || err != nil || err2 != nil || a[0] != 1e9 {
		t.Error(a, b, err, err2)
	}
	must(t, newInterp(t, vivarium.Config{Policy: vivarium.AllowAll()}).Exec(ctx, "open('/etc/passwd').read()"))
}

func TestCloseDoesNotWaitForeverForGo(t *testing.T) {
	in := newInterp(t, vivarium.Config{})
	var inner error
	must(t, in.Set("shut", func() { inner = in.Close() }))
	err := in.Exec(ctx, "shut()")
	if inner == nil || !errors.Is(err, vivarium.ErrClosed) {
		t.Error(inner, err)
	}
}

func TestExceptionBombs(t *testing.T) {
	in := newInterp(t, vivarium.Config{})
	for _, src := range []string{
		"g = [ValueError()] * 50\nfor _ in range(8): g = [ExceptionGroup('x' * 1000, g)] * 50\nraise g[0]",
		"e = ValueError()\nfor _ in range(100000):\n    n = ValueError()\n    n.__cause__ = n.__context__ = e\n    e = n\nraise e",
		"class E(Exception):\n    def __str__(self): raise self\nraise E",
		"class E(Exception):\n    @property\n    def __notes__(self): return 1 / 0\nraise E",
		"import sys\nsys.modules['traceback'] = None\nraise ValueError('x')",
		"e = ValueError('x')\ne.__notes__ = ['n' * 10**6] * 10**6\nsys = None\nraise e",
		"e = ValueError('x')\ne.__cause__ = e\nraise e",
	} {
		c, cancel := context.WithTimeout(ctx, 2*time.Second)
		start := time.Now()
		done := make(chan error, 1)
		go func() { done <- in.Exec(c, src) }()
		var err error
		select {
		case err = <-done:
		case <-time.After(hangs):
			t.Fatalf("%.40q goes on after the end of its context", src)
		}
		cancel()
		if err == nil {
			t.Errorf("%.40q: no error after %v", src, time.Since(start))
		}
		if errors.Is(err, vivarium.ErrKilled) {
			in = newInterp(t, vivarium.Config{})
		}
		t.Logf("%.40q: %.60v in %v", src, err, time.Since(start))
	}
}

// TestFilesAreWrittenWhenOthersLook: a stream that was dropped without being closed is written before another interpreter, a
// module's import or Go can look at the file.
func TestFilesAreWrittenWhenOthersLook(t *testing.T) {
	dir := t.TempDir()
	path := filepath.Join(dir, "written.py")
	seen := ""
	look := func() { b, _ := os.ReadFile(path); seen = string(b) }
	in := newInterp(t, vivarium.Config{Policy: vivarium.AllowAll(), Path: []string{dir}})
	must(t, in.Set("path", path))
	must(t, in.Set("look", look))
	must(t, in.Exec(ctx, "def write(text): open(path, 'w').write(text)\nwrite('x = 1')"))
	if look(); seen != "x = 1" {
		t.Errorf("after the call: %q", seen)
	}
	must(t, in.Exec(ctx, "write('x = 22')\nlook()"))
	if seen != "x = 22" {
		t.Errorf("in a Go function: %q", seen)
	}
	must(t, in.Exec(ctx, `
write('x = 333')
import written
assert written.x == 333
import interpreters
box = interpreters.create()
box.prepare_main(path=path)
write('x = 4444')
box.exec("assert open(path).read() == 'x = 4444'")
box.exec("open(path, 'w').write('x = 55555')")
assert open(path).read() == 'x = 55555'
q, back = interpreters.create_queue(), interpreters.create_queue()
def reader(path, q, back):
    for _ in range(2):
        q.get()
        back.put(open(path).read())
t = box.call_in_thread(reader, path, q, back)
write('x = 666666')
q.put(None)
assert back.get() == 'x = 666666'
write('x = 7777777')
q.put([])
assert back.get() == 'x = 7777777'
t.join()
`))
}
