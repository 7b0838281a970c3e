# _inspect_signature: Parameter, BoundArguments, Signature and signature(), which inspect exports.
# inspect imports this module at its end; its functions are looked up there when they are needed.
# What a Parameter or a Signature holds never changes, and two with the same _key() are equal.
"""Call signatures."""
import enum
import functools
import inspect as _inspect
import sys
import types
from collections import OrderedDict
from keyword import iskeyword


class _void:
    """Marks a parameter that was not given."""


class _empty:
    """Marks the absence of a default, an annotation or a return annotation."""


class _ParameterKind(enum.IntEnum):
    (POSITIONAL_ONLY, POSITIONAL_OR_KEYWORD, VAR_POSITIONAL, KEYWORD_ONLY, VAR_KEYWORD) = range(5)

    @property
    def description(self):
        return ("positional-only", "positional or keyword", "variadic positional",
                "keyword-only", "variadic keyword")[self]

    def __str__(self):
        return self._name_


_POSITIONAL_ONLY, _POSITIONAL_OR_KEYWORD, _VAR_POSITIONAL, _KEYWORD_ONLY, _VAR_KEYWORD = (
    _ParameterKind)

_VALUE = 1                              # annotationlib.Format.VALUE


def _equal_by_key(cls):
    """Give cls == and hash() by _key(), among instances of cls and its subclasses."""
    def __eq__(self, other):
        if not isinstance(other, cls):
            return NotImplemented
        return self is other or self._key() == other._key()

    def __hash__(self):
        return hash(self._key())

    for method in (__eq__, __hash__):
        method.__qualname__ = f"{cls.__name__}.{method.__name__}"
        setattr(cls, method.__name__, method)
    return cls


def _restore(self, state):
    for name, value in state.items():
        setattr(self, name, value)


# --- parameters ---------------------------------------------------------------------------------

@_equal_by_key
class Parameter:
    """One parameter: its name, kind, default and annotation."""

    __slots__ = "_name", "_kind", "_default", "_annotation"

    empty = _empty
    name = property(lambda self: self._name)
    kind = property(lambda self: self._kind)
    default = property(lambda self: self._default)
    annotation = property(lambda self: self._annotation)

    def __init__(self, name, kind, *, default=_empty, annotation=_empty):
        try:
            kind = _ParameterKind(kind)
        except ValueError:
            raise ValueError(f"value {kind!r} is not a valid Parameter.kind") from None
        if kind in (_VAR_POSITIONAL, _VAR_KEYWORD) and default is not _empty:
            raise ValueError(f"{kind.description} parameters cannot have default values")
        if name is _empty:
            raise ValueError("name is a required attribute for Parameter")
        if not isinstance(name, str):
            raise TypeError(f"name must be a str, not a {type(name).__name__}")
        if name.startswith(".") and name[1:].isdigit():
            # the iterable that a comprehension gets from outside
            if kind is not _POSITIONAL_OR_KEYWORD:
                raise ValueError("implicit arguments must be passed as positional or keyword "
                                 f"arguments, not {kind.description}")
            kind = _POSITIONAL_ONLY
            name = f"implicit{name[1:]}"
        if not name.isidentifier() or iskeyword(name) and kind is not _POSITIONAL_ONLY:
            raise ValueError(f"{name!r} is not a valid parameter name")
        self._name, self._kind, self._default, self._annotation = name, kind, default, annotation

    def _key(self):
        return self._name, self._kind, self._default, self._annotation

    def __reduce__(self):
        state = {"_default": self._default, "_annotation": self._annotation}
        return type(self), (self._name, self._kind), state

    __setstate__ = _restore

    def replace(self, *, name=_void, kind=_void, annotation=_void, default=_void):
        """Return a copy with some attributes changed."""
        name, kind, default, annotation = [
            was if new is _void else new
            for new, was in zip((name, kind, default, annotation), self._key())]
        return type(self)(name, kind, default=default, annotation=annotation)

    __replace__ = replace

    def _format(self, quote_annotation_strings=True):
        stars = {_VAR_POSITIONAL: "*", _VAR_KEYWORD: "**"}.get(self._kind, "")
        equals = "="
        text = stars + self._name
        if self._annotation is not _empty:
            shown = _inspect.formatannotation(
                self._annotation, quote_annotation_strings=quote_annotation_strings)
            text += f": {shown}"
            equals = " = "
        return text if self._default is _empty else f"{text}{equals}{self._default!r}"

    def __str__(self):
        return self._format()

    def __repr__(self):
        return f'<{type(self).__name__} "{self}">'


