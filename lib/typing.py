# typing: type hints at run time. Type variables, ParamSpec, TypeVarTuple, TypeAliasType, Generic
# and Union are native (_typing); they call back the functions of the section "What _typing calls".
# Invariant: an alias keeps its arguments checked and converted (None -> NoneType, str -> ForwardRef).
"""Runtime support for type hints."""
import builtins
import collections
import collections.abc
import functools
import operator
import sys
import types
from abc import ABCMeta, abstractmethod
from types import GenericAlias

from _abc import _abc_instancecheck, _abc_subclasscheck
from _typing import (Generic, NoDefault, ParamSpec, ParamSpecArgs, ParamSpecKwargs, TypeAliasType,
                     TypeVar, TypeVarTuple, Union, _idfunc)
from annotationlib import ForwardRef

__all__ = """
    AbstractSet Annotated Any AnyStr AsyncContextManager AsyncGenerator AsyncIterable AsyncIterator
    Awaitable BinaryIO ByteString Callable ChainMap ClassVar Collection Concatenate Container
    ContextManager Coroutine Counter DefaultDict Deque Dict Final ForwardRef FrozenSet Generator
    Generic Hashable IO ItemsView Iterable Iterator KeysView List Literal LiteralString Mapping
    MappingView Match MutableMapping MutableSequence MutableSet NamedTuple Never NewType NoDefault
    NoReturn NotRequired Optional OrderedDict ParamSpec ParamSpecArgs ParamSpecKwargs Pattern
    Protocol ReadOnly Required Reversible Self Sequence Set Sized SupportsAbs SupportsBytes
    SupportsComplex SupportsFloat SupportsIndex SupportsInt SupportsRound TYPE_CHECKING Text TextIO
    Tuple Type TypeAlias TypeAliasType TypeGuard TypeIs TypeVar TypeVarTuple TypedDict Union Unpack
    ValuesView assert_never assert_type cast clear_overloads dataclass_transform
    evaluate_forward_ref final get_args get_origin get_overloads get_protocol_members
    get_type_hints is_protocol is_typeddict no_type_check no_type_check_decorator overload override
    reveal_type runtime_checkable
""".split()

_missing = object()
_UnionGenericAlias = Union

Any = Protocol = None                       # bound below; functions ask for them before


# --- what forms and aliases are made of -----------------------------------------------------------

_cleanups = []


def _tp_cache(func=None, /, *, typed=False):
    """Cache a subscription; arguments that cannot be hashed just are not cached."""
    if func is None:
        return functools.partial(_tp_cache, typed=typed)
    known = functools.lru_cache(typed=typed)(func)
    _cleanups.append(known.cache_clear)

    def subscribe(*args, **kwds):
        try:
            return known(*args, **kwds)
        except TypeError:
            pass                            # an error of func's own comes again, and alone
        return func(*args, **kwds)
    return functools.update_wrapper(subscribe, func)


def _as_tuple(parameters):
    """What stood in the brackets of X[...], always as a tuple."""
    return parameters if isinstance(parameters, tuple) else (parameters,)


def _is_dunder(name):
    return name[:2] == name[-2:] == "__"


def _caller(depth=1, default="__main__"):
    """The name of the module that called our caller."""
    if hasattr(sys, "_getframemodulename"):
        return sys._getframemodulename(depth + 1) or default
    return default


def _raiser(text):
    """Return a method that raises TypeError(text), with {0} for the object."""
    def refuse(self, *args, **kwds):
        raise TypeError(text.format(self))
    return refuse


def _compared_by(key):
    """Make instances of a class equal when they agree in key(instance)."""
    def install(cls):
        def __eq__(self, other):
            return key(self) == key(other) if isinstance(other, cls) else NotImplemented

        def __hash__(self):
            return hash(key(self))
        cls.__eq__, cls.__hash__ = __eq__, __hash__
        return cls
    return install


class _Joinable:
    """Gives what is no class the operators of X | Y."""
    __slots__ = ()

    def __or__(self, other):
        return _make_union(self, other)

    def __ror__(self, other):
        return _make_union(other, self)


class _NotIterable:
    """Keeps iteration from falling back to __getitem__."""
    __slots__ = ()
    __iter__ = None


class _Final:
    """For classes that may not be extended, but here, where _root is given."""
    __slots__ = ("__weakref__",)

    def __init_subclass__(cls, /, *args, _root=None, **kwds):
        if _root is None:
            raise TypeError("Cannot subclass special typing classes")


# --- special forms ------------------------------------------------------------------------------

class _SpecialForm(_Final, _NotIterable, _Joinable, _root=True):
    # A name with a meaning for type checkers; getitem(self, parameters) subscribes it.
    __slots__ = ("_name", "__doc__", "_getitem")

    def __init__(self, getitem, name=None, doc=None):
        self._getitem, self._name = getitem, name or getitem.__name__
        self.__doc__ = doc or getitem.__doc__

    @_tp_cache
    def __getitem__(self, parameters):
        return self._getitem(self, parameters)

    def __getattr__(self, attr):
        if attr != "__name__" and attr != "__qualname__":
            raise AttributeError(attr)
        return self._name

    def __reduce__(self):
        return self._name

    def __repr__(self):
        return f"typing.{self._name}"

    __call__ = _raiser("Cannot instantiate {0!r}")
    __mro_entries__ = _raiser("Cannot subclass {0!r}")
    __instancecheck__ = _raiser("{0} cannot be used with isinstance()")
    __subclasscheck__ = _raiser("{0} cannot be used with issubclass()")


class _TypedCacheSpecialForm(_SpecialForm, _root=True):
    # A special form for which 1 and True are different parameters. (No __slots__: a class without
    # docstring has a __doc__ that would hide the slot above.)
    def __getitem__(self, parameters):
        return self._getitem(self, *_as_tuple(parameters))


def _plain_form(name, doc):
    """Make a special form that takes no parameters."""
    return _SpecialForm(_raiser("{0} is not subscriptable"), name, doc)


def _one_type_form(name, doc, msg="{0} accepts only single type.", **check):
    """Make a special form that takes one type."""
    def getitem(self, parameters):
        item = _type_check(parameters, msg.format(self), **check)
        return _GenericAlias(self, (item,))
    return _SpecialForm(getitem, name, doc)


def _qualifier_form(name, doc):
    """Make a special form that says more of a TypedDict's key."""
    return _one_type_form(name, doc, f"{name} accepts only a single type.",
                          allow_special_forms=True)


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
Required = _qualifier_form("Required", "Marks a key that a TypedDict must have.")
NotRequired = _qualifier_form("NotRequired", "Marks a key that a TypedDict may lack.")
ReadOnly = _qualifier_form("ReadOnly", "Marks a key of a TypedDict that is not to be changed.")

# Forms that are types as they stand, and those that are so in an annotation only.
_STANDALONE = (LiteralString, NoReturn, Never, Self, TypeAlias)
_VARIABLE_FORMS = (ClassVar, Final)
_KEY_QUALIFIERS = (Required, NotRequired, ReadOnly)


@_SpecialForm
def Optional(self, parameters):
    """Optional[X] is Union[X, None]."""
    return Union[_type_check(parameters, f"{self} requires a single type."), None]


