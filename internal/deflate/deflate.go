// This file compresses, over Go's compress/flate, with what that lacks: the wrappers, windows that are smaller, and copies.
// Invariant: what was written since the last flush is in the writer; the last window of the input is kept for a copy.
package deflate

import (
	"bytes"
	"compress/flate"
	"encoding/binary"
	"hash/crc32"
)

// Deflater is a stream being compressed.
type Deflater struct {
	wrap   Wrapper
	level  int // of compress/flate
	window int
	w      *flate.Writer
	out    bytes.Buffer
	recent []byte // the end of the input, at most a window
	since  int    // input bytes since the writer is new
	sum    uint32
	size   uint32
	ended  bool
}

// NewDeflater makes a Deflater. level is -1 to 9, huffman says that nothing is to be searched for, dict may be nil.
func NewDeflater(wrap Wrapper, level, windowBits int, huffman bool, dict []byte) (*Deflater, error) {
	d := &Deflater{wrap: wrap, level: level, window: 1 << windowBits, sum: 1, recent: append([]byte(nil), dict[max(0, len(dict)-maxWindow):]...)}
	if huffman {
		d.level = flate.HuffmanOnly
	}
	switch wrap {
	case Zlib:
		rank := 3
		switch {
		case huffman || level == 0 || level == 1:
			rank = 0
		case level == 6 || level == -1:
			rank = 2
		case level < 6:
			rank = 1
		}
		h := (windowBits-8)<<12 | 8<<8 | rank<<6
		if dict != nil {
			h |= 0x20
		}
		h += 31 - h%31
		d.out.Write([]byte{byte(h >> 8), byte(h)})
		if dict != nil {
			_ = binary.Write(&d.out, binary.BigEndian, Adler32(1, dict))
		}
	case Gzip:
		extra := byte(0)
		if level == 9 {
			extra = 2
		} else if huffman || level == 0 || level == 1 {
			extra = 4
		}
		d.out.Write([]byte{0x1f, 0x8b, 8, 0, 0, 0, 0, 0, extra, 3})
		d.sum = 0
	}
	return d, d.fresh()
}

// fresh begins with a writer as if new that knows what was written lately.
func (d *Deflater) fresh() (err error) {
	d.since = 0
	switch {
	case d.window == maxWindow:
		d.w, err = flate.NewWriterDict(&d.out, d.level, d.recent)
	case d.w == nil:
		d.w, err = flate.NewWriter(&d.out, d.level)
	default:
		d.w.Reset(&d.out)
	}
	return err
}

// Write compresses a piece.
func (d *Deflater) Write(b []byte) error {
	if len(b) == 0 {
		return nil
	}
	if d.wrap == Gzip {
		d.sum = crc32.Update(d.sum, crc32.IEEETable, b)
	} else if d.wrap == Zlib {
		d.sum = Adler32(d.sum, b)
	}
	d.size += uint32(len(b))
	d.recent = append(d.recent, b[max(0, len(b)-maxWindow):]...)
	if n := len(d.recent) - maxWindow; n > 0 {
		d.recent = append(d.recent[:0], d.recent[n:]...)
	}
	for len(b) > 0 {
		n := len(b)
		if d.window < maxWindow { // no copy reaches farther back than a writer is old
			if d.since == d.window {
				if err := d.Flush(); err != nil {
					return err
				}
				if err := d.fresh(); err != nil {
					return err
				}
			}
			n = min(n, d.window-d.since)
		}
		if _, err := d.w.Write(b[:n]); err != nil {
			return err
		}
		d.since += n
		b = b[n:]
	}
	return nil
}

// Flush makes what was written so far readable.
func (d *Deflater) Flush() error { return d.w.Flush() }

// Close ends the stream.
func (d *Deflater) Close() error {
	d.ended = true
	if err := d.w.Close(); err != nil {
		return err
	}
	switch d.wrap {
	case Zlib:
		return binary.Write(&d.out, binary.BigEndian, d.sum)
	case Gzip:
		return binary.Write(&d.out, binary.LittleEndian, [2]uint32{d.sum, d.size})
	}
	return nil
}

// Ended reports that Close was called.
func (d *Deflater) Ended() bool { return d.ended }

// Take gives what there is of the output.
func (d *Deflater) Take() []byte {
	b := append([]byte(nil), d.out.Bytes()...)
	d.out.Reset()
	return b
}

// Pending is how much Take would give.
func (d *Deflater) Pending() int { return d.out.Len() }

// Clone makes a second stream that goes on from here. Both are flushed, as a writer cannot be copied.
func (d *Deflater) Clone() (*Deflater, error) {
	if err := d.Flush(); err != nil {
		return nil, err
	}
	c := &Deflater{wrap: d.wrap, level: d.level, window: d.window, recent: append([]byte(nil), d.recent...), sum: d.sum, size: d.size}
	c.out.Write(d.out.Bytes())
	return c, c.fresh()
}
