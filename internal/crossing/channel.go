// This file is the channel of many interpreters: a pipe whose two ends are known by interpreter, and which closes when no
// interpreter is left at them. Two kinds share it: CPython's (an end belongs to who has used it; the channel closes when
// nobody has either) and ours (an end belongs to who has it; with no sender left the receivers drain what is there, with
// no receiver left senders fail).
package crossing

import (
	"time"

	"github.com/vivarium-py/vivarium/internal/core"
)

// End is one or both ends of a channel.
type End uint8

const (
	SendEnd End = 1 << iota
	RecvEnd
	BothEnds = SendEnd | RecvEnd
)

// ends is what an interpreter has of a channel: the ends that it has used or been given, and those of them it has released.
type ends struct{ has, released End }

// Channel carries parcels from senders to receivers.
type Channel struct {
	pipe    pipe
	hub     *Hub
	maker   *core.Interpreter // nil: Go
	id      int64
	maxsize int
	unbound Unbound
	held    bool              // our kind
	ends    map[*Member]*ends // guarded by pipe.mu
}

// ID is the channel's number, MaxSize its limit, Unbound its default.
func (c *Channel) ID() int64        { return c.id }
func (c *Channel) MaxSize() int     { return c.maxsize }
func (c *Channel) Unbound() Unbound { return c.unbound }

// Hold makes a new channel one of our kind.
func (c *Channel) Hold() *Channel {
	c.held = true
	return c
}

// Join gives a member an end. It fails where the member has released it before.
func (c *Channel) Join(m *Member, end End) error {
	if m == nil {
		return nil
	}
	c.pipe.mu.Lock()
	e := c.ends[m]
	if e != nil && e.has&end == end && e.released&end == 0 {
		c.pipe.mu.Unlock()
		return nil
	}
	if c.pipe.ended != nil && (c.pipe.n == 0 || end&SendEnd != 0) {
		defer c.pipe.mu.Unlock()
		return c.pipe.ended
	}
	if e == nil {
		e = &ends{}
		c.ends[m] = e
	}
	if e.released&end != 0 {
		c.pipe.mu.Unlock()
		return ErrReleased
	}
	e.has |= end
	c.pipe.mu.Unlock()
	m.touch(&c.pipe)
	return nil
}

// open counts who still has an end; pipe.mu is held.
func (c *Channel) open(end End) (n int) {
	for _, e := range c.ends {
		if e.has&^e.released&end != 0 {
			n++
		}
	}
	return n
}

// settle closes what nobody is left at; pipe.mu is held and the caller releases what it gives.
func (c *Channel) settle(gave End) []item {
	if c.pipe.ended != nil && c.pipe.n == 0 {
		return nil
	}
	send, recv := c.open(SendEnd), c.open(RecvEnd)
	switch {
	case send == 0 && recv == 0 && !c.held, recv == 0 && gave&RecvEnd != 0 && c.held:
		return c.pipe.endLocked(ErrClosed, true)
	case send == 0 && gave&SendEnd != 0 && c.held && c.pipe.ended == nil:
		return c.pipe.endLocked(ErrClosed, false)
	}
	return nil
}

// ReleaseEnd gives up ends for one interpreter.
func (c *Channel) ReleaseEnd(m *Member, end End) error {
	c.pipe.mu.Lock()
	if c.pipe.ended != nil && c.pipe.n == 0 {
		defer c.pipe.mu.Unlock()
		return c.pipe.ended
	}
	e := c.ends[m]
	if e == nil {
		e = &ends{}
		c.ends[m] = e
	}
	e.has |= end
	e.released |= end
	dropped := c.settle(end)
	c.pipe.mu.Unlock()
	m.touch(&c.pipe)
	releaseAll(dropped)
	return nil
}

// memberEnded forgets an interpreter; pipe.mu is held and the caller releases what it gives.
func (c *Channel) memberEnded(m *Member) []item {
	e := c.ends[m]
	if e == nil {
		return nil
	}
	delete(c.ends, m)
	if had := e.has &^ e.released; had != 0 {
		return c.settle(had)
	}
	return nil
}

// Send adds cargo, waiting up to timeout while the channel is full: ErrTimeout, or ErrFull where it does not wait. On
// failure the cargo stays the caller's.
func (c *Channel) Send(s Sleeper, m *Member, it Item, timeout time.Duration) error {
	return c.send(s, m, it, timeout, nil)
}

func (c *Channel) send(s Sleeper, m *Member, it Item, timeout time.Duration, r *receipt) error {
	if err := c.Join(m, SendEnd); err != nil {
		return err
	}
	if err := m.launched(it.Cargo, m.limit()); err != nil {
		return err
	}
	m.touch(&c.pipe)
	o := put{&c.pipe, item{cargo: it.Cargo, owner: m, unbound: it.Unbound, taken: r}}
	done, err := o.try(nil)
	if !done && err == nil {
		if timeout == 0 {
			err = ErrFull
		} else {
			_, err = await(s, timeout, &o)
		}
	}
	if err != nil {
		m.landed(it.Cargo)
	}
	return err
}

