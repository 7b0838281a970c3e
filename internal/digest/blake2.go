// Package digest holds the hash functions that Go's library lacks: BLAKE2 with
// all its parameters (salt, person, tree), scrypt, and CRC-CCITT.
//
// Invariant: a hash can be copied by assignment and read without changing it.
package digest

import (
	"encoding/binary"
	"math/bits"
)

// Params are BLAKE2's parameters; the caller has checked them against the
// limits of the variant. Salt and Person may be shorter than the field.
type Params struct {
	Size       int // digest size in bytes
	Key        []byte
	Salt       []byte
	Person     []byte
	Fanout     int
	Depth      int
	LeafSize   uint32
	NodeOffset uint64
	NodeDepth  int
	InnerSize  int
	LastNode   bool
}

// Limits of the variants, in bytes.
const (
	MaxSizeB, MaxSizeS     = 64, 32
	BlockSizeB, BlockSizeS = 128, 64
	SaltSizeB, SaltSizeS   = 16, 8
	MaxOffsetS             = 1<<48 - 1
)

var sigma = [10][16]uint8{
	{0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15},
	{14, 10, 4, 8, 9, 15, 13, 6, 1, 12, 0, 2, 11, 7, 5, 3},
	{11, 8, 12, 0, 5, 2, 15, 13, 10, 14, 3, 6, 7, 1, 9, 4},
	{7, 9, 3, 1, 13, 12, 11, 14, 2, 6, 5, 10, 4, 0, 15, 8},
	{9, 0, 5, 7, 2, 4, 10, 15, 14, 1, 11, 12, 6, 8, 3, 13},
	{2, 12, 6, 10, 0, 11, 8, 3, 4, 13, 7, 5, 15, 14, 1, 9},
	{12, 5, 1, 15, 14, 13, 4, 10, 0, 7, 6, 3, 9, 2, 8, 11},
	{13, 11, 7, 14, 12, 1, 3, 9, 5, 0, 15, 4, 8, 6, 2, 10},
	{6, 15, 14, 9, 11, 3, 0, 8, 12, 2, 13, 7, 1, 4, 10, 5},
	{10, 2, 8, 4, 7, 6, 1, 5, 15, 11, 9, 14, 3, 12, 13, 0},
}

var ivB = [8]uint64{0x6a09e667f3bcc908, 0xbb67ae8584caa73b, 0x3c6ef372fe94f82b, 0xa54ff53a5f1d36f1, 0x510e527fade682d1, 0x9b05688c2b3e6c1f, 0x1f83d9abfb41bd6b, 0x5be0cd19137e2179}

var ivS = [8]uint32{0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a, 0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19}

// Blake2b is a running BLAKE2b hash.
type Blake2b struct {
	h        [8]uint64
	t0, t1   uint64
	buf      [BlockSizeB]byte
	n        int // bytes in buf
	size     int
	lastNode bool
}

// NewBlake2b starts a hash.
func NewBlake2b(p *Params) Blake2b {
	d := Blake2b{size: p.Size, lastNode: p.LastNode}
	var b [64]byte
	b[0], b[1], b[2], b[3] = byte(p.Size), byte(len(p.Key)), byte(p.Fanout), byte(p.Depth)
	binary.LittleEndian.PutUint32(b[4:], p.LeafSize)
	binary.LittleEndian.PutUint64(b[8:], p.NodeOffset)
	b[16], b[17] = byte(p.NodeDepth), byte(p.InnerSize)
	copy(b[32:48], p.Salt)
	copy(b[48:64], p.Person)
	for i := range d.h {
		d.h[i] = ivB[i] ^ binary.LittleEndian.Uint64(b[8*i:])
	}
	if len(p.Key) > 0 {
		copy(d.buf[:], p.Key)
		d.n = BlockSizeB
	}
	return d
}

// Write adds data.
func (d *Blake2b) Write(data []byte) {
	for len(data) > 0 {
		if d.n == BlockSizeB { // a full block waits, for it may be the last
			d.block(d.buf[:], BlockSizeB, 0, 0)
			d.n = 0
		}
		for d.n == 0 && len(data) > BlockSizeB {
			d.block(data, BlockSizeB, 0, 0)
			data = data[BlockSizeB:]
		}
		k := copy(d.buf[d.n:], data)
		d.n += k
		data = data[k:]
	}
}

