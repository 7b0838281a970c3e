# annotationlib: reading annotations, also where they name things that do not exist yet.
# Annotate functions run here with substituted globals and closures: plain dicts and fresh cells in
# which every name that shall not be looked up is a _Placeholder, which records what is done to it.
"""Tools for introspecting annotations."""
import builtins
import enum
import sys
import types

__all__ = ["Format", "ForwardRef", "call_annotate_function", "call_evaluate_function",
           "get_annotate_from_class_namespace", "get_annotations", "annotations_to_string",
           "type_repr"]


class Format(enum.IntEnum):
    """The forms in which annotations can be asked for."""
    VALUE = 1
    VALUE_WITH_FAKE_GLOBALS = 2
    FORWARDREF = 3
    STRING = 4


_missing = object()


# --- forward references -------------------------------------------------------------------------

class ForwardRef:
    """An annotation that could not be evaluated so far, as its source text."""

    __slots__ = ("__forward_text__", "__forward_is_argument__", "__forward_is_class__",
                 "__forward_module__", "__owner__", "__forward_globals__", "__forward_cells__",
                 "__extra_names__", "__forward_compiled__", "__forward_evaluated__",
                 "__forward_value__", "__forward_prec__", "__weakref__")

    def __init__(self, arg, is_argument=True, module=None, *, owner=None, is_class=False):
        if not isinstance(arg, str):
            raise TypeError(f"Forward reference must be a string -- got {arg!r}")
        self._set_up(arg, is_argument, module, owner, is_class)
        self.__forward_code__           # report syntax errors here

    def _set_up(self, arg, is_argument=True, module=None, owner=None, is_class=False,
                globals=None, cells=None, extra=None, prec=None):
        self.__forward_text__ = arg
        self.__forward_is_argument__ = is_argument
        self.__forward_is_class__ = is_class
        self.__forward_module__ = module
        self.__owner__ = owner
        self.__forward_globals__ = globals
        self.__forward_cells__ = cells
        self.__extra_names__ = extra
        self.__forward_compiled__ = None
        self.__forward_evaluated__ = False
        self.__forward_value__ = None
        self.__forward_prec__ = prec

    def __init_subclass__(cls, /, *args, **kwds):
        raise TypeError("Cannot subclass ForwardRef")

    @property
    def __forward_arg__(self):
        return self.__forward_text__

    @property
    def __forward_code__(self):
        code = self.__forward_compiled__
        if code is None:
            text = self.__forward_text__
            # *tuple[int] alone is no expression; in a tuple it is
            source = f"({text},)[0]" if text.startswith("*") else text
            try:
                code = compile(source, "<string>", "eval")
            except SyntaxError:
                raise SyntaxError(
                    f"Forward reference must be an expression -- got {text!r}") from None
            self.__forward_compiled__ = code
        return code

    def evaluate(self, *, globals=None, locals=None, type_params=None, owner=None,
                 format=Format.VALUE):
        """Evaluate the reference now.

        With Format.FORWARDREF a failure gives the reference back, with Format.STRING there is no
        evaluation at all.
        """
        if format == Format.STRING:
            return self.__forward_text__
        if format not in (Format.VALUE, Format.FORWARDREF):
            raise NotImplementedError(format)
        try:
            return self._evaluate_value(globals, locals, type_params, owner)
        except Exception:
            if format == Format.VALUE:
                raise
            return self

    def _evaluate_value(self, globals, locals, type_params, owner):
        text = self.__forward_text__
        cells = self.__forward_cells__
        if cells and text in cells:
            try:
                return cells[text].cell_contents
            except ValueError:
                pass
        if owner is None:
            owner = self.__owner__
        if globals is None:
            globals = self._default_globals(owner)
        if locals is None:
            locals = {}
            if isinstance(owner, type):
                locals.update(vars(owner))
        if type_params is None and owner is not None:
            type_params = getattr(owner, "__type_params__", None)

        between = {}                    # scopes between the locals and the globals
        for param in type_params or ():
            between[param.__name__] = param
        for name, cell in (cells or {}).items():
            try:
                between[name] = cell.cell_contents
            except ValueError:
                pass
        if self.__extra_names__:
            between.update(self.__extra_names__)

        if text.isidentifier():
            import keyword
            if not keyword.iskeyword(text):
                for scope in (locals, between, globals, vars(builtins)):
                    if text in scope:
                        return scope[text]
                raise NameError(f"name {text!r} is not defined", name=text)
        code = self.__forward_code__
        if between:
            globals = {**globals, **between}
        return eval(code, globals, locals)

    def _default_globals(self, owner):
        module = self.__forward_module__
        if module is not None:
            return getattr(sys.modules.get(module), "__dict__", {})
        if self.__forward_globals__ is not None:
            return self.__forward_globals__
        if isinstance(owner, type):
            return getattr(sys.modules.get(getattr(owner, "__module__", None)), "__dict__", {})
        if isinstance(owner, types.ModuleType):
            return vars(owner)
        if callable(owner):
            return getattr(owner, "__globals__", {})
        return {}

    def _evaluate(self, globalns, localns, type_params=_missing, *, recursive_guard):
        """Deprecated: use evaluate(), or typing.evaluate_forward_ref()."""
        import typing
        if type_params is _missing:
            typing._warn_no_type_params("typing.ForwardRef._evaluate")
            type_params = ()
        return typing._evaluate_reference(self, globalns, localns, type_params, recursive_guard)

    def _meaning(self):
        """What makes two references the same that are not both evaluated."""
        return (self.__forward_module__, id(self.__forward_globals__), self.__forward_is_class__,
                self.__owner__, self.__extra_names__ or None)

    def __eq__(self, other):
        if isinstance(other, ForwardRef):
            if self.__forward_text__ != other.__forward_text__:
                return False
            if self.__forward_evaluated__ and other.__forward_evaluated__:
                return self.__forward_value__ == other.__forward_value__
            return self._meaning() == other._meaning()
        return NotImplemented

    def __hash__(self):
        return hash((self.__forward_text__, self.__forward_module__))

    def __or__(self, other):
        from typing import Union
        return Union[self, other]

    def __ror__(self, other):
        from typing import Union
        return Union[other, self]

    def __repr__(self):
        parts = [repr(self.__forward_text__)]
        if self.__forward_module__ is not None:
            parts.append(f"module={self.__forward_module__!r}")
        if self.__owner__ is not None:
            parts.append(f"owner={self.__owner__!r}")
        return f"ForwardRef({', '.join(parts)})"


