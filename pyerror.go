// This file makes Go errors of what ends a run, and Python exceptions of Go errors.

package vivarium

import (
	"errors"
	"fmt"
	"strings"

	"github.com/vivarium-py/vivarium/internal/core"
)

// Bounds of what is taken from an exception.
const (
	maxFrames     = 1000
	maxErrors     = 100 // exceptions: causes, contexts, members of groups
	maxBases      = 100
	maxNotes      = 100
	maxTraceback  = 1 << 20
	maxMessage    = 64 << 10
	failedMessage = "<exception str() failed>"
)

// goError makes a Go error of what ended a run.
func (in *Interpreter) goError(t *core.Thread, err error) error {
	switch e := err.(type) {
	case *core.Exception:
		var pe *PythonError
		perr := t.Protect(func() error {
			left := maxErrors
			pe = in.pythonErrors(t, e, &left)
			// Module traceback would follow all of what is linked, however much that is.
			if left > 0 && in.core.Killed() == nil {
				pe.Traceback = in.traceback(t, e)
			}
			return nil
		})
		if k := in.core.Killed(); k != nil {
			return in.killError(k)
		}
		if perr != nil {
			return in.goError(t, perr)
		}
		if pe.Traceback == "" {
			pe.Traceback = pe.plainTraceback()
		}
		return pe
	case *core.Kill:
		return in.killError(e)
	case *core.InternalError:
		return &InternalError{Panic: e.Panic, Stack: e.Stack}
	}
	return err
}

// killError words the end of the interpreter.
func (in *Interpreter) killError(k *core.Kill) error {
	if in.ending.Load() {
		return ErrClosed
	}
	switch k.Limit {
	case "time", "cpu", "memory", "output", "recursion", "threads", "handles", "children", "instructions":
		return &LimitError{Resource: k.Limit, Limit: k.Max, Used: k.Used}
	case "exit":
		return &killedError{why: fmt.Sprintf("the code ended the interpreter: os._exit(%d)", k.Used), cause: []error{ErrKilled}}
	case "closed":
		return ErrClosed
	case killCancelled:
		return &killedError{why: "the interpreter was killed", cause: []error{ErrKilled}}
	}
	return &killedError{why: "the interpreter was killed: " + k.Limit, cause: []error{ErrKilled}}
}

// pythonError takes what there is to know from an exception. It may run Python code: __str__ of the exception's class.
func (in *Interpreter) pythonError(t *core.Thread, e *core.Exception) *PythonError {
	left := maxErrors
	return in.pythonErrors(t, e, &left)
}

// pythonErrors does it for an exception and what it is linked to, left of them at most.
func (in *Interpreter) pythonErrors(t *core.Thread, e *core.Exception, left *int) *PythonError {
	*left--
	typ := e.Val().Type()
	pe := &PythonError{Type: typ.FullName(), Value: &Object{in: in, v: e.Val()}}
	for i, c := range typ.MRO() {
		if c != &core.ObjectType && i < maxBases {
			pe.bases = append(pe.bases, c.FullName())
		}
	}
	pe.refused = e.Refused() && in.core.Limits().Memory > 0
	pe.Message = failedMessage
	if s, err := t.Str(e.Val()); err == nil {
		pe.Message = clip(goText(s), maxMessage)
	}
	for _, f := range e.TraceEntries(maxFrames) {
		pe.Frames = append(pe.Frames, Frame{File: f.File, Line: f.Line, Function: f.Function})
	}
	if notes, err := t.LookupAttr(e.Val(), core.Intern("__notes__")); err == nil {
		if l := core.AsList(notes); l != nil {
			for i := 0; i < len(l.Items()) && i < maxNotes; i++ {
				if s := core.AsStr(l.Items()[i]); s != nil {
					pe.Notes = append(pe.Notes, clip(goText(s), maxMessage))
				}
			}
		}
	}
	if typ.IsSubtype(&core.ExcSystemExit) {
		pe.isExit, pe.code = true, exitCode(t, e)
	}
	if typ.IsSubtype(&goErrorType) {
		if x, err := t.LookupAttr(e.Val(), core.Intern("error")); err == nil && x.IsExactly(&goObjectType) {
			if err, ok := core.As[goObject](x).v.(error); ok {
				pe.wrapped = append(pe.wrapped, err)
			}
		}
	}
	p := e.Parts()
	if c := core.AsException(p.Cause); c != nil && *left > 0 {
		pe.Cause = in.pythonErrors(t, c, left)
	}
	if c := core.AsException(p.Context); c != nil && pe.Cause == nil && *left > 0 {
		pe.Context = in.pythonErrors(t, c, left)
	}
	if typ.IsSubtype(&core.ExcBaseExceptionGroup) {
		if x, err := t.LookupAttr(e.Val(), core.Intern("exceptions")); err == nil {
			for _, m := range tupleItems(x) {
				if c := core.AsException(m); c != nil && *left > 0 {
					pe.wrapped = append(pe.wrapped, in.pythonErrors(t, c, left))
				}
			}
		}
	}
	return pe
}

func exitCode(t *core.Thread, e *core.Exception) int {
	c, err := t.LookupAttr(e.Val(), core.Intern("code"))
	if err != nil || !c.Given() {
		return 0
	}
	if n, b, ok := core.AsInt(c); ok && b == nil {
		return int(n) & 0xFF
	}
	return 1
}

