package crossing

import (
	"fmt"
	"time"

	"github.com/vivarium-py/vivarium/internal/core"
	"github.com/vivarium-py/vivarium/internal/policy"
)

// ExcInfo is what is left of an exception that ended a run in another interpreter: text only, so it crosses anywhere.
type ExcInfo struct {
	Name, QualName, Module string // of the type
	Msg                    string // str(exception)
	Formatted              string // "ValueError: boo"
	ErrDisplay             string // the whole traceback
	Killed                 *core.Kill
	Refused                *core.Kill // the limit because of which a MemoryError was raised, which nobody handled
	Internal               *core.InternalError
}

// Capture describes the error that ended a run of t. Where it is a kill, no Python code runs.
func Capture(t *core.Thread, err error) *ExcInfo {
	switch e := err.(type) {
	case *core.Kill:
		return killInfo(e)
	case *core.InternalError:
		info := special("InternalError", e.Error())
		info.Internal = e
		return info
	case *policy.Exceeded:
		return killInfo(&core.Kill{Limit: e.Resource, Used: e.Used, Max: e.Limit})
	}
	e := t.Exception(err)
	typ := e.Val().Type()
	info := &ExcInfo{Name: typ.Name(), QualName: typ.QualName(), Module: typ.ModuleName(t)}
	if perr := t.Protect(func() error {
		info.Msg = t.MessageOf(e)
		info.Formatted = t.FormatExceptionOnly(e)
		info.ErrDisplay = t.FormatException(e)
		return nil
	}); perr != nil {
		return Capture(t, perr)
	}
	if k := t.Interp().Killed(); k != nil {
		return killInfo(k)
	}
	if most := t.Interp().Limits().Memory; e.Refused() && most > 0 {
		info.Refused = &core.Kill{Limit: "memory", Max: most, Used: most}
	}
	return info
}

func special(name, msg string) *ExcInfo {
	text := name + ": " + msg
	return &ExcInfo{Name: name, QualName: name, Module: "concurrent.interpreters", Msg: msg, Formatted: text, ErrDisplay: text}
}

// killInfo describes a run that a limit or a kill ended; the names are the classes of module interpreters.
func killInfo(k *core.Kill) *ExcInfo {
	name, msg := "InterpreterKilled", k.Error()
	switch k.Limit {
	case "time", "cpu":
		if name = "TimeLimitExceeded"; k.Limit == "cpu" {
			name = "CPULimitExceeded"
		}
		msg = fmt.Sprintf("%s limit of %v exceeded", k.Limit, time.Duration(k.Max))
	case "memory":
		name = "MemoryLimitExceeded"
		msg = fmt.Sprintf("memory limit of %s exceeded (%s used)", policy.FormatSize(k.Max), policy.FormatSize(k.Used))
	case "output":
		name = "OutputLimitExceeded"
		msg = fmt.Sprintf("output limit of %s exceeded", policy.FormatSize(k.Max))
	case "recursion":
		name = "RecursionLimitExceeded"
		msg = fmt.Sprintf("recursion limit of %d exceeded", k.Max)
	case "threads", "handles", "children", "instructions":
		name = map[string]string{"threads": "Thread", "handles": "Handle", "children": "Child", "instructions": "Instruction"}[k.Limit] + "LimitExceeded"
		msg = fmt.Sprintf("%s limit of %d exceeded", k.Limit, k.Max)
	case "exit":
		msg = fmt.Sprintf("the interpreter ended itself with status %d", k.Used)
	case "killed":
		msg = "the interpreter was killed"
	case "internal error":
		name, msg = "InternalError", "an internal error ended the interpreter"
	}
	info := special(name, msg)
	info.Killed = k
	return info
}

// Namespace is the ExcInfo as Python sees it: type, msg, formatted, errdisplay, and for a kill limit and used.
func (i *ExcInfo) Namespace() core.Value {
	typ := core.NewNamespace(
		core.Attr{Name: "__name__", Value: core.StrVal(i.Name)},
		core.Attr{Name: "__qualname__", Value: core.StrVal(i.QualName)},
		core.Attr{Name: "__module__", Value: core.StrVal(i.Module)})
	attrs := []core.Attr{
		{Name: "type", Value: typ},
		{Name: "msg", Value: core.StrVal(i.Msg)},
		{Name: "formatted", Value: core.StrVal(i.Formatted)},
		{Name: "errdisplay", Value: core.StrVal(i.ErrDisplay)},
	}
	k := i.Killed
	if k == nil {
		k = i.Refused
	}
	if k != nil {
		limit, used := core.Int(k.Max), core.Int(k.Used)
		if k.Limit == "time" || k.Limit == "cpu" { // seconds in Python
			limit, used = core.Float(time.Duration(k.Max).Seconds()), core.Float(time.Duration(k.Used).Seconds())
		}
		attrs = append(attrs, core.Attr{Name: "resource", Value: core.StrVal(k.Limit)},
			core.Attr{Name: "limit", Value: limit}, core.Attr{Name: "used", Value: used})
	}
	return core.NewNamespace(attrs...)
}
