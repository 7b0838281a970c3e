# typing: type hints at run time. Type variables, ParamSpec, TypeVarTuple, TypeAliasType, Generic
# and Union are native (_typing); they call back the functions of the section "What _typing calls".
# Invariant: an alias keeps its arguments checked and converted (None -> NoneType, str -> ForwardRef).
"""Runtime support for type hints."""
from abc import abstractmethod, ABCMeta
import collections
from collections import defaultdict
import collections.abc
import functools
import operator
import sys
import types
from types import GenericAlias

from _typing import (_idfunc, TypeVar, ParamSpec, TypeVarTuple, ParamSpecArgs, ParamSpecKwargs,
                     TypeAliasType, Generic, NoDefault)
from annotationlib import ForwardRef

__all__ = [
    "Annotated", "Any", "Callable", "ClassVar", "Concatenate", "Final", "ForwardRef", "Generic",
    "Literal", "Optional", "ParamSpec", "Protocol", "Tuple", "Type", "TypeVar", "TypeVarTuple",
    "Union",
    "AbstractSet", "ByteString", "Container", "ContextManager", "Hashable", "ItemsView",
    "Iterable", "Iterator", "KeysView", "Mapping", "MappingView", "MutableMapping",
    "MutableSequence", "MutableSet", "Sequence", "Sized", "ValuesView", "Awaitable",
    "AsyncIterator", "AsyncIterable", "Coroutine", "Collection", "AsyncGenerator",
    "AsyncContextManager",
    "Reversible", "SupportsAbs", "SupportsBytes", "SupportsComplex", "SupportsFloat",
    "SupportsIndex", "SupportsInt", "SupportsRound",
    "ChainMap", "Counter", "Deque", "Dict", "DefaultDict", "List", "OrderedDict", "Set",
    "FrozenSet", "NamedTuple", "TypedDict", "Generator",
    "BinaryIO", "IO", "Match", "Pattern", "TextIO",
    "AnyStr", "assert_type", "assert_never", "cast", "clear_overloads", "dataclass_transform",
    "evaluate_forward_ref", "final", "get_args", "get_origin", "get_overloads",
    "get_protocol_members", "get_type_hints", "is_protocol", "is_typeddict", "LiteralString",
    "Never", "NewType", "no_type_check", "no_type_check_decorator", "NoDefault", "NoReturn",
    "NotRequired", "overload", "override", "ParamSpecArgs", "ParamSpecKwargs", "ReadOnly",
    "Required", "reveal_type", "runtime_checkable", "Self", "Text", "TYPE_CHECKING", "TypeAlias",
    "TypeGuard", "TypeIs", "TypeAliasType", "Unpack",
]

_missing = object()

# Bound at the end; several functions are defined before them.
Any = Union = Protocol = None


# --- checking and showing types -----------------------------------------------------------------

def _type_convert(arg, module=None, *, allow_special_forms=False):
    """Turn None into its type and a string into a forward reference."""
    if arg is None:
        return type(None)
    if isinstance(arg, str):
        return ForwardRef(arg, module=module, is_class=allow_special_forms)
    return arg


def _type_check(arg, msg, is_argument=True, module=None, *, allow_special_forms=False):
    """Convert arg, and refuse what cannot stand where a type is wanted; msg says where that is."""
    arg = _type_convert(arg, module=module, allow_special_forms=allow_special_forms)
    if isinstance(arg, type):
        if arg is Generic or arg is Protocol:
            raise TypeError(f"Plain {arg} is not valid as type argument")
        return arg
    if isinstance(arg, _GenericAlias):
        bad = [Generic, Protocol]
        if not allow_special_forms:
            bad.append(ClassVar)
            if is_argument:
                bad.append(Final)
        if arg.__origin__ in bad:
            raise TypeError(f"{arg} is not valid as type argument")
        return arg
    if isinstance(arg, _SpecialForm):
        if arg in (LiteralString, NoReturn, Never, Self, TypeAlias):
            return arg
        if allow_special_forms and arg in (ClassVar, Final):
            return arg
        raise TypeError(f"Plain {arg} is not valid as type argument")
    if type(arg) is tuple:
        raise TypeError(f"{msg} Got {arg!r:.100}.")
    return arg


def _is_param_expr(arg):
    """Whether arg can replace a ParamSpec."""
    return (arg is ... or isinstance(arg, (tuple, list))
            or isinstance(arg, _GenericAlias) and arg.__origin__ is Concatenate
            or isinstance(arg, ParamSpec))


def _type_repr(obj):
    """Show a type as it is written in a hint: builtins without their module."""
    if isinstance(obj, tuple):
        return "[" + ", ".join(map(_type_repr, obj)) + "]"
    if obj is ...:
        return "..."
    if isinstance(obj, types.FunctionType):
        return obj.__name__
    if isinstance(obj, type) and not isinstance(obj, GenericAlias):
        if obj.__module__ == "builtins":
            return obj.__qualname__
        return f"{obj.__module__}.{obj.__qualname__}"
    return repr(obj)


def _collect_type_parameters(args, *, enforce_default_ordering=True):
    """Return the type parameters in args in the order of their first appearance.

    >>> P = ParamSpec("P")
    >>> _collect_type_parameters((T, Callable[P, T], int)) == (T, P)
    True
    """
    found = []
    with_default = after_tuple = False

    def add(param):
        nonlocal with_default, after_tuple
        if param in found:
            return
        if enforce_default_ordering:
            if param.has_default():
                if after_tuple:
                    raise TypeError("Type parameter with a default follows TypeVarTuple")
                with_default = True
            elif with_default:
                raise TypeError(f"Type parameter {param!r} without a default "
                                "follows type parameter with a default")
        found.append(param)

    for arg in args:
        if isinstance(arg, type):
            continue                        # a bare class may have a __parameters__ of its own
        if isinstance(arg, tuple):
            for inner in arg:
                for param in _collect_type_parameters([inner]):
                    if param not in found:
                        found.append(param)
        elif hasattr(arg, "__typing_subst__"):
            add(arg)
        else:
            if _is_unpacked_typevartuple(arg):
                after_tuple = True
            for param in getattr(arg, "__parameters__", ()):
                if param not in found:
                    found.append(param)
    return tuple(found)


def _collect_parameters_deprecated():
    import warnings
    warnings.warn("The private _collect_parameters function is deprecated and will be"
                  " removed in a future version of Python. Any use of private functions"
                  " is discouraged and may break in the future.",
                  DeprecationWarning, stacklevel=3)
    return _collect_type_parameters


def _count_error(alias, actual, expected):
    many = actual > expected if isinstance(expected, int) else False
    return TypeError(f"Too {'many' if many else 'few'} arguments for {alias};"
                     f" actual {actual}, expected {expected}")


def _check_generic_specialization(cls, arguments):
    """Raise TypeError unless cls takes that many arguments."""
    params = cls.__parameters__
    if not params:
        raise TypeError(f"{cls} is not a generic class")
    actual = len(arguments)
    expected = len(params)
    if actual == expected:
        return
    if actual < expected:
        if params[actual].has_default():
            return                          # the rest has defaults too
        needed = expected - sum(param.has_default() for param in params[actual:])
        if needed != expected:
            expected = f"at least {needed}"
    raise _count_error(cls, actual, expected)


def _unpack_args(*args):
    """Replace each unpacked tuple of known length by its items."""
    flat = []
    for arg in args:
        items = getattr(arg, "__typing_unpacked_tuple_args__", None)
        if items is not None and not (items and items[-1] is ...):
            flat.extend(items)
        else:
            flat.append(arg)
    return flat


def _deduplicate(params, *, unhashable_fallback=False):
    """Drop what appeared before."""
    try:
        return dict.fromkeys(params)
    except TypeError:
        if not unhashable_fallback:
            raise
    found = []
    for param in params:
        if param not in found:
            found.append(param)
    return found


_cleanups = []


def _tp_cache(func=None, /, *, typed=False):
    """Cache a subscription; arguments that cannot be hashed just are not cached."""
    def decorate(func):
        cached = functools.lru_cache(typed=typed)(func)
        _cleanups.append(cached.cache_clear)

        @functools.wraps(func)
        def inner(*args, **kwds):
            try:
                return cached(*args, **kwds)
            except TypeError:
                pass                        # the real errors come again below
            return func(*args, **kwds)
        return inner
    return decorate if func is None else decorate(func)


