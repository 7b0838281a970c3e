// Call arguments, parameters of def and lambda, and type parameters.
package syntax

// callRest is at the '(' of a call of fn.
func (p *parser) callRest(s Pos, fn Expr) Expr {
	open := p.start()
	p.pos++
	call := p.nodes.call.new()
	call.Func = fn
	if p.k() != tRPar {
		gen := p.arguments(call, open)
		if p.err != nil {
			return nil
		}
		if gen {
			call.Pos = p.end(s)
			return call
		}
	}
	if !p.accept(tRPar) {
		return nil
	}
	call.Pos = p.end(s)
	return call
}

// arguments fills call.Args and Keywords. It reports gen where the one argument was a generator expression,
// in which case the closing bracket is consumed. It leaves the position where it could not go on.
func (p *parser) arguments(call *Call, open Pos) (gen bool) {
	if p.diag {
		return p.argumentsDiag(call, open)
	}
	ok, gen := p.args(call, open)
	if !ok {
		return false
	}
	if !gen {
		p.accept(tComma)
	}
	return gen
}

// args parses a comma separated list of arguments without the comma after it.
// open is the position of the bracket for a lone generator expression, or its Line is 0 where none is allowed.
func (p *parser) args(call *Call, open Pos) (ok, gen bool) {
	mark := len(p.exprs)
	var kws []*Keyword
	seenKw, seenDouble := false, false
	finish := func() {
		call.Args = p.takeExprs(mark)
		call.Keywords = kws
	}
	for first := true; ; first = false {
		m := p.save()
		if !first {
			if !p.accept(tComma) {
				finish()
				return true, false
			}
		}
		good := false
		switch k := p.k(); {
		case k == tStar:
			if !seenDouble {
				if seenKw && p.invalid {
					if p.invalidKwarg(); p.err != nil {
						return false, false
					}
				}
				if e := p.starredExpression(); e != nil {
					if !p.invalid || seenKw || p.k() != tEqual {
						p.exprs = append(p.exprs, e)
						good = true
					}
				}
			}
		case k == tDoubleStar:
			if p.invalid {
				if p.invalidKwarg(); p.err != nil {
					return false, false
				}
			}
			s := p.start()
			p.pos++
			if e := p.expression(); e != nil {
				kws = append(kws, &Keyword{Pos: p.end(s), Value: e})
				seenKw, seenDouble, good = true, true, true
			}
		case k == tName && p.k1() == tEqual:
			if p.invalid {
				if p.invalidKwarg(); p.err != nil {
					return false, false
				}
			}
			s := p.start()
			name := p.ident(&p.toks[p.pos])
			p.pos += 2
			if e := p.expression(); e != nil {
				kws = append(kws, &Keyword{Pos: p.end(s), Arg: name, Value: e})
				seenKw, good = true, true
			}
		case k == tRPar:
		default:
			if seenKw {
				if p.invalid {
					p.invalidKwarg()
				}
				break
			}
			var e Expr
			if k == tName && p.k1() == tWalrus {
				e = p.assignmentExpression()
			} else if e = p.expression(); e != nil && p.k() == tWalrus {
				e = nil
			}
			if e == nil {
				if p.invalid && p.err == nil {
					p.reset(state{m.pos, len(p.exprs), len(p.stmts), m.depth})
					if !first {
						p.pos++
					}
					p.invalidKwarg()
				}
				break
			}
			if first && open.Line != 0 && (p.k() == kwFor || p.k() == kwAsync) {
				g := p.save()
				if gens := p.forIfClauses(); gens != nil && p.accept(tRPar) {
					call.Args = p.nodes.exprList(1)
					call.Args[0] = &GeneratorExp{Pos: p.end(open), Elt: e, Generators: gens}
					return true, true
				}
				if p.err != nil {
					return false, false
				}
				p.reset(g)
			}
			if p.k() == tEqual {
				if p.invalid {
					p.reset(state{m.pos, len(p.exprs), len(p.stmts), m.depth})
					if !first {
						p.pos++
					}
					p.invalidKwarg()
				}
				break
			}
			p.exprs = append(p.exprs, e)
			good = true
		}
		if p.err != nil {
			return false, false
		}
		if !good {
			p.pos, p.depth = m.pos, m.depth
			if first {
				return false, false
			}
			finish()
			return true, false
		}
	}
}