@_SpecialForm
def Concatenate(self, parameters):
    """Puts parameters before those of a ParamSpec, in Callable."""
    parameters = _as_tuple(parameters)
    if not parameters:
        raise TypeError("Cannot take a Concatenate of no types.")
    *first, rest = parameters
    if rest is not ... and not isinstance(rest, ParamSpec):
        raise TypeError("The last parameter to Concatenate should be a "
                        "ParamSpec variable or ellipsis.")
    first = _check_all(first, "Concatenate[arg, ...]: each arg must be a type.")
    return _ConcatenateGenericAlias(self, (*first, rest))


@_SpecialForm
def Unpack(self, parameters):
    """Unpack[X] is *X, where a star cannot be written."""
    return _UnpackGenericAlias(self, _type_check(parameters, f"{self} accepts only single type."))


def _typed_values(alias):
    """The values of a Literal, with their types: 1 is not True here."""
    return frozenset((value, type(value)) for value in alias.__args__)


@_TypedCacheSpecialForm
@_tp_cache(typed=True)
def Literal(self, *parameters):
    """Literal[a, b, ...]: exactly these values."""
    values = []
    for param in parameters:
        values += param.__args__ if isinstance(param, _LiteralGenericAlias) else (param,)
    try:
        values = [value for value, _ in dict.fromkeys((v, type(v)) for v in values)]
    except TypeError:
        pass                                # something unhashable: duplicates stay
    return _LiteralGenericAlias(self, tuple(values))


@_TypedCacheSpecialForm
@_tp_cache(typed=True)
def Annotated(self, *params):
    """Annotated[T, x, ...]: the type T with metadata, which is in __metadata__."""
    if len(params) < 2:
        raise TypeError("Annotated[...] should be used with at least two arguments "
                        "(a type and an annotation).")
    origin, *metadata = params
    if _is_unpacked_typevartuple(origin):
        raise TypeError("Annotated[...] should not be used with an unpacked TypeVarTuple")
    origin = _type_check(origin, "Annotated[t, ...]: t must be a type.", allow_special_forms=True)
    return _AnnotatedAlias(origin, tuple(metadata))


class _AnyMeta(type):
    def __repr__(cls):
        return super().__repr__() if cls is not Any else "typing.Any"

    def __instancecheck__(cls, obj):
        if cls is not Any:
            return super().__instancecheck__(obj)
        raise TypeError("typing.Any cannot be used with isinstance()")


class Any(metaclass=_AnyMeta):
    """Compatible with every type; as a base class it lets checkers accept any attribute."""

    def __new__(cls, *args, **kwds):
        if cls is not Any:
            return super().__new__(cls)
        raise TypeError("Any cannot be instantiated")


# --- checking and showing types -----------------------------------------------------------------

def _type_convert(arg, module=None, *, allow_special_forms=False):
    """Turn None into its type and a string into a forward reference."""
    if isinstance(arg, str):
        return ForwardRef(arg, module=module, is_class=allow_special_forms)
    return types.NoneType if arg is None else arg


def _type_check(arg, msg, is_argument=True, module=None, *, allow_special_forms=False):
    """Convert arg, and refuse what cannot stand where a type is wanted; msg says where that is."""
    arg = _type_convert(arg, module=module, allow_special_forms=allow_special_forms)
    blame = None
    if isinstance(arg, type):
        if arg is Generic or arg is Protocol:
            blame = "Plain "
    elif isinstance(arg, _GenericAlias):
        origin = arg.__origin__
        if (origin is Generic or origin is Protocol
                or origin is ClassVar and not allow_special_forms
                or origin is Final and is_argument and not allow_special_forms):
            blame = ""
    elif isinstance(arg, _SpecialForm):
        if arg not in _STANDALONE and not (allow_special_forms and arg in _VARIABLE_FORMS):
            blame = "Plain "
    elif type(arg) is tuple:
        raise TypeError(f"{msg} Got {arg!r:.100}.")
    if blame is None:
        return arg
    raise TypeError(f"{blame}{arg} is not valid as type argument")


def _check_all(args, msg):
    return tuple([_type_check(arg, msg) for arg in args])


def _is_param_expr(arg):
    """Whether arg can replace a ParamSpec."""
    if isinstance(arg, _GenericAlias):
        return arg.__origin__ is Concatenate
    return arg is ... or isinstance(arg, (list, tuple, ParamSpec))


def _callable_parts(args):
    """The arguments of a Callable alias as they were written: (parameters, result)."""
    if len(args) == 2 and _is_param_expr(args[0]):
        return args
    return args[:-1], args[-1]


def _should_unflatten_callable_args(typ, args):
    """Whether args are those of a Callable whose parameters are a list of types.

    >>> P = ParamSpec("P")
    >>> _should_unflatten_callable_args(Callable[[int, str], bytes], (int, str, bytes))
    True
    >>> _should_unflatten_callable_args(Callable[P, bytes], (P, bytes))
    False
    """
    return typ.__origin__ is collections.abc.Callable and _callable_parts(args) is not args


def _type_repr(obj):
    """Show a type as it is written in a hint: builtins without their module."""
    if isinstance(obj, type) and not isinstance(obj, GenericAlias):
        module, name = obj.__module__, obj.__qualname__
        return name if module == "builtins" else f"{module}.{name}"
    if isinstance(obj, tuple):
        return f"[{_type_reprs(obj)}]"
    if isinstance(obj, types.FunctionType):
        return obj.__name__
    return "..." if obj is ... else repr(obj)


def _type_reprs(args):
    return ", ".join([_type_repr(arg) for arg in args])


def _is_unpacked_typevartuple(obj):
    return (getattr(obj, "__typing_is_unpacked_typevartuple__", False)
            if not isinstance(obj, type) else False)


def _is_typevar_like(obj):
    return _is_unpacked_typevartuple(obj) or isinstance(obj, (ParamSpec, TypeVar))


def _arity_error(what, actual, expected, at_least=False):
    return TypeError(f"Too {'few' if actual < expected else 'many'} arguments for {what};"
                     f" actual {actual}, expected {'at least ' * at_least}{expected}")


def _check_generic_specialization(cls, arguments):
    """Raise TypeError unless cls takes that many arguments."""
    params = cls.__parameters__
    actual, most = len(arguments), len(params)
    if not params:
        raise TypeError(f"{cls} is not a generic class")
    if actual > most:
        raise _arity_error(cls, actual, most)
    left_out = [param.has_default() for param in params[actual:]]
    if left_out and not left_out[0]:        # no default there: all before it are needed
        least = most - sum(left_out)
        raise _arity_error(cls, actual, least, least != most)


def _unpack_args(*args):
    """Replace each unpacked tuple of known length by its items."""
    flat = []
    for arg in args:
        items = getattr(arg, "__typing_unpacked_tuple_args__", None)
        endless = items is None or items[-1:] == (...,)
        flat += (arg,) if endless else items
    return flat


# --- type parameters ------------------------------------------------------------------------------

def _check_default_order(args):
    """Refuse parameters without a default after one with, and defaults after a TypeVarTuple."""
    packed = defaulted = False
    for param in args:
        if not hasattr(param, "__typing_subst__"):
            packed = packed or _is_unpacked_typevartuple(param)
        elif not param.has_default():
            if defaulted:
                raise TypeError(f"Type parameter {param!r} without a default "
                                "follows type parameter with a default")
        elif packed:
            raise TypeError("Type parameter with a default follows TypeVarTuple")
        else:
            defaulted = True


