// This file reads, binds and deletes variables wherever they live.
package compile

import (
	"github.com/vivarium-py/vivarium/internal/code"
	"github.com/vivarium-py/vivarium/internal/symtable"
	"github.com/vivarium-py/vivarium/internal/syntax"
)

type varKind uint8

const (
	varLocal      varKind = iota // in a register
	varCell                      // in a cell in a register
	varGlobal                    // globals, then builtins
	varName                      // the locals mapping R[0], then globals and builtins
	varClassCell                 // free in a class body: R[0], then a cell
	varDictGlobal                // an annotation scope in a class: the class's mapping, then globals
	varDictCell                  // the same, then a cell
)

type variable struct {
	kind  varKind
	reg   reg
	name  string
	bound bool // a local that is bound wherever it is read
	// reassigned: an assignment expression binds it, so that an operand must be read before later ones run
	reassigned bool
}

// compVars are the variables of a comprehension that is inlined.
type compVars struct {
	scope *symtable.Scope
	regs  map[string]reg
}

// variable says where the variable of an unmangled name is.
func (u *unit) variable(name string) variable {
	s := u.cur
	name = s.Mangle(name)
	free := false
	for s != u.scope {
		y := s.Lookup(name)
		if y == nil && free { // only passed through
			s = s.Parent
			continue
		}
		if y == nil || y.Place == symtable.GlobalImplicit || y.Place == symtable.Unresolved {
			if u.scope.Kind == symtable.Module {
				return variable{kind: varName, name: name}
			}
			return variable{kind: varGlobal, name: name}
		}
		switch y.Place {
		case symtable.GlobalExplicit:
			return variable{kind: varGlobal, name: name}
		case symtable.Local:
			return variable{kind: varLocal, reg: u.compReg(s, name), name: name}
		case symtable.Cell:
			return variable{kind: varCell, reg: u.compReg(s, name), name: name}
		}
		s, free = s.Parent, true
	}
	fromComp := u.cur != u.scope
	y := s.Lookup(name)
	v := variable{name: name}
	if y == nil {
		v.kind = varName
		if s.FunctionLike() {
			v.kind = varGlobal
		}
		return v
	}
	if fromComp && y.Flags&symtable.DefFreeClass != 0 {
		v.kind, v.reg = varCell, u.cells[name]
		return v
	}
	switch y.Place {
	case symtable.Local:
		if s.FunctionLike() {
			v.kind, v.reg = varLocal, u.locals[name]
			v.bound = y.Flags&symtable.DefParam != 0 && y.Flags&symtable.Deleted == 0
			v.reassigned = y.Flags&symtable.DefWalrus != 0
			return v
		}
		v.kind = varName
	case symtable.Cell:
		v.kind, v.reg = varCell, u.cells[name]
	case symtable.Free:
		v.kind, v.reg = varCell, u.cells[name]
		if u.outerClass != 0 && name == "__class__" {
			v.reg = u.outerClass
		}
		switch {
		case s.Kind == symtable.Class && !fromComp && y.Flags&symtable.DefNonlocal == 0:
			v.kind = varClassCell
		case s.CanSeeClass && name != "__classdict__" && !fromComp:
			v.kind = varDictCell
		}
	case symtable.GlobalExplicit:
		v.kind = varGlobal
	default:
		switch {
		case s.CanSeeClass && !fromComp:
			v.kind = varDictGlobal
		case s.FunctionLike():
			v.kind = varGlobal
		default:
			v.kind = varName
		}
	}
	return v
}

func (u *unit) compReg(s *symtable.Scope, name string) reg {
	for i := len(u.comps) - 1; i >= 0; i-- {
		if u.comps[i].scope == s {
			return u.comps[i].regs[name]
		}
	}
	return u.base // after an error
}

// loadVar puts the value of a variable in dst.
func (u *unit) loadVar(v variable, dst reg) {
	switch v.kind {
	case varLocal:
		if v.bound {
			u.move(dst, v.reg)
		} else {
			u.emit(code.LoadLocal, dst, v.reg, 0)
		}
	case varCell:
		u.emit(code.LoadCell, dst, v.reg, 0)
	case varGlobal:
		u.nameOp(code.LoadGlobal, code.LoadGlobalX, dst, v.name)
	case varName:
		u.nameOp(code.LoadName, code.LoadNameX, dst, v.name)
	case varClassCell:
		i, _ := u.cache(code.LoadClassCell, v.name)
		u.emit(code.LoadClassCell, dst, v.reg, i)
	case varDictGlobal:
		t := u.classDict()
		i, _ := u.cache(code.LoadDictOrGlobal, v.name)
		u.emit(code.LoadDictOrGlobal, dst, t, i)
		u.top--
	case varDictCell:
		t := u.classDict()
		i, _ := u.cache(code.LoadDictOrCell, v.name)
		u.emit(code.LoadDictOrCell, t, v.reg, i)
		u.move(dst, t)
		u.top--
	}
}

// classDict loads the mapping of the class that the current annotation scope can see into a new temporary.
func (u *unit) classDict() reg {
	t := u.temp()
	u.emit(code.LoadCell, t, u.cells["__classdict__"], 0)
	return t
}

func (u *unit) nameOp(op, wideOp uint16, r reg, name string) {
	if i, ok := u.cache(op, name); ok {
		u.emit(op, r, i, 0)
		return
	}
	u.wide(wideOp, r, u.constant(strConst(name)))
}

// storeVar binds a variable to the value in src, which must be bound.
func (u *unit) storeVar(v variable, src reg) {
	switch v.kind {
	case varLocal:
		u.move(v.reg, src)
	case varCell, varDictCell, varClassCell:
		u.emit(code.StoreCell, v.reg, src, 0)
	case varGlobal, varDictGlobal:
		u.nameOp(code.StoreGlobal, code.StoreGlobalX, src, v.name)
	case varName:
		u.nameOp(code.StoreName, code.StoreNameX, src, v.name)
	}
}

func (u *unit) deleteVar(v variable) {
	switch v.kind {
	case varLocal:
		u.emit(code.DelLocal, v.reg, 0, 0)
	case varCell, varDictCell, varClassCell:
		u.emit(code.DelCell, v.reg, 0, 0)
	case varGlobal, varDictGlobal:
		u.nameOp(code.DelGlobal, code.DelGlobalX, 0, v.name)
	case varName:
		u.nameOp(code.DelName, code.DelNameX, 0, v.name)
	}
}

// clearVar does what `name = None; del name` does at the end of an except clause.
func (u *unit) clearVar(v variable) {
	if v.kind == varLocal {
		u.emit(code.Unbind, v.reg, 0, 0)
		return
	}
	t := u.temp()
	u.loadNone(t)
	u.storeVar(v, t)
	u.top--
	u.deleteVar(v)
}

// loadName and storeName are for names that the compiler brings in.
func (u *unit) loadName(name string, dst reg)  { u.loadVar(u.variable(name), dst) }
func (u *unit) storeName(name string, src reg) { u.storeVar(u.variable(name), src) }

// checkForbidden refuses names that cannot be bound.
func (u *unit) checkForbidden(p syntax.Pos, name string, ctx syntax.ExprContext) bool {
	if name == "__debug__" {
		switch ctx {
		case syntax.Store:
			u.c.errorAt(p, "cannot assign to __debug__")
			return true
		case syntax.Del:
			u.c.errorAt(p, "cannot delete __debug__")
			return true
		}
	}
	return false
}
