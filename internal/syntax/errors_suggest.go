// The second pass over expressions: wrong forms that have an error message of their own, tried where the right
// ones are. A method named invalidX returns without p.err where it recognises nothing, at any position: its
// caller puts the position back. Results are memoised by rule and position, or nested brackets would take
// exponential time; an error anywhere inside a wrong form is an error of the whole.
package syntax

import "slices"

// rule names what a memo entry is of.
type rule uint8

const (
	ruleExpression rule = iota
	ruleDisjunction
	ruleBitwiseOr
	rulePrimary
	ruleStrings
	ruleArguments
	ruleNamed
	ruleBlock
)

type memoKey struct {
	rule rule
	pos  int32
}

type memoVal struct {
	node Expr
	body []Stmt
	end  int32
}

// memoised runs f, or gives what it gave before at this position.
func (p *parser) memoised(r rule, f func(*parser) Expr) Expr {
	key := memoKey{r, int32(p.pos)}
	if v, ok := p.memo[key]; ok {
		p.pos = int(v.end)
		return v.node
	}
	m := p.save()
	e := f(p)
	if p.err != nil {
		return nil
	}
	if e == nil {
		p.reset(m)
	}
	p.memo[key] = memoVal{node: e, end: int32(p.pos)}
	return e
}

// attempt runs f and puts the position back; it reports whether an error is set.
func (p *parser) attempt(f func()) bool {
	if p.err != nil {
		return true
	}
	m := p.save()
	f()
	p.reset(m)
	return p.err != nil
}

func (p *parser) expressionDiag() Expr {
	return p.memoised(ruleExpression, func(p *parser) Expr {
		if p.invalid && (p.attempt(p.invalidExpression) || p.attempt(p.invalidLegacy)) {
			return nil
		}
		return p.expressionPlain()
	})
}

// expressionWithoutInvalid is expression with no wrong forms tried.
func (p *parser) expressionWithoutInvalid() Expr {
	was := p.invalid
	p.invalid = false
	var e Expr
	if p.enter() {
		e = p.expressionPlain()
		p.depth--
	}
	p.invalid = was
	return e
}

// looksSoft says whether the current name is a soft keyword.
func (p *parser) looksSoft() bool {
	t := &p.toks[p.pos]
	return slices.Contains(SoftKeywords, string(p.lx.src[t.start:t.end]))
}

func isLegacy(e Expr) (string, bool) {
	n, ok := e.(*Name)
	if !ok || n.Id != "print" && n.Id != "exec" {
		return "", false
	}
	return n.Id, true
}

func (p *parser) invalidExpression() {
	m := p.save()
	if p.k() == tString && p.invalidSplitString() {
		return
	}
	p.reset(m)
	if !(p.k() == tName && (p.k1() == tString || p.looksSoft())) {
		if a := p.disjunction(); a != nil {
			if b := p.expressionWithoutInvalid(); b != nil {
				if _, legacy := isLegacy(a); !legacy && p.toks[p.pos-1].inParens {
					p.raiseNodes(a, b, "invalid syntax. Perhaps you forgot a comma?")
				}
				return
			}
		}
		if p.err != nil {
			return
		}
		p.reset(m)
	}
	if a := p.disjunction(); a != nil && p.accept(kwIf) {
		if b := p.disjunction(); b != nil {
			switch {
			case p.k() == tColon:
			case p.k() != kwElse:
				p.raiseNodes(a, b, "expected 'else' after 'if' expression")
				return
			default:
				p.pos++
				n := p.save()
				if p.expression() == nil && p.err == nil {
					p.reset(n)
					p.k()
					if p.pos == len(p.toks)-1 {
						p.raiseAtLast(KindSyntaxError, "expected expression after 'else', but statement is given")
						return
					}
					t := &p.toks[p.pos]
					p.raiseTokens(t, t, "expected expression after 'else', but statement is given")
					return
				}
			}
		}
	}
	if p.err != nil {
		return
	}
	p.reset(m)
	switch p.k() {
	case kwPass, kwBreak, kwContinue:
		t := p.toks[p.pos]
		p.pos++
		if p.accept(kwIf) && p.disjunction() != nil && p.accept(kwElse) && p.simpleStatement() != nil {
			p.raiseTokens(&t, &t, "expected expression before 'if', but statement is given")
		}
		return
	case kwLambda:
		t := p.toks[p.pos]
		p.pos++
		if p.params(tColon) == nil || p.k() != tColon {
			return
		}
		colon := p.toks[p.pos]
		p.pos++
		if colon.spec {
			p.k()
			name := "f-string"
			if len(p.lx.modes) > 0 && p.lx.modes[len(p.lx.modes)-1].t || p.toks[p.pos].kind == tTMiddle {
				name = "t-string"
			}
			p.raiseTokens(&t, &colon, "%s: lambda expressions are not allowed without parentheses", name)
		}
	}
}

