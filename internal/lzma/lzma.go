// Package lzma reads and writes the streams of LZMA: .xz, .lzma, and raw ones with chains of filters. The compression itself
// is github.com/ulikunitz/xz's. Invariant: a Decoder stops for want of input or of room at any byte and goes on there; what
// it allocates was charged before.
package lzma

import "errors"

// What is wrong with a stream, in liblzma's classes.
var (
	ErrFormat  = errors.New("Input format not supported by decoder")
	ErrData    = errors.New("Corrupt input data")
	ErrOptions = errors.New("Invalid or unsupported options")
	ErrMemory  = errors.New("Memory usage limit exceeded")
	ErrCheck   = errors.New("Unsupported integrity check")
)

// Names of filters.
const (
	FilterDelta    = 0x03
	FilterX86      = 0x04
	FilterPowerPC  = 0x05
	FilterIA64     = 0x06
	FilterARM      = 0x07
	FilterARMThumb = 0x08
	FilterSPARC    = 0x09
	FilterLZMA2    = 0x21
	FilterLZMA1    = 0x4000000000000001
)

// Filter is a member of a chain; the compression is the last.
type Filter struct {
	ID         uint64
	Dist       int    // of delta
	Start      uint32 // offset of a branch filter
	DictSize   uint32
	LC, LP, PB int
}

const (
	matchMin  = 2
	nStates   = 12
	maxNormal = 24 // bytes that one symbol may take, and some
	topValue  = 1 << 24
	probInit  = 1 << 10
)

type lenProbs struct {
	choice, choice2 uint16
	low, mid        [16][8]uint16
	high            [256]uint16
}

// model is what adapts.
type model struct {
	isMatch    [nStates][16]uint16
	isRep      [nStates]uint16
	isRepG0    [nStates]uint16
	isRepG1    [nStates]uint16
	isRepG2    [nStates]uint16
	isRep0Long [nStates][16]uint16
	slot       [4][64]uint16
	special    [128]uint16
	align      [16]uint16
	length     lenProbs
	repLength  lenProbs
}

func fill(p []uint16) {
	for i := range p {
		p[i] = probInit
	}
}

func (l *lenProbs) reset() {
	l.choice, l.choice2 = probInit, probInit
	for i := range l.low {
		fill(l.low[i][:])
		fill(l.mid[i][:])
	}
	fill(l.high[:])
}

func (m *model) reset() {
	for i := range nStates {
		fill(m.isMatch[i][:])
		fill(m.isRep0Long[i][:])
	}
	fill(m.isRep[:])
	fill(m.isRepG0[:])
	fill(m.isRepG1[:])
	fill(m.isRepG2[:])
	for i := range m.slot {
		fill(m.slot[i][:])
	}
	fill(m.special[:])
	fill(m.align[:])
	m.length.reset()
	m.repLength.reset()
}

type undo struct {
	p   *uint16
	old uint16
}

// raw decodes the symbols of one LZMA stream into a window.
type raw struct {
	model
	literal    []uint16
	lc, lp, pb uint
	state      int
	rep        [4]uint32

	rng, code uint32
	head      int // bytes of the range coder's beginning that are to come

	in      []byte
	pos     int
	careful bool // near the end of the input: changes are logged
	short   bool // the input has ended within a symbol
	log     []undo

	win      []byte // history and output
	read     int    // up to where it was taken
	dictSize int
	since    int // bytes since the dictionary was reset
}

func (r *raw) setProps(lc, lp, pb int) {
	r.lc, r.lp, r.pb = uint(lc), uint(lp), uint(pb)
	if n := 0x300 << (lc + lp); cap(r.literal) >= n {
		r.literal = r.literal[:n]
	} else {
		r.literal = make([]uint16, n)
	}
	r.resetState()
}

func (r *raw) resetState() {
	r.model.reset()
	fill(r.literal)
	r.state, r.rep = 0, [4]uint32{}
}

func (r *raw) startRange() { r.rng, r.code, r.head = 0xFFFFFFFF, 0, 5 }

// begin reads the range coder's first bytes.
func (r *raw) begin() error {
	for r.head > 0 && r.pos < len(r.in) {
		b := r.in[r.pos]
		if r.head == 5 && b != 0 {
			return ErrData
		}
		r.code = r.code<<8 | uint32(b)
		r.pos++
		r.head--
	}
	return nil
}

func (r *raw) normalize() {
	if r.rng < topValue {
		if r.pos >= len(r.in) {
			r.short = true
			return
		}
		r.rng <<= 8
		r.code = r.code<<8 | uint32(r.in[r.pos])
		r.pos++
	}
}

func (r *raw) bit(p *uint16) uint32 {
	v := uint32(*p)
	bound := (r.rng >> 11) * v
	if r.careful {
		r.log = append(r.log, undo{p, *p})
	}
	var b uint32
	if r.code < bound {
		r.rng = bound
		*p = uint16(v + (2048-v)>>5)
	} else {
		r.rng -= bound
		r.code -= bound
		*p = uint16(v - v>>5)
		b = 1
	}
	r.normalize()
	return b
}

func (r *raw) tree(p []uint16, bits int) uint32 {
	m := uint32(1)
	for range bits {
		m = m<<1 | r.bit(&p[m])
	}
	return m - 1<<bits
}

func (r *raw) reverse(p []uint16, bits int) (out uint32) {
	m := uint32(1)
	for i := range bits {
		b := r.bit(&p[m])
		m = m<<1 | b
		out |= b << i
	}
	return out
}

