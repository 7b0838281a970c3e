// This file defines the errors of the API: what Python raised, what a limit or a kill ended, what could not be converted.

package vivarium

import (
	"errors"
	"fmt"
	"strconv"
	"strings"
	"time"

	"github.com/vivarium-py/vivarium/internal/policy"
)

var (
	// ErrClosed is the error of every call on an interpreter or runtime that has been closed.
	ErrClosed = errors.New("vivarium: closed")
	// ErrKilled is wrapped by the error of a run that was ended by force (Kill, a cancelled context, a limit, a crash),
	// and of every later call on that interpreter, which can then only be closed.
	ErrKilled = errors.New("vivarium: the interpreter was killed")
)

// PythonError is an exception that Python code did not handle.
//
// Unwrap gives the Go error that the exception carries, if it is one that a Go function returned, the exception's
// __cause__ as another *PythonError, and the members of an exception group, so that errors.Is and errors.As see
// through Python.
//
// Python code that asks for more memory at once than Limits.Memory leaves it gets a MemoryError, which it may handle. Where it does
// not, errors.Is(err, ErrMemoryLimit) holds as for one that was killed at the limit, but errors.Is(err, ErrKilled) does not: the
// interpreter can go on.
//
// A Go function called from Python may return a *PythonError to raise that exception; see Raise.
type PythonError struct {
	Type      string   // the class: "ValueError", or with its module: "json.decoder.JSONDecodeError"
	Message   string   // str(exception)
	Traceback string   // the text that Python would print, with its final newline
	Notes     []string // what add_note() added
	Frames    []Frame  // the calls that led to it, outermost first, at most 1,000

	// At most 100 exceptions are followed. Cause is __cause__ (raise ... from ...), Context is the exception that was being handled when this one was raised;
	// nil if there is none.
	Cause, Context *PythonError

	// Value is the exception object, for its attributes; nil after a crash. It belongs to the interpreter.
	Value *Object

	bases   []string // names of the classes it inherits from, itself first
	wrapped []error
	code    int // of a SystemExit
	isExit  bool
	refused bool // a MemoryError because of Limits.Memory
}

// Frame is one call of a traceback.
type Frame struct {
	File     string // as in the traceback: a path, "<string>" ...
	Line     int    // from 1
	Function string // qualified name, "<module>" for the top of a file
}

// Error is the last line of the traceback: "ValueError: no such user".
func (e *PythonError) Error() string {
	if e == nil {
		return "<nil>" // as fmt has it
	}
	if e.Message == "" {
		return e.Type
	}
	return e.Type + ": " + e.Message
}

// Unwrap gives the errors that the exception carries; see PythonError.
func (e *PythonError) Unwrap() []error {
	if e == nil {
		return nil
	}
	if e.Cause == nil {
		return e.wrapped
	}
	return append(e.wrapped[:len(e.wrapped):len(e.wrapped)], e.Cause)
}

// Is makes errors.Is(err, Raise("ValueError", "")) report whether the exception is a ValueError: a target without a
// message matches every exception of that class or of one that inherits from it.
func (e *PythonError) Is(target error) bool {
	if l, ok := target.(*LimitError); ok {
		return e != nil && e.refused && l.Resource == "memory" && l.Limit == 0
	}
	t, ok := target.(*PythonError)
	if !ok || t == nil || e == nil {
		return false
	}
	return t.Value == nil && t.Message == "" && e.IsA(t.Type)
}

// IsA reports whether the exception's class is the named one or inherits from it. Builtin classes are named as they are,
// others with their module: "ValueError", "json.decoder.JSONDecodeError".
func (e *PythonError) IsA(class string) bool {
	if e == nil {
		return false
	}
	if e.Type == class {
		return true
	}
	for _, b := range e.bases {
		if b == class {
			return true
		}
	}
	return false
}

// ExitCode reports whether the program ended by sys.exit() (SystemExit), and with which status. Errors of other kinds
// give 1, false; nil gives 0, false.
func ExitCode(err error) (code int, exited bool) {
	if err == nil {
		return 0, false
	}
	var pe *PythonError
	if errors.As(err, &pe) && pe != nil && pe.isExit {
		return pe.code, true
	}
	return 1, false
}

// Raise makes an error that a Go function returns to raise an exception in Python: class is a builtin exception
// ("ValueError") or one of a module that the interpreter has imported or can import ("json.decoder.JSONDecodeError").
func Raise(class, message string) *PythonError { return &PythonError{Type: class, Message: message} }

// Raisef is Raise with a formatted message. Errors that are formatted with %w are wrapped.
func Raisef(class, format string, a ...any) *PythonError {
	err := fmt.Errorf(format, a...)
	e := &PythonError{Type: class, Message: err.Error()}
	switch u := err.(type) {
	case interface{ Unwrap() error }:
		e.wrapped = []error{u.Unwrap()}
	case interface{ Unwrap() []error }:
		e.wrapped = u.Unwrap()
	}
	return e
}

// LimitError says that the interpreter went over one of its Limits, which killed it: errors.Is(err, ErrKilled) holds.
type LimitError struct {
	Resource string // "time", "cpu", "memory", "output", "recursion", "threads", "handles", "children", "instructions"
	Limit    int64  // nanoseconds for time and cpu, bytes for memory and output, else a count
	Used     int64  // in the same unit; 0 where it is not known
}

