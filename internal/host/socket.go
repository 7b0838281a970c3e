// Sockets, in terms of the system calls that Python's socket module shows.
// Invariant: every address is checked against the policy just before the kernel gets it, as a number and never as a
// name, and all calls are made non-blocking.
package host

import (
	"encoding/binary"
	"net/netip"
	"strings"
	"sync"
	"time"
	"unsafe"

	"golang.org/x/sys/unix"

	"github.com/vivarium-py/vivarium/internal/policy"
)

// Addr is the address of a socket.
type Addr struct {
	Family int        // AF_INET, AF_INET6 or AF_UNIX
	IP     netip.Addr // without a zone
	Port   int
	Scope  uint32 // of IPv6
	Path   string // of AF_UNIX; an abstract name starts with a NUL
}

type sockInfo struct {
	mu    sync.Mutex
	bound string // path given to bind, where the kernel was given another
}

// netState remembers which granted names the interpreter has looked up, because a connection is made to a number.
type netState struct {
	mu    sync.Mutex
	names map[netip.Addr][]string
}

const maxNames = 4096

func (n *netState) remember(a netip.Addr, name string) {
	n.mu.Lock()
	defer n.mu.Unlock()
	if n.names == nil || len(n.names) >= maxNames {
		n.names = map[netip.Addr][]string{}
	}
	for _, s := range n.names[a] {
		if s == name {
			return
		}
	}
	if len(n.names[a]) < 64 {
		n.names[a] = append(n.names[a], name)
	}
}

// mayReach returns the denial if the policy does not grant op for an address, itself or by a name that led to it.
func (h *Host) mayReach(op string, a *Addr) error {
	if h.pol.NetAll() {
		return nil
	}
	ip := a.IP.Unmap()
	h.net.mu.Lock()
	names := h.net.names[ip]
	h.net.mu.Unlock()
	var err error
	for _, name := range names {
		if err = h.pol.NetAddr(op, name, ip, a.Port); err == nil {
			return nil
		}
	}
	if e := h.pol.NetAddr(op, "", ip, a.Port); e == nil || err == nil {
		err = e
	}
	return err
}

// withAddr checks an address and calls do with what the kernel gets for it.
func (h *Host) withAddr(op string, a *Addr, do func(unix.Sockaddr) error) error {
	switch a.Family {
	case unix.AF_INET:
		if !a.IP.Is4() {
			return EINVAL
		}
		if err := h.mayReach(op, a); err != nil {
			return err
		}
		return do(&unix.SockaddrInet4{Port: a.Port, Addr: a.IP.As4()})
	case unix.AF_INET6:
		if !a.IP.IsValid() {
			return EINVAL
		}
		if err := h.mayReach(op, a); err != nil {
			return err
		}
		return do(&unix.SockaddrInet6{Port: a.Port, ZoneId: a.Scope, Addr: a.IP.As16()})
	case unix.AF_UNIX:
		return h.withUnixPath(op, a.Path, do)
	}
	return EAFNOSUPPORT
}

func (h *Host) withUnixPath(op, p string, do func(unix.Sockaddr) error) error {
	if p == "" || p[0] == 0 {
		if h.confined() {
			if err := h.pol.Process(op, "an abstract socket"); err != nil {
				return err
			}
		}
		return do(&unix.SockaddrUnix{Name: p})
	}
	if p[0] == '@' { // would be taken for an abstract name
		p = "./" + p
	}
	if !h.confined() {
		if p[0] == '/' {
			return do(&unix.SockaddrUnix{Name: p})
		}
		dir, done, err := h.dirFD(AtCwd)
		if err != nil {
			return err
		}
		defer done()
		if dir != unix.AT_FDCWD {
			p = procFD(dir) + "/" + p
		}
		return do(&unix.SockaddrUnix{Name: p})
	}
	binding := op == opBind
	return h.confinedAt(p, AtCwd, needWrite, !binding, func(dir int, name, _ string) error {
		if binding {
			return do(&unix.SockaddrUnix{Name: procFD(dir) + "/" + name})
		}
		fd, err := unix.Openat(dir, name, unix.O_PATH|unix.O_NOFOLLOW|unix.O_CLOEXEC, 0)
		if err != nil {
			return err
		}
		defer unix.Close(fd)
		return do(&unix.SockaddrUnix{Name: procFD(fd)})
	})
}

