// This file keeps the source range of every instruction in a compact table: runs of instructions that share
// a range, each stored relative to the line of the one before. It is decoded from the start: tracebacks and
// co_positions are the only readers.
package code

import "encoding/binary"

// Range is the source range of an instruction: 1-based lines, 0-based columns in UTF-8 bytes; -1 for none.
type Range struct{ Line, EndLine, Col, EndCol int32 }

// NoRange is the range of an instruction that stands for no source.
var NoRange = Range{-1, -1, -1, -1}

// Forms of a run; a run starts with the varint length<<2 | form.
const (
	runNone = iota // no position
	runLine        // line only
	runFlat        // one line with columns: column, width
	runFull        // lines and columns
)

// PosWriter builds a table. The zero PosWriter is ready to use.
type PosWriter struct {
	buf  []byte
	cur  Range
	n    int
	line int32
}

// NewPosWriter gives a writer whose bytes go into buf, from its start.
func NewPosWriter(buf []byte) PosWriter { return PosWriter{buf: buf[:0]} }

// Add appends the range of the next instruction.
func (w *PosWriter) Add(p Range) {
	if w.n > 0 && p == w.cur {
		w.n++
		return
	}
	w.flush()
	w.cur, w.n = p, 1
}

func (w *PosWriter) flush() {
	if w.n == 0 {
		return
	}
	p, form := w.cur, runFull
	switch {
	case p.Line < 0:
		form = runNone
	case p.Col < 0 || p.EndCol < 0 || p.EndLine < 0:
		form = runLine
	case p.EndLine == p.Line && p.EndCol >= p.Col:
		form = runFlat
	}
	b := binary.AppendUvarint(w.buf, uint64(w.n)<<2|uint64(form))
	if form != runNone {
		b = binary.AppendVarint(b, int64(p.Line-w.line))
		w.line = p.Line
	}
	switch form {
	case runFlat:
		b = binary.AppendUvarint(b, uint64(p.Col))
		b = binary.AppendUvarint(b, uint64(p.EndCol-p.Col))
	case runFull:
		b = binary.AppendVarint(b, int64(p.EndLine-p.Line))
		b = binary.AppendUvarint(b, uint64(p.Col))
		b = binary.AppendUvarint(b, uint64(p.EndCol))
	}
	w.buf, w.n = b, 0
}

// Bytes finishes the table.
func (w *PosWriter) Bytes() []byte {
	w.flush()
	return w.buf
}

// PosReader walks a table in runs.
type PosReader struct {
	buf  []byte
	line int32
}

// Ranges starts a walk over the ranges of c's instructions.
func (c *Code) Ranges() PosReader { return PosReader{buf: c.Positions} }

// Next gives the next range and how many instructions share it; 0 at the end or where the table is damaged.
func (r *PosReader) Next() (Range, int) {
	head, ok := r.uvarint()
	if !ok || head>>2 == 0 || head>>2 > 1<<31 {
		return NoRange, 0
	}
	n := int(head >> 2)
	form := head & 3
	if form == runNone {
		return NoRange, n
	}
	r.line += r.varint()
	p := Range{r.line, r.line, -1, -1}
	switch form {
	case runFlat:
		col, _ := r.uvarint()
		width, _ := r.uvarint()
		p.Col, p.EndCol = int32(col), int32(col+width)
	case runFull:
		p.EndLine += r.varint()
		col, _ := r.uvarint()
		end, _ := r.uvarint()
		p.Col, p.EndCol = int32(col), int32(end)
	}
	return p, n
}

func (r *PosReader) uvarint() (uint64, bool) {
	x, n := binary.Uvarint(r.buf)
	if n <= 0 {
		r.buf = nil
		return 0, false
	}
	r.buf = r.buf[n:]
	return x, true
}

func (r *PosReader) varint() int32 {
	x, n := binary.Varint(r.buf)
	if n <= 0 {
		r.buf = nil
		return 0
	}
	r.buf = r.buf[n:]
	return int32(x)
}

// PosAt gives the range of instruction i.
func (c *Code) PosAt(i int) Range {
	r := c.Ranges()
	for {
		p, n := r.Next()
		if n == 0 || i < n {
			return p
		}
		i -= n
	}
}

// LineAt gives the line of instruction i, -1 if it has none.
func (c *Code) LineAt(i int) int { return int(c.PosAt(i).Line) }
