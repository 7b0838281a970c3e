// This file joins Go to the channels of Python.
package vivarium

import (
	"reflect"

	"github.com/vivarium-py/vivarium/internal/core"
)

func (e *encoder) channelEnd(v reflect.Value, t reflect.Type) (func(t *core.Thread) (core.Value, error), bool) {
	return nil, false
}

func (d *decoder) channel(v core.Value) (any, bool) { return nil, false }

func (d *decoder) channelInto(v core.Value, dst reflect.Value, t reflect.Type) (bool, error) {
	return false, nil
}
