# dataclasses: classes whose methods are generated from their annotated fields.
# A class is read into a _Maker, which writes the sources of all its methods and makes them in a
# single exec. `inspect`, `copy` and `keyword` are imported only where they are needed, so that
# importing this module stays cheap.
"""Generate special methods from the annotated fields of a class."""
import abc
import sys
import types
from reprlib import recursive_repr

__all__ = ["dataclass", "field", "Field", "FrozenInstanceError", "InitVar", "KW_ONLY", "MISSING",
           "fields", "asdict", "astuple", "make_dataclass", "replace", "is_dataclass"]

_FIELDS, _PARAMS = "__dataclass_fields__", "__dataclass_params__"
_POST_INIT_NAME = "__post_init__"


def _sentinel(class_name, shown=None):
    """Return the instance of a class of its own; shown is its repr, if that is to be special."""
    body = {"__module__": __name__}
    if shown is not None:
        body.update(name=shown, __repr__=lambda self: self.name)
    return type(class_name, (), body)()


MISSING = _sentinel("_MISSING_TYPE")
KW_ONLY = _sentinel("_KW_ONLY_TYPE")
_MISSING_TYPE, _KW_ONLY_TYPE = type(MISSING), type(KW_ONLY)

# What a parameter of __init__ shows as its default if the field has a default factory.
_HAS_DEFAULT_FACTORY = _sentinel("_HAS_DEFAULT_FACTORY_CLASS", "<factory>")

# What an annotation can make of a name.
_FIELD, _FIELD_CLASSVAR, _FIELD_INITVAR = [
    _sentinel("_FIELD_BASE", kind) for kind in ("_FIELD", "_FIELD_CLASSVAR", "_FIELD_INITVAR")]

_NO_METADATA = types.MappingProxyType({})

# Instances of these are returned as they are by asdict() and astuple().
_ATOMIC_TYPES = frozenset({
    types.NoneType, bool, int, float, str, complex, bytes,
    types.EllipsisType, types.NotImplementedType, types.CodeType, types.BuiltinFunctionType,
    types.FunctionType, type, range, property,
})


class FrozenInstanceError(AttributeError):
    """An assignment to a field of a frozen instance."""


# --- fields and options -------------------------------------------------------------------------

class InitVar:
    """Annotates a parameter of __init__ that goes to __post_init__ and is not stored."""

    __slots__ = ("type",)

    def __class_getitem__(cls, type):
        return InitVar(type)

    def __init__(self, type):
        self.type = type

    def __repr__(self):
        plain = isinstance(self.type, type) and not isinstance(self.type, types.GenericAlias)
        return f"dataclasses.InitVar[{self.type.__name__ if plain else repr(self.type)}]"


class Field:
    """One field; dataclass() makes them, field() is the way to give options."""

    __slots__ = ("name", "type", "default", "default_factory", "init", "repr", "hash",
                 "compare", "metadata", "kw_only", "doc", "_field_type")

    __class_getitem__ = classmethod(types.GenericAlias)

    def __init__(self, default, default_factory, init, repr, hash, compare, metadata,
                 kw_only, doc=None):
        # What only the class can tell comes when dataclass() reads it.
        self.name = self.type = self._field_type = None
        self.default, self.default_factory = default, default_factory
        self.init, self.kw_only = init, kw_only
        self.repr, self.doc = repr, doc
        self.compare, self.hash = compare, hash
        self.metadata = _NO_METADATA if metadata is None else types.MappingProxyType(metadata)

    def __set_name__(self, owner, name):
        # The default takes this field's place in the class, so it has to learn its name.
        if hook := getattr(type(self.default), "__set_name__", None):
            hook(self.default, owner, name)

    @recursive_repr()
    def __repr__(self):
        shown = [f"{slot}={getattr(self, slot)!r}" for slot in self.__slots__
                 if slot != "doc" or self.doc is not None]
        return f"Field({','.join(shown)})"


def field(*, default=MISSING, default_factory=MISSING, init=True, repr=True, hash=None,
          compare=True, metadata=None, kw_only=MISSING, doc=None):
    """Give a field options: write it where the default value would be."""
    if MISSING is not default and MISSING is not default_factory:
        raise ValueError("cannot specify both default and default_factory")
    return Field(default, default_factory, init, repr, hash, compare, metadata, kw_only, doc)


