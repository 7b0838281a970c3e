// Package socket_ is module _socket: the socket object over the host's sockets, and the look-up of names.
package socket_

import (
	"fmt"
	"sync"
	"time"

	"github.com/vivarium-py/vivarium/internal/core"
	"github.com/vivarium-py/vivarium/internal/host"
)

var (
	socketType, gaiError, hError core.Type
	setupOnce                    sync.Once
)

// Numbers of Linux that the code needs itself.
const (
	afUnix, afInet, afInet6 = 1, 2, 10
	sockNonblock            = 0o4000
	sockCloexec             = 0o2000000
	solSocket               = 1
	soType, soProtocol      = 3, 38
	soDomain                = 39
	soError                 = 4
)

// sock is a socket object; fd is -1 when closed.
type sock struct {
	core.Header
	fd, family, typ, proto int
	timeout                time.Duration // Forever: blocking, 0: not blocking
}

func self(v core.Value) *sock { return core.As[sock](v) }

type stateKey struct{}

// state is what an interpreter keeps for the module.
type state struct{ timeout time.Duration }

func stateOf(t *core.Thread) *state {
	return core.StateOf(t.Interp(), stateKey{}, func() *state { return &state{timeout: host.Forever} })
}

// fail makes the exception of an error of the host.
func fail(t *core.Thread, err error) error {
	if g, ok := err.(*host.GAIError); ok {
		e, cerr := t.Call(gaiError.Val(), core.Int(int64(g.Code)), core.StrVal(g.Error()))
		if cerr != nil {
			return cerr
		}
		return core.AsException(e)
	}
	return t.OSError(err)
}

// newSock makes a socket object over a descriptor.
func newSock(t *core.Thread, cls *core.Type) *sock {
	s := core.New[sock](cls)
	s.fd, s.timeout = -1, host.Forever
	return s
}

func (s *sock) val() core.Value { return core.Obj(&s.Header) }

// adopt gives s a descriptor and the default timeout.
func (s *sock) adopt(t *core.Thread, fd, family, typ, proto int) error {
	s.fd, s.family, s.proto = fd, family, proto
	s.typ = typ &^ (sockNonblock | sockCloexec)
	t.Interp().Watch(&s.Header)
	if typ&sockNonblock != 0 {
		s.timeout = 0
		return nil
	}
	s.timeout = stateOf(t).timeout
	if s.timeout != host.Forever {
		if err := t.Interp().Host().SetBlocking(fd, false); err != nil {
			return t.OSError(err)
		}
	}
	return nil
}

func sockInit(t *core.Thread, a []core.Value) (core.Value, error) {
	s := self(a[0])
	var n [3]int
	for i := range n {
		x, err := t.CInt(a[1+i])
		if err != nil {
			return core.Unbound, err
		}
		n[i] = x
	}
	if err := t.Audit("socket.__new__", a[0], core.Int(int64(n[0])), core.Int(int64(n[1])), core.Int(int64(n[2]))); err != nil {
		return core.Unbound, err
	}
	h := t.Interp().Host()
	if a[4].Given() {
		fd, err := t.CInt(a[4])
		if err != nil {
			return core.Unbound, err
		}
		if fd < 0 {
			return core.Unbound, t.ValueError("negative file descriptor")
		}
		if n[0] == -1 {
			if n[0], err = h.GetsockoptInt(fd, solSocket, soDomain); err != nil {
				return core.Unbound, t.OSError(err)
			}
		} else if _, err := h.GetsockoptInt(fd, solSocket, soDomain); err != nil {
			return core.Unbound, t.OSError(err)
		}
		if n[1] == -1 {
			if n[1], err = h.GetsockoptInt(fd, solSocket, soType); err != nil {
				return core.Unbound, t.OSError(err)
			}
		}
		if n[2] == -1 {
			if n[2], err = h.GetsockoptInt(fd, solSocket, soProtocol); err != nil {
				return core.Unbound, t.OSError(err)
			}
		}
		return core.None, s.adopt(t, fd, n[0], n[1], n[2])
	}
	for i, def := range []int{afInet, 1, 0} {
		if n[i] == -1 {
			n[i] = def
		}
	}
	fd, err := h.Socket(n[0], n[1], n[2])
	if err != nil {
		return core.Unbound, t.OSError(err)
	}
	return core.None, s.adopt(t, fd, n[0], n[1], n[2])
}

