// This file compiles generic functions and classes, type parameters and type aliases (PEP 695, 696).
package compile

import (
	"github.com/vivarium-py/vivarium/internal/code"
	"github.com/vivarium-py/vivarium/internal/symtable"
	"github.com/vivarium-py/vivarium/internal/syntax"
)

// typeParamUnit begins the function around a generic definition.
func (u *unit) typeParamUnit(node syntax.Node, name string, pos syntax.Pos, firstLine int) *unit {
	f := u.c.newUnit(u, u.c.st.Scope(node, symtable.TypeParams), "<generic parameters of "+name+">")
	f.firstLine = firstLine
	f.argCount = f.params
	f.pos = pos
	f.startBody()
	return f
}

// callTypeParams calls the function f on the n arguments that follow the top temporary w.
func (u *unit) callTypeParams(f *unit, w reg, n int, dst reg, pos syntax.Pos) {
	// The arguments are moved out of the way of what making the function needs.
	t := u.temp()
	u.pos = pos
	u.makeFunction(f, t, 0)
	u.move(w, t)
	u.emit(code.Call, dst, w, n)
}

func (u *unit) genericFunction(s syntax.Stmt, pos syntax.Pos, name string, args *syntax.Arguments, body []syntax.Stmt,
	returns syntax.Expr, params []syntax.TypeParam, firstLine int, dst reg) {
	w := u.temp()
	n := 0
	u.pos = pos
	if len(args.Defaults) > 0 {
		u.positionalDefaults(args, u.temp())
		n++
	}
	if hasKwDefaults(args) {
		u.keywordDefaults(args, u.temp())
		n++
	}
	f := u.typeParamUnit(s, name, pos, firstLine)
	m := f.temps(2) // the function, the tuple of type parameters
	f.typeParams(params, m+1)
	fw := f.temp()
	flags := 0
	if len(args.Defaults) > 0 {
		f.loadVar(f.variable(".defaults"), f.temp())
		flags |= code.FnDefaults
	}
	if hasKwDefaults(args) {
		f.loadVar(f.variable(".kwdefaults"), f.temp())
		flags |= code.FnKwDefaults
	}
	f.pos = pos
	f.function(s, pos, name, args, body, returns, firstLine, fw, flags)
	f.move(m, fw)
	f.emit(code.Intrinsic, m, m, int(code.IntrSetFunctionTypeParams))
	f.emit(code.Return, m, 0, 0)
	u.callTypeParams(f, w, n, dst, pos)
}

func (u *unit) genericClass(s *syntax.ClassDef, firstLine int, dst reg) {
	w := u.temp()
	u.pos = s.Pos
	f := u.typeParamUnit(s, s.Name, s.Pos, firstLine)
	t := f.temp()
	f.typeParams(s.TypeParams, t)
	f.storeVar(f.variable(".type_params"), t)
	f.emit(code.Intrinsic, t, t, int(code.IntrSubscriptGeneric))
	f.storeVar(f.variable(".generic_base"), t)
	f.top = t
	bases := append(append([]syntax.Expr{}, s.Bases...), &syntax.Name{Pos: s.Pos, Id: ".generic_base"})
	r := f.temp()
	f.class(s, firstLine, r, bases)
	f.emit(code.Return, r, 0, 0)
	u.callTypeParams(f, w, 0, dst, s.Pos)
}

// typeParams makes the type parameters, binds them, and builds their tuple in dst.
func (u *unit) typeParams(params []syntax.TypeParam, dst reg) {
	m := u.top
	b := u.top
	list := len(params) > maxDisplay
	if list {
		u.emit(code.BuildList, dst, dst, 0)
	}
	for _, p := range params {
		t := u.temp()
		u.typeParam(p, t)
		if list {
			u.emit(code.ListAppend, dst, t, 0)
			u.top = t
		}
	}
	if list {
		u.emit(code.ListToTuple, dst, dst, 0)
	} else {
		u.emit(code.BuildTuple, dst, b, len(params))
	}
	u.top = m
}