ForwardRef.__module__ = "typing"        # where it is imported from


# --- placeholders -------------------------------------------------------------------------------

# How tightly the outermost operator of an expression binds.
(_TERNARY, _LAMBDA, _COMPARE, _BITOR, _BITXOR, _BITAND, _SHIFT, _ARITH, _TERM, _FACTOR, _POWER,
 _AWAIT, _ATOM) = range(13)


class _Recorder:
    """What the placeholders of one run have in common."""

    def __init__(self, as_text, globals=None, owner=None, is_class=False):
        self.as_text = as_text
        self.globals = globals
        self.owner = owner
        self.is_class = is_class
        self.cells = {}
        self.placeholders = []
        self.extra = {}                 # names given to objects that have no source text

    def placeholder(self, text, prec=_ATOM):
        new = object.__new__(_Placeholder)
        new._set_up(text, globals=self.globals, owner=self.owner, is_class=self.is_class,
                    cells=self.cells, extra=self.extra, prec=prec)
        new.__forward_compiled__ = self
        self.placeholders.append(new)
        return new

    def source(self, value, prec=_TERNARY):
        """Return source text for an operand, in parentheses if it binds less than prec."""
        kind = type(value)
        if kind is _Placeholder:
            text = value.__forward_text__
            return f"({text})" if value.__forward_prec__ < prec else text
        if value is ...:
            return "..."
        if value is None or kind in (bool, str, bytes):
            return repr(value)
        if kind in (int, float, complex):
            text = repr(value)
            return f"({text})" if text[0] == "-" and prec > _FACTOR else text
        if kind is list:
            return f"[{', '.join(map(self.source, value))}]"
        if kind is tuple:
            if len(value) == 1:
                return f"({self.source(value[0])},)"
            return f"({', '.join(map(self.source, value))})"
        if kind is set and value:
            return f"{{{', '.join(map(self.source, value))}}}"
        if kind is dict:
            items = (f"{self.source(k)}: {self.source(v)}" for k, v in value.items())
            return f"{{{', '.join(items)}}}"
        if kind is slice:
            parts = ["" if part is None else self.source(part)
                     for part in (value.start, value.stop)]
            if value.step is not None:
                parts.append(self.source(value.step))
            return ":".join(parts)
        if self.as_text:
            return type_repr(value)
        if kind is type and vars(builtins).get(value.__name__) is value:
            return value.__name__
        for name, known in self.extra.items():
            if known is value:
                return name
        name = f"__annotationlib_name_{len(self.extra) + 1}__"
        self.extra[name] = value
        return name

    def finish(self):
        """Turn the placeholders into ForwardRefs, wherever they were put."""
        for made in self.placeholders:
            made.__forward_compiled__ = None
            used = made.__forward_text__
            made.__forward_cells__ = self.cells or None
            made.__extra_names__ = {name: value for name, value in self.extra.items()
                                    if name in used} or None
            made.__class__ = ForwardRef


