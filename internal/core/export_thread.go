// This file exports what modules about threads, signals, contexts and the end of an interpreter need of the core.
package core

// CurrentFrame is the frame object of the Python code that runs, None if there is none.
func (t *Thread) CurrentFrame() Value {
	if t.nf == 0 {
		return None
	}
	return obj(&t.frameObj(t.nf - 1).Header)
}

// Context is the thread's current contextvars.Context, Unbound if none was asked for yet.
func (t *Thread) Context() Value { return t.ctx }

// SetContext makes another context the current one.
func (t *Thread) SetContext(v Value) { t.ctx = v }

// AtExit has f run when the interpreter ends, after the threads have; the last one set runs first.
func (in *Interpreter) AtExit(f func(t *Thread)) { in.atExit = append(in.atExit, f) }

// runAtExit ends the threads and runs what was registered.
func (t *Thread) runAtExit() {
	if m, ok := t.interp.modules.GetStr(Intern("threading")); ok {
		if f, err := t.LookupAttr(m, Intern("_shutdown")); err == nil && !f.IsUnbound() {
			if _, err := t.Call(f); err != nil {
				t.printUnraisable(err, m, "Exception ignored on threading shutdown")
			}
		}
	}
	if err := t.shutdownThreads(); err != nil {
		t.printUnraisable(err, Unbound, "Exception ignored on threading shutdown")
	}
	for fs := t.interp.atExit; len(fs) > 0; fs = t.interp.atExit {
		t.interp.atExit = fs[:len(fs)-1]
		fs[len(fs)-1](t)
	}
}

// Referents gives the values that an object holds, as far as the runtime knows them.
func Referents(v Value, visit func(Value)) {
	if v.ref == nil || v.ref == &floatHeader || v.ref.shape == nil {
		return
	}
	traverse(v, func(x Value) {
		if x.ref != nil && x.ref != &floatHeader && !x.IsUnbound() {
			visit(x)
		}
	})
}
