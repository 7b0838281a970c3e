// Package fcntl_ is the native module fcntl: control of descriptors, and file locks.
package fcntl_

import (
	"strconv"
	"strings"

	"github.com/vivarium-py/vivarium/internal/core"
)

type (
	value  = core.Value
	thread = core.Thread
)

const constants = `DN_ACCESS=1 DN_ATTRIB=32 DN_CREATE=4 DN_DELETE=8 DN_MODIFY=2 DN_MULTISHOT=2147483648 DN_RENAME=16 FASYNC=8192
FD_CLOEXEC=1 FICLONE=1074041865 FICLONERANGE=1075876877 F_ADD_SEALS=1033 F_DUPFD=0 F_DUPFD_CLOEXEC=1030 F_EXLCK=4 F_GETFD=1
F_GETFL=3 F_GETLEASE=1025 F_GETLK=5 F_GETLK64=5 F_GETOWN=9 F_GETOWN_EX=16 F_GETPIPE_SZ=1032 F_GETSIG=11
F_GET_FILE_RW_HINT=1037 F_GET_RW_HINT=1035 F_GET_SEALS=1034 F_NOTIFY=1026 F_OFD_GETLK=36 F_OFD_SETLK=37 F_OFD_SETLKW=38
F_OWNER_PGRP=2 F_OWNER_PID=1 F_OWNER_TID=0 F_RDLCK=0 F_SEAL_FUTURE_WRITE=16 F_SEAL_GROW=4 F_SEAL_SEAL=1 F_SEAL_SHRINK=2
F_SEAL_WRITE=8 F_SETFD=2 F_SETFL=4 F_SETLEASE=1024 F_SETLK=6 F_SETLK64=6 F_SETLKW=7 F_SETLKW64=7 F_SETOWN=8 F_SETOWN_EX=15
F_SETPIPE_SZ=1031 F_SETSIG=10 F_SET_FILE_RW_HINT=1038 F_SET_RW_HINT=1036 F_SHLCK=8 F_UNLCK=2 F_WRLCK=1 LOCK_EX=2
LOCK_MAND=32 LOCK_NB=4 LOCK_READ=64 LOCK_RW=192 LOCK_SH=1 LOCK_UN=8 LOCK_WRITE=128 RWH_WRITE_LIFE_EXTREME=5
RWH_WRITE_LIFE_LONG=4 RWH_WRITE_LIFE_MEDIUM=3 RWH_WRITE_LIFE_NONE=1 RWH_WRITE_LIFE_NOT_SET=0 RWH_WRITE_LIFE_SHORT=2`

// takesLock reports whether a command takes a struct flock: F_GETLK, F_SETLK, F_SETLKW and those of open files.
func takesLock(cmd int) bool { return cmd >= 5 && cmd <= 7 || cmd >= 36 && cmd <= 38 }

const maxArg = 1024 // of bytes passed in

func result(t *thread, n int, err error) (value, error) {
	if err != nil {
		return core.Unbound, t.OSError(err)
	}
	return core.Int(int64(n)), nil
}

// intArg reads a number as a C int, taking an unsigned one too.
func intArg(t *thread, v value) (int, error) {
	x, err := t.Index(v)
	if err != nil {
		return 0, err
	}
	n, b, _ := core.AsInt(x)
	if b != nil {
		n = b.Int64()
	}
	return int(int32(uint32(n))), nil
}

func fcntl(t *thread, a []value) (value, error) {
	fd, err := t.FileDescriptor(a[0])
	if err != nil {
		return core.Unbound, err
	}
	cmd, err := t.CInt(a[1])
	if err != nil {
		return core.Unbound, err
	}
	if core.AsStr(a[2]) != nil {
		return core.Unbound, t.TypeError("fcntl() argument 3 must be an int or a bytes-like object, not str")
	}
	if core.SlotsOf(a[2]).Buffer != nil {
		src, err := t.BytesLike(a[2])
		if err != nil {
			return core.Unbound, err
		}
		if len(src) > maxArg {
			return core.Unbound, t.ValueError("fcntl argument 3 is too long")
		}
		if !takesLock(cmd) {
			return core.Unbound, t.Raise(&core.ExcNotImplementedError, "fcntl() with a buffer is only available for locks")
		}
		buf := append([]byte(nil), src...)
		if err := t.Interp().Host().FcntlLock(t, fd, cmd, buf); err != nil {
			return core.Unbound, t.OSError(err)
		}
		return core.NewBytes(buf), nil
	}
	arg, err := intArg(t, a[2])
	if err != nil {
		return core.Unbound, err
	}
	n, err := t.Interp().Host().Fcntl(fd, cmd, arg)
	return result(t, n, err)
}

