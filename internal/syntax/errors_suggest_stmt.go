// The second pass over statements and patterns: wrong forms that have an error message of their own.
package syntax

type targetKind uint8

const (
	starTargets targetKind = iota
	delTargets
	forTargets
)

// badTarget finds the part of e that cannot be a target, or nil.
func badTarget(e Expr, kind targetKind) Expr {
	any := func(list []Expr) Expr {
		for _, x := range list {
			if b := badTarget(x, kind); b != nil {
				return b
			}
		}
		return nil
	}
	switch e := e.(type) {
	case *List:
		return any(e.Elts)
	case *Tuple:
		return any(e.Elts)
	case *Starred:
		if kind == delTargets {
			return e
		}
		return badTarget(e.Value, kind)
	case *Compare:
		// The 'a in b' of a for is parsed as a comparison.
		if kind == forTargets {
			if e.Ops[0] == In {
				return badTarget(e.Left, kind)
			}
			return nil
		}
		return e
	case *Name, *Subscript, *Attribute:
		return nil
	}
	return e
}

func (p *parser) raiseTarget(kind targetKind, e Expr) {
	b := badTarget(e, kind)
	if b == nil {
		return
	}
	verb := "assign to"
	if kind == delTargets {
		verb = "delete"
	}
	p.raiseNode(b, "cannot %s %s", verb, exprName(b))
}

// exprName is what an error calls an expression.
func exprName(e Expr) string {
	switch e := e.(type) {
	case *Attribute:
		return "attribute"
	case *Subscript:
		return "subscript"
	case *Starred:
		return "starred"
	case *Name:
		return "name"
	case *List:
		return "list"
	case *Tuple:
		return "tuple"
	case *Lambda:
		return "lambda"
	case *Call:
		return "function call"
	case *BoolOp, *BinOp, *UnaryOp:
		return "expression"
	case *GeneratorExp:
		return "generator expression"
	case *Yield, *YieldFrom:
		return "yield expression"
	case *Await:
		return "await expression"
	case *ListComp:
		return "list comprehension"
	case *SetComp:
		return "set comprehension"
	case *DictComp:
		return "dict comprehension"
	case *Dict:
		return "dict literal"
	case *Set:
		return "set display"
	case *JoinedStr, *FormattedValue:
		return "f-string expression"
	case *TemplateStr, *Interpolation:
		return "t-string expression"
	case *Constant:
		switch e.Value.Kind {
		case ConstNone:
			return "None"
		case ConstTrue:
			return "True"
		case ConstFalse:
			return "False"
		case ConstEllipsis:
			return "ellipsis"
		}
		return "literal"
	case *Compare:
		return "comparison"
	case *IfExp:
		return "conditional expression"
	case *NamedExpr:
		return "named expression"
	}
	return "expression"
}

// ExprName is what CPython's errors call an expression ("function call", "literal" ...), for the compiler's own.
func ExprName(e Expr) string { return exprName(e) }

// isSingleTarget says whether e may be the target of an annotation or augmented assignment.
func isSingleTarget(e Expr) bool {
	switch e.(type) {
	case *Name, *Attribute, *Subscript:
		return true
	}
	return false
}

// assignmentDiag tries the forms of assignment in the order of the grammar, the wrong ones last.
func (p *parser) assignmentDiag() Stmt {
	s := p.start()
	m := p.save()
	if p.k() == tName && p.k1() == tColon {
		e := p.primary()
		if n := p.annAssign(s, e); n != nil || p.err != nil {
			return n
		}
		p.reset(m)
	}
	e := p.primary()
	if p.err != nil {
		return nil
	}
	single := e != nil && isSingleTarget(e)
	if single && p.k() == tColon && !(p.toks[m.pos].kind == tName && p.pos == m.pos+1) {
		if n := p.annAssign(s, e); n != nil || p.err != nil {
			return n
		}
	}
	p.reset(m)
	mark := len(p.exprs)
	for {
		at := p.save()
		t := p.starTargets()
		if p.err != nil {
			return nil
		}
		if t == nil || !p.accept(tEqual) {
			p.reset(at)
			break
		}
		p.exprs = append(p.exprs, t)
	}
	if len(p.exprs) > mark {
		v := p.annotatedRHS()
		if p.err != nil {
			return nil
		}
		if v != nil && p.k() != tEqual {
			n := p.nodes.asg.new()
			n.Targets, n.Value, n.Pos = p.takeExprs(mark), v, p.end(s)
			return n
		}
	}
	p.reset(m)
	if e = p.primary(); e != nil && isSingleTarget(e) && p.k() >= tPlusEqual && p.k() <= tDoubleSlashEqual {
		// What follows the operator is an expression or nothing can match.
		if n := p.augAssign(s, e); n != nil || p.err != nil {
			return n
		}
		return nil
	}
	if p.err != nil {
		return nil
	}
	p.reset(m)
	p.invalidAssignment()
	return nil
}

