# enum: enumerations. EnumType builds a class whose members are made before __init_subclass__ runs.
# Invariants: _member_map_ has every name (aliases too), _member_names_ the canonical ones in order;
# _value2member_map_ has every hashable value, and for flags the combinations made so far.
"""Enumerations: sets of named constants that compare by identity."""
import sys
import builtins as bltns
from types import DynamicClassAttribute

__all__ = [
    "EnumType", "EnumMeta", "EnumDict",
    "Enum", "IntEnum", "StrEnum", "Flag", "IntFlag", "ReprEnum",
    "auto", "unique", "property", "verify", "member", "nonmember",
    "FlagBoundary", "STRICT", "CONFORM", "EJECT", "KEEP",
    "global_flag_repr", "global_enum_repr", "global_str", "global_enum",
    "EnumCheck", "CONTINUOUS", "NAMED_FLAGS", "UNIQUE",
    "pickle_by_global_name", "pickle_by_enum_name",
]

# These are needed while they do not exist yet: the first classes below are built without them.
Enum = Flag = EJECT = KEEP = CONFORM = STRICT = ReprEnum = None


class _Named:
    """A unique object that prints as its name."""

    def __init__(self, name):
        self._name = name

    def __repr__(self):
        return self._name


_auto_null = _Named("_auto_null")
_not_given = _Named("<not given>")


class nonmember:
    """Keeps a value in an enum's body from becoming a member."""

    def __init__(self, value):
        self.value = value


class member:
    """Makes a member of a value in an enum's body that would not become one."""

    def __init__(self, value):
        self.value = value


class auto:
    """Stands for the value that _generate_next_value_ gives."""

    def __init__(self, value=_auto_null):
        self.value = value

    def __repr__(self):
        return f"auto({self.value!r})"


# --- small helpers ----------------------------------------------------------------------------

def _is_descriptor(obj):
    return hasattr(obj, "__get__") or hasattr(obj, "__set__") or hasattr(obj, "__delete__")


def _is_dunder(name):
    return (len(name) > 4 and name[:2] == "__" == name[-2:]
            and name[2] != "_" and name[-3] != "_")


def _is_sunder(name):
    return (len(name) > 2 and name[0] == "_" == name[-1]
            and name[1] != "_" and name[-2] != "_")


def _is_private(cls_name, name):
    prefix = f"_{cls_name}__"
    return (len(name) > len(prefix) and name.startswith(prefix)
            and not name.endswith("__"))


def _is_internal_class(cls_name, obj):
    """Whether obj is a class that was defined in the body of the class called cls_name."""
    if not isinstance(obj, type):
        return False
    inner = f"{cls_name}.{obj.__name__}"
    qualname = getattr(obj, "__qualname__", "")
    return qualname == inner or qualname.endswith("." + inner)


def _is_single_bit(num):
    return num > 0 and not num & (num - 1)


def _high_bit(value):
    """Return the index of the highest bit that is set."""
    return value.bit_length() - 1


def _iter_bits_lsb(num):
    """Yield each bit of num as a power of two, the lowest first."""
    shown = num
    if isinstance(num, Enum):
        num = num.value
    if num < 0:
        raise ValueError(f"{shown!r} is not a positive integer")
    while num:
        low = num & -num
        yield low
        num ^= low


def show_flag_values(value):
    """Return the powers of two that value consists of."""
    return list(_iter_bits_lsb(value))


def bin(num, max_bits=None):
    """Like the built-in bin(), with the sign as a bit of its own and two's complement digits.

    >>> bin(6)
    '0b0 0110'
    >>> bin(~6)     # -7
    '0b1 1001'
    """
    bits = num.bit_length()
    digits = format(num & ((1 << bits) - 1), "b") if bits else "0"
    sign, fill = ("0b1", "1") if num < 0 else ("0b0", "0")
    if num < 0:
        digits = digits.rjust(bits, "0")
        if bits == 0:
            digits = ""
    return f"{sign} {digits.rjust(max_bits or 4, fill)}"


def _make_class_unpicklable(obj):
    """Make instances of a class, given as itself or as its namespace, refuse to be pickled."""
    def refuse(self, proto):
        raise TypeError(f"{self!r} cannot be pickled")
    if isinstance(obj, dict):
        obj["__reduce_ex__"] = refuse
        obj["__module__"] = "<unknown>"
    else:
        setattr(obj, "__reduce_ex__", refuse)
        setattr(obj, "__module__", "<unknown>")


def pickle_by_global_name(self, proto):
    """A __reduce_ex__ for members that are globals of their module too."""
    return self.name


_reduce_ex_by_global_name = pickle_by_global_name


def pickle_by_enum_name(self, proto):
    """A __reduce_ex__ that finds the member by its name."""
    return getattr, (self.__class__, self._name_)


# --- attributes that live beside members of the same name --------------------------------------

class property(DynamicClassAttribute):
    """An instance attribute of members; on the class the name gives the member called so.

    _cls_type and _attr_type remember an inherited attribute that a member's name hides.
    """

    member = None
    name = None
    clsname = None
    _attr_type = None
    _cls_type = None

    def __get__(self, instance, ownerclass=None):
        if instance is None:
            if self.member is not None:
                return self.member
            raise AttributeError(f"{ownerclass!r} has no attribute {self.name!r}")
        if self.fget is not None:
            return self.fget(instance)
        if self._attr_type == "attr":
            return getattr(self._cls_type, self.name)
        if self._attr_type == "desc":
            return self._cls_type.__dict__[self.name].__get__(instance, ownerclass)
        found = ownerclass._member_map_.get(self.name)
        if found is None:
            raise AttributeError(f"{ownerclass!r} has no attribute {self.name!r}")
        return found

    def __set__(self, instance, value):
        if self.fset is None:
            raise AttributeError(f"<enum {self.clsname!r}> cannot set attribute {self.name!r}")
        return self.fset(instance, value)

    def __delete__(self, instance):
        if self.fdel is None:
            raise AttributeError(f"<enum {self.clsname!r}> cannot delete attribute {self.name!r}")
        return self.fdel(instance)

    def __set_name__(self, ownerclass, name):
        self.name = name
        self.clsname = ownerclass.__name__


