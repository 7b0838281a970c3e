package compile

import (
	"testing"

	"github.com/vivarium-py/vivarium/internal/syntax"
)

func TestValidate(t *testing.T) {
	name := func(ctx syntax.ExprContext) *syntax.Name { return &syntax.Name{Id: "x", Ctx: ctx} }
	x := name(syntax.Load)
	none := &syntax.Arguments{}
	pass := []syntax.Stmt{&syntax.Pass{}}
	ex := func(e syntax.Expr) syntax.Stmt { return &syntax.ExprStmt{Value: e} }
	match := func(p syntax.Pattern) syntax.Stmt {
		return &syntax.Match{Subject: x, Cases: []*syntax.MatchCase{{Pattern: p, Body: pass}}}
	}
	num := &syntax.Constant{Value: syntax.Const{Kind: syntax.ConstInt, Int: 1}}
	for _, tt := range []struct {
		s    syntax.Stmt
		want string
	}{
		{ex(x), ""},
		{&syntax.FunctionDef{Name: "f", Args: none}, "empty body on FunctionDef"},
		{&syntax.Assign{Value: x}, "empty targets on Assign"},
		{&syntax.Assign{Targets: []syntax.Expr{x}, Value: x}, "expression must have Store context but has Load instead"},
		{&syntax.Assign{Targets: []syntax.Expr{num}, Value: x}, "expression which can't be assigned to in Store context"},
		{&syntax.Delete{Targets: []syntax.Expr{name(syntax.Store)}}, "expression must have Del context but has Store instead"},
		{&syntax.With{Body: pass}, "empty items on With"},
		{&syntax.Try{Body: pass}, "Try has neither except handlers nor finalbody"},
		{&syntax.Try{Body: pass, OrElse: pass, FinalBody: pass}, "Try has orelse but no except handlers"},
		{&syntax.Raise{Cause: x}, "Raise with cause but no exception"},
		{&syntax.ImportFrom{Level: -1}, "Negative ImportFrom level"},
		{&syntax.AnnAssign{Target: &syntax.Attribute{Value: x, Ctx: syntax.Store}, Annotation: x, Simple: true}, "AnnAssign with simple non-Name target"},
		{ex(&syntax.BoolOp{Values: []syntax.Expr{x}}), "BoolOp with less than 2 values"},
		{ex(&syntax.Dict{Keys: []syntax.Expr{x}}), "Dict doesn't have the same number of keys as values"},
		{ex(&syntax.Compare{Left: x}), "Compare with no comparators"},
		{ex(&syntax.ListComp{Elt: x}), "comprehension with no generators"},
		{ex(&syntax.List{Elts: []syntax.Expr{nil}}), "None disallowed in expression list"},
		{ex(&syntax.Name{Id: "None"}), "identifier field can't represent 'None' constant"},
		{ex(&syntax.Lambda{Args: &syntax.Arguments{Defaults: []syntax.Expr{x}}, Body: x}), "more positional defaults than args on arguments"},
		{ex(&syntax.NamedExpr{Target: num, Value: x}), "NamedExpr target must be a Name"},
		{match(&syntax.MatchValue{Value: x}), "patterns may only match literals and attribute lookups"},
		{match(&syntax.MatchStar{Name: "a"}), "can't use MatchStar here"},
		{match(&syntax.MatchAs{Name: "_"}), "can't capture name '_' in patterns"},
		{match(&syntax.MatchOr{}), "MatchOr requires at least 2 patterns"},
		{match(&syntax.MatchClass{Cls: num}), "MatchClass cls field can only contain Name or Attribute nodes."},
		{ex(&syntax.Name{Id: "x", Pos: syntax.Pos{Line: 2, EndLine: 1}}), "AST node line range (2, 1) is not valid"},
		{ex(&syntax.Name{Id: "x", Pos: syntax.Pos{Line: 1, EndLine: 1, Col: 5, EndCol: 2}}), "line 1, column 5-2 is not a valid range"},
	} {
		mod := &syntax.Module{Body: []syntax.Stmt{tt.s}}
		got := ""
		if err := Validate(mod, 0, nil); err != nil {
			got = err.Error()
		}
		if got != tt.want {
			t.Errorf("got %q, want %q", got, tt.want)
		}
	}
	deep := syntax.Expr(x)
	for i := 0; i < 100000; i++ {
		deep = &syntax.Attribute{Value: deep, Attr: "a"}
	}
	if err := Validate(&syntax.Expression{Body: deep}, 0, nil); err == nil {
		t.Error("a tree 100,000 deep passes")
	}
}
