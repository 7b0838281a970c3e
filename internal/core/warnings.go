// This file implements module _warnings: the filters and the issuing of warnings. Each interpreter has its own filters.
package core

import (
	"github.com/vivarium-py/vivarium/internal/syntax"

	"fmt"
	"strings"
)

// warnState is one interpreter's warning machinery.
type warnState struct {
	filters       *List // of (action, message, category, module, lineno)
	once          *Dict
	defaultAction Value
	version       int
	ctx           Value // the _warnings_context ContextVar, Unbound until set
}

func (t *Thread) warnings() *warnState {
	return StateOf(t.interp, warnKey{}, func() *warnState {
		s := &warnState{once: NewDict(), defaultAction: Intern("default").Val(), ctx: Unbound}
		f := func(action string, cat *Type, module Value) Value {
			return NewTuple(Intern(action).Val(), None, cat.Val(), module, Int(0))
		}
		s.filters = AsList(NewList([]Value{
			f("default", &ExcDeprecationWarning, nMain.Val()),
			f("ignore", &ExcDeprecationWarning, None),
			f("ignore", &ExcPendingDeprecationWarning, None),
			f("ignore", &ExcImportWarning, None),
			f("ignore", &ExcResourceWarning, None),
		}))
		return s
	})
}

type warnKey struct{}

// Warn issues a warning as warnings.warn does; the error is not nil where a filter makes it an exception.
func (t *Thread) Warn(category *Type, msg string, stacklevel int) error {
	return t.warn(category.Val(), StrVal(msg), stacklevel, None, nil)
}

// warnAttr gives an attribute of module warnings if that is imported, or if import is asked for.
func (t *Thread) warnAttr(name string, load bool) (Value, error) {
	m, ok := t.interp.modules.GetStr(Intern("warnings"))
	if !ok {
		if !load || t.interp.finalizing {
			return Unbound, nil
		}
		var err error
		if m, err = t.Import("warnings"); err != nil {
			return Unbound, nil
		}
	}
	return t.LookupAttr(m, Intern(name))
}

// internalFrame reports frames of the import system, which stacklevel skips.
func internalFrame(f *Frame) bool {
	n := f.fn.rt.obj.filename.s
	return strings.Contains(n, "importlib") && strings.Contains(n, "_bootstrap")
}

// warn finds where the warning is attributed to and issues it.
func (t *Thread) warn(category, message Value, stacklevel int, source Value, skip []string) error {
	i := t.nf - 1
	skipped := func(f *Frame) bool {
		for _, p := range skip {
			if strings.HasPrefix(f.fn.rt.obj.filename.s, p) {
				return true
			}
		}
		return false
	}
	if len(skip) > 0 && stacklevel < 2 {
		stacklevel = 2
	}
	if stacklevel <= 0 || i >= 0 && internalFrame(&t.frames[i]) {
		i -= max(stacklevel-1, 0)
	} else {
		for n := stacklevel - 1; n > 0 && i >= 0; n-- {
			for i--; i >= 0 && (internalFrame(&t.frames[i]) || skipped(&t.frames[i])); i-- {
			}
		}
	}
	globals := t.interp.sysDict
	filename, lineno := StrVal("<sys>"), 0
	if i >= 0 {
		f := &t.frames[i]
		globals = f.fn.globals
		filename = f.fn.rt.obj.filename.Val()
		lineno = f.fn.rt.obj.c.LineAt(f.index())
	}
	regName := Intern("__warningregistry__")
	registry, ok := globals.GetStr(regName)
	if !ok {
		registry = NewDict().Val()
		globals.SetStr(regName, registry)
	}
	module, ok := globals.GetStr(nName)
	if !ok || !module.Given() && AsStr(module) == nil {
		module = StrVal("<string>")
	}
	return t.warnExplicit(category, message, filename, lineno, module, registry, source)
}