def _is_dunder(name):
    return name.startswith("__") and name.endswith("__")


def _is_typevar_like(obj):
    return isinstance(obj, (TypeVar, ParamSpec)) or _is_unpacked_typevartuple(obj)


def _is_unpacked_typevartuple(obj):
    return (not isinstance(obj, type)
            and getattr(obj, "__typing_is_unpacked_typevartuple__", False))


def _caller(depth=1, default="__main__"):
    """The name of the module that called our caller."""
    try:
        return sys._getframemodulename(depth + 1) or default
    except AttributeError:
        pass
    try:
        return sys._getframe(depth + 1).f_globals.get("__name__", default)
    except (AttributeError, ValueError):
        return None


# --- special forms ------------------------------------------------------------------------------

class _Final:
    """For classes that may not be extended."""
    __slots__ = ("__weakref__",)

    def __init_subclass__(cls, /, *args, _root=False, **kwds):
        if not _root:
            raise TypeError("Cannot subclass special typing classes")


class _NotIterable:
    """Keeps iteration from falling back to __getitem__."""
    __slots__ = ()
    __iter__ = None


class _SpecialForm(_Final, _NotIterable, _root=True):
    # A name with a meaning for type checkers; getitem(self, parameters) subscribes it.
    __slots__ = ("_name", "__doc__", "_getitem")

    def __init__(self, getitem, name=None, doc=None):
        self._getitem = getitem
        self._name = name or getitem.__name__
        self.__doc__ = doc or getitem.__doc__

    def __getattr__(self, item):
        if item in ("__name__", "__qualname__"):
            return self._name
        raise AttributeError(item)

    def __mro_entries__(self, bases):
        raise TypeError(f"Cannot subclass {self!r}")

    def __repr__(self):
        return "typing." + self._name

    def __reduce__(self):
        return self._name

    def __call__(self, *args, **kwds):
        raise TypeError(f"Cannot instantiate {self!r}")

    def __or__(self, other):
        return Union[self, other]

    def __ror__(self, other):
        return Union[other, self]

    def __instancecheck__(self, obj):
        raise TypeError(f"{self} cannot be used with isinstance()")

    def __subclasscheck__(self, cls):
        raise TypeError(f"{self} cannot be used with issubclass()")

    @_tp_cache
    def __getitem__(self, parameters):
        return self._getitem(self, parameters)


class _TypedCacheSpecialForm(_SpecialForm, _root=True):
    # A special form for which 1 and True are different parameters. (No __slots__: a class without
    # docstring has a __doc__ that would hide the slot above.)
    def __getitem__(self, parameters):
        if not isinstance(parameters, tuple):
            parameters = (parameters,)
        return self._getitem(self, *parameters)


def _plain_form(name, doc):
    """Make a special form that takes no parameters."""
    def refuse(self, parameters):
        raise TypeError(f"{self} is not subscriptable")
    return _SpecialForm(refuse, name, doc)


def _one_type_form(name, doc, msg="{self} accepts only single type.", **check):
    """Make a special form that takes one type."""
    def getitem(self, parameters):
        item = _type_check(parameters, msg.format(self=self), **check)
        return _GenericAlias(self, (item,))
    return _SpecialForm(getitem, name, doc)


class _AnyMeta(type):
    def __instancecheck__(self, obj):
        if self is Any:
            raise TypeError("typing.Any cannot be used with isinstance()")
        return super().__instancecheck__(obj)

    def __repr__(self):
        return "typing.Any" if self is Any else super().__repr__()


class Any(metaclass=_AnyMeta):
    """Compatible with every type; as a base class it lets checkers accept any attribute."""

    def __new__(cls, *args, **kwds):
        if cls is Any:
            raise TypeError("Any cannot be instantiated")
        return super().__new__(cls)


NoReturn = _plain_form("NoReturn", "The return type of functions that never return.")
Never = _plain_form("Never", "The type without values.")
Self = _plain_form("Self", "The type of the enclosing class.")
LiteralString = _plain_form("LiteralString", "Any string made of literals only.")
TypeAlias = _plain_form("TypeAlias", "Annotates an assignment that defines a type alias.")

ClassVar = _one_type_form(
    "ClassVar", "Annotates a variable that belongs to the class, not to instances.",
    allow_special_forms=True)
Final = _one_type_form(
    "Final", "Annotates a name that may be assigned only once.", allow_special_forms=True)
TypeGuard = _one_type_form(
    "TypeGuard", "The return type of functions that tell whether their argument has a type.")
TypeIs = _one_type_form(
    "TypeIs", "As TypeGuard, and a false answer excludes the type.")
_SINGLE = "{self._name} accepts only a single type."
Required = _one_type_form(
    "Required", "Marks a key that a TypedDict must have.", _SINGLE, allow_special_forms=True)
NotRequired = _one_type_form(
    "NotRequired", "Marks a key that a TypedDict may lack.", _SINGLE, allow_special_forms=True)
ReadOnly = _one_type_form(
    "ReadOnly", "Marks a key of a TypedDict that is not to be changed.", _SINGLE,
    allow_special_forms=True)


@_SpecialForm
def Optional(self, parameters):
    """Optional[X] is Union[X, None]."""
    arg = _type_check(parameters, f"{self} requires a single type.")
    return Union[arg, type(None)]


def _value_and_type(parameters):
    return ((p, type(p)) for p in parameters)


@_TypedCacheSpecialForm
@_tp_cache(typed=True)
def Literal(self, *parameters):
    """Literal[a, b, ...]: exactly these values."""
    flat = []
    for param in parameters:
        if isinstance(param, _LiteralGenericAlias):
            flat.extend(param.__args__)
        else:
            flat.append(param)
    try:
        flat = [p for p, _ in _deduplicate(list(_value_and_type(flat)))]
    except TypeError:
        pass                                # something unhashable
    return _LiteralGenericAlias(self, tuple(flat))


@_SpecialForm
def Concatenate(self, parameters):
    """Puts parameters before those of a ParamSpec, in Callable."""
    if parameters == ():
        raise TypeError("Cannot take a Concatenate of no types.")
    if not isinstance(parameters, tuple):
        parameters = (parameters,)
    *first, last = parameters
    if not (last is ... or isinstance(last, ParamSpec)):
        raise TypeError("The last parameter to Concatenate should be a "
                        "ParamSpec variable or ellipsis.")
    msg = "Concatenate[arg, ...]: each arg must be a type."
    return _ConcatenateGenericAlias(self, (*(_type_check(p, msg) for p in first), last))


@_SpecialForm
def Unpack(self, parameters):
    """Unpack[X] is *X, where a star cannot be written."""
    item = _type_check(parameters, f"{self} accepts only single type.")
    return _UnpackGenericAlias(self, (item,))


@_TypedCacheSpecialForm
@_tp_cache(typed=True)
def Annotated(self, *params):
    """Annotated[T, x, ...]: the type T with metadata, which is in __metadata__."""
    if len(params) < 2:
        raise TypeError("Annotated[...] should be used with at least two arguments "
                        "(a type and an annotation).")
    if _is_unpacked_typevartuple(params[0]):
        raise TypeError("Annotated[...] should not be used with an unpacked TypeVarTuple")
    origin = _type_check(params[0], "Annotated[t, ...]: t must be a type.",
                         allow_special_forms=True)
    return _AnnotatedAlias(origin, params[1:])


# --- aliases: subscribed types ------------------------------------------------------------------

