// select, poll and epoll over the interpreter's descriptors.
package host

import (
	"time"

	"golang.org/x/sys/unix"
)

// Linux's numbers; package unix has no names for them.
const (
	pollRdnorm = 0x40
	pollRdband = 0x80
	pollWrnorm = 0x100
	pollWrband = 0x200
)

// PollFD is one descriptor of Poll.
type PollFD struct {
	FD      int
	Events  int16
	Revents int16
}

// Poll waits until one of fds is ready, for at most timeout, and returns how many are; their Revents say for what. A
// number that is not open has POLLNVAL.
func (h *Host) Poll(w Waiter, fds []PollFD, timeout time.Duration) (int, error) {
	files := make([]*file, len(fds))
	defer func() {
		for _, f := range files {
			if f != nil {
				h.put(f)
			}
		}
	}()
	kfds := make([]unix.PollFd, len(fds))
	for i := range fds {
		fds[i].Revents = 0
		kfds[i].Fd = -1 // ignored by the kernel
		f, err := h.get(fds[i].FD)
		if err != nil {
			continue
		}
		files[i] = f
		if f.kfd >= 0 {
			kfds[i].Fd, kfds[i].Events = int32(f.ioFD()), fds[i].Events
		}
	}
	deadline := deadlineAfter(h.realTime(timeout, files...))
	for {
		n, virtual, err := h.pollOnce(fds, files, kfds)
		if n > 0 || err != nil {
			return n, osError("poll", err)
		}
		if timeout == 0 {
			return 0, nil
		}
		err = h.pollWait(w, fds, files, virtual, deadline)
		if err == ErrTimeout {
			n, _, err := h.pollOnce(fds, files, kfds)
			if n == 0 {
				h.advance(timeout)
			}
			return n, osError("poll", err)
		}
		if err != nil {
			return 0, osError("poll", err)
		}
	}
}

// pollOnce looks without waiting. It also returns what tells that virtual streams have something to read.
func (h *Host) pollOnce(fds []PollFD, files []*file, kfds []unix.PollFd) (n int, virtual []<-chan struct{}, err error) {
	for {
		_, err = unix.Poll(kfds, 0)
		if err != unix.EINTR {
			break
		}
	}
	if err != nil {
		return 0, nil, err
	}
	for i := range fds {
		r := &fds[i].Revents
		*r = 0
		switch f := files[i]; {
		case f == nil:
			if fds[i].FD >= 0 {
				*r = unix.POLLNVAL
			}
		case f.kfd >= 0:
			*r = kfds[i].Revents
		case f.rd != nil:
			ready, ch := f.rd.ready()
			if ready {
				*r = fds[i].Events & (unix.POLLIN | pollRdnorm)
			} else if fds[i].Events&(unix.POLLIN|pollRdnorm) != 0 {
				virtual = append(virtual, ch)
			}
		default:
			*r = fds[i].Events & (unix.POLLOUT | pollWrnorm)
		}
		if *r != 0 {
			n++
		}
	}
	return n, virtual, nil
}

// pollWait waits until something may be ready.
func (h *Host) pollWait(w Waiter, fds []PollFD, files []*file, virtual []<-chan struct{}, deadline int64) error {
	ready := make(chan struct{}, 1)
	var waits []*pollWait
	over := make(chan struct{})
	defer func() {
		close(over)
		for _, pw := range waits {
			pw.cancel()
		}
	}()
	for i, f := range files {
		if f == nil || f.kfd < 0 {
			continue
		}
		r, err := f.registration(h)
		if err != nil {
			return err
		}
		pw, err := h.sys.poll.wait(r, uint32(uint16(fds[i].Events)), ready)
		if err != nil {
			return err
		}
		waits = append(waits, pw)
	}
	for _, ch := range virtual {
		go func() {
			select {
			case <-ch:
				(&pollWait{ready: ready}).signal()
			case <-over:
			}
		}()
	}
	return h.park(w, ready, deadline)
}

