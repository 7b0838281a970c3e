// Comparison with CPython: every file of its standard library must give the same tree, positions and all.
package syntax

import (
	"bufio"
	"bytes"
	"crypto/sha1"
	"encoding/binary"
	"encoding/hex"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"golang.org/x/text/encoding/charmap"
)

// cpython finds a CPython 3.13 or newer, or skips.
func cpython(t *testing.T) string {
	t.Helper()
	for _, name := range []string{"python3.14", "python3.13"} {
		path, err := exec.LookPath(name)
		if err != nil {
			continue
		}
		cmd := exec.Command(path, "-c", "import sys; sys.exit(sys.version_info < (3, 13))")
		cmd.Env = append(os.Environ(), "PYENV_VERSION=3.13.0")
		if cmd.Run() == nil {
			return path
		}
	}
	t.Skip("no CPython 3.13 or newer")
	return ""
}

func python(t *testing.T, script string, args ...string) *exec.Cmd {
	cmd := exec.Command(cpython(t), append([]string{"-W", "ignore", "-c", script}, args...)...)
	cmd.Env = append(os.Environ(), "PYENV_VERSION=3.13.0", "PYTHONUTF8=1")
	return cmd
}

const dumpScript = `
import ast, sys, struct, hashlib
sys.setrecursionlimit(20000)
full = len(sys.argv) > 1
out = sys.stdout.buffer
for path in sys.stdin.buffer.read().decode().split("\n"):
    if not path: continue
    src = open(path, "rb").read()
    try:
        text = ast.dump(ast.parse(src), include_attributes=True).encode("utf-8", "surrogatepass")
    except SyntaxError as e:
        text = ("SyntaxError: %s %s" % (e.msg, e.lineno)).encode()
    except Exception as e:
        text = ("%s" % type(e).__name__).encode()
    if not full: text = hashlib.sha1(text).hexdigest().encode()
    out.write(struct.pack("<I", len(text)) + text)
`

// in314 is what CPython 3.14 says of files that 3.13 words otherwise.
var in314 = map[string]string{
	"bad_coding2.py":       "SyntaxError: encoding problem: utf8 with BOM 1",
	"badsyntax_pep3120.py": "SyntaxError: Non-UTF-8 code starting with '\\xf6' on line 1, but no encoding declared; see https://peps.python.org/pep-0263/ for details 1",
}

func testDump(path string, names func(string) (string, bool)) string {
	src, err := os.ReadFile(path)
	if err != nil {
		return err.Error()
	}
	decode := func(enc string, src []byte) ([]byte, string, error) {
		maps := map[string]*charmap.Charmap{"koi8-r": charmap.KOI8R, "cp1252": charmap.Windows1252, "cp1251": charmap.Windows1251, "iso8859-7": charmap.ISO8859_7}
		if maps[enc] == nil {
			return nil, "unknown encoding: " + enc, nil
		}
		out, err := maps[enc].NewDecoder().Bytes(src)
		return out, "", err
	}
	m, err := Parse(src, Options{Filename: path, LookupName: names, MaxStrDigits: 4300, Decode: decode})
	if err != nil {
		if se, ok := err.(*SyntaxError); ok {
			return fmt.Sprintf("SyntaxError: %s %d", se.Msg, se.Line)
		}
		return err.Error()
	}
	return Dump(m, true)
}

// characterNames asks CPython for the names that the files use.
func characterNames(t *testing.T, paths []string) func(string) (string, bool) {
	seen := map[string]bool{}
	for _, p := range paths {
		src, _ := os.ReadFile(p)
		for {
			i := bytes.Index(src, []byte(`\N{`))
			if i < 0 {
				break
			}
			src = src[i+3:]
			if j := bytes.IndexByte(src, '}'); j >= 0 && j < 100 {
				seen[string(src[:j])] = true
			}
		}
	}
	var in strings.Builder
	for n := range seen {
		if !strings.ContainsAny(n, "\n\t") {
			in.WriteString(n + "\n")
		}
	}
	cmd := python(t, `
import sys, unicodedata
for line in sys.stdin:
    try: print(line[:-1], unicodedata.lookup(line[:-1]), sep="\t")
    except KeyError: pass
`)
	cmd.Stdin = strings.NewReader(in.String())
	out, err := cmd.Output()
	if err != nil {
		t.Fatal(err)
	}
	names := map[string]string{}
	for _, line := range strings.Split(string(out), "\n") {
		if k, v, ok := strings.Cut(line, "\t"); ok {
			names[k] = v
		}
	}
	return func(s string) (string, bool) { v, ok := names[s]; return v, ok }
}

func runDump(t *testing.T, paths []string, full bool) []string {
	return runScript(t, dumpScript, paths, full)
}

func runScript(t *testing.T, script string, paths []string, full bool) []string {
	if len(paths) == 0 {
		return nil
	}
	args := []string{}
	if full {
		args = append(args, "full")
	}
	cmd := python(t, script, args...)
	cmd.Stdin = strings.NewReader(strings.Join(paths, "\n"))
	cmd.Stderr = os.Stderr
	pipe, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	r := bufio.NewReader(pipe)
	var out []string
	for range paths {
		var n uint32
		if err := binary.Read(r, binary.LittleEndian, &n); err != nil {
			t.Fatal(err)
		}
		b := make([]byte, n)
		if _, err := io.ReadFull(r, b); err != nil {
			t.Fatal(err)
		}
		out = append(out, string(b))
	}
	if err := cmd.Wait(); err != nil {
		t.Fatal(err)
	}
	return out
}

// share is every third of the library's files from one on, since CPython takes a minute for all of them; with VIVARIUM_LONG=1 all.
func share(paths []string, from int) (some []string) {
	if os.Getenv("VIVARIUM_LONG") != "" {
		return paths
	}
	for i := from; i < len(paths); i += 3 {
		some = append(some, paths[i])
	}
	return some
}

func TestSameTreeAsCPython(t *testing.T) {
	if testing.Short() {
		t.Skip("slow")
	}
	out, err := python(t, "import os; print(os.path.dirname(os.__file__))").Output()
	if err != nil {
		t.Fatal(err)
	}
	root := strings.TrimSpace(string(out))
	if dir := os.Getenv("SYNTAX_TREE"); dir != "" {
		root = dir
	}
	var paths []string
	filepath.WalkDir(root, func(path string, d os.DirEntry, err error) error {
		if err == nil && !d.IsDir() && strings.HasSuffix(path, ".py") && !strings.Contains(path, "site-packages") {
			paths = append(paths, path)
		}
		return nil
	})
	if os.Getenv("SYNTAX_TREE") == "" {
		paths = share(paths, 0)
	}
	names := characterNames(t, paths)
	sums := runDump(t, paths, false)
	var wrong []string
	for i, path := range paths {
		sum := sha1.Sum([]byte(testDump(path, names)))
		if hex.EncodeToString(sum[:]) != sums[i] {
			wrong = append(wrong, path)
		}
	}
	if len(wrong) == 0 {
		return
	}
	if len(wrong) > 40 {
		t.Errorf("%d of %d files differ", len(wrong), len(paths))
		wrong = wrong[:40]
	}
	for i, want := range runDump(t, wrong, true) {
		got := testDump(wrong[i], names)
		if in314[filepath.Base(wrong[i])] == got {
			continue
		}
		at := 0
		for at < len(got) && at < len(want) && got[at] == want[at] {
			at++
		}
		cut := func(s string) string { return s[max(0, min(at-100, len(s))):min(len(s), at+150)] }
		t.Errorf("%s:\n got ...%s\nwant ...%s", wrong[i], cut(got), cut(want))
	}
}
