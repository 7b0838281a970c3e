// This file decodes containers: .xz, .lzma, and raw chains.
package lzma

import (
	"crypto/sha256"
	"encoding/binary"
	"hash"
	"hash/crc32"
	"hash/crc64"
)

// Format is what is around the compressed data.
type Format uint8

const (
	Auto Format = iota
	XZ
	Alone
	Raw
)

// Checks of .xz.
const (
	CheckNone    = 0
	CheckCRC32   = 1
	CheckCRC64   = 4
	CheckSHA256  = 10
	CheckMax     = 15
	CheckUnknown = 16
)

var ecma = crc64.MakeTable(crc64.ECMA)

func newHash(check int) hash.Hash {
	switch check {
	case CheckCRC32:
		return crc32.NewIEEE()
	case CheckCRC64:
		return crc64.New(ecma)
	case CheckSHA256:
		return sha256.New()
	}
	return nil
}

// Supported says whether a check is computed.
func Supported(check int) bool { return check == CheckNone || newHash(check) != nil }

func checkSize(check int) int {
	if check == 0 {
		return 0
	}
	return 4 << ((check - 1) / 3)
}

// sum gives a check as it is stored.
func sum(h hash.Hash, check int) []byte {
	b := h.Sum(nil)
	if check == CheckCRC32 || check == CheckCRC64 {
		for i, j := 0, len(b)-1; i < j; i, j = i+1, j-1 {
			b[i], b[j] = b[j], b[i]
		}
	}
	return b
}

type phase uint8

const (
	pStream phase = iota
	pBlock
	pData
	pPad
	pIndex
	pRecord
	pFooter
	pDone
)

type lzma2 struct {
	packed, plain int // of the chunk: bytes that are to come
	copied        bool
	needDict      bool
	needProps     bool
	needState     bool
}

// Decoder is one stream being decoded.
type Decoder struct {
	Check  int
	format Format
	limit  int64 // of memory; negative: none
	phase  phase
	charge func(int) error

	raw     raw
	two     *lzma2 // nil: LZMA1
	size    int64  // of LZMA1: what is to come; negative: an end marker tells
	pipe    *pipe
	out     []byte // filtered, not taken yet
	dataEnd bool

	hash            hash.Hash
	packed, plain   int64 // of the block so far
	wantPacked      int64
	wantPlain       int64
	header          int
	blocks          uint64
	seen, indexed   hash.Hash
	records         uint64
	index           int64
	indexSum        hash.Hash32
	charged, polled int
}

// NewDecoder makes a Decoder. filters is for Raw; limit bounds the memory if it is not negative.
func NewDecoder(format Format, limit int64, filters []Filter) (*Decoder, error) {
	d := &Decoder{format: format, limit: limit, Check: CheckUnknown}
	if format == Raw {
		d.Check = CheckNone
		d.phase = pData
		if err := d.chain(filters); err != nil {
			return nil, err
		}
	}
	return d, nil
}

// Done says that the stream has ended.
func (d *Decoder) Done() bool { return d.phase == pDone && d.pending() == 0 }

func (d *Decoder) pending() int {
	if d.pipe != nil {
		return len(d.out)
	}
	return d.raw.pending()
}

// chain starts decoding with a chain of filters.
func (d *Decoder) chain(filters []Filter) error {
	last := filters[len(filters)-1]
	if d.limit >= 0 && int64(last.DictSize)+64<<10 > d.limit {
		return ErrMemory
	}
	d.raw = raw{dictSize: int(max(last.DictSize, 4096)), win: d.raw.win[:0], literal: d.raw.literal, log: d.raw.log}
	d.two, d.pipe, d.out, d.dataEnd = nil, nil, nil, false
	if last.ID == FilterLZMA2 {
		d.two = &lzma2{needDict: true, needProps: true}
		d.raw.setProps(0, 0, 0)
	} else {
		d.raw.setProps(last.LC, last.LP, last.PB)
		d.raw.startRange()
		d.size = -1
	}
	if len(filters) > 1 {
		d.pipe = newPipe(filters[:len(filters)-1])
	}
	return nil
}

