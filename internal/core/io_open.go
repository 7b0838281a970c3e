// This file implements open(), module _io and the standard streams.
package core

import (
	"strings"
	"sync"

	"github.com/vivarium-py/vivarium/internal/host"
)

// openMode is a parsed mode of open().
type openMode struct {
	raw          string
	text, binary bool
	write        bool // more than reading
	plus, read   bool
}

func (t *Thread) parseOpenMode(mode *Str) (m openMode, err error) {
	bad := func() error {
		r, err := t.Repr(mode.Val())
		if err != nil {
			return err
		}
		return t.ValueError("invalid mode: %s", r.s)
	}
	var created, appending, writing bool
	for i := 0; i < len(mode.s); i++ {
		c := mode.s[i]
		if strings.IndexByte(mode.s[:i], c) >= 0 {
			return m, bad()
		}
		switch c {
		case 'x':
			created = true
		case 'r':
			m.read = true
		case 'w':
			writing = true
		case 'a':
			appending = true
		case '+':
			m.plus = true
		case 't':
			m.text = true
		case 'b':
			m.binary = true
		default:
			return m, bad()
		}
	}
	for _, f := range []struct {
		on bool
		s  string
	}{{created, "x"}, {m.read, "r"}, {writing, "w"}, {appending, "a"}, {m.plus, "+"}} {
		if f.on {
			m.raw += f.s
		}
	}
	n := 0
	for _, on := range []bool{created, m.read, writing, appending} {
		if on {
			n++
		}
	}
	m.write = created || writing || appending
	switch {
	case m.text && m.binary:
		return m, t.ValueError("can't have text and binary mode at once")
	case n > 1:
		return m, t.ValueError("must have exactly one of create/read/write/append mode")
	}
	return m, nil
}

// newFile makes an object of a type of ours and initialises it.
func (t *Thread) openRaw(file Value, mode string, closefd bool, opener Value) (*FileIO, error) {
	f := newFileIO(&FileIOType)
	if err := t.openFile(f, file, mode, closefd, opener); err != nil {
		return nil, err
	}
	return f, nil
}

func ioOpen(t *Thread, a []Value) (Value, error) {
	mode := AsStr(a[1])
	if mode == nil {
		return Unbound, t.TypeError("open() argument 'mode' must be str, not %s", typeNameNone(a[1]))
	}
	buffering, err := t.IndexInt(a[2])
	if err != nil {
		return Unbound, err
	}
	_, noEnc, err := t.optStrArg("open", "encoding", a[3])
	if err != nil {
		return Unbound, err
	}
	_, noErrs, err := t.optStrArg("open", "errors", a[4])
	if err != nil {
		return Unbound, err
	}
	_, noNL, err := t.optStrArg("open", "newline", a[5])
	if err != nil {
		return Unbound, err
	}
	closefd, err := t.Truth(a[6])
	if err != nil {
		return Unbound, err
	}
	file := a[0]
	if file.Type().flags&flagIntSub == 0 {
		if file, err = t.FSPath(file); err != nil {
			return Unbound, err
		}
	}
	m, err := t.parseOpenMode(mode)
	if err != nil {
		return Unbound, err
	}
	if m.binary {
		switch {
		case !noEnc:
			err = t.ValueError("binary mode doesn't take an encoding argument")
		case !noErrs:
			err = t.ValueError("binary mode doesn't take an errors argument")
		case !noNL:
			err = t.ValueError("binary mode doesn't take a newline argument")
		case buffering == 1:
			err = t.Warn(&ExcRuntimeWarning, "line buffering (buffering=1) isn't supported in binary mode, the default buffer size will be used", 1)
		}
		if err != nil {
			return Unbound, err
		}
	}
	raw, err := t.openRaw(file, m.raw, closefd, a[7])
	if err != nil {
		return Unbound, err
	}
	v, err := t.openOver(raw, m, mode, buffering, a)
	if err != nil {
		// The descriptor must not stay open behind an exception.
		if cerr := t.fileClose(raw); cerr != nil {
			t.chainContext(cerr, err)
		}
		return Unbound, err
	}
	return v, nil
}

