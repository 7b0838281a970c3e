// This file writes to buffered streams, and implements BufferedRWPair.
package core

import "github.com/vivarium-py/vivarium/internal/host"

// rawWrite writes once to the raw stream; n is -1 where it takes nothing now.
func (b *Buffered) rawWrite(t *Thread, p []byte) (int, error) {
	if f := b.file(); f != nil {
		return t.fileWrite(f, p)
	}
	r, err := t.CallMethod(b.raw, nWrite, NewBytes(append([]byte(nil), p...)))
	if err != nil {
		return 0, err
	}
	if r.IsNone() {
		return -1, nil
	}
	n, err := t.IndexInt(r)
	if err != nil {
		return 0, err
	}
	if n < 0 || n > len(p) {
		return 0, t.Raise(&ExcOSError, "raw write() returned invalid length %d (should have been between 0 and %d)", n, len(p))
	}
	return n, nil
}

// blockingErr is the BlockingIOError of a buffered write that took only n bytes.
func (t *Thread) blockingErr(n int) error {
	args := []Value{Int(int64(host.EAGAIN)), StrVal("write could not complete without blocking"), Int(int64(n))}
	e := NewException(&ExcBlockingIOError, args...)
	osErrorFill(e, AsTuple(e.args))
	return e
}

// flushWrites writes out the buffer. What could not be written stays in it.
func (b *Buffered) flushWrites(t *Thread) error {
	if b.w == 0 {
		return nil
	}
	done := 0
	var err error
	for done < b.w {
		if err = t.Poll(); err != nil {
			break
		}
		var n int
		n, err = b.rawWrite(t, b.buf[done:b.w])
		if err == nil && n < 0 {
			err = t.blockingErr(0)
		}
		if err != nil {
			break
		}
		done += n
	}
	if b.buf != nil {
		b.w = copy(b.buf, b.buf[min(done, b.w):b.w])
	}
	return err
}

// write buffers p, or writes it through where it is larger than the buffer.
func (b *Buffered) write(t *Thread, p []byte) (int, error) {
	if b.lock.owner == nil && b.w > 0 && len(p) <= len(b.buf)-b.w {
		b.w += copy(b.buf[b.w:], p)
		return len(p), nil
	}
	if err := b.lock.enter(t, b.Val()); err != nil {
		return 0, err
	}
	defer b.lock.leave()
	if b.done {
		return 0, t.ValueError("write to closed file")
	}
	if err := b.need(t); err != nil {
		return 0, err
	}
	if !b.registered {
		b.registered = true
		t.interp.flushAtExit(&b.Header)
	}
	if b.w == 0 && b.e > 0 {
		if err := b.dropAhead(t); err != nil {
			return 0, err
		}
	}
	if len(p) <= len(b.buf)-b.w {
		b.w += copy(b.buf[b.w:], p)
		return len(p), nil
	}
	if err := b.flushWrites(t); err != nil {
		if !Matches(err, &ExcBlockingIOError) {
			return 0, err
		}
		// Keep as much as the buffer takes.
		n := copy(b.buf[b.w:], p)
		b.w += n
		if n == len(p) {
			return n, nil
		}
		return 0, t.blockingErr(n)
	}
	done := 0
	for len(p)-done > len(b.buf) {
		if err := t.Poll(); err != nil {
			return 0, err
		}
		n, err := b.rawWrite(t, p[done:])
		if err != nil {
			return 0, err
		}
		if n < 0 {
			n = copy(b.buf, p[done:])
			b.w = n
			if done+n < len(p) {
				return 0, t.blockingErr(done + n)
			}
			return len(p), nil
		}
		done += n
	}
	b.w = copy(b.buf, p[done:])
	return len(p), nil
}

var bufWriteFunc = Func{Name: "write", Sig: "(self, buffer, /)", Flags: Blocks | HostOp, Doc: "Put bytes into the buffer, which may then be written out, and return how many.", Fn: func(t *Thread, a []Value) (Value, error) {
	b := bufSelf(a[0])
	if err := b.check(t); err != nil {
		return Unbound, err
	}
	src, err := t.readBuffer(a[1])
	if err != nil {
		return Unbound, err
	}
	defer src.done()
	if closed, err := b.closed(t); err != nil {
		return Unbound, err
	} else if closed {
		return Unbound, t.ValueError("write to closed file")
	}
	n, err := b.write(t, src.B)
	return Int(int64(n)), err
}}

