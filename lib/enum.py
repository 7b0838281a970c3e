# enum: enumerations. EnumType builds a class whose members are made before __init_subclass__ runs.
# Invariants: _member_map_ has every name (aliases too), _member_names_ the canonical ones in order;
# _value2member_map_ has every hashable value, and for flags the combinations made so far.
"""Enumerations: sets of named constants that compare by identity."""
import sys
from _operator import and_, attrgetter, gt, itemgetter, or_, xor
from builtins import property as _plain_property
from types import DynamicClassAttribute, MappingProxyType

__all__ = """
    EnumType EnumMeta EnumDict Enum IntEnum StrEnum Flag IntFlag ReprEnum FlagBoundary EnumCheck
    STRICT CONFORM EJECT KEEP CONTINUOUS NAMED_FLAGS UNIQUE
    auto member nonmember property unique verify
    global_enum global_enum_repr global_flag_repr global_str
    pickle_by_enum_name pickle_by_global_name
""".split()

# These are needed while they do not exist yet: the first classes below are built without them.
Enum = Flag = ReprEnum = STRICT = CONFORM = EJECT = KEEP = None


# --- names and bits -----------------------------------------------------------------------------

def _is_sunder(name):
    core = name.strip("_")
    return core != "" and name == f"_{core}_"


def _is_dunder(name):
    core = name.strip("_")
    return core != "" and name == f"__{core}__"


def _is_private(cls_name, name):
    mangled = "_%s__" % cls_name
    return name.startswith(mangled) and name != mangled and name[-2:] != "__"


def _is_descriptor(obj):
    return any([hasattr(obj, method) for method in ("__get__", "__set__", "__delete__")])


def _is_nested_class(cls_name, obj):
    """Whether obj is a class that was defined in the body of the class called cls_name."""
    if isinstance(obj, type):
        path = getattr(obj, "__qualname__", "").split(".")
        return path[-2:] == [cls_name, obj.__name__]
    return False


def _is_flag(cls):
    return Flag is not None and issubclass(cls, Flag)


def _words(names):
    """A list of names, which may be given as one string."""
    return names.replace(",", " ").split() if isinstance(names, str) else list(names)


def _is_single_bit(num):
    return num > 0 == num & (num - 1)


def _high_bit(value):
    """Return the index of the highest bit that is set."""
    return value.bit_length() - 1


def _iter_bits_lsb(num):
    """Yield each bit of num as a power of two, the lowest first."""
    rest = num._value_ if isinstance(num, Enum) else num
    if rest < 0:
        raise ValueError(f"{num!r} is not a positive integer")
    while rest:
        bit = rest & -rest
        rest ^= bit
        yield bit


def show_flag_values(value):
    """Return the powers of two that value consists of."""
    return [*_iter_bits_lsb(value)]


def bin(num, max_bits=None):
    """Like the built-in bin(), with the sign as a bit of its own and two's complement digits.

    >>> bin(6)
    '0b0 0110'
    >>> bin(~6)     # -7
    '0b1 1001'
    """
    sign = int(num < 0)
    width = num.bit_length()
    digits = f"{num & ~(-1 << width):0{width}b}" if width or not sign else ""
    return f"0b{sign} {digits.rjust(max_bits or 4, str(sign))}"


# --- what may stand in a class body ---------------------------------------------------------------

class _Constant:
    """A unique object that prints as its name."""

    def __init__(self, name):
        self.__name = name

    def __repr__(self):
        return self.__name


_auto_null, _not_given = _Constant("_auto_null"), _Constant("<not given>")


class _Wrapper:
    def __init__(self, value):
        self.value = value


class member(_Wrapper):
    """Makes a member of a value in an enum's body that would not become one."""


class nonmember(_Wrapper):
    """Keeps a value in an enum's body from becoming a member."""


class auto(_Wrapper):
    """Stands for the value that _generate_next_value_ gives."""

    def __init__(self, value=_auto_null):
        super().__init__(value)

    def __repr__(self):
        return f"auto({self.value!r})"


class property(DynamicClassAttribute):
    """An instance attribute of members; on the class the name gives the member called so."""

    member = name = clsname = None
    _inherited = None           # reads an attribute that a member's name hides: f(instance, class)

    def __set_name__(self, ownerclass, name):
        self.name, self.clsname = name, ownerclass.__name__

    def __get__(self, instance, ownerclass=None):
        if instance is None:
            found = self.member
        elif self.fget is not None:
            return self.fget(instance)
        elif self._inherited is not None:
            return self._inherited(instance, ownerclass)
        else:
            found = ownerclass._member_map_.get(self.name)
        if found is None:
            raise AttributeError(f"{ownerclass!r} has no attribute {self.name!r}")
        return found

    def _changer(self, function, verb):
        if function is None:
            raise AttributeError(f"<enum {self.clsname!r}> cannot {verb} attribute {self.name!r}")
        return function

    def __set__(self, instance, value):
        return self._changer(self.fset, "set")(instance, value)

    def __delete__(self, instance):
        return self._changer(self.fdel, "delete")(instance)

    def _take_over(self, base, attr):
        """Stand in for attr, which base has and a member of this name hides."""
        if isinstance(attr, (_plain_property, DynamicClassAttribute)):
            self.fget, self.fset, self.fdel = attr.fget, attr.fset, attr.fdel
        elif _is_descriptor(attr):
            self._inherited = lambda instance, owner: attr.__get__(instance, owner)
        else:
            self._inherited = lambda instance, owner: getattr(base, self.name)


# name and value are read so often that they do without the call of a getter.

class _NameProperty(property):
    def __get__(self, instance, ownerclass=None):
        if instance is not None:
            return instance._name_
        return property.__get__(self, None, ownerclass)


