// This file turns ast objects into trees of package syntax, for compile() and ast.unparse. Objects may be anything:
// errors are CPython's, nesting is counted, and what only the compiler's checks can find is left to compile.Validate.
package core

import (
	"errors"
	"math"
	"math/big"

	"github.com/vivarium-py/vivarium/internal/compile"
	"github.com/vivarium-py/vivarium/internal/syntax"
)

// astToTree reads what compile() was given for a mode, and checks it.
func (t *Thread) astToTree(v Value, mode string) (syntax.Mod, error) {
	s, err := t.asts()
	if err != nil {
		return nil, err
	}
	want := map[string]string{"exec": "Module", "eval": "Expression", "single": "Interactive", "func_type": "FunctionType"}[mode]
	if !v.isA(s.named[want]) {
		return nil, t.TypeError("expected %s node, got %s", want, v.Type().name)
	}
	r := &astReader{t: t, s: s}
	n, err := r.sum(v, "mod")
	if err != nil {
		return nil, err
	}
	mod, _ := n.(syntax.Mod)
	if err := compile.Validate(mod, 0, t.Poll); err != nil {
		var te *compile.TreeError
		if errors.As(err, &te) {
			if te.TypeError {
				return nil, t.TypeError("%s", te.Msg)
			}
			return nil, t.ValueError("%s", te.Msg)
		}
		return nil, t.syntaxError(err)
	}
	return mod, nil
}

// ASTNode reads any ast object, for ast.unparse; it is not checked beyond its fields.
func (t *Thread) ASTNode(v Value) (syntax.Node, error) {
	s, err := t.asts()
	if err != nil {
		return nil, err
	}
	for c := v.Type(); c != nil; c = c.base {
		if k, ok := s.kindOf(c); ok {
			r := &astReader{t: t, s: s, loose: true}
			return r.node(v, k, syntax.Nodes[k].Base)
		}
	}
	return nil, t.TypeError("expected some sort of AST node, but got %s", v.TypeName())
}

func (s *astState) kindOf(c *Type) (syntax.NodeKind, bool) {
	for k, x := range s.classes {
		if x == c {
			return syntax.NodeKind(k), true
		}
	}
	return 0, false
}

type astReader struct {
	t     *Thread
	s     *astState
	loose bool // positions may be absent
}

// sum reads a node of an abstract class, nil for None.
func (r *astReader) sum(v Value, base string) (syntax.Node, error) {
	if v.IsNone() {
		return nil, nil
	}
	t := r.t
	baseType := r.s.named[base]
	pos := sumPositioned(base)
	var at syntax.Pos
	if pos && !r.loose {
		var err error
		if at, err = r.position(v, base); err != nil {
			return nil, err
		}
	}
	if v.isA(baseType) {
		for _, c := range v.Type().mro {
			if k, ok := r.s.kindOf(c); ok && syntax.Nodes[k].Base == base {
				n, err := r.fields(v, k)
				if err != nil {
					return nil, err
				}
				if p := n.Position(); p != nil {
					*p = at
				}
				return n, nil
			}
		}
	}
	rep, err := t.Repr(v)
	if err != nil {
		return nil, err
	}
	return nil, t.TypeError("expected some sort of %s, but got %s", base, rep.s)
}

// node reads a node of a known kind.
func (r *astReader) node(v Value, k syntax.NodeKind, base string) (syntax.Node, error) {
	if base != "AST" {
		return r.sum(v, base)
	}
	n, err := r.fields(v, k)
	if err != nil {
		return nil, err
	}
	if p := n.Position(); p != nil && !r.loose {
		if *p, err = r.position(v, syntax.Nodes[k].Name); err != nil {
			return nil, err
		}
	}
	return n, nil
}

func sumPositioned(base string) bool {
	for i := range syntax.Sums {
		if syntax.Sums[i].Name == base {
			return syntax.Sums[i].Positioned
		}
	}
	return false
}

func (r *astReader) position(v Value, of string) (syntax.Pos, error) {
	var x [4]int32
	for i, name := range nASTPositions {
		a, err := r.t.LookupAttr(v, name)
		if err != nil {
			return syntax.Pos{}, err
		}
		if i >= 2 && (a.IsUnbound() || a.IsNone()) {
			x[i] = x[i-2]
			continue
		}
		if a.IsUnbound() {
			return syntax.Pos{}, r.t.TypeError("required field \"%s\" missing from %s", name.s, of)
		}
		n, err := r.int(a)
		if err != nil {
			return syntax.Pos{}, err
		}
		x[i] = int32(n)
	}
	return syntax.Pos{Line: x[0], Col: x[1], EndLine: x[2], EndCol: x[3]}, nil
}