// The errors of the limits, for errors.Is.
var (
	ErrTimeLimit        = &LimitError{Resource: "time"}
	ErrCPULimit         = &LimitError{Resource: "cpu"}
	ErrMemoryLimit      = &LimitError{Resource: "memory"}
	ErrOutputLimit      = &LimitError{Resource: "output"}
	ErrRecursionLimit   = &LimitError{Resource: "recursion"}
	ErrThreadLimit      = &LimitError{Resource: "threads"}
	ErrHandleLimit      = &LimitError{Resource: "handles"}
	ErrChildLimit       = &LimitError{Resource: "children"}
	ErrInstructionLimit = &LimitError{Resource: "instructions"}
)

// Error says which limit was passed: "vivarium: time limit of 1s exceeded (1.002s used)".
func (e *LimitError) Error() string {
	switch e.Resource {
	case "time", "cpu":
		if e.Used == 0 {
			return fmt.Sprintf("vivarium: %s limit of %v exceeded", e.Resource, time.Duration(e.Limit))
		}
		return fmt.Sprintf("vivarium: %s limit of %v exceeded (%v used)", e.Resource, time.Duration(e.Limit), time.Duration(e.Used).Round(time.Microsecond))
	case "memory", "output":
		if e.Used == 0 {
			return fmt.Sprintf("vivarium: %s limit of %s exceeded", e.Resource, policy.FormatSize(e.Limit))
		}
		return fmt.Sprintf("vivarium: %s limit of %s exceeded (%s used)", e.Resource, policy.FormatSize(e.Limit), policy.FormatSize(e.Used))
	}
	return fmt.Sprintf("vivarium: %s limit of %d exceeded", e.Resource, e.Limit)
}

// Is reports a LimitError of the same resource: errors.Is(err, vivarium.ErrTimeLimit).
func (e *LimitError) Is(target error) bool {
	t, ok := target.(*LimitError)
	return ok && t.Resource == e.Resource && t.Limit == 0
}

// Unwrap gives ErrKilled.
func (e *LimitError) Unwrap() error { return ErrKilled }

// killedError is the error of a run that a context or Kill ended, and of calls after it.
type killedError struct {
	why   string
	cause []error // ErrKilled and what ended the run
}

func (e *killedError) Error() string   { return "vivarium: " + e.why }
func (e *killedError) Unwrap() []error { return e.cause }

// InternalError is a bug of Vivarium that ended an interpreter; the process and its other interpreters go on.
// errors.Is(err, ErrKilled) holds. Please report it with its Stack.
type InternalError struct {
	Panic any
	Stack []byte
}

// Error says what went wrong.
func (e *InternalError) Error() string {
	return fmt.Sprintf("vivarium: internal error: %v (a bug in Vivarium: please report it)", e.Panic)
}

// Unwrap gives ErrKilled.
func (e *InternalError) Unwrap() error { return ErrKilled }

// PanicError is the panic of a Go function that Python called. It is contained: Python sees a GoError that it may
// handle, and where it does not, errors.As finds the *PanicError in what the call returns.
type PanicError struct {
	Func  string // the function's Python name
	Value any    // of the panic
	Stack []byte
}

// Error names the function and the panic's value.
func (e *PanicError) Error() string {
	return fmt.Sprintf("panic in Go function %s: %v", e.Func, e.Value)
}

// Unwrap gives the panic's value where that is an error.
func (e *PanicError) Unwrap() error {
	err, _ := e.Value.(error)
	return err
}

// ConversionError says that a value has no counterpart on the other side. In Python it is a TypeError, or an
// OverflowError where a number is out of range.
type ConversionError struct {
	Path    string // where in the value: "messages[1].role"; "" for the value itself
	Message string // "got int, want string"
	Range   bool   // a number is out of the range of its Go type
	Err     error  // what caused it, nil if nothing did
}

// Error is the path and what is wrong there: "messages[1].role: got int, want string".
func (e *ConversionError) Error() string {
	if e.Path == "" {
		return e.Message
	}
	const most = 200
	if len(e.Path) > most { // of something nested very deeply
		return strings.ToValidUTF8(e.Path[:most/2], "") + "..." + strings.ToValidUTF8(e.Path[len(e.Path)-most/4:], "") + ": " + e.Message
	}
	return e.Path + ": " + e.Message
}

// Unwrap gives the cause.
func (e *ConversionError) Unwrap() error { return e.Err }

// convErr makes a ConversionError without a path.
func convErr(format string, a ...any) *ConversionError {
	return &ConversionError{Message: fmt.Sprintf(format, a...)}
}

// at puts a step before the path of a conversion error; other errors pass unchanged.
func at(err error, step string) error {
	e, ok := err.(*ConversionError)
	if !ok {
		return err
	}
	switch {
	case e.Path == "":
		e.Path = strings.TrimPrefix(step, ".")
	case e.Path[0] == '[':
		e.Path = strings.TrimPrefix(step, ".") + e.Path
	default:
		e.Path = strings.TrimPrefix(step, ".") + "." + e.Path
	}
	return e
}

func atIndex(err error, i int) error {
	if _, ok := err.(*ConversionError); !ok {
		return err
	}
	return at(err, "["+strconv.Itoa(i)+"]")
}

func atKey(err error, key string) error {
	if _, ok := err.(*ConversionError); !ok {
		return err
	}
	if identifier(key) {
		return at(err, key)
	}
	return at(err, "["+policy.Quote(key)+"]")
}

func identifier(s string) bool {
	for i, r := range s {
		if r != '_' && (r < 'a' || r > 'z') && (r < 'A' || r > 'Z') && (i == 0 || r < '0' || r > '9') && r < 128 {
			return false
		}
	}
	return s != ""
}
