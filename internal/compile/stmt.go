// This file compiles statements but for those with files of their own: modules, simple statements, if, imports,
// and what return, break and continue leave behind on their way out.
package compile

import (
	"github.com/vivarium-py/vivarium/internal/code"
	"github.com/vivarium-py/vivarium/internal/symtable"
	"github.com/vivarium-py/vivarium/internal/syntax"
)

// module compiles the body of a module and ends it.
func (u *unit) module(body []syntax.Stmt) {
	u.startBody()
	if !u.c.single && len(body) > 0 && symtableDocstring(body) {
		e := body[0].(*syntax.ExprStmt)
		u.startAnnotations(body)
		if u.c.opts.Optimize < 2 {
			k := e.Value.(*syntax.Constant)
			t := u.temp()
			u.pos = k.Pos
			u.loadStr(t, u.c.cleanDoc(k.Value.Str))
			u.pos = e.Pos
			u.storeName("__doc__", t)
			u.top--
		}
		body = body[1:]
	} else {
		u.startAnnotations(body)
	}
	u.topStmts(body)
	u.pos = syntax.Pos{}
	if len(u.ins) > 0 {
		u.pos = u.ins[len(u.ins)-1].pos
	}
	n := len(u.ins)
	u.returnNone()
	if len(u.ins) > n {
		u.ins[n].a = implicitReturn
	}
}

func symtableDocstring(body []syntax.Stmt) bool {
	if len(body) == 0 {
		return false
	}
	e, ok := body[0].(*syntax.ExprStmt)
	if !ok {
		return false
	}
	k, ok := e.Value.(*syntax.Constant)
	return ok && k.Value.Kind == syntax.ConstStr
}

// topStmts compiles the statements of a module, where alone from __future__ imports may stand.
func (u *unit) topStmts(body []syntax.Stmt) {
	for _, s := range body {
		if u.c.err != nil {
			return
		}
		u.stmt(s)
	}
}

func (u *unit) returnNone() {
	u.put(ins{op: code.ReturnK, target: noLabel, b: uint16(u.constant(noneConst)), c: uint16(u.constant(noneConst) >> 16)})
}

func (u *unit) returnValue(e syntax.Expr) {
	u.returnExpr(e, *e.Position())
}

// returnExpr returns the value of e where nothing must be unwound: each branch of a choice returns for itself.
func (u *unit) returnExpr(e syntax.Expr, pos syntax.Pos) {
	if k, ok := u.c.fold(e); ok {
		u.pos = pos
		u.returnConst(k)
		return
	}
	if !u.c.down() {
		u.c.up()
		return
	}
	defer u.c.up()
	m := u.top
	defer func() { u.top = m }()
	switch e := e.(type) {
	case *syntax.IfExp:
		orelse := u.newLabel()
		u.cond(e.Test, orelse, false)
		u.returnExpr(e.Body, pos)
		u.place(orelse)
		u.returnExpr(e.OrElse, pos)
		return
	case *syntax.BoolOp:
		last := len(e.Values) - 1
		for _, x := range e.Values[:last] {
			if _, ok := u.c.fold(x); ok {
				break
			}
			next := u.newLabel()
			r := u.value(x)
			u.truthJump(r, next, e.Op == syntax.And, e.Pos)
			u.pos = pos
			u.emit(code.Return, r, 0, 0)
			u.place(next)
			u.top = m
			last--
		}
		if last == 0 {
			u.returnExpr(e.Values[len(e.Values)-1], pos)
			return
		}
		rest := *e
		rest.Values = e.Values[len(e.Values)-1-last:]
		t := u.temp()
		u.boolOp(&rest, t)
		u.pos = pos
		u.emit(code.Return, t, 0, 0)
		return
	}
	r := u.value(e)
	u.pos = pos
	u.emit(code.Return, r, 0, 0)
}

func (u *unit) returnConst(k code.Const) {
	u.wide(code.ReturnK, 0, u.constant(k))
}

func (u *unit) stmts(list []syntax.Stmt) {
	for _, s := range list {
		if u.c.err != nil {
			return
		}
		u.stmt(s)
	}
}

