// Package codecs_ is the native module _codecs: the interpreter's codec registry and error handlers, and the encoding
// and decoding functions behind the modules of the encodings package.
package codecs_

import (
	"strings"
	"sync"

	"github.com/vivarium-py/vivarium/internal/codec"
	"github.com/vivarium-py/vivarium/internal/core"
)

type (
	thread = core.Thread
	value  = core.Value
)

var setupOnce sync.Once

// Module is _codecs.
func Module() *core.ModuleDef {
	m := &core.ModuleDef{
		Name: "_codecs",
		Types: func() []*core.Type {
			setupOnce.Do(setupEncodingMap)
			return nil
		},
		Funcs: []core.Func{
			{Name: "register", Sig: "(search_function, /)", Flags: core.Pure, Fn: register, Doc: "Add a function that finds codecs.\n\nIt is called with the name of an encoding in lower case, and returns a\nCodecInfo, or None if it does not know it."},
			{Name: "unregister", Sig: "(search_function, /)", Flags: core.Pure, Fn: unregister, Doc: "Remove a function that finds codecs, if it is there, and what it found."},
			{Name: "lookup", Sig: "(encoding, /)", Flags: core.Polls, Fn: lookup, Doc: "Return the CodecInfo of an encoding, or raise LookupError if there is none."},
			{Name: "encode", Sig: "(obj, encoding='utf-8', errors='strict')", Flags: core.Charges, Fn: coder("encode", 0), Doc: "Encode an object with a codec, by default 'utf-8'.\n\nerrors is the name of an error handler, by default 'strict', which raises\nValueError; see register_error()."},
			{Name: "decode", Sig: "(obj, encoding='utf-8', errors='strict')", Flags: core.Charges, Fn: coder("decode", 1), Doc: "Decode an object with a codec, by default 'utf-8'.\n\nerrors is the name of an error handler, by default 'strict', which raises\nValueError; see register_error()."},
			{Name: "register_error", Sig: "(errors, handler, /)", Flags: core.Pure, Fn: registerError, Doc: "Give an error handler a name.\n\nIt is called with the UnicodeError, and raises it or returns what to put there\nand the position from which to go on."},
			{Name: "_unregister_error", Sig: "(errors, /)", Flags: core.Pure, Fn: unregisterError, Doc: "Un-register the specified error handler for the error handling `errors'.\n\nOnly custom error handlers can be un-registered. An exception is raised\nif the error handling is a built-in one (e.g., 'strict'), or if an error\noccurs.\n\nOtherwise, this returns True if a custom handler has been successfully\nun-registered, and False if no custom handler for the specified error\nhandling exists."},
			{Name: "lookup_error", Sig: "(name, /)", Flags: core.Pure, Fn: lookupError, Doc: "lookup_error(errors) -> handler\n\nReturn the error handler of that name, or raise LookupError if there is none."},
			{Name: "readbuffer_encode", Sig: "(data, errors=None, /)", Flags: core.Charges, Fn: readbufferEncode},
			{Name: "escape_encode", Sig: "(data, errors=None, /)", Flags: core.Charges, Fn: escapeEncode},
			{Name: "escape_decode", Sig: "(data, errors=None, /)", Flags: core.Charges, Fn: escapeDecode},
			{Name: "charmap_build", Sig: "(map, /)", Flags: core.Charges, Fn: charmapBuild},
			{Name: "charmap_encode", Sig: "(str, errors=None, mapping=None, /)", Flags: core.Polls | core.Charges, Fn: charmapEncode},
			{Name: "charmap_decode", Sig: "(data, errors=None, mapping=None, /)", Flags: core.Polls | core.Charges, Fn: charmapDecode},
			{Name: "utf_16_ex_decode", Sig: "(data, errors=None, byteorder=0, final=False, /)", Flags: core.Charges, Fn: exDecoder("utf_16_ex_decode", codec.DecodeUTF16)},
			{Name: "utf_32_ex_decode", Sig: "(data, errors=None, byteorder=0, final=False, /)", Flags: core.Charges, Fn: exDecoder("utf_32_ex_decode", codec.DecodeUTF32)},
			{Name: "utf_16_encode", Sig: "(str, errors=None, byteorder=0, /)", Flags: core.Charges, Fn: orderEncoder("utf_16_encode", codec.EncodeUTF16)},
			{Name: "utf_32_encode", Sig: "(str, errors=None, byteorder=0, /)", Flags: core.Charges, Fn: orderEncoder("utf_32_encode", codec.EncodeUTF32)},
		},
	}
	for _, c := range encoders {
		m.Funcs = append(m.Funcs, core.Func{Name: c.name, Sig: "(str, errors=None, /)", Flags: core.Charges, Fn: encoder(c.name, c.f)})
	}
	for _, c := range decoders {
		sig := "(data, errors=None, final=False, /)"
		switch {
		case !c.partial:
			sig = "(data, errors=None, /)"
		case strings.Contains(c.name, "escape"):
			sig = "(data, errors=None, final=True, /)"
		}
		m.Funcs = append(m.Funcs, core.Func{Name: c.name, Sig: sig, Flags: core.Charges, Fn: decoder(c.name, c.f)})
	}
	return m
}

