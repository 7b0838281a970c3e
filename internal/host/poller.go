// The poller: one epoll instance for all hosts of a System, itself watched by Go's own network poller, so that waiting
// on a descriptor parks a goroutine and costs no thread.
// Invariant: a registration lives from the first wait on a file until its kernel descriptor is closed; between waits it
// is disarmed (EPOLLONESHOT).
package host

import (
	"os"
	"sync"
	"syscall"

	"golang.org/x/sys/unix"
)

type poller struct {
	mu     sync.Mutex
	f      *os.File // the epoll instance
	fd     int
	closed bool
	nextID uint64
	regs   map[uint64]*pollReg
}

// pollReg is one kernel descriptor known to the poller.
type pollReg struct {
	mu      sync.Mutex
	id      uint64
	kfd     int
	added   bool
	waiters []*pollWait
}

// pollWait is one goroutine's wait.
type pollWait struct {
	events uint32
	ready  chan struct{}
	reg    *pollReg
}

// start opens the epoll instance and its goroutine. The caller holds mu.
func (p *poller) start() error {
	if p.closed {
		return ErrKilled
	}
	if p.f != nil {
		return nil
	}
	fd, err := unix.EpollCreate1(unix.EPOLL_CLOEXEC)
	if err != nil {
		return err
	}
	if err := unix.SetNonblock(fd, true); err != nil {
		unix.Close(fd)
		return err
	}
	f := os.NewFile(uintptr(fd), "epoll")
	rc, err := f.SyscallConn()
	if err != nil {
		f.Close()
		return err
	}
	p.f, p.fd, p.regs = f, fd, map[uint64]*pollReg{}
	go p.run(rc)
	return nil
}

func (p *poller) run(rc syscall.RawConn) {
	events := make([]unix.EpollEvent, 64)
	for {
		n := 0
		err := rc.Read(func(fd uintptr) bool {
			for {
				var err error
				n, err = unix.EpollWait(int(fd), events, 0)
				if err != unix.EINTR {
					return err != nil || n > 0
				}
			}
		})
		if err != nil || n < 0 {
			return // closed
		}
		for i := range events[:n] {
			id := uint64(uint32(events[i].Fd)) | uint64(uint32(events[i].Pad))<<32
			p.mu.Lock()
			r := p.regs[id]
			p.mu.Unlock()
			if r != nil {
				r.fire(p, events[i].Events)
			}
		}
	}
}

func (p *poller) close() {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.closed = true
	if p.f != nil {
		p.f.Close()
		p.f = nil
	}
}

// register makes the entry of a kernel descriptor, which must be removed before that is closed.
func (p *poller) register(kfd int) (*pollReg, error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if err := p.start(); err != nil {
		return nil, err
	}
	p.nextID++
	r := &pollReg{id: p.nextID, kfd: kfd}
	p.regs[r.id] = r
	return r, nil
}

func (p *poller) remove(r *pollReg) {
	p.mu.Lock()
	delete(p.regs, r.id)
	open := p.f != nil
	fd := p.fd
	p.mu.Unlock()
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.added && open {
		// Explicitly: the description may live on in a child process, and then closing would not end its registration.
		unix.EpollCtl(fd, unix.EPOLL_CTL_DEL, r.kfd, nil)
	}
	r.added = false
}

// wait arms r for events: ready, which has room for one and may serve several waits, is sent to when one of them, an
// error or a hang-up has come. Cancel the wait if that is not what ended it. A descriptor that the kernel cannot poll
// is always ready.
func (p *poller) wait(r *pollReg, events uint32, ready chan struct{}) (*pollWait, error) {
	w := &pollWait{events: events, ready: ready, reg: r}
	r.mu.Lock()
	defer r.mu.Unlock()
	r.waiters = append(r.waiters, w)
	if err := r.arm(p); err != nil {
		r.drop(w)
		if err == unix.EPERM {
			w.signal()
			return w, nil
		}
		return nil, err
	}
	return w, nil
}

// arm tells epoll what the waiters want. The caller holds r.mu.
func (r *pollReg) arm(p *poller) error {
	ev := unix.EpollEvent{Events: unix.EPOLLONESHOT, Fd: int32(uint32(r.id)), Pad: int32(uint32(r.id >> 32))}
	for _, w := range r.waiters {
		ev.Events |= w.events
	}
	p.mu.Lock()
	fd, open := p.fd, p.f != nil
	p.mu.Unlock()
	if !open {
		return ErrKilled
	}
	op := unix.EPOLL_CTL_MOD
	if !r.added {
		op = unix.EPOLL_CTL_ADD
	}
	if err := unix.EpollCtl(fd, op, r.kfd, &ev); err != nil {
		return err
	}
	r.added = true
	return nil
}

func (r *pollReg) fire(p *poller, events uint32) {
	r.mu.Lock()
	defer r.mu.Unlock()
	rest := r.waiters[:0]
	for _, w := range r.waiters {
		if events&(w.events|unix.EPOLLERR|unix.EPOLLHUP) != 0 {
			w.signal()
		} else {
			rest = append(rest, w)
		}
	}
	clear(r.waiters[len(rest):])
	r.waiters = rest
	if len(rest) > 0 && r.added {
		r.arm(p)
	}
}

func (w *pollWait) signal() {
	select {
	case w.ready <- struct{}{}:
	default:
	}
}

func (r *pollReg) drop(w *pollWait) {
	for i, x := range r.waiters {
		if x == w {
			r.waiters = append(r.waiters[:i], r.waiters[i+1:]...)
			return
		}
	}
}

// cancel ends a wait that is no longer of interest.
func (w *pollWait) cancel() {
	w.reg.mu.Lock()
	defer w.reg.mu.Unlock()
	w.reg.drop(w)
}

// waitFile waits until the file is ready for events.
func (h *Host) waitFile(w Waiter, f *file, events uint32, deadline int64) error {
	r, err := f.registration(h)
	if err != nil {
		return err
	}
	ready := make(chan struct{}, 1)
	pw, err := h.sys.poll.wait(r, events, ready)
	if err != nil {
		return err
	}
	if err := h.park(w, ready, deadline); err != nil {
		pw.cancel()
		return err
	}
	return nil
}
