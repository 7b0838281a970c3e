// This file defines Match objects. Spans are byte offsets into the subject; positions are computed when asked for.
package re

import (
	"github.com/vivarium-py/vivarium/internal/core"
)

// match is a re.Match. spans has a pair for each group, group 0 first, -1 for those that did not match; it lies
// behind the struct where there are few groups.
type match struct {
	core.Header
	p         *pattern
	v         value // the subject
	str       *core.Str
	spans     []int
	pos, endp int
	last      int // lastindex, 0 for none
}

type match1 struct {
	match
	a [2]int
}
type match3 struct {
	match
	a [6]int
}
type match6 struct {
	match
	a [12]int
}
type match10 struct {
	match
	a [20]int
}

// newMatch makes the Match of what m has found.
func newMatch(p *pattern, s *subject, m *matcher) value {
	var r *match
	switch g := p.prog.Groups; {
	case g == 0:
		x := new(match1)
		r = &x.match
		r.spans = x.a[:0]
	case g <= 2:
		x := new(match3)
		r = &x.match
		r.spans = x.a[:0]
	case g <= 5:
		x := new(match6)
		r = &x.match
		r.spans = x.a[:0]
	case g <= 9:
		x := new(match10)
		r = &x.match
		r.spans = x.a[:0]
	default:
		r = &match{spans: make([]int, 0, 2*g+2)}
	}
	r.p, r.v, r.str, r.pos, r.endp, r.last = p, s.v, s.str, s.pos, s.endp, m.LastIndex()
	r.spans = m.Spans(r.spans)
	return core.Make(&matchType, &r.Header)
}

func asMatch(v value) *match { return core.As[match](v) }

// group gives what group i matched, dflt if it did not.
func (m *match) group(t *thread, i int, dflt value) (value, error) {
	lo, hi := m.spans[2*i], m.spans[2*i+1]
	if lo < 0 {
		return dflt, nil
	}
	if m.str != nil {
		return t.CutText(m.str, lo, hi)
	}
	var s subject
	if err := s.take(t, m.v); err != nil {
		return unbound, err
	}
	defer s.release()
	// A bytearray may have become shorter since.
	return s.piece(t, min(lo, len(s.s)), min(hi, len(s.s)), dflt)
}

// position is a byte offset as Python sees it.
func (m *match) position(t *thread, off int) (value, error) {
	var err error
	if off >= 0 && m.str != nil && !m.str.ASCII() {
		off, err = t.IndexOf(m.str, off)
	}
	return core.Int(int64(off)), err
}

func groupMethod(t *thread, a []value) (value, error) {
	m, rest := asMatch(a[0]), core.AsTuple(a[2]).Items()
	get := func(key value) (value, error) {
		i, err := m.p.groupNumber(t, key)
		if err != nil {
			return unbound, err
		}
		return m.group(t, i, none)
	}
	if len(rest) == 0 {
		return get(a[1])
	}
	out := make([]value, 0, len(rest)+1)
	for _, key := range append([]value{a[1]}, rest...) {
		v, err := get(key)
		if err != nil {
			return unbound, err
		}
		out = append(out, v)
	}
	return core.TupleOf(out), nil
}

func matchItem(t *thread, v, key value) (value, error) {
	m := asMatch(v)
	i, err := m.p.groupNumber(t, key)
	if err != nil {
		return unbound, err
	}
	return m.group(t, i, none)
}

func groupsMethod(t *thread, a []value) (value, error) {
	m := asMatch(a[0])
	n := m.p.prog.Groups
	if err := t.ChargeItems(n); err != nil {
		return unbound, err
	}
	out := make([]value, n)
	for i := range out {
		var err error
		if out[i], err = m.group(t, i+1, a[1]); err != nil {
			return unbound, err
		}
	}
	return core.TupleOf(out), nil
}

func groupdictMethod(t *thread, a []value) (value, error) {
	m := asMatch(a[0])
	d := core.NewDict()
	for _, g := range m.p.prog.Names {
		v, err := m.group(t, g.Index, a[1])
		if err != nil {
			return unbound, err
		}
		d.SetStr(core.Intern(g.Name), v)
	}
	return d.Val(), nil
}

// spanPart is start, end or span.
func spanPart(f func(t *thread, m *match, i int) (value, error)) core.NativeFn {
	return func(t *thread, a []value) (value, error) {
		m := asMatch(a[0])
		i, err := m.p.groupNumber(t, a[1])
		if err != nil {
			return unbound, err
		}
		return f(t, m, i)
	}
}

func (m *match) span(t *thread, i int) (value, error) {
	lo, err := m.position(t, m.spans[2*i])
	if err != nil {
		return unbound, err
	}
	hi, err := m.position(t, m.spans[2*i+1])
	return core.Pair(lo, hi), err
}

func expandMethod(t *thread, a []value) (value, error) {
	m := asMatch(a[0])
	tm, err := m.p.compileTemplate(t, a[1])
	if err != nil {
		return unbound, err
	}
	var s subject
	if err := s.take(t, m.v); err != nil {
		return unbound, err
	}
	defer s.release()
	if tm == nil {
		if text, ok := literalText(a[1], s.str == nil); ok {
			return s.result([]byte(text)), nil
		}
		return a[1], nil
	}
	var out []byte
	for i := range tm.Parts {
		part := &tm.Parts[i]
		if part.Group < 0 {
			if _, ok := literalText(a[1], s.str == nil); !ok {
				return unbound, joinError(t, s.str == nil, i, a[1])
			}
			if out, err = t.AppendText(out, part.Literal); err != nil {
				return unbound, err
			}
		} else if lo, hi := m.spans[2*part.Group], m.spans[2*part.Group+1]; lo >= 0 {
			if err := t.Charge(hi - lo); err != nil {
				return unbound, err
			}
			if out, err = t.AppendText(out, s.s[min(lo, len(s.s)):min(hi, len(s.s))]); err != nil {
				return unbound, err
			}
		}
	}
	return s.result(out), nil
}