// argumentsDiag is arguments with the wrong forms tried where the right ones do not reach the closing bracket.
func (p *parser) argumentsDiag(call *Call, open Pos) (gen bool) {
	m := p.save()
	key := memoKey{ruleArguments, int32(p.pos)}
	if v, ok := p.memo[key]; ok && v.end < 0 {
		return false
	}
	ok, gen := p.args(call, open)
	if p.err != nil {
		return false
	}
	if ok {
		if gen {
			return true
		}
		p.accept(tComma)
		if p.k() == tRPar {
			return false
		}
	}
	if p.invalid {
		p.reset(m)
		p.invalidArguments()
		p.reset(m)
	}
	p.memo[key] = memoVal{end: -1}
	return false
}

// params parses the parameters of a def, or of a lambda where closer is ':'. An empty list gives an empty node.
// It returns nil where the list is wrong.
func (p *parser) params(closer tokKind) *Arguments {
	lambda := closer == tColon
	a := &Arguments{}
	if p.k() == closer {
		return a
	}
	if p.invalid {
		m := p.save()
		p.invalidParameters(lambda)
		if p.err != nil {
			return nil
		}
		p.reset(m)
	}
	param := func(star bool) *Arg {
		if p.k() != tName {
			return nil
		}
		s := p.start()
		name, _ := p.acceptIdent()
		arg := &Arg{Arg: name}
		if !lambda && p.accept(tColon) {
			if star && p.k() == tStar {
				arg.Annotation = p.starExpression()
			} else {
				arg.Annotation = p.expression()
			}
			if arg.Annotation == nil {
				return nil
			}
		}
		arg.Pos = p.end(s)
		return arg
	}
	// after takes the comma after a parameter and its type comment, which may be on either side of it; false ends the list.
	after := func(arg *Arg) bool {
		comma := p.accept(tComma)
		if !lambda && arg != nil {
			if comma || p.lx.typeComments {
				m := p.save()
				tc := p.acceptTypeComment()
				if !comma && tc != "" && p.k() != closer {
					p.reset(m)
					return false
				}
				arg.TypeComment = tc
			}
		}
		return comma
	}
	var last *Arg
	mark := len(p.exprs)
	seenStar, bare := false, false
	for {
		last = nil
		switch p.k() {
		case tSlash:
			if seenStar || a.PosOnlyArgs != nil || a.Args == nil {
				return nil
			}
			p.pos++
			a.PosOnlyArgs, a.Args = a.Args, nil
			if p.k(); !p.needs(8, "Positional-only parameters are") {
				return nil
			}
		case tStar:
			if seenStar {
				return nil
			}
			if p.invalid {
				m := p.save()
				p.invalidStarEtc(lambda)
				if p.err != nil {
					return nil
				}
				p.reset(m)
			}
			seenStar = true
			p.pos++
			if p.k() == tComma {
				bare = true
			} else if a.VarArg = param(true); a.VarArg == nil {
				return nil
			}
			last = a.VarArg
		case tDoubleStar:
			if bare && a.KwOnlyArgs == nil {
				return nil
			}
			if p.invalid {
				m := p.save()
				p.invalidKwds(lambda)
				if p.err != nil {
					return nil
				}
				p.reset(m)
			}
			p.pos++
			if a.KwArg = param(false); a.KwArg == nil {
				return nil
			}
			after(a.KwArg)
			a.Defaults = p.takeExprs(mark)
			if p.k() != closer {
				return nil
			}
			return a
		case tName:
			arg := param(false)
			if arg == nil {
				return nil
			}
			last = arg
			var def Expr
			if p.k() == tEqual {
				if p.invalid {
					m := p.save()
					p.invalidDefault(lambda)
					if p.err != nil {
						return nil
					}
					p.reset(m)
				}
				p.pos++
				if def = p.expression(); def == nil {
					return nil
				}
			}
			if seenStar {
				a.KwOnlyArgs = append(a.KwOnlyArgs, arg)
				a.KwDefaults = append(a.KwDefaults, def)
			} else {
				if def != nil {
					p.exprs = append(p.exprs, def)
				} else if len(p.exprs) > mark {
					return nil
				}
				a.Args = append(a.Args, arg)
			}
		default:
			return nil
		}
		if !after(last) {
			break
		}
		if p.k() == closer {
			break
		}
	}
	if bare && a.KwOnlyArgs == nil {
		return nil
	}
	a.Defaults = p.takeExprs(mark)
	if p.k() != closer {
		return nil
	}
	return a
}

