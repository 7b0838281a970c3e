// Package tlsconn runs crypto/tls without a connection: records go in and out by hand, so that a caller can wait for them in its
// own way, or not at all. It knows no Python object and touches no file or socket.
//
// Invariant: a Conn is used by one goroutine at a time. Until the handshake is over, crypto/tls runs in a goroutine of its
// own, which stands still between two Steps and ends with Close.
package tlsconn

import (
	"crypto/tls"
	"errors"
	"io"
	"net"
	"reflect"
	"sync"
	"time"
)

// State is where a handshake or a read is.
type State int

const (
	Done      State = iota
	NeedInput       // nothing can be done before more is fed
	NeedHello       // the server is to choose its configuration: Hello, then Choose
	Failed          // Err says why
)

const (
	headerLen = 5
	maxRecord = 16384 + 2048
)

// Conn is one end of a TLS connection.
type Conn struct {
	tls  *tls.Conn
	pipe pipe

	partial []byte // the beginning of a record
	plain   []byte // decrypted, not yet read
	buf     []byte
	started bool
	done    bool // the handshake is over
	closed  bool // the close_notify of the other side was read
	err     error
	hello   *tls.ClientHelloInfo
}

// errAgain makes crypto/tls stop a read that can be resumed.
type errAgain struct{}

func (errAgain) Error() string   { return "tlsconn: no input" }
func (errAgain) Timeout() bool   { return true }
func (errAgain) Temporary() bool { return true }

var errClosed = errors.New("tlsconn: closed")

type event struct {
	state State
	err   error
	hello *tls.ClientHelloInfo
}

type choice struct {
	cfg *tls.Config
	err error
}

// pipe is the net.Conn that crypto/tls sees.
type pipe struct {
	in, out []byte
	eof     bool // nothing comes after in
	sawEOF  bool // crypto/tls was told
	own     bool // crypto/tls runs in a goroutine of its own: reads wait
	events  chan event
	resume  chan struct{}
	choices chan choice
	dead    chan struct{}
	ended   <-chan struct{} // the interpreter's end
	once    sync.Once
}

func (p *pipe) Read(b []byte) (int, error) {
	for len(p.in) == 0 {
		switch {
		case p.eof:
			p.sawEOF = true
			return 0, io.EOF
		case !p.own:
			return 0, errAgain{}
		}
		if !p.tell(event{state: NeedInput}) {
			return 0, errClosed
		}
		select {
		case <-p.resume:
		case <-p.dead:
			return 0, errClosed
		case <-p.ended:
			return 0, errClosed
		}
	}
	n := copy(b, p.in)
	if p.in = p.in[n:]; len(p.in) == 0 {
		p.in = nil
	}
	return n, nil
}

func (p *pipe) tell(e event) bool {
	select {
	case p.events <- e:
		return true
	case <-p.dead:
		return false
	case <-p.ended:
		return false
	}
}

func (p *pipe) Write(b []byte) (int, error) {
	select {
	case <-p.dead:
		return 0, errClosed
	default:
	}
	p.out = append(p.out, b...)
	return len(b), nil
}

func (p *pipe) Close() error                     { return nil }
func (p *pipe) LocalAddr() net.Addr              { return addr{} }
func (p *pipe) RemoteAddr() net.Addr             { return addr{} }
func (p *pipe) SetDeadline(time.Time) error      { return nil }
func (p *pipe) SetReadDeadline(time.Time) error  { return nil }
func (p *pipe) SetWriteDeadline(time.Time) error { return nil }

type addr struct{}

func (addr) Network() string { return "tls" }
func (addr) String() string  { return "tls" }

// New makes a Conn, whose handshake ends with ended at the latest. A server whose choose is set asks for its configuration when it knows what the client wants.
func New(cfg *tls.Config, server, choose bool, ended <-chan struct{}) *Conn {
	// The buffer is there from the beginning, so that who measures memory sees a part of what a handshake takes.
	c := &Conn{buf: make([]byte, 16384), pipe: pipe{own: true, events: make(chan event), resume: make(chan struct{}), choices: make(chan choice), dead: make(chan struct{}), ended: ended}}
	p := &c.pipe
	if server {
		if choose {
			cfg = cfg.Clone()
			cfg.GetConfigForClient = func(h *tls.ClientHelloInfo) (*tls.Config, error) {
				if !p.tell(event{state: NeedHello, hello: h}) {
					return nil, errClosed
				}
				select {
				case x := <-p.choices:
					return x.cfg, x.err
				case <-p.dead:
					return nil, errClosed
				case <-p.ended:
					return nil, errClosed
				}
			}
		}
		c.tls = tls.Server(p, cfg)
	} else {
		c.tls = tls.Client(p, cfg)
	}
	return c
}

// Close ends the goroutine of a handshake that is not over. It may be called at any time and by any goroutine.
func (c *Conn) Close() { c.pipe.once.Do(func() { close(c.pipe.dead) }) }

// Handshake goes on with the handshake as far as the input allows.
func (c *Conn) Handshake() State {
	switch {
	case c.err != nil:
		return Failed
	case c.done:
		return Done
	case !c.started:
		c.started = true
		t, p := c.tls, &c.pipe
		go func() { p.tell(event{state: Done, err: t.Handshake()}) }()
	case c.hello != nil:
		return NeedHello
	default:
		if len(c.pipe.in) == 0 && !c.pipe.eof {
			return NeedInput
		}
		select {
		case c.pipe.resume <- struct{}{}:
		case <-c.pipe.dead:
			return c.fail(errClosed)
		case <-c.pipe.ended:
			return c.fail(errClosed)
		}
	}
	return c.await()
}

