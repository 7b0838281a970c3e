// This file compiles try statements. A handler begins with ExcEnter and every way out of it leaves with ExcLeave:
// a jump by unwinding, an exception by a cleanup handler that raises again.
package compile

import (
	"github.com/vivarium-py/vivarium/internal/code"
	"github.com/vivarium-py/vivarium/internal/syntax"
)

func (u *unit) try(s *syntax.Try) {
	if len(s.FinalBody) == 0 {
		u.tryExcept(s.Body, s.Handlers, s.OrElse, s.Pos)
		return
	}
	u.tryFinally(s.FinalBody, s.Pos, func() {
		if len(s.Handlers) == 0 {
			u.stmts(s.Body)
			u.stmts(s.OrElse)
		} else {
			u.tryExcept(s.Body, s.Handlers, s.OrElse, s.Pos)
		}
	})
}

func (u *unit) tryStar(s *syntax.TryStar) {
	if len(s.FinalBody) == 0 {
		u.exceptStar(s)
		return
	}
	u.tryFinally(s.FinalBody, s.Pos, func() { u.exceptStar(s) })
}

func (u *unit) tryFinally(final []syntax.Stmt, pos syntax.Pos, body func()) {
	m := u.top
	f := &finalBody{body: final}
	u.mark(pos.Line, 0)
	handler, end := u.newLabel(), u.newLabel()
	outer := u.handler
	u.push(block{kind: blockFinally, outer: outer, final: f, pos: pos})
	u.handler = handler
	body()
	u.pop()
	u.handler = outer
	u.runFinal(f)
	u.jmp(end)

	u.place(handler)
	u.pos = syntax.Pos{}
	r := u.enterHandler()
	u.pos = pos
	cleanup := u.newLabel()
	u.handler = cleanup
	u.push(block{kind: blockExcept, outer: outer, reg: r, pos: pos})
	u.runFinal(f)
	u.pop()
	u.handler = outer
	u.reraise(r)
	u.place(cleanup)
	u.leaveByException(r, nil)
	u.top = m
	u.place(end)
}

// enterHandler begins a handler; the exception and what was handled before are in two new temporaries.
func (u *unit) enterHandler() reg {
	r := u.temps(2)
	u.emit(code.ExcEnter, r, 0, 0)
	return r
}

// reraise ends a handler by raising its exception again.
func (u *unit) reraise(r reg) {
	t := u.temp()
	u.move(t, r)
	u.emit(code.ExcLeave, r, 0, 0)
	u.emit(code.Reraise, t, 0, 0)
	u.top = t
}

// leaveByException is the cleanup handler of a handler: a new exception leaves it.
func (u *unit) leaveByException(r reg, name *variable) {
	t := u.temp()
	u.pos = syntax.Pos{} // it belongs to the line that raised
	u.emit(code.ExcTake, t, 0, 0)
	if name != nil {
		u.clearVar(*name)
	}
	u.emit(code.ExcLeave, r, 0, 0)
	u.emit(code.Reraise, t, 1, 0)
	u.top = t
}

