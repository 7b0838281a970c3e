// Package faulthandler_ is the native module faulthandler. Python programs cannot crash Vivarium in ways that it would
// have to report from a signal handler: what enable reports are the signals of faults that a program raises in itself.
// Tracebacks are dumped on request and by timer too, of the thread that runs, at its next safe point.
package faulthandler_

import (
	"cmp"
	"fmt"
	"slices"
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
	fd      int   // what a fault is reported to
	file    value // the file that has fd, which must not be closed meanwhile
	all     bool
	stop    func() bool // of the timer of dump_traceback_later
	serial  int
}

type stateKey struct{}

func stateOf(t *thread) *state {
	return core.StateOf(t.Interp(), stateKey{}, func() *state { return &state{fd: 2, file: core.None, all: true} })
}

// faults are the signals that are reported, by what they are called.
var faults = map[int]string{4: "Illegal instruction", 6: "Aborted", 7: "Bus error", 8: "Floating-point exception", 11: "Segmentation fault"}

// enable has faults reported.
func (s *state) enable(t *thread) {
	s.enabled = true
	t.Interp().OnFault(func(t *thread, sig int) {
		name, ok := faults[sig]
		if !ok || !s.enabled {
			return
		}
		head := "Fatal Python error: " + name + "\n\n"
		if !s.all {
			head += "Stack (most recent call first):\n"
		}
		_ = dump(t, s.fd, head, s.all) // the signal comes all the same
	})
}

// faultFunc declares a function that raises the signal of a fault.
func faultFunc(name, sig, doc string, signal int) core.Func {
	return core.Func{Name: name, Sig: sig, Flags: core.HostOp, Doc: doc, Fn: func(t *thread, a []value) (value, error) {
		t.TellFault(signal)
		if err := t.Interp().Host().Raise(signal); err != nil {
			return core.Unbound, t.OSError(err)
		}
		return core.None, t.CheckSignals()
	}}
}

const (
	maxFrames  = 100
	maxThreads = 100
)

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

// maxText is how much of a file's or function's name is shown.
const maxText = 500

func truncated(s string) string {
	if len(s) > maxText {
		return s[:maxText] + "..."
	}
	return s
}

// allThreads words the stacks of the threads, the newest first and the one that runs as the current one.
func allThreads(t *thread) (string, error) {
	sys, err := t.Import("sys")
	if err != nil {
		return "", err
	}
	frames, err := t.CallMethod(sys, core.Intern("_current_frames"))
	if err != nil {
		return "", err
	}
	stacks := map[int64]value{}
	var idents []int64
	d := core.AsDict(frames)
	for i, k, v, ok := d.Next(0); ok; i, k, v, ok = d.Next(i) {
		n, _, _ := core.AsInt(k)
		stacks[n] = v
		idents = append(idents, n)
	}
	slices.SortFunc(idents, func(a, b int64) int { return cmp.Compare(b, a) })
	var b strings.Builder
	for i, n := range idents {
		if i > 0 {
			b.WriteString("\n")
		}
		if i == maxThreads {
			b.WriteString("...\n")
			break
		}
		word := "Thread"
		if n == t.Ident() {
			word = "Current thread"
		}
		s, err := traceback(t, stacks[n], fmt.Sprintf("%s 0x%016x (most recent call first):\n", word, n))
		if err != nil {
			return "", err
		}
		b.WriteString(s)
	}
	return b.String(), nil
}

// traceback words the stack that ends in a frame.
func traceback(t *thread, f value, heading string) (string, error) {
	var b strings.Builder
	b.WriteString(heading)
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
			text[i] = truncated(strings.Trim(s.String(), "'\""))
		}
		no, _, _ := core.AsInt(line)
		fmt.Fprintf(&b, "  File \"%s\", line %d in %s\n", text[0], no, text[1])
		if f, err = t.GetAttr(f, core.Intern("f_back")); err != nil {
			return "", err
		}
	}
	return b.String(), nil
}

