// This file reads certificates: from PEM and DER, as the dict of getpeercert(), and as the type Certificate.
package ssl_

import (
	"bytes"
	"crypto/rsa"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/asn1"
	"encoding/hex"
	"encoding/pem"
	"net/netip"
	"strconv"
	"strings"
	"time"

	"github.com/vivarium-py/vivarium/internal/core"
)

// maxFile bounds files of certificates and keys.
const maxFile = 16 << 20

func itoa(n int) string { return strconv.Itoa(n) }

var certType core.Type

// certObj is a Certificate.
type certObj struct {
	core.Header
	der []byte
}

func newCert(der []byte) value {
	c := core.New[certObj](&certType)
	c.der = der
	return core.Obj(&c.Header)
}

func certPEM(der []byte) string {
	return string(pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: der}))
}

// object is an OID that OpenSSL has names for.
type object struct {
	nid               int
	short, long, text string
}

// objects are the names that certificates use and ssl.Purpose needs.
var objects = []object{
	{13, "CN", "commonName", "2.5.4.3"}, {14, "C", "countryName", "2.5.4.6"}, {15, "L", "localityName", "2.5.4.7"},
	{16, "ST", "stateOrProvinceName", "2.5.4.8"}, {17, "O", "organizationName", "2.5.4.10"}, {18, "OU", "organizationalUnitName", "2.5.4.11"},
	{48, "emailAddress", "emailAddress", "1.2.840.113549.1.9.1"}, {99, "GN", "givenName", "2.5.4.42"}, {100, "SN", "surname", "2.5.4.4"},
	{101, "initials", "initials", "2.5.4.43"}, {105, "serialNumber", "serialNumber", "2.5.4.5"}, {106, "title", "title", "2.5.4.12"},
	{107, "description", "description", "2.5.4.13"}, {129, "serverAuth", "TLS Web Server Authentication", "1.3.6.1.5.5.7.3.1"},
	{130, "clientAuth", "TLS Web Client Authentication", "1.3.6.1.5.5.7.3.2"}, {131, "codeSigning", "Code Signing", "1.3.6.1.5.5.7.3.3"},
	{132, "emailProtection", "E-mail Protection", "1.3.6.1.5.5.7.3.4"}, {133, "timeStamping", "Time Stamping", "1.3.6.1.5.5.7.3.8"},
	{173, "name", "name", "2.5.4.41"}, {174, "dnQualifier", "dnQualifier", "2.5.4.46"}, {180, "OCSPSigning", "OCSP Signing", "1.3.6.1.5.5.7.3.9"},
	{391, "DC", "domainComponent", "0.9.2342.19200300.100.1.25"}, {458, "UID", "userId", "0.9.2342.19200300.100.1.1"},
	{509, "generationQualifier", "generationQualifier", "2.5.4.44"}, {510, "pseudonym", "pseudonym", "2.5.4.65"},
	{660, "street", "streetAddress", "2.5.4.9"}, {661, "postalCode", "postalCode", "2.5.4.17"}, {860, "businessCategory", "businessCategory", "2.5.4.15"},
	{955, "jurisdictionL", "jurisdictionLocalityName", "1.3.6.1.4.1.311.60.2.1.1"}, {956, "jurisdictionST", "jurisdictionStateOrProvinceName", "1.3.6.1.4.1.311.60.2.1.2"},
	{957, "jurisdictionC", "jurisdictionCountryName", "1.3.6.1.4.1.311.60.2.1.3"}, {1089, "organizationIdentifier", "organizationIdentifier", "2.5.4.97"},
}

func objectName(oid asn1.ObjectIdentifier) string {
	text := oid.String()
	for i := range objects {
		if objects[i].text == text {
			return objects[i].long
		}
	}
	return text
}

// readPEM gives the certificates and revocation lists in PEM text; others are passed over.
// poll is asked after each, and may charge for it.
func readPEM(data []byte, poll func(n int) error) (certs []*x509.Certificate, lists []*x509.RevocationList, err error) {
	for {
		var b *pem.Block
		if b, data = pem.Decode(data); b == nil {
			return certs, lists, nil
		}
		if err := poll(len(b.Bytes)); err != nil {
			return nil, nil, err
		}
		switch b.Type {
		case "CERTIFICATE", "X509 CERTIFICATE", "TRUSTED CERTIFICATE":
			c, err := parseCert(b.Bytes)
			if err != nil {
				return nil, nil, err
			}
			certs = append(certs, c)
		case "X509 CRL":
			l, err := x509.ParseRevocationList(b.Bytes)
			if err != nil {
				return nil, nil, err
			}
			lists = append(lists, l)
		}
	}
}

