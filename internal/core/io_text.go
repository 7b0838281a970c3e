// This file implements TextIOWrapper: its construction, attributes, writing and closing. Reading is in io_text_read.go, positions
// in io_text_seek.go. Codecs without state are run natively on Go strings; others through their incremental Python classes.
package core

import (
	"math"
	"slices"
	"strings"

	"github.com/vivarium-py/vivarium/internal/codec"
)

// TextIO is a text stream over a buffered binary one.
type TextIO struct {
	Header
	buffer                      Value
	encoding, errors, mode      Value
	native                      *codec.Codec // nil: encoder and decoder are Python objects
	utf8, ascii                 bool         // what native is, for the fast paths
	errs                        string
	encoder, decoder            Value // of the Python path; NewlineDecoders included
	canRead, canWrite           bool
	nl                          newlineState
	universal, writeTranslate   bool
	readNL                      string // "" where universal
	readTranslate               bool
	writeNL                     string // "": as it is
	newline                     Value
	lineBuffering               bool
	writeThrough                bool
	seekable, telling, hasRead1 bool
	ok, detached, finalizing    bool
	registered, watched         bool
	chunk                       int
	pending                     []byte
	decoded                     string // text decoded and not yet handed out: decoded[doff:]
	doff                        int
	left                        []byte // native: undecoded bytes of an incomplete character
	hasSnap                     bool
	snapFlags                   Value
	snap                        []byte // input since the snapshot of the decoder's state
}

func textSelf(v Value) *TextIO { return As[TextIO](v) }

func (x *TextIO) Val() Value { return Value{ref: &x.Header} }

var codecTexts = [...]*Str{Intern("utf-8"), Intern("strict"), Intern("surrogateescape"), Intern("backslashreplace")}

// codecText is the name of an encoding or error handler as a str: the usual ones are made once.
func codecText(name string) Value {
	for _, s := range &codecTexts {
		if s.s == name {
			return s.Val()
		}
	}
	return StrVal(name)
}

func newTextIO(cls *Type) *TextIO {
	x := As[TextIO](obj(cls.Alloc()))
	x.buffer, x.encoding, x.errors, x.mode = Unbound, None, None, Unbound
	x.encoder, x.decoder, x.snapFlags, x.newline = None, None, Int(0), None
	return x
}

// statelessCodec gives the native codec of an encoding that needs no state but an incomplete character.
func statelessCodec(name string) *codec.Codec {
	c, ok := codec.Lookup(name)
	if !ok {
		return nil
	}
	switch c.Module {
	case "utf_7", "utf_8_sig", "utf_16", "utf_32", "idna", "punycode", "unicode_escape", "raw_unicode_escape":
		return nil
	}
	return c
}

// setCodec finds the codec; the Python one where it has state or is not native.
func (x *TextIO) setCodec(t *Thread, encoding, errors string) error {
	if strings.IndexByte(encoding, 0) >= 0 || strings.IndexByte(errors, 0) >= 0 {
		return t.ValueError("embedded null character")
	}
	x.native, x.errs, x.encoder, x.decoder = statelessCodec(encoding), errors, None, None
	x.utf8, x.ascii = false, false
	if x.native != nil {
		x.utf8 = x.native.Module == "utf_8"
		x.ascii = x.native.Module == "ascii" || x.native.Module == "latin_1"
		return nil
	}
	info, err := t.LookupCodec(encoding)
	if err != nil {
		return err
	}
	is, err := t.LookupAttr(info, nIsTextEncoding)
	if err != nil {
		return err
	}
	if !is.IsUnbound() {
		ok, err := t.Truth(is)
		if err != nil {
			return err
		}
		if !ok {
			return t.Raise(&ExcLookupError, "'%s' is not a text encoding; use codecs.open() to handle arbitrary codecs", encoding)
		}
	}
	if x.canRead {
		if x.decoder, err = t.CallMethod(info, Intern("incrementaldecoder"), StrVal(errors)); err != nil {
			return err
		}
		if x.universal {
			if x.decoder, err = t.Call(NewlineDecoderType.Val(), x.decoder, Bool(x.readTranslate)); err != nil {
				return err
			}
		}
	}
	if x.canWrite {
		if x.encoder, err = t.CallMethod(info, Intern("incrementalencoder"), StrVal(errors)); err != nil {
			return err
		}
	}
	return nil
}

