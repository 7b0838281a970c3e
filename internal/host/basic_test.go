// Tests of files, folders, stat, environment and clock, for a host granted everything.
package host

import (
	"bytes"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"golang.org/x/sys/unix"

	"github.com/vivarium-py/vivarium/internal/policy"
)

func newHost(t *testing.T, c Config) *Host {
	t.Helper()
	h, err := New(c)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(h.Close)
	return h
}

// free is a host that may do everything.
func free(t *testing.T) *Host { return newHost(t, Config{Policy: policy.Inherit()}) }

func mustPolicy(t *testing.T, g policy.Grants) *policy.Policy {
	t.Helper()
	p, err := policy.New(g, "/")
	if err != nil {
		t.Fatal(err)
	}
	return p
}

func wantErrno(t *testing.T, err error, want Errno) {
	t.Helper()
	var oe *OSError
	if !errors.As(err, &oe) || oe.Errno != want {
		t.Fatalf("got %v, want %s", err, want.Name())
	}
}

func must[T any](t *testing.T) func(v T, err error) T {
	return func(v T, err error) T {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
		return v
	}
}

func TestFileRoundTrip(t *testing.T) {
	h := free(t)
	p := filepath.Join(t.TempDir(), "a")
	fd, err := h.Open(nil, p, unix.O_RDWR|unix.O_CREAT|unix.O_EXCL, 0o666, AtCwd)
	if err != nil {
		t.Fatal(err)
	}
	if fd != 3 {
		t.Errorf("fd = %d, want 3", fd)
	}
	if n, err := h.Write(nil, fd, []byte("hello")); n != 5 || err != nil {
		t.Fatal(n, err)
	}
	if pos, err := h.Lseek(fd, 1, 0); pos != 1 || err != nil {
		t.Fatal(pos, err)
	}
	buf := make([]byte, 10)
	if n, err := h.Read(nil, fd, buf); string(buf[:n]) != "ello" || err != nil {
		t.Fatal(n, err)
	}
	if n, err := h.Pread(nil, fd, buf, 3); string(buf[:n]) != "lo" || err != nil {
		t.Fatal(n, err)
	}
	if err := h.Ftruncate(fd, 2); err != nil {
		t.Fatal(err)
	}
	st, err := h.Fstat(fd)
	if err != nil || st.Size != 2 || !st.IsRegular() {
		t.Fatal(st, err)
	}
	st2, err := h.Stat(p, AtCwd, true)
	if err != nil || st2 != st {
		t.Fatal(st2, err)
	}
	if err := h.CloseFD(fd); err != nil {
		t.Fatal(err)
	}
	wantErrno(t, h.CloseFD(fd), EBADF)
	_, err = h.Open(nil, p, unix.O_CREAT|unix.O_EXCL, 0o666, AtCwd)
	wantErrno(t, err, EEXIST)
	_, err = h.Open(nil, p+"/x", 0, 0, AtCwd)
	wantErrno(t, err, ENOTDIR)
	if got, want := err.Error(), "[Errno 20] Not a directory: '"+p+"/x'"; got != want {
		t.Errorf("%s, want %s", got, want)
	}
}

func TestDirs(t *testing.T) {
	h := free(t)
	top := t.TempDir()
	if err := h.Chdir(top); err != nil {
		t.Fatal(err)
	}
	for _, err := range []error{
		h.Mkdir("d", 0o777, AtCwd), h.Mkdir("d/e", 0o777, AtCwd), h.Symlink("d", "l", AtCwd),
		h.Chdir("l"), h.Mkfifo("p", 0o600, AtCwd), h.Rename("e", "f", AtCwd, AtCwd),
	} {
		if err != nil {
			t.Fatal(err)
		}
	}
	wd, err := h.Getcwd()
	if err != nil || filepath.Base(wd) != "d" {
		t.Fatal(wd, err)
	}
	names, err := h.Listdir(".", nil)
	if err != nil || len(names) != 2 {
		t.Fatal(names, err)
	}
	d, err := h.OpenDir(top)
	if err != nil {
		t.Fatal(err)
	}
	types := map[string]uint8{}
	for {
		e, ok, err := d.Next()
		if err != nil {
			t.Fatal(err)
		}
		if !ok {
			break
		}
		types[e.Name] = e.Type
	}
	d.Close()
	if types["d"] != DTDir || types["l"] != DTLink {
		t.Error(types)
	}
	if target, err := h.Readlink("../l", AtCwd); target != "d" || err != nil {
		t.Error(target, err)
	}
	wantErrno(t, h.Rmdir("..", AtCwd), ENOTEMPTY)
	wantErrno(t, h.Unlink("nothing", AtCwd), ENOENT)
	// Relative paths come from the open folder also when it is renamed.
	if err := h.Rename(top+"/d", top+"/g", AtCwd, AtCwd); err != nil {
		t.Fatal(err)
	}
	if _, err := h.Stat("f", AtCwd, true); err != nil {
		t.Error(err)
	}
	fd := must[int](t)(h.Open(nil, top, unix.O_RDONLY|unix.O_DIRECTORY, 0, AtCwd))
	if _, err := h.Stat("g/f", fd, true); err != nil {
		t.Error(err)
	}
	if h.Handles() != 1 {
		t.Errorf("%d handles", h.Handles())
	}
}

