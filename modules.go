// This file makes modules of Go functions and values.

package vivarium

import (
	"context"
	"fmt"
	"reflect"
	"slices"

	"github.com/vivarium-py/vivarium/internal/core"
)

// Module is a module written in Go: import NAME in Python finds it before modules of the same name in Config.FS or Path.
// It is made anew in each interpreter that imports it, so that what it holds belongs to that interpreter alone.
type Module struct {
	Name string // a Python identifier
	Doc  string // __doc__

	// Members are the module's functions and constants, converted when it is first imported.
	Members map[string]any

	// Init, if not nil, runs at the first import in an interpreter and gives further members, which may hold state of that
	// interpreter: functions that close over it. ctx is for calls back into the interpreter. An error is raised by the import.
	Init func(ctx context.Context, in *Interpreter) (map[string]any, error)
}

// Register makes further Go modules importable, as Config.Modules does.
func (in *Interpreter) Register(modules ...Module) error {
	return in.RegisterContext(context.Background(), modules...)
}

// RegisterContext is Register with a context, for use inside Go functions that Python called.
func (in *Interpreter) RegisterContext(ctx context.Context, modules ...Module) error {
	if in.remote != nil {
		return in.remote.register(ctx, modules)
	}
	return in.enter(ctx, func(t *core.Thread) error {
		for _, m := range modules {
			if err := in.register(m); err != nil {
				return err
			}
		}
		return nil
	})
}

func (in *Interpreter) register(m Module) error {
	if !identifier(m.Name) {
		return fmt.Errorf("vivarium: module %q: %w", m.Name, errNoModuleName)
	}
	in.core.AddModule(&core.ModuleDef{Name: m.Name, Doc: m.Doc, Init: func(t *core.Thread, mod *core.Module) error {
		if err := in.addMembers(t, mod, m.Name, m.Members); err != nil {
			return err
		}
		if m.Init == nil {
			return nil
		}
		w := in.openWindow(t)
		parent := in.conv.ctxs[t]
		if parent == nil {
			parent = context.Background()
		}
		f := goFunc{in: in, name: m.Name + ".Init", fn: reflect.ValueOf(m.Init), err: true}
		var outs []reflect.Value
		var err error
		args := []reflect.Value{reflect.ValueOf(&callContext{parent, w}), reflect.ValueOf(in)}
		t.Block(func() { outs, err = f.invoke(w, args) })
		w.dropGate()
		if k := in.core.Killed(); k != nil {
			return k
		}
		if err != nil {
			return in.raise(t, err)
		}
		members, _ := outs[0].Interface().(map[string]any)
		return in.addMembers(t, mod, m.Name, members)
	}})
	return nil
}

func (in *Interpreter) addMembers(t *core.Thread, mod *core.Module, name string, members map[string]any) error {
	names := make([]string, 0, len(members))
	for n := range members {
		names = append(names, n)
	}
	slices.Sort(names)
	for _, n := range names {
		var v core.Value
		var err error
		if f := reflect.ValueOf(members[n]); f.Kind() == reflect.Func && !f.IsNil() {
			v, err = in.newFunc(f, n, name)
		} else {
			v, err = in.encode(t, members[n])
		}
		if e, ok := err.(*ConversionError); ok {
			return t.TypeError("%s", validText("module "+name+": "+n+": "+e.Error()))
		}
		if err != nil {
			return err
		}
		mod.Dict().SetStr(core.Intern(n), v)
	}
	return nil
}
