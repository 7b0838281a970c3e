// This file implements the environment, terminals, randomness, extended attributes and what the system says of itself.
package posix

import (
	"sort"
	"strings"

	"github.com/vivarium-py/vivarium/internal/core"
	"github.com/vivarium-py/vivarium/internal/host"
	"github.com/vivarium-py/vivarium/internal/policy"
)

// environ makes the dict of bytes that module os wraps.
func environ(t *core.Thread) core.Value {
	d := core.NewDict()
	for _, kv := range t.Interp().Host().Environ() {
		k, v, ok := strings.Cut(kv, "=")
		if !ok {
			continue
		}
		key := core.NewBytes([]byte(k))
		if has, err := t.Contains(d.Val(), key); err == nil && !has {
			_ = t.SetItem(d.Val(), key, core.NewBytes([]byte(v)))
		}
	}
	return d.Val()
}

// envOverhead is what a variable takes besides its text.
const envOverhead = 64

// envSize is what a variable takes of the memory that the interpreter holds outside its objects. One that it was born with
// was never counted, so that taking it away gives a little back that was not taken: no more than the environment's size.
func envSize(h *host.Host, name string) int64 {
	v, ok := h.Getenv(name)
	if !ok {
		return 0
	}
	return int64(len(name) + len(v) + envOverhead)
}

// explainMissing notes on the KeyError of a variable that the policy does not grant which grant it needs; whether the
// process has such a variable does not show.
func explainMissing(t *core.Thread, a []core.Value) (core.Value, error) {
	e, name := core.AsException(a[0]), core.AsBytes(a[1])
	if e == nil || name == nil {
		return core.None, nil
	}
	if d, ok := t.Interp().Host().Policy().Env(string(name.Bytes())).(*policy.Denied); ok {
		return core.None, t.NoteDenied(e, d)
	}
	return core.None, nil
}

// confName reads a configuration name: a key of the table, or a number.
func confName(t *core.Thread, v core.Value, table map[string]int) (string, int, error) {
	if s := core.AsStr(v); s != nil {
		n, ok := table[s.String()]
		if !ok {
			return "", 0, t.ValueError("unrecognized configuration name")
		}
		return s.String(), n, nil
	}
	if core.SlotsOf(v).Index == nil {
		return "", 0, t.TypeError("configuration names must be strings or integers")
	}
	n, err := t.CInt(v)
	if err != nil {
		return "", 0, err
	}
	names := make([]string, 0, 2)
	for k, x := range table {
		if x == n {
			names = append(names, k)
		}
	}
	sort.Strings(names)
	if len(names) == 0 {
		return "", n, t.OSErrorNumber(int(host.EINVAL))
	}
	return names[0], n, nil
}

func xattrPath(t *core.Thread, fn string, v core.Value, follow core.Value, flags int) (path, bool, error) {
	p, err := pathArg(t, fn, "path", v, flags)
	if err != nil {
		return p, false, err
	}
	f, err := t.Truth(follow)
	if err != nil {
		return p, false, err
	}
	if p.fd >= 0 && !f {
		return p, false, t.ValueError("%s: cannot use fd and follow_symlinks together", fn)
	}
	return p, f, nil
}

// pathconf answers what the system's limits on files are; they are the same for all file systems here.
func pathconf(name string) (int64, bool) {
	switch name {
	case "PC_LINK_MAX":
		return 127, true
	case "PC_MAX_CANON", "PC_MAX_INPUT", "PC_NAME_MAX":
		return 255, true
	case "PC_PATH_MAX":
		return 4096, true
	case "PC_PIPE_BUF":
		return 4096, true
	case "PC_CHOWN_RESTRICTED", "PC_NO_TRUNC":
		return 1, true
	case "PC_VDISABLE":
		return 0, true
	case "PC_FILESIZEBITS":
		return 64, true
	case "PC_REC_MIN_XFER_SIZE", "PC_REC_XFER_ALIGN", "PC_ALLOC_SIZE_MIN":
		return 4096, true
	}
	return -1, true
}

