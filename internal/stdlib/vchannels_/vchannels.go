// Package vchannels_ is the native module _vchannels, Vivarium's own: the classes under the Python modules
// concurrent.interpreters (Queue) and interpreters (SendChannel, RecvChannel, SharedBuffer, select).
package vchannels_

import (
	"sync"

	"github.com/vivarium-py/vivarium/internal/core"
	"github.com/vivarium-py/vivarium/internal/crossing"
	"github.com/vivarium-py/vivarium/internal/stdlib/interpchannels_"
	"github.com/vivarium-py/vivarium/internal/stdlib/interpqueues_"
)

type (
	value  = core.Value
	thread = core.Thread
)

var (
	queueType, sendType, recvType, bufferType, fullType core.Type
	setupOnce                                           sync.Once
)

func setup() {
	interpqueues_.Setup()
	interpchannels_.Setup()
	fullType.Setup(&core.TypeSpec{Name: "interpreters.ChannelFullError", Base: &interpchannels_.ChannelError, Flags: core.FlagBase, Doc: "Raised by send_nowait() where the channel is full."})
	setupQueue()
	setupEnds()
	setupBuffer()
}

// ChannelValues gives the objects of a channel's two ends in the thread's interpreter.
func ChannelValues(t *thread, c *crossing.Channel) (send, recv value) {
	setupOnce.Do(setup)
	register(t)
	crossing.MemberOf(t.Interp()).Learn(c)
	return endValue(t, c, &sendType), endValue(t, c, &recvType)
}

// EndValue gives the object of one end.
func EndValue(t *thread, c *crossing.Channel, end crossing.End) value {
	setupOnce.Do(setup)
	register(t)
	crossing.MemberOf(t.Interp()).Learn(c)
	if end == crossing.SendEnd {
		return endValue(t, c, &sendType)
	}
	return endValue(t, c, &recvType)
}

// register lets instances of the classes cross from an interpreter.
func register(t *thread) {
	in := t.Interp()
	crossing.RegisterHandle(in, &queueType, func(t *thread, v value) (crossing.Handle, error) {
		return queueHandle{core.As[queueObj](v).q}, nil
	})
	for _, typ := range []*core.Type{&sendType, &recvType} {
		crossing.RegisterHandle(in, typ, func(t *thread, v value) (crossing.Handle, error) {
			return endHandle{core.As[endObj](v).c, typ}, nil
		})
	}
	crossing.RegisterHandle(in, &bufferType, func(t *thread, v value) (crossing.Handle, error) {
		return bufferHandle{core.As[bufferObj](v).mem}, nil
	})
}

// registerInterpreters lets instances of class Interpreter cross.
func registerInterpreters(t *thread, a []value) (value, error) {
	typ := core.AsType(a[0])
	if typ == nil {
		return core.Unbound, t.TypeError("expected a class")
	}
	return core.None, crossing.HandleClass(t, typ, func(t *thread, v value) (any, int64, error) {
		x, err := t.GetAttr(v, core.Intern("_id"))
		if err != nil {
			return nil, 0, err
		}
		id, err := t.IndexInt(x)
		if err != nil {
			return nil, 0, err
		}
		if target := t.Interp().Runtime().Lookup(int64(id)); target != nil && t.Interp().Sees(target) {
			return target, int64(id), nil
		}
		return nil, int64(id), nil
	})
}