class _BaseGenericAlias(_Final, _root=True):
    """What aliases with and without arguments share.

    _inst says whether calling the alias makes an instance, _name is the name of the alias in this
    module or None. All other attributes are those of __origin__.
    """

    def __init__(self, origin, *, inst=True, name=None):
        self._inst = inst
        self._name = name
        self.__origin__ = origin
        self.__slots__ = None

    def __call__(self, *args, **kwds):
        if not self._inst:
            raise TypeError(f"Type {self._name} cannot be instantiated; "
                            f"use {self.__origin__.__name__}() instead")
        result = self.__origin__(*args, **kwds)
        try:
            result.__orig_class__ = self
        except Exception:
            pass                            # it accepts no attributes, or not this one
        return result

    def __mro_entries__(self, bases):
        entries = []
        if self.__origin__ not in bases:
            entries.append(self.__origin__)
        # Generic goes in unless a later base brings it.
        for base in bases[bases.index(self) + 1:]:
            if isinstance(base, _BaseGenericAlias):
                break
            if isinstance(base, type):
                if issubclass(base, Generic):
                    break
            else:
                hook = getattr(base, "__mro_entries__", None)
                later = hook(bases) if hook else None
                if isinstance(later, tuple) and any(
                        isinstance(b, type) and issubclass(b, Generic) for b in later):
                    break
        else:
            entries.append(Generic)
        return tuple(entries)

    def __getattr__(self, attr):
        if attr in ("__origin__", "__args__"):
            raise AttributeError(attr)      # not set yet
        if "__origin__" in self.__dict__ and not _is_dunder(attr):
            return getattr(self.__origin__, attr)
        raise AttributeError(attr)

    def __setattr__(self, attr, value):
        if _is_dunder(attr) or attr in ("_name", "_inst", "_nparams", "_defaults"):
            super().__setattr__(attr, value)
        else:
            setattr(self.__origin__, attr, value)

    def __instancecheck__(self, obj):
        return self.__subclasscheck__(type(obj))

    def __subclasscheck__(self, cls):
        raise TypeError("Subscripted generics cannot be used with class and instance checks")

    def __dir__(self):
        return list(set(super().__dir__()
                        + [attr for attr in dir(self.__origin__) if not _is_dunder(attr)]))


class _GenericAlias(_BaseGenericAlias, _root=True):
    """A type with arguments: List[int], MyClass[T], ClassVar[str]."""

    def __init__(self, origin, args, *, inst=True, name=None):
        super().__init__(origin, inst=inst, name=name)
        if not isinstance(args, tuple):
            args = (args,)
        self.__args__ = args
        self.__parameters__ = _collect_type_parameters(
            args, enforce_default_ordering=origin in (Generic, Protocol))
        if not name:
            self.__module__ = origin.__module__

    def __eq__(self, other):
        if not isinstance(other, _GenericAlias):
            return NotImplemented
        return self.__origin__ == other.__origin__ and self.__args__ == other.__args__

    def __hash__(self):
        return hash((self.__origin__, self.__args__))

    def __or__(self, other):
        return Union[self, other]

    def __ror__(self, other):
        return Union[other, self]

    @_tp_cache
    def __getitem__(self, args):
        """Replace the type parameters."""
        if self.__origin__ in (Generic, Protocol):
            raise TypeError(f"Cannot subscript already-subscripted {self}")
        params = self.__parameters__
        if not params:
            raise TypeError(f"{self} is not a generic class")
        if not isinstance(args, tuple):
            args = (args,)
        args = _unpack_args(*(_type_convert(p) for p in args))
        for param in params:
            prepare = getattr(param, "__typing_prepare_subst__", None)
            if prepare:
                args = prepare(self, args)
        if len(args) != len(params):
            raise _count_error(self, len(args), len(params))
        return self.copy_with(tuple(
            self._substitute(self.__args__, dict(zip(params, args)))))

    def _substitute(self, args, replacement):
        """Return args with parameters replaced; those for a TypeVarTuple are spliced in."""
        result = []
        for old in args:
            if isinstance(old, type):
                result.append(old)
                continue
            subst = getattr(old, "__typing_subst__", None)
            if subst:
                new = subst(replacement[old])
            elif params := getattr(old, "__parameters__", ()):
                inner = []
                for param in params:
                    if isinstance(param, TypeVarTuple):
                        inner.extend(replacement[param])
                    else:
                        inner.append(replacement[param])
                new = old[tuple(inner)]
            else:
                new = old
            if self.__origin__ == collections.abc.Callable and isinstance(new, tuple):
                result.extend(new)          # a ParamSpec became a list of types
            elif _is_unpacked_typevartuple(old):
                result.extend(new)
            elif isinstance(old, tuple):
                result.append(tuple(self._substitute(old, replacement)))
            else:
                result.append(new)
        return result

    def copy_with(self, args):
        return self.__class__(self.__origin__, args, name=self._name, inst=self._inst)

    def __repr__(self):
        name = "typing." + self._name if self._name else _type_repr(self.__origin__)
        args = ", ".join(map(_type_repr, self.__args__)) or "()"
        return f"{name}[{args}]"

    def __reduce__(self):
        origin = globals()[self._name] if self._name else self.__origin__
        args = self.__args__
        if len(args) == 1 and not isinstance(args[0], tuple):
            args = args[0]
        return operator.getitem, (origin, args)

    def __mro_entries__(self, bases):
        if isinstance(self.__origin__, _SpecialForm):
            raise TypeError(f"Cannot subclass {self!r}")
        if self._name:
            return super().__mro_entries__(bases)
        if self.__origin__ is Generic:
            if Protocol in bases:
                return ()
            later = bases[bases.index(self) + 1:]
            if any(isinstance(b, _BaseGenericAlias) and b is not self for b in later):
                return ()
        return (self.__origin__,)

    def __iter__(self):
        yield Unpack[self]


class _SpecialGenericAlias(_NotIterable, _BaseGenericAlias, _root=True):
    """The name of a generic type without arguments: List, Mapping, Type."""

    def __init__(self, origin, nparams, *, inst=True, name=None, defaults=()):
        super().__init__(origin, inst=inst, name=name or origin.__name__)
        self._nparams = nparams
        self._defaults = defaults
        where = "" if origin.__module__ == "builtins" else origin.__module__ + "."
        self.__doc__ = f"Deprecated alias to {where}{origin.__qualname__}."

    @_tp_cache
    def __getitem__(self, params):
        if not isinstance(params, tuple):
            params = (params,)
        msg = "Parameters to generic types must be types."
        params = tuple(_type_check(p, msg) for p in params)
        nparams, defaults = self._nparams, self._defaults
        missing = nparams - len(params)
        if 0 < missing <= len(defaults):
            params += defaults[-missing:]
        if len(params) != nparams:
            if not nparams:
                raise TypeError(f"{self} is not a generic class")
            expected = f"at least {nparams - len(defaults)}" if defaults else nparams
            if defaults and len(params) > nparams:
                raise TypeError(f"Too many arguments for {self};"
                                f" actual {len(params)}, expected {expected}")
            raise _count_error(self, len(params), expected)
        return self.copy_with(params)

    def copy_with(self, params):
        return _GenericAlias(self.__origin__, params, name=self._name, inst=self._inst)

    def __repr__(self):
        return "typing." + self._name

    def __subclasscheck__(self, cls):
        if isinstance(cls, _SpecialGenericAlias):
            return issubclass(cls.__origin__, self.__origin__)
        if not isinstance(cls, _GenericAlias):
            return issubclass(cls, self.__origin__)
        return super().__subclasscheck__(cls)

    def __reduce__(self):
        return self._name

    def __or__(self, other):
        return Union[self, other]

    def __ror__(self, other):
        return Union[other, self]


class _DeprecatedGenericAlias(_SpecialGenericAlias, _root=True):
    """A name that will go away; using it warns."""

    def __init__(self, origin, nparams, *, removal_version, inst=True, name=None):
        super().__init__(origin, nparams, inst=inst, name=name)
        self.__dict__["_removal_version"] = removal_version

    def __instancecheck__(self, inst):
        import warnings
        warnings._deprecated(f"{self.__module__}.{self._name}", remove=self._removal_version)
        return super().__instancecheck__(inst)


class _CallableGenericAlias(_NotIterable, _GenericAlias, _root=True):
    def __repr__(self):
        args = self.__args__
        if len(args) == 2 and _is_param_expr(args[0]):
            return super().__repr__()
        return (f"typing.Callable[[{', '.join(map(_type_repr, args[:-1]))}], "
                f"{_type_repr(args[-1])}]")

    def __reduce__(self):
        args = self.__args__
        if not (len(args) == 2 and _is_param_expr(args[0])):
            args = list(args[:-1]), args[-1]
        return operator.getitem, (Callable, args)


