// Package queue_ is the native module _queue: SimpleQueue. The items are only touched under the interpreter's lock; a waiter
// sleeps on a channel of its own, which put closes.
package queue_

import (
	"math"
	"sync"
	"time"

	"github.com/vivarium-py/vivarium/internal/core"
	"github.com/vivarium-py/vivarium/internal/host"
)

type (
	value  = core.Value
	thread = core.Thread
)

var (
	queueType, emptyType, fullType core.Type
	setupOnce                      sync.Once
)

type queue struct {
	core.Header
	items   []value
	head    int
	waiters []chan struct{}
}

func self(v value) *queue { return core.As[queue](v) }

func (q *queue) len() int { return len(q.items) - q.head }

func (q *queue) put(t *thread, x value) error {
	if n := len(q.items); n >= 1024 && n == cap(q.items) {
		if err := t.ChargeItems(n); err != nil {
			return err
		}
	}
	q.items = append(q.items, x)
	if len(q.waiters) > 0 {
		close(q.waiters[0])
		q.waiters = q.waiters[1:]
	}
	return nil
}

func (q *queue) pop() value {
	x := q.items[q.head]
	q.items[q.head] = value{}
	if q.head++; q.head*2 >= len(q.items) {
		n := copy(q.items, q.items[q.head:])
		clear(q.items[n:])
		q.items, q.head = q.items[:n], 0
	}
	return x
}

// drop takes back a waiter that was not served.
func (q *queue) drop(ch chan struct{}) {
	for i, w := range q.waiters {
		if w == ch {
			q.waiters = append(q.waiters[:i:i], q.waiters[i+1:]...)
			return
		}
	}
	// It was served but did not take the item: the next one may.
	if q.len() > 0 && len(q.waiters) > 0 {
		close(q.waiters[0])
		q.waiters = q.waiters[1:]
	}
}

func (q *queue) get(t *thread, block bool, timeout value) (value, error) {
	left, end := host.Forever, int64(0)
	h := t.Interp().Host()
	if block && !timeout.IsNone() {
		secs, err := t.ToFloat(timeout)
		if err != nil {
			if core.Matches(err, &core.ExcTypeError) {
				err = t.TypeError("'%s' object cannot be interpreted as an integer", timeout.TypeName())
			}
			return core.Unbound, err
		}
		if secs < 0 {
			return core.Unbound, t.ValueError("'timeout' must be a non-negative number")
		}
		if math.IsNaN(secs) {
			return core.Unbound, t.ValueError("Invalid value NaN (not a number)")
		}
		if secs > 9e9 {
			return core.Unbound, t.OverflowError("timeout value is too large")
		}
		left = time.Duration(secs * 1e9)
		end = h.Monotonic() + int64(left)
	}
	for q.len() == 0 {
		if !block {
			return core.Unbound, core.NewException(&emptyType)
		}
		ch := make(chan struct{})
		q.waiters = append(q.waiters, ch)
		err := h.Wait(t, ch, left)
		q.drop(ch)
		switch {
		case err == host.ErrTimeout:
			block = false
		case err != nil:
			return core.Unbound, t.OSError(err)
		case left != host.Forever: // another thread may have been there first
			left = max(time.Duration(end-h.Monotonic()), 0)
		}
	}
	return q.pop(), nil
}

func setup() {
	emptyType.Setup(&core.TypeSpec{Name: "_queue.Empty", Base: &core.ExcException, Flags: core.FlagBase, Doc: "The queue has no item to give now."})
	fullType.Setup(&core.TypeSpec{Name: "queue.Full", Base: &core.ExcException, Flags: core.FlagBase, Doc: "The queue has no room for an item now."})
	queueType.Setup(&core.TypeSpec{
		Name: "_queue.SimpleQueue", Layout: core.LayoutOf[queue](), Flags: core.FlagBase | core.FlagGeneric,
		Doc: "Simple, unbounded, reentrant FIFO queue.",
		Sig: "()",
		New: &core.Func{Name: "SimpleQueue", Sig: "(cls, /, *args, **kwargs)", Flags: core.Pure, Fn: func(t *thread, a []value) (value, error) {
			cls := core.AsType(a[0])
			if cls == &queueType {
				if core.AsTuple(a[1]).Len() > 0 {
					return core.Unbound, t.TypeError("SimpleQueue() takes no positional arguments")
				}
				if err := t.NoKeywords(cls, &queueType, a[2]); err != nil {
					return core.Unbound, err
				}
			}
			return core.Obj(&core.New[queue](cls).Header), nil
		}},
		Slots: core.Slots{Traverse: func(h *core.Header, visit func(value)) {
			q := self(core.Obj(h))
			for _, x := range q.items[q.head:] {
				visit(x)
			}
		}},
		Methods: []core.Func{
			{Name: "put", Sig: "(self, /, item, block=True, timeout=None)", Flags: core.Charges, Doc: "Put an item in the queue.\n\nThere is no limit, so it never waits; block and timeout have no effect.", Fn: func(t *thread, a []value) (value, error) {
				return core.None, self(a[0]).put(t, a[1])
			}},
			{Name: "put_nowait", Sig: "(self, /, item)", Flags: core.Charges, Doc: "Put an item in the queue, as put() does.", Fn: func(t *thread, a []value) (value, error) {
				return core.None, self(a[0]).put(t, a[1])
			}},
			{Name: "get", Sig: "(self, /, block=True, timeout=None)", Flags: core.Blocks, Doc: "Take an item out of the queue.\n\nIf there is none, wait for one: for at most timeout seconds if that is not\nNone, and not at all if block is false. Raise Empty if none came.", Fn: func(t *thread, a []value) (value, error) {
				block, err := t.Truth(a[1])
				if err != nil {
					return core.Unbound, err
				}
				return self(a[0]).get(t, block, a[2])
			}},
			{Name: "get_nowait", Sig: "(self, /)", Flags: core.Pure, Doc: "Take an item out of the queue, or raise Empty if there is none.", Fn: func(t *thread, a []value) (value, error) {
				return self(a[0]).get(t, false, core.None)
			}},
			{Name: "empty", Sig: "(self, /)", Flags: core.Pure, Doc: "Return whether the queue was empty just now.", Fn: func(t *thread, a []value) (value, error) {
				return core.Bool(self(a[0]).len() == 0), nil
			}},
			{Name: "qsize", Sig: "(self, /)", Flags: core.Pure, Doc: "Return how many items the queue had just now.", Fn: func(t *thread, a []value) (value, error) {
				return core.Int(int64(self(a[0]).len())), nil
			}},
			core.ClassGetItemFunc(),
		},
	})
}

// Module is _queue.
func Module() *core.ModuleDef {
	return &core.ModuleDef{
		Name: "_queue",
		Doc:  "Natives of module queue.",
		Types: func() []*core.Type {
			setupOnce.Do(setup)
			return []*core.Type{&queueType, &emptyType, &fullType}
		},
	}
}
