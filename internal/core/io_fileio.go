// This file implements FileIO: raw reads and writes on a file descriptor of the host, one system call each.
package core

import (
	"fmt"
	"math"

	"github.com/vivarium-py/vivarium/internal/host"
)

// ioDefaultBuffer is io.DEFAULT_BUFFER_SIZE.
const ioDefaultBuffer = 128 * 1024

// Flags of open, as Linux numbers them.
const (
	oRdonly  = 0
	oWronly  = 1
	oRdwr    = 2
	oCreat   = 0o100
	oExcl    = 0o200
	oTrunc   = 0o1000
	oAppend  = 0o2000
	oCloexec = 0o2000000
)

// FileIO is a raw file; fd is -1 when closed.
type FileIO struct {
	Header
	fd                           int
	created, readable, writable  bool
	appending, closefd, warnable bool
	finalizing                   bool
	seekable                     int8 // -1: not known yet
	watched                      bool
	blksize                      int64
	file                         fileID // what it was opened by name for writing
	name                         Value
}

func fileSelf(v Value) *FileIO { return As[FileIO](v) }

func newFileIO(cls *Type) *FileIO {
	f := As[FileIO](obj(cls.Alloc()))
	f.fd, f.seekable, f.closefd, f.name, f.blksize = -1, -1, true, Unbound, ioDefaultBuffer
	return f
}

func (f *FileIO) Val() Value { return Value{ref: &f.Header} }

func (t *Thread) fileClosedErr() error { return t.ValueError("I/O operation on closed file") }

func (t *Thread) fileModeErr(action string) error {
	return t.unsupported("File not open for %s", action)
}

// parseMode reads the mode of FileIO into f and gives the flags of open.
func (f *FileIO) parseMode(t *Thread, mode string) (int, error) {
	f.created, f.readable, f.writable, f.appending = false, false, false, false
	flags, kind, plus := 0, false, false
	for i := 0; i < len(mode); i++ {
		switch mode[i] {
		case 'x', 'r', 'w', 'a':
			if kind {
				goto bad
			}
			kind = true
			switch mode[i] {
			case 'x':
				f.created, f.writable = true, true
				flags |= oExcl | oCreat
			case 'r':
				f.readable = true
			case 'w':
				f.writable = true
				flags |= oCreat | oTrunc
			case 'a':
				f.writable, f.appending = true, true
				flags |= oAppend | oCreat
			}
		case 'b':
		case '+':
			if plus {
				goto bad
			}
			plus = true
			f.readable, f.writable = true, true
		default:
			return 0, t.ValueError("invalid mode: %s", mode)
		}
	}
	if !kind {
		goto bad
	}
	switch {
	case f.readable && f.writable:
		flags |= oRdwr
	case f.writable:
		flags |= oWronly
	}
	return flags | oCloexec, nil
bad:
	return 0, t.ValueError("Must have exactly one of create/read/write/append mode and at most one plus")
}

// fdArg reads a descriptor given as an int.
func (t *Thread) fdArg(v Value) (int, error) {
	n, b, _ := AsInt(v)
	if b != nil || n > math.MaxInt32 || n < math.MinInt32 {
		return 0, t.OverflowError("Python int too large to convert to C int")
	}
	return int(n), nil
}