// setNewline sets how line ends are read and written; nl is a str or None.
func (x *TextIO) setNewline(t *Thread, nl Value) error {
	s := AsStr(nl)
	if s != nil {
		switch s.s {
		case "", "\n", "\r", "\r\n":
		default:
			return t.ValueError("illegal newline value: %s", s.s)
		}
	}
	x.newline = nl
	x.universal = s == nil || s.s == ""
	x.readTranslate = s == nil
	x.readNL = ""
	if !x.universal {
		x.readNL = s.s
	}
	x.writeTranslate = s == nil || s.s != ""
	x.writeNL = ""
	if s != nil && s.s != "\n" {
		x.writeNL = s.s
	}
	x.nl = newlineState{translate: x.readTranslate}
	return nil
}

// textInit is __init__ with arguments that were checked.
func (t *Thread) textInit(x *TextIO, buffer Value, encoding, errors string, newline Value, lineBuffering, writeThrough bool) error {
	x.ok, x.detached = false, false
	if err := x.setNewline(t, newline); err != nil {
		return err
	}
	x.buffer = buffer
	x.encoding, x.errors = codecText(encoding), codecText(errors)
	x.lineBuffering, x.writeThrough = lineBuffering, writeThrough
	x.decoded, x.doff, x.left, x.hasSnap, x.pending = "", 0, nil, false, nil
	x.chunk = 8192
	if b := x.buffered(); b != nil && b.ok && b.file() != nil && b.file().fd >= 0 {
		x.canRead, x.canWrite, x.hasRead1 = b.readable, b.writable, b.readable
		ok, err := t.fileSeekable(b.file())
		if err != nil {
			return err
		}
		x.seekable = ok
	} else {
		ask := func(name *Str) (bool, error) {
			r, err := t.CallMethod(buffer, name)
			if err != nil {
				return false, err
			}
			return t.Truth(r)
		}
		var err error
		if x.canRead, err = ask(nReadable); err != nil {
			return err
		}
		if x.canWrite, err = ask(nWritable); err != nil {
			return err
		}
		if x.seekable, err = ask(nSeekable); err != nil {
			return err
		}
		r1, err := t.LookupAttr(buffer, nRead1)
		if err != nil {
			return err
		}
		x.hasRead1 = !r1.IsUnbound()
	}
	if t.devMode() {
		if _, err := t.LookupErrorHandler(errors); err != nil {
			return err
		}
	}
	if err := x.setCodec(t, encoding, errors); err != nil {
		return err
	}
	x.telling = x.seekable
	x.ok = true
	if x.seekable && x.canWrite && !x.encoder.IsNone() {
		if err := x.fixEncoder(t); err != nil {
			return err
		}
	}
	if !x.watched {
		if b := x.buffered(); b != nil {
			if !b.watched {
				return nil
			}
			b.unwatch(t)
		}
		x.watched = true
		t.interp.watchStream(&x.Header)
	}
	return nil
}

func (x *TextIO) unwatch(t *Thread) {
	if x.watched {
		x.watched = false
		t.interp.unwatchStream(&x.Header)
	}
}

// fixEncoder tells the encoder whether it is at the start of the stream, where a mark may have to be written.
func (x *TextIO) fixEncoder(t *Thread) error {
	pos, err := t.CallMethod(x.buffer, nTell)
	if err != nil {
		return err
	}
	zero, err := t.Eq(pos, Int(0))
	if err != nil || zero {
		return err
	}
	_, err = t.CallMethod(x.encoder, nSetstate, Int(0))
	return err
}

// buffered gives the binary stream if it is one of ours without overridden methods.
func (x *TextIO) buffered() *Buffered {
	if h := x.buffer.ref; h != nil && h.shape.typ.flags&flagHeap == 0 {
		if h.shape.extOff != 0 {
			if e := h.ext(); e != nil && e.dict != nil && e.dict.used > 0 {
				return nil
			}
		}
		switch h.shape {
		case &BufferedReaderType.shape0, &BufferedWriterType.shape0, &BufferedRandomType.shape0:
			return As[Buffered](x.buffer)
		}
	}
	return nil
}

