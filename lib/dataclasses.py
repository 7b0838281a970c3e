# dataclasses: classes whose methods are generated from their annotated fields.
# All methods of one class come from a single exec. `inspect`, `copy` and `keyword` are imported
# only where they are needed, so that importing this module stays cheap.
"""Generate special methods from the annotated fields of a class."""
import abc
import sys
import types
from reprlib import recursive_repr

__all__ = ["dataclass", "field", "Field", "FrozenInstanceError", "InitVar", "KW_ONLY", "MISSING",
           "fields", "asdict", "astuple", "make_dataclass", "replace", "is_dataclass"]


class FrozenInstanceError(AttributeError):
    """An assignment to a field of a frozen instance."""


class _HAS_DEFAULT_FACTORY_CLASS:
    """The default of __init__ parameters whose field has a default factory."""

    def __repr__(self):
        return "<factory>"


_HAS_DEFAULT_FACTORY = _HAS_DEFAULT_FACTORY_CLASS()


class _MISSING_TYPE:
    pass


MISSING = _MISSING_TYPE()


class _KW_ONLY_TYPE:
    pass


KW_ONLY = _KW_ONLY_TYPE()

_EMPTY_METADATA = types.MappingProxyType({})


class _FIELD_BASE:
    def __init__(self, name):
        self.name = name

    def __repr__(self):
        return self.name


_FIELD = _FIELD_BASE("_FIELD")
_FIELD_CLASSVAR = _FIELD_BASE("_FIELD_CLASSVAR")
_FIELD_INITVAR = _FIELD_BASE("_FIELD_INITVAR")

_FIELDS = "__dataclass_fields__"
_PARAMS = "__dataclass_params__"
_POST_INIT_NAME = "__post_init__"

# Instances of these are returned as they are by asdict() and astuple().
_ATOMIC_TYPES = frozenset({
    types.NoneType, bool, int, float, str, complex, bytes,
    types.EllipsisType, types.NotImplementedType, types.CodeType, types.BuiltinFunctionType,
    types.FunctionType, type, range, property,
})


class InitVar:
    """Annotates a parameter of __init__ that goes to __post_init__ and is not stored."""

    __slots__ = ("type",)

    def __init__(self, type):
        self.type = type

    def __repr__(self):
        if isinstance(self.type, type) and not isinstance(self.type, types.GenericAlias):
            shown = self.type.__name__
        else:
            shown = repr(self.type)
        return f"dataclasses.InitVar[{shown}]"

    def __class_getitem__(cls, type):
        return InitVar(type)


class Field:
    """One field; dataclass() makes them, field() is the way to give options."""

    __slots__ = ("name", "type", "default", "default_factory", "repr", "hash", "init",
                 "compare", "metadata", "kw_only", "doc", "_field_type")

    def __init__(self, default, default_factory, init, repr, hash, compare, metadata,
                 kw_only, doc=None):
        self.name = None
        self.type = None
        self.default = default
        self.default_factory = default_factory
        self.init = init
        self.repr = repr
        self.hash = hash
        self.compare = compare
        self.metadata = (_EMPTY_METADATA if metadata is None
                         else types.MappingProxyType(metadata))
        self.kw_only = kw_only
        self.doc = doc
        self._field_type = None

    @recursive_repr()
    def __repr__(self):
        doc = "" if self.doc is None else f"doc={self.doc!r},"
        return (f"Field(name={self.name!r},type={self.type!r},default={self.default!r},"
                f"default_factory={self.default_factory!r},init={self.init!r},"
                f"repr={self.repr!r},hash={self.hash!r},compare={self.compare!r},"
                f"metadata={self.metadata!r},kw_only={self.kw_only!r},{doc}"
                f"_field_type={self._field_type})")

    def __set_name__(self, owner, name):
        # The default takes this field's place in the class, so it has to learn its name.
        hook = getattr(type(self.default), "__set_name__", None)
        if hook:
            hook(self.default, owner, name)

    __class_getitem__ = classmethod(types.GenericAlias)