// SendAndWait is Send that waits until the item has been received; at the timeout it takes the item back.
func (c *Channel) SendAndWait(s Sleeper, m *Member, it Item, timeout time.Duration) error {
	r := &receipt{done: make(chan struct{})}
	start := int64(0)
	if timeout > 0 {
		start = s.Now()
	}
	if err := c.send(s, m, it, timeout, r); err != nil {
		return err
	}
	left := timeout
	if timeout > 0 {
		left = max(timeout-time.Duration(s.Now()-start), 0)
	}
	if err := s.Sleep(r.done, left); err != nil && c.pipe.retract(r) {
		return &Retracted{err}
	}
	<-r.done
	if r.err != nil {
		return &Retracted{r.err}
	}
	return nil
}

// Retracted is an error after which the cargo has been released already.
type Retracted struct{ Err error }

func (e *Retracted) Error() string { return e.Err.Error() }
func (e *Retracted) Unwrap() error { return e.Err }

// Recv takes the first item, waiting up to timeout while there is none: ErrTimeout, or ErrEmpty where it does not wait.
func (c *Channel) Recv(s Sleeper, m *Member, timeout time.Duration) (Item, error) {
	if err := c.Join(m, RecvEnd); err != nil {
		if err == ErrReleased {
			err = ErrClosed
		}
		return Item{}, err
	}
	o := get{p: &c.pipe}
	done, err := o.try(nil)
	if !done && err == nil {
		if timeout == 0 {
			return Item{}, ErrEmpty
		}
		_, err = await(s, timeout, &o)
	}
	if err != nil {
		return Item{}, err
	}
	return o.take(), nil
}

// Close ends a channel for everybody. Without force, what has been sent can still be received if only the send end is
// closed, and otherwise there must be nothing.
func (c *Channel) Close(end End, force bool) error {
	c.pipe.mu.Lock()
	p := &c.pipe
	if p.ended != nil && p.n == 0 {
		defer p.mu.Unlock()
		return p.ended
	}
	if p.n > 0 && !force {
		defer p.mu.Unlock()
		if end != SendEnd {
			return ErrNotEmpty
		}
		if p.ended != nil {
			return p.ended
		}
		p.endLocked(ErrClosed, false)
		return nil
	}
	dropped := p.endLocked(ErrClosed, true)
	p.mu.Unlock()
	releaseAll(dropped)
	return nil
}

// Len is the number of items.
func (c *Channel) Len() (int, error) { return c.pipe.count() }

// Members lists the ids of the interpreters that have an end, in order.
func (c *Channel) Members(end End) ([]int64, error) {
	c.pipe.mu.Lock()
	defer c.pipe.mu.Unlock()
	if p := &c.pipe; p.ended != nil && (p.n == 0 || end == SendEnd) {
		return nil, p.ended
	}
	var out []int64
	for m, e := range c.ends {
		if e.has&^e.released&end != 0 {
			out = append(out, m.id)
		}
	}
	sortIDs(out)
	return out, nil
}

// Info describes the state of a channel.
type Info struct {
	Open, Closing, Closed                          bool
	Count                                          int
	Send, SendReleased, Recv, RecvReleased         int
	Both, BothReleased, BothSendGone, BothRecvGone int
	MySend, MySendReleased, MyRecv, MyRecvReleased bool
}

// Info tells the state of a channel as a member sees it.
func (c *Channel) Info(me *Member) (Info, error) {
	c.pipe.mu.Lock()
	defer c.pipe.mu.Unlock()
	p := &c.pipe
	i := Info{Count: p.n}
	switch {
	case p.ended == ErrNotFound:
		return i, ErrNotFound
	case p.ended == nil:
		i.Open = true
	case p.n > 0:
		i.Closing = true
	default:
		i.Closed = true
	}
	for m, e := range c.ends {
		count := func(end End, open, gone *int) {
			if e.has&end == 0 {
				return
			}
			if e.released&end != 0 {
				*gone++
			} else {
				*open++
			}
		}
		count(SendEnd, &i.Send, &i.SendReleased)
		count(RecvEnd, &i.Recv, &i.RecvReleased)
		if e.has == BothEnds {
			switch e.released {
			case 0:
				i.Both++
			case BothEnds:
				i.BothReleased++
			case SendEnd:
				i.BothSendGone++
			default:
				i.BothRecvGone++
			}
		}
		if m == me {
			i.MySend, i.MySendReleased = e.has&SendEnd != 0, e.released&SendEnd != 0
			i.MyRecv, i.MyRecvReleased = e.has&RecvEnd != 0, e.released&RecvEnd != 0
		}
	}
	return i, nil
}

// Closed reports a channel from which nothing more will come; Closing one into which nothing goes any more.
func (c *Channel) Closed() (closing, closed bool) {
	c.pipe.mu.Lock()
	defer c.pipe.mu.Unlock()
	return c.pipe.ended != nil, c.pipe.ended != nil && c.pipe.n == 0
}
