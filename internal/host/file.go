// Opening, reading and writing files by descriptor.
package host

import (
	"runtime"
	"strconv"
	"time"

	"golang.org/x/sys/unix"

	"github.com/vivarium-py/vivarium/internal/policy"
)

// chunk bounds one system call on a file that never waits, so that a kill between two of them is in time.
const chunk = 16 << 20

// inlineIO is the size up to which a read or write of a regular file keeps the interpreter's lock.
const inlineIO = 32 << 10

func procFD(fd int) string { return "/proc/self/fd/" + strconv.Itoa(fd) }

// Open opens a file and returns its descriptor, not inheritable. flags are Linux's O_ constants.
func (h *Host) Open(w Waiter, p string, flags int, mode uint32, dirfd int) (int, error) {
	if err := h.reserve(); err != nil {
		return -1, osError("open", err, p)
	}
	f, err := h.open(w, p, flags, mode, dirfd)
	if err != nil {
		h.release()
		return -1, osError("open", err, p)
	}
	fd, err := h.install(f, 0, false)
	return fd, osError("open", err, p)
}

func openNeeds(flags int) need {
	var nd need
	switch flags & unix.O_ACCMODE {
	case unix.O_RDONLY:
		nd = needRead
	case unix.O_WRONLY:
		nd = needWrite
	default:
		nd = needRead | needWrite
	}
	if flags&(unix.O_CREAT|unix.O_TRUNC) != 0 || flags&unix.O_TMPFILE == unix.O_TMPFILE {
		nd |= needWrite
	}
	if flags&unix.O_PATH != 0 {
		nd = needStat
	}
	return nd
}

func (h *Host) open(w Waiter, p string, flags int, mode uint32, dirfd int) (f *file, err error) {
	return h.openFor(w, p, flags, mode, dirfd, openNeeds(flags))
}

func (h *Host) openFor(w Waiter, p string, flags int, mode uint32, dirfd int, nd need) (f *file, err error) {
	// O_NONBLOCK from the start: neither the open itself nor what follows may wait in the kernel.
	kflags := flags | unix.O_CLOEXEC | unix.O_NONBLOCK | unix.O_LARGEFILE
	if flags&unix.O_PATH != 0 {
		kflags &^= unix.O_NONBLOCK
	}
	kfd := -1
	abs := ""
	if h.confined() {
		if flags&unix.O_TMPFILE != unix.O_TMPFILE && flags&unix.O_CREAT == 0 {
			mode = 0
		}
		follow := flags&unix.O_NOFOLLOW == 0 && flags&(unix.O_CREAT|unix.O_EXCL) != unix.O_CREAT|unix.O_EXCL
		for try := 0; ; try++ {
			err = h.confinedAt(p, dirfd, nd, follow, func(dir int, name, at string) (err error) {
				abs = at
				kfd, err = h.openat(dir, name, kflags|unix.O_NOFOLLOW, mode)
				return err
			})
			if err == unix.ELOOP && follow && try < 8 {
				continue // it became a link after it was found to be none
			}
			break
		}
	} else {
		dir := unix.AT_FDCWD
		if p == "" || p[0] != '/' {
			var done func()
			if dir, done, err = h.dirFD(dirfd); err != nil {
				return nil, err
			}
			defer done()
		}
		kfd, err = h.openat(dir, p, kflags, mode)
	}
	if err == unix.ENXIO && flags&unix.O_ACCMODE == unix.O_WRONLY && flags&unix.O_NONBLOCK == 0 {
		return h.openFIFO(w, p, flags, mode, dirfd, nd)
	}
	if err != nil {
		return nil, err
	}
	kind := KindPath
	if flags&unix.O_PATH == 0 {
		var st unix.Stat_t
		if err := unix.Fstat(kfd, &st); err != nil {
			unix.Close(kfd)
			return nil, err
		}
		kind = kindOf(kfd, st.Mode)
		if kind == KindPipe && flags&unix.O_ACCMODE == unix.O_RDONLY && flags&unix.O_NONBLOCK == 0 {
			nfd, err := h.openFIFOAt(w, kfd, flags, true)
			unix.Close(kfd)
			if err != nil {
				return nil, err
			}
			kfd = nfd
		}
	}
	f = newFile(kfd, kind)
	f.flags = flags
	f.nonblock.Store(flags&unix.O_NONBLOCK != 0)
	f.path = abs
	f.written = nd&needWrite != 0
	if abs == "" && kind == KindDir {
		f.path = p
	}
	return f, nil
}

