// This file is SendChannel and RecvChannel of module interpreters: the two ends of a buffered channel. An interpreter that
// has an object of an end has that end until it closes or releases it, or ends.
package vchannels_

import (
	"fmt"
	"time"

	"github.com/vivarium-py/vivarium/internal/core"
	"github.com/vivarium-py/vivarium/internal/crossing"
	"github.com/vivarium-py/vivarium/internal/stdlib/interpchannels_"
)

// endObj is either end.
type endObj struct {
	core.Header
	c *crossing.Channel
}

func endOf(typ *core.Type) crossing.End {
	if typ.IsSubtype(&sendType) {
		return crossing.SendEnd
	}
	return crossing.RecvEnd
}

// endValue makes the object of an end, which joins the interpreter to it. An end that was given up, or is closed, can
// still be named: its operations fail.
func endValue(t *thread, c *crossing.Channel, typ *core.Type) value {
	_ = c.Join(crossing.MemberOf(t.Interp()), endOf(typ))
	return endObject(c, typ)
}

// endObject makes it without joining: that happens at the first use.
func endObject(c *crossing.Channel, typ *core.Type) value {
	o := core.New[endObj](typ)
	o.c = c
	return core.Obj(&o.Header)
}

func raiseChannel(t *thread, c *crossing.Channel, err error) error {
	switch err {
	case crossing.ErrFull:
		return t.Raise(&fullType, "channel %d is full", c.ID())
	case crossing.ErrReleased:
		err = crossing.ErrClosed
	}
	return interpchannels_.Raise(t, c.ID(), err)
}

func newEnd(t *thread, a []value) (value, error) {
	v := a[1]
	if core.SlotsOf(v).Index == nil {
		return core.Unbound, t.TypeError("channel ID must be an int, got %s", v.TypeName())
	}
	i, err := t.Index(v)
	if err != nil {
		return core.Unbound, err
	}
	n, big, _ := core.AsInt(i)
	if big != nil {
		return core.Unbound, t.OverflowError("int too big to convert")
	}
	if n < 0 {
		return core.Unbound, t.ValueError("channel ID must be a non-negative int, got %d", n)
	}
	c := crossing.MemberOf(t.Interp()).Channel(n)
	if c == nil {
		return core.Unbound, interpchannels_.Raise(t, n, crossing.ErrNotFound)
	}
	return endValue(t, c, core.AsType(a[0])), nil
}

func createChannel(t *thread, a []value) (value, error) {
	size, err := t.IndexInt(a[0])
	if err != nil {
		return core.Unbound, err
	}
	c, err := crossing.NewChannel(t, size, crossing.Keep)
	if err != nil {
		return core.Unbound, err
	}
	c.Hold()
	return core.NewTuple(endValue(t, c, &sendType), endValue(t, c, &recvType)), nil
}

func (o *endObj) send(t *thread, v value, d time.Duration) (value, error) {
	it, err := crossing.Wrap(t, v, crossing.Keep)
	if err != nil {
		return core.Unbound, err
	}
	if err := o.c.Send(crossing.ThreadSleeper(t), crossing.MemberOf(t.Interp()), it, d); err != nil {
		it.Drop(err)
		return core.Unbound, raiseChannel(t, o.c, err)
	}
	return core.None, nil
}

func (o *endObj) recv(t *thread, d time.Duration) (value, error) {
	it, err := o.c.Recv(crossing.ThreadSleeper(t), crossing.MemberOf(t.Interp()), d)
	if err != nil {
		return core.Unbound, err
	}
	return unwrap(t, it)
}

type endHandle struct {
	c   *crossing.Channel
	typ *core.Type
}

func (h endHandle) Open(t *thread) (value, error) {
	crossing.MemberOf(t.Interp()).Learn(h.c)
	return endValue(t, h.c, h.typ), nil
}

func (h endHandle) Release() {}