// readDER gives certificates that follow each other.
func readDER(data []byte, poll func(n int) error) (certs []*x509.Certificate, err error) {
	for len(data) > 0 {
		var raw asn1.RawValue
		rest, err := asn1.Unmarshal(data, &raw)
		if err != nil {
			return nil, err
		}
		if err := poll(len(raw.FullBytes)); err != nil {
			return nil, err
		}
		c, err := parseX509(raw.FullBytes)
		if err != nil {
			return nil, err
		}
		certs, data = append(certs, c), rest
	}
	return certs, nil
}

// cost charges for a certificate of n bytes, and polls.
func cost(t *thread) func(n int) error {
	return func(n int) error {
		if err := t.Charge(4*n + 2048); err != nil {
			return err
		}
		return t.Poll()
	}
}

// parseCert reads a certificate; what a TRUSTED CERTIFICATE has behind it does not count.
func parseCert(der []byte) (*x509.Certificate, error) {
	var raw asn1.RawValue
	rest, err := asn1.Unmarshal(der, &raw)
	if err != nil {
		return nil, err
	}
	return parseX509(der[:len(der)-len(rest)])
}

// parseX509 refuses keys that take long to compute with, which nothing could stop.
func parseX509(der []byte) (*x509.Certificate, error) {
	c, err := x509.ParseCertificate(der)
	if err != nil {
		return nil, err
	}
	if k, ok := c.PublicKey.(*rsa.PublicKey); ok && k.N.BitLen() > maxCertRSA {
		return nil, errBadKey
	}
	return c, nil
}

// nameValue is a name as a tuple of tuples of pairs.
func nameValue(raw []byte) (value, error) {
	var rdns pkix.RDNSequence
	if _, err := asn1.Unmarshal(raw, &rdns); err != nil {
		return core.Unbound, err
	}
	var out []value
	for _, rdn := range rdns {
		var set []value
		for _, a := range rdn {
			text, ok := a.Value.(string)
			if !ok {
				if b, isBytes := a.Value.([]byte); isBytes {
					text = string(b)
				}
			}
			set = append(set, core.Pair(core.StrVal(objectName(a.Type)), core.StrVal(strings.ToValidUTF8(text, "\uFFFD"))))
		}
		out = append(out, core.TupleOf(set))
	}
	return core.TupleOf(out), nil
}

func certTime(tm time.Time) string { return tm.UTC().Format("Jan _2 15:04:05 2006") + " GMT" }

func pairOf(kind, text string) value {
	return core.Pair(core.StrVal(kind), core.StrVal(strings.ToValidUTF8(text, "\uFFFD")))
}

func textsOf(list []string) value {
	out := make([]value, len(list))
	for i, s := range list {
		out[i] = core.StrVal(strings.ToValidUTF8(s, "\uFFFD"))
	}
	return core.TupleOf(out)
}

// certDict is what getpeercert() gives.
func certDict(c *x509.Certificate) (value, error) {
	d := core.NewDict()
	set := func(name string, v value) { d.SetStr(core.Intern(name), v) }
	subject, err := nameValue(c.RawSubject)
	if err != nil {
		return core.Unbound, err
	}
	issuer, err := nameValue(c.RawIssuer)
	if err != nil {
		return core.Unbound, err
	}
	set("subject", subject)
	set("issuer", issuer)
	set("version", core.Int(int64(c.Version)))
	serial := strings.ToUpper(c.SerialNumber.Text(16))
	if neg := strings.HasPrefix(serial, "-"); len(strings.TrimPrefix(serial, "-"))%2 == 1 {
		serial = "0" + strings.TrimPrefix(serial, "-")
		if neg {
			serial = "-" + serial
		}
	}
	set("serialNumber", core.StrVal(serial))
	set("notBefore", core.StrVal(certTime(c.NotBefore)))
	set("notAfter", core.StrVal(certTime(c.NotAfter)))
	alt, err := altNames(c)
	if err != nil {
		return core.Unbound, err
	}
	if len(alt) > 0 {
		set("subjectAltName", core.TupleOf(alt))
	}
	if len(c.OCSPServer) > 0 {
		set("OCSP", textsOf(c.OCSPServer))
	}
	if len(c.IssuingCertificateURL) > 0 {
		set("caIssuers", textsOf(c.IssuingCertificateURL))
	}
	if len(c.CRLDistributionPoints) > 0 {
		set("crlDistributionPoints", textsOf(c.CRLDistributionPoints))
	}
	return d.Val(), nil
}

