// This file reads from buffered streams.
package core

import "bytes"

// rawReadInto reads once from the raw stream into p; n is -1 where nothing is ready.
func (b *Buffered) rawReadInto(t *Thread, p []byte) (int, error) {
	if f := b.file(); f != nil {
		return t.fileRead(f, p)
	}
	// A bytearray over our own memory; where the stream made it let go of that, the data is copied.
	view := NewByteArray(p[:len(p):len(p)])
	r, err := t.CallMethod(b.raw, nReadinto, view)
	if err != nil {
		return 0, err
	}
	if r.IsNone() {
		return -1, nil
	}
	n, err := t.IndexInt(r)
	if err != nil {
		if e := ExceptionOf(err); e != nil {
			w := t.newError(&ExcOSError, "raw readinto() failed")
			w.cause, w.context, w.suppress = e.Val(), e.Val(), true
			return 0, w
		}
		return 0, err
	}
	if n < 0 || n > len(p) {
		return 0, t.Raise(&ExcOSError, "raw readinto() returned invalid length %d (should have been between 0 and %d)", n, len(p))
	}
	if now := As[ByteArray](view).b; n > 0 && (len(now) == 0 || &now[0] != &p[0]) {
		copy(p[:n], now)
	}
	return n, nil
}

// fill reads once into the empty buffer; n is -1 where nothing is ready.
func (b *Buffered) fill(t *Thread) (int, error) {
	if err := b.need(t); err != nil {
		return 0, err
	}
	b.r, b.e = 0, 0
	n, err := b.rawReadInto(t, b.buf)
	if err == nil && n > 0 && b.buf != nil {
		b.e = n
	}
	return n, err
}

// take copies what is in the buffer to p.
func (b *Buffered) take(p []byte) int {
	n := copy(p, b.buf[b.r:b.e])
	b.r += n
	return n
}

// bufReadInto fills p as far as the stream has data; one says to read at most once from the raw stream.
// n is -1 where nothing was ready.
func (b *Buffered) bufReadInto(t *Thread, p []byte, one bool) (n int, err error) {
	if b.e > b.r {
		n = b.take(p)
		if n == len(p) || one && len(p)-n <= b.size {
			return n, nil
		}
	}
	if b.w > 0 {
		if err := b.sync(t, true); err != nil {
			return n, err
		}
	}
	for n < len(p) {
		if err := t.Poll(); err != nil {
			return n, err
		}
		var m int
		left := len(p) - n
		direct := left >= b.size && (!one || left > b.size)
		if direct && !one {
			left -= left % b.size
		}
		if direct {
			b.r, b.e = 0, 0
			m, err = b.rawReadInto(t, p[n:n+left])
		} else {
			m, err = b.fill(t)
		}
		if err != nil {
			return n, err
		}
		if m <= 0 {
			if n == 0 && m < 0 {
				return -1, nil
			}
			return n, nil
		}
		if direct {
			n += m
		} else {
			n += b.take(p[n:])
		}
		if one {
			break
		}
	}
	return n, nil
}

// readN is read(n).
func (b *Buffered) readN(t *Thread, n int) (Value, error) {
	if b.e-b.r >= n {
		out := append([]byte(nil), b.buf[b.r:b.r+n]...)
		b.r += n
		return NewBytes(out), nil
	}
	if err := b.lock.enter(t, b.Val()); err != nil {
		return Unbound, err
	}
	defer b.lock.leave()
	if err := t.Charge(n); err != nil {
		return Unbound, err
	}
	out := make([]byte, n)
	m, err := b.bufReadInto(t, out, false)
	if err != nil {
		return Unbound, err
	}
	if m < 0 {
		return None, nil
	}
	if m < n/2 {
		out = append([]byte(nil), out[:m]...)
	}
	return NewBytes(out[:m:m]), nil
}

