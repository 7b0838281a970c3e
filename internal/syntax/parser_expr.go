// Expressions, from star_expressions down to atoms. Names of methods follow the grammar in the reference.
package syntax

// binPrec gives the precedence of a binary operator token, counted from tPlus; higher binds tighter.
var binPrec = [...]uint8{
	0: 5, tMinus - tPlus: 5, tStar - tPlus: 6, tSlash - tPlus: 6, tDoubleSlash - tPlus: 6,
	tPercent - tPlus: 6, tAt - tPlus: 6, tLeftShift - tPlus: 4, tRightShift - tPlus: 4, tAmper - tPlus: 3,
	tVBar - tPlus: 1, tCaret - tPlus: 2,
}

var binOps = [...]Operator{
	0: Add, tMinus - tPlus: Sub, tStar - tPlus: Mult, tSlash - tPlus: Div, tDoubleSlash - tPlus: FloorDiv,
	tPercent - tPlus: OpMod, tAt - tPlus: MatMult, tLeftShift - tPlus: LShift, tRightShift - tPlus: RShift,
	tAmper - tPlus: BitAnd, tVBar - tPlus: BitOr, tCaret - tPlus: BitXor,
}

// starExpressions: a star_expression, or a tuple of them without parentheses.
func (p *parser) starExpressions() Expr {
	s := p.start()
	first := p.starExpression()
	if first == nil || p.k() != tComma {
		return first
	}
	return p.tupleRest(s, first, (*parser).starExpression)
}

// expressions is starExpressions without stars.
func (p *parser) expressions() Expr {
	s := p.start()
	first := p.expression()
	if first == nil || p.k() != tComma {
		return first
	}
	return p.tupleRest(s, first, (*parser).expression)
}

// tupleRest reads the rest of an unparenthesised tuple; the current token is a comma.
func (p *parser) tupleRest(s Pos, first Expr, elem func(*parser) Expr) Expr {
	mark := len(p.exprs)
	p.exprs = append(p.exprs, first)
	for p.accept(tComma) {
		m := p.save()
		e := elem(p)
		if e == nil {
			if p.err != nil {
				return nil
			}
			p.reset(m)
			break
		}
		p.exprs = append(p.exprs, e)
	}
	t := p.nodes.tuple.new()
	t.Elts, t.Pos = p.takeExprs(mark), p.end(s)
	return t
}

func (p *parser) starExpression() Expr {
	if p.k() == tStar {
		return p.starred((*parser).bitwiseOr)
	}
	return p.expression()
}

func (p *parser) starNamedExpression() Expr {
	if p.k() == tStar {
		return p.starred((*parser).bitwiseOr)
	}
	return p.namedExpression()
}

func (p *parser) starred(operand func(*parser) Expr) Expr {
	s := p.start()
	p.pos++
	e := operand(p)
	if e == nil {
		return nil
	}
	return &Starred{Pos: p.end(s), Value: e}
}

// namedExpression: NAME ':=' expression, or an expression that no ':=' follows.
func (p *parser) namedExpression() Expr {
	if p.k() == tName && p.k1() == tWalrus {
		return p.assignmentExpression()
	}
	if p.invalid {
		if p.invalidNamedExpression(); p.err != nil {
			return nil
		}
	}
	e := p.expression()
	if e == nil || p.k() == tWalrus {
		return nil
	}
	return e
}

// assignmentExpression is at a name and ':='.
func (p *parser) assignmentExpression() Expr {
	s := p.start()
	n := p.newName(&p.toks[p.pos], Store)
	p.pos += 2
	v := p.expression()
	if v == nil || !p.needs(8, "Assignment expressions are") {
		return nil
	}
	return &NamedExpr{Pos: p.end(s), Target: n, Value: v}
}

func (p *parser) expression() Expr {
	if !p.enter() {
		return nil
	}
	var e Expr
	if p.diag {
		e = p.expressionDiag()
	} else {
		e = p.expressionPlain()
	}
	p.depth--
	return e
}

