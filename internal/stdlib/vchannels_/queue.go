// This file is the class concurrent.interpreters.Queue. There is one object a queue and interpreter; the collector ends
// the queue when nobody has it, not even an item in flight.
package vchannels_

import (
	"fmt"
	"time"
	"weak"

	"github.com/vivarium-py/vivarium/internal/core"
	"github.com/vivarium-py/vivarium/internal/crossing"
	"github.com/vivarium-py/vivarium/internal/stdlib/interpqueues_"
)

type queueObj struct {
	core.Header
	q *crossing.Queue
}

// known finds the object that an interpreter has for a queue.
type known struct {
	queues map[*crossing.Queue]weak.Pointer[queueObj]
	sweep  int
}

type knownKey struct{}

// queueValue gives the interpreter's object for a queue, an instance of typ if there is none.
func queueValue(t *thread, q *crossing.Queue, typ *core.Type) value {
	k := core.StateOf(t.Interp(), knownKey{}, func() *known { return &known{queues: map[*crossing.Queue]weak.Pointer[queueObj]{}, sweep: 16} })
	if o := k.queues[q].Value(); o != nil {
		return core.Obj(&o.Header)
	}
	o := core.New[queueObj](typ)
	o.q = q
	k.queues[q] = weak.Make(o)
	if len(k.queues) > k.sweep {
		for q, w := range k.queues {
			if w.Value() == nil {
				delete(k.queues, q)
			}
		}
		k.sweep = 2*len(k.queues) + 16
	}
	q.Share()
	return core.Obj(&o.Header)
}

// words are the Python objects that queues raise and give, set by concurrent.interpreters._queues.
type words struct {
	empty, full, destroyed *core.Type
	unbound                [crossing.Replace + 1]value
}

type wordsKey struct{}

func wordsOf(t *thread) (*words, error) {
	w := core.StateOf(t.Interp(), wordsKey{}, func() *words { return &words{} })
	if w.empty == nil {
		if _, err := t.Import("concurrent.interpreters._queues"); err != nil {
			return nil, err
		}
		if w.empty == nil {
			return nil, t.SystemError("concurrent.interpreters._queues does not register its exceptions")
		}
	}
	return w, nil
}

func registerQueues(t *thread, a []value) (value, error) {
	w := core.StateOf(t.Interp(), wordsKey{}, func() *words { return &words{} })
	types := [3]*core.Type{}
	for i := range types {
		if types[i] = core.AsType(a[i]); types[i] == nil || !types[i].IsSubtype(&core.ExcBaseException) {
			return core.Unbound, t.TypeError("exceptions must derive from BaseException")
		}
	}
	w.empty, w.full, w.destroyed = types[0], types[1], types[2]
	w.unbound[crossing.Remove], w.unbound[crossing.Fail], w.unbound[crossing.Replace] = a[3], a[4], a[5]
	return core.None, nil
}

// unboundArg reads what unbounditems says.
func unboundArg(t *thread, v value, otherwise crossing.Unbound) (crossing.Unbound, error) {
	if !v.Given() {
		return otherwise, nil
	}
	w, err := wordsOf(t)
	if err != nil {
		return 0, err
	}
	for u := crossing.Remove; u <= crossing.Replace; u++ {
		if w.unbound[u] == v {
			return u, nil
		}
	}
	r, err := t.Repr(v)
	if err != nil {
		return 0, err
	}
	return 0, t.Raise(&core.ExcNotImplementedError, "unsupported unbound replacement op %s", r.String())
}

func raiseQueue(t *thread, q *crossing.Queue, err error) error {
	switch err {
	case crossing.ErrNotFound:
		return t.Raise(&interpqueues_.QueueNotFoundError, "queue %d not found", q.ID())
	case crossing.ErrTooMuch:
		return t.MemoryError()
	case crossing.ErrEmpty, crossing.ErrFull:
		w, werr := wordsOf(t)
		if werr != nil {
			return werr
		}
		if err == crossing.ErrEmpty {
			return t.Raise(w.empty, "queue %d is empty", q.ID())
		}
		return t.Raise(w.full, "queue %d is full", q.ID())
	}
	return t.OSError(err)
}