// openFile is FileIO.__init__.
func (t *Thread) openFile(f *FileIO, name Value, mode string, closefd bool, opener Value) error {
	if f.fd >= 0 {
		if f.closefd {
			if err := t.fileCloseFD(f); err != nil {
				return err
			}
		} else {
			f.fd = -1
		}
	}
	h := t.interp.host
	fd := -1
	path := ""
	if v, ok := name, name.Type().flags&flagIntSub != 0; ok {
		if v == True || v == False {
			if err := t.Warn(&ExcRuntimeWarning, "bool is used as a file descriptor", 1); err != nil {
				return err
			}
		}
		n, err := t.fdArg(v)
		if err != nil {
			return err
		}
		if n < 0 {
			return t.ValueError("negative file descriptor")
		}
		fd = n
	} else {
		p, err := t.PathArg(name)
		if err != nil {
			return err
		}
		path = p
	}
	flags, err := f.parseMode(t, mode)
	if err != nil {
		return err
	}
	if err := t.Audit("open", name, StrVal(mode), Int(int64(flags))); err != nil {
		return err
	}
	own := false
	switch {
	case fd >= 0:
		f.closefd = closefd
	case !closefd:
		return t.ValueError("Cannot use closefd=False with file name")
	case opener.Given():
		r, err := t.Call(opener, name, Int(int64(flags)))
		if err != nil {
			return err
		}
		n, b, ok := AsInt(r)
		if !ok {
			return t.TypeError("expected integer from opener")
		}
		if b != nil || n > math.MaxInt32 || n < math.MinInt32 {
			return t.OverflowError("Python int too large to convert to C int")
		}
		if n < 0 {
			return t.ValueError("opener returned %d", n)
		}
		fd, f.closefd, own = int(n), true, true
		_ = h.SetInheritable(fd, false)
	default:
		t.SettlePath(path, host.AtCwd)
		if fd, err = h.Open(t, path, flags, 0o666, host.AtCwd); err != nil && t.Reclaim(err) {
			fd, err = h.Open(t, path, flags, 0o666, host.AtCwd)
		}
		if err != nil {
			return t.OSErrorAt(err, name, Unbound)
		}
		f.closefd, own = true, true
	}
	f.fd = fd
	fail := func(err error) error {
		f.fd = -1
		if own {
			_ = h.CloseFD(fd)
		}
		return err
	}
	st, err := h.Fstat(fd)
	if err != nil {
		if oe, ok := err.(*host.OSError); ok && oe.Errno == host.EBADF {
			return fail(t.OSErrorNumber(int(host.EBADF)))
		}
	} else {
		if st.IsDir() {
			return fail(t.OSErrorAt(&host.OSError{Errno: host.EISDIR}, name, Unbound))
		}
		if f.file = (fileID{}); own && f.writable {
			f.file = fileIDOf(&st)
		}
		f.blksize = ioDefaultBuffer
		if st.Blksize > ioDefaultBuffer {
			f.blksize = min(st.Blksize, 8<<20)
		}
	}
	if err := t.SetAttr(f.Val(), nStreamName, name); err != nil {
		return fail(err)
	}
	if f.appending {
		if _, err := h.Lseek(fd, 0, 2); err != nil {
			if oe, ok := err.(*host.OSError); !ok || oe.Errno != host.ESPIPE {
				return fail(t.OSError(err))
			}
		}
	}
	f.watch(t)
	return nil
}

// fileCloseFD closes the descriptor if the object owns it.
func (t *Thread) fileCloseFD(f *FileIO) error {
	fd := f.fd
	f.fd = -1
	f.unwatch(t)
	if fd >= 0 && f.closefd {
		if err := t.interp.host.CloseFD(fd); err != nil {
			return t.OSError(err)
		}
	}
	return nil
}

// watch has the file closed when Go finds it dead.
func (f *FileIO) watch(t *Thread) {
	if f.closefd && f.fd >= 0 && !f.watched {
		f.watched = true
		t.interp.watchStream(&f.Header)
	}
}

func (f *FileIO) unwatch(t *Thread) {
	if f.watched {
		f.watched = false
		t.interp.unwatchStream(&f.Header)
	}
}

// fileClose is FileIO.close.
func (t *Thread) fileClose(f *FileIO) error {
	var err error
	if !plainStream(&f.Header, &FileIOType) {
		_, err = ioBaseClose(t, []Value{f.Val()})
	}
	if !f.closefd {
		f.fd = -1
		f.unwatch(t)
		return err
	}
	if f.finalizing && f.fd >= 0 {
		t.fileDeallocWarn(f, f.Val())
	}
	if cerr := t.fileCloseFD(f); cerr != nil {
		if err != nil {
			t.chainContext(cerr, err)
		}
		return cerr
	}
	return err
}

// chainContext makes err's __context__ the exception that came before.
func (t *Thread) chainContext(err, before error) {
	e, b := ExceptionOf(err), ExceptionOf(before)
	if e != nil && b != nil && e != b && e.context.IsNone() {
		e.context = b.Val()
	}
}

