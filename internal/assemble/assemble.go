// Package assemble puts an interpreter together from its parts: a host, the native modules and the embedded library.
// The command and the embedding API both make their interpreters here, so that they are the same Python.
package assemble

import (
	"sync"

	"github.com/vivarium-py/vivarium/internal/core"
	"github.com/vivarium-py/vivarium/internal/host"
	"github.com/vivarium-py/vivarium/internal/stdlib"
	"github.com/vivarium-py/vivarium/lib"
)

// modules is the table of native modules, made once and shared by all interpreters, which only read it.
var modules = sync.OnceValue(stdlib.Modules)

// Options adds to o what every interpreter has: the native modules and the embedded library.
func Options(o core.Options) core.Options {
	if o.Modules == nil {
		o.Modules = modules()
	}
	if len(o.Argv) == 0 {
		o.Argv = []string{""} // as CPython where there is no program
	}
	if o.Lib == nil {
		o.Lib = &shared
	}
	return o
}

// Interpreter makes an interpreter with a host of its own, which is closed if that fails.
func Interpreter(rt *core.Runtime, o core.Options, h host.Config) (*core.Interpreter, error) {
	hst, err := host.New(h)
	if err != nil {
		return nil, err
	}
	o.Host = hst
	in, err := rt.NewInterpreter(Options(o))
	if err != nil {
		hst.Close()
		return nil, err
	}
	return in, nil
}

// library is the embedded library, of which each file that is asked for is copied out of the binary once a process: the
// import of a module in one more interpreter reads nothing.
type library struct{ files sync.Map }

// ReadFile gives the contents of a file, which must not be changed.
func (l *library) ReadFile(name string) ([]byte, error) {
	if b, ok := l.files.Load(name); ok {
		return b.([]byte), nil
	}
	b, err := lib.FS.ReadFile(name)
	if err == nil {
		l.files.Store(name, b)
	}
	return b, err
}

var shared library
