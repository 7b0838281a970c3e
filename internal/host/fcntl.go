// fcntl, ioctl, terminals' attributes and extended attributes.
package host

import (
	"encoding/binary"
	"strings"
	"unsafe"

	"golang.org/x/sys/unix"
)

// Fcntl does what the system call does for commands whose argument is a number.
func (h *Host) Fcntl(fd, cmd, arg int) (int, error) {
	switch cmd {
	case unix.F_DUPFD:
		return h.Dup(fd, arg, true)
	case unix.F_DUPFD_CLOEXEC:
		return h.Dup(fd, arg, false)
	case unix.F_GETFD:
		on, err := h.Inheritable(fd)
		if err != nil || on {
			return 0, err
		}
		return unix.FD_CLOEXEC, nil
	case unix.F_SETFD:
		return 0, h.SetInheritable(fd, arg&unix.FD_CLOEXEC == 0)
	case unix.F_GETFL:
		return h.StatusFlags(fd)
	case unix.F_SETFL:
		return 0, h.SetStatusFlags(fd, arg)
	case unix.F_GETPIPE_SZ:
		return h.PipeSize(fd, 0)
	case unix.F_SETPIPE_SZ:
		return h.PipeSize(fd, arg)
	}
	n := 0
	err := h.withFile("fcntl", fd, func(f *file) (err error) {
		if f.kfd < 0 {
			return EINVAL
		}
		if err := h.pol.Process("using fcntl command", itoa(cmd)); err != nil {
			return err
		}
		n, err = unix.FcntlInt(uintptr(f.kfd), cmd, arg)
		return err
	})
	return n, err
}

// fionbio is FIONBIO.
const fionbio = 0x5421

// Ioctl does what the system call does on a buffer, which the kernel may change. A confined host has only the requests
// that ask for a size.
func (h *Host) Ioctl(fd int, request uint, buf []byte) (n int, err error) {
	err = h.withFile("ioctl", fd, func(f *file) error {
		if f.kfd < 0 {
			return ENOTTY
		}
		if request == fionbio && len(buf) >= 4 {
			f.nonblock.Store(binary.NativeEndian.Uint32(buf) != 0)
			return nil
		}
		if request != unix.TIOCGWINSZ && request != unix.TIOCINQ {
			if err := h.pol.Process("using ioctl request", itoa(int(request))); err != nil {
				return err
			}
		}
		// Room for the largest structure an ordinary request can name, so that the kernel never writes past the end.
		room := make([]byte, max(len(buf), 1<<14))
		copy(room, buf)
		r, _, e := unix.Syscall(unix.SYS_IOCTL, uintptr(f.kfd), uintptr(request), uintptr(unsafe.Pointer(&room[0])))
		if e != 0 {
			return e
		}
		copy(buf, room)
		n = int(r)
		return nil
	})
	return n, err
}

// Termios is the state of a terminal.
type Termios struct {
	Iflag, Oflag, Cflag, Lflag uint32
	Cc                         [19]byte
	Ispeed, Ospeed             uint32
}

// Tcgetattr returns the state of a terminal.
func (h *Host) Tcgetattr(fd int) (t Termios, err error) {
	err = h.withFile("tcgetattr", fd, func(f *file) error {
		if f.kfd < 0 {
			return ENOTTY
		}
		k, err := unix.IoctlGetTermios(f.kfd, unix.TCGETS)
		if err == nil {
			t = Termios{k.Iflag, k.Oflag, k.Cflag, k.Lflag, k.Cc, k.Ispeed, k.Ospeed}
			if t.Ospeed == 0 {
				t.Ospeed = k.Cflag & unix.CBAUD
				t.Ispeed = t.Ospeed
			}
		}
		return err
	})
	return t, err
}

