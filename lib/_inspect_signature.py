# _inspect_signature: Parameter, BoundArguments, Signature and signature(), which inspect exports.
# inspect imports this module at its end; its functions are looked up there when they are needed.
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
    POSITIONAL_ONLY = "positional-only"
    POSITIONAL_OR_KEYWORD = "positional or keyword"
    VAR_POSITIONAL = "variadic positional"
    KEYWORD_ONLY = "keyword-only"
    VAR_KEYWORD = "variadic keyword"

    def __new__(cls, description):
        value = len(cls.__members__)
        member = int.__new__(cls, value)
        member._value_ = value
        member.description = description
        return member

    def __str__(self):
        return self.name


_POSITIONAL_ONLY, _POSITIONAL_OR_KEYWORD, _VAR_POSITIONAL, _KEYWORD_ONLY, _VAR_KEYWORD = (
    _ParameterKind)

_VALUE = 1                              # annotationlib.Format.VALUE


# --- parameters ---------------------------------------------------------------------------------

class Parameter:
    """One parameter: its name, kind, default and annotation."""

    __slots__ = ("_name", "_kind", "_default", "_annotation")

    POSITIONAL_ONLY = _POSITIONAL_ONLY
    POSITIONAL_OR_KEYWORD = _POSITIONAL_OR_KEYWORD
    VAR_POSITIONAL = _VAR_POSITIONAL
    KEYWORD_ONLY = _KEYWORD_ONLY
    VAR_KEYWORD = _VAR_KEYWORD
    empty = _empty

    def __init__(self, name, kind, *, default=_empty, annotation=_empty):
        try:
            self._kind = _ParameterKind(kind)
        except ValueError:
            raise ValueError(f"value {kind!r} is not a valid Parameter.kind") from None
        if default is not _empty and self._kind in (_VAR_POSITIONAL, _VAR_KEYWORD):
            raise ValueError(f"{self._kind.description} parameters cannot have default values")
        self._default = default
        self._annotation = annotation
        if name is _empty:
            raise ValueError("name is a required attribute for Parameter")
        if not isinstance(name, str):
            raise TypeError(f"name must be a str, not a {type(name).__name__}")
        if name[:1] == "." and name[1:].isdigit():
            # the iterable that a comprehension gets from outside
            if self._kind != _POSITIONAL_OR_KEYWORD:
                raise ValueError("implicit arguments must be passed as positional or keyword "
                                 f"arguments, not {self._kind.description}")
            self._kind = _POSITIONAL_ONLY
            name = f"implicit{name[1:]}"
        if (iskeyword(name) and self._kind is not _POSITIONAL_ONLY) or not name.isidentifier():
            raise ValueError(f"{name!r} is not a valid parameter name")
        self._name = name

    def __reduce__(self):
        return (type(self), (self._name, self._kind),
                {"_default": self._default, "_annotation": self._annotation})

    def __setstate__(self, state):
        self._default = state["_default"]
        self._annotation = state["_annotation"]

    @property
    def name(self):
        return self._name

    @property
    def default(self):
        return self._default

    @property
    def annotation(self):
        return self._annotation

    @property
    def kind(self):
        return self._kind

    def replace(self, *, name=_void, kind=_void, annotation=_void, default=_void):
        """Return a copy with some attributes changed."""
        return type(self)(
            self._name if name is _void else name,
            self._kind if kind is _void else kind,
            default=self._default if default is _void else default,
            annotation=self._annotation if annotation is _void else annotation)

    __replace__ = replace

    def _format(self, quote_annotation_strings=True):
        text = self._name
        annotated = self._annotation is not _empty
        if annotated:
            shown = _inspect.formatannotation(
                self._annotation, quote_annotation_strings=quote_annotation_strings)
            text = f"{text}: {shown}"
        if self._default is not _empty:
            text += f"{' = ' if annotated else '='}{self._default!r}"
        if self._kind == _VAR_POSITIONAL:
            return "*" + text
        if self._kind == _VAR_KEYWORD:
            return "**" + text
        return text

    def __str__(self):
        return self._format()

    def __repr__(self):
        return f'<{self.__class__.__name__} "{self}">'

    def __hash__(self):
        return hash((self._name, self._kind, self._annotation, self._default))

    def __eq__(self, other):
        if self is other:
            return True
        if not isinstance(other, Parameter):
            return NotImplemented
        return (self._name == other._name and self._kind == other._kind
                and self._default == other._default and self._annotation == other._annotation)