// invalidSplitString: a string, expressions, a string again. It reports whether an error is set.
func (p *parser) invalidSplitString() bool {
	// What is parsed without wrong forms here must not be remembered.
	memo := p.memo
	p.memo = map[memoKey]memoVal{}
	defer func() { p.memo = memo }()
	p.pos++
	var first, last Expr
	for p.k() != tString {
		e := p.expressionWithoutInvalid()
		if e == nil {
			break
		}
		if first == nil {
			first = e
		}
		last = e
	}
	if first != nil && p.err == nil && p.k() == tString {
		p.raiseNodes(first, last, "invalid syntax. Is this intended to be part of the string?")
	}
	return p.err != nil
}

func (p *parser) invalidLegacy() {
	if p.k() != tName || p.k1() == tLPar {
		return
	}
	t := &p.toks[p.pos]
	w := string(p.lx.src[t.start:t.end])
	a := tokPos(t)
	p.pos++
	// An error inside what follows is one whatever the name is, as in CPython.
	if b := p.starExpressions(); b != nil && (w == "print" || w == "exec") {
		e := b.Position()
		p.raiseAt(int(a.Line), int(a.Col), int(e.EndLine), int(e.EndCol), "Missing parentheses in call to '%s'. Did you mean %s(...)?", w, w)
	}
}

func (p *parser) invalidNamedExpression() {
	key := memoKey{ruleNamed, int32(p.pos)}
	if _, done := p.memo[key]; done {
		return
	}
	if p.attempt(p.invalidNamedExpressionForms) {
		return
	}
	p.memo[key] = memoVal{}
}

func (p *parser) invalidNamedExpressionForms() {
	m := p.save()
	if a := p.expression(); a != nil && p.accept(tWalrus) && p.expression() != nil {
		p.raiseNode(a, "cannot use assignment expressions with %s", exprName(a))
		return
	}
	if p.err != nil {
		return
	}
	p.reset(m)
	if p.k() == tName && p.k1() == tEqual {
		t := p.toks[p.pos]
		p.pos += 2
		if b := p.bitwiseOr(); b != nil && p.k() != tEqual && p.k() != tWalrus {
			e := b.Position()
			p.raiseAt(int(t.line), int(t.col), int(e.EndLine), int(e.EndCol), "invalid syntax. Maybe you meant '==' or ':=' instead of '='?")
			return
		}
		if p.err != nil {
			return
		}
		p.reset(m)
	}
	switch p.k() {
	case kwTrue, kwFalse, kwNone:
		return
	case tLPar, tLSqb:
		if e := p.atom(); e != nil {
			switch e.(type) {
			case *List, *Tuple, *GeneratorExp:
				if pos := e.Position(); pos.Line == p.toks[m.pos].line && pos.Col == p.toks[m.pos].col {
					return
				}
			}
		}
		if p.err != nil {
			return
		}
		p.reset(m)
	}
	a := p.bitwiseOr()
	if a == nil || !p.accept(tEqual) {
		return
	}
	if b := p.bitwiseOr(); b != nil && p.k() != tEqual && p.k() != tWalrus {
		p.raiseNode(a, "cannot assign to %s here. Maybe you meant '==' instead of '='?", exprName(a))
	}
}

// invalidNot is after an operator.
func (p *parser) invalidNot() {
	if p.k() != kwNot {
		return
	}
	p.attempt(func() {
		t := p.toks[p.pos]
		if b := p.inversion(); b != nil {
			e := b.Position()
			p.raiseAt(int(t.line), int(t.col), int(e.EndLine), int(e.EndCol), "'not' after an operator must be parenthesized")
		}
	})
}

