// This file walks a tree and records, scope by scope, how every name is used. It reports the SyntaxErrors that
// CPython's symbol table reports, in the same order of visiting.
package symtable

import (
	"fmt"

	"github.com/vivarium-py/vivarium/internal/syntax"
)

// Options bounds and informs a Build.
type Options struct {
	Future   uint32       // flags of future features on from the start
	MaxDepth int          // nesting of nodes; 0: 10000
	Poll     func() error // called now and then; its error ends the build
}

type builder struct {
	t        *Table
	cur      *Scope
	filename string
	opts     Options
	err      error
	depth    int
	ticks    int
	chunk    []Symbol
}

// Build makes the table of a tree. The error is a *syntax.SyntaxError, or what Poll returned.
func Build(mod syntax.Mod, filename string, opts Options) (*Table, error) {
	if opts.MaxDepth == 0 {
		opts.MaxDepth = 10000
	}
	b := &builder{t: &Table{scopes: map[key]*Scope{}, Future: opts.Future}, filename: filename, opts: opts}
	b.enter(Module, "top", mod, Body, syntax.Pos{})
	b.t.Top = b.cur
	switch m := mod.(type) {
	case *syntax.Module:
		b.future(m.Body)
		b.cur.HasDocstring = hasDocstring(m.Body)
		b.stmts(m.Body)
	case *syntax.Interactive:
		b.future(m.Body)
		b.stmts(m.Body)
	case *syntax.Expression:
		b.expr(m.Body)
	default:
		b.fail(&syntax.SyntaxError{Kind: syntax.KindValueError, Msg: "this compiler does not handle FunctionTypes"})
	}
	if b.err == nil {
		b.analyze(b.t.Top)
	}
	if b.err != nil {
		return nil, b.err
	}
	return b.t, nil
}

func (b *builder) fail(err error) {
	if b.err == nil {
		b.err = err
	}
}

// poll reports whether to go on.
func (b *builder) poll() bool {
	if b.ticks++; b.ticks&0x3ff == 0 && b.opts.Poll != nil {
		if err := b.opts.Poll(); err != nil {
			b.fail(err)
		}
	}
	return b.err == nil
}

// down counts a level of nesting and reports whether to go on; up undoes it.
func (b *builder) down() bool {
	if b.depth++; b.depth > b.opts.MaxDepth {
		b.fail(TooDeep())
	}
	return b.poll()
}

func (b *builder) up() { b.depth-- }

// TooDeep is the error for a tree nested beyond the limit.
func TooDeep() error {
	return &syntax.SyntaxError{Kind: syntax.KindRecursionError, Msg: "maximum recursion depth exceeded during compilation"}
}

func (b *builder) errorAt(p syntax.Pos, format string, args ...any) {
	if b.err == nil {
		b.err = ErrorAt(b.filename, p, fmt.Sprintf(format, args...))
	}
}

// ErrorAt makes a SyntaxError of the compiler's stages: columns count bytes from 1, and the text is not known.
func ErrorAt(filename string, p syntax.Pos, msg string) *syntax.SyntaxError {
	return &syntax.SyntaxError{
		Kind: syntax.KindSyntaxError, Msg: msg, Filename: filename, HasPos: true,
		Line: int(p.Line), Offset: int(p.Col) + 1, EndLine: int(p.EndLine), EndOffset: int(p.EndCol) + 1,
	}
}

func (b *builder) enter(kind Kind, name string, node syntax.Node, role Role, pos syntax.Pos) *Scope {
	p := b.cur
	s := &Scope{Kind: kind, Name: name, Node: node, Pos: pos, Parent: p, table: b.t}
	if p != nil {
		s.Nested = p.Nested || p.FunctionLike()
		s.class, s.mangleOnly = p.class, p.mangleOnly
		if p.compIterExpr > 0 {
			s.compIterExpr = 1
		}
		p.Children = append(p.Children, s)
	}
	b.t.scopes[key{node, role}] = s
	b.cur = s
	return s
}

func (b *builder) leave() { b.cur = b.cur.Parent }