// close closes the descriptor; errors of a broken connection do not count.
func (s *sock) close(t *core.Thread) error {
	fd := s.fd
	if fd < 0 {
		return nil
	}
	s.fd = -1
	t.Interp().Unwatch(&s.Header)
	err := t.Interp().Host().CloseFD(fd)
	if oe, ok := err.(*host.OSError); ok && oe.Errno == host.ECONNRESET {
		err = nil
	}
	if err != nil {
		return t.OSError(err)
	}
	return nil
}

func sockRepr(t *core.Thread, v core.Value) (core.Value, error) {
	s := self(v)
	return core.StrVal(fmt.Sprintf("<socket object, fd=%d, family=%d, type=%d, proto=%d>", s.fd, s.family, s.typ, s.proto)), nil
}

// setTimeout sets how long calls wait.
func (s *sock) setTimeout(t *core.Thread, d time.Duration) error {
	s.timeout = d
	if err := t.Interp().Host().SetBlocking(s.fd, d == host.Forever); err != nil {
		return t.OSError(err)
	}
	return nil
}

// timeoutArg reads a timeout in seconds or None.
func timeoutArg(t *core.Thread, v core.Value) (time.Duration, error) {
	if v.IsNone() {
		return host.Forever, nil
	}
	d, err := t.Timeout(v)
	if err == nil && d < 0 {
		err = t.ValueError("Timeout value out of range")
	}
	return d, err
}

func timeoutValue(d time.Duration) core.Value {
	if d == host.Forever {
		return core.None
	}
	return core.Float(d.Seconds())
}

// sizeArg reads a buffer size.
func sizeArg(t *core.Thread, v core.Value, fn string) (int, error) {
	n, err := t.IndexInt(v)
	if err != nil {
		return 0, err
	}
	if n < 0 {
		return 0, t.ValueError("negative buffersize in %s", fn)
	}
	return n, t.Charge(n)
}

// trimmed makes bytes of what was received.
func trimmed(buf []byte, n int) core.Value {
	if n < len(buf)/2 {
		buf = append([]byte(nil), buf[:n]...)
	}
	return core.NewBytes(buf[:n:n])
}

// into reads the target of recv_into and recvfrom_into.
func into(t *core.Thread, fn string, buf, size core.Value) (core.IOBuffer, []byte, error) {
	b, err := t.WriteBuffer(buf, fn)
	if err != nil {
		return b, nil, err
	}
	n, err := t.IndexInt(size)
	switch {
	case err != nil:
	case n < 0:
		err = t.ValueError("negative buffersize in %s", fn)
	case n > len(b.B):
		what := "requested bytes"
		err = t.ValueError("%s", map[bool]string{true: "nbytes is greater than the length of the buffer", false: "buffer too small for " + what}[fn == "recvfrom_into"])
	case n == 0:
		n = len(b.B)
	}
	if err != nil {
		b.Done()
		return b, nil, err
	}
	return b, b.B[:n], nil
}

func flagsArg(t *core.Thread, v core.Value) (int, error) {
	if v.IsUnbound() {
		return 0, nil
	}
	return t.CInt(v)
}

// noneOr is the result of an operation that returns None or fails.
func noneOr(t *core.Thread, err error) (core.Value, error) {
	if err != nil {
		return core.Unbound, fail(t, err)
	}
	return core.None, nil
}

