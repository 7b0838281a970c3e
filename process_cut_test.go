// Tests of workers that end at each byte of what crosses: between the parent and a worker stands a copier, in the worker's process,
// which lets so many bytes pass in one direction and then has the process die, exit, close its pipes or fall silent.
package vivarium_test

import (
	"bytes"
	"context"
	"encoding/binary"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"sync"
	"syscall"
	"testing"
	"testing/fstest"
	"time"

	"github.com/vivarium-py/vivarium"
)

// cutWorker is the argument that makes this program a worker behind a copier; what follows is the file that says what it does,
// which is removed: the next worker only copies.
const cutWorker = "-cut-worker"

// Directions of a cut.
const (
	toWorker = iota
	fromWorker
)

// cutPipes puts the copier between this process's pipes and those that WorkerMain will find.
func cutPipes(file string) {
	var how string
	var direction, after int
	b, err := os.ReadFile(file)
	if err != nil {
		return
	}
	_ = os.Remove(file)
	fmt.Sscan(string(b), &how, &direction, &after)
	const in, out = 3, 4
	var to, from [2]int
	parentIn, err1 := syscall.Dup(in)
	parentOut, err2 := syscall.Dup(out)
	if err := errors.Join(err1, err2, syscall.Pipe2(to[:], syscall.O_CLOEXEC), syscall.Pipe2(from[:], syscall.O_CLOEXEC), syscall.Dup3(to[0], in, 0), syscall.Dup3(from[1], out, 0)); err != nil {
		panic(err)
	}
	syscall.Close(to[0])
	syscall.Close(from[1])
	for _, fd := range []int{parentIn, parentOut} {
		syscall.CloseOnExec(fd)
	}
	silent := make(chan struct{}) // closed when nothing is to pass any more
	end := func() {
		switch how {
		case "die":
			_ = syscall.Kill(os.Getpid(), syscall.SIGKILL)
		case "exit":
			fmt.Fprintln(os.Stderr, "the worker gives up")
			os.Exit(3)
		case "close":
			syscall.Close(parentIn)
			syscall.Close(parentOut)
		}
		close(silent)
	}
	for d, c := range [][2]int{{parentIn, to[1]}, {from[0], parentOut}} {
		var record *os.File
		if how == "record" {
			if record, err = os.Create(fmt.Sprint(file, d)); err != nil {
				panic(err)
			}
		}
		go func() {
			left := after
			buf := make([]byte, 64<<10)
			for {
				if d == direction && left == 0 && how != "record" {
					end()
				}
				n, err := syscall.Read(c[0], buf)
				if err == syscall.EINTR {
					continue
				}
				select {
				case <-silent:
					select {}
				default:
				}
				if n <= 0 {
					syscall.Close(c[1])
					return
				}
				b := buf[:n]
				if record != nil {
					_, _ = record.Write(b)
				} else if d == direction {
					b = b[:min(n, left)]
					left -= len(b)
				}
				for len(b) > 0 {
					n, err := syscall.Write(c[1], b)
					if err != nil && err != syscall.EINTR {
						break
					}
					b = b[max(n, 0):]
				}
			}
		}()
	}
}

// cutBig is the size of the large values of the exchange.
const cutBig = 200 << 10

