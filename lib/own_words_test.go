package lib

import (
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// alike is how much of a module stands in CPython's of the same name, in hundredths of its longer lines, where that is more than
// others have. No figure may rise, and nothing may be added but what leaves no choice.
var alike = map[string]int{
	// facts: names of Python 2, constants of the system, the attributes of an interface
	"_compat_pickle.py": 62,
	"stat.py":           50,
}

// Every line of the library is ours: where a folder with CPython's library is at hand, no module has much of its text.
func TestOwnWords(t *testing.T) {
	dir := os.Getenv("VIVARIUM_STDLIB")
	if dir == "" {
		t.Skip("set VIVARIUM_STDLIB to a library folder")
	}
	const most, fewLines = 40, 40
	err := fs.WalkDir(FS, ".", func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		theirs, err := os.ReadFile(filepath.Join(dir, path))
		if err != nil {
			return nil
		}
		ours, err := fs.ReadFile(FS, path)
		if err != nil {
			return err
		}
		known := map[string]bool{}
		for _, l := range telling(string(theirs)) {
			known[l] = true
		}
		lines, same := telling(string(ours)), 0
		for _, l := range lines {
			if known[l] {
				same++
			}
		}
		if len(lines) < fewLines {
			return nil
		}
		if share := 100 * same / len(lines); share > max(most, alike[path]) {
			t.Errorf("%s: %d of 100 lines are CPython's", path, share)
		} else if share <= most && alike[path] > 0 {
			t.Errorf("%s: take it off the list", path)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

var space = regexp.MustCompile(`\s+`)

// telling gives the lines of a module that an author chooses the words of.
func telling(text string) (lines []string) {
	for line := range strings.Lines(text) {
		line, _, _ = strings.Cut(line, "  #")
		line = strings.ReplaceAll(space.ReplaceAllString(strings.TrimSpace(line), " "), `"`, "'")
		if len(line) > 22 && !strings.HasPrefix(line, "#") {
			head, _, _ := strings.Cut(line, " ")
			switch head {
			case "def", "class", "import", "from", "raise", "async":
				continue
			}
			lines = append(lines, line)
		}
	}
	return lines
}
