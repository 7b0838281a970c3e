// Package deflate decompresses DEFLATE streams (RFC 1951), bare or in the wrappers of zlib (RFC 1950) and gzip (RFC 1952).
// Invariant: an Inflater can stop between any two bits, for want of input or of room, and goes on there; it can be copied.
package deflate

import (
	"encoding/binary"
	"errors"
	"hash/crc32"

	"github.com/vivarium-py/vivarium/internal/bulk"
)

// Wrapper is what is around the stream.
type Wrapper uint8

const (
	Raw Wrapper = iota
	Zlib
	Gzip
	Auto // zlib or gzip
)

// ErrNeedDict says that the stream was made with a dictionary; SetDict gives it.
var ErrNeedDict = errors.New("need dictionary")

const maxWindow = 1 << 15

type state uint8

const (
	sHead state = iota
	sDict
	sBlock
	sStoredLen
	sStored
	sCounts
	sLengths
	sSymbol
	sLenExtra
	sDist
	sDistExtra
	sCopy
	sTrailer
	sDone
)

// Inflater is a stream being decompressed.
type Inflater struct {
	wrap     Wrapper
	state    state
	gz       bool // the wrapper turned out to be gzip
	window   int  // how far back a copy may reach
	bits     uint64
	n        uint // of bits
	final    bool
	history  []byte // the last of what was given out before this call
	head     []byte // of the header so far
	adler    uint32
	crc      uint32
	size     uint32
	stored   int
	nlen     int
	ndist    int
	ncode    int
	got      int
	lengths  [320]uint8
	codes    huffman
	lits     huffman
	dists    huffman
	symbol   int // of a length or distance whose extra bits come next
	length   int
	distance int
	DictID   uint32
	err      error
}

// New makes an Inflater; windowBits bounds the window of a zlib stream, 0 for what its header says.
func New(wrap Wrapper, windowBits int) *Inflater {
	z := &Inflater{wrap: wrap, window: maxWindow, adler: 1}
	if windowBits > 0 {
		z.window = 1 << windowBits
	}
	if wrap == Raw {
		z.state = sBlock
		z.window = maxWindow
	}
	return z
}

// Clone copies the stream as it is.
func (z *Inflater) Clone() *Inflater {
	c := *z
	c.history = append([]byte(nil), z.history...)
	c.head = append([]byte(nil), z.head...)
	return &c
}

// Done reports that the stream has ended.
func (z *Inflater) Done() bool { return z.state == sDone }

// Failed reports an error of the stream, for which there is no way on.
func (z *Inflater) Failed() bool { return z.err != nil && z.err != ErrNeedDict }

// SetDict gives the dictionary: of a raw stream before the first input, of a zlib stream after ErrNeedDict.
func (z *Inflater) SetDict(d []byte) bool {
	if z.state == sDict {
		if Adler32(1, d) != z.DictID {
			return false
		}
		z.state, z.err = sBlock, nil
	}
	z.history = append([]byte(nil), d[max(0, len(d)-maxWindow):]...)
	return true
}

// huffman is a canonical code: a table of the short codes, and counts by length for the others.
type huffman struct {
	fast   [1 << fastBits]uint16 // symbol<<4 | length, 0 where the code is longer
	count  [16]uint16
	symbol [320]uint16
}

const fastBits = 9

// build makes a code from lengths; it fails if they are over-subscribed, or incomplete unless a single code is allowed to be.
func (h *huffman) build(lengths []uint8, incomplete bool) bool {
	h.count = [16]uint16{}
	for _, l := range lengths {
		h.count[l]++
	}
	used := len(lengths) - int(h.count[0])
	h.count[0] = 0
	left, longest := 1, 0
	for l := 1; l <= 15; l++ {
		left <<= 1
		if left -= int(h.count[l]); left < 0 {
			return false
		}
		if h.count[l] > 0 {
			longest = l
		}
	}
	if left > 0 && !(incomplete && (used == 0 || longest == 1)) {
		return false
	}
	var offs, next [16]uint16
	code := uint16(0)
	for l := 1; l < 15; l++ {
		offs[l+1] = offs[l] + h.count[l]
	}
	for l := 1; l <= 15; l++ {
		code = (code + h.count[l-1]) << 1
		next[l] = code
	}
	clear(h.fast[:])
	for s, l := range lengths {
		if l == 0 {
			continue
		}
		h.symbol[offs[l]] = uint16(s)
		offs[l]++
		c := next[l]
		next[l]++
		if l <= fastBits {
			r := 0
			for i := range l {
				r |= int(c>>i&1) << (l - 1 - i)
			}
			for ; r < 1<<fastBits; r += 1 << l {
				h.fast[r] = uint16(s)<<4 | uint16(l)
			}
		}
	}
	return true
}

