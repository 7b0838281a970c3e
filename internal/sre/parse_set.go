// parse_set.go: character sets and escapes, inside and outside of sets.

package sre

import (
	"fmt"
	"strconv"
)

// element is one thing in a set: a character or a class.
type element struct {
	r        rune
	isClass  bool
	pos, neg uint8
	text     string
	n        int // characters of the source
}

func classOf(c rune) (pos, neg uint8, ok bool) {
	switch c {
	case 'd':
		return propDigit, 0, true
	case 'D':
		return 0, propDigit, true
	case 's':
		return propSpace, 0, true
	case 'S':
		return 0, propSpace, true
	case 'w':
		return propWord, 0, true
	case 'W':
		return 0, propWord, true
	}
	return 0, 0, false
}

func simpleEscape(c rune) (rune, bool) {
	switch c {
	case 'a':
		return 7, true
	case 'b':
		return 8, true
	case 'f':
		return 12, true
	case 'n':
		return 10, true
	case 'r':
		return 13, true
	case 't':
		return 9, true
	case 'v':
		return 11, true
	case '\\':
		return '\\', true
	}
	return 0, false
}

// codeEscape handles \x \u \U \N, which mean the same in and outside of sets; here is where the backslash stands.
func (p *parser) codeEscape(c rune, here int) (r rune, ok bool) {
	digits := 0
	switch {
	case c == 'x':
		digits = 2
	case c == 'u' && !p.isBytes:
		digits = 4
	case c == 'U' && !p.isBytes:
		digits = 8
	case c == 'N' && !p.isBytes:
		if !p.match('{') {
			p.fail("missing {", p.tell())
			return 0, true
		}
		name := p.getUntil('}', "character name")
		if p.err != nil {
			return 0, true
		}
		if p.opt.LookupName != nil {
			if r, found := p.opt.LookupName(string(name)); found {
				return r, true
			}
		}
		p.fail("undefined character name "+quote(name, false), p.tell()-len(name)-len(`\N{}`))
		return 0, true
	default:
		return 0, false
	}
	ds := p.getWhile(digits, isHex)
	if p.err != nil {
		return 0, true
	}
	if len(ds) != digits {
		p.fail(`incomplete escape \`+string(c)+string(ds), here)
		return 0, true
	}
	n, _ := parseInt(ds, 16, 1<<40)
	if n > maxRune {
		p.fail(`bad escape \`+string(c)+string(ds), here)
	}
	return rune(n), true
}

func (p *parser) octal(c rune, more []rune, here int) rune {
	ds := append([]rune{c}, more...)
	n, _ := parseInt(ds, 8, 1<<20)
	if n > 0o377 {
		p.fail(fmt.Sprintf(`octal escape value \%s outside of range 0-0o377`, string(ds)), here)
	}
	return rune(n)
}

// escape parses an escape outside of a set.
func (p *parser) escape(it *items, t token, here, flags int) {
	c := t.esc
	md := p.mode(flags)
	at := func(k atKind) { it.add(&node{kind: nAt, at: k}) }
	if pos, neg, ok := classOf(c); ok {
		it.add(newSetNode(classSet(pos, neg, md)))
		return
	}
	switch c {
	case 'A':
		at(atStart)
		return
	case 'Z', 'z':
		at(atEnd)
		return
	case 'b':
		if md.unicode {
			at(atWord)
		} else {
			at(atWordASCII)
		}
		return
	case 'B':
		if md.unicode {
			at(atNotWord)
		} else {
			at(atNotWordASCII)
		}
		return
	}
	if r, ok := simpleEscape(c); ok {
		p.addLiteral(it, r, flags)
		return
	}
	if r, ok := p.codeEscape(c, here); ok {
		p.addLiteral(it, r, flags)
		return
	}
	if c == '0' {
		p.addLiteral(it, p.octal(c, p.getWhile(2, isOct), here), flags)
		return
	}
	if isDec(c) {
		g := int(c - '0')
		if p.next.c != '\\' && isDec(p.next.c) {
			d := p.get().c
			if isOct(c) && isOct(d) && p.next.c != '\\' && isOct(p.next.c) {
				e := p.get().c
				p.addLiteral(it, p.octal(c, []rune{d, e}, here), flags)
				return
			}
			g = g*10 + int(d-'0')
		}
		if g < len(p.groups) {
			if !p.checkGroup(g) {
				p.fail("cannot refer to an open group", here)
				return
			}
			p.checkBehind(g)
			p.backref(it, g, flags)
			return
		}
		p.fail("invalid group reference "+strconv.Itoa(g), here+1)
		return
	}
	if isAlpha(c) {
		p.fail("bad escape "+t.text(), here)
		return
	}
	p.addLiteral(it, c, flags)
}

// setEscape parses an escape in a set.
func (p *parser) setEscape(t token, here int) element {
	c := t.esc
	if pos, neg, ok := classOf(c); ok {
		return element{isClass: true, pos: pos, neg: neg}
	}
	if r, ok := simpleEscape(c); ok {
		return element{r: r}
	}
	if r, ok := p.codeEscape(c, here); ok {
		return element{r: r}
	}
	if isOct(c) {
		return element{r: p.octal(c, p.getWhile(2, isOct), here)}
	}
	if isDec(c) || isAlpha(c) {
		p.fail("bad escape "+t.text(), here)
	}
	return element{r: c}
}

func (p *parser) warn(what string, pos int) {
	p.warnings = append(p.warnings, fmt.Sprintf("Possible %s at position %d", what, pos))
}

// set parses a set after its '[', which stands at here.
func (p *parser) set(it *items, here, flags int) {
	var spec setSpec
	count := 0
	addClass := func(e element) {
		spec.pos |= e.pos
		spec.neg |= e.neg
	}
	many := manyRanges
	add := func(lo, hi rune) {
		spec.ranges = append(spec.ranges, runeRange{lo, hi})
		if len(spec.ranges) >= many {
			spec.ranges = mergeRanges(spec.ranges)
			many = max(manyRanges, 2*len(spec.ranges))
		}
	}
	if p.next.is('[') {
		p.warn("nested set", p.tell())
	}
	spec.negate = p.match('^')
	for {
		p.poll()
		at := p.tell()
		t := p.get()
		if t.c == eof {
			p.fail("unterminated character set", here)
			return
		}
		if t.is(']') && count > 0 {
			break
		}
		count++
		var lo element
		if t.c == '\\' {
			lo = p.setEscape(t, at)
		} else {
			if count > 1 && p.next.is(t.c) {
				switch t.c {
				case '-':
					p.warn("set difference", at)
				case '&':
					p.warn("set intersection", at)
				case '~':
					p.warn("set symmetric difference", at)
				case '|':
					p.warn("set union", at)
				}
			}
			lo = element{r: t.c}
		}
		if !p.match('-') {
			if lo.isClass {
				addClass(lo)
			} else {
				add(lo.r, lo.r)
			}
			continue
		}
		at2 := p.tell()
		u := p.get()
		if u.c == eof {
			p.fail("unterminated character set", here)
			return
		}
		if u.is(']') {
			if lo.isClass {
				addClass(lo)
			} else {
				add(lo.r, lo.r)
			}
			add('-', '-')
			break
		}
		var hi element
		if u.c == '\\' {
			hi = p.setEscape(u, at2)
		} else {
			if u.c == '-' {
				p.warn("set difference", at2-1)
			}
			hi = element{r: u.c}
		}
		if p.err != nil {
			return
		}
		if lo.isClass || hi.isClass || hi.r < lo.r {
			end := p.tell()
			p.fail("bad character range "+t.text()+"-"+u.text(), end-t.len()-1-u.len())
			return
		}
		add(lo.r, hi.r)
	}
	if p.err != nil {
		return
	}
	md := p.mode(flags)
	if len(spec.ranges) == 1 && spec.pos|spec.neg == 0 && !spec.negate && spec.ranges[0].lo == spec.ranges[0].hi {
		p.addLiteral(it, spec.ranges[0].lo, flags)
		return
	}
	it.add(newSetNode(p.makeSet(spec, md)))
}

// makeSet is newSet with the sets of one pattern shared.
func (p *parser) makeSet(spec setSpec, md mode) *charSet {
	if len(spec.ranges) == 0 && !spec.negate && spec.pos&(spec.pos-1) == 0 && spec.neg&(spec.neg-1) == 0 &&
		(spec.pos == 0 || spec.neg == 0) {
		return classSet(spec.pos, spec.neg, md)
	}
	key := make([]byte, 0, 16)
	b := byte(0)
	for i, v := range []bool{spec.negate, md.bytes, md.ignoreCase, md.unicode} {
		if v {
			b |= 1 << i
		}
	}
	key = append(key, b, spec.pos, spec.neg)
	for _, g := range spec.ranges {
		key = appendRune(key, g.lo)
		key = appendRune(key, g.hi)
	}
	if cs, ok := p.sets[string(key)]; ok {
		return cs
	}
	cs := newSet(spec, md)
	p.sets[string(key)] = cs
	return cs
}

// caseSet is the set of a class of characters equal under IGNORECASE.
func (p *parser) caseSet(class []rune, md mode) *charSet {
	if class[0] < 0x80 {
		return equalSet(class, md)
	}
	md.ignoreCase = false
	return p.makeSet(equalSpec(class), md)
}
