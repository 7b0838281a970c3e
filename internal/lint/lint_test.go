// Package lint tests the rules of the house: who may import what, how long files may be, and that native modules have
// no init functions.
package lint

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

const module = "github.com/vivarium-py/vivarium/"

// system are the packages that touch the machine: only host, the command and programs that are no part of the runtime
// may import them.
var system = map[string]bool{"os": true, "os/exec": true, "os/signal": true, "net": true, "net/http": true, "syscall": true,
	"golang.org/x/sys/unix": true, "os/user": true, "net/url": true, "net/rpc": true, "plugin": true, "C": true, "log/syslog": true,
	"crypto/rand": true, "path/filepath": true, "io/ioutil": true, "debug/elf": true, "runtime/cgo": true, "crypto/tls": true, "net/smtp": true, "mime": true}

// mayTouchSystem are the folders that may import them.
var mayTouchSystem = []string{"internal/host", "internal/command", "internal/lint", "cmd", "bench", "tests", "examples"}

// imports says which of our packages a folder may import; a folder that is not named may import none.
var imports = map[string][]string{
	"internal/syntax":   {"internal/bulk"},
	"internal/code":     nil,
	"internal/policy":   nil,
	"internal/host":     {"internal/policy"},
	"internal/worker":   {"internal/host"},
	"internal/symtable": {"internal/syntax", "internal/code"},
	"internal/compile":  {"internal/syntax", "internal/symtable", "internal/code"},
}

// mayReadClock are the files beside host that may look at the real clock: to enforce limits and to pace themselves, never
// to tell Python the time.
var mayReadClock = []string{"internal/core/limits.go", "internal/crossing/native.go"}

// TestClock finds readings of the wall clock that do not go through package host, and other ways around it.
func TestClock(t *testing.T) {
	for name, f := range goFiles(t) {
		dir := filepath.ToSlash(filepath.Dir(name))
		if strings.HasSuffix(name, "_test.go") || !under(dir, "internal") || strings.Contains(dir, "/gen") || slices.Contains(mayReadClock, name) ||
			slices.ContainsFunc(mayTouchSystem, func(d string) bool { return under(dir, d) }) {
			continue
		}
		ast.Inspect(f, func(n ast.Node) bool {
			if s, ok := n.(*ast.SelectorExpr); ok {
				if x, ok := s.X.(*ast.Ident); ok && x.Name == "time" && (s.Sel.Name == "Now" || s.Sel.Name == "Since" || s.Sel.Name == "Until") {
					t.Errorf("%s calls time.%s: only internal/host tells the time", name, s.Sel.Name)
				}
			}
			return true
		})
		for _, g := range f.Comments {
			for _, c := range g.List {
				if strings.HasPrefix(c.Text, "//go:linkname") {
					t.Errorf("%s uses go:linkname, which could reach what only internal/host may", name)
				}
			}
		}
	}
}

func goFiles(t *testing.T) map[string]*ast.File {
	root := "../.."
	files := map[string]*ast.File{}
	fset := token.NewFileSet()
	err := filepath.WalkDir(root, func(p string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if d.IsDir() && (d.Name() == "testdata" || d.Name() == ".git") {
			return filepath.SkipDir
		}
		if !strings.HasSuffix(p, ".go") {
			return nil
		}
		f, err := parser.ParseFile(fset, p, nil, parser.ParseComments)
		if err != nil {
			return err
		}
		rel, _ := filepath.Rel(root, p)
		files[filepath.ToSlash(rel)] = f
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return files
}

func under(dir, parent string) bool { return dir == parent || strings.HasPrefix(dir, parent+"/") }

func TestImports(t *testing.T) {
	for name, f := range goFiles(t) {
		dir := filepath.ToSlash(filepath.Dir(name))
		if strings.HasSuffix(name, "_test.go") || strings.Contains(dir, "/gen") {
			continue
		}
		for _, imp := range f.Imports {
			path := strings.Trim(imp.Path.Value, `"`)
			if system[path] {
				ok := false
				for _, d := range mayTouchSystem {
					ok = ok || under(dir, d)
				}
				if !ok {
					t.Errorf("%s imports %s: only internal/host may touch the system", name, path)
				}
			}
			if own, isOwn := strings.CutPrefix(path, module); isOwn {
				allowed, restricted := imports[dir]
				if !restricted {
					continue
				}
				ok := false
				for _, a := range allowed {
					ok = ok || own == a
				}
				if !ok {
					t.Errorf("%s imports %s, which the house does not allow", name, own)
				}
			}
		}
	}
}

// maxLines bounds every file of the project; generated tables and files of data are exempt.
const maxLines = 2500

func TestFileSizes(t *testing.T) {
	err := filepath.WalkDir("../..", func(p string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			if d != nil && (d.Name() == ".git" || d.Name() == "testdata") {
				return filepath.SkipDir
			}
			return err
		}
		if !strings.HasSuffix(p, ".go") && !strings.HasSuffix(p, ".py") {
			return nil
		}
		b, err := os.ReadFile(p)
		if err != nil {
			return err
		}
		if n := strings.Count(string(b), "\n"); n > maxLines && !strings.Contains(p, "_gen.go") && !strings.Contains(p, "tables") {
			t.Errorf("%s has %d lines; split it by concept (at most %d)", p, n, maxLines)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

func TestNoInitInStdlib(t *testing.T) {
	for name, f := range goFiles(t) {
		if !strings.HasPrefix(name, "internal/stdlib/") && !strings.HasPrefix(name, "internal/core/") {
			continue
		}
		for _, d := range f.Decls {
			if fn, ok := d.(*ast.FuncDecl); ok && fn.Recv == nil && fn.Name.Name == "init" {
				t.Errorf("%s has an init function; setups are called from bootstrap, modules from the table", name)
			}
		}
	}
}
