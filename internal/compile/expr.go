// This file compiles expressions into registers. A result goes straight to the register where it is wanted.
//
// Invariants: a destination below u.base is a local that code can see, so only the last instruction of an
// expression writes it; a destination at or above u.base is a temporary whose old value nobody needs.
package compile

import (
	"github.com/vivarium-py/vivarium/internal/code"
	"github.com/vivarium-py/vivarium/internal/symtable"
	"github.com/vivarium-py/vivarium/internal/syntax"
)

// visible reports whether a destination must not be written before the expression is done.
func (u *unit) visible(dst reg) bool { return dst < u.base }

// scratch gives a register to build a result for dst in; finishing is u.move(dst, scratch).
func (u *unit) scratch(dst reg) reg {
	if u.visible(dst) {
		return u.temp()
	}
	return dst
}

// local gives the register of an expression that is a plain local variable.
func (u *unit) local(e syntax.Expr) (v variable, ok bool) {
	n, isName := e.(*syntax.Name)
	if !isName || n.Id == "__debug__" {
		return v, false
	}
	v = u.variable(n.Id)
	return v, v.kind == varLocal
}

// inert reports whether evaluating e neither raises nor does anything.
func (u *unit) inert(e syntax.Expr) bool {
	switch e := e.(type) {
	case *syntax.Constant:
		return true
	case *syntax.Name:
		_, ok := u.local(e)
		return ok
	}
	return false
}

// operand evaluates e and gives the register that holds it: a local's own, or a new temporary. later are the
// operands evaluated before it is used. The register may be an unbound local: see value.
func (u *unit) operand(e syntax.Expr, later ...syntax.Expr) reg {
	if v, ok := u.local(e); ok {
		quiet := true
		for _, l := range later {
			quiet = quiet && (l == nil || u.inert(l))
		}
		u.pos = *e.Position()
		if v.reassigned && !quiet {
			t := u.temp()
			u.loadVar(v, t)
			return t
		}
		if !v.bound { // the check has the place of the name; dropChecks removes those that cannot fail
			u.emit(code.Check, v.reg, 0, 0)
		}
		return v.reg
	}
	if r, ok := u.hoisted(e); ok {
		return r
	}
	t := u.temp()
	u.expr(e, t)
	return t
}

// operandIn is operand, but what is not a local goes to dst if that is a temporary.
func (u *unit) operandIn(dst reg, e syntax.Expr, later ...syntax.Expr) reg {
	if _, ok := u.local(e); ok || u.visible(dst) {
		return u.operand(e, later...)
	}
	if r, ok := u.hoisted(e); ok {
		return r
	}
	u.expr(e, dst)
	return dst
}

// value is operand for instructions that take any bound value.
func (u *unit) value(e syntax.Expr, later ...syntax.Expr) reg {
	r := u.operand(e, later...)
	u.checkLocal(e, r)
	return r
}

func (u *unit) checkLocal(e syntax.Expr, r reg) {
	if v, ok := u.local(e); ok && v.reg == r && !v.bound {
		u.pos = *e.Position()
		u.emit(code.Check, r, 0, 0)
	}
}

// discard evaluates e for what it does.
func (u *unit) discard(e syntax.Expr) {
	m := u.top
	switch e := e.(type) {
	case *syntax.Constant:
		u.pos = e.Pos
		u.emit(code.Nop, 0, 0, keptNop)
	case *syntax.NamedExpr:
		u.namedExpr(e, noReg)
	default:
		u.value(e)
	}
	u.top = m
}

// expr evaluates e into dst.
func (u *unit) expr(e syntax.Expr, dst reg) {
	if !u.c.down() {
		u.c.up()
		return
	}
	m := u.top
	u.expr1(e, dst)
	u.top = m
	u.c.up()
}

