package command

import (
	"bytes"
	"os"
	"strings"
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
		{"--nonsense", "Unknown option: --nonsense\n", 2},
	} {
		cmd := vivCommand(t.TempDir(), strings.Fields(c.args)...)
		out, _ := cmd.CombinedOutput()
		if got := cmd.ProcessState.ExitCode(); got != c.status || !strings.HasPrefix(string(out), c.out) {
			t.Errorf("%s: status %d, want %d: %s", c.args, got, c.status, out)
		}
	}
}
