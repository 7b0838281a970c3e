package bulk

import (
	"bytes"
	"errors"
	"testing"
)

func TestAppend(t *testing.T) {
	for _, had := range []int{0, 10, Chunk, 3*Chunk + 1} {
		for _, n := range []int{0, 5, Chunk, Chunk + 1, 5 * Chunk} {
			dst, s := bytes.Repeat([]byte("a"), had), bytes.Repeat([]byte("b"), n)
			polls := 0
			got, err := Append(dst, s, func() error { polls++; return nil })
			if err != nil || !bytes.Equal(got, append(dst[:had:had], s...)) {
				t.Errorf("%d and %d: %v", had, n, err)
			}
			if n > 2*Chunk && polls < n/Chunk-1 {
				t.Errorf("%d and %d: %d polls", had, n, polls)
			}
		}
	}
	stop := errors.New("stop")
	if _, err := Append(nil, make([]byte, 9*Chunk), func() error { return stop }); err != stop {
		t.Errorf("got %v", err)
	}
}
