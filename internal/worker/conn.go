// This file is the protocol: frames, requests with numbers and replies to them, notices without.
//
// A frame is a head of 14 bytes, big-endian (length of the body, kind, operation, number of the request), and a body of
// CBOR. Invariant: each request gets exactly one reply, unless the connection ends first; frames arrive in the order in
// which they were sent.

package worker

import (
	"bufio"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"sync"
	"sync/atomic"
)

// The kinds of frames.
const (
	kindRequest = iota + 1
	kindReply
	kindNotice
)

const headSize = 14

// Bounds of what the other end may send.
const (
	DefaultMaxFrame = 64 << 20 // bytes of a body, unless SetMaxFrame says otherwise
	MaxFrame        = 1 << 30  // bytes of a body at most
	maxActive       = 20000    // requests that have no reply yet
)

// firstRead is how much of a body is believed to come before any of it has.
const firstRead = 1 << 20

// Errors of connections.
var (
	ErrTooLarge = errors.New("the message is larger than one may be")
	ErrGone     = errors.New("the other process is gone")
)

// ProtocolError is what the other end did wrong.
type ProtocolError struct{ Text string }

func (e *ProtocolError) Error() string { return "the protocol was violated: " + e.Text }

func violated(format string, a ...any) error { return &ProtocolError{fmt.Sprintf(format, a...)} }

// Handler takes what the other end sends.
type Handler interface {
	// Request handles a request, on a goroutine of its own, and answers it by r.Reply.
	Request(r *Request)
	// Notice handles a notice before anything is read that was sent after it; it must not wait. An error ends the connection.
	Notice(op uint8, body []byte) error
}

// Request is a request of the other end.
type Request struct {
	Op   uint8
	Body []byte

	c  *Conn
	id uint64
}

// Conn is one end of a connection. Its methods may be called from several goroutines.
type Conn struct {
	Codec *Codec

	r io.ReadCloser
	w io.WriteCloser

	wmu    sync.Mutex
	wbuf   []byte
	qmu    sync.Mutex
	queued []byte // notices that go before the next frame

	mu      sync.Mutex
	next    uint64
	pending map[uint64]chan reply
	err     error
	handler Handler

	done   chan struct{}
	ended  chan struct{} // the reader has returned
	active atomic.Int64
	slots  chan struct{} // of requests that have no reply yet
	held   atomic.Int64  // bytes of the requests under way
	maxIn  atomic.Int64
	maxOut atomic.Int64
	items  atomic.Int64 // in a frame at most, 0 if that is not counted
}

type reply struct {
	body []byte
	err  error
}

// NewConn makes a connection of a pair of streams, which belong to it, and begins to read.
func NewConn(r io.ReadCloser, w io.WriteCloser, codec *Codec, h Handler) *Conn {
	c := &Conn{Codec: codec, r: r, w: w, pending: map[uint64]chan reply{}, handler: h,
		done: make(chan struct{}), ended: make(chan struct{}), slots: make(chan struct{}, maxActive)}
	c.maxIn.Store(DefaultMaxFrame)
	c.maxOut.Store(DefaultMaxFrame)
	go c.read()
	return c
}

// SetHandler says who takes what arrives from now on; nil is nobody: to send anything is wrong then.
func (c *Conn) SetHandler(h Handler) {
	c.mu.Lock()
	c.handler = h
	c.mu.Unlock()
}

// SetMaxFrame bounds the bodies of frames, in and out; both ends must be told the same.
func (c *Conn) SetMaxFrame(n int64) {
	n = min(max(n, 64<<10), MaxFrame)
	c.maxIn.Store(n)
	c.maxOut.Store(n)
}

// SetMaxItems bounds how many values a frame from the other end may hold, each of which takes far more memory than its byte
// in the frame; 0 is no bound.
func (c *Conn) SetMaxItems(n int64) { c.items.Store(n) }

// Done is closed when the connection is over; Err then says why.
func (c *Conn) Done() <-chan struct{} { return c.done }

// Err is why the connection is over, nil while it is not.
func (c *Conn) Err() error {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.err
}

// Close ends the connection and waits for its reader.
func (c *Conn) Close() {
	c.fail(ErrGone)
	<-c.ended
}

