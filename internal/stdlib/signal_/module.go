// Package signal_ is module _signal: handlers, masks, timers. The machinery is core.Signals.
package signal_

import (
	"strconv"
	"strings"
	"sync"
	"time"

	"github.com/vivarium-py/vivarium/internal/core"
	"github.com/vivarium-py/vivarium/internal/host"
)

var (
	itimerError core.Type
	siginfoType core.Type
	setupOnce   sync.Once
)

func setup() {
	itimerError.Setup(&core.TypeSpec{Name: "signal.itimer_error", Base: &core.ExcOSError, Flags: core.FlagBase | core.FlagGeneric})
	core.SetupStructSeq(&siginfoType, core.StructSeqSpec{Name: "signal.struct_siginfo", Fields: strings.Fields("si_signo si_code si_errno si_pid si_uid si_status si_band"),
		Doc: "struct_siginfo: what came with a signal: si_signo, si_code, si_errno, si_pid,\nsi_uid, si_status and si_band, also a tuple."})
}

// numbers are the signals of Linux by name, aliases last.
var numbers = []struct {
	name string
	n    int64
	text string
}{
	{"SIGHUP", 1, "Hangup"}, {"SIGINT", 2, "Interrupt"}, {"SIGQUIT", 3, "Quit"}, {"SIGILL", 4, "Illegal instruction"}, {"SIGTRAP", 5, "Trace/breakpoint trap"},
	{"SIGABRT", 6, "Aborted"}, {"SIGBUS", 7, "Bus error"}, {"SIGFPE", 8, "Floating point exception"}, {"SIGKILL", 9, "Killed"}, {"SIGUSR1", 10, "User defined signal 1"},
	{"SIGSEGV", 11, "Segmentation fault"}, {"SIGUSR2", 12, "User defined signal 2"}, {"SIGPIPE", 13, "Broken pipe"}, {"SIGALRM", 14, "Alarm clock"}, {"SIGTERM", 15, "Terminated"},
	{"SIGSTKFLT", 16, "Stack fault"}, {"SIGCHLD", 17, "Child exited"}, {"SIGCONT", 18, "Continued"}, {"SIGSTOP", 19, "Stopped (signal)"}, {"SIGTSTP", 20, "Stopped"},
	{"SIGTTIN", 21, "Stopped (tty input)"}, {"SIGTTOU", 22, "Stopped (tty output)"}, {"SIGURG", 23, "Urgent I/O condition"}, {"SIGXCPU", 24, "CPU time limit exceeded"},
	{"SIGXFSZ", 25, "File size limit exceeded"}, {"SIGVTALRM", 26, "Virtual timer expired"}, {"SIGPROF", 27, "Profiling timer expired"}, {"SIGWINCH", 28, "Window changed"},
	{"SIGIO", 29, "I/O possible"}, {"SIGPWR", 30, "Power failure"}, {"SIGSYS", 31, "Bad system call"},
	{"SIGRTMIN", 34, "Real-time signal 0"}, {"SIGRTMAX", 64, "Real-time signal 30"},
	{"SIGCLD", 17, ""}, {"SIGPOLL", 29, ""}, {"SIGIOT", 6, ""},
}

// valid reports that a number is a signal that programs may use.
func valid(n int) bool { return n >= 1 && n < core.NumSignals && n != 32 && n != 33 }

// sigArg reads a signal number.
func sigArg(t *core.Thread, v core.Value) (int, error) {
	n, err := t.CInt(v)
	if err == nil && (n < 1 || n >= core.NumSignals) {
		err = t.ValueError("signal number out of range")
	}
	return n, err
}

// fn declares a function of one signal number.
func fn(name, doc string, flags core.FuncFlags, do func(t *core.Thread, sig int) (core.Value, error)) core.Func {
	return core.Func{Name: name, Sig: "(signalnum, /)", Flags: flags, Doc: doc, Fn: func(t *core.Thread, a []core.Value) (core.Value, error) {
		sig, err := sigArg(t, a[0])
		if err != nil {
			return core.Unbound, err
		}
		return do(t, sig)
	}}
}