class _DataclassParams:
    """The options that a class was decorated with, by their names."""

    __slots__ = ("init", "repr", "eq", "order", "unsafe_hash", "frozen", "match_args",
                 "kw_only", "slots", "weakref_slot")

    def __init__(self, **options):
        for option in options:
            setattr(self, option, options[option])

    def __repr__(self):
        return f"_DataclassParams({','.join(f'{o}={getattr(self, o)!r}' for o in self.__slots__)})"


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


def _leading_word(text):
    """Split text into its first identifier and what follows."""
    text = text.lstrip()
    end = 0
    while end < len(text) and (text[end].isalnum() or text[end] == "_"):
        end += 1
    return text[:end], text[end:].lstrip()


def _named_by(text, cls, typing):
    """Guess what a string annotation of cls starts with: a Name, or typing.Name and the like.

    Nothing is evaluated; None stands for all that has no meaning for us.
    """
    word, rest = _leading_word(text)
    module = sys.modules.get(cls.__module__)
    if not word or module is None:
        return None
    found = module.__dict__.get(word)
    if rest.startswith("."):
        member = _leading_word(rest[1:])[0]
        if member:
            ours = found is not None and (found is typing or found is sys.modules[__name__])
            return found.__dict__.get(member) if ours else None
    return found


def _kind_of(annotation, cls):
    """Tell what an annotation makes of its name: one of the _FIELD kinds, or KW_ONLY."""
    typing = sys.modules.get("typing")
    if isinstance(annotation, str):
        annotation = _named_by(annotation, cls, typing)
    if annotation is KW_ONLY:
        return KW_ONLY
    if annotation is InitVar or type(annotation) is InitVar:
        return _FIELD_INITVAR
    if typing is not None:
        if type(annotation) is typing._GenericAlias:
            annotation = annotation.__origin__
        if annotation is typing.ClassVar:
            return _FIELD_CLASSVAR
    return _FIELD


def _read_field(cls, name, annotation, kind, kw_only):
    """Make the Field of one annotation, or complete the one that stands in the class."""
    f = getattr(cls, name, MISSING)
    if not isinstance(f, Field):
        # The descriptor of a slot is no default.
        f = field() if isinstance(f, types.MemberDescriptorType) else field(default=f)
    f.name, f.type, f._field_type = name, annotation, kind
    if kind is _FIELD:
        if f.default.__class__.__hash__ is None:
            raise ValueError(f"mutable default {type(f.default)} for field {name} is not allowed: "
                             "use default_factory")
    elif f.default_factory is not MISSING:
        raise TypeError(f"field {name} cannot have a default factory")
    if f.kw_only is MISSING:
        if kind is not _FIELD_CLASSVAR:
            f.kw_only = kw_only
    elif kind is _FIELD_CLASSVAR:
        raise TypeError(f"field {name} is a ClassVar but specifies kw_only")
    return f


def _optional(f):
    return f.default is not MISSING or f.default_factory is not MISSING


# --- generating methods -------------------------------------------------------------------------

def _claim(cls, name, value):
    """Make value an attribute of cls, whose own definition of that name would come first."""
    free = name not in vars(cls)
    if free:
        setattr(cls, name, value)
    return free


def _tuple_source(obj, members):
    return f"({''.join([f'{obj}.{f.name},' for f in members])})"