// fail ends the connection: all that wait for replies get err.
func (c *Conn) fail(err error) {
	c.mu.Lock()
	if c.err != nil {
		c.mu.Unlock()
		return
	}
	c.err = err
	pending := c.pending
	c.pending = nil
	close(c.done)
	c.mu.Unlock()
	for _, ch := range pending {
		ch <- reply{err: err}
	}
	_ = c.r.Close()
	_ = c.w.Close()
}

// Pending is a request that was sent.
type Pending struct {
	ID uint64
	c  *Conn
	ch chan reply
}

// Send sends a request. There is a reply to every one, if only the error that ended the connection.
func (c *Conn) Send(op uint8, body any) (*Pending, error) {
	b, err := c.encode(body)
	if err != nil {
		return nil, err
	}
	select {
	case c.slots <- struct{}{}:
	case <-c.done:
		return nil, c.Err()
	}
	ch := make(chan reply, 1)
	c.mu.Lock()
	if c.err != nil {
		c.mu.Unlock()
		return nil, c.err
	}
	c.next++
	id := c.next
	c.pending[id] = ch
	c.mu.Unlock()
	if err := c.write(kindRequest, op, id, b); err != nil {
		c.fail(err)
	}
	return &Pending{ID: id, c: c, ch: ch}, nil
}

// Wait waits for the reply and stores it in *out, if out is not nil.
func (p *Pending) Wait(out any) error {
	r := <-p.ch
	<-p.c.slots
	if r.err != nil {
		return r.err
	}
	if out == nil {
		return nil
	}
	if err := p.c.Codec.Decode(r.body, out); err != nil {
		err = violated("a reply cannot be decoded: %v", err)
		p.c.fail(err)
		return err
	}
	return nil
}

// Call is Send and Wait.
func (c *Conn) Call(op uint8, body, out any) error {
	p, err := c.Send(op, body)
	if err != nil {
		return err
	}
	return p.Wait(out)
}

// Notify sends a notice.
func (c *Conn) Notify(op uint8, body any) error {
	b, err := c.encode(body)
	if err != nil {
		return err
	}
	if err := c.write(kindNotice, op, 0, b); err != nil {
		c.fail(err)
		return err
	}
	return nil
}

// Queue sends a notice before whatever is sent next, which is what needs it, and so never waits.
func (c *Conn) Queue(op uint8, body any) error {
	b, err := c.encode(body)
	if err != nil {
		return err
	}
	c.qmu.Lock()
	c.queued = append(appendHead(c.queued, kindNotice, op, 0, len(b)), b...)
	c.qmu.Unlock()
	return nil
}

// Decode reads the body of a request; it cannot be read: the connection ends.
func (r *Request) Decode(out any) error {
	if err := r.c.Codec.Decode(r.Body, out); err != nil {
		err = violated("a request cannot be decoded: %v", err)
		r.c.fail(err)
		return err
	}
	return nil
}

// ID is the number of the request at the end that sent it.
func (r *Request) ID() uint64 { return r.id }

// Reply answers the request. ErrTooLarge and errors of encoding leave it unanswered: answer something else then.
func (r *Request) Reply(body any) error {
	b, err := r.c.encode(body)
	if err != nil {
		return err
	}
	r.c.active.Add(-1)
	r.c.held.Add(-int64(len(r.Body)))
	if err := r.c.write(kindReply, r.Op, r.id, b); err != nil {
		r.c.fail(err)
	}
	return nil
}

// Fail ends the connection because of what the other end did.
func (c *Conn) Fail(format string, a ...any) { c.fail(violated(format, a...)) }

func (c *Conn) encode(body any) ([]byte, error) {
	if body == nil {
		return nil, nil
	}
	b, err := c.Codec.Encode(body)
	if err != nil {
		return nil, err
	}
	if int64(len(b)) > c.maxOut.Load() {
		return nil, fmt.Errorf("%w: %d bytes, at most %d", ErrTooLarge, len(b), c.maxOut.Load())
	}
	return b, nil
}

// keepBuffer is how large a write buffer is kept.
const keepBuffer = 64 << 10