// warnSyntax issues a SyntaxWarning of the parser or the compiler. Where a filter makes warnings errors it becomes
// the SyntaxError that asError makes.
func (t *Thread) warnSyntax(msg, filename string, line int, asError func() *syntax.SyntaxError) error {
	err := t.warnExplicit(ExcSyntaxWarning.Val(), StrVal(msg), StrVal(filename), line, Unbound, Unbound, None)
	if err != nil && Matches(err, &ExcSyntaxWarning) {
		return t.syntaxError(asError())
	}
	return err
}

// warnFilter gives the action of the first filter that matches.
func (t *Thread) warnFilter(category, text, module Value, lineno int) (action string, item Value, err error) {
	s := t.warnings()
	lists := make([]Value, 0, 2)
	if v, err := t.warnAttr("_get_filters", false); err == nil && v.Given() {
		if l, err := t.Call(v); err == nil {
			lists = append(lists, l)
		}
	}
	if len(lists) == 0 {
		f, err := t.warnAttr("filters", false)
		if err != nil {
			return "", None, err
		}
		if f.IsUnbound() {
			f = s.filters.Val()
		}
		lists = append(lists, f)
	}
	for _, lv := range lists {
		l := AsList(lv)
		if l == nil {
			items, err := t.Collect(lv)
			if err != nil {
				return "", None, err
			}
			l = AsList(NewList(items))
		}
		for i := 0; i < len(l.items); i++ {
			tup := AsTuple(l.items[i])
			if tup.Len() != 5 {
				return "", None, t.ValueError("warnings.filters item %d isn't a 5-tuple", i)
			}
			f := tup.items
			act := AsStr(f[0])
			if act == nil {
				return "", None, t.TypeError("action must be a string, not '%s'", f[0].TypeName())
			}
			ok, err := t.IsSubclass(category, f[2])
			if err != nil {
				return "", None, err
			}
			if !ok {
				continue
			}
			n, err := t.IndexInt(f[4])
			if err != nil {
				return "", None, err
			}
			if n != 0 && n != lineno {
				continue
			}
			if ok, err = t.warnMatch(f[1], text); err != nil {
				return "", None, err
			}
			if !ok {
				continue
			}
			if ok, err = t.warnMatch(f[3], module); err != nil {
				return "", None, err
			}
			if ok {
				return act.s, l.items[i], nil
			}
		}
	}
	d, err := t.warnAttr("defaultaction", false)
	if err != nil {
		return "", None, err
	}
	if d.IsUnbound() {
		d = s.defaultAction
	}
	a := AsStr(d)
	if a == nil {
		return "", None, t.TypeError("warnings.defaultaction must be a string, not '%s'", d.TypeName())
	}
	return a.s, None, nil
}

// warnMatch tests a filter's pattern: None, a str for equality, or a compiled pattern.
func (t *Thread) warnMatch(pat, v Value) (bool, error) {
	if pat.IsNone() {
		return true, nil
	}
	if s := AsStr(pat); s != nil && pat.exactly(&StrType) {
		w := AsStr(v)
		return w != nil && w.s == s.s, nil
	}
	r, err := t.CallMethod(pat, Intern("match"), v)
	if err != nil {
		return false, err
	}
	return t.Truth(r)
}

