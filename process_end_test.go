// Tests of the ways in which a worker process can end: each is an error that names it, and the runtime works on.
package vivarium_test

import (
	"context"
	"errors"
	"os"
	"os/exec"
	"runtime"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"github.com/vivarium-py/vivarium"
)

// descriptors is how many this process has open.
func descriptors(t testing.TB) int {
	t.Helper()
	// The first pipe makes Go's poller, which has descriptors of its own for good.
	r, w, err := os.Pipe()
	must(t, err)
	must(t, r.Close())
	must(t, w.Close())
	fds, err := os.ReadDir("/proc/self/fd")
	must(t, err)
	return len(fds)
}

// settles waits until this process has at most n descriptors.
func settles(t testing.TB, n int) {
	t.Helper()
	for end := time.Now().Add(hangs); descriptors(t) > n; time.Sleep(5 * time.Millisecond) {
		if time.Now().After(end) {
			var what []string
			fds, _ := os.ReadDir("/proc/self/fd")
			for _, fd := range fds {
				to, _ := os.Readlink("/proc/self/fd/" + fd.Name())
				what = append(what, fd.Name()+" "+to)
			}
			t.Errorf("%d descriptors became %d: %v", n, len(fds), what)
			return
		}
	}
}

// TestWorkersEndBySignals sends every signal that ends a process to a worker while it runs something.
func TestWorkersEndBySignals(t *testing.T) {
	before := descriptors(t)
	rt := vivarium.New()
	must(t, rt.SetWorkers(vivarium.Workers{Max: 1}))
	for _, c := range []struct {
		sig  syscall.Signal
		want string
	}{
		{syscall.SIGKILL, "signal: killed"},
		{syscall.SIGSEGV, "SIGSEGV"},
		{syscall.SIGABRT, "SIGABRT"},
		{syscall.SIGBUS, "SIGBUS"},
		{syscall.SIGQUIT, "SIGQUIT"},
		{syscall.SIGSYS, "SIGSYS"},
		{syscall.SIGTERM, "signal: terminated"},
		{syscall.SIGHUP, "signal: hangup"},
	} {
		in, err := rt.NewInterpreter(vivarium.Config{Isolation: vivarium.Process})
		must(t, err) // the one before gave back its place
		pid := pidOf(t, in)
		running := make(chan struct{})
		must(t, in.Set("running", func() { close(running) }))
		go func() {
			<-running
			_ = syscall.Kill(pid, c.sig)
		}()
		limited, cancel := context.WithTimeout(ctx, hangs)
		err = in.Exec(limited, "running()\nwhile True: pass")
		cancel()
		var we *vivarium.WorkerError
		if !errors.As(err, &we) || !errors.Is(err, vivarium.ErrKilled) || !strings.Contains(we.Reason+we.Log, c.want) {
			t.Errorf("%v: %v", c.sig, err)
		}
		must(t, in.Close())
		waitGone(t, pid)
	}
	must(t, rt.Close())
	settles(t, before)
}

// stop stops a child of this process and waits until all of it has stopped: its threads do so one by one, and until then one may
// still answer.
func stop(t testing.TB, pid int) {
	t.Helper()
	must(t, syscall.Kill(pid, syscall.SIGSTOP))
	var state syscall.WaitStatus
	for {
		if _, err := syscall.Wait4(pid, &state, syscall.WUNTRACED, nil); err == syscall.EINTR {
			continue
		} else if err != nil || !state.Stopped() {
			t.Fatalf("the worker did not stop: %v, %v", state, err)
		}
		return
	}
}

// TestWorkerStops has a worker stopped, which answers nothing and is alive: the context ends the call.
func TestWorkerStops(t *testing.T) {
	in := newWorker(t, vivarium.Config{})
	pid := pidOf(t, in)
	stop(t, pid)
	limited, cancel := context.WithTimeout(ctx, 50*time.Millisecond)
	defer cancel()
	if err := in.Exec(limited, "1"); !errors.Is(err, context.DeadlineExceeded) && !errors.Is(err, vivarium.ErrKilled) {
		t.Errorf("a call of a worker that is stopped ended with %v, want the end of its context", err)
	}
	must(t, in.Close())
	waitGone(t, pid)
}

