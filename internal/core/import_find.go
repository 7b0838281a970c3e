// This file finds and loads modules: native ones, the embedded library, folders of sys.path, and whatever
// a program puts on sys.meta_path and sys.path_hooks. Compiled sources are kept process-wide by path, time and size.
package core

import (
	"strings"
	"sync"

	"github.com/vivarium-py/vivarium/internal/host"
	"github.com/vivarium-py/vivarium/internal/policy"
)

// codeCache keeps compiled sources for all interpreters of the process.
var codeCache struct {
	sync.Mutex
	m map[string]cachedCode
}

type cachedCode struct {
	of       sourceState
	optimize int
	code     *CodeObj
	cost     int64 // instructions that compiling took: who finds it here is charged the same, or a limit would hold elsewhere
}

// sourceState says which state of a file was compiled. One interpreter may write the file and set its times, and another import it:
// the time of change is nobody's to set.
type sourceState struct {
	size, mtime, ctime int64
	dev, ino           uint64
}

func stateOf(st *host.Stat) sourceState {
	return sourceState{st.Size, st.Mtime, st.Ctime, st.Dev, st.Ino}
}

// maxCachedCode bounds the number of cached sources.
const maxCachedCode = 4096

func (t *Thread) cacheGet(key string, of sourceState, optimize int) (*CodeObj, error) {
	if c, ok := cached(key, of, optimize); ok {
		return c.code, t.Spend(c.cost)
	}
	return nil, nil
}

func cached(key string, of sourceState, optimize int) (cachedCode, bool) {
	codeCache.Lock()
	defer codeCache.Unlock()
	c, ok := codeCache.m[key]
	return c, ok && c.of == of && c.optimize == optimize
}

func cachePut(key string, of sourceState, optimize int, co *CodeObj, cost int64) {
	codeCache.Lock()
	defer codeCache.Unlock()
	if codeCache.m == nil || len(codeCache.m) >= maxCachedCode {
		codeCache.m = map[string]cachedCode{}
	}
	codeCache.m[key] = cachedCode{of, optimize, co, cost}
}

// sysAttr reads an attribute of module sys, Unbound if it was deleted.
func (t *Thread) sysAttr(name string) Value {
	v, _ := t.interp.sysDict.GetStr(Intern(name))
	return v
}

// findSpec asks the finders of sys.meta_path for a module.
func (t *Thread) findSpec(name string, path, target Value) (Value, error) {
	meta := t.sysAttr("meta_path")
	if !meta.Given() {
		return Unbound, t.Raise(&ExcImportError, "sys.meta_path is None, Python is likely shutting down")
	}
	items, err := t.Collect(meta)
	if err != nil {
		return Unbound, err
	}
	if len(items) == 0 {
		if err := t.Warn(&ExcImportWarning, "sys.meta_path is empty", 1); err != nil {
			return Unbound, err
		}
	}
	for _, f := range items {
		var spec Value
		var err error
		switch f.ref {
		case &BuiltinImporterType.Header:
			spec = t.findBuiltin(name)
		case &FrozenImporterType.Header:
			spec = t.findEmbedded(name)
		case &PathFinderType.Header:
			spec, err = t.pathFind(name, path, target)
		default:
			var find Value
			if find, err = t.LookupAttr(f, Intern("find_spec")); err == nil {
				if find.IsUnbound() {
					continue
				}
				spec, err = t.Call(find, StrVal(name), path, target)
			}
		}
		if err != nil {
			return Unbound, err
		}
		if !spec.IsNone() {
			return spec, nil
		}
	}
	return None, nil
}

// nativeDef gives the declaration of a native module.
func (t *Thread) nativeDef(name string) *ModuleDef {
	if d := t.interp.natives[name]; d != nil {
		return d
	}
	return t.interp.opts.Modules[name]
}

func (t *Thread) findBuiltin(name string) Value {
	if t.nativeDef(name) == nil {
		return None
	}
	return obj(&newSpec(name, BuiltinImporterType.Val(), StrVal("built-in")).Header)
}

