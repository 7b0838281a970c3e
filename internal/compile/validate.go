// This file checks trees that did not come from the parser: compile() of an ast object. Compile itself may assume
// that what it is given has passed here or through the parser.
package compile

import (
	"fmt"

	"github.com/vivarium-py/vivarium/internal/symtable"
	"github.com/vivarium-py/vivarium/internal/syntax"
)

// TreeError is what Validate finds: a ValueError, or a TypeError.
type TreeError struct {
	Msg       string
	TypeError bool
}

func (e *TreeError) Error() string { return e.Msg }

type validator struct {
	err   error
	depth int
	max   int
	poll  func() error
	ticks int
}

// Validate reports the first thing in a tree that no source gives and the compiler could not take. Its errors are
// *TreeError, or a *syntax.SyntaxError of RecursionError's kind for a tree that is too deep, or poll's.
func Validate(mod syntax.Mod, maxDepth int, poll func() error) error {
	if maxDepth == 0 {
		maxDepth = DefaultDepth
	}
	v := &validator{max: maxDepth, poll: poll}
	switch m := mod.(type) {
	case *syntax.Module:
		v.stmts(m.Body)
	case *syntax.Interactive:
		v.stmts(m.Body)
	case *syntax.Expression:
		v.load(m.Body)
	case *syntax.FunctionType:
		v.exprs(m.ArgTypes, syntax.Load, false)
		v.load(m.Returns)
	default:
		v.value("impossible module node")
	}
	return v.err
}

func (v *validator) fail(err error) {
	if v.err == nil {
		v.err = err
	}
}

func (v *validator) value(format string, args ...any) {
	v.fail(&TreeError{Msg: fmt.Sprintf(format, args...)})
}

func (v *validator) typeError(msg string) { v.fail(&TreeError{Msg: msg, TypeError: true}) }

func (v *validator) down() bool {
	if v.depth++; v.depth > v.max {
		v.fail(symtable.TooDeep())
	}
	if v.ticks++; v.ticks&0x3ff == 0 && v.poll != nil {
		if err := v.poll(); err != nil {
			v.fail(err)
		}
	}
	return v.err == nil
}

func (v *validator) up() { v.depth-- }

func (v *validator) pos(n syntax.Node) {
	p := n.Position()
	if p == nil {
		return
	}
	switch {
	case p.Line > p.EndLine:
		v.value("AST node line range (%d, %d) is not valid", p.Line, p.EndLine)
	case p.Line < 0 && p.EndLine != p.Line || p.Col < 0 && p.Col != p.EndCol:
		v.value("AST node column range (%d, %d) for line range (%d, %d) is not valid", p.Col, p.EndCol, p.Line, p.EndLine)
	case p.Line == p.EndLine && p.Col > p.EndCol:
		v.value("line %d, column %d-%d is not a valid range", p.Line, p.Col, p.EndCol)
	}
}

func (v *validator) name(s string) {
	switch s {
	case "None", "True", "False":
		v.value("identifier field can't represent '%s' constant", s)
	}
}

func (v *validator) body(list []syntax.Stmt, owner string) {
	if len(list) == 0 {
		v.value("empty body on %s", owner)
	}
	v.stmts(list)
}

func (v *validator) stmts(list []syntax.Stmt) {
	for _, s := range list {
		if s == nil {
			v.value("None disallowed in statement list")
			return
		}
		v.stmt(s)
	}
}

func (v *validator) load(e syntax.Expr) { v.expr(e, syntax.Load) }

func (v *validator) optional(e syntax.Expr) {
	if e != nil {
		v.load(e)
	}
}

func (v *validator) exprs(list []syntax.Expr, ctx syntax.ExprContext, nulls bool) {
	for _, e := range list {
		if e == nil {
			if !nulls {
				v.value("None disallowed in expression list")
				return
			}
			continue
		}
		v.expr(e, ctx)
	}
}

func (v *validator) targets(list []syntax.Expr, owner string, ctx syntax.ExprContext) {
	if len(list) == 0 {
		v.value("empty targets on %s", owner)
	}
	v.exprs(list, ctx, false)
}

