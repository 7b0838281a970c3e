// Tests of what blocks: each wait does its job, and a kill ends it within 50 ms.
package host

import (
	"bytes"
	"errors"
	"io"
	"net/netip"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"golang.org/x/sys/unix"

	"github.com/vivarium-py/vivarium/internal/policy"
)

// testWaiter is an interpreter's lock, kill channel and signals.
type testWaiter struct {
	mu     sync.Mutex
	done   chan struct{}
	wake   chan struct{}
	attend func() error
	blocks atomic.Int32
}

func newWaiter() *testWaiter {
	return &testWaiter{done: make(chan struct{}), wake: make(chan struct{}, 1)}
}

func (w *testWaiter) Block(f func())        { w.blocks.Add(1); f() }
func (w *testWaiter) Done() <-chan struct{} { return w.done }
func (w *testWaiter) Wake() <-chan struct{} { return w.wake }
func (w *testWaiter) Attend() error {
	if w.attend != nil {
		return w.attend()
	}
	return nil
}

var loopback = netip.AddrFrom4([4]byte{127, 0, 0, 1})

// blockers returns one call for every operation that can wait for ever.
func blockers(t *testing.T, h *Host) map[string]func(w Waiter) error {
	t.Helper()
	dir := t.TempDir()
	one := make([]byte, 1)
	pipe := func() (int, int) {
		r, w, err := h.Pipe(0, false)
		if err != nil {
			t.Fatal(err)
		}
		return r, w
	}
	pair := func() (int, int) {
		a, b, err := h.Socketpair(unix.AF_UNIX, unix.SOCK_STREAM, 0)
		if err != nil {
			t.Fatal(err)
		}
		return a, b
	}
	file := func(name string) int {
		return must[int](t)(h.Open(nil, filepath.Join(dir, name), unix.O_RDWR|unix.O_CREAT, 0o666, AtCwd))
	}
	listener := func() int {
		s := must[int](t)(h.Socket(unix.AF_INET, unix.SOCK_STREAM, 0))
		if err := h.Bind(s, &Addr{Family: unix.AF_INET, IP: loopback}); err != nil {
			t.Fatal(err)
		}
		if err := h.Listen(s, 0); err != nil {
			t.Fatal(err)
		}
		return s
	}
	big := make([]byte, 4<<20)
	r1, _ := pipe()
	_, w2 := pipe()
	s1, _ := pair()
	s2, _ := pair()
	s3, _ := pair()
	s4, _ := pair()
	l := listener()
	for _, name := range []string{"fifo", "fifo2"} {
		if err := h.Mkfifo(filepath.Join(dir, name), 0o600, AtCwd); err != nil {
			t.Fatal(err)
		}
	}
	f1, f2 := file("lock"), file("lock")
	if err := h.Flock(nil, f1, unix.LOCK_EX); err != nil {
		t.Fatal(err)
	}
	g1, g2 := file("lock2"), file("lock2")
	if err := h.Lockf(nil, g1, unix.LOCK_EX, 0, 0, 0); err != nil {
		t.Fatal(err)
	}
	ep := must[int](t)(h.EpollCreate())
	r3, _ := pipe()
	if err := h.EpollCtl(ep, unix.EPOLL_CTL_ADD, r3, unix.EPOLLIN); err != nil {
		t.Fatal(err)
	}
	pid, err := h.Spawn(nil, &Spawn{Programs: []string{"/bin/sleep"}, Argv: []string{"sleep", "600"}, UID: -1, GID: -1, Umask: -1})
	if err != nil {
		t.Fatal(err)
	}
	unixListener := must[int](t)(h.Socket(unix.AF_UNIX, unix.SOCK_STREAM, 0))
	sock := &Addr{Family: unix.AF_UNIX, Path: filepath.Join(dir, "sock")}
	if err := h.Bind(unixListener, sock); err != nil {
		t.Fatal(err)
	}
	h.Listen(unixListener, 0)
	for i := 0; i < 3; i++ { // fill its queue
		c := must[int](t)(h.Socket(unix.AF_UNIX, unix.SOCK_STREAM, 0))
		h.Connect(nil, c, sock, 10*time.Millisecond)
	}
	last := must[int](t)(h.Socket(unix.AF_UNIX, unix.SOCK_STREAM, 0))
	ev := must[int](t)(h.Eventfd(0, 0))
	return map[string]func(w Waiter) error{
		"read pipe":    func(w Waiter) error { _, err := h.Read(w, r1, one); return err },
		"readv pipe":   func(w Waiter) error { _, err := h.Readv(w, r1, [][]byte{one}, -1); return err },
		"write pipe":   func(w Waiter) error { _, err := h.Write(w, w2, big); return err },
		"read socket":  func(w Waiter) error { _, err := h.Read(w, s1, one); return err },
		"read eventfd": func(w Waiter) error { _, err := h.Read(w, ev, make([]byte, 8)); return err },
		"recv":         func(w Waiter) error { _, err := h.Recv(w, s1, one, 0, Forever); return err },
		"recv timeout": func(w Waiter) error { _, err := h.Recv(w, s1, one, 0, time.Hour); return err },
		"recvmsg":      func(w Waiter) error { _, err := h.Recvmsg(w, s2, [][]byte{one}, 0, 0, Forever); return err },
		"sendall":      func(w Waiter) error { _, err := h.SendAll(w, s3, big, 0, Forever); return err },
		"write socket": func(w Waiter) error { _, err := h.Write(w, s4, big); return err },
		"accept":       func(w Waiter) error { _, _, err := h.Accept(w, l, Forever); return err },
		"connect unix": func(w Waiter) error { return h.Connect(w, last, sock, Forever) },
		"open fifo r": func(w Waiter) error {
			_, err := h.Open(w, filepath.Join(dir, "fifo"), unix.O_RDONLY, 0, AtCwd)
			return err
		},
		"open fifo w": func(w Waiter) error {
			_, err := h.Open(w, filepath.Join(dir, "fifo2"), unix.O_WRONLY, 0, AtCwd)
			return err
		},
		"flock":       func(w Waiter) error { return h.Flock(w, f2, unix.LOCK_EX) },
		"lockf":       func(w Waiter) error { return h.Lockf(w, g2, unix.LOCK_EX, 0, 0, 0) },
		"sleep":       func(w Waiter) error { return h.Sleep(w, time.Hour) },
		"wait":        func(w Waiter) error { return h.Wait(w, nil, Forever) },
		"wait4":       func(w Waiter) error { _, _, _, err := h.Wait4(w, pid, 0); return err },
		"wait4 any":   func(w Waiter) error { _, _, _, err := h.Wait4(w, -1, 0); return err },
		"wait4 stops": func(w Waiter) error { _, _, _, err := h.Wait4(w, pid, unix.WUNTRACED); return err },
		"waitid":      func(w Waiter) error { _, err := h.Waitid(w, unix.P_PID, pid, unix.WEXITED); return err },
		"poll": func(w Waiter) error {
			_, err := h.Poll(w, []PollFD{{FD: r1, Events: unix.POLLIN}, {FD: 0, Events: unix.POLLIN}}, Forever)
			return err
		},
		"select":       func(w Waiter) error { _, _, _, err := h.Select(w, []int{r1, s1}, nil, nil, time.Hour); return err },
		"select none":  func(w Waiter) error { _, _, _, err := h.Select(w, nil, nil, nil, Forever); return err },
		"epoll":        func(w Waiter) error { _, err := h.EpollWait(w, ep, 10, Forever); return err },
		"read stdin":   func(w Waiter) error { _, err := h.Read(w, 0, one); return err },
		"write stdout": func(w Waiter) error { _, err := h.Write(w, 1, one); return err },
	}
}

