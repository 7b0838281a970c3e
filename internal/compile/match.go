// This file compiles match statements. The subject is in a register; each pattern tests it and jumps to the next
// case as soon as it fails. What a pattern binds stays in temporaries until the whole pattern has matched.
package compile

import (
	"strconv"
	"strings"

	"github.com/vivarium-py/vivarium/internal/code"
	"github.com/vivarium-py/vivarium/internal/syntax"
)

// pattern holds what a case's pattern captures, in order, and where failing goes.
type pattern struct {
	names []capture
	fail  label
}

type capture struct {
	name string
	reg  reg
	pos  syntax.Pos
}

func (u *unit) match(s *syntax.Match) {
	m := u.top
	subject := u.temp()
	u.expr(s.Subject, subject)
	end := u.newLabel()
	for i, c := range s.Cases {
		mc := u.top
		next := u.newLabel()
		last := i == len(s.Cases)-1
		if !last && c.Guard == nil {
			u.checkIrrefutable(c.Pattern)
		}
		p := &pattern{fail: next}
		if a, ok := c.Pattern.(*syntax.MatchAs); ok && a.Pattern == nil && a.Name == "" {
			u.pos = a.Pos // it has no test, but a line
			u.emit(code.Nop, 0, 0, keptNop)
		}
		u.pattern(c.Pattern, subject, p, last || c.Guard != nil)
		for _, k := range p.names {
			if u.checkForbidden(k.pos, k.name, syntax.Store) {
				return
			}
			u.pos = *c.Pattern.Position()
			u.storeName(k.name, k.reg)
		}
		if c.Guard != nil {
			u.cond(c.Guard, next, false)
		}
		u.top = mc
		u.stmts(c.Body)
		if !last {
			u.jmp(end)
		}
		u.place(next)
	}
	u.top = m
	u.place(end)
}

// checkIrrefutable refuses a pattern that matches anything where others follow.
func (u *unit) checkIrrefutable(p syntax.Pattern) {
	if a, ok := p.(*syntax.MatchAs); ok && a.Pattern == nil {
		if a.Name != "" {
			u.c.errorAt(a.Pos, "name capture '%s' makes remaining patterns unreachable", a.Name)
		} else {
			u.c.errorAt(a.Pos, "wildcard makes remaining patterns unreachable")
		}
	}
}

// capture records that name is to be bound to r.
func (u *unit) capture(p *pattern, name string, r reg, pos syntax.Pos) {
	if u.checkForbidden(pos, name, syntax.Store) {
		return
	}
	for _, k := range p.names {
		if k.name == name {
			u.c.errorAt(pos, "multiple assignments to name '%s' in pattern", name)
			return
		}
	}
	p.names = append(p.names, capture{name, r, pos})
}

// pattern tests the subject in r. Registers that p's captures use stay taken.
func (u *unit) pattern(pat syntax.Pattern, r reg, p *pattern, irrefutable bool) {
	if !u.c.down() {
		u.c.up()
		return
	}
	defer u.c.up()
	u.pos = *pat.Position()
	switch n := pat.(type) {
	case *syntax.MatchValue:
		switch n.Value.(type) {
		case *syntax.Constant, *syntax.UnaryOp, *syntax.BinOp, *syntax.Attribute:
		default:
			u.c.errorAt(n.Pos, "patterns may only match literals and attribute lookups")
			return
		}
		m := u.top
		u.jumpIf(syntax.Eq, r, nil, n.Value, p.fail, false, n.Pos)
		u.top = m
	case *syntax.MatchSingleton:
		k := fromSyntax(&n.Value)
		if k.Kind == code.ConstNone {
			u.jump(code.JmpNotNone, r, 0, p.fail)
			return
		}
		t := u.temp()
		u.loadConst(t, k)
		u.jump(code.JIsNot, r, t, p.fail)
		u.top = t
	case *syntax.MatchAs:
		if n.Pattern != nil {
			u.pattern(n.Pattern, r, p, irrefutable)
		} else if !irrefutable {
			u.checkIrrefutable(n)
		}
		if n.Name != "" {
			u.capture(p, n.Name, r, n.Pos)
		}
	case *syntax.MatchStar:
		if n.Name != "" {
			u.capture(p, n.Name, r, n.Pos)
		}
	case *syntax.MatchSequence:
		u.matchSequence(n, r, p)
	case *syntax.MatchMapping:
		u.matchMapping(n, r, p)
	case *syntax.MatchClass:
		u.matchClass(n, r, p)
	case *syntax.MatchOr:
		u.matchOr(n, r, p, irrefutable)
	}
}

