// This file encodes and decodes text: native codecs first, then the interpreter's codec registry, whose search
// functions are Python (PEP 100). Errors of package codec become Unicode exceptions here, and registered error handlers are called.
package core

import (
	"bytes"
	"strings"
	"unicode/utf8"
	"unsafe"

	"github.com/vivarium-py/vivarium/internal/codec"
	"github.com/vivarium-py/vivarium/internal/syntax"
	"github.com/vivarium-py/vivarium/internal/unidata"
)

type codecsKey struct{}

// codecState is an interpreter's codec registry.
type codecState struct {
	search   []Value
	cache    map[string]Value // by normalised name
	handlers map[string]Value // error handlers that Python registered
	loaded   bool             // the encodings package was imported
}

func (in *Interpreter) codecs() *codecState {
	return StateOf(in, codecsKey{}, func() *codecState {
		return &codecState{cache: map[string]Value{}, handlers: map[string]Value{}}
	})
}

// bareErrors is for short input without a handler of its own.
var bareErrors = [...]*codec.Errors{
	codec.Strict: {Mode: codec.Strict}, codec.Ignore: {Mode: codec.Ignore}, codec.Replace: {Mode: codec.Replace},
	codec.XMLCharRefReplace: {Mode: codec.XMLCharRefReplace}, codec.BackslashReplace: {Mode: codec.BackslashReplace},
	codec.NameReplace: {Mode: codec.NameReplace}, codec.SurrogateEscape: {Mode: codec.SurrogateEscape}, codec.SurrogatePass: {Mode: codec.SurrogatePass},
}

// CodecErrors makes what package codec asks on errors, for input of n bytes; orig is the object being worked on.
func (t *Thread) CodecErrors(name string, n int, orig Value) *codec.Errors {
	mode := codec.ParseMode(name)
	if mode != codec.Custom && n < 4096 {
		return bareErrors[mode]
	}
	e := &codec.Errors{Mode: mode, Poll: func() error { return t.PollAtomic(codec.PollEvery / slowWork) }, Charge: t.Charge}
	if mode == codec.Custom {
		e.Decode = func(de *codec.DecodeError) (string, int, error) {
			h, err := t.LookupErrorHandler(name)
			if err != nil {
				return "", 0, err
			}
			exc := t.decodeError(de, orig)
			r, err := t.Call(h, exc.Val())
			if err != nil {
				return "", 0, err
			}
			if exc.f[1] != orig {
				b := AsBytes(exc.f[1])
				if b == nil {
					return "", 0, t.TypeError("object attribute must be bytes")
				}
				de.Object = b.b
			}
			text, pos, err := t.handlerResult(r, len(de.Object), false)
			return text.Text, pos, err
		}
		e.Encode = func(ee *codec.EncodeError) (codec.Replacement, int, error) {
			h, err := t.LookupErrorHandler(name)
			if err != nil {
				return codec.Replacement{}, 0, err
			}
			r, err := t.Call(h, t.encodeError(ee, orig).Val())
			if err != nil {
				return codec.Replacement{}, 0, err
			}
			return t.handlerResult(r, countRunes(ee.Object), true)
		}
	}
	return e
}

// handlerResult checks what an error handler returned: (replacement, position).
func (t *Thread) handlerResult(r Value, n int, encoding bool) (rep codec.Replacement, pos int, err error) {
	bad := func() (codec.Replacement, int, error) {
		if encoding {
			return rep, 0, t.TypeError("encoding error handler must return (str/bytes, int) tuple")
		}
		return rep, 0, t.TypeError("decoding error handler must return (str, int) tuple")
	}
	tup := AsTuple(r)
	if tup.Len() != 2 {
		return bad()
	}
	switch s := AsStr(tup.items[0]); {
	case s != nil:
		rep.Text = s.s
	case encoding && AsBytes(tup.items[0]) != nil:
		rep.Bytes, rep.IsBytes = AsBytes(tup.items[0]).b, true
	default:
		return bad()
	}
	i, b, ok := AsInt(tup.items[1])
	if !ok {
		return bad()
	}
	if b != nil {
		return rep, 0, t.OverflowError("Python int too large to convert to C ssize_t")
	}
	pos = int(i)
	if pos < 0 {
		pos += n
	}
	if pos < 0 || pos > n {
		return rep, 0, t.IndexError("position %d from error handler out of bounds", i)
	}
	return rep, pos, nil
}

