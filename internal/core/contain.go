// This file contains crashes: a Go panic while an interpreter runs ends that interpreter with a report, and nothing else.
package core

import (
	"fmt"
	"runtime/debug"
)

// InternalError is a bug of Vivarium that ended an interpreter. Its stack is for the bug report.
type InternalError struct {
	Panic any
	Stack []byte
}

func (e *InternalError) Error() string { return fmt.Sprintf("internal error: %v", e.Panic) }

// Protect runs f for the thread's interpreter. A panic in it kills the interpreter and is given as an *InternalError;
// afterwards the interpreter can only be closed.
func (t *Thread) Protect(f func() error) (err error) {
	defer func() {
		if p := recover(); p != nil {
			ie := &InternalError{Panic: p, Stack: debug.Stack()}
			t.interp.Kill(&Kill{Limit: "internal error"})
			err = ie
		}
	}()
	return f()
}
