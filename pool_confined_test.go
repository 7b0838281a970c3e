// Tests of pools of interpreters that confined Python makes: what their tasks do counts against the one that made them, and nothing is
// left of them. The hammer has such programs share what can be shared, and ends them at any moment.
package vivarium_test

import (
	"context"
	"errors"
	"math/rand/v2"
	"os"
	"runtime"
	"strings"
	"sync"
	"testing"
	"testing/fstest"
	"time"

	"github.com/vivarium-py/vivarium"
)

// poolTasks is a module whose functions are what a pool runs.
var poolTasks = fstest.MapFS{"tasks.py": {Data: []byte(`
def hog():
    kept = []
    while True: kept.append('x' * 100_000 + str(len(kept)))
def loop():
    while True: pass
def flood():
    while True: print('x' * 1000)
def pipes():
    import os
    kept = []
    while True: kept.append(os.pipe())
def threads():
    import threading
    wait = threading.Event()
    while True: threading.Thread(target=wait.wait).start()
def files(): return open('/etc/hostname').read()
def program(): import subprocess; return subprocess.run(['/bin/true']).returncode
def leave(): import sys; sys.exit(7)
def end(): import os; os._exit(5)
class Odd(Exception):
    def __init__(self, a, b): super().__init__(a)
    def __reduce__(self): raise TypeError('not to be pickled')
def odd(): raise Odd('odd', 1)
def unshareable(): return (x for x in ())
def nested(n):
    from concurrent.futures import InterpreterPoolExecutor
    if n == 0: return 0
    with InterpreterPoolExecutor(1) as pool: return pool.submit(nested, n - 1).result() + 1
`)}}

const usePool = `
import sys, tasks
from concurrent.futures import InterpreterPoolExecutor
def use(name, *args, workers=2):
    with InterpreterPoolExecutor(workers) as pool:
        try: return repr(pool.submit(getattr(tasks, name), *args).result())
        except Exception as e: return type(e).__name__ + ': ' + str(e).splitlines()[0]
        except SystemExit as e: return 'SystemExit: ' + str(e)
`

func TestPoolsOfConfinedInterpreters(t *testing.T) {
	one := func(rt *vivarium.Runtime, src, want string) {
		c := vivarium.Config{FS: poolTasks, Policy: vivarium.Policy{Children: true}, Limits: vivarium.Limits{
			Memory: 64 << 20, Output: 10000, Handles: 20, Threads: 12, Children: 5}}
		if strings.Contains(src, "loop") {
			c.Limits.RunCPU = 300 * time.Millisecond
		}
		in, err := rt.NewInterpreter(c)
		must(t, err)
		defer func() { must(t, in.Close()) }()
		must(t, in.Exec(ctx, usePool))
		got, err := vivarium.Eval[string](ctx, in, src)
		var le *vivarium.LimitError
		if errors.As(err, &le) {
			got = "limit: " + le.Resource
		} else if err != nil {
			got = err.Error()
		}
		for _, w := range strings.Split(want, " | ") {
			if strings.HasPrefix(got, w) {
				return
			}
		}
		t.Errorf("%s gave %s, want %s", src, got, want)
	}
	rt := vivarium.New()
	cases := [][2]string{
		{"use('hog')", "limit: memory | MemoryLimitExceeded"},
		{"use('loop')", "limit: cpu | CPULimitExceeded"},
		{"use('flood')", "limit: output | OutputLimitExceeded"},
		{"use('pipes')", "limit: handles | HandleLimitExceeded"},
		{"use('threads')", "limit: threads | ThreadLimitExceeded"},
		{"use('nested', 2)", "2"},
		{"use('nested', 30)", "limit: children | limit: threads | ChildLimitExceeded | ThreadLimitExceeded | BrokenInterpreterPool"},
		{"use('files')", "PermissionError: [Errno 13]"},
		{"use('program')", "PermissionError: [Errno 13]"},
		{"use('leave')", "SystemExit: 7"},
		{"use('end')", "InterpreterKilled"},
		{"use('odd')", "ExecutionFailed: tasks.Odd: odd"},
		{"use('unshareable')", "NotShareableError: return value: cannot share generator object"},
		{"use('no_such_task')", "AttributeError"},
		{"use('leave', workers=100)", "SystemExit: 7"}, // no more than there is work for
	}
	for _, c := range cases { // what is made once is made now
		one(rt, c[0], c[1])
	}
	if t.Failed() {
		return
	}
	goroutines, files, memory := runtime.NumGoroutine(), descriptors(t), heap()
	for range 2 {
		for _, c := range cases {
			one(rt, c[0], c[1])
		}
	}
	await(t, "the end of goroutines", func() bool { return runtime.NumGoroutine() <= goroutines })
	settles(t, files)
	await(t, "the end of memory", func() bool { return heap() < memory+8<<20 })
	must(t, rt.Close())
}