// decode takes a symbol off the bits: -1 where there are too few, -2 where no code begins so.
func (z *Inflater) decode(h *huffman) int {
	if e := h.fast[z.bits&(1<<fastBits-1)]; e != 0 {
		if l := uint(e & 15); l <= z.n {
			z.bits >>= l
			z.n -= l
			return int(e >> 4)
		}
		return -1
	}
	code, first, index := 0, 0, 0
	for l := uint(1); l <= 15; l++ {
		if l > z.n {
			return -1
		}
		code |= int(z.bits >> (l - 1) & 1)
		count := int(h.count[l])
		if code-count < first {
			z.bits >>= l
			z.n -= l
			return int(h.symbol[index+code-first])
		}
		index += count
		first = (first + count) << 1
		code <<= 1
	}
	return -2
}

var (
	lengthBase  = [...]uint16{3, 4, 5, 6, 7, 8, 9, 10, 11, 13, 15, 17, 19, 23, 27, 31, 35, 43, 51, 59, 67, 83, 99, 115, 131, 163, 195, 227, 258}
	lengthExtra = [...]uint8{0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3, 4, 4, 4, 4, 5, 5, 5, 5, 0}
	distBase    = [...]uint16{1, 2, 3, 4, 5, 7, 9, 13, 17, 25, 33, 49, 65, 97, 129, 193, 257, 385, 513, 769, 1025, 1537, 2049, 3073, 4097, 6145, 8193, 12289, 16385, 24577}
	distExtra   = [...]uint8{0, 0, 0, 0, 1, 1, 2, 2, 3, 3, 4, 4, 5, 5, 6, 6, 7, 7, 8, 8, 9, 9, 10, 10, 11, 11, 12, 12, 13, 13}
	codeOrder   = [...]uint8{16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15}
)

// step is how much output comes between two calls of charge at most.
const step = 64 << 10

