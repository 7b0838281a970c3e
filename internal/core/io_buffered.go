// This file implements BufferedReader, BufferedWriter and BufferedRandom: their state, positions and closing. Reading is in
// io_buffered_read.go, writing in io_buffered_write.go. Invariant: the buffer holds either data read ahead (buf[r:e]; the
// raw stream stands at its end) or data to be written (buf[:w]; the raw stream stands before it), never both.
package core

import (
	"github.com/vivarium-py/vivarium/internal/host"
)

// Buffered is a buffered binary stream over a raw one.
type Buffered struct {
	Header
	raw                Value
	ok                 bool // __init__ succeeded
	detached, done     bool // done: closed, nothing buffered is left
	readable, writable bool
	finalizing         bool
	registered         bool // to be flushed at exit
	watched            bool
	size               int
	buf                []byte // made at the first use
	r, e, w            int
	lock               ioLock
}

// ioLock makes the threads of an interpreter take turns at a stream. It is guarded by the interpreter's lock.
type ioLock struct {
	owner   *Thread
	waiters []chan struct{}
}

// enter takes the lock; a call from within is an error.
func (l *ioLock) enter(t *Thread, v Value) error {
	for l.owner != nil {
		if l.owner == t {
			r, err := t.Repr(v)
			if err != nil {
				return err
			}
			return t.RuntimeError("reentrant call inside %s", r.s)
		}
		ch := make(chan struct{})
		l.waiters = append(l.waiters, ch)
		if err := t.interp.host.Wait(t, ch, host.Forever); err != nil {
			return t.OSError(err)
		}
	}
	l.owner = t
	return nil
}

func (l *ioLock) leave() {
	l.owner = nil
	for _, ch := range l.waiters {
		close(ch)
	}
	l.waiters = nil
}

func bufSelf(v Value) *Buffered { return As[Buffered](v) }

func (b *Buffered) Val() Value { return Value{ref: &b.Header} }

func newBuffered(cls *Type) *Buffered {
	b := As[Buffered](obj(cls.Alloc()))
	b.raw = Unbound
	return b
}

// init gives b a raw stream.
func (b *Buffered) init(raw Value, size int) {
	b.raw, b.size, b.ok, b.detached, b.done = raw, size, true, false, false
	b.buf, b.r, b.e, b.w = nil, 0, 0, 0
}

// file gives the raw stream if it is a FileIO without overridden methods.
func (b *Buffered) file() *FileIO {
	if plainStream(b.raw.ref, &FileIOType) {
		return As[FileIO](b.raw)
	}
	return nil
}

// check fails unless b was initialised and has its raw stream.
func (b *Buffered) check(t *Thread) error {
	switch {
	case b.detached:
		return t.ValueError("raw stream has been detached")
	case !b.ok:
		return t.ValueError("I/O operation on uninitialized object")
	}
	return nil
}

// closed reports that the raw stream is closed.
func (b *Buffered) closed(t *Thread) (bool, error) {
	if f := b.file(); f != nil {
		return f.fd < 0, nil
	}
	return t.ioClosed(b.raw)
}

// open fails unless b is usable; what is named in the message. Data already read may still be taken from a closed stream.
func (b *Buffered) open(t *Thread, what string) error {
	if err := b.check(t); err != nil {
		return err
	}
	if b.e > b.r {
		return nil
	}
	closed, err := b.closed(t)
	if err == nil && (closed || b.done) {
		err = t.ValueError("%s closed file", what)
	}
	return err
}

// need makes the buffer.
func (b *Buffered) need(t *Thread) error {
	if b.buf == nil {
		if err := t.Charge(b.size); err != nil {
			return err
		}
		b.buf = make([]byte, b.size)
	}
	return nil
}

// rawSeek moves the raw stream.
func (b *Buffered) rawSeek(t *Thread, off Value, whence int) (int64, error) {
	if f := b.file(); f != nil && off.IsSmall() {
		return t.fileSeek(f, off.Small(), whence)
	}
	r, err := t.CallMethod(b.raw, nSeek, off, Int(int64(whence)))
	if err != nil {
		return 0, err
	}
	return b.position(t, r)
}