// Run decodes from in, to at most max bytes if that is not negative, and says how much of in was used. charge is asked
// before memory is taken, and now and then.
func (d *Decoder) Run(in []byte, max int, charge func(int) error) (out []byte, used int, err error) {
	d.charge = charge
	room := func() int {
		if max < 0 {
			return 1 << 30
		}
		return max - len(out)
	}
	for {
		if d.phase == pData || d.pending() > 0 {
			n, err := d.data(in[used:], room())
			used += n
			if err != nil {
				return nil, used, err
			}
			got, err := d.taken(room())
			if err != nil {
				return nil, used, err
			}
			out = append(out, got...)
			if d.pending() > 0 {
				return out, used, nil
			}
			if !d.dataEnd {
				if n == 0 && len(got) == 0 || room() <= 0 {
					return out, used, nil
				}
				continue
			}
			if d.phase == pData {
				if err := d.endData(); err != nil {
					return nil, used, err
				}
			}
			continue
		}
		if d.phase == pDone {
			return out, used, nil
		}
		n, ok, err := d.structure(in[used:])
		used += n
		if err != nil || !ok {
			return out, used, err
		}
	}
}

func (d *Decoder) taken(max int) (b []byte, err error) {
	n := min(d.pending(), max)
	if n <= 0 {
		return nil, nil
	}
	if err := d.charge(n); err != nil {
		return nil, err
	}
	if d.pipe != nil {
		b = append([]byte(nil), d.out[:n]...)
		d.out = d.out[n:]
	} else {
		b = d.raw.take(n)
	}
	d.plain += int64(len(b))
	if d.hash != nil {
		d.hash.Write(b)
	}
	return b, nil
}

// data decodes until room bytes wait, the input ends or the data does.
func (d *Decoder) data(in []byte, room int) (used int, err error) {
	if d.dataEnd {
		return 0, nil
	}
	r := &d.raw
	for used < len(in) || d.two == nil && d.size == 0 || d.two != nil && d.two.plain > 0 && !d.two.copied {
		if d.pending() >= room {
			break
		}
		n, progress, err := 0, false, error(nil)
		start := len(r.win)
		if d.two != nil {
			n, progress, err = d.chunk(in[used:])
		} else {
			n, progress, err = d.symbols(in[used:], 1<<15)
		}
		used += n
		d.packed += int64(n)
		if err != nil {
			return used, err
		}
		if err := d.charge(2*(len(r.win)-start) + 64); err != nil {
			return used, err
		}
		if d.pipe != nil {
			d.out = append(d.out, d.pipe.run(append([]byte(nil), r.win[r.read:]...), false, d.dataEnd)...)
			r.read = len(r.win)
			r.take(0)
		}
		if d.dataEnd || n == 0 && !progress {
			break
		}
	}
	return used, nil
}

// symbols decodes LZMA1 for a while.
func (d *Decoder) symbols(in []byte, most int) (used int, progress bool, err error) {
	r := &d.raw
	r.in, r.pos = in, 0
	defer func() { r.in = nil }()
	if err := r.begin(); err != nil || r.head > 0 {
		return r.pos, false, err
	}
	for start := len(r.win); len(r.win)-start < most; {
		if d.size == 0 && r.code == 0 {
			d.dataEnd = true
			return r.pos, true, nil
		}
		limit := 1 << 30
		if d.size >= 0 {
			limit = int(min(d.size, 1<<30))
		}
		before := len(r.win)
		o, err := r.step(limit)
		switch {
		case err != nil:
			return r.pos, false, err
		case o == hungry:
			return r.pos, progress, nil
		case o == ended:
			if r.code != 0 || d.size > 0 {
				return r.pos, false, ErrData
			}
			d.dataEnd = true
			return r.pos, true, nil
		}
		if d.size == 0 {
			return r.pos, false, ErrData
		}
		if d.size > 0 {
			d.size -= int64(len(r.win) - before)
		}
		progress = true
	}
	return r.pos, true, nil
}

