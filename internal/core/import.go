// This file implements the import statement: names, packages, sys.modules, the search along sys.meta_path and
// the initialisation of modules (reference, chapter 5). What finds and loads is in import_find.go.
package core

import (
	"strings"
	"unsafe"
)

// importName is the import statement; a replaced builtins.__import__ is honoured.
func (t *Thread) importName(f *Frame, base unsafe.Pointer, name *Str, fromlist, level Value) (Value, error) {
	imp, err := t.lookupBuiltin(f.fn.builtins, nImport)
	if err != nil {
		return Unbound, err
	}
	if imp.IsUnbound() {
		return Unbound, t.Raise(&ExcImportError, "__import__ not found")
	}
	globals := f.fn.globals
	if imp.exactly(&NativeFunctionType) && As[Native](imp).def == &importFunc {
		n, _, _ := AsInt(level)
		return t.importModule(name, globals, fromlist, int(n), f.fn.rt.obj.library)
	}
	locals := None
	if f.fn.rt.obj.c.Flags&1 == 0 {
		locals = *reg(base, 0)
	}
	return t.Call(imp, name.Val(), globals.Val(), locals, fromlist, level)
}

// importFunc is builtins.__import__, filled by bootstrap.
var importFunc Func

func setupImportFunc() {
	importFunc = Func{Name: "__import__", Sig: "(name, globals=None, locals=None, fromlist=(), level=0)", Fn: builtinImport, Flags: HostOp | Polls,
		Doc: "Import a module, as the import statement does.\n\nTo import a module by its name, use importlib.import_module()."}
}

func builtinImport(t *Thread, a []Value) (Value, error) {
	name := AsStr(a[0])
	if name == nil {
		return Unbound, t.TypeError("module name must be a string")
	}
	level, err := t.CInt(a[4])
	if err != nil {
		return Unbound, err
	}
	if level < 0 {
		return Unbound, t.ValueError("level must be >= 0")
	}
	if level > 0 && AsDict(a[1]) == nil {
		if a[1].Given() {
			return Unbound, t.TypeError("globals must be a dict")
		}
		return Unbound, t.Raise(&ExcKeyError, "'__name__' not in globals")
	}
	return t.importModule(name, AsDict(a[1]), a[3], level, false)
}

// Import imports a module by its absolute name and gives that module (not its top-level package).
func (t *Thread) Import(name string) (Value, error) {
	if t.interp.fewModules {
		defer t.trust(name)()
	}
	return t.findAndLoad(name)
}

// importModule is the import statement; library says that it stands in code of the standard library.
func (t *Thread) importModule(name *Str, globals *Dict, fromlist Value, level int, library bool) (Value, error) {
	abs := name.s
	if level > 0 {
		pkg, err := t.calcPackage(globals)
		if err != nil {
			return Unbound, err
		}
		if abs, err = t.resolveName(name.s, pkg, level); err != nil {
			return Unbound, err
		}
	} else if abs == "" {
		return Unbound, t.ValueError("Empty module name")
	}
	if t.interp.fewModules {
		trusted := ""
		if library {
			trusted = abs
		}
		defer t.trust(trusted)()
	}
	m, err := t.findAndLoad(abs)
	if err != nil {
		return Unbound, err
	}
	hasFrom := false
	if fromlist.Given() {
		if hasFrom, err = t.Truth(fromlist); err != nil {
			return Unbound, err
		}
	}
	if hasFrom {
		path, err := t.LookupAttr(m, nPath)
		if err != nil || path.IsUnbound() {
			return m, err
		}
		return m, t.importFromlist(m, abs, fromlist, false)
	}
	front, _, dotted := strings.Cut(name.s, ".")
	if !dotted {
		return m, nil
	}
	if level == 0 {
		return t.findAndLoad(front)
	}
	top := abs[:len(abs)-(len(name.s)-len(front))]
	v, ok, err := t.moduleNamed(top)
	if err == nil && !ok {
		err = t.KeyError(StrVal(top))
	}
	return v, err
}

// moduleNamed looks in sys.modules.
func (t *Thread) moduleNamed(name string) (Value, bool, error) {
	v, ok := t.interp.modules.GetStr(NewStr(name))
	return v, ok, nil
}

