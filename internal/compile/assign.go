// This file compiles assignments: targets of every kind, unpacking, augmented and annotated assignment, del.
package compile

import (
	"github.com/vivarium-py/vivarium/internal/code"
	"github.com/vivarium-py/vivarium/internal/symtable"
	"github.com/vivarium-py/vivarium/internal/syntax"
)

func (u *unit) assignStmt(s *syntax.Assign) {
	m := u.top
	defer func() { u.top = m }()
	if len(s.Targets) == 1 {
		u.assignExpr(s.Targets[0], s.Value)
		return
	}
	// a = b = value: the first target may serve as the source of the others if they leave it alone.
	var r reg
	first := 0
	if v, ok := u.local(s.Targets[0]); ok && v.reg < u.base && u.leaveAlone(s.Targets[1:], v.reg) {
		u.expr(s.Value, v.reg)
		r, first = v.reg, 1
	} else {
		r = u.temp()
		u.expr(s.Value, r)
	}
	for _, t := range s.Targets[first:] {
		u.assign(t, r)
	}
}

func (u *unit) leaveAlone(targets []syntax.Expr, r reg) bool {
	for _, t := range targets {
		switch t.(type) {
		case *syntax.Name:
			if v, ok := u.local(t); ok && v.reg == r {
				return false
			}
		case *syntax.Attribute, *syntax.Subscript:
			if u.c.st != nil && u.hasWalrus() {
				return false
			}
		default:
			return false
		}
	}
	return true
}

// hasWalrus reports whether an assignment expression binds any variable of the frame.
func (u *unit) hasWalrus() bool {
	for _, y := range u.scope.Names {
		if y.Flags&symtable.DefWalrus != 0 {
			return true
		}
	}
	return false
}

// assignExpr evaluates value and binds target to it.
func (u *unit) assignExpr(target, value syntax.Expr) {
	switch t := target.(type) {
	case *syntax.Name:
		if u.checkForbidden(t.Pos, t.Id, syntax.Store) {
			return
		}
		v := u.variable(t.Id)
		if v.kind == varLocal && v.reg < u.base {
			if k, ok := value.(*syntax.Constant); ok && k.Value.Kind == syntax.ConstNone {
				u.pos = k.Pos
				u.constant(noneConst)
				u.emit(code.SetNone, v.reg, 0, 0)
				return
			}
			u.expr(value, v.reg)
			return
		}
		r := u.value(value)
		u.pos = t.Pos
		u.store(v, r)
	case *syntax.Tuple:
		if !u.assignPairwise(t.Elts, value) {
			u.assign(target, u.value(value))
		}
	case *syntax.List:
		if !u.assignPairwise(t.Elts, value) {
			u.assign(target, u.value(value))
		}
	case *syntax.Attribute:
		u.assign(target, u.value(value, t.Value))
	case *syntax.Subscript:
		u.assign(target, u.value(value, t.Value, t.Slice))
	default:
		u.assign(target, u.value(value))
	}
}

// assignPairwise compiles a, b = x, y without making a tuple.
func (u *unit) assignPairwise(targets []syntax.Expr, value syntax.Expr) bool {
	var values []syntax.Expr
	switch v := value.(type) {
	case *syntax.Tuple:
		values = v.Elts
	case *syntax.List:
		values = v.Elts
	}
	if len(values) != len(targets) || len(values) < 2 || len(values) > 16 {
		return false
	}
	for i := range values {
		if _, ok := values[i].(*syntax.Starred); ok {
			return false
		}
		if _, ok := targets[i].(*syntax.Starred); ok {
			return false
		}
	}
	// A local is read in place unless an earlier target, or part of one, may assign it first.
	var srcs [16]reg
	for i, e := range values {
		if _, ok := u.c.fold(e); ok {
			srcs[i] = noReg // loaded when it is assigned
			continue
		}
		v, ok := u.local(e)
		if ok && !v.reassigned {
			for _, t := range targets[:i] {
				ok = ok && u.leaveAlone([]syntax.Expr{t}, v.reg)
			}
		}
		if ok && !v.reassigned {
			srcs[i] = u.value(e)
			continue
		}
		if i == len(values)-1 && u.lastInPlace(targets, srcs[:i]) {
			v, _ := u.local(targets[i])
			u.expr(e, v.reg)
			srcs[i] = v.reg
			continue
		}
		srcs[i] = u.temp()
		u.expr(e, srcs[i])
	}
	for i, t := range targets {
		if srcs[i] == noReg {
			u.assignExpr(t, values[i])
		} else {
			u.assign(t, srcs[i])
		}
	}
	return true
}