func (u *unit) expr1(e syntax.Expr, dst reg) {
	switch e := e.(type) {
	case *syntax.Constant:
		u.pos = e.Pos
		u.loadConst(dst, fromSyntax(&e.Value))
		return
	case *syntax.Name:
		u.pos = e.Pos
		if e.Id == "__debug__" {
			u.loadConst(dst, boolConst(u.c.opts.Optimize == 0))
			return
		}
		u.loadVar(u.variable(e.Id), dst)
		return
	case *syntax.BinOp:
		if k, ok := u.c.fold(e); ok {
			u.pos = e.Pos
			u.loadConst(dst, k)
			return
		}
		if u.percent(e, dst) {
			return
		}
		u.binOp(e, dst)
	case *syntax.UnaryOp:
		if k, ok := u.c.fold(e); ok {
			u.pos = e.Pos
			u.loadConst(dst, k)
			return
		}
		r := u.operandIn(dst, e.Operand)
		op := code.Neg
		switch e.Op {
		case syntax.Invert:
			op = code.Invert
		case syntax.UAdd:
			op = code.Pos
		case syntax.Not:
			op = code.Not
			u.checkLocal(e.Operand, r)
		}
		u.pos = e.Pos
		u.emit(op, dst, r, 0)
	case *syntax.BoolOp:
		u.boolOp(e, dst)
	case *syntax.Compare:
		u.compare(e, dst)
	case *syntax.IfExp:
		orelse, end := u.newLabel(), u.newLabel()
		u.cond(e.Test, orelse, false)
		u.expr(e.Body, dst)
		u.jmp(end)
		u.place(orelse)
		u.expr(e.OrElse, dst)
		u.place(end)
	case *syntax.NamedExpr:
		u.namedExpr(e, dst)
	case *syntax.Call:
		u.call(e, dst)
	case *syntax.Attribute:
		u.attribute(e, dst)
	case *syntax.Subscript:
		u.subscript(e, dst)
	case *syntax.Slice:
		u.pos = e.Pos
		u.slice(e, dst)
	case *syntax.Tuple:
		if k, ok := u.c.fold(e); ok {
			u.pos = e.Pos
			u.loadConst(dst, k)
			return
		}
		u.sequence(e.Elts, code.BuildTuple, dst, e.Pos)
	case *syntax.List:
		u.sequence(e.Elts, code.BuildList, dst, e.Pos)
	case *syntax.Set:
		u.sequence(e.Elts, code.BuildSet, dst, e.Pos)
	case *syntax.Dict:
		u.dict(e, dst)
	case *syntax.Lambda:
		u.lambda(e, dst)
	case *syntax.ListComp, *syntax.SetComp, *syntax.DictComp, *syntax.GeneratorExp:
		u.comprehension(e, dst)
	case *syntax.Await:
		u.await(e, dst)
	case *syntax.Yield:
		u.yield(e, dst)
	case *syntax.YieldFrom:
		u.yieldFrom(e, dst)
	case *syntax.JoinedStr:
		u.joinedStr(e, dst)
	case *syntax.FormattedValue:
		u.formattedValue(e, dst)
	case *syntax.TemplateStr:
		u.templateStr(e, dst)
	case *syntax.Interpolation:
		u.interpolation(e, dst)
	case *syntax.Starred:
		if e.Ctx == syntax.Store {
			u.c.errorAt(e.Pos, "starred assignment target must be in a list or tuple")
		} else {
			u.c.errorAt(e.Pos, "can't use starred expression here")
		}
	default:
		u.c.errorAt(u.pos, "unknown expression")
	}
}

func boolConst(b bool) code.Const {
	if b {
		return code.Const{Kind: code.ConstTrue}
	}
	return code.Const{Kind: code.ConstFalse}
}

var binOps = [...]uint16{
	syntax.Add: code.Add, syntax.Sub: code.Sub, syntax.Mult: code.Mul, syntax.MatMult: code.MatMul,
	syntax.Div: code.TrueDiv, syntax.OpMod: code.Mod, syntax.Pow: code.Pow, syntax.LShift: code.LShift,
	syntax.RShift: code.RShift, syntax.BitOr: code.Or, syntax.BitXor: code.Xor, syntax.BitAnd: code.And,
	syntax.FloorDiv: code.FloorDiv,
}

// immediateForm gives the form of a binary opcode that takes a small int on the right.
func immediateForm(op uint16) (uint16, bool) {
	switch op {
	case code.Add:
		return code.AddI, true
	case code.Sub:
		return code.SubI, true
	case code.Mul:
		return code.MulI, true
	case code.FloorDiv:
		return code.FloorDivI, true
	case code.Mod:
		return code.ModI, true
	case code.LShift:
		return code.LShiftI, true
	case code.RShift:
		return code.RShiftI, true
	case code.And:
		return code.AndI, true
	}
	return 0, false
}

// smallInt gives the value of an int constant that fits an immediate operand.
func (u *unit) smallInt(e syntax.Expr) (int, bool) {
	switch e.(type) {
	case *syntax.Constant, *syntax.UnaryOp, *syntax.BinOp:
		k, ok := u.c.fold(e)
		if ok && k.Kind == code.ConstInt && k.Big == nil && k.Int == int64(int16(k.Int)) {
			return int(uint16(int16(k.Int))), true
		}
	}
	return 0, false
}

