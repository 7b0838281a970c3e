// This file implements the abstract bases of module _io: _IOBase, _RawIOBase, _BufferedIOBase and _TextIOBase.
// Their methods work through the object's own (overridable) methods; the native streams override nearly all.
package core

import "strings"

// The types of module _io.
var (
	IOBaseType, RawIOBaseType, BufferedIOBaseType, TextIOBaseType                  Type
	FileIOType, BufferedReaderType, BufferedWriterType, BufferedRandomType         Type
	BufferedRWPairType, BytesIOType, BytesIOBufferType, StringIOType               Type
	TextIOWrapperType, NewlineDecoderType, ExcUnsupportedOperation, ioReprSentinel Type
)

// Names of methods that streams call on each other.
var (
	nClosed     = Intern("closed")
	nDecode     = Intern("decode")
	nEncode     = Intern("encode")
	nFileno     = Intern("fileno")
	nGetstate   = Intern("getstate")
	nIOClosed   = Intern("__IOBase_closed")
	nIsatty     = Intern("isatty")
	nMode       = Intern("mode")
	nPeek       = Intern("peek")
	nRead       = Intern("read")
	nRead1      = Intern("read1")
	nReadable   = Intern("readable")
	nReadall    = Intern("readall")
	nReadinto   = Intern("readinto")
	nReadline   = Intern("readline")
	nReset      = Intern("reset")
	nSeek       = Intern("seek")
	nSeekable   = Intern("seekable")
	nSetstate   = Intern("setstate")
	nStreamName = Intern("name")
	nTell       = Intern("tell")
	nTruncate   = Intern("truncate")
	nWritable   = Intern("writable")
	nFinalizing = Intern("_finalizing")
	nDeallocW   = Intern("_dealloc_warn")
)

// ioType sets up a type of _io whose instances have a __dict__.
func ioType(typ *Type, spec *TypeSpec) {
	spec.Flags |= flagBase | flagGenericGet | flagGenericSet
	typ.Setup(spec)
	if typ.s.New == nil {
		// The bases can be instantiated as object can.
		typ.s.New = ObjectType.s.New
		typ.flags &^= flagNoNew
	}
	typ.shape0 = Shape{typ: typ, extOff: typ.layout.extOff, dictMode: true}
}

// plainStream reports that h is an instance of a native type itself, with no attributes of its own that could hide methods.
func plainStream(h *Header, typ *Type) bool {
	if h == nil || h.shape != &typ.shape0 {
		return false
	}
	e := h.ext()
	return e == nil || e.dict == nil || e.dict.used == 0
}

// unsupported is io.UnsupportedOperation.
func (t *Thread) unsupported(format string, a ...any) error {
	e := t.newError(&ExcUnsupportedOperation, format, a...)
	return e
}

// ioClosed reports the truth of v.closed.
func (t *Thread) ioClosed(v Value) (bool, error) {
	x, err := t.GetAttr(v, nClosed)
	if err != nil {
		return false, err
	}
	return t.Truth(x)
}

// ioCheckClosed fails if the stream is closed.
func (t *Thread) ioCheckClosed(v Value) error {
	closed, err := t.ioClosed(v)
	if err == nil && closed {
		err = t.ValueError("I/O operation on closed file.")
	}
	return err
}

// ioCan calls a predicate method and fails with UnsupportedOperation unless it gives true.
func (t *Thread) ioCan(v Value, name *Str, what string) error {
	r, err := t.CallMethod(v, name)
	if err != nil {
		return err
	}
	if r != True {
		return t.unsupported("File or stream is not %s.", what)
	}
	return nil
}

// optSize reads an optional size: None is -1.
func (t *Thread) optSize(v Value) (int, error) {
	if !v.Given() {
		return -1, nil
	}
	if v.ref != nil && v.Type().s.Index == nil {
		return 0, t.TypeError("argument should be integer or None, not '%s'", v.TypeName())
	}
	return t.IndexInt(v)
}

func ioUnsupportedMethod(name, sig string) Func {
	return Func{Name: name, Sig: sig, Flags: Pure, Doc: "Not supported by this class of streams.", Fn: func(t *Thread, a []Value) (Value, error) {
		return Unbound, t.unsupported("%s", name)
	}}
}