// Tcsetattr sets the state of a terminal: when is 0 at once, 1 after output, 2 also dropping input.
func (h *Host) Tcsetattr(w Waiter, fd, when int, t Termios) error {
	return h.withFile("tcsetattr", fd, func(f *file) (err error) {
		if f.kfd < 0 {
			return ENOTTY
		}
		if when < 0 || when > 2 {
			return EINVAL
		}
		if t.Ospeed&^unix.CBAUD != 0 || t.Ispeed&^unix.CBAUD != 0 {
			return EINVAL
		}
		if err := h.pol.Process("changing a terminal", ""); err != nil {
			return err
		}
		k := unix.Termios{Iflag: t.Iflag, Oflag: t.Oflag, Cflag: t.Cflag&^unix.CBAUD | t.Ospeed, Lflag: t.Lflag, Cc: t.Cc}
		block(w, func() { err = unix.IoctlSetTermios(f.kfd, unix.TCSETS+uint(when), &k) })
		return err
	})
}

// terminal passes a number to a terminal by ioctl.
func (h *Host) terminal(w Waiter, op string, fd int, request uint, n int) error {
	return h.withFile(op, fd, func(f *file) (err error) {
		if f.kfd < 0 {
			return ENOTTY
		}
		if err := h.pol.Process("changing a terminal", ""); err != nil {
			return err
		}
		block(w, func() { err = unix.IoctlSetInt(f.kfd, request, n) })
		return err
	})
}

// Tcsendbreak sends a break: one of the usual length for 0.
func (h *Host) Tcsendbreak(w Waiter, fd, duration int) error {
	if duration <= 0 {
		return h.terminal(w, "tcsendbreak", fd, unix.TCSBRK, 0)
	}
	return h.terminal(w, "tcsendbreak", fd, unix.TCSBRKP, (duration+99)/100)
}

// Tcdrain waits until a terminal's output has been sent.
func (h *Host) Tcdrain(w Waiter, fd, _ int) error {
	return h.terminal(w, "tcdrain", fd, unix.TCSBRK, 1)
}

// Tcflush drops what is queued in a terminal.
func (h *Host) Tcflush(w Waiter, fd, queue int) error {
	return h.terminal(w, "tcflush", fd, unix.TCFLSH, queue)
}

// Tcflow suspends or resumes a terminal's input or output.
func (h *Host) Tcflow(w Waiter, fd, action int) error {
	return h.terminal(w, "tcflow", fd, unix.TCXONC, action)
}

// SetTerminalSize sets the columns and lines of a terminal.
func (h *Host) SetTerminalSize(fd, cols, lines int) error {
	return h.withFile("ioctl", fd, func(f *file) error {
		if f.kfd < 0 {
			return ENOTTY
		}
		if err := h.pol.Process("changing a terminal", ""); err != nil {
			return err
		}
		ws, err := unix.IoctlGetWinsize(f.kfd, unix.TIOCGWINSZ)
		if err != nil {
			return err
		}
		ws.Col, ws.Row = uint16(cols), uint16(lines)
		return unix.IoctlSetWinsize(f.kfd, unix.TIOCSWINSZ, ws)
	})
}

// Openpty makes a pair of pseudo-terminal ends.
func (h *Host) Openpty() (master, slave int, err error) {
	if err := h.pol.Process("opening a pseudo-terminal", ""); err != nil {
		return -1, -1, osError("openpty", err)
	}
	master, err = h.Open(nil, "/dev/ptmx", unix.O_RDWR|unix.O_NOCTTY, 0, AtCwd)
	if err != nil {
		return -1, -1, osError("openpty", err)
	}
	n := 0
	err = h.withFile("openpty", master, func(f *file) error {
		if err := unix.IoctlSetPointerInt(f.kfd, unix.TIOCSPTLCK, 0); err != nil {
			return err
		}
		n, err = unix.IoctlGetInt(f.kfd, unix.TIOCGPTN)
		return err
	})
	if err == nil {
		slave, err = h.Open(nil, "/dev/pts/"+itoa(n), unix.O_RDWR|unix.O_NOCTTY, 0, AtCwd)
	}
	if err != nil {
		h.CloseFD(master)
		return -1, -1, osError("openpty", err)
	}
	return master, slave, nil
}