// calcPackage gives the package that relative imports of a namespace are relative to.
func (t *Thread) calcPackage(globals *Dict) (string, error) {
	pkg, hasPkg := globals.GetStr(nPackage)
	spec, _ := globals.GetStr(nSpec)
	if hasPkg && !pkg.IsNone() {
		s := AsStr(pkg)
		if s == nil {
			return "", t.TypeError("package must be a string")
		}
		if spec.Given() {
			parent, err := t.GetAttr(spec, Intern("parent"))
			if err != nil {
				return "", err
			}
			if eq, err := t.Eq(pkg, parent); err != nil {
				return "", err
			} else if !eq {
				if err := t.Warn(&ExcDeprecationWarning, "__package__ != __spec__.parent", 1); err != nil {
					return "", err
				}
			}
		}
		return s.s, nil
	}
	if spec.Given() {
		parent, err := t.GetAttr(spec, Intern("parent"))
		if err != nil {
			return "", err
		}
		if s := AsStr(parent); s != nil {
			return s.s, nil
		}
		return "", t.TypeError("__spec__.parent must be a string")
	}
	if err := t.Warn(&ExcImportWarning, "can't resolve package from __spec__ or __package__, falling back on __name__ and __path__", 1); err != nil {
		return "", err
	}
	nv, ok := globals.GetStr(nName)
	if !ok {
		return "", t.Raise(&ExcKeyError, "'__name__' not in globals")
	}
	s := AsStr(nv)
	if s == nil {
		return "", t.TypeError("__name__ must be a string")
	}
	if globals.has(nPath) {
		return s.s, nil
	}
	if i := strings.LastIndexByte(s.s, '.'); i >= 0 {
		return s.s[:i], nil
	}
	return "", nil
}

func (t *Thread) resolveName(name, pkg string, level int) (string, error) {
	if pkg == "" {
		return "", t.Raise(&ExcImportError, "attempted relative import with no known parent package")
	}
	for i := 1; i < level; i++ {
		j := strings.LastIndexByte(pkg, '.')
		if j < 0 {
			return "", t.Raise(&ExcImportError, "attempted relative import beyond top-level package")
		}
		pkg = pkg[:j]
	}
	if name == "" {
		return pkg, nil
	}
	return pkg + "." + name, nil
}

// importFromlist imports the submodules that a from-list names and the package lacks.
func (t *Thread) importFromlist(m Value, name string, fromlist Value, recursive bool) error {
	return t.Iterate(fromlist, func(x Value) error {
		s := AsStr(x)
		if s == nil {
			where := name + ".__all__"
			if !recursive {
				where = "``from list''"
			}
			return t.TypeError("Item in %s must be str, not %s", where, x.TypeName())
		}
		if s.s == "*" {
			if recursive {
				return nil
			}
			all, err := t.LookupAttr(m, nAll)
			if err != nil || all.IsUnbound() {
				return err
			}
			return t.importFromlist(m, name, all, true)
		}
		v, err := t.LookupAttr(m, s)
		if err != nil || !v.IsUnbound() {
			return err
		}
		sub := name + "." + s.s
		if mn, err := t.LookupAttr(m, nName); err == nil {
			if ms := AsStr(mn); ms != nil {
				sub = ms.s + "." + s.s
			}
		}
		if t.trusted != "" {
			t.trusted = sub // restored by importModule
		}
		_, err = t.findAndLoad(sub)
		if err != nil && Matches(err, &ExcModuleNotFoundError) {
			if n := AsStr(err.(*Exception).f[1]); n != nil && n.s == sub {
				if v, ok, _ := t.moduleNamed(sub); !ok || !v.IsNone() {
					return nil
				}
			}
		}
		return err
	})
}

// importError makes an ImportError or ModuleNotFoundError about a module.
func (t *Thread) importError(typ *Type, name, path Value, format string, a ...any) error {
	e := t.newError(typ, format, a...)
	e.f[0], e.f[1], e.f[2] = AsTuple(e.args).items[0], name, path
	return e
}

// importLock is a module being imported; other threads wait until it is done.
type importLock struct {
	owner *Thread
	done  chan struct{}
}