func (u *unit) stmt(s syntax.Stmt) {
	if !u.c.down() {
		u.c.up()
		return
	}
	defer u.c.up()
	if u.c.copied > maxCopied {
		u.c.errorAt(*s.Position(), "too many nested finally blocks")
		return
	}
	switch s := s.(type) {
	case *syntax.ExprStmt:
		u.exprStmt(s)
	case *syntax.Assign:
		u.assignStmt(s)
	case *syntax.AugAssign:
		u.augAssign(s)
	case *syntax.AnnAssign:
		u.annAssign(s)
	case *syntax.Return:
		u.returnStmt(s)
	case *syntax.If:
		u.ifStmt(s)
	case *syntax.For:
		u.forStmt(s)
	case *syntax.AsyncFor:
		u.asyncFor(s)
	case *syntax.While:
		u.whileStmt(s)
	case *syntax.Break:
		u.breakStmt(s.Pos)
	case *syntax.Continue:
		u.continueStmt(s.Pos)
	case *syntax.FunctionDef:
		u.functionDef(s, s.Pos, s.Name, s.Args, s.Body, s.DecoratorList, s.Returns, s.TypeParams)
	case *syntax.AsyncFunctionDef:
		u.functionDef(s, s.Pos, s.Name, s.Args, s.Body, s.DecoratorList, s.Returns, s.TypeParams)
	case *syntax.ClassDef:
		u.classDef(s)
	case *syntax.TypeAlias:
		u.typeAlias(s)
	case *syntax.Delete:
		for _, t := range s.Targets {
			u.delete(t)
		}
	case *syntax.With:
		u.with(s.Items, s.Body, s.Pos, false)
	case *syntax.AsyncWith:
		u.checkAsync(s.Pos, "'async with' outside async function")
		u.with(s.Items, s.Body, s.Pos, true)
	case *syntax.Match:
		u.match(s)
	case *syntax.Raise:
		u.raise(s)
	case *syntax.Try:
		u.try(s)
	case *syntax.TryStar:
		u.tryStar(s)
	case *syntax.Assert:
		u.assert(s)
	case *syntax.Import:
		u.importStmt(s)
	case *syntax.ImportFrom:
		u.importFrom(s)
	case *syntax.Pass:
		u.pos = s.Pos
		u.emit(code.Nop, 0, 0, keptNop)
	case *syntax.Global, *syntax.Nonlocal:
	default:
		u.c.errorAt(*s.Position(), "unknown statement")
	}
}

func (u *unit) exprStmt(s *syntax.ExprStmt) {
	if u.c.single && u.parent == nil {
		m := u.top
		r := u.value(s.Value)
		u.pos = s.Pos
		u.emit(code.PrintExpr, r, 0, 0)
		u.top = m
		return
	}
	u.discard(s.Value)
	if n, ok := s.Value.(*syntax.Name); ok {
		u.pos = n.Pos
		u.emit(code.Nop, 0, 0, keptNop) // a bound local takes no instruction
	}
}

func (u *unit) ifStmt(s *syntax.If) {
	end := u.newLabel()
	for {
		next := u.newLabel()
		if _, ok := u.c.fold(s.Test); ok {
			u.pos = *s.Test.Position()
			u.emit(code.Nop, 0, 0, keptNop)
		}
		u.cond(s.Test, next, false)
		u.stmts(s.Body)
		if len(s.OrElse) == 0 {
			u.place(next)
			break
		}
		u.jmp(end)
		u.place(next)
		if len(s.OrElse) == 1 { // a chain of elif is as deep as it is long: compile it flat
			if e, ok := s.OrElse[0].(*syntax.If); ok && u.c.err == nil {
				s = e
				continue
			}
		}
		u.stmts(s.OrElse)
		break
	}
	u.place(end)
}

func (u *unit) returnStmt(s *syntax.Return) {
	if u.scope.Kind != symtable.Function {
		u.c.errorAt(s.Pos, "'return' outside function")
		return
	}
	if s.Value != nil && u.flags&code.CoAsyncGenerator != 0 {
		u.c.errorAt(s.Pos, "'return' with value in async generator")
		return
	}
	u.warnFinally(s.Pos, "return")
	m := u.top
	defer func() { u.top = m }()
	if s.Value == nil {
		u.leaving(0, s.Pos)
		n := len(u.ins)
		u.unwindAll(s.Pos)
		if u.pos = s.Pos; len(u.ins) > n {
			u.pos = u.lastPos()
		}
		u.returnNone()
		return
	}
	if k, ok := u.c.fold(s.Value); ok {
		u.leaving(0, s.Pos)
		u.pos = *s.Value.Position()
		n := len(u.ins)
		u.unwindAll(u.pos)
		if u.pos = s.Pos; len(u.ins) > n {
			u.pos = u.lastPos()
		}
		u.returnConst(k)
		return
	}
	if !u.mustUnwind() {
		u.returnExpr(s.Value, s.Pos)
		return
	}
	r := u.temp() // what runs on the way out may rebind a local
	u.expr(s.Value, r)
	u.unwindAll(s.Pos)
	u.pos = s.Pos
	u.emit(code.Return, r, 0, 0)
}