class _Maker:
    """Makes one class a dataclass.

    The methods' sources are collected and run at once, inside a function whose parameters are the
    values they refer to; these have names that no field has.
    """

    def __init__(self, cls, params):
        self.cls = cls
        self.params = params
        self.values = {"__class__": cls}
        self.lines = []
        self.methods = []               # (name, annotations or None, finish, what to do if taken)

    def run(self):
        """Return the class, or the one with slots that takes its place."""
        cls, params = self.cls, self.params
        setattr(cls, _PARAMS, params)
        self.read_fields()
        if params.order and not params.eq:
            raise ValueError("eq must be true if order is true")
        self.sort_fields()
        init_made = params.init and "__init__" not in cls.__dict__
        if params.init:
            self.write_init()
        _claim(cls, "__replace__", _replace)
        self.write_repr()
        self.write_comparisons()
        if params.frozen:
            self.write_guards()
        self.write_hash()
        self.add_methods()
        if not getattr(cls, "__doc__"):
            cls.__doc__ = cls.__name__ + self.signature_text(init_made)
        if params.match_args:
            _claim(cls, "__match_args__", tuple([f.name for f in self.positional]))
        if params.slots:
            cls = _with_slots(cls, params, self.stored)
        elif params.weakref_slot:
            raise TypeError("weakref_slot is True but slots is False")
        abc.update_abstractmethods(cls)
        return cls

    def read_fields(self):
        cls, frozen = self.cls, self.params.frozen
        found = {}
        # Inherited fields first, so that ours replace them in their places.
        base_kinds = set()
        for base in cls.__mro__[:0:-1]:
            inherited = getattr(base, _FIELDS, None)
            if inherited is not None:
                found.update(inherited)
                base_kinds.add(bool(getattr(base, _PARAMS).frozen))

        annotations = _own_annotations(cls)
        own = []
        kw_only, marked = self.params.kw_only, False
        for name, annotation in annotations.items():
            kind = _kind_of(annotation, cls)
            if kind is not KW_ONLY:
                own.append(_read_field(cls, name, annotation, kind, kw_only))
            elif marked:
                raise TypeError(f"{name!r} is KW_ONLY, but KW_ONLY has already been specified")
            else:
                marked = kw_only = True
        for f in own:
            found[f.name] = f
            if not isinstance(getattr(cls, f.name, None), Field):
                continue
            if f.default is not MISSING:
                setattr(cls, f.name, f.default)
            else:
                delattr(cls, f.name)
        for name, value in cls.__dict__.items():
            if isinstance(value, Field) and name not in annotations:
                raise TypeError(f"{name!r} is a field but has no type annotation")

        if True in base_kinds and not frozen:
            raise TypeError("cannot inherit non-frozen dataclass from a frozen one")
        if False in base_kinds and frozen:
            raise TypeError("cannot inherit frozen dataclass from a non-frozen one")
        setattr(cls, _FIELDS, found)
        self.fields = found

    def sort_fields(self):
        """Divide the fields by what the methods need of them."""
        self.in_init, self.positional, self.named, self.stored = [], [], [], []
        for f in self.fields.values():
            if f._field_type is _FIELD_CLASSVAR:
                continue
            self.in_init.append(f)
            if f.init:
                (self.named if f.kw_only else self.positional).append(f)
            if f._field_type is _FIELD:
                self.stored.append(f)

    # --- sources

    def value(self, value):
        """Return the name by which sources refer to value."""
        name = f"__dataclass_{len(self.values)}__"
        self.values[name] = value
        return name

    def method(self, name, params, body, annotations=None, finish=None, taken=None):
        """Plan a method. If the class has it already, that stays, or is an error if taken is a
        text, which ends the message."""
        self.lines.append(f" def {name}({params}):")
        self.lines.extend(["  " + line for line in body])
        self.methods.append((name, annotations, finish, taken))

    def add_methods(self):
        if not self.methods:
            return
        cls = self.cls
        names = ", ".join([planned[0] for planned in self.methods])
        head = f"def __create_fn__({', '.join(self.values)}):"
        module = sys.modules.get(cls.__module__)
        namespace = {}
        exec("\n".join((head, *self.lines, f" return {names},")),
             {} if module is None else module.__dict__, namespace)
        functions = namespace["__create_fn__"](**self.values)
        for function, (name, annotations, finish, taken) in zip(functions, self.methods):
            function.__qualname__ = f"{cls.__qualname__}.{name}"
            if annotations is not None:
                _annotate(function, cls, annotations)
            if finish is not None:
                function = finish(function)
            if not _claim(cls, name, function) and taken is not None:
                raise TypeError(f"Cannot overwrite attribute {name} in class {cls.__name__}"
                                + taken)

    def write_init(self):
        last_optional = None
        for f in self.positional:
            if _optional(f):
                last_optional = last_optional or f
            elif last_optional is not None:
                raise TypeError(f"non-default argument {f.name!r} follows default argument "
                                f"{last_optional.name!r}")

        me = "self"
        if any([f.name == me for f in self.in_init]):
            me = "__dataclass_self__"
        params = {f.name: f.name for f in (*self.positional, *self.named)}
        if self.params.frozen:
            store = f"{self.value(object.__setattr__)}({me},%r,%s)"
        body, extra = [], []
        unset = None                    # what stands for _HAS_DEFAULT_FACTORY in the source
        for f in self.in_init:
            name = source = f.name
            if f.default_factory is not MISSING:
                source = self.value(f.default_factory) + "()"
                if f.init:
                    unset = unset or self.value(_HAS_DEFAULT_FACTORY)
                    params[name] = f"{name}={unset}"
                    source += f" if {name} is {unset} else {name}"
            elif f.default is not MISSING and (f.init or self.params.slots):
                default = self.value(f.default)
                if f.init:
                    params[name] = f"{name}={default}"
                else:
                    source = default    # no class attribute can serve as the default
            elif not f.init:
                source = None
            if f._field_type is _FIELD_INITVAR:
                extra.append(name)
            elif source is not None:
                body.append(store % (name, source) if self.params.frozen
                            else f"{me}.{name}={source}")
        if hasattr(self.cls, _POST_INIT_NAME):
            body.append(f"{me}.{_POST_INIT_NAME}({','.join(extra)})")

        texts = list(params.values())
        if self.named:
            texts.insert(len(self.positional), "*")
        annotations = {f.name: f.type for f in self.in_init if f.init}
        annotations["return"] = None
        self.method("__init__", ", ".join([me, *texts]), body or ["pass"], annotations)

    def write_repr(self):
        if self.params.repr:
            shown = ", ".join([f"{f.name}={{self.{f.name}!r}}" for f in self.stored if f.repr])
            self.method("__repr__", "self",
                        [f'return f"{{self.__class__.__qualname__}}({shown})"'],
                        finish=recursive_repr())

    def write_comparisons(self):
        compared = [f for f in self.stored if f.compare]
        same_class = "if other.__class__ is self.__class__:"
        if self.params.eq:
            same = " and ".join([f"self.{f.name}==other.{f.name}" for f in compared]) or "True"
            self.method("__eq__", "self, other", [
                "if self is other:", " return True",
                same_class, f" return {same}",
                "return NotImplemented"])
        if self.params.order:
            ours, theirs = _tuple_source("self", compared), _tuple_source("other", compared)
            for name, symbol in zip(("__lt__", "__le__", "__gt__", "__ge__"),
                                    ("<", "<=", ">", ">=")):
                self.method(name, "self, other", [
                    same_class, f" return {ours}{symbol}{theirs}",
                    "return NotImplemented"], taken=" Consider using functools.total_ordering")

    def write_guards(self):
        """Plan what keeps an instance frozen; subclasses may have attributes besides."""
        condition = "type(self) is __class__"
        if self.stored:
            condition += f" or name in ({''.join([f'{f.name!r},' for f in self.stored])})"
        error = self.value(FrozenInstanceError)
        for name, verb, extra in (("__setattr__", "assign to", ", value"),
                                  ("__delattr__", "delete", "")):
            self.method(name, "self, name" + extra, [
                f"if {condition}:",
                f' raise {error}(f"cannot {verb} field {{name!r}}")',
                f"super(__class__, self).{name}(name{extra})"], taken="")

    def write_hash(self):
        """Plan __hash__ where the options ask for it, or mark the class unhashable."""
        cls, params = self.cls, self.params
        own = cls.__dict__.get("__hash__", MISSING)
        # A None beside an __eq__ came from that, not from the author.
        explicit = own is not MISSING and (own is not None or "__eq__" not in cls.__dict__)
        if params.unsafe_hash:
            if explicit:
                raise TypeError(f"Cannot overwrite attribute __hash__ in class {cls.__name__}")
        elif explicit or not params.eq:
            return
        elif not params.frozen:
            cls.__hash__ = None
            return
        if own is None:
            del cls.__hash__
        hashed = [f for f in self.stored if (f.compare if f.hash is None else f.hash)]
        self.method("__hash__", "self", [f"return hash({_tuple_source('self', hashed)})"])

    def signature_text(self, init_made):
        """Return the text of the class's signature, for its docstring."""
        cls = self.cls
        if (init_made and type(cls).__call__ is type.__call__ and cls.__new__ is object.__new__
                and not hasattr(cls, "__signature__")):
            parts = [_parameter_text(f) for f in (*self.positional, *self.named)]
            if None not in parts:
                if self.named:
                    parts.insert(len(self.positional), "*")
                return f"({', '.join(parts)})"
        import inspect
        options = {}
        if "__annotate__" in type.__dict__:
            from annotationlib import Format
            options["annotation_format"] = Format.FORWARDREF
        try:
            return str(inspect.signature(cls, **options)).replace(" -> None", "")
        except (TypeError, ValueError):
            return ""