class _NameProperty(property):
    """Enum.name: as property, without a second call."""

    def __get__(self, instance, ownerclass=None):
        if instance is None:
            raise AttributeError(f"{ownerclass!r} has no attribute {self.name!r}")
        return instance._name_


class _ValueProperty(property):
    """Enum.value: as property, without a second call."""

    def __get__(self, instance, ownerclass=None):
        if instance is None:
            raise AttributeError(f"{ownerclass!r} has no attribute {self.name!r}")
        return instance._value_


# --- the namespace of a class body --------------------------------------------------------------

_SUNDER_HOOKS = frozenset((
    "_order_", "_generate_next_value_", "_numeric_repr_", "_missing_", "_ignore_",
    "_iter_member_", "_iter_member_by_value_", "_iter_member_by_def_",
    "_add_alias_", "_add_value_alias_",
))


class EnumDict(dict):
    """The namespace of an enum's body: tells members from the rest and refuses duplicates."""

    def __init__(self, cls_name=None):
        super().__init__()
        self._member_names = {}         # used as an ordered set
        self._last_values = []
        self._ignore = []
        self._auto_called = False
        self._cls_name = cls_name

    def __setitem__(self, key, value):
        cls_name = self._cls_name
        if key[:1] == "_":
            if cls_name is not None and _is_private(cls_name, key):
                super().__setitem__(key, value)
                return
            if _is_sunder(key):
                key, value = self._sunder(key, value)
                super().__setitem__(key, value)
                return
            if _is_dunder(key):
                if key == "__order__":
                    key = "_order_"
                super().__setitem__(key, value)
                return
        if key in self._member_names:
            raise TypeError(f"{key!r} already defined as {self[key]!r}")
        if key in self._ignore:
            pass
        elif isinstance(value, nonmember):
            value = value.value
        elif _is_descriptor(value):
            pass
        elif cls_name is not None and _is_internal_class(cls_name, value):
            pass
        else:
            if key in self:
                raise TypeError(f"{key!r} already defined as {self[key]!r}")
            if isinstance(value, member):
                value = value.value
            value = self._resolve_auto(key, value)
            self._member_names[key] = None
        super().__setitem__(key, value)

    def _sunder(self, key, value):
        if key not in _SUNDER_HOOKS:
            raise ValueError(f"_sunder_ names, such as {key!r}, are reserved")
        if key == "_generate_next_value_":
            if self._auto_called:
                raise TypeError("_generate_next_value_ must be defined before members")
            self._generate_next_value = (
                value.__func__ if isinstance(value, staticmethod) else value)
        elif key == "_ignore_":
            if isinstance(value, str):
                value = value.replace(",", " ").split()
            else:
                value = list(value)
            self._ignore = value
            already = set(value) & set(self._member_names)
            if already:
                raise ValueError(f"_ignore_ cannot specify already set names: {already!r}")
        return key, value

    def _next_value(self, key, wanted):
        """Return the value of an auto object, generated when it has none yet."""
        if wanted.value is _auto_null:
            self._auto_called = True
            wanted.value = self._generate_next_value(
                key, 1, len(self._member_names), self._last_values[:])
        self._last_values.append(wanted.value)
        return wanted.value

    def _resolve_auto(self, key, value):
        """Replace autos in a member's value, and note what the next auto() has to follow."""
        if isinstance(value, auto):
            return self._next_value(key, value)
        if isinstance(value, tuple) and any(isinstance(part, auto) for part in value):
            parts = [self._next_value(key, part) if isinstance(part, auto) else part
                     for part in value]
            kind = type(value)
            try:
                return kind(parts)
            except TypeError:
                return kind(*parts)         # a namedtuple
        self._last_values.append(value)
        return value

    @bltns.property
    def member_names(self):
        return list(self._member_names)

    def update(self, members, **more_members):
        try:
            names = members.keys()
        except AttributeError:
            for name, value in members:
                self[name] = value
        else:
            for name in names:
                self[name] = members[name]
        for name, value in more_members.items():
            self[name] = value


_EnumDict = EnumDict


# --- building members ---------------------------------------------------------------------------

class _MemberBuilder:
    """Sits in a new class's namespace; type.__new__ calls its __set_name__ before __init_subclass__.

    It makes all the members then, and takes itself out of the class.
    """

    def __init__(self, members):
        self.members = members          # [(name, raw value)]
        self.error = None

    def __set_name__(self, cls, name):
        try:
            for member_name, value in self.members:
                self._make(cls, member_name, value)
            type.__delattr__(cls, name)
        except Exception as exc:
            self.error = exc            # type.__new__ adds a note, which EnumType.__new__ removes
            raise

    def _make(self, cls, name, value):
        args = value if isinstance(value, tuple) else (value,)
        member_type = cls._member_type_
        if member_type is tuple:
            args = (args,)
        if cls._use_args_:
            new = cls._new_member_(cls, *args)
        else:
            new = cls._new_member_(cls)
        if not hasattr(new, "_value_"):
            if member_type is object:
                new._value_ = value
            else:
                try:
                    new._value_ = member_type(*args)
                except Exception as exc:
                    failure = TypeError("_value_ not set in __new__, unable to create it")
                    failure.__cause__ = exc
                    raise failure
        value = new._value_
        new._name_ = name
        new.__objclass__ = cls
        new.__init__(*args)
        new._sort_order_ = len(cls._member_names_)

        bits = None
        if Flag is not None and issubclass(cls, Flag):
            bits = 0
            if isinstance(value, int):
                bits = value
                cls._flag_mask_ |= bits
                if _is_single_bit(bits):
                    cls._singles_mask_ |= bits
                cls._all_bits_ = (1 << cls._flag_mask_.bit_length()) - 1

        by_value = cls._value2member_map_
        canonical = None
        try:
            canonical = by_value.get(value)
            hashable = True
        except TypeError:
            hashable = False
            for other in cls._member_map_.values():
                if other._value_ == value:
                    canonical = other
                    break
        if canonical is not None and canonical is not new and hasattr(canonical, "_name_"):
            new = canonical
        elif bits is None or _is_single_bit(bits):
            cls._member_names_.append(name)
        cls._add_member_(name, new)
        if hashable:
            by_value.setdefault(value, new)
        else:
            cls._unhashable_values_.append(value)
            cls._unhashable_values_map_.setdefault(name, []).append(value)