func sigSignal(t *core.Thread, a []core.Value) (core.Value, error) {
	sig, err := t.CInt(a[0])
	if err != nil {
		return core.Unbound, err
	}
	if !t.IsMain() {
		return core.Unbound, t.ValueError("signal only works in main thread of the main interpreter")
	}
	if sig < 1 || sig >= core.NumSignals {
		return core.Unbound, t.ValueError("signal number out of range")
	}
	how := host.SignalHandle
	switch a[1] {
	case core.Int(0):
		how = host.SignalDefault
	case core.Int(1):
		how = host.SignalIgnore
	default:
		if core.SlotsOf(a[1]).Call == nil {
			return core.Unbound, t.TypeError("signal handler must be signal.SIG_IGN, signal.SIG_DFL, or a callable object")
		}
	}
	if err := t.CheckSignals(); err != nil {
		return core.Unbound, err
	}
	s := t.Interp().Signals()
	old := s.Handlers[sig]
	return old, s.Set(t, sig, a[1], how)
}

func itimerErr(t *core.Thread) error {
	e, err := t.Call(itimerError.Val(), core.Int(int64(host.EINVAL)), core.StrVal(host.EINVAL.Error()))
	if err != nil {
		return err
	}
	return core.AsException(e)
}

// timerValue makes the pair that the timer functions return.
func timerValue(value, interval time.Duration) core.Value {
	return core.NewTuple(core.Float(value.Seconds()), core.Float(interval.Seconds()))
}

func setitimer(t *core.Thread, a []core.Value) (core.Value, error) {
	which, err := t.CInt(a[0])
	if err != nil {
		return core.Unbound, err
	}
	var d [2]int64
	for i := range d {
		if d[i], err = t.Seconds(a[1+i], core.RoundCeiling); err != nil {
			return core.Unbound, err
		}
	}
	if which < 0 || which > 2 || d[0] < 0 || d[1] < 0 {
		return core.Unbound, itimerErr(t)
	}
	if which != 0 {
		return core.Unbound, t.Raise(&core.ExcNotImplementedError, "setitimer: only ITIMER_REAL is supported")
	}
	t.Interp().Signals()
	v, i := t.Interp().Host().SetTimer(time.Duration(d[0]), time.Duration(d[1]))
	return timerValue(v, i), nil
}

// sigset reads an iterable of signal numbers.
func sigset(t *core.Thread, v core.Value) (set [core.NumSignals]bool, err error) {
	err = t.Iterate(v, func(x core.Value) error {
		n, err := t.CInt(x)
		if core.Matches(err, &core.ExcOverflowError) {
			n, err = -1, nil
		}
		if err != nil {
			return err
		}
		if n < 1 || n >= core.NumSignals {
			return t.ValueError("signal number %d out of range [1; %d]", n, core.NumSignals-1)
		}
		set[n] = true
		return nil
	})
	return set, err
}

func setValue(t *core.Thread, set [core.NumSignals]bool) (core.Value, error) {
	var items []core.Value
	for i, on := range set {
		if on {
			items = append(items, core.Int(int64(i)))
		}
	}
	return t.Call(core.SetType.Val(), core.NewList(items))
}

func siginfo(t *core.Thread, sig int) core.Value {
	u, _, _, _ := t.Interp().Host().Users()
	return core.NewStructSeq(&siginfoType, core.Int(int64(sig)), core.Int(0), core.Int(0), core.Int(int64(t.Interp().Host().Getpid())), core.Int(int64(u)), core.Int(0), core.Int(0))
}

