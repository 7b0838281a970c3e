// This file implements memoryview (PEP 3118): views of any exporter's memory by format, shape and strides. Views that
// derive from one another share a managedBuffer, which is released when the last of them is.
package core

import (
	"bytes"
	"strconv"
)

// MemoryView is a memoryview. mem[start] is its first item; a released one has no base.
type MemoryView struct {
	Header
	base     *managedBuffer
	mem      []byte
	start    int
	format   string
	item     int
	shape    []int // never nil; empty: no dimensions
	strides  []int
	readonly bool
	exports  int // buffers handed out
	hash     int64
	hashed   bool

	restricted bool // lent to __release_buffer__: nothing else may refer to the memory
}

const maxDims = 64

func mvSelf(v Value) *MemoryView { return As[MemoryView](v) }

// view makes another view of the same memory, to be changed before anyone sees it.
func (m *MemoryView) view() *MemoryView {
	n := *m
	n.Header = Header{&MemoryViewType.shape0}
	n.exports, n.hashed = 0, false
	n.base.views++
	return &n
}

func (m *MemoryView) val() Value { return obj(&m.Header) }

// live fails for a released view.
func (t *Thread) mvLive(m *MemoryView) error {
	if m.base == nil {
		return t.ValueError("operation forbidden on released memoryview object")
	}
	return nil
}

// mvShareable fails for a view of which there must be no other view.
func (t *Thread) mvShareable(m *MemoryView) error {
	if err := t.mvLive(m); err != nil {
		return err
	}
	if m.restricted {
		return t.ValueError("cannot create new view on restricted memoryview")
	}
	return nil
}

// NewMemoryView is memoryview(v).
func (t *Thread) NewMemoryView(v Value) (Value, error) { return t.newMemoryView(v, false) }

func (t *Thread) newMemoryView(v Value, writable bool) (Value, error) {
	if v.exactly(&MemoryViewType) {
		m := mvSelf(v)
		if err := t.mvShareable(m); err != nil {
			return Unbound, err
		}
		if writable && m.readonly {
			return Unbound, t.Raise(&ExcBufferError, "memoryview: underlying buffer is not writable")
		}
		return m.view().val(), nil
	}
	f := v.Type().s.Buffer
	if f == nil {
		return Unbound, t.TypeError("memoryview: a bytes-like object is required, not '%s'", v.TypeName())
	}
	return t.bufferView(v, f, writable)
}

// bufferView is a memoryview of the buffer that f gets from v.
func (t *Thread) bufferView(v Value, f func(*Thread, Value, bool) (*Buffer, error), writable bool) (Value, error) {
	b, err := f(t, v, writable)
	if err != nil {
		return Unbound, err
	}
	m := &MemoryView{Header: Header{&MemoryViewType.shape0}, base: manage(b), mem: b.B, start: b.start, format: b.Format, item: b.ItemSize, readonly: b.Readonly}
	m.base.views = 1
	if m.format == "" {
		m.format = "B"
	}
	if m.item == 0 {
		m.item = 1
	}
	if m.shape = b.Shape; m.shape == nil {
		m.shape = []int{len(b.B) / m.item}
	}
	if m.strides = b.Strides; m.strides == nil {
		m.strides = cStrides(m.shape, m.item)
	}
	return m.val(), nil
}

// cStrides gives the strides of a gapless array in C order.
func cStrides(shape []int, item int) []int {
	s := make([]int, len(shape))
	for i := len(shape) - 1; i >= 0; i-- {
		s[i] = item
		item *= shape[i]
	}
	return s
}

func (m *MemoryView) items() int {
	n := 1
	for _, k := range m.shape {
		n *= k
	}
	return n
}

func (m *MemoryView) cContiguous() bool { return stridesMatch(m.shape, m.strides, m.item, false) }
func (m *MemoryView) fContiguous() bool { return stridesMatch(m.shape, m.strides, m.item, true) }

// buffer describes the view for a consumer.
func (m *MemoryView) buffer() *Buffer {
	b := &Buffer{B: m.mem, Readonly: m.readonly, Format: m.format, ItemSize: m.item, Shape: m.shape, Strides: m.strides, start: m.start, Owner: m.val()}
	if m.cContiguous() {
		b.B, b.start = m.mem[m.start:m.start+m.items()*m.item], 0
	}
	return b
}

func mvBuffer(t *Thread, v Value, writable bool) (*Buffer, error) {
	m := mvSelf(v)
	if err := t.mvShareable(m); err != nil {
		return nil, err
	}
	if writable && m.readonly {
		return nil, t.Raise(&ExcBufferError, "memoryview: underlying buffer is not writable")
	}
	b := m.buffer()
	m.exports++
	b.Release = func() { m.exports-- }
	return b, nil
}

