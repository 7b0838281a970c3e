// Statements. A method that parses one returns nil where its rule does not match.
package syntax

var augOps = [...]Operator{
	0: Add, tMinusEqual - tPlusEqual: Sub, tStarEqual - tPlusEqual: Mult, tAtEqual - tPlusEqual: MatMult,
	tSlashEqual - tPlusEqual: Div, tPercentEqual - tPlusEqual: OpMod, tAmperEqual - tPlusEqual: BitAnd, tVBarEqual - tPlusEqual: BitOr,
	tCaretEqual - tPlusEqual: BitXor, tLeftShiftEqual - tPlusEqual: LShift, tRightShiftEqual - tPlusEqual: RShift,
	tDoubleStarEqual - tPlusEqual: Pow, tDoubleSlashEqual - tPlusEqual: FloorDiv,
}

// interactive parses what is typed at a prompt: a compound statement and the end of its lines, or simple statements.
func (p *parser) interactive() []Stmt {
	if p.k() == tNewline {
		s := p.start()
		p.pos++
		return []Stmt{&Pass{Pos: p.end(s)}}
	}
	mark := len(p.stmts)
	compound, ok := p.compoundStatement()
	if p.err != nil {
		return nil
	}
	if ok && compound {
		if !p.accept(tNewline) {
			return nil
		}
	} else if compound || !p.simpleStatements() {
		return nil
	}
	return p.takeStmts(mark)
}

func (p *parser) funcType() Mod {
	if !p.accept(tLPar) {
		return nil
	}
	mark := len(p.exprs)
	seen := 0 // 1 after *, 2 after **
	for p.k() != tRPar {
		switch {
		case seen == 0 && p.accept(tStar):
			seen = 1
		case seen < 2 && p.accept(tDoubleStar):
			seen = 2
		case seen > 0:
			return nil
		}
		e := p.expression()
		if e == nil {
			return nil
		}
		p.exprs = append(p.exprs, e)
		if !p.accept(tComma) {
			break
		}
		if p.k() == tRPar {
			return nil
		}
	}
	args := p.takeExprs(mark)
	if !p.accept(tRPar) || !p.accept(tArrow) {
		return nil
	}
	ret := p.expression()
	if ret == nil {
		return nil
	}
	for p.k() == tNewline {
		p.pos++
	}
	if p.k() != tEnd {
		return nil
	}
	return &FunctionType{ArgTypes: args, Returns: ret}
}

// statement parses one statement, or one line of simple statements, onto p.stmts.
func (p *parser) statement() bool {
	compound, ok := p.compoundStatement()
	if compound || p.err != nil {
		return ok && p.err == nil
	}
	return p.simpleStatements()
}

// compoundStatement reports whether the statement can only be a compound one, and whether it was parsed.
func (p *parser) compoundStatement() (compound, ok bool) {
	var s Stmt
	switch p.k() {
	case kwIf:
		s = p.ifStatement("if")
	case kwDef:
		s = p.functionDef(nil, p.start(), false)
	case kwClass:
		s = p.classDef(nil)
	case tAt:
		s = p.decorated()
	case kwFor:
		s = p.forStatement(p.start(), false)
	case kwWhile:
		s = p.whileStatement()
	case kwTry:
		s = p.tryStatement()
	case kwWith:
		s = p.withStatement(p.start(), false)
	case kwAsync:
		s = p.asyncStatement()
	case tName:
		if !p.isWord("match") || !p.mayBeMatch() {
			return false, false
		}
		m := p.save()
		if s = p.matchStatement(); s == nil {
			if p.err == nil {
				p.reset(m)
			}
			return false, false
		}
	default:
		return false, false
	}
	if s == nil || p.err != nil {
		return true, false
	}
	p.stmts = append(p.stmts, s)
	p.lastStmt = *s.Position()
	return true, true
}

func (p *parser) asyncStatement() Stmt {
	s := p.start()
	p.pos++
	switch p.k() {
	case kwDef:
		return p.functionDef(nil, s, true)
	case kwFor:
		return p.forStatement(s, true)
	case kwWith:
		return p.withStatement(s, true)
	}
	return nil
}