func (p *parser) expressionPlain() Expr {
	if p.k() == kwLambda {
		return p.lambda()
	}
	s := p.start()
	e := p.disjunction()
	if e == nil || p.k() != kwIf {
		return e
	}
	m := p.save()
	p.pos++
	if cond := p.disjunction(); cond != nil && p.accept(kwElse) {
		if other := p.expression(); other != nil {
			return &IfExp{Pos: p.end(s), Test: cond, Body: e, OrElse: other}
		}
	}
	if p.err != nil {
		return nil
	}
	p.reset(m)
	return e
}

func (p *parser) disjunction() Expr {
	if p.diag {
		return p.memoised(ruleDisjunction, (*parser).disjunctionPlain)
	}
	return p.disjunctionPlain()
}

func (p *parser) disjunctionPlain() Expr {
	s := p.start()
	e := p.conjunction()
	if e == nil || p.k() != kwOr {
		return e
	}
	return p.boolRest(s, e, kwOr, Or, (*parser).conjunction)
}

func (p *parser) conjunction() Expr {
	s := p.start()
	e := p.inversion()
	if e == nil || p.k() != kwAnd {
		return e
	}
	return p.boolRest(s, e, kwAnd, And, (*parser).inversion)
}

func (p *parser) boolRest(s Pos, first Expr, kw tokKind, op BoolOpKind, operand func(*parser) Expr) Expr {
	mark := len(p.exprs)
	p.exprs = append(p.exprs, first)
	for p.k() == kw {
		m := p.save()
		p.pos++
		e := operand(p)
		if e == nil {
			if p.err != nil {
				return nil
			}
			p.reset(m)
			break
		}
		p.exprs = append(p.exprs, e)
	}
	if len(p.exprs) == mark+1 {
		p.exprs = p.exprs[:mark]
		return first
	}
	return &BoolOp{Op: op, Values: p.takeExprs(mark), Pos: p.end(s)}
}

func (p *parser) inversion() Expr {
	if p.k() != kwNot {
		return p.comparison()
	}
	if !p.enter() {
		return nil
	}
	s := p.start()
	p.pos++
	e := p.inversion()
	p.depth--
	if e == nil {
		return nil
	}
	return &UnaryOp{Pos: p.end(s), Op: Not, Operand: e}
}

// cmpOp consumes a comparison operator.
func (p *parser) cmpOp() (CmpOp, bool) {
	var op CmpOp
	switch p.k() {
	case tEqEqual:
		op = Eq
	case tNotEqual:
		// <> is != only under the future feature, which then refuses !=.
		if angle := p.lx.src[p.toks[p.pos].start] == '<'; angle != p.flufl {
			if p.flufl {
				p.raiseAtLast(KindSyntaxError, "with Barry as BDFL, use '<>' instead of '!='")
			}
			return 0, false
		}
		op = NotEq
	case tLess:
		op = Lt
	case tGreater:
		op = Gt
	case tLessEqual:
		op = LtE
	case tGreaterEqual:
		op = GtE
	case kwIn:
		op = In
	case kwIs:
		p.pos++
		if p.accept(kwNot) {
			return IsNot, true
		}
		return Is, true
	case kwNot:
		if p.k1() != kwIn {
			return 0, false
		}
		p.pos++
		op = NotIn
	default:
		return 0, false
	}
	p.pos++
	return op, true
}

func (p *parser) comparison() Expr {
	s := p.start()
	left := p.bitwiseOr()
	if left == nil {
		return nil
	}
	m := p.save()
	op, ok := p.cmpOp()
	if !ok {
		return left
	}
	right := p.bitwiseOr()
	if right == nil {
		if p.err != nil {
			return nil
		}
		p.reset(m)
		return left
	}
	mark := len(p.exprs)
	p.exprs = append(p.exprs, right)
	ops := p.nodes.opList(op)
	for {
		m := p.save()
		op, ok := p.cmpOp()
		if !ok {
			break
		}
		right := p.bitwiseOr()
		if right == nil {
			if p.err != nil {
				return nil
			}
			p.reset(m)
			break
		}
		ops = append(ops, op)
		p.exprs = append(p.exprs, right)
	}
	c := p.nodes.cmp.new()
	c.Left, c.Ops, c.Comparators, c.Pos = left, ops, p.takeExprs(mark), p.end(s)
	return c
}

