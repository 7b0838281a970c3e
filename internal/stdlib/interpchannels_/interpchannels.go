// Package interpchannels_ is the private module _interpchannels: channels of many interpreters by number, in CPython's way:
// an end belongs to who has used it, and send() waits until the object has been received.
package interpchannels_

import (
	"sync"
	"time"

	"github.com/vivarium-py/vivarium/internal/core"
	"github.com/vivarium-py/vivarium/internal/crossing"
)

type (
	value  = core.Value
	thread = core.Thread
)

// The exceptions of channels, and the module's other types.
var (
	ChannelError, ChannelNotFoundError, ChannelClosedError, ChannelEmptyError, ChannelNotEmptyError core.Type

	idType, infoType core.Type
	setupOnce        sync.Once
)

// Setup declares the types, once a process.
func Setup() { setupOnce.Do(setup) }

func setup() {
	exc := func(typ, base *core.Type, name string) {
		typ.Setup(&core.TypeSpec{Name: "_interpchannels." + name, Base: base, Flags: core.FlagBase})
	}
	exc(&ChannelError, &core.ExcRuntimeError, "ChannelError")
	exc(&ChannelNotFoundError, &ChannelError, "ChannelNotFoundError")
	exc(&ChannelClosedError, &ChannelError, "ChannelClosedError")
	exc(&ChannelEmptyError, &ChannelError, "ChannelEmptyError")
	exc(&ChannelNotEmptyError, &ChannelError, "ChannelNotEmptyError")
	core.SetupStructSeq(&infoType, core.StructSeqSpec{Name: "_interpchannels.ChannelInfo", Visible: 8, NoNew: true,
		Doc: "The state of a channel, as a named tuple.",
		Fields: []string{"open", "closing", "closed", "count", "num_interp_send", "num_interp_send_released", "num_interp_recv",
			"num_interp_recv_released", "num_interp_both", "num_interp_both_recv_released", "num_interp_both_send_released",
			"num_interp_both_released", "send_associated", "send_released", "recv_associated", "recv_released"}})
	setupID()
}

// Raise words an error of the channel numbered id.
func Raise(t *thread, id int64, err error) error {
	switch err {
	case crossing.ErrNotFound:
		return t.Raise(&ChannelNotFoundError, "channel %d not found", id)
	case crossing.ErrClosed:
		return t.Raise(&ChannelClosedError, "channel %d is closed", id)
	case crossing.ErrReleased:
		return t.Raise(&ChannelClosedError, "channel %d is already closed", id)
	case crossing.ErrEmpty:
		return t.Raise(&ChannelEmptyError, "channel %d is empty", id)
	case crossing.ErrNotEmpty:
		return t.Raise(&ChannelNotEmptyError, "channel %d may not be closed if not empty (try force=True)", id)
	case crossing.ErrTooMuch:
		return t.MemoryError()
	case crossing.ErrTimeout:
		return t.Raise(&core.ExcTimeoutError, "timed out")
	}
	if r, ok := err.(*crossing.Retracted); ok {
		return Raise(t, id, r.Err)
	}
	return t.OSError(err)
}

// find gives the channel that an argument numbers.
func find(t *thread, v value) (*crossing.Channel, *crossing.Member, error) {
	id, _, err := channelID(t, v)
	if err != nil {
		return nil, nil, err
	}
	m := crossing.MemberOf(t.Interp())
	c := m.Channel(id)
	if c == nil {
		return nil, nil, Raise(t, id, crossing.ErrNotFound)
	}
	return c, m, nil
}

// unboundOp reads an unboundop; Unbound is the channel's own.
func unboundOp(t *thread, v value, c *crossing.Channel) (crossing.Unbound, error) {
	if v.IsUnbound() && c != nil {
		return c.Unbound(), nil
	}
	n, err := t.CInt(v)
	if err != nil {
		return 0, err
	}
	if n == -1 && c != nil {
		return c.Unbound(), nil
	}
	u := crossing.Unbound(n)
	if !u.Valid() {
		return 0, t.ValueError("unsupported unboundop %d", n)
	}
	return u, nil
}

