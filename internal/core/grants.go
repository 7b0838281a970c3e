// This file applies the grants that no operation of package host asks about: which of the modules that Vivarium ships
// may be imported. It also marks the exceptions of denied operations, so that who runs an interpreter can tell them.
//
// Invariant: a module that is not granted is loaded only on behalf of one that is: by an import statement of the
// library's own code, or by a native module. Code of a program never gets it, whatever it calls to import.
package core

import (
	"strconv"
	"strings"
	"unicode"

	"github.com/vivarium-py/vivarium/internal/policy"
)

// Denied is the denial of which the exception was made, nil for every other exception.
func (e *Exception) Denied() *policy.Denied { return e.denied }

// Refused reports that the exception is the runtime's answer to a request for too much memory.
func (e *Exception) Refused() bool { return e.refused }

// DeniedBy makes the exception of class typ for a denial.
func (t *Thread) DeniedBy(typ *Type, d *policy.Denied) error {
	e := t.newError(typ, "%s", d.Error())
	e.denied = d
	return e
}

// moduleDenied makes the ImportError of a module that is not granted.
func (t *Thread) moduleDenied(name string, err error) error {
	d, ok := err.(*policy.Denied)
	if !ok {
		return err
	}
	e := t.importError(&ExcImportError, StrVal(name), None, "%s", d.Error()).(*Exception)
	e.denied = d
	return e
}

// mayImport returns the denial of a module that Vivarium ships and the policy does not grant; nil for every other.
func (t *Thread) mayImport(name string) error {
	in := t.interp
	if !in.fewModules || t.trusted != "" && (t.trusted == name || strings.HasPrefix(t.trusted, name+".")) {
		return nil
	}
	err := in.host.Policy().Module(name)
	if err == nil || alwaysGranted[name] || !t.ships(name) {
		return nil
	}
	return t.moduleDenied(name, err)
}

// alwaysGranted are the modules that every interpreter has from its start.
var alwaysGranted = map[string]bool{"builtins": true, "sys": true, "__main__": true}

// ships reports whether a module is one of the standard library: native, embedded, or in the library's folder.
func (t *Thread) ships(name string) bool {
	if t.interp.opts.Modules[name] != nil {
		return true
	}
	if _, _, ok := t.embeddedSource(name); ok {
		return true
	}
	dir := t.interp.opts.Stdlib
	if dir == "" {
		return false
	}
	p := dir + "/" + strings.ReplaceAll(name, ".", "/")
	if t.isDir(p) {
		return true
	}
	st, err := t.interp.host.StatSource(p + ".py")
	return err == nil && st.IsRegular()
}

// trust makes name the module that the thread may import whatever the policy says, until the function that it gives is
// called.
func (t *Thread) trust(name string) func() {
	saved := t.trusted
	t.trusted = name
	return func() { t.trusted = saved }
}

// markLibrary marks code, with what is nested in it, as the library's own: what its import statements name is trusted.
func (o *CodeObj) markLibrary() {
	o.library = true
	for _, c := range o.consts {
		if c.exactly(&CodeType) {
			As[CodeObj](c).markLibrary()
		}
	}
}

// NoteDenied marks an exception as that of a denial, and adds a note that names the grant.
func (t *Thread) NoteDenied(e *Exception, d *policy.Denied) error {
	e.denied = d
	_, err := t.CallMethod(e.Val(), Intern("add_note"), StrVal(d.Error()))
	return err
}

// HasDefaultExceptHook reports that the program left sys.excepthook as it was.
func (t *Thread) HasDefaultExceptHook() bool {
	return t.sysAttr("excepthook").ref == t.sysAttr("__excepthook__").ref && t.sysAttr("excepthook").exactly(&NativeFunctionType)
}

// Where is the place in the program's own code where the exception was raised: " at FILE:LINE", or "".
func (e *Exception) Where() string {
	var last *Traceback
	for tb, n := e.tb, 0; tb != nil && n < 1<<20; tb, n = tb.next, n+1 {
		if !tb.frame.rt.obj.library {
			last = tb
		}
	}
	if last == nil {
		return ""
	}
	name := strings.Map(func(r rune) rune { // the program chose it
		if unicode.IsPrint(r) {
			return r
		}
		return '?'
	}, last.frame.rt.obj.filename.s)
	return " at " + name + ":" + strconv.Itoa(last.lineno())
}
