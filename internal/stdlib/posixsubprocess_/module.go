// Package posixsubprocess_ is module _posixsubprocess: fork_exec, by which subprocess starts children. There is no fork here: the
// host starts the program itself, and an error of that is written to the pipe on which subprocess expects it.
package posixsubprocess_

import (
	"fmt"

	"github.com/vivarium-py/vivarium/internal/core"
	"github.com/vivarium-py/vivarium/internal/host"
)

// noChild is the number returned for a program that could not be started; waiting for it fails.
const noChild = 0x7FFFFFFF

func forkExec(t *core.Thread, a []core.Value) (core.Value, error) {
	args := core.AsTuple(a[0]).Items()
	if len(args) != 22 && len(args) != 23 {
		return core.Unbound, t.TypeError("fork_exec expected 22 arguments, got %d", len(args))
	}
	preexec := args[21]
	if preexec.Given() {
		return core.Unbound, t.Raise(&core.ExcNotImplementedError, "preexec_fn: no Python code can run in a child before its program")
	}
	s := &host.Spawn{UID: -1, GID: -1, Umask: -1, FDs: map[int]int{}}
	items, err := t.Collect(args[0])
	if err != nil {
		return core.Unbound, err
	}
	for _, x := range items {
		p, err := t.PathArg(x)
		if err != nil {
			return core.Unbound, err
		}
		s.Argv = append(s.Argv, p)
	}
	programs, err := t.Collect(args[1])
	if err != nil {
		return core.Unbound, err
	}
	for _, x := range programs {
		p, err := t.PathArg(x)
		if err != nil {
			return core.Unbound, err
		}
		s.Programs = append(s.Programs, p)
	}
	closeFDs, err := t.Truth(args[2])
	if err != nil {
		return core.Unbound, err
	}
	s.InheritAll = !closeFDs
	keep := core.AsTuple(args[3])
	if keep == nil {
		return core.Unbound, t.TypeError("fork_exec() argument 4 must be tuple, not %s", args[3].TypeName())
	}
	nums := make([]int, 8)
	for i := range nums {
		if nums[i], err = t.CInt(args[6+i]); err != nil {
			return core.Unbound, err
		}
	}
	childIn, childOut, childErr, errPipe := nums[0], nums[3], nums[5], nums[7]
	if closeFDs && errPipe < 3 {
		return core.Unbound, t.ValueError("errpipe_write must be >= 3")
	}
	last := -1
	for _, x := range keep.Items() {
		if _, _, ok := core.AsInt(x); !ok {
			return core.Unbound, t.ValueError("bad value(s) in fds_to_keep")
		}
		fd, err := t.CInt(x)
		if err != nil || fd < 0 || fd <= last {
			return core.Unbound, t.ValueError("bad value(s) in fds_to_keep")
		}
		last = fd
		if fd != errPipe {
			s.FDs[fd] = fd
		}
	}
	for i, fd := range []int{childIn, childOut, childErr} {
		if fd >= 0 {
			s.FDs[i] = fd
		}
	}
	if !args[4].IsNone() {
		if s.Dir, err = t.PathArg(args[4]); err != nil {
			return core.Unbound, err
		}
	}
	if !args[5].IsNone() {
		s.Env = []string{}
		env, err := t.Collect(args[5])
		if err != nil {
			return core.Unbound, err
		}
		for _, x := range env {
			p, err := t.PathArg(x)
			if err != nil {
				return core.Unbound, err
			}
			s.Env = append(s.Env, p)
		}
	}
	if s.Setsid, err = t.Truth(args[15]); err != nil {
		return core.Unbound, err
	}
	group, err := t.CInt(args[16])
	if err != nil {
		return core.Unbound, err
	}
	if group >= 0 {
		s.Setpgid, s.Pgid = true, group
	}
	if !args[17].IsNone() {
		if s.GID, err = t.CInt(args[17]); err != nil {
			return core.Unbound, err
		}
	}
	if !args[18].IsNone() {
		groups, err := t.Collect(args[18])
		if err != nil {
			return core.Unbound, err
		}
		s.Groups = []int{}
		for _, g := range groups {
			n, err := t.CInt(g)
			if err != nil {
				return core.Unbound, err
			}
			s.Groups = append(s.Groups, n)
		}
	}
	if !args[19].IsNone() {
		if s.UID, err = t.CInt(args[19]); err != nil {
			return core.Unbound, err
		}
	}
	if s.Umask, err = t.CInt(args[20]); err != nil {
		return core.Unbound, err
	}
	h := t.Interp().Host()
	t.SettleFiles()
	pid, err := h.Spawn(t, s)
	if err == nil {
		return core.Int(int64(pid)), nil
	}
	what := ""
	var oe *host.OSError
	switch e := err.(type) {
	case *host.SpawnError:
		oe = e.OSError
		if e.Chdir {
			what = "noexec:chdir"
		}
	case *host.OSError:
		oe = e
	}
	if oe == nil || oe.Denied != nil {
		// Not the program's fault: the policy's explanation must not be reduced to a number.
		if oe != nil {
			return core.Unbound, t.OSError(oe)
		}
		return core.Unbound, t.OSError(err)
	}
	if _, err := h.Write(t, errPipe, fmt.Appendf(nil, "OSError:%x:%s", int(oe.Errno), what)); err != nil {
		return core.Unbound, t.OSError(err)
	}
	return core.Int(noChild), nil
}

// Module declares _posixsubprocess.
func Module() *core.ModuleDef {
	return &core.ModuleDef{
		Name: "_posixsubprocess", Doc: "Natives of module subprocess.",
		Funcs: []core.Func{{Name: "fork_exec", Sig: "(*args)", Flags: core.Blocks | core.HostOp, Fn: forkExec, Doc: "Start a program in a child process and return its number."}},
	}
}