def _dataclass_repr(self):
    """The fields of a dataclass that is a data type, as dataclasses shows them."""
    fields = self.__dataclass_fields__
    return ", ".join(f"{key}={getattr(self, key)!r}"
                     for key in fields if fields[key].repr)


_OPERATORS = ("__or__", "__and__", "__xor__", "__ror__", "__rand__", "__rxor__", "__invert__")


class EnumType(type):
    """The metaclass of Enum."""

    @classmethod
    def __prepare__(metacls, cls, bases, **kwds):
        metacls._check_for_existing_members_(cls, bases)
        namespace = EnumDict(cls)
        first_enum = metacls._get_mixins_(cls, bases)[1]
        if first_enum is not None:
            namespace["_generate_next_value_"] = getattr(
                first_enum, "_generate_next_value_", None)
        return namespace

    def __new__(metacls, cls, bases, classdict, *, boundary=None, _simple=False, **kwds):
        if _simple:
            return super().__new__(metacls, cls, bases, classdict, **kwds)

        # What the body asked to be left out.
        classdict.setdefault("_ignore_", []).append("_ignore_")
        for key in classdict["_ignore_"]:
            classdict.pop(key, None)

        names = list(classdict._member_names)
        bad = [name for name in names if name in ("mro", "")]
        if bad:
            raise ValueError("invalid enum member name(s) %s" % ",".join(map(repr, bad)))

        order = classdict.pop("_order_", None)
        generate = classdict.get("_generate_next_value_")
        if not isinstance(generate, (type(None), staticmethod)):
            dict.__setitem__(classdict, "_generate_next_value_", staticmethod(generate))

        member_type, first_enum = metacls._get_mixins_(cls, bases)
        new_member, save_new, use_args = metacls._find_new_(classdict, member_type, first_enum)

        # The rest is set without EnumDict's rules.
        body = dict(classdict)
        members = [(name, body.pop(name)) for name in names]
        body["_new_member_"] = new_member
        body["_use_args_"] = use_args
        body["_member_names_"] = []
        body["_member_map_"] = {}
        body["_value2member_map_"] = {}
        body["_unhashable_values_"] = []
        body["_unhashable_values_map_"] = {}
        body["_member_type_"] = member_type
        body["_value_repr_"] = metacls._find_data_repr_(cls, bases)
        is_flag = Flag is not None and first_enum is not None and issubclass(first_enum, Flag)
        if is_flag or cls == "Flag" and first_enum is Enum:
            body["_boundary_"] = boundary or getattr(first_enum, "_boundary_", None)
            body["_flag_mask_"] = 0
            body["_singles_mask_"] = 0
            body["_all_bits_"] = 0
            body["_inverted_"] = None
        body.setdefault("__doc__", None)

        builder = None
        if members:
            builder = _MemberBuilder(members)
            body["_building_"] = builder
        try:
            enum_class = super().__new__(metacls, cls, bases, body, **kwds)
        except Exception as exc:
            if builder is not None and builder.error is exc and hasattr(exc, "__notes__"):
                if len(exc.__notes__) == 1:
                    del exc.__notes__
                else:
                    exc.__notes__.pop()
            raise

        metacls._settle_methods(enum_class, classdict, member_type, first_enum, bases, is_flag)

        if Enum is not None:
            if save_new:
                enum_class.__new_member__ = classdict["__new__"]
            enum_class.__new__ = Enum.__new__

        if is_flag:
            values = [m._value_ for m in enum_class]
            if values != sorted(values):
                enum_class._iter_member_ = enum_class._iter_member_by_def_
        if order is not None:
            metacls._check_order(enum_class, order, is_flag)
        return enum_class

    @staticmethod
    def _settle_methods(enum_class, body, member_type, first_enum, bases, is_flag):
        """Decide between the data type's special methods and the enum's."""
        if ReprEnum is not None and ReprEnum in bases:
            if member_type is object:
                raise TypeError("ReprEnum subclasses must be mixed with a data type "
                                "(i.e. int, str, float, etc.)")
            if "__format__" not in body:
                enum_class.__format__ = member_type.__format__
                body = {**body, "__format__": None}
            if "__str__" not in body:
                method = member_type.__str__
                if method is object.__str__:
                    method = member_type.__repr__
                enum_class.__str__ = method
                body = {**body, "__str__": None}
        for name in ("__repr__", "__str__", "__format__", "__reduce_ex__"):
            if name in body or first_enum is None:
                continue
            found = getattr(enum_class, name)
            if found is getattr(object, name) or found is getattr(member_type, name):
                wanted = getattr(first_enum, name)
                if wanted is not found:
                    setattr(enum_class, name, wanted)
        if is_flag:
            for name in _OPERATORS:
                if name in body:
                    continue
                found = getattr(enum_class, name, None)
                if found is None or found is getattr(member_type, name, None):
                    setattr(enum_class, name, getattr(Flag, name))

    @staticmethod
    def _check_order(cls, order, is_flag):
        if isinstance(order, str):
            order = order.replace(",", " ").split()
        wanted = []
        for name in order:
            found = cls._member_map_.get(name)
            if found is None:
                wanted.append(name)
            elif found._name_ == name and (not is_flag or name in cls._member_names_):
                wanted.append(name)         # neither an alias nor a combination
        if wanted != cls._member_names_:
            raise TypeError("member order does not match _order_:\n"
                            f"  {cls._member_names_!r}\n  {wanted!r}")

    def __bool__(cls):
        """Classes are true, also without members."""
        return True

    def __call__(cls, value, names=_not_given, *values, module=None, qualname=None, type=None,
                 start=1, boundary=None):
        """With members, find one by its value; without, make a new enum (the functional API)."""
        if cls._member_map_:
            if names is not _not_given:
                value = (value, names) + values
            return cls.__new__(cls, value)
        if names is _not_given and type is None:
            return cls.__new__(cls, value)
        return cls._create_(
            class_name=value, names=None if names is _not_given else names,
            module=module, qualname=qualname, type=type, start=start, boundary=boundary)

    def __contains__(cls, value):
        """Return True if `value` is in `cls`.

        `value` is in `cls` if:
        1) `value` is a member of `cls`, or
        2) `value` is the value of one of the `cls`'s members.
        """
        if isinstance(value, cls):
            return True
        try:
            return value in cls._value2member_map_
        except TypeError:
            return value in cls._unhashable_values_

    def __delattr__(cls, attr):
        if attr in cls.__dict__.get("_member_map_", ()):
            raise AttributeError(f"{cls.__name__!r} cannot delete member {attr!r}.")
        super().__delattr__(attr)

    def __dir__(cls):
        names = {"__class__", "__contains__", "__doc__", "__getitem__", "__iter__", "__len__",
                 "__members__", "__module__", "__name__", "__qualname__"}
        names.update(cls._member_names_)
        if cls._new_member_ is not object.__new__:
            names.add("__new__")
        if cls.__init_subclass__ is not object.__init_subclass__:
            names.add("__init_subclass__")
        if cls._member_type_ is not object:
            names.update(dir(cls._member_type_))
        return sorted(names)

    def __getitem__(cls, name):
        """Return the member matching `name`."""
        return cls._member_map_[name]

    def __iter__(cls):
        """Return members in definition order."""
        return map(cls._member_map_.__getitem__, cls._member_names_)

    def __len__(cls):
        """Return the number of members (no aliases)"""
        return len(cls._member_names_)

    @bltns.property
    def __members__(cls):
        """Returns a mapping of member name->value.

        This mapping lists all enum members, including aliases. Note that this
        is a read-only view of the internal mapping.
        """
        from types import MappingProxyType
        return MappingProxyType(cls._member_map_)

    def __repr__(cls):
        kind = "flag" if Flag is not None and issubclass(cls, Flag) else "enum"
        return f"<{kind} {cls.__name__!r}>"

    def __reversed__(cls):
        """Members in the reverse order."""
        return map(cls._member_map_.__getitem__, reversed(cls._member_names_))

    def __setattr__(cls, name, value):
        """Members cannot be replaced."""
        if name in cls.__dict__.get("_member_map_", ()):
            raise AttributeError(f"cannot reassign member {name!r}")
        super().__setattr__(name, value)

    def _create_(cls, class_name, names, *, module=None, qualname=None, type=None, start=1,
                 boundary=None):
        """Make an enum from names: a string, names, (name, value) pairs, or a mapping."""
        metacls = cls.__class__
        bases = (cls,) if type is None else (type, cls)
        first_enum = cls._get_mixins_(class_name, bases)[1]
        classdict = metacls.__prepare__(class_name, bases)

        if names is None:
            names = ()
        elif isinstance(names, str):
            names = names.replace(",", " ").split()
        if isinstance(names, (tuple, list)) and names and isinstance(names[0], str):
            values = []
            for count, name in enumerate(names):
                value = first_enum._generate_next_value_(name, start, count, values[:])
                values.append(value)
                classdict[name] = value
        else:
            for item in names:
                if isinstance(item, str):
                    classdict[item] = names[item]
                else:
                    name, value = item
                    classdict[name] = value

        if module is None:
            try:
                module = sys._getframemodulename(2)
            except AttributeError:
                module = sys._getframe(2).f_globals.get("__name__")
        if module is None:
            _make_class_unpicklable(classdict)
        else:
            classdict["__module__"] = module
        if qualname is not None:
            classdict["__qualname__"] = qualname
        return metacls.__new__(metacls, class_name, bases, classdict, boundary=boundary)

    def _convert_(cls, name, module, filter, source=None, *, boundary=None, as_global=False):
        """Make an enum of those constants of a module that filter(name) accepts."""
        module_globals = sys.modules[module].__dict__
        source = module_globals if source is None else source.__dict__
        members = [(key, source[key]) for key in source if filter(key)]
        try:
            members.sort(key=lambda item: (item[1], item[0]))
        except TypeError:
            members.sort(key=lambda item: item[0])
        body = dict(members)
        body["__module__"] = module
        new = _simple_enum(cls, boundary=boundary or KEEP)(type(name, (object,), body))
        if as_global:
            global_enum(new)
        else:
            sys.modules[new.__module__].__dict__.update(new.__members__)
        module_globals[name] = new
        return new

    @classmethod
    def _check_for_existing_members_(mcls, class_name, bases):
        for chain in bases:
            for base in chain.__mro__:
                if isinstance(base, EnumType) and base._member_names_:
                    raise TypeError(f"<enum {class_name!r}> cannot extend {base!r}")

    @classmethod
    def _get_mixins_(mcls, class_name, bases):
        """Return (data type, the enum that is extended)."""
        if not bases:
            return object, Enum
        first_enum = bases[-1]
        if not isinstance(first_enum, EnumType):
            raise TypeError("new enumerations should be created as "
                            "`EnumName([mixin_type, ...] [data_type,] enum_type)`")
        return mcls._find_data_type_(class_name, bases) or object, first_enum

    @classmethod
    def _find_data_repr_(mcls, class_name, bases):
        for chain in bases:
            for base in chain.__mro__:
                if base is object:
                    continue
                if isinstance(base, EnumType):
                    return base._value_repr_
                own = base.__dict__
                if "__repr__" in own:
                    if ("__dataclass_fields__" in own and "__dataclass_params__" in own
                            and own["__dataclass_params__"].repr):
                        return _dataclass_repr
                    return own["__repr__"]
        return None

    @classmethod
    def _find_data_type_(mcls, class_name, bases):
        """Find the one class among the mixins that gives members their data."""
        found = {}
        for chain in bases:
            outermost = None
            for base in chain.__mro__:
                if base is object:
                    continue
                if isinstance(base, EnumType):
                    if base._member_type_ is not object:
                        found[base._member_type_] = None
                        break
                elif "__new__" in base.__dict__ or "__dataclass_fields__" in base.__dict__:
                    found[outermost or base] = None
                    break
                else:
                    outermost = outermost or base
        if len(found) > 1:
            raise TypeError(f"too many data types for {class_name!r}: {set(found)!r}")
        return next(iter(found), None)

    @classmethod
    def _find_new_(mcls, classdict, member_type, first_enum):
        """Return (the __new__ that makes members, whether to keep it, whether it takes values)."""
        new = classdict.get("__new__")
        save_new = first_enum is not None and new is not None
        if new is None:
            plain = (None, object.__new__)
            if Enum is not None:
                plain += (Enum.__new__,)
            for name in ("__new_member__", "__new__"):
                for holder in (member_type, first_enum):
                    candidate = getattr(holder, name, None)
                    if candidate not in plain:
                        new = candidate
                        break
                if new is not None:
                    break
            else:
                new = object.__new__
        use_args = not (first_enum is None or new is object.__new__
                        or Enum is not None and new is Enum.__new__)
        return new, save_new, use_args

    def _add_member_(cls, name, member):
        """Bind name to member, next to any inherited attribute of that name."""
        bound = cls._member_map_.get(name)
        if bound is not None:
            if bound is not member:
                raise NameError(f"{name!r} is already bound: {bound!r}")
            return
        base_found = kind = found = None
        for base in cls.__mro__[1:]:
            attr = base.__dict__.get(name)
            if attr is None:
                continue
            if isinstance(attr, (bltns.property, DynamicClassAttribute)):
                base_found, kind, found = base, "enum", attr
                break
            if base_found is None:
                base_found, kind = base, "desc" if _is_descriptor(attr) else "attr"
        if base_found is None:
            type.__setattr__(cls, name, member)
        else:
            redirect = property()
            redirect.member = member
            redirect.__set_name__(cls, name)
            if kind == "enum":
                redirect.fget, redirect.fset, redirect.fdel = found.fget, found.fset, found.fdel
            redirect._attr_type = kind
            redirect._cls_type = base_found
            type.__setattr__(cls, name, redirect)
        cls._member_map_[name] = member


