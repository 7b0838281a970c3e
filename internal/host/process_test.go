// Tests of child processes, signals and file locks.
package host

import (
	"bytes"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"golang.org/x/sys/unix"

	"github.com/vivarium-py/vivarium/internal/policy"
)

func sh(script string) *Spawn {
	return &Spawn{Programs: []string{"/bin/sh"}, Argv: []string{"sh", "-c", script}, UID: -1, GID: -1, Umask: -1}
}

func readAll(t *testing.T, h *Host, fd int) string {
	t.Helper()
	var out []byte
	buf := make([]byte, 4096)
	for {
		n, err := h.Read(nil, fd, buf)
		if err != nil {
			t.Fatal(err)
		}
		if n == 0 {
			return string(out)
		}
		out = append(out, buf[:n]...)
	}
}

func TestSpawnPipes(t *testing.T) {
	h := free(t)
	r, w, _ := h.Pipe(0, false)
	r2, w2, _ := h.Pipe(0, false)
	dir := t.TempDir()
	s := sh("cat; pwd; echo $X; umask; echo extra >&7; exit 3")
	s.FDs = map[int]int{0: r, 1: w2, 7: w2}
	s.Env = []string{"X=42", "PATH=/bin:/usr/bin"}
	s.Dir = dir
	s.Umask = 0o27
	pid, err := h.Spawn(nil, s)
	if err != nil {
		t.Fatal(err)
	}
	h.CloseFD(r)
	h.CloseFD(w2)
	h.Write(nil, w, []byte("in\n"))
	h.CloseFD(w)
	if got, want := readAll(t, h, r2), "in\n"+dir+"\n42\n0027\nextra\n"; got != want {
		t.Errorf("%q, want %q", got, want)
	}
	got, status, ru, err := h.Wait4(nil, pid, 0)
	if got != pid || unix.WaitStatus(status).ExitStatus() != 3 || err != nil {
		t.Error(got, status, err)
	}
	if ru.Maxrss == 0 {
		t.Error("no resource usage")
	}
	_, _, _, err = h.Wait4(nil, pid, 0)
	wantErrno(t, err, ECHILD)
	if h.Handles() != 1 {
		t.Errorf("%d handles", h.Handles())
	}
}

func TestSpawnErrors(t *testing.T) {
	h := free(t)
	for _, c := range []struct {
		prog, dir string
		errno     Errno
		chdir     bool
	}{
		{"/nothing/here", "", ENOENT, false},
		{"/etc/passwd", "", EACCES, false},
		{"/bin/sh", "/nothing/here", ENOENT, true},
		{"/bin/sh", "/etc/passwd", ENOTDIR, true},
	} {
		_, err := h.Spawn(nil, &Spawn{Programs: []string{c.prog}, Argv: []string{"x"}, Dir: c.dir, UID: -1, GID: -1, Umask: -1})
		var se *SpawnError
		if !errors.As(err, &se) || se.Errno != c.errno || se.Chdir != c.chdir {
			t.Errorf("%v: %v", c, err)
		}
	}
	if h.Handles() != 0 {
		t.Errorf("%d handles", h.Handles())
	}
}

func TestSpawnVirtualStreams(t *testing.T) {
	var out, errs bytes.Buffer
	h := newHost(t, Config{Policy: policy.Inherit(), Stdin: strings.NewReader("from memory\n"), Stdout: &out, Stderr: &errs})
	pid, err := h.Spawn(nil, sh("cat; echo oops >&2"))
	if err != nil {
		t.Fatal(err)
	}
	if _, _, _, err := h.Wait4(nil, pid, 0); err != nil {
		t.Fatal(err)
	}
	if out.String() != "from memory\n" || errs.String() != "oops\n" {
		t.Errorf("%q, %q", &out, &errs)
	}
}

