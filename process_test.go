// Tests of interpreters in worker processes: the API's tests once more, and what only a process can do: die, lie, be reused.
package vivarium_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"github.com/vivarium-py/vivarium"
)

// noWorker is the variable that makes TestMain leave out WorkerMain.
const noWorker = "VIVARIUM_TEST_NO_WORKER"

// inWorkers are the tests of the API that hold for both isolations.
var inWorkers = map[string]func(*testing.T){
	"CallsQueue": TestCallsQueue, "WaitingForATurnEndsWithTheContext": TestWaitingForATurnEndsWithTheContext,
	"InterpretersRunInParallelAndApart": TestInterpretersRunInParallelAndApart, "Limits": TestLimits, "Policy": TestPolicy,
	"ExceptionBombs": TestExceptionBombs, "GoToPython": TestGoToPython, "PythonToGo": TestPythonToGo, "ConversionErrors": TestConversionErrors,
	"ErrorLeavesTheTarget": TestErrorLeavesTheTarget, "Times": TestTimes, "OpaqueAndObjects": TestOpaqueAndObjects, "GoFunctions": TestGoFunctions,
	"ErrorsKeepTheirIdentity": TestErrorsKeepTheirIdentity, "Exit": TestExit, "SyntaxErrors": TestSyntaxErrors,
	"CallsBackIntoThePython": TestCallsBackIntoThePython, "FunctionsSeeTheEndOfTheCall": TestFunctionsSeeTheEndOfTheCall,
	"PythonFunctionsInGo": TestPythonFunctionsInGo, "Modules": TestModules, "ExecWritesAndKeepsNames": TestExecWritesAndKeepsNames,
	"FSIsAnImportRoot": TestFSIsAnImportRoot, "ContextEndsTheRun": TestContextEndsTheRun, "EndedContextDoesNotKill": TestEndedContextDoesNotKill,
	"EmbeddersCodeIsContained": TestEmbeddersCodeIsContained, "PointersThatAreText": TestPointersThatAreText,
	"WaitForOwnTurnEnds": TestWaitForOwnTurnEnds, "StreamsAndFilesAreContained": TestStreamsAndFilesAreContained, "ModulesAreStructs": TestModulesAreStructs, "Kill": TestKill, "Closed": TestClosed, "CloseEndsWhatRuns": TestCloseEndsWhatRuns, "CloseRunsAtexitButNotForever": TestCloseRunsAtexitButNotForever,
}

func TestInWorkers(t *testing.T) {
	isolation = vivarium.Process
	defer func() { isolation = vivarium.InProcess }()
	for name, f := range inWorkers {
		t.Run(name, f)
	}
}

// newWorker makes an interpreter in a worker, in a runtime of its own.
func newWorker(t testing.TB, c vivarium.Config) *vivarium.Interpreter {
	t.Helper()
	rt := vivarium.New()
	t.Cleanup(func() { must(t, rt.Close()) })
	c.Isolation = vivarium.Process
	in, err := rt.NewInterpreter(c)
	must(t, err)
	return in
}

// pidOf gives the process that an interpreter runs in.
func pidOf(t testing.TB, in *vivarium.Interpreter) int {
	t.Helper()
	pid, err := vivarium.Eval[int](ctx, in, "__import__('os').getpid()")
	must(t, err)
	return pid
}

func alive(pid int) bool { return syscall.Kill(pid, 0) == nil }

// hangs is how long a test waits for what is due at once before it calls it hung: much, for a machine that does other work.
const hangs = time.Minute

// await waits until ok holds, and fails the test with what it waited for.
func await(t testing.TB, what string, ok func() bool) {
	t.Helper()
	for end := time.Now().Add(hangs); !ok(); time.Sleep(time.Millisecond) {
		if time.Now().After(end) {
			t.Fatalf("after %v still not: %s", hangs, what)
		}
	}
}

// waitGone waits until a process is no more, not even as a zombie.
func waitGone(t testing.TB, pid int) {
	t.Helper()
	await(t, fmt.Sprintf("the end of process %d", pid), func() bool { return !alive(pid) })
}

