// This file keeps which classes cross as handles to a shared thing (queues, channels, interpreters), and answers
// is_shareable.
package crossing

import (
	"sync"

	"github.com/vivarium-py/vivarium/internal/core"
)

// Handle is a thing outside any interpreter, on its way to one. Open makes the receiver's object for it and takes it
// over; Release gives it up unopened.
type Handle interface {
	Open(t *core.Thread) (core.Value, error)
	Release()
}

// holdFunc makes the handle of an instance, in the sender.
type holdFunc func(t *core.Thread, v core.Value) (Handle, error)

type registryKey struct{}

func registry(in *core.Interpreter) map[*core.Type]holdFunc {
	return core.StateOf(in, registryKey{}, func() map[*core.Type]holdFunc { return map[*core.Type]holdFunc{} })
}

// nativeHandles are the builtin types that some interpreter has registered.
var nativeHandles sync.Map

// RegisterHandle makes the instances of typ itself (not of subclasses) cross as handles: hold is called in the sender,
// the interpreter in.
func RegisterHandle(in *core.Interpreter, typ *core.Type, hold func(t *core.Thread, v core.Value) (Handle, error)) {
	if hold == nil {
		delete(registry(in), typ)
		return
	}
	registry(in)[typ] = hold
	if !typ.HeapType() {
		nativeHandles.Store(typ, true)
	}
}

// Shareable is is_shareable as CPython 3.14 answers it: whether objects of this very type cross without pickling. It is
// not asked of a tuple's items.
func Shareable(v core.Value) bool {
	typ := v.Type()
	switch typ {
	case &core.NoneType, &core.BoolType, &core.IntType, &core.FloatType, &core.StrType, &core.BytesType, &core.TupleType, &core.MemoryViewType:
		return true
	}
	if typ.HeapType() {
		in := typ.Owner()
		return in != nil && registry(in)[typ] != nil
	}
	_, ok := nativeHandles.Load(typ)
	return ok
}