// check fails unless x was initialised and has its buffer.
func (x *TextIO) check(t *Thread) error {
	if !x.ok {
		if x.detached {
			return t.ValueError("underlying buffer has been detached")
		}
		return t.ValueError("I/O operation on uninitialized object")
	}
	return nil
}

// open fails unless x can be used.
func (x *TextIO) open(t *Thread) error {
	if err := x.check(t); err != nil {
		return err
	}
	if x.shape == &TextIOWrapperType.shape0 {
		if b := x.buffered(); b != nil && b.ok {
			closed, err := b.closed(t)
			if err == nil && closed {
				err = t.ValueError("I/O operation on closed file.")
			}
			return err
		}
	}
	return t.ioCheckClosed(x.Val())
}

// encode appends the encoded text to the pending output.
func (x *TextIO) encode(t *Thread, s string) error {
	if x.native != nil {
		if x.utf8 && !codec.HasSurrogates(s) || x.ascii && codec.IsASCII(s) {
			x.pending = append(x.pending, s...)
			return nil
		}
		out, err := x.native.Encode(s, t.CodecErrors(x.errs, len(s), Unbound))
		if err != nil {
			return t.CodecErr(err, Unbound)
		}
		x.pending = append(x.pending, out...)
		return nil
	}
	r, err := t.CallMethod(x.encoder, nEncode, StrVal(s))
	if err != nil {
		return err
	}
	b := AsBytes(r)
	if b == nil {
		return t.TypeError("encoder should return a bytes object, not '%s'", r.TypeName())
	}
	x.pending = append(x.pending, b.b...)
	return nil
}

// writeText is write.
func (x *TextIO) writeText(t *Thread, s string) error {
	lf := false
	if x.lineBuffering || x.writeNL != "" {
		lf = strings.IndexByte(s, '\n') >= 0
	}
	if lf && x.writeNL != "" {
		s = strings.ReplaceAll(s, "\n", x.writeNL)
	}
	for len(x.pending)+len(s) > x.chunk && len(x.pending) > 0 {
		// Keep what is encoded in one write below the chunk size.
		if err := x.flushPending(t); err != nil {
			return err
		}
	}
	if cap(x.pending)-len(x.pending) < len(s) {
		if err := t.Charge(len(s) * 2); err != nil {
			return err
		}
	}
	if !x.registered {
		x.registered = true
		t.interp.flushAtExit(&x.Header)
	}
	if err := x.encode(t, s); err != nil {
		return err
	}
	flush := x.lineBuffering && (lf || strings.IndexByte(s, '\r') >= 0)
	if len(x.pending) >= x.chunk || flush || x.writeThrough {
		if err := x.flushPending(t); err != nil {
			return err
		}
	}
	if flush {
		if b := x.buffered(); b != nil {
			if err := t.bufFlush(b); err != nil {
				return err
			}
		} else if _, err := t.CallMethod(x.buffer, nFlush); err != nil {
			return err
		}
	}
	if x.canRead {
		if x.hasSnap {
			x.forget()
		}
		if !x.decoder.IsNone() {
			if _, err := t.CallMethod(x.decoder, nReset); err != nil {
				return err
			}
		}
		x.left, x.nl.pendingCR, x.nl.seen = nil, false, 0
	}
	return nil
}

// forget drops decoded text that was not read.
func (x *TextIO) forget() { x.decoded, x.doff, x.hasSnap = "", 0, false }

// flushPending gives the encoded text to the buffer.
func (x *TextIO) flushPending(t *Thread) error {
	p := x.pending
	if len(p) == 0 {
		return nil
	}
	x.pending = nil
	var err error
	if b := x.buffered(); b != nil {
		if err = b.check(t); err == nil {
			var closed bool
			if closed, err = b.closed(t); err == nil && closed {
				err = t.ValueError("write to closed file")
			} else if err == nil {
				_, err = b.write(t, p)
			}
		}
	} else if plainStream(x.buffer.ref, &FileIOType) {
		err = t.writeWhole(As[FileIO](x.buffer), p)
	} else {
		_, err = t.CallMethod(x.buffer, nWrite, NewBytes(append([]byte(nil), p...)))
	}
	if x.pending == nil && cap(p) <= 1<<16 {
		x.pending = p[:0]
	}
	return err
}

