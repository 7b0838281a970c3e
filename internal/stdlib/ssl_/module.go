// Package ssl_ is the native module _ssl: TLS over crypto/tls, in the shape that module ssl of a library folder expects.
package ssl_

import (
	"crypto/x509"
	"sync"

	"github.com/vivarium-py/vivarium/internal/core"
)

var setupOnce sync.Once

// Module declares _ssl.
func Module() *core.ModuleDef {
	attrs := make([]core.Attr, 0, len(constants)+len(flags))
	for _, c := range constants {
		attrs = append(attrs, core.Attr{Name: c.name, Value: core.Int(c.n)})
	}
	for _, f := range flags {
		attrs = append(attrs, core.Attr{Name: f.name, Value: core.Bool(f.on)})
	}
	return &core.ModuleDef{
		Name: "_ssl", Doc: "Natives of module ssl.", Funcs: functions(), Attrs: attrs,
		Types: func() []*core.Type {
			setupOnce.Do(func() { setupErrors(); setupBIO(); setupCert(); setupContext(); setupSocket() })
			return []*core.Type{&sslError, &zeroReturnError, &wantReadError, &wantWriteError, &syscallError, &eofError, &certError, &contextType, &socketType,
				&bioType, &sessionType, &certType}
		},
		Init: func(t *core.Thread, m *core.Module) error {
			set := func(name string, v core.Value) { m.Dict().SetStr(core.Intern(name), v) }
			set("OPENSSL_VERSION", core.StrVal(versionText))
			set("OPENSSL_VERSION_NUMBER", core.Int(0x30000000))
			version := core.NewTuple(core.Int(3), core.Int(0), core.Int(0), core.Int(0), core.Int(0))
			set("OPENSSL_VERSION_INFO", version)
			set("_OPENSSL_API_VERSION", version)
			set("_DEFAULT_CIPHERS", core.StrVal("@SECLEVEL=2:"+defaultCiphers))
			names, codes, libs := core.NewDict(), core.NewDict(), core.NewDict()
			for i, f := range failures {
				key := core.Pair(core.Int(20), core.Int(int64(100+i)))
				if err := names.Set(t, key, core.StrVal(f.reason)); err != nil {
					return err
				}
				codes.SetStr(core.Intern(f.reason), key)
			}
			libs.Set(t, core.Int(20), core.StrVal("SSL"))
			set("err_codes_to_names", names.Val())
			set("err_names_to_codes", codes.Val())
			set("lib_codes_to_names", libs.Val())
			return nil
		},
	}
}

// versionText is what OPENSSL_VERSION says, which programs print and take apart.
const versionText = "OpenSSL 3.0.0 compatible (Go crypto/tls)"

