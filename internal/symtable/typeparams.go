// This file walks type parameters and type aliases: the scopes of PEP 695 and 696.
package symtable

import "github.com/vivarium-py/vivarium/internal/syntax"

// typeParamScope enters the scope around a generic function, class or alias, and for all but classes walks the
// parameters; a class must first say what it mangles.
func (b *builder) typeParamScope(node syntax.Node, name string, pos syntax.Pos, params []syntax.TypeParam, class, defaults, kwDefaults bool) {
	inClass := b.cur.Kind == Class
	s := b.enter(TypeParameters, name, node, TypeParams, pos)
	b.seeClass(s, inClass)
	s.parameterizedClass = class
	if class {
		b.def(".type_params", DefLocal, pos)
		b.def(".type_params", Use, pos)
		b.def(".generic_base", DefLocal, pos)
		b.def(".generic_base", Use, pos)
	}
	if defaults {
		b.def(".defaults", DefParam, pos)
	}
	if kwDefaults {
		b.def(".kwdefaults", DefParam, pos)
	}
	if !class {
		b.typeParams(params)
	}
}

func typeParamName(p syntax.TypeParam) string {
	switch p := p.(type) {
	case *syntax.TypeVar:
		return p.Name
	case *syntax.ParamSpec:
		return p.Name
	case *syntax.TypeVarTuple:
		return p.Name
	}
	return ""
}

func (b *builder) typeParams(params []syntax.TypeParam) {
	seenDefault := false
	for _, p := range params {
		var def syntax.Expr
		var name, what string
		pos := *p.Position()
		switch p := p.(type) {
		case *syntax.TypeVar:
			name, def, what = p.Name, p.DefaultValue, "a TypeVar default"
			b.typeParamName(name, pos)
			if p.Bound != nil {
				kind := "a TypeVar bound"
				if _, ok := p.Bound.(*syntax.Tuple); ok {
					kind = "a TypeVar constraint"
				}
				b.evaluator(p, Body, name, p.Bound, kind)
			}
		case *syntax.ParamSpec:
			name, def, what = p.Name, p.DefaultValue, "a ParamSpec default"
			b.typeParamName(name, pos)
		case *syntax.TypeVarTuple:
			name, def, what = p.Name, p.DefaultValue, "a TypeVarTuple default"
			b.typeParamName(name, pos)
		}
		if def != nil {
			seenDefault = true
			b.evaluator(p, Default, name, def, what)
		} else if seenDefault {
			b.errorAt(pos, "non-default type parameter '%s' follows default type parameter", name)
		}
	}
}

func (b *builder) typeParamName(name string, pos syntax.Pos) {
	if name == "__classdict__" {
		b.errorAt(pos, "reserved name '%s' cannot be used for type parameter", name)
		return
	}
	b.bind(name, DefTypeParam|DefLocal, pos)
}

// evaluator walks a bound, constraint or default in the function that will evaluate it.
func (b *builder) evaluator(p syntax.TypeParam, role Role, name string, e syntax.Expr, info string) {
	sees := b.cur.CanSeeClass
	s := b.enter(TypeVariable, name, p, role, *e.Position())
	s.info = info
	b.seeClass(s, sees)
	b.def(".format", DefParam, s.Pos)
	b.def(".format", Use, s.Pos)
	b.expr(e)
	b.leave()
}

func (b *builder) typeAlias(s *syntax.TypeAlias) {
	b.expr(s.Name)
	name := ""
	if n, ok := s.Name.(*syntax.Name); ok {
		name = n.Id
	}
	outer := b.cur
	inClass := outer.Kind == Class
	if len(s.TypeParams) > 0 {
		b.typeParamScope(s, name, s.Pos, s.TypeParams, false, false, false)
	}
	a := b.enter(TypeAlias, name, s, Body, s.Pos)
	b.seeClass(a, inClass)
	b.def(".format", DefParam, s.Pos)
	b.def(".format", Use, s.Pos)
	b.expr(s.Value)
	b.cur = outer
}
