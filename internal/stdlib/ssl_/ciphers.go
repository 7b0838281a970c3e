// This file is the table of cipher suites and the words of OpenSSL's cipher lists that choose among them.
package ssl_

import (
	"strings"

	"github.com/vivarium-py/vivarium/internal/core"
	"github.com/vivarium-py/vivarium/internal/host/tlsconn"
)

// suite is a cipher suite that crypto/tls has.
type suite struct {
	id                         uint16
	name                       string // OpenSSL's
	proto                      string
	kea, auth                  string
	cipher                     string // AESGCM, AES, CHACHA20, 3DES, RC4
	bits                       int
	mac                        string
	aead                       bool
	weak                       bool // only where it is asked for by name
	symmetric, digest, openKea string
}

var suites = []suite{
	{id: tlsconn.TLS_AES_256_GCM_SHA384, name: "TLS_AES_256_GCM_SHA384", proto: "TLSv1.3", kea: "any", auth: "any", cipher: "AESGCM", bits: 256, mac: "AEAD", aead: true, symmetric: "aes-256-gcm"},
	{id: tlsconn.TLS_CHACHA20_POLY1305_SHA256, name: "TLS_CHACHA20_POLY1305_SHA256", proto: "TLSv1.3", kea: "any", auth: "any", cipher: "CHACHA20", bits: 256, mac: "AEAD", aead: true, symmetric: "chacha20-poly1305"},
	{id: tlsconn.TLS_AES_128_GCM_SHA256, name: "TLS_AES_128_GCM_SHA256", proto: "TLSv1.3", kea: "any", auth: "any", cipher: "AESGCM", bits: 128, mac: "AEAD", aead: true, symmetric: "aes-128-gcm"},
	{id: tlsconn.TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384, name: "ECDHE-ECDSA-AES256-GCM-SHA384", proto: "TLSv1.2", kea: "ECDH", auth: "ECDSA", cipher: "AESGCM", bits: 256, mac: "AEAD", aead: true, symmetric: "aes-256-gcm"},
	{id: tlsconn.TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384, name: "ECDHE-RSA-AES256-GCM-SHA384", proto: "TLSv1.2", kea: "ECDH", auth: "RSA", cipher: "AESGCM", bits: 256, mac: "AEAD", aead: true, symmetric: "aes-256-gcm"},
	{id: tlsconn.TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256, name: "ECDHE-ECDSA-AES128-GCM-SHA256", proto: "TLSv1.2", kea: "ECDH", auth: "ECDSA", cipher: "AESGCM", bits: 128, mac: "AEAD", aead: true, symmetric: "aes-128-gcm"},
	{id: tlsconn.TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256, name: "ECDHE-RSA-AES128-GCM-SHA256", proto: "TLSv1.2", kea: "ECDH", auth: "RSA", cipher: "AESGCM", bits: 128, mac: "AEAD", aead: true, symmetric: "aes-128-gcm"},
	{id: tlsconn.TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256, name: "ECDHE-ECDSA-CHACHA20-POLY1305", proto: "TLSv1.2", kea: "ECDH", auth: "ECDSA", cipher: "CHACHA20", bits: 256, mac: "AEAD", aead: true, symmetric: "chacha20-poly1305"},
	{id: tlsconn.TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256, name: "ECDHE-RSA-CHACHA20-POLY1305", proto: "TLSv1.2", kea: "ECDH", auth: "RSA", cipher: "CHACHA20", bits: 256, mac: "AEAD", aead: true, symmetric: "chacha20-poly1305"},
	{id: tlsconn.TLS_ECDHE_ECDSA_WITH_AES_128_CBC_SHA256, name: "ECDHE-ECDSA-AES128-SHA256", proto: "TLSv1.2", kea: "ECDH", auth: "ECDSA", cipher: "AES", bits: 128, mac: "SHA256", symmetric: "aes-128-cbc", digest: "sha256"},
	{id: tlsconn.TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA256, name: "ECDHE-RSA-AES128-SHA256", proto: "TLSv1.2", kea: "ECDH", auth: "RSA", cipher: "AES", bits: 128, mac: "SHA256", symmetric: "aes-128-cbc", digest: "sha256"},
	{id: tlsconn.TLS_ECDHE_ECDSA_WITH_AES_256_CBC_SHA, name: "ECDHE-ECDSA-AES256-SHA", proto: "TLSv1.0", kea: "ECDH", auth: "ECDSA", cipher: "AES", bits: 256, mac: "SHA1", symmetric: "aes-256-cbc", digest: "sha1"},
	{id: tlsconn.TLS_ECDHE_RSA_WITH_AES_256_CBC_SHA, name: "ECDHE-RSA-AES256-SHA", proto: "TLSv1.0", kea: "ECDH", auth: "RSA", cipher: "AES", bits: 256, mac: "SHA1", symmetric: "aes-256-cbc", digest: "sha1"},
	{id: tlsconn.TLS_ECDHE_ECDSA_WITH_AES_128_CBC_SHA, name: "ECDHE-ECDSA-AES128-SHA", proto: "TLSv1.0", kea: "ECDH", auth: "ECDSA", cipher: "AES", bits: 128, mac: "SHA1", symmetric: "aes-128-cbc", digest: "sha1"},
	{id: tlsconn.TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA, name: "ECDHE-RSA-AES128-SHA", proto: "TLSv1.0", kea: "ECDH", auth: "RSA", cipher: "AES", bits: 128, mac: "SHA1", symmetric: "aes-128-cbc", digest: "sha1"},
	{id: tlsconn.TLS_RSA_WITH_AES_256_GCM_SHA384, name: "AES256-GCM-SHA384", proto: "TLSv1.2", kea: "RSA", auth: "RSA", cipher: "AESGCM", bits: 256, mac: "AEAD", aead: true, symmetric: "aes-256-gcm"},
	{id: tlsconn.TLS_RSA_WITH_AES_128_GCM_SHA256, name: "AES128-GCM-SHA256", proto: "TLSv1.2", kea: "RSA", auth: "RSA", cipher: "AESGCM", bits: 128, mac: "AEAD", aead: true, symmetric: "aes-128-gcm"},
	{id: tlsconn.TLS_RSA_WITH_AES_128_CBC_SHA256, name: "AES128-SHA256", proto: "TLSv1.2", kea: "RSA", auth: "RSA", cipher: "AES", bits: 128, mac: "SHA256", symmetric: "aes-128-cbc", digest: "sha256"},
	{id: tlsconn.TLS_RSA_WITH_AES_256_CBC_SHA, name: "AES256-SHA", proto: "SSLv3", kea: "RSA", auth: "RSA", cipher: "AES", bits: 256, mac: "SHA1", symmetric: "aes-256-cbc", digest: "sha1"},
	{id: tlsconn.TLS_RSA_WITH_AES_128_CBC_SHA, name: "AES128-SHA", proto: "SSLv3", kea: "RSA", auth: "RSA", cipher: "AES", bits: 128, mac: "SHA1", symmetric: "aes-128-cbc", digest: "sha1"},
}

