// This file is the buffer under queues and channels: items in order, a limit, whoever waits at either end, and what becomes
// of an item whose interpreter ends first. Invariant: all of it is guarded by mu; cargo is unpacked and released only
// outside of it.
package crossing

import (
	"runtime"
	"sync"
	"sync/atomic"
	"weak"

	"github.com/vivarium-py/vivarium/internal/core"
)

// Cargo is what an item carries: a *Parcel, or in Go a value that is converted when it is received.
type Cargo interface {
	Unpack(t *core.Thread) (core.Value, error)
	Release()
}

// Unbound says what becomes of an item when the interpreter that put it ends before somebody takes it. The numbers are
// those of CPython's private modules.
type Unbound int

// Keep delivers the item all the same; Remove drops it; Fail and Replace leave a mark that the receiver sees as an
// exception or as UNBOUND.
const (
	Keep Unbound = iota
	Remove
	Fail
	Replace
)

// Valid reports one of the three that CPython has.
func (u Unbound) Valid() bool { return u >= Remove && u <= Replace }

// item is one thing in a pipe; cargo is nil once its owner has ended.
type item struct {
	cargo   Cargo
	owner   *Member
	unbound Unbound
	format  int // free for the modules
	taken   *receipt
}

// receipt tells a sender that waits for its item to be received.
type receipt struct {
	done chan struct{} // closed once err is set
	err  error
}

func (r *receipt) finish(err error) {
	if r != nil {
		r.err = err
		close(r.done)
	}
}

// Item is what a receiver gets. Cargo is nil where the sender has ended: Unbound says what to make of it.
type Item struct {
	Cargo   Cargo
	Unbound Unbound
	Format  int
}

// pipe is a bounded or endless buffer of items.
type pipe struct {
	mu      sync.Mutex
	self    weak.Pointer[pipe]
	ring    []item // a power of two long; the items are ring[head], ...
	head, n int
	limit   int   // 0: none
	ended   error // no more items come in; once empty, nothing comes out
	getters waitList
	putters waitList
	// onEnd is told of a member's end, with mu held, and gives items to release.
	onEnd func(m *Member) []item
	// onDrained is called with mu held when a pipe that has ended becomes empty.
	onDrained func()
}

func (p *pipe) init(limit int) {
	p.limit = limit
	p.self = weak.Make(p)
}

func (p *pipe) at(i int) *item { return &p.ring[(p.head+i)&(len(p.ring)-1)] }

// push and pop are called with mu held.
func (p *pipe) push(it item) {
	if p.n == len(p.ring) {
		ring := make([]item, max(4, 2*len(p.ring)))
		for i := range p.n {
			ring[i] = *p.at(i)
		}
		p.ring, p.head = ring, 0
	}
	p.n++
	*p.at(p.n - 1) = it
	if len(p.getters.list) > 0 {
		p.getters.wakeOne()
	}
}

func (p *pipe) pop() item {
	slot := p.at(0)
	it := *slot
	*slot = item{}
	p.head = (p.head + 1) & (len(p.ring) - 1)
	if p.n--; p.n == 0 {
		if p.head = 0; len(p.ring) > 1024 {
			p.ring = nil
		}
	}
	if len(p.putters.list) > 0 {
		p.putters.wakeOne()
	}
	p.drained()
	return it
}

func (p *pipe) drained() {
	if p.n == 0 && p.ended != nil {
		p.getters.wakeAll()
		if p.onDrained != nil {
			p.onDrained()
		}
	}
}

// filter keeps the items for which keep is true; mu is held.
func (p *pipe) filter(keep func(it *item) bool) {
	kept := 0
	for i := range p.n {
		it := p.at(i)
		if keep(it) {
			if kept != i {
				*p.at(kept) = *it
			}
			kept++
		}
	}
	for i := kept; i < p.n; i++ {
		*p.at(i) = item{}
	}
	if removed := p.n - kept; removed > 0 {
		p.n = kept
		for range removed {
			p.putters.wakeOne()
		}
		p.drained()
	}
}

func (p *pipe) full() bool { return p.limit > 0 && p.n >= p.limit }

// put is the operation of sending; item.owner has joined the pipe.
type put struct {
	p  *pipe
	it item
}

func (o *put) try(w *waiter) (bool, error) {
	p := o.p
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.ended != nil {
		return false, p.ended
	}
	if p.full() {
		if w != nil {
			p.putters.enrol(w)
		}
		return false, nil
	}
	p.push(o.it)
	return true, nil
}

func (o *put) leave(w *waiter, pass bool) {
	p := o.p
	p.mu.Lock()
	if !p.putters.leave(w) && pass && !p.full() {
		p.putters.wakeOne()
	}
	p.mu.Unlock()
}

