// This file sets up types.GenericAlias (list[int]), and the substitution of type parameters that unions share.
package core

import ()

// genericAlias is origin[args].
type genericAlias struct {
	Header
	origin  Value
	args    *Tuple
	params  *Tuple // made at need
	starred bool   // *tuple[int]
}

// genericAliasIter is the iterator that *alias makes: it gives the starred alias once.
type genericAliasIter struct {
	Header
	alias Value
}

// GenericAliasIterType is the type of iter(list[int]).
var GenericAliasIterType Type

var (
	nArgs          = Intern("__args__")
	nOrigin        = Intern("__origin__")
	nParameters    = Intern("__parameters__")
	nTypingSubst   = Intern("__typing_subst__")
	nPrepareSubst  = Intern("__typing_prepare_subst__")
	nUnpackedTuple = Intern("__typing_unpacked_tuple_args__")
	nIsUnpackedTVT = Intern("__typing_is_unpacked_typevartuple__")
)

func newGenericAlias(origin, args Value) Value {
	tup := AsTuple(args)
	if tup == nil {
		tup = As[Tuple](NewTuple(args))
	}
	return obj(&(&genericAlias{Header: Header{&GenericAliasType.shape0}, origin: origin, args: tup}).Header)
}

// classGetItemMethod is the __class_getitem__ of builtin generic classes: (cls, item).
func classGetItemMethod(t *Thread, a []Value) (Value, error) {
	return newGenericAlias(a[0], a[1]), nil
}

// typeParams collects the type parameters in args, each once, in order of their first appearance.
func (t *Thread) typeParams(args []Value) (*Tuple, error) {
	if err := t.Enter(""); err != nil {
		t.Leave()
		return nil, err
	}
	defer t.Leave()
	var out []Value
	add := func(vs ...Value) error {
	next:
		for _, v := range vs {
			if err := t.PollN(1 + len(out)/itemsWork); err != nil {
				return err
			}
			for _, o := range out {
				if o == v {
					continue next
				}
			}
			var err error
			if out, err = t.pushItem(out, v); err != nil {
				return err
			}
		}
		return nil
	}
	for _, a := range args {
		if err := t.Poll(); err != nil {
			return nil, err
		}
		if AsType(a) != nil {
			continue
		}
		if a.exactly(&TupleType) || a.exactly(&ListType) {
			items, err := t.Collect(a)
			if err != nil {
				return nil, err
			}
			sub, err := t.typeParams(items)
			if err != nil {
				return nil, err
			}
			if err := add(sub.items...); err != nil {
				return nil, err
			}
			continue
		}
		subst, err := t.LookupAttr(a, nTypingSubst)
		if err != nil {
			return nil, err
		}
		if !subst.IsUnbound() {
			if err := add(a); err != nil {
				return nil, err
			}
			continue
		}
		ps, err := t.LookupAttr(a, nParameters)
		if err != nil {
			return nil, err
		}
		if tup := AsTuple(ps); tup != nil {
			if err := add(tup.items...); err != nil {
				return nil, err
			}
		}
	}
	return AsTuple(NewTuple(out...)), nil
}

func (t *Thread) aliasParams(g *genericAlias) (*Tuple, error) {
	if g.params == nil {
		p, err := t.typeParams(g.args.items)
		if err != nil {
			return nil, err
		}
		g.params = p
	}
	return g.params, nil
}

// unpackArgs splices the arguments of unpacked tuples (*tuple[int, str]) into a list of arguments.
func (t *Thread) unpackArgs(item Value) ([]Value, error) {
	items := []Value{item}
	if tup := AsTuple(item); tup != nil {
		items = tup.items
	}
	var out []Value
	for _, x := range items {
		if AsType(x) == nil {
			sub, err := t.LookupAttr(x, nUnpackedTuple)
			if err != nil {
				return nil, err
			}
			if tup := AsTuple(sub); tup != nil && (tup.Len() == 0 || tup.items[tup.Len()-1] != Ellipsis) {
				out = append(out, tup.items...)
				continue
			}
		}
		out = append(out, x)
	}
	return out, nil
}

func indexOf(items []Value, v Value) int {
	for i, x := range items {
		if x == v {
			return i
		}
	}
	return -1
}