// position checks what the raw stream's seek or tell returned.
func (b *Buffered) position(t *Thread, r Value) (int64, error) {
	n, err := t.fileOffset(r)
	if err == nil && n < 0 {
		err = t.Raise(&ExcOSError, "Raw stream returned invalid position %d", n)
	}
	return n, err
}

func (b *Buffered) rawTell(t *Thread) (int64, error) {
	if f := b.file(); f != nil {
		return t.fileSeek(f, 0, 1)
	}
	r, err := t.CallMethod(b.raw, nTell)
	if err != nil {
		return 0, err
	}
	return b.position(t, r)
}

// dropAhead forgets data read ahead and puts the raw stream where the reader is.
func (b *Buffered) dropAhead(t *Thread) error {
	if ahead := b.e - b.r; ahead > 0 {
		if _, err := b.rawSeek(t, Int(int64(-ahead)), 1); err != nil {
			return err
		}
	}
	b.r, b.e = 0, 0
	return nil
}

// sync flushes what is to be written and, with rewind, drops what was read ahead.
func (b *Buffered) sync(t *Thread, rewind bool) error {
	if err := b.flushWrites(t); err != nil {
		return err
	}
	if rewind && b.readable {
		return b.dropAhead(t)
	}
	return nil
}

// bufFlush is flush of a writer or random stream.
func (t *Thread) bufFlush(b *Buffered) error {
	if err := b.check(t); err != nil {
		return err
	}
	if closed, err := b.closed(t); err != nil {
		return err
	} else if closed {
		return t.ValueError("flush of closed file")
	}
	if err := b.lock.enter(t, b.Val()); err != nil {
		return err
	}
	err := b.sync(t, true)
	b.lock.leave()
	return err
}

// bufClose flushes and closes; of two errors the later one is raised, with the earlier as its context.
func (t *Thread) bufClose(b *Buffered) error {
	if err := b.check(t); err != nil {
		return err
	}
	if err := b.lock.enter(t, b.Val()); err != nil {
		return err
	}
	closed, err := b.closed(t)
	b.lock.leave()
	if err != nil || closed {
		if closed {
			b.finish(t)
		}
		return err
	}
	if b.finalizing {
		if f := b.file(); f != nil {
			t.fileDeallocWarn(f, b.Val())
			f.finalizing = false
		} else if b.raw.ref != nil {
			if _, err := t.CallMethod(b.raw, nDeallocW, b.Val()); err != nil {
				if _, ok := err.(*Kill); ok {
					return err
				}
			}
		}
	}
	if b.shape == &BufferedReaderType.shape0 {
		if f := b.file(); f != nil {
			if err := t.fileClose(f); err != nil {
				return err
			}
			b.finish(t)
			return nil
		}
	}
	_, err = t.CallMethod(b.Val(), nFlush)
	if _, ok := err.(*Kill); ok {
		return err
	}
	if err := b.lock.enter(t, b.Val()); err != nil {
		return err
	}
	_, cerr := t.CallMethod(b.raw, nClose)
	b.lock.leave()
	b.finish(t)
	if cerr != nil {
		if err != nil {
			t.chainContext(cerr, err)
		}
		return cerr
	}
	return err
}

// finish gives the buffer back after closing.
func (b *Buffered) finish(t *Thread) {
	b.done = true
	b.buf, b.r, b.e, b.w = nil, 0, 0, 0
	b.unwatch(t)
}

