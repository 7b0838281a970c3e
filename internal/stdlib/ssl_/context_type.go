// This file declares the type _SSLContext.
package ssl_

import (
	"encoding/pem"
	"weak"

	"github.com/vivarium-py/vivarium/internal/core"
	"github.com/vivarium-py/vivarium/internal/host/tlsconn"
	"github.com/vivarium-py/vivarium/internal/stdlib/socket_"
)

// numberAttr is an attribute that is an int.
func numberAttr(name, doc string, p func(c *sslContext) *int64, set func(t *thread, c *sslContext, n int64) error) core.GetSet {
	g := core.GetSet{Name: name, Doc: doc, Get: func(t *thread, v value) (value, error) { return core.Int(*p(ctxSelf(v))), nil }}
	if set != nil {
		g.Set = func(t *thread, v, x value) error {
			if x.IsUnbound() {
				return t.Raise(&core.ExcAttributeError, "cannot delete attribute")
			}
			n, err := t.IndexInt(x)
			if err != nil {
				return err
			}
			return set(t, ctxSelf(v), int64(n))
		}
	}
	return g
}

func setVersion(field func(c *sslContext) *int64) func(t *thread, c *sslContext, n int64) error {
	return func(t *thread, c *sslContext, n int64) error {
		if c.fixed() {
			return t.ValueError("The context's protocol doesn't support modification of highest and lowest version.")
		}
		switch n {
		case minimumSupported, maximumSupported, tlsconn.VersionTLS10, tlsconn.VersionTLS11, tlsconn.VersionTLS12, tlsconn.VersionTLS13:
		case 0x300:
			return t.ValueError("Unsupported protocol version 0x%x", n)
		default:
			return t.ValueError("Unsupported TLS/SSL version 0x%x", n)
		}
		switch f := field(c); {
		case n == minimumSupported && f == &c.max:
			*f = tlsconn.VersionTLS10
		case n == maximumSupported && f == &c.min:
			*f = tlsconn.VersionTLS13
		default:
			*f = n
		}
		return nil
	}
}