func (u *unit) typeParam(p syntax.TypeParam, dst reg) {
	var name string
	var def syntax.Expr
	pos := *p.Position()
	w := u.temps(2)
	switch p := p.(type) {
	case *syntax.TypeVar:
		name, def = p.Name, p.DefaultValue
		u.pos = pos
		u.loadStr(w, name)
		if p.Bound == nil {
			u.emit(code.Intrinsic, dst, w, int(code.IntrTypeVar))
			break
		}
		u.evaluator(p, symtable.Body, name, p.Bound, w+1)
		u.pos = pos
		if _, ok := p.Bound.(*syntax.Tuple); ok {
			u.emit(code.Intrinsic, dst, w, int(code.IntrTypeVarConstraints))
		} else {
			u.emit(code.Intrinsic, dst, w, int(code.IntrTypeVarBound))
		}
	case *syntax.ParamSpec:
		name, def = p.Name, p.DefaultValue
		u.pos = pos
		u.loadStr(w, name)
		u.emit(code.Intrinsic, dst, w, int(code.IntrParamSpec))
	case *syntax.TypeVarTuple:
		name, def = p.Name, p.DefaultValue
		u.pos = pos
		u.loadStr(w, name)
		u.emit(code.Intrinsic, dst, w, int(code.IntrTypeVarTuple))
	}
	if def != nil {
		u.move(w, dst)
		u.evaluator(p, symtable.Default, name, def, w+1)
		u.pos = pos
		u.emit(code.Intrinsic, dst, w, int(code.IntrSetTypeParamDefault))
	}
	u.storeVar(u.variable(name), dst)
	u.top = w
}

// evaluator makes the function that evaluates a bound, constraint, default or alias value in dst, which must be
// the top temporary.
func (u *unit) evaluator(node syntax.Node, role symtable.Role, name string, e syntax.Expr, dst reg) {
	f := u.c.newUnit(u, u.c.st.Scope(node, role), name)
	pos := *e.Position()
	f.firstLine = int(pos.Line)
	f.pos = pos
	f.evaluatorStart()
	if s, ok := e.(*syntax.Starred); ok { // *Ts = *tuple[int]
		f.sequence([]syntax.Expr{s}, code.BuildTuple, f.temp(), pos)
		f.emit(code.Unpack, f.top-1, f.top-1, 1)
		f.emit(code.Return, f.top-1, 0, 0)
	} else {
		f.returnValue(e)
	}
	m := u.top
	w := u.temp()
	u.pos = pos
	u.loadConst(u.temp(), tupleConst([]code.Const{intConst(1)}))
	u.makeFunction(f, w, code.FnDefaults)
	u.move(dst, w)
	u.top = m
}

func (u *unit) typeAlias(s *syntax.TypeAlias) {
	n, ok := s.Name.(*syntax.Name)
	if !ok {
		u.c.errorAt(s.Pos, "a type alias needs a name")
		return
	}
	m := u.top
	defer func() { u.top = m }()
	r := u.temp()
	if len(s.TypeParams) == 0 {
		u.aliasValue(s, n.Id, r, noReg)
	} else {
		w := u.temp()
		f := u.typeParamUnit(s, n.Id, s.Pos, int(s.Line))
		t := f.temp()
		f.typeParams(s.TypeParams, t)
		d := f.temp()
		f.aliasValue(s, n.Id, d, t)
		f.emit(code.Return, d, 0, 0)
		u.callTypeParams(f, w, 0, r, s.Pos)
	}
	u.pos = n.Pos
	u.storeVar(u.variable(n.Id), r)
}

// aliasValue builds a TypeAliasType in dst.
func (u *unit) aliasValue(s *syntax.TypeAlias, name string, dst, params reg) {
	w := u.temps(3)
	u.pos = s.Pos
	u.loadStr(w, name)
	if params == noReg {
		u.loadNone(w + 1)
	} else {
		u.move(w+1, params)
	}
	u.evaluator(s, symtable.Body, name, s.Value, w+2)
	u.pos = s.Pos
	u.emit(code.BuildTuple, w, w, 3)
	u.emit(code.Intrinsic, dst, w, int(code.IntrTypeAlias))
	u.top = w
}