// waiting reads block and timeout.
func waiting(t *thread, block, timeout value) (time.Duration, error) {
	if block != core.True {
		b, err := t.Truth(block)
		if err != nil || !b {
			return 0, err
		}
	}
	if timeout.IsNone() {
		return crossing.Forever, nil
	}
	return seconds(t, timeout)
}

func seconds(t *thread, timeout value) (time.Duration, error) {
	d, ok, err := crossing.WaitSeconds(t, timeout)
	if err == nil && !ok {
		err = t.ValueError("timeout value must be non-negative")
	}
	return d, err
}

func (o *queueObj) put(t *thread, x, block, timeout, unbound value) (value, error) {
	u, err := unboundArg(t, unbound, o.q.Unbound())
	if err != nil {
		return core.Unbound, err
	}
	d, err := waiting(t, block, timeout)
	if err != nil {
		return core.Unbound, err
	}
	it, err := crossing.Wrap(t, x, u)
	if err != nil {
		return core.Unbound, err
	}
	if err := o.q.Put(crossing.ThreadSleeper(t), crossing.MemberOf(t.Interp()), it, d); err != nil {
		it.Drop(err)
		return core.Unbound, raiseQueue(t, o.q, err)
	}
	return core.None, nil
}

func (o *queueObj) get(t *thread, block, timeout value) (value, error) {
	d, err := waiting(t, block, timeout)
	if err != nil {
		return core.Unbound, err
	}
	it, err := o.q.Get(crossing.ThreadSleeper(t), d)
	if err != nil {
		return core.Unbound, raiseQueue(t, o.q, err)
	}
	return unwrap(t, it)
}

// unwrap gives what an item carries, or what stands for it where its interpreter has ended.
func unwrap(t *thread, it crossing.Item) (value, error) {
	if it.Cargo != nil {
		return it.Cargo.Unpack(t)
	}
	w, err := wordsOf(t)
	if err != nil {
		return core.Unbound, err
	}
	if it.Unbound == crossing.Replace {
		return w.unbound[crossing.Replace], nil
	}
	return core.Unbound, t.Raise(w.destroyed, "item's original interpreter destroyed")
}

type queueHandle struct{ q *crossing.Queue }

func (h queueHandle) Open(t *thread) (value, error) {
	crossing.MemberOf(t.Interp()).Learn(h.q)
	return queueValue(t, h.q, &queueType), nil
}

func (h queueHandle) Release() {}

func createQueue(t *thread, a []value) (value, error) {
	size, err := t.IndexInt(a[0])
	if err != nil {
		return core.Unbound, err
	}
	u, err := unboundArg(t, a[1], crossing.Replace)
	if err != nil {
		return core.Unbound, err
	}
	q, err := crossing.NewQueue(t, size, u)
	if err != nil {
		return core.Unbound, err
	}
	q.Fallback = 1
	return queueValue(t, q, &queueType), nil
}

func newQueue(t *thread, a []value) (value, error) {
	if _, _, ok := core.AsInt(a[1]); !ok {
		r, err := t.Repr(a[1])
		if err != nil {
			return core.Unbound, err
		}
		return core.Unbound, t.TypeError("id must be an int, got %s", r.String())
	}
	n, big, _ := core.AsInt(a[1])
	if big != nil && big.Sign() > 0 {
		r, err := t.Repr(a[1])
		if err != nil {
			return core.Unbound, err
		}
		return core.Unbound, t.OverflowError("max queue ID is %d, got %s", int64(1<<63-1), r.String())
	}
	if big != nil || n < 0 {
		r, err := t.Repr(a[1])
		if err != nil {
			return core.Unbound, err
		}
		return core.Unbound, t.ValueError("queue ID must be a non-negative int, got %s", r.String())
	}
	q := crossing.MemberOf(t.Interp()).Queue(n)
	if q == nil {
		return core.Unbound, t.Raise(&interpqueues_.QueueNotFoundError, "queue %d not found", n)
	}
	return queueValue(t, q, core.AsType(a[0])), nil
}

