// Errors against CPython's: committed verdicts, and when a CPython is there the strings of its tests and random changes.
package syntax

import (
	"bufio"
	"bytes"
	"encoding/json"
	"flag"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

var update = flag.Bool("update", false, "let CPython 3.14 (PYTHON314) rewrite testdata/errors.json from testdata/errors_src.json")

// verdict is what CPython said of a source; see testdata/verdicts.py.
type verdict struct {
	Src       string `json:"src"`
	Mode      string `json:"mode"`
	OK        bool   `json:"ok,omitempty"`
	Type      string `json:"type,omitempty"`
	Msg       string `json:"msg,omitempty"`
	Line      int    `json:"line,omitempty"`
	Offset    int    `json:"offset,omitempty"`
	EndLine   int    `json:"end_line,omitempty"`
	EndOffset int    `json:"end_offset,omitempty"`
	Text      string `json:"text,omitempty"`
}

var modes = map[string]Mode{"exec": ModeExec, "eval": ModeEval, "single": ModeSingle}

func ourVerdict(src, mode string) verdict {
	v := verdict{Src: src, Mode: mode}
	_, err := Parse([]byte(src), Options{IsText: true, Mode: modes[mode], LookupName: func(n string) (string, bool) {
		s, ok := map[string]string{"AMPERSAND": "&", "DIGIT ONE": "1", "LEFT CURLY BRACKET": "{", "GREEK CAPITAL LETTER DELTA": "\u0394"}[n]
		return s, ok
	}, MaxStrDigits: 4300})
	if err == nil {
		v.OK = true
		return v
	}
	e := err.(*SyntaxError)
	v.Type, v.Msg, v.Line, v.Offset, v.EndLine, v.EndOffset, v.Text = e.Kind.String(), e.Msg, e.Line, e.Offset, e.EndLine, e.EndOffset, e.Text
	return v
}

func (v verdict) String() string {
	if v.OK {
		return "ok"
	}
	return fmt.Sprintf("%s: %s (%d,%d)-(%d,%d) %q", v.Type, v.Msg, v.Line, v.Offset, v.EndLine, v.EndOffset, v.Text)
}

// newer says whether a difference is one that Python 3.14 made.
func newer(want, got verdict) bool {
	// The text is the last line only, and the offset is within it: errors.json has such places as 3.14 gives them.
	if last := want; strings.HasSuffix(want.Text, got.Text) {
		if len(got.Text) < len(want.Text) {
			last.Offset = got.Offset
		}
		if last.Text = got.Text; last == got {
			return true
		}
	}
	for _, m := range []string{
		"prefixes are incompatible", "Is this intended to be part of the string?", "but statement is given", "'elif' block follows",
		"as pattern target", "as import target", "cannot use except", "when using 'as'", "newlines are not allowed in format specifiers",
		"t-string", "invalid conversion character",
	} {
		if strings.Contains(got.Msg, m) {
			return true
		}
	}
	// except A, B: and t-strings are good now.
	return strings.Contains(want.Msg, "multiple exception types") || want.Msg == "expected one or more exception types" ||
		strings.Contains(want.Msg, "exclamanation") || strings.Contains(got.Msg, "forgot a comma") && strings.HasPrefix(want.Msg, "invalid syntax") ||
		!want.OK && (strings.Contains(want.Src, "t'") || strings.Contains(want.Src, "t\"")) ||
		want.OK && strings.Contains(got.Msg, "unknown Unicode character name")
}

func readVerdicts(t *testing.T, data []byte) (out []verdict) {
	t.Helper()
	sc := bufio.NewScanner(bytes.NewReader(data))
	sc.Buffer(nil, 1<<24)
	for sc.Scan() {
		var v verdict
		if err := json.Unmarshal(sc.Bytes(), &v); err != nil {
			t.Fatal(err)
		}
		out = append(out, v)
	}
	return
}

// compareVerdicts reports at most 60 differences.
func compareVerdicts(t *testing.T, list []verdict, allow314 bool) {
	bad := 0
	for _, want := range list {
		got := ourVerdict(want.Src, want.Mode)
		if got == want || allow314 && newer(want, got) {
			continue
		}
		if bad++; bad <= 60 {
			src := want.Src
			if len(src) > 300 {
				src = src[:300] + "..."
			}
			t.Errorf("%s %q\n got %v\nwant %v", want.Mode, src, got, want)
		}
	}
	if bad > 0 {
		t.Errorf("%d of %d differ", bad, len(list))
	}
}

func TestErrors(t *testing.T) {
	if *update {
		cmd := exec.Command(os.Getenv("PYTHON314"), "-W", "ignore", "testdata/verdicts.py", "list")
		in, err := os.Open("testdata/errors_src.json")
		if err != nil {
			t.Fatal(err)
		}
		defer in.Close()
		cmd.Stdin = in
		out, err := cmd.Output()
		if err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile("testdata/errors.json", out, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	data, err := os.ReadFile("testdata/errors.json")
	if err != nil {
		t.Fatal(err)
	}
	compareVerdicts(t, readVerdicts(t, data), false)
}

func verdictsCommand(t *testing.T, args ...string) *exec.Cmd {
	cmd := exec.Command(cpython(t), append([]string{"-W", "ignore", "testdata/verdicts.py"}, args...)...)
	cmd.Env = append(os.Environ(), "PYENV_VERSION=3.13.0", "PYTHONUTF8=1")
	cmd.Stderr = os.Stderr
	return cmd
}

func libDir(t *testing.T) string {
	out, err := python(t, "import os; print(os.path.dirname(os.__file__))").Output()
	if err != nil {
		t.Fatal(err)
	}
	return strings.TrimSpace(string(out))
}

func TestErrorsOfCPythonTests(t *testing.T) {
	if testing.Short() {
		t.Skip("slow")
	}
	var paths []string
	for _, name := range strings.Fields(`syntax exceptions eof fstring string_literals grammar named_expressions patma unpack unpack_ex
		type_params except_star positional_only_arg genexps keywordonlyarg generators coroutines global compile codeop
		type_annotations type_comments dictcomps setcomps listcomps tokenize source_encoding lambda with decorators future_stmt ast
		asyncgen yield_from unparse`) {
		p := filepath.Join(libDir(t), "test", "test_"+name+".py")
		if _, err := os.Stat(p); err == nil {
			paths = append(paths, p)
		}
	}
	out, err := verdictsCommand(t, append([]string{"strings"}, paths...)...).Output()
	if err != nil {
		t.Fatal(err)
	}
	compareVerdicts(t, readVerdicts(t, out), true)
}

func TestErrorsOfRandomChanges(t *testing.T) {
	n, seed := os.Getenv("SYNTAX_MUTATIONS"), os.Getenv("SYNTAX_SEED")
	if n == "" {
		t.Skip("SYNTAX_MUTATIONS is not set")
	}
	if seed == "" {
		seed = "1"
	}
	dir := libDir(t)
	args := []string{"mutate", n, seed}
	files := os.Getenv("SYNTAX_FILES")
	if files == "" {
		files = "dataclasses.py os.py typing.py ast.py asyncio/tasks.py test/test_patma.py test/test_fstring.py test/test_grammar.py test/test_type_params.py tempfile.py argparse.py contextlib.py"
	}
	for _, name := range strings.Fields(files) {
		args = append(args, filepath.Join(dir, name))
	}
	out, err := verdictsCommand(t, args...).Output()
	if err != nil {
		t.Fatal(err)
	}
	compareVerdicts(t, readVerdicts(t, out), true)
}