// block parses the body of a compound statement after its colon.
func (p *parser) block() []Stmt {
	if !p.diag {
		return p.blockPlain()
	}
	key := memoKey{ruleBlock, int32(p.pos)}
	if v, ok := p.memo[key]; ok {
		p.pos = int(v.end)
		return v.body
	}
	body := p.blockPlain()
	if p.err == nil {
		p.memo[key] = memoVal{body: body, end: int32(p.pos)}
	}
	return body
}

func (p *parser) blockPlain() []Stmt {
	mark := len(p.stmts)
	if p.k() != tNewline {
		if !p.simpleStatements() {
			return nil
		}
		return p.takeStmts(mark)
	}
	m := p.save()
	p.pos++
	if p.k() != tIndent {
		if p.invalid {
			p.raiseAtLast(KindIndentationError, "expected an indented block")
		}
		return nil
	}
	p.pos++
	if !p.enter() {
		return nil
	}
	for p.k() != tDedent {
		if !p.statement() {
			if p.err == nil && len(p.stmts) == mark {
				p.reset(m)
			}
			return nil
		}
	}
	p.pos++
	p.depth--
	return p.takeStmts(mark)
}

// expectColon consumes a colon that nothing else could stand for.
func (p *parser) expectColon() bool { return p.forced(tColon, ":") }

func (p *parser) forced(k tokKind, text string) bool {
	if p.accept(k) {
		return true
	}
	if p.invalid && p.err == nil {
		t := &p.toks[p.pos]
		p.raiseTokens(t, t, "expected '%s'", text)
	}
	return false
}

// noIndent raises where a block's newline is next but no indent after it.
func (p *parser) noIndent(what string, line int32) bool {
	if p.k() != tNewline || p.k1() == tIndent || p.err != nil {
		return p.err != nil
	}
	p.raiseAtLast(KindIndentationError, "expected an indented block after %s on line %d", what, line)
	return true
}

// header consumes the colon of a compound statement; in the second pass it knows the missing colon and the missing block.
func (p *parser) header(what string, line int32) bool {
	if p.invalid && p.k() == tNewline {
		p.raiseAtLast(KindSyntaxError, "expected ':'")
		return false
	}
	if !p.accept(tColon) {
		return false
	}
	return !p.invalid || !p.noIndent(what, line)
}

// ifStatement is at 'if' or 'elif'; a chain of elifs is parsed in a loop.
func (p *parser) ifStatement(word string) Stmt {
	var top, last *If
	var all []*If
	for n := 0; ; n++ {
		if !p.chain(n) {
			return nil
		}
		s := p.start()
		p.pos++
		test := p.namedExpression()
		if test == nil || !p.header("'"+word+"' statement", s.Line) {
			return nil
		}
		body := p.block()
		if body == nil {
			return nil
		}
		node := &If{Pos: s, Test: test, Body: body}
		all = append(all, node)
		if top == nil {
			top = node
		} else {
			last.OrElse = []Stmt{node}
		}
		last = node
		if p.k() != kwElif {
			break
		}
		word = "elif"
	}
	if p.k() == kwElse {
		if last.OrElse = p.elseBlock(); last.OrElse == nil {
			return nil
		}
		if p.invalid && p.k() == kwElif {
			t := &p.toks[p.pos]
			p.invalidElifAfterElse(t)
			if p.err != nil {
				return nil
			}
		}
	}
	for _, node := range all {
		node.Pos = p.end(node.Pos)
	}
	return top
}

// elseBlock is at 'else'.
func (p *parser) elseBlock() []Stmt {
	line := p.start().Line
	p.pos++
	if !p.expectColon() || p.invalid && p.noIndent("'else' statement", line) {
		return nil
	}
	return p.block()
}

func (p *parser) whileStatement() Stmt {
	s := p.start()
	p.pos++
	n := &While{}
	if n.Test = p.namedExpression(); n.Test == nil || !p.header("'while' statement", s.Line) {
		return nil
	}
	if n.Body = p.block(); n.Body == nil {
		return nil
	}
	if p.k() == kwElse {
		if n.OrElse = p.elseBlock(); n.OrElse == nil {
			return nil
		}
	}
	n.Pos = p.end(s)
	return n
}

