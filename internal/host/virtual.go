// Standard streams that are an embedder's io.Reader or io.Writer.
// Invariant: the reader or writer is used by one goroutine at a time, also when several interpreters share it, and one
// that blocks holds up only the goroutine made for it, so that a kill does not wait for it.
package host

import (
	"bytes"
	"io"
	"strings"
	"sync"
)

type virtualReader struct {
	mu    sync.Mutex
	src   io.Reader
	quick bool // never blocks: read in the caller's goroutine
	buf   []byte
	off   int
	err   error
	busy  chan struct{} // closed when the read that is under way ends; nil when there is none
}

func newVirtualReader(r io.Reader) *virtualReader {
	v := &virtualReader{src: r}
	switch r.(type) {
	case nil:
		v.src, v.quick = strings.NewReader(""), true
	case *bytes.Reader, *bytes.Buffer, *strings.Reader:
		v.quick = true
	}
	return v
}

func (v *virtualReader) read(h *Host, w Waiter, p []byte, nonblock bool) (int, error) {
	if len(p) == 0 {
		return 0, nil
	}
	for {
		v.mu.Lock()
		if v.off < len(v.buf) {
			n := copy(p, v.buf[v.off:])
			v.off += n
			v.mu.Unlock()
			return n, nil
		}
		if v.err != nil {
			err := v.err
			v.err = nil
			v.mu.Unlock()
			if err == io.EOF {
				return 0, nil
			}
			return 0, EIO
		}
		if v.quick {
			n, err := v.src.Read(p)
			v.mu.Unlock()
			if n > 0 || err == nil || err == io.EOF {
				return n, nil
			}
			return 0, EIO
		}
		if v.busy == nil {
			v.busy = make(chan struct{})
			go v.fill(v.busy)
		}
		busy := v.busy
		v.mu.Unlock()
		if nonblock {
			return 0, EAGAIN
		}
		if err := h.park(w, busy, 0); err != nil {
			return 0, err
		}
	}
}

// fill reads once, into a fresh buffer because readers may still be copying from the old one.
func (v *virtualReader) fill(done chan struct{}) {
	buf := make([]byte, 32<<10)
	n, err := 0, error(EIO)
	defer contain(func() {
		v.mu.Lock()
		v.buf, v.off, v.err = buf[:n], 0, err
		v.busy = nil
		v.mu.Unlock()
		close(done)
	})
	k, rerr := v.src.Read(buf)
	if k >= 0 && k <= len(buf) {
		n, err = k, rerr
	}
}

// contain ends a call of an embedder's reader or writer, which may have panicked or ended its goroutine: that is EIO there, and
// must not end the process.
func contain(done func()) {
	_ = recover()
	done()
}

// ready reports whether a read would not wait, starting one if need be.
func (v *virtualReader) ready() (bool, <-chan struct{}) {
	v.mu.Lock()
	defer v.mu.Unlock()
	if v.quick || v.off < len(v.buf) || v.err != nil {
		return true, nil
	}
	if v.busy == nil {
		v.busy = make(chan struct{})
		go v.fill(v.busy)
	}
	return false, v.busy
}

type virtualWriter struct {
	mu    sync.Mutex
	dst   io.Writer
	quick bool
	busy  chan struct{}
	err   error
}

func newVirtualWriter(w io.Writer) *virtualWriter {
	v := &virtualWriter{dst: w}
	switch w.(type) {
	case *bytes.Buffer, *strings.Builder:
		v.quick = true
	default:
		v.quick = w == io.Discard
	}
	return v
}

func (v *virtualWriter) write(h *Host, w Waiter, p []byte) (int, error) {
	v.mu.Lock()
	for v.busy != nil {
		busy := v.busy
		v.mu.Unlock()
		if err := h.park(w, busy, 0); err != nil {
			return 0, err
		}
		v.mu.Lock()
	}
	if v.quick {
		defer v.mu.Unlock()
		n, err := v.dst.Write(p)
		if err != nil && n < len(p) {
			return n, EIO
		}
		return n, nil
	}
	busy := make(chan struct{})
	v.busy = busy
	v.mu.Unlock()
	data := bytes.Clone(p) // the caller may go away before the write ends
	n, werr := 0, error(EIO)
	go func() {
		defer contain(func() {
			v.mu.Lock()
			v.busy = nil
			v.mu.Unlock()
			close(busy)
		})
		k, err := v.dst.Write(data)
		if n, werr = min(max(k, 0), len(data)), err; n == 0 && err == nil && len(data) > 0 {
			werr = EIO // nothing was written, and the reason not said: more of the same would be for ever
		}
	}()
	if err := h.park(w, busy, 0); err != nil {
		return 0, err
	}
	if werr != nil {
		if errno, ok := werr.(interface{ Errno() int }); ok {
			return n, Errno(errno.Errno())
		}
		if werr == io.ErrClosedPipe {
			return n, EPIPE
		}
		return n, EIO
	}
	return n, nil
}
