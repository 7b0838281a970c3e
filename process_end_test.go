// Tests of the ways in which a worker process can end: each is an error that names it, and the runtime works on.
package vivarium_test

import (
	"context"
	"errors"
	"os"
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