def _collect_type_parameters(args, *, enforce_default_ordering=True):
    """Return the type parameters in args in the order of their first appearance.

    >>> P = ParamSpec("P")
    >>> _collect_type_parameters((T, Callable[P, T], int)) == (T, P)
    True
    """
    found = {}
    direct = False
    for arg in args:
        if isinstance(arg, type):
            continue                        # a bare class may have a __parameters__ of its own
        if isinstance(arg, tuple):
            for inner in arg:
                found.update(dict.fromkeys(_collect_type_parameters((inner,))))
        elif hasattr(arg, "__typing_subst__"):
            found[arg] = None
            direct = True
        else:
            found.update(dict.fromkeys(getattr(arg, "__parameters__", ())))
    if direct and enforce_default_ordering:
        _check_default_order(arg for arg in args if not isinstance(arg, (type, tuple)))
    return tuple(found)


def _warn_private(name):
    import warnings
    warnings.warn(f"The private {name} function is deprecated and will be"
                  " removed in a future version of Python. Any use of private functions"
                  " is discouraged and may break in the future.",
                  DeprecationWarning, stacklevel=3)


def _prepared(generic, args):
    """Let every type parameter of generic arrange the arguments."""
    for param in generic.__parameters__:
        arrange = getattr(param, "__typing_prepare_subst__", None)
        if arrange is not None:
            args = arrange(generic, args)
    return args


def _spread(params, values):
    """Return the values of params as one tuple; what a TypeVarTuple has is several of them."""
    flat = []
    for param, value in zip(params, values):
        flat += value if isinstance(param, TypeVarTuple) else (value,)
    return tuple(flat)


def _substituted(args, chosen, splice):
    """Yield args with type parameters replaced by what chosen maps them to.

    What replaces a TypeVarTuple is several arguments; with splice, so are other tuples.
    """
    for old in args:
        if isinstance(old, type):
            yield old
            continue
        new = old
        if (replace := getattr(old, "__typing_subst__", None)) is not None:
            new = replace(chosen[old])
        elif params := getattr(old, "__parameters__", None):
            new = old[_spread(params, map(chosen.__getitem__, params))]
        if isinstance(new, tuple) and (splice or _is_unpacked_typevartuple(old)):
            yield from new
        elif isinstance(old, tuple):
            yield tuple(_substituted(old, chosen, splice))
        else:
            yield new


# --- aliases: subscribed types ------------------------------------------------------------------

_ALIAS_FIELDS = frozenset({"_name", "_inst", "_nparams", "_defaults", "_removal_version"})


def _brings_generic(base, bases):
    """Whether a class with these bases gets Generic by base."""
    if isinstance(base, _BaseGenericAlias):
        return True
    entries = (base,)
    if not isinstance(base, type):
        hook = getattr(base, "__mro_entries__", None)
        entries = hook(bases) if hook else ()
    return isinstance(entries, tuple) and any(
        isinstance(entry, type) and issubclass(entry, Generic) for entry in entries)


class _BaseGenericAlias(_Final, _root=True):
    """What aliases with and without arguments share.

    _inst says whether calling the alias makes an instance, _name is the name of the alias in this
    module or None. All other attributes are those of __origin__.
    """

    def __init__(self, origin, *, inst=True, name=None):
        self.__dict__.update(__origin__=origin, __slots__=None, _inst=inst, _name=name)

    def __getattr__(self, attr):
        fields = self.__dict__              # empty while it is copied
        if "__origin__" in fields:
            if not _is_dunder(attr):
                return getattr(fields["__origin__"], attr)
            if attr == "__name__" or attr == "__qualname__":
                return fields["_name"] or getattr(fields["__origin__"], attr)
        raise AttributeError(attr)

    def __setattr__(self, attr, value):
        if attr in _ALIAS_FIELDS or _is_dunder(attr):
            object.__setattr__(self, attr, value)
        else:
            setattr(self.__origin__, attr, value)

    def __dir__(self):
        theirs = (attr for attr in dir(self.__origin__) if not _is_dunder(attr))
        return list({*super().__dir__(), *theirs})

    def __call__(self, *args, **kwds):
        origin = self.__origin__
        if not self._inst:
            raise TypeError(f"Type {self._name} cannot be instantiated; "
                            f"use {origin.__name__}() instead")
        made = origin(*args, **kwds)
        try:
            made.__orig_class__ = self
        except Exception:
            pass                            # it accepts no attributes, or not this one
        return made

    def __mro_entries__(self, bases):
        origin, later = self.__origin__, bases[bases.index(self) + 1:]
        generic = any(_brings_generic(base, bases) for base in later)
        return (origin,) * (origin not in bases) + (Generic,) * (not generic)

    __subclasscheck__ = _raiser(
        "Subscripted generics cannot be used with class and instance checks")

    def __instancecheck__(self, obj):
        return self.__subclasscheck__(type(obj))


@_compared_by(operator.attrgetter("__origin__", "__args__"))
class _GenericAlias(_BaseGenericAlias, _Joinable, _root=True):
    """A type with arguments: List[int], MyClass[T], ClassVar[str]."""

    def __init__(self, origin, args, *, inst=True, name=None):
        super().__init__(origin, inst=inst, name=name)
        args = _as_tuple(args)
        params = _collect_type_parameters(
            args, enforce_default_ordering=origin is Generic or origin is Protocol)
        self.__dict__.update(__args__=args, __parameters__=params)
        if not name:
            self.__module__ = origin.__module__

    @_tp_cache
    def __getitem__(self, args):
        """Replace the type parameters."""
        origin, params = self.__origin__, self.__parameters__
        if origin is Generic or origin is Protocol:
            raise TypeError(f"Cannot subscript already-subscripted {self}")
        if not params:
            raise TypeError(f"{self} is not a generic class")
        args = _prepared(self, _unpack_args(*map(_type_convert, _as_tuple(args))))
        if len(args) != len(params):
            raise _arity_error(self, len(args), len(params))
        return self.copy_with(tuple(_substituted(
            self.__args__, dict(zip(params, args)), origin is collections.abc.Callable)))

    def copy_with(self, args):
        return type(self)(self.__origin__, args, inst=self._inst, name=self._name)

    def __iter__(self):
        yield Unpack[self]

    def __repr__(self):
        head = f"typing.{self._name}" if self._name else _type_repr(self.__origin__)
        return f"{head}[{_type_reprs(self.__args__) or '()'}]"

    def __reduce__(self):
        key = self.__args__
        if len(key) == 1 and not isinstance(key[0], tuple):
            key = key[0]
        return operator.getitem, (globals()[self._name] if self._name else self.__origin__, key)

    def __mro_entries__(self, bases):
        origin = self.__origin__
        if isinstance(origin, _SpecialForm):
            raise TypeError(f"Cannot subclass {self!r}")
        if self._name:
            return _BaseGenericAlias.__mro_entries__(self, bases)
        if origin is Generic:
            # Left to Protocol, or to an alias that stands later.
            later = bases[bases.index(self) + 1:]
            if Protocol in bases or any(
                    isinstance(base, _BaseGenericAlias) and base is not self for base in later):
                return ()
        return (origin,)


