// This file reads the from __future__ imports at the top of a module.
package symtable

import "github.com/vivarium-py/vivarium/internal/syntax"

// FutureFlags are the compiler flags of the features of __future__ (CPython's CO_FUTURE_*).
var futureFlags = map[string]uint32{
	"nested_scopes": 0, "generators": 0, "division": 0x20000, "absolute_import": 0x40000,
	"with_statement": 0x80000, "print_function": 0x100000, "unicode_literals": 0x200000,
	"barry_as_FLUFL": 0x400000, "generator_stop": 0x800000, "annotations": FutureAnnotations,
}

// FutureAnnotations is the flag of `from __future__ import annotations`.
const FutureAnnotations = 0x1000000

func (b *builder) future(body []syntax.Stmt) {
	docstring := true
	for i, s := range body {
		switch s := s.(type) {
		case *syntax.ExprStmt:
			c, ok := s.Value.(*syntax.Constant)
			if !docstring || !ok || c.Value.Kind != syntax.ConstStr {
				return
			}
			docstring = false
		case *syntax.ImportFrom:
			if s.Module != "__future__" || s.Level != 0 {
				return
			}
			docstring = false
			for _, a := range s.Names {
				flag, ok := futureFlags[a.Name]
				switch {
				case a.Name == "braces":
					b.errorAt(a.Pos, "not a chance")
				case !ok:
					b.errorAt(a.Pos, "future feature %s is not defined", clip(a.Name, 100))
				}
				b.t.Future |= flag
			}
		default:
			return
		}
		b.t.FutureEnd = i + 1
	}
}

func clip(s string, n int) string {
	if len(s) > n {
		return s[:n]
	}
	return s
}