// Run decompresses in until it, the stream or the room for max bytes is at an end (max < 0: no bound); it gives the output and how
// much of in was used. charge is asked before the output grows. Errors of the stream are final, and come with what
// was decompressed before.
func (z *Inflater) Run(in []byte, max int, charge func(n int) error) (out []byte, used int, err error) {
	if z.err != nil && z.err != ErrNeedDict {
		return nil, 0, z.err
	}
	out = append(make([]byte, 0, len(z.history)+512), z.history...)
	start, charged, summed := len(out), len(out), len(out)
	pos, grow, full := 0, 1<<12, false
	fail := func(msg string) error {
		z.err = errors.New(msg)
		return z.err
	}
	need := func(k uint) bool {
		for z.n < k {
			if pos == len(in) {
				return false
			}
			z.bits |= uint64(in[pos]) << z.n
			z.n += 8
			pos++
		}
		return true
	}
	take := func(k uint) int {
		v := int(z.bits & (1<<k - 1))
		z.bits >>= k
		z.n -= k
		return v
	}
loop:
	for {
		if len(out)+512 > charged {
			if err = charge(grow); err != nil {
				break
			}
			z.sum(out[summed:])
			summed = len(out)
			if len(out) > 4*step {
				var more []byte
				if more, err = bulk.Grow(out, 2*step, func() error { return charge(0) }); err != nil {
					break
				}
				out = more
			}
			charged = len(out) + grow
			grow = min(2*grow, step)
		}
		room := 1 << 62
		if max >= 0 {
			room = max - (len(out) - start)
		}
		switch z.state {
		case sHead:
			for z.state == sHead {
				if pos == len(in) {
					break loop
				}
				z.head = append(z.head, in[pos])
				pos++
				if msg := z.header(); msg != "" {
					err = fail(msg)
					break loop
				}
			}
		case sDict:
			z.err = ErrNeedDict
			err = ErrNeedDict
			break loop
		case sBlock:
			if z.final {
				take(z.n & 7)
				z.state = sTrailer
				z.head = z.head[:0]
				continue
			}
			if !need(3) {
				break loop
			}
			z.final = take(1) == 1
			switch take(2) {
			case 0:
				take(z.n & 7)
				z.state = sStoredLen
			case 1:
				for i := range 288 {
					switch {
					case i < 144:
						z.lengths[i] = 8
					case i < 256:
						z.lengths[i] = 9
					case i < 280:
						z.lengths[i] = 7
					default:
						z.lengths[i] = 8
					}
				}
				z.lits.build(z.lengths[:288], false)
				for i := range 30 {
					z.lengths[i] = 5
				}
				z.lengths[30], z.lengths[31] = 5, 5
				z.dists.build(z.lengths[:32], false)
				z.state = sSymbol
			case 2:
				z.state = sCounts
			default:
				err = fail("invalid block type")
				break loop
			}
		case sStoredLen:
			if !need(32) {
				break loop
			}
			n, c := take(16), take(16)
			if n != ^c&0xffff {
				err = fail("invalid stored block lengths")
				break loop
			}
			z.stored, z.state = n, sStored
		case sStored:
			if z.stored == 0 {
				z.state = sBlock
				continue
			}
			if full = room == 0; full {
				break loop
			}
			if z.n >= 8 {
				out = append(out, byte(take(8)))
				z.stored--
				continue
			}
			if pos == len(in) {
				break loop
			}
			n := min(z.stored, len(in)-pos, room, step/2)
			out = append(out, in[pos:pos+n]...)
			pos += n
			z.stored -= n
		case sCounts:
			if !need(14) {
				break loop
			}
			z.nlen, z.ndist, z.ncode = take(5)+257, take(5)+1, take(4)+4
			if z.nlen > 286 || z.ndist > 30 {
				err = fail("too many length or distance symbols")
				break loop
			}
			z.got = 0
			clear(z.lengths[:])
			z.state = sLengths
			z.symbol = -1
		case sLengths:
			if z.symbol == -1 { // the lengths of the code for lengths
				for z.got < z.ncode {
					if !need(3) {
						break loop
					}
					z.lengths[codeOrder[z.got]] = uint8(take(3))
					z.got++
				}
				if !z.codes.build(z.lengths[:19], false) {
					err = fail("invalid code lengths set")
					break loop
				}
				clear(z.lengths[:])
				z.got, z.symbol = 0, -2
			}
			for z.got < z.nlen+z.ndist {
				if z.symbol == -2 {
					need(7)
					s := z.decode(&z.codes)
					if s == -1 {
						break loop
					}
					if s < 16 {
						z.lengths[z.got] = uint8(s)
						z.got++
						continue
					}
					z.symbol = s
				}
				extra, base, v := [...]uint{2, 3, 7}[z.symbol-16], [...]int{3, 3, 11}[z.symbol-16], uint8(0)
				if !need(extra) {
					break loop
				}
				n := base + take(extra)
				if z.symbol == 16 {
					if z.got == 0 {
						err = fail("invalid bit length repeat")
						break loop
					}
					v = z.lengths[z.got-1]
				}
				if z.got+n > z.nlen+z.ndist {
					err = fail("invalid bit length repeat")
					break loop
				}
				for range n {
					z.lengths[z.got] = v
					z.got++
				}
				z.symbol = -2
			}
			switch {
			case z.lengths[256] == 0:
				err = fail("invalid code -- missing end-of-block")
			case !z.lits.build(z.lengths[:z.nlen], true):
				err = fail("invalid literal/lengths set")
			case !z.dists.build(z.lengths[z.nlen:z.nlen+z.ndist], true):
				err = fail("invalid distances set")
			}
			if err != nil {
				break loop
			}
			z.state = sSymbol
		case sSymbol:
			for limit := charged - 300; ; {
				if room <= 0 || len(out) >= limit {
					break
				}
				need(15)
				s := z.decode(&z.lits)
				if s < 0 {
					if s == -1 {
						break loop
					}
					err = fail("invalid literal/length code")
					break loop
				}
				if s < 256 {
					out = append(out, byte(s))
					room--
					continue
				}
				if s == 256 {
					z.state = sBlock
				} else if z.symbol = s - 257; z.symbol >= len(lengthBase) {
					err = fail("invalid literal/length code")
					break loop
				} else {
					z.state = sLenExtra
				}
				break
			}
			if z.state == sSymbol && room <= 0 {
				// The end of the block, and of the stream, may follow without output.
				need(15)
				save, n := z.bits, z.n
				if s := z.decode(&z.lits); s == 256 {
					z.state = sBlock
					continue
				}
				z.bits, z.n, full = save, n, true
				break loop
			}
		case sLenExtra:
			k := uint(lengthExtra[z.symbol])
			if !need(k) {
				break loop
			}
			z.length = int(lengthBase[z.symbol]) + take(k)
			z.state = sDist
		case sDist:
			need(15)
			s := z.decode(&z.dists)
			if s == -1 {
				break loop
			}
			if s < 0 || s >= len(distBase) {
				err = fail("invalid distance code")
				break loop
			}
			z.symbol, z.state = s, sDistExtra
		case sDistExtra:
			k := uint(distExtra[z.symbol])
			if !need(k) {
				break loop
			}
			z.distance = int(distBase[z.symbol]) + take(k)
			if z.distance > min(len(out), z.window) {
				err = fail("invalid distance too far back")
				break loop
			}
			z.state = sCopy
		case sCopy:
			if full = room == 0; full {
				break loop
			}
			n := min(z.length, room)
			z.length -= n
			for from := len(out) - z.distance; n > 0; {
				k := min(n, len(out)-from)
				out = append(out, out[from:from+k]...)
				from += k
				n -= k
			}
			if z.length == 0 {
				z.state = sSymbol
			}
		case sTrailer:
			size := 0
			if z.wrap != Raw {
				if size = 4; z.gz {
					size = 8
				}
			}
			for len(z.head) < size {
				if !need(8) {
					break loop
				}
				z.head = append(z.head, byte(take(8)))
			}
			z.sum(out[summed:])
			switch {
			case size == 4 && binary.BigEndian.Uint32(z.head) != z.adler, size == 8 && binary.LittleEndian.Uint32(z.head) != z.crc:
				err = fail("incorrect data check")
			case size == 8 && binary.LittleEndian.Uint32(z.head[4:]) != z.size:
				err = fail("incorrect length check")
			}
			z.state = sDone
			for ; z.n >= 8; z.n -= 8 {
				pos--
			}
			z.bits, z.n, z.history = 0, 0, nil
			return out[start:], pos, err
		case sDone:
			break loop
		}
	}
	// Where there is no room, whole bytes that were not needed go back.
	for ; full && z.n >= 8 && pos > 0; z.n -= 8 {
		pos--
	}
	z.bits &= 1<<z.n - 1
	z.sum(out[summed:])
	z.history = append(z.history[:0:0], out[len(out)-min(len(out), maxWindow):]...)
	return out[start:], pos, err
}

