// This file defines ModuleSpec (PEP 451) and the loader types that Vivarium itself loads with: native modules,
// embedded library modules, and source files. They appear in _frozen_importlib and _frozen_importlib_external.
package core

import "strings"

// The types of the import system.
var (
	ModuleSpecType, BuiltinImporterType, FrozenImporterType Type
	PathFinderType, FileFinderType, SourceLoaderType        Type
	NamespaceLoaderType, NamespacePathType                  Type
)

// ModuleSpec says where a module comes from.
type ModuleSpec struct {
	Header
	ext                       *instExt
	name, loader, origin      Value
	state, locations, cached  Value
	hasLocation, initializing bool
	uninitialized             Value
}

// SourceLoader loads one source file; FileFinder looks in one folder.
type SourceLoader struct {
	Header
	ext        *instExt
	name, path Value
}

// NamespaceLoader is the loader of a namespace package.
type NamespaceLoader struct {
	Header
	ext  *instExt
	path Value
}

// FileFinder finds modules in a folder, of which it caches the listing until the folder changes.
type FileFinder struct {
	Header
	ext     *instExt
	path    Value
	loaders Value // a tuple of (suffix, class); anything else stands for what finders of sys.path have
	mtime   int64
	entries map[string]bool // nil: not read
}

func newSpec(name string, loader, origin Value) *ModuleSpec {
	return &ModuleSpec{Header: Header{&ModuleSpecType.shape0}, name: StrVal(name), loader: loader, origin: origin, state: None, locations: None, cached: None, uninitialized: None}
}

func (s *ModuleSpec) parent() Value {
	n := AsStr(s.name)
	if n == nil {
		return emptyStr.Val()
	}
	if !s.locations.IsNone() {
		return s.name
	}
	if i := strings.LastIndexByte(n.s, '.'); i >= 0 {
		return StrVal(n.s[:i])
	}
	return emptyStr.Val()
}

// plainAttr declares a read-write attribute kept in a Value.
func plainAttr(name string, at func(Value) *Value) GetSet {
	return GetSet{Name: name,
		Get: func(t *Thread, v Value) (Value, error) { return *at(v), nil },
		Set: func(t *Thread, v, x Value) error {
			if x.IsUnbound() {
				return t.AttributeError(v, Intern(name))
			}
			*at(v) = x
			return nil
		}}
}