// stuckHost has standard streams that never move.
func stuckHost(t *testing.T) *Host {
	in, inw := io.Pipe()
	_, out := io.Pipe()
	t.Cleanup(func() { inw.Close(); out.Close() })
	return newHost(t, Config{Policy: policy.Inherit(), Stdin: in, Stdout: out})
}

// hangs is how long a test waits for what is due at once before it calls it hung: much, for a machine that does other work.
const hangs = time.Minute

// await waits until ok holds.
func await(t *testing.T, what string, ok func() bool) {
	t.Helper()
	for end := time.Now().Add(hangs); !ok(); time.Sleep(time.Millisecond) {
		if time.Now().After(end) {
			t.Fatalf("after %v still not: %s", hangs, what)
		}
	}
}

func expectEnd(t *testing.T, name string, end <-chan error, want error) {
	t.Helper()
	select {
	case err := <-end:
		if err != want {
			t.Errorf("%s: %v, want %v", name, err, want)
		}
	case <-time.After(hangs):
		t.Errorf("%s: did not end within %v", name, hangs)
	}
}

func TestKillEndsEveryWait(t *testing.T) {
	h := stuckHost(t)
	for name, call := range blockers(t, h) {
		w := newWaiter()
		end := make(chan error, 1)
		go func() { end <- call(w) }()
		await(t, name+" releases the lock or returns", func() bool { return w.blocks.Load() > 0 || len(end) > 0 })
		select {
		case err := <-end:
			t.Errorf("%s did not wait: %v", name, err)
			continue
		case <-time.After(10 * time.Millisecond):
		}
		close(w.done)
		expectEnd(t, name, end, ErrKilled)
	}
}