// fileDeallocWarn warns of a file that nobody closed.
func (t *Thread) fileDeallocWarn(f *FileIO, source Value) {
	if f.fd < 0 || !f.closefd {
		return
	}
	text := "unclosed file"
	if r, err := t.Repr(source); err == nil {
		text += " " + r.s
	}
	if err := t.Warn(&ExcResourceWarning, text, 1); err != nil && Matches(err, &ExcWarning) {
		t.unraisable(err, source, "", "while finalizing file")
	}
}

// fileRead reads into p; n is -1 where a non-blocking file has nothing.
func (t *Thread) fileRead(f *FileIO, p []byte) (n int, err error) {
	if f.fd < 0 {
		return 0, t.fileClosedErr()
	}
	if !f.readable {
		return 0, t.fileModeErr("reading")
	}
	n, err = t.interp.host.Read(t, f.fd, p)
	if err != nil {
		return t.rawErr(n, err)
	}
	return n, nil
}

// rawErr turns "try again" into -1 and other errors of the host into exceptions.
func (t *Thread) rawErr(n int, err error) (int, error) {
	if oe, ok := err.(*host.OSError); ok && oe.Errno == host.EAGAIN && oe.Denied == nil {
		return -1, nil
	}
	return 0, t.OSError(err)
}

// fileWrite writes p; n is -1 where a non-blocking file takes nothing.
func (t *Thread) fileWrite(f *FileIO, p []byte) (n int, err error) {
	if f.fd < 0 {
		return 0, t.fileClosedErr()
	}
	if !f.writable {
		return 0, t.fileModeErr("writing")
	}
	n, err = t.interp.host.Write(t, f.fd, p)
	if err != nil && n == 0 {
		return t.rawErr(n, err)
	}
	if err != nil {
		if _, ok := err.(*host.OSError); !ok {
			return n, t.OSError(err)
		}
	}
	return n, nil
}

func (t *Thread) fileSeek(f *FileIO, off int64, whence int) (int64, error) {
	if f.fd < 0 {
		return 0, t.fileClosedErr()
	}
	pos, err := t.interp.host.Lseek(f.fd, off, whence)
	if err != nil {
		return 0, t.OSError(err)
	}
	f.seekable = 1
	return pos, nil
}

func (t *Thread) fileSeekable(f *FileIO) (bool, error) {
	if f.fd < 0 {
		return false, t.fileClosedErr()
	}
	if f.seekable < 0 {
		_, err := t.interp.host.Lseek(f.fd, 0, 1)
		f.seekable = 0
		if err == nil {
			f.seekable = 1
		}
	}
	return f.seekable > 0, nil
}

// fileReadall reads to the end; nil without error means that nothing was ready.
func (t *Thread) fileReadall(f *FileIO) ([]byte, error) {
	if f.fd < 0 {
		return nil, t.fileClosedErr()
	}
	if !f.readable {
		return nil, t.fileModeErr("reading")
	}
	size := 8192
	if f.seekable != 0 {
		if st, err := t.interp.host.Fstat(f.fd); err == nil && st.IsRegular() {
			if pos, err := t.interp.host.Lseek(f.fd, 0, 1); err == nil && st.Size > pos {
				if left := st.Size - pos + 1; left < 1<<40 {
					size = int(left)
				}
			}
		}
	}
	if err := t.Charge(size); err != nil {
		return nil, err
	}
	buf := make([]byte, size)
	n := 0
	for {
		if n == len(buf) {
			grow := max(n/2, 8192)
			if err := t.Charge(n + grow); err != nil {
				return nil, err
			}
			buf = append(buf, make([]byte, grow)...)
		}
		m, err := t.fileRead(f, buf[n:])
		if err != nil {
			return nil, err
		}
		if m < 0 {
			if n == 0 {
				return nil, nil
			}
			break
		}
		if m == 0 {
			break
		}
		n += m
	}
	return buf[:n:n], nil
}