func (t *Thread) decodeError(e *codec.DecodeError, orig Value) *Exception {
	if AsBytes(orig) == nil || len(AsBytes(orig).b) != len(e.Object) {
		orig = NewBytes(append([]byte(nil), e.Object...))
	}
	return newUnicodeError(&ExcUnicodeDecodeError, StrVal(e.Encoding), orig, e.Start, e.End, e.Reason)
}

func (t *Thread) encodeError(e *codec.EncodeError, orig Value) *Exception {
	if s := AsStr(orig); s == nil || s.s != e.Object {
		orig = StrVal(e.Object)
	}
	return newUnicodeError(&ExcUnicodeEncodeError, StrVal(e.Encoding), orig, e.Start, e.End, e.Reason)
}

func newUnicodeError(typ *Type, encoding, object Value, start, end int, reason string) *Exception {
	args := []Value{encoding, object, Int(int64(start)), Int(int64(end)), StrVal(reason)}
	e := NewException(typ, args...)
	copy(e.f, args)
	return e
}

// CodecErr makes the Python exception of an error of package codec; others pass unchanged.
func (t *Thread) CodecErr(err error, orig Value) error {
	switch e := err.(type) {
	case nil:
		return nil
	case *codec.DecodeError:
		return t.decodeError(e, orig)
	case *codec.EncodeError:
		return t.encodeError(e, orig)
	case *codec.UnsupportedHandler:
		return t.Raise(&ExcUnicodeError, "%s", e.Error())
	}
	if err == codec.ErrCannotHandleDecode || err == codec.ErrCannotHandleEncode {
		return t.TypeError("%s", err.Error())
	}
	return err
}

// Decode is bytes.decode: b is the contents of orig. The result is a str.
func (t *Thread) Decode(b []byte, orig Value, encoding, errors string) (Value, error) {
	if err := t.chargeText(len(b) + len(b)/4); err != nil {
		return Unbound, err
	}
	if err := t.checkCodec(encoding, errors); err != nil {
		return Unbound, err
	}
	switch encoding {
	case "utf-8", "utf8", "UTF-8", "utf_8":
		if len(b) <= chunkBytes {
			if utf8.Valid(b) {
				return t.copyText(b)
			}
		} else if ok, err := codec.ValidUTF8(b, t.CodecErrors("", len(b), None)); err != nil {
			return Unbound, err
		} else if ok {
			return t.copyText(b)
		}
	}
	if c, ok := codec.Lookup(encoding); ok {
		s, _, err := c.Decode(b, t.CodecErrors(errors, len(b), orig), true)
		if err != nil {
			return Unbound, t.CodecErr(err, orig)
		}
		return t.Text(s)
	}
	v, err := t.CodecCall(orig, encoding, errors, 1, true)
	if err != nil {
		return Unbound, err
	}
	if AsStr(v) == nil {
		return Unbound, t.TypeError("'%s' decoder returned '%s' instead of 'str'; use codecs.decode() to decode to arbitrary types", encoding, v.TypeName())
	}
	return v, nil
}

// copyText makes a str with a copy of valid UTF-8.
func (t *Thread) copyText(b []byte) (Value, error) {
	if len(b) <= 1 {
		return StrVal(string(b)), nil
	}
	s, p := strRoom(len(b), 0)
	if err := t.copyStr(p, view(b)); err != nil {
		return Unbound, err
	}
	s.n = countRunes(s.s)
	if s.n == 1 {
		return NewStr(s.s).Val(), nil
	}
	return s.Val(), nil
}

// Encode is str.encode: the result is the contents of a new bytes object.
func (t *Thread) Encode(s *Str, encoding, errors string) ([]byte, error) {
	v, err := t.encodeVal(s, encoding, errors)
	if err != nil {
		return nil, err
	}
	return t.BytesLike(v)
}

