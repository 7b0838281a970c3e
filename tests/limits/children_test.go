package limits

import (
	"strings"
	"testing"
	"time"

	"github.com/vivarium-py/vivarium/internal/core"
	"github.com/vivarium-py/vivarium/internal/policy"
)

// TestChildrenCount has an interpreter's children use together more than it may: none of them alone is over a limit.
func TestChildrenCount(t *testing.T) {
	const create = "import _interpreters as i\ndef child(code):\n  c = i.create('isolated', reqrefs=False)\n  kids.append(c)\n  return c, code\nkids = []\n"
	for _, c := range []struct {
		name, limit string
		limits      policy.Limits
		run         core.RunLimits
		src         string
	}{
		{"memory", "memory", policy.Limits{Memory: 64 << 20}, core.RunLimits{},
			"for n in range(40): i.exec(*child('x = bytearray(10_000_000)'))"},
		{"memory of small objects", "memory", policy.Limits{Memory: 64 << 20}, core.RunLimits{},
			"for n in range(40): i.exec(*child('x = [[k] for k in range(100_000)]'))"},
		{"memory of a grandchild", "memory", policy.Limits{Memory: 64 << 20}, core.RunLimits{},
			"for n in range(40): i.exec(*child('import _interpreters as i\\ni.exec(i.create(\"isolated\", reqrefs=False), \"x = bytearray(10_000_000)\")'))"},
		{"memory with the parent's own", "memory", policy.Limits{Memory: 64 << 20}, core.RunLimits{},
			"x = bytearray(40_000_000)\nfor n in range(4): i.exec(*child('x = bytearray(9_000_000)'))\nfor n in range(20): y = [[k] for k in range(20_000)]"},
		{"memory in threads", "memory", policy.Limits{Memory: 64 << 20}, core.RunLimits{},
			"import threading\nts = [threading.Thread(target=i.exec, args=child('x = bytearray(10_000_000)\\nimport time\\ntime.sleep(600)')) for n in range(12)]\nfor t in ts: t.start()\nfor t in ts: t.join()"},
		{"cpu", "cpu", policy.Limits{CPU: 300 * time.Millisecond}, core.RunLimits{},
			"for n in range(10000): i.exec(*child('for k in range(100_000): pass')); i.destroy(kids.pop())"},
		{"cpu of a run", "cpu", policy.Limits{}, core.RunLimits{CPU: 300 * time.Millisecond},
			"for n in range(10000): i.exec(*child('for k in range(100_000): pass')); i.destroy(kids.pop())"},
		{"cpu in natives", "cpu", policy.Limits{CPU: 300 * time.Millisecond}, core.RunLimits{},
			"i.exec(*child('s = \"a\" * 10**7\\nwhile 1: s.count(\"ab\")'))"},
		{"instructions", "instructions", policy.Limits{Instructions: 1_000_000}, core.RunLimits{},
			"for n in range(100): i.exec(*child('for k in range(50_000): pass'))"},
		{"instructions of a run", "instructions", policy.Limits{}, core.RunLimits{Instructions: 1_000_000},
			"for n in range(100): i.exec(*child('for k in range(50_000): pass'))"},
		{"output", "output", policy.Limits{Output: 10_000}, core.RunLimits{},
			"for n in range(100): i.exec(*child('print(\"a\" * 1000)'))"},
		{"handles", "handles", policy.Limits{Handles: 20}, core.RunLimits{},
			"for n in range(100): i.exec(*child('import os\\nps = [os.pipe(), os.pipe()]'))"},
		{"threads", "threads", policy.Limits{Threads: 5}, core.RunLimits{},
			"for n in range(10): i.exec(*child('import _thread, time\\nfor k in range(2): _thread.start_new_thread(time.sleep, (600,))'))"},
	} {
		t.Run(c.name, func(t *testing.T) {
			s := newSandbox(t, c.limits)
			defer s.close(t)
			done := make(chan error, 1)
			go func() {
				done <- s.Do(func(th *core.Thread) error {
					r := s.BeginRun(c.run)
					defer r.End()
					return th.RunMain([]byte(create+c.src), "<test>", true)
				})
			}()
			select {
			case err := <-done:
				if wantKill(t, err, c.limit); t.Failed() {
					t.Log(s.out.String())
				}
			case <-time.After(2 * hangs):
				s.Kill(&core.Kill{Limit: "killed"})
				t.Fatal("does not end")
			}
		})
	}
}

// TestChildrenGiveBack sees that what children used that lasts, and they are gone, does not count any more.
func TestChildrenGiveBack(t *testing.T) {
	s := newSandbox(t, policy.Limits{Memory: 64 << 20, Handles: 20, Threads: 5})
	defer s.close(t)
	s.mustRun(t, `import _interpreters as i
for n in range(20):
    c = i.create('isolated', reqrefs=False)
    i.exec(c, '''import os, _thread
x = bytearray(10_000_000)
ps = [os.pipe(), os.pipe()]
for k in range(3): _thread.start_new_thread(int, ())
''')
    i.destroy(c)
`)
	if u := s.Usage(); u.Handles != 0 || u.Children != 0 {
		t.Errorf("left: %+v", u)
	}
	if out := s.out.String(); strings.TrimSpace(out) != "" {
		t.Error(out)
	}
}