class _CallableType(_SpecialGenericAlias, _root=True):
    def copy_with(self, params):
        return _CallableGenericAlias(self.__origin__, params, name=self._name, inst=self._inst)

    def __getitem__(self, params):
        if not isinstance(params, tuple) or len(params) != 2:
            raise TypeError("Callable must be used as Callable[[arg, ...], result].")
        args, result = params
        # a list cannot be a key of the cache
        return self._make((tuple(args) if isinstance(args, list) else args, result))

    @_tp_cache
    def _make(self, params):
        args, result = params
        result = _type_check(result, "Callable[args, result]: result must be a type.")
        if args is ...:
            return self.copy_with((..., result))
        if not isinstance(args, tuple):
            args = (args,)
        return self.copy_with((*map(_type_convert, args), result))


class _TupleType(_SpecialGenericAlias, _root=True):
    @_tp_cache
    def __getitem__(self, params):
        if not isinstance(params, tuple):
            params = (params,)
        if len(params) >= 2 and params[-1] is ...:
            msg = "Tuple[t, ...]: t must be a type."
            return self.copy_with((*(_type_check(p, msg) for p in params[:-1]), ...))
        msg = "Tuple[t0, t1, ...]: each t must be a type."
        return self.copy_with(tuple(_type_check(p, msg) for p in params))


class _LiteralGenericAlias(_GenericAlias, _root=True):
    def __eq__(self, other):
        if not isinstance(other, _LiteralGenericAlias):
            return NotImplemented
        return set(_value_and_type(self.__args__)) == set(_value_and_type(other.__args__))

    def __hash__(self):
        return hash(frozenset(_value_and_type(self.__args__)))


class _ConcatenateGenericAlias(_GenericAlias, _root=True):
    def copy_with(self, params):
        *first, last = params
        if isinstance(last, (list, tuple)):
            return (*first, *last)
        if isinstance(last, _ConcatenateGenericAlias):
            params = (*first, *last.__args__)
        return super().copy_with(params)


class _UnpackGenericAlias(_GenericAlias, _root=True):
    def __init__(self, origin, args, *, inst=True, name=None):
        super().__init__(origin, args, inst=inst, name=name)

    def __repr__(self):
        # the star reads better than Unpack, and is the same
        return f"typing.Unpack[{_type_repr(self.__args__[0])}]"

    def __getitem__(self, args):
        if self.__typing_is_unpacked_typevartuple__:
            return args
        return super().__getitem__(args)

    @property
    def __typing_unpacked_tuple_args__(self):
        arg = self.__args__[0]
        if isinstance(arg, (_GenericAlias, GenericAlias)):
            if arg.__origin__ is not tuple:
                raise TypeError("Unpack[...] must be used with a tuple type")
            return arg.__args__
        return None

    @property
    def __typing_is_unpacked_typevartuple__(self):
        return isinstance(self.__args__[0], TypeVarTuple)


class _AnnotatedAlias(_NotIterable, _GenericAlias, _root=True):
    """Annotated[T, ...]: __origin__ is T, __metadata__ the rest; nested ones are joined."""

    def __init__(self, origin, metadata):
        if isinstance(origin, _AnnotatedAlias):
            metadata = origin.__metadata__ + metadata
            origin = origin.__origin__
        super().__init__(origin, origin, name="Annotated")
        self.__metadata__ = metadata

    def copy_with(self, params):
        assert len(params) == 1
        return self.__class__(params[0], self.__metadata__)

    def __repr__(self):
        metadata = ", ".join(map(repr, self.__metadata__))
        return f"typing.Annotated[{_type_repr(self.__origin__)}, {metadata}]"

    def __reduce__(self):
        return operator.getitem, (Annotated, (self.__origin__,) + self.__metadata__)

    def __eq__(self, other):
        if not isinstance(other, _AnnotatedAlias):
            return NotImplemented
        return self.__origin__ == other.__origin__ and self.__metadata__ == other.__metadata__

    def __hash__(self):
        return hash((self.__origin__, self.__metadata__))

    def __getattr__(self, attr):
        if attr in ("__name__", "__qualname__"):
            return "Annotated"
        return super().__getattr__(attr)

    def __mro_entries__(self, bases):
        return (self.__origin__,)


# Subscribed special forms, but not aliases to classes, have a name: that of their form.
def _form_name(self, attr, _getattr=_BaseGenericAlias.__getattr__):
    if attr in ("__name__", "__qualname__"):
        if self._name:
            return self._name
        return getattr(self.__origin__, attr)
    return _getattr(self, attr)


_BaseGenericAlias.__getattr__ = _form_name
del _form_name


# --- unions -------------------------------------------------------------------------------------

try:
    from _typing import Union
except ImportError:
    # A runtime whose X | Y cannot hold everything that typing allows.
    class _UnionGenericAlias(_NotIterable, _GenericAlias, _root=True):
        def copy_with(self, params):
            return Union[params]

        def __eq__(self, other):
            if not isinstance(other, (_UnionGenericAlias, types.UnionType)):
                return NotImplemented
            try:
                return set(self.__args__) == set(other.__args__)
            except TypeError:
                theirs = list(other.__args__)
                try:
                    for arg in self.__args__:
                        theirs.remove(arg)
                except ValueError:
                    return False
                return not theirs

        def __hash__(self):
            return hash(frozenset(self.__args__))

        def __repr__(self):
            args = self.__args__
            if len(args) == 2:
                for arg, other in (args, args[::-1]):
                    if arg is type(None):
                        return f"typing.Optional[{_type_repr(other)}]"
            return super().__repr__()

        def __instancecheck__(self, obj):
            return any(isinstance(obj, cls) for cls in self.__args__)

        def __subclasscheck__(self, cls):
            return any(issubclass(cls, arg) for arg in self.__args__)

        def __reduce__(self):
            func, (origin, args) = super().__reduce__()
            return func, (Union, args)

    @_SpecialForm
    def Union(self, parameters):
        """Union[X, Y]: either X or Y."""
        if parameters == ():
            raise TypeError("Cannot take a Union of no types.")
        if not isinstance(parameters, tuple):
            parameters = (parameters,)
        flat = []
        for p in parameters:
            p = _type_check(p, "Union[arg, ...]: each arg must be a type.")
            if isinstance(p, (_UnionGenericAlias, types.UnionType)):
                flat.extend(p.__args__)
            else:
                flat.append(p)
        flat = tuple(_deduplicate(flat, unhashable_fallback=True))
        if len(flat) == 1:
            return flat[0]
        name = "Optional" if len(flat) == 2 and type(None) in flat else None
        return _UnionGenericAlias(self, flat, name=name)
else:
    _UnionGenericAlias = Union

_UNIONS = (types.UnionType, _UnionGenericAlias)


def _join(args):
    """Return the union of args, as X | Y would."""
    return Union[args] if Union is types.UnionType else functools.reduce(operator.or_, args)


# --- what _typing calls -------------------------------------------------------------------------

def _make_union(left, right):
    """left | right, where one of them is a type variable."""
    return Union[left, right]


def _typevar_subst(self, arg):
    """TypeVar.__typing_subst__: check what is to replace self."""
    arg = _type_check(arg, "Parameters to generic types must be types.", is_argument=True)
    if (isinstance(arg, _GenericAlias) and arg.__origin__ is Unpack
            or isinstance(arg, GenericAlias) and getattr(arg, "__unpacked__", False)):
        raise TypeError(f"{arg} is not valid as type argument")
    return arg


def _typevartuple_prepare_subst(self, alias, args):
    """TypeVarTuple.__typing_prepare_subst__: gather the arguments that are self's in a tuple.

    An unpacked tuple of any length among them also fills parameters beside self.
    """
    params = alias.__parameters__
    here = params.index(self)
    if any(isinstance(param, TypeVarTuple) for param in params[here + 1:]):
        raise TypeError(f"More than one TypeVarTuple parameter in {alias}")
    before, after = here, len(params) - here - 1        # parameters around self
    endless = fill = None
    for i, arg in enumerate(args):
        if isinstance(arg, type):
            continue
        items = getattr(arg, "__typing_unpacked_tuple_args__", None)
        if items and len(items) == 2 and items[-1] is ...:
            if endless is not None:
                raise TypeError("More than one unpacked arbitrary-length tuple argument")
            endless, fill = i, items[0]
    left, right = before, after                         # arguments around those for self
    if endless is not None:
        left = min(left, endless)
        right = min(right, len(args) - endless - 1)
    elif left + right > len(args):
        raise TypeError(f"Too few arguments for {alias};"
                        f" actual {len(args)}, expected at least {len(params) - 1}")
    stop = len(args) - right
    if left == stop and self.has_default():
        ours = _unpack_args(self.__default__)
    else:
        ours = args[left:stop]
    return (*args[:left], *[fill] * (before - left), tuple(ours),
            *[fill] * (after - right), *args[stop:])


