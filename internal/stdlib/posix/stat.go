// This file implements stat and what changes the attributes of files.
package posix

import (
	"math"
	"math/big"
	"strings"

	"github.com/vivarium-py/vivarium/internal/core"
	"github.com/vivarium-py/vivarium/internal/host"
)

// The structure sequences of the module.
var (
	statType, statvfsType, terminalSizeType, timesType core.Type
	unameType, schedParamType, waitidType, errorType   core.Type
)

func setupStructs() {
	core.SetupStructSeq(&statType, core.StructSeqSpec{Name: "os.stat_result", Visible: 10, Doc: "What stat() returns: mode, ino, dev, nlink, uid, gid, size, and three times,\nin a tuple and as attributes that begin with st_.",
		Fields: []string{"st_mode", "st_ino", "st_dev", "st_nlink", "st_uid", "st_gid", "st_size", "", "", "",
			"st_atime", "st_mtime", "st_ctime", "st_atime_ns", "st_mtime_ns", "st_ctime_ns", "st_blksize", "st_blocks", "st_rdev"},
		Fill: func(items []core.Value) {
			for i := range 3 {
				if items[10+i].IsNone() {
					items[10+i] = items[7+i]
				}
			}
		}})
	for _, s := range []struct {
		typ     *core.Type
		name    string
		fields  string
		visible int
	}{
		{&statvfsType, "os.statvfs_result", "f_bsize f_frsize f_blocks f_bfree f_bavail f_files f_ffree f_favail f_flag f_namemax f_fsid", 10},
		{&terminalSizeType, "os.terminal_size", "columns lines", 0},
		{&timesType, "posix.times_result", "user system children_user children_system elapsed", 0},
		{&unameType, "posix.uname_result", "sysname nodename release version machine", 0},
		{&schedParamType, "posix.sched_param", "sched_priority", 0},
		{&waitidType, "posix.waitid_result", "si_pid si_uid si_signo si_status si_code", 0},
	} {
		core.SetupStructSeq(s.typ, core.StructSeqSpec{Name: s.name, Fields: strings.Fields(s.fields), Visible: s.visible})
	}
	setupDirEntry()
}

// floorDiv divides rounding down.
func floorDiv(a, b int64) int64 {
	q := a / b
	if a%b < 0 {
		q--
	}
	return q
}

func statResult(st host.Stat) core.Value {
	items := []core.Value{core.Int(int64(st.Mode)), core.Uint(st.Ino), core.Uint(st.Dev), core.Uint(st.Nlink), core.Int(int64(st.UID)), core.Int(int64(st.GID)), core.Int(st.Size)}
	times := []int64{st.Atime, st.Mtime, st.Ctime}
	for _, ns := range times {
		items = append(items, core.Int(floorDiv(ns, 1e9)))
	}
	for _, ns := range times {
		s := floorDiv(ns, 1e9)
		items = append(items, core.Float(float64(s)+1e-9*float64(ns-s*1e9)))
	}
	for _, ns := range times {
		items = append(items, core.Int(ns))
	}
	return core.NewStructSeq(&statType, append(items, core.Int(st.Blksize), core.Int(st.Blocks), core.Uint(st.Rdev))...)
}

// doStat is stat, lstat and fstat in one.
func doStat(t *core.Thread, fn string, p path, dir core.Value, follow bool) (core.Value, error) {
	d, err := dirFD(t, dir)
	if err != nil {
		return core.Unbound, err
	}
	h := t.Interp().Host()
	var st host.Stat
	if p.fd >= 0 || core.SlotsOf(p.obj).Index != nil && core.AsStr(p.obj) == nil && core.AsBytes(p.obj) == nil {
		switch {
		case dir.Given():
			return core.Unbound, t.ValueError("%s: can't specify dir_fd without matching path", fn)
		}
		st, err = h.Fstat(p.fd)
		if err != nil {
			return core.Unbound, t.OSErrorAt(err, p.obj, core.Unbound)
		}
		return statResult(st), nil
	}
	st, err = h.Stat(p.name, d, follow)
	if err == nil && t.SettleFile(&st) {
		st, err = h.Stat(p.name, d, follow)
	}
	if err != nil {
		return core.Unbound, p.fail(t, err)
	}
	return statResult(st), nil
}

// timeArg reads one time of utime, in seconds, as nanoseconds.
func timeArg(t *core.Thread, v core.Value) (int64, error) { return t.Seconds(v, core.RoundFloor) }

// nsArg reads one time of utime in nanoseconds.
func nsArg(t *core.Thread, v core.Value) (int64, error) {
	r, err := t.Index(v)
	if err != nil {
		return 0, err
	}
	b, _ := core.AsBig(r)
	sec := new(big.Int).Div(b, big.NewInt(1e9))
	if !b.IsInt64() || !sec.IsInt64() {
		return 0, t.OverflowError("Python int too large to convert to C time_t")
	}
	return b.Int64(), nil
}