// findAndLoad gives a module by absolute name, imported if need be.
func (t *Thread) findAndLoad(name string) (Value, error) {
	in := t.interp
	if in.fewModules {
		if err := t.mayImport(name); err != nil {
			return Unbound, err
		}
	}
	for {
		m, ok, err := t.moduleNamed(name)
		if err != nil {
			return Unbound, err
		}
		if ok {
			if m.IsNone() {
				return Unbound, t.importError(&ExcModuleNotFoundError, StrVal(name), Unbound, "import of %s halted; None in sys.modules", name)
			}
			l := in.importing[name]
			if l == nil || l.owner == t || in.importDeadlock(t, l) {
				return m, nil
			}
			t.waitImport(l)
			continue
		}
		l := in.importing[name]
		if l == nil {
			break
		}
		if l.owner == t || in.importDeadlock(t, l) {
			break
		}
		t.waitImport(l)
		if k := in.killed.Load(); k != nil {
			return Unbound, k
		}
	}
	if in.importing == nil {
		in.importing = map[string]*importLock{}
	}
	prev := in.importing[name]
	l := &importLock{owner: t, done: make(chan struct{})}
	in.importing[name] = l
	m, err := t.timedLoad(name)
	if prev != nil {
		in.importing[name] = prev
	} else {
		delete(in.importing, name)
	}
	close(l.done)
	return m, err
}

func (t *Thread) waitImport(l *importLock) {
	t.waitsFor = l
	t.Block(func() {
		select {
		case <-l.done:
		case <-t.interp.done:
		}
	})
	t.waitsFor = nil
}

// importDeadlock reports that waiting for l would close a circle of waiting threads.
func (in *Interpreter) importDeadlock(t *Thread, l *importLock) bool {
	for n := 0; l != nil && n < 1000; n++ {
		if l.owner == t {
			return true
		}
		l = l.owner.waitsFor
	}
	return false
}

// load finds and initialises a module that is not in sys.modules, its parents first.
func (t *Thread) load(name string) (Value, error) {
	err := t.Enter("")
	defer t.Leave()
	if err != nil {
		return Unbound, err
	}
	if err := t.PollN(len(name) >> workShift); err != nil {
		return Unbound, err
	}
	path := None
	var parent Value
	i := strings.LastIndexByte(name, '.')
	if i >= 0 {
		pname := name[:i]
		var err error
		if m, ok, _ := t.moduleNamed(pname); ok && m.IsNone() {
			return Unbound, t.importError(&ExcModuleNotFoundError, StrVal(name), Unbound, "No module named %s; %s is not a package", pyRepr(name), pyRepr(pname))
		}
		if parent, err = t.findAndLoad(pname); err != nil {
			return Unbound, err
		}
		// The parent may have imported the submodule.
		if m, ok, _ := t.moduleNamed(name); ok {
			return m, nil
		}
		if path, err = t.LookupAttr(parent, nPath); err != nil {
			return Unbound, err
		}
		if path.IsUnbound() {
			return Unbound, t.importError(&ExcModuleNotFoundError, StrVal(name), Unbound, "No module named %s; %s is not a package", pyRepr(name), pyRepr(pname))
		}
	}
	spec, err := t.findSpec(name, path, None)
	if err != nil {
		return Unbound, err
	}
	if spec.IsNone() {
		return Unbound, t.importError(&ExcModuleNotFoundError, StrVal(name), Unbound, "No module named %s", pyRepr(name))
	}
	var loading *List // the parent's list of submodules that are not there yet
	if i >= 0 {
		if ps, err := t.LookupAttr(parent, nSpec); err == nil && ps.isA(&ModuleSpecType) {
			s := As[ModuleSpec](ps)
			if loading = AsList(s.uninitialized); loading == nil {
				loading = AsList(NewList(nil))
				s.uninitialized = obj(&loading.Header)
			}
			loading.items = append(loading.items, Intern(name[i+1:]).Val())
		}
	}
	m, err := t.loadSpec(name, spec)
	if loading != nil && len(loading.items) > 0 {
		loading.items = loading.items[:len(loading.items)-1]
	}
	if err != nil {
		return Unbound, err
	}
	if i >= 0 {
		if err := t.SetAttr(parent, Intern(name[i+1:]), m); err != nil {
			if !Matches(err, &ExcAttributeError) {
				return Unbound, err
			}
			if err := t.Warn(&ExcImportWarning, "Cannot set an attribute on "+pyRepr(name[:i])+" for child module "+pyRepr(name[i+1:]), 1); err != nil {
				return Unbound, err
			}
		}
	}
	return m, nil
}

