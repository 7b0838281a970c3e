package host

import (
	"testing"

	"golang.org/x/sys/unix"

	"github.com/vivarium-py/vivarium/internal/policy"
)

func BenchmarkNew(b *testing.B) {
	sys := NewSystem()
	parent, _ := New(Config{System: sys, Policy: policy.Inherit()})
	b.ReportAllocs()
	for b.Loop() {
		h, _ := New(Config{System: sys, Policy: policy.Inherit(), Parent: parent})
		h.Close()
	}
}

func BenchmarkStat(b *testing.B) {
	h, _ := New(Config{Policy: policy.Inherit()})
	defer h.Close()
	b.ReportAllocs()
	for b.Loop() {
		h.Stat("/etc/passwd", AtCwd, true)
	}
}

func BenchmarkStatConfined(b *testing.B) {
	p, _ := policy.New(policy.Grants{Read: []string{"/etc"}}, "/")
	h, _ := New(Config{Policy: p})
	defer h.Close()
	b.ReportAllocs()
	for b.Loop() {
		h.Stat("/etc/passwd", AtCwd, true)
	}
}

func BenchmarkOpenReadClose(b *testing.B) {
	h, _ := New(Config{Policy: policy.Inherit()})
	defer h.Close()
	buf := make([]byte, 4096)
	b.ReportAllocs()
	for b.Loop() {
		fd, _ := h.Open(nil, "/etc/passwd", 0, 0, AtCwd)
		h.Read(nil, fd, buf)
		h.CloseFD(fd)
	}
}

func BenchmarkPipePingPong(b *testing.B) {
	h, _ := New(Config{Policy: policy.Inherit()})
	defer h.Close()
	r1, w1, _ := h.Pipe(0, false)
	r2, w2, _ := h.Pipe(0, false)
	go func() {
		p := make([]byte, 1)
		for {
			if n, _ := h.Read(nil, r1, p); n == 0 {
				return
			}
			h.Write(nil, w2, p)
		}
	}()
	p := make([]byte, 1)
	for b.Loop() {
		h.Write(nil, w1, p)
		h.Read(nil, r2, p)
	}
}

func BenchmarkEpollWait(b *testing.B) {
	h, _ := New(Config{Policy: policy.Inherit()})
	defer h.Close()
	r, w, _ := h.Pipe(0, false)
	ep, _ := h.EpollCreate()
	h.EpollCtl(ep, unix.EPOLL_CTL_ADD, r, unix.EPOLLIN)
	h.Write(nil, w, []byte("x"))
	b.ReportAllocs()
	for b.Loop() {
		h.EpollWait(nil, ep, 16, Forever)
	}
}

func BenchmarkSpawn(b *testing.B) {
	h, _ := New(Config{Policy: policy.Inherit()})
	defer h.Close()
	for b.Loop() {
		pid, _ := h.Spawn(nil, &Spawn{Programs: []string{"/bin/true"}, Argv: []string{"true"}, UID: -1, GID: -1, Umask: -1})
		h.Wait4(nil, pid, 0)
	}
}

func BenchmarkClocks(b *testing.B) {
	h, _ := New(Config{Policy: policy.Inherit()})
	defer h.Close()
	for b.Loop() {
		h.Monotonic()
	}
}
