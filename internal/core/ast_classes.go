// This file makes the classes of module _ast, one set an interpreter, from the table in package syntax. They are plain
// heap classes below AST, so that nodes are ordinary objects with a __dict__ and classes can be extended.
package core

import (
	"fmt"
	"strings"

	"github.com/vivarium-py/vivarium/internal/syntax"
)

// astState is one interpreter's node classes.
type astState struct {
	ast     *Type
	classes [syntax.NumKinds]*Type
	named   map[string]*Type   // by Python name: nodes, sums and enum members
	enums   map[string][]Value // the instance of each member, by enum
	fields  [syntax.NumKinds][]*Str
	load    Value
}

type astKey struct{}

var (
	nASTFields     = Intern("_fields")
	nASTAttributes = Intern("_attributes")
	nASTFieldTypes = Intern("_field_types")
	nASTPositions  = []*Str{Intern("lineno"), Intern("col_offset"), Intern("end_lineno"), Intern("end_col_offset")}
)

// asts gives the node classes, made at the first use.
func (t *Thread) asts() (*astState, error) {
	if s, ok := t.interp.state[astKey{}]; ok {
		return s.(*astState), nil
	}
	s := &astState{named: map[string]*Type{}, enums: map[string][]Value{}}
	if err := t.makeASTClasses(s); err != nil {
		return nil, err
	}
	t.interp.state[astKey{}] = s
	return s, nil
}

func strTuple(names []*Str) Value {
	items := make([]Value, len(names))
	for i, n := range names {
		items[i] = n.Val()
	}
	return TupleOf(items)
}

func (t *Thread) makeASTClasses(s *astState) error {
	class := func(name string, base *Type, doc Value, fields []*Str, set func(ns *Dict)) (*Type, error) {
		ns := NewDict()
		ns.SetStr(nModule, Intern("ast").Val())
		ns.SetStr(nDoc, doc)
		ns.SetStr(nASTFields, strTuple(fields))
		ns.SetStr(nMatchArgs, strTuple(fields))
		set(ns)
		c, err := t.newClass(&TypeType, Intern(name), []*Type{base}, ns)
		if err == nil {
			s.named[name] = c
		}
		return c, err
	}
	attributes := func(ns *Dict, positioned bool) {
		if !positioned {
			ns.SetStr(nASTAttributes, emptyTuple.Val())
			return
		}
		ns.SetStr(nASTAttributes, strTuple(nASTPositions))
		ns.SetStr(nASTPositions[2], None)
		ns.SetStr(nASTPositions[3], None)
	}
	var err error
	if s.ast, err = class("AST", &ObjectType, None, nil, func(ns *Dict) { attributes(ns, false) }); err != nil {
		return err
	}
	methods := astMethodList()
	for i := range methods {
		n := newNative(&methods[i], natMethod, s.ast)
		if err := t.SetAttr(s.ast.Val(), Intern(methods[i].Name), obj(&n.Header)); err != nil {
			return err
		}
	}
	for _, sum := range syntax.Sums {
		base, err := class(sum.Name, s.ast, StrVal(sum.Doc), nil, func(ns *Dict) { attributes(ns, sum.Positioned) })
		if err != nil {
			return err
		}
		if !sum.Enum {
			continue
		}
		for _, m := range sum.Members {
			c, err := class(m, base, StrVal(m), nil, func(ns *Dict) {})
			if err != nil {
				return err
			}
			if err := t.setFieldTypes(c, NewDict()); err != nil {
				return err
			}
			s.enums[sum.Name] = append(s.enums[sum.Name], obj(c.Alloc()))
		}
	}
	s.load = s.enums["expr_context"][0]
	for k := range syntax.Nodes {
		info := &syntax.Nodes[k]
		names := make([]*Str, len(info.Fields))
		for i := range names {
			names[i] = Intern(info.Fields[i].Name)
		}
		s.fields[k] = names
		base := s.named[info.Base]
		c, err := class(info.Name, base, StrVal(info.Doc), names, func(ns *Dict) {
			if info.Base == "AST" {
				attributes(ns, info.Positioned)
			}
			for i, f := range info.Fields {
				if f.Optional && !f.List {
					ns.SetStr(names[i], None)
				}
			}
		})
		if err != nil {
			return err
		}
		s.classes[k] = c
	}
	for k := range syntax.Nodes {
		if err := t.nodeFieldTypes(s, syntax.NodeKind(k)); err != nil {
			return err
		}
	}
	return nil
}

