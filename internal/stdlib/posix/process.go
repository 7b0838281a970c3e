// This file implements processes: ids, starting, waiting, signalling, scheduling.
package posix

import (
	"errors"
	"math"
	"strings"

	"github.com/vivarium-py/vivarium/internal/core"
	"github.com/vivarium-py/vivarium/internal/host"
)

// idFunc declares a function without arguments that gives a number.
func idFunc(name, doc string, get func(h *host.Host) int) core.Func {
	return core.Func{Name: name, Sig: "()", Flags: core.HostOp, Doc: doc, Fn: func(t *core.Thread, a []core.Value) (core.Value, error) {
		return core.Int(int64(get(t.Interp().Host()))), nil
	}}
}

// intsFunc declares a function of C ints.
func intsFunc(name, sig, doc string, flags core.FuncFlags, do func(t *core.Thread, h *host.Host, n []int) (core.Value, error)) core.Func {
	return core.Func{Name: name, Sig: sig, Flags: flags, Doc: doc, Fn: func(t *core.Thread, a []core.Value) (core.Value, error) {
		n := make([]int, len(a))
		for i, v := range a {
			x, err := t.CInt(v)
			if err != nil {
				return core.Unbound, err
			}
			n[i] = x
		}
		v, err := do(t, t.Interp().Host(), n)
		if err != nil {
			return core.Unbound, t.OSError(err)
		}
		return v, nil
	}}
}

// status declares a function of a wait status.
func status(name, doc string, f func(s int) core.Value) core.Func {
	sig := "(status)"
	if name == "WCOREDUMP" {
		sig = "(status, /)"
	}
	return intsFunc(name, sig, doc, core.Pure, func(t *core.Thread, h *host.Host, n []int) (core.Value, error) { return f(n[0]), nil })
}

func exited(s int) bool   { return s&0x7F == 0 }
func stopped(s int) bool  { return s&0xFF == 0x7F }
func signaled(s int) bool { return int8(s&0x7F+1)>>1 > 0 }

// StringArgs gives the system's bytes of a tuple or list of str, bytes or paths.
func StringArgs(t *core.Thread, v core.Value, bad string) ([]string, error) {
	var items []core.Value
	if l := core.AsList(v); l != nil {
		items = append(items, l.Items()...)
	} else if tup := core.AsTuple(v); tup != nil {
		items = tup.Items()
	} else {
		return nil, t.TypeError("%s", bad)
	}
	out := make([]string, len(items))
	for i, x := range items {
		s, err := t.PathArg(x)
		if err != nil {
			return nil, err
		}
		out[i] = s
	}
	return out, nil
}

// EnvArg makes "NAME=value" strings of a mapping.
func EnvArg(t *core.Thread, v core.Value) ([]string, error) {
	keys, err := t.CallMethod(v, core.Intern("keys"))
	if err != nil {
		return nil, err
	}
	out := []string{}
	err = t.Iterate(keys, func(k core.Value) error {
		x, err := t.GetItem(v, k)
		if err != nil {
			return err
		}
		ks, err := t.PathArg(k)
		if err != nil {
			return err
		}
		vs, err := t.PathArg(x)
		if err != nil {
			return err
		}
		if ks == "" || strings.IndexByte(ks[1:], '=') >= 0 || ks[0] == '=' {
			return t.ValueError("illegal environment variable name")
		}
		out = append(out, ks+"="+vs)
		return nil
	})
	return out, err
}

// execArgs checks the arguments of execv and execve.
func execArgs(t *core.Thread, fn string, argv core.Value) ([]string, error) {
	args, err := StringArgs(t, argv, fn+"() arg 2 must be a tuple or list"+map[bool]string{true: "", false: ""}[true])
	if err != nil {
		return nil, err
	}
	if len(args) == 0 {
		return nil, t.ValueError("%s() arg 2 must not be empty", fn)
	}
	if args[0] == "" {
		return nil, t.ValueError("%s() arg 2 first element cannot be empty", fn)
	}
	return args, nil
}

