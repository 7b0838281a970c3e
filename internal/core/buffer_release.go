// This file holds __buffer__ and __release_buffer__ (PEP 688): buffers of classes that define them, and what builtin types
// have by these names. Invariant: a __release_buffer__ in Python runs once for each buffer, before the memory is let go.
package core

// Flags of __buffer__ (inspect.BufferFlags).
const bufWritable = 1

// heapBuffer is the buffer of a class that defines __buffer__ or __release_buffer__.
func heapBuffer(t *Thread, v Value, writable bool) (*Buffer, error) {
	typ := v.Type()
	d := t.lookup(typ, nBuffer)
	if d.IsUnbound() {
		return nil, t.TypeError("a bytes-like object is required, not '%s'", typ.name)
	}
	flags := int64(0x11C) // FULL_RO
	if writable {
		flags |= bufWritable
	}
	x, err := t.callDunder2(d, v, Int(flags))
	if err != nil {
		return nil, err
	}
	if !x.isA(&MemoryViewType) {
		return nil, t.TypeError("__buffer__ returned non-memoryview object")
	}
	m := mvSelf(x)
	b, err := mvBuffer(t, x, writable)
	if err != nil {
		return nil, err
	}
	if t.releaseHook(v).IsUnbound() {
		b.Owner = v
		return b, nil
	}
	inner, own := b.Release, m.base.buf.Owner == v
	b.Release = func() {
		inner()
		if !own {
			t.callReleaseHook(v, x)
		} else if m.exports == 0 { // of a builtin base: the end of its view calls the hook
			_ = t.mvRelease(m)
		}
	}
	b.Owner = v
	return b, nil
}

// releaseHook is the __release_buffer__ that v's class defines in Python, else Unbound.
func (t *Thread) releaseHook(v Value) Value {
	d := t.lookup(v.Type(), nRelBuf)
	if slotWrapper(d) != nil {
		return Unbound
	}
	return d
}

func (t *Thread) callReleaseHook(v, view Value) {
	if _, err := t.callDunder2(t.releaseHook(v), v, view); err != nil {
		t.unraisable(err, Unbound, "Exception ignored in __release_buffer__ of "+v.TypeName(), "")
	}
}

// bufferWrapper is __buffer__ of a builtin type: a memoryview of what its own slot gets from self, whatever class self is of.
func bufferWrapper(typ *Type) NativeFn {
	f := typ.s.Buffer
	return func(t *Thread, a []Value) (Value, error) {
		n, err := t.IndexInt(a[1])
		if err != nil {
			return Unbound, err
		}
		return t.bufferView(a[0], func(t *Thread, v Value, writable bool) (*Buffer, error) {
			b, err := f(t, v, writable)
			if err == nil && !t.releaseHook(v).IsUnbound() {
				t.hookRelease(v, b)
			}
			return b, err
		}, n&bufWritable != 0)
	}
}

// hookRelease has v's __release_buffer__ called before b ends. It gets a view that no other view can be made of and that
// ends with the call, so that nobody keeps the memory.
func (t *Thread) hookRelease(v Value, b *Buffer) {
	inner := b.Release
	b.Release = func() {
		lent := *b
		lent.exports, lent.Release = nil, nil
		x, err := t.bufferView(v, func(*Thread, Value, bool) (*Buffer, error) { return &lent, nil }, false)
		if err == nil {
			m := mvSelf(x)
			m.restricted = true
			t.callReleaseHook(v, x)
			_ = t.mvRelease(m)
		}
		if inner != nil {
			inner()
		}
	}
}

// releaseWrapper is __release_buffer__ of a builtin type.
func releaseWrapper(*Type) NativeFn {
	return func(t *Thread, a []Value) (Value, error) {
		if !a[1].isA(&MemoryViewType) {
			return Unbound, t.TypeError("expected a memoryview object")
		}
		m := mvSelf(a[1])
		if m.base == nil {
			return Unbound, t.ValueError("memoryview's buffer has already been released")
		}
		if m.base.buf.Owner != a[0] {
			return Unbound, t.ValueError("memoryview's buffer is not this object")
		}
		return None, t.mvRelease(m)
	}
}
