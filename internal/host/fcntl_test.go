// Tests of fcntl, terminals and extended attributes, and of what is known about the process.
package host

import (
	"path/filepath"
	"testing"
	"time"

	"golang.org/x/sys/unix"

	"github.com/vivarium-py/vivarium/internal/policy"
)

func TestFcntl(t *testing.T) {
	h := free(t)
	r, _, _ := h.Pipe(0, false)
	if n, err := h.Fcntl(r, unix.F_GETFD, 0); n != unix.FD_CLOEXEC || err != nil {
		t.Error(n, err)
	}
	h.Fcntl(r, unix.F_SETFD, 0)
	if on, _ := h.Inheritable(r); !on {
		t.Error("not inheritable")
	}
	if n, err := h.Fcntl(r, unix.F_GETFL, 0); n != 0 || err != nil {
		t.Error(n, err)
	}
	h.Fcntl(r, unix.F_SETFL, unix.O_NONBLOCK)
	_, err := h.Read(nil, r, make([]byte, 1))
	wantErrno(t, err, EAGAIN)
	if n, err := h.Fcntl(r, unix.F_DUPFD, 20); n != 20 || err != nil {
		t.Error(n, err)
	}
	if n, err := h.Fcntl(r, unix.F_SETPIPE_SZ, 4096); n != 4096 || err != nil {
		t.Error(n, err)
	}
	_, err = h.Fcntl(99, unix.F_GETFL, 0)
	wantErrno(t, err, EBADF)
}

func TestPty(t *testing.T) {
	h := free(t)
	m, s, err := h.Openpty()
	if err != nil {
		t.Skip(err)
	}
	if !h.Isatty(m) || !h.Isatty(s) || h.Isatty(99) {
		t.Error("isatty")
	}
	h.Write(nil, m, []byte("line\n"))
	buf := make([]byte, 100)
	if n, err := h.Read(nil, s, buf); string(buf[:n]) != "line\n" || err != nil {
		t.Error(n, err)
	}
	tio, err := h.Tcgetattr(s)
	if err != nil {
		t.Fatal(err)
	}
	tio.Lflag &^= unix.ECHO
	if err := h.Tcsetattr(nil, s, 0, tio); err != nil {
		t.Fatal(err)
	}
	if again, _ := h.Tcgetattr(s); again.Lflag&unix.ECHO != 0 {
		t.Error("echo is on")
	}
	if name, err := h.TTYName(s); err != nil || filepath.Dir(name) != "/dev/pts" {
		t.Error(name, err)
	}
	w := newWaiter()
	end := make(chan error, 1)
	go func() { _, err := h.Read(w, s, buf); end <- err }()
	time.Sleep(10 * time.Millisecond)
	close(w.done)
	expectEnd(t, "read terminal", end, ErrKilled)
	// A child that has the terminal finds it blocking.
	r, pw, _ := h.Pipe(0, false)
	sp := sh("read x; echo got $x")
	sp.FDs = map[int]int{0: s, 1: pw}
	pid, err := h.Spawn(nil, sp)
	if err != nil {
		t.Fatal(err)
	}
	h.CloseFD(pw)
	time.Sleep(20 * time.Millisecond)
	h.Write(nil, m, []byte("it\n"))
	if got := readAll(t, h, r); got != "got it\n" {
		t.Errorf("%q", got)
	}
	h.Wait4(nil, pid, 0)
}

func TestXattr(t *testing.T) {
	h := free(t)
	p := filepath.Join(t.TempDir(), "f")
	h.CloseFD(must[int](t)(h.Open(nil, p, unix.O_CREAT|unix.O_WRONLY, 0o666, AtCwd)))
	if err := h.Setxattr(p, "user.x", []byte("v"), 0, true); err != nil {
		t.Skip(err)
	}
	if v, err := h.Getxattr(p, "user.x", true); string(v) != "v" || err != nil {
		t.Error(v, err)
	}
	if names, err := h.Listxattr(p, true); len(names) != 1 || names[0] != "user.x" || err != nil {
		t.Error(names, err)
	}
	if err := h.Removexattr(p, "user.x", true); err != nil {
		t.Error(err)
	}
}

func TestProcessInfo(t *testing.T) {
	h := free(t)
	if h.CPUCount() < 1 || h.Getpid() <= 1 && h.Getppid() == 0 || h.PageSize() < 4096 {
		t.Error("numbers")
	}
	if cpus, err := h.Affinity(0); len(cpus) == 0 || err != nil {
		t.Error(cpus, err)
	}
	if u, err := h.Uname(); u.Sysname != "Linux" || err != nil {
		t.Error(u, err)
	}
	if s, err := h.Statvfs("/"); s.Bsize == 0 || s.Namemax == 0 || err != nil {
		t.Error(s, err)
	}
	if n, ok := h.Sysconf("SC_PAGE_SIZE"); !ok || n != int64(h.PageSize()) {
		t.Error(n, ok)
	}
	var m CPUMeter
	began := time.Now()
	m.Start()
	spun := 0
	for m.Total() < int64(5*time.Millisecond) && time.Since(began) < hangs { // a busy machine gives little of a processor in much time
		for range 1 << 20 {
			spun++
		}
		m.Stop()
		m.Start()
	}
	m.Stop()
	wall := time.Since(began)
	if n := time.Duration(m.Total()); n < 5*time.Millisecond || n > wall {
		t.Errorf("%v of CPU in %v, %d rounds", n, wall, spun)
	}
	if h.ProcessCPU() == 0 {
		t.Error("no CPU time")
	}
	for _, e := range ErrnoTable() {
		if e.Errno.Error() == "" {
			t.Error(e)
		}
	}
	if EDEADLK.Name() != "EDEADLOCK" || Errno(9999).Error() != "Unknown error 9999" || ENOENT.Error() != "No such file or directory" {
		t.Error("errno names")
	}
}

func TestReceivedFileCannotBeChanged(t *testing.T) {
	in, _ := den(t)
	h := newHost(t, Config{Policy: mustPolicy(t, policy.Grants{Read: []string{in}})})
	fd := must[int](t)(h.Open(nil, in+"/file", unix.O_RDONLY, 0, AtCwd))
	a, b, err := h.Socketpair(unix.AF_UNIX, unix.SOCK_STREAM, 0)
	if err != nil {
		t.Fatal(err)
	}
	data := []byte{byte(fd), 0, 0, 0}
	if _, err := h.Sendmsg(nil, a, [][]byte{[]byte("x")}, []ControlMessage{{unix.SOL_SOCKET, unix.SCM_RIGHTS, data}}, 0, nil, Forever); err != nil {
		t.Fatal(err)
	}
	m, err := h.Recvmsg(nil, b, [][]byte{make([]byte, 1)}, 64, 0, Forever)
	if err != nil || len(m.Control) != 1 {
		t.Fatal(m, err)
	}
	wantDenied(t, "fchmod of a received file", h.Fchmod(int(m.Control[0].Data[0]), 0o777))
}
