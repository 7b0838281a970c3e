// This file hashes strings and bytes under a secret seed, so that no one can
// prepare colliding dict keys, and combines hashes of containers.

package pyhash

import (
	"math/bits"
	"unsafe"
)

// Seed is the secret of one process. The zero Seed is valid but not secret. An exact seed (ExactSeed) hashes as CPython
// does under the same PYTHONHASHSEED; others hash faster.
type Seed struct {
	k     [6]uint64
	exact bool // k[0] and k[1] are the key of SipHash-1-3
}

// NewSeed expands a 128-bit secret.
func NewSeed(k0, k1 uint64) Seed {
	var s Seed
	for i := range s.k {
		// Odd keys with mixed bits; sip makes them independent.
		s.k[i] = SipHash13(k0, k1, string([]byte{byte(i), 's', 'e', 'e', 'd'})) | 1
	}
	return s
}

// ExactSeed is what PYTHONHASHSEED=n means: the key is zero for 0, and made by a linear congruential generator otherwise.
func ExactSeed(n uint32) Seed {
	s := Seed{exact: true}
	if n == 0 {
		return s
	}
	for i := range 16 {
		n = n*214013 + 2531011
		s.k[i/8] |= uint64(n>>16&0xff) << (i % 8 * 8)
	}
	return s
}

// Text hashes a str given in WTF-8.
func (s *Seed) Text(text string) int64 {
	if s.exact {
		return s.String(fixedWidth(text))
	}
	return s.String(text)
}

// fixedWidth gives text in the narrowest of 1, 2 and 4 bytes a code point, little-endian, which is what CPython hashes.
func fixedWidth(text string) string {
	ascii, width := true, 1
	for i := range len(text) {
		switch c := text[i]; {
		case c >= 0xf0:
			width = 4
		case c >= 0xc4:
			width = max(width, 2)
		}
		ascii = ascii && text[i] < 0x80
	}
	if ascii {
		return text
	}
	out := make([]byte, 0, len(text)*width)
	for i := 0; i < len(text); {
		c := uint32(text[i])
		n := 1
		switch {
		case c >= 0xf0:
			n, c = 4, c&7
		case c >= 0xe0:
			n, c = 3, c&15
		case c >= 0xc0:
			n, c = 2, c&31
		}
		for j := 1; j < n && i+j < len(text); j++ {
			c = c<<6 | uint32(text[i+j]&0x3f)
		}
		i += n
		switch width {
		case 1:
			out = append(out, byte(c))
		case 2:
			out = append(out, byte(c), byte(c>>8))
		default:
			out = append(out, byte(c), byte(c>>8), byte(c>>16), byte(c>>24))
		}
	}
	return string(out)
}

func fold(a, b uint64) uint64 {
	hi, lo := bits.Mul64(a, b)
	return hi ^ lo
}

func load64(p unsafe.Pointer, off int) uint64 {
	b := (*[8]byte)(unsafe.Add(p, off))
	return uint64(b[0]) | uint64(b[1])<<8 | uint64(b[2])<<16 | uint64(b[3])<<24 |
		uint64(b[4])<<32 | uint64(b[5])<<40 | uint64(b[6])<<48 | uint64(b[7])<<56
}

func load32(p unsafe.Pointer, off int) uint64 {
	b := (*[4]byte)(unsafe.Add(p, off))
	return uint64(b[0]) | uint64(b[1])<<8 | uint64(b[2])<<16 | uint64(b[3])<<24
}

// String hashes text; the empty string hashes to 0.
func (s *Seed) String(text string) int64 {
	n := len(text)
	if n == 0 {
		return 0
	}
	if s.exact {
		if h := int64(SipHash13(s.k[0], s.k[1], text)); h != -1 {
			return h
		}
		return -2
	}
	p := unsafe.Pointer(unsafe.StringData(text))
	var a, b uint64
	h := s.k[0] ^ uint64(n)
	switch {
	case n <= 3:
		a = uint64(*(*byte)(p))<<16 | uint64(*(*byte)(unsafe.Add(p, n>>1)))<<8 | uint64(*(*byte)(unsafe.Add(p, n-1)))
	case n <= 8:
		a = load32(p, 0)<<32 | load32(p, n-4)
	case n <= 16:
		a, b = load64(p, 0), load64(p, n-8)
	default:
		i := 0
		if n > 64 {
			g := h
			for ; i+32 < n-16; i += 32 {
				h = fold(load64(p, i)^s.k[1], load64(p, i+8)^h)
				g = fold(load64(p, i+16)^s.k[2], load64(p, i+24)^g)
			}
			h = fold(h^s.k[5], g^s.k[4]) ^ uint64(n)
		}
		for ; i < n-16; i += 16 {
			h = fold(load64(p, i)^s.k[1], load64(p, i+8)^h)
		}
		a, b = load64(p, n-16), load64(p, n-8)
	}
	h = fold(a^s.k[3], b^s.k[4]^h)
	h = fold(h^s.k[2], s.k[5]^uint64(n))
	if int64(h) == -1 {
		return -2
	}
	return int64(h)
}