// writeWhole writes all of p to a file without a buffer, which may take a part at a time: as much as a non-blocking one takes.
func (t *Thread) writeWhole(f *FileIO, p []byte) error {
	for len(p) > 0 {
		n, err := t.fileWrite(f, p)
		if err != nil || n < 0 {
			return err
		}
		p = p[n:]
	}
	return nil
}

// fastWriter gives print() a way to write whole lines to an unmodified stream, nil for other files.
func (t *Thread) fastWriter(file Value) func(string) error {
	if file.ref == nil {
		return nil
	}
	switch file.ref.shape {
	case &TextIOWrapperType.shape0:
		x := textSelf(file)
		if !plainStream(file.ref, &TextIOWrapperType) || !x.ok || !x.canWrite || x.native == nil || x.open(t) != nil {
			return nil
		}
		return func(s string) error { return x.writeText(t, s) }
	case &StringIOType.shape0:
		s := As[StringIO](file)
		if s.closed || !s.ok || !plainStream(file.ref, &StringIOType) {
			return nil
		}
		return func(text string) error { return s.write(t, text) }
	}
	return nil
}

// textFlush is flush.
func (t *Thread) textFlush(x *TextIO) error {
	if err := x.open(t); err != nil {
		return err
	}
	x.telling = x.seekable
	if err := x.flushPending(t); err != nil {
		return err
	}
	if b := x.buffered(); b != nil && (b.shape == &BufferedWriterType.shape0 || b.shape == &BufferedRandomType.shape0) {
		return t.bufFlush(b)
	}
	_, err := t.CallMethod(x.buffer, nFlush)
	return err
}

// textClose flushes and closes.
func (t *Thread) textClose(x *TextIO) error {
	if err := x.check(t); err != nil {
		return err
	}
	closed, err := t.ioClosed(x.Val())
	if err != nil || closed {
		return err
	}
	if x.finalizing {
		if _, err := t.CallMethod(x.buffer, nDeallocW, x.Val()); err != nil && ExceptionOf(err) == nil {
			return err
		}
	}
	_, err = t.CallMethod(x.Val(), nFlush)
	if _, ok := err.(*Kill); ok {
		return err
	}
	_, cerr := t.CallMethod(x.buffer, nClose)
	x.unwatch(t)
	if cerr != nil {
		if err != nil {
			t.chainContext(cerr, err)
		}
		return cerr
	}
	return err
}

// optStrArg checks an argument that is a str or None; none tells the latter.
func (t *Thread) optStrArg(fn, arg string, v Value) (s string, none bool, err error) {
	if !v.Given() {
		return "", true, nil
	}
	x := AsStr(v)
	if x == nil {
		return "", false, t.TypeError("%s() argument '%s' must be str or None, not %s", fn, arg, v.TypeName())
	}
	if strings.IndexByte(x.s, 0) >= 0 {
		return "", false, t.ValueError("embedded null character")
	}
	if !x.ASCII() {
		if _, err := t.EncodeUTF8(x); err != nil {
			return "", false, err
		}
	}
	return x.s, false, nil
}

// boolArg reads a flag: the truth of an int, as CPython's converter for bools does.
func (t *Thread) boolArg(v Value) (bool, error) { return t.Truth(v) }

// textArgs are encoding and errors as TextIOWrapper understands them.
func (t *Thread) textArgs(fn string, enc, errs Value) (string, string, error) {
	encoding, none, err := t.optStrArg(fn, "encoding", enc)
	if err != nil {
		return "", "", err
	}
	if none {
		if err := t.warnDefaultEncoding(1); err != nil {
			return "", "", err
		}
	}
	if none || encoding == "locale" {
		encoding = t.localeEncoding(none)
	}
	errors, none, err := t.optStrArg(fn, "errors", errs)
	if none {
		errors = "strict"
	}
	return encoding, errors, err
}

// warnDefaultEncoding tells of a text file whose encoding is not named, where -X warn_default_encoding asks for that.
func (t *Thread) warnDefaultEncoding(level int) error {
	if !t.interp.opts.Flags.WarnDefaultEncoding {
		return nil
	}
	return t.Warn(&ExcEncodingWarning, "'encoding' argument not specified", level)
}

// localeEncoding is what text files have by default: UTF-8 always. It is spelled as CPython's UTF-8 mode does.
func (t *Thread) localeEncoding(byDefault bool) string {
	if !t.utf8Mode() {
		return "UTF-8"
	}
	return "utf-8"
}

