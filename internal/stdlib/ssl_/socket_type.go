// This file declares the type _SSLSocket, and SSLSession.
package ssl_

import (
	"bytes"
	"crypto/sha256"
	"weak"

	"github.com/vivarium-py/vivarium/internal/core"
	"github.com/vivarium-py/vivarium/internal/host/tlsconn"
)

var sessionType core.Type

// session is an SSLSession: what a client resumes a connection with.
type session struct {
	core.Header
	state *tlsconn.ClientSessionState
	ctx   value
	id    []byte
	time  int64
}

func newSession(t *thread, s *sslSocket) value {
	x := core.New[session](&sessionType)
	x.state, x.ctx = s.found.session, s.ctx
	ticket, _, _ := x.state.ResumptionState()
	id := sha256.Sum256(ticket)
	x.id = id[:]
	if cs := s.conn.ConnectionState(); cs.DidResume && cs.Version < tlsconn.VersionTLS13 && s.session.IsExactly(&sessionType) {
		x.id = core.As[session](s.session).id
	}
	x.time = t.Interp().Host().Now() / 1e9
	return core.Obj(&x.Header)
}

func protocolName(v uint16) string {
	switch v {
	case tlsconn.VersionTLS10:
		return "TLSv1"
	case tlsconn.VersionTLS11:
		return "TLSv1.1"
	case tlsconn.VersionTLS12:
		return "TLSv1.2"
	case tlsconn.VersionTLS13:
		return "TLSv1.3"
	}
	return "unknown"
}

func (s *sslSocket) done() bool { return s.conn != nil && s.conn.Finished() }

// cipherTuple is what cipher() and shared_ciphers() tell of a suite.
func cipherTuple(id uint16, proto string) value {
	x := suiteOf(id)
	if x == nil {
		return core.NewTuple(core.StrVal(tlsconn.CipherSuiteName(id)), core.StrVal(proto), core.None)
	}
	return core.NewTuple(core.StrVal(x.name), core.StrVal(proto), core.Int(int64(x.bits)))
}

func (s *sslSocket) chainValue(t *thread, verified bool) (value, error) {
	if !s.done() {
		return core.None, nil
	}
	certs := s.conn.ConnectionState().PeerCertificates
	if verified {
		if s.found.chain == nil {
			return core.None, nil
		}
		certs = s.found.chain
	} else if len(certs) == 0 {
		return core.None, nil
	}
	out := make([]value, len(certs))
	for i, c := range certs {
		out[i] = newCert(c.Raw)
	}
	return core.NewList(out), nil
}

func setupSocket() {
	sessionSelf := func(v value) *session { return core.As[session](v) }
	number := func(name string, f func(x *session) int64) core.GetSet {
		return core.GetSet{Name: name, Get: func(t *thread, v value) (value, error) { return core.Int(f(sessionSelf(v))), nil }}
	}
	sessionType.Setup(&core.TypeSpec{
		Name: "_ssl.SSLSession", Layout: core.LayoutOf[session](), Flags: core.FlagGeneric | core.FlagNoNew,
		Slots: core.Slots{
			Compare: func(t *thread, a, b value, op core.CmpOp) (value, error) {
				if !b.IsExactly(&sessionType) || op != core.CmpEq && op != core.CmpNe {
					return core.NotImplemented, nil
				}
				return core.Bool(bytes.Equal(sessionSelf(a).id, sessionSelf(b).id) == (op == core.CmpEq)), nil
			},
			Hash:     func(t *thread, v value) (int64, error) { return t.Hash(core.NewBytes(sessionSelf(v).id)) },
			Traverse: func(h *core.Header, visit func(value)) { visit(sessionSelf(core.Obj(h)).ctx) },
		},
		GetSets: []core.GetSet{
			{Name: "id", Get: func(t *thread, v value) (value, error) { return core.NewBytes(sessionSelf(v).id), nil }},
			{Name: "has_ticket", Get: func(t *thread, v value) (value, error) { return core.True, nil }},
			number("time", func(x *session) int64 { return x.time }), number("timeout", func(*session) int64 { return 7200 }),
			number("ticket_lifetime_hint", func(*session) int64 { return 7200 }),
		},
	})
	socketType.Setup(&core.TypeSpec{
		Name: "_ssl._SSLSocket", Layout: core.LayoutOf[sslSocket](), Flags: core.FlagGeneric | core.FlagNoNew,
		Slots: core.Slots{Traverse: func(h *core.Header, visit func(value)) {
			s := sockSelf(core.Obj(h))
			visit(s.ctx)
			visit(s.session)
			if s.isBIO {
				visit(core.Obj(&s.in.Header))
				visit(core.Obj(&s.out.Header))
			}
		}},
		Methods: socketMethods(),
		GetSets: []core.GetSet{
			{Name: "context", Doc: "The context of the connection; an sni_callback may choose another one.",
				Get: func(t *thread, v value) (value, error) { return sockSelf(v).ctx, nil },
				Set: func(t *thread, v, x value) error {
					if !x.IsInstance(&contextType) {
						return t.TypeError("The value must be a SSLContext")
					}
					sockSelf(v).ctx = x
					return nil
				}},
			{Name: "server_side", Get: func(t *thread, v value) (value, error) { return core.Bool(sockSelf(v).server), nil }},
			{Name: "server_hostname", Get: func(t *thread, v value) (value, error) {
				if s := sockSelf(v); s.hostname != "" {
					return core.StrVal(s.hostname), nil
				}
				return core.None, nil
			}},
			{Name: "owner", Get: func(t *thread, v value) (value, error) {
				if p := sockSelf(v).owner.Value(); p != nil {
					return core.Obj(p), nil
				}
				return core.None, nil
			}, Set: func(t *thread, v, x value) error {
				s := sockSelf(v)
				s.owner = weak.Pointer[core.Header]{}
				if r := x.Ref(); r != nil && !x.IsNone() {
					s.owner = weak.Make(r)
				}
				return nil
			}},
			{Name: "session", Get: func(t *thread, v value) (value, error) {
				s := sockSelf(v)
				if !s.done() || s.server || s.found.session == nil {
					return core.None, nil
				}
				return newSession(t, s), nil
			}, Set: func(t *thread, v, x value) error { return sockSelf(v).resume(t, x) }},
			{Name: "session_reused", Get: func(t *thread, v value) (value, error) {
				s := sockSelf(v)
				return core.Bool(s.done() && s.conn.ConnectionState().DidResume), nil
			}},
		},
	})
}

