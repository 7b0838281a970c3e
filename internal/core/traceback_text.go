// This file gives the text of an exception as Python prints it, for those who carry it elsewhere.
package core

import (
	"strings"

	"github.com/vivarium-py/vivarium/internal/code"
)

// FormatException is the text that Python prints for an exception, its traceback and what caused it, without the last
// newline.
func (t *Thread) FormatException(e *Exception) string {
	m, err := t.Import("traceback")
	if err == nil {
		var f, lines Value
		if f, err = t.GetAttr(m, Intern("format_exception")); err == nil {
			if lines, err = t.Call(f, e.Val()); err == nil {
				if l := AsList(lines); l != nil {
					var b strings.Builder
					for _, x := range l.items {
						if s := AsStr(x); s != nil {
							b.WriteString(s.s)
						}
					}
					return strings.TrimSuffix(b.String(), "\n")
				}
			}
		}
	}
	return t.FormatExceptionOnly(e)
}

// FormatExceptionOnly is the last line of FormatException: the type's name and the message.
func (t *Thread) FormatExceptionOnly(e *Exception) string {
	name := e.shape.typ.fullName()
	if s := t.MessageOf(e); s != "" {
		return name + ": " + s
	}
	return name
}

// MessageOf is str(e), or what stands for it where that fails.
func (t *Thread) MessageOf(e *Exception) string {
	s, err := t.Str(e.Val())
	if err != nil {
		return "<exception str() failed>"
	}
	return s.s
}

// Exception gives the Python exception of an error, made from a Go error where it is none.
func (t *Thread) Exception(err error) *Exception { return t.goError(err) }

// ModuleName is the class's __module__, "builtins" where it has none.
func (typ *Type) ModuleName(t *Thread) string {
	if v, err := t.LookupAttr(typ.Val(), nModule); err == nil {
		if s := AsStr(v); s != nil {
			return s.s
		}
	}
	return "builtins"
}

// MainFunction checks that f can run as the code of __main__: a code object without free variables, or a function without
// parameters and closure; it gives the code, or why not ("arguments not supported", "closures not supported").
func MainFunction(v Value) (*CodeObj, string) {
	if v.exactly(&CodeType) {
		o := As[CodeObj](v)
		if len(o.c.FreeVars) > 0 {
			return nil, "closures not supported"
		}
		return o, ""
	}
	f := As[Function](v)
	c := f.rt.obj.c
	switch {
	case len(f.closure) > 0:
		return nil, "closures not supported"
	case c.ArgCount > 0 || c.KwOnlyCount > 0 || c.Flags&(code.CoVarArgs|code.CoVarKeywords) != 0:
		return nil, "arguments not supported"
	}
	return f.rt.obj, ""
}

// RunInMain runs a code object in __main__ and drops its value.
func (t *Thread) RunInMain(o *CodeObj) error {
	d := t.interp.mainMod.dict
	_, err := t.evalCode(o, d, d.Val(), nil)
	return err
}

// Handled is the exception that the thread is handling, None outside any handler.
func (t *Thread) Handled() Value { return t.handled }

// RunText compiles a script and runs it in __main__.
func (t *Thread) RunText(src string) error {
	co, err := t.Compile([]byte(src), "<string>", "exec", CompileOptions{IsText: true, Optimize: t.interp.opts.Optimize})
	if err != nil {
		return err
	}
	return t.RunInMain(co)
}
