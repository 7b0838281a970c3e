// Package interpreters tests many interpreters from the Python side: the scripts of folder scripts, among them the snippets
// of the description that the project started from, and a hammer that makes, connects, kills and closes interpreters.
package interpreters

import (
	"bytes"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"go.uber.org/goleak"

	"github.com/vivarium-py/vivarium/internal/assemble"
	"github.com/vivarium-py/vivarium/internal/core"
	"github.com/vivarium-py/vivarium/internal/host"
	"github.com/vivarium-py/vivarium/internal/policy"
)

// output is a writer for several interpreters at once.
type output struct {
	mu  sync.Mutex
	buf bytes.Buffer
}

func (o *output) Write(p []byte) (int, error) {
	o.mu.Lock()
	defer o.mu.Unlock()
	return o.buf.Write(p)
}

func (o *output) String() string {
	o.mu.Lock()
	defer o.mu.Unlock()
	return o.buf.String()
}

// root makes an interpreter that may do everything, whose threads and children write to out.
func root(t *testing.T, rt *core.Runtime, sys *host.System, out *output) *core.Interpreter {
	t.Helper()
	in, err := assemble.Interpreter(rt, core.Options{}, host.Config{Policy: policy.Inherit(), System: sys, Stdout: out, Stderr: out})
	if err != nil {
		t.Fatal(err)
	}
	in.Leave()
	return in
}

// run runs a script in __main__ of a new interpreter and gives what it wrote.
func run(t *testing.T, rt *core.Runtime, sys *host.System, name string, src []byte) (string, error) {
	out := &output{}
	in := root(t, rt, sys, out)
	var text string
	err := in.Do(func(th *core.Thread) error {
		err := th.RunMain(src, name, false)
		if err != nil && core.ExceptionOf(err) != nil {
			text = th.FormatException(core.ExceptionOf(err))
		}
		return err
	})
	if cerr := in.Close(); cerr != nil {
		t.Error(cerr)
	}
	return out.String() + text, err
}

// prints is what the scripts write that do not only check.
var prints = map[string][]string{
	"source_basic":   {"Hello from subinterpreter!\n"},
	"source_channel": {"b'result from subinterpreter'\n"},
	"source_request": {"NameError: name 'process' is not defined\n"},
	"source_sandbox": {""},
	"source_plugin": {"fine\n", "Plugin failed safely: ZeroDivisionError: division by zero\n", "Plugin failed safely: SystemExit: 3\n",
		"Plugin failed safely: KeyboardInterrupt\n", "Plugin failed safely: InterpreterKilled: ", "Plugin failed safely: RecursionError: ",
		"Plugin failed safely: SyntaxError: '(' was never closed"},
}

func TestScripts(t *testing.T) {
	defer goleak.VerifyNone(t, goleak.IgnoreCurrent())
	sys := host.NewSystem()
	defer sys.Close()
	files, err := filepath.Glob("scripts/*.py")
	if err != nil || len(files) == 0 {
		t.Fatal("no scripts")
	}
	for _, file := range files {
		name := strings.TrimSuffix(filepath.Base(file), ".py")
		t.Run(name, func(t *testing.T) {
			src, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			path, _ := filepath.Abs(file)
			got, err := run(t, core.NewRuntime(), sys, path, src)
			if err != nil {
				t.Fatalf("%v\n%s", err, got)
			}
			want, ok := prints[name]
			if !ok {
				want = []string{"ok\n"}
			}
			rest := got
			for _, w := range want {
				_, after, found := strings.Cut(rest, w)
				if !found {
					t.Fatalf("got:\n%s\nwithout %q", got, w)
				}
				rest = after
			}
		})
	}
}

// hammerCode is what the hammer's interpreters do at random; who kills or closes them shows as errors that do not matter.
var hammerCode = []string{
	"q.put(data, timeout=0.01)",
	"q.get(timeout=0.01)",
	"s.send(data, timeout=0.01)",
	"r.recv(timeout=0.01)",
	"interpreters.select(r, q, (s, data), timeout=0.01)",
	"for i in range(50): q.put_nowait(i); q.get_nowait()",
	"a, b = interpreters.create_channel(1); a.send(s); b.recv().send((q, r), timeout=0.01)",
	"s.release()",
	"r.release()",
	"q.put(q, unbounditems=interpreters.UNBOUND_REMOVE, timeout=0.01)",
	"buf = interpreters.SharedBuffer(64); s.send(buf, timeout=0.01)",
	"x = q.get()",
	"for x in r: pass",
	"j = interpreters.create(); j.prepare_main(q=q, s=s); j.exec('q.put([s, b\"x\"], timeout=0.01)'); j.close()",
	"import threading; t = threading.Thread(target=q.put, args=(1,)); t.start(); t.join(0.01)",
	"while True: pass",
	"mem[at:at + 8] = bytes(8); bytes(mem[at:at + 8])",
	"v = memoryview(mem)[at:at + 8]; v[3] = 7; s.send(v, timeout=0.01); v.release()",
	"view[at:at + 3] = b'abc'; view[at:at + 8].tolist(); q.put(view[2:], timeout=0.01)",
	"v = memoryview(bytearray(100)); q.put(v, timeout=0.01); v[5] = 1",
	"from concurrent.futures import InterpreterPoolExecutor as P\nwith P(2) as p: list(p.map(abs, range(5)))",
	"from concurrent.futures import InterpreterPoolExecutor as P\np = P(2, initializer=q.put, initargs=(1,)); [p.submit(pow, 2, k) for k in range(5)]",
	"j = interpreters.create(); t = j.call_in_thread(q.get); j.kill(); t.join(); j.close()",
	"j = interpreters.create(); j.call(q.put, mem)",
	"[j.kill() for j in interpreters.list_all() if j.name == 'victim']",
	"j = interpreters.create(name='victim', limits=interpreters.Limits(time=0.02)); j.exec('import os, json')",
	"import os; os._exit(1)",
	"async def c(): yield\na = c()",
}

