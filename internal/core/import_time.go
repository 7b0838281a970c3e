// This file implements -X importtime: how long each import took, itself and with those that it led to.
package core

import "fmt"

// importTimes is where an interpreter's imports stand, in nanoseconds. It belongs to who holds the interpreter's lock.
type importTimes struct {
	shown bool
	depth int
	inner int64 // what the imports inside of the current one took
}

// timedLoad is load, told of on stderr where that was asked for.
func (t *Thread) timedLoad(name string) (Value, error) {
	if !t.interp.opts.ImportTime {
		return t.load(name)
	}
	tm := &t.interp.importTimes
	if !tm.shown {
		tm.shown = true
		t.writeStderr("import time: self [us] | cumulative | imported package\n")
	}
	outer := tm.inner
	tm.inner = 0
	tm.depth++
	start := t.interp.host.Monotonic()
	m, err := t.load(name)
	took := t.interp.host.Monotonic() - start
	tm.depth--
	if err == nil {
		t.writeStderr(fmt.Sprintf("import time: %9d | %10d | %*s%s\n", (took-tm.inner+999)/1000, (took+999)/1000, 2*tm.depth, "", name))
	}
	tm.inner = outer + took
	return m, err
}