func register(t *thread, a []value) (value, error) {
	if !core.Callable(a[0]) {
		return core.Unbound, t.TypeError("argument must be callable")
	}
	t.RegisterCodecs(a[0])
	return core.None, nil
}

func unregister(t *thread, a []value) (value, error) {
	t.UnregisterCodecs(a[0])
	return core.None, nil
}

// text reads a str argument.
func text(t *thread, v value, fn, arg string) (string, error) {
	s := core.AsStr(v)
	if s == nil {
		name := v.TypeName()
		if v.IsNone() {
			name = "None"
		}
		if arg == "" {
			return "", t.TypeError("%s() argument must be str, not %s", fn, name)
		}
		return "", t.TypeError("%s() argument %s must be str, not %s", fn, arg, name)
	}
	if strings.IndexByte(s.String(), 0) >= 0 {
		return "", t.ValueError("embedded null character")
	}
	return s.String(), nil
}

// errorsArg reads an errors argument; None is strict.
func errorsArg(t *thread, v value, fn string) (string, error) {
	if v.IsNone() {
		return "strict", nil
	}
	s := core.AsStr(v)
	if s == nil {
		return "", t.TypeError("%s() argument 2 must be str or None, not %s", fn, v.TypeName())
	}
	return s.String(), nil
}

func lookup(t *thread, a []value) (value, error) {
	name, err := text(t, a[0], "lookup", "")
	if err != nil {
		return core.Unbound, err
	}
	return t.LookupCodec(name)
}

func coder(name string, which int) core.NativeFn {
	return func(t *thread, a []value) (value, error) {
		enc, err := text(t, a[1], name, "'encoding'")
		if err != nil {
			return core.Unbound, err
		}
		errs, err := text(t, a[2], name, "'errors'")
		if err != nil {
			return core.Unbound, err
		}
		return t.CodecCall(a[0], enc, errs, which, false)
	}
}

func registerError(t *thread, a []value) (value, error) {
	name, err := text(t, a[0], "register_error", "1")
	if err != nil {
		return core.Unbound, err
	}
	if !core.Callable(a[1]) {
		return core.Unbound, t.TypeError("handler must be callable")
	}
	t.RegisterErrorHandler(name, a[1])
	return core.None, nil
}

func unregisterError(t *thread, a []value) (value, error) {
	name, err := text(t, a[0], "_unregister_error", "")
	if err != nil {
		return core.Unbound, err
	}
	if codec.ParseMode(name) != codec.Custom {
		return core.Unbound, t.ValueError("cannot un-register built-in error handler '%s'", name)
	}
	return core.Bool(t.RegisterErrorHandler(name, core.Unbound)), nil
}

func lookupError(t *thread, a []value) (value, error) {
	name, err := text(t, a[0], "lookup_error", "")
	if err != nil {
		return core.Unbound, err
	}
	return t.LookupErrorHandler(name)
}