func (v *validator) args(a *syntax.Arguments) {
	if a == nil {
		v.value("field \"args\" is required")
		return
	}
	one := func(p *syntax.Arg) {
		if p != nil {
			v.pos(p)
			v.optional(p.Annotation)
		}
	}
	for _, list := range [][]*syntax.Arg{a.PosOnlyArgs, a.Args} {
		for _, p := range list {
			one(p)
		}
	}
	one(a.VarArg)
	for _, p := range a.KwOnlyArgs {
		one(p)
	}
	one(a.KwArg)
	if len(a.Defaults) > len(a.PosOnlyArgs)+len(a.Args) {
		v.value("more positional defaults than args on arguments")
	}
	if len(a.KwDefaults) != len(a.KwOnlyArgs) {
		v.value("length of kwonlyargs is not the same as kw_defaults on arguments")
	}
	v.exprs(a.Defaults, syntax.Load, false)
	v.exprs(a.KwDefaults, syntax.Load, true)
}

func (v *validator) keywords(list []*syntax.Keyword) {
	for _, k := range list {
		v.load(k.Value)
	}
}

func (v *validator) typeParams(list []syntax.TypeParam) {
	for _, p := range list {
		if p == nil {
			v.value("None disallowed in type parameter list")
			return
		}
		v.pos(p)
		switch p := p.(type) {
		case *syntax.TypeVar:
			v.name(p.Name)
			v.optional(p.Bound)
			v.optional(p.DefaultValue)
		case *syntax.ParamSpec:
			v.name(p.Name)
			v.optional(p.DefaultValue)
		case *syntax.TypeVarTuple:
			v.name(p.Name)
			v.optional(p.DefaultValue)
		}
	}
}

func (v *validator) function(owner, name string, a *syntax.Arguments, body []syntax.Stmt, decorators []syntax.Expr, returns syntax.Expr, params []syntax.TypeParam) {
	v.body(body, owner)
	v.typeParams(params)
	v.args(a)
	v.exprs(decorators, syntax.Load, false)
	v.optional(returns)
}

func (v *validator) loop(owner string, target, iter syntax.Expr, body, orelse []syntax.Stmt) {
	v.expr(target, syntax.Store)
	v.load(iter)
	v.body(body, owner)
	v.stmts(orelse)
}

func (v *validator) with(owner string, items []*syntax.WithItem, body []syntax.Stmt) {
	if len(items) == 0 {
		v.value("empty items on %s", owner)
	}
	for _, i := range items {
		v.load(i.ContextExpr)
		if i.OptionalVars != nil {
			v.expr(i.OptionalVars, syntax.Store)
		}
	}
	v.body(body, owner)
}

func (v *validator) try(owner string, body []syntax.Stmt, handlers []*syntax.ExceptHandler, orelse, final []syntax.Stmt) {
	v.body(body, owner)
	if len(handlers) == 0 && len(final) == 0 {
		v.value("%s has neither except handlers nor finalbody", owner)
	}
	if len(handlers) == 0 && len(orelse) > 0 {
		v.value("%s has orelse but no except handlers", owner)
	}
	for _, h := range handlers {
		v.pos(h)
		v.optional(h.Type)
		v.body(h.Body, "ExceptHandler")
	}
	v.stmts(final)
	v.stmts(orelse)
	for _, h := range handlers {
		if h.Type == nil && owner == "TryStar" {
			v.value("expected a type in an except* handler")
		}
	}
}