func fromSockaddr(sa unix.Sockaddr) *Addr {
	switch x := sa.(type) {
	case *unix.SockaddrInet4:
		return &Addr{Family: unix.AF_INET, IP: netip.AddrFrom4(x.Addr), Port: x.Port}
	case *unix.SockaddrInet6:
		return &Addr{Family: unix.AF_INET6, IP: netip.AddrFrom16(x.Addr), Port: x.Port, Scope: x.ZoneId}
	case *unix.SockaddrUnix:
		if rest, ok := strings.CutPrefix(x.Name, "@"); ok {
			return &Addr{Family: unix.AF_UNIX, Path: "\x00" + rest}
		}
		return &Addr{Family: unix.AF_UNIX, Path: x.Name}
	}
	return nil
}

// exactName asks again, by the call trap, for an address that has a path: names that begin with a NUL may have more of them,
// and sockets without one look as if theirs were a NUL.
func exactName(kfd int, trap uintptr, a *Addr) *Addr {
	if a == nil || a.Family != unix.AF_UNIX || a.Path != "" && a.Path[0] != 0 {
		return a
	}
	var raw unix.RawSockaddrUnix
	size := uint32(unsafe.Sizeof(raw))
	if _, _, e := unix.Syscall(trap, uintptr(kfd), uintptr(unsafe.Pointer(&raw)), uintptr(unsafe.Pointer(&size))); e != 0 {
		return a
	}
	name := make([]byte, max(int(min(size, uint32(unsafe.Sizeof(raw))))-2, 0))
	for i := range name {
		name[i] = byte(raw.Path[i])
	}
	a.Path = string(name)
	return a
}

const (
	opConnect = "connecting to"
	opBind    = "listening on"
	opSend    = "sending to"
)

// Socket makes a socket, not inheritable.
func (h *Host) Socket(family, typ, proto int) (int, error) {
	base := typ &^ (unix.SOCK_NONBLOCK | unix.SOCK_CLOEXEC)
	plain := (family == unix.AF_INET || family == unix.AF_INET6 || family == unix.AF_UNIX) &&
		(base == unix.SOCK_STREAM || base == unix.SOCK_DGRAM || base == unix.SOCK_SEQPACKET)
	if !plain && !h.pol.Everything() {
		if err := h.pol.Process("making a raw socket", ""); err != nil {
			return -1, osError("socket", err)
		}
	}
	if err := h.reserve(); err != nil {
		return -1, osError("socket", err)
	}
	kfd, err := unix.Socket(family, base|unix.SOCK_CLOEXEC|unix.SOCK_NONBLOCK, proto)
	if err != nil {
		h.release()
		return -1, osError("socket", err)
	}
	fd, err := h.adoptSocket(kfd, typ&unix.SOCK_NONBLOCK != 0)
	return fd, osError("socket", err)
}

func (h *Host) adoptSocket(kfd int, nonblock bool) (int, error) {
	f := newFile(kfd, KindSocket)
	f.flags = unix.O_RDWR
	f.sock = &sockInfo{}
	f.nonblock.Store(nonblock)
	return h.install(f, 0, false)
}

