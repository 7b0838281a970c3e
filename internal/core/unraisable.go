// This file reports exceptions that cannot be raised, through sys.unraisablehook, and words origins of coroutines
// that were never awaited.
package core

import (
	"fmt"
	"strings"

	"github.com/vivarium-py/vivarium/internal/code"
)

// UnraisableType is sys.UnraisableHookArgs.
var UnraisableType Type

func setupUnraisable() {
	SetupStructSeq(&UnraisableType, StructSeqSpec{Name: "sys.UnraisableHookArgs", Fields: []string{"exc_type", "exc_value", "exc_traceback", "err_msg", "object"}})
}

// Unraisable reports an error that nobody can be given: msg says what was ignored, where is the object it came from.
func (t *Thread) Unraisable(err error, msg string, where Value) { t.printUnraisable(err, where, msg) }

func (t *Thread) printUnraisable(err error, where Value, msg string) {
	t.unraisable(err, where, msg, "")
}

// unraisable is printUnraisable of what went wrong while doing something with where: hooks get the object alone, the
// default hook begins with "Exception ignored " and what was done.
func (t *Thread) unraisable(err error, where Value, msg, doing string) {
	if _, ok := err.(*Kill); ok {
		return
	}
	e := t.goError(err)
	if e.tb == nil && t.nf > 0 {
		t.addTraceback(e, t.top())
	}
	if where.IsUnbound() {
		where = None
	}
	text, hidden := None, None
	if msg != "" {
		text = StrVal(msg)
	}
	if doing != "" {
		hidden = StrVal("Exception ignored " + doing)
	}
	args := newStructSeq(&UnraisableType, 5, []Value{e.shape.typ.Val(), e.Val(), e.traceback(), text, where, hidden})
	hook := t.sysAttr("unraisablehook")
	if hook.Given() {
		err := t.Audit("sys.unraisablehook", hook, args)
		if err == nil {
			_, err = t.Call(hook, args)
		}
		if err == nil {
			return
		}
		if failed := ExceptionOf(err); failed != nil {
			args = newStructSeq(&UnraisableType, 5, []Value{failed.shape.typ.Val(), failed.Val(), failed.traceback(), StrVal("Exception ignored in sys.unraisablehook"), hook, None})
		}
	}
	_, _ = sysUnraisableHook(t, []Value{args})
}

// sysUnraisableHook is the default sys.unraisablehook.
func sysUnraisableHook(t *Thread, a []Value) (Value, error) {
	if !a[0].exactly(&UnraisableType) {
		return Unbound, t.TypeError("sys.unraisablehook argument type must be UnraisableHookArgs")
	}
	f := structItems(a[0])
	switch s := AsStr(f[3]); {
	case s != nil && f[4].IsNone():
		t.writeStderr(s.s + ":\n")
	case s != nil:
		t.writeStderr(s.s + ": " + t.reprFailsafe(f[4]) + "\n")
	case len(f) > 5 && AsStr(f[5]) != nil && !f[4].IsNone():
		t.writeStderr(AsStr(f[5]).s + " " + t.reprFailsafe(f[4]) + ":\n")
	case !f[4].IsNone():
		t.writeStderr("Exception ignored in: " + t.reprFailsafe(f[4]) + "\n")
	}
	if f[2].isA(&TracebackType) {
		t.printLines(As[Traceback](f[2]))
	}
	typ := AsType(f[0])
	if typ == nil {
		return None, nil
	}
	line := excTypeName(typ)
	if !f[1].IsNone() {
		if s, err := t.Str(f[1]); err != nil {
			line += ": <exception str() failed>"
		} else {
			line += ": " + s.s
		}
	}
	t.writeStderr(line + "\n")
	return None, nil
}

// excTypeName names the type of an exception with its module, unless that is builtins or __main__.
func excTypeName(typ *Type) string {
	if m, ok := typ.dict.GetStr(nModule); ok {
		if s := AsStr(m); s != nil && s.s != "builtins" && s.s != "__main__" {
			return s.s + "." + typ.qualname
		}
	}
	return typ.qualname
}

