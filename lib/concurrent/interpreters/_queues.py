# concurrent.interpreters._queues: queues between interpreters.  The class Queue is native.

from _interpqueues import QueueError, QueueNotFoundError
from _queue import Empty, Full  # as in module queue, which is large
from _vchannels import Queue, create_queue as create, list_queues as list_all
from _vchannels import _register_queues

from . import _crossinterp
from ._crossinterp import UNBOUND, UNBOUND_ERROR, UNBOUND_REMOVE

__all__ = ["Queue", "create", "list_all", "UNBOUND", "UNBOUND_ERROR", "UNBOUND_REMOVE", "ItemInterpreterDestroyed",
           "QueueError", "QueueNotFoundError", "QueueEmpty", "QueueFull"]


class QueueEmpty(QueueError, Empty):
    """There is no item: raised by get_nowait(), and by get() when its time is up."""


class QueueFull(QueueError, Full):
    """There is no room: raised by put_nowait(), and by put() when its time is up."""


class ItemInterpreterDestroyed(QueueError, _crossinterp.ItemInterpreterDestroyed):
    """The next item's interpreter was destroyed, and UNBOUND_ERROR was asked for."""


_register_queues(QueueEmpty, QueueFull, ItemInterpreterDestroyed,
                 UNBOUND_REMOVE, UNBOUND_ERROR, UNBOUND)
