# bisect: places in sorted sequences, by halving. These functions serve where the native module _bisect is blocked.
"""Finding where items belong in sorted sequences, and inserting them there."""


def _first(a, lo, hi, key, is_behind):
    # The first index from lo on, or hi, whose item is behind what is searched for.
    if lo < 0:
        raise ValueError("lo must be non-negative")
    end = len(a) if hi is None else hi
    while lo < end:
        middle = (lo + end) // 2
        item = a[middle] if key is None else key(a[middle])
        if is_behind(item):
            end = middle
        else:
            lo = middle + 1
    return lo


def bisect_left(a, x, lo=0, hi=None, *, key=None):
    """Where x belongs in a[lo:hi], before items that are equal. A key is of items only: x is compared with its results."""
    return _first(a, lo, hi, key, lambda item: not item < x)


def bisect_right(a, x, lo=0, hi=None, *, key=None):
    """Where x belongs in a[lo:hi], behind items that are equal. A key is of items only: x is compared with its results."""
    return _first(a, lo, hi, key, lambda item: x < item)


def insort_left(a, x, lo=0, hi=None, *, key=None):
    """Insert x in a[lo:hi] before items that are equal. A key is of x, too."""
    place = bisect_left(a, x if key is None else key(x), lo, hi, key=key)
    a.insert(place, x)


def insort_right(a, x, lo=0, hi=None, *, key=None):
    """Insert x in a[lo:hi] behind items that are equal. A key is of x, too."""
    place = bisect_right(a, x if key is None else key(x), lo, hi, key=key)
    a.insert(place, x)


try:
    from _bisect import bisect_left, bisect_right, insort_left, insort_right
except ImportError:
    pass

bisect, insort = bisect_right, insort_right
