// Package ast_ holds the native modules _ast, _tokenize and _symtable (helper asts is writing them).
package ast_
