# fractions: rational numbers of any size. Invariant of a Fraction: its two ints have no common divisor and the denominator is positive,
# so equal values have equal parts. The operators look at exact types first; what is rarer goes through module numbers.
"""Fraction, infinite-precision, rational numbers."""

import math
import numbers
import operator
import sys
from functools import lru_cache
from math import gcd as _gcd

__all__ = ["Fraction"]

_MODULUS = sys.hash_info.modulus
_INF = sys.hash_info.inf
_allocate = object.__new__
_grammar = {}


def _pattern(name):
    """One of the grammars of this module, compiled when it is first needed."""
    found = _grammar.get(name)
    if found is None:
        import re
        found = _grammar[name] = re.compile(_SOURCES[name], re.DOTALL | (re.IGNORECASE if name == "literal" else 0)).fullmatch
    return found


def _sources():
    # The grammars: of what a string may say, and of the format specifications of fractions and of floats.
    digits, number = r"\d+(?:_\d+)*", "0|[1-9][0-9]*"
    begin = "(?:(?P<fill>.)?(?P<align>[=<>^]))?(?P<sign>[ +-]?)"
    width = f"(?P<width>{number})?(?P<separator>[_,]?)"
    ratio = rf"(?P<over>{digits})\s*/\s*(?P<under>{digits})"
    # With a digit before the point or behind it.
    decimal = rf"(?=\.?\d)(?P<whole>{digits})?(?:\.(?P<after>{digits})?)?(?:e(?P<exponent>[-+]?{digits}))?"
    precision = rf"\.(?=[0-9_,])(?P<precision>{number})?(?P<frac_separator>[_,]?)"
    return {
        "literal": rf"\s*(?P<sign>[-+]?)(?:{ratio}|{decimal})\s*",
        "plain": f"{begin}(?P<alt>#?){width}",
        "float": f"{begin}(?P<no_neg_zero>z)?(?P<alt>#)?(?P<zeropad>0(?=[0-9]))?{width}(?:{precision})?(?P<type>[%efgEFG])",
    }


_SOURCES = _sources()


def _coprime(numerator, denominator):
    """The Fraction of two ints that are in lowest terms already, the second positive."""
    made = _allocate(Fraction)
    made._numerator = numerator
    made._denominator = denominator
    return made


def _lowest(numerator, denominator):
    """The Fraction of two ints, the second not zero."""
    common = _gcd(numerator, denominator)
    if denominator < 0:
        common = -common
    if common != 1:
        numerator //= common
        denominator //= common
    made = _allocate(Fraction)
    made._numerator = numerator
    made._denominator = denominator
    return made


def _read(text):
    """The numerator and denominator that a string says, as they stand there."""
    first, slash, second = text.partition("/")
    if (second.isdecimal() if slash else not second) and (first.isdecimal() or first[:1] in ("-", "+") and first[1:].isdecimal()):
        return int(first), int(second) if slash else 1
    found = _pattern("literal")(text)
    if found is None:
        raise ValueError(f"Invalid literal for Fraction: {text!r}")
    if found["over"]:
        above, below = int(found["over"]), int(found["under"])
    else:
        after = (found["after"] or "").replace("_", "")
        above, exponent = int((found["whole"] or "") + after), int(found["exponent"] or 0) - len(after)
        above, below = (above * 10 ** exponent, 1) if exponent > 0 else (above, 10 ** -exponent)
    return (-above if found["sign"] == "-" else above), below


@lru_cache(maxsize=1 << 14)
def _hash_algorithm(numerator, denominator):
    """The hash of a ratio: numerator * denominator**-1 modulo a prime, as of every number, so that equal ones of other types agree."""
    if denominator == 1:
        return hash(numerator)
    if denominator % _MODULUS == 0:
        found = _INF
    else:
        found = hash(hash(abs(numerator)) * pow(denominator, -1, _MODULUS))
    if numerator < 0:
        found = -found
    return -2 if found == -1 else found


def _round_div(numerator, divisor):
    """The quotient of two ints, the second positive, to the nearest int and from half way to the even one."""
    quotient, rest = divmod(numerator, divisor)
    rest *= 2
    if rest > divisor or rest == divisor and quotient & 1:
        quotient += 1
    return quotient


