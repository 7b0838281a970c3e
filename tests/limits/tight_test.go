package limits

import (
	"testing"

	"github.com/vivarium-py/vivarium/internal/policy"
)

// TestTightLoops has loops of two or three instructions stopped by the budget of instructions: whatever the shortest way of the loop
// does for them, each jump back is counted.
func TestTightLoops(t *testing.T) {
	const head = `
class P:
    @property
    def v(s): return 'a'
    def q(s): return 1
def f(x, y, l, d, p, t, o, dt, m):
    `
	for _, loop := range []string{
		"while x == 'a': pass", "while x != 'b': pass", "while not x == 'b': pass", "while x in 'abc': pass", "while x not in ('b',): pass",
		"while x: pass", "while not y: pass", "while x is not None: pass", "while x == 'a' or y: pass", "while x != 'b' and x: pass",
		"while l[0] == 'a': pass", "while l[-1] == 'a': pass", "while d[x] == 'a': pass", "while x[0]: pass", "while p.v: pass",
		"while p.v == 'a': pass", "while x == x: pass", "while (1, 2) == t: pass", "while o == o: pass", "while o != x: pass",
		"while t in dt: pass", "while dt[t]: pass", "while m(): pass", "while o in {o}: pass", "while not [c for c in x if c == 'b']: pass",
	} {
		s := newSandbox(t, policy.Limits{Instructions: 100000})
		err := s.run(head + loop + "\nf('a', '', ['a'], {'a': 'a'}, P(), (1, 2), object(), {(1, 2): 1}, P().q)\n")
		t.Run(loop, func(t *testing.T) { wantKill(t, err, "instructions") })
		s.close(t)
	}
}
