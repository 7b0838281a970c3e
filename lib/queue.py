# queue: queues for threads.  SimpleQueue and the exceptions are native (_queue) where it is there.
# Invariant: a Queue's items, count of tasks and shutdown change only under its mutex, which its
# three conditions share; items are reached only through _init, _qsize, _put and _get.

import threading
from collections import deque
from heapq import heappop, heappush

__all__ = ["Empty", "Full", "LifoQueue", "PriorityQueue", "Queue", "ShutDown", "SimpleQueue"]

try:
    from _queue import Empty, Full, SimpleQueue
except ImportError:
    SimpleQueue = None

    class Empty(Exception):
        "There is nothing to get (in time)."

    class Full(Exception):
        "There is no room to put anything (in time)."


class ShutDown(Exception):
    "The queue was shut down: nothing more can be put, or be got."


def _wait(condition, ready, block, timeout, late):
    # Waits until ready(), as the arguments of get() and put() have it; late is raised if it
    # does not become so.
    if block and timeout is not None and timeout < 0:
        raise ValueError("'timeout' must be a non-negative number")
    if not (ready() or block and condition.wait_for(ready, timeout)):
        raise late


class Queue:
    """A first-in, first-out queue; with maxsize > 0, put() waits while it is that full."""

    def __init__(self, maxsize=0):
        self.maxsize = maxsize
        self.is_shutdown = False
        self.unfinished_tasks = 0
        self.mutex = threading.Lock()
        for event in ("not_empty", "not_full", "all_tasks_done"):
            setattr(self, event, threading.Condition(self.mutex))
        self._init(maxsize)

    __class_getitem__ = classmethod(type(list[int]))

    # How items are kept: for subclasses to override.

    def _init(self, maxsize):
        self.queue = deque()

    def _put(self, item):
        self.queue.append(item)

    def _get(self):
        return self.queue.popleft()

    def _qsize(self):
        return len(self.queue)

    # What get() and put() wait for.

    def _gettable(self):
        return self.is_shutdown or self._qsize() > 0

    def _puttable(self):
        return self.is_shutdown or self._qsize() < self.maxsize

    def get(self, block=True, timeout=None):
        """Take an item; if there is none, wait (at most for the timeout), else Empty."""
        with self.not_empty:
            if timeout is not None or not self._qsize():
                _wait(self.not_empty, self._gettable, block, timeout, Empty)
                if not self._qsize():
                    raise ShutDown
            item = self._get()
            self.not_full.notify()
        return item

    def put(self, item, block=True, timeout=None):
        """Put an item; if the queue is full, wait (at most for the timeout), else Full."""
        with self.not_full:
            if self.maxsize > 0 and (timeout is not None or self._qsize() >= self.maxsize):
                _wait(self.not_full, self._puttable, block, timeout, Full)
            if not self.is_shutdown:
                self._put(item)
                self.unfinished_tasks += 1
                self.not_empty.notify()
                return
        raise ShutDown

    def get_nowait(self):
        """get() without waiting."""
        return self.get(False)

    def put_nowait(self, item):
        """put() without waiting."""
        return self.put(item, False)

    def qsize(self):
        """About how many items there are (others may put and get meanwhile)."""
        with self.mutex:
            return self._qsize()

    def empty(self):
        """Whether it is empty, just now."""
        return self.qsize() == 0

    def full(self):
        """Whether it is full, just now."""
        with self.mutex:
            return self.maxsize > 0 and self._qsize() >= self.maxsize

    def task_done(self):
        """Say that an item that was got has been dealt with; join() counts on it."""
        with self.mutex:
            if self.unfinished_tasks <= 0:
                raise ValueError("task_done() called too many times")
            self._settle(1)

    def join(self):
        """Wait until all items that were put have been dealt with."""
        with self.mutex:
            self.all_tasks_done.wait_for(lambda: not self.unfinished_tasks)

    def _settle(self, tasks):
        self.unfinished_tasks = max(self.unfinished_tasks - tasks, 0)
        if not self.unfinished_tasks:
            self.all_tasks_done.notify_all()

    def shutdown(self, immediate=False):
        """Make put() raise ShutDown, and get() once the queue is empty (or immediately)."""
        with self.mutex:
            self.is_shutdown = True
            if immediate:
                dropped = 0
                while self._qsize():
                    self._get()
                    dropped += 1
                # join() does not wait for what will not come.
                self._settle(dropped)
            for event in (self.not_empty, self.not_full):
                event.notify_all()


def _init_list(self, maxsize):
    self.queue = []


class LifoQueue(Queue):
    """A queue that gives the item put last first."""

    _init = _init_list

    def _get(self):
        return self.queue.pop()


class PriorityQueue(Queue):
    """A queue that gives the least item first."""

    _init = _init_list

    def _get(self):
        return heappop(self.queue)

    def _put(self, item):
        heappush(self.queue, item)


class _PySimpleQueue:
    """An unbounded first-in, first-out queue without tasks."""

    def __init__(self):
        self._items = deque()
        self._arrival = threading.Condition()

    __class_getitem__ = Queue.__class_getitem__

    def qsize(self):
        """About how many items there are."""
        return len(self._items)

    def empty(self):
        """Whether it is empty, just now."""
        return not self._items

    def put(self, item, block=True, timeout=None):
        """Put an item; never waits (the other arguments are ignored)."""
        with self._arrival:
            self._items.append(item)
            self._arrival.notify()

    def get(self, block=True, timeout=None):
        """Take an item; if there is none, wait (at most for the timeout), else Empty."""
        with self._arrival:
            _wait(self._arrival, self.qsize, block, timeout, Empty)
            return self._items.popleft()

    put_nowait = Queue.put_nowait
    get_nowait = Queue.get_nowait


SimpleQueue = SimpleQueue or _PySimpleQueue
