package tests

import (
	"io"
	"os"
	"os/exec"
	"testing"
)

// TestInheritedDescriptors hands descriptors to viv: they keep their numbers, can be closed and passed on, and no new one takes
// their place. A sandbox does not see them.
func TestInheritedDescriptors(t *testing.T) {
	const src = `
import os
assert os.get_inheritable(3) and os.get_inheritable(4)
r, w = os.pipe()
assert min(r, w) > 4, (r, w)
line = os.read(3, 100)

pid = os.posix_spawn("/bin/sh", ["sh", "-c", "echo child >&4"], os.environ)
os.waitpid(pid, 0)
os.write(4, b"got " + line)
os.close(4)
try:
    os.write(4, b"x")
except OSError as e:
    print(e)
os.read(0, 1)
`
	fromUs, toChild, err := os.Pipe()
	if err != nil {
		t.Fatal(err)
	}
	toUs, fromChild, err := os.Pipe()
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command(viv, "-c", src)
	cmd.ExtraFiles = []*os.File{fromUs, fromChild}
	cmd.Stderr = os.Stderr
	hold, err := cmd.StdinPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	fromUs.Close()
	fromChild.Close()
	toChild.WriteString("hello")
	// It ends although the process still runs: closing the number closed the pipe.
	if b, err := io.ReadAll(toUs); string(b) != "child\ngot hello" || err != nil {
		t.Errorf("got %q, %v", b, err)
	}
	hold.Close()
	if err := cmd.Wait(); err != nil {
		t.Error(err)
	}

	run := exec.Command(viv, "run", "-c", "import os\ntry:\n    os.read(3, 1)\nexcept OSError as e:\n    print(e)")
	run.ExtraFiles = []*os.File{toUs}
	if b, err := run.CombinedOutput(); string(b) != "[Errno 9] Bad file descriptor\n" || err != nil {
		t.Errorf("got %q, %v", b, err)
	}
}
