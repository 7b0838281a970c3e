package host

import (
	"fmt"
	"os"
	"sync"
	"testing"

	"golang.org/x/sys/unix"
	"time"

	"github.com/vivarium-py/vivarium/internal/policy"
)

// TestSemaphore has two openings of one name wait for each other, time out, and keep count.
func TestSemaphore(t *testing.T) {
	h, err := New(Config{Policy: policy.Inherit()})
	if err != nil {
		t.Fatal(err)
	}
	defer h.Close()
	name := fmt.Sprintf("/viv-test-%d", os.Getpid())
	a, err := h.SemOpen(name, true, 1)
	if err != nil {
		if unix.Access("/dev/shm", unix.W_OK) != nil {
			t.Skip("no shared memory here: ", err)
		}
		t.Fatal(err)
	}
	defer a.Close()
	defer h.SemUnlink(name)
	if _, err := h.SemOpen(name, true, 1); err == nil {
		t.Error("made twice")
	}
	b, err := h.SemOpen(name, false, 0)
	if err != nil {
		t.Fatal(err)
	}
	defer b.Close()
	var wg sync.WaitGroup
	n := 0
	for _, s := range []*Semaphore{a, b, a, b} {
		wg.Go(func() {
			for range 500 {
				if err := h.SemWait(nil, s, Forever); err != nil {
					t.Error(err)
				}
				n++
				s.Post()
			}
		})
	}
	wg.Wait()
	if n != 2000 || a.Count() != 1 {
		t.Errorf("counted %d, left %d", n, a.Count())
	}
	a.Try()
	if err := h.SemWait(nil, b, 30*time.Millisecond); err != ErrTimeout {
		t.Errorf("got %v, want a timeout", err)
	}
	if _, err := h.SemOpen("/a/b", true, 1); err == nil {
		t.Error("a name with a folder was taken")
	}
}
