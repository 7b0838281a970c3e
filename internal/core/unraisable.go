// This file reports exceptions that cannot be raised, through sys.unraisablehook, and words origins of coroutines
// that were never awaited.
package core

import "github.com/vivarium-py/vivarium/internal/code"

// UnraisableType is sys.UnraisableHookArgs.
var UnraisableType Type

func setupUnraisable() {
	SetupStructSeq(&UnraisableType, StructSeqSpec{Name: "sys.UnraisableHookArgs", Fields: []string{"exc_type", "exc_value", "exc_traceback", "err_msg", "object"}})
}

// Unraisable reports an error that nobody can be given: msg says what was ignored, where is the object it came from.
func (t *Thread) Unraisable(err error, msg string, where Value) { t.printUnraisable(err, where, msg) }

func (t *Thread) printUnraisable(err error, where Value, msg string) {
	if _, ok := err.(*Kill); ok {
		return
	}
	e := t.goError(err)
	if where.IsUnbound() {
		where = None
	}
	text := None
	if msg != "" {
		text = StrVal(msg)
	}
	args := NewStructSeq(&UnraisableType, e.shape.typ.Val(), e.Val(), e.traceback(), text, where)
	hook := t.sysAttr("unraisablehook")
	if hook.Given() {
		if _, err := t.Call(hook, args); err == nil {
			return
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
	head := ""
	if s := AsStr(f[3]); s != nil {
		head = s.s
		if !f[4].IsNone() {
			head += ": " + t.reprFailsafe(f[4])
		}
	} else if !f[4].IsNone() {
		head = "Exception ignored in: " + t.reprFailsafe(f[4])
	}
	if head != "" {
		t.writeStderr(head + "\n")
	}
	if e := AsException(f[1]); e != nil {
		t.PrintException(e)
	}
	return None, nil
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
	if g.rt.flags&code.CoCoroutine != 0 || g.rt.flags&code.CoAsyncGenerator != 0 || len(g.rt.obj.c.ExcTable) > 0 {
		t.interp.watchDel(&g.Header)
	}
}
