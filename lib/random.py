# random: pseudo-random numbers and choices, over the native Mersenne Twister (_random).
# Invariant: every method draws from the generator in the order that CPython's does, and rounds
# as it does, so that a seed stands for the same sequence of results.

import os as _os
import _random
from _collections_abc import Sequence as _Sequence
from bisect import bisect as _bisect
from itertools import accumulate as _running_totals
from math import cos as _cos, sin as _sin, acos as _acos, pi as _pi
from math import e as _e, exp as _exp, log as _log, log2 as _log2, sqrt as _sqrt
from math import ceil as _ceil, floor as _floor, isfinite as _isfinite, lgamma as _lgamma
from operator import index as _index

_GENERATOR_METHODS = """
    seed getstate setstate random getrandbits randbytes randrange randint
    choice choices sample shuffle
    uniform triangular normalvariate gauss lognormvariate expovariate vonmisesvariate
    gammavariate betavariate paretovariate weibullvariate binomialvariate
""".split()

__all__ = sorted(["Random", "SystemRandom", *_GENERATOR_METHODS])

BPF = 53                        # bits in a float
RECIP_BPF = 1.0 / (1 << BPF)
TWOPI = _pi * 2.0
LOG4 = _log(4.0)
NV_MAGICCONST = _exp(-0.5) * 4 / _sqrt(2.0)
SG_MAGICCONST = _log(4.5) + 1.0

_urandom = _os.urandom
_ONE = 1                        # tells a step that is given from the default


# ---------------------------------------------------------------- seeds

def _seed_of_old(text):
    # The hash of strings that very old programs seeded with.
    if isinstance(text, bytes):
        text = text.decode("latin-1")
    value = ord(text[0]) << 7 if text else 0
    for char in text:
        value = value * 1000003 % (1 << 64) ^ ord(char)
        value %= 1 << 64
    return value ^ len(text)


def _seed_of_text(text):
    # Every bit counts, and a hash of them makes similar texts differ.
    from hashlib import sha512
    data = text.encode() if isinstance(text, str) else text
    return int.from_bytes(data + sha512(data).digest())


_SEED_MAKERS = {
    1: ((str, bytes), _seed_of_old),
    2: ((str, bytes, bytearray), _seed_of_text),
}
_SEED_TYPES = (int, float, str, bytes, bytearray, type(None))


# ---------------------------------------------------------------- drawing without repeats

def _draw_from_copy(below, pool, k):
    # The last of those left takes the place of the one drawn.
    drawn = []
    for left in range(len(pool), len(pool) - k, -1):
        at = below(left)
        drawn.append(pool[at])
        pool[at] = pool[left - 1]
    return drawn


def _draw_and_remember(below, population, k):
    n = len(population)
    seen = set()
    drawn = []
    for _ in range(k):
        while (at := below(n)) in seen:
            pass
        seen.add(at)
        drawn.append(population[at])
    return drawn


def _copy_is_smaller(n, k):
    # Than a set of k indices; 21 is a small set's size, less that of an empty list.
    room = 21 if k <= 5 else 21 + 4 ** _ceil(_log(3 * k, 4))
    return n <= room


# ---------------------------------------------------------------- rejection methods
# Each takes the generator's random() and makes one number of a standard form.

def _gamma_above_one(random, shape):
    # Cheng, "The generation of Gamma variables with non-integral shape parameters" (1977).
    root = _sqrt(2.0 * shape - 1.0)
    low, slope = shape - LOG4, shape + root
    while True:
        u = random()
        if u <= 1e-7 or u >= 0.9999999:
            continue
        w = 1.0 - random()
        v = _log(u / (1.0 - u)) / root
        x = shape * _exp(v)
        z = u * u * w
        r = low + slope * v - x
        # The first test spares most of the logarithms of the second.
        if r + SG_MAGICCONST - 4.5 * z >= 0.0 or r >= _log(z):
            return x


