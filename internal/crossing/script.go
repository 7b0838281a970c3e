// This file finds classes and functions of the sender's __main__ in a receiver that runs another program: as CPython 3.14
// does it, the sender's script is run there under another name, once, so that `if __name__ == "__main__"` stays out.
package crossing

import (
	"strings"

	"github.com/vivarium-py/vivarium/internal/core"
)

// fakeMain is the __name__ of a script that was run for its definitions.
const fakeMain = "<fake __main__>"

type scriptsKey struct{}

// scripts are the namespaces of such scripts, by file.
func scripts(in *core.Interpreter) map[string]*core.Dict {
	return core.StateOf(in, scriptsKey{}, func() map[string]*core.Dict { return map[string]*core.Dict{} })
}

// fromScript gives what a script defines under a path, and puts it into __main__.
func fromScript(t *core.Thread, script, path string) (core.Value, error) {
	ns := scripts(t.Interp())[script]
	if ns == nil {
		m, err := t.Import("runpy")
		if err != nil {
			return core.Unbound, err
		}
		run, err := t.GetAttr(m, core.Intern("run_path"))
		if err != nil {
			return core.Unbound, err
		}
		r, err := t.Call(run, core.StrVal(script), core.None, core.StrVal(fakeMain))
		if err != nil {
			return core.Unbound, err
		}
		if ns = core.AsDict(r); ns == nil {
			return core.Unbound, t.TypeError("run_path() returned %s", r.TypeName())
		}
		scripts(t.Interp())[script] = ns
	}
	first, rest, _ := strings.Cut(path, ".")
	name := core.Intern(first)
	v, ok := ns.GetStr(name)
	if !ok {
		return core.Unbound, t.Raise(&core.ExcAttributeError, "module '__main__' has no attribute '%s'", first)
	}
	t.Interp().MainDict().SetStr(name, v)
	return walk(t, v, rest)
}

// scriptOf finds the script that defines v, which was run for its definitions.
func scriptOf(t *core.Thread, v core.Value, path string) string {
	first, rest, _ := strings.Cut(path, ".")
	for file, ns := range scripts(t.Interp()) {
		if x, ok := ns.GetStr(core.Intern(first)); ok {
			if x, err := walk(t, x, rest); err == nil && x == v {
				return file
			}
		}
	}
	return ""
}