// chunk decodes some of a chunk of LZMA2, or its header.
func (d *Decoder) chunk(in []byte) (used int, progress bool, err error) {
	r, c := &d.raw, d.two
	if c.plain == 0 && c.packed == 0 {
		if len(in) == 0 {
			return 0, false, nil
		}
		control := in[0]
		size := 1
		switch {
		case control >= 0xC0:
			size = 6
		case control >= 0x80:
			size = 5
		case control == 0:
		case control <= 2:
			size = 3
		default:
			return 0, false, ErrData
		}
		if len(in) < size {
			return 0, false, nil
		}
		if control == 0 {
			d.dataEnd = true
			return 1, true, nil
		}
		if control >= 0xE0 || control == 1 {
			c.needDict, c.needProps = false, c.needProps || control >= 0xE0
			r.since = 0
		} else if c.needDict {
			return 0, false, ErrData
		}
		if c.copied = control < 0x80; c.copied {
			c.packed = int(binary.BigEndian.Uint16(in[1:])) + 1
			c.plain = c.packed
			c.needState = true
			return size, true, nil
		}
		c.plain = int(control&0x1F)<<16 + int(binary.BigEndian.Uint16(in[1:])) + 1
		c.packed = int(binary.BigEndian.Uint16(in[3:])) + 1
		switch {
		case control >= 0xC0:
			lc, lp, pb, ok := props(in[5])
			if !ok || lc+lp > 4 {
				return 0, false, ErrData
			}
			r.setProps(lc, lp, pb)
			c.needProps, c.needState = false, false
		case c.needProps:
			return 0, false, ErrData
		case control >= 0xA0:
			r.resetState()
			c.needState = false
		case c.needState:
			return 0, false, ErrData
		}
		r.startRange()
		return size, true, nil
	}
	if c.copied {
		n := min(len(in), c.packed)
		r.win = append(r.win, in[:n]...)
		r.since += n
		c.packed -= n
		c.plain -= n
		return n, n > 0, nil
	}
	whole := len(in) >= c.packed
	r.in, r.pos = in[:min(len(in), c.packed)], 0
	defer func() { r.in = nil }()
	if err := r.begin(); err != nil {
		return 0, false, err
	}
	if r.head == 0 {
		for start := len(r.win); c.plain > 0 && len(r.win)-start < 1<<15; {
			before := len(r.win)
			o, err := r.step(c.plain)
			if err != nil || o == ended {
				return r.pos, false, ErrData
			}
			if o == hungry {
				break
			}
			c.plain -= len(r.win) - before
			progress = true
		}
	}
	c.packed -= r.pos
	if c.plain == 0 && (c.packed != 0 || r.code != 0) || c.plain > 0 && c.packed == 0 && !progress && whole {
		return r.pos, false, ErrData
	}
	return r.pos, progress, nil
}

func props(b byte) (lc, lp, pb int, ok bool) {
	if b >= 9*5*5 {
		return 0, 0, 0, false
	}
	return int(b) % 9, int(b) / 9 % 5, int(b) / 45, true
}

// endData is at the end of the compressed data.
func (d *Decoder) endData() error {
	if d.format != XZ {
		d.phase = pDone
		return nil
	}
	if d.wantPacked >= 0 && d.wantPacked != d.packed || d.wantPlain >= 0 && d.wantPlain != d.plain {
		return ErrData
	}
	d.phase = pPad
	return nil
}

// vli reads a number of a variable length; n is 0 if it is not whole.
func vli(b []byte) (v uint64, n int, err error) {
	for i, c := range b {
		if i == 9 || i > 0 && c == 0 {
			return 0, 0, ErrData
		}
		v |= uint64(c&0x7F) << (7 * i)
		if c < 0x80 {
			return v, i + 1, nil
		}
	}
	return 0, 0, nil
}

const magic = "\xfd7zXZ\x00"