class BoundArguments:
    """What Signature.bind() returns: `arguments` maps parameters to the values given for them."""

    __slots__ = ("arguments", "_signature", "__weakref__")

    def __init__(self, signature, arguments):
        self.arguments = arguments
        self._signature = signature

    @property
    def signature(self):
        return self._signature

    @property
    def args(self):
        """The positional arguments of the call."""
        args = []
        for name, param in self._signature.parameters.items():
            if param.kind in (_VAR_KEYWORD, _KEYWORD_ONLY):
                break
            try:
                value = self.arguments[name]
            except KeyError:
                break                   # those after it have to be keywords
            if param.kind == _VAR_POSITIONAL:
                args.extend(value)
            else:
                args.append(value)
        return tuple(args)

    @property
    def kwargs(self):
        """The keyword arguments of the call."""
        kwargs = {}
        by_keyword = False
        for name, param in self._signature.parameters.items():
            if not by_keyword:
                if param.kind in (_VAR_KEYWORD, _KEYWORD_ONLY):
                    by_keyword = True
                elif name not in self.arguments:
                    by_keyword = True
                    continue
            if not by_keyword:
                continue
            try:
                value = self.arguments[name]
            except KeyError:
                continue
            if param.kind == _VAR_KEYWORD:
                kwargs.update(value)
            else:
                kwargs[name] = value
        return kwargs

    def apply_defaults(self):
        """Set the defaults of missing arguments; () and {} for *args and **kwargs."""
        arguments = self.arguments
        result = {}
        for name, param in self._signature.parameters.items():
            if name in arguments:
                result[name] = arguments[name]
            elif param.default is not _empty:
                result[name] = param.default
            elif param.kind is _VAR_POSITIONAL:
                result[name] = ()
            elif param.kind is _VAR_KEYWORD:
                result[name] = {}
            # else bind_partial() left it out
        self.arguments = result

    def __eq__(self, other):
        if self is other:
            return True
        if not isinstance(other, BoundArguments):
            return NotImplemented
        return self.signature == other.signature and self.arguments == other.arguments

    def __setstate__(self, state):
        self._signature = state["_signature"]
        self.arguments = state["arguments"]

    def __getstate__(self):
        return {"_signature": self._signature, "arguments": self.arguments}

    def __repr__(self):
        shown = ", ".join(f"{name}={value!r}" for name, value in self.arguments.items())
        return f"<{self.__class__.__name__} ({shown})>"


# --- signatures ---------------------------------------------------------------------------------

def _check_order(parameters):
    """Return {name: parameter}, or raise ValueError if no function could have these."""
    result = OrderedDict()
    latest = _POSITIONAL_ONLY
    default_seen = False
    for param in parameters:
        kind = param.kind
        if kind < latest:
            raise ValueError(f"wrong parameter order: {latest.description} parameter before "
                             f"{kind.description} parameter")
        latest = kind
        if kind in (_POSITIONAL_ONLY, _POSITIONAL_OR_KEYWORD):
            if param.default is not _empty:
                default_seen = True
            elif default_seen:
                raise ValueError("non-default argument follows default argument")
        if param.name in result:
            raise ValueError(f"duplicate parameter name: {param.name!r}")
        result[param.name] = param
    return result