func osExecve(t *core.Thread, a []core.Value) (core.Value, error) {
	if err := execAllowed(t); err != nil {
		return core.Unbound, err
	}
	p, err := pathArg(t, "execve", "path", a[0], allowFD)
	if err != nil {
		return core.Unbound, err
	}
	if core.AsList(a[1]) == nil && core.AsTuple(a[1]) == nil {
		return core.Unbound, t.TypeError("execve: argv must be a tuple or list")
	}
	args, err := StringArgs(t, a[1], "")
	if err != nil {
		return core.Unbound, err
	}
	if len(args) == 0 {
		return core.Unbound, t.ValueError("execve: argv must not be empty")
	}
	if args[0] == "" {
		return core.Unbound, t.ValueError("execve: argv first element cannot be empty")
	}
	if k, err := t.LookupAttr(a[2], core.Intern("keys")); err != nil {
		return core.Unbound, err
	} else if k.IsUnbound() {
		return core.Unbound, t.TypeError("execve: environment must be a mapping object")
	}
	env, err := EnvArg(t, a[2])
	if err != nil {
		return core.Unbound, err
	}
	if p.fd >= 0 {
		return core.Unbound, notImplemented(t, "execve: programs given by descriptor are not supported")
	}
	return core.None, p.fail(t, t.Interp().Host().Exec(p.name, args, env))
}

// waited makes the result of wait3 and wait4.
func waited(t *core.Thread, pid int, status uint32, ru host.Rusage) (core.Value, error) {
	m, err := t.Import("resource")
	if err != nil {
		return core.Unbound, err
	}
	cls, err := t.GetAttr(m, core.Intern("struct_rusage"))
	if err != nil {
		return core.Unbound, err
	}
	r, err := t.Call(cls, core.NewTuple(RusageItems(ru)...))
	if err != nil {
		return core.Unbound, err
	}
	return core.NewTuple(core.Int(int64(pid)), core.Int(int64(status)), r), nil
}

// RusageItems are the items of a struct_rusage.
func RusageItems(r host.Rusage) []core.Value {
	items := []core.Value{core.Float(float64(r.Utime) / 1e9), core.Float(float64(r.Stime) / 1e9)}
	for _, n := range []int64{r.Maxrss, r.Ixrss, r.Idrss, r.Isrss, r.Minflt, r.Majflt, r.Nswap, r.Inblock, r.Oublock, r.Msgsnd, r.Msgrcv, r.Nsignals, r.Nvcsw, r.Nivcsw} {
		items = append(items, core.Int(n))
	}
	return items
}

func osSystem(t *core.Thread, a []core.Value) (core.Value, error) {
	cmd, err := t.PathArg(a[0])
	if err != nil {
		return core.Unbound, err
	}
	h := t.Interp().Host()
	t.SettleFiles()
	pid, err := h.Spawn(t, &host.Spawn{Programs: []string{"/bin/sh"}, Argv: []string{"sh", "-c", cmd}, UID: -1, GID: -1, Umask: -1, InheritAll: true})
	if err != nil {
		var oe *host.OSError
		if errors.As(err, &oe) && oe.Denied == nil {
			return core.Int(127 << 8), nil
		}
		return core.Unbound, t.OSError(err)
	}
	_, st, _, err := h.Wait4(t, pid, 0)
	if err != nil {
		return core.Unbound, t.OSError(err)
	}
	return core.Int(int64(st)), nil
}