// flat gives the contents in C order; shared reports that they are the memory itself.
func (t *Thread) mvFlat(m *MemoryView) (b []byte, shared bool, err error) {
	buf := m.buffer()
	if buf.contiguous() {
		return buf.B, true, nil
	}
	n := buf.size()
	if err := t.chargeText(n); err != nil {
		return nil, false, err
	}
	b, err = t.flatten(buf)
	return b, false, err
}

func (t *Thread) mvRelease(m *MemoryView) error {
	if m.base == nil {
		return nil
	}
	if m.exports > 0 {
		return t.Raise(&ExcBufferError, "memoryview has %d exported buffer%s", m.exports, plural(m.exports))
	}
	b := m.base
	m.base, m.mem = nil, nil
	if b.views--; b.views == 0 {
		b.release()
	}
	return nil
}

// code gives the native format code of the items.
func (t *Thread) mvCode(m *MemoryView) (byte, error) {
	if c := nativeCode(m.format); c != 0 {
		return c, nil
	}
	return 0, t.Raise(&ExcNotImplementedError, "memoryview: format %s not supported", m.format)
}

// dimIndex gives the offset of index i in a dimension.
func (t *Thread) mvDim(m *MemoryView, off, i, dim int) (int, error) {
	n := m.shape[dim]
	if i < 0 {
		i += n
	}
	if uint(i) >= uint(n) {
		return 0, t.IndexError("index out of bounds on dimension %d", dim+1)
	}
	return off + i*m.strides[dim], nil
}

// mvItem gives the offset of the item that a tuple of indexes names.
func (t *Thread) mvItem(m *MemoryView, key []Value) (int, error) {
	if len(key) > len(m.shape) {
		return 0, t.TypeError("cannot index %d-dimension view with %d-element tuple", len(m.shape), len(key))
	}
	if len(key) < len(m.shape) {
		return 0, t.Raise(&ExcNotImplementedError, "sub-views are not implemented")
	}
	off := m.start
	for dim, k := range key {
		i, err := t.mvIndexInt(k)
		if err != nil {
			return 0, err
		}
		if off, err = t.mvDim(m, off, i, dim); err != nil {
			return 0, err
		}
	}
	return off, nil
}

func (t *Thread) mvIndexInt(k Value) (int, error) {
	i, err := t.IndexInt(k)
	if err != nil && Matches(err, &ExcOverflowError) {
		err = t.IndexError("cannot fit '%s' into an index-sized integer", k.TypeName())
	}
	return i, err
}

// keyItems gives the items of a tuple all of which are indexes.
func keyIndexes(key Value) ([]Value, bool) {
	tup := AsTuple(key)
	if tup == nil {
		return nil, false
	}
	for _, k := range tup.items {
		if k.Type().s.Index == nil {
			return nil, false
		}
	}
	return tup.items, true
}

func keySlices(key Value) bool {
	tup := AsTuple(key)
	if tup.Len() == 0 {
		return false
	}
	for _, k := range tup.items {
		if !isSlice(k) {
			return false
		}
	}
	return true
}

func mvGetItem(t *Thread, v, key Value) (Value, error) {
	m := mvSelf(v)
	if err := t.mvLive(m); err != nil {
		return Unbound, err
	}
	if len(m.shape) == 0 {
		if tup := AsTuple(key); tup != nil && tup.Len() == 0 {
			return t.mvLoad(m, m.start)
		}
		if key == Ellipsis {
			return v, nil
		}
		return Unbound, t.TypeError("invalid indexing of 0-dim memory")
	}
	if key.Type().s.Index != nil {
		if len(m.shape) > 1 {
			return Unbound, t.Raise(&ExcNotImplementedError, "multi-dimensional sub-views are not implemented")
		}
		i, err := t.mvIndexInt(key)
		if err != nil {
			return Unbound, err
		}
		if err := t.mvLive(m); err != nil {
			return Unbound, err
		}
		off, err := t.mvDim(m, m.start, i, 0)
		if err != nil {
			return Unbound, err
		}
		return t.mvLoad(m, off)
	}
	if isSlice(key) {
		if err := t.mvShareable(m); err != nil {
			return Unbound, err
		}
		// The view comes first: __index__ of a bound may release this one.
		s := m.view()
		start, step, n, err := t.SliceIndices(key, s.shape[0])
		if err != nil {
			_ = t.mvRelease(s)
			return Unbound, err
		}
		s.slice(start, step, n)
		return s.val(), nil
	}
	if idx, ok := keyIndexes(key); ok {
		off, err := t.mvItem(m, idx)
		if err != nil {
			return Unbound, err
		}
		if err := t.mvLive(m); err != nil {
			return Unbound, err
		}
		return t.mvLoad(m, off)
	}
	if keySlices(key) {
		return Unbound, t.Raise(&ExcNotImplementedError, "multi-dimensional slicing is not implemented")
	}
	return Unbound, t.TypeError("memoryview: invalid slice key")
}