class _SpecialGenericAlias(_NotIterable, _BaseGenericAlias, _Joinable, _root=True):
    """The name of a generic type without arguments: List, Mapping, Type."""

    def __init__(self, origin, nparams, *, inst=True, name=None, defaults=()):
        super().__init__(origin, inst=inst, name=name or origin.__name__)
        where = "" if origin.__module__ == "builtins" else origin.__module__ + "."
        self.__dict__.update(_nparams=nparams, _defaults=defaults,
                             __doc__=f"Deprecated alias to {where}{origin.__qualname__}.")

    def __reduce__(self):
        return self._name

    def __repr__(self):
        return f"typing.{self._name}"

    @_tp_cache
    def __getitem__(self, params):
        params = _check_all(_as_tuple(params), "Parameters to generic types must be types.")
        most, defaults = self._nparams, self._defaults
        least = most - len(defaults)
        given = len(params)
        if not least <= given <= most:
            if not most:
                raise TypeError(f"{self} is not a generic class")
            raise _arity_error(self, given, least, bool(defaults))
        return self.copy_with(params + defaults[given - least:])

    def copy_with(self, params):
        return _GenericAlias(self.__origin__, params, inst=self._inst, name=self._name)

    def __subclasscheck__(self, cls):
        if isinstance(cls, _GenericAlias):
            return super().__subclasscheck__(cls)
        if isinstance(cls, _SpecialGenericAlias):
            cls = cls.__origin__
        return issubclass(cls, self.__origin__)


class _DeprecatedGenericAlias(_SpecialGenericAlias, _root=True):
    """A name that will go away; using it warns."""

    def __instancecheck__(self, obj):
        from warnings import _deprecated
        _deprecated(f"{self.__module__}.{self._name}", remove=self._removal_version)
        return super().__instancecheck__(obj)

    def __init__(self, *args, removal_version, **kwds):
        super().__init__(*args, **kwds)
        self._removal_version = removal_version


class _CallableGenericAlias(_NotIterable, _GenericAlias, _root=True):
    def __repr__(self):
        return f"typing.Callable[{_type_reprs(_callable_parts(self.__args__))}]"

    def __reduce__(self):
        params, result = _callable_parts(self.__args__)
        if params is not self.__args__[0]:
            params = list(params)
        return operator.getitem, (Callable, (params, result))


class _CallableType(_SpecialGenericAlias, _root=True):
    def __getitem__(self, params):
        if not isinstance(params, tuple) or len(params) != 2:
            raise TypeError("Callable must be used as Callable[[arg, ...], result].")
        args, result = params
        # a list cannot be a key of the cache
        return self._make(tuple(args) if isinstance(args, list) else args, result)

    @_tp_cache
    def _make(self, args, result):
        result = _type_check(result, "Callable[args, result]: result must be a type.")
        args = (args,) if args is ... else map(_type_convert, _as_tuple(args))
        return self.copy_with((*args, result))

    def copy_with(self, params):
        return _CallableGenericAlias(self.__origin__, params, inst=self._inst, name=self._name)


class _TupleType(_SpecialGenericAlias, _root=True):
    @_tp_cache
    def __getitem__(self, params):
        params = _as_tuple(params)
        msg, tail = "Tuple[t0, t1, ...]: each t must be a type.", ()
        if len(params) > 1 and params[-1] is ...:
            msg, tail = "Tuple[t, ...]: t must be a type.", (...,)
            params = params[:-1]
        return self.copy_with(_check_all(params, msg) + tail)


@_compared_by(_typed_values)
class _LiteralGenericAlias(_GenericAlias, _root=True):
    pass


class _ConcatenateGenericAlias(_GenericAlias, _root=True):
    def copy_with(self, params):
        *first, rest = params
        if isinstance(rest, (tuple, list)):
            return (*first, *rest)
        if isinstance(rest, _ConcatenateGenericAlias):
            return super().copy_with((*first, *rest.__args__))
        return super().copy_with(params)


class _UnpackGenericAlias(_GenericAlias, _root=True):
    def __getitem__(self, args):
        return args if self.__typing_is_unpacked_typevartuple__ else super().__getitem__(args)

    def __repr__(self):
        return f"typing.Unpack[{_type_reprs(self.__args__)}]"

    @property
    def __typing_is_unpacked_typevartuple__(self):
        [packed] = self.__args__
        return isinstance(packed, TypeVarTuple)

    @property
    def __typing_unpacked_tuple_args__(self):
        [packed] = self.__args__
        if not isinstance(packed, (GenericAlias, _GenericAlias)):
            return None
        if packed.__origin__ is tuple:
            return packed.__args__
        raise TypeError("Unpack[...] must be used with a tuple type")


@_compared_by(operator.attrgetter("__origin__", "__metadata__"))
class _AnnotatedAlias(_NotIterable, _GenericAlias, _root=True):
    """Annotated[T, ...]: __origin__ is T, __metadata__ the rest; nested ones are joined."""

    def __init__(self, origin, metadata):
        if isinstance(origin, _AnnotatedAlias):
            origin, metadata = origin.__origin__, (*origin.__metadata__, *metadata)
        super().__init__(origin, origin, name="Annotated")
        self.__metadata__ = metadata

    def copy_with(self, params):
        [origin] = params
        return type(self)(origin, self.__metadata__)

    def __repr__(self):
        notes = "".join([f", {note!r}" for note in self.__metadata__])
        return f"typing.Annotated[{_type_repr(self.__origin__)}{notes}]"

    def __reduce__(self):
        return operator.getitem, (Annotated, (self.__origin__, *self.__metadata__))

    def __mro_entries__(self, bases):
        return (self.__origin__,)


# --- what _typing calls -------------------------------------------------------------------------

def _make_union(left, right):
    """left | right, where one of them is a type variable."""
    return Union[left, right]


def _typevar_subst(self, arg):
    """TypeVar.__typing_subst__: check what is to replace self."""
    arg = _type_check(arg, "Parameters to generic types must be types.")
    if isinstance(arg, _GenericAlias):
        packed = arg.__origin__ is Unpack
    else:
        packed = isinstance(arg, GenericAlias) and getattr(arg, "__unpacked__", False)
    if packed:
        raise TypeError(f"{arg} is not valid as type argument")
    return arg


def _typevartuple_prepare_subst(self, alias, args):
    """TypeVarTuple.__typing_prepare_subst__: gather the arguments that are self's in a tuple.

    An unpacked tuple of any length among them also fills parameters beside self.
    """
    params = alias.__parameters__
    before = params.index(self)                         # parameters around self
    after = len(params) - before - 1
    if any(isinstance(param, TypeVarTuple) for param in params[before + 1:]):
        raise TypeError(f"More than one TypeVarTuple parameter in {alias}")
    endless = [(i, items[0]) for i, arg in enumerate(args) if not isinstance(arg, type)
               and (items := getattr(arg, "__typing_unpacked_tuple_args__", None))
               and len(items) == 2 and items[1] is ...]
    left, right, fill = before, after, None             # arguments around those for self
    if len(endless) > 1:
        raise TypeError("More than one unpacked arbitrary-length tuple argument")
    if endless:
        [(i, fill)] = endless
        left = min(before, i)
        right = min(after, len(args) - i - 1)
    elif before + after > len(args):
        raise _arity_error(alias, len(args), before + after, True)
    stop = len(args) - right
    ours = args[left:stop]
    if left == stop and self.has_default():
        ours = _unpack_args(self.__default__)
    return (*args[:left], *[fill] * (before - left), tuple(ours),
            *[fill] * (after - right), *args[stop:])