// Socketpair makes two connected sockets.
func (h *Host) Socketpair(family, typ, proto int) (a, b int, err error) {
	if err := h.reserve(); err != nil {
		return -1, -1, osError("socketpair", err)
	}
	if err := h.reserve(); err != nil {
		h.release()
		return -1, -1, osError("socketpair", err)
	}
	base := typ &^ (unix.SOCK_NONBLOCK | unix.SOCK_CLOEXEC)
	fds, err := unix.Socketpair(family, base|unix.SOCK_CLOEXEC|unix.SOCK_NONBLOCK, proto)
	if err != nil {
		h.release()
		h.release()
		return -1, -1, osError("socketpair", err)
	}
	nonblock := typ&unix.SOCK_NONBLOCK != 0
	if a, err = h.adoptSocket(fds[0], nonblock); err != nil {
		unix.Close(fds[1])
		h.release()
		return -1, -1, osError("socketpair", err)
	}
	if b, err = h.adoptSocket(fds[1], nonblock); err != nil {
		h.CloseFD(a)
		return -1, -1, osError("socketpair", err)
	}
	return a, b, nil
}

// socket is withFile for sockets.
func (h *Host) socket(op string, fd int, do func(f *file) error) error {
	return h.withFile(op, fd, func(f *file) error {
		if f.kfd < 0 {
			return ENOTSOCK
		}
		return do(f)
	})
}

// patience is how long a call with flags waits: a blocking socket not at all if MSG_DONTWAIT is among them.
func patience(flags int, timeout time.Duration) time.Duration {
	if timeout < 0 && flags&unix.MSG_DONTWAIT != 0 {
		return 0
	}
	return timeout
}

// retry calls try until it gives something else than EAGAIN, waiting for events in between for at most timeout.
func (h *Host) retry(w Waiter, f *file, events uint32, timeout time.Duration, try func() error) error {
	var deadline int64
	started := false
	for {
		err := try()
		if err == unix.EINTR {
			continue
		}
		if err != unix.EAGAIN || timeout == 0 {
			return err
		}
		if !started {
			deadline, started = deadlineAfter(h.realTime(timeout, f)), true
		}
		if err := h.waitFile(w, f, events, deadline); err != nil {
			if err == ErrTimeout {
				h.advance(timeout)
			}
			return err
		}
	}
}

// Bind gives a socket its own address.
func (h *Host) Bind(fd int, a *Addr) error {
	return h.socket("bind", fd, func(f *file) error {
		return h.withAddr(opBind, a, func(sa unix.Sockaddr) error {
			err := unix.Bind(f.kfd, sa)
			if u, ok := sa.(*unix.SockaddrUnix); ok && err == nil && f.sock != nil && u.Name != a.Path {
				f.sock.mu.Lock()
				f.sock.bound = a.Path
				f.sock.mu.Unlock()
			}
			return err
		})
	})
}

// Listen lets a socket accept connections.
func (h *Host) Listen(fd, backlog int) error {
	return h.socket("listen", fd, func(f *file) error {
		// A socket that was not bound gets a port on all addresses: that has to be granted as well.
		if !h.pol.NetAll() {
			sa, err := unix.Getsockname(f.kfd)
			if err != nil {
				return err
			}
			if a := fromSockaddr(sa); a != nil && a.Family != unix.AF_UNIX {
				if err := h.mayReach(opBind, a); err != nil {
					return err
				}
			}
		}
		return unix.Listen(f.kfd, backlog)
	})
}

// Accept takes a connection and returns its descriptor and the address of the other side, nil if it has none.
func (h *Host) Accept(w Waiter, fd int, timeout time.Duration) (conn int, peer *Addr, err error) {
	conn = -1
	err = h.socket("accept", fd, func(f *file) error {
		if err := h.reserve(); err != nil {
			return err
		}
		var kfd int
		err := h.retry(w, f, unix.POLLIN, timeout, func() error {
			if f.slow.Load() && !pollNow(f.kfd, unix.POLLIN) {
				return unix.EAGAIN
			}
			n, sa, err := unix.Accept4(f.kfd, unix.SOCK_CLOEXEC|unix.SOCK_NONBLOCK)
			if err == nil {
				kfd, peer = n, fromSockaddr(sa)
			}
			return err
		})
		if err != nil {
			h.release()
			return err
		}
		conn, err = h.adoptSocket(kfd, false)
		return err
	})
	return conn, peer, err
}