func TestWaitOnlyOwnChildren(t *testing.T) {
	a, b := free(t), free(t)
	pid, err := a.Spawn(nil, sh("exec sleep 600"))
	if err != nil {
		t.Fatal(err)
	}
	_, _, _, err = b.Wait4(nil, -1, unix.WNOHANG)
	wantErrno(t, err, ECHILD)
	got, _, _, err := a.Wait4(nil, -1, unix.WNOHANG)
	if got != 0 || err != nil {
		t.Error(got, err)
	}
	pfd := must[int](t)(a.PidfdOpen(pid, 0))
	if err := a.Kill(pid, int(unix.SIGTERM)); err != nil {
		t.Fatal(err)
	}
	if n, err := a.Poll(nil, []PollFD{{FD: pfd, Events: unix.POLLIN}}, hangs); n != 1 || err != nil {
		t.Error(n, err)
	}
	info, err := a.Waitid(nil, unix.P_PID, pid, unix.WEXITED|unix.WNOWAIT)
	if err != nil || info.Pid != pid || info.Status != int(unix.SIGTERM) {
		t.Error(info, err)
	}
	got, status, _, err := a.Wait4(nil, -1, 0)
	if got != pid || unix.WaitStatus(status).Signal() != unix.SIGTERM || err != nil {
		t.Error(got, status, err)
	}
}

func TestCloseKillsChildren(t *testing.T) {
	h, err := New(Config{Policy: policy.Inherit()})
	if err != nil {
		t.Fatal(err)
	}
	pid, err := h.Spawn(nil, sh("exec sleep 600"))
	if err != nil {
		t.Fatal(err)
	}
	h.Close()
	await(t, "the end of the child", func() bool { return unix.Kill(pid, 0) != nil })
}

func TestRunGrants(t *testing.T) {
	h := newHost(t, Config{Policy: mustPolicy(t, policy.Grants{Run: []string{"/bin/sh", "true"}})})
	r, w, _ := h.Pipe(0, false)
	s := sh("echo ${LD_PRELOAD:-none}")
	s.FDs = map[int]int{1: w}
	s.Env = []string{"LD_PRELOAD=/tmp/x.so"}
	pid, err := h.Spawn(nil, s)
	if err != nil {
		t.Fatal(err)
	}
	h.CloseFD(w)
	if got := readAll(t, h, r); got != "none\n" {
		t.Errorf("%q", got)
	}
	h.Wait4(nil, pid, 0)
	_, err = h.Spawn(nil, &Spawn{Programs: []string{"/bin/cat"}, Argv: []string{"cat"}, UID: -1, GID: -1, Umask: -1})
	var d *policy.Denied
	if !errors.As(err, &d) || !strings.Contains(err.Error(), "(needs run=['/bin/cat'] or --allow-run=/bin/cat)") {
		t.Error(err)
	}
	if p := lookProgram("true"); p != "" {
		if err := h.MayRun(p); err != nil {
			t.Error(err)
		}
	}
	wantErrno(t, h.Kill(os.Getppid(), 0), EACCES)
	wantErrno(t, h.Exit(0), EACCES)
}

// A granted program is neither another one behind the same text, nor what it would be under another name.
func TestRunIsOfThePathAskedAbout(t *testing.T) {
	dir := t.TempDir()
	for _, d := range []string{"/a/b", "/bin"} {
		if err := os.MkdirAll(dir+d, 0o755); err != nil {
			t.Fatal(err)
		}
	}
	write := func(p, text string) {
		if err := os.WriteFile(dir+p, []byte("#!/bin/sh\necho "+text+"\n"), 0o755); err != nil {
			t.Fatal(err)
		}
	}
	write("/tool", "granted")
	write("/a/tool", "planted")
	h := newHost(t, Config{Policy: mustPolicy(t, policy.Grants{Run: []string{dir + "/tool"}, Write: []string{dir}})})
	if err := h.Symlink(dir+"/a/b", dir+"/link", AtCwd); err != nil {
		t.Fatal(err)
	}
	run := func(program, argv0 string) (string, error) {
		r, w, _ := h.Pipe(0, false)
		defer h.CloseFD(r)
		pid, err := h.Spawn(nil, &Spawn{Programs: []string{program}, Argv: []string{argv0}, FDs: map[int]int{1: w}, UID: -1, GID: -1, Umask: -1})
		h.CloseFD(w)
		if err != nil {
			return "", err
		}
		defer h.Wait4(nil, pid, 0)
		return readAll(t, h, r), nil
	}
	for _, p := range []string{"/tool", "/link/../tool", "/a/../tool"} {
		if out, err := run(dir+p, "tool"); out != "granted\n" || err != nil {
			t.Errorf("%s: %q, %v", p, out, err)
		}
	}
	_, err := run(dir+"/tool", "sh")
	wantDenied(t, "another name", err)
	_, err = run(dir+"/a/tool", "tool")
	wantDenied(t, "planted", err)
}

