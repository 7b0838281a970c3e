// Package multiprocessing_ is the native module _multiprocessing: the semaphores of module multiprocessing, which processes share
// by name. Only interpreters that own the process have them.
package multiprocessing_

import (
	"sync"
	"sync/atomic"
	"time"

	"github.com/vivarium-py/vivarium/internal/core"
	"github.com/vivarium-py/vivarium/internal/host"
)

type (
	thread = core.Thread
	value  = core.Value
)

const (
	recursiveMutex = 0
	maxCount       = 1<<31 - 1
)

// semLock is a SemLock object.
type semLock struct {
	core.Header
	sem    *host.Semaphore
	handle int64
	kind   int
	max    int
	name   value
	count  int   // how often this process holds it
	owner  int64 // the thread that took it last
}

var (
	setupOnce  sync.Once
	semType    core.Type
	nextHandle atomic.Int64
)

func as(v value) *semLock { return core.As[semLock](v) }

func make_(cls value, sem *host.Semaphore, kind, max int, name value) value {
	s := core.New[semLock](core.AsType(cls))
	s.sem, s.kind, s.max, s.name, s.handle = sem, kind, max, name, nextHandle.Add(1)
	return core.Obj(&s.Header)
}

func newLock(t *thread, a []value) (value, error) {
	var n [3]int
	for i := range n {
		var err error
		if n[i], err = t.CInt(a[1+i]); err != nil {
			return core.Unbound, err
		}
	}
	name := core.AsStr(a[4])
	if name == nil {
		return core.Unbound, t.TypeError("SemLock() argument 'name' must be str, not %s", a[4].TypeName())
	}
	unlink, err := t.Truth(a[5])
	if err != nil {
		return core.Unbound, err
	}
	if n[0] != 0 && n[0] != 1 {
		return core.Unbound, t.ValueError("unrecognized kind")
	}
	if n[1] < 0 {
		return core.Unbound, t.OSErrorNumber(int(host.EINVAL))
	}
	h := t.Interp().Host()
	sem, err := h.SemOpen(name.String(), true, uint32(n[1]))
	if err != nil {
		return core.Unbound, t.OSError(err)
	}
	known := a[4]
	if unlink {
		known = core.None
		if err := h.SemUnlink(name.String()); err != nil {
			sem.Close()
			return core.Unbound, t.OSError(err)
		}
	}
	return make_(a[0], sem, n[0], n[2], known), nil
}

func rebuild(t *thread, a []value) (value, error) {
	kind, err := t.CInt(a[2])
	if err != nil {
		return core.Unbound, err
	}
	max, err := t.CInt(a[3])
	if err != nil {
		return core.Unbound, err
	}
	name := core.AsStr(a[4])
	if name == nil {
		return core.Unbound, t.Raise(&core.ExcNotImplementedError, "SemLock._rebuild() without a name: there is no fork")
	}
	sem, err := t.Interp().Host().SemOpen(name.String(), false, 0)
	if err != nil {
		return core.Unbound, t.OSError(err)
	}
	return make_(a[0], sem, kind, max, a[4]), nil
}

func (s *semLock) mine(t *thread) bool { return s.count > 0 && s.owner == t.Ident() }

func (s *semLock) acquire(t *thread, blocking bool, timeout time.Duration) (value, error) {
	if s.kind == recursiveMutex && s.mine(t) {
		s.count++
		return core.True, nil
	}
	if !s.sem.Try() {
		if !blocking {
			return core.False, nil
		}
		if err := t.Interp().Host().SemWait(t, s.sem, timeout); err != nil {
			if err == host.ErrTimeout {
				return core.False, nil
			}
			return core.Unbound, t.OSError(err)
		}
	}
	s.count++
	s.owner = t.Ident()
	return core.True, nil
}

func acquire(t *thread, a []value) (value, error) {
	blocking, err := t.Truth(a[1])
	if err != nil {
		return core.Unbound, err
	}
	timeout := host.Forever
	if blocking && a[2].Given() {
		f, err := t.ToFloat(a[2])
		if err != nil {
			return core.Unbound, err
		}
		timeout = time.Duration(min(max(f, 0), 1e9) * 1e9)
	}
	return as(a[0]).acquire(t, blocking, timeout)
}

func release(t *thread, a []value) (value, error) {
	s := as(a[0])
	if s.kind == recursiveMutex {
		if !s.mine(t) {
			return core.Unbound, t.Raise(&core.ExcAssertionError, "attempt to release recursive lock not owned by thread")
		}
		if s.count > 1 {
			s.count--
			return core.None, nil
		}
	} else if int64(s.sem.Count()) >= int64(s.max) {
		return core.Unbound, t.ValueError("semaphore or lock released too many times")
	}
	s.count--
	s.sem.Post()
	return core.None, nil
}

