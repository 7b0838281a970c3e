// This file walks expressions and patterns, with the rules for assignment expressions, yield and await.
package symtable

import "github.com/vivarium-py/vivarium/internal/syntax"

func (b *builder) expr(e syntax.Expr) {
	if !b.down() {
		b.up()
		return
	}
	defer b.up()
	switch e := e.(type) {
	case *syntax.Name:
		b.name(e)
	case *syntax.Constant:
	case *syntax.Attribute:
		b.expr(e.Value)
	case *syntax.Call:
		b.expr(e.Func)
		b.exprs(e.Args)
		for _, k := range e.Keywords {
			b.expr(k.Value)
		}
	case *syntax.BinOp:
		b.expr(e.Left)
		b.expr(e.Right)
	case *syntax.BoolOp:
		b.exprs(e.Values)
	case *syntax.Compare:
		b.expr(e.Left)
		b.exprs(e.Comparators)
	case *syntax.UnaryOp:
		b.expr(e.Operand)
	case *syntax.Subscript:
		b.expr(e.Value)
		b.expr(e.Slice)
	case *syntax.NamedExpr:
		b.walrus(e)
	case *syntax.Lambda:
		b.lambda(e)
	case *syntax.IfExp:
		b.expr(e.Test)
		b.expr(e.Body)
		b.expr(e.OrElse)
	case *syntax.Dict:
		b.exprs(e.Keys)
		b.exprs(e.Values)
	case *syntax.Set:
		b.exprs(e.Elts)
	case *syntax.List:
		b.exprs(e.Elts)
	case *syntax.Tuple:
		b.exprs(e.Elts)
	case *syntax.ListComp:
		b.comprehension(e, e.Pos, ListComp, "<listcomp>", e.Generators, e.Elt, nil)
	case *syntax.SetComp:
		b.comprehension(e, e.Pos, SetComp, "<setcomp>", e.Generators, e.Elt, nil)
	case *syntax.DictComp:
		b.comprehension(e, e.Pos, DictComp, "<dictcomp>", e.Generators, e.Key, e.Value)
	case *syntax.GeneratorExp:
		b.comprehension(e, e.Pos, GenComp, "<genexpr>", e.Generators, e.Elt, nil)
	case *syntax.Yield:
		b.forbidIn(e.Pos, "yield expression")
		if e.Value != nil {
			b.expr(e.Value)
		}
		b.yields(e.Pos)
	case *syntax.YieldFrom:
		b.forbidIn(e.Pos, "yield expression")
		b.expr(e.Value)
		b.yields(e.Pos)
	case *syntax.Await:
		b.forbidIn(e.Pos, "await expression")
		b.expr(e.Value)
		b.cur.Coroutine = true
	case *syntax.FormattedValue:
		b.expr(e.Value)
		if e.FormatSpec != nil {
			b.expr(e.FormatSpec)
		}
	case *syntax.Interpolation:
		b.expr(e.Value)
		if e.FormatSpec != nil {
			b.expr(e.FormatSpec)
		}
	case *syntax.JoinedStr:
		b.exprs(e.Values)
	case *syntax.TemplateStr:
		b.exprs(e.Values)
	case *syntax.Starred:
		b.expr(e.Value)
	case *syntax.Slice:
		if e.Lower != nil {
			b.expr(e.Lower)
		}
		if e.Upper != nil {
			b.expr(e.Upper)
		}
		if e.Step != nil {
			b.expr(e.Step)
		}
	}
}

func (b *builder) name(e *syntax.Name) {
	if b.cur.unevaluated > 0 && b.cur.Kind == Annotation {
		return
	}
	switch e.Ctx {
	case syntax.Load:
		b.def(e.Id, Use, e.Pos)
		// super() finds its class through the cell.
		if e.Id == "super" && b.cur.FunctionLike() {
			b.def("__class__", Use, e.Pos)
		}
	case syntax.Store:
		b.bind(e.Id, DefLocal, e.Pos)
	case syntax.Del:
		if e.Id == "__debug__" {
			b.errorAt(e.Pos, "cannot delete __debug__")
			return
		}
		b.def(e.Id, DefLocal|Deleted, e.Pos)
	}
}

// forbidIn refuses what may not stand in an annotation scope.
func (b *builder) forbidIn(pos syntax.Pos, what string) {
	s := b.cur
	switch s.Kind {
	case Annotation:
		b.errorAt(pos, "%s cannot be used within an annotation", what)
	case TypeVariable:
		b.errorAt(pos, "%s cannot be used within %s", what, s.info)
	case TypeAlias:
		b.errorAt(pos, "%s cannot be used within a type alias", what)
	case TypeParameters:
		b.errorAt(pos, "%s cannot be used within the definition of a generic", what)
	}
}

func (b *builder) yields(pos syntax.Pos) {
	b.cur.Generator = true
	switch b.cur.Comp {
	case ListComp:
		b.errorAt(pos, "'yield' inside list comprehension")
	case SetComp:
		b.errorAt(pos, "'yield' inside set comprehension")
	case DictComp:
		b.errorAt(pos, "'yield' inside dict comprehension")
	case GenComp:
		b.errorAt(pos, "'yield' inside generator expression")
	}
}