func setupContext() {
	contextType.Setup(&core.TypeSpec{
		Name: "_ssl._SSLContext", Layout: core.LayoutOf[sslContext](), Flags: core.FlagBase | core.FlagGeneric,
		New: &core.Func{Name: "_SSLContext", Sig: "(cls, protocol, /)", Flags: core.HostOp | core.Charges, Fn: newContext},
		Slots: core.Slots{Traverse: func(h *core.Header, visit func(value)) {
			c := ctxSelf(core.Obj(h))
			visit(c.sni)
			visit(c.keylog)
			visit(c.message)
		}},
		Methods: contextMethods(),
		GetSets: []core.GetSet{
			{Name: "check_hostname", Get: func(t *thread, v value) (value, error) { return core.Bool(ctxSelf(v).checkHost), nil },
				Set: func(t *thread, v, x value) error {
					on, err := t.Truth(x)
					if err != nil {
						return err
					}
					c := ctxSelf(v)
					if on && c.verifyMode == certNone {
						c.verifyMode = certRequired
					}
					c.checkHost = on
					return nil
				}},
			numberAttr("_host_flags", "", func(c *sslContext) *int64 { return &c.hostFlags }, func(t *thread, c *sslContext, n int64) error { c.hostFlags = n; return nil }),
			numberAttr("minimum_version", "", func(c *sslContext) *int64 { return &c.min }, setVersion(func(c *sslContext) *int64 { return &c.min })),
			numberAttr("maximum_version", "", func(c *sslContext) *int64 { return &c.max }, setVersion(func(c *sslContext) *int64 { return &c.max })),
			numberAttr("num_tickets", "How many TLS 1.3 session tickets a server sends.", func(c *sslContext) *int64 { return &c.tickets }, func(t *thread, c *sslContext, n int64) error {
				if n < 0 {
					return t.ValueError("value must be non-negative")
				}
				if c.protocol != protocolServer {
					return t.ValueError("SSLContext is not a server context.")
				}
				c.tickets = n
				return nil
			}),
			numberAttr("options", "", func(c *sslContext) *int64 { return &c.options }, func(t *thread, c *sslContext, n int64) error {
				const deprecated = opNoSSLv3 | opNoTLSv1 | opNoTLSv11 | opNoTLSv12 | opNoTLSv13
				if n < 0 {
					return t.OverflowError("can't convert negative value to unsigned int")
				}
				if n&^c.options&deprecated != 0 {
					if err := t.Warn(&core.ExcDeprecationWarning, "ssl.OP_NO_SSL*/ssl.OP_NO_TLS* options are deprecated", 2); err != nil {
						return err
					}
				}
				c.options = n
				return nil
			}),
			{Name: "post_handshake_auth", Get: func(t *thread, v value) (value, error) { return core.Bool(ctxSelf(v).postHandshake), nil },
				Set: func(t *thread, v, x value) error {
					// A client that is willing is never asked: see verify_client_post_handshake().
					on, err := t.Truth(x)
					if err == nil && on && ctxSelf(v).protocol == protocolServer {
						err = noPostHandshake(t)
					}
					if err == nil {
						ctxSelf(v).postHandshake = on
					}
					return err
				}},
			numberAttr("protocol", "", func(c *sslContext) *int64 { return &c.protocol }, nil),
			numberAttr("security_level", "The current security level.", func(c *sslContext) *int64 { n := int64(2); return &n }, nil),
			numberAttr("verify_flags", "", func(c *sslContext) *int64 { return &c.verifyFlags }, func(t *thread, c *sslContext, n int64) error { c.verifyFlags = n; return nil }),
			numberAttr("verify_mode", "", func(c *sslContext) *int64 { return &c.verifyMode }, func(t *thread, c *sslContext, n int64) error {
				if n < certNone || n > certRequired {
					return t.ValueError("invalid value for verify_mode")
				}
				if n == certNone && c.checkHost {
					return t.ValueError("Cannot set verify_mode to CERT_NONE when check_hostname is enabled.")
				}
				c.verifyMode = n
				return nil
			}),
			{Name: "sni_callback", Doc: "Set the function that is called when a client names the server it wants (SNI),\nor None.\n\nIt gets the SSLSocket, the name and the SSLContext, and returns None or an\nalert.",
				Get: func(t *thread, v value) (value, error) { return ctxSelf(v).sni, nil },
				Set: func(t *thread, v, x value) error {
					c := ctxSelf(v)
					if c.protocol == protocolClient {
						return t.ValueError("sni_callback cannot be set on TLS_CLIENT context")
					}
					if !x.IsNone() && !core.IsCallable(x) {
						c.sni = core.None
						return t.TypeError("not a callable object")
					}
					c.sni = x
					return nil
				}},
			{Name: "keylog_filename", Get: func(t *thread, v value) (value, error) { return ctxSelf(v).keylog, nil },
				Set: func(t *thread, v, x value) error {
					c := ctxSelf(v)
					c.keylog = core.None
					if x.IsNone() {
						return nil
					}
					p, err := t.PathArg(x)
					if err != nil {
						return err
					}
					h := t.Interp().Host()
					fd, err := h.Open(t, p, 0o1|0o100|0o2000, 0o666, -100)
					if err != nil {
						return t.OSErrorAt(err, x, core.Unbound)
					}
					defer h.CloseFD(fd)
					if st, err := h.Fstat(fd); err == nil && st.Size == 0 {
						if _, err := h.Write(t, fd, []byte("# TLS secrets log file, generated by OpenSSL / Python\n")); err != nil {
							return t.OSError(err)
						}
					}
					c.keylog = x
					return nil
				}},
			{Name: "_msg_callback", Get: func(t *thread, v value) (value, error) { return ctxSelf(v).message, nil },
				Set: func(t *thread, v, x value) error {
					if !x.IsNone() {
						if !core.IsCallable(x) {
							return t.TypeError("%s is not a callable object", x.TypeName())
						}
						return t.Raise(&core.ExcNotImplementedError, "_msg_callback is not supported by Vivarium")
					}
					return nil
				}},
		},
	})
}

func weakOf(v value) weak.Pointer[core.Header] {
	if v.IsNone() || !v.Given() || v.Ref() == nil {
		return weak.Pointer[core.Header]{}
	}
	return weak.Make(v.Ref())
}

