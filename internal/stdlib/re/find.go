// This file implements the methods of patterns that look for matches: match, search, findall, finditer, split, and
// the scanner behind finditer.
package re

import (
	"github.com/vivarium-py/vivarium/internal/core"
	"github.com/vivarium-py/vivarium/internal/sre"
)

// one does a single match of v.
func (p *pattern) one(t *thread, md sre.Mode, v, pos, endpos value) (value, error) {
	var s subject
	if err := s.open(t, p, v, pos, endpos); err != nil {
		return unbound, err
	}
	m := p.borrow(t)
	ok, err := p.prog.Run(&m.Matcher, md, s.s, s.lo, s.hi, false)
	r := none
	if ok {
		r = newMatch(p, &s, m)
	}
	p.giveBack(m)
	s.release()
	return r, err
}

func matchMethod(t *thread, a []value) (value, error) {
	return self(a[0]).one(t, sre.Match, a[1], a[2], a[3])
}

func fullmatchMethod(t *thread, a []value) (value, error) {
	return self(a[0]).one(t, sre.FullMatch, a[1], a[2], a[3])
}

func searchMethod(t *thread, a []value) (value, error) {
	return self(a[0]).one(t, sre.Search, a[1], a[2], a[3])
}

// each calls f after every match of a subject, one after another; the matcher must not be used by others meanwhile.
func (p *pattern) each(t *thread, s *subject, f func(m *matcher) (bool, error)) error {
	m := p.borrow(t)
	defer p.giveBack(m)
	at, advance := s.lo, false
	for {
		if err := t.Poll(); err != nil {
			return err
		}
		ok, err := p.prog.Run(&m.Matcher, sre.Search, s.s, at, s.hi, advance)
		if err != nil || !ok {
			return err
		}
		lo, hi := m.Span(0)
		at, advance = hi, lo == hi
		if more, err := f(m); err != nil || !more {
			return err
		}
	}
}

func findallMethod(t *thread, a []value) (value, error) {
	return self(a[0]).findall(t, a[1], a[2], a[3])
}

func (p *pattern) findall(t *thread, v, pos, endpos value) (value, error) {
	var s subject
	if err := s.open(t, p, v, pos, endpos); err != nil {
		return unbound, err
	}
	defer s.release()
	var out []value
	groups := p.prog.Groups
	empty := unbound
	if groups > 0 {
		empty = s.empty()
	}
	err := p.each(t, &s, func(m *matcher) (bool, error) {
		switch groups {
		case 0, 1:
			lo, hi := m.Span(groups)
			if err := t.ChargeSmall(hi - lo + pieceBytes); err != nil {
				return false, err
			}
			var err error
			out, err = s.add(t, out, lo, hi, empty)
			return err == nil, err
		default:
			if err := t.ChargeSmall(pieceBytes + 16*groups); err != nil {
				return false, err
			}
			items := make([]value, groups)
			for i := range items {
				lo, hi := m.Span(i + 1)
				if hi-lo > 2 {
					if err := t.ChargeSmall(hi - lo + pieceBytes/2); err != nil {
						return false, err
					}
				}
				v, err := s.piece(t, lo, hi, empty)
				if err != nil {
					return false, err
				}
				items[i] = v
			}
			var err error
			out, err = core.Push(t, out, core.TupleOf(items))
			return err == nil, err
		}
	})
	if err != nil {
		return unbound, err
	}
	return core.NewList(out), nil
}

func splitMethod(t *thread, a []value) (value, error) { return self(a[0]).split(t, a[1], a[2]) }

func (p *pattern) split(t *thread, v, maxsplit value) (value, error) {
	limit, err := index(t, maxsplit)
	if err != nil {
		return unbound, err
	}
	var s subject
	if err := s.open(t, p, v, core.Int(0), core.Int(1<<62)); err != nil {
		return unbound, err
	}
	defer s.release()
	var out []value
	last, n := 0, 0
	if limit >= 0 {
		err = p.each(t, &s, func(m *matcher) (bool, error) {
			lo, hi := m.Span(0)
			if err := t.ChargeSmall(lo - last + pieceBytes); err != nil {
				return false, err
			}
			var err error
			if out, err = s.add(t, out, last, lo, none); err != nil {
				return false, err
			}
			for i := 1; i <= p.prog.Groups; i++ {
				a, b := m.Span(i)
				if err := t.ChargeSmall(max(b-a, 0) + pieceBytes); err != nil {
					return false, err
				}
				if out, err = s.add(t, out, a, b, none); err != nil {
					return false, err
				}
			}
			last = hi
			n++
			return n != limit, nil
		})
	}
	if err != nil {
		return unbound, err
	}
	out, err = s.add(t, out, last, len(s.s), none)
	return core.NewList(out), err
}

