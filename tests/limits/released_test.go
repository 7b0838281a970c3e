package limits

import (
	"testing"

	"github.com/vivarium-py/vivarium/internal/policy"
)

// TestReleased: what a suspended generator has given out, or left behind in calls, does not live on in it.
func TestReleased(t *testing.T) {
	for _, src := range []string{
		"def g():\n while True: yield C()\n",
		"def g():\n while True: yield same(C())\n",
		"def g():\n while True:\n  x = C(); yield x; del x; yield 1\n",
		"def g():\n while True:\n  x = yield C()\n",
		"def f():\n while True: yield C()\ndef g(): yield from f()\n",
		"def g():\n return (C() for _ in range(100))\n",
	} {
		s := newSandbox(t, policy.Limits{})
		s.mustRun(t, "import gc, weakref\nclass C: pass\ndef same(x): return x\n"+src+"src = '''"+src+`'''
def main():
    it = g()
    w = weakref.ref(next(it))
    if "del x" in src: next(it)
    gc.collect()
    assert w() is None, src
main()
`)
		s.close(t)
	}
}
