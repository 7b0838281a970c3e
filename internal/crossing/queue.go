// This file is the queue of many interpreters: any number of them put and get.
package crossing

import (
	"time"

	"github.com/vivarium-py/vivarium/internal/core"
)

// Queue is a FIFO of parcels.
type Queue struct {
	pipe    pipe
	hub     *Hub
	maker   *core.Interpreter // nil: Go
	id      int64
	maxsize int
	unbound Unbound
	binds   int     // guarded by hub.mu
	pinner  *Member // likewise
	shared  bool    // has been seen by Go or by objects that the collector looks after: never destroyed by counting
	// Format is CPython 3.13's default format, or -1 where the queue was made without one. It does not change.
	Format int
	// Fallback is CPython 3.14's default way for objects that are not shareable. It does not change.
	Fallback int
}

// ID is the queue's number, MaxSize what it was made with, Unbound its default.
func (q *Queue) ID() int64        { return q.id }
func (q *Queue) MaxSize() int     { return q.maxsize }
func (q *Queue) Unbound() Unbound { return q.unbound }

// Put adds cargo of the member (nil in Go), waiting up to timeout while the queue is full: ErrFull. On failure the cargo
// stays the caller's.
func (q *Queue) Put(s Sleeper, m *Member, it Item, timeout time.Duration) error {
	if err := m.launched(it.Cargo, m.limit()); err != nil {
		return err
	}
	m.touch(&q.pipe)
	o := put{&q.pipe, item{cargo: it.Cargo, owner: m, unbound: it.Unbound, format: it.Format}}
	done, err := o.try(nil)
	if !done && err == nil {
		if timeout == 0 {
			err = ErrFull
		} else {
			if _, err = await(s, timeout, &o); err == ErrTimeout {
				err = ErrFull
			}
		}
	}
	if err != nil {
		m.landed(it.Cargo)
	}
	return err
}

// Get takes the first item, waiting up to timeout while there is none: ErrEmpty.
func (q *Queue) Get(s Sleeper, timeout time.Duration) (Item, error) {
	o := get{p: &q.pipe}
	done, err := o.try(nil)
	if !done && err == nil {
		if timeout == 0 {
			return Item{}, ErrEmpty
		}
		if _, err = await(s, timeout, &o); err == ErrTimeout {
			err = ErrEmpty
		}
	}
	if err != nil {
		return Item{}, err
	}
	return o.take(), nil
}

// Len is the number of items, Full whether the queue is bounded and full.
func (q *Queue) Len() (int, error) { return q.pipe.count() }

func (q *Queue) Full() (bool, error) {
	q.pipe.mu.Lock()
	defer q.pipe.mu.Unlock()
	if q.pipe.ended != nil {
		return false, q.pipe.ended
	}
	return q.pipe.full(), nil
}

// Share leaves the queue's life to the collector, also where numbers of it are counted.
func (q *Queue) Share() {
	q.hub.mu.Lock()
	q.shared = true
	q.hub.mu.Unlock()
}