// embeddedSource reads a module of the embedded library.
func (t *Thread) embeddedSource(name string) (src []byte, pkg, ok bool) {
	lib := t.interp.opts.Lib
	if lib == nil || len(name) > 1<<10 { // longer than any
		return nil, false, false
	}
	p := strings.ReplaceAll(name, ".", "/")
	if b, err := lib.ReadFile(p + ".py"); err == nil {
		return b, false, true
	}
	if b, err := lib.ReadFile(p + "/__init__.py"); err == nil {
		return b, true, true
	}
	return nil, false, false
}

func (t *Thread) findEmbedded(name string) Value {
	_, pkg, ok := t.embeddedSource(name)
	if !ok {
		return None
	}
	s := newSpec(name, FrozenImporterType.Val(), StrVal("frozen"))
	if pkg {
		// A stdlib folder behind the library may hold more of the package.
		s.locations = NewList(nil)
		if dir := t.interp.opts.Stdlib; dir != "" {
			if d := dir + "/" + strings.ReplaceAll(name, ".", "/"); t.isDir(d) {
				s.locations = NewList([]Value{StrVal(d)})
			}
		}
	}
	return obj(&s.Header)
}

// embeddedCode compiles a module of the embedded library, once a process.
func (t *Thread) embeddedCode(name *Str) (*CodeObj, error) {
	if name == nil {
		return nil, t.TypeError("module name must be a string")
	}
	if err := t.mayImport(name.s); err != nil {
		return nil, err
	}
	src, pkg, ok := t.embeddedSource(name.s)
	if !ok {
		return nil, t.importError(&ExcImportError, name.Val(), None, "%s is not a frozen module", pyRepr(name.s))
	}
	if err := t.waitAhead(name.s); err != nil {
		return nil, err
	}
	if co, err := t.cacheGet(embeddedKey(name.s), sourceState{size: int64(len(src))}, t.interp.opts.Optimize); co != nil || err != nil {
		return co, err
	}
	return t.compileEmbedded(name.s, src, pkg)
}

func embeddedKey(name string) string { return "<frozen " + name + ">" }

// compileEmbedded compiles a module of the embedded library for the cache.
func (t *Thread) compileEmbedded(name string, src []byte, pkg bool) (*CodeObj, error) {
	before := t.interp.instructions()
	key := embeddedKey(name)
	co, err := t.compileModule(src, key, packageOf(name, pkg), CompileOptions{Optimize: t.interp.opts.Optimize})
	if err == nil {
		co.markLibrary()
		cachePut(key, sourceState{size: int64(len(src))}, t.interp.opts.Optimize, co, t.interp.instructions()-before)
	}
	return co, err
}

// packageOf is where a module's relative imports start.
func packageOf(name string, pkg bool) string {
	if pkg {
		return name
	}
	return name[:max(strings.LastIndexByte(name, '.'), 0)]
}

// compileModule is Compile for a module of package pkg.
func (t *Thread) compileModule(src []byte, filename, pkg string, o CompileOptions) (*CodeObj, error) {
	mod, err := t.ParseSource(src, filename, "exec", o)
	if err != nil {
		return nil, err
	}
	t.lookAhead(mod, pkg)
	return t.CompileTree(mod, filename, o)
}

func (t *Thread) execEmbedded(m Value) error {
	n, err := t.GetAttr(m, nName)
	if err != nil {
		return err
	}
	co, err := t.embeddedCode(AsStr(n))
	if err != nil {
		return err
	}
	return t.execInModule(co, m)
}

// execInModule runs code in a module's namespace.
func (t *Thread) execInModule(co *CodeObj, m Value) error {
	dv, err := t.GetAttr(m, nDict)
	if err != nil {
		return err
	}
	d := AsDict(dv)
	if d == nil {
		return t.TypeError("module's __dict__ must be a dict")
	}
	t.builtinsOf(d)
	_, err = t.evalOnce(co, d, d.Val())
	return err
}

func (t *Thread) isDir(p string) bool {
	st, err := t.interp.host.StatSource(p)
	return err == nil && st.IsDir()
}