def _to_exponent(numerator, denominator, exponent, no_neg_zero=False):
    """Round a ratio to a multiple of ten to the exponent: whether it is shown with a minus, and its digits as an int."""
    if exponent >= 0:
        denominator *= 10 ** exponent
    else:
        numerator *= 10 ** -exponent
    rounded = _round_div(numerator, denominator)
    negative = rounded < 0 if no_neg_zero else numerator < 0
    return negative, abs(rounded)


def _to_figures(numerator, denominator, figures):
    """Round a ratio to so many significant figures: the sign, the digits as an int, and the exponent of the last of them."""
    if not numerator:
        return False, 0, 1 - figures
    digits, below = str(abs(numerator)), str(denominator)
    magnitude = len(digits) - len(below) + (below <= digits)  # 10**(magnitude-1) <= |value| < 10**magnitude
    exponent = magnitude - figures
    negative, significand = _to_exponent(numerator, denominator, exponent)
    if len(str(significand)) == figures + 1:  # 9.99 became 10.0
        significand //= 10
        exponent += 1
    return negative, significand, exponent


def _grouped(digits, separator):
    """Digits of an int in groups of three, counted from the right."""
    if not separator or len(digits) <= 3:
        return digits
    head = len(digits) % 3
    groups = [digits[:head]] if head else []
    groups += [digits[i:i + 3] for i in range(head, len(digits), 3)]
    return separator.join(groups)


def _padded(sign, body, fill, align, width):
    room = width - len(sign) - len(body)
    if room <= 0:
        return sign + body
    if align == ">":
        return fill * room + sign + body
    if align == "<":
        return sign + body + fill * room
    if align == "^":
        left = room // 2
        return fill * left + sign + body + fill * (room - left)
    return sign + fill * room + body


def _exactly(number):
    """The coprime numerator and denominator of any number that has them, else None."""
    if isinstance(number, numbers.Rational):
        return number.numerator, number.denominator
    # A class that could make such numbers is none.
    if isinstance(number, float) or hasattr(number, "as_integer_ratio") and not isinstance(number, type):
        return number.as_integer_ratio()
    return None