func setup() {
	gaiError.Setup(&core.TypeSpec{Name: "socket.gaierror", Base: &core.ExcOSError, Flags: core.FlagBase | core.FlagGeneric})
	hError.Setup(&core.TypeSpec{Name: "socket.herror", Base: &core.ExcOSError, Flags: core.FlagBase | core.FlagGeneric})
	number := func(name string, p func(s *sock) int) core.GetSet {
		return core.GetSet{Name: name, Get: func(t *core.Thread, v core.Value) (core.Value, error) { return core.Int(int64(p(self(v)))), nil }}
	}
	socketType.Setup(&core.TypeSpec{
		Name: "_socket.socket", Layout: core.LayoutOf[sock](), Flags: core.FlagBase | core.FlagGeneric | core.FlagNoWeakref,
		Doc: "socket(family=AF_INET, type=SOCK_STREAM, proto=0, fileno=None)\n\nOne end of a connection, or of what can become one. With fileno, it is what\nthat descriptor refers to, and the others are found out.",
		New: &core.Func{Name: "socket", Sig: "(cls, *args, **kwargs)", Flags: core.Pure, Fn: func(t *core.Thread, a []core.Value) (core.Value, error) {
			return newSock(t, core.AsType(a[0])).val(), nil
		}},
		Init: &core.Func{Name: "socket", Sig: "(self, family=-1, type=-1, proto=-1, fileno=None)", Flags: core.HostOp, Fn: sockInit},
		Slots: core.Slots{Repr: sockRepr, Del: func(t *core.Thread, v core.Value) error {
			s := self(v)
			if s.fd < 0 {
				return nil
			}
			r, err := t.Repr(v)
			if err != nil {
				return err
			}
			werr := t.Warn(&core.ExcResourceWarning, "unclosed "+r.String(), 1)
			if err := s.close(t); err != nil {
				return err
			}
			return werr
		}},
		Methods: core.AuditAll(append(connectionMethods(), dataMethods()...), map[string]core.Event{
			"bind": {Name: "socket.bind", Args: []int{0, 1}}, "connect": {Name: "socket.connect", Args: []int{0, 1}},
			"connect_ex": {Name: "socket.connect", Args: []int{0, 1}},
		}),
		Members: []core.GetSet{number("family", func(s *sock) int { return s.family }), number("type", func(s *sock) int { return s.typ }), number("proto", func(s *sock) int { return s.proto })},
		GetSets: []core.GetSet{{Name: "timeout", Get: func(t *core.Thread, v core.Value) (core.Value, error) { return timeoutValue(self(v).timeout), nil }}},
	})
}

