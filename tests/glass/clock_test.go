// What a program with a fixed clock can learn of the time that passes.
package glass

import (
	"testing"

	"github.com/vivarium-py/vivarium/internal/policy"
)

// TestNoTimeIsSeen reads every clock and every account of time before and after some work: with a fixed clock nothing moves.
func TestNoTimeIsSeen(t *testing.T) {
	const src = `
import interpreters, os, resource, time
child = interpreters.create()
def seen():
    child.exec('sum(range(100_000))')
    s = child.stats()
    return ([getattr(time, n)() for n in ('time', 'time_ns', 'monotonic', 'perf_counter', 'process_time', 'thread_time')],
            [time.clock_gettime_ns(n) for n in range(12)], os.times(), time.localtime(),
            [resource.getrusage(n) for n in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)], s['cpu'], s['wall'])
before = seen()
for i in range(20): sum(range(100_000))
after = seen()
print('nothing' if before == after else [x for x in zip(before, after) if x[0] != x[1]])
`
	g := policy.Grants{Clock: policy.ClockFixed, Children: true}
	r, err := runProgram("clock.py", []byte(src), nil, g, policy.Limits{Time: 2 * hangs, Memory: limits.Memory})
	if err != nil {
		t.Fatal(err)
	}
	if r.out != "nothing\n" || r.status != 0 {
		t.Error(r)
	}
}