// RoomEncoded is about what s takes in an encoding, before what error handlers put into it.
func (s *Str) RoomEncoded(encoding string) int {
	switch {
	case strings.HasSuffix(encoding, "32") || strings.Contains(encoding, "32-") || strings.Contains(encoding, "32_"):
		return 4*s.n + 4
	case strings.Contains(encoding, "16"):
		return 3*s.n + 2
	}
	return len(s.s)
}

func (t *Thread) encodeVal(s *Str, encoding, errors string) (Value, error) {
	if err := t.checkCodec(encoding, errors); err != nil {
		return Unbound, err
	}
	if err := t.chargeText(s.RoomEncoded(encoding)); err != nil {
		return Unbound, err
	}
	if s.ASCII() {
		switch encoding {
		case "utf-8", "utf8", "UTF-8", "utf_8", "ascii", "latin-1", "latin1", "iso-8859-1":
			return t.copyBytes(unsafe.Slice(unsafe.StringData(s.s), len(s.s)))
		}
	}
	if c, ok := codec.Lookup(encoding); ok {
		b, err := c.Encode(s.s, t.CodecErrors(errors, len(s.s), s.Val()))
		if err != nil {
			return Unbound, t.CodecErr(err, s.Val())
		}
		return NewBytes(b), nil
	}
	v, err := t.CodecCall(s.Val(), encoding, errors, 0, true)
	if err != nil {
		return Unbound, err
	}
	if AsBytes(v) != nil {
		return v, nil
	}
	if v.isA(&ByteArrayType) {
		if err := t.Warn(&ExcRuntimeWarning, "encoder "+encoding+" returned bytearray instead of bytes; use codecs.encode() to encode to arbitrary types", 1); err != nil {
			return Unbound, err
		}
		b, err := t.BytesLike(v)
		if err != nil {
			return Unbound, err
		}
		return t.copyBytes(b)
	}
	return Unbound, t.TypeError("'%s' encoder returned '%s' instead of 'bytes'; use codecs.encode() to encode to arbitrary types", encoding, v.TypeName())
}

// nUTF8 and nStrict are the defaults of encode and decode.
var nUTF8, nStrict = Intern("utf-8"), Intern("strict")

func strEncode(t *Thread, a []Value) (Value, error) {
	enc, err := t.codecName(a[1], "encode", "encoding")
	if err != nil {
		return Unbound, err
	}
	errs, err := t.codecName(a[2], "encode", "errors")
	if err != nil {
		return Unbound, err
	}
	return t.encodeVal(strSelf(a[0]), enc, errs)
}

// checkCodec looks up, in development mode, names that a conversion might not get to use.
func (t *Thread) checkCodec(encoding, errors string) error {
	if !t.devMode() {
		return nil
	}
	if _, ok := codec.Lookup(encoding); !ok {
		if _, err := t.LookupCodec(encoding); err != nil {
			return err
		}
	}
	_, err := t.LookupErrorHandler(errors)
	return err
}

// codecName reads an encoding or errors argument.
func (t *Thread) codecName(v Value, method, arg string) (string, error) {
	s := AsStr(v)
	if s == nUTF8 || s == nStrict {
		return s.s, nil
	}
	if s == nil {
		return "", t.TypeError("%s() argument '%s' must be str, not %s", method, arg, v.argTypeName())
	}
	if strings.IndexByte(s.s, 0) >= 0 {
		return "", t.ValueError("embedded null character")
	}
	return s.s, nil
}

// normalEncoding is how the registry keys names: ASCII lower case, one underscore for whatever lies between letters and digits.
func (t *Thread) normalEncoding(name string) (string, error) {
	b := t.NewText()
	punct := false
	for i := 0; i < len(name); i++ {
		if err := t.PollAt(i); err != nil {
			return "", err
		}
		c := name[i]
		if c >= '0' && c <= '9' || c|0x20 >= 'a' && c|0x20 <= 'z' || c == '.' {
			if punct && b.Len() > 0 {
				b.PutByte('_')
			}
			punct = false
			b.PutByte(lowerByte(c))
			continue
		}
		punct = true
	}
	return b.Text()
}