// openat opens with the host's umask, and again after a signal.
func (h *Host) openat(dir int, name string, flags int, mode uint32) (int, error) {
	if flags&unix.O_CREAT == 0 && flags&unix.O_TMPFILE != unix.O_TMPFILE {
		for {
			fd, err := unix.Openat(dir, name, flags, 0)
			if err != unix.EINTR {
				return fd, err
			}
		}
	}
	perm, fix := h.creationMode(mode)
	h.sys.umaskMu.RLock()
	defer h.sys.umaskMu.RUnlock()
	for {
		var fd int
		var err error
		if fix && flags&unix.O_EXCL == 0 && flags&unix.O_TMPFILE != unix.O_TMPFILE {
			// The process's umask takes away more than ours: know whether it was us who made the file.
			if fd, err = unix.Openat(dir, name, flags|unix.O_EXCL, perm); err == unix.EEXIST {
				fd, err = unix.Openat(dir, name, flags, perm)
			} else if err == nil {
				unix.Fchmod(fd, perm)
			}
		} else if fd, err = unix.Openat(dir, name, flags, perm); err == nil && fix {
			unix.Fchmod(fd, perm)
		}
		if err != unix.EINTR {
			return fd, err
		}
	}
}

// openFIFO opens a FIFO for writing and waits for a reader.
func (h *Host) openFIFO(w Waiter, p string, flags int, mode uint32, dirfd int, nd need) (*file, error) {
	pf, err := h.openFor(w, p, unix.O_PATH|flags&unix.O_NOFOLLOW, mode, dirfd, nd)
	if err != nil {
		return nil, err
	}
	defer h.put2(pf)
	var st unix.Stat_t
	if err := unix.Fstat(pf.kfd, &st); err != nil {
		return nil, err
	}
	if st.Mode&unix.S_IFMT != unix.S_IFIFO {
		return nil, ENXIO
	}
	kfd, err := h.openFIFOAt(w, pf.kfd, flags, false)
	if err != nil {
		return nil, err
	}
	f := newFile(kfd, KindPipe)
	f.flags, f.path = flags, pf.path
	return f, nil
}

// put2 closes a file that was never installed.
func (h *Host) put2(f *file) {
	f.refs.Add(1)
	h.put(f)
}

// openFIFOAt opens the FIFO behind any descriptor of it and waits for its other end. The open that waits in the kernel
// runs in a goroutine; to give up, both ends are opened for a moment, which lets it through. With reading, kfd is a
// reading end: a writer may see it, write and be gone before the open that waits begins, so kfd is watched too.
func (h *Host) openFIFOAt(w Waiter, kfd int, flags int, reading bool) (int, error) {
	if err := h.mayWaitInKernel(); err != nil {
		return -1, err
	}
	held, err := unix.FcntlInt(uintptr(kfd), unix.F_DUPFD_CLOEXEC, 0)
	if err != nil {
		h.waitedInKernel()
		return -1, err
	}
	name := procFD(held)
	fd := -1
	ready := make(chan struct{})
	go func() {
		for {
			fd, err = unix.Open(name, flags&unix.O_ACCMODE|unix.O_CLOEXEC, 0)
			if err != unix.EINTR {
				break
			}
		}
		if err == nil {
			err = unix.SetNonblock(fd, true)
		}
		h.waitedInKernel()
		close(ready)
	}()
	watching := make(chan struct{})
	watched := -1
	if reading {
		if n, e := unix.FcntlInt(uintptr(kfd), unix.F_DUPFD_CLOEXEC, 0); e == nil {
			watched = n
		}
	}
	go func() {
		defer close(watching)
		if watched >= 0 {
			letThrough(watched, name, ready)
		}
	}()
	if perr := h.park(w, ready, 0); perr != nil {
		both, e := unix.Open(name, unix.O_RDWR|unix.O_NONBLOCK|unix.O_CLOEXEC, 0)
		go func() {
			<-ready
			if fd >= 0 {
				unix.Close(fd)
			}
			if e == nil {
				unix.Close(both)
			}
			unix.Close(held)
		}()
		return -1, perr
	}
	unix.Close(held)
	<-watching // else its descriptor would be a reader of the FIFO still after the caller has closed its own
	return fd, err
}