func (u *unit) binOp(e *syntax.BinOp, dst reg) {
	op := binOps[e.Op]
	l := u.operandIn(dst, e.Left, e.Right)
	u.arith(op, dst, l, e.Right, e.Pos)
}

// arith emits dst = l op right.
func (u *unit) arith(op uint16, dst, l reg, right syntax.Expr, pos syntax.Pos) {
	base, inPlace := op, uint16(0)
	if op >= code.IAdd && op <= code.IMatMul {
		base, inPlace = op-code.IAdd+code.Add, code.IAddI-code.AddI
	}
	if i, ok := immediateForm(base); ok {
		if n, ok := u.smallInt(right); ok {
			u.pos = pos
			u.emit(i+inPlace, dst, l, n)
			return
		}
	}
	r := u.operand(right)
	u.pos = pos
	u.emit(op, dst, l, r)
}

func (u *unit) boolOp(e *syntax.BoolOp, dst reg) {
	isOr := e.Op == syntax.Or
	op := code.JmpFalse
	if isOr {
		op = code.JmpTrue
	}
	end := u.newLabel()
	t := dst
	if u.visible(dst) {
		// x = x or y keeps x where it is
		v, ok := u.local(e.Values[0])
		if !ok || v.reg != dst || len(e.Values) != 2 {
			t = u.temp()
		}
	}
	for i, x := range e.Values {
		last := i == len(e.Values)-1
		if !last {
			if k, ok := u.c.fold(x); ok {
				if truth(&k) == isOr {
					last = true // decided here
				} else {
					continue
				}
			}
		}
		u.expr(x, t)
		if last {
			break
		}
		u.pos = e.Pos
		u.jump(op, t, 0, end)
	}
	u.place(end)
	u.move(dst, t)
}

func (u *unit) namedExpr(e *syntax.NamedExpr, dst reg) {
	n, ok := e.Target.(*syntax.Name)
	if !ok {
		u.c.errorAt(e.Pos, "cannot use assignment expressions with this target")
		return
	}
	if u.checkForbidden(n.Pos, n.Id, syntax.Store) {
		return
	}
	v := u.variable(n.Id)
	m := u.top
	if v.kind == varLocal {
		u.expr(e.Value, v.reg)
		if dst != noReg {
			u.move(dst, v.reg)
		}
	} else {
		t := dst
		if t == noReg || u.visible(t) {
			t = u.temp()
		}
		u.expr(e.Value, t)
		u.pos = n.Pos
		u.storeVar(v, t)
		if dst != noReg {
			u.move(dst, t)
		}
	}
	u.top = m
}

// attrPos is where an attribute's errors point: in a chain over several lines, at the attribute itself.
func attrPos(e *syntax.Attribute, p syntax.Pos) syntax.Pos {
	if p.Line == e.EndLine {
		return p
	}
	p.Line = e.EndLine
	if n := int32(len([]rune(e.Attr))); n <= e.EndCol {
		p.Col = e.EndCol - n
	} else {
		p.Col, p.EndCol = -1, -1
	}
	if p.EndLine < p.Line {
		p.EndLine = p.Line
	}
	return p
}

func (u *unit) attribute(e *syntax.Attribute, dst reg) {
	if w, ok := u.superArgs(e.Value); ok {
		u.pos = attrPos(e, e.Pos)
		if i, ok := u.cache(code.SuperAttr, u.cur.Mangle(e.Attr)); ok {
			u.emit(code.SuperAttr, dst, w, i)
			return
		}
	}
	r := u.operandIn(dst, e.Value)
	u.pos = attrPos(e, e.Pos)
	u.getAttr(dst, r, e.Attr)
}

// getAttr emits dst = r.name.
func (u *unit) getAttr(dst, r reg, name string) {
	name = u.cur.Mangle(name)
	if i, ok := u.cache(code.GetAttr, name); ok {
		u.emit(code.GetAttr, dst, r, i)
		return
	}
	t := u.temp()
	u.loadStr(t, name)
	u.emit(code.GetAttrX, dst, r, t)
	u.top--
}

func (u *unit) setAttr(obj reg, name string, src reg) {
	name = u.cur.Mangle(name)
	if i, ok := u.cache(code.SetAttr, name); ok {
		u.emit(code.SetAttr, obj, src, i)
		return
	}
	t := u.temp()
	u.loadStr(t, name)
	u.emit(code.SetAttrX, obj, src, t)
	u.top--
}

func (u *unit) delAttr(obj reg, name string) {
	name = u.cur.Mangle(name)
	if i, ok := u.cache(code.DelAttr, name); ok {
		u.emit(code.DelAttr, obj, 0, i)
		return
	}
	t := u.temp()
	u.loadStr(t, name)
	u.emit(code.DelAttrX, obj, 0, t)
	u.top--
}

