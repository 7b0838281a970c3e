// Tests of module _ssl, which module ssl of a library folder is made of: both ends in one interpreter, and against Go's own.
package vivarium_test

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/pem"
	"io"
	"math/big"
	"net"
	"net/netip"
	"os"
	"path/filepath"
	"runtime"
	"strconv"
	"testing"
	"time"

	"github.com/vivarium-py/vivarium"
)

// tlsFiles makes a CA, a certificate of localhost that it signed, and one that it revokes, as PEM files.
func tlsFiles(t testing.TB) (dir string, server tls.Certificate, roots *x509.CertPool) {
	dir = t.TempDir()
	now := time.Now()
	caKey, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	must(t, err)
	ca := &x509.Certificate{SerialNumber: big.NewInt(1), Subject: pkix.Name{CommonName: "our CA", Country: []string{"XY"}}, NotBefore: now.Add(-time.Hour), NotAfter: now.Add(time.Hour),
		IsCA: true, BasicConstraintsValid: true, KeyUsage: x509.KeyUsageCertSign | x509.KeyUsageCRLSign, SubjectKeyId: []byte{1, 2, 3}}
	caDER, err := x509.CreateCertificate(rand.Reader, ca, ca, &caKey.PublicKey, caKey)
	must(t, err)
	ca, err = x509.ParseCertificate(caDER)
	must(t, err)
	save := func(name string, blocks ...*pem.Block) {
		var b []byte
		for _, x := range blocks {
			b = append(b, pem.EncodeToMemory(x)...)
		}
		must(t, os.WriteFile(filepath.Join(dir, name), b, 0o600))
	}
	save("ca.pem", &pem.Block{Type: "CERTIFICATE", Bytes: caDER})
	for i, name := range []string{"server.pem", "old.pem"} {
		key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
		must(t, err)
		c := &x509.Certificate{SerialNumber: big.NewInt(int64(0xAB + i)), Subject: pkix.Name{CommonName: "localhost"}, DNSNames: []string{"localhost", "*.example.org"},
			IPAddresses: []net.IP{netip.MustParseAddr("127.0.0.1").AsSlice()}, NotBefore: now.Add(-time.Hour), NotAfter: now.Add(time.Hour), ExtKeyUsage: []x509.ExtKeyUsage{x509.ExtKeyUsageServerAuth, x509.ExtKeyUsageClientAuth}}
		if name == "old.pem" {
			c.NotAfter = now.Add(-time.Minute)
		}
		der, err := x509.CreateCertificate(rand.Reader, c, ca, &key.PublicKey, caKey)
		must(t, err)
		kb, err := x509.MarshalPKCS8PrivateKey(key)
		must(t, err)
		save(name, &pem.Block{Type: "CERTIFICATE", Bytes: der}, &pem.Block{Type: "PRIVATE KEY", Bytes: kb})
		if i == 0 {
			server = tls.Certificate{Certificate: [][]byte{der}, PrivateKey: key}
		}
	}
	list, err := x509.CreateRevocationList(rand.Reader, &x509.RevocationList{Number: big.NewInt(1), ThisUpdate: now.Add(-time.Hour), NextUpdate: now.Add(time.Hour),
		RevokedCertificateEntries: []x509.RevocationListEntry{{SerialNumber: big.NewInt(0xAB), RevocationTime: now}}}, ca, caKey)
	must(t, err)
	save("crl.pem", &pem.Block{Type: "X509 CRL", Bytes: list})
	roots = x509.NewCertPool()
	roots.AddCert(ca)
	return dir, server, roots
}

