// This file sets up the builtin exception classes: the hierarchy, their fields, constructors and str().
package core

import (
	"strings"
)

func excSelf(v Value) *Exception { return As[Exception](v) }

// excSpec describes one builtin exception class.
type excSpec struct {
	typ  *Type
	name string
	base *Type
	doc  string
}

func excTable() []excSpec {
	return []excSpec{
		{&ExcException, "Exception", &ExcBaseException, "The base of all exceptions that programs should catch."},
		{&ExcBaseExceptionGroup, "BaseExceptionGroup", &ExcBaseException, "Several exceptions that are raised together."},
		{&ExcGeneratorExit, "GeneratorExit", &ExcBaseException, "Request that a generator exit."},
		{&ExcKeyboardInterrupt, "KeyboardInterrupt", &ExcBaseException, "Program interrupted by user."},
		{&ExcSystemExit, "SystemExit", &ExcBaseException, "The program wants to end."},
		{&ExcArithmeticError, "ArithmeticError", &ExcException, "Base class for arithmetic errors."},
		{&ExcFloatingPointError, "FloatingPointError", &ExcArithmeticError, "Floating-point operation failed."},
		{&ExcOverflowError, "OverflowError", &ExcArithmeticError, "A result is too large for its type."},
		{&ExcZeroDivisionError, "ZeroDivisionError", &ExcArithmeticError, "Second argument to a division or modulo operation was zero."},
		{&ExcAssertionError, "AssertionError", &ExcException, "Assertion failed."},
		{&ExcAttributeError, "AttributeError", &ExcException, "Attribute not found."},
		{&ExcBufferError, "BufferError", &ExcException, "Buffer error."},
		{&ExcEOFError, "EOFError", &ExcException, "Read beyond end of file."},
		{&ExcImportError, "ImportError", &ExcException, "A module was not found, or lacks a name that is imported from it."},
		{&ExcModuleNotFoundError, "ModuleNotFoundError", &ExcImportError, "Module not found."},
		{&ExcLookupError, "LookupError", &ExcException, "Base class for lookup errors."},
		{&ExcIndexError, "IndexError", &ExcLookupError, "Sequence index out of range."},
		{&ExcKeyError, "KeyError", &ExcLookupError, "Mapping key not found."},
		{&ExcMemoryError, "MemoryError", &ExcException, "Out of memory."},
		{&ExcNameError, "NameError", &ExcException, "Name not found globally."},
		{&ExcUnboundLocalError, "UnboundLocalError", &ExcNameError, "A local variable was read before it had a value."},
		{&ExcOSError, "OSError", &ExcException, "The system could not do something, such as open a file."},
		{&ExcBlockingIOError, "BlockingIOError", &ExcOSError, "I/O operation would block."},
		{&ExcChildProcessError, "ChildProcessError", &ExcOSError, "Child process error."},
		{&ExcConnectionError, "ConnectionError", &ExcOSError, "Connection error."},
		{&ExcBrokenPipeError, "BrokenPipeError", &ExcConnectionError, "Broken pipe."},
		{&ExcConnectionAbortedError, "ConnectionAbortedError", &ExcConnectionError, "Connection aborted."},
		{&ExcConnectionRefusedError, "ConnectionRefusedError", &ExcConnectionError, "Connection refused."},
		{&ExcConnectionResetError, "ConnectionResetError", &ExcConnectionError, "Connection reset."},
		{&ExcFileExistsError, "FileExistsError", &ExcOSError, "File already exists."},
		{&ExcFileNotFoundError, "FileNotFoundError", &ExcOSError, "File not found."},
		{&ExcInterruptedError, "InterruptedError", &ExcOSError, "Interrupted by signal."},
		{&ExcIsADirectoryError, "IsADirectoryError", &ExcOSError, "A directory is where a file is needed."},
		{&ExcNotADirectoryError, "NotADirectoryError", &ExcOSError, "Operation only works on directories."},
		{&ExcPermissionError, "PermissionError", &ExcOSError, "Not enough permissions."},
		{&ExcProcessLookupError, "ProcessLookupError", &ExcOSError, "Process not found."},
		{&ExcTimeoutError, "TimeoutError", &ExcOSError, "Timeout expired."},
		{&ExcReferenceError, "ReferenceError", &ExcException, "The object of a weak proxy is gone."},
		{&ExcRuntimeError, "RuntimeError", &ExcException, "Unspecified run-time error."},
		{&ExcNotImplementedError, "NotImplementedError", &ExcRuntimeError, "Something is left to subclasses, or to be written later."},
		{&ExcRecursionError, "RecursionError", &ExcRuntimeError, "Recursion limit exceeded."},
		{&ExcPythonFinalizationError, "PythonFinalizationError", &ExcRuntimeError, "Operation blocked during Python finalization."},
		{&ExcStopAsyncIteration, "StopAsyncIteration", &ExcException, "An asynchronous iterator has no more items."},
		{&ExcStopIteration, "StopIteration", &ExcException, "An iterator has no more items."},
		{&ExcSyntaxError, "SyntaxError", &ExcException, "Invalid syntax."},
		{&ExcIndentationError, "IndentationError", &ExcSyntaxError, "Improper indentation."},
		{&ExcTabError, "TabError", &ExcIndentationError, "Indentation by tabs and spaces that depends on the width of tabs."},
		{&ExcIncompleteInputError, "_IncompleteInputError", &ExcSyntaxError, "incomplete input."},
		{&ExcSystemError, "SystemError", &ExcException, "The interpreter found an error of its own that is no reason to give up.\n\nPlease report it, with the traceback and the version (sys.version)."},
		{&ExcTypeError, "TypeError", &ExcException, "Inappropriate argument type."},
		{&ExcValueError, "ValueError", &ExcException, "An argument of the right type has a value that will not do."},
		{&ExcUnicodeError, "UnicodeError", &ExcValueError, "Unicode related error."},
		{&ExcUnicodeDecodeError, "UnicodeDecodeError", &ExcUnicodeError, "Unicode decoding error."},
		{&ExcUnicodeEncodeError, "UnicodeEncodeError", &ExcUnicodeError, "Unicode encoding error."},
		{&ExcUnicodeTranslateError, "UnicodeTranslateError", &ExcUnicodeError, "Unicode translation error."},
		{&ExcWarning, "Warning", &ExcException, "Base class for warning categories."},
		{&ExcBytesWarning, "BytesWarning", &ExcWarning, "For warnings about bytes used where str is meant, such as in str(b'') or when\nthe two are compared."},
		{&ExcDeprecationWarning, "DeprecationWarning", &ExcWarning, "For warnings to programmers about features that will go."},
		{&ExcEncodingWarning, "EncodingWarning", &ExcWarning, "For warnings about the encoding of text."},
		{&ExcFutureWarning, "FutureWarning", &ExcWarning, "For warnings about code that will mean something else in future."},
		{&ExcImportWarning, "ImportWarning", &ExcWarning, "For warnings about imports that look wrong."},
		{&ExcPendingDeprecationWarning, "PendingDeprecationWarning", &ExcWarning, "For warnings about features that are to be deprecated later."},
		{&ExcResourceWarning, "ResourceWarning", &ExcWarning, "For warnings about files and the like that are not closed."},
		{&ExcRuntimeWarning, "RuntimeWarning", &ExcWarning, "For warnings about code that may not do what it seems to."},
		{&ExcSyntaxWarning, "SyntaxWarning", &ExcWarning, "For warnings about syntax that is probably wrong."},
		{&ExcUnicodeWarning, "UnicodeWarning", &ExcWarning, "For warnings about Unicode text, mostly where it is encoded or decoded."},
		{&ExcUserWarning, "UserWarning", &ExcWarning, "For warnings that programs issue, and the default of warnings.warn()."},
	}
}