// Sum appends the digest of what was written.
func (d Blake2b) Sum(dst []byte) []byte {
	for i := d.n; i < BlockSizeB; i++ {
		d.buf[i] = 0
	}
	var f1 uint64
	if d.lastNode {
		f1 = ^f1
	}
	d.block(d.buf[:], uint64(d.n), ^uint64(0), f1)
	var out [64]byte
	for i, w := range d.h {
		binary.LittleEndian.PutUint64(out[8*i:], w)
	}
	return append(dst, out[:d.size]...)
}

func (d *Blake2b) block(p []byte, n, f0, f1 uint64) {
	var c uint64
	d.t0, c = bits.Add64(d.t0, n, 0)
	d.t1 += c
	var m [16]uint64
	for i := range m {
		m[i] = binary.LittleEndian.Uint64(p[8*i:])
	}
	h := &d.h
	v0, v1, v2, v3, v4, v5, v6, v7 := h[0], h[1], h[2], h[3], h[4], h[5], h[6], h[7]
	v8, v9, v10, v11 := ivB[0], ivB[1], ivB[2], ivB[3]
	v12, v13, v14, v15 := ivB[4]^d.t0, ivB[5]^d.t1, ivB[6]^f0, ivB[7]^f1
	for r := 0; r < 12; r++ {
		s := &sigma[r%10]
		v0, v4, v8, v12 = mixB(v0, v4, v8, v12, m[s[0]&15], m[s[1]&15])
		v1, v5, v9, v13 = mixB(v1, v5, v9, v13, m[s[2]&15], m[s[3]&15])
		v2, v6, v10, v14 = mixB(v2, v6, v10, v14, m[s[4]&15], m[s[5]&15])
		v3, v7, v11, v15 = mixB(v3, v7, v11, v15, m[s[6]&15], m[s[7]&15])
		v0, v5, v10, v15 = mixB(v0, v5, v10, v15, m[s[8]&15], m[s[9]&15])
		v1, v6, v11, v12 = mixB(v1, v6, v11, v12, m[s[10]&15], m[s[11]&15])
		v2, v7, v8, v13 = mixB(v2, v7, v8, v13, m[s[12]&15], m[s[13]&15])
		v3, v4, v9, v14 = mixB(v3, v4, v9, v14, m[s[14]&15], m[s[15]&15])
	}
	h[0] ^= v0 ^ v8
	h[1] ^= v1 ^ v9
	h[2] ^= v2 ^ v10
	h[3] ^= v3 ^ v11
	h[4] ^= v4 ^ v12
	h[5] ^= v5 ^ v13
	h[6] ^= v6 ^ v14
	h[7] ^= v7 ^ v15
}

func mixB(a, b, c, d, x, y uint64) (uint64, uint64, uint64, uint64) {
	a += b + x
	d = bits.RotateLeft64(d^a, -32)
	c += d
	b = bits.RotateLeft64(b^c, -24)
	a += b + y
	d = bits.RotateLeft64(d^a, -16)
	c += d
	b = bits.RotateLeft64(b^c, -63)
	return a, b, c, d
}

// Blake2s is a running BLAKE2s hash.
type Blake2s struct {
	h        [8]uint32
	t        uint64
	buf      [BlockSizeS]byte
	n        int
	size     int
	lastNode bool
}

// NewBlake2s starts a hash.
func NewBlake2s(p *Params) Blake2s {
	d := Blake2s{size: p.Size, lastNode: p.LastNode}
	var b [32]byte
	b[0], b[1], b[2], b[3] = byte(p.Size), byte(len(p.Key)), byte(p.Fanout), byte(p.Depth)
	binary.LittleEndian.PutUint32(b[4:], p.LeafSize)
	binary.LittleEndian.PutUint64(b[8:], p.NodeOffset&MaxOffsetS)
	b[14], b[15] = byte(p.NodeDepth), byte(p.InnerSize)
	copy(b[16:24], p.Salt)
	copy(b[24:32], p.Person)
	for i := range d.h {
		d.h[i] = ivS[i] ^ binary.LittleEndian.Uint32(b[4*i:])
	}
	if len(p.Key) > 0 {
		copy(d.buf[:], p.Key)
		d.n = BlockSizeS
	}
	return d
}

