// Tests of sockets, name resolution, select, poll and epoll.
package host

import (
	"encoding/binary"
	"errors"
	"net"
	"net/netip"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"golang.org/x/sys/unix"

	"github.com/vivarium-py/vivarium/internal/policy"
)

func listenTCP(t *testing.T, h *Host) (int, *Addr) {
	t.Helper()
	s := must[int](t)(h.Socket(unix.AF_INET, unix.SOCK_STREAM, 0))
	if err := h.Bind(s, &Addr{Family: unix.AF_INET, IP: loopback}); err != nil {
		t.Fatal(err)
	}
	if err := h.Listen(s, 5); err != nil {
		t.Fatal(err)
	}
	a, err := h.Getsockname(s)
	if err != nil {
		t.Fatal(err)
	}
	return s, a
}

// needLoopback skips a test where this machine cannot reach itself, as in a container without a network.
func needLoopback(t *testing.T) {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err == nil {
		defer l.Close()
		var c net.Conn
		if c, err = net.Dial("tcp", l.Addr().String()); err == nil {
			c.Close()
			return
		}
	}
	t.Skip("no loopback network: ", err)
}

func TestTCP(t *testing.T) {
	needLoopback(t)
	h := free(t)
	l, addr := listenTCP(t, h)
	_, _, err := h.Accept(nil, l, 0)
	wantErrno(t, err, EAGAIN)
	if _, _, err := h.Accept(nil, l, 5*time.Millisecond); err != ErrTimeout {
		t.Error(err)
	}
	c := must[int](t)(h.Socket(unix.AF_INET, unix.SOCK_STREAM, 0))
	if err := h.Connect(nil, c, addr, Forever); err != nil {
		t.Fatal(err)
	}
	s, peer, err := h.Accept(nil, l, Forever)
	if err != nil || peer.IP != loopback {
		t.Fatal(peer, err)
	}
	big := make([]byte, 3<<20)
	big[len(big)-1] = 9
	go func() {
		h.SendAll(nil, c, big, 0, Forever)
		h.Shutdown(c, unix.SHUT_WR)
	}()
	got := make([]byte, len(big))
	if n, err := h.Recv(nil, s, got, unix.MSG_WAITALL, Forever); n != len(big) || err != nil || got[n-1] != 9 {
		t.Fatal(n, err)
	}
	if n, err := h.Recv(nil, s, got, 0, Forever); n != 0 || err != nil {
		t.Fatal(n, err)
	}
	if _, err := h.Recv(nil, c, got, 0, 5*time.Millisecond); err != ErrTimeout {
		t.Error(err)
	}
	if v, err := h.GetsockoptInt(s, unix.SOL_SOCKET, unix.SO_TYPE); v != unix.SOCK_STREAM || err != nil {
		t.Error(v, err)
	}
	if err := h.SetsockoptInt(s, unix.IPPROTO_TCP, unix.TCP_NODELAY, 1); err != nil {
		t.Error(err)
	}
	h.CloseFD(l)
	c2 := must[int](t)(h.Socket(unix.AF_INET, unix.SOCK_STREAM, 0))
	wantErrno(t, h.Connect(nil, c2, addr, hangs), ECONNREFUSED)
}

func TestUDP(t *testing.T) {
	needLoopback(t)
	h := free(t)
	a := must[int](t)(h.Socket(unix.AF_INET, unix.SOCK_DGRAM, 0))
	b := must[int](t)(h.Socket(unix.AF_INET, unix.SOCK_DGRAM, 0))
	h.Bind(a, &Addr{Family: unix.AF_INET, IP: loopback})
	to, _ := h.Getsockname(a)
	if n, err := h.Send(nil, b, []byte("hi"), 0, to, Forever); n != 2 || err != nil {
		t.Fatal(n, err)
	}
	buf := make([]byte, 10)
	n, from, err := h.RecvFrom(nil, a, buf, 0, Forever)
	if n != 2 || err != nil || from.IP != loopback {
		t.Fatal(n, from, err)
	}
}