// cutExchange does with one interpreter in a worker all that there is to do. said gets the error of each step.
func cutExchange(t *testing.T, rt *vivarium.Runtime, stop context.Context, said func(what string, err error)) {
	var out bytes.Buffer
	var mu sync.Mutex // of contexts
	var contexts []context.Context
	in, err := rt.NewInterpreter(vivarium.Config{
		Isolation: vivarium.Process, Stdout: &out, Stdin: strings.NewReader("one line\nanother\n"), Limits: vivarium.Limits{Memory: 64 << 20},
		FS: fstest.MapFS{"app/__init__.py": {}, "app/part.py": {Data: []byte("import gomod\nx = gomod.double(21)\n")}},
		Modules: []vivarium.Module{{Name: "gomod", Init: func(context.Context, *vivarium.Interpreter) (map[string]any, error) {
			return map[string]any{"double": func(n int) int { return 2 * n }}, nil
		}}},
	})
	said("the opening", err)
	if err != nil {
		return
	}
	said("a function", in.SetContext(stop, "back", func(ctx context.Context, n int) (r int, err error) {
		mu.Lock()
		contexts = append(contexts, ctx)
		mu.Unlock()
		if n == 0 {
			return 0, nil
		}
		err = in.Eval(ctx, fmt.Sprintf("back(%d) + 1", n-1), &r)
		return r, err
	}))
	var n int
	said("an import", in.Exec(stop, "import app.part\nprint(app.part.x, input())"))
	if err := in.Eval(stop, "back(3)", &n); true {
		if said("a nested call", err); err == nil && n != 3 {
			t.Errorf("a nested call gave %d", n)
		}
	}
	big := bytes.Repeat([]byte("b"), cutBig)
	said("a large value", in.SetContext(stop, "big", big))
	var got struct{ A, B []byte }
	if err := in.Eval(stop, "{'A': big, 'B': b'x'}", &got); true {
		if said("a large result", err); err == nil && !bytes.Equal(got.A, big) {
			t.Errorf("a large value came back as %d bytes", len(got.A))
		}
	}
	o, err := vivarium.Eval[*vivarium.Object](stop, in, "[1, 2]")
	said("an object", err)
	if err == nil {
		_, err := o.Repr(stop)
		said("its repr", err)
	}
	var pe *vivarium.PythonError
	if err := in.Exec(stop, "1 / 0"); !errors.As(err, &pe) {
		said("an exception", err)
	}
	began := make(chan struct{})
	said("what waits", in.SetContext(stop, "wait", func(ctx context.Context) { close(began); <-ctx.Done() }))
	said("a thread", in.Exec(stop, "import threading\nthreading.Thread(target=wait, daemon=True).start()"))
	var wg sync.WaitGroup
	for i := range 3 {
		wg.Go(func() { said(fmt.Sprint("one of three ", i), in.Exec(stop, "sum(range(1000))")) })
	}
	_ = in.Stats()
	wg.Wait()
	said("output", in.Exec(stop, "print('x' * 10000, end='')"))
	within, cancel := context.WithTimeout(stop, hangs/2)
	err = in.Shutdown(within)
	cancel()
	if !strings.Contains(fmt.Sprint(err), "does not return") { // of wait, before it sees its end
		said("the end", err)
	}
	for _, c := range contexts {
		<-c.Done()
	}
	if err := in.Exec(ctx, "1"); err != vivarium.ErrClosed {
		t.Errorf("after the end: %v", err)
	}
	_ = out.String() // nobody writes any more
}

// frameEnds are where the frames of what was recorded end.
func frameEnds(t testing.TB, file string) (ends []int) {
	b, err := os.ReadFile(file)
	must(t, err)
	for at := 0; at+14 <= len(b); {
		at += 14 + int(binary.BigEndian.Uint32(b[at:]))
		ends = append(ends, at)
	}
	return ends
}