class Signature:
    """The parameters of a callable, by name and in order, and its return annotation."""

    __slots__ = ("_return_annotation", "_parameters")

    _parameter_cls = Parameter
    _bound_arguments_cls = BoundArguments
    empty = _empty

    def __init__(self, parameters=None, *, return_annotation=_empty, __validate_parameters__=True):
        if parameters is None:
            params = OrderedDict()
        elif __validate_parameters__:
            params = _check_order(parameters)
        else:
            params = OrderedDict([(param.name, param) for param in parameters])
        self._parameters = types.MappingProxyType(params)
        self._return_annotation = return_annotation

    @classmethod
    def from_callable(cls, obj, *, follow_wrapped=True, globals=None, locals=None,
                      eval_str=False, annotation_format=_VALUE):
        """Return the signature of a callable."""
        return _signature_from_callable(
            obj, sigcls=cls, follow_wrapper_chains=follow_wrapped, globals=globals,
            locals=locals, eval_str=eval_str, annotation_format=annotation_format)

    @property
    def parameters(self):
        return self._parameters

    @property
    def return_annotation(self):
        return self._return_annotation

    def replace(self, *, parameters=_void, return_annotation=_void):
        """Return a copy with some attributes changed."""
        if parameters is _void:
            parameters = self.parameters.values()
        if return_annotation is _void:
            return_annotation = self._return_annotation
        return type(self)(parameters, return_annotation=return_annotation)

    __replace__ = replace

    def _hash_basis(self):
        # the order of keyword-only parameters does not matter
        params = tuple(p for p in self.parameters.values() if p.kind != _KEYWORD_ONLY)
        keyword_only = {p.name: p for p in self.parameters.values() if p.kind == _KEYWORD_ONLY}
        return params, keyword_only, self.return_annotation

    def __hash__(self):
        params, keyword_only, return_annotation = self._hash_basis()
        return hash((params, frozenset(keyword_only.values()), return_annotation))

    def __eq__(self, other):
        if self is other:
            return True
        if not isinstance(other, Signature):
            return NotImplemented
        return self._hash_basis() == other._hash_basis()

    def _bind(self, args, kwargs, *, partial=False):
        """Map arguments to parameters as a call does."""
        arguments = {}
        values = list(args)
        values.reverse()
        by_keyword = []                 # parameters that did not get a positional argument
        extra_keywords = None
        wrong_keywords = []             # positional-only parameters given by keyword
        parameters = iter(self.parameters.values())
        for param in parameters:
            kind = param.kind
            if kind is _VAR_POSITIONAL:
                values.reverse()
                if values:
                    arguments[param.name] = tuple(values)
                values = []
                continue
            if kind is _VAR_KEYWORD:
                extra_keywords = param
                continue
            if kind is _KEYWORD_ONLY:
                by_keyword.append(param)
                continue
            if values:
                if param.name in kwargs and kind is not _POSITIONAL_ONLY:
                    raise TypeError(f"multiple values for argument {param.name!r}")
                arguments[param.name] = values.pop()
                continue
            by_keyword.append(param)
        if values:
            raise TypeError("too many positional arguments")
        takes_any = extra_keywords is not None

        bound = {}
        for param in by_keyword:
            name = param.name
            if param.kind is _POSITIONAL_ONLY:
                if name in kwargs and not takes_any:
                    if param.default is _empty:
                        raise TypeError(f"missing a required positional-only argument: {name!r}")
                    wrong_keywords.append(name)
                    kwargs = {k: v for k, v in kwargs.items() if k != name}
                    continue
                if param.default is _empty and not partial:
                    raise TypeError(f"missing a required argument: {name!r}")
                continue
            if name in kwargs:
                bound[name] = kwargs[name]
            elif param.default is _empty and not partial:
                first = param is by_keyword[0]
                kind = " keyword-only" if first and param.kind is _KEYWORD_ONLY else ""
                raise TypeError(f"missing a required{kind} argument: {name!r}")
        if wrong_keywords:
            raise TypeError("got some positional-only arguments passed as keyword arguments: "
                            f"{', '.join(wrong_keywords)!r}")
        rest = {name: value for name, value in kwargs.items() if name not in bound}
        if rest and not takes_any:
            raise TypeError(f"got an unexpected keyword argument {next(iter(rest))!r}")

        # in the order of the parameters
        result = {}
        for name, param in self.parameters.items():
            if name in arguments:
                result[name] = arguments[name]
            elif name in bound:
                result[name] = bound[name]
            elif param is extra_keywords and rest:
                result[name] = rest
        return self._bound_arguments_cls(self, result)

    def bind(self, /, *args, **kwargs):
        """Return the BoundArguments of a call; TypeError if the call would fail."""
        return self._bind(args, kwargs)

    def bind_partial(self, /, *args, **kwargs):
        """The same, where required arguments may be missing."""
        return self._bind(args, kwargs, partial=True)

    def __reduce__(self):
        return (type(self), (tuple(self._parameters.values()),),
                {"_return_annotation": self._return_annotation})

    def __setstate__(self, state):
        self._return_annotation = state["_return_annotation"]

    def __repr__(self):
        return f"<{self.__class__.__name__} {self}>"

    def __str__(self):
        return self.format()

    def format(self, *, max_width=None, quote_annotation_strings=True):
        """Return the text of the signature, with one parameter a line if max_width is exceeded."""
        parts = []
        after_positional_only = False
        star_needed = True
        for param in self.parameters.values():
            kind = param.kind
            if kind == _POSITIONAL_ONLY:
                after_positional_only = True
            elif after_positional_only:
                parts.append("/")
                after_positional_only = False
            if kind == _VAR_POSITIONAL:
                star_needed = False
            elif kind == _KEYWORD_ONLY and star_needed:
                parts.append("*")
                star_needed = False
            parts.append(param._format(quote_annotation_strings))
        if after_positional_only:
            parts.append("/")
        text = f"({', '.join(parts)})"
        if max_width is not None and len(text) > max_width:
            text = "(\n    " + ",\n    ".join(parts) + "\n)"
        if self.return_annotation is not _empty:
            shown = _inspect.formatannotation(
                self.return_annotation, quote_annotation_strings=quote_annotation_strings)
            text += f" -> {shown}"
        return text


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
    if not callable(obj) or isinstance(obj, type):
        return False
    return (isinstance(getattr(obj, "__name__", None), str)
            and isinstance(getattr(obj, "__code__", None), types.CodeType)
            and isinstance(getattr(obj, "__defaults__", _void), (tuple, types.NoneType))
            and isinstance(getattr(obj, "__kwdefaults__", _void), (dict, types.NoneType))
            and isinstance(getattr(obj, "__annotations__", _void), (dict, types.NoneType)))


