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
		{Name: "abs", Sig: "(number, /)", Fn: builtinAbs, Flags: Pure, Doc: "Return the distance of a number from zero."},
		{Name: "aiter", Sig: "(async_iterable, /)", Fn: builtinAiter, Flags: Pure, Doc: "Call __aiter__() to get an asynchronous iterator."},
		{Name: "all", Sig: "(iterable, /)", Fn: builtinAll, Flags: Polls, Doc: "Return True unless some item of the iterable is false.\n\nSo the result is True when there are no items."},
		{Name: "anext", Sig: "(aiterator, default=<unrepresentable>, /)", Fn: builtinAnext, Flags: Pure, Doc: "Return an awaitable for the next item of an async iterator.\n\nWhen there are no more items it gives default, or raises StopAsyncIteration if\nthere is no default."},
		{Name: "any", Sig: "(iterable, /)", Fn: builtinAny, Flags: Polls, Doc: "Return True if at least one item of the iterable is true.\n\nSo the result is False when there are no items."},
		{Name: "ascii", Sig: "(obj, /)", Fn: builtinASCII, Flags: Polls, Doc: "Like repr(), but with every character outside of ASCII written as a \\x, \\u or\n\\U escape."},
		{Name: "bin", Sig: "(number, /)", Fn: intBase("0b", 2), Flags: Charges, Doc: "Return an integer as binary digits after a '0b' prefix.\n\n   >>> bin(-10)\n   '-0b1010'"},
		{Name: "breakpoint", Sig: "(*args, **kws)", Fn: builtinBreakpoint, Flags: Polls, Doc: "Call sys.breakpointhook(*args, **kws)."},
		{Name: "callable", Sig: "(obj, /)", Fn: builtinCallable, Flags: Pure, Doc: "Return whether the object can be called: functions, methods and classes can,\nand so can instances whose class defines __call__()."},
		{Name: "chr", Sig: "(i, /)", Fn: builtinChr, Flags: Pure, Doc: "Return the character whose code point is i.\n\nRaise ValueError if i is not between 0 and 0x10ffff."},
		{Name: "compile", Sig: "(source, filename, mode, flags=0, dont_inherit=False, optimize=-1, *, _feature_version=-1)", Fn: builtinCompile, Flags: Polls | Charges, Doc: "Compile source, a string, bytes or syntax tree, to a code object for exec() or\neval()."},
		{Name: "delattr", Sig: "(obj, name, /)", Fn: builtinDelattr, Flags: Pure, Doc: "Delete an attribute by its name: delattr(x, 'y') does what ``del x.y`` does."},
		{Name: "dir", Sig: "", Fn: builtinDir, Flags: Polls, Doc: "dir([object]) -> list of strings\n\nList the attribute names of an object, in alphabetical order. With no\nargument, list the names in the local scope."},
		{Name: "divmod", Sig: "(x, y, /)", Fn: func(t *Thread, a []Value) (Value, error) { return t.Binary(OpDivMod, a[0], a[1]) }, Flags: Polls, Doc: "Return (x // y, x % y). Multiplying the first by y and adding the second gives\nx."},
		{Name: "eval", Sig: "(source, /, globals=None, locals=None)", Fn: builtinEval, Flags: Polls | Charges, Doc: "Evaluate an expression and return its value.\n\nThe expression is a string or a code object; globals and locals are its\nnamespaces, by default those of the caller."},
		{Name: "exec", Sig: "(source, /, globals=None, locals=None, *, closure=None)", Fn: builtinExec, Flags: Polls | Charges, Doc: "Run Python statements, given as a string or a code object.\n\nglobals and locals are the namespaces to run in, by default those of the\ncaller."},
		{Name: "format", Sig: "(value, format_spec='', /)", Fn: func(t *Thread, a []Value) (Value, error) { return t.Format(a[0], a[1]) }, Flags: Charges, Doc: "Return the value as text in the form that format_spec describes."},
		{Name: "getattr", Sig: "(object, name, default=<unrepresentable>, /)", Fn: builtinGetattr, Flags: Pure, Doc: "getattr(object, name[, default]) -> value\n\nLook up an attribute by its name: getattr(x, 'y') is x.y. If there is no such\nattribute, return default if it is given and raise AttributeError if it is\nnot."},
		{Name: "globals", Sig: "()", Fn: builtinGlobals, Flags: Pure, Doc: "Return the namespace of the current module, as the dictionary itself."},
		{Name: "hasattr", Sig: "(obj, name, /)", Fn: builtinHasattr, Flags: Pure, Doc: "Tell whether getattr(obj, name) succeeds rather than raising AttributeError."},
		{Name: "hash", Sig: "(obj, /)", Fn: func(t *Thread, a []Value) (Value, error) {
			h, err := t.Hash(a[0])
			return Int(h), err
		}, Flags: Polls, Doc: "Return an integer that stands for the object in a dict or set.\n\nEqual objects have equal hashes, but objects with equal hashes may differ."},
		{Name: "hex", Sig: "(number, /)", Fn: intBase("0x", 16), Flags: Charges, Doc: "Return an integer as hexadecimal digits after a '0x' prefix.\n\n   >>> hex(-255)\n   '-0xff'"},
		{Name: "id", Sig: "(obj, /)", Fn: func(t *Thread, a []Value) (Value, error) { return t.id(a[0]), nil }, Flags: Pure, Doc: "Return an integer that no other object has as long as this one lives."},
		{Name: "input", Sig: "(prompt='', /)", Fn: builtinInput, Flags: Blocks | HostOp, Doc: "Write the prompt, if any, and read a line from standard input.\n\nThe line comes without its newline. Raise EOFError at the end of the input."},
		{Name: "isinstance", Sig: "(obj, class_or_tuple, /)", Fn: func(t *Thread, a []Value) (Value, error) {
			ok, err := t.IsInstance(a[0], a[1])
			return Bool(ok), err
		}, Flags: Polls, Doc: "Return whether an object belongs to a class, directly or through a subclass.\n\nThe second argument may be a union or a tuple of classes, of which one must\nfit."},
		{Name: "issubclass", Sig: "(cls, class_or_tuple, /)", Fn: func(t *Thread, a []Value) (Value, error) {
			ok, err := t.IsSubclass(a[0], a[1])
			return Bool(ok), err
		}, Flags: Polls, Doc: "Return whether cls is a class or derives from it.\n\nThe second argument may be a union or a tuple of classes, of which one must\nfit."},
		{Name: "iter", Sig: "", Fn: builtinIter, Flags: Pure, Doc: "iter(iterable) -> iterator\niter(callable, sentinel) -> iterator\n\nGet an iterator over an iterable, or one whose items are the results of\ncalling callable with no arguments, up to the first that equals sentinel."},
		{Name: "len", Sig: "(obj, /)", Fn: func(t *Thread, a []Value) (Value, error) {
			n, err := t.Len(a[0])
			return Int(int64(n)), err
		}, Flags: Pure, Doc: "Return how many items an object has."},
		{Name: "locals", Sig: "()", Fn: builtinLocals, Flags: Pure, Doc: "Return the local variables by name.\n\nAt module and class level this is the namespace itself; in a function it is a\nnew snapshot, whose changes do not reach the variables."},
		{Name: "max", Sig: "(*args, **kwargs)", Fn: builtinMax, Two: quickMax, Flags: Lends | Polls, Doc: "max(iterable, *[, default, key]) -> value\nmax(a, b, /, *others[, key]) -> value\n\nReturn the largest item of an iterable, or the largest of several arguments.\nkey is a function that gives the value to compare. For an empty iterable,\nreturn default or raise ValueError."},
		{Name: "min", Sig: "(*args, **kwargs)", Fn: builtinMin, Two: quickMin, Flags: Lends | Polls, Doc: "min(iterable, *[, default, key]) -> value\nmin(a, b, /, *others[, key]) -> value\n\nReturn the smallest item of an iterable, or the smallest of several arguments.\nkey is a function that gives the value to compare. For an empty iterable,\nreturn default or raise ValueError."},
		{Name: "next", Sig: "(iterator, default=<unrepresentable>, /)", Fn: builtinNext, Flags: Pure | Resumes, Doc: "next(iterator[, default])\n\nTake one more item from an iterator. When there are none left, return default,\nor raise StopIteration if there is no default."},
		{Name: "oct", Sig: "(number, /)", Fn: intBase("0o", 8), Flags: Charges, Doc: "Return an integer as octal digits after a '0o' prefix.\n\n   >>> oct(-8)\n   '-0o10'"},
		{Name: "ord", Sig: "(c, /)", Fn: builtinOrd, Flags: Pure, Doc: "Return the ordinal value of a character."},
		{Name: "pow", Sig: "(base, exp, mod=None)", Fn: func(t *Thread, a []Value) (Value, error) { return t.Power(a[0], a[1], a[2]) }, Flags: Polls | Charges, Doc: "Return base to the power exp, modulo mod if that is given.\n\nWith a modulus the computation is much faster than base**exp % mod."},
		{Name: "print", Sig: "(*args, sep=' ', end='\\n', file=None, flush=False)", Fn: builtinPrint, Flags: Lends | Blocks | HostOp, Doc: "Write the values as text, with sep between them and end after the last, to\nfile (sys.stdout if it is None).\n\nIf flush is true, the stream is flushed."},
		{Name: "repr", Sig: "(obj, /)", Fn: func(t *Thread, a []Value) (Value, error) {
			s, err := t.Repr(a[0])
			if err != nil {
				return Unbound, err
			}
			return s.Val(), nil
		}, Flags: Polls, Doc: "Return a string that shows the object to a programmer."},
		{Name: "round", Sig: "(number, ndigits=None)", Fn: builtinRound, Flags: Pure, Doc: "Round a number to ndigits decimal places, or to an integer if ndigits is None.\n\nA value halfway between two goes to the even one. ndigits may be negative."},
		{Name: "setattr", Sig: "(obj, name, value, /)", Fn: builtinSetattr, Flags: Pure, Doc: "Set an attribute by its name: setattr(x, 'y', v) does what ``x.y = v`` does."},
		{Name: "sorted", Sig: "(iterable, /, *, key=None, reverse=False)", Fn: builtinSorted, Flags: Polls | Charges | Vector, Doc: "Return a sorted list of the items, the smallest first, or the largest first if\nreverse is true.\n\nkey is a function that gives the value to sort an item by. Equal items keep\ntheir order."},
		{Name: "sum", Sig: "(iterable, /, start=0)", Fn: builtinSum, Flags: Polls, Doc: "Add up numbers, beginning with start.\n\nFloats are added with extended precision. Use ''.join() for strings."},
		{Name: "vars", Sig: "(object=<unrepresentable>, /)", Fn: builtinVars, Flags: Pure, Doc: "vars([object]) -> dictionary"},
		{Name: "__build_class__", Sig: "(*args, **kwargs)", Fn: nil, Flags: Polls, Doc: "__build_class__(func, name, /, *bases, [metaclass], **kwds) -> class\n\nThe class statement calls this; func runs the class body."},
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
		d.SetStr(nDoc, StrVal("The names that every Python program can use without an import.\n\nA name that a program hides is still there as an attribute of this module:\nbuiltins.len is always the built-in len()."))
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