func TestPassDescriptors(t *testing.T) {
	h := free(t)
	a, b, err := h.Socketpair(unix.AF_UNIX, unix.SOCK_STREAM, 0)
	if err != nil {
		t.Fatal(err)
	}
	r, w, _ := h.Pipe(0, false)
	data := binary.NativeEndian.AppendUint32(nil, uint32(w))
	if n, err := h.Sendmsg(nil, a, [][]byte{[]byte("x")}, []ControlMessage{{unix.SOL_SOCKET, unix.SCM_RIGHTS, data}}, 0, nil, Forever); n != 1 || err != nil {
		t.Fatal(n, err)
	}
	h.CloseFD(w)
	m, err := h.Recvmsg(nil, b, [][]byte{make([]byte, 1)}, CmsgSpace(4), 0, Forever)
	if err != nil || len(m.Control) != 1 {
		t.Fatal(m, err)
	}
	w2 := int(binary.NativeEndian.Uint32(m.Control[0].Data))
	if n, err := h.Write(nil, w2, []byte("over")); n != 4 || err != nil {
		t.Fatal(n, err)
	}
	h.CloseFD(w2)
	if got := readAll(t, h, r); got != "over" {
		t.Errorf("%q", got)
	}
	if h.Handles() != 3 {
		t.Errorf("%d handles", h.Handles())
	}
}

func TestUnixSocketPaths(t *testing.T) {
	h := free(t)
	h.Chdir(t.TempDir())
	s := must[int](t)(h.Socket(unix.AF_UNIX, unix.SOCK_STREAM, 0))
	if err := h.Bind(s, &Addr{Family: unix.AF_UNIX, Path: "sock"}); err != nil {
		t.Fatal(err)
	}
	h.Listen(s, 1)
	if a, err := h.Getsockname(s); a.Path != "sock" || err != nil {
		t.Error(a, err)
	}
	c := must[int](t)(h.Socket(unix.AF_UNIX, unix.SOCK_STREAM, 0))
	if err := h.Connect(nil, c, &Addr{Family: unix.AF_UNIX, Path: "sock"}, Forever); err != nil {
		t.Error(err)
	}
	ab := must[int](t)(h.Socket(unix.AF_UNIX, unix.SOCK_STREAM, 0))
	if err := h.Bind(ab, &Addr{Family: unix.AF_UNIX, Path: "\x00vivarium-test"}); err != nil {
		t.Error(err)
	}
	if a, err := h.Getsockname(ab); err != nil || a.Path != "\x00vivarium-test" {
		t.Error(a, err)
	}
}