func (v *validator) stmt(s syntax.Stmt) {
	if !v.down() {
		v.up()
		return
	}
	defer v.up()
	v.pos(s)
	switch s := s.(type) {
	case *syntax.FunctionDef:
		v.function("FunctionDef", s.Name, s.Args, s.Body, s.DecoratorList, s.Returns, s.TypeParams)
	case *syntax.AsyncFunctionDef:
		v.function("AsyncFunctionDef", s.Name, s.Args, s.Body, s.DecoratorList, s.Returns, s.TypeParams)
	case *syntax.ClassDef:
		v.body(s.Body, "ClassDef")
		v.typeParams(s.TypeParams)
		v.exprs(s.Bases, syntax.Load, false)
		v.keywords(s.Keywords)
		v.exprs(s.DecoratorList, syntax.Load, false)
	case *syntax.Return:
		v.optional(s.Value)
	case *syntax.Delete:
		v.targets(s.Targets, "Delete", syntax.Del)
	case *syntax.Assign:
		v.targets(s.Targets, "Assign", syntax.Store)
		v.load(s.Value)
	case *syntax.AugAssign:
		v.expr(s.Target, syntax.Store)
		v.load(s.Value)
	case *syntax.AnnAssign:
		if _, ok := s.Target.(*syntax.Name); !ok && s.Simple {
			v.typeError("AnnAssign with simple non-Name target")
		}
		v.expr(s.Target, syntax.Store)
		v.optional(s.Value)
		v.load(s.Annotation)
	case *syntax.TypeAlias:
		if _, ok := s.Name.(*syntax.Name); !ok {
			v.typeError("TypeAlias with non-Name name")
		}
		v.expr(s.Name, syntax.Store)
		v.typeParams(s.TypeParams)
		v.load(s.Value)
	case *syntax.For:
		v.loop("For", s.Target, s.Iter, s.Body, s.OrElse)
	case *syntax.AsyncFor:
		v.loop("AsyncFor", s.Target, s.Iter, s.Body, s.OrElse)
	case *syntax.While:
		v.load(s.Test)
		v.body(s.Body, "While")
		v.stmts(s.OrElse)
	case *syntax.If:
		v.load(s.Test)
		v.body(s.Body, "If")
		for len(s.OrElse) == 1 {
			next, ok := s.OrElse[0].(*syntax.If)
			if !ok || v.err != nil {
				break
			}
			s = next
			v.pos(s)
			v.load(s.Test)
			v.body(s.Body, "If")
		}
		v.stmts(s.OrElse)
	case *syntax.With:
		v.with("With", s.Items, s.Body)
	case *syntax.AsyncWith:
		v.with("AsyncWith", s.Items, s.Body)
	case *syntax.Match:
		v.load(s.Subject)
		if len(s.Cases) == 0 {
			v.value("empty cases on Match")
		}
		for _, c := range s.Cases {
			v.pattern(c.Pattern, false)
			v.optional(c.Guard)
			v.body(c.Body, "match_case")
		}
	case *syntax.Raise:
		if s.Exc == nil && s.Cause != nil {
			v.value("Raise with cause but no exception")
		}
		v.optional(s.Exc)
		v.optional(s.Cause)
	case *syntax.Try:
		v.try("Try", s.Body, s.Handlers, s.OrElse, s.FinalBody)
	case *syntax.TryStar:
		v.try("TryStar", s.Body, s.Handlers, s.OrElse, s.FinalBody)
	case *syntax.Assert:
		v.load(s.Test)
		v.optional(s.Msg)
	case *syntax.Import:
		if len(s.Names) == 0 {
			v.value("empty names on Import")
		}
	case *syntax.ImportFrom:
		if s.Level < 0 {
			v.value("Negative ImportFrom level")
		}
		if len(s.Names) == 0 {
			v.value("empty names on ImportFrom")
		}
	case *syntax.Global:
		if len(s.Names) == 0 {
			v.value("empty names on Global")
		}
	case *syntax.Nonlocal:
		if len(s.Names) == 0 {
			v.value("empty names on Nonlocal")
		}
	case *syntax.ExprStmt:
		v.load(s.Value)
	case *syntax.Pass, *syntax.Break, *syntax.Continue:
	default:
		v.value("unexpected statement")
	}
}

func contextOf(e syntax.Expr) (syntax.ExprContext, bool) {
	switch e := e.(type) {
	case *syntax.Attribute:
		return e.Ctx, true
	case *syntax.Subscript:
		return e.Ctx, true
	case *syntax.Starred:
		return e.Ctx, true
	case *syntax.Name:
		return e.Ctx, true
	case *syntax.List:
		return e.Ctx, true
	case *syntax.Tuple:
		return e.Ctx, true
	}
	return syntax.Load, false
}

