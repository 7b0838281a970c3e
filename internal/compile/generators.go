// This file compiles yield, yield from and await.
package compile

import (
	"github.com/vivarium-py/vivarium/internal/code"
	"github.com/vivarium-py/vivarium/internal/symtable"
	"github.com/vivarium-py/vivarium/internal/syntax"
)

// sendLoop drives the delegate in it until it returns, passing on what it yields; v starts as what to send and
// ends as the result.
func (u *unit) sendLoop(v, it reg) {
	exit := u.newLabel()
	again := u.here()
	u.jump(code.Send, v, it, exit)
	dead := 0
	switch u.top - 1 {
	case it:
		dead = 1
	case v:
		dead = 2
	}
	u.emit(code.YieldFrom, v, it, dead)
	u.jump(code.Jmp, 0, 0, again)
	u.place(exit)
}

func (u *unit) yield(e *syntax.Yield, dst reg) {
	if u.scope.Kind != symtable.Function {
		u.c.errorAt(e.Pos, "'yield' outside function")
		return
	}
	var r reg
	if e.Value != nil {
		r = u.valueIn(dst, e.Value)
	} else {
		r = u.temp()
		u.pos = e.Pos
		u.loadNone(r)
	}
	u.pos = e.Pos
	u.emitYield(dst, r)
}

// emitYield says what is dead while the generator is suspended: what it has given out must not stay alive with it.
func (u *unit) emitYield(dst, r reg) {
	dead, top := 0, u.top
	for top > u.base {
		switch top - 1 {
		case r:
			dead = 1
		case dst:
			dead = 2
		default:
			top = u.base
			continue
		}
		top--
	}
	u.emit(u.yieldOp(), dst, r, dead)
}

func (u *unit) yieldOp() uint16 {
	if u.flags&code.CoAsyncGenerator != 0 {
		return code.AYield
	}
	return code.Yield
}

// valueIn is operandIn for instructions that take any bound value.
func (u *unit) valueIn(dst reg, e syntax.Expr) reg {
	r := u.operandIn(dst, e)
	u.checkLocal(e, r)
	return r
}

func (u *unit) yieldFrom(e *syntax.YieldFrom, dst reg) {
	if u.scope.Kind != symtable.Function {
		u.c.errorAt(e.Pos, "'yield from' outside function")
		return
	}
	if u.isAsync() {
		u.c.errorAt(e.Pos, "'yield from' inside async function")
		return
	}
	it := u.temp()
	r := u.valueIn(it, e.Value)
	u.pos = e.Pos
	u.emit(code.GetYieldFromIter, it, r, 0)
	v := u.scratch(dst)
	u.loadNone(v)
	u.sendLoop(v, it)
	u.move(dst, v)
}

func (u *unit) await(e *syntax.Await, dst reg) {
	if !(u.c.opts.TopLevelAwait && u.scope.Kind == symtable.Module) {
		if u.scope.Kind != symtable.Function {
			u.c.errorAt(e.Pos, "'await' outside function")
			return
		}
		if !u.isAsync() && u.scope.Comp == symtable.NoComp {
			u.c.errorAt(e.Pos, "'await' outside async function")
			return
		}
	}
	it := u.temp()
	r := u.valueIn(it, e.Value)
	u.pos = e.Pos
	u.awaitReg(dst, r, it, 0)
}

// awaitReg awaits what is in r, using it as a temporary.
func (u *unit) awaitReg(dst, r, it reg, kind int) {
	u.emit(code.GetAwaitable, it, r, kind)
	v := dst
	if dst == noReg || u.visible(dst) {
		v = u.temp()
	}
	u.loadNone(v)
	u.sendLoop(v, it)
	if dst != noReg {
		u.move(dst, v)
	}
}