// gone says that a process is no more, or the zombie of whoever adopted it.
func gone(pid int) bool {
	b, err := os.ReadFile("/proc/" + strconv.Itoa(pid) + "/stat")
	return err != nil || strings.Contains(string(b), ") Z ")
}

func TestWorkerIsAProcess(t *testing.T) {
	in := newWorker(t, vivarium.Config{Name: "w", Limits: vivarium.Limits{Memory: 64 << 20, CPU: 5 * time.Second, Handles: 10}, Policy: vivarium.AllowAll(), Env: []string{"A=b"}})
	pid := pidOf(t, in)
	if pid == os.Getpid() || !alive(pid) {
		t.Fatal(pid)
	}
	limits, err := os.ReadFile("/proc/" + strconv.Itoa(pid) + "/limits")
	must(t, err)
	for _, l := range strings.Split(string(limits), "\n") {
		f := strings.Fields(l)
		for prefix, ok := range map[string]func(soft, hard string) bool{
			"Max core file": func(s, h string) bool { return s == "0" && h == "0" },
			"Max cpu time":  func(s, h string) bool { return s == h && len(s) <= 2 },
			"Max data size": func(s, h string) bool { return s == h && s != "unlimited" },
			"Max open file": func(s, h string) bool { return s == h && s == "74" },
		} {
			if strings.HasPrefix(l, prefix) && !ok(f[len(f)-3], f[len(f)-2]) {
				t.Errorf("%s", l)
			}
		}
	}
	env, err := os.ReadFile("/proc/" + strconv.Itoa(pid) + "/environ")
	must(t, err)
	for _, v := range strings.Split(strings.Trim(string(env), "\x00"), "\x00") {
		if name, _, _ := strings.Cut(v, "="); name != "PATH" && name != "TZ" && name != "VIVARIUM_WORKER" {
			t.Errorf("the worker has %s", name)
		}
	}
	seen, err := vivarium.Eval[map[string]string](ctx, in, "dict(__import__('os').environ)")
	if fmt.Sprint(seen) != "map[A:b]" || err != nil {
		t.Error(seen, err)
	}
	if group, err := syscall.Getpgid(pid); group != pid || err != nil {
		t.Error(group, err)
	}
	if in.Name() != "w" || in.ID() == newWorker(t, vivarium.Config{}).ID()-1000 {
		t.Error(in.Name())
	}
	await(t, "the worker's statistics", func() bool { // Stats does not wait for long
		s := in.Stats()
		return s.Instructions > 0 && s.Wall > 0
	})
	must(t, in.Close())
	waitGone(t, pid)
}

func TestWorkerDeath(t *testing.T) {
	rt := vivarium.New()
	defer rt.Close()
	var log []string
	for i := range 5 {
		in, err := rt.NewInterpreter(vivarium.Config{Isolation: vivarium.Process})
		must(t, err)
		pid := pidOf(t, in)
		o, err := vivarium.Eval[*vivarium.Object](ctx, in, "object()")
		must(t, err)
		running := make(chan struct{})
		must(t, in.Set("running", func() { close(running) }))
		var wg sync.WaitGroup
		for n := range 3 {
			wg.Go(func() {
				src := "1"
				if n == 0 {
					src = "running()\nwhile True: pass"
				} else {
					<-running
				}
				err := in.Exec(ctx, src)
				var we *vivarium.WorkerError
				if !errors.As(err, &we) || !errors.Is(err, vivarium.ErrKilled) || !strings.Contains(we.Reason, "killed") {
					t.Errorf("%v", err)
				}
			})
		}
		<-running
		time.Sleep(time.Duration(i) * time.Millisecond)
		must(t, syscall.Kill(pid, syscall.SIGKILL))
		wg.Wait()
		_, err = o.Repr(ctx)
		log = append(log, fmt.Sprint(err))
		if !errors.Is(err, vivarium.ErrKilled) || !errors.Is(in.Exec(ctx, "1"), vivarium.ErrKilled) {
			t.Error(err)
		}
		must(t, in.Close())
		waitGone(t, pid)
	}
	if log[0] != "vivarium: the worker process ended: signal: killed" {
		t.Error(log)
	}
}

