// This file compiles conditions: expressions whose truth decides a jump. Comparisons fuse with the jump, and
// and, or, not and conditional expressions become control flow.
package compile

import (
	"github.com/vivarium-py/vivarium/internal/code"
	"github.com/vivarium-py/vivarium/internal/syntax"
)

// cond jumps to target if the truth of e is when, and goes on to the next instruction if not.
func (u *unit) cond(e syntax.Expr, target label, when bool) {
	if !u.c.down() {
		u.c.up()
		return
	}
	defer u.c.up()
	m := u.top
	defer func() { u.top = m }()
	if k, ok := u.c.fold(e); ok {
		if truth(&k) == when {
			u.pos = *e.Position()
			u.jmpAny(target)
		}
		return
	}
	switch e := e.(type) {
	case *syntax.Name:
		if e.Id == "__debug__" {
			if (u.c.opts.Optimize == 0) == when {
				u.jmpAny(target)
			}
			return
		}
	case *syntax.UnaryOp:
		if e.Op == syntax.Not {
			u.cond(e.Operand, target, !when)
			return
		}
	case *syntax.BoolOp:
		u.condBool(e, target, when)
		return
	case *syntax.IfExp:
		orelse, end := u.newLabel(), u.newLabel()
		u.cond(e.Test, orelse, false)
		u.cond(e.Body, target, when)
		u.jmp(end)
		u.place(orelse)
		u.cond(e.OrElse, target, when)
		u.place(end)
		return
	case *syntax.Compare:
		u.condCompare(e, target, when)
		return
	case *syntax.NamedExpr:
		if n, ok := e.Target.(*syntax.Name); ok && n.Id != "__debug__" {
			if v := u.variable(n.Id); v.kind == varLocal {
				u.namedExpr(e, noReg)
				u.truthJump(v.reg, target, when, e.Pos)
				return
			}
		}
	}
	r := u.value(e)
	u.truthJump(r, target, when, *e.Position())
}

func (u *unit) truthJump(r reg, target label, when bool, pos syntax.Pos) {
	u.pos = pos
	op := code.JmpFalse
	if when {
		op = code.JmpTrue
	}
	u.jump(op, r, 0, target)
}

// jmpAny jumps forwards or, spending budget, backwards.
func (u *unit) jmpAny(target label) {
	if u.labels[target].at >= 0 {
		u.jump(code.JmpBack, 0, 0, target)
	} else {
		u.jmp(target)
	}
}

func (u *unit) condBool(e *syntax.BoolOp, target label, when bool) {
	last := len(e.Values) - 1
	if (e.Op == syntax.Or) == when { // the first that decides jumps
		for _, x := range e.Values {
			u.cond(x, target, when)
		}
		return
	}
	skip := u.newLabel()
	for _, x := range e.Values[:last] {
		u.cond(x, skip, !when)
	}
	u.cond(e.Values[last], target, when)
	u.place(skip)
}

var compareOps = [...]uint16{
	syntax.Eq: code.Eq, syntax.NotEq: code.Ne, syntax.Lt: code.Lt, syntax.LtE: code.Le, syntax.Gt: code.Gt,
	syntax.GtE: code.Ge, syntax.Is: code.Is, syntax.IsNot: code.IsNot, syntax.In: code.In, syntax.NotIn: code.NotIn,
}

// jumpIf emits the jump to target taken if l op right is when.
func (u *unit) jumpIf(op syntax.CmpOp, l reg, left, right syntax.Expr, target label, when bool, pos syntax.Pos) {
	backwards := u.labels[target].at >= 0
	emit := func(j uint16, a, b reg) {
		u.pos = pos
		if !backwards {
			u.jump(j, a, b, target)
			return
		}
		// These do not poll when they jump backwards.
		skip := u.newLabel()
		switch j {
		case code.JmpNone:
			j = code.JmpNotNone
		case code.JmpNotNone:
			j = code.JmpNone
		default:
			j, _ = inverse(j)
		}
		u.jump(j, a, b, skip)
		u.jump(code.JmpBack, 0, 0, target)
		u.place(skip)
	}
	switch op {
	case syntax.Is, syntax.IsNot:
		isWhen := (op == syntax.Is) == when
		if l != noReg && left != nil {
			u.checkLocal(left, l)
		}
		if k, ok := right.(*syntax.Constant); ok && k.Value.Kind == syntax.ConstNone {
			if isWhen {
				emit(code.JmpNone, l, 0)
			} else {
				emit(code.JmpNotNone, l, 0)
			}
			return
		}
		r := u.value(right)
		if isWhen {
			emit(code.JIs, l, r)
		} else {
			emit(code.JIsNot, l, r)
		}
		return
	case syntax.In, syntax.NotIn:
		if left != nil {
			u.checkLocal(left, l)
		}
		r := u.container(right)
		if (op == syntax.In) == when {
			emit(code.JIn, l, r)
		} else {
			emit(code.JNotIn, l, r)
		}
		return
	}
	j := compareOps[op] - code.Lt
	if n, ok := u.smallInt(right); ok {
		u.pos = pos
		if when {
			u.jump(code.JLtI+j, l, n, target)
		} else {
			u.jump(code.JNotLtI+j, l, n, target)
		}
		return
	}
	r := u.operand(right)
	u.pos = pos
	if when {
		u.jump(code.JLt+j, l, r, target)
	} else {
		u.jump(code.JNotLt+j, l, r, target)
	}
}

