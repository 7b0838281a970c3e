// This file implements module _typing: Generic and NoDefault beside the type parameters, and the intrinsic operations
// that the compiler emits for type parameters, generic classes and type aliases.
package core

import "github.com/vivarium-py/vivarium/internal/code"

// GenericType is typing.Generic; noDefaultType has the one instance NoDefault.
var GenericType, noDefaultType Type

var noDefaultObj singleton

// NoDefault says that a type parameter has no default.
var NoDefault = Value{ref: &noDefaultObj.Header}

func setupTyping() {
	noDefaultObj.shape = &noDefaultType.shape0
	noDefaultType.Setup(&TypeSpec{
		Name:   "NoDefaultType",
		Layout: LayoutOf[singleton](),
		Flags:  flagNoWeakref,
		Doc:    "The class whose only instance is NoDefault.",
		New: &Func{Name: "NoDefaultType", Sig: "(cls, *args, **kwargs)", Flags: Pure, Fn: func(t *Thread, a []Value) (Value, error) {
			if AsTuple(a[1]).Len() > 0 || !a[2].IsUnbound() {
				return Unbound, t.TypeError("NoDefaultType takes no arguments")
			}
			return NoDefault, nil
		}},
		Slots: Slots{Repr: func(t *Thread, v Value) (Value, error) { return StrVal("typing.NoDefault"), nil }},
		Methods: []Func{{Name: "__reduce__", Sig: "(self, /)", Flags: Pure, Fn: func(t *Thread, a []Value) (Value, error) {
			return StrVal("NoDefault"), nil
		}}},
	})
	setupTypeVar()
	setupParamSpec()
	setupTypeVarTuple()
	setupTypeAlias()
	forward := func(name, sig, function, doc string) Func {
		return Func{Name: name, Sig: sig, Flags: Polls | ClassM, Doc: doc, Fn: func(t *Thread, a []Value) (Value, error) {
			m, err := t.Import("typing")
			if err != nil {
				return Unbound, err
			}
			f, err := t.GetAttr(m, Intern(function))
			if err != nil {
				return Unbound, err
			}
			return t.callStar(f, NewTuple(append([]Value{a[0]}, AsTuple(a[1]).items...)...), a[2])
		}}
	}
	GenericType.Setup(&TypeSpec{
		Name:  "typing.Generic",
		Flags: flagBase,
		Doc:   "The base of generic classes.\n\nclass C[T] inherits from it by itself; otherwise a generic class inherits from\nGeneric[T].",
		Methods: []Func{
			forward("__class_getitem__", "(cls, *args, **kwargs)", "_generic_class_getitem", "Parameterizes a generic class."),
			forward("__init_subclass__", "(cls, *args, **kwargs)", "_generic_init_subclass", "Function to initialize subclasses."),
		},
	})
	GenericType.flags &^= flagNoNew // instances are made by object.__new__, which must see that it is object's
	GenericType.s.New = ObjectType.s.New
}

// intrinsic is instruction Intrinsic; b is the register after that of a.
func (t *Thread) intrinsic(n uint16, a Value, b *Value) (Value, error) {
	switch n {
	case code.IntrTypeVar, code.IntrTypeVarBound, code.IntrTypeVarConstraints:
		v := newTypeVar(a)
		v.infer = true
		switch n {
		case code.IntrTypeVarBound:
			v.bound.eval = *b
		case code.IntrTypeVarConstraints:
			v.constraints.eval = *b
		}
		return obj(&v.Header), nil
	case code.IntrParamSpec:
		p := newParamSpec(a)
		p.infer = true
		return obj(&p.Header), nil
	case code.IntrTypeVarTuple:
		return obj(&newTypeVarTuple(a).Header), nil
	case code.IntrSetTypeParamDefault:
		switch a.Type() {
		case &TypeVarType:
			As[typeVar](a).dflt.eval = *b
		case &ParamSpecType:
			As[paramSpec](a).dflt.eval = *b
		case &TypeVarTupleType:
			As[typeVarTuple](a).dflt.eval = *b
		}
		return a, nil
	case code.IntrSubscriptGeneric:
		params, err := t.unpackTuples(a)
		if err != nil {
			return Unbound, err
		}
		return t.typingCall("_generic_class_getitem", GenericType.Val(), params)
	case code.IntrSetFunctionTypeParams:
		As[Function](a).attrs().tparams = *b
		return a, nil
	case code.IntrIterator:
		if a.Type().s.Next == nil {
			return Unbound, t.TypeError("'%s' object is not an iterator", a.TypeName())
		}
		return a, nil
	case code.IntrTypeAlias:
		parts := As[Tuple](a).items
		params := parts[1]
		if params.IsNone() {
			params = emptyTuple.Val()
		}
		o := newTypeAlias(parts[0], params)
		o.value.eval = parts[2]
		return obj(&o.Header), nil
	}
	return Unbound, t.SystemError("unknown intrinsic %d", n)
}

// TypingModule declares _typing.
func TypingModule() *ModuleDef {
	return &ModuleDef{
		Name: "_typing",
		Doc:  "Natives of module typing.",
		Funcs: []Func{{Name: "_idfunc", Sig: "(obj, /)", Flags: Pure, Fn: func(t *Thread, a []Value) (Value, error) {
			return a[0], nil
		}}},
		Types: func() []*Type {
			return []*Type{&TypeVarType, &ParamSpecType, &TypeVarTupleType, &ParamSpecArgsType, &ParamSpecKwargsType,
				&TypeAliasType, &GenericType, &UnionType}
		},
		Attrs: []Attr{{"NoDefault", NoDefault}},
	}
}