// slice narrows the first dimension.
func (m *MemoryView) slice(start, step, n int) {
	m.shape = append([]int(nil), m.shape...)
	m.strides = append([]int(nil), m.strides...)
	if n > 0 || start <= m.shape[0] && start >= 0 {
		m.start += start * m.strides[0]
	}
	m.shape[0] = n
	if n > 1 || step == 1 {
		m.strides[0] *= step
	} else if k := m.strides[0] * step; k/step == m.strides[0] {
		m.strides[0] = k
	}
	if n == 0 {
		m.start = min(max(m.start, 0), len(m.mem))
	}
}

func (t *Thread) mvLoad(m *MemoryView, off int) (Value, error) {
	c, err := t.mvCode(m)
	if err != nil {
		return Unbound, err
	}
	return loadItem(c, m.mem[off:off+m.item]), nil
}

func mvSetItem(t *Thread, v, key, x Value) error {
	m := mvSelf(v)
	if err := t.mvLive(m); err != nil {
		return err
	}
	c, err := t.mvCode(m)
	if err != nil {
		return err
	}
	if m.readonly {
		return t.TypeError("cannot modify read-only memory")
	}
	if x.IsUnbound() {
		return t.TypeError("cannot delete memory")
	}
	store := func(off int) error {
		// The conversion of x may release the view: it goes to a buffer first.
		var tmp [8]byte
		copy(tmp[:], m.mem[off:off+m.item])
		if err := t.storeItem(c, m.format, tmp[:m.item], x); err != nil {
			return err
		}
		if err := t.mvLive(m); err != nil {
			return err
		}
		copy(m.mem[off:off+m.item], tmp[:m.item])
		return nil
	}
	if len(m.shape) == 0 {
		if tup := AsTuple(key); key == Ellipsis || tup != nil && tup.Len() == 0 {
			return store(m.start)
		}
		return t.TypeError("invalid indexing of 0-dim memory")
	}
	if key.Type().s.Index != nil {
		if len(m.shape) > 1 {
			return t.Raise(&ExcNotImplementedError, "sub-views are not implemented")
		}
		i, err := t.mvIndexInt(key)
		if err != nil {
			return err
		}
		if err := t.mvLive(m); err != nil {
			return err
		}
		off, err := t.mvDim(m, m.start, i, 0)
		if err != nil {
			return err
		}
		return store(off)
	}
	if isSlice(key) && len(m.shape) == 1 {
		return t.mvSetSlice(m, key, x)
	}
	if idx, ok := keyIndexes(key); ok {
		off, err := t.mvItem(m, idx)
		if err != nil {
			return err
		}
		if err := t.mvLive(m); err != nil {
			return err
		}
		return store(off)
	}
	if isSlice(key) || keySlices(key) {
		return t.Raise(&ExcNotImplementedError, "memoryview slice assignments are currently restricted to ndim = 1")
	}
	return t.TypeError("memoryview: invalid slice key")
}

func plainFormat(f string) string {
	if len(f) == 2 && f[0] == '@' {
		return f[1:]
	}
	return f
}

func (t *Thread) mvSetSlice(m *MemoryView, key, x Value) error {
	src, err := t.GetBuffer(x, false)
	if err != nil {
		return err
	}
	if src.Release != nil {
		defer src.Release()
	}
	start, step, n, err := t.SliceIndices(key, m.shape[0])
	if err != nil {
		return err
	}
	if err := t.mvLive(m); err != nil {
		return err
	}
	format := src.Format
	if format == "" {
		format = "B"
	}
	if plainFormat(format) != plainFormat(m.format) || max(src.ItemSize, 1) != m.item || src.ndim() != 1 || src.items() != n {
		return t.ValueError("memoryview assignment: lvalue and rvalue have different structures")
	}
	flat := src.B
	if step != 1 || m.strides[0] != m.item || !src.contiguous() {
		if err := t.chargeText(src.size()); err != nil {
			return err
		}
		if flat, err = t.flatten(src); err != nil {
			return err
		}
	}
	off := m.start + start*m.strides[0]
	if step == 1 && m.strides[0] == m.item {
		if n > 0 {
			return Move(t, m.mem[off:off+n*m.item], flat)
		}
		return nil
	}
	return t.InChunks(n, slowWork, func(lo, hi int) bool {
		for i := lo; i < hi; i++ {
			copy(m.mem[off:off+m.item], flat[i*m.item:])
			off += step * m.strides[0]
		}
		return true
	})
}