// Read reads up to len(p) bytes, waiting for the first if the descriptor is blocking. 0 is the end of the file.
func (h *Host) Read(w Waiter, fd int, p []byte) (int, error) {
	f, err := h.get(fd)
	if err != nil {
		return 0, osError("read", err)
	}
	defer h.put(f)
	if f.rd != nil {
		n, err := f.rd.read(h, w, p, f.nonblock.Load())
		return n, osError("read", err)
	}
	n, err := h.fill(w, f, p, func(io int, p []byte, _ int) (int, error) {
		if f.kind == KindSocket {
			n, _, err := unix.Recvfrom(io, p, unix.MSG_DONTWAIT)
			return n, err
		}
		return unix.Read(io, p)
	})
	return n, osError("read", err)
}

// fill reads once, or for a regular file chunk by chunk until p is full, as one large system call would. call gets the
// descriptor, where to read to, and how much was read before.
func (h *Host) fill(w Waiter, f *file, p []byte, call func(io int, p []byte, at int) (int, error)) (total int, err error) {
	for {
		n, err := h.transfer(w, f, unix.POLLIN, len(p)-total, func(io, limit int) (int, error) {
			return call(io, p[total:total+limit], total)
		})
		total += n
		if err != nil || n < chunk || total == len(p) || f.kind != KindRegular {
			return total, err
		}
		if h.killed(w) {
			return total, ErrKilled
		}
	}
}

// transfer runs call until it gives something else than EAGAIN or EINTR, waiting as the file's mode says. size is how
// much is wanted; call gets the descriptor to use and how much to ask for.
func (h *Host) transfer(w Waiter, f *file, events uint32, size int, call func(io, limit int) (int, error)) (n int, err error) {
	if f.kfd < 0 {
		return 0, EBADF
	}
	if !f.waits() {
		limit := min(size, chunk)
		if f.kind == KindChar {
			limit = min(size, 1<<20) // /dev/urandom takes its time
		}
		run := func() {
			for {
				if n, err = call(f.kfd, limit); err != unix.EINTR {
					return
				}
			}
		}
		if limit <= inlineIO && f.kind != KindChar {
			run()
		} else {
			block(w, run)
		}
		return max(n, 0), err
	}
	io := f.ioFD()
	for {
		if f.slow.Load() {
			// A shared blocking description of which there is no other: call only when it is ready.
			for !pollNow(io, int16(events)) {
				if f.nonblock.Load() {
					return 0, EAGAIN
				}
				if err := h.waitFile(w, f, events, 0); err != nil {
					return 0, err
				}
			}
			if events == unix.POLLOUT {
				size = min(size, 4096) // what a pipe that is ready takes at once
			}
		}
		n, err = call(io, size)
		switch err {
		case unix.EINTR:
			continue
		case unix.EAGAIN:
			if f.nonblock.Load() {
				return 0, EAGAIN
			}
			if err := h.waitFile(w, f, events, 0); err != nil {
				return 0, err
			}
		default:
			return max(n, 0), err
		}
	}
}