// Connect connects a socket. With timeout 0 it returns EINPROGRESS at once; after a longer one ErrTimeout.
func (h *Host) Connect(w Waiter, fd int, a *Addr, timeout time.Duration) error {
	return h.socket("connect", fd, func(f *file) error {
		return h.withAddr(opConnect, a, func(sa unix.Sockaddr) error {
			if f.slow.Load() {
				if err := unix.SetNonblock(f.kfd, true); err != nil {
					return err
				}
			}
			deadline := deadlineAfter(timeout)
			pause := 100 * time.Microsecond
			for {
				err := unix.Connect(f.kfd, sa)
				switch {
				case err == unix.EAGAIN && timeout != 0:
					// A Unix socket whose queue is full: nothing tells when there is room.
					next := deadlineAfter(pause)
					if deadline != 0 && next > deadline {
						return ErrTimeout
					}
					if err := h.park(w, nil, next); err != ErrTimeout {
						return err
					}
					pause = min(2*pause, 10*time.Millisecond)
					continue
				case err == unix.EINTR:
					err = unix.EINPROGRESS
				}
				if err != nil && err != unix.EINPROGRESS && h.killed(w) {
					return ErrKilled // the listener may have been ours, closed by the same end
				}
				if err != unix.EINPROGRESS || timeout == 0 {
					return err
				}
				if err := h.waitFile(w, f, unix.POLLOUT, deadline); err != nil {
					return err
				}
				n, err := unix.GetsockoptInt(f.kfd, unix.SOL_SOCKET, unix.SO_ERROR)
				if err == nil && n != 0 {
					err = Errno(n)
				}
				return err
			}
		})
	})
}

// Recv receives into p. 0 is the end of a stream.
func (h *Host) Recv(w Waiter, fd int, p []byte, flags int, timeout time.Duration) (n int, err error) {
	err = h.socket("recv", fd, func(f *file) error {
		n, _, err = h.recvFrom(w, f, p, flags, timeout)
		return err
	})
	return n, err
}

// RecvFrom receives into p and returns the sender's address, nil if there is none.
func (h *Host) RecvFrom(w Waiter, fd int, p []byte, flags int, timeout time.Duration) (n int, from *Addr, err error) {
	err = h.socket("recvfrom", fd, func(f *file) error {
		n, from, err = h.recvFrom(w, f, p, flags, timeout)
		return err
	})
	return n, from, err
}

func (h *Host) recvFrom(w Waiter, f *file, p []byte, flags int, timeout time.Duration) (n int, from *Addr, err error) {
	timeout = patience(flags, timeout)
	all := flags&unix.MSG_WAITALL != 0 && timeout != 0
	for {
		got := 0
		err = h.retry(w, f, unix.POLLIN, timeout, func() error {
			k, sa, err := unix.Recvfrom(f.kfd, p[n:], flags|unix.MSG_DONTWAIT)
			if err != nil {
				return err
			}
			got = k
			if sa != nil {
				from = fromSockaddr(sa)
			}
			return nil
		})
		n += got
		if err != nil && n > 0 && err != ErrKilled {
			return n, from, nil
		}
		if err != nil || !all || got == 0 || n >= len(p) || flags&unix.MSG_PEEK != 0 {
			return n, from, err
		}
	}
}

// sendFlags leaves out MSG_ZEROCOPY: the kernel would read memory that has long become another object's.
func sendFlags(flags int) int {
	return flags&^unix.MSG_ZEROCOPY | unix.MSG_DONTWAIT | unix.MSG_NOSIGNAL
}

