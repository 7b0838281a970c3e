// From a path to a (folder descriptor, name) pair on which to act.
// Invariant: for a host that is not granted all files, the folder was opened through os.Root below a granted root, and
// the name is a single one that the caller's operation must not follow if it is a link; links are read here, and where
// they lead is asked of the policy again. Text is only ever a hint: whoever swaps a folder for a link in between is
// stopped by os.Root or by the operation's own refusal to follow.
package host

import (
	"errors"
	"os"
	"path"
	"path/filepath"
	"strings"
	"sync"
	"syscall"

	"golang.org/x/sys/unix"

	"github.com/vivarium-py/vivarium/internal/policy"
)

// AtCwd as a folder descriptor means the working directory.
const AtCwd = -100

// need is what an operation wants to do with a path.
type need uint8

const (
	needStat   need = 1 << iota // look at it
	needRead                    // read it
	needWrite                   // create, change or remove it
	needImport                  // read it to import it
)

const maxLinks = 40

// maxPath is from how many bytes on the kernel calls a path too long.
const maxPath = 4096

// cwd is the virtual working directory.
type cwd struct {
	mu   sync.Mutex
	fd   *cwdFD // nil: the process's own folder, or only a path (confined hosts)
	path string // absolute
}

// cwdFD is an O_PATH descriptor of a folder, closed when nobody uses it.
type cwdFD struct {
	refs int // guarded by cwd.mu
	fd   int
}

func (d *cwd) close() {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.drop(d.fd)
	d.fd = nil
}

// drop gives up one reference. The caller holds mu.
func (d *cwd) drop(c *cwdFD) {
	if c == nil {
		return
	}
	if c.refs--; c.refs == 0 {
		unix.Close(c.fd)
	}
}

// confined reports whether paths have to be resolved under granted roots.
func (h *Host) confined() bool { return !h.pol.AllFiles() }

// dirFD returns the kernel descriptor of the folder that relative paths are taken from, for unconfined hosts. done
// must be called after its use.
func (h *Host) dirFD(dirfd int) (fd int, done func(), err error) {
	if dirfd == AtCwd {
		d := &h.dirs
		d.mu.Lock()
		defer d.mu.Unlock()
		c := d.fd
		if c == nil {
			return unix.AT_FDCWD, func() {}, nil
		}
		c.refs++
		return c.fd, func() {
			d.mu.Lock()
			d.drop(c)
			d.mu.Unlock()
		}, nil
	}
	f, err := h.get(dirfd)
	if err != nil {
		return 0, nil, err
	}
	if f.kfd < 0 {
		h.put(f)
		return 0, nil, ENOTDIR
	}
	return f.kfd, func() { h.put(f) }, nil
}

// at calls do with a folder descriptor and a name that stand for p. With confined true do must not follow name if it
// turns out to be a symbolic link; otherwise name is a whole path, and do follows or not as its operation asks.
func (h *Host) at(p string, dirfd int, nd need, follow bool, do func(dir int, name string, confined bool) error) error {
	if h.confined() {
		return h.confinedAt(p, dirfd, nd, follow, func(dir int, name, _ string) error { return do(dir, name, true) })
	}
	if len(p) >= maxPath { // what the kernel says, before it is copied for it
		return ENAMETOOLONG
	}
	if p != "" && p[0] == '/' {
		return do(unix.AT_FDCWD, p, false)
	}
	dir, done, err := h.dirFD(dirfd)
	if err != nil {
		return err
	}
	defer done()
	return do(dir, p, false)
}