func functions() []core.Func {
	return []core.Func{
		{Name: "RAND_add", Sig: "(string, entropy, /)", Flags: core.Pure, Doc: "Do nothing: random numbers come from the system.", Fn: func(t *thread, a []value) (value, error) {
			return core.None, nil // the kernel needs no more
		}},
		{Name: "RAND_bytes", Sig: "(n, /)", Flags: core.Charges | core.HostOp, Doc: "Return n random bytes, good enough for cryptography.", Fn: func(t *thread, a []value) (value, error) {
			n, err := t.CInt(a[0])
			if err != nil {
				return core.Unbound, err
			}
			if n < 0 {
				return core.Unbound, t.ValueError("num must be positive")
			}
			if err := t.Charge(n); err != nil {
				return core.Unbound, err
			}
			b := make([]byte, n)
			for rest := b; len(rest) > 0; {
				part := rest[:min(len(rest), 1<<20)]
				if err := t.Interp().Host().Urandom(part); err != nil {
					return core.Unbound, t.OSError(err)
				}
				rest = rest[len(part):]
				if err := t.Poll(); err != nil {
					return core.Unbound, err
				}
			}
			return core.NewBytes(b), nil
		}},
		{Name: "RAND_status", Sig: "()", Flags: core.Pure, Doc: "Return whether the random generator has been given enough to begin with.", Fn: func(t *thread, a []value) (value, error) {
			return core.True, nil
		}},
		{Name: "get_default_verify_paths", Sig: "()", Flags: core.Pure, Doc: "Return where trusted certificates are looked up by default: variables and\npaths.", Fn: func(t *thread, a []value) (value, error) {
			return core.NewTuple(core.StrVal("SSL_CERT_FILE"), core.StrVal("/etc/ssl/cert.pem"), core.StrVal("SSL_CERT_DIR"), core.StrVal("/etc/ssl/certs")), nil
		}},
		{Name: "txt2obj", Sig: "(txt, name=False)", Flags: core.Pure, Doc: "Return the number, short name, long name and dotted form of an object\nidentifier.", Fn: func(t *thread, a []value) (value, error) {
			txt := core.AsStr(a[0])
			if txt == nil {
				return core.Unbound, t.TypeError("txt2obj() argument 'txt' must be str, not %s", a[0].TypeName())
			}
			byName, err := t.Truth(a[1])
			if err != nil {
				return core.Unbound, err
			}
			for i := range objects {
				o := &objects[i]
				if s := txt.String(); o.text == s || byName && (o.short == s || o.long == s) {
					return o.tuple(), nil
				}
			}
			return core.Unbound, t.ValueError("unknown object '%.100s'", txt.String())
		}},
		{Name: "nid2obj", Sig: "(nid, /)", Flags: core.Pure, Doc: "Return the number, short name, long name and dotted form of an object\nidentifier, by number.", Fn: func(t *thread, a []value) (value, error) {
			n, err := t.CInt(a[0])
			if err != nil {
				return core.Unbound, err
			}
			if n < 0 {
				return core.Unbound, t.ValueError("NID must be positive")
			}
			for i := range objects {
				if objects[i].nid == n {
					return objects[i].tuple(), nil
				}
			}
			return core.Unbound, t.ValueError("unknown NID %d", n)
		}},
		{Name: "_test_decode_cert", Sig: "(path, /)", Flags: core.HostOp, Fn: func(t *thread, a []value) (value, error) {
			p, err := t.PathArg(a[0])
			if err != nil {
				return core.Unbound, err
			}
			data, err := t.Interp().Host().ReadFile(t, p, maxFile)
			if err != nil {
				return core.Unbound, raise(t, &sslError, errSSL, "", "", "Can't open file", atVerify)
			}
			var certs []*x509.Certificate
			if certs, _, err = readPEM(data, cost(t)); err != nil || len(certs) == 0 {
				return core.Unbound, raise(t, &sslError, errSSL, "", "", "Error decoding PEM-encoded file", atVerify)
			}
			return certDict(certs[0])
		}},
	}
}

func (o *object) tuple() value {
	return core.NewTuple(core.Int(int64(o.nid)), core.StrVal(o.short), core.StrVal(o.long), core.StrVal(o.text))
}

// flags say what there is.
var flags = []struct {
	name string
	on   bool
}{
	{"HAS_ALPN", true},
	{"HAS_ECDH", true},
	{"HAS_NPN", false},
	{"HAS_PSK", false},
	{"HAS_SNI", true},
	{"HAS_SSLv2", false},
	{"HAS_SSLv3", false},
	{"HAS_TLS_UNIQUE", true},
	{"HAS_TLSv1", true},
	{"HAS_TLSv1_1", true},
	{"HAS_TLSv1_2", true},
	{"HAS_TLSv1_3", true},
}

