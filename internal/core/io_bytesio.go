// This file implements BytesIO: bytes in memory. While a buffer from getbuffer is alive the size cannot change.
package core

import "bytes"

// BytesIO is a binary stream in memory.
type BytesIO struct {
	Header
	closed  bool
	shared  bool // buf belongs to a bytes object: copy it before a write
	buf     []byte
	pos     int
	exports Exports
}

// BytesIOBuffer is what getbuffer's memoryview exports.
type BytesIOBuffer struct {
	Header
	src *BytesIO
}

func bioSelf(t *Thread, v Value) (*BytesIO, error) {
	b := As[BytesIO](v)
	if b.closed {
		return nil, t.ValueError("I/O operation on closed file.")
	}
	return b, nil
}

func (b *BytesIO) resizable(t *Thread) error {
	if b.exports.Live(t) {
		return NewException(&ExcBufferError, StrVal("Existing exports of data: object cannot be re-sized"))
	}
	return nil
}

// own makes the buffer b's alone.
func (b *BytesIO) own(t *Thread) error {
	if !b.shared {
		return nil
	}
	if err := t.Charge(len(b.buf)); err != nil {
		return err
	}
	buf, err := Clone(t, b.buf, 0)
	if err != nil {
		return err
	}
	b.buf = buf
	b.shared = false
	return nil
}

// write writes p at the position.
func (b *BytesIO) write(t *Thread, p []byte) error {
	if err := b.resizable(t); err != nil {
		return err
	}
	if len(p) == 0 {
		return nil
	}
	if err := b.own(t); err != nil {
		return err
	}
	end := b.pos + len(p)
	if end < 0 {
		return t.OverflowError("new position too large")
	}
	if end > cap(b.buf) {
		if err := t.Charge(end); err != nil {
			return err
		}
		size := end
		if end < 1<<26 {
			size += end / 2
		} else {
			size += end / 8
		}
		buf, err := Clone(t, b.buf, size)
		if err != nil {
			return err
		}
		t.Dropped(end) // it hangs on b
		b.buf = buf
	}
	if end > len(b.buf) {
		old := len(b.buf)
		b.buf = b.buf[:end]
		if b.pos > old {
			if err := Clear(t, b.buf[old:b.pos]); err != nil {
				return err
			}
		}
	}
	if err := Move(t, b.buf[b.pos:end], p); err != nil {
		return err
	}
	b.pos = end
	return nil
}

// next takes the next n bytes, n < 0 meaning all, without a copy.
func (b *BytesIO) next(n int) []byte {
	if b.pos >= len(b.buf) {
		return nil
	}
	rest := b.buf[b.pos:]
	if n >= 0 && n < len(rest) {
		rest = rest[:n]
	}
	b.pos += len(rest)
	return rest
}

func (b *BytesIO) line(limit int) []byte {
	if b.pos >= len(b.buf) {
		return nil
	}
	rest := b.buf[b.pos:]
	if limit >= 0 && limit < len(rest) {
		rest = rest[:limit]
	}
	if i := bytes.IndexByte(rest, '\n'); i >= 0 {
		rest = rest[:i+1]
	}
	b.pos += len(rest)
	return rest
}

func (t *Thread) bytesCopy(p []byte) (Value, error) {
	if err := t.ChargeSmall(len(p) + 48); err != nil {
		return Unbound, err
	}
	own, err := Clone(t, p, 0)
	return NewBytes(own), err
}