// container evaluates the right side of in; a display of constants becomes a constant.
func (u *unit) container(e syntax.Expr) reg {
	var elts []syntax.Expr
	kind := code.ConstTuple
	switch e := e.(type) {
	case *syntax.List:
		elts = e.Elts
	case *syntax.Set:
		elts, kind = e.Elts, code.ConstFrozenSet
	default:
		return u.value(e)
	}
	if k, ok := u.c.foldAll(elts); ok {
		if r, ok := u.hoistConst(code.Const{Kind: kind, Elts: k}); ok {
			return r
		}
		t := u.temp()
		u.pos = *e.Position()
		u.loadConst(t, code.Const{Kind: kind, Elts: k})
		return t
	}
	return u.value(e)
}

// operandChain evaluates the operands of a chained comparison: long chains take turns in two registers.
type operandChain struct {
	pair reg
	k    int
}

func (c *operandChain) next(u *unit, links int, e, later syntax.Expr) reg {
	if links < 4 {
		return u.operand(e, later)
	}
	if c.k == 0 {
		c.pair = u.temps(2)
	}
	slot := c.pair + c.k&1
	c.k++
	r := u.operandIn(slot, e, later)
	if r >= c.pair+2 {
		u.move(slot, r)
		r = slot
	}
	u.top = c.pair + 2
	return r
}

func (u *unit) condCompare(e *syntax.Compare, target label, when bool) {
	u.checkCompare(e)
	left := e.Left
	n := len(e.Ops) - 1
	var chain operandChain
	l := chain.next(u, n, left, e.Comparators[0])
	skip := label(noLabel)
	for i := 0; i < n; i++ {
		// a < b < c: b is evaluated once, and stays for the next comparison
		next := e.Comparators[i]
		if skip == noLabel {
			skip = u.newLabel()
		}
		out := target
		if when {
			out = skip
		}
		u.checkLocalIf(e.Ops[i], left, l)
		r := chain.next(u, n, next, e.Comparators[i+1])
		u.compareJump(e.Ops[i], l, r, next, out, e.Pos)
		left, l = next, r
	}
	u.jumpIf(e.Ops[n], l, left, e.Comparators[n], target, when, e.Pos)
	if skip != noLabel {
		u.place(skip)
	}
}

// checkLocalIf checks a local that is an operand of is or in.
func (u *unit) checkLocalIf(op syntax.CmpOp, e syntax.Expr, r reg) {
	if op >= syntax.Is {
		u.checkLocal(e, r)
	}
}

// compareJump jumps to out unless l op r holds, for registers.
func (u *unit) compareJump(op syntax.CmpOp, l, r reg, right syntax.Expr, out label, pos syntax.Pos) {
	u.checkLocalIf(op, right, r)
	u.pos = pos
	j := uint16(0)
	switch op {
	case syntax.Is:
		j = code.JIsNot
	case syntax.IsNot:
		j = code.JIs
	case syntax.In:
		j = code.JNotIn
	case syntax.NotIn:
		j = code.JIn
	default:
		j = code.JNotLt + compareOps[op] - code.Lt
	}
	if u.labels[out].at >= 0 && op >= syntax.Is {
		skip := u.newLabel()
		j, _ = inverse(j)
		u.jump(j, l, r, skip)
		u.jump(code.JmpBack, 0, 0, out)
		u.place(skip)
		return
	}
	u.jump(j, l, r, out)
}

// compare evaluates a comparison for its value.
func (u *unit) compare(e *syntax.Compare, dst reg) {
	u.checkCompare(e)
	n := len(e.Ops) - 1
	if n == 0 {
		l := u.operandIn(dst, e.Left, e.Comparators[0])
		u.checkLocalIf(e.Ops[0], e.Left, l)
		var r reg
		if e.Ops[0] >= syntax.In {
			r = u.container(e.Comparators[0])
		} else {
			r = u.operand(e.Comparators[0])
			u.checkLocalIf(e.Ops[0], e.Comparators[0], r)
		}
		u.pos = e.Pos
		u.emit(compareOps[e.Ops[0]], dst, l, r)
		return
	}
	t := u.scratch(dst)
	end := u.newLabel()
	left := e.Left
	var chain operandChain
	l := chain.next(u, n, left, e.Comparators[0])
	for i, op := range e.Ops {
		right := e.Comparators[i]
		u.checkLocalIf(op, left, l)
		var r reg
		switch {
		case i < n:
			r = chain.next(u, n, right, e.Comparators[i+1])
			u.checkLocalIf(op, right, r)
		case op >= syntax.In:
			r = u.container(right)
		default:
			r = u.operand(right)
			u.checkLocalIf(op, right, r)
		}
		u.pos = e.Pos
		u.emit(compareOps[op], t, l, r)
		if i < n {
			u.jump(code.JmpFalse, t, 0, end)
		}
		left, l = right, r
	}
	u.place(end)
	u.move(dst, t)
}