func (r *astReader) int(v Value) (int, error) {
	n, b, ok := AsInt(v)
	if !ok {
		rep, err := r.t.Repr(v)
		if err != nil {
			return 0, err
		}
		return 0, r.t.ValueError("invalid integer value: %s", rep.s)
	}
	if b != nil || n > math.MaxInt32 || n < math.MinInt32 {
		return 0, r.t.OverflowError("Python int too large to convert to C int")
	}
	return int(n), nil
}

// fields reads a node's fields.
func (r *astReader) fields(v Value, k syntax.NodeKind) (syntax.Node, error) {
	t := r.t
	info := &syntax.Nodes[k]
	if err := t.PollN(4); err != nil {
		return nil, err
	}
	if err := t.Charge(128); err != nil {
		return nil, err
	}
	of := info.Base
	if of == "AST" {
		of = info.Name
	}
	if err := t.Enter(" while traversing '" + of + "' node"); err != nil {
		t.Leave()
		return nil, err
	}
	defer t.Leave()
	n := syntax.NewNode(k)
	for i := range info.Fields {
		f := &info.Fields[i]
		x, err := t.LookupAttr(v, r.s.fields[k][i])
		if err != nil {
			return nil, err
		}
		if x.IsUnbound() {
			switch {
			case f.List:
				x = NewList(nil)
			case f.Type == "expr_context":
				x = r.s.load
			case f.Optional:
				x = None
			default:
				return nil, t.TypeError("required field \"%s\" missing from %s", f.Name, info.Name)
			}
		}
		val, err := r.field(x, f, info)
		if err != nil {
			return nil, err
		}
		if !n.SetField(i, val) {
			return nil, t.SystemError("cannot set field %s of %s", f.Name, info.Name)
		}
	}
	return n, nil
}

// field gives a field's value with exactly the Go type that SetField wants.
func (r *astReader) field(x Value, f *syntax.FieldInfo, info *syntax.NodeInfo) (any, error) {
	t := r.t
	if f.List {
		l := AsList(x)
		if l == nil {
			return nil, t.TypeError("%s field \"%s\" must be a list, not a %s", info.Name, f.Name, x.TypeName())
		}
		n := len(l.items)
		v, err := r.list(l, f)
		if err == nil && len(l.items) != n {
			err = t.RuntimeError("%s field \"%s\" changed size during iteration", info.Name, f.Name)
		}
		return v, err
	}
	if x.IsNone() && f.Type != "constant" {
		switch {
		case f.Optional:
			return nil, nil
		case f.Type != "int" && !isEnum(f.Type):
			if f.Type == "arguments" {
				return &syntax.Arguments{}, nil
			}
			return nil, t.ValueError("field '%s' is required for %s", f.Name, info.Name)
		}
	}
	return r.scalar(x, f)
}

func isEnum(name string) bool {
	switch name {
	case "expr_context", "boolop", "operator", "unaryop", "cmpop":
		return true
	}
	return false
}

// enumIndex finds the member of an enum that v is an instance of.
func (r *astReader) enumIndex(v Value, enum string) (int, error) {
	for i, m := range r.s.enums[enum] {
		if v.isA(m.Type()) {
			return i, nil
		}
	}
	rep, err := r.t.Repr(v)
	if err != nil {
		return 0, err
	}
	return 0, r.t.TypeError("expected some sort of %s, but got %s", enum, rep.s)
}

func (r *astReader) scalar(x Value, f *syntax.FieldInfo) (any, error) {
	t := r.t
	switch f.Type {
	case "identifier":
		if !x.exactly(&StrType) {
			return nil, t.TypeError("AST identifier must be of type str")
		}
		return As[Str](x).s, nil
	case "string":
		if x.exactly(&BytesType) {
			return string(As[Bytes](x).b), nil
		}
		if !x.exactly(&StrType) {
			return nil, t.TypeError("AST string must be of type str")
		}
		return As[Str](x).s, nil
	case "int":
		n, err := r.int(x)
		if err != nil {
			return nil, err
		}
		if f.GoName == "Simple" || f.GoName == "IsAsync" {
			return n != 0, nil
		}
		return n, nil
	case "constant":
		return r.constant(x)
	case "expr_context":
		i, err := r.enumIndex(x, f.Type)
		return syntax.ExprContext(i), err
	case "boolop":
		i, err := r.enumIndex(x, f.Type)
		return syntax.BoolOpKind(i), err
	case "operator":
		i, err := r.enumIndex(x, f.Type)
		return syntax.Operator(i), err
	case "unaryop":
		i, err := r.enumIndex(x, f.Type)
		return syntax.UnaryOpKind(i), err
	case "cmpop":
		i, err := r.enumIndex(x, f.Type)
		return syntax.CmpOp(i), err
	}
	if k, ok := productKinds[f.Type]; ok {
		return r.node(x, k, "AST")
	}
	return r.sum(x, f.Type)
}