const tlsPrelude = `
import _ssl, _socket
CLIENT, SERVER = _ssl.PROTOCOL_TLS_CLIENT, _ssl.PROTOCOL_TLS_SERVER
def contexts(cert="server.pem"):
    c, s = _ssl._SSLContext(CLIENT), _ssl._SSLContext(SERVER)
    c.load_verify_locations(cafile=dir + "/ca.pem")
    s.load_cert_chain(dir + "/" + cert)
    return c, s
def ends(c, s, host="localhost", **kw):
    a, b = _ssl.MemoryBIO(), _ssl.MemoryBIO()
    return c._wrap_bio(a, b, False, host, **kw), s._wrap_bio(b, a, True)
def pump(*todo):
    todo = list(todo)
    for _ in range(20):
        for f in todo[:]:
            try:
                f()
                todo.remove(f)
            except _ssl.SSLWantReadError:
                pass
    assert not todo
def shake(c, s, host="localhost", **kw):
    x, y = ends(c, s, host, **kw)
    pump(x.do_handshake, y.do_handshake)
    return x, y
def fails(f, *a, **k):
    try:
        f(*a, **k)
    except Exception as e:
        return e
    raise AssertionError("no exception")
`

func TestTLS(t *testing.T) {
	dir, _, _ := tlsFiles(t)
	in := newInterp(t, vivarium.Config{Policy: vivarium.Policy{Read: []string{dir}, Write: []string{dir}}})
	must(t, in.Set("dir", dir))
	must(t, in.Exec(ctx, tlsPrelude))
	for _, c := range []struct{ name, src string }{
		{"data", `
c, s = contexts()
x, y = shake(c, s)
assert x.version() == y.version() == "TLSv1.3" and x.cipher()[1] == "TLSv1.3" and not x.session_reused
assert x.write(b"hello") == 5 and y.read(3) == b"hel" and y.pending() == 2 and y.read() == b"lo"
big = bytes(range(256)) * 4096
y.write(big)
got = b""
while len(got) < len(big): got += x.read(100000)
assert got == big
buf = bytearray(4)
x.write(b"abcdef"); assert y.read(10, buf) == 4 and buf == b"abcd" and y.read(0) == b"" and y.read() == b"ef"
assert type(fails(y.read)) is _ssl.SSLWantReadError
pump(x.shutdown, y.shutdown)
assert type(fails(x.read)) is _ssl.SSLZeroReturnError
assert fails(x.write, b"x").reason == "PROTOCOL_IS_SHUTDOWN"
`},
		{"certificates", `
c, s = contexts()
x, y = shake(c, s)
p = x.getpeercert()
assert p["subject"] == ((("commonName", "localhost"),),) and (("countryName", "XY"),) in p["issuer"] and p["serialNumber"] == "AB", p
assert p["subjectAltName"] == (("DNS", "localhost"), ("DNS", "*.example.org"), ("IP Address", "127.0.0.1")), p
assert x.getpeercert(True)[:1] == b"0" and y.getpeercert() is None
chain = x.get_verified_chain()
assert len(chain) == 2 and "our CA" in repr(chain[1]) and len(x.get_unverified_chain()) == 1 and chain[0] == x.get_unverified_chain()[0]
assert chain[0].public_bytes().startswith("-----BEGIN CERTIFICATE-----") and hash(chain[0]) != hash(chain[1])
assert c.cert_store_stats() == {"x509": 1, "crl": 0, "x509_ca": 1} and c.get_ca_certs()[0]["issuer"] == c.get_ca_certs()[0]["subject"]
shake(c, s, "127.0.0.1"); shake(c, s, "a.example.org"); shake(c, s, b"localhost")
`},
		{"verification", `
c, s = contexts()
def wrong(host="localhost", c=c, s=s):
    e = fails(shake, c, s, host)
    assert type(e) is _ssl.SSLCertVerificationError and isinstance(e, ValueError) and e.library == "SSL" and e.reason == "CERTIFICATE_VERIFY_FAILED", e
    return e.verify_code, e.verify_message
assert wrong("other.org") == (62, "Hostname mismatch, certificate is not valid for 'other.org'")
assert wrong("a.b.example.org")[0] == 62 and wrong("example.org")[0] == 62
assert wrong("10.0.0.1") == (64, "IP address mismatch, certificate is not valid for '10.0.0.1'")
assert wrong(s=contexts("old.pem")[1]) == (10, "certificate has expired")
assert wrong(c=_ssl._SSLContext(CLIENT)) == (20, "unable to get local issuer certificate")
c.verify_flags |= _ssl.VERIFY_X509_STRICT | _ssl.VERIFY_X509_PARTIAL_CHAIN
shake(c, s)
c.verify_flags |= _ssl.VERIFY_CRL_CHECK_LEAF
assert wrong() == (3, "unable to get certificate CRL")
c.load_verify_locations(dir + "/crl.pem")
assert wrong() == (23, "certificate revoked")
c, s = contexts()
assert "check_hostname is enabled" in str(fails(setattr, c, "verify_mode", 0))
c.check_hostname = False; c.verify_mode = 0
x, y = shake(c, s, "other.org")
assert x.getpeercert() == {} and x.getpeercert(True)
`},
		{"client certificates", `
c, s = contexts()
s.verify_mode = _ssl.CERT_REQUIRED
s.load_verify_locations(dir + "/ca.pem")
x, y = ends(c, s)
e = fails(lambda: pump(y.do_handshake, x.do_handshake))
assert e.reason == "PEER_DID_NOT_RETURN_A_CERTIFICATE", e
c.load_cert_chain(dir + "/server.pem")
x, y = shake(c, s)
assert y.getpeercert()["serialNumber"] == "AB"
s.verify_mode = _ssl.CERT_OPTIONAL
assert shake(contexts()[0], s)[1].getpeercert() is None
`},
		{"protocols and ciphers", `
c, s = contexts()
c._set_alpn_protocols(b"\x03foo\x02h2"); s._set_alpn_protocols(b"\x02h2")
x, y = shake(c, s)
assert x.selected_alpn_protocol() == y.selected_alpn_protocol() == "h2"
s._set_alpn_protocols(b"\x03bar")
assert shake(c, s)[0].selected_alpn_protocol() is None
c.maximum_version = _ssl.PROTO_TLSv1_2
c.set_ciphers("ECDHE-ECDSA-AES128-GCM-SHA256")
x, y = shake(c, s)
assert x.version() == "TLSv1.2" and x.cipher() == ("ECDHE-ECDSA-AES128-GCM-SHA256", "TLSv1.2", 128) and len(x.get_channel_binding()) == 12 == len(y.get_channel_binding())
assert x.cipher() in y.shared_ciphers()
assert [d["name"] for d in c.get_ciphers()] == ["ECDHE-ECDSA-AES128-GCM-SHA256"]
s.set_ciphers("ECDHE-ECDSA-AES256-GCM-SHA384")
x, y = ends(c, s)
assert fails(lambda: pump(x.do_handshake, y.do_handshake)).reason == "NO_SHARED_CIPHER"
assert fails(x.do_handshake).reason == "SSLV3_ALERT_HANDSHAKE_FAILURE"
s.minimum_version = _ssl.PROTO_TLSv1_3
x, y = ends(c, s)
assert fails(lambda: pump(x.do_handshake, y.do_handshake)).reason == "UNSUPPORTED_PROTOCOL"
assert fails(x.do_handshake).reason == "TLSV1_ALERT_PROTOCOL_VERSION"
assert type(fails(c.set_ciphers, "nonsense")) is _ssl.SSLError
`},
		{"names and sessions", `
c, s = contexts()
other = contexts()[1]
seen = []
def choose(conn, name, ctx):
    seen.append((name, ctx is s))
    conn.context = other
s.sni_callback = choose
x, y = shake(c, s)
assert seen == [("localhost", True)] and y.context is other
s.sni_callback = lambda *a: 49
x, y = ends(c, s)
fails(lambda: pump(x.do_handshake, y.do_handshake))
assert fails(x.do_handshake).reason == "TLSV1_ALERT_ACCESS_DENIED"
s.sni_callback = lambda conn, *a: problems.append(fails(conn.do_handshake)) or fails(y.write, b"x") and None
problems = []
x, y = ends(c, s)
pump(x.do_handshake, y.do_handshake)
assert type(problems[0]) is ValueError
s.sni_callback = None
c.maximum_version = _ssl.PROTO_TLSv1_2
x, y = shake(c, s)
z, w = shake(c, s, session=x.session)
assert z.session_reused and w.session_reused and z.session == x.session
assert "different SSLContext" in str(fails(shake, contexts()[0], s, session=x.session))
c.keylog_filename = dir + "/keys"
shake(c, s)
assert open(dir + "/keys").read().count("CLIENT_RANDOM") == 1
`},
		{"what is no TLS", `
c, s = contexts()
a, b = _ssl.MemoryBIO(), _ssl.MemoryBIO()
y = s._wrap_bio(a, b, True)
a.write(b"GET / HTTP/1.1\r\n\r\n")
assert fails(y.do_handshake).reason == "HTTP_REQUEST"
a, b = _ssl.MemoryBIO(), _ssl.MemoryBIO()
x = c._wrap_bio(a, b, False, "localhost")
fails(x.do_handshake)
a.write(b"220 hello\r\n")
assert fails(x.do_handshake).reason == "WRONG_VERSION_NUMBER"
a, b = _ssl.MemoryBIO(), _ssl.MemoryBIO()
x = c._wrap_bio(a, b, False, "localhost")
a.write_eof()
assert type(fails(x.do_handshake)) is _ssl.SSLEOFError
x, y = shake(c, s)
assert fails(c._wrap_bio, a, 5, False) and fails(s._wrap_bio, a, b, False) and fails(c._wrap_bio, a, b, False, ".x") and fails(c._wrap_bio, a, b, False, "")
assert fails(c.load_cert_chain, dir + "/ca.pem") and fails(c.load_cert_chain, dir + "/none.pem").errno == 2
assert fails(c.load_verify_locations) and fails(c.load_verify_locations, cadata="x") and fails(c.load_verify_locations, cadata=b"x")
assert type(fails(c.load_verify_locations, "/etc/passwd")) is PermissionError
assert _ssl.txt2obj("1.3.6.1.5.5.7.3.1") == (129, "serverAuth", "TLS Web Server Authentication", "1.3.6.1.5.5.7.3.1") and len(_ssl.RAND_bytes(9)) == 9
`},
	} {
		t.Run(c.name, func(t *testing.T) { must(t, in.Exec(ctx, c.src)) })
	}
}

