// This file implements folders and names: listing, making, removing, renaming, linking.
package posix

import (
	"github.com/vivarium-py/vivarium/internal/core"
	"github.com/vivarium-py/vivarium/internal/host"
	"strings"
)

func osListdir(t *core.Thread, a []core.Value) (core.Value, error) {
	p, err := pathArg(t, "listdir", "path", a[0], allowFD|nullable)
	if err != nil {
		return core.Unbound, err
	}
	h := t.Interp().Host()
	var names []string
	if p.fd >= 0 {
		names, err = h.FdListdir(p.fd, t.Poll)
	} else {
		names, err = h.Listdir(p.name, t.Poll)
	}
	if err != nil {
		if p.obj.IsUnbound() {
			p.obj = core.Intern(".").Val()
		}
		return core.Unbound, p.fail(t, err)
	}
	if err := t.Charge(len(names) * 64); err != nil {
		return core.Unbound, err
	}
	out := make([]core.Value, len(names))
	for i, n := range names {
		out[i] = p.text(t, n)
	}
	return core.NewList(out), nil
}

// onePath declares a function of one path and dir_fd.
func onePath(name, doc string, do func(h *host.Host, p string, dir int) error) core.Func {
	return core.Func{Name: name, Sig: "(path, *, dir_fd=None)", Flags: core.HostOp, Doc: doc, Fn: func(t *core.Thread, a []core.Value) (core.Value, error) {
		p, err := pathArg(t, name, "path", a[0], 0)
		if err != nil {
			return core.Unbound, err
		}
		d, err := dirFD(t, a[1])
		if err != nil {
			return core.Unbound, err
		}
		return core.None, p.fail(t, do(t.Interp().Host(), p.name, d))
	}}
}

// twoPaths reads the two paths of rename and the like.
func twoPaths(t *core.Thread, fn string, src, dst core.Value) (a, b path, err error) {
	if a, err = pathArg(t, fn, "src", src, 0); err != nil {
		return
	}
	b, err = pathArg(t, fn, "dst", dst, 0)
	return
}

func rename(name string) core.Func {
	return core.Func{Name: name, Sig: "(src, dst, *, src_dir_fd=None, dst_dir_fd=None)", Flags: core.HostOp, Doc: "Rename a file or directory, replacing what is at the destination.", Fn: func(t *core.Thread, a []core.Value) (core.Value, error) {
		src, dst, err := twoPaths(t, name, a[0], a[1])
		if err != nil {
			return core.Unbound, err
		}
		d1, err := dirFD(t, a[2])
		if err != nil {
			return core.Unbound, err
		}
		d2, err := dirFD(t, a[3])
		if err != nil {
			return core.Unbound, err
		}
		if err := t.Interp().Host().Rename(src.name, dst.name, d1, d2); err != nil {
			return core.Unbound, t.OSErrorAt(err, src.obj, dst.obj)
		}
		return core.None, nil
	}}
}

// modeArg reads a permission mode.
func modeArg(t *core.Thread, v core.Value) (uint32, error) {
	n, err := t.CInt(v)
	return uint32(n), err
}