func systemFuncs() []core.Func {
	return []core.Func{
		{Name: "putenv", Sig: "(name, value, /)", Flags: core.HostOp, Doc: "Set a variable of the environment.", Fn: func(t *core.Thread, a []core.Value) (core.Value, error) {
			k, err := t.PathArg(a[0])
			if err != nil {
				return core.Unbound, err
			}
			v, err := t.PathArg(a[1])
			if err != nil {
				return core.Unbound, err
			}
			if strings.IndexByte(k, '=') >= 0 {
				return core.Unbound, t.ValueError("illegal environment variable name")
			}
			h := t.Interp().Host()
			n := envSize(h, k)
			if err := t.Charge(len(k) + len(v) + envOverhead); err != nil {
				return core.Unbound, err
			}
			err = h.Setenv(k, v)
			t.Interp().HoldMemory(envSize(h, k) - n)
			return none(t, err)
		}},
		{Name: "unsetenv", Sig: "(name, /)", Flags: core.HostOp, Doc: "Delete an environment variable.", Fn: func(t *core.Thread, a []core.Value) (core.Value, error) {
			k, err := t.PathArg(a[0])
			if err != nil {
				return core.Unbound, err
			}
			h := t.Interp().Host()
			n := envSize(h, k)
			err = h.Unsetenv(k)
			t.Interp().HoldMemory(envSize(h, k) - n)
			return none(t, err)
		}},
		{Name: "_explain_missing", Sig: "(error, name, /)", Flags: core.HostOp, Doc: "Add to the error of a missing environment variable that it is not granted.", Fn: explainMissing},
		{Name: "_create_environ", Sig: "()", Flags: core.HostOp, Doc: "Create the environment dictionary.", Fn: func(t *core.Thread, a []core.Value) (core.Value, error) { return environ(t), nil }},
		{Name: "strerror", Sig: "(code, /)", Flags: core.Pure, Doc: "Return the message of an error number.", Fn: func(t *core.Thread, a []core.Value) (core.Value, error) {
			n, err := t.CInt(a[0])
			return core.StrVal(host.Errno(n).Error()), err
		}},
		{Name: "urandom", Sig: "(size, /)", Flags: core.HostOp | core.Charges, Doc: "Return that many random bytes, good enough for cryptography.", Fn: func(t *core.Thread, a []core.Value) (core.Value, error) {
			n, err := t.IndexInt(a[0])
			if err != nil {
				return core.Unbound, err
			}
			if n < 0 {
				return core.Unbound, t.ValueError("negative argument not allowed")
			}
			return randomBytes(t, n, t.Interp().Host().Urandom)
		}},
		{Name: "getrandom", Sig: "(size, flags=0)", Flags: core.HostOp | core.Charges, Doc: "Return random bytes from the system, at most size.", Fn: func(t *core.Thread, a []core.Value) (core.Value, error) {
			n, err := t.IndexInt(a[0])
			if err != nil {
				return core.Unbound, err
			}
			flags, err := t.CInt(a[1])
			if err != nil {
				return core.Unbound, err
			}
			if n < 0 {
				return core.Unbound, t.OSErrorNumber(int(host.EINVAL))
			}
			return randomBytes(t, n, func(b []byte) error { return t.Interp().Host().Getrandom(b, flags) })
		}},
		{Name: "_is_inputhook_installed", Sig: "()", Flags: core.Pure, Doc: "Tell whether something runs while an interactive session waits for input: nothing can.", Fn: func(t *core.Thread, a []core.Value) (core.Value, error) {
			return core.False, nil
		}},
		{Name: "cpu_count", Sig: "()", Flags: core.HostOp, Doc: "Return how many processors the system has, or None if that is not known.", Fn: func(t *core.Thread, a []core.Value) (core.Value, error) {
			if n := t.Interp().CPUCount(); n > 0 {
				return core.Int(int64(n)), nil
			}
			return core.Int(int64(t.Interp().Host().CPUCount())), nil
		}},
		{Name: "getloadavg", Sig: "()", Flags: core.HostOp, Doc: "Return how many processes were ready to run, on average of 1, 5 and 15 minutes.", Fn: func(t *core.Thread, a []core.Value) (core.Value, error) {
			l, err := t.Interp().Host().Loadavg()
			if err != nil {
				return core.Unbound, t.Raise(&core.ExcOSError, "Load averages are unobtainable")
			}
			return core.NewTuple(core.Float(l[0]), core.Float(l[1]), core.Float(l[2])), nil
		}},
		{Name: "times", Sig: "()", Flags: core.HostOp, Doc: "Return the seconds this process and its children used, and a clock.", Fn: func(t *core.Thread, a []core.Value) (core.Value, error) {
			x, err := t.Interp().Host().Times()
			if err != nil {
				return core.Unbound, t.OSError(err)
			}
			sec := func(ns int64) core.Value { return core.Float(float64(ns/1e7) / 100) }
			return core.NewStructSeq(&timesType, sec(x.User), sec(x.System), sec(x.ChildrenUser), sec(x.ChildrenSystem), sec(x.Elapsed)), nil
		}},
		{Name: "uname", Sig: "()", Flags: core.HostOp, Doc: "Return what the system is: sysname, nodename, release, version and machine.", Fn: func(t *core.Thread, a []core.Value) (core.Value, error) {
			u, err := t.Interp().Host().Uname()
			if err != nil {
				return core.Unbound, t.OSError(err)
			}
			return core.NewStructSeq(&unameType, t.FSString(u.Sysname), t.FSString(u.Nodename), t.FSString(u.Release), t.FSString(u.Version), t.FSString(u.Machine)), nil
		}},
		{Name: "sysconf", Sig: "(name, /)", Flags: core.HostOp, Doc: "Return a number of the system's configuration, by its name or number.", Fn: func(t *core.Thread, a []core.Value) (core.Value, error) {
			name, _, err := confName(t, a[0], sysconfNames)
			if err != nil {
				return core.Unbound, err
			}
			n, ok := t.Interp().Host().Sysconf(name)
			if !ok {
				return core.Int(-1), nil
			}
			return core.Int(n), nil
		}},
		{Name: "pathconf", Sig: "(path, name)", Flags: core.HostOp, Doc: "Return a limit, by its name or number, that holds for a path.", Fn: func(t *core.Thread, a []core.Value) (core.Value, error) {
			p, err := pathArg(t, "pathconf", "path", a[0], allowFD)
			if err != nil {
				return core.Unbound, err
			}
			name, _, err := confName(t, a[1], pathconfNames)
			if err != nil {
				return core.Unbound, err
			}
			if p.fd < 0 {
				_, err = t.Interp().Host().Stat(p.name, host.AtCwd, true)
			} else {
				_, err = t.Interp().Host().Fstat(p.fd)
			}
			if err != nil {
				return core.Unbound, p.fail(t, err)
			}
			n, _ := pathconf(name)
			return core.Int(n), nil
		}},
		{Name: "fpathconf", Sig: "(fd, name, /)", Flags: core.HostOp, Doc: "Return a limit, by its name or number, that holds for an open file.", Fn: func(t *core.Thread, a []core.Value) (core.Value, error) {
			fd, err := t.FileDescriptor(a[0])
			if err != nil {
				return core.Unbound, err
			}
			name, _, err := confName(t, a[1], pathconfNames)
			if err != nil {
				return core.Unbound, err
			}
			if _, err := t.Interp().Host().Fstat(fd); err != nil {
				return core.Unbound, t.OSError(err)
			}
			n, _ := pathconf(name)
			return core.Int(n), nil
		}},
		{Name: "confstr", Sig: "(name, /)", Flags: core.HostOp, Doc: "Return a text of the system's configuration, by its name or number.", Fn: func(t *core.Thread, a []core.Value) (core.Value, error) {
			name, _, err := confName(t, a[0], confstrNames)
			if err != nil {
				return core.Unbound, err
			}
			switch name {
			case "CS_PATH":
				return core.StrVal("/bin:/usr/bin"), nil
			}
			return core.None, nil
		}},
		{Name: "get_terminal_size", Sig: "(fd=1, /)", Flags: core.HostOp, Doc: "Return how many columns and lines a terminal has.", Fn: func(t *core.Thread, a []core.Value) (core.Value, error) {
			fd, err := t.CInt(a[0])
			if err != nil {
				return core.Unbound, err
			}
			c, l, err := t.Interp().Host().TerminalSize(fd)
			if err != nil {
				return core.Unbound, t.OSError(err)
			}
			return core.NewStructSeq(&terminalSizeType, core.Int(int64(c)), core.Int(int64(l))), nil
		}},
		fdFunc("ttyname", "(fd, /)", "Return the path of the terminal that a descriptor is open on.", core.HostOp, func(t *core.Thread, h *host.Host, fd int) (core.Value, error) {
			s, err := h.TTYName(fd)
			return t.FSString(s), err
		}),
		{Name: "ctermid", Sig: "()", Flags: core.Pure, Doc: "Return the path of the terminal that controls the process.", Fn: func(t *core.Thread, a []core.Value) (core.Value, error) { return core.StrVal("/dev/tty"), nil }},
		fdFunc("tcgetpgrp", "(fd, /)", "Return which process group has the terminal.", core.HostOp, func(t *core.Thread, h *host.Host, fd int) (core.Value, error) {
			n, err := h.Tcgetpgrp(fd)
			return core.Int(int64(n)), err
		}),
		{Name: "openpty", Sig: "()", Flags: core.HostOp, Doc: "Open a pseudo-terminal.", Fn: func(t *core.Thread, a []core.Value) (core.Value, error) {
			m, s, err := t.Interp().Host().Openpty()
			if err != nil {
				return core.Unbound, t.OSError(err)
			}
			return core.NewTuple(core.Int(int64(m)), core.Int(int64(s))), nil
		}},
		fdFunc("device_encoding", "(fd)", "Return the encoding of a terminal, or None if the descriptor is none.", core.HostOp, func(t *core.Thread, h *host.Host, fd int) (core.Value, error) {
			if h.Isatty(fd) {
				return core.StrVal("UTF-8"), nil
			}
			return core.None, nil
		}),
		{Name: "getlogin", Sig: "()", Flags: core.HostOp, Doc: "Return the actual login name.", Fn: func(t *core.Thread, a []core.Value) (core.Value, error) {
			return core.Unbound, t.OSErrorNumber(int(host.ENXIO))
		}},
		{Name: "sync", Sig: "()", Flags: core.HostOp, Doc: "Force write of everything to disk: left to the kernel, which does it by itself.", Fn: func(t *core.Thread, a []core.Value) (core.Value, error) { return core.None, nil }},
		{Name: "getxattr", Sig: "(path, attribute, *, follow_symlinks=True)", Flags: core.HostOp, Doc: "Return the value of an extended attribute of a file.", Fn: func(t *core.Thread, a []core.Value) (core.Value, error) {
			p, follow, err := xattrPath(t, "getxattr", a[0], a[2], allowFD)
			if err != nil {
				return core.Unbound, err
			}
			at, err := t.PathArg(a[1])
			if err != nil {
				return core.Unbound, err
			}
			var b []byte
			if p.fd >= 0 {
				b, err = t.Interp().Host().Fgetxattr(p.fd, at)
			} else {
				b, err = t.Interp().Host().Getxattr(p.name, at, follow)
			}
			if err != nil {
				return core.Unbound, p.fail(t, err)
			}
			return core.NewBytes(b), nil
		}},
		{Name: "setxattr", Sig: "(path, attribute, value, flags=0, *, follow_symlinks=True)", Flags: core.HostOp, Doc: "Set an extended attribute of a file.", Fn: func(t *core.Thread, a []core.Value) (core.Value, error) {
			p, follow, err := xattrPath(t, "setxattr", a[0], a[4], allowFD)
			if err != nil {
				return core.Unbound, err
			}
			at, err := t.PathArg(a[1])
			if err != nil {
				return core.Unbound, err
			}
			b, err := t.ReadBuffer(a[2])
			if err != nil {
				return core.Unbound, err
			}
			defer b.Done()
			flags, err := t.CInt(a[3])
			if err != nil {
				return core.Unbound, err
			}
			if p.fd >= 0 {
				return core.None, p.fail(t, t.Interp().Host().Fsetxattr(p.fd, at, b.B, flags))
			}
			return core.None, p.fail(t, t.Interp().Host().Setxattr(p.name, at, b.B, flags, follow))
		}},
		{Name: "removexattr", Sig: "(path, attribute, *, follow_symlinks=True)", Flags: core.HostOp, Doc: "Remove an extended attribute of a file.", Fn: func(t *core.Thread, a []core.Value) (core.Value, error) {
			p, follow, err := xattrPath(t, "removexattr", a[0], a[2], allowFD)
			if err != nil {
				return core.Unbound, err
			}
			at, err := t.PathArg(a[1])
			if err != nil {
				return core.Unbound, err
			}
			if p.fd >= 0 {
				return core.None, p.fail(t, t.Interp().Host().Fremovexattr(p.fd, at))
			}
			return core.None, p.fail(t, t.Interp().Host().Removexattr(p.name, at, follow))
		}},
		{Name: "listxattr", Sig: "(path=None, *, follow_symlinks=True)", Flags: core.HostOp, Doc: "Return the names of the extended attributes of a file.", Fn: func(t *core.Thread, a []core.Value) (core.Value, error) {
			p, follow, err := xattrPath(t, "listxattr", a[0], a[1], allowFD|nullable)
			if err != nil {
				return core.Unbound, err
			}
			var names []string
			if p.fd >= 0 {
				names, err = t.Interp().Host().Flistxattr(p.fd)
			} else {
				names, err = t.Interp().Host().Listxattr(p.name, follow)
			}
			if err != nil {
				return core.Unbound, p.fail(t, err)
			}
			out := make([]core.Value, len(names))
			for i, n := range names {
				out[i] = t.FSString(n)
			}
			return core.NewList(out), nil
		}},
	}
}

// randomBytes makes n bytes with fill, which the kernel takes its time for.
func randomBytes(t *core.Thread, n int, fill func([]byte) error) (core.Value, error) {
	if err := t.Charge(n); err != nil {
		return core.Unbound, err
	}
	b := make([]byte, n)
	var failed error
	err := t.InChunks(n, randomPerUnit, func(lo, hi int) bool {
		failed = fill(b[lo:hi])
		return failed == nil
	})
	if failed != nil {
		return core.Unbound, t.OSError(failed)
	}
	if err != nil {
		return core.Unbound, err
	}
	return core.NewBytes(b), nil
}

// randomPerUnit is how many random bytes take as long as an iteration of a loop.
const randomPerUnit = 16
