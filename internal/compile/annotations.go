// This file compiles annotations: __annotate__ functions (PEP 649, 749), or strings under
// `from __future__ import annotations` (PEP 563).
package compile

import (
	"github.com/vivarium-py/vivarium/internal/code"
	"github.com/vivarium-py/vivarium/internal/symtable"
	"github.com/vivarium-py/vivarium/internal/syntax"
)

// startAnnotations begins a module or class body that annotates: what says which annotations were reached, and in
// a module __annotate__ itself, so that it is there while the module still runs.
func (u *unit) startAnnotations(body []syntax.Stmt) {
	if len(body) > 0 && u.scope.Kind == symtable.Module {
		p := *body[0].Position()
		u.pos = syntax.Pos{Line: p.Line, EndLine: p.Line, Col: -1, EndCol: -1}
	}
	if u.scope.AnnotationsUsed && u.c.st.Future&symtable.FutureAnnotations != 0 {
		u.emit(code.SetupAnnotations, 0, 0, 0)
		return
	}
	if len(u.scope.Deferred) == 0 {
		return
	}
	if u.scope.ConditionalAnnots {
		t := u.temp()
		u.emit(code.BuildSet, t, t, 0)
		if u.scope.Kind == symtable.Class {
			u.emit(code.StoreCell, u.cells["__conditional_annotations__"], t, 0)
		} else {
			u.storeName("__conditional_annotations__", t)
		}
		u.top--
	}
	u.conditional = map[*syntax.AnnAssign]int{}
	for _, a := range u.scope.Deferred {
		if a.Conditional {
			u.conditional[a.Node] = len(u.conditional)
		}
	}
	if u.scope.Kind == symtable.Module {
		u.storeAnnotate("__annotate__")
	}
}

// endAnnotations ends a class body.
func (u *unit) endAnnotations() {
	if len(u.scope.Deferred) > 0 {
		u.storeAnnotate("__annotate_func__")
	}
}

func (u *unit) storeAnnotate(name string) {
	w := u.temp()
	f := u.annotateUnit(u.scope.Annotate)
	d := f.temp()
	f.emit(code.BuildMap, d, d, 0)
	for _, a := range u.scope.Deferred {
		m := f.top
		next := f.newLabel()
		f.pos = a.Node.Pos
		if a.Conditional {
			t := f.temps(2)
			f.loadName("__conditional_annotations__", t)
			f.loadConst(t+1, intConst(int64(u.conditional[a.Node])))
			f.jump(code.JNotIn, t+1, t, next)
			f.top = m
		}
		t := f.temps(2)
		f.expr(a.Node.Annotation, t)
		n := a.Node.Target.(*syntax.Name)
		f.pos = n.Pos
		f.loadStr(t+1, u.cur.Mangle(n.Id))
		f.pos = a.Node.Pos
		f.emit(code.MapAdd, d, t+1, t)
		f.place(next)
		f.top = m
	}
	f.emit(code.Return, d, 0, 0)
	u.makeFunction(f, w, 0)
	u.storeName(name, w)
	u.top = w
}

// annotateUnit begins the code of a function of the parameter format, which supports the formats VALUE (1) and
// VALUE_WITH_FAKE_GLOBALS (2).
func (u *unit) annotateUnit(scope *symtable.Scope) *unit {
	f := u.c.newUnit(u, scope, "__annotate__")
	f.firstLine = int(scope.Pos.Line)
	if scope.Pos.Line == 0 {
		f.firstLine = 1
	}
	f.pos = u.pos
	f.evaluatorStart()
	return f
}

func (u *unit) evaluatorStart() {
	u.argCount, u.posOnly = 1, 1
	// The parameter shows as format; nothing in the scope can be that name, for it is not an identifier there.
	u.varnames[0] = "format"
	u.startBody()
	ok := u.newLabel()
	format := u.locals[".format"]
	u.jump(code.JNotGtI, format, 2, ok)
	t := u.temp()
	u.emit(code.LoadNotImplementedError, t, 0, 0)
	u.emit(code.Raise, t, 1, 0)
	u.top--
	u.place(ok)
}