func funcs() []core.Func {
	return []core.Func{
		{Name: "signal", Sig: "(signalnum, handler, /)", Flags: core.HostOp, Fn: sigSignal, Doc: "Set the handler of a signal, and return the one before.\n\nA handler is a function of the signal and the frame it interrupts, or SIG_DFL\nor SIG_IGN. Only the main thread may set it."},
		fn("getsignal", "Return the handler of a signal; None means one that Python did not set.", core.Pure, func(t *core.Thread, sig int) (core.Value, error) { return t.Interp().Signals().Handlers[sig], nil }),
		fn("strsignal", "Return what a signal means, in words, or None if that is not known.", core.Pure, func(t *core.Thread, sig int) (core.Value, error) {
			for _, s := range numbers {
				if s.n == int64(sig) && s.text != "" {
					return core.StrVal(s.text), nil
				}
			}
			if sig > 34 {
				return core.StrVal("Real-time signal " + strconv.Itoa(sig-34)), nil
			}
			return core.None, nil
		}),
		{Name: "raise_signal", Sig: "(signalnum, /)", Flags: core.HostOp, Doc: "Send a signal to this process.", Fn: func(t *core.Thread, a []core.Value) (core.Value, error) {
			n, err := t.CInt(a[0])
			if err != nil {
				return core.Unbound, err
			}
			if n == 0 {
				return core.None, nil
			}
			t.Interp().Signals()
			t.TellFault(n)
			if err := t.Interp().Host().Raise(n); err != nil {
				return core.Unbound, t.OSError(err)
			}
			return core.None, t.CheckSignals()
		}},
		{Name: "pthread_kill", Sig: "(thread_id, signalnum, /)", Flags: core.HostOp, Doc: "Send a signal to a thread: the interpreter's handlers run in the main thread.", Fn: func(t *core.Thread, a []core.Value) (core.Value, error) {
			id, err := t.CLong(a[0])
			if err != nil {
				return core.Unbound, err
			}
			n, err := t.CInt(a[1])
			if err != nil {
				return core.Unbound, err
			}
			if t.Interp().ThreadByIdent(id) == nil {
				return core.Unbound, t.OSErrorNumber(int(host.ESRCH))
			}
			if n == 0 {
				return core.None, nil
			}
			t.Interp().Signals()
			t.TellFault(n)
			if err := t.Interp().Host().Raise(n); err != nil {
				return core.Unbound, t.OSError(err)
			}
			return core.None, t.CheckSignals()
		}},
		{Name: "alarm", Sig: "(seconds, /)", Flags: core.HostOp, Doc: "Have SIGALRM sent in that many seconds; 0 takes it back.\n\nReturn how many were left of an earlier alarm.", Fn: func(t *core.Thread, a []core.Value) (core.Value, error) {
			n, err := t.CInt(a[0])
			if err != nil {
				return core.Unbound, err
			}
			t.Interp().Signals()
			old, _ := t.Interp().Host().SetTimer(time.Duration(max(n, 0))*time.Second, 0)
			return core.Int(int64((old + time.Second - 1) / time.Second)), nil
		}},
		{Name: "setitimer", Sig: "(which, seconds, interval=0.0, /)", Flags: core.HostOp, Fn: setitimer, Doc: "Sets given itimer (only ITIMER_REAL) and returns the old values as a tuple."},
		{Name: "getitimer", Sig: "(which, /)", Flags: core.HostOp, Doc: "Return how many seconds are left of a timer, and its interval.", Fn: func(t *core.Thread, a []core.Value) (core.Value, error) {
			which, err := t.CInt(a[0])
			if err != nil {
				return core.Unbound, err
			}
			switch which {
			case 0:
				return timerValue(t.Interp().Host().Timer()), nil
			case 1, 2:
				return timerValue(0, 0), nil
			}
			return core.Unbound, itimerErr(t)
		}},
		{Name: "pause", Sig: "()", Flags: core.Blocks | core.HostOp, Doc: "Wait until a signal arrives.", Fn: func(t *core.Thread, a []core.Value) (core.Value, error) {
			return core.None, t.Interp().Signals().Pause(t)
		}},
		{Name: "set_wakeup_fd", Sig: "(fd, /, *, warn_on_full_buffer=True)", Flags: core.HostOp, Doc: "Have the number of each signal that comes written to a descriptor, or to none\nif it is -1.\n\nReturn the one before.", Fn: func(t *core.Thread, a []core.Value) (core.Value, error) {
			fd, err := t.CInt(a[0])
			if err != nil {
				return core.Unbound, err
			}
			warn, err := t.Truth(a[1])
			if err != nil {
				return core.Unbound, err
			}
			if !t.IsMain() {
				return core.Unbound, t.ValueError("set_wakeup_fd only works in main thread of the main interpreter")
			}
			if fd >= 0 {
				block, err := t.Interp().Host().Blocking(fd)
				if err != nil {
					return core.Unbound, t.OSError(err)
				}
				if block {
					return core.Unbound, t.ValueError("the fd %d must be in non-blocking mode", fd)
				}
			} else {
				fd = -1
			}
			return core.Int(int64(t.Interp().Signals().SetWakeup(fd, warn))), nil
		}},
		{Name: "siginterrupt", Sig: "(signalnum, flag, /)", Flags: core.Pure, Doc: "Change system call restart behaviour: Python always restarts them (PEP 475).", Fn: func(t *core.Thread, a []core.Value) (core.Value, error) {
			if _, err := sigArg(t, a[0]); err != nil {
				return core.Unbound, err
			}
			_, err := t.CInt(a[1])
			return core.None, err
		}},
		{Name: "pthread_sigmask", Sig: "(how, mask, /)", Flags: core.HostOp | core.Polls, Doc: "Block or unblock signals for this thread, and return which were blocked.", Fn: func(t *core.Thread, a []core.Value) (core.Value, error) {
			how, err := t.CInt(a[0])
			if err != nil {
				return core.Unbound, err
			}
			set, err := sigset(t, a[1])
			if err != nil {
				return core.Unbound, err
			}
			s := t.Interp().Signals()
			old, _ := s.Mask(t, set, false)
			next := old
			for i, on := range set {
				switch how {
				case 0:
					next[i] = next[i] || on
				case 1:
					next[i] = next[i] && !on
				case 2:
					next[i] = on
				default:
					return core.Unbound, t.OSErrorNumber(int(host.EINVAL))
				}
			}
			if _, err := s.Mask(t, next, true); err != nil {
				return core.Unbound, err
			}
			return setValue(t, old)
		}},
		{Name: "sigpending", Sig: "()", Flags: core.HostOp, Doc: "Examine pending signals.", Fn: func(t *core.Thread, a []core.Value) (core.Value, error) {
			return setValue(t, t.Interp().Signals().Pending())
		}},
		{Name: "sigwait", Sig: "(sigset, /)", Flags: core.Blocks | core.HostOp, Doc: "Wait for a signal of the set.", Fn: func(t *core.Thread, a []core.Value) (core.Value, error) {
			set, err := sigset(t, a[0])
			if err != nil {
				return core.Unbound, err
			}
			n, err := t.Interp().Signals().Wait(t, set, host.Forever)
			return core.Int(int64(n)), err
		}},
		{Name: "sigwaitinfo", Sig: "(sigset, /)", Flags: core.Blocks | core.HostOp, Doc: "Wait for one of the signals and return its number.", Fn: func(t *core.Thread, a []core.Value) (core.Value, error) {
			set, err := sigset(t, a[0])
			if err != nil {
				return core.Unbound, err
			}
			n, err := t.Interp().Signals().Wait(t, set, host.Forever)
			if err != nil {
				return core.Unbound, err
			}
			return siginfo(t, n), nil
		}},
		{Name: "sigtimedwait", Sig: "(sigset, timeout, /)", Flags: core.Blocks | core.HostOp, Doc: "Wait for one of the signals as sigwaitinfo() does; None means that none came\nin that many seconds.", Fn: func(t *core.Thread, a []core.Value) (core.Value, error) {
			set, err := sigset(t, a[0])
			if err != nil {
				return core.Unbound, err
			}
			d, err := t.Timeout(a[1])
			if err != nil {
				return core.Unbound, err
			}
			if d < 0 {
				return core.Unbound, t.ValueError("timeout must be non-negative")
			}
			n, err := t.Interp().Signals().Wait(t, set, d)
			if err != nil || n == 0 {
				return core.None, err
			}
			return siginfo(t, n), nil
		}},
		{Name: "valid_signals", Sig: "()", Flags: core.Pure, Doc: "Return the signals that this system has.", Fn: func(t *core.Thread, a []core.Value) (core.Value, error) {
			var set [core.NumSignals]bool
			for i := range set {
				set[i] = valid(i)
			}
			return setValue(t, set)
		}},
	}
}