class _ValueProperty(property):
    def __get__(self, instance, ownerclass=None):
        if instance is not None:
            return instance._value_
        return property.__get__(self, None, ownerclass)


# --- the namespace of a class body --------------------------------------------------------------

class EnumDict(dict):
    """The namespace of an enum's body: tells members from the rest and refuses duplicates."""

    def __init__(self, cls_name=None):
        self._cls_name = cls_name
        self._member_names = {}         # used as an ordered set
        self._ignore, self._last_values, self._auto_called = [], [], False

    def __setitem__(self, key, value):
        if key[:1] != "_":
            value = self._classify(key, value)
        elif key in self._HOOKS:
            if (setter := self._HOOKS[key]) is not None:
                value = setter(self, value)
        elif key == "__order__":
            key = "_order_"
        elif not (_is_dunder(key)
                  or self._cls_name is not None and _is_private(self._cls_name, key)):
            if _is_sunder(key):
                raise ValueError(f"_sunder_ names, such as {key!r}, are reserved")
            value = self._classify(key, value)
        dict.__setitem__(self, key, value)

    def _classify(self, key, value):
        """Return what key gets, and note it as a member when it is one."""
        if key in self._member_names:
            raise TypeError(f"{key!r} already defined as {self[key]!r}")
        if key in self._ignore:
            return value
        if isinstance(value, nonmember):
            return value.value
        if _is_descriptor(value):
            return value
        if self._cls_name is not None and _is_nested_class(self._cls_name, value):
            return value
        if key in self:
            raise TypeError(f"{key!r} already defined as {self[key]!r}")
        if isinstance(value, member):
            value = value.value
        if isinstance(value, (auto, tuple)):
            value = self._resolve(key, value)
        else:
            self._last_values.append(value)
        self._member_names[key] = None
        return value

    def _resolve(self, key, value):
        """Replace autos in a member's value, and note what the next auto() has to follow."""
        if isinstance(value, auto):
            return self._next_value(key, value)
        if any(isinstance(part, auto) for part in value):
            parts = [self._next_value(key, part) if isinstance(part, auto) else part
                     for part in value]
            kind = type(value)
            try:
                return kind(parts)
            except TypeError:           # a namedtuple
                return kind(*parts)
        self._last_values.append(value)
        return value

    def _next_value(self, key, wanted):
        """Return the value of an auto object, generated when it has none yet."""
        if wanted.value is _auto_null:
            self._auto_called = True
            wanted.value = self._generate_next_value(
                key, 1, len(self._member_names), self._last_values[:])
        self._last_values.append(wanted.value)
        return wanted.value

    def _set_generator(self, function):
        if self._auto_called:
            raise TypeError("_generate_next_value_ must be defined before members")
        is_static = isinstance(function, staticmethod)
        self._generate_next_value = function.__func__ if is_static else function
        return function

    def _set_ignored(self, names):
        self._ignore = _words(names)
        already = self._member_names.keys() & set(self._ignore)
        if already:
            raise ValueError(f"_ignore_ cannot specify already set names: {already!r}")
        return self._ignore

    _HOOKS = dict.fromkeys("""
        _order_ _missing_ _numeric_repr_ _add_alias_ _add_value_alias_ _iter_member_
        _iter_member_by_def_ _iter_member_by_value_""".split())
    _HOOKS["_generate_next_value_"], _HOOKS["_ignore_"] = _set_generator, _set_ignored

    member_names = _plain_property(lambda self: list(self._member_names))

    def update(self, members, **more_members):
        if hasattr(members, "keys"):
            members = [(name, members[name]) for name in members.keys()]
        for name, value in (*members, *more_members.items()):
            self[name] = value


_EnumDict = EnumDict


# --- building members ---------------------------------------------------------------------------

def _equal_member(cls, value):
    """Return the member with a value that cannot be hashed, or None."""
    others = cls._unhashable_values_map_
    return next((found for name, found in cls._member_map_.items()
                 if found._value_ == value or value in others.get(name, ())), None)


def _holder_of(cls, value):
    """Return (the member that has value or None, whether value can be hashed)."""
    try:
        return cls._value2member_map_.get(value), True
    except TypeError:
        return _equal_member(cls, value), False


def _data_of(member_type, args):
    """The _value_ of a member whose __new__ has set none."""
    try:
        return member_type(*args)
    except Exception as exc:
        raise TypeError("_value_ not set in __new__, unable to create it") from exc


def _make_member(cls, name, value, is_flag):
    """Make the member of a class that is called name, or give that name to the one it equals."""
    member_type = cls._member_type_
    args = value if isinstance(value, tuple) else (value,)
    if member_type is tuple:
        args = (args,)
    new = cls._new_member_(cls, *args) if cls._use_args_ else cls._new_member_(cls)
    if not hasattr(new, "_value_"):
        new._value_ = value if member_type is object else _data_of(member_type, args)
    value = new._value_
    new._name_, new.__objclass__ = name, cls
    new.__init__(*args)
    new._sort_order_ = len(cls._member_names_)

    is_canonical = True
    if is_flag:
        is_canonical = False
        if isinstance(value, int):
            is_canonical = _is_single_bit(value)
            cls._flag_mask_ |= value
            cls._all_bits_ = (1 << cls._flag_mask_.bit_length()) - 1
            if is_canonical:
                cls._singles_mask_ |= value
    holder, hashable = _holder_of(cls, value)
    if holder is not None and holder is not new and hasattr(holder, "_name_"):
        new = holder
    elif is_canonical:
        cls._member_names_.append(name)
    cls._add_member_(name, new)
    if hashable:
        cls._value2member_map_.setdefault(value, new)
    else:
        _note_unhashable(cls, name, value)


def _note_unhashable(cls, name, value):
    cls._unhashable_values_map_.setdefault(name, []).append(value)
    cls._unhashable_values_ += (value,)