def _signature_from_function(cls, func, skip_bound_arg=True, globals=None, locals=None,
                             eval_str=False, *, annotation_format=_VALUE):
    duck = False
    if not isinstance(func, types.FunctionType):
        if not _signature_is_functionlike(func):
            raise TypeError(f"{func!r} is not a Python function")
        duck = True                     # check what it says
    text = getattr(func, "__text_signature__", None)
    if text:
        return _signature_fromstr(cls, func, text, skip_bound_arg)

    code = func.__code__
    names = code.co_varnames
    total = code.co_argcount
    positional_only = code.co_posonlyargcount
    keyword_only = code.co_kwonlyargcount
    defaults = func.__defaults__ or ()
    kwdefaults = func.__kwdefaults__ or {}
    first_default = total - len(defaults)
    annotation = _inspect.get_annotations(
        func, globals=globals, locals=locals, eval_str=eval_str,
        format=annotation_format).get
    make = cls._parameter_cls
    params = []
    for i in range(total):
        name = names[i]
        params.append(_make_parameter(
            make, name, _POSITIONAL_ONLY if i < positional_only else _POSITIONAL_OR_KEYWORD,
            defaults[i - first_default] if i >= first_default else _empty,
            annotation(name, _empty)))
    after = total + keyword_only
    if code.co_flags & _inspect.CO_VARARGS:
        name = names[after]
        after += 1
        params.append(_make_parameter(make, name, _VAR_POSITIONAL, _empty,
                                      annotation(name, _empty)))
    for name in names[total:total + keyword_only]:
        params.append(_make_parameter(make, name, _KEYWORD_ONLY, kwdefaults.get(name, _empty),
                                      annotation(name, _empty)))
    if code.co_flags & _inspect.CO_VARKEYWORDS:
        name = names[after]
        params.append(_make_parameter(make, name, _VAR_KEYWORD, _empty,
                                      annotation(name, _empty)))
    return cls(params, return_annotation=annotation("return", _empty),
               __validate_parameters__=duck)


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
    params = tuple(sig.parameters.values())
    if not params or params[0].kind in (_VAR_KEYWORD, _KEYWORD_ONLY):
        raise ValueError("invalid method signature")
    if params[0].kind in (_POSITIONAL_OR_KEYWORD, _POSITIONAL_ONLY):
        params = params[1:]
    return sig.replace(parameters=params)


