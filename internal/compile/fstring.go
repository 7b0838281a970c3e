// This file compiles f-strings and t-strings. Neighbouring constant parts are one.
package compile

import (
	"github.com/vivarium-py/vivarium/internal/code"
	"github.com/vivarium-py/vivarium/internal/syntax"
)

func conversion(c int) int {
	switch c {
	case 's':
		return code.ConvStr
	case 'r':
		return code.ConvRepr
	case 'a':
		return code.ConvASCII
	}
	return code.ConvNone
}

func (u *unit) joinedStr(e *syntax.JoinedStr, dst reg) {
	parts := mergeParts(e.Values)
	if len(parts) == 0 {
		u.pos = e.Pos
		u.loadStr(dst, "")
		return
	}
	if len(parts) == 1 {
		u.expr(parts[0], dst)
		if _, ok := parts[0].(*syntax.FormattedValue); !ok && !isStr(parts[0]) {
			u.pos = e.Pos
			u.emit(code.FormatValue, dst, dst, 0) // a tree that no source gives
		}
		return
	}
	b, n := u.top, 0
	for _, p := range parts {
		u.expr(p, u.temp())
		if n++; n == maxDisplay { // long ones are joined piece by piece
			u.pos = e.Pos
			u.emit(code.BuildString, b, b, n)
			u.top, n = b+1, 1
		}
	}
	u.pos = e.Pos
	u.emit(code.BuildString, dst, b, n)
}

func isStr(e syntax.Expr) bool {
	k, ok := e.(*syntax.Constant)
	return ok && k.Value.Kind == syntax.ConstStr
}

// mergeParts joins neighbouring constant strings and drops empty ones.
func mergeParts(values []syntax.Expr) []syntax.Expr {
	var out []syntax.Expr
	for _, v := range values {
		k, ok := v.(*syntax.Constant)
		if ok && k.Value.Kind == syntax.ConstStr {
			if k.Value.Str == "" {
				continue
			}
			if n := len(out); n > 0 {
				if p, ok := out[n-1].(*syntax.Constant); ok && p.Value.Kind == syntax.ConstStr {
					m := *p
					m.Value.Str += k.Value.Str
					m.EndLine, m.EndCol = k.EndLine, k.EndCol
					out[n-1] = &m
					continue
				}
			}
		}
		out = append(out, v)
	}
	return out
}

func (u *unit) formattedValue(e *syntax.FormattedValue, dst reg) {
	conv := conversion(e.Conversion)
	if e.FormatSpec == nil {
		r := u.valueIn(dst, e.Value)
		u.pos = e.Pos
		u.emit(code.FormatValue, dst, r, conv)
		return
	}
	w := u.temps(2)
	u.expr(e.Value, w)
	u.expr(e.FormatSpec, w+1)
	u.pos = e.Pos
	u.emit(code.FormatValue, dst, w, conv|code.FmtSpec)
}

func (u *unit) templateStr(e *syntax.TemplateStr, dst reg) {
	// The strings around n interpolations are n+1, empty ones included.
	strs := []code.Const{strConst("")}
	var inter []syntax.Expr
	for _, v := range e.Values {
		if k, ok := v.(*syntax.Constant); ok && k.Value.Kind == syntax.ConstStr {
			strs[len(strs)-1].Str += k.Value.Str
			continue
		}
		inter = append(inter, v)
		strs = append(strs, strConst(""))
	}
	w := u.temps(2)
	u.pos = e.Pos
	u.loadConst(w, tupleConst(strs))
	u.sequence(inter, code.BuildTuple, w+1, e.Pos)
	u.pos = e.Pos
	u.emit(code.BuildTemplate, dst, w, 0)
}

func (u *unit) interpolation(e *syntax.Interpolation, dst reg) {
	conv := conversion(e.Conversion)
	w := u.temps(2)
	u.expr(e.Value, w)
	u.pos = e.Pos
	u.loadConst(w+1, fromSyntax(&e.Str))
	if e.FormatSpec != nil {
		u.expr(e.FormatSpec, u.temp())
		conv |= code.FmtSpec
	}
	u.pos = e.Pos
	u.emit(code.BuildInterpolation, dst, w, conv)
}