def _gamma_below_one(random, shape):
    # Algorithm GS of Ahrens and Dieter.
    bound = (_e + shape) / _e
    while True:
        p = bound * random()
        if p > 1.0:
            x = -_log((bound - p) / shape)
            ceiling = x ** (shape - 1.0)
        else:
            x = p ** (1.0 / shape)
            ceiling = _exp(-x)
        if random() <= ceiling:
            return x


def _wrapped_cosine(random, kappa):
    # Fisher, "Statistical Analysis of Circular Data": the cosine of the angle to the mean.
    half = 0.5 / kappa
    r = half + _sqrt(1.0 + half * half)
    while True:
        z = _cos(_pi * random())
        d = z / (r + z)
        u = random()
        if u < 1.0 - d * d or u <= (1.0 - d) * _exp(d):
            break
    q = 1.0 / r
    return (q + z) / (1.0 + q * z)


def _successes_by_gaps(random, n, p):
    # Devroye: the gaps between successes have a geometric distribution.
    scale = _log2(1.0 - p)
    if not scale:
        return 0
    trial = hits = 0
    while (trial := trial + _floor(_log2(random()) / scale) + 1) <= n:
        hits += 1
    return hits


def _successes_by_rejection(random, n, p):
    # Hormann's BTRS, "The generation of binomial random variates" (1993).
    spread = _sqrt(n * p * (1.0 - p))
    b = 1.15 + 2.53 * spread
    a = -0.0873 + 0.0248 * b + 0.01 * p
    centre = n * p + 0.5
    sure = 0.92 - 4.2 / b
    mode = None
    while True:
        u = random() - 0.5
        edge = 0.5 - abs(u)
        k = _floor((2.0 * a / edge + b) * u + centre)
        if not 0 <= k <= n:
            continue
        v = random()
        if v <= sure and edge >= 0.07:
            return k
        if mode is None:
            # What only the few undecided ones need.
            mode = _floor((n + 1) * p)
            height = _lgamma(mode + 1) + _lgamma(n - mode + 1)
            odds = _log(p / (1.0 - p))
            factor = (2.83 + 5.1 / b) * spread
        v *= factor / (a / (edge * edge) + b)
        if _log(v) <= height - _lgamma(k + 1) - _lgamma(n - k + 1) + (k - mode) * odds:
            return k


# ---------------------------------------------------------------- generators