// TestWorkersHangAtStart has workers that never answer the first or the second call.
func TestWorkersHangAtStart(t *testing.T) {
	for _, how := range []string{"silent", "silent in the opening"} {
		before := descriptors(t)
		rt := vivarium.New()
		must(t, rt.SetWorkers(vivarium.Workers{Command: []string{os.Args[0], hostileWorker, how}, Spare: -1, Max: 1, StartTimeout: 200 * time.Millisecond}))
		for range 2 {
			start := time.Now()
			_, err := rt.NewInterpreter(vivarium.Config{Isolation: vivarium.Process})
			if err == nil || !strings.Contains(err.Error(), "did not answer within 200ms") {
				t.Errorf("%s: %v after %v", how, err, time.Since(start))
			}
		}
		must(t, rt.Close())
		settles(t, before)
	}
}

// TestWorkersDieWhileTheRuntimeCloses has workers killed, and interpreters made and closed, while the runtime closes.
func TestWorkersDieWhileTheRuntimeCloses(t *testing.T) {
	before := descriptors(t)
	for n := range 6 {
		rt := vivarium.New()
		var pids []int
		var wg sync.WaitGroup
		for i := range 3 {
			in, err := rt.NewInterpreter(vivarium.Config{Isolation: vivarium.Process})
			must(t, err)
			pid := pidOf(t, in)
			pids = append(pids, pid)
			running := make(chan struct{})
			must(t, in.Set("running", func() { close(running) }))
			wg.Go(func() {
				if err := in.Exec(ctx, "running()\nwhile True: pass"); !errors.Is(err, vivarium.ErrKilled) && !errors.Is(err, vivarium.ErrClosed) {
					t.Errorf("a call in flight: %v", err)
				}
			})
			<-running
			wg.Go(func() {
				time.Sleep(time.Duration(n) * 300 * time.Microsecond)
				if i == 0 {
					_ = syscall.Kill(pid, syscall.SIGKILL)
				} else if i == 1 {
					_ = in.Close()
				}
			})
		}
		wg.Go(func() {
			for {
				in, err := rt.NewInterpreter(vivarium.Config{Isolation: vivarium.Process})
				if err != nil {
					var we *vivarium.WorkerError
					if !errors.Is(err, vivarium.ErrClosed) && !errors.As(err, &we) {
						t.Errorf("one made while the runtime closes: %v", err)
					}
					return
				}
				_ = in.Close()
			}
		})
		closed := make(chan error, 1)
		go func() { closed <- rt.Close() }()
		select {
		case err := <-closed:
			must(t, err)
		case <-time.After(hangs):
			t.Fatal("the runtime does not close")
		}
		wg.Wait()
		for _, pid := range pids {
			waitGone(t, pid)
		}
	}
	settles(t, before)
}

// TestThreadsOfGoLearnOfTheEnd has a worker killed between two calls, while a thread of its Python runs a Go function: the
// function's context ends, though nobody calls the interpreter.
func TestThreadsOfGoLearnOfTheEnd(t *testing.T) {
	in := newWorker(t, vivarium.Config{})
	pid := pidOf(t, in)
	began, ended := make(chan struct{}), make(chan error, 1)
	must(t, in.Set("f", func(ctx context.Context) {
		close(began)
		<-ctx.Done()
		ended <- ctx.Err()
	}))
	must(t, in.Exec(ctx, "import threading\nthreading.Thread(target=f, daemon=True).start()"))
	<-began
	must(t, syscall.Kill(pid, syscall.SIGKILL))
	select {
	case err := <-ended:
		if err != context.Canceled {
			t.Error(err)
		}
	case <-time.After(hangs):
		t.Fatal("a Go function is not told of the end of its worker")
	}
	var we *vivarium.WorkerError
	if err := in.Exec(ctx, "1"); !errors.As(err, &we) || we.Reason != "signal: killed" {
		t.Error(err)
	}
}