func dirFuncs() []core.Func {
	getcwd := func(t *core.Thread) (string, error) {
		s, err := t.Interp().Host().Getcwd()
		if err != nil {
			err = t.OSError(err)
		}
		return s, err
	}
	mk := func(name, sig, doc string, do func(h *host.Host, p string, mode uint32, dir int) error) core.Func {
		return core.Func{Name: name, Sig: sig, Flags: core.HostOp, Doc: doc, Fn: func(t *core.Thread, a []core.Value) (core.Value, error) {
			p, err := pathArg(t, name, "path", a[0], 0)
			if err != nil {
				return core.Unbound, err
			}
			mode, err := modeArg(t, a[1])
			if err != nil {
				return core.Unbound, err
			}
			d, err := dirFD(t, a[2])
			if err != nil {
				return core.Unbound, err
			}
			return core.None, p.fail(t, do(t.Interp().Host(), p.name, mode, d))
		}}
	}
	return []core.Func{
		{Name: "getcwd", Sig: "()", Flags: core.HostOp, Doc: "Return the current directory.", Fn: func(t *core.Thread, a []core.Value) (core.Value, error) {
			s, err := getcwd(t)
			if err != nil {
				return core.Unbound, err
			}
			return t.FSString(s), nil
		}},
		{Name: "getcwdb", Sig: "()", Flags: core.HostOp, Doc: "Return the current directory as bytes.", Fn: func(t *core.Thread, a []core.Value) (core.Value, error) {
			s, err := getcwd(t)
			return core.NewBytes([]byte(s)), err
		}},
		{Name: "chdir", Sig: "(path)", Flags: core.HostOp, Doc: "Make path, which may be a descriptor, the current directory.", Fn: func(t *core.Thread, a []core.Value) (core.Value, error) {
			p, err := pathArg(t, "chdir", "path", a[0], allowFD)
			if err != nil {
				return core.Unbound, err
			}
			if p.fd >= 0 {
				return core.None, p.fail(t, t.Interp().Host().Fchdir(p.fd))
			}
			return core.None, p.fail(t, t.Interp().Host().Chdir(p.name))
		}},
		{Name: "fchdir", Sig: "(fd)", Flags: core.HostOp, Doc: "Make the folder that a descriptor refers to the current directory.", Fn: func(t *core.Thread, a []core.Value) (core.Value, error) {
			fd, err := t.FileDescriptor(a[0])
			if err != nil {
				return core.Unbound, err
			}
			return none(t, t.Interp().Host().Fchdir(fd))
		}},
		{Name: "listdir", Sig: "(path=None)", Flags: core.HostOp | core.Polls | core.Charges, Fn: osListdir, Doc: "Return the names of what is in a folder, by default the current one, in no\nparticular order."},
		{Name: "scandir", Sig: "(path=None)", Flags: core.HostOp, Fn: osScandir, Doc: "Return an iterator over what is in a folder, as DirEntry objects."},
		mk("mkdir", "(path, mode=511, *, dir_fd=None)", "Create a directory.", (*host.Host).Mkdir),
		mk("mkfifo", "(path, mode=438, *, dir_fd=None)", "Create a named pipe.", (*host.Host).Mkfifo),
		{Name: "mknod", Sig: "(path, mode=384, device=0, *, dir_fd=None)", Flags: core.HostOp, Doc: "Make a file, device or named pipe.", Fn: func(t *core.Thread, a []core.Value) (core.Value, error) {
			p, err := pathArg(t, "mknod", "path", a[0], 0)
			if err != nil {
				return core.Unbound, err
			}
			mode, err := modeArg(t, a[1])
			if err != nil {
				return core.Unbound, err
			}
			dev, err := devArg(t, a[2])
			if err != nil {
				return core.Unbound, err
			}
			d, err := dirFD(t, a[3])
			if err != nil {
				return core.Unbound, err
			}
			return core.None, p.fail(t, t.Interp().Host().Mknod(p.name, mode, dev, d))
		}},
		onePath("rmdir", "Remove a directory.", (*host.Host).Rmdir),
		onePath("unlink", "Remove a file.", (*host.Host).Unlink),
		onePath("remove", "Remove a file.", (*host.Host).Unlink),
		rename("rename"), rename("replace"),
		{Name: "link", Sig: "(src, dst, *, src_dir_fd=None, dst_dir_fd=None, follow_symlinks=True)", Flags: core.HostOp, Doc: "Give a file one more name.", Fn: func(t *core.Thread, a []core.Value) (core.Value, error) {
			src, dst, err := twoPaths(t, "link", a[0], a[1])
			if err != nil {
				return core.Unbound, err
			}
			d1, err := dirFD(t, a[2])
			if err != nil {
				return core.Unbound, err
			}
			d2, err := dirFD(t, a[3])
			if err != nil {
				return core.Unbound, err
			}
			follow, err := t.Truth(a[4])
			if err != nil {
				return core.Unbound, err
			}
			if err := t.Interp().Host().Link(src.name, dst.name, d1, d2, follow); err != nil {
				return core.Unbound, t.OSErrorAt(err, src.obj, dst.obj)
			}
			return core.None, nil
		}},
		{Name: "symlink", Sig: "(src, dst, target_is_directory=False, *, dir_fd=None)", Flags: core.HostOp, Doc: "Make dst a symbolic link to src.", Fn: func(t *core.Thread, a []core.Value) (core.Value, error) {
			src, dst, err := twoPaths(t, "symlink", a[0], a[1])
			if err != nil {
				return core.Unbound, err
			}
			d, err := dirFD(t, a[3])
			if err != nil {
				return core.Unbound, err
			}
			if err := t.Interp().Host().Symlink(src.name, dst.name, d); err != nil {
				return core.Unbound, t.OSErrorAt(err, src.obj, dst.obj)
			}
			return core.None, nil
		}},
		{Name: "readlink", Sig: "(path, *, dir_fd=None)", Flags: core.HostOp, Doc: "Return where a symbolic link leads.", Fn: func(t *core.Thread, a []core.Value) (core.Value, error) {
			p, err := pathArg(t, "readlink", "path", a[0], 0)
			if err != nil {
				return core.Unbound, err
			}
			d, err := dirFD(t, a[1])
			if err != nil {
				return core.Unbound, err
			}
			s, err := t.Interp().Host().Readlink(p.name, d)
			if err != nil {
				return core.Unbound, p.fail(t, err)
			}
			return p.text(t, s), nil
		}},
		{Name: "truncate", Sig: "(path, length)", Flags: core.HostOp, Doc: "Cut or extend a file to that many bytes.", Fn: func(t *core.Thread, a []core.Value) (core.Value, error) {
			p, err := pathArg(t, "truncate", "path", a[0], allowFD)
			if err != nil {
				return core.Unbound, err
			}
			n, err := t.CLong(a[1])
			if err != nil {
				return core.Unbound, err
			}
			if p.fd >= 0 {
				return core.None, p.fail(t, t.Interp().Host().Ftruncate(p.fd, n))
			}
			return core.None, p.fail(t, t.Interp().Host().Truncate(p.name, n))
		}},
		{Name: "chroot", Sig: "(path)", Flags: core.HostOp, Doc: "Change root directory to path: not possible, since interpreters share a process.", Fn: func(t *core.Thread, a []core.Value) (core.Value, error) {
			p, err := pathArg(t, "chroot", "path", a[0], 0)
			if err != nil {
				return core.Unbound, err
			}
			return core.Unbound, p.fail(t, &host.OSError{Errno: host.EPERM})
		}},
		{Name: "fspath", Sig: "(path)", Flags: core.Polls, Doc: "Return a path as str or bytes: itself, or what its __fspath__() returns.", Fn: func(t *core.Thread, a []core.Value) (core.Value, error) { return t.FSPath(a[0]) }},
		{Name: "_path_normpath", Sig: "(path)", Flags: core.Charges, Doc: "Return the path without doubled slashes, '.' and 'name/..'.", Fn: osNormpath},
		{Name: "_path_splitroot_ex", Sig: "(path)", Flags: core.Charges, Doc: "Split a path into drive (which is empty), root and the rest.", Fn: osSplitroot},
	}
}