// Send sends from p, to the address if it is not nil, and returns how much was taken.
func (h *Host) Send(w Waiter, fd int, p []byte, flags int, to *Addr, timeout time.Duration) (n int, err error) {
	err = h.socket("send", fd, func(f *file) error {
		send := func(sa unix.Sockaddr) error {
			return h.retry(w, f, unix.POLLOUT, patience(flags, timeout), func() error {
				n, err = unix.SendmsgN(f.kfd, p, nil, sa, sendFlags(flags))
				return err
			})
		}
		if to != nil {
			return h.withAddr(opSend, to, send)
		}
		return send(nil)
	})
	if err != nil {
		n = 0
	}
	return n, err
}

// SendAll sends all of p within the timeout. On an error it returns how much was sent.
func (h *Host) SendAll(w Waiter, fd int, p []byte, flags int, timeout time.Duration) (n int, err error) {
	deadline := deadlineAfter(timeout)
	for n < len(p) {
		left := timeout
		if timeout > 0 {
			if left = time.Duration(deadline - monotonic()); left <= 0 {
				return n, ErrTimeout
			}
		}
		k, err := h.Send(w, fd, p[n:], flags, nil, left)
		n += k
		if err != nil {
			return n, err
		}
		if h.killed(w) {
			return n, ErrKilled
		}
	}
	return n, nil
}

// ControlMessage is one item of a message's ancillary data. Descriptors in it are numbers of the interpreter.
type ControlMessage struct {
	Level, Type int
	Data        []byte
}

// Message is what Recvmsg got.
type Message struct {
	N       int
	Control []ControlMessage
	Flags   int
	From    *Addr
}

// Recvmsg receives into several buffers, with up to controlSize bytes of ancillary data.
func (h *Host) Recvmsg(w Waiter, fd int, bufs [][]byte, controlSize, flags int, timeout time.Duration) (m Message, err error) {
	if controlSize < 0 || controlSize > 1<<20 || len(bufs) > 1024 {
		return m, osError("recvmsg", EINVAL)
	}
	err = h.socket("recvmsg", fd, func(f *file) error {
		oob := make([]byte, controlSize)
		oobn := 0
		if err := h.retry(w, f, unix.POLLIN, patience(flags, timeout), func() error {
			n, on, fl, sa, err := unix.RecvmsgBuffers(f.kfd, bufs, oob, flags|unix.MSG_DONTWAIT|unix.MSG_CMSG_CLOEXEC)
			if err == nil {
				m.N, oobn, m.Flags = n, on, fl&^unix.MSG_CMSG_CLOEXEC
				if sa != nil {
					m.From = fromSockaddr(sa)
				}
			}
			return err
		}); err != nil {
			return err
		}
		msgs, err := unix.ParseSocketControlMessage(oob[:oobn])
		if err != nil {
			return nil // cut short: m.Flags has MSG_CTRUNC
		}
		for i := range msgs {
			c := ControlMessage{int(msgs[i].Header.Level), int(msgs[i].Header.Type), msgs[i].Data}
			if c.Level == unix.SOL_SOCKET && c.Type == unix.SCM_RIGHTS {
				c.Data = h.takeRights(&msgs[i], flags&unix.MSG_PEEK != 0)
			}
			m.Control = append(m.Control, c)
		}
		return nil
	})
	return m, err
}

// takeRights installs received kernel descriptors and returns their numbers; those there is no room for are closed.
// peeked says that they stay in the socket too.
func (h *Host) takeRights(m *unix.SocketControlMessage, peeked bool) []byte {
	kfds, err := unix.ParseUnixRights(m)
	if err != nil {
		return nil
	}
	var out []byte
	for _, kfd := range kfds {
		if (peeked || !h.arrived()) && h.reserve() != nil { // what was sent from here has been counted since then
			unix.Close(kfd)
			continue
		}
		f := processFile(kfd)
		if f == nil {
			unix.Close(kfd)
			h.release()
			continue
		}
		f.kept = false
		if f.kind == KindSocket {
			f.sock = &sockInfo{}
			f.slow.Store(!f.knb)
		}
		if fd, err := h.install(f, 0, false); err == nil {
			out = binary.NativeEndian.AppendUint32(out, uint32(fd))
		}
	}
	return out
}