// invalidSignNot is where a term begins: a sign before 'not'.
func (p *parser) invalidSignNot() {
	if k := p.k(); k != tPlus && k != tMinus && k != tTilde || p.k1() != kwNot {
		return
	}
	p.attempt(func() {
		p.pos++
		t := p.toks[p.pos]
		p.pos++
		if b := p.factor(); b != nil {
			e := b.Position()
			p.raiseAt(int(t.line), int(t.col), int(e.EndLine), int(e.EndCol), "'not' after an operator must be parenthesized")
		}
	})
}

// invalidStarredExpressionUnpacking is at the '*' of an argument.
func (p *parser) invalidStarredExpressionUnpacking() {
	p.attempt(func() {
		t := p.toks[p.pos]
		p.pos++
		if p.expression() == nil || !p.accept(tEqual) {
			return
		}
		if b := p.expression(); b != nil {
			e := b.Position()
			p.raiseAt(int(t.line), int(t.col), int(e.EndLine), int(e.EndCol), "cannot assign to iterable argument unpacking")
		}
	})
}

// invalidGroup is at '('.
func (p *parser) invalidGroup() {
	p.attempt(func() {
		p.pos++
		if p.k() == tStar {
			if e := p.starredExpression(); e != nil && p.k() == tRPar {
				p.raiseNode(e, "cannot use starred expression here")
			}
			return
		}
		if t := p.toks[p.pos]; t.kind == tDoubleStar {
			p.pos++
			if e := p.expression(); e != nil && p.k() == tRPar {
				p.raiseTokens(&t, &t, "cannot use double starred expression here")
			}
		}
	})
}

// invalidComprehension is at an opening bracket of any kind.
func (p *parser) invalidComprehension() {
	open := p.k()
	if p.attempt(func() {
		p.pos++
		if p.k() != tStar {
			return
		}
		if e := p.starredExpression(); e != nil && p.forIfClauses() != nil {
			p.raiseNode(e, "iterable unpacking cannot be used in comprehension")
		}
	}) || open == tLPar {
		return
	}
	p.attempt(func() {
		p.pos++
		a := p.starNamedExpression()
		if a == nil || p.k() != tComma {
			return
		}
		comma := p.toks[p.pos]
		p.pos++
		m := p.save()
		var last Expr
		for {
			e := p.starNamedExpression()
			if e == nil {
				if p.err != nil {
					return
				}
				p.reset(m)
				break
			}
			last = e
			if !p.accept(tComma) {
				break
			}
			m = p.save()
		}
		if p.forIfClauses() == nil {
			return
		}
		const msg = "did you forget parentheses around the comprehension target?"
		if last != nil {
			p.raiseNodes(a, last, msg)
		} else {
			s := a.Position()
			p.raiseAt(int(s.Line), int(s.Col), int(comma.endLine), int(comma.endCol), msg)
		}
	})
}

// braceAtomDiag is braceAtom in the order of the grammar: dict, set, dict comprehension, set comprehension.
func (p *parser) braceAtomDiag() Expr {
	m := p.save()
	s := p.start()
	p.pos++
	if p.accept(tRBrace) {
		return &Dict{Pos: p.end(s)}
	}
	var key Expr
	have := false
	if p.k() != tDoubleStar && p.k() != tStar && !(p.k() == tName && p.k1() == tWalrus) {
		key = p.expression()
		have = key != nil && p.k() == tColon
		if p.err != nil {
			return nil
		}
	}
	if have || p.k() == tDoubleStar {
		if e := p.dictRest(s, key, have); e != nil || p.err != nil {
			return e
		}
	}
	p.reset(m)
	if p.attempt(p.invalidDoubleStarredKVPairs) {
		return nil
	}
	p.pos++
	if e := p.setRest(s, p.starNamedExpression()); e != nil || p.err != nil {
		return e
	}
	p.reset(m)
	p.attempt(func() {
		p.pos++
		t := p.toks[p.pos]
		if p.accept(tDoubleStar) && p.bitwiseOr() != nil && p.forIfClauses() != nil && p.k() == tRBrace {
			p.raiseTokens(&t, &t, "dict unpacking cannot be used in dict comprehension")
		}
	})
	p.invalidComprehension()
	return nil
}