var encoders = []struct {
	name string
	f    func(string, *codec.Errors) ([]byte, error)
}{
	{"ascii_encode", codec.EncodeASCII},
	{"latin_1_encode", codec.EncodeLatin1},
	{"utf_7_encode", codec.EncodeUTF7},
	{"utf_8_encode", codec.EncodeUTF8},
	{"utf_16_le_encode", withOrder(codec.EncodeUTF16, codec.Little)},
	{"utf_16_be_encode", withOrder(codec.EncodeUTF16, codec.Big)},
	{"utf_32_le_encode", withOrder(codec.EncodeUTF32, codec.Little)},
	{"utf_32_be_encode", withOrder(codec.EncodeUTF32, codec.Big)},
	{"unicode_escape_encode", codec.EncodeUnicodeEscape},
	{"raw_unicode_escape_encode", codec.EncodeRawUnicodeEscape},
}

func withOrder(f func(string, codec.Order, *codec.Errors) ([]byte, error), o codec.Order) func(string, *codec.Errors) ([]byte, error) {
	return func(s string, e *codec.Errors) ([]byte, error) { return f(s, o, e) }
}

func encoder(name string, f func(string, *codec.Errors) ([]byte, error)) core.NativeFn {
	return func(t *thread, a []value) (value, error) {
		s := core.AsStr(a[0])
		if s == nil {
			return core.Unbound, t.TypeError("%s() argument 1 must be str, not %s", name, a[0].TypeName())
		}
		errs, err := errorsArg(t, a[1], name)
		if err != nil {
			return core.Unbound, err
		}
		return encoded(t, s, name, errs, f)
	}
}

// encoded gives (bytes, length).
func encoded(t *thread, s *core.Str, name, errs string, f func(string, *codec.Errors) ([]byte, error)) (value, error) {
	if err := t.Charge(s.RoomEncoded(name)); err != nil {
		return core.Unbound, err
	}
	b, err := f(s.String(), t.CodecErrors(errs, len(s.String()), s.Val()))
	if err != nil {
		return core.Unbound, t.CodecErr(err, s.Val())
	}
	return core.NewTuple(core.NewBytes(b), core.Int(int64(s.Len()))), nil
}

func orderEncoder(name string, f func(string, codec.Order, *codec.Errors) ([]byte, error)) core.NativeFn {
	return func(t *thread, a []value) (value, error) {
		s := core.AsStr(a[0])
		if s == nil {
			return core.Unbound, t.TypeError("%s() argument 1 must be str, not %s", name, a[0].TypeName())
		}
		errs, err := errorsArg(t, a[1], name)
		if err != nil {
			return core.Unbound, err
		}
		o, err := order(t, a[2])
		if err != nil {
			return core.Unbound, err
		}
		return encoded(t, s, name, errs, withOrder(f, o))
	}
}

func order(t *thread, v value) (codec.Order, error) {
	n, err := t.IndexInt(v)
	switch {
	case n < 0:
		return codec.Little, err
	case n > 0:
		return codec.Big, err
	}
	return codec.Native, err
}

type decodeFn = func(t *thread, src []byte, errs *codec.Errors, final bool) (string, int, error)

type orderedDecode = func([]byte, *codec.Order, *codec.Errors, bool) (string, int, error)

func ordered(f orderedDecode, o codec.Order) decodeFn {
	return func(_ *thread, src []byte, errs *codec.Errors, final bool) (string, int, error) {
		o := o
		return f(src, &o, errs, final)
	}
}

func plain(f func([]byte, *codec.Errors, bool) (string, int, error)) decodeFn {
	return func(_ *thread, src []byte, errs *codec.Errors, final bool) (string, int, error) {
		return f(src, errs, final)
	}
}