class _DataclassParams:
    """The options that a class was decorated with."""

    __slots__ = ("init", "repr", "eq", "order", "unsafe_hash", "frozen", "match_args",
                 "kw_only", "slots", "weakref_slot")

    def __init__(self, init, repr, eq, order, unsafe_hash, frozen, match_args, kw_only, slots,
                 weakref_slot):
        self.init = init
        self.repr = repr
        self.eq = eq
        self.order = order
        self.unsafe_hash = unsafe_hash
        self.frozen = frozen
        self.match_args = match_args
        self.kw_only = kw_only
        self.slots = slots
        self.weakref_slot = weakref_slot

    def __repr__(self):
        options = ",".join(f"{name}={getattr(self, name)!r}" for name in self.__slots__)
        return f"_DataclassParams({options})"


def field(*, default=MISSING, default_factory=MISSING, init=True, repr=True, hash=None,
          compare=True, metadata=None, kw_only=MISSING, doc=None):
    """Give a field options: write it where the default value would be."""
    if default is not MISSING and default_factory is not MISSING:
        raise ValueError("cannot specify both default and default_factory")
    return Field(default, default_factory, init, repr, hash, compare, metadata, kw_only, doc)


# --- reading a class ----------------------------------------------------------------------------

def _own_annotations(cls):
    """Return the annotations of cls itself; names that do not exist yet become ForwardRefs."""
    own = cls.__dict__.get("__annotations__")
    if type(own) is dict:
        return own
    if "__annotate__" not in type.__dict__:
        return {}
    try:
        return type.__dict__["__annotations__"].__get__(cls)
    except Exception:                   # something does not exist yet
        from annotationlib import Format, get_annotations
        return get_annotations(cls, format=Format.FORWARDREF)


def _is_classvar(a_type, typing):
    return (a_type is typing.ClassVar
            or type(a_type) is typing._GenericAlias and a_type.__origin__ is typing.ClassVar)


def _is_initvar(a_type, dataclasses):
    return a_type is dataclasses.InitVar or type(a_type) is dataclasses.InitVar


def _is_kw_only(a_type, dataclasses):
    return a_type is dataclasses.KW_ONLY


def _leading_word(text):
    """Split text into its first identifier and what follows."""
    text = text.lstrip()
    end = 0
    while end < len(text) and (text[end].isalnum() or text[end] == "_"):
        end += 1
    return text[:end], text[end:].lstrip()


def _is_type(annotation, cls, a_module, a_type, predicate):
    """Guess whether a string annotation names a_type of a_module (plainly or as module.Name)."""
    first, rest = _leading_word(annotation)
    if not first:
        return False
    module = sys.modules.get(cls.__module__)
    second = _leading_word(rest[1:])[0] if rest[:1] == "." else ""
    if not second:
        names = module.__dict__ if module else None
        name = first
    elif module and module.__dict__.get(first) is a_module:
        names = sys.modules.get(a_type.__module__).__dict__
        name = second
    else:
        return False
    return bool(names) and predicate(names.get(name), a_module)


def _get_field(cls, a_name, a_type, default_kw_only):
    """Make the Field of one annotation."""
    default = getattr(cls, a_name, MISSING)
    if isinstance(default, Field):
        f = default
    else:
        if isinstance(default, types.MemberDescriptorType):
            default = MISSING               # a name in __slots__, not a default
        f = field(default=default)
    f.name = a_name
    f.type = a_type

    kind = _FIELD
    stringly = isinstance(a_type, str)
    typing = sys.modules.get("typing")
    if typing and (_is_classvar(a_type, typing)
                   or stringly and _is_type(a_type, cls, typing, typing.ClassVar, _is_classvar)):
        kind = _FIELD_CLASSVAR
    if kind is _FIELD:
        here = sys.modules[__name__]
        if (_is_initvar(a_type, here)
                or stringly and _is_type(a_type, cls, here, InitVar, _is_initvar)):
            kind = _FIELD_INITVAR
    f._field_type = kind

    if kind is not _FIELD and f.default_factory is not MISSING:
        raise TypeError(f"field {f.name} cannot have a default factory")
    if kind is _FIELD_CLASSVAR:
        if f.kw_only is not MISSING:
            raise TypeError(f"field {f.name} is a ClassVar but specifies kw_only")
    elif f.kw_only is MISSING:
        f.kw_only = default_kw_only
    if kind is _FIELD and f.default.__class__.__hash__ is None:
        raise ValueError(f"mutable default {type(f.default)} for field {f.name} is not allowed: "
                         "use default_factory")
    return f


