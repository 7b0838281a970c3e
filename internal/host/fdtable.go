// The table of file descriptors: numbers of an interpreter's own, lowest free first as POSIX wants, over kernel
// descriptors that are all close-on-exec.
// Invariant: a file's kernel descriptor is closed when the last table slot and the last operation in flight let go of
// it, never before, so that a number closed during a read cannot make the read hit another file.
package host

import (
	"io"
	"os"
	"sync"
	"sync/atomic"

	"golang.org/x/sys/unix"

	"github.com/vivarium-py/vivarium/internal/policy"
)

// Kind says what a descriptor refers to.
type Kind uint8

// The kinds of files.
const (
	KindRegular Kind = iota
	KindDir
	KindPipe
	KindTTY
	KindChar // a device that is no terminal
	KindBlock
	KindSocket
	KindEvent   // epoll, eventfd, timerfd, pidfd, inotify
	KindVirtual // an embedder's reader or writer
	KindPath    // opened with O_PATH
)

// file is an open file description as this host sees it, shared by the descriptors that dup made.
type file struct {
	refs  atomic.Int32
	kfd   int // kernel descriptor; -1 for KindVirtual
	kind  Kind
	kept  bool        // kfd is the process's own: never closed
	std   bool        // a standard stream: writes count as output
	raw   bool        // the description is shared with other processes: its O_NONBLOCK is not ours to set
	knb   bool        // a raw description that was non-blocking when we got it
	slow  atomic.Bool // may block in the kernel: ask poll before each call
	flags int         // as given to open

	nonblock atomic.Bool // O_NONBLOCK as Python sees it
	outside  atomic.Bool // an epoll instance that watches what others than the interpreter make ready
	path     string      // absolute path it was opened by, for confined hosts and *at calls
	written  bool        // opened under a write grant
	rd       *virtualReader
	wr       *virtualWriter
	sock     *sockInfo

	altOnce sync.Once
	alt     int // a private non-blocking description of a raw file, -1 if there is none

	mu  sync.Mutex
	reg *pollReg
}

type slot struct {
	f       *file
	inherit bool
}

type fdTable struct {
	mu      sync.Mutex
	slots   []slot
	free    int // no free slot is below
	closed  bool
	handles atomic.Int32 // what counts against Limits.Handles, of the hosts made from it too
	onWay   atomic.Int32 // handles of descriptors that were sent over a socket and not received yet
	waits   atomic.Int32 // threads that wait in the kernel, of the hosts made from it too
	gone    atomic.Bool  // closeAll is done
}

// maxFD bounds table numbers, and with them the memory that a dup2 to a large number takes.
const maxFD = 1 << 16

func newFile(kfd int, kind Kind) *file {
	f := &file{kfd: kfd, kind: kind, alt: -1}
	return f
}

// reserve counts one more handle, before the kernel is asked for it. release undoes it.
func (h *Host) reserve() error {
	for a := h; a != nil; a = a.parent { // a child's handles are its ancestors' too
		n := int(a.table.handles.Add(1))
		var err error
		if max := a.limits.Handles; max > 0 && n > max {
			err = &policy.Exceeded{Resource: "handles", Limit: int64(max), Used: int64(n)}
		} else if max == 0 && n > confinedHandles && !a.pol.Everything() {
			err = EMFILE
		}
		if err != nil {
			for b := h; ; b = b.parent {
				if b.table.handles.Add(-1); b == a {
					return err
				}
			}
		}
	}
	return nil
}

// confinedHandles is how many descriptors a confined interpreter and those below it may have where no limit says otherwise: the
// process's own are for all its interpreters.
const confinedHandles = 256

func (h *Host) release() {
	if h.table.gone.Load() {
		return // closeAll gave all of them back
	}
	for a := h; a != nil; a = a.parent {
		a.table.handles.Add(-1)
	}
}

// install puts f, for which a handle was reserved, at the lowest free number >= min. On an error f is closed and the
// handle released.
func (h *Host) install(f *file, min int, inherit bool) (int, error) {
	t := &h.table
	f.refs.Add(1)
	t.mu.Lock()
	fd := min
	if fd < t.free {
		fd = t.free
	}
	for fd < len(t.slots) && t.slots[fd].f != nil || h.shared.uses(fd) {
		fd++
	}
	err := error(nil)
	switch {
	case t.closed:
		err = ErrKilled
	case min < 0 || fd >= maxFD:
		err = EMFILE
	}
	if err != nil {
		t.mu.Unlock()
		h.put(f)
		h.release()
		return -1, err
	}
	t.grow(fd)
	t.slots[fd] = slot{f, inherit}
	if min <= t.free && h.shared == nil {
		t.free = fd + 1
	}
	t.mu.Unlock()
	return fd, nil
}

// uses reports a number in use, here or in the table that is shared.
func (h *Host) uses(fd int) bool {
	if h == nil {
		return false
	}
	h.table.mu.Lock()
	used := fd >= 0 && fd < len(h.table.slots) && h.table.slots[fd].f != nil
	h.table.mu.Unlock()
	return used || h.shared.uses(fd)
}

