// This file runs the Python handlers of signals: host tells of a signal from a goroutine of its own, which marks it here and
// asks for a safe point; the main thread calls the handler there. Invariant: what the goroutine touches is guarded by mu or
// atomic; handlers are only read and written by threads that hold the interpreter's lock.
package core

import (
	"sync"
	"time"

	"github.com/vivarium-py/vivarium/internal/host"
)

// NumSignals is signal.NSIG.
const NumSignals = 65

// sigInt is the number of SIGINT.
const sigInt = 2

// Signals is an interpreter's signal handling.
type Signals struct {
	in       *Interpreter
	Handlers [NumSignals]Value // Int(0) default, Int(1) ignored, None unknown, else a callable
	mu       sync.Mutex
	pending  [NumSignals]bool
	blocked  [NumSignals]bool // the main thread's mask; a blocked signal stays pending
	changed  chan struct{}    // closed when a signal arrives
	handled  chan struct{}    // closed after a handler ran
	wakeFD   int
	warnFull bool
	wakeErr  error // of a write to wakeFD, to be printed before the handler runs
	waiting  int   // threads in Wait, which take signals from the set without handlers
}

type signalsKey struct{}

// Signals gives the interpreter's signal handling, set up at the first use.
func (in *Interpreter) Signals() *Signals {
	return StateOf(in, signalsKey{}, func() *Signals {
		s := &Signals{in: in, changed: make(chan struct{}), handled: make(chan struct{}), wakeFD: -1}
		for i := range s.Handlers {
			s.Handlers[i] = Int(0)
		}
		owner := in.host.OwnsProcess()
		if owner {
			for _, sig := range []int{1, 3, 13, 15, 25} {
				if in.host.SignalIgnored(sig) {
					s.Handlers[sig] = Int(1)
				}
			}
			s.Handlers[13], s.Handlers[25] = Int(1), Int(1) // SIGPIPE and SIGXFSZ show as errors of the calls
		}
		in.host.OnSignal(s.arrive)
		if owner && in.host.SignalIgnored(sigInt) {
			s.Handlers[sigInt] = Int(1)
		} else {
			s.Handlers[sigInt] = defaultIntHandler
			_, _ = in.host.SetSignal(sigInt, host.SignalHandle)
		}
		return s
	})
}

var defaultIntFunc = Func{Name: "default_int_handler", Sig: "(signalnum, frame, /)", Flags: Pure, Doc: "The handler of SIGINT if no other is set: raise KeyboardInterrupt.",
	Fn: func(t *Thread, a []Value) (Value, error) {
		if _, err := t.CInt(a[0]); err != nil {
			return Unbound, err
		}
		return Unbound, NewException(&ExcKeyboardInterrupt)
	}}

var defaultIntHandler Value

// DefaultIntHandler is signal.default_int_handler.
func DefaultIntHandler() Value { return defaultIntHandler }

func setupSignals() { defaultIntHandler = NewFunction(&defaultIntFunc, "_signal") }

// arrive marks a signal; any goroutine may call it.
func (s *Signals) arrive(sig int) {
	if sig < 1 || sig >= NumSignals {
		return
	}
	s.mu.Lock()
	s.pending[sig] = true
	blocked := s.blocked[sig]
	ch := s.changed
	s.changed = make(chan struct{})
	s.mu.Unlock()
	close(ch)
	if !blocked {
		s.tell(sig)
		s.kick()
		// The main thread changes Handlers, and it is busy in the other interpreter.
		if c := s.in.life.inside.Load(); c != nil && sig == sigInt && s.Handlers[sigInt] == defaultIntHandler {
			c.Interrupt()
		}
	}
}

// tell writes the number of a signal that is not blocked to the wakeup descriptor.
func (s *Signals) tell(sig int) {
	s.mu.Lock()
	fd, warn := s.wakeFD, s.warnFull
	s.mu.Unlock()
	if fd < 0 {
		return
	}
	_, err := s.in.host.Write(nil, fd, []byte{byte(sig)})
	if oe, ok := err.(*host.OSError); ok && (oe.Errno != host.EAGAIN || warn) {
		s.mu.Lock()
		s.wakeErr = err
		s.mu.Unlock()
	}
}

// kick asks the main thread to run handlers, also if it is waiting.
func (s *Signals) kick() {
	s.in.request(reqSignal)
	select {
	case s.in.wake <- struct{}{}:
	default:
	}
}

// Trip simulates the arrival of a signal that has a handler.
func (s *Signals) Trip(sig int) {
	if h := s.Handlers[sig]; h == Int(0) || h == Int(1) || h.IsNone() {
		return
	}
	s.arrive(sig)
}

// take takes a pending signal that is not blocked, 0 if there is none, and what telling of one failed with.
func (s *Signals) take() (sig int, failed error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	failed, s.wakeErr = s.wakeErr, nil
	for i := range s.pending {
		if s.pending[i] && !s.blocked[i] {
			s.pending[i] = false
			return i, failed
		}
	}
	return 0, failed
}