// forStatement is at 'for'; s is where the statement began.
func (p *parser) forStatement(s Pos, async bool) Stmt {
	m := p.save()
	line := p.start().Line
	p.pos++
	target := p.starTargets()
	if target == nil || p.k() != kwIn {
		if p.invalid && p.err == nil {
			p.reset(m)
			p.invalidForTarget()
		}
		return nil
	}
	p.pos++
	iter := p.starExpressions()
	if iter == nil || !p.header("'for' statement", line) {
		return nil
	}
	tc := p.acceptTypeComment()
	body := p.block()
	if body == nil {
		return nil
	}
	var orElse []Stmt
	if p.k() == kwElse {
		if orElse = p.elseBlock(); orElse == nil {
			return nil
		}
	}
	s = p.end(s)
	if async && !p.needs(5, "Async for loops are") {
		return nil
	}
	if async {
		return &AsyncFor{Pos: s, Target: target, Iter: iter, Body: body, OrElse: orElse, TypeComment: tc}
	}
	return &For{Pos: s, Target: target, Iter: iter, Body: body, OrElse: orElse, TypeComment: tc}
}

// withStatement is at 'with'. Items in brackets are tried first.
func (p *parser) withStatement(s Pos, async bool) Stmt {
	m := p.save()
	line := p.start().Line
	if p.invalid {
		p.invalidWithIndent(line)
		if p.err != nil {
			return nil
		}
		p.reset(m)
	}
	p.pos++
	var items []*WithItem
	if p.k() == tLPar {
		inner := p.save()
		p.pos++
		items = p.withItems(true)
		if items == nil || !p.accept(tRPar) || p.k() != tColon {
			if p.err != nil {
				return nil
			}
			items = nil
			p.reset(inner)
		}
	}
	if items == nil {
		items = p.withItems(false)
	}
	if items == nil || !p.accept(tColon) {
		if p.invalid && p.err == nil {
			p.reset(m)
			p.invalidWith()
		}
		return nil
	}
	tc := p.acceptTypeComment()
	body := p.block()
	if body == nil {
		return nil
	}
	s = p.end(s)
	if async && !p.needs(5, "Async with statements are") {
		return nil
	}
	if async {
		return &AsyncWith{Pos: s, Items: items, Body: body, TypeComment: tc}
	}
	return &With{Pos: s, Items: items, Body: body, TypeComment: tc}
}

// withItems parses one item or more; bracketed allows a comma after the last.
func (p *parser) withItems(bracketed bool) []*WithItem {
	var out []*WithItem
	for {
		m := p.save()
		it := p.withItem()
		if it == nil {
			if p.err != nil || out == nil || !bracketed {
				return nil
			}
			p.reset(m)
			return out
		}
		out = append(out, it)
		if !p.accept(tComma) {
			return out
		}
		if bracketed && p.k() == tRPar {
			return out
		}
	}
}

func (p *parser) withItem() *WithItem {
	start := p.save()
	e := p.expression()
	if e == nil {
		return nil
	}
	it := &WithItem{ContextExpr: e}
	if p.k() != kwAs {
		return it
	}
	m := p.save()
	p.pos++
	if t := p.starTarget(); t != nil {
		switch p.k() {
		case tComma, tRPar, tColon:
			it.OptionalVars = t
			return it
		}
	}
	if p.err != nil {
		return nil
	}
	if p.invalid {
		p.reset(start)
		p.invalidWithItem()
		if p.err != nil {
			return nil
		}
	}
	p.reset(m)
	return it
}