func setupImportTypes() {
	spec := func(v Value) *ModuleSpec { return As[ModuleSpec](v) }
	dictShape := func(typ *Type) {
		typ.shape0 = Shape{typ: typ, extOff: typ.layout.extOffIn(), dictMode: true}
	}
	ModuleSpecType.Setup(&TypeSpec{
		Name: "_frozen_importlib.ModuleSpec", Layout: LayoutOf[ModuleSpec](), Flags: flagBase | flagGenericGet | flagGenericSet,
		Doc: "What an import finder found: how and from where a module is loaded.",
		New: &Func{Name: "ModuleSpec", Sig: "(cls, name, loader, *, origin=None, loader_state=None, is_package=None)", Flags: Pure, Fn: func(t *Thread, a []Value) (Value, error) {
			s := As[ModuleSpec](obj(AsType(a[0]).Alloc()))
			s.name, s.loader, s.origin, s.state, s.locations, s.cached, s.uninitialized = a[1], a[2], a[3], a[4], None, None, None
			pkg, err := t.Truth(a[5])
			if err != nil {
				return Unbound, err
			}
			if pkg {
				s.locations = NewList(nil)
			}
			return obj(&s.Header), nil
		}},
		Slots: Slots{
			Repr: func(t *Thread, v Value) (Value, error) {
				s := spec(v)
				parts := "name=" + t.reprOr(s.name) + ", loader=" + t.reprOr(s.loader)
				if !s.origin.IsNone() {
					parts += ", origin=" + t.reprOr(s.origin)
				}
				if !s.locations.IsNone() {
					parts += ", submodule_search_locations=" + t.reprOr(s.locations)
				}
				return StrVal(v.Type().name + "(" + parts + ")"), nil
			},
			Compare: func(t *Thread, a, b Value, op CmpOp) (Value, error) {
				if op != CmpEq && op != CmpNe || !a.isA(&ModuleSpecType) {
					return NotImplemented, nil
				}
				same := true
				for _, n := range []string{"name", "loader", "origin", "submodule_search_locations", "cached", "has_location"} {
					x, err := t.GetAttr(a, Intern(n))
					if err != nil {
						return Unbound, err
					}
					y, err := t.LookupAttr(b, Intern(n))
					if err != nil {
						return Unbound, err
					}
					if y.IsUnbound() {
						return NotImplemented, nil
					}
					if same, err = t.Eq(x, y); err != nil {
						return Unbound, err
					}
					if !same {
						break
					}
				}
				return Bool(same == (op == CmpEq)), nil
			},
		},
		GetSets: []GetSet{
			plainAttr("name", func(v Value) *Value { return &spec(v).name }),
			plainAttr("loader", func(v Value) *Value { return &spec(v).loader }),
			plainAttr("origin", func(v Value) *Value { return &spec(v).origin }),
			plainAttr("loader_state", func(v Value) *Value { return &spec(v).state }),
			plainAttr("submodule_search_locations", func(v Value) *Value { return &spec(v).locations }),
			{Name: "cached", Get: func(t *Thread, v Value) (Value, error) { return t.specCached(spec(v)), nil }, Set: func(t *Thread, v, x Value) error {
				if x.IsUnbound() {
					return t.AttributeError(v, Intern("cached"))
				}
				spec(v).cached = x
				return nil
			}},
			plainAttr("_uninitialized_submodules", func(v Value) *Value { return &spec(v).uninitialized }),
			{Name: "parent", Get: func(t *Thread, v Value) (Value, error) { return spec(v).parent(), nil }},
			{Name: "has_location", Get: func(t *Thread, v Value) (Value, error) { return Bool(spec(v).hasLocation), nil }, Set: boolAttr(func(v Value) *bool { return &spec(v).hasLocation })},
			{Name: "_set_fileattr", Get: func(t *Thread, v Value) (Value, error) { return Bool(spec(v).hasLocation), nil }, Set: boolAttr(func(v Value) *bool { return &spec(v).hasLocation })},
			{Name: "_initializing", Get: func(t *Thread, v Value) (Value, error) { return Bool(spec(v).initializing), nil }, Set: boolAttr(func(v Value) *bool { return &spec(v).initializing })},
		},
	})
	ModuleSpecType.dict.SetStr(nHash, None)
	dictShape(&ModuleSpecType)

	execMethods := func(find, get func(t *Thread, a []Value) (Value, error)) []Func {
		return []Func{
			{Name: "find_spec", Sig: "(cls, fullname, path=None, target=None)", Fn: find, Flags: ClassM | HostOp},
			{Name: "create_module", Sig: "(spec, /)", Fn: func(t *Thread, a []Value) (Value, error) { return None, nil }, Flags: Static | Pure},
			{Name: "get_code", Sig: "(cls, fullname)", Fn: get, Flags: ClassM | HostOp},
		}
	}
	BuiltinImporterType.Setup(&TypeSpec{
		Name: "_frozen_importlib.BuiltinImporter", Flags: flagBase | flagGenericGet | flagGenericSet,
		New: stateless("BuiltinImporter"),
		Doc: "Meta path finder and loader of native modules.",
		Methods: append(execMethods(func(t *Thread, a []Value) (Value, error) {
			if s := AsStr(a[1]); s != nil {
				return t.findBuiltin(s.s), nil
			}
			return None, nil
		}, func(t *Thread, a []Value) (Value, error) { return None, nil }),
			Func{Name: "exec_module", Sig: "(module, /)", Fn: func(t *Thread, a []Value) (Value, error) { return None, nil }, Flags: Static | Pure},
			Func{Name: "get_source", Sig: "(cls, fullname)", Fn: func(t *Thread, a []Value) (Value, error) { return None, nil }, Flags: ClassM | Pure},
			Func{Name: "is_package", Sig: "(cls, fullname)", Fn: func(t *Thread, a []Value) (Value, error) { return False, nil }, Flags: ClassM | Pure},
			Func{Name: "load_module", Sig: "(cls, fullname)", Fn: func(t *Thread, a []Value) (Value, error) { return t.loadByName(a[1]) }, Flags: ClassM | HostOp}),
	})
	BuiltinImporterType.dict.SetStr(Intern("create_module"), newSharedStatic(NewFunction(&Func{Name: "create_module", Sig: "(spec, /)", Flags: Pure, Fn: func(t *Thread, a []Value) (Value, error) {
		n, err := t.GetAttr(a[0], Intern("name"))
		if err != nil {
			return Unbound, err
		}
		s := AsStr(n)
		if s != nil {
			if err := t.mayImport(s.s); err != nil {
				return Unbound, err
			}
		}
		if s == nil || t.nativeDef(s.s) == nil {
			return Unbound, t.importError(&ExcImportError, n, None, "%s is not a built-in module", t.reprOr(n))
		}
		m, err := t.newNativeModule(t.nativeDef(s.s))
		if err != nil {
			return Unbound, err
		}
		return m.Val(), nil
	}}, "")))
	FrozenImporterType.Setup(&TypeSpec{
		Name: "_frozen_importlib.FrozenImporter", Flags: flagBase | flagGenericGet | flagGenericSet,
		New: stateless("FrozenImporter"),
		Doc: "Meta path finder and loader of the library that is part of the program.",
		Methods: append(execMethods(func(t *Thread, a []Value) (Value, error) {
			if s := AsStr(a[1]); s != nil {
				return t.findEmbedded(s.s), nil
			}
			return None, nil
		}, func(t *Thread, a []Value) (Value, error) {
			co, err := t.embeddedCode(AsStr(a[1]))
			if err != nil {
				return Unbound, err
			}
			return obj(&co.Header), nil
		}),
			Func{Name: "exec_module", Sig: "(module, /)", Fn: func(t *Thread, a []Value) (Value, error) { return None, t.execEmbedded(a[0]) }, Flags: Static | Polls},
			Func{Name: "get_source", Sig: "(cls, fullname)", Fn: func(t *Thread, a []Value) (Value, error) {
				if s := AsStr(a[1]); s != nil {
					if src, _, ok := t.embeddedSource(s.s); ok {
						return StrVal(string(src)), nil
					}
				}
				return Unbound, t.importError(&ExcImportError, a[1], None, "%s is not a frozen module", t.reprOr(a[1]))
			}, Flags: ClassM | Pure},
			Func{Name: "is_package", Sig: "(cls, fullname)", Fn: func(t *Thread, a []Value) (Value, error) {
				if s := AsStr(a[1]); s != nil {
					_, pkg, ok := t.embeddedSource(s.s)
					return Bool(ok && pkg), nil
				}
				return False, nil
			}, Flags: ClassM | Pure},
			Func{Name: "load_module", Sig: "(cls, fullname)", Fn: func(t *Thread, a []Value) (Value, error) { return t.loadByName(a[1]) }, Flags: ClassM | HostOp}),
	})
	PathFinderType.Setup(&TypeSpec{
		Name: "_frozen_importlib_external.PathFinder", Flags: flagBase | flagGenericGet | flagGenericSet,
		New: stateless("PathFinder"),
		Doc: "The finder of modules in the folders of sys.path or of a package's __path__.",
		Methods: []Func{
			{Name: "find_spec", Sig: "(cls, fullname, path=None, target=None)", Fn: func(t *Thread, a []Value) (Value, error) {
				s := AsStr(a[1])
				if s == nil {
					return None, nil
				}
				return t.pathFind(s.s, a[2], a[3])
			}, Flags: ClassM | HostOp},
			{Name: "invalidate_caches", Sig: "()", Fn: func(t *Thread, a []Value) (Value, error) { return None, t.invalidateFinders() }, Flags: Static | Polls},
			{Name: "find_distributions", Sig: "(context=<unrepresentable>)", Fn: func(t *Thread, a []Value) (Value, error) { return t.findDistributions(a[0]) }, Flags: Static | HostOp},
		},
	})
	loader := func(v Value) *SourceLoader { return As[SourceLoader](v) }
	SourceLoaderType.Setup(&TypeSpec{
		Name: "_frozen_importlib_external.SourceFileLoader", Layout: LayoutOf[SourceLoader](), Flags: flagBase | flagGenericGet | flagGenericSet,
		Doc: "Loads a module from a source file.",
		New: &Func{Name: "SourceFileLoader", Sig: "(cls, fullname, path)", Flags: Pure, Fn: func(t *Thread, a []Value) (Value, error) {
			l := As[SourceLoader](obj(AsType(a[0]).Alloc()))
			l.name, l.path = a[1], a[2]
			return obj(&l.Header), nil
		}},
		Slots: Slots{
			Hash: func(t *Thread, v Value) (int64, error) {
				a, err := t.Hash(loader(v).name)
				if err != nil {
					return 0, err
				}
				b, err := t.Hash(loader(v).path)
				return a ^ b, err
			},
			Compare: func(t *Thread, a, b Value, op CmpOp) (Value, error) {
				if op != CmpEq && op != CmpNe || a.Type() != b.Type() {
					return NotImplemented, nil
				}
				same, err := t.Eq(loader(a).name, loader(b).name)
				if err == nil && same {
					same, err = t.Eq(loader(a).path, loader(b).path)
				}
				return Bool(same == (op == CmpEq)), err
			},
		},
		GetSets: []GetSet{
			plainAttr("name", func(v Value) *Value { return &loader(v).name }),
			plainAttr("path", func(v Value) *Value { return &loader(v).path }),
		},
		Methods: []Func{
			{Name: "create_module", Sig: "(self, spec)", Fn: func(t *Thread, a []Value) (Value, error) { return None, nil }, Flags: Pure},
			{Name: "exec_module", Sig: "(self, module)", Fn: func(t *Thread, a []Value) (Value, error) { return None, t.execSource(a[0], a[1]) }, Flags: HostOp | Polls},
			{Name: "load_module", Sig: "(self, fullname=None)", Fn: func(t *Thread, a []Value) (Value, error) {
				if err := t.loaderHandles(loader(a[0]), a[1]); err != nil {
					return Unbound, err
				}
				return t.loadModule(a[0])
			}, Flags: HostOp},
			{Name: "get_resource_reader", Sig: "(self, fullname=None)", Fn: func(t *Thread, a []Value) (Value, error) {
				if err := t.loaderHandles(loader(a[0]), a[1]); err != nil {
					return Unbound, err
				}
				return t.resourceReader("FileReader", a[0])
			}, Flags: HostOp},
			{Name: "get_filename", Sig: "(self, fullname=None)", Fn: func(t *Thread, a []Value) (Value, error) {
				return loader(a[0]).path, t.loaderHandles(loader(a[0]), a[1])
			}, Flags: Polls},
			{Name: "is_package", Sig: "(self, fullname)", Fn: func(t *Thread, a []Value) (Value, error) {
				p := AsStr(loader(a[0]).path)
				name := AsStr(a[1]) // __init__ itself, imported under that name, is no package
				own := name != nil && (name.s == "__init__" || strings.HasSuffix(name.s, ".__init__"))
				return Bool(p != nil && strings.HasSuffix(p.s, "/__init__.py") && !own), t.loaderHandles(loader(a[0]), a[1])
			}, Flags: Polls},
			{Name: "get_data", Sig: "(self, path)", Fn: func(t *Thread, a []Value) (Value, error) {
				s := AsStr(a[1])
				if s == nil {
					return Unbound, t.TypeError("path must be a string")
				}
				b, err := t.readSource(s.s)
				if err != nil {
					return Unbound, err
				}
				return NewBytes(b), nil
			}, Flags: HostOp},
			{Name: "path_stats", Sig: "(self, path)", Fn: func(t *Thread, a []Value) (Value, error) {
				s := AsStr(a[1])
				if s == nil {
					return Unbound, t.TypeError("path must be a string")
				}
				st, err := t.interp.host.StatSource(s.s)
				if err != nil {
					return Unbound, t.OSError(err)
				}
				d := NewDict()
				d.SetStr(Intern("mtime"), Float(float64(st.Mtime)/1e9))
				d.SetStr(Intern("size"), Int(st.Size))
				return d.Val(), nil
			}, Flags: HostOp},
			{Name: "get_source", Sig: "(self, fullname)", Fn: func(t *Thread, a []Value) (Value, error) {
				if err := t.loaderHandles(loader(a[0]), a[1]); err != nil {
					return Unbound, err
				}
				return t.loaderSource(loader(a[0]), a[1])
			}, Flags: HostOp},
			{Name: "get_code", Sig: "(self, fullname)", Fn: func(t *Thread, a []Value) (Value, error) {
				if err := t.loaderHandles(loader(a[0]), a[1]); err != nil {
					return Unbound, err
				}
				if a[0].Type() != &SourceLoaderType { // it may override get_data and source_to_code
					data, path, err := t.loaderData(a[0], a[1])
					if err != nil {
						return Unbound, err
					}
					return t.CallMethod(a[0], Intern("source_to_code"), data, path)
				}
				co, err := t.sourceCode(AsStr(loader(a[0]).path))
				if err != nil {
					return Unbound, err
				}
				return obj(&co.Header), nil
			}, Flags: HostOp},
			{Name: "source_to_code", Sig: "(self, data, path, *, _optimize=-1)", Fn: func(t *Thread, a []Value) (Value, error) {
				return t.CallMethod(t.interp.builtinsMod, Intern("compile"), a[1], a[2], StrVal("exec"), Int(0), True)
			}, Flags: Polls},
		},
	})
	dictShape(&SourceLoaderType)
	NamespaceLoaderType.Setup(&TypeSpec{
		Name: "_frozen_importlib_external.NamespaceLoader", Layout: LayoutOf[NamespaceLoader](), Flags: flagBase | flagGenericGet | flagGenericSet,
		New: &Func{Name: "NamespaceLoader", Sig: "(cls, name, path, path_finder)", Flags: Pure, Fn: func(t *Thread, a []Value) (Value, error) {
			l := As[NamespaceLoader](obj(AsType(a[0]).Alloc()))
			l.path = a[2]
			return obj(&l.Header), nil
		}},
		GetSets: []GetSet{plainAttr("_path", func(v Value) *Value { return &As[NamespaceLoader](v).path })},
		Methods: []Func{
			{Name: "create_module", Sig: "(self, spec)", Fn: func(t *Thread, a []Value) (Value, error) { return None, nil }, Flags: Pure},
			{Name: "exec_module", Sig: "(self, module)", Fn: func(t *Thread, a []Value) (Value, error) { return None, nil }, Flags: Pure},
			{Name: "is_package", Sig: "(self, fullname)", Fn: func(t *Thread, a []Value) (Value, error) { return True, nil }, Flags: Pure},
			{Name: "get_source", Sig: "(self, fullname)", Fn: func(t *Thread, a []Value) (Value, error) { return emptyStr.Val(), nil }, Flags: Pure},
			{Name: "get_resource_reader", Sig: "(self, fullname)", Fn: func(t *Thread, a []Value) (Value, error) {
				return t.resourceReader("NamespaceReader", As[NamespaceLoader](a[0]).path)
			}, Flags: HostOp},
		},
	})
	dictShape(&NamespaceLoaderType)
	finder := func(v Value) *FileFinder { return As[FileFinder](v) }
	FileFinderType.Setup(&TypeSpec{
		Name: "_frozen_importlib_external.FileFinder", Layout: LayoutOf[FileFinder](), Flags: flagBase | flagGenericGet | flagGenericSet,
		Doc: "Path entry finder for one folder.",
		New: &Func{Name: "FileFinder", Sig: "(cls, path, *loader_details)", Flags: Polls, Fn: func(t *Thread, a []Value) (Value, error) {
			f := As[FileFinder](obj(AsType(a[0]).Alloc()))
			f.path = a[1]
			if s := AsStr(a[1]); s != nil {
				f.path = StrVal(t.absPath(s.s))
			}
			return obj(&f.Header), f.setLoaders(t, a[2])
		}},
		Slots: Slots{Repr: func(t *Thread, v Value) (Value, error) {
			return StrVal("FileFinder(" + t.reprOr(finder(v).path) + ")"), nil
		}},
		GetSets: []GetSet{plainAttr("path", func(v Value) *Value { return &finder(v).path }), {
			Name: "_path_mtime",
			Get: func(t *Thread, v Value) (Value, error) {
				if f := finder(v); f.entries != nil {
					return Float(float64(f.mtime) / 1e9), nil
				}
				return Int(-1), nil
			},
			Set: func(t *Thread, v, x Value) error { finder(v).entries = nil; return nil }, // whatever is said, it reads again
		}},
		Methods: []Func{
			{Name: "find_spec", Sig: "(self, fullname, target=None)", Fn: func(t *Thread, a []Value) (Value, error) {
				s := AsStr(a[1])
				if s == nil {
					return None, nil
				}
				sp, portion, err := t.finderFind(finder(a[0]), s.s)
				if err != nil {
					return Unbound, err
				}
				if sp != nil {
					return obj(&sp.Header), nil
				}
				if portion != "" {
					ns := newSpec(s.s, None, None)
					ns.locations = NewList([]Value{StrVal(portion)})
					return obj(&ns.Header), nil
				}
				return None, nil
			}, Flags: HostOp},
			{Name: "invalidate_caches", Sig: "(self)", Fn: func(t *Thread, a []Value) (Value, error) { finder(a[0]).entries = nil; return None, nil }, Flags: Pure},
			{Name: "path_hook", Sig: "(cls, *loader_details)", Fn: func(t *Thread, a []Value) (Value, error) {
				m, err := t.Import("importlib._fileutil")
				if err != nil {
					return Unbound, err
				}
				return t.CallMethod(m, Intern("_path_hook"), a[0], a[1])
			}, Flags: ClassM | HostOp},
		},
	})
	dictShape(&FileFinderType)
}

