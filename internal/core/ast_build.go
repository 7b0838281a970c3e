// This file turns trees of package syntax into ast objects. The parser bounds the depth of the trees.
package core

import "github.com/vivarium-py/vivarium/internal/syntax"

// treeToAST makes the ast objects of a tree.
func (t *Thread) treeToAST(m syntax.Mod) (Value, error) {
	s, err := t.asts()
	if err != nil {
		return Unbound, err
	}
	return t.nodeToAST(s, m)
}

func (t *Thread) nodeToAST(s *astState, n syntax.Node) (Value, error) {
	if err := t.PollN(4); err != nil {
		return Unbound, err
	}
	if err := t.Charge(256); err != nil {
		return Unbound, err
	}
	k := n.NodeKind()
	v := obj(s.classes[k].Alloc())
	set := func(name *Str, x Value) error { return t.SetAttr(v, name, x) }
	for i := range syntax.Nodes[k].Fields {
		x, err := t.fieldToAST(s, &syntax.Nodes[k].Fields[i], n.Field(i))
		if err != nil {
			return Unbound, err
		}
		if err := set(s.fields[k][i], x); err != nil {
			return Unbound, err
		}
	}
	if p := n.Position(); p != nil {
		for i, x := range [4]int32{p.Line, p.Col, p.EndLine, p.EndCol} {
			if err := set(nASTPositions[i], Int(int64(x))); err != nil {
				return Unbound, err
			}
		}
	}
	return v, nil
}

// nodesToAST makes the list of a field that holds nodes; items may be absent.
func nodesToAST[T syntax.Node](t *Thread, s *astState, list []T) (Value, error) {
	out := make([]Value, len(list))
	for i, n := range list {
		if isNilNode(n) {
			out[i] = None
			continue
		}
		var err error
		if out[i], err = t.nodeToAST(s, n); err != nil {
			return Unbound, err
		}
	}
	return NewList(out), nil
}

func (t *Thread) fieldToAST(s *astState, f *syntax.FieldInfo, x any) (Value, error) {
	switch x := x.(type) {
	case nil:
		return None, nil
	case string:
		if x == "" && f.Optional {
			return None, nil
		}
		if f.Type == "identifier" {
			return Intern(x).Val(), nil
		}
		return StrVal(x), nil
	case int:
		return Int(int64(x)), nil
	case bool:
		if x {
			return Int(1), nil
		}
		return Int(0), nil
	case syntax.Const:
		return constToValue(&x), nil
	case []string:
		out := make([]Value, len(x))
		for i, s := range x {
			out[i] = Intern(s).Val()
		}
		return NewList(out), nil
	case syntax.ExprContext:
		return s.enums["expr_context"][x], nil
	case syntax.BoolOpKind:
		return s.enums["boolop"][x], nil
	case syntax.Operator:
		return s.enums["operator"][x], nil
	case syntax.UnaryOpKind:
		return s.enums["unaryop"][x], nil
	case syntax.CmpOp:
		return s.enums["cmpop"][x], nil
	case []syntax.CmpOp:
		out := make([]Value, len(x))
		for i, op := range x {
			out[i] = s.enums["cmpop"][op]
		}
		return NewList(out), nil
	case []syntax.Stmt:
		return nodesToAST(t, s, x)
	case []syntax.Expr:
		return nodesToAST(t, s, x)
	case []syntax.Pattern:
		return nodesToAST(t, s, x)
	case []syntax.TypeParam:
		return nodesToAST(t, s, x)
	case []*syntax.TypeIgnore:
		return nodesToAST(t, s, x)
	case []*syntax.ExceptHandler:
		return nodesToAST(t, s, x)
	case []*syntax.Comprehension:
		return nodesToAST(t, s, x)
	case []*syntax.Arg:
		return nodesToAST(t, s, x)
	case []*syntax.Keyword:
		return nodesToAST(t, s, x)
	case []*syntax.Alias:
		return nodesToAST(t, s, x)
	case []*syntax.WithItem:
		return nodesToAST(t, s, x)
	case []*syntax.MatchCase:
		return nodesToAST(t, s, x)
	case syntax.Node:
		if isNilNode(x) {
			return None, nil
		}
		return t.nodeToAST(s, x)
	}
	return Unbound, t.SystemError("field %s of an unknown type %T", f.Name, x)
}

// isNilNode reports an absent node: a nil interface, or a nil pointer in one.
func isNilNode(n syntax.Node) bool {
	switch n := n.(type) {
	case nil:
		return true
	case *syntax.Arg:
		return n == nil
	case *syntax.Arguments:
		return n == nil
	case *syntax.Comprehension:
		return n == nil
	case *syntax.ExceptHandler:
		return n == nil
	case *syntax.Keyword:
		return n == nil
	case *syntax.Alias:
		return n == nil
	case *syntax.WithItem:
		return n == nil
	case *syntax.MatchCase:
		return n == nil
	case *syntax.TypeIgnore:
		return n == nil
	}
	return false
}

// constToValue makes the Python value of a constant.
func constToValue(c *syntax.Const) Value {
	switch c.Kind {
	case syntax.ConstNone:
		return None
	case syntax.ConstTrue:
		return True
	case syntax.ConstFalse:
		return False
	case syntax.ConstEllipsis:
		return Ellipsis
	case syntax.ConstInt:
		if c.Big != nil {
			return BigInt(c.Big)
		}
		return Int(c.Int)
	case syntax.ConstFloat:
		return Float(c.Float)
	case syntax.ConstComplex:
		return Complex(c.Float, c.Imag)
	case syntax.ConstStr:
		return StrVal(c.Str)
	case syntax.ConstBytes:
		return NewBytes([]byte(c.Str))
	}
	items := make([]Value, len(c.Elts))
	for i := range c.Elts {
		items[i] = constToValue(&c.Elts[i])
	}
	if c.Kind == syntax.ConstFrozenSet {
		return constFrozenSet(items)
	}
	return TupleOf(items)
}