// resume has the handshake offer a session.
func (s *sslSocket) resume(t *thread, x value) error {
	if !x.IsExactly(&sessionType) {
		return t.TypeError("Value is not a SSLSession.")
	}
	y := core.As[session](x)
	switch {
	case y.ctx != s.ctx:
		return t.ValueError("Session refers to a different SSLContext.")
	case s.server:
		return t.ValueError("Cannot set session for server-side SSLSocket.")
	case s.conn != nil:
		return t.ValueError("Cannot set session after handshake.")
	}
	s.session, s.found.session, s.found.offered = x, y.state, true
	return nil
}

func socketMethods() []core.Func {
	return []core.Func{
		{Name: "do_handshake", Sig: "(self, /)", Flags: core.Blocks | core.HostOp, Fn: func(t *thread, a []value) (value, error) {
			return core.None, sockSelf(a[0]).handshake(t)
		}},
		{Name: "write", Sig: "(self, b, /)", Flags: core.Blocks | core.HostOp | core.Charges, Doc: "Write bytes to the connection and return how many went.", Fn: func(t *thread, a []value) (value, error) {
			buf, err := t.ReadBuffer(a[1])
			if err != nil {
				return core.Unbound, err
			}
			defer buf.Done()
			n, err := sockSelf(a[0]).write(t, buf.B)
			if err != nil {
				return core.Unbound, err
			}
			return core.Int(int64(n)), nil
		}},
		{Name: "read", Sig: "(self, size=1024, buffer=None, /)", Flags: core.Blocks | core.HostOp | core.Charges, Doc: "read(size[, buffer])\n\nReturn at most size bytes from the connection, or put them in the buffer and\nreturn how many.", Fn: func(t *thread, a []value) (value, error) {
			n, err := t.CInt(a[1])
			if err != nil {
				return core.Unbound, err
			}
			s := sockSelf(a[0])
			if a[2].IsNone() || !a[2].Given() {
				if n < 0 {
					return core.Unbound, t.ValueError("size should not be negative")
				}
				n = min(n, 1<<20)
				if err := t.Charge(n); err != nil {
					return core.Unbound, err
				}
				p := make([]byte, n)
				n, err := s.read(t, p)
				if err != nil {
					return core.Unbound, err
				}
				if n < len(p)/2 {
					p = append(make([]byte, 0, n), p[:n]...)
				}
				return core.NewBytes(p[:n]), nil
			}
			buf, err := t.WriteBuffer(a[2], "read")
			if err != nil {
				return core.Unbound, err
			}
			defer buf.Done()
			if n <= 0 || n > len(buf.B) {
				n = len(buf.B)
			}
			if n, err = s.read(t, buf.B[:n]); err != nil {
				return core.Unbound, err
			}
			return core.Int(int64(n)), nil
		}},
		{Name: "pending", Sig: "(self, /)", Flags: core.Pure, Doc: "Return how many decrypted bytes can be read at once.", Fn: func(t *thread, a []value) (value, error) {
			if s := sockSelf(a[0]); s.conn != nil {
				return core.Int(int64(s.conn.Pending())), nil
			}
			return core.Int(0), nil
		}},
		{Name: "getpeercert", Sig: "(self, der=False, /)", Flags: core.Charges, Doc: "Return the certificate of the other side: a dict, or DER bytes if der is true.\n\nThe dict is empty if the certificate was not verified. None means that there\nis none.", Fn: func(t *thread, a []value) (value, error) {
			s := sockSelf(a[0])
			der, err := t.Truth(a[1])
			if err != nil {
				return core.Unbound, err
			}
			if !s.done() {
				return core.Unbound, t.ValueError("handshake not done yet")
			}
			certs := s.conn.ConnectionState().PeerCertificates
			if len(certs) == 0 {
				return core.None, nil
			}
			if der {
				return core.NewBytes(certs[0].Raw), nil
			}
			if ctxSelf(s.ctx).verifyMode == certNone {
				return core.NewDict().Val(), nil
			}
			return certDict(certs[0])
		}},
		{Name: "get_channel_binding", Sig: "(self, /, cb_type='tls-unique')", Flags: core.Pure, Doc: "Return bytes that are the same at both ends of this connection and of no\nother, or None before the handshake.\n\nRaise ValueError if the kind is not 'tls-unique'.", Fn: func(t *thread, a []value) (value, error) {
			kind := core.AsStr(a[1])
			if kind == nil || kind.String() != "tls-unique" {
				return core.Unbound, t.ValueError("'%s' channel binding type not implemented", textOf(a[1]))
			}
			s := sockSelf(a[0])
			if !s.done() || s.conn.ConnectionState().TLSUnique == nil {
				return core.None, nil
			}
			return core.NewBytes(s.conn.ConnectionState().TLSUnique), nil
		}},
		{Name: "cipher", Sig: "(self, /)", Flags: core.Pure, Fn: func(t *thread, a []value) (value, error) {
			s := sockSelf(a[0])
			if !s.done() {
				return core.None, nil
			}
			cs := s.conn.ConnectionState()
			proto := protocolName(cs.Version)
			if x := suiteOf(cs.CipherSuite); x != nil {
				proto = x.proto
			}
			return cipherTuple(cs.CipherSuite, proto), nil
		}},
		{Name: "shared_ciphers", Sig: "(self, /)", Flags: core.Pure, Fn: func(t *thread, a []value) (value, error) {
			s := sockSelf(a[0])
			if !s.server || !s.done() {
				return core.None, nil
			}
			lo, hi := ctxSelf(s.ctx).versions()
			var out []value
			for _, id := range s.offers {
				x := suiteOf(id)
				if x == nil {
					continue
				}
				mine := x.proto == "TLSv1.3" && hi >= tlsconn.VersionTLS13
				for _, y := range ctxSelf(s.ctx).ciphers {
					mine = mine || y == id && lo <= tlsconn.VersionTLS12
				}
				if mine {
					out = append(out, cipherTuple(id, x.proto))
				}
			}
			return core.NewList(out), nil
		}},
		{Name: "version", Sig: "(self, /)", Flags: core.Pure, Fn: func(t *thread, a []value) (value, error) {
			s := sockSelf(a[0])
			if !s.done() {
				return core.None, nil
			}
			return core.StrVal(protocolName(s.conn.ConnectionState().Version)), nil
		}},
		{Name: "selected_alpn_protocol", Sig: "(self, /)", Flags: core.Pure, Fn: func(t *thread, a []value) (value, error) {
			s := sockSelf(a[0])
			if !s.done() || s.conn.ConnectionState().NegotiatedProtocol == "" {
				return core.None, nil
			}
			return core.StrVal(s.conn.ConnectionState().NegotiatedProtocol), nil
		}},
		{Name: "compression", Sig: "(self, /)", Flags: core.Pure, Fn: func(t *thread, a []value) (value, error) { return core.None, nil }},
		{Name: "shutdown", Sig: "(self, /)", Flags: core.Blocks | core.HostOp, Doc: "Say to the other side that the connection ends.", Fn: func(t *thread, a []value) (value, error) {
			s := sockSelf(a[0])
			if err := s.shutdown(t); err != nil {
				return core.Unbound, err
			}
			if p := s.sock.Value(); p != nil {
				return core.Obj(p), nil
			}
			return core.None, nil
		}},
		{Name: "verify_client_post_handshake", Sig: "(self, /)", Flags: core.Pure, Doc: "Ask a client for its certificate after the handshake (TLS 1.3).", Fn: func(t *thread, a []value) (value, error) {
			s := sockSelf(a[0])
			switch {
			case !s.server:
				return core.Unbound, raise(t, &sslError, errSSL, "SSL", "NOT_SERVER", "not server", atShutdown)
			case s.done() && s.conn.ConnectionState().Version != tlsconn.VersionTLS13:
				return core.Unbound, raise(t, &sslError, errSSL, "SSL", "WRONG_SSL_VERSION", "wrong ssl version", atShutdown)
			case s.done() && !s.willing:
				return core.Unbound, raise(t, &sslError, errSSL, "SSL", "EXTENSION_NOT_RECEIVED", "extension not received", atShutdown)
			}
			return core.Unbound, noPostHandshake(t)
		}},
		{Name: "get_unverified_chain", Sig: "(self, /)", Flags: core.Charges, Fn: func(t *thread, a []value) (value, error) { return sockSelf(a[0]).chainValue(t, false) }},
		{Name: "get_verified_chain", Sig: "(self, /)", Flags: core.Charges, Fn: func(t *thread, a []value) (value, error) { return sockSelf(a[0]).chainValue(t, true) }},
	}
}

func textOf(v value) string {
	if s := core.AsStr(v); s != nil {
		return s.String()
	}
	return v.TypeName()
}