// stateless is the New of a finder, whose instances have nothing but their class.
func stateless(name string) *Func {
	return &Func{Name: name, Sig: "(cls)", Flags: Pure, Fn: func(t *Thread, a []Value) (Value, error) { return obj(AsType(a[0]).Alloc()), nil }}
}

func boolAttr(at func(Value) *bool) func(*Thread, Value, Value) error {
	return func(t *Thread, v, x Value) error {
		if x.IsUnbound() {
			return t.TypeError("cannot delete attribute")
		}
		b, err := t.Truth(x)
		if err == nil {
			*at(v) = b
		}
		return err
	}
}

// pathHookFunc makes a FileFinder of a folder.
var pathHookFunc = Func{Name: "path_hook_for_FileFinder", Sig: "(path)", Flags: HostOp, Fn: func(t *Thread, a []Value) (Value, error) {
	s := AsStr(a[0])
	if s == nil {
		return Unbound, t.Raise(&ExcImportError, "only directories are supported")
	}
	if !t.isDir(s.s) {
		return Unbound, t.importError(&ExcImportError, Unbound, a[0], "only directories are supported")
	}
	return t.newFinder(s.s), nil
}}

// absPath makes a path absolute, where the working directory is known. Names of import roots that are no folders stay.
func (t *Thread) absPath(path string) string {
	if strings.HasPrefix(path, "/") || t.interp.host.InSource(path) {
		return path
	}
	cwd, err := t.interp.host.Getcwd()
	switch {
	case err != nil:
		return path
	case path == "" || path == ".":
		return cwd
	}
	return strings.TrimSuffix(cwd, "/") + "/" + strings.TrimPrefix(path, "./")
}

const zipHookName = "zipimporter"

// zipHookFunc makes a zipimporter of a zip file, or of a folder in one.
var zipHookFunc = Func{Name: zipHookName, Sig: "(path)", Flags: HostOp, Fn: func(t *Thread, a []Value) (Value, error) {
	s := AsStr(a[0])
	if s == nil || !t.insideFile(s.s) {
		return Unbound, t.importError(&ExcImportError, Unbound, a[0], "not a Zip file")
	}
	m, err := t.Import("zipimport")
	if err != nil {
		return Unbound, err
	}
	return t.CallMethod(m, Intern("zipimporter"), a[0])
}}

// insideFile reports whether a path is that of a regular file, or goes on behind one.
func (t *Thread) insideFile(path string) bool {
	for path != "" {
		if st, err := t.interp.host.StatSource(path); err == nil {
			return st.IsRegular()
		}
		i := strings.LastIndexByte(path, '/')
		if i <= 0 {
			return false
		}
		path = path[:i]
	}
	return false
}

func (t *Thread) newFinder(path string) Value {
	return obj(&(&FileFinder{Header: Header{&FileFinderType.shape0}, path: StrVal(t.absPath(path))}).Header)
}