// runSignals calls the handlers of signals that have arrived. After an exception the others wait for the next safe point.
func (t *Thread) runSignals() error {
	v, ok := t.interp.state[signalsKey{}]
	if !ok {
		return nil
	}
	s := v.(*Signals)
	for {
		sig, failed := s.take()
		if failed != nil {
			t.Unraisable(t.OSError(failed), "Exception ignored when trying to write to the signal wakeup fd", Unbound)
		}
		if sig == 0 {
			return nil
		}
		h := s.Handlers[sig]
		if h == Int(0) || h == Int(1) || h.IsNone() {
			continue
		}
		frame := None
		if t.nf > 0 {
			frame = obj(&t.frameObj(t.nf - 1).Header)
		}
		// Not counted as nesting: what recurses at the limit would catch its RecursionError and never be interrupted.
		_, err := t.callAny(h, []Value{Int(int64(sig)), frame}, nil)
		close(s.handled)
		s.handled = make(chan struct{})
		if err != nil {
			s.mu.Lock()
			for i := range s.pending {
				if s.pending[i] && !s.blocked[i] {
					s.in.request(reqSignal)
				}
			}
			s.mu.Unlock()
			return err
		}
	}
}

// Set gives a signal a handler.
func (s *Signals) Set(t *Thread, sig int, handler Value, how host.Disposition) error {
	s.mu.Lock()
	blocked := s.blocked[sig]
	s.mu.Unlock()
	if blocked && how == host.SignalDefault {
		// It must not end the process before it is unblocked.
		how = host.SignalHandle
	}
	if _, err := t.interp.host.SetSignal(sig, how); err != nil {
		return t.OSError(err)
	}
	s.Handlers[sig] = handler
	return nil
}

// disposition is how host treats a signal that is not blocked.
func (s *Signals) disposition(sig int) host.Disposition {
	switch s.Handlers[sig] {
	case Int(0), None:
		return host.SignalDefault
	case Int(1):
		return host.SignalIgnore
	}
	return host.SignalHandle
}

// Mask blocks and unblocks signals; it returns the numbers blocked before.
func (s *Signals) Mask(t *Thread, set [NumSignals]bool, change bool) (old [NumSignals]bool, err error) {
	s.mu.Lock()
	old = s.blocked
	if !change {
		s.mu.Unlock()
		return old, nil
	}
	set[9], set[19] = false, false
	s.blocked = set
	pending := s.pending
	s.mu.Unlock()
	h := t.interp.host
	for sig := 1; sig < NumSignals; sig++ {
		if set[sig] == old[sig] {
			continue
		}
		if s.disposition(sig) != host.SignalDefault {
			if !set[sig] && pending[sig] {
				s.tell(sig)
			}
			continue
		}
		how := host.SignalDefault
		if set[sig] {
			how = host.SignalHandle
		}
		if _, err := h.SetSignal(sig, how); err != nil {
			return old, t.OSError(err)
		}
		if !set[sig] && pending[sig] {
			// The default action was only put off.
			s.mu.Lock()
			s.pending[sig] = false
			s.mu.Unlock()
			if err := h.Raise(sig); err != nil {
				return old, t.OSError(err)
			}
		}
	}
	s.kick()
	return old, t.CheckSignals()
}

// Pending reports which signals are blocked and have arrived.
func (s *Signals) Pending() (out [NumSignals]bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for i := range out {
		out[i] = s.pending[i] && s.blocked[i]
	}
	return out
}

// Wait takes a signal of the set, waiting for one up to timeout; 0 means that none came.
func (s *Signals) Wait(t *Thread, set [NumSignals]bool, timeout time.Duration) (int, error) {
	h := t.interp.host
	// Signals of the set that would end the process must be caught meanwhile.
	for sig := 1; sig < NumSignals; sig++ {
		if set[sig] && s.disposition(sig) == host.SignalDefault && sig != 9 && sig != 19 {
			if _, err := h.SetSignal(sig, host.SignalHandle); err != nil {
				return 0, t.OSError(err)
			}
		}
	}
	defer func() {
		for sig := 1; sig < NumSignals; sig++ {
			s.mu.Lock()
			blocked := s.blocked[sig]
			s.mu.Unlock()
			if set[sig] && s.disposition(sig) == host.SignalDefault && !blocked && sig != 9 && sig != 19 {
				_, _ = h.SetSignal(sig, host.SignalDefault)
			}
		}
	}()
	end := h.Monotonic() + int64(timeout)
	for {
		s.mu.Lock()
		for sig := range set {
			if set[sig] && s.pending[sig] {
				s.pending[sig] = false
				s.mu.Unlock()
				return sig, nil
			}
		}
		ch := s.changed
		s.mu.Unlock()
		left := host.Forever
		if timeout >= 0 {
			left = time.Duration(max(end-h.Monotonic(), 0))
			if left == 0 {
				return 0, nil
			}
		}
		if err := h.Wait(t, ch, left); err == host.ErrTimeout {
			continue
		} else if err != nil {
			return 0, t.OSError(err)
		}
	}
}

// Pause waits until a handler has run.
func (s *Signals) Pause(t *Thread) error {
	if err := t.interp.host.Wait(t, s.handled, host.Forever); err != nil {
		return t.OSError(err)
	}
	return nil
}

// SetWakeup sets the descriptor to which the numbers of arriving signals are written, and returns the one before.
func (s *Signals) SetWakeup(fd int, warnFull bool) int {
	s.mu.Lock()
	defer s.mu.Unlock()
	old := s.wakeFD
	s.wakeFD, s.warnFull = fd, warnFull
	return old
}

// IsMain reports the main thread of an interpreter.
func (t *Thread) IsMain() bool { return t == t.interp.main }

// ThreadByIdent finds a running thread, nil if there is none.
func (in *Interpreter) ThreadByIdent(ident int64) *Thread {
	for t := range in.threads {
		if t.ident == ident {
			return t
		}
	}
	return nil
}