for _kind in _ParameterKind:
    setattr(Parameter, _kind.name, _kind)
del _kind


class BoundArguments:
    """What Signature.bind() returns: `arguments` maps parameters to the values given for them."""

    __slots__ = "arguments", "_signature", "__weakref__"

    signature = property(lambda self: self._signature)

    def __init__(self, signature, arguments):
        self._signature, self.arguments = signature, arguments

    def _call(self):
        """Return the list of positional and the dict of keyword arguments of the call.

        From the first parameter without a value on, values have to be keywords.
        """
        given = self.arguments
        positional, keywords = [], {}
        by_keyword = False
        for name, param in self._signature.parameters.items():
            kind = param.kind
            if name not in given:
                by_keyword = True
                continue
            if kind >= _KEYWORD_ONLY:
                by_keyword = True
            value = given[name]
            if kind is _VAR_KEYWORD:
                keywords.update(value)
            elif by_keyword:
                keywords[name] = value
            elif kind is _VAR_POSITIONAL:
                positional += value
            else:
                positional.append(value)
        return positional, keywords

    @property
    def args(self):
        """The positional arguments of the call."""
        return tuple(self._call()[0])

    @property
    def kwargs(self):
        """The keyword arguments of the call."""
        return self._call()[1]

    def apply_defaults(self):
        """Set the defaults of missing arguments; () and {} for *args and **kwargs."""
        given, completed = self.arguments, {}
        nothing = {_VAR_POSITIONAL: tuple, _VAR_KEYWORD: dict}
        for name, param in self._signature.parameters.items():
            if name in given:
                completed[name] = given[name]
            elif param.kind in nothing:
                completed[name] = nothing[param.kind]()
            elif param.default is not _empty:   # else bind_partial() left it out
                completed[name] = param.default
        self.arguments = completed

    def __eq__(self, other):
        if not isinstance(other, BoundArguments):
            return NotImplemented
        return self is other or (self.signature, self.arguments) == (other.signature,
                                                                     other.arguments)

    __hash__ = None
    __setstate__ = _restore

    def __getstate__(self):
        return {name: getattr(self, name) for name in ("_signature", "arguments")}

    def __repr__(self):
        shown = ", ".join(f"{name}={value!r}" for name, value in self.arguments.items())
        return f"<{type(self).__name__} ({shown})>"


# --- signatures ---------------------------------------------------------------------------------

def _check_order(parameters):
    """Return {name: parameter}, or raise ValueError if no function could have these."""
    by_name = OrderedDict()
    latest, default_seen = _POSITIONAL_ONLY, False
    for param in parameters:
        name, kind = param.name, param.kind
        if kind < latest:
            raise ValueError(f"wrong parameter order: {latest.description} parameter before "
                             f"{kind.description} parameter")
        latest = kind
        if kind < _VAR_POSITIONAL:
            has_default = param.default is not _empty
            if default_seen and not has_default:
                raise ValueError("non-default argument follows default argument")
            default_seen = has_default
        if name in by_name:
            raise ValueError(f"duplicate parameter name: {name!r}")
        by_name[name] = param
    return by_name


