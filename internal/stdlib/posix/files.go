// This file implements the functions of os on file descriptors.
package posix

import (
	"math"

	"github.com/vivarium-py/vivarium/internal/core"
	"github.com/vivarium-py/vivarium/internal/host"
)

const oCloexec = 0o2000000

// fdFunc declares a function of one descriptor.
func fdFunc(name, sig, doc string, flags core.FuncFlags, do func(t *core.Thread, h *host.Host, fd int) (core.Value, error)) core.Func {
	return core.Func{Name: name, Sig: sig, Flags: flags, Doc: doc, Fn: func(t *core.Thread, a []core.Value) (core.Value, error) {
		fd, err := t.CInt(a[0])
		if err != nil {
			return core.Unbound, err
		}
		v, err := do(t, t.Interp().Host(), fd)
		if err != nil {
			return core.Unbound, t.OSError(err)
		}
		return v, nil
	}}
}

func osOpen(t *core.Thread, a []core.Value) (core.Value, error) {
	p, err := pathArg(t, "open", "path", a[0], 0)
	if err != nil {
		return core.Unbound, err
	}
	flags, err := t.CInt(a[1])
	if err != nil {
		return core.Unbound, err
	}
	mode, err := t.CInt(a[2])
	if err != nil {
		return core.Unbound, err
	}
	d, err := dirFD(t, a[3])
	if err != nil {
		return core.Unbound, err
	}
	if err := t.Audit("open", a[0], core.None, core.Int(int64(flags))); err != nil {
		return core.Unbound, err
	}
	t.SettlePath(p.name, d)
	fd, err := t.Interp().Host().Open(t, p.name, flags|oCloexec, uint32(mode), d)
	if err != nil && t.Reclaim(err) {
		fd, err = t.Interp().Host().Open(t, p.name, flags|oCloexec, uint32(mode), d)
	}
	if err != nil {
		return core.Unbound, p.fail(t, err)
	}
	return core.Int(int64(fd)), nil
}

// readFD reads up to a number of bytes.
func readFD(t *core.Thread, n core.Value, read func(p []byte) (int, error)) (core.Value, error) {
	size, err := t.Ssize(n)
	if err != nil {
		return core.Unbound, err
	}
	if size < 0 {
		return core.Unbound, t.OSErrorNumber(int(host.EINVAL))
	}
	size = min(size, math.MaxInt32&^0xFFF)
	if err := t.Charge(size); err != nil {
		return core.Unbound, err
	}
	buf := make([]byte, size)
	m, err := read(buf)
	if err != nil {
		return core.Unbound, t.OSError(err)
	}
	if m < size/2 {
		buf = append([]byte(nil), buf[:m]...)
	}
	return core.NewBytes(buf[:m]), nil
}

// buffers borrows the memory of a sequence of buffers.
func buffers(t *core.Thread, seq core.Value, fn string, write bool) (bufs [][]byte, done func(), err error) {
	if !core.IsSequence(seq) {
		return nil, nil, t.TypeError("%s() arg 2 must be a sequence", fn)
	}
	items, err := t.Collect(seq)
	if err != nil {
		return nil, nil, err
	}
	var held []core.IOBuffer
	done = func() {
		for i := range held {
			held[i].Done()
		}
	}
	for _, v := range items {
		var b core.IOBuffer
		if write {
			b, err = t.WriteBuffer(v, fn)
		} else {
			b, err = t.ReadBuffer(v)
		}
		if err != nil {
			done()
			return nil, nil, err
		}
		held = append(held, b)
		bufs = append(bufs, b.B)
	}
	return bufs, done, nil
}

// vector declares readv, writev, preadv and pwritev.
func vector(name string, read, at bool) core.Func {
	sig := "(fd, buffers, /)"
	if at {
		sig = "(fd, buffers, offset, flags=0, /)"
	}
	return core.Func{Name: name, Sig: sig, Flags: core.Blocks | core.HostOp, Doc: "Read into or write from several buffers with one call.", Fn: func(t *core.Thread, a []core.Value) (core.Value, error) {
		fd, err := t.CInt(a[0])
		if err != nil {
			return core.Unbound, err
		}
		off := int64(-1)
		if at {
			if off, err = t.CLong(a[2]); err != nil {
				return core.Unbound, err
			}
			if off < 0 {
				return core.Unbound, t.OSErrorNumber(int(host.EINVAL))
			}
			flags, err := t.CInt(a[3])
			if err != nil {
				return core.Unbound, err
			}
			if flags != 0 {
				return core.Unbound, t.OSErrorNumber(int(host.EOPNOTSUPP))
			}
		}
		bufs, done, err := buffers(t, a[1], name, read)
		if err != nil {
			return core.Unbound, err
		}
		defer done()
		var n int
		if read {
			n, err = t.Interp().Host().Readv(t, fd, bufs, off)
		} else {
			n, err = t.Interp().Host().Writev(t, fd, bufs, off)
		}
		if err != nil {
			return core.Unbound, t.OSError(err)
		}
		return core.Int(int64(n)), nil
	}}
}