func (v *validator) expr(e syntax.Expr, ctx syntax.ExprContext) {
	if !v.down() {
		v.up()
		return
	}
	defer v.up()
	if e == nil {
		v.value("None disallowed in expression list")
		return
	}
	v.pos(e)
	got, has := contextOf(e)
	switch {
	case !has && ctx != syntax.Load:
		v.value("expression which can't be assigned to in %s context", ctx)
		return
	case has && got != ctx:
		v.value("expression must have %s context but has %s instead", ctx, got)
		return
	}
	switch e := e.(type) {
	case *syntax.BoolOp:
		if len(e.Values) < 2 {
			v.value("BoolOp with less than 2 values")
		}
		v.exprs(e.Values, syntax.Load, false)
	case *syntax.NamedExpr:
		if _, ok := e.Target.(*syntax.Name); !ok {
			v.typeError("NamedExpr target must be a Name")
		}
		v.load(e.Value)
	case *syntax.BinOp:
		v.load(e.Left)
		v.load(e.Right)
	case *syntax.UnaryOp:
		v.load(e.Operand)
	case *syntax.Lambda:
		v.args(e.Args)
		v.load(e.Body)
	case *syntax.IfExp:
		v.load(e.Test)
		v.load(e.Body)
		v.load(e.OrElse)
	case *syntax.Dict:
		if len(e.Keys) != len(e.Values) {
			v.value("Dict doesn't have the same number of keys as values")
		}
		v.exprs(e.Keys, syntax.Load, true)
		v.exprs(e.Values, syntax.Load, false)
	case *syntax.Set:
		v.exprs(e.Elts, syntax.Load, false)
	case *syntax.ListComp:
		v.comprehension(e.Generators)
		v.load(e.Elt)
	case *syntax.SetComp:
		v.comprehension(e.Generators)
		v.load(e.Elt)
	case *syntax.GeneratorExp:
		v.comprehension(e.Generators)
		v.load(e.Elt)
	case *syntax.DictComp:
		v.comprehension(e.Generators)
		v.load(e.Key)
		v.load(e.Value)
	case *syntax.Yield:
		v.optional(e.Value)
	case *syntax.YieldFrom:
		v.load(e.Value)
	case *syntax.Await:
		v.load(e.Value)
	case *syntax.Compare:
		if len(e.Comparators) == 0 || len(e.Ops) == 0 {
			v.value("Compare with no comparators")
		}
		if len(e.Comparators) != len(e.Ops) {
			v.value("Compare has a different number of comparators and operands")
		}
		v.exprs(e.Comparators, syntax.Load, false)
		v.load(e.Left)
	case *syntax.Call:
		v.load(e.Func)
		v.exprs(e.Args, syntax.Load, false)
		v.keywords(e.Keywords)
	case *syntax.JoinedStr:
		v.exprs(e.Values, syntax.Load, false)
	case *syntax.TemplateStr:
		v.exprs(e.Values, syntax.Load, false)
	case *syntax.FormattedValue:
		v.load(e.Value)
		v.optional(e.FormatSpec)
	case *syntax.Interpolation:
		v.load(e.Value)
		v.optional(e.FormatSpec)
	case *syntax.Attribute:
		v.load(e.Value)
	case *syntax.Subscript:
		v.load(e.Slice)
		v.load(e.Value)
	case *syntax.Starred:
		v.expr(e.Value, ctx)
	case *syntax.Slice:
		v.optional(e.Lower)
		v.optional(e.Upper)
		v.optional(e.Step)
	case *syntax.List:
		v.exprs(e.Elts, ctx, false)
	case *syntax.Tuple:
		v.exprs(e.Elts, ctx, false)
	case *syntax.Name:
		v.name(e.Id)
	case *syntax.Constant:
	default:
		v.value("unexpected expression")
	}
}

func (v *validator) comprehension(gens []*syntax.Comprehension) {
	if len(gens) == 0 {
		v.value("comprehension with no generators")
	}
	for _, g := range gens {
		v.expr(g.Target, syntax.Store)
		v.load(g.Iter)
		v.exprs(g.Ifs, syntax.Load, false)
	}
}

func (v *validator) capture(name string) {
	if name == "_" {
		v.value("can't capture name '_' in patterns")
	}
	v.name(name)
}