// substitute is self[item]: args with its type parameters replaced.
func (t *Thread) substitute(self Value, args, params *Tuple, item Value) ([]Value, error) {
	if params.Len() == 0 {
		r, err := t.Repr(self)
		if err != nil {
			return nil, err
		}
		return nil, t.TypeError("%s is not a generic class", r.s)
	}
	items, err := t.unpackArgs(item)
	if err != nil {
		return nil, err
	}
	for _, p := range params.items {
		prep, err := t.LookupAttr(p, nPrepareSubst)
		if err != nil {
			return nil, err
		}
		if prep.IsUnbound() || prep.IsNone() {
			continue
		}
		r, err := t.Call(prep, self, NewTuple(items...))
		if err != nil {
			return nil, err
		}
		if tup := AsTuple(r); tup != nil {
			items = tup.items
		} else {
			items = []Value{r}
		}
	}
	if len(items) != params.Len() {
		r, err := t.Repr(self)
		if err != nil {
			return nil, err
		}
		how := "many"
		if len(items) < params.Len() {
			how = "few"
		}
		return nil, t.TypeError("Too %s arguments for %s; actual %d, expected %d", how, r.s, len(items), params.Len())
	}
	return t.substArgs(args.items, params, items)
}

func (t *Thread) substArgs(args []Value, params *Tuple, items []Value) ([]Value, error) {
	if err := t.Enter(""); err != nil {
		t.Leave()
		return nil, err
	}
	defer t.Leave()
	out := make([]Value, 0, len(args))
	for _, a := range args {
		if AsType(a) != nil {
			out = append(out, a)
			continue
		}
		if a.exactly(&TupleType) || a.exactly(&ListType) {
			sub, err := t.Collect(a)
			if err != nil {
				return nil, err
			}
			if sub, err = t.substArgs(sub, params, items); err != nil {
				return nil, err
			}
			if a.exactly(&ListType) {
				out = append(out, NewList(sub))
			} else {
				out = append(out, NewTuple(sub...))
			}
			continue
		}
		unpack := false
		u, err := t.LookupAttr(a, nIsUnpackedTVT)
		if err == nil && !u.IsUnbound() {
			unpack, err = t.Truth(u)
		}
		if err != nil {
			return nil, err
		}
		subst, err := t.LookupAttr(a, nTypingSubst)
		if err != nil {
			return nil, err
		}
		var x Value
		if !subst.IsUnbound() {
			i := indexOf(params.items, a)
			if i < 0 {
				return nil, t.SystemError("type parameter is not among the parameters of its alias")
			}
			x, err = t.Call(subst, items[i])
		} else {
			x, err = t.substInner(a, params, items)
		}
		if err != nil {
			return nil, err
		}
		if unpack {
			tup := AsTuple(x)
			if tup == nil {
				return nil, t.TypeError("expected __typing_subst__ of %s objects to return a tuple, not %s", a.TypeName(), x.TypeName())
			}
			out = append(out, tup.items...)
		} else {
			out = append(out, x)
		}
	}
	return out, nil
}

// substInner substitutes inside a generic argument: obj[its parameters replaced].
func (t *Thread) substInner(a Value, params *Tuple, items []Value) (Value, error) {
	pv, err := t.LookupAttr(a, nParameters)
	if err != nil {
		return Unbound, err
	}
	sub := AsTuple(pv)
	if sub.Len() == 0 {
		return a, nil
	}
	var args []Value
	for _, p := range sub.items {
		i := indexOf(params.items, p)
		if i < 0 {
			args = append(args, p)
			continue
		}
		if tup := AsTuple(items[i]); tup != nil && p.Type().s.Iter != nil {
			args = append(args, tup.items...)
		} else {
			args = append(args, items[i])
		}
	}
	return t.GetItem(a, NewTuple(args...))
}

// typeText writes a type argument as aliases and unions show it.
func (t *Thread) typeText(b *TextBuilder, v Value) error {
	switch {
	case v == Ellipsis:
		b.Put("...")
		return nil
	case v == NoneType.Val():
		b.Put("None")
		return nil
	case v.exactly(&ListType):
		b.PutByte('[')
		for i, l := 0, As[List](v); i < len(l.items); i++ { // which the texts of items may change
			if i > 0 {
				b.Put(", ")
			}
			if err := b.Look(i); err != nil {
				return err
			}
			if err := t.typeText(b, l.items[i]); err != nil {
				return err
			}
		}
		b.PutByte(']')
		return nil
	}
	if !v.exactly(&TypeType) {
		o, err := t.LookupAttr(v, nOrigin)
		if err != nil {
			return err
		}
		args := Unbound
		if !o.IsUnbound() {
			if args, err = t.LookupAttr(v, nArgs); err != nil {
				return err
			}
		}
		if args.IsUnbound() {
			q, err := t.LookupAttr(v, nQualname)
			if err != nil {
				return err
			}
			m := Unbound
			if !q.IsUnbound() {
				if m, err = t.LookupAttr(v, nModule); err != nil {
					return err
				}
			}
			if !m.IsUnbound() && !m.IsNone() {
				qs, err := t.Str(q)
				if err != nil {
					return err
				}
				ms, err := t.Str(m)
				if err != nil {
					return err
				}
				if ms.s != "builtins" {
					b.Put(ms.s + ".")
				}
				b.Put(qs.s)
				return t.Charge(len(qs.s) + len(ms.s))
			}
		}
		r, err := t.Repr(v)
		if err != nil {
			return err
		}
		b.Put(r.s)
		return t.Charge(len(r.s))
	}
	c := As[Type](v)
	if m := c.moduleName(); m != "" && m != "builtins" {
		b.Put(m + ".")
	}
	b.Put(c.qualname)
	return nil
}