func (b *builder) walrus(e *syntax.NamedExpr) {
	b.forbidIn(e.Pos, "named expression")
	if b.cur.compIterExpr > 0 {
		b.errorAt(e.Pos, "assignment expression cannot be used in a comprehension iterable expression")
		return
	}
	n, ok := e.Target.(*syntax.Name)
	if !ok {
		b.errorAt(e.Pos, "cannot use assignment expressions with this target")
		return
	}
	if b.cur.Comp != NoComp {
		b.walrusOut(n)
	} else {
		b.cur.add(b.cur.Mangle(n.Id)).Flags |= DefWalrus
	}
	if b.err != nil {
		return
	}
	b.expr(e.Value)
	b.expr(e.Target)
}

// walrusOut makes the target of an assignment expression in a comprehension a variable of the scope around.
func (b *builder) walrusOut(n *syntax.Name) {
	name := b.cur.Mangle(n.Id)
	for s := b.cur; s != nil; s = s.Parent {
		y := s.Lookup(name)
		if s.Comp != NoComp {
			if y != nil && y.Flags&DefCompIter != 0 && y.Flags&DefLocal != 0 {
				b.errorAt(n.Pos, "assignment expression cannot rebind comprehension iteration variable '%s'", n.Id)
				return
			}
			continue
		}
		switch s.Kind {
		case Function:
			if y != nil && y.Flags&DefGlobal != 0 {
				b.def(n.Id, DefGlobal, n.Pos)
			} else {
				b.def(n.Id, DefNonlocal, n.Pos)
			}
			b.cur.directives = append(b.cur.directives, directive{name, n.Pos})
			b.defIn(s, n.Id, DefLocal|DefWalrus, n.Pos)
		case Module:
			b.def(n.Id, DefGlobal, n.Pos)
			b.cur.directives = append(b.cur.directives, directive{name, n.Pos})
			b.defIn(s, n.Id, DefGlobal, n.Pos)
		case Class:
			b.errorAt(n.Pos, "assignment expression within a comprehension cannot be used in a class body")
		case TypeParameters:
			b.errorAt(n.Pos, "assignment expression within a comprehension cannot be used within the definition of a generic")
		case TypeAlias:
			b.errorAt(n.Pos, "assignment expression within a comprehension cannot be used in a type alias")
		case TypeVariable:
			b.errorAt(n.Pos, "assignment expression within a comprehension cannot be used in a TypeVar bound")
		case Annotation:
			continue
		}
		return
	}
}

func (b *builder) comprehension(node syntax.Expr, pos syntax.Pos, kind CompKind, name string, gens []*syntax.Comprehension, elt, value syntax.Expr) {
	if len(gens) == 0 {
		b.errorAt(pos, "comprehension with no generators")
		return
	}
	outer := b.cur
	first := gens[0]
	outer.compIterExpr++
	b.expr(first.Iter)
	outer.compIterExpr--
	s := b.enter(Function, name, node, Body, pos)
	s.Comp = kind
	s.Inlined = kind != GenComp && !outer.CanSeeClass
	s.unevaluated = outer.unevaluated
	async := first.IsAsync
	if !s.Inlined {
		b.def(".0", DefParam, pos)
	}
	if async {
		s.Coroutine = true
	}
	b.target(first.Target)
	b.exprs(first.Ifs)
	for _, g := range gens[1:] {
		b.target(g.Target)
		s.compIterExpr++
		b.expr(g.Iter)
		s.compIterExpr--
		b.exprs(g.Ifs)
		if g.IsAsync {
			async = true
			s.Coroutine = true
		}
	}
	if value != nil {
		b.expr(elt)
		b.expr(value)
	} else {
		b.expr(elt)
	}
	s.Generator = kind == GenComp
	isAsync := s.Coroutine && kind != GenComp
	b.leave()
	if isAsync {
		if k := outer.Kind; k != Function && k != Module && k != Class && b.err == nil {
			if outer.Kind == Annotation {
				b.errorAt(pos, "asynchronous comprehension outside of an asynchronous function")
			}
			b.forbidIn(pos, "asynchronous comprehension")
		}
		outer.Coroutine = true
	}
}

func (b *builder) target(e syntax.Expr) {
	b.cur.compIterTarget = true
	b.expr(e)
	b.cur.compIterTarget = false
}

func (b *builder) pattern(p syntax.Pattern) {
	if !b.down() {
		b.up()
		return
	}
	defer b.up()
	switch p := p.(type) {
	case *syntax.MatchValue:
		b.expr(p.Value)
	case *syntax.MatchSequence:
		b.patterns(p.Patterns)
	case *syntax.MatchStar:
		if p.Name != "" {
			b.bind(p.Name, DefLocal, p.Pos)
		}
	case *syntax.MatchMapping:
		b.exprs(p.Keys)
		b.patterns(p.Patterns)
		if p.Rest != "" {
			b.bind(p.Rest, DefLocal, p.Pos)
		}
	case *syntax.MatchClass:
		b.expr(p.Cls)
		b.patterns(p.Patterns)
		for i, name := range p.KwdAttrs {
			if name == "__debug__" && i < len(p.KwdPatterns) {
				b.errorAt(*p.KwdPatterns[i].Position(), "cannot assign to __debug__")
			}
		}
		b.patterns(p.KwdPatterns)
	case *syntax.MatchAs:
		if p.Pattern != nil {
			b.pattern(p.Pattern)
		}
		if p.Name != "" {
			b.bind(p.Name, DefLocal, p.Pos)
		}
	case *syntax.MatchOr:
		b.patterns(p.Patterns)
	}
}

func (b *builder) patterns(list []syntax.Pattern) {
	for _, p := range list {
		b.pattern(p)
	}
}