def _parameter_text(f):
    """Show a parameter of __init__ as inspect.signature does, or return None if that is hard."""
    annotation = f.type
    if isinstance(annotation, types.GenericAlias):
        shown = str(annotation)
    elif isinstance(annotation, str):
        shown = repr(annotation)
    elif isinstance(annotation, type):
        shown = annotation.__qualname__
        if annotation.__module__ != "builtins":
            shown = f"{annotation.__module__}.{shown}"
    else:
        return None
    if f.default is not MISSING:
        shown += f" = {f.default!r}"
    elif f.default_factory is not MISSING:
        shown += f" = {_HAS_DEFAULT_FACTORY!r}"
    return f"{f.name}: {shown}"


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


def _functions_of(cls):
    """Yield the functions in the body of cls, also those inside other kinds of members."""
    for member in cls.__dict__.values():
        if isinstance(member, property):
            inner = member.fget, member.fset, member.fdel
        else:
            inner = getattr(member, "__func__", member),
        for function in inner:
            while hasattr(function, "__wrapped__"):
                function = function.__wrapped__
            if isinstance(function, types.FunctionType):
                yield function


def _with_slots(cls, params, stored):
    """Return a copy of cls that has __slots__, which a finished class cannot get."""
    if "__slots__" in cls.__dict__:
        raise TypeError(f"{cls.__name__} already specifies __slots__")
    inherited = {name for base in cls.__mro__[1:-1] for name in _get_slots(base)}
    wanted = {f.name: f.doc for f in stored if f.name not in inherited}
    if params.weakref_slot and "__weakref__" not in inherited:
        wanted["__weakref__"] = None
    documented = any([f.doc is not None for f in stored])

    body = dict(cls.__dict__, __slots__=wanted if documented else tuple(wanted))
    # A default would clash with its slot; the descriptors of the old class mean nothing here.
    for name in ("__dict__", "__weakref__", *[f.name for f in stored]):
        body.pop(name, None)
    copy = type(cls)(cls.__name__, cls.__bases__, body)
    copy.__qualname__ = cls.__qualname__
    if params.frozen:
        _claim(copy, "__getstate__", _dataclass_getstate)
        _claim(copy, "__setstate__", _dataclass_setstate)

    # super() and __class__ in methods mean what is in a cell, which is still the old class.
    for function in _functions_of(copy):
        free = function.__code__.co_freevars
        if "__class__" in free:
            cell = function.__closure__[free.index("__class__")]
            if cell.cell_contents is cls:
                cell.cell_contents = copy
    return copy