func (r *raw) direct(bits int) (out uint32) {
	for range bits {
		r.rng >>= 1
		b := uint32(1)
		if r.code < r.rng {
			b = 0
		} else {
			r.code -= r.rng
		}
		out = out<<1 | b
		r.normalize()
	}
	return out
}

func (r *raw) len(l *lenProbs, pos int) int {
	switch {
	case r.bit(&l.choice) == 0:
		return matchMin + int(r.tree(l.low[pos][:], 3))
	case r.bit(&l.choice2) == 0:
		return matchMin + 8 + int(r.tree(l.mid[pos][:], 3))
	}
	return matchMin + 16 + int(r.tree(l.high[:], 8))
}

func (r *raw) distance(n int) uint32 {
	s := r.tree(r.slot[min(n-matchMin, 3)][:], 6)
	if s < 4 {
		return s
	}
	bits := int(s>>1) - 1
	d := (2 | s&1) << bits
	if s < 14 {
		return d + r.reverse(r.special[d-s:], bits)
	}
	return d + r.direct(bits-4)<<4 + r.reverse(r.align[:], 4)
}

func (r *raw) back(dist uint32) byte {
	if int(dist) >= r.since || int(dist) >= len(r.win) {
		return 0
	}
	return r.win[len(r.win)-1-int(dist)]
}

func afterLiteral(s int) int {
	switch {
	case s < 4:
		return 0
	case s < 10:
		return s - 3
	}
	return s - 6
}

func after(s, low, high int) int {
	if s < 7 {
		return low
	}
	return high
}

// symbol decodes one; n is 0 for a literal, and end says that it is the end marker. Nothing changes but the coder and the
// probabilities, which step takes back.
func (r *raw) symbol() (lit byte, n int, rep [4]uint32, state int, end bool) {
	posState := r.since & (1<<r.pb - 1)
	rep, state = r.rep, r.state
	if r.bit(&r.isMatch[state][posState]) == 0 {
		prev := uint32(r.back(0))
		sub := (uint32(r.since)&(1<<r.lp-1))<<r.lc | prev>>(8-r.lc)
		p := r.literal[0x300*sub:][:0x300]
		m := uint32(1)
		if state >= 7 {
			match := uint32(r.back(r.rep[0]))
			for m < 0x100 {
				want := match >> 7 & 1
				match <<= 1
				b := r.bit(&p[(1+want)<<8|m])
				m = m<<1 | b
				if b != want {
					break
				}
			}
		}
		for m < 0x100 {
			m = m<<1 | r.bit(&p[m])
		}
		return byte(m), 0, rep, afterLiteral(state), false
	}
	if r.bit(&r.isRep[state]) == 0 {
		n = r.len(&r.length, posState)
		d := r.distance(n)
		rep = [4]uint32{d, rep[0], rep[1], rep[2]}
		return 0, n, rep, after(state, 7, 10), d == 0xFFFFFFFF
	}
	if r.bit(&r.isRepG0[state]) == 0 {
		if r.bit(&r.isRep0Long[state][posState]) == 0 {
			return 0, 1, rep, after(state, 9, 11), false
		}
	} else if r.bit(&r.isRepG1[state]) == 0 {
		rep = [4]uint32{rep[1], rep[0], rep[2], rep[3]}
	} else if r.bit(&r.isRepG2[state]) == 0 {
		rep = [4]uint32{rep[2], rep[0], rep[1], rep[3]}
	} else {
		rep = [4]uint32{rep[3], rep[0], rep[1], rep[2]}
	}
	return 0, r.len(&r.repLength, posState), rep, after(state, 8, 11), false
}

type outcome uint8

const (
	made   outcome = iota
	hungry         // the input has ended
	ended          // the end marker was there
)

// step decodes one symbol, of which it writes at most limit bytes: more is an error.
func (r *raw) step(limit int) (outcome, error) {
	r.careful = len(r.in)-r.pos < maxNormal
	rng, code, pos := r.rng, r.code, r.pos
	if r.careful {
		r.log = r.log[:0]
	}
	lit, n, rep, state, end := r.symbol()
	if r.short {
		for i := len(r.log) - 1; i >= 0; i-- {
			*r.log[i].p = r.log[i].old
		}
		r.rng, r.code, r.pos, r.short = rng, code, pos, false
		return hungry, nil
	}
	r.rep, r.state = rep, state
	switch {
	case end:
		return ended, nil
	case n == 0:
		r.win = append(r.win, lit)
		r.since++
		return made, nil
	}
	d := int(rep[0]) + 1
	if d > r.since || d > r.dictSize || n > limit {
		return made, ErrData
	}
	for from := len(r.win) - d; n > 0; {
		k := min(n, len(r.win)-from)
		r.win = append(r.win, r.win[from:from+k]...)
		r.since += k
		n -= k
	}
	return made, nil
}

// take gives at most max bytes of output and forgets history that no match can reach.
func (r *raw) take(max int) []byte {
	out := r.win[r.read:]
	if max >= 0 && len(out) > max {
		out = out[:max]
	}
	out = append([]byte(nil), out...)
	r.read += len(out)
	if old := r.read - r.dictSize; old > 1<<16 && old > len(r.win)/2 {
		n := copy(r.win, r.win[old:])
		r.win, r.read = r.win[:n], r.read-old
	}
	return out
}

func (r *raw) pending() int { return len(r.win) - r.read }