// RWPair is a reader and a writer in one object.
type RWPair struct {
	Header
	reader, writer Value
}

func pairSelf(t *Thread, v Value) (*RWPair, error) {
	p := As[RWPair](v)
	if p.reader.ref == nil || p.reader.IsUnbound() {
		return nil, t.ValueError("I/O operation on uninitialized object")
	}
	return p, nil
}

func setupRWPair() {
	forward := func(name, sig string, write bool) Func {
		m := Intern(name)
		return Func{Name: name, Sig: sig, Flags: Blocks | HostOp, Fn: func(t *Thread, a []Value) (Value, error) {
			p, err := pairSelf(t, a[0])
			if err != nil {
				return Unbound, err
			}
			to := p.reader
			if write {
				to = p.writer
			}
			f, err := t.GetAttr(to, m)
			if err != nil {
				return Unbound, err
			}
			return t.CallKw(f, As[Tuple](a[1]).items, nil)
		}}
	}
	any := "(self, /, *args)"
	ioType(&BufferedRWPairType, &TypeSpec{
		Name: "_io.BufferedRWPair", Base: &BufferedIOBaseType, Layout: LayoutOf[RWPair](),
		Doc: "A buffer for reading one raw stream and writing another, as those of a\nconnection.", Sig: "(reader, writer, buffer_size=131072, /)",
		New: &Func{Name: "BufferedRWPair", Sig: "(cls, *args, **kwargs)", Flags: Pure, Fn: func(t *Thread, a []Value) (Value, error) {
			p := As[RWPair](obj(AsType(a[0]).Alloc()))
			p.reader, p.writer = Unbound, Unbound
			return obj(&p.Header), nil
		}},
		Init: &Func{Name: "BufferedRWPair", Sig: "(self, reader, writer, buffer_size=131072, /)", Flags: Polls, Fn: func(t *Thread, a []Value) (Value, error) {
			if err := t.ioCan(a[1], nReadable, "readable"); err != nil {
				return Unbound, err
			}
			if err := t.ioCan(a[2], nWritable, "writable"); err != nil {
				return Unbound, err
			}
			r, err := t.Call(BufferedReaderType.Val(), a[1], a[3])
			if err != nil {
				return Unbound, err
			}
			w, err := t.Call(BufferedWriterType.Val(), a[2], a[3])
			if err != nil {
				return Unbound, err
			}
			p := As[RWPair](a[0])
			p.reader, p.writer = r, w
			return None, nil
		}},
		Slots: Slots{Traverse: func(h *Header, visit func(Value)) {
			p := As[RWPair](obj(h))
			for _, v := range []Value{p.reader, p.writer} {
				if v.ref != nil {
					visit(v)
				}
			}
		}},
		Methods: []Func{
			forward("read", any, false), forward("peek", any, false), forward("read1", any, false),
			forward("readinto", any, false), forward("readinto1", any, false), forward("readable", any, false),
			forward("write", any, true), forward("flush", any, true), forward("writable", any, true),
			{Name: "close", Sig: "(self, /)", Flags: Blocks | HostOp, Fn: func(t *Thread, a []Value) (Value, error) {
				p, err := pairSelf(t, a[0])
				if err != nil {
					return Unbound, err
				}
				_, err = t.CallMethod(p.writer, nClose)
				_, rerr := t.CallMethod(p.reader, nClose)
				if rerr != nil {
					if err != nil {
						t.chainContext(rerr, err)
					}
					return Unbound, rerr
				}
				return None, err
			}},
			{Name: "isatty", Sig: "(self, /)", Flags: HostOp, Fn: func(t *Thread, a []Value) (Value, error) {
				p, err := pairSelf(t, a[0])
				if err != nil {
					return Unbound, err
				}
				r, err := t.CallMethod(p.writer, nIsatty)
				if err != nil || r == True {
					return r, err
				}
				return t.CallMethod(p.reader, nIsatty)
			}},
		},
		GetSets: []GetSet{{Name: "closed", Get: func(t *Thread, v Value) (Value, error) {
			p := As[RWPair](v)
			if p.writer.IsUnbound() {
				return Unbound, t.RuntimeError("the BufferedRWPair object is being garbage-collected")
			}
			return t.GetAttr(p.writer, nClosed)
		}}},
	})
}