// Options and ancillary data that lead packets away from the address asked about, or have the kernel read memory later.
func TestConfinedSocketOptions(t *testing.T) {
	h := newHost(t, Config{Policy: mustPolicy(t, policy.Grants{Net: []string{"127.0.0.1"}})})
	c := must[int](t)(h.Socket(unix.AF_INET, unix.SOCK_DGRAM, 0))
	for _, o := range [][2]int{
		{unix.IPPROTO_IP, unix.IP_TRANSPARENT}, {unix.IPPROTO_IPV6, unix.IPV6_TRANSPARENT},
		{unix.SOL_SOCKET, unix.SO_ZEROCOPY}, {unix.SOL_SOCKET, unix.SO_ATTACH_FILTER}, {unix.SOL_SOCKET, unix.SO_BINDTODEVICE},
		{unix.SOL_SOCKET, unix.SO_MARK}, {unix.SOL_SOCKET, unix.SO_RESERVE_MEM},
		{unix.SOL_SOCKET, unix.SO_ATTACH_FILTER + 1<<32}, {unix.SOL_SOCKET + 1<<32, unix.SO_ATTACH_FILTER},
		{unix.IPPROTO_IP, unix.IP_OPTIONS}, {unix.IPPROTO_IP, 64}, {unix.IPPROTO_IP, 96}, {unix.IPPROTO_IPV6, 64},
		{unix.IPPROTO_IPV6, unix.IPV6_RTHDR}, {unix.IPPROTO_IPV6, unix.IPV6_2292PKTOPTIONS}, {unix.SOL_NETLINK, 1},
	} {
		wantDenied(t, "option", h.SetsockoptInt(c, o[0], o[1], 1))
	}
	nothing := newHost(t, Config{Policy: mustPolicy(t, policy.Grants{})})
	u := must[int](t)(nothing.Socket(unix.AF_INET, unix.SOCK_DGRAM, 0))
	group := []byte{224, 0, 0, 251, 127, 0, 0, 1}
	wantDenied(t, "joining a group", nothing.Setsockopt(u, unix.IPPROTO_IP, unix.IP_ADD_MEMBERSHIP, group))
	if err := nothing.SetsockoptInt(u, unix.IPPROTO_IP, unix.IP_TTL, 20); err != nil {
		t.Error(err)
	}
	if err := h.Setsockopt(c, unix.IPPROTO_IP, unix.IP_ADD_MEMBERSHIP, group); errors.As(err, new(*policy.Denied)) {
		t.Error("joining a group where something is granted:", err)
	}
	to := &Addr{Family: unix.AF_INET, IP: loopback, Port: 9}
	for _, m := range []ControlMessage{{unix.IPPROTO_IP, unix.IP_RETOPTS, make([]byte, 8)}, {unix.IPPROTO_IPV6, unix.IPV6_RTHDR, make([]byte, 8)}} {
		_, err := h.Sendmsg(nil, c, [][]byte{{1}}, []ControlMessage{m}, 0, to, 0)
		wantDenied(t, "ancillary data", err)
	}
	// The kernel reads 32 bits of the level: this would be SCM_RIGHTS of any descriptor of the process.
	_, err := h.Sendmsg(nil, c, [][]byte{{1}}, []ControlMessage{{unix.SOL_SOCKET + 1<<32, unix.SCM_RIGHTS, make([]byte, 4)}}, 0, to, 0)
	wantErrno(t, err, EINVAL)
	if err := h.SetsockoptInt(c, unix.SOL_SOCKET, unix.SO_REUSEADDR, 1); err != nil {
		t.Error(err)
	}
}

func TestNetGrants(t *testing.T) {
	needLoopback(t)
	server := free(t)
	_, addr := listenTCP(t, server)
	connect := func(g policy.Grants, a *Addr) error {
		h := newHost(t, Config{Policy: mustPolicy(t, g)})
		c := must[int](t)(h.Socket(a.Family, unix.SOCK_STREAM, 0))
		return h.Connect(nil, c, a, hangs)
	}
	if err := connect(policy.Grants{Net: []string{"127.0.0.1:" + itoa(addr.Port)}}, addr); err != nil {
		t.Error(err)
	}
	mapped := &Addr{Family: unix.AF_INET6, IP: netip.AddrFrom16(loopback.As16()), Port: addr.Port}
	any := &Addr{Family: unix.AF_INET, IP: netip.IPv4Unspecified(), Port: addr.Port}
	for _, net := range [][]string{nil, {"127.0.0.1:1"}, {"example.com"}, {"10.0.0.0/8"}} {
		for _, a := range []*Addr{addr, mapped, any} {
			err := connect(policy.Grants{Net: net}, a)
			var d *policy.Denied
			if !errors.As(err, &d) || !strings.Contains(d.Flag, "--allow-net=") {
				t.Errorf("%v %v: %v", net, a, err)
			}
		}
	}

	h := newHost(t, Config{Policy: mustPolicy(t, policy.Grants{Net: []string{"localhost:" + itoa(addr.Port)}})})
	found, err := h.GetAddrInfo(nil, "localhost", itoa(addr.Port), unix.AF_INET, unix.SOCK_STREAM, 0, 0)
	if err != nil || len(found) == 0 {
		t.Fatal(found, err)
	}
	c := must[int](t)(h.Socket(unix.AF_INET, unix.SOCK_STREAM, 0))
	if err := h.Connect(nil, c, &found[0].Addr, hangs); err != nil {
		t.Error(err)
	}
	_, err = h.GetAddrInfo(nil, "example.com", "80", 0, 0, 0, 0)
	wantErrno(t, err, EACCES)
	// A granted name that leads to a loopback address stays denied.
	h.net.remember(loopback, "evil.example")
	evil := newHost(t, Config{Policy: mustPolicy(t, policy.Grants{Net: []string{"evil.example"}})})
	evil.net.remember(loopback, "evil.example")
	c = must[int](t)(evil.Socket(unix.AF_INET, unix.SOCK_STREAM, 0))
	wantErrno(t, evil.Connect(nil, c, addr, hangs), EACCES)

	none := newHost(t, Config{})
	s := must[int](t)(none.Socket(unix.AF_INET, unix.SOCK_STREAM, 0))
	wantErrno(t, none.Bind(s, &Addr{Family: unix.AF_INET, IP: loopback}), EACCES)
	wantErrno(t, none.Listen(s, 1), EACCES)
	_, err = none.Socket(unix.AF_INET, unix.SOCK_RAW, 1)
	wantErrno(t, err, EACCES)
	u := must[int](t)(none.Socket(unix.AF_UNIX, unix.SOCK_STREAM, 0))
	wantErrno(t, none.Connect(nil, u, &Addr{Family: unix.AF_UNIX, Path: "/run/docker.sock"}, 0), EACCES)
	wantErrno(t, none.Connect(nil, u, &Addr{Family: unix.AF_UNIX, Path: "\x00x"}, 0), EACCES)
	d := must[int](t)(none.Socket(unix.AF_INET, unix.SOCK_DGRAM, 0))
	_, err = none.Send(nil, d, []byte("x"), 0, addr, 0)
	wantErrno(t, err, EACCES)
	_, err = none.Sendmsg(nil, d, [][]byte{[]byte("x")}, nil, 0, addr, 0)
	wantErrno(t, err, EACCES)
}