func (f *FileIO) modeText() string {
	switch {
	case f.created && f.readable:
		return "xb+"
	case f.created:
		return "xb"
	case f.appending && f.readable:
		return "ab+"
	case f.appending:
		return "ab"
	case f.readable && f.writable:
		return "rb+"
	case f.readable:
		return "rb"
	}
	return "wb"
}

// fileOffset reads a position argument.
func (t *Thread) fileOffset(v Value) (int64, error) { return t.CLong(v) }

// whenceArg reads a whence argument.
func (t *Thread) whenceArg(v Value) (int, error) {
	n, err := t.fileOffset(v)
	if err == nil && (n > math.MaxInt32 || n < math.MinInt32) {
		err = t.OverflowError("Python int too large to convert to C int")
	}
	return int(n), err
}

// cannotPickle gives the methods of streams that refuse pickling.
func cannotPickle() []Func {
	refuse := func(t *Thread, a []Value) (Value, error) {
		return Unbound, t.TypeError("cannot pickle '%s' instances", a[0].TypeName())
	}
	return []Func{{Name: "__reduce__", Sig: "(self, /)", Flags: Pure, Fn: refuse}, {Name: "__reduce_ex__", Sig: "(self, object, /)", Flags: Pure, Fn: refuse}}
}

func setupFileIO() {
	// open wraps a method with the check that the file is open.
	open := func(fn func(t *Thread, f *FileIO) (Value, error)) NativeFn {
		return func(t *Thread, a []Value) (Value, error) {
			f := fileSelf(a[0])
			if f.fd < 0 {
				return Unbound, t.fileClosedErr()
			}
			return fn(t, f)
		}
	}
	flag := func(name string, p func(f *FileIO) *bool) GetSet {
		return GetSet{Name: name, Get: func(t *Thread, v Value) (Value, error) { return Bool(*p(fileSelf(v))), nil }}
	}
	ioType(&FileIOType, &TypeSpec{
		Name: "_io.FileIO", Base: &RawIOBaseType, Layout: LayoutOf[FileIO](),
		Doc: "Open a file as a raw stream of bytes.", Sig: "(file, mode='r', closefd=True, opener=None)",
		New: &Func{Name: "FileIO", Sig: "(cls, *args, **kwargs)", Flags: Pure, Fn: func(t *Thread, a []Value) (Value, error) {
			return newFileIO(AsType(a[0])).Val(), nil
		}},
		Init: &Func{Name: "FileIO", Sig: "(self, file, mode='r', closefd=True, opener=None)", Flags: Blocks | HostOp, Fn: func(t *Thread, a []Value) (Value, error) {
			mode := AsStr(a[2])
			if mode == nil {
				return Unbound, t.TypeError("FileIO() argument 'mode' must be str, not %s", typeNameNone(a[2]))
			}
			closefd, err := t.Truth(a[3])
			if err != nil {
				return Unbound, err
			}
			return None, t.openFile(fileSelf(a[0]), a[1], mode.s, closefd, a[4])
		}},
		Slots: Slots{
			Repr: func(t *Thread, v Value) (Value, error) {
				f := fileSelf(v)
				name := v.Type().fullName()
				if f.fd < 0 {
					return StrVal("<" + name + " [closed]>"), nil
				}
				closefd := "True"
				if !f.closefd {
					closefd = "False"
				}
				n, err := t.LookupAttr(v, nStreamName)
				if err != nil {
					return Unbound, err
				}
				if n.IsUnbound() {
					return StrVal(fmt.Sprintf("<%s fd=%d mode='%s' closefd=%s>", name, f.fd, f.modeText(), closefd)), nil
				}
				return t.reprGuardStream(v, func() (Value, error) {
					r, err := t.Repr(n)
					if err != nil {
						return Unbound, err
					}
					return StrVal(fmt.Sprintf("<%s name=%s mode='%s' closefd=%s>", name, r.s, f.modeText(), closefd)), nil
				})
			},
			Traverse: func(h *Header, visit func(Value)) { visit(fileSelf(obj(h)).name) },
		},
		Methods: append([]Func{
			{Name: "read", Sig: "(self, size=-1, /)", Flags: Blocks | HostOp | Charges, Doc: "Read at most size bytes with one system call; None if a non-blocking file has none.", Fn: func(t *Thread, a []Value) (Value, error) {
				f := fileSelf(a[0])
				if f.fd < 0 {
					return Unbound, t.fileClosedErr()
				}
				if !f.readable {
					return Unbound, t.fileModeErr("reading")
				}
				n, err := t.optSize(a[1])
				if err != nil {
					return Unbound, err
				}
				if n < 0 {
					return t.CallMethod(a[0], nReadall)
				}
				if err := t.Charge(n); err != nil {
					return Unbound, err
				}
				buf := make([]byte, n)
				m, err := t.fileRead(f, buf)
				if err != nil || m < 0 {
					return None, err
				}
				if m < n/2 {
					buf = append([]byte(nil), buf[:m]...)
				}
				return NewBytes(buf[:m]), nil
			}},
			{Name: "readall", Sig: "(self, /)", Flags: Blocks | HostOp | Charges, Doc: "Read up to the end of the file and return the bytes.\n\nIn non-blocking mode, return what is there now, or None if nothing is.", Fn: func(t *Thread, a []Value) (Value, error) {
				b, err := t.fileReadall(fileSelf(a[0]))
				if err != nil || b == nil {
					return None, err
				}
				return NewBytes(b), nil
			}},
			{Name: "readinto", Sig: "(self, buffer, /)", Flags: Blocks | HostOp, Doc: "Read into a writable buffer.", Fn: func(t *Thread, a []Value) (Value, error) {
				f := fileSelf(a[0])
				dst, err := t.writeBuffer(a[1], "readinto")
				if err != nil {
					return Unbound, err
				}
				defer dst.done()
				n, err := t.fileRead(f, dst.B)
				if err != nil || n < 0 {
					return None, err
				}
				return Int(int64(n)), nil
			}},
			{Name: "write", Sig: "(self, b, /)", Flags: Blocks | HostOp, Doc: "Write bytes and return how many went out, which may be fewer than given.\n\nIn non-blocking mode, return None if the write would block.", Fn: func(t *Thread, a []Value) (Value, error) {
				f := fileSelf(a[0])
				src, err := t.readBuffer(a[1])
				if err != nil {
					return Unbound, err
				}
				defer src.done()
				n, err := t.fileWrite(f, src.B)
				if err != nil || n < 0 {
					return None, err
				}
				return Int(int64(n)), nil
			}},
			{Name: "seek", Sig: "(self, pos, whence=0, /)", Flags: HostOp, Doc: "Move the position to offset, counted from the start (whence 0), from where it\nis (1) or from the end (2), and return it.", Fn: func(t *Thread, a []Value) (Value, error) {
				f := fileSelf(a[0])
				if f.fd < 0 {
					return Unbound, t.fileClosedErr()
				}
				whence, err := t.whenceArg(a[2])
				if err != nil {
					return Unbound, err
				}
				off, err := t.fileOffset(a[1])
				if err != nil {
					return Unbound, err
				}
				pos, err := t.fileSeek(f, off, whence)
				return Int(pos), err
			}},
			{Name: "tell", Sig: "(self, /)", Flags: HostOp, Doc: "Current file position.", Fn: open(func(t *Thread, f *FileIO) (Value, error) {
				pos, err := t.fileSeek(f, 0, 1)
				return Int(pos), err
			})},
			{Name: "truncate", Sig: "(self, size=None, /)", Flags: HostOp, Doc: "Cut or extend the file to size, by default to the current position, and return\nthat.", Fn: func(t *Thread, a []Value) (Value, error) {
				f := fileSelf(a[0])
				if f.fd < 0 {
					return Unbound, t.fileClosedErr()
				}
				if !f.writable {
					return Unbound, t.fileModeErr("writing")
				}
				var n int64
				var err error
				if a[1].IsNone() {
					n, err = t.fileSeek(f, 0, 1)
				} else {
					n, err = t.fileOffset(a[1])
				}
				if err != nil {
					return Unbound, err
				}
				if err := t.interp.host.Ftruncate(f.fd, n); err != nil {
					return Unbound, t.OSError(err)
				}
				return Int(n), nil
			}},
			{Name: "close", Sig: "(self, /)", Flags: HostOp, Doc: "Close the file.", Fn: func(t *Thread, a []Value) (Value, error) { return None, t.fileClose(fileSelf(a[0])) }},
			{Name: "seekable", Sig: "(self, /)", Flags: HostOp, Doc: "Whether the position can be moved.", Fn: func(t *Thread, a []Value) (Value, error) {
				ok, err := t.fileSeekable(fileSelf(a[0]))
				return Bool(ok), err
			}},
			{Name: "readable", Sig: "(self, /)", Flags: Pure, Doc: "Whether the file can be read from.", Fn: open(func(t *Thread, f *FileIO) (Value, error) { return Bool(f.readable), nil })},
			{Name: "writable", Sig: "(self, /)", Flags: Pure, Doc: "Whether the file can be written to.", Fn: open(func(t *Thread, f *FileIO) (Value, error) { return Bool(f.writable), nil })},
			{Name: "fileno", Sig: "(self, /)", Flags: Pure, Doc: "Return the descriptor of the file.", Fn: open(func(t *Thread, f *FileIO) (Value, error) { return Int(int64(f.fd)), nil })},
			{Name: "isatty", Sig: "(self, /)", Flags: HostOp, Doc: "Whether the file is a terminal.", Fn: open(func(t *Thread, f *FileIO) (Value, error) { return Bool(t.interp.host.Isatty(f.fd)), nil })},
			{Name: "_isatty_open_only", Sig: "(self, /)", Flags: HostOp, Fn: open(func(t *Thread, f *FileIO) (Value, error) { return Bool(t.interp.host.Isatty(f.fd)), nil })},
			{Name: "_dealloc_warn", Sig: "(self, source, /)", Flags: Polls, Fn: func(t *Thread, a []Value) (Value, error) {
				t.fileDeallocWarn(fileSelf(a[0]), a[1])
				return None, nil
			}},
		}, cannotPickle()...),
		GetSets: []GetSet{
			{Name: "closed", Get: func(t *Thread, v Value) (Value, error) { return Bool(fileSelf(v).fd < 0), nil }, Doc: "True if the file is closed"},
			flag("closefd", func(f *FileIO) *bool { return &f.closefd }),
			{Name: "mode", Get: func(t *Thread, v Value) (Value, error) { return StrVal(fileSelf(v).modeText()), nil }, Doc: "String giving the file mode"},
			streamField("name", func(v Value) *Value { return &fileSelf(v).name }),
		},
		Members: []GetSet{
			{Name: "_blksize", Get: func(t *Thread, v Value) (Value, error) { return Int(fileSelf(v).blksize), nil }, Set: func(t *Thread, v, x Value) error {
				n, err := t.IndexInt(x)
				if err == nil {
					fileSelf(v).blksize = int64(n)
				}
				return err
			}},
			boolMember("_finalizing", func(v Value) *bool { return &fileSelf(v).finalizing }),
		},
	})
}

// streamField is an attribute that CPython keeps in the instance's dict and Vivarium in a field.
func streamField(name string, p func(v Value) *Value) GetSet {
	return GetSet{Name: name,
		Get: func(t *Thread, v Value) (Value, error) {
			x := *p(v)
			if x.IsUnbound() {
				return Unbound, t.AttributeError(v, Intern(name))
			}
			return x, nil
		},
		Set: func(t *Thread, v, x Value) error {
			if x.IsUnbound() && (*p(v)).IsUnbound() {
				return t.AttributeError(v, Intern(name))
			}
			*p(v) = x
			return nil
		},
	}
}

func boolMember(name string, p func(v Value) *bool) GetSet {
	return GetSet{Name: name,
		Get: func(t *Thread, v Value) (Value, error) { return Bool(*p(v)), nil },
		Set: func(t *Thread, v, x Value) error {
			if x != True && x != False {
				return t.TypeError("attribute value type must be bool")
			}
			*p(v) = x == True
			return nil
		},
	}
}

// typeNameNone names a value's type in messages of argument checks, where None is "None".
func typeNameNone(v Value) string {
	if v.IsNone() {
		return "None"
	}
	return v.TypeName()
}