@_equal_by_key
class Signature:
    """The parameters of a callable, by name and in order, and its return annotation."""

    __slots__ = "_return_annotation", "_parameters"

    _bound_arguments_cls, _parameter_cls = BoundArguments, Parameter
    empty = _empty
    parameters = property(lambda self: self._parameters)
    return_annotation = property(lambda self: self._return_annotation)

    def __init__(self, parameters=None, *, return_annotation=_empty, __validate_parameters__=True):
        if __validate_parameters__:
            by_name = _check_order(parameters or ())
        else:
            by_name = OrderedDict((param.name, param) for param in parameters or ())
        self._return_annotation = return_annotation
        self._parameters = types.MappingProxyType(by_name)

    @classmethod
    def from_callable(cls, obj, *, follow_wrapped=True, globals=None, locals=None,
                      eval_str=False, annotation_format=_VALUE):
        """Return the signature of a callable."""
        return _signature_from_callable(
            obj, sigcls=cls, follow_wrapper_chains=follow_wrapped, globals=globals,
            locals=locals, eval_str=eval_str, annotation_format=annotation_format)

    def replace(self, *, parameters=_void, return_annotation=_void):
        """Return a copy with some attributes changed."""
        return type(self)(
            self.parameters.values() if parameters is _void else parameters,
            return_annotation=(self._return_annotation if return_annotation is _void
                               else return_annotation))

    __replace__ = replace

    def _key(self):
        # the order of keyword-only parameters does not matter
        ordered, unordered = [], []
        for param in self.parameters.values():
            (unordered if param.kind is _KEYWORD_ONLY else ordered).append(param)
        return tuple(ordered), _Unordered(unordered), self.return_annotation

    def _bind(self, args, kwargs, *, partial=False):
        """Map arguments to parameters as a call does."""
        by_place, by_keyword = [], []
        star = catch_all = None
        for param in self.parameters.values():
            kind = param.kind
            if kind < _VAR_POSITIONAL:
                by_place.append(param)
            elif kind is _KEYWORD_ONLY:
                by_keyword.append(param)
            elif kind is _VAR_POSITIONAL:
                star = param
            else:
                catch_all = param
        given = {}
        rest = dict(kwargs)

        for param, value in zip(by_place, args):
            if param.name in rest and param.kind is not _POSITIONAL_ONLY:
                raise TypeError(f"multiple values for argument {param.name!r}")
            given[param.name] = value
        if len(args) > len(by_place):
            if star is None:
                raise TypeError("too many positional arguments")
            given[star.name] = tuple(args[len(by_place):])

        wrong_keywords = []             # positional-only parameters given by keyword
        by_keyword[:0] = by_place[len(args):]
        for place, param in enumerate(by_keyword):
            name, kind = param.name, param.kind
            needed = param.default is _empty
            if name in rest and (kind is not _POSITIONAL_ONLY or catch_all is None):
                value = rest.pop(name)
                if kind is not _POSITIONAL_ONLY:
                    given[name] = value
                elif needed:
                    raise TypeError(f"missing a required positional-only argument: {name!r}")
                else:
                    wrong_keywords.append(name)
            elif needed and not partial:
                only = " keyword-only" if place == 0 and kind is _KEYWORD_ONLY else ""
                raise TypeError(f"missing a required{only} argument: {name!r}")
        if wrong_keywords:
            raise TypeError("got some positional-only arguments passed as keyword arguments: "
                            f"{', '.join(wrong_keywords)!r}")
        if rest:
            if catch_all is None:
                raise TypeError(f"got an unexpected keyword argument {next(iter(rest))!r}")
            given[catch_all.name] = rest
        in_order = {name: given[name] for name in self.parameters if name in given}
        return self._bound_arguments_cls(self, in_order)

    def bind(self, /, *args, **kwargs):
        """Return the BoundArguments of a call; TypeError if the call would fail."""
        return self._bind(args, kwargs)

    def bind_partial(self, /, *args, **kwargs):
        """The same, where required arguments may be missing."""
        return self._bind(args, kwargs, partial=True)

    def __reduce__(self):
        state = {"_return_annotation": self._return_annotation}
        return type(self), (tuple(self._parameters.values()),), state

    __setstate__ = _restore

    def __repr__(self):
        return f"<{type(self).__name__} {self}>"

    def __str__(self):
        return self.format()

    def format(self, *, max_width=None, quote_annotation_strings=True):
        """Return the text of the signature, with one parameter a line if max_width is exceeded."""
        parts = []
        before = None
        for param in self.parameters.values():
            kind = param.kind
            if before is _POSITIONAL_ONLY and kind is not before:
                parts.append("/")
            if kind is _KEYWORD_ONLY and before not in (kind, _VAR_POSITIONAL):
                parts.append("*")
            parts.append(param._format(quote_annotation_strings))
            before = kind
        if before is _POSITIONAL_ONLY:
            parts.append("/")
        text = f"({', '.join(parts)})"
        if max_width is not None and len(text) > max_width:
            text = "(\n    " + ",\n    ".join(parts) + "\n)"
        returns = self.return_annotation
        if returns is _empty:
            return text
        shown = _inspect.formatannotation(
            returns, quote_annotation_strings=quote_annotation_strings)
        return f"{text} -> {shown}"


