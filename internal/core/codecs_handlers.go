// This file makes the error handlers of package codec callable from Python: strict, ignore, replace and so on.
package core

import (
	"sync"

	"github.com/vivarium-py/vivarium/internal/codec"
)

var handlerNames = [...]string{
	codec.Strict: "strict", codec.Ignore: "ignore", codec.Replace: "replace", codec.XMLCharRefReplace: "xmlcharrefreplace",
	codec.BackslashReplace: "backslashreplace", codec.NameReplace: "namereplace", codec.SurrogateEscape: "surrogateescape", codec.SurrogatePass: "surrogatepass",
}

// nativeHandlers are the handlers as functions, made once a process: they hold nothing of an interpreter.
func nativeHandlers() *[len(handlerNames)]Value {
	handlerFuncs.once.Do(makeHandlers)
	return &handlerFuncs.made
}

var handlerFuncs struct {
	once sync.Once
	made [len(handlerNames)]Value
}

func makeHandlers() {
	for m, name := range handlerNames {
		mode := codec.Mode(m)
		handlerFuncs.made[m] = NewFunction(&Func{Name: name + "_errors", Sig: "(exception, /)", Flags: Charges, Fn: func(t *Thread, a []Value) (Value, error) {
			return t.handleError(mode, a[0])
		}}, "")
	}
}

// handleError is a native error handler called with an exception.
func (t *Thread) handleError(mode codec.Mode, v Value) (Value, error) {
	e := AsException(v)
	if mode == codec.Strict {
		if e == nil {
			return Unbound, t.TypeError("codec must pass exception instance")
		}
		return Unbound, e
	}
	unknown := func() (Value, error) {
		return Unbound, t.TypeError("don't know how to handle %s in error callback", v.TypeName())
	}
	if e == nil {
		return unknown()
	}
	switch {
	case v.isA(&ExcUnicodeEncodeError), v.isA(&ExcUnicodeTranslateError):
		s := AsStr(e.f[uniObject])
		if s == nil {
			return Unbound, t.TypeError("object attribute must be unicode")
		}
		start, end := clampUnicode(e, uniStart), clampUnicode(e, uniEnd)
		end = max(end, start)
		if s.n == 0 {
			end = 0
		}
		enc := ""
		if v.isA(&ExcUnicodeTranslateError) {
			switch mode {
			case codec.Replace:
				if err := t.chargeText(3 * (end - start)); err != nil {
					return Unbound, err
				}
				r, err := t.strRepeat(NewStr("\uFFFD"), end-start)
				return NewTuple(r, Int(int64(end))), err
			case codec.Ignore, codec.BackslashReplace:
			default:
				return unknown()
			}
		} else if x := AsStr(e.f[uniEncoding]); x != nil {
			enc = x.s
		}
		if err := t.chargeText(12 * (end - start)); err != nil {
			return Unbound, err
		}
		reason := ""
		if x := AsStr(e.f[uniReason]); x != nil {
			reason = x.s
		}
		rep, resume, err := codec.HandleEncode(mode, codec.NewEncodeError(enc, s.s, start, end, s.byteOff(start), s.byteOff(end), reason))
		if err != nil {
			if _, ok := err.(*codec.EncodeError); ok {
				return Unbound, e
			}
			return Unbound, t.CodecErr(err, s.Val())
		}
		if rep.IsBytes {
			return NewTuple(NewBytes(rep.Bytes), Int(int64(resume))), nil
		}
		return NewTuple(StrVal(rep.Text), Int(int64(resume))), nil
	case v.isA(&ExcUnicodeDecodeError):
		if mode == codec.XMLCharRefReplace || mode == codec.NameReplace {
			return unknown()
		}
		b := AsBytes(e.f[uniObject])
		if b == nil {
			return Unbound, t.TypeError("object attribute must be bytes")
		}
		start, end := clampUnicode(e, uniStart), clampUnicode(e, uniEnd)
		end = max(end, start)
		if len(b.b) == 0 {
			end = 0
		}
		if err := t.chargeText(4 * (end - start)); err != nil {
			return Unbound, err
		}
		de := &codec.DecodeError{Object: b.b, Start: start, End: end}
		if x := AsStr(e.f[uniEncoding]); x != nil {
			de.Encoding = x.s
		}
		text, resume, err := codec.HandleDecode(mode, de)
		if err != nil {
			if _, ok := err.(*codec.DecodeError); ok {
				return Unbound, e
			}
			return Unbound, t.CodecErr(err, e.f[uniObject])
		}
		return NewTuple(StrVal(text), Int(int64(resume))), nil
	}
	return unknown()
}