// itemEqual makes the comparison of single items of two formats; ok is false where one is not understood.
func (t *Thread) itemLoader(format string) (load func(b []byte) Value, ok bool) {
	swap := false
	code := nativeCode(format)
	if code == 0 && len(format) == 2 {
		switch format[0] {
		case '<', '=', '>', '!':
			swap = format[0] == '>' || format[0] == '!'
			if c := format[1]; c != 'n' && c != 'N' && c != 'P' && nativeSize(c) != 0 {
				code = c
				switch c {
				case 'l':
					code = 'i'
				case 'L':
					code = 'I'
				}
			}
		}
	}
	if code == 0 {
		return nil, false
	}
	size := nativeSize(code)
	return func(b []byte) Value {
		if swap {
			var tmp [8]byte
			for i := 0; i < size; i++ {
				tmp[i] = b[size-1-i]
			}
			return loadItem(code, tmp[:size])
		}
		return loadItem(code, b)
	}, true
}

func mvCompare(t *Thread, a, b Value, op CmpOp) (Value, error) {
	if op != CmpEq && op != CmpNe {
		return NotImplemented, nil
	}
	if !a.exactly(&MemoryViewType) {
		a, b = b, a
	}
	eq, err := t.mvEqual(a, b)
	if err != nil {
		return Unbound, err
	}
	if eq == NotImplemented {
		return eq, nil
	}
	return Bool((eq == True) == (op == CmpEq)), nil
}

func (t *Thread) mvEqual(a, b Value) (Value, error) {
	m := mvSelf(a)
	if a == b {
		// A NaN is unequal to itself, so that only released views are equal for being the same.
		if m.base == nil {
			return True, nil
		}
	}
	if m.base == nil {
		return Bool(a == b), nil
	}
	if b.exactly(&MemoryViewType) && mvSelf(b).base == nil {
		return False, nil
	}
	f := b.Type().s.Buffer
	if f == nil {
		return NotImplemented, nil
	}
	w, err := f(t, b, false)
	if err != nil {
		if ExceptionOf(err) == nil {
			return Unbound, err
		}
		return NotImplemented, nil
	}
	if w.Release != nil {
		defer w.Release()
	}
	if w.ndim() != len(m.shape) {
		return False, nil
	}
	for i, n := range m.shape {
		k := w.items()
		if w.Shape != nil {
			k = w.Shape[i]
		}
		if k != n {
			return False, nil
		}
	}
	format := w.Format
	if format == "" {
		format = "B"
	}
	x, _, err := t.mvFlat(m)
	if err != nil {
		return Unbound, err
	}
	y := w.B
	if !w.contiguous() {
		if err := t.chargeText(w.size()); err != nil {
			return Unbound, err
		}
		if y, err = t.flatten(w); err != nil {
			return Unbound, err
		}
	}
	switch c := nativeCode(m.format); {
	case c != 0 && c == nativeCode(format) && c != 'f' && c != 'd' && c != 'e' && c != '?':
		return Bool(bytes.Equal(x, y)), nil
	}
	lx, okx := t.itemLoader(m.format)
	ly, oky := t.itemLoader(format)
	if !okx || !oky {
		return False, nil
	}
	item := max(w.ItemSize, 1)
	for i, n := 0, m.items(); i < n; i++ {
		if err := t.Poll(); err != nil {
			return Unbound, err
		}
		p, q := lx(x[i*m.item:]), ly(y[i*item:])
		if p.IsFloat() && p == q && p.Float64() != p.Float64() {
			return False, nil
		}
		eq, err := t.Eq(p, q)
		if err != nil {
			return Unbound, err
		}
		if !eq {
			return False, nil
		}
	}
	return True, nil
}