// Many goroutines make interpreters that share a few queues and channels, run code in them, kill them in the midst of it, and
// close them. Afterwards nothing of them is left.
func TestHammer(t *testing.T) {
	defer goleak.VerifyNone(t, goleak.IgnoreCurrent())
	sys := host.NewSystem()
	defer sys.Close()
	rt := core.NewRuntime()
	out := &output{}
	in := root(t, rt, sys, out)
	const setup = `
import interpreters
q = interpreters.create_queue(3)
s, r = interpreters.create_channel(3)
mem = interpreters.SharedBuffer(1 << 16)
view = memoryview(bytearray(1 << 16))
data = ["some", {"data": (1, 2.5, b"x")}]
def prepare(id):
    i = interpreters.Interpreter(id)
    i.prepare_main(q=q, s=s, r=r, data=data, mem=mem, view=view)
    # Each has a part of the shared memory for itself: the race detector would rightly complain.
    i.exec(f"import interpreters; at = {id * 8 % 65528}")
`
	if err := in.Do(func(th *core.Thread) error { return th.RunMain([]byte(setup), "<setup>", true) }); err != nil {
		t.Fatal(err)
	}
	duration := time.Second
	if testing.Short() {
		duration = 200 * time.Millisecond
	}
	end := time.Now().Add(duration)
	var wg sync.WaitGroup
	var turn sync.Mutex // the root's main thread
	for range 6 {
		wg.Add(1)
		go func() {
			defer wg.Done()
			for time.Now().Before(end) {
				child, err := in.NewChild(core.ChildOptions{Whence: core.WhenceStdlib})
				if err != nil {
					t.Error(err)
					return
				}
				turn.Lock()
				err = in.Do(func(th *core.Thread) error {
					return th.RunMain([]byte(fmt.Sprintf("prepare(%d)", child.ID())), "<prepare>", true)
				})
				turn.Unlock()
				if err != nil {
					t.Error(err)
				}
				kill := time.AfterFunc(time.Duration(rand.IntN(30))*time.Millisecond, func() { child.Kill(&core.Kill{Limit: "killed"}) })
				for range rand.IntN(8) {
					code := hammerCode[rand.IntN(len(hammerCode))]
					err := child.Do(func(th *core.Thread) error { return th.RunMain([]byte(code), "<hammer>", true) })
					if ie, ok := err.(*core.InternalError); ok {
						t.Error(ie)
					}
				}
				if rand.IntN(2) == 0 {
					kill.Stop()
				}
				if err := child.Close(); err != nil {
					t.Error(err)
				}
				kill.Stop()
			}
		}()
	}
	wg.Wait()
	if n := len(rt.Interpreters()); n != 1 {
		t.Errorf("%d interpreters are left", n)
	}
	const after = `
q2 = interpreters.create_queue()
q2.put(data)
assert q2.get() == data
while not q.empty():
    try:
        q.get_nowait()
    except interpreters.ItemInterpreterDestroyed:
        pass
q.put(1)
assert q.get() == 1
`
	err := in.Do(func(th *core.Thread) error {
		err := th.RunMain([]byte(after), "<after>", true)
		if e := core.ExceptionOf(err); e != nil {
			t.Error(th.FormatException(e))
		}
		return err
	})
	if err != nil {
		t.Error(err)
	}
	if err := in.Close(); err != nil {
		t.Error(err)
	}
	if strings.Contains(out.String(), "bug in Vivarium") {
		t.Error(out.String())
	}
}

// The guide's blocks are one program.
func TestGuide(t *testing.T) {
	text, err := os.ReadFile("../../docs/interpreters.md")
	if err != nil {
		t.Fatal(err)
	}
	var program strings.Builder
	for i, block := range strings.Split(string(text), "```python\n") {
		if code, _, ok := strings.Cut(block, "```"); ok && i > 0 {
			program.WriteString(code)
		}
	}
	path := filepath.Join(t.TempDir(), "guide.py")
	if err := os.WriteFile(path, []byte(program.String()), 0o666); err != nil {
		t.Fatal(err)
	}
	sys := host.NewSystem()
	defer sys.Close()
	if got, err := run(t, core.NewRuntime(), sys, path, []byte(program.String())); err != nil || got != "" {
		t.Fatalf("%v\n%s", err, got)
	}
}