// add makes the symbol of a mangled name, or gives the one there is.
func (s *Scope) add(name string) *Symbol {
	if y := s.Lookup(name); y != nil {
		return y
	}
	y := s.table.newSymbol(name)
	s.Names = append(s.Names, y)
	switch {
	case s.symbols != nil:
		s.symbols[name] = y
	case len(s.Names) > fewNames:
		s.symbols = make(map[string]*Symbol, 2*fewNames)
		for _, y := range s.Names {
			s.symbols[y.Name] = y
		}
	}
	return y
}

// def records a use or binding of name in the current scope.
func (b *builder) def(name string, f Flags, pos syntax.Pos) {
	b.defIn(b.cur, name, f, pos)
}

func (b *builder) defIn(s *Scope, name string, f Flags, pos syntax.Pos) {
	if !b.poll() {
		return
	}
	if s.class != "" {
		name = s.Mangle(name)
	}
	y := s.add(name)
	if f&DefParam != 0 && y.Flags&DefParam != 0 {
		b.errorAt(pos, "duplicate argument '%s' in function definition", name)
		return
	}
	if f&DefTypeParam != 0 && y.Flags&DefTypeParam != 0 {
		b.errorAt(pos, "duplicate type parameter '%s'", name)
		return
	}
	if s.compIterTarget && s == b.cur {
		if (y.Flags|f)&(DefGlobal|DefNonlocal) != 0 {
			b.errorAt(pos, "comprehension inner loop cannot rebind assignment expression target '%s'", name)
			return
		}
		f |= DefCompIter
	}
	y.Flags |= f
	if f&DefParam != 0 {
		s.Params = append(s.Params, name)
	}
	if f&DefGlobal != 0 && s.Kind != Module {
		// The module knows the names that are explicitly global.
		b.t.Top.add(name).Flags |= DefGlobal
	}
}

// bind records an assignment to name, refusing __debug__.
func (b *builder) bind(name string, f Flags, pos syntax.Pos) {
	if name == "__debug__" {
		b.errorAt(pos, "cannot assign to __debug__")
		return
	}
	b.def(name, f, pos)
}

func hasDocstring(body []syntax.Stmt) bool {
	if len(body) == 0 {
		return false
	}
	e, ok := body[0].(*syntax.ExprStmt)
	if !ok {
		return false
	}
	c, ok := e.Value.(*syntax.Constant)
	return ok && c.Value.Kind == syntax.ConstStr
}

func (b *builder) stmts(list []syntax.Stmt) {
	for _, s := range list {
		if b.err != nil {
			return
		}
		b.stmt(s)
	}
}

// block walks statements that may not run.
func (b *builder) block(list []syntax.Stmt) {
	old := b.cur.inConditional
	b.cur.inConditional = true
	b.stmts(list)
	b.cur.inConditional = old
}

func (b *builder) exprs(list []syntax.Expr) {
	for _, e := range list {
		if e != nil {
			b.expr(e)
		}
	}
}