func create(t *thread, a []value) (value, error) {
	u := crossing.Replace
	if n, small, ok := core.AsInt(a[0]); !ok || small != nil || n != -1 {
		var err error
		if u, err = unboundOp(t, a[0], nil); err != nil {
			return core.Unbound, err
		}
	}
	c, err := crossing.NewChannel(t, 0, u)
	if err != nil {
		return core.Unbound, err
	}
	return newID(c.ID(), crossing.BothEnds, c), nil
}

// waiting reads blocking and timeout; wait is false for a send that does not wait.
func waiting(t *thread, blocking, timeout value) (d time.Duration, wait bool, err error) {
	if wait, err = t.Truth(blocking); err != nil {
		return 0, false, err
	}
	if !wait && timeout.Given() {
		return 0, false, t.ValueError("can't specify a timeout for a non-blocking call")
	}
	d, ok, err := crossing.WaitSeconds(t, timeout)
	if err == nil && !ok {
		err = t.ValueError("timeout value must be a non-negative number")
	}
	return d, wait, err
}

func sendValue(t *thread, a []value, wrap func(v value) (value, error)) (value, error) {
	c, m, err := find(t, a[0])
	if err != nil {
		return core.Unbound, err
	}
	u, err := unboundOp(t, a[2], c)
	if err != nil {
		return core.Unbound, err
	}
	d, wait, err := waiting(t, a[3], a[4])
	if err != nil {
		return core.Unbound, err
	}
	v, err := wrap(a[1])
	if err != nil {
		return core.Unbound, err
	}
	if err := c.Join(m, crossing.SendEnd); err != nil {
		return core.Unbound, Raise(t, c.ID(), err)
	}
	it, err := crossing.Wrap(t, v, u)
	if err != nil {
		return core.Unbound, err
	}
	if wait {
		err = c.SendAndWait(crossing.ThreadSleeper(t), m, it, d)
	} else {
		err = c.Send(crossing.ThreadSleeper(t), m, it, 0)
	}
	if err != nil {
		it.Drop(err)
		return core.Unbound, Raise(t, c.ID(), err)
	}
	return core.None, nil
}

func send(t *thread, a []value) (value, error) {
	return sendValue(t, a, func(v value) (value, error) {
		if !crossing.Shareable(v) {
			return v, crossing.Refuse(t, v)
		}
		return v, nil
	})
}

func sendBuffer(t *thread, a []value) (value, error) { return sendValue(t, a, t.NewMemoryView) }

func recv(t *thread, a []value) (value, error) {
	c, m, err := find(t, a[0])
	if err != nil {
		return core.Unbound, err
	}
	if err := c.Settle(t); err != nil {
		return core.Unbound, err
	}
	it, err := c.Recv(crossing.ThreadSleeper(t), m, 0)
	if err == crossing.ErrEmpty && !a[1].IsUnbound() {
		return core.NewTuple(a[1], core.None), nil
	}
	if err != nil {
		return core.Unbound, Raise(t, c.ID(), err)
	}
	if it.Cargo == nil {
		return core.NewTuple(core.None, core.Int(int64(it.Unbound))), nil
	}
	v, err := it.Cargo.Unpack(t)
	if err != nil {
		return core.Unbound, err
	}
	return core.NewTuple(v, core.None), nil
}

// whichEnds reads send and recv; neither or both name both.
func whichEnds(t *thread, send, recv value) (crossing.End, error) {
	s, err := t.Truth(send)
	if err != nil {
		return 0, err
	}
	r, err := t.Truth(recv)
	switch {
	case err != nil:
		return 0, err
	case s == r:
		return crossing.BothEnds, nil
	case s:
		return crossing.SendEnd, nil
	}
	return crossing.RecvEnd, nil
}

