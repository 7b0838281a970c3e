// This file declares _imp, _frozen_importlib and _frozen_importlib_external: the import system as modules.
package core

import (
	"encoding/binary"
	"strings"

	"github.com/vivarium-py/vivarium/internal/pyhash"
)

// ImportModules declares the native modules of the import system.
func ImportModules() []*ModuleDef {
	none := func(t *Thread, a []Value) (Value, error) { return None, nil }
	return []*ModuleDef{
		{
			Name: "_imp",
			Funcs: []Func{
				{Name: "acquire_lock", Sig: "()", Flags: Pure, Fn: none},
				{Name: "release_lock", Sig: "()", Flags: Pure, Fn: none},
				{Name: "lock_held", Sig: "()", Flags: Pure, Fn: func(t *Thread, a []Value) (Value, error) { return Bool(len(t.interp.importing) > 0), nil }},
				{Name: "extension_suffixes", Sig: "()", Flags: Pure, Fn: func(t *Thread, a []Value) (Value, error) { return NewList(nil), nil }},
				{Name: "is_builtin", Sig: "(name, /)", Flags: Pure, Fn: func(t *Thread, a []Value) (Value, error) {
					s := AsStr(a[0])
					if s == nil {
						return Unbound, t.TypeError("is_builtin() argument must be str, not %s", a[0].argTypeName())
					}
					if s.s == "builtins" || s.s == "sys" {
						return Int(-1), nil
					}
					if t.nativeDef(s.s) != nil {
						return Int(1), nil
					}
					return Int(0), nil
				}},
				{Name: "is_frozen", Sig: "(name, /)", Flags: Pure, Fn: func(t *Thread, a []Value) (Value, error) {
					if s := AsStr(a[0]); s != nil {
						_, _, ok := t.embeddedSource(s.s)
						return Bool(ok), nil
					}
					return Unbound, t.TypeError("is_frozen() argument must be str, not %s", a[0].argTypeName())
				}},
				{Name: "is_frozen_package", Sig: "(name, /)", Flags: Pure, Fn: func(t *Thread, a []Value) (Value, error) {
					if s := AsStr(a[0]); s != nil {
						_, pkg, ok := t.embeddedSource(s.s)
						return Bool(ok && pkg), nil
					}
					return Unbound, t.TypeError("is_frozen_package() argument must be str, not %s", a[0].argTypeName())
				}},
				{Name: "_frozen_module_names", Sig: "()", Flags: Pure, Fn: func(t *Thread, a []Value) (Value, error) { return NewList(nil), nil }},
				{Name: "_main_program", Sig: "()", Flags: Pure, Fn: func(t *Thread, a []Value) (Value, error) {
					if p := t.interp.program; p != nil {
						return NewTuple(obj(&p.code.Header), StrVal(p.text)), nil
					}
					return None, nil
				}},
				{Name: "_override_frozen_modules_for_tests", Sig: "(override, /)", Flags: Pure, Fn: none},
				{Name: "_override_multi_interp_extensions_check", Sig: "(override, /)", Flags: Pure, Fn: func(t *Thread, a []Value) (Value, error) { return Int(0), nil }},
				{Name: "_fix_co_filename", Sig: "(code, path, /)", Flags: Pure, Fn: none},
				{Name: "create_builtin", Sig: "(spec, /)", Flags: HostOp, Fn: func(t *Thread, a []Value) (Value, error) {
					return t.CallMethod(BuiltinImporterType.Val(), Intern("create_module"), a[0])
				}},
				{Name: "exec_builtin", Sig: "(mod, /)", Flags: Pure, Fn: func(t *Thread, a []Value) (Value, error) { return Int(0), nil }},
				{Name: "source_hash", Sig: "(key, source)", Flags: Pure, Fn: func(t *Thread, a []Value) (Value, error) {
					k, _, ok := AsInt(a[0])
					if !ok {
						return Unbound, t.TypeError("an integer is required")
					}
					b, err := t.BytesLike(a[1])
					if err != nil {
						return Unbound, err
					}
					return NewBytes(binary.LittleEndian.AppendUint64(nil, pyhash.SipHash13(uint64(k), 0, string(b)))), nil
				}},
			},
			Attrs: []Attr{{"check_hash_based_pycs", Intern("default").Val()}, {"pyc_magic_number_token", Int(3627 | 0x0A0D<<16)}},
		},
		{
			Name: "_frozen_importlib",
			Types: func() []*Type {
				return []*Type{&ModuleSpecType, &BuiltinImporterType, &FrozenImporterType}
			},
			Funcs: []Func{
				{Name: "_gcd_import", Sig: "(name, package=None, level=0)", Flags: HostOp, Fn: func(t *Thread, a []Value) (Value, error) {
					name := AsStr(a[0])
					if name == nil {
						return Unbound, t.TypeError("module name must be str, not %s", t.reprOr(a[0].Type().Val()))
					}
					level, err := t.IndexInt(a[2])
					if err != nil {
						return Unbound, err
					}
					if level == 0 {
						if name.s == "" {
							return Unbound, t.ValueError("Empty module name")
						}
						return t.findAndLoad(name.s)
					}
					abs, err := t.resolveArgs(name, a[1], level)
					if err != nil {
						return Unbound, err
					}
					return t.findAndLoad(abs)
				}},
				{Name: "_resolve_name", Sig: "(name, package, level)", Flags: Pure, Fn: func(t *Thread, a []Value) (Value, error) {
					name := AsStr(a[0])
					level, err := t.IndexInt(a[2])
					if err != nil {
						return Unbound, err
					}
					abs, err := t.resolveArgs(name, a[1], level)
					return StrVal(abs), err
				}},
				{Name: "_find_spec", Sig: "(name, path, target=None)", Flags: HostOp, Fn: func(t *Thread, a []Value) (Value, error) {
					name := AsStr(a[0])
					if name == nil {
						return Unbound, t.TypeError("module name must be a string")
					}
					return t.findSpec(name.s, a[1], a[2])
				}},
				{Name: "module_from_spec", Sig: "(spec)", Flags: HostOp, Doc: "Make the module that a spec describes.", Fn: func(t *Thread, a []Value) (Value, error) {
					n, err := t.GetAttr(a[0], Intern("name"))
					if err != nil {
						return Unbound, err
					}
					s := AsStr(n)
					if s == nil {
						return Unbound, t.TypeError("spec.name must be a string")
					}
					loader, err := t.GetAttr(a[0], Intern("loader"))
					if err != nil {
						return Unbound, err
					}
					return t.moduleFromSpec(s.s, a[0], loader)
				}},
				{Name: "_exec", Sig: "(spec, module)", Flags: HostOp, Fn: func(t *Thread, a []Value) (Value, error) { return t.reexec(a[0], a[1]) }},
				{Name: "_load", Sig: "(spec)", Flags: HostOp, Fn: func(t *Thread, a []Value) (Value, error) {
					n, err := t.GetAttr(a[0], Intern("name"))
					if err != nil {
						return Unbound, err
					}
					s := AsStr(n)
					if s == nil {
						return Unbound, t.TypeError("spec.name must be a string")
					}
					return t.loadSpec(s.s, a[0])
				}},
			},
			Init: func(t *Thread, m *Module) error {
				m.dict.SetStr(nImport, NewFunction(&importFunc, "builtins"))
				return nil
			},
		},
		{
			Name: "_frozen_importlib_external",
			Types: func() []*Type {
				return []*Type{&PathFinderType, &FileFinderType, &SourceLoaderType, &NamespaceLoaderType}
			},
			Attrs: []Attr{{"SOURCE_SUFFIXES", NewTuple(StrVal(".py"))}, {"BYTECODE_SUFFIXES", NewTuple(StrVal(".pyc"))}, {"path_sep", StrVal("/")}},
			Funcs: []Func{
				// The rest is Python: see importlib._fileutil.
				{Name: "__getattr__", Sig: "(name, /)", Flags: Polls, Fn: func(t *Thread, a []Value) (Value, error) {
					name := AsStr(a[0])
					if name == nil {
						return Unbound, t.TypeError("attribute name must be string, not '%s'", a[0].TypeName())
					}
					if !strings.HasPrefix(name.s, "__") {
						from := "importlib._fileutil"
						if name.s == "_NamespacePath" {
							from = "importlib._namespace"
						}
						m, err := t.Import(from)
						if err != nil {
							return Unbound, err
						}
						if v, err := t.LookupAttr(m, name); err != nil || !v.IsUnbound() {
							return v, err
						}
					}
					return Unbound, t.Raise(&ExcAttributeError, "module '_frozen_importlib_external' has no attribute %s", pyRepr(name.s))
				}},
			},
		},
	}
}