func TestConfinedUnixSocket(t *testing.T) {
	dir := t.TempDir()
	h := newHost(t, Config{Policy: mustPolicy(t, policy.Grants{Write: []string{dir}, Read: []string{dir}})})
	s := must[int](t)(h.Socket(unix.AF_UNIX, unix.SOCK_STREAM, 0))
	p := filepath.Join(dir, "s")
	if err := h.Bind(s, &Addr{Family: unix.AF_UNIX, Path: p}); err != nil {
		t.Fatal(err)
	}
	h.Listen(s, 1)
	c := must[int](t)(h.Socket(unix.AF_UNIX, unix.SOCK_STREAM, 0))
	if err := h.Connect(nil, c, &Addr{Family: unix.AF_UNIX, Path: p}, Forever); err != nil {
		t.Error(err)
	}
}

func TestPollEpollSelect(t *testing.T) {
	h := free(t)
	r, w, _ := h.Pipe(0, false)
	fds := []PollFD{{FD: r, Events: unix.POLLIN}, {FD: w, Events: unix.POLLOUT}, {FD: 99, Events: unix.POLLIN}}
	if n, err := h.Poll(nil, fds, Forever); n != 2 || err != nil || fds[0].Revents != 0 || fds[1].Revents != unix.POLLOUT || fds[2].Revents != unix.POLLNVAL {
		t.Error(n, err, fds)
	}
	start := time.Now()
	if n, err := h.Poll(nil, fds[:1], 10*time.Millisecond); n != 0 || err != nil || time.Since(start) < 10*time.Millisecond {
		t.Error(n, err)
	}
	ep := must[int](t)(h.EpollCreate())
	if err := h.EpollCtl(ep, unix.EPOLL_CTL_ADD, r, unix.EPOLLIN); err != nil {
		t.Fatal(err)
	}
	wantErrno(t, h.EpollCtl(ep, unix.EPOLL_CTL_ADD, r, unix.EPOLLIN), EEXIST)
	if ev, err := h.EpollWait(nil, ep, 4, 5*time.Millisecond); len(ev) != 0 || err != nil {
		t.Error(ev, err)
	}
	go func() { time.Sleep(5 * time.Millisecond); h.Write(nil, w, []byte("x")) }()
	if ev, err := h.EpollWait(nil, ep, 4, Forever); len(ev) != 1 || err != nil || ev[0].FD != r || ev[0].Events != unix.EPOLLIN {
		t.Error(ev, err)
	}
	rr, rw, rx, err := h.Select(nil, []int{r}, []int{w}, nil, Forever)
	if len(rr) != 1 || len(rw) != 1 || len(rx) != 0 || err != nil {
		t.Error(rr, rw, rx, err)
	}
	_, _, _, err = h.Select(nil, []int{99}, nil, nil, Forever)
	wantErrno(t, err, EBADF)
	f := must[int](t)(h.Open(nil, "/etc/passwd", 0, 0, AtCwd))
	wantErrno(t, h.EpollCtl(ep, unix.EPOLL_CTL_ADD, f, unix.EPOLLIN), EPERM)
	if n, err := h.Poll(nil, []PollFD{{FD: f, Events: unix.POLLIN}}, Forever); n != 1 || err != nil {
		t.Error(n, err)
	}
}