// dump writes a heading and the stack of the thread that runs, or those of all.
func dump(t *thread, fd int, heading string, all bool) error {
	var s string
	var err error
	if all {
		if s, err = allThreads(t); err == nil {
			s = heading + s
		}
	} else {
		s, err = traceback(t, t.CurrentFrame(), heading)
	}
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
			sec := int(d.Seconds())
			head := fmt.Sprintf("Timeout (%d:%02d:%02d", sec/3600, sec/60%60, sec%60)
			if us := d.Microseconds() % 1e6; us != 0 {
				head += fmt.Sprintf(".%06d", us)
			}
			stacks, err := allThreads(t)
			if err != nil {
				return err
			}
			// As the timer's own thread is none of Python's, none is the current one.
			text := head + ")!\n" + strings.ReplaceAll(stacks, "Current thread 0x", "Thread 0x")
			if _, werr := in.Host().Write(t, fd, []byte(text)); werr != nil {
				err = t.OSError(werr)
			}
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

// startEnabled has the handler enabled where -X faulthandler, -X dev or PYTHONFAULTHANDLER says so.
func startEnabled(t *thread, _ *core.Module) error {
	sys, err := t.Import("sys")
	if err != nil {
		return err
	}
	opts, err := t.GetAttr(sys, core.Intern("_xoptions"))
	if err != nil {
		return nil
	}
	d := core.AsDict(opts)
	if d == nil {
		return nil
	}
	for _, name := range []string{"faulthandler", "dev"} {
		if _, ok := d.GetStr(core.Intern(name)); ok {
			stateOf(t).enable(t)
		}
	}
	if flags, err := t.GetAttr(sys, core.Intern("flags")); err == nil {
		if v, err := t.GetAttr(flags, core.Intern("ignore_environment")); err == nil {
			if ignore, err := t.Truth(v); err != nil || ignore {
				return err
			}
		}
	}
	if v, ok := t.Interp().Host().Getenv("PYTHONFAULTHANDLER"); ok && v != "" {
		stateOf(t).enable(t)
	}
	return nil
}

// Module is faulthandler.
func Module() *core.ModuleDef {
	return &core.ModuleDef{
		Name: "faulthandler",
		Doc:  "faulthandler module.",
		Init: startEnabled,
		Funcs: []core.Func{
			{Name: "enable", Sig: "(file=<unrepresentable>, all_threads=True)", Flags: core.HostOp, Doc: "Enable the fault handler.", Fn: func(t *thread, a []value) (value, error) {
				fd, err := fileArg(t, a[0])
				if err != nil {
					return core.Unbound, err
				}
				all, err := t.Truth(a[1])
				if err != nil {
					return core.Unbound, err
				}
				s := stateOf(t)
				s.fd, s.file, s.all = fd, a[0], all
				s.enable(t)
				return core.None, nil
			}},
			faultFunc("_read_null", "()", "Raise SIGSEGV, as reading from NULL does.", 11),
			faultFunc("_sigsegv", "(release_gil=False, /)", "Raise SIGSEGV.", 11),
			faultFunc("_sigabrt", "()", "Raise SIGABRT.", 6),
			faultFunc("_sigfpe", "()", "Raise SIGFPE.", 8),
			{Name: "disable", Sig: "()", Flags: core.Pure, Doc: "Disable the fault handler.", Fn: func(t *thread, a []value) (value, error) {
				s := stateOf(t)
				was := s.enabled
				s.enabled = false
				return core.Bool(was), nil
			}},
			{Name: "is_enabled", Sig: "()", Flags: core.Pure, Doc: "Return whether tracebacks are written on a crash.", Fn: func(t *thread, a []value) (value, error) { return core.Bool(stateOf(t).enabled), nil }},
			{Name: "dump_traceback", Sig: "(file=<unrepresentable>, all_threads=True)", Flags: core.HostOp, Doc: "Dump the traceback of the current thread into file.\n\nDump the traceback of all threads if all_threads is true.", Fn: func(t *thread, a []value) (value, error) {
				fd, err := fileArg(t, a[0])
				if err != nil {
					return core.Unbound, err
				}
				all, err := t.Truth(a[1])
				if err != nil {
					return core.Unbound, err
				}
				if all {
					return core.None, dump(t, fd, "", true)
				}
				return core.None, dump(t, fd, "Stack (most recent call first):\n", false)
			}},
			{Name: "dump_traceback_later", Sig: "(timeout, repeat=False, file=<unrepresentable>, exit=False)", Flags: core.HostOp, Doc: "Write the tracebacks of all threads after timeout seconds.\n\nWith repeat, do so again and again; with exit, then end the process at once,\nas os._exit(1) does.", Fn: func(t *thread, a []value) (value, error) {
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
			{Name: "cancel_dump_traceback_later", Sig: "()", Flags: core.Pure, Doc: "Forget what dump_traceback_later() asked for.", Fn: func(t *thread, a []value) (value, error) {
				stateOf(t).cancel()
				return core.None, nil
			}},
		},
	}
}