EnumMeta = EnumType


class Enum(metaclass=EnumType):
    """A set of named constants.

    >>> class Color(Enum):
    ...     RED = 1
    ...     BLUE = 2

    A member is found by attribute, by value and by name:

    >>> Color.RED is Color(1) is Color['RED']
    True

    The class is iterable and has a length:

    >>> len(Color), list(Color)
    (2, [<Color.RED: 1>, <Color.BLUE: 2>])
    """

    @classmethod
    def __signature__(cls):
        if cls._member_names_:
            return "(*values)"
        return ("(new_class_name, /, names, *, module=None, qualname=None, "
                "type=None, start=1, boundary=None)")

    def __new__(cls, value):
        # Members are made by _MemberBuilder; this only finds them, for calls and for pickle.
        if type(value) is cls:
            return value
        try:
            return cls._value2member_map_[value]
        except KeyError:
            pass
        except TypeError:
            for name, values in cls._unhashable_values_map_.items():
                if value in values:
                    return cls._member_map_[name]
            for found in cls._member_map_.values():
                if found._value_ == value:
                    return found
        return cls._lookup_failed(value)

    @classmethod
    def _lookup_failed(cls, value):
        if not cls._member_map_:
            if "_building_" in cls.__dict__:
                raise TypeError("do not use `super().__new__; call the appropriate __new__ directly"
                                ) from None
            raise TypeError(f"{cls!r} has no members; specify `names=()` if you meant to create "
                            "a new, empty, enum")
        error = None
        try:
            result = cls._missing_(value)
        except Exception as exc:
            error = exc
            result = None
        try:
            if isinstance(result, cls):
                return result
            if (Flag is not None and issubclass(cls, Flag) and cls._boundary_ is EJECT
                    and isinstance(result, int)):
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

    def __init__(self, *args, **kwds):
        pass

    def _add_alias_(self, name):
        """Give this member one more name."""
        self.__class__._add_member_(name, self)

    def _add_value_alias_(self, value):
        """Let this member also be found by value."""
        cls = self.__class__
        try:
            bound = cls._value2member_map_.setdefault(value, self)
            hashable = True
        except TypeError:
            hashable = False
            bound = self
            for other in cls._member_map_.values():
                if other._value_ == value:
                    bound = other
                    break
        if bound is not self:
            raise ValueError(f"{value!r} is already bound: {bound!r}")
        if not hashable and value not in cls._unhashable_values_:
            cls._unhashable_values_.append(value)
            cls._unhashable_values_map_.setdefault(self.name, []).append(value)

    @staticmethod
    def _generate_next_value_(name, start, count, last_values):
        """The value of auto(): one more than the highest value so far."""
        if not last_values:
            return start
        try:
            last = max(last_values)
        except TypeError:
            raise TypeError("unable to sort non-numeric values") from None
        try:
            return last + 1
        except TypeError:
            raise TypeError(f"unable to increment {last!r}") from None

    @classmethod
    def _missing_(cls, value):
        """Called for a value that no member has; may return a member."""
        return None

    def __repr__(self):
        show = self.__class__._value_repr_ or repr
        return f"<{self.__class__.__name__}.{self._name_}: {show(self._value_)}>"

    def __str__(self):
        return f"{self.__class__.__name__}.{self._name_}"

    def __dir__(self):
        """The public attributes of members."""
        cls = self.__class__
        if cls._member_type_ is object:
            names = {"__class__", "__doc__", "__eq__", "__hash__", "__module__", "name", "value"}
        else:
            names = set(object.__dir__(self))
        names.update(key for key in getattr(self, "__dict__", ()) if key[0] != "_")
        for base in cls.mro():
            for key, attr in base.__dict__.items():
                if key[0] == "_":
                    continue
                if isinstance(attr, property):
                    if attr.fget is not None or key not in cls._member_map_:
                        names.add(key)
                    else:
                        names.discard(key)
                elif key not in cls._member_map_:
                    names.add(key)
        return sorted(names)

    def __format__(self, format_spec):
        return str.__format__(str(self), format_spec)

    def __hash__(self):
        return hash(self._name_)

    def __reduce_ex__(self, proto):
        return self.__class__, (self._value_,)

    def __deepcopy__(self, memo):
        return self

    def __copy__(self):
        return self

    @_NameProperty
    def name(self):
        """The name of the Enum member."""
        return self._name_

    @_ValueProperty
    def value(self):
        """The value of the Enum member."""
        return self._value_


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
        if len(values) == 1 and not isinstance(values[0], str):
            raise TypeError(f"{values[0]!r} is not a string")
        if len(values) >= 2 and not isinstance(values[1], str):
            raise TypeError(f"encoding must be a string, not {values[1]!r}")
        if len(values) == 3 and not isinstance(values[2], str):
            raise TypeError(f"errors must be a string, not {values[2]!r}")
        value = str(*values)
        new = str.__new__(cls, value)
        new._value_ = value
        return new

    @staticmethod
    def _generate_next_value_(name, start, count, last_values):
        """The value of auto(): the name in lower case."""
        return name.lower()