def _binary(symbol, prec):
    left, right = (prec + 1, prec) if symbol == "**" else (prec, prec + 1)

    def operation(self, other):
        rec = self.__forward_compiled__
        return rec.placeholder(
            f"{rec.source(self, left)} {symbol} {rec.source(other, right)}", prec)

    def reflected(self, other):
        rec = self.__forward_compiled__
        return rec.placeholder(
            f"{rec.source(other, left)} {symbol} {rec.source(self, right)}", prec)
    return operation, reflected


def _comparison(symbol):
    def operation(self, other):
        rec = self.__forward_compiled__
        return rec.placeholder(
            f"{rec.source(self, _COMPARE + 1)} {symbol} {rec.source(other, _COMPARE + 1)}",
            _COMPARE)
    return operation


def _unary(symbol):
    def operation(self):
        rec = self.__forward_compiled__
        return rec.placeholder(f"{symbol}{rec.source(self, _FACTOR)}", _FACTOR)
    return operation


def _placeholder_namespace():
    """The methods of _Placeholder: every operator builds the source of its result."""
    def __getattr__(self, name):
        if name[:2] == "__" == name[-2:]:
            raise AttributeError(name)
        rec = self.__forward_compiled__
        return rec.placeholder(f"{rec.source(self, _ATOM)}.{name}")

    def __getitem__(self, item):
        rec = self.__forward_compiled__
        if type(item) is tuple and item:
            inside = ", ".join(map(rec.source, item)) + ("," if len(item) == 1 else "")
        else:
            inside = rec.source(item)
        return rec.placeholder(f"{rec.source(self, _ATOM)}[{inside}]")

    def __call__(self, /, *args, **kwds):
        rec = self.__forward_compiled__
        parts = [*map(rec.source, args),
                 *(f"{name}={rec.source(value)}" for name, value in kwds.items())]
        return rec.placeholder(f"{rec.source(self, _ATOM)}({', '.join(parts)})")

    def __iter__(self):
        rec = self.__forward_compiled__
        yield rec.placeholder(f"*{rec.source(self, _BITOR)}")

    def __hash__(self):
        return id(self)

    def __repr__(self):
        return self.__forward_text__

    namespace = {"__slots__": (), "__getattr__": __getattr__, "__getitem__": __getitem__,
                 "__call__": __call__, "__iter__": __iter__, "__hash__": __hash__,
                 "__repr__": __repr__}
    for name, symbol, prec in (
            ("add", "+", _ARITH), ("sub", "-", _ARITH), ("mul", "*", _TERM),
            ("matmul", "@", _TERM), ("truediv", "/", _TERM), ("mod", "%", _TERM),
            ("floordiv", "//", _TERM), ("lshift", "<<", _SHIFT), ("rshift", ">>", _SHIFT),
            ("or", "|", _BITOR), ("xor", "^", _BITXOR), ("and", "&", _BITAND),
            ("pow", "**", _POWER)):
        namespace[f"__{name}__"], namespace[f"__r{name}__"] = _binary(symbol, prec)
    for name, symbol in (("lt", "<"), ("le", "<="), ("eq", "=="), ("ne", "!="), ("gt", ">"),
                         ("ge", ">=")):
        namespace[f"__{name}__"] = _comparison(symbol)
    for name, symbol in (("invert", "~"), ("pos", "+"), ("neg", "-")):
        namespace[f"__{name}__"] = _unary(symbol)
    # the attributes of ForwardRef, so that finish() can change the class
    return namespace


