// This file is what the native modules of queues and channels share: from Python values to items and back.
package crossing

import (
	"math"
	"time"

	"github.com/vivarium-py/vivarium/internal/core"
)

// Wrap packs a value as an item of the thread's interpreter.
func Wrap(t *core.Thread, v core.Value, u Unbound) (Item, error) {
	p, err := Pack(t, v)
	if err != nil {
		return Item{}, err
	}
	return Item{Cargo: p, Unbound: u}, nil
}

// Drop releases what an operation that failed with err did not take.
func (it *Item) Drop(err error) {
	if _, gone := err.(*Retracted); !gone && it.Cargo != nil {
		it.Cargo.Release()
	}
}

// WaitSeconds reads a timeout in seconds or None; ok is false for a negative one.
func WaitSeconds(t *core.Thread, v core.Value) (d time.Duration, ok bool, err error) {
	if !v.Given() {
		return Forever, true, nil
	}
	secs, err := t.ToFloat(v)
	if err != nil {
		if core.Matches(err, &core.ExcTypeError) {
			err = t.TypeError("'%s' object cannot be interpreted as an integer", v.TypeName())
		}
		return 0, false, err
	}
	switch {
	case math.IsNaN(secs):
		return 0, false, t.ValueError("Invalid value NaN (not a number)")
	case secs < 0:
		return 0, false, nil
	case secs > 9e9:
		return Forever, true, nil
	}
	return time.Duration(math.Ceil(secs * 1e9)), true, nil
}

// HandleClass lets instances of a Python class cross as handles: hold gives what keeps the thing alive and its number, and
// the receiver calls the class of the same name in its own modules with the number.
func HandleClass(in *core.Interpreter, typ *core.Type, hold func(t *core.Thread, v core.Value) (thing any, id int64, err error)) {
	RegisterHandle(in, typ, func(t *core.Thread, v core.Value) (Handle, error) {
		thing, id, err := hold(t, v)
		if err != nil {
			return nil, err
		}
		mod, err := t.GetAttr(typ.Val(), core.Intern("__module__"))
		if err != nil {
			return nil, err
		}
		name := core.AsStr(mod)
		if name == nil {
			return nil, t.TypeError("__module__ of class %s is not a str", typ.Name())
		}
		return &classHandle{thing: thing, id: id, module: name.String(), class: typ.Name()}, nil
	})
}

// classHandle is an instance of a Python class in flight.
type classHandle struct {
	thing         any
	id            int64
	module, class string
}

func (h *classHandle) Open(t *core.Thread) (core.Value, error) {
	if h.thing != nil {
		MemberOf(t.Interp()).Learn(h.thing)
	}
	m, err := t.Import(h.module)
	if err != nil {
		return core.Unbound, err
	}
	cls, err := t.GetAttr(m, core.Intern(h.class))
	if err != nil {
		return core.Unbound, err
	}
	return t.Call(cls, core.Int(h.id))
}

func (h *classHandle) Release() {}

// Refuse is the NotShareableError for an object that only crosses by copying, where that is not wanted.
func Refuse(t *core.Thread, v core.Value) error {
	r, err := t.Repr(v)
	if err != nil {
		return err
	}
	return raise(t, r.String()+" does not support cross-interpreter data", nil)
}