// exceptionTypes are the exception classes that module builtins shows.
func exceptionTypes() []*Type {
	out := []*Type{&ExcBaseException, &ExcExceptionGroup}
	for _, e := range excTable() {
		out = append(out, e.typ)
	}
	return out
}

// fieldAttr declares attribute i of Exception.f; an unset one reads as None.
func fieldAttr(name string, i int) GetSet {
	return GetSet{Name: name,
		Get: func(t *Thread, v Value) (Value, error) {
			if x := excSelf(v).f[i]; !x.IsUnbound() {
				return x, nil
			}
			return None, nil
		},
		Set: func(t *Thread, v, x Value) error { excSelf(v).f[i] = x; return nil },
	}
}

func excNew(t *Thread, a []Value) (Value, error) {
	cls := AsType(a[0])
	e := As[Exception](obj(cls.Alloc()))
	e.args, e.cause, e.context = a[1], None, None
	if n := cls.excFields(); n > 0 {
		e.f = make([]Value, n)
		for i := range e.f {
			e.f[i] = Unbound
		}
	}
	return e.Val(), nil
}

// excInit is BaseException.__init__.
func excInit(t *Thread, a []Value) (Value, error) {
	if !a[2].IsUnbound() {
		return Unbound, t.TypeError("%s() takes no keyword arguments", a[0].TypeName())
	}
	excSelf(a[0]).args = a[1]
	return None, nil
}

