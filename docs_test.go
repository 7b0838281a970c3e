// A test of the guide: its Go code is code that the tests compile and run.
package vivarium_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// lines gives the lines of a text without indentation and blank ones.
func lines(text string) (out []string) {
	for l := range strings.Lines(text) {
		if l = strings.TrimSpace(l); l != "" {
			out = append(out, l)
		}
	}
	return out
}

func TestGuideShowsRealCode(t *testing.T) {
	guide, err := os.ReadFile("docs/embedding.md")
	must(t, err)
	var sources []string
	for _, pattern := range []string{"*_test.go", "examples/*/*.go"} {
		files, err := filepath.Glob(pattern)
		must(t, err)
		for _, f := range files {
			b, err := os.ReadFile(f)
			must(t, err)
			sources = append(sources, "\n"+strings.Join(lines(string(b)), "\n")+"\n")
		}
	}
	blocks := strings.Split(string(guide), "```go\n")[1:]
	if len(blocks) < 8 {
		t.Error("the guide has lost its code")
	}
next:
	for _, b := range blocks {
		b, _, _ = strings.Cut(b, "```")
		want := "\n" + strings.Join(lines(b), "\n") + "\n"
		for _, s := range sources {
			if strings.Contains(s, want) {
				continue next
			}
		}
		t.Errorf("no program of the tests has this code:\n%s", b)
	}
}
