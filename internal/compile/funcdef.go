// This file compiles functions and lambdas.
package compile

import (
	"strings"

	"github.com/vivarium-py/vivarium/internal/code"
	"github.com/vivarium-py/vivarium/internal/symtable"
	"github.com/vivarium-py/vivarium/internal/syntax"
)

func (u *unit) functionDef(s syntax.Stmt, pos syntax.Pos, name string, args *syntax.Arguments, body []syntax.Stmt,
	decorators []syntax.Expr, returns syntax.Expr, params []syntax.TypeParam) {
	m := u.top
	defer func() { u.top = m }()
	if u.checkForbidden(pos, name, syntax.Store) {
		return
	}
	first := u.decorators(decorators)
	firstLine := int(pos.Line)
	if len(decorators) > 0 {
		firstLine = int(decorators[0].Position().Line)
	}
	// Evaluated where the def is, whatever is generic about it.
	v := u.variable(name)
	dst := u.top
	if len(decorators) == 0 && v.kind == varLocal {
		dst = v.reg
	} else {
		u.temp()
	}
	if len(params) > 0 {
		u.genericFunction(s, pos, name, args, body, returns, params, firstLine, dst)
	} else {
		w := dst
		if v.kind == varLocal && dst == v.reg {
			w = u.temp()
		}
		u.pos = pos
		flags := u.defaults(args, w)
		u.function(s, pos, name, args, body, returns, firstLine, w, flags)
		u.pos = pos
		u.move(dst, w)
	}
	u.decorate(decorators, first, dst)
	if len(decorators) > 0 {
		dst = first
	}
	u.pos = pos
	if v.kind != varLocal || v.reg != dst {
		u.storeVar(v, dst)
	}
}

// decorators evaluates decorators into consecutive new temporaries and gives the first.
func (u *unit) decorators(list []syntax.Expr) reg {
	first := u.top
	for _, d := range list {
		u.expr(d, u.temp())
	}
	return first
}

// decorate calls the decorators, which lie just below r, from the last to the first; the result is in first.
func (u *unit) decorate(list []syntax.Expr, first, r reg) {
	for i := len(list) - 1; i >= 0; i-- {
		u.pos = *list[i].Position()
		u.emit(code.Call, first+i, first+i, 1)
	}
}

// defaults evaluates what a function keeps of its defaults into the registers after w, which is the top temporary.
func (u *unit) defaults(args *syntax.Arguments, w reg) int {
	flags := 0
	if len(args.Defaults) > 0 {
		t := u.temp()
		u.positionalDefaults(args, t)
		flags |= code.FnDefaults
	}
	if hasKwDefaults(args) {
		t := u.temp()
		u.keywordDefaults(args, t)
		flags |= code.FnKwDefaults
	}
	return flags
}

func (u *unit) positionalDefaults(args *syntax.Arguments, dst reg) {
	if k, ok := u.c.foldAll(args.Defaults); ok {
		u.loadConst(dst, tupleConst(k))
		return
	}
	m := u.top
	pos := u.pos
	u.sequence(args.Defaults, code.BuildTuple, dst, pos)
	u.pos = pos
	u.top = m
}

func hasKwDefaults(args *syntax.Arguments) bool {
	for _, d := range args.KwDefaults {
		if d != nil {
			return true
		}
	}
	return false
}

func (u *unit) keywordDefaults(args *syntax.Arguments, dst reg) {
	m := u.top
	pos := u.pos
	n := 0
	d := u.scratch(dst)
	started := false
	b := u.top
	flush := func() {
		u.pos = pos
		if !started {
			u.emit(code.BuildMap, d, b, n)
			started = true
		} else if n > 0 {
			u.emit(code.BuildMap, b, b, n)
			u.emit(code.DictUpdate, d, b, 0)
		}
		u.top, n = b, 0
	}
	for i, e := range args.KwDefaults {
		if e == nil {
			continue
		}
		w := u.temps(2)
		u.pos = pos
		u.loadStr(w, u.cur.Mangle(args.KwOnlyArgs[i].Arg))
		u.expr(e, w+1)
		if n++; n == maxDisplay/2 {
			flush()
		}
	}
	if n > 0 || !started {
		flush()
	}
	u.move(dst, d)
	u.pos = pos
	u.top = m
}

// function makes the function in w, whose defaults are in the registers after it up to the top.
func (u *unit) function(s syntax.Stmt, pos syntax.Pos, name string, args *syntax.Arguments, body []syntax.Stmt,
	returns syntax.Expr, firstLine int, w reg, flags int) {
	var strings func()
	if u.c.st.Future&symtable.FutureAnnotations != 0 {
		strings = u.annotationStrings(args, returns)
	} else {
		flags |= u.functionAnnotate(s, name, args, returns)
	}
	f := u.c.newUnit(u, u.c.st.Scope(s, symtable.Body), name)
	f.firstLine = firstLine
	f.setArgs(args)
	f.functionBody(body, pos)
	u.pos = pos
	if strings != nil {
		u.makeFunctionWith(f, w, flags, strings)
		return
	}
	u.makeFunction(f, w, flags)
}

func (u *unit) setArgs(args *syntax.Arguments) {
	u.posOnly = len(args.PosOnlyArgs)
	u.argCount = u.posOnly + len(args.Args)
	u.kwOnly = len(args.KwOnlyArgs)
}

// trailingPass gives the place of a pass that ends a body.
func trailingPass(body []syntax.Stmt) (syntax.Pos, bool) {
	if len(body) > 0 {
		if p, ok := body[len(body)-1].(*syntax.Pass); ok {
			return p.Pos, true
		}
	}
	return syntax.Pos{}, false
}