// hammerProgram takes numbers from one channel and sends their doubles to another, by ways that change from one to the next: Go
// functions, queues and memoryviews shared with a child, a Go value.
const hammerProgram = `
import interpreters, concurrent.interpreters, threading
queue = concurrent.interpreters.create_queue()
child = concurrent.interpreters.create()
shared = bytearray(8)
child.prepare_main(queue=queue, view=memoryview(shared))
child.exec('''
def double():
    n = queue.get()
    view[:8] = (2 * n).to_bytes(8)
    queue.put(2 * n)
''')
def by_child(n):
    queue.put(n)
    child.exec('double()')
    assert int.from_bytes(shared) == 2 * n, (n, bytes(shared))
    return queue.get()
def serve():
    for n in numbers:
        how = n % 4
        if how == 0: r = n + n
        elif how == 1: r = double(n)
        elif how == 2: r = by_child(n)
        else:
            out = []
            t = threading.Thread(target=lambda: out.append(double(n)))
            t.start()
            t.join()
            r = out[0]
        keep(thing)
        doubles.send([n, r])
`

// TestHammerConfined has interpreters that may little share channels, queues, buffers, Go functions and Go values, and kills,
// limits, cancels and closes some at random moments: what arrives is right, and the rest go on. VIVARIUM_LONG=1 does so for longer.
func TestHammerConfined(t *testing.T) {
	rounds := 2
	if os.Getenv("VIVARIUM_LONG") != "" {
		rounds = 40
	}
	goroutines, files := runtime.NumGoroutine(), descriptors(t)
	for round := range rounds {
		seed := uint64(time.Now().UnixNano())
		random := rand.New(rand.NewPCG(seed, uint64(round)))
		rt := vivarium.New()
		numbers, take := vivarium.NewChannel[int](rt, 4)
		give, doubles := vivarium.NewChannel[[]int](rt, 4)
		type thing struct {
			mu   sync.Mutex
			kept int
		}
		shared := &thing{}
		const many = 6
		var wg sync.WaitGroup
		all, over := context.WithCancel(ctx)
		for i := range many {
			c := vivarium.Config{Policy: vivarium.Policy{Children: true}, Limits: vivarium.Limits{Memory: 64 << 20, Threads: 10, Children: 3}}
			switch i { // 0 is left alone
			case 1:
				c.Limits.Time = time.Duration(20+random.IntN(200)) * time.Millisecond
			case 2:
				c.Limits.Instructions = int64(20000 + random.IntN(100000))
			}
			end, after := random.IntN(3), time.Duration(random.IntN(150))*time.Millisecond
			wg.Go(func() {
				in, err := rt.NewInterpreter(c)
				if err != nil {
					t.Error(err)
					return
				}
				defer func() {
					if err := in.Close(); err != nil {
						t.Errorf("seed %d: %v", seed, err)
					}
				}()
				for name, x := range map[string]any{"numbers": take, "doubles": give, "thing": vivarium.Opaque(shared),
					"double": func(n int) int { return 2 * n }, "keep": func(x *thing) { x.mu.Lock(); x.kept++; x.mu.Unlock() }} {
					if err := in.Set(name, x); err != nil {
						t.Error(err)
						return
					}
				}
				within, cancel := context.WithCancel(all)
				defer cancel()
				if i > 2 {
					defer time.AfterFunc(after, func() {
						switch end {
						case 0:
							in.Kill()
						case 1:
							cancel()
						case 2:
							_ = in.Close()
						}
					}).Stop()
				}
				if err = in.Exec(within, hammerProgram); err == nil {
					err = in.Call(within, "serve")
				}
				if err != nil && !errors.Is(err, vivarium.ErrKilled) && !errors.Is(err, vivarium.ErrClosed) && !errors.Is(err, context.Canceled) || err != nil && i == 0 && all.Err() == nil {
					t.Errorf("seed %d, %d: %v", seed, i, err)
				}
			})
		}
		const count = 3000
		var feeder sync.WaitGroup
		feeder.Go(func() {
			for n := range count {
				if err := numbers.Send(all, n); err != nil {
					if all.Err() == nil {
						t.Errorf("seed %d: a send: %v", seed, err)
					}
					return
				}
			}
			numbers.Close()
		})
		done := make(chan struct{})
		go func() { defer close(done); wg.Wait() }()
		seen := map[int]bool{}
		idle, stop := context.WithCancel(all)
		go func() { <-done; time.Sleep(20 * time.Millisecond); stop() }()
		for {
			x, err := doubles.Recv(idle)
			if err != nil {
				break
			}
			if len(x) != 2 || x[1] != 2*x[0] || seen[x[0]] {
				t.Errorf("seed %d: %v arrived", seed, x)
			}
			seen[x[0]] = true
		}
		select {
		case <-done:
		case <-time.After(2 * hangs):
			buf := make([]byte, 1<<20)
			t.Fatalf("seed %d: hangs\n%s", seed, buf[:runtime.Stack(buf, true)])
		}
		over()
		stop()
		feeder.Wait()
		if shared.kept < len(seen) {
			t.Errorf("seed %d: a Go value was passed %d times for %d numbers", seed, shared.kept, len(seen))
		}
		if len(seen) < count-many { // who was ended had one in hand
			t.Errorf("seed %d: %d of %d arrived", seed, len(seen), count)
		}
		must(t, rt.Close())
	}
	await(t, "the end of goroutines", func() bool { return runtime.NumGoroutine() <= goroutines })
	settles(t, files)
}