// depart counts n descriptors that are about to be sent as handles, which they are until they arrive: what is on its way in a
// socket lives on when its number is closed. Only of confined hosts, whose descriptors have nowhere else to go. undo takes it back.
func (h *Host) depart(n int) (undo func(), err error) {
	if h.pol.Everything() {
		return func() {}, nil
	}
	for i := range n {
		if err := h.reserve(); err != nil {
			for range i {
				h.release()
			}
			return nil, err
		}
	}
	h.table.onWay.Add(int32(n))
	return func() {
		for range n {
			if h.arrived() {
				h.release()
			}
		}
	}, nil
}

// arrived gives the handle of a descriptor on its way to who received it, if there is one.
func (h *Host) arrived() bool {
	for {
		n := h.table.onWay.Load()
		if n == 0 {
			return false
		}
		if h.table.onWay.CompareAndSwap(n, n-1) {
			return true
		}
	}
}

// maxRights is how many descriptors the kernel takes in a message.
const maxRights = 253

// Sendmsg sends from several buffers with ancillary data, to the address if it is not nil.
func (h *Host) Sendmsg(w Waiter, fd int, bufs [][]byte, control []ControlMessage, flags int, to *Addr, timeout time.Duration) (n int, err error) {
	if len(bufs) > 1024 {
		return 0, osError("sendmsg", EMSGSIZE)
	}
	err = h.socket("sendmsg", fd, func(f *file) error {
		var oob []byte
		var temp []int
		rights := 0
		defer func() {
			for _, k := range temp {
				unix.Close(k)
			}
		}()
		for _, c := range control {
			data := c.Data
			if err := h.ancillary(c); err != nil {
				return err
			}
			if c.Level == unix.SOL_SOCKET && c.Type == unix.SCM_RIGHTS {
				if rights += len(data) / 4; rights > maxRights {
					return EINVAL
				}
				kdata := make([]byte, 0, len(data))
				for ; len(data) >= 4; data = data[4:] {
					g, err := h.get(int(int32(binary.NativeEndian.Uint32(data))))
					if err != nil {
						return err
					}
					defer h.put(g)
					if g.kfd < 0 {
						return EBADF
					}
					kfd, err := h.childFile(g, nil, &temp)
					if err != nil {
						return err
					}
					kdata = binary.NativeEndian.AppendUint32(kdata, uint32(kfd))
				}
				data = kdata
			}
			oob = appendControl(oob, c.Level, c.Type, data)
		}
		undo, err := h.depart(rights)
		if err != nil {
			return err
		}
		send := func(sa unix.Sockaddr) error {
			return h.retry(w, f, unix.POLLOUT, patience(flags, timeout), func() (err error) {
				n, err = unix.SendmsgBuffers(f.kfd, bufs, oob, sa, sendFlags(flags))
				return err
			})
		}
		if to != nil {
			err = h.withAddr(opSend, to, send)
		} else {
			err = send(nil)
		}
		if err != nil {
			undo()
		}
		return err
	})
	if err != nil {
		n = 0
	}
	return n, err
}

func appendControl(oob []byte, level, typ int, data []byte) []byte {
	b := make([]byte, unix.CmsgSpace(len(data)))
	hd := (*unix.Cmsghdr)(unsafe.Pointer(&b[0]))
	hd.Level, hd.Type = int32(level), int32(typ)
	hd.SetLen(unix.CmsgLen(len(data)))
	copy(b[unix.CmsgLen(0):], data)
	return append(oob, b...)
}

// CmsgLen and CmsgSpace are the sizes of an item of ancillary data with n bytes.
func CmsgLen(n int) int { return unix.CmsgLen(n) }