# --- generating methods -------------------------------------------------------------------------

class _Builder:
    """Collects the sources of methods and makes all of them in one exec.

    Values that the methods refer to are parameters of the function around them, with names that
    no field has.
    """

    def __init__(self, cls, globals):
        self.cls = cls
        self.globals = globals
        self.values = {"__class__": cls}
        self.lines = []
        self.methods = []               # (name, annotations or None, finish, what to do if taken)

    def value(self, value):
        """Return a name for value."""
        name = f"__dataclass_{len(self.values)}__"
        self.values[name] = value
        return name

    def method(self, name, params, body, annotations=None, finish=None, taken=None):
        self.lines.append(f" def {name}({params}):")
        self.lines.extend("  " + line for line in body)
        self.methods.append((name, annotations, finish, taken))

    def add_to_class(self):
        if not self.methods:
            return
        cls = self.cls
        names = [method[0] for method in self.methods]
        source = "\n".join((f"def __create_fn__({', '.join(self.values)}):", *self.lines,
                            f" return {', '.join(names)},"))
        namespace = {}
        exec(source, self.globals, namespace)
        made = namespace["__create_fn__"](**self.values)
        for (name, annotations, finish, taken), function in zip(self.methods, made):
            function.__qualname__ = f"{cls.__qualname__}.{function.__name__}"
            if annotations is not None:
                _annotate(function, cls, annotations)
            if finish is not None:
                function = finish(function)
            if _set_new_attribute(cls, name, function) and taken is not None:
                raise TypeError(f"Cannot overwrite attribute {name} in class {cls.__name__}"
                                + taken)


def _annotate(function, cls, annotations):
    """Give function its annotations; where some name is undefined so far, they stay lazy."""
    lazy = "__annotate__" in type.__dict__ and any(
        type(value).__name__ == "ForwardRef" for value in annotations.values())
    if not lazy:
        function.__annotations__ = annotations
        return

    def __annotate__(format, /):
        from annotationlib import Format, ForwardRef, get_annotations
        if format == Format.VALUE_WITH_FAKE_GLOBALS:
            raise NotImplementedError(format)
        current = {}
        for base in reversed(cls.__mro__):
            current.update(get_annotations(base, format=format))
        result = {}
        for name, value in annotations.items():
            if isinstance(value, ForwardRef) and name in current:
                value = current[name]
            elif format == Format.STRING and not isinstance(value, str):
                from annotationlib import type_repr
                value = type_repr(value)
            result[name] = value
        return result
    function.__annotate__ = __annotate__


def _set_new_attribute(cls, name, value):
    """Set an attribute unless the class defines it; return whether it does."""
    if name in cls.__dict__:
        return True
    setattr(cls, name, value)
    return False


def _self_name(fields):
    return "__dataclass_self__" if "self" in fields else "self"


def _add_init(build, all_fields, std_fields, kw_only_fields, frozen, has_post_init, slots):
    seen_default = None
    for f in std_fields:
        if f.init:
            if not (f.default is MISSING and f.default_factory is MISSING):
                seen_default = f
            elif seen_default:
                raise TypeError(f"non-default argument {f.name!r} "
                                f"follows default argument {seen_default.name!r}")

    self_name = _self_name({f.name for f in all_fields})
    annotations = {}
    missing = None                      # the name that stands for _HAS_DEFAULT_FACTORY
    store = build.value(object.__setattr__) if frozen else None
    defaults = {}
    body = []
    for f in all_fields:
        if f.init:
            annotations[f.name] = f.type
        value = f.name
        if f.default_factory is not MISSING:
            factory = build.value(f.default_factory)
            value = f"{factory}()"
            if f.init:
                if missing is None:
                    missing = build.value(_HAS_DEFAULT_FACTORY)
                defaults[f.name] = missing
                value = f"{value} if {f.name} is {missing} else {f.name}"
        elif f.default is not MISSING:
            default = build.value(f.default)
            if f.init:
                defaults[f.name] = default
            elif slots:
                value = default         # no class attribute can serve as default
            else:
                continue
        elif not f.init:
            continue
        if f._field_type is _FIELD_INITVAR:
            continue
        if frozen:
            body.append(f"{store}({self_name},{f.name!r},{value})")
        else:
            body.append(f"{self_name}.{f.name}={value}")
    if has_post_init:
        extra = ",".join(f.name for f in all_fields if f._field_type is _FIELD_INITVAR)
        body.append(f"{self_name}.{_POST_INIT_NAME}({extra})")

    def param(f):
        return f"{f.name}={defaults[f.name]}" if f.name in defaults else f.name
    params = [self_name, *(param(f) for f in std_fields if f.init)]
    if kw_only_fields:
        params.append("*")
        params.extend(param(f) for f in kw_only_fields)
    annotations["return"] = None
    build.method("__init__", ", ".join(params), body or ["pass"], annotations)


