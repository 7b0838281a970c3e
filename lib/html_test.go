package lib

import (
	"flag"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"html"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"sort"
	"strconv"
	"strings"
	"testing"
)

var writeHTML = flag.Bool("write-html", false, "write html/_references.py from the table of Go's html package")

// notInGo has the references of the standard that Go's table lacks.
var notInGo = []string{"nGt=226B,20D2", "nLt=226A,20D2"}

// TestHTMLReferences holds html/_references.py against Go's html package: both have the table of the HTML standard
// (WHATWG, "Named character references"). With -write-html it makes the file.
func TestHTMLReferences(t *testing.T) {
	const file = "html/_references.py"
	if *writeHTML {
		writeReferences(t, file)
	}
	b, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	_, body, _ := strings.Cut(string(b), "TABLE = \"\"\"\\\n")
	body, _, _ = strings.Cut(body, "\"\"\"")
	n := 0
	for _, entry := range strings.Fields(body) {
		name, hex, _ := strings.Cut(entry, "=")
		name, bare := strings.CutSuffix(name, "?")
		if slices.Contains(notInGo, entry) {
			n++
			continue
		}
		want := ""
		for _, h := range strings.Split(hex, ",") {
			r, err := strconv.ParseInt(h, 16, 32)
			if err != nil {
				t.Fatal(entry, err)
			}
			want += string(rune(r))
		}
		if got := html.UnescapeString("&" + name + ";"); got != want {
			t.Errorf("&%s; is %q, Go has %q", name, want, got)
		}
		if got := html.UnescapeString("&" + name + " "); (got == want+" ") != bare {
			t.Errorf("&%s without a semicolon: %v, Go has %q", name, bare, got)
		}
		n++
		if bare {
			n++
		}
	}
	if n != 2231 {
		t.Errorf("%d names, the standard has 2231", n)
	}
}

func writeReferences(t *testing.T, file string) {
	root, err := exec.Command("go", "env", "GOROOT").Output()
	if err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(strings.TrimSpace(string(root)), "src/html/entity.go")
	src, err := parser.ParseFile(token.NewFileSet(), path, nil, 0)
	if err != nil {
		t.Skip("no source of Go's html package:", err)
	}
	names := map[string]bool{}
	ast.Inspect(src, func(n ast.Node) bool {
		if kv, ok := n.(*ast.KeyValueExpr); ok {
			if key, ok := kv.Key.(*ast.BasicLit); ok && key.Kind == token.STRING {
				name, _ := strconv.Unquote(key.Value)
				names[name] = true
			}
		}
		return true
	})
	// What the standard has and Go's table has not.
	entries := slices.Clone(notInGo)
	for name := range names {
		base, full := strings.CutSuffix(name, ";")
		if !full {
			continue
		}
		var hex []string
		for _, r := range html.UnescapeString("&" + name) {
			hex = append(hex, fmt.Sprintf("%X", r))
		}
		if names[base] {
			base += "?"
		}
		entries = append(entries, base+"="+strings.Join(hex, ","))
	}
	sort.Strings(entries)
	var out strings.Builder
	out.WriteString("# html._references: the named character references of the HTML standard (WHATWG), NAME=HEX[,HEX]; a name with ? also stands\n" +
		"# without a semicolon. Made by TestHTMLReferences -write-html.\n\nTABLE = \"\"\"\\\n")
	line := ""
	for _, e := range entries {
		if len(line)+1+len(e) > 120 {
			out.WriteString(line + "\n")
			line = ""
		}
		if line != "" {
			line += " "
		}
		line += e
	}
	out.WriteString(line + "\n\"\"\"\n")
	if err := os.WriteFile(file, []byte(out.String()), 0o644); err != nil {
		t.Fatal(err)
	}
}
