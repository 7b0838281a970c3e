// This file implements modules _types, the names of the interpreter's own types, and _suggestions.
package core

// CapsuleType is types.CapsuleType. Nothing makes capsules here: the type exists to be named and tested for.
var CapsuleType Type

func setupCapsule() {
	CapsuleType.Setup(&TypeSpec{
		Name:  "PyCapsule",
		Flags: flagNoNew,
		Doc:   "Capsule objects wrap a C pointer in a Python object. This interpreter has no C extensions, and makes none.",
	})
}

// TypesModule declares _types.
func TypesModule() *ModuleDef {
	names := map[string]*Type{
		"AsyncGeneratorType": &AsyncGenType, "BuiltinFunctionType": &NativeFunctionType, "BuiltinMethodType": &NativeFunctionType,
		"CapsuleType": &CapsuleType, "CellType": &CellType, "ClassMethodDescriptorType": &ClassMethodDescType,
		"CodeType": &CodeType, "CoroutineType": &CoroutineType, "EllipsisType": &EllipsisType, "FrameType": &FrameType,
		"FunctionType": &FunctionType, "GeneratorType": &GeneratorType, "GenericAlias": &GenericAliasType,
		"GetSetDescriptorType": &GetSetType, "LambdaType": &FunctionType, "MappingProxyType": &MappingProxyType,
		"MemberDescriptorType": &MemberType, "MethodDescriptorType": &NativeMethodType, "MethodType": &MethodType,
		"MethodWrapperType": &MethodWrapperType, "ModuleType": &ModuleType, "NoneType": &NoneType,
		"NotImplementedType": &NotImplementedType, "SimpleNamespace": &SimpleNamespaceType, "TracebackType": &TracebackType,
		"UnionType": &UnionType, "WrapperDescriptorType": &SlotWrapperType,
	}
	def := &ModuleDef{Name: "_types", Doc: "Define names for built-in types."}
	def.Init = func(t *Thread, m *Module) error {
		for n, typ := range names {
			m.dict.SetStr(Intern(n), typ.Val())
		}
		return nil
	}
	return def
}

// SuggestionsModule declares _suggestions.
func SuggestionsModule() *ModuleDef {
	return &ModuleDef{
		Name: "_suggestions",
		Funcs: []Func{{Name: "_generate_suggestions", Sig: "(candidates, item, /)", Flags: Polls,
			Doc: "Return the string of candidates that is most like item, or None if none is\nlike it.", Fn: func(t *Thread, a []Value) (Value, error) {
				item := AsStr(a[1])
				if item == nil {
					return Unbound, t.TypeError("_generate_suggestions() argument 2 must be str, not %s", a[1].argTypeName())
				}
				l := AsList(a[0])
				if l == nil {
					return Unbound, t.TypeError("candidates must be a list")
				}
				var among []string
				for i, x := range l.items {
					s := AsStr(x)
					if s == nil {
						return Unbound, t.TypeError("all elements in 'candidates' must be strings")
					}
					if i >= maxSuggestNames {
						return None, t.PollN(len(l.items))
					}
					among = append(among, s.s)
				}
				best := suggest(item.s, among)
				if best == "" {
					return None, nil
				}
				return StrVal(best), nil
			}}},
	}
}
