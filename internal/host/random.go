// Randomness: the kernel's, or for deterministic runs a stream that the policy's seed determines.
package host

import (
	"encoding/binary"
	"math/rand/v2"
	"sync"

	"golang.org/x/sys/unix"

	"github.com/vivarium-py/vivarium/internal/policy"
)

type randomSource struct {
	mu     sync.Mutex
	stream *rand.ChaCha8
}

// Urandom fills p with random bytes.
func (h *Host) Urandom(p []byte) error {
	if kind, seed := h.pol.Random(); kind == policy.RandomSeeded {
		h.rng.mu.Lock()
		defer h.rng.mu.Unlock()
		if h.rng.stream == nil {
			var key [32]byte
			binary.LittleEndian.PutUint64(key[:], seed)
			h.rng.stream = rand.NewChaCha8(key)
		}
		h.rng.stream.Read(p)
		return nil
	}
	return h.Getrandom(p, 0)
}

// Getrandom fills p as the system call getrandom does.
func (h *Host) Getrandom(p []byte, flags int) error {
	if kind, _ := h.pol.Random(); kind == policy.RandomSeeded {
		return h.Urandom(p)
	}
	for len(p) > 0 {
		n, err := unix.Getrandom(p[:min(len(p), 1<<20)], flags)
		if err == unix.EINTR {
			continue
		}
		if err != nil {
			return osError("getrandom", err)
		}
		p = p[n:]
		flags &^= unix.GRND_RANDOM
	}
	return nil
}

// HashSeed returns a seed for hashing and the like: from the policy's seed if randomness is deterministic.
func (h *Host) HashSeed() (uint64, error) {
	var b [8]byte
	err := h.Urandom(b[:])
	return binary.LittleEndian.Uint64(b[:]), err
}
