// This file exports what the embedding API needs beside export.go: modules added to one interpreter, running Python again
// from inside a wait, and the parts of exceptions and tracebacks.
package core

// AddModule makes a native module importable in this interpreter only. The caller holds the interpreter's lock.
func (in *Interpreter) AddModule(def *ModuleDef) {
	if in.natives == nil {
		in.natives = map[string]*ModuleDef{}
	}
	in.natives[def.Name] = def
}

// Unblock is the opposite of Block: inside the wait of a Block, possibly on another goroutine, it takes the lock again and
// runs f on the thread. Only one Unblock of a thread may run at a time, and the wait must not end before it.
func (t *Thread) Unblock(f func() error) error {
	l := t.interp.lock
	l.acquire(t)
	defer l.release()
	if k := t.interp.killed.Load(); k != nil {
		return k
	}
	return f()
}

// ExceptionParts are the attributes of an exception that no class can override.
type ExceptionParts struct {
	Args           []Value
	Cause, Context Value // None if absent
	Suppress       bool  // __suppress_context__
	Traceback      Value // None if absent
}

// Parts gives the attributes of an exception.
func (e *Exception) Parts() ExceptionParts {
	p := ExceptionParts{Cause: e.cause, Context: e.context, Suppress: e.suppress, Traceback: e.traceback()}
	if a := AsTuple(e.args); a != nil {
		p.Args = a.items
	}
	return p
}

// SetCause makes cause the __cause__ of e.
func (e *Exception) SetCause(cause *Exception) { e.cause, e.suppress = cause.Val(), true }

// FromNone makes the error one that was raised from None.
func FromNone(err error) error {
	if e := ExceptionOf(err); e != nil {
		e.suppress = true
	}
	return err
}

// TraceEntry is one line of a traceback.
type TraceEntry struct {
	File, Function string
	Line           int
}

// TraceEntries lists an exception's traceback, outermost call first, at most max entries from its end.
func (e *Exception) TraceEntries(max int) []TraceEntry {
	n := 0
	for tb := e.tb; tb != nil; tb = tb.next {
		n++
	}
	tb := e.tb
	for ; n > max; n-- {
		tb = tb.next
	}
	out := make([]TraceEntry, 0, n)
	for ; tb != nil; tb = tb.next {
		c := tb.frame.rt.obj
		out = append(out, TraceEntry{File: c.filename.s, Function: c.qualname.s, Line: tb.lineno()})
	}
	return out
}

// RunMainCode runs a program that has been compiled in __main__, as RunMain does.
func (t *Thread) RunMainCode(co *CodeObj, filename string) error {
	t.enterMain(filename)
	return t.RunInMain(co)
}

// IsCallable reports that v can be called.
func IsCallable(v Value) bool { return v.Type().s.Call != nil }

// MainModule is __main__.
func (in *Interpreter) MainModule() Value { return in.mainMod.Val() }

// Builtins is the namespace of module builtins.
func (in *Interpreter) Builtins() *Dict {
	in.builtins.own()
	return in.builtins
}

// FlushStd flushes sys.stdout and sys.stderr where they hold something; failures of the streams are ignored.
func (t *Thread) FlushStd() {
	for _, name := range []string{"stdout", "stderr"} {
		v := t.sysAttr(name)
		if !v.Given() {
			continue
		}
		if v.exactly(&TextIOWrapperType) {
			x := As[TextIO](v)
			if !x.ok || x.detached {
				continue
			}
			if len(x.pending) == 0 && x.buffer.exactly(&BufferedWriterType) {
				if b := As[Buffered](x.buffer); b.w == 0 {
					continue
				}
			}
		}
		_, _ = t.CallMethod(v, nFlush)
	}
}

// MRO is the class and those it inherits from, in the order of attribute lookup; it must not be changed.
func (typ *Type) MRO() []*Type { return typ.mro }

// IsHeap reports a class that Python code made.
func (typ *Type) IsHeap() bool { return typ.flags&flagHeap != 0 }