func (p *parser) tryStatement() Stmt {
	s := p.start()
	m := p.save()
	p.pos++
	if !p.expectColon() {
		return nil
	}
	if p.invalid && p.noIndent("'try' statement", s.Line) {
		return nil
	}
	inner := p.save()
	body := p.block()
	if body == nil {
		if p.invalid && p.err == nil {
			if p.reset(inner); p.k() == kwExcept {
				p.invalidTry(m)
			}
		}
		return nil
	}
	if p.invalid {
		if p.invalidTry(m); p.err != nil {
			return nil
		}
	}
	var handlers []*ExceptHandler
	var orElse, final []Stmt
	star := false
	for p.k() == kwExcept {
		isStar := p.k1() == tStar
		if handlers != nil && isStar != star {
			return nil
		}
		star = isStar
		h := p.exceptBlock(star)
		if h == nil {
			return nil
		}
		handlers = append(handlers, h)
	}
	if handlers != nil && p.k() == kwElse {
		if orElse = p.elseBlock(); orElse == nil {
			return nil
		}
	}
	if p.k() == kwFinally {
		line := p.start().Line
		p.pos++
		if !p.expectColon() || p.invalid && p.noIndent("'finally' statement", line) {
			return nil
		}
		if final = p.block(); final == nil {
			return nil
		}
	} else if handlers == nil {
		return nil
	}
	s = p.end(s)
	if star && !p.needs(11, "Exception groups are") {
		return nil
	}
	if star {
		return &TryStar{Pos: s, Body: body, Handlers: handlers, OrElse: orElse, FinalBody: final}
	}
	return &Try{Pos: s, Body: body, Handlers: handlers, OrElse: orElse, FinalBody: final}
}

// exceptBlock is at 'except'. Several types need no brackets where no name follows.
func (p *parser) exceptBlock(star bool) *ExceptHandler {
	m := p.save()
	s := p.start()
	what := "'except' statement"
	p.pos++
	if star {
		p.pos++
		what = "'except*' statement"
	}
	h := &ExceptHandler{}
	several := false
	fail := func() *ExceptHandler {
		if p.invalid && p.err == nil {
			p.reset(m)
			p.invalidExcept(star)
		}
		return nil
	}
	if p.k() != tColon || star {
		ts := p.start()
		if h.Type = p.expression(); h.Type == nil {
			return fail()
		}
		switch p.k() {
		case tComma:
			several = true
			if h.Type = p.tupleRest(ts, h.Type, (*parser).expression); h.Type == nil {
				return nil
			}
			if p.k() == tColon && !p.needs(14, "except expressions without parentheses are") {
				return nil
			}
		case kwAs:
			p.pos++
			var ok bool
			if h.Name, ok = p.acceptIdent(); !ok {
				return fail()
			}
		}
	}
	if !p.accept(tColon) {
		return fail()
	}
	if p.invalid && !several && p.noIndent(what, s.Line) {
		return nil
	}
	if h.Body = p.block(); h.Body == nil {
		return nil
	}
	h.Pos = p.end(s)
	return h
}

func (p *parser) decorated() Stmt {
	mark := len(p.exprs)
	for p.accept(tAt) {
		e := p.namedExpression()
		if e == nil || !p.accept(tNewline) {
			return nil
		}
		p.exprs = append(p.exprs, e)
	}
	list := p.takeExprs(mark)
	switch p.k() {
	case kwClass:
		return p.classDef(list)
	case kwDef:
		return p.functionDef(list, p.start(), false)
	case kwAsync:
		s := p.start()
		p.pos++
		if p.k() == kwDef {
			return p.functionDef(list, s, true)
		}
	}
	return nil
}

// functionDef is at 'def'; s is where the statement began.
func (p *parser) functionDef(decorators []Expr, s Pos, async bool) Stmt {
	line := p.start().Line
	p.pos++
	name, ok := p.acceptIdent()
	if !ok {
		return nil
	}
	var tps []TypeParam
	if p.k() == tLSqb {
		m := p.save()
		if tps = p.typeParams(); tps == nil && p.err == nil {
			p.reset(m)
		}
	}
	if p.err != nil || !p.forced(tLPar, "(") {
		return nil
	}
	args := p.params(tRPar)
	if args == nil || !p.accept(tRPar) {
		return nil
	}
	var returns Expr
	if p.k() == tArrow {
		m := p.save()
		p.pos++
		if returns = p.expression(); returns == nil {
			if p.err != nil {
				return nil
			}
			p.reset(m)
		}
	}
	if !p.expectColon() {
		return nil
	}
	tc := p.funcTypeComment()
	if p.err != nil || p.invalid && p.noIndent("function definition", line) {
		return nil
	}
	body := p.block()
	if body == nil {
		return nil
	}
	s = p.end(s)
	if async && !p.needs(5, "Async functions are") {
		return nil
	}
	if async {
		return &AsyncFunctionDef{Pos: s, Name: name, Args: args, Body: body, TypeComment: tc, DecoratorList: decorators, Returns: returns, TypeParams: tps}
	}
	return &FunctionDef{Pos: s, Name: name, Args: args, Body: body, TypeComment: tc, DecoratorList: decorators, Returns: returns, TypeParams: tps}
}

