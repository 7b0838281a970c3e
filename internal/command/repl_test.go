package command

import (
	"bytes"
	"fmt"
	"os"
	"os/exec"
	"os/signal"
	"path/filepath"
	"regexp"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"golang.org/x/sys/unix"
)

// TestMain lets the test binary be the command.
func TestMain(m *testing.M) {
	if os.Getenv("VIV_TEST_COMMAND") == "1" {
		Main()
	}
	// A shell that has go test run in the background has it ignore SIGINT, nohup SIGHUP, and both are handed down.
	for _, sig := range []os.Signal{syscall.SIGINT, syscall.SIGHUP, syscall.SIGQUIT} {
		if signal.Ignored(sig) {
			signal.Notify(make(chan os.Signal, 1), sig)
		}
	}
	os.Exit(m.Run())
}

func vivCommand(home string, args ...string) *exec.Cmd {
	cmd := exec.Command(os.Args[0], args...)
	cmd.Env = []string{"VIV_TEST_COMMAND=1", "HOME=" + home, "TERM=xterm", "PATH=" + os.Getenv("PATH")}
	return cmd
}

// TestReplPipe compares the interactive mode on a pipe with what python3.13 -i prints.
func TestReplPipe(t *testing.T) {
	for _, c := range []struct {
		in, out, err string
		status       int
	}{
		{"1+1\n_ * 2\n", "2\n4\n", ">>> >>> >>> \n", 0},
		{"def f():\n    return 3\n\nf()\n", "3\n", ">>> ... ... >>> >>> \n", 0},
		{"if 0:\n  1\nelse:\n  2\n\n", "2\n", ">>> ... ... ... ... >>> \n", 0},
		{"print('a'\n 'b')\n'''x\n\ny'''\n", "ab\n'x\\n\\ny'\n", ">>> ... >>> ... ... >>> \n", 0},
		{"1/0\n3\n", "3\n", ">>> Traceback (most recent call last):\n  File \"<stdin>\", line 1, in <module>\n    1/0\n    ~^~\nZeroDivisionError: division by zero\n>>> >>> \n", 0},
		{"a b\n", "", ">>>   File \"<stdin>\", line 1\n    a b\n      ^\nSyntaxError: invalid syntax\n>>> \n", 0},
		{"exit\nraise SystemExit(7)\n", "Use exit() or Ctrl-D (i.e. EOF) to exit\n", ">>> >>> ", 7},
		{"exit(3)\n", "", ">>> ", 3},
		{"x = input()\nline\nx\n", "'line'\n", ">>> >>> >>> \n", 0},
		{"from __future__ import annotations\ndef f(a: b): pass\n\nf.__annotations__\n", "{'a': 'b'}\n", ">>> >>> ... >>> >>> \n", 0},
		{"import sys; sys.ps1 = '@'\n\n", "", ">>> @@\n", 0},
		{"\n# c\n", "", ">>> >>> >>> \n", 0},
		{"6 * 7", "42\n", ">>> ... \n>>> \n", 0},
		{"if 1:\n  5", "5\n", ">>> ... ... \n>>> \n", 0},
		{"def f(x, x): pass\n\n", "", ">>> ...   File \"<stdin>\", line 1\n    def f(x, x): pass\n             ^\nSyntaxError: duplicate argument 'x' in function definition\n>>> \n", 0},
		{"import os\nos.close(0)\n", "", ">>> >>> >>> \n", 0},
		{"x = (1,", "", ">>> ... \n  File \"<stdin>\", line 1\n    x = (1,\n        ^\nSyntaxError: '(' was never closed\n>>> \n", 0},
	} {
		cmd := vivCommand(t.TempDir(), "-i", "-q")
		cmd.Stdin = strings.NewReader(c.in)
		var out, errOut bytes.Buffer
		cmd.Stdout, cmd.Stderr = &out, &errOut
		_ = cmd.Run()
		if got := cmd.ProcessState.ExitCode(); got != c.status {
			t.Errorf("%q: status %d, want %d", c.in, got, c.status)
		}
		if out.String() != c.out || errOut.String() != c.err {
			t.Errorf("%q: %q\n%q\nwant %q\n%q", c.in, out.String(), errOut.String(), c.out, c.err)
		}
	}
}