def _add_frozen(build, fields):
    names = ", ".join(repr(f.name) for f in fields)
    condition = "type(self) is __class__" + (f" or name in ({names},)" if names else "")
    error = build.value(FrozenInstanceError)
    build.method("__setattr__", "self, name, value", [
        f"if {condition}:",
        f' raise {error}(f"cannot assign to field {{name!r}}")',
        "super(__class__, self).__setattr__(name, value)"], taken="")
    build.method("__delattr__", "self, name", [
        f"if {condition}:",
        f' raise {error}(f"cannot delete field {{name!r}}")',
        "super(__class__, self).__delattr__(name)"], taken="")


def _tuple_source(obj, fields):
    if not fields:
        return "()"
    return "(" + "".join(f"{obj}.{f.name}," for f in fields) + ")"


def _annotation_text(annotation):
    """Show an annotation as inspect.signature does."""
    if isinstance(annotation, types.GenericAlias):
        return str(annotation)
    if isinstance(annotation, type):
        if annotation.__module__ == "builtins":
            return annotation.__qualname__
        return f"{annotation.__module__}.{annotation.__qualname__}"
    if isinstance(annotation, str):
        return repr(annotation)
    return None


def _signature_text(cls, init_made, std_fields, kw_only_fields):
    """Return the text of cls's signature, for its docstring."""
    fields = [f for f in (*std_fields, *kw_only_fields) if f.init]
    if (init_made and type(cls).__call__ is type.__call__ and cls.__new__ is object.__new__
            and not hasattr(cls, "__signature__")):
        parts = []
        for f in fields:
            shown = _annotation_text(f.type)
            if shown is None:
                break
            if f.kw_only and "*" not in parts:
                parts.append("*")
            if f.default is not MISSING:
                shown += f" = {f.default!r}"
            elif f.default_factory is not MISSING:
                shown += " = <factory>"
            parts.append(f"{f.name}: {shown}")
        else:
            return f"({', '.join(parts)})"
    import inspect
    try:
        options = {}
        if "__annotate__" in type.__dict__:
            from annotationlib import Format
            options["annotation_format"] = Format.FORWARDREF
        return str(inspect.signature(cls, **options)).replace(" -> None", "")
    except (TypeError, ValueError):
        return ""


def _replace(self, /, **changes):
    """Return a copy of self with some fields changed."""
    for f in getattr(self, _FIELDS).values():
        if f._field_type is _FIELD_CLASSVAR:
            continue
        if not f.init:
            if f.name in changes:
                raise TypeError(f"field {f.name} is declared with init=False, "
                                "it cannot be specified with replace()")
            continue
        if f.name not in changes:
            if f._field_type is _FIELD_INITVAR and f.default is MISSING:
                raise TypeError(f"InitVar {f.name!r} must be specified with replace()")
            changes[f.name] = getattr(self, f.name)
    return self.__class__(**changes)


def _add_hash(build, cls, fields, unsafe_hash, eq, frozen):
    """Add __hash__ where the options ask for it, or mark the class unhashable."""
    own = cls.__dict__.get("__hash__", MISSING)
    explicit = not (own is MISSING or own is None and "__eq__" in cls.__dict__)
    if unsafe_hash:
        if explicit:
            raise TypeError(f"Cannot overwrite attribute __hash__ in class {cls.__name__}")
    elif not eq or explicit:
        return
    elif not frozen:
        cls.__hash__ = None
        return
    if not explicit and own is None:
        del cls.__hash__                # the None that came with __eq__
    chosen = [f for f in fields if (f.compare if f.hash is None else f.hash)]
    build.method("__hash__", "self", [f"return hash({_tuple_source('self', chosen)})"])


