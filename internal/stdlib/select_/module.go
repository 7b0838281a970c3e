// Package select_ is module select: waiting for readiness of descriptors by select, poll and epoll.
package select_

import (
	"math"
	"sort"
	"sync"
	"time"

	"github.com/vivarium-py/vivarium/internal/core"
	"github.com/vivarium-py/vivarium/internal/host"
)

var (
	pollType, epollType core.Type
	setupOnce           sync.Once
)

// pollObj is a poll object: descriptors and what is asked of them.
type pollObj struct {
	core.Header
	events  map[int]uint16
	polling bool
}

// epollObj is an epoll object; fd is -1 when closed.
type epollObj struct {
	core.Header
	fd int
}

// timeout reads a timeout in seconds or None.
func timeout(t *core.Thread, v core.Value, what string) (time.Duration, error) {
	if v.IsNone() {
		return host.Forever, nil
	}
	d, err := t.Timeout(v)
	if err != nil {
		if core.Matches(err, &core.ExcTypeError) {
			err = t.TypeError("%s", what)
		}
		return 0, err
	}
	return d, nil
}

func doSelect(t *core.Thread, a []core.Value) (core.Value, error) {
	d, err := timeout(t, a[3], "timeout must be a float or None")
	if err != nil {
		return core.Unbound, err
	}
	if !a[3].IsNone() && d < 0 {
		return core.Unbound, t.ValueError("timeout must be non-negative")
	}
	var fds [3][]int
	var objs [3][]core.Value
	for i := range fds {
		if !core.IsIterable(a[i]) {
			return core.Unbound, t.TypeError("arguments 1-3 must be sequences")
		}
		list := core.AsList(a[i]) // a list may change under fileno()
		var items []core.Value
		if list == nil {
			if items, err = t.Collect(a[i]); err != nil {
				return core.Unbound, err
			}
		}
		for n := 0; ; n++ {
			if list != nil {
				items = list.Items()
			}
			if n >= len(items) {
				break
			}
			v := items[n]
			fd, err := t.FileDescriptor(v)
			if err != nil {
				return core.Unbound, err
			}
			if fd >= 1024 {
				return core.Unbound, t.ValueError("filedescriptor out of range in select()")
			}
			fds[i] = append(fds[i], fd)
			objs[i] = append(objs[i], v)
		}
	}
	r, w, x, err := t.Interp().Host().Select(t, fds[0], fds[1], fds[2], d)
	if err != nil {
		return core.Unbound, t.OSError(err)
	}
	var out [3]core.Value
	for i, ready := range [][]int{r, w, x} {
		set := map[int]bool{}
		for _, fd := range ready {
			set[fd] = true
		}
		var items []core.Value
		for j, fd := range fds[i] {
			if set[fd] {
				items = append(items, objs[i][j])
			}
		}
		out[i] = core.NewList(items)
	}
	return core.NewTuple(out[:]...), nil
}

func mask16(t *core.Thread, v core.Value) (uint16, error) {
	r, err := t.Index(v)
	if err != nil {
		return 0, err
	}
	n, b, _ := core.AsInt(r)
	switch {
	case b == nil && n < 0 || b != nil && b.Sign() < 0:
		return 0, t.ValueError("value must be positive")
	case b != nil || n > math.MaxUint16:
		return 0, t.OverflowError("Python int too large for C unsigned short")
	}
	return uint16(n), nil
}

// pollMS reads a timeout in milliseconds, None or negative meaning for ever.
func pollMS(t *core.Thread, v core.Value) (time.Duration, error) {
	if v.IsNone() {
		return host.Forever, nil
	}
	if f, ok := core.AsFloat(v); ok {
		if math.IsNaN(f) {
			return 0, t.ValueError("Invalid value NaN (not a number)")
		}
		if f < 0 {
			f = math.Floor(f) // however little below zero: for ever
		} else {
			f = math.Ceil(f)
		}
		if f > math.MaxInt32 || f < math.MinInt32 {
			return 0, t.OverflowError("timeout is too large")
		}
		if f < 0 {
			return host.Forever, nil
		}
		return time.Duration(f) * time.Millisecond, nil
	}
	if core.SlotsOf(v).Index == nil {
		return 0, t.TypeError("timeout must be an integer or None")
	}
	r, err := t.Index(v)
	if err != nil {
		return 0, err
	}
	n, b, _ := core.AsInt(r)
	if b != nil || n > math.MaxInt32 || n < math.MinInt32 {
		return 0, t.OverflowError("timeout is too large")
	}
	if n < 0 {
		return host.Forever, nil
	}
	return time.Duration(n) * time.Millisecond, nil
}

func pollSelf(v core.Value) *pollObj { return core.As[pollObj](v) }

func doPoll(t *core.Thread, a []core.Value) (core.Value, error) {
	p := pollSelf(a[0])
	d, err := pollMS(t, a[1])
	if err != nil {
		return core.Unbound, err
	}
	if p.polling {
		return core.Unbound, t.RuntimeError("concurrent poll() invocation")
	}
	fds := make([]host.PollFD, 0, len(p.events))
	for fd, ev := range p.events {
		fds = append(fds, host.PollFD{FD: fd, Events: int16(ev)})
	}
	sort.Slice(fds, func(i, j int) bool { return fds[i].FD < fds[j].FD })
	p.polling = true
	_, err = t.Interp().Host().Poll(t, fds, d)
	p.polling = false
	if err != nil {
		return core.Unbound, t.OSError(err)
	}
	var out []core.Value
	for _, f := range fds {
		if f.Revents != 0 {
			out = append(out, core.NewTuple(core.Int(int64(f.FD)), core.Int(int64(uint16(f.Revents)))))
		}
	}
	return core.NewList(out), nil
}

