// This file gives functions their Python face: types.FunctionType.
package core

import (
	"unsafe"

	"github.com/vivarium-py/vivarium/internal/code"
)

func functionCall(t *Thread, v Value, args []Value, names *Tuple) (Value, error) {
	return t.callFunction(As[Function](v), args, names)
}

// functionGet binds a function to an instance.
func functionGet(t *Thread, d, o Value, typ *Type) (Value, error) {
	if o.IsUnbound() {
		return d, nil
	}
	return NewMethod(d, o), nil
}

// NewMethod binds a callable to its first argument.
func NewMethod(fn, self Value) Value {
	return obj(&(&BoundMethod{Header{&MethodType.shape0}, fn, self}).Header)
}

func setupFunctionType() {
	self := func(v Value) *Function { return As[Function](v) }
	nameSetter := func(what string, set func(*Function, Value)) func(*Thread, Value, Value) error {
		return func(t *Thread, v, x Value) error {
			if AsStr(x) == nil {
				return t.TypeError("%s must be set to a string object", what)
			}
			set(self(v), x)
			return nil
		}
	}
	FunctionType.Setup(&TypeSpec{
		Name:   "function",
		Layout: ExtLayoutOf[Function](unsafe.Offsetof(Function{}.ext)),
		Flags:  flagMethodDesc | flagGenericGet | flagGenericSet,
		Doc:    "Make a function that runs a code object.\n\nglobals is its module's namespace. The others stand for what the code lacks: a\nname other than its own, a tuple of default values (argdefs), the cells of its\nfree variables (closure), and defaults of keyword-only parameters by name\n(kwdefaults).",
		Sig:    "(code, globals, name=None, argdefs=None, closure=None, kwdefaults=None)",
		New:    &Func{Name: "function", Sig: "(cls, code, globals, name=None, argdefs=None, closure=None, kwdefaults=None)", Fn: functionNew, Flags: Pure},
		Slots: Slots{
			Call:     functionCall,
			Get:      functionGet,
			Traverse: functionTraverse,
			Repr: func(t *Thread, v Value) (Value, error) {
				return t.addrRepr("function "+self(v).qualName(), v), nil
			},
		},
		GetSets: []GetSet{
			{Name: "__code__", Get: func(t *Thread, v Value) (Value, error) { return obj(&self(v).rt.obj.Header), nil }, Set: setFunctionCode},
			{Name: "__defaults__", Get: func(t *Thread, v Value) (Value, error) {
				if d := self(v).defs; d != nil {
					return d.Val(), nil
				}
				return None, nil
			}, Set: func(t *Thread, v, x Value) error {
				fn := self(v)
				if x.IsUnbound() || x.IsNone() {
					fn.defs = nil
					return nil
				}
				tup := AsTuple(x)
				if tup == nil {
					return t.TypeError("__defaults__ must be set to a tuple object")
				}
				fn.defs = tup
				return nil
			}},
			{Name: "__kwdefaults__", Get: func(t *Thread, v Value) (Value, error) {
				if d := self(v).kwdefs; d != nil {
					return d.Val(), nil
				}
				return None, nil
			}, Set: func(t *Thread, v, x Value) error {
				if x.IsUnbound() || x.IsNone() {
					self(v).kwdefs = nil
					return nil
				}
				d := AsDict(x)
				if d == nil {
					return t.TypeError("__kwdefaults__ must be set to a dict object")
				}
				self(v).kwdefs = d
				return nil
			}},
			{Name: "__name__", Get: func(t *Thread, v Value) (Value, error) { return self(v).nameVal(), nil },
				Set: nameSetter("__name__", func(f *Function, x Value) { f.attrs().name = x })},
			{Name: "__qualname__", Get: func(t *Thread, v Value) (Value, error) { return self(v).qualnameVal(), nil },
				Set: nameSetter("__qualname__", func(f *Function, x Value) { f.attrs().qualname = x })},
			{Name: "__annotations__", Get: functionAnnotations, Set: func(t *Thread, v, x Value) error {
				if x.IsUnbound() || x.IsNone() {
					if m := self(v).more; m != nil {
						m.annots, m.annotate = nil, None
					}
					return nil
				}
				d := AsDict(x)
				if d == nil {
					return t.TypeError("__annotations__ must be set to a dict object")
				}
				m := self(v).attrs()
				m.annots, m.annotate = d, None
				return nil
			}},
			{Name: "__annotate__", Get: func(t *Thread, v Value) (Value, error) { return self(v).look().annotate, nil }, Set: func(t *Thread, v, x Value) error {
				switch {
				case x.IsUnbound():
					return t.TypeError("__annotate__ cannot be deleted")
				case x.IsNone():
					self(v).attrs().annotate = None
					return nil
				case x.Type().s.Call == nil:
					return t.TypeError("__annotate__ must be callable or None")
				}
				m := self(v).attrs()
				m.annotate, m.annots = x, nil
				return nil
			}},
			{Name: "__type_params__", Get: func(t *Thread, v Value) (Value, error) { return self(v).look().tparams, nil }, Set: func(t *Thread, v, x Value) error {
				if AsTuple(x) == nil {
					return t.TypeError("__type_params__ must be set to a tuple")
				}
				self(v).attrs().tparams = x
				return nil
			}},
			{Name: "__dict__", Get: func(t *Thread, v Value) (Value, error) { return v.ref.toDict().Val(), nil }, Set: func(t *Thread, v, x Value) error {
				d := AsDict(x)
				if d == nil {
					return t.TypeError("__dict__ must be set to a dictionary, not a '%s'", x.TypeName())
				}
				v.ref.needExt().dict = d
				return nil
			}},
		},
		Members: []GetSet{
			{Name: "__closure__", Get: func(t *Thread, v Value) (Value, error) {
				if c := self(v).closure; len(c) > 0 {
					return NewTuple(c...), nil
				}
				return None, nil
			}},
			{Name: "__doc__", Get: func(t *Thread, v Value) (Value, error) { return self(v).look().doc, nil }, Set: func(t *Thread, v, x Value) error {
				if x.IsUnbound() {
					x = None
				}
				self(v).attrs().doc = x
				return nil
			}},
			{Name: "__globals__", Get: func(t *Thread, v Value) (Value, error) { return self(v).globals.Val(), nil }},
			{Name: "__module__", Get: func(t *Thread, v Value) (Value, error) { return self(v).module, nil }, Set: func(t *Thread, v, x Value) error {
				if x.IsUnbound() {
					x = None
				}
				self(v).module = x
				return nil
			}},
			{Name: "__builtins__", Get: func(t *Thread, v Value) (Value, error) { return builtinsVal(self(v).builtins), nil }},
		},
	})
	FunctionType.shape0 = Shape{typ: &FunctionType, extOff: FunctionType.layout.extOffIn(), dictMode: true}
}

