package command

import (
	"os"
	"strings"
	"testing"

	"github.com/vivarium-py/vivarium/internal/policy"
)

// TestSourceIsBounded reads programs that are longer than the memory limit, and one that never ends.
func TestSourceIsBounded(t *testing.T) {
	if _, err := os.Stat("/dev/zero"); err != nil {
		t.Skip(err)
	}
	for _, c := range []struct {
		limit  int64
		text   string
		status int // 0: it is read
	}{{10, "0123456789", 0}, {10, "0123456789a", statusMemory}, {0, "0123456789a", 0}} {
		o := &runOptions{limits: policy.Limits{Memory: c.limit}}
		src, err := o.readSource(strings.NewReader(c.text))
		if status := sourceStatus(err, 2); (err != nil) != (c.status != 0) || err != nil && status != c.status || err == nil && string(src) != c.text {
			t.Errorf("limit %d, %q: %q, %v", c.limit, c.text, src, err)
		}
	}
	o := &runOptions{limits: policy.Limits{Memory: 1 << 20}}
	o.file = "/dev/zero"
	if _, _, status := o.source(); status != statusMemory {
		t.Errorf("/dev/zero: status %d", status)
	}
	if status := runSandboxed([]string{"--memory=10K", os.DevNull}); status != statusMemory {
		t.Errorf("a limit smaller than an interpreter: status %d", status)
	}
}