// importFrom is one name of a from-import.
func (t *Thread) importFrom(m Value, name *Str) (Value, error) {
	v, err := t.LookupAttr(m, name)
	if err != nil || !v.IsUnbound() {
		return v, err
	}
	mn, err := t.LookupAttr(m, nName)
	if err != nil {
		return Unbound, err
	}
	ms := AsStr(mn)
	pkg := "<unknown module name>"
	if ms != nil {
		pkg = ms.s
		if v, ok, _ := t.moduleNamed(pkg + "." + name.s); ok {
			return v, nil
		}
	}
	origin := ""
	spec, err := t.LookupAttr(m, nSpec)
	if err != nil {
		return Unbound, err
	}
	initializing := false
	if !spec.IsUnbound() {
		origin = t.specOrigin(spec)
		initializing = t.specInitializing(spec)
	}
	if origin == "" {
		if f, err := t.LookupAttr(m, nFile); err == nil {
			if s := AsStr(f); s != nil {
				origin = s.s
			}
		}
	}
	where := "unknown location"
	path := None
	if origin != "" {
		where = origin
		path = StrVal(origin)
	}
	var e error
	switch {
	case origin != "" && t.shadowsStdlib(pkg, origin):
		e = t.importError(&ExcImportError, StrVal(pkg), path, "cannot import name %s from %s (consider renaming %s since it has the same name as the standard library module named %s and prevents importing that standard library module)", pyRepr(name.s), pyRepr(pkg), pyRepr(origin), pyRepr(pkg))
	case initializing && origin != "" && t.mayShadow(origin):
		e = t.importError(&ExcImportError, StrVal(pkg), path, "cannot import name %s from %s (consider renaming %s if it has the same name as a library you intended to import)", pyRepr(name.s), pyRepr(pkg), pyRepr(origin))
	case initializing:
		e = t.importError(&ExcImportError, StrVal(pkg), path, "cannot import name %s from partially initialized module %s (most likely due to a circular import) (%s)", pyRepr(name.s), pyRepr(pkg), where)
	default:
		e = t.importError(&ExcImportError, StrVal(pkg), path, "cannot import name %s from %s (%s)", pyRepr(name.s), pyRepr(pkg), where)
	}
	e.(*Exception).f[3] = name.Val()
	return Unbound, e
}

// importStar is from m import *, into a namespace.
func (t *Thread) importStar(m, ns Value) error {
	all, err := t.LookupAttr(m, nAll)
	if err != nil {
		return err
	}
	skip := false
	if all.IsUnbound() {
		skip = true
		d, err := t.LookupAttr(m, nDict)
		if err != nil {
			return err
		}
		if d.IsUnbound() {
			return t.Raise(&ExcImportError, "from-import-* object has no __dict__ and no __all__")
		}
		keys, err := t.CallMethod(d, nKeys)
		if err != nil {
			return err
		}
		items, err := t.Collect(keys)
		if err != nil {
			return err
		}
		all = NewList(items)
	}
	return t.Iterate(all, func(k Value) error {
		s := AsStr(k)
		if s == nil {
			mod := "module"
			if n, err := t.LookupAttr(m, nName); err == nil && AsStr(n) != nil {
				mod = AsStr(n).s
			}
			if skip {
				return t.TypeError("Key in %s.__dict__ must be str, not %s", mod, k.TypeName())
			}
			return t.TypeError("Item in %s.__all__ must be str, not %s", mod, k.TypeName())
		}
		if skip && strings.HasPrefix(s.s, "_") {
			return nil
		}
		v, err := t.GetAttr(m, s)
		if err != nil {
			return err
		}
		if ns.exactly(&DictType) {
			As[Dict](ns).SetStr(internedOf(s), v)
			return nil
		}
		return t.SetItem(ns, k, v)
	})
}
