// Package faulthandler_ is the native module faulthandler. Python programs cannot crash Vivarium in ways that it would
// have to report from a signal handler, so enable only remembers; tracebacks are dumped on request and by timer, of the
// thread that runs, at its next safe point.
package faulthandler_

import (
	"fmt"
	"strings"
	"time"

	"github.com/vivarium-py/vivarium/internal/core"
)

type (
	value  = core.Value
	thread = core.Thread
)

// state is what one interpreter has set.
type state struct {
	enabled bool
	stop    func() bool // of the timer of dump_traceback_later
	serial  int
}

type stateKey struct{}

func stateOf(t *thread) *state {
	return core.StateOf(t.Interp(), stateKey{}, func() *state { return &state{} })
}

const maxFrames = 100

// fileArg gives the descriptor to write to: an int, a file, or sys.stderr where it is absent.
func fileArg(t *thread, v value) (int, error) {
	if !v.Given() {
		sys, err := t.Import("sys")
		if err != nil {
			return 0, err
		}
		if v, err = t.GetAttr(sys, core.Intern("stderr")); err != nil {
			return 0, err
		}
		if v.IsNone() {
			return 0, t.RuntimeError("sys.stderr is None")
		}
	}
	if _, _, ok := core.AsInt(v); ok {
		n, err := t.CInt(v)
		if err == nil && n < 0 {
			err = t.ValueError("file is not a valid file descripter")
		}
		return n, err
	}
	r, err := t.CallMethod(v, core.Intern("fileno"))
	if err != nil {
		return 0, err
	}
	n, err := t.CInt(r)
	if err != nil || n < 0 {
		return 0, t.RuntimeError("file.fileno() is not a valid file descriptor")
	}
	_, err = t.CallMethod(v, core.Intern("flush"))
	if err != nil && core.ExceptionOf(err) != nil {
		err = nil
	}
	return n, err
}

// traceback words the stack of the thread that runs.
func traceback(t *thread, heading string) (string, error) {
	var b strings.Builder
	b.WriteString(heading)
	f := t.CurrentFrame()
	for n := 0; f.Given(); n++ {
		if n == maxFrames {
			b.WriteString("  ...\n")
			break
		}
		code, err := t.GetAttr(f, core.Intern("f_code"))
		if err != nil {
			return "", err
		}
		line, err := t.GetAttr(f, core.Intern("f_lineno"))
		if err != nil {
			return "", err
		}
		var text [2]string
		for i, name := range []string{"co_filename", "co_name"} {
			v, err := t.GetAttr(code, core.Intern(name))
			if err != nil {
				return "", err
			}
			s, err := t.ASCII(v)
			if err != nil {
				return "", err
			}
			text[i] = strings.Trim(s.String(), "'\"")
		}
		no, _, _ := core.AsInt(line)
		fmt.Fprintf(&b, "  File \"%s\", line %d in %s\n", text[0], no, text[1])
		if f, err = t.GetAttr(f, core.Intern("f_back")); err != nil {
			return "", err
		}
	}
	return b.String(), nil
}

func dump(t *thread, fd int, heading string) error {
	s, err := traceback(t, heading)
	if err != nil {
		return err
	}
	_, err = t.Interp().Host().Write(t, fd, []byte(s))
	if err != nil {
		return t.OSError(err)
	}
	return nil
}

// arm has the traceback dumped after d, and again after every d where repeat is set.
func (s *state) arm(in *core.Interpreter, d time.Duration, fd int, repeat, exit bool) {
	s.serial++
	serial := s.serial
	h := in.Host()
	s.stop = h.AfterFunc(d, func() {
		in.AtSafePoint(func(t *thread) error {
			if s.serial != serial {
				return nil
			}
			sec := d.Seconds()
			head := fmt.Sprintf("Timeout (%d:%02d:%02d)!\nThread 0x%016x (most recent call first):\n", int(sec)/3600, int(sec)/60%60, int(sec)%60, t.Ident())
			err := dump(t, fd, head)
			if exit {
				if e := h.Exit(1); e != nil {
					return t.OSError(e)
				}
			}
			if repeat {
				s.arm(in, d, fd, repeat, exit)
			}
			return err
		})
	})
}

func (s *state) cancel() {
	s.serial++
	if s.stop != nil {
		s.stop()
		s.stop = nil
	}
}

// Module is faulthandler.
func Module() *core.ModuleDef {
	return &core.ModuleDef{
		Name: "faulthandler",
		Doc:  "faulthandler module.",
		Funcs: []core.Func{
			{Name: "enable", Sig: "(file=<unrepresentable>, all_threads=True)", Flags: core.HostOp, Doc: "Enable the fault handler.", Fn: func(t *thread, a []value) (value, error) {
				if _, err := fileArg(t, a[0]); err != nil {
					return core.Unbound, err
				}
				stateOf(t).enabled = true
				return core.None, nil
			}},
			{Name: "disable", Sig: "()", Flags: core.Pure, Doc: "Disable the fault handler.", Fn: func(t *thread, a []value) (value, error) {
				s := stateOf(t)
				was := s.enabled
				s.enabled = false
				return core.Bool(was), nil
			}},
			{Name: "is_enabled", Sig: "()", Flags: core.Pure, Doc: "Check if the handler is enabled.", Fn: func(t *thread, a []value) (value, error) { return core.Bool(stateOf(t).enabled), nil }},
			{Name: "dump_traceback", Sig: "(file=<unrepresentable>, all_threads=True)", Flags: core.HostOp, Doc: "Dump the traceback of the current thread into file.\n\nDump the traceback of all threads if all_threads is true.", Fn: func(t *thread, a []value) (value, error) {
				fd, err := fileArg(t, a[0])
				if err != nil {
					return core.Unbound, err
				}
				all, err := t.Truth(a[1])
				if err != nil {
					return core.Unbound, err
				}
				head := "Stack (most recent call first):\n"
				if all {
					head = fmt.Sprintf("Current thread 0x%016x (most recent call first):\n", t.Ident())
				}
				return core.None, dump(t, fd, head)
			}},
			{Name: "dump_traceback_later", Sig: "(timeout, repeat=False, file=<unrepresentable>, exit=False)", Flags: core.HostOp, Doc: "Dump the traceback of all threads in timeout seconds.\n\nIf repeat is true, the tracebacks of all threads are dumped every timeout\nseconds. If exit is true, call _exit(1) which is not safe.", Fn: func(t *thread, a []value) (value, error) {
				d, err := t.Timeout(a[0])
				if err != nil {
					return core.Unbound, err
				}
				if d <= 0 {
					return core.Unbound, t.ValueError("timeout must be greater than 0")
				}
				repeat, err := t.Truth(a[1])
				if err != nil {
					return core.Unbound, err
				}
				fd, err := fileArg(t, a[2])
				if err != nil {
					return core.Unbound, err
				}
				exit, err := t.Truth(a[3])
				if err != nil {
					return core.Unbound, err
				}
				s := stateOf(t)
				s.cancel()
				s.arm(t.Interp(), d, fd, repeat, exit)
				return core.None, nil
			}},
			{Name: "cancel_dump_traceback_later", Sig: "()", Flags: core.Pure, Doc: "Cancel the previous call to dump_traceback_later().", Fn: func(t *thread, a []value) (value, error) {
				stateOf(t).cancel()
				return core.None, nil
			}},
		},
	}
}