func setupBytesIO() {
	use := func(fn func(t *Thread, b *BytesIO, a []Value) (Value, error)) NativeFn {
		return func(t *Thread, a []Value) (Value, error) {
			b, err := bioSelf(t, a[0])
			if err != nil {
				return Unbound, err
			}
			return fn(t, b, a)
		}
	}
	answer := func(name string, v Value) Func {
		return Func{Name: name, Sig: "(self, /)", Flags: Pure, Fn: use(func(t *Thread, b *BytesIO, a []Value) (Value, error) { return v, nil })}
	}
	read := use(func(t *Thread, b *BytesIO, a []Value) (Value, error) {
		n, err := t.optSize(a[1])
		if err != nil {
			return Unbound, err
		}
		if b.pos == 0 && b.shared && (n < 0 || n >= len(b.buf)) && cap(b.buf) == len(b.buf) {
			b.pos = len(b.buf)
			return NewBytes(b.buf), nil
		}
		return t.bytesCopy(b.next(n))
	})
	ioType(&BytesIOType, &TypeSpec{
		Name: "_io.BytesIO", Base: &BufferedIOBaseType, Layout: LayoutOf[BytesIO](),
		Doc: "A stream of bytes that are kept in memory.", Sig: "(initial_bytes=b'')",
		New: &Func{Name: "BytesIO", Sig: "(cls, *args, **kwargs)", Flags: Pure, Fn: func(t *Thread, a []Value) (Value, error) {
			return obj(AsType(a[0]).Alloc()), nil
		}},
		Init: &Func{Name: "BytesIO", Sig: "(self, initial_bytes=b'')", Flags: Charges, Fn: func(t *Thread, a []Value) (Value, error) {
			b := As[BytesIO](a[0])
			if err := b.resizable(t); err != nil {
				return Unbound, err
			}
			b.buf, b.pos, b.closed, b.shared = nil, 0, false, false
			if !a[1].Given() {
				return None, nil
			}
			if x := AsBytes(a[1]); x != nil {
				b.buf, b.shared = x.b[:len(x.b):len(x.b)], true
				return None, nil
			}
			src, err := t.readBuffer(a[1])
			if err != nil {
				return Unbound, err
			}
			err = b.write(t, src.B)
			src.done()
			b.pos = 0
			return None, err
		}},
		Slots: Slots{Next: func(t *Thread, v Value) (Value, error) {
			b, err := bioSelf(t, v)
			if err != nil {
				return Unbound, err
			}
			p := b.line(-1)
			if len(p) == 0 {
				return Unbound, nil
			}
			return t.bytesCopy(p)
		}},
		Methods: []Func{
			answer("readable", True), answer("writable", True), answer("seekable", True), answer("flush", None), answer("isatty", False),
			{Name: "read", Sig: "(self, size=-1, /)", Flags: Charges, Doc: "Return at most size bytes from the position on; all there are if size is None\nor negative.", Fn: read},
			{Name: "read1", Sig: "(self, size=-1, /)", Flags: Charges, Doc: "Return at most size bytes from the position on; all there are if size is None\nor negative.", Fn: read},
			{Name: "readline", Sig: "(self, size=-1, /)", Flags: Charges, Doc: "Return the bytes up to and with the next newline.", Fn: use(func(t *Thread, b *BytesIO, a []Value) (Value, error) {
				n, err := t.optSize(a[1])
				if err != nil {
					return Unbound, err
				}
				return t.bytesCopy(b.line(n))
			})},
			{Name: "readlines", Sig: "(self, size=None, /)", Flags: Charges | Polls, Doc: "Return the remaining lines as a list of bytes, up to about size bytes in all.", Fn: use(func(t *Thread, b *BytesIO, a []Value) (Value, error) {
				n, err := t.optSize(a[1])
				if err != nil {
					return Unbound, err
				}
				var out []Value
				for size := 0; n <= 0 || size < n; {
					if err := t.Poll(); err != nil {
						return Unbound, err
					}
					p := b.line(-1)
					if len(p) == 0 {
						break
					}
					v, err := t.bytesCopy(p)
					if err != nil {
						return Unbound, err
					}
					if out, err = t.pushItem(out, v); err != nil {
						return Unbound, err
					}
					size += len(p)
				}
				return NewList(out), nil
			})},
			{Name: "readinto", Sig: "(self, buffer, /)", Flags: Pure, Doc: "Read bytes into buffer.", Fn: func(t *Thread, a []Value) (Value, error) {
				dst, err := t.writeBuffer(a[1], "readinto")
				if err != nil {
					return Unbound, err
				}
				defer dst.done()
				b, err := bioSelf(t, a[0])
				if err != nil {
					return Unbound, err
				}
				return Int(int64(copy(dst.B, b.next(len(dst.B))))), nil
			}},
			{Name: "write", Sig: "(self, b, /)", Flags: Charges, Doc: "Put the bytes of a buffer at the position and return how many they are.", Fn: use(func(t *Thread, b *BytesIO, a []Value) (Value, error) {
				src, err := t.readBuffer(a[1])
				if err != nil {
					return Unbound, err
				}
				defer src.done()
				if b.closed {
					return Unbound, t.ValueError("I/O operation on closed file.")
				}
				n := len(src.B)
				return Int(int64(n)), b.write(t, src.B)
			})},
			{Name: "writelines", Sig: "(self, lines, /)", Flags: Charges | Polls, Doc: "Write lines to the file.", Fn: use(func(t *Thread, b *BytesIO, a []Value) (Value, error) {
				return None, t.Iterate(a[1], func(v Value) error {
					_, err := t.CallMethod(a[0], nWrite, v)
					return err
				})
			})},
			{Name: "getvalue", Sig: "(self, /)", Flags: Charges, Doc: "Return all contents as bytes.", Fn: use(func(t *Thread, b *BytesIO, a []Value) (Value, error) {
				if b.exports.Seen() {
					return t.bytesCopy(b.buf)
				}
				if len(b.buf) == cap(b.buf) || len(b.buf) > cap(b.buf)/2 {
					// The result shares the memory until the next write.
					b.buf, b.shared = b.buf[:len(b.buf):len(b.buf)], true
					return NewBytes(b.buf), nil
				}
				return t.bytesCopy(b.buf)
			})},
			{Name: "getbuffer", Sig: "(self, /)", Flags: Charges, Doc: "Return a memoryview of the contents, through which they can be changed.\n\nAs long as it lives, the size cannot change.", Fn: use(func(t *Thread, b *BytesIO, a []Value) (Value, error) {
				x := &BytesIOBuffer{src: b}
				x.shape = &BytesIOBufferType.shape0
				return t.Call(MemoryViewType.Val(), obj(&x.Header))
			})},
			{Name: "tell", Sig: "(self, /)", Flags: Pure, Doc: "Current file position, an integer.", Fn: use(func(t *Thread, b *BytesIO, a []Value) (Value, error) { return Int(int64(b.pos)), nil })},
			{Name: "seek", Sig: "(self, pos, whence=0, /)", Flags: Pure, Doc: "Change stream position.", Fn: use(func(t *Thread, b *BytesIO, a []Value) (Value, error) {
				pos, err := t.IndexInt(a[1])
				if err != nil {
					return Unbound, err
				}
				whence, err := t.whenceArg(a[2])
				if err != nil {
					return Unbound, err
				}
				base := 0
				switch whence {
				case 0:
					if pos < 0 {
						return Unbound, t.ValueError("negative seek value %d", pos)
					}
				case 1:
					base = b.pos
				case 2:
					base = len(b.buf)
				default:
					return Unbound, t.ValueError("invalid whence (%d, should be 0, 1 or 2)", whence)
				}
				if pos > 0 && base+pos < 0 {
					return Unbound, t.OverflowError("new position too large")
				}
				b.pos = max(base+pos, 0)
				return Int(int64(b.pos)), nil
			})},
			{Name: "truncate", Sig: "(self, size=None, /)", Flags: Charges, Doc: "Cut the contents to size bytes, by default at the position, and return that.", Fn: use(func(t *Thread, b *BytesIO, a []Value) (Value, error) {
				if err := b.resizable(t); err != nil {
					return Unbound, err
				}
				n := b.pos
				if a[1].Given() {
					var err error
					if n, err = t.optSize(a[1]); err != nil {
						return Unbound, err
					}
					if n < 0 {
						return Unbound, t.ValueError("negative size value %d", n)
					}
				}
				if n < len(b.buf) {
					if b.shared && n < len(b.buf)/2 {
						if err := t.Charge(n); err != nil {
							return Unbound, err
						}
						b.buf, b.shared = append([]byte(nil), b.buf[:n]...), false
					} else if b.shared {
						b.buf = b.buf[:n:n]
					} else {
						b.buf = b.buf[:n]
					}
				}
				return Int(int64(n)), nil
			})},
			{Name: "close", Sig: "(self, /)", Flags: Pure, Doc: "Disable all I/O operations.", Fn: func(t *Thread, a []Value) (Value, error) {
				b := As[BytesIO](a[0])
				if err := b.resizable(t); err != nil {
					return Unbound, err
				}
				b.closed, b.buf = true, nil
				return None, nil
			}},
			{Name: "__getstate__", Sig: "(self, /)", Flags: Charges, Fn: use(func(t *Thread, b *BytesIO, a []Value) (Value, error) {
				v, err := t.bytesCopy(b.buf)
				if err != nil {
					return Unbound, err
				}
				d, err := t.LookupAttr(a[0], nDict)
				if err != nil {
					return Unbound, err
				}
				if x := AsDict(d); x != nil && x.used > 0 {
					d = x.Copy().Val()
				} else {
					d = None
				}
				return NewTuple(v, Int(int64(b.pos)), d), nil
			})},
			{Name: "__setstate__", Sig: "(self, state, /)", Flags: Charges, Fn: func(t *Thread, a []Value) (Value, error) {
				b := As[BytesIO](a[0])
				st := AsTuple(a[1])
				if st == nil || st.Len() < 3 {
					return Unbound, t.TypeError("%s.__setstate__ argument should be 3-tuple, got %s", a[0].TypeName(), a[1].TypeName())
				}
				if b.closed {
					return Unbound, t.ValueError("I/O operation on closed file.")
				}
				if err := b.resizable(t); err != nil {
					return Unbound, err
				}
				src, err := t.readBuffer(st.items[0])
				if err != nil {
					return Unbound, err
				}
				b.buf, b.pos, b.shared = nil, 0, false
				err = b.write(t, src.B)
				src.done()
				if err != nil {
					return Unbound, err
				}
				if _, _, ok := AsInt(st.items[1]); !ok {
					return Unbound, t.TypeError("second item of state must be an integer, not %s", st.items[1].TypeName())
				}
				pos, err := t.IndexInt(st.items[1])
				if err != nil {
					return Unbound, err
				}
				if pos < 0 {
					return Unbound, t.ValueError("position value cannot be negative")
				}
				b.pos = pos
				if !st.items[2].IsNone() && AsDict(st.items[2]) == nil {
					return Unbound, t.TypeError("third item of state should be a dict, got a %s", st.items[2].TypeName())
				}
				return None, t.restoreDict(a[0], st.items[2])
			}},
			{Name: "__sizeof__", Sig: "(self, /)", Flags: Pure, Fn: func(t *Thread, a []Value) (Value, error) {
				return Int(int64(72 + cap(As[BytesIO](a[0]).buf))), nil
			}},
		},
		GetSets: []GetSet{{Name: "closed", Get: func(t *Thread, v Value) (Value, error) { return Bool(As[BytesIO](v).closed), nil }, Doc: "Whether the stream is closed."}},
	})
	BytesIOBufferType.Setup(&TypeSpec{
		Name: "_io._BytesIOBuffer", Layout: LayoutOf[BytesIOBuffer](), Flags: flagNoNew | flagGenericGet | flagGenericSet,
		Slots: Slots{Buffer: func(t *Thread, v Value, writable bool) (*Buffer, error) {
			b := As[BytesIOBuffer](v).src
			if err := b.own(t); err != nil {
				return nil, err
			}
			return b.exports.Export(&Buffer{B: b.buf, Format: "B", ItemSize: 1, Owner: v}), nil
		}, Traverse: func(h *Header, visit func(Value)) { visit(obj(&As[BytesIOBuffer](obj(h)).src.Header)) }},
	})
}
