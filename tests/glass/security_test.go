// Test that docs/SECURITY.md promises nothing without a test.
package glass

import (
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

func TestPromisesAreHeld(t *testing.T) {
	doc, err := os.ReadFile("../../docs/SECURITY.md")
	if err != nil {
		t.Fatal(err)
	}
	exists := map[string]bool{}
	declared := regexp.MustCompile(`(?m)^func (Test\w+)\(`)
	err = filepath.WalkDir("../..", func(p string, d fs.DirEntry, err error) error {
		if err != nil || !strings.HasSuffix(p, "_test.go") {
			return err
		}
		src, err := os.ReadFile(p)
		for _, m := range declared.FindAllSubmatch(src, -1) {
			exists[string(m[1])] = true
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	rows := 0
	name := regexp.MustCompile("`(Test\\w+)`(?: \\(([^)]*)\\))?")
	for _, line := range strings.Split(string(doc), "\n") {
		if !strings.HasPrefix(line, "| ") || strings.HasPrefix(line, "| promise") {
			continue
		}
		rows++
		names := name.FindAllStringSubmatch(line, -1)
		if len(names) == 0 {
			t.Errorf("a promise without a test: %s", line)
		}
		for _, m := range names {
			if !exists[m[1]] {
				t.Errorf("%s does not exist: %s", m[1], line)
			}
			for _, class := range strings.Split(m[2], ",") {
				if class = strings.TrimSpace(class); class == "" {
					continue
				}
				if found, _ := filepath.Glob(filepath.Join(class, "*.py")); len(found) == 0 {
					t.Errorf("there are no programs of class %s: %s", class, line)
				}
			}
		}
	}
	if rows < 20 {
		t.Errorf("only %d promises were found", rows)
	}
}