func (t *Thread) warnExplicit(category, message, filename Value, lineno int, module, registry, source Value) error {
	s := t.warnings()
	if module.IsUnbound() || module.IsNone() {
		name := "<unknown>"
		if f := AsStr(filename); f != nil && f.s != "" {
			name = strings.TrimSuffix(f.s, ".py")
		}
		module = StrVal(name)
	}
	var text Value
	if AsException(message) != nil && message.isA(&ExcWarning) {
		str, err := t.Str(message)
		if err != nil {
			return err
		}
		text, category = str.Val(), message.Type().Val()
	} else {
		text = message
		m, err := t.Call(category, message)
		if err != nil {
			return err
		}
		message = m
	}
	reg := AsDict(registry)
	key := NewTuple(text, category, Int(int64(lineno)))
	if reg != nil {
		if done, err := t.warnDone(reg, key); err != nil || done {
			return err
		}
	}
	action, _, err := t.warnFilter(category, text, module, lineno)
	if err != nil {
		return err
	}
	switch action {
	case "error":
		if e := AsException(message); e != nil {
			return e
		}
		return t.TypeError("exceptions must derive from BaseException")
	case "ignore":
		return nil
	}
	shown := false
	mark := func(d *Dict, k Value) error {
		done, err := t.warnDone(d, k)
		if err == nil && !done {
			err = d.Set(t, k, True)
		}
		shown = done
		return err
	}
	switch action {
	case "once":
		d := s.once
		if v, err := t.warnAttr("onceregistry", false); err == nil && AsDict(v) != nil {
			d = AsDict(v)
		}
		err = mark(d, NewTuple(text, category))
	case "always", "all":
	case "module":
		if reg != nil {
			if err = reg.Set(t, key, True); err == nil {
				err = mark(reg, NewTuple(text, category, Int(0)))
			}
		}
	case "default":
		if reg != nil {
			err = reg.Set(t, key, True)
		}
	default:
		return t.RuntimeError("Unrecognized action (%s) in warnings.filters:\n %s", pyRepr(action), action)
	}
	if err != nil || shown {
		return err
	}
	return t.showWarning(category, text, message, filename, lineno, source)
}

// warnDone reports that a registry holds a key since the filters last changed.
func (t *Thread) warnDone(reg *Dict, key Value) (bool, error) {
	s := t.warnings()
	vName := Intern("version")
	v, ok := reg.GetStr(vName)
	if !ok || v != Int(int64(s.version)) {
		reg.Clear()
		reg.SetStr(vName, Int(int64(s.version)))
		return false, nil
	}
	x, ok, err := reg.Get(t, key)
	if err != nil || !ok {
		return false, err
	}
	return t.Truth(x)
}

// showWarning calls warnings._showwarnmsg, or prints plainly while module warnings cannot be had.
func (t *Thread) showWarning(category, text, message, filename Value, lineno int, source Value) error {
	show, err := t.warnAttr("_showwarnmsg", true)
	if err != nil {
		return err
	}
	if show.IsUnbound() {
		f, _ := t.Str(filename)
		s, err := t.Str(text)
		if err != nil {
			return err
		}
		name := "Warning"
		if c := AsType(category); c != nil {
			name = c.name
		}
		t.writeStderr(fmt.Sprintf("%s:%d: %s: %s\n", f.s, lineno, name, s.s))
		return nil
	}
	if show.Type().s.Call == nil {
		return t.TypeError("warnings._showwarnmsg() must be set to a callable")
	}
	cls, err := t.warnAttr("WarningMessage", true)
	if err != nil {
		return err
	}
	if cls.IsUnbound() {
		return t.RuntimeError("unable to get warnings.WarningMessage")
	}
	msg, err := t.Call(cls, message, category, filename, Int(int64(lineno)), None, None, source)
	if err != nil {
		return err
	}
	_, err = t.Call(show, msg)
	return err
}

// warnCategory checks the category argument of warn.
func (t *Thread) warnCategory(message, category Value) (Value, error) {
	if message.isA(&ExcWarning) {
		return message.Type().Val(), nil
	}
	if category.IsNone() || category.IsUnbound() {
		return ExcUserWarning.Val(), nil
	}
	if c := AsType(category); c == nil || !c.IsSubtype(&ExcWarning) {
		return Unbound, t.TypeError("category must be a Warning subclass, not '%s'", category.TypeName())
	}
	return category, nil
}

// warnGlobals checks that a module's globals, if they name a loader at all, name the same in both places.
func (t *Thread) warnGlobals(globals *Dict) error {
	if globals == nil {
		return nil
	}
	loader, _ := globals.GetStr(nLoader)
	spec, _ := globals.GetStr(nSpec)
	if !loader.Given() && spec.IsUnbound() {
		return nil
	}
	specLoader := Unbound
	if spec.Given() {
		var err error
		if specLoader, err = t.LookupAttr(spec, Intern("loader")); err != nil {
			return err
		}
	}
	const missing = "Module globals is missing a __spec__.loader"
	switch {
	case loader.Given() && !specLoader.Given():
		return t.Warn(&ExcDeprecationWarning, missing, 1)
	case loader.Given() && specLoader != loader:
		return t.Warn(&ExcDeprecationWarning, "Module globals; __loader__ != __spec__.loader", 1)
	case !loader.Given() && spec.Given() && specLoader.IsUnbound():
		return t.Raise(&ExcAttributeError, missing)
	case !loader.Given() && !specLoader.Given():
		return t.ValueError(missing)
	}
	return nil
}