// utf8Mode is PEP 540's mode: on unless -X utf8=0 says no.
func (t *Thread) utf8Mode() bool { return !slices.Contains(t.interp.opts.XOptions, "utf8=0") }

// devMode is -X dev or PYTHONDEVMODE.
func (t *Thread) devMode() bool { return t.interp.opts.Flags.DevMode }

func setupTextIO() {
	// use wraps a method with the check that the stream is usable.
	use := func(fn func(t *Thread, x *TextIO, a []Value) (Value, error)) NativeFn {
		return func(t *Thread, a []Value) (Value, error) {
			x := textSelf(a[0])
			if err := x.check(t); err != nil {
				return Unbound, err
			}
			return fn(t, x, a)
		}
	}
	forward := func(name string, m *Str) Func {
		return Func{Name: name, Sig: "(self, /)", Flags: Polls, Fn: use(func(t *Thread, x *TextIO, a []Value) (Value, error) {
			return t.CallMethod(x.buffer, m)
		})}
	}
	flag := func(name string, p func(x *TextIO) bool) GetSet {
		return GetSet{Name: name, Get: func(t *Thread, v Value) (Value, error) { return Bool(p(textSelf(v))), nil }}
	}
	value := func(name string, p func(x *TextIO) Value) GetSet {
		return GetSet{Name: name, Get: func(t *Thread, v Value) (Value, error) {
			if x := p(textSelf(v)); !x.IsUnbound() {
				return x, nil
			}
			return None, nil
		}}
	}
	ioType(&TextIOWrapperType, &TypeSpec{
		Name: "_io.TextIOWrapper", Base: &TextIOBaseType, Layout: LayoutOf[TextIO](),
		Doc: "A stream of text, over a buffered stream of bytes that encoding and errors\ndecode and encode.\n\nnewline says which line ends are recognized and written, and with\nline_buffering a newline flushes.",
		Sig: "(buffer, encoding=None, errors=None, newline=None, line_buffering=False, write_through=False)",
		New: &Func{Name: "TextIOWrapper", Sig: "(cls, *args, **kwargs)", Flags: Pure, Fn: func(t *Thread, a []Value) (Value, error) {
			return newTextIO(AsType(a[0])).Val(), nil
		}},
		Init: &Func{Name: "TextIOWrapper", Sig: "(self, buffer, encoding=None, errors=None, newline=None, line_buffering=False, write_through=False)", Flags: Polls, Fn: func(t *Thread, a []Value) (Value, error) {
			encoding, errors, err := t.textArgs("TextIOWrapper", a[2], a[3])
			if err != nil {
				return Unbound, err
			}
			if _, _, err := t.optStrArg("TextIOWrapper", "newline", a[4]); err != nil {
				return Unbound, err
			}
			lb, err := t.boolArg(a[5])
			if err != nil {
				return Unbound, err
			}
			wt, err := t.boolArg(a[6])
			if err != nil {
				return Unbound, err
			}
			return None, t.textInit(textSelf(a[0]), a[1], encoding, errors, a[4], lb, wt)
		}},
		Slots: Slots{
			Repr: textRepr, Next: textNext,
			Traverse: func(h *Header, visit func(Value)) {
				x := textSelf(obj(h))
				for _, v := range []Value{x.buffer, x.encoding, x.errors, x.mode, x.encoder, x.decoder, x.snapFlags, x.newline} {
					visit(v)
				}
			},
		},
		Methods: append([]Func{
			{Name: "write", Sig: "(self, text, /)", Flags: Blocks | HostOp | Charges, Doc: "Write a string and return its length.", Fn: func(t *Thread, a []Value) (Value, error) {
				x := textSelf(a[0])
				s := AsStr(a[1])
				if s == nil {
					return Unbound, t.TypeError("write() argument must be str, not %s", a[1].argTypeName())
				}
				if err := x.open(t); err != nil {
					return Unbound, err
				}
				if !x.canWrite {
					return Unbound, t.unsupported("not writable")
				}
				return Int(int64(s.n)), x.writeText(t, s.s)
			}},
			{Name: "flush", Sig: "(self, /)", Flags: Blocks | HostOp, Doc: "Flush write buffers.", Fn: func(t *Thread, a []Value) (Value, error) { return None, t.textFlush(textSelf(a[0])) }},
			{Name: "close", Sig: "(self, /)", Flags: Blocks | HostOp, Doc: "Flush and close the stream.", Fn: func(t *Thread, a []Value) (Value, error) { return None, t.textClose(textSelf(a[0])) }},
			{Name: "detach", Sig: "(self, /)", Flags: Polls, Doc: "Separate the underlying buffer from the stream and return it.", Fn: use(func(t *Thread, x *TextIO, a []Value) (Value, error) {
				if _, err := t.CallMethod(a[0], nFlush); err != nil {
					return Unbound, err
				}
				b := x.buffer
				x.unwatch(t)
				if n := x.buffered(); n != nil {
					n.watch(t)
				}
				x.buffer, x.detached, x.ok = Unbound, true, false
				return b, nil
			})},
			{Name: "reconfigure", Sig: "(self, /, *, encoding=None, errors=None, newline=<unrepresentable>, line_buffering=None, write_through=None)", Flags: Polls,
				Doc: "Change how the stream encodes, ends lines or buffers; what is not given stays.\n\nThe stream is flushed first.", Fn: use(textReconfigure)},
			{Name: "read", Sig: "(self, size=-1, /)", Flags: Blocks | HostOp | Charges, Doc: "Read at most size characters, or until EOF.", Fn: use(func(t *Thread, x *TextIO, a []Value) (Value, error) {
				n, err := t.optSize(a[1])
				if err != nil {
					return Unbound, err
				}
				return t.textRead(x, n)
			})},
			{Name: "readline", Sig: "(self, size=-1, /)", Flags: Blocks | HostOp | Charges, Doc: "Read until newline or EOF.", Fn: use(func(t *Thread, x *TextIO, a []Value) (Value, error) {
				n, err := t.optSize(a[1])
				if err != nil {
					return Unbound, err
				}
				return t.textReadline(x, n)
			})},
			{Name: "seek", Sig: "(self, cookie, whence=0, /)", Flags: Blocks | HostOp, Doc: "Move to a position that tell() returned, or to the start or end, and return it.", Fn: use(textSeek)},
			{Name: "tell", Sig: "(self, /)", Flags: Blocks | HostOp, Doc: "Return the position as a number that only seek() understands.", Fn: use(textTell)},
			{Name: "truncate", Sig: "(self, pos=None, /)", Flags: Blocks | HostOp, Doc: "Truncate the file; pos defaults to the current position.", Fn: use(func(t *Thread, x *TextIO, a []Value) (Value, error) {
				if _, err := t.CallMethod(a[0], nFlush); err != nil {
					return Unbound, err
				}
				return t.CallMethod(x.buffer, nTruncate, a[1])
			})},
			forward("fileno", nFileno), forward("seekable", nSeekable), forward("readable", nReadable), forward("writable", nWritable), forward("isatty", nIsatty),
		}, cannotPickle()...),
		GetSets: []GetSet{
			{Name: "closed", Get: func(t *Thread, v Value) (Value, error) {
				x := textSelf(v)
				if err := x.check(t); err != nil {
					return Unbound, err
				}
				if b := x.buffered(); b != nil && b.ok {
					c, err := b.closed(t)
					return Bool(c), err
				}
				return t.GetAttr(x.buffer, nClosed)
			}},
			{Name: "name", Get: func(t *Thread, v Value) (Value, error) {
				x := textSelf(v)
				if err := x.check(t); err != nil {
					return Unbound, err
				}
				return t.GetAttr(x.buffer, nStreamName)
			}},
			{Name: "newlines", Get: func(t *Thread, v Value) (Value, error) {
				x := textSelf(v)
				if err := x.check(t); err != nil {
					return Unbound, err
				}
				if !x.canRead {
					return None, nil
				}
				if x.native != nil {
					if !x.universal {
						return None, nil
					}
					return x.nl.newlines(), nil
				}
				r, err := t.LookupAttr(x.decoder, Intern("newlines"))
				if err == nil && r.IsUnbound() {
					r = None
				}
				return r, err
			}},
			{Name: "errors", Get: func(t *Thread, v Value) (Value, error) {
				x := textSelf(v)
				if x.detached {
					return x.errors, nil
				}
				return x.errors, x.check(t)
			}},
			{Name: "_CHUNK_SIZE", Get: func(t *Thread, v Value) (Value, error) {
				x := textSelf(v)
				return Int(int64(x.chunk)), x.check(t)
			}, Set: func(t *Thread, v, n Value) error {
				x := textSelf(v)
				if err := x.check(t); err != nil {
					return err
				}
				if n.IsUnbound() {
					return t.Raise(&ExcAttributeError, "cannot delete attribute")
				}
				i, err := t.IndexInt(n)
				if err != nil {
					return err
				}
				if i <= 0 {
					return t.ValueError("a strictly positive integer is required")
				}
				x.chunk = min(i, math.MaxInt32)
				return nil
			}},
			streamField("mode", func(v Value) *Value { return &textSelf(v).mode }),
		},
		Members: []GetSet{
			value("encoding", func(x *TextIO) Value { return x.encoding }),
			value("buffer", func(x *TextIO) Value { return x.buffer }),
			flag("line_buffering", func(x *TextIO) bool { return x.lineBuffering }),
			flag("write_through", func(x *TextIO) bool { return x.writeThrough }),
			boolMember("_finalizing", func(v Value) *bool { return &textSelf(v).finalizing }),
		},
	})
}