func ioBaseClose(t *Thread, a []Value) (Value, error) {
	closed, err := t.ioClosed(a[0])
	if err != nil || closed {
		return None, err
	}
	_, err = t.CallMethod(a[0], nFlush)
	if serr := t.SetAttr(a[0], nIOClosed, True); err == nil {
		err = serr
	}
	return None, err
}

// ioFinalize is __del__: it closes a stream that nobody closed.
func ioFinalize(t *Thread, v Value) error {
	closed, err := t.ioClosed(v)
	if err != nil || closed {
		if _, ok := err.(*Kill); ok {
			return err
		}
		return nil
	}
	if err := t.SetAttr(v, nFinalizing, True); err != nil {
		if _, ok := err.(*Kill); ok {
			return err
		}
	}
	_, err = t.CallMethod(v, nClose)
	return err
}

// ioReadline is the readline of a stream that only has read and perhaps peek.
func ioReadline(t *Thread, a []Value) (Value, error) {
	v := a[0]
	limit, err := t.optSize(a[1])
	if err != nil {
		return Unbound, err
	}
	peek, err := t.LookupAttr(v, nPeek)
	if err != nil {
		return Unbound, err
	}
	var buf []byte
	for limit < 0 || len(buf) < limit {
		if err := t.Poll(); err != nil {
			return Unbound, err
		}
		n := 1
		if !peek.IsUnbound() {
			p, err := t.Call(peek, Int(1))
			if err != nil {
				return Unbound, err
			}
			b := AsBytes(p)
			if b == nil {
				return Unbound, t.Raise(&ExcOSError, "peek() should have returned a bytes object, not '%s'", p.TypeName())
			}
			if len(b.b) > 0 {
				n = len(b.b)
				if i := strings.IndexByte(view(b.b), '\n'); i >= 0 {
					n = i + 1
				}
				if limit >= 0 {
					n = min(n, limit-len(buf))
				}
			}
		}
		r, err := t.CallMethod(v, nRead, Int(int64(n)))
		if err != nil {
			return Unbound, err
		}
		b := AsBytes(r)
		if b == nil {
			return Unbound, t.Raise(&ExcOSError, "read() should have returned a bytes object, not '%s'", r.TypeName())
		}
		if len(b.b) == 0 {
			break
		}
		if buf, err = t.Room(buf, len(b.b)); err != nil {
			return Unbound, err
		}
		buf = append(buf, b.b...)
		if buf[len(buf)-1] == '\n' {
			break
		}
	}
	return NewBytes(buf), nil
}

// ioNext is the next line of any stream.
func ioNext(t *Thread, v Value) (Value, error) {
	line, err := t.CallMethod(v, nReadline)
	if err != nil {
		return Unbound, err
	}
	n, err := t.Len(line)
	if err != nil {
		return Unbound, err
	}
	if n == 0 {
		return Unbound, nil
	}
	return line, nil
}

func ioIter(t *Thread, v Value) (Value, error) {
	if err := t.ioCheckClosed(v); err != nil {
		return Unbound, err
	}
	return v, nil
}

func ioReadlines(t *Thread, a []Value) (Value, error) {
	hint, err := t.optSize(a[1])
	if err != nil {
		return Unbound, err
	}
	var out []Value
	if hint <= 0 {
		out, err = t.Collect(a[0])
		if err != nil {
			return Unbound, err
		}
		return NewList(out), nil
	}
	it, err := t.Iter(a[0])
	if err != nil {
		return Unbound, err
	}
	total := 0
	for {
		if err := t.Poll(); err != nil {
			return Unbound, err
		}
		line, err := t.Next(it)
		if err != nil {
			return Unbound, err
		}
		if line.IsUnbound() {
			break
		}
		out = append(out, line)
		n, err := t.Len(line)
		if err != nil {
			return Unbound, err
		}
		if total += n; total > hint {
			break
		}
	}
	return NewList(out), nil
}

func ioWritelines(t *Thread, a []Value) (Value, error) {
	if err := t.ioCheckClosed(a[0]); err != nil {
		return Unbound, err
	}
	return None, t.Iterate(a[1], func(line Value) error {
		_, err := t.CallMethod(a[0], nWrite, line)
		return err
	})
}