// invalidDoubleStarredKVPairs is at '{'.
func (p *parser) invalidDoubleStarredKVPairs() {
	p.pos++
	inner := p.save()
	n := 0
	for {
		m := p.save()
		if !p.kvPair() {
			if p.err != nil {
				return
			}
			p.reset(m)
			if n > 0 {
				p.invalidKVPair()
			}
			break
		}
		n++
		if !p.accept(tComma) {
			break
		}
	}
	if p.err != nil {
		return
	}
	p.reset(inner)
	if p.expression() == nil || p.k() != tColon {
		return
	}
	p.invalidValue()
}

func (p *parser) kvPair() bool {
	if p.accept(tDoubleStar) {
		return p.bitwiseOr() != nil
	}
	return p.expression() != nil && p.accept(tColon) && p.expression() != nil
}

func (p *parser) invalidKVPair() {
	a := p.expression()
	if a == nil {
		return
	}
	if p.k() != tColon {
		e := a.Position()
		p.raiseAt(int(a.Position().Line), int(e.EndCol)-1, int(e.EndLine), -1, "':' expected after dictionary key")
		return
	}
	p.invalidValue()
}

// invalidValue is at the ':' after a dictionary's key.
func (p *parser) invalidValue() {
	colon := p.toks[p.pos]
	p.pos++
	switch p.k() {
	case tStar:
		t := p.toks[p.pos]
		p.pos++
		if p.bitwiseOr() != nil {
			p.raiseFrom(t.line, t.col, "cannot use a starred expression in a dictionary value")
		}
	case tRBrace, tComma:
		p.raiseTokens(&colon, &colon, "expression expected after dictionary key and ':'")
	}
}

func (p *parser) invalidForIfClause() {
	p.attempt(func() {
		p.accept(kwAsync)
		if !p.accept(kwFor) || p.bitwiseOr() == nil {
			return
		}
		for p.k() == tComma {
			p.pos++
			m := p.save()
			if p.bitwiseOr() == nil {
				if p.err != nil {
					return
				}
				p.reset(m)
				break
			}
		}
		if p.k() != kwIn {
			p.raiseAtLast(KindSyntaxError, "'in' expected after for-loop variables")
		}
	})
}

func (p *parser) invalidForTarget() {
	p.attempt(func() {
		p.accept(kwAsync)
		if !p.accept(kwFor) {
			return
		}
		if e := p.starExpressions(); e != nil {
			p.raiseTarget(forTargets, e)
		}
	})
}

// invalidKwarg is where a keyword argument might start.
func (p *parser) invalidKwarg() {
	p.attempt(func() {
		m := p.save()
		t := p.toks[p.pos]
		switch p.k() {
		case kwTrue, kwFalse, kwNone:
			if p.k1() == tEqual {
				p.raiseTokens(&t, &p.toks[p.pos+1], "cannot assign to %s", p.lx.src[t.start:t.end])
				return
			}
		case tDoubleStar:
			p.pos++
			if p.expression() == nil || !p.accept(tEqual) {
				return
			}
			if b := p.expression(); b != nil {
				e := b.Position()
				p.raiseAt(int(t.line), int(t.col), int(e.EndLine), int(e.EndCol), "cannot assign to keyword argument unpacking")
			}
			return
		case tName:
			if p.k1() == tEqual {
				eq := p.toks[p.pos+1]
				p.pos += 2
				if p.expression() != nil && p.forIfClauses() != nil {
					p.raiseTokens(&t, &eq, "invalid syntax. Maybe you meant '==' or ':=' instead of '='?")
				}
				return
			}
		}
		p.reset(m)
		if a := p.expression(); a != nil && p.k() == tEqual {
			s, eq := a.Position(), &p.toks[p.pos]
			p.raiseAt(int(s.Line), int(s.Col), int(eq.endLine), int(eq.endCol), "expression cannot contain assignment, perhaps you meant \"==\"?")
		}
	})
}

