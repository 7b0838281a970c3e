// This file is what the native modules of queues and channels share: from Python values to items and back.
package crossing

import (
	"fmt"
	"math"
	"sync"
	"time"

	"github.com/vivarium-py/vivarium/internal/core"
)

// Wrap packs a value as an item of the thread's interpreter.
func Wrap(t *core.Thread, v core.Value, u Unbound) (Item, error) {
	p, err := Pack(t, v)
	if err != nil {
		return Item{}, err
	}
	t.SettleFiles() // the receiver may be told of a file
	return Item{Cargo: p, Unbound: u}, nil
}

// Drop releases what an operation that failed with err did not take.
func (it *Item) Drop(err error) {
	if _, gone := err.(*Retracted); !gone && it.Cargo != nil {
		it.Cargo.Release()
	}
}

// WaitSeconds reads a timeout in seconds or None; ok is false for a negative one.
func WaitSeconds(t *core.Thread, v core.Value) (d time.Duration, ok bool, err error) {
	if !v.Given() {
		return Forever, true, nil
	}
	secs, err := t.ToFloat(v)
	if err != nil {
		if core.Matches(err, &core.ExcTypeError) {
			err = t.TypeError("'%s' object cannot be interpreted as an integer", v.TypeName())
		}
		return 0, false, err
	}
	switch {
	case math.IsNaN(secs):
		return 0, false, t.ValueError("Invalid value NaN (not a number)")
	case secs < 0:
		return 0, false, nil
	case secs > 9e9:
		return Forever, true, nil
	}
	return time.Duration(math.Ceil(secs * 1e9)), true, nil
}

// classKey holds the Python classes that an interpreter has registered, by module and name.
type classKey struct{}

type className struct{ module, name string }

func classesOf(in *core.Interpreter) map[className]*core.Type {
	return core.StateOf(in, classKey{}, func() map[className]*core.Type { return map[className]*core.Type{} })
}

// HandleClass lets instances of a Python class cross as handles: hold gives what keeps the thing alive (a *Queue, *Channel,
// *core.Interpreter, or nil) and its number, and the receiver calls its own class of the same name with the number.
func HandleClass(t *core.Thread, typ *core.Type, hold func(t *core.Thread, v core.Value) (thing any, id int64, err error)) error {
	mod, err := t.GetAttr(typ.Val(), core.Intern("__module__"))
	if err != nil {
		return err
	}
	module := core.AsStr(mod)
	if module == nil {
		return t.TypeError("__module__ of class %s is not a str", typ.Name())
	}
	name := className{module.String(), typ.Name()}
	in := t.Interp()
	classesOf(in)[name] = typ
	RegisterHandle(in, typ, func(t *core.Thread, v core.Value) (Handle, error) {
		thing, id, err := hold(t, v)
		if err != nil {
			return nil, err
		}
		h := &classHandle{thing: thing, id: id, name: name, by: t.Interp(), sender: Parcel{policy: t.Interp().Host().Policy(), from: t.Interp().ID()}}
		if target, ok := thing.(*core.Interpreter); ok {
			target.Hold(h.by, false)
		}
		return h, nil
	})
	return nil
}

// classHandle is an instance of a Python class in flight.
type classHandle struct {
	thing  any
	id     int64
	name   className
	by     *core.Interpreter // the sender, only compared
	sender Parcel            // who it is, as parcels know it
}

// Open makes the receiver's object. Only for a sender that is trusted it imports the class's module.
func (h *classHandle) Open(t *core.Thread) (core.Value, error) {
	in := t.Interp()
	target, _ := h.thing.(*core.Interpreter)
	switch {
	case target != nil:
		target.HandTo(in)
		defer t.Block(h.Release)
	case h.thing != nil:
		MemberOf(in).Learn(h.thing)
	}
	var cls core.Value
	if typ := classesOf(in)[h.name]; typ != nil {
		cls = typ.Val()
	} else if !h.sender.trusted(in) {
		return core.Unbound, raise(t, fmt.Sprintf("class %s.%s is not known here, and interpreter %d has fewer grants than the receiver", h.name.module, h.name.name, h.sender.from), nil)
	} else {
		m, err := t.Import(h.name.module)
		if err != nil {
			return core.Unbound, err
		}
		if cls, err = t.GetAttr(m, core.Intern(h.name.name)); err != nil {
			return core.Unbound, err
		}
	}
	return t.Call(cls, core.Int(h.id))
}

func (h *classHandle) Release() {
	if target, ok := h.thing.(*core.Interpreter); ok {
		target.ReleaseFrom(h.by)
	}
}

// reclaimer bounds what looking for dropped handles may cost: some collections at once, then a small part of the time.
type reclaimer struct {
	mu     sync.Mutex
	tokens int
	last   time.Time
	took   time.Duration
}

// maxReclaims is how many collections may come at once; between further ones passes reclaimPause times what one takes.
const maxReclaims, reclaimPause = 200, 50

func (r *reclaimer) may() bool {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.tokens > 0 {
		r.tokens--
		return true
	}
	return time.Since(r.last) > reclaimPause*r.took
}

// reclaim ends interpreters of which this one has dropped the last handle, and forgets queues and channels. There are no
// reference counts: CPython's private modules, where a dropped handle shows at once, need a collection for that.
func (h *Hub) reclaim(t *core.Thread) error {
	if !h.drops.may() {
		return nil
	}
	start := time.Now()
	err := t.CollectGarbage()
	h.drops.mu.Lock()
	h.drops.last, h.drops.took = time.Now(), time.Since(start)
	h.drops.mu.Unlock()
	return err
}

// Settle sees to it that a queue's items show which of their interpreters have ended by the loss of the last handle.
func (q *Queue) Settle(t *core.Thread) error { return q.pipe.settle(t, q.hub) }

// Settle is the same for a channel.
func (c *Channel) Settle(t *core.Thread) error { return c.pipe.settle(t, c.hub) }

// Settle is the same for what is listed.
func (h *Hub) Settle(t *core.Thread) error {
	h.mu.Lock()
	n := len(h.queues) - len(h.pinned) + len(h.channels)
	h.mu.Unlock()
	if n == 0 {
		return nil
	}
	return h.reclaim(t)
}

func (p *pipe) settle(t *core.Thread, h *Hub) error {
	me := MemberOf(t.Interp())
	p.mu.Lock()
	foreign := false
	for i := 0; i < p.n && !foreign; i++ {
		m := p.at(i).owner
		foreign = m != nil && m != me && m.in.Parent() != nil && !m.in.Running()
	}
	p.mu.Unlock()
	if !foreign {
		return nil
	}
	return h.reclaim(t)
}

// Refuse is the NotShareableError for an object that only crosses by copying, where that is not wanted.
func Refuse(t *core.Thread, v core.Value) error {
	r, err := t.Repr(v)
	if err != nil {
		return err
	}
	return raise(t, r.String()+" does not support cross-interpreter data", nil)
}