// pollNow reports whether the kernel descriptor is ready for events, without waiting.
func pollNow(kfd int, events int16) bool {
	fds := []unix.PollFd{{Fd: int32(kfd), Events: events}}
	n, err := unix.Poll(fds, 0)
	return n > 0 || err != nil && err != unix.EINTR
}

// Write writes from p. To a blocking descriptor it writes all of it, unless an error stops it: then it returns how much
// was written together with the error. Standard streams count against Limits.Output.
func (h *Host) Write(w Waiter, fd int, p []byte) (int, error) {
	f, err := h.get(fd)
	if err != nil {
		return 0, osError("write", err)
	}
	defer h.put(f)
	if f.std {
		return h.writeStd(w, f, p)
	}
	n, err := h.write(w, f, p)
	return n, osError("write", err)
}

func (h *Host) writeStd(w Waiter, f *file, p []byte) (int, error) {
	p, over := h.charge(p)
	if over != nil && len(p) == 0 {
		return 0, over
	}
	n, err := h.write(w, f, p)
	if err == nil {
		err = over
	}
	return n, osError("write", err)
}

// charge counts p as output and returns what of it is within the limit, and the error if that is not all.
func (h *Host) charge(p []byte) ([]byte, error) {
	room := int64(len(p))
	var over error
	for a := h; a != nil; a = a.parent {
		limit := a.limits.Output
		used := a.output.Add(int64(len(p)))
		if left := max(limit-(used-int64(len(p))), 0); limit > 0 && left < room {
			room, over = left, &policy.Exceeded{Resource: "output", Limit: limit, Used: used}
		}
	}
	return p[:room], over
}

func (h *Host) write(w Waiter, f *file, p []byte) (int, error) {
	if f.wr != nil {
		return f.wr.write(h, w, p)
	}
	total := 0
	for {
		n, err := h.transfer(w, f, unix.POLLOUT, len(p)-total, func(io, limit int) (int, error) {
			if f.kind == KindSocket {
				return unix.SendmsgN(io, p[total:total+limit], nil, nil, unix.MSG_DONTWAIT|unix.MSG_NOSIGNAL)
			}
			return unix.Write(io, p[total:total+limit])
		})
		total += n
		if err != nil {
			if total > 0 && (err == EAGAIN || err == unix.EAGAIN) {
				return total, nil
			}
			return total, err
		}
		if total >= len(p) || n == 0 || f.nonblock.Load() {
			return total, nil
		}
		if h.killed(w) {
			return total, ErrKilled
		}
	}
}

// Pread reads at an offset without moving the file's.
func (h *Host) Pread(w Waiter, fd int, p []byte, off int64) (int, error) {
	f, err := h.get(fd)
	if err != nil {
		return 0, osError("pread", err)
	}
	defer h.put(f)
	n, err := h.fill(w, f, p, func(io int, p []byte, at int) (int, error) { return unix.Pread(io, p, off+int64(at)) })
	return n, osError("pread", err)
}

// Pwrite writes at an offset without moving the file's.
func (h *Host) Pwrite(w Waiter, fd int, p []byte, off int64) (int, error) {
	f, err := h.get(fd)
	if err != nil {
		return 0, osError("pwrite", err)
	}
	defer h.put(f)
	var over error
	if f.std {
		p, over = h.charge(p)
	}
	n, err := h.transfer(w, f, unix.POLLOUT, len(p), func(io, limit int) (int, error) { return unix.Pwrite(io, p[:limit], off) })
	if err == nil {
		err = over
	}
	return n, osError("pwrite", err)
}

