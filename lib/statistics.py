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
from itertools import count, groupby, repeat
from math import erf, exp, fabs, fma, fsum, hypot, isfinite, isinf, isqrt, log, sqrt, sumprod, tau
from operator import itemgetter

__all__ = [
    "NormalDist",
    "StatisticsError",
    "correlation",
    "covariance",
    "fmean",
    "geometric_mean",
    "harmonic_mean",
    "kde",
    "kde_random",
    "linear_regression",
    "mean",
    "median",
    "median_grouped",
    "median_high",
    "median_low",
    "mode",
    "multimode",
    "pstdev",
    "pvariance",
    "quantiles",
    "stdev",
    "variance",
]


class StatisticsError(ValueError):
    """What is wrong with the data."""


# --- averages -----------------------------------------------------------------------------------

def mean(data):
    """The arithmetic mean: the sum divided by how many there are.

    >>> mean([-1.0, 2.5, 3.25, 5.75])
    2.625
    """
    T, total, n = _sum(data)
    if n < 1:
        raise StatisticsError("mean requires at least one data point")
    return _convert(total / n, T)


def fmean(data, weights=None):
    """The arithmetic mean as a float, fast; with weights, the weighted mean.

    >>> fmean([3.5, 4.0, 5.25])
    4.25
    """
    if weights is None:
        try:
            n = len(data)
        except TypeError:
            data = list(data)
            n = len(data)
        total = fsum(data)
        if not n:
            raise StatisticsError("fmean requires at least one data point")
        return total / n
    if not isinstance(weights, (list, tuple)):
        weights = list(weights)
    try:
        above = sumprod(data, weights)
    except ValueError:
        raise StatisticsError("data and weights must be the same length")
    below = fsum(weights)
    if not below:
        raise StatisticsError("sum of weights must be non-zero")
    return above / below


def geometric_mean(data):
    """The geometric mean as a float: the n-th root of the product. The data must not be negative.

    >>> round(geometric_mean([54, 24, 36]), 9)
    36.0
    """
    n = 0
    zeros = False

    def logarithms():
        nonlocal n, zeros
        for n, x in enumerate(data, start=1):
            if x > 0.0 or math.isnan(x):
                yield log(x)
            elif x == 0.0:
                zeros = True
            else:
                raise StatisticsError("No negative inputs allowed", x)

    total = fsum(logarithms())
    if not n:
        raise StatisticsError("Must have a non-empty dataset")
    if math.isnan(total):
        return math.nan
    if zeros:
        return math.nan if total == math.inf else 0.0
    return exp(total / n)


def harmonic_mean(data, weights=None):
    """The harmonic mean: the reciprocal of the mean of the reciprocals; with weights, of their weighted mean.

    >>> harmonic_mean([40, 60])
    48.0
    """
    if iter(data) is data:
        data = list(data)
    problem = "harmonic mean does not support negative values"
    n = len(data)
    if n < 1:
        raise StatisticsError("harmonic_mean requires at least one data point")
    if n == 1 and weights is None:
        x = data[0]
        if not isinstance(x, (numbers.Real, Decimal)):
            raise TypeError("unsupported type")
        if x < 0:
            raise StatisticsError(problem)
        return x
    if weights is None:
        weights = repeat(1, n)
        whole = n
    else:
        if iter(weights) is weights:
            weights = list(weights)
        if len(weights) != n:
            raise StatisticsError("Number of weights does not match data size")
        _, whole, _ = _sum(_fail_neg(weights, problem))
    try:
        T, total, _ = _sum(w / x if w else 0 for w, x in zip(weights, _fail_neg(data, problem)))
    except ZeroDivisionError:
        return 0
    if total <= 0:
        raise StatisticsError("Weighted sum must be positive")
    return _convert(whole / total, T)


def median(data):
    """The middle of the sorted data, or the mean of the two in the middle.

    >>> median([1, 3, 5])
    3
    """
    data = sorted(data)
    n = len(data)
    if n == 0:
        raise StatisticsError("no median for empty data")
    half = n // 2
    if n % 2 == 1:
        return data[half]
    return (data[half - 1] + data[half]) / 2