func wild(p syntax.Pattern) bool {
	switch p := p.(type) {
	case *syntax.MatchAs:
		return p.Pattern == nil && p.Name == ""
	case *syntax.MatchStar:
		return p.Name == ""
	}
	return false
}

func (u *unit) matchSequence(n *syntax.MatchSequence, r reg, p *pattern) {
	star, onlyWild := -1, true
	for i, q := range n.Patterns {
		if _, ok := q.(*syntax.MatchStar); ok {
			if star >= 0 {
				u.c.errorAt(n.Pos, "multiple starred names in sequence pattern")
				return
			}
			star = i
		}
		onlyWild = onlyWild && wild(q)
	}
	size := len(n.Patterns)
	if size > 0x7fff || star > 255 || star >= 0 && size-star > 255 {
		u.c.errorAt(n.Pos, "too many expressions in star-unpacking sequence pattern")
		return
	}
	t := u.temp()
	u.emit(code.MatchSequence, t, r, 0)
	u.jump(code.JmpFalse, t, 0, p.fail)
	if star < 0 || size > 1 {
		u.emit(code.GetLen, t, r, 0)
		if star < 0 {
			u.jump(code.JNotEqI, t, size, p.fail)
		} else {
			u.jump(code.JNotGeI, t, size-1, p.fail)
		}
	}
	u.top = t
	if onlyWild {
		return
	}
	if star >= 0 && wild(n.Patterns[star]) {
		// [a, *_, b] takes only the items it needs
		for i, q := range n.Patterns {
			if i == star || wild(q) {
				continue
			}
			x := u.temp()
			u.pos = *q.Position()
			if i < star {
				u.emit(code.GetItemI, x, r, i)
			} else { // counted from the length, for not every sequence knows negative indices
				u.emit(code.GetLen, x, r, 0)
				u.emit(code.SubI, x, x, size-i)
				u.emit(code.GetItem, x, r, x)
			}
			u.pattern(q, x, p, true)
		}
		return
	}
	items := u.temps(size)
	if star >= 0 {
		u.emit(code.UnpackEx, items, r, star|(size-star-1)<<8)
	} else {
		u.emit(code.Unpack, items, r, size)
	}
	for i, q := range n.Patterns {
		u.pattern(q, items+i, p, true)
	}
}

func (u *unit) matchMapping(n *syntax.MatchMapping, r reg, p *pattern) {
	t := u.temp()
	u.emit(code.MatchMapping, t, r, 0)
	u.jump(code.JmpFalse, t, 0, p.fail)
	if len(n.Keys) == 0 && n.Rest == "" {
		u.top = t
		return
	}
	if len(n.Keys) > 0x7fff {
		u.c.errorAt(n.Pos, "too many sub-patterns in mapping pattern")
		return
	}
	if len(n.Keys) > 0 {
		u.emit(code.GetLen, t, r, 0)
		u.jump(code.JNotGeI, t, len(n.Keys), p.fail)
	}
	u.top = t
	seen := map[constKey]bool{}
	for _, e := range n.Keys {
		k, ok := u.c.fold(e)
		if !ok {
			if _, attr := e.(*syntax.Attribute); !attr {
				u.c.errorAt(n.Pos, "mapping pattern keys may only match literals and attribute lookups")
				return
			}
			continue
		}
		if key, ok := equalKey(k); ok {
			if seen[key] {
				u.c.errorAt(n.Pos, "mapping pattern checks duplicate key (%s)", constRepr(&k))
				return
			}
			seen[key] = true
		}
	}
	// The keys stay for **rest; the values' tuple is unpacked above them.
	keys := u.temp()
	u.pos = n.Pos
	u.sequenceOrConst(n.Keys, keys, n.Pos)
	u.pos = n.Pos
	if len(n.Keys) > 0 {
		v := u.temp()
		u.emit(code.MatchKeys, v, r, keys)
		u.jump(code.JmpNone, v, 0, p.fail)
		u.top = v
		items := u.temps(len(n.Keys))
		u.emit(code.Unpack, items, v, len(n.Keys))
		for i, q := range n.Patterns {
			u.pattern(q, items+i, p, true)
		}
	}
	if n.Rest != "" {
		rest := u.temp()
		u.pos = n.Pos
		u.emit(code.MatchRest, rest, r, keys)
		u.capture(p, n.Rest, rest, n.Pos)
	}
}