// TestStatsOfAStoppedWorker asks a worker that does not answer again and again: one question is under way at a time.
func TestStatsOfAStoppedWorker(t *testing.T) {
	in := newWorker(t, vivarium.Config{})
	stop(t, pidOf(t, in))
	before := runtime.NumGoroutine()
	for range 20 {
		in.Stats()
	}
	if n := runtime.NumGoroutine(); n > before+5 {
		t.Errorf("%d goroutines became %d", before, n)
	}
}

// TestWaitsBehindAStoppedWorker has a call of a type that the worker has not been told of wait while the pipe is full: it ends
// with its context.
func TestWaitsBehindAStoppedWorker(t *testing.T) {
	in := newWorker(t, vivarium.Config{})
	stop(t, pidOf(t, in))
	full, over := make(chan error, 1), make(chan error, 1)
	go func() { full <- in.Set("x", make([]byte, 10<<20)) }()
	await(t, "a call that has the turn", func() bool { return in.Stats().Running })
	time.Sleep(50 * time.Millisecond) // until it fills the pipe
	within, cancel := context.WithTimeout(ctx, 50*time.Millisecond)
	defer cancel()
	go func() {
		var x struct{ A, B int }
		over <- in.Eval(within, "{}", &x)
	}()
	select {
	case err := <-over:
		if !errors.Is(err, context.DeadlineExceeded) || errors.Is(err, vivarium.ErrKilled) {
			t.Error(err)
		}
	case <-time.After(hangs):
		t.Error("the call goes on after its context")
	}
	in.Kill()
	if err := <-full; !errors.Is(err, vivarium.ErrKilled) {
		t.Error(err)
	}
}

// TestIdleWorkersDie kills the worker that stands ready: the next interpreter gets another, however soon it comes, and workers are
// kept for their class again afterwards.
func TestIdleWorkersDie(t *testing.T) {
	for range 10 {
		rt := vivarium.New()
		must(t, rt.SetWorkers(vivarium.Workers{Reuse: true, Spare: 1, Max: 1}))
		c := vivarium.Config{Isolation: vivarium.Process}
		make := func() (*vivarium.Interpreter, int) {
			in, err := rt.NewInterpreter(c)
			must(t, err)
			return in, pidOf(t, in)
		}
		in, pid := make()
		must(t, in.Close()) // kept
		must(t, syscall.Kill(pid, syscall.SIGKILL))
		in, next := make()
		if next == pid {
			t.Fatal("a dead worker serves")
		}
		waitGone(t, pid)
		must(t, in.Close())
		in, again := make()
		if again != next {
			t.Error("workers are not kept any more after one died idle")
		}
		must(t, in.Close())
		must(t, rt.Close())
	}
}