func mvHash(t *Thread, v Value) (int64, error) {
	m := mvSelf(v)
	if m.hashed {
		return m.hash, nil
	}
	if err := t.mvLive(m); err != nil {
		return 0, err
	}
	if !m.readonly {
		return 0, t.ValueError("cannot hash writable memoryview object")
	}
	switch nativeCode(m.format) {
	case 'B', 'b', 'c':
	default:
		return 0, t.ValueError("memoryview: hashing is restricted to formats 'B', 'b' or 'c'")
	}
	if o := m.base.buf.Owner; !o.IsUnbound() && o != v {
		if _, err := t.Hash(o); err != nil {
			return 0, err
		}
	}
	if err := t.mvLive(m); err != nil {
		return 0, err
	}
	b, _, err := t.mvFlat(m)
	if err != nil {
		return 0, err
	}
	m.hash, m.hashed = int64(hashBytes(view(b))), true
	return m.hash, nil
}

// tolist gives the items of a dimension as a list.
func (t *Thread) mvList(m *MemoryView, c byte, dim, off int) (Value, error) {
	if dim == len(m.shape) {
		return loadItem(c, m.mem[off:off+m.item]), nil
	}
	n := m.shape[dim]
	if err := t.chargeItems(n); err != nil {
		return Unbound, err
	}
	out, err := MakeSlice[Value](t, n, 0)
	if err != nil {
		return Unbound, err
	}
	for i := range out {
		if err := t.Poll(); err != nil {
			return Unbound, err
		}
		x, err := t.mvList(m, c, dim+1, off)
		if err != nil {
			return Unbound, err
		}
		out[i] = x
		off += m.strides[dim]
	}
	return NewList(out), nil
}

func mvTolist(t *Thread, a []Value) (Value, error) {
	m := mvSelf(a[0])
	if err := t.mvLive(m); err != nil {
		return Unbound, err
	}
	c, err := t.mvCode(m)
	if err != nil {
		return Unbound, err
	}
	return t.mvList(m, c, 0, m.start)
}

func mvTobytes(t *Thread, a []Value) (Value, error) {
	m := mvSelf(a[0])
	if err := t.mvLive(m); err != nil {
		return Unbound, err
	}
	order := "C"
	if !a[1].IsNone() {
		s := AsStr(a[1])
		if s == nil {
			return Unbound, t.TypeError("tobytes() argument 'order' must be str or None, not %s", a[1].TypeName())
		}
		if order = s.s; order != "C" && order != "F" && order != "A" {
			return Unbound, t.ValueError("order must be 'C', 'F' or 'A'")
		}
	}
	if order == "F" || order == "A" && !m.cContiguous() && m.fContiguous() {
		if len(m.shape) > 1 {
			// Fortran order is C order with the dimensions reversed.
			r := *m
			r.shape, r.strides = reversedInts(m.shape), reversedInts(m.strides)
			m = &r
		}
	}
	b, _, err := t.mvFlat(m)
	if err != nil {
		return Unbound, err
	}
	if err := t.chargeText(len(b)); err != nil {
		return Unbound, err
	}
	return t.copyBytes(b)
}

func reversedInts(s []int) []int {
	out := make([]int, len(s))
	for i, x := range s {
		out[len(s)-1-i] = x
	}
	return out
}

func mvHex(t *Thread, a []Value) (Value, error) {
	m := mvSelf(a[0])
	if err := t.mvLive(m); err != nil {
		return Unbound, err
	}
	b, _, err := t.mvFlat(m)
	if err != nil {
		return Unbound, err
	}
	m.exports++
	defer func() { m.exports-- }()
	return t.hexText(b, a[1], a[2])
}

func mvRelease(t *Thread, a []Value) (Value, error) { return None, t.mvRelease(mvSelf(a[0])) }
func mvExit(t *Thread, a []Value) (Value, error)    { return None, t.mvRelease(mvSelf(a[0])) }

func mvEnter(t *Thread, a []Value) (Value, error) { return a[0], t.mvLive(mvSelf(a[0])) }

func mvFromFlags(t *Thread, a []Value) (Value, error) {
	flags, err := t.CInt(a[2])
	if err != nil {
		return Unbound, err
	}
	return t.newMemoryView(a[1], flags&1 != 0)
}

func mvToreadonly(t *Thread, a []Value) (Value, error) {
	m := mvSelf(a[0])
	if err := t.mvShareable(m); err != nil {
		return Unbound, err
	}
	r := m.view()
	r.readonly = true
	return r.val(), nil
}

func isByteCode(c byte) bool { return c == 'b' || c == 'B' || c == 'c' }