func (p *parser) classDef(decorators []Expr) Stmt {
	s := p.start()
	p.pos++
	name, ok := p.acceptIdent()
	if !ok {
		return nil
	}
	n := &ClassDef{Name: name, DecoratorList: decorators}
	if p.k() == tLSqb {
		m := p.save()
		if n.TypeParams = p.typeParams(); n.TypeParams == nil && p.err == nil {
			p.reset(m)
		}
	}
	if p.err != nil {
		return nil
	}
	if p.k() == tLPar {
		m := p.save()
		p.pos++
		var call Call
		if p.k() != tRPar {
			p.arguments(&call, Pos{})
		}
		if p.err != nil {
			return nil
		}
		if p.accept(tRPar) {
			n.Bases, n.Keywords = call.Args, call.Keywords
		} else {
			p.reset(m)
		}
	}
	if !p.header("class definition", s.Line) {
		return nil
	}
	if n.Body = p.block(); n.Body == nil {
		return nil
	}
	n.Pos = p.end(s)
	return n
}

// simpleStatements parses a line of statements onto p.stmts.
func (p *parser) simpleStatements() bool {
	for {
		s := p.simpleStatement()
		if s == nil || p.err != nil {
			return false
		}
		p.stmts = append(p.stmts, s)
		if p.accept(tNewline) {
			return true
		}
		if !p.accept(tSemi) {
			return false
		}
		if p.accept(tNewline) {
			return true
		}
	}
}

func (p *parser) simpleStatement() Stmt {
	s := p.start()
	if p.invalid {
		if k := p.k(); k == kwPass || k == kwBreak || k == kwContinue || k < kwFalse {
			m := p.save()
			if n := p.assignmentDiag(); n != nil || p.err != nil {
				return n
			}
			p.reset(m)
		}
	}
	switch p.k() {
	case kwReturn:
		p.pos++
		n := &Return{}
		if n.Value = p.optionalStarExpressions(); p.err != nil {
			return nil
		}
		n.Pos = p.end(s)
		return n
	case kwImport:
		return p.importStatement()
	case kwFrom:
		return p.fromImport()
	case kwRaise:
		return p.raiseStatement()
	case kwPass:
		p.pos++
		return &Pass{Pos: p.end(s)}
	case kwBreak:
		p.pos++
		return &Break{Pos: p.end(s)}
	case kwContinue:
		p.pos++
		return &Continue{Pos: p.end(s)}
	case kwDel:
		return p.delStatement()
	case kwAssert:
		return p.assertStatement()
	case kwGlobal:
		names := p.nameList()
		if names == nil {
			return nil
		}
		return &Global{Pos: p.end(s), Names: names}
	case kwNonlocal:
		names := p.nameList()
		if names == nil {
			return nil
		}
		return &Nonlocal{Pos: p.end(s), Names: names}
	case tName:
		if p.isWord("type") && p.k1() == tName {
			m := p.save()
			if n := p.typeAlias(); n != nil || p.err != nil {
				return n
			}
			p.reset(m)
		}
	}
	return p.expressionStatement()
}

// optionalStarExpressions returns nil where there are none.
func (p *parser) optionalStarExpressions() Expr {
	switch p.k() {
	case tNewline, tSemi:
		if !p.invalid {
			return nil
		}
	}
	m := p.save()
	e := p.starExpressions()
	if e == nil && p.err == nil {
		p.reset(m)
	}
	return e
}

// expressionStatement: an expression, an assignment of any kind.
func (p *parser) expressionStatement() Stmt {
	s := p.start()
	m := p.save()
	if p.invalid {
		if p.toks[m.pos].kind >= kwFalse {
			// The others have been tried by simpleStatement.
			if n := p.assignmentDiag(); n != nil || p.err != nil {
				return n
			}
			p.reset(m)
		}
		e := p.starExpressions()
		if e == nil && p.err == nil && p.k() == kwYield {
			e = p.yieldExpr()
		}
		if e == nil {
			return nil
		}
		return &ExprStmt{Pos: p.end(s), Value: e}
	}
	e := p.annotatedRHS()
	if e == nil {
		return nil
	}
	switch k := p.k(); {
	case k == tNewline || k == tSemi:
	case k == tEqual:
		return p.assignment(s, e)
	case k == tColon:
		return p.annAssign(s, e)
	case k >= tPlusEqual && k <= tDoubleSlashEqual:
		return p.augAssign(s, e)
	}
	n := p.nodes.es.new()
	n.Value, n.Pos = e, p.end(s)
	return n
}