// lastOf is the last expression of comprehension clauses.
func lastOf(gens []*Comprehension) Expr {
	c := gens[len(gens)-1]
	if n := len(c.Ifs); n > 0 {
		return c.Ifs[n-1]
	}
	return c.Iter
}

// invalidArguments is after the '(' of a call.
func (p *parser) invalidArguments() {
	const genexp = "Generator expression must be parenthesized"
	try := func(f func()) bool { return p.attempt(f) }
	argList := func() (*Call, bool) {
		var c Call
		ok, _ := p.args(&c, Pos{})
		return &c, ok && p.err == nil
	}
	if try(func() {
		c, ok := argList()
		if !ok || len(c.Keywords) == 0 || p.k() != tComma {
			return
		}
		comma := p.toks[p.pos]
		p.pos++
		if p.k() == tStar && p.starredExpression() != nil && p.k() != tEqual {
			for p.k() == tComma && p.k1() == tStar {
				p.pos++
				if p.starredExpression() == nil {
					break
				}
			}
			p.raiseFrom(comma.line, comma.col, "iterable argument unpacking follows keyword argument unpacking")
		}
	}) {
		return
	}
	if try(func() {
		a := p.expression()
		if a == nil || p.k() != kwFor && p.k() != kwAsync {
			return
		}
		if gens := p.forIfClauses(); gens != nil && p.accept(tComma) {
			argList()
			p.raiseNodes(a, lastOf(gens), genexp)
		}
	}) {
		return
	}
	if try(func() {
		if p.k() == tName && p.k1() == tEqual {
			t, eq := p.toks[p.pos], p.toks[p.pos+1]
			p.pos += 2
			if p.expression() != nil && p.forIfClauses() != nil {
				p.raiseTokens(&t, &eq, "invalid syntax. Maybe you meant '==' or ':=' instead of '='?")
			}
		}
	}) {
		return
	}
	if try(func() {
		m := p.save()
		if _, ok := argList(); !ok || !p.accept(tComma) {
			if p.err != nil {
				return
			}
			p.reset(m)
		}
		if p.k() == tName && p.k1() == tEqual {
			t, eq := p.toks[p.pos], p.toks[p.pos+1]
			p.pos += 2
			if p.k() == tComma || p.k() == tRPar {
				p.raiseTokens(&t, &eq, "expected argument value expression")
			}
		}
	}) {
		return
	}
	if try(func() {
		c, ok := argList()
		if !ok || p.k() != kwFor && p.k() != kwAsync {
			return
		}
		if gens := p.forIfClauses(); gens != nil && len(c.Args) > 1 {
			p.raiseNodes(c.Args[len(c.Args)-1], lastOf(gens), genexp)
		}
	}) {
		return
	}
	if try(func() {
		if _, ok := argList(); !ok || !p.accept(tComma) {
			return
		}
		a := p.expression()
		if a == nil || p.k() != kwFor && p.k() != kwAsync {
			return
		}
		if gens := p.forIfClauses(); gens != nil {
			p.raiseNodes(a, lastOf(gens), genexp)
		}
	}) {
		return
	}
	try(func() {
		c, ok := argList()
		if !ok || !p.accept(tComma) {
			return
		}
		if _, ok := argList(); !ok {
			return
		}
		msg := "positional argument follows keyword argument"
		if n := len(c.Keywords); n > 0 && c.Keywords[n-1].Arg == "" {
			msg = "positional argument follows keyword argument unpacking"
		}
		p.raiseAtLast(KindSyntaxError, "%s", msg)
	})
}

// param parses a parameter without its default.
func (p *parser) param(lambda bool) (Pos, bool) {
	s := p.start()
	if p.k() != tName {
		return s, false
	}
	p.pos++
	if !lambda && p.k() == tColon {
		p.pos++
		if p.expression() == nil {
			return s, false
		}
	}
	return p.end(s), true
}

type paramForm uint8

const (
	noDefault paramForm = iota
	withDefault
	maybeDefault
)