// readAllBytes reads to the end; nil without error where nothing was ready.
func (b *Buffered) readAllBytes(t *Thread) ([]byte, error) {
	if err := b.lock.enter(t, b.Val()); err != nil {
		return nil, err
	}
	defer b.lock.leave()
	if b.w > 0 {
		if err := b.sync(t, true); err != nil {
			return nil, err
		}
	}
	var head []byte
	if b.e > b.r {
		head = append(head, b.buf[b.r:b.e]...)
	}
	b.r, b.e = 0, 0
	join := func(rest []byte) ([]byte, error) {
		if head == nil {
			if rest == nil {
				return []byte{}, nil
			}
			return rest, nil
		}
		return Append(t, head, rest)
	}
	if f := b.file(); f != nil {
		rest, err := t.fileReadall(f)
		if err != nil {
			return nil, err
		}
		if rest == nil {
			return head, nil
		}
		return join(rest)
	}
	readall, err := t.LookupAttr(b.raw, nReadall)
	if err != nil {
		return nil, err
	}
	if !readall.IsUnbound() {
		r, err := t.Call(readall)
		if err != nil {
			return nil, err
		}
		if r.IsNone() {
			return head, nil
		}
		x := AsBytes(r)
		if x == nil {
			return nil, t.TypeError("readall() should return bytes")
		}
		return join(x.b)
	}
	for {
		if err := t.Poll(); err != nil {
			return nil, err
		}
		r, err := t.CallMethod(b.raw, nRead)
		if err != nil {
			return nil, err
		}
		if r.IsNone() {
			return head, nil
		}
		x := AsBytes(r)
		if x == nil {
			return nil, t.TypeError("read() should return bytes")
		}
		if len(x.b) == 0 {
			if head == nil {
				head = []byte{}
			}
			return head, nil
		}
		if err := t.Charge(len(x.b)); err != nil {
			return nil, err
		}
		if head, err = Append(t, head, x.b); err != nil {
			return nil, err
		}
	}
}

// peek gives the data read ahead, reading once if there is none.
func (b *Buffered) peek(t *Thread) ([]byte, error) {
	if b.e == b.r {
		if b.w > 0 {
			if err := b.sync(t, true); err != nil {
				return nil, err
			}
		}
		if _, err := b.fill(t); err != nil {
			return nil, err
		}
	}
	return b.buf[b.r:b.e], nil
}

// readline reads up to and with the next newline, at most limit bytes if that is not negative.
func (b *Buffered) readline(t *Thread, limit int) ([]byte, error) {
	if b.e > b.r {
		ahead := b.buf[b.r:b.e]
		if limit >= 0 && limit < len(ahead) {
			ahead = ahead[:limit]
		}
		if i := bytes.IndexByte(ahead, '\n'); i >= 0 {
			b.r += i + 1
			return append([]byte(nil), ahead[:i+1]...), nil
		}
		if len(ahead) == limit {
			b.r += limit
			return append([]byte(nil), ahead...), nil
		}
	}
	if err := b.lock.enter(t, b.Val()); err != nil {
		return nil, err
	}
	defer b.lock.leave()
	var out []byte
	for limit < 0 || len(out) < limit {
		if err := t.Poll(); err != nil {
			return nil, err
		}
		ahead, err := b.peek(t)
		if err != nil {
			return nil, err
		}
		if len(ahead) == 0 {
			break
		}
		if limit >= 0 && len(ahead) > limit-len(out) {
			ahead = ahead[:limit-len(out)]
		}
		i := bytes.IndexByte(ahead, '\n')
		if i >= 0 {
			ahead = ahead[:i+1]
		}
		if len(out) > 0 {
			if err := t.Charge(len(ahead)); err != nil {
				return nil, err
			}
		}
		out = append(out, ahead...)
		b.r += len(ahead)
		if i >= 0 {
			break
		}
	}
	return out, nil
}

// read1 returns what is buffered, else the result of one raw read; at most n bytes. The result may be part of the buffer.
func (b *Buffered) read1(t *Thread, n int) ([]byte, error) {
	if n < 0 {
		n = b.size
	}
	if n == 0 {
		return nil, nil
	}
	if b.e > b.r {
		p := b.buf[b.r:min(b.e, b.r+n)]
		b.r += len(p)
		return p, nil
	}
	if err := b.lock.enter(t, b.Val()); err != nil {
		return nil, err
	}
	defer b.lock.leave()
	if b.w > 0 {
		if err := b.sync(t, true); err != nil {
			return nil, err
		}
	}
	b.r, b.e = 0, 0
	var p []byte
	if n <= b.size {
		if err := b.need(t); err != nil {
			return nil, err
		}
		p = b.buf[:n]
	} else {
		if err := t.Charge(n); err != nil {
			return nil, err
		}
		p = make([]byte, n)
	}
	m, err := b.rawReadInto(t, p)
	if err != nil || m <= 0 {
		return nil, err
	}
	return p[:m], nil
}