// xattrPath calls do with a path of /proc that stands for the file p: those calls take no folder descriptor.
func (h *Host) xattrPath(op, p string, nd need, follow bool, do func(path string) error) error {
	return osError(op, h.at(p, AtCwd, nd, follow, func(dir int, name string, confined bool) error {
		flags := unix.O_PATH | unix.O_CLOEXEC
		if confined || !follow {
			flags |= unix.O_NOFOLLOW
		}
		fd, err := unix.Openat(dir, name, flags, 0)
		if err != nil {
			return err
		}
		defer unix.Close(fd)
		return do(procFD(fd))
	}), p)
}

// Getxattr returns an extended attribute.
func (h *Host) Getxattr(p, attr string, follow bool) (val []byte, err error) {
	err = h.xattrPath("getxattr", p, needRead, follow, func(path string) error {
		buf := make([]byte, 1<<16)
		n, err := unix.Getxattr(path, attr, buf)
		if err == nil {
			val = append([]byte{}, buf[:n]...)
		}
		return err
	})
	return val, err
}

// Listxattr returns the names of the extended attributes.
func (h *Host) Listxattr(p string, follow bool) (names []string, err error) {
	err = h.xattrPath("listxattr", p, needRead, follow, func(path string) error {
		buf := make([]byte, 1<<16)
		n, err := unix.Listxattr(path, buf)
		if err == nil && n > 0 {
			names = strings.Split(strings.TrimSuffix(string(buf[:n]), "\x00"), "\x00")
		}
		return err
	})
	return names, err
}

// Setxattr sets an extended attribute; flags may be XATTR_CREATE 1 or XATTR_REPLACE 2.
func (h *Host) Setxattr(p, attr string, val []byte, flags int, follow bool) error {
	return h.xattrPath("setxattr", p, needWrite, follow, func(path string) error { return unix.Setxattr(path, attr, val, flags) })
}

// Removexattr removes an extended attribute.
func (h *Host) Removexattr(p, attr string, follow bool) error {
	return h.xattrPath("removexattr", p, needWrite, follow, func(path string) error { return unix.Removexattr(path, attr) })
}

// xattrFile calls do with the kernel's descriptor of an open file.
func (h *Host) xattrFile(op string, fd int, changing bool, do func(kfd int) error) error {
	return h.withFile(op, fd, func(f *file) error {
		if f.kfd < 0 {
			return EOPNOTSUPP
		}
		if changing {
			if err := h.changes(f); err != nil {
				return err
			}
		}
		return do(f.kfd)
	})
}

// Fgetxattr is Getxattr of an open file.
func (h *Host) Fgetxattr(fd int, attr string) (val []byte, err error) {
	err = h.xattrFile("getxattr", fd, false, func(kfd int) error {
		buf := make([]byte, 1<<16)
		n, err := unix.Fgetxattr(kfd, attr, buf)
		if err == nil {
			val = append([]byte{}, buf[:n]...)
		}
		return err
	})
	return val, err
}

// Flistxattr is Listxattr of an open file.
func (h *Host) Flistxattr(fd int) (names []string, err error) {
	err = h.xattrFile("listxattr", fd, false, func(kfd int) error {
		buf := make([]byte, 1<<16)
		n, err := unix.Flistxattr(kfd, buf)
		if err == nil && n > 0 {
			names = strings.Split(strings.TrimSuffix(string(buf[:n]), "\x00"), "\x00")
		}
		return err
	})
	return names, err
}

// Fsetxattr is Setxattr of an open file.
func (h *Host) Fsetxattr(fd int, attr string, val []byte, flags int) error {
	return h.xattrFile("setxattr", fd, true, func(kfd int) error { return unix.Fsetxattr(kfd, attr, val, flags) })
}

// Fremovexattr is Removexattr of an open file.
func (h *Host) Fremovexattr(fd int, attr string) error {
	return h.xattrFile("removexattr", fd, true, func(kfd int) error { return unix.Fremovexattr(kfd, attr) })
}

