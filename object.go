// This file defines Object: a Python object that Go holds.

package vivarium

import (
	"context"
	"runtime"

	"github.com/vivarium-py/vivarium/internal/core"
)

// Object is a Python object of one interpreter, held by Go: what has no counterpart in Go arrives as one, and any value
// does where the place for it is a *Object. Handed back to the same interpreter it is the same object; no other one
// takes it. It keeps the object alive, and fails with ErrClosed once the interpreter is closed.
type Object struct {
	in *Interpreter
	v  core.Value

	remote *sentHandle // in a worker process instead of v
	typ    string      // its class then
}

// Interpreter is the interpreter that the object belongs to.
func (o *Object) Interpreter() *Interpreter { return o.in }

// Type names the object's class, with its module where that is not builtins or __main__: "int", "pathlib.PosixPath".
func (o *Object) Type() string {
	if o.remote != nil {
		return o.typ
	}
	return o.v.Type().FullName()
}

// String names the class: "<Python object of class pathlib.PosixPath>". It runs no Python; see Repr.
func (o *Object) String() string {
	if o == nil {
		return "<nil>"
	}
	return "<Python object of class " + o.Type() + ">"
}

// Repr is repr(object).
func (o *Object) Repr(ctx context.Context) (string, error) {
	var out string
	if r := o.in.remote; r != nil {
		err := r.onObject(ctx, o, opRepr, &wCall{}, "the repr", &out)
		return out, err
	}
	err := o.in.enter(ctx, func(t *core.Thread) error {
		s, err := t.Repr(o.v)
		if err == nil {
			out = goText(s)
		}
		return err
	})
	return out, err
}

// Call calls the object. As in Interpreter.Call, the last argument is where the result goes, a pointer or nil.
func (o *Object) Call(ctx context.Context, args ...any) error {
	args, out, err := splitOut("Call", args)
	if err != nil {
		return err
	}
	if r := o.in.remote; r != nil {
		c := &wCall{}
		if err := r.args(c, "the call", args); err != nil {
			return err
		}
		defer runtime.KeepAlive(args)
		return r.onObject(ctx, o, opCallObject, c, "result of the call", out)
	}
	return o.in.enter(ctx, func(t *core.Thread) error { return o.in.call(t, o.v, "the call", args, out) })
}

// CallMethod calls a method of the object, as Call does.
func (o *Object) CallMethod(ctx context.Context, name string, args ...any) error {
	args, out, err := splitOut("CallMethod "+name, args)
	if err != nil {
		return err
	}
	if r := o.in.remote; r != nil {
		c := &wCall{Name: validUTF8(name)}
		if err := r.args(c, name, args); err != nil {
			return err
		}
		defer runtime.KeepAlive(args)
		return r.onObject(ctx, o, opCallMethod, c, "result of "+name, out)
	}
	return o.in.enter(ctx, func(t *core.Thread) error {
		f, err := t.GetAttr(o.v, core.Intern(name))
		if err != nil {
			return err
		}
		return o.in.call(t, f, name, args, out)
	})
}

// Attr stores an attribute in *out.
func (o *Object) Attr(ctx context.Context, name string, out any) error {
	if r := o.in.remote; r != nil {
		return r.onObject(ctx, o, opAttr, &wCall{Name: validUTF8(name)}, name, out)
	}
	return o.in.enter(ctx, func(t *core.Thread) error {
		v, err := t.GetAttr(o.v, core.Intern(name))
		if err != nil {
			return err
		}
		return o.in.result(t, name, v, out)
	})
}

// SetAttr sets an attribute.
func (o *Object) SetAttr(ctx context.Context, name string, value any) error {
	if r := o.in.remote; r != nil {
		x, err := r.named(value, name)
		if err != nil {
			return err
		}
		defer runtime.KeepAlive(value)
		return r.onObject(ctx, o, opSetAttr, &wCall{Name: validUTF8(name), Args: []any{x}}, "", nil)
	}
	return o.in.enter(ctx, func(t *core.Thread) error {
		v, err := o.in.encodeNamed(t, value, name)
		if err != nil {
			return err
		}
		return t.SetAttr(o.v, core.Intern(name), v)
	})
}

// Convert stores the object in *out, converted as a result would be.
func (o *Object) Convert(ctx context.Context, out any) error {
	if r := o.in.remote; r != nil {
		return r.onObject(ctx, o, opConvert, &wCall{}, "the object", out)
	}
	return o.in.enter(ctx, func(t *core.Thread) error { return o.in.result(t, "the object", o.v, out) })
}