func matchRepr(t *thread, v value) (value, error) {
	m := asMatch(v)
	g, err := m.group(t, 0, none)
	if err != nil {
		return unbound, err
	}
	r, err := t.Repr(g)
	if err != nil {
		return unbound, err
	}
	text := r.String()
	if r.Len() > 50 {
		off, err := t.ByteOff(r, 50)
		if err != nil {
			return unbound, err
		}
		text = text[:off]
	}
	pair, err := m.span(t, 0)
	if err != nil {
		return unbound, err
	}
	sp, err := t.Repr(pair)
	if err != nil {
		return unbound, err
	}
	return core.StrVal("<re.Match object; span=" + sp.String() + ", match=" + text + ">"), nil
}

func setupMatch() {
	matchType.Setup(&core.TypeSpec{
		Name: "re.Match", Layout: core.LayoutOf[match](), Flags: core.FlagGeneric | core.FlagNoNew | core.FlagNoWeakref,
		Doc: "What a pattern found in a string; it is always true.",
		Slots: core.Slots{Repr: matchRepr, GetItem: matchItem, Traverse: func(h *core.Header, visit func(value)) {
			m := core.As[match](core.Obj(h))
			visit(core.Obj(&m.p.Header))
			visit(m.v)
		}},
		Methods: []core.Func{
			{Name: "group", Sig: "(self, group=0, /, *groups)", Flags: core.Lends | core.Charges, Fn: groupMethod, Doc: "group([group, ...])\n\nReturn what a group matched, by its number or name, or a tuple of that for\nseveral. 0, the default, is the whole match; a group that took no part gives\nNone."},
			{Name: "start", Sig: "(self, group=0, /)", Flags: core.Pure, Doc: "Return where what the group matched begins, or -1 if it took no part.",
				Fn: spanPart(func(t *thread, m *match, i int) (value, error) { return m.position(t, m.spans[2*i]) })},
			{Name: "end", Sig: "(self, group=0, /)", Flags: core.Pure, Doc: "Return where what the group matched ends, or -1 if it took no part.",
				Fn: spanPart(func(t *thread, m *match, i int) (value, error) { return m.position(t, m.spans[2*i+1]) })},
			{Name: "span", Sig: "(self, group=0, /)", Flags: core.Pure, Doc: "Return where what the group matched begins and ends, or (-1, -1) if it took no\npart.", Fn: spanPart(func(t *thread, m *match, i int) (value, error) { return m.span(t, i) })},
			{Name: "groups", Sig: "(self, /, default=None)", Flags: core.Charges, Fn: groupsMethod, Doc: "Return what all groups matched, as a tuple with default for those that took no\npart."},
			{Name: "groupdict", Sig: "(self, /, default=None)", Flags: core.Charges, Fn: groupdictMethod, Doc: "Return what the named groups matched, by name, with default for those that\ntook no part."},
			{Name: "expand", Sig: "(self, /, template)", Flags: busy, Fn: expandMethod, Doc: "Fill in a template: \\1 and \\g<name> stand for what groups matched, as in sub()."},
			{Name: "__copy__", Sig: "(self, /)", Flags: core.Pure, Fn: same},
			{Name: "__deepcopy__", Sig: "(self, memo, /)", Flags: core.Pure, Fn: same},
			core.ClassGetItemFunc(),
		},
		Members: []core.GetSet{
			{Name: "string", Doc: "The string that was searched.", Get: func(t *thread, v value) (value, error) { return asMatch(v).v, nil }},
			{Name: "re", Doc: "The regular expression object.", Get: func(t *thread, v value) (value, error) { return core.Obj(&asMatch(v).p.Header), nil }},
			{Name: "pos", Doc: "Where in the string the search began.", Get: func(t *thread, v value) (value, error) { return core.Int(int64(asMatch(v).pos)), nil }},
			{Name: "endpos", Doc: "Where in the string the search had to end.", Get: func(t *thread, v value) (value, error) { return core.Int(int64(asMatch(v).endp)), nil }},
		},
		GetSets: []core.GetSet{
			{Name: "lastindex", Doc: "The number of the group that closed last, or None if no group matched.", Get: func(t *thread, v value) (value, error) {
				if i := asMatch(v).last; i > 0 {
					return core.Int(int64(i)), nil
				}
				return none, nil
			}},
			{Name: "lastgroup", Doc: "The name of the group that closed last, or None if it has none.", Get: func(t *thread, v value) (value, error) {
				m := asMatch(v)
				if m.last > 0 {
					if name := m.p.prog.GroupName(m.last); name != "" {
						return m.p.groupName(m.last, name), nil
					}
				}
				return none, nil
			}},
			{Name: "regs", Get: func(t *thread, v value) (value, error) {
				m := asMatch(v)
				out := make([]value, len(m.spans)/2)
				for i := range out {
					var err error
					if out[i], err = m.span(t, i); err != nil {
						return unbound, err
					}
				}
				return core.TupleOf(out), nil
			}},
		},
	})
}
