// This file holds what every user of the buffer protocol needs of a Buffer: its shape, order and a flat copy, and the
// counting of exports. Invariant: where a Buffer is C-contiguous, B is its flat contents.
package core

import (
	"runtime"
	"slices"
	"weak"
)

// Exports counts the live views of an object whose memory may move. A memoryview that was dropped without release()
// must not count, and there are no reference counts: memoryviews are known weakly too.
type Exports struct {
	n      int
	views  []weak.Pointer[managedBuffer]
	proven int    // how many views the last collection found alive
	era    uint32 // of the views that count: the releases of earlier ones do not

	crossed bool // another interpreter sees the memory
}

// Export counts b until its Release is called.
func (e *Exports) Export(b *Buffer) *Buffer {
	e.n++
	b.exports = e
	era := e.era
	b.Release = func() {
		if e.era == era {
			e.n--
			e.proven = 0
		}
	}
	return b
}

// forcedGCs bounds the collections that one interpreter may force; beyond, views that may be dead count as such for memory of Go's.
type forcedGCs struct{ left int }

// Live reports whether there are views, so that the object must not be resized. A view that the program has at hand is found at
// once, and what no collection finds is dead. Where the tidier allows none, a view out of sight counts as dead: should it
// be alive, it keeps the memory as it was.
func (e *Exports) Live(t *Thread) bool {
	if e.n != len(e.views) {
		return e.n > 0
	}
	if e.crossed {
		return e.proveDead(t)
	}
	if e.sweep(); e.n == 0 {
		return false
	}
	if e.inSight(t) {
		return true
	}
	if t.mayTidy(true) {
		before := e.n
		t.tidy(true, func() bool {
			e.sweep()
			return e.n < before
		})
		return e.n > 0
	}
	e.n, e.views = 0, nil
	e.era++
	return false
}

// proveDead is Live for memory that must not move under a view: collections are forced, as long as there are any to spend.
func (e *Exports) proveDead(t *Thread) bool {
	if e.proven == e.n {
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

// inSight reports a view that a variable of a running function, a global one of these functions, or an object there refers to.
func (e *Exports) inSight(t *Thread) bool {
	for u := range t.interp.threads {
		u.clearDead()
		var globals *Dict
		for i := range u.nf {
			f := &u.frames[i]
			if f.fn == nil || f.base == nil {
				continue
			}
			for _, v := range u.registers(i) {
				if e.seenIn(v, 1) {
					return true
				}
			}
			if d := f.fn.globals; d != nil && d != globals {
				globals = d
				for i := range d.entries {
					if e.seenIn(d.entries[i].val, 1) {
						return true
					}
				}
			}
		}
	}
	return false
}

// seenIn reports that v is a view, or, to a depth, that it is an object that refers to one.
func (e *Exports) seenIn(v Value, depth int) bool {
	if v.ref == nil || v.ref == &floatHeader {
		return false
	}
	h := v.ref
	if h.shape.typ == &MemoryViewType {
		m := As[MemoryView](v).base
		return m != nil && slices.Contains(e.views, weak.Make(m))
	}
	if depth == 0 {
		return false
	}
	var items []Value
	switch {
	case h.shape.typ == &ListType:
		items = As[List](v).items
	case h.shape.typ == &TupleType:
		items = As[Tuple](v).items
	case h.shape.typ == &CellType:
		return e.seenIn(As[Cell](v).v, depth)
	case h.shape.extOff != 0:
		for i := range min(int(h.shape.ninline), len(h.shape.names)) {
			if e.seenIn(h.slot(i), depth-1) {
				return true
			}
		}
	}
	for _, x := range items[:min(len(items), announceItems)] {
		if e.seenIn(x, depth-1) {
			return true
		}
	}
	return false
}

// Held is Live for memory that is not Go's, where a view that was not proven dead counts.
func (e *Exports) Held(t *Thread) bool {
	if e.n == len(e.views) {
		e.proveDead(t)
	}
	return e.n > 0
}

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
