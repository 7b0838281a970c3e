// This file implements the exception classes with structure: OSError, SyntaxError and the Unicode errors.
package core

import (
	"errors"
	"fmt"
	"strconv"
	"strings"

	"github.com/vivarium-py/vivarium/internal/host"
)

// Fields of an OSError.
const (
	osErrno = iota
	osStrerror
	osFilename
	osFilename2
	osWritten
)

// osErrorClass gives the subclass of OSError of an errno (PEP 3151).
func osErrorClass(errno int) *Type {
	switch host.Errno(errno) {
	case host.EAGAIN, host.EALREADY, host.EINPROGRESS:
		return &ExcBlockingIOError
	case host.EPIPE, host.ESHUTDOWN:
		return &ExcBrokenPipeError
	case host.ECHILD:
		return &ExcChildProcessError
	case host.ECONNABORTED:
		return &ExcConnectionAbortedError
	case host.ECONNREFUSED:
		return &ExcConnectionRefusedError
	case host.ECONNRESET:
		return &ExcConnectionResetError
	case host.EEXIST:
		return &ExcFileExistsError
	case host.ENOENT:
		return &ExcFileNotFoundError
	case host.EISDIR:
		return &ExcIsADirectoryError
	case host.ENOTDIR:
		return &ExcNotADirectoryError
	case host.EINTR:
		return &ExcInterruptedError
	case host.EACCES, host.EPERM:
		return &ExcPermissionError
	case host.ESRCH:
		return &ExcProcessLookupError
	case host.ETIMEDOUT:
		return &ExcTimeoutError
	}
	return &ExcOSError
}

// OSError makes the Python exception of an error of package host; others pass unchanged.
func (t *Thread) OSError(err error) error {
	oe, ok := err.(*host.OSError)
	if !ok {
		if err == host.ErrKilled {
			if k := t.interp.killed.Load(); k != nil {
				return k
			}
			return &Kill{Limit: "closed"}
		}
		if k := t.interp.limitError(err); isKill(k) {
			return k
		}
		if se, ok := err.(*host.SignalError); ok {
			return t.interp.Exit(128 + se.Signal)
		}
		if err == host.ErrTimeout {
			return t.Raise(&ExcTimeoutError, "timed out")
		}
		if !errors.As(err, &oe) {
			return err
		}
	}
	e := t.newOSError(int(oe.Errno), oe.Strerror(), oe.Path, oe.Path2)
	e.denied = oe.Denied
	return e
}

func (t *Thread) newOSError(errno int, text, path, path2 string) *Exception {
	args := []Value{Int(int64(errno)), StrVal(text)}
	e := NewException(osErrorClass(errno), args...)
	e.f[osErrno], e.f[osStrerror] = args[0], args[1]
	if path != "" {
		e.f[osFilename] = t.fsString(path)
	}
	if path2 != "" {
		e.f[osFilename2] = t.fsString(path2)
	}
	return e
}

// OSErrorNumber makes the OSError of an errno with the system's text.
func (t *Thread) OSErrorNumber(errno int) error {
	return t.newOSError(errno, host.Errno(errno).Error(), "", "")
}

// osErrorFill reads the arguments of OSError(errno, strerror[, filename[, winerror[, filename2]]]).
func osErrorFill(e *Exception, args *Tuple) {
	n := args.Len()
	if n < 2 || n > 5 {
		return
	}
	e.f[osErrno], e.f[osStrerror] = args.items[0], args.items[1]
	if n > 2 {
		if e.shape.typ.IsSubtype(&ExcBlockingIOError) && args.items[2].Type().s.Index != nil {
			e.f[osWritten] = args.items[2]
			return
		}
		if !args.items[2].IsNone() {
			e.f[osFilename] = args.items[2]
		}
		if n > 4 && !args.items[4].IsNone() {
			e.f[osFilename2] = args.items[4]
		}
		if !args.items[2].IsNone() {
			e.args = NewTuple(args.items[:2]...)
		}
	}
}

