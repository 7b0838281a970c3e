// This file compiles class statements.
package compile

import (
	"github.com/vivarium-py/vivarium/internal/code"
	"github.com/vivarium-py/vivarium/internal/symtable"
	"github.com/vivarium-py/vivarium/internal/syntax"
)

func (u *unit) classDef(s *syntax.ClassDef) {
	m := u.top
	defer func() { u.top = m }()
	if u.checkForbidden(s.Pos, s.Name, syntax.Store) {
		return
	}
	first := u.decorators(s.DecoratorList)
	firstLine := int(s.Line)
	if len(s.DecoratorList) > 0 {
		firstLine = int(s.DecoratorList[0].Position().Line)
	}
	dst := u.temp()
	u.checkKeywords(s.Keywords)
	if len(s.TypeParams) > 0 {
		u.genericClass(s, firstLine, dst)
	} else {
		u.class(s, firstLine, dst, s.Bases)
	}
	u.decorate(s.DecoratorList, first, dst)
	if len(s.DecoratorList) > 0 {
		dst = first
	}
	u.pos = s.Pos
	u.storeVar(u.variable(s.Name), dst)
}

// class calls __build_class__ on the class's body.
func (u *unit) class(s *syntax.ClassDef, firstLine int, dst reg, bases []syntax.Expr) {
	w := u.temp()
	u.pos = s.Pos
	u.emit(code.LoadBuildClass, w, 0, 0)
	f := u.classBody(s, firstLine)
	u.pos = s.Pos
	fn := u.temp()
	u.makeFunction(f, fn, 0)
	u.top = fn + 1
	u.loadStr(u.temp(), s.Name)
	u.finishCall(bases, s.Keywords, w, 3, dst, s.Pos)
}

func (u *unit) classBody(s *syntax.ClassDef, firstLine int) *unit {
	f := u.c.newUnit(u, u.c.st.Scope(s, symtable.Body), s.Name)
	f.firstLine = firstLine
	f.pos = syntax.Pos{Line: int32(firstLine), EndLine: int32(firstLine), Col: 0, EndCol: 0}
	f.startBody()
	t := f.temp()
	set := func(name string, k code.Const) {
		f.loadConst(t, k)
		f.storeName(name, t)
	}
	f.loadName("__name__", t)
	f.storeName("__module__", t)
	set("__qualname__", strConst(f.qualname))
	set("__firstlineno__", intConst(int64(firstLine)))
	if len(s.TypeParams) > 0 {
		f.loadName(".type_params", t)
		f.storeName("__type_params__", t)
	}
	if f.scope.NeedsClassDict {
		f.emit(code.LoadLocals, t, 0, 0)
		f.emit(code.StoreCell, f.cells["__classdict__"], t, 0)
	}
	body := s.Body
	f.startAnnotations(body)
	if symtableDocstring(body) {
		e := body[0].(*syntax.ExprStmt)
		if u.c.opts.Optimize < 2 {
			k := e.Value.(*syntax.Constant)
			f.pos = k.Pos
			set("__doc__", strConst(u.c.cleanDoc(k.Value.Str)))
		}
		body = body[1:]
	}
	f.stmts(body)
	f.endAnnotations()
	var names []string
	for name := range f.static {
		names = append(names, name)
	}
	sortStrings(names)
	for _, l := range f.labels {
		if int(l.at) == len(f.ins) && l.refs > 0 {
			f.pos = syntax.Pos{} // which line was last is known when it runs
		}
	}
	set("__static_attributes__", namesConst(names))
	if f.scope.NeedsClassDict {
		f.move(t, f.cells["__classdict__"])
		f.storeName("__classdictcell__", t)
	}
	if f.scope.NeedsClassClosure {
		f.move(t, f.cells["__class__"])
		f.storeName("__classcell__", t)
		f.emit(code.Return, t, 0, 0)
	} else {
		f.returnNone()
	}
	return f
}
