// This file compiles displays of tuples, lists, sets and dicts. Long ones are built in chunks.
package compile

import (
	"github.com/vivarium-py/vivarium/internal/code"
	"github.com/vivarium-py/vivarium/internal/syntax"
)

// maxDisplay is how many registers a display may fill at once.
const maxDisplay = 120

// sequence builds a tuple, list or set display.
func (u *unit) sequence(elts []syntax.Expr, op uint16, dst reg, pos syntax.Pos) {
	stars := false
	for _, e := range elts {
		if _, ok := e.(*syntax.Starred); ok {
			stars = true
			break
		}
	}
	if !stars && len(elts) > 2 && op != code.BuildTuple {
		if k, ok := u.c.foldAll(elts); ok {
			u.constantDisplay(k, op, dst, pos)
			return
		}
	}
	if !stars && len(elts) <= maxDisplay {
		b := u.top
		for _, e := range elts {
			u.expr(e, u.temp())
		}
		u.pos = pos
		u.emit(op, dst, b, len(elts))
		return
	}
	t := u.scratch(dst)
	u.pos = pos
	if op == code.BuildSet {
		u.emit(code.BuildSet, t, t, 0)
		u.appendAll(t, elts, code.SetAdd, code.SetUpdate, 0)
	} else {
		u.emit(code.BuildList, t, t, 0)
		u.appendAll(t, elts, code.ListAppend, code.ListExtend, 0)
	}
	if op == code.BuildTuple {
		u.pos = pos
		u.emit(code.ListToTuple, dst, t, 0)
		return
	}
	u.move(dst, t)
}

func (u *unit) constantDisplay(k []code.Const, op uint16, dst reg, pos syntax.Pos) {
	t := u.scratch(dst)
	u.pos = pos
	u.emit(op, t, t, 0)
	c := u.temp()
	if op == code.BuildSet {
		u.loadConst(c, code.Const{Kind: code.ConstFrozenSet, Elts: k})
		u.emit(code.SetUpdate, t, c, 0)
	} else {
		u.loadConst(c, tupleConst(k))
		u.emit(code.ListExtend, t, c, 0)
	}
	u.move(dst, t)
}

// appendAll adds elements, some of them starred, to the list or set in t; long runs without a star go through a
// tuple. star is operand C of the extend instruction for a starred element.
func (u *unit) appendAll(t reg, elts []syntax.Expr, add, extend uint16, star int) {
	for len(elts) > 0 {
		m := u.top
		if s, ok := elts[0].(*syntax.Starred); ok {
			r := u.value(s.Value)
			u.pos = s.Pos
			if star != 0 {
				u.pos = *s.Value.Position()
			}
			u.emit(extend, t, r, star)
			elts = elts[1:]
			u.top = m
			continue
		}
		n := 0
		for n < len(elts) && n < maxDisplay {
			if _, ok := elts[n].(*syntax.Starred); ok {
				break
			}
			n++
		}
		if n < 4 {
			r := u.value(elts[0])
			u.emit(add, t, r, 0)
			elts = elts[1:]
			u.top = m
			continue
		}
		b := u.top
		for _, e := range elts[:n] {
			u.expr(e, u.temp())
		}
		u.emit(code.BuildTuple, b, b, n)
		u.emit(extend, t, b, 0)
		elts = elts[n:]
		u.top = m
	}
}

func (u *unit) dict(e *syntax.Dict, dst reg) {
	n := len(e.Keys)
	stars := false
	for _, k := range e.Keys {
		stars = stars || k == nil
	}
	if !stars && n <= maxDisplay/2 {
		u.pairs(e.Keys, e.Values, dst, e.Pos)
		return
	}
	t := u.scratch(dst)
	started := false
	for i := 0; i < n; {
		m := u.top
		if e.Keys[i] == nil {
			if !started {
				u.pos = e.Pos
				u.emit(code.BuildMap, t, t, 0)
				started = true
			}
			r := u.value(e.Values[i])
			u.pos = e.Pos
			u.emit(code.DictUpdate, t, r, 0)
			i++
			u.top = m
			continue
		}
		j := i
		for j < n && e.Keys[j] != nil && j-i < maxDisplay/2 {
			j++
		}
		if !started {
			u.pairs(e.Keys[i:j], e.Values[i:j], t, e.Pos)
			started = true
		} else {
			c := u.temp()
			u.pairs(e.Keys[i:j], e.Values[i:j], c, e.Pos)
			u.emit(code.DictUpdate, t, c, 0)
		}
		i = j
		u.top = m
	}
	u.move(dst, t)
}

func (u *unit) pairs(keys, values []syntax.Expr, dst reg, pos syntax.Pos) {
	m := u.top
	for i := range keys {
		w := u.temps(2)
		u.expr(keys[i], w)
		u.expr(values[i], w+1)
	}
	u.pos = pos
	u.emit(code.BuildMap, dst, m, len(keys))
	u.top = m
}