// Readv reads into several buffers. off < 0 reads at the file's own offset.
func (h *Host) Readv(w Waiter, fd int, bufs [][]byte, off int64) (int, error) {
	f, err := h.get(fd)
	if err != nil {
		return 0, osError("readv", err)
	}
	defer h.put(f)
	if f.rd != nil {
		for _, b := range bufs {
			if len(b) > 0 {
				n, err := f.rd.read(h, w, b, f.nonblock.Load())
				return n, osError("readv", err)
			}
		}
		return 0, nil
	}
	if len(bufs) > 1024 {
		return 0, osError("readv", EINVAL)
	}
	n, err := h.transfer(w, f, unix.POLLIN, 0, func(io, _ int) (int, error) {
		if off >= 0 {
			return unix.Preadv(io, bufs, off)
		}
		return unix.Readv(io, bufs)
	})
	return n, osError("readv", err)
}

// Writev writes from several buffers. off < 0 writes at the file's own offset.
func (h *Host) Writev(w Waiter, fd int, bufs [][]byte, off int64) (int, error) {
	f, err := h.get(fd)
	if err != nil {
		return 0, osError("writev", err)
	}
	defer h.put(f)
	if len(bufs) > 1024 {
		return 0, osError("writev", EINVAL)
	}
	if f.std || f.slow.Load() {
		total := 0
		for _, b := range bufs {
			n, err := h.Write(w, fd, b)
			total += n
			if err != nil || n < len(b) {
				return total, err
			}
		}
		return total, nil
	}
	n, err := h.transfer(w, f, unix.POLLOUT, 0, func(io, _ int) (int, error) {
		if off >= 0 {
			return unix.Pwritev(io, bufs, off)
		}
		return unix.Writev(io, bufs)
	})
	return n, osError("writev", err)
}

// withFile runs do on the kernel descriptor of fd.
func (h *Host) withFile(op string, fd int, do func(f *file) error) error {
	f, err := h.get(fd)
	if err != nil {
		return osError(op, err)
	}
	defer h.put(f)
	return osError(op, do(f))
}

// changes returns the denial if the file is not one that may be written. The path it was opened by does not tell: a link
// on the way may have led a read grant out of what may be written.
func (h *Host) changes(f *file) error {
	if !h.confined() || f.written {
		return nil
	}
	if f.path == "" {
		return h.pol.Process("changing a file of unknown path", "") // a standard stream, or received over a socket
	}
	return h.confinedAt(f.path, AtCwd, needWrite, false, func(dir int, name, abs string) error {
		var there, open unix.Stat_t
		if err := unix.Fstatat(dir, name, &there, unix.AT_SYMLINK_NOFOLLOW); err != nil {
			return err
		}
		if err := unix.Fstat(f.kfd, &open); err != nil {
			return err
		}
		if there.Dev != open.Dev || there.Ino != open.Ino {
			return h.pol.Process("changing a file that is no longer at", abs)
		}
		return nil
	})
}

// Lseek moves the file's offset and returns the new one.
func (h *Host) Lseek(fd int, off int64, whence int) (pos int64, err error) {
	err = h.withFile("lseek", fd, func(f *file) error {
		if f.kfd < 0 || f.waits() {
			return ESPIPE
		}
		pos, err = unix.Seek(f.kfd, off, whence)
		return err
	})
	return pos, err
}

// Ftruncate sets the length of an open file.
func (h *Host) Ftruncate(fd int, size int64) error {
	return h.withFile("ftruncate", fd, func(f *file) error {
		if f.kfd < 0 {
			return EINVAL
		}
		if err := h.changes(f); err != nil { // of a standard stream too: what is behind it is not the program's
			return err
		}
		return unix.Ftruncate(f.kfd, size)
	})
}

// Truncate sets the length of a file by path.
func (h *Host) Truncate(p string, size int64) error {
	f, err := h.open(nil, p, unix.O_WRONLY|unix.O_NONBLOCK, 0, AtCwd)
	if err == nil {
		err = unix.Ftruncate(f.kfd, size)
		h.put2(f)
	}
	return osError("truncate", err, p)
}

