# sched: calls at points of time to come, one after the other. Invariant: _queue is a heap of Events, which order themselves by time,
# priority and the order in which they were entered; it is changed under the lock only.
"""A scheduler of events, over functions that tell the time and wait."""

import heapq
import threading
import time
from collections import namedtuple
from itertools import count
from time import monotonic as _time

__all__ = ["scheduler"]

Event = namedtuple("Event", "time, priority, sequence, action, argument, kwargs")
Event.time.__doc__ = "When the event is due, as the scheduler's timefunc counts."
Event.priority.__doc__ = "Of events due at the same time, the one with the least number comes first."
Event.sequence.__doc__ = "A growing number; of events of the same time and priority the first entered comes first."
Event.action.__doc__ = "What is called: action(*argument, **kwargs)."
Event.argument.__doc__ = "The positional arguments of the action."
Event.kwargs.__doc__ = "The keyword arguments of the action."

_sentinel = object()


class scheduler:
    """Runs events when they are due."""

    def __init__(self, timefunc=_time, delayfunc=time.sleep):
        """timefunc() tells the time, delayfunc(n) waits for n of its units; it is called with 0 after each event too."""
        self._queue = []
        self._lock = threading.RLock()
        self.timefunc = timefunc
        self.delayfunc = delayfunc
        self._sequence_generator = count()

    def enterabs(self, time, priority, action, argument=(), kwargs=_sentinel):
        """Add an event at an absolute time; what comes back is for cancel()."""
        if kwargs is _sentinel:
            kwargs = {}
        with self._lock:
            event = Event(time, priority, next(self._sequence_generator), action, argument, kwargs)
            heapq.heappush(self._queue, event)
        return event

    def enter(self, delay, priority, action, argument=(), kwargs=_sentinel):
        """Add an event that is due after a delay."""
        return self.enterabs(self.timefunc() + delay, priority, action, argument, kwargs)

    def cancel(self, event):
        """Remove an event; a ValueError if it is not in the queue (any more)."""
        with self._lock:
            self._queue.remove(event)
            heapq.heapify(self._queue)

    def empty(self):
        """Whether no event is left."""
        with self._lock:
            return not self._queue

    def run(self, blocking=True):
        """Run events until none is left, waiting for each.

        If not blocking, only those are run that are due, and what is returned is how long the next is away. An
        event is taken out before it runs: if it raises, run() can be called again for the rest.
        """
        queue = self._queue
        while True:
            with self._lock:
                if not queue:
                    return None
                event = queue[0]
                now = self.timefunc()
                due = event.time <= now
                if due:
                    heapq.heappop(queue)
            if due:
                event.action(*event.argument, **event.kwargs)
                self.delayfunc(0)  # lets other threads run
            elif blocking:
                self.delayfunc(event.time - now)
            else:
                return event.time - now

    @property
    def queue(self):
        """The events to come, in the order in which they will run."""
        with self._lock:
            return sorted(self._queue)
