// This file is the registry of queues and channels of one Runtime. It holds them weakly: who has one keeps it, and
// only those that CPython's private modules made by number are held until they are destroyed. Ids are never used twice.
package crossing

import (
	"runtime"
	"sort"
	"sync"
	"weak"

	"github.com/vivarium-py/vivarium/internal/core"
)

// Hub knows all queues and channels of a runtime.
type Hub struct {
	mu       sync.Mutex
	queueID  int64
	chanID   int64
	queues   map[int64]weak.Pointer[Queue]
	channels map[int64]weak.Pointer[Channel]
	pinned   map[*Queue]struct{}
	drops    reclaimer
}

// NewHub makes an empty registry.
func NewHub() *Hub {
	return &Hub{queueID: 1, queues: map[int64]weak.Pointer[Queue]{}, channels: map[int64]weak.Pointer[Channel]{}, pinned: map[*Queue]struct{}{},
		drops: reclaimer{tokens: maxReclaims}}
}

type hubKey struct{}

// HubOf gives the registry of a runtime.
func HubOf(rt *core.Runtime) *Hub { return core.RuntimeState(rt, hubKey{}, NewHub) }

type memberKey struct{}

// MemberOf gives what queues and channels know of an interpreter; the caller holds its lock.
func MemberOf(in *core.Interpreter) *Member {
	return core.StateOf(in, memberKey{}, func() *Member {
		m := newMember(in.ID())
		m.in = in
		if h := in.Host(); h != nil {
			m.memory = h.Limits().Memory
		}
		in.AtEnd(m.end)
		return m
	})
}

func newMember(id int64) *Member {
	return &Member{id: id, pipes: map[weak.Pointer[pipe]]struct{}{}, binds: map[*Queue]int{}, prune: 16}
}

// Queue finds a queue, nil if there is none.
func (h *Hub) Queue(id int64) *Queue {
	h.mu.Lock()
	defer h.mu.Unlock()
	return h.queues[id].Value()
}

// Channel finds a channel, nil if there is none.
func (h *Hub) Channel(id int64) *Channel {
	h.mu.Lock()
	defer h.mu.Unlock()
	return h.channels[id].Value()
}

// Queues lists the queues in order of their ids.
func (h *Hub) Queues() (out []*Queue) {
	h.mu.Lock()
	for _, w := range h.queues {
		if q := w.Value(); q != nil {
			out = append(out, q)
		}
	}
	h.mu.Unlock()
	sort.Slice(out, func(i, j int) bool { return out[i].id < out[j].id })
	return out
}

// Channels lists the channels in order of their ids.
func (h *Hub) Channels() (out []*Channel) {
	h.mu.Lock()
	for _, w := range h.channels {
		if c := w.Value(); c != nil {
			out = append(out, c)
		}
	}
	h.mu.Unlock()
	sort.Slice(out, func(i, j int) bool { return out[i].id < out[j].id })
	return out
}

// NewQueue makes a queue from Go; maxsize <= 0 is endless.
func (h *Hub) NewQueue(maxsize int, unbound Unbound) *Queue { return h.newQueue(nil, maxsize, unbound) }

func (h *Hub) newQueue(maker *core.Interpreter, maxsize int, unbound Unbound) *Queue {
	q := &Queue{hub: h, maker: maker, Format: -1, maxsize: maxsize, unbound: unbound}
	q.pipe.init(max(maxsize, 0))
	h.mu.Lock()
	q.id = h.queueID
	h.queueID++
	h.queues[q.id] = weak.Make(q)
	h.mu.Unlock()
	runtime.AddCleanup(q, h.forgetQueue, q.id)
	return q
}

// NewChannel makes a channel from Go; maxsize <= 0 is endless.
func (h *Hub) NewChannel(maxsize int, unbound Unbound) *Channel {
	return h.newChannel(nil, maxsize, unbound)
}

