// This file implements typing.TypeAliasType, what `type X = ...` makes. Its value is evaluated at the first use.
package core

type typeAlias struct {
	Header
	name   Value
	params Value // tuple
	value  lazyType
	module Value // Unbound: that of the evaluator
}

// TypeAliasType is the type of type aliases.
var TypeAliasType Type

func newTypeAlias(name, params Value) *typeAlias {
	return &typeAlias{Header: Header{&TypeAliasType.shape0}, name: name, params: params, value: noLazy(), module: Unbound}
}

// unpackTuples replaces each TypeVarTuple of a tuple of parameters by its unpacked form.
func (t *Thread) unpackTuples(params Value) (Value, error) {
	var out []Value
	for i, p := range AsTuple(params).items {
		if !p.exactly(&TypeVarTupleType) {
			continue
		}
		if out == nil {
			out = append(out, AsTuple(params).items...)
		}
		var err error
		if out[i], err = t.unpackParam(p); err != nil {
			return Unbound, err
		}
	}
	if out == nil {
		return params, nil
	}
	return TupleOf(out), nil
}

// checkAliasParams makes sure that no parameter without a default follows one that has one.
func (t *Thread) checkAliasParams(params *Tuple) error {
	seen := false
	for _, p := range params.items {
		var l *lazyType
		switch {
		case p.exactly(&TypeVarType):
			l = &As[typeVar](p).dflt
		case p.exactly(&ParamSpecType):
			l = &As[paramSpec](p).dflt
		case p.exactly(&TypeVarTupleType):
			l = &As[typeVarTuple](p).dflt
		default:
			r, err := t.Repr(p)
			if err != nil {
				return err
			}
			return t.TypeError("Expected a type param, got %s", r.s)
		}
		if !l.eval.IsUnbound() || !l.val.IsUnbound() && l.val != NoDefault {
			seen = true
		} else if seen {
			r, err := t.Repr(p)
			if err != nil {
				return err
			}
			return t.TypeError("non-default type parameter '%s' follows default type parameter", r.s)
		}
	}
	return nil
}

func setupTypeAlias() {
	self := func(v Value) *typeAlias { return As[typeAlias](v) }
	TypeAliasType.Setup(&TypeSpec{
		Name:   "typing.TypeAliasType",
		Layout: LayoutOf[typeAlias](),
		Doc:    "Type alias.\n\nThe statement `type Name[T] = value` makes one; its value is evaluated when it is asked for.",
		New: &Func{Name: "TypeAliasType", Sig: "(cls, name, value, *, type_params=())", Flags: Polls, Fn: func(t *Thread, a []Value) (Value, error) {
			if AsStr(a[1]) == nil {
				return Unbound, t.TypeError("typealias() argument 'name' must be str, not %s", a[1].argTypeName())
			}
			params := AsTuple(a[3])
			if params == nil {
				return Unbound, t.TypeError("type_params must be a tuple")
			}
			if err := t.checkAliasParams(params); err != nil {
				return Unbound, err
			}
			o := newTypeAlias(a[1], a[3])
			o.value.val = a[2]
			o.module = t.callerModule()
			return obj(&o.Header), nil
		}},
		Slots: Slots{
			Repr:   func(t *Thread, v Value) (Value, error) { return self(v).name, nil },
			Binary: [numBinOps]func(*Thread, Value, Value) (Value, error){OpOr: unionOr},
			GetItem: func(t *Thread, v, key Value) (Value, error) {
				if AsTuple(self(v).params).Len() == 0 {
					return Unbound, t.TypeError("Only generic type aliases are subscriptable")
				}
				return newGenericAlias(v, key), nil
			},
			Iter: starIter,
			Traverse: func(h *Header, visit func(Value)) {
				o := cast[typeAlias](h)
				visit(o.name)
				visit(o.params)
				o.value.visit(visit)
				visit(o.module)
			},
		},
		Methods: []Func{reduceToName(func(v Value) Value { return self(v).name })},
		Members: []GetSet{{Name: "__name__", Get: func(t *Thread, v Value) (Value, error) { return self(v).name, nil }}},
		GetSets: append(lazyAttrs("value", None, func(v Value) *lazyType { return &self(v).value }),
			GetSet{Name: "__type_params__", Get: func(t *Thread, v Value) (Value, error) { return self(v).params, nil }},
			GetSet{Name: "__parameters__", Get: func(t *Thread, v Value) (Value, error) { return t.unpackTuples(self(v).params) }},
			GetSet{Name: "__module__", Get: func(t *Thread, v Value) (Value, error) {
				o := self(v)
				if o.module.IsUnbound() {
					return t.GetAttr(o.value.eval, nModule)
				}
				return o.module, nil
			}}),
	})
}