func TestSignals(t *testing.T) {
	h := newHost(t, Config{Policy: policy.Inherit(), Owner: true})
	var got atomic.Int32
	h.OnSignal(func(sig int) { got.Add(int32(sig)) })
	if old, err := h.SetSignal(int(unix.SIGUSR1), SignalHandle); old != SignalDefault || err != nil {
		t.Fatal(old, err)
	}
	if err := h.Kill(os.Getpid(), int(unix.SIGUSR1)); err != nil {
		t.Fatal(err)
	}
	await(t, "the signal", func() bool { return got.Load() != 0 })
	if got.Load() != int32(unix.SIGUSR1) {
		t.Error(got.Load())
	}
	got.Store(0)
	h.SetSignal(int(unix.SIGALRM), SignalHandle)
	h.SetTimer(5*time.Millisecond, 5*time.Millisecond)
	await(t, "three alarms", func() bool { return got.Load() >= 3*int32(unix.SIGALRM) })
	if v, iv := h.SetTimer(0, 0); v <= 0 || iv != 5*time.Millisecond {
		t.Error(v, iv)
	}
	if n := got.Load() / int32(unix.SIGALRM); n < 3 {
		t.Errorf("%d alarms", n)
	}
	_, err := h.SetSignal(int(unix.SIGKILL), SignalHandle)
	wantErrno(t, err, EINVAL)
	h.SetSignal(int(unix.SIGUSR1), SignalDefault)

	child := newHost(t, Config{Policy: policy.None()})
	child.OnSignal(func(sig int) { got.Store(-int32(sig)) })
	child.SetSignal(2, SignalHandle)
	if err := child.Raise(2); err != nil || got.Load() != -2 {
		t.Error(err, got.Load())
	}
	wantErrno(t, child.Raise(15), EACCES)
}

func TestLocksBetweenHosts(t *testing.T) {
	a, b := free(t), free(t)
	p := filepath.Join(t.TempDir(), "l")
	f := must[int](t)(a.Open(nil, p, unix.O_RDWR|unix.O_CREAT, 0o666, AtCwd))
	g := must[int](t)(b.Open(nil, p, unix.O_RDWR, 0, AtCwd))
	if err := a.Flock(nil, f, unix.LOCK_EX); err != nil {
		t.Fatal(err)
	}
	wantErrno(t, b.Flock(nil, g, unix.LOCK_EX|unix.LOCK_NB), EAGAIN)
	if err := a.PosixLockf(nil, f, 1, 10); err != nil {
		t.Fatal(err)
	}
	wantErrno(t, b.PosixLockf(nil, g, 2, 5), EAGAIN)
	wantErrno(t, b.PosixLockf(nil, g, 3, 5), EACCES)
	done := make(chan error, 2)
	go func() { done <- b.Flock(nil, g, unix.LOCK_EX) }()
	time.Sleep(5 * time.Millisecond)
	a.CloseFD(f)
	if err := <-done; err != nil {
		t.Error(err)
	}
	if err := b.PosixLockf(nil, g, 2, 5); err != nil {
		t.Error(err)
	}
}

// Nothing replaces a process that is not the interpreter's own, and it says so.
func TestExecOfAnotherProcess(t *testing.T) {
	h := newHost(t, Config{Policy: policy.Inherit()})
	wantDenied(t, "exec", h.Exec("/bin/true", []string{"true"}, nil))
}