class _MemberBuilder:
    """Sits in a new class's namespace; type.__new__ calls its __set_name__ before __init_subclass__.

    It makes all the members then, and takes itself out of the class.
    """

    def __init__(self, members):
        self.members = members          # [(name, raw value)]
        self.error = None               # what went wrong

    def __set_name__(self, cls, name):
        is_flag = _is_flag(cls)
        try:
            for member_name, value in self.members:
                _make_member(cls, member_name, value, is_flag)
        except Exception as exc:
            self.error = exc
            raise
        type.__delattr__(cls, name)

    def without_note(self, exc):
        """Take off the note of type.__new__, when exc comes from here."""
        if exc is self.error and hasattr(exc, "__notes__"):
            exc.__notes__.pop()
            if not exc.__notes__:
                del exc.__notes__


def _dataclass_repr(self):
    """The fields of a dataclass that is a data type, as dataclasses shows them."""
    fields = self.__dataclass_fields__
    return ", ".join(f"{key}={getattr(self, key)!r}"
                     for key in fields if fields[key].repr)


def _lineage(bases):
    """The classes behind the bases in their order; object is left out."""
    if len(bases) == 1:
        return bases[0].__mro__[:-1]
    return [cls for base in bases for cls in base.__mro__[:-1]]


def _data_type_in(base):
    """The class that gives an enum its data, as one of its bases brings it; or None."""
    derived = None                      # the first class of the base that is no enum
    for cls in base.__mro__[:-1]:
        if isinstance(cls, EnumType):
            if cls._member_type_ is not object:
                return cls._member_type_
        else:
            derived = derived or cls
            if not {"__new__", "__dataclass_fields__"}.isdisjoint(cls.__dict__):
                return derived


def _constants(module, filter, source):
    """The (name, value) pairs of a module, or of source, whose name filter accepts; sorted."""
    where = vars(source or sys.modules[module])
    pairs = [pair for pair in where.items() if filter(pair[0])]
    try:
        return sorted(pairs, key=itemgetter(1, 0))
    except TypeError:                   # values of several types
        return sorted(pairs, key=itemgetter(0))