// get is the operation of receiving.
type get struct {
	p  *pipe
	it item
}

func (o *get) try(w *waiter) (bool, error) {
	p := o.p
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.n > 0 {
		o.it = p.pop()
		o.it.taken.finish(nil)
		return true, nil
	}
	if p.ended != nil {
		return false, p.ended
	}
	if w != nil {
		p.getters.enrol(w)
	}
	return false, nil
}

func (o *get) leave(w *waiter, pass bool) {
	p := o.p
	p.mu.Lock()
	if !p.getters.leave(w) && pass && p.n > 0 {
		p.getters.wakeOne()
	}
	p.mu.Unlock()
}

// take finishes a get: what it carried is no longer its sender's.
func (o *get) take() Item {
	it := &o.it
	it.owner.landed(it.cargo)
	return Item{it.cargo, it.unbound, it.format}
}

// end stops the pipe: nothing more comes in. With drop, what is in it is dropped too. It fails where that was so before.
func (p *pipe) end(why error, drop bool) error {
	p.mu.Lock()
	if p.ended != nil && (p.n == 0 || !drop) {
		defer p.mu.Unlock()
		return p.ended
	}
	dropped := p.endLocked(why, drop)
	p.mu.Unlock()
	releaseAll(dropped)
	return nil
}

// endLocked is end with mu held; the caller releases what it gives.
func (p *pipe) endLocked(why error, drop bool) (dropped []item) {
	p.ended = why
	if drop {
		dropped = make([]item, 0, p.n)
		p.filter(func(it *item) bool {
			it.taken.finish(why)
			dropped = append(dropped, *it)
			return false
		})
	}
	p.putters.wakeAll()
	p.drained()
	return dropped
}

func releaseAll(items []item) {
	for _, it := range items {
		if it.cargo != nil {
			it.owner.landed(it.cargo)
			it.cargo.Release()
		}
	}
}

// retract takes back the item that waits for r; it reports whether it was still there.
func (p *pipe) retract(r *receipt) bool {
	var out []item
	p.mu.Lock()
	p.filter(func(it *item) bool {
		if it.taken == r {
			out = append(out, *it)
			return false
		}
		return true
	})
	p.mu.Unlock()
	releaseAll(out)
	return len(out) > 0
}

// memberEnded settles the items of an interpreter that has ended.
func (p *pipe) memberEnded(m *Member) {
	var out []item
	p.mu.Lock()
	p.filter(func(it *item) bool {
		if it.owner != m || it.unbound == Keep {
			return true
		}
		if it.cargo != nil {
			out = append(out, *it)
			it.cargo = nil
		}
		return it.unbound != Remove
	})
	if p.onEnd != nil {
		out = append(out, p.onEnd(m)...)
	}
	p.mu.Unlock()
	releaseAll(out)
}

// count is the number of items.
func (p *pipe) count() (int, error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.ended != nil && p.n == 0 {
		return 0, p.ended
	}
	return p.n, nil
}

// sized is what cargo says of its size, for the account of what a sender has in flight.
type sized interface{ Size() int }

func sizeOf(c Cargo) int64 {
	if s, ok := c.(sized); ok {
		return int64(s.Size())
	}
	return 0
}

// Member is an interpreter as queues and channels know it: which of them it has touched, and what it has in flight.
type Member struct {
	in      *core.Interpreter
	id      int64
	memory  int64        // the most bytes that it may have in flight, 0 for no limit
	flying  atomic.Int64 // bytes
	mu      sync.Mutex
	pipes   map[weak.Pointer[pipe]]struct{}
	last    weak.Pointer[pipe]
	prune   int
	binds   map[*Queue]int
	pins    map[*Queue]struct{} // made by number
	hasGone bool

	known      map[any]struct{} // weak pointers
	pruneKnown int
}

// Interp is the interpreter; do not touch it after its end.
func (m *Member) Interp() *core.Interpreter { return m.in }

// touch notes that the member has something to do with p.
func (m *Member) touch(p *pipe) {
	if m == nil {
		return
	}
	m.mu.Lock()
	if m.last != p.self {
		m.last = p.self
		m.pipes[p.self] = struct{}{}
		if len(m.pipes) > m.prune {
			for w := range m.pipes {
				if w.Value() == nil {
					delete(m.pipes, w)
				}
			}
			m.prune = 2*len(m.pipes) + 16
		}
	}
	m.mu.Unlock()
}

// launched and landed count the bytes of the member's items that nobody has taken yet.
func (m *Member) launched(c Cargo, limit int64) error {
	if m == nil {
		return nil
	}
	return m.carry(sizeOf(c)+itemBytes, limit)
}

// itemBytes is what an item takes beside its cargo, pipeBytes what a queue or a channel takes.
const itemBytes, pipeBytes = 192, 1024