_may_subclass = ForwardRef.__dict__["__init_subclass__"]
del ForwardRef.__init_subclass__
_Placeholder = type("_Placeholder", (ForwardRef,), _placeholder_namespace())
ForwardRef.__init_subclass__ = _may_subclass
del _may_subclass


# --- running annotate functions -----------------------------------------------------------------

def _names_in(code):
    """All global names and attributes that code and the functions in it mention."""
    names = set(code.co_names)
    for const in code.co_consts:
        if isinstance(const, types.CodeType):
            names |= _names_in(const)
    return names


def _run_with_placeholders(function, recorder):
    """Call a compiler-made annotate or evaluate function where undefined names are placeholders.

    With recorder.as_text every name is one.
    """
    real_globals = function.__globals__
    names = _names_in(function.__code__)
    if recorder.as_text:
        fake = {name: recorder.placeholder(name) for name in names}
    else:
        fake = dict(real_globals)
        known = real_globals.get("__builtins__", builtins)
        known = known if isinstance(known, dict) else vars(known)
        for name in names:
            if name not in fake and name not in known:
                fake[name] = recorder.placeholder(name)
    fake.setdefault("__builtins__", real_globals.get("__builtins__", builtins))

    closure = function.__closure__
    if closure:
        cells = []
        for name, cell in zip(function.__code__.co_freevars, closure):
            try:
                value = cell.cell_contents
                empty = False
            except ValueError:
                value = None
                empty = True
            if name == "__classdict__":
                # names of the class body; as text they all come from the globals above
                value = {} if recorder.as_text or empty else dict(value)
                cells.append(types.CellType(value))
            elif name == "__conditional_annotations__":
                cells.append(cell)
            elif recorder.as_text or empty:
                if empty:
                    recorder.cells[name] = cell
                cells.append(types.CellType(recorder.placeholder(name)))
            else:
                cells.append(cell)
        closure = tuple(cells)
    copy = types.FunctionType(function.__code__, fake, closure=closure,
                              argdefs=function.__defaults__,
                              kwdefaults=function.__kwdefaults__)
    return copy(Format.VALUE_WITH_FAKE_GLOBALS)


def _as_text(value):
    if type(value) is _Placeholder:
        return value.__forward_text__
    if isinstance(value, str):
        return value
    if type(value) in (tuple, list, dict, set):
        text = _Recorder(True).source(value)
        return text[1:-1] if type(value) is tuple and len(value) > 1 else text
    return type_repr(value)


def call_annotate_function(annotate, format, *, owner=None, _is_evaluate=False):
    """Call an annotate function with any format, also those it does not know itself."""
    if format == Format.VALUE_WITH_FAKE_GLOBALS:
        raise ValueError("The VALUE_WITH_FAKE_GLOBALS format is for internal use only")
    try:
        return annotate(format)
    except NotImplementedError:
        pass
    if format == Format.STRING:
        recorder = _Recorder(True)
        try:
            result = _run_with_placeholders(annotate, recorder)
        except NotImplementedError:         # written by hand, and knows VALUE only
            result = annotate(Format.VALUE)
            return type_repr(result) if _is_evaluate else annotations_to_string(result)
        if _is_evaluate:
            return _as_text(result)
        return {name: _as_text(value) for name, value in result.items()}
    if format == Format.FORWARDREF:
        # What evaluates as it is needs no placeholders.
        try:
            return annotate(Format.VALUE)
        except NotImplementedError:
            raise
        except Exception:
            pass
        recorder = _Recorder(False, annotate.__globals__, owner, isinstance(owner, type))
        try:
            result = _run_with_placeholders(annotate, recorder)
        except NotImplementedError:
            return annotate(Format.VALUE)
        recorder.finish()
        return result
    if format == Format.VALUE:
        raise RuntimeError("annotate function does not support VALUE format")
    raise ValueError(f"Invalid format: {format!r}")


def call_evaluate_function(evaluate, format, *, owner=None):
    """The same for evaluate functions: lazily evaluated bounds, defaults and alias values."""
    return call_annotate_function(evaluate, format, owner=owner, _is_evaluate=True)


def get_annotate_from_class_namespace(obj):
    """Return the annotate function in the namespace of a class body, or None."""
    try:
        return obj["__annotate__"]
    except KeyError:
        return obj.get("__annotate_func__", None)


# --- reading annotations ------------------------------------------------------------------------