func TestGetAddrInfo(t *testing.T) {
	h := free(t)
	// As CPython: socket.getaddrinfo("127.0.0.1", 80)
	got, err := h.GetAddrInfo(nil, "127.0.0.1", "80", 0, 0, 0, 0)
	if err != nil || len(got) != 3 || got[0].Type != unix.SOCK_STREAM || got[0].Proto != 6 || got[1].Proto != 17 || got[2].Type != unix.SOCK_RAW || got[0].Addr.Port != 80 {
		t.Error(got, err)
	}
	for _, c := range []struct {
		host, service      string
		family, typ, flags int
		code               int
	}{
		{"", "", 0, 0, 0, EAINoName},
		{"not a name", "80", 0, 0, 0, EAINoName},
		{"localhost", "no-such-service", 0, 0, 0, EAIService},
		{"localhost", "http", 0, 0, AINumericServ, EAINoName},
		{"localhost", "80", 99, 0, 0, EAIFamily},
		{"localhost", "80", 0, 99, 0, EAISockType},
		{"localhost", "80", 0, 0, AINumericHost, EAINoName},
		{"127.0.0.1", "80", unix.AF_INET6, 0, 0, EAIAddrFamily},
	} {
		_, err := h.GetAddrInfo(nil, c.host, c.service, c.family, c.typ, 0, c.flags)
		var g *GAIError
		if !errors.As(err, &g) || g.Code != c.code {
			t.Errorf("%+v: %v", c, err)
		}
	}
	for s, want := range map[string]string{"127.1": "127.0.0.1", "0x7f000001": "127.0.0.1", "0177.0.0.1": "127.0.0.1", "1.2.3": "1.2.0.3", "::1": "::1", "256.1": "", "1.2.3.4.5": "", "": "", "1_0.1": ""} {
		a, ok := ParseHostNumber(s)
		if ok != (want != "") || ok && a.String() != want {
			t.Errorf("%q: %v %v", s, a, ok)
		}
	}
	host, service, err := h.GetNameInfo(nil, &Addr{Family: unix.AF_INET, IP: loopback, Port: 80}, NINumericHost)
	if host != "127.0.0.1" || service != "http" || err != nil {
		t.Error(host, service, err)
	}
}

