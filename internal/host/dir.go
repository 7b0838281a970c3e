// Folders and names: listing, making, removing, renaming, linking; working directory and umask.
package host

import (
	"bytes"
	"encoding/binary"
	"os"
	"path"
	"strconv"
	"strings"

	"golang.org/x/sys/unix"
)

// DirEntry is one name in a folder.
type DirEntry struct {
	Name string
	Ino  uint64
	Type uint8 // DT_DIR, DT_REG, DT_LNK ...; DT_UNKNOWN where the file system does not say
}

// Types of a DirEntry.
const (
	DTUnknown = 0
	DTFIFO    = 1
	DTChar    = 2
	DTDir     = 4
	DTBlock   = 6
	DTRegular = 8
	DTLink    = 10
	DTSocket  = 12
)

// Dir is a folder being listed.
type Dir struct {
	h    *Host
	f    *file
	buf  []byte
	rest []byte
	own  bool
	done bool
	list []DirEntry // what is left of a folder of the mounted file system
}

// OpenDir starts listing a folder. It counts as a handle until closed.
func (h *Host) OpenDir(p string) (*Dir, error) {
	return h.openDir(p, needRead)
}

// OpenSourceDir starts listing a folder under the import grants too.
func (h *Host) OpenSourceDir(p string) (*Dir, error) {
	if name, ok := h.inSource(p); ok {
		return h.openSourceDir(name, p)
	}
	return h.openDir(p, needImport)
}

func (h *Host) openDir(p string, nd need) (*Dir, error) {
	if err := h.reserve(); err != nil {
		return nil, osError("opendir", err, p)
	}
	f, err := h.openFor(nil, p, unix.O_RDONLY|unix.O_DIRECTORY|unix.O_NONBLOCK, 0, AtCwd, nd)
	if err != nil {
		h.release()
		return nil, osError("opendir", err, p)
	}
	f.refs.Add(1)
	return &Dir{h: h, f: f, own: true}, nil
}

// FdOpenDir starts listing the folder of a descriptor, from its beginning.
func (h *Host) FdOpenDir(fd int) (*Dir, error) {
	f, err := h.get(fd)
	if err != nil {
		return nil, osError("fdopendir", err)
	}
	if f.kind != KindDir {
		h.put(f)
		return nil, osError("fdopendir", ENOTDIR)
	}
	if _, err := unix.Seek(f.kfd, 0, 0); err != nil {
		h.put(f)
		return nil, osError("fdopendir", err)
	}
	return &Dir{h: h, f: f}, nil
}

// Next returns the next entry, without "." and "..", or false at the end.
func (d *Dir) Next() (DirEntry, bool, error) {
	for {
		for len(d.rest) >= 19 {
			// struct linux_dirent64: ino, off, reclen, type, name
			rec := d.rest
			n := int(binary.NativeEndian.Uint16(rec[16:]))
			if n < 19 || n > len(rec) {
				break
			}
			d.rest = rec[n:]
			ino := binary.NativeEndian.Uint64(rec)
			name := rec[19:n]
			if i := bytes.IndexByte(name, 0); i >= 0 {
				name = name[:i]
			}
			if ino == 0 || string(name) == "." || string(name) == ".." {
				continue
			}
			return DirEntry{Name: string(name), Ino: ino, Type: rec[18]}, true, nil
		}
		if len(d.list) > 0 {
			e := d.list[0]
			d.list = d.list[1:]
			return e, true, nil
		}
		if d.done {
			return DirEntry{}, false, nil
		}
		if d.buf == nil {
			d.buf = make([]byte, 32<<10)
		}
		n, err := unix.Getdents(d.f.kfd, d.buf)
		if err == unix.EINTR {
			continue
		}
		if err != nil {
			return DirEntry{}, false, osError("readdir", err)
		}
		if n <= 0 {
			d.done = true
		}
		d.rest = d.buf[:max(n, 0)]
	}
}

// Close ends the listing.
func (d *Dir) Close() {
	if d.f == nil {
		return
	}
	d.h.put(d.f)
	d.f, d.done, d.rest = nil, true, nil
	if d.own {
		d.h.release()
	}
}

// Listdir returns the names in a folder, in the order the system gives them. poll, which may be nil, is called now and
// then and ends it with its error.
func (h *Host) Listdir(p string, poll func() error) ([]string, error) {
	d, err := h.OpenDir(p)
	if err != nil {
		return nil, err
	}
	return d.all(poll)
}

// FdListdir returns the names in the folder of a descriptor.
func (h *Host) FdListdir(fd int, poll func() error) ([]string, error) {
	d, err := h.FdOpenDir(fd)
	if err != nil {
		return nil, err
	}
	return d.all(poll)
}