const defaultCiphers = "ECDH+AESGCM:ECDH+CHACHA20:ECDH+AES:!aNULL:!eNULL:!aDSS:!SHA1:!AESCCM"

func suiteOf(id uint16) *suite {
	for i := range suites {
		if suites[i].id == id {
			return &suites[i]
		}
	}
	return nil
}

// has reports that one word of a cipher list covers s.
func (s *suite) has(word string) bool {
	switch word {
	case "ALL", "DEFAULT", "COMPLEMENTOFDEFAULT":
		return word != "COMPLEMENTOFDEFAULT"
	case "HIGH":
		return true
	case "ECDH", "ECDHE", "EECDH", "kECDHE", "kEECDH":
		return s.kea == "ECDH"
	case "RSA", "kRSA":
		return s.kea == "RSA" || word == "RSA" && s.auth == "RSA"
	case "aRSA":
		return s.auth == "RSA"
	case "ECDSA", "aECDSA":
		return s.auth == "ECDSA"
	case "AES":
		return strings.HasPrefix(s.cipher, "AES")
	case "AES128":
		return strings.HasPrefix(s.cipher, "AES") && s.bits == 128
	case "AES256":
		return strings.HasPrefix(s.cipher, "AES") && s.bits == 256
	case "AESGCM", "CHACHA20":
		return s.cipher == word
	case "SHA", "SHA1":
		return s.mac == "SHA1"
	case "SHA256":
		return s.mac == "SHA256" || strings.HasSuffix(s.name, "SHA256")
	case "SHA384":
		return strings.HasSuffix(s.name, "SHA384")
	case "TLSv1.2":
		return s.proto == "TLSv1.2"
	case "TLSv1", "TLSv1.0":
		return s.proto == "TLSv1.0"
	case "SSLv3":
		return s.proto == "SSLv3"
	}
	return s.name == word
}