func (u *unit) functionBody(body []syntax.Stmt, pos syntax.Pos) {
	if symtableDocstring(body) {
		if u.c.opts.Optimize < 2 {
			u.flags |= code.CoHasDocstring
			k := body[0].(*syntax.ExprStmt).Value.(*syntax.Constant)
			u.constant(strConst(u.c.cleanDoc(k.Value.Str)))
		}
		body = body[1:]
	}
	u.pos = pos
	u.startBody()
	last, pass := trailingPass(body)
	if pass {
		body = body[:len(body)-1] // the implicit return takes its line
	}
	u.stmts(body)
	switch {
	case pass:
		u.pos = last
	case len(u.ins) > 0:
		u.pos = u.lastPos()
	default:
		u.pos = pos
	}
	n := len(u.ins)
	u.returnNone()
	if len(u.ins) > n {
		u.ins[n].a = implicitReturn
		if pass {
			u.ins[n].a = passReturn
		}
	}
}

func (u *unit) makeFunction(f *unit, w reg, flags int) { u.makeFunctionWith(f, w, flags, nil) }

// makeFunctionWith makes the function of f in w. The values that flags name are already in the registers after w,
// the closure comes next, and after it the annotations that strings, if given, loads.
func (u *unit) makeFunctionWith(f *unit, w reg, flags int, strings func()) {
	k := f.finish()
	if u.c.err != nil {
		return
	}
	n := 0
	for x := flags; x != 0; x &= x - 1 {
		n++
	}
	u.top = w + 1 + n
	u.grow()
	if len(f.freeVars) > 0 {
		u.closure(f)
		flags |= code.FnClosure
	}
	if strings != nil {
		strings()
		flags |= code.FnAnnotations
	}
	u.hasCodes = true
	u.put(ins{op: code.MakeFunction, a: uint16(w), c: uint16(flags), target: label(u.constant(code.Const{Kind: code.ConstCode, Code: k}))})
}

// closure builds the tuple of the cells that f closes over in a new temporary.
func (u *unit) closure(f *unit) {
	t := u.temp()
	b := t
	u.top = t
	for _, name := range f.freeVars {
		u.move(u.temp(), u.cellOf(name))
	}
	u.emit(code.BuildTuple, t, b, len(f.freeVars))
	u.top = t + 1
}

// cellOf gives the register that holds the cell of a mangled name visible here.
func (u *unit) cellOf(name string) reg {
	for s := u.cur; s != u.scope; s = s.Parent {
		if y := s.Lookup(name); y != nil && y.Place == symtable.Cell {
			return u.compReg(s, name)
		}
	}
	if r, ok := u.cells[name]; ok {
		return r
	}
	u.c.errorAt(u.pos, "no cell for %s in %s", name, u.name)
	return u.base
}

func (u *unit) lambda(e *syntax.Lambda, dst reg) {
	w := u.temp()
	u.pos = e.Pos
	flags := u.defaults(e.Args, w)
	f := u.c.newUnit(u, u.c.st.Scope(e, symtable.Body), "<lambda>")
	f.firstLine = int(e.Line)
	f.setArgs(e.Args)
	f.pos = e.Pos
	f.startBody()
	if f.flags&code.CoAsyncGenerator != 0 {
		f.discard(e.Body)
		f.pos = *e.Body.Position()
		f.returnNone()
	} else {
		f.returnValue(e.Body)
	}
	u.pos = e.Pos
	u.makeFunction(f, w, flags)
	u.move(dst, w)
}

// cleanDoc takes the indentation off a docstring: all of the first line's, from the others what they share.
func (c *compiler) cleanDoc(doc string) string {
	if strings.IndexByte(doc, ' ') < 0 && strings.IndexByte(doc, '\t') < 0 && strings.IndexByte(doc, '\n') < 0 {
		return doc
	}
	doc = c.expandTabs(doc)
	margin := -1
	c.eachLine(doc, func(i int, l string) {
		indent := spaces(l)
		if rest := l[indent:]; i > 0 && rest != "" && rest != "\n" && (margin < 0 || indent < margin) {
			margin = indent
		}
	})
	var out strings.Builder
	out.Grow(len(doc))
	c.eachLine(doc, func(i int, l string) {
		n := spaces(l)
		if i > 0 {
			n = max(min(n, margin), 0)
		}
		out.WriteString(l[n:])
	})
	return out.String()
}

// eachLine calls f for each line with its newline, as long as nothing asks to stop.
func (c *compiler) eachLine(s string, f func(i int, line string)) {
	for i := 0; s != "" && c.tick(); i++ {
		n := strings.IndexByte(s, '\n') + 1
		if n == 0 {
			n = len(s)
		}
		f(i, s[:n])
		s = s[n:]
	}
}

// spaces counts the spaces that a line begins with.
func spaces(l string) int {
	n := 0
	for n < len(l) && l[n] == ' ' {
		n++
	}
	return n
}

// expandTabs is str.expandtabs(8).
func (c *compiler) expandTabs(s string) string {
	if strings.IndexByte(s, '\t') < 0 {
		return s
	}
	var out strings.Builder
	out.Grow(len(s) + len(s)/4)
	col := 0
	for i := 0; i < len(s) && (i&0x3f != 0 || c.tick()); i++ {
		switch b := s[i]; {
		case b == '\t':
			n := 8 - col%8
			out.WriteString("        "[:n])
			col += n
			continue
		case b == '\n' || b == '\r':
			col = -1
		case b&0xc0 == 0x80:
			col-- // the rest of a character
		}
		out.WriteByte(s[i])
		col++
	}
	return out.String()
}