def _process_class(cls, init, repr, eq, order, unsafe_hash, frozen, match_args, kw_only, slots,
                   weakref_slot):
    """Make cls a dataclass; returns cls, or the class with slots that replaces it."""
    fields = {}
    module = sys.modules.get(cls.__module__)
    setattr(cls, _PARAMS, _DataclassParams(
        init, repr, eq, order, unsafe_hash, frozen, match_args, kw_only, slots, weakref_slot))

    # Inherited fields first, so that ours replace them in their places.
    any_frozen = any_thawed = False
    for base in cls.__mro__[-1:0:-1]:
        base_fields = getattr(base, _FIELDS, None)
        if base_fields is not None:
            fields.update(base_fields)
            if getattr(base, _PARAMS).frozen:
                any_frozen = True
            else:
                any_thawed = True

    annotations = _own_annotations(cls)
    own_fields = []
    kw_only_seen = False
    here = sys.modules[__name__]
    for name, a_type in annotations.items():
        if (_is_kw_only(a_type, here)
                or isinstance(a_type, str) and _is_type(a_type, cls, here, KW_ONLY, _is_kw_only)):
            if kw_only_seen:
                raise TypeError(f"{name!r} is KW_ONLY, but KW_ONLY has already been specified")
            kw_only_seen = kw_only = True
        else:
            own_fields.append(_get_field(cls, name, a_type, kw_only))
    for f in own_fields:
        fields[f.name] = f
        if isinstance(getattr(cls, f.name, None), Field):
            if f.default is MISSING:
                delattr(cls, f.name)
            else:
                setattr(cls, f.name, f.default)
    for name, value in cls.__dict__.items():
        if isinstance(value, Field) and name not in annotations:
            raise TypeError(f"{name!r} is a field but has no type annotation")

    if any_frozen and not frozen:
        raise TypeError("cannot inherit non-frozen dataclass from a frozen one")
    if any_thawed and frozen:
        raise TypeError("cannot inherit frozen dataclass from a non-frozen one")
    setattr(cls, _FIELDS, fields)

    if order and not eq:
        raise ValueError("eq must be true if order is true")

    in_init = [f for f in fields.values() if f._field_type in (_FIELD, _FIELD_INITVAR)]
    std_init = [f for f in in_init if f.init and not f.kw_only]
    kw_init = [f for f in in_init if f.init and f.kw_only]
    stored = [f for f in fields.values() if f._field_type is _FIELD]
    build = _Builder(cls, module.__dict__ if module is not None else {})

    init_made = init and "__init__" not in cls.__dict__
    if init:
        _add_init(build, in_init, std_init, kw_init, frozen,
                  hasattr(cls, _POST_INIT_NAME), slots)
    _set_new_attribute(cls, "__replace__", _replace)
    if repr:
        shown = ", ".join(f"{f.name}={{self.{f.name}!r}}" for f in stored if f.repr)
        build.method("__repr__", "self",
                     [f'return f"{{self.__class__.__qualname__}}({shown})"'],
                     finish=recursive_repr())
    compared = [f for f in stored if f.compare]
    if eq:
        same = " and ".join(f"self.{f.name}==other.{f.name}" for f in compared) or "True"
        build.method("__eq__", "self, other", [
            "if self is other:",
            " return True",
            "if other.__class__ is self.__class__:",
            f" return {same}",
            "return NotImplemented"])
    if order:
        ours, theirs = _tuple_source("self", compared), _tuple_source("other", compared)
        for name, symbol in (("__lt__", "<"), ("__le__", "<="), ("__gt__", ">"), ("__ge__", ">=")):
            build.method(name, "self, other", [
                "if other.__class__ is self.__class__:",
                f" return {ours}{symbol}{theirs}",
                "return NotImplemented"], taken=" Consider using functools.total_ordering")
    if frozen:
        _add_frozen(build, stored)
    _add_hash(build, cls, stored, unsafe_hash, eq, frozen)
    build.add_to_class()

    if not getattr(cls, "__doc__"):
        cls.__doc__ = cls.__name__ + _signature_text(cls, init_made, std_init, kw_init)
    if match_args:
        _set_new_attribute(cls, "__match_args__", tuple(f.name for f in std_init))
    if weakref_slot and not slots:
        raise TypeError("weakref_slot is True but slots is False")
    if slots:
        cls = _add_slots(cls, frozen, weakref_slot, stored)
    abc.update_abstractmethods(cls)
    return cls


