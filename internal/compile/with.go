// This file compiles with and async with.
package compile

import (
	"github.com/vivarium-py/vivarium/internal/code"
	"github.com/vivarium-py/vivarium/internal/syntax"
)

func (u *unit) with(items []*syntax.WithItem, body []syntax.Stmt, stmtPos syntax.Pos, async bool) {
	if !u.c.down() {
		u.c.up()
		return
	}
	defer u.c.up()
	item := items[0]
	pos := *item.ContextExpr.Position()
	m := u.top
	w := u.temps(2) // the exit function, the value
	r := u.operandIn(w, item.ContextExpr)
	u.checkLocal(item.ContextExpr, r)
	u.pos = pos
	if async {
		u.emit(code.AWithEnter, w, r, 0)
		t := u.temp()
		u.awaitReg(w+1, w+1, t, 1)
	} else {
		u.emit(code.WithEnter, w, r, 0)
	}
	u.top = w + 2
	handler, end := u.newLabel(), u.newLabel()
	outer := u.handler
	u.push(block{kind: blockWith, outer: outer, reg: w, async: async, pos: pos})
	u.handler = handler
	if item.OptionalVars != nil {
		u.assign(item.OptionalVars, w+1)
	}
	u.top = w + 1
	if len(items) > 1 {
		u.with(items[1:], body, stmtPos, async)
	} else {
		u.stmts(body)
	}
	u.pop()
	u.handler = outer
	u.pos = pos
	u.withExit(w, noReg, async, noReg)
	u.jmp(end)

	u.place(handler)
	u.pos = pos
	e := u.enterHandler()
	cleanup := u.newLabel()
	u.handler = cleanup
	suppressed := u.newLabel()
	t := u.temp()
	u.withExit(w, e, async, t)
	u.jump(code.JmpTrue, t, 0, suppressed)
	u.handler = outer
	u.move(t, e)
	u.emit(code.ExcLeave, e, 0, 0)
	u.emit(code.Reraise, t, 1, 0)
	u.place(suppressed)
	u.emit(code.ExcLeave, e, 0, 0)
	u.jmp(end)
	u.place(cleanup)
	u.top = t
	u.leaveByException(e, nil)
	u.top = m
	u.place(end)
}

// withExit calls the exit function in w with the exception in exc, or None, and leaves what it gives in dst.
func (u *unit) withExit(w, exc reg, async bool, dst reg) {
	m := u.top
	t := u.temp()
	if exc == noReg {
		u.loadNone(t)
		exc = t
	}
	if dst == noReg {
		dst = t
	}
	u.emit(code.WithExit, dst, w, exc)
	if async {
		u.awaitReg(dst, dst, u.temp(), 2)
	}
	u.top = m
}