func (b *builder) stmt(s syntax.Stmt) {
	if !b.down() {
		b.up()
		return
	}
	defer b.up()
	switch s := s.(type) {
	case *syntax.FunctionDef:
		b.function(s, s.Pos, s.Name, s.Args, s.Body, s.DecoratorList, s.Returns, s.TypeParams, false)
	case *syntax.AsyncFunctionDef:
		b.function(s, s.Pos, s.Name, s.Args, s.Body, s.DecoratorList, s.Returns, s.TypeParams, true)
	case *syntax.ClassDef:
		b.classDef(s)
	case *syntax.TypeAlias:
		b.typeAlias(s)
	case *syntax.Return:
		if s.Value != nil {
			b.expr(s.Value)
			b.cur.ReturnsValue = true
		}
	case *syntax.Delete:
		b.exprs(s.Targets)
	case *syntax.Assign:
		b.exprs(s.Targets)
		b.expr(s.Value)
	case *syntax.AugAssign:
		b.expr(s.Target)
		if n, ok := s.Target.(*syntax.Name); ok {
			b.def(n.Id, Use, n.Pos)
		}
		b.expr(s.Value)
	case *syntax.AnnAssign:
		b.annAssign(s)
	case *syntax.For:
		b.expr(s.Target)
		b.expr(s.Iter)
		b.block(s.Body)
		b.block(s.OrElse)
	case *syntax.AsyncFor:
		b.cur.Coroutine = true
		b.expr(s.Target)
		b.expr(s.Iter)
		b.block(s.Body)
		b.block(s.OrElse)
	case *syntax.While:
		b.expr(s.Test)
		b.block(s.Body)
		b.block(s.OrElse)
	case *syntax.If:
		b.expr(s.Test)
		b.block(s.Body)
		for len(s.OrElse) == 1 { // a chain of elif is as deep as it is long: walk it flat
			next, ok := s.OrElse[0].(*syntax.If)
			if !ok {
				break
			}
			s = next
			b.expr(s.Test)
			b.block(s.Body)
		}
		b.block(s.OrElse)
	case *syntax.With:
		b.withItems(s.Items)
		b.block(s.Body)
	case *syntax.AsyncWith:
		b.cur.Coroutine = true
		b.withItems(s.Items)
		b.block(s.Body)
	case *syntax.Match:
		b.expr(s.Subject)
		for _, c := range s.Cases {
			b.pattern(c.Pattern)
			if c.Guard != nil {
				b.expr(c.Guard)
			}
			b.block(c.Body)
		}
	case *syntax.Raise:
		if s.Exc != nil {
			b.expr(s.Exc)
			if s.Cause != nil {
				b.expr(s.Cause)
			}
		}
	case *syntax.Try:
		b.try(s.Body, s.Handlers, s.OrElse, s.FinalBody)
	case *syntax.TryStar:
		b.try(s.Body, s.Handlers, s.OrElse, s.FinalBody)
	case *syntax.Assert:
		b.expr(s.Test)
		if s.Msg != nil {
			b.expr(s.Msg)
		}
	case *syntax.Import:
		b.aliases(s.Names, s.Pos)
	case *syntax.ImportFrom:
		b.aliases(s.Names, s.Pos)
	case *syntax.Global:
		b.declare(s.Names, DefGlobal, "global", s.Pos)
	case *syntax.Nonlocal:
		b.declare(s.Names, DefNonlocal, "nonlocal", s.Pos)
	case *syntax.ExprStmt:
		b.expr(s.Value)
	}
}

func (b *builder) try(body []syntax.Stmt, handlers []*syntax.ExceptHandler, orelse, final []syntax.Stmt) {
	b.block(body)
	for _, h := range handlers {
		if h.Type != nil {
			b.expr(h.Type)
		}
		if h.Name != "" {
			b.bind(h.Name, DefLocal|Deleted, h.Pos)
		}
		b.block(h.Body)
	}
	b.block(orelse)
	b.block(final)
}

func (b *builder) withItems(items []*syntax.WithItem) {
	for _, i := range items {
		b.expr(i.ContextExpr)
		if i.OptionalVars != nil {
			b.expr(i.OptionalVars)
		}
	}
}

func (b *builder) declare(names []string, f Flags, word string, pos syntax.Pos) {
	for _, raw := range names {
		name := b.cur.Mangle(raw)
		if y := b.cur.Lookup(name); y != nil && y.Flags&(DefParam|DefLocal|Use|DefAnnot) != 0 {
			switch {
			case y.Flags&DefParam != 0:
				b.errorAt(pos, "name '%s' is parameter and %s", raw, word)
			case y.Flags&Use != 0:
				b.errorAt(pos, "name '%s' is used prior to %s declaration", raw, word)
			case y.Flags&DefAnnot != 0:
				b.errorAt(pos, "annotated name '%s' can't be %s", raw, word)
			default:
				b.errorAt(pos, "name '%s' is assigned to before %s declaration", raw, word)
			}
			return
		}
		b.def(raw, f, pos)
		b.cur.directives = append(b.cur.directives, directive{name, pos})
	}
}