def median_low(data):
    """The middle of the sorted data, or the smaller of the two in the middle.

    >>> median_low([1, 3, 5, 7])
    3
    """
    data = sorted(data)
    n = len(data)
    if n == 0:
        raise StatisticsError("no median for empty data")
    return data[(n - 1) // 2]


def median_high(data):
    """The middle of the sorted data, or the larger of the two in the middle.

    >>> median_high([1, 3, 5, 7])
    5
    """
    data = sorted(data)
    n = len(data)
    if n == 0:
        raise StatisticsError("no median for empty data")
    return data[n // 2]


def median_grouped(data, interval=1.0):
    """The median of data that was sorted into classes: each value is the middle of one that is interval wide.

    >>> median_grouped([1, 3, 3, 5, 7], 2)
    3.5
    """
    data = sorted(data)
    n = len(data)
    if n == 0:
        raise StatisticsError("no median for empty data")
    x = data[n // 2]
    below = bisect_left(data, x)
    inside = bisect_right(data, x, lo=below) - below
    try:
        interval = float(interval)
        x = float(x)
    except ValueError:
        raise TypeError("Value cannot be converted to a float")
    return x - interval / 2.0 + interval * (n / 2 - below) / inside


def mode(data):
    """The most common value, the first of them if there are several.

    >>> mode(["red", "blue", "red"])
    'red'
    """
    try:
        return Counter(iter(data)).most_common(1)[0][0]
    except IndexError:
        raise StatisticsError("no mode for empty data") from None


def multimode(data):
    """A list of the most common values, in the order of their first places.

    >>> multimode("aabbbbccddddeeffffgg")
    ['b', 'd', 'f']
    """
    counts = Counter(iter(data))
    if not counts:
        return []
    most = max(counts.values())
    return [value for value, n in counts.items() if n == most]


# --- spread -------------------------------------------------------------------------------------

def variance(data, xbar=None):
    """The variance of a sample; xbar is its mean, if that is known.

    >>> variance([2.75, 1.75, 1.25, 0.25, 0.5, 1.25, 3.5])
    1.3720238095238095
    """
    T, ss, _, n = _ss(data, xbar)
    if n < 2:
        raise StatisticsError("variance requires at least two data points")
    return _convert(ss / (n - 1), T)


def pvariance(data, mu=None):
    """The variance of a whole population; mu is its mean, if that is known.

    >>> pvariance([0.0, 0.25, 0.25, 1.25, 1.5, 1.75, 2.75, 3.25])
    1.25
    """
    T, ss, _, n = _ss(data, mu)
    if n < 1:
        raise StatisticsError("pvariance requires at least one data point")
    return _convert(ss / n, T)


def stdev(data, xbar=None):
    """The standard deviation of a sample: the square root of its variance.

    >>> stdev([1.5, 2.5, 2.5, 2.75, 3.25, 4.75])
    1.0810874155219827
    """
    T, ss, _, n = _ss(data, xbar)
    if n < 2:
        raise StatisticsError("stdev requires at least two data points")
    return _root(ss / (n - 1), T)


def pstdev(data, mu=None):
    """The standard deviation of a whole population: the square root of its variance.

    >>> pstdev([1, 5, 5, 9])
    2.8284271247461903
    """
    T, ss, _, n = _ss(data, mu)
    if n < 1:
        raise StatisticsError("pstdev requires at least one data point")
    return _root(ss / n, T)


def quantiles(data, *, n=4, method="exclusive"):
    """The n - 1 points that cut the data into n parts of equal probability.

    The method "exclusive" is for samples of something that can have more extreme values, "inclusive" for data
    that has the extremes.

    >>> quantiles([1, 2, 3, 4], n=4)
    [1.25, 2.5, 3.75]
    """
    if n < 1:
        raise StatisticsError("n must be at least 1")
    data = sorted(data)
    size = len(data)
    if size < 2:
        if size == 1:
            return data * (n - 1)
        raise StatisticsError("must have at least one data point")
    result = []
    if method == "inclusive":
        m = size - 1
        for i in range(1, n):
            j, delta = divmod(i * m, n)
            result.append((data[j] * (n - delta) + data[j + 1] * delta) / n)
        return result
    if method == "exclusive":
        m = size + 1
        for i in range(1, n):
            j = min(max(i * m // n, 1), size - 1)
            delta = i * m - j * n
            result.append((data[j - 1] * (n - delta) + data[j] * delta) / n)
        return result
    raise ValueError(f"Unknown method: {method!r}")


# --- relations ----------------------------------------------------------------------------------

def _paired(x, y, what):
    n = len(x)
    if len(y) != n:
        raise StatisticsError(f"{what} requires that both inputs have same number of data points")
    if n < 2:
        raise StatisticsError(f"{what} requires at least two data points")
    return n


def covariance(x, y, /):
    """The covariance of two samples of the same length.

    >>> covariance([1, 2, 3, 4, 5, 6, 7, 8, 9], [1, 2, 3, 1, 2, 3, 1, 2, 3])
    0.75
    """
    n = _paired(x, y, "covariance")
    xbar = fsum(x) / n
    ybar = fsum(y) / n
    return sumprod([xi - xbar for xi in x], [yi - ybar for yi in y]) / (n - 1)


def correlation(x, y, /, *, method="linear"):
    """Pearson's correlation of two samples, or Spearman's, of their ranks, by the method "ranked".

    >>> correlation([1, 2, 3], [9, 8, 7])
    -1.0
    """
    n = _paired(x, y, "correlation")
    if method not in {"linear", "ranked"}:
        raise ValueError(f"Unknown method: {method!r}")
    if method == "ranked":
        start = (n - 1) / -2  # the ranks have the mean 0
        x = _rank(x, start=start)
        y = _rank(y, start=start)
    else:
        xbar = fsum(x) / n
        ybar = fsum(y) / n
        x = [xi - xbar for xi in x]
        y = [yi - ybar for yi in y]
    try:
        return sumprod(x, y) / _sqrtprod(sumprod(x, x), sumprod(y, y))
    except ZeroDivisionError:
        raise StatisticsError("at least one of the inputs is constant")


LinearRegression = namedtuple("LinearRegression", ("slope", "intercept"))


def linear_regression(x, y, /, *, proportional=False):
    """The line y = slope * x + intercept with the least squares; proportional ones go through the origin.

    >>> linear_regression([1, 2, 3], [3, 5, 7])
    LinearRegression(slope=2.0, intercept=1.0)
    """
    n = _paired(x, y, "linear regression")
    if not proportional:
        xbar = fsum(x) / n
        ybar = fsum(y) / n
        x = [xi - xbar for xi in x]
        y = [yi - ybar for yi in y]
    try:
        slope = (sumprod(x, y) + 0.0) / sumprod(x, x)
    except ZeroDivisionError:
        raise StatisticsError("x is constant")
    return LinearRegression(slope=slope, intercept=0.0 if proportional else ybar - slope * xbar)


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
    n = len(data)
    if not n:
        raise StatisticsError("Empty data sequence")
    if not isinstance(data[0], (int, float)):
        raise TypeError("Data sequence must contain ints or floats")
    if h <= 0.0:
        raise StatisticsError(f"Bandwidth h must be positive, not {h=!r}")
    return n


def kde(data, h, kernel="normal", *, cumulative=False):
    """Estimate the density that samples came from: a function of x, or with cumulative the distribution function.

    Each sample counts as a kernel of the width h around it. The kernels are normal (gauss), logistic, sigmoid,
    rectangular (uniform), triangular, parabolic (epanechnikov), quartic (biweight), triweight and cosine. What is
    appended to the data later counts too.

    >>> f_hat = kde([-2.1, -1.3, -0.4, 1.9, 5.1, 6.2], h=1.5)
    >>> round(f_hat(0.5), 6)
    0.09758
    """
    n = _check_kde(data, h)
    found = _kernels().get(kernel)
    if found is None:
        raise StatisticsError(f"Unknown kernel name: {kernel!r}")
    K, W, support = found

    if support is None:
        def pdf(x):
            return sum(K((x - x_i) / h) for x_i in data) / (len(data) * h)

        def cdf(x):
            return sum(W((x - x_i) / h) for x_i in data) / len(data)
    else:
        sample = sorted(data)
        reach = h * support

        def pdf(x):
            nonlocal n, sample
            if len(data) != n:
                sample = sorted(data)
                n = len(data)
            i = bisect_left(sample, x - reach)
            j = bisect_right(sample, x + reach)
            return sum(K((x - x_i) / h) for x_i in sample[i:j]) / (n * h)

        def cdf(x):
            nonlocal n, sample
            if len(data) != n:
                sample = sorted(data)
                n = len(data)
            i = bisect_left(sample, x - reach)
            j = bisect_right(sample, x + reach)
            return sum((W((x - x_i) / h) for x_i in sample[i:j]), i) / n

    if cumulative:
        cdf.__doc__ = f"CDF estimate with {h=!r} and {kernel=!r}"
        return cdf
    pdf.__doc__ = f"PDF estimate with {h=!r} and {kernel=!r}"
    return pdf


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


def _newton_raphson(f_inv_estimate, f, f_prime, tolerance=1e-12):
    """The inverse of f, by Newton's method from an estimate of it."""
    def f_inv(y):
        x = f_inv_estimate(y)
        while abs(diff := f(x) - y) > tolerance:
            x -= diff / f_prime(x)
        return x
    return f_inv


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
    quartic = _newton_raphson(_edge_estimate(3, 5/4), _quartic_cdf, lambda t: 15/16 * (1.0 - t * t) ** 2)
    triweight = _newton_raphson(_edge_estimate(4, 35/16), _triweight_cdf, lambda t: 35/32 * (1.0 - t * t) ** 3)
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
    if T is S or S is int or S is bool:
        return T
    if T is int:
        return S
    if issubclass(S, T):
        return S
    if issubclass(T, S):
        return T
    if issubclass(T, int):
        return S
    if issubclass(S, int):
        return T
    if issubclass(T, Fraction) and issubclass(S, float):
        return S
    if issubclass(T, float) and issubclass(S, Fraction):
        return T
    raise TypeError(f"don't know how to coerce {T.__name__} and {S.__name__}")


def _exact_ratio(x):
    """A number as (numerator, denominator), or as (x, None) if it is infinite or a NaN.

    >>> _exact_ratio(0.25)
    (1, 4)
    """
    try:
        return x.as_integer_ratio()
    except AttributeError:
        pass
    except (OverflowError, ValueError):
        return x, None
    try:
        return x.numerator, x.denominator
    except AttributeError:
        raise TypeError(f"can't convert type '{type(x).__name__}' to numerator/denominator")


def _convert(value, T):
    """A number as one of type T; what is no whole number does not become an int but a float."""
    if type(value) is T:
        return value
    if issubclass(T, int) and value.denominator != 1:
        T = float
    try:
        return T(value)
    except TypeError:
        if issubclass(T, Decimal):
            return T(value.numerator) / value.denominator
        raise


def _fail_neg(values, errmsg="negative value"):
    """The values, unless one is negative."""
    for x in values:
        if x < 0:
            raise StatisticsError(errmsg)
        yield x


def _rank(data, /, *, key=None, reverse=False, ties="average", start=1) -> list[float]:
    """The place of each value in the sorted data; equal ones share the mean of their places.

    >>> _rank([31, 56, 31, 25, 75, 18])
    [3.5, 5.0, 3.5, 2.0, 6.0, 1.0]
    """
    if ties != "average":
        raise ValueError(f"Unknown tie resolution method: {ties!r}")
    if key is not None:
        data = map(key, data)
    places = sorted(zip(data, count()), reverse=reverse)
    before = start - 1
    result = [0] * len(places)
    for _, group in groupby(places, key=itemgetter(0)):
        group = list(group)
        size = len(group)
        rank = before + (size + 1) / 2
        for _, position in group:
            result[position] = rank
        before += size
    return result


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
    if issubclass(T, Decimal):
        return _decimal_sqrt_of_frac(mss.numerator, mss.denominator)
    return _float_sqrt_of_frac(mss.numerator, mss.denominator)


def _mean_stdev(data):
    """The mean and the standard deviation of a sample, as floats."""
    T, ss, xbar, n = _ss(data)
    if n < 2:
        raise StatisticsError("stdev requires at least two data points")
    mss = ss / (n - 1)
    try:
        return float(xbar), _float_sqrt_of_frac(mss.numerator, mss.denominator)
    except AttributeError:  # inf or nan
        return float(xbar), float(xbar) / float(ss)


def _sqrtprod(x: float, y: float) -> float:
    """The square root of x * y, without overflow in between and with the error of the product taken off."""
    h = sqrt(x * y)
    if not isfinite(h):
        if isinf(h) and not isinf(x) and not isinf(y):
            scale = 2.0 ** -512
            return _sqrtprod(scale * x, scale * y) / scale
        return h
    if not h:
        if x and y:
            scale = 2.0 ** 537
            return _sqrtprod(scale * x, scale * y) / scale
        return h
    return h + sumprod((x, h), (y, -h)) / (2.0 * h)


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
    from _statistics import _normal_dist_inv_cdf
except ImportError:
    pass


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
        self._mu = float(mu)
        self._sigma = float(sigma)

    @classmethod
    def from_samples(cls, data):
        """The distribution with the mean and the standard deviation of a sample."""
        return cls(*_mean_stdev(data))

    def samples(self, n, *, seed=None):
        """A list of n random numbers of this distribution."""
        if seed is None:
            from random import random
        else:
            from random import Random
            random = Random(seed).random
        mu, sigma = self._mu, self._sigma
        return [_normal_dist_inv_cdf(random(), mu, sigma) for _ in repeat(None, n)]

    def pdf(self, x):
        """The density at x."""
        variance = self._sigma * self._sigma
        if not variance:
            raise StatisticsError("pdf() not defined when sigma is zero")
        diff = x - self._mu
        return exp(diff * diff / (-2.0 * variance)) / sqrt(tau * variance)

    def cdf(self, x):
        """The probability of a number up to x."""
        if not self._sigma:
            raise StatisticsError("cdf() not defined when sigma is zero")
        return 0.5 * (1.0 + erf((x - self._mu) / (self._sigma * _SQRT2)))

    def inv_cdf(self, p):
        """The x that numbers are at most with the probability p; it has to be between 0 and 1."""
        if p <= 0.0 or p >= 1.0:
            raise StatisticsError("p must be in the range 0.0 < p < 1.0")
        return _normal_dist_inv_cdf(p, self._mu, self._sigma)

    def quantiles(self, n=4):
        """The n - 1 points that cut the distribution into n parts of equal probability."""
        return [self.inv_cdf(i / n) for i in range(1, n)]

    def overlap(self, other):
        """How much of the areas below both densities they have in common, from 0.0 to 1.0.

        >>> round(NormalDist(2.4, 1.6).overlap(NormalDist(3.2, 2.0)), 6)
        0.803505
        """
        if not isinstance(other, NormalDist):
            raise TypeError("Expected another NormalDist instance")
        X, Y = self, other
        if (Y._sigma, Y._mu) < (X._sigma, X._mu):
            X, Y = Y, X
        x_var, y_var = X.variance, Y.variance
        if not x_var or not y_var:
            raise StatisticsError("overlap() not defined when sigma is zero")
        dv = y_var - x_var
        dm = fabs(Y._mu - X._mu)
        if not dv:
            return 1.0 - erf(dm / (2.0 * X._sigma * _SQRT2))
        # where the densities cross
        a = X._mu * y_var - Y._mu * x_var
        b = X._sigma * Y._sigma * sqrt(dm * dm + dv * log(y_var / x_var))
        x1 = (a + b) / dv
        x2 = (a - b) / dv
        return 1.0 - (fabs(Y.cdf(x1) - X.cdf(x1)) + fabs(Y.cdf(x2) - X.cdf(x2)))

    def zscore(self, x):
        """How many standard deviations x is above the mean."""
        if not self._sigma:
            raise StatisticsError("zscore() not defined when sigma is zero")
        return (x - self._mu) / self._sigma

    @property
    def mean(self):
        """The arithmetic mean."""
        return self._mu

    @property
    def median(self):
        """The median, which is the mean."""
        return self._mu

    @property
    def mode(self):
        """Where the density is highest: at the mean."""
        return self._mu

    @property
    def stdev(self):
        """The standard deviation."""
        return self._sigma

    @property
    def variance(self):
        """The square of the standard deviation."""
        return self._sigma * self._sigma

    def __add__(x1, x2):
        """The distribution of the sum with a constant, or with an independent number of another distribution."""
        if isinstance(x2, NormalDist):
            return NormalDist(x1._mu + x2._mu, hypot(x1._sigma, x2._sigma))
        return NormalDist(x1._mu + x2, x1._sigma)

    def __sub__(x1, x2):
        """The distribution of the difference; deviations add up all the same."""
        if isinstance(x2, NormalDist):
            return NormalDist(x1._mu - x2._mu, hypot(x1._sigma, x2._sigma))
        return NormalDist(x1._mu - x2, x1._sigma)

    def __mul__(x1, x2):
        """The distribution of the numbers times a constant."""
        return NormalDist(x1._mu * x2, x1._sigma * fabs(x2))

    def __truediv__(x1, x2):
        """The distribution of the numbers divided by a constant."""
        return NormalDist(x1._mu / x2, x1._sigma / fabs(x2))

    def __pos__(x1):
        """A copy."""
        return NormalDist(x1._mu, x1._sigma)

    def __neg__(x1):
        """The distribution of the numbers with the other sign."""
        return NormalDist(-x1._mu, x1._sigma)

    __radd__ = __add__

    def __rsub__(x1, x2):
        """The distribution of a constant less the numbers."""
        return -(x1 - x2)

    __rmul__ = __mul__

    def __eq__(x1, x2):
        """Whether both have the same mean and deviation."""
        if not isinstance(x2, NormalDist):
            return NotImplemented
        return x1._mu == x2._mu and x1._sigma == x2._sigma

    def __hash__(self):
        """hash(self)"""
        return hash((self._mu, self._sigma))

    def __repr__(self):
        """repr(self)"""
        return f"{type(self).__name__}(mu={self._mu!r}, sigma={self._sigma!r})"

    def __getstate__(self):
        """What pickle stores."""
        return self._mu, self._sigma

    def __setstate__(self, state):
        """Take what pickle stored."""
        self._mu, self._sigma = state
