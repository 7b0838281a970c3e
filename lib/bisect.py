# bisect: binary search in sorted sequences. The native _bisect replaces these functions if present.
"""Bisection algorithms."""


def bisect_right(a, x, lo=0, hi=None, *, key=None):
    """Return where to insert x in sorted a: after all items equal to it.

    key, if given, is applied to the items, not to x.
    """
    if lo < 0:
        raise ValueError("lo must be non-negative")
    if hi is None:
        hi = len(a)
    while lo < hi:
        mid = (lo + hi) // 2
        item = a[mid]
        if x < (item if key is None else key(item)):
            hi = mid
        else:
            lo = mid + 1
    return lo


def bisect_left(a, x, lo=0, hi=None, *, key=None):
    """Return where to insert x in sorted a: before all items equal to it.

    key, if given, is applied to the items, not to x.
    """
    if lo < 0:
        raise ValueError("lo must be non-negative")
    if hi is None:
        hi = len(a)
    while lo < hi:
        mid = (lo + hi) // 2
        item = a[mid]
        if (item if key is None else key(item)) < x:
            lo = mid + 1
        else:
            hi = mid
    return lo


def insort_right(a, x, lo=0, hi=None, *, key=None):
    """Insert x in sorted a, after all items equal to it; key is applied to x too."""
    wanted = x if key is None else key(x)
    i = bisect_right(a, wanted, lo, hi, key=key)
    a.insert(i, x)


def insort_left(a, x, lo=0, hi=None, *, key=None):
    """Insert x in sorted a, before all items equal to it; key is applied to x too."""
    wanted = x if key is None else key(x)
    i = bisect_left(a, wanted, lo, hi, key=key)
    a.insert(i, x)


try:
    from _bisect import *
except ImportError:
    pass

bisect = bisect_right
insort = insort_right
