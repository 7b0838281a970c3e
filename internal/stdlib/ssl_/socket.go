// This file is _SSLSocket: a connection over a socket or between two MemoryBIOs.
//
// Invariant: crypto/tls is asked only while the interpreter's lock is held; waiting for the other side, which releases it, is
// between two of its steps. gates keep two threads from reading, or writing, the socket at once.
package ssl_

import (
	"crypto/x509"
	"errors"
	"io"
	"runtime"
	"slices"
	"time"
	"weak"

	"github.com/vivarium-py/vivarium/internal/core"
	"github.com/vivarium-py/vivarium/internal/host"
	"github.com/vivarium-py/vivarium/internal/host/tlsconn"
	"github.com/vivarium-py/vivarium/internal/policy"
	"github.com/vivarium-py/vivarium/internal/stdlib/socket_"
)

var socketType core.Type

// connMem is what a connection takes in Go.
const connMem = 96 << 10

// chunk is how much is encrypted at once.
const chunk = 256 << 10

// findings is what crypto/tls leaves of a handshake. It refers to no Python object, so that a goroutine that stands still keeps none.
type findings struct {
	chain   []*x509.Certificate
	keys    []byte
	session *tlsconn.ClientSessionState
	offered bool
}

func (f *findings) Write(p []byte) (int, error) {
	f.keys = append(f.keys, p...)
	return len(p), nil
}

// Get and Put make it the cache of one session.
func (f *findings) Get(string) (*tlsconn.ClientSessionState, bool) {
	if !f.offered {
		return nil, false
	}
	return f.session, f.session != nil
}

func (f *findings) Put(_ string, s *tlsconn.ClientSessionState) {
	if s != nil {
		f.session = s
	}
}

type sslSocket struct {
	core.Header
	ctx      value
	server   bool
	hostname string
	conn     *tlsconn.Conn
	found    *findings
	sock     weak.Pointer[core.Header] // of a socket
	isBIO    bool
	in, out  *bio
	owner    weak.Pointer[core.Header]
	session  value // what session= gave

	unsent   []byte // on its way to the socket
	wrote    int    // of the write that is to be repeated
	shutOff  bool   // our close_notify was made
	helloErr error
	greeting bool // sni_callback runs
	reading  chan struct{}
	writing  chan struct{}
	offers   []uint16 // cipher suites of a client
	willing  bool     // it would show a certificate later
}

func sockSelf(v value) *sslSocket { return core.As[sslSocket](v) }

// open makes a connection.
func (c *sslContext) open(t *thread, ctx value, server bool, hostname value) (*sslSocket, error) {
	if err := t.Charge(connMem); err != nil {
		return nil, err
	}
	if server && c.protocol == protocolClient {
		return nil, raise(t, &sslError, errSSL, "", "", "Cannot create a server socket with a PROTOCOL_TLS_CLIENT context", atHandshake)
	}
	if !server && c.protocol == protocolServer {
		return nil, raise(t, &sslError, errSSL, "", "", "Cannot create a client socket with a PROTOCOL_TLS_SERVER context", atHandshake)
	}
	s := core.New[sslSocket](&socketType)
	s.ctx, s.server, s.session, s.found = ctx, server, core.None, &findings{}
	s.reading, s.writing = make(chan struct{}, 1), make(chan struct{}, 1)
	if hostname.Given() && !hostname.IsNone() {
		var name string
		if x := core.AsStr(hostname); x != nil && x.ASCII() {
			name = x.String()
		} else if b, err := t.BytesLike(hostname); err == nil {
			name = string(b)
		} else {
			return nil, t.TypeError("argument must be str, not %s", hostname.TypeName())
		}
		for i := range len(name) {
			if name[i] == 0 {
				return nil, t.TypeError("argument must be encoded string without null bytes, not str")
			}
			if name[i] >= 0x80 {
				return nil, t.ValueError("server_hostname must be an ASCII string")
			}
		}
		if name == "" || name[0] == '.' {
			return nil, t.ValueError("server_hostname cannot be an empty string or start with a leading dot.")
		}
		s.hostname = name
	}
	return s, nil
}

// begin makes the engine, when everything is known.
func (s *sslSocket) begin(t *thread, c *sslContext) error {
	cfg, err := c.config(t, s)
	if err != nil {
		return err
	}
	s.conn = tlsconn.New(cfg, s.server, s.server, t.Interp().Host().Closed())
	runtime.AddCleanup(s, func(c *tlsconn.Conn) { c.Close() }, s.conn)
	return nil
}

