// This file makes the exceptions of module ssl from what crypto/tls and crypto/x509 report, in OpenSSL's words.
package ssl_

import (
	"errors"
	"fmt"
	"io"
	"strings"

	"github.com/vivarium-py/vivarium/internal/core"
	"github.com/vivarium-py/vivarium/internal/host/tlsconn"
)

type (
	thread = core.Thread
	value  = core.Value
)

var sslError, zeroReturnError, wantReadError, wantWriteError, syscallError, eofError, certError core.Type

// Numbers of the errors, as SSL_get_error gives them.
const (
	errSSL        = 1
	errWantRead   = 2
	errWantWrite  = 3
	errZeroReturn = 6
	errEOF        = 8
)

// Places of CPython's source that its messages name.
const (
	atHandshake = 1020
	atRead      = 2580
	atWrite     = 2427
	atShutdown  = 2702
	atVerify    = 4212
	atChain     = 3900
)

func setupErrors() {
	flags := uint32(core.FlagBase | core.FlagGeneric)
	sslError.Setup(&core.TypeSpec{Name: "ssl.SSLError", Base: &core.ExcOSError, Flags: flags, Doc: "Something went wrong with TLS.",
		Slots: core.Slots{Str: func(t *thread, v value) (value, error) {
			text, err := t.GetAttr(v, core.Intern("strerror"))
			if err != nil {
				return core.Unbound, err
			}
			if core.AsStr(text) != nil {
				return text, nil
			}
			args, err := t.GetAttr(v, core.Intern("args"))
			if err != nil {
				return core.Unbound, err
			}
			s, err := t.Str(args)
			if err != nil {
				return core.Unbound, err
			}
			return s.Val(), nil
		}}})
	for _, c := range []struct {
		typ       *core.Type
		name, doc string
		also      []*core.Type
	}{
		{&zeroReturnError, "SSLZeroReturnError", "SSL/TLS session closed cleanly.", nil},
		{&wantReadError, "SSLWantReadError", "A socket that does not wait must receive more data before the operation can be\ndone.", nil},
		{&wantWriteError, "SSLWantWriteError", "A socket that does not wait must send more data before the operation can be\ndone.", nil},
		{&syscallError, "SSLSyscallError", "The system reported an error below TLS.", nil},
		{&eofError, "SSLEOFError", "SSL/TLS connection terminated abruptly.", nil},
		{&certError, "SSLCertVerificationError", "The other side's certificate is not valid.", []*core.Type{&core.ExcValueError}},
	} {
		c.typ.Setup(&core.TypeSpec{Name: "ssl." + c.name, Base: &sslError, Also: c.also, Flags: flags, Doc: c.doc})
	}
}

// raise makes an exception; library and reason are "" where there is none.
func raise(t *thread, typ *core.Type, code int, library, reason, text string, line int) error {
	prefix := ""
	switch {
	case library != "" && reason != "":
		prefix = "[" + library + ": " + reason + "] "
	case library != "":
		prefix = "[" + library + "] "
	}
	e, err := t.Call(typ.Val(), core.Int(int64(code)), core.StrVal(fmt.Sprintf("%s%s (_ssl.c:%d)", prefix, text, line)))
	if err != nil {
		return err
	}
	for _, a := range [][2]string{{"library", library}, {"reason", reason}} {
		v := core.None
		if a[1] != "" {
			v = core.StrVal(a[1])
		}
		if err := t.SetAttr(e, core.Intern(a[0]), v); err != nil {
			return err
		}
	}
	return core.AsException(e)
}

func wantRead(t *thread, line int) error {
	return raise(t, &wantReadError, errWantRead, "", "", "The operation did not complete (read)", line)
}

func wantWrite(t *thread, line int) error {
	return raise(t, &wantWriteError, errWantWrite, "", "", "The operation did not complete (write)", line)
}

func unexpectedEOF(t *thread, line int) error {
	return raise(t, &eofError, errEOF, "SSL", "UNEXPECTED_EOF_WHILE_READING", "EOF occurred in violation of protocol", line)
}

// verifyError is a certificate that does not hold, with OpenSSL's number.
type verifyError struct {
	code int
	text string
}