def _paramspec_subst(self, arg):
    """ParamSpec.__typing_subst__: check what is to replace self."""
    if isinstance(arg, (list, tuple)):
        return tuple(_type_check(a, "Expected a type.") for a in arg)
    if not _is_param_expr(arg):
        raise TypeError("Expected a list of types, an ellipsis, ParamSpec, or Concatenate. "
                        f"Got {arg}")
    return arg


def _paramspec_prepare_subst(self, alias, args):
    """ParamSpec.__typing_prepare_subst__: make a list of types one hashable argument."""
    params = alias.__parameters__
    i = params.index(self)
    if i == len(args) and self.has_default():
        args = [*args, self.__default__]
    if i >= len(args):
        raise TypeError(f"Too few arguments for {alias}")
    if len(params) == 1 and not _is_param_expr(args[0]):
        return (tuple(args),)               # X[int, str] for X[[int, str]]
    if isinstance(args[i], list):
        return (*args[:i], tuple(args[i]), *args[i + 1:])
    return args


@_tp_cache
def _generic_class_getitem(cls, args):
    """Generic.__class_getitem__."""
    if not isinstance(args, tuple):
        args = (args,)
    args = tuple(map(_type_convert, args))
    if cls is Generic or cls is Protocol:
        if not args:
            raise TypeError(f"Parameter list to {cls.__qualname__}[...] cannot be empty")
        if not all(map(_is_typevar_like, args)):
            raise TypeError(f"Parameters to {cls.__name__}[...] must all be type variables "
                            "or parameter specification variables.")
        if len(set(args)) != len(args):
            raise TypeError(f"Parameters to {cls.__name__}[...] must all be unique")
        return _GenericAlias(cls, args)
    for param in cls.__parameters__:
        prepare = getattr(param, "__typing_prepare_subst__", None)
        if prepare:
            args = prepare(cls, args)
    _check_generic_specialization(cls, args)
    flat = []
    for param, arg in zip(cls.__parameters__, args):
        if isinstance(param, TypeVarTuple):
            flat.extend(arg)
        else:
            flat.append(arg)
    return _GenericAlias(cls, tuple(flat))


def _generic_init_subclass(cls, *args, **kwds):
    """Generic.__init_subclass__: work out the type parameters of a new class."""
    super(Generic, cls).__init_subclass__(*args, **kwds)
    orig_bases = cls.__dict__.get("__orig_bases__")
    if orig_bases is None:
        plain = (Generic in cls.__bases__ and cls.__name__ != "Protocol"
                 and type(cls) is not _TypedDictMeta)
    else:
        plain = Generic in orig_bases
    if plain:
        raise TypeError("Cannot inherit from plain Generic")
    params = ()
    if orig_bases is not None:
        params = _collect_type_parameters(orig_bases)
        declared = None
        for base in orig_bases:
            if isinstance(base, _GenericAlias) and base.__origin__ is Generic:
                if declared is not None:
                    raise TypeError("Cannot inherit from Generic[...] multiple times.")
                declared = base.__parameters__
        if declared is not None:
            unlisted = [param for param in params if param not in declared]
            if unlisted:
                raise TypeError(
                    f"Some type variables ({', '.join(map(str, unlisted))}) are not listed in "
                    f"Generic[{', '.join(map(str, declared))}]")
            params = declared
    cls.__parameters__ = tuple(params)


# --- protocols ----------------------------------------------------------------------------------

# What a class has without being asked: no members of a protocol. typing_extensions goes by these names too.
_TYPING_INTERNALS = frozenset({
    "__parameters__", "__orig_bases__", "__orig_class__", "_is_protocol", "_is_runtime_protocol",
    "__protocol_attrs__", "__non_callable_proto_members__", "__type_params__",
})
_SPECIAL_NAMES = frozenset({
    "__abstractmethods__", "__annotations__", "__dict__", "__doc__", "__init__", "__module__",
    "__new__", "__slots__", "__subclasshook__", "__weakref__", "__class_getitem__",
    "__match_args__", "__static_attributes__", "__firstlineno__", "__annotate__",
    "__annotate_func__", "__annotations_cache__",
})
EXCLUDED_ATTRIBUTES = _TYPING_INTERNALS | _SPECIAL_NAMES | {"_MutableMapping__marker"}

# Classes that are no protocols and that protocols may extend nevertheless.
_PROTO_ALLOWLIST = {
    "collections.abc": [
        "Callable", "Awaitable", "Iterable", "Iterator", "AsyncIterable", "AsyncIterator",
        "Hashable", "Sized", "Container", "Collection", "Reversible", "Buffer"],
    "contextlib": ["AbstractContextManager", "AbstractAsyncContextManager"],
    "io": ["Reader", "Writer"],
    "os": ["PathLike"],
}


def _own_annotation_names(cls):
    if "__annotate__" in type.__dict__:
        from annotationlib import Format, get_annotations
        return get_annotations(cls, format=Format.FORWARDREF)
    return cls.__dict__.get("__annotations__", {})


def _get_protocol_attrs(cls):
    """Return the names of the members of a protocol, inherited ones too."""
    names = set()
    for base in cls.__mro__[:-1]:
        if base.__name__ in ("Protocol", "Generic"):
            continue
        for name in (*base.__dict__, *_own_annotation_names(base)):
            if name not in EXCLUDED_ATTRIBUTES and not name.startswith("_abc_"):
                names.add(name)
    return names


def _no_init_or_replace_init(self, *args, **kwds):
    """Protocol.__init__: protocols have no instances; subclasses get the __init__ they had meant."""
    cls = type(self)
    if cls._is_protocol:
        raise TypeError("Protocols cannot be instantiated")
    if cls.__init__ is not _no_init_or_replace_init:
        return
    for base in cls.__mro__:
        init = base.__dict__.get("__init__", _no_init_or_replace_init)
        if init is not _no_init_or_replace_init:
            cls.__init__ = init
            break
    else:
        cls.__init__ = object.__init__
    cls.__init__(self, *args, **kwds)


def _allow_reckless_class_checks(depth=2):
    """Whether we, abc or functools ask, who check classes that nobody named."""
    return _caller(depth) in ("typing", "abc", "_py_abc", "functools", None)


@functools.cache
def _getattr_static():
    from inspect import getattr_static
    return getattr_static


def _check_issubclass_arg(arg):
    if not isinstance(arg, type):
        raise TypeError("issubclass() arg 1 must be a class")


from _abc import _abc_instancecheck, _abc_subclasscheck


class _ProtocolMeta(ABCMeta):
    # Instance checks are defined here and not in __subclasshook__, because members may be
    # attributes of instances only.
    def __new__(mcls, name, bases, namespace, /, **kwds):
        if not (name == "Protocol" and bases == (Generic,)) and {Protocol, Generic} & set(bases):
            for base in bases:
                if not (base in (object, Generic)
                        or base.__name__ in _PROTO_ALLOWLIST.get(base.__module__, ())
                        or issubclass(base, Generic) and getattr(base, "_is_protocol", False)):
                    raise TypeError("Protocols can only inherit from other protocols, "
                                    f"got {base!r}")
        return super().__new__(mcls, name, bases, namespace, **kwds)

    def __init__(cls, *args, **kwds):
        if getattr(cls, "_is_protocol", False):
            cls.__protocol_attrs__ = _get_protocol_attrs(cls)

    def __subclasscheck__(cls, other):
        if cls is Protocol:
            return type.__subclasscheck__(cls, other)
        if getattr(cls, "_is_protocol", False) and not _allow_reckless_class_checks():
            if not getattr(cls, "_is_runtime_protocol", False):
                _check_issubclass_arg(other)
                raise TypeError("Instance and class checks can only be used with "
                                "@runtime_checkable protocols")
            if (cls.__non_callable_proto_members__
                    and cls.__dict__.get("__subclasshook__") is _proto_hook):
                _check_issubclass_arg(other)
                names = str(sorted(cls.__non_callable_proto_members__))[1:-1]
                raise TypeError("Protocols with non-method members don't support issubclass()."
                                f" Non-method members: {names}.")
        return _abc_subclasscheck(cls, other)

    def __instancecheck__(cls, instance):
        if cls is Protocol:
            return type.__instancecheck__(cls, instance)
        if not getattr(cls, "_is_protocol", False):
            return _abc_instancecheck(cls, instance)
        if (not getattr(cls, "_is_runtime_protocol", False)
                and not _allow_reckless_class_checks()):
            raise TypeError("Instance and class checks can only be used with"
                            " @runtime_checkable protocols")
        if _abc_instancecheck(cls, instance):
            return True
        lookup = _getattr_static()
        data_members = cls.__non_callable_proto_members__
        for name in cls.__protocol_attrs__:
            try:
                value = lookup(instance, name)
            except AttributeError:
                return False
            if value is None and name not in data_members:
                return False                # a method that is switched off
        return True