func fileFuncs() []core.Func {
	return []core.Func{
		{Name: "open", Sig: "(path, flags, mode=511, *, dir_fd=None)", Flags: core.Blocks | core.HostOp, Fn: osOpen, Doc: "Open a file and return its descriptor.\n\nflags is made of O_RDONLY, O_WRONLY, O_CREAT and the like; mode is for new\nfiles."},
		fdFunc("close", "(fd)", "Close a file descriptor.", core.HostOp, func(t *core.Thread, h *host.Host, fd int) (core.Value, error) { return core.None, h.CloseFD(fd) }),
		{Name: "closerange", Sig: "(fd_low, fd_high, /)", Flags: core.HostOp, Doc: "Close all descriptors from the first number up to the second, without errors.", Fn: func(t *core.Thread, a []core.Value) (core.Value, error) {
			lo, err := t.CInt(a[0])
			if err != nil {
				return core.Unbound, err
			}
			hi, err := t.CInt(a[1])
			if err != nil {
				return core.Unbound, err
			}
			t.Interp().Host().CloseRange(lo, hi)
			return core.None, nil
		}},
		{Name: "read", Sig: "(fd, length, /)", Flags: core.Blocks | core.HostOp | core.Charges, Doc: "Read at most length bytes from a descriptor; b'' means the end of the file.", Fn: func(t *core.Thread, a []core.Value) (core.Value, error) {
			fd, err := t.CInt(a[0])
			if err != nil {
				return core.Unbound, err
			}
			return readFD(t, a[1], func(p []byte) (int, error) { return t.Interp().Host().Read(t, fd, p) })
		}},
		{Name: "readinto", Sig: "(fd, buffer, /)", Flags: core.Blocks | core.HostOp, Doc: "Read into a buffer object from a file descriptor.", Fn: func(t *core.Thread, a []core.Value) (core.Value, error) {
			fd, err := t.CInt(a[0])
			if err != nil {
				return core.Unbound, err
			}
			b, err := t.WriteBuffer(a[1], "readinto")
			if err != nil {
				return core.Unbound, err
			}
			defer b.Done()
			n, err := t.Interp().Host().Read(t, fd, b.B)
			if err != nil {
				return core.Unbound, t.OSError(err)
			}
			return core.Int(int64(n)), nil
		}},
		{Name: "pread", Sig: "(fd, length, offset, /)", Flags: core.Blocks | core.HostOp | core.Charges, Doc: "Read at most that many bytes from an offset in the file, without moving the\nposition.", Fn: func(t *core.Thread, a []core.Value) (core.Value, error) {
			fd, err := t.CInt(a[0])
			if err != nil {
				return core.Unbound, err
			}
			off, err := t.CLong(a[2])
			if err != nil {
				return core.Unbound, err
			}
			return readFD(t, a[1], func(p []byte) (int, error) { return t.Interp().Host().Pread(t, fd, p, off) })
		}},
		{Name: "write", Sig: "(fd, data, /)", Flags: core.Blocks | core.HostOp, Doc: "Write bytes to a descriptor and return how many went.", Fn: func(t *core.Thread, a []core.Value) (core.Value, error) {
			fd, err := t.CInt(a[0])
			if err != nil {
				return core.Unbound, err
			}
			b, err := t.ReadBuffer(a[1])
			if err != nil {
				return core.Unbound, err
			}
			defer b.Done()
			n, err := t.Interp().Host().Write(t, fd, b.B)
			if _, system := err.(*host.OSError); err != nil && (n == 0 || !system) { // a limit's end is not a short write
				return core.Unbound, t.OSError(err)
			}
			return core.Int(int64(n)), nil
		}},
		{Name: "pwrite", Sig: "(fd, buffer, offset, /)", Flags: core.Blocks | core.HostOp, Doc: "Write bytes at an offset in the file, without moving the position, and return\nhow many.", Fn: func(t *core.Thread, a []core.Value) (core.Value, error) {
			fd, err := t.CInt(a[0])
			if err != nil {
				return core.Unbound, err
			}
			b, err := t.ReadBuffer(a[1])
			if err != nil {
				return core.Unbound, err
			}
			defer b.Done()
			off, err := t.CLong(a[2])
			if err != nil {
				return core.Unbound, err
			}
			n, err := t.Interp().Host().Pwrite(t, fd, b.B, off)
			if err != nil {
				return core.Unbound, t.OSError(err)
			}
			return core.Int(int64(n)), nil
		}},
		vector("readv", true, false), vector("writev", false, false), vector("preadv", true, true), vector("pwritev", false, true),
		{Name: "lseek", Sig: "(fd, position, whence, /)", Flags: core.HostOp, Doc: "Move the position of a descriptor and return it.\n\nIt is counted from the start (SEEK_SET), where it is (SEEK_CUR) or the end\n(SEEK_END).", Fn: func(t *core.Thread, a []core.Value) (core.Value, error) {
			fd, err := t.CInt(a[0])
			if err != nil {
				return core.Unbound, err
			}
			off, err := t.CLong(a[1])
			if err != nil {
				return core.Unbound, err
			}
			whence, err := t.CInt(a[2])
			if err != nil {
				return core.Unbound, err
			}
			n, err := t.Interp().Host().Lseek(fd, off, whence)
			if err != nil {
				return core.Unbound, t.OSError(err)
			}
			return core.Int(n), nil
		}},
		{Name: "ftruncate", Sig: "(fd, length, /)", Flags: core.HostOp, Doc: "Cut or extend an open file to that many bytes.", Fn: func(t *core.Thread, a []core.Value) (core.Value, error) {
			fd, err := t.CInt(a[0])
			if err != nil {
				return core.Unbound, err
			}
			n, err := t.CLong(a[1])
			if err != nil {
				return core.Unbound, err
			}
			return none(t, t.Interp().Host().Ftruncate(fd, n))
		}},
		{Name: "fsync", Sig: "(fd)", Flags: core.Blocks | core.HostOp, Doc: "Have all that was written to a file put on disk.", Fn: fsync(false)},
		{Name: "fdatasync", Sig: "(fd)", Flags: core.Blocks | core.HostOp, Doc: "Have a file's data written to disk, but not all that is known about it.", Fn: fsync(true)},
		fdFunc("dup", "(fd, /)", "Return another descriptor for the same open file.", core.HostOp, func(t *core.Thread, h *host.Host, fd int) (core.Value, error) {
			n, err := h.Dup(fd, 0, false)
			return core.Int(int64(n)), err
		}),
		{Name: "dup2", Sig: "(fd, fd2, inheritable=True)", Flags: core.HostOp, Doc: "Duplicate file descriptor.", Fn: func(t *core.Thread, a []core.Value) (core.Value, error) {
			fd, err := t.CInt(a[0])
			if err != nil {
				return core.Unbound, err
			}
			fd2, err := t.CInt(a[1])
			if err != nil {
				return core.Unbound, err
			}
			inh, err := t.Truth(a[2])
			if err != nil {
				return core.Unbound, err
			}
			if fd < 0 || fd2 < 0 {
				return core.Unbound, t.OSErrorNumber(int(host.EBADF))
			}
			if err := t.Interp().Host().Dup2(fd, fd2, inh); err != nil {
				return core.Unbound, t.OSError(err)
			}
			return core.Int(int64(fd2)), nil
		}},
		{Name: "pipe", Sig: "()", Flags: core.HostOp, Doc: "Create a pipe.", Fn: func(t *core.Thread, a []core.Value) (core.Value, error) {
			r, w, err := t.Interp().Host().Pipe(0, false)
			if err != nil {
				return core.Unbound, t.OSError(err)
			}
			return core.NewTuple(core.Int(int64(r)), core.Int(int64(w))), nil
		}},
		{Name: "pipe2", Sig: "(flags, /)", Flags: core.HostOp, Doc: "Make a pipe and return its two ends, for reading and writing; flags are such\nas O_NONBLOCK.", Fn: func(t *core.Thread, a []core.Value) (core.Value, error) {
			flags, err := t.CInt(a[0])
			if err != nil {
				return core.Unbound, err
			}
			r, w, err := t.Interp().Host().Pipe(flags&^oCloexec, flags&oCloexec == 0)
			if err != nil {
				return core.Unbound, t.OSError(err)
			}
			return core.NewTuple(core.Int(int64(r)), core.Int(int64(w))), nil
		}},
		fdFunc("isatty", "(fd, /)", "Return whether a descriptor is a terminal.", core.HostOp, func(t *core.Thread, h *host.Host, fd int) (core.Value, error) { return core.Bool(h.Isatty(fd)), nil }),
		fdFunc("get_inheritable", "(fd, /)", "Return whether programs that are started get the descriptor too.", core.HostOp, func(t *core.Thread, h *host.Host, fd int) (core.Value, error) {
			b, err := h.Inheritable(fd)
			return core.Bool(b), err
		}),
		{Name: "set_inheritable", Sig: "(fd, inheritable, /)", Flags: core.HostOp, Doc: "Say whether programs that are started get the descriptor too.", Fn: func(t *core.Thread, a []core.Value) (core.Value, error) {
			fd, err := t.CInt(a[0])
			if err != nil {
				return core.Unbound, err
			}
			on, err := t.CInt(a[1])
			if err != nil {
				return core.Unbound, err
			}
			return none(t, t.Interp().Host().SetInheritable(fd, on != 0))
		}},
		fdFunc("get_blocking", "(fd, /)", "Return whether reads and writes of a descriptor wait.", core.HostOp, func(t *core.Thread, h *host.Host, fd int) (core.Value, error) {
			b, err := h.Blocking(fd)
			return core.Bool(b), err
		}),
		{Name: "set_blocking", Sig: "(fd, blocking, /)", Flags: core.HostOp, Doc: "Say whether reads and writes of a descriptor wait.", Fn: func(t *core.Thread, a []core.Value) (core.Value, error) {
			fd, err := t.CInt(a[0])
			if err != nil {
				return core.Unbound, err
			}
			on, err := t.Truth(a[1])
			if err != nil {
				return core.Unbound, err
			}
			return none(t, t.Interp().Host().SetBlocking(fd, on))
		}},
		{Name: "sendfile", Sig: "(out_fd, in_fd, offset, count)", Flags: core.Blocks | core.HostOp, Doc: "Send count bytes of one descriptor, from offset on or from where it is, to\nanother.\n\nReturn how many went.", Fn: func(t *core.Thread, a []core.Value) (core.Value, error) {
			out, err := t.CInt(a[0])
			if err != nil {
				return core.Unbound, err
			}
			in, err := t.CInt(a[1])
			if err != nil {
				return core.Unbound, err
			}
			off := int64(-1)
			if !a[2].IsNone() {
				if off, err = t.CLong(a[2]); err != nil {
					return core.Unbound, err
				}
				if off < 0 {
					return core.Unbound, t.OSErrorNumber(int(host.EINVAL))
				}
			}
			n, err := t.IndexInt(a[3])
			if err != nil {
				return core.Unbound, err
			}
			m, err := t.Interp().Host().Sendfile(t, out, in, off, n)
			if err != nil {
				return core.Unbound, t.OSError(err)
			}
			return core.Int(int64(m)), nil
		}},
		{Name: "copy_file_range", Sig: "(src, dst, count, offset_src=None, offset_dst=None)", Flags: core.Blocks | core.HostOp, Doc: "Copy count bytes of one file to another within the system, and return how many\nwere copied.", Fn: osCopyFileRange},
		{Name: "posix_fadvise", Sig: "(fd, offset, length, advice, /)", Flags: core.HostOp, Doc: "Tell the system how a part of a file will be read.", Fn: func(t *core.Thread, a []core.Value) (core.Value, error) {
			n, err := longs(t, a)
			if err != nil {
				return core.Unbound, err
			}
			return none(t, t.Interp().Host().Fadvise(int(n[0]), n[1], n[2], int(n[3])))
		}},
		{Name: "posix_fallocate", Sig: "(fd, offset, length, /)", Flags: core.HostOp, Doc: "Make sure that the disk has room for a part of a file.", Fn: func(t *core.Thread, a []core.Value) (core.Value, error) {
			n, err := longs(t, a)
			if err != nil {
				return core.Unbound, err
			}
			if n[1] < 0 || n[2] <= 0 {
				return core.Unbound, t.OSErrorNumber(int(host.EINVAL))
			}
			return none(t, t.Interp().Host().Fallocate(int(n[0]), 0, n[1], n[2]))
		}},
		{Name: "lockf", Sig: "(fd, command, length, /)", Flags: core.Blocks | core.HostOp, Doc: "Set, try or remove a lock on the next bytes of a file, as lockf(3) does.", Fn: func(t *core.Thread, a []core.Value) (core.Value, error) {
			n, err := longs(t, a)
			if err != nil {
				return core.Unbound, err
			}
			return none(t, t.Interp().Host().PosixLockf(t, int(n[0]), int(n[1]), n[2]))
		}},
		{Name: "memfd_create", Sig: "(name, flags=1)", Flags: core.HostOp, Doc: "Create an anonymous file that lives in memory.", Fn: func(t *core.Thread, a []core.Value) (core.Value, error) {
			name, err := t.PathArg(a[0])
			if err != nil {
				return core.Unbound, err
			}
			flags, err := t.CLong(a[1])
			if err != nil {
				return core.Unbound, err
			}
			if len(name) > 249 {
				return core.Unbound, t.OSError(&host.OSError{Errno: host.EINVAL})
			}
			fd, err := t.Interp().Host().Memfd(name, int(flags))
			if err != nil {
				return core.Unbound, t.OSError(err)
			}
			return core.Int(int64(fd)), nil
		}},
		{Name: "eventfd", Sig: "(initval, flags=524288)", Flags: core.HostOp, Doc: "Make a counter that is read and written through a descriptor, as eventfd(2)\nsays.", Fn: func(t *core.Thread, a []core.Value) (core.Value, error) {
			n, err := t.CULong(a[0])
			if err != nil {
				return core.Unbound, err
			}
			flags, err := t.CInt(a[1])
			if err != nil {
				return core.Unbound, err
			}
			fd, err := t.Interp().Host().Eventfd(uint(n), flags)
			if err != nil {
				return core.Unbound, t.OSError(err)
			}
			return core.Int(int64(fd)), nil
		}},
		fdFunc("eventfd_read", "(fd)", "Read eventfd value.", core.Blocks|core.HostOp, func(t *core.Thread, h *host.Host, fd int) (core.Value, error) {
			var b [8]byte
			_, err := h.Read(t, fd, b[:])
			var n uint64
			for i := range b {
				n |= uint64(b[i]) << (8 * i)
			}
			return core.Uint(n), err
		}),
		{Name: "eventfd_write", Sig: "(fd, value)", Flags: core.Blocks | core.HostOp, Doc: "Write eventfd value.", Fn: func(t *core.Thread, a []core.Value) (core.Value, error) {
			fd, err := t.CInt(a[0])
			if err != nil {
				return core.Unbound, err
			}
			n, err := t.CULong(a[1])
			if err != nil {
				return core.Unbound, err
			}
			var b [8]byte
			for i := range b {
				b[i] = byte(n >> (8 * i))
			}
			_, err = t.Interp().Host().Write(t, fd, b[:])
			return none(t, err)
		}},
	}
}

