// File locks. They belong to the open file, not to the process (flock, and open file description locks for lockf), so
// that interpreters of one process exclude each other.
package host

import (
	"time"

	"golang.org/x/sys/unix"
)

// Flock takes or gives up a lock as flock does. Waiting for one is done by trying again: the kernel's own wait could
// not be ended.
func (h *Host) Flock(w Waiter, fd, op int) error {
	return h.withFile("flock", fd, func(f *file) error {
		if f.kfd < 0 {
			return EBADF
		}
		return h.tryLock(w, op&unix.LOCK_NB != 0 || op&unix.LOCK_UN != 0, unix.EWOULDBLOCK, func() error {
			return unix.Flock(f.kfd, op|unix.LOCK_NB)
		})
	})
}

// Lockf locks or unlocks part of a file: cmd is LOCK_SH, LOCK_EX or LOCK_UN, with LOCK_NB not to wait.
func (h *Host) Lockf(w Waiter, fd, cmd int, length, start int64, whence int) error {
	return h.withFile("lockf", fd, func(f *file) error {
		if f.kfd < 0 {
			return EBADF
		}
		lk := unix.Flock_t{Start: start, Len: length, Whence: int16(whence)}
		switch {
		case cmd == unix.LOCK_UN:
			lk.Type = unix.F_UNLCK
		case cmd&unix.LOCK_SH != 0:
			lk.Type = unix.F_RDLCK
		case cmd&unix.LOCK_EX != 0:
			lk.Type = unix.F_WRLCK
		default:
			return EINVAL
		}
		return h.tryLock(w, cmd&unix.LOCK_NB != 0 || cmd == unix.LOCK_UN, unix.EAGAIN, func() error {
			return unix.FcntlFlock(uintptr(f.kfd), unix.F_OFD_SETLK, &lk)
		})
	})
}

// PosixLockf is os.lockf: cmd is F_ULOCK 0, F_LOCK 1, F_TLOCK 2 or F_TEST 3, from the file's own offset.
func (h *Host) PosixLockf(w Waiter, fd, cmd int, length int64) error {
	switch cmd {
	case 0:
		return h.Lockf(w, fd, unix.LOCK_UN, length, 0, 1)
	case 1:
		return h.Lockf(w, fd, unix.LOCK_EX, length, 0, 1)
	case 2:
		return h.Lockf(w, fd, unix.LOCK_EX|unix.LOCK_NB, length, 0, 1)
	case 3:
		return h.withFile("lockf", fd, func(f *file) error {
			lk := unix.Flock_t{Type: unix.F_WRLCK, Len: length, Whence: 1}
			if err := unix.FcntlFlock(uintptr(f.kfd), unix.F_OFD_GETLK, &lk); err != nil {
				return err
			}
			if lk.Type != unix.F_UNLCK {
				return EACCES
			}
			return nil
		})
	}
	return osError("lockf", EINVAL)
}

func (h *Host) tryLock(w Waiter, once bool, busy error, try func() error) error {
	pause := 200 * time.Microsecond
	for {
		err := try()
		if err == unix.EINTR {
			continue
		}
		if err == nil && !once && h.killed(w) {
			return ErrKilled // what Close let go of is not ours to take
		}
		if err != busy || once {
			return err
		}
		if err := h.park(w, nil, deadlineAfter(pause)); err != ErrTimeout {
			return err
		}
		pause = min(2*pause, 10*time.Millisecond)
	}
}
