// Tests of worker processes: how they start and end, and what the kernel denies to one that has been confined.
package host

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"sync/atomic"
	"syscall"
	"testing"
	"time"

	"golang.org/x/sys/unix"

	"github.com/vivarium-py/vivarium/internal/policy"
)

// confined is the variable with which the test runs itself as a confined process.
const confined = "HOST_TEST_CONFINED"

// attempts is the confined process: it tries what a worker that has been taken over would.
func attempts(dir, addr string) {
	p, err := policy.New(policy.Grants{Read: []string{dir + "/read", dir + "/file"}, Write: []string{dir + "/write", dir + "/later/later.txt"}}, dir)
	if err != nil {
		fmt.Println(err)
		return
	}
	// Threads that are there before: they must be confined too.
	var stop atomic.Bool
	for range 4 {
		go func() {
			runtime.LockOSThread()
			for !stop.Load() {
			}
		}()
	}
	runtime.GOMAXPROCS(8)
	time.Sleep(10 * time.Millisecond)
	done, err := ConfineWorker(p)
	fmt.Println("confined", done, err)
	if !done {
		return
	}
	runtime.GC() // needs signals between the threads
	stop.Store(true)
	say := func(what string, err error) {
		switch {
		case err == nil:
			fmt.Println(what, "allowed")
		case errors.Is(err, fs.ErrPermission):
			fmt.Println(what, "denied")
		default:
			fmt.Println(what, err)
		}
	}
	results := make(chan func(), 100)
	for range 4 { // from several threads
		go func() {
			runtime.LockOSThread()
			_, err := os.ReadFile(dir + "/secret")
			results <- func() { say("secret", err) }
			_, err = os.ReadFile("/etc/passwd")
			results <- func() { say("passwd", err) }
		}()
	}
	for range 8 {
		(<-results)()
	}
	read := func(name string) error { _, err := os.ReadFile(name); return err }
	say("read", read(dir+"/read/x"))
	say("file", read(dir+"/file"))
	say("write", os.WriteFile(dir+"/write/x", []byte("x"), 0o600))
	say("make", os.Mkdir(dir+"/write/d", 0o700))
	say("rename", os.Rename(dir+"/write/x", dir+"/write/d/x"))
	say("later", os.WriteFile(dir+"/later/later.txt", nil, 0o600))
	say("overwrite", os.WriteFile(dir+"/read/x", nil, 0o600))
	say("null", os.WriteFile("/dev/null", []byte("x"), 0))
	_, err = exec.Command("/bin/true").Output()
	say("exec", err)
	say("environ", read(fmt.Sprintf("/proc/%d/environ", os.Getppid())))
	abi, _, _ := syscall.Syscall(unix.SYS_LANDLOCK_CREATE_RULESET, 0, 0, unix.LANDLOCK_CREATE_RULESET_VERSION)
	if abi >= 4 {
		c, err := net.Dial("tcp", addr)
		if err == nil {
			c.Close()
		}
		say("connect", err)
	}
	if errata, _, e := syscall.Syscall(unix.SYS_LANDLOCK_CREATE_RULESET, 0, 0, unix.LANDLOCK_CREATE_RULESET_ERRATA); abi >= 6 && e == 0 && errata&signalsErratum != 0 {
		say("signal", syscall.Kill(os.Getppid(), 0))
	}
}

func TestConfinedWorker(t *testing.T) {
	if dir := os.Getenv(confined); dir != "" {
		attempts(dir, os.Getenv(confined+"_ADDR"))
		return
	}
	dir, err := filepath.EvalSymlinks(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	for _, d := range []string{"read", "write", "later"} {
		if err := os.Mkdir(filepath.Join(dir, d), 0o700); err != nil {
			t.Fatal(err)
		}
	}
	for _, f := range []string{"read/x", "file", "secret"} {
		if err := os.WriteFile(filepath.Join(dir, f), []byte(f), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	cmd := exec.Command(os.Args[0], "-test.run=^TestConfinedWorker$")
	cmd.Env = append(os.Environ(), confined+"="+dir, confined+"_ADDR="+l.Addr().String())
	out, err := cmd.CombinedOutput()
	if err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	if !bytes.HasPrefix(out, []byte("confined true <nil>\n")) {
		t.Skipf("this kernel has no Landlock, or the test is built with cgo: %s", out)
	}
	for what, want := range map[string]string{
		"secret": "denied", "passwd": "denied", "read": "allowed", "file": "allowed", "write": "allowed", "make": "allowed", "rename": "allowed",
		"later": "allowed", "overwrite": "denied", "null": "allowed", "exec": "denied", "environ": "denied", "connect": "denied", "signal": "denied",
	} {
		n := 0
		for _, line := range strings.Split(string(out), "\n") {
			if got, ok := strings.CutPrefix(line, what+" "); ok {
				if n++; got != want {
					t.Errorf("%s, want %s", line, want)
				}
			}
		}
		if n == 0 && what != "connect" && what != "signal" {
			t.Errorf("%s was not tried", what)
		}
	}
	t.Logf("%s", out)
}

func TestWorkersThatEnd(t *testing.T) {
	s := NewWorkerStarter()
	defer s.Close()
	if _, err := s.Start([]string{"/no/such/program"}); err == nil {
		t.Error("no error")
	}
	p, err := s.Start([]string{"/bin/sh", "-c", "echo $VIVARIUM_WORKER $HOME >&2; exit 5"})
	if err != nil {
		t.Fatal(err)
	}
	<-p.Done()
	if e := p.Exit(); e.Text != "exit status 5" || e.Log != workerVersion+"\n" {
		t.Errorf("%+v", e)
	}
	p.Kill() // nobody
	// What it started ends with it, and its standard error does not hold up the end.
	p, err = s.Start([]string{"/bin/sh", "-c", "sleep 100 & echo $! >&2; kill -9 $$"})
	if err != nil {
		t.Fatal(err)
	}
	<-p.Done()
	var child int
	fmt.Sscan(p.Exit().Log, &child)
	await(t, fmt.Sprintf("the end of process %d", child), func() bool {
		b, _ := os.ReadFile(fmt.Sprintf("/proc/%d/stat", child))
		return syscall.Kill(child, 0) != nil || strings.Contains(string(b), ") Z ")
	})
	if _, _, ok, err := WorkerPipes(); ok || err != nil {
		t.Error("the test is a worker", err)
	}
	t.Setenv(workerEnv, "0")
	if _, _, ok, err := WorkerPipes(); !ok || err == nil || !strings.Contains(err.Error(), "version") {
		t.Error(ok, err)
	}
}