// Fsync writes a file out to its device; dataOnly leaves its times out.
func (h *Host) Fsync(w Waiter, fd int, dataOnly bool) error {
	return h.withFile("fsync", fd, func(f *file) (err error) {
		if f.kfd < 0 {
			return EINVAL
		}
		block(w, func() {
			if dataOnly {
				err = unix.Fdatasync(f.kfd)
			} else {
				err = unix.Fsync(f.kfd)
			}
		})
		return err
	})
}

// Fallocate reserves room in a file.
func (h *Host) Fallocate(fd int, mode uint32, off, size int64) error {
	return h.withFile("fallocate", fd, func(f *file) error {
		if err := h.changes(f); err != nil {
			return err
		}
		return unix.Fallocate(f.kfd, mode, off, size)
	})
}

// Fadvise tells the kernel how a file will be read.
func (h *Host) Fadvise(fd int, off, size int64, advice int) error {
	return h.withFile("fadvise", fd, func(f *file) error { return unix.Fadvise(f.kfd, off, size, advice) })
}

// Isatty reports whether fd is a terminal; an unknown number is none.
func (h *Host) Isatty(fd int) bool {
	f, err := h.get(fd)
	if err != nil {
		return false
	}
	defer h.put(f)
	return f.kind == KindTTY
}

// TerminalSize returns the columns and lines of a terminal.
func (h *Host) TerminalSize(fd int) (cols, lines int, err error) {
	err = h.withFile("ioctl", fd, func(f *file) error {
		if f.kfd < 0 {
			return ENOTTY
		}
		ws, err := unix.IoctlGetWinsize(f.kfd, unix.TIOCGWINSZ)
		if err == nil {
			cols, lines = int(ws.Col), int(ws.Row)
		}
		return err
	})
	return
}

// TTYName returns the path of a terminal.
func (h *Host) TTYName(fd int) (name string, err error) {
	err = h.withFile("ttyname", fd, func(f *file) error {
		if f.kind != KindTTY {
			return ENOTTY
		}
		name, err = readlinkAt(unix.AT_FDCWD, procFD(f.kfd))
		return err
	})
	return
}

// Blocking reports whether the descriptor is in blocking mode.
func (h *Host) Blocking(fd int) (on bool, err error) {
	err = h.withFile("fcntl", fd, func(f *file) error { on = !f.nonblock.Load(); return nil })
	return
}

// SetBlocking sets the blocking mode, for all descriptors that dup made of this one.
func (h *Host) SetBlocking(fd int, on bool) error {
	return h.withFile("fcntl", fd, func(f *file) error { f.nonblock.Store(!on); return nil })
}

// StatusFlags returns what fcntl's F_GETFL gives.
func (h *Host) StatusFlags(fd int) (flags int, err error) {
	err = h.withFile("fcntl", fd, func(f *file) error {
		if f.kfd < 0 {
			flags = unix.O_RDONLY
			if f.wr != nil {
				flags = unix.O_WRONLY
			}
		} else if flags, err = unix.FcntlInt(uintptr(f.kfd), unix.F_GETFL, 0); err != nil {
			return err
		}
		flags &^= unix.O_NONBLOCK
		if f.nonblock.Load() {
			flags |= unix.O_NONBLOCK
		}
		return nil
	})
	return
}

// SetStatusFlags does what fcntl's F_SETFL does.
func (h *Host) SetStatusFlags(fd, flags int) error {
	return h.withFile("fcntl", fd, func(f *file) error {
		f.nonblock.Store(flags&unix.O_NONBLOCK != 0)
		if f.kfd < 0 || f.raw {
			return nil
		}
		_, err := unix.FcntlInt(uintptr(f.kfd), unix.F_SETFL, flags|unix.O_NONBLOCK)
		return err
	})
}

// PipeSize returns the capacity of a pipe, after setting it if size > 0.
func (h *Host) PipeSize(fd, size int) (n int, err error) {
	err = h.withFile("fcntl", fd, func(f *file) error {
		if f.kind != KindPipe {
			return EBADF
		}
		if size > 0 {
			if most, ok := h.bufferRoom(); ok && int64(size) > most {
				return EPERM
			}
			if _, err := unix.FcntlInt(uintptr(f.kfd), unix.F_SETPIPE_SZ, size); err != nil {
				return err
			}
		}
		n, err = unix.FcntlInt(uintptr(f.kfd), unix.F_GETPIPE_SZ, 0)
		return err
	})
	return
}