// CmsgSpace is CmsgLen with the padding after it.
func CmsgSpace(n int) int { return unix.CmsgSpace(n) }

// Shutdown ends one or both directions of a connection.
func (h *Host) Shutdown(fd, how int) error {
	return h.socket("shutdown", fd, func(f *file) error { return unix.Shutdown(f.kfd, how) })
}

// Getsockname returns the socket's own address, nil if its family is not known here.
func (h *Host) Getsockname(fd int) (a *Addr, err error) {
	err = h.socket("getsockname", fd, func(f *file) error {
		sa, err := unix.Getsockname(f.kfd)
		if err != nil {
			return err
		}
		a = exactName(f.kfd, unix.SYS_GETSOCKNAME, fromSockaddr(sa))
		if f.sock != nil && a != nil && a.Family == unix.AF_UNIX {
			f.sock.mu.Lock()
			if f.sock.bound != "" {
				a.Path = f.sock.bound
			}
			f.sock.mu.Unlock()
		}
		return nil
	})
	return a, err
}

// Getpeername returns the address of the other side.
func (h *Host) Getpeername(fd int) (a *Addr, err error) {
	err = h.socket("getpeername", fd, func(f *file) error {
		sa, err := unix.Getpeername(f.kfd)
		if err == nil {
			a = exactName(f.kfd, unix.SYS_GETPEERNAME, fromSockaddr(sa))
		}
		return err
	})
	return a, err
}

// Getsockopt returns an option's bytes, at most size.
func (h *Host) Getsockopt(fd, level, opt, size int) (val []byte, err error) {
	err = h.socket("getsockopt", fd, func(f *file) error {
		if size <= 0 || size > 1024 {
			return EINVAL
		}
		if err := h.sockopt(level, opt); err != nil {
			return err
		}
		val = make([]byte, size)
		n := uint32(size)
		_, _, e := unix.Syscall6(unix.SYS_GETSOCKOPT, uintptr(f.kfd), uintptr(level), uintptr(opt),
			uintptr(unsafe.Pointer(&val[0])), uintptr(unsafe.Pointer(&n)), 0)
		if e != 0 {
			return e
		}
		val = val[:n]
		return nil
	})
	return val, err
}

// GetsockoptInt returns an option's number.
func (h *Host) GetsockoptInt(fd, level, opt int) (int, error) {
	b, err := h.Getsockopt(fd, level, opt, 4)
	if err != nil {
		return 0, err
	}
	var n [4]byte
	copy(n[:], b)
	return int(int32(binary.NativeEndian.Uint32(n[:]))), nil
}

// Setsockopt sets an option's bytes.
func (h *Host) Setsockopt(fd, level, opt int, val []byte) error {
	return h.socket("setsockopt", fd, func(f *file) error {
		if err := h.sockopt(level, opt); err != nil {
			return err
		}
		if level == unix.SOL_SOCKET && len(val) >= 4 {
			switch opt {
			case unix.SO_SNDBUF, unix.SO_RCVBUF, unix.SO_SNDBUFFORCE, unix.SO_RCVBUFFORCE:
				if most, ok := h.bufferRoom(); ok && binary.NativeEndian.Uint32(val) > uint32(most/2) { // the kernel doubles it
					val = binary.NativeEndian.AppendUint32(nil, uint32(most/2))
				}
			}
		}
		return unix.SetsockoptString(f.kfd, level, opt, string(val))
	})
}

// bufferRoom is how large a confined host may make a buffer of the kernel's where there is a limit of memory: what 256 pipes
// and sockets then hold is no more than a part of it, or what they hold without being asked.
func (h *Host) bufferRoom() (most int64, limited bool) {
	if h.limits.Memory == 0 || h.pol.Everything() {
		return 0, false
	}
	return min(max(h.limits.Memory/(4*confinedHandles), 1<<16), 1<<24), true
}