// sum adds output to the checksums.
func (z *Inflater) sum(b []byte) {
	switch {
	case z.wrap == Raw:
	case z.gz:
		z.crc = crc32.Update(z.crc, crc32.IEEETable, b)
		z.size += uint32(len(b))
	default:
		z.adler = Adler32(z.adler, b)
	}
}

// header looks at the header so far, and goes on when it is whole.
func (z *Inflater) header() string {
	h := z.head
	if len(h) < 2 {
		return ""
	}
	if z.wrap != Zlib && h[0] == 0x1f && h[1] == 0x8b {
		return z.gzipHeader()
	}
	if z.wrap == Gzip || (int(h[0])<<8|int(h[1]))%31 != 0 {
		return "incorrect header check"
	}
	if h[0]&15 != 8 {
		return "unknown compression method"
	}
	bits := int(h[0]>>4) + 8
	if bits > 15 || 1<<bits > z.window {
		return "invalid window size"
	}
	z.window = 1 << bits
	if h[1]&0x20 == 0 {
		z.state = sBlock
		return ""
	}
	if len(h) == 6 {
		z.DictID = binary.BigEndian.Uint32(h[2:])
		z.state = sDict
	}
	return ""
}

func (z *Inflater) gzipHeader() string {
	h := z.head
	if len(h) > 64<<10+4096 {
		// Names are as long as they like: what was looked at is dropped but for the fixed part.
		return "incorrect header check"
	}
	if len(h) >= 3 && h[2] != 8 {
		return "unknown compression method"
	}
	if len(h) >= 4 && h[3]&0xe0 != 0 {
		return "unknown header flags set"
	}
	if len(h) < 10 {
		return ""
	}
	at, flags := 10, h[3]
	if flags&4 != 0 {
		if len(h) < at+2 {
			return ""
		}
		at += 2 + int(binary.LittleEndian.Uint16(h[at:]))
	}
	for _, bit := range []byte{8, 16} {
		if flags&bit != 0 {
			for {
				if at >= len(h) {
					return ""
				}
				at++
				if h[at-1] == 0 {
					break
				}
			}
		}
	}
	if flags&2 != 0 {
		if len(h) < at+2 {
			return ""
		}
		if uint16(crc32.ChecksumIEEE(h[:at])) != binary.LittleEndian.Uint16(h[at:]) {
			return "header crc mismatch"
		}
		at += 2
	}
	if len(h) >= at {
		z.gz, z.window, z.state = true, maxWindow, sBlock
	}
	return ""
}

// Adler32 goes on with a checksum, which begins as 1.
func Adler32(sum uint32, b []byte) uint32 {
	lo, hi := sum&0xffff, sum>>16
	for len(b) > 0 {
		n := min(len(b), 5552)
		for _, c := range b[:n] {
			lo += uint32(c)
			hi += lo
		}
		lo, hi, b = lo%65521, hi%65521, b[n:]
	}
	return hi<<16 | lo
}