// TestWorkersEndAtEveryByte has a worker end after each number of bytes, in each direction and way: VIVARIUM_LONG=1 takes all
// but those inside the large values, else those around the ends of frames, and some of them where the test is to be short.
func TestWorkersEndAtEveryByte(t *testing.T) {
	goroutines, files := runtime.NumGoroutine(), descriptors(t)
	file := filepath.Join(t.TempDir(), "cut")
	rt := vivarium.New()
	must(t, rt.SetWorkers(vivarium.Workers{Command: []string{os.Args[0], cutWorker, file}, Spare: -1, Max: 1, StartTimeout: hangs}))
	honest := func(what string, err error) {
		if err != nil {
			t.Errorf("%s: %v", what, err)
		}
	}
	must(t, os.WriteFile(file, []byte("record"), 0o600))
	cutExchange(t, rt, ctx, honest)
	var points [2][]int
	for d := range points {
		at := 0
		for _, end := range frameEnds(t, fmt.Sprint(file, d)) {
			add := func(n int) {
				if l := points[d]; n <= end && (len(l) == 0 || l[len(l)-1] < n) {
					points[d] = append(points[d], n)
				}
			}
			if os.Getenv("VIVARIUM_LONG") != "" {
				for n := at; n < min(end, at+2000); n++ {
					add(n)
				}
			}
			for _, n := range []int{at, at + 1, at + 4, at + 13, at + 14, at + 15, (at + end) / 2, end - 1} {
				add(n)
			}
			at = end
		}
	}
	must(t, rt.Close())
	every := 1
	if testing.Short() {
		every = 16
	} else if os.Getenv("VIVARIUM_LONG") == "" {
		every = 3
	}
	cuts := 0
	for _, how := range []struct {
		name, want string
		every      int
	}{{"die", "signal: killed", 1}, {"exit", "exit status 3", 7}, {"close", "closed its connection", 40}, {"silent", "", 30}} {
		rt := vivarium.New()
		w := vivarium.Workers{Command: []string{os.Args[0], cutWorker, file}, Spare: -1, Max: 1, StartTimeout: hangs}
		if how.name == "silent" {
			w.StartTimeout = time.Second
		}
		must(t, rt.SetWorkers(w))
		for d, points := range points {
			for i := 0; i < len(points); i += every * how.every {
				cuts++
				n := points[i]
				must(t, os.WriteFile(file, fmt.Appendln(nil, how.name, d, n), 0o600))
				stop, cancel := ctx, func() {}
				if how.name == "silent" {
					stop, cancel = context.WithTimeout(ctx, time.Second)
				}
				var mu sync.Mutex
				var first error
				said := func(what string, err error) {
					mu.Lock()
					defer mu.Unlock()
					var we *vivarium.WorkerError
					// A worker whose connection is closed also ends by itself, and may be seen to before its silence is.
					why := strings.Contains(fmt.Sprint(err), how.want) || how.name == "close" && strings.Contains(fmt.Sprint(err), "exit status 0")
					ok := why && (errors.As(err, &we) || what == "the opening" && strings.Contains(fmt.Sprint(err), "ended instead of serving")) ||
						how.name == "silent" && (errors.Is(err, vivarium.ErrKilled) || errors.Is(err, context.DeadlineExceeded) || err == vivarium.ErrClosed || what == "the opening" && strings.Contains(fmt.Sprint(err), "did not answer"))
					switch {
					case err == nil && first != nil && what != "the end":
						t.Errorf("%s after byte %d, direction %d: %s has no error after %v", how.name, n, d, what, first)
					case err != nil && !ok:
						t.Errorf("%s after byte %d, direction %d: %s: %v", how.name, n, d, what, err)
					}
					if first == nil {
						first = err
					}
				}
				done := make(chan struct{})
				go func() {
					defer close(done)
					cutExchange(t, rt, stop, said)
				}()
				select {
				case <-done:
				case <-time.After(2 * hangs):
					buf := make([]byte, 1<<20)
					t.Fatalf("%s after byte %d, direction %d: hangs after %v\n%s", how.name, n, d, first, buf[:runtime.Stack(buf, true)])
				}
				cancel()
				if _, err := os.Stat(file); err == nil {
					t.Fatal("the worker did not read what to do")
				}
			}
		}
		cutExchange(t, rt, ctx, honest) // with a new worker
		must(t, rt.Close())
	}
	t.Logf("%d cuts", cuts)
	settles(t, files)
	await(t, "the end of goroutines", func() bool { return runtime.NumGoroutine() <= goroutines })
}