class _Unordered(list):
    """A list that is equal to another if they have the same elements, in any order."""

    def __eq__(self, other):
        return len(self) == len(other) and all(element in other for element in self)

    def __hash__(self):
        return hash(frozenset(self))


def signature(obj, *, follow_wrapped=True, globals=None, locals=None, eval_str=False,
              annotation_format=_VALUE):
    """Return the signature of a callable."""
    return Signature.from_callable(obj, follow_wrapped=follow_wrapped, globals=globals,
                                   locals=locals, eval_str=eval_str,
                                   annotation_format=annotation_format)


# --- from functions -----------------------------------------------------------------------------

def _make_parameter(cls, name, kind, default, annotation):
    """Make a Parameter from what a function has, which needs no checks."""
    if cls is not Parameter or name[:1] == "." or not name.isidentifier():
        return cls(name, kind, default=default, annotation=annotation)
    param = Parameter.__new__(Parameter)
    param._name = name
    param._kind = kind
    param._default = default
    param._annotation = annotation
    return param


def _signature_is_functionlike(obj):
    """Whether obj has all attributes of a function: compiled functions of other compilers do."""
    if isinstance(obj, type) or not callable(obj):
        return False
    nothing = types.NoneType
    return all(isinstance(getattr(obj, name, _void), kinds) for name, kinds in (
        ("__name__", str), ("__code__", types.CodeType), ("__defaults__", (tuple, nothing)),
        ("__kwdefaults__", (dict, nothing)), ("__annotations__", (dict, nothing))))


def _signature_from_function(cls, func, skip_bound_arg=True, globals=None, locals=None,
                             eval_str=False, *, annotation_format=_VALUE):
    genuine = isinstance(func, types.FunctionType)
    if not genuine and not _signature_is_functionlike(func):
        raise TypeError(f"{func!r} is not a Python function")
    text = getattr(func, "__text_signature__", None)
    if text:
        return _signature_fromstr(cls, func, text, skip_bound_arg)

    code = func.__code__
    count, only = code.co_argcount, code.co_posonlyargcount
    after = count + code.co_kwonlyargcount
    names = code.co_varnames
    defaults = (_empty,) * count + (func.__defaults__ or ())
    kwdefaults = func.__kwdefaults__ or {}
    collectors = iter(names[after:])    # *args and **kwargs follow the parameters that have names

    rows = list(zip(names, [_POSITIONAL_ONLY] * only + [_POSITIONAL_OR_KEYWORD] * (count - only),
                    defaults[len(defaults) - count:]))
    if code.co_flags & _inspect.CO_VARARGS:
        rows.append((next(collectors), _VAR_POSITIONAL, _empty))
    for name in names[count:after]:
        rows.append((name, _KEYWORD_ONLY, kwdefaults.get(name, _empty)))
    if code.co_flags & _inspect.CO_VARKEYWORDS:
        rows.append((next(collectors), _VAR_KEYWORD, _empty))

    annotation = _inspect.get_annotations(
        func, globals=globals, locals=locals, eval_str=eval_str,
        format=annotation_format).get
    make = cls._parameter_cls
    return cls([_make_parameter(make, name, kind, default, annotation(name, _empty))
                for name, kind, default in rows],
               return_annotation=annotation("return", _empty),
               __validate_parameters__=not genuine)      # others are checked


# --- from text ----------------------------------------------------------------------------------

def _split_top_level(text, separator=","):
    """Split text at separators that are outside brackets and strings."""
    parts = []
    depth = 0
    quote = None
    start = 0
    i = 0
    while i < len(text):
        char = text[i]
        if quote:
            if char == "\\":
                i += 1
            elif char == quote:
                quote = None
        elif char in "'\"":
            quote = char
        elif char in "([{":
            depth += 1
        elif char in ")]}":
            depth -= 1
        elif char == separator and depth == 0:
            parts.append(text[start:i])
            start = i + 1
        i += 1
    parts.append(text[start:])
    return parts


def _tidy(text):
    """Return text with the spacing of _signature_strip_non_python_syntax: none around `=`."""
    words = " ".join(text.split())
    if "=" in words and "'" not in words and '"' not in words:
        name, value = words.split("=", 1)
        words = f"{name.strip()}={value.strip()}"
    return words