# --- slots --------------------------------------------------------------------------------------

def _dataclass_getstate(self):
    return [getattr(self, f.name) for f in fields(self)]


def _dataclass_setstate(self, state):
    for f, value in zip(fields(self), state):
        object.__setattr__(self, f.name, value)     # the class may be frozen


def _get_slots(cls):
    """Return the names that instances have a place for because of cls."""
    slots = cls.__dict__.get("__slots__")
    if slots is None:
        return [name for name in ("__weakref__", "__dict__") if name in cls.__dict__]
    if isinstance(slots, str):
        return [slots]
    if hasattr(slots, "__next__"):
        raise TypeError(f"Slots of '{cls.__name__}' cannot be determined")
    return list(slots)


def _retarget(function, old, new):
    """Make the __class__ of a method's closure new; return whether it was there."""
    while hasattr(function, "__wrapped__"):
        function = function.__wrapped__
    if not isinstance(function, types.FunctionType):
        return False
    free = function.__code__.co_freevars
    if "__class__" not in free:
        return False
    cell = function.__closure__[free.index("__class__")]
    if cell.cell_contents is not old:
        return False
    cell.cell_contents = new
    return True


def _add_slots(cls, frozen, weakref_slot, stored):
    """Return a copy of cls that has __slots__, which a finished class cannot get."""
    if "__slots__" in cls.__dict__:
        raise TypeError(f"{cls.__name__} already specifies __slots__")
    body = dict(cls.__dict__)
    names = [f.name for f in stored]
    inherited = {name for base in cls.__mro__[1:-1] for name in _get_slots(base)}
    wanted = [name for name in names if name not in inherited]
    if weakref_slot and "__weakref__" not in inherited and "__weakref__" not in wanted:
        wanted.append("__weakref__")
    docs = {f.name: f.doc for f in stored if f.doc is not None}
    if docs:
        body["__slots__"] = {name: docs.get(name) for name in wanted}
    else:
        body["__slots__"] = tuple(wanted)
    for name in names:
        body.pop(name, None)                        # a default would clash with its slot
    body.pop("__dict__", None)
    body.pop("__weakref__", None)
    qualname = getattr(cls, "__qualname__", None)
    new = type(cls)(cls.__name__, cls.__bases__, body)
    if qualname is not None:
        new.__qualname__ = qualname
    if frozen:
        if "__getstate__" not in body:
            new.__getstate__ = _dataclass_getstate
        if "__setstate__" not in body:
            new.__setstate__ = _dataclass_setstate
    # super() and __class__ in methods refer to one shared cell; ours have another.
    for member in new.__dict__.values():
        if isinstance(member, (classmethod, staticmethod)):
            member = member.__func__
        if isinstance(member, property):
            for function in (member.fget, member.fset, member.fdel):
                _retarget(function, cls, new)
        else:
            _retarget(member, cls, new)
    return new


# --- public functions ---------------------------------------------------------------------------

def dataclass(cls=None, /, *, init=True, repr=True, eq=True, order=False, unsafe_hash=False,
              frozen=False, match_args=True, kw_only=False, slots=False, weakref_slot=False):
    """Add special methods to a class, made from its annotated fields."""
    def wrap(cls):
        return _process_class(cls, init, repr, eq, order, unsafe_hash, frozen, match_args,
                              kw_only, slots, weakref_slot)
    return wrap if cls is None else wrap(cls)


def fields(class_or_instance):
    """Return the fields of a dataclass or an instance of one, as a tuple of Field objects."""
    try:
        found = getattr(class_or_instance, _FIELDS)
    except AttributeError:
        raise TypeError("must be called with a dataclass type or instance") from None
    return tuple([f for f in found.values() if f._field_type is _FIELD])


def _is_dataclass_instance(obj):
    return hasattr(type(obj), _FIELDS)


def is_dataclass(obj):
    """Whether obj is a dataclass or an instance of one."""
    return hasattr(obj if isinstance(obj, type) else type(obj), _FIELDS)