// textPath makes p absolute by text: from the working directory, or from the path that dirfd was opened by.
func (h *Host) textPath(p string, dirfd int) (string, error) {
	if p == "" {
		return "", ENOENT
	}
	if len(p) >= maxPath {
		return "", ENAMETOOLONG
	}
	if strings.IndexByte(p, 0) >= 0 {
		return "", EINVAL
	}
	if p[0] == '/' {
		return p, nil
	}
	base := ""
	if dirfd == AtCwd {
		h.dirs.mu.Lock()
		base = h.dirs.path
		h.dirs.mu.Unlock()
	} else {
		f, err := h.get(dirfd)
		if err != nil {
			return "", err
		}
		base = f.path
		kind := f.kind
		h.put(f)
		if kind != KindDir && kind != KindPath || base == "" {
			return "", ENOTDIR
		}
	}
	return base + "/" + p, nil
}

// confinedAt is at for hosts that are granted some files only. do also gets the clean absolute path.
func (h *Host) confinedAt(p string, dirfd int, nd need, follow bool, do func(dir int, name, abs string) error) error {
	abs, err := h.textPath(p, dirfd)
	if err != nil {
		return err
	}
	mustDir := len(p) > 1 && p[len(p)-1] == '/' || strings.HasSuffix(p, "/.") || p == "." || p == ".."
	if strings.Contains(abs, "/..") {
		if abs, err = h.resolveDotDot(abs); err != nil {
			return err
		}
	}
	for hops := 0; hops < maxLinks; hops++ {
		abs = path.Clean(abs)
		root, err := h.rootFor(abs, nd)
		if err != nil {
			return err
		}
		dirName, base, ok := root.split(abs)
		if !ok { // below what is granted as a file, or is not there
			if dir, err := root.openDir(dirName); err == nil {
				var st unix.Stat_t
				err := unix.Fstatat(dir.fd, base, &st, 0)
				dir.close()
				if err == unix.ENOENT {
					return ENOENT
				}
			}
			return ENOTDIR
		}
		dir, err := root.openDir(dirName)
		if err != nil {
			// A link on the way that leaves the root: see whether another grant covers where it leads.
			next, ok := root.followOn(dirName)
			if !ok {
				return err
			}
			abs = next + "/" + base
			continue
		}
		if follow || mustDir {
			if target, err := readlinkAt(dir.fd, base); err == nil {
				dir.close()
				if target != "" && target[0] == '/' {
					abs = target
				} else {
					abs = path.Join(root.base(), dirName) + "/" + target
				}
				if strings.Contains(abs, "/..") {
					if abs, err = h.resolveDotDot(abs); err != nil {
						return err
					}
				}
				continue
			}
		}
		if mustDir {
			var st unix.Stat_t
			if unix.Fstatat(dir.fd, base, &st, unix.AT_SYMLINK_NOFOLLOW) == nil && st.Mode&unix.S_IFMT != unix.S_IFDIR {
				dir.close()
				return ENOTDIR
			}
		}
		err = do(dir.fd, base, abs)
		dir.close()
		return err
	}
	return ELOOP
}

// resolveDotDot removes ".." from an absolute path as the kernel would, where the folders before it are links. What the
// policy does not let it look at it takes for no link.
func (h *Host) resolveDotDot(abs string) (string, error) {
	for hops := 0; hops < maxLinks; hops++ {
		cur, rest := "/", strings.Split(abs, "/")
		again := false
		for i, c := range rest {
			if c == "" || c == "." {
				continue
			}
			if c == ".." {
				cur = path.Dir(cur)
				continue
			}
			cur = path.Join(cur, c)
			if !strings.Contains("/"+strings.Join(rest[i+1:], "/")+"/", "/../") {
				continue
			}
			root, err := h.rootFor(cur, needStat)
			if err != nil {
				continue
			}
			if target, ok := root.readlink(cur); ok {
				if target == "" || target[0] != '/' {
					target = path.Dir(cur) + "/" + target
				}
				abs = target + "/" + strings.Join(rest[i+1:], "/")
				again = true
				break
			}
		}
		if !again {
			return cur, nil
		}
	}
	return "", ELOOP
}

