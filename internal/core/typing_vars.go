// This file implements typing.TypeVar, and what all type parameters share: bounds and defaults that are evaluated at
// the first use. Invariant: a lazyType has its value, or an evaluator, or neither (there is none).
package core

import (
	"unsafe"
)

// lazyType is a bound, a default or the value of an alias.
type lazyType struct {
	val  Value // Unbound until evaluated
	eval Value // function of a format, Unbound if the value was given
}

func noLazy() lazyType { return lazyType{Unbound, Unbound} }

// force gives the value, none where there is nothing to evaluate.
func (t *Thread) force(l *lazyType, none Value) (Value, error) {
	if !l.val.IsUnbound() {
		return l.val, nil
	}
	if l.eval.IsUnbound() {
		return none, nil
	}
	v, err := t.Call(l.eval, Int(1))
	if err != nil {
		return Unbound, err
	}
	l.val = v
	return v, nil
}

// evaluator is the function that computes l, None where there is nothing to evaluate.
func (l *lazyType) evaluator() Value {
	switch {
	case !l.eval.IsUnbound():
		return l.eval
	case l.val.IsUnbound() || l.val == NoDefault || isTuple(l.val, 0):
		return None
	}
	return obj(&(&constEvaluator{Header{&constEvaluatorType.shape0}, l.val}).Header)
}

func isTuple(v Value, n int) bool { return v.exactly(&TupleType) && As[Tuple](v).Len() == n }

func (l *lazyType) visit(f func(Value)) {
	f(l.val)
	f(l.eval)
}

// constEvaluator is the evaluator of a value that was given.
type constEvaluator struct {
	Header
	val Value
}

var constEvaluatorType Type

// typingCall calls a function of module typing.
func (t *Thread) typingCall(name string, args ...Value) (Value, error) {
	m, err := t.Import("typing")
	if err != nil {
		return Unbound, err
	}
	f, err := t.GetAttr(m, Intern(name))
	if err != nil {
		return Unbound, err
	}
	return t.Call(f, args...)
}

// typeCheck is typing._type_check.
func (t *Thread) typeCheck(v Value, msg string) (Value, error) {
	if v.IsNone() {
		return NoneType.Val(), nil
	}
	return t.typingCall("_type_check", v, StrVal(msg))
}

// callerModule is __module__ of the function that is running, None where there is none.
func (t *Thread) callerModule() Value {
	if t.nf == 0 {
		return None
	}
	return t.frames[t.nf-1].fn.module
}

// putModule sets __module__ of an object that has attributes.
func putModule(h *Header, module Value) {
	if e := h.needExt(); e.dict == nil {
		e.dict = NewDict()
	}
	h.ext().dict.SetStr(nModule, module)
}

// typeVar is a TypeVar.
type typeVar struct {
	Header
	ext                      *instExt
	name                     Value
	bound, constraints, dflt lazyType
	co, contra, infer        bool
}

// TypeVarType, ParamSpecType and TypeVarTupleType are the types of type parameters.
var TypeVarType, ParamSpecType, TypeVarTupleType Type

func newTypeVar(name Value) *typeVar {
	return &typeVar{Header: Header{&TypeVarType.shape0}, name: name, bound: noLazy(), constraints: noLazy(), dflt: noLazy()}
}

// variance reads the three flags that say how a parameter varies.
func (t *Thread) variance(co, contra, infer Value) (c, k, i bool, err error) {
	for _, p := range []struct {
		v   Value
		dst *bool
	}{{co, &c}, {contra, &k}, {infer, &i}} {
		if *p.dst, err = t.Truth(p.v); err != nil {
			return
		}
	}
	switch {
	case c && k:
		err = t.ValueError("Bivariant types are not supported.")
	case i && (c || k):
		err = t.ValueError("Variance cannot be specified with infer_variance.")
	}
	return
}

func varianceName(name Value, co, contra, infer bool) Value {
	switch {
	case infer:
		return name
	case co:
		return StrVal("+" + AsStr(name).s)
	case contra:
		return StrVal("-" + AsStr(name).s)
	}
	return StrVal("~" + AsStr(name).s)
}

