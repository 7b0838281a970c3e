// This file implements the epoll object.
package select_

import (
	"math"
	"time"

	"github.com/vivarium-py/vivarium/internal/core"
	"github.com/vivarium-py/vivarium/internal/host"
)

func epollSelf(t *core.Thread, v core.Value) (*epollObj, error) {
	e := core.As[epollObj](v)
	if e.fd < 0 {
		return nil, t.ValueError("I/O operation on closed epoll object")
	}
	return e, nil
}

func (e *epollObj) close(t *core.Thread) error {
	fd := e.fd
	if fd < 0 {
		return nil
	}
	e.fd = -1
	t.Interp().Unwatch(&e.Header)
	if err := t.Interp().Host().CloseFD(fd); err != nil {
		return t.OSError(err)
	}
	return nil
}

// ctl declares register, modify and unregister: the operations 1, 3 and 2.
func ctl(name, sig, doc string, op int) core.Func {
	return core.Func{Name: name, Sig: sig, Flags: core.HostOp, Doc: doc, Fn: func(t *core.Thread, a []core.Value) (core.Value, error) {
		e, err := epollSelf(t, a[0])
		if err != nil {
			return core.Unbound, err
		}
		fd, err := t.FileDescriptor(a[1])
		if err != nil {
			return core.Unbound, err
		}
		var ev uint32
		if len(a) > 2 {
			n, err := t.CULong(a[2])
			if err != nil {
				return core.Unbound, err
			}
			if n > math.MaxUint32 {
				return core.Unbound, t.OverflowError("Python int too large to convert to C unsigned int")
			}
			ev = uint32(n)
		}
		if err := t.Interp().Host().EpollCtl(e.fd, op, fd, ev); err != nil {
			return core.Unbound, t.OSError(err)
		}
		return core.None, nil
	}}
}

func newEpoll(t *core.Thread, cls core.Value, fd int) core.Value {
	e := core.New[epollObj](core.AsType(cls))
	e.fd = fd
	t.Interp().Watch(&e.Header)
	return core.Obj(&e.Header)
}

func setupEpoll() {
	epollType.Setup(&core.TypeSpec{
		Name: "select.epoll", Layout: core.LayoutOf[epollObj](), Flags: core.FlagGeneric | core.FlagBase,
		Doc: "Returns an epolling object.", Sig: "(sizehint=-1, flags=0)",
		New: &core.Func{Name: "epoll", Sig: "(cls, sizehint=-1, flags=0)", Flags: core.HostOp, Fn: func(t *core.Thread, a []core.Value) (core.Value, error) {
			size, err := t.CInt(a[1])
			if err != nil {
				return core.Unbound, err
			}
			flags, err := t.CInt(a[2])
			if err != nil {
				return core.Unbound, err
			}
			if size != -1 && size <= 0 {
				return core.Unbound, t.ValueError("sizehint must be positive or -1")
			}
			if flags != 0 && flags != 0o2000000 {
				return core.Unbound, t.OSErrorNumber(int(host.EINVAL))
			}
			fd, err := t.Interp().Host().EpollCreate()
			if err != nil {
				return core.Unbound, t.OSError(err)
			}
			return newEpoll(t, a[0], fd), nil
		}},
		Slots: core.Slots{Del: func(t *core.Thread, v core.Value) error { return core.As[epollObj](v).close(t) }},
		Methods: []core.Func{
			{Name: "fromfd", Sig: "(cls, fd, /)", Flags: core.HostOp | core.ClassM, Doc: "Make an epoll object of a descriptor that already is one.", Fn: func(t *core.Thread, a []core.Value) (core.Value, error) {
				fd, err := t.CInt(a[1])
				if err != nil {
					return core.Unbound, err
				}
				return newEpoll(t, a[0], fd), nil
			}},
			{Name: "close", Sig: "(self, /)", Flags: core.HostOp, Doc: "Close the epoll object.", Fn: func(t *core.Thread, a []core.Value) (core.Value, error) {
				return core.None, core.As[epollObj](a[0]).close(t)
			}},
			{Name: "fileno", Sig: "(self, /)", Flags: core.Pure, Doc: "Return the descriptor of the epoll object itself.", Fn: func(t *core.Thread, a []core.Value) (core.Value, error) {
				e, err := epollSelf(t, a[0])
				if err != nil {
					return core.Unbound, err
				}
				return core.Int(int64(e.fd)), nil
			}},
			ctl("register", "(self, fd, eventmask=7)", "Watch a descriptor for events, or raise OSError if it is watched already.", 1),
			ctl("modify", "(self, fd, eventmask)", "Watch a descriptor for other events than before.", 3),
			ctl("unregister", "(self, fd)", "Watch a descriptor no longer.", 2),
			{Name: "poll", Sig: "(self, timeout=None, maxevents=-1)", Flags: core.Blocks | core.HostOp, Doc: "Wait for events; return pairs of descriptor and events.\n\ntimeout is in seconds; None waits without end.", Fn: func(t *core.Thread, a []core.Value) (core.Value, error) {
				e, err := epollSelf(t, a[0])
				if err != nil {
					return core.Unbound, err
				}
				d := host.Forever
				if !a[1].IsNone() {
					if d, err = timeout(t, a[1], "timeout must be an integer or None"); err != nil {
						return core.Unbound, err
					}
					if d < 0 {
						d = host.Forever
					} else if d > 0 {
						d = (d + time.Millisecond - 1) / time.Millisecond * time.Millisecond
						if d/time.Millisecond > math.MaxInt32 {
							return core.Unbound, t.OverflowError("timeout is too large")
						}
					}
				}
				n, err := t.CInt(a[2])
				if err != nil {
					return core.Unbound, err
				}
				if n == -1 {
					n = 1024 - 1
				} else if n < 1 {
					return core.Unbound, t.ValueError("maxevents must be greater than 0, got %d", n)
				}
				evs, err := t.Interp().Host().EpollWait(t, e.fd, min(n, 1<<16), d)
				if err != nil {
					return core.Unbound, t.OSError(err)
				}
				out := make([]core.Value, len(evs))
				for i, ev := range evs {
					out[i] = core.NewTuple(core.Int(int64(ev.FD)), core.Int(int64(ev.Events)))
				}
				return core.NewList(out), nil
			}},
			{Name: "__enter__", Sig: "(self, /)", Flags: core.Pure, Fn: func(t *core.Thread, a []core.Value) (core.Value, error) {
				_, err := epollSelf(t, a[0])
				return a[0], err
			}},
			{Name: "__exit__", Sig: "(self, exc_type=None, exc_value=None, exc_tb=None, /)", Flags: core.HostOp, Fn: func(t *core.Thread, a []core.Value) (core.Value, error) {
				return core.None, core.As[epollObj](a[0]).close(t)
			}},
		},
		GetSets: []core.GetSet{{Name: "closed", Get: func(t *core.Thread, v core.Value) (core.Value, error) {
			return core.Bool(core.As[epollObj](v).fd < 0), nil
		}}},
	})
}
