// This file verifies chains of certificates and host names, with OpenSSL's numbers and words for what is wrong.
package ssl_

import (
	"bytes"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/asn1"
	"errors"
	"net/netip"
	"strings"
	"time"
)

// Flags of SSLContext.verify_flags and _host_flags.
const (
	verifyCRLLeaf      = 4
	verifyCRLChain     = 12
	verifyStrict       = 32
	verifyPartialChain = 0x80000
	hostNeverSubject   = 32
)

// trust is what a verification goes by.
type trust struct {
	roots    []*x509.Certificate
	pool     *x509.CertPool // the machine's, nil if there are none
	lists    []*x509.RevocationList
	flags    int64
	host     string // "" where names are not checked
	hostFlag int64
	usage    x509.ExtKeyUsage
	now      time.Time
}

// maxPeerChain bounds the certificates that the other side may send.
const maxPeerChain = 32

// verify gives the chain from the leaf to what is trusted.
func (tr *trust) verify(certs []*x509.Certificate) ([]*x509.Certificate, error) {
	leaf := certs[0]
	if len(certs) > maxPeerChain {
		return nil, &verifyError{22, "certificate chain too long"}
	}
	pool := x509.NewCertPool()
	if tr.pool != nil {
		pool = tr.pool.Clone()
	}
	for _, c := range tr.roots {
		pool.AddCert(c)
	}
	between := x509.NewCertPool()
	for _, c := range certs[1:] {
		between.AddCert(c)
	}
	chains, err := leaf.Verify(x509.VerifyOptions{Roots: pool, Intermediates: between, CurrentTime: tr.now, KeyUsages: []x509.ExtKeyUsage{tr.usage}})
	if err != nil {
		return nil, tr.wrong(certs, err)
	}
	chain := chains[0]
	for _, c := range chains {
		if len(c) < len(chain) {
			chain = c
		}
	}
	if top := chain[len(chain)-1]; tr.flags&verifyPartialChain == 0 && !selfIssued(top) {
		return nil, &verifyError{2, "unable to get issuer certificate"}
	}
	if tr.flags&verifyStrict != 0 {
		if err := strict(chain); err != nil {
			return nil, err
		}
	}
	if err := tr.revoked(chain); err != nil {
		return nil, err
	}
	if tr.host != "" {
		if err := matchHost(leaf, tr.host, tr.hostFlag); err != nil {
			return nil, err
		}
	}
	return chain, nil
}

// strict is what RFC 5280 asks for beyond what everybody checks.
func strict(chain []*x509.Certificate) error {
	for i, c := range chain {
		if i > 0 && c.IsCA {
			for _, e := range c.Extensions {
				if e.Id.Equal(asn1.ObjectIdentifier{2, 5, 29, 19}) && !e.Critical {
					return &verifyError{89, "Basic Constraints of CA cert not marked critical"}
				}
			}
			if c.KeyUsage == 0 {
				return &verifyError{92, "CA cert does not include key usage extension"}
			}
			if len(c.SubjectKeyId) == 0 {
				return &verifyError{86, "Missing Subject Key Identifier"}
			}
		}
		if len(c.AuthorityKeyId) == 0 && !selfIssued(c) {
			return &verifyError{85, "Missing Authority Key Identifier"}
		}
	}
	return nil
}

func selfIssued(c *x509.Certificate) bool { return bytes.Equal(c.RawSubject, c.RawIssuer) }

