// match statements and their patterns.
package syntax

// mayBeMatch looks at the token after the name match: most rule the statement out.
func (p *parser) mayBeMatch() bool {
	switch p.k1() {
	case tName, tNumber, tString, tFStart, tTStart, tLPar, tLSqb, tLBrace, tStar, tMinus, tPlus, tTilde, tEllipsis,
		kwNot, kwAwait, kwLambda, kwNone, kwTrue, kwFalse:
		return true
	}
	return false
}

func (p *parser) matchStatement() Stmt {
	s := p.start()
	p.pos++
	n := &Match{}
	ss := p.start()
	first := p.starNamedExpression()
	if first == nil {
		return nil
	}
	if p.k() == tComma {
		mark := len(p.exprs)
		p.exprs = append(p.exprs, first)
		for p.accept(tComma) {
			m := p.save()
			e := p.starNamedExpression()
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
		t.Elts, t.Pos = p.takeExprs(mark), p.end(ss)
		first = t
	} else if _, star := first.(*Starred); star {
		return nil
	}
	n.Subject = first
	if p.invalid && p.k() == tNewline {
		p.raiseAtLast(KindSyntaxError, "expected ':'")
		return nil
	}
	if !p.accept(tColon) || p.k() != tNewline {
		return nil
	}
	if p.invalid && p.noIndent("'match' statement", s.Line) {
		return nil
	}
	p.pos++
	if !p.accept(tIndent) {
		return nil
	}
	for p.isWord("case") {
		c := p.caseBlock()
		if c == nil {
			return nil
		}
		n.Cases = append(n.Cases, c)
	}
	if n.Cases == nil || !p.accept(tDedent) || !p.needs(10, "Pattern matching is") {
		return nil
	}
	n.Pos = p.end(s)
	return n
}

func (p *parser) caseBlock() *MatchCase {
	line := p.start().Line
	p.pos++
	c := &MatchCase{}
	if c.Pattern = p.patterns(); c.Pattern == nil {
		return nil
	}
	if p.accept(kwIf) {
		if c.Guard = p.namedExpression(); c.Guard == nil {
			return nil
		}
	}
	if !p.header("'case' statement", line) {
		return nil
	}
	if c.Body = p.block(); c.Body == nil {
		return nil
	}
	return c
}

// patterns: an open sequence pattern or a pattern.
func (p *parser) patterns() Pattern {
	s := p.start()
	first := p.maybeStarPattern()
	if first == nil {
		return nil
	}
	if p.k() != tComma {
		if _, star := first.(*MatchStar); star {
			return nil
		}
		return first
	}
	list := p.patternList(first)
	if list == nil {
		return nil
	}
	return &MatchSequence{Pos: p.end(s), Patterns: list}
}

// patternList is after the first of a comma separated list; a last comma is consumed.
func (p *parser) patternList(first Pattern) []Pattern {
	list := []Pattern{first}
	for p.accept(tComma) {
		m := p.save()
		q := p.maybeStarPattern()
		if q == nil {
			if p.err != nil {
				return nil
			}
			p.reset(m)
			break
		}
		list = append(list, q)
	}
	return list
}

func (p *parser) maybeStarPattern() Pattern {
	if p.k() != tStar {
		return p.pattern()
	}
	s := p.start()
	p.pos++
	name, ok := p.acceptIdent()
	if !ok {
		return nil
	}
	if name == "_" {
		name = ""
	}
	return &MatchStar{Pos: p.end(s), Name: name}
}

// pattern: an or pattern, perhaps with 'as'.
func (p *parser) pattern() Pattern {
	if !p.enter() {
		return nil
	}
	s := p.start()
	m := p.save()
	q := p.orPattern()
	if q == nil {
		return nil
	}
	if p.k() == kwAs {
		as := p.save()
		p.pos++
		if name, ok := p.captureTarget(); ok {
			p.depth--
			return &MatchAs{Pos: p.end(s), Pattern: q, Name: name}
		}
		if p.invalid {
			p.reset(m)
			p.invalidAsPattern()
			if p.err != nil {
				return nil
			}
		}
		p.reset(as)
	}
	p.depth--
	return q
}

// captureTarget: a name other than '_' that no '.', '(' or '=' follows.
func (p *parser) captureTarget() (string, bool) {
	if p.k() != tName || p.isWord("_") {
		return "", false
	}
	switch p.k1() {
	case tDot, tLPar, tEqual:
		return "", false
	}
	return p.acceptIdent()
}

func (p *parser) orPattern() Pattern {
	s := p.start()
	first := p.closedPattern()
	if first == nil || p.k() != tVBar {
		return first
	}
	list := []Pattern{first}
	for p.accept(tVBar) {
		q := p.closedPattern()
		if q == nil {
			return nil
		}
		list = append(list, q)
	}
	return &MatchOr{Pos: p.end(s), Patterns: list}
}

func (p *parser) closedPattern() Pattern {
	s := p.start()
	switch p.k() {
	case tNumber, tMinus:
		e := p.complexNumber()
		if e == nil {
			return nil
		}
		return &MatchValue{Pos: p.end(s), Value: e}
	case tString, tFStart, tTStart:
		e := p.strings()
		if e == nil {
			return nil
		}
		return &MatchValue{Pos: p.end(s), Value: e}
	case kwNone:
		p.pos++
		return &MatchSingleton{Pos: p.end(s), Value: Const{Kind: ConstNone}}
	case kwTrue:
		p.pos++
		return &MatchSingleton{Pos: p.end(s), Value: Const{Kind: ConstTrue}}
	case kwFalse:
		p.pos++
		return &MatchSingleton{Pos: p.end(s), Value: Const{Kind: ConstFalse}}
	case tLPar, tLSqb:
		return p.sequencePattern()
	case tLBrace:
		return p.mappingPattern()
	case tName:
		if name, ok := p.captureTarget(); ok {
			return &MatchAs{Pos: p.end(s), Name: name}
		}
		switch p.k1() {
		case tDot, tLPar:
			e := p.nameOrAttr()
			if e == nil {
				return nil
			}
			if p.k() == tLPar {
				return p.classPattern(s, e)
			}
			if p.k() == tEqual {
				return nil
			}
			return &MatchValue{Pos: p.end(s), Value: e}
		case tEqual:
			if !p.isWord("_") {
				return nil
			}
		}
		p.pos++
		return &MatchAs{Pos: p.end(s)}
	}
	return nil
}

func (p *parser) nameOrAttr() Expr {
	s := p.start()
	p.pos++
	var e Expr = p.newName(&p.toks[p.pos-1], Load)
	for n := 0; p.accept(tDot); n++ {
		if !p.chain(n) {
			return nil
		}
		name, ok := p.acceptIdent()
		if !ok {
			return nil
		}
		a := p.nodes.attr.new()
		a.Value, a.Attr, a.Pos = e, name, p.end(s)
		e = a
	}
	return e
}

// signedNumber: an optional minus and a number.
func (p *parser) signedNumber() Expr {
	s := p.start()
	neg := p.accept(tMinus)
	if p.k() != tNumber {
		return nil
	}
	e := p.numberAtom()
	if e == nil || !neg {
		return e
	}
	return &UnaryOp{Pos: p.end(s), Op: USub, Operand: e}
}

// complexNumber: a signed number, or signed real '+' or '-' imaginary.
func (p *parser) complexNumber() Expr {
	s := p.start()
	e := p.signedNumber()
	if e == nil {
		return nil
	}
	op := Add
	switch p.k() {
	case tMinus:
		op = Sub
	case tPlus:
	default:
		return e
	}
	real := e
	if u, ok := e.(*UnaryOp); ok {
		real = u.Operand
	}
	if c := real.(*Constant); c.Value.Kind == ConstComplex {
		if p.invalid || p.diag {
			p.raiseNode(c, "real number required in complex literal")
		}
		return nil
	}
	p.pos++
	if p.k() != tNumber {
		return nil
	}
	im := p.numberAtom()
	if im == nil {
		return nil
	}
	if c := im.(*Constant); c.Value.Kind != ConstComplex {
		if p.diag {
			p.raiseNode(c, "imaginary number required in complex literal")
		}
		return nil
	}
	b := p.nodes.bin.new()
	b.Left, b.Op, b.Right, b.Pos = e, op, im, p.end(s)
	return b
}

// sequencePattern is at '(' or '[': a group or a sequence.
func (p *parser) sequencePattern() Pattern {
	s := p.start()
	closer, group := tRSqb, false
	if p.k() == tLPar {
		closer, group = tRPar, true
	}
	p.pos++
	if p.accept(closer) {
		return &MatchSequence{Pos: p.end(s)}
	}
	first := p.maybeStarPattern()
	if first == nil {
		return nil
	}
	if _, star := first.(*MatchStar); group && !star && p.accept(closer) {
		return first
	} else if group && p.k() != tComma {
		return nil
	}
	list := p.patternList(first)
	if list == nil || !p.accept(closer) {
		return nil
	}
	return &MatchSequence{Pos: p.end(s), Patterns: list}
}

func (p *parser) mappingPattern() Pattern {
	s := p.start()
	p.pos++
	n := &MatchMapping{}
	mark := len(p.exprs)
	for p.k() != tRBrace {
		if p.accept(tDoubleStar) {
			name, ok := p.captureTarget()
			if !ok {
				return nil
			}
			n.Rest = name
			p.accept(tComma)
			break
		}
		var key Expr
		switch p.k() {
		case tNumber, tMinus:
			key = p.complexNumber()
		case tString, tFStart, tTStart:
			key = p.strings()
		case kwNone:
			key = p.constant(ConstNone)
		case kwTrue:
			key = p.constant(ConstTrue)
		case kwFalse:
			key = p.constant(ConstFalse)
		case tName:
			if p.k1() == tDot {
				key = p.nameOrAttr()
			}
		}
		if key == nil || !p.accept(tColon) {
			return nil
		}
		q := p.pattern()
		if q == nil {
			return nil
		}
		p.exprs = append(p.exprs, key)
		n.Patterns = append(n.Patterns, q)
		if !p.accept(tComma) {
			break
		}
	}
	if !p.accept(tRBrace) {
		return nil
	}
	n.Keys, n.Pos = p.takeExprs(mark), p.end(s)
	return n
}

// classPattern is at the '(' after the class.
func (p *parser) classPattern(s Pos, cls Expr) Pattern {
	m := p.save()
	p.pos++
	n := &MatchClass{Cls: cls}
	for p.k() != tRPar {
		if p.k() == tName && p.k1() == tEqual {
			name, _ := p.acceptIdent()
			p.pos++
			q := p.pattern()
			if q == nil {
				return nil
			}
			n.KwdAttrs = append(n.KwdAttrs, name)
			n.KwdPatterns = append(n.KwdPatterns, q)
		} else {
			at := p.save()
			q := p.pattern()
			if q == nil {
				return nil
			}
			if n.KwdAttrs != nil {
				if p.invalid {
					p.reset(at)
					p.invalidClassPattern(m)
				}
				return nil
			}
			n.Patterns = append(n.Patterns, q)
		}
		if !p.accept(tComma) {
			break
		}
	}
	if !p.accept(tRPar) {
		return nil
	}
	n.Pos = p.end(s)
	return n
}