func (u *unit) sequenceOrConst(elts []syntax.Expr, dst reg, pos syntax.Pos) {
	if k, ok := u.c.foldAll(elts); ok {
		u.loadConst(dst, tupleConst(k))
		return
	}
	m := u.top
	u.sequence(elts, code.BuildTuple, dst, pos)
	u.top = m
}

func (u *unit) matchClass(n *syntax.MatchClass, r reg, p *pattern) {
	if len(n.Patterns)+len(n.KwdAttrs) > 0x7fff {
		u.c.errorAt(n.Pos, "too many sub-patterns in class pattern %s", "")
		return
	}
	for i, a := range n.KwdAttrs {
		if u.checkForbidden(*n.KwdPatterns[i].Position(), a, syntax.Store) {
			return
		}
		for j := i + 1; j < len(n.KwdAttrs); j++ {
			if n.KwdAttrs[j] == a {
				u.c.errorAt(*n.KwdPatterns[j].Position(), "attribute name repeated in class pattern: %s", a)
				return
			}
		}
	}
	w := u.temps(3)
	u.move(w, r)
	u.expr(n.Cls, w+1)
	u.pos = n.Pos
	u.loadConst(w+2, namesConst(n.KwdAttrs))
	u.emit(code.MatchClass, w, w, len(n.Patterns))
	u.jump(code.JmpNone, w, 0, p.fail)
	all := append(append([]syntax.Pattern{}, n.Patterns...), n.KwdPatterns...)
	if len(all) == 0 {
		u.top = w
		return
	}
	u.top = w + 1
	items := u.temps(len(all))
	u.emit(code.Unpack, items, w, len(all))
	for i, q := range all {
		if !wild(q) {
			u.pattern(q, items+i, p, true)
		}
	}
}

func (u *unit) matchOr(n *syntax.MatchOr, r reg, p *pattern, irrefutable bool) {
	done := u.newLabel()
	var names []capture
	var out reg
	for i, alt := range n.Patterns {
		next := p.fail
		last := i == len(n.Patterns)-1
		if !last {
			next = u.newLabel()
		}
		m := u.top
		q := &pattern{fail: next}
		if i > 0 {
			// The captures of the first alternative say where those of the others go.
			u.top = max(u.top, out+len(names))
			u.grow()
		}
		u.pattern(alt, r, q, last && irrefutable)
		if u.c.err != nil {
			return
		}
		if i == 0 {
			out = m
			names = append(names, q.names...)
			// Move what is captured down to consecutive registers; they lie at or above their new places.
			u.settle(q, names, out)
		} else {
			if !sameNames(names, q.names) {
				u.c.errorAt(n.Pos, "alternative patterns bind different names")
				return
			}
			u.settle(q, names, out)
		}
		u.top = m
		if !last {
			u.jmp(done)
			u.place(next)
		}
		if i == 0 && !last {
			// keep the places of the captures
			u.top = m
		}
	}
	u.place(done)
	u.top = out + len(names)
	u.grow()
	for i, k := range names {
		u.capture(p, k.name, out+i, k.pos)
	}
}

func sameNames(a, b []capture) bool {
	if len(a) != len(b) {
		return false
	}
	for _, x := range a {
		found := false
		for _, y := range b {
			found = found || x.name == y.name
		}
		if !found {
			return false
		}
	}
	return true
}

// settle moves the captures of an alternative to the registers from out on, in the order of names.
func (u *unit) settle(q *pattern, names []capture, out reg) {
	t := u.temps(len(names)) // by way of fresh ones: they may overlap in any order
	moves := make([]reg, len(names))
	for i, k := range names {
		for _, c := range q.names {
			if c.name == k.name {
				moves[i] = c.reg
			}
		}
	}
	straight := true
	for i, src := range moves {
		straight = straight && (src == out+i || src >= out+len(names) || src < out)
	}
	if straight {
		for i, src := range moves {
			u.move(out+i, src)
		}
		return
	}
	for i, src := range moves {
		u.move(t+i, src)
	}
	for i := range moves {
		u.move(out+i, t+i)
	}
}

// constRepr is ConstText with strings quoted as Python's repr does.
func constRepr(k *code.Const) string {
	if k.Kind != code.ConstStr && k.Kind != code.ConstBytes {
		return code.ConstText(k)
	}
	q := strconv.Quote(k.Str)
	if !strings.Contains(k.Str, "'") || strings.Contains(k.Str, "\"") {
		q = "'" + strings.ReplaceAll(strings.ReplaceAll(q[1:len(q)-1], `\"`, `"`), "'", `\'`) + "'"
	}
	if k.Kind == code.ConstBytes {
		q = "b" + q
	}
	return q
}