@classmethod
def _proto_hook(cls, other):
    """The __subclasshook__ of protocols: other has to have all members."""
    if not cls.__dict__.get("_is_protocol", False):
        return NotImplemented
    for name in cls.__protocol_attrs__:
        for base in other.__mro__:
            if name in base.__dict__:
                if base.__dict__[name] is None:
                    return NotImplemented
                break
            if (issubclass(other, Generic) and getattr(other, "_is_protocol", False)
                    and name in _own_annotation_names(base)):
                break
        else:
            return NotImplemented
    return True


class Protocol(Generic, metaclass=_ProtocolMeta):
    """The base of protocols: classes that others match by having the same members.

        class Closes(Protocol):
            def close(self) -> None: ...
    """
    __slots__ = ()
    _is_protocol = True
    _is_runtime_protocol = False

    def __init_subclass__(cls, *args, **kwds):
        super().__init_subclass__(*args, **kwds)
        if not cls.__dict__.get("_is_protocol", False):
            cls._is_protocol = any(base is Protocol for base in cls.__bases__)
        if "__subclasshook__" not in cls.__dict__:
            cls.__subclasshook__ = _proto_hook
        if cls._is_protocol and cls.__init__ is Protocol.__init__:
            cls.__init__ = _no_init_or_replace_init


def runtime_checkable(cls):
    """Let a protocol be used with isinstance(), and with issubclass() if all members are methods."""
    if not (isinstance(cls, type) and issubclass(cls, Generic)
            and getattr(cls, "_is_protocol", False)):
        raise TypeError("@runtime_checkable can be only applied to protocol classes,"
                        f" got {cls!r}")
    cls._is_runtime_protocol = True
    cls.__non_callable_proto_members__ = set()
    for name in cls.__protocol_attrs__:
        try:
            is_method = callable(getattr(cls, name, None))
        except Exception as error:
            raise TypeError(f"Failed to determine whether protocol member {name!r} "
                            "is a method member") from error
        if not is_method:
            cls.__non_callable_proto_members__.add(name)
    return cls


def is_protocol(tp, /):
    """Whether tp is a protocol class.

    >>> is_protocol(SupportsInt), is_protocol(int)
    (True, False)
    """
    return isinstance(tp, type) and getattr(tp, "_is_protocol", False) and tp is not Protocol


def get_protocol_members(tp, /):
    """Return the names of the members of a protocol.

    >>> get_protocol_members(SupportsInt)
    frozenset({'__int__'})
    """
    if not is_protocol(tp):
        raise TypeError(f"{tp!r} is not a Protocol")
    return frozenset(tp.__protocol_attrs__)


# --- functions without effect at run time -------------------------------------------------------

def cast(typ, val):
    """Return val; type checkers take it for a typ."""
    return val


def assert_type(val, typ, /):
    """Return val; type checkers report when it is not a typ."""
    return val


def reveal_type(obj, /):
    """Return obj and print the name of its type; type checkers print what they infer."""
    print(f"Runtime type is {type(obj).__name__!r}", file=sys.stderr)
    return obj


_ASSERT_NEVER_REPR_MAX_LENGTH = 100


def assert_never(arg, /):
    """Mark code that cannot be reached."""
    value = repr(arg)
    if len(value) > _ASSERT_NEVER_REPR_MAX_LENGTH:
        value = value[:_ASSERT_NEVER_REPR_MAX_LENGTH] + "..."
    raise AssertionError(f"Expected code to be unreachable, but got: {value}")


def no_type_check(arg):
    """Mark a function, or a class and all it defines, as having no type hints."""
    if isinstance(arg, type):
        for name in dir(arg):
            obj = getattr(arg, name)
            if (not hasattr(obj, "__qualname__")
                    or obj.__qualname__ != f"{arg.__qualname__}.{obj.__name__}"
                    or getattr(obj, "__module__", None) != arg.__module__):
                continue                    # defined elsewhere
            if isinstance(obj, types.FunctionType):
                obj.__no_type_check__ = True
            if isinstance(obj, types.MethodType):
                obj.__func__.__no_type_check__ = True
            if isinstance(obj, type):
                no_type_check(obj)
    try:
        arg.__no_type_check__ = True
    except TypeError:
        pass                                # a built-in class
    return arg


def no_type_check_decorator(decorator):
    """Make a decorator apply no_type_check to what it returns. Deprecated."""
    import warnings
    warnings._deprecated("typing.no_type_check_decorator", remove=(3, 15))

    @functools.wraps(decorator)
    def wrapped(*args, **kwds):
        return no_type_check(decorator(*args, **kwds))
    return wrapped


def _overload_dummy(*args, **kwds):
    """Stands for the name of an overloaded function until it is implemented."""
    raise NotImplementedError(
        "You should not call an overloaded function. "
        "A series of @overload-decorated functions "
        "outside a stub module should always be followed "
        "by an implementation that is not @overload-ed.")


# {module: {qualname: {first line: function}}}
_overload_registry = defaultdict(functools.partial(defaultdict, dict))


def overload(func):
    """Declare one signature of an overloaded function."""
    inner = getattr(func, "__func__", func)
    try:
        line = inner.__code__.co_firstlineno
        _overload_registry[inner.__module__][inner.__qualname__][line] = func
    except AttributeError:
        pass                                # not a function
    return _overload_dummy


def get_overloads(func):
    """Return the overloads declared for func."""
    inner = getattr(func, "__func__", func)
    by_name = _overload_registry.get(inner.__module__, {})
    return list(by_name.get(inner.__qualname__, {}).values())


def clear_overloads():
    """Forget all overloads."""
    _overload_registry.clear()


def _set_marker(obj, name):
    try:
        setattr(obj, name, True)
    except (AttributeError, TypeError):
        pass                                # it accepts no attributes
    return obj


def final(f):
    """Declare that a class may not be extended, or a method not be overridden."""
    return _set_marker(f, "__final__")


def override(method, /):
    """Declare that a method overrides one of a base class."""
    return _set_marker(method, "__override__")


def dataclass_transform(*, eq_default=True, order_default=False, kw_only_default=False,
                        frozen_default=False, field_specifiers=(), **kwargs):
    """Mark a decorator, class or metaclass that works like dataclasses.dataclass."""
    def decorator(cls_or_fn):
        cls_or_fn.__dataclass_transform__ = {
            "eq_default": eq_default,
            "order_default": order_default,
            "kw_only_default": kw_only_default,
            "frozen_default": frozen_default,
            "field_specifiers": field_specifiers,
            "kwargs": kwargs,
        }
        return cls_or_fn
    return decorator


# --- evaluating hints ---------------------------------------------------------------------------

def _warn_no_type_params(name):
    import warnings
    warnings.warn(
        f"Failing to pass a value to the 'type_params' parameter of {name!r} is deprecated, "
        f"as it leads to incorrect behaviour when calling {name} on a stringified annotation "
        "that references a PEP 695 type parameter. It will be disallowed in Python 3.15.",
        DeprecationWarning, stacklevel=3)