var decoders = []struct {
	name    string
	f       decodeFn
	partial bool // has a final argument
}{
	{"ascii_decode", func(_ *thread, src []byte, errs *codec.Errors, _ bool) (string, int, error) {
		s, err := codec.DecodeASCII(src, errs)
		return s, len(src), err
	}, false},
	{"latin_1_decode", func(_ *thread, src []byte, errs *codec.Errors, _ bool) (string, int, error) {
		s, err := codec.DecodeLatin1(src, errs)
		return s, len(src), err
	}, false},
	{"utf_7_decode", plain(codec.DecodeUTF7), true},
	{"utf_8_decode", plain(codec.DecodeUTF8), true},
	{"utf_16_decode", ordered(codec.DecodeUTF16, codec.Native), true},
	{"utf_16_le_decode", ordered(codec.DecodeUTF16, codec.Little), true},
	{"utf_16_be_decode", ordered(codec.DecodeUTF16, codec.Big), true},
	{"utf_32_decode", ordered(codec.DecodeUTF32, codec.Native), true},
	{"utf_32_le_decode", ordered(codec.DecodeUTF32, codec.Little), true},
	{"utf_32_be_decode", ordered(codec.DecodeUTF32, codec.Big), true},
	{"unicode_escape_decode", decodeUnicodeEscape, true},
	{"raw_unicode_escape_decode", plain(codec.DecodeRawUnicodeEscape), true},
}

func decodeUnicodeEscape(t *thread, src []byte, errs *codec.Errors, final bool) (string, int, error) {
	s, n, bad, err := codec.DecodeUnicodeEscape(src, errs, final)
	if err == nil && bad.Found {
		msg := "invalid escape sequence '\\" + bad.Text + "'"
		if bad.Octal {
			msg = "invalid octal escape sequence '\\" + bad.Text + "'"
		}
		err = t.Warn(&core.ExcDeprecationWarning, msg, 1)
	}
	return s, n, err
}

// input reads the data argument of a decoder; the escape decoders take str too.
func input(t *thread, v value, name string) ([]byte, error) {
	if s := core.AsStr(v); s != nil && strings.Contains(name, "escape") {
		return t.EncodeUTF8(s)
	}
	return t.BytesLike(v)
}

func decoder(name string, f decodeFn) core.NativeFn {
	return func(t *thread, a []value) (value, error) {
		src, err := input(t, a[0], name)
		if err != nil {
			return core.Unbound, err
		}
		errs, err := errorsArg(t, a[1], name)
		if err != nil {
			return core.Unbound, err
		}
		final := true
		if len(a) > 2 {
			if final, err = t.Truth(a[2]); err != nil {
				return core.Unbound, err
			}
		}
		if err := t.Charge(len(src)); err != nil {
			return core.Unbound, err
		}
		s, n, err := f(t, src, t.CodecErrors(errs, len(src), a[0]), final)
		if err != nil {
			return core.Unbound, t.CodecErr(err, a[0])
		}
		return core.NewTuple(core.StrVal(s), core.Int(int64(n))), nil
	}
}

func exDecoder(name string, f orderedDecode) core.NativeFn {
	return func(t *thread, a []value) (value, error) {
		src, err := t.BytesLike(a[0])
		if err != nil {
			return core.Unbound, err
		}
		errs, err := errorsArg(t, a[1], name)
		if err != nil {
			return core.Unbound, err
		}
		o, err := order(t, a[2])
		if err != nil {
			return core.Unbound, err
		}
		final, err := t.Truth(a[3])
		if err != nil {
			return core.Unbound, err
		}
		if err := t.Charge(len(src)); err != nil {
			return core.Unbound, err
		}
		s, n, err := f(src, &o, t.CodecErrors(errs, len(src), a[0]), final)
		if err != nil {
			return core.Unbound, t.CodecErr(err, a[0])
		}
		return core.NewTuple(core.StrVal(s), core.Int(int64(n)), core.Int(int64(o))), nil
	}
}

func readbufferEncode(t *thread, a []value) (value, error) {
	var b []byte
	var err error
	if s := core.AsStr(a[0]); s != nil {
		b, err = t.EncodeUTF8(s)
	} else {
		b, err = t.BytesLike(a[0])
	}
	if err != nil {
		return core.Unbound, err
	}
	if _, err := errorsArg(t, a[1], "readbuffer_encode"); err != nil {
		return core.Unbound, err
	}
	return core.NewTuple(core.NewBytes(append([]byte(nil), b...)), core.Int(int64(len(b)))), t.Charge(len(b))
}