// annotate records an annotated name as its statement runs.
func (u *unit) annotate(s *syntax.AnnAssign, name string) {
	m := u.top
	defer func() { u.top = m }()
	if u.c.st.Future&symtable.FutureAnnotations != 0 {
		w := u.temps(3)
		u.pos = *s.Annotation.Position()
		u.loadStr(w, syntax.UnparseAnnotation(s.Annotation))
		u.pos = s.Pos
		u.loadName("__annotations__", w+1)
		u.loadStr(w+2, name)
		u.emit(code.SetItem, w+1, w+2, w)
		return
	}
	i, ok := u.conditional[s]
	if !ok {
		return
	}
	t := u.temps(2)
	u.pos = s.Pos
	if u.scope.Kind == symtable.Class {
		u.emit(code.LoadCell, t, u.cells["__conditional_annotations__"], 0)
	} else {
		u.loadName("__conditional_annotations__", t)
	}
	u.loadConst(t+1, intConst(int64(i)))
	u.emit(code.SetAdd, t, t+1, 0)
}

// functionAnnotate makes a function's __annotate__ in a new temporary, if it has annotations.
func (u *unit) functionAnnotate(s syntax.Stmt, name string, args *syntax.Arguments, returns syntax.Expr) int {
	scope := u.c.st.Scope(s, symtable.Annotations)
	if scope == nil {
		return 0
	}
	w := u.temp()
	f := u.annotateUnit(scope)
	d := f.top
	n := 0
	b := d
	started := false
	add := func(name string, e syntax.Expr) {
		t := f.temps(2)
		f.pos = *e.Position()
		f.loadStr(t, u.cur.Mangle(name))
		if st, ok := e.(*syntax.Starred); ok { // *args: *Ts
			x := f.temp()
			f.expr(st.Value, x)
			f.emit(code.Unpack, t+1, x, 1)
			f.top = t + 2
		} else {
			f.expr(e, t+1)
		}
		if n++; n == maxDisplay/2 {
			if !started {
				f.emit(code.BuildMap, d, d, n)
				started, b = true, d+1
			} else {
				f.emit(code.BuildMap, b, b, n)
				f.emit(code.DictUpdate, d, b, 0)
			}
			f.top, n = d+1, 0
		}
	}
	symtable.AnnotatedArgs(args, func(p *syntax.Arg) { add(p.Arg, p.Annotation) })
	if returns != nil {
		add("return", returns)
	}
	f.pos = u.pos
	if !started {
		f.emit(code.BuildMap, d, d, n)
	} else if n > 0 {
		f.emit(code.BuildMap, b, b, n)
		f.emit(code.DictUpdate, d, b, 0)
	}
	f.emit(code.Return, d, 0, 0)
	u.makeFunction(f, w, 0)
	u.top = w + 1
	return code.FnAnnotate
}

// annotationStrings gives what loads a function's dict of annotation strings into a new temporary, nil if it has none.
func (u *unit) annotationStrings(args *syntax.Arguments, returns syntax.Expr) func() {
	var names, texts []string
	add := func(name string, e syntax.Expr) {
		names = append(names, u.cur.Mangle(name))
		texts = append(texts, syntax.UnparseAnnotation(e))
	}
	symtable.AnnotatedArgs(args, func(p *syntax.Arg) { add(p.Arg, p.Annotation) })
	if returns != nil {
		add("return", returns)
	}
	if len(names) == 0 {
		return nil
	}
	return func() {
		d := u.temp()
		u.emit(code.BuildMap, d, d, 0)
		for i := range names {
			t := u.temps(2)
			u.loadStr(t, names[i])
			u.loadStr(t+1, texts[i])
			u.emit(code.MapAdd, d, t, t+1)
			u.top = t
		}
	}
}