func (u *unit) raise(s *syntax.Raise) {
	m := u.top
	w := u.top
	n := 0
	if s.Exc != nil {
		n = 1
		u.expr(s.Exc, u.temp())
		if s.Cause != nil {
			n = 2
			u.expr(s.Cause, u.temp())
		}
	} else {
		w = 0
	}
	u.pos = s.Pos
	u.emit(code.Raise, w, n, 0)
	u.top = m
}

func (u *unit) assert(s *syntax.Assert) {
	if t, ok := s.Test.(*syntax.Tuple); ok && len(t.Elts) > 0 {
		u.warn(s.Pos, "assertion is always true, perhaps remove parentheses?")
	}
	if u.c.opts.Optimize > 0 {
		return
	}
	ok := u.newLabel()
	u.cond(s.Test, ok, true)
	m := u.top
	w := u.temp()
	u.pos = s.Pos
	u.emit(code.LoadAssertionError, w, 0, 0)
	if s.Msg != nil {
		u.expr(s.Msg, u.temp())
		u.pos = s.Pos
		u.emit(code.Call, w, w, 1)
	}
	u.pos = *s.Test.Position()
	u.emit(code.Raise, w, 1, 0)
	u.top = m
	u.place(ok)
}

func (u *unit) importStmt(s *syntax.Import) {
	for _, a := range s.Names {
		if !u.c.tick() {
			return
		}
		m := u.top
		r := u.temp()
		u.importName(r, a.Name, noneConst, 0, s.Pos)
		first, rest := cutDot(a.Name)
		name := first
		if a.AsName != "" {
			name = a.AsName
			for rest != "" {
				var part string
				part, rest = cutDot(rest)
				i, _ := u.cache(code.ImportFrom, part)
				u.emit(code.ImportFrom, r, r, i)
			}
		}
		u.importStore(name, r, s.Pos)
		u.top = m
	}
}

func (u *unit) importStore(name string, r reg, pos syntax.Pos) {
	if !u.checkForbidden(pos, name, syntax.Store) {
		u.storeName(name, r)
	}
}

func cutDot(s string) (first, rest string) {
	for i := 0; i < len(s); i++ {
		if s[i] == '.' {
			return s[:i], s[i+1:]
		}
	}
	return s, ""
}

func (u *unit) importName(dst reg, name string, fromlist code.Const, level int, pos syntax.Pos) {
	w := u.temps(2)
	u.pos = pos
	u.loadConst(w, fromlist)
	u.loadConst(w+1, intConst(int64(level)))
	i, _ := u.cache(code.ImportName, name)
	u.emit(code.ImportName, dst, w, i)
	u.top = w
}

func (u *unit) importFrom(s *syntax.ImportFrom) {
	if s.Module == "__future__" && s.Level == 0 && !u.c.futureAllowed(s) {
		u.c.errorAt(s.Pos, "from __future__ imports must occur at the beginning of the file")
		return
	}
	m := u.top
	defer func() { u.top = m }()
	names := make([]string, len(s.Names))
	for i, a := range s.Names {
		names[i] = a.Name
	}
	r := u.temp()
	u.importName(r, s.Module, namesConst(names), s.Level, s.Pos)
	for _, a := range s.Names {
		if !u.c.tick() {
			return
		}
		if a.Name == "*" {
			u.emit(code.ImportStar, r, 0, 0)
			return
		}
		name := a.AsName
		if name == "" {
			name = a.Name
		}
		v := u.variable(name)
		t := u.temp()
		if v.kind == varLocal && v.reg < u.base {
			t = v.reg
		}
		u.pos = s.Pos
		i, _ := u.cache(code.ImportFrom, a.Name)
		u.emit(code.ImportFrom, t, r, i)
		u.importStore(name, t, a.Pos)
		u.top = r + 1
	}
}

// futureAllowed reports whether s is one of the module's leading imports from __future__.
func (c *compiler) futureAllowed(s *syntax.ImportFrom) bool {
	var body []syntax.Stmt
	switch m := c.st.Top.Node.(type) {
	case *syntax.Module:
		body = m.Body
	case *syntax.Interactive:
		body = m.Body
	}
	for i := 0; i < c.st.FutureEnd && i < len(body); i++ {
		if body[i] == syntax.Stmt(s) {
			return true
		}
	}
	return false
}