func osUtime(t *core.Thread, a []core.Value) (core.Value, error) {
	p, err := pathArg(t, "utime", "path", a[0], allowFD)
	if err != nil {
		return core.Unbound, err
	}
	d, err := dirFD(t, a[3])
	if err != nil {
		return core.Unbound, err
	}
	follow, err := t.Truth(a[4])
	if err != nil {
		return core.Unbound, err
	}
	if a[1].Given() && !a[2].IsUnbound() {
		return core.Unbound, t.ValueError("utime: you may specify either 'times' or 'ns' but not both")
	}
	atime, mtime := host.UtimeNow, host.UtimeNow
	pair := func(v core.Value, conv func(*core.Thread, core.Value) (int64, error), bad string) error {
		tup := core.AsTuple(v)
		if tup.Len() != 2 {
			return t.TypeError("%s", bad)
		}
		if atime, err = conv(t, tup.Items()[0]); err != nil {
			return err
		}
		mtime, err = conv(t, tup.Items()[1])
		return err
	}
	switch {
	case a[1].Given():
		err = pair(a[1], timeArg, "utime: 'times' must be either a tuple of two ints or None")
	case !a[2].IsUnbound():
		err = pair(a[2], nsArg, "utime: 'ns' must be a tuple of two ints")
	}
	if err != nil {
		return core.Unbound, err
	}
	h := t.Interp().Host()
	if p.fd >= 0 {
		if a[3].Given() {
			return core.Unbound, t.ValueError("utime: can't specify dir_fd without matching path")
		}
		if !follow {
			return core.Unbound, t.ValueError("utime: cannot use fd and follow_symlinks together")
		}
		err = h.Futime(p.fd, atime, mtime)
	} else {
		err = h.Utime(p.name, atime, mtime, d, follow)
	}
	return core.None, p.fail(t, err)
}

func osChmod(t *core.Thread, a []core.Value) (core.Value, error) {
	p, err := pathArg(t, "chmod", "path", a[0], allowFD)
	if err != nil {
		return core.Unbound, err
	}
	mode, err := t.CInt(a[1])
	if err != nil {
		return core.Unbound, err
	}
	d, err := dirFD(t, a[2])
	if err != nil {
		return core.Unbound, err
	}
	follow, err := t.Truth(a[3])
	if err != nil {
		return core.Unbound, err
	}
	h := t.Interp().Host()
	if p.fd >= 0 {
		if a[2].Given() {
			return core.Unbound, t.ValueError("chmod: can't specify dir_fd without matching path")
		}
		if !follow {
			return core.Unbound, t.ValueError("chmod: cannot use fd and follow_symlinks together")
		}
		return core.None, p.fail(t, h.Fchmod(p.fd, uint32(mode)))
	}
	if !follow {
		err := h.Chmod(p.name, uint32(mode), d, false)
		if oe, ok := err.(*host.OSError); ok && oe.Errno == host.EOPNOTSUPP {
			return core.Unbound, notImplemented(t, "chmod: follow_symlinks unavailable on this platform")
		}
		return core.None, p.fail(t, err)
	}
	return core.None, p.fail(t, h.Chmod(p.name, uint32(mode), d, true))
}

func notImplemented(t *core.Thread, msg string) error {
	return t.Raise(&core.ExcNotImplementedError, "%s", msg)
}

// doChown is chown and its variants.
func doChown(t *core.Thread, fn string, p path, uid, gid core.Value, d int, follow bool) (core.Value, error) {
	u, err := idArg(t, "uid", uid)
	if err != nil {
		return core.Unbound, err
	}
	g, err := idArg(t, "gid", gid)
	if err != nil {
		return core.Unbound, err
	}
	h := t.Interp().Host()
	if p.fd >= 0 {
		if d != host.AtCwd {
			return core.Unbound, t.ValueError("%s: can't specify dir_fd without matching path", fn)
		}
		if !follow {
			return core.Unbound, t.ValueError("%s: cannot use fd and follow_symlinks together", fn)
		}
		return core.None, p.fail(t, h.Fchown(p.fd, u, g))
	}
	return core.None, p.fail(t, h.Chown(p.name, u, g, d, follow))
}

