// An fs.FS of the embedder as a folder that import searches, under a made-up path. It can be read for import and in no
// other way, whatever the policy grants.
// Invariant: two file systems never have the same path, because compiled sources are cached by path.
package host

import (
	"errors"
	"io"
	"io/fs"
	"path"
	"reflect"
	"strconv"
	"strings"
	"sync"

	"golang.org/x/sys/unix"
)

// mounts numbers the file systems of the process.
var mounts struct {
	sync.Mutex
	known map[fs.FS]int // those that can be compared
	n     int
}

// maxKnownMounts bounds how many file systems keep their numbers.
const maxKnownMounts = 1024

// mountOf gives the path at which a file system appears: the same for the same one, where it can be compared.
func mountOf(fsys fs.FS) string {
	mounts.Lock()
	defer mounts.Unlock()
	same := reflect.TypeOf(fsys).Comparable() && reflect.ValueOf(fsys).Comparable()
	if same {
		if n, ok := mounts.known[fsys]; ok {
			return mountName(n)
		}
	}
	mounts.n++
	if same {
		if mounts.known == nil || len(mounts.known) >= maxKnownMounts {
			mounts.known = map[fs.FS]int{}
		}
		mounts.known[fsys] = mounts.n
	}
	return mountName(mounts.n)
}

func mountName(n int) string {
	if n == 1 {
		return "<fs>"
	}
	return "<fs" + strconv.Itoa(n) + ">"
}

// Source is a file system that hosts can mount.
type Source struct {
	fsys  fs.FS
	mount string
}

// NewSource makes fsys ready to be mounted.
func NewSource(fsys fs.FS) *Source { return &Source{fsys, mountOf(fsys)} }

// Path is where it appears in the hosts that mount it.
func (s *Source) Path() string { return s.mount }

// inSource gives the name in the mounted file system of a path that is there.
func (h *Host) inSource(p string) (string, bool) {
	if h.source == nil || !strings.HasPrefix(p, h.source.mount) {
		return "", false
	}
	rest := p[len(h.source.mount):]
	if rest == "" {
		return ".", true
	}
	if rest[0] != '/' {
		return "", false
	}
	rest = path.Clean(rest)[1:]
	if rest == "" {
		rest = "."
	}
	return rest, true
}

func sourceErr(op string, err error, p string) error {
	switch {
	case errors.Is(err, fs.ErrNotExist), errors.Is(err, fs.ErrInvalid):
		return osError(op, ENOENT, p)
	case errors.Is(err, fs.ErrPermission):
		return osError(op, EACCES, p)
	}
	return osError(op, EIO, p)
}

// containSource makes EIO of a panic in the embedder's file system.
func containSource(op, p string, err *error) {
	if recover() != nil {
		*err = osError(op, EIO, p)
	}
}

func (h *Host) statSource(name, p string) (s Stat, err error) {
	defer containSource("stat", p, &err)
	st, err := fs.Stat(h.source.fsys, name)
	if err != nil {
		return s, sourceErr("stat", err, p)
	}
	s.Mode = uint32(st.Mode().Perm())
	switch {
	case st.IsDir():
		s.Mode |= unix.S_IFDIR
	case st.Mode().IsRegular():
		s.Mode |= unix.S_IFREG
	}
	s.Size = st.Size()
	if m := st.ModTime(); !m.IsZero() {
		s.Mtime = m.UnixNano()
	}
	return s, nil
}

func (h *Host) readSource(name, p string, max int64) (b []byte, err error) {
	defer containSource("open", p, &err)
	f, err := h.source.fsys.Open(name)
	if err != nil {
		return nil, sourceErr("open", err, p)
	}
	defer f.Close()
	b, err = io.ReadAll(io.LimitReader(f, max+1))
	if err != nil {
		return nil, sourceErr("read", err, p)
	}
	if int64(len(b)) > max {
		return nil, osError("read", EFBIG, p)
	}
	return b, nil
}

func (h *Host) openSourceDir(name, p string) (d *Dir, err error) {
	defer containSource("opendir", p, &err)
	list, err := fs.ReadDir(h.source.fsys, name)
	if err != nil {
		return nil, sourceErr("opendir", err, p)
	}
	d = &Dir{h: h, done: true, list: make([]DirEntry, len(list))}
	for i, e := range list {
		d.list[i] = DirEntry{Name: e.Name(), Type: DTRegular}
		if e.IsDir() {
			d.list[i].Type = DTDir
		}
	}
	return d, nil
}

// InSource reports whether a path is one of the source tree that is given as a file system, not of the machine's.
func (h *Host) InSource(p string) bool {
	_, ok := h.inSource(p)
	return ok
}
