package limits

import (
	"testing"
	"time"

	"github.com/vivarium-py/vivarium/internal/core"
	"github.com/vivarium-py/vivarium/internal/policy"
)

// TestWalksCountAsCPU has an interpreter's memory walked, which nothing looks at while it lasts: all of it is the interpreter's CPU time.
func TestWalksCountAsCPU(t *testing.T) {
	s := newSandbox(t, policy.Limits{Memory: 1 << 30})
	defer s.close(t)
	s.mustRun(t, "kept = [[i, str(i)] for i in range(1_000_000)]")
	err := s.Do(func(th *core.Thread) error {
		before := s.Usage().CPU
		s.MeasureMemory()
		if d := s.Usage().CPU - before; d < 6*time.Millisecond { // a look alone counts 5 at most
			t.Errorf("a walk over two million objects counts as %v", d)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}