// chooseSuites reads a cipher list; the suites of TLS 1.3 are always in, and do not count.
func chooseSuites(list string) (ids []uint16, ok bool) {
	var on []uint16
	dead := map[uint16]bool{}
	drop := func(id uint16) {
		kept := on[:0]
		for _, x := range on {
			if x != id {
				kept = append(kept, x)
			}
		}
		on = kept
	}
	for _, word := range strings.FieldsFunc(list, func(r rune) bool { return r == ':' || r == ',' || r == ' ' || r == ';' }) {
		op := byte(0)
		switch word[0] {
		case '@':
			continue
		case '!', '-', '+':
			op, word = word[0], word[1:]
		}
		parts := strings.Split(word, "+")
		for i := range suites {
			s := &suites[i]
			if s.proto == "TLSv1.3" {
				continue
			}
			match := true
			for _, p := range parts {
				match = match && s.has(p)
			}
			if !match {
				continue
			}
			switch op {
			case '!':
				dead[s.id] = true
				drop(s.id)
			case '-':
				drop(s.id)
			case '+':
				for _, x := range on {
					if x == s.id {
						drop(s.id)
						on = append(on, s.id)
						break
					}
				}
			default:
				drop(s.id)
				if !dead[s.id] {
					on = append(on, s.id)
				}
			}
		}
	}
	return on, len(on) > 0
}

// describe is an entry of get_ciphers().
func (s *suite) describe() value {
	d := core.NewDict()
	set := func(name string, v value) { d.SetStr(core.Intern(name), v) }
	kx, au := s.kea, s.auth
	mac := s.mac
	enc := s.cipher + "(" + itoa(s.bits) + ")"
	if s.cipher == "CHACHA20" {
		enc = "CHACHA20/POLY1305(256)"
	}
	set("id", core.Int(0x03000000|int64(s.id)))
	set("name", core.StrVal(s.name))
	set("protocol", core.StrVal(s.proto))
	set("description", core.StrVal(padTo(s.name, 30)+" "+padTo(s.proto, 7)+" Kx="+padTo(kx, 8)+" Au="+padTo(au, 5)+" Enc="+padTo(enc, 22)+" Mac="+mac))
	set("strength_bits", core.Int(int64(s.bits)))
	set("alg_bits", core.Int(int64(s.bits)))
	set("aead", core.Bool(s.aead))
	set("symmetric", core.StrVal(s.symmetric))
	digest := core.None
	if s.digest != "" {
		digest = core.StrVal(s.digest)
	}
	set("digest", digest)
	kea := map[string]string{"any": "kx-any", "ECDH": "kx-ecdhe", "RSA": "kx-rsa"}[s.kea]
	auth := map[string]string{"any": "auth-any", "ECDSA": "auth-ecdsa", "RSA": "auth-rsa"}[s.auth]
	set("kea", core.StrVal(kea))
	set("auth", core.StrVal(auth))
	return d.Val()
}

func padTo(s string, n int) string {
	for len(s) < n {
		s += " "
	}
	return s
}