// lastInPlace reports whether the last of several values may be evaluated into its target: all targets are locals,
// and nobody reads or assigns that one in between.
func (u *unit) lastInPlace(targets []syntax.Expr, srcs []reg) bool {
	last, ok := u.local(targets[len(targets)-1])
	if !ok || last.reg >= u.base || last.reassigned {
		return false
	}
	for i, s := range srcs {
		v, ok := u.local(targets[i])
		if !ok || v.reg == last.reg || s == last.reg {
			return false
		}
	}
	return true
}

// store binds a variable and notes when a comprehension's begins to have a value.
func (u *unit) store(v variable, src reg) {
	u.storeVar(v, src)
	if v.reg >= u.base {
		u.startScoped(v.reg)
	}
}

// assign binds target to the value in src.
func (u *unit) assign(target syntax.Expr, src reg) {
	if !u.c.down() {
		u.c.up()
		return
	}
	defer u.c.up()
	m := u.top
	defer func() { u.top = m }()
	switch t := target.(type) {
	case *syntax.Name:
		if u.checkForbidden(t.Pos, t.Id, syntax.Store) {
			return
		}
		u.pos = t.Pos
		u.store(u.variable(t.Id), src)
	case *syntax.Attribute:
		if u.checkForbidden(t.Pos, t.Attr, syntax.Store) {
			return
		}
		u.noteStatic(t)
		o := u.operand(t.Value)
		u.pos = attrPos(t, t.Pos)
		u.setAttr(o, t.Attr, src)
	case *syntax.Subscript:
		o := u.operand(t.Value, t.Slice)
		if s, ok := t.Slice.(*syntax.Slice); ok && s.Step == nil {
			w := u.bounds(s)
			u.pos = t.Pos
			u.emit(code.SetSlice, o, w, src)
			return
		}
		i := u.operand(t.Slice)
		u.pos = t.Pos
		u.emit(code.SetItem, o, i, src)
	case *syntax.Tuple:
		u.unpack(t.Elts, src, t.Pos)
	case *syntax.List:
		u.unpack(t.Elts, src, t.Pos)
	case *syntax.Starred:
		u.c.errorAt(t.Pos, "starred assignment target must be in a list or tuple")
	default:
		u.c.errorAt(*target.Position(), "cannot assign to this expression")
	}
}

func (u *unit) unpack(elts []syntax.Expr, src reg, pos syntax.Pos) {
	star := -1
	for i, e := range elts {
		if _, ok := e.(*syntax.Starred); ok {
			if star >= 0 {
				u.c.errorAt(pos, "multiple starred expressions in assignment")
				return
			}
			star = i
		}
	}
	u.pos = pos
	if star >= 0 {
		before, after := star, len(elts)-star-1
		if before > 255 || after > 255 {
			u.c.errorAt(pos, "too many expressions in star-unpacking assignment")
			return
		}
	}
	dst, direct := u.run(elts)
	if !direct {
		dst = u.temps(len(elts))
	}
	if star >= 0 {
		u.emit(code.UnpackEx, dst, src, star|(len(elts)-star-1)<<8)
	} else {
		u.emit(code.Unpack, dst, src, len(elts))
	}
	for i, e := range elts {
		if s, ok := e.(*syntax.Starred); ok {
			e = s.Value
		}
		if direct {
			if dst >= u.base {
				u.startScoped(dst + i)
			}
			continue
		}
		u.assign(e, dst+i)
	}
}

// run reports whether targets are locals in consecutive registers, and gives the first.
func (u *unit) run(targets []syntax.Expr) (reg, bool) {
	first := noReg
	for i, t := range targets {
		if s, ok := t.(*syntax.Starred); ok {
			t = s.Value
		}
		v, ok := u.local(t)
		if !ok || i > 0 && v.reg != first+i {
			return 0, false
		}
		if i == 0 {
			first = v.reg
		}
	}
	return first, first != noReg
}

// noteStatic records self.x = ... for the __static_attributes__ of the class around the method.
func (u *unit) noteStatic(t *syntax.Attribute) {
	n, ok := t.Value.(*syntax.Name)
	if !ok || n.Id != "self" {
		return
	}
	for p := u; p != nil; p = p.parent {
		if p.scope.Kind == symtable.Class {
			if p != u {
				if p.static == nil {
					p.static = map[string]bool{}
				}
				p.static[t.Attr] = true
			}
			return
		}
	}
}

