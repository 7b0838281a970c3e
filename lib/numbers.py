# numbers: the abstract numeric tower, after PEP 3141.
# Each class lists the operations that it requires, and then defines those that follow from them.
"""Abstract base classes for numbers."""
from abc import ABCMeta, abstractmethod

__all__ = ["Number", "Complex", "Real", "Rational", "Integral"]


def _required(body):
    """Make abstract what stands in the body of a class so far."""
    for attr in body.values():
        if isinstance(attr, property):
            attr = attr.fget
        if callable(attr):
            abstractmethod(attr)


class Number(metaclass=ABCMeta):
    """Any number; concrete ones still have to define __hash__."""

    __slots__ = ()
    __hash__ = None


class Complex(Number):
    """What complex can do."""

    __slots__ = ()

    def __eq__(self, other): "self == other"; raise NotImplementedError
    def __add__(self, other): "self + other"; raise NotImplementedError
    def __radd__(self, other): "other + self"; raise NotImplementedError
    def __mul__(self, other): "self * other"; raise NotImplementedError
    def __rmul__(self, other): "other * self"; raise NotImplementedError
    def __truediv__(self, other): "self / other"; raise NotImplementedError
    def __rtruediv__(self, other): "other / self"; raise NotImplementedError
    def __pow__(self, exponent): "self ** exponent"; raise NotImplementedError
    def __rpow__(self, base): "base ** self"; raise NotImplementedError
    def __neg__(self): "-self"; raise NotImplementedError
    def __pos__(self): "+self"; raise NotImplementedError
    def __abs__(self): "The distance from 0, a Real."; raise NotImplementedError
    def __complex__(self): "complex(self)"
    def conjugate(self): "(x + yj).conjugate() is x - yj."; raise NotImplementedError
    @property
    def real(self): "The real part, a Real."; raise NotImplementedError
    @property
    def imag(self): "The imaginary part, a Real."; raise NotImplementedError

    _required(vars())
    __hash__ = None

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

    def __lt__(self, other): "self < other"; raise NotImplementedError
    def __le__(self, other): "self <= other"; raise NotImplementedError
    def __mod__(self, other): "self % other"; raise NotImplementedError
    def __rmod__(self, other): "other % self"; raise NotImplementedError
    def __floordiv__(self, other): "self // other"; raise NotImplementedError
    def __rfloordiv__(self, other): "other // self"; raise NotImplementedError
    def __float__(self): "float(self)"; raise NotImplementedError
    def __floor__(self): "The greatest integer <= self."; raise NotImplementedError
    def __ceil__(self): "The least integer >= self."; raise NotImplementedError
    def __trunc__(self): "The integer towards 0."; raise NotImplementedError
    def __round__(self, ndigits=None):
        """Round to ndigits decimal places, to an integer if that is None; halves go to even."""
        raise NotImplementedError

    _required(vars())

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

    @property
    def denominator(self): raise NotImplementedError
    @property
    def numerator(self): raise NotImplementedError

    _required(vars())

    def __float__(self):
        """float(self), by dividing integers so that large ones do not overflow."""
        above, below = int(self.numerator), int(self.denominator)
        return above / below


class Integral(Rational):
    """What int can do."""

    __slots__ = ()

    def __int__(self): "int(self)"; raise NotImplementedError
    def __invert__(self): "~self"; raise NotImplementedError
    def __and__(self, other): "self & other"; raise NotImplementedError
    def __rand__(self, other): "other & self"; raise NotImplementedError
    def __or__(self, other): "self | other"; raise NotImplementedError
    def __ror__(self, other): "other | self"; raise NotImplementedError
    def __xor__(self, other): "self ^ other"; raise NotImplementedError
    def __rxor__(self, other): "other ^ self"; raise NotImplementedError
    def __lshift__(self, other): "self << other"; raise NotImplementedError
    def __rlshift__(self, other): "other << self"; raise NotImplementedError
    def __rshift__(self, other): "self >> other"; raise NotImplementedError
    def __rrshift__(self, other): "other >> self"; raise NotImplementedError
    def __pow__(self, exponent, modulus=None):
        """self ** exponent % modulus"""
        raise NotImplementedError

    _required(vars())

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
