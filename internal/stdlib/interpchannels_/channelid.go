// This file is ChannelID: the number of a channel, with one of its ends or both, which keeps the channel.
package interpchannels_

import (
	"fmt"

	"github.com/vivarium-py/vivarium/internal/core"
	"github.com/vivarium-py/vivarium/internal/crossing"
)

// chanID is a ChannelID; c is nil where there is no such channel.
type chanID struct {
	core.Header
	id  int64
	end crossing.End
	c   *crossing.Channel
}

func newID(id int64, end crossing.End, c *crossing.Channel) value {
	x := &chanID{id: id, end: end, c: c}
	return core.Make(&idType, &x.Header)
}

// channelID reads the number of a channel, and the channel itself where a ChannelID gives it.
func channelID(t *thread, v value) (int64, *crossing.Channel, error) {
	if v.IsExactly(&idType) {
		x := core.As[chanID](v)
		return x.id, x.c, nil
	}
	if core.SlotsOf(v).Index == nil {
		return 0, nil, t.TypeError("channel ID must be an int, got %s", v.TypeName())
	}
	i, err := t.Index(v)
	if err != nil {
		return 0, nil, err
	}
	n, big, _ := core.AsInt(i)
	if big != nil {
		return 0, nil, t.OverflowError("int too big to convert")
	}
	if n < 0 {
		return 0, nil, t.ValueError("channel ID must be a non-negative int, got %d", n)
	}
	return n, nil, nil
}

func makeID(t *thread, a []value) (value, error) {
	id, c, err := channelID(t, a[0])
	if err != nil {
		return core.Unbound, err
	}
	flag := func(v value, otherwise bool) bool {
		if err != nil || v.IsNone() {
			return otherwise
		}
		var b bool
		b, err = t.Truth(v)
		return b
	}
	send, recv := flag(a[1], false), flag(a[2], false)
	force := flag(a[3], false)
	if err != nil {
		return core.Unbound, err
	}
	end := crossing.BothEnds
	switch {
	case !a[1].IsNone() && !a[2].IsNone() && !send && !recv:
		return core.Unbound, t.ValueError("'send' and 'recv' cannot both be False")
	case send && !recv:
		end = crossing.SendEnd
	case recv && !send:
		end = crossing.RecvEnd
	}
	if c == nil {
		c = crossing.MemberOf(t.Interp()).Channel(id)
	}
	if c == nil && !force {
		return core.Unbound, Raise(t, id, crossing.ErrNotFound)
	}
	return newID(id, end, c), nil
}

// idHandle is a ChannelID in flight.
type idHandle struct{ x chanID }

func (h *idHandle) Open(t *thread) (value, error) {
	if h.x.c != nil {
		crossing.MemberOf(t.Interp()).Learn(h.x.c)
	}
	return newID(h.x.id, h.x.end, h.x.c), nil
}

func (h *idHandle) Release() {}

func registerID(in *core.Interpreter) {
	crossing.RegisterHandle(in, &idType, func(t *thread, v value) (crossing.Handle, error) {
		x := core.As[chanID](v)
		return &idHandle{chanID{id: x.id, end: x.end, c: x.c}}, nil
	})
}

func setupID() {
	self := func(v value) *chanID { return core.As[chanID](v) }
	number := func(t *thread, v value) (value, error) { return core.Int(self(v).id), nil }
	end := func(e crossing.End) func(t *thread, v value) (value, error) {
		return func(t *thread, v value) (value, error) { return newID(self(v).id, e, self(v).c), nil }
	}
	idType.Setup(&core.TypeSpec{
		Name: "_interpchannels.ChannelID", Layout: core.LayoutOf[chanID](), Flags: core.FlagGeneric | core.FlagNoNew,
		Doc: "The number of a channel and which end of it is meant; it works as an int.",
		Slots: core.Slots{
			Repr: func(t *thread, v value) (value, error) {
				switch x := self(v); x.end {
				case crossing.SendEnd:
					return core.StrVal(fmt.Sprintf("ChannelID(%d, send=True)", x.id)), nil
				case crossing.RecvEnd:
					return core.StrVal(fmt.Sprintf("ChannelID(%d, recv=True)", x.id)), nil
				default:
					return core.StrVal(fmt.Sprintf("ChannelID(%d)", x.id)), nil
				}
			},
			Str:   func(t *thread, v value) (value, error) { return core.StrVal(fmt.Sprint(self(v).id)), nil },
			Hash:  func(t *thread, v value) (int64, error) { return t.Hash(core.Int(self(v).id)) },
			Int:   number,
			Index: number,
			Compare: func(t *thread, a, b value, op core.CmpOp) (value, error) {
				if op != core.CmpEq && op != core.CmpNe || !a.IsExactly(&idType) {
					return core.NotImplemented, nil
				}
				if b.IsExactly(&idType) {
					x, y := self(a), self(b)
					return core.Bool((x.id == y.id && x.end == y.end) == (op == core.CmpEq)), nil
				}
				if _, _, ok := core.AsInt(b); !ok {
					if _, ok := core.AsFloat(b); !ok {
						return core.NotImplemented, nil
					}
				}
				return t.Compare(core.Int(self(a).id), b, op)
			},
		},
		GetSets: []core.GetSet{
			{Name: "send", Doc: "the end for sending", Get: end(crossing.SendEnd)},
			{Name: "recv", Doc: "the end for receiving", Get: end(crossing.RecvEnd)},
			{Name: "end", Doc: "the channel end", Get: func(t *thread, v value) (value, error) {
				return core.StrVal(map[crossing.End]string{crossing.SendEnd: "send", crossing.RecvEnd: "recv", crossing.BothEnds: "both"}[self(v).end]), nil
			}},
		},
	})
}
