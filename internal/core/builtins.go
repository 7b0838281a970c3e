// This file lists module builtins; the functions are in builtins_*.go. The dict is made once a process and
// copied for each interpreter.
package core

import "sync"

var builtinsTemplate struct {
	once sync.Once
	dict *Dict
}

// builtinFuncs are the functions of module builtins.
func builtinFuncs() []Func {
	return []Func{
		{Name: "abs", Sig: "(number, /)", Fn: builtinAbs, Flags: Pure, Doc: "Return the absolute value of the argument."},
		{Name: "aiter", Sig: "(async_iterable, /)", Fn: builtinAiter, Flags: Pure, Doc: "Return an AsyncIterator for an AsyncIterable object."},
		{Name: "all", Sig: "(iterable, /)", Fn: builtinAll, Flags: Polls, Doc: "Return True if bool(x) is True for all values x in the iterable.\n\nIf the iterable is empty, return True."},
		{Name: "anext", Sig: "(aiterator, default=<unrepresentable>, /)", Fn: builtinAnext, Flags: Pure, Doc: "Return the next item from the async iterator.\n\nIf default is given and the async iterator is exhausted,\nit is returned instead of raising StopAsyncIteration."},
		{Name: "any", Sig: "(iterable, /)", Fn: builtinAny, Flags: Polls, Doc: "Return True if bool(x) is True for any x in the iterable.\n\nIf the iterable is empty, return False."},
		{Name: "ascii", Sig: "(obj, /)", Fn: builtinASCII, Flags: Polls, Doc: "Return an ASCII-only representation of an object.\n\nAs repr(), return a string containing a printable representation of an\nobject, but escape the non-ASCII characters in the string returned by\nrepr() using \\\\x, \\\\u or \\\\U escapes. This generates a string similar\nto that returned by repr() in Python 2."},
		{Name: "bin", Sig: "(number, /)", Fn: intBase("0b", 2), Flags: Charges, Doc: "Return the binary representation of an integer.\n\n   >>> bin(2796202)\n   '0b1010101010101010101010'"},
		{Name: "breakpoint", Sig: "(*args, **kws)", Fn: builtinBreakpoint, Flags: Polls, Doc: "Call sys.breakpointhook(*args, **kws)."},
		{Name: "callable", Sig: "(obj, /)", Fn: builtinCallable, Flags: Pure, Doc: "Return whether the object is callable (i.e., some kind of function).\n\nNote that classes are callable, as are instances of classes with a\n__call__() method."},
		{Name: "chr", Sig: "(i, /)", Fn: builtinChr, Flags: Pure, Doc: "Return a Unicode string of one character with ordinal i; 0 <= i <= 0x10ffff."},
		{Name: "compile", Sig: "(source, filename, mode, flags=0, dont_inherit=False, optimize=-1, *, _feature_version=-1)", Fn: builtinCompile, Flags: Polls | Charges, Doc: "Compile source into a code object that can be executed by exec() or eval()."},
		{Name: "delattr", Sig: "(obj, name, /)", Fn: builtinDelattr, Flags: Pure, Doc: "Deletes the named attribute from the given object.\n\ndelattr(x, 'y') is equivalent to ``del x.y``"},
		{Name: "dir", Sig: "", Fn: builtinDir, Flags: Polls, Doc: "dir([object]) -> list of strings\n\nIf called without an argument, return the names in the current scope."},
		{Name: "divmod", Sig: "(x, y, /)", Fn: func(t *Thread, a []Value) (Value, error) { return t.Binary(OpDivMod, a[0], a[1]) }, Flags: Polls, Doc: "Return the tuple (x//y, x%y).  Invariant: div*y + mod == x."},
		{Name: "eval", Sig: "(source, /, globals=None, locals=None)", Fn: builtinEval, Flags: Polls | Charges, Doc: "Evaluate the given source in the context of globals and locals."},
		{Name: "exec", Sig: "(source, /, globals=None, locals=None, *, closure=None)", Fn: builtinExec, Flags: Polls | Charges, Doc: "Execute the given source in the context of globals and locals."},
		{Name: "format", Sig: "(value, format_spec='', /)", Fn: func(t *Thread, a []Value) (Value, error) { return t.Format(a[0], a[1]) }, Flags: Charges, Doc: "Return type(value).__format__(value, format_spec)"},
		{Name: "getattr", Sig: "(object, name, default=<unrepresentable>, /)", Fn: builtinGetattr, Flags: Pure, Doc: "getattr(object, name[, default]) -> value\n\nGet a named attribute from an object; getattr(x, 'y') is equivalent to x.y.\nWhen a default argument is given, it is returned when the attribute doesn't\nexist; without it, an exception is raised in that case."},
		{Name: "globals", Sig: "()", Fn: builtinGlobals, Flags: Pure, Doc: "Return the dictionary containing the current scope's global variables."},
		{Name: "hasattr", Sig: "(obj, name, /)", Fn: builtinHasattr, Flags: Pure, Doc: "Return whether the object has an attribute with the given name.\n\nThis is done by calling getattr(obj, name) and catching AttributeError."},
		{Name: "hash", Sig: "(obj, /)", Fn: func(t *Thread, a []Value) (Value, error) {
			h, err := t.Hash(a[0])
			return Int(h), err
		}, Flags: Polls, Doc: "Return the hash value for the given object.\n\nTwo objects that compare equal must also have the same hash value, but the\nreverse is not necessarily true."},
		{Name: "hex", Sig: "(number, /)", Fn: intBase("0x", 16), Flags: Charges, Doc: "Return the hexadecimal representation of an integer.\n\n   >>> hex(12648430)\n   '0xc0ffee'"},
		{Name: "id", Sig: "(obj, /)", Fn: func(t *Thread, a []Value) (Value, error) { return t.id(a[0]), nil }, Flags: Pure, Doc: "Return the identity of an object.\n\nThis is guaranteed to be unique among simultaneously existing objects."},
		{Name: "input", Sig: "(prompt='', /)", Fn: builtinInput, Flags: Blocks | HostOp, Doc: "Read a string from standard input.  The trailing newline is stripped."},
		{Name: "isinstance", Sig: "(obj, class_or_tuple, /)", Fn: func(t *Thread, a []Value) (Value, error) {
			ok, err := t.IsInstance(a[0], a[1])
			return Bool(ok), err
		}, Flags: Polls, Doc: "Return whether an object is an instance of a class or of a subclass thereof."},
		{Name: "issubclass", Sig: "(cls, class_or_tuple, /)", Fn: func(t *Thread, a []Value) (Value, error) {
			ok, err := t.IsSubclass(a[0], a[1])
			return Bool(ok), err
		}, Flags: Polls, Doc: "Return whether 'cls' is derived from another class or is the same class."},
		{Name: "iter", Sig: "", Fn: builtinIter, Flags: Pure, Doc: "Get an iterator from an object.\n\nIn the first form, the argument must supply its own iterator, or be a sequence.\nIn the second form, the callable is called until it returns the sentinel."},
		{Name: "len", Sig: "(obj, /)", Fn: func(t *Thread, a []Value) (Value, error) {
			n, err := t.Len(a[0])
			return Int(int64(n)), err
		}, Flags: Pure, Doc: "Return the number of items in a container."},
		{Name: "locals", Sig: "()", Fn: builtinLocals, Flags: Pure, Doc: "Return a dictionary containing the current scope's local variables."},
		{Name: "max", Sig: "(*args, **kwargs)", Fn: builtinMax, Two: quickMax, Flags: Lends | Polls, Doc: "max(iterable, *[, default=obj, key=func]) -> value\nmax(arg1, arg2, *args, *[, key=func]) -> value"},
		{Name: "min", Sig: "(*args, **kwargs)", Fn: builtinMin, Two: quickMin, Flags: Lends | Polls, Doc: "min(iterable, *[, default=obj, key=func]) -> value\nmin(arg1, arg2, *args, *[, key=func]) -> value"},
		{Name: "next", Sig: "(iterator, default=<unrepresentable>, /)", Fn: builtinNext, Flags: Pure | Resumes, Doc: "next(iterator[, default])\n\nReturn the next item from the iterator. If default is given and the iterator\nis exhausted, it is returned instead of raising StopIteration."},
		{Name: "oct", Sig: "(number, /)", Fn: intBase("0o", 8), Flags: Charges, Doc: "Return the octal representation of an integer.\n\n   >>> oct(342391)\n   '0o1234567'"},
		{Name: "ord", Sig: "(c, /)", Fn: builtinOrd, Flags: Pure, Doc: "Return the ordinal value of a character."},
		{Name: "pow", Sig: "(base, exp, mod=None)", Fn: func(t *Thread, a []Value) (Value, error) { return t.Power(a[0], a[1], a[2]) }, Flags: Polls | Charges, Doc: "Equivalent to base**exp with 2 arguments or base**exp % mod with 3 arguments."},
		{Name: "print", Sig: "(*args, sep=' ', end='\\n', file=None, flush=False)", Fn: builtinPrint, Flags: Lends | Blocks | HostOp, Doc: "Prints the values to a stream, or to sys.stdout by default."},
		{Name: "repr", Sig: "(obj, /)", Fn: func(t *Thread, a []Value) (Value, error) {
			s, err := t.Repr(a[0])
			if err != nil {
				return Unbound, err
			}
			return s.Val(), nil
		}, Flags: Polls, Doc: "Return the canonical string representation of the object."},
		{Name: "round", Sig: "(number, ndigits=None)", Fn: builtinRound, Flags: Pure, Doc: "Round a number to a given precision in decimal digits."},
		{Name: "setattr", Sig: "(obj, name, value, /)", Fn: builtinSetattr, Flags: Pure, Doc: "Sets the named attribute on the given object to the specified value.\n\nsetattr(x, 'y', v) is equivalent to ``x.y = v``"},
		{Name: "sorted", Sig: "(iterable, /, *, key=None, reverse=False)", Fn: builtinSorted, Flags: Polls | Charges | Vector, Doc: "Return a new list containing all items from the iterable in ascending order."},
		{Name: "sum", Sig: "(iterable, /, start=0)", Fn: builtinSum, Flags: Polls, Doc: "Return the sum of a 'start' value (default: 0) plus an iterable of numbers"},
		{Name: "vars", Sig: "(object=<unrepresentable>, /)", Fn: builtinVars, Flags: Pure, Doc: "vars([object]) -> dictionary"},
		{Name: "__build_class__", Sig: "(*args, **kwargs)", Fn: nil, Flags: Polls, Doc: "__build_class__(func, name, /, *bases, [metaclass], **kwds) -> class\n\nInternal helper function used by the class statement."},
	}
}