func TestWorkerDiesWhileGoRuns(t *testing.T) {
	in := newWorker(t, vivarium.Config{})
	pid := pidOf(t, in)
	ended := make(chan error, 1)
	must(t, in.Set("f", func(ctx context.Context) {
		must(t, syscall.Kill(pid, syscall.SIGKILL))
		<-ctx.Done()
		ended <- ctx.Err()
	}))
	if err := in.Exec(ctx, "f()"); !errors.Is(err, vivarium.ErrKilled) {
		t.Error(err)
	}
	if err := <-ended; err != context.Canceled {
		t.Error(err)
	}
}

// A call that waits for its turn behind a Go function learns why the interpreter is over, not only that it is.
func TestReasonForWhoWaits(t *testing.T) {
	for _, isolation := range []vivarium.Isolation{vivarium.InProcess, vivarium.Process} {
		rt := vivarium.New()
		in, err := rt.NewInterpreter(vivarium.Config{Isolation: isolation, Limits: vivarium.Limits{Time: 200 * time.Millisecond}})
		must(t, err)
		inner := make(chan error, 1)
		must(t, in.Set("f", func() {
			inner <- in.Exec(context.Background(), "1") // waits for the turn that this very call holds
		}))
		outer := in.Exec(ctx, "f()\nwhile True: pass")
		for _, err := range []error{outer, <-inner, in.Exec(ctx, "1")} {
			var le *vivarium.LimitError
			if !errors.As(err, &le) || le.Resource != "time" {
				t.Errorf("%v: %v", isolation, err)
			}
		}
		must(t, in.Close())
		must(t, rt.Close())
	}
}

func TestWorkerOutOfMemory(t *testing.T) {
	// A worker whose memory the kernel refuses: the runtime of Go gives up, and the call says so.
	in := newWorker(t, vivarium.Config{Policy: vivarium.AllowAll()})
	err := in.Exec(ctx, "import resource\nresource.setrlimit(resource.RLIMIT_DATA, (64 << 20, 64 << 20))\nx = [bytes(1 << 20) for _ in range(4096)]")
	var we *vivarium.WorkerError
	switch {
	case errors.As(err, &we):
		if !strings.Contains(we.Log, "out of memory") && !strings.Contains(we.Log, "cannot allocate memory") {
			t.Errorf("%v: %s", err, we.Log)
		}
	case err != nil && strings.Contains(err.Error(), "setrlimit"), err != nil && strings.Contains(err.Error(), "No module"):
		t.Skip(err)
	default:
		t.Errorf("%T %v", err, err)
	}
}

func TestKillsOfWorkersAreQuick(t *testing.T) {
	rt := vivarium.New()
	defer rt.Close()
	hostile := []string{
		"while True: pass",
		"while True:\n    try:\n        while True: pass\n    except BaseException: pass",
		"import threading\nfor _ in range(20): threading.Thread(target=lambda: [0 for _ in iter(int, 1)]).start()\nwhile True: pass",
		"x = 7 ** 10000000\nwhile True: str(x % 10 ** 100000)",
		"import re\nwhile True: re.match('(a|a)*b' * 3, 'a' * 100000)",
		"sorted(iter(int, 1))",
		"wait()",
		"' '.join('ab' for _ in iter(int, 1))",
	}
	took := slices.Repeat([]time.Duration{hangs}, len(hostile)) // the quickest kill of each: one can meet a machine that does other work
	for i := range 6 * len(hostile) {
		in, err := rt.NewInterpreter(vivarium.Config{Isolation: vivarium.Process, Limits: vivarium.Limits{Memory: 256 << 20}})
		must(t, err)
		hold := make(chan struct{})
		must(t, in.Set("wait", func() { <-hold }))
		done := make(chan error, 1)
		go func() { done <- in.Exec(ctx, hostile[i%len(hostile)]) }()
		time.Sleep(5 * time.Millisecond)
		start := time.Now()
		in.Kill()
		select {
		case err := <-done:
			if !errors.Is(err, vivarium.ErrKilled) {
				t.Errorf("%q: %v", hostile[i%len(hostile)], err)
			}
		case <-time.After(hangs):
			t.Fatalf("%q goes on after its kill", hostile[i%len(hostile)])
		}
		took[i%len(hostile)] = min(took[i%len(hostile)], time.Since(start))
		close(hold)
		must(t, in.Close())
	}
	for i, d := range took {
		t.Logf("%v: %q", d, hostile[i])
		if d > 5*time.Second { // a few ms on a machine that has nothing else to do
			t.Errorf("no kill of %q took less than %v", hostile[i], d)
		}
	}
}