// maxSource bounds a source file.
const maxSource = 1 << 30

func (t *Thread) readSource(p string) ([]byte, error) {
	if t.hasUnwritten() {
		if st, err := t.interp.host.StatSource(p); err == nil {
			t.SettleFile(&st)
		}
	}
	b, err := t.interp.host.ReadSource(t, p, maxSource)
	if err != nil {
		return nil, t.OSError(err)
	}
	return b, nil
}

// sourceCode compiles a source file, or takes it from the process's cache.
func (t *Thread) sourceCode(path *Str) (*CodeObj, error) {
	if path == nil {
		return nil, t.TypeError("path must be a string")
	}
	st, err := t.interp.host.StatSource(path.s)
	if err != nil {
		return nil, t.OSError(err)
	}
	t.settleSource(&st, path.s)
	opt := t.interp.opts.Optimize
	// Relative paths mean another file in every interpreter, and code is the library's only for those that say so.
	shared := strings.HasPrefix(path.s, "/")
	key, lib := path.s, false
	if dir := t.interp.opts.Stdlib; dir != "" && path.s != dir && policy.Within(path.s, dir) {
		rel := strings.TrimSuffix(strings.TrimSuffix(path.s[len(dir)+1:], ".py"), "/__init__")
		if t.mayImport(strings.ReplaceAll(rel, "/", ".")) == nil {
			key, lib = "<library> "+path.s, true
		}
	}
	if shared {
		if co, err := t.cacheGet(key, stateOf(&st), opt); co != nil || err != nil {
			return co, err
		}
	}
	before := t.interp.instructions()
	src, err := t.readSource(path.s)
	if err != nil {
		return nil, err
	}
	co, err := t.compileModule(src, path.s, "", CompileOptions{Optimize: opt, Silent: lib})
	if err == nil && lib {
		co.markLibrary()
	}
	if err == nil && shared && int64(len(src)) == st.Size && st.Settled() {
		cachePut(key, stateOf(&st), opt, co, t.interp.instructions()-before)
	}
	return co, err
}

func (t *Thread) execSource(loader, m Value) error {
	l := As[SourceLoader](loader)
	if l.shape.typ != &SourceLoaderType {
		// A subclass may override get_code.
		n, err := t.GetAttr(m, nName)
		if err != nil {
			return err
		}
		c, err := t.CallMethod(loader, Intern("get_code"), n)
		if err != nil {
			return err
		}
		if !c.exactly(&CodeType) {
			return t.importError(&ExcImportError, n, Unbound, "cannot load module %s when get_code() returns None", t.reprOr(n))
		}
		return t.execInModule(As[CodeObj](c), m)
	}
	if md := t.moduleName(m); md != l.name {
		if err := t.loaderHandles(l, md); err != nil {
			return err
		}
	}
	co, err := t.sourceCode(AsStr(l.path))
	if err != nil {
		return err
	}
	return t.execInModule(co, m)
}

// moduleName is a module's __name__, Unbound if it has none.
func (t *Thread) moduleName(m Value) Value {
	if m.exactly(&ModuleType) {
		if v, ok := As[Module](m).dict.GetStr(nName); ok {
			return v
		}
	}
	return Unbound
}

// loaderData gives what a loader's get_data says of its file, and the file's path.
func (t *Thread) loaderData(loader, name Value) (data, path Value, err error) {
	if path, err = t.CallMethod(loader, Intern("get_filename"), name); err == nil {
		data, err = t.CallMethod(loader, Intern("get_data"), path)
	}
	return data, path, err
}