// selectEnds is select(*ends, timeout=None): it waits for the first of the ends from which something can be received, or, where
// a pair of an end and an object is given, to which it can be sent.
func selectEnds(t *thread, a []value) (value, error) {
	d, err := seconds(t, a[1])
	if err != nil {
		return core.Unbound, err
	}
	args := core.AsTuple(a[0])
	cases := make([]crossing.Case, args.Len())
	ends := make([]value, args.Len())
	var items []*crossing.Item
	dropAll := func(but *crossing.Item) {
		for _, it := range items {
			if it != but {
				it.Drop(nil)
			}
		}
	}
	for i, v := range args.Items() {
		obj := core.Unbound
		if pair := core.AsTuple(v); pair != nil && pair.Len() == 2 {
			v, obj = pair.Items()[0], pair.Items()[1]
		}
		ends[i] = v
		typ := v.Type()
		c := &cases[i]
		switch {
		case typ.IsSubtype(&queueType):
			c.Queue = core.As[queueObj](v).q
		case typ.IsSubtype(&recvType) && obj.IsUnbound():
			c.Channel = core.As[endObj](v).c
		case typ.IsSubtype(&sendType) && !obj.IsUnbound():
			c.Channel = core.As[endObj](v).c
		case typ.IsSubtype(&sendType):
			dropAll(nil)
			return core.Unbound, t.TypeError("select() takes a SendChannel only in a pair with the object to send")
		default:
			dropAll(nil)
			return core.Unbound, t.TypeError("select() takes RecvChannel, Queue, or (SendChannel or Queue, object), not %s", typ.Name())
		}
		if !obj.IsUnbound() {
			u := crossing.Keep
			if c.Queue != nil {
				u = c.Queue.Unbound()
			}
			it, err := crossing.Wrap(t, obj, u)
			if err != nil {
				dropAll(nil)
				return core.Unbound, err
			}
			c.Send = &it
			items = append(items, &it)
		}
	}
	if len(cases) == 0 {
		return core.Unbound, t.ValueError("select() needs at least one end")
	}
	i, it, err := crossing.Select(crossing.ThreadSleeper(t), crossing.MemberOf(t.Interp()), cases, d)
	if err != nil {
		dropAll(nil)
		switch err {
		case crossing.ErrClosed:
			return core.Unbound, t.Raise(&interpchannels_.ChannelClosedError, "all channels are closed")
		case crossing.ErrTimeout:
			return core.Unbound, t.Raise(&core.ExcTimeoutError, "timed out")
		}
		return core.Unbound, t.OSError(err)
	}
	dropAll(cases[i].Send)
	if cases[i].Send != nil {
		return core.NewTuple(ends[i], core.None), nil
	}
	v, err := unwrap(t, it)
	if err != nil {
		return core.Unbound, err
	}
	return core.NewTuple(ends[i], v), nil
}

// Module is _vchannels.
func Module() *core.ModuleDef {
	return &core.ModuleDef{
		Name: "_vchannels",
		Doc:  "The classes of queues, channels and shared memory of many interpreters.",
		Types: func() []*core.Type {
			setupOnce.Do(setup)
			return []*core.Type{&queueType, &sendType, &recvType, &bufferType, &fullType}
		},
		Init: func(t *thread, m *core.Module) error {
			register(t)
			return nil
		},
		Funcs: []core.Func{
			{Name: "create_queue", Sig: "(maxsize=0, *, unbounditems=None)", Flags: core.Pure, Fn: createQueue, Doc: "Return a new cross-interpreter queue.\n\nThe queue may be used to pass data safely between interpreters.\nunbounditems is what Queue.put() takes where it is given none."},
			{Name: "list_queues", Sig: "()", Flags: core.Pure, Doc: "Return a list of all open queues.", Fn: func(t *thread, a []value) (value, error) {
				var out []value
				for _, q := range crossing.MemberOf(t.Interp()).Queues() {
					out = append(out, queueValue(t, q, &queueType))
				}
				return core.NewList(out), nil
			}},
			{Name: "create_channel", Sig: "(maxsize=0)", Flags: core.Pure, Fn: createChannel, Doc: "Return (send_end, recv_end) of a new channel between interpreters.\n\nWith maxsize, send() waits while there are so many objects in it."},
			{Name: "list_channels", Sig: "()", Flags: core.Pure, Doc: "Return a list of (send_end, recv_end) of all channels.", Fn: func(t *thread, a []value) (value, error) {
				var out []value
				for _, c := range crossing.MemberOf(t.Interp()).Channels() {
					out = append(out, core.NewTuple(endObject(c, &sendType), endObject(c, &recvType)))
				}
				return core.NewList(out), nil
			}},
			{Name: "select", Sig: "(*ends, timeout=None)", Flags: core.Blocks | core.Charges, Fn: selectEnds,
				Doc: "Wait for the first of several ends, and return (end, object).\n\nA RecvChannel or Queue is received from; a pair (SendChannel or Queue, object) sends\nthe object, and gives None. Closed ends are passed over: when all are closed, that is\na ChannelClosedError. After timeout seconds it is a TimeoutError."},
			{Name: "_register_interpreters", Sig: "(cls, /)", Flags: core.Pure, Fn: registerInterpreters},
			{Name: "_register_queues", Sig: "(empty, full, destroyed, remove, error, replace, /)", Flags: core.Pure, Fn: registerQueues},
		},
	}
}