func TestStuckWorkerIsKilled(t *testing.T) {
	// A worker that does nothing any more, as if it had been taken over: stopped by a signal.
	for name, end := range map[string]func(in *vivarium.Interpreter, cancel func()){
		"kill":    func(in *vivarium.Interpreter, _ func()) { in.Kill() },
		"context": func(_ *vivarium.Interpreter, cancel func()) { cancel() },
		"close":   func(in *vivarium.Interpreter, _ func()) { must(t, in.Close()) },
		"time":    func(*vivarium.Interpreter, func()) {},
	} {
		in := newWorker(t, vivarium.Config{Limits: vivarium.Limits{Time: 2 * time.Second}})
		pid := pidOf(t, in)
		stop(t, pid)
		c, cancel := context.WithCancel(ctx)
		done := make(chan error, 1)
		go func() { done <- in.Exec(c, "1") }()
		time.Sleep(10 * time.Millisecond)
		end(in, cancel)
		select {
		case err := <-done: // context.Canceled alone is of a call that had not begun
			if !errors.Is(err, vivarium.ErrKilled) && err != vivarium.ErrClosed && (name != "context" || !errors.Is(err, context.Canceled)) {
				t.Errorf("%s: %v", name, err)
			}
			if name == "time" && !errors.Is(err, vivarium.ErrTimeLimit) {
				t.Errorf("%s: %v", name, err)
			}
		case <-time.After(hangs):
			t.Fatalf("%s: a worker that is stopped holds up its call", name)
		}
		cancel()
		must(t, in.Close())
		waitGone(t, pid)
	}
}

func TestWorkersEndWithTheirParent(t *testing.T) {
	if os.Getenv("VIVARIUM_TEST_PARENT") != "" {
		in := newWorker(t, vivarium.Config{})
		fmt.Println("worker", pidOf(t, in))
		_ = in.Exec(ctx, "while True: pass")
		return
	}
	cmd := exec.Command(os.Args[0], "-test.run=^TestWorkersEndWithTheirParent$")
	cmd.Env = append(os.Environ(), "VIVARIUM_TEST_PARENT=1")
	out, err := cmd.StdoutPipe()
	must(t, err)
	must(t, cmd.Start())
	var pid int
	if _, err := fmt.Fscanf(out, "worker %d\n", &pid); err != nil || pid == 0 {
		t.Fatal(pid, err)
	}
	must(t, cmd.Process.Kill())
	_ = cmd.Wait()
	await(t, "the end of a worker whose parent was killed", func() bool { return gone(pid) })
}

func TestWorkerKillsWhatItStarted(t *testing.T) {
	in := newWorker(t, vivarium.Config{Policy: vivarium.AllowAll()})
	must(t, in.Exec(ctx, "import os\npid = os.posix_spawn('/bin/sleep', ['sleep', '600'], {})"))
	child, err := vivarium.Get[int](in, "pid")
	must(t, err)
	must(t, syscall.Kill(pidOf(t, in), syscall.SIGKILL))
	_ = in.Exec(ctx, "1")
	must(t, in.Close())
	await(t, "the end of what a worker that was killed had started", func() bool { return gone(child) })
}

