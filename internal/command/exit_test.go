package command

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
)

// Nothing is lost silently when the reader of the output goes away in the middle of one long write, with a buffer or without.
func TestBrokenPipe(t *testing.T) {
	for _, flags := range [][]string{nil, {"-u"}} {
		r, w, err := os.Pipe()
		if err != nil {
			t.Fatal(err)
		}
		cmd := vivCommand(t.TempDir(), append(flags, "-c", `print("x" * 1_000_000)`)...)
		var errOut bytes.Buffer
		cmd.Stdout, cmd.Stderr = w, &errOut
		if err := cmd.Start(); err != nil {
			t.Fatal(err)
		}
		w.Close()
		if _, err := r.Read(make([]byte, 10)); err != nil {
			t.Error(err)
		}
		r.Close()
		_ = cmd.Wait()
		if cmd.ProcessState.ExitCode() != 1 || !strings.Contains(errOut.String(), "BrokenPipeError: [Errno 32] Broken pipe") {
			t.Errorf("%v: %v, %s", flags, cmd.ProcessState, errOut.String())
		}
	}
}

// faulthandler reports a fault that the program raises in itself, to where it was told to, and the signal ends the program.
func TestFaults(t *testing.T) {
	const head = "import faulthandler, os, signal, sys\nfaulthandler.enable(%)\n"
	for _, c := range []struct {
		enable, fault, name, stack string
		sig                        syscall.Signal
	}{
		{"", "faulthandler._sigsegv()", "Segmentation fault", "Current thread 0x", syscall.SIGSEGV},
		{"all_threads=False", "faulthandler._sigfpe()", "Floating-point exception", "Stack (most recent call first):\n", syscall.SIGFPE},
		{"sys.stdout", "os.abort()", "Aborted", "Current thread 0x", syscall.SIGABRT},
		{"1", "signal.raise_signal(signal.SIGBUS)", "Bus error", "Current thread 0x", syscall.SIGBUS},
		{"", "os.kill(os.getpid(), signal.SIGILL)", "Illegal instruction", "Current thread 0x", syscall.SIGILL},
	} {
		cmd := vivCommand(t.TempDir(), "-c", strings.Replace(head, "%", c.enable, 1)+c.fault)
		out, _ := cmd.CombinedOutput()
		want := "Fatal Python error: " + c.name + "\n\n" + c.stack
		if !strings.HasPrefix(string(out), want) || !strings.Contains(string(out), "File \"<string>\", line 3 in <module>\n") {
			t.Errorf("%s: %q, want %q", c.fault, out, want)
		}
		if st, _ := cmd.ProcessState.Sys().(syscall.WaitStatus); !st.Signaled() || st.Signal() != c.sig {
			t.Errorf("%s: %v, want signal %v", c.fault, cmd.ProcessState, c.sig)
		}
	}
	out, _ := vivCommand(t.TempDir(), "-c", "import faulthandler, signal\nfaulthandler.enable()\nfaulthandler.disable()\nfaulthandler._sigsegv()").CombinedOutput()
	if len(out) > 0 {
		t.Errorf("disabled: %q", out)
	}
}

// Wrong options name themselves, and those of python3 that have nothing to act on here are taken.
func TestOptions(t *testing.T) {
	for _, c := range []struct {
		args, out string
		status    int
	}{
		{"-X utf8=2 -c 1", "Fatal Python error: preconfig_init_utf8_mode: invalid -X utf8 option value\n", 1},
		{"--check-hash-based-pycs always -c print(1)", "1\n", 0},
		{"--check-hash-based-pycs=never -c print(1)", "1\n", 0},
		{"--check-hash-based-pycs x -c 1", "--check-hash-based-pycs must be one of 'default', 'always', or 'never'\n", 2},
		{"--check-hash-based-pycs", "Argument expected for the --check-hash-based-pycs option\n", 2},
		{"-X cpu_count=5 -c print(__import__('os').cpu_count())", "5\n", 0},
		{"-X cpu_count=0 -c 1", "Fatal Python error: config_init_cpu_count: ", 1},
		{"-X gil=2 -c 1", "Fatal Python error: config_read_gil: ", 1},
		{"-X pycache_prefix=/x -c print(__import__('sys').pycache_prefix)", "/x\n", 0},
		{"-X warn_default_encoding -c open('/dev/null')", "<string>:1: EncodingWarning: 'encoding' argument not specified\n", 0},
		{"-X importtime -c __import__('abc')", "import time: self [us] | cumulative | imported package\nimport time: ", 0},
		{"--nonsense", "unknown option --nonsense\n", 2},
	} {
		cmd := vivCommand(t.TempDir(), strings.Fields(c.args)...)
		out, _ := cmd.CombinedOutput()
		if got := cmd.ProcessState.ExitCode(); got != c.status || !strings.HasPrefix(string(out), c.out) {
			t.Errorf("%s: status %d, want %d: %s", c.args, got, c.status, out)
		}
	}
}

// -x leaves the first line out and keeps the numbers of the others; who imports what needs a library's folder is told of it.
func TestFirstLineAndLibrary(t *testing.T) {
	dir := t.TempDir()
	for name, text := range map[string]string{"skip.py": "not ( python\r\nprint('second')\n1/0\n", "library.py": "import unittest.mock\n", "other.py": "import nosuch\n"} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	for _, c := range []struct {
		args []string
		want []string
		not  string
	}{
		{[]string{"-x", "skip.py"}, []string{"second\n", "line 3, in <module>\n    1/0\n"}, "--stdlib"},
		{[]string{"library.py"}, []string{"ModuleNotFoundError: No module named 'unittest'\nviv: unittest is", "--stdlib DIR"}, "AttributeError"},
		{[]string{"-m", "unittest"}, []string{": No module named unittest\nviv: unittest is"}, "Traceback"},
		{[]string{"other.py"}, []string{"No module named 'nosuch'\n"}, "--stdlib"},
	} {
		cmd := vivCommand(dir, c.args...)
		cmd.Dir = dir
		out, _ := cmd.CombinedOutput()
		for _, w := range c.want {
			if !strings.Contains(string(out), w) {
				t.Errorf("%v: no %q in %s", c.args, w, out)
			}
		}
		if strings.Contains(string(out), c.not) {
			t.Errorf("%v: %q in %s", c.args, c.not, out)
		}
	}
}
