package lib

import (
	"bufio"
	"io/fs"
	"strings"
	"testing"
)

// Every module says in its first line what it is for, and none is too long to read.
func TestFiles(t *testing.T) {
	n := 0
	err := fs.WalkDir(FS, ".", func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		n++
		f, err := FS.Open(path)
		if err != nil {
			return err
		}
		defer f.Close()
		lines := 0
		sc := bufio.NewScanner(f)
		for sc.Scan() {
			lines++
			line := sc.Text()
			if lines == 1 && !strings.HasPrefix(line, "#") && !strings.HasPrefix(line, `"""`) {
				t.Errorf("%s has no header", path)
			}
			if strings.Contains(line, "\t") {
				t.Errorf("%s:%d has a tab", path, lines)
			}
		}
		if lines > 2000 {
			t.Errorf("%s has %d lines", path, lines)
		}
		return sc.Err()
	})
	if err != nil {
		t.Fatal(err)
	}
	if n < 20 {
		t.Fatalf("only %d files are embedded", n)
	}
}