var inPlaceOps = func() (t [len(binOps)]uint16) {
	for i, op := range binOps {
		t[i] = op - code.Add + code.IAdd
	}
	return
}()

func (u *unit) augAssign(s *syntax.AugAssign) {
	m := u.top
	defer func() { u.top = m }()
	op := inPlaceOps[s.Op]
	switch t := s.Target.(type) {
	case *syntax.Name:
		if u.checkForbidden(t.Pos, t.Id, syntax.Store) {
			return
		}
		v := u.variable(t.Id)
		if v.kind == varLocal {
			l := u.operand(t, s.Value)
			u.arith(op, v.reg, l, s.Value, s.Pos)
			return
		}
		r := u.temp()
		u.pos = t.Pos
		u.loadVar(v, r)
		u.arith(op, r, r, s.Value, s.Pos)
		u.pos = t.Pos
		u.storeVar(v, r)
	case *syntax.Attribute:
		if u.checkForbidden(t.Pos, t.Attr, syntax.Store) {
			return
		}
		u.noteStatic(t)
		o := u.operand(t.Value, s.Value)
		r := u.temp()
		u.pos = attrPos(t, t.Pos)
		u.getAttr(r, o, t.Attr)
		u.arith(op, r, r, s.Value, s.Pos)
		u.pos = attrPos(t, t.Pos)
		u.setAttr(o, t.Attr, r)
	case *syntax.Subscript:
		o := u.operand(t.Value, t.Slice, s.Value)
		if sl, ok := t.Slice.(*syntax.Slice); ok && sl.Step == nil {
			w := u.bounds(sl)
			r := u.temp()
			u.pos = t.Pos
			u.emit(code.GetSlice, r, o, w)
			u.arith(op, r, r, s.Value, s.Pos)
			u.pos = t.Pos
			u.emit(code.SetSlice, o, w, r)
			return
		}
		i := u.operand(t.Slice, s.Value)
		r := u.temp()
		u.pos = t.Pos
		u.emit(code.GetItem, r, o, i)
		u.arith(op, r, r, s.Value, s.Pos)
		u.pos = t.Pos
		u.emit(code.SetItem, o, i, r)
	default:
		u.c.errorAt(s.Pos, "illegal expression for augmented assignment")
	}
}

func (u *unit) delete(target syntax.Expr) {
	if !u.c.down() {
		u.c.up()
		return
	}
	defer u.c.up()
	m := u.top
	defer func() { u.top = m }()
	switch t := target.(type) {
	case *syntax.Name:
		if u.checkForbidden(t.Pos, t.Id, syntax.Del) {
			return
		}
		u.pos = t.Pos
		u.deleteVar(u.variable(t.Id))
	case *syntax.Attribute:
		if u.checkForbidden(t.Pos, t.Attr, syntax.Del) {
			return
		}
		o := u.operand(t.Value)
		u.pos = attrPos(t, t.Pos)
		u.delAttr(o, t.Attr)
	case *syntax.Subscript:
		o := u.operand(t.Value, t.Slice)
		i := u.operand(t.Slice)
		u.pos = t.Pos
		u.emit(code.DelItem, o, i, 0)
	case *syntax.Tuple:
		for _, e := range t.Elts {
			u.delete(e)
		}
	case *syntax.List:
		for _, e := range t.Elts {
			u.delete(e)
		}
	default:
		u.c.errorAt(*target.Position(), "cannot delete this expression")
	}
}

func (u *unit) annAssign(s *syntax.AnnAssign) {
	m := u.top
	defer func() { u.top = m }()
	if s.Value != nil {
		u.assignExpr(s.Target, s.Value)
	}
	switch t := s.Target.(type) {
	case *syntax.Name:
		if u.checkForbidden(t.Pos, t.Id, syntax.Store) {
			return
		}
		if s.Simple && !u.scope.FunctionLike() {
			u.annotate(s, u.cur.Mangle(t.Id))
		}
	case *syntax.Attribute:
		if u.checkForbidden(t.Pos, t.Attr, syntax.Store) {
			return
		}
		if s.Value == nil {
			u.discard(t.Value)
		}
	case *syntax.Subscript:
		if s.Value == nil {
			u.discard(t.Value)
			if sl, ok := t.Slice.(*syntax.Slice); ok {
				for _, e := range []syntax.Expr{sl.Lower, sl.Upper, sl.Step} {
					if e != nil {
						u.discard(e)
					}
				}
			} else {
				u.discard(t.Slice)
			}
		}
	default:
		u.c.errorAt(s.Pos, "invalid node type for annotated assignment")
	}
}