func (c *Conn) await() State {
	var e event
	select {
	case e = <-c.pipe.events:
	case <-c.pipe.dead:
		return c.fail(errClosed)
	case <-c.pipe.ended:
		return c.fail(errClosed)
	}
	switch {
	case e.state == NeedHello:
		c.hello = e.hello
	case e.state == Done && e.err != nil:
		return c.fail(e.err)
	case e.state == Done:
		c.done, c.pipe.own = true, false
	}
	return e.state
}

func (c *Conn) fail(err error) State {
	c.err = err
	return Failed
}

// Hello is what a client wants, when Handshake gave NeedHello.
func (c *Conn) Hello() *tls.ClientHelloInfo { return c.hello }

// Choose answers it with a configuration, nil for that of New, or ends the handshake with an error.
func (c *Conn) Choose(cfg *tls.Config, err error) State {
	if c.hello == nil {
		return c.Handshake() // somebody else has answered
	}
	c.hello = nil
	select {
	case c.pipe.choices <- choice{cfg, err}:
	case <-c.pipe.dead:
		return c.fail(errClosed)
	case <-c.pipe.ended:
		return c.fail(errClosed)
	}
	return c.await()
}

// Err is why the handshake failed.
func (c *Conn) Err() error { return c.err }

// Finished reports that the handshake is over.
func (c *Conn) Finished() bool { return c.done }

// Want is how many bytes of the current record are missing: never more than may be read without touching what follows it.
func (c *Conn) Want() int {
	n := len(c.partial)
	if n < headerLen {
		return headerLen - n
	}
	return headerLen + c.recordLen() - n
}

func (c *Conn) recordLen() int { return int(c.partial[3])<<8 | int(c.partial[4]) }

// Feed takes at most Want bytes.
func (c *Conn) Feed(b []byte) {
	c.partial = append(c.partial, b...)
	if len(c.partial) < headerLen {
		return
	}
	// What is no record goes on at once, for the error that it causes.
	if t := c.partial[0]; t < 20 || t > 24 || c.recordLen() > maxRecord || len(c.partial) >= headerLen+c.recordLen() {
		c.pipe.in = append(c.pipe.in, c.partial...)
		c.partial = c.partial[:0]
	}
}

// FeedEOF says that no more input comes.
func (c *Conn) FeedEOF() {
	c.pipe.in = append(c.pipe.in, c.partial...)
	c.partial, c.pipe.eof = c.partial[:0], true
}

// EOF reports that the input ended without the close_notify of the other side.
func (c *Conn) EOF() bool { return c.pipe.eof && !c.closed }

// Output is what is to be sent; Sent drops n bytes of it.
func (c *Conn) Output() []byte { return c.pipe.out }

func (c *Conn) Sent(n int) {
	if c.pipe.out = c.pipe.out[n:]; len(c.pipe.out) == 0 {
		c.pipe.out = nil
	}
}

// SetAlert changes the alert that is the last thing to be sent, if it is not encrypted.
func (c *Conn) SetAlert(code byte) {
	if o := c.pipe.out; len(o) >= 7 && o[len(o)-7] == 21 && o[len(o)-3] == 2 && o[len(o)-2] == 2 {
		o[len(o)-1] = code
	}
}

// Pending is how many decrypted bytes wait to be read.
func (c *Conn) Pending() int { return len(c.plain) }

// Read gives what was decrypted, or io.EOF after the close_notify, io.ErrUnexpectedEOF where the input ended without
// one; ok is false if there is nothing yet.
func (c *Conn) Read(b []byte) (n int, ok bool, err error) {
	for len(c.plain) == 0 {
		n, err := c.tls.Read(c.buf)
		if n > 0 {
			c.plain = c.buf[:n]
			break
		}
		var again errAgain
		switch {
		case errors.As(err, &again):
			return 0, false, nil
		case err == nil:
			continue
		case c.pipe.sawEOF:
			return 0, true, io.ErrUnexpectedEOF
		case errors.Is(err, io.EOF):
			c.closed = true
			return 0, true, io.EOF
		}
		return 0, true, err
	}
	n = copy(b, c.plain)
	c.plain = c.plain[n:]
	return n, true, nil
}

// Write encrypts b into the output.
func (c *Conn) Write(b []byte) error {
	_, err := c.tls.Write(b)
	return err
}

// CloseNotify adds the close_notify to the output.
func (c *Conn) CloseNotify() error { return c.tls.CloseWrite() }

// PeerClosed reports that the close_notify of the other side was read.
func (c *Conn) PeerClosed() bool { return c.closed }

// ConnectionState is crypto/tls's.
func (c *Conn) ConnectionState() tls.ConnectionState { return c.tls.ConnectionState() }

// Alert gives the code of the alert that the other side sent, if err is one.
func Alert(err error) (code int, remote bool) {
	var oe *net.OpError
	if !errors.As(err, &oe) || oe.Op != "remote error" {
		return 0, false
	}
	if v := reflect.ValueOf(oe.Err); v.Kind() == reflect.Uint8 {
		return int(v.Uint()), true
	}
	return 0, false
}