// connectionMethods are those that make and end connections.
func connectionMethods() []core.Func {
	connect := func(t *core.Thread, fn string, a []core.Value) (*host.OSError, error) {
		s := self(a[0])
		addr, err := s.addrArg(t, fn, a[1])
		if err != nil {
			return nil, err
		}
		err = t.Interp().Host().Connect(t, s.fd, addr, s.timeout)
		if err == host.ErrTimeout && fn == "connect_ex" {
			return &host.OSError{Errno: host.EAGAIN}, nil
		}
		if oe, ok := err.(*host.OSError); ok {
			return oe, nil
		}
		if err != nil {
			return nil, fail(t, err)
		}
		return nil, nil
	}
	return []core.Func{
		{Name: "_accept", Sig: "(self, /)", Flags: core.Blocks | core.HostOp, Doc: "_accept() -> (integer fd, address info)", Fn: func(t *core.Thread, a []core.Value) (core.Value, error) {
			s := self(a[0])
			fd, peer, err := t.Interp().Host().Accept(t, s.fd, s.timeout)
			if err != nil {
				return core.Unbound, fail(t, err)
			}
			return core.NewTuple(core.Int(int64(fd)), addrValue(t, peer)), nil
		}},
		{Name: "bind", Sig: "(self, address, /)", Flags: core.HostOp, Doc: "Give the socket its own address.", Fn: func(t *core.Thread, a []core.Value) (core.Value, error) {
			s := self(a[0])
			addr, err := s.addrArg(t, "bind", a[1])
			if err != nil {
				return core.Unbound, err
			}
			return noneOr(t, t.Interp().Host().Bind(s.fd, addr))
		}},
		{Name: "connect", Sig: "(self, address, /)", Flags: core.Blocks | core.HostOp, Doc: "Connect the socket to another address.", Fn: func(t *core.Thread, a []core.Value) (core.Value, error) {
			oe, err := connect(t, "connect", a)
			if oe != nil {
				return core.Unbound, t.OSError(oe)
			}
			return core.None, err
		}},
		{Name: "connect_ex", Sig: "(self, address, /)", Flags: core.Blocks | core.HostOp, Doc: "Do as connect(), but return an error number, or 0, rather than raise OSError.", Fn: func(t *core.Thread, a []core.Value) (core.Value, error) {
			oe, err := connect(t, "connect_ex", a)
			if oe != nil {
				return core.Int(int64(oe.Errno)), nil
			}
			return core.Int(0), err
		}},
		{Name: "listen", Sig: "(self, backlog=<unrepresentable>, /)", Flags: core.HostOp, Doc: "Let others connect; backlog is how many may wait to be accepted.", Fn: func(t *core.Thread, a []core.Value) (core.Value, error) {
			n := 128
			if !a[1].IsUnbound() {
				var err error
				if n, err = t.CInt(a[1]); err != nil {
					return core.Unbound, err
				}
			}
			return noneOr(t, t.Interp().Host().Listen(self(a[0]).fd, max(n, 0)))
		}},
		{Name: "close", Sig: "(self, /)", Flags: core.HostOp, Doc: "Close the socket, which then can do nothing more.", Fn: func(t *core.Thread, a []core.Value) (core.Value, error) { return core.None, self(a[0]).close(t) }},
		{Name: "detach", Sig: "(self, /)", Flags: core.Pure, Doc: "Close the object and return the descriptor, which stays open.", Fn: func(t *core.Thread, a []core.Value) (core.Value, error) {
			s := self(a[0])
			fd := s.fd
			s.fd = -1
			t.Interp().Unwatch(&s.Header)
			return core.Int(int64(fd)), nil
		}},
		{Name: "fileno", Sig: "(self, /)", Flags: core.Pure, Doc: "Return the descriptor of the socket, or -1 if it is closed.", Fn: func(t *core.Thread, a []core.Value) (core.Value, error) { return core.Int(int64(self(a[0]).fd)), nil }},
		{Name: "getpeername", Sig: "(self, /)", Flags: core.HostOp, Doc: "Return the address at the other end.", Fn: func(t *core.Thread, a []core.Value) (core.Value, error) {
			x, err := t.Interp().Host().Getpeername(self(a[0]).fd)
			if err != nil {
				return core.Unbound, fail(t, err)
			}
			return addrValue(t, x), nil
		}},
		{Name: "getsockname", Sig: "(self, /)", Flags: core.HostOp, Doc: "Return the socket's own address.", Fn: func(t *core.Thread, a []core.Value) (core.Value, error) {
			x, err := t.Interp().Host().Getsockname(self(a[0]).fd)
			if err != nil {
				return core.Unbound, fail(t, err)
			}
			return addrValue(t, x), nil
		}},
		{Name: "getsockopt", Sig: "(self, level, option, buffersize=0, /)", Flags: core.HostOp, Doc: "Get a socket option.", Fn: func(t *core.Thread, a []core.Value) (core.Value, error) {
			var n [3]int
			for i := range n {
				x, err := t.CInt(a[1+i])
				if err != nil {
					return core.Unbound, err
				}
				n[i] = x
			}
			h := t.Interp().Host()
			if n[2] == 0 {
				x, err := h.GetsockoptInt(self(a[0]).fd, n[0], n[1])
				if err != nil {
					return core.Unbound, fail(t, err)
				}
				return core.Int(int64(x)), nil
			}
			if n[2] < 0 || n[2] > 1024 {
				return core.Unbound, t.Raise(&core.ExcOSError, "getsockopt buflen out of range")
			}
			b, err := h.Getsockopt(self(a[0]).fd, n[0], n[1], n[2])
			if err != nil {
				return core.Unbound, fail(t, err)
			}
			return core.NewBytes(b), nil
		}},
		{Name: "setsockopt", Sig: "(self, level, option, value, optlen=<unrepresentable>, /)", Flags: core.HostOp, Doc: "Set a socket option.", Fn: setsockopt},
		{Name: "setblocking", Sig: "(self, flag, /)", Flags: core.HostOp, Doc: "Make calls wait without a timeout (true), or not at all (false).", Fn: func(t *core.Thread, a []core.Value) (core.Value, error) {
			on, err := t.Truth(a[1])
			if err != nil {
				return core.Unbound, err
			}
			d := time.Duration(0)
			if on {
				d = host.Forever
			}
			return core.None, self(a[0]).setTimeout(t, d)
		}},
		{Name: "getblocking", Sig: "(self, /)", Flags: core.Pure, Doc: "Return whether calls may wait.", Fn: func(t *core.Thread, a []core.Value) (core.Value, error) {
			return core.Bool(self(a[0]).timeout != 0), nil
		}},
		{Name: "settimeout", Sig: "(self, timeout, /)", Flags: core.HostOp, Doc: "Set how many seconds calls wait; None is no limit, and 0 is not to wait.", Fn: func(t *core.Thread, a []core.Value) (core.Value, error) {
			d, err := timeoutArg(t, a[1])
			if err != nil {
				return core.Unbound, err
			}
			return core.None, self(a[0]).setTimeout(t, d)
		}},
		{Name: "gettimeout", Sig: "(self, /)", Flags: core.Pure, Doc: "Return how many seconds calls wait at most, or None for no limit.", Fn: func(t *core.Thread, a []core.Value) (core.Value, error) {
			return timeoutValue(self(a[0]).timeout), nil
		}},
		{Name: "shutdown", Sig: "(self, how, /)", Flags: core.HostOp, Doc: "Shut down the reading side of the socket, the writing side, or both.", Fn: func(t *core.Thread, a []core.Value) (core.Value, error) {
			how, err := t.CInt(a[1])
			if err != nil {
				return core.Unbound, err
			}
			return noneOr(t, t.Interp().Host().Shutdown(self(a[0]).fd, how))
		}},
	}
}

