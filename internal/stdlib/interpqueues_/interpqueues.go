// Package interpqueues_ is the private module _interpqueues: queues of many interpreters by number. It is called in two ways,
// which the values of the arguments tell apart: as CPython 3.13 does, (fmt, unboundop), and as 3.14 does, (unboundop, fallback).
package interpqueues_

import (
	"math"
	"sync"

	"github.com/vivarium-py/vivarium/internal/core"
	"github.com/vivarium-py/vivarium/internal/crossing"
)

type (
	value  = core.Value
	thread = core.Thread
)

// QueueError and QueueNotFoundError are exceptions of module concurrent.interpreters.
var (
	QueueError, QueueNotFoundError core.Type
	setupOnce                      sync.Once
)

// Setup declares the exceptions, once a process.
func Setup() {
	setupOnce.Do(func() {
		QueueError.Setup(&core.TypeSpec{Name: "concurrent.interpreters.QueueError", Base: &core.ExcRuntimeError, Flags: core.FlagBase, Doc: "Something is wrong with a queue."})
		QueueNotFoundError.Setup(&core.TypeSpec{Name: "concurrent.interpreters.QueueNotFoundError", Base: &QueueError, Flags: core.FlagBase})
	})
}

// classes are the Python classes of an interpreter that the module raises and makes.
type classes struct{ empty, full value }

type classesKey struct{}

func classesOf(t *thread) *classes {
	return core.StateOf(t.Interp(), classesKey{}, func() *classes { return &classes{core.Unbound, core.Unbound} })
}

// raise words an error of the queue numbered id.
func raise(t *thread, id int64, err error) error {
	switch err {
	case crossing.ErrNotFound:
		return t.Raise(&QueueNotFoundError, "queue %d not found", id)
	case crossing.ErrUnbound:
		return t.Raise(&QueueError, "queue %d never bound", id)
	case crossing.ErrTooMuch:
		return t.MemoryError()
	case crossing.ErrEmpty, crossing.ErrFull:
		c := classesOf(t)
		if c.empty.IsUnbound() {
			m, err := t.Import("concurrent.interpreters._queues")
			if err != nil {
				return err
			}
			if c.empty, err = t.GetAttr(m, core.Intern("QueueEmpty")); err != nil {
				return err
			}
			if c.full, err = t.GetAttr(m, core.Intern("QueueFull")); err != nil {
				return err
			}
		}
		cls, what := c.empty, "empty"
		if err == crossing.ErrFull {
			cls, what = c.full, "full"
		}
		typ := core.AsType(cls)
		if typ == nil || !typ.IsSubtype(&core.ExcBaseException) {
			return t.TypeError("exceptions must derive from BaseException")
		}
		return t.Raise(typ, "queue %d is %s", id, what)
	}
	return t.OSError(err)
}

// queueID reads the number of a queue.
func queueID(t *thread, v value) (int64, error) {
	if core.SlotsOf(v).Index == nil {
		return 0, t.TypeError("queue ID must be an int, got %s", v.TypeName())
	}
	i, err := t.Index(v)
	if err != nil {
		return 0, err
	}
	n, big, _ := core.AsInt(i)
	if big != nil {
		text, err := t.Repr(i) // which may be too long for anybody
		if err != nil {
			return 0, err
		}
		if big.Sign() > 0 {
			return 0, t.OverflowError("max queue ID is %d, got %s", int64(math.MaxInt64), text.String())
		}
		return 0, t.ValueError("queue ID must be a non-negative int, got %s", text.String())
	}
	if n < 0 {
		return 0, t.ValueError("queue ID must be a non-negative int, got %d", n)
	}
	return n, nil
}

// queue finds the queue that an argument numbers.
func queue(t *thread, v value) (*crossing.Queue, *crossing.Member, error) {
	id, err := queueID(t, v)
	if err != nil {
		return nil, nil, err
	}
	m := crossing.MemberOf(t.Interp())
	q := m.Queue(id)
	if q == nil {
		return nil, nil, raise(t, id, crossing.ErrNotFound)
	}
	return q, m, nil
}

// Ways of passing objects that are not shareable (fallback of 3.14).
const (
	sharedOnly = iota
	copies
)

// how is what the arguments after the object say; -1 where they leave it to the queue.
type how struct {
	format   int // 3.13's fmt, -1: called as 3.14 does
	unbound  int
	fallback int
}

