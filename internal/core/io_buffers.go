// This file gives streams access to the memory of other objects: the source of a write, the target of a readinto.
package core

// ioBuffer is memory borrowed from an object until done is called.
type ioBuffer struct {
	B   []byte
	buf *Buffer
}

func (b *ioBuffer) done() {
	if b.buf != nil && b.buf.Release != nil {
		b.buf.Release()
	}
}

// readBuffer borrows the bytes of a bytes-like object; "a bytes-like object is required, not 'x'" for others.
func (t *Thread) readBuffer(v Value) (ioBuffer, error) {
	if b := AsBytes(v); b != nil {
		return ioBuffer{B: b.b}, nil
	}
	get := v.Type().s.Buffer
	if get == nil {
		return ioBuffer{}, t.TypeError("a bytes-like object is required, not '%s'", v.TypeName())
	}
	buf, err := get(t, v, false)
	if err != nil {
		return ioBuffer{}, err
	}
	if !buf.contiguous() {
		if buf.Release != nil {
			buf.Release()
		}
		b, err := t.BytesLike(v)
		return ioBuffer{B: b}, err
	}
	return ioBuffer{B: buf.B, buf: buf}, nil
}

// writeBuffer borrows writable memory for the function named in messages.
func (t *Thread) writeBuffer(v Value, fn string) (ioBuffer, error) {
	get := v.Type().s.Buffer
	if get == nil || v.isA(&BytesType) {
		return ioBuffer{}, t.TypeError("%s() argument must be read-write bytes-like object, not %s", fn, v.TypeName())
	}
	buf, err := get(t, v, true)
	if err != nil {
		if Matches(err, &ExcBufferError) {
			err = t.TypeError("%s() argument must be read-write bytes-like object, not %s", fn, v.TypeName())
		}
		return ioBuffer{}, err
	}
	if !buf.contiguous() {
		if buf.Release != nil {
			buf.Release()
		}
		return ioBuffer{}, t.TypeError("%s() argument 1 must be contiguous buffer, not %s", fn, v.TypeName())
	}
	return ioBuffer{B: buf.B, buf: buf}, nil
}