func TestWorkerReuse(t *testing.T) {
	rt := vivarium.New()
	defer rt.Close()
	must(t, rt.SetWorkers(vivarium.Workers{Reuse: true, Spare: -1}))
	make := func(c vivarium.Config) (*vivarium.Interpreter, int) {
		c.Isolation = vivarium.Process
		in, err := rt.NewInterpreter(c)
		must(t, err)
		return in, pidOf(t, in)
	}
	one := vivarium.Config{Limits: vivarium.Limits{Memory: 64 << 20}}
	in, pid := make(one)
	must(t, in.Exec(ctx, "secret = 42"))
	must(t, in.Set("f", func() {}))
	must(t, in.Close())
	in, again := make(one)
	if again != pid {
		t.Error("a worker that was closed well did not serve its like")
	}
	if _, err := vivarium.Get[int](in, "secret"); err == nil {
		t.Error("an interpreter sees the names of the one before")
	}
	must(t, in.Close())
	other, another := make(vivarium.Config{Limits: vivarium.Limits{Memory: 65 << 20}})
	if another == pid {
		t.Error("a worker served other limits")
	}
	must(t, other.Close())
	in, again = make(one)
	if again != pid {
		t.Error("the worker is not kept")
	}
	in.Kill()
	must(t, in.Close())
	waitGone(t, pid)
	if _, again = make(one); again == pid {
		t.Error("a worker whose interpreter was killed served again")
	}
	if err := rt.SetWorkers(vivarium.Workers{}); err == nil {
		t.Error("SetWorkers after workers were made")
	}
}

func TestWorkerMax(t *testing.T) {
	rt := vivarium.New()
	defer rt.Close()
	must(t, rt.SetWorkers(vivarium.Workers{Max: 1}))
	c := vivarium.Config{Isolation: vivarium.Process}
	in, err := rt.NewInterpreter(c)
	must(t, err)
	if _, err := rt.NewInterpreter(c); err == nil || !strings.Contains(err.Error(), "too many worker processes: 1 at once") {
		t.Error(err)
	}
	must(t, in.Close())
	_, err = rt.NewInterpreter(c)
	must(t, err)
}

func TestWorkerCommand(t *testing.T) {
	for _, c := range []struct{ command, want string }{
		{"/no/such/program", "no such file"},
		{"/bin/true", "ended instead of serving"},
		{"/bin/cat /proc/self/environ", "ended instead of serving"},
	} {
		rt := vivarium.New()
		must(t, rt.SetWorkers(vivarium.Workers{Command: strings.Fields(c.command)}))
		_, err := rt.NewInterpreter(vivarium.Config{Isolation: vivarium.Process})
		if err == nil || !strings.Contains(err.Error(), c.want) || !strings.Contains(err.Error(), "Config.Isolation") {
			t.Errorf("%s: %v", c.command, err)
		}
		must(t, rt.Close())
	}
	_, err := vivarium.New().NewInterpreter(vivarium.Config{Isolation: 7})
	if err == nil || !strings.Contains(err.Error(), "Config.Isolation: want InProcess or Process") {
		t.Error(err)
	}
}

func TestNoWorkerProgram(t *testing.T) {
	if os.Getenv(noWorker) != "" { // TestMain has not called WorkerMain
		_, err := vivarium.New().NewInterpreter(vivarium.Config{Isolation: vivarium.Process})
		if err == nil || !strings.Contains(err.Error(), "call vivarium.WorkerMain() first thing in main") || !strings.Contains(err.Error(), "SetWorkers") {
			t.Error(err)
		}
		return
	}
	cmd := exec.Command(os.Args[0], "-test.run=^TestNoWorkerProgram$")
	cmd.Env = append(os.Environ(), noWorker+"=1")
	if out, err := cmd.CombinedOutput(); err != nil {
		t.Errorf("%v: %s", err, out)
	}
}

