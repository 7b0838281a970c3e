// This file is the filters before the compression: delta, and the branch filters, which make the targets of jumps absolute.
package lzma

import "encoding/binary"

// A stage filters bytes in place as far as it can and says how many; what is left needs more input, or stays as it is at
// the end.
type stage interface {
	run(b []byte, encode bool) int
}

type delta struct {
	hist [256]byte
	dist int
	pos  int
}

func (d *delta) run(b []byte, encode bool) int {
	for i, c := range b {
		old := d.hist[(d.pos-d.dist)&255]
		if encode {
			d.hist[d.pos&255] = c
			b[i] = c - old
		} else {
			b[i] = c + old
			d.hist[d.pos&255] = b[i]
		}
		d.pos++
	}
	return len(b)
}

type branch struct {
	pos  uint32
	id   uint64
	prev uint32 // of x86: where the last opcode was
	mask uint32 // and which of the bytes before looked like opcodes
}

func convert(v, pos uint32, encode bool) uint32 {
	if encode {
		return v + pos
	}
	return v - pos
}

func (f *branch) run(b []byte, encode bool) int {
	i := 0
	switch f.id {
	case FilterX86:
		return f.x86(b, encode)
	case FilterPowerPC:
		for ; i+4 <= len(b); i += 4 {
			if w := binary.BigEndian.Uint32(b[i:]); w&0xFC000003 == 0x48000001 {
				v := convert(w&0x03FFFFFC, f.pos+uint32(i), encode)
				binary.BigEndian.PutUint32(b[i:], 0x48000001|v&0x03FFFFFC)
			}
		}
	case FilterARM:
		for ; i+4 <= len(b); i += 4 {
			if b[i+3] == 0xEB {
				w := binary.LittleEndian.Uint32(b[i:])
				v := convert(w<<2&0x03FFFFFF, f.pos+uint32(i)+8, encode) >> 2
				binary.LittleEndian.PutUint32(b[i:], 0xEB000000|v&0x00FFFFFF)
			}
		}
	case FilterARMThumb:
		for ; i+4 <= len(b); i += 2 {
			a, c := uint32(binary.LittleEndian.Uint16(b[i:])), uint32(binary.LittleEndian.Uint16(b[i+2:]))
			if a&0xF800 == 0xF000 && c&0xF800 == 0xF800 {
				v := convert((a&0x7FF<<11|c&0x7FF)<<1, f.pos+uint32(i)+4, encode) >> 1
				binary.LittleEndian.PutUint16(b[i:], uint16(0xF000|v>>11&0x7FF))
				binary.LittleEndian.PutUint16(b[i+2:], uint16(0xF800|v&0x7FF))
				i += 2
			}
		}
	case FilterSPARC:
		for ; i+4 <= len(b); i += 4 {
			if w := binary.BigEndian.Uint32(b[i:]); w&0xFFC00000 == 0x40000000 || w&0xFFC00000 == 0x7FC00000 {
				v := convert(w<<2, f.pos+uint32(i), encode) >> 2
				v = (0-(v>>22&1))<<22&0x3FFFFFFF | v&0x3FFFFF | 0x40000000
				binary.BigEndian.PutUint32(b[i:], v)
			}
		}
	case FilterIA64:
		for ; i+16 <= len(b); i += 16 {
			f.ia64(b[i:i+16], f.pos+uint32(i), encode)
		}
	}
	f.pos += uint32(i)
	return i
}

// ia64 does the three slots of a bundle; the template says which of them may branch.
func (f *branch) ia64(b []byte, pos uint32, encode bool) {
	const slots = "\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x04\x04\x06\x06\x00\x00\x07\x07\x04\x04\x00\x00\x04\x04\x00\x00"
	mask := slots[b[0]&0x1F]
	for s, bit := 0, 5; s < 3; s, bit = s+1, bit+41 {
		if mask>>s&1 == 0 {
			continue
		}
		at, shift := bit>>3, uint(bit&7)
		var v uint64
		for j := range 6 {
			v |= uint64(b[at+j]) << (8 * j)
		}
		n := v >> shift
		if n>>37&0xF != 5 || n>>9&7 != 0 {
			continue
		}
		src := uint32(n>>13&0xFFFFF) | uint32(n>>36&1)<<20
		dst := convert(src<<4, pos, encode) >> 4
		n &^= uint64(0x8FFFFF) << 13
		n |= uint64(dst&0xFFFFF)<<13 | uint64(dst&0x100000)<<(36-20)
		v = v&(1<<shift-1) | n<<shift
		for j := range 6 {
			b[at+j] = byte(v >> (8 * j))
		}
	}
}

// x86 does the operands of CALL and JMP whose highest byte is 0 or 0xFF, unless bytes before look like such opcodes too.
func (f *branch) x86(b []byte, encode bool) int {
	last := func(c byte) bool { return c == 0 || c == 0xFF }
	allowed := [8]bool{0: true, 1: true, 2: true, 4: true}
	number := [8]uint{0, 1, 2, 2, 3, 3, 3, 3}
	if f.pos-f.prev > 5 {
		f.prev = f.pos - 5
	}
	i := 0
	for i+5 <= len(b) {
		if b[i]&0xFE != 0xE8 {
			i++
			continue
		}
		gap := f.pos + uint32(i) - f.prev
		f.prev = f.pos + uint32(i)
		if gap > 5 {
			f.mask = 0
		} else {
			for range gap {
				f.mask = f.mask & 0x77 << 1
			}
		}
		high := b[i+4]
		if !last(high) || !allowed[f.mask>>1&7] || f.mask>>1 >= 0x10 {
			i++
			f.mask |= 1
			if last(high) {
				f.mask |= 0x10
			}
			continue
		}
		src := binary.LittleEndian.Uint32(b[i+1:])
		dst := convert(src, f.pos+uint32(i)+5, encode)
		for f.mask != 0 {
			k := number[f.mask>>1&7] * 8
			if !last(byte(dst >> (24 - k))) {
				break
			}
			src = dst ^ (1<<(32-k) - 1)
			dst = convert(src, f.pos+uint32(i)+5, encode)
		}
		binary.LittleEndian.PutUint32(b[i+1:], dst&0x00FFFFFF|-(dst>>24&1)&0xFF000000)
		i += 5
		f.mask = 0
	}
	f.pos += uint32(i)
	return i
}

func newStage(f Filter) stage {
	if f.ID == FilterDelta {
		return &delta{dist: f.Dist}
	}
	return &branch{pos: f.Start, id: f.ID, prev: f.Start - 5}
}

// pipe is a chain of stages with what waits between them.
type pipe struct {
	stages []stage
	wait   [][]byte
}

func newPipe(filters []Filter) *pipe {
	p := &pipe{}
	for _, f := range filters {
		p.stages = append(p.stages, newStage(f))
		p.wait = append(p.wait, nil)
	}
	return p
}

// run filters the next bytes; the first stage of a chain is the first that encodes and the last that decodes.
func (p *pipe) run(b []byte, encode, end bool) []byte {
	for k := range p.stages {
		i := k
		if !encode {
			i = len(p.stages) - 1 - k
		}
		b = append(p.wait[i], b...)
		n := p.stages[i].run(b, encode)
		if end {
			n = len(b)
		}
		p.wait[i] = append([]byte(nil), b[n:]...)
		b = b[:n]
	}
	return b
}
