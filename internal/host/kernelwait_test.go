package host

import (
	"testing"
	"time"

	"golang.org/x/sys/unix"

	"github.com/vivarium-py/vivarium/internal/policy"
)

// Threads that wait in the kernel are few for a confined interpreter: Go ends a process that has too many.
func TestWaitsInKernelAreBounded(t *testing.T) {
	in, _ := den(t)
	h := newHost(t, Config{Policy: mustPolicy(t, policy.Grants{Write: []string{in}, Read: []string{in}})})
	fifo := in + "/fifo"
	if err := h.Mkfifo(fifo, 0o600, AtCwd); err != nil {
		t.Fatal(err)
	}
	before := kernelWaits.Load()
	opened := make(chan error)
	for range confinedWaits {
		go func() {
			_, err := h.Open(nil, fifo, unix.O_RDONLY, 0, AtCwd)
			opened <- err
		}()
	}
	for h.table.waits.Load() < confinedWaits {
		time.Sleep(time.Millisecond)
	}
	_, err := h.Open(nil, fifo, unix.O_RDONLY, 0, AtCwd)
	wantErrno(t, err, ENFILE)
	if _, err := h.Open(nil, fifo, unix.O_WRONLY, 0, AtCwd); err != nil { // lets them all through
		t.Fatal(err)
	}
	for range confinedWaits {
		if err := <-opened; err != nil {
			t.Error(err)
		}
	}
	if n := h.table.waits.Load(); n != 0 || kernelWaits.Load() != before {
		t.Errorf("%d waits are left, %d of all", n, kernelWaits.Load()-before)
	}
}