// invalidAssignment is at the start of a statement.
func (p *parser) invalidAssignment() {
	if p.attempt(func() {
		if k := p.k(); k != tLPar && k != tLSqb {
			return
		}
		a := p.atom()
		if a == nil || p.k() != tColon {
			return
		}
		switch a.(type) {
		case *List, *Tuple:
			p.pos++
			if p.expression() != nil {
				p.raiseNode(a, "only single target (not %s) can be annotated", exprName(a))
			}
		}
	}) || p.attempt(func() {
		a := p.starNamedExpression()
		if a == nil || !p.accept(tComma) {
			return
		}
		for p.err == nil {
			m := p.save()
			if p.starNamedExpression() == nil {
				if p.err == nil {
					p.reset(m)
				}
				break
			}
			// CPython repeats the list itself, so that items need no commas here.
			p.accept(tComma)
		}
		if p.err == nil && p.accept(tColon) && p.expression() != nil {
			p.raiseNode(a, "only single target (not tuple) can be annotated")
		}
	}) || p.attempt(func() {
		if a := p.expression(); a != nil && p.accept(tColon) && p.expression() != nil {
			p.raiseNode(a, "illegal target for annotation")
		}
	}) || p.attempt(func() {
		p.targetsAndEquals()
		if p.err != nil {
			return
		}
		m := p.save()
		if a := p.starExpressions(); a != nil && p.k() == tEqual {
			p.raiseTarget(starTargets, a)
			return
		}
		if p.err != nil {
			return
		}
		p.reset(m)
		if p.k() == kwYield {
			if a := p.yieldExpr(); a != nil && p.k() == tEqual {
				p.raiseNode(a, "assignment to yield expression not possible")
			}
		}
	}) {
		return
	}
	p.attempt(func() {
		a := p.starExpressions()
		if k := p.k(); a == nil || k < tPlusEqual || k > tDoubleSlashEqual {
			return
		}
		p.pos++
		if p.annotatedRHS() != nil {
			p.raiseNode(a, "'%s' is an illegal expression for augmented assignment", exprName(a))
		}
	})
}

// targetsAndEquals skips the good targets of a chained assignment.
func (p *parser) targetsAndEquals() {
	for p.err == nil {
		m := p.save()
		if p.starTargets() == nil || !p.accept(tEqual) {
			if p.err == nil {
				p.reset(m)
			}
			return
		}
	}
}

// invalidDel is at 'del'.
func (p *parser) invalidDel() {
	p.pos++
	if e := p.starExpressions(); e != nil {
		p.raiseTarget(delTargets, e)
	}
}

// invalidImport is at 'import'.
func (p *parser) invalidImport() {
	t := p.toks[p.pos]
	p.pos++
	if p.k() == tNewline {
		n := &p.toks[p.pos]
		p.raiseFrom(n.line, n.col, "Expected one or more names after 'import'")
		return
	}
	for {
		if _, ok := p.dottedName(); !ok {
			return
		}
		if !p.accept(tComma) {
			break
		}
	}
	if p.accept(kwFrom) {
		if _, ok := p.dottedName(); ok {
			p.raiseFrom(t.line, t.col, "Did you mean to use 'from ... import ...' instead?")
		}
	}
}

// invalidImportAs is at the name of an import that 'as' follows.
func (p *parser) invalidImportAs(dotted bool) {
	if dotted {
		if _, ok := p.dottedName(); !ok {
			return
		}
	} else if _, ok := p.acceptIdent(); !ok {
		return
	}
	if !p.accept(kwAs) {
		return
	}
	if p.k() == tName {
		switch p.k1() {
		case tComma, tRPar, tNewline, tSemi:
			return
		}
	}
	if e := p.expression(); e != nil {
		p.raiseNode(e, "cannot use %s as import target", exprName(e))
	}
}

// invalidFromTargets is after the names of a from import without brackets.
func (p *parser) invalidFromTargets(some bool) {
	if some {
		if p.k() == tComma && p.k1() == tNewline {
			p.pos++
			p.raiseAtLast(KindSyntaxError, "trailing comma not allowed without surrounding parentheses")
		}
		return
	}
	if p.k() == tNewline {
		t := &p.toks[p.pos]
		p.raiseFrom(t.line, t.col, "Expected one or more names after 'import'")
	}
}

func (p *parser) invalidElifAfterElse(t *token) {
	p.raiseTokens(t, t, "'elif' block follows an 'else' block")
}