// altNames reads subjectAltName in the order of the certificate.
func altNames(c *x509.Certificate) ([]value, error) {
	var out []value
	for _, e := range c.Extensions {
		if !e.Id.Equal(asn1.ObjectIdentifier{2, 5, 29, 17}) {
			continue
		}
		var seq asn1.RawValue
		if _, err := asn1.Unmarshal(e.Value, &seq); err != nil {
			return nil, err
		}
		for rest := seq.Bytes; len(rest) > 0; {
			var n asn1.RawValue
			var err error
			if rest, err = asn1.Unmarshal(rest, &n); err != nil {
				return nil, err
			}
			switch n.Tag {
			case 1:
				out = append(out, pairOf("email", string(n.Bytes)))
			case 2:
				out = append(out, pairOf("DNS", string(n.Bytes)))
			case 6:
				out = append(out, pairOf("URI", string(n.Bytes)))
			case 4:
				name, err := nameValue(n.Bytes)
				if err != nil {
					return nil, err
				}
				out = append(out, core.Pair(core.StrVal("DirName"), name))
			case 7:
				out = append(out, pairOf("IP Address", addressText(n.Bytes)))
			case 8:
				var oid asn1.ObjectIdentifier
				full := append([]byte{6, byte(len(n.Bytes))}, n.Bytes...)
				if _, err := asn1.Unmarshal(full, &oid); err != nil {
					return nil, err
				}
				out = append(out, pairOf("Registered ID", oid.String()))
			case 0:
				out = append(out, pairOf("othername", "<unsupported>"))
			default:
				out = append(out, pairOf("Unknown", "<unsupported>"))
			}
		}
	}
	return out, nil
}

func addressText(b []byte) string {
	switch len(b) {
	case 4:
		a, _ := netip.AddrFromSlice(b)
		return a.String()
	case 16:
		var parts []string
		for i := 0; i < 16; i += 2 {
			parts = append(parts, strings.ToUpper(strconv.FormatInt(int64(b[i])<<8|int64(b[i+1]), 16)))
		}
		return strings.Join(parts, ":")
	}
	return "<invalid>"
}

func setupCert() {
	self := func(v value) *certObj { return core.As[certObj](v) }
	certType.Setup(&core.TypeSpec{
		Name: "_ssl.Certificate", Layout: core.LayoutOf[certObj](), Flags: core.FlagGeneric | core.FlagNoNew,
		Slots: core.Slots{
			Repr: func(t *thread, v value) (value, error) {
				c, err := x509.ParseCertificate(self(v).der)
				if err != nil {
					return core.StrVal("<_ssl.Certificate>"), nil
				}
				return core.StrVal("<_ssl.Certificate '" + strings.ToValidUTF8(shortName(c.RawSubject), "?") + "'>"), nil
			},
			Hash: func(t *thread, v value) (int64, error) { return t.Hash(core.NewBytes(self(v).der)) },
			Compare: func(t *thread, a, b value, op core.CmpOp) (value, error) {
				if !b.IsExactly(&certType) || op != core.CmpEq && op != core.CmpNe {
					return core.NotImplemented, nil
				}
				return core.Bool(bytes.Equal(self(a).der, self(b).der) == (op == core.CmpEq)), nil
			},
		},
		Methods: []core.Func{
			{Name: "public_bytes", Sig: "(self, format=1, /)", Flags: core.Charges, Fn: func(t *thread, a []value) (value, error) {
				n, err := t.CInt(a[1])
				if err != nil {
					return core.Unbound, err
				}
				der := self(a[0]).der
				if err := t.Charge(2 * len(der)); err != nil {
					return core.Unbound, err
				}
				switch n {
				case 1:
					return core.StrVal(certPEM(der)), nil
				case 2:
					return core.NewBytes(der), nil
				}
				return core.Unbound, t.ValueError("Unsupported format")
			}},
			{Name: "get_info", Sig: "(self, /)", Flags: core.Charges, Fn: func(t *thread, a []value) (value, error) {
				c, err := x509.ParseCertificate(self(a[0]).der)
				if err != nil {
					return core.Unbound, raise(t, &sslError, errSSL, "SSL", "", strings.ToValidUTF8(err.Error(), "?"), atChain)
				}
				return certDict(c)
			}},
		},
	})
}

// shortName writes a name on one line.
func shortName(raw []byte) string {
	var rdns pkix.RDNSequence
	if _, err := asn1.Unmarshal(raw, &rdns); err != nil {
		return hex.EncodeToString(raw)
	}
	var parts []string
	for _, rdn := range rdns {
		for _, a := range rdn {
			name := a.Type.String()
			for i := range objects {
				if objects[i].text == name {
					name = objects[i].short
					break
				}
			}
			text, _ := a.Value.(string)
			parts = append(parts, name+"="+text)
		}
	}
	return strings.Join(parts, ", ")
}