func setupIOBase() {
	check := func(name string, pred *Str, what string) Func {
		return Func{Name: name, Sig: "(self, /)", Flags: Polls, Fn: func(t *Thread, a []Value) (Value, error) {
			if err := t.ioCan(a[0], pred, what); err != nil {
				return Unbound, err
			}
			return True, nil
		}}
	}
	no := func(name, doc string) Func {
		return Func{Name: name, Sig: "(self, /)", Flags: Polls, Doc: doc, Fn: func(t *Thread, a []Value) (Value, error) { return False, t.ioCheckClosed(a[0]) }}
	}
	noPlain := func(name, doc string) Func {
		return Func{Name: name, Sig: "(self, /)", Flags: Pure, Doc: doc, Fn: func(t *Thread, a []Value) (Value, error) { return False, nil }}
	}
	ioType(&IOBaseType, &TypeSpec{
		Name: "_io._IOBase", Doc: "The base of all classes of streams.\n\nIt leaves reading and writing to its subclasses, and has what they share:\niteration over lines, use in a with statement, and closing.",
		Slots: Slots{Iter: ioIter, Next: ioNext, Del: ioFinalize},
		Methods: []Func{
			ioUnsupportedMethod("seek", "(self, offset, whence=0, /)"),
			{Name: "tell", Sig: "(self, /)", Flags: Polls, Doc: "Return current stream position.", Fn: func(t *Thread, a []Value) (Value, error) {
				return t.CallMethod(a[0], nSeek, Int(0), Int(1))
			}},
			ioUnsupportedMethod("truncate", "(self, size=None, /)"),
			{Name: "flush", Sig: "(self, /)", Flags: Polls, Doc: "Flush write buffers, if applicable.", Fn: func(t *Thread, a []Value) (Value, error) {
				if a[0].isA(&FileIOType) && fileSelf(a[0]).fd < 0 {
					return Unbound, t.ValueError("I/O operation on closed file.")
				}
				x, err := t.LookupAttr(a[0], nIOClosed)
				if err == nil && !x.IsUnbound() {
					err = t.ValueError("I/O operation on closed file.")
				}
				return None, err
			}},
			{Name: "close", Sig: "(self, /)", Flags: Polls, Doc: "Write what is buffered and close the stream; closing it again does nothing.", Fn: ioBaseClose},
			noPlain("seekable", "Return whether the position can be moved."),
			noPlain("readable", "Return whether the stream can be read."),
			noPlain("writable", "Return whether the stream can be written."),
			{Name: "_checkClosed", Sig: "(self, /)", Flags: Polls, Fn: func(t *Thread, a []Value) (Value, error) { return None, t.ioCheckClosed(a[0]) }},
			check("_checkSeekable", nSeekable, "seekable"),
			check("_checkReadable", nReadable, "readable"),
			check("_checkWritable", nWritable, "writable"),
			ioUnsupportedMethod("fileno", "(self, /)"),
			no("isatty", "Return whether the stream is a terminal."),
			{Name: "__enter__", Sig: "(self, /)", Flags: Polls, Fn: func(t *Thread, a []Value) (Value, error) { return a[0], t.ioCheckClosed(a[0]) }},
			{Name: "__exit__", Sig: "(self, /, *args)", Flags: Polls, Fn: func(t *Thread, a []Value) (Value, error) {
				return t.CallMethod(a[0], nClose)
			}},
			{Name: "readline", Sig: "(self, size=-1, /)", Flags: Polls | Charges, Doc: "Read up to and with the next newline, or size bytes if that comes first.", Fn: ioReadline},
			{Name: "readlines", Sig: "(self, hint=-1, /)", Flags: Polls | Charges, Doc: "Read lines to a list; with hint, stop once they have that many bytes.", Fn: ioReadlines},
			{Name: "writelines", Sig: "(self, lines, /)", Flags: Polls, Doc: "Write each item of an iterable; no newlines are added between them.", Fn: ioWritelines},
		},
		GetSets: []GetSet{dictGetSet, {Name: "closed", Get: func(t *Thread, v Value) (Value, error) {
			x, err := t.LookupAttr(v, nIOClosed)
			return Bool(!x.IsUnbound()), err
		}}},
	})
	rawNotImplemented := func(name string) Func {
		return Func{Name: name, Sig: "", Flags: Pure, Fn: func(t *Thread, a []Value) (Value, error) {
			return Unbound, NewException(&ExcNotImplementedError)
		}}
	}
	ioType(&RawIOBaseType, &TypeSpec{
		Name: "_io._RawIOBase", Base: &IOBaseType, Doc: "The base of streams of bytes that have no buffer.",
		Methods: []Func{
			{Name: "read", Sig: "(self, size=-1, /)", Flags: Polls | Charges, Fn: rawRead},
			{Name: "readall", Sig: "(self, /)", Flags: Polls | Charges, Doc: "Read and join everything up to the end.", Fn: rawReadall},
			rawNotImplemented("readinto"), rawNotImplemented("write"),
		},
	})
	readinto := func(name string, method *Str) Func {
		return Func{Name: name, Sig: "(self, buffer, /)", Flags: Polls, Fn: func(t *Thread, a []Value) (Value, error) {
			dst, err := t.writeBuffer(a[1], name)
			if err != nil {
				return Unbound, err
			}
			defer dst.done()
			r, err := t.CallMethod(a[0], method, Int(int64(len(dst.B))))
			if err != nil {
				return Unbound, err
			}
			b := AsBytes(r)
			if b == nil {
				return Unbound, t.TypeError("%s() should return bytes", method.s)
			}
			if len(b.b) > len(dst.B) {
				return Unbound, t.ValueError("%s() returned too much data: %d bytes requested, %d returned", method.s, len(dst.B), len(b.b))
			}
			return Int(int64(copy(dst.B, b.b))), nil
		}}
	}
	ioType(&BufferedIOBaseType, &TypeSpec{
		Name: "_io._BufferedIOBase", Base: &IOBaseType, Doc: "The base of streams of bytes that have a buffer.\n\nUnlike raw ones they never return None.",
		Methods: []Func{
			ioUnsupportedMethod("detach", "(self, /)"),
			ioUnsupportedMethod("read", "(self, size=-1, /)"),
			ioUnsupportedMethod("read1", "(self, size=-1, /)"),
			readinto("readinto", nRead), readinto("readinto1", nRead1),
			ioUnsupportedMethod("write", "(self, b, /)"),
		},
	})
	none := func(name string) GetSet {
		return GetSet{Name: name, Get: func(t *Thread, v Value) (Value, error) { return None, nil }}
	}
	ioType(&TextIOBaseType, &TypeSpec{
		Name: "_io._TextIOBase", Base: &IOBaseType, Doc: "The base of streams of text.",
		Methods: []Func{
			ioUnsupportedMethod("detach", "(self, /)"),
			ioUnsupportedMethod("read", "(self, size=-1, /)"),
			ioUnsupportedMethod("readline", "(self, size=-1, /)"),
			ioUnsupportedMethod("write", "(self, s, /)"),
		},
		GetSets: []GetSet{none("encoding"), none("newlines"), none("errors")},
	})
}