func (e *verifyError) Error() string { return e.text }

// alertError is an alert that a callback of Python's chose.
type alertError struct{ code int }

func (e *alertError) Error() string { return fmt.Sprintf("alert %d", e.code) }

// alerts names the alerts that the other side may send.
var alerts = map[int][2]string{
	10: {"SSLV3_ALERT_UNEXPECTED_MESSAGE", "sslv3 alert unexpected message"}, 20: {"SSLV3_ALERT_BAD_RECORD_MAC", "sslv3 alert bad record mac"},
	22: {"TLSV1_ALERT_RECORD_OVERFLOW", "tlsv1 alert record overflow"}, 40: {"SSLV3_ALERT_HANDSHAKE_FAILURE", "sslv3 alert handshake failure"},
	41: {"SSLV3_ALERT_NO_CERTIFICATE", "sslv3 alert no certificate"}, 42: {"SSLV3_ALERT_BAD_CERTIFICATE", "sslv3 alert bad certificate"},
	43: {"SSLV3_ALERT_UNSUPPORTED_CERTIFICATE", "sslv3 alert unsupported certificate"}, 44: {"SSLV3_ALERT_CERTIFICATE_REVOKED", "sslv3 alert certificate revoked"},
	45: {"SSLV3_ALERT_CERTIFICATE_EXPIRED", "sslv3 alert certificate expired"}, 46: {"SSLV3_ALERT_CERTIFICATE_UNKNOWN", "sslv3 alert certificate unknown"},
	47: {"SSLV3_ALERT_ILLEGAL_PARAMETER", "sslv3 alert illegal parameter"}, 48: {"TLSV1_ALERT_UNKNOWN_CA", "tlsv1 alert unknown ca"},
	49: {"TLSV1_ALERT_ACCESS_DENIED", "tlsv1 alert access denied"}, 50: {"TLSV1_ALERT_DECODE_ERROR", "tlsv1 alert decode error"},
	51: {"TLSV1_ALERT_DECRYPT_ERROR", "tlsv1 alert decrypt error"}, 70: {"TLSV1_ALERT_PROTOCOL_VERSION", "tlsv1 alert protocol version"},
	71: {"TLSV1_ALERT_INSUFFICIENT_SECURITY", "tlsv1 alert insufficient security"}, 80: {"TLSV1_ALERT_INTERNAL_ERROR", "tlsv1 alert internal error"},
	86: {"TLSV1_ALERT_INAPPROPRIATE_FALLBACK", "tlsv1 alert inappropriate fallback"}, 90: {"TLSV1_ALERT_USER_CANCELLED", "tlsv1 alert user cancelled"},
	100: {"TLSV1_ALERT_NO_RENEGOTIATION", "tlsv1 alert no renegotiation"}, 109: {"TLSV13_ALERT_MISSING_EXTENSION", "tlsv13 alert missing extension"},
	110: {"TLSV1_UNSUPPORTED_EXTENSION", "tlsv1 unsupported extension"}, 112: {"TLSV1_UNRECOGNIZED_NAME", "tlsv1 unrecognized name"},
	113: {"TLSV1_BAD_CERTIFICATE_STATUS_RESPONSE", "tlsv1 bad certificate status response"}, 115: {"TLSV1_ALERT_UNKNOWN_PSK_IDENTITY", "tlsv1 alert unknown psk identity"},
	116: {"TLSV13_ALERT_CERTIFICATE_REQUIRED", "tlsv13 alert certificate required"}, 120: {"TLSV1_ALERT_NO_APPLICATION_PROTOCOL", "tlsv1 alert no application protocol"},
}