func ioctl(t *thread, a []value) (value, error) {
	fd, err := t.FileDescriptor(a[0])
	if err != nil {
		return core.Unbound, err
	}
	req, err := intArg(t, a[1])
	if err != nil {
		return core.Unbound, err
	}
	mutate, err := t.Truth(a[3])
	if err != nil {
		return core.Unbound, err
	}
	h, request := t.Interp().Host(), uint(uint32(req))
	if core.SlotsOf(a[2]).Buffer == nil {
		n, err := intArg(t, a[2])
		if err != nil {
			return core.Unbound, err
		}
		if n != 0 {
			return core.Unbound, t.Raise(&core.ExcNotImplementedError, "ioctl() with a number is not available")
		}
		r, err := h.Ioctl(fd, request, nil)
		return result(t, r, err)
	}
	if mutate {
		if b, err := t.GetBuffer(a[2], true); err == nil {
			n, err := h.Ioctl(fd, request, b.B)
			if b.Release != nil {
				b.Release()
			}
			return result(t, n, err)
		}
	}
	src, err := t.BytesLike(a[2])
	if err != nil {
		return core.Unbound, err
	}
	if len(src) > maxArg {
		return core.Unbound, t.ValueError("ioctl string arg too long")
	}
	buf := append([]byte(nil), src...)
	if _, err := h.Ioctl(fd, request, buf); err != nil {
		return core.Unbound, t.OSError(err)
	}
	return core.NewBytes(buf), nil
}

// Module is fcntl.
func Module() *core.ModuleDef {
	var attrs []core.Attr
	for _, f := range strings.Fields(constants) {
		name, n, _ := strings.Cut(f, "=")
		i, _ := strconv.ParseInt(n, 10, 64)
		attrs = append(attrs, core.Attr{Name: name, Value: core.Int(i)})
	}
	return &core.ModuleDef{
		Name:  "fcntl",
		Doc:   "Operations on open files, given as descriptors or objects with fileno():\nflags, locks and control of devices.",
		Attrs: attrs,
		Funcs: []core.Func{
			{Name: "fcntl", Sig: "(fd, cmd, arg=0, /)", Flags: core.HostOp | core.Blocks, Doc: "Do an operation of fcntl(2) on a descriptor and return what it gives.", Fn: fcntl},
			{Name: "ioctl", Sig: "(fd, request, arg=0, mutate_flag=True, /)", Flags: core.HostOp, Doc: "Do an operation of ioctl(2) on a descriptor and return what it gives.", Fn: ioctl},
			{Name: "flock", Sig: "(fd, operation, /)", Flags: core.HostOp | core.Blocks, Doc: "Lock or unlock a whole file, as flock(2) does.\n\noperation is LOCK_SH, LOCK_EX or LOCK_UN, with LOCK_NB not to wait.", Fn: func(t *thread, a []value) (value, error) {
				fd, err := t.FileDescriptor(a[0])
				if err != nil {
					return core.Unbound, err
				}
				op, err := t.CInt(a[1])
				if err != nil {
					return core.Unbound, err
				}
				if err := t.Interp().Host().Flock(t, fd, op); err != nil {
					return core.Unbound, t.OSError(err)
				}
				return core.None, nil
			}},
			{Name: "lockf", Sig: "(fd, cmd, len=0, start=0, whence=0, /)", Flags: core.HostOp | core.Blocks, Doc: "Lock or unlock a part of a file, as lockf(3) does.\n\ncmd is LOCK_SH, LOCK_EX or LOCK_UN, with LOCK_NB not to wait.", Fn: func(t *thread, a []value) (value, error) {
				fd, err := t.FileDescriptor(a[0])
				if err != nil {
					return core.Unbound, err
				}
				cmd, err := t.CInt(a[1])
				if err != nil {
					return core.Unbound, err
				}
				if cmd&(1|2|8) == 0 {
					return core.Unbound, t.ValueError("unrecognized lockf argument")
				}
				length, err := t.CLong(a[2])
				if err != nil {
					return core.Unbound, err
				}
				start, err := t.CLong(a[3])
				if err != nil {
					return core.Unbound, err
				}
				whence, err := t.CInt(a[4])
				if err != nil {
					return core.Unbound, err
				}
				if err := t.Interp().Host().Lockf(t, fd, cmd, length, start, whence); err != nil {
					return core.Unbound, t.OSError(err)
				}
				return core.None, nil
			}},
		},
	}
}