func statFuncs() []core.Func {
	return []core.Func{
		{Name: "stat", Sig: "(path, *, dir_fd=None, follow_symlinks=True)", Flags: core.HostOp, Doc: "Return what the system knows of a file: its size, times, kind, owner and so on.\n\nThe path may be a descriptor. With follow_symlinks false, a link itself is\nmeant.", Fn: func(t *core.Thread, a []core.Value) (core.Value, error) {
			p, err := pathArg(t, "stat", "path", a[0], allowFD)
			if err != nil {
				return core.Unbound, err
			}
			follow, err := t.Truth(a[2])
			if err != nil {
				return core.Unbound, err
			}
			return doStat(t, "stat", p, a[1], follow)
		}},
		{Name: "lstat", Sig: "(path, *, dir_fd=None)", Flags: core.HostOp, Doc: "Like stat, but without following a symbolic link at the end.", Fn: func(t *core.Thread, a []core.Value) (core.Value, error) {
			p, err := pathArg(t, "lstat", "path", a[0], 0)
			if err != nil {
				return core.Unbound, err
			}
			return doStat(t, "lstat", p, a[1], false)
		}},
		{Name: "fstat", Sig: "(fd)", Flags: core.HostOp, Doc: "Return what the system knows of an open file, as stat() does.", Fn: func(t *core.Thread, a []core.Value) (core.Value, error) {
			fd, err := t.CInt(a[0])
			if err != nil {
				return core.Unbound, err
			}
			st, err := t.Interp().Host().Fstat(fd)
			if err != nil {
				return core.Unbound, t.OSError(err)
			}
			return statResult(st), nil
		}},
		{Name: "utime", Sig: "(path, times=None, *, ns=<unrepresentable>, dir_fd=None, follow_symlinks=True)", Flags: core.HostOp, Fn: osUtime, Doc: "Set when a file was last read and written, in seconds (times) or nanoseconds\n(ns); the default is now."},
		{Name: "chmod", Sig: "(path, mode, *, dir_fd=None, follow_symlinks=True)", Flags: core.HostOp, Fn: osChmod, Doc: "Set the access bits of a file."},
		{Name: "fchmod", Sig: "(fd, mode)", Flags: core.HostOp, Doc: "Set the access bits of an open file.", Fn: func(t *core.Thread, a []core.Value) (core.Value, error) {
			fd, err := t.CInt(a[0])
			if err != nil {
				return core.Unbound, err
			}
			mode, err := t.CInt(a[1])
			if err != nil {
				return core.Unbound, err
			}
			return none(t, t.Interp().Host().Fchmod(fd, uint32(mode)))
		}},
		{Name: "chown", Sig: "(path, uid, gid, *, dir_fd=None, follow_symlinks=True)", Flags: core.HostOp, Doc: "Change the owner and group id of path.", Fn: func(t *core.Thread, a []core.Value) (core.Value, error) {
			p, err := pathArg(t, "chown", "path", a[0], allowFD)
			if err != nil {
				return core.Unbound, err
			}
			d, err := dirFD(t, a[3])
			if err != nil {
				return core.Unbound, err
			}
			follow, err := t.Truth(a[4])
			if err != nil {
				return core.Unbound, err
			}
			return doChown(t, "chown", p, a[1], a[2], d, follow)
		}},
		{Name: "lchown", Sig: "(path, uid, gid)", Flags: core.HostOp, Doc: "Change the owner and group id of path, without following symbolic links.", Fn: func(t *core.Thread, a []core.Value) (core.Value, error) {
			p, err := pathArg(t, "lchown", "path", a[0], 0)
			if err != nil {
				return core.Unbound, err
			}
			return doChown(t, "lchown", p, a[1], a[2], host.AtCwd, false)
		}},
		{Name: "fchown", Sig: "(fd, uid, gid)", Flags: core.HostOp, Doc: "Set the owner and group of an open file; -1 leaves one as it is.", Fn: func(t *core.Thread, a []core.Value) (core.Value, error) {
			fd, err := t.CInt(a[0])
			if err != nil {
				return core.Unbound, err
			}
			return doChown(t, "fchown", path{obj: core.Unbound, fd: fd}, a[1], a[2], host.AtCwd, true)
		}},
		{Name: "access", Sig: "(path, mode, *, dir_fd=None, effective_ids=False, follow_symlinks=True)", Flags: core.HostOp, Doc: "Return whether the real user may do something with a file: F_OK (be there),\nR_OK, W_OK, X_OK or several.", Fn: func(t *core.Thread, a []core.Value) (core.Value, error) {
			p, err := pathArg(t, "access", "path", a[0], 0)
			if err != nil {
				return core.Unbound, err
			}
			mode, err := t.CInt(a[1])
			if err != nil {
				return core.Unbound, err
			}
			d, err := dirFD(t, a[2])
			if err != nil {
				return core.Unbound, err
			}
			eff, err := t.Truth(a[3])
			if err != nil {
				return core.Unbound, err
			}
			follow, err := t.Truth(a[4])
			if err != nil {
				return core.Unbound, err
			}
			err = t.Interp().Host().Access(p.name, uint32(mode), d, eff, follow)
			if err != nil {
				if _, ok := err.(*host.OSError); !ok {
					return core.Unbound, t.OSError(err)
				}
			}
			return core.Bool(err == nil), nil
		}},
		{Name: "statvfs", Sig: "(path)", Flags: core.HostOp, Doc: "Return how large and how full a file system is, by a path in it.", Fn: func(t *core.Thread, a []core.Value) (core.Value, error) {
			p, err := pathArg(t, "statvfs", "path", a[0], allowFD)
			if err != nil {
				return core.Unbound, err
			}
			var s host.Statvfs
			if p.fd >= 0 {
				s, err = t.Interp().Host().Fstatvfs(p.fd)
			} else {
				s, err = t.Interp().Host().Statvfs(p.name)
			}
			if err != nil {
				return core.Unbound, p.fail(t, err)
			}
			return statvfsResult(s), nil
		}},
		{Name: "fstatvfs", Sig: "(fd, /)", Flags: core.HostOp, Doc: "Perform an fstatvfs system call on the given descriptor.", Fn: func(t *core.Thread, a []core.Value) (core.Value, error) {
			fd, err := t.CInt(a[0])
			if err != nil {
				return core.Unbound, err
			}
			s, err := t.Interp().Host().Fstatvfs(fd)
			if err != nil {
				return core.Unbound, t.OSError(err)
			}
			return statvfsResult(s), nil
		}},
		{Name: "umask", Sig: "(mask, /)", Flags: core.HostOp, Doc: "Set which access bits new files do not get, and return what was set.", Fn: func(t *core.Thread, a []core.Value) (core.Value, error) {
			m, err := t.CInt(a[0])
			if err != nil {
				return core.Unbound, err
			}
			return core.Int(int64(t.Interp().Host().Umask(m))), nil
		}},
		{Name: "major", Sig: "(device, /)", Flags: core.Pure, Doc: "Return the major number in a device number.", Fn: func(t *core.Thread, a []core.Value) (core.Value, error) {
			d, err := devArg(t, a[0])
			if d == math.MaxUint64 {
				return core.Int(-1), err // no device
			}
			return core.Uint(d>>8&0xFFF | d>>32&^0xFFF&math.MaxUint32), err
		}},
		{Name: "minor", Sig: "(device, /)", Flags: core.Pure, Doc: "Return the minor number in a device number.", Fn: func(t *core.Thread, a []core.Value) (core.Value, error) {
			d, err := devArg(t, a[0])
			if d == math.MaxUint64 {
				return core.Int(-1), err
			}
			return core.Uint(d&0xFF | d>>12&0xFFFFFF00), err
		}},
		{Name: "makedev", Sig: "(major, minor, /)", Flags: core.Pure, Doc: "Make a device number of its major and minor number.", Fn: func(t *core.Thread, a []core.Value) (core.Value, error) {
			ma, err := devPart(t, a[0])
			if err != nil {
				return core.Unbound, err
			}
			mi, err := devPart(t, a[1])
			if err != nil {
				return core.Unbound, err
			}
			d := mi&0xFF | ma&0xFFF<<8 | mi&0xFFFFFF00<<12 | ma&0xFFFFF000<<32
			if d == math.MaxUint64 {
				return core.Int(-1), nil
			}
			return core.Uint(d), nil
		}},
	}
}