// openOver puts the layers that the mode asks for over a raw file.
func (t *Thread) openOver(raw *FileIO, m openMode, mode *Str, buffering int, a []Value) (Value, error) {
	tty := false
	if buffering < 0 && t.interp.host.Isatty(raw.fd) {
		tty = true
	}
	lineBuffering := false
	if buffering == 1 && !m.binary || buffering < 0 && tty {
		buffering, lineBuffering = -1, true
	}
	if m.binary && buffering == 1 {
		buffering = -1
	}
	if buffering < 0 {
		buffering = int(raw.blksize)
	}
	if buffering == 0 {
		if !m.binary {
			return Unbound, t.ValueError("can't have unbuffered text I/O")
		}
		return raw.Val(), nil
	}
	b := newBuffered(bufferedTypeFor(m))
	if m.plus {
		if ok, err := t.fileSeekable(raw); err != nil {
			return Unbound, err
		} else if !ok {
			return Unbound, t.unsupported("File or stream is not seekable.")
		}
	}
	if err := t.Charge(buffering); err != nil {
		return Unbound, err
	}
	b.init(raw.Val(), buffering)
	b.readable, b.writable = raw.readable, raw.writable
	if err := b.adopt(t); err != nil {
		return Unbound, err
	}
	if m.binary {
		return b.Val(), nil
	}
	encoding, errors, err := t.textArgs("TextIOWrapper", a[3], a[4])
	if err != nil {
		return Unbound, err
	}
	x := newTextIO(&TextIOWrapperType)
	if err := t.textInit(x, b.Val(), encoding, errors, a[5], lineBuffering, false); err != nil {
		return Unbound, err
	}
	x.mode = mode.Val()
	return x.Val(), nil
}

func bufferedTypeFor(m openMode) *Type {
	switch {
	case m.plus:
		return &BufferedRandomType
	case m.write:
		return &BufferedWriterType
	}
	return &BufferedReaderType
}

var openFunc = Func{Name: "open", Sig: "(file, mode='r', buffering=-1, encoding=None, errors=None, newline=None, closefd=True, opener=None)", Flags: Blocks | HostOp, Fn: ioOpen,
	Doc: "Open a file, by its path or descriptor, and return a stream.\n\nmode is made of r (read), w (write anew), x (create), a (append) or + (both),\nwith t for text or b for bytes. Raise OSError if the file cannot be opened."}

// openObject is the one function that is both _io.open and builtins.open.
var openObject = sync.OnceValue(func() Value { return NewFunction(&openFunc, "_io") })

func ioOpenCode(t *Thread, a []Value) (Value, error) {
	if AsStr(a[0]) == nil {
		return Unbound, t.TypeError("open_code() argument 'path' must be str, not %s", typeNameNone(a[0]))
	}
	return t.CallKw(openObject(), []Value{a[0], Intern("rb").Val()}, nil)
}

func ioTextEncoding(t *Thread, a []Value) (Value, error) {
	if a[0].Given() {
		return a[0], nil
	}
	level, err := t.IndexInt(a[1])
	if err == nil {
		err = t.warnDefaultEncoding(level)
	}
	if err != nil {
		return Unbound, err
	}
	if !t.utf8Mode() {
		return Intern("locale").Val(), nil
	}
	return Intern("utf-8").Val(), nil
}

// IOModule is module _io.
func IOModule() *ModuleDef { return &ioModule }

var ioModule = ModuleDef{
	Name: "_io", Doc: "The native half of module io: streams.",
	Funcs: []Func{
		openFunc,
		{Name: "open_code", Sig: "(path)", Flags: Blocks | HostOp, Fn: ioOpenCode, Doc: "Open the file with the intent to import its contents."},
		{Name: "text_encoding", Sig: "(encoding, stacklevel=2, /)", Flags: Pure, Fn: ioTextEncoding, Doc: "Choose a text encoding: the one given, else the default."},
	},
	Types: func() []*Type {
		return []*Type{&IOBaseType, &RawIOBaseType, &BufferedIOBaseType, &TextIOBaseType, &FileIOType, &BufferedReaderType, &BufferedWriterType,
			&BufferedRandomType, &BufferedRWPairType, &BytesIOType, &BytesIOBufferType, &StringIOType, &TextIOWrapperType, &NewlineDecoderType, &ExcUnsupportedOperation}
	},
	Init: func(t *Thread, m *Module) error {
		m.dict.SetStr(Intern("open"), openObject())
		return nil
	},
	Attrs: []Attr{{"DEFAULT_BUFFER_SIZE", Int(ioDefaultBuffer)}, {"BlockingIOError", ExcBlockingIOError.Val()}},
}