// structure reads the next part of a container; ok says that it was whole.
func (d *Decoder) structure(in []byte) (used int, ok bool, err error) {
	if len(in) == 0 {
		return 0, false, nil
	}
	switch d.phase {
	case pStream:
		if d.format == Auto {
			d.format = Alone
			if in[0] == magic[0] {
				d.format = XZ
			}
		}
		if d.format == Alone {
			return d.aloneHeader(in)
		}
		n := min(len(in), len(magic))
		if string(in[:n]) != magic[:n] {
			return 0, false, ErrFormat
		}
		if len(in) < 12 {
			return 0, false, nil
		}
		if binary.LittleEndian.Uint32(in[8:]) != crc32.ChecksumIEEE(in[6:8]) {
			return 0, false, ErrData
		}
		if in[6] != 0 || in[7] > CheckMax {
			return 0, false, ErrOptions
		}
		d.Check = int(in[7])
		d.seen, d.indexed = sha256.New(), sha256.New()
		d.phase = pBlock
		return 12, true, nil
	case pBlock:
		if in[0] == 0 {
			d.indexSum = crc32.NewIEEE()
			d.indexSum.Write(in[:1])
			d.index = 1
			d.phase, d.records = pIndex, 0
			return 1, true, nil
		}
		return d.blockHeader(in)
	case pPad:
		pad := int(-d.packed & 3)
		n := pad + checkSize(d.Check)
		if len(in) < n {
			return 0, false, nil
		}
		for _, c := range in[:pad] {
			if c != 0 {
				return 0, false, ErrData
			}
		}
		if d.hash != nil && string(sum(d.hash, d.Check)) != string(in[pad:n]) {
			return 0, false, ErrData
		}
		d.blocks++
		d.seen.Write(record(uint64(int64(d.header)+d.packed+int64(checkSize(d.Check))), uint64(d.plain)))
		d.phase = pBlock
		return n, true, nil
	case pIndex:
		v, n, err := vli(in)
		if err != nil || n == 0 {
			return 0, false, err
		}
		if v != d.blocks {
			return 0, false, ErrData
		}
		d.records = v
		d.indexed.Reset()
		d.index += int64(n)
		d.indexSum.Write(in[:n])
		d.phase = pRecord
		return n, true, nil
	case pRecord:
		if d.records == 0 {
			pad := int(-d.index & 3)
			if len(in) < pad+4 {
				return 0, false, nil
			}
			d.indexSum.Write(in[:pad])
			for _, c := range in[:pad] {
				if c != 0 {
					return 0, false, ErrData
				}
			}
			if string(d.seen.Sum(nil)) != string(d.indexed.Sum(nil)) || binary.LittleEndian.Uint32(in[pad:]) != d.indexSum.Sum32() {
				return 0, false, ErrData
			}
			d.index += int64(pad) + 4
			d.phase = pFooter
			return pad + 4, true, nil
		}
		a, n, err := vli(in)
		if err != nil || n == 0 {
			return 0, false, err
		}
		b, m, err := vli(in[n:])
		if err != nil || m == 0 {
			return 0, false, err
		}
		d.indexed.Write(record(a, b))
		d.records--
		d.index += int64(n + m)
		d.indexSum.Write(in[:n+m])
		return n + m, true, d.charge(16)
	case pFooter:
		if len(in) < 12 {
			return 0, false, nil
		}
		if string(in[10:12]) != "YZ" || binary.LittleEndian.Uint32(in) != crc32.ChecksumIEEE(in[4:10]) ||
			(int64(binary.LittleEndian.Uint32(in[4:]))+1)*4 != d.index || in[8] != 0 || int(in[9]) != d.Check {
			return 0, false, ErrData
		}
		d.phase = pDone
		return 12, true, nil
	}
	return 0, false, nil
}

func record(a, b uint64) []byte {
	return binary.LittleEndian.AppendUint64(binary.LittleEndian.AppendUint64(nil, a), b)
}

func (d *Decoder) aloneHeader(in []byte) (int, bool, error) {
	lc, lp, pb, ok := props(in[0])
	if !ok || lc+lp > 4 {
		return 0, false, ErrFormat
	}
	if len(in) < 13 {
		return 0, false, nil
	}
	dict, size := binary.LittleEndian.Uint32(in[1:]), binary.LittleEndian.Uint64(in[5:])
	if dict != 0xFFFFFFFF {
		low := dict & -dict
		if rest := dict - low; dict == 0 || rest != 0 && rest != low<<1 {
			return 0, false, ErrFormat
		}
	}
	if size != 1<<64-1 && size >= 1<<38 {
		return 0, false, ErrFormat
	}
	d.Check = CheckNone
	if err := d.chain([]Filter{{ID: FilterLZMA1, DictSize: dict, LC: lc, LP: lp, PB: pb}}); err != nil {
		return 0, false, err
	}
	d.size = int64(size)
	d.phase = pData
	return 13, true, nil
}

