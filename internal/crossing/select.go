// This file waits for the first of several operations on queues and channels.
package crossing

import (
	"math/rand/v2"
	"sort"
	"time"
)

// Case is one operation of a Select: receiving where Send is nil, sending its cargo otherwise. One of Queue and Channel is set.
type Case struct {
	Queue   *Queue
	Channel *Channel
	Send    *Item
}

// Select does the first of the cases that can be done, at random where several can, and gives its index and what it
// received. Ends that are closed are passed over; when all of them are, it fails with ErrClosed. Of several senders'
// cargo only that of the case done is taken.
func Select(s Sleeper, m *Member, cases []Case, timeout time.Duration) (int, Item, error) {
	if len(cases) == 0 {
		return -1, Item{}, ErrNoEnds
	}
	live := make([]int, 0, len(cases))
	for i := range cases {
		live = append(live, i)
	}
	rand.Shuffle(len(live), func(i, j int) { live[i], live[j] = live[j], live[i] })
	end := int64(0)
	if timeout > 0 {
		end = s.Now() + int64(timeout)
	}
	for {
		ops := make([]operation, 0, len(live))
		idx := make([]int, 0, len(live))
		for _, i := range live {
			if o := cases[i].operation(m); o != nil {
				ops, idx = append(ops, o), append(idx, i)
			}
		}
		if len(ops) == 0 {
			return -1, Item{}, ErrClosed
		}
		k, err := await(s, timeout, ops...)
		var out Item
		if err == nil {
			if g, ok := ops[k].(*get); ok {
				out = g.take()
			}
		}
		for j, o := range ops {
			if p, ok := o.(*put); ok && (err != nil || j != k) {
				m.landed(p.it.cargo)
			}
		}
		if err == nil {
			return idx[k], out, nil
		}
		if err != ErrClosed && err != ErrNotFound {
			return -1, Item{}, err
		}
		live = append(idx[:k], idx[k+1:]...)
		if timeout > 0 {
			timeout = time.Duration(max(end-s.Now(), 0))
		}
	}
}

// operation prepares a case; nil where it never can be done.
func (c *Case) operation(m *Member) operation {
	p := &pipe{}
	if c.Queue != nil {
		p = &c.Queue.pipe
	} else {
		p = &c.Channel.pipe
		end := RecvEnd
		if c.Send != nil {
			end = SendEnd
		}
		if c.Channel.Join(m, end) != nil {
			return nil
		}
	}
	if c.Send == nil {
		return &get{p: p}
	}
	if m.launched(c.Send.Cargo, m.limit()) != nil {
		return nil
	}
	m.touch(p)
	return &put{p, item{cargo: c.Send.Cargo, owner: m, unbound: c.Send.Unbound, format: c.Send.Format}}
}

func sortIDs(ids []int64) { sort.Slice(ids, func(i, j int) bool { return ids[i] < ids[j] }) }
