// This file is _SSLContext: what connections are made by. A connection takes what it needs when it is made; what is set afterwards is
// for later ones.
package ssl_

import (
	"bytes"
	"crypto"
	"crypto/ecdsa"
	"crypto/ed25519"
	"crypto/rsa"
	"crypto/sha256"
	"crypto/x509"
	"encoding/pem"
	"errors"
	"strings"
	"time"

	"github.com/vivarium-py/vivarium/internal/core"
	"github.com/vivarium-py/vivarium/internal/host"
	"github.com/vivarium-py/vivarium/internal/host/tlsconn"
)

var contextType core.Type

// Numbers of ssl.
const (
	protocolTLS       = 2
	protocolTLSv1     = 3
	protocolTLSv11    = 4
	protocolTLSv12    = 5
	protocolClient    = 16
	protocolServer    = 17
	certNone          = 0
	certOptional      = 1
	certRequired      = 2
	opAll             = 0x80000050
	opIgnoreEOF       = 1 << 7
	opNoTicket        = 1 << 14
	opNoCompression   = 1 << 17
	opMiddlebox       = 1 << 20
	opServerPref      = 1 << 22
	opNoSSLv3         = 1 << 25
	opNoTLSv1         = 1 << 26
	opNoTLSv12        = 1 << 27
	opNoTLSv11        = 1 << 28
	opNoTLSv13        = 1 << 29
	minimumSupported  = -2
	maximumSupported  = -1
	verifyTrustedFirt = 0x8000
)

type sslContext struct {
	core.Header
	protocol             int64
	options              int64
	verifyMode           int64
	verifyFlags          int64
	hostFlags            int64
	checkHost            bool
	min, max             int64
	tickets              int64
	postHandshake        bool
	ciphers              []uint16
	alpn                 []string
	certs                []tlsconn.Certificate
	roots                []*x509.Certificate
	known                map[[32]byte]bool // the hashes of roots
	lists                []*x509.RevocationList
	folders              []string
	system               bool // the machine's certificates too
	sni, keylog, message value
	curves               []tlsconn.CurveID
	ticketKey            [32]byte
	stats                [4]int64 // connect, connect_good, accept, accept_good
	hits                 int64
}

func ctxSelf(v value) *sslContext { return core.As[sslContext](v) }

func newContext(t *thread, a []value) (value, error) {
	n, err := t.CInt(a[1])
	if err != nil {
		return core.Unbound, err
	}
	switch n {
	case protocolTLSv1, protocolTLSv11, protocolTLSv12, protocolTLS, protocolClient, protocolServer:
	default:
		return core.Unbound, t.ValueError("invalid or unsupported protocol version")
	}
	names := map[int]string{protocolTLS: "PROTOCOL_TLS", protocolTLSv1: "PROTOCOL_TLSv1", protocolTLSv11: "PROTOCOL_TLSv1_1", protocolTLSv12: "PROTOCOL_TLSv1_2"}
	if name := names[n]; name != "" {
		if err := t.Warn(&core.ExcDeprecationWarning, "ssl."+name+" is deprecated", 2); err != nil {
			return core.Unbound, err
		}
	}
	c := core.New[sslContext](core.AsType(a[0]))
	c.protocol, c.sni, c.keylog, c.message = int64(n), core.None, core.None, core.None
	c.options = opAll | opNoSSLv3 | opNoCompression | opServerPref | opMiddlebox
	c.verifyFlags = verifyTrustedFirt
	c.hostFlags = 4
	c.min, c.max, c.tickets = tlsconn.VersionTLS12, maximumSupported, 2
	switch n {
	case protocolTLSv1:
		c.min, c.max = tlsconn.VersionTLS10, tlsconn.VersionTLS10
	case protocolTLSv11:
		c.min, c.max = tlsconn.VersionTLS11, tlsconn.VersionTLS11
	case protocolTLSv12:
		c.min, c.max = tlsconn.VersionTLS12, tlsconn.VersionTLS12
	case protocolClient:
		c.verifyMode, c.checkHost = certRequired, true
	}
	c.ciphers, _ = chooseSuites(defaultCiphers)
	if err := t.Interp().Host().Urandom(c.ticketKey[:]); err != nil {
		return core.Unbound, t.OSError(err)
	}
	return core.Obj(&c.Header), t.Charge(4 << 10)
}

// fixed reports a context of one version.
func (c *sslContext) fixed() bool { return c.protocol >= protocolTLSv1 && c.protocol <= protocolTLSv12 }