// rootSet holds the granted roots, opened at the first use of any file, so that nothing the interpreter does can change
// what they stand for.
type rootSet struct {
	mu     sync.Mutex
	opened bool
	closed bool
	byRoot map[*policy.Root]*openRoot
}

// openRoot is a granted root, opened.
type openRoot struct {
	path  string   // as granted
	r     *os.Root // the folder, or for a file the folder that holds it
	only  string   // the one name in r that is granted; "" grants all of r
	proc  bool     // the grant names the proc file system
	whole bool     // the root "/" without a grant of its own: all files are granted
}

func (s *rootSet) close() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.closed = true
	for _, r := range s.byRoot {
		if r != nil {
			r.r.Close()
		}
	}
	s.byRoot = nil
}

// rootFor returns the opened root to use abs by, or the policy's denial.
func (h *Host) rootFor(abs string, nd need) (*openRoot, error) {
	// Of several roots that are needed the narrowest confines best, and lies in all the others.
	var root *policy.Root
	all := true
	for _, n := range [...]need{needStat, needImport, needRead, needWrite} {
		if nd&n == 0 {
			continue
		}
		var r *policy.Root
		var err error
		switch n {
		case needStat:
			r, err = h.pol.StatRoot(abs)
		case needRead:
			r, err = h.pol.ReadRoot(abs)
		case needWrite:
			r, err = h.pol.WriteRoot(abs)
		case needImport:
			r, err = h.pol.ImportRoot(abs)
		}
		if err != nil {
			return nil, err
		}
		if r != nil && (root == nil || len(r.Path) > len(root.Path)) {
			root = r
		}
		all = all && r == nil
	}
	s := &h.roots
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.closed {
		return nil, ErrKilled
	}
	if !s.opened {
		s.opened = true
		s.byRoot = map[*policy.Root]*openRoot{}
		for _, r := range h.pol.Roots() {
			if o, err := openPolicyRoot(r); err == nil {
				s.byRoot[r] = o
			}
		}
	}
	o := s.byRoot[root]
	if o == nil {
		var err error
		if all {
			root = nil
			if o = s.byRoot[nil]; o != nil {
				return o, nil
			}
			r, e := os.OpenRoot("/")
			o, err = &openRoot{path: "/", r: r, whole: true}, e
		} else {
			o, err = openPolicyRoot(root)
		}
		if err != nil {
			return nil, err
		}
		s.byRoot[root] = o
	}
	if o.only != "" && abs != o.path {
		// Granted before it existed, and a folder by now?
		if n := o.reopen(); n != nil {
			s.byRoot[root] = n
			o = n
		}
	}
	return o, nil
}

func openPolicyRoot(r *policy.Root) (*openRoot, error) {
	o := &openRoot{path: r.Path, proc: policy.Within(r.Path, "/proc")}
	if len(r.Via) == 0 {
		real, err := filepath.EvalSymlinks(r.Path)
		if err != nil {
			real = r.Path
		}
		if o.r, err = os.OpenRoot(real); err == nil {
			return o, nil
		}
		if o.r, err = os.OpenRoot(path.Dir(real)); err != nil {
			return nil, err
		}
		o.only = path.Base(real)
		return o, nil
	}
	cur, err := os.OpenRoot(r.Via[0])
	if err != nil {
		return nil, err
	}
	at := r.Via[0]
	step := func(to string) error {
		rel := strings.TrimPrefix(strings.TrimPrefix(to, at), "/")
		if rel == "" {
			return nil
		}
		next, err := cur.OpenRoot(rel)
		if err != nil {
			return err
		}
		cur.Close()
		cur, at = next, to
		return nil
	}
	for _, v := range r.Via[1:] {
		if err := step(v); err != nil {
			cur.Close()
			return nil, err
		}
	}
	if err := step(r.Path); err != nil {
		if err := step(path.Dir(r.Path)); err != nil {
			cur.Close()
			return nil, err
		}
		o.only = path.Base(r.Path)
	}
	o.r = cur
	return o, nil
}