// loaderSource gives a source file's text, decoded.
func (t *Thread) loaderSource(l *SourceLoader, name Value) (Value, error) {
	if l.shape.typ != &SourceLoaderType { // it may override get_data
		data, _, err := t.loaderData(obj(&l.Header), name)
		if err != nil {
			return Unbound, err
		}
		m, err := t.Import("importlib._fileutil")
		if err != nil {
			return Unbound, err
		}
		return t.CallMethod(m, Intern("decode_source"), data)
	}
	p := AsStr(l.path)
	if p == nil {
		return Unbound, t.TypeError("path must be a string")
	}
	b, err := t.readSource(p.s)
	if err != nil {
		return Unbound, err
	}
	text, err := t.decodeSource(b)
	if err != nil {
		return Unbound, err
	}
	return StrVal(strings.NewReplacer("\r\n", "\n", "\r", "\n").Replace(text)), nil
}

// loadSpec makes, registers and initialises the module of a spec.
func (t *Thread) loadSpec(name string, spec Value) (Value, error) {
	var s *ModuleSpec
	native := spec.isA(&ModuleSpecType)
	if native {
		s = As[ModuleSpec](spec)
	}
	nameStr := Intern(name)
	mods := t.interp.modules
	var m Value
	var loader Value
	var err error
	if native {
		loader = s.loader
	} else if loader, err = t.GetAttr(spec, Intern("loader")); err != nil {
		return Unbound, err
	}
	known := loader.ref != nil && (loader.ref == &BuiltinImporterType.Header || loader.ref == &FrozenImporterType.Header || loader.exactly(&SourceLoaderType) || loader.exactly(&NamespaceLoaderType))
	if loader.ref == &BuiltinImporterType.Header && native {
		if err := t.mayImport(name); err != nil {
			return Unbound, err
		}
		def := t.nativeDef(name)
		if def == nil {
			return Unbound, t.importError(&ExcImportError, StrVal(name), None, "%s is not a built-in module", pyRepr(name))
		}
		mod, err := t.newNativeModule(def)
		if err != nil {
			return Unbound, err
		}
		t.initModuleAttrs(mod.dict, s)
		mods.SetStr(nameStr, mod.Val())
		return mod.Val(), nil
	}
	if native && (known || loader.IsNone()) {
		mod := NewModule(name)
		t.initModuleAttrs(mod.dict, s)
		m = mod.Val()
	} else {
		if m, err = t.moduleFromSpec(name, spec, loader); err != nil {
			return Unbound, err
		}
	}
	if native {
		s.initializing = true
		defer func() { s.initializing = false }()
	} else {
		if err := t.SetAttr(spec, Intern("_initializing"), True); err != nil && !Matches(err, &ExcAttributeError) {
			return Unbound, err
		}
		defer func() { _ = t.SetAttr(spec, Intern("_initializing"), False) }()
	}
	mods.SetStr(nameStr, m)
	switch {
	case loader.IsNone() || loader.IsUnbound():
		loc := None
		if native {
			loc = s.locations
		}
		if loc.IsNone() {
			err = t.importError(&ExcImportError, StrVal(name), Unbound, "missing loader")
		}
	case loader.ref == &FrozenImporterType.Header:
		err = t.execEmbedded(m)
	case loader.exactly(&SourceLoaderType):
		err = t.execSource(loader, m)
	case loader.exactly(&NamespaceLoaderType):
	default:
		var exec Value
		if exec, err = t.LookupAttr(loader, Intern("exec_module")); err == nil {
			if exec.IsUnbound() {
				_, err = t.CallMethod(loader, Intern("load_module"), StrVal(name))
			} else {
				_, err = t.Call(exec, m)
			}
		}
	}
	if err != nil {
		mods.DelStr(nameStr)
		return Unbound, err
	}
	// The module may have replaced itself.
	v, ok := mods.GetStr(nameStr)
	if !ok {
		return Unbound, t.KeyError(nameStr.Val())
	}
	return v, nil
}