// SetsockoptInt sets an option's number.
func (h *Host) SetsockoptInt(fd, level, opt, val int) error {
	return h.Setsockopt(fd, level, opt, binary.NativeEndian.AppendUint32(nil, uint32(val)))
}

// sockopt denies confined interpreters the options whose bytes hold addresses of the process's memory, that load
// programs into the kernel, that lead packets elsewhere than to the address asked about, or that have the kernel send
// memory after the call (it may hold something else by then), or set some of its memory aside.
func (h *Host) sockopt(level, opt int) error {
	if h.pol.Everything() {
		return nil
	}
	deny := false
	switch level {
	case unix.SOL_SOCKET:
		switch opt {
		case unix.SO_ATTACH_FILTER, unix.SO_ATTACH_BPF, unix.SO_ATTACH_REUSEPORT_CBPF, unix.SO_ATTACH_REUSEPORT_EBPF,
			unix.SO_BINDTODEVICE, unix.SO_BINDTOIFINDEX, unix.SO_MARK, unix.SO_RESERVE_MEM, unix.SO_ZEROCOPY:
			deny = true
		}
	case unix.IPPROTO_TCP:
		deny = opt == unix.TCP_ZEROCOPY_RECEIVE || opt == unix.TCP_ULP || opt == unix.TCP_REPAIR
	case unix.IPPROTO_UDP:
	case unix.IPPROTO_IP:
		deny = opt == unix.IP_OPTIONS || opt == unix.IP_TRANSPARENT || opt >= netfilterOpts || joins(opt) && h.pol.NetNone()
	case unix.IPPROTO_IPV6:
		deny = routed6(opt) || opt == unix.IPV6_TRANSPARENT || opt == netfilterOpts || opt > unix.IPV6_FREEBIND || joins(opt) && h.pol.NetNone()
	default:
		deny = true
	}
	if deny || int(int32(opt)) != opt || int(int32(level)) != level {
		return &policy.Denied{Op: "setting", Target: "socket option " + itoa(opt), Grant: "policy=Policy.inherit()"}
	}
	return nil
}

// joins reports whether an option of IP or IPv6 makes the machine a member of a group, which it tells the network.
func joins(opt int) bool {
	switch opt {
	case unix.IP_ADD_MEMBERSHIP, unix.IP_ADD_SOURCE_MEMBERSHIP, unix.IP_MSFILTER, unix.IPV6_JOIN_GROUP, unix.IPV6_JOIN_ANYCAST,
		unix.MCAST_JOIN_GROUP, unix.MCAST_JOIN_SOURCE_GROUP, unix.MCAST_MSFILTER:
		return true
	}
	return false
}

// netfilterOpts is the first number that netfilter takes of the options of IP; IPv6 has its own around it.
const netfilterOpts = 64

// routed6 reports whether an option or item of ancillary data of IPv6 holds headers that say which way a packet takes.
func routed6(opt int) bool {
	switch opt {
	case unix.IPV6_RTHDR, unix.IPV6_HOPOPTS, unix.IPV6_DSTOPTS, unix.IPV6_RTHDRDSTOPTS,
		unix.IPV6_2292RTHDR, unix.IPV6_2292HOPOPTS, unix.IPV6_2292DSTOPTS, unix.IPV6_2292PKTOPTIONS:
		return true
	}
	return false
}

// ancillary denies confined interpreters what sockopt denies them, when it comes with a message.
func (h *Host) ancillary(c ControlMessage) error {
	if int(int32(c.Level)) != c.Level || int(int32(c.Type)) != c.Type {
		return EINVAL
	}
	if h.pol.Everything() {
		return nil
	}
	if c.Level == unix.IPPROTO_IP && c.Type == unix.IP_RETOPTS || c.Level == unix.IPPROTO_IPV6 && routed6(c.Type) {
		return &policy.Denied{Op: "sending", Target: "ancillary data " + itoa(c.Type), Grant: "policy=Policy.inherit()"}
	}
	return nil
}