def _evaluate_reference(ref, globalns, localns, type_params, guard, format=None, owner=None):
    """Evaluate a ForwardRef, and references in what it gives; guard has the texts under way."""
    text = ref.__forward_arg__
    if text in guard:
        return ref
    if ref.__forward_evaluated__ and localns is globalns:
        return ref.__forward_value__
    if globalns is None and localns is None:
        globalns = localns = {} if ref.__forward_globals__ is None else ref.__forward_globals__
    elif globalns is None:
        globalns = localns
    elif localns is None:
        localns = globalns
    if ref.__forward_module__ is not None:
        globalns = getattr(sys.modules.get(ref.__forward_module__), "__dict__", globalns)
    if type_params:
        # Their scope lies between the two; names of a class body come first.
        globalns, localns = dict(globalns), dict(localns)
        for param in type_params:
            name = param.__name__
            if not ref.__forward_is_class__ or name not in globalns:
                globalns[name] = param
                localns.pop(name, None)
    options = {} if format is None else {"format": format}
    value = ref.evaluate(globals=globalns, locals=localns, type_params=(), owner=owner, **options)
    if format is not None and (value is ref or format == 4):
        return value
    value = _type_check(value, "Forward references must evaluate to types.",
                        is_argument=ref.__forward_is_argument__,
                        allow_special_forms=ref.__forward_is_class__)
    value = _eval_type(value, globalns, localns, type_params,
                       recursive_guard=guard | {text}, format=format, owner=owner)
    ref.__forward_value__ = value
    ref.__forward_evaluated__ = True
    return value


def evaluate_forward_ref(forward_ref, *, owner=None, globals=None, locals=None, type_params=None,
                         format=None, _recursive_guard=frozenset()):
    """Evaluate a forward reference as a type hint: references inside the result too."""
    from annotationlib import Format
    if format is None:
        format = Format.VALUE
    if format == Format.STRING:
        return forward_ref.__forward_arg__
    if forward_ref.__forward_arg__ in _recursive_guard:
        return forward_ref
    value = forward_ref.evaluate(globals=globals, locals=locals, type_params=type_params,
                                 owner=owner, format=format)
    if value is forward_ref:
        return value
    if isinstance(value, str):
        value = ForwardRef(value, module=forward_ref.__forward_module__,
                           owner=owner or forward_ref.__owner__,
                           is_argument=forward_ref.__forward_is_argument__,
                           is_class=forward_ref.__forward_is_class__)
    if value is None:
        value = type(None)
    guard = _recursive_guard | {forward_ref.__forward_arg__}
    if isinstance(value, ForwardRef):
        return evaluate_forward_ref(value, owner=owner, globals=globals, locals=locals,
                                    type_params=type_params, format=format,
                                    _recursive_guard=guard)
    return _map_references(value, lambda ref: evaluate_forward_ref(
        ref, owner=owner, globals=globals, locals=locals, type_params=type_params,
        format=format, _recursive_guard=guard))


def _map_references(t, evaluate):
    """Return t with evaluate() applied to every forward reference in its arguments."""
    if not isinstance(t, (_GenericAlias, GenericAlias, *_UNIONS)):
        return t
    if isinstance(t, GenericAlias):
        unpacked = t.__unpacked__
        args = tuple(ForwardRef(arg) if isinstance(arg, str) else arg for arg in t.__args__)
        if unpacked or args != t.__args__:
            # list["X"]: the strings are hints too
            if _should_unflatten_callable_args(t, args):
                t = t.__origin__[(args[:-1], args[-1])]
            else:
                t = t.__origin__[args]
            if unpacked:
                t = Unpack[t]
    new = tuple(evaluate(arg) if isinstance(arg, ForwardRef) else _map_references(arg, evaluate)
                for arg in t.__args__)
    if new == t.__args__:
        return t
    if isinstance(t, GenericAlias):
        if _should_unflatten_callable_args(t, new):
            return t.__origin__[(new[:-1], new[-1])]
        result = GenericAlias(t.__origin__, new)
        return next(iter(result)) if t.__unpacked__ else result
    if isinstance(t, types.UnionType):
        return _join(new)
    return t.copy_with(new)


def _should_unflatten_callable_args(typ, args):
    """Whether args are those of a Callable whose parameters are a list of types.

    >>> P = ParamSpec("P")
    >>> _should_unflatten_callable_args(Callable[[int, str], bytes], (int, str, bytes))
    True
    >>> _should_unflatten_callable_args(Callable[P, bytes], (P, bytes))
    False
    """
    return (typ.__origin__ is collections.abc.Callable
            and not (len(args) == 2 and _is_param_expr(args[0])))


def _eval_type(t, globalns, localns, type_params=_missing, *, recursive_guard=frozenset(),
               format=None, owner=None):
    """Evaluate all forward references in t."""
    if type_params is _missing:
        _warn_no_type_params("typing._eval_type")
        type_params = ()

    def evaluate(ref):
        return _evaluate_reference(ref, globalns, localns, type_params, recursive_guard,
                                   format, owner)
    if isinstance(t, ForwardRef):
        return evaluate(t)
    return _map_references(t, evaluate)


def _hints_of(obj, format):
    """Return obj's own annotations."""
    from annotationlib import Format, get_annotations
    return get_annotations(obj, format=Format.VALUE if format is None else format)


def get_type_hints(obj, globalns=None, localns=None, include_extras=False, *, format=None):
    """Return the type hints of a function, class or module, with forward references resolved.

    A class's include those of its bases. Annotated is removed unless include_extras is true.
    """
    if getattr(obj, "__no_type_check__", None):
        return {}
    if isinstance(obj, type):
        hints = {}
        for base in reversed(obj.__mro__):
            annotations = _hints_of(base, format)
            if format == 4:
                hints.update(annotations)
                continue
            if globalns is None:
                base_globals = getattr(sys.modules.get(base.__module__, None), "__dict__", {})
            else:
                base_globals = globalns
            base_locals = dict(vars(base)) if localns is None else localns
            if localns is None and globalns is None:
                # In a class body its own names hide globals, but hints written there mostly mean
                # the global of the same name: `x: int` beside a method called int.
                base_globals, base_locals = base_locals, base_globals
            for name, value in annotations.items():
                if value is None:
                    value = type(None)
                elif isinstance(value, str):
                    value = ForwardRef(value, is_argument=False, is_class=True)
                hints[name] = _eval_type(value, base_globals, base_locals,
                                         base.__type_params__, format=format, owner=obj)
        return hints if include_extras or format == 4 else _without_extras(hints)

    annotations = _hints_of_callable(obj, format)
    if format == 4:
        return annotations
    if globalns is None:
        if isinstance(obj, types.ModuleType):
            globalns = obj.__dict__
        else:
            inner = obj
            while hasattr(inner, "__wrapped__"):
                inner = inner.__wrapped__
            globalns = getattr(inner, "__globals__", {})
        if localns is None:
            localns = globalns
    elif localns is None:
        localns = globalns
    type_params = getattr(obj, "__type_params__", ())
    hints = {}
    for name, value in annotations.items():
        if value is None:
            value = type(None)
        elif isinstance(value, str):
            value = ForwardRef(value, is_argument=not isinstance(obj, types.ModuleType),
                               is_class=False)
        hints[name] = _eval_type(value, globalns, localns, type_params, format=format, owner=obj)
    return hints if include_extras else _without_extras(hints)


_hintable = (types.FunctionType, types.BuiltinFunctionType, types.MethodType, types.ModuleType,
             types.WrapperDescriptorType, types.MethodWrapperType, types.MethodDescriptorType)


def _hints_of_callable(obj, format):
    hints = getattr(obj, "__annotations__", None) if format is None else _hints_of(obj, format)
    if hints is None:
        if isinstance(obj, _hintable):
            return {}
        raise TypeError(f"{obj!r} is not a module, class, method, or function.")
    return dict(hints)


def _without_extras(hints):
    return {name: _strip_annotations(value) for name, value in hints.items()}


def _strip_annotations(t):
    """Remove Annotated, Required, NotRequired and ReadOnly from a type, at any depth."""
    if isinstance(t, _AnnotatedAlias):
        return _strip_annotations(t.__origin__)
    if hasattr(t, "__origin__") and t.__origin__ in (Required, NotRequired, ReadOnly):
        return _strip_annotations(t.__args__[0])
    if isinstance(t, (_GenericAlias, GenericAlias, *_UNIONS)):
        args = tuple(map(_strip_annotations, t.__args__))
        if args == t.__args__:
            return t
        if isinstance(t, GenericAlias):
            return GenericAlias(t.__origin__, args)
        if isinstance(t, types.UnionType):
            return _join(args)
        return t.copy_with(args)
    return t