// Module declares _signal.
func Module() *core.ModuleDef {
	attrs := []core.Attr{}
	for _, s := range numbers {
		attrs = append(attrs, core.Attr{Name: s.name, Value: core.Int(s.n)})
	}
	for _, c := range []struct {
		name string
		n    int64
	}{{"NSIG", core.NumSignals}, {"SIG_DFL", 0}, {"SIG_IGN", 1}, {"SIG_BLOCK", 0}, {"SIG_UNBLOCK", 1}, {"SIG_SETMASK", 2}, {"ITIMER_REAL", 0}, {"ITIMER_VIRTUAL", 1}, {"ITIMER_PROF", 2}} {
		attrs = append(attrs, core.Attr{Name: c.name, Value: core.Int(c.n)})
	}
	return &core.ModuleDef{
		Name: "_signal", Doc: "Signals: their handlers, and timers and calls that send or await them.", Funcs: funcs(), Attrs: attrs,
		Types: func() []*core.Type { setupOnce.Do(setup); return []*core.Type{&siginfoType} },
		Init: func(t *core.Thread, m *core.Module) error {
			t.Interp().Signals()
			m.Dict().SetStr(core.Intern("ItimerError"), itimerError.Val())
			m.Dict().SetStr(core.Intern("default_int_handler"), core.DefaultIntHandler())
			return nil
		},
	}
}