// osErrorUsesInit reports whether a class has an __init__ of its own and no __new__: then __init__ reads the arguments, otherwise
// __new__ does.
func osErrorUsesInit(cls *Type) bool {
	has := func(name *Str) bool {
		for _, m := range cls.mro {
			if m.flags&flagHeap != 0 {
				if _, ok := m.dict.GetStr(name); ok {
					return true
				}
			}
		}
		return false
	}
	return cls.flags&flagHeap != 0 && has(nInit) && !has(nNew)
}

func osErrorDetails(s *TypeSpec) {
	s.New = &Func{Name: "OSError", Sig: "(cls, *args, **kwargs)", Flags: Pure, Fn: func(t *Thread, a []Value) (Value, error) {
		cls := AsType(a[0])
		args := AsTuple(a[1])
		late := osErrorUsesInit(cls)
		if !a[2].IsUnbound() && !late {
			return Unbound, t.TypeError("%s() takes no keyword arguments", cls.name)
		}
		if cls == &ExcOSError && args.Len() >= 2 {
			if n, b, ok := AsInt(args.items[0]); ok && b == nil {
				a[0] = osErrorClass(int(n)).Val()
			}
		}
		v, err := excNew(t, a)
		switch {
		case err != nil:
		case late:
			excSelf(v).args = NewTuple()
		default:
			osErrorFill(excSelf(v), args)
		}
		return v, err
	}}
	s.Init = &Func{Name: "__init__", Sig: "(self, *args, **kwargs)", Flags: Pure, Fn: func(t *Thread, a []Value) (Value, error) {
		e := excSelf(a[0])
		if !osErrorUsesInit(a[0].Type()) {
			return None, nil
		}
		if !a[2].IsUnbound() {
			return Unbound, t.TypeError("%s() takes no keyword arguments", a[0].TypeName())
		}
		e.args = a[1]
		osErrorFill(e, AsTuple(a[1]))
		return None, nil
	}}
	s.Members = []GetSet{fieldAttr("errno", osErrno), fieldAttr("strerror", osStrerror), fieldAttr("filename", osFilename), fieldAttr("filename2", osFilename2)}
	s.GetSets = []GetSet{{Name: "characters_written", Get: func(t *Thread, v Value) (Value, error) {
		x := excSelf(v).f[osWritten]
		if x.IsUnbound() {
			return Unbound, t.AttributeError(v, Intern("characters_written"))
		}
		return x, nil
	}, Set: func(t *Thread, v, x Value) error {
		if x.IsUnbound() {
			if excSelf(v).f[osWritten].IsUnbound() {
				return t.AttributeError(v, Intern("characters_written"))
			}
			excSelf(v).f[osWritten] = x
			return nil
		}
		n, err := t.IndexInt(x)
		if err == nil {
			excSelf(v).f[osWritten] = Int(int64(n))
		} else if Matches(err, &ExcOverflowError) {
			err = t.ValueError("cannot fit '%s' into an index-sized integer", x.TypeName())
		}
		return err
	}}}
	s.Slots.Str = func(t *Thread, v Value) (Value, error) {
		e := excSelf(v)
		if e.f[osErrno].IsUnbound() && e.f[osStrerror].IsUnbound() && !e.f[osFilename].Given() {
			return excStr(t, v)
		}
		text := func(i int, repr bool) (string, error) {
			x := e.f[i]
			if x.IsUnbound() {
				x = None
			}
			if repr {
				s, err := t.Repr(x)
				if err != nil {
					return "", err
				}
				return s.s, nil
			}
			s, err := t.Str(x)
			if err != nil {
				return "", err
			}
			return s.s, nil
		}
		no, err := text(osErrno, false)
		if err != nil {
			return Unbound, err
		}
		str, err := text(osStrerror, false)
		if err != nil {
			return Unbound, err
		}
		out := []string{"[Errno ", no, "] ", str}
		if e.f[osFilename].Given() {
			f, err := text(osFilename, true)
			if err != nil {
				return Unbound, err
			}
			out = append(out, ": ", f)
			if e.f[osFilename2].Given() {
				f2, err := text(osFilename2, true)
				if err != nil {
					return Unbound, err
				}
				out = append(out, " -> ", f2)
			}
		}
		return t.JoinText(out...)
	}
	s.Methods = []Func{{Name: "__reduce__", Sig: "(self, /)", Flags: Pure, Fn: func(t *Thread, a []Value) (Value, error) {
		e := excSelf(a[0])
		args := AsTuple(e.args)
		if args.Len() == 2 && e.f[osFilename].Given() {
			items := append(append([]Value(nil), args.items...), e.f[osFilename])
			if e.f[osFilename2].Given() {
				items = append(items, None, e.f[osFilename2])
			}
			return t.excReduce(a[0], TupleOf(items))
		}
		return t.excReduce(a[0], e.args)
	}}}
}