func setup() {
	get := func(name string, f func(s *semLock) value) core.GetSet {
		return core.GetSet{Name: name, Get: func(t *thread, v value) (value, error) { return f(as(v)), nil }}
	}
	semType.Setup(&core.TypeSpec{
		Name: "_multiprocessing.SemLock", Layout: core.LayoutOf[semLock](), Flags: core.FlagBase | core.FlagGeneric,
		Doc: "Semaphore/Mutex type",
		New: &core.Func{Name: "SemLock", Sig: "(cls, kind, value, maxvalue, name, unlink)", Flags: core.HostOp, Fn: newLock},
		GetSets: []core.GetSet{
			get("handle", func(s *semLock) value { return core.Int(s.handle) }),
			get("kind", func(s *semLock) value { return core.Int(int64(s.kind)) }),
			get("maxvalue", func(s *semLock) value { return core.Int(int64(s.max)) }),
			get("name", func(s *semLock) value { return s.name }),
		},
		Methods: []core.Func{
			{Name: "acquire", Sig: "(self, /, block=True, timeout=None)", Flags: core.Blocks | core.HostOp, Doc: "Acquire the semaphore/lock.", Fn: acquire},
			{Name: "release", Sig: "(self, /)", Flags: core.HostOp, Doc: "Release the semaphore/lock.", Fn: release},
			{Name: "_count", Sig: "(self, /)", Flags: core.Pure, Doc: "How often this process has acquired it without releasing it.", Fn: func(t *thread, a []value) (value, error) {
				return core.Int(int64(as(a[0]).count)), nil
			}},
			{Name: "_is_mine", Sig: "(self, /)", Flags: core.Pure, Doc: "Whether this thread holds the lock.", Fn: func(t *thread, a []value) (value, error) {
				return core.Bool(as(a[0]).mine(t)), nil
			}},
			{Name: "_get_value", Sig: "(self, /)", Flags: core.HostOp, Doc: "Return how often it can be acquired now.", Fn: func(t *thread, a []value) (value, error) {
				return core.Int(int64(as(a[0]).sem.Count())), nil
			}},
			{Name: "_is_zero", Sig: "(self, /)", Flags: core.HostOp, Doc: "Return whether it cannot be acquired now.", Fn: func(t *thread, a []value) (value, error) {
				return core.Bool(as(a[0]).sem.Count() == 0), nil
			}},
			{Name: "_after_fork", Sig: "(self, /)", Flags: core.Pure, Doc: "Begin to count again in a new process.", Fn: func(t *thread, a []value) (value, error) {
				as(a[0]).count = 0
				return core.None, nil
			}},
			{Name: "_rebuild", Sig: "(cls, handle, kind, maxvalue, name, /)", Flags: core.HostOp | core.ClassM, Fn: rebuild},
			{Name: "__enter__", Sig: "(self, /)", Flags: core.Blocks | core.HostOp, Doc: "Enter the semaphore/lock.", Fn: func(t *thread, a []value) (value, error) {
				return as(a[0]).acquire(t, true, host.Forever)
			}},
			{Name: "__exit__", Sig: "(self, exc_type=None, exc_value=None, exc_tb=None, /)", Flags: core.HostOp, Doc: "Exit the semaphore/lock.", Fn: release},
		},
		Attrs: []core.Attr{{Name: "SEM_VALUE_MAX", Value: core.Int(maxCount)}},
	})
}

// Module is _multiprocessing.
func Module() *core.ModuleDef {
	return &core.ModuleDef{
		Name: "_multiprocessing",
		Types: func() []*core.Type {
			setupOnce.Do(setup)
			return []*core.Type{&semType}
		},
		Init: func(t *thread, m *core.Module) error {
			d := core.NewDict()
			for _, name := range []string{"HAVE_SEM_OPEN", "HAVE_SEM_TIMEDWAIT"} {
				d.SetStr(core.Intern(name), core.Int(1))
			}
			m.Dict().SetStr(core.Intern("flags"), d.Val())
			return nil
		},
		Funcs: []core.Func{
			{Name: "sem_unlink", Sig: "(name, /)", Flags: core.HostOp, Fn: func(t *thread, a []value) (value, error) {
				name := core.AsStr(a[0])
				if name == nil {
					return core.Unbound, t.TypeError("sem_unlink() argument must be str, not %s", a[0].TypeName())
				}
				if err := t.Interp().Host().SemUnlink(name.String()); err != nil {
					return core.Unbound, t.OSError(err)
				}
				return core.None, nil
			}},
		},
	}
}
