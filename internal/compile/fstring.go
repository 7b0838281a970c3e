// This file compiles f-strings and t-strings. Neighbouring constant parts are one.
package compile

import (
	"strings"

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

// percent compiles '...%s...' % (x, ...) as the f-string that gives the same, where the format is that simple.
func (u *unit) percent(e *syntax.BinOp, dst reg) bool {
	k, ok := e.Left.(*syntax.Constant)
	if !ok || e.Op != syntax.OpMod || k.Value.Kind != syntax.ConstStr || len(k.Value.Str) > maxStrSize {
		return false
	}
	t, ok := e.Right.(*syntax.Tuple)
	if !ok || len(t.Elts) == 0 || len(t.Elts) > maxDisplay/2 {
		return false
	}
	for _, x := range t.Elts {
		if _, star := x.(*syntax.Starred); star {
			return false
		}
	}
	type part struct {
		text string
		conv int // of the value after the text, -1 for none
	}
	var parts []part
	text := ""
	n := 0
	for s := k.Value.Str; s != ""; {
		i := strings.IndexByte(s, '%')
		if i < 0 {
			text += s
			break
		}
		text += s[:i]
		s = s[i+1:]
		if s == "" {
			return false
		}
		conv := -1
		switch s[0] {
		case '%':
			text += "%"
			s = s[1:]
			continue
		case 's':
			conv = code.ConvStr
		case 'r':
			conv = code.ConvRepr
		case 'a':
			conv = code.ConvASCII
		default:
			return false
		}
		parts = append(parts, part{text, conv})
		text, s = "", s[1:]
		n++
	}
	if n != len(t.Elts) {
		return false
	}
	if text != "" {
		parts = append(parts, part{text, -1})
	}
	b := u.top
	for i, p := range parts {
		if p.text != "" {
			u.pos = k.Pos
			u.loadStr(u.temp(), p.text)
		}
		if p.conv >= 0 {
			w := u.temp()
			u.expr(t.Elts[i], w)
			u.pos = *t.Elts[i].Position()
			u.emit(code.FormatValue, w, w, p.conv)
		}
	}
	u.pos = e.Pos
	if u.top == b+1 {
		u.move(dst, b)
		return true
	}
	u.emit(code.BuildString, dst, b, u.top-b)
	return true
}