def _signature_get_partial(wrapped_sig, partial, extra_args=()):
    """Return the signature of a partial object, given that of its function.

    What is bound by position vanishes; what is bound by keyword becomes a default, and all after
    it keyword-only. A Placeholder leaves its parameter open, but only by position.
    """
    args = (*extra_args, *(partial.args or ()))
    keywords = partial.keywords or {}
    try:
        bound = wrapped_sig.bind_partial(*args, **keywords)
    except TypeError as error:
        raise ValueError(f"partial object {partial!r} has incorrect arguments") from error
    placeholder = getattr(functools, "Placeholder", _void)

    # Up to the last placeholder nothing can be given by keyword.
    last_placeholder = None
    for name, param in wrapped_sig.parameters.items():
        if param.kind in (_POSITIONAL_ONLY, _POSITIONAL_OR_KEYWORD):
            if bound.arguments.get(name, _void) is placeholder:
                last_placeholder = name

    result = []
    keyword_only = False
    before_placeholder = last_placeholder is not None
    for name, param in wrapped_sig.parameters.items():
        value = bound.arguments.get(name, _void)
        kind = param.kind
        if before_placeholder and value is placeholder:
            if kind is _POSITIONAL_OR_KEYWORD or kind is _POSITIONAL_ONLY:
                param = param.replace(kind=_POSITIONAL_ONLY, default=_empty)
            result.append(param)
            if name == last_placeholder:
                before_placeholder = False
            continue
        if value is not _void:
            if kind is _POSITIONAL_ONLY:
                continue
            if kind is _POSITIONAL_OR_KEYWORD:
                if name not in keywords:
                    continue
                keyword_only = True
                param = param.replace(default=value)
            elif kind is _KEYWORD_ONLY:
                param = param.replace(default=value)
        if keyword_only:
            if kind is _VAR_POSITIONAL:
                continue
            if kind is _POSITIONAL_OR_KEYWORD:
                param = param.replace(kind=_KEYWORD_ONLY)
        result.append(param)
    if keyword_only:
        result.sort(key=lambda param: param.kind == _VAR_KEYWORD)
    return wrapped_sig.replace(parameters=result)


# --- from any callable --------------------------------------------------------------------------

def _descriptor_get(descriptor, obj):
    """Bind a method found in a class to obj."""
    if isinstance(descriptor, type):
        return descriptor
    get = getattr(type(descriptor), "__get__", _void)
    if get is _void:
        return descriptor
    return get(descriptor, obj, type(obj))


def _signature_get_user_defined_method(cls, name, *, follow_wrapper_chains=True):
    """Return a method that is written in Python, or None."""
    if name == "__new__":
        method = getattr(cls, name, None)
    else:
        method = _inspect.getattr_static(cls, name, None)
    if method is None:
        return None
    inner = method
    if follow_wrapper_chains:           # a wrapper of a native method counts as native
        inner = _inspect.unwrap(method, stop=lambda f: hasattr(f, "__signature__")
                                or isinstance(f, types.MethodType))
    if isinstance(inner, _NonUserDefinedCallables):
        return None
    if name == "__new__":
        return method
    return _descriptor_get(method, cls)


