// Package testcalls_ is the native module _testcalls, which _testcapi takes from: native functions of every calling
// convention, bound in every way, that give back what they were called with.
package testcalls_

import (
	"sync"

	"github.com/vivarium-py/vivarium/internal/core"
)

type (
	value  = core.Value
	thread = core.Thread
)

var instanceType, classType, staticType core.Type

// conventions declares a function for each kind of arguments. self, with a comma behind it or nothing, heads the signature;
// receiver finds in the arguments what the function is bound to, and where the others begin.
func conventions(self string, flags core.FuncFlags, receiver func(a []value) (value, int)) []core.Func {
	sig := func(rest string) string {
		switch {
		case self == "":
			return "(" + rest + ")"
		case rest == "":
			return "(" + self + ", /)"
		}
		return "(" + self + ", /, " + rest + ")"
	}
	positional := func(t *thread, a []value) (value, error) {
		self, n := receiver(a)
		return core.NewTuple(self, a[n]), nil
	}
	named := func(t *thread, a []value) (value, error) {
		self, n := receiver(a)
		kw := a[n+1]
		if kw.IsUnbound() {
			kw = core.None
		}
		return core.NewTuple(self, a[n], kw), nil
	}
	one := sig("object, /")
	if self != "" {
		one = "(" + self + ", object, /)"
	}
	flags |= core.Pure
	return []core.Func{
		{Name: "meth_varargs", Sig: sig("*args"), Flags: flags, Fn: positional},
		{Name: "meth_varargs_keywords", Sig: sig("*args, **kwargs"), Flags: flags, Fn: named},
		{Name: "meth_o", Sig: one, Flags: flags, Fn: positional},
		{Name: "meth_noargs", Sig: sig(""), Flags: flags, Fn: func(t *thread, a []value) (value, error) {
			self, _ := receiver(a)
			return self, nil
		}},
		{Name: "meth_fastcall", Sig: sig("*args"), Flags: flags, Fn: positional},
		{Name: "meth_fastcall_keywords", Sig: sig("*args, **kwargs"), Flags: flags, Fn: named},
	}
}

func first(a []value) (value, int) { return a[0], 1 }

// functionsOf gives the functions of a module by name; the module is what they are bound to.
func functionsOf(t *thread, a []value) (value, error) {
	module := a[0]
	d := core.NewDict()
	defs := conventions("", 0, func([]value) (value, int) { return module, 0 })
	for i := range defs {
		d.SetStr(core.Intern(defs[i].Name), core.NewFunction(&defs[i], "_testcapi"))
	}
	return d.Val(), nil
}

type plain struct{ core.Header }

var setupOnce sync.Once

func setup() {
	declare := func(typ *core.Type, name, doc string, methods []core.Func) {
		typ.Setup(&core.TypeSpec{
			Name: "_testcapi." + name, Layout: core.LayoutOf[plain](), Flags: core.FlagGeneric, Doc: doc, Methods: methods,
			New: &core.Func{Name: name, Sig: "(cls, /)", Flags: core.Pure, Fn: func(t *thread, a []value) (value, error) {
				cls := core.AsType(a[0])
				return core.Make(cls, cls.Alloc()), nil
			}},
		})
	}
	declare(&instanceType, "MethInstance", "Methods of an instance.", conventions("self", 0, first))
	declare(&classType, "MethClass", "Methods of a class.", conventions("cls", core.ClassM, first))
	declare(&staticType, "MethStatic", "Static methods.", conventions("", core.Static, func([]value) (value, int) { return core.None, 0 }))
}

// Module declares _testcalls.
func Module() *core.ModuleDef {
	return &core.ModuleDef{
		Name: "_testcalls",
		Doc:  "Native functions of every calling convention, for tests of calls.",
		Types: func() []*core.Type {
			setupOnce.Do(setup)
			return []*core.Type{&instanceType, &classType, &staticType}
		},
		Funcs: []core.Func{
			{Name: "functions_of", Sig: "(module, /)", Flags: core.Pure, Fn: functionsOf,
				Doc: "Return functions bound to a module, by name."},
		},
	}
}