class EnumType(type):
    """The metaclass of Enum."""

    @classmethod
    def __prepare__(metacls, cls, bases, **kwds):
        metacls._check_for_existing_members_(cls, bases)
        _, extended = metacls._get_mixins_(cls, bases)
        body = EnumDict(cls)
        if extended is not None:
            body["_generate_next_value_"] = getattr(extended, "_generate_next_value_", None)
        return body

    def __new__(metacls, cls, bases, classdict, *, boundary=None, _simple=False, **kwds):
        create = super().__new__
        if _simple:
            return create(metacls, cls, bases, classdict, **kwds)

        for key in classdict.pop("_ignore_", ()):
            classdict.pop(key, None)
        names = [*classdict._member_names]
        bad = [repr(name) for name in names if name in ("mro", "")]
        if bad:
            raise ValueError("invalid enum member name(s) %s" % ",".join(bad))

        # The rest is set without EnumDict's rules.
        body = dict(classdict)
        order = body.pop("_order_", None)
        members = [(name, body.pop(name)) for name in names]
        generate = body.get("_generate_next_value_")
        if generate is not None and not isinstance(generate, staticmethod):
            body["_generate_next_value_"] = staticmethod(generate)
        member_type, extended = metacls._get_mixins_(cls, bases)
        new_member, save_new, use_args = metacls._find_new_(classdict, member_type, extended)
        body.update(
            _new_member_=new_member, _use_args_=use_args, _member_type_=member_type,
            _value_repr_=metacls._find_data_repr_(cls, bases),
            _member_names_=[], _member_map_={}, _value2member_map_={},
            _unhashable_values_=[], _unhashable_values_map_={})
        body.setdefault("__doc__", None)
        is_flag = extended is not None and _is_flag(extended)
        if is_flag or extended is Enum and cls == "Flag":
            body.update(_boundary_=boundary or getattr(extended, "_boundary_", None),
                        _flag_mask_=0, _singles_mask_=0, _all_bits_=0, _inverted_=None)

        builder = _MemberBuilder(members)
        if members:
            body["_building_"] = builder
        try:
            made = create(metacls, cls, bases, body, **kwds)
        except Exception as exc:
            builder.without_note(exc)
            raise

        _settle_methods(made, classdict, member_type, extended,
                        ReprEnum is not None and ReprEnum in bases, is_flag)
        if save_new and Enum is not None:
            made.__new_member__ = classdict["__new__"]
        if Enum is not None:
            made.__new__ = Enum.__new__
        if is_flag:
            values = [found._value_ for found in made]
            if any(map(gt, values, values[1:])):
                made._iter_member_ = made._iter_member_by_def_
        if order is not None:
            _check_order(made, _words(order), is_flag)
        return made

    def __call__(cls, value, names=_not_given, *values, module=None, qualname=None, type=None,
                 start=1, boundary=None):
        """With members, find one by its value; without, make a new enum (the functional API)."""
        if names is _not_given:
            if type is None or cls._member_map_:
                return cls.__new__(cls, value)
            names = None
        elif cls._member_map_:
            return cls.__new__(cls, (value, names, *values))
        return cls._create_(value, names, module=module, qualname=qualname, type=type,
                            start=start, boundary=boundary)

    # The members as a container.

    def __len__(cls):
        """Return the number of members (no aliases)"""
        return len(cls._member_names_)

    def __bool__(cls):
        """Classes are true, also without members."""
        return True

    def __iter__(cls):
        """Return members in definition order."""
        return map(cls._member_map_.__getitem__, cls._member_names_)

    def __reversed__(cls):
        """Members in the reverse order."""
        return map(cls._member_map_.__getitem__, reversed(cls._member_names_))

    def __getitem__(cls, name):
        """Return the member matching `name`."""
        return cls._member_map_[name]

    def __contains__(cls, value):
        """Return True if `value` is in `cls`.

        `value` is in `cls` if:
        1) `value` is a member of `cls`, or
        2) `value` is the value of one of the `cls`'s members.
        """
        known = isinstance(value, cls)
        if not known:
            try:
                known = value in cls._value2member_map_
            except TypeError:
                known = value in cls._unhashable_values_
        return known

    @_plain_property
    def __members__(cls):
        """Returns a mapping of member name->value.

        This mapping lists all enum members, including aliases. Note that this
        is a read-only view of the internal mapping.
        """
        return MappingProxyType(cls._member_map_)

    # The class as an object.

    def __repr__(cls):
        return f"<{'flag' if _is_flag(cls) else 'enum'} {cls.__name__!r}>"

    def __dir__(cls):
        names = {*cls._member_names_, *"""
            __class__ __contains__ __doc__ __getitem__ __iter__ __len__ __members__ __module__
            __name__ __qualname__""".split()}
        if cls._new_member_ is not object.__new__:
            names.add("__new__")
        if cls.__init_subclass__ is not object.__init_subclass__:
            names.add("__init_subclass__")
        if cls._member_type_ is not object:
            names |= {*dir(cls._member_type_)}
        return sorted(names)

    def __setattr__(cls, name, value):
        """Members cannot be replaced."""
        if name in cls.__dict__.get("_member_map_", ()):
            raise AttributeError(f"cannot reassign member {name!r}")
        type.__setattr__(cls, name, value)

    def __delattr__(cls, name):
        if name in cls.__dict__.get("_member_map_", ()):
            raise AttributeError(f"{cls.__name__!r} cannot delete member {name!r}.")
        type.__delattr__(cls, name)

    # Other ways to make an enum.

    def _create_(cls, class_name, names, *, module=None, qualname=None, type=None, start=1,
                 boundary=None):
        """Make an enum from names: a string, names, (name, value) pairs, or a mapping."""
        metacls = cls.__class__
        bases = (cls,) if type is None else (type, cls)
        body = metacls.__prepare__(class_name, bases)
        if isinstance(names, str):
            names = _words(names)
        elif names is None:
            names = ()
        if names and isinstance(names, (list, tuple)) and isinstance(names[0], str):
            _, extended = cls._get_mixins_(class_name, bases)
            generated = []
            for count, name in enumerate(names):
                generated.append(
                    extended._generate_next_value_(name, start, count, generated[:]))
                body[name] = generated[-1]
        else:
            for item in names:
                name, value = (item, names[item]) if isinstance(item, str) else item
                body[name] = value

        module = module or sys._getframemodulename(2)
        if module:
            body["__module__"] = module
        else:
            _make_class_unpicklable(body)
        if qualname:
            body["__qualname__"] = qualname
        return metacls.__new__(metacls, class_name, bases, body, boundary=boundary)

    def _convert_(cls, name, module, filter, source=None, *, boundary=None, as_global=False):
        """Make an enum of those constants of a module that filter(name) accepts."""
        body = dict(_constants(module, filter, source), __module__=module)
        new = _simple_enum(cls, boundary=boundary or KEEP)(type(name, (object,), body))
        if as_global:
            global_enum(new)
        else:
            vars(sys.modules[new.__module__]).update(new.__members__)
        setattr(sys.modules[module], name, new)
        return new

    # What a class statement has to find out of its bases.

    @classmethod
    def _check_for_existing_members_(metacls, name, bases):
        for cls in _lineage(bases):
            if isinstance(cls, EnumType) and cls._member_names_:
                raise TypeError(f"<enum {name!r}> cannot extend {cls!r}")

    @classmethod
    def _get_mixins_(metacls, name, bases):
        """Return (data type, the enum that is extended)."""
        if bases and not isinstance(bases[-1], EnumType):
            raise TypeError("new enumerations should be created as "
                            "`EnumName([mixin_type, ...] [data_type,] enum_type)`")
        if bases:
            return metacls._find_data_type_(name, bases) or object, bases[-1]
        return object, Enum

    @classmethod
    def _find_data_type_(metacls, name, bases):
        """Find the one class among the mixins that gives members their data."""
        found = [data for base in bases if (data := _data_type_in(base)) is not None]
        if len(found) > 1 and len({*found}) > 1:
            raise TypeError(f"too many data types for {name!r}: {({*found})!r}")
        return found[0] if found else None

    @classmethod
    def _find_data_repr_(metacls, name, bases):
        for cls in _lineage(bases):
            if isinstance(cls, EnumType):
                return cls._value_repr_
            own = cls.__dict__
            if "__repr__" in own:
                if "__dataclass_fields__" in own and getattr(
                        own.get("__dataclass_params__"), "repr", False):
                    return _dataclass_repr
                return own["__repr__"]

    @classmethod
    def _find_new_(metacls, body, member_type, extended):
        """Return (the __new__ that makes members, whether to keep it, whether it takes values)."""
        own = body.get("__new__")
        plain = (None, object.__new__, getattr(Enum, "__new__", None))
        new = object.__new__ if own is None else own
        if own is None:
            holders = (extended,) if member_type is object else (member_type, extended)
            for found in [getattr(holder, name, None) for name in ("__new_member__", "__new__")
                          for holder in holders]:
                if found not in plain:
                    new = found
                    break
        return new, not (own is None or extended is None), not (new in plain or extended is None)

    def _add_member_(cls, name, member):
        """Bind name to member, next to any inherited attribute of that name."""
        bound = cls._member_map_.setdefault(name, None)
        if bound is member:
            return
        if bound is not None:
            raise NameError(f"{name!r} is already bound: {bound!r}")
        hidden = [base for base in cls.__mro__[1:]
                  if name in base.__dict__ and base.__dict__[name] is not None]
        type.__setattr__(cls, name, member if not hidden else _redirect(cls, name, member, hidden))
        cls._member_map_[name] = member