// spawnFunc declares posix_spawn and posix_spawnp.
func spawnFunc(name string, search bool) core.Func {
	return core.Func{Name: name, Sig: "(path, argv, env, /, *, file_actions=(), setpgroup=<unrepresentable>, resetids=False, setsid=False, setsigmask=(), setsigdef=(), scheduler=<unrepresentable>)",
		Flags: core.Blocks | core.HostOp, Doc: "Start a program in a new process and return its id.", Fn: func(t *core.Thread, a []core.Value) (core.Value, error) {
			p, err := pathArg(t, name, "path", a[0], 0)
			if err != nil {
				return core.Unbound, err
			}
			if core.AsList(a[1]) == nil && core.AsTuple(a[1]) == nil {
				return core.Unbound, t.TypeError("%s: argv must be a tuple or list", name)
			}
			args, err := StringArgs(t, a[1], "")
			if err != nil {
				return core.Unbound, err
			}
			switch {
			case len(args) == 0:
				return core.Unbound, t.ValueError("%s: argv must not be empty", name)
			case args[0] == "":
				return core.Unbound, t.ValueError("%s: argv first element cannot be empty", name)
			}
			s := &host.Spawn{Argv: args, UID: -1, GID: -1, Umask: -1, InheritAll: true, FDs: map[int]int{}}
			if a[2].Given() {
				if k, err := t.LookupAttr(a[2], core.Intern("keys")); err != nil {
					return core.Unbound, err
				} else if k.IsUnbound() {
					return core.Unbound, t.TypeError("%s: environment must be a mapping object or None", name)
				}
				if s.Env, err = EnvArg(t, a[2]); err != nil {
					return core.Unbound, err
				}
			}
			if !a[4].IsUnbound() {
				n, err := t.CInt(a[4])
				if err != nil {
					return core.Unbound, err
				}
				s.Setpgid, s.Pgid = true, n
			}
			if s.Setsid, err = t.Truth(a[6]); err != nil {
				return core.Unbound, err
			}
			for _, set := range a[7:9] {
				if err := signalSet(t, set); err != nil {
					return core.Unbound, err
				}
			}
			opened, err := fileActions(t, name, a[3], s)
			h := t.Interp().Host()
			defer func() {
				for _, fd := range opened {
					_ = h.CloseFD(fd)
				}
			}()
			if err != nil {
				return core.Unbound, err
			}
			s.Programs = []string{p.name}
			if search && strings.IndexByte(p.name, '/') < 0 {
				dirs, _ := h.Getenv("PATH")
				if dirs == "" {
					dirs = "/bin:/usr/bin"
				}
				s.Programs = nil
				for _, d := range strings.Split(dirs, ":") {
					if d == "" {
						d = "."
					}
					s.Programs = append(s.Programs, d+"/"+p.name)
				}
			}
			t.SettleFiles()
			pid, err := h.Spawn(t, s)
			if err != nil {
				if se, ok := err.(*host.SpawnError); ok {
					err = se.OSError
				}
				return core.Unbound, p.fail(t, err)
			}
			return core.Int(int64(pid)), nil
		}}
}

// signalSet checks a set of signals.
func signalSet(t *core.Thread, v core.Value) error {
	return t.Iterate(v, func(x core.Value) error {
		n, err := t.IndexInt(x)
		if err == nil && (n < 1 || n > 64) {
			err = t.ValueError("signal number %d out of range [1; 64]", n)
		}
		return err
	})
}