// failures are what crypto/tls says, in part, and OpenSSL's reason and words for it.
var failures = []struct{ says, reason, text string }{
	{"client offered only unsupported versions", "UNSUPPORTED_PROTOCOL", "unsupported protocol"},
	{"server selected unsupported protocol version", "UNSUPPORTED_PROTOCOL", "unsupported protocol"},
	{"no supported versions satisfy MinVersion and MaxVersion", "NO_PROTOCOLS_AVAILABLE", "no protocols available"},
	{"no cipher suite supported by both client and server", "NO_SHARED_CIPHER", "no shared cipher"},
	{"no certificates configured", "NO_SHARED_CIPHER", "no shared cipher"},
	{"certificates supported by client", "NO_SHARED_CIPHER", "no shared cipher"},
	{"no mutually supported protocol versions", "UNSUPPORTED_PROTOCOL", "unsupported protocol"},
	{"no application protocol", "NO_APPLICATION_PROTOCOL", "no application protocol"},
	{"client requested unsupported application protocols", "NO_APPLICATION_PROTOCOL", "no application protocol"},
	{"no supported elliptic curves", "NO_SHARED_GROUP", "no shared group"},
	{"no key exchanges supported", "NO_SHARED_GROUP", "no shared group"},
	{"didn't provide a certificate", "PEER_DID_NOT_RETURN_A_CERTIFICATE", "peer did not return a certificate"},
	{"bad record MAC", "DECRYPTION_FAILED_OR_BAD_RECORD_MAC", "decryption failed or bad record mac"},
	{"unsupported SSLv2 handshake", "UNSUPPORTED_PROTOCOL", "unsupported protocol"},
	{"unexpected message", "UNEXPECTED_MESSAGE", "unexpected message"},
	{"oversized record", "PACKET_LENGTH_TOO_LONG", "packet length too long"},
	{"received record with version", "WRONG_VERSION_NUMBER", "wrong version number"},
	{"unsupported certificate", "UNKNOWN_CERTIFICATE_TYPE", "unknown certificate type"},
	{"invalid signature", "BAD_SIGNATURE", "bad signature"},
}

// explain makes the exception of a handshake or a read that failed.
func explain(t *thread, c *tlsconn.Conn, err error, line int) error {
	var ve *verifyError
	var ae *alertError
	var rh tlsconn.RecordHeaderError
	switch {
	case errors.As(err, &ve):
		e := raise(t, &certError, errSSL, "SSL", "CERTIFICATE_VERIFY_FAILED", "certificate verify failed: "+ve.text, line)
		if x := core.AsException(errValue(e)); x != nil {
			v := x.Val()
			if err := t.SetAttr(v, core.Intern("verify_code"), core.Int(int64(ve.code))); err != nil {
				return err
			}
			if err := t.SetAttr(v, core.Intern("verify_message"), core.StrVal(ve.text)); err != nil {
				return err
			}
		}
		return e
	case errors.As(err, &ae):
		return raise(t, &sslError, errSSL, "SSL", "CALLBACK_FAILED", "callback failed", line)
	case errors.Is(err, io.EOF), errors.Is(err, io.ErrUnexpectedEOF):
		return unexpectedEOF(t, line)
	case errors.As(err, &rh) && strings.Contains(rh.Msg, "does not look like"):
		switch h := string(rh.RecordHeader[:]); {
		case strings.HasPrefix(h, "GET "), strings.HasPrefix(h, "POST"), strings.HasPrefix(h, "HEAD"), strings.HasPrefix(h, "PUT "):
			return raise(t, &sslError, errSSL, "SSL", "HTTP_REQUEST", "http request", line)
		}
		return raise(t, &sslError, errSSL, "SSL", "WRONG_VERSION_NUMBER", "wrong version number", line)
	}
	if code, ok := tlsconn.Alert(err); ok {
		a, known := alerts[code]
		if !known {
			a = [2]string{fmt.Sprintf("TLS_ALERT_%d", code), fmt.Sprintf("tls alert %d", code)}
		}
		return raise(t, &sslError, errSSL, "SSL", a[0], a[1], line)
	}
	text := err.Error()
	for _, f := range failures {
		if strings.Contains(text, f.says) {
			return raise(t, &sslError, errSSL, "SSL", f.reason, f.text, line)
		}
	}
	text = strings.TrimPrefix(strings.TrimPrefix(text, "local error: "), "tls: ")
	return raise(t, &sslError, errSSL, "SSL", "TLS_ERROR", strings.ToValidUTF8(text, "?"), line)
}

func errValue(err error) value {
	if e, ok := err.(*core.Exception); ok {
		return e.Val()
	}
	return core.None
}
