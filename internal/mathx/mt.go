// This file is the Mersenne Twister MT19937, as the random module uses it.

package mathx

import (
	"math/big"
	"math/bits"
)

const (
	mtN = 624
	mtM = 397
)

// MT is the state of one generator. The caller must seed it before use.
type MT struct {
	s [mtN]uint32
	i int // words of s used up
}

func (m *MT) init(seed uint32) {
	m.s[0] = seed
	for i := 1; i < mtN; i++ {
		p := m.s[i-1]
		m.s[i] = 1812433253*(p^p>>30) + uint32(i)
	}
	m.i = mtN
}

// SeedKey seeds from an array of words.
func (m *MT) SeedKey(key []uint32) {
	_ = m.seedKey(len(key), func(j int) uint32 { return key[j] }, func() error { return nil })
}

// seedKey seeds from size words.
func (m *MT) seedKey(size int, word func(j int) uint32, poll func() error) error {
	m.init(19650218)
	i, j := 1, 0
	for k := max(mtN, size); k > 0; k-- {
		if k&0xffff == 0 {
			if err := poll(); err != nil {
				return err
			}
		}
		p := m.s[i-1]
		m.s[i] = (m.s[i] ^ (p^p>>30)*1664525) + word(j) + uint32(j)
		if i++; i == mtN {
			m.s[0] = m.s[mtN-1]
			i = 1
		}
		if j++; j == size {
			j = 0
		}
	}
	for k := mtN - 1; k > 0; k-- {
		p := m.s[i-1]
		m.s[i] = (m.s[i] ^ (p^p>>30)*1566083941) - uint32(i)
		if i++; i == mtN {
			m.s[0] = m.s[mtN-1]
			i = 1
		}
	}
	m.s[0] = 1 << 31
	return nil
}

// SeedInt seeds from the absolute value of an int.
func (m *MT) SeedInt(n int64) {
	u := uint64(n)
	if n < 0 {
		u = -u
	}
	key := []uint32{uint32(u), uint32(u >> 32)}
	if key[1] == 0 {
		key = key[:1]
	}
	m.SeedKey(key)
}

// SeedBig seeds from the absolute value of an integer of any size.
func (m *MT) SeedBig(n *big.Int, poll func() error) error {
	words := n.Bits()
	word := func(j int) uint32 { return uint32(uint64(words[j/2]) >> (32 * (j & 1))) }
	size := 2 * len(words)
	if size > 0 && word(size-1) == 0 {
		size--
	}
	if size == 0 {
		word, size = func(int) uint32 { return 0 }, 1
	}
	return m.seedKey(size, word, poll)
}

func (m *MT) refill() {
	mix := func(a, b, c uint32) uint32 {
		y := a&0x80000000 | b&0x7fffffff
		return c ^ y>>1 ^ -(y&1)&0x9908b0df
	}
	s := &m.s
	for k := 0; k < mtN-mtM; k++ {
		s[k] = mix(s[k], s[k+1], s[k+mtM])
	}
	for k := mtN - mtM; k < mtN-1; k++ {
		s[k] = mix(s[k], s[k+1], s[k+mtM-mtN])
	}
	s[mtN-1] = mix(s[mtN-1], s[0], s[mtM-1])
	m.i = 0
}

// Uint32 returns the next word.
func (m *MT) Uint32() uint32 {
	if m.i >= mtN {
		m.refill()
	}
	y := m.s[m.i]
	m.i++
	y ^= y >> 11
	y ^= y << 7 & 0x9d2c5680
	y ^= y << 15 & 0xefc60000
	return y ^ y>>18
}

// Float64 returns a number in [0, 1) with 53 random bits.
func (m *MT) Float64() float64 {
	a, b := m.Uint32()>>5, m.Uint32()>>6
	return (float64(a)*67108864 + float64(b)) * (1.0 / 9007199254740992)
}

// Bits64 returns k random bits, 0 <= k <= 64.
func (m *MT) Bits64(k int) uint64 {
	switch {
	case k <= 0:
		return 0
	case k <= 32:
		return uint64(m.Uint32() >> uint(32-k))
	}
	lo := uint64(m.Uint32())
	return lo | uint64(m.Uint32()>>uint(64-k))<<32
}

// Bits returns k random bits. The caller has charged for them.
func (m *MT) Bits(k int, poll func() error) (*big.Int, error) {
	w := make([]big.Word, (k+63)/64)
	for i := 0; k > 0; i, k = i+1, k-64 {
		w[i] = big.Word(m.Bits64(min(k, 64)))
		if i&0xffff == 0xffff {
			if err := poll(); err != nil {
				return nil, err
			}
		}
	}
	return new(big.Int).SetBits(w), nil
}

// Below returns a number in [0, n) for n > 0 as Random._randbelow does.
func (m *MT) Below(n uint64) uint64 {
	k := bits.Len64(n)
	for {
		if r := m.Bits64(k); r < n {
			return r
		}
	}
}

// State returns the state words and the position, as getstate gives them.
func (m *MT) State() (words [mtN]uint32, at int) { return m.s, m.i }

// SetState restores a state; ok is false for a position out of range.
func (m *MT) SetState(words *[mtN]uint32, at int) (ok bool) {
	if at < 0 || at > mtN {
		return false
	}
	m.s, m.i = *words, at
	return true
}