// normpath eliminates double slashes, "." and what ".." undoes.
func normpath(t *core.Thread, p string) (string, error) {
	if p == "" {
		return ".", nil
	}
	root := 0
	if p[0] == '/' {
		root = 1
		if len(p) > 1 && p[1] == '/' && (len(p) == 2 || p[2] != '/') {
			root = 2
		}
	}
	out, err := t.Room(nil, len(p))
	if err != nil {
		return "", err
	}
	out = append(out, p[:root]...)
	var starts []int // of the components in out that ".." can remove
	for i := root; i < len(p); {
		if len(starts) == cap(starts) && len(starts) > 64 {
			if err := t.Charge(16 * len(starts)); err != nil {
				return "", err
			}
		}
		if err := t.PollAtomic(1); err != nil {
			return "", err
		}
		for i < len(p) && p[i] == '/' {
			i++
			if err := t.PollAt(i); err != nil {
				return "", err
			}
		}
		j := i
		if k := strings.IndexByte(p[i:], '/'); k >= 0 {
			j += k
		} else {
			j = len(p)
		}
		part := p[i:j]
		i = j
		switch {
		case part == "" || part == ".":
			continue
		case part == "..":
			if n := len(starts); n > 0 {
				out = out[:starts[n-1]]
				starts = starts[:n-1]
				continue
			}
			if root > 0 {
				continue
			}
		}
		at := len(out)
		if at > root {
			out = append(out, '/')
		}
		out = append(out, part...)
		if part != ".." {
			starts = append(starts, at)
		}
	}
	if len(out) == 0 {
		return ".", nil
	}
	return string(out), nil
}

// textOrBytes gives the contents of a str or bytes argument, and how to make a result of the same kind.
func textOrBytes(t *core.Thread, v core.Value) (s string, wrap func(string) core.Value, err error) {
	p, err := t.FSPath(v)
	if err != nil {
		return "", nil, err
	}
	if b := core.AsBytes(p); b != nil {
		if err := t.Charge(len(b.Bytes())); err != nil {
			return "", nil, err
		}
		return string(b.Bytes()), func(s string) core.Value { return core.NewBytes([]byte(s)) }, nil
	}
	return core.AsStr(p).String(), core.StrVal, nil
}

func osNormpath(t *core.Thread, a []core.Value) (core.Value, error) {
	s, wrap, err := textOrBytes(t, a[0])
	if err != nil {
		return core.Unbound, err
	}
	if err := t.Charge(2 * len(s)); err != nil {
		return core.Unbound, err
	}
	n, err := normpath(t, s)
	if err != nil {
		return core.Unbound, err
	}
	return wrap(n), nil
}

func osSplitroot(t *core.Thread, a []core.Value) (core.Value, error) {
	s, wrap, err := textOrBytes(t, a[0])
	if err != nil {
		return core.Unbound, err
	}
	root := ""
	switch {
	case len(s) == 0 || s[0] != '/':
	case len(s) < 2 || s[1] != '/' || len(s) > 2 && s[2] == '/':
		root = s[:1]
	default:
		root = s[:2]
	}
	if core.AsStr(a[0]) == nil {
		if err := t.Charge(len(s)); err != nil {
			return core.Unbound, err
		}
	}
	return core.NewTuple(wrap(""), wrap(root), wrap(s[len(root):])), nil
}
