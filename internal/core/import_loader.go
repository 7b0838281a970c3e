// This file implements what loaders offer beside running a module: load_module(), readers of resources, and a package's
// distributions, the last two by the library's own Python modules.
package core

// loaderHandles fails where a loader is asked about a module other than its own; the name may be left out.
func (t *Thread) loaderHandles(l *SourceLoader, name Value) error {
	if name.IsNone() || name.IsUnbound() {
		return nil
	}
	same, err := t.Eq(l.name, name)
	if err != nil || same {
		return err
	}
	own, err := t.Str(l.name)
	if err != nil {
		return err
	}
	other, err := t.Str(name)
	if err != nil {
		return err
	}
	return t.importError(&ExcImportError, name, Unbound, "loader for %s cannot handle %s", own.s, other.s)
}

// loadModule is load_module(): a module of sys.modules is run again, else one is made.
func (t *Thread) loadModule(loader Value) (Value, error) {
	l := As[SourceLoader](loader)
	// It belongs to the machinery, so that only those who ask for all warnings see it.
	text := StrVal("the load_module() method is deprecated and slated for removal in Python 3.15; use exec_module() instead")
	if err := t.warnExplicit(ExcDeprecationWarning.Val(), text, StrVal("<frozen importlib._bootstrap>"), 1, StrVal("importlib._bootstrap"), None, None); err != nil {
		return Unbound, err
	}
	name := AsStr(l.name)
	if name == nil {
		return Unbound, t.TypeError("a loader's name must be a string")
	}
	util, err := t.Import("importlib.util")
	if err != nil {
		return Unbound, err
	}
	spec, err := t.CallMethod(util, Intern("spec_from_loader"), name.Val(), loader)
	if err != nil {
		return Unbound, err
	}
	m, ok, err := t.moduleNamed(name.s)
	if err != nil {
		return Unbound, err
	}
	if !ok {
		return t.loadSpec(name.s, spec)
	}
	if _, err := t.reexec(spec, m); err != nil {
		return Unbound, err
	}
	m, _, err = t.moduleNamed(name.s)
	return m, err
}

func makeNames(names ...string) *Tuple {
	n := makeTuple(len(names))
	for i, s := range names {
		n.items[i] = Intern(s).Val()
	}
	return n
}

// resourceReader makes a class of importlib.readers for a loader.
func (t *Thread) resourceReader(class string, arg Value) (Value, error) {
	m, err := t.Import("importlib.readers")
	if err != nil {
		return Unbound, err
	}
	return t.CallMethod(m, Intern(class), arg)
}

// findDistributions is PathFinder.find_distributions.
func (t *Thread) findDistributions(context Value) (Value, error) {
	m, err := t.Import("importlib.metadata")
	if err != nil {
		return Unbound, err
	}
	f, err := t.GetAttr(m, Intern("MetadataPathFinder"))
	if err != nil {
		return Unbound, err
	}
	if context.IsUnbound() {
		return t.CallMethod(f, Intern("find_distributions"))
	}
	return t.CallMethod(f, Intern("find_distributions"), context)
}
