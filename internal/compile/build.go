// This file compiles displays of tuples, lists, sets and dicts. Long ones are built element by element, so that
// frames stay small.
package compile

import (
	"github.com/vivarium-py/vivarium/internal/code"
	"github.com/vivarium-py/vivarium/internal/syntax"
)

// maxDisplay is how many registers a display may fill; a longer one is built element by element.
const maxDisplay = 32

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
		u.appendAll(t, elts, code.SetAdd, code.SetUpdate, pos)
	} else {
		u.emit(code.BuildList, t, t, 0)
		u.appendAll(t, elts, code.ListAppend, code.ListExtend, pos)
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

// appendAll adds elements, some of them starred, to the list or set in t; what fails there is at pos, the whole display or call.
func (u *unit) appendAll(t reg, elts []syntax.Expr, add, extend uint16, pos syntax.Pos) {
	for len(elts) > 0 && u.c.err == nil {
		m := u.top
		if n := min(len(elts), maxElts); n > maxDisplay {
			if k, ok := u.c.foldAll(elts[:n]); ok {
				c := u.temp()
				u.pos = *elts[0].Position()
				u.loadConst(c, tupleConst(k))
				u.emit(extend, t, c, 0)
				elts = elts[n:]
				u.top = m
				continue
			}
			u.appendSome(t, elts[:n], add, extend, pos)
			elts = elts[n:]
			continue
		}
		u.appendSome(t, elts, add, extend, pos)
		return
	}
}

// appendSome is appendAll one by one.
func (u *unit) appendSome(t reg, elts []syntax.Expr, add, extend uint16, pos syntax.Pos) {
	for len(elts) > 0 {
		m := u.top
		if s, ok := elts[0].(*syntax.Starred); ok {
			r := u.value(s.Value)
			u.pos = pos
			u.emit(extend, t, r, 0)
			elts = elts[1:]
			u.top = m
			continue
		}
		r := u.value(elts[0])
		u.pos = pos
		u.emit(add, t, r, 0)
		elts = elts[1:]
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
	u.pos = e.Pos
	u.emit(code.BuildMap, t, t, 0)
	for i, k := range e.Keys {
		m := u.top
		if k == nil {
			r := u.value(e.Values[i])
			u.pos = e.Pos
			u.emit(code.DictUpdate, t, r, 0)
		} else {
			u.mapAdd(t, k, e.Values[i], e.Pos)
		}
		u.top = m
	}
	u.move(dst, t)
}

// mapAdd evaluates a key and its value and adds them to the dict in t.
func (u *unit) mapAdd(t reg, key, value syntax.Expr, pos syntax.Pos) {
	k := u.value(key, value)
	v := u.value(value)
	u.pos = pos
	u.emit(code.MapAdd, t, k, v)
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
