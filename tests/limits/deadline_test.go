package limits

import (
	"testing"
	"time"

	"github.com/vivarium-py/vivarium/internal/core"
	"github.com/vivarium-py/vivarium/internal/policy"
)

// A run that ends in time leaves the interpreter alive, however near its deadline was.
func TestRunsThatEndAtTheirDeadline(t *testing.T) {
	const limit = time.Millisecond
	inTime := 0
	for i := range 200 {
		s := newSandbox(t, policy.Limits{})
		_ = s.Do(func(*core.Thread) error {
			began := time.Now()
			run := s.BeginRun(core.RunLimits{Time: limit})
			for time.Since(began) < limit+time.Duration(i%40-10)*time.Microsecond {
			}
			run.End()
			return nil
		})
		if s.Killed() == nil {
			inTime++
			time.Sleep(limit)
			if k := s.Killed(); k != nil {
				t.Errorf("round %d: killed after its end: %v", i, k)
			}
		}
		s.close(t)
	}
	t.Log(inTime, "of 200 ended in time")
}
