// This file encodes containers over the library's compression.
package lzma

import (
	"bytes"
	"encoding/binary"
	"hash"
	"hash/crc32"
	"io"

	"github.com/ulikunitz/xz/lzma"
)

// Encoder is one stream being made. Its compressor starts when it is known whether the input is short, and then with a
// window that is.
type Encoder struct {
	out     bytes.Buffer
	filters []Filter
	format  Format
	check   int
	hash    hash.Hash
	pipe    *pipe
	early   []byte
	w       io.WriteCloser
	charge  func(int) error
	header  int // bytes of the block's header
	plain   int64
	start   int // of the block's data in all output
	taken   int
	any     bool
	ended   bool
}

// earlyMax is how much input waits to learn whether there is more.
const earlyMax = 1 << 18

// NewEncoder makes an Encoder. The chain's last filter is the compression.
func NewEncoder(format Format, check int, filters []Filter) (*Encoder, error) {
	if !ValidChain(filters) || format == XZ && filters[len(filters)-1].ID != FilterLZMA2 || format == Alone && (len(filters) != 1 || filters[0].ID != FilterLZMA1) {
		return nil, ErrOptions
	}
	for _, f := range filters {
		if _, err := EncodeProps(f); err != nil {
			return nil, err
		}
	}
	if d := filters[len(filters)-1].DictSize; d < 4096 || d > 1536<<20 {
		return nil, ErrOptions
	}
	e := &Encoder{format: format, check: check, filters: filters}
	if len(filters) > 1 {
		e.pipe = newPipe(filters[:len(filters)-1])
	}
	if format == XZ {
		if !Supported(check) {
			return nil, ErrCheck
		}
		e.hash = newHash(check)
		flags := []byte{0, byte(check)}
		e.out.WriteString(magic)
		e.out.Write(flags)
		e.out.Write(binary.LittleEndian.AppendUint32(nil, crc32.ChecksumIEEE(flags)))
	}
	return e, nil
}

func appendVLI(b []byte, v uint64) []byte {
	for v >= 0x80 {
		b = append(b, byte(v)|0x80)
		v >>= 7
	}
	return append(b, byte(v))
}

// open starts the compressor, for size bytes of input if that is known.
func (e *Encoder) open(size int) error {
	f := e.filters[len(e.filters)-1]
	window := int(f.DictSize)
	if size >= 0 {
		for w := 1 << 12; w < window; w *= 2 {
			if w >= size {
				window = w
				break
			}
		}
	}
	if err := e.charge(14*window + 1<<20); err != nil {
		return err
	}
	p := &lzma.Properties{LC: f.LC, LP: f.LP, PB: f.PB}
	if f.ID == FilterLZMA2 {
		if e.format == XZ {
			e.blockHeader()
		}
		w, err := lzma.Writer2Config{Properties: p, DictCap: window, BufSize: 1 << 16}.NewWriter2(&e.out)
		e.w = w
		return err
	}
	e.start = e.taken + e.out.Len()
	var dst io.Writer = &headless{&e.out, 13}
	if e.format == Alone {
		props, _ := EncodeProps(f)
		e.out.Write(append(props, "\xff\xff\xff\xff\xff\xff\xff\xff"...))
	}
	w, err := lzma.WriterConfig{Properties: p, DictCap: window, BufSize: 1 << 16, EOSMarker: true}.NewWriter(dst)
	e.w = w
	return err
}

// headless drops the first bytes, a header.
type headless struct {
	w io.Writer
	n int
}

func (h *headless) Write(b []byte) (int, error) {
	k := min(h.n, len(b))
	h.n -= k
	n, err := h.w.Write(b[k:])
	return k + n, err
}

func (e *Encoder) blockHeader() {
	b := []byte{0, byte(len(e.filters) - 1)}
	for _, f := range e.filters {
		props, _ := EncodeProps(f)
		b = append(appendVLI(appendVLI(b, f.ID), uint64(len(props))), props...)
	}
	for len(b)%4 != 0 {
		b = append(b, 0)
	}
	b[0] = byte(len(b) / 4)
	e.out.Write(binary.LittleEndian.AppendUint32(b, crc32.ChecksumIEEE(b)))
	e.header = len(b) + 4
	e.start = e.taken + e.out.Len()
}

// Write compresses b. charge is asked before memory is taken.
func (e *Encoder) Write(b []byte, charge func(int) error) error {
	e.charge = charge
	e.any = e.any || len(b) > 0
	e.plain += int64(len(b))
	if e.hash != nil {
		e.hash.Write(b)
	}
	if e.pipe != nil {
		b = e.pipe.run(append([]byte(nil), b...), true, false)
	}
	return e.write(b)
}

func (e *Encoder) write(b []byte) error {
	if e.w == nil {
		e.early = append(e.early, b...)
		if len(e.early) < earlyMax {
			return nil
		}
		if err := e.open(-1); err != nil {
			return err
		}
		b, e.early = e.early, nil
	}
	_, err := e.w.Write(b)
	return err
}

// Close ends the stream.
func (e *Encoder) Close(charge func(int) error) error {
	e.charge, e.ended = charge, true
	if e.pipe != nil {
		if err := e.write(e.pipe.run(nil, true, true)); err != nil {
			return err
		}
	}
	if e.w == nil && (e.any || e.format != XZ) {
		if err := e.open(len(e.early)); err != nil {
			return err
		}
		if _, err := e.w.Write(e.early); err != nil {
			return err
		}
		e.early = nil
	}
	if e.w != nil {
		if err := e.w.Close(); err != nil {
			return err
		}
	}
	if e.format != XZ {
		return nil
	}
	index := []byte{0, 0}
	if e.w != nil {
		packed := e.taken + e.out.Len() - e.start
		for range -packed & 3 {
			e.out.WriteByte(0)
		}
		if e.hash != nil {
			e.out.Write(sum(e.hash, e.check))
		}
		index = appendVLI(appendVLI([]byte{0, 1}, uint64(e.header+packed+checkSize(e.check))), uint64(e.plain))
	}
	for len(index)%4 != 0 {
		index = append(index, 0)
	}
	index = binary.LittleEndian.AppendUint32(index, crc32.ChecksumIEEE(index))
	e.out.Write(index)
	foot := append(binary.LittleEndian.AppendUint32(nil, uint32(len(index)/4-1)), 0, byte(e.check))
	e.out.Write(binary.LittleEndian.AppendUint32(nil, crc32.ChecksumIEEE(foot)))
	e.out.Write(foot)
	e.out.WriteString("YZ")
	return nil
}

// Pending is how many bytes Take will give.
func (e *Encoder) Pending() int { return e.out.Len() }

// Take gives the output so far.
func (e *Encoder) Take() []byte {
	b := append([]byte(nil), e.out.Bytes()...)
	e.taken += len(b)
	e.out.Reset()
	return b
}

// Ended says that the stream was closed.
func (e *Encoder) Ended() bool { return e.ended }
