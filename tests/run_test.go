package tests

import (
	"bytes"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// TestRun runs viv run: flags, exit codes and what it says on stderr.
func TestRun(t *testing.T) {
	dir := t.TempDir()
	for name, text := range map[string]string{
		"self.py": "import sys; print(open(__file__).read()[:6], sys.argv)", "data/x.txt": "data", "mods/helper.py": "answer = 42",
		"denied.py": "x = 1\nopen('/etc/passwd')\n", "boom.py": "def f():\n    1 / 0\nf()\n",
	} {
		p := filepath.Join(dir, name)
		if err := os.MkdirAll(filepath.Dir(p), 0o777); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(p, []byte(text), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	const forever = "while True: pass"
	for _, c := range []struct {
		args   []string
		status int
		out    string // on standard output
		err    string // on standard error, in part; "" wants it empty
	}{
		{[]string{"-c", "print(1)"}, 0, "1\n", ""},
		{[]string{"self.py", "a", "--time"}, 0, "import ['self.py', 'a', '--time']\n", ""},
		{[]string{"-c", "import sys; sys.exit(7)"}, 7, "", ""},
		{[]string{"-c", "1 / 0"}, 1, "", "ZeroDivisionError: division by zero\n"},
		{[]string{"boom.py"}, 1, "", "    1 / 0\n"},
		{[]string{"--time", "2s", "-c", "print('before')\n" + forever}, 124, "before\n", "viv: time limit of 2s exceeded"},
		{[]string{"--time=0.2", "-c", forever}, 124, "", "viv: time limit of 200ms exceeded"},
		{[]string{"--cpu=100ms", "-c", forever}, 152, "", "viv: cpu limit of 100ms exceeded"},
		{[]string{"--instructions=100000", "-c", forever}, 152, "", "viv: instructions limit of 100000 exceeded"},
		{[]string{"--memory", "32M", "-c", "a = []\nwhile True: a.append('x' * 100000 + str(len(a)))"}, 137, "", "viv: memory limit of 32M exceeded"},
		{[]string{"--memory=32M", "-c", "try:\n    'a' * 10**9\nexcept MemoryError:\n    print('handled')"}, 0, "handled\n", ""},
		{[]string{"--memory=32M", "-c", "'a' * 10**9"}, 137, "", "viv: memory limit of 32M exceeded at <string>:1: MemoryError for a single request"},
		{[]string{"--memory=32M", "-c", "raise MemoryError"}, 1, "", "MemoryError"},
		{[]string{"--output=1K", "-c", "print('x' * 2000)"}, 153, strings.Repeat("x", 1024), "viv: output limit of 1K exceeded"},
		{[]string{"--recursion=100", "-c", "def f(): f()\nf()"}, 125, "", "viv: recursion limit of 100 exceeded"},
		{[]string{"denied.py"}, 126, "", "viv: denied at denied.py:2: read access to '/etc/passwd' is not granted (needs read=['/etc'] or --allow-read=/etc)\n"},
		{[]string{"-c", "try:\n    open('/etc/passwd')\nexcept PermissionError: print('no')"}, 0, "no\n", ""},
		{[]string{"-c", "open('data/x.txt')"}, 126, "", "--allow-read="},
		{[]string{"--allow-read=data", "-c", "print(open('data/x.txt').read())"}, 0, "data\n", ""},
		{[]string{"--allow-read", "data", "-c", "open('data/x.txt', 'w')"}, 126, "", "write access to"},
		{[]string{"--allow-write=data", "-c", "print(open('data/y.txt', 'w').write('abc'))"}, 0, "3\n", ""},
		{[]string{"-c", "import helper"}, 1, "", "ModuleNotFoundError: No module named 'helper'"},
		{[]string{"--allow-import=mods", "-c", "import helper; print(helper.answer)"}, 0, "42\n", ""},
		{[]string{"--allow-import=mods", "-c", "open('mods/helper.py')"}, 126, "", "--allow-read="},
		{[]string{"-c", "import os; os.environ['GLASS_A']"}, 126, "", "environment variable 'GLASS_A' is not granted (needs env=['GLASS_A'] or --allow-env=GLASS_A)"},
		{[]string{"--allow-env", "GLASS_A,OTHER", "-c", "import os; print(os.environ['GLASS_A'], os.environ.get('GLASS_B'))"}, 0, "a None\n", ""},
		{[]string{"--allow-env=GLASS_*", "-c", "import os; print(os.environ['GLASS_B'])"}, 0, "b\n", ""},
		{[]string{"-c", "import os; os.system('true')"}, 126, "", "running '/bin/sh' is not granted (needs run=['/bin/sh'] or --allow-run=/bin/sh)"},
		{[]string{"--allow-run=/bin/sh", "-c", "import os; print(os.system('exit 3') >> 8)"}, 0, "3\n", ""},
		{[]string{"-c", "import _socket; _socket.socket().connect(('127.0.0.1', 1))"}, 126, "", "needs net=['127.0.0.1:1'] or --allow-net=127.0.0.1:1"},
		{[]string{"--allow-net", "127.0.0.1:1", "-c", "import _socket\ntry: _socket.socket().connect(('127.0.0.1', 1))\nexcept PermissionError: raise\nexcept OSError: print('let through')"}, 0, "let through\n", ""},
		{[]string{"--allow-module=json", "-c", "import json, os"}, 126, "", "module 'os' is not granted (needs modules=['os'] or --allow-module=os)"},
		{[]string{"--clock=2026-01-31T12:00:00Z", "-c", "import time; print(time.time()); time.sleep(3600); print(time.time())"}, 0, "1769860800.0\n1769864400.0\n", ""},
		{[]string{"-c", "import os; os._exit(9)"}, 9, "", ""},
		{[]string{"-O", "-c", "assert False"}, 0, "", ""},
		{[]string{"--tme=1s", "-c", ""}, 2, "", "viv run: unknown flag --tme"},
		{[]string{"--time=soon", "-c", ""}, 2, "", "viv run: --time: invalid time: 'soon'"},
		{[]string{"--memory=-1M", "-c", ""}, 2, "", "viv run: --memory: invalid size"},
		{[]string{"--threads", "x", "-c", ""}, 2, "", "viv run: --threads: invalid number: 'x'"},
		{[]string{"--allow-net=:x", "-c", ""}, 2, "", "invalid net grant"},
		{[]string{"--time"}, 2, "", "viv run: --time: a value is missing"},
		{[]string{"--time=1s"}, 2, "", "viv run: a program is missing"},
		{[]string{"nothing.py"}, 2, "", "can't open file"},
	} {
		cmd := exec.Command(viv, append([]string{"run"}, c.args...)...)
		cmd.Dir = dir
		cmd.Env = []string{"GLASS_A=a", "GLASS_B=b", "HOME=/"}
		var out, errs bytes.Buffer
		cmd.Stdout, cmd.Stderr = &out, &errs
		status := 0
		var exit *exec.ExitError
		if err := cmd.Run(); errors.As(err, &exit) {
			status = exit.ExitCode()
		} else if err != nil {
			t.Fatal(err)
		}
		if status != c.status || out.String() != c.out || !strings.Contains(errs.String(), c.err) || c.err == "" && errs.Len() > 0 {
			t.Errorf("viv run %q: status %d, want %d\nstdout: %s\nstderr: %s", c.args, status, c.status, out.String(), errs.String())
		}
	}
	seeded := func() string {
		b, err := exec.Command(viv, "run", "--seed=5", "-c", "import random, os; print(random.random(), os.urandom(4), hash('x'))").Output()
		if err != nil {
			t.Fatal(err)
		}
		return string(b)
	}
	if a, b := seeded(), seeded(); a != b {
		t.Errorf("two runs with one seed differ: %s%s", a, b)
	}
	if b, err := exec.Command(viv, "run", "--help").Output(); err != nil || !strings.Contains(string(b), "--allow-read=PATH") {
		t.Errorf("viv run --help: %v\n%s", err, b)
	}
}