func excStr(t *Thread, v Value) (Value, error) {
	args := AsTuple(excSelf(v).args)
	switch args.Len() {
	case 0:
		return emptyStr.Val(), nil
	case 1:
		s, err := t.Str(args.items[0])
		if err != nil {
			return Unbound, err
		}
		return s.Val(), nil
	}
	s, err := t.Str(args.Val())
	if err != nil {
		return Unbound, err
	}
	return s.Val(), nil
}

func excRepr(t *Thread, v Value) (Value, error) {
	args := AsTuple(excSelf(v).args)
	name := v.Type().name
	if args.Len() == 1 {
		s, err := t.Repr(args.items[0])
		if err != nil {
			return Unbound, err
		}
		return t.JoinText(name, "(", s.s, ")")
	}
	s, err := t.Repr(args.Val())
	if err != nil {
		return Unbound, err
	}
	return t.JoinText(name, s.s)
}

func setupBaseException() {
	linkSetter := func(what string, at func(*Exception) *Value, after func(*Exception)) func(*Thread, Value, Value) error {
		return func(t *Thread, v, x Value) error {
			if x.IsUnbound() {
				return t.TypeError("%s may not be deleted", what)
			}
			if !x.IsNone() && AsException(x) == nil {
				return t.TypeError("exception %s must be None or derive from BaseException", strings.Trim(what, "_"))
			}
			*at(excSelf(v)) = x
			if after != nil {
				after(excSelf(v))
			}
			return nil
		}
	}
	ExcBaseException.Setup(&TypeSpec{
		Name: "BaseException", Layout: excLayout(), Flags: flagBase | flagExcSub | flagGenericGet | flagGenericSet,
		Doc:  "The base of everything that can be raised.",
		New:  &Func{Name: "BaseException", Sig: "(cls, *args, **kwargs)", Flags: Pure, Fn: excNew},
		Init: &Func{Name: "__init__", Sig: "(self, *args, **kwargs)", Flags: Pure, Fn: excInit},
		Slots: Slots{
			Str: excStr, Repr: excRepr,
			Traverse: func(h *Header, visit func(Value)) {
				e := excSelf(obj(h))
				visit(e.args)
				visit(e.cause)
				visit(e.context)
				if e.tb != nil {
					visit(obj(&e.tb.Header))
				}
				for _, x := range e.f {
					visit(x)
				}
			},
		},
		GetSets: []GetSet{
			{Name: "args", Get: func(t *Thread, v Value) (Value, error) { return excSelf(v).args, nil }, Set: func(t *Thread, v, x Value) error {
				if x.IsUnbound() {
					return t.TypeError("args may not be deleted")
				}
				items, err := t.Collect(x)
				if err == nil {
					excSelf(v).args = TupleOf(items)
				}
				return err
			}},
			{Name: "__traceback__", Get: func(t *Thread, v Value) (Value, error) { return excSelf(v).traceback(), nil }, Set: func(t *Thread, v, x Value) error {
				switch {
				case x.IsUnbound():
					return t.TypeError("__traceback__ may not be deleted")
				case x.IsNone():
					excSelf(v).tb = nil
				case x.exactly(&TracebackType):
					excSelf(v).tb = As[Traceback](x)
				default:
					return t.TypeError("__traceback__ must be a traceback or None")
				}
				return nil
			}},
			{Name: "__context__", Get: func(t *Thread, v Value) (Value, error) { return excSelf(v).context, nil },
				Set: linkSetter("__context__", func(e *Exception) *Value { return &e.context }, nil)},
			{Name: "__cause__", Get: func(t *Thread, v Value) (Value, error) { return excSelf(v).cause, nil },
				Set: linkSetter("__cause__", func(e *Exception) *Value { return &e.cause }, func(e *Exception) { e.suppress = true })},
			{Name: "__dict__", Get: func(t *Thread, v Value) (Value, error) { return v.ref.toDict().Val(), nil }, Set: func(t *Thread, v, x Value) error {
				d := AsDict(x)
				if d == nil {
					return t.TypeError("__dict__ must be set to a dictionary, not a '%s'", x.TypeName())
				}
				v.ref.toDict()
				v.ref.needExt().dict = d
				return nil
			}},
		},
		Members: []GetSet{{Name: "__suppress_context__", Get: func(t *Thread, v Value) (Value, error) { return Bool(excSelf(v).suppress), nil }, Set: func(t *Thread, v, x Value) error {
			if x != True && x != False {
				return t.TypeError("attribute value type must be bool")
			}
			excSelf(v).suppress = x == True
			return nil
		}}},
		Methods: []Func{
			{Name: "with_traceback", Sig: "(self, object, /)", Flags: Pure, Doc: "Set self.__traceback__ to tb and return self.", Fn: func(t *Thread, a []Value) (Value, error) {
				switch {
				case a[1].IsNone():
					excSelf(a[0]).tb = nil
				case a[1].exactly(&TracebackType):
					excSelf(a[0]).tb = As[Traceback](a[1])
				default:
					return Unbound, t.TypeError("__traceback__ must be a traceback or None")
				}
				return a[0], nil
			}},
			{Name: "add_note", Sig: "(self, object, /)", Flags: Pure, Doc: "Add a note to the exception", Fn: func(t *Thread, a []Value) (Value, error) {
				if AsStr(a[1]) == nil {
					return Unbound, t.TypeError("add_note() argument must be str, not %s", a[1].argTypeName())
				}
				notes, err := t.LookupAttr(a[0], nNotes)
				if err != nil {
					return Unbound, err
				}
				if notes.IsUnbound() {
					return None, t.SetAttr(a[0], nNotes, NewList([]Value{a[1]}))
				}
				l := AsList(notes)
				if l == nil {
					return Unbound, t.TypeError("Cannot add note: __notes__ is not a list")
				}
				l.Append(a[1])
				return None, nil
			}},
			{Name: "__reduce__", Sig: "(self, /)", Flags: Pure, Fn: func(t *Thread, a []Value) (Value, error) { return t.excReduce(a[0], excSelf(a[0]).args) }},
			{Name: "__setstate__", Sig: "(self, object, /)", Flags: Polls, Fn: func(t *Thread, a []Value) (Value, error) {
				if a[1].IsNone() {
					return None, nil
				}
				d := AsDict(a[1])
				if d == nil {
					return Unbound, t.TypeError("state is not a dictionary")
				}
				for i, k, v, ok := d.Next(0); ok; i, k, v, ok = d.Next(i) {
					name, err := t.attrName(k)
					if err == nil {
						err = t.SetAttr(a[0], name, v)
					}
					if err != nil {
						return Unbound, err
					}
				}
				return None, nil
			}},
		},
	})
	l := ExcBaseException.layout
	ExcBaseException.shape0 = Shape{typ: &ExcBaseException, extOff: l.extOff, dictMode: true}
}