// nodeFieldTypes sets _field_types of one class: what each field may hold.
func (t *Thread) nodeFieldTypes(s *astState, k syntax.NodeKind) error {
	d := NewDict()
	for i, f := range syntax.Nodes[k].Fields {
		var v Value
		switch f.Type {
		case "identifier", "string":
			v = StrType.Val()
		case "int":
			v = IntType.Val()
		case "constant":
			v = ObjectType.Val()
		default:
			v = s.named[f.Type].Val()
		}
		switch {
		case f.List:
			v = newGenericAlias(ListType.Val(), v)
		case f.Optional:
			var err error
			if v, err = t.makeUnion([]Value{v, None}); err != nil {
				return err
			}
		}
		d.SetStr(s.fields[k][i], v)
	}
	return t.setFieldTypes(s.classes[k], d)
}

func (t *Thread) setFieldTypes(c *Type, d *Dict) error {
	c.dict.SetStr(nAnnotations, d.Val()) // seen through instances, too
	if err := t.SetAttr(c.Val(), nASTFieldTypes, d.Val()); err != nil {
		return err
	}
	return t.SetAttr(c.Val(), nAnnotations, d.Val())
}

// isAST reports an instance of ast.AST.
func (t *Thread) isAST(v Value) bool {
	s, ok := t.interp.state[astKey{}]
	return ok && v.isA(s.(*astState).ast)
}

// astNames reads a tuple of names that a class has, none where it lacks it.
func (t *Thread) astNames(v Value, attr *Str) ([]Value, error) {
	f, err := t.LookupAttr(v, attr)
	if err != nil || f.IsUnbound() {
		return nil, err
	}
	return t.Collect(f)
}

// astMethodList are the methods of AST.
func astMethodList() []Func {
	return []Func{
		{Name: "__init__", Sig: "(self, /, *args, **kwargs)", Flags: Polls, Doc: "Set up a new object; help(type(self)) tells which arguments it takes.", Fn: astInit},
		{Name: "__reduce__", Sig: "(self, /)", Flags: Pure, Fn: astReduce},
		{Name: "__replace__", Sig: "(self, /, *args, **changes)", Flags: Polls, Doc: "Return a copy of the AST node with new values for the specified fields.", Fn: astReplace},
		{Name: "__repr__", Sig: "(self, /)", Flags: Polls, Fn: func(t *Thread, a []Value) (Value, error) {
			s, err := t.astRepr(a[0], 3)
			if err != nil {
				return Unbound, err
			}
			return StrVal(s), nil
		}},
	}
}

func contains(items []Value, name *Str) bool {
	for _, v := range items {
		if s := AsStr(v); s != nil && s.s == name.s {
			return true
		}
	}
	return false
}

func (t *Thread) astDeprecated(format string, a ...any) error {
	return t.Warn(&ExcDeprecationWarning, fmt.Sprintf(format, a...), 1)
}

func astInit(t *Thread, a []Value) (Value, error) {
	self := a[0]
	cls := self.Type()
	fields, err := t.astNames(cls.Val(), nASTFields)
	if err != nil {
		return Unbound, err
	}
	args := AsTuple(a[1]).items
	if len(args) > len(fields) {
		return Unbound, t.TypeError("%s constructor takes at most %d positional argument%s", cls.name, len(fields), plural(len(fields)))
	}
	name := cls.name
	if s, ok := t.interp.state[astKey{}]; ok && s.(*astState).ast == cls {
		name = "ast.AST"
	}
	given := map[string]bool{}
	for i, v := range args {
		f := AsStr(fields[i])
		if f == nil {
			return Unbound, t.TypeError("attribute name must be string, not '%s'", fields[i].TypeName())
		}
		if err := t.SetAttr(self, f, v); err != nil {
			return Unbound, err
		}
		given[f.s] = true
	}
	if kw := AsDict(a[2]); kw != nil {
		var attrs []Value
		for i, k, v, ok := kw.Next(0); ok; i, k, v, ok = kw.Next(i) {
			key := AsStr(k)
			if contains(fields, key) {
				if given[key.s] {
					return Unbound, t.TypeError("%s got multiple values for argument '%s'", cls.name, key.s)
				}
				given[key.s] = true
			} else {
				if attrs == nil {
					if attrs, err = t.astNames(cls.Val(), nASTAttributes); err != nil {
						return Unbound, err
					}
				}
				if !contains(attrs, key) {
					if err := t.astDeprecated("%s.__init__ got an unexpected keyword argument '%s'. Support for arbitrary keyword arguments is deprecated and will be removed in Python 3.15.", name, key.s); err != nil {
						return Unbound, err
					}
				}
			}
			if err := t.SetAttr(self, internedOf(key), v); err != nil {
				return Unbound, err
			}
		}
	}
	if len(given) == len(fields) {
		return None, nil
	}
	return None, t.astDefaults(self, cls, name, fields, given)
}