func closeChannel(t *thread, a []value) (value, error) {
	c, _, err := find(t, a[0])
	if err != nil {
		return core.Unbound, err
	}
	end, err := whichEnds(t, a[1], a[2])
	if err != nil {
		return core.Unbound, err
	}
	force, err := t.Truth(a[3])
	if err != nil {
		return core.Unbound, err
	}
	if err := c.Close(end, force); err != nil {
		return core.Unbound, Raise(t, c.ID(), err)
	}
	return core.None, nil
}

func release(t *thread, a []value) (value, error) {
	c, m, err := find(t, a[0])
	if err != nil {
		return core.Unbound, err
	}
	end, err := whichEnds(t, a[1], a[2])
	if err != nil {
		return core.Unbound, err
	}
	if err := c.ReleaseEnd(m, end); err != nil {
		return core.Unbound, Raise(t, c.ID(), err)
	}
	return core.None, nil
}

func listInterpreters(t *thread, a []value) (value, error) {
	c, _, err := find(t, a[0])
	if err != nil {
		return core.Unbound, err
	}
	send, err := t.Truth(a[1])
	if err != nil {
		return core.Unbound, err
	}
	end := crossing.RecvEnd
	if send {
		end = crossing.SendEnd
	}
	ids, err := c.Members(end)
	if err != nil {
		return core.Unbound, Raise(t, c.ID(), err)
	}
	out := make([]value, len(ids))
	for i, id := range ids {
		out[i] = core.Int(id)
	}
	return core.NewList(out), nil
}

func info(t *thread, a []value) (value, error) {
	c, m, err := find(t, a[0])
	if err != nil {
		return core.Unbound, err
	}
	i, err := c.Info(m)
	if err != nil {
		return core.Unbound, Raise(t, c.ID(), err)
	}
	n := func(x int) value { return core.Int(int64(x)) }
	return core.NewStructSeq(&infoType, core.Bool(i.Open), core.Bool(i.Closing), core.Bool(i.Closed), n(i.Count), n(i.Send), n(i.SendReleased),
		n(i.Recv), n(i.RecvReleased), n(i.Both), n(i.BothRecvGone), n(i.BothSendGone), n(i.BothReleased),
		core.Bool(i.MySend), core.Bool(i.MySendReleased), core.Bool(i.MyRecv), core.Bool(i.MyRecvReleased)), nil
}

// registerEnds lets the Python classes of the two ends cross: their instances keep a ChannelID as _id.
func registerEnds(t *thread, a []value) (value, error) {
	for i, what := range []string{"send", "recv"} {
		typ := core.AsType(a[i])
		if typ == nil {
			return core.Unbound, t.TypeError("expected a type for '%s'", what)
		}
		err := crossing.HandleClass(t, typ, func(t *thread, v value) (any, int64, error) {
			x, err := t.GetAttr(v, core.Intern("_id"))
			if err != nil {
				return nil, 0, err
			}
			id, c, err := channelID(t, x)
			if err != nil {
				return nil, 0, err
			}
			if c == nil {
				return nil, id, nil
			}
			return c, id, nil
		})
		if err != nil {
			return core.Unbound, err
		}
	}
	return core.None, nil
}