EnumMeta = EnumType

_SHOWING = ("__repr__", "__str__", "__format__", "__reduce_ex__")
_OPERATORS = ("__or__", "__and__", "__xor__", "__ror__", "__rand__", "__rxor__", "__invert__")


def _redirect(cls, name, member, hidden):
    """Return a property for a member; hidden are the bases that have an attribute of its name."""
    attrs = [(base, base.__dict__[name]) for base in hidden]
    # A property comes first, wherever it is.
    base, attr = next((pair for pair in attrs
                       if isinstance(pair[1], (_plain_property, DynamicClassAttribute))), attrs[0])
    redirect = property()
    redirect._take_over(base, attr)
    redirect.__set_name__(cls, name)
    redirect.member = member
    return redirect


def _settle_methods(cls, own, member_type, extended, like_data, is_flag):
    """Decide between the data type's special methods and the enum's; own has names that stay."""
    settled = ()
    if like_data:
        if member_type is object:
            raise TypeError("ReprEnum subclasses must be mixed with a data type "
                            "(i.e. int, str, float, etc.)")
        settled = "__str__", "__format__"
        for name in settled:
            if name not in own:
                method = getattr(member_type, name)
                setattr(cls, name,
                        member_type.__repr__ if method is object.__str__ else method)
    for name in () if extended is None else _SHOWING:
        if name not in own and name not in settled:
            found, wanted = getattr(cls, name), getattr(extended, name)
            if found is not wanted and found in (getattr(object, name), getattr(member_type, name)):
                setattr(cls, name, wanted)
    if is_flag:
        for name in _OPERATORS:
            if name not in own and getattr(cls, name, None) in (
                    None, getattr(member_type, name, None)):
                setattr(cls, name, getattr(Flag, name))


def _check_order(cls, order, is_flag):
    """Compare the members with what _order_ says; names of aliases may stand there."""
    def counts(name):
        found = cls._member_map_.get(name)
        return found is None or found._name_ == name and not (
            is_flag and name not in cls._member_names_)
    wanted = [*filter(counts, order)]
    if wanted != cls._member_names_:
        raise TypeError("member order does not match _order_:\n"
                        f"  {cls._member_names_!r}\n  {wanted!r}")


# --- pickling and showing -------------------------------------------------------------------------

def pickle_by_global_name(self, proto):
    """A __reduce_ex__ for members that are globals of their module too."""
    return self._name_


def pickle_by_enum_name(self, proto):
    """A __reduce_ex__ that finds the member by its name."""
    return getattr, (type(self), self._name_)


_reduce_ex_by_global_name = pickle_by_global_name


def _make_class_unpicklable(obj):
    """Make instances of a class, given as itself or as its namespace, refuse to be pickled."""
    def refuse(self, proto):
        raise TypeError(f"{self!r} cannot be pickled")
    put = obj.__setitem__ if isinstance(obj, dict) else lambda *item: setattr(obj, *item)
    put("__reduce_ex__", refuse)
    put("__module__", "<unknown>")


def _as_call(self):
    """A member without a name, as the call that gives it."""
    return f"{type(self).__name__}({self._value_!r})"


def _shown_value(self):
    return (type(self)._value_repr_ or repr)(self._value_)


def global_enum_repr(self):
    """A __repr__ for members that are globals of their module: module.NAME."""
    module = type(self).__module__.split(".")[-1]
    return f"{module}.{self._name_ or _as_call(self)}"


def global_flag_repr(self):
    """A __repr__ for flags that are globals of their module: module.A|module.B."""
    module = type(self).__module__.split(".")[-1]
    parts = [_as_call(self)] if self._name_ is None else self._name_.split("|")
    # What no member has stands as a number.
    return "|".join(part if part[0].isdigit() and len(parts) > 1 else f"{module}.{part}"
                    for part in parts)


def global_str(self):
    """A __str__ that gives the name alone."""
    return _as_call(self) if self._name_ is None else self._name_


# --- the base classes -----------------------------------------------------------------------------