// bufSeek is seek: a position inside the data read ahead moves only the reader.
func (t *Thread) bufSeek(b *Buffered, target Value, whence int) (int64, error) {
	if err := b.check(t); err != nil {
		return 0, err
	}
	if whence < 0 || whence > 4 {
		return 0, t.ValueError("whence value %d unsupported", whence)
	}
	if closed, err := b.closed(t); err != nil {
		return 0, err
	} else if closed {
		return 0, t.ValueError("seek of closed file")
	}
	if f := b.file(); f == nil || f.seekable != 1 {
		if err := t.ioCan(b.raw, nSeekable, "seekable"); err != nil {
			return 0, err
		}
	}
	off, err := t.fileOffset(target)
	if err != nil {
		return 0, err
	}
	if whence <= 1 && b.readable && b.w == 0 && b.e > 0 {
		// The raw stream stands at the end of the data read ahead.
		pos, err := b.rawTell(t)
		if err != nil {
			return 0, err
		}
		logical := pos - int64(b.e-b.r)
		want := off
		if whence == 1 {
			want += logical
		}
		if d := want - logical; d >= -int64(b.r) && d <= int64(b.e-b.r) {
			b.r += int(d)
			return max(want, 0), nil
		}
	}
	if err := b.lock.enter(t, b.Val()); err != nil {
		return 0, err
	}
	defer b.lock.leave()
	if err := b.flushWrites(t); err != nil {
		return 0, err
	}
	if whence == 1 {
		off -= int64(b.e - b.r)
	}
	n, err := b.rawSeek(t, Int(off), whence)
	if err != nil {
		return 0, err
	}
	b.r, b.e = 0, 0
	return n, nil
}

// bufTell is tell.
func (t *Thread) bufTell(b *Buffered) (int64, error) {
	if err := b.check(t); err != nil {
		return 0, err
	}
	pos, err := b.rawTell(t)
	if err != nil {
		return 0, err
	}
	pos -= int64(b.e - b.r)
	pos += int64(b.w)
	return max(pos, 0), nil
}

// bufSize reads the buffer_size argument.
func (t *Thread) bufSize(v Value) (int, error) {
	n, err := t.IndexInt(v)
	if err != nil {
		return 0, err
	}
	if n <= 0 {
		return 0, t.ValueError("buffer size must be strictly positive")
	}
	if n > 1<<20 {
		return n, t.Charge(n)
	}
	return n, nil
}

// bufInit makes the __init__ of a buffered type.
func bufInit(name string, read, write bool) *Func {
	return &Func{Name: name, Sig: "(self, raw, buffer_size=131072)", Flags: Polls, Fn: func(t *Thread, a []Value) (Value, error) {
		b := bufSelf(a[0])
		b.ok, b.detached = false, false
		if read && write {
			if err := t.ioCan(a[1], nSeekable, "seekable"); err != nil {
				return Unbound, err
			}
		}
		if read {
			if err := t.ioCan(a[1], nReadable, "readable"); err != nil {
				return Unbound, err
			}
		}
		if write {
			if err := t.ioCan(a[1], nWritable, "writable"); err != nil {
				return Unbound, err
			}
		}
		size, err := t.bufSize(a[2])
		if err != nil {
			return Unbound, err
		}
		b.init(a[1], size)
		b.readable, b.writable = read, write
		return None, b.adopt(t)
	}}
}

// adopt finishes the making of a stream whose raw stream is set: a raw stream that can tell is asked where it stands.
func (b *Buffered) adopt(t *Thread) error {
	if b.file() == nil {
		if _, err := b.rawTell(t); err != nil && ExceptionOf(err) == nil {
			return err
		}
	}
	// Only the outermost stream is watched.
	if f := b.file(); f != nil {
		if !f.watched {
			return nil
		}
		f.unwatch(t)
	}
	b.watch(t)
	return nil
}

func (b *Buffered) watch(t *Thread) {
	if !b.watched {
		b.watched = true
		t.interp.watchStream(&b.Header)
	}
}

func (b *Buffered) unwatch(t *Thread) {
	if b.watched {
		b.watched = false
		t.interp.unwatchStream(&b.Header)
	}
}