def asdict(obj, *, dict_factory=dict):
    """Return the fields of an instance as a dict; goes into dataclasses, lists, tuples, dicts."""
    if not _is_dataclass_instance(obj):
        raise TypeError("asdict() should be called on dataclass instances")
    return _asdict_inner(obj, dict_factory)


def _asdict_inner(obj, dict_factory):
    kind = type(obj)
    if kind in _ATOMIC_TYPES:
        return obj
    if hasattr(kind, _FIELDS):
        if dict_factory is dict:
            return {f.name: _asdict_inner(getattr(obj, f.name), dict) for f in fields(obj)}
        return dict_factory([(f.name, _asdict_inner(getattr(obj, f.name), dict_factory))
                             for f in fields(obj)])
    return _rebuild(obj, kind, _asdict_inner, dict_factory)


def astuple(obj, *, tuple_factory=tuple):
    """Return the fields of an instance as a tuple; goes into dataclasses, lists, tuples, dicts."""
    if not _is_dataclass_instance(obj):
        raise TypeError("astuple() should be called on dataclass instances")
    return _astuple_inner(obj, tuple_factory)


def _astuple_inner(obj, tuple_factory):
    kind = type(obj)
    if kind in _ATOMIC_TYPES:
        return obj
    if hasattr(kind, _FIELDS):
        return tuple_factory([_astuple_inner(getattr(obj, f.name), tuple_factory)
                              for f in fields(obj)])
    return _rebuild(obj, kind, _astuple_inner, tuple_factory)


def _rebuild(obj, kind, convert, factory):
    """Copy a container with its contents converted; anything else is deep-copied."""
    if kind is list:
        return [convert(item, factory) for item in obj]
    if kind is dict:
        return {convert(key, factory): convert(value, factory) for key, value in obj.items()}
    if issubclass(kind, tuple):
        items = [convert(item, factory) for item in obj]
        return kind(*items) if hasattr(obj, "_fields") else kind(items)
    if issubclass(kind, dict):
        if hasattr(kind, "default_factory"):
            result = kind(obj.default_factory)
            for key, value in obj.items():
                result[convert(key, factory)] = convert(value, factory)
            return result
        return kind((convert(key, factory), convert(value, factory))
                    for key, value in obj.items())
    if issubclass(kind, list):
        return kind(convert(item, factory) for item in obj)
    import copy
    return copy.deepcopy(obj)


def make_dataclass(cls_name, fields, *, bases=(), namespace=None, init=True, repr=True, eq=True,
                   order=False, unsafe_hash=False, frozen=False, match_args=True, kw_only=False,
                   slots=False, weakref_slot=False, module=None, decorator=dataclass):
    """Make a dataclass from fields, each one a name, (name, type) or (name, type, Field)."""
    from keyword import iskeyword
    annotations = {}
    defaults = {}
    for item in fields:
        if isinstance(item, str):
            name, a_type = item, "typing.Any"
        elif len(item) == 2:
            name, a_type = item
        elif len(item) == 3:
            name, a_type, defaults[item[0]] = item
        else:
            raise TypeError(f"Invalid field: {item!r}")
        if not isinstance(name, str) or not name.isidentifier():
            raise TypeError(f"Field names must be valid identifiers: {name!r}")
        if iskeyword(name):
            raise TypeError(f"Field names must not be keywords: {name!r}")
        if name in annotations:
            raise TypeError(f"Field name duplicated: {name!r}")
        annotations[name] = a_type

    def body(ns):
        if namespace is not None:
            ns.update(namespace)
        ns.update(defaults)
        ns["__annotations__"] = annotations
    cls = types.new_class(cls_name, bases, {}, body)

    if module is None:
        try:
            module = sys._getframemodulename(1) or "__main__"
        except AttributeError:
            module = sys._getframe(1).f_globals.get("__name__", "__main__")
    if module is not None:
        cls.__module__ = module
    return decorator(cls, init=init, repr=repr, eq=eq, order=order, unsafe_hash=unsafe_hash,
                     frozen=frozen, match_args=match_args, kw_only=kw_only, slots=slots,
                     weakref_slot=weakref_slot)


def replace(obj, /, **changes):
    """Return a copy of obj with some fields changed."""
    if not _is_dataclass_instance(obj):
        raise TypeError("replace() should be called on dataclass instances")
    return _replace(obj, **changes)