func aliasRepr(t *Thread, v Value) (Value, error) {
	g := As[genericAlias](v)
	b := t.NewText()
	if g.starred {
		b.PutByte('*')
	}
	if err := t.typeText(&b, g.origin); err != nil {
		return Unbound, err
	}
	b.PutByte('[')
	for i, a := range g.args.items {
		if i > 0 {
			b.Put(", ")
		}
		if err := b.Look(i); err != nil {
			return Unbound, err
		}
		if err := t.typeText(&b, a); err != nil {
			return Unbound, err
		}
	}
	if g.args.Len() == 0 {
		b.Put("()")
	}
	b.PutByte(']')
	return b.Val()
}

// aliasOwn are the attributes that an alias answers itself; all others are its origin's.
var aliasOwn = map[string]bool{
	"__class__": true, "__origin__": true, "__args__": true, "__unpacked__": true, "__parameters__": true,
	"__typing_unpacked_tuple_args__": true, "__mro_entries__": true, "__reduce_ex__": true, "__reduce__": true,
	"__bases__": true, "__copy__": true, "__deepcopy__": true,
}

func aliasGetAttr(t *Thread, v Value, name *Str) (Value, error) {
	if aliasOwn[name.s] {
		return GenericGetAttr(t, v, name)
	}
	return t.getNested(As[genericAlias](v).origin, name)
}

func aliasCall(t *Thread, v Value, args []Value, names *Tuple) (Value, error) {
	r, err := t.CallKw(As[genericAlias](v).origin, args, names)
	if err != nil {
		return Unbound, err
	}
	if typ := r.Type(); typ.flags&(flagHeap|flagGenericSet) == flagGenericSet && typ.shape.extOff == 0 {
		return r, nil // no room for __orig_class__
	}
	if err := t.SetAttr(r, nOrigClass, v); err != nil && !Matches(err, &ExcAttributeError) && !Matches(err, &ExcTypeError) {
		return Unbound, err
	}
	return r, nil
}

func aliasCompare(t *Thread, a, b Value, op CmpOp) (Value, error) {
	if op != CmpEq && op != CmpNe || !a.isA(&GenericAliasType) || !b.isA(&GenericAliasType) {
		return NotImplemented, nil
	}
	x, y := As[genericAlias](a), As[genericAlias](b)
	eq := x.starred == y.starred
	var err error
	if eq {
		if eq, err = t.Eq(x.origin, y.origin); err == nil && eq {
			eq, err = t.Eq(x.args.Val(), y.args.Val())
		}
	}
	return Bool(eq == (op == CmpEq)), err
}

func aliasReduce(t *Thread, a []Value) (Value, error) {
	g := As[genericAlias](a[0])
	if g.starred {
		next, err := t.builtin("next")
		if err != nil {
			return Unbound, err
		}
		it, err := t.Iter(newGenericAlias(g.origin, g.args.Val()))
		return NewTuple(next, NewTuple(it)), err
	}
	return NewTuple(GenericAliasType.Val(), NewTuple(g.origin, g.args.Val())), nil
}