// moduleFromSpec makes a module through a loader that is not Vivarium's own.
func (t *Thread) moduleFromSpec(name string, spec, loader Value) (Value, error) {
	m := None
	if loader.Given() {
		create, err := t.LookupAttr(loader, Intern("create_module"))
		if err != nil {
			return Unbound, err
		}
		if !create.IsUnbound() {
			if m, err = t.Call(create, spec); err != nil {
				return Unbound, err
			}
		} else if x, err := t.LookupAttr(loader, Intern("exec_module")); err != nil {
			return Unbound, err
		} else if !x.IsUnbound() {
			return Unbound, t.importError(&ExcImportError, Unbound, Unbound, "loaders that define exec_module() must also define create_module()")
		}
	}
	if m.IsNone() {
		m = NewModule(name).Val()
	}
	set := func(n *Str, v Value) {
		_ = t.SetAttr(m, n, v)
	}
	get := func(n string) Value {
		v, err := t.LookupAttr(spec, Intern(n))
		if err != nil || v.IsUnbound() {
			return None
		}
		return v
	}
	fill := func(n *Str, v Value) { // what create_module() has set stays
		if old, err := t.LookupAttr(m, n); err == nil && (old.IsUnbound() || old.IsNone()) {
			set(n, v)
		}
	}
	fill(nName, StrVal(name))
	loc := get("submodule_search_locations")
	if loader.IsNone() && !loc.IsNone() {
		l := &NamespaceLoader{Header: Header{&NamespaceLoaderType.shape0}, path: loc}
		loader = obj(&l.Header)
		_ = t.SetAttr(spec, Intern("loader"), loader)
		set(nFile, None)
	}
	fill(nLoader, loader)
	fill(nPackage, get("parent"))
	set(nSpec, spec)
	if !loc.IsNone() {
		fill(nPath, loc)
	}
	if ok, _ := t.Truth(get("has_location")); ok {
		fill(nFile, get("origin"))
		if c := get("cached"); !c.IsNone() {
			fill(Intern("__cached__"), c)
		}
	}
	return m, nil
}

// initModuleAttrs sets a module's attributes from its spec.
func (t *Thread) initModuleAttrs(d *Dict, s *ModuleSpec) {
	d.SetStr(nName, s.name)
	d.SetStr(nLoader, s.loader)
	d.SetStr(nPackage, s.parent())
	d.SetStr(nSpec, obj(&s.Header))
	if !s.locations.IsNone() {
		d.SetStr(nPath, s.locations)
	}
	switch {
	case s.hasLocation:
		d.SetStr(nFile, s.origin)
		if c := t.specCached(s); !c.IsNone() {
			d.SetStr(nCached, c)
		}
	case s.loader.exactly(&NamespaceLoaderType):
		d.SetStr(nFile, None)
	case s.loader == FrozenImporterType.Val() && t.interp.opts.Stdlib != "":
		// As in CPython, a module that is built in has the place that it has in the library's folder.
		name := AsStr(s.name).s
		if top, _, _ := strings.Cut(name, "."); t.isStdlibName(NewStr(top)) {
			p := t.interp.opts.Stdlib + "/" + strings.ReplaceAll(name, ".", "/")
			if s.locations.IsNone() {
				p += ".py"
			} else {
				p += "/__init__.py"
			}
			d.SetStr(nFile, StrVal(p))
		}
	}
}

var nCached = Intern("__cached__")

// specCached is spec.cached: where CPython would keep the bytecode of a source file. Nothing is ever there.
func (t *Thread) specCached(s *ModuleSpec) Value {
	if !s.cached.IsNone() || !s.hasLocation {
		return s.cached
	}
	o := AsStr(s.origin)
	switch {
	case o == nil:
	case strings.HasSuffix(o.s, ".pyc"):
		s.cached = s.origin
	case strings.HasSuffix(o.s, ".py"):
		if p := t.cachePath(o.s); p != "" {
			s.cached = StrVal(p)
		}
	}
	return s.cached
}