func TestTwoHosts(t *testing.T) {
	a, b := free(t), free(t)
	fd := must[int](t)(a.Open(nil, "/dev/null", unix.O_RDONLY, 0, AtCwd))
	_, err := b.Read(nil, fd, make([]byte, 1))
	wantErrno(t, err, EBADF)
	before, _ := os.Getwd()
	if err := a.Chdir("/"); err != nil {
		t.Fatal(err)
	}
	if wd, _ := b.Getcwd(); wd != before {
		t.Errorf("b moved to %s", wd)
	}
	if wd, _ := a.Getcwd(); wd != "/" {
		t.Errorf("a is in %s", wd)
	}
	if now, _ := os.Getwd(); now != before {
		t.Errorf("the process moved to %s", now)
	}
	a.Setenv("VIVARIUM_X", "1")
	if _, ok := b.Getenv("VIVARIUM_X"); ok {
		t.Error("the environment is shared")
	}
	if os.Getenv("VIVARIUM_X") != "" {
		t.Error("the process's environment changed")
	}
	c := newHost(t, Config{Policy: policy.Inherit(), Parent: a})
	if v, _ := c.Getenv("VIVARIUM_X"); v != "1" {
		t.Error("the child did not get its parent's environment")
	}
	c.Setenv("VIVARIUM_X", "2")
	a.Setenv("VIVARIUM_X", "3")
	if v, _ := c.Getenv("VIVARIUM_X"); v != "2" {
		t.Error("parent and child share an environment")
	}
	if wd, _ := c.Getcwd(); wd != "/" {
		t.Errorf("the child is in %s", wd)
	}
}

func TestUmask(t *testing.T) {
	h := free(t)
	dir := t.TempDir()
	process := h.Umask(0o027)
	for _, c := range []struct{ mask, want int }{{0o027, 0o640}, {0, 0o666}, {0o777, 0}} {
		h.Umask(c.mask)
		p := filepath.Join(dir, "f")
		fd := must[int](t)(h.Open(nil, p, unix.O_CREAT|unix.O_WRONLY, 0o666, AtCwd))
		st, _ := h.Fstat(fd)
		if int(st.Mode&0o777) != c.want {
			t.Errorf("umask %o: file %o, want %o", c.mask, st.Mode&0o777, c.want)
		}
		h.CloseFD(fd)
		h.Unlink(p, AtCwd)
		if err := h.Mkdir(p, 0o777, AtCwd); err != nil {
			t.Fatal(err)
		}
		st, _ = h.Stat(p, AtCwd, true)
		if int(st.Mode&0o777) != 0o777&^c.mask {
			t.Errorf("umask %o: folder %o", c.mask, st.Mode&0o777)
		}
		h.Rmdir(p, AtCwd)
	}
	if now := unix.Umask(process); now != process {
		t.Errorf("the process's umask changed from %o to %o", process, now)
	}
}

