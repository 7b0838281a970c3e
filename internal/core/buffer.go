// This file holds what every user of the buffer protocol needs of a Buffer: its shape, order and a flat copy, and the
// counting of exports. Invariant: where a Buffer is C-contiguous, B is its flat contents.
package core

import (
	"runtime"
	"weak"
)

// Exports counts the live views of an object whose memory may move. A memoryview that was dropped without release()
// must not count, and there are no reference counts: memoryviews are known weakly too.
type Exports struct {
	n      int
	views  []weak.Pointer[managedBuffer]
	proven int // how many views the last collection found alive

	crossed bool // another interpreter sees the memory
}

// Export counts b until its Release is called.
func (e *Exports) Export(b *Buffer) *Buffer {
	e.n++
	b.exports = e
	b.Release = func() { e.n--; e.proven = 0 }
	return b
}

// forcedGCs bounds the collections that one interpreter may force; beyond, unproven views do not count.
type forcedGCs struct{ left int }

// Live reports whether there are views, so that the object must not be resized.
func (e *Exports) Live(t *Thread) bool {
	if e.n == 0 {
		return false
	}
	if e.n != len(e.views) || e.proven == e.n {
		return e.n > 0
	}
	if e.sweep(); e.n == 0 {
		return false
	}
	budget := StateOf(t.interp, forcedGCs{}, func() *forcedGCs { return &forcedGCs{left: 256} })
	if budget.left == 0 {
		return false
	}
	budget.left--
	runtime.GC()
	e.sweep()
	e.proven = e.n
	return e.n > 0
}

// Held is Live for memory that is not Go's, where a view that was not proven dead counts.
func (e *Exports) Held(t *Thread) bool { return e.Live(t) || e.n > 0 }

// Seen is Held without a collection: views that the collector has not found dead count.
func (e *Exports) Seen() bool {
	if e.n == len(e.views) {
		e.sweep()
		e.proven = 0
	}
	return e.n > 0
}

// sweep stops counting views that the collector has found dead.
func (e *Exports) sweep() {
	live := e.views[:0]
	for _, v := range e.views {
		if v.Value() != nil {
			live = append(live, v)
		} else {
			e.n--
		}
	}
	e.views = live
}

// managedBuffer is a Buffer shared by the memoryviews that derive from one another.
type managedBuffer struct {
	buf   *Buffer
	views int
	pin   *managedBuffer // of memory of another interpreter: keeps its owner from resizing

	crossed bool // other interpreters may change the memory at any time
}

// manage makes the shared buffer of new memoryviews.
func manage(b *Buffer) *managedBuffer {
	m := &managedBuffer{buf: b}
	if b.exports != nil {
		b.exports.views = append(b.exports.views, weak.Make(m))
	}
	return m
}

// release ends the shared buffer.
func (m *managedBuffer) release() {
	if e := m.buf.exports; e != nil {
		w := weak.Make(m)
		for i, v := range e.views {
			if v == w {
				e.views = append(e.views[:i], e.views[i+1:]...)
				break
			}
		}
	}
	if m.buf.Release != nil {
		m.buf.Release()
		m.buf.Release = nil
	}
}

// ndim is the number of dimensions.
func (b *Buffer) ndim() int {
	if b.Shape == nil {
		return 1
	}
	return len(b.Shape)
}

// items is the number of items.
func (b *Buffer) items() int {
	if b.Shape == nil {
		if b.ItemSize <= 1 {
			return len(b.B)
		}
		return len(b.B) / b.ItemSize
	}
	n := 1
	for _, k := range b.Shape {
		n *= k
	}
	return n
}

// size is the number of bytes of a flat copy.
func (b *Buffer) size() int {
	if b.Shape == nil {
		return len(b.B)
	}
	return b.items() * max(b.ItemSize, 1)
}

// contiguous reports C order without gaps: B is the flat copy.
func (b *Buffer) contiguous() bool {
	if b.Strides == nil {
		return true
	}
	return stridesMatch(b.Shape, b.Strides, max(b.ItemSize, 1), false)
}

// stridesMatch reports that strides are those of a gapless array in C order, or Fortran order.
func stridesMatch(shape, strides []int, item int, fortran bool) bool {
	for _, n := range shape {
		if n == 0 {
			return true
		}
	}
	want := item
	for i := range shape {
		k := len(shape) - 1 - i
		if fortran {
			k = i
		}
		if shape[k] > 1 && strides[k] != want {
			return false
		}
		want *= shape[k]
	}
	return true
}

// appendTo appends the items in C order.
func (b *Buffer) appendTo(dst []byte) []byte {
	if b.contiguous() {
		return append(dst, b.B...)
	}
	return b.appendDim(dst, 0, b.start)
}

func (b *Buffer) appendDim(dst []byte, dim, off int) []byte {
	if dim == len(b.Shape) {
		return append(dst, b.B[off:off+b.ItemSize]...)
	}
	for i := 0; i < b.Shape[dim]; i++ {
		dst = b.appendDim(dst, dim+1, off)
		off += b.Strides[dim]
	}
	return dst
}