// TestInspect runs -i after a script, whose names are there.
func TestInspect(t *testing.T) {
	dir := t.TempDir()
	file := filepath.Join(dir, "s.py")
	if err := os.WriteFile(file, []byte("x = 5\nprint('ran')\n1/0\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	cmd := vivCommand(dir, "-i", file)
	cmd.Stdin = strings.NewReader("x + 1\n")
	out, _ := cmd.Output()
	if string(out) != "ran\n6\n" || cmd.ProcessState.ExitCode() != 0 {
		t.Errorf("%q, status %d", out, cmd.ProcessState.ExitCode())
	}
}

// terminal is a pseudo-terminal with the command on it.
type terminal struct {
	t      *testing.T
	cmd    *exec.Cmd
	master *os.File
	mu     sync.Mutex
	text   []byte
}

func startTerminal(t *testing.T, home string, env ...string) *terminal {
	t.Helper()
	fd, err := unix.Open("/dev/ptmx", unix.O_RDWR|unix.O_NOCTTY|unix.O_CLOEXEC|unix.O_NONBLOCK, 0)
	if err != nil {
		t.Skip("no pseudo-terminals here: ", err)
	}
	n, err := unix.IoctlGetInt(fd, unix.TIOCGPTN)
	if err == nil {
		err = unix.IoctlSetPointerInt(fd, unix.TIOCSPTLCK, 0)
	}
	if err != nil {
		_ = unix.Close(fd)
		t.Skip("no pseudo-terminals here: ", err)
	}
	_ = unix.IoctlSetWinsize(fd, unix.TIOCSWINSZ, &unix.Winsize{Row: 40, Col: 120})
	master := os.NewFile(uintptr(fd), "ptmx")
	slave, err := os.OpenFile(fmt.Sprintf("/dev/pts/%d", n), os.O_RDWR|syscall.O_NOCTTY, 0)
	if err != nil {
		t.Skip("no pseudo-terminals here: ", err)
	}
	x := &terminal{t: t, cmd: vivCommand(home), master: master}
	x.cmd.Env = append(x.cmd.Env, env...)
	x.cmd.Stdin, x.cmd.Stdout, x.cmd.Stderr = slave, slave, slave
	x.cmd.SysProcAttr = &syscall.SysProcAttr{Setsid: true, Setctty: true}
	if err := x.cmd.Start(); err != nil {
		t.Fatal(err)
	}
	_ = slave.Close()
	go func() {
		buf := make([]byte, 4096)
		for {
			n, err := master.Read(buf)
			x.mu.Lock()
			x.text = append(x.text, buf[:n]...)
			x.mu.Unlock()
			if err != nil {
				return
			}
		}
	}()
	t.Cleanup(func() {
		_ = x.cmd.Process.Kill()
		_ = x.cmd.Wait()
		_ = master.Close()
	})
	return x
}

var escapes = regexp.MustCompile(`\x1b\[[0-9;?]*[ a-zA-Z]q?`)

// typed sends keys and waits until want has been shown since, escape sequences apart.
func (x *terminal) typed(keys, want string) {
	x.t.Helper()
	x.mu.Lock()
	x.text = nil
	x.mu.Unlock()
	if _, err := x.master.WriteString(keys); err != nil {
		x.t.Fatal(err)
	}
	x.shown(want)
}

func (x *terminal) shown(want string) {
	x.t.Helper()
	var got string
	for end := time.Now().Add(time.Minute); time.Now().Before(end); {
		x.mu.Lock()
		raw := string(x.text)
		x.mu.Unlock()
		got = strings.ReplaceAll(escapes.ReplaceAllString(raw, ""), "\r", "")
		if strings.Contains(got, want) || strings.Contains(raw, want) {
			return
		}
		time.Sleep(10 * time.Millisecond)
	}
	x.t.Fatalf("want %q, got %q", want, got)
}

func (x *terminal) ended() int {
	x.t.Helper()
	done := make(chan struct{})
	go func() {
		_ = x.cmd.Wait()
		close(done)
	}()
	select {
	case <-done:
	case <-time.After(time.Minute):
		x.t.Fatal("the session did not end")
	}
	return x.cmd.ProcessState.ExitCode()
}

func TestReplTerminal(t *testing.T) {
	home := t.TempDir()
	x := startTerminal(t, home)
	x.shown("\x1b[1;35m>>> \x1b[0m")
	x.typed("6*7\r", "\n42\n>>> ")
	x.typed("_ + 1\r", "\n43\n>>> ")
	x.typed("x = ['é']\r", ">>> ")
	x.typed("x.app", "x.app")
	x.typed("\t", "x.append")
	x.typed("('z')\r", ">>> ")
	x.typed("x\r", "['é', 'z']\n>>> ")
	x.typed("def f(n):\r", "... ")
	x.typed("return n * 2\r", "... ")
	x.typed("\r", ">>> ")
	x.typed("f(21)\r", "\n42\n>>> ")
	x.typed("1/0\r", "\x1b[1;35mZeroDivisionError\x1b[0m: ")
	x.shown("by zero\n>>> ")
	x.typed("def loop():\r", "... ")
	x.typed("print('runn' + 'ing', flush=True)\r", "... ")
	x.typed("while True: pass\r", "... ")
	x.typed("\r", ">>> ")
	x.typed("loop()\r", "running\n") // what is typed before is the editor's, or nobody's
	x.typed("\x03", "KeyboardInterrupt\n>>> ")
	x.typed("\x1b[A\x03", "KeyboardInterrupt\n>>> ")
	x.typed("exit\r", "exit")
	if s := x.ended(); s != 0 {
		t.Errorf("status %d", s)
	}
	data, err := os.ReadFile(filepath.Join(home, ".viv_history"))
	if err != nil || !strings.Contains(string(data), "def f(n):\r\n    return n * 2\nf(21)\n") {
		t.Errorf("history %q, %v", data, err)
	}
	// Another session has the history, and no colours where they are not wanted.
	y := startTerminal(t, home, "NO_COLOR=1")
	y.shown(">>> ")
	y.typed("\x1b[A", "exit")
	y.typed("\x1b[A\x1b[A\x1b[A\x1b[A\x1b[A", "...")
	y.typed("\x03", "KeyboardInterrupt\n>>> ")
	y.typed("1/0\r", "ZeroDivisionError: division by zero\n>>> ")
	y.mu.Lock()
	if bytes.Contains(y.text, []byte("\x1b[1;35m")) {
		t.Errorf("colours: %q", y.text)
	}
	y.mu.Unlock()
	y.typed("raise SystemExit(4)\r", "SystemExit")
	if s := y.ended(); s != 4 {
		t.Errorf("status %d", s)
	}
}

func TestHistoryFile(t *testing.T) {
	path := filepath.Join(t.TempDir(), "h")
	t.Setenv("PYTHON_HISTORY", path)
	h := openHistory(false)
	for _, l := range []string{"a", "def f():\n  pass\n", "def f():\n  pass", "", "b"} {
		if _, err := h.Write(l); err != nil {
			t.Fatal(err)
		}
	}
	h.close()
	if data, _ := os.ReadFile(path); string(data) != "a\ndef f():\r\n  pass\nb\n" {
		t.Errorf("%q", data)
	}
	h = openHistory(false)
	if l, _ := h.GetLine(1); h.Len() != 3 || l != "def f():\n  pass" {
		t.Errorf("%d, %q", h.Len(), l)
	}
}

func TestNextIndent(t *testing.T) {
	for before, want := range map[string]string{
		"if x:": "    ", "if x:  # why": "    ", "if x:\n    y": "    ", "if x:\n    return 1": "", "x": "", "def f():\n    if x:\n        pass": "    ",
	} {
		if got := nextIndent(before); got != want {
			t.Errorf("%q: %q, want %q", before, got, want)
		}
	}
}