// longs reads all arguments as C longs.
func longs(t *core.Thread, a []core.Value) ([]int64, error) {
	out := make([]int64, len(a))
	for i, v := range a {
		n, err := t.CLong(v)
		if err != nil {
			return nil, err
		}
		out[i] = n
	}
	return out, nil
}

func fsync(dataOnly bool) core.NativeFn {
	return func(t *core.Thread, a []core.Value) (core.Value, error) {
		fd, err := t.FileDescriptor(a[0])
		if err != nil {
			return core.Unbound, err
		}
		return none(t, t.Interp().Host().Fsync(t, fd, dataOnly))
	}
}

func osCopyFileRange(t *core.Thread, a []core.Value) (core.Value, error) {
	n, err := longs(t, a[:3])
	if err != nil {
		return core.Unbound, err
	}
	if n[2] < 0 {
		return core.Unbound, t.ValueError("negative value for 'count' not allowed")
	}
	off := [2]int64{-1, -1}
	for i := range off {
		if a[3+i].Given() {
			if off[i], err = t.CLong(a[3+i]); err != nil {
				return core.Unbound, err
			}
		}
	}
	m, err := t.Interp().Host().CopyFileRange(t, int(n[0]), int(n[1]), int(n[2]), off[0], off[1])
	if err != nil {
		return core.Unbound, t.OSError(err)
	}
	return core.Int(int64(m)), nil
}
