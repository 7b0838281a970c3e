// Package bzip2 reads and writes bzip2 streams. Invariant: a Decoder stops for want of input or of room anywhere
// and goes on there; what it allocates was charged before.
package bzip2

import "errors"

// ErrData says that a stream is no bzip2, or damaged.
var ErrData = errors.New("Invalid data stream")

const (
	blockMagic = 0x314159265359
	endMagic   = 0x177245385090
	maxCodeLen = 20
	groupSize  = 50
	runA       = 0
	runB       = 1
)

// bits reads from the highest bit of each byte.
type bits struct {
	b     []byte
	pos   int // in bits
	short bool
}

func (r *bits) bit() uint32 {
	if r.pos>>3 >= len(r.b) {
		r.short = true
		return 0
	}
	v := r.b[r.pos>>3] >> (7 - r.pos&7) & 1
	r.pos++
	return uint32(v)
}

func (r *bits) read(n int) (v uint64) {
	for n > 0 {
		if r.pos>>3 >= len(r.b) {
			r.short = true
			return 0
		}
		k := min(n, 8-r.pos&7)
		v = v<<k | uint64(r.b[r.pos>>3]>>(8-r.pos&7-k)&(1<<k-1))
		r.pos += k
		n -= k
	}
	return v
}

// Decoder is one stream being decoded.
type Decoder struct {
	level  int // 0: the header is to come
	done   bool
	offset int // bits of the first byte that were used
	sum    uint32

	// The block whose symbols are being read; huff is nil when there is none.
	huff          []huffman
	choice        []byte
	symbols       []byte
	count         [256]int
	origin, n     int
	group, left50 int
	pending       int // of a run of the first symbol
	place         int

	next   []uint32 // the block: next position, and its byte in the low bits
	at     uint32
	left   int // bytes of the block that are to come
	last   int // the byte before, or -1
	run    int // how often it came
	repeat int // how often it is still to be written
	want   uint32
	crc    uint32
	open   bool
}

var crcTable = func() (t [256]uint32) {
	for i := range t {
		c := uint32(i) << 24
		for range 8 {
			if c&0x80000000 != 0 {
				c = c<<1 ^ 0x04C11DB7
			} else {
				c <<= 1
			}
		}
		t[i] = c
	}
	return t
}()

func update(c uint32, b byte) uint32 { return c<<8 ^ crcTable[byte(c>>24)^b] }

// Done says that the stream has ended.
func (d *Decoder) Done() bool { return d.done }

// Run decodes from in, to at most max bytes if that is not negative, and says how many bytes of in are used up. charge is
// asked before memory is taken, and now and then.
func (d *Decoder) Run(in []byte, max int, charge func(int) error) (out []byte, used int, err error) {
	for !d.done {
		if d.open {
			if max >= 0 && len(out) >= max {
				return out, used, nil
			}
			if out, err = d.write(out, max, charge); err != nil {
				return nil, used, err
			}
			continue
		}
		if d.level == 0 {
			head := in[used:]
			for i, c := range head[:min(len(head), 4)] {
				if i < 3 && c != "BZh"[i] || i == 3 && (c < '1' || c > '9') {
					return nil, used, ErrData
				}
			}
			if len(head) < 4 {
				return out, used, nil
			}
			d.level = int(head[3] - '0')
			used += 4
			continue
		}
		r := &bits{b: in[used:], pos: d.offset}
		if d.huff == nil {
			magic := r.read(48)
			sum := uint32(r.read(32))
			if r.short {
				return out, used, nil
			}
			switch magic {
			case endMagic:
				if sum != d.sum {
					return nil, used, ErrData
				}
				d.done = true
				used += (r.pos + 7) / 8
				d.next = nil
				return out, used, nil
			case blockMagic:
			default:
				return nil, used, ErrData
			}
			if err := charge(4*100_000*d.level + 64<<10); err != nil {
				return nil, used, err
			}
			if err := d.head(r); err != nil {
				return nil, used, err
			}
			if d.huff == nil {
				return out, used, nil
			}
			d.want = sum
		}
		if err := d.body(r, charge); err != nil {
			return nil, used, err
		}
		used += r.pos >> 3
		d.offset = r.pos & 7
		if r.short {
			return out, used, nil
		}
	}
	return out, used, nil
}

// huffman decodes one table's codes.
type huffman struct {
	limit [maxCodeLen + 2]int32
	base  [maxCodeLen + 2]int32
	perm  [258]uint16
	min   int
}

func (h *huffman) build(lens []uint8) bool {
	var count [maxCodeLen + 2]int32
	h.min = maxCodeLen + 1
	for _, l := range lens {
		count[l]++
		h.min = min(h.min, int(l))
	}
	n := 0
	for l := 1; l <= maxCodeLen; l++ {
		for s, x := range lens {
			if int(x) == l {
				h.perm[n] = uint16(s)
				n++
			}
		}
	}
	code, index := int32(0), int32(0)
	for l := 1; l <= maxCodeLen; l++ {
		h.base[l] = index - code
		code += count[l]
		index += count[l]
		h.limit[l] = code - 1
		if code > 1<<l {
			return false
		}
		code <<= 1
	}
	return true
}

func (h *huffman) next(r *bits) int {
	v := int32(r.read(h.min))
	for l := h.min; l <= maxCodeLen; l++ {
		if v <= h.limit[l] {
			if i := v + h.base[l]; i >= 0 && int(i) < len(h.perm) {
				return int(h.perm[i])
			}
			return -1
		}
		v = v<<1 | int32(r.bit())
	}
	return -1
}

