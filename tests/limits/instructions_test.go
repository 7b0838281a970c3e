package limits

import (
	"testing"
	"time"

	"github.com/vivarium-py/vivarium/internal/core"
	"github.com/vivarium-py/vivarium/internal/policy"
)

// TestInstructionsAreExact runs programs several times, each time with requests of others coming at other moments: what is counted must
// be the same to the last instruction, wherever the interpreter was made to look up.
func TestInstructionsAreExact(t *testing.T) {
	for name, src := range map[string]string{
		"prints":     "for i in range(5000): print(i)",
		"flushes":    "for i in range(1000): print(i, flush=True)",
		"calls":      "def f(n): return f(n - 1) + 1 if n else abs(n)\nfor i in range(2000): f(5); str(i); isinstance(i, int); max(i, 3)",
		"methods":    "class A:\n  def f(self, x): return x\na = A()\nfor i in range(5000): a.f(i); 'a'.upper(); [].append(i)",
		"generators": "def g():\n  for k in range(5): yield k\ndef h(): yield from g()\nfor i in range(1000): list(g()); sum(h()); [x for x in 'abc']; [x for x in g()]; max(x for x in h())",
		"loops":      "i = 0\nwhile i < 5000:\n  i += 1\n  if i % 3: continue\n  for x in {'a': 1, 'b': 2}: pass\n  for x in (1, 2): pass\n  for x in [1, 2]: pass",
		"errors":     "for i in range(2000):\n  try: [][i]\n  except IndexError: pass\n  try: raise ValueError(i)\n  except (KeyError, ValueError) as e: str(e)",
		"natives":    "for i in range(20): sum(range(20000)); sorted([3, 1, 2], key=lambda x: -x); 'a'.join(map(str, range(1000))); dict.fromkeys('abc'); (1, 2) == (1, 3); 'ab' * 100000",
		"imports":    "import json, dataclasses\njson.loads(json.dumps({str(i): i for i in range(1000)}))",
		"awaits":     "async def f(n): return n and await f(n - 1)\nfor i in range(1000):\n  try: f(5).send(None)\n  except StopIteration: pass",
	} {
		t.Run(name, func(t *testing.T) {
			counts := map[int64]int{}
			for n := range 6 {
				s := newSandbox(t, policy.Limits{Instructions: 100_000_000})
				var had, has int64
				stop := make(chan struct{})
				go func() {
					for n > 0 {
						select {
						case <-stop:
							return
						case <-time.After(time.Duration(50*n) * time.Microsecond):
							s.Look()
						}
					}
				}()
				_ = s.Do(func(t *core.Thread) error { had = t.Instructions(); return nil })
				s.mustRun(t, src)
				_ = s.Do(func(t *core.Thread) error { has = t.Instructions(); return nil })
				close(stop)
				counts[has-had]++
				s.close(t)
			}
			if len(counts) != 1 {
				t.Errorf("%v", counts)
			}
		})
	}
}
