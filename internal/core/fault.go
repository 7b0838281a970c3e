// This file lets module faulthandler know of a signal that is about to end the program: one that a program raises in itself.
package core

type faultKey struct{}

type faultHook struct{ tell func(t *Thread, sig int) }

func (in *Interpreter) faultHook() *faultHook {
	return StateOf(in, faultKey{}, func() *faultHook { return &faultHook{} })
}

// OnFault sets what is called before the default action of a signal that a thread of the interpreter raises in it.
func (in *Interpreter) OnFault(tell func(t *Thread, sig int)) { in.faultHook().tell = tell }

// TellFault announces a signal that the thread is about to raise.
func (t *Thread) TellFault(sig int) {
	if f := t.interp.faultHook().tell; f != nil && t.interp.Host().SignalDefault(sig) {
		f(t, sig)
	}
}