class Enum(metaclass=EnumType):
    """A set of named constants.

    >>> class Fruit(Enum):
    ...     FIG = 10
    ...     PEAR = 20

    A member is found by attribute, by value and by name:

    >>> Fruit.FIG is Fruit(10) is Fruit['FIG']
    True

    The class is iterable and has a length:

    >>> len(Fruit), list(Fruit)
    (2, [<Fruit.FIG: 10>, <Fruit.PEAR: 20>])
    """

    def __new__(cls, value):
        # Members are made by _make_member; this only finds them, for calls and for pickle.
        if value.__class__ is cls:
            return value
        try:
            return cls._value2member_map_[value]
        except KeyError:
            found = None
        except TypeError:
            found = _equal_member(cls, value)
        return cls._lookup_failed(value) if found is None else found

    def __init__(self, *args, **kwds):
        pass

    @classmethod
    def _lookup_failed(cls, value):
        if not cls._member_map_:
            if "_building_" in cls.__dict__:
                raise TypeError("do not use `super().__new__; call the appropriate __new__ directly"
                                ) from None
            raise TypeError(f"{cls!r} has no members; specify `names=()` if you meant to create "
                            "a new, empty, enum")
        result = error = None
        try:
            result = cls._missing_(value)
        except Exception as exc:
            error = exc
        try:
            if isinstance(result, cls) or (isinstance(result, int) and _is_flag(cls)
                                           and cls._boundary_ is EJECT):
                return result
            unknown = ValueError(f"{value!r} is not a valid {cls.__qualname__}")
            if error is None:
                if result is None:
                    raise unknown
                error = TypeError(f"error in {cls.__name__}._missing_: returned {result!r} "
                                  "instead of None or a valid member")
            if not isinstance(error, ValueError):
                error.__context__ = unknown
            raise error
        finally:
            error = unknown = None          # no cycle through this frame

    @classmethod
    def _missing_(cls, value):
        """Called for a value that no member has; may return a member."""

    @staticmethod
    def _generate_next_value_(name, start, count, last_values):
        """The value of auto(): one more than the highest value so far."""
        try:
            last = max(last_values) if last_values else None
        except TypeError:
            raise TypeError("unable to sort non-numeric values") from None
        try:
            return last + 1 if last_values else start
        except TypeError:
            raise TypeError(f"unable to increment {last!r}") from None

    def _add_alias_(self, name):
        """Give this member one more name."""
        type(self)._add_member_(name, self)

    def _add_value_alias_(self, value):
        """Let this member also be found by value."""
        cls = type(self)
        holder, hashable = _holder_of(cls, value)
        if holder is not None and holder is not self:
            raise ValueError(f"{value!r} is already bound: {holder!r}")
        if hashable:
            cls._value2member_map_[value] = self
        elif value not in cls._unhashable_values_:
            _note_unhashable(cls, self._name_, value)

    @_NameProperty
    def name(self):
        """The name of the Enum member."""
        return self._name_

    @_ValueProperty
    def value(self):
        """The value of the Enum member."""
        return self._value_

    def __repr__(self):
        return f"<{type(self).__name__}.{self._name_}: {_shown_value(self)}>"

    def __str__(self):
        return f"{type(self).__name__}.{self._name_}"

    def __format__(self, format_spec):
        return format(str(self), format_spec)

    def __hash__(self):
        return hash(self._name_)

    def __reduce_ex__(self, proto):
        return type(self), (self._value_,)

    def __copy__(self, memo=None):
        return self

    __deepcopy__ = __copy__

    def __dir__(self):
        """The public attributes of members."""
        cls = type(self)
        if cls._member_type_ is not object:
            names = {*object.__dir__(self)}
        else:
            names = {"__class__", "__doc__", "__eq__", "__hash__", "__module__", "name", "value"}
        names.update(key for key in getattr(self, "__dict__", ()) if key[0] != "_")
        public = (item for base in cls.mro() for item in base.__dict__.items()
                  if item[0][0] != "_")
        for key, attr in public:
            if isinstance(attr, property):
                seen = attr.fget is not None or key not in cls._member_map_
                (names.add if seen else names.discard)(key)
            elif key not in cls._member_map_:
                names.add(key)
        return sorted(names)

    @classmethod
    def __signature__(cls):
        return "(*values)" if cls._member_names_ else (
            "(new_class_name, /, names, *, module=None, qualname=None, "
            "type=None, start=1, boundary=None)")


class ReprEnum(Enum):
    """Only __repr__ is the enum's; str() and format() are the data type's."""


class IntEnum(int, ReprEnum):
    """Members are ints too."""


class StrEnum(str, ReprEnum):
    """Members are strings too."""

    def __new__(cls, *values):
        "values as of str(object, encoding, errors)"
        if len(values) > 3:
            raise TypeError(f"too many arguments for str(): {values!r}")
        complaints = ("{!r} is not a string",)
        if len(values) > 1:
            complaints = (None, "encoding must be a string, not {!r}",
                          "errors must be a string, not {!r}")
        for arg, complaint in zip(values, complaints):
            if complaint and not isinstance(arg, str):
                raise TypeError(complaint.format(arg))
        text = str(*values)
        new = str.__new__(cls, text)
        new._value_ = text
        return new

    @staticmethod
    def _generate_next_value_(name, start, count, last_values):
        """The value of auto(): the name in lower case."""
        return name.lower()


class FlagBoundary(StrEnum):
    """What a Flag does with bits that no member has.

    "strict" -> error, "conform" -> drop them, "eject" -> return an int, "keep" -> keep them
    """
    STRICT, CONFORM, EJECT, KEEP = "strict", "conform", "eject", "keep"


STRICT, CONFORM, EJECT, KEEP = FlagBoundary


