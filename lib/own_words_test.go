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
	const most, fewLines = 30, 40
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

// inRow is how many lines in a row of a module may stand in some module of CPython's, where that is more than in others.
var inRow = map[string]int{
	// facts: names of Python 2, flags, lists of names and imports, a docstring that tests compare
	"__future__.py":                  10,
	"_compat_pickle.py":              7,
	"concurrent/futures/__init__.py": 13,
	"enum.py":                        6,
	"heapq.py":                       6,
	"pathlib/_local.py":              6,
	"stat.py":                        10,
	"struct.py":                      8,
	"zoneinfo/__init__.py":           11,
}

// No run of lines of the library stands in any module of CPython's.
func TestOwnRuns(t *testing.T) {
	dir := os.Getenv("VIVARIUM_STDLIB")
	if dir == "" {
		t.Skip("set VIVARIUM_STDLIB to a library folder")
	}
	const most, letters = 5, 70 // a run of less than so many letters says nothing
	type run [most + 1]string
	theirs := map[run]bool{}
	runs := func(lines []string, f func(at int, r run)) {
		for i := 0; i+most < len(lines); i++ {
			r := run(lines[i : i+most+1])
			if n := len(strings.Join(r[:], "")); n > letters {
				f(i, r)
			}
		}
	}
	err := filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || filepath.Ext(path) != ".py" || strings.Contains(path, "site-packages") {
			return err
		}
		text, err := os.ReadFile(path)
		if err == nil {
			runs(plain(string(text)), func(_ int, r run) { theirs[r] = true })
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	err = fs.WalkDir(FS, ".", func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || filepath.Ext(path) != ".py" {
			return err
		}
		text, err := fs.ReadFile(FS, path)
		if err != nil {
			return err
		}
		last, longest := -2, 0
		length := 0
		var where string
		runs(plain(string(text)), func(at int, r run) {
			if !theirs[r] {
				return
			}
			if length++; at != last+1 {
				length = most + 1
			}
			if last = at; length > longest {
				longest, where = length, r[0]
			}
		})
		if longest > max(most, inRow[path]) {
			t.Errorf("%s: %d lines in a row are CPython's, about %q", path, longest, where)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

// plain gives the lines of a module, however they are indented and quoted.
func plain(text string) (lines []string) {
	for line := range strings.Lines(text) {
		line = strings.ReplaceAll(space.ReplaceAllString(strings.TrimSpace(line), " "), `"`, "'")
		if line != "" && line != "#" {
			lines = append(lines, line)
		}
	}
	return lines
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