// printLines prints a traceback with its source lines, but without carets.
func (t *Thread) printLines(tb *Traceback) {
	t.writeStderr("Traceback (most recent call last):\n")
	const most, cutoff = 1000, 3
	depth := 0
	for x := tb; x != nil; x = x.next {
		depth++
	}
	for ; tb != nil && depth > most; tb = tb.next {
		depth--
	}
	last, same := "", 0
	folded := func() {
		if same > cutoff {
			t.writeStderr(fmt.Sprintf("  [Previous line repeated %d more time%s]\n", same-cutoff, plural(same-cutoff)))
		}
	}
	for ; tb != nil; tb = tb.next {
		c, line := tb.frame.rt.obj, tb.lineno()
		text := fmt.Sprintf("  File \"%s\", line %d, in %s\n", c.filename.s, line, c.name.s)
		if text != last {
			folded()
			last, same = text, 0
		}
		if same++; same > cutoff {
			continue
		}
		if src := strings.TrimSpace(t.sourceLine(c.filename.s, line)); src != "" {
			text += "    " + src + "\n"
		}
		t.writeStderr(text)
	}
	folded()
}

// sourceLine is a line of a source file, empty where it cannot be had.
func (t *Thread) sourceLine(file string, line int) string {
	if file == "" || file[0] == '<' || line < 1 {
		return ""
	}
	b, err := t.readSource(file)
	if err != nil {
		return ""
	}
	text, err := t.decodeSource(b)
	if err != nil {
		return ""
	}
	for rest := text; ; line-- {
		one, more, found := strings.Cut(rest, "\n")
		if line == 1 {
			one = strings.TrimSuffix(one, "\r")
			if found || one != "" {
				one += "\n"
			}
			return one
		}
		if !found {
			return ""
		}
		rest = more
	}
}

func (t *Thread) reprFailsafe(v Value) string {
	if s, err := t.Repr(v); err == nil {
		return s.s
	}
	return "<object repr() failed>"
}

// setOrigin keeps where a coroutine was made, as deep as sys.set_coroutine_origin_tracking_depth asks.
func (t *Thread) setOrigin(g *Generator) {
	n := t.async.originDepth
	if n == 0 {
		return
	}
	var out []Value
	for i := t.nf - 1; i >= 0 && len(out) < n; i-- {
		f := &t.frames[i]
		o := f.fn.rt.obj
		out = append(out, NewTuple(o.filename.Val(), Int(int64(o.c.LineAt(f.index()))), o.name.Val()))
	}
	g.attrs().origin = TupleOf(out)
}

// watchGenerator arranges for what happens when a generator is collected: a coroutine that was never awaited
// is warned of, a generator suspended inside a try is closed.
func (t *Thread) watchGenerator(g *Generator) {
	if g.rt.watched() {
		t.WatchUntil(&g.Header, &g.state, genFinished, &g.owned)
	}
}

// watched reports that something happens at the death of a generator of this code.
func (crt *CodeRT) watched() bool {
	return crt.flags&(code.CoCoroutine|code.CoAsyncGenerator) != 0 || len(crt.obj.c.ExcTable) > 0
}

// fresh is an object that is to be watched unless *state becomes over soon.
type fresh struct {
	h       *Header
	state   *uint8
	over    uint8
	watched *bool
}

// WatchUntil has the Del slot of a new native object run when Go finds it dead while *state, a field of it, is not over. Most are
// over soon, so that Go's finaliser is set only for one that is not when the thread has made as many more as t.fresh has
// room for, or when somebody looks for garbage. Then *watched becomes true; it is not watched if it was true.
func (t *Thread) WatchUntil(h *Header, state *uint8, over uint8, watched *bool) {
	at := &t.fresh[t.nfresh%uint8(len(t.fresh))]
	t.nfresh++
	at.watch(t.interp)
	*at = fresh{h, state, over, watched}
}

func (f *fresh) watch(in *Interpreter) {
	if f.h != nil && *f.state != f.over && !*f.watched {
		*f.watched = true
		if f.h.shape.typ.flags&flagDel == 0 {
			in.watchDel(f.h)
		}
	}
}

// watchFresh watches the objects that WatchUntil put off.
func (t *Thread) watchFresh() {
	for i := range t.fresh {
		t.fresh[i].watch(t.interp)
	}
	clear(t.fresh[:])
}

// warnFresh warns, at the interpreter's end, of coroutines among the last objects made that were never awaited.
func (t *Thread) warnFresh() error {
	for i := range t.fresh {
		f := t.fresh[(int(t.nfresh)+i)%len(t.fresh)]
		if f.h == nil || f.h.shape != &CoroutineType.shape0 || *f.state != genCreated {
			continue
		}
		if err := t.finalize(pendingItem{del: f.h}); err != nil {
			return err
		}
	}
	clear(t.fresh[:])
	return nil
}