class Flag(Enum, boundary=STRICT):
    """Constants that combine by the bit operators."""

    _numeric_repr_ = repr

    @staticmethod
    def _generate_next_value_(name, start, count, last_values):
        """The value of auto(): the next power of two."""
        if count:
            last = max(last_values)
            try:
                return 1 << last.bit_length()
            except Exception:
                raise TypeError(f"invalid flag value {last!r}") from None
        return 1 if start is None else start

    # A flag as the collection of its bits.

    @classmethod
    def _iter_member_by_value_(cls, value):
        """The members of which value consists, by their values."""
        by_value, bits = cls._value2member_map_, _iter_bits_lsb(value & cls._flag_mask_)
        return iter([by_value[bit] for bit in bits if bit in by_value])

    @classmethod
    def _iter_member_by_def_(cls, value):
        """The members of which value consists, in the order of their definition."""
        return iter(sorted(cls._iter_member_by_value_(value),
                           key=attrgetter("_sort_order_")))

    _iter_member_ = _iter_member_by_value_

    def __iter__(self):
        """The members of which this one consists."""
        return self._iter_member_(self._value_)

    def __len__(self):
        return self._value_.bit_count()

    def __bool__(self):
        return self._value_ != 0

    def __contains__(self, other):
        """Whether self has all bits of other."""
        cls = type(self)
        if isinstance(other, cls):
            return not other._value_ & ~self._value_
        raise TypeError("unsupported operand type(s) for 'in': "
                        f"{type(other).__qualname__!r} and {cls.__qualname__!r}")

    # Combinations.

    @classmethod
    def _missing_(cls, value):
        """Make the member for a combination that was not asked for before."""
        if not isinstance(value, int):
            raise ValueError(f"{value!r} is not a valid {cls.__qualname__}")
        mask, all_bits = cls._flag_mask_, cls._all_bits_
        boundary = cls._boundary_
        if not ~all_bits <= value <= all_bits or value & (all_bits ^ mask):
            # some bit belongs to no member
            if boundary is EJECT:
                return value
            if boundary is STRICT:
                width = max(value.bit_length(), mask.bit_length())
                raise ValueError(f"{cls!r} invalid value {value!r}\n"
                                 f"    given {bin(value, width)}\n  allowed {bin(mask, width)}")
            if boundary not in (CONFORM, KEEP):
                raise ValueError(f"{cls!r} unknown flag boundary {boundary!r}")
            if boundary is CONFORM:
                value &= mask
            elif value < 0:
                value += max(all_bits + 1, 1 << value.bit_length())
        asked = value
        if value < 0:
            value &= all_bits
        unknown = value & ~mask
        if unknown and boundary is not KEEP:
            raise ValueError(f"{cls.__name__}({value!r}) -->  unknown values {unknown!r} "
                             f"[{bin(unknown)}]")
        data_type = cls._member_type_
        new = object.__new__(cls) if data_type is object else data_type.__new__(cls, value)
        if not hasattr(new, "_value_"):
            new._value_ = value
        new._name_ = cls._combined_name(value)
        new = cls._value2member_map_.setdefault(value, new)
        if asked != value:
            cls._value2member_map_[asked] = new
        return new

    @classmethod
    def _combined_name(cls, value):
        """The names of the members of which value consists, or None."""
        singles = value & cls._singles_mask_
        parts = list(cls._iter_member_(singles))
        if singles != value:
            parts += [part for part in cls._member_map_.values() if part not in parts
                      and part._value_ and not part._value_ & ~value]
        rest = value
        for part in parts:
            rest &= ~part._value_
        if rest == value:
            return None
        names = [part._name_ for part in parts]
        if rest:
            if cls._boundary_ is STRICT:
                raise ValueError(f"{cls!r}: no members with value {rest!r}")
            names.append(cls._numeric_repr_(rest))
        return "|".join(names)

    def _get_value(self, flag):
        """The bits of an operand, or NotImplemented when it is not for us."""
        if isinstance(flag, self.__class__):
            return flag._value_
        data_type = self._member_type_
        return flag if data_type is not object and isinstance(flag, data_type) else NotImplemented

    def _combine(self, other, symbol, operation):
        """self and other combined, when they are not just two flags of a class."""
        mine, theirs = self._value_, self._get_value(other)
        if theirs is NotImplemented:
            return theirs
        if mine is None or theirs is None:
            flag = self if mine is None else other
            raise TypeError(f"'{flag}' cannot be combined with other flags with {symbol}")
        cls, value = self.__class__, operation(mine, theirs)
        found = cls._value2member_map_.get(value)
        return cls(value) if found is None else found

    # These three look for the member at once, because they are what flags are for.

    def __or__(self, other):
        cls = self.__class__
        if other.__class__ is not cls or self._value_ is None or other._value_ is None:
            return self._combine(other, "|", or_)
        value = self._value_ | other._value_
        found = cls._value2member_map_.get(value)
        return cls(value) if found is None else found

    def __and__(self, other):
        cls = self.__class__
        if other.__class__ is not cls or self._value_ is None or other._value_ is None:
            return self._combine(other, "&", and_)
        value = self._value_ & other._value_
        found = cls._value2member_map_.get(value)
        return cls(value) if found is None else found

    def __xor__(self, other):
        cls = self.__class__
        if other.__class__ is not cls or self._value_ is None or other._value_ is None:
            return self._combine(other, "^", xor)
        value = self._value_ ^ other._value_
        found = cls._value2member_map_.get(value)
        return cls(value) if found is None else found

    __ror__, __rand__, __rxor__ = __or__, __and__, __xor__

    def __invert__(self):
        if self._inverted_ is None:
            if self._value_ is None:
                raise TypeError(f"'{self}' cannot be inverted")
            kept = -1 if self._boundary_ in (KEEP, EJECT) else self._singles_mask_
            self._inverted_ = type(self)(~self._value_ & kept)
        return self._inverted_

    # Shown with the name, where there is one.

    def __repr__(self):
        name = "" if self._name_ is None else f".{self._name_}"
        return f"<{type(self).__name__}{name}: {_shown_value(self)}>"

    def __str__(self):
        return _as_call(self) if self._name_ is None else f"{type(self).__name__}.{self._name_}"


class IntFlag(int, ReprEnum, Flag, boundary=KEEP):
    """Flags that are ints too."""


# --- decorators ---------------------------------------------------------------------------------

def global_enum(cls, update_str=False):
    """Export the members to their module and show them as its globals."""
    vars(sys.modules[cls.__module__]).update(cls.__members__)
    cls.__repr__ = global_flag_repr if issubclass(cls, Flag) else global_enum_repr
    if not issubclass(cls, ReprEnum) or update_str:
        cls.__str__ = global_str
    return cls


class EnumCheck(StrEnum):
    """Conditions for verify()."""
    CONTINUOUS, NAMED_FLAGS, UNIQUE = (
        "no skipped integer values", "multi-flag aliases may not contain unnamed flags",
        "one name per value")


CONTINUOUS, NAMED_FLAGS, UNIQUE = EnumCheck