def _reduced(numerator, denominator):
    """A ratio in lowest terms."""
    if denominator == 0:
        raise ZeroDivisionError(f"Fraction({numerator}, 0)")
    common = _gcd(numerator, denominator)
    if denominator < 0:
        common = -common
    return (numerator, denominator) if common == 1 else (numerator // common, denominator // common)


class Fraction(numbers.Rational):
    """A rational number: an exact quotient of two ints.

    Fraction(8, 6) and Fraction("4/3") are the same number. One argument may be a Rational, a float, a
    Decimal or whatever else has as_integer_ratio(), or a string such as '-35/4', '1.25' or '3e-2'. With
    two, both have to be Rational.
    """

    __slots__ = ("_numerator", "_denominator")

    def __new__(cls, numerator=0, denominator=None):
        """Make a rational number in lowest terms.

        >>> Fraction(10, -8)
        Fraction(-5, 4)
        >>> Fraction('1.5')
        Fraction(3, 2)
        """
        if denominator is None:
            if type(numerator) is int:
                above, below = numerator, 1
            elif isinstance(numerator, str):
                above, below = _reduced(*_read(numerator))
            elif isinstance(numerator, float):
                above, below = numerator.as_integer_ratio()
            elif type(numerator) is Fraction:
                above, below = numerator._numerator, numerator._denominator
            else:
                ratio = _exactly(numerator)
                if ratio is None:
                    raise TypeError("argument should be a string or a Rational instance or have the as_integer_ratio() method")
                above, below = ratio
        elif type(numerator) is int is type(denominator):
            above, below = numerator, denominator
            if below <= 0:
                above, below = _reduced(above, below)
            elif (common := _gcd(above, below)) > 1:
                above //= common
                below //= common
        elif isinstance(numerator, numbers.Rational) and isinstance(denominator, numbers.Rational):
            above, below = _reduced(numerator.numerator * denominator.denominator,
                                    denominator.numerator * numerator.denominator)
        else:
            raise TypeError("both arguments should be Rational instances")
        made = _allocate(cls)
        made._numerator = above
        made._denominator = below
        return made

    @classmethod
    def _from_coprime_ints(cls, numerator, denominator, /):
        """Make a fraction of two ints in lowest terms, the second positive; nothing is checked."""
        made = _allocate(cls)
        made._numerator, made._denominator = numerator, denominator
        return made

    @classmethod
    def from_number(cls, number):
        """Make a rational number of another number exactly; a string is no number here.

        >>> Fraction.from_number(0.5)
        Fraction(1, 2)
        """
        if ratio := _exactly(number):
            return cls._from_coprime_ints(*ratio)
        raise TypeError("argument should be a Rational instance or have the as_integer_ratio() method")

    @classmethod
    def from_float(cls, f):
        """Make a rational number of a float, exactly: from_float(0.3) is not 3/10."""
        return cls._from_one(f, float, "float")

    @classmethod
    def from_decimal(cls, dec):
        """Make a rational number of a finite Decimal, exactly."""
        import decimal
        return cls._from_one(dec, decimal.Decimal, "decimal")

    @classmethod
    def _from_one(cls, number, kind, name):
        # Ints are taken too.
        if isinstance(number, numbers.Integral):
            return cls._from_coprime_ints(int(number), 1)
        if isinstance(number, kind):
            return cls._from_coprime_ints(*number.as_integer_ratio())
        raise TypeError(f"{cls.__name__}.from_{name}() only takes {kind.__name__}s, not {number!r} ({type(number).__name__})")

    def is_integer(self):
        """Whether the value is a whole number."""
        return self._denominator == 1

    def as_integer_ratio(self):
        """The numerator and the denominator, in lowest terms, as a tuple."""
        return (self._numerator, self._denominator)

    def limit_denominator(self, max_denominator=1000000):
        """The closest fraction whose denominator is at most max_denominator.

        >>> Fraction('3.141592653589793').limit_denominator(10)
        Fraction(22, 7)
        """
        # The convergents of the continued fraction approach the value from both sides. Between the last that is allowed and the
        # next lie the semiconvergents; the last allowed of those, or the convergent, is the best.
        if max_denominator < 1:
            raise ValueError("max_denominator should be at least 1")
        above, below = self._numerator, self._denominator
        if below <= max_denominator:
            return Fraction(self)
        (p, q), (last_p, last_q) = (0, 1), (1, 0)
        while (next_q := q + (quotient := above // below) * last_q) <= max_denominator:
            p, q, last_p, last_q = last_p, last_q, p + quotient * last_p, next_q
            above, below = below, above - quotient * below
        steps = (max_denominator - q) // last_q
        between_p, between_q = p + steps * last_p, q + steps * last_q
        if self._denominator < 2 * below * between_q:
            return _coprime(between_p, between_q)
        return _coprime(last_p, last_q)

    numerator = property(lambda self: self._numerator, doc="The numerator in lowest terms; it carries the sign.")
    denominator = property(lambda self: self._denominator, doc="The denominator in lowest terms, which is positive.")

    def __str__(self):
        """str(self)"""
        return f"{self._numerator}/{self._denominator}" if self._denominator > 1 else str(self._numerator)

    def __repr__(self):
        """repr(self)"""
        return f"{type(self).__name__}({self._numerator}, {self._denominator})"

    # --- formatting ---

    def __format__(self, format_spec, /):
        """Format as an exact fraction, or as a float would be where the specification ends in one of "eEfFgG%"."""
        if not format_spec:
            return str(self)
        found = _pattern("plain")(format_spec)
        if found:
            return self._format_plain(found)
        found = _pattern("float")(format_spec)
        if found and not (found["align"] is not None and found["zeropad"] is not None):
            return self._format_float(found)
        raise ValueError("Invalid format specifier %r for object of type %r" % (format_spec, type(self).__name__))

    def _format_plain(self, spec):
        numerator, denominator = self._numerator, self._denominator
        body = _grouped(str(abs(numerator)), spec["separator"])
        if denominator > 1 or spec["alt"]:
            body += "/" + _grouped(str(denominator), spec["separator"])
        sign = "-" if numerator < 0 else "" if spec["sign"] == "-" else spec["sign"]
        return _padded(sign, body, spec["fill"] or " ", spec["align"] or ">", int(spec["width"] or "0"))

    def _format_float(self, spec):
        kind = spec["type"]
        precision = int(spec["precision"] or "6")
        alternate = bool(spec["alt"])
        if kind in "fF%":
            exponent = -precision
            if kind == "%":
                exponent -= 2
            negative, digits = _to_exponent(self._numerator, self._denominator, exponent, bool(spec["no_neg_zero"]))
            scientific, point = False, precision
        else:
            figures = max(precision, 1) if kind in "gG" else precision + 1
            negative, digits, exponent = _to_figures(self._numerator, self._denominator, figures)
            scientific = kind in "eE" or exponent > 0 or exponent + figures <= -4
            point = figures - 1 if scientific else -exponent
        if kind == "%":
            suffix = "%"
        elif scientific:
            suffix = "%s%+03d" % ("E" if kind in "EG" else "e", exponent + point)
        else:
            suffix = ""
        text = "%0*d" % (point + 1, digits)
        whole, after = text[:len(text) - point], text[len(text) - point:]
        if kind in "gG" and not alternate:
            after = after.rstrip("0")
        if after and spec["frac_separator"]:
            after = spec["frac_separator"].join([after[i:i + 3] for i in range(0, len(after), 3)])
        tail = ("." if after or alternate else "") + after + suffix
        sign = "-" if negative else "" if spec["sign"] == "-" else spec["sign"]
        width = int(spec["width"] or "0")
        zeros = bool(spec["zeropad"])
        separator = spec["separator"]
        if zeros:
            room = width - len(sign) - len(tail)
            whole = whole.zfill(3 * room // 4 + 1 if separator else room)
        whole = _grouped(whole, separator)
        return _padded(sign, whole + tail, spec["fill"] or ("0" if zeros else " "), spec["align"] or ("=" if zeros else ">"), width)

    # --- arithmetic ---
    #
    # Both operands in lowest terms, a common divisor can only come from a few places, so the divisors that are looked for are small
    # (Knuth, volume 2, 4.5.1).

    def __add__(a, b):
        """a + b"""
        kind = type(b)
        if kind is int:
            return _coprime(a._numerator + b * a._denominator, a._denominator)
        if kind is not Fraction and not isinstance(b, Fraction):
            return _other(operator.add, a, b)
        na, da, nb, db = a._numerator, a._denominator, b._numerator, b._denominator
        g = _gcd(da, db)
        made = _allocate(Fraction)
        if g == 1:
            made._numerator = na * db + da * nb
            made._denominator = da * db
            return made
        s = da // g
        t = na * (db // g) + nb * s
        g2 = _gcd(t, g)
        if g2 == 1:
            made._numerator = t
            made._denominator = s * db
        else:
            made._numerator = t // g2
            made._denominator = s * (db // g2)
        return made

    def __radd__(b, a):
        """a + b"""
        if type(a) is int:
            return _coprime(b._numerator + a * b._denominator, b._denominator)
        return _reflected(operator.add, a, b)

    def __sub__(a, b):
        """a - b"""
        kind = type(b)
        if kind is int:
            return _coprime(a._numerator - b * a._denominator, a._denominator)
        if kind is not Fraction and not isinstance(b, Fraction):
            return _other(operator.sub, a, b)
        na, da, nb, db = a._numerator, a._denominator, b._numerator, b._denominator
        g = _gcd(da, db)
        made = _allocate(Fraction)
        if g == 1:
            made._numerator = na * db - da * nb
            made._denominator = da * db
            return made
        s = da // g
        t = na * (db // g) - nb * s
        g2 = _gcd(t, g)
        if g2 == 1:
            made._numerator = t
            made._denominator = s * db
        else:
            made._numerator = t // g2
            made._denominator = s * (db // g2)
        return made

    def __rsub__(b, a):
        """a - b"""
        if type(a) is int:
            return _coprime(a * b._denominator - b._numerator, b._denominator)
        return _reflected(operator.sub, a, b)

    def __mul__(a, b):
        """a * b"""
        kind = type(b)
        if kind is Fraction:
            nb, db = b._numerator, b._denominator
        elif kind is int:
            nb, db = b, 1
        elif isinstance(b, Fraction):
            nb, db = b._numerator, b._denominator
        else:
            return _other(operator.mul, a, b)
        na, da = a._numerator, a._denominator
        g = _gcd(na, db)
        if g > 1:
            na //= g
            db //= g
        g = _gcd(nb, da)
        if g > 1:
            nb //= g
            da //= g
        made = _allocate(Fraction)
        made._numerator = na * nb
        made._denominator = da * db
        return made

    def __rmul__(b, a):
        """a * b"""
        if type(a) is int:
            return b * a
        return _reflected(operator.mul, a, b)

    def __truediv__(a, b):
        """a / b"""
        kind = type(b)
        if kind is Fraction:
            nb, db = b._numerator, b._denominator
        elif kind is int:
            nb, db = b, 1
        elif isinstance(b, Fraction):
            nb, db = b._numerator, b._denominator
        else:
            return _other(operator.truediv, a, b)
        na, da = a._numerator, a._denominator
        if nb == 0:
            raise ZeroDivisionError("Fraction(%s, 0)" % (na * db))
        g = _gcd(na, nb)
        if g > 1:
            na //= g
            nb //= g
        g = _gcd(db, da)
        if g > 1:
            da //= g
            db //= g
        na *= db
        nb *= da
        if nb < 0:
            na, nb = -na, -nb
        made = _allocate(Fraction)
        made._numerator = na
        made._denominator = nb
        return made

    def __rtruediv__(b, a):
        """a / b"""
        if type(a) is int:
            return _coprime(a, 1) / b
        return _reflected(operator.truediv, a, b)

    def __floordiv__(a, b):
        """a // b"""
        kind = type(b)
        if kind is Fraction or kind is int or isinstance(b, (Fraction, int)):
            return (a._numerator * b.denominator) // (a._denominator * b.numerator)
        return _other(operator.floordiv, a, b)

    def __rfloordiv__(b, a):
        """a // b"""
        return _reflected(operator.floordiv, a, b)

    def __divmod__(a, b):
        """(a // b, a % b)"""
        if isinstance(b, (Fraction, int)):
            da, db = a._denominator, b.denominator
            quotient, rest = divmod(a._numerator * db, da * b.numerator)
            return quotient, _lowest(rest, da * db)
        return _other(divmod, a, b)

    def __rdivmod__(b, a):
        """(a // b, a % b)"""
        return _reflected(divmod, a, b)

    def __mod__(a, b):
        """a % b"""
        kind = type(b)
        if kind is Fraction or kind is int or isinstance(b, (Fraction, int)):
            da, db = a._denominator, b.denominator
            return _lowest((a._numerator * db) % (b.numerator * da), da * db)
        return _other(operator.mod, a, b)

    def __rmod__(b, a):
        """a % b"""
        return _reflected(operator.mod, a, b)

    def __pow__(a, b, modulo=None):
        """a ** b: exact where b is an integer, else a float or a complex."""
        if modulo is not None:
            return NotImplemented
        if type(b) is not int:
            if not isinstance(b, numbers.Rational):
                if isinstance(b, (float, complex)):
                    return float(a) ** b
                return NotImplemented
            if b.denominator != 1:
                return float(a) ** float(b)
            b = b.numerator
        numerator, denominator = a._numerator, a._denominator
        if b >= 0:
            return _coprime(numerator ** b, denominator ** b)
        if numerator > 0:
            return _coprime(denominator ** -b, numerator ** -b)
        if numerator == 0:
            raise ZeroDivisionError("Fraction(%s, 0)" % denominator ** -b)
        return _coprime((-denominator) ** -b, (-numerator) ** -b)

    def __rpow__(b, a, modulo=None):
        """a ** b"""
        if modulo is not None:
            return NotImplemented
        exponent, root = b._numerator, b._denominator
        if root > 1 or exponent < 0:
            if isinstance(a, numbers.Rational):
                return Fraction(a.numerator, a.denominator) ** b
            if root > 1:
                return a ** float(b)
        return a ** exponent

    def __pos__(a):
        """+a"""
        return _coprime(a._numerator, a._denominator)

    def __neg__(a):
        """-a"""
        made = _allocate(Fraction)
        made._numerator = -a._numerator
        made._denominator = a._denominator
        return made

    def __abs__(a):
        """abs(a)"""
        made = _allocate(Fraction)
        made._numerator = abs(a._numerator)
        made._denominator = a._denominator
        return made

    # --- to ints ---

    def __float__(self):
        """float(self), correctly rounded"""
        return int(self._numerator) / int(self._denominator)

    def __ceil__(a):
        """math.ceil(a)"""
        return -(-a._numerator // a._denominator)

    def __trunc__(a):
        """math.trunc(a): towards zero"""
        above, below = a._numerator, a._denominator
        return above // below if above >= 0 else -(-above // below)

    def __int__(a, _index=operator.index):
        """int(a): towards zero"""
        above, below = a._numerator, a._denominator
        return _index(above // below if above >= 0 else -(-above // below))

    def __floor__(a):
        """math.floor(a)"""
        return a._numerator // a._denominator

    def __round__(self, ndigits=None):
        """round(self, ndigits): from half way to the even one. Without ndigits it is an int."""
        if ndigits is None:
            return _round_div(self._numerator, self._denominator)
        shift = 10 ** abs(ndigits)
        if ndigits > 0:
            return _lowest(_round_div(self._numerator * shift, self._denominator), shift)
        return _coprime(_round_div(self._numerator, self._denominator * shift) * shift, 1)

    # --- comparison ---

    def __hash__(self):
        """hash(self): that of an equal int or float"""
        return _hash_algorithm(self._numerator, self._denominator)

    def __eq__(a, b):
        """a == b"""
        kind = type(b)
        if kind is int:
            return a._numerator == b and a._denominator == 1
        if kind is Fraction:
            return a._numerator == b._numerator and a._denominator == b._denominator
        if isinstance(b, numbers.Rational):
            return a._numerator == b.numerator and a._denominator == b.denominator
        if isinstance(b, numbers.Complex) and not b.imag:
            b = b.real
        if not isinstance(b, float):
            return NotImplemented
        return math.isfinite(b) and b.as_integer_ratio() == (a._numerator, a._denominator)

    def _compared(self, other, op):
        """Compare with a number of another type, by the function op of module operator."""
        if isinstance(other, numbers.Rational):
            above, below = other.numerator, other.denominator
        elif not isinstance(other, float):
            return NotImplemented
        elif math.isfinite(other):
            above, below = other.as_integer_ratio()
        else:
            return op(0.0, other)
        return op(self._numerator * below, self._denominator * above)

    def __lt__(a, b):
        """a < b"""
        if type(b) is Fraction:
            return a._numerator * b._denominator < b._numerator * a._denominator
        return a._compared(b, operator.lt)

    def __gt__(a, b):
        """a > b"""
        if type(b) is Fraction:
            return a._numerator * b._denominator > b._numerator * a._denominator
        return a._compared(b, operator.gt)

    def __le__(a, b):
        """a <= b"""
        if type(b) is Fraction:
            return a._numerator * b._denominator <= b._numerator * a._denominator
        return a._compared(b, operator.le)

    def __ge__(a, b):
        """a >= b"""
        if type(b) is Fraction:
            return a._numerator * b._denominator >= b._numerator * a._denominator
        return a._compared(b, operator.ge)

    def __bool__(a):
        """a != 0"""
        return bool(a._numerator)

    # --- copies ---

    def __reduce__(self):
        """What pickle stores."""
        return type(self), self.as_integer_ratio()

    def __copy__(self):
        """The number itself, since it does not change; one of a subclass is made again."""
        return self if type(self) is Fraction else type(self)(*self.as_integer_ratio())

    def __deepcopy__(self, memo):
        """As __copy__."""
        return self.__copy__()


_REAL_ONLY = (operator.floordiv, operator.mod, divmod)


def _other(op, a, b):
    """a op b, where a is a Fraction and b is not an exact int or a Fraction."""
    if isinstance(b, int):
        return op(a, _coprime(int(b), 1))
    if isinstance(b, float):
        return op(float(a), b)
    if isinstance(b, complex) and op not in _REAL_ONLY:
        return op(complex(a), b)
    return NotImplemented


def _reflected(op, a, b):
    """a op b, where b is a Fraction and a does not know Fractions."""
    if isinstance(a, numbers.Rational):
        return op(Fraction(a), b)
    if isinstance(a, numbers.Real):
        return op(float(a), float(b))
    if isinstance(a, numbers.Complex) and op not in _REAL_ONLY:
        return op(complex(a), complex(b))
    return NotImplemented