func TestCloseEndsEveryWait(t *testing.T) {
	h := stuckHost(t)
	calls := blockers(t, h)
	ends := map[string]chan error{}
	for name, call := range calls {
		if strings.Contains(name, "stdout") {
			continue
		}
		end := make(chan error, 1)
		ends[name] = end
		go func() { end <- call(newWaiter()) }()
	}
	time.Sleep(30 * time.Millisecond)
	h.Close()
	for name, end := range ends {
		expectEnd(t, name, end, ErrKilled)
	}
}

func TestSignalInWait(t *testing.T) {
	h := stuckHost(t)
	calls := blockers(t, h)
	delete(calls, "write pipe") // these have done a part of their work by then
	delete(calls, "sendall")
	delete(calls, "write socket")
	boom := errors.New("KeyboardInterrupt")
	for name, call := range calls {
		w := newWaiter()
		n := 0
		w.attend = func() error {
			if n++; n == 2 {
				return boom
			}
			return nil
		}
		end := make(chan error, 1)
		go func() { end <- call(w) }()
		w.wake <- struct{}{}
		w.wake <- struct{}{}
		expectEnd(t, name, end, boom)
	}
}

func TestNoLeak(t *testing.T) {
	sys := NewSystem()
	defer sys.Close()
	count := func() int {
		e, err := os.ReadDir("/proc/self/fd")
		if err != nil {
			t.Skip(err)
		}
		return len(e)
	}
	var fds, gs int
	for i := 0; i < 4; i++ {
		h := newHost(t, Config{System: sys, Policy: policy.Inherit()})
		calls := blockers(t, h)
		var wg sync.WaitGroup
		for name, call := range calls {
			if strings.Contains(name, "std") {
				continue
			}
			wg.Add(1)
			go func() { defer wg.Done(); call(nil) }()
		}
		time.Sleep(20 * time.Millisecond)
		h.Close()
		wg.Wait()
		if i == 0 { // what the first leaves for good is there when the numbers stand still
			for still := 0; still < 20; still++ {
				time.Sleep(5 * time.Millisecond)
				if f, g := count(), runtime.NumGoroutine(); f != fds || g != gs {
					fds, gs, still = f, g, 0
				}
			}
			continue
		}
		for end := time.Now().Add(hangs); (count() > fds || runtime.NumGoroutine() > gs) && time.Now().Before(end); {
			runtime.GC()
			time.Sleep(2 * time.Millisecond)
		}
	}
	if n := count(); n > fds {
		t.Errorf("descriptors grew from %d to %d", fds, n)
	}
	if n := runtime.NumGoroutine(); n > gs {
		t.Errorf("goroutines grew from %d to %d", gs, n)
	}
}

func TestPipePingPong(t *testing.T) {
	h := free(t)
	r1, w1, _ := h.Pipe(0, false)
	r2, w2, _ := h.Pipe(0, false)
	go func() {
		b := make([]byte, 1)
		for {
			if n, _ := h.Read(nil, r1, b); n == 0 {
				h.CloseFD(w2)
				return
			}
			h.Write(nil, w2, b)
		}
	}()
	b := make([]byte, 1)
	for i := 0; i < 1000; i++ {
		b[0] = byte(i)
		h.Write(nil, w1, b)
		if n, err := h.Read(nil, r2, b); n != 1 || err != nil || b[0] != byte(i) {
			t.Fatal(n, err, b)
		}
	}
	h.CloseFD(w1)
	if n, err := h.Read(nil, r2, b); n != 0 || err != nil {
		t.Fatal(n, err)
	}
}

