// The token stream against the tokenize module's.
package syntax

import (
	"crypto/sha1"
	"encoding/hex"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func ourTokens(src []byte) string {
	z, err := NewTokenizer(src, true, Options{})
	if err != nil {
		return err.Error()
	}
	var b strings.Builder
	for {
		t, err := z.Next()
		if err == io.EOF {
			return b.String()
		}
		if err != nil {
			msg := err.(*SyntaxError).Msg
			if strings.HasPrefix(msg, "unterminated triple-quoted string") {
				msg = "EOF in multi-line string" // as the tokenize module words it
			}
			fmt.Fprintf(&b, "error %s\n", msg)
			return b.String()
		}
		fmt.Fprintf(&b, "%s %s (%d, %d) (%d, %d) %s\n", TokenNames[t.Type], ReprStr(t.String), t.Line, t.Col, t.EndLine, t.EndCol, ReprStr(t.LineText))
	}
}

const tokenScript = `
import io, sys, struct, hashlib, tokenize
full = len(sys.argv) > 1
out = sys.stdout.buffer
def tokens(src):
    lines = []
    try:
        for t in tokenize._generate_tokens_from_c_tokenizer(io.StringIO(src, newline="").readline, extra_tokens=True):
            lines.append("%s %r (%d, %d) (%d, %d) %r\n" % (tokenize.tok_name[t.type], t.string, *t.start, *t.end, t.line))
    except SyntaxError as e:
        lines.append("error %s\n" % e.msg)
    except tokenize.TokenError as e:
        lines.append("error %s\n" % e.args[0])
    return "".join(lines).encode("utf-8", "surrogatepass")
for path in sys.stdin.buffer.read().decode().split("\n"):
    if not path: continue
    if path.startswith("src:"):
        src = eval(path[4:])
    else:
        try: src = open(path, encoding="utf-8", newline="").read()
        except UnicodeDecodeError: src = ""
    text = tokens(src)
    if not full: text = hashlib.sha1(text).hexdigest().encode()
    out.write(struct.pack("<I", len(text)) + text)
`

func TestTokenizeAsCPython(t *testing.T) {
	if testing.Short() {
		t.Skip("slow")
	}
	var snippets []string
	for _, s := range []string{"", "\n", "x", "x\n", "x # c", "# c", "# c\n\n", "if x:\n  y\n # c\nz", "if x:\n  y", "(\n1,\n# c\n)", "f'a{{b}}{c!r:>{w}}'", "f'''a\n{x\n}b'''\n",
		"'''a\nb''' c", "a\\\n b", "\r\n", "x\r\ny\r\n", "if x:\r\n  y\r\n", "é = 'à' # ü", "x = 1\n\n\n# c\n  # d\ny", "$", "a ! b", "a ?", "(", "(a,\nb", "'abc", "'''abc", "if x:\n y\n  z\n w\n",
		"  x", "if a:\n  b\n c", "1_000 0xff 1e5 1j", "async def f(): await x", "@a.b\ndef f() -> int: ...", "x := 1", "a<>b", "\f\nx", "x;y;", "def f():\n\n  # c\n\n  return\n\n\n", "f'{x:{y}z}'", "rb'a' F'' u''", "x = (\n)\n", "\\\nx"} {
		snippets = append(snippets, "src:"+ReprStr(s))
	}
	check := func(names []string, read func(string) []byte) {
		bad := 0
		var wrong []string
		for i, sum := range runScript(t, tokenScript, names, false) {
			h := sha1.Sum([]byte(ourTokens(read(names[i]))))
			if hex.EncodeToString(h[:]) != sum {
				wrong = append(wrong, names[i])
			}
		}
		if len(wrong) > 40 {
			t.Errorf("%d differ", len(wrong))
			wrong = wrong[:40]
		}
		for i, want := range runScript(t, tokenScript, wrong, true) {
			g, w := strings.Split(ourTokens(read(wrong[i])), "\n"), strings.Split(want, "\n")
			for j := range max(len(g), len(w)) {
				a, b := "", ""
				if j < len(g) {
					a = g[j]
				}
				if j < len(w) {
					b = w[j]
				}
				if a != b {
					if bad++; bad < 60 {
						t.Errorf("%s\n got %s\nwant %s", wrong[i], a, b)
					}
					break
				}
			}
		}
	}
	bySource := map[string]string{}
	for _, s := range snippets {
		m, _ := Parse([]byte(s[4:]), Options{Mode: ModeEval})
		bySource[s] = m.(*Expression).Body.(*Constant).Value.Str
	}
	check(snippets, func(s string) []byte { return []byte(bySource[s]) })
	var paths []string
	filepath.WalkDir(libDir(t), func(path string, d os.DirEntry, err error) error {
		if err == nil && !d.IsDir() && strings.HasSuffix(path, ".py") && !strings.Contains(path, "site-packages") &&
			!strings.Contains(path, "encoded_modules") && !strings.Contains(path, "lib2to3") && !strings.Contains(path, "tokenizedata") {
			paths = append(paths, path)
		}
		return nil
	})
	paths = share(paths, 1)
	check(paths, func(s string) []byte { b, _ := os.ReadFile(s); return b })
}

func FuzzTokenize(f *testing.F) {
	data, _ := os.ReadFile("testdata/errors.json")
	for _, v := range readVerdictsFuzz(data) {
		f.Add(v)
	}
	f.Fuzz(func(t *testing.T, src string) {
		for _, extra := range []bool{false, true} {
			z, err := NewTokenizer([]byte(src), extra, Options{})
			for n := 0; err == nil; n++ {
				if n > 4*len(src)+100 {
					t.Fatal("more tokens than the text can hold")
				}
				_, err = z.Next()
			}
			if _, ok := err.(*SyntaxError); !ok && err != io.EOF {
				t.Fatal(err)
			}
		}
	})
}