func mvCast(t *Thread, a []Value) (Value, error) {
	m := mvSelf(a[0])
	if err := t.mvShareable(m); err != nil {
		return Unbound, err
	}
	format := AsStr(a[1])
	if format == nil {
		return Unbound, t.TypeError("cast() argument 'format' must be str, not %s", a[1].argTypeName())
	}
	if !m.cContiguous() {
		return Unbound, t.TypeError("memoryview: casts are restricted to C-contiguous views")
	}
	var shape []int
	if !a[2].IsUnbound() {
		var items []Value
		switch {
		case AsList(a[2]) != nil:
			items = AsList(a[2]).items
		case AsTuple(a[2]) != nil:
			items = AsTuple(a[2]).items
		default:
			return Unbound, t.TypeError("shape must be a list or a tuple")
		}
		if len(items) > maxDims {
			return Unbound, t.ValueError("memoryview: number of dimensions must not exceed %d", maxDims)
		}
		if len(m.shape) != 1 && len(items) != 1 {
			return Unbound, t.TypeError("memoryview: cast must be 1D -> ND or ND -> 1D")
		}
		shape = make([]int, 0, len(items))
		for _, x := range items {
			i, b, ok := AsInt(x)
			if !ok {
				return Unbound, t.TypeError("memoryview.cast(): elements of shape must be integers")
			}
			if b != nil {
				return Unbound, t.OverflowError("Python int too large to convert to C ssize_t")
			}
			if i <= 0 {
				return Unbound, t.ValueError("memoryview.cast(): elements of shape must be integers > 0")
			}
			shape = append(shape, int(i))
		}
	}
	if len(m.shape) != 1 || shape != nil {
		for _, n := range m.shape {
			if n == 0 {
				return Unbound, t.TypeError("memoryview: cannot cast view with zeros in shape or strides")
			}
		}
	}
	from, to := nativeCode(m.format), nativeCode(format.s)
	if from == 0 {
		return Unbound, t.ValueError("memoryview: source format must be a native single character format prefixed with an optional '@'")
	}
	if to == 0 {
		return Unbound, t.ValueError("memoryview: destination format must be a native single character format prefixed with an optional '@'")
	}
	if !isByteCode(from) && !isByteCode(to) {
		return Unbound, t.TypeError("memoryview: cannot cast between two non-byte formats")
	}
	size := m.items() * m.item
	item := nativeSize(to)
	if size%item != 0 {
		return Unbound, t.TypeError("memoryview: length is not a multiple of itemsize")
	}
	if shape == nil {
		shape = []int{size / item}
	} else {
		n := 1
		for _, k := range shape {
			if k > maxInt/n {
				return Unbound, t.ValueError("memoryview.cast(): product(shape) > SSIZE_MAX")
			}
			n *= k
		}
		if n > maxInt/item || n*item != size {
			return Unbound, t.TypeError("memoryview: product(shape) * itemsize != buffer size")
		}
	}
	r := m.view()
	r.format, r.item, r.shape, r.strides = format.s, item, shape, cStrides(shape, item)
	return r.val(), nil
}

// mvFind walks a one-dimensional view from start to stop until an item equals x; -1 if none does.
func (t *Thread) mvFind(m *MemoryView, x Value, start, stop int, f func(i int) bool) error {
	if err := t.mvLive(m); err != nil {
		return err
	}
	switch len(m.shape) {
	case 0:
		return t.TypeError("invalid lookup on 0-dim memory")
	case 1:
	default:
		return t.Raise(&ExcNotImplementedError, "multi-dimensional lookup is not implemented")
	}
	c, err := t.mvCode(m)
	if err != nil {
		return err
	}
	for i := start; i < stop; i++ {
		if err := t.Poll(); err != nil {
			return err
		}
		if err := t.mvLive(m); err != nil {
			return err
		}
		if i >= m.shape[0] {
			return nil
		}
		eq, err := t.Eq(loadItem(c, m.mem[m.start+i*m.strides[0]:][:m.item]), x)
		if err != nil {
			return err
		}
		if eq && !f(i) {
			return nil
		}
	}
	return nil
}

func mvCount(t *Thread, a []Value) (Value, error) {
	n := 0
	err := t.mvFind(mvSelf(a[0]), a[1], 0, maxInt, func(int) bool { n++; return true })
	return Int(int64(n)), err
}

func mvIndex(t *Thread, a []Value) (Value, error) {
	m := mvSelf(a[0])
	n := 0
	if len(m.shape) == 1 {
		n = m.shape[0]
	}
	clip := func(v Value) (int, error) {
		i, err := t.IndexClamp(v)
		if i < 0 {
			i = max(i+n, 0)
		}
		return i, err
	}
	start, err := clip(a[2])
	if err != nil {
		return Unbound, err
	}
	stop := maxInt
	if !a[3].IsUnbound() {
		if stop, err = clip(a[3]); err != nil {
			return Unbound, err
		}
	}
	at := -1
	if err := t.mvFind(m, a[1], start, stop, func(i int) bool { at = i; return false }); err != nil {
		return Unbound, err
	}
	if at < 0 {
		return Unbound, t.ValueError("memoryview.index(x): x not found")
	}
	return Int(int64(at)), nil
}