func TestNonblocking(t *testing.T) {
	h := free(t)
	r, w, _ := h.Pipe(unix.O_NONBLOCK, false)
	_, err := h.Read(nil, r, make([]byte, 1))
	wantErrno(t, err, EAGAIN)
	n, err := h.Write(nil, w, make([]byte, 1<<20))
	if n <= 0 || n >= 1<<20 || err != nil {
		t.Fatal(n, err)
	}
	_, err = h.Write(nil, w, []byte("x"))
	wantErrno(t, err, EAGAIN)
	if err := h.SetBlocking(r, true); err != nil {
		t.Fatal(err)
	}
	if on, _ := h.Blocking(r); !on {
		t.Error("not blocking")
	}
}

func TestFIFO(t *testing.T) {
	h := free(t)
	p := filepath.Join(t.TempDir(), "fifo")
	h.Mkfifo(p, 0o600, AtCwd)
	got := make(chan string)
	go func() {
		fd, err := h.Open(nil, p, unix.O_RDONLY, 0, AtCwd)
		if err != nil {
			got <- err.Error()
			return
		}
		buf := make([]byte, 10)
		n, _ := h.Read(nil, fd, buf)
		m, err := h.Read(nil, fd, buf[n:])
		if err != nil {
			got <- err.Error()
			return
		}
		h.CloseFD(fd)
		got <- string(buf[:n+m])
	}()
	fd := must[int](t)(h.Open(nil, p, unix.O_WRONLY, 0, AtCwd))
	h.Write(nil, fd, []byte("hi"))
	h.CloseFD(fd)
	if s := <-got; s != "hi" {
		t.Error(s)
	}
	_, err := h.Open(nil, p, unix.O_WRONLY|unix.O_NONBLOCK, 0, AtCwd)
	wantErrno(t, err, ENXIO)
}

func TestProcessStdioPipe(t *testing.T) {
	// A blocking pipe that is shared with others, as standard input of a command is.
	r, w, err := os.Pipe()
	if err != nil {
		t.Fatal(err)
	}
	defer w.Close()
	defer r.Close()
	h := newHost(t, Config{Policy: policy.Inherit(), Stdin: r, Stdout: w})
	wt := newWaiter()
	end := make(chan error, 1)
	go func() { _, err := h.Read(wt, 0, make([]byte, 1)); end <- err }()
	time.Sleep(10 * time.Millisecond)
	close(wt.done)
	expectEnd(t, "read", end, ErrKilled)
	fl, _ := unix.FcntlInt(r.Fd(), unix.F_GETFL, 0)
	if fl&unix.O_NONBLOCK != 0 {
		t.Error("the shared pipe became non-blocking")
	}
	go h.Write(nil, 1, bytes.Repeat([]byte("x"), 1<<20))
	buf := make([]byte, 1<<20)
	for total := 0; total < 1<<20; {
		n, err := h.Read(nil, 0, buf)
		if err != nil || n == 0 {
			t.Fatal(n, err)
		}
		total += n
	}
}

func TestHammerTable(t *testing.T) {
	h := newHost(t, Config{Policy: policy.Inherit(), Limits: policy.Limits{Handles: 64}})
	stop := time.Now().Add(300 * time.Millisecond)
	var wg sync.WaitGroup
	for g := 0; g < 8; g++ {
		wg.Add(1)
		go func() {
			defer wg.Done()
			buf := make([]byte, 4)
			for i := 0; time.Now().Before(stop); i++ {
				switch (i + g) % 6 {
				case 0:
					if r, w, err := h.Pipe(unix.O_NONBLOCK, false); err == nil {
						h.Write(nil, w, buf)
						h.Read(nil, r, buf)
						h.CloseFD(r)
						h.CloseFD(w)
					}
				case 1:
					h.CloseFD(3 + i%20)
				case 2:
					h.Dup2(3+i%7, 3+i%11, i%2 == 0)
				case 3:
					h.Poll(nil, []PollFD{{FD: 3, Events: unix.POLLIN}, {FD: 4, Events: unix.POLLOUT}}, 100*time.Microsecond)
				case 4:
					if fd, err := h.Open(nil, "/dev/null", unix.O_RDWR, 0, AtCwd); err == nil {
						h.Write(nil, fd, buf)
						h.Dup(fd, 5, true)
					}
				case 5:
					h.Fstat(5)
					h.CloseRange(10, 20)
				}
			}
		}()
	}
	wg.Wait()
	h.CloseRange(3, maxFD)
	if h.Handles() != 0 {
		t.Errorf("%d handles left", h.Handles())
	}
}