// reopen turns a root that stood for one name into the folder which that name has become; nil if it is none. A link
// does not count: it may have been planted.
func (o *openRoot) reopen() *openRoot {
	before, err := o.r.Lstat(o.only)
	if err != nil || !before.IsDir() {
		return nil
	}
	r, err := o.r.OpenRoot(o.only)
	if err != nil {
		return nil
	}
	after, err := r.Stat(".")
	if err != nil || !os.SameFile(before, after) {
		r.Close()
		return nil
	}
	o.r.Close()
	return &openRoot{path: o.path, r: r, proc: o.proc}
}

// base is the absolute path of the folder o.r, as text.
func (o *openRoot) base() string {
	if o.only != "" {
		return path.Dir(o.path)
	}
	return o.path
}

// split cuts the clean path abs, which lies in o, into a folder relative to o.r and a name in it.
func (o *openRoot) split(abs string) (dir, name string, ok bool) {
	if o.only != "" {
		return ".", o.only, abs == o.path
	}
	rel := strings.TrimPrefix(strings.TrimPrefix(abs, o.path), "/")
	if rel == "" {
		return ".", ".", true
	}
	if i := strings.LastIndexByte(rel, '/'); i >= 0 {
		return rel[:i], rel[i+1:], true
	}
	return ".", rel, true
}

// heldDir is an open folder.
type heldDir struct {
	f  *os.File
	fd int
}

func (d heldDir) close() { d.f.Close() }

// openDir opens a folder below the root.
func (o *openRoot) openDir(rel string) (heldDir, error) {
	f, err := o.r.OpenFile(rel, unix.O_PATH|unix.O_DIRECTORY, 0)
	if err != nil {
		return heldDir{}, rootErr(err)
	}
	d := heldDir{f, int(f.Fd())}
	if !o.proc {
		// /proc shows what other interpreters of the process hold: its memory, environment and descriptors.
		var fs unix.Statfs_t
		if unix.Fstatfs(d.fd, &fs) == nil && fs.Type == unix.PROC_SUPER_MAGIC {
			f.Close()
			return heldDir{}, &policy.Denied{
				Op: "read access to", Target: path.Join(o.base(), rel), Grant: "read=['/proc']", Flag: "--allow-read=/proc",
			}
		}
	}
	return d, nil
}

// readlink returns where the clean path abs in o leads if it is a link.
func (o *openRoot) readlink(abs string) (string, bool) {
	dir, name, ok := o.split(abs)
	if !ok || name == "." {
		return "", false
	}
	target, err := o.r.Readlink(path.Join(dir, name))
	return target, err == nil
}

// followOn finds the first link in rel and returns the absolute path with it replaced by its target.
func (o *openRoot) followOn(rel string) (string, bool) {
	parts := strings.Split(rel, "/")
	for i := range parts {
		prefix := strings.Join(parts[:i+1], "/")
		target, err := o.r.Readlink(prefix)
		if err != nil {
			continue
		}
		if target == "" || target[0] != '/' {
			target = path.Join(o.base(), path.Dir(prefix), target)
		}
		return path.Join(target, strings.Join(parts[i+1:], "/")), true
	}
	return "", false
}

// rootErr turns what os.Root returns into an error number: an escape is a denial.
func rootErr(err error) error {
	var n syscall.Errno
	if errors.As(err, &n) {
		return n
	}
	var pe *os.PathError
	if errors.As(err, &pe) {
		return &policy.Denied{Op: "following a link out of a granted folder at", Target: pe.Path}
	}
	return EACCES
}

func readlinkAt(dir int, name string) (string, error) {
	for size := 256; ; size *= 4 {
		buf := make([]byte, size)
		n, err := unix.Readlinkat(dir, name, buf)
		if err != nil {
			return "", err
		}
		if n < size {
			return string(buf[:n]), nil
		}
	}
}
