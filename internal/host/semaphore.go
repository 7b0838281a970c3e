// Semaphores that processes share: named files in shared memory whose first word is the count, waited for with futexes. Only
// Inherit grants them. Invariant: the words are changed by atomic operations alone.
package host

import (
	"runtime"
	"strings"
	"sync/atomic"
	"time"
	"unsafe"

	"golang.org/x/sys/unix"
)

const (
	shmFolder   = "/dev/shm/"
	semSize     = 8 // the count, and how many wait
	futexWait   = 0
	futexWake   = 1
	semInterval = 20 * time.Millisecond // within which a kill is seen
)

// Semaphore is an open semaphore. Its memory is given back when nothing refers to it any more: programs can call what closes an
// object while others wait for it.
type Semaphore struct {
	mem  []byte
	dead runtime.Cleanup
}

func (s *Semaphore) word(i int) *uint32 { return (*uint32)(unsafe.Pointer(&s.mem[4*i])) }

func semPath(name string) (string, error) {
	name = strings.TrimPrefix(name, "/")
	if name == "" || len(name) > 250 || strings.ContainsAny(name, "/\x00") {
		return "", EINVAL
	}
	return shmFolder + "sem." + name, nil
}

// SemOpen opens a semaphore, or makes one that does not exist yet with a count.
func (h *Host) SemOpen(name string, create bool, count uint32) (*Semaphore, error) {
	if err := h.pol.Process("sharing a semaphore between processes", ""); err != nil {
		return nil, osError("sem_open", err)
	}
	p, err := semPath(name)
	if err != nil {
		return nil, osError("sem_open", err)
	}
	flags := unix.O_RDWR | unix.O_CLOEXEC
	if create {
		flags |= unix.O_CREAT | unix.O_EXCL
	}
	fd, err := unix.Open(p, flags, 0o600)
	if err != nil {
		return nil, osError("sem_open", err)
	}
	defer unix.Close(fd)
	if create {
		err = unix.Ftruncate(fd, semSize)
	} else {
		var st unix.Stat_t
		if err = unix.Fstat(fd, &st); err == nil && st.Size != semSize {
			err = EINVAL
		}
	}
	var mem []byte
	if err == nil {
		mem, err = unix.Mmap(fd, 0, semSize, unix.PROT_READ|unix.PROT_WRITE, unix.MAP_SHARED)
	}
	if err != nil {
		return nil, osError("sem_open", err)
	}
	s := &Semaphore{mem: mem}
	s.dead = runtime.AddCleanup(s, func(mem []byte) { unix.Munmap(mem) }, mem)
	if create {
		atomic.StoreUint32(s.word(0), count)
	}
	return s, nil
}

// SemUnlink takes a semaphore's name away.
func (h *Host) SemUnlink(name string) error {
	if err := h.pol.Process("sharing a semaphore between processes", ""); err != nil {
		return osError("sem_unlink", err)
	}
	p, err := semPath(name)
	if err == nil {
		err = unix.Unlink(p)
	}
	return osError("sem_unlink", err)
}

// Close gives the memory back; nobody may use the semaphore any more.
func (s *Semaphore) Close() {
	if s.mem != nil {
		s.dead.Stop()
		unix.Munmap(s.mem)
		s.mem = nil
	}
}

// Count is the count now.
func (s *Semaphore) Count() uint32 { return atomic.LoadUint32(s.word(0)) }

// Try takes one if there is one.
func (s *Semaphore) Try() bool {
	for {
		n := s.Count()
		if n == 0 {
			return false
		}
		if atomic.CompareAndSwapUint32(s.word(0), n, n-1) {
			return true
		}
	}
}

// Post gives one back.
func (s *Semaphore) Post() {
	atomic.AddUint32(s.word(0), 1)
	if atomic.LoadUint32(s.word(1)) > 0 {
		unix.Syscall6(unix.SYS_FUTEX, uintptr(unsafe.Pointer(s.word(0))), futexWake, 1, 0, 0, 0)
	}
}

// SemWait takes one, waiting until there is one: ErrTimeout after timeout, unless that is Forever.
func (h *Host) SemWait(w Waiter, s *Semaphore, timeout time.Duration) error {
	deadline := deadlineAfter(timeout)
	for !s.Try() {
		if h.killed(w) {
			return ErrKilled
		}
		d := semInterval
		if deadline != 0 {
			left := time.Duration(deadline - monotonic())
			if left <= 0 {
				h.advance(timeout)
				return ErrTimeout
			}
			d = min(d, left)
		}
		block(w, func() {
			atomic.AddUint32(s.word(1), 1)
			ts := unix.NsecToTimespec(int64(d))
			unix.Syscall6(unix.SYS_FUTEX, uintptr(unsafe.Pointer(s.word(0))), futexWait, 0, uintptr(unsafe.Pointer(&ts)), 0, 0)
			atomic.AddUint32(s.word(1), ^uint32(0))
		})
		if w != nil {
			select {
			case <-w.Wake():
				if err := w.Attend(); err != nil {
					return err
				}
			default:
			}
		}
	}
	return nil
}
