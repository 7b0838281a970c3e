// Adjacent string literals, f-strings and t-strings (PEP 701, PEP 750) as nodes.
package syntax

import "strings"

// piece is a part of concatenated literals: literal text (expr nil) or a replacement field.
type piece struct {
	text string
	isU  bool
	pos  Pos
	expr Expr
	// undecoded literal text of an f-string: an error in it is told when the string has ended
	tok     token
	pending bool
}

// strings is at a string, f-string or t-string and takes all that follow it of a kind.
func (p *parser) strings() Expr {
	if p.diag {
		return p.memoised(ruleStrings, (*parser).stringsPlain)
	}
	return p.stringsPlain()
}

func (p *parser) stringsPlain() Expr {
	s := p.start()
	if p.k() == tString {
		switch p.k1() {
		case tString, tFStart, tTStart:
		default:
			return p.oneString()
		}
	}
	if p.k() == tTStart {
		return p.tstrings(s)
	}
	var pieces []piece
	isF, anyBytes, anyText := false, false, false
	var joined []byte
	for {
		switch p.k() {
		case tString:
			if p.pos&0x3ff == 0 && p.lx.pollLong() {
				return nil
			}
			t := p.toks[p.pos]
			body, raw, isBytes, isU := stringParts(p.lx.src[t.start:t.end])
			p.pos++
			if isBytes {
				anyBytes = true
				if anyText {
					continue
				}
				text, ok := p.bytesText(body, raw, &t)
				if !ok {
					return nil
				}
				joined = append(joined, text...)
				continue
			}
			anyText = true
			if anyBytes {
				continue
			}
			text, ok := p.text(body, raw, &t)
			if !ok {
				return nil
			}
			pieces = append(pieces, piece{text: text, isU: isU, pos: tokPos(&t)})
			continue
		case tFStart:
			isF, anyText = true, true
			var ok bool
			if pieces, ok = p.fstringParts(pieces, tFMiddle, tFEnd); !ok {
				return nil
			}
			continue
		}
		break
	}
	if p.err != nil {
		return nil
	}
	if anyBytes && anyText {
		p.raiseAtLast(KindSyntaxError, "cannot mix bytes and nonbytes literals")
		return nil
	}
	if p.invalid && p.k() == tTStart {
		p.mixedTemplate(s)
		return nil
	}
	if anyBytes {
		return &Constant{Pos: p.end(s), Value: Const{Kind: ConstBytes, Str: bytesString(joined)}}
	}
	if !isF {
		c := p.nodes.con.new()
		c.Value, c.Pos = Const{Kind: ConstStr, Str: joinText(pieces)}, p.end(s)
		if pieces[0].isU {
			c.Kind = "u"
		}
		return c
	}
	return &JoinedStr{Pos: p.end(s), Values: p.mergePieces(pieces)}
}

// oneString is the common case: one plain literal.
func (p *parser) oneString() Expr {
	t := p.toks[p.pos]
	body, raw, isBytes, isU := stringParts(p.lx.src[t.start:t.end])
	c := p.nodes.con.new()
	c.Pos = tokPos(&t)
	p.pos++
	ok := false
	if isBytes {
		c.Value.Kind = ConstBytes
		c.Value.Str, ok = p.bytesText(body, raw, &t)
	} else {
		c.Value.Kind = ConstStr
		c.Value.Str, ok = p.text(body, raw, &t)
		if isU {
			c.Kind = "u"
		}
	}
	if !ok || p.err != nil {
		return nil
	}
	return c
}

func (p *parser) tstrings(s Pos) Expr {
	var pieces []piece
	for p.k() == tTStart {
		var ok bool
		if pieces, ok = p.fstringParts(pieces, tTMiddle, tTEnd); !ok {
			return nil
		}
	}
	if p.invalid && (p.k() == tString || p.k() == tFStart) {
		p.mixedTemplate(s)
		return nil
	}
	if !p.needs(14, "t-strings are") {
		return nil
	}
	return &TemplateStr{Pos: p.end(s), Values: p.mergePieces(pieces)}
}

// mixedTemplate is at a literal that may not follow those since s.
func (p *parser) mixedTemplate(s Pos) {
	first := p.end(s)
	var ok bool
	switch p.k() {
	case tString:
		p.pos++
		ok = true
	case tFStart:
		_, ok = p.fstringParts(nil, tFMiddle, tFEnd)
	case tTStart:
		_, ok = p.fstringParts(nil, tTMiddle, tTEnd)
	}
	if ok {
		e := p.end(first)
		p.raiseAt(int(first.Line), int(first.Col), int(e.EndLine), int(e.EndCol), "cannot mix t-string literals with string or bytes literals")
	}
}

func joinText(pieces []piece) string {
	if len(pieces) == 1 {
		return pieces[0].text
	}
	n := 0
	for i := range pieces {
		n += len(pieces[i].text)
	}
	var b strings.Builder
	b.Grow(n)
	for i := range pieces {
		b.WriteString(pieces[i].text)
	}
	return b.String()
}

// mergePieces makes one constant of each run of literal text that is not empty.
func (p *parser) mergePieces(pieces []piece) []Expr {
	mark := len(p.exprs)
	for i := 0; i < len(pieces); {
		if pieces[i].expr != nil {
			p.exprs = append(p.exprs, pieces[i].expr)
			i++
			continue
		}
		j := i
		for j < len(pieces) && pieces[j].expr == nil {
			j++
		}
		if text := joinText(pieces[i:j]); text != "" {
			c := p.nodes.con.new()
			c.Value = Const{Kind: ConstStr, Str: text}
			c.Pos = pieces[i].pos
			c.EndLine, c.EndCol = pieces[j-1].pos.EndLine, pieces[j-1].pos.EndCol
			if pieces[i].isU {
				c.Kind = "u"
			}
			p.exprs = append(p.exprs, c)
		}
		i = j
	}
	return p.takeExprs(mark)
}

