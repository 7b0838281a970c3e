// Package posix is module posix: what the operating system offers, for module os. Everything goes through the interpreter's host.
package posix

import (
	"sync"

	"github.com/vivarium-py/vivarium/internal/core"
)

// Module declares posix.
func Module() *core.ModuleDef {
	var funcs []core.Func
	for _, f := range [][]core.Func{statFuncs(), dirFuncs(), fileFuncs(), processFuncs(), systemFuncs()} {
		funcs = append(funcs, f...)
	}
	return &core.ModuleDef{
		Name: "posix", Doc: "Natives of module os for POSIX systems; use os.",
		Funcs: core.AuditAll(funcs, events), Types: types, Attrs: attrs(), Init: initModule,
	}
}

var setup sync.Once

func types() []*core.Type {
	setup.Do(setupStructs)
	return []*core.Type{&statType, &statvfsType, &terminalSizeType, &timesType, &unameType, &schedParamType, &waitidType, &dirEntryType}
}

func initModule(t *core.Thread, m *core.Module) error {
	d := m.Dict()
	if !t.Interp().Config().AllowFork {
		// Where fork is forbidden it can say so; elsewhere a Go process cannot do it, and os has no fork: programs look for it.
		d.SetStr(core.Intern("fork"), core.NewFunction(&forkFunc, "posix"))
		d.SetStr(core.Intern("register_at_fork"), core.NewFunction(&atForkFunc, "posix"))
	}
	set := func(name string, v core.Value) { d.SetStr(core.Intern(name), v) }
	set("environ", environ(t))
	set("error", core.ExcOSError.Val())
	names := make([]core.Value, len(haveFunctions))
	for i, n := range haveFunctions {
		names[i] = core.StrVal(n)
	}
	set("_have_functions", core.NewList(names))
	for name, table := range map[string]map[string]int{"sysconf_names": sysconfNames, "pathconf_names": pathconfNames, "confstr_names": confstrNames} {
		x := core.NewDict()
		for _, k := range sorted(table) {
			x.SetStr(core.Intern(k), core.Int(int64(table[k])))
		}
		set(name, x.Val())
	}
	return nil
}

// haveFunctions are the macros of C that module os asks for.
var haveFunctions = []string{"HAVE_EVENTFD", "HAVE_FACCESSAT", "HAVE_FCHDIR", "HAVE_FCHMOD", "HAVE_FCHMODAT", "HAVE_FCHOWN", "HAVE_FCHOWNAT", "HAVE_FDOPENDIR", "HAVE_FPATHCONF", "HAVE_FSTATAT", "HAVE_FSTATVFS", "HAVE_FTRUNCATE", "HAVE_FUTIMENS", "HAVE_FUTIMES", "HAVE_FUTIMESAT", "HAVE_LINKAT", "HAVE_LCHOWN", "HAVE_LSTAT", "HAVE_LUTIMES", "HAVE_MEMFD_CREATE", "HAVE_MKDIRAT", "HAVE_MKFIFOAT", "HAVE_MKNODAT", "HAVE_OPENAT", "HAVE_READLINKAT", "HAVE_RENAMEAT", "HAVE_SYMLINKAT", "HAVE_UNLINKAT", "HAVE_UTIMENSAT", "HAVE_PTSNAME_R"}

func attrs() []core.Attr {
	out := make([]core.Attr, 0, len(constants))
	for _, c := range constants {
		out = append(out, core.Attr{Name: c.name, Value: core.Int(c.value)})
	}
	return out
}

