// This file implements typing.ParamSpec with its args and kwargs, and typing.TypeVarTuple.
package core

import "unsafe"

type paramSpec struct {
	Header
	ext               *instExt
	name              Value
	bound             Value // None if there is none
	dflt              lazyType
	co, contra, infer bool
}

// paramSpecPart is P.args or P.kwargs.
type paramSpecPart struct {
	Header
	ext    *instExt
	origin Value
}

type typeVarTuple struct {
	Header
	ext  *instExt
	name Value
	dflt lazyType
}

// ParamSpecArgsType and ParamSpecKwargsType are the types of P.args and P.kwargs.
var ParamSpecArgsType, ParamSpecKwargsType Type

func newParamSpec(name Value) *paramSpec {
	return &paramSpec{Header: Header{&ParamSpecType.shape0}, name: name, bound: None, dflt: noLazy()}
}

func newTypeVarTuple(name Value) *typeVarTuple {
	return &typeVarTuple{Header: Header{&TypeVarTupleType.shape0}, name: name, dflt: noLazy()}
}

func newParamSpecPart(typ *Type, origin Value) Value {
	return obj(&(&paramSpecPart{Header: Header{&typ.shape0}, origin: origin}).Header)
}

func setupParamSpec() {
	self := func(v Value) *paramSpec { return As[paramSpec](v) }
	dflt := func(v Value) *lazyType { return &self(v).dflt }
	ParamSpecType.Setup(&TypeSpec{
		Name:   "typing.ParamSpec",
		Layout: ExtLayoutOf[paramSpec](unsafe.Offsetof(paramSpec{}.ext)),
		Doc: "Parameter specification variable.\n\ndef f[**P](g: Callable[P, int]) declares one; it stands for the parameters of a callable,\n" +
			"of which P.args and P.kwargs are the positional and the keyword ones.",
		New: &Func{Name: "ParamSpec", Sig: "(cls, name, *, bound=None, default=<unrepresentable>, covariant=False, contravariant=False, infer_variance=False)",
			Flags: Polls, Fn: func(t *Thread, a []Value) (Value, error) {
				if AsStr(a[1]) == nil {
					return Unbound, t.TypeError("paramspec() argument 'name' must be str, not %s", a[1].argTypeName())
				}
				p := newParamSpec(a[1])
				var err error
				if p.co, p.contra, p.infer, err = t.variance(a[4], a[5], a[6]); err != nil {
					return Unbound, err
				}
				if p.bound, err = t.typeCheck(a[2], "Bound must be a type."); err != nil {
					return Unbound, err
				}
				p.dflt.val = a[3]
				putModule(&p.Header, t.callerModule())
				return obj(&p.Header), nil
			}},
		Slots: Slots{
			Repr: func(t *Thread, v Value) (Value, error) {
				o := self(v)
				return varianceName(o.name, o.co, o.contra, o.infer), nil
			},
			Binary: [numBinOps]func(*Thread, Value, Value) (Value, error){OpOr: paramOr},
			Traverse: func(h *Header, visit func(Value)) {
				o := cast[paramSpec](h)
				visit(o.name)
				visit(o.bound)
				o.dflt.visit(visit)
			},
		},
		Methods: []Func{
			viaTyping("__typing_subst__", "(self, arg, /)", "_paramspec_subst"),
			viaTyping("__typing_prepare_subst__", "(self, alias, args, /)", "_paramspec_prepare_subst"),
			hasDefaultMethod(dflt),
			reduceToName(func(v Value) Value { return self(v).name }),
			cannotSubclass("ParamSpec"),
		},
		Members: []GetSet{
			{Name: "__name__", Get: func(t *Thread, v Value) (Value, error) { return self(v).name, nil }},
			{Name: "__bound__", Get: func(t *Thread, v Value) (Value, error) { return self(v).bound, nil }},
			paramFlag("__covariant__", func(v Value) bool { return self(v).co }),
			paramFlag("__contravariant__", func(v Value) bool { return self(v).contra }),
			paramFlag("__infer_variance__", func(v Value) bool { return self(v).infer }),
		},
		GetSets: append(lazyAttrs("default", NoDefault, dflt),
			GetSet{Name: "args", Doc: "Represents positional arguments.", Get: func(t *Thread, v Value) (Value, error) {
				return newParamSpecPart(&ParamSpecArgsType, v), nil
			}},
			GetSet{Name: "kwargs", Doc: "Represents keyword arguments.", Get: func(t *Thread, v Value) (Value, error) {
				return newParamSpecPart(&ParamSpecKwargsType, v), nil
			}}),
	})
	setupParamSpecPart(&ParamSpecArgsType, "ParamSpecArgs", ".args", "The positional parameters of a ParamSpec: P.args.")
	setupParamSpecPart(&ParamSpecKwargsType, "ParamSpecKwargs", ".kwargs", "The keyword parameters of a ParamSpec: P.kwargs.")
}