// astDefaults fills in fields that the constructor was not given: empty lists, Load; others are missed.
func (t *Thread) astDefaults(self Value, cls *Type, name string, fields []Value, given map[string]bool) error {
	tv, err := t.LookupAttr(cls.Val(), nASTFieldTypes)
	if err != nil || tv.IsUnbound() {
		return err
	}
	types := AsDict(tv)
	if types == nil {
		return t.TypeError("%s._field_types is not a dict", name)
	}
	s, err := t.asts()
	if err != nil {
		return err
	}
	for _, fv := range fields {
		f := AsStr(fv)
		if f == nil || given[f.s] {
			continue
		}
		typ, ok, err := types.Get(t, fv)
		if err != nil {
			return err
		}
		switch {
		case !ok:
			err = t.astDeprecated("Field '%s' is missing from %s._field_types. This will become an error in Python 3.15.", f.s, cls.name)
		case typ.exactly(&UnionType): // optional: the class has None
		case typ.exactly(&GenericAliasType):
			err = t.SetAttr(self, internedOf(f), NewList(nil))
		case typ == s.named["expr_context"].Val():
			err = t.SetAttr(self, internedOf(f), s.load)
		default:
			err = t.astDeprecated("%s.__init__ missing 1 required positional argument: '%s'. This will become an error in Python 3.15.", name, f.s)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// astReduce pickles a node as a call with None for the leading fields that it has, and then its attributes as state.
func astReduce(t *Thread, a []Value) (Value, error) {
	cls := a[0].Type()
	dv, err := t.LookupAttr(a[0], nDict)
	if err != nil {
		return Unbound, err
	}
	d := AsDict(dv)
	if d == nil {
		return NewTuple(cls.Val(), emptyTuple.Val()), nil
	}
	fields, err := t.astNames(cls.Val(), nASTFields)
	if err != nil {
		return Unbound, err
	}
	var args []Value
	for _, f := range fields {
		if _, ok, err := d.Get(t, f); err != nil {
			return Unbound, err
		} else if !ok {
			break
		}
		args = append(args, None)
	}
	return NewTuple(cls.Val(), NewTuple(args...), d.Val()), nil
}

func astReplace(t *Thread, a []Value) (Value, error) {
	self := a[0]
	cls := self.Type()
	if AsTuple(a[1]).Len() > 0 {
		return Unbound, t.TypeError("__replace__() takes no positional arguments")
	}
	fields, err := t.astNames(cls.Val(), nASTFields)
	if err != nil {
		return Unbound, err
	}
	attrs, err := t.astNames(cls.Val(), nASTAttributes)
	if err != nil {
		return Unbound, err
	}
	changes := AsDict(a[2])
	args := NewDict()
	dv, err := t.LookupAttr(self, nDict)
	if err != nil {
		return Unbound, err
	}
	if changes != nil {
		for i, k, _, ok := changes.Next(0); ok; i, k, _, ok = changes.Next(i) {
			if key := AsStr(k); !contains(fields, key) && !contains(attrs, key) {
				return Unbound, t.TypeError("%s.__replace__ got an unexpected keyword argument '%s'.", cls.name, key.s)
			}
		}
	}
	var missing []string
	state := AsDict(dv)
	for _, names := range [][]Value{fields, attrs} {
		for i, f := range names {
			if changes != nil {
				if v, ok, err := changes.Get(t, f); err != nil {
					return Unbound, err
				} else if ok {
					if err := args.Set(t, f, v); err != nil {
						return Unbound, err
					}
					continue
				}
			}
			if state != nil {
				if v, ok, err := state.Get(t, f); err != nil {
					return Unbound, err
				} else if ok {
					if err := args.Set(t, f, v); err != nil {
						return Unbound, err
					}
					continue
				}
			}
			if s := AsStr(f); s != nil && i < len(fields) && &names[0] == &fields[0] {
				if v, err := t.LookupAttr(cls.Val(), s); err != nil {
					return Unbound, err
				} else if v.IsUnbound() {
					missing = append(missing, "'"+s.s+"'")
				}
			}
		}
	}
	if n := len(missing); n > 0 {
		list := missing[n-1]
		if n > 1 {
			list = strings.Join(missing[:n-1], ", ") + " and " + list
		}
		return Unbound, t.TypeError("%s.__replace__ missing %d keyword argument%s: %s.", cls.name, n, plural(n), list)
	}
	return t.callStar(cls.Val(), emptyTuple.Val(), args.Val())
}

// astRepr shows a node as the call that makes it, down to a depth; of long lists the ends.
func (t *Thread) astRepr(v Value, depth int) (string, error) {
	if err := t.Enter(" while getting the repr of an object"); err != nil {
		t.Leave()
		return "", err
	}
	defer t.Leave()
	cls := v.Type()
	if depth <= 0 {
		return cls.name + "(...)", nil
	}
	fields, err := t.astNames(cls.Val(), nASTFields)
	if err != nil {
		return "", err
	}
	one := func(x Value) (string, error) {
		if t.isAST(x) {
			return t.astRepr(x, depth-1)
		}
		r, err := t.Repr(x)
		if err != nil {
			return "", err
		}
		return r.s, t.Charge(len(r.s))
	}
	var b strings.Builder
	b.WriteString(cls.name + "(")
	for i, f := range fields {
		name := AsStr(f)
		if name == nil {
			continue
		}
		x, err := t.GetAttr(v, name)
		if err != nil {
			return "", err
		}
		if i > 0 {
			b.WriteString(", ")
		}
		b.WriteString(name.s + "=")
		var items []Value
		open, end := "[", "]"
		switch {
		case x.exactly(&ListType):
			items = As[List](x).items
		case x.exactly(&TupleType):
			items, open, end = As[Tuple](x).items, "(", ")"
		default:
			s, err := one(x)
			if err != nil {
				return "", err
			}
			b.WriteString(s)
			continue
		}
		b.WriteString(open)
		for _, k := range ends(len(items)) {
			if k > 0 {
				b.WriteString(", ")
			}
			if k > 1 {
				b.WriteString("..., ")
			}
			s, err := one(items[k])
			if err != nil {
				return "", err
			}
			b.WriteString(s)
		}
		if open == "(" && len(items) == 1 {
			b.WriteByte(',')
		}
		b.WriteString(end)
	}
	b.WriteByte(')')
	return b.String(), nil
}

// ends gives the indices of a list that a short repr shows.
func ends(n int) []int {
	switch n {
	case 0:
		return nil
	case 1:
		return []int{0}
	}
	return []int{0, n - 1}
}

// ASTModule declares _ast.
func ASTModule() *ModuleDef {
	return &ModuleDef{
		Name: "_ast",
		Funcs: []Func{{Name: "_unparse", Sig: "(node, /)", Flags: Polls, Fn: func(t *Thread, a []Value) (Value, error) {
			n, err := t.ASTNode(a[0])
			if err != nil {
				return Unbound, err
			}
			return StrVal(syntax.Unparse(n)), nil
		}}},
		Attrs: []Attr{
			{"PyCF_ONLY_AST", Int(cfOnlyAST)}, {"PyCF_TYPE_COMMENTS", Int(cfTypeComments)},
			{"PyCF_ALLOW_TOP_LEVEL_AWAIT", Int(cfTopLevelAwait)}, {"PyCF_OPTIMIZED_AST", Int(cfOptimizedAST)},
		},
		Init: func(t *Thread, m *Module) error {
			s, err := t.asts()
			if err != nil {
				return err
			}
			for name, c := range s.named {
				m.dict.SetStr(Intern(name), c.Val())
			}
			return nil
		},
	}
}
