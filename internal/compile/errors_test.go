package compile

import (
	"errors"
	"fmt"
	"os"
	"strings"
	"testing"

	"github.com/vivarium-py/vivarium/internal/syntax"
)

// TestErrors compiles each source of testdata/errors.txt and compares the error with the line after it. The lines
// are what CPython 3.13 gives, but for what 3.14 changed (parameters, names of future features, annotations).
func TestErrors(t *testing.T) {
	data, err := os.ReadFile("testdata/errors.txt")
	if err != nil {
		t.Fatal(err)
	}
	for _, block := range strings.Split(strings.TrimSpace(string(data)), "\n\n") {
		src, want, ok := strings.Cut(block, "=> ")
		if !ok {
			t.Fatalf("no expectation in %q", block)
		}
		_, err := compileText(t, src, Options{})
		got := "no error"
		var se *syntax.SyntaxError
		if errors.As(err, &se) {
			got = fmt.Sprintf("%s: %s %d:%d-%d:%d", se.Kind, se.Msg, se.Line, se.Offset, se.EndLine, se.EndOffset)
		} else if err != nil {
			got = err.Error()
		}
		if got != want {
			t.Errorf("%s got  %s\n want %s", src, got, want)
		}
	}
}

func TestWarnings(t *testing.T) {
	for _, tt := range []struct{ src, want string }{
		{"x is 1", `"is" with 'int' literal. Did you mean "=="?`},
		{"x is not 'a'", `"is not" with 'str' literal. Did you mean "!="?`},
		{"x is -1", ""},
		{"x is ()", `"is" with 'tuple' literal. Did you mean "=="?`},
		{"x is None is ...", ""},
		{"assert (x, 'm')", "assertion is always true, perhaps remove parentheses?"},
		{"assert ()", ""},
		{"1()", "'int' object is not callable; perhaps you missed a comma?"},
		{"f'{x}'(1)", "'str' object is not callable; perhaps you missed a comma?"},
		{"(x for x in y)()", "'generator' object is not callable; perhaps you missed a comma?"},
		{"None[1]", "'NoneType' object is not subscriptable; perhaps you missed a comma?"},
		{"(lambda: 1)[1]", "'function' object is not subscriptable; perhaps you missed a comma?"},
		{"'abc'['a']", "str indices must be integers or slices, not str; perhaps you missed a comma?"},
		{"[1, 2][1, 2]", "list indices must be integers or slices, not tuple; perhaps you missed a comma?"},
		{"b'abc'[1.5]", "bytes indices must be integers or slices, not float; perhaps you missed a comma?"},
		{"'abc'[True]", ""},
		{"{}['a']", ""},
		{"def f():\n try: pass\n finally: return 1", "'return' in a 'finally' block"},
		{"for x in y:\n try: pass\n finally: break", "'break' in a 'finally' block"},
		{"for x in y:\n try: pass\n finally: continue", "'continue' in a 'finally' block"},
		{"try: pass\nfinally:\n for x in y: break", ""},
		{"try: pass\nfinally:\n def f(): return 1", ""},
		{"try: pass\nfinally:\n 1 is x", `"is" with 'int' literal. Did you mean "=="?`},
	} {
		var got []string
		_, err := compileText(t, tt.src+"\n", Options{Warn: func(w Warning) error { got = append(got, w.Msg); return nil }})
		if err != nil {
			t.Errorf("%s: %v", tt.src, err)
		}
		if strings.Join(got, "; ") != tt.want {
			t.Errorf("%s: %q, want %q", tt.src, got, tt.want)
		}
	}
	stop := errors.New("stop")
	if _, err := compileText(t, "x is 1\n", Options{Warn: func(Warning) error { return stop }}); err != stop {
		t.Errorf("an error of Warn gives %v", err)
	}
}
