// This file compiles comprehensions and generator expressions. List, set and dict comprehensions run in the frame
// around them with registers of their own for what they bind; generator expressions are functions.
package compile

import (
	"github.com/vivarium-py/vivarium/internal/code"
	"github.com/vivarium-py/vivarium/internal/symtable"
	"github.com/vivarium-py/vivarium/internal/syntax"
)

type comprehension struct {
	kind       symtable.CompKind
	elt, value syntax.Expr
	gens       []*syntax.Comprehension
	pos        syntax.Pos
	result     reg
}

func (u *unit) comprehension(e syntax.Expr, dst reg) {
	k := comprehension{pos: *e.Position()}
	name := ""
	switch e := e.(type) {
	case *syntax.ListComp:
		k.kind, k.elt, k.gens, name = symtable.ListComp, e.Elt, e.Generators, "<listcomp>"
	case *syntax.SetComp:
		k.kind, k.elt, k.gens, name = symtable.SetComp, e.Elt, e.Generators, "<setcomp>"
	case *syntax.DictComp:
		k.kind, k.elt, k.value, k.gens, name = symtable.DictComp, e.Key, e.Value, e.Generators, "<dictcomp>"
	case *syntax.GeneratorExp:
		k.kind, k.elt, k.gens, name = symtable.GenComp, e.Elt, e.Generators, "<genexpr>"
	}
	scope := u.c.st.Scope(e, symtable.Body)
	if scope == nil {
		return
	}
	if scope.Coroutine && k.kind != symtable.GenComp && !u.isAsync() && u.scope.Comp == symtable.NoComp &&
		!(u.c.opts.TopLevelAwait && u.scope.Kind == symtable.Module) {
		u.c.errorAt(k.pos, "asynchronous comprehension outside of an asynchronous function")
		return
	}
	if !scope.Inlined {
		u.compFunction(e, scope, &k, name, dst)
		return
	}
	it := u.temp()
	u.compIter(it, k.gens[0])
	k.result = u.scratch(dst)
	u.pos = k.pos
	u.startResult(&k)
	vars := &compVars{scope: scope, regs: map[string]reg{}}
	from := len(u.scoped)
	for _, y := range scope.Names {
		switch y.Place {
		case symtable.Local:
			r := u.temp()
			vars.regs[y.Name] = r
			u.scoped = append(u.scoped, scopedVar{name: y.Name, reg: r, start: -1, unbind: int32(len(u.ins))})
			u.emit(code.Unbind, r, 0, 0)
		case symtable.Cell:
			r := u.temp()
			vars.regs[y.Name] = r
			u.emit(code.NewCell, r, 0, 0)
			u.scoped = append(u.scoped, scopedVar{name: y.Name, reg: r, start: int32(len(u.ins)), unbind: -1, cell: true})
		}
	}
	n := len(vars.regs)
	cur := u.cur
	u.cur = scope
	u.comps = append(u.comps, vars)
	u.generators(&k, 0, it)
	u.comps = u.comps[:len(u.comps)-1]
	u.cur = cur
	end := int32(len(u.ins))
	for i := from; i < from+n; i++ {
		if v := &u.scoped[i]; v.start >= 0 {
			v.end = end
		} else {
			v.start, v.end = end, end
		}
	}
	u.move(dst, k.result)
}

// startScoped notes that the comprehension variable in r has a value from here on.
func (u *unit) startScoped(r reg) {
	for i := len(u.scoped) - 1; i >= 0; i-- {
		if v := &u.scoped[i]; v.reg == r && v.end == 0 {
			if v.start < 0 {
				v.start = int32(len(u.ins))
			}
			return
		}
	}
}

func (u *unit) startResult(k *comprehension) {
	switch k.kind {
	case symtable.ListComp:
		u.emit(code.BuildList, k.result, k.result, 0)
	case symtable.SetComp:
		u.emit(code.BuildSet, k.result, k.result, 0)
	case symtable.DictComp:
		u.emit(code.BuildMap, k.result, k.result, 0)
	}
}

func (u *unit) compIter(it reg, g *syntax.Comprehension) {
	if g.IsAsync {
		u.asyncIterator(it, g.Iter)
	} else {
		u.iterator(it, g.Iter)
	}
}