func (u *unit) tryExcept(body []syntax.Stmt, handlers []*syntax.ExceptHandler, orelse []syntax.Stmt, pos syntax.Pos) {
	m := u.top
	handler, end := u.newLabel(), u.newLabel()
	outer := u.handler
	u.mark(pos.Line, 0)
	u.push(block{kind: blockTry, outer: outer, pos: pos})
	u.handler = handler
	u.stmts(body)
	u.pop()
	u.handler = outer
	u.stmts(orelse)
	u.jmp(end)

	u.place(handler)
	if len(handlers) > 0 {
		u.pos = handlers[0].Pos
	}
	r := u.enterHandler()
	cleanup := u.newLabel()
	for i, h := range handlers {
		next := u.newLabel()
		u.handler = cleanup
		if h.Type != nil {
			mt := u.top
			t := u.operand(h.Type)
			u.checkLocal(h.Type, t)
			u.pos = h.Pos
			u.jump(code.JExcNotMatch, r, t, next)
			u.top = mt
		} else if i < len(handlers)-1 {
			u.c.errorAt(h.Pos, "default 'except:' must be last")
			return
		}
		b := block{kind: blockExcept, clause: true, outer: outer, reg: r, pos: h.Pos}
		inner := u.newLabel()
		if h.Name != "" {
			if u.checkForbidden(h.Pos, h.Name, syntax.Store) {
				return
			}
			v := u.variable(h.Name)
			b.name = &v
			u.pos = h.Pos
			u.storeVar(v, r)
			u.handler = inner
		}
		u.push(b)
		u.stmts(h.Body)
		u.pop()
		u.handler = outer
		u.pos = u.lastPos()
		u.emit(code.ExcLeave, r, 0, 0)
		if b.name != nil {
			u.clearVar(*b.name)
		}
		u.jmp(end)
		if b.name != nil {
			u.place(inner)
			u.leaveByException(r, b.name)
		}
		u.place(next)
	}
	if n := len(handlers); n > 0 {
		u.pos = handlers[n-1].Pos
	}
	u.reraise(r)
	u.place(cleanup)
	u.leaveByException(r, nil)
	u.top = m
	u.place(end)
}

// exceptStar compiles try/except*: each handler takes its part of the group, what the handlers raise is collected,
// and the rest is raised in the end.
func (u *unit) exceptStar(s *syntax.TryStar) {
	m := u.top
	handler, end := u.newLabel(), u.newLabel()
	outer := u.handler
	u.mark(s.Pos.Line, 0)
	u.push(block{kind: blockTry, outer: outer, pos: s.Pos})
	u.handler = handler
	u.stmts(s.Body)
	u.pop()
	u.handler = outer
	u.stmts(s.OrElse)
	u.jmp(end)

	u.place(handler)
	if len(s.Handlers) > 0 {
		u.pos = s.Handlers[0].Pos
	}
	r := u.enterHandler()
	cleanup := u.newLabel()
	u.handler = cleanup
	raised, rest := u.temp(), u.temp()
	part := u.temps(2) // what matched, what did not
	u.emit(code.BuildList, raised, raised, 0)
	u.move(rest, r)
	for _, h := range s.Handlers {
		next, inner := u.newLabel(), u.newLabel()
		u.handler = cleanup
		u.pos = h.Pos
		u.jump(code.JmpNone, rest, 0, next)
		mt := u.top
		t := u.operand(h.Type)
		u.checkLocal(h.Type, t)
		u.pos = h.Pos
		u.emit(code.GroupMatch, part, rest, t)
		u.top = mt
		u.jump(code.JmpNone, part, 0, next)
		u.move(rest, part+1)
		b := block{kind: blockStar, clause: true, outer: cleanup, pos: h.Pos}
		if h.Name != "" {
			if u.checkForbidden(h.Pos, h.Name, syntax.Store) {
				return
			}
			v := u.variable(h.Name)
			b.name = &v
			u.pos = h.Pos
			u.storeVar(v, part)
		}
		u.handler = inner
		u.push(b)
		u.stmts(h.Body)
		u.pop()
		u.handler = cleanup
		u.pos = syntax.Pos{}
		if b.name != nil {
			u.clearVar(*b.name)
		}
		u.jmp(next)
		u.place(inner)
		e := u.enterHandler()
		if b.name != nil {
			u.clearVar(*b.name)
		}
		u.emit(code.ListAppend, raised, e, 0)
		u.emit(code.ExcLeave, e, 0, 0)
		u.top = e
		u.place(next)
	}
	done, none := u.newLabel(), u.newLabel()
	u.pos = syntax.Pos{}
	u.jump(code.JmpNone, rest, 0, done)
	u.emit(code.ListAppend, raised, rest, 0)
	u.place(done)
	u.emit(code.GroupReraise, rest, r, raised)
	u.handler = outer
	u.emit(code.ExcLeave, r, 0, 0)
	u.jump(code.JmpNone, rest, 0, none)
	u.emit(code.Reraise, rest, 0, 0)
	u.place(cleanup)
	u.leaveByException(r, nil)
	u.top = m
	u.place(none)
	u.place(end)
}
