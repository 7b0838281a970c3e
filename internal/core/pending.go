package core

import (
	"unsafe"
)

// Temporary declarations while the core is being written; each moves to its concept's file.
type typeState struct{}
type traceState struct{}

func (in *Interpreter) switchSeconds() float64 {
	if in.switchInterval > 0 {
		return in.switchInterval
	}
	return 0.005
}

var sysFuncList []Func

func sysFuncsOnce() []Func { return sysFuncList }

func (t *Thread) rememberSource(filename string, src []byte) {}

func (t *Thread) address(v Value) uintptr { return uintptr(unsafe.Pointer(v.ref)) }
