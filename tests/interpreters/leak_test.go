// A test that an interpreter which has ended leaves nothing behind, whatever it did, neither itself nor in who made it.
package interpreters

import (
	"fmt"
	"runtime"
	"testing"

	"go.uber.org/goleak"

	"github.com/vivarium-py/vivarium/internal/core"
	"github.com/vivarium-py/vivarium/internal/host"
)

// lives are what an interpreter i does between its making and its end; a name is bound to what must not keep it.
var lives = map[string]string{
	"nothing":      "i.close()",
	"code":         "i.exec('x = [1, 2, 3]'); i.close()",
	"dropped":      "i.exec('y = 1'); del i",
	"imports":      "i.exec('import os, json, collections'); i.close()",
	"generators":   "i.exec('def g():\\n try: yield 1\\n finally: pass\\nx = g(); next(x)'); i.close()",
	"coroutines":   "i.exec('async def c(): yield\\nx = c(); y = x.asend(None)'); i.close()",
	"finalisers":   "i.exec('class A:\\n def __del__(self): pass\\na = A(); a.a = a; b = A(); b.b = b; del b'); i.close()",
	"weak":         "i.exec('import weakref\\ndef f(): pass\\nw = weakref.ref(f, print); s = weakref.WeakSet([f])'); i.close()",
	"files":        "i.exec('import os; r, w = os.pipe(); f = open(r); g = open(\"/dev/null\", \"w\"); g.write(\"x\")'); i.close()",
	"threads":      "i.exec('import threading; e = threading.Event(); t = threading.Thread(target=e.wait, args=(.001,)); t.start()'); i.close()",
	"atexit":       "i.exec('import atexit; atexit.register(lambda: None)'); i.close()",
	"failure":      "fails(i, 'def f(): g()\\ndef g(): 1 / 0\\nf()'); i.close()",
	"syntax":       "fails(i, 'x = ('); i.close()",
	"exit":         "fails(i, 'import os; os._exit(3)'); i.close()",
	"killed":       "i.exec('def g():\\n try: yield 1\\n finally: pass\\nx = g(); next(x)'); i.kill(); i.close()",
	"endless":      "fails(i, 'while True: pass', timeout=0.001); i.close()",
	"call":         "assert i.call(abs, -3) == 3; i.close()",
	"thread call":  "i.call_in_thread(abs, -3).join(); i.close()",
	"channel":      "s, r = interpreters.create_channel(); i.prepare_main(s=s); i.exec('s.send([1])'); assert r.recv() == [1]; i.close()",
	"left channel": "s, r = interpreters.create_channel(2); i.prepare_main(s=s, r=r); i.exec('s.send((r, s))'); i.close()",
	"queue":        "q = interpreters.create_queue(); i.prepare_main(q=q); i.exec('q.put({1: q})'); assert q.get() == {1: q}; i.close()",
	"buffer":       "b = interpreters.SharedBuffer(64); i.prepare_main(b=b); i.exec('m = memoryview(b); m[0] = 7'); i.close(); assert b[0] == 7",
	"children":     "i.exec('import interpreters; j = interpreters.create(); j.exec(\"x = 1\")'); i.close()",
	"handle":       "i.prepare_main(i=i); i.exec('j = i'); i.close()",
	"limits":       "l = interpreters.create(limits=interpreters.Limits(memory=8 << 20), policy=interpreters.Policy()); fails(l, '[0] * 10**8'); l.close(); i.close()",
	"handed":       "l.prepare_main(i=i); i.close()",
	"shared lock":  "import _interpreters; j = _interpreters.create('legacy'); _interpreters.run_string(j, 'import types'); _interpreters.destroy(j); i.close()",
	"pool":         "i.close()\nwith concurrent.futures.InterpreterPoolExecutor(1) as p: assert p.submit(abs, -1).result() == 1",
}

const cycles = `
import concurrent.futures, gc, interpreters
l = interpreters.create(policy=interpreters.Policy())
def fails(i, code, **kw):
    try:
        i.exec(code, **kw)
    except interpreters.ExecutionFailed:
        return
    raise AssertionError
def cycle():
    l = globals()["l"]
    i = interpreters.create()
    %s
def cycles(n):
    for _ in range(n):
        cycle()
    l.exec("import gc; gc.collect()")
    gc.collect()
    assert len(interpreters.list_all()) == 2, interpreters.list_all()
`

func TestCyclesLeaveNothing(t *testing.T) {
	defer goleak.VerifyNone(t, goleak.IgnoreCurrent())
	sys := host.NewSystem()
	defer sys.Close()
	heap := func() int64 {
		for range 3 {
			runtime.GC()
		}
		var m runtime.MemStats
		runtime.ReadMemStats(&m)
		return int64(m.HeapAlloc)
	}
	n := 150
	if testing.Short() {
		n = 40
	}
	for name, life := range lives {
		t.Run(name, func(t *testing.T) {
			in := root(t, core.NewRuntime(), sys, &output{})
			defer in.Close()
			do := func(code string) {
				t.Helper()
				if err := in.Do(func(th *core.Thread) error {
					err := th.RunMain([]byte(code), "<cycles>", true)
					if e := core.ExceptionOf(err); e != nil {
						t.Error(th.FormatException(e))
					}
					return err
				}); err != nil {
					t.Fatal(err)
				}
			}
			do(fmt.Sprintf(cycles, life))
			do("cycles(20)")
			before := heap()
			do(fmt.Sprintf("cycles(%d)", n))
			// An interpreter that is left takes 4 KiB or more, even when it has dropped what it had.
			if left := (heap() - before) / int64(n); left > 1500 {
				t.Errorf("a cycle leaves %d bytes", left)
			}
		})
	}
}