func (t *fdTable) grow(fd int) {
	for len(t.slots) <= fd {
		t.slots = append(t.slots, slot{})
	}
}

// get returns the file of a number, with a reference that put gives back.
func (h *Host) get(fd int) (*file, error) {
	t := &h.table
	t.mu.Lock()
	if fd < 0 || fd >= len(t.slots) || t.slots[fd].f == nil {
		closed := t.closed
		t.mu.Unlock()
		if closed {
			return nil, ErrKilled
		}
		if h.shared != nil {
			return h.shared.get(fd)
		}
		return nil, EBADF
	}
	f := t.slots[fd].f
	f.refs.Add(1)
	t.mu.Unlock()
	return f, nil
}

// put gives a reference back and closes the kernel descriptor with the last one.
func (h *Host) put(f *file) error {
	if f.refs.Add(-1) > 0 {
		return nil
	}
	f.mu.Lock()
	reg := f.reg
	f.reg = nil
	f.mu.Unlock()
	if reg != nil {
		h.sys.poll.remove(reg)
	}
	if f.alt >= 0 {
		unix.Close(f.alt)
		f.alt = -1
	}
	if f.kfd < 0 || f.kept {
		return nil
	}
	err := unix.Close(f.kfd)
	if err == unix.EINTR {
		err = nil // Linux has closed it
	}
	return err
}

// Close closes a descriptor.
func (h *Host) CloseFD(fd int) error {
	t := &h.table
	t.mu.Lock()
	if fd < 0 || fd >= len(t.slots) || t.slots[fd].f == nil {
		t.mu.Unlock()
		if h.shared != nil {
			return h.shared.CloseFD(fd)
		}
		return osError("close", EBADF)
	}
	f := t.slots[fd].f
	t.slots[fd] = slot{}
	if fd < t.free {
		t.free = fd
	}
	t.mu.Unlock()
	if fd > 2 || !f.std {
		h.release()
	}
	return osError("close", h.put(f))
}

// CloseRange closes the descriptors lo <= fd < hi that are open.
func (h *Host) CloseRange(lo, hi int) {
	h.table.mu.Lock()
	n := len(h.table.slots)
	h.table.mu.Unlock()
	for fd := max(lo, 0); fd < min(hi, n); fd++ {
		h.CloseFD(fd)
	}
}

// Dup returns a new descriptor >= min for the same file.
func (h *Host) Dup(fd, min int, inheritable bool) (int, error) {
	if min < 0 || min >= maxFD {
		return -1, osError("dup", EINVAL)
	}
	f, err := h.get(fd)
	if err != nil {
		return -1, osError("dup", err)
	}
	defer h.put(f)
	if err := h.reserve(); err != nil {
		return -1, osError("dup", err)
	}
	n, err := h.install(f, min, inheritable)
	return n, osError("dup", err)
}

// Dup2 makes fd2 refer to the file of fd, closing what it was before.
func (h *Host) Dup2(fd, fd2 int, inheritable bool) error {
	f, err := h.get(fd)
	if err != nil {
		return osError("dup2", err)
	}
	defer h.put(f)
	if fd2 < 0 || fd2 >= maxFD {
		return osError("dup2", EBADF)
	}
	if fd == fd2 {
		return osError("dup2", h.SetInheritable(fd, inheritable))
	}
	if err := h.reserve(); err != nil {
		return osError("dup2", err)
	}
	t := &h.table
	f.refs.Add(1)
	t.mu.Lock()
	if t.closed {
		t.mu.Unlock()
		h.put(f)
		h.release()
		return ErrKilled
	}
	t.grow(fd2)
	old := t.slots[fd2].f
	t.slots[fd2] = slot{f, inheritable}
	t.mu.Unlock()
	if old != nil {
		if fd2 > 2 || !old.std {
			h.release()
		}
		h.put(old)
	}
	return nil
}

// Inheritable reports whether child processes get the descriptor.
func (h *Host) Inheritable(fd int) (bool, error) {
	h.table.mu.Lock()
	defer h.table.mu.Unlock()
	if fd < 0 || fd >= len(h.table.slots) || h.table.slots[fd].f == nil {
		if h.shared != nil {
			return h.shared.Inheritable(fd)
		}
		return false, osError("fcntl", EBADF)
	}
	return h.table.slots[fd].inherit, nil
}

// SetInheritable sets whether child processes get the descriptor.
func (h *Host) SetInheritable(fd int, on bool) error {
	h.table.mu.Lock()
	defer h.table.mu.Unlock()
	if fd < 0 || fd >= len(h.table.slots) || h.table.slots[fd].f == nil {
		if h.shared != nil {
			return h.shared.SetInheritable(fd, on)
		}
		return osError("fcntl", EBADF)
	}
	h.table.slots[fd].inherit = on
	return nil
}

// OpenFDs returns the numbers in use, in order.
func (h *Host) OpenFDs() []int {
	h.table.mu.Lock()
	defer h.table.mu.Unlock()
	var fds []int
	for i, s := range h.table.slots {
		if s.f != nil {
			fds = append(fds, i)
		}
	}
	return fds
}

