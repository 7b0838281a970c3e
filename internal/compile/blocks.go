// This file keeps the stack of blocks that a jump out must leave properly: loops, try, except, finally, with.
// Leaving emits each block's cleanup where the jump is, under the exception handler that holds outside the block.
package compile

import (
	"github.com/vivarium-py/vivarium/internal/code"
	"github.com/vivarium-py/vivarium/internal/symtable"
	"github.com/vivarium-py/vivarium/internal/syntax"
)

type blockKind uint8

const (
	blockLoop    blockKind = iota
	blockTry               // body of try/except: nothing to do
	blockFinally           // body of try/finally: run final
	blockExcept            // a handler, or the exceptional copy of finally: ExcLeave reg, unbind name
	blockStar              // an except* handler: not to be left by a jump
	blockWith              // call the exit function in reg
	blockFinal             // the body of a finally, for the warnings of PEP 765
)

type block struct {
	kind    blockKind
	outer   label // exception handler outside the block
	reg     reg
	final   *finalBody
	name    *variable
	async   bool
	pos     syntax.Pos
	cont    label // of a loop: continue, break
	exit    label
	clause  bool // the body of an except clause, which CPython counts twice
	counted int
}

// finalBody is a finally clause, compiled once for every way out of its try.
type finalBody struct {
	body   []syntax.Stmt
	copies int
}

// maxBlocks is how deep blocks may nest, as in CPython.
const maxBlocks = 21

// maxCopied bounds the nodes in further copies of finally clauses, which double with every level of nesting.
const maxCopied = 300_000

func (u *unit) push(b block) {
	if b.kind != blockFinal {
		if b.counted = 1; b.clause {
			b.counted = 2
		}
		if u.nested += b.counted; u.nested > maxBlocks {
			u.c.errorAt(b.pos, "too many statically nested blocks")
		}
	}
	u.blocks = append(u.blocks, b)
}

func (u *unit) pop() {
	u.nested -= u.blocks[len(u.blocks)-1].counted
	u.blocks = u.blocks[:len(u.blocks)-1]
}

// runFinal compiles a copy of a finally clause.
func (u *unit) runFinal(f *finalBody) {
	f.copies++
	if f.copies > 1 {
		u.c.quiet++
		u.c.copying++
	}
	u.push(block{kind: blockFinal})
	u.stmts(f.body)
	u.pop()
	if f.copies > 1 {
		u.c.quiet--
		u.c.copying--
	}
}

// mustUnwind reports whether leaving the function here runs anything.
func (u *unit) mustUnwind() bool {
	for i := range u.blocks {
		switch u.blocks[i].kind {
		case blockFinally, blockWith, blockExcept, blockStar:
			return true
		}
	}
	return false
}

// leaving gives a statement that jumps out of blocks down to n an instruction of its own, if what runs on the way out has
// another line, or if it is a break or continue that comes after another statement: where it is what a condition guards
// it becomes that condition's jump.
func (u *unit) leaving(n int, pos syntax.Pos) {
	if k := len(u.ins); n > 0 && k > 0 && u.ins[k-1].target == noLabel && u.ins[k-1].op != code.Nop {
		u.pos = pos
		u.emit(code.Nop, 0, 0, keptNop)
		return
	}
	for _, b := range u.blocks[n:] {
		if b.kind == blockFinally || b.kind == blockWith {
			u.pos = pos
			u.emit(code.Nop, 0, 0, keptNop)
			return
		}
	}
}

func (u *unit) unwindAll(pos syntax.Pos) { u.unwind(0, pos) }

// unwind emits what leaving the blocks from the innermost down to index n takes. The blocks stay: the code after
// the jump is still inside them.
func (u *unit) unwind(n int, pos syntax.Pos) {
	blocks, handler, nested := u.blocks, u.handler, u.nested
	for i := len(blocks) - 1; i >= n; i-- {
		b := blocks[i]
		if b.kind == blockLoop || b.kind == blockFinal {
			continue
		}
		u.blocks = blocks[:i:i]
		u.handler = b.outer
		u.pos = pos
		m := u.top
		switch b.kind {
		case blockFinally:
			u.runFinal(b.final)
		case blockExcept:
			u.emit(code.ExcLeave, b.reg, 0, 0)
			if b.name != nil {
				u.clearVar(*b.name)
			}
		case blockWith:
			u.pos = b.pos
			u.withExit(b.reg, noReg, b.async, noReg)
		case blockStar:
			u.c.errorAt(pos, "'break', 'continue' and 'return' cannot appear in an except* block")
		}
		u.top = m
	}
	u.blocks, u.handler, u.nested = blocks, handler, nested
}

func (u *unit) loop() int {
	for i := len(u.blocks) - 1; i >= 0; i-- {
		switch u.blocks[i].kind {
		case blockLoop:
			return i
		case blockStar:
			return -2
		}
	}
	return -1
}

func (u *unit) breakStmt(pos syntax.Pos) {
	switch i := u.loop(); i {
	case -1:
		u.c.errorAt(pos, "'break' outside loop")
	case -2:
		u.c.errorAt(pos, "'break', 'continue' and 'return' cannot appear in an except* block")
	default:
		u.warnFinally(pos, "break")
		u.leaving(i+1, pos)
		n := len(u.ins)
		u.unwind(i+1, pos)
		if u.pos = pos; len(u.ins) > n {
			u.pos = u.lastPos()
		}
		u.jmpLine(u.blocks[i].exit)
	}
}

func (u *unit) continueStmt(pos syntax.Pos) {
	switch i := u.loop(); i {
	case -1:
		u.c.errorAt(pos, "'continue' not properly in loop")
	case -2:
		u.c.errorAt(pos, "'break', 'continue' and 'return' cannot appear in an except* block")
	default:
		u.warnFinally(pos, "continue")
		u.leaving(i+1, pos)
		n := len(u.ins)
		u.unwind(i+1, pos)
		if u.pos = pos; len(u.ins) > n {
			u.pos = u.lastPos()
		}
		u.jmpLine(u.blocks[i].cont)
	}
}

// warnFinally warns of a jump that leaves a finally clause.
func (u *unit) warnFinally(pos syntax.Pos, what string) {
	for i := len(u.blocks) - 1; i >= 0; i-- {
		switch u.blocks[i].kind {
		case blockLoop:
			if what != "return" {
				return
			}
		case blockFinal:
			u.warn(pos, "'%s' in a 'finally' block", what)
			return
		}
	}
}

// checkAsync refuses what may only stand in an async function.
func (u *unit) checkAsync(pos syntax.Pos, msg string) {
	if u.c.opts.TopLevelAwait && u.scope.Kind == symtable.Module {
		return
	}
	if !u.isAsync() {
		u.c.errorAt(pos, "%s", msg)
	}
}

// isAsync reports whether the frame is that of an async function, or of a comprehension or generator expression
// that awaits.
func (u *unit) isAsync() bool {
	if _, ok := u.scope.Node.(*syntax.AsyncFunctionDef); ok && u.scope.Kind == symtable.Function {
		return true
	}
	return u.scope.Comp != symtable.NoComp && u.scope.Coroutine
}