func appendHead(b []byte, kind, op uint8, id uint64, n int) []byte {
	b = binary.BigEndian.AppendUint32(b, uint32(n))
	b = append(b, kind, op)
	return binary.BigEndian.AppendUint64(b, id)
}

func (c *Conn) write(kind, op uint8, id uint64, body []byte) error {
	c.wmu.Lock()
	defer c.wmu.Unlock()
	c.qmu.Lock()
	queued := c.queued
	c.queued = nil
	c.qmu.Unlock()
	b := appendHead(append(c.wbuf[:0], queued...), kind, op, id, len(body))
	if len(body) <= keepBuffer {
		b = append(b, body...)
		c.wbuf = b
		body = nil
	}
	if _, err := c.w.Write(b); err != nil {
		return ErrGone
	}
	if len(body) > 0 {
		if _, err := c.w.Write(body); err != nil {
			return ErrGone
		}
	}
	return nil
}

// read reads frames until the connection is over.
func (c *Conn) read() {
	defer close(c.ended)
	in := bufio.NewReaderSize(c.r, 32<<10)
	var head [headSize]byte
	for {
		if _, err := io.ReadFull(in, head[:]); err != nil {
			c.fail(ErrGone)
			return
		}
		n := int64(binary.BigEndian.Uint32(head[:4]))
		if m := c.maxIn.Load(); n > m {
			c.fail(violated("a message of %d bytes, at most %d are allowed", n, m))
			return
		}
		body, err := readBody(in, n)
		if err != nil {
			c.fail(ErrGone)
			return
		}
		if m := c.items.Load(); m > 0 && n > m && countItems(body) > m {
			c.fail(violated("a message of more than %d values", m))
			return
		}
		if err := c.take(head[4], head[5], binary.BigEndian.Uint64(head[6:]), body); err != nil {
			c.fail(err)
			return
		}
	}
}

// readBody reads n bytes, and makes room for what has come rather than for what is announced.
func readBody(r io.Reader, n int64) ([]byte, error) {
	b := make([]byte, min(n, firstRead))
	for got := int64(0); ; {
		if _, err := io.ReadFull(r, b[got:]); err != nil {
			return nil, err
		}
		got = int64(len(b))
		if got == n {
			return b, nil
		}
		b = append(b, make([]byte, min(got, n-got))...)
	}
}

// countItems gives how many values CBOR holds, if it is well-formed; what is not is refused when it is decoded.
func countItems(b []byte) (n int64) {
	for len(b) > 0 {
		n++
		major, arg := b[0]>>5, uint64(b[0]&31)
		b = b[1:]
		if arg >= 24 && arg <= 27 {
			size := 1 << (arg - 24)
			if len(b) < size {
				return n
			}
			arg = 0
			for _, x := range b[:size] {
				arg = arg<<8 | uint64(x)
			}
			b = b[size:]
		}
		if major == 2 || major == 3 { // bytes and text
			if arg > uint64(len(b)) {
				return n
			}
			b = b[arg:]
		}
	}
	return n
}

func (c *Conn) take(kind, op uint8, id uint64, body []byte) error {
	c.mu.Lock()
	h := c.handler
	c.mu.Unlock()
	switch kind {
	case kindReply:
		c.mu.Lock()
		ch := c.pending[id]
		delete(c.pending, id)
		c.mu.Unlock()
		if ch == nil {
			return violated("a reply to request %d, which was not sent", id)
		}
		ch <- reply{body: body}
		return nil
	case kindRequest:
		if h == nil {
			return violated("request %d from a worker that nothing was asked of", op)
		}
		if c.active.Add(1) > maxActive+1 {
			return violated("more than %d requests at once", maxActive)
		}
		if held, m := c.held.Add(int64(len(body))), c.maxIn.Load(); held > 2*m {
			return violated("requests of %d bytes at once, at most %d are allowed", held, 2*m)
		}
		go h.Request(&Request{Op: op, Body: body, c: c, id: id})
		return nil
	case kindNotice:
		if h == nil {
			return violated("notice %d from a worker that nothing was asked of", op)
		}
		return h.Notice(op, body)
	}
	return violated("a frame of kind %d", kind)
}