func setup() {
	pollType.Setup(&core.TypeSpec{
		Name: "select.poll", Layout: core.LayoutOf[pollObj](), Flags: core.FlagGeneric | core.FlagNoNew,
		Methods: []core.Func{
			{Name: "register", Sig: "(self, fd, eventmask=7, /)", Flags: core.Polls, Doc: "Watch a descriptor for events.", Fn: func(t *core.Thread, a []core.Value) (core.Value, error) {
				fd, err := t.FileDescriptor(a[1])
				if err != nil {
					return core.Unbound, err
				}
				ev, err := mask16(t, a[2])
				if err != nil {
					return core.Unbound, err
				}
				pollSelf(a[0]).events[fd] = ev
				return core.None, nil
			}},
			{Name: "modify", Sig: "(self, fd, eventmask, /)", Flags: core.Polls, Doc: "Watch a descriptor for other events than before.", Fn: func(t *core.Thread, a []core.Value) (core.Value, error) {
				fd, err := t.FileDescriptor(a[1])
				if err != nil {
					return core.Unbound, err
				}
				ev, err := mask16(t, a[2])
				if err != nil {
					return core.Unbound, err
				}
				p := pollSelf(a[0])
				if _, ok := p.events[fd]; !ok {
					return core.Unbound, t.OSErrorNumber(int(host.ENOENT))
				}
				p.events[fd] = ev
				return core.None, nil
			}},
			{Name: "unregister", Sig: "(self, fd, /)", Flags: core.Polls, Doc: "Watch a descriptor no longer, or raise KeyError if it is not watched.", Fn: func(t *core.Thread, a []core.Value) (core.Value, error) {
				fd, err := t.FileDescriptor(a[1])
				if err != nil {
					return core.Unbound, err
				}
				p := pollSelf(a[0])
				if _, ok := p.events[fd]; !ok {
					return core.Unbound, t.KeyError(core.Int(int64(fd)))
				}
				delete(p.events, fd)
				return core.None, nil
			}},
			{Name: "poll", Sig: "(self, timeout=None, /)", Flags: core.Blocks | core.HostOp, Fn: doPoll, Doc: "Wait for events; return pairs of descriptor and events.\n\ntimeout is in milliseconds; None waits without end."},
		},
	})
	setupEpoll()
}

func newPoll(t *core.Thread, a []core.Value) (core.Value, error) {
	p := &pollObj{events: map[int]uint16{}}
	return core.Make(&pollType, &p.Header), nil
}

// Module declares select.
func Module() *core.ModuleDef {
	attrs := []core.Attr{}
	for _, c := range []struct {
		name string
		n    int64
	}{
		{"PIPE_BUF", 4096}, {"POLLIN", 1}, {"POLLPRI", 2}, {"POLLOUT", 4}, {"POLLERR", 8}, {"POLLHUP", 16}, {"POLLNVAL", 32}, {"POLLRDNORM", 64}, {"POLLRDBAND", 128},
		{"POLLWRNORM", 256}, {"POLLWRBAND", 512}, {"POLLMSG", 1024}, {"POLLRDHUP", 8192},
		{"EPOLLIN", 1}, {"EPOLLPRI", 2}, {"EPOLLOUT", 4}, {"EPOLLERR", 8}, {"EPOLLHUP", 16}, {"EPOLLRDNORM", 64}, {"EPOLLRDBAND", 128}, {"EPOLLWRNORM", 256}, {"EPOLLWRBAND", 512},
		{"EPOLLMSG", 1024}, {"EPOLLRDHUP", 8192}, {"EPOLLEXCLUSIVE", 1 << 28}, {"EPOLLWAKEUP", 1 << 29}, {"EPOLLONESHOT", 1 << 30}, {"EPOLLET", 1 << 31}, {"EPOLL_CLOEXEC", 0o2000000},
	} {
		attrs = append(attrs, core.Attr{Name: c.name, Value: core.Int(c.n)})
	}
	return &core.ModuleDef{
		Name: "select", Doc: "Waiting for many files and sockets at a time.",
		Funcs: []core.Func{
			{Name: "select", Sig: "(rlist, wlist, xlist, timeout=None, /)", Flags: core.Blocks | core.HostOp, Fn: doSelect, Doc: "Wait until some of the files can be read or written, or have an exception, and\nreturn those of each list that can.\n\ntimeout is in seconds; None waits without end and 0 not at all."},
			{Name: "poll", Sig: "()", Flags: core.Pure, Fn: newPoll, Doc: "Returns a polling object."},
		},
		Types: func() []*core.Type { setupOnce.Do(setup); return []*core.Type{&epollType} },
		Attrs: attrs,
		Init: func(t *core.Thread, m *core.Module) error {
			m.Dict().SetStr(core.Intern("error"), core.ExcOSError.Val())
			return nil
		},
	}
}