// Select waits as the system call select does and returns the ready ones of each set.
func (h *Host) Select(w Waiter, r, wr, x []int, timeout time.Duration) (rr, rw, rx []int, err error) {
	const (
		in  = unix.POLLIN | pollRdnorm | pollRdband
		out = unix.POLLOUT | pollWrnorm | pollWrband
		pri = unix.POLLPRI
	)
	index := map[int]int{}
	var fds []PollFD
	add := func(set []int, events int16) {
		for _, fd := range set {
			i, ok := index[fd]
			if !ok {
				i = len(fds)
				index[fd] = i
				fds = append(fds, PollFD{FD: fd})
			}
			fds[i].Events |= events
		}
	}
	add(r, in)
	add(wr, out)
	add(x, pri)
	if _, err = h.Poll(w, fds, timeout); err != nil {
		return nil, nil, nil, osError("select", err)
	}
	for _, p := range fds {
		if p.FD < 0 || p.Revents&unix.POLLNVAL != 0 {
			return nil, nil, nil, osError("select", EBADF)
		}
	}
	pick := func(set []int, events int16) (ready []int) {
		for _, fd := range set {
			if fds[index[fd]].Revents&events != 0 {
				ready = append(ready, fd)
			}
		}
		return ready
	}
	return pick(r, in|unix.POLLHUP|unix.POLLERR), pick(wr, out|unix.POLLERR), pick(x, pri), nil
}

// EpollEvent is what EpollWait returns.
type EpollEvent struct {
	FD     int
	Events uint32
}

// EpollCreate makes an epoll instance.
func (h *Host) EpollCreate() (int, error) {
	if err := h.reserve(); err != nil {
		return -1, osError("epoll_create", err)
	}
	kfd, err := unix.EpollCreate1(unix.EPOLL_CLOEXEC)
	if err != nil {
		h.release()
		return -1, osError("epoll_create", err)
	}
	fd, err := h.adopt(kfd, KindEvent, unix.O_RDWR)
	return fd, osError("epoll_create", err)
}

// EpollCtl adds (1), removes (2) or changes (3) what an epoll instance watches.
func (h *Host) EpollCtl(epfd, op, fd int, events uint32) error {
	return h.withFile("epoll_ctl", epfd, func(ep *file) error {
		return h.withFile("epoll_ctl", fd, func(f *file) error {
			if f.kfd < 0 || ep.kfd < 0 {
				return EPERM
			}
			if f.std || f.path != "" || f.outside.Load() {
				ep.outside.Store(true)
			}
			ev := unix.EpollEvent{Events: events, Fd: int32(fd)}
			return unix.EpollCtl(ep.kfd, op, f.ioFD(), &ev)
		})
	})
}

// EpollWait waits until something that the instance watches is ready, for at most timeout.
func (h *Host) EpollWait(w Waiter, epfd, maxEvents int, timeout time.Duration) (out []EpollEvent, err error) {
	err = h.withFile("epoll_wait", epfd, func(ep *file) error {
		if maxEvents <= 0 || ep.kfd < 0 {
			return EINVAL
		}
		buf := make([]unix.EpollEvent, min(maxEvents, 1<<16))
		deadline := deadlineAfter(timeout)
		last := timeout == 0
		if d := h.realTime(timeout, ep); d != timeout {
			deadline = deadlineAfter(d)
		}
		for {
			n, err := unix.EpollWait(ep.kfd, buf, 0)
			if err == unix.EINTR {
				continue
			}
			if err != nil {
				return err
			}
			if n > 0 {
				out = make([]EpollEvent, n)
				for i, e := range buf[:n] {
					out[i] = EpollEvent{int(e.Fd), e.Events}
				}
				return nil
			}
			if last {
				h.advance(timeout)
				return nil
			}
			switch err := h.waitFile(w, ep, unix.EPOLLIN, deadline); err {
			case nil:
			case ErrTimeout:
				last = true
			default:
				return err
			}
		}
	})
	return out, err
}