func setsockopt(t *core.Thread, a []core.Value) (core.Value, error) {
	s := self(a[0])
	level, err := t.CInt(a[1])
	if err != nil {
		return core.Unbound, err
	}
	opt, err := t.CInt(a[2])
	if err != nil {
		return core.Unbound, err
	}
	h := t.Interp().Host()
	if !a[4].IsUnbound() {
		if !a[3].IsNone() {
			return core.Unbound, t.TypeError("setsockopt() argument 3 must be None, not %s", a[3].TypeName())
		}
		n, err := t.CInt(a[4])
		if err != nil {
			return core.Unbound, err
		}
		if n < 0 || n > 1<<16 {
			return core.Unbound, t.OSErrorNumber(int(host.EINVAL))
		}
		return noneOr(t, h.Setsockopt(s.fd, level, opt, make([]byte, n)))
	}
	if _, _, ok := core.AsInt(a[3]); ok {
		n, err := t.CInt(a[3])
		if err != nil {
			return core.Unbound, err
		}
		return noneOr(t, h.SetsockoptInt(s.fd, level, opt, n))
	}
	b, err := t.ReadBuffer(a[3])
	if err != nil {
		return core.Unbound, err
	}
	defer b.Done()
	return noneOr(t, h.Setsockopt(s.fd, level, opt, b.B))
}

