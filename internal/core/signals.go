// This file brings signals to Python: the host reports one from any goroutine, and the main thread runs its handler at
// the next safe point. Invariant: handlers run only on the main thread, holding the interpreter's lock.
package core

import (
	"sync"
	"sync/atomic"

	"github.com/vivarium-py/vivarium/internal/host"
)

const numSignals = 65

// signalState is the signals that have arrived and not been handled yet.
type signalState struct {
	pending [numSignals]atomic.Bool
	mu      sync.Mutex
	arrived chan struct{}                       // closed at the next arrival; made by SignalArrival
	handle  func(t *Thread, sig int) error      // of module _signal; nil: only SIGINT means something
	tripped func(in *Interpreter, sig int) bool // may hold a signal back (a blocked one), or write to the wakeup descriptor
}

// initSignals makes SIGINT a KeyboardInterrupt where the interpreter is the process.
func (in *Interpreter) initSignals() {
	if in.host == nil {
		return
	}
	in.host.OnSignal(in.TripSignal)
	const sigint = 2
	if in.host.OwnsProcess() && !in.host.SignalIgnored(sigint) {
		_, _ = in.host.SetSignal(sigint, host.SignalHandle)
	}
}

// TripSignal notes a signal for the main thread and wakes it; any goroutine may call it.
func (in *Interpreter) TripSignal(sig int) {
	if sig <= 0 || sig >= numSignals {
		return
	}
	s := &in.signals
	s.mu.Lock()
	tripped := s.tripped
	s.mu.Unlock()
	if tripped != nil && !tripped(in, sig) {
		return
	}
	s.pending[sig].Store(true)
	s.mu.Lock()
	if s.arrived != nil {
		close(s.arrived)
		s.arrived = nil
	}
	s.mu.Unlock()
	in.request(reqSignal)
	select {
	case in.wake <- struct{}{}:
	default:
	}
}

// SignalArrival gives a channel that is closed when a signal next arrives.
func (in *Interpreter) SignalArrival() <-chan struct{} {
	s := &in.signals
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.arrived == nil {
		s.arrived = make(chan struct{})
	}
	return s.arrived
}

// OnSignals sets how signals are handled: handle runs on the main thread, tripped at once on any goroutine; tripped
// gives false to hold the signal back.
func (in *Interpreter) OnSignals(handle func(t *Thread, sig int) error, tripped func(in *Interpreter, sig int) bool) {
	s := &in.signals
	s.mu.Lock()
	s.handle, s.tripped = handle, tripped
	s.mu.Unlock()
}

// runSignals runs the handlers of the signals that have arrived; the first error ends it and leaves the rest for later.
func (t *Thread) runSignals() error {
	s := &t.interp.signals
	for sig := range s.pending {
		if !s.pending[sig].CompareAndSwap(true, false) {
			continue
		}
		var err error
		if s.handle != nil {
			err = s.handle(t, sig)
		} else if sig == 2 {
			err = NewException(&ExcKeyboardInterrupt)
		}
		if err != nil {
			for rest := range s.pending {
				if s.pending[rest].Load() {
					t.interp.request(reqSignal)
				}
			}
			return err
		}
	}
	return nil
}

// IsMain reports the interpreter's main thread.
func (t *Thread) IsMain() bool { return t == t.interp.main }

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