class FlagBoundary(StrEnum):
    """What a Flag does with bits that no member has.

    "strict" -> error, "conform" -> drop them, "eject" -> return an int, "keep" -> keep them
    """
    STRICT = auto()
    CONFORM = auto()
    EJECT = auto()
    KEEP = auto()


STRICT, CONFORM, EJECT, KEEP = FlagBoundary


class Flag(Enum, boundary=STRICT):
    """Constants that combine by the bit operators."""

    _numeric_repr_ = repr

    @staticmethod
    def _generate_next_value_(name, start, count, last_values):
        """The value of auto(): the next power of two."""
        if not count:
            return start if start is not None else 1
        last = max(last_values)
        try:
            return 1 << (_high_bit(last) + 1)
        except Exception:
            raise TypeError(f"invalid flag value {last!r}") from None

    @classmethod
    def _iter_member_by_value_(cls, value):
        """The members of which value consists, by their values."""
        by_value = cls._value2member_map_
        for bit in _iter_bits_lsb(value & cls._flag_mask_):
            found = by_value.get(bit)
            if found is not None:
                yield found

    _iter_member_ = _iter_member_by_value_

    @classmethod
    def _iter_member_by_def_(cls, value):
        """The members of which value consists, in the order of their definition."""
        yield from sorted(cls._iter_member_by_value_(value), key=lambda m: m._sort_order_)

    @classmethod
    def _missing_(cls, value):
        """Make the member for a combination that was not asked for before."""
        if not isinstance(value, int):
            raise ValueError(f"{value!r} is not a valid {cls.__qualname__}")
        mask, singles, all_bits = cls._flag_mask_, cls._singles_mask_, cls._all_bits_
        boundary = cls._boundary_
        negative = None
        if not ~all_bits <= value <= all_bits or value & (all_bits ^ mask):
            # some bit belongs to no member
            if boundary is STRICT:
                width = max(value.bit_length(), mask.bit_length())
                raise ValueError(f"{cls!r} invalid value {value!r}\n"
                                 f"    given {bin(value, width)}\n  allowed {bin(mask, width)}")
            if boundary is EJECT:
                return value
            if boundary is CONFORM:
                value &= mask
            elif boundary is KEEP:
                if value < 0:
                    value += max(all_bits + 1, 1 << value.bit_length())
            else:
                raise ValueError(f"{cls!r} unknown flag boundary {boundary!r}")
        if value < 0:
            negative = value
            value += all_bits + 1
        unknown = value & ~mask
        if unknown and boundary is not KEEP:
            raise ValueError(f"{cls.__name__}({value!r}) -->  unknown values {unknown!r} "
                             f"[{bin(unknown)}]")
        if cls._member_type_ is object:
            new = object.__new__(cls)
        else:
            new = cls._member_type_.__new__(cls, value)
        if not hasattr(new, "_value_"):
            new._value_ = value
        single_bits, other_bits = value & singles, value & ~singles
        if single_bits or other_bits:
            parts = list(cls._iter_member_(single_bits))
            covered = 0
            for part in parts:
                covered |= part._value_
            if other_bits:
                wanted = single_bits | other_bits
                for part in cls._member_map_.values():
                    bits = part._value_
                    if bits and part not in parts and bits & wanted == bits:
                        parts.append(part)
                        covered |= bits
            rest = value ^ covered
            name = "|".join([part._name_ for part in parts])
            if not covered:
                name = None
            elif rest:
                if boundary is STRICT:
                    raise ValueError(f"{cls!r}: no members with value {rest!r}")
                name += f"|{cls._numeric_repr_(rest)}"
            new._name_ = name
        else:
            new._name_ = None
        new = cls._value2member_map_.setdefault(value, new)
        if negative is not None:
            cls._value2member_map_[negative] = new
        return new

    def __contains__(self, other):
        """Whether self has all bits of other."""
        if not isinstance(other, self.__class__):
            raise TypeError("unsupported operand type(s) for 'in': "
                            f"{type(other).__qualname__!r} and {self.__class__.__qualname__!r}")
        return other._value_ & self._value_ == other._value_

    def __iter__(self):
        """The members of which this one consists."""
        yield from self._iter_member_(self._value_)

    def __len__(self):
        return self._value_.bit_count()

    def __repr__(self):
        cls = self.__class__
        show = cls._value_repr_ or repr
        if self._name_ is None:
            return f"<{cls.__name__}: {show(self._value_)}>"
        return f"<{cls.__name__}.{self._name_}: {show(self._value_)}>"

    def __str__(self):
        if self._name_ is None:
            return f"{self.__class__.__name__}({self._value_!r})"
        return f"{self.__class__.__name__}.{self._name_}"

    def __bool__(self):
        return bool(self._value_)

    def _get_value(self, flag):
        if isinstance(flag, self.__class__):
            return flag._value_
        if self._member_type_ is not object and isinstance(flag, self._member_type_):
            return flag
        return NotImplemented

    def _operands(self, other, symbol):
        """Return both values, or None when other is not for us."""
        theirs = self._get_value(other)
        if theirs is NotImplemented:
            return None
        for flag in (self, other):
            if self._get_value(flag) is None:
                raise TypeError(f"'{flag}' cannot be combined with other flags with {symbol}")
        return self._value_, theirs

    def __or__(self, other):
        cls = self.__class__
        if other.__class__ is cls and self._value_ is not None is not other._value_:
            value = self._value_ | other._value_
        else:
            both = self._operands(other, "|")
            if both is None:
                return NotImplemented
            value = both[0] | both[1]
        found = cls._value2member_map_.get(value)
        return cls(value) if found is None else found

    def __and__(self, other):
        cls = self.__class__
        if other.__class__ is cls and self._value_ is not None is not other._value_:
            value = self._value_ & other._value_
        else:
            both = self._operands(other, "&")
            if both is None:
                return NotImplemented
            value = both[0] & both[1]
        found = cls._value2member_map_.get(value)
        return cls(value) if found is None else found

    def __xor__(self, other):
        cls = self.__class__
        if other.__class__ is cls and self._value_ is not None is not other._value_:
            value = self._value_ ^ other._value_
        else:
            both = self._operands(other, "^")
            if both is None:
                return NotImplemented
            value = both[0] ^ both[1]
        found = cls._value2member_map_.get(value)
        return cls(value) if found is None else found

    def __invert__(self):
        inverted = self._inverted_
        if inverted is None:
            if self._value_ is None:
                raise TypeError(f"'{self}' cannot be inverted")
            if self._boundary_ in (EJECT, KEEP):
                inverted = self.__class__(~self._value_)
            else:
                inverted = self.__class__(self._singles_mask_ & ~self._value_)
            self._inverted_ = inverted
        return inverted

    __rand__ = __and__
    __ror__ = __or__
    __rxor__ = __xor__