func TestStdio(t *testing.T) {
	var out bytes.Buffer
	h := newHost(t, Config{Stdin: strings.NewReader("line\n"), Stdout: &out, Limits: policy.Limits{Output: 8, Handles: 2}})
	buf := make([]byte, 100)
	n, err := h.Read(nil, 0, buf)
	if string(buf[:n]) != "line\n" || err != nil {
		t.Fatal(n, err)
	}
	if n, err := h.Read(nil, 0, buf); n != 0 || err != nil {
		t.Fatal(n, err)
	}
	if n, err := h.Write(nil, 1, []byte("12345")); n != 5 || err != nil {
		t.Fatal(n, err)
	}
	if n, err := h.Write(nil, 2, []byte("6")); n != 1 || err != nil {
		t.Fatal(n, err)
	}
	n, err = h.Write(nil, 1, []byte("789"))
	var over *policy.Exceeded
	if n != 2 || !errors.As(err, &over) || over.Limit != 8 || over.Used != 9 {
		t.Fatal(n, err)
	}
	if out.String() != "1234578" {
		t.Errorf("%q", out.String())
	}
	r, w, err := h.Pipe(0, false)
	if err != nil || r != 3 || w != 4 {
		t.Fatal(r, w, err)
	}
	_, err = h.Dup(r, 0, false)
	if !errors.As(err, &over) || over.Resource != "handles" {
		t.Fatal(err)
	}
	if err := h.CloseFD(r); err != nil {
		t.Fatal(err)
	}
	if fd, err := h.Dup(1, 0, true); fd != 3 || err != nil {
		t.Fatal(fd, err)
	}
	child := newHost(t, Config{Parent: h})
	if n, err := child.Write(nil, 1, []byte("child")); n != 0 || !errors.As(err, &over) || over.Limit != 8 {
		t.Fatal("a child's output does not count against its parent's limit:", n, err)
	}
}

func TestDup2(t *testing.T) {
	h := free(t)
	r, w, err := h.Pipe(0, false)
	if err != nil {
		t.Fatal(err)
	}
	if err := h.Dup2(w, 10, true); err != nil {
		t.Fatal(err)
	}
	h.CloseFD(w)
	if n, err := h.Write(nil, 10, []byte("x")); n != 1 || err != nil {
		t.Fatal(n, err)
	}
	h.CloseFD(10)
	buf := make([]byte, 4)
	if n, err := h.Read(nil, r, buf); n != 1 || err != nil {
		t.Fatal(n, err)
	}
	if n, err := h.Read(nil, r, buf); n != 0 || err != nil {
		t.Fatal("no end of file:", n, err)
	}
	wantErrno(t, h.Dup2(r, 1<<30, false), EBADF)
	if h.Handles() != 1 {
		t.Errorf("%d handles", h.Handles())
	}
}

func TestFixedClock(t *testing.T) {
	h := newHost(t, Config{Policy: mustPolicy(t, policy.Grants{Clock: policy.ClockFixed, FixedTime: 1e18, Random: policy.RandomSeeded, Seed: 7})})
	start := time.Now()
	if err := h.Sleep(nil, time.Hour); err != nil {
		t.Fatal(err)
	}
	if d := time.Since(start); d >= time.Hour {
		t.Error("it slept for", d)
	}
	if h.Now() != 1e18+int64(time.Hour) || h.Monotonic() != int64(time.Hour) {
		t.Error(h.Now(), h.Monotonic())
	}
	if x, err := h.Times(); x != (Times{Elapsed: int64(time.Hour)}) || err != nil {
		t.Error(x, err)
	}
	for _, who := range []int{0, -1, 1} {
		if r, err := h.Getrusage(who); r != (Rusage{}) || err != nil {
			t.Error(r, err)
		}
	}
	if _, err := h.Getrusage(99); err == nil {
		t.Error("getrusage of nothing")
	}
	if h.ProcessCPU() != 0 || h.TimePasses() {
		t.Error("time passes")
	}
	a, b := make([]byte, 8), make([]byte, 8)
	h.Urandom(a)
	h2 := newHost(t, Config{Policy: h.Policy()})
	h2.Urandom(b)
	if !bytes.Equal(a, b) {
		t.Error("seeded randomness differs")
	}
}