// lambda is at 'lambda'.
func (p *parser) lambda() Expr {
	s := p.start()
	p.pos++
	a := p.params(tColon)
	if a == nil || !p.accept(tColon) {
		return nil
	}
	body := p.expression()
	if body == nil {
		return nil
	}
	return &Lambda{Pos: p.end(s), Args: a, Body: body}
}

// typeParams is at '['; it returns nil where the list is wrong.
func (p *parser) typeParams() []TypeParam {
	p.pos++
	if p.invalid && p.k() == tRSqb {
		t := &p.toks[p.pos]
		p.raiseFrom(t.line, t.col, "Type parameter list cannot be empty")
		return nil
	}
	var out []TypeParam
	for {
		tp := p.typeParam()
		if tp == nil {
			if p.err != nil || out == nil {
				return nil
			}
			break
		}
		out = append(out, tp)
		if !p.accept(tComma) {
			break
		}
		if p.k() == tRSqb {
			break
		}
	}
	if !p.accept(tRSqb) {
		return nil
	}
	if p.k(); !p.needs(12, "Type parameter lists are") {
		return nil
	}
	return out
}

func (p *parser) typeParam() TypeParam {
	s := p.start()
	// def reads the default; ok is false where it is wrong.
	def := func(star bool) (e Expr, ok bool) {
		if !p.accept(tEqual) {
			return nil, true
		}
		if star {
			e = p.starExpression()
		} else {
			e = p.expression()
		}
		return e, e != nil && p.needs(13, "Type parameter defaults are")
	}
	bound := func(kind string) {
		if p.invalid && p.k() == tColon {
			colon := &p.toks[p.pos]
			line, col := colon.line, colon.col
			p.pos++
			e := p.expression()
			if e == nil {
				return
			}
			what := "bound"
			if _, ok := e.(*Tuple); ok {
				what = "constraints"
			}
			p.raiseFrom(line, col, "cannot use %s with %s", what, kind)
		}
	}
	switch p.k() {
	case tStar:
		p.pos++
		name, ok := p.acceptIdent()
		if !ok {
			return nil
		}
		if bound("TypeVarTuple"); p.err != nil {
			return nil
		}
		d, ok := def(true)
		if !ok {
			return nil
		}
		return &TypeVarTuple{Pos: p.end(s), Name: name, DefaultValue: d}
	case tDoubleStar:
		p.pos++
		name, ok := p.acceptIdent()
		if !ok {
			return nil
		}
		if bound("ParamSpec"); p.err != nil {
			return nil
		}
		d, ok := def(false)
		if !ok {
			return nil
		}
		return &ParamSpec{Pos: p.end(s), Name: name, DefaultValue: d}
	}
	name, ok := p.acceptIdent()
	if !ok {
		return nil
	}
	tv := &TypeVar{Name: name}
	if p.accept(tColon) {
		if tv.Bound = p.expression(); tv.Bound == nil {
			return nil
		}
	}
	if tv.DefaultValue, ok = def(false); !ok {
		return nil
	}
	tv.Pos = p.end(s)
	return tv
}