func (p *parser) bitwiseOr() Expr {
	if p.diag {
		return p.memoised(ruleBitwiseOr, func(p *parser) Expr { return p.binary(1) })
	}
	return p.binary(1)
}

// binary parses operators of at least the precedence min.
func (p *parser) binary(min uint8) Expr {
	s := p.start()
	if p.invalid {
		p.invalidSignNot()
	}
	left := p.factor()
	if left == nil {
		return nil
	}
	for n := 0; ; n++ {
		k := p.k()
		if k < tPlus || k > tCaret {
			return left
		}
		prec := binPrec[k-tPlus]
		if prec < min {
			return left
		}
		if !p.chain(n) {
			return nil
		}
		m := p.save()
		p.pos++
		if p.invalid && prec >= 5 {
			p.invalidNot()
		}
		var right Expr
		if prec == 6 {
			right = p.factor()
		} else {
			right = p.binary(prec + 1)
		}
		if right == nil {
			if p.err != nil {
				return nil
			}
			p.reset(m)
			return left
		}
		if k == tAt && !p.needs(5, "The '@' operator is") {
			return nil
		}
		b := p.nodes.bin.new()
		b.Left, b.Op, b.Right, b.Pos = left, binOps[k-tPlus], right, p.end(s)
		left = b
	}
}

func (p *parser) factor() Expr {
	var op UnaryOpKind
	switch p.k() {
	case tMinus:
		op = USub
	case tPlus:
		op = UAdd
	case tTilde:
		op = Invert
	default:
		return p.power()
	}
	if !p.enter() {
		return nil
	}
	s := p.start()
	p.pos++
	e := p.factor()
	p.depth--
	if e == nil {
		return nil
	}
	return &UnaryOp{Pos: p.end(s), Op: op, Operand: e}
}

func (p *parser) power() Expr {
	s := p.start()
	var base Expr
	if p.k() == kwAwait {
		p.pos++
		e := p.primary()
		if e == nil {
			return nil
		}
		if !p.needs(5, "Await expressions are") {
			return nil
		}
		base = &Await{Pos: p.end(s), Value: e}
	} else if base = p.primary(); base == nil {
		return nil
	}
	if p.k() != tDoubleStar {
		return base
	}
	if !p.enter() {
		return nil
	}
	m := p.save()
	p.pos++
	e := p.factor()
	if e == nil {
		if p.err != nil {
			return nil
		}
		p.reset(m)
		p.depth--
		return base
	}
	p.depth--
	b := p.nodes.bin.new()
	b.Left, b.Op, b.Right, b.Pos = base, Pow, e, p.end(s)
	return b
}

func (p *parser) primary() Expr {
	if p.diag {
		return p.memoised(rulePrimary, (*parser).primaryPlain)
	}
	return p.primaryPlain()
}

