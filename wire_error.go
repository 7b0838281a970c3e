// This file carries errors between a process and its workers, so that errors.Is and errors.As find on the one side what
// they would on the other.

package vivarium

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"github.com/vivarium-py/vivarium/internal/core"
)

// Kinds of errors on the wire.
const (
	errText       = iota // an error of another kind: its text, and what it wraps
	errPython            // *PythonError
	errConversion        // *ConversionError
	errPrefixed          // what was converted, before the *ConversionError that it wraps
	errLimit             // *LimitError
	errKill              // a killedError
	errInternal          // *InternalError
	errIsClosed          // ErrClosed
	errIsKilled          // ErrKilled
	errIsCanceled
	errIsDeadline
	errGo          // an error of Go, which the parent holds
	errWindowEnded // the Go function that the request belongs to has returned
	errNotExist    // of a file system
	errPermission
)

// wError is an error on the wire.
type wError struct {
	Kind   int       `cbor:"0,keyasint"`
	Text   string    `cbor:"1,keyasint,omitempty"`
	Path   string    `cbor:"2,keyasint,omitempty"`
	Range  bool      `cbor:"3,keyasint,omitempty"`
	Causes []*wError `cbor:"4,keyasint,omitempty"`
	Limit  int64     `cbor:"5,keyasint,omitempty"`
	Used   int64     `cbor:"6,keyasint,omitempty"`
	Go     uint64    `cbor:"7,keyasint,omitempty"`
	Repr   string    `cbor:"8,keyasint,omitempty"`
	Py     *wPython  `cbor:"9,keyasint,omitempty"`
}

type wPython struct {
	_              struct{} `cbor:",toarray"`
	Type, Message  string
	Traceback      string
	Notes          []string
	Frames         []Frame
	Cause, Context *wError
	Value          *wObject
	Bases          []string
	Wrapped        []*wError
	Code           int
	Exit, Refused  bool
}

func validUTF8(s string) string { return strings.ToValidUTF8(s, "\uFFFD") }

// errorSide is what each side does with what errors hold.
type errorSide interface {
	sendObject(o *Object) (wObject, bool)
	recvObject(w wObject) *Object
	sendGoError(err error) *wError         // an error that only its own process knows, nil to send its text
	recvGoError(w *wError, in error) error // in is the *PythonError that it wraps, nil if there is none
}

// maxErrorDepth bounds how deep errors wrap each other on the wire.
const maxErrorDepth = 50

func wireError(s errorSide, err error) *wError { return sendError(s, err, 0) }

func sendError(s errorSide, err error, depth int) *wError {
	if err == nil {
		return nil
	}
	if depth > maxErrorDepth {
		return &wError{Text: "..."}
	}
	w := &wError{}
	all := func(l []error) {
		for _, e := range l {
			if len(w.Causes) < maxErrors {
				w.Causes = append(w.Causes, sendError(s, e, depth+1))
			}
		}
	}
	switch err {
	case ErrClosed:
		w.Kind = errIsClosed
		return w
	case ErrKilled:
		w.Kind = errIsKilled
		return w
	case context.Canceled:
		w.Kind = errIsCanceled
		return w
	case context.DeadlineExceeded:
		w.Kind = errIsDeadline
		return w
	case errWindow:
		w.Kind = errWindowEnded
		return w
	}
	switch e := err.(type) {
	case *PythonError:
		if g := s.sendGoError(err); g != nil {
			return g
		}
		w.Kind, w.Py = errPython, sendPython(s, e, depth)
	case *ConversionError:
		w.Kind, w.Path, w.Text, w.Range = errConversion, validUTF8(e.Path), validUTF8(e.Message), e.Range
		if e.Err != nil {
			all([]error{e.Err})
		}
	case *prefixed:
		w.Kind, w.Text = errPrefixed, validUTF8(e.what)
		all([]error{e.err})
	case *LimitError:
		w.Kind, w.Text, w.Limit, w.Used = errLimit, e.Resource, e.Limit, e.Used
	case *killedError:
		w.Kind, w.Text = errKill, validUTF8(e.why)
		all(e.cause)
	case *InternalError:
		w.Kind, w.Text, w.Repr = errInternal, validUTF8(fmt.Sprint(e.Panic)), validUTF8(string(e.Stack))
	case *core.Exception, *core.Kill:
		w.Text = "an exception that was not converted" // goError leaves none
	default:
		if g := s.sendGoError(err); g != nil {
			return g
		}
		w.Text = validUTF8(err.Error())
		switch u := err.(type) {
		case interface{ Unwrap() error }:
			if c := u.Unwrap(); c != nil {
				all([]error{c})
			}
		case interface{ Unwrap() []error }:
			all(u.Unwrap())
		}
	}
	return w
}