// TestTLSWithGo talks to Go's own TLS over a socket, also where a timeout is set.
func TestTLSWithGo(t *testing.T) {
	if l, err := net.Listen("tcp", "127.0.0.1:0"); err != nil {
		t.Skip("no loopback network: ", err)
	} else if c, err := net.Dial("tcp", l.Addr().String()); err != nil {
		t.Skip("no loopback network: ", err)
	} else {
		_, _ = c.Close(), l.Close()
	}
	dir, server, roots := tlsFiles(t)
	l, err := net.Listen("tcp", "127.0.0.1:0")
	must(t, err)
	defer l.Close()
	in := newInterp(t, vivarium.Config{Policy: vivarium.Policy{Read: []string{dir}, Net: []string{"127.0.0.1"}}})
	must(t, in.Set("dir", dir))
	must(t, in.Set("port", l.Addr().(*net.TCPAddr).Port))
	must(t, in.Exec(ctx, tlsPrelude))

	done := make(chan error, 1)
	go func() {
		c, err := l.Accept()
		if err != nil {
			done <- err
			return
		}
		defer c.Close()
		s := tls.Server(c, &tls.Config{Certificates: []tls.Certificate{server}})
		_, err = io.Copy(s, io.LimitReader(s, 1<<20))
		s.CloseWrite()
		done <- err
	}()
	must(t, in.Exec(ctx, `
c, s = contexts()
sock = _socket.socket()
sock.settimeout(300)
sock.connect(("127.0.0.1", port))
x = c._wrap_socket(sock, False, "localhost")
x.do_handshake()
data = bytes(range(256)) * 64
got = b""
for _ in range(64):
    assert x.write(data) == len(data)
    n = 0
    while n < len(data):
        part = x.read(1 << 16)
        assert data[n:n + len(part)] == part
        n += len(part)
assert x.read() == b""
assert x.shutdown() is sock
sock.close()
`))
	must(t, <-done)

	// The other way about: Python serves, in a thread, and does not block where it was told not to.
	must(t, in.Exec(ctx, `
import _thread
lsock = _socket.socket()
lsock.bind(("127.0.0.1", 0)); lsock.listen(1)
addr = lsock.getsockname()
ended = _thread.allocate_lock(); ended.acquire()
problem = []
def serve():
    try:
        conn = _socket.socket(fileno=lsock._accept()[0])
        y = contexts()[1]._wrap_socket(conn, True)
        y.do_handshake()
        while data := y.read():
            y.write(data.upper())
        y.shutdown()
        conn.close()
    except BaseException as e:
        problem.append(e)
    finally:
        ended.release()
_thread.start_new_thread(serve, ())
`))
	var addr [2]any
	must(t, in.Get("addr", &addr))
	conn, err := tls.Dial("tcp", net.JoinHostPort("127.0.0.1", strconv.FormatInt(addr[1].(int64), 10)), &tls.Config{RootCAs: roots, ServerName: "localhost"})
	must(t, err)
	_, err = conn.Write([]byte("shout"))
	must(t, err)
	b := make([]byte, 5)
	_, err = io.ReadFull(conn, b)
	must(t, err)
	if string(b) != "SHOUT" {
		t.Errorf("got %q", b)
	}
	must(t, conn.CloseWrite())
	if n, err := conn.Read(b); n != 0 || err != io.EOF {
		t.Error(n, err)
	}
	must(t, in.Exec(ctx, "ended.acquire()\nif problem: raise problem[0]\nlsock.close()"))
	conn.Close()
}