// versions gives the bounds that the options leave.
func (c *sslContext) versions() (lo, hi uint16) {
	lo, hi = tlsconn.VersionTLS10, tlsconn.VersionTLS13
	if c.min > 0 {
		lo = max(lo, uint16(c.min))
	}
	if c.max > 0 {
		hi = min(hi, uint16(c.max))
	}
	if c.max == minimumSupported {
		hi = lo
	}
	if c.min == maximumSupported {
		lo = hi
	}
	off := map[uint16]int64{tlsconn.VersionTLS10: opNoTLSv1, tlsconn.VersionTLS11: opNoTLSv11, tlsconn.VersionTLS12: opNoTLSv12, tlsconn.VersionTLS13: opNoTLSv13}
	for lo < hi && c.options&off[lo] != 0 {
		lo++
	}
	for hi > lo && c.options&off[hi] != 0 {
		hi--
	}
	if c.options&off[lo] != 0 && lo == hi {
		return tlsconn.VersionTLS13, tlsconn.VersionTLS10 // none
	}
	return lo, hi
}

// random is the interpreter's randomness.
type random struct{ h *host.Host }

func (r random) Read(p []byte) (int, error) {
	if err := r.h.Urandom(p); err != nil {
		return 0, err
	}
	return len(p), nil
}

// config makes the configuration of a connection. s is where it leaves what the handshake finds.
func (c *sslContext) config(t *thread, s *sslSocket) (*tlsconn.Config, error) {
	h := t.Interp().Host()
	lo, hi := c.versions()
	if lo > hi {
		return nil, raise(t, &sslError, errSSL, "SSL", "NO_PROTOCOLS_AVAILABLE", "no protocols available", atHandshake)
	}
	now := func() time.Time { return time.Unix(0, h.Now()) }
	cfg := &tlsconn.Config{Rand: random{h}, Time: now, MinVersion: lo, MaxVersion: hi, CipherSuites: c.ciphers, NextProtos: c.alpn,
		InsecureSkipVerify: true, SessionTicketsDisabled: c.options&opNoTicket != 0 || c.tickets == 0, CurvePreferences: c.curves}
	if len(c.certs) > 0 {
		cfg.Certificates = c.certs
	}
	tr := &trust{roots: c.roots, lists: c.lists, flags: c.verifyFlags, hostFlag: c.hostFlags, usage: x509.ExtKeyUsageServerAuth}
	if err := c.loadFolders(t, tr); err != nil {
		return nil, err
	}
	if c.system && c.verifyMode != certNone {
		pool, err := h.SystemRoots()
		if err != nil {
			return nil, t.OSError(err)
		}
		tr.pool = pool
	}
	if c.checkHost {
		tr.host = s.hostname
	}
	if s.server {
		tr.usage = x509.ExtKeyUsageClientAuth
		tr.host = ""
		cfg.SetSessionTicketKeys([][32]byte{c.ticketKey})
		switch c.verifyMode {
		case certOptional:
			cfg.ClientAuth = tlsconn.RequestClientCert
		case certRequired:
			cfg.ClientAuth = tlsconn.RequireAnyClientCert
		}
		if cfg.ClientAuth != tlsconn.NoClientCert {
			cfg.ClientCAs = x509.NewCertPool()
			for _, x := range c.roots {
				cfg.ClientCAs.AddCert(x)
			}
		}
	} else {
		cfg.ServerName = s.hostname // no SNI without one, which InsecureSkipVerify allows
		cfg.ClientSessionCache = s.found
		certs := c.certs
		cfg.GetClientCertificate = func(req *tlsconn.CertificateRequestInfo) (*tlsconn.Certificate, error) {
			for i := range certs {
				if len(req.AcceptableCAs) == 0 || req.SupportsCertificate(&certs[i]) == nil || len(certs) == 1 {
					return &certs[i], nil
				}
			}
			return &tlsconn.Certificate{}, nil
		}
	}
	mode, found := c.verifyMode, s.found
	cfg.VerifyConnection = func(cs tlsconn.ConnectionState) error {
		found.chain = nil
		if len(cs.PeerCertificates) == 0 {
			return nil
		}
		if mode == certNone {
			return nil
		}
		tr.now = now()
		chain, err := tr.verify(cs.PeerCertificates)
		found.chain = chain
		return err
	}
	if c.keylog != core.None {
		cfg.KeyLogWriter = found
	}
	return cfg, nil
}

// loadFolders adds the certificates of folders of hashed names.
func (c *sslContext) loadFolders(t *thread, tr *trust) error {
	for _, dir := range c.folders {
		names, err := t.Interp().Host().Listdir(dir, t.Poll)
		if err != nil {
			continue // as OpenSSL, which looks only for what it needs
		}
		for _, n := range names {
			if len(n) < 10 || n[8] != '.' || strings.Trim(n[:8], "0123456789abcdef") != "" {
				continue
			}
			data, err := t.Interp().Host().ReadFile(t, dir+"/"+n, maxFile)
			if err != nil {
				continue
			}
			certs, lists, err := readPEM(data, cost(t))
			if uncatchable(err) {
				return err
			}
			if err != nil {
				continue
			}
			tr.roots = append(tr.roots[:len(tr.roots):len(tr.roots)], certs...)
			tr.lists = append(tr.lists[:len(tr.lists):len(tr.lists)], lists...)
		}
	}
	return nil
}