// builtinTypes are the classes of module builtins.
func builtinTypes() []*Type {
	out := []*Type{&BoolType, &ByteArrayType, &BytesType, &ClassMethodType, &ComplexType, &DictType, &EnumerateType, &FilterType,
		&FloatType, &FrozenSetType, &IntType, &ListType, &MapType, &MemoryViewType, &ObjectType, &PropertyType, &RangeType,
		&ReversedType, &SetType, &SliceType, &StaticMethodType, &StrType, &SuperType, &TupleType, &TypeType, &ZipType}
	return append(out, exceptionTypes()...)
}

// newBuiltins makes an interpreter's dict of builtins, which are copied only where somebody looks at the dict itself.
func newBuiltins() *Dict {
	builtinsTemplate.once.Do(func() {
		d := NewDictSize(160)
		d.SetStr(nName, Intern("builtins").Val())
		d.SetStr(nDoc, StrVal("Built-in functions, types, exceptions, and other objects.\n\nThis module provides direct access to all 'built-in'\nidentifiers of Python; for example, builtins.len is\nthe full name for the built-in function len()."))
		d.SetStr(nPackage, emptyStr.Val())
		d.SetStr(nLoader, BuiltinImporterType.Val())
		d.SetStr(nSpec, None)
		funcs := builtinFuncs()
		for i := range funcs {
			f := &funcs[i]
			if f.Name == "__build_class__" {
				f.Fn = builtinBuildClass
			}
			d.SetStr(Intern(f.Name), NewFunction(f, "builtins"))
		}
		d.SetStr(Intern(openFunc.Name), openObject())
		d.SetStr(nImport, NewFunction(&importFunc, "builtins"))
		for _, typ := range builtinTypes() {
			d.SetStr(Intern(typ.name), typ.Val())
		}
		d.SetStr(Intern("EnvironmentError"), ExcOSError.Val())
		d.SetStr(Intern("IOError"), ExcOSError.Val())
		d.SetStr(Intern("__debug__"), True)
		for name, v := range map[string]Value{"None": None, "True": True, "False": False, "Ellipsis": Ellipsis, "NotImplemented": NotImplemented} {
			d.SetStr(Intern(name), v)
		}
		addSiteBuiltins(d)
		builtinsTemplate.dict = d
	})
	return builtinsTemplate.dict.borrow()
}
