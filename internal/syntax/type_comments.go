// Type comments ("# type: int"), which are tokens of their own where Options.TypeComments asks for them, and nothing otherwise.
package syntax

// typeComment looks at the comment src[start:end]: its text if it is a type comment; a "type: ignore" is noted instead.
func (lx *lexer) typeComment(start, end int) (text int, ok bool) {
	src := lx.src
	i := start + 1
	blanks := func() {
		for i < end && (src[i] == ' ' || src[i] == '\t') {
			i++
		}
	}
	blanks()
	const word = "type:"
	if end-i < len(word) || string(src[i:i+len(word)]) != word {
		return 0, false
	}
	i += len(word)
	blanks()
	const ignore = "ignore"
	if end-i >= len(ignore) && string(src[i:i+len(ignore)]) == ignore {
		after := i + len(ignore)
		if c := src[after]; after >= end || c < 128 && charClass[c]&(cIdent|cDigit) == 0 || c == '_' {
			lx.ignores = append(lx.ignores, &TypeIgnore{LineNo: int(lx.line), Tag: string(src[after:end])})
			return 0, false
		}
	}
	return i, true
}

// acceptTypeComment takes a type comment and gives its text.
func (p *parser) acceptTypeComment() string {
	if !p.lx.typeComments || p.k() != tTypeComment {
		return ""
	}
	t := &p.toks[p.pos]
	p.pos++
	return string(p.lx.src[t.start:t.end])
}

// funcTypeComment is after the colon of a function: the type comment may be on a line of its own.
func (p *parser) funcTypeComment() string {
	if !p.lx.typeComments {
		return ""
	}
	if tc := p.acceptTypeComment(); tc != "" {
		m := p.save()
		if p.accept(tNewline) && p.k() == tTypeComment {
			p.pos++
			if p.accept(tNewline) && p.k() == tIndent {
				p.raiseAtLast(KindSyntaxError, "Cannot have two type comments on def")
			}
		}
		p.reset(m)
		return tc
	}
	m := p.save()
	if p.accept(tNewline) {
		if tc := p.acceptTypeComment(); tc != "" {
			own := p.save()
			if p.accept(tNewline) && p.k() == tIndent {
				p.reset(own)
				return tc
			}
		}
	}
	p.reset(m)
	return ""
}
