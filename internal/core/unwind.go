// This file implements raising, unwinding to handlers, tracebacks and the exception being handled.
// Invariant: t.handled is the exception of the innermost handler that is running in this thread, None
// outside any; a handler saves what was handled before in its frame's registers (ExcEnter) and restores it (ExcLeave).
package core

import (
	"errors"
	"unsafe"

	"github.com/vivarium-py/vivarium/internal/code"
	"github.com/vivarium-py/vivarium/internal/host"
)

// How unwind is entered.
const (
	unwindNew     = iota
	unwindAgain   // raised again: the top frame is already in the traceback
	unwindCleanup // as unwindAgain, from code that only cleans up: a frame that ends shows the place of the first raise
)

// unwind sends an error to the innermost handler, popping frames; it reports that the loop is to be left
// because the entry frame is gone, with the error in t.raised.
func (t *Thread) unwind(err error, how int) bool {
	exc, _ := err.(*Exception)
	if exc == nil {
		if err = t.interp.limitError(err); !isKill(err) {
			exc = t.goError(err)
		}
	}
	if exc != nil {
		if k := t.interp.killed.Load(); k != nil { // a native made something else of the Kill
			exc, err = nil, k
		}
	}
	if exc != nil && exc.tb == nil && how == unwindNew {
		t.setContext(exc)
	}
	for {
		f := t.top()
		if exc != nil {
			if how == unwindNew {
				t.addTraceback(exc, f)
				if t.tracing {
					e := t.exceptionEvents(exc)
					if t.tracing && e == error(exc) && t.wants(monRaise) {
						e = t.monRaised(monRaise, exc)
					}
					if e != error(exc) {
						if exc, _ = e.(*Exception); exc == nil {
							err = e
							continue
						}
						t.addTraceback(exc, t.top())
					}
					f = t.top()
				}
			} else if t.tracing && t.wants(monReraise) {
				if e := t.monRaised(monReraise, exc); e != error(exc) {
					if exc, _ = e.(*Exception); exc == nil {
						err = e
						continue
					}
				}
				f = t.top()
			}
			if target := findHandler(f.fn.rt.obj.c.ExcTable, f.index()); target >= 0 {
				f.jump(target)
				t.caught = exc
				if t.tracing && t.wants(monHandled) {
					f.jump(target + 1) // the handler is where it happens
					e := t.monRaised(monHandled, exc)
					f = t.top()
					f.jump(target)
					if x, ok := e.(*Exception); ok {
						t.caught = x
					} else {
						exc, err = nil, e
						continue
					}
				}
				return false
			}
		}
		if t.tracing && exc != nil && t.wants(monUnwind) {
			if e := t.monRaised(monUnwind, exc); e != error(exc) {
				if exc, _ = e.(*Exception); exc == nil {
					err = e
				}
			}
			f = t.top()
		}
		if t.tracing && exc != nil && (t.tr.trace.Given() || t.tr.profile.Given()) {
			if e := t.returnEvent(None); e != nil {
				if exc, _ = e.(*Exception); exc == nil {
					err = e
				}
			}
			f = t.top()
		}
		if how == unwindCleanup && exc != nil && exc.tb != nil && f.obj != nil && exc.tb.frame == f.obj {
			f.jump(exc.tb.pc + 1)
		}
		how = unwindNew
		entry, next := f.flags&frameEntry != 0, f.flags&frameNext != 0
		if f.gen != nil {
			exc = t.failGen(exc)
		} else {
			t.popFrame()
		}
		if next && exc != nil && exc.shape.typ.IsSubtype(&ExcStopIteration) {
			if t.tracing { // the for loop ends
				if e := t.stopRaised(exc, monRaise); e != nil {
					exc, _ = e.(*Exception)
					err = e
					continue
				}
			}
			return false
		}
		if entry {
			t.raised = err
			if exc != nil {
				t.raised = exc
			}
			t.result = Unbound
			return true
		}
	}
}

func findHandler(table []code.ExcEntry, pc int) int {
	for i := range table {
		if e := &table[i]; int(e.Start) <= pc && pc < int(e.End) {
			return int(e.Target)
		}
	}
	return -1
}

// goError turns an error that is no Python exception into one: a bug or a limit of a leaf package.
func (t *Thread) goError(err error) *Exception {
	if e := ExceptionOf(err); e != nil {
		return e
	}
	var oe *host.OSError
	if errors.As(err, &oe) {
		return t.OSError(oe).(*Exception)
	}
	return t.newError(&ExcSystemError, "%s", err.Error())
}

// setContext links a new exception to the one being handled, without making a cycle.
func (t *Thread) setContext(e *Exception) {
	h := AsException(t.handled)
	if h == nil || h == e || e.context.Given() {
		return
	}
	for o, n := h, 0; n < 10000; n++ {
		c := AsException(o.context)
		if c == nil {
			break
		}
		if c == e {
			o.context = None
			break
		}
		o = c
	}
	e.context = h.Val()
}

// addTraceback puts a frame before an exception's traceback.
func (t *Thread) addTraceback(e *Exception, f *Frame) {
	var tb *Traceback
	if f.obj == nil && f.gen == nil {
		r := new(frameRoom)
		tb = &r.tb
		r.roomy = true
		t.startFrameObj(f, &r.FrameObj)
		r.live = t.nf
	} else {
		tb = new(Traceback)
		t.frameObj(t.nf - 1)
	}
	tb.shape, tb.next, tb.frame, tb.pc = &TracebackType.shape0, e.tb, f.obj, f.index()
	e.tb = tb
}