// manner reads those arguments: two that are given mean what the queue was made with, where there is one, and otherwise
// what their values allow.
func manner(t *thread, q *crossing.Queue, fmt, unboundop, fallback value, fn string, pos int) (how, error) {
	h := how{format: -1, unbound: -1, fallback: -1}
	num := func(v value, dst *int) error {
		if v.IsUnbound() {
			return nil
		}
		n, err := t.CInt(v)
		*dst = n
		return err
	}
	x, y := -1, -1
	for _, e := range []error{num(fmt, &x), num(unboundop, &y), num(fallback, &h.fallback)} {
		if e != nil {
			return h, e
		}
	}
	switch {
	case !fallback.IsUnbound() && unboundop.IsUnbound():
		h.unbound = x
	case !fallback.IsUnbound(), fmt.IsUnbound():
		h.unbound = y
	case unboundop.IsUnbound():
		if x == 0 {
			return h, t.TypeError("%s() missing required argument 'unboundop' (pos %d)", fn, pos)
		}
		h.unbound = x
	case (q == nil || q.Format < 0) && (x == -1 || crossing.Unbound(x).Valid()) && y >= -1 && y <= copies:
		h.unbound, h.fallback = x, y
	default:
		h.format, h.unbound, h.fallback = x, y, sharedOnly
		if y < 0 {
			return h, t.ValueError("unsupported unboundop %d", y)
		}
	}
	if h.unbound != -1 && !crossing.Unbound(h.unbound).Valid() {
		return h, t.ValueError("unsupported unboundop %d", h.unbound)
	}
	if h.fallback < -1 || h.fallback > copies {
		return h, t.ValueError("unsupported fallback %d", h.fallback)
	}
	return h, nil
}

func create(t *thread, a []value) (value, error) {
	size, err := t.IndexInt(a[0])
	if err != nil {
		return core.Unbound, err
	}
	h, err := manner(t, nil, a[1], a[2], a[3], "create", 3)
	if err != nil {
		return core.Unbound, err
	}
	if h.unbound == -1 {
		h.unbound = int(crossing.Replace)
	}
	if h.fallback == -1 {
		h.fallback = copies
	}
	q, err := crossing.NewQueue(t, size, crossing.Unbound(h.unbound))
	if err != nil {
		return core.Unbound, err
	}
	q.Format, q.Fallback = h.format, h.fallback
	crossing.HubOf(t.Interp().Runtime()).Pin(crossing.MemberOf(t.Interp()), q)
	return core.Int(q.ID()), nil
}

// defaults is a queue's own way, in the order of its manner.
func defaults(q *crossing.Queue) (value, value) {
	u := core.Int(int64(q.Unbound()))
	if q.Format >= 0 {
		return core.Int(int64(q.Format)), u
	}
	return u, core.Int(int64(q.Fallback))
}

func put(t *thread, a []value) (value, error) {
	q, m, err := queue(t, a[0])
	if err != nil {
		return core.Unbound, err
	}
	h, err := manner(t, q, a[2], a[3], a[4], "put", 4)
	if err != nil {
		return core.Unbound, err
	}
	if h.unbound == -1 {
		h.unbound = int(q.Unbound())
	}
	if h.fallback == -1 {
		h.fallback = q.Fallback
	}
	if h.fallback == sharedOnly && !crossing.Shareable(a[1]) {
		return core.Unbound, crossing.Refuse(t, a[1])
	}
	it, err := crossing.Wrap(t, a[1], crossing.Unbound(h.unbound))
	if err != nil {
		return core.Unbound, err
	}
	it.Format = max(h.format, 0)
	if err := q.Put(crossing.ThreadSleeper(t), m, it, 0); err != nil {
		it.Drop(err)
		return core.Unbound, raise(t, q.ID(), err)
	}
	return core.None, nil
}

func get(t *thread, a []value) (value, error) {
	q, _, err := queue(t, a[0])
	if err != nil {
		return core.Unbound, err
	}
	if err := q.Settle(t); err != nil {
		return core.Unbound, err
	}
	it, err := q.Get(crossing.ThreadSleeper(t), 0)
	if err != nil {
		return core.Unbound, raise(t, q.ID(), err)
	}
	v, u := core.None, core.None
	if it.Cargo == nil {
		u = core.Int(int64(it.Unbound))
	} else if v, err = it.Cargo.Unpack(t); err != nil {
		return core.Unbound, err
	}
	if q.Format >= 0 {
		return core.NewTuple(v, core.Int(int64(it.Format)), u), nil
	}
	return core.NewTuple(v, u), nil
}