var productKinds = map[string]syntax.NodeKind{
	"arguments": syntax.KindArguments, "arg": syntax.KindArg, "keyword": syntax.KindKeyword, "alias": syntax.KindAlias,
	"withitem": syntax.KindWithItem, "match_case": syntax.KindMatchCase, "comprehension": syntax.KindComprehension,
}

// nodeList reads a list of nodes; None is absent.
func nodeList[T syntax.Node](r *astReader, l *List, f *syntax.FieldInfo) ([]T, error) {
	if len(l.items) == 0 {
		return nil, nil
	}
	out := make([]T, len(l.items))
	for i := 0; i < len(l.items) && i < len(out); i++ {
		if l.items[i].IsNone() {
			if _, ok := productKinds[f.Type]; !ok {
				continue
			}
		}
		v, err := r.scalar(l.items[i], f)
		if err != nil {
			return nil, err
		}
		out[i], _ = v.(T)
	}
	return out, nil
}

func (r *astReader) list(l *List, f *syntax.FieldInfo) (any, error) {
	if err := r.t.ChargeItems(len(l.items)); err != nil {
		return nil, err
	}
	switch f.Type {
	case "stmt":
		return nodeList[syntax.Stmt](r, l, f)
	case "expr":
		return nodeList[syntax.Expr](r, l, f)
	case "pattern":
		return nodeList[syntax.Pattern](r, l, f)
	case "type_param":
		return nodeList[syntax.TypeParam](r, l, f)
	case "type_ignore":
		return nodeList[*syntax.TypeIgnore](r, l, f)
	case "excepthandler":
		return nodeList[*syntax.ExceptHandler](r, l, f)
	case "comprehension":
		return nodeList[*syntax.Comprehension](r, l, f)
	case "arg":
		return nodeList[*syntax.Arg](r, l, f)
	case "keyword":
		return nodeList[*syntax.Keyword](r, l, f)
	case "alias":
		return nodeList[*syntax.Alias](r, l, f)
	case "withitem":
		return nodeList[*syntax.WithItem](r, l, f)
	case "match_case":
		return nodeList[*syntax.MatchCase](r, l, f)
	case "identifier":
		out := make([]string, 0, len(l.items))
		for _, v := range l.items {
			s, err := r.scalar(v, f)
			if err != nil {
				return nil, err
			}
			out = append(out, s.(string))
		}
		return out, nil
	case "cmpop":
		out := make([]syntax.CmpOp, 0, len(l.items))
		for _, v := range l.items {
			op, err := r.enumIndex(v, f.Type)
			if err != nil {
				return nil, err
			}
			out = append(out, syntax.CmpOp(op))
		}
		return out, nil
	}
	return nil, r.t.SystemError("list of unknown type %s", f.Type)
}

// constant reads the value of a Constant.
func (r *astReader) constant(v Value) (syntax.Const, error) {
	t := r.t
	switch {
	case v.IsNone():
		return syntax.Const{Kind: syntax.ConstNone}, nil
	case v == True:
		return syntax.Const{Kind: syntax.ConstTrue}, nil
	case v == False:
		return syntax.Const{Kind: syntax.ConstFalse}, nil
	case v == Ellipsis:
		return syntax.Const{Kind: syntax.ConstEllipsis}, nil
	case v.IsSmall():
		return syntax.Const{Kind: syntax.ConstInt, Int: v.Small()}, nil
	case v.exactly(&IntType):
		b, _ := AsBig(v)
		return syntax.Const{Kind: syntax.ConstInt, Big: new(big.Int).Set(b)}, nil
	case v.IsFloat():
		return syntax.Const{Kind: syntax.ConstFloat, Float: v.Float64()}, nil
	case v.exactly(&ComplexType):
		c := As[ComplexObj](v)
		return syntax.Const{Kind: syntax.ConstComplex, Float: c.re, Imag: c.im}, nil
	case v.exactly(&StrType):
		return syntax.Const{Kind: syntax.ConstStr, Str: As[Str](v).s}, nil
	case v.exactly(&BytesType):
		return syntax.Const{Kind: syntax.ConstBytes, Str: string(As[Bytes](v).b)}, nil
	case v.exactly(&TupleType), v.exactly(&FrozenSetType):
		kind := syntax.ConstTuple
		if v.exactly(&FrozenSetType) {
			kind = syntax.ConstFrozenSet
		}
		if err := t.Enter(" during compilation"); err != nil {
			t.Leave()
			return syntax.Const{}, err
		}
		defer t.Leave()
		c := syntax.Const{Kind: kind}
		err := t.Iterate(v, func(x Value) error {
			e, err := r.constant(x)
			c.Elts = append(c.Elts, e)
			return err
		})
		return c, err
	}
	return syntax.Const{}, t.TypeError("got an invalid type in Constant: %s", v.Type().name)
}