func setupIO() {
	setupIOBase()
	setupFileIO()
	setupBuffered()
	setupTextIO()
	setupNewlineDecoder()
	setupStringIO()
	setupBytesIO()
	u := &ExcUnsupportedOperation
	u.Setup(&TypeSpec{Name: "io.UnsupportedOperation", Base: &ExcOSError, Flags: flagBase | flagGenericGet | flagGenericSet})
	u.bases = []*Type{&ExcOSError, &ExcValueError}
	u.mro = append([]*Type{u, &ExcOSError, &ExcValueError}, ExcException.mro...)
	u.shape0 = Shape{typ: u, extOff: u.layout.extOff, dictMode: true}
}

// stdErrors gives the error handler of stdin and stdout: a C locale lets any byte through.
func (t *Thread) stdErrors() string {
	h := t.interp.host
	for _, name := range []string{"LC_ALL", "LC_CTYPE", "LANG"} {
		if v, ok := h.Getenv(name); ok && v != "" {
			switch v {
			case "C", "POSIX", "C.UTF-8", "C.utf8", "UTF-8":
				return "surrogateescape"
			}
			return "strict"
		}
	}
	return "surrogateescape"
}

// initStreams makes sys.stdin, stdout and stderr over descriptors 0, 1 and 2; a closed one is None.
func (t *Thread) initStreams() error {
	encoding, errors := "utf-8", t.stdErrors()
	if !t.interp.opts.Isolated {
		if v, ok := t.interp.host.Getenv("PYTHONIOENCODING"); ok && v != "" {
			enc, errs, has := strings.Cut(v, ":")
			if enc != "" {
				encoding, errors = enc, "strict"
			}
			if has && errs != "" {
				errors = errs
			}
		}
	}
	for fd := range stdNames {
		n, e := &stdNames[fd], errors
		if fd == 2 {
			e = "backslashreplace"
		}
		v, err := t.stdStream(fd, n.file, encoding, e)
		if err != nil {
			return err
		}
		t.interp.sysDict.SetStr(n.name, v)
		t.interp.sysDict.SetStr(n.kept, v)
	}
	return nil
}

// stdNames are, of each standard stream, its name in sys, that of the one kept there, and its file's.
var stdNames = [3]struct{ name, kept, file *Str }{
	{Intern("stdin"), Intern("__stdin__"), Intern("<stdin>")},
	{Intern("stdout"), Intern("__stdout__"), Intern("<stdout>")},
	{Intern("stderr"), Intern("__stderr__"), Intern("<stderr>")},
}

// stdStream makes one standard stream.
func (t *Thread) stdStream(fd int, name *Str, encoding, errors string) (Value, error) {
	h := t.interp.host
	kind, err := h.KindOf(fd)
	if err != nil {
		return None, nil
	}
	tty := kind == host.KindTTY || kind == host.KindChar && h.Isatty(fd)
	f := newFileIO(&FileIOType)
	f.fd, f.closefd, f.readable, f.writable = fd, false, fd == 0, fd != 0
	f.name = name.Val()
	if kind == host.KindPipe || kind == host.KindSocket || kind == host.KindTTY || kind == host.KindVirtual {
		f.seekable = 0
	}
	x := newTextIO(&TextIOWrapperType)
	buffer := f.Val()
	unbuffered := t.interp.opts.Unbuffered && fd != 0
	mode := "r"
	if fd != 0 {
		mode = "w"
	}
	if !unbuffered {
		b := newBuffered(bufferedTypeFor(openMode{write: fd != 0}))
		b.init(f.Val(), ioDefaultBuffer)
		b.readable, b.writable = fd == 0, fd != 0
		buffer = b.Val()
	}
	x.watched = true // a standard stream outlives everything
	if err := t.textInit(x, buffer, encoding, errors, latin1[10].Val(), !unbuffered && (tty || fd == 2), unbuffered); err != nil {
		return Unbound, err
	}
	x.registered = true
	x.mode = latin1[mode[0]].Val()
	return x.Val(), nil
}
