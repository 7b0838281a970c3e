// This file writes what a pickle names: classes, functions, extension codes.
package pickle_

import (
	"strings"

	"github.com/vivarium-py/vivarium/internal/core"
)

func (w *writer) saveType(v value) error {
	switch core.AsType(v) {
	case &core.NoneType:
		return w.saveCall(v, core.TypeType.Val(), core.NewTuple(core.None))
	case &core.EllipsisType:
		return w.saveCall(v, core.TypeType.Val(), core.NewTuple(core.Ellipsis))
	case &core.NotImplementedType:
		return w.saveCall(v, core.TypeType.Val(), core.NewTuple(core.NotImplemented))
	}
	return w.saveGlobal(v, nil)
}

// importModule is __import__(name) for a module itself, whatever package it is in. The policy on modules has its say.
func importModule(t *thread, name *core.Str) (value, error) {
	f, err := t.Builtin("__import__")
	if err != nil {
		return unbound, err
	}
	m, err := t.Call(f, name.Val())
	if err != nil {
		return unbound, err
	}
	if !strings.Contains(name.String(), ".") {
		if m.IsExactly(&core.ModuleType) {
			if x, ok := t.Interp().ModulesDict().GetStr(core.Interned(name)); ok && x == m {
				return m, nil
			}
		}
	}
	x, ok, err := t.Interp().ModulesDict().Get(t, name.Val())
	if err != nil {
		return unbound, err
	}
	if !ok {
		return unbound, t.RaiseValue(&core.ExcKeyError, name.Val())
	}
	return x, nil
}

// resolve follows a dotted path from a module; owner is what the last name was looked up in.
func resolve(t *thread, m value, path []string) (v value, err error) {
	v = m
	for _, name := range path {
		if v, err = t.GetAttr(v, core.Intern(name)); err != nil {
			return unbound, err
		}
	}
	return v, nil
}

// moduleOf names the module of a global: its __module__, or one that has it.
func (w *writer) moduleOf(v value, path []string) (*core.Str, error) {
	t := w.t
	m, err := t.LookupAttr(v, nModule)
	if err != nil {
		return nil, err
	}
	if s := core.AsStr(m); s != nil {
		return s, nil
	}
	if m.Given() {
		return nil, picklingError(t, "__module__ attribute must be a string, not %s", m.TypeName())
	}
	d, err := t.CopyDict(t.Interp().ModulesDict())
	if err != nil {
		return nil, err
	}
	for i, name, m, ok := d.Next(0); ok; i, name, m, ok = d.Next(i) {
		s := core.AsStr(name)
		if s == nil || m.IsNone() || s.String() == "__main__" || s.String() == "__mp_main__" {
			continue
		}
		if err := t.Poll(); err != nil {
			return nil, err
		}
		x, err := resolve(t, m, path)
		if err != nil && !core.Matches(err, &core.ExcException) {
			return nil, err
		}
		if err == nil && x == v {
			return s, nil
		}
	}
	return nMain, nil
}

// saveGlobal writes v by its name, which is its qualified one where none is given.
func (w *writer) saveGlobal(v value, name *core.Str) error {
	t := w.t
	if name == nil {
		x, err := t.LookupAttr(v, nQualName)
		if err == nil && x.IsUnbound() {
			x, err = t.GetAttr(v, nName)
		}
		if err != nil {
			return err
		}
		if name = core.AsStr(x); name == nil {
			return picklingError(t, "name of %s must be a string, not %s", w.text(v), x.TypeName())
		}
	}
	path := strings.Split(name.String(), ".")
	module, err := w.moduleOf(v, path)
	if err != nil {
		return err
	}
	for _, p := range path {
		if p == "<locals>" {
			return picklingError(t, "Can't pickle local object %s", w.text(v))
		}
	}
	m, err := importModule(t, module)
	if err != nil {
		return w.because(err, "Can't pickle %s: %s", w.text(v), w.message(err))
	}
	x, err := resolve(t, m, path)
	if err != nil {
		if !core.Matches(err, &core.ExcAttributeError) {
			return err
		}
		return w.because(err, "Can't pickle %s: it's not found as %s.%s", w.text(v), module.String(), name.String())
	}
	if x != v {
		return picklingError(t, "Can't pickle %s: it's not the same object as %s.%s", w.text(v), module.String(), name.String())
	}
	if v.IsExactly(&core.NativeFunctionType) {
		module = w.p.ownName(module)
	}
	if w.proto >= 2 {
		if done, err := w.saveExtension(v, module, name); done || err != nil {
			return err
		}
	}
	switch {
	case w.proto >= 4:
		if err := w.save(module.Val(), false); err != nil {
			return err
		}
		if err := w.save(name.Val(), false); err != nil {
			return err
		}
		if err := w.put(opStackGlobal); err != nil {
			return err
		}
	case len(path) > 1:
		if err := w.saveNested(module, path); err != nil {
			return err
		}
	default:
		if err := w.named(module, name); err != nil {
			return err
		}
	}
	return w.memoize(v)
}

// ownName gives a str that only the builtin functions of a module have: their __module__ is not their classes'.
func (p *pickler) ownName(module *core.Str) *core.Str {
	s := p.names[module]
	if s == nil {
		if p.names == nil {
			p.names = map[*core.Str]*core.Str{}
		}
		s = core.NewStr(module.String())
		p.names[module] = s
	}
	return s
}