func (d *Dir) all(poll func() error) ([]string, error) {
	defer d.Close()
	names := []string{}
	for {
		e, ok, err := d.Next()
		if err != nil || !ok {
			return names, err
		}
		names = append(names, e.Name)
		if poll != nil && len(names)&1023 == 0 {
			if err := poll(); err != nil {
				return nil, err
			}
		}
	}
}

// Mkdir makes a folder.
func (h *Host) Mkdir(p string, mode uint32, dirfd int) error {
	perm, fix := h.creationMode(mode)
	return osError("mkdir", h.at(p, dirfd, needWrite, false, func(dir int, name string, confined bool) error {
		if confined && name == "." {
			return EEXIST
		}
		h.sys.umaskMu.RLock()
		defer h.sys.umaskMu.RUnlock()
		if err := unix.Mkdirat(dir, name, perm); err != nil || !fix {
			return err
		}
		fd, err := unix.Openat(dir, name, unix.O_RDONLY|unix.O_DIRECTORY|unix.O_NOFOLLOW|unix.O_CLOEXEC, 0)
		if err != nil {
			return nil
		}
		defer unix.Close(fd)
		return unix.Fchmod(fd, perm)
	}), p)
}

// Mkfifo makes a named pipe.
func (h *Host) Mkfifo(p string, mode uint32, dirfd int) error {
	return h.Mknod(p, mode&0o7777|unix.S_IFIFO, 0, dirfd)
}

// Mknod makes a named pipe, socket, empty file or, for the owner of the process, a device.
func (h *Host) Mknod(p string, mode uint32, dev uint64, dirfd int) error {
	if t := mode & unix.S_IFMT; t == unix.S_IFCHR || t == unix.S_IFBLK {
		if err := h.pol.Process("making a device", p); err != nil {
			return osError("mknod", err, p)
		}
	}
	perm, _ := h.creationMode(mode & 0o7777)
	return osError("mknod", h.at(p, dirfd, needWrite, false, func(dir int, name string, _ bool) error {
		h.sys.umaskMu.RLock()
		defer h.sys.umaskMu.RUnlock()
		return unix.Mknodat(dir, name, mode&unix.S_IFMT|perm, int(dev))
	}), p)
}

// Rmdir removes an empty folder.
func (h *Host) Rmdir(p string, dirfd int) error {
	return osError("rmdir", h.at(p, dirfd, needWrite, false, func(dir int, name string, _ bool) error {
		return unix.Unlinkat(dir, name, unix.AT_REMOVEDIR)
	}), p)
}

// Unlink removes a file or link.
func (h *Host) Unlink(p string, dirfd int) error {
	return osError("unlink", h.at(p, dirfd, needWrite, false, func(dir int, name string, _ bool) error {
		return unix.Unlinkat(dir, name, 0)
	}), p)
}

// Rename moves a file or folder, replacing what is there.
func (h *Host) Rename(from, to string, fromDir, toDir int) error {
	return osError("rename", h.at(from, fromDir, needWrite, false, func(d1 int, n1 string, _ bool) error {
		return h.at(to, toDir, needWrite, false, func(d2 int, n2 string, _ bool) error {
			return unix.Renameat(d1, n1, d2, n2)
		})
	}), from, to)
}

// Link makes a hard link. A confined host needs the write grant for both: through the new name the file can be changed.
func (h *Host) Link(from, to string, fromDir, toDir int, follow bool) error {
	return osError("link", h.at(from, fromDir, needWrite, follow, func(d1 int, n1 string, confined bool) error {
		return h.at(to, toDir, needWrite, false, func(d2 int, n2 string, _ bool) error {
			flags := 0
			if follow && !confined {
				flags = unix.AT_SYMLINK_FOLLOW
			}
			return unix.Linkat(d1, n1, d2, n2, flags)
		})
	}), from, to)
}

// Symlink makes a symbolic link with any text as its target: where it leads is checked whenever it is followed.
func (h *Host) Symlink(target, p string, dirfd int) error {
	return osError("symlink", h.at(p, dirfd, needWrite, false, func(dir int, name string, _ bool) error {
		return unix.Symlinkat(target, dir, name)
	}), target, p)
}

// Readlink returns the target of a symbolic link.
func (h *Host) Readlink(p string, dirfd int) (target string, err error) {
	err = h.at(p, dirfd, needStat, false, func(dir int, name string, _ bool) error {
		target, err = readlinkAt(dir, name)
		return err
	})
	return target, osError("readlink", err, p)
}