func contextMethods() []core.Func {
	wrap := func(t *thread, a []value, hostname, owner, sess, server value) (*sslSocket, error) {
		side, err := t.Truth(server)
		if err != nil {
			return nil, err
		}
		s, err := ctxSelf(a[0]).open(t, a[0], side, hostname)
		if err != nil {
			return nil, err
		}
		s.owner = weakOf(owner)
		if sess.Given() && !sess.IsNone() {
			if err := s.resume(t, sess); err != nil {
				return nil, err
			}
		}
		ctxSelf(a[0]).stats[btoi(side)*2]++
		return s, nil
	}
	return []core.Func{
		{Name: "_wrap_socket", Sig: "(self, /, sock, server_side, server_hostname=None, *, owner=None, session=None)", Flags: core.HostOp, Fn: func(t *thread, a []value) (value, error) {
			if _, _, ok := socket_.DescriptorOf(a[1]); !ok {
				return core.Unbound, t.TypeError("_wrap_socket() argument 1 must be _socket.socket, not %s", a[1].TypeName())
			}
			s, err := wrap(t, a, a[3], a[4], a[5], a[2])
			if err != nil {
				return core.Unbound, err
			}
			s.sock = weakOf(a[1])
			return core.Obj(&s.Header), nil
		}},
		{Name: "_wrap_bio", Sig: "(self, /, incoming, outgoing, server_side, server_hostname=None, *, owner=None, session=None)", Flags: core.HostOp, Fn: func(t *thread, a []value) (value, error) {
			for i := 1; i <= 2; i++ {
				if !a[i].IsExactly(&bioType) {
					return core.Unbound, t.TypeError("_wrap_bio() argument '%s' must be _ssl.MemoryBIO, not %s", []string{"", "incoming", "outgoing"}[i], a[i].TypeName())
				}
			}
			s, err := wrap(t, a, a[4], a[5], a[6], a[3])
			if err != nil {
				return core.Unbound, err
			}
			s.isBIO, s.in, s.out = true, bioSelf(a[1]), bioSelf(a[2])
			return core.Obj(&s.Header), nil
		}},
		{Name: "set_ciphers", Sig: "(self, cipherlist, /)", Flags: core.Polls, Fn: func(t *thread, a []value) (value, error) {
			list := core.AsStr(a[1])
			if list == nil {
				return core.Unbound, t.TypeError("set_ciphers() argument must be str, not %s", a[1].TypeName())
			}
			ids, ok := []uint16(nil), false
			if list.Len() < 4096 {
				ids, ok = chooseSuites(list.String())
			}
			if !ok {
				e, err := t.Call(sslError.Val(), core.StrVal("No cipher can be selected."))
				if err != nil {
					return core.Unbound, err
				}
				return core.Unbound, core.AsException(e)
			}
			ctxSelf(a[0]).ciphers = ids
			return core.None, nil
		}},
		{Name: "get_ciphers", Sig: "(self, /)", Flags: core.Charges, Fn: func(t *thread, a []value) (value, error) {
			var out []value
			_, hi := ctxSelf(a[0]).versions()
			for i := range suites {
				if suites[i].proto == "TLSv1.3" && hi >= tlsconn.VersionTLS13 {
					out = append(out, suites[i].describe())
				}
			}
			for _, id := range ctxSelf(a[0]).ciphers {
				out = append(out, suiteOf(id).describe())
			}
			return core.NewList(out), nil
		}},
		{Name: "_set_alpn_protocols", Sig: "(self, protos, /)", Flags: core.Charges, Fn: func(t *thread, a []value) (value, error) {
			b, err := t.BytesLike(a[1])
			if err != nil {
				return core.Unbound, err
			}
			var names []string
			for len(b) > 0 {
				n := int(b[0])
				if n == 0 || n >= len(b) {
					return core.Unbound, t.ValueError("invalid ALPN protocols")
				}
				names, b = append(names, string(b[1:1+n])), b[1+n:]
			}
			ctxSelf(a[0]).alpn = names
			return core.None, nil
		}},
		{Name: "load_cert_chain", Sig: "(self, /, certfile, keyfile=None, password=None)", Flags: core.HostOp, Fn: func(t *thread, a []value) (value, error) {
			return core.None, ctxSelf(a[0]).loadChain(t, a)
		}},
		{Name: "load_verify_locations", Sig: "(self, /, cafile=None, capath=None, cadata=None)", Flags: core.HostOp, Fn: func(t *thread, a []value) (value, error) {
			return core.None, ctxSelf(a[0]).loadVerify(t, a)
		}},
		{Name: "load_dh_params", Sig: "(self, path, /)", Flags: core.HostOp, Fn: func(t *thread, a []value) (value, error) {
			// There are no suites of finite-field Diffie-Hellman that could use them.
			p, err := t.PathArg(a[1])
			if err != nil {
				return core.Unbound, err
			}
			data, err := t.Interp().Host().ReadFile(t, p, maxFile)
			if err != nil {
				return core.Unbound, t.OSErrorAt(err, a[1], core.Unbound)
			}
			for {
				var b *pem.Block
				if b, data = pem.Decode(data); b == nil {
					return core.Unbound, raise(t, &sslError, errSSL, "PEM", "NO_START_LINE", "no start line", atChain)
				}
				if b.Type == "DH PARAMETERS" || b.Type == "X9.42 DH PARAMETERS" {
					return core.None, nil
				}
			}
		}},
		{Name: "session_stats", Sig: "(self, /)", Flags: core.Pure, Fn: func(t *thread, a []value) (value, error) {
			c, d := ctxSelf(a[0]), core.NewDict()
			for _, x := range []struct {
				name string
				n    int64
			}{{"number", 0}, {"connect", c.stats[0]}, {"connect_good", c.stats[1]}, {"connect_renegotiate", 0}, {"accept", c.stats[2]}, {"accept_good", c.stats[3]},
				{"accept_renegotiate", 0}, {"hits", c.hits}, {"misses", 0}, {"timeouts", 0}, {"cache_full", 0}} {
				d.SetStr(core.Intern(x.name), core.Int(x.n))
			}
			return d.Val(), nil
		}},
		{Name: "set_default_verify_paths", Sig: "(self, /)", Flags: core.HostOp, Fn: func(t *thread, a []value) (value, error) {
			c, h := ctxSelf(a[0]), t.Interp().Host()
			file, hasFile := h.Getenv("SSL_CERT_FILE")
			dir, hasDir := h.Getenv("SSL_CERT_DIR")
			if hasFile {
				if data, err := h.ReadFile(t, file, maxFile); err == nil {
					certs, lists, err := readPEM(data, cost(t))
					if uncatchable(err) {
						return core.Unbound, err
					}
					c.addRoots(certs)
					c.lists = append(c.lists[:len(c.lists):len(c.lists)], lists...)
				} else if err := t.Poll(); err != nil {
					return core.Unbound, err
				}
			}
			if hasDir {
				c.folders = append(c.folders[:len(c.folders):len(c.folders)], dir)
			}
			c.system = c.system || !hasFile && !hasDir
			return core.None, nil
		}},
		{Name: "set_ecdh_curve", Sig: "(self, name, /)", Flags: core.Pure, Fn: func(t *thread, a []value) (value, error) {
			name := ""
			if s := core.AsStr(a[1]); s != nil {
				name = s.String()
			} else if b := core.AsBytes(a[1]); b != nil {
				name = string(b.Bytes())
			} else {
				return core.Unbound, t.TypeError("expected str, bytes or os.PathLike object, not %s", a[1].TypeName())
			}
			id, ok := map[string]tlsconn.CurveID{"prime256v1": tlsconn.CurveP256, "P-256": tlsconn.CurveP256, "secp384r1": tlsconn.CurveP384, "P-384": tlsconn.CurveP384,
				"secp521r1": tlsconn.CurveP521, "P-521": tlsconn.CurveP521, "X25519": tlsconn.X25519, "x25519": tlsconn.X25519}[name]
			if !ok {
				return core.Unbound, t.ValueError("unknown elliptic curve name %s", reprText(t, a[1]))
			}
			ctxSelf(a[0]).curves = []tlsconn.CurveID{id}
			return core.None, nil
		}},
		{Name: "cert_store_stats", Sig: "(self, /)", Flags: core.Pure, Doc: "Return how many certificates the context trusts, how many of them are of\nauthorities, and how many revocation lists it has.", Fn: func(t *thread, a []value) (value, error) {
			c, d, ca := ctxSelf(a[0]), core.NewDict(), 0
			for _, x := range c.roots {
				ca += btoi(isCA(x))
			}
			d.SetStr(core.Intern("x509"), core.Int(int64(len(c.roots))))
			d.SetStr(core.Intern("crl"), core.Int(int64(len(c.lists))))
			d.SetStr(core.Intern("x509_ca"), core.Int(int64(ca)))
			return d.Val(), nil
		}},
		{Name: "get_ca_certs", Sig: "(self, /, binary_form=False)", Flags: core.Charges | core.Polls, Doc: "Return the certificates of authorities that the context trusts, as dicts or,\nif binary_form is true, as DER bytes.", Fn: func(t *thread, a []value) (value, error) {
			binary, err := t.Truth(a[1])
			if err != nil {
				return core.Unbound, err
			}
			var out []value
			for _, x := range ctxSelf(a[0]).roots {
				if !isCA(x) {
					continue
				}
				if err := cost(t)(len(x.Raw)); err != nil {
					return core.Unbound, err
				}
				v := core.NewBytes(x.Raw)
				if !binary {
					if v, err = certDict(x); err != nil {
						return core.Unbound, raise(t, &sslError, errSSL, "SSL", "", "bad certificate", atVerify)
					}
				}
				out = append(out, v)
			}
			return core.NewList(out), nil
		}},
		{Name: "set_psk_client_callback", Sig: "(self, /, callback)", Flags: core.Pure, Fn: noPSK},
		{Name: "set_psk_server_callback", Sig: "(self, /, callback, identity_hint=None)", Flags: core.Pure, Fn: noPSK},
	}
}

func noPostHandshake(t *thread) error {
	return t.Raise(&core.ExcNotImplementedError, "Post-handshake auth is not supported by Vivarium.")
}

func noPSK(t *thread, a []value) (value, error) {
	return core.Unbound, t.Raise(&core.ExcNotImplementedError, "TLS-PSK is not supported by Vivarium.")
}

func reprText(t *thread, v value) string {
	s, err := t.Repr(v)
	if err != nil {
		return v.TypeName()
	}
	return s.String()
}
