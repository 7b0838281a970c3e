// This file compiles loops. The test of a while, and the step of a for, are at the bottom, one instruction an
// iteration; entering jumps there.
package compile

import (
	"github.com/vivarium-py/vivarium/internal/code"
	"github.com/vivarium-py/vivarium/internal/syntax"
)

// enterLoop jumps to the bottom and begins the body.
func (u *unit) enterLoop(bottom label) (body label) {
	dead := u.dead
	u.jmp(bottom)
	u.dead = dead
	return u.here()
}

// loopBody compiles the body of a loop that begins at start. A lone pass costs no instruction.
func (u *unit) loopBody(body []syntax.Stmt, start label) {
	if p, ok := trailingPass(body); ok && len(body) == 1 {
		u.mark(p.Line, u.labels[start].at)
		return
	}
	u.stmts(body)
}

func (u *unit) whileStmt(s *syntax.While) {
	bottom, exit := u.newLabel(), u.newLabel()
	u.pos = *s.Test.Position()
	u.beginLoop()
	var body label
	if k, ok := u.c.fold(s.Test); ok {
		if !truth(&k) {
			u.mark(s.Line, code.MarkForward)
			u.jmp(bottom)
		} else {
			u.mark(s.Line, code.MarkForward)
		}
		body = u.here()
	} else {
		body = u.enterLoop(bottom)
	}
	u.push(block{kind: blockLoop, cont: bottom, exit: exit, pos: s.Pos})
	u.loopBody(s.Body, body)
	u.pop()
	u.place(bottom)
	u.cond(s.Test, body, true)
	u.endLoop()
	u.stmts(s.OrElse)
	u.place(exit)
}

func (u *unit) forStmt(s *syntax.For) {
	m := u.top
	it := u.temp()
	u.iterator(it, s.Iter)
	bottom, exit := u.newLabel(), u.newLabel()
	x, direct := u.loopVar(s.Target)
	u.pos = *s.Iter.Position()
	u.beginLoop()
	body := u.enterLoop(bottom)
	u.push(block{kind: blockLoop, cont: bottom, exit: exit, pos: s.Pos})
	if !direct {
		u.assign(s.Target, x)
	}
	u.loopBody(s.Body, body)
	u.pop()
	u.place(bottom)
	u.pos = *s.Iter.Position()
	u.jump(code.ForLoop, it, x, body)
	u.endLoop()
	u.top = m
	u.stmts(s.OrElse)
	u.place(exit)
}

// loopVar gives the register that a for loop's step writes: the target's own if that is a local.
func (u *unit) loopVar(target syntax.Expr) (r reg, direct bool) {
	if n, ok := target.(*syntax.Name); ok && n.Id == "__debug__" {
		u.c.errorAt(n.Pos, "cannot assign to __debug__")
	}
	if v, ok := u.local(target); ok {
		return v.reg, true
	}
	return u.temp(), false
}

// iterator puts the iterator of e in it.
func (u *unit) iterator(it reg, e syntax.Expr) {
	m := u.top
	var r reg
	if l, ok := e.(*syntax.List); ok {
		if k, ok := u.c.foldAll(l.Elts); ok {
			u.pos = l.Pos
			u.loadConst(it, tupleConst(k))
			u.emit(code.GetIter, it, it, 0)
			return
		}
	}
	r = u.operandIn(it, e)
	u.pos = *e.Position()
	u.emit(code.GetIter, it, r, 0)
	u.top = m
}

func (u *unit) asyncFor(s *syntax.AsyncFor) {
	u.checkAsync(s.Pos, "'async for' outside async function")
	m := u.top
	it := u.temp()
	u.asyncIterator(it, s.Iter)
	bottom, exit, done := u.newLabel(), u.newLabel(), u.newLabel()
	u.beginLoop()
	body := u.enterLoop(bottom)
	x := u.temp()
	u.push(block{kind: blockLoop, cont: bottom, exit: exit, pos: s.Pos})
	u.assign(s.Target, x)
	u.stmts(s.Body)
	u.pop()
	u.place(bottom)
	u.pos = s.Pos
	u.asyncNext(x, it, done)
	u.jump(code.JmpBack, 0, 0, body)
	u.endLoop()
	u.endAsyncFor(done)
	u.top = m
	u.stmts(s.OrElse)
	u.place(exit)
}

func (u *unit) asyncIterator(it reg, e syntax.Expr) {
	m := u.top
	r := u.operandIn(it, e)
	u.pos = *e.Position()
	u.emit(code.GetAIter, it, r, 0)
	u.top = m
}

// asyncNext awaits the next item of the asynchronous iterator in it; the end goes to the handler done.
func (u *unit) asyncNext(x, it reg, done label) {
	outer := u.handler
	u.handler = done
	a := u.temp()
	u.emit(code.GetANext, a, it, 0)
	u.loadNone(x)
	u.sendLoop(x, a)
	u.top = a
	u.handler = outer
}

// endAsyncFor is the handler of asyncNext.
func (u *unit) endAsyncFor(done label) {
	u.place(done)
	r := u.temps(2)
	u.emit(code.ExcEnter, r, 0, 0)
	u.emit(code.EndAsyncFor, r, 0, 0)
	u.top = r
}