// functionAnnotations is __annotations__: made by __annotate__ at the first use (PEP 649).
func functionAnnotations(t *Thread, v Value) (Value, error) {
	m := As[Function](v).attrs()
	if m.annots != nil {
		return m.annots.Val(), nil
	}
	if m.annotate.IsNone() {
		m.annots = NewDict()
		return m.annots.Val(), nil
	}
	r, err := t.Call(m.annotate, Int(1))
	if err != nil {
		return Unbound, err
	}
	d := AsDict(r)
	if d == nil {
		return Unbound, t.TypeError("__annotate__() must return a dict, not %s", r.TypeName())
	}
	m.annots = d
	return r, nil
}

func setFunctionCode(t *Thread, v, x Value) error {
	if !x.exactly(&CodeType) {
		return t.TypeError("__code__ must be set to a code object")
	}
	fn := As[Function](v)
	co := As[CodeObj](x)
	if n := len(co.c.FreeVars); n != len(fn.closure) {
		return t.ValueError("%s() requires a code object with %d free vars, not %d", fn.qualName(), len(fn.closure), n)
	}
	const kinds = code.CoGenerator | code.CoCoroutine | code.CoAsyncGenerator
	if fn.rt.flags&kinds != co.c.Flags&kinds {
		if err := t.Warn(&ExcDeprecationWarning, "Assigning a code object of non-matching type is deprecated (e.g., from a generator to a plain function)", 1); err != nil {
			return err
		}
	}
	fn.attrs() // name and documentation stay
	t.interp.keepCode(fn)
	fn.rt = t.interp.codeRT(co)
	return nil
}