// constants are OpenSSL's numbers.
var constants = []struct {
	name string
	n    int64
}{
	{"ALERT_DESCRIPTION_ACCESS_DENIED", 49},
	{"ALERT_DESCRIPTION_BAD_CERTIFICATE", 42},
	{"ALERT_DESCRIPTION_BAD_CERTIFICATE_HASH_VALUE", 114},
	{"ALERT_DESCRIPTION_BAD_CERTIFICATE_STATUS_RESPONSE", 113},
	{"ALERT_DESCRIPTION_BAD_RECORD_MAC", 20},
	{"ALERT_DESCRIPTION_CERTIFICATE_EXPIRED", 45},
	{"ALERT_DESCRIPTION_CERTIFICATE_REVOKED", 44},
	{"ALERT_DESCRIPTION_CERTIFICATE_UNKNOWN", 46},
	{"ALERT_DESCRIPTION_CERTIFICATE_UNOBTAINABLE", 111},
	{"ALERT_DESCRIPTION_CLOSE_NOTIFY", 0},
	{"ALERT_DESCRIPTION_DECODE_ERROR", 50},
	{"ALERT_DESCRIPTION_DECOMPRESSION_FAILURE", 30},
	{"ALERT_DESCRIPTION_DECRYPT_ERROR", 51},
	{"ALERT_DESCRIPTION_HANDSHAKE_FAILURE", 40},
	{"ALERT_DESCRIPTION_ILLEGAL_PARAMETER", 47},
	{"ALERT_DESCRIPTION_INSUFFICIENT_SECURITY", 71},
	{"ALERT_DESCRIPTION_INTERNAL_ERROR", 80},
	{"ALERT_DESCRIPTION_NO_RENEGOTIATION", 100},
	{"ALERT_DESCRIPTION_PROTOCOL_VERSION", 70},
	{"ALERT_DESCRIPTION_RECORD_OVERFLOW", 22},
	{"ALERT_DESCRIPTION_UNEXPECTED_MESSAGE", 10},
	{"ALERT_DESCRIPTION_UNKNOWN_CA", 48},
	{"ALERT_DESCRIPTION_UNKNOWN_PSK_IDENTITY", 115},
	{"ALERT_DESCRIPTION_UNRECOGNIZED_NAME", 112},
	{"ALERT_DESCRIPTION_UNSUPPORTED_CERTIFICATE", 43},
	{"ALERT_DESCRIPTION_UNSUPPORTED_EXTENSION", 110},
	{"ALERT_DESCRIPTION_USER_CANCELLED", 90},
	{"CERT_NONE", 0},
	{"CERT_OPTIONAL", 1},
	{"CERT_REQUIRED", 2},
	{"ENCODING_DER", 2},
	{"ENCODING_PEM", 1},
	{"HOSTFLAG_ALWAYS_CHECK_SUBJECT", 1},
	{"HOSTFLAG_MULTI_LABEL_WILDCARDS", 8},
	{"HOSTFLAG_NEVER_CHECK_SUBJECT", 32},
	{"HOSTFLAG_NO_PARTIAL_WILDCARDS", 4},
	{"HOSTFLAG_NO_WILDCARDS", 2},
	{"HOSTFLAG_SINGLE_LABEL_SUBDOMAINS", 16},
	{"OP_ALL", 2147483728},
	{"OP_CIPHER_SERVER_PREFERENCE", 4194304},
	{"OP_ENABLE_KTLS", 8},
	{"OP_ENABLE_MIDDLEBOX_COMPAT", 1048576},
	{"OP_IGNORE_UNEXPECTED_EOF", 128},
	{"OP_LEGACY_SERVER_CONNECT", 4},
	{"OP_NO_COMPRESSION", 131072},
	{"OP_NO_RENEGOTIATION", 1073741824},
	{"OP_NO_SSLv2", 0},
	{"OP_NO_SSLv3", 33554432},
	{"OP_NO_TICKET", 16384},
	{"OP_NO_TLSv1", 67108864},
	{"OP_NO_TLSv1_1", 268435456},
	{"OP_NO_TLSv1_2", 134217728},
	{"OP_NO_TLSv1_3", 536870912},
	{"OP_SINGLE_DH_USE", 0},
	{"OP_SINGLE_ECDH_USE", 0},
	{"PROTOCOL_SSLv23", 2},
	{"PROTOCOL_TLS", 2},
	{"PROTOCOL_TLS_CLIENT", 16},
	{"PROTOCOL_TLS_SERVER", 17},
	{"PROTOCOL_TLSv1", 3},
	{"PROTOCOL_TLSv1_1", 4},
	{"PROTOCOL_TLSv1_2", 5},
	{"PROTO_MAXIMUM_SUPPORTED", -1},
	{"PROTO_MINIMUM_SUPPORTED", -2},
	{"PROTO_SSLv3", 768},
	{"PROTO_TLSv1", 769},
	{"PROTO_TLSv1_1", 770},
	{"PROTO_TLSv1_2", 771},
	{"PROTO_TLSv1_3", 772},
	{"SSL_ERROR_EOF", 8},
	{"SSL_ERROR_INVALID_ERROR_CODE", 10},
	{"SSL_ERROR_SSL", 1},
	{"SSL_ERROR_SYSCALL", 5},
	{"SSL_ERROR_WANT_CONNECT", 7},
	{"SSL_ERROR_WANT_READ", 2},
	{"SSL_ERROR_WANT_WRITE", 3},
	{"SSL_ERROR_WANT_X509_LOOKUP", 4},
	{"SSL_ERROR_ZERO_RETURN", 6},
	{"VERIFY_ALLOW_PROXY_CERTS", 64},
	{"VERIFY_CRL_CHECK_CHAIN", 12},
	{"VERIFY_CRL_CHECK_LEAF", 4},
	{"VERIFY_DEFAULT", 0},
	{"VERIFY_X509_PARTIAL_CHAIN", 524288},
	{"VERIFY_X509_STRICT", 32},
	{"VERIFY_X509_TRUSTED_FIRST", 32768},
}