def _stored(obj):
    """Return obj.__annotations__ as a dict or None; evaluates it if that was not done yet."""
    if isinstance(obj, type) and "__annotate__" not in type.__dict__:
        found = obj.__dict__.get("__annotations__")         # not those of a base class
        if isinstance(found, types.GetSetDescriptorType):
            found = None
    elif isinstance(obj, type):
        try:
            found = type.__dict__["__annotations__"].__get__(obj)
        except AttributeError:
            found = None                    # a static type
    else:
        found = getattr(obj, "__annotations__", None)
    if found is not None and not isinstance(found, dict):
        raise ValueError(f"{obj!r}.__annotations__ is neither a dict nor None")
    return found


def _annotate_of(obj):
    if isinstance(obj, type):
        try:
            return type.__dict__["__annotate__"].__get__(obj)
        except (KeyError, AttributeError):
            return None
    return getattr(obj, "__annotate__", None)


def get_annotations(obj, *, globals=None, locals=None, eval_str=False, format=Format.VALUE):
    """Return the annotations of a class, function or module, in a new dict."""
    if eval_str and format != Format.VALUE:
        raise ValueError("eval_str=True is only supported with format=Format.VALUE")
    if format == Format.VALUE_WITH_FAKE_GLOBALS:
        raise ValueError("The VALUE_WITH_FAKE_GLOBALS format is for internal use only")
    if format == Format.VALUE:
        found = _stored(obj)
        if found is None and (annotate := _annotate_of(obj)) is not None:
            found = call_annotate_function(annotate, format, owner=obj)
    elif format == Format.FORWARDREF:
        try:
            found = _stored(obj)
        except ValueError:
            raise
        except Exception:
            annotate = _annotate_of(obj)
            if annotate is None:
                raise
            found = call_annotate_function(annotate, format, owner=obj)
    elif format == Format.STRING:
        annotate = _annotate_of(obj)
        if annotate is not None:
            found = call_annotate_function(annotate, format, owner=obj)
        else:
            found = _stored(obj)
            if found is not None:
                found = annotations_to_string(found)
    else:
        raise ValueError(f"Unsupported format {format!r}")
    if found is None:
        if isinstance(obj, (type, types.ModuleType)) or callable(obj):
            return {}
        raise TypeError(f"{obj!r} is not a module, class, or callable.")
    if not found:
        return {}
    if not eval_str:
        return dict(found)
    return _evaluate_strings(obj, found, globals, locals)


def _innermost(func):
    """Return what is wrapped by decorators and partial objects."""
    while True:
        if hasattr(func, "__wrapped__"):
            func = func.__wrapped__
        elif type(func).__name__ == "partial" and hasattr(func, "func"):
            func = func.func
        else:
            return func


def _home_globals(obj):
    """Return the globals of the place where obj was defined, or None."""
    if isinstance(obj, types.ModuleType):
        return vars(obj)
    if isinstance(obj, type):
        outside = getattr(sys.modules.get(getattr(obj, "__module__", None)), "__dict__", None)
    else:
        outside = getattr(obj, "__globals__", None)
    return getattr(_innermost(obj), "__globals__", outside)


def _evaluate_strings(obj, annotations, globals, locals):
    """Evaluate those annotations that are strings, where obj was defined."""
    if globals is None:
        globals = _home_globals(obj)
    if locals is None and isinstance(obj, type):
        locals = dict(vars(obj))
    # Type parameters have a scope between that of obj and the one around it; names of the class
    # body come first.
    if params := getattr(obj, "__type_params__", ()):
        locals = {param.__name__: param for param in params} | dict(locals or {})
    return {name: value if not isinstance(value, str) else eval(value, globals, locals)
            for name, value in annotations.items()}


def type_repr(value):
    """Show a value as it would be written in an annotation."""
    if isinstance(value, type) and not isinstance(value, types.GenericAlias):
        if value.__module__ == "builtins":
            return value.__qualname__
        return f"{value.__module__}.{value.__qualname__}"
    if isinstance(value, (types.FunctionType, types.BuiltinFunctionType)):
        if value.__module__ == "builtins":
            return value.__qualname__
        return f"{value.__module__}.{value.__qualname__}"
    if value is ...:
        return "..."
    return repr(value)


def annotations_to_string(annotations):
    """Show the values of an annotations dict as text; strings stay as they are."""
    return {name: value if isinstance(value, str) else type_repr(value)
            for name, value in annotations.items()}