// paramOf parses a parameter of a form and the comma after it, or up to the closing token.
func (p *parser) paramOf(form paramForm, lambda bool) (pos Pos, ok bool) {
	m := p.save()
	fail := func() (Pos, bool) {
		if p.err == nil {
			p.reset(m)
		}
		return Pos{}, false
	}
	if pos, ok = p.param(lambda); !ok {
		return fail()
	}
	if p.k() == tEqual {
		if form == noDefault {
			return fail()
		}
		if p.attempt(func() { p.invalidDefault(lambda) }) {
			return Pos{}, false
		}
		p.pos++
		if p.expression() == nil {
			return fail()
		}
	} else if form == withDefault {
		return fail()
	}
	if !p.accept(tComma) && p.k() != closerOf(lambda) {
		return fail()
	}
	return pos, true
}

func closerOf(lambda bool) tokKind {
	if lambda {
		return tColon
	}
	return tRPar
}

// slashParams parses positional-only parameters and their '/'.
func (p *parser) slashParams(lambda bool) (withDefaults, ok bool) {
	m := p.save()
	n := 0
	for {
		if _, ok := p.paramOf(noDefault, lambda); !ok {
			break
		}
		n++
	}
	for p.err == nil {
		if _, ok := p.paramOf(withDefault, lambda); !ok {
			break
		}
		n++
		withDefaults = true
	}
	if p.err == nil && n > 0 && p.accept(tSlash) && (p.accept(tComma) || p.k() == closerOf(lambda)) {
		return withDefaults, true
	}
	if p.err == nil {
		p.reset(m)
	}
	return false, false
}

func (p *parser) invalidParameters(lambda bool) {
	raise := func(t token, msg string) { p.raiseTokens(&t, &t, "%s", msg) }
	many := func(form paramForm) (n int) {
		for p.err == nil {
			if _, ok := p.paramOf(form, lambda); !ok {
				break
			}
			n++
		}
		return
	}
	if p.attempt(func() {
		if t := p.toks[p.pos]; p.accept(tSlash) && p.k() == tComma {
			raise(t, "at least one argument must precede /")
		}
	}) || p.attempt(func() {
		if _, ok := p.slashParams(lambda); ok {
			many(maybeDefault)
			p.k()
			if t := p.toks[p.pos]; t.kind == tSlash {
				raise(t, "/ may appear only once")
			}
		}
	}) || p.attempt(func() {
		if withDefaults, ok := p.slashParams(lambda); !ok || !withDefaults {
			if p.err != nil {
				return
			}
			many(noDefault)
			if w, ok := p.slashParams(lambda); (!ok || !w) && many(withDefault) == 0 {
				return
			}
		}
		if pos, ok := p.paramOf(noDefault, lambda); ok {
			p.raiseAt(int(pos.Line), int(pos.Col), int(pos.EndLine), int(pos.EndCol), "parameter without a default follows parameter with a default")
		}
	}) || p.attempt(func() {
		many(noDefault)
		p.k()
		open := p.toks[p.pos]
		if !p.accept(tLPar) {
			return
		}
		n := 0
		if lambda {
			for p.k() == tName {
				n++
				p.pos++
				if p.k() != tComma || p.k1() != tName {
					break
				}
				p.pos++
			}
		} else {
			n = many(noDefault)
		}
		if n == 0 {
			return
		}
		p.accept(tComma)
		if p.k() == tRPar {
			what := "Function"
			if lambda {
				what = "Lambda expression"
			}
			p.raiseTokens(&open, &p.toks[p.pos], "%s parameters cannot be parenthesized", what)
		}
	}) || p.attempt(func() {
		p.slashParams(lambda)
		many(maybeDefault)
		if !p.accept(tStar) {
			return
		}
		if !p.accept(tComma) {
			if _, ok := p.paramOf(noDefault, lambda); !ok {
				return
			}
		}
		many(maybeDefault)
		p.k()
		if t := p.toks[p.pos]; t.kind == tSlash {
			raise(t, "/ must be ahead of *")
		}
	}) {
		return
	}
	p.attempt(func() {
		if many(maybeDefault) > 0 && p.accept(tSlash) && p.k() == tStar {
			raise(p.toks[p.pos], "expected comma between / and *")
		}
	})
}

// invalidDefault is at the '=' of a default.
func (p *parser) invalidDefault(lambda bool) {
	t := p.toks[p.pos]
	p.pos++
	if p.k() == tRPar || p.k() == tComma {
		p.raiseTokens(&t, &t, "expected default value expression")
	}
}