// initCwd sets the first working directory.
func (h *Host) initCwd(dir string, parent *Host) error {
	d := &h.dirs
	if dir == "" && parent != nil && !h.confined() && !parent.confined() {
		p := &parent.dirs
		p.mu.Lock()
		d.path = p.path
		c := p.fd
		p.mu.Unlock()
		if c != nil {
			if fd, err := unix.FcntlInt(uintptr(c.fd), unix.F_DUPFD_CLOEXEC, 0); err == nil {
				d.fd = &cwdFD{refs: 1, fd: fd}
			}
		}
		return nil
	}
	if !h.confined() {
		if dir == "" {
			return nil
		}
		fd, err := unix.Open(dir, unix.O_PATH|unix.O_DIRECTORY|unix.O_CLOEXEC, 0)
		if err != nil {
			return osError("chdir", err, dir)
		}
		d.fd = &cwdFD{refs: 1, fd: fd}
		d.path = dir
		return nil
	}
	// A confined host sees where it is only if that says nothing beyond what it was granted.
	wd := dir
	if wd == "" || wd[0] != '/' {
		var p string
		var err error
		if parent != nil {
			p, err = parent.Getcwd()
		} else {
			p, err = os.Getwd()
		}
		if err != nil {
			p = "/"
		}
		wd = path.Join(p, dir)
	}
	wd = path.Clean(wd)
	if !h.pol.Knows(wd) {
		wd = "/"
	}
	d.path = wd
	return nil
}

// Getcwd returns the working directory.
func (h *Host) Getcwd() (string, error) {
	d := &h.dirs
	d.mu.Lock()
	defer d.mu.Unlock()
	if h.confined() {
		return d.path, nil
	}
	if d.fd == nil {
		buf := make([]byte, 4096)
		n, err := unix.Getcwd(buf)
		if err != nil {
			return "", osError("getcwd", err)
		}
		return string(bytes.TrimRight(buf[:n], "\x00")), nil
	}
	var st unix.Stat_t
	if err := unix.Fstat(d.fd.fd, &st); err != nil {
		return "", osError("getcwd", err)
	}
	if st.Nlink == 0 {
		return "", osError("getcwd", ENOENT)
	}
	p, err := readlinkAt(unix.AT_FDCWD, procFD(d.fd.fd))
	if err != nil {
		return d.path, nil
	}
	return p, nil
}

// Chdir changes the working directory, of this interpreter only.
func (h *Host) Chdir(p string) error {
	f, err := h.openFor(nil, p, unix.O_PATH|unix.O_DIRECTORY, 0, AtCwd, needStat)
	if err != nil {
		return osError("chdir", err, p)
	}
	defer h.put2(f)
	return osError("chdir", h.enter(f, p), p)
}

// Fchdir changes the working directory to the folder of a descriptor.
func (h *Host) Fchdir(fd int) error {
	return h.withFile("fchdir", fd, func(f *file) error {
		if f.kind != KindDir && f.kind != KindPath {
			return ENOTDIR
		}
		return h.enter(f, f.path)
	})
}

func (h *Host) enter(f *file, p string) error {
	if !h.confined() {
		if err := unix.Faccessat(unix.AT_FDCWD, procFD(f.kfd), unix.X_OK, 0); err == unix.EACCES {
			return err
		}
	}
	d := &h.dirs
	if h.confined() {
		d.mu.Lock()
		defer d.mu.Unlock()
		d.path = f.path
		return nil
	}
	fd, err := unix.FcntlInt(uintptr(f.kfd), unix.F_DUPFD_CLOEXEC, 0)
	if err != nil {
		return err
	}
	d.mu.Lock()
	defer d.mu.Unlock()
	d.drop(d.fd)
	d.fd = &cwdFD{refs: 1, fd: fd}
	d.path = p
	return nil
}

// Umask sets the umask of this interpreter and returns the one before.
func (h *Host) Umask(mask int) int {
	old := h.currentUmask()
	h.umask.Store(int32(mask & 0o777))
	return old
}

// currentUmask is the host's umask: the process's until Umask was called.
func (h *Host) currentUmask() int {
	if m := h.umask.Load(); m >= 0 {
		return int(m)
	}
	return h.sys.processUmask()
}

// processUmask reads the process's umask once: it can only be read by changing it, or from /proc.
func (s *System) processUmask() int {
	s.umaskOnce.Do(func() {
		if status, err := os.ReadFile("/proc/self/status"); err == nil {
			if _, rest, ok := strings.Cut(string(status), "\nUmask:"); ok {
				line, _, _ := strings.Cut(rest, "\n")
				if m, err := strconv.ParseUint(strings.TrimSpace(line), 8, 32); err == nil {
					s.umask = int(m)
					return
				}
			}
		}
		s.umaskMu.Lock()
		defer s.umaskMu.Unlock()
		s.umask = unix.Umask(0o77)
		unix.Umask(s.umask)
	})
	return s.umask
}

// creationMode returns the permissions of a new file under the host's umask, and whether the process's umask would take
// away more, so that they have to be set after.
func (h *Host) creationMode(mode uint32) (perm uint32, fix bool) {
	m := h.umask.Load()
	if m < 0 {
		return mode, false
	}
	perm = mode &^ uint32(m)
	return perm, perm&uint32(h.sys.processUmask()) != 0
}