// FcntlLock does a command of fcntl() that takes a struct flock, which buf holds and receives. The locks are the open file's, as
// the process's would be those of every interpreter.
func (h *Host) FcntlLock(w Waiter, fd, cmd int, buf []byte) error {
	wait := false
	switch cmd {
	case unix.F_SETLKW, unix.F_OFD_SETLKW:
		cmd, wait = unix.F_OFD_SETLK, true
	case unix.F_SETLK, unix.F_OFD_SETLK:
		cmd = unix.F_OFD_SETLK
	case unix.F_GETLK, unix.F_OFD_GETLK:
		cmd = unix.F_OFD_GETLK
	default:
		return osError("fcntl", EINVAL)
	}
	var lk unix.Flock_t
	raw := unsafe.Slice((*byte)(unsafe.Pointer(&lk)), unsafe.Sizeof(lk))
	copy(raw, buf)
	lk.Pid = 0
	return h.withFile("fcntl", fd, func(f *file) error {
		if f.kfd < 0 {
			return EBADF
		}
		if lk.Type == unix.F_WRLCK {
			if err := h.changes(f); err != nil {
				return err
			}
		}
		err := h.tryLock(w, !wait, unix.EAGAIN, func() error { return unix.FcntlFlock(uintptr(f.kfd), cmd, &lk) })
		copy(buf, raw)
		return err
	})
}

// Mmap maps part of a file. Only Inherit grants it: touching a page whose part of the file somebody cut off is a fault
// that Go can only answer with the end of the process, unless debug.SetPanicOnFault is on for the goroutine.
func (h *Host) Mmap(fd int, off int64, length, prot, flags int) (data []byte, err error) {
	if err := h.pol.Process("mapping a file into memory", ""); err != nil {
		return nil, osError("mmap", err)
	}
	if fd == -1 {
		data, err = unix.Mmap(-1, 0, length, prot, flags|unix.MAP_ANON)
		return data, osError("mmap", err)
	}
	err = h.withFile("mmap", fd, func(f *file) (err error) {
		if f.kfd < 0 {
			return ENODEV
		}
		data, err = unix.Mmap(f.kfd, off, length, prot, flags)
		return err
	})
	return data, err
}

// Munmap ends a mapping.
func (h *Host) Munmap(data []byte) error { return osError("munmap", unix.Munmap(data)) }

// Msync writes a mapping out to its file.
func (h *Host) Msync(data []byte, flags int) error {
	return osError("msync", unix.Msync(data, flags))
}

// Mremap gives a mapping another length, where it may move.
func (h *Host) Mremap(data []byte, length int) ([]byte, error) {
	data, err := unix.Mremap(data, length, unix.MREMAP_MAYMOVE)
	return data, osError("mremap", err)
}

// Madvise says how a mapping will be used.
func (h *Host) Madvise(data []byte, advice int) error {
	return osError("madvise", unix.Madvise(data, advice))
}

// Sysconf returns a value of the system by its name in Python ("SC_PAGE_SIZE"), and whether the name is known.
func (h *Host) Sysconf(name string) (int64, bool) {
	switch name {
	case "SC_PAGE_SIZE", "SC_PAGESIZE":
		return int64(h.PageSize()), true
	case "SC_NPROCESSORS_ONLN", "SC_NPROCESSORS_CONF":
		return int64(h.CPUCount()), true
	case "SC_PHYS_PAGES":
		total, _ := h.PhysicalPages()
		return total, true
	case "SC_AVPHYS_PAGES":
		_, free := h.PhysicalPages()
		return free, true
	case "SC_CLK_TCK":
		return 100, true
	case "SC_OPEN_MAX":
		soft, _, err := h.Getrlimit(unix.RLIMIT_NOFILE)
		return int64(soft), err == nil
	case "SC_ARG_MAX":
		soft, _, err := h.Getrlimit(unix.RLIMIT_STACK)
		return max(int64(soft/4), 131072), err == nil
	case "SC_IOV_MAX":
		return 1024, true
	case "SC_HOST_NAME_MAX":
		return 64, true
	case "SC_LOGIN_NAME_MAX":
		return 256, true
	case "SC_SYMLOOP_MAX":
		return -1, true
	case "SC_NGROUPS_MAX":
		return 65536, true
	case "SC_SEM_NSEMS_MAX":
		return -1, true
	case "SC_VERSION":
		return 200809, true
	}
	return 0, false
}