// withHeader parses the items of a with statement loosely, and reports whether any matched.
func (p *parser) withHeader() (bracketed, ok bool) {
	items := func(tuple bool) bool {
		for {
			var e Expr
			if tuple {
				e = p.expressions()
			} else {
				e = p.expression()
			}
			if e == nil {
				return false
			}
			if p.k() == kwAs {
				m := p.save()
				p.pos++
				if p.starTarget() == nil {
					if p.err != nil {
						return false
					}
					p.reset(m)
				}
			}
			m := p.save()
			if !p.accept(tComma) {
				return true
			}
			if p.k() == tRPar {
				p.reset(m)
				return true
			}
		}
	}
	m := p.save()
	if p.accept(tLPar) {
		if items(true) {
			p.accept(tComma)
			if p.accept(tRPar) && (p.k() == tColon || p.k() == tNewline) {
				return true, true
			}
		}
		if p.err != nil {
			return false, false
		}
		p.reset(m)
	}
	return false, items(false)
}

// invalidWithIndent is at 'with'.
func (p *parser) invalidWithIndent(line int32) {
	p.pos++
	if _, ok := p.withHeader(); ok && p.accept(tColon) {
		p.noIndent("'with' statement", line)
	}
}

// invalidWith is at 'with'.
func (p *parser) invalidWith() {
	p.pos++
	if _, ok := p.withHeader(); ok && p.k() == tNewline {
		p.raiseAtLast(KindSyntaxError, "expected ':'")
	}
}

// invalidWithItem is at an item with 'as'.
func (p *parser) invalidWithItem() {
	if p.expression() == nil || !p.accept(kwAs) {
		return
	}
	e := p.expression()
	if e == nil {
		return
	}
	switch p.k() {
	case tComma, tRPar, tColon:
		p.raiseTarget(starTargets, e)
	}
}

// invalidTry is after the block of a try, whose clauses it looks over.
func (p *parser) invalidTry(state) {
	p.attempt(func() {
		if p.k() != kwExcept {
			if p.k() != kwFinally {
				p.raiseAtLast(KindSyntaxError, "expected 'except' or 'finally' block")
			}
			return
		}
		star := p.k1() == tStar
		for first := true; p.k() == kwExcept; first = false {
			a := p.toks[p.pos]
			isStar := p.k1() == tStar
			if !first && isStar != star {
				b := p.toks[p.pos+1]
				p.pos++
				if isStar {
					p.pos++
				} else {
					b = a
				}
				if p.k() != tColon || isStar {
					if p.expression() == nil {
						return
					}
					if p.k() == kwAs && p.k1() == tName {
						p.pos += 2
					}
				}
				if p.k() == tColon {
					p.raiseTokens(&a, &b, "cannot have both 'except' and 'except*' on the same 'try'")
				}
				return
			}
			if p.exceptBlock(isStar) == nil {
				return
			}
		}
	})
}

// invalidExcept is at an 'except' whose header is wrong.
func (p *parser) invalidExcept(star bool) {
	p.pos++
	if star {
		p.pos++
		if p.k() == tNewline || p.k() == tColon {
			p.raiseAtLast(KindSyntaxError, "expected one or more exception types")
			return
		}
	} else if p.k() == tNewline {
		p.raiseAtLast(KindSyntaxError, "expected ':'")
		return
	}
	a := p.expression()
	if a == nil {
		return
	}
	m := p.save()
	if p.accept(tComma) {
		if p.expressions() != nil && p.accept(kwAs) && p.accept(tName) && p.accept(tColon) {
			pos := a.Position()
			p.raiseFrom(pos.Line, pos.Col, "multiple exception types must be parenthesized when using 'as'")
		}
		if p.err != nil {
			return
		}
		p.reset(m)
	}
	if p.k() == kwAs && p.k1() == tName {
		p.pos += 2
	}
	if p.k() == tNewline {
		p.raiseAtLast(KindSyntaxError, "expected ':'")
		return
	}
	p.reset(m)
	if p.accept(kwAs) {
		if e := p.expression(); e != nil && p.accept(tColon) && p.block() != nil {
			what := "except"
			if star {
				what = "except*"
			}
			p.raiseNode(e, "cannot use %s statement with %s", what, exprName(e))
		}
	}
}

// invalidAsPattern is at a pattern with 'as'.
func (p *parser) invalidAsPattern() {
	if p.orPattern() == nil || !p.accept(kwAs) {
		return
	}
	if p.isWord("_") {
		t := &p.toks[p.pos]
		p.raiseTokens(t, t, "cannot use '_' as a target")
		return
	}
	if e := p.expression(); e != nil {
		p.raiseNode(e, "cannot use %s as pattern target", exprName(e))
	}
}

// invalidClassPattern is at the first positional pattern after a keyword pattern.
func (p *parser) invalidClassPattern(state) {
	var first, last Pattern
	for {
		m := p.save()
		q := p.pattern()
		if q == nil {
			if p.err != nil {
				return
			}
			p.reset(m)
			break
		}
		if first == nil {
			first = q
		}
		last = q
		if !p.accept(tComma) || p.k() == tName && p.k1() == tEqual {
			break
		}
	}
	if first != nil {
		p.raiseNodes(first, last, "positional patterns follow keyword patterns")
	}
}