// assignment is at the '=' after the first target.
func (p *parser) assignment(s Pos, e Expr) Stmt {
	mark := len(p.exprs)
	for p.k() == tEqual {
		if !p.setContext(e, Store) {
			return nil
		}
		p.pos++
		p.exprs = append(p.exprs, e)
		if e = p.annotatedRHS(); e == nil {
			return nil
		}
	}
	tc := p.acceptTypeComment()
	n := p.nodes.asg.new()
	n.Targets, n.Value, n.Pos, n.TypeComment = p.takeExprs(mark), e, p.end(s), tc
	return n
}

func (p *parser) augAssign(s Pos, e Expr) Stmt {
	switch e.(type) {
	case *Name, *Attribute, *Subscript:
		applyContext(e, Store)
	default:
		return nil
	}
	op := augOps[p.k()-tPlusEqual]
	if op == MatMult && !p.needs(5, "The '@' operator is") {
		return nil
	}
	p.pos++
	v := p.annotatedRHS()
	if v == nil {
		return nil
	}
	return &AugAssign{Pos: p.end(s), Target: e, Op: op, Value: v}
}

// annAssign is at the ':' after a single target.
func (p *parser) annAssign(s Pos, e Expr) Stmt {
	simple := false
	switch e.(type) {
	case *Name:
		pos := e.Position()
		simple = pos.Line == s.Line && pos.Col == s.Col
	case *Attribute, *Subscript:
	default:
		return nil
	}
	applyContext(e, Store)
	p.pos++
	n := &AnnAssign{Target: e, Simple: simple}
	if n.Annotation = p.expression(); n.Annotation == nil {
		return nil
	}
	if p.k() == tEqual {
		m := p.save()
		p.pos++
		if n.Value = p.annotatedRHS(); n.Value == nil {
			if p.err != nil {
				return nil
			}
			p.reset(m)
		}
	}
	if !p.needs(6, "Variable annotation syntax is") {
		return nil
	}
	n.Pos = p.end(s)
	return n
}

func (p *parser) typeAlias() Stmt {
	s := p.start()
	p.pos++
	name := p.newName(&p.toks[p.pos], Store)
	p.pos++
	n := &TypeAlias{Name: name}
	if p.k() == tLSqb {
		if n.TypeParams = p.typeParams(); n.TypeParams == nil {
			return nil
		}
	}
	if !p.accept(tEqual) {
		return nil
	}
	if n.Value = p.expression(); n.Value == nil || !p.needs(12, "Type statement is") {
		return nil
	}
	n.Pos = p.end(s)
	return n
}

// nameList is at 'global' or 'nonlocal'.
func (p *parser) nameList() []string {
	p.pos++
	var out []string
	for {
		name, ok := p.acceptIdent()
		if !ok {
			return nil
		}
		out = append(out, name)
		if !p.accept(tComma) {
			return out
		}
	}
}

func (p *parser) raiseStatement() Stmt {
	s := p.start()
	p.pos++
	n := &Raise{}
	if p.k() != tNewline && p.k() != tSemi {
		if n.Exc = p.expression(); n.Exc == nil {
			return nil
		}
		if p.k() == kwFrom {
			p.pos++
			if n.Cause = p.expression(); n.Cause == nil {
				return nil
			}
		}
	}
	n.Pos = p.end(s)
	return n
}

func (p *parser) assertStatement() Stmt {
	s := p.start()
	p.pos++
	n := &Assert{}
	if n.Test = p.expression(); n.Test == nil {
		return nil
	}
	if p.accept(tComma) {
		if n.Msg = p.expression(); n.Msg == nil {
			return nil
		}
	}
	n.Pos = p.end(s)
	return n
}

