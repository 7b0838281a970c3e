// This file is the scrypt key derivation (RFC 7914).

package digest

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/binary"
	"hash"
	"math/bits"
)

// Scrypt derives a key. The caller has checked that n is a power of two above
// 1, and charged for 128*r*(n+p) bytes and the key; poll may stop it.
func Scrypt(password, salt []byte, n, r, p, keyLen int, poll func() error) ([]byte, error) {
	b, err := keyOf(password, salt, p*128*r, poll)
	if err != nil {
		return nil, err
	}
	size := 32 * r
	x, y, v := make([]uint32, size), make([]uint32, size), make([]uint32, size*n)
	for i := 0; i < p; i++ {
		if err := scryptMix(b[i*128*r:(i+1)*128*r], r, n, x, y, v, poll); err != nil {
			return nil, err
		}
	}
	return keyOf(password, b, keyLen, poll)
}

// keyPiece is how many bytes keyOf hashes, or writes of the key, between two polls.
const keyPiece = 64 << 10

// keyOf is PBKDF2 with HMAC-SHA256 and one iteration. The salt may be as long as the key: it is hashed once, not for each block.
func keyOf(password, salt []byte, size int, poll func() error) ([]byte, error) {
	if poll == nil {
		poll = func() error { return nil }
	}
	feed := func(h hash.Hash, b []byte) error {
		for len(b) > 0 {
			n := min(len(b), keyPiece)
			h.Write(b[:n])
			b = b[n:]
			if err := poll(); err != nil {
				return err
			}
		}
		return nil
	}
	if len(password) > sha256.BlockSize {
		h := sha256.New()
		if err := feed(h, password); err != nil {
			return nil, err
		}
		password = h.Sum(nil)
	}
	salted := hmac.New(sha256.New, password)
	if err := feed(salted, salt); err != nil {
		return nil, err
	}
	out := make([]byte, 0, size+sha256.Size)
	for block := uint32(1); len(out) < size; block++ {
		h, err := salted.(hash.Cloner).Clone()
		if err != nil {
			return nil, err
		}
		h.Write(binary.BigEndian.AppendUint32(nil, block))
		out = h.Sum(out)
		if len(out)%keyPiece == 0 {
			if err := poll(); err != nil {
				return nil, err
			}
		}
	}
	return out[:size:size], nil
}

func scryptMix(b []byte, r, n int, x, y, v []uint32, poll func() error) error {
	for i := range x {
		x[i] = binary.LittleEndian.Uint32(b[4*i:])
	}
	size := len(x)
	every := max(1, 4096/r)
	check := func(i int) error {
		if poll == nil || i%every != 0 {
			return nil
		}
		return poll()
	}
	for i := 0; i < n; i++ {
		if err := check(i); err != nil {
			return err
		}
		copy(v[i*size:], x)
		blockMix(x, y, r)
		x, y = y, x
	}
	for i := 0; i < n; i++ {
		if err := check(i); err != nil {
			return err
		}
		j := int(x[(2*r-1)*16]) & (n - 1)
		for k, w := range v[j*size : (j+1)*size] {
			x[k] ^= w
		}
		blockMix(x, y, r)
		x, y = y, x
	}
	for i, w := range x {
		binary.LittleEndian.PutUint32(b[4*i:], w)
	}
	return nil
}

func blockMix(in, out []uint32, r int) {
	var t [16]uint32
	copy(t[:], in[(2*r-1)*16:])
	for i := 0; i < 2*r; i++ {
		for k := range t {
			t[k] ^= in[16*i+k]
		}
		salsa8(&t)
		copy(out[(i/2+i%2*r)*16:], t[:])
	}
}

func salsa8(b *[16]uint32) {
	x := *b
	quarter := func(a, b, c, d int) {
		x[b] ^= bits.RotateLeft32(x[a]+x[d], 7)
		x[c] ^= bits.RotateLeft32(x[b]+x[a], 9)
		x[d] ^= bits.RotateLeft32(x[c]+x[b], 13)
		x[a] ^= bits.RotateLeft32(x[d]+x[c], 18)
	}
	for range 4 {
		quarter(0, 4, 8, 12)
		quarter(5, 9, 13, 1)
		quarter(10, 14, 2, 6)
		quarter(15, 3, 7, 11)
		quarter(0, 1, 2, 3)
		quarter(5, 6, 7, 4)
		quarter(10, 11, 8, 9)
		quarter(15, 12, 13, 14)
	}
	for i := range b {
		b[i] += x[i]
	}
}