def _refuse_aliases(cls, what):
    aliases = [f"{name} -> {found._name_}" for name, found in cls.__members__.items()
               if found._name_ != name]
    if aliases:
        raise ValueError(f"{what} found in {cls!r}: {', '.join(aliases)}")
    return cls


def unique(enumeration):
    """Refuse an enum that has aliases."""
    return _refuse_aliases(enumeration, "duplicate values")


def _refuse_gaps(cls):
    values = {found._value_ for found in cls}
    if len(values) < 2:
        return
    first, last = min(values), max(values)
    if issubclass(cls, Flag):
        kind, wanted = "flag", (1 << i for i in range(_high_bit(first), _high_bit(last)))
    elif issubclass(cls, Enum):
        kind, wanted = "enum", range(first, last)
    else:
        raise Exception("verify: unknown type %r" % (cls,))
    gaps = ", ".join(str(value) for value in wanted if value not in values)
    if gaps:
        raise ValueError(f"invalid {kind} {cls.__name__!r}: missing values {gaps}")


def _refuse_unnamed_flags(cls):
    members = cls._member_map_
    named = {found._value_ for found in members.values()}
    incomplete, missing = [], 0
    for name, found in members.items():
        if found._value_ < 0:
            continue                    # an inverted mask
        absent = [bit for bit in _iter_bits_lsb(found._value_) if bit not in named]
        if absent:
            incomplete.append(name)
            missing |= sum(absent)
    if not incomplete:
        return
    *others, last = incomplete
    who = f"aliases {', '.join(others)} and {last} are" if others else f"alias {last} is"
    what = "value" if _is_single_bit(missing) else "combined values of"
    raise ValueError(f"invalid Flag {cls.__name__!r}: {who} missing {what} 0x{missing:x} "
                     "[use enum.show_flag_values(value) for details]")


_VERIFIERS = {UNIQUE: lambda cls: _refuse_aliases(cls, "aliases"),
              CONTINUOUS: _refuse_gaps, NAMED_FLAGS: _refuse_unnamed_flags}


class verify:
    """Refuse an enum that does not meet the given EnumCheck conditions."""

    def __init__(self, *checks):
        self.checks = checks

    def __call__(self, enumeration):
        for check in self.checks:
            _VERIFIERS[check](enumeration)
        return enumeration


# --- enums from ordinary classes ------------------------------------------------------------------

def _simple_enum(etype=Enum, *, boundary=None, use_args=None):
    """Turn an ordinary class into an enum that extends etype.

    >>> @_simple_enum(Enum)
    ... class Fruit:
    ...     FIG, PEAR = auto(), auto()
    >>> Fruit.PEAR
    <Fruit.PEAR: 2>
    """
    def convert(cls):
        metacls = type(etype)
        body = metacls.__prepare__(cls.__name__, (etype,))
        for key, value in cls.__dict__.items():
            if key not in ("__dict__", "__weakref__"):
                body[key] = value
        body["__qualname__"] = cls.__qualname__
        return metacls.__new__(metacls, cls.__name__, (etype,), body, boundary=boundary)
    return convert


# In what an enum of _simple_enum may differ from the one of a class body.
_FREE_ATTRIBUTES = frozenset("""
    __dict__ __doc__ __firstlineno__ __module__ __new__ __new_member__ __objclass__ __qualname__
    __static_attributes__ __weakref__ _member_map_ _member_names_ _new_member_
    _unhashable_values_ _unhashable_values_map_ _value2member_map_ _value_repr_
""".split())
_FREE_MEMBER_ATTRIBUTES = {"__objclass__", "_inverted_", "_sort_order_"}


def _class_differences(checked, simple, members):
    """Yield how the namespaces of two enums differ beside the members."""
    for key in sorted((checked.keys() | simple.keys()) - _FREE_ATTRIBUTES - members):
        if key.startswith("__annot"):
            continue
        if key not in simple:
            yield f"missing key: {key!r}"
        elif key not in checked:
            yield f"extra key:   {key!r}"
        elif not (callable(checked[key]) or isinstance(checked[key], (
                staticmethod, classmethod, _plain_property, DynamicClassAttribute))):
            if checked[key] != simple[key]:
                yield f"{key}:\n    checked -> {checked[key]!r}\n    simple  -> {simple[key]!r}"


def _test_simple_enum(checked_enum, simple_enum):
    """Raise TypeError when an enum made by _simple_enum differs from the one made by a class body.

    >>> @_simple_enum(Enum)
    ... class Simple:
    ...     FIG = 10
    >>> class Checked(Enum):
    ...     FIG = 10
    >>> _test_simple_enum(Checked, Simple)
    """
    checked, simple = checked_enum.__dict__, simple_enum.__dict__
    if checked == simple:
        return
    members, others = checked_enum._member_map_, simple_enum._member_map_
    failed = [*_class_differences(checked, simple, members.keys() | others.keys())]
    for name in sorted(members.keys() | others.keys()):
        if name not in others:
            failed += [f"missing member from simple enum: {name!r}"]
        elif name not in members:
            failed += [f"extra member in simple enum: {name!r}"]
        else:
            one, two = vars(members[name]), vars(others[name])
            differ = [key for key in one.keys() | two.keys() if one.get(key) != two.get(key)]
            differ = sorted({*differ} - _FREE_MEMBER_ATTRIBUTES)
            if differ:
                failed += [f"{name!r} member mismatch: {', '.join(differ)}"]
    if failed:
        raise TypeError("\n   ".join(["enum mismatch:", *failed]))


def _old_convert_(etype, name, module, filter, source=None, *, boundary=None):
    """Make an enum of a module's constants by the functional API; for comparisons in tests."""
    return etype(name, _constants(module, filter, source), module=module,
                 boundary=boundary or KEEP)


_stdlib_enums = IntEnum, StrEnum, IntFlag
