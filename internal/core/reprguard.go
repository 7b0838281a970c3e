// This file tells a repr that comes back to an object whose repr is being made. Invariant: in, once it is made, holds what is
// in list; it is made where that gets longer than reprScan, so that nesting costs the same at every depth.
package core

// reprGuards are the objects whose repr a thread is making, outermost first.
type reprGuards struct {
	list []*Header
	in   map[*Header]struct{}
}

// reprScan is the depth up to which looking through the list is as fast as a map.
const reprScan = 32

// enterRepr marks an object whose repr is being made; false says that it already is.
func (t *Thread) enterRepr(v Value) bool {
	g := &t.repr
	if g.in == nil && len(g.list) < reprScan {
		for _, h := range g.list {
			if h == v.ref {
				return false
			}
		}
	} else {
		if g.in == nil {
			g.in = map[*Header]struct{}{}
			for _, h := range g.list {
				g.in[h] = struct{}{}
			}
		}
		if _, ok := g.in[v.ref]; ok {
			return false
		}
		g.in[v.ref] = struct{}{}
	}
	g.list = append(g.list, v.ref)
	return true
}

// leaveRepr undoes a successful enterRepr.
func (t *Thread) leaveRepr() {
	g := &t.repr
	n := len(g.list) - 1
	if g.in != nil {
		delete(g.in, g.list[n])
		if n == 0 {
			g.in = nil
		}
	}
	g.list[n] = nil
	g.list = g.list[:n]
}

// reprGuard runs f unless the repr of v is being made already, which is worded as dots.
func (t *Thread) reprGuard(v Value, dots string, f func() (Value, error)) (Value, error) {
	if !t.enterRepr(v) {
		return StrVal(dots), nil
	}
	r, err := f()
	t.leaveRepr()
	return r, err
}

// reprGuardStream guards against a repr that comes back to the same stream through its name.
func (t *Thread) reprGuardStream(v Value, f func() (Value, error)) (Value, error) {
	if !t.enterRepr(v) {
		return Unbound, t.RuntimeError("reentrant call inside %s.__repr__", v.Type().fullName())
	}
	r, err := f()
	t.leaveRepr()
	return r, err
}