// generators compiles the loops from the i-th on; it holds the first one's iterator.
func (u *unit) generators(k *comprehension, i int, it reg) {
	if !u.c.down() {
		u.c.up()
		return
	}
	defer u.c.up()
	m := u.top
	g := k.gens[i]
	next := u.newLabel()
	body := func() {
		for _, e := range g.Ifs {
			u.cond(e, next, false)
		}
		if i+1 == len(k.gens) {
			u.element(k)
			return
		}
		h := k.gens[i+1]
		// for x in [value] binds x without a loop
		if elt, ok := single(h.Iter); ok && !h.IsAsync {
			u.oneItem(k, i+1, elt)
			return
		}
		inner := u.temp()
		u.compIter(inner, h)
		u.generators(k, i+1, inner)
		u.top = inner
	}
	if g.IsAsync {
		done := u.newLabel()
		u.beginLoop()
		top := u.enterLoop(next)
		x := u.temp()
		u.assign(g.Target, x)
		body()
		last := u.pos
		u.place(next)
		u.pos = k.pos
		u.asyncNext(x, it, done)
		u.pos = last
		u.jump(code.JmpBack, 0, 0, top)
		u.endLoop()
		u.pos = k.pos
		u.endAsyncFor(done)
		u.top = m
		return
	}
	x, direct := u.loopVar(g.Target)
	u.pos = *g.Iter.Position()
	u.beginLoop()
	top := u.enterLoop(next)
	if !direct {
		u.assign(g.Target, x)
	} else if x >= u.base {
		u.startScoped(x)
	}
	body()
	u.place(next)
	u.pos = *g.Iter.Position()
	u.jump(code.ForLoop, it, x, top)
	u.endLoop()
	u.top = m
}

func single(e syntax.Expr) (syntax.Expr, bool) {
	var elts []syntax.Expr
	switch e := e.(type) {
	case *syntax.List:
		elts = e.Elts
	case *syntax.Tuple:
		elts = e.Elts
	}
	if len(elts) != 1 {
		return nil, false
	}
	_, star := elts[0].(*syntax.Starred)
	return elts[0], !star
}

func (u *unit) oneItem(k *comprehension, i int, elt syntax.Expr) {
	m := u.top
	g := k.gens[i]
	next := u.newLabel()
	u.assign(g.Target, u.value(elt))
	u.top = m
	for _, e := range g.Ifs {
		u.cond(e, next, false)
	}
	if i+1 == len(k.gens) {
		u.element(k)
	} else if e, ok := single(k.gens[i+1].Iter); ok && !k.gens[i+1].IsAsync {
		u.oneItem(k, i+1, e)
	} else {
		inner := u.temp()
		u.compIter(inner, k.gens[i+1])
		u.generators(k, i+1, inner)
	}
	u.top = m
	u.place(next)
}

func (u *unit) element(k *comprehension) {
	m := u.top
	switch k.kind {
	case symtable.GenComp:
		r := u.value(k.elt)
		t := u.temp()
		u.pos = *k.elt.Position()
		u.emitYield(t, r)
	case symtable.ListComp:
		r := u.value(k.elt)
		u.pos = *k.elt.Position()
		u.emit(code.ListAppend, k.result, r, 0)
	case symtable.SetComp:
		r := u.value(k.elt)
		u.pos = *k.elt.Position()
		u.emit(code.SetAdd, k.result, r, 0)
	case symtable.DictComp:
		a := u.value(k.elt, k.value)
		b := u.value(k.value)
		u.pos = *k.elt.Position()
		u.pos.EndLine, u.pos.EndCol = k.value.Position().EndLine, k.value.Position().EndCol
		u.emit(code.MapAdd, k.result, a, b)
	}
	u.top = m
}

// compFunction compiles a generator expression, or a comprehension that cannot be inlined, as a function of its
// first iterator.
func (u *unit) compFunction(e syntax.Expr, scope *symtable.Scope, k *comprehension, name string, dst reg) {
	f := u.c.newUnit(u, scope, name)
	f.firstLine = int(k.pos.Line)
	f.argCount = 1
	f.pos = k.pos
	f.startBody()
	first := f.locals[".0"]
	if !k.gens[0].IsAsync { // who calls the function is not always the code around it, and others write to variables
		t := f.temp()
		f.emit(code.Intrinsic, t, first, int(code.IntrIterator))
		first = t
	}
	if k.kind == symtable.GenComp {
		f.generators(k, 0, first)
		f.pos = k.pos
		f.returnNone()
	} else {
		k.result = f.temp()
		f.startResult(k)
		f.generators(k, 0, first)
		f.pos = k.pos
		f.emit(code.Return, k.result, 0, 0)
	}
	w := u.temps(2)
	u.pos = k.pos
	u.makeFunction(f, w, 0)
	u.top = w + 2
	u.compIter(w+1, k.gens[0])
	u.pos = k.pos
	u.emit(code.Call, dst, w, 1)
	if scope.Coroutine && k.kind != symtable.GenComp {
		t := u.temp()
		u.move(t, dst)
		u.awaitReg(dst, t, t, 0)
	}
}
