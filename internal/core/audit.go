// Audit events: what sys.audit() and natives tell the hooks of sys.addaudithook(). Invariant: without hooks an event costs one
// comparison; a hook's exception ends what raised the event; a hook is not traced unless it has a true __cantrace__.
package core

// Audited reports whether there are hooks, for events whose arguments cost something to make.
func (t *Thread) Audited() bool { return len(t.interp.auditHooks) > 0 }

// Audit tells the hooks of an event.
func (t *Thread) Audit(event string, args ...Value) error {
	if len(t.interp.auditHooks) == 0 {
		return nil
	}
	return t.audit(Intern(event).Val(), NewTuple(args...))
}

func (t *Thread) audit(event, args Value) error {
	for _, h := range t.interp.auditHooks {
		if err := t.callHook(h, event, args); err != nil {
			return err
		}
	}
	return nil
}

// callHook calls one hook.
func (t *Thread) callHook(h, event, args Value) error {
	traced := false
	if v, err := t.GetAttr(h, Intern("__cantrace__")); err == nil {
		if traced, err = t.Truth(v); err != nil {
			return err
		}
	} else if !Matches(err, &ExcAttributeError) {
		return err
	}
	if tr := t.tr; tr != nil && !traced && !tr.busy {
		tr.busy = true
		t.updateTracing()
		defer func() {
			tr.busy = false
			t.updateTracing()
		}()
	}
	_, err := t.Call(h, event, args)
	return err
}

// addHook is sys.addaudithook(): the hooks there are may refuse it, by an Exception silently.
func (t *Thread) addHook(h Value) error {
	if err := t.Audit("sys.addaudithook"); err != nil {
		if Matches(err, &ExcException) {
			return nil
		}
		return err
	}
	t.interp.auditHooks = append(t.interp.auditHooks, h)
	return nil
}

// DirFD in the arguments of WithAudit, added to the index of a dir_fd argument, shows None as -1.
const DirFD = 1 << 8

// WithAudit gives the native an audit event before it runs, with the arguments at the indices given.
func (f Func) WithAudit(event string, args ...int) Func {
	fn := f.Fn
	f.Flags = f.Flags&^Pure | Polls
	f.Two = nil
	f.Fn = func(t *Thread, a []Value) (Value, error) {
		if len(t.interp.auditHooks) > 0 {
			vals := make([]Value, len(args))
			for i, at := range args {
				switch v := a[at&(DirFD-1)]; {
				case v.Given():
					vals[i] = v
				case at >= DirFD:
					vals[i] = Int(-1)
				default:
					vals[i] = None
				}
			}
			if err := t.Audit(event, vals...); err != nil {
				return Unbound, err
			}
		}
		return fn(t, a)
	}
	return f
}

// Event is the audit event of a native and the indices of its arguments there.
type Event struct {
	Name string
	Args []int
}

// AuditAll gives the natives in funcs that events names their events.
func AuditAll(funcs []Func, events map[string]Event) []Func {
	for i, f := range funcs {
		if e, ok := events[f.Name]; ok {
			funcs[i] = f.WithAudit(e.Name, e.Args...)
		}
	}
	return funcs
}

// auditCompile is the event of compile(), whose source is None for a tree, and otherwise bytes.
func (t *Thread) auditCompile(source, name Value) error {
	if len(t.interp.auditHooks) == 0 {
		return nil
	}
	if t.isAST(source) {
		source = None
	}
	if s := AsStr(source); s != nil {
		if err := t.Charge(len(s.s)); err != nil {
			return err
		}
		source = NewBytesCopy([]byte(s.s))
	}
	return t.Audit("compile", source, name)
}

// eventArg is an argument of an event: None for what was not given.
func eventArg(v Value) Value {
	if v.Given() {
		return v
	}
	return None
}