func (p *parser) primaryPlain() Expr {
	s := p.start()
	e := p.atom()
	if e == nil {
		return nil
	}
	for n := 0; ; n++ {
		k := p.k()
		if p.invalid && (k == tLPar || k == tLSqb || k == tLBrace) {
			// The grammar tries a generator expression as the one argument first, with its wrong forms, at any bracket.
			if p.attempt(func() {
				if p.pos++; k == tLPar {
					p.expression()
				}
			}) {
				return nil
			}
			if p.invalidComprehension(); p.err != nil {
				return nil
			}
		}
		if k != tDot && k != tLPar && k != tLSqb {
			return e
		}
		if !p.chain(n) {
			return nil
		}
		m := p.save()
		var next Expr
		switch k {
		case tDot:
			p.pos++
			if name, ok := p.acceptIdent(); ok {
				a := p.nodes.attr.new()
				a.Value, a.Attr, a.Pos = e, name, p.end(s)
				next = a
			}
		case tLPar:
			next = p.callRest(s, e)
		case tLSqb:
			p.pos++
			if sl := p.slices(); sl != nil && p.accept(tRSqb) {
				x := p.nodes.sub.new()
				x.Value, x.Slice, x.Pos = e, sl, p.end(s)
				next = x
			}
		}
		if next == nil {
			if p.err != nil {
				return nil
			}
			p.reset(m)
			return e
		}
		e = next
	}
}

func (p *parser) slices() Expr {
	s := p.start()
	first := p.sliceOrStarred()
	if first == nil {
		return nil
	}
	if _, star := first.(*Starred); p.k() != tComma && !star {
		return first
	}
	mark := len(p.exprs)
	p.exprs = append(p.exprs, first)
	for p.accept(tComma) {
		m := p.save()
		e := p.sliceOrStarred()
		if e == nil {
			if p.err != nil {
				return nil
			}
			p.reset(m)
			break
		}
		p.exprs = append(p.exprs, e)
	}
	t := p.nodes.tuple.new()
	t.Elts, t.Pos = p.takeExprs(mark), p.end(s)
	return t
}

func (p *parser) sliceOrStarred() Expr {
	if p.k() == tStar {
		return p.starredExpression()
	}
	s := p.start()
	m := p.save()
	var lower Expr
	if p.k() != tColon {
		if p.k() == tName && p.k1() == tWalrus {
			return p.assignmentExpression()
		}
		lower = p.expression()
		if p.err != nil {
			return nil
		}
		if lower == nil || p.k() != tColon {
			if !p.diag {
				if lower != nil && p.k() == tWalrus {
					return nil
				}
				return lower
			}
			p.reset(m)
			return p.namedExpression()
		}
	}
	p.pos++
	sl := &Slice{Lower: lower}
	optional := func() Expr {
		switch p.k() {
		case tColon, tRSqb, tComma:
			return nil
		}
		m := p.save()
		e := p.expression()
		if e == nil && p.err == nil {
			p.reset(m)
		}
		return e
	}
	sl.Upper = optional()
	if p.err == nil && p.accept(tColon) {
		sl.Step = optional()
	}
	if p.err != nil {
		return nil
	}
	sl.Pos = p.end(s)
	return sl
}

// starredExpression: '*' expression, as in calls, subscripts and class bases.
func (p *parser) starredExpression() Expr {
	if p.invalid {
		if p.invalidStarredExpressionUnpacking(); p.err != nil {
			return nil
		}
	}
	m := p.save()
	e := p.starred((*parser).expression)
	if e == nil && p.err == nil && p.invalid {
		p.reset(m)
		p.raiseAtLast(KindSyntaxError, "Invalid star expression")
	}
	return e
}

func (p *parser) constant(v ConstKind) Expr {
	c := p.nodes.con.new()
	c.Value.Kind, c.Pos = v, tokPos(&p.toks[p.pos])
	p.pos++
	return c
}

func (p *parser) atom() Expr {
	switch p.k() {
	case tName:
		p.pos++
		return p.newName(&p.toks[p.pos-1], Load)
	case tNumber:
		return p.numberAtom()
	case tString, tFStart, tTStart:
		return p.strings()
	case kwTrue:
		return p.constant(ConstTrue)
	case kwFalse:
		return p.constant(ConstFalse)
	case kwNone:
		return p.constant(ConstNone)
	case tEllipsis:
		return p.constant(ConstEllipsis)
	case tLPar:
		return p.bracketed((*parser).parenAtom)
	case tLSqb:
		return p.bracketed((*parser).listAtom)
	case tLBrace:
		return p.bracketed((*parser).braceAtom)
	}
	return nil
}

