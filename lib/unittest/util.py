# unittest.util: how values are shown in messages, and how lists differ.
"""Various utility functions."""

from collections import Counter, namedtuple
from os.path import commonprefix

__unittest = True

_MAX_LENGTH = 80
_PLACEHOLDER_LEN = 12
_MIN_BEGIN_LEN = 5
_MIN_END_LEN = 5
_MIN_COMMON_LEN = 5
_MIN_DIFF_LEN = _MAX_LENGTH - (_MIN_BEGIN_LEN + _PLACEHOLDER_LEN + _MIN_COMMON_LEN + _PLACEHOLDER_LEN + _MIN_END_LEN)


def _shorten(s, prefixlen, suffixlen):
    """Leave out the middle of a text, and tell how long it was."""
    skip = len(s) - prefixlen - suffixlen
    if skip <= _PLACEHOLDER_LEN:
        return s
    return "%s[%d chars]%s" % (s[:prefixlen], skip, s[len(s) - suffixlen:])


def _common_shorten_repr(*args):
    """The reprs of values, shortened so that where they begin to differ is seen."""
    shown = tuple(map(safe_repr, args))
    longest = max(map(len, shown))
    if longest <= _MAX_LENGTH:
        return shown
    common = commonprefix(shown)
    n = len(common)
    room = _MAX_LENGTH - (longest - n + _MIN_BEGIN_LEN + _PLACEHOLDER_LEN)
    if room > _MIN_COMMON_LEN:
        common = _shorten(common, _MIN_BEGIN_LEN, room)
        return tuple(common + s[n:] for s in shown)
    common = _shorten(common, _MIN_BEGIN_LEN, _MIN_COMMON_LEN)
    return tuple(common + _shorten(s[n:], _MIN_DIFF_LEN, _MIN_END_LEN) for s in shown)


def safe_repr(obj, short=False):
    """repr(obj), even if that raises; a long one cut off if short is true."""
    try:
        result = repr(obj)
    except Exception:
        result = object.__repr__(obj)
    if short and len(result) >= _MAX_LENGTH:
        result = result[:_MAX_LENGTH] + " [truncated]..."
    return result


def strclass(cls):
    """The name of a class with its module."""
    return "%s.%s" % (cls.__module__, cls.__qualname__)


def sorted_list_difference(expected, actual):
    """What is only in the first, and what only in the second, of two sorted lists; doubles count once."""
    missing, unexpected = [], []
    i = j = 0
    while i < len(expected) and j < len(actual):
        e, a = expected[i], actual[j]
        if e < a:
            missing.append(e)
            i = _after(expected, i)
        elif e > a:
            unexpected.append(a)
            j = _after(actual, j)
        else:
            i = _after(expected, i)
            j = _after(actual, j)
    missing.extend(expected[i:])
    unexpected.extend(actual[j:])
    return missing, unexpected


def _after(items, i):
    """The place behind the items that equal the one at i."""
    item = items[i]
    while i < len(items) and items[i] == item:
        i += 1
    return i


def unorderable_list_difference(expected, actual):
    """What is only in the first, and what only in the second, of two lists without an order. Both lists are used up."""
    missing = []
    while expected:
        item = expected.pop()
        try:
            actual.remove(item)
        except ValueError:
            missing.append(item)
    return missing, actual


def three_way_cmp(x, y):
    """-1 if x < y, 0 if they are equal and 1 if x > y."""
    return (x > y) - (x < y)


_Mismatch = namedtuple("Mismatch", "actual expected value")


def _count_diff_all_purpose(actual, expected):
    """The values that are not as often in one iterable as in the other; they need nothing but equality."""
    first, second = list(actual), list(expected)
    seen_first = [False] * len(first)
    seen_second = [False] * len(second)
    result = []
    for items, seen in ((first, seen_first), (second, seen_second)):
        for i, item in enumerate(items):
            if seen[i]:
                continue
            counts = []
            for others, marks in ((first, seen_first), (second, seen_second)):
                same = [j for j, other in enumerate(others) if not marks[j] and (other == item or other is item)]
                for j in same:
                    marks[j] = True
                counts.append(len(same))
            if counts[0] != counts[1]:
                result.append(_Mismatch(counts[0], counts[1], item))
    return result


def _count_diff_hashable(actual, expected):
    """As _count_diff_all_purpose(), for values that can be hashed."""
    first, second = Counter(actual), Counter(expected)
    result = [_Mismatch(n, second.get(item, 0), item) for item, n in first.items() if n != second.get(item, 0)]
    result += [_Mismatch(0, n, item) for item, n in second.items() if item not in first]
    return result