func setupQueue() {
	self := func(a value) *queueObj { return core.As[queueObj](a) }
	queueType.Setup(&core.TypeSpec{
		Name: "concurrent.interpreters._queues.Queue", Layout: core.LayoutOf[queueObj](), Flags: core.FlagGeneric | core.FlagBase,
		Doc: "A cross-interpreter queue.", Sig: "(id, /)",
		New: &core.Func{Name: "Queue", Sig: "(cls, id, /)", Flags: core.Pure, Fn: newQueue},
		Slots: core.Slots{
			Repr: func(t *thread, v value) (value, error) {
				return core.StrVal(fmt.Sprintf("%s(%d)", v.Type().Name(), self(v).q.ID())), nil
			},
			Hash: func(t *thread, v value) (int64, error) { return t.Hash(core.Int(self(v).q.ID())) },
		},
		GetSets: []core.GetSet{
			{Name: "id", Get: func(t *thread, v value) (value, error) { return core.Int(self(v).q.ID()), nil }},
			{Name: "maxsize", Get: func(t *thread, v value) (value, error) { return core.Int(int64(self(v).q.MaxSize())), nil }},
			{Name: "unbounditems", Get: func(t *thread, v value) (value, error) {
				w, err := wordsOf(t)
				if err != nil {
					return core.Unbound, err
				}
				return w.unbound[self(v).q.Unbound()], nil
			}},
		},
		Methods: []core.Func{
			{Name: "put", Sig: "(self, obj, block=True, timeout=None, *, unbounditems=None)", Flags: core.Blocks | core.Charges,
				Doc: "Add the object to the queue.\n\nWith block, this waits while the queue is full, up to timeout seconds, and\nthen raises QueueFull.  unbounditems says what get() gives if the current\ninterpreter ends first: UNBOUND, UNBOUND_ERROR or UNBOUND_REMOVE.",
				Fn:  func(t *thread, a []value) (value, error) { return self(a[0]).put(t, a[1], a[2], a[3], a[4]) }},
			{Name: "put_nowait", Sig: "(self, obj, *, unbounditems=None)", Flags: core.Charges,
				Doc: "Add the object to the queue without waiting, or raise QueueFull.",
				Fn: func(t *thread, a []value) (value, error) {
					return self(a[0]).put(t, a[1], core.False, core.None, a[2])
				}},
			{Name: "get", Sig: "(self, block=True, timeout=None)", Flags: core.Blocks | core.Charges,
				Doc: "Remove and return the next object from the queue.\n\nWith block, this waits while the queue is empty, up to timeout seconds, and\nthen raises QueueEmpty.",
				Fn:  func(t *thread, a []value) (value, error) { return self(a[0]).get(t, a[1], a[2]) }},
			{Name: "get_nowait", Sig: "(self)", Flags: core.Charges,
				Doc: "Remove and return the next object without waiting, or raise QueueEmpty.",
				Fn:  func(t *thread, a []value) (value, error) { return self(a[0]).get(t, core.False, core.None) }},
			{Name: "empty", Sig: "(self)", Flags: core.Pure, Doc: "Whether there are no objects in the queue.", Fn: func(t *thread, a []value) (value, error) {
				n, err := self(a[0]).q.Len()
				if err != nil {
					return core.Unbound, raiseQueue(t, self(a[0]).q, err)
				}
				return core.Bool(n == 0), nil
			}},
			{Name: "full", Sig: "(self)", Flags: core.Pure, Doc: "Whether the queue is bounded and full.", Fn: func(t *thread, a []value) (value, error) {
				full, err := self(a[0]).q.Full()
				if err != nil {
					return core.Unbound, raiseQueue(t, self(a[0]).q, err)
				}
				return core.Bool(full), nil
			}},
			{Name: "qsize", Sig: "(self)", Flags: core.Pure, Doc: "The number of objects in the queue.", Fn: func(t *thread, a []value) (value, error) {
				n, err := self(a[0]).q.Len()
				if err != nil {
					return core.Unbound, raiseQueue(t, self(a[0]).q, err)
				}
				return core.Int(int64(n)), nil
			}},
			// for pickling
			{Name: "__getnewargs__", Sig: "(self)", Flags: core.Pure, Fn: func(t *thread, a []value) (value, error) {
				return core.NewTuple(core.Int(self(a[0]).q.ID())), nil
			}},
			{Name: "__getstate__", Sig: "(self)", Flags: core.Pure, Fn: func(t *thread, a []value) (value, error) { return core.None, nil }},
			core.ClassGetItemFunc(),
		},
	})
}
