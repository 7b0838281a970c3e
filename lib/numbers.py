# numbers: the abstract numeric tower, after PEP 3141.
# Each class lists the operations that it requires, and defines those that follow from them.
"""Abstract base classes for numbers."""
from abc import ABCMeta, abstractmethod

__all__ = ["Number", "Complex", "Real", "Rational", "Integral"]


# The required methods are copies of these.

def _unary(self):
    raise NotImplementedError


def _binary(self, other):
    raise NotImplementedError


def _power(self, exponent):
    raise NotImplementedError


def _reflected_power(self, base):
    raise NotImplementedError


def _power_modulo(self, exponent, modulus=None):
    raise NotImplementedError


def _rounding(self, ndigits=None):
    raise NotImplementedError


def _require(body, model, /, **docs):
    """Add abstract methods like model to the body of a class: each name with its docstring."""
    for name, doc in docs.items():
        method = type(model)(model.__code__, globals(), name, model.__defaults__)
        method.__qualname__ = f"{body['__qualname__']}.{name}"
        method.__doc__ = doc
        body[name] = abstractmethod(method)


def _require_attributes(body, **docs):
    _require(body, _unary, **docs)
    for name in docs:
        body[name] = property(body[name])


def _require_operators(body, **symbols):
    """Add abstract operators to the body of a class: each name with its symbol, and reflected."""
    for name, symbol in symbols.items():
        _require(body, _binary, **{f"__{name}__": f"self {symbol} other",
                                   f"__r{name}__": f"other {symbol} self"})


class Number(metaclass=ABCMeta):
    """Any number; concrete ones still have to define __hash__."""

    __slots__ = ()
    __hash__ = None


class Complex(Number):
    """What complex can do."""

    __slots__ = ()
    _require_attributes(vars(), real="The real part, a Real.", imag="The imaginary part, a Real.")
    _require_operators(vars(), add="+", mul="*", truediv="/")
    _require(vars(), _power, __pow__="self ** exponent")
    _require(vars(), _reflected_power, __rpow__="base ** self")
    _require(vars(), _binary, __eq__="self == other")
    _require(vars(), _unary, __neg__="-self", __pos__="+self",
             __abs__="The distance from 0, a Real.",
             conjugate="(x + yj).conjugate() is x - yj.")
    __hash__ = None

    @abstractmethod
    def __complex__(self):
        """complex(self)"""

    def __bool__(self):
        """self != 0"""
        return self != 0

    def __rsub__(self, other):
        """other - self"""
        return -self + other

    def __sub__(self, other):
        """self - other"""
        return self + -other


class Real(Complex):
    """What float can do."""

    __slots__ = ()
    _require_operators(vars(), floordiv="//", mod="%")
    _require(vars(), _binary, __lt__="self < other", __le__="self <= other")
    _require(vars(), _unary, __float__="float(self)", __trunc__="The integer towards 0.",
             __floor__="The greatest integer <= self.", __ceil__="The least integer >= self.")
    _require(vars(), _rounding, __round__="Round to ndigits decimal places, to an integer if "
             "that is None; halves go to even.")

    # As a complex number, it lies on the axis.
    real = property(lambda self: +self, doc="A real number is its own real part.")
    imag = property(lambda self: 0, doc="0")

    def __complex__(self):
        """complex(self, 0)"""
        return complex(float(self))

    def conjugate(self):
        """A real number is its own conjugate."""
        return +self

    def __rdivmod__(self, other):
        """(other // self, other % self)"""
        return other // self, other % self

    def __divmod__(self, other):
        """(self // other, self % other)"""
        return self // other, self % other


class Rational(Real):
    """A fraction in lowest terms, with a positive denominator."""

    __slots__ = ()
    _require_attributes(vars(), numerator=None, denominator=None)

    def __float__(self):
        """float(self), by dividing integers so that large ones do not overflow."""
        above, below = map(int, (self.numerator, self.denominator))
        return above / below


class Integral(Rational):
    """What int can do."""

    __slots__ = ()
    _require_operators(vars(), lshift="<<", rshift=">>", xor="^")
    _require_operators(vars(), **{"and": "&", "or": "|"})
    _require(vars(), _power_modulo, __pow__="self ** exponent % modulus")
    _require(vars(), _unary, __int__="int(self)", __invert__="~self")

    # As a fraction, it is one of 1.
    numerator = property(lambda self: +self, doc="An integer is its own numerator.")
    denominator = property(lambda self: 1, doc="1")

    def __float__(self):
        """float(int(self))"""
        return float(int(self))

    def __index__(self):
        """int(self), as an index"""
        return int(self)


for _abstraction, _builtin in (Complex, complex), (Real, float), (Integral, int):
    _abstraction.register(_builtin)
del _abstraction, _builtin
