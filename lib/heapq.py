# heapq: heaps in lists. The native _heapq replaces the basic functions if present.
# Invariant of a heap: no item is less than the one at half its (1-based) position; in a max-heap,
# whose functions end in _max, none is greater.
"""Priority queues: heap[0] is always the smallest item."""

__all__ = ["heappush", "heappop", "heapify", "heapreplace", "merge", "nlargest", "nsmallest",
           "heappushpop"]


def heappush(heap, item):
    """Add item."""
    heap.append(item)
    _rise(heap, 0, len(heap) - 1)


def heappop(heap):
    """Remove and return the smallest item."""
    last = heap.pop()                   # an IndexError if the heap is empty
    if not heap:
        return last
    smallest = heap[0]
    heap[0] = last
    _sink(heap, 0)
    return smallest


def heapreplace(heap, item):
    """Remove and return the smallest item, then add item; faster than both apart."""
    smallest = heap[0]
    heap[0] = item
    _sink(heap, 0)
    return smallest


def heappushpop(heap, item):
    """Add item, then remove and return the smallest; faster than both apart."""
    if heap and heap[0] < item:
        item, heap[0] = heap[0], item
        _sink(heap, 0)
    return item


def heapify(x):
    """Make a heap of a list, in place and in linear time."""
    for i in reversed(range(len(x) // 2)):
        _sink(x, i)


def _rise(heap, start, pos):
    """Move the item at pos up to where it belongs, not above start."""
    item = heap[pos]
    while pos > start:
        parent = (pos - 1) >> 1
        if not item < heap[parent]:
            break
        heap[pos] = heap[parent]
        pos = parent
    heap[pos] = item


def _sink(heap, pos):
    """Move the item at pos down to where it belongs.

    It goes all the way down first, and rises from there: it came from the bottom mostly, so this
    takes fewer comparisons than looking at it on the way.
    """
    start = pos
    end = len(heap)
    item = heap[pos]
    child = 2 * pos + 1
    while child < end:
        other = child + 1
        if other < end and not heap[child] < heap[other]:
            child = other
        heap[pos] = heap[child]
        pos = child
        child = 2 * pos + 1
    heap[pos] = item
    _rise(heap, start, pos)


# --- max-heaps ----------------------------------------------------------------------------------

def heappush_max(heap, item):
    """Add item to a max-heap."""
    heap.append(item)
    _rise_max(heap, 0, len(heap) - 1)


def heappop_max(heap):
    """Remove and return the largest item of a max-heap."""
    last = heap.pop()
    if not heap:
        return last
    largest = heap[0]
    heap[0] = last
    _sink_max(heap, 0)
    return largest


def heapreplace_max(heap, item):
    """Remove and return the largest item of a max-heap, then add item."""
    largest = heap[0]
    heap[0] = item
    _sink_max(heap, 0)
    return largest


def heappushpop_max(heap, item):
    """Add item to a max-heap, then remove and return the largest."""
    if heap and item < heap[0]:
        item, heap[0] = heap[0], item
        _sink_max(heap, 0)
    return item


def heapify_max(x):
    """Make a max-heap of a list, in place and in linear time."""
    for i in reversed(range(len(x) // 2)):
        _sink_max(x, i)


def _rise_max(heap, start, pos):
    item = heap[pos]
    while pos > start:
        parent = (pos - 1) >> 1
        if not heap[parent] < item:
            break
        heap[pos] = heap[parent]
        pos = parent
    heap[pos] = item


def _sink_max(heap, pos):
    start = pos
    end = len(heap)
    item = heap[pos]
    child = 2 * pos + 1
    while child < end:
        other = child + 1
        if other < end and not heap[other] < heap[child]:
            child = other
        heap[pos] = heap[child]
        pos = child
        child = 2 * pos + 1
    heap[pos] = item
    _rise_max(heap, start, pos)


_heappop_max = heappop_max
_heapreplace_max = heapreplace_max
_heapify_max = heapify_max


# --- functions on iterables ---------------------------------------------------------------------

def merge(*iterables, key=None, reverse=False):
    """Merge sorted inputs into one sorted output, item by item; equal ones keep their order.

    >>> list(merge([1, 4, 9], [2, 4], [], [5]))
    [1, 2, 4, 4, 5, 9]
    """
    heap = []
    if reverse:
        make, pop, replace, step = _heapify_max, _heappop_max, _heapreplace_max, -1
    else:
        make, pop, replace, step = heapify, heappop, heapreplace, 1
    # Entries are [key, number of the input, ..., next]; the number decides between equal keys.
    for order, iterable in enumerate(iterables):
        advance = iter(iterable).__next__
        try:
            value = advance()
        except StopIteration:
            continue
        heap.append([value if key is None else key(value), order * step, value, advance])
    make(heap)
    while len(heap) > 1:
        try:
            while True:
                entry = heap[0]
                yield entry[2]
                value = entry[2] = entry[3]()
                entry[0] = value if key is None else key(value)
                replace(heap, entry)
        except StopIteration:
            pop(heap)
    if heap:
        entry = heap[0]
        yield entry[2]
        yield from entry[3].__self__


def _best(n, iterable, key, largest):
    """The n best items, best first; earlier ones before equal later ones."""
    it = iter(iterable)
    step = -1 if largest else 1
    # A heap with the worst of the best on top; entries are (key, number, item).
    heap = [((item if key is None else key(item)), i * step, item)
            for i, item in zip(range(n), it)]
    if not heap:
        return []
    if largest:
        make, replace = heapify, heapreplace
    else:
        make, replace = _heapify_max, _heapreplace_max
    make(heap)
    worst = heap[0][0]
    number = n
    if largest:
        for item in it:
            rank = item if key is None else key(item)
            if worst < rank:
                replace(heap, (rank, -number, item))
                worst = heap[0][0]
                number += 1
    else:
        for item in it:
            rank = item if key is None else key(item)
            if rank < worst:
                replace(heap, (rank, number, item))
                worst = heap[0][0]
                number += 1
    heap.sort(reverse=largest)
    return [entry[2] for entry in heap]


def _select(n, iterable, key, largest):
    if n == 1:
        nothing = object()
        choose = max if largest else min
        result = choose(iterable, default=nothing, key=key)
        return [] if result is nothing else [result]
    try:
        size = len(iterable)
    except (TypeError, AttributeError):
        pass
    else:
        if n >= size:
            return sorted(iterable, key=key, reverse=largest)[:n]
    return _best(n, iterable, key, largest)


def nsmallest(n, iterable, key=None):
    """Return the n smallest items: sorted(iterable, key=key)[:n]."""
    return _select(n, iterable, key, False)


def nlargest(n, iterable, key=None):
    """Return the n largest items: sorted(iterable, key=key, reverse=True)[:n]."""
    return _select(n, iterable, key, True)


try:
    from _heapq import *
except ImportError:
    pass
else:
    import _heapq
    for _name in ("heappop_max", "heapreplace_max", "heapify_max"):
        # public since 3.14, with an underscore before
        _found = getattr(_heapq, _name, None) or getattr(_heapq, "_" + _name, None)
        if _found is not None:
            globals()[_name] = globals()["_" + _name] = _found
    for _name in ("heappush_max", "heappushpop_max"):
        globals()[_name] = getattr(_heapq, _name, globals()[_name])
    del _name, _found

import sys as _sys
if _sys.version_info >= (3, 14):
    __all__ += ["heappush_max", "heappop_max", "heapify_max", "heapreplace_max",
                "heappushpop_max"]