func (p *parser) bracketed(f func(*parser) Expr) Expr {
	if !p.enter() {
		return nil
	}
	e := f(p)
	p.depth--
	return e
}

func (p *parser) parenAtom() Expr {
	m := p.save()
	e := p.parenAtomPlain()
	if e == nil && p.invalid && p.err == nil {
		p.reset(m)
		p.invalidGroup()
		p.invalidComprehension()
	}
	return e
}

func (p *parser) parenAtomPlain() Expr {
	s := p.start()
	p.pos++
	switch p.k() {
	case tRPar:
		p.pos++
		t := p.nodes.tuple.new()
		t.Pos = p.end(s)
		return t
	case kwYield:
		e := p.yieldExpr()
		if e == nil || !p.accept(tRPar) {
			return nil
		}
		return e
	}
	first := p.starNamedExpression()
	if first == nil {
		return nil
	}
	switch p.k() {
	case tRPar:
		if _, star := first.(*Starred); star {
			return nil
		}
		p.pos++
		return first
	case tComma:
		mark := len(p.exprs)
		if !p.elements(first) || !p.accept(tRPar) {
			return nil
		}
		t := p.nodes.tuple.new()
		t.Elts, t.Pos = p.takeExprs(mark), p.end(s)
		return t
	case kwFor, kwAsync:
		if _, star := first.(*Starred); star {
			return nil
		}
		gens := p.forIfClauses()
		if gens == nil || !p.accept(tRPar) {
			return nil
		}
		return &GeneratorExp{Pos: p.end(s), Elt: first, Generators: gens}
	}
	return nil
}

// elements pushes first and the star_named_expressions after it; it stops at what is no comma, or after the last comma.
func (p *parser) elements(first Expr) bool {
	p.exprs = append(p.exprs, first)
	for p.accept(tComma) {
		switch p.k() {
		case tRPar, tRSqb, tRBrace:
			return true
		}
		m := p.save()
		e := p.starNamedExpression()
		if e == nil {
			if p.err == nil {
				p.reset(m)
			}
			return false
		}
		p.exprs = append(p.exprs, e)
	}
	return true
}

func (p *parser) listAtom() Expr {
	m := p.save()
	e := p.listAtomPlain()
	if e == nil && p.invalid && p.err == nil {
		p.reset(m)
		p.invalidComprehension()
	}
	return e
}

func (p *parser) listAtomPlain() Expr {
	s := p.start()
	p.pos++
	if p.accept(tRSqb) {
		return &List{Pos: p.end(s)}
	}
	first := p.starNamedExpression()
	if first == nil {
		return nil
	}
	switch p.k() {
	case tRSqb, tComma:
		mark := len(p.exprs)
		if !p.elements(first) || !p.accept(tRSqb) {
			return nil
		}
		return &List{Elts: p.takeExprs(mark), Pos: p.end(s)}
	case kwFor, kwAsync:
		if _, star := first.(*Starred); star {
			return nil
		}
		gens := p.forIfClauses()
		if gens == nil || !p.accept(tRSqb) {
			return nil
		}
		return &ListComp{Pos: p.end(s), Elt: first, Generators: gens}
	}
	return nil
}

func (p *parser) braceAtom() Expr {
	if p.invalid {
		return p.braceAtomDiag()
	}
	m := p.save()
	s := p.start()
	p.pos++
	switch p.k() {
	case tRBrace:
		p.pos++
		return &Dict{Pos: p.end(s)}
	case tDoubleStar:
		return p.dictOrError(m, s, nil, false)
	case tStar:
		return p.setRest(s, p.starNamedExpression())
	}
	if p.k() == tName && p.k1() == tWalrus {
		return p.setRest(s, p.namedExpression())
	}
	first := p.expression()
	if first == nil {
		return nil
	}
	if p.k() == tColon {
		return p.dictOrError(m, s, first, true)
	}
	if p.k() == tWalrus {
		return nil
	}
	return p.setRest(s, first)
}