// KindOf returns what a descriptor refers to.
func (h *Host) KindOf(fd int) (Kind, error) {
	f, err := h.get(fd)
	if err != nil {
		return 0, osError("fstat", err)
	}
	defer h.put(f)
	return f.kind, nil
}

func (t *fdTable) closeAll(h *Host) {
	t.mu.Lock()
	t.closed = true
	slots := t.slots
	t.slots = nil
	t.mu.Unlock()
	for _, s := range slots {
		if s.f != nil {
			h.put(s.f)
		}
	}
	t.gone.Store(true)
	left := t.handles.Swap(0)
	for a := h.parent; a != nil; a = a.parent {
		a.table.handles.Add(-left)
	}
}

// registration returns the file's entry in the poller, made at the first wait.
func (f *file) registration(h *Host) (*pollReg, error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.reg == nil {
		kfd := f.ioFD()
		r, err := h.sys.poll.register(kfd)
		if err != nil {
			return nil, err
		}
		f.reg = r
	}
	return f.reg, nil
}

// initStdio fills 0, 1 and 2.
func (h *Host) initStdio(c *Config) {
	std := make([]slot, 3, 8)
	for fd := range std {
		var f *file
		switch {
		case c.ProcessStdio:
			f = processFile(fd)
		case fd == 0 && c.Stdin != nil:
			if of, ok := c.Stdin.(*os.File); ok {
				f = processFile(int(of.Fd()))
			} else {
				f = newFile(-1, KindVirtual)
				f.rd = newVirtualReader(c.Stdin)
			}
		case fd == 1 && c.Stdout != nil:
			f = writerFile(c.Stdout)
		case fd == 2 && c.Stderr != nil:
			f = writerFile(c.Stderr)
		case c.Parent != nil:
			// A child shares its parent's stream: the same file, one more reference.
			if pf, err := c.Parent.get(fd); err == nil {
				std[fd] = slot{pf, true}
				continue
			}
		}
		if f == nil && !c.ProcessStdio {
			f = newFile(-1, KindVirtual)
			if fd == 0 {
				f.rd = newVirtualReader(nil)
			} else {
				f.wr = newVirtualWriter(io.Discard)
			}
		}
		if f == nil {
			continue // the process was started with that number closed
		}
		f.std = true
		f.refs.Store(1)
		std[fd] = slot{f, true}
	}
	h.table.slots = std
	h.table.free = 0
}

func writerFile(w io.Writer) *file {
	if of, ok := w.(*os.File); ok {
		return processFile(int(of.Fd()))
	}
	f := newFile(-1, KindVirtual)
	f.wr = newVirtualWriter(w)
	return f
}

// processFile wraps a descriptor that belongs to the process; nil if it is not open.
func processFile(fd int) *file {
	var st unix.Stat_t
	if unix.Fstat(fd, &st) != nil {
		return nil
	}
	f := newFile(fd, kindOf(fd, st.Mode))
	f.kept = true
	f.raw = true
	if fl, err := unix.FcntlInt(uintptr(fd), unix.F_GETFL, 0); err == nil {
		f.flags = fl
		f.knb = fl&unix.O_NONBLOCK != 0
		f.nonblock.Store(f.knb)
	}
	return f
}

// kindOf tells the kind of a kernel descriptor from its mode.
func kindOf(kfd int, mode uint32) Kind {
	switch mode & unix.S_IFMT {
	case unix.S_IFDIR:
		return KindDir
	case unix.S_IFIFO:
		return KindPipe
	case unix.S_IFSOCK:
		return KindSocket
	case unix.S_IFBLK:
		return KindBlock
	case unix.S_IFCHR:
		if isTTY(kfd) {
			return KindTTY
		}
		return KindChar
	case unix.S_IFREG:
		return KindRegular
	}
	return KindEvent
}

func isTTY(kfd int) bool {
	_, err := unix.IoctlGetTermios(kfd, unix.TCGETS)
	return err == nil
}

// waits reports whether reading or writing may have to wait for somebody else.
func (f *file) waits() bool {
	return f.kind == KindPipe || f.kind == KindTTY || f.kind == KindSocket || f.kind == KindEvent
}

// ioFD returns the descriptor to read and write by: for a description shared with other processes a private
// non-blocking one of the same pipe or terminal, where the kernel gives one.
func (f *file) ioFD() int {
	if !f.raw || !f.waits() || f.kind == KindSocket || f.knb {
		return f.kfd
	}
	f.altOnce.Do(func() {
		var st unix.Stat_t
		if f.kind == KindTTY && (unix.Fstat(f.kfd, &st) != nil || st.Rdev == unix.Mkdev(5, 2)) {
			f.slow.Store(true) // opening /dev/ptmx again makes another terminal
			return
		}
		fd, err := unix.Open(procFD(f.kfd), f.flags&unix.O_ACCMODE|unix.O_NONBLOCK|unix.O_NOCTTY|unix.O_CLOEXEC, 0)
		if err != nil {
			f.slow.Store(true)
			return
		}
		f.alt = fd
	})
	if f.alt >= 0 {
		return f.alt
	}
	return f.kfd
}