// excReduce is __reduce__: class, arguments, and the attributes if there are any.
func (t *Thread) excReduce(v, args Value) (Value, error) {
	if HasAttributes(v) {
		if d := v.ref.toDict(); d.used > 0 {
			return NewTuple(v.Type().Val(), args, d.Val()), nil
		}
	}
	return NewTuple(v.Type().Val(), args), nil
}

func setupExceptionTypes() {
	setupBaseException()
	for _, s := range excTable() {
		spec := &TypeSpec{Name: s.name, Base: s.base, Doc: s.doc, Flags: flagBase | flagGenericGet | flagGenericSet}
		excDetails(s.typ, spec)
		s.typ.Setup(spec)
		s.typ.shape0 = Shape{typ: s.typ, extOff: ExcBaseException.layout.extOff, dictMode: true}
	}
	setupExceptionGroup()
}

// excDetails adds the fields and methods that single classes have.
func excDetails(typ *Type, s *TypeSpec) {
	switch typ {
	case &ExcStopIteration:
		s.Members = []GetSet{fieldAttr("value", 0)}
		s.Init = &Func{Name: "__init__", Sig: "(self, *args, **kwargs)", Flags: Pure, Fn: func(t *Thread, a []Value) (Value, error) {
			if v, err := excInit(t, a); err != nil {
				return v, err
			}
			x := None
			if tup := AsTuple(a[1]); tup.Len() > 0 {
				x = tup.items[0]
			}
			excSelf(a[0]).f[0] = x
			return None, nil
		}}
	case &ExcSystemExit:
		s.Members = []GetSet{fieldAttr("code", 0)}
		s.Init = &Func{Name: "__init__", Sig: "(self, *args, **kwargs)", Flags: Pure, Fn: func(t *Thread, a []Value) (Value, error) {
			if v, err := excInit(t, a); err != nil {
				return v, err
			}
			x := None
			switch tup := AsTuple(a[1]); tup.Len() {
			case 0:
			case 1:
				x = tup.items[0]
			default:
				x = a[1]
			}
			excSelf(a[0]).f[0] = x
			return None, nil
		}}
	case &ExcNameError:
		s.Members = []GetSet{fieldAttr("name", 0)}
		s.Init = excKeywordInit("NameError", []string{"name"}, []int{0})
	case &ExcAttributeError:
		s.Members = []GetSet{fieldAttr("name", 0), fieldAttr("obj", 1)}
		s.Init = excKeywordInit("AttributeError", []string{"name", "obj"}, []int{0, 1})
		state := func(v Value) Value {
			d := v.ref.toDict().Copy()
			e := excSelf(v)
			if e.f[0].Given() {
				d.SetStr(Intern("name"), e.f[0])
			}
			d.SetStr(Intern("args"), e.args)
			return d.Val()
		}
		s.Methods = []Func{
			{Name: "__getstate__", Sig: "(self, /)", Flags: Pure, Fn: func(t *Thread, a []Value) (Value, error) { return state(a[0]), nil }},
			{Name: "__reduce__", Sig: "(self, /)", Flags: Pure, Fn: func(t *Thread, a []Value) (Value, error) {
				return NewTuple(a[0].Type().Val(), excSelf(a[0]).args, state(a[0])), nil
			}},
		}
	case &ExcImportError:
		s.Members = []GetSet{fieldAttr("msg", 0), fieldAttr("name", 1), fieldAttr("path", 2), fieldAttr("name_from", 3)}
		init := excKeywordInit("ImportError", []string{"name", "path", "name_from"}, []int{1, 2, 3})
		inner := init.Fn
		init.Fn = func(t *Thread, a []Value) (Value, error) {
			if v, err := inner(t, a); err != nil {
				return v, err
			}
			excSelf(a[0]).f[0] = Unbound
			if tup := AsTuple(a[1]); tup.Len() == 1 {
				excSelf(a[0]).f[0] = tup.items[0]
			}
			return None, nil
		}
		s.Init = init
		s.Slots.Str = func(t *Thread, v Value) (Value, error) {
			if m := excSelf(v).f[0]; m.exactly(&StrType) {
				return m, nil
			}
			return excStr(t, v)
		}
		s.Methods = []Func{{Name: "__reduce__", Sig: "(self, /)", Flags: Pure, Fn: func(t *Thread, a []Value) (Value, error) {
			e := excSelf(a[0])
			d := a[0].ref.toDict().Copy()
			for i, n := range []string{"", "name", "path", "name_from"} {
				if n != "" && e.f[i].Given() {
					d.SetStr(Intern(n), e.f[i])
				}
			}
			if d.used == 0 {
				return NewTuple(a[0].Type().Val(), e.args), nil
			}
			return NewTuple(a[0].Type().Val(), e.args, d.Val()), nil
		}}}
	case &ExcKeyError:
		s.Slots.Str = func(t *Thread, v Value) (Value, error) {
			if args := AsTuple(excSelf(v).args); args.Len() == 1 {
				r, err := t.Repr(args.items[0])
				if err != nil {
					return Unbound, err
				}
				return r.Val(), nil
			}
			return excStr(t, v)
		}
	case &ExcOSError:
		osErrorDetails(s)
	case &ExcBlockingIOError:
	case &ExcSyntaxError:
		syntaxErrorDetails(s)
	case &ExcUnicodeDecodeError, &ExcUnicodeEncodeError, &ExcUnicodeTranslateError:
		unicodeErrorDetails(typ, s)
	case &ExcBaseExceptionGroup:
		groupDetails(s)
	}
}

// excKeywordInit is __init__ of the classes that take fields as keywords.
func excKeywordInit(class string, names []string, at []int) *Func {
	return &Func{Name: "__init__", Sig: "(self, *args, **kwargs)", Flags: Pure, Fn: func(t *Thread, a []Value) (Value, error) {
		e := excSelf(a[0])
		e.args = a[1]
		for _, i := range at {
			e.f[i] = Unbound
		}
		if a[2].IsUnbound() {
			return None, nil
		}
		d := As[Dict](a[2])
	next:
		for i, k, v, ok := d.Next(0); ok; i, k, v, ok = d.Next(i) {
			for j, n := range names {
				if AsStr(k).s == n {
					e.f[at[j]] = v
					continue next
				}
			}
			return Unbound, t.TypeError("%s() got an unexpected keyword argument '%s'", class, AsStr(k).s)
		}
		return None, nil
	}}
}