// Write adds data.
func (d *Blake2s) Write(data []byte) {
	for len(data) > 0 {
		if d.n == BlockSizeS {
			d.block(d.buf[:], BlockSizeS, 0, 0)
			d.n = 0
		}
		for d.n == 0 && len(data) > BlockSizeS {
			d.block(data, BlockSizeS, 0, 0)
			data = data[BlockSizeS:]
		}
		k := copy(d.buf[d.n:], data)
		d.n += k
		data = data[k:]
	}
}

// Sum appends the digest of what was written.
func (d Blake2s) Sum(dst []byte) []byte {
	for i := d.n; i < BlockSizeS; i++ {
		d.buf[i] = 0
	}
	var f1 uint32
	if d.lastNode {
		f1 = ^f1
	}
	d.block(d.buf[:], uint64(d.n), ^uint32(0), f1)
	var out [32]byte
	for i, w := range d.h {
		binary.LittleEndian.PutUint32(out[4*i:], w)
	}
	return append(dst, out[:d.size]...)
}

func (d *Blake2s) block(p []byte, n uint64, f0, f1 uint32) {
	d.t += n
	var m [16]uint32
	for i := range m {
		m[i] = binary.LittleEndian.Uint32(p[4*i:])
	}
	h := &d.h
	v0, v1, v2, v3, v4, v5, v6, v7 := h[0], h[1], h[2], h[3], h[4], h[5], h[6], h[7]
	v8, v9, v10, v11 := ivS[0], ivS[1], ivS[2], ivS[3]
	v12, v13, v14, v15 := ivS[4]^uint32(d.t), ivS[5]^uint32(d.t>>32), ivS[6]^f0, ivS[7]^f1
	for r := 0; r < 10; r++ {
		s := &sigma[r]
		v0, v4, v8, v12 = mixS(v0, v4, v8, v12, m[s[0]&15], m[s[1]&15])
		v1, v5, v9, v13 = mixS(v1, v5, v9, v13, m[s[2]&15], m[s[3]&15])
		v2, v6, v10, v14 = mixS(v2, v6, v10, v14, m[s[4]&15], m[s[5]&15])
		v3, v7, v11, v15 = mixS(v3, v7, v11, v15, m[s[6]&15], m[s[7]&15])
		v0, v5, v10, v15 = mixS(v0, v5, v10, v15, m[s[8]&15], m[s[9]&15])
		v1, v6, v11, v12 = mixS(v1, v6, v11, v12, m[s[10]&15], m[s[11]&15])
		v2, v7, v8, v13 = mixS(v2, v7, v8, v13, m[s[12]&15], m[s[13]&15])
		v3, v4, v9, v14 = mixS(v3, v4, v9, v14, m[s[14]&15], m[s[15]&15])
	}
	h[0] ^= v0 ^ v8
	h[1] ^= v1 ^ v9
	h[2] ^= v2 ^ v10
	h[3] ^= v3 ^ v11
	h[4] ^= v4 ^ v12
	h[5] ^= v5 ^ v13
	h[6] ^= v6 ^ v14
	h[7] ^= v7 ^ v15
}

func mixS(a, b, c, d, x, y uint32) (uint32, uint32, uint32, uint32) {
	a += b + x
	d = bits.RotateLeft32(d^a, -16)
	c += d
	b = bits.RotateLeft32(b^c, -12)
	a += b + y
	d = bits.RotateLeft32(d^a, -8)
	c += d
	b = bits.RotateLeft32(b^c, -7)
	return a, b, c, d
}

// CRCHQX is binascii.crc_hqx: CRC-CCITT from a starting value.
func CRCHQX(data []byte, crc uint16) uint16 {
	for _, b := range data {
		crc ^= uint16(b) << 8
		for range 8 {
			if crc&0x8000 != 0 {
				crc = crc<<1 ^ 0x1021
			} else {
				crc <<= 1
			}
		}
	}
	return crc
}