// Available returns how many bytes can be read at once (FIONREAD).
func (h *Host) Available(fd int) (n int, err error) {
	err = h.withFile("ioctl", fd, func(f *file) error {
		if f.kfd < 0 {
			return ENOTTY
		}
		n, err = unix.IoctlGetInt(f.kfd, unix.TIOCINQ)
		return err
	})
	return
}

// Pipe makes a pipe. flags may hold O_NONBLOCK; neither end is inheritable unless inheritable is set.
func (h *Host) Pipe(flags int, inheritable bool) (r, w int, err error) {
	if err := h.reserve(); err != nil {
		return -1, -1, osError("pipe", err)
	}
	if err := h.reserve(); err != nil {
		h.release()
		return -1, -1, osError("pipe", err)
	}
	var fds [2]int
	if err := unix.Pipe2(fds[:], unix.O_CLOEXEC|unix.O_NONBLOCK|flags&unix.O_DIRECT); err != nil {
		h.release()
		h.release()
		return -1, -1, osError("pipe", err)
	}
	ends := [2]*file{newFile(fds[0], KindPipe), newFile(fds[1], KindPipe)}
	ends[1].flags = unix.O_WRONLY
	for _, f := range ends {
		f.nonblock.Store(flags&unix.O_NONBLOCK != 0)
	}
	if r, err = h.install(ends[0], 0, inheritable); err != nil {
		unix.Close(fds[1])
		h.release()
		return -1, -1, osError("pipe", err)
	}
	if w, err = h.install(ends[1], 0, inheritable); err != nil {
		h.CloseFD(r)
		return -1, -1, osError("pipe", err)
	}
	return r, w, nil
}

// adopt installs a fresh non-blocking kernel descriptor, for which a handle was reserved.
func (h *Host) adopt(kfd int, kind Kind, flags int) (int, error) {
	f := newFile(kfd, kind)
	f.flags = flags
	f.nonblock.Store(flags&unix.O_NONBLOCK != 0)
	return h.install(f, 0, false)
}

// Memfd makes a file that lives in memory.
func (h *Host) Memfd(name string, flags int) (int, error) {
	if err := h.pol.Process("creating a file in memory", name); err != nil {
		return -1, osError("memfd_create", err)
	}
	if err := h.reserve(); err != nil {
		return -1, osError("memfd_create", err)
	}
	kfd, err := unix.MemfdCreate(name, flags|unix.MFD_CLOEXEC)
	if err != nil {
		h.release()
		return -1, osError("memfd_create", err)
	}
	fd, err := h.adopt(kfd, KindRegular, unix.O_RDWR)
	return fd, osError("memfd_create", err)
}

// Eventfd makes an event counter.
func (h *Host) Eventfd(initial uint, flags int) (int, error) {
	if err := h.reserve(); err != nil {
		return -1, osError("eventfd", err)
	}
	kfd, err := unix.Eventfd(initial, flags|unix.EFD_CLOEXEC|unix.EFD_NONBLOCK)
	if err != nil {
		h.release()
		return -1, osError("eventfd", err)
	}
	fd, err := h.adopt(kfd, KindEvent, unix.O_RDWR|flags&unix.O_NONBLOCK)
	return fd, osError("eventfd", err)
}