func TestVivIsAWorker(t *testing.T) {
	if testing.Short() {
		t.Skip("builds the command")
	}
	viv := filepath.Join(t.TempDir(), "viv")
	if out, err := exec.Command("go", "build", "-pgo=off", "-o", viv, "./cmd/viv").CombinedOutput(); err != nil {
		t.Fatal(err, string(out))
	}
	rt := vivarium.New()
	defer rt.Close()
	must(t, rt.SetWorkers(vivarium.Workers{Command: []string{viv}}))
	var out bytes.Buffer
	in, err := rt.NewInterpreter(vivarium.Config{Isolation: vivarium.Process, Stdout: &out})
	must(t, err)
	must(t, in.Exec(ctx, "print('from', 'viv')"))
	if out.String() != "from viv\n" {
		t.Error(out.String())
	}
}

func TestChannelsStayInTheirProcess(t *testing.T) {
	in := newWorker(t, vivarium.Config{})
	send, recv := vivarium.NewChannel[int](in.Runtime(), 0)
	for _, v := range []any{send, recv, []any{send}} {
		var ce *vivarium.ConversionError
		if err := in.Set("c", v); !errors.As(err, &ce) || !strings.Contains(ce.Message, "Isolation: Process") {
			t.Error(err)
		}
	}
	must(t, in.Exec(ctx, "import interpreters\nend = interpreters.create_channel()[0]"))
	var ce *vivarium.ConversionError
	if _, err := vivarium.Get[any](in, "end"); !errors.As(err, &ce) || !strings.Contains(ce.Message, "Isolation: Process") {
		t.Error(err)
	}
	if _, err := vivarium.Get[*vivarium.SendChannel[int]](in, "end"); !errors.As(err, &ce) || !strings.Contains(ce.Message, "Isolation: Process") {
		t.Error(err)
	}
}

func TestWorkerStreams(t *testing.T) {
	r, w, err := os.Pipe()
	must(t, err)
	var out bytes.Buffer
	in := newWorker(t, vivarium.Config{Stdin: r, Stdout: &out, Stderr: failing{}})
	go func() {
		for i := range 100 {
			fmt.Fprintln(w, i)
		}
		w.Close()
	}()
	must(t, in.Exec(ctx, "import sys\nn = sum(int(l) for l in sys.stdin)\nprint(n)\nprint('x' * 5_000_000)"))
	if s := out.String(); !strings.HasPrefix(s, "4950\nxxx") || len(s) != 5_000_006 {
		t.Error(len(s))
	}
	err = in.Exec(ctx, "try:\n    sys.stderr.write('x')\n    sys.stderr.flush()\n    print('no error')\nexcept OSError: print('failed')")
	if !strings.HasSuffix(out.String(), "failed\n") {
		t.Error(err, out.String()[5_000_006:])
	}
	r.Close()
}

type failing struct{}

func (failing) Write(p []byte) (int, error) { return 0, errors.New("full") }

func TestLargeValuesCross(t *testing.T) {
	in := newWorker(t, vivarium.Config{Limits: vivarium.Limits{Memory: 64 << 20}})
	var b []byte
	must(t, in.Set("b", bytes.Repeat([]byte("ab"), 10<<20)))
	must(t, in.Get("b", &b))
	if len(b) != 20<<20 {
		t.Error(len(b))
	}
	var ce *vivarium.ConversionError
	if err := in.Set("b", make([]byte, 300<<20)); !errors.As(err, &ce) {
		t.Error(err)
	}
	must(t, in.Exec(ctx, "n = 1"))
}

func TestValuesThatWorkersForgetAreFreed(t *testing.T) {
	in := newWorker(t, vivarium.Config{})
	freed := make(chan struct{}, 1000)
	type thing struct{ x [16]int }
	for range 100 {
		v := &thing{}
		runtime.AddCleanup(v, func(int) { freed <- struct{}{} }, 0)
		must(t, in.Set("v", vivarium.Opaque(v)))
		got, err := vivarium.Get[*thing](in, "v")
		if err != nil || got != v {
			t.Fatal(got, err)
		}
	}
	deadline := time.After(hangs)
	for n := 0; n < 50; {
		must(t, in.Exec(ctx, "import gc\ngc.collect()\nx = [bytes(1000) for _ in range(10000)]"))
		runtime.GC()
		select {
		case <-freed:
			n++
		case <-time.After(time.Millisecond):
		case <-deadline:
			t.Fatalf("%d of 100 values were freed", n)
		}
	}
}