class IntFlag(int, ReprEnum, Flag, boundary=KEEP):
    """Flags that are ints too."""


# --- decorators ---------------------------------------------------------------------------------

def unique(enumeration):
    """Refuse an enum that has aliases."""
    doubles = [(name, found.name) for name, found in enumeration.__members__.items()
               if name != found.name]
    if doubles:
        details = ", ".join(f"{alias} -> {name}" for alias, name in doubles)
        raise ValueError(f"duplicate values found in {enumeration!r}: {details}")
    return enumeration


def _module_of(cls):
    return cls.__module__.split(".")[-1]


def global_enum_repr(self):
    """A __repr__ for members that are globals of their module: module.NAME."""
    module = _module_of(self.__class__)
    if self._name_ is None:
        return f"{module}.{self.__class__.__name__}({self._value_!r})"
    return f"{module}.{self._name_}"


def global_flag_repr(self):
    """A __repr__ for flags that are globals of their module: module.A|module.B."""
    cls = self.__class__
    module = _module_of(cls)
    if self._name_ is None:
        return f"{module}.{cls.__name__}({self._value_!r})"
    if "|" not in self._name_:
        return f"{module}.{self._name_}"
    return "|".join(part if part[0].isdigit() else f"{module}.{part}"
                    for part in self._name_.split("|"))