func setupParamSpecPart(typ *Type, name, suffix, doc string) {
	self := func(v Value) *paramSpecPart { return As[paramSpecPart](v) }
	typ.Setup(&TypeSpec{
		Name:   "typing." + name,
		Layout: ExtLayoutOf[paramSpecPart](unsafe.Offsetof(paramSpecPart{}.ext)),
		Doc:    doc,
		New: &Func{Name: name, Sig: "(cls, origin)", Flags: Pure, Fn: func(t *Thread, a []Value) (Value, error) {
			return newParamSpecPart(typ, a[1]), nil
		}},
		Slots: Slots{
			Repr: func(t *Thread, v Value) (Value, error) {
				o := self(v).origin
				if o.exactly(&ParamSpecType) {
					return StrVal(AsStr(As[paramSpec](o).name).s + suffix), nil
				}
				r, err := t.Repr(o)
				if err != nil {
					return Unbound, err
				}
				return StrVal(r.s + suffix), nil
			},
			Compare: func(t *Thread, a, b Value, op CmpOp) (Value, error) {
				if !b.exactly(typ) || op != CmpEq && op != CmpNe {
					return NotImplemented, nil
				}
				return t.Compare(self(a).origin, self(b).origin, op)
			},
			Traverse: func(h *Header, visit func(Value)) { visit(cast[paramSpecPart](h).origin) },
		},
		Methods: []Func{cannotSubclass(name)},
		Members: []GetSet{{Name: "__origin__", Get: func(t *Thread, v Value) (Value, error) { return self(v).origin, nil }}},
	})
}

// unpackParam is typing.Unpack[v].
func (t *Thread) unpackParam(v Value) (Value, error) {
	m, err := t.Import("typing")
	if err != nil {
		return Unbound, err
	}
	u, err := t.GetAttr(m, Intern("Unpack"))
	if err != nil {
		return Unbound, err
	}
	return t.GetItem(u, v)
}

// starIter is iter(v) for what a star unpacks: it gives Unpack[v] once.
func starIter(t *Thread, v Value) (Value, error) {
	u, err := t.unpackParam(v)
	if err != nil {
		return Unbound, err
	}
	return t.Iter(NewTuple(u))
}

func setupTypeVarTuple() {
	self := func(v Value) *typeVarTuple { return As[typeVarTuple](v) }
	dflt := func(v Value) *lazyType { return &self(v).dflt }
	TypeVarTupleType.Setup(&TypeSpec{
		Name:   "typing.TypeVarTuple",
		Layout: ExtLayoutOf[typeVarTuple](unsafe.Offsetof(typeVarTuple{}.ext)),
		Doc:    "Type variable tuple.\n\nA type variable that stands for any number of types: def f[*Ts](*args: *Ts).",
		New: &Func{Name: "TypeVarTuple", Sig: "(cls, name, *, default=<unrepresentable>)", Flags: Pure, Fn: func(t *Thread, a []Value) (Value, error) {
			if AsStr(a[1]) == nil {
				return Unbound, t.TypeError("typevartuple() argument 'name' must be str, not %s", a[1].argTypeName())
			}
			v := newTypeVarTuple(a[1])
			v.dflt.val = a[2]
			putModule(&v.Header, t.callerModule())
			return obj(&v.Header), nil
		}},
		Slots: Slots{
			Repr: func(t *Thread, v Value) (Value, error) { return self(v).name, nil },
			Iter: starIter,
			Traverse: func(h *Header, visit func(Value)) {
				o := cast[typeVarTuple](h)
				visit(o.name)
				o.dflt.visit(visit)
			},
		},
		Methods: []Func{
			{Name: "__typing_subst__", Sig: "(self, arg, /)", Flags: Pure, Fn: func(t *Thread, a []Value) (Value, error) {
				return Unbound, t.TypeError("Substitution of bare TypeVarTuple is not supported")
			}},
			viaTyping("__typing_prepare_subst__", "(self, alias, args, /)", "_typevartuple_prepare_subst"),
			reduceToName(func(v Value) Value { return self(v).name }),
			hasDefaultMethod(dflt),
			cannotSubclass("TypeVarTuple"),
		},
		Members: []GetSet{{Name: "__name__", Get: func(t *Thread, v Value) (Value, error) { return self(v).name, nil }}},
		GetSets: lazyAttrs("default", NoDefault, dflt),
	})
}