func (c *sslContext) addRoots(certs []*x509.Certificate) {
	if c.known == nil {
		c.known = map[[32]byte]bool{}
	}
	roots := c.roots[:len(c.roots):len(c.roots)] // connections have the old ones
	for _, x := range certs {
		if sum := sha256.Sum256(x.Raw); !c.known[sum] {
			c.known[sum] = true
			roots = append(roots, x)
		}
	}
	c.roots = roots
}

// uncatchable reports errors of polling and charging, which are none of a certificate.
func uncatchable(err error) bool {
	_, kill := err.(*core.Kill)
	return kill || core.AsException(errValue(err)) != nil
}

// pathArg reads an optional path.
func pathArg(t *thread, v value, what string) (string, bool, error) {
	if !v.Given() || v.IsNone() {
		return "", false, nil
	}
	p, err := t.PathArg(v)
	if err != nil {
		if core.Matches(err, &core.ExcTypeError) {
			err = t.TypeError("%s should be a valid filesystem path", what)
		}
		return "", false, err
	}
	return p, true, nil
}

func (c *sslContext) loadVerify(t *thread, a []value) error {
	cafile, hasFile, err := pathArg(t, a[1], "cafile")
	if err != nil {
		return err
	}
	capath, hasPath, err := pathArg(t, a[2], "capath")
	if err != nil {
		return err
	}
	hasData := a[3].Given() && !a[3].IsNone()
	if !hasFile && !hasPath && !hasData {
		return t.TypeError("cafile, capath and cadata cannot be all omitted")
	}
	if hasData {
		var certs []*x509.Certificate
		var err error
		if s := core.AsStr(a[3]); s != nil {
			if !s.ASCII() {
				return t.TypeError("cadata should be an ASCII string or a bytes-like object")
			}
			if s.Len() > maxFile {
				return t.ValueError("cadata is too large")
			}
			if certs, _, err = readPEM([]byte(s.String()), cost(t)); err == nil && len(certs) == 0 {
				if s.Len() == 0 {
					return t.ValueError("Empty certificate data")
				}
				return raise(t, &sslError, errSSL, "PEM", "NO_START_LINE", "no start line: cadata does not contain a certificate", atVerify)
			}
		} else {
			data, berr := t.BytesLike(a[3])
			if berr != nil {
				return t.TypeError("cadata should be an ASCII string or a bytes-like object")
			}
			if len(data) == 0 {
				return t.ValueError("Empty certificate data")
			}
			if len(data) > maxFile {
				return t.ValueError("cadata is too large")
			}
			certs, err = readDER(data, cost(t))
			if !uncatchable(err) && (err != nil || len(certs) == 0) && data[0] != 0x30 {
				return raise(t, &sslError, errSSL, "ASN1", "NOT_ENOUGH_DATA", "not enough data: cadata does not contain a certificate", atVerify)
			}
		}
		if uncatchable(err) {
			return err
		}
		if err != nil {
			return raise(t, &sslError, errSSL, "ASN1", "NOT_ENOUGH_DATA", "not enough data: cadata does not contain a certificate", atVerify)
		}
		c.addRoots(certs)
	}
	if hasFile {
		data, err := t.Interp().Host().ReadFile(t, cafile, maxFile)
		if err != nil {
			return noPath(t, err)
		}
		certs, lists, err := readPEM(data, cost(t))
		if uncatchable(err) {
			return err
		}
		if (err != nil || len(certs)+len(lists) == 0) && bytes.Contains(data, []byte("-----BEGIN ")) {
			return raise(t, &sslError, errSSL, "SSL", "", "PEM lib", atVerify)
		}
		if err != nil || len(certs)+len(lists) == 0 {
			return raise(t, &sslError, errSSL, "X509", "NO_CERTIFICATE_OR_CRL_FOUND", "no certificate or crl found", atVerify)
		}
		c.addRoots(certs)
		c.lists = append(c.lists[:len(c.lists):len(c.lists)], lists...)
	}
	if hasPath {
		c.folders = append(c.folders[:len(c.folders):len(c.folders)], capath)
	}
	return nil
}

// noPath is the OSError of a file that OpenSSL opens: without the name of the file.
func noPath(t *thread, err error) error {
	var oe *host.OSError
	if errors.As(err, &oe) && oe.Denied == nil {
		return t.OSErrorNumber(int(oe.Errno))
	}
	return t.OSError(err)
}