func TestNothingIsLeftOfWorkers(t *testing.T) {
	rt := vivarium.New()
	defer rt.Close()
	one := func(i int) {
		in, err := rt.NewInterpreter(vivarium.Config{Isolation: vivarium.Process})
		must(t, err)
		must(t, in.Set("f", func(n int) (int, error) { return n, errors.New("no") }))
		if err := in.Call(ctx, "f", 1, nil); err == nil {
			t.Fatal("no error")
		}
		switch i % 3 {
		case 0:
			in.Kill()
		case 1:
			must(t, syscall.Kill(pidOf(t, in), syscall.SIGKILL))
		}
		must(t, in.Close())
	}
	used := func() (int, int) { return runtime.NumGoroutine(), descriptors(t) }
	for i := range 6 {
		one(i)
	}
	var goroutines, fds int
	for still := 0; still < 40; still++ { // until the spare worker has started and those that ended are cleared away
		time.Sleep(10 * time.Millisecond)
		if g, f := used(); g != goroutines || f != fds {
			goroutines, fds, still = g, f, 0
		}
	}
	for i := range 30 {
		one(i)
	}
	g, f := used()
	for end := time.Now().Add(hangs); (g > goroutines || f > fds) && time.Now().Before(end); g, f = used() {
		time.Sleep(10 * time.Millisecond)
	}
	if g > goroutines || f > fds {
		t.Errorf("%d goroutines became %d, %d descriptors %d", goroutines, g, fds, f)
	}
	must(t, rt.Close())
	kids, err := os.ReadFile("/proc/self/task/" + strconv.Itoa(os.Getpid()) + "/children")
	if err == nil && len(bytes.TrimSpace(kids)) > 0 {
		t.Errorf("processes are left: %s", kids)
	}
}

// TestWorkerHammer uses one interpreter in a worker from many goroutines, and many workers at once.
func TestWorkerHammer(t *testing.T) {
	rt := vivarium.New()
	defer rt.Close()
	var wg sync.WaitGroup
	for g := range 4 {
		wg.Go(func() {
			for round := range 3 {
				in, err := rt.NewInterpreter(vivarium.Config{Isolation: vivarium.Process, Limits: vivarium.Limits{Memory: 64 << 20}})
				if err != nil {
					t.Error(err)
					return
				}
				ok := func(err error) {
					if err != nil && !errors.Is(err, vivarium.ErrKilled) && !errors.Is(err, vivarium.ErrClosed) {
						t.Error(err)
					}
				}
				ok(in.Set("back", func(ctx context.Context, n int) (int, error) {
					var out int
					err := in.Eval(context.WithValue(ctx, anyKey{}, 2), fmt.Sprint(n, "+1"), &out)
					return out, err
				}))
				ok(in.Exec(ctx, "def f(n): return sum(back(i) for i in range(n))"))
				var users sync.WaitGroup
				for range 4 {
					users.Go(func() {
						for range 20 {
							ok(in.Call(ctx, "f", 5, nil))
							o, err := vivarium.Eval[*vivarium.Object](ctx, in, "object()")
							ok(err)
							if err == nil {
								_, err = o.Repr(ctx)
								ok(err)
							}
							_ = in.Stats()
						}
					})
				}
				if (g+round)%2 == 0 {
					time.Sleep(5 * time.Millisecond)
					in.Kill()
				} else {
					users.Wait()
				}
				ok(in.Close())
				users.Wait()
			}
		})
	}
	wg.Wait()
}

// anyKey makes a context that is not the one of the call.
type anyKey struct{}
