# statistics: averages, spread, relations of data, and the normal distribution. Invariant: sums are exact (_sum, _ss) and rounded once,
# at the end, so results depend neither on the order of the data nor on its scale; the functions of floats (fmean and the like) use
# math's exact sums.
"""Basic statistics: averages, medians, modes, quantiles, variances, correlation, kernel densities and NormalDist.

>>> mean([1, 2, 3, 4, 4])
2.8
>>> median([2, 3, 4, 5])
3.5
"""

import math
import numbers
import sys
from bisect import bisect_left, bisect_right
from collections import Counter, namedtuple
from decimal import Decimal
from fractions import Fraction
from functools import reduce
from itertools import groupby, repeat
from math import erf, exp, fabs, fma, fsum, hypot, isfinite, isinf, isqrt, log, sqrt, sumprod, tau

__all__ = """
    NormalDist StatisticsError
    mean fmean geometric_mean harmonic_mean median median_low median_high median_grouped mode multimode
    variance pvariance stdev pstdev quantiles covariance correlation linear_regression kde kde_random
""".split()


class StatisticsError(ValueError):
    """What is wrong with the data."""


# --- averages -----------------------------------------------------------------------------------

def _enough(n, what, least=1, problem="{} requires at least {} data point{}"):
    if n < least:
        raise StatisticsError(problem.format(what, "one" if least == 1 else "two", "s" * (least > 1)))


def _sorted(data):
    """The sorted data, at least one, and how many."""
    values = sorted(data)
    if values:
        return values, len(values)
    raise StatisticsError("no median for empty data")


def mean(data):
    """The arithmetic mean: the sum divided by how many there are.

    >>> mean([0.5, 1.5, 4])
    2.0
    """
    kind, whole, size = _sum(data)
    _enough(size, "mean")
    return _convert(whole / size, kind)


def fmean(data, weights=None):
    """The arithmetic mean as a float, fast; with weights, the weighted mean.

    >>> fmean([1, 2, 6])
    3.0
    """
    if weights is not None:
        return _weighted(data, weights if isinstance(weights, (tuple, list)) else list(weights))
    if not hasattr(data, "__len__"):
        data = list(data)
    whole, size = fsum(data), len(data)
    _enough(size, "fmean")
    return whole / size


def _weighted(data, weights):
    try:
        whole = sumprod(data, weights)
    except ValueError:
        raise StatisticsError("data and weights must be the same length")
    if divisor := fsum(weights):
        return whole / divisor
    raise StatisticsError("sum of weights must be non-zero")


def geometric_mean(data):
    """The geometric mean as a float: the n-th root of the product. The data must not be negative.

    >>> round(geometric_mean([2, 8]), 12)
    4.0
    """
    values = list(data)
    _enough(len(values), "", problem="Must have a non-empty dataset")
    logs = []
    for x in values:
        if x > 0.0 or x != x:
            logs.append(log(x))
        elif x:
            raise StatisticsError("No negative inputs allowed", x)
    whole = fsum(logs)
    if len(logs) == len(values):
        return exp(whole / len(logs))
    # With a zero: 0, unless there is inf or nan too.
    return 0.0 if whole < math.inf else math.nan


def harmonic_mean(data, weights=None):
    """The harmonic mean: the reciprocal of the mean of the reciprocals; with weights, of their weighted mean.

    >>> harmonic_mean([2, 6])
    3.0
    """
    values = list(data) if hasattr(data, "__next__") else data
    size, problem = len(values), "harmonic mean does not support negative values"
    _enough(size, "harmonic_mean")
    if weights is not None:
        weights = list(weights) if hasattr(weights, "__next__") else weights
        if size != len(weights):
            raise StatisticsError("Number of weights does not match data size")
        above = _sum(_fail_neg(weights, problem))[1]
    elif size > 1:
        weights, above = [1] * size, size
    elif isinstance(values[0], (numbers.Real, Decimal)):
        return next(_fail_neg(values, problem))
    else:
        raise TypeError("unsupported type")
    try:
        kind, below, _ = _sum([w / x if w else 0 for x, w in zip(_fail_neg(values, problem), weights)])
    except ZeroDivisionError:
        return 0
    if below > 0:
        return _convert(above / below, kind)
    raise StatisticsError("Weighted sum must be positive")