// byQueue is a function of one queue.
func byQueue(name, doc string, f func(t *thread, q *crossing.Queue, m *crossing.Member) (value, error)) core.Func {
	return core.Func{Name: name, Sig: "(qid)", Flags: core.Pure, Doc: doc, Fn: func(t *thread, a []value) (value, error) {
		q, m, err := queue(t, a[0])
		if err != nil {
			return core.Unbound, err
		}
		v, err := f(t, q, m)
		if err != nil {
			return core.Unbound, raise(t, q.ID(), err)
		}
		return v, nil
	}}
}

func register(t *thread, a []value) (value, error) {
	typ := core.AsType(a[0])
	if typ == nil {
		return core.Unbound, t.TypeError("expected a type for queuetype")
	}
	c := classesOf(t)
	c.empty, c.full = a[1], a[2]
	err := crossing.HandleClass(t, typ, func(t *thread, v value) (any, int64, error) {
		x, err := t.GetAttr(v, core.Intern("_id"))
		if err != nil {
			return nil, 0, err
		}
		q, _, err := queue(t, x)
		if err != nil {
			return nil, 0, err
		}
		return q, q.ID(), nil
	})
	return core.None, err
}

// Module is _interpqueues.
func Module() *core.ModuleDef {
	hub := func(t *thread) *crossing.Hub { return crossing.HubOf(t.Interp().Runtime()) }
	return &core.ModuleDef{
		Name: "_interpqueues",
		Doc:  "Channels, which carry objects between interpreters.",
		Types: func() []*core.Type {
			Setup()
			return []*core.Type{&QueueError, &QueueNotFoundError}
		},
		Funcs: []core.Func{
			{Name: "create", Sig: "(maxsize, fmt=<unrepresentable>, unboundop=<unrepresentable>, fallback=<unrepresentable>)", Flags: core.Pure, Fn: create,
				Doc: "Make a queue between interpreters and return its number.\n\nWho made it calls destroy() when it is no longer used."},
			byQueue("destroy", "Remove a queue and what is in it, as if it had never been.", func(t *thread, q *crossing.Queue, m *crossing.Member) (value, error) {
				return core.None, hub(t).DestroyQueue(q.ID())
			}),
			{Name: "list_all", Sig: "()", Flags: core.Pure, Doc: "Return the list of all queues: their ID and their defaults.", Fn: func(t *thread, a []value) (value, error) {
				var out []value
				for _, q := range crossing.MemberOf(t.Interp()).Queues() {
					x, y := defaults(q)
					out = append(out, core.NewTuple(core.Int(q.ID()), x, y))
				}
				return core.NewList(out), nil
			}},
			{Name: "put", Sig: "(qid, obj, fmt=<unrepresentable>, unboundop=<unrepresentable>, fallback=<unrepresentable>)", Flags: core.Charges, Fn: put,
				Doc: "Put an object in the queue."},
			{Name: "get", Sig: "(qid)", Flags: core.Charges, Fn: get,
				Doc: "Take the first object out of the queue, and say what to make of it where its\ninterpreter has ended.\n\nRaise QueueEmpty if there is none."},
			byQueue("bind", "Count one more user of the queue, which lives as long as it has any.", func(t *thread, q *crossing.Queue, m *crossing.Member) (value, error) {
				return core.None, hub(t).Bind(m, q.ID())
			}),
			byQueue("release", "Count one user of the queue less; the last takes it along.", func(t *thread, q *crossing.Queue, m *crossing.Member) (value, error) {
				return core.None, hub(t).Release(m, q.ID())
			}),
			byQueue("get_maxsize", "Return how many items the queue holds at most.", func(t *thread, q *crossing.Queue, m *crossing.Member) (value, error) {
				return core.Int(int64(q.MaxSize())), nil
			}),
			byQueue("get_queue_defaults", "Return the defaults with which the queue was made.", func(t *thread, q *crossing.Queue, m *crossing.Member) (value, error) {
				return core.NewTuple(defaults(q)), nil
			}),
			byQueue("is_full", "Return whether the queue holds as many items as it may.", func(t *thread, q *crossing.Queue, m *crossing.Member) (value, error) {
				full, err := q.Full()
				return core.Bool(full), err
			}),
			byQueue("get_count", "Return how many items are in the queue.", func(t *thread, q *crossing.Queue, m *crossing.Member) (value, error) {
				if err := q.Settle(t); err != nil {
					return core.Unbound, err
				}
				n, err := q.Len()
				return core.Int(int64(n)), err
			}),
			{Name: "_register_heap_types", Sig: "(queuetype, emptyerror, fullerror)", Flags: core.Pure, Fn: register},
		},
	}
}