// blockHeader reads the header of a block of .xz.
func (d *Decoder) blockHeader(in []byte) (int, bool, error) {
	n := (int(in[0]) + 1) * 4
	if len(in) < n {
		return 0, false, nil
	}
	b := in[:n-4]
	if binary.LittleEndian.Uint32(in[n-4:]) != crc32.ChecksumIEEE(b) {
		return 0, false, ErrData
	}
	flags := b[1]
	b = b[2:]
	if flags&0x3C != 0 {
		return 0, false, ErrOptions
	}
	next := func() (v uint64, err error) {
		v, n, err := vli(b)
		if err == nil && n == 0 {
			err = ErrData
		}
		b = b[n:]
		return v, err
	}
	d.wantPacked, d.wantPlain = -1, -1
	for _, f := range []struct {
		bit  byte
		dest *int64
	}{{0x40, &d.wantPacked}, {0x80, &d.wantPlain}} {
		if flags&f.bit != 0 {
			v, err := next()
			if err != nil {
				return 0, false, err
			}
			*f.dest = int64(v)
		}
	}
	var filters []Filter
	for range int(flags&3) + 1 {
		id, err := next()
		if err != nil {
			return 0, false, err
		}
		size, err := next()
		if err != nil || size > uint64(len(b)) {
			return 0, false, ErrData
		}
		f, err := DecodeProps(id, b[:size])
		if err != nil {
			return 0, false, err
		}
		b = b[size:]
		filters = append(filters, f)
	}
	for _, c := range b {
		if c != 0 {
			return 0, false, ErrOptions
		}
	}
	if !ValidChain(filters) || filters[len(filters)-1].ID != FilterLZMA2 {
		return 0, false, ErrOptions
	}
	if err := d.chain(filters); err != nil {
		return 0, false, err
	}
	d.hash = newHash(d.Check)
	d.header, d.packed, d.plain = n, 0, 0
	d.phase = pData
	return n, true, nil
}

// ValidChain says whether filters can follow one another so.
func ValidChain(filters []Filter) bool {
	if len(filters) == 0 || len(filters) > 4 {
		return false
	}
	for i, f := range filters {
		if (f.ID == FilterLZMA1 || f.ID == FilterLZMA2) != (i == len(filters)-1) {
			return false
		}
	}
	return true
}

// DecodeProps reads a filter's properties.
func DecodeProps(id uint64, b []byte) (Filter, error) {
	f := Filter{ID: id}
	switch id {
	case FilterLZMA1:
		lc, lp, pb, ok := 0, 0, 0, len(b) == 5
		if ok {
			lc, lp, pb, ok = props(b[0])
		}
		if !ok || lc+lp > 4 {
			return f, ErrOptions
		}
		f.LC, f.LP, f.PB, f.DictSize = lc, lp, pb, binary.LittleEndian.Uint32(b[1:])
	case FilterLZMA2:
		if len(b) != 1 || b[0] > 40 {
			return f, ErrOptions
		}
		f.DictSize = 0xFFFFFFFF
		if b[0] < 40 {
			f.DictSize = (2 | uint32(b[0])&1) << (b[0]/2 + 11)
		}
	case FilterDelta:
		if len(b) != 1 {
			return f, ErrOptions
		}
		f.Dist = int(b[0]) + 1
	case FilterX86, FilterPowerPC, FilterIA64, FilterARM, FilterARMThumb, FilterSPARC:
		switch len(b) {
		case 0:
		case 4:
			f.Start = binary.LittleEndian.Uint32(b)
		default:
			return f, ErrOptions
		}
	default:
		return f, ErrOptions
	}
	return f, nil
}

// EncodeProps writes a filter's properties.
func EncodeProps(f Filter) ([]byte, error) {
	switch f.ID {
	case FilterLZMA1, FilterLZMA2:
		if f.LC < 0 || f.LP < 0 || f.LC+f.LP > 4 || f.PB < 0 || f.PB > 4 {
			return nil, ErrOptions
		}
		if f.ID == FilterLZMA1 {
			return binary.LittleEndian.AppendUint32([]byte{byte((f.PB*5+f.LP)*9 + f.LC)}, f.DictSize), nil
		}
		for i := range byte(40) {
			if size := (2 | uint32(i)&1) << (i/2 + 11); size >= f.DictSize {
				return []byte{i}, nil
			}
		}
		return []byte{40}, nil
	case FilterDelta:
		if f.Dist < 1 || f.Dist > 256 {
			return nil, ErrOptions
		}
		return []byte{byte(f.Dist - 1)}, nil
	case FilterX86, FilterPowerPC, FilterIA64, FilterARM, FilterARMThumb, FilterSPARC:
		if f.Start == 0 {
			return nil, nil
		}
		return binary.LittleEndian.AppendUint32(nil, f.Start), nil
	}
	return nil, ErrOptions
}