func typeVarNew(t *Thread, a []Value) (Value, error) {
	name, constraints, bound, dflt := a[1], AsTuple(a[2]), a[3], a[4]
	if AsStr(name) == nil {
		return Unbound, t.TypeError("typevar() argument 'name' must be str, not %s", name.argTypeName())
	}
	v := newTypeVar(name)
	var err error
	if v.co, v.contra, v.infer, err = t.variance(a[5], a[6], a[7]); err != nil {
		return Unbound, err
	}
	if bound.Given() {
		if v.bound.val, err = t.typeCheck(bound, "Bound must be a type."); err != nil {
			return Unbound, err
		}
	}
	switch n := constraints.Len(); {
	case n == 1:
		return Unbound, t.TypeError("A single constraint is not allowed")
	case n > 1 && !v.bound.val.IsUnbound():
		return Unbound, t.TypeError("Constraints cannot be combined with bound=...")
	case n > 1:
		v.constraints.val = a[2]
	}
	v.dflt.val = dflt
	putModule(&v.Header, t.callerModule())
	return obj(&v.Header), nil
}

// paramFlag declares a boolean attribute of a type parameter.
func paramFlag(name string, get func(v Value) bool) GetSet {
	return GetSet{Name: name, Get: func(t *Thread, v Value) (Value, error) { return Bool(get(v)), nil }}
}

// lazyAttrs declares __x__ and evaluate_x for one lazily evaluated part.
func lazyAttrs(name string, none Value, part func(v Value) *lazyType) []GetSet {
	return []GetSet{
		{Name: "__" + name + "__", Get: func(t *Thread, v Value) (Value, error) { return t.force(part(v), none) }},
		{Name: "evaluate_" + name, Get: func(t *Thread, v Value) (Value, error) { return part(v).evaluator(), nil }},
	}
}

func hasDefaultMethod(part func(v Value) *lazyType) Func {
	return Func{Name: "has_default", Sig: "(self, /)", Flags: Pure, Fn: func(t *Thread, a []Value) (Value, error) {
		l := part(a[0])
		return Bool(!l.eval.IsUnbound() || !l.val.IsUnbound() && l.val != NoDefault), nil
	}}
}

// cannotSubclass is the __mro_entries__ of type parameters.
func cannotSubclass(kind string) Func {
	return Func{Name: "__mro_entries__", Sig: "(self, object, /)", Flags: Pure, Fn: func(t *Thread, a []Value) (Value, error) {
		return Unbound, t.TypeError("Cannot subclass an instance of %s", kind)
	}}
}

// viaTyping is a method that module typing implements, called with self first.
func viaTyping(method, sig, function string) Func {
	return Func{Name: method, Sig: sig, Flags: Polls, Fn: func(t *Thread, a []Value) (Value, error) {
		return t.typingCall(function, append([]Value(nil), a...)...)
	}}
}

// reduceToName pickles a type parameter as a global of its module.
func reduceToName(name func(v Value) Value) Func {
	return Func{Name: "__reduce__", Sig: "(self, /)", Flags: Pure, Fn: func(t *Thread, a []Value) (Value, error) { return name(a[0]), nil }}
}

// paramOr is | where one side is a type parameter.
func paramOr(t *Thread, a, b Value) (Value, error) { return t.typingCall("_make_union", a, b) }

// typeVarPrepare fills in the default where an alias got no argument for its last parameters.
func typeVarPrepare(t *Thread, a []Value) (Value, error) {
	self, alias, args := a[0], a[1], a[2]
	params, err := t.GetAttr(alias, nParameters)
	if err != nil {
		return Unbound, err
	}
	n, err := t.Len(args)
	if err != nil {
		return Unbound, err
	}
	at, err := t.CallMethod(params, Intern("index"), self)
	if err != nil {
		return Unbound, err
	}
	i, err := t.IndexInt(at)
	if err != nil || i < n {
		return args, err
	}
	if i == n {
		d, err := t.force(&As[typeVar](self).dflt, NoDefault)
		if err != nil {
			return Unbound, err
		}
		if d != NoDefault {
			return t.Binary(OpAdd, args, NewTuple(d))
		}
	}
	r, err := t.Str(alias)
	if err != nil {
		return Unbound, err
	}
	return Unbound, t.TypeError("Too few arguments for %s; actual %d, expected at least %d", r.s, n, i+1)
}