var syntaxFields = []string{"msg", "filename", "lineno", "offset", "text", "end_lineno", "end_offset", "print_file_and_line", "_metadata"}

func syntaxErrorDetails(s *TypeSpec) {
	for i, n := range syntaxFields {
		s.Members = append(s.Members, fieldAttr(n, i))
	}
	s.Init = &Func{Name: "__init__", Sig: "(self, *args, **kwargs)", Flags: Pure, Fn: func(t *Thread, a []Value) (Value, error) {
		if v, err := excInit(t, a); err != nil {
			return v, err
		}
		e := excSelf(a[0])
		args := AsTuple(a[1])
		if args.Len() >= 1 {
			e.f[0] = args.items[0]
		}
		if args.Len() == 2 {
			info, err := t.Collect(args.items[1])
			if err != nil {
				return Unbound, err
			}
			switch n := len(info); {
			case n < 4:
				return Unbound, t.TypeError("function takes at least 4 arguments (%d given)", n)
			case n > 7:
				return Unbound, t.TypeError("function takes at most 7 arguments (%d given)", n)
			case n == 5:
				return Unbound, t.TypeError("end_offset must be provided when end_lineno is provided")
			}
			for i, x := range info {
				if i < 6 {
					e.f[i+1] = x
				}
			}
		}
		return None, nil
	}}
	s.Slots.Str = func(t *Thread, v Value) (Value, error) {
		e := excSelf(v)
		msg := e.f[0]
		if msg.IsUnbound() {
			msg = None
		}
		m, err := t.Str(msg)
		if err != nil {
			return Unbound, err
		}
		file := AsStr(e.f[1])
		line, _, hasLine := AsInt(e.f[2])
		base := ""
		if file != nil {
			base = file.s[strings.LastIndexByte(file.s, '/')+1:]
		}
		switch {
		case file != nil && hasLine:
			return t.JoinText(m.s, " (", base, ", line ", strconv.FormatInt(line, 10), ")")
		case file != nil:
			return t.JoinText(m.s, " (", base, ")")
		case hasLine:
			return t.JoinText(m.s, " (line ", strconv.FormatInt(line, 10), ")")
		}
		return m.Val(), nil
	}
}

// Fields of a Unicode error.
const (
	uniEncoding = iota
	uniObject
	uniStart
	uniEnd
	uniReason
)