func (b *builder) aliases(names []*syntax.Alias, pos syntax.Pos) {
	for _, a := range names {
		name := a.AsName
		if name == "" {
			name = a.Name
			for i := 0; i < len(name); i++ {
				if name[i] == '.' {
					name = name[:i]
					break
				}
			}
		}
		if name == "*" {
			if b.cur.Kind != Module {
				b.errorAt(a.Pos, "import * only allowed at module level")
				return
			}
			b.cur.HasStarImport = true
			continue
		}
		b.bind(name, DefImport, a.Pos)
	}
}

func (b *builder) annAssign(s *syntax.AnnAssign) {
	n, isName := s.Target.(*syntax.Name)
	if isName {
		name := b.cur.Mangle(n.Id)
		if y := b.cur.Lookup(name); y != nil && s.Simple && y.Flags&(DefGlobal|DefNonlocal) != 0 && b.cur.Kind != Module {
			word := "nonlocal"
			if y.Flags&DefGlobal != 0 {
				word = "global"
			}
			b.errorAt(s.Pos, "annotated name '%s' can't be %s", name, word)
			return
		}
		switch {
		case s.Simple:
			b.bind(n.Id, DefAnnot|DefLocal, n.Pos)
		case s.Value != nil:
			b.bind(n.Id, DefLocal, n.Pos)
		}
	} else {
		b.expr(s.Target)
	}
	b.annotationOf(s)
	if s.Value != nil {
		b.expr(s.Value)
	}
}

// annotationOf walks a variable's annotation: in the __annotate__ of its module or class, or nowhere that is
// ever evaluated.
func (b *builder) annotationOf(s *syntax.AnnAssign) {
	cur := b.cur
	simple := s.Simple && !cur.FunctionLike()
	if simple {
		cur.AnnotationsUsed = true
	}
	if b.t.Future&FutureAnnotations != 0 || !simple {
		cur.unevaluated++
		b.unevaluatedScope(s.Annotation)
		cur.unevaluated--
		return
	}
	conditional := cur.Kind == Module || cur.inConditional
	if conditional && !cur.ConditionalAnnots {
		cur.ConditionalAnnots = true
		if cur.Kind == Module {
			b.def("__conditional_annotations__", Use, s.Pos)
		}
	}
	cur.Deferred = append(cur.Deferred, Annotated{s, conditional})
	if cur.Annotate == nil {
		cur.Annotate = b.annotationScope(cur.Node, Annotations, cur.Pos)
	} else {
		b.cur = cur.Annotate
	}
	if conditional {
		b.def("__conditional_annotations__", Use, s.Pos)
	}
	b.expr(s.Annotation)
	b.cur = cur
}

// unevaluatedScope walks an expression only for the errors in it.
func (b *builder) unevaluatedScope(e syntax.Expr) {
	cur := b.cur
	s := &Scope{Kind: Annotation, Name: "__annotate__", Parent: cur, class: cur.class, mangleOnly: cur.mangleOnly, unevaluated: 1}
	b.cur = s
	b.expr(e)
	b.cur = cur
}

// annotationScope enters a scope that evaluates annotations or the like: a function of one parameter.
func (b *builder) annotationScope(node syntax.Node, role Role, pos syntax.Pos) *Scope {
	s := b.enter(Annotation, "__annotate__", node, role, pos)
	b.seeClass(s, s.Parent.Kind == Class || s.Parent.CanSeeClass)
	b.def(".format", DefParam, pos)
	b.def(".format", Use, pos)
	return s
}

func (b *builder) seeClass(s *Scope, sees bool) {
	if sees {
		s.CanSeeClass = true
		b.def("__classdict__", Use, s.Pos)
	}
}

func (b *builder) function(node syntax.Stmt, pos syntax.Pos, name string, args *syntax.Arguments, body []syntax.Stmt,
	decorators []syntax.Expr, returns syntax.Expr, params []syntax.TypeParam, async bool) {
	b.bind(name, DefLocal, pos)
	b.exprs(args.Defaults)
	b.exprs(args.KwDefaults)
	b.exprs(decorators)
	inClass := b.cur.Kind == Class
	if len(params) > 0 {
		b.typeParamScope(node, name, pos, params, false, len(args.Defaults) > 0, hasAny(args.KwDefaults))
	}
	b.annotations(node, pos, args, returns)
	s := b.enter(Function, name, node, Body, pos)
	s.Method = inClass
	s.HasDocstring = hasDocstring(body)
	s.Coroutine = async
	b.arguments(args)
	b.stmts(body)
	b.leave()
	if len(params) > 0 {
		b.leave()
	}
}