func (t *Thread) resolveArgs(name *Str, pkg Value, level int) (string, error) {
	if name == nil {
		return "", t.TypeError("module name must be a string")
	}
	p := AsStr(pkg)
	if p == nil {
		return "", t.TypeError("__package__ not set to a string")
	}
	if p.s == "" {
		return "", t.Raise(&ExcImportError, "attempted relative import with no known parent package")
	}
	return t.resolveName(name.s, p.s, level)
}

// reexec runs a module's code again in the module that a spec describes.
func (t *Thread) reexec(spec, m Value) (Value, error) {
	n, err := t.GetAttr(spec, Intern("name"))
	if err != nil {
		return Unbound, err
	}
	loader, err := t.GetAttr(spec, Intern("loader"))
	if err != nil {
		return Unbound, err
	}
	s := AsStr(n)
	if s == nil {
		return Unbound, t.TypeError("spec.name must be a string")
	}
	if cur, ok, _ := t.moduleNamed(s.s); !ok || cur != m {
		return Unbound, t.importError(&ExcImportError, n, Unbound, "module %s not in sys.modules", t.reprOr(n))
	}
	if mod := m; mod.isA(&ModuleType) && spec.isA(&ModuleSpecType) {
		t.initModuleAttrs(As[Module](mod).dict, As[ModuleSpec](spec))
	}
	switch {
	case loader.ref == &BuiltinImporterType.Header, loader.exactly(&NamespaceLoaderType), loader.IsNone():
		return m, nil
	case loader.ref == &FrozenImporterType.Header:
		return m, t.execEmbedded(m)
	}
	_, err = t.CallMethod(loader, Intern("exec_module"), m)
	return m, err
}