func setupGenericAliasType() {
	cannot := func(name, what string) Func {
		return Func{Name: name, Sig: "(self, object, /)", Flags: Pure, Fn: func(t *Thread, a []Value) (Value, error) {
			return Unbound, t.TypeError("%s() argument 2 cannot be a parameterized generic", what)
		}}
	}
	GenericAliasType.Setup(&TypeSpec{
		Name:   "types.GenericAlias",
		Layout: LayoutOf[genericAlias](),
		Flags:  flagBase,
		Doc:    "A generic type with its arguments, such as list[int].\n\n__origin__ is the type without them, __args__ the tuple of arguments.",
		New: &Func{Name: "GenericAlias", Sig: "(cls, origin, args, /)", Flags: Pure, Fn: func(t *Thread, a []Value) (Value, error) {
			v := obj(As[Type](a[0]).Alloc())
			g := As[genericAlias](v)
			g.origin = a[1]
			if g.args = AsTuple(a[2]); g.args == nil {
				g.args = As[Tuple](NewTuple(a[2]))
			}
			return v, nil
		}},
		Slots: Slots{
			Repr:    aliasRepr,
			Call:    aliasCall,
			GetAttr: aliasGetAttr,
			Compare: aliasCompare,
			Hash: func(t *Thread, v Value) (int64, error) {
				g := As[genericAlias](v)
				h, err := t.Hash(g.origin)
				if err != nil {
					return 0, err
				}
				h2, err := t.Hash(g.args.Val())
				if h ^= h2; h == -1 {
					h = -2
				}
				return h, err
			},
			Iter: func(t *Thread, v Value) (Value, error) {
				return obj(&(&genericAliasIter{Header{&GenericAliasIterType.shape0}, v}).Header), nil
			},
			GetItem: func(t *Thread, v, key Value) (Value, error) {
				g := As[genericAlias](v)
				params, err := t.aliasParams(g)
				if err != nil {
					return Unbound, err
				}
				args, err := t.substitute(v, g.args, params, key)
				if err != nil {
					return Unbound, err
				}
				r := newGenericAlias(g.origin, TupleOf(args))
				As[genericAlias](r).starred = g.starred
				return r, nil
			},
			Binary: [numBinOps]func(*Thread, Value, Value) (Value, error){OpOr: unionOr},
			Traverse: func(h *Header, visit func(Value)) {
				g := cast[genericAlias](h)
				visit(g.origin)
				visit(g.args.Val())
				if g.params != nil {
					visit(g.params.Val())
				}
			},
		},
		Methods: []Func{
			{Name: "__mro_entries__", Sig: "(self, bases, /)", Flags: Pure, Fn: func(t *Thread, a []Value) (Value, error) {
				return NewTuple(As[genericAlias](a[0]).origin), nil
			}},
			cannot("__instancecheck__", "isinstance"),
			cannot("__subclasscheck__", "issubclass"),
			{Name: "__reduce__", Sig: "(self, /)", Flags: Pure, Fn: aliasReduce},
			{Name: "__dir__", Sig: "(self, /)", Flags: Charges, Fn: func(t *Thread, a []Value) (Value, error) {
				l, err := t.Dir(As[genericAlias](a[0]).origin)
				if err != nil {
					return Unbound, err
				}
				list := AsList(l)
				for name := range aliasOwn {
					n := Intern(name).Val()
					if ok, err := t.Contains(l, n); err != nil {
						return Unbound, err
					} else if !ok {
						list.Append(n)
					}
				}
				return l, nil
			}},
		},
		Members: []GetSet{
			{Name: "__origin__", Get: func(t *Thread, v Value) (Value, error) { return As[genericAlias](v).origin, nil }},
			{Name: "__args__", Get: func(t *Thread, v Value) (Value, error) { return As[genericAlias](v).args.Val(), nil }},
			{Name: "__unpacked__", Get: func(t *Thread, v Value) (Value, error) { return Bool(As[genericAlias](v).starred), nil }},
		},
		GetSets: []GetSet{
			{Name: "__parameters__", Doc: "Type variables in the GenericAlias.", Get: func(t *Thread, v Value) (Value, error) {
				p, err := t.aliasParams(As[genericAlias](v))
				if err != nil {
					return Unbound, err
				}
				return p.Val(), nil
			}},
			{Name: "__typing_unpacked_tuple_args__", Get: func(t *Thread, v Value) (Value, error) {
				if g := As[genericAlias](v); g.starred && g.origin == TupleType.Val() {
					return g.args.Val(), nil
				}
				return None, nil
			}},
		},
	})
	GenericAliasIterType.Setup(&TypeSpec{
		Name:   "generic_alias_iterator",
		Layout: LayoutOf[genericAliasIter](),
		Flags:  flagNoNew,
		Slots: Slots{
			Iter: func(t *Thread, v Value) (Value, error) { return v, nil },
			Next: func(t *Thread, v Value) (Value, error) {
				it := As[genericAliasIter](v)
				if it.alias.IsUnbound() {
					return Unbound, nil
				}
				g := As[genericAlias](it.alias)
				it.alias = Unbound
				r := newGenericAlias(g.origin, g.args.Val())
				As[genericAlias](r).starred = true
				return r, nil
			},
			Traverse: func(h *Header, visit func(Value)) { visit(cast[genericAliasIter](h).alias) },
		},
		Methods: []Func{{Name: "__reduce__", Sig: "(self, /)", Flags: Pure, Fn: func(t *Thread, a []Value) (Value, error) {
			iter, err := t.builtin("iter")
			if err != nil {
				return Unbound, err
			}
			arg := As[genericAliasIter](a[0]).alias
			if arg.IsUnbound() {
				arg = emptyTuple.Val()
			}
			return NewTuple(iter, NewTuple(arg)), nil
		}}},
	})
}

// GenericClassGetItem is classGetItemMethod for the types of other packages.
func GenericClassGetItem(t *Thread, a []Value) (Value, error) { return classGetItemMethod(t, a) }