// bufNext is the next line.
func bufNext(t *Thread, v Value) (Value, error) {
	b := bufSelf(v)
	if v.ref.shape != &BufferedReaderType.shape0 && v.ref.shape != &BufferedRandomType.shape0 {
		line, err := t.CallMethod(v, nReadline)
		if err != nil {
			return Unbound, err
		}
		x := AsBytes(line)
		if x == nil {
			return Unbound, t.Raise(&ExcOSError, "readline() should have returned a bytes object, not '%s'", line.TypeName())
		}
		if len(x.b) == 0 {
			return Unbound, nil
		}
		return line, nil
	}
	if err := b.open(t, "readline of"); err != nil {
		return Unbound, err
	}
	line, err := b.readline(t, -1)
	if err != nil || len(line) == 0 {
		return Unbound, err
	}
	return NewBytes(line), nil
}

func bufReadMethods() []Func {
	readinto := func(name string, one bool) Func {
		return Func{Name: name, Sig: "(self, buffer, /)", Flags: Blocks | HostOp, Fn: func(t *Thread, a []Value) (Value, error) {
			b := bufSelf(a[0])
			dst, err := t.writeBuffer(a[1], name)
			if err != nil {
				return Unbound, err
			}
			defer dst.done()
			if err := b.open(t, "readinto of"); err != nil {
				return Unbound, err
			}
			if err := b.lock.enter(t, a[0]); err != nil {
				return Unbound, err
			}
			defer b.lock.leave()
			n, err := b.bufReadInto(t, dst.B, one)
			if err != nil {
				return Unbound, err
			}
			if n < 0 {
				return None, nil
			}
			return Int(int64(n)), nil
		}}
	}
	return []Func{
		{Name: "peek", Sig: "(self, size=0, /)", Flags: Blocks | HostOp, Doc: "Return buffered bytes without advancing.", Fn: func(t *Thread, a []Value) (Value, error) {
			b := bufSelf(a[0])
			if _, err := t.IndexInt(a[1]); err != nil {
				return Unbound, err
			}
			if err := b.open(t, "peek of"); err != nil {
				return Unbound, err
			}
			if err := b.lock.enter(t, a[0]); err != nil {
				return Unbound, err
			}
			defer b.lock.leave()
			if b.w > 0 {
				if err := b.sync(t, true); err != nil {
					return Unbound, err
				}
			}
			p, err := b.peek(t)
			if err != nil {
				return Unbound, err
			}
			return NewBytes(append([]byte(nil), p...)), nil
		}},
		{Name: "read", Sig: "(self, size=-1, /)", Flags: Blocks | HostOp | Charges, Doc: "Read and return up to size bytes, or until EOF.", Fn: func(t *Thread, a []Value) (Value, error) {
			b := bufSelf(a[0])
			n, err := t.optSize(a[1])
			if err != nil {
				return Unbound, err
			}
			if err := b.check(t); err != nil {
				return Unbound, err
			}
			if n < -1 {
				return Unbound, t.ValueError("read length must be non-negative or -1")
			}
			if err := b.open(t, "read of"); err != nil {
				return Unbound, err
			}
			if n >= 0 {
				return b.readN(t, n)
			}
			out, err := b.readAllBytes(t)
			if err != nil {
				return Unbound, err
			}
			if out == nil {
				return None, nil
			}
			return NewBytes(out), nil
		}},
		{Name: "read1", Sig: "(self, size=-1, /)", Flags: Blocks | HostOp | Charges, Doc: "Return at most size bytes, with no more than one read of the raw stream.", Fn: func(t *Thread, a []Value) (Value, error) {
			b := bufSelf(a[0])
			n, err := t.IndexInt(a[1])
			if err != nil {
				return Unbound, err
			}
			if err := b.open(t, "read of"); err != nil {
				return Unbound, err
			}
			p, err := b.read1(t, n)
			if err != nil {
				return Unbound, err
			}
			return NewBytes(append([]byte(nil), p...)), nil
		}},
		readinto("readinto", false), readinto("readinto1", true),
		{Name: "readline", Sig: "(self, size=-1, /)", Flags: Blocks | HostOp | Charges, Doc: "Read and return a line.", Fn: func(t *Thread, a []Value) (Value, error) {
			b := bufSelf(a[0])
			n, err := t.optSize(a[1])
			if err != nil {
				return Unbound, err
			}
			if err := b.open(t, "readline of"); err != nil {
				return Unbound, err
			}
			line, err := b.readline(t, n)
			if err != nil {
				return Unbound, err
			}
			return NewBytes(line), nil
		}},
	}
}