class Random(_random.Random):
    """A random number generator with a state of its own.

    A subclass with another source of randomness overrides random(), and perhaps seed(),
    getstate(), setstate() and getrandbits()."""

    VERSION = 3                 # of the state

    def __init__(self, x=None):
        """x is a seed; None stands for the system's entropy or the time."""
        self.seed(x)
        self.gauss_next = None

    def __init_subclass__(cls, /, **kwargs):
        """Let _randbelow() draw from what the subclass overrides."""
        makers = {"_randbelow": None,
                  "getrandbits": "_randbelow_with_getrandbits",
                  "random": "_randbelow_without_getrandbits"}
        for base in cls.__mro__:
            for overridden, maker in makers.items():
                if overridden in vars(base):
                    if maker:
                        cls._randbelow = getattr(cls, maker)
                    return

    # -------- state

    def seed(self, a=None, version=2):
        """Begin anew from a seed: None, int, float, str, bytes or bytearray.

        version 1 is for the sequences of very old programs."""
        kinds, maker = _SEED_MAKERS.get(version, ((), None))
        if isinstance(a, kinds):
            a = maker(a)
        elif not isinstance(a, _SEED_TYPES):
            raise TypeError("The only supported seed types are:\nNone, int, float, str, bytes, "
                            "and bytearray.")
        self.gauss_next = None
        super().seed(a)

    def getstate(self):
        """The state, to be given to setstate() later."""
        return (self.VERSION, super().getstate(), self.gauss_next)

    def setstate(self, state):
        """Go to a state that getstate() gave."""
        version = state[0]
        if version not in (2, 3):
            raise ValueError(f"state with version {version} passed to "
                             f"Random.setstate() of version {self.VERSION}")
        _, words, self.gauss_next = state
        if version == 2:
            # Where integers were short, words above 2**31 were kept as negative ones.
            try:
                words = tuple(word % (1 << 32) for word in words)
            except ValueError as error:
                raise TypeError from error
        super().setstate(words)

    def __reduce__(self):
        return type(self), (), self.getstate()

    def __setstate__(self, state):
        self.setstate(state)

    def __getstate__(self):
        return self.getstate()

    # -------- integers

    def _randbelow_with_getrandbits(self, n):
        """A random int in range(n)."""
        draw = self.getrandbits
        size = n.bit_length()
        while (number := draw(size)) >= n:
            pass
        return number

    def _randbelow_without_getrandbits(self, n, maxsize=1 << BPF):
        """A random int in range(n), of random() alone."""
        draw = self.random
        if n < maxsize:
            # Above the greatest multiple of n some remainders would be likelier.
            fair = (maxsize - maxsize % n) / maxsize
            while (number := draw()) >= fair:
                pass
            return _floor(number * maxsize) % n
        import warnings
        warnings.warn("Underlying random() generator does not supply \n"
                      "enough bits to choose from a population range this large.\n"
                      "To remove the range limitation, add a getrandbits() method.",
                      stacklevel=2)
        return _floor(draw() * n)

    _randbelow = _randbelow_with_getrandbits

    def randrange(self, start, stop=None, step=_ONE):
        """A random element of range(start, stop, step)."""
        first = _index(start)
        if stop is None:
            if step is not _ONE:
                raise TypeError("Missing a non-None stop argument")
            if first <= 0:
                raise ValueError("empty range for randrange()")
            return self._randbelow(first)
        span = _index(stop) - first
        stride = _index(step)
        if stride == 1:
            if span <= 0:
                raise ValueError(f"empty range in randrange({start}, {stop})")
            return first + self._randbelow(span)
        if stride == 0:
            raise ValueError("zero step for randrange()")
        count = -(-span // stride)      # rounded up
        if count <= 0:
            raise ValueError(f"empty range in randrange({start}, {stop}, {step})")
        return first + stride * self._randbelow(count)

    def randint(self, a, b):
        """A random int from a to b, both included."""
        return self.randrange(a, b + 1)

    def randbytes(self, n):
        """n random bytes."""
        bits = self.getrandbits(8 * n)
        return bits.to_bytes(n, "little")

    # -------- sequences

    def choice(self, seq):
        """A random element of a sequence that is not empty."""
        # By its length: an array of numbers has no truth value.
        n = len(seq)
        if n == 0:
            raise IndexError("Cannot choose from an empty sequence")
        return seq[self._randbelow(n)]

    def shuffle(self, x):
        """Shuffle a list in place."""
        below = self._randbelow
        for last in range(len(x) - 1, 0, -1):
            other = below(last + 1)
            x[last], x[other] = x[other], x[last]

    def sample(self, population, k, *, counts=None):
        """k different elements of a sequence, in random order.

        counts says how often each of them counts as an element."""
        if not isinstance(population, _Sequence):
            raise TypeError(
                "Population must be a sequence.  For dicts or sets, use sorted(d).")
        n = len(population)
        if counts is not None:
            # Draw places in the row that all those elements would make.
            ends = list(_running_totals(counts))
            if len(ends) != n:
                raise ValueError("The number of counts does not match the population")
            length = ends.pop() if ends else 0
            if isinstance(length, int):
                if length > 0:
                    places = self.sample(range(length), k=k)
                    return [population[_bisect(ends, place)] for place in places]
                raise ValueError("Total of counts must be greater than zero")
            raise TypeError("Counts must be integers")
        if k < 0 or k > n:
            raise ValueError("Sample larger than population or is negative")
        if _copy_is_smaller(n, k):
            return _draw_from_copy(self._randbelow, list(population), k)
        return _draw_and_remember(self._randbelow, population, k)

    def choices(self, population, weights=None, *, cum_weights=None, k=1):
        """k random elements, each drawn from all of the population.

        Weights, or cumulative weights, say how likely each is."""
        draw = self.random
        n = len(population)
        if weights is None and cum_weights is None:
            width = float(n)
            return [population[_floor(draw() * width)] for _ in range(k)]
        if cum_weights is None:
            if isinstance(weights, int):
                raise TypeError("The number of choices must be a keyword argument: "
                                f"k={weights!r}")
            ends = list(_running_totals(weights))
        elif weights is None:
            ends = cum_weights
        else:
            raise TypeError("Cannot specify both weights and cumulative weights")
        if len(ends) != n:
            raise ValueError("The number of weights does not match the population")
        width = ends[-1] + 0.0          # a float, of whatever numbers
        if width <= 0.0:
            raise ValueError("Total of weights must be greater than zero")
        if not _isfinite(width):
            raise ValueError("Total of weights must be finite")
        find, last = _bisect, n - 1
        return [population[find(ends, draw() * width, 0, last)] for _ in range(k)]

    # -------- distributions

    def uniform(self, a, b):
        """A random float between a and b."""
        return a + (b - a) * self.random()

    def triangular(self, low=0.0, high=1.0, mode=None):
        """A random float with a triangular distribution; by default symmetric."""
        u = self.random()
        if mode is None:
            peak = 0.5
        elif high == low:
            return low
        else:
            peak = (mode - low) / (high - low)
        if u <= peak:
            return low + (high - low) * _sqrt(u * peak)
        # The falling side is a rising one from the other end.
        return high + (low - high) * _sqrt((1.0 - u) * (1.0 - peak))

    def normalvariate(self, mu=0.0, sigma=1.0):
        """A random float with a normal distribution (Kinderman and Monahan's method)."""
        draw = self.random
        while True:
            u = draw()
            v = 1.0 - draw()
            z = NV_MAGICCONST * (u - 0.5) / v
            if z * z / 4.0 <= -_log(v):
                break
        return mu + z * sigma

    def gauss(self, mu=0.0, sigma=1.0):
        """As normalvariate(), faster; not to be called by several threads at once."""
        # Box and Muller's method makes two numbers at a time.
        z, self.gauss_next = self.gauss_next, None
        if z is None:
            angle = self.random() * TWOPI
            radius = _sqrt(-2.0 * _log(1.0 - self.random()))
            z, self.gauss_next = _cos(angle) * radius, _sin(angle) * radius
        return mu + z * sigma

    def lognormvariate(self, mu, sigma):
        """A random float whose logarithm has a normal distribution."""
        return _exp(self.normalvariate(mu, sigma))

    # random() may be 0, which has no logarithm; 1 - random() is never 0.

    def expovariate(self, lambd=1.0):
        """A random float with an exponential distribution of mean 1/lambd."""
        return -_log(1.0 - self.random()) / lambd

    def paretovariate(self, alpha):
        """A random float with a Pareto distribution of the given shape."""
        tail = 1.0 - self.random()
        return tail ** (-1.0 / alpha)

    def weibullvariate(self, alpha, beta):
        """A random float with a Weibull distribution of scale alpha and shape beta."""
        depth = -_log(1.0 - self.random())
        return alpha * depth ** (1.0 / beta)

    def vonmisesvariate(self, mu, kappa):
        """A random angle with a circular normal distribution around mu.

        kappa is the concentration."""
        draw = self.random
        if kappa <= 1e-6:
            return TWOPI * draw()
        away = _acos(_wrapped_cosine(draw, kappa))
        return (mu + away if draw() > 0.5 else mu - away) % TWOPI

    def gammavariate(self, alpha, beta):
        """A random float with a gamma distribution: mean alpha * beta."""
        if not (alpha > 0.0 and beta > 0.0):
            raise ValueError("gammavariate: alpha and beta must be > 0.0")
        if alpha == 1.0:
            return -_log(1.0 - self.random()) * beta
        standard = _gamma_above_one if alpha > 1.0 else _gamma_below_one
        return standard(self.random, alpha) * beta

    def betavariate(self, alpha, beta):
        """A random float between 0 and 1 with a beta distribution."""
        part = self.gammavariate(alpha, 1.0)
        return part / (part + self.gammavariate(beta, 1.0)) if part else 0.0

    def binomialvariate(self, n=1, p=0.5):
        """How many of n trials succeed, each with probability p."""
        if n < 0:
            raise ValueError("n must be non-negative")
        if not 0.0 < p < 1.0:
            if p in (0.0, 1.0):
                return n if p else 0
            raise ValueError("p must be in the range 0.0 <= p <= 1.0")
        if n == 1:
            return int(self.random() < p)
        if p > 0.5:
            # The failures are fewer.
            return n - self.binomialvariate(n, 1.0 - p)
        count = _successes_by_gaps if n * p < 10.0 else _successes_by_rejection
        return count(self.random, n, p)


class SystemRandom(Random):
    """Randomness of the operating system: has no state, cannot be seeded."""

    def getrandbits(self, k):
        """An int of k random bits."""
        if k < 0:
            raise ValueError("number of bits must be non-negative")
        size = -(-k // 8)
        return int.from_bytes(_urandom(size)) >> 8 * size - k

    def random(self):
        """A random float in [0, 1)."""
        bits = int.from_bytes(_urandom(7))
        return (bits >> 56 - BPF) * RECIP_BPF

    def randbytes(self, n):
        """n random bytes."""
        return _urandom(n)

    def seed(self, *args, **kwds):
        """Does nothing."""

    def getstate(self, *args, **kwds):
        """Raises: there is no state."""
        raise NotImplementedError("System entropy source does not have state.")

    setstate = getstate


# The functions of the module are methods of one hidden generator.
_inst = Random()
globals().update((name, getattr(_inst, name)) for name in _GENERATOR_METHODS)

if hasattr(_os, "register_at_fork"):
    # A child must not repeat its parent's numbers.
    _os.register_at_fork(after_in_child=_inst.seed)


# ---------------------------------------------------------------- command line

_OPTIONS = {
    "--choice": dict(nargs="+", help="print a random choice"),
    "--integer": dict(type=int, metavar="N",
                      help="print a random integer between 1 and N inclusive"),
    "--float": dict(type=float, metavar="N",
                    help="print a random floating-point number between 0 and N inclusive"),
}


def _parse_args(arg_list=None):
    from argparse import ArgumentParser, RawTextHelpFormatter
    parser = ArgumentParser(formatter_class=RawTextHelpFormatter)
    wanted = parser.add_mutually_exclusive_group()
    for long, settings in _OPTIONS.items():
        wanted.add_argument(long[1:3], long, **settings)
    parser.add_argument("input", nargs="*", help="\n".join([
        "if no options given, output depends on the input",
        "string or multiple: same as --choice", "integer: same as --integer",
        "float: same as --float"]))
    return parser.parse_args(arg_list), parser.format_help()


def main(arg_list=None):
    args, usage = _parse_args(arg_list)
    if args.integer is not None:
        return _inst.randint(1, args.integer)
    if args.float is not None:
        return _inst.uniform(0, args.float)
    words = args.choice or args.input
    if args.choice or len(words) > 1:
        return _inst.choice(words)
    if not words:
        return usage
    # One word: what it looks like says what is wanted.
    for number, draw, low in ((int, _inst.randint, 1), (float, _inst.uniform, 0)):
        try:
            return draw(low, number(words[0]))
        except ValueError:
            pass
    return _inst.choice(words[0].split())


if __name__ == "__main__":
    print(main())