def _signature_strip_non_python_syntax(signature):
    """Return a text signature without the $ of its self parameter, and the place of that one."""
    if not signature:
        return signature, None
    self_parameter = None
    parts = []
    inner = signature.strip()
    closing = inner.rfind(")")
    after = inner[closing + 1:] if closing >= 0 else ""
    inner = inner[1:closing] if closing >= 0 else inner[1:]
    place = 0
    for part in _split_top_level(inner):
        part = _tidy(part)
        if not part:
            continue
        if part.startswith("$"):
            part = part[1:]
            self_parameter = place
        if part != "/":
            place += 1
        parts.append(part)
    return f"({', '.join(parts)}){after}", self_parameter


def _is_constant(value):
    if isinstance(value, (tuple, list, set, frozenset)):
        return all(map(_is_constant, value))
    if isinstance(value, dict):
        return all(map(_is_constant, value)) and all(map(_is_constant, value.values()))
    return value is ... or isinstance(
        value, (str, int, float, complex, bytes, bool, types.NoneType))


def _text_value(text, obj):
    """Evaluate a default of a text signature: constants, joined by operators, and their names."""
    code = compile(text, "<signature>", "eval")
    plain = "".join(text.replace('"', "'").split("'")[::2])     # without strings
    for i, char in enumerate(plain):
        called = char == "(" and plain[:i].rstrip()[-1:].isidentifier()
        if called or char in "<>=!":
            raise ValueError(f"no constant: {text!r}")
    import builtins
    owner = obj if getattr(obj, "__module__", None) else getattr(obj, "__objclass__", None)
    module = sys.modules.get(getattr(owner, "__module__", None) or "")
    names = {} if module is None else dict(module.__dict__)
    for name in code.co_names:
        if name not in names and name in sys.modules:
            names[name] = sys.modules[name]
    names["__builtins__"] = {name: getattr(builtins, name) for name in code.co_names
                             if hasattr(builtins, name)}
    value = eval(code, names)
    if not _is_constant(value):
        raise ValueError(f"no constant: {text!r}")
    return value


def _signature_fromstr(cls, obj, s, skip_bound_arg=True):
    """Parse the text signature of a native function."""
    clean, self_parameter = _signature_strip_non_python_syntax(s)
    bad = ValueError(f"{s!r} builtin has invalid signature")
    closing = clean.rfind(")")
    if not clean.startswith("(") or closing < 0:
        raise bad
    return_annotation = _empty
    after = clean[closing + 1:].strip()
    if after.startswith("->"):
        try:
            return_annotation = _text_value(after[2:].strip(), obj)
        except Exception:
            return_annotation = _empty
    make = cls._parameter_cls
    params = []
    kind = _POSITIONAL_OR_KEYWORD
    try:
        for part in _split_top_level(clean[1:closing]):
            part = part.strip()
            if not part:
                continue
            if part == "/":
                if not params or kind is _KEYWORD_ONLY:
                    raise bad
                params = [p.replace(kind=_POSITIONAL_ONLY) for p in params]
                continue
            if part == "*":
                kind = _KEYWORD_ONLY
                continue
            if part.startswith("**"):
                params.append(make(_text_name(part[2:]), _VAR_KEYWORD))
                continue
            if part.startswith("*"):
                params.append(make(_text_name(part[1:]), _VAR_POSITIONAL))
                kind = _KEYWORD_ONLY
                continue
            name, *default = _split_top_level(part, "=")
            value = _empty
            if default:
                text = "=".join(default).strip()
                if text == "<unrepresentable>":
                    raise bad
                value = _text_value(text, obj)
            params.append(make(_text_name(name), kind, default=value))
    except Exception:
        raise bad from None

    if self_parameter is not None:
        owner = getattr(obj, "__self__", None)
        bound = owner is not None
        if bound and (isinstance(owner, types.ModuleType) or skip_bound_arg):
            del params[0]
        else:
            params[0] = params[0].replace(kind=_POSITIONAL_ONLY)
    return cls(params, return_annotation=return_annotation)


def _text_name(text):
    """Return the name in "name: annotation"; annotations there are for readers only."""
    return text.split(":", 1)[0].strip()


