// Unparse against ast.unparse: every file of the standard library must give the same text.
package syntax

import (
	"crypto/sha1"
	"encoding/hex"
	"encoding/json"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

func TestUnparse(t *testing.T) {
	for _, s := range []string{
		"a, b = (c, d)", "return (a, b)", "x[a,]", "x[(a, b):c]", "x = (yield)", "a ** (-b)", "(-a) ** b", "(a or b) or c",
		"f((x for x in y))", "f'{ {1}}'", "f'{(lambda: 1)}'", "1 .real", "type X[T: int, *U, **P] = list[T]",
		"t'{x!r:>{w}}{ y}'", "with a as (b, c):\n    pass", "f(*(a or b))",
	} {
		m, err := Parse([]byte(s), Options{})
		if err != nil {
			t.Fatal(err)
		}
		if got := Unparse(m); got != s {
			t.Errorf("got %q, want %q", got, s)
		}
	}
}

func TestUnparseAsCPython(t *testing.T) {
	if testing.Short() {
		t.Skip("slow")
	}
	var paths []string
	filepath.WalkDir(libDir(t), func(path string, d os.DirEntry, err error) error {
		if err == nil && !d.IsDir() && strings.HasSuffix(path, ".py") && !strings.Contains(path, "site-packages") &&
			!strings.Contains(path, "encoded_modules") && !strings.Contains(path, "lib2to3") {
			paths = append(paths, path)
		}
		return nil
	})
	paths = share(paths, 2)
	names := characterNames(t, paths)
	script := strings.Replace(dumpScript, "ast.dump(ast.parse(src), include_attributes=True)", "ast.unparse(ast.parse(src))", 1)
	bad := 0
	ours := func(path string) (string, bool) {
		src, _ := os.ReadFile(path)
		m, err := Parse(src, Options{LookupName: names})
		if err != nil {
			return "", false
		}
		return Unparse(m), true
	}
	var wrong []string
	for i, sum := range runScript(t, script, paths, false) {
		got, ok := ours(paths[i])
		if !ok {
			continue
		}
		h := sha1.Sum([]byte(got))
		if hex.EncodeToString(h[:]) != sum {
			wrong = append(wrong, paths[i])
		}
	}
	for i, want := range runScript(t, script, wrong, true) {
		got, _ := ours(wrong[i])
		g, w := strings.Split(got, "\n"), strings.Split(want, "\n")
		for j := range min(len(g), len(w)) {
			// 3.14 chooses an f-string's quotes so that the strings in its fields have others.
			if g[j] != w[j] && !fstringQuotes.MatchString(g[j]) {
				if bad++; bad < 40 {
					t.Errorf("%s:%d\n got %s\nwant %s", filepath.Base(wrong[i]), j, g[j], w[j])
				}
				break
			}
		}
	}
}

var fstringQuotes = regexp.MustCompile(`\bf("|''')`)

func TestUnparseQuotesOfFStrings(t *testing.T) {
	for src, want := range map[string]string{ // CPython 3.14's
		`f"{'a'}"`:                `f"{'a'}"`,
		`f"{x['a']}"`:             `f"{x['a']}"`,
		`f'{x["a"]}"'`:            `f'''{x['a']}"'''`,
		`f"{f"{f'{x}'}"}"`:        `f"""{f"{f'{x}'}"}"""`,
		`f"{'a' + "b'"}"`:         `f"""{'a' + "b'"}"""`,
		`t"{x + 'a'}"`:            `t"{x + 'a'}"`,
		`f"{x}" 'y"z'`:            `f'{x}y"z'`,
		`f"{'"' + "'"}"`:          `f"""{'"' + "'"}"""`,
		`f"{ {'a': 1}['a'] } 'b"`: `f"{ {'a': 1}['a']} 'b"`,
	} {
		m, err := Parse([]byte(src), Options{Mode: ModeEval})
		if err != nil {
			t.Fatal(err)
		}
		if got := Unparse(m); got != want {
			t.Errorf("%s:\n got %s\nwant %s", src, got, want)
		}
	}
}

const annotationScript = `
import ast, json, sys
seen = set()
for path in sys.argv[1:]:
    for e in ast.walk(ast.parse(open(path).read())):
        if not isinstance(e, ast.expr) or isinstance(e, (ast.Starred, ast.Slice, ast.FormattedValue)):
            continue
        if any(isinstance(x, (ast.Yield, ast.YieldFrom, ast.NamedExpr, ast.Await)) for x in ast.walk(e)):
            continue
        src = "(" + ast.unparse(e) + ")"
        if src in seen or len(src) > 2000: continue
        seen.add(src)
        d = {}
        try: exec("from __future__ import annotations\nx: " + src, d)
        except SyntaxError: continue
        print(json.dumps([src, d["__annotations__"]["x"]]))
`

func TestUnparseAnnotationAsCPython(t *testing.T) {
	if testing.Short() {
		t.Skip("slow")
	}
	var args []string
	for _, n := range strings.Fields("test/test_grammar.py test/test_fstring.py typing.py ast.py fractions.py test/test_future_stmt/test_future.py test/test_unparse.py statistics.py") {
		p := filepath.Join(libDir(t), n)
		if _, err := os.Stat(p); err == nil {
			args = append(args, p)
		}
	}
	out, err := python(t, annotationScript, args...).Output()
	if err != nil {
		t.Fatal(err)
	}
	bad, n := 0, 0
	for _, line := range strings.Split(strings.TrimSpace(string(out)), "\n") {
		var pair [2]string
		if err := json.Unmarshal([]byte(line), &pair); err != nil {
			t.Fatal(err)
		}
		m, err := Parse([]byte(pair[0]), Options{Mode: ModeEval, LookupName: func(string) (string, bool) { return "?", true }})
		if err != nil {
			t.Fatalf("%s: %v", pair[0], err)
		}
		n++
		if got := UnparseAnnotation(m.(*Expression).Body); got != pair[1] {
			if bad++; bad < 40 {
				t.Errorf("\n got %s\nwant %s", got, pair[1])
			}
		}
	}
	if n < 1000 || bad > 0 {
		t.Errorf("%d of %d differ", bad, n)
	}
}