// fstringParts is at the start of an f-string or t-string, and consumes it all.
func (p *parser) fstringParts(pieces []piece, middle, end tokKind) ([]piece, bool) {
	if !p.enter() {
		return nil, false
	}
	st := p.toks[p.pos]
	raw := false
	for _, c := range p.lx.src[st.start:st.end] {
		if c|0x20 == 'r' {
			raw = true
		}
	}
	p.pos++
	pieces, ok := p.fstringBody(pieces, middle, raw, false)
	if !ok || !p.accept(end) || !p.decodePending(pieces, raw) {
		return nil, false
	}
	p.depth--
	return pieces, true
}

// fstringBody reads literal text and replacement fields up to what is neither.
func (p *parser) fstringBody(pieces []piece, middle tokKind, raw, spec bool) ([]piece, bool) {
	for {
		switch p.k() {
		case middle:
			t := p.toks[p.pos]
			p.pos++
			pieces = append(pieces, piece{tok: t, pending: true, pos: tokPos(&t)})
		case tLBrace:
			var ok bool
			if pieces, ok = p.replacementField(pieces, middle, raw, spec); !ok {
				return nil, false
			}
		default:
			return pieces, true
		}
	}
}

func (p *parser) decodePending(pieces []piece, raw bool) bool {
	p.errAtLast = true
	ok := true
	for i := range pieces {
		if q := &pieces[i]; q.pending {
			q.text, ok = p.text(p.lx.src[q.tok.start:q.tok.end], raw, &q.tok)
			if !ok {
				break
			}
			q.pending = false
		}
	}
	p.errAtLast = false
	return ok && p.err == nil
}

// fieldText is the source from..to without comments.
func (p *parser) fieldText(from, to int32) string {
	b := p.lx.src[from:to]
	if indexByte(b, '#') < 0 {
		return string(b)
	}
	// A '#' inside a string literal is no comment: lex again to tell.
	lx := newLexer(append(append([]byte("("), b...), 0), "")
	lx.extra = true
	var out []byte
	at := 0
	var t token
	for {
		lx.next(&t)
		if t.kind == tEnd || t.kind == tError {
			break
		}
		if t.kind == tComment {
			out = append(out, b[at:t.start-1]...)
			at = int(t.end) - 1
		}
	}
	return string(append(out, b[at:]...))
}

// replacementField is at '{'. A field within the format spec of a t-string is an f-string's.
func (p *parser) replacementField(pieces []piece, middle tokKind, raw, inSpec bool) ([]piece, bool) {
	if !p.enter() {
		return nil, false
	}
	m := p.save()
	s := p.start()
	open := p.toks[p.pos]
	p.pos++
	value := p.annotatedRHS()
	if value == nil {
		p.invalidField(m, middle)
		return nil, false
	}
	// The text of the expression ends where the token after it, or after its '=', starts.
	p.k()
	exprEnd := p.toks[p.pos].start
	debug := p.k() == tEqual
	if debug {
		p.pos++
		p.k()
		text := p.fieldText(open.end, p.toks[p.pos].start)
		next := &p.toks[p.pos]
		line, col := open.endLine, open.endCol
		pieces = append(pieces, piece{text: text, pos: Pos{line, col, next.line, next.col}})
	}
	conversion := -1
	if p.k() == tExclam {
		mark := p.toks[p.pos]
		p.pos++
		if p.k() != tName {
			p.invalidField(m, middle)
			return nil, false
		}
		t := p.toks[p.pos]
		if t.start != mark.end {
			p.raiseTokens(&mark, &t, "%s: conversion type must come right after the exclamation mark", kindOf(middle))
			return nil, false
		}
		if name := string(p.lx.src[t.start:t.end]); name != "s" && name != "r" && name != "a" {
			p.raiseTokens(&t, &t, "%s: invalid conversion character '%s': expected 's', 'r', or 'a'", kindOf(middle), name)
			return nil, false
		}
		conversion = int(p.lx.src[t.start])
		p.pos++
	}
	var spec Expr
	if p.k() == tColon {
		ss := p.start()
		p.pos++
		sp, ok := p.fstringBody(nil, middle, raw, true)
		if !ok || !p.decodePending(sp, raw) {
			return nil, false
		}
		spec = &JoinedStr{Values: p.mergePieces(sp), Pos: p.end(ss)}
	}
	if p.k() != tRBrace {
		p.invalidField(m, middle)
		return nil, false
	}
	p.pos++
	p.depth--
	if debug && conversion < 0 && spec == nil {
		conversion = 'r'
	}
	pos := p.end(s)
	var e Expr
	if middle == tTMiddle && !inSpec {
		str := strings.TrimRight(p.fieldText(open.end, exprEnd), " \t\n\f\r\v")
		e = &Interpolation{Pos: pos, Value: value, Str: Const{Kind: ConstStr, Str: str}, Conversion: conversion, FormatSpec: spec}
	} else {
		e = &FormattedValue{Pos: pos, Value: value, Conversion: conversion, FormatSpec: spec}
	}
	return append(pieces, piece{expr: e}), true
}

func kindOf(middle tokKind) string {
	if middle == tTMiddle {
		return "t-string"
	}
	return "f-string"
}