// cachePath is importlib.util.cache_from_source.
func (t *Thread) cachePath(path string) string {
	impl := t.sysAttr("implementation")
	tagV, err := t.LookupAttr(impl, Intern("cache_tag"))
	tag := AsStr(tagV)
	if err != nil || tag == nil {
		return ""
	}
	head, tail := "", path
	if i := strings.LastIndexByte(path, '/'); i >= 0 {
		head, tail = path[:i+1], path[i+1:]
	}
	name := strings.TrimSuffix(tail, ".py") + "." + tag.s
	if n := t.interp.opts.Optimize; n > 0 {
		name += ".opt-" + string(rune('0'+n))
	}
	name += ".pyc"
	if prefix := AsStr(t.sysAttr("pycache_prefix")); prefix != nil {
		if !strings.HasPrefix(head, "/") {
			cwd, err := t.interp.host.Getcwd()
			if err != nil {
				return ""
			}
			head = cwd + "/" + head
		}
		return strings.TrimSuffix(prefix.s, "/") + head + name
	}
	return head + "__pycache__/" + name
}

// loadByName is load_module: the module by name, found and loaded afresh if it is not there.
func (t *Thread) loadByName(name Value) (Value, error) {
	s := AsStr(name)
	if s == nil {
		return Unbound, t.TypeError("module name must be a string")
	}
	return t.findAndLoad(s.s)
}

// pathFind looks along sys.path or a package's __path__.
func (t *Thread) pathFind(name string, path, target Value) (Value, error) {
	if path.IsNone() || path.IsUnbound() {
		path = t.sysAttr("path")
	}
	entries, err := t.Collect(path)
	if err != nil {
		return Unbound, err
	}
	var portions []Value
	for _, e := range entries {
		s := AsStr(e)
		if s == nil {
			continue
		}
		finder, err := t.entryFinder(s)
		if err != nil {
			return Unbound, err
		}
		if finder.IsNone() {
			continue
		}
		if finder.exactly(&FileFinderType) {
			sp, portion, err := t.finderFind(As[FileFinder](finder), name)
			if err != nil {
				return Unbound, err
			}
			if sp != nil {
				return obj(&sp.Header), nil
			}
			if portion != "" {
				portions = append(portions, StrVal(portion))
			}
			continue
		}
		find, err := t.LookupAttr(finder, Intern("find_spec"))
		if err != nil {
			return Unbound, err
		}
		if find.IsUnbound() {
			continue
		}
		spec, err := t.Call(find, StrVal(name), target)
		if err != nil {
			return Unbound, err
		}
		if spec.IsNone() {
			continue
		}
		loader, err := t.GetAttr(spec, Intern("loader"))
		if err != nil {
			return Unbound, err
		}
		if !loader.IsNone() {
			return spec, nil
		}
		loc, err := t.GetAttr(spec, Intern("submodule_search_locations"))
		if err != nil {
			return Unbound, err
		}
		if loc.IsNone() {
			return Unbound, t.Raise(&ExcImportError, "spec missing loader")
		}
		more, err := t.Collect(loc)
		if err != nil {
			return Unbound, err
		}
		portions = append(portions, more...)
	}
	if len(portions) == 0 {
		return None, nil
	}
	loc := NewList(portions)
	// Its portions are looked for again when sys.path changes: importlib._namespace does that.
	if m, err := t.Import("importlib._namespace"); err == nil {
		if loc, err = t.CallMethod(m, Intern("_NamespacePath"), StrVal(name), loc, PathFinderType.Val()); err != nil {
			return Unbound, err
		}
	} else if !Matches(err, &ExcImportError) {
		return Unbound, err
	}
	s := newSpec(name, obj(&(&NamespaceLoader{Header: Header{&NamespaceLoaderType.shape0}, path: loc}).Header), None)
	s.locations = loc
	return obj(&s.Header), nil
}

// entryFinder gives the finder of one path entry from sys.path_importer_cache or sys.path_hooks.
func (t *Thread) entryFinder(entry *Str) (Value, error) {
	cache := AsDict(t.sysAttr("path_importer_cache"))
	if cache == nil {
		return None, nil
	}
	key := entry
	if entry.s == "" {
		cwd, err := t.interp.host.Getcwd()
		if err != nil {
			return None, nil
		}
		key = NewStr(cwd)
	}
	if f, ok := cache.GetStr(key); ok {
		return f, nil
	}
	hooks, err := t.Collect(t.sysAttr("path_hooks"))
	if err != nil {
		return Unbound, err
	}
	if len(hooks) == 0 {
		if err := t.Warn(&ExcImportWarning, "sys.path_hooks is empty", 1); err != nil {
			return Unbound, err
		}
	}
	found := None
	for _, h := range hooks {
		if h.exactly(&NativeFunctionType) && As[Native](h).def.Name == zipHookName && !t.insideFile(key.s) {
			continue
		}
		f, err := t.Call(h, key.Val())
		if err == nil {
			found = f
			break
		}
		if !Matches(err, &ExcImportError) {
			return Unbound, err
		}
	}
	cache.SetStr(key, found)
	return found, nil
}