# --- public functions ---------------------------------------------------------------------------

def dataclass(cls=None, /, *, init=True, repr=True, eq=True, order=False, unsafe_hash=False,
              frozen=False, match_args=True, kw_only=False, slots=False, weakref_slot=False):
    """Add special methods to a class, made from its annotated fields."""
    params = _DataclassParams(
        init=init, repr=repr, eq=eq, order=order, unsafe_hash=unsafe_hash, frozen=frozen,
        match_args=match_args, kw_only=kw_only, slots=slots, weakref_slot=weakref_slot)
    if cls is not None:
        return _Maker(cls, params).run()
    return lambda cls: _Maker(cls, params).run()


def make_dataclass(cls_name, fields, *, bases=(), namespace=None, init=True, repr=True, eq=True,
                   order=False, unsafe_hash=False, frozen=False, match_args=True, kw_only=False,
                   slots=False, weakref_slot=False, module=None, decorator=dataclass):
    """Make a dataclass from fields, each one a name, (name, type) or (name, type, Field)."""
    from keyword import iskeyword
    types_by_name, values = {}, {}
    for spec in fields:
        if isinstance(spec, str):
            spec = spec, "typing.Any"
        elif len(spec) not in (2, 3):
            raise TypeError(f"Invalid field: {spec!r}")
        name, annotation, *value = spec
        if not (isinstance(name, str) and name.isidentifier()):
            raise TypeError(f"Field names must be valid identifiers: {name!r}")
        elif iskeyword(name):
            raise TypeError(f"Field names must not be keywords: {name!r}")
        elif name in types_by_name:
            raise TypeError(f"Field name duplicated: {name!r}")
        types_by_name[name] = annotation
        if value:
            values[name], = value

    def fill(body):
        body.update(namespace or {}, **values)
        body["__annotations__"] = types_by_name
    cls = types.new_class(cls_name, bases, {}, fill)
    cls.__module__ = sys._getframemodulename(1) or "__main__" if module is None else module
    return decorator(cls, init=init, repr=repr, eq=eq, order=order, unsafe_hash=unsafe_hash,
                     frozen=frozen, match_args=match_args, kw_only=kw_only, slots=slots,
                     weakref_slot=weakref_slot)