func (h *Hub) newChannel(maker *core.Interpreter, maxsize int, unbound Unbound) *Channel {
	c := &Channel{hub: h, maker: maker, maxsize: maxsize, unbound: unbound, ends: map[*Member]*ends{}}
	c.pipe.init(max(maxsize, 0))
	w := weak.Make(c)
	// Through a weak pointer: a pipe that held itself by its own closure would be collected all the same, but the
	// closures stay valid only while the channel is.
	c.pipe.onEnd = func(m *Member) []item {
		if c := w.Value(); c != nil {
			return c.memberEnded(m)
		}
		return nil
	}
	c.pipe.onDrained = func() {
		if c := w.Value(); c != nil {
			clear(c.ends)
		}
	}
	h.mu.Lock()
	c.id = h.chanID
	h.chanID++
	h.channels[c.id] = w
	h.mu.Unlock()
	runtime.AddCleanup(c, h.forgetChannel, c.id)
	return c
}

func (h *Hub) forgetQueue(id int64) {
	h.mu.Lock()
	delete(h.queues, id)
	h.mu.Unlock()
}

func (h *Hub) forgetChannel(id int64) {
	h.mu.Lock()
	delete(h.channels, id)
	h.mu.Unlock()
}

// Pin keeps a queue that m made by number until it is destroyed, or m has ended and nobody has bound it.
func (h *Hub) Pin(m *Member, q *Queue) {
	if m != nil {
		m.mu.Lock()
		if m.pins == nil {
			m.pins = map[*Queue]struct{}{}
		}
		m.pins[q] = struct{}{}
		m.mu.Unlock()
	}
	h.mu.Lock()
	q.pinner = m
	h.pinned[q] = struct{}{}
	h.mu.Unlock()
}

// unpin undoes Pin; with free, not if somebody has bound the queue.
func (h *Hub) unpin(q *Queue, free bool) {
	h.mu.Lock()
	m := q.pinner
	q.pinner = nil
	if !free || q.binds == 0 {
		delete(h.pinned, q)
	}
	h.mu.Unlock()
	if m != nil {
		m.mu.Lock()
		delete(m.pins, q)
		m.mu.Unlock()
	}
}

// DestroyQueue ends a queue: whoever waits and whoever has it sees ErrNotFound.
func (h *Hub) DestroyQueue(id int64) error {
	q := h.Queue(id)
	if q == nil {
		return ErrNotFound
	}
	h.forgetQueue(id)
	h.unpin(q, false)
	return q.pipe.end(ErrNotFound, true)
}

// DestroyChannel is the same for a channel.
func (h *Hub) DestroyChannel(id int64) error {
	c := h.Channel(id)
	if c == nil {
		return ErrNotFound
	}
	h.forgetChannel(id)
	_ = c.pipe.end(ErrNotFound, true)
	c.pipe.mu.Lock()
	c.pipe.ended = ErrNotFound
	c.pipe.mu.Unlock()
	return nil
}

// Bind and Release count references to a queue by number; the last Release destroys it.
func (h *Hub) Bind(m *Member, id int64) error {
	q := h.Queue(id)
	if q == nil {
		return ErrNotFound
	}
	h.mu.Lock()
	q.binds++
	h.pinned[q] = struct{}{}
	h.mu.Unlock()
	if m != nil {
		m.mu.Lock()
		m.binds[q]++
		m.mu.Unlock()
	}
	return nil
}

func (h *Hub) Release(m *Member, id int64) error {
	q := h.Queue(id)
	if q == nil {
		return ErrNotFound
	}
	h.mu.Lock()
	if q.binds == 0 {
		h.mu.Unlock()
		return ErrUnbound
	}
	q.binds--
	last := q.binds == 0
	h.mu.Unlock()
	if m != nil {
		m.mu.Lock()
		if m.binds[q]--; m.binds[q] <= 0 {
			delete(m.binds, q)
		}
		m.mu.Unlock()
	}
	if last {
		if q.shared {
			h.unpin(q, false)
			return nil
		}
		return h.DestroyQueue(id)
	}
	return nil
}

// NewMember makes a member that is no interpreter: Go code that has ends of channels.
func NewMember() *Member { return newMember(-1) }