// LookupCodec finds a codec's CodecInfo tuple through the search functions.
func (t *Thread) LookupCodec(name string) (Value, error) {
	if strings.IndexByte(name, 0) >= 0 {
		return Unbound, t.ValueError("embedded null character")
	}
	st := t.interp.codecs()
	if !st.loaded {
		st.loaded = true
		if _, err := t.Import("encodings"); err != nil {
			st.loaded = false
			return Unbound, err
		}
	}
	key, err := t.normalEncoding(name)
	if err != nil {
		return Unbound, err
	}
	if v, ok := st.cache[key]; ok {
		return v, nil
	}
	if len(st.search) == 0 {
		return Unbound, t.Raise(&ExcLookupError, "no codec search functions registered: can't find encoding")
	}
	for i := 0; i < len(st.search); i++ {
		v, err := t.Call(st.search[i], StrVal(key))
		if err != nil {
			return Unbound, err
		}
		if v.IsNone() {
			continue
		}
		if AsTuple(v).Len() != 4 {
			return Unbound, t.TypeError("codec search functions must return 4-tuples")
		}
		st.cache[key] = v
		return v, nil
	}
	return Unbound, t.Raise(&ExcLookupError, "unknown encoding: %s", name)
}

var nIsTextEncoding = Intern("_is_text_encoding")

// CodecCall encodes (which 0) or decodes (1) through the registry; text insists on a text encoding.
func (t *Thread) CodecCall(v Value, encoding, errors string, which int, text bool) (Value, error) {
	info, err := t.LookupCodec(encoding)
	if err != nil {
		return Unbound, err
	}
	what := [...]string{"encod", "decod"}[which]
	if text && !info.exactly(&TupleType) {
		is, err := t.LookupAttr(info, nIsTextEncoding)
		if err != nil {
			return Unbound, err
		}
		if !is.IsUnbound() {
			ok, err := t.Truth(is)
			if err != nil {
				return Unbound, err
			}
			if !ok {
				return Unbound, t.Raise(&ExcLookupError, "'%s' is not a text encoding; use codecs.%se() to handle arbitrary codecs", encoding, what)
			}
		}
	}
	args := []Value{v}
	if errors != "strict" {
		args = append(args, StrVal(errors))
	}
	r, err := t.Call(AsTuple(info).items[which], args...)
	if err != nil {
		t.noteCodec(err, what, encoding)
		return Unbound, err
	}
	tup := AsTuple(r)
	if tup.Len() != 2 {
		return Unbound, t.TypeError("%ser must return a tuple (object, integer)", what)
	}
	return tup.items[0], nil
}

// RegisterCodecs adds a search function.
func (t *Thread) RegisterCodecs(f Value) {
	st := t.interp.codecs()
	st.search = append(st.search, f)
}

// UnregisterCodecs takes a search function away and forgets what was found.
func (t *Thread) UnregisterCodecs(f Value) {
	st := t.interp.codecs()
	for i, x := range st.search {
		if x == f {
			st.search = append(st.search[:i:i], st.search[i+1:]...)
			clear(st.cache)
			return
		}
	}
}

// RegisterErrorHandler sets an error handler; Unbound removes one, and found tells whether it was there.
func (t *Thread) RegisterErrorHandler(name string, h Value) (found bool) {
	m := t.interp.codecs().handlers
	_, found = m[name]
	if h.IsUnbound() {
		delete(m, name)
	} else {
		m[name] = h
	}
	return found
}

// noteCodec adds a note to an exception that names the codec in which it occurred.
func (t *Thread) noteCodec(err error, what, encoding string) {
	e, ok := err.(*Exception)
	if !ok || !e.shape.typ.IsSubtype(&ExcException) {
		return
	}
	msg := what + "ing with '" + encoding + "' codec failed"
	if _, err := t.CallMethod(e.Val(), Intern("add_note"), StrVal(msg)); err != nil {
		return
	}
}