def global_str(self):
    """A __str__ that gives the name alone."""
    if self._name_ is None:
        return f"{self.__class__.__name__}({self._value_!r})"
    return self._name_


def global_enum(cls, update_str=False):
    """Export the members to their module and show them as its globals."""
    cls.__repr__ = global_flag_repr if issubclass(cls, Flag) else global_enum_repr
    if update_str or not issubclass(cls, ReprEnum):
        cls.__str__ = global_str
    sys.modules[cls.__module__].__dict__.update(cls.__members__)
    return cls


def _simple_enum(etype=Enum, *, boundary=None, use_args=None):
    """Turn an ordinary class into an enum that extends etype.

    >>> @_simple_enum(Enum)
    ... class Color:
    ...     RED = auto()
    ...     BLUE = auto()
    >>> Color.BLUE
    <Color.BLUE: 2>
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


class EnumCheck(StrEnum):
    """Conditions for verify()."""
    CONTINUOUS = "no skipped integer values"
    NAMED_FLAGS = "multi-flag aliases may not contain unnamed flags"
    UNIQUE = "one name per value"


CONTINUOUS, NAMED_FLAGS, UNIQUE = EnumCheck


class verify:
    """Refuse an enum that does not meet the given EnumCheck conditions."""

    def __init__(self, *checks):
        self.checks = checks

    def __call__(self, enumeration):
        for check in self.checks:
            if check is UNIQUE:
                self._unique(enumeration)
            elif check is CONTINUOUS:
                self._continuous(enumeration)
            elif check is NAMED_FLAGS:
                self._named_flags(enumeration)
        return enumeration

    @staticmethod
    def _unique(cls):
        aliases = [(name, found.name) for name, found in cls.__members__.items()
                   if name != found.name]
        if aliases:
            details = ", ".join(f"{alias} -> {name}" for alias, name in aliases)
            raise ValueError(f"aliases found in {cls!r}: {details}")

    @staticmethod
    def _continuous(cls):
        values = {found.value for found in cls}
        if len(values) < 2:
            return
        low, high = min(values), max(values)
        if issubclass(cls, Flag):
            kind = "flag"
            wanted = [1 << i for i in range(_high_bit(low) + 1, _high_bit(high))]
        elif issubclass(cls, Enum):
            kind = "enum"
            wanted = range(low + 1, high)
        else:
            raise Exception("verify: unknown type %r" % (cls,))
        missing = [i for i in wanted if i not in values]
        if missing:
            raise ValueError(f"invalid {kind} {cls.__name__!r}: missing values "
                             + ", ".join(map(str, missing)))

    @staticmethod
    def _named_flags(cls):
        members = cls._member_map_
        named = {found._value_ for found in members.values()}
        incomplete = []
        missing = 0
        for name, found in members.items():
            if found._value_ < 0:
                continue                # an inverted mask
            absent = [bit for bit in _iter_bits_lsb(found._value_) if bit not in named]
            if absent:
                incomplete.append(name)
                for bit in absent:
                    missing |= bit
        if not incomplete:
            return
        if len(incomplete) == 1:
            who = f"alias {incomplete[0]} is missing"
        else:
            who = f"aliases {', '.join(incomplete[:-1])} and {incomplete[-1]} are missing"
        values = f"combined values of 0x{missing:x}" if _is_combined(missing) else f"value 0x{missing:x}"
        raise ValueError(f"invalid Flag {cls.__name__!r}: {who} {values} "
                         "[use enum.show_flag_values(value) for details]")


def _is_combined(bits):
    return bits & (bits - 1) != 0


def _test_simple_enum(checked_enum, simple_enum):
    """Raise TypeError when an enum made by _simple_enum differs from the one made by a class body.

    >>> @_simple_enum(Enum)
    ... class Simple:
    ...     RED = 1
    >>> class Checked(Enum):
    ...     RED = 1
    >>> _test_simple_enum(Checked, Simple)
    """
    if checked_enum.__dict__ == simple_enum.__dict__:
        return
    checked, simple = checked_enum.__dict__, simple_enum.__dict__
    names = set(checked_enum._member_map_) | set(simple_enum._member_map_)
    # Where a class body differs by nature.
    free = {"__annotations__", "__qualname__", "_member_map_", "_member_names_",
            "_value2member_map_", "__doc__", "__weakref__", "__dict__", "__objclass__",
            "_value_repr_", "__firstlineno__", "__static_attributes__", "__module__",
            "_unhashable_values_", "_unhashable_values_map_", "__new__", "__new_member__",
            "_new_member_"}
    failed = []
    for key in sorted((set(checked) | set(simple)) - free - names):
        if key.startswith("__annot"):
            continue
        if key not in simple:
            failed.append(f"missing key: {key!r}")
        elif key not in checked:
            failed.append(f"extra key:   {key!r}")
        elif callable(checked[key]) or isinstance(
                checked[key], (bltns.property, staticmethod, classmethod, DynamicClassAttribute)):
            continue
        elif checked[key] != simple[key]:
            failed.append(f"{key}:\n    checked -> {checked[key]!r}\n    simple  -> {simple[key]!r}")
    for name in sorted(names):
        one = checked_enum._member_map_.get(name)
        two = simple_enum._member_map_.get(name)
        if two is None:
            failed.append(f"missing member from simple enum: {name!r}")
        elif one is None:
            failed.append(f"extra member in simple enum: {name!r}")
        else:
            skip = {"_value_", "__objclass__", "_sort_order_", "_inverted_"}
            differ = [key for key in one.__dict__.keys() | two.__dict__.keys()
                      if key not in skip and one.__dict__.get(key) != two.__dict__.get(key)]
            if one._value_ != two._value_:
                differ.append("_value_")
            if differ:
                failed.append(f"{name!r} member mismatch: {', '.join(sorted(differ))}")
    if failed:
        raise TypeError("enum mismatch:\n   %s" % "\n   ".join(failed))


def _old_convert_(etype, name, module, filter, source=None, *, boundary=None):
    """Make an enum of a module's constants by the functional API; for comparisons in tests."""
    module_globals = sys.modules[module].__dict__
    source = module_globals if source is None else source.__dict__
    members = [(key, source[key]) for key in source if filter(key)]
    try:
        members.sort(key=lambda item: (item[1], item[0]))
    except TypeError:
        members.sort(key=lambda item: item[0])
    return etype(name, members, module=module, boundary=boundary or KEEP)


_stdlib_enums = IntEnum, StrEnum, IntFlag