// TestTLSIsNotSeeded: a program with seeded randomness sees no other.
func TestTLSIsNotSeeded(t *testing.T) {
	in := newInterp(t, vivarium.Config{Policy: vivarium.Policy{Seed: 1}})
	must(t, in.Exec(ctx, tlsPrelude+`
c = _ssl._SSLContext(CLIENT)
e = fails(c._wrap_bio(_ssl.MemoryBIO(), _ssl.MemoryBIO(), False, "x").do_handshake)
assert type(e) is NotImplementedError and "Policy.Seed" in str(e)
`))
}

// TestTLSHandshakesEnd: handshakes that nobody finishes leave no goroutine behind, and one that waits is killed.
func TestTLSHandshakesEnd(t *testing.T) {
	dir, _, _ := tlsFiles(t)
	in, err := vivarium.New().NewInterpreter(vivarium.Config{Policy: vivarium.Policy{Read: []string{dir}}, Limits: vivarium.Limits{Memory: 64 << 20}})
	must(t, err)
	must(t, in.Set("dir", dir))
	must(t, in.Exec(ctx, tlsPrelude))
	must(t, in.Exec(ctx, `
c, s = contexts()
kept = [ends(c, s)[0] for _ in range(50)]
for x in kept: fails(x.do_handshake)
`))
	if n := runtime.NumGoroutine(); n < 50 {
		t.Errorf("%d goroutines for 50 handshakes", n)
	}
	must(t, in.Close())
	await(t, "the goroutines' end", func() bool { return runtime.NumGoroutine() < 40 }) // goleak finds the rest
}
