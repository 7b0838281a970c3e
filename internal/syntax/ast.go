// Package syntax turns Python 3.14 source text into an abstract syntax tree and back.
//
// This file holds what every node shares: positions, constants, the visitor and the shape of the
// metadata. The nodes themselves are declared in ast.asdl and generated into ast_gen.go.
package syntax

import "math/big"

//go:generate go run ./gen

// Pos is a source range: 1-based lines, 0-based columns in UTF-8 bytes, the end exclusive.
type Pos struct {
	Line, Col, EndLine, EndCol int32
}

// Node is any node of the tree.
type Node interface {
	NodeKind() NodeKind
	// Position is nil for nodes that have none (modules, arguments, comprehensions, with items, match cases).
	Position() *Pos
	Field(i int) any
	SetField(i int, v any) bool
	Children(f func(Node) bool) bool
}

// ConstKind says what a Const holds.
type ConstKind uint8

const (
	ConstNone ConstKind = iota
	ConstTrue
	ConstFalse
	ConstEllipsis
	ConstInt     // Int, or Big if it does not fit an int64
	ConstFloat   // Float
	ConstComplex // Float (real part) and Imag
	ConstStr     // Str, UTF-8 with lone surrogates as WTF-8
	ConstBytes   // Str
	ConstTuple   // Elts; the parser makes none
	ConstFrozenSet
)

// Const is a constant's value.
type Const struct {
	Kind  ConstKind
	Int   int64
	Big   *big.Int
	Float float64
	Imag  float64
	Str   string
	Elts  []Const
}

// NodeInfo describes one node type as Python's ast module shows it.
type NodeInfo struct {
	Name       string
	Base       string // the abstract class, or "AST"
	Positioned bool
	Doc        string
	Fields     []FieldInfo
}

// FieldInfo describes one field. Type is the Python name of the field's type: identifier, string, int,
// constant, or the name of a node class or enum. Optional and List together: a list whose items may be None.
type FieldInfo struct {
	Name, GoName, Type string
	Optional, List     bool
}

// SumInfo describes an abstract node class or an enum.
type SumInfo struct {
	Name       string
	Enum       bool
	Positioned bool
	Members    []string
	Doc        string
}

// Walk calls f for n and everything below it, parents first; where f returns false it does not descend.
// It recurses as deep as the tree is: the parser bounds that, a builder of trees must too.
func Walk(n Node, f func(Node) bool) {
	if !f(n) {
		return
	}
	n.Children(func(c Node) bool {
		Walk(c, f)
		return true
	})
}