// devArg reads a device number; -1 stands for "no device".
func devArg(t *core.Thread, v core.Value) (uint64, error) {
	if n, b, ok := core.AsInt(v); ok && b == nil && n < 0 {
		if n == -1 {
			return math.MaxUint64, nil
		}
		return 0, t.OverflowError("can't convert negative int to unsigned")
	}
	return t.CULong(v)
}

// devPart is a major or minor number: 32 bits, all set for no device.
func devPart(t *core.Thread, v core.Value) (uint64, error) {
	d, err := devArg(t, v)
	switch {
	case err != nil:
		return 0, err
	case d == math.MaxUint64:
		return math.MaxUint32, nil
	case d > math.MaxUint32:
		return 0, t.OverflowError("Python int too large to convert to C unsigned int")
	}
	return d, nil
}

func statvfsResult(s host.Statvfs) core.Value {
	var items []core.Value
	for _, x := range []uint64{s.Bsize, s.Frsize, s.Blocks, s.Bfree, s.Bavail, s.Files, s.Ffree, s.Favail, s.Flag, s.Namemax, s.Fsid} {
		items = append(items, core.Uint(x))
	}
	return core.NewStructSeq(&statvfsType, items...)
}

// none is the result of an operation that returns None or fails.
func none(t *core.Thread, err error) (core.Value, error) {
	if err != nil {
		return core.Unbound, t.OSError(err)
	}
	return core.None, nil
}
