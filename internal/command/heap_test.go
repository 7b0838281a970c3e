package command

import "testing"

func TestGCRate(t *testing.T) {
	for _, c := range []struct {
		live uint64
		rate int
	}{{0, 800}, {4 << 20, 800}, {5 << 20, 600}, {8 << 20, 400}, {1 << 30, 400}} {
		if got := gcRate(c.live); got != c.rate {
			t.Errorf("gcRate(%d) = %d, want %d", c.live, got, c.rate)
		}
	}
}