// fileActions carries out the file actions of posix_spawn beforehand: what is opened for the child is returned, to be closed.
func fileActions(t *core.Thread, fn string, v core.Value, s *host.Spawn) (opened []int, err error) {
	if v.IsNone() {
		return nil, nil
	}
	if !core.IsSequence(v) {
		return nil, t.TypeError("%s: file_actions must be a sequence or None", fn)
	}
	items, err := t.Collect(v)
	if err != nil {
		return nil, err
	}
	for _, it := range items {
		tup := core.AsTuple(it)
		if tup.Len() == 0 {
			return opened, t.TypeError("Each file_actions element must be a non-empty tuple")
		}
		f := tup.Items()
		kind, err := t.CInt(f[0])
		if err != nil {
			return opened, err
		}
		num := func(i int) int {
			n := 0
			if err == nil {
				n, err = t.CInt(f[i])
			}
			return n
		}
		switch {
		case kind == 0 && len(f) == 5:
			fd, flags, mode := num(1), num(3), num(4)
			if err != nil {
				return opened, err
			}
			p, err := t.PathArg(f[2])
			if err != nil {
				return opened, err
			}
			n, err := t.Interp().Host().Open(t, p, flags|oCloexec, uint32(mode), host.AtCwd)
			if err != nil {
				return opened, t.OSErrorAt(err, f[2], core.Unbound)
			}
			opened = append(opened, n)
			s.FDs[fd] = n
		case kind == 1 && len(f) == 2:
			s.FDs[num(1)] = -1
		case kind == 2 && len(f) == 3:
			from, to := num(1), num(2)
			if n, ok := s.FDs[from]; ok {
				from = n
			}
			s.FDs[to] = from
		case kind == 3 && len(f) == 2:
			lo := num(1)
			for _, fd := range t.Interp().Host().OpenFDs() {
				if fd >= lo {
					s.FDs[fd] = -1
				}
			}
		case kind < 0 || kind > 3:
			return opened, t.TypeError("Unknown file_actions identifier")
		default:
			return opened, t.TypeError("A file_actions element has the wrong number of items")
		}
		if err != nil {
			return opened, err
		}
	}
	return opened, nil
}