// closeEnd closes an end for everybody, releaseEnd for this interpreter. Doing it again does nothing.
func closeEnd(t *thread, v value) {
	o := core.As[endObj](v)
	if endOf(v.Type()) == crossing.SendEnd {
		_ = o.c.Close(crossing.SendEnd, false)
	} else {
		_ = o.c.Close(crossing.RecvEnd, true)
	}
}

func releaseEnd(t *thread, v value) {
	_ = core.As[endObj](v).c.ReleaseEnd(crossing.MemberOf(t.Interp()), endOf(v.Type()))
}

func setupEnds() {
	self := func(v value) *endObj { return core.As[endObj](v) }
	slots := core.Slots{
		Repr: func(t *thread, v value) (value, error) {
			return core.StrVal(fmt.Sprintf("%s(id=%d)", v.Type().Name(), self(v).c.ID())), nil
		},
		Hash: func(t *thread, v value) (int64, error) { return t.Hash(core.Int(self(v).c.ID())) },
		Compare: func(t *thread, a, b value, op core.CmpOp) (value, error) {
			end := func(v value) bool { return v.Type().IsSubtype(&sendType) || v.Type().IsSubtype(&recvType) }
			if op != core.CmpEq && op != core.CmpNe || !end(a) || !end(b) || endOf(a.Type()) != endOf(b.Type()) {
				return core.NotImplemented, nil
			}
			return core.Bool((self(a).c == self(b).c) == (op == core.CmpEq)), nil
		},
	}
	getsets := []core.GetSet{
		{Name: "id", Doc: "the channel's number", Get: func(t *thread, v value) (value, error) { return core.Int(self(v).c.ID()), nil }},
		{Name: "maxsize", Doc: "how many objects the channel holds at most, 0 for any number", Get: func(t *thread, v value) (value, error) {
			return core.Int(int64(self(v).c.MaxSize())), nil
		}},
		{Name: "is_closed", Doc: "whether nothing can be sent, or received, any more", Get: func(t *thread, v value) (value, error) {
			closing, closed := self(v).c.Closed()
			if endOf(v.Type()) == crossing.SendEnd {
				return core.Bool(closing), nil
			}
			return core.Bool(closed), nil
		}},
	}
	common := []core.Func{
		{Name: "close", Sig: "(self)", Flags: core.Pure, Doc: "Close the channel for all interpreters. What has been sent before the send end\nis closed can still be received.", Fn: func(t *thread, a []value) (value, error) {
			closeEnd(t, a[0])
			return core.None, nil
		}},
		{Name: "release", Sig: "(self)", Flags: core.Pure, Doc: "Give up this end for the current interpreter. The channel closes when no\ninterpreter has it any more.", Fn: func(t *thread, a []value) (value, error) {
			releaseEnd(t, a[0])
			return core.None, nil
		}},
		{Name: "count", Sig: "(self)", Flags: core.Pure, Doc: "The number of objects in the channel.", Fn: func(t *thread, a []value) (value, error) {
			n, err := self(a[0]).c.Len()
			if err != nil {
				n = 0
			}
			return core.Int(int64(n)), nil
		}},
		{Name: "__enter__", Sig: "(self)", Flags: core.Pure, Fn: func(t *thread, a []value) (value, error) { return a[0], nil }},
		{Name: "__exit__", Sig: "(self, exc_type, exc_value, traceback, /)", Flags: core.Pure, Fn: func(t *thread, a []value) (value, error) {
			closeEnd(t, a[0])
			return core.None, nil
		}},
		{Name: "__getnewargs__", Sig: "(self)", Flags: core.Pure, Fn: func(t *thread, a []value) (value, error) {
			return core.NewTuple(core.Int(self(a[0]).c.ID())), nil
		}},
		{Name: "__getstate__", Sig: "(self)", Flags: core.Pure, Fn: func(t *thread, a []value) (value, error) { return core.None, nil }},
		core.ClassGetItemFunc(),
	}
	flags := uint32(core.FlagGeneric | core.FlagBase)
	sendType.Setup(&core.TypeSpec{
		Name: "interpreters.SendChannel", Layout: core.LayoutOf[endObj](), Flags: flags, Slots: slots, GetSets: getsets,
		Doc: "The sending end of a channel.", Sig: "(id, /)",
		New: &core.Func{Name: "SendChannel", Sig: "(cls, id, /)", Flags: core.Pure, Fn: newEnd},
		Methods: append([]core.Func{
			{Name: "send", Sig: "(self, obj, timeout=None)", Flags: core.Blocks | core.Charges,
				Doc: "Send the object. This only waits while the channel is bounded and full; after\ntimeout seconds that is a TimeoutError.",
				Fn: func(t *thread, a []value) (value, error) {
					d, err := seconds(t, a[2])
					if err != nil {
						return core.Unbound, err
					}
					if d == 0 {
						d = 1
					}
					return self(a[0]).send(t, a[1], d)
				}},
			{Name: "send_nowait", Sig: "(self, obj)", Flags: core.Charges, Doc: "Send the object, or raise ChannelFullError where the channel is full.",
				Fn: func(t *thread, a []value) (value, error) { return self(a[0]).send(t, a[1], 0) }},
			{Name: "send_buffer", Sig: "(self, obj, timeout=None)", Flags: core.Blocks, Doc: "Send the memory of a bytes-like object: the receiver gets a memoryview of the\nsame memory.",
				Fn: func(t *thread, a []value) (value, error) {
					d, err := seconds(t, a[2])
					if err != nil {
						return core.Unbound, err
					}
					v, err := t.NewMemoryView(a[1])
					if err != nil {
						return core.Unbound, err
					}
					return self(a[0]).send(t, v, max(d, crossing.Forever))
				}},
		}, common...),
	})
	slots.Iter = core.SelfIter
	slots.Next = func(t *thread, v value) (value, error) {
		r, err := self(v).recv(t, crossing.Forever)
		if err == crossing.ErrClosed || err == crossing.ErrNotFound {
			return core.Unbound, nil
		}
		return r, recvError(t, self(v).c, err)
	}
	recvType.Setup(&core.TypeSpec{
		Name: "interpreters.RecvChannel", Layout: core.LayoutOf[endObj](), Flags: flags, Slots: slots, GetSets: getsets,
		Doc: "The receiving end of a channel. Iteration ends when it is closed.", Sig: "(id, /)",
		New: &core.Func{Name: "RecvChannel", Sig: "(cls, id, /)", Flags: core.Pure, Fn: newEnd},
		Methods: append([]core.Func{
			{Name: "recv", Sig: "(self, timeout=None)", Flags: core.Blocks | core.Charges,
				Doc: "Receive the next object, waiting until there is one; after timeout seconds that\nis a TimeoutError.",
				Fn: func(t *thread, a []value) (value, error) {
					d, err := seconds(t, a[1])
					if err != nil {
						return core.Unbound, err
					}
					if d == 0 {
						d = 1
					}
					v, err := self(a[0]).recv(t, d)
					return v, recvError(t, self(a[0]).c, err)
				}},
			{Name: "recv_nowait", Sig: "(self, default=<unrepresentable>)", Flags: core.Charges,
				Doc: "Receive the next object, or give the default where there is none, or raise\nChannelEmptyError.",
				Fn: func(t *thread, a []value) (value, error) {
					v, err := self(a[0]).recv(t, 0)
					if err == crossing.ErrEmpty && !a[1].IsUnbound() {
						return a[1], nil
					}
					return v, recvError(t, self(a[0]).c, err)
				}},
		}, common...),
	})
}

// recvError words an error of recv; those of Python go on as they are.
func recvError(t *thread, c *crossing.Channel, err error) error {
	if err == nil || core.ExceptionOf(err) != nil {
		return err
	}
	return raiseChannel(t, c, err)
}

// ChannelOf gives the channel of an object of either end, nil for anything else.
func ChannelOf(v value) (*crossing.Channel, crossing.End) {
	if typ := v.Type(); typ.IsSubtype(&sendType) || typ.IsSubtype(&recvType) {
		return core.As[endObj](v).c, endOf(typ)
	}
	return nil, 0
}
