# _typing_records: typing.NamedTuple and typing.TypedDict. typing imports it when all else is there.
"""Named tuples and dicts with typed fields."""
import collections
import sys

from typing import (Annotated, Generic, NotRequired, ReadOnly, Required, _caller,
                    _generic_class_getitem, _missing, _own_annotation_names, _type_check,
                    _type_convert, get_origin)

# Attributes of a named tuple that a class body may not set, and those that are not copied to it.
_prohibited = frozenset({"__new__", "__init__", "__slots__", "__getnewargs__", "_fields",
                         "_field_defaults", "_field_types", "_make", "_replace", "_asdict",
                         "_source"})
_special = frozenset({"__module__", "__name__", "__annotations__", "__annotate__",
                      "__annotate_func__", "__annotations_cache__", "__conditional_annotations__"})


def _body_annotations(ns, msg):
    """Return (annotations of a class body, an annotate function for the class or None)."""
    def checked(annotations):
        return {name: _type_check(tp, msg.format(name=name), module=ns.get("__module__"))
                for name, tp in annotations.items()}
    if "__annotations__" in ns:
        return checked(ns["__annotations__"]), None
    if "__annotate__" not in type.__dict__:
        return {}, None
    from annotationlib import Format, call_annotate_function, get_annotate_from_class_namespace
    original = get_annotate_from_class_namespace(ns)
    if original is None:
        return {}, None

    def __annotate__(format, /):
        if format == Format.VALUE_WITH_FAKE_GLOBALS:
            raise NotImplementedError(format)
        found = call_annotate_function(original, format)
        return found if format == Format.STRING else checked(found)
    return __annotate__(Format.FORWARDREF), __annotate__


def _make_nmtuple(name, fields, annotations, defaults, module, annotate=None):
    """Make a named tuple class with annotations."""
    cls = collections.namedtuple(name, fields, defaults=defaults, module=module)
    if annotate is None:
        cls.__annotations__ = cls.__new__.__annotations__ = annotations
    else:
        cls.__annotate__ = cls.__new__.__annotate__ = annotate
    return cls


class NamedTupleMeta(type):
    """Turns the body of a NamedTuple class into a named tuple."""

    def __new__(cls, typename, bases, ns):
        assert _NamedTuple in bases
        if "__classcell__" in ns:
            raise TypeError("uses of super() and __class__ are unsupported in methods of "
                            "NamedTuple subclasses")
        if not {_NamedTuple, Generic}.issuperset(bases):
            raise TypeError("can only inherit from a NamedTuple type and Generic")
        bases = tuple(tuple if base is _NamedTuple else base for base in bases)
        msg = "field {name} annotation must be a type"
        annotations, annotate = _body_annotations(ns, msg)
        defaults = []
        for name in annotations:
            if name in ns:
                defaults.append(name)
            elif defaults:
                raise TypeError(f"Non-default namedtuple field {name} cannot follow default "
                                f"field{'s'[:len(defaults) - 1]} {', '.join(defaults)}")
        new = _make_nmtuple(typename, annotations, annotations, [ns[n] for n in defaults],
                            ns["__module__"], annotate)
        if bases != (tuple,):
            new.__bases__ = bases
        if Generic in bases:
            new.__class_getitem__ = classmethod(_generic_class_getitem)
        for key, value in ns.items():
            if key in _prohibited:
                raise AttributeError(f"Cannot overwrite NamedTuple attribute {key}")
            if key in _special:
                continue
            if key not in new._fields:
                setattr(new, key, value)
            hook = getattr(type(value), "__set_name__", None)
            if hook is not None:
                try:
                    hook(value, new, key)
                except BaseException as error:
                    error.add_note(f"Error calling __set_name__ on {type(value).__name__!r} "
                                   f"instance {key!r} in {typename!r}")
                    raise
        if Generic in bases:
            new.__init_subclass__()
        return new


def _warn_no_fields(kind, fields, typename, example):
    """Warn of a NamedTuple or TypedDict call without fields."""
    import warnings
    what = ("Failing to pass a value for the 'fields' parameter" if fields is _missing
            else "Passing `None` as the 'fields' parameter")
    empty = "list" if example == "[]" else "dictionary"
    warnings.warn(
        f"{what} is deprecated and will be disallowed in Python 3.15. To create a {kind} class "
        f"with 0 fields using the functional syntax, pass an empty {empty}, e.g. "
        f"`{typename} = {kind}({typename!r}, {example})`.", DeprecationWarning, stacklevel=3)


def NamedTuple(typename, fields=_missing, /, **kwargs):
    """A named tuple with typed fields.

        class Employee(NamedTuple):
            name: str
            id: int = 0
    """
    if kwargs and fields is _missing:
        import warnings
        warnings.warn("Creating NamedTuple classes using keyword arguments is deprecated and "
                      "will be disallowed in Python 3.15. "
                      "Use the class-based or functional syntax instead.",
                      DeprecationWarning, stacklevel=2)
        fields = kwargs.items()
    elif kwargs and fields is None:
        raise TypeError("Cannot pass `None` as the 'fields' parameter and also specify "
                        "fields using keyword arguments")
    elif kwargs:
        raise TypeError("Either list of fields or keywords can be provided to NamedTuple, "
                        "not both")
    elif fields is _missing or fields is None:
        _warn_no_fields("NamedTuple", fields, typename, "[]")
        fields = ()
    annotations = {name: _type_check(tp, f"field {name} annotation must be a type")
                   for name, tp in fields}
    new = _make_nmtuple(typename, annotations, annotations, (), _caller())
    new.__orig_bases__ = (NamedTuple,)
    return new