def _paramspec_subst(self, arg):
    """ParamSpec.__typing_subst__: check what is to replace self."""
    if isinstance(arg, (list, tuple)):
        return _check_all(arg, "Expected a type.")
    if _is_param_expr(arg):
        return arg
    raise TypeError("Expected a list of types, an ellipsis, ParamSpec, or Concatenate. "
                    f"Got {arg}")


def _paramspec_prepare_subst(self, alias, args):
    """ParamSpec.__typing_prepare_subst__: make a list of types one hashable argument."""
    params = alias.__parameters__
    here = params.index(self)
    if here == len(args) and self.has_default():
        args = (*args, self.__default__)
    if here >= len(args):
        raise TypeError(f"Too few arguments for {alias}")
    if len(params) == 1 and not _is_param_expr(args[0]):
        return (tuple(args),)               # X[int, str] for X[[int, str]]
    if isinstance(args[here], list):
        return (*args[:here], tuple(args[here]), *args[here + 1:])
    return tuple(args)


def _declare_parameters(cls, args):
    """Generic[...] and Protocol[...]: name the type parameters of a class."""
    if not args:
        raise TypeError(f"Parameter list to {cls.__qualname__}[...] cannot be empty")
    must = f"Parameters to {cls.__name__}[...] must all be "
    if not all(map(_is_typevar_like, args)):
        raise TypeError(must + "type variables or parameter specification variables.")
    if len({*args}) < len(args):
        raise TypeError(must + "unique")
    return _GenericAlias(cls, args)


@_tp_cache
def _generic_class_getitem(cls, args):
    """Generic.__class_getitem__."""
    args = tuple(map(_type_convert, _as_tuple(args)))
    if cls is Generic or cls is Protocol:
        return _declare_parameters(cls, args)
    args = _prepared(cls, args)
    _check_generic_specialization(cls, args)
    return _GenericAlias(cls, _spread(cls.__parameters__, args))


def _class_parameters(bases):
    """The type parameters of a class with these (unresolved) bases."""
    mentioned = _collect_type_parameters(bases)
    declared = [base.__parameters__ for base in bases
                if isinstance(base, _GenericAlias) and base.__origin__ is Generic]
    if not declared:
        return mentioned
    if len(declared) > 1:
        raise TypeError("Cannot inherit from Generic[...] multiple times.")
    [params] = declared
    unlisted = ", ".join(str(param) for param in mentioned if param not in params)
    if unlisted:
        raise TypeError(f"Some type variables ({unlisted}) are not listed in "
                        f"Generic[{', '.join(map(str, params))}]")
    return params


def _generic_init_subclass(cls, *args, **kwds):
    """Generic.__init_subclass__: work out the type parameters of a new class."""
    super(Generic, cls).__init_subclass__(*args, **kwds)
    written = cls.__dict__.get("__orig_bases__")
    if written is not None:
        plain = Generic in written
    else:
        plain = (Generic in cls.__bases__ and cls.__name__ != "Protocol"
                 and type(cls) is not _TypedDictMeta)
    if plain:
        raise TypeError("Cannot inherit from plain Generic")
    cls.__parameters__ = () if written is None else tuple(_class_parameters(written))


# --- evaluating hints ---------------------------------------------------------------------------

def _warn_no_type_params(name):
    import warnings
    warnings.warn(
        f"Failing to pass a value to the 'type_params' parameter of {name!r} is deprecated, "
        f"as it leads to incorrect behaviour when calling {name} on a stringified annotation "
        "that references a PEP 695 type parameter. It will be disallowed in Python 3.15.",
        DeprecationWarning, stacklevel=3)


def _scopes_of(ref, globalns, localns, type_params):
    """Return (globals, locals) for the evaluation of a ForwardRef."""
    if globalns is None:
        globalns = localns if localns is not None else ref.__forward_globals__ or {}
    if localns is None:
        localns = globalns
    if ref.__forward_module__ is not None:
        globalns = getattr(sys.modules.get(ref.__forward_module__), "__dict__", globalns)
    if type_params:
        # Their scope lies between the two; names of a class body come first.
        globalns, localns = dict(globalns), dict(localns)
        for param in type_params:
            if ref.__forward_is_class__ and param.__name__ in globalns:
                continue
            globalns[param.__name__] = param
            localns.pop(param.__name__, None)
    return globalns, localns


def _evaluate_reference(ref, globalns, localns, type_params, guard, format=None, owner=None):
    """Evaluate a ForwardRef, and references in what it gives; guard has the texts under way."""
    text = ref.__forward_arg__
    if text in guard:
        return ref
    if ref.__forward_evaluated__ and localns is globalns:
        return ref.__forward_value__
    globalns, localns = _scopes_of(ref, globalns, localns, type_params)
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
    text = forward_ref.__forward_arg__
    if format is None:
        format = Format.VALUE
    if format == Format.STRING:
        return text
    if text in _recursive_guard:
        return forward_ref
    scope = dict(owner=owner, globals=globals, locals=locals, type_params=type_params,
                 format=format)
    value = forward_ref.evaluate(**scope)
    if value is forward_ref:
        return value
    if isinstance(value, str):
        value = ForwardRef(value, module=forward_ref.__forward_module__,
                           owner=owner or forward_ref.__owner__,
                           is_argument=forward_ref.__forward_is_argument__,
                           is_class=forward_ref.__forward_is_class__)

    def evaluate(ref):
        return evaluate_forward_ref(ref, **scope, _recursive_guard=_recursive_guard | {text})
    if isinstance(value, ForwardRef):
        return evaluate(value)
    return types.NoneType if value is None else _map_references(value, evaluate)


def _map_references(t, evaluate):
    """Return t with evaluate() applied to every forward reference in its arguments."""
    if not isinstance(t, _SUBSCRIBED):
        return t
    if isinstance(t, GenericAlias):
        # list["X"]: the strings are hints too
        starred = t.__unpacked__
        args = tuple([ForwardRef(arg) if isinstance(arg, str) else arg for arg in t.__args__])
        if starred or args != t.__args__:
            t = _subscribe_origin(t, args)
            if starred:
                t = Unpack[t]
    args = tuple([evaluate(arg) if isinstance(arg, ForwardRef) else _map_references(arg, evaluate)
                  for arg in t.__args__])
    if args == t.__args__:
        return t
    if not isinstance(t, GenericAlias):
        return _with_args(t, args)
    if _should_unflatten_callable_args(t, args):
        return _subscribe_origin(t, args)
    result = GenericAlias(t.__origin__, args)
    if t.__unpacked__:
        [result] = result
    return result


# Types that have arguments.
_SUBSCRIBED = (_GenericAlias, GenericAlias, types.UnionType)


def _subscribe_origin(t, args):
    if _should_unflatten_callable_args(t, args):
        args = _callable_parts(args)
    return t.__origin__[args]


