# sched: calls at points of time to come, one after the other. Invariant: _heap is a heap of Events, which order themselves by time,
# priority and the order in which they were entered; it is changed under the lock only.
"""A scheduler of events, over functions that tell the time and wait."""

import collections
import heapq
import itertools
import threading
import time

__all__ = ["scheduler"]

_FIELDS = {
    "time": "When the event is due, as the scheduler's timefunc counts.",
    "priority": "Of events due at the same time, the one with the least number comes first.",
    "sequence": "A growing number; of events of the same time and priority the first entered comes first.",
    "action": "What is called: action(*argument, **kwargs).",
    "argument": "The positional arguments of the action.",
    "kwargs": "The keyword arguments of the action.",
}

Event = collections.namedtuple("Event", list(_FIELDS))
for _field, _doc in _FIELDS.items():
    getattr(Event, _field).__doc__ = _doc
del _field, _doc

_NONE_GIVEN = object()


class scheduler:
    """Runs events when they are due."""

    def __init__(self, timefunc=time.monotonic, delayfunc=time.sleep):
        """timefunc() tells the time, delayfunc(n) waits for n of its units; it is called with 0 after each event too."""
        self.timefunc, self.delayfunc = timefunc, delayfunc
        self._numbers = itertools.count()
        self._heap = []
        self._lock = threading.RLock()

    def enter(self, delay, priority, action, argument=(), kwargs=_NONE_GIVEN):
        """Add an event that is due after a delay."""
        due = self.timefunc() + delay
        return self.enterabs(due, priority, action, argument, kwargs)

    def enterabs(self, time, priority, action, argument=(), kwargs=_NONE_GIVEN):
        """Add an event at an absolute time; what comes back is for cancel()."""
        named = {} if kwargs is _NONE_GIVEN else kwargs
        with self._lock:
            event = Event(time, priority, next(self._numbers), action, argument, named)
            heapq.heappush(self._heap, event)
        return event

    def cancel(self, event):
        """Remove an event; a ValueError if it is not in the queue (any more)."""
        with self._lock:
            self._heap.remove(event)
            heapq.heapify(self._heap)

    def empty(self):
        """Whether no event is left."""
        return len(self._heap) == 0

    @property
    def queue(self):
        """The events to come, in the order in which they will run."""
        with self._lock:
            return sorted(self._heap)

    def _take(self):
        # The next event, and how long it is away; if it is due, it is taken out and that is None.
        with self._lock:
            if not self._heap:
                return None, None
            first, now = self._heap[0], self.timefunc()
            if first.time > now:
                return first, first.time - now
            return heapq.heappop(self._heap), None

    def run(self, blocking=True):
        """Run events until none is left, waiting for each.

        If not blocking, only those are run that are due, and what is returned is how long the next is away. An
        event is taken out before it runs: if it raises, run() can be called again for the rest.
        """
        while True:
            event, left = self._take()
            if event is None:
                return None
            if left is None:
                event.action(*event.argument, **event.kwargs)
                # Other threads may run.
                self.delayfunc(0)
            elif blocking:
                self.delayfunc(left)
            else:
                return left