// MemoryIter is memory_iterator.
type MemoryIter struct {
	Header
	m    Value // Unbound once exhausted
	i, n int
	c    byte
}

func mvIter(t *Thread, v Value) (Value, error) {
	m := mvSelf(v)
	if err := t.mvLive(m); err != nil {
		return Unbound, err
	}
	switch len(m.shape) {
	case 0:
		return Unbound, t.TypeError("invalid indexing of 0-dim memory")
	case 1:
	default:
		return Unbound, t.Raise(&ExcNotImplementedError, "multi-dimensional sub-views are not implemented")
	}
	c, err := t.mvCode(m)
	if err != nil {
		return Unbound, err
	}
	return obj(&(&MemoryIter{Header: Header{&MemoryIterType.shape0}, m: v, n: m.shape[0], c: c}).Header), nil
}

func mvIterNext(t *Thread, v Value) (Value, error) {
	it := As[MemoryIter](v)
	if it.m.IsUnbound() {
		return Unbound, nil
	}
	if it.i >= it.n {
		it.m = Unbound
		return Unbound, nil
	}
	m := mvSelf(it.m)
	if err := t.mvLive(m); err != nil {
		return Unbound, err
	}
	off := m.start + it.i*m.strides[0]
	it.i++
	return loadItem(it.c, m.mem[off:off+m.item]), nil
}

func intTuple(s []int) Value {
	out := make([]Value, len(s))
	for i, x := range s {
		out[i] = Int(int64(x))
	}
	return TupleOf(out)
}