func processFuncs() []core.Func {
	num := func(n int, err error) (core.Value, error) { return core.Int(int64(n)), err }
	refuse := func(name, sig string) core.Func {
		return core.Func{Name: name, Sig: sig, Flags: core.HostOp, Doc: "Not permitted but to leave all as it is: the identity belongs to the whole process.", Fn: func(t *core.Thread, a []core.Value) (core.Value, error) {
			same := len(a) > 1
			for _, v := range a {
				n, err := idArg(t, name[len(name)-3:], v)
				if err != nil {
					return core.Unbound, err
				}
				same = same && (n == -1 || n == math.MaxUint32)
			}
			if same {
				return core.None, nil
			}
			return core.Unbound, t.OSErrorNumber(int(host.EPERM))
		}}
	}
	return []core.Func{
		idFunc("getpid", "Return the current process id.", (*host.Host).Getpid),
		idFunc("getppid", "Return the id of the process that started this one.", (*host.Host).Getppid),
		idFunc("getuid", "Return the id of the user that started the process.", func(h *host.Host) int { u, _, _, _ := h.Users(); return u }),
		idFunc("geteuid", "Return the id of the user whose rights the process has.", func(h *host.Host) int { _, u, _, _ := h.Users(); return u }),
		idFunc("getgid", "Return the id of the group of who started the process.", func(h *host.Host) int { _, _, g, _ := h.Users(); return g }),
		idFunc("getegid", "Return the id of the group whose rights the process has.", func(h *host.Host) int { _, _, _, g := h.Users(); return g }),
		{Name: "getresuid", Sig: "()", Flags: core.HostOp, Doc: "Return the real, effective and saved user id.", Fn: func(t *core.Thread, a []core.Value) (core.Value, error) {
			r, e, s := t.Interp().Host().Resuid()
			return core.NewTuple(core.Int(int64(r)), core.Int(int64(e)), core.Int(int64(s))), nil
		}},
		{Name: "getresgid", Sig: "()", Flags: core.HostOp, Doc: "Return the real, effective and saved group id.", Fn: func(t *core.Thread, a []core.Value) (core.Value, error) {
			r, e, s := t.Interp().Host().Resgid()
			return core.NewTuple(core.Int(int64(r)), core.Int(int64(e)), core.Int(int64(s))), nil
		}},
		{Name: "getgroups", Sig: "()", Flags: core.HostOp, Doc: "Return the ids of further groups to which the process belongs.", Fn: func(t *core.Thread, a []core.Value) (core.Value, error) {
			g, err := t.Interp().Host().Groups()
			if err != nil {
				return core.Unbound, t.OSError(err)
			}
			return intList(g), nil
		}},
		refuse("setuid", "(uid, /)"), refuse("setgid", "(gid, /)"), refuse("seteuid", "(euid, /)"), refuse("setegid", "(egid, /)"),
		refuse("setreuid", "(ruid, euid, /)"), refuse("setregid", "(rgid, egid, /)"), refuse("setresuid", "(ruid, euid, suid, /)"), refuse("setresgid", "(rgid, egid, sgid, /)"),
		intsFunc("getpgid", "(pid)", "Return the process group of a process; 0 means this one.", core.HostOp, func(t *core.Thread, h *host.Host, n []int) (core.Value, error) { return num(h.Pgid(n[0])) }),
		intsFunc("getpgrp", "()", "Return the process group of this process.", core.HostOp, func(t *core.Thread, h *host.Host, n []int) (core.Value, error) { return num(h.Pgid(0)) }),
		intsFunc("setpgrp", "()", "Make this process the leader of a new process group.", core.HostOp, func(t *core.Thread, h *host.Host, n []int) (core.Value, error) { return core.None, h.Setpgid(0, 0) }),
		intsFunc("setpgid", "(pid, pgrp, /)", "Put a process in a process group; 0 means this process, or its own id.", core.HostOp, func(t *core.Thread, h *host.Host, n []int) (core.Value, error) {
			return core.None, h.Setpgid(n[0], n[1])
		}),
		intsFunc("getsid", "(pid, /)", "Return the session of a process; 0 means this one.", core.HostOp, func(t *core.Thread, h *host.Host, n []int) (core.Value, error) { return num(h.Sid(n[0])) }),
		intsFunc("setsid", "()", "Call the system call setsid().", core.HostOp, func(t *core.Thread, h *host.Host, n []int) (core.Value, error) { return core.None, h.Setsid() }),
		intsFunc("kill", "(pid, signal, /)", "Send a signal to a process.", core.HostOp, func(t *core.Thread, h *host.Host, n []int) (core.Value, error) {
			if n[0] == h.Getpid() {
				t.TellFault(n[1])
			}
			if err := h.Kill(n[0], n[1]); err != nil {
				return core.Unbound, err
			}
			return core.None, t.CheckSignals()
		}),
		intsFunc("killpg", "(pgid, signal, /)", "Send a signal to all processes of a group.", core.HostOp, func(t *core.Thread, h *host.Host, n []int) (core.Value, error) {
			if err := h.Killpg(n[0], n[1]); err != nil {
				return core.Unbound, err
			}
			return core.None, t.CheckSignals()
		}),
		intsFunc("getpriority", "(which, who)", "Return program scheduling priority.", core.HostOp, func(t *core.Thread, h *host.Host, n []int) (core.Value, error) { return num(h.Priority(n[0], n[1])) }),
		intsFunc("setpriority", "(which, who, priority)", "Set program scheduling priority.", core.HostOp, func(t *core.Thread, h *host.Host, n []int) (core.Value, error) {
			return core.None, h.SetPriority(n[0], n[1], n[2])
		}),
		intsFunc("nice", "(increment, /)", "Add to the niceness of the process, a higher one meaning less time, and return\nit.", core.HostOp, func(t *core.Thread, h *host.Host, n []int) (core.Value, error) {
			p, err := h.Priority(0, 0)
			if err != nil || n[0] == 0 {
				return core.Int(int64(p)), err
			}
			if err := h.SetPriority(0, 0, p+n[0]); err != nil {
				return core.Unbound, err
			}
			return num(h.Priority(0, 0))
		}),
		{Name: "_exit", Sig: "(status)", Flags: core.HostOp, Doc: "End the process at once, without any cleaning up.", Fn: func(t *core.Thread, a []core.Value) (core.Value, error) {
			n, err := t.CInt(a[0])
			if err != nil {
				return core.Unbound, err
			}
			if h := t.Interp().Host(); h.OwnsProcess() {
				return none(t, h.Exit(n))
			}
			return core.Unbound, t.Interp().Exit(n)
		}},
		{Name: "abort", Sig: "()", Flags: core.HostOp, Doc: "Abort the interpreter immediately.", Fn: func(t *core.Thread, a []core.Value) (core.Value, error) {
			h := t.Interp().Host()
			if !h.OwnsProcess() {
				return core.Unbound, t.Interp().Exit(134)
			}
			if _, err := h.SetSignal(6, host.SignalDefault); err != nil {
				return core.Unbound, t.OSError(err)
			}
			t.TellFault(6)
			if err := h.Raise(6); err != nil {
				return core.Unbound, t.OSError(err)
			}
			return none(t, h.Exit(134))
		}},
		{Name: "execv", Sig: "(path, argv, /)", Flags: core.HostOp, Doc: "Run another program in this process; this call does not return.", Fn: func(t *core.Thread, a []core.Value) (core.Value, error) {
			if err := execAllowed(t); err != nil {
				return core.Unbound, err
			}
			p, err := pathArg(t, "execv", "path", a[0], 0)
			if err != nil {
				return core.Unbound, err
			}
			args, err := execArgs(t, "execv", a[1])
			if err != nil {
				return core.Unbound, err
			}
			return core.None, p.fail(t, t.Interp().Host().Exec(p.name, args, t.Interp().Host().Environ()))
		}},
		{Name: "execve", Sig: "(path, argv, env)", Flags: core.HostOp, Fn: osExecve, Doc: "Run another program in this process; this call does not return."},
		spawnFunc("posix_spawn", false), spawnFunc("posix_spawnp", true),
		{Name: "system", Sig: "(command)", Flags: core.Blocks | core.HostOp, Fn: osSystem, Doc: "Run a command in a shell and return its wait status."},
		{Name: "wait", Sig: "()", Flags: core.Blocks | core.HostOp, Doc: "Wait for any child process; return its id and wait status.", Fn: func(t *core.Thread, a []core.Value) (core.Value, error) {
			pid, st, _, err := t.Interp().Host().Wait4(t, -1, 0)
			if err != nil {
				return core.Unbound, t.OSError(err)
			}
			return core.NewTuple(core.Int(int64(pid)), core.Int(int64(st))), nil
		}},
		intsFunc("waitpid", "(pid, options, /)", "Wait for a child process, or any if pid is -1; return its id and wait status.\n\nWith option WNOHANG do not wait: (0, 0) means that none has ended.", core.Blocks|core.HostOp, func(t *core.Thread, h *host.Host, n []int) (core.Value, error) {
			pid, st, _, err := h.Wait4(t, n[0], n[1])
			return core.NewTuple(core.Int(int64(pid)), core.Int(int64(st))), err
		}),
		intsFunc("wait3", "(options)", "Wait for any child process; return its id and wait status.", core.Blocks|core.HostOp, func(t *core.Thread, h *host.Host, n []int) (core.Value, error) {
			pid, st, ru, err := h.Wait4(t, -1, n[0])
			if err != nil {
				return core.Unbound, err
			}
			return waited(t, pid, st, ru)
		}),
		intsFunc("wait4", "(pid, options)", "Wait as waitpid() does; return id, wait status and what the process used.", core.Blocks|core.HostOp, func(t *core.Thread, h *host.Host, n []int) (core.Value, error) {
			pid, st, ru, err := h.Wait4(t, n[0], n[1])
			if err != nil {
				return core.Unbound, err
			}
			return waited(t, pid, st, ru)
		}),
		intsFunc("waitid", "(idtype, id, options, /)", "Wait for a child process and return a description of how it changed.", core.Blocks|core.HostOp, func(t *core.Thread, h *host.Host, n []int) (core.Value, error) {
			c, err := h.Waitid(t, n[0], n[1], n[2])
			if err != nil || c == nil {
				return core.None, err
			}
			return core.NewStructSeq(&waitidType, core.Int(int64(c.Pid)), core.Int(int64(c.UID)), core.Int(int64(c.Signo)), core.Int(int64(c.Status)), core.Int(int64(c.Code))), nil
		}),
		intsFunc("pidfd_open", "(pid, flags=0)", "Return a descriptor that stands for a process.", core.HostOp, func(t *core.Thread, h *host.Host, n []int) (core.Value, error) { return num(h.PidfdOpen(n[0], n[1])) }),
		status("WIFEXITED", "Return True if the process exited via the exit() system call.", func(s int) core.Value { return core.Bool(exited(s)) }),
		status("WEXITSTATUS", "Return the exit code in a wait status.", func(s int) core.Value { return core.Int(int64(s >> 8 & 0xFF)) }),
		status("WIFSIGNALED", "Return True if the process was terminated by a signal.", func(s int) core.Value { return core.Bool(signaled(s)) }),
		status("WTERMSIG", "Return the signal that terminated the process.", func(s int) core.Value { return core.Int(int64(s & 0x7F)) }),
		status("WIFSTOPPED", "Return True if the process was stopped.", func(s int) core.Value { return core.Bool(stopped(s)) }),
		status("WSTOPSIG", "Return the signal that stopped the process.", func(s int) core.Value { return core.Int(int64(s >> 8 & 0xFF)) }),
		status("WIFCONTINUED", "Return True if the process was continued.", func(s int) core.Value { return core.Bool(s == 0xFFFF) }),
		status("WCOREDUMP", "Return True if the process was dumped to a core file.", func(s int) core.Value { return core.Bool(s&0x80 != 0) }),
		intsFunc("waitstatus_to_exitcode", "(status)", "Return the exit code in a wait status, or minus the number of the signal that\nended the process.", core.Pure, func(t *core.Thread, h *host.Host, n []int) (core.Value, error) {
			s := n[0]
			switch {
			case exited(s):
				return core.Int(int64(s >> 8 & 0xFF)), nil
			case stopped(s):
				return core.Unbound, t.ValueError("process stopped by delivery of signal %d", s>>8&0xFF)
			case signaled(s):
				return core.Int(int64(-(s & 0x7F))), nil
			}
			return core.Unbound, t.ValueError("invalid wait status: %d", s)
		}),
		intsFunc("sched_yield", "()", "Voluntarily relinquish the CPU.", core.Blocks, func(t *core.Thread, h *host.Host, n []int) (core.Value, error) {
			t.Block(func() {})
			return core.None, nil
		}),
		intsFunc("sched_get_priority_max", "(policy)", "Return the highest priority that a scheduling policy has.", core.Pure, func(t *core.Thread, h *host.Host, n []int) (core.Value, error) { return schedLimit(t, n[0], 99) }),
		intsFunc("sched_get_priority_min", "(policy)", "Return the lowest priority that a scheduling policy has.", core.Pure, func(t *core.Thread, h *host.Host, n []int) (core.Value, error) { return schedLimit(t, n[0], 1) }),
		intsFunc("sched_getaffinity", "(pid, /)", "Return the set of processors on which a process may run; 0 means this one.", core.HostOp, func(t *core.Thread, h *host.Host, n []int) (core.Value, error) {
			cpus, err := h.Affinity(n[0])
			if err != nil {
				return core.Unbound, err
			}
			return t.Call(core.SetType.Val(), intList(cpus))
		}),
	}
}

func schedLimit(t *core.Thread, policy, realtime int) (core.Value, error) {
	switch policy {
	case 1, 2:
		return core.Int(int64(realtime)), nil
	case 0, 3, 5:
		return core.Int(0), nil
	}
	return core.Unbound, t.OSErrorNumber(int(host.EINVAL))
}

func intList(n []int) core.Value {
	out := make([]core.Value, len(n))
	for i, x := range n {
		out[i] = core.Int(int64(x))
	}
	return core.NewList(out)
}

// execAllowed refuses os.exec* in an interpreter whose configuration has no allow_exec.
func execAllowed(t *core.Thread) error {
	if !t.Interp().Config().AllowExec {
		return t.RuntimeError("exec not supported for isolated subinterpreters")
	}
	return nil
}