func (m *Member) carry(n, limit int64) error {
	if now := m.flying.Add(n); limit > 0 && now > limit {
		m.flying.Add(-n)
		return ErrTooMuch
	}
	return nil
}

func (m *Member) landed(c Cargo) {
	if m != nil && c != nil {
		m.flying.Add(-sizeOf(c) - itemBytes)
	}
}

func (m *Member) limit() int64 {
	if m == nil {
		return 0
	}
	return m.memory
}

// Learn lets the interpreter act by number on a queue or channel whose handle it was given; Knows reports that it may:
// on those, and on those whose maker it may act on.
func (m *Member) Learn(x any) {
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.known == nil {
		m.known = map[any]struct{}{}
	}
	switch x := x.(type) {
	case *Queue:
		m.known[weak.Make(x)] = struct{}{}
	case *Channel:
		m.known[weak.Make(x)] = struct{}{}
	}
	if len(m.known) > m.pruneKnown {
		for w := range m.known {
			switch w := w.(type) {
			case weak.Pointer[Queue]:
				if w.Value() == nil {
					delete(m.known, w)
				}
			case weak.Pointer[Channel]:
				if w.Value() == nil {
					delete(m.known, w)
				}
			}
		}
		m.pruneKnown = 2*len(m.known) + 16
	}
}

func (m *Member) sees(maker *core.Interpreter, x any) bool {
	if maker == m.in || maker != nil && m.in.Sees(maker) {
		return true
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	_, ok := m.known[x]
	return ok
}

// Queue and Channel find what the interpreter may act on by number, nil if there is none.
func (m *Member) Queue(id int64) *Queue {
	q := HubOf(m.in.Runtime()).Queue(id)
	if q == nil || !m.sees(q.maker, weak.Make(q)) {
		return nil
	}
	return q
}

func (m *Member) Channel(id int64) *Channel {
	c := HubOf(m.in.Runtime()).Channel(id)
	if c == nil || !m.sees(c.maker, weak.Make(c)) {
		return nil
	}
	return c
}

// Queues and Channels list them.
func (m *Member) Queues() (out []*Queue) {
	for _, q := range HubOf(m.in.Runtime()).Queues() {
		if m.sees(q.maker, weak.Make(q)) {
			out = append(out, q)
		}
	}
	return out
}

func (m *Member) Channels() (out []*Channel) {
	for _, c := range HubOf(m.in.Runtime()).Channels() {
		if m.sees(c.maker, weak.Make(c)) {
			out = append(out, c)
		}
	}
	return out
}

// NewQueue and NewChannel make them for the thread's interpreter, on whose account they are while they exist.
func NewQueue(t *core.Thread, maxsize int, unbound Unbound) (*Queue, error) {
	m := MemberOf(t.Interp())
	if err := m.carryNew(t); err != nil {
		return nil, err
	}
	q := HubOf(m.in.Runtime()).newQueue(m.in, maxsize, unbound)
	runtime.AddCleanup(q, func(m *Member) { m.flying.Add(-pipeBytes) }, m)
	return q, nil
}

func NewChannel(t *core.Thread, maxsize int, unbound Unbound) (*Channel, error) {
	m := MemberOf(t.Interp())
	if err := m.carryNew(t); err != nil {
		return nil, err
	}
	c := HubOf(m.in.Runtime()).newChannel(m.in, maxsize, unbound)
	runtime.AddCleanup(c, func(m *Member) { m.flying.Add(-pipeBytes) }, m)
	return c, nil
}

// carryNew counts a new queue or channel; those that nobody has any more count until a collection.
func (m *Member) carryNew(t *core.Thread) error {
	err := m.carry(pipeBytes, m.limit())
	if err != nil {
		if err := t.CollectGarbage(); err != nil {
			return err
		}
		err = m.carry(pipeBytes, m.limit())
	}
	if err != nil {
		return t.MemoryError()
	}
	return nil
}

// InFlight is how many bytes of the interpreter's items nobody has taken yet, with what holds them.
func (m *Member) InFlight() int64 { return m.flying.Load() }

// end settles everything when the interpreter has gone.
func (m *Member) end() {
	m.mu.Lock()
	if m.hasGone {
		m.mu.Unlock()
		return
	}
	m.hasGone = true
	pipes, binds, pins := m.pipes, m.binds, m.pins
	m.pipes, m.binds, m.pins = map[weak.Pointer[pipe]]struct{}{}, nil, nil
	m.mu.Unlock()
	for w := range pipes {
		if p := w.Value(); p != nil {
			p.memberEnded(m)
		}
	}
	for q, n := range binds {
		for range n {
			_ = q.hub.Release(nil, q.id)
		}
	}
	for q := range pins {
		q.hub.unpin(q, true)
	}
}