def get_origin(tp):
    """Return the type without its arguments, or None if there are none.

    >>> get_origin(dict[str, int]), get_origin(int)
    (<class 'dict'>, None)
    """
    if isinstance(tp, _AnnotatedAlias):
        return Annotated
    if isinstance(tp, types.UnionType):
        return types.UnionType
    if isinstance(tp, (_BaseGenericAlias, GenericAlias, ParamSpecArgs, ParamSpecKwargs)):
        return tp.__origin__
    if tp is Generic:
        return Generic
    return None


def get_args(tp):
    """Return the arguments of a type.

    >>> get_args(dict[str, int]), get_args(int)
    ((<class 'str'>, <class 'int'>), ())
    """
    if isinstance(tp, _AnnotatedAlias):
        return (tp.__origin__,) + tp.__metadata__
    if isinstance(tp, (_GenericAlias, GenericAlias)):
        args = tp.__args__
        if _should_unflatten_callable_args(tp, args):
            args = list(args[:-1]), args[-1]
        return args
    if isinstance(tp, types.UnionType):
        return tp.__args__
    return ()


def is_typeddict(tp):
    """Whether tp is a TypedDict class.

    >>> class Film(TypedDict):
    ...     title: str
    >>> is_typeddict(Film), is_typeddict(dict)
    (True, False)
    """
    return isinstance(tp, _TypedDictMeta)


# --- aliases to classes -------------------------------------------------------------------------

# Some type variables that are not exported.
T = TypeVar("T")
KT = TypeVar("KT")
VT = TypeVar("VT")
T_co = TypeVar("T_co", covariant=True)
V_co = TypeVar("V_co", covariant=True)
VT_co = TypeVar("VT_co", covariant=True)
T_contra = TypeVar("T_contra", contravariant=True)
CT_co = TypeVar("CT_co", covariant=True, bound=type)
AnyStr = TypeVar("AnyStr", bytes, str)

_alias = _SpecialGenericAlias
_abc = collections.abc

Hashable = _alias(_abc.Hashable, 0)
Awaitable = _alias(_abc.Awaitable, 1)
Coroutine = _alias(_abc.Coroutine, 3)
AsyncIterable = _alias(_abc.AsyncIterable, 1)
AsyncIterator = _alias(_abc.AsyncIterator, 1)
Iterable = _alias(_abc.Iterable, 1)
Iterator = _alias(_abc.Iterator, 1)
Reversible = _alias(_abc.Reversible, 1)
Sized = _alias(_abc.Sized, 0)
Container = _alias(_abc.Container, 1)
Collection = _alias(_abc.Collection, 1)
Callable = _CallableType(_abc.Callable, 2)
AbstractSet = _alias(_abc.Set, 1, name="AbstractSet")
MutableSet = _alias(_abc.MutableSet, 1)
Mapping = _alias(_abc.Mapping, 2)
MutableMapping = _alias(_abc.MutableMapping, 2)
Sequence = _alias(_abc.Sequence, 1)
MutableSequence = _alias(_abc.MutableSequence, 1)
Tuple = _TupleType(tuple, -1, inst=False, name="Tuple")
List = _alias(list, 1, inst=False, name="List")
Deque = _alias(collections.deque, 1, name="Deque")
Set = _alias(set, 1, inst=False, name="Set")
FrozenSet = _alias(frozenset, 1, inst=False, name="FrozenSet")
MappingView = _alias(_abc.MappingView, 1)
KeysView = _alias(_abc.KeysView, 1)
ItemsView = _alias(_abc.ItemsView, 2)
ValuesView = _alias(_abc.ValuesView, 1)
Dict = _alias(dict, 2, inst=False, name="Dict")
DefaultDict = _alias(collections.defaultdict, 2, name="DefaultDict")
OrderedDict = _alias(collections.OrderedDict, 2)
Counter = _alias(collections.Counter, 1)
ChainMap = _alias(collections.ChainMap, 2)
Generator = _alias(_abc.Generator, 3, defaults=(types.NoneType, types.NoneType))
AsyncGenerator = _alias(_abc.AsyncGenerator, 2, defaults=(types.NoneType,))
Type = _alias(type, 1, inst=False, name="Type")
Text = str
TYPE_CHECKING = False


@runtime_checkable
class SupportsInt(Protocol):
    """Has __int__."""
    __slots__ = ()

    @abstractmethod
    def __int__(self) -> int:
        pass


@runtime_checkable
class SupportsFloat(Protocol):
    """Has __float__."""
    __slots__ = ()

    @abstractmethod
    def __float__(self) -> float:
        pass


@runtime_checkable
class SupportsComplex(Protocol):
    """Has __complex__."""
    __slots__ = ()

    @abstractmethod
    def __complex__(self) -> complex:
        pass


@runtime_checkable
class SupportsBytes(Protocol):
    """Has __bytes__."""
    __slots__ = ()

    @abstractmethod
    def __bytes__(self) -> bytes:
        pass


@runtime_checkable
class SupportsIndex(Protocol):
    """Has __index__."""
    __slots__ = ()

    @abstractmethod
    def __index__(self) -> int:
        pass


@runtime_checkable
class SupportsAbs(Protocol[T_co]):
    """Has __abs__, covariant in what it returns."""
    __slots__ = ()

    @abstractmethod
    def __abs__(self) -> T_co:
        pass


@runtime_checkable
class SupportsRound(Protocol[T_co]):
    """Has __round__, covariant in what it returns."""
    __slots__ = ()

    @abstractmethod
    def __round__(self, ndigits: int = 0) -> T_co:
        pass


# --- NewType ------------------------------------------------------------------------------------

class NewType:
    """A type of its own for checkers that at run time is the same as another.

        UserId = NewType("UserId", int)
    """

    __call__ = _idfunc

    def __init__(self, name, tp):
        self.__qualname__ = name
        self.__name__ = name.rpartition(".")[-1]
        self.__supertype__ = tp
        module = _caller()
        if module != "typing":
            self.__module__ = module

    def __mro_entries__(self, bases):
        base = self.__name__

        class Refusal:
            def __init_subclass__(cls):
                name = cls.__name__
                raise TypeError(
                    "Cannot subclass an instance of NewType. Perhaps you were looking for: "
                    f"`{name} = NewType({name!r}, {base})`")
        return (Refusal,)

    def __repr__(self):
        return f"{self.__module__}.{self.__qualname__}"

    def __reduce__(self):
        return self.__qualname__

    def __or__(self, other):
        return Union[self, other]

    def __ror__(self, other):
        return Union[other, self]


# --- classes that are defined in other files ------------------------------------------------------

from _typing_records import (NamedTuple, NamedTupleMeta, _NamedTuple, TypedDict, _TypedDict,
                             _TypedDictMeta, _get_typeddict_qualifiers, _prohibited, _special)

for _obj in (NamedTuple, NamedTupleMeta, _NamedTuple, TypedDict, _TypedDict, _TypedDictMeta,
             _get_typeddict_qualifiers):
    _obj.__module__ = "typing"
del _obj

# --- names made on demand, because they need other modules ---------------------------------------

def __getattr__(attr):
    if attr in ("Pattern", "Match"):
        import re
        found = _alias(getattr(re, attr), 1)
    elif attr in ("ContextManager", "AsyncContextManager"):
        import contextlib
        found = _alias(getattr(contextlib, "Abstract" + attr), 2, name=attr,
                       defaults=(Optional[bool],))
    elif attr in ("IO", "BinaryIO", "TextIO"):
        import _typing_io
        for name in ("IO", "BinaryIO", "TextIO"):
            globals()[name] = getattr(_typing_io, name)
        return globals()[attr]
    elif attr == "ByteString":
        found = _DeprecatedGenericAlias(_abc.ByteString, 0, removal_version=(3, 17),
                                        name="ByteString")
    elif attr == "_collect_parameters":
        return _collect_parameters_deprecated()
    else:
        raise AttributeError(f"module {__name__!r} has no attribute {attr!r}")
    globals()[attr] = found
    return found