// Module is _interpchannels.
func Module() *core.ModuleDef {
	const sig = "(cid, obj, unboundop=<unrepresentable>, *, blocking=True, timeout=None)"
	return &core.ModuleDef{
		Name: "_interpchannels",
		Doc:  "Channels, which carry objects between interpreters.",
		Types: func() []*core.Type {
			Setup()
			return []*core.Type{&ChannelError, &ChannelNotFoundError, &ChannelClosedError, &ChannelEmptyError, &ChannelNotEmptyError, &idType, &infoType}
		},
		Init: func(t *thread, m *core.Module) error {
			registerID(t.Interp())
			return nil
		},
		Funcs: []core.Func{
			{Name: "create", Sig: "(unboundop)", Flags: core.Pure, Fn: create, Doc: "Make a channel and return its number."},
			{Name: "destroy", Sig: "(cid)", Flags: core.Pure, Doc: "Remove a channel, as if it had never been.",
				Fn: func(t *thread, a []value) (value, error) {
					c, _, err := find(t, a[0])
					if err != nil {
						return core.Unbound, err
					}
					if err := crossing.HubOf(t.Interp().Runtime()).DestroyChannel(c.ID()); err != nil {
						return core.Unbound, Raise(t, c.ID(), err)
					}
					return core.None, nil
				}},
			{Name: "list_all", Sig: "()", Flags: core.Pure, Doc: "Return the channels that there are.", Fn: func(t *thread, a []value) (value, error) {
				if err := crossing.HubOf(t.Interp().Runtime()).Settle(t); err != nil {
					return core.Unbound, err
				}
				var out []value
				for _, c := range crossing.MemberOf(t.Interp()).Channels() {
					out = append(out, core.NewTuple(newID(c.ID(), crossing.BothEnds, c), core.Int(int64(c.Unbound()))))
				}
				return core.NewList(out), nil
			}},
			{Name: "list_interpreters", Sig: "(cid, *, send)", Flags: core.Pure, Fn: listInterpreters, Doc: "Return the interpreters that use one end of a channel: the sending one if send\nis true, else the receiving one."},
			{Name: "send", Sig: sig, Flags: core.Blocks | core.Charges, Fn: send, Doc: "Put an object in the channel, by default waiting until it is received."},
			{Name: "send_buffer", Sig: sig, Flags: core.Blocks, Fn: sendBuffer, Doc: "Put the memory of an object in the channel, by default waiting until it is\nreceived."},
			{Name: "recv", Sig: "(cid, default=<unrepresentable>)", Flags: core.Charges, Fn: recv, Doc: "Take the first object out of the channel.\n\nIf it is empty, return default, or raise ChannelEmptyError if none is given."},
			{Name: "close", Sig: "(cid, *, send=False, recv=False, force=False)", Flags: core.Pure, Fn: closeChannel, Doc: "Close the channel for all interpreters.\n\nWhat has been sent is dropped with 'force', can still be received where only\nthe send end is closed, and is otherwise a ChannelNotEmptyError.\n\nA channel that is closed already raises ChannelClosedError."},
			{Name: "get_count", Sig: "(cid)", Flags: core.Pure, Doc: "Return how many items are in the channel.", Fn: func(t *thread, a []value) (value, error) {
				c, _, err := find(t, a[0])
				if err != nil {
					return core.Unbound, err
				}
				if err := c.Settle(t); err != nil {
					return core.Unbound, err
				}
				n, err := c.Len()
				if err != nil {
					return core.Unbound, Raise(t, c.ID(), err)
				}
				return core.Int(int64(n)), nil
			}},
			{Name: "get_info", Sig: "(cid)", Flags: core.Pure, Fn: info, Doc: "Return details about the channel."},
			{Name: "get_channel_defaults", Sig: "(cid)", Flags: core.Pure, Doc: "Return the defaults with which the channel was made.", Fn: func(t *thread, a []value) (value, error) {
				c, _, err := find(t, a[0])
				if err != nil {
					return core.Unbound, err
				}
				return core.Int(int64(c.Unbound())), nil
			}},
			{Name: "release", Sig: "(cid, *, send=False, recv=False, force=True)", Flags: core.Pure, Fn: release, Doc: "Give up the channel in this interpreter: one end, or both if neither 'send'\nnor 'recv' is true. To do so again has no effect."},
			{Name: "_channel_id", Sig: "(id, *, send=None, recv=None, force=False, _resolve=False)", Flags: core.Pure, Fn: makeID},
			{Name: "_register_end_types", Sig: "(send, recv)", Flags: core.Pure, Fn: registerEnds},
		},
	}
}