// Bytes hashes b as String hashes the same bytes.
func (s *Seed) Bytes(b []byte) int64 {
	if len(b) == 0 {
		return 0
	}
	return s.String(unsafe.String(&b[0], len(b)))
}

// SipHash13 is SipHash-1-3 of text under the key k0, k1.
func SipHash13(k0, k1 uint64, text string) uint64 {
	v0, v1 := k0^0x736f6d6570736575, k1^0x646f72616e646f6d
	v2, v3 := k0^0x6c7967656e657261, k1^0x7465646279746573
	round := func() {
		v0 += v1
		v1 = bits.RotateLeft64(v1, 13) ^ v0
		v0 = bits.RotateLeft64(v0, 32)
		v2 += v3
		v3 = bits.RotateLeft64(v3, 16) ^ v2
		v0 += v3
		v3 = bits.RotateLeft64(v3, 21) ^ v0
		v2 += v1
		v1 = bits.RotateLeft64(v1, 17) ^ v2
		v2 = bits.RotateLeft64(v2, 32)
	}
	n := len(text)
	i := 0
	for ; i+8 <= n; i += 8 {
		m := load64(unsafe.Pointer(unsafe.StringData(text)), i)
		v3 ^= m
		round()
		v0 ^= m
	}
	m := uint64(n) << 56
	for j := 0; i < n; i, j = i+1, j+8 {
		m |= uint64(text[i]) << uint(j)
	}
	v3 ^= m
	round()
	v0 ^= m
	v2 ^= 0xff
	round()
	round()
	round()
	return v0 ^ v1 ^ v2 ^ v3
}

// xxHash's 64-bit primes.
const (
	prime1 = 11400714785074694791
	prime2 = 14029467366897019727
	prime5 = 2870177450012600261
)

// TupleHash accumulates the hashes of a tuple's items in order.
type TupleHash struct {
	acc uint64
	n   uint64
}

// NewTuple starts a tuple hash.
func NewTuple() TupleHash { return TupleHash{acc: prime5} }

// Add takes the hash of the next item.
func (t *TupleHash) Add(h int64) {
	t.acc = bits.RotateLeft64(t.acc+uint64(h)*prime2, 31) * prime1
	t.n++
}

// Sum returns the tuple's hash.
func (t *TupleHash) Sum() int64 {
	h := t.acc + (t.n ^ (prime5 ^ 3527539))
	if int64(h) == -1 {
		return 1546275796
	}
	return int64(h)
}

// Tuple hashes a tuple given its items' hashes.
func Tuple(hashes ...int64) int64 {
	t := NewTuple()
	for _, h := range hashes {
		t.Add(h)
	}
	return t.Sum()
}

// SetHash accumulates the hashes of a set's items in any order.
type SetHash struct{ x, s, n uint64 }

// Add takes the hash of one item.
func (t *SetHash) Add(h int64) {
	m := uint64(h) + 0x9e3779b97f4a7c15
	m = (m ^ m>>30) * 0xbf58476d1ce4e5b9
	m = (m ^ m>>27) * 0x94d049bb133111eb
	m ^= m >> 31
	t.x ^= m
	t.s += m * prime1
	t.n++
}

// Sum returns the frozenset's hash.
func (t *SetHash) Sum() int64 {
	h := t.x ^ bits.RotateLeft64(t.s, 32) ^ (t.n+1)*prime2
	h = (h ^ h>>29) * prime1
	h ^= h >> 32
	if int64(h) == -1 {
		return 590923713
	}
	return int64(h)
}
