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

func TestMake(t *testing.T) {
	for _, n := range []int{0, 1, Chunk, 16*Chunk - 1, 16 * Chunk, 100 * Chunk} {
		b := Make(n)
		if len(b) != 0 || cap(b) < n {
			t.Errorf("%d: length %d, room for %d", n, len(b), cap(b))
		}
		b = b[:cap(b)]
		for i := range b {
			b[i] = 1
		}
	}
}
