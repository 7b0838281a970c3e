// This file exports what native modules about code and names need.
package core

import "github.com/vivarium-py/vivarium/internal/code"

// CodeOf gives the compiled code of a code object and its constants, nil for any other value.
func CodeOf(v Value) (*code.Code, []Value) {
	if !v.exactly(&CodeType) {
		return nil, nil
	}
	o := As[CodeObj](v)
	return o.c, o.consts
}

// Val is the code object as a Value.
func (o *CodeObj) Val() Value { return obj(&o.Header) }