// WarningsModule declares _warnings.
func WarningsModule() *ModuleDef {
	return &ModuleDef{
		Name: "_warnings",
		Doc:  "The filters of warnings and the functions that issue them, for module warnings.",
		Funcs: []Func{
			{Name: "warn", Sig: "(message, category=None, stacklevel=1, source=None, *, skip_file_prefixes=())", Flags: Polls, Doc: "Issue a warning: filters decide whether it is shown, ignored or raised.\n\ncategory is its class, stacklevel says how many callers up it is reported.", Fn: func(t *Thread, a []Value) (Value, error) {
				cat, err := t.warnCategory(a[0], a[1])
				if err != nil {
					return Unbound, err
				}
				level, err := t.IndexInt(a[2])
				if err != nil {
					return Unbound, err
				}
				tup := AsTuple(a[4])
				if tup == nil {
					return Unbound, t.TypeError("warn() argument 'skip_file_prefixes' must be tuple, not %s", a[4].argTypeName())
				}
				var skip []string
				for _, x := range tup.items {
					s := AsStr(x)
					if s == nil {
						return Unbound, t.TypeError("Found non-str '%s' in skip_file_prefixes.", x.TypeName())
					}
					skip = append(skip, s.s)
				}
				return None, t.warn(cat, a[0], level, a[3], skip)
			}},
			{Name: "warn_explicit", Sig: "(message, category, filename, lineno, module=<unrepresentable>, registry=None, module_globals=None, source=None)", Flags: Polls, Doc: "Issue a warning: filters decide whether it is shown, ignored or raised.\n\ncategory is its class, stacklevel says how many callers up it is reported.", Fn: func(t *Thread, a []Value) (Value, error) {
				if a[1].IsNone() && !a[0].isA(&ExcWarning) {
					return Unbound, t.TypeError("category must be a Warning subclass, not 'NoneType'")
				}
				cat, err := t.warnCategory(a[0], a[1])
				if err != nil {
					return Unbound, err
				}
				line, err := t.IndexInt(a[3])
				if err != nil {
					return Unbound, err
				}
				if a[5].Given() && AsDict(a[5]) == nil {
					return Unbound, t.TypeError("'registry' must be a dict or None, not '%s'", a[5].TypeName())
				}
				if a[6].Given() && AsDict(a[6]) == nil {
					return Unbound, t.TypeError("module_globals must be a dict, not '%s'", a[6].TypeName())
				}
				if err := t.warnGlobals(AsDict(a[6])); err != nil {
					return Unbound, err
				}
				return None, t.warnExplicit(cat, a[0], a[2], line, a[4], a[5], a[7])
			}},
			{Name: "_filters_mutated_lock_held", Sig: "()", Flags: Pure, Fn: func(t *Thread, a []Value) (Value, error) { t.warnings().version++; return None, nil }},
			{Name: "_filters_mutated", Sig: "()", Flags: Pure, Fn: func(t *Thread, a []Value) (Value, error) { t.warnings().version++; return None, nil }},
			{Name: "_acquire_lock", Sig: "()", Flags: Pure, Fn: func(t *Thread, a []Value) (Value, error) { return None, nil }},
			{Name: "_release_lock", Sig: "()", Flags: Pure, Fn: func(t *Thread, a []Value) (Value, error) { return None, nil }},
		},
		Init: func(t *Thread, m *Module) error {
			s := t.warnings()
			m.dict.SetStr(Intern("filters"), s.filters.Val())
			m.dict.SetStr(Intern("_defaultaction"), s.defaultAction)
			m.dict.SetStr(Intern("_onceregistry"), s.once.Val())
			return nil
		},
	}
}