def _with_args(t, args):
    """Return the union, or alias of ours, with other arguments."""
    return Union[args] if isinstance(t, types.UnionType) else t.copy_with(args)


def _eval_type(t, globalns, localns, type_params=_missing, *, recursive_guard=frozenset(),
               format=None, owner=None):
    """Evaluate all forward references in t."""
    if type_params is _missing:
        type_params = ()
        _warn_no_type_params("typing._eval_type")

    def evaluate(ref):
        return _evaluate_reference(ref, globalns, localns, type_params, recursive_guard,
                                   format, owner)
    return evaluate(t) if isinstance(t, ForwardRef) else _map_references(t, evaluate)


def _own_annotations(obj, format):
    from annotationlib import Format, get_annotations
    return get_annotations(obj, format=Format.VALUE if format is None else format)


_HINTABLE = (types.FunctionType, types.BuiltinFunctionType, types.MethodType, types.ModuleType,
             types.WrapperDescriptorType, types.MethodWrapperType, types.MethodDescriptorType)


def _hints_of_callable(obj, format):
    if format is not None:
        hints = _own_annotations(obj, format)
    else:
        hints = getattr(obj, "__annotations__", None)
    if hints is not None:
        return dict(hints)
    if isinstance(obj, _HINTABLE):
        return {}
    raise TypeError(f"{obj!r} is not a module, class, method, or function.")


def _hint_sources(obj, globalns, localns, format):
    """Yield (annotations, globals, locals, type parameters, options of ForwardRef)."""
    if isinstance(obj, type):
        options = {"is_argument": False, "is_class": True}
        for base in reversed(obj.__mro__):
            module = sys.modules.get(base.__module__)
            scopes = [getattr(module, "__dict__", {}) if globalns is None else globalns,
                      dict(vars(base)) if localns is None else localns]
            if globalns is localns is None:
                # In a class body its own names hide globals, but hints written there mostly mean
                # the global of the same name: `x: int` beside a method called int.
                scopes.reverse()
            yield _own_annotations(base, format), *scopes, base.__type_params__, options
        return
    annotations = _hints_of_callable(obj, format)
    is_module = isinstance(obj, types.ModuleType)
    if globalns is None:
        inner = obj
        while not is_module and hasattr(inner, "__wrapped__"):
            inner = inner.__wrapped__
        globalns = inner.__dict__ if is_module else getattr(inner, "__globals__", {})
    yield (annotations, globalns, globalns if localns is None else localns,
           getattr(obj, "__type_params__", ()), {"is_argument": not is_module})


def get_type_hints(obj, globalns=None, localns=None, include_extras=False, *, format=None):
    """Return the type hints of a function, class or module, with forward references resolved.

    A class's include those of its bases. Annotated is removed unless include_extras is true.
    """
    hints = {}
    if getattr(obj, "__no_type_check__", None):
        return hints
    as_text = format == 4
    for annotations, *scope, options in _hint_sources(obj, globalns, localns, format):
        if as_text:
            hints.update(annotations)
            continue
        for name, value in annotations.items():
            if isinstance(value, str):
                value = ForwardRef(value, **options)
            elif value is None:
                value = types.NoneType
            hints[name] = _eval_type(value, *scope, format=format, owner=obj)
    if not (include_extras or as_text):
        for name, value in hints.items():
            hints[name] = _strip_annotations(value)
    return hints


def _strip_annotations(t):
    """Remove Annotated, Required, NotRequired and ReadOnly from a type, at any depth."""
    if isinstance(t, _AnnotatedAlias):
        return _strip_annotations(t.__origin__)
    if getattr(t, "__origin__", None) in _KEY_QUALIFIERS:
        return _strip_annotations(t.__args__[0])
    if not isinstance(t, _SUBSCRIBED):
        return t
    args = tuple([_strip_annotations(arg) for arg in t.__args__])
    if args == t.__args__:
        return t
    return GenericAlias(t.__origin__, args) if isinstance(t, GenericAlias) else _with_args(t, args)


def get_origin(tp):
    """Return the type without its arguments, or None if there are none.

    >>> get_origin(dict[str, int]), get_origin(int)
    (<class 'dict'>, None)
    """
    if tp is Generic:
        return tp
    if isinstance(tp, _AnnotatedAlias):
        return Annotated
    if isinstance(tp, (_BaseGenericAlias, GenericAlias, ParamSpecArgs, ParamSpecKwargs)):
        return tp.__origin__
    return types.UnionType if isinstance(tp, types.UnionType) else None


def get_args(tp):
    """Return the arguments of a type.

    >>> get_args(dict[str, int]), get_args(int)
    ((<class 'str'>, <class 'int'>), ())
    """
    if isinstance(tp, _AnnotatedAlias):
        return tp.__origin__, *tp.__metadata__
    if not isinstance(tp, _SUBSCRIBED):
        return ()
    if not isinstance(tp, types.UnionType) and _should_unflatten_callable_args(tp, tp.__args__):
        params, result = _callable_parts(tp.__args__)
        return list(params), result
    return tp.__args__


def is_typeddict(tp):
    """Whether tp is a TypedDict class.

    >>> class Film(TypedDict):
    ...     title: str
    >>> is_typeddict(Film), is_typeddict(dict)
    (True, False)
    """
    return isinstance(tp, _TypedDictMeta)


# --- protocols ----------------------------------------------------------------------------------

# What a class has without being asked: no members of a protocol. typing_extensions goes by these names too.
_TYPING_INTERNALS = frozenset("""
    __parameters__ __orig_bases__ __orig_class__ __type_params__ __protocol_attrs__
    __non_callable_proto_members__ _is_protocol _is_runtime_protocol
""".split())
_SPECIAL_NAMES = frozenset("""
    __abstractmethods__ __annotate__ __annotate_func__ __annotations__ __annotations_cache__
    __class_getitem__ __dict__ __doc__ __firstlineno__ __init__ __match_args__ __module__ __new__
    __slots__ __static_attributes__ __subclasshook__ __weakref__
""".split())
EXCLUDED_ATTRIBUTES = _TYPING_INTERNALS | _SPECIAL_NAMES | {"_MutableMapping__marker"}

# Classes that are no protocols and that protocols may extend nevertheless.
_PROTO_ALLOWLIST = {
    "collections.abc": """AsyncIterable AsyncIterator Awaitable Buffer Callable Collection Container
                          Hashable Iterable Iterator Reversible Sized""".split(),
    "contextlib": ["AbstractAsyncContextManager", "AbstractContextManager"],
    "io": ["Reader", "Writer"],
    "os": ["PathLike"],
}


def _own_annotation_names(cls):
    from annotationlib import Format
    return _own_annotations(cls, Format.FORWARDREF)


def _is_protocol_class(cls):
    return getattr(cls, "_is_protocol", False)


def _get_protocol_attrs(cls):
    """Return the names of the members of a protocol, inherited ones too."""
    return {name
            for base in cls.__mro__[:-1] if base.__name__ not in ("Generic", "Protocol")
            for name in (*base.__dict__, *_own_annotation_names(base))
            if not (name in EXCLUDED_ATTRIBUTES or name.startswith("_abc_"))}