// LookupErrorHandler finds an error handler by name.
func (t *Thread) LookupErrorHandler(name string) (Value, error) {
	if h, ok := t.interp.codecs().handlers[name]; ok {
		return h, nil
	}
	if m := codec.ParseMode(name); m != codec.Custom {
		return nativeHandlers()[m], nil
	}
	return Unbound, t.Raise(&ExcLookupError, "unknown error handler name '%s'", name)
}

// EncodeUTF8 gives the UTF-8 of a str; lone surrogates are an error.
func (t *Thread) EncodeUTF8(s *Str) ([]byte, error) { return t.Encode(s, "utf-8", "strict") }

// fsString is os.fsdecode of a path of the system.
func (t *Thread) fsString(path string) Value {
	if utf8.ValidString(path) {
		return StrVal(path)
	}
	s, _, err := codec.DecodeUTF8([]byte(path), bareErrors[codec.SurrogateEscape], true)
	if err != nil {
		return StrVal(strings.ToValidUTF8(path, "\uFFFD"))
	}
	return StrVal(s)
}

// FSString is os.fsdecode of a path of the system.
func (t *Thread) FSString(path string) Value { return t.fsString(path) }

// fsText gives the system's form of a path: a str, bytes or os.PathLike.
func (t *Thread) fsText(v Value) (string, error) {
	if AsStr(v) == nil && AsBytes(v) == nil {
		r, ok, err := t.CallSpecial(v, nFspath)
		if err != nil {
			return "", err
		}
		if !ok {
			return "", t.TypeError("expected str, bytes or os.PathLike object, not %s", v.TypeName())
		}
		if AsStr(r) == nil && AsBytes(r) == nil {
			return "", t.TypeError("expected %s.__fspath__() to return str or bytes, not %s", v.TypeName(), r.TypeName())
		}
		v = r
	}
	var out string
	if s := AsStr(v); s != nil {
		out = s.s
		if !s.ASCII() && codec.HasSurrogates(s.s) {
			b, err := codec.EncodeUTF8(s.s, t.CodecErrors("surrogateescape", len(s.s), v))
			if err != nil {
				return "", t.CodecErr(err, v)
			}
			out = string(b)
		}
	} else {
		var err error
		if out, err = t.StringOf(AsBytes(v).b); err != nil {
			return "", err
		}
	}
	if strings.IndexByte(out, 0) >= 0 {
		if AsStr(v) != nil {
			return "", t.ValueError("embedded null character")
		}
		return "", t.ValueError("embedded null byte")
	}
	return out, nil
}

// FSText gives the system's form of a path: a str, bytes or os.PathLike.
func (t *Thread) FSText(v Value) (string, error) { return t.fsText(v) }

// decodeSource decodes a source file by its declaration (PEP 263).
func (t *Thread) decodeSource(b []byte) (string, error) {
	b = bytes.TrimPrefix(b, []byte("\xef\xbb\xbf"))
	enc, _, err := syntax.Cookie(b, t.Poll)
	if err != nil {
		return "", err
	}
	if enc == "" {
		enc = "utf-8"
	}
	v, err := t.Decode(b, Unbound, enc, "strict")
	if err != nil {
		return "", err
	}
	return AsStr(v).s, nil
}

// decodeSourceWith is the parser's way to encodings that it does not know itself.
func (t *Thread) decodeSourceWith(enc string, b []byte) ([]byte, string, error) {
	v, err := t.Decode(b, NewBytes(b), enc, "strict")
	if Matches(err, &ExcLookupError) || Matches(err, &ExcValueError) {
		s, serr := t.Str(ExceptionOf(err).Val())
		if serr != nil {
			return nil, "", serr
		}
		return nil, s.s, nil
	}
	if err != nil {
		return nil, "", err
	}
	return []byte(AsStr(v).s), "", nil
}

// unicodeName finds a character or named sequence for \N{...}.
func (t *Thread) unicodeName(name string) (string, bool) { return unidata.Lookup(name, false) }
