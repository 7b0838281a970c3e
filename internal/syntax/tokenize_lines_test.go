package syntax

import (
	"errors"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// Line by line the tokens are those of the whole source, and no line is read before it is needed.
func TestLineTokenizer(t *testing.T) {
	sources := []string{
		"", "x", "x\n", "x = 1\n\n\n# c\n  # d", "if x:\n\ty\n\n\tz\nw\n", "a = '''b\n\"\n'\nc''' + d\\\n + e\n", "f(\n1,\n\n# c\n2)\n",
		"f'''x{\n a\n:\n>{b}\n}{{y\n'''\n", "f'{x!r:{y}}' f\"\"\"\n{1\n+2}\n\"\"\"", "'a\\\nb'\n'c\\\n", "x = 'abc\ny\n", "f'abc\\\ndef'", "f'{a}\\\nb{c:x\\\n}'", "f'a\\\nb\nc'", "'''a\nb\n", "(\n1\n", "\\\n",
		"if x:\n  y\n z\n", "a\r\nb\r\n'''c\r\nd'''\r\n", "é = ü\n$ ?\n0x\n", "\f\nx\n \\\n  y\n", "class A:\n  def f(self):\n    pass\n\n\n\nx\n",
	}
	files, _ := filepath.Glob("../../examples/*.py")
	for _, f := range files {
		b, err := os.ReadFile(f)
		if err != nil {
			t.Fatal(err)
		}
		sources = append(sources, string(b))
	}
	for _, src := range sources {
		for _, extra := range []bool{true, false} {
			var want []Token
			z, err := NewTokenizer([]byte(src), extra, Options{})
			wantErr := ""
			if err != nil {
				wantErr = err.Error()
			} else {
				for err == nil {
					var tok Token
					if tok, err = z.Next(); err == nil {
						want = append(want, tok)
					}
				}
				if !errors.Is(err, io.EOF) {
					wantErr = err.Error()
				}
			}
			rest, read := src, 0
			lz := NewLineTokenizer(func() ([]byte, error) {
				i := strings.IndexByte(rest, '\n') + 1
				if i == 0 {
					i = len(rest)
				}
				line := rest[:i]
				rest = rest[i:]
				if i > 0 {
					read++
				}
				return []byte(line), nil
			}, extra, Options{})
			var got []Token
			gotErr := ""
			for {
				tok, err := lz.Next()
				if err != nil {
					if !errors.Is(err, io.EOF) {
						gotErr = err.Error()
					}
					break
				}
				if tok.Type == TokNewline && extra && read > tok.Line {
					t.Errorf("%q: %d lines are read after line %d", src, read, tok.Line)
				}
				got = append(got, tok)
			}
			if gotErr != wantErr {
				t.Errorf("%q: %s, want %s", src, gotErr, wantErr)
			}
			for i := range max(len(got), len(want)) {
				if i >= len(got) || i >= len(want) || got[i] != want[i] {
					t.Errorf("%q: token %d of %d and %d:\n%+v\n%+v", src, i, len(got), len(want), got[min(i, len(got)-1):min(i+1, len(got))], want[min(i, len(want)-1):min(i+1, len(want))])
					break
				}
			}
		}
	}
}