def _signature_from_callable(obj, *, follow_wrapper_chains=True, skip_bound_arg=True,
                             globals=None, locals=None, eval_str=False, sigcls=Signature,
                             annotation_format=_VALUE):
    """Find the signature of any callable."""
    def recurse(obj):
        return _signature_from_callable(
            obj, follow_wrapper_chains=follow_wrapper_chains, skip_bound_arg=skip_bound_arg,
            globals=globals, locals=locals, eval_str=eval_str, sigcls=sigcls,
            annotation_format=annotation_format)

    if not callable(obj):
        raise TypeError(f"{obj!r} is not a callable object")
    if isinstance(obj, types.MethodType):
        sig = recurse(obj.__func__)
        return _signature_bound_method(sig) if skip_bound_arg else sig

    if follow_wrapper_chains:
        obj = _inspect.unwrap(obj, stop=lambda f: hasattr(f, "__signature__")
                              or isinstance(f, types.MethodType))
        if isinstance(obj, types.MethodType):
            return recurse(obj)

    try:
        sig = obj.__signature__
    except AttributeError:
        pass
    else:
        if sig is not None:
            # Enum has a function that returns text
            if not isinstance(sig, Signature) and callable(sig):
                sig = sig()
            if isinstance(sig, str):
                return _signature_fromstr(sigcls, obj, sig)
            if not isinstance(sig, Signature):
                raise TypeError(f"unexpected object {sig!r} in __signature__ attribute")
            return sig

    partialmethod = getattr(obj, "__partialmethod__", None)
    if isinstance(partialmethod, functools.partialmethod):
        # a method that partialmethod made: its self comes before the bound arguments
        wrapped = recurse(partialmethod.func)
        sig = _signature_get_partial(wrapped, partialmethod, (None,))
        first = next(iter(wrapped.parameters.values()))
        if first.kind is _VAR_POSITIONAL:
            return sig
        return sig.replace(parameters=(first, *sig.parameters.values()))

    if isinstance(obj, types.FunctionType) or _signature_is_functionlike(obj):
        return _signature_from_function(
            sigcls, obj, skip_bound_arg=skip_bound_arg, globals=globals, locals=locals,
            eval_str=eval_str, annotation_format=annotation_format)
    if _signature_is_builtin(obj):
        return _signature_from_builtin(sigcls, obj, skip_bound_arg=skip_bound_arg)
    if isinstance(obj, functools.partial):
        return _signature_get_partial(recurse(obj.func), obj)
    if isinstance(obj, type):
        return _signature_from_class(obj, recurse, sigcls, skip_bound_arg,
                                     follow_wrapper_chains)
    # an instance with __call__
    call = _inspect.getattr_static(type(obj), "__call__", None)
    if call is not None:
        text = getattr(obj, "__text_signature__", None)
        if text:
            return _signature_fromstr(sigcls, obj, text)
        return recurse(_descriptor_get(call, obj))
    raise ValueError(f"callable {obj!r} is not supported by signature")


def _signature_from_class(obj, recurse, sigcls, skip_bound_arg, follow_wrapper_chains):
    """The signature of calling a class: that of its metaclass's __call__, __new__ or __init__."""
    def method(cls, name):
        return _signature_get_user_defined_method(
            cls, name, follow_wrapper_chains=follow_wrapper_chains)

    call = _inspect.getattr_static(type(obj), "__call__", None)
    if call is not None and not isinstance(call, _NonUserDefinedCallables):
        user_call = method(type(obj), "__call__")
        if user_call is not None:
            return recurse(_descriptor_get(call, obj))

    new = method(obj, "__new__")
    init = method(obj, "__init__")
    for base in type.__dict__["__mro__"].__get__(obj):
        if new is not None and "__new__" in base.__dict__:
            sig = recurse(new)
            return _signature_bound_method(sig) if skip_bound_arg else sig
        if init is not None and "__init__" in base.__dict__:
            return recurse(init)        # which is bound, if it can be

    # Native classes have a text of their own.
    for base in obj.__mro__[:-1]:
        text = getattr(base, "__text_signature__", None)
        if text:
            return _signature_fromstr(sigcls, base, text)
    if type not in obj.__mro__:
        if obj.__init__ is object.__init__ and obj.__new__ is object.__new__:
            return sigcls.from_callable(object)     # takes no arguments
        raise ValueError(f"no signature found for builtin type {obj!r}")
    raise ValueError(f"callable {obj!r} is not supported by signature")