def _no_init_or_replace_init(self, *args, **kwds):
    """Protocol.__init__: protocols have no instances; subclasses get the __init__ they had meant."""
    cls = type(self)
    if cls._is_protocol:
        raise TypeError("Protocols cannot be instantiated")
    if cls.__init__ is _no_init_or_replace_init:
        inits = (vars(base).get("__init__") for base in cls.__mro__)
        cls.__init__ = next(init for init in inits
                            if init not in (None, _no_init_or_replace_init))
        cls.__init__(self, *args, **kwds)


def _allow_reckless_class_checks(depth=2):
    """Whether we, abc or functools ask, who check classes that nobody named."""
    return _caller(depth) in ("abc", "functools", "typing", "_py_abc", None)


@functools.cache
def _getattr_static():
    from inspect import getattr_static
    return getattr_static


def _refuse_subclass_check(other, text):
    if not isinstance(other, type):
        text = "issubclass() arg 1 must be a class"
    raise TypeError(text)


_NOT_RUNTIME = ("Instance and class checks can only be used with "
                "@runtime_checkable protocols")


class _ProtocolMeta(ABCMeta):
    # Instance checks are defined here and not in __subclasshook__, because members may be
    # attributes of instances only.
    def __new__(mcls, name, bases, namespace, /, **kwds):
        if (Protocol in bases or Generic in bases) and (name, bases) != ("Protocol", (Generic,)):
            for base in bases:
                if not (base is object or base is Generic
                        or base.__name__ in _PROTO_ALLOWLIST.get(base.__module__, ())
                        or issubclass(base, Generic) and _is_protocol_class(base)):
                    raise TypeError("Protocols can only inherit from other protocols, "
                                    f"got {base!r}")
        return super().__new__(mcls, name, bases, namespace, **kwds)

    def __init__(cls, *args, **kwds):
        if _is_protocol_class(cls):
            cls.__protocol_attrs__ = _get_protocol_attrs(cls)

    def __instancecheck__(cls, instance):
        if cls is Protocol:
            return type.__instancecheck__(cls, instance)
        if not _is_protocol_class(cls):
            return _abc_instancecheck(cls, instance)
        if not (getattr(cls, "_is_runtime_protocol", False) or _allow_reckless_class_checks()):
            raise TypeError(_NOT_RUNTIME)
        if _abc_instancecheck(cls, instance):
            return True
        lookup, data_members = _getattr_static(), cls.__non_callable_proto_members__
        for name in cls.__protocol_attrs__:
            value = lookup(instance, name, _missing)
            if value is _missing or value is None and name not in data_members:
                return False                # a method that is None is switched off
        return True

    def __subclasscheck__(cls, other):
        if cls is Protocol:
            return type.__subclasscheck__(cls, other)
        if _is_protocol_class(cls) and not _allow_reckless_class_checks():
            if not getattr(cls, "_is_runtime_protocol", False):
                _refuse_subclass_check(other, _NOT_RUNTIME)
            data_members = cls.__non_callable_proto_members__
            if data_members and cls.__dict__.get("__subclasshook__") is _proto_hook:
                _refuse_subclass_check(
                    other, "Protocols with non-method members don't support issubclass()."
                    f" Non-method members: {repr(sorted(data_members))[1:-1]}.")
        return _abc_subclasscheck(cls, other)


def _provides(cls, name, by_annotation):
    """Whether cls has a member of that name, which is not None; an annotation may do."""
    for base in cls.__mro__:
        if name in base.__dict__:
            return base.__dict__[name] is not None
        if by_annotation and name in _own_annotation_names(base):
            return True
    return False


@classmethod
def _proto_hook(cls, other):
    """The __subclasshook__ of protocols: other has to have all members."""
    if cls.__dict__.get("_is_protocol", False):
        by_annotation = issubclass(other, Generic) and _is_protocol_class(other)
        if all([_provides(other, name, by_annotation) for name in cls.__protocol_attrs__]):
            return True
    return NotImplemented


class Protocol(Generic, metaclass=_ProtocolMeta):
    """The base of protocols: classes that others match by having the same members.

        class Closes(Protocol):
            def close(self) -> None: ...
    """
    __slots__ = ()
    _is_protocol, _is_runtime_protocol = True, False

    def __init_subclass__(cls, *args, **kwds):
        super().__init_subclass__(*args, **kwds)
        own = cls.__dict__
        if not own.get("_is_protocol"):
            cls._is_protocol = Protocol in cls.__bases__
        if "__subclasshook__" not in own:
            cls.__subclasshook__ = _proto_hook
        if cls._is_protocol and cls.__init__ is Protocol.__init__:
            cls.__init__ = _no_init_or_replace_init


def runtime_checkable(cls):
    """Let a protocol be used with isinstance(), and with issubclass() if all members are methods."""
    if not isinstance(cls, type) or not issubclass(cls, Generic) or not _is_protocol_class(cls):
        raise TypeError("@runtime_checkable can be only applied to protocol classes,"
                        f" got {cls!r}")
    data_members = set()
    for name in cls.__protocol_attrs__:
        try:
            if not callable(getattr(cls, name, None)):
                data_members.add(name)
        except Exception as error:
            raise TypeError(f"Failed to determine whether protocol member {name!r} "
                            "is a method member") from error
    cls._is_runtime_protocol, cls.__non_callable_proto_members__ = True, data_members
    return cls


def is_protocol(tp, /):
    """Whether tp is a protocol class.

    >>> is_protocol(SupportsInt), is_protocol(int)
    (True, False)
    """
    return tp is not Protocol and isinstance(tp, type) and _is_protocol_class(tp)


def get_protocol_members(tp, /):
    """Return the names of the members of a protocol.

    >>> get_protocol_members(SupportsInt)
    frozenset({'__int__'})
    """
    if is_protocol(tp):
        return frozenset(tp.__protocol_attrs__)
    raise TypeError(f"{tp!r} is not a Protocol")


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
    shown, most = repr(arg), _ASSERT_NEVER_REPR_MAX_LENGTH
    shown = shown if len(shown) <= most else f"{shown[:most]}..."
    raise AssertionError(f"Expected code to be unreachable, but got: {shown}")


def _try_mark(obj, name, harmless=(AttributeError, TypeError)):
    """Set an attribute to True, where obj takes one; return obj."""
    try:
        setattr(obj, name, True)
    except harmless:
        pass
    return obj


def final(f):
    """Declare that a class may not be extended, or a method not be overridden."""
    return _try_mark(f, "__final__")


def override(method, /):
    """Declare that a method overrides one of a base class."""
    return _try_mark(method, "__override__")


def no_type_check(arg):
    """Mark a function, or a class and all it defines, as having no type hints."""
    if isinstance(arg, type):
        members = [getattr(arg, name) for name in dir(arg)]
        for obj in members:
            home = getattr(obj, "__module__", None), getattr(obj, "__qualname__", None)
            if home[1] is None or home != (arg.__module__, f"{arg.__qualname__}.{obj.__name__}"):
                continue                    # defined elsewhere
            if isinstance(obj, types.MethodType):
                obj = obj.__func__
            if isinstance(obj, type):
                no_type_check(obj)
            elif isinstance(obj, types.FunctionType):
                obj.__no_type_check__ = True
    return _try_mark(arg, "__no_type_check__", TypeError)       # which a built-in class raises


