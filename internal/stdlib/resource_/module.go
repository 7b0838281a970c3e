// Package resource_ is the native module resource: limits and usage of the process.
package resource_

import (
	"math"
	"strings"
	"sync"

	"github.com/vivarium-py/vivarium/internal/core"
	"github.com/vivarium-py/vivarium/internal/host"
)

type (
	value  = core.Value
	thread = core.Thread
)

var (
	rusageType core.Type
	setupOnce  sync.Once
)

const numLimits = 16

func limitArg(t *thread, v value) (int, error) {
	n, err := t.CInt(v)
	if err == nil && (n < 0 || n >= numLimits) {
		err = t.ValueError("invalid resource specified")
	}
	return n, err
}

func limitVal(n uint64) value {
	if n == math.MaxUint64 {
		return core.Int(-1)
	}
	return core.Uint(n)
}

func limits(t *thread, n int) (value, error) {
	soft, hard, err := t.Interp().Host().Getrlimit(n)
	if err != nil {
		return core.Unbound, t.OSError(err)
	}
	return core.Pair(limitVal(soft), limitVal(hard)), nil
}

func setLimits(t *thread, n int, v value) error {
	items, err := t.Collect(v)
	if err != nil {
		return err
	}
	if len(items) != 2 {
		return t.ValueError("expected a tuple of 2 integers")
	}
	var lim [2]uint64
	for i, x := range items {
		n, err := t.CLong(x)
		if err != nil {
			return err
		}
		lim[i] = uint64(n)
	}
	if err := t.Interp().Host().Setrlimit(n, lim[0], lim[1]); err != nil {
		if oe, ok := err.(*host.OSError); ok && oe.Denied == nil {
			switch oe.Errno {
			case host.EINVAL:
				return t.ValueError("current limit exceeds maximum limit")
			case host.EPERM:
				return t.ValueError("not allowed to raise maximum limit")
			}
		}
		return t.OSError(err)
	}
	return nil
}

// Module is resource.
func Module() *core.ModuleDef {
	var attrs []core.Attr
	for i, name := range strings.Fields("CPU FSIZE DATA STACK CORE RSS NPROC NOFILE MEMLOCK AS . SIGPENDING MSGQUEUE NICE RTPRIO RTTIME") {
		if name != "." {
			attrs = append(attrs, core.Attr{Name: "RLIMIT_" + name, Value: core.Int(int64(i))})
		}
	}
	attrs = append(attrs, core.Attr{Name: "RLIMIT_OFILE", Value: core.Int(7)}, core.Attr{Name: "RLIM_INFINITY", Value: core.Int(-1)},
		core.Attr{Name: "RUSAGE_SELF", Value: core.Int(0)}, core.Attr{Name: "RUSAGE_CHILDREN", Value: core.Int(-1)}, core.Attr{Name: "RUSAGE_THREAD", Value: core.Int(1)})
	return &core.ModuleDef{
		Name:  "resource",
		Attrs: attrs,
		Types: func() []*core.Type {
			setupOnce.Do(func() {
				core.SetupStructSeq(&rusageType, core.StructSeqSpec{
					Name:   "resource.struct_rusage",
					Doc:    "struct_rusage: what a process has used, in fields ru_utime and ru_stime\n(seconds of computing), ru_maxrss (memory) and so on, also a tuple.",
					Fields: strings.Fields("ru_utime ru_stime ru_maxrss ru_ixrss ru_idrss ru_isrss ru_minflt ru_majflt ru_nswap ru_inblock ru_oublock ru_msgsnd ru_msgrcv ru_nsignals ru_nvcsw ru_nivcsw"),
				})
			})
			return []*core.Type{&rusageType}
		},
		Funcs: []core.Func{
			{Name: "getrusage", Sig: "(who, /)", Flags: core.HostOp, Fn: func(t *thread, a []value) (value, error) {
				who, err := t.CInt(a[0])
				if err != nil {
					return core.Unbound, err
				}
				r, err := t.Interp().Host().Getrusage(who)
				if err != nil {
					if oe, ok := err.(*host.OSError); ok && oe.Errno == host.EINVAL {
						return core.Unbound, t.ValueError("invalid who parameter")
					}
					return core.Unbound, t.OSError(err)
				}
				i := core.Int
				return core.NewStructSeq(&rusageType, core.Float(float64(r.Utime)/1e9), core.Float(float64(r.Stime)/1e9), i(r.Maxrss), i(r.Ixrss), i(r.Idrss),
					i(r.Isrss), i(r.Minflt), i(r.Majflt), i(r.Nswap), i(r.Inblock), i(r.Oublock), i(r.Msgsnd), i(r.Msgrcv), i(r.Nsignals), i(r.Nvcsw), i(r.Nivcsw)), nil
			}},
			{Name: "getrlimit", Sig: "(resource, /)", Flags: core.HostOp, Fn: func(t *thread, a []value) (value, error) {
				n, err := limitArg(t, a[0])
				if err != nil {
					return core.Unbound, err
				}
				return limits(t, n)
			}},
			{Name: "setrlimit", Sig: "(resource, limits, /)", Flags: core.HostOp, Fn: func(t *thread, a []value) (value, error) {
				n, err := limitArg(t, a[0])
				if err != nil {
					return core.Unbound, err
				}
				return core.None, setLimits(t, n, a[1])
			}},
			{Name: "prlimit", Sig: "(pid, resource, limits=None, /)", Flags: core.HostOp, Fn: func(t *thread, a []value) (value, error) {
				pid, err := t.CInt(a[0])
				if err != nil {
					return core.Unbound, err
				}
				n, err := limitArg(t, a[1])
				if err != nil {
					return core.Unbound, err
				}
				if pid != 0 && pid != t.Interp().Host().Getpid() {
					return core.Unbound, t.Raise(&core.ExcNotImplementedError, "prlimit() of another process is not available")
				}
				old, err := limits(t, n)
				if err == nil && !a[2].IsNone() {
					err = setLimits(t, n, a[2])
				}
				return old, err
			}},
			{Name: "getpagesize", Sig: "()", Flags: core.HostOp, Fn: func(t *thread, a []value) (value, error) {
				return core.Int(int64(t.Interp().Host().PageSize())), nil
			}},
		},
		Init: func(t *thread, m *core.Module) error {
			m.Dict().SetStr(core.Intern("error"), core.ExcOSError.Val())
			return nil
		},
	}
}
