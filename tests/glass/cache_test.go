// Compiled modules are kept for all interpreters of the process: who writes a module must not choose what others import.
package glass

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/vivarium-py/vivarium/internal/policy"
)

// TestModulesAreNotSwapped has one interpreter write a module, import it, and then make the file look as if nothing had been: the
// next one must import what the file says now.
func TestModulesAreNotSwapped(t *testing.T) {
	dir, err := filepath.EvalSymlinks(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	file := filepath.Join(dir, "plugin.py")
	const honest, hostile = "says = 'honest!'\n", "says = 'hostile'\n"
	run := func(src string) string {
		t.Helper()
		g := policy.Grants{Read: []string{dir}, Write: []string{dir}, Import: []string{dir}}
		r, err := runProgram("swap.py", []byte(src), []string{"swap.py", file}, g, policy.Limits{Time: 2 * hangs, Memory: limits.Memory})
		if err != nil {
			t.Fatal(err)
		}
		if r.status != 0 || r.kill != nil || r.crash != nil {
			t.Fatal(r)
		}
		return strings.TrimSpace(r.out)
	}
	importing := fmt.Sprintf("import sys; sys.path.insert(0, %q); import plugin; print(plugin.says)", dir)
	for _, age := range []time.Duration{0, 3 * time.Second} { // just written, and long enough ago for its code to be kept
		if err := os.WriteFile(file, []byte(hostile), 0o666); err != nil {
			t.Fatal(err)
		}
		time.Sleep(age)
		if got := run(importing); got != "hostile" {
			t.Fatalf("imported %q", got)
		}
		run(fmt.Sprintf("import os, sys\nst = os.stat(sys.argv[1])\nwith open(sys.argv[1], 'w') as f: f.write(%q)\nos.utime(sys.argv[1], ns=(st.st_atime_ns, st.st_mtime_ns))\nassert os.stat(sys.argv[1]).st_mtime_ns == st.st_mtime_ns", honest))
		if got := run(importing); got != "honest!" {
			t.Errorf("a file that is %v old: imported %q, the file says honest!", age, got)
		}
	}
}

// What a program imports is looked at before it runs, by nobody's count: it must be little however much the program names.
func TestImportsOfManyNames(t *testing.T) {
	for name, src := range map[string]string{
		"dots":       "import " + strings.Repeat("a.", 1_000_000) + "a",
		"names":      "import " + strings.Repeat("abcdefgh, ", 200_000) + "a",
		"from":       "from json import (" + strings.Repeat("abcdefgh, ", 200_000) + ")",
		"levels":     "from " + strings.Repeat(".", 400_000) + " import a",
		"statements": strings.Repeat("import abcdefgh\n", 100_000),
	} {
		start := time.Now()
		r, err := runProgram("names.py", []byte(src), nil, policy.Grants{}, policy.Limits{Time: 2 * hangs, Memory: 256 << 20})
		if err != nil {
			t.Fatal(err)
		}
		if r.status == 0 && r.kill == nil || r.crash != nil {
			t.Errorf("%s: %v", name, r)
		}
		if took := time.Since(start); took > hangs {
			t.Errorf("%s: ended after %v", name, took)
		}
	}
}