_NonUserDefinedCallables = (types.WrapperDescriptorType, types.MethodWrapperType,
                            types.ClassMethodDescriptorType, types.BuiltinFunctionType)


def _signature_is_builtin(obj):
    return (_inspect.isbuiltin(obj) or _inspect.ismethoddescriptor(obj)
            or isinstance(obj, _NonUserDefinedCallables) or obj is type or obj is object)


def _signature_from_builtin(cls, func, skip_bound_arg=True):
    text = getattr(func, "__text_signature__", None)
    if not text:
        raise ValueError(f"no signature found for builtin {func!r}")
    return _signature_fromstr(cls, func, text, skip_bound_arg)


# --- changing signatures ------------------------------------------------------------------------

def _signature_bound_method(sig):
    """Return the signature without its first parameter."""
    first, *others = sig.parameters.values() or (None,)
    if first is None or first.kind in (_KEYWORD_ONLY, _VAR_KEYWORD):
        raise ValueError("invalid method signature")
    return sig if first.kind is _VAR_POSITIONAL else sig.replace(parameters=others)


def _signature_get_partial(wrapped_sig, partial, extra_args=()):
    """Return the signature of a partial object, given that of its function.

    What is bound by position vanishes; what is bound by keyword becomes a default, and all after
    it keyword-only. A Placeholder leaves its parameter open, but only by position.
    """
    args = (*extra_args, *(partial.args or ()))
    keywords = partial.keywords or {}
    try:
        bound = wrapped_sig.bind_partial(*args, **keywords).arguments
    except TypeError as error:
        raise ValueError(f"partial object {partial!r} has incorrect arguments") from error
    placeholder = getattr(functools, "Placeholder", _void)
    # Up to the last placeholder nothing can be given by keyword.
    placeholders = [name for name, param in wrapped_sig.parameters.items()
                    if param.kind < _VAR_POSITIONAL and bound.get(name) is placeholder]

    result = []
    keyword_only = False
    for name, param in wrapped_sig.parameters.items():
        value = bound.get(name, _void)
        kind = param.kind
        if placeholders and value is placeholder:
            if kind < _VAR_POSITIONAL:
                param = param.replace(kind=_POSITIONAL_ONLY, default=_empty)
            if name == placeholders[-1]:
                placeholders = None
        else:
            if value is not _void and kind not in (_VAR_POSITIONAL, _VAR_KEYWORD):
                if kind is not _KEYWORD_ONLY and name not in keywords:
                    continue            # bound by position
                if kind is _POSITIONAL_ONLY:
                    continue
                keyword_only = keyword_only or kind is _POSITIONAL_OR_KEYWORD
                param = param.replace(default=value)
            if keyword_only:
                if kind is _VAR_POSITIONAL:
                    continue
                if kind is _POSITIONAL_OR_KEYWORD:
                    param = param.replace(kind=_KEYWORD_ONLY)
        result.append(param)
    if keyword_only:
        result.sort(key=lambda param: param.kind is _VAR_KEYWORD)
    return wrapped_sig.replace(parameters=result)


# --- from any callable --------------------------------------------------------------------------

def _tells_itself(func):
    """Where the search along __wrapped__ ends early."""
    return isinstance(func, types.MethodType) or hasattr(func, "__signature__")


def _descriptor_get(descriptor, obj):
    """Bind a method found in a class to obj."""
    bind = None if isinstance(descriptor, type) else getattr(type(descriptor), "__get__", None)
    return descriptor if bind is None else bind(descriptor, obj, type(obj))