// setRest is after the first element of a set or set comprehension.
func (p *parser) setRest(s Pos, first Expr) Expr {
	if first == nil {
		return nil
	}
	switch p.k() {
	case tRBrace, tComma:
		mark := len(p.exprs)
		if !p.elements(first) || !p.accept(tRBrace) {
			return nil
		}
		return &Set{Elts: p.takeExprs(mark), Pos: p.end(s)}
	case kwFor, kwAsync:
		if _, star := first.(*Starred); star {
			return nil
		}
		gens := p.forIfClauses()
		if gens == nil || !p.accept(tRBrace) {
			return nil
		}
		return &SetComp{Pos: p.end(s), Elt: first, Generators: gens}
	}
	return nil
}

// dictOrError is dictRest, and where that fails the wrong forms of pairs, which CPython knows in either pass.
func (p *parser) dictOrError(m state, s Pos, key Expr, have bool) Expr {
	e := p.dictRest(s, key, have)
	if e == nil && p.err == nil {
		p.reset(m)
		// Nested dicts fail one after another: what was parsed once must be remembered.
		was := p.diag
		p.diag = true
		if p.memo == nil {
			p.memo = map[memoKey]memoVal{}
		}
		p.attempt(p.invalidDoubleStarredKVPairs)
		p.diag = was
	}
	return e
}

// dictRest is at the first colon (have is set, key before it) or at the first '**'.
func (p *parser) dictRest(s Pos, key Expr, have bool) Expr {
	mark := len(p.exprs) // keys and values alternate
	for first := true; ; first = false {
		if !have {
			if p.accept(tDoubleStar) {
				v := p.bitwiseOr()
				if v == nil {
					return nil
				}
				p.exprs = append(p.exprs, nil, v)
				goto next
			}
			if key = p.expression(); key == nil {
				return nil
			}
		}
		have = false
		if !p.accept(tColon) {
			return nil
		}
		{
			v := p.expression()
			if v == nil {
				return nil
			}
			if first && (p.k() == kwFor || p.k() == kwAsync) {
				gens := p.forIfClauses()
				if gens == nil || !p.accept(tRBrace) {
					return nil
				}
				return &DictComp{Pos: p.end(s), Key: key, Value: v, Generators: gens}
			}
			p.exprs = append(p.exprs, key, v)
		}
	next:
		if p.accept(tComma) && p.k() != tRBrace {
			continue
		}
		if !p.accept(tRBrace) {
			return nil
		}
		all := p.exprs[mark:]
		n := len(all) / 2
		keys, values := p.nodes.exprList(n), p.nodes.exprList(n)
		for i := range keys {
			keys[i], values[i] = all[2*i], all[2*i+1]
		}
		clear(all)
		p.exprs = p.exprs[:mark]
		return &Dict{Pos: p.end(s), Keys: keys, Values: values}
	}
}

// forIfClauses is at 'for' or 'async'.
func (p *parser) forIfClauses() []*Comprehension {
	var out []*Comprehension
	for p.k() == kwFor || p.k() == kwAsync {
		m := p.save()
		c, cut := p.forIfClause()
		if c == nil {
			if p.err != nil || cut {
				return nil
			}
			p.reset(m)
			if p.invalid {
				if p.invalidForIfClause(); p.err != nil {
					return nil
				}
				p.reset(m)
				if p.invalidForTarget(); p.err != nil {
					return nil
				}
				p.reset(m)
			}
			break
		}
		out = append(out, c)
	}
	return out
}