// dataMethods are those that send and receive.
func dataMethods() []core.Func {
	send := func(name, doc string, all bool) core.Func {
		return core.Func{Name: name, Sig: "(self, data, flags=0, /)", Flags: core.Blocks | core.HostOp, Doc: doc, Fn: func(t *core.Thread, a []core.Value) (core.Value, error) {
			s := self(a[0])
			b, err := t.ReadBuffer(a[1])
			if err != nil {
				return core.Unbound, err
			}
			defer b.Done()
			flags, err := flagsArg(t, a[2])
			if err != nil {
				return core.Unbound, err
			}
			if all {
				_, err := t.Interp().Host().SendAll(t, s.fd, b.B, flags, s.timeout)
				return noneOr(t, err)
			}
			n, err := t.Interp().Host().Send(t, s.fd, b.B, flags, nil, s.timeout)
			if err != nil {
				return core.Unbound, fail(t, err)
			}
			return core.Int(int64(n)), nil
		}}
	}
	return []core.Func{
		{Name: "recv", Sig: "(self, bufsize, flags=0, /)", Flags: core.Blocks | core.HostOp | core.Charges, Doc: "Return at most that many bytes that were received; b'' means that the other\nend closed.", Fn: func(t *core.Thread, a []core.Value) (core.Value, error) {
			s := self(a[0])
			n, err := sizeArg(t, a[1], "recv")
			if err != nil {
				return core.Unbound, err
			}
			flags, err := flagsArg(t, a[2])
			if err != nil {
				return core.Unbound, err
			}
			buf := make([]byte, n)
			m, err := t.Interp().Host().Recv(t, s.fd, buf, flags, s.timeout)
			if err != nil {
				return core.Unbound, fail(t, err)
			}
			return trimmed(buf, min(m, n)), nil
		}},
		{Name: "recv_into", Sig: "(self, buffer, nbytes=0, flags=0)", Flags: core.Blocks | core.HostOp, Doc: "Receive into a buffer and return how many bytes came.", Fn: func(t *core.Thread, a []core.Value) (core.Value, error) {
			s := self(a[0])
			b, p, err := into(t, "recv_into", a[1], a[2])
			if err != nil {
				return core.Unbound, err
			}
			defer b.Done()
			flags, err := flagsArg(t, a[3])
			if err != nil {
				return core.Unbound, err
			}
			m, err := t.Interp().Host().Recv(t, s.fd, p, flags, s.timeout)
			if err != nil {
				return core.Unbound, fail(t, err)
			}
			return core.Int(int64(m)), nil
		}},
		{Name: "recvfrom", Sig: "(self, bufsize, flags=0, /)", Flags: core.Blocks | core.HostOp | core.Charges, Doc: "Receive bytes, and return them with the address they come from.", Fn: func(t *core.Thread, a []core.Value) (core.Value, error) {
			s := self(a[0])
			n, err := sizeArg(t, a[1], "recvfrom")
			if err != nil {
				return core.Unbound, err
			}
			flags, err := flagsArg(t, a[2])
			if err != nil {
				return core.Unbound, err
			}
			buf := make([]byte, n)
			m, from, err := t.Interp().Host().RecvFrom(t, s.fd, buf, flags, s.timeout)
			if err != nil {
				return core.Unbound, fail(t, err)
			}
			return core.NewTuple(trimmed(buf, min(m, n)), addrValue(t, from)), nil
		}},
		{Name: "recvfrom_into", Sig: "(self, buffer, nbytes=0, flags=0)", Flags: core.Blocks | core.HostOp, Doc: "Receive into a buffer, and return how many bytes came and the address they\ncome from.", Fn: func(t *core.Thread, a []core.Value) (core.Value, error) {
			s := self(a[0])
			b, p, err := into(t, "recvfrom_into", a[1], a[2])
			if err != nil {
				return core.Unbound, err
			}
			defer b.Done()
			flags, err := flagsArg(t, a[3])
			if err != nil {
				return core.Unbound, err
			}
			m, from, err := t.Interp().Host().RecvFrom(t, s.fd, p, flags, s.timeout)
			if err != nil {
				return core.Unbound, fail(t, err)
			}
			return core.NewTuple(core.Int(int64(m)), addrValue(t, from)), nil
		}},
		send("send", "Send bytes and return how many went, which may be fewer than given.", false), send("sendall", "Send a data string to the socket, all of it.", true),
		{Name: "sendto", Sig: "(self, /, *args)", Flags: core.Blocks | core.HostOp, Doc: "Send bytes to an address, and return how many went.", Fn: func(t *core.Thread, a []core.Value) (core.Value, error) {
			s := self(a[0])
			args := core.AsTuple(a[1]).Items()
			if len(args) < 2 || len(args) > 3 {
				return core.Unbound, t.TypeError("sendto() takes 2 or 3 arguments (%d given)", len(args))
			}
			b, err := t.ReadBuffer(args[0])
			if err != nil {
				return core.Unbound, err
			}
			defer b.Done()
			flags := 0
			if len(args) == 3 {
				if flags, err = t.CInt(args[1]); err != nil {
					return core.Unbound, err
				}
			}
			addr, err := s.addrArg(t, "sendto", args[len(args)-1])
			if err != nil {
				return core.Unbound, err
			}
			n, err := t.Interp().Host().Send(t, s.fd, b.B, flags, addr, s.timeout)
			if err != nil {
				return core.Unbound, fail(t, err)
			}
			return core.Int(int64(n)), nil
		}},
		{Name: "sendmsg", Sig: "(self, buffers, ancdata=<unrepresentable>, flags=0, address=None, /)", Flags: core.Blocks | core.HostOp, Doc: "Send normal and ancillary data to the socket.", Fn: sendmsg},
		{Name: "recvmsg", Sig: "(self, bufsize, ancbufsize=0, flags=0, /)", Flags: core.Blocks | core.HostOp | core.Charges, Doc: "Receive bytes and ancillary data; return them with flags and the address they\ncome from.", Fn: func(t *core.Thread, a []core.Value) (core.Value, error) {
			n, err := t.IndexInt(a[1])
			if err != nil {
				return core.Unbound, err
			}
			if n < 0 {
				return core.Unbound, t.ValueError("negative buffer size in recvmsg()")
			}
			if err := t.Charge(n); err != nil {
				return core.Unbound, err
			}
			buf := make([]byte, n)
			return recvmsg(t, self(a[0]), [][]byte{buf}, a[2], a[3], func(m int) core.Value { return trimmed(buf, m) })
		}},
		{Name: "recvmsg_into", Sig: "(self, buffers, ancbufsize=0, flags=0, /)", Flags: core.Blocks | core.HostOp, Doc: "Like recvmsg(), but scatter the data into a series of buffers.", Fn: func(t *core.Thread, a []core.Value) (core.Value, error) {
			if !core.IsIterable(a[1]) {
				return core.Unbound, t.TypeError("recvmsg_into() argument 1 must be an iterable")
			}
			items, err := t.Collect(a[1])
			if err != nil {
				return core.Unbound, err
			}
			var bufs [][]byte
			for _, v := range items {
				b, err := t.WriteBuffer(v, "recvmsg_into")
				if err != nil {
					if core.Matches(err, &core.ExcTypeError) {
						err = t.TypeError("recvmsg_into() argument 1 must be an iterable of single-segment read-write buffers")
					}
					return core.Unbound, err
				}
				defer b.Done()
				bufs = append(bufs, b.B)
			}
			return recvmsg(t, self(a[0]), bufs, a[2], a[3], func(m int) core.Value { return core.Int(int64(m)) })
		}},
	}
}