// Every wait with a timeout moves a fixed clock, and takes no time where only the interpreter's own threads could end it.
func TestFixedClockMovesWithEveryTimeout(t *testing.T) {
	const d = time.Hour
	h := newHost(t, Config{Policy: mustPolicy(t, policy.Grants{Clock: policy.ClockFixed})})
	r, _, err := h.Pipe(0, false)
	if err != nil {
		t.Fatal(err)
	}
	a, b, err := h.Socketpair(unix.AF_UNIX, unix.SOCK_STREAM, 0)
	if err != nil {
		t.Fatal(err)
	}
	ep := must[int](t)(h.EpollCreate())
	if err := h.EpollCtl(ep, 1, r, unix.EPOLLIN); err != nil {
		t.Fatal(err)
	}
	begin := time.Now()
	for i, wait := range []func() error{
		func() error { _, _, _, err := h.Select(nil, nil, nil, nil, d); return err },
		func() error { _, _, _, err := h.Select(nil, []int{r, a}, nil, nil, d); return err },
		func() error { _, err := h.Poll(nil, []PollFD{{FD: r, Events: unix.POLLIN}}, d); return err },
		func() error { out, err := h.EpollWait(nil, ep, 1, d); return errors.Join(err, errorIf(len(out) > 0)) },
		func() error { _, err := h.Recv(nil, a, make([]byte, 1), 0, d); return errorIf(err == nil) },
		func() error { return errorIf(h.Wait(nil, nil, d) != ErrTimeout) },
	} {
		if err := wait(); err != nil {
			t.Error(i, err)
		}
		if now := h.Monotonic(); now != int64(i+1)*int64(d) {
			t.Fatalf("after wait %d the clock is at %v", i, time.Duration(now))
		}
	}
	if took := time.Since(begin); took > d {
		t.Error("it took", took)
	}
	// What another thread sends in the meantime arrives, and the clock stands.
	got := make(chan error, 1)
	go func() {
		_, err := h.Send(nil, b, []byte("x"), 0, nil, Forever)
		got <- err
	}()
	if err := <-got; err != nil {
		t.Fatal(err)
	}
	if n, err := h.Recv(nil, a, make([]byte, 1), 0, d); n != 1 || err != nil || h.Monotonic() != 6*int64(d) {
		t.Error(n, err, h.Monotonic())
	}
	// What leads out of the interpreter is waited for in earnest, and moves the clock all the same.
	const short = 30 * time.Millisecond
	h = newHost(t, Config{Policy: mustPolicy(t, policy.Grants{Clock: policy.ClockFixed, Net: []string{"127.0.0.1"}})})
	r, _, err = h.Pipe(0, false)
	if err != nil {
		t.Fatal(err)
	}
	begin = time.Now()
	if _, err := h.Poll(nil, []PollFD{{FD: r, Events: unix.POLLIN}}, short); err != nil || h.Monotonic() != int64(short) {
		t.Error(err, h.Monotonic())
	}
	if took := time.Since(begin); took < short {
		t.Error("it took", took)
	}
}

func errorIf(wrong bool) error {
	if wrong {
		return errors.New("unexpected answer")
	}
	return nil
}

func TestLocalTime(t *testing.T) {
	h := newHost(t, Config{Policy: policy.Inherit(), Env: []string{"TZ=EST+05EDT,M4.1.0,M10.5.0"}})
	// As CPython with that TZ.
	lt, err := h.Local(1e9)
	if err != nil || lt.Hour != 21 || !lt.DST || lt.Zone != "EDT" || lt.Offset != -14400 {
		t.Error(lt, err)
	}
	if z := h.Zone(); z.Timezone != 18000 || z.Altzone != 14400 || !z.Daylight || z.Names != [2]string{"EST", "EDT"} {
		t.Error(z)
	}
	for _, c := range []struct {
		month, dst int
		want       int64
	}{{1, -1, 978325200}, {7, -1, 993960000}, {7, 1, 993960000}, {7, 0, 993963600}, {1, 1, 978321600}} {
		if got, err := h.Mktime(2001, c.month, 1, 0, 0, 0, c.dst); got != c.want || err != nil {
			t.Errorf("mktime month %d dst %d = %d, %v; want %d", c.month, c.dst, got, err, c.want)
		}
	}
	h.Setenv("TZ", "UTC0")
	if lt, _ := h.Local(0); lt.Zone != "EST" {
		t.Error("TZ was read again without tzset")
	}
	h.Tzset()
	if lt, _ := h.Local(0); lt.Zone != "UTC" || lt.Hour != 0 {
		t.Error(lt)
	}
}

func TestLargeRead(t *testing.T) {
	h := free(t)
	p := filepath.Join(t.TempDir(), "big")
	size := chunk + chunk/2
	if err := os.WriteFile(p, nil, 0o666); err != nil {
		t.Fatal(err)
	}
	if err := h.Truncate(p, int64(size)); err != nil { // a hole
		t.Fatal(err)
	}
	fd := must[int](t)(h.Open(nil, p, unix.O_RDONLY, 0, AtCwd))
	buf := make([]byte, size+1)
	if n, err := h.Read(nil, fd, buf); n != size || err != nil {
		t.Error(n, err)
	}
	if n, err := h.Pread(nil, fd, buf, 1); n != size-1 || err != nil {
		t.Error(n, err)
	}
}