class _Search:
    """Finds the signature of any callable; the options hold for all that it is made of."""

    __slots__ = ("sigcls", "follow", "skip_bound_arg", "annotation_options")

    def __init__(self, sigcls, follow, skip_bound_arg, annotation_options):
        self.sigcls = sigcls
        self.follow = follow
        self.skip_bound_arg = skip_bound_arg
        self.annotation_options = annotation_options

    def find(self, obj):
        if not callable(obj):
            raise TypeError(f"{obj!r} is not a callable object")
        if self.follow and not isinstance(obj, types.MethodType):
            obj = _inspect.unwrap(obj, stop=_tells_itself)
        if isinstance(obj, types.MethodType):
            return self.without_self(self.find(obj.__func__))

        told = getattr(obj, "__signature__", None)
        if told is not None:
            return self.read(obj, told)
        made_by = getattr(obj, "__partialmethod__", None)
        if isinstance(made_by, functools.partialmethod):
            return self.of_partialmethod(made_by)
        if isinstance(obj, types.FunctionType) or _signature_is_functionlike(obj):
            return _signature_from_function(self.sigcls, obj, self.skip_bound_arg,
                                            **self.annotation_options)
        if _signature_is_builtin(obj):
            return _signature_from_builtin(self.sigcls, obj, self.skip_bound_arg)
        if isinstance(obj, functools.partial):
            return _signature_get_partial(self.find(obj.func), obj)
        return self.of_class(obj) if isinstance(obj, type) else self.of_instance(obj)

    def without_self(self, sig):
        return _signature_bound_method(sig) if self.skip_bound_arg else sig

    def read(self, obj, told):
        """What __signature__ says: a Signature, its text, or (in Enum) a function that tells."""
        if callable(told) and not isinstance(told, Signature):
            told = told()
        if isinstance(told, str):
            return _signature_fromstr(self.sigcls, obj, told)
        if isinstance(told, Signature):
            return told
        raise TypeError(f"unexpected object {told!r} in __signature__ attribute")

    def of_partialmethod(self, made_by):
        """A method that partialmethod made: its self comes before the bound arguments."""
        wrapped = self.find(made_by.func)
        sig = _signature_get_partial(wrapped, made_by, (None,))
        receiver = next(iter(wrapped.parameters.values()))
        if receiver.kind is _VAR_POSITIONAL:
            return sig
        return sig.replace(parameters=(receiver, *sig.parameters.values()))

    def of_instance(self, obj):
        call = _inspect.getattr_static(type(obj), "__call__", None)
        if call is None:
            raise ValueError(f"callable {obj!r} is not supported by signature")
        text = getattr(obj, "__text_signature__", None)
        if text:
            return _signature_fromstr(self.sigcls, obj, text)
        return self.find(_descriptor_get(call, obj))

    def python_method(self, cls, name):
        """Return a method of cls that is written in Python, or None."""
        if name == "__new__":
            method = getattr(cls, name, None)
        else:
            method = _inspect.getattr_static(cls, name, None)
        # a wrapper of a native method counts as native
        inner = _inspect.unwrap(method, stop=_tells_itself) if self.follow else method
        if inner is None or isinstance(inner, _NonUserDefinedCallables):
            return None
        return method if name == "__new__" else _descriptor_get(method, cls)

    def of_class(self, cls):
        """That of the metaclass's __call__, or of __new__ or __init__, whichever is nearer."""
        metacall = _inspect.getattr_static(type(cls), "__call__", None)
        if metacall is not None and not isinstance(metacall, _NonUserDefinedCallables):
            if self.python_method(type(cls), "__call__") is not None:
                return self.find(_descriptor_get(metacall, cls))

        new, init = self.python_method(cls, "__new__"), self.python_method(cls, "__init__")
        for base in type.__dict__["__mro__"].__get__(cls):
            if new is not None and "__new__" in vars(base):
                return self.without_self(self.find(new))
            if init is not None and "__init__" in vars(base):
                return self.find(init)          # which is bound, if it can be

        # Native classes have a text of their own.
        *bases, _ = cls.__mro__
        for base in bases:
            text = getattr(base, "__text_signature__", None)
            if text:
                return _signature_fromstr(self.sigcls, base, text)
        if type in bases:
            raise ValueError(f"callable {cls!r} is not supported by signature")
        if (cls.__new__, cls.__init__) == (object.__new__, object.__init__):
            return self.sigcls.from_callable(object)    # takes no arguments
        raise ValueError(f"no signature found for builtin type {cls!r}")


def _signature_from_callable(obj, *, follow_wrapper_chains=True, skip_bound_arg=True,
                             globals=None, locals=None, eval_str=False, sigcls=Signature,
                             annotation_format=_VALUE):
    """Find the signature of any callable."""
    options = dict(globals=globals, locals=locals, eval_str=eval_str,
                   annotation_format=annotation_format)
    return _Search(sigcls, follow_wrapper_chains, skip_bound_arg, options).find(obj)
