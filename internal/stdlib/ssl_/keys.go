// This file reads private keys, also those that a password protects.
package ssl_

import (
	"crypto"
	"crypto/aes"
	"crypto/cipher"
	"crypto/des"
	"crypto/hmac"
	"crypto/rsa"
	"crypto/sha1"
	"crypto/sha256"
	"crypto/sha512"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/asn1"
	"encoding/binary"
	"encoding/pem"
	"errors"
	"hash"
	"strings"
)

var (
	errNoKey    = errors.New("no private key")
	errPassword = errors.New("bad password")
	errBadKey   = errors.New("bad private key")
)

// Bounds of what reading a key may cost.
const (
	maxKeyBits = 8192
	maxKeyDER  = 6 << 10 // of such a key
	maxCertRSA = 16384   // bits of the key in a certificate
	maxRounds  = 10_000_000
)

// isKey reports a PEM block that holds a private key.
func isKey(b *pem.Block) bool { return strings.HasSuffix(b.Type, "PRIVATE KEY") }

// locked reports a key that needs a password.
func locked(b *pem.Block) bool {
	return b.Type == "ENCRYPTED PRIVATE KEY" || strings.Contains(b.Headers["Proc-Type"], "ENCRYPTED")
}

// parseKey reads a private key. poll is asked now and then.
func parseKey(b *pem.Block, password []byte, poll func() error) (crypto.PrivateKey, error) {
	der := b.Bytes
	switch {
	case b.Type == "ENCRYPTED PRIVATE KEY":
		var err error
		if der, err = decryptPKCS8(der, password, poll); err != nil {
			return nil, err
		}
	case locked(b):
		var err error
		//lint:ignore SA1019 files encrypted so are still about, and their keys are to be read
		if der, err = x509.DecryptPEMBlock(b, password); err != nil {
			return nil, errPassword
		}
	}
	if len(der) > maxKeyDER {
		return nil, errBadKey
	}
	if k, err := x509.ParsePKCS8PrivateKey(der); err == nil {
		return checkKey(k)
	}
	if k, err := x509.ParsePKCS1PrivateKey(der); err == nil {
		return checkKey(k)
	}
	if k, err := x509.ParseECPrivateKey(der); err == nil {
		return k, nil
	}
	if locked(b) {
		return nil, errPassword
	}
	return nil, errBadKey
}

func checkKey(k any) (crypto.PrivateKey, error) {
	if r, ok := k.(*rsa.PrivateKey); ok && r.N.BitLen() > maxKeyBits {
		return nil, errBadKey
	}
	return k, nil
}

var (
	oidPBES2      = asn1.ObjectIdentifier{1, 2, 840, 113549, 1, 5, 13}
	oidPBKDF2     = asn1.ObjectIdentifier{1, 2, 840, 113549, 1, 5, 12}
	oidHMACSHA1   = asn1.ObjectIdentifier{1, 2, 840, 113549, 2, 7}
	oidHMACSHA256 = asn1.ObjectIdentifier{1, 2, 840, 113549, 2, 9}
	oidHMACSHA512 = asn1.ObjectIdentifier{1, 2, 840, 113549, 2, 11}
	oidDES3       = asn1.ObjectIdentifier{1, 2, 840, 113549, 3, 7}
	oidAES128     = asn1.ObjectIdentifier{2, 16, 840, 1, 101, 3, 4, 1, 2}
	oidAES192     = asn1.ObjectIdentifier{2, 16, 840, 1, 101, 3, 4, 1, 22}
	oidAES256     = asn1.ObjectIdentifier{2, 16, 840, 1, 101, 3, 4, 1, 42}
)

// decryptPKCS8 opens an EncryptedPrivateKeyInfo with PBES2.
func decryptPKCS8(der, password []byte, poll func() error) ([]byte, error) {
	var info struct {
		Algorithm pkix.AlgorithmIdentifier
		Data      []byte
	}
	if _, err := asn1.Unmarshal(der, &info); err != nil || !info.Algorithm.Algorithm.Equal(oidPBES2) {
		return nil, errBadKey
	}
	var scheme struct{ KDF, Cipher pkix.AlgorithmIdentifier }
	if _, err := asn1.Unmarshal(info.Algorithm.Parameters.FullBytes, &scheme); err != nil || !scheme.KDF.Algorithm.Equal(oidPBKDF2) {
		return nil, errBadKey
	}
	var kdf struct {
		Salt   []byte
		Rounds int
		KeyLen int                      `asn1:"optional"`
		PRF    pkix.AlgorithmIdentifier `asn1:"optional"`
	}
	if _, err := asn1.Unmarshal(scheme.KDF.Parameters.FullBytes, &kdf); err != nil || kdf.Rounds < 1 || kdf.Rounds > maxRounds {
		return nil, errBadKey
	}
	prf := sha1.New
	switch o := kdf.PRF.Algorithm; {
	case len(o) == 0, o.Equal(oidHMACSHA1):
	case o.Equal(oidHMACSHA256):
		prf = sha256.New
	case o.Equal(oidHMACSHA512):
		prf = sha512.New
	default:
		return nil, errBadKey
	}
	var iv []byte
	if _, err := asn1.Unmarshal(scheme.Cipher.Parameters.FullBytes, &iv); err != nil {
		return nil, errBadKey
	}
	size, block := 0, aes.NewCipher
	switch o := scheme.Cipher.Algorithm; {
	case o.Equal(oidAES128):
		size = 16
	case o.Equal(oidAES192):
		size = 24
	case o.Equal(oidAES256):
		size = 32
	case o.Equal(oidDES3):
		size, block = 24, des.NewTripleDESCipher
	default:
		return nil, errBadKey
	}
	key, err := derive(prf, password, kdf.Salt, kdf.Rounds, size, poll)
	if err != nil {
		return nil, err
	}
	b, err := block(key)
	if err != nil || len(iv) != b.BlockSize() || len(info.Data) == 0 || len(info.Data)%b.BlockSize() != 0 {
		return nil, errBadKey
	}
	out := make([]byte, len(info.Data))
	cipher.NewCBCDecrypter(b, iv).CryptBlocks(out, info.Data)
	pad := int(out[len(out)-1])
	if pad == 0 || pad > b.BlockSize() || pad > len(out) {
		return nil, errPassword
	}
	for _, x := range out[len(out)-pad:] {
		if int(x) != pad {
			return nil, errPassword
		}
	}
	return out[:len(out)-pad], nil
}

// derive is PBKDF2, which can be stopped.
func derive(h func() hash.Hash, password, salt []byte, rounds, size int, poll func() error) ([]byte, error) {
	mac := hmac.New(h, password)
	var out []byte
	for block := uint32(1); len(out) < size; block++ {
		mac.Reset()
		mac.Write(salt)
		mac.Write(binary.BigEndian.AppendUint32(nil, block))
		u := mac.Sum(nil)
		sum := append([]byte(nil), u...)
		for i := 1; i < rounds; i++ {
			mac.Reset()
			mac.Write(u)
			u = mac.Sum(u[:0])
			for j := range sum {
				sum[j] ^= u[j]
			}
			if i%256 == 0 {
				if err := poll(); err != nil {
					return nil, err
				}
			}
		}
		out = append(out, sum...)
	}
	return out[:size], nil
}