func (w *writer) message(err error) string {
	if e := core.ExceptionOf(err); e != nil {
		if s, err := w.t.Str(e.Val()); err == nil {
			return s.String()
		}
	}
	return "import failed"
}

// because is a PicklingError that came of another exception; what is no Exception passes.
func (w *writer) because(err error, format string, a ...any) error {
	old := core.ExceptionOf(err)
	if old == nil || !core.Matches(err, &core.ExcException) {
		return err
	}
	e := picklingError(w.t, format, a...)
	if x := core.ExceptionOf(e); x != nil {
		x.SetContextOf(old)
	}
	return e
}

// saveExtension writes the code that copyreg has for a global.
func (w *writer) saveExtension(v value, module, name *core.Str) (bool, error) {
	reg, err := w.copyreg("_extension_registry")
	if err != nil {
		return false, err
	}
	key := core.Pair(module.Val(), name.Val())
	var code value
	if d := core.AsDict(reg); d != nil {
		if d.Len() == 0 {
			return false, nil
		}
		x, ok, err := d.Get(w.t, key)
		if err != nil || !ok {
			return false, err
		}
		code = x
	} else if code, err = w.t.GetItem(reg, key); err != nil {
		if core.Matches(err, &core.ExcKeyError) {
			return false, nil
		}
		return false, err
	}
	n, b, ok := core.AsInt(code)
	if !ok {
		return true, picklingError(w.t, "Can't pickle %s: extension code %s isn't an integer", w.text(v), w.text(code))
	}
	if b != nil || n <= 0 || n > 0x7fffffff {
		return true, w.t.RuntimeError("extension code %s is out of range", w.text(code))
	}
	switch {
	case n < 256:
		return true, w.put(opExt1, byte(n))
	case n < 1<<16:
		return true, w.put(opExt2, byte(n), byte(n>>8))
	}
	return true, w.put(opExt4, byte(n), byte(n>>8), byte(n>>16), byte(n>>24))
}

// named writes module and name as text, with the names of Python 2 where those are asked for.
func (w *writer) named(module, name *core.Str) error {
	m, n := module.String(), name.String()
	if w.p.fixImports {
		var err error
		if m, n, err = mapped(w.t, m, n, "REVERSE_NAME_MAPPING", "REVERSE_IMPORT_MAPPING"); err != nil {
			return err
		}
	}
	if w.proto < 3 {
		for _, s := range [...][2]string{{m, "module"}, {n, "global"}} {
			if !core.NewStr(s[0]).ASCII() {
				_, err := w.t.Encode(core.NewStr(s[0]), "ascii", "strict")
				if err == nil {
					err = w.t.ValueError("not ASCII")
				}
				return w.because(err, "can't pickle %s identifier %s using pickle protocol %d", s[1], w.text(core.StrVal(s[0])), w.proto)
			}
		}
	}
	return w.putText(opGlobal, m+"\n"+n)
}

// mapped looks a global up in the tables of _compat_pickle.
func mapped(t *thread, module, name, names, modules string) (string, string, error) {
	c, err := t.Import("_compat_pickle")
	if err != nil {
		return "", "", err
	}
	table := func(attr string) (*core.Dict, error) {
		v, err := t.GetAttr(c, core.Intern(attr))
		if err != nil {
			return nil, err
		}
		d := core.AsDict(v)
		if d == nil {
			return nil, t.RuntimeError("_compat_pickle.%s should be a dict, not %s", attr, v.TypeName())
		}
		return d, nil
	}
	d, err := table(names)
	if err != nil {
		return "", "", err
	}
	x, ok, err := d.Get(t, core.Pair(core.StrVal(module), core.StrVal(name)))
	if err != nil {
		return "", "", err
	}
	if ok {
		pair := core.AsTuple(x)
		if pair == nil || pair.Len() != 2 {
			return "", "", t.RuntimeError("_compat_pickle.%s values should be 2-tuples, not %s", names, x.TypeName())
		}
		m, n := core.AsStr(pair.Items()[0]), core.AsStr(pair.Items()[1])
		if m == nil || n == nil {
			return "", "", t.RuntimeError("_compat_pickle.%s values should be pairs of str, not (%s, %s)", names, pair.Items()[0].TypeName(), pair.Items()[1].TypeName())
		}
		return m.String(), n.String(), nil
	}
	if d, err = table(modules); err != nil {
		return "", "", err
	}
	if x, ok, err = d.Get(t, core.StrVal(module)); err != nil || !ok {
		return module, name, err
	}
	m := core.AsStr(x)
	if m == nil {
		return "", "", t.RuntimeError("_compat_pickle.%s values should be strings, not %s", modules, x.TypeName())
	}
	return m.String(), name, nil
}

// saveNested writes a.b.c as getattr(getattr(a, "b"), "c"), for protocols that cannot name it.
func (w *writer) saveNested(module *core.Str, path []string) error {
	getattr, err := w.t.Builtin("getattr")
	if err != nil {
		return err
	}
	for range len(path) - 1 {
		if err := w.save(getattr, false); err != nil {
			return err
		}
		if w.proto < 2 {
			if err := w.put(opMark); err != nil {
				return err
			}
		}
	}
	if err := w.named(module, core.NewStr(path[0])); err != nil {
		return err
	}
	for _, name := range path[1:] {
		if err := w.save(core.Intern(name).Val(), false); err != nil {
			return err
		}
		op := byte(opTuple2)
		if w.proto < 2 {
			op = opTuple
		}
		if err := w.put(op, opReduce); err != nil {
			return err
		}
	}
	return nil
}