// Descriptors that a confined program has sent and closed live on in the socket: they count until they are received.
func TestDescriptorsOnTheirWayCount(t *testing.T) {
	pol := mustPolicy(t, policy.Grants{})
	h := newHost(t, Config{Policy: pol, Limits: policy.Limits{Handles: 20}})
	a, b, err := h.Socketpair(unix.AF_UNIX, unix.SOCK_STREAM, 0)
	if err != nil {
		t.Fatal(err)
	}
	send := func() error {
		r, w, err := h.Pipe(0, false)
		if err != nil {
			return err
		}
		defer h.CloseFD(r)
		defer h.CloseFD(w)
		data := binary.NativeEndian.AppendUint32(binary.NativeEndian.AppendUint32(nil, uint32(r)), uint32(w))
		_, err = h.Sendmsg(nil, a, [][]byte{[]byte("x")}, []ControlMessage{{unix.SOL_SOCKET, unix.SCM_RIGHTS, data}}, 0, nil, Forever)
		return err
	}
	for n := 0; ; n++ {
		if err := send(); err != nil {
			var x *policy.Exceeded
			if !errors.As(err, &x) || n != 8 || x.Resource != "handles" {
				t.Errorf("after %d: %v", n, err)
			}
			break
		}
	}
	if n := h.Handles(); n != 18 {
		t.Errorf("%d handles", n)
	}
	for _, flags := range []int{unix.MSG_PEEK, 0} {
		m, err := h.Recvmsg(nil, b, [][]byte{make([]byte, 1)}, CmsgSpace(8), flags, Forever)
		if err != nil || len(m.Control) != 1 || len(m.Control[0].Data) != 8 {
			t.Fatal(m, err)
		}
		h.CloseFD(int(binary.NativeEndian.Uint32(m.Control[0].Data)))
		h.CloseFD(int(binary.NativeEndian.Uint32(m.Control[0].Data[4:])))
		if n, want := h.Handles(), map[int]int{unix.MSG_PEEK: 18, 0: 16}[flags]; n != want {
			t.Errorf("flags %d: %d handles, want %d", flags, n, want)
		}
	}
	if _, err := h.Sendmsg(nil, a, [][]byte{[]byte("x")}, nil, 0, &Addr{Family: unix.AF_UNIX, Path: "/nowhere"}, 0); err == nil {
		t.Error("sent")
	}
	if n := h.Handles(); n != 16 {
		t.Errorf("%d handles after a send that failed", n)
	}
}

// What the kernel holds for a confined program is bounded where its memory is.
func TestBuffersOfTheKernelAreBounded(t *testing.T) {
	for _, c := range []struct {
		policy *policy.Policy
		memory int64
		most   int
	}{
		{mustPolicy(t, policy.Grants{}), 32 << 20, 1 << 16},
		{mustPolicy(t, policy.Grants{}), 512 << 20, 1 << 19},
		{mustPolicy(t, policy.Grants{}), 0, 0},
		{policy.Inherit(), 32 << 20, 0},
	} {
		h := newHost(t, Config{Policy: c.policy, Limits: policy.Limits{Memory: c.memory}})
		a, _, err := h.Socketpair(unix.AF_UNIX, unix.SOCK_STREAM, 0)
		if err != nil {
			t.Fatal(err)
		}
		r, _, _ := h.Pipe(0, false)
		for _, opt := range []int{unix.SO_SNDBUF, unix.SO_RCVBUF} {
			if err := h.SetsockoptInt(a, unix.SOL_SOCKET, opt, 1<<18+1<<16); err != nil {
				t.Fatal(err)
			}
			n, _ := h.GetsockoptInt(a, unix.SOL_SOCKET, opt)
			if over := n > c.most; over != (c.most == 0) {
				t.Errorf("%+v: option %d is %d", c, opt, n)
			}
		}
		if _, err := h.PipeSize(r, 1<<16); err != nil {
			t.Error(err)
		}
		if _, err := h.PipeSize(r, 1<<20); (err == nil) != (c.most == 0) {
			t.Errorf("%+v: a pipe of 1 MiB: %v", c, err)
		}
	}
}

// Children's descriptors are their ancestors' too, also where no limit but that of every confined interpreter holds.
func TestDescriptorsOfChildrenCountUnlimited(t *testing.T) {
	h := newHost(t, Config{Policy: mustPolicy(t, policy.Grants{Children: true})})
	n := 0
	for range 5 {
		child := newHost(t, Config{Policy: h.Policy(), Limits: policy.Limits{Handles: 1000}, Parent: h})
		for ; n < 2000; n += 2 {
			if _, _, err := child.Pipe(0, false); err != nil {
				wantErrno(t, err, EMFILE)
				break
			}
		}
	}
	if n != confinedHandles || h.Handles() != n {
		t.Errorf("%d descriptors, %d counted", n, h.Handles())
	}
}
