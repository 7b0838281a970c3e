// This file gives the SyntaxWarnings about code that is surely not what was meant.
package compile

import (
	"github.com/vivarium-py/vivarium/internal/syntax"
)

func (u *unit) warn(p syntax.Pos, format string, args ...any) { u.c.warn(p, format, args...) }

// constType names the type of a literal that `is` should not compare.
func (c *compiler) constType(e syntax.Expr) string {
	switch e := e.(type) {
	case *syntax.Constant:
		switch e.Value.Kind {
		case syntax.ConstInt:
			return "int"
		case syntax.ConstFloat:
			return "float"
		case syntax.ConstComplex:
			return "complex"
		case syntax.ConstStr:
			return "str"
		case syntax.ConstBytes:
			return "bytes"
		}
	case *syntax.Tuple:
		for _, x := range e.Elts {
			if _, ok := x.(*syntax.Constant); !ok {
				return ""
			}
		}
		return "tuple"
	}
	return ""
}

func (u *unit) checkCompare(e *syntax.Compare) {
	if u.c.opts.Warn == nil {
		return
	}
	left := u.c.constType(e.Left)
	for i, op := range e.Ops {
		right := u.c.constType(e.Comparators[i])
		if (op == syntax.Is || op == syntax.IsNot) && (left != "" || right != "") {
			t := right
			if left != "" {
				t = left
			}
			if op == syntax.Is {
				u.warn(e.Pos, "\"is\" with '%s' literal. Did you mean \"==\"?", t)
			} else {
				u.warn(e.Pos, "\"is not\" with '%s' literal. Did you mean \"!=\"?", t)
			}
			return
		}
		left = right
	}
}

// inferType names the type of an expression whose type shows, "" for others.
func (c *compiler) inferType(e syntax.Expr) string {
	switch e := e.(type) {
	case *syntax.Tuple:
		return "tuple"
	case *syntax.List, *syntax.ListComp:
		return "list"
	case *syntax.Dict, *syntax.DictComp:
		return "dict"
	case *syntax.Set, *syntax.SetComp:
		return "set"
	case *syntax.GeneratorExp:
		return "generator"
	case *syntax.Lambda:
		return "function"
	case *syntax.JoinedStr, *syntax.FormattedValue:
		return "str"
	case *syntax.TemplateStr:
		return "string.templatelib.Template"
	case *syntax.Interpolation:
		return "string.templatelib.Interpolation"
	case *syntax.Constant:
		switch e.Value.Kind {
		case syntax.ConstNone:
			return "NoneType"
		case syntax.ConstTrue, syntax.ConstFalse:
			return "bool"
		case syntax.ConstEllipsis:
			return "ellipsis"
		}
		return c.constType(e)
	}
	return ""
}

func (u *unit) checkCaller(e *syntax.Call) {
	switch e.Func.(type) {
	case *syntax.Constant, *syntax.Tuple, *syntax.List, *syntax.ListComp, *syntax.Dict, *syntax.DictComp, *syntax.Set,
		*syntax.SetComp, *syntax.GeneratorExp, *syntax.JoinedStr, *syntax.FormattedValue, *syntax.TemplateStr, *syntax.Interpolation:
		u.warn(*e.Func.Position(), "'%s' object is not callable; perhaps you missed a comma?", u.c.inferType(e.Func))
	}
}

func (u *unit) checkSubscript(e *syntax.Subscript) {
	switch v := e.Value.(type) {
	case *syntax.Constant:
		switch v.Value.Kind {
		case syntax.ConstNone, syntax.ConstEllipsis, syntax.ConstInt, syntax.ConstFloat, syntax.ConstComplex,
			syntax.ConstTrue, syntax.ConstFalse, syntax.ConstFrozenSet:
			u.warn(*e.Value.Position(), "'%s' object is not subscriptable; perhaps you missed a comma?", u.c.inferType(v))
			return
		}
	case *syntax.Set, *syntax.SetComp, *syntax.GeneratorExp, *syntax.Lambda, *syntax.TemplateStr, *syntax.Interpolation:
		u.warn(*e.Value.Position(), "'%s' object is not subscriptable; perhaps you missed a comma?", u.c.inferType(v))
		return
	}
	// The index of a sequence that shows must be an int or a slice.
	index := u.c.inferType(e.Slice)
	if index == "" || index == "int" || index == "bool" {
		return
	}
	switch v := e.Value.(type) {
	case *syntax.Constant:
		if k := v.Value.Kind; k != syntax.ConstStr && k != syntax.ConstBytes && k != syntax.ConstTuple {
			return
		}
	case *syntax.Tuple, *syntax.List, *syntax.ListComp, *syntax.JoinedStr, *syntax.FormattedValue:
	default:
		return
	}
	u.warn(*e.Value.Position(), "%s indices must be integers or slices, not %s; perhaps you missed a comma?", u.c.inferType(e.Value), index)
}
