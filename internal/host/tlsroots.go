// The certificates that the machine trusts, for TLS. They are no secret and need no grant.
package host

import (
	"crypto/x509"
	"sync"
)

var systemRoots = sync.OnceValues(x509.SystemCertPool)

// SystemRoots gives the machine's pool of trusted certificates, which must not be changed.
func (h *Host) SystemRoots() (*x509.CertPool, error) { return systemRoots() }