// bufMethods are the methods that all buffered types share.
func bufMethods() []Func {
	forward := func(name string, m *Str) Func {
		return Func{Name: name, Sig: "(self, /)", Flags: Polls, Fn: func(t *Thread, a []Value) (Value, error) {
			b := bufSelf(a[0])
			if err := b.check(t); err != nil {
				return Unbound, err
			}
			return t.CallMethod(b.raw, m)
		}}
	}
	return append([]Func{
		{Name: "detach", Sig: "(self, /)", Flags: Polls, Doc: "Flush and give up the raw stream below this buffer, which can then not be used.", Fn: func(t *Thread, a []Value) (Value, error) {
			b := bufSelf(a[0])
			if err := b.check(t); err != nil {
				return Unbound, err
			}
			if _, err := t.CallMethod(a[0], nFlush); err != nil {
				return Unbound, err
			}
			raw := b.raw
			b.unwatch(t)
			if f := b.file(); f != nil {
				f.watch(t)
			}
			b.raw, b.detached, b.ok = Unbound, true, false
			return raw, nil
		}},
		{Name: "close", Sig: "(self, /)", Flags: Blocks | HostOp, Doc: "Flush and close the stream.", Fn: func(t *Thread, a []Value) (Value, error) { return None, t.bufClose(bufSelf(a[0])) }},
		{Name: "seek", Sig: "(self, target, whence=0, /)", Flags: Blocks | HostOp, Doc: "Change the stream position and return it.", Fn: func(t *Thread, a []Value) (Value, error) {
			whence, err := t.whenceArg(a[2])
			if err != nil {
				return Unbound, err
			}
			n, err := t.bufSeek(bufSelf(a[0]), a[1], whence)
			return Int(n), err
		}},
		{Name: "tell", Sig: "(self, /)", Flags: HostOp, Doc: "Return current stream position.", Fn: func(t *Thread, a []Value) (Value, error) {
			n, err := t.bufTell(bufSelf(a[0]))
			return Int(n), err
		}},
		{Name: "truncate", Sig: "(self, pos=None, /)", Flags: Blocks | HostOp, Doc: "Truncate the file; pos defaults to the current position.", Fn: func(t *Thread, a []Value) (Value, error) {
			b := bufSelf(a[0])
			if err := b.check(t); err != nil {
				return Unbound, err
			}
			if closed, err := b.closed(t); err != nil {
				return Unbound, err
			} else if closed {
				return Unbound, t.ValueError("truncate of closed file")
			}
			if !b.writable {
				return Unbound, t.unsupported("truncate")
			}
			if err := b.lock.enter(t, a[0]); err != nil {
				return Unbound, err
			}
			defer b.lock.leave()
			if err := b.sync(t, true); err != nil {
				return Unbound, err
			}
			return t.CallMethod(b.raw, nTruncate, a[1])
		}},
		forward("seekable", nSeekable), forward("fileno", nFileno), forward("isatty", nIsatty),
		{Name: "_dealloc_warn", Sig: "(self, source, /)", Flags: Polls, Fn: func(t *Thread, a []Value) (Value, error) {
			b := bufSelf(a[0])
			if b.ok {
				if _, err := t.CallMethod(b.raw, nDeallocW, a[1]); err != nil && ExceptionOf(err) == nil {
					return Unbound, err
				}
			}
			return None, nil
		}},
		{Name: "__sizeof__", Sig: "(self, /)", Flags: Pure, Fn: func(t *Thread, a []Value) (Value, error) {
			return Int(int64(160 + len(bufSelf(a[0]).buf))), nil
		}},
	}, cannotPickle()...)
}

// rawAttr is an attribute that the raw stream answers.
func rawAttr(name string) GetSet {
	n := Intern(name)
	return GetSet{Name: name, Get: func(t *Thread, v Value) (Value, error) {
		b := bufSelf(v)
		if err := b.check(t); err != nil {
			return Unbound, err
		}
		return t.GetAttr(b.raw, n)
	}}
}