func (c *sslContext) loadChain(t *thread, a []value) error {
	certfile, ok, err := pathArg(t, a[1], "certfile")
	if err != nil {
		return err
	}
	if !ok {
		return t.TypeError("certfile should be a valid filesystem path")
	}
	keyfile, ok, err := pathArg(t, a[2], "keyfile")
	if err != nil {
		return err
	}
	if !ok {
		keyfile = certfile
	}
	h := t.Interp().Host()
	pw := &password{v: a[3]}
	if err := pw.check(t); err != nil {
		return err
	}
	data, err := h.ReadFile(t, certfile, maxFile)
	if err != nil {
		return noPath(t, err)
	}
	certs, _, err := readPEM(data, cost(t))
	if uncatchable(err) {
		return err
	}
	if err != nil || len(certs) == 0 {
		return raise(t, &sslError, errSSL, "SSL", "", "PEM lib", atChain)
	}
	if data, err = h.ReadFile(t, keyfile, maxFile); err != nil {
		return noPath(t, err)
	}
	key, err := readKey(t, data, pw)
	if err != nil {
		if core.AsException(errValue(err)) != nil || !errors.Is(err, errNoKey) && !errors.Is(err, errBadKey) && !errors.Is(err, errPassword) {
			return err
		}
		return raise(t, &sslError, errSSL, "SSL", "", "PEM lib", atChain+12)
	}
	if !matches(certs[0], key) {
		return raise(t, &sslError, errSSL, "X509", "KEY_VALUES_MISMATCH", "key values mismatch", atChain+12)
	}
	chain := tlsconn.Certificate{PrivateKey: key, Leaf: certs[0]}
	for _, x := range certs {
		chain.Certificate = append(chain.Certificate, x.Raw)
	}
	kept := []tlsconn.Certificate{}
	for _, x := range c.certs {
		if x.Leaf.PublicKeyAlgorithm != certs[0].PublicKeyAlgorithm {
			kept = append(kept, x)
		}
	}
	c.certs = append(kept, chain)
	return nil
}

func readKey(t *thread, data []byte, pw *password) (crypto.PrivateKey, error) {
	for {
		var b *pem.Block
		if b, data = pem.Decode(data); b == nil {
			return nil, errNoKey
		}
		if !isKey(b) {
			continue
		}
		var word []byte
		if locked(b) {
			var err error
			if word, err = pw.get(t); err != nil {
				return nil, err
			}
		}
		return parseKey(b, word, t.Poll)
	}
}

// matches reports that a key belongs to a certificate.
func matches(c *x509.Certificate, key crypto.PrivateKey) bool {
	switch k := key.(type) {
	case *rsa.PrivateKey:
		pub, ok := c.PublicKey.(*rsa.PublicKey)
		return ok && k.PublicKey.Equal(pub)
	case *ecdsa.PrivateKey:
		pub, ok := c.PublicKey.(*ecdsa.PublicKey)
		return ok && k.PublicKey.Equal(pub)
	case ed25519.PrivateKey:
		pub, ok := c.PublicKey.(ed25519.PublicKey)
		return ok && pub.Equal(k.Public())
	}
	return false
}

// password is the argument of load_cert_chain: text, bytes or a callable.
type password struct{ v value }

func (p *password) check(t *thread) error {
	if !p.v.Given() || p.v.IsNone() || core.IsCallable(p.v) {
		return nil
	}
	_, err := p.bytes(t, p.v, "password should be a string or callable")
	return err
}

func (p *password) bytes(t *thread, v value, wrong string) ([]byte, error) {
	var b []byte
	switch {
	case core.AsStr(v) != nil:
		b = []byte(core.AsStr(v).String())
	case core.AsBytes(v) != nil, v.IsInstance(&core.ByteArrayType):
		x, err := t.BytesLike(v)
		if err != nil {
			return nil, err
		}
		b = x
	default:
		return nil, t.TypeError("%s", wrong)
	}
	if len(b) > 1024 {
		return nil, t.ValueError("password cannot be longer than 1024 bytes")
	}
	return b, nil
}

func (p *password) get(t *thread) ([]byte, error) {
	switch {
	case !p.v.Given() || p.v.IsNone():
		return nil, errPassword
	case core.IsCallable(p.v):
		v, err := t.Call(p.v)
		if err != nil {
			return nil, err
		}
		return p.bytes(t, v, "password callback must return a string")
	}
	return p.bytes(t, p.v, "password should be a string or callable")
}

// isCA reports certificates that sign others.
func isCA(c *x509.Certificate) bool { return c.IsCA || c.Version == 1 && selfIssued(c) }