// rawRead is RawIOBase.read over readinto.
func rawRead(t *Thread, a []Value) (Value, error) {
	n, err := t.optSize(a[1])
	if err != nil {
		return Unbound, err
	}
	if n < 0 {
		return t.CallMethod(a[0], nReadall)
	}
	if err := t.Charge(n); err != nil {
		return Unbound, err
	}
	buf := NewByteArray(make([]byte, n))
	r, err := t.CallMethod(a[0], nReadinto, buf)
	if err != nil || r.IsNone() {
		return r, err
	}
	m, err := t.IndexInt(r)
	if err != nil {
		return Unbound, err
	}
	b, err := t.BytesLike(buf)
	if err != nil {
		return Unbound, err
	}
	if m < 0 || m > len(b) {
		return Unbound, t.ValueError("readinto returned %d outside buffer size %d", m, len(b))
	}
	return NewBytes(append([]byte(nil), b[:m]...)), nil
}

func rawReadall(t *Thread, a []Value) (Value, error) {
	var out []byte
	for {
		if err := t.Poll(); err != nil {
			return Unbound, err
		}
		r, err := t.CallMethod(a[0], nRead, Int(ioDefaultBuffer))
		if err != nil {
			return Unbound, err
		}
		if r.IsNone() {
			if out == nil {
				return None, nil
			}
			break
		}
		b := AsBytes(r)
		if b == nil {
			return Unbound, t.TypeError("read() should return bytes")
		}
		if len(b.b) == 0 {
			break
		}
		if err := t.Charge(len(b.b)); err != nil {
			return Unbound, err
		}
		out = append(out, b.b...)
	}
	return NewBytes(out), nil
}