func setupMemoryView() {
	get := func(f func(m *MemoryView) Value) func(*Thread, Value) (Value, error) {
		return func(t *Thread, v Value) (Value, error) {
			m := mvSelf(v)
			if err := t.mvLive(m); err != nil {
				return Unbound, err
			}
			return f(m), nil
		}
	}
	MemoryViewType.Setup(&TypeSpec{
		Name: "memoryview", Layout: LayoutOf[MemoryView](), Flags: flagSequence | flagGenericGet | flagGenericSet,
		Doc: "A view of the memory of another object, such as bytes or array.array, without\na copy.",
		Sig: "(object)",
		New: &Func{Name: "memoryview", Sig: "(cls, object)", Flags: Pure, Fn: func(t *Thread, a []Value) (Value, error) {
			return t.newMemoryView(a[1], false)
		}},
		Slots: Slots{
			Repr: func(t *Thread, v Value) (Value, error) {
				if mvSelf(v).base == nil {
					return t.addrText("<released memory at 0x", v), nil
				}
				return t.addrText("<memory at 0x", v), nil
			},
			Hash: mvHash, Compare: mvCompare, GetItem: mvGetItem, SetItem: mvSetItem, Iter: mvIter, Buffer: mvBuffer, BufferReleases: true,
			Len: func(t *Thread, v Value) (int, error) {
				m := mvSelf(v)
				if err := t.mvLive(m); err != nil {
					return 0, err
				}
				if len(m.shape) == 0 {
					return 0, t.TypeError("0-dim memory has no length")
				}
				return m.shape[0], nil
			},
			Traverse: func(h *Header, visit func(Value)) {
				if m := As[MemoryView](obj(h)); m.base != nil {
					visit(m.base.buf.Owner)
				}
			},
		},
		Methods: []Func{
			{Name: "__enter__", Sig: "(self, /)", Fn: mvEnter, Flags: Pure},
			{Name: "__exit__", Sig: "(self, /, *exc_info)", Fn: mvExit, Flags: Pure, Doc: "Let go of the memory; the view cannot be used after that."},
			{Name: "_from_flags", Sig: "(cls, /, object, flags)", Fn: mvFromFlags, Flags: Pure | ClassM, Doc: "A view of the memory of another object, such as bytes or array.array, without\na copy."},
			{Name: "__class_getitem__", Sig: "(cls, object, /)", Fn: classGetItemMethod, Flags: Pure | ClassM, Doc: "See PEP 585"},
			{Name: "cast", Sig: "(self, /, format, shape=<unrepresentable>)", Fn: mvCast, Flags: Pure, Doc: "Look at the same memory as items of another format, or with another shape.\n\nOne of the two formats must be 'B', 'b' or 'c'."},
			{Name: "count", Sig: "(self, value, /)", Fn: mvCount, Flags: Polls, Doc: "Count the number of occurrences of a value."},
			{Name: "index", Sig: "(self, value, start=0, stop=<unrepresentable>, /)", Fn: mvIndex, Flags: Polls, Doc: "Return the position of the first item between start and stop that equals\nvalue, or raise ValueError if there is none."},
			{Name: "hex", Sig: "(self, /, sep=<unrepresentable>, bytes_per_sep=1)", Fn: mvHex, Flags: Charges, Doc: "Write each byte as two hexadecimal digits.\n\nsep is one character to put between groups of bytes_per_sep bytes, which are\ncounted from the right, or from the left if it is negative.\n\n>>> view = memoryview(b'\\x01\\x7f\\xff')\n>>> view.hex()\n'017fff'\n>>> view.hex('-')\n'01-7f-ff'\n>>> view.hex('-', 2)\n'01-7fff'\n>>> view.hex('-', -2)\n'017f-ff'"},
			{Name: "release", Sig: "(self, /)", Fn: mvRelease, Flags: Pure, Doc: "Let go of the memory; the view cannot be used after that."},
			{Name: "tobytes", Sig: "(self, /, order='C')", Fn: mvTobytes, Flags: Charges, Doc: "Copy the items to a bytes object.\n\norder says how several dimensions are laid out: 'C' (as None) with the last\nindex fastest, 'F' with the first fastest, 'A' as they are in memory if that\nis contiguous, and else as 'C'."},
			{Name: "tolist", Sig: "(self, /)", Fn: mvTolist, Flags: Polls | Charges, Doc: "Return the items as a list, nested if there is more than one dimension."},
			{Name: "toreadonly", Sig: "(self, /)", Fn: mvToreadonly, Flags: Pure, Doc: "Return a view of the same memory through which it cannot be changed."},
		},
		GetSets: []GetSet{
			{Name: "obj", Get: get(func(m *MemoryView) Value { return m.base.buf.Owner }), Doc: "The object whose memory this is."},
			{Name: "nbytes", Get: get(func(m *MemoryView) Value { return Int(int64(m.items() * m.item)) }), Doc: "How many bytes the items take without gaps."},
			{Name: "readonly", Get: get(func(m *MemoryView) Value { return Bool(m.readonly) }), Doc: "Whether the memory cannot be changed through this view."},
			{Name: "itemsize", Get: get(func(m *MemoryView) Value { return Int(int64(m.item)) }), Doc: "How many bytes one item takes."},
			{Name: "format", Get: get(func(m *MemoryView) Value { return StrVal(m.format) }), Doc: "The type of the items, in the notation of module struct."},
			{Name: "ndim", Get: get(func(m *MemoryView) Value { return Int(int64(len(m.shape))) }), Doc: "The number of dimensions."},
			{Name: "shape", Get: get(func(m *MemoryView) Value { return intTuple(m.shape) }), Doc: "The length of each dimension, as a tuple."},
			{Name: "strides", Get: get(func(m *MemoryView) Value { return intTuple(m.strides) }), Doc: "How many bytes it is from one item to the next in each dimension, as a tuple."},
			{Name: "suboffsets", Get: get(func(m *MemoryView) Value { return emptyTuple.Val() }), Doc: "An empty tuple, as no view goes through pointers."},
			{Name: "c_contiguous", Get: get(func(m *MemoryView) Value { return Bool(m.cContiguous()) }), Doc: "Whether the items are without gaps, the last index being the fastest."},
			{Name: "f_contiguous", Get: get(func(m *MemoryView) Value { return Bool(m.fContiguous()) }), Doc: "Whether the items are without gaps, the first index being the fastest."},
			{Name: "contiguous", Get: get(func(m *MemoryView) Value { return Bool(m.cContiguous() || m.fContiguous()) }), Doc: "Whether the items are without gaps."},
		},
	})
	MemoryIterType.Setup(&TypeSpec{
		Name: "memory_iterator", Layout: LayoutOf[MemoryIter](), Flags: flagNoNew | flagGenericGet | flagGenericSet,
		Slots: Slots{Iter: selfIter, Next: mvIterNext, Traverse: func(h *Header, visit func(Value)) { visit(As[MemoryIter](obj(h)).m) }},
	})
}

// addrText is a repr that ends in the address.
func (t *Thread) addrText(head string, v Value) Value {
	return StrVal(head + strconv.FormatUint(uint64(t.address(v)), 16) + ">")
}