func (t *Thread) invalidateFinders() error {
	if cache := AsDict(t.sysAttr("path_importer_cache")); cache != nil {
		for i, k, f, ok := cache.Next(0); ok; i, k, f, ok = cache.Next(i) {
			if f.IsNone() {
				cache.DelStr(AsStr(k))
				continue
			}
			if m, err := t.LookupAttr(f, Intern("invalidate_caches")); err != nil {
				return err
			} else if !m.IsUnbound() {
				if _, err := t.Call(m); err != nil {
					return err
				}
			}
		}
	}
	return nil
}

// finderFind looks in one folder: a package, then a module, then a portion of a namespace package.
func (t *Thread) finderFind(f *FileFinder, name string) (*ModuleSpec, string, error) {
	dir := AsStr(f.path)
	if dir == nil {
		return nil, "", nil
	}
	base := dir.s
	if base == "" {
		base = "."
	}
	st, err := t.interp.host.StatSource(base)
	if err != nil {
		f.entries = nil
		return nil, "", nil
	}
	if f.entries == nil || f.mtime != st.Mtime {
		d, err := t.interp.host.OpenSourceDir(base)
		if err != nil {
			return nil, "", nil
		}
		f.entries = map[string]bool{}
		for {
			e, ok, err := d.Next()
			if err != nil || !ok {
				break
			}
			f.entries[e.Name] = true
		}
		d.Close()
		f.mtime = st.Mtime
	}
	tail := name[strings.LastIndexByte(name, '.')+1:]
	isdir := false
	if f.entries[tail] {
		folder := base + "/" + tail
		for i, ld := 0, f.loader(0); ld != nil; i, ld = i+1, f.loader(i+1) {
			p := folder + "/__init__" + ld.suffix
			if st, err := t.interp.host.StatSource(p); err == nil && st.IsRegular() {
				s, err := t.fileSpec(name, p, ld.class, StrVal(folder))
				return s, "", err
			}
		}
		isdir = t.isDir(folder)
	}
	for i, ld := 0, f.loader(0); ld != nil; i, ld = i+1, f.loader(i+1) {
		if !f.entries[tail+ld.suffix] {
			continue
		}
		p := base + "/" + tail + ld.suffix
		if st, err := t.interp.host.StatSource(p); err == nil && st.IsRegular() {
			s, err := t.fileSpec(name, p, ld.class, Unbound)
			return s, "", err
		}
	}
	if isdir {
		return nil, base + "/" + tail, nil
	}
	return nil, "", nil
}

// finderLoader is what a finder loads files of a suffix with: None stands for SourcelessFileLoader.
type finderLoader struct {
	suffix string
	class  Value
}

// loader gives the i-th kind of file that a finder looks for, nil past the last.
func (f *FileFinder) loader(i int) *finderLoader {
	if f.loaders.exactly(&TupleType) {
		if l := As[Tuple](f.loaders).items; i < len(l) {
			pair := As[Tuple](l[i]).items
			return &finderLoader{AsStr(pair[0]).s, pair[1]}
		}
		return nil
	}
	switch i {
	case 0:
		return &finderLoader{".py", SourceLoaderType.Val()}
	case 1:
		return &finderLoader{".pyc", None}
	}
	return nil
}