// CopyFileRange copies up to n bytes between files in the kernel; negative offsets mean the files' own.
func (h *Host) CopyFileRange(w Waiter, src, dst int, n int, srcOff, dstOff int64) (copied int, err error) {
	err = h.withFile("copy_file_range", src, func(a *file) error {
		return h.withFile("copy_file_range", dst, func(b *file) (err error) {
			if a.kfd < 0 || b.kfd < 0 || a.waits() || b.waits() || b.std {
				return EINVAL
			}
			block(w, func() {
				copied, err = unix.CopyFileRange(a.kfd, offset(&srcOff), b.kfd, offset(&dstOff), min(n, chunk), 0)
			})
			return err
		})
	})
	return max(copied, 0), err
}

func offset(o *int64) *int64 {
	if *o < 0 {
		return nil
	}
	return o
}

// Sendfile copies up to n bytes from a file to a file, pipe or socket in the kernel; a negative offset means the
// source's own, which then moves.
func (h *Host) Sendfile(w Waiter, out, in int, off int64, n int) (sent int, err error) {
	err = h.withFile("sendfile", in, func(src *file) error {
		return h.withFile("sendfile", out, func(dst *file) error {
			if src.kfd < 0 || dst.kfd < 0 || src.waits() || dst.std {
				return EINVAL
			}
			sent, err = h.transfer(w, dst, unix.POLLOUT, min(n, chunk), func(io, limit int) (int, error) {
				return unix.Sendfile(io, src.kfd, offset(&off), limit)
			})
			return err
		})
	})
	return sent, err
}

// ReadFile reads a whole file, for callers that are not Python's open. max bounds its size; 0 is no bound.
func (h *Host) ReadFile(w Waiter, p string, max int64) ([]byte, error) {
	return h.readFile(w, p, max, needRead)
}

// ReadSource reads a whole source file under the import or the read grants.
func (h *Host) ReadSource(w Waiter, p string, max int64) ([]byte, error) {
	if name, ok := h.inSource(p); ok {
		return h.readSource(name, p, max)
	}
	return h.readFile(w, p, max, needImport)
}

func (h *Host) readFile(w Waiter, p string, max int64, nd need) ([]byte, error) {
	f, err := h.openFor(w, p, unix.O_RDONLY|unix.O_NONBLOCK, 0, AtCwd, nd)
	if err != nil {
		return nil, osError("open", err, p)
	}
	defer h.put2(f)
	if f.kind == KindDir {
		return nil, osError("open", EISDIR, p)
	}
	var st unix.Stat_t
	if err := unix.Fstat(f.kfd, &st); err != nil {
		return nil, osError("open", err, p)
	}
	if max > 0 && st.Size > max {
		return nil, osError("read", EFBIG, p)
	}
	f.nonblock.Store(false)
	data := make([]byte, 0, st.Size+1)
	for {
		if len(data) == cap(data) {
			data = append(data, 0)[:len(data)]
		}
		n, err := h.transfer(w, f, unix.POLLIN, cap(data)-len(data), func(io, limit int) (int, error) {
			return unix.Read(io, data[len(data):len(data)+limit])
		})
		data = data[:len(data)+n]
		if err != nil {
			return nil, osError("read", err, p)
		}
		if n == 0 {
			runtime.KeepAlive(f)
			return data, nil
		}
		if max > 0 && int64(len(data)) > max {
			return nil, osError("read", EFBIG, p)
		}
		if h.killed(w) {
			return nil, ErrKilled
		}
	}
}

// letThrough ends an open that waits for a FIFO's writer, once the reading end kfd shows that one has been there.
func letThrough(kfd int, name string, ready <-chan struct{}) {
	defer unix.Close(kfd)
	tick := time.NewTicker(2 * time.Millisecond)
	defer tick.Stop()
	for {
		select {
		case <-ready:
			return
		case <-tick.C:
		}
		fds := []unix.PollFd{{Fd: int32(kfd), Events: unix.POLLIN}}
		if n, err := unix.Poll(fds, 0); err == nil && n > 0 {
			both, err := unix.Open(name, unix.O_RDWR|unix.O_NONBLOCK|unix.O_CLOEXEC, 0)
			if err != nil {
				return
			}
			<-ready
			unix.Close(both)
			return
		}
	}
}
