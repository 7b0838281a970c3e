// A test of the package's face: every exported name is documented and shown in an example.
package vivarium_test

import (
	"go/ast"
	"go/doc"
	"go/parser"
	"go/token"
	"os"
	"regexp"
	"strings"
	"testing"
)

func TestEveryNameIsDocumentedAndShown(t *testing.T) {
	fset := token.NewFileSet()
	entries, err := os.ReadDir(".")
	must(t, err)
	var files []*ast.File
	for _, e := range entries {
		if strings.HasSuffix(e.Name(), ".go") && !strings.HasSuffix(e.Name(), "_test.go") {
			f, err := parser.ParseFile(fset, e.Name(), nil, parser.ParseComments)
			must(t, err)
			files = append(files, f)
		}
	}
	p, err := doc.NewFromFiles(fset, files, "github.com/vivarium-py/vivarium")
	must(t, err)
	examples, err := os.ReadFile("example_test.go")
	must(t, err)
	tests, err := os.ReadFile("concurrent_test.go")
	must(t, err)
	text := string(examples) + string(tests)
	look := func(name, docs string) {
		if docs == "" {
			t.Errorf("%s is not documented", name)
		}
		last := name[strings.LastIndexByte(name, '.')+1:]
		switch last {
		case "Error", "Unwrap", "Is", "String": // called by fmt and errors
			return
		}
		if !regexp.MustCompile(`\b` + last + `\b`).MatchString(text) {
			t.Errorf("%s is in no example", name)
		}
	}
	if p.Doc == "" {
		t.Error("the package is not documented")
	}
	for _, f := range p.Funcs {
		look(f.Name, f.Doc)
	}
	for _, typ := range p.Types {
		look(typ.Name, typ.Doc)
		for _, f := range typ.Funcs {
			look(f.Name, f.Doc)
		}
		for _, m := range typ.Methods {
			look(typ.Name+"."+m.Name, m.Doc)
		}
	}
	for _, v := range append(p.Vars, p.Consts...) {
		for _, n := range v.Names {
			if ast.IsExported(n) && v.Doc == "" {
				found := false
				for _, s := range v.Decl.Specs {
					vs := s.(*ast.ValueSpec)
					found = found || vs.Names[0].Name == n && (vs.Doc.Text() != "" || vs.Comment.Text() != "")
				}
				if !found {
					t.Errorf("%s is not documented", n)
				}
			}
		}
	}
}