func hasAny(list []syntax.Expr) bool {
	for _, e := range list {
		if e != nil {
			return true
		}
	}
	return false
}

// arguments records the parameters in the order of a Code's VarNames.
func (b *builder) arguments(a *syntax.Arguments) {
	for _, list := range [][]*syntax.Arg{a.PosOnlyArgs, a.Args, a.KwOnlyArgs} {
		for _, p := range list {
			b.bind(p.Arg, DefParam, p.Pos)
		}
	}
	if a.VarArg != nil {
		b.bind(a.VarArg.Arg, DefParam, a.VarArg.Pos)
		b.cur.VarArgs = true
	}
	if a.KwArg != nil {
		b.bind(a.KwArg.Arg, DefParam, a.KwArg.Pos)
		b.cur.VarKw = true
	}
}

// AnnotatedArgs calls f for the parameters that have an annotation, in the order in which CPython evaluates them.
func AnnotatedArgs(a *syntax.Arguments, f func(*syntax.Arg)) {
	do := func(p *syntax.Arg) {
		if p != nil && p.Annotation != nil {
			f(p)
		}
	}
	for _, p := range a.PosOnlyArgs {
		do(p)
	}
	for _, p := range a.Args {
		do(p)
	}
	do(a.VarArg)
	for _, p := range a.KwOnlyArgs {
		do(p)
	}
	do(a.KwArg)
}

func (b *builder) annotations(node syntax.Stmt, pos syntax.Pos, args *syntax.Arguments, returns syntax.Expr) {
	any := returns != nil
	AnnotatedArgs(args, func(*syntax.Arg) { any = true })
	if !any {
		return
	}
	if b.t.Future&FutureAnnotations != 0 {
		AnnotatedArgs(args, func(p *syntax.Arg) { b.unevaluatedScope(p.Annotation) })
		if returns != nil {
			b.unevaluatedScope(returns)
		}
		return
	}
	b.annotationScope(node, Annotations, pos)
	AnnotatedArgs(args, func(p *syntax.Arg) { b.expr(p.Annotation) })
	if returns != nil {
		b.expr(returns)
	}
	b.leave()
}

func (b *builder) classDef(s *syntax.ClassDef) {
	b.bind(s.Name, DefLocal, s.Pos)
	b.exprs(s.DecoratorList)
	outer := b.cur
	if len(s.TypeParams) > 0 {
		b.typeParamScope(s, s.Name, s.Pos, s.TypeParams, true, false, false)
		// Only the type parameters are mangled by the class's own name out here.
		b.cur.class, b.cur.mangleOnly = s.Name, map[string]bool{}
		for _, p := range s.TypeParams {
			b.cur.mangleOnly[typeParamName(p)] = true
		}
		b.typeParams(s.TypeParams)
	}
	b.exprs(s.Bases)
	for _, k := range s.Keywords {
		b.expr(k.Value)
	}
	c := b.enter(Class, s.Name, s, Body, s.Pos)
	c.class, c.mangleOnly = s.Name, nil
	c.HasDocstring = hasDocstring(s.Body)
	if len(s.TypeParams) > 0 {
		b.def("__type_params__", DefLocal, s.Pos)
		b.def(".type_params", Use, s.Pos)
	}
	b.stmts(s.Body)
	b.cur = outer
}

func (b *builder) lambda(e *syntax.Lambda) {
	b.exprs(e.Args.Defaults)
	b.exprs(e.Args.KwDefaults)
	b.enter(Function, "<lambda>", e, Body, e.Pos)
	b.arguments(e.Args)
	b.expr(e.Body)
	b.leave()
}