func textRepr(t *Thread, v Value) (Value, error) {
	x := textSelf(v)
	name := v.Type().fullName()
	if !x.ok && !x.detached {
		return Unbound, t.ValueError("I/O operation on uninitialized object")
	}
	return t.reprGuardStream(v, func() (Value, error) {
		out := "<" + name
		for _, f := range []*Str{nStreamName, nMode} {
			n, err := t.LookupAttr(v, f)
			if err != nil && !Matches(err, &ExcValueError) {
				return Unbound, err
			}
			if err == nil && !n.IsUnbound() {
				r, err := t.Repr(n)
				if err != nil {
					return Unbound, err
				}
				out += " " + f.s + "=" + r.s
			}
		}
		r, err := t.Repr(x.encoding)
		if err != nil {
			return Unbound, err
		}
		return StrVal(out + " encoding=" + r.s + ">"), nil
	})
}

// textReconfigure is TextIOWrapper.reconfigure.
func textReconfigure(t *Thread, x *TextIO, a []Value) (Value, error) {
	reading := x.decoded != "" || x.hasSnap
	if reading && (a[1].Given() || a[2].Given() || !a[3].IsUnbound()) {
		return Unbound, t.unsupported("It is not possible to set the encoding or newline of stream after the first read")
	}
	enc, noEnc, err := t.optStrArg("reconfigure", "encoding", a[1])
	if err != nil {
		return Unbound, err
	}
	errs, noErrs, err := t.optStrArg("reconfigure", "errors", a[2])
	if err != nil {
		return Unbound, err
	}
	if !a[3].IsUnbound() && !a[3].IsNone() && AsStr(a[3]) == nil {
		return Unbound, t.TypeError("reconfigure() argument 'newline' must be str or None, not %s", a[3].TypeName())
	}
	lb, wt := x.lineBuffering, x.writeThrough
	if a[4].Given() {
		if lb, err = t.boolArg(a[4]); err != nil {
			return Unbound, err
		}
	}
	if a[5].Given() {
		if wt, err = t.boolArg(a[5]); err != nil {
			return Unbound, err
		}
	}
	if _, err := t.CallMethod(x.Val(), nFlush); err != nil {
		return Unbound, err
	}
	if !a[3].IsUnbound() {
		if err := x.setNewline(t, a[3]); err != nil {
			return Unbound, err
		}
	}
	if !noEnc || !noErrs || !a[3].IsUnbound() {
		if noEnc {
			enc = AsStr(x.encoding).s
			if noErrs {
				errs = AsStr(x.errors).s
			}
		} else {
			if enc == "locale" {
				enc = t.localeEncoding(false)
			}
			if noErrs {
				errs = "strict"
			}
		}
		if err := x.setCodec(t, enc, errs); err != nil {
			return Unbound, err
		}
		x.encoding, x.errors = StrVal(enc), StrVal(errs)
		if x.seekable && !x.encoder.IsNone() {
			if err := x.fixEncoder(t); err != nil {
				return Unbound, err
			}
		}
	}
	x.lineBuffering, x.writeThrough = lb, wt
	return None, nil
}