// head reads a block's tables; huff stays nil if they are not whole.
func (d *Decoder) head(r *bits) error {
	if r.read(1) != 0 {
		return ErrData // randomised: no writer of this century makes it
	}
	origin := int(r.read(24))
	var symbols []byte
	rows := r.read(16)
	for i := range 16 {
		if rows>>(15-i)&1 == 0 {
			continue
		}
		cols := r.read(16)
		for j := range 16 {
			if cols>>(15-j)&1 != 0 {
				symbols = append(symbols, byte(16*i+j))
			}
		}
	}
	tables, selectors := int(r.read(3)), int(r.read(15))
	if r.short {
		return nil
	}
	if len(symbols) == 0 || tables < 2 || tables > 6 || selectors == 0 {
		return ErrData
	}
	order := []byte{0, 1, 2, 3, 4, 5}
	choice := make([]byte, selectors)
	for i := range choice {
		j := 0
		for r.bit() != 0 {
			if j++; j >= tables {
				return ErrData
			}
		}
		if r.short {
			return nil
		}
		t := order[j]
		copy(order[1:], order[:j])
		order[0] = t
		choice[i] = t
	}
	alphabet := len(symbols) + 2
	huff := make([]huffman, tables)
	for i := range huff {
		var lens [258]uint8
		l := int(r.read(5))
		for j := range alphabet {
			for {
				if l < 1 || l > maxCodeLen {
					if r.short {
						return nil
					}
					return ErrData
				}
				if r.bit() == 0 {
					break
				}
				l += 1 - 2*int(r.bit())
			}
			if r.short {
				return nil
			}
			lens[j] = uint8(l)
		}
		if !huff[i].build(lens[:alphabet]) {
			return ErrData
		}
	}
	if size := 100_000 * d.level; cap(d.next) < size {
		d.next = make([]uint32, size)
	}
	d.huff, d.choice, d.symbols, d.origin, d.count = huff, choice, symbols, origin, [256]int{}
	d.n, d.group, d.left50, d.pending, d.place = 0, -1, 0, 0, 1
	return nil
}

// body reads a block's symbols, and undoes the sorting at their end; r.short says that it has not come.
func (d *Decoder) body(r *bits, charge func(int) error) error {
	size, alphabet, symbols := 100_000*d.level, len(d.symbols)+2, d.symbols
	buf, n, repeat, place := d.next[:size], d.n, d.pending, d.place
	defer func() { d.n, d.pending, d.place = n, repeat, place }()
	for steps := 1; ; steps++ {
		if steps&(1<<14-1) == 0 {
			if err := charge(1 << 12); err != nil {
				return err
			}
		}
		if d.left50 == 0 {
			if d.group++; d.group >= len(d.choice) {
				return ErrData
			}
			d.left50 = groupSize
		}
		start := r.pos
		s := d.huff[d.choice[d.group]].next(r)
		if r.short {
			r.pos = start
			return nil
		}
		d.left50--
		if s < 0 {
			return ErrData
		}
		if s == runA || s == runB {
			if repeat > size {
				return ErrData
			}
			repeat += place << s
			place *= 2
			continue
		}
		if repeat > 0 {
			if n+repeat > size {
				return ErrData
			}
			c := symbols[0]
			d.count[c] += repeat
			for range repeat {
				buf[n] = uint32(c)
				n++
			}
			repeat, place = 0, 1
		}
		if s == alphabet-1 {
			break
		}
		c := symbols[s-1]
		copy(symbols[1:s], symbols[:s-1])
		symbols[0] = c
		if n >= size {
			return ErrData
		}
		buf[n] = uint32(c)
		d.count[c]++
		n++
	}
	if d.origin >= n {
		return ErrData
	}
	total, count := 0, &d.count
	for i, c := range count {
		count[i] = total
		total += c
	}
	for i := range buf[:n] {
		c := byte(buf[i])
		buf[count[c]] |= uint32(i) << 8
		count[c]++
	}
	d.at = buf[d.origin] >> 8
	d.left, d.last, d.run, d.repeat = n, -1, 0, 0
	d.crc, d.open, d.huff = 0xFFFFFFFF, true, nil
	return nil
}

// write undoes the transform and the runs of four.
func (d *Decoder) write(out []byte, max int, charge func(int) error) ([]byte, error) {
	if err := charge(1 << 16); err != nil {
		return nil, err
	}
	room := 1 << 15
	if max >= 0 {
		room = min(room, max-len(out))
	}
	for room > 0 {
		if d.repeat > 0 {
			d.repeat--
			d.crc = update(d.crc, byte(d.last))
			out = append(out, byte(d.last))
			room--
			continue
		}
		if d.left == 0 {
			d.open = false
			if ^d.crc != d.want {
				return nil, ErrData
			}
			d.sum = (d.sum<<1 | d.sum>>31) ^ d.want
			return out, nil
		}
		v := d.next[d.at]
		d.at = v >> 8
		d.left--
		c := byte(v)
		if d.run == 4 {
			d.repeat, d.run = int(c), 0
			continue
		}
		if int(c) == d.last {
			d.run++
		} else {
			d.last, d.run = int(c), 1
		}
		d.crc = update(d.crc, c)
		out = append(out, c)
		room--
	}
	return out, nil
}