func (u *unit) subscript(e *syntax.Subscript, dst reg) {
	u.checkSubscript(e)
	if k, ok := u.c.fold(e); ok {
		u.pos = e.Pos
		u.loadConst(dst, k)
		return
	}
	if n, ok := u.smallInt(e.Slice); ok {
		r := u.operandIn(dst, e.Value)
		u.pos = e.Pos
		u.emit(code.GetItemI, dst, r, n)
		return
	}
	r := u.operandIn(dst, e.Value, e.Slice)
	if s, ok := e.Slice.(*syntax.Slice); ok && !u.steppedConstant(s) {
		op := uint16(code.GetSlice)
		if s.Step != nil {
			op = code.GetSliceStep
		}
		w := u.bounds(s)
		u.pos = e.Pos
		u.emit(op, dst, r, w)
		return
	}
	i := u.operand(e.Slice)
	u.pos = e.Pos
	u.emit(code.GetItem, dst, r, i)
}

// bounds evaluates the lower and upper bound of a slice, and its step if it has one, into new temporaries.
func (u *unit) bounds(s *syntax.Slice) reg {
	parts := []syntax.Expr{s.Lower, s.Upper, s.Step}
	if s.Step == nil {
		parts = parts[:2]
	}
	w := u.temps(len(parts))
	for i, e := range parts {
		if e == nil {
			u.pos = s.Pos
			u.loadNone(w + i)
		} else {
			u.expr(e, w+i)
		}
	}
	return w
}

// steppedConstant reports that a slice has a step and nothing to evaluate, as [::-1]: it is a constant then.
func (u *unit) steppedConstant(s *syntax.Slice) bool {
	if s.Step == nil {
		return false
	}
	_, ok := u.foldSlice(s)
	return ok
}

// foldSlice gives the slice object of constant bounds.
func (u *unit) foldSlice(s *syntax.Slice) (k code.Const, ok bool) {
	k = code.Const{Kind: code.ConstSlice, Elts: make([]code.Const, 3)}
	for i, e := range []syntax.Expr{s.Lower, s.Upper, s.Step} {
		if e != nil {
			if k.Elts[i], ok = u.c.fold(e); !ok {
				return k, false
			}
		}
	}
	return k, true
}

func (u *unit) slice(s *syntax.Slice, dst reg) {
	if k, ok := u.foldSlice(s); ok {
		u.pos = s.Pos
		u.wide(code.LoadK, dst, u.constant(k))
		return
	}
	m := u.top
	w := u.temps(3)
	for i, e := range []syntax.Expr{s.Lower, s.Upper, s.Step} {
		if e == nil {
			u.loadNone(w + i)
		} else {
			u.expr(e, w+i)
		}
	}
	u.pos = s.Pos
	u.emit(code.BuildSlice, dst, w, 0)
	u.top = m
}

// superArgs recognises super() as the object of an attribute, where its class and object are at hand, and loads
// super, the class and the object into three new temporaries.
func (u *unit) superArgs(e syntax.Expr) (reg, bool) {
	c, ok := e.(*syntax.Call)
	if !ok || len(c.Args) != 0 || len(c.Keywords) != 0 || len(u.caches) >= 60000 {
		return 0, false
	}
	n, ok := c.Func.(*syntax.Name)
	if !ok || n.Id != "super" || u.scope.Kind != symtable.Function || u.scope.Comp != symtable.NoComp || u.cur != u.scope {
		return 0, false
	}
	if u.variable("super").kind != varGlobal || u.argCount == 0 || u.c.st.Top.PlaceOf("super") == symtable.GlobalExplicit {
		return 0, false
	}
	if y := u.c.st.Top.Lookup("super"); y != nil && y.Flags&symtable.DefBound != 0 {
		return 0, false
	}
	if u.scope.PlaceOf("__class__") != symtable.Free {
		return 0, false
	}
	w := u.temps(3)
	u.pos = n.Pos
	u.loadName("super", w)
	u.pos = c.Pos
	u.emit(code.LoadCell, w+1, u.cells["__class__"], 0)
	first := u.varnames[0]
	if r, ok := u.cells[first]; ok {
		u.emit(code.LoadCell, w+2, r, 0)
	} else if y := u.scope.Lookup(first); y.Flags&symtable.Deleted != 0 {
		u.emit(code.LoadLocal, w+2, u.locals[first], 0)
	} else {
		u.move(w+2, u.locals[first])
	}
	return w, true
}