def median(data):
    """The middle of the sorted data, or the mean of the two in the middle.

    >>> median([9, 1, 4])
    4
    """
    values, size = _sorted(data)
    upper = values[size // 2]
    return upper if size % 2 else (values[size // 2 - 1] + upper) / 2


def median_low(data):
    """The middle of the sorted data, or the smaller of the two in the middle.

    >>> median_low([4, 2, 8, 6])
    4
    """
    values, size = _sorted(data)
    return values[(size - 1) // 2]


def median_high(data):
    """The middle of the sorted data, or the larger of the two in the middle.

    >>> median_high([4, 2, 8, 6])
    6
    """
    values, size = _sorted(data)
    return values[size // 2]


def median_grouped(data, interval=1.0):
    """The median of data that was sorted into classes: each value is the middle of one that is interval wide.

    >>> median_grouped([10, 20, 20, 30], 10)
    20.0
    """
    values, size = _sorted(data)
    middle = values[size // 2]
    first = bisect_left(values, middle)
    members = bisect_right(values, middle, lo=first) - first
    try:
        width, centre = float(interval), float(middle)
    except ValueError:
        raise TypeError("Value cannot be converted to a float")
    # The values of a class are taken to be spread evenly over it.
    return centre + width * ((size / 2 - first) / members - 0.5)


def mode(data):
    """The most common value, the first of them if there are several.

    >>> mode("abracadabra")
    'a'
    """
    best = Counter(iter(data)).most_common(1)
    if best:
        return best[0][0]
    raise StatisticsError("no mode for empty data")


def multimode(data):
    """A list of the most common values, in the order of their first places.

    >>> multimode("mississippi")
    ['i', 's']
    """
    counts = Counter(iter(data))
    most = max(counts.values(), default=0)
    return [value for value in counts if counts[value] == most]


# --- spread -------------------------------------------------------------------------------------

def _spread(data, centre, name, sample):
    """The variance, of a sample or of a population, and its type."""
    kind, squares, _, size = _ss(data, centre)
    _enough(size, name, 1 + sample)
    return squares / (size - sample), kind


def variance(data, xbar=None):
    """The variance of a sample; xbar is its mean, if that is known.

    >>> variance([1, 2, 3])
    1
    """
    return _convert(*_spread(data, xbar, "variance", 1))


def pvariance(data, mu=None):
    """The variance of a whole population; mu is its mean, if that is known.

    >>> pvariance([1.0, 3.0])
    1.0
    """
    return _convert(*_spread(data, mu, "pvariance", 0))


def stdev(data, xbar=None):
    """The standard deviation of a sample: the square root of its variance.

    >>> stdev([1, 2, 3])
    1.0
    """
    return _root(*_spread(data, xbar, "stdev", 1))


def pstdev(data, mu=None):
    """The standard deviation of a whole population: the square root of its variance.

    >>> pstdev([2, 6])
    2.0
    """
    return _root(*_spread(data, mu, "pstdev", 0))


def quantiles(data, *, n=4, method="exclusive"):
    """The n - 1 points that cut the data into n parts of equal probability.

    The method "exclusive" is for samples of something that can have more extreme values, "inclusive" for data
    that has the extremes.

    >>> quantiles([1, 2, 3, 4], n=4)
    [1.25, 2.5, 3.75]
    """
    _enough(n, "", problem="n must be at least 1")
    values = sorted(data)
    size = len(values)
    _enough(size, "", problem="must have at least one data point")
    if size == 1:
        return values * (n - 1)
    if method not in ("exclusive", "inclusive"):
        raise ValueError(f"Unknown method: {method!r}")
    # The first value is the quantile 1/(size + 1) of a sample, or else the quantile 0.
    outside = method == "exclusive"
    steps = size + 1 if outside else size - 1
    cuts = []
    for i in range(1, n):
        # Between two values, but beyond the last if that is where the cut is.
        j = min(max(i * steps // n - outside, 0), size - 2)
        right = i * steps - (j + outside) * n
        cuts.append((values[j] * (n - right) + values[j + 1] * right) / n)
    return cuts


# --- relations ----------------------------------------------------------------------------------

def _paired(x, y, what):
    n = len(x)
    if len(y) != n:
        raise StatisticsError(f"{what} requires that both inputs have same number of data points")
    if n < 2:
        raise StatisticsError(f"{what} requires at least two data points")
    return n


def _centred(values, size):
    """The values with their mean taken off, and that mean."""
    middle = fsum(values) / size
    return [value - middle for value in values], middle


def covariance(x, y, /):
    """The covariance of two samples of the same length.

    >>> covariance([1, 2, 3], [2, 4, 6])
    2.0
    """
    size = _paired(x, y, "covariance")
    return sumprod(_centred(x, size)[0], _centred(y, size)[0]) / (size - 1)


def correlation(x, y, /, *, method="linear"):
    """Pearson's correlation of two samples, or Spearman's, of their ranks, by the method "ranked".

    >>> correlation([1, 2, 4], [2, 4, 8])
    1.0
    """
    size = _paired(x, y, "correlation")
    if method == "linear":
        (x, _), (y, _) = _centred(x, size), _centred(y, size)
    elif method == "ranked":
        # From such a start on, the mean of the ranks is 0.
        x, y = [_rank(values, start=(1 - size) / 2) for values in (x, y)]
    else:
        raise ValueError(f"Unknown method: {method!r}")
    if below := _sqrtprod(sumprod(x, x), sumprod(y, y)):
        return sumprod(x, y) / below
    raise StatisticsError("at least one of the inputs is constant")


LinearRegression = namedtuple("LinearRegression", ("slope", "intercept"))


def linear_regression(x, y, /, *, proportional=False):
    """The line y = slope * x + intercept with the least squares; proportional ones go through the origin.

    >>> linear_regression([1, 2, 3], [3, 5, 7])
    LinearRegression(slope=2.0, intercept=1.0)
    """
    size = _paired(x, y, "linear regression")
    xbar = ybar = None
    if not proportional:
        (x, xbar), (y, ybar) = _centred(x, size), _centred(y, size)
    if not (below := sumprod(x, x)):
        raise StatisticsError("x is constant")
    slope = (0.0 + sumprod(x, y)) / below
    return LinearRegression(slope, 0.0 if proportional else ybar - slope * xbar)


# --- kernel densities ---------------------------------------------------------------------------
#
# A kernel is a density K around 0, its cumulative distribution W, that one's inverse (in _kernel_invcdfs), and how far from 0 it
# reaches, None for ever.

def _kernels():
    from math import atan, cos, cosh, pi, sin
    root, sqrt2 = sqrt(2 * pi), sqrt(2)
    named = {
        "normal": (lambda t: exp(-1/2 * t * t) / root, lambda t: 1/2 * (1.0 + erf(t / sqrt2)), None),
        "logistic": (lambda t: 1/2 / (1.0 + cosh(t)), lambda t: 1.0 - 1.0 / (exp(t) + 1.0), None),
        "sigmoid": (lambda t: (1 / pi) / cosh(t), lambda t: (2 / pi) * atan(exp(t)), None),
        "rectangular": (lambda t: 1/2, lambda t: 1/2 * t + 1/2, 1.0),
        "triangular": (lambda t: 1.0 - abs(t), lambda t: t*t * (1/2 if t < 0.0 else -1/2) + t + 1/2, 1.0),
        "parabolic": (lambda t: 3/4 * (1.0 - t * t), lambda t: -1/4 * t**3 + 3/4 * t + 1/2, 1.0),
        "quartic": (lambda t: 15/16 * (1.0 - t * t) ** 2, _quartic_cdf, 1.0),
        "triweight": (lambda t: 35/32 * (1.0 - t * t) ** 3, _triweight_cdf, 1.0),
        "cosine": (lambda t: pi / 4 * cos(pi / 2 * t), lambda t: 1/2 * sin(pi / 2 * t) + 1/2, 1.0),
    }
    for alias, name in _kernel_aliases.items():
        named[alias] = named[name]
    return named


_kernel_aliases = {"gauss": "normal", "uniform": "rectangular", "epanechnikov": "parabolic", "biweight": "quartic"}


def _quartic_cdf(t):
    return sumprod((3/16, -5/8, 15/16, 1/2), (t**5, t**3, t, 1.0))


def _triweight_cdf(t):
    return sumprod((-5/32, 21/32, -35/32, 35/32, 1/2), (t**7, t**5, t**3, t, 1.0))


def _check_kde(data, h):
    _enough(len(data), "", problem="Empty data sequence")
    if not isinstance(data[0], (float, int)):
        raise TypeError("Data sequence must contain ints or floats")
    if h <= 0.0:
        raise StatisticsError(f"Bandwidth h must be positive, not {h=!r}")


def kde(data, h, kernel="normal", *, cumulative=False):
    """Estimate the density that samples came from: a function of x, or with cumulative the distribution function.

    Each sample counts as a kernel of the width h around it. The kernels are normal (gauss), logistic, sigmoid,
    rectangular (uniform), triangular, parabolic (epanechnikov), quartic (biweight), triweight and cosine. What is
    appended to the data later counts too.

    >>> f_hat = kde([-2.1, -1.3, -0.4, 1.9, 5.1, 6.2], h=1.5)
    >>> round(f_hat(0.5), 6)
    0.09758
    """
    _check_kde(data, h)
    try:
        density, distribution, support = _kernels()[kernel]
    except KeyError:
        raise StatisticsError(f"Unknown kernel name: {kernel!r}") from None
    weigh = distribution if cumulative else density

    if support is None:
        def estimate(x):
            whole = sum([weigh((x - centre) / h) for centre in data])
            return whole / len(data) if cumulative else whole / (len(data) * h)
    else:
        # Only samples that are near count; those that are far below do in the distribution, as 1 each.
        reach, ordered = h * support, sorted(data)

        def estimate(x):
            nonlocal ordered
            size = len(data)
            if size != len(ordered):
                ordered = sorted(data)
            first = bisect_left(ordered, x - reach)
            near = ordered[first:bisect_right(ordered, x + reach)]
            whole = sum([weigh((x - centre) / h) for centre in near], first if cumulative else 0)
            return whole / size if cumulative else whole / (size * h)

    estimate.__name__ = "cdf" if cumulative else "pdf"
    estimate.__qualname__ = "kde.<locals>." + estimate.__name__
    estimate.__doc__ = f"{estimate.__name__.upper()} estimate with {h=!r} and {kernel=!r}"
    return estimate


def kde_random(data, h, kernel="normal", *, seed=None):
    """A function that gives random numbers from the density that kde() estimates.

    >>> rand = kde_random([-2.1, -1.3, -0.4, 1.9, 5.1, 6.2], h=1.5, kernel="cosine", seed=8)
    >>> -3.6 <= rand() <= 7.7
    True
    """
    _check_kde(data, h)
    inverse = _kernel_invcdfs.get(kernel)
    if inverse is None:
        raise StatisticsError(f"Unknown kernel name: {kernel!r}")
    from random import Random
    source = Random(seed)
    random, choice = source.random, source.choice

    def rand():
        return choice(data) + h * inverse(random())

    rand.__doc__ = f"Random KDE selection with {h=!r} and {kernel=!r}"
    return rand


def _inverse_of(distribution, density, estimate, tolerance=1e-12):
    """The inverse of a distribution function, by Newton's method from an estimate of it."""
    def inverse(p):
        x = estimate(p)
        while True:
            error = distribution(x) - p
            if not abs(error) > tolerance:
                return x
            x -= error / density(x)
    return inverse


def _edge_estimate(power, scale):
    """An estimate of the inverse of a distribution on -1..1 that begins as scale * (1 + x)**power and has all its mass inside."""
    def estimate(p):
        if p > 0.5:
            return -estimate(1.0 - p)
        # exact at the edge, and pulled towards 0 at the middle
        edge = (p / scale) ** (1.0 / power)
        middle = (0.5 / scale) ** (1.0 / power)
        share = edge / middle
        return edge * (1.0 + (1.0 / middle - 1.0) * share) - 1.0
    return estimate


def _inverses():
    from math import acos, asin, cos, pi, tan
    quartic = _inverse_of(_quartic_cdf, lambda t: 15/16 * (1.0 - t * t) ** 2, _edge_estimate(3, 5/4))
    triweight = _inverse_of(_triweight_cdf, lambda t: 35/32 * (1.0 - t * t) ** 3, _edge_estimate(4, 35/16))
    named = {
        "normal": lambda p: _normal_dist_inv_cdf(p, 0.0, 1.0),
        "logistic": lambda p: log(p / (1.0 - p)),
        "sigmoid": lambda p: log(tan(p * pi / 2)),
        "rectangular": lambda p: 2.0 * p - 1.0,
        "parabolic": lambda p: 2.0 * cos((acos(2.0 * p - 1.0) + pi) / 3.0),
        "quartic": quartic,
        "triweight": triweight,
        "triangular": lambda p: sqrt(2.0 * p) - 1.0 if p < 1/2 else 1.0 - sqrt(2.0 - 2.0 * p),
        "cosine": lambda p: 2.0 * asin(2.0 * p - 1.0) / pi,
    }
    for alias, name in _kernel_aliases.items():
        named[alias] = named[name]
    return named


_kernel_invcdfs = _inverses()


# --- exact sums ---------------------------------------------------------------------------------

def _exact_floats(data):
    """The exact sum of a list of floats as a Fraction; None where it takes more than floats to find it (overflow, inf, nan)."""
    # fsum gives the sum rounded; what it lacks is the sum with that taken off, and so on: each part is 2**-53 of the one before.
    try:
        part = fsum(data)
        if not isfinite(part):
            return None
        total = Fraction(part)
        rest = [*data]
        while part:
            rest.append(-part)
            part = fsum(rest)
            if not isfinite(part):
                return None
            total += Fraction(part)
    except (OverflowError, ValueError):
        return None
    return total


def _sum(data):
    """The exact sum of numbers as (type, sum, how many): the sum is a Fraction, or what inf and nan make of it.

    >>> _sum([3, 2.25, 4.5, -0.5, 0.25])
    (<class 'float'>, Fraction(19, 2), 5)
    """
    if type(data) is not list:
        data = list(data)
    kinds = set(map(type, data))
    n = len(data)
    if kinds <= _plain:
        total = 0
        if float in kinds:
            ints = None
            if len(kinds) > 1:
                ints = sum([x for x in data if type(x) is not float])
                data = [x for x in data if type(x) is float]
            total = _exact_floats(data)
            if total is not None and ints is not None:
                total += ints
        elif kinds:
            total = Fraction(sum(data))
        if total is not None:
            return float if float in kinds else int, total, n
        data = data if ints is None else [*data, ints]
    sums = {}
    for x in data:
        above, below = _exact_ratio(x)
        sums[below] = sums.get(below, 0) + above
    if None in sums:
        total = sums[None]
    else:
        total = sum(Fraction(above, below) for below, above in sums.items())
    return reduce(_coerce, kinds, int), total, n


_plain = {int, float, bool}


def _ss(data, c=None):
    """The exact sum of the squares of the distances from c, by default the mean, as (type, sum, c, how many)."""
    if c is not None:
        T, ssd, n = _sum((d := x - c) * d for x in data)
        return T, ssd, c, n
    if type(data) is not list:
        data = list(data)
    n = len(data)
    if not n:
        return int, Fraction(0), Fraction(0), 0
    T, sx, _ = _sum(data)
    if not isinstance(sx, Fraction):  # inf or nan
        return T, sx, sx, n
    sxx = _exact_squares(data)
    if sxx is None:
        sums = {}
        for x in data:
            above, below = _exact_ratio(x)
            sums[below] = sums.get(below, 0) + above * above
        sxx = sum(Fraction(above, below * below) for below, above in sums.items())
    # n * sxx - sx * sx over n, in one Fraction
    a, b = sx._numerator, sx._denominator
    p, q = sxx._numerator, sxx._denominator
    return T, Fraction(n * p * b * b - a * a * q, q * b * b * n), sx / n, n


def _exact_squares(data):
    """The exact sum of the squares of a list, or None where there is no fast way to it."""
    kinds = set(map(type, data))
    if kinds == {float}:
        sizes = [abs(x) for x in data if x]
        if not sizes:
            return Fraction(0)
        if min(sizes) < 1e-140 or max(sizes) > 1e140:  # a square or its error might not be a float
            return None
        squares = [x * x for x in data]
        return _exact_floats(squares + [fma(x, x, -s) for x, s in zip(data, squares)])
    if kinds == {int}:
        return Fraction(sum([x * x for x in data]))
    return None


def _isfinite(x):
    try:
        return x.is_finite()  # Decimal
    except AttributeError:
        return isfinite(x)


def _coerce(T, S):
    """The type that results of numbers of two types have; int gives way to any."""
    if T is S or S in (int, bool):
        return T
    if T is int or issubclass(S, T):
        return S
    # A subclass before its base, any number before those of a subclass of int, a float before a fraction.
    for loser, winner in (S, T), (T, S):
        if issubclass(winner, loser):
            return winner
    for loser, winner in (T, S), (S, T):
        if issubclass(loser, int) or issubclass(loser, Fraction) and issubclass(winner, float):
            return winner
    raise TypeError(f"don't know how to coerce {T.__name__} and {S.__name__}")


def _exact_ratio(x):
    """A number as (numerator, denominator), or as (x, None) if it is infinite or a NaN.

    >>> _exact_ratio(0.25)
    (1, 4)
    """
    try:
        ratio = getattr(x, "as_integer_ratio", None)
        return ratio() if ratio else (x.numerator, x.denominator)
    except (OverflowError, ValueError):
        return x, None
    except AttributeError:
        raise TypeError(f"can't convert type '{type(x).__name__}' to numerator/denominator")


def _convert(value, T):
    """A number as one of type T; what is no whole number does not become an int but a float."""
    kind = float if issubclass(T, int) and value.denominator != 1 else T
    if type(value) is kind:
        return value
    if issubclass(kind, Decimal) and isinstance(value, Fraction):
        above, below = value.as_integer_ratio()
        return kind(above) / below
    return kind(value)


def _fail_neg(values, errmsg="negative value"):
    """The values, unless one is negative."""
    for value in values:
        if value < 0:
            raise StatisticsError(errmsg)
        yield value


def _rank(data, /, *, key=None, reverse=False, ties="average", start=1) -> list[float]:
    """The place of each value in the sorted data; equal ones share the mean of their places.

    >>> _rank([31, 56, 31, 25, 75, 18])
    [3.5, 5.0, 3.5, 2.0, 6.0, 1.0]
    """
    if ties not in ("average",):
        raise ValueError(f"Unknown tie resolution method: {ties!r}")
    values = list(data if key is None else map(key, data))
    order = sorted(range(len(values)), key=values.__getitem__, reverse=reverse)
    ranks = [0.0] * len(values)
    place = start
    for _, alike in groupby(order, key=values.__getitem__):
        alike = list(alike)
        # The first of them has this place, the last that of the next ones less one.
        next_place = place + len(alike)
        for i in alike:
            ranks[i] = (place + next_place - 1) / 2
        place = next_place
    return ranks


# --- square roots -------------------------------------------------------------------------------
#
# A root that is not exact is cut off and made odd two bits behind the last that counts: rounded from there it is correctly rounded.

_sqrt_bit_width = 2 * sys.float_info.mant_dig + 3


def _integer_sqrt_of_frac_rto(n: int, m: int) -> int:
    """The square root of n/m, rounded to the odd neighbour where it is not an int."""
    root = isqrt(n // m)
    return root | (root * root * m != n)


def _float_sqrt_of_frac(n: int, m: int) -> float:
    """The square root of n/m as a float, correctly rounded."""
    shift = (n.bit_length() - m.bit_length() - _sqrt_bit_width) // 2
    if shift >= 0:
        return (_integer_sqrt_of_frac_rto(n, m << 2 * shift) << shift) / 1
    return _integer_sqrt_of_frac_rto(n << -2 * shift, m) / (1 << -shift)


def _decimal_sqrt_of_frac(n: int, m: int) -> Decimal:
    """The square root of n/m as a Decimal, correctly rounded to the precision of the context."""
    if m <= 0:
        if not m:
            raise ZeroDivisionError(f"Fraction({n}, 0)")
        n, m = -n, -m
    root = (Decimal(n) / Decimal(m)).sqrt()
    above, below = root.as_integer_ratio()
    if above * above * m == n * below * below:
        return root
    from decimal import getcontext
    places = getcontext().prec + 2 - (len(str(n)) - len(str(m))) // 2
    if places >= 0:
        n *= 100 ** places
    else:
        m *= 100 ** -places
    root = isqrt(n // m)
    sticky = root * root * m != n
    return +Decimal(root * 10 + sticky).scaleb(-places - 1)


def _root(mss, T):
    root = _decimal_sqrt_of_frac if issubclass(T, Decimal) else _float_sqrt_of_frac
    return root(mss.numerator, mss.denominator)


def _mean_stdev(data):
    """The mean and the standard deviation of a sample, as floats."""
    _, squares, centre, size = _ss(data)
    _enough(size, "stdev", 2)
    centre = float(centre)
    if not isinstance(squares, Fraction):
        return centre, centre / float(squares)
    return centre, _root(squares / (size - 1), float)


def _sqrtprod(x: float, y: float) -> float:
    """The square root of x * y, without overflow in between and with the error of the product taken off."""
    root = sqrt(x * y)
    if root and isfinite(root):
        return root + sumprod((x, root), (y, -root)) / (2.0 * root)
    # A power of two brings what left the range of floats back into it.
    if x and y and isfinite(x) and isfinite(y):
        factor = 2.0 ** (-512 if root else 537)
        return _sqrtprod(x * factor, y * factor) / factor
    return root


# --- the normal distribution --------------------------------------------------------------------

_SQRT2 = sqrt(2.0)

# The coefficients of algorithm AS 241 (Wichura 1988): near the middle, in the tails, and far out in them.
_MIDDLE = ((2.50908_09287_30122_6727e+3, 3.34305_75583_58812_8105e+4, 6.72657_70927_00870_0853e+4, 4.59219_53931_54987_1457e+4,
            1.37316_93765_50946_1125e+4, 1.97159_09503_06551_4427e+3, 1.33141_66789_17843_7745e+2, 3.38713_28727_96366_6080e+0),
           (5.22649_52788_52854_5610e+3, 2.87290_85735_72194_2674e+4, 3.93078_95800_09271_0610e+4, 2.12137_94301_58659_5867e+4,
            5.39419_60214_24751_1077e+3, 6.87187_00749_20579_0830e+2, 4.23133_30701_60091_1252e+1, 1.0))
_TAIL = ((7.74545_01427_83414_07640e-4, 2.27238_44989_26918_45833e-2, 2.41780_72517_74506_11770e-1, 1.27045_82524_52368_38258e+0,
          3.64784_83247_63204_60504e+0, 5.76949_72214_60691_40550e+0, 4.63033_78461_56545_29590e+0, 1.42343_71107_49683_57734e+0),
         (1.05075_00716_44416_84324e-9, 5.47593_80849_95344_94600e-4, 1.51986_66563_61645_71966e-2, 1.48103_97642_74800_74590e-1,
          6.89767_33498_51000_04550e-1, 1.67638_48301_83803_84940e+0, 2.05319_16266_37758_82187e+0, 1.0))
_FAR = ((2.01033_43992_92288_13265e-7, 2.71155_55687_43487_57815e-5, 1.24266_09473_88078_43860e-3, 2.65321_89526_57612_30930e-2,
         2.96560_57182_85048_91230e-1, 1.78482_65399_17291_33580e+0, 5.46378_49111_64114_36990e+0, 6.65790_46435_01103_77720e+0),
        (2.04426_31033_89939_78564e-15, 1.42151_17583_16445_88870e-7, 1.84631_83175_10054_68180e-5, 7.86869_13114_56132_59100e-4,
         1.48753_61290_85061_48525e-2, 1.36929_88092_27358_05310e-1, 5.99832_20655_58879_37690e-1, 1.0))


def _quotient(coefficients, r):
    above = below = 0.0
    for a, b in zip(*coefficients):
        above = above * r + a
        below = below * r + b
    return above, below


def _normal_dist_inv_cdf(p, mu, sigma):
    """The x below which a normally distributed number is with the probability p."""
    q = p - 0.5
    if fabs(q) <= 0.425:
        above, below = _quotient(_MIDDLE, 0.180625 - q * q)
        return mu + above * q / below * sigma
    r = sqrt(-log(p if q <= 0.0 else 1.0 - p))
    if r <= 5.0:
        above, below = _quotient(_TAIL, r - 1.6)
    else:
        above, below = _quotient(_FAR, r - 5.0)
    x = above / below
    if q < 0.0:
        x = -x
    return mu + x * sigma


try:
    import _statistics as _native
except ImportError:
    _native = None
if _native:
    _normal_dist_inv_cdf = _native._normal_dist_inv_cdf


_no_deviation = "{}() not defined when sigma is zero"


class NormalDist:
    """A normal distribution: its mean mu and its standard deviation sigma."""

    __slots__ = {
        "_mu": "The arithmetic mean.",
        "_sigma": "The standard deviation.",
    }

    def __init__(self, mu=0.0, sigma=1.0):
        """A normal distribution with the mean mu and the standard deviation sigma."""
        if sigma < 0.0:
            raise StatisticsError("sigma must be non-negative")
        self._mu, self._sigma = float(mu), float(sigma)

    @classmethod
    def from_samples(cls, data):
        """The distribution with the mean and the standard deviation of a sample."""
        return cls(*_mean_stdev(data))

    mean = property(lambda self: self._mu, doc="The arithmetic mean.")
    median = property(lambda self: self._mu, doc="The median, which is the mean.")
    mode = property(lambda self: self._mu, doc="Where the density is highest: at the mean.")
    stdev = property(lambda self: self._sigma, doc="The standard deviation.")
    variance = property(lambda self: self._sigma * self._sigma, doc="The square of the standard deviation.")

    # ---- numbers and probabilities

    def _deviation(self, asker):
        # The deviation, where it must not be 0.
        if sigma := self._sigma:
            return sigma
        raise StatisticsError(_no_deviation.format(asker))

    def zscore(self, x):
        """How many standard deviations x is above the mean."""
        sigma = self._deviation("zscore")
        return (x - self._mu) / sigma

    def pdf(self, x):
        """The density at x."""
        # A deviation may be too small for a square.
        if not (square := self._sigma * self._sigma):
            raise StatisticsError(_no_deviation.format("pdf"))
        return exp((x - self._mu) ** 2 / (-2.0 * square)) / sqrt(tau * square)

    def cdf(self, x):
        """The probability of a number up to x."""
        width = self._deviation("cdf") * _SQRT2
        return 0.5 * (1.0 + erf((x - self._mu) / width))

    def inv_cdf(self, p):
        """The x that numbers are at most with the probability p; it has to be between 0 and 1."""
        if p <= 0.0 or 1.0 <= p:
            raise StatisticsError("p must be in the range 0.0 < p < 1.0")
        mu, sigma = self._mu, self._sigma
        return _normal_dist_inv_cdf(p, mu, sigma)

    def quantiles(self, n=4):
        """The n - 1 points that cut the distribution into n parts of equal probability."""
        return [self.inv_cdf(i / n) for i in range(1, n)]

    def samples(self, n, *, seed=None):
        """A list of n random numbers of this distribution."""
        import random
        source = random if seed is None else random.Random(seed)
        draw, mu, sigma = source.random, self._mu, self._sigma
        return [_normal_dist_inv_cdf(draw(), mu, sigma) for _ in repeat(None, n)]

    def overlap(self, other):
        """How much of the areas below both densities they have in common, from 0.0 to 1.0.

        >>> round(NormalDist(2.4, 1.6).overlap(NormalDist(3.2, 2.0)), 6)
        0.803505
        """
        if not isinstance(other, NormalDist):
            raise TypeError("Expected another NormalDist instance")
        # From the narrower to the wider.
        (s1, m1), (s2, m2) = sorted([(self._sigma, self._mu), (other._sigma, other._mu)])
        if not s1 * s1 or not s2 * s2:
            raise StatisticsError(_no_deviation.format("overlap"))
        v1, v2, apart = s1 * s1, s2 * s2, fabs(m2 - m1)
        if v1 == v2:
            return 1.0 - erf(apart / (2.0 * s1 * _SQRT2))
        # Between the two points where the densities cross, the narrower one is higher.
        middle = m1 * v2 - m2 * v1
        width = s1 * s2 * sqrt(apart * apart + (v2 - v1) * log(v2 / v1))
        narrow, wide = NormalDist(m1, s1), NormalDist(m2, s2)
        crossings = [(middle + sign * width) / (v2 - v1) for sign in (1, -1)]
        return 1.0 - sum([fabs(wide.cdf(x) - narrow.cdf(x)) for x in crossings])

    # ---- arithmetic with constants, and with independent numbers of another distribution

    def __add__(self, other):
        """The distribution of the sum with a constant, or with an independent number of another distribution."""
        if not isinstance(other, NormalDist):
            return NormalDist(self._mu + other, self._sigma)
        return NormalDist(self._mu + other._mu, hypot(self._sigma, other._sigma))

    __radd__ = __add__

    def __sub__(self, other):
        """The distribution of the difference; deviations add up all the same."""
        return self + -other

    def __rsub__(self, other):
        """The distribution of a constant less the numbers."""
        return -self + other

    def __mul__(self, factor):
        """The distribution of the numbers times a constant."""
        return NormalDist(self._mu * factor, self._sigma * fabs(factor))

    __rmul__ = __mul__

    def __truediv__(self, divisor):
        """The distribution of the numbers divided by a constant."""
        return NormalDist(self._mu / divisor, self._sigma / fabs(divisor))

    def __pos__(self):
        """A copy."""
        return NormalDist(self._mu, self._sigma)

    def __neg__(self):
        """The distribution of the numbers with the other sign."""
        return NormalDist(-self._mu, self._sigma)

    # ---- comparison, text, pickles

    def __getstate__(self):
        """What pickle stores."""
        return self._mu, self._sigma

    def __setstate__(self, state):
        """Take what pickle stored."""
        self._mu, self._sigma = state

    def __eq__(self, other):
        """Whether both have the same mean and deviation."""
        if isinstance(other, NormalDist):
            return self._sigma == other._sigma and self._mu == other._mu
        return NotImplemented

    def __hash__(self):
        """hash(self)"""
        return hash(self.__getstate__())

    def __repr__(self):
        """repr(self)"""
        return "{}(mu={!r}, sigma={!r})".format(type(self).__name__, *self.__getstate__())