func (v *validator) patterns(list []syntax.Pattern, star bool) {
	for _, p := range list {
		v.pattern(p, star)
	}
}

func (v *validator) pattern(p syntax.Pattern, star bool) {
	if !v.down() {
		v.up()
		return
	}
	defer v.up()
	if p == nil {
		v.value("None disallowed in pattern list")
		return
	}
	v.pos(p)
	switch p := p.(type) {
	case *syntax.MatchValue:
		v.patternValue(p.Value)
	case *syntax.MatchSingleton:
		if k := p.Value.Kind; k != syntax.ConstNone && k != syntax.ConstTrue && k != syntax.ConstFalse {
			v.value("MatchSingleton can only contain True, False and None")
		}
	case *syntax.MatchSequence:
		v.patterns(p.Patterns, true)
	case *syntax.MatchMapping:
		if len(p.Keys) != len(p.Patterns) {
			v.value("MatchMapping doesn't have the same number of keys as patterns")
		}
		if p.Rest != "" {
			v.capture(p.Rest)
		}
		for _, k := range p.Keys {
			if c, ok := k.(*syntax.Constant); ok {
				switch c.Value.Kind {
				case syntax.ConstNone, syntax.ConstTrue, syntax.ConstFalse:
					continue // allowed here, though not as a value
				}
			}
			v.patternValue(k)
		}
		v.patterns(p.Patterns, false)
	case *syntax.MatchClass:
		if len(p.KwdAttrs) != len(p.KwdPatterns) {
			v.value("MatchClass doesn't have the same number of keyword attributes as patterns")
		}
		v.load(p.Cls)
		cls := p.Cls
		for {
			a, ok := cls.(*syntax.Attribute)
			if !ok {
				break
			}
			cls = a.Value
		}
		if _, ok := cls.(*syntax.Name); !ok {
			v.value("MatchClass cls field can only contain Name or Attribute nodes.")
		}
		for _, a := range p.KwdAttrs {
			v.name(a)
		}
		v.patterns(p.Patterns, false)
		v.patterns(p.KwdPatterns, false)
	case *syntax.MatchStar:
		if !star {
			v.value("can't use MatchStar here")
		}
		if p.Name != "" {
			v.capture(p.Name)
		}
	case *syntax.MatchAs:
		if p.Name != "" {
			v.capture(p.Name)
		}
		switch {
		case p.Pattern == nil:
		case p.Name == "":
			v.value("MatchAs must specify a target name if a pattern is given")
		default:
			v.pattern(p.Pattern, false)
		}
	case *syntax.MatchOr:
		if len(p.Patterns) < 2 {
			v.value("MatchOr requires at least 2 patterns")
		}
		v.patterns(p.Patterns, false)
	default:
		v.value("unexpected pattern")
	}
}

// patternValue checks a literal or dotted name.
func (v *validator) patternValue(e syntax.Expr) {
	v.load(e)
	if v.err != nil {
		return
	}
	switch e := e.(type) {
	case *syntax.Constant:
		switch e.Value.Kind {
		case syntax.ConstInt, syntax.ConstFloat, syntax.ConstComplex, syntax.ConstStr, syntax.ConstBytes:
			return
		}
		v.value("unexpected constant inside of a literal pattern")
		return
	case *syntax.Attribute, *syntax.JoinedStr, *syntax.TemplateStr:
		return
	case *syntax.UnaryOp:
		if e.Op == syntax.USub && isNumber(e.Operand, true, true) {
			return
		}
	case *syntax.BinOp:
		l := e.Left
		if u, ok := l.(*syntax.UnaryOp); ok && u.Op == syntax.USub {
			l = u.Operand
		}
		if (e.Op == syntax.Add || e.Op == syntax.Sub) && isNumber(l, true, false) && isNumber(e.Right, false, true) {
			return
		}
	}
	v.value("patterns may only match literals and attribute lookups")
}

func isNumber(e syntax.Expr, realPart, imaginary bool) bool {
	c, ok := e.(*syntax.Constant)
	if !ok {
		return false
	}
	switch c.Value.Kind {
	case syntax.ConstInt, syntax.ConstFloat:
		return realPart
	case syntax.ConstComplex:
		return imaginary
	}
	return false
}