def _stand_in(function, metaclass):
    """Return the class that stands for function where that is listed as a base."""
    cls = type.__new__(metaclass, function.__name__, (), {})
    function.__mro_entries__ = lambda bases: (cls,)
    return cls


_NamedTuple = _stand_in(NamedTuple, NamedTupleMeta)


# --- TypedDict ----------------------------------------------------------------------------------

def _get_typeddict_qualifiers(tp):
    """Yield Required, NotRequired and ReadOnly as they stand around a type."""
    while True:
        origin = get_origin(tp)
        if origin is Annotated:
            tp = tp.__origin__
        elif origin in (Required, NotRequired, ReadOnly):
            yield origin
            tp = tp.__args__[0]
        else:
            return


class _TypedDictMeta(type):
    def __new__(cls, name, bases, ns, total=True):
        if any(base is not Generic and type(base) is not _TypedDictMeta for base in bases):
            raise TypeError("cannot inherit from both a TypedDict type "
                            "and a non-TypedDict base class")
        generic = (Generic,) if any(issubclass(base, Generic) for base in bases) else ()
        msg = "TypedDict('Name', {{f0: t0, f1: t1, ...}}); each t must be a type"
        raw = dict(ns)
        annotate = None
        own = {}
        if "__annotations__" in ns:
            own = ns["__annotations__"]
        elif "__annotate__" in type.__dict__:
            from annotationlib import (Format, call_annotate_function,
                                       get_annotate_from_class_namespace)
            annotate = get_annotate_from_class_namespace(ns)
            if annotate is not None:
                own = call_annotate_function(annotate, Format.FORWARDREF)
        new = type.__new__(_TypedDictMeta, name, (*generic, dict), ns)
        if not hasattr(new, "__orig_bases__"):
            new.__orig_bases__ = bases
        own = {key: _type_check(tp, msg.format(), module=new.__module__,
                                allow_special_forms=False)
               for key, tp in own.items()}

        annotations = {}
        required, optional, readonly, mutable = set(), set(), set(), set()
        for base in bases:
            annotations.update(base.__dict__.get("__annotations__", {})
                               if annotate is None and "__annotate__" not in type.__dict__
                               else _own_annotation_names(base))
            base_required = base.__dict__.get("__required_keys__", set())
            base_optional = base.__dict__.get("__optional_keys__", set())
            required |= base_required
            optional -= base_required
            required -= base_optional
            optional |= base_optional
            readonly.update(base.__dict__.get("__readonly_keys__", ()))
            mutable.update(base.__dict__.get("__mutable_keys__", ()))
        annotations.update(own)
        for key, tp in own.items():
            qualifiers = set(_get_typeddict_qualifiers(tp))
            is_required = total and NotRequired not in qualifiers or Required in qualifiers
            into, out_of = (required, optional) if is_required else (optional, required)
            into.add(key)
            out_of.discard(key)
            if ReadOnly not in qualifiers:
                mutable.add(key)
                readonly.discard(key)
            elif key in mutable:
                raise TypeError(f"Cannot override mutable key {key!r} with read-only key")
            else:
                readonly.add(key)
        assert required.isdisjoint(optional), (
            f"Required keys overlap with optional keys in {name}: {required=}, {optional=}")
        if "__annotate__" in type.__dict__:
            new.__annotate__ = _typeddict_annotate(bases, own, annotate)
        else:
            new.__annotations__ = annotations
        new.__required_keys__ = frozenset(required)
        new.__optional_keys__ = frozenset(optional)
        new.__readonly_keys__ = frozenset(readonly)
        new.__mutable_keys__ = frozenset(mutable)
        new.__total__ = total
        return new

    __call__ = dict

    def __subclasscheck__(cls, other):
        raise TypeError("TypedDict does not support instance and class checks")

    __instancecheck__ = __subclasscheck__


def _typeddict_annotate(bases, own, annotate):
    """Return an annotate function that joins the annotations of the bases with own ones."""
    def __annotate__(format, /):
        from annotationlib import (Format, annotations_to_string, call_annotate_function,
                                   get_annotations)
        if format == Format.VALUE_WITH_FAKE_GLOBALS:
            raise NotImplementedError(format)
        result = {}
        for base in bases:
            if base is not Generic:
                result.update(get_annotations(base, format=format))
        if annotate is not None:
            mine = call_annotate_function(annotate, format)
            if format != Format.STRING:
                mine = {name: _type_convert(tp) for name, tp in mine.items()}
            result.update(mine)
        elif format == Format.STRING:
            result.update(annotations_to_string(own))
        else:
            result.update(own)
        return result
    return __annotate__


def TypedDict(typename, fields=_missing, /, *, total=True):
    """A dict with known keys, each with its own type.

    >>> class Point2D(TypedDict):
    ...     x: int
    ...     y: int
    >>> Point2D(x=1, y=2)
    {'x': 1, 'y': 2}
    """
    if fields is None or fields is _missing:
        _warn_no_fields("TypedDict", fields, typename, "{}")
        fields = ()
    body = {"__annotations__": dict(fields), "__module__": _caller()}
    made = _TypedDictMeta(typename, (), body, total=total)
    made.__orig_bases__ = (TypedDict,)
    return made


_TypedDict = _stand_in(TypedDict, _TypedDictMeta)