func (p *parser) delStatement() Stmt {
	s := p.start()
	m := p.save()
	p.pos++
	mark := len(p.exprs)
	ok := false
	for {
		e := p.primary()
		if e == nil || !p.setContext(e, Del) {
			ok = len(p.exprs) > mark && e == nil
			break
		}
		p.exprs = append(p.exprs, e)
		ok = true
		if !p.accept(tComma) {
			break
		}
		if p.k() == tSemi || p.k() == tNewline {
			break
		}
	}
	if p.err != nil {
		return nil
	}
	if !ok || p.k() != tSemi && p.k() != tNewline {
		if p.invalid {
			p.reset(m)
			p.invalidDel()
		}
		return nil
	}
	return &Delete{Targets: p.takeExprs(mark), Pos: p.end(s)}
}

// dottedName returns the names joined by dots.
func (p *parser) dottedName() (string, bool) {
	name, ok := p.acceptIdent()
	if !ok {
		return "", false
	}
	if p.k() != tDot {
		return name, true
	}
	b := []byte(name)
	for p.k() == tDot && p.k1() == tName {
		p.pos++
		part, _ := p.acceptIdent()
		b = append(append(b, '.'), part...)
	}
	return string(b), true
}

func (p *parser) importStatement() Stmt {
	s := p.start()
	m := p.save()
	if p.invalid {
		if p.invalidImport(); p.err != nil {
			return nil
		}
		p.reset(m)
	}
	p.pos++
	n := &Import{}
	for {
		as := p.start()
		am := p.save()
		name, ok := p.dottedName()
		if !ok {
			return nil
		}
		a := &Alias{Name: name}
		if p.k() == kwAs {
			p.pos++
			if a.AsName, ok = p.acceptIdent(); !ok {
				if p.invalid {
					p.reset(am)
					p.invalidImportAs(true)
				}
				return nil
			}
			if p.invalid {
				end := p.save()
				p.reset(am)
				if p.invalidImportAs(true); p.err != nil {
					return nil
				}
				p.reset(end)
			}
		}
		a.Pos = p.end(as)
		n.Names = append(n.Names, a)
		if !p.accept(tComma) {
			break
		}
	}
	n.Pos = p.end(s)
	return n
}

func (p *parser) fromImport() Stmt {
	s := p.start()
	p.pos++
	n := &ImportFrom{}
dots:
	for {
		switch p.k() {
		case tDot:
			n.Level++
		case tEllipsis:
			n.Level += 3
		default:
			break dots
		}
		p.pos++
	}
	name, ok := p.dottedName()
	if !ok && n.Level == 0 {
		return nil
	}
	n.Module = name
	if !p.accept(kwImport) {
		return nil
	}
	switch {
	case p.k() == tStar:
		as := p.start()
		p.pos++
		n.Names = []*Alias{{Pos: p.end(as), Name: "*"}}
	case p.accept(tLPar):
		if n.Names = p.importNames(); n.Names == nil {
			return nil
		}
		p.accept(tComma)
		if !p.accept(tRPar) {
			return nil
		}
	default:
		if n.Names = p.importNames(); n.Names == nil || p.k() == tComma {
			if p.invalid && p.err == nil {
				p.invalidFromTargets(n.Names != nil)
			}
			return nil
		}
	}
	if n.Module == "__future__" && n.Level == 0 {
		for _, a := range n.Names {
			p.flufl = p.flufl || a.Name == "barry_as_FLUFL"
		}
	}
	n.Pos = p.end(s)
	return n
}

// importNames parses names up to a comma that no name follows.
func (p *parser) importNames() []*Alias {
	var out []*Alias
	for {
		m := p.save()
		if out != nil && !p.accept(tComma) {
			return out
		}
		as := p.start()
		am := p.save()
		name, ok := p.acceptIdent()
		if !ok {
			p.reset(m)
			return out
		}
		a := &Alias{Name: name}
		if p.k() == kwAs {
			asAt := p.save()
			p.pos++
			a.AsName, ok = p.acceptIdent()
			end := p.save()
			if p.invalid {
				p.reset(am)
				if p.invalidImportAs(false); p.err != nil {
					return nil
				}
				p.reset(end)
			}
			if !ok {
				p.reset(asAt)
			}
		}
		a.Pos = p.end(as)
		out = append(out, a)
	}
}