def no_type_check_decorator(decorator):
    """Make a decorator apply no_type_check to what it returns. Deprecated."""
    import warnings
    warnings._deprecated("typing.no_type_check_decorator", remove=(3, 15))

    def wrapped(*args, **kwds):
        return no_type_check(decorator(*args, **kwds))
    return functools.update_wrapper(wrapped, decorator)


def _overload_dummy(*args, **kwds):
    """Stands for the name of an overloaded function until it is implemented."""
    raise NotImplementedError(
        "You should not call an overloaded function. A series of @overload-decorated functions "
        "outside a stub module should always be followed by an implementation that is not "
        "@overload-ed.")


# {module: {qualname: {first line: function}}}
_overload_registry = collections.defaultdict(functools.partial(collections.defaultdict, dict))


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
    return [*by_name.get(inner.__qualname__, {}).values()]


def clear_overloads():
    """Forget all overloads."""
    _overload_registry.clear()


def dataclass_transform(*, eq_default=True, order_default=False, kw_only_default=False,
                        frozen_default=False, field_specifiers=(), **kwargs):
    """Mark a decorator, class or metaclass that works like dataclasses.dataclass."""
    described = dict(eq_default=eq_default, order_default=order_default,
                     kw_only_default=kw_only_default, frozen_default=frozen_default,
                     field_specifiers=field_specifiers, kwargs=kwargs)

    def mark(transform):
        transform.__dataclass_transform__ = described
        return transform
    return mark


# --- aliases to classes -------------------------------------------------------------------------

# Some type variables that are not exported.
T, KT, VT = map(TypeVar, ("T", "KT", "VT"))
T_co, V_co, VT_co = (TypeVar(_name, covariant=True) for _name in ("T_co", "V_co", "VT_co"))
T_contra = TypeVar("T_contra", contravariant=True)
CT_co = TypeVar("CT_co", bound=type, covariant=True)
AnyStr = TypeVar("AnyStr", bytes, str)

_alias = _SpecialGenericAlias

# (where the classes are, whether calling the alias makes one, number of parameters, names)
for _home, _inst, _count, _names in (
    (collections.abc, True, 0, "Hashable Sized"),
    (collections.abc, True, 1, """
        AsyncIterable AsyncIterator Awaitable Collection Container Iterable Iterator KeysView
        MappingView MutableSequence MutableSet Reversible Sequence ValuesView"""),
    (collections.abc, True, 2, "ItemsView Mapping MutableMapping"),
    (collections.abc, True, 3, "Coroutine"),
    (collections, True, 1, "Counter Deque"),
    (collections, True, 2, "ChainMap DefaultDict OrderedDict"),
    (builtins, False, 1, "FrozenSet List Set Type"),
    (builtins, False, 2, "Dict"),
):
    for _name in _names.split():
        _cls = getattr(_home, _name if hasattr(_home, _name) else _name.lower())
        globals()[_name] = _alias(_cls, _count, inst=_inst, name=_name)
del _home, _inst, _count, _names, _name, _cls

AbstractSet = _alias(collections.abc.Set, 1, name="AbstractSet")
AsyncGenerator = _alias(collections.abc.AsyncGenerator, 2, defaults=(types.NoneType,))
Callable = _CallableType(collections.abc.Callable, 2)
Generator = _alias(collections.abc.Generator, 3, defaults=(types.NoneType,) * 2)
Tuple = _TupleType(tuple, -1, inst=False, name="Tuple")
Text = str
TYPE_CHECKING = False


# --- protocols of one method ----------------------------------------------------------------------

def _supports(method, base=Protocol):
    """Return the runtime protocol that has just this method, and is called after it."""
    name = "Supports" + method.__name__.strip("_").capitalize()
    method.__qualname__ = f"{name}.{method.__name__}"
    covariant = "." if base is Protocol else ", covariant in what it returns."
    body = {"__module__": __name__, "__doc__": f"Has {method.__name__}{covariant}",
            "__slots__": (), method.__name__: abstractmethod(method)}
    return runtime_checkable(types.new_class(name, (base,), exec_body=lambda ns: ns.update(body)))


def __abs__(self) -> T_co: ...
def __bytes__(self) -> bytes: ...
def __complex__(self) -> complex: ...
def __float__(self) -> float: ...
def __index__(self) -> int: ...
def __int__(self) -> int: ...
def __round__(self, ndigits: int = 0) -> T_co: ...


SupportsAbs, SupportsRound = _supports(__abs__, Protocol[T_co]), _supports(__round__, Protocol[T_co])
SupportsBytes, SupportsComplex = _supports(__bytes__), _supports(__complex__)
SupportsFloat, SupportsIndex, SupportsInt = map(_supports, (__float__, __index__, __int__))
del __abs__, __bytes__, __complex__, __float__, __index__, __int__, __round__


# --- NewType ------------------------------------------------------------------------------------

class NewType(_Joinable):
    """A type of its own for checkers that at run time is the same as another.

        UserId = NewType("UserId", int)
    """

    def __init__(self, name, tp):
        self.__supertype__ = tp
        self.__qualname__, self.__name__ = name, name.rpartition(".")[2]
        if (module := _caller()) != "typing":
            self.__module__ = module

    __call__ = _idfunc

    def __reduce__(self):
        return self.__qualname__

    def __repr__(self):
        return f"{self.__module__}.{self.__qualname__}"

    def __mro_entries__(self, bases):
        def refuse(cls):
            raise TypeError(
                "Cannot subclass an instance of NewType. Perhaps you were looking for: "
                f"`{cls.__name__} = NewType({cls.__name__!r}, {self.__name__})`")
        return (type("Refusal", (), {"__init_subclass__": refuse}),)


# --- classes that are defined in other files ------------------------------------------------------

from _typing_records import (NamedTuple, NamedTupleMeta, _NamedTuple, TypedDict, _TypedDict,
                             _TypedDictMeta, _get_typeddict_qualifiers, _prohibited, _special)

for _obj in (NamedTuple, NamedTupleMeta, _NamedTuple, TypedDict, _TypedDict, _TypedDictMeta,
             _get_typeddict_qualifiers):
    _obj.__module__ = "typing"
del _obj


# --- names made on demand, because they need other modules ---------------------------------------

def _late_re(name):
    import re
    return _alias(getattr(re, name), 1)


def _late_manager(name):
    import contextlib
    return _alias(getattr(contextlib, f"Abstract{name}"), 2, name=name, defaults=(bool | None,))


def _late_io(name):
    import _typing_io
    return getattr(_typing_io, name)


def _late_bytestring(name):
    return _DeprecatedGenericAlias(collections.abc.ByteString, 0, removal_version=(3, 17), name=name)


_LATE = {"Match": _late_re, "Pattern": _late_re, "ByteString": _late_bytestring,
         "IO": _late_io, "BinaryIO": _late_io, "TextIO": _late_io,
         "ContextManager": _late_manager, "AsyncContextManager": _late_manager}


def __getattr__(attr):
    if attr in _LATE:
        found = globals()[attr] = _LATE[attr](attr)
        return found
    if attr == "_collect_parameters":
        _warn_private(attr)
        return _collect_type_parameters
    raise AttributeError(f"module {__name__!r} has no attribute {attr!r}")