func recvmsg(t *core.Thread, s *sock, bufs [][]byte, ancSize, flags core.Value, data func(n int) core.Value) (core.Value, error) {
	size, err := t.IndexInt(ancSize)
	if err != nil {
		return core.Unbound, err
	}
	if size < 0 || size > 1<<24 {
		return core.Unbound, t.ValueError("invalid ancillary data buffer length")
	}
	fl, err := flagsArg(t, flags)
	if err != nil {
		return core.Unbound, err
	}
	m, err := t.Interp().Host().Recvmsg(t, s.fd, bufs, size, fl, s.timeout)
	if err != nil {
		return core.Unbound, fail(t, err)
	}
	anc := make([]core.Value, len(m.Control))
	for i, c := range m.Control {
		anc[i] = core.NewTuple(core.Int(int64(c.Level)), core.Int(int64(c.Type)), core.NewBytes(c.Data))
	}
	return core.NewTuple(data(m.N), core.NewList(anc), core.Int(int64(m.Flags)), addrValue(t, m.From)), nil
}

func sendmsg(t *core.Thread, a []core.Value) (core.Value, error) {
	s := self(a[0])
	if !core.IsIterable(a[1]) {
		return core.Unbound, t.TypeError("sendmsg() argument 1 must be an iterable")
	}
	items, err := t.Collect(a[1])
	if err != nil {
		return core.Unbound, err
	}
	var bufs [][]byte
	for _, v := range items {
		b, err := t.ReadBuffer(v)
		if err != nil {
			return core.Unbound, err
		}
		defer b.Done()
		bufs = append(bufs, b.B)
	}
	var control []host.ControlMessage
	if a[2].Given() {
		if !core.IsIterable(a[2]) {
			return core.Unbound, t.TypeError("sendmsg() argument 2 must be an iterable")
		}
		anc, err := t.Collect(a[2])
		if err != nil {
			return core.Unbound, err
		}
		for _, v := range anc {
			f, err := t.Collect(v)
			if err != nil {
				return core.Unbound, err
			}
			if len(f) != 3 {
				return core.Unbound, t.TypeError("[sendmsg() ancillary data items]() argument must be sequence of length 3, not %d", len(f))
			}
			var c host.ControlMessage
			if c.Level, err = t.CInt(f[0]); err != nil {
				return core.Unbound, err
			}
			if c.Type, err = t.CInt(f[1]); err != nil {
				return core.Unbound, err
			}
			b, err := t.ReadBuffer(f[2])
			if err != nil {
				return core.Unbound, err
			}
			defer b.Done()
			c.Data = b.B
			control = append(control, c)
		}
	}
	flags, err := flagsArg(t, a[3])
	if err != nil {
		return core.Unbound, err
	}
	var to *host.Addr
	if a[4].Given() {
		if to, err = s.addrArg(t, "sendmsg", a[4]); err != nil {
			return core.Unbound, err
		}
	}
	n, err := t.Interp().Host().Sendmsg(t, s.fd, bufs, control, flags, to, s.timeout)
	if err != nil {
		return core.Unbound, fail(t, err)
	}
	return core.Int(int64(n)), nil
}

// DescriptorOf gives the descriptor of a socket object, -1 if it is closed, and its timeout; ok is false for anything else.
func DescriptorOf(v core.Value) (fd int, timeout time.Duration, ok bool) {
	if !v.IsInstance(&socketType) {
		return -1, 0, false
	}
	s := self(v)
	return s.fd, s.timeout, true
}