// frameRoom is a frame object with room for the traceback entry that it was made for and for few variables.
type frameRoom struct {
	FrameObj
	tb Traceback
	a  [2]Value
}

// startFrameObj makes o the frame object of a frame that has none.
func (t *Thread) startFrameObj(f *Frame, o *FrameObj) {
	o.shape, o.fn, o.rt, o.gen, o.trace, o.locals = &FrameType.shape0, f.fn, f.fn.rt, f.gen, None, Unbound
	o.thread = t
	o.regs = unsafe.Slice((*Value)(f.base), f.fn.rt.nregs/code.RegSize)
	f.obj = o
	f.flags |= frameObject
}

// frameObj gives the frame object of frame i, made at the first request.
func (t *Thread) frameObj(i int) *FrameObj {
	f := &t.frames[i]
	if f.obj == nil {
		if f.gen != nil && f.gen.obj != nil {
			f.obj = f.gen.obj
			f.obj.thread = t
			f.obj.regs = unsafe.Slice((*Value)(f.base), f.fn.rt.nregs/code.RegSize)
			f.flags |= frameObject
		} else {
			t.startFrameObj(f, new(FrameObj))
			if f.gen != nil {
				f.gen.obj = f.obj
			}
		}
	}
	f.obj.live = i + 1
	return f.obj
}

// detachFrame makes the frame object of an ending frame independent of the stack.
func (t *Thread) detachFrame(f *Frame) {
	o := f.obj
	o.pc = f.index()
	o.live = 0
	if f.gen == nil {
		if n := f.fn.rt.obj.numVars(); o.roomy && n <= len(frameRoom{}.a) {
			r := (*frameRoom)(unsafe.Pointer(o))
			for i, v := range o.regs[:n] {
				r.a[i] = v
			}
			o.regs = r.a[:n]
		} else {
			o.regs = append([]Value(nil), o.regs[:n]...)
		}
	}
	if t.nf > 1 && f.flags&frameGen == 0 {
		o.back = t.frameObj(t.nf - 2)
	}
}

// excEnter starts a handler.
func (t *Thread) excEnter(f *Frame, base unsafe.Pointer, dst uint16) {
	prev := t.handled
	if f.gen != nil {
		if f.gen.nhandled == 0 {
			prev = Unbound
		}
		f.gen.nhandled++
	}
	*reg(base, dst), *reg(base, dst+16) = t.caught.Val(), prev
	t.handled = t.caught.Val()
	t.caught = nil
}

// excLeave ends a handler.
func (t *Thread) excLeave(f *Frame, base unsafe.Pointer, dst uint16) {
	prev := *reg(base, dst+16)
	if f.gen != nil {
		f.gen.nhandled--
		if prev.IsUnbound() {
			prev = f.gen.outer
		}
	}
	t.handled = prev
	*reg(base, dst), *reg(base, dst+16) = Unbound, Unbound
}

// excMatch is the test of an except clause.
func (t *Thread) excMatch(exc, typ Value) (bool, error) {
	if tup := AsTuple(typ); tup != nil {
		for _, x := range tup.items {
			if c := AsType(x); c == nil || c.flags&flagExcSub == 0 {
				return false, t.TypeError("catching classes that do not inherit from BaseException is not allowed")
			}
		}
		for _, x := range tup.items {
			if exc.Type().IsSubtype(AsType(x)) {
				return true, nil
			}
		}
		return false, nil
	}
	c := AsType(typ)
	if c == nil || c.flags&flagExcSub == 0 {
		return false, t.TypeError("catching classes that do not inherit from BaseException is not allowed")
	}
	return exc.Type().IsSubtype(c), nil
}

// stepRaise is the raise statement.
func (t *Thread) stepRaise(base unsafe.Pointer, in code.Instr) error {
	if in.B == 0 {
		e := AsException(t.handled)
		if e == nil {
			return t.RuntimeError("No active exception to reraise")
		}
		return reraise{e, false}
	}
	e, err := t.toException(*reg(base, in.A), "exceptions must derive from BaseException")
	if err != nil {
		return err
	}
	if in.B == 2 {
		if cause := *reg(base, in.A+16); cause.IsNone() {
			e.cause = None
		} else {
			c, err := t.toException(cause, "exception causes must derive from BaseException")
			if err != nil {
				return err
			}
			e.cause = c.Val()
		}
		e.suppress = true
	}
	t.setContextRaise(e)
	return e
}

// setContextRaise sets the context of an exception that a raise statement raises, whatever context it had.
func (t *Thread) setContextRaise(e *Exception) {
	if h := AsException(t.handled); h != nil && h != e {
		e.context = None
		t.setContext(e)
	}
}

// toException gives the exception of an instance, or of calling a class.
func (t *Thread) toException(v Value, msg string) (*Exception, error) {
	if c := AsType(v); c != nil && c.flags&flagExcSub != 0 {
		r, err := t.Call(v)
		if err != nil {
			return nil, err
		}
		e := AsException(r)
		if e == nil {
			return nil, t.TypeError("calling %s should have returned an instance of BaseException, not %s", t.reprOr(v), r.TypeName())
		}
		return e, nil
	}
	if e := AsException(v); e != nil {
		return e, nil
	}
	return nil, t.TypeError("%s", msg)
}

// reprOr is repr(v) for messages, or the type's name where repr fails.
func (t *Thread) reprOr(v Value) string {
	if s, err := t.Repr(v); err == nil {
		return s.s
	}
	return "<" + v.TypeName() + " object>"
}