// engine gives the connection, making it at first.
func (s *sslSocket) engine(t *thread) (*tlsconn.Conn, error) {
	if s.conn == nil {
		// crypto/tls takes its keys from the kernel whatever it is given, which a program that is to run alike each time must not see.
		if kind, _ := t.Interp().Host().Policy().Random(); kind == policy.RandomSeeded {
			return nil, t.Raise(&core.ExcNotImplementedError, "TLS needs true randomness, which a seed has replaced (Policy.Seed)")
		}
		if err := s.begin(t, ctxSelf(s.ctx)); err != nil {
			return nil, err
		}
	}
	return s.conn, nil
}

// deadline of an operation on the socket; forever if ok is false.
type deadline struct {
	at       int64
	ok       bool
	nonblock bool
	op       string
}

func (s *sslSocket) deadline(t *thread, op string) (deadline, int, error) {
	d := deadline{op: op}
	if s.isBIO {
		return d, -1, nil
	}
	p := s.sock.Value()
	if p == nil {
		return d, -1, raise(t, &sslError, errSSL, "", "", "Underlying socket connection gone", atHandshake)
	}
	fd, timeout, _ := socket_.DescriptorOf(core.Obj(p))
	if fd < 0 {
		return d, -1, raise(t, &sslError, errSSL, "", "", "Underlying socket has been closed.", atHandshake)
	}
	switch {
	case timeout == 0:
		d.nonblock = true
	case timeout > 0:
		d.ok, d.at = true, t.Interp().Host().Uptime()+int64(timeout)
	}
	return d, fd, nil
}

func (d *deadline) left(t *thread) (time.Duration, error) {
	switch {
	case d.nonblock:
		return 0, nil
	case !d.ok:
		return host.Forever, nil
	}
	n := d.at - t.Interp().Host().Uptime()
	if n <= 0 {
		return 0, d.late(t)
	}
	return time.Duration(n), nil
}

func (d *deadline) late(t *thread) error {
	return t.Raise(&core.ExcTimeoutError, "The %s operation timed out", d.op)
}

// enter waits for its turn at the socket; waited tells that another thread was there.
func enter(t *thread, gate chan struct{}) (waited bool, err error) {
	for {
		select {
		case gate <- struct{}{}:
			return waited, nil
		default:
		}
		waited = true
		got := false
		t.Block(func() {
			select {
			case gate <- struct{}{}:
				got = true
			case <-t.Done():
			case <-t.Wake():
			}
		})
		if err := t.Attend(); err != nil {
			if got {
				<-gate
			}
			return waited, err
		}
		if got {
			return waited, nil
		}
	}
}

// flush sends what the engine has made.
func (s *sslSocket) flush(t *thread, d *deadline, fd, line int) error {
	if o := s.conn.Output(); len(o) > 0 {
		if s.isBIO {
			if err := s.out.put(t, o); err != nil {
				return err
			}
		} else {
			s.unsent = append(s.unsent, o...)
		}
		s.conn.Sent(len(o))
	}
	if err := s.saveKeys(t); err != nil {
		return err
	}
	if s.isBIO || len(s.unsent) == 0 {
		return nil
	}
	if _, err := enter(t, s.writing); err != nil {
		return err
	}
	defer func() { <-s.writing }()
	for len(s.unsent) > 0 {
		wait, err := d.left(t)
		if err != nil {
			return err
		}
		n, err := t.Interp().Host().Send(t, fd, s.unsent, 0, nil, wait)
		if err != nil {
			if d.nonblock && again(err) {
				return wantWrite(t, line)
			}
			if err == host.ErrTimeout {
				return d.late(t)
			}
			return t.OSError(err)
		}
		if s.unsent = s.unsent[n:]; len(s.unsent) == 0 {
			s.unsent = nil
		}
	}
	return nil
}

func again(err error) bool {
	var oe *host.OSError
	return err == host.ErrTimeout || errors.As(err, &oe) && oe.Errno == host.EAGAIN
}