def fields(class_or_instance):
    """Return the fields of a dataclass or an instance of one, as a tuple of Field objects."""
    try:
        found = getattr(class_or_instance, _FIELDS)
    except AttributeError:
        raise TypeError("must be called with a dataclass type or instance") from None
    return tuple([f for f in found.values() if f._field_type is _FIELD])


def is_dataclass(obj):
    """Whether obj is a dataclass or an instance of one."""
    return hasattr(obj if isinstance(obj, type) else type(obj), _FIELDS)


def _is_dataclass_instance(obj):
    return hasattr(type(obj), _FIELDS)


def _demand_instance(obj, caller):
    if not _is_dataclass_instance(obj):
        raise TypeError(caller + "() should be called on dataclass instances")


def asdict(obj, *, dict_factory=dict):
    """Return the fields of an instance as a dict; goes into dataclasses, lists, tuples, dicts."""
    _demand_instance(obj, "asdict")
    if dict_factory is dict:
        return _plain_dict(obj)

    def convert(instance):
        return dict_factory([(f.name, _converted(getattr(instance, f.name), convert))
                             for f in fields(instance)])
    return convert(obj)


def _plain_dict(instance):
    return {f.name: _converted(getattr(instance, f.name), _plain_dict) for f in fields(instance)}


def astuple(obj, *, tuple_factory=tuple):
    """Return the fields of an instance as a tuple; goes into dataclasses, lists, tuples, dicts."""
    _demand_instance(obj, "astuple")

    def convert(instance):
        return tuple_factory([_converted(getattr(instance, f.name), convert)
                              for f in fields(instance)])
    return convert(obj)


def _converted(value, convert):
    """Copy value with every dataclass instance in it converted; what is no container is
    deep-copied."""
    kind = type(value)
    if kind in _ATOMIC_TYPES:
        return value
    if hasattr(kind, _FIELDS):
        return convert(value)
    if kind is list:
        return [_converted(item, convert) for item in value]
    if kind is dict:
        return {_converted(key, convert): _converted(item, convert)
                for key, item in value.items()}
    if issubclass(kind, (list, tuple)):
        items = [_converted(item, convert) for item in value]
        named = hasattr(value, "_fields") and issubclass(kind, tuple)
        return kind(*items) if named else kind(items)
    if issubclass(kind, dict):
        pairs = [(_converted(key, convert), _converted(item, convert))
                 for key, item in value.items()]
        if not hasattr(kind, "default_factory"):
            return kind(pairs)
        copied = kind(value.default_factory)
        for key, item in pairs:
            copied[key] = item
        return copied
    import copy
    return copy.deepcopy(value)


def replace(obj, /, **changes):
    """Return a copy of obj with some fields changed."""
    _demand_instance(obj, "replace")
    return _replace(obj, **changes)


def _replace(self, /, **changes):
    """Return a copy of self with some fields changed."""
    for name, f in getattr(self, _FIELDS).items():
        if f._field_type is _FIELD_CLASSVAR:
            continue
        if name in changes:
            if not f.init:
                raise TypeError(f"field {name} is declared with init=False, "
                                "it cannot be specified with replace()")
        elif f.init:
            if f._field_type is _FIELD_INITVAR and f.default is MISSING:
                raise TypeError(f"InitVar {name!r} must be specified with replace()")
            changes[name] = getattr(self, name)
    return self.__class__(**changes)