func clip(s string, max int) string {
	if len(s) <= max {
		return s
	}
	return strings.ToValidUTF8(s[:max], "") + "..."
}

// traceback is what Python prints for an exception, made by module traceback; "" where that fails.
func (in *Interpreter) traceback(t *core.Thread, e *core.Exception) string {
	in.showSources(t)
	m, err := t.Import("traceback")
	if err != nil {
		return ""
	}
	f, err := t.GetAttr(m, core.Intern("format_exception"))
	if err != nil {
		return ""
	}
	lines, err := t.Call(f, e.Val())
	if err != nil {
		return ""
	}
	var b strings.Builder
	_ = t.Iterate(lines, func(x core.Value) error {
		if s := core.AsStr(x); s != nil && b.Len() < maxTraceback {
			b.WriteString(goText(s))
		}
		return nil
	})
	return clip(b.String(), maxTraceback)
}

// showSources hands the sources that Go ran to linecache.
func (in *Interpreter) showSources(t *core.Thread) {
	if in.sources.empty() {
		return
	}
	m, err := t.Import("linecache")
	if err != nil {
		return
	}
	c, err := t.GetAttr(m, core.Intern("cache"))
	d := core.AsDict(c)
	if err != nil || d == nil {
		return
	}
	in.sources.each(func(name, text string) {
		key := core.NewStr(validText(name))
		if _, ok := d.GetStr(key); ok {
			return
		}
		lines := strings.SplitAfter(validText(text), "\n")
		items := make([]core.Value, 0, len(lines))
		for _, l := range lines {
			if l != "" {
				items = append(items, core.StrVal(strings.TrimRight(l, "\r\n")+"\n"))
			}
		}
		d.SetStr(key, core.NewTuple(core.Int(int64(len(text))), core.None, core.NewList(items), key.Val()))
	})
}

// plainTraceback is a traceback without source lines.
func (e *PythonError) plainTraceback() string {
	var b strings.Builder
	if len(e.Frames) > 0 {
		b.WriteString("Traceback (most recent call last):\n")
	}
	for _, f := range e.Frames {
		fmt.Fprintf(&b, "  File \"%s\", line %d, in %s\n", f.File, f.Line, f.Function)
	}
	b.WriteString(e.Error() + "\n")
	return b.String()
}

// errorText is what err says, even where its Error method panics.
func errorText(err error) string { return fmt.Sprintf("%v", err) }

// raise makes the Python exception of a Go error that a Go function returned.
func (in *Interpreter) raise(t *core.Thread, err error) error {
	if k := in.core.Killed(); k != nil {
		return k
	}
	v, verr := in.exception(t, err)
	if verr != nil {
		return verr
	}
	return core.AsException(v)
}

// exception makes the exception object of a Go error.
func (in *Interpreter) exception(t *core.Thread, err error) (core.Value, error) {
	if pe, ok := err.(*PythonError); ok && pe != nil {
		if pe.Value != nil && pe.Value.in == in {
			return pe.Value.v, nil
		}
		if pe.Value == nil {
			v, ok, rerr := in.raised(t, pe)
			if ok || rerr != nil {
				return v, rerr
			}
		}
	}
	e := core.NewException(&goErrorType, core.StrVal(validText(errorText(err))))
	if serr := t.SetAttr(e.Val(), core.Intern("error"), newGoObject(err)); serr != nil {
		return core.Unbound, serr
	}
	var pe *PythonError
	if errors.As(err, &pe) && pe != nil && pe != err && pe.Value != nil && pe.Value.in == in {
		if c := core.AsException(pe.Value.v); c != nil {
			e.SetCause(c)
		}
	}
	return e.Val(), nil
}

// raised makes the exception that Raise described; ok is false where there is no such class.
func (in *Interpreter) raised(t *core.Thread, pe *PythonError) (v core.Value, ok bool, err error) {
	cls, found := in.core.Builtins().GetStr(core.Intern(pe.Type))
	if !found {
		i := strings.LastIndexByte(pe.Type, '.')
		if i < 0 {
			cls, found = in.core.MainDict().GetStr(core.Intern(pe.Type))
		} else if cls, err = in.lookup(t, pe.Type); err != nil {
			if core.ExceptionOf(err) == nil {
				return core.Unbound, false, err
			}
		} else {
			found = true
		}
	}
	if !found {
		return core.Unbound, false, nil
	}
	if c := core.AsType(cls); c == nil || !c.IsSubtype(&core.ExcBaseException) {
		return core.Unbound, false, nil
	}
	var args []core.Value
	if pe.Message != "" {
		args = append(args, core.StrVal(validText(pe.Message)))
	}
	if v, err = t.Call(cls, args...); err != nil {
		return core.Unbound, false, err
	}
	e := core.AsException(v)
	if e == nil {
		return core.Unbound, false, nil
	}
	for _, n := range pe.Notes {
		if _, err := t.CallMethod(v, core.Intern("add_note"), core.StrVal(validText(n))); err != nil {
			return core.Unbound, false, err
		}
	}
	var inner error
	switch {
	case len(pe.wrapped) == 1:
		inner = pe.wrapped[0]
	case len(pe.wrapped) > 1:
		inner = errors.Join(pe.wrapped...)
	case pe.Cause != nil:
		inner = pe.Cause
	}
	if inner != nil {
		c, err := in.exception(t, inner)
		if err != nil {
			return core.Unbound, false, err
		}
		e.SetCause(core.AsException(c))
	}
	return v, true, nil
}
