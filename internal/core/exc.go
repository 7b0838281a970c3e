// This file defines exception objects, which travel through Go code as errors, and Kill, the error of a
// limit, which no Python code can catch.
package core

import (
	"errors"
	"fmt"
	"unsafe"

	"github.com/vivarium-py/vivarium/internal/policy"
)

// Exception is an instance of BaseException. It implements error.
type Exception struct {
	Header
	ext      *instExt
	args     Value // tuple
	tb       *Traceback
	cause    Value          // None if absent
	context  Value          // None if absent
	suppress bool           // __suppress_context__
	denied   *policy.Denied // what the policy refused, if that is why it was raised
	refused  bool           // a MemoryError of the runtime's own
	f        []Value        // fields of the builtin subclass (StopIteration.value, OSError.errno ...), Unbound if unset
}

// excRoom is an instance of a class that a program derives, with room for the attributes that most have.
type excRoom struct {
	Exception
	a [2]Value
}

func excLayout() *Layout {
	l := ExtLayoutOf[Exception](unsafe.Offsetof(Exception{}.ext))
	l.room, l.allocIn = int32(len(excRoom{}.a)), func() *Header { return &new(excRoom).Header }
	return l
}

// Error words the exception as the last line of a traceback does, as far as that needs no Python code.
func (e *Exception) Error() string {
	msg := ""
	if a := AsTuple(e.args); a.Len() > 0 {
		if s := AsStr(a.items[0]); s != nil {
			msg = s.s
		}
	}
	if msg == "" {
		return e.shape.typ.name
	}
	return e.shape.typ.name + ": " + msg
}

// Val is the exception as a Value.
func (e *Exception) Val() Value { return Value{ref: &e.Header} }

// NewException makes an exception of a builtin class from its arguments without running Python code.
func NewException(typ *Type, args ...Value) *Exception {
	e := As[Exception](obj(typ.Alloc()))
	e.args, e.cause, e.context = NewTuple(args...), None, None
	if n := typ.excFields(); n > 0 {
		e.f = make([]Value, n)
		for i := range e.f {
			e.f[i] = Unbound
		}
		if len(args) == 1 && (typ.IsSubtype(&ExcSyntaxError) || typ.IsSubtype(&ExcImportError)) {
			e.f[0] = args[0] // msg
		}
	}
	return e
}

// Raise makes an exception of class typ with a formatted message.
func (t *Thread) Raise(typ *Type, format string, a ...any) error {
	msg, err := t.message(format, a)
	if err != nil {
		return err
	}
	return NewException(typ, StrVal(msg))
}

// newError is Raise for who goes on with the exception: what stands against it comes at the next poll.
func (t *Thread) newError(typ *Type, format string, a ...any) *Exception {
	msg, _ := t.message(format, a)
	return NewException(typ, StrVal(msg))
}

// message formats a message and charges for a long one.
func (t *Thread) message(format string, a []any) (string, error) {
	if len(a) == 0 {
		return format, nil
	}
	msg := fmt.Sprintf(format, a...)
	if len(msg) > uncharged {
		return msg, t.Charge(2 * len(msg))
	}
	return msg, nil
}

// RaiseValue makes an exception of class typ with one argument.
func (t *Thread) RaiseValue(typ *Type, arg Value) error { return NewException(typ, arg) }

func (t *Thread) TypeError(format string, a ...any) error {
	return t.Raise(&ExcTypeError, format, a...)
}
func (t *Thread) ValueError(format string, a ...any) error {
	return t.Raise(&ExcValueError, format, a...)
}
func (t *Thread) IndexError(format string, a ...any) error {
	return t.Raise(&ExcIndexError, format, a...)
}
func (t *Thread) OverflowError(format string, a ...any) error {
	return t.Raise(&ExcOverflowError, format, a...)
}
func (t *Thread) RuntimeError(format string, a ...any) error {
	return t.Raise(&ExcRuntimeError, format, a...)
}
func (t *Thread) SystemError(format string, a ...any) error {
	return t.Raise(&ExcSystemError, format, a...)
}
func (t *Thread) KeyError(key Value) error { return NewException(&ExcKeyError, key) }

// StopIteration makes the exception that carries a generator's return value.
func StopIteration(v Value) error {
	var e *Exception
	if v.IsNone() {
		e = NewException(&ExcStopIteration)
	} else {
		e = NewException(&ExcStopIteration, v)
	}
	e.f[0] = v
	return e
}

// ExceptionOf gives the Python exception that an error carries, nil for a Kill or a Go error.
func ExceptionOf(err error) *Exception {
	if e, ok := err.(*Exception); ok {
		return e
	}
	var e *Exception
	if errors.As(err, &e) {
		return e
	}
	return nil
}

// Matches reports that err is a Python exception whose class is typ or inherits from it.
func Matches(err error, typ *Type) bool {
	e, ok := err.(*Exception)
	return ok && e.shape.typ.IsSubtype(typ)
}

// AddNote adds a note to the exception that err carries, if it does, and gives err back.
func (t *Thread) AddNote(err error, format string, a ...any) error {
	if e, ok := err.(*Exception); ok {
		if _, nerr := t.CallMethod(e.Val(), Intern("add_note"), StrVal(fmt.Sprintf(format, a...))); nerr != nil && ExceptionOf(nerr) == nil {
			return nerr
		}
	}
	return err
}