// fill waits for the next part of a record.
func (s *sslSocket) fill(t *thread, d *deadline, fd, line int) error {
	if err := t.Poll(); err != nil {
		return err
	}
	if s.isBIO {
		if s.in.pending() == 0 {
			if !s.in.end {
				return wantRead(t, line)
			}
			s.conn.FeedEOF()
			return nil
		}
		s.conn.Feed(s.in.take(s.conn.Want()))
		return nil
	}
	waited, err := enter(t, s.reading)
	if err != nil {
		return err
	}
	defer func() { <-s.reading }()
	if waited {
		return nil // it has fed something
	}
	wait, err := d.left(t)
	if err != nil {
		return err
	}
	buf := make([]byte, s.conn.Want())
	n, err := t.Interp().Host().Recv(t, fd, buf, 0, wait)
	switch {
	case err != nil && d.nonblock && again(err):
		return wantRead(t, line)
	case err == host.ErrTimeout:
		return d.late(t)
	case err != nil:
		return t.OSError(err)
	case n == 0:
		s.conn.FeedEOF()
	default:
		s.conn.Feed(buf[:n])
	}
	return nil
}

// saveKeys appends the secrets of the handshake to keylog_filename.
func (s *sslSocket) saveKeys(t *thread) error {
	keys := s.found.keys
	if len(keys) == 0 {
		return nil
	}
	s.found.keys = nil
	name := ctxSelf(s.ctx).keylog
	if name.IsNone() {
		return nil
	}
	p, err := t.PathArg(name)
	if err != nil {
		return err
	}
	h := t.Interp().Host()
	const writeAppend = 0o1 | 0o100 | 0o2000 // O_WRONLY, O_CREAT, O_APPEND
	fd, err := h.Open(t, p, writeAppend, 0o666, host.AtCwd)
	if err != nil {
		return t.OSErrorAt(err, name, core.Unbound)
	}
	defer h.CloseFD(fd)
	for len(keys) > 0 {
		n, err := h.Write(t, fd, keys)
		if err != nil {
			return t.OSError(err)
		}
		keys = keys[n:]
	}
	return nil
}

func (s *sslSocket) handshake(t *thread) error {
	conn, err := s.engine(t)
	if err != nil {
		return err
	}
	if conn.Finished() {
		return nil
	}
	if s.greeting {
		return t.ValueError("the handshake waits for its sni_callback")
	}
	d, fd, err := s.deadline(t, "handshake")
	if err != nil {
		return err
	}
	if err := s.flush(t, &d, fd, atHandshake); err != nil {
		return err
	}
	state := conn.Handshake()
	for {
		switch state {
		case tlsconn.Done:
			c := ctxSelf(s.ctx)
			if n := len(s.found.chain); n > 1 && len(c.folders) > 0 {
				c.addRoots(s.found.chain[n-1:]) // of a folder, it counts as loaded now
			}
			c.stats[btoi(s.server)*2+1]++
			if conn.ConnectionState().DidResume {
				c.hits++
			}
			return s.flush(t, &d, fd, atHandshake)
		case tlsconn.NeedInput:
			if err := s.flush(t, &d, fd, atHandshake); err != nil {
				return err
			}
			if err := s.fill(t, &d, fd, atHandshake); err != nil {
				return err
			}
			state = conn.Handshake()
		case tlsconn.NeedHello:
			hello := conn.Hello()
			s.offers = append([]uint16(nil), hello.CipherSuites...)
			s.willing = slices.Contains(hello.Extensions, 49)
			cfg, err := s.greet(t, hello)
			state = conn.Choose(cfg, err)
		case tlsconn.Failed:
			err := conn.Err()
			var ae *alertError
			if errors.As(err, &ae) {
				conn.SetAlert(byte(ae.code))
			}
			_ = s.flush(t, &d, fd, atHandshake) // the other side may be told why
			if s.helloErr != nil {
				return s.helloErr
			}
			return explain(t, conn, err, atHandshake)
		}
	}
}

func btoi(b bool) int {
	if b {
		return 1
	}
	return 0
}

// greet answers a client: its sni_callback may choose another context.
func (s *sslSocket) greet(t *thread, hello *tlsconn.ClientHelloInfo) (*tlsconn.Config, error) {
	if err := s.callSNI(t, hello.ServerName); err != nil {
		return nil, err
	}
	cfg, err := ctxSelf(s.ctx).config(t, s)
	if err != nil {
		s.helloErr = err
		return nil, err
	}
	// Where the two sides know no protocol in common, they go on without one.
	if !slices.ContainsFunc(hello.SupportedProtos, func(p string) bool { return slices.Contains(cfg.NextProtos, p) }) {
		cfg.NextProtos = nil
	}
	return cfg, nil
}