// TestShutdownOfAWorkerThatDies tells of a worker that ends while its atexit functions run, and of a limit that a call meets for
// which Shutdown waits.
func TestShutdownOfAWorkerThatDies(t *testing.T) {
	in := newWorker(t, vivarium.Config{Policy: vivarium.AllowAll()})
	must(t, in.Exec(ctx, "import atexit, os\natexit.register(os.kill, os.getpid(), 9)"))
	var we *vivarium.WorkerError
	if err := in.Shutdown(ctx); !errors.As(err, &we) || we.Reason != "signal: killed" {
		t.Errorf("the end of a worker at its end: %v", err)
	}
	for _, isolation := range []vivarium.Isolation{vivarium.InProcess, vivarium.Process} {
		rt := vivarium.New()
		in, err := rt.NewInterpreter(vivarium.Config{Isolation: isolation, Limits: vivarium.Limits{Output: 1000}})
		must(t, err)
		running, goOn, done := make(chan struct{}), make(chan struct{}), make(chan error, 1)
		must(t, in.Set("wait", func() { close(running); <-goOn }))
		go func() { done <- in.Exec(ctx, "wait()\nwhile True: print('x' * 100)") }()
		<-running
		ended := make(chan error, 1)
		go func() { ended <- in.Shutdown(ctx) }()
		await(t, "the start of Shutdown", func() bool {
			within, cancel := context.WithTimeout(ctx, time.Millisecond)
			defer cancel()
			return in.Exec(within, "1") == vivarium.ErrClosed
		})
		close(goOn)
		var le *vivarium.LimitError
		if err := <-done; !errors.As(err, &le) || le.Resource != "output" {
			t.Errorf("isolation %v: a call that went over its limit while Shutdown waited: %v", isolation, err)
		}
		must(t, <-ended)
		must(t, rt.Close())
	}
}

// TestNamesOfAnyBytes gives a worker names, arguments and paths that are not UTF-8, as files may be called.
func TestNamesOfAnyBytes(t *testing.T) {
	dir := t.TempDir()
	in := newWorker(t, vivarium.Config{
		Name: "\xff", Args: []string{"a\xff"}, Env: []string{"E=\xfe"}, Path: []string{dir + "/\xfd"}, Dir: dir,
		Warnings: []string{"\xff"}, Policy: vivarium.Policy{Read: []string{dir + "/\xfd"}},
	})
	var got []string
	must(t, in.Eval(ctx, `[ascii(x) for x in (__import__('sys').argv[0], __import__('os').environ['E'], __import__('sys').path[0][-2:])]`, &got))
	if want := `'a\udcff' '\udcfe' '/\udcfd'`; strings.Join(got, " ") != want {
		t.Errorf("%v, want %s", got, want)
	}
	must(t, in.RunSource(ctx, "\xff.py", []byte("name = ascii(__file__)")))
	if name, err := vivarium.Get[string](in, "name"); name != `'\udcff.py'` || err != nil {
		t.Error(name, err)
	}
	for what, err := range map[string]error{
		"Get": in.Get("\xff", new(any)), "Call": in.Call(ctx, "\xff"), "RunModule": in.RunModule(ctx, "\xff"),
	} {
		var pe *vivarium.PythonError
		if !errors.As(err, &pe) {
			t.Errorf("%s: %v", what, err)
		}
	}
	must(t, in.Exec(ctx, "1"))
}

// TestWorkersThatLeave has a wrapper that starts the worker in a session of its own, which a signal to the group does not reach: a kill still ends its calls, and
// the worker ends with its connection.
func TestWorkersThatLeave(t *testing.T) {
	if _, err := exec.LookPath("setsid"); err != nil {
		t.Skip(err)
	}
	rt := vivarium.New()
	must(t, rt.SetWorkers(vivarium.Workers{Command: []string{"/bin/sh", "-c", `setsid "$0" & wait`, os.Args[0]}, Spare: -1}))
	in, err := rt.NewInterpreter(vivarium.Config{Isolation: vivarium.Process})
	must(t, err)
	pid := pidOf(t, in)
	running := make(chan struct{})
	must(t, in.Set("running", func() { close(running) }))
	done := make(chan error, 1)
	go func() { done <- in.Exec(ctx, "running()\nwhile True: pass") }()
	<-running
	must(t, syscall.Kill(pid, syscall.SIGSTOP))
	in.Kill()
	select {
	case err := <-done:
		if !errors.Is(err, vivarium.ErrKilled) {
			t.Error(err)
		}
	case <-time.After(hangs):
		t.Error("the call goes on")
	}
	must(t, syscall.Kill(pid, syscall.SIGCONT))
	must(t, in.Close())
	must(t, rt.Close())
	await(t, "the end of a worker that left its group", func() bool { return gone(pid) })
}