func sendPython(s errorSide, e *PythonError, depth int) *wPython {
	w := &wPython{Type: validUTF8(e.Type), Message: validUTF8(e.Message), Traceback: validUTF8(e.Traceback), Frames: e.Frames, Bases: e.bases, Code: e.code, Exit: e.isExit, Refused: e.refused}
	for _, n := range e.Notes {
		w.Notes = append(w.Notes, validUTF8(n))
	}
	if e.Value != nil {
		if o, ok := s.sendObject(e.Value); ok {
			w.Value = &o
		}
	}
	if e.Cause != nil {
		w.Cause = sendError(s, e.Cause, depth+1)
	}
	if e.Context != nil {
		w.Context = sendError(s, e.Context, depth+1)
	}
	for _, x := range e.wrapped {
		w.Wrapped = append(w.Wrapped, sendError(s, x, depth+1))
	}
	return w
}

func unwireError(s errorSide, w *wError) error { return recvError(s, w, 0) }

// wrappedText is an error of another kind as it arrives.
type wrappedText struct {
	text   string
	causes []error
}

func (e *wrappedText) Error() string   { return e.text }
func (e *wrappedText) Unwrap() []error { return e.causes }

func recvError(s errorSide, w *wError, depth int) error {
	if w == nil {
		return nil
	}
	if depth > maxErrorDepth+1 || len(w.Causes) > maxErrors {
		return errors.New("...")
	}
	var causes []error
	for _, c := range w.Causes {
		if e := recvError(s, c, depth+1); e != nil {
			causes = append(causes, e)
		}
	}
	switch w.Kind {
	case errIsClosed:
		return ErrClosed
	case errIsKilled:
		return ErrKilled
	case errIsCanceled:
		return context.Canceled
	case errIsDeadline:
		return context.DeadlineExceeded
	case errWindowEnded:
		return errWindow
	case errPython:
		if w.Py != nil {
			return recvPython(s, w.Py, depth)
		}
	case errConversion:
		e := &ConversionError{Path: w.Path, Message: w.Text, Range: w.Range}
		if len(causes) > 0 {
			e.Err = causes[0]
		}
		return e
	case errPrefixed:
		if len(causes) > 0 {
			if ce, ok := causes[0].(*ConversionError); ok {
				return &prefixed{w.Text, ce}
			}
		}
	case errLimit:
		return &LimitError{Resource: w.Text, Limit: w.Limit, Used: w.Used}
	case errKill:
		if len(causes) == 0 {
			causes = []error{ErrKilled}
		}
		return &killedError{why: w.Text, cause: causes}
	case errInternal:
		return &InternalError{Panic: w.Text, Stack: []byte(w.Repr)}
	case errGo:
		var in error
		if len(causes) > 0 {
			in = causes[0]
		}
		return s.recvGoError(w, in)
	}
	return &wrappedText{w.Text, causes}
}

func recvPython(s errorSide, w *wPython, depth int) *PythonError {
	e := &PythonError{Type: w.Type, Message: w.Message, Traceback: w.Traceback, Notes: w.Notes, Frames: w.Frames, bases: w.Bases, code: w.Code, isExit: w.Exit, refused: w.Refused}
	if len(e.Notes) > maxNotes || len(e.Frames) > maxFrames || len(w.Wrapped) > maxErrors {
		return &PythonError{Type: w.Type, Message: w.Message}
	}
	if w.Value != nil {
		e.Value = s.recvObject(*w.Value)
	}
	for _, x := range w.Wrapped {
		if err := recvError(s, x, depth+1); err != nil {
			e.wrapped = append(e.wrapped, err)
		}
	}
	e.Cause, _ = recvError(s, w.Cause, depth+1).(*PythonError)
	e.Context, _ = recvError(s, w.Context, depth+1).(*PythonError)
	return e
}

// errWindow is the answer to a request of a Go function that has returned.
var errWindow = errors.New("vivarium: the Go function has returned")