// forIfClause reports cut where the clause got past its 'in', from where nothing else can match.
func (p *parser) forIfClause() (c *Comprehension, cut bool) {
	c = &Comprehension{IsAsync: p.accept(kwAsync)}
	if !p.accept(kwFor) {
		return nil, false
	}
	if c.Target = p.starTargets(); c.Target == nil || !p.accept(kwIn) {
		return nil, false
	}
	if c.Iter = p.disjunction(); c.Iter == nil {
		return nil, true
	}
	mark := len(p.exprs)
	for p.k() == kwIf {
		m := p.save()
		p.pos++
		e := p.disjunction()
		if e == nil {
			if p.err != nil {
				return nil, true
			}
			p.reset(m)
			break
		}
		p.exprs = append(p.exprs, e)
	}
	c.Ifs = p.takeExprs(mark)
	if c.IsAsync && !p.needs(6, "Async comprehensions are") {
		return nil, true
	}
	return c, true
}

// yieldExpr is at 'yield'.
func (p *parser) yieldExpr() Expr {
	s := p.start()
	p.pos++
	if p.k() == kwFrom {
		m := p.save()
		p.pos++
		if e := p.expression(); e != nil {
			return &YieldFrom{Pos: p.end(s), Value: e}
		}
		if p.err != nil {
			return nil
		}
		p.reset(m)
	}
	m := p.save()
	e := p.starExpressions()
	if e == nil {
		if p.err != nil {
			return nil
		}
		p.reset(m)
	}
	return &Yield{Pos: p.end(s), Value: e}
}

// annotatedRHS: yield_expr | star_expressions.
func (p *parser) annotatedRHS() Expr {
	if p.k() == kwYield {
		return p.yieldExpr()
	}
	return p.starExpressions()
}

// starTargets parses the target of a for.
func (p *parser) starTargets() Expr {
	s := p.start()
	first := p.starTarget()
	if first == nil || p.k() != tComma {
		return first
	}
	mark := len(p.exprs)
	p.exprs = append(p.exprs, first)
	for p.accept(tComma) {
		m := p.save()
		e := p.starTarget()
		if e == nil {
			if p.err != nil {
				return nil
			}
			p.reset(m)
			break
		}
		p.exprs = append(p.exprs, e)
	}
	t := p.nodes.tuple.new()
	t.Elts, t.Ctx, t.Pos = p.takeExprs(mark), Store, p.end(s)
	return t
}

func (p *parser) starTarget() Expr {
	if p.k() == tStar {
		s := p.start()
		p.pos++
		if p.k() == tStar {
			return nil
		}
		e := p.starTarget()
		if e == nil {
			return nil
		}
		return &Starred{Pos: p.end(s), Value: e, Ctx: Store}
	}
	e := p.primary()
	if e == nil || !p.setContext(e, Store) {
		return nil
	}
	return e
}

// setContext turns e into a target of assignment or deletion, and reports whether it may be one.
func (p *parser) setContext(e Expr, ctx ExprContext) bool {
	if !isTarget(e, ctx) {
		return false
	}
	applyContext(e, ctx)
	return true
}

func isTarget(e Expr, ctx ExprContext) bool {
	switch e := e.(type) {
	case *Name, *Attribute, *Subscript:
		return true
	case *Tuple:
		return areTargets(e.Elts, ctx)
	case *List:
		return areTargets(e.Elts, ctx)
	case *Starred:
		if _, twice := e.Value.(*Starred); twice {
			return false
		}
		return ctx == Store && isTarget(e.Value, ctx)
	}
	return false
}

func areTargets(list []Expr, ctx ExprContext) bool {
	for _, e := range list {
		if !isTarget(e, ctx) {
			return false
		}
	}
	return true
}

func applyContext(e Expr, ctx ExprContext) {
	switch e := e.(type) {
	case *Name:
		e.Ctx = ctx
	case *Attribute:
		e.Ctx = ctx
	case *Subscript:
		e.Ctx = ctx
	case *Starred:
		e.Ctx = ctx
		applyContext(e.Value, ctx)
	case *Tuple:
		e.Ctx = ctx
		for _, x := range e.Elts {
			applyContext(x, ctx)
		}
	case *List:
		e.Ctx = ctx
		for _, x := range e.Elts {
			applyContext(x, ctx)
		}
	}
}