func (s *sslSocket) callSNI(t *thread, name string) error {
	before := s.ctx
	f := ctxSelf(before).sni
	if f.IsNone() {
		return nil
	}
	first := core.Obj(&s.Header)
	if p := s.owner.Value(); p != nil {
		first = core.Obj(p)
	} else if p := s.sock.Value(); p != nil {
		first = core.Obj(p)
	}
	who := core.None
	if name != "" {
		who = core.StrVal(name)
	}
	s.greeting = true
	r, err := t.Call(f, first, who, before)
	s.greeting = false
	if err != nil {
		if core.AsException(errValue(err)) == nil {
			s.helloErr = err
			return err
		}
		t.Unraisable(err, "", f)
		return &alertError{40}
	}
	if !r.IsNone() {
		n, err := t.CInt(r)
		if err != nil {
			t.Unraisable(err, "", r)
			return &alertError{80}
		}
		return &alertError{n & 0xFF}
	}
	return nil
}

func (s *sslSocket) write(t *thread, data []byte) (int, error) {
	if err := s.handshake(t); err != nil {
		return 0, err
	}
	d, fd, err := s.deadline(t, "write")
	if err != nil {
		return 0, err
	}
	if s.shutOff {
		return 0, raise(t, &sslError, errSSL, "SSL", "PROTOCOL_IS_SHUTDOWN", "protocol is shutdown", atWrite)
	}
	// What did not go out before belongs to the write that is repeated now.
	if err := s.flush(t, &d, fd, atWrite); err != nil {
		return 0, err
	}
	done := min(s.wrote, len(data))
	s.wrote = 0
	for done < len(data) {
		part := data[done:min(done+chunk, len(data))]
		if err := t.Charge(len(part)); err != nil {
			return done, err
		}
		if err := s.conn.Write(part); err != nil {
			return done, explain(t, s.conn, err, atWrite)
		}
		done += len(part)
		if err := s.flush(t, &d, fd, atWrite); err != nil {
			s.wrote = done
			return done, err
		}
		if err := t.Poll(); err != nil {
			return done, err
		}
	}
	return len(data), nil
}

// read fills p with what there is; 0 at the end.
func (s *sslSocket) read(t *thread, p []byte) (int, error) {
	if err := s.handshake(t); err != nil {
		return 0, err
	}
	if len(p) == 0 {
		return 0, nil
	}
	d, fd, err := s.deadline(t, "read")
	if err != nil {
		return 0, err
	}
	for {
		n, ok, err := s.conn.Read(p)
		if !ok || err != nil {
			if ferr := s.flush(t, &d, fd, atRead); ferr != nil && err == nil {
				return 0, ferr
			}
		}
		switch {
		case !ok:
			if err := s.fill(t, &d, fd, atRead); err != nil {
				return 0, err
			}
		case err == io.EOF, err == io.ErrUnexpectedEOF && ctxSelf(s.ctx).options&opIgnoreEOF != 0:
			if s.shutOff {
				return 0, raise(t, &zeroReturnError, errZeroReturn, "", "", "TLS/SSL connection has been closed (EOF)", atRead)
			}
			return 0, nil
		case err != nil:
			return 0, explain(t, s.conn, err, atRead)
		default:
			return n, nil
		}
	}
}

// shutdown sends the close_notify and waits for the other side's.
func (s *sslSocket) shutdown(t *thread) error {
	conn, err := s.engine(t)
	if err != nil {
		return err
	}
	d, fd, err := s.deadline(t, "shutdown")
	if err != nil {
		return err
	}
	d.op = "read"
	if !conn.Finished() {
		return raise(t, &sslError, errSSL, "SSL", "SHUTDOWN_WHILE_IN_INIT", "shutdown while in init", atShutdown)
	}
	if !s.shutOff {
		s.shutOff = true
		if err := conn.CloseNotify(); err != nil {
			return explain(t, conn, err, atShutdown)
		}
	}
	if err := s.flush(t, &d, fd, atShutdown); err != nil {
		return err
	}
	var p [1]byte
	for !conn.PeerClosed() {
		n, ok, err := conn.Read(p[:])
		switch {
		case !ok:
			if err := s.fill(t, &d, fd, atShutdown); err != nil {
				return err
			}
		case err == io.EOF:
			return nil
		case err == io.ErrUnexpectedEOF:
			if ctxSelf(s.ctx).options&opIgnoreEOF != 0 {
				return nil
			}
			return unexpectedEOF(t, atShutdown)
		case err != nil:
			return explain(t, conn, err, atShutdown)
		case n > 0:
			return raise(t, &sslError, errSSL, "SSL", "APPLICATION_DATA_AFTER_CLOSE_NOTIFY", "application data after close notify", atShutdown)
		}
	}
	return nil
}