// keepCode lets the frames that run fn go on with its code of now. Suspended generators remember their code themselves.
func (in *Interpreter) keepCode(fn *Function) {
	var kept *Function
	for u := range in.threads {
		for i := range u.nf {
			f := &u.frames[i]
			if f.fn != fn {
				continue
			}
			if kept == nil {
				kept = fn.withCode(fn.rt)
			}
			f.fn = kept
			if f.gen != nil {
				f.gen.fn = kept
			}
		}
	}
}

// withCode gives a function like fn for frames that run a code which fn may no longer have.
func (fn *Function) withCode(rt *CodeRT) *Function {
	c := *fn
	c.rt, c.ext = rt, nil
	return &c
}

// functionNew is types.FunctionType(code, globals, ...).
func functionNew(t *Thread, a []Value) (Value, error) {
	if !a[1].exactly(&CodeType) {
		return Unbound, t.TypeError("function() argument 'code' must be code, not %s", a[1].argTypeName())
	}
	g := AsDict(a[2])
	if g == nil {
		return Unbound, t.TypeError("function() argument 'globals' must be dict, not %s", a[2].argTypeName())
	}
	co := As[CodeObj](a[1])
	fn := t.interp.newFunction(t.interp.codeRT(co), g, t.builtinsOf(g))
	if a[3].Given() {
		if AsStr(a[3]) == nil {
			return Unbound, t.TypeError("arg 3 (name) must be None or string")
		}
		m := fn.attrs()
		m.name, m.qualname = a[3], a[3]
	}
	if a[4].Given() {
		if AsTuple(a[4]) == nil {
			return Unbound, t.TypeError("arg 4 (defaults) must be None or tuple")
		}
		fn.defs = AsTuple(a[4])
	}
	nfree := len(co.c.FreeVars)
	tup := AsTuple(a[5])
	if a[5].Given() && tup == nil || nfree > 0 && tup == nil {
		if nfree == 0 {
			return Unbound, t.TypeError("arg 5 (closure) must be None or tuple")
		}
		return Unbound, t.TypeError("arg 5 (closure) must be tuple")
	}
	if tup.Len() != nfree {
		return Unbound, t.ValueError("%s requires closure of length %d, not %d", co.c.Name, nfree, tup.Len())
	}
	if tup != nil {
		for _, c := range tup.items {
			if !c.exactly(&CellType) {
				return Unbound, t.TypeError("arg 5 (closure) expected cell, found %s", c.TypeName())
			}
		}
		fn.closure = tup.items
	}
	if a[6].Given() {
		d := AsDict(a[6])
		if d == nil {
			return Unbound, t.TypeError("arg 6 (kwdefaults) must be None or dict")
		}
		fn.kwdefs = d
	}
	return obj(&fn.Header), nil
}

var _ = code.CoOptimized

func functionTraverse(h *Header, visit func(Value)) {
	f := As[Function](obj(h))
	visit(f.globals.Val())
	visit(builtinsVal(f.builtins))
	visit(f.module)
	m := f.look()
	for _, v := range []Value{m.name, m.qualname, m.doc, m.annotate, m.tparams} {
		visit(v)
	}
	for _, v := range f.defaults() {
		visit(v)
	}
	for _, d := range []*Dict{f.kwdefs, m.annots} {
		if d != nil {
			visit(d.Val())
		}
	}
	for _, v := range f.closure {
		visit(v)
	}
}
