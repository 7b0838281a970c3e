// This file implements what python3's site adds to builtins for people at a prompt: exit, quit, help, copyright, credits and
// license. The objects hold nothing, so that all interpreters share them.
package core

// siteObject is one of them: a name, what repr shows, and what a call does.
type siteObject struct {
	Header
	name string
	text string
}

var quitterType, printerType, helperType Type

const (
	copyrightText = "Copyright (c) the authors of Vivarium.\nAll Rights Reserved."
	creditsText   = "Vivarium is an implementation of the Python language in Go. Thanks to everyone who made Python,\nand to the authors of the libraries that Vivarium builds on."
	licenseText   = "Vivarium is distributed under the BSD 3-Clause License; see the file LICENSE of its sources."
	helpText      = "Type help() for interactive help, or help(object) for help about object."
)

func setupSiteBuiltins() {
	self := func(v Value) *siteObject { return As[siteObject](v) }
	repr := func(t *Thread, v Value) (Value, error) { return StrVal(self(v).text), nil }
	layout := LayoutOf[siteObject]()
	slot := func(f func(t *Thread, v Value, args []Value, names *Tuple) (Value, error)) Slots {
		return Slots{Repr: repr, Call: f}
	}
	quitterType.Setup(&TypeSpec{Name: "_sitebuiltins.Quitter", Layout: layout, Flags: flagNoNew | flagAtom | flagGenericGet | flagGenericSet,
		Slots: slot(func(t *Thread, v Value, args []Value, names *Tuple) (Value, error) {
			code, err := t.optionalArg("Quitter.__call__", "code", args, names)
			if err != nil {
				return Unbound, err
			}
			// Whoever reads standard input sees that it is over, even if the exception is caught.
			if f := t.sysAttr("stdin"); f.Given() {
				if _, err := t.CallMethod(f, nClose); err != nil && ExceptionOf(err) == nil {
					return Unbound, err
				}
			}
			return Unbound, systemExitOf(code)
		}),
		Members: []GetSet{
			{Name: "name", Get: func(t *Thread, v Value) (Value, error) { return StrVal(self(v).name), nil }},
			{Name: "eof", Get: func(t *Thread, v Value) (Value, error) { return StrVal("Ctrl-D (i.e. EOF)"), nil }},
		}})
	printerType.Setup(&TypeSpec{Name: "_sitebuiltins._Printer", Layout: layout, Flags: flagNoNew | flagAtom | flagGenericGet | flagGenericSet,
		Slots: slot(func(t *Thread, v Value, args []Value, names *Tuple) (Value, error) {
			if len(args) > 0 {
				return Unbound, t.TypeError("_Printer.__call__() takes 1 positional argument but %d were given", len(args)+1)
			}
			f, err := t.builtin("print")
			if err != nil {
				return Unbound, err
			}
			return t.Call(f, StrVal(self(v).text))
		})})
	helperType.Setup(&TypeSpec{Name: "_sitebuiltins._Helper", Layout: layout, Flags: flagNoNew | flagAtom | flagGenericGet | flagGenericSet,
		Slots: slot(func(t *Thread, v Value, args []Value, names *Tuple) (Value, error) {
			m, err := t.Import("_sitehelp")
			if err != nil {
				return Unbound, err
			}
			f, err := t.GetAttr(m, Intern("help"))
			if err != nil {
				return Unbound, err
			}
			return t.CallKw(f, args, names)
		})})
}

// systemExitOf makes the SystemExit with a code, None meaning success.
func systemExitOf(code Value) error {
	e := NewException(&ExcSystemExit, code)
	if len(e.f) > 0 {
		e.f[0] = code
	}
	return e
}

// optionalArg binds one argument that may be absent, which gives None.
func (t *Thread) optionalArg(fn, name string, args []Value, names *Tuple) (Value, error) {
	n := names.Len()
	switch {
	case len(args) > 1:
		return Unbound, t.TypeError("%s() takes from 1 to 2 positional arguments but %d were given", fn, len(args)-n+1)
	case n == 1 && !names.items[0].isText(name):
		return Unbound, t.TypeError("%s() got an unexpected keyword argument '%s'", fn, As[Str](names.items[0]).s)
	case len(args) == 0:
		return None, nil
	}
	return args[0], nil
}

// addSiteBuiltins puts the objects into the dict of builtins.
func addSiteBuiltins(d *Dict) {
	add := func(typ *Type, name, text string) {
		d.SetStr(Intern(name), Make(typ, &(&siteObject{name: name, text: text}).Header))
	}
	for _, n := range []string{"exit", "quit"} {
		add(&quitterType, n, "Use "+n+"() or Ctrl-D (i.e. EOF) to exit")
	}
	add(&printerType, "copyright", copyrightText)
	add(&printerType, "credits", creditsText)
	add(&printerType, "license", licenseText)
	add(&helperType, "help", helpText)
}