func setupBuffered() {
	predicate := func(name string, m *Str) Func {
		return Func{Name: name, Sig: "(self, /)", Flags: Polls, Fn: func(t *Thread, a []Value) (Value, error) {
			b := bufSelf(a[0])
			if err := b.check(t); err != nil {
				return Unbound, err
			}
			return t.CallMethod(b.raw, m)
		}}
	}
	flush := Func{Name: "flush", Sig: "(self, /)", Flags: Blocks | HostOp, Doc: "Flush write buffers.", Fn: func(t *Thread, a []Value) (Value, error) { return None, t.bufFlush(bufSelf(a[0])) }}
	simpleFlush := Func{Name: "flush", Sig: "(self, /)", Flags: Polls, Doc: "Flush the raw stream.", Fn: func(t *Thread, a []Value) (Value, error) {
		b := bufSelf(a[0])
		if err := b.check(t); err != nil {
			return Unbound, err
		}
		return t.CallMethod(b.raw, nFlush)
	}}
	define := func(typ *Type, name, doc string, read, write bool, methods ...Func) {
		slots := Slots{
			Repr: streamRepr(func(t *Thread, v Value) error { return nil }),
			Traverse: func(h *Header, visit func(Value)) {
				if raw := bufSelf(obj(h)).raw; raw.ref != nil {
					visit(raw)
				}
			},
		}
		if read {
			slots.Next = bufNext
		}
		ioType(typ, &TypeSpec{
			Name: "_io." + name, Base: &BufferedIOBaseType, Layout: LayoutOf[Buffered](), Doc: doc, Sig: "(raw, buffer_size=131072)",
			New: &Func{Name: name, Sig: "(cls, *args, **kwargs)", Flags: Pure, Fn: func(t *Thread, a []Value) (Value, error) {
				return newBuffered(AsType(a[0])).Val(), nil
			}},
			Init: bufInit(name, read, write), Slots: slots,
			Methods: append(bufMethods(), methods...),
			GetSets: []GetSet{
				{Name: "closed", Get: func(t *Thread, v Value) (Value, error) {
					b := bufSelf(v)
					if err := b.check(t); err != nil {
						return Unbound, err
					}
					if f := b.file(); f != nil {
						return Bool(f.fd < 0), nil
					}
					return t.GetAttr(b.raw, nClosed)
				}},
				rawAttr("name"), rawAttr("mode"),
			},
			Members: []GetSet{
				{Name: "raw", Get: func(t *Thread, v Value) (Value, error) {
					if x := bufSelf(v).raw; !x.IsUnbound() {
						return x, nil
					}
					return None, nil
				}},
				boolMember("_finalizing", func(v Value) *bool { return &bufSelf(v).finalizing }),
			},
		})
	}
	read := bufReadMethods()
	define(&BufferedReaderType, "BufferedReader", "A buffer for reading from a raw stream.", true, false,
		append(read, simpleFlush, predicate("readable", nReadable))...)
	define(&BufferedWriterType, "BufferedWriter", "A buffer for writing to a raw stream.", false, true,
		bufWriteFunc, flush, predicate("writable", nWritable))
	define(&BufferedRandomType, "BufferedRandom", "A buffer for reading and writing a raw stream whose position can be moved.", true, true,
		append(bufReadMethods(), bufWriteFunc, flush, predicate("readable", nReadable), predicate("writable", nWritable))...)
	setupRWPair()
}

// streamRepr is the repr of streams that show the name of what is below them.
func streamRepr(check func(t *Thread, v Value) error) func(t *Thread, v Value) (Value, error) {
	return func(t *Thread, v Value) (Value, error) {
		name := v.Type().fullName()
		if err := check(t, v); err != nil {
			return Unbound, err
		}
		n, err := t.LookupAttr(v, nStreamName)
		if err != nil {
			if Matches(err, &ExcValueError) {
				return StrVal("<" + name + ">"), nil
			}
			return Unbound, err
		}
		if n.IsUnbound() {
			return StrVal("<" + name + ">"), nil
		}
		return t.reprGuardStream(v, func() (Value, error) {
			r, err := t.Repr(n)
			if err != nil {
				return Unbound, err
			}
			return StrVal("<" + name + " name=" + r.s + ">"), nil
		})
	}
}