// wrong says what OpenSSL would find wrong with a chain that does not hold.
func (tr *trust) wrong(certs []*x509.Certificate, err error) error {
	leaf := certs[0]
	var inv x509.CertificateInvalidError
	var unknown x509.UnknownAuthorityError
	var critical x509.UnhandledCriticalExtension
	switch {
	case errors.As(err, &inv):
		switch inv.Reason {
		case x509.Expired:
			if inv.Cert != nil && tr.now.Before(inv.Cert.NotBefore) {
				return &verifyError{9, "certificate is not yet valid"}
			}
			return &verifyError{10, "certificate has expired"}
		case x509.NotAuthorizedToSign:
			return &verifyError{79, "invalid CA certificate"}
		case x509.TooManyIntermediates:
			return &verifyError{25, "path length constraint exceeded"}
		case x509.IncompatibleUsage:
			return &verifyError{26, "unsuitable certificate purpose"}
		case x509.CANotAuthorizedForThisName, x509.NameConstraintsWithoutSANs, x509.TooManyConstraints:
			return &verifyError{47, "permitted subtree violation"}
		case x509.NameMismatch:
			return &verifyError{29, "subject issuer mismatch"}
		}
	case errors.As(err, &critical):
		return &verifyError{34, "unhandled critical extension"}
	case errors.As(err, &unknown):
		if leaf.CheckSignature(leaf.SignatureAlgorithm, leaf.RawTBSCertificate, leaf.Signature) == nil && selfIssued(leaf) {
			return &verifyError{18, "self-signed certificate"}
		}
		at := leaf
		for range certs {
			var next *x509.Certificate
			for _, c := range certs[1:] {
				if c != at && bytes.Equal(c.RawSubject, at.RawIssuer) {
					next = c
					break
				}
			}
			if next == nil {
				break
			}
			if at = next; selfIssued(at) {
				return &verifyError{19, "self-signed certificate in certificate chain"}
			}
		}
		if at == leaf && len(certs) > 0 {
			return &verifyError{20, "unable to get local issuer certificate"}
		}
		return &verifyError{20, "unable to get local issuer certificate"}
	}
	return &verifyError{1, strings.ToValidUTF8(strings.TrimPrefix(err.Error(), "x509: "), "?")}
}

// revoked checks the lists of revoked certificates, if that is wanted: of the leaf, or of the whole chain.
func (tr *trust) revoked(chain []*x509.Certificate) error {
	if tr.flags&verifyCRLLeaf == 0 {
		return nil
	}
	n := 1
	if tr.flags&verifyCRLChain == verifyCRLChain {
		n = len(chain)
	}
	for i := range n {
		c, issuer := chain[i], chain[min(i+1, len(chain)-1)]
		var list *x509.RevocationList
		for _, l := range tr.lists {
			if bytes.Equal(l.RawIssuer, c.RawIssuer) && l.CheckSignatureFrom(issuer) == nil {
				list = l
			}
		}
		if list == nil {
			return &verifyError{3, "unable to get certificate CRL"}
		}
		if tr.now.Before(list.ThisUpdate) {
			return &verifyError{11, "CRL is not yet valid"}
		}
		if !list.NextUpdate.IsZero() && tr.now.After(list.NextUpdate) {
			return &verifyError{12, "CRL has expired"}
		}
		for _, e := range list.RevokedCertificateEntries {
			if e.SerialNumber.Cmp(c.SerialNumber) == 0 {
				return &verifyError{23, "certificate revoked"}
			}
		}
	}
	return nil
}

// matchHost checks that a certificate is one of a host, or of an address.
func matchHost(c *x509.Certificate, host string, flags int64) error {
	if ip, err := netip.ParseAddr(host); err == nil {
		want := ip.Unmap()
		for _, b := range c.IPAddresses {
			if a, ok := netip.AddrFromSlice(b); ok && a.Unmap() == want {
				return nil
			}
		}
		return &verifyError{64, "IP address mismatch, certificate is not valid for '" + host + "'"}
	}
	for _, name := range c.DNSNames {
		if matchName(name, host) {
			return nil
		}
	}
	if len(c.DNSNames) == 0 && flags&hostNeverSubject == 0 {
		var rdns pkix.RDNSequence
		if _, err := asn1.Unmarshal(c.RawSubject, &rdns); err == nil {
			for _, rdn := range rdns {
				for _, a := range rdn {
					if s, ok := a.Value.(string); ok && a.Type.Equal(asn1.ObjectIdentifier{2, 5, 4, 3}) && matchName(s, host) {
						return nil
					}
				}
			}
		}
	}
	return &verifyError{62, "Hostname mismatch, certificate is not valid for '" + host + "'"}
}

// matchName compares a host with a name, whose first label may be *.
func matchName(pattern, host string) bool {
	pattern, host = strings.ToLower(pattern), strings.TrimSuffix(strings.ToLower(host), ".")
	if pattern == "" || host == "" {
		return false
	}
	rest, wild := strings.CutPrefix(pattern, "*.")
	if !wild {
		return pattern == host
	}
	label, tail, ok := strings.Cut(host, ".")
	return ok && label != "" && !strings.HasPrefix(label, "xn--") && tail == rest && strings.Contains(rest, ".")
}