// constants are Linux's numbers.
var constants = []struct {
	name  string
	value int64
}{
	{"CLD_CONTINUED", 6},
	{"CLD_DUMPED", 3},
	{"CLD_EXITED", 1},
	{"CLD_KILLED", 2},
	{"CLD_STOPPED", 5},
	{"CLD_TRAPPED", 4},
	{"EFD_CLOEXEC", 524288},
	{"EFD_NONBLOCK", 2048},
	{"EFD_SEMAPHORE", 1},
	{"EX_CANTCREAT", 73},
	{"EX_CONFIG", 78},
	{"EX_DATAERR", 65},
	{"EX_IOERR", 74},
	{"EX_NOHOST", 68},
	{"EX_NOINPUT", 66},
	{"EX_NOPERM", 77},
	{"EX_NOUSER", 67},
	{"EX_OK", 0},
	{"EX_OSERR", 71},
	{"EX_OSFILE", 72},
	{"EX_PROTOCOL", 76},
	{"EX_SOFTWARE", 70},
	{"EX_TEMPFAIL", 75},
	{"EX_UNAVAILABLE", 69},
	{"EX_USAGE", 64},
	{"F_LOCK", 1},
	{"F_OK", 0},
	{"F_TEST", 3},
	{"F_TLOCK", 2},
	{"F_ULOCK", 0},
	{"GRND_NONBLOCK", 1},
	{"GRND_RANDOM", 2},
	{"MFD_ALLOW_SEALING", 2},
	{"MFD_CLOEXEC", 1},
	{"MFD_HUGETLB", 4},
	{"MFD_HUGE_16GB", 2281701376},
	{"MFD_HUGE_16MB", 1610612736},
	{"MFD_HUGE_1GB", 2013265920},
	{"MFD_HUGE_1MB", 1342177280},
	{"MFD_HUGE_256MB", 1879048192},
	{"MFD_HUGE_2GB", 2080374784},
	{"MFD_HUGE_2MB", 1409286144},
	{"MFD_HUGE_32MB", 1677721600},
	{"MFD_HUGE_512KB", 1275068416},
	{"MFD_HUGE_512MB", 1946157056},
	{"MFD_HUGE_64KB", 1073741824},
	{"MFD_HUGE_8MB", 1543503872},
	{"MFD_HUGE_MASK", 63},
	{"MFD_HUGE_SHIFT", 26},
	{"NGROUPS_MAX", 65536},
	{"O_ACCMODE", 3},
	{"O_APPEND", 1024},
	{"O_ASYNC", 8192},
	{"O_CLOEXEC", 524288},
	{"O_CREAT", 64},
	{"O_DIRECT", 16384},
	{"O_DIRECTORY", 65536},
	{"O_DSYNC", 4096},
	{"O_EXCL", 128},
	{"O_FSYNC", 1052672},
	{"O_LARGEFILE", 0},
	{"O_NDELAY", 2048},
	{"O_NOATIME", 262144},
	{"O_NOCTTY", 256},
	{"O_NOFOLLOW", 131072},
	{"O_NONBLOCK", 2048},
	{"O_PATH", 2097152},
	{"RTLD_LAZY", 1}, {"RTLD_NOW", 2}, {"RTLD_NOLOAD", 4}, {"RTLD_DEEPBIND", 8}, {"RTLD_GLOBAL", 0x100}, {"RTLD_LOCAL", 0}, {"RTLD_NODELETE", 0x1000},
	{"O_RDONLY", 0},
	{"O_RDWR", 2},
	{"O_RSYNC", 1052672},
	{"O_SYNC", 1052672},
	{"O_TMPFILE", 4259840},
	{"O_TRUNC", 512},
	{"O_WRONLY", 1},
	{"POSIX_FADV_DONTNEED", 4},
	{"POSIX_FADV_NOREUSE", 5},
	{"POSIX_FADV_NORMAL", 0},
	{"POSIX_FADV_RANDOM", 1},
	{"POSIX_FADV_SEQUENTIAL", 2},
	{"POSIX_FADV_WILLNEED", 3},
	{"POSIX_SPAWN_CLOSE", 1},
	{"POSIX_SPAWN_CLOSEFROM", 3},
	{"POSIX_SPAWN_DUP2", 2},
	{"POSIX_SPAWN_OPEN", 0},
	{"PRIO_PGRP", 1},
	{"PRIO_PROCESS", 0},
	{"PRIO_USER", 2},
	{"P_ALL", 0},
	{"P_PGID", 2},
	{"P_PID", 1},
	{"P_PIDFD", 3},
	{"RWF_APPEND", 16},
	{"RWF_DSYNC", 2},
	{"RWF_HIPRI", 1},
	{"RWF_NOWAIT", 8},
	{"RWF_SYNC", 4},
	{"R_OK", 4},
	{"SCHED_BATCH", 3},
	{"SCHED_FIFO", 1},
	{"SCHED_IDLE", 5},
	{"SCHED_OTHER", 0},
	{"SCHED_RESET_ON_FORK", 1073741824},
	{"SCHED_RR", 2},
	{"SEEK_DATA", 3},
	{"SEEK_HOLE", 4},
	{"SPLICE_F_MORE", 4},
	{"SPLICE_F_MOVE", 1},
	{"SPLICE_F_NONBLOCK", 2},
	{"ST_APPEND", 256},
	{"ST_MANDLOCK", 64},
	{"ST_NOATIME", 1024},
	{"ST_NODEV", 4},
	{"ST_NODIRATIME", 2048},
	{"ST_NOEXEC", 8},
	{"ST_NOSUID", 2},
	{"ST_RDONLY", 1},
	{"ST_RELATIME", 4096},
	{"ST_SYNCHRONOUS", 16},
	{"ST_WRITE", 128},
	{"TMP_MAX", 238328},
	{"WCONTINUED", 8},
	{"WEXITED", 4},
	{"WNOHANG", 1},
	{"WNOWAIT", 16777216},
	{"WSTOPPED", 2},
	{"WUNTRACED", 2},
	{"W_OK", 2},
	{"XATTR_CREATE", 1},
	{"XATTR_REPLACE", 2},
	{"XATTR_SIZE_MAX", 65536},
	{"X_OK", 1},
}

// atForkFunc is for programs that take it to be where fork is. As that never succeeds, nothing that it is given is ever called.
var atForkFunc = core.Func{Name: "register_at_fork", Sig: "(*, before=<unrepresentable>, after_in_child=<unrepresentable>, after_in_parent=<unrepresentable>)", Flags: core.Pure,
	Doc: "Have functions called when the process forks: before it does, the last\nregistered first, and after that in the new process or in the old.",
	Fn: func(t *core.Thread, a []core.Value) (core.Value, error) {
		some := false
		for i, name := range []string{"before", "after_in_child", "after_in_parent"} {
			if a[i].IsUnbound() {
				continue
			}
			if core.SlotsOf(a[i]).Call == nil {
				return core.Unbound, t.TypeError("'%s' must be callable, not %s", name, a[i].TypeName())
			}
			some = true
		}
		if !some {
			return core.Unbound, t.TypeError("At least one argument is required.")
		}
		return core.None, nil
	}}

var forkFunc = core.Func{Name: "fork", Sig: "()", Flags: core.Pure, Doc: "Fork a child process.",
	Fn: func(t *core.Thread, a []core.Value) (core.Value, error) {
		return core.Unbound, t.RuntimeError("fork not supported for isolated subinterpreters")
	}}