// invalidStarEtc is at the '*' of parameters.
func (p *parser) invalidStarEtc(lambda bool) {
	closer := closerOf(lambda)
	star := p.toks[p.pos]
	p.pos++
	after := p.save()
	if p.k() == closer || p.k() == tComma && (p.k1() == closer || p.k1() == tDoubleStar) {
		if lambda {
			p.raiseAtLast(KindSyntaxError, "named arguments must follow bare *")
		} else {
			p.raiseTokens(&star, &star, "named arguments must follow bare *")
		}
		return
	}
	if _, ok := p.param(lambda); ok && p.k() == tEqual {
		t := &p.toks[p.pos]
		p.raiseTokens(t, t, "var-positional argument cannot have default value")
		return
	}
	if p.err != nil {
		return
	}
	one := func() bool {
		if p.accept(tComma) {
			return true
		}
		_, ok := p.paramOf(noDefault, lambda)
		return ok
	}
	p.reset(after)
	if !one() {
		return
	}
	for p.err == nil {
		if _, ok := p.paramOf(maybeDefault, lambda); !ok {
			break
		}
	}
	if p.err == nil && p.k() == tStar {
		t := p.toks[p.pos]
		p.pos++
		if one() {
			p.raiseTokens(&t, &t, "* argument may appear only once")
		}
	}
}

// invalidKwds is at the '**' of parameters.
func (p *parser) invalidKwds(lambda bool) {
	p.pos++
	if _, ok := p.param(lambda); !ok {
		return
	}
	if p.k() == tEqual {
		t := &p.toks[p.pos]
		p.raiseTokens(t, t, "var-keyword argument cannot have default value")
		return
	}
	if !p.accept(tComma) {
		return
	}
	switch p.k() {
	case tStar, tDoubleStar, tSlash:
		t := &p.toks[p.pos]
		p.raiseTokens(t, t, "arguments cannot follow var-keyword argument")
	case tName:
		if pos, ok := p.param(lambda); ok {
			p.raiseAt(int(pos.Line), int(pos.Col), int(pos.EndLine), int(pos.EndCol), "arguments cannot follow var-keyword argument")
		}
	}
}

// invalidField is called where a replacement field does not match; m is at its '{'.
func (p *parser) invalidField(m state, middle tokKind) {
	if !p.invalid || p.err != nil {
		return
	}
	name := kindOf(middle)
	p.reset(m)
	p.pos++
	next := func(format string, args ...any) {
		p.k()
		t := &p.toks[p.pos]
		p.raiseTokens(t, t, "%s: %s", name, sprintf(format, args))
	}
	switch k := p.k(); k {
	case tEqual, tExclam, tColon, tRBrace:
		t := &p.toks[p.pos]
		next("valid expression required before '%s'", p.lx.src[t.start:t.end])
		return
	}
	inner := p.save()
	if p.annotatedRHS() == nil {
		if p.err != nil {
			return
		}
		p.reset(inner)
		next("expecting a valid expression after '{'")
		return
	}
	k := p.k()
	if k != tEqual && k != tExclam && k != tColon && k != tRBrace {
		next("expecting '=', or '!', or ':', or '}'")
		return
	}
	if k == tEqual {
		p.pos++
		if k = p.k(); k != tExclam && k != tColon && k != tRBrace {
			next("expecting '!', or ':', or '}'")
			return
		}
	}
	if k == tExclam {
		p.pos++
		switch p.k() {
		case tColon, tRBrace:
			next("missing conversion character")
			return
		case tName:
			p.pos++
		default:
			next("invalid conversion character")
			return
		}
		if k = p.k(); k != tColon && k != tRBrace {
			next("expecting ':' or '}'")
			return
		}
	}
	if k == tColon {
		p.pos++
		raw := false
		// The literal text of a t-string's spec is already where this expects the end.
		if _, ok := p.fstringBody(nil, tFMiddle, raw, true); ok && p.k() != tRBrace {
			next("expecting '}', or format specs")
		}
		return
	}
	if k != tRBrace {
		next("expecting '}'")
	}
}
