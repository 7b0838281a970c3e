// The interpreter's environment: a copy of what the policy grants of the process's, made at the first change.
package host

import (
	"os"
	"slices"
	"strings"
	"sync"

	"github.com/vivarium-py/vivarium/internal/policy"
)

type environment struct {
	mu   sync.Mutex
	vars []string // "NAME=value" in order; shared and read-only until owned
	own  bool
}

func (e *environment) init(vars []string, parent *Host, pol *policy.Policy) {
	if vars != nil {
		e.vars = vars
		return
	}
	if parent != nil {
		parent.env.mu.Lock()
		vars = parent.env.vars
		parent.env.own = false // both copy before they change it
		parent.env.mu.Unlock()
	} else if pol == policy.None() {
		return
	} else {
		vars = os.Environ()
	}
	if pol.Everything() {
		e.vars = vars
		return
	}
	for _, v := range vars {
		if name, _, ok := strings.Cut(v, "="); ok && pol.Env(name) == nil {
			e.vars = append(e.vars, v)
		}
	}
	e.own = true
}

func (e *environment) find(name string) int {
	for i, v := range e.vars {
		if len(v) > len(name) && v[len(name)] == '=' && v[:len(name)] == name {
			return i
		}
	}
	return -1
}

func (e *environment) get(name string) (string, bool) {
	e.mu.Lock()
	defer e.mu.Unlock()
	if i := e.find(name); i >= 0 {
		return e.vars[i][len(name)+1:], true
	}
	return "", false
}

// Environ returns the environment as "NAME=value".
func (h *Host) Environ() []string {
	h.env.mu.Lock()
	defer h.env.mu.Unlock()
	return slices.Clone(h.env.vars)
}

// Getenv returns a variable. One that the policy does not grant is not there, unless the interpreter set it itself.
func (h *Host) Getenv(name string) (string, bool) { return h.env.get(name) }

// Setenv sets a variable of this interpreter.
func (h *Host) Setenv(name, value string) error {
	if name == "" || strings.IndexByte(name, '=') >= 0 {
		return osError("putenv", EINVAL)
	}
	e := &h.env
	e.mu.Lock()
	defer e.mu.Unlock()
	if !e.own {
		e.vars, e.own = slices.Clone(e.vars), true
	}
	if i := e.find(name); i >= 0 {
		e.vars[i] = name + "=" + value
	} else {
		e.vars = append(e.vars, name+"="+value)
	}
	return nil
}

// Unsetenv removes a variable of this interpreter.
func (h *Host) Unsetenv(name string) error {
	if name == "" || strings.IndexByte(name, '=') >= 0 {
		return osError("unsetenv", EINVAL)
	}
	e := &h.env
	e.mu.Lock()
	defer e.mu.Unlock()
	if i := e.find(name); i >= 0 {
		if !e.own {
			e.vars, e.own = slices.Clone(e.vars), true
		}
		e.vars = slices.Delete(e.vars, i, i+1)
	}
	return nil
}