// setLoaders takes the pairs of a loader's class and suffixes that FileFinder is called with.
func (f *FileFinder) setLoaders(t *Thread, details Value) error {
	all, err := t.Collect(details)
	if err != nil {
		return err
	}
	loaders := []Value{}
	for _, d := range all {
		pair, err := t.Collect(d)
		if err != nil {
			return err
		}
		if n := len(pair); n > 2 {
			return t.ValueError("too many values to unpack (expected 2, got %d)", n)
		} else if n < 2 {
			return t.ValueError("not enough values to unpack (expected 2, got %d)", n)
		}
		suffixes, err := t.Collect(pair[1])
		if err != nil {
			return err
		}
		for _, s := range suffixes {
			if AsStr(s) == nil {
				return t.TypeError("suffixes must be str, not %s", s.TypeName())
			}
			loaders = append(loaders, NewTuple(s, pair[0]))
		}
	}
	f.loaders = NewTuple(loaders...)
	return nil
}

// fileSpec is the spec of a file that a finder found; folder is given for a package.
func (t *Thread) fileSpec(name, path string, class, folder Value) (*ModuleSpec, error) {
	var s *ModuleSpec
	if class.ref == &SourceLoaderType.Header {
		s = t.sourceSpec(name, path)
	} else {
		l, err := t.loaderOf(name, path, class)
		if err != nil {
			return nil, err
		}
		s = newSpec(name, l, StrVal(path))
		s.hasLocation = true
	}
	if folder.Given() {
		s.locations = NewList([]Value{folder})
	}
	return s, nil
}

// loaderOf makes a loader of a file.
func (t *Thread) loaderOf(name, path string, class Value) (Value, error) {
	if class.IsNone() {
		m, err := t.Import("importlib._fileutil")
		if err != nil {
			return Unbound, err
		}
		return t.CallMethod(m, Intern("SourcelessFileLoader"), StrVal(name), StrVal(path))
	}
	return t.Call(class, StrVal(name), StrVal(path))
}

func (t *Thread) sourceSpec(name, path string) *ModuleSpec {
	p := StrVal(path)
	l := &SourceLoader{Header: Header{&SourceLoaderType.shape0}, name: StrVal(name), path: p}
	s := newSpec(name, obj(&l.Header), p)
	s.hasLocation = true
	return s
}

// specInitializing reports a module that is still being imported.
func (t *Thread) specInitializing(spec Value) bool {
	if spec.isA(&ModuleSpecType) {
		return As[ModuleSpec](spec).initializing
	}
	if !spec.Given() {
		return false
	}
	v, err := t.LookupAttr(spec, Intern("_initializing"))
	if err != nil || v.IsUnbound() {
		return false
	}
	ok, _ := t.Truth(v)
	return ok
}

// specOrigin gives the file of a module that has one.
func (t *Thread) specOrigin(spec Value) string {
	if spec.isA(&ModuleSpecType) {
		if s := As[ModuleSpec](spec); s.hasLocation {
			if o := AsStr(s.origin); o != nil {
				return o.s
			}
		}
	}
	return ""
}

// shadowsStdlib reports that a file that the script's folder holds hides a module of the standard library.
func (t *Thread) shadowsStdlib(name, origin string) bool {
	return t.mayShadow(origin) && t.isStdlibName(NewStr(name))
}

// mayShadow reports that a file is in the script's folder, where it may hide another module.
func (t *Thread) mayShadow(origin string) bool {
	dir := t.interp.scriptDir
	if dir == nil {
		return false
	}
	root := *dir
	if root == "" {
		var err error
		if root, err = t.interp.host.Getcwd(); err != nil {
			return false
		}
	}
	in := origin[:max(strings.LastIndexByte(origin, '/'), 0)]
	if strings.HasSuffix(origin, "/__init__.py") {
		in = in[:max(strings.LastIndexByte(in, '/'), 0)]
	}
	return in == root
}

// isStdlibName reports whether sys.stdlib_module_names has a name.
func (t *Thread) isStdlibName(name *Str) bool {
	names := t.sysAttr("stdlib_module_names")
	if !names.isA(&FrozenSetType) && !names.isA(&SetType) {
		return false
	}
	ok, err := t.Contains(names, name.Val())
	return err == nil && ok
}