func unicodeErrorDetails(typ *Type, s *TypeSpec) {
	translate := typ == &ExcUnicodeTranslateError
	names := []string{"encoding", "object", "start", "end", "reason"}
	first := 0
	if translate {
		first = 1
	}
	for i := first; i < 5; i++ {
		m := fieldAttr(names[i], i)
		name := names[i]
		if i == uniStart || i == uniEnd {
			i := i
			m.Set = func(t *Thread, v, x Value) error {
				n, err := t.IndexInt(x)
				if err == nil {
					excSelf(v).f[i] = Int(int64(n))
				}
				return err
			}
		} else {
			m.Set = func(t *Thread, v, x Value) error {
				if x.IsUnbound() {
					return t.TypeError("%s attribute not set", name)
				}
				excSelf(v).f[indexOfName(names, name)] = x
				return nil
			}
		}
		s.Members = append(s.Members, m)
	}
	class := map[*Type]string{&ExcUnicodeDecodeError: "UnicodeDecodeError", &ExcUnicodeEncodeError: "UnicodeEncodeError", &ExcUnicodeTranslateError: "UnicodeTranslateError"}[typ]
	_ = class
	s.Init = &Func{Name: "__init__", Sig: "(self, *args, **kwargs)", Flags: Pure, Fn: func(t *Thread, a []Value) (Value, error) {
		if v, err := excInit(t, a); err != nil {
			return v, err
		}
		args := AsTuple(a[1]).items
		want := 5 - first
		if len(args) != want {
			return Unbound, t.TypeError("function takes exactly %d arguments (%d given)", want, len(args))
		}
		e := excSelf(a[0])
		copy(e.f[first:], args)
		check := func(i int, ok bool, what string) error {
			if !ok {
				return t.TypeError("argument %d must be %s, not %s", i+1-first, what, e.f[i].TypeName())
			}
			return nil
		}
		if !translate {
			if err := check(uniEncoding, AsStr(e.f[uniEncoding]) != nil, "str"); err != nil {
				return Unbound, err
			}
		}
		if typ == &ExcUnicodeDecodeError {
			if !e.f[uniObject].isA(&BytesType) {
				if e.f[uniObject].Type().s.Buffer == nil {
					return Unbound, t.TypeError("a bytes-like object is required, not '%s'", e.f[uniObject].TypeName())
				}
				b, err := t.BytesLike(e.f[uniObject])
				if err != nil {
					return Unbound, err
				}
				e.f[uniObject] = NewBytes(append([]byte(nil), b...))
			}
		} else if err := check(uniObject, AsStr(e.f[uniObject]) != nil, "str"); err != nil {
			return Unbound, err
		}
		for i := uniStart; i <= uniEnd; i++ {
			n, err := t.IndexInt(e.f[i])
			if err != nil {
				return Unbound, err
			}
			e.f[i] = Int(int64(n))
		}
		return None, check(uniReason, AsStr(e.f[uniReason]) != nil, "str")
	}}
	s.Slots.Str = func(t *Thread, v Value) (Value, error) {
		e := excSelf(v)
		if e.f[uniObject].IsUnbound() {
			return emptyStr.Val(), nil
		}
		reason, err := t.Str(e.f[uniReason])
		if err != nil {
			return Unbound, err
		}
		enc := ""
		if !translate {
			s, err := t.Str(e.f[uniEncoding])
			if err != nil {
				return Unbound, err
			}
			enc = s.s
		}
		start, end := int(e.f[uniStart].Small()), int(e.f[uniEnd].Small())
		if typ == &ExcUnicodeDecodeError {
			if b := AsBytes(e.f[uniObject]); b != nil && end == start+1 && start >= 0 && start < len(b.b) {
				return StrVal(fmt.Sprintf("'%s' codec can't decode byte 0x%02x in position %d: %s", enc, b.b[start], start, reason.s)), nil
			}
			return StrVal(fmt.Sprintf("'%s' codec can't decode bytes in position %d-%d: %s", enc, start, end-1, reason.s)), nil
		}
		head := "'" + enc + "' codec can't encode"
		if translate {
			head = "can't translate"
		}
		if o := AsStr(e.f[uniObject]); o != nil && end == start+1 && start >= 0 && start < o.n {
			r := o.runeAt(start)
			f := `\x%02x`
			if r > 0xFFFF {
				f = `\U%08x`
			} else if r > 0xFF {
				f = `\u%04x`
			}
			return StrVal(fmt.Sprintf("%s character '"+f+"' in position %d: %s", head, r, start, reason.s)), nil
		}
		return StrVal(fmt.Sprintf("%s characters in position %d-%d: %s", head, start, end-1, reason.s)), nil
	}
}

func indexOfName(names []string, name string) int {
	for i, n := range names {
		if n == name {
			return i
		}
	}
	return -1
}

// clampUnicode gives start or end within the object.
func clampUnicode(e *Exception, i int) int {
	n := 0
	if s := AsStr(e.f[uniObject]); s != nil {
		n = s.n
	} else if b := AsBytes(e.f[uniObject]); b != nil {
		n = len(b.b)
	}
	x := 0
	if e.f[i].IsSmall() {
		x = int(e.f[i].Small())
	}
	if i == uniStart {
		if x < 0 {
			x = 0
		}
		if x >= n {
			x = max(n-1, 0)
		}
		return x
	}
	if x < 1 {
		x = 1
	}
	return min(x, n)
}