func setupTypeVar() {
	self := func(v Value) *typeVar { return As[typeVar](v) }
	dflt := func(v Value) *lazyType { return &self(v).dflt }
	TypeVarType.Setup(&TypeSpec{
		Name:   "typing.TypeVar",
		Layout: ExtLayoutOf[typeVar](unsafe.Offsetof(typeVar{}.ext)),
		Doc: "Type variable.\n\nclass Sequence[T] or def f[T](x: T) declares one; TypeVar('T') makes one by hand,\n" +
			"which may have a bound, two or more constraints, a variance and a default.",
		New: &Func{Name: "TypeVar", Sig: "(cls, name, *constraints, bound=None, default=<unrepresentable>, covariant=False, contravariant=False, infer_variance=False)",
			Flags: Polls, Fn: typeVarNew},
		Slots: Slots{
			Repr: func(t *Thread, v Value) (Value, error) {
				o := self(v)
				return varianceName(o.name, o.co, o.contra, o.infer), nil
			},
			Binary: [numBinOps]func(*Thread, Value, Value) (Value, error){OpOr: paramOr},
			Traverse: func(h *Header, visit func(Value)) {
				o := cast[typeVar](h)
				visit(o.name)
				o.bound.visit(visit)
				o.constraints.visit(visit)
				o.dflt.visit(visit)
			},
		},
		Methods: []Func{
			viaTyping("__typing_subst__", "(self, arg, /)", "_typevar_subst"),
			{Name: "__typing_prepare_subst__", Sig: "(self, alias, args, /)", Flags: Polls, Fn: typeVarPrepare},
			reduceToName(func(v Value) Value { return self(v).name }),
			hasDefaultMethod(dflt),
			cannotSubclass("TypeVar"),
		},
		Members: []GetSet{
			{Name: "__name__", Get: func(t *Thread, v Value) (Value, error) { return self(v).name, nil }},
			paramFlag("__covariant__", func(v Value) bool { return self(v).co }),
			paramFlag("__contravariant__", func(v Value) bool { return self(v).contra }),
			paramFlag("__infer_variance__", func(v Value) bool { return self(v).infer }),
		},
		GetSets: append(append(
			lazyAttrs("bound", None, func(v Value) *lazyType { return &self(v).bound }),
			lazyAttrs("constraints", emptyTuple.Val(), func(v Value) *lazyType { return &self(v).constraints })...),
			lazyAttrs("default", NoDefault, dflt)...),
	})
	constEvaluatorType.Setup(&TypeSpec{
		Name:   "_typing._ConstEvaluator",
		Layout: LayoutOf[constEvaluator](),
		Flags:  flagNoNew,
		Doc:    "Gives a constant value, or its text for format STRING.",
		Slots: Slots{
			Repr: func(t *Thread, v Value) (Value, error) {
				r, err := t.Repr(As[constEvaluator](v).val)
				if err != nil {
					return Unbound, err
				}
				return StrVal("<constevaluator " + r.s + ">"), nil
			},
			Call: callConstEvaluator,
			Traverse: func(h *Header, visit func(Value)) {
				visit(cast[constEvaluator](h).val)
			},
		},
	})
}

// callConstEvaluator takes a format of annotationlib; 4 is STRING.
func callConstEvaluator(t *Thread, v Value, args []Value, names *Tuple) (Value, error) {
	if names.Len() > 0 {
		return Unbound, t.TypeError("constevaluator.__call__() takes no keyword arguments")
	}
	if len(args) != 1 {
		return Unbound, t.TypeError("constevaluator.__call__() takes exactly 1 argument (%d given)", len(args))
	}
	format, err := t.IndexInt(args[0])
	if err != nil {
		return Unbound, err
	}
	val := As[constEvaluator](v).val
	if format != 4 {
		return val, nil
	}
	b := t.NewText()
	if tup := AsTuple(val); tup != nil {
		b.PutByte('(')
		for i, x := range tup.items {
			if i > 0 {
				b.Put(", ")
			}
			if err := b.Look(i); err != nil {
				return Unbound, err
			}
			if err := t.typeText(&b, x); err != nil {
				return Unbound, err
			}
		}
		b.PutByte(')')
	} else if err := t.typeText(&b, val); err != nil {
		return Unbound, err
	}
	return b.Val()
}