// pieceBytes is what a piece of text takes besides its bytes: the object and its place in a list that grows.
const pieceBytes = 112

// scan is a scanner, or the iterator of finditer: matches one after another. at is -1 once there are no more.
type scan struct {
	core.Header
	p       *pattern
	v       value
	lo, hi  int // byte offsets of pos and endpos
	pos     int
	endp    int
	at      int
	advance bool
}

func newScan(t *thread, typ *core.Type, p *pattern, v, pos, endpos value) (value, error) {
	var s subject
	if err := s.open(t, p, v, pos, endpos); err != nil {
		return unbound, err
	}
	s.release()
	x := &scan{p: p, v: v, lo: s.lo, hi: s.hi, pos: s.pos, endp: s.endp, at: s.lo}
	return core.Make(typ, &x.Header), nil
}

// step gives the next match, None at the end.
func (x *scan) step(t *thread, md sre.Mode) (value, error) {
	if x.at < 0 {
		return none, nil
	}
	var s subject
	if err := s.take(t, x.v); err != nil {
		return unbound, err
	}
	defer s.release()
	s.lo, s.hi, s.pos, s.endp = x.lo, min(x.hi, len(s.s)), x.pos, x.endp
	if x.at > s.hi {
		x.at = -1
		return none, nil
	}
	m := x.p.borrow(t)
	ok, err := x.p.prog.Run(&m.Matcher, md, s.s, x.at, s.hi, x.advance)
	r := none
	if ok {
		lo, hi := m.Span(0)
		x.at, x.advance = hi, lo == hi
		r = newMatch(x.p, &s, m)
	} else {
		x.at = -1
	}
	x.p.giveBack(m)
	return r, err
}

func finditerMethod(t *thread, a []value) (value, error) {
	return newScan(t, &iterType, self(a[0]), a[1], a[2], a[3])
}

func scannerMethod(t *thread, a []value) (value, error) {
	return newScan(t, &scannerType, self(a[0]), a[1], a[2], a[3])
}

func setupScan() {
	asScan := func(v value) *scan { return core.As[scan](v) }
	traverse := func(h *core.Header, visit func(value)) {
		x := core.As[scan](core.Obj(h))
		visit(core.Obj(&x.p.Header))
		visit(x.v)
	}
	scannerType.Setup(&core.TypeSpec{
		Name: "_sre.SRE_Scanner", Layout: core.LayoutOf[scan](), Flags: core.FlagGeneric | core.FlagNoNew | core.FlagNoWeakref,
		Slots: core.Slots{Traverse: traverse},
		Methods: []core.Func{
			{Name: "match", Sig: "(self, /)", Flags: busy, Fn: func(t *thread, a []value) (value, error) { return asScan(a[0]).step(t, sre.Match) }},
			{Name: "search", Sig: "(self, /)", Flags: busy, Fn: func(t *thread, a []value) (value, error) { return asScan(a[0]).step(t, sre.Search) }},
		},
		Members: []core.GetSet{{Name: "pattern", Get: func(t *thread, v value) (value, error) { return core.Obj(&asScan(v).p.Header), nil }}},
	})
	iterType.Setup(&core.TypeSpec{
		Name: "callable_iterator", Layout: core.LayoutOf[scan](), Flags: core.IterFlags | core.FlagNoNew,
		Slots: core.Slots{Iter: core.SelfIter, Traverse: traverse, Next: func(t *thread, v value) (value, error) {
			r, err := asScan(v).step(t, sre.Search)
			if err == nil && r.IsNone() {
				return unbound, nil
			}
			return r, err
		}},
	})
}
