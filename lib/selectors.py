# selectors: waiting for many files, sockets among them, over select's ways of doing it.

"""Wait until one of several file objects can be read from or written to."""

import math
import select
import sys
from abc import ABCMeta, abstractmethod
from collections import namedtuple
from collections.abc import Mapping

EVENT_READ = 1
EVENT_WRITE = 2


def _fileobj_to_fd(fileobj):
    # The descriptor of a file object, or the number itself.
    if isinstance(fileobj, int):
        fd = fileobj
    else:
        try:
            fd = int(fileobj.fileno())
        except (AttributeError, TypeError, ValueError):
            raise ValueError(f"Invalid file object: {fileobj!r}") from None
    if fd < 0:
        raise ValueError(f"Invalid file descriptor: {fd}")
    return fd


SelectorKey = namedtuple("SelectorKey", ["fileobj", "fd", "events", "data"])
SelectorKey.__doc__ = """What a selector knows of a file object: it, its descriptor, the events waited for, and the user's data."""
SelectorKey.fileobj.__doc__ = "File object registered."
SelectorKey.fd.__doc__ = "Underlying file descriptor."
SelectorKey.events.__doc__ = "Events that must be waited for on this file object."
SelectorKey.data.__doc__ = "Optional opaque data associated to this file object."


class _SelectorMapping(Mapping):
    # From file objects to their keys, a view of a selector.

    def __init__(self, selector):
        self._selector = selector

    def __len__(self):
        return len(self._selector._fd_to_key)

    def get(self, fileobj, default=None):
        return self._selector._fd_to_key.get(self._selector._fileobj_lookup(fileobj), default)

    def __getitem__(self, fileobj):
        key = self._selector._fd_to_key.get(self._selector._fileobj_lookup(fileobj))
        if key is None:
            raise KeyError(f"{fileobj!r} is not registered")
        return key

    def __iter__(self):
        return iter(self._selector._fd_to_key)


class BaseSelector(metaclass=ABCMeta):
    """What all selectors can do: file objects are registered, then select() waits for them."""

    @abstractmethod
    def register(self, fileobj, events, data=None):
        """Wait for these events (EVENT_READ | EVENT_WRITE) on a file object from now on; gives its key."""
        raise NotImplementedError

    @abstractmethod
    def unregister(self, fileobj):
        """Wait for the file object no more; gives the key it had."""
        raise NotImplementedError

    def modify(self, fileobj, events, data=None):
        """Change the events and data of a file object; gives its new key."""
        self.unregister(fileobj)
        return self.register(fileobj, events, data)

    @abstractmethod
    def select(self, timeout=None):
        """Wait until something is ready, at most for the timeout in seconds (not at all if it is 0 or less);
        gives a list of keys with their events."""
        raise NotImplementedError

    def close(self):
        """Give back what the selector holds."""

    def get_key(self, fileobj):
        """The key of a registered file object; KeyError if it is none."""
        mapping = self.get_map()
        if mapping is None:
            raise RuntimeError("Selector is closed")
        try:
            return mapping[fileobj]
        except KeyError:
            raise KeyError(f"{fileobj!r} is not registered") from None

    @abstractmethod
    def get_map(self):
        """A mapping of the registered file objects to their keys, or None after close()."""
        raise NotImplementedError

    def __enter__(self):
        return self

    def __exit__(self, *args):
        self.close()


class _BaseSelectorImpl(BaseSelector):
    # Keeps the keys by their descriptors.

    def __init__(self):
        self._fd_to_key = {}
        self._map = _SelectorMapping(self)

    def _fileobj_lookup(self, fileobj):
        # The descriptor; also of an object that was closed while it is registered, as far as that can be told.
        try:
            return _fileobj_to_fd(fileobj)
        except ValueError:
            for key in self._fd_to_key.values():
                if key.fileobj is fileobj:
                    return key.fd
            raise

    def register(self, fileobj, events, data=None):
        if not events or events & ~(EVENT_READ | EVENT_WRITE):
            raise ValueError(f"Invalid events: {events!r}")
        key = SelectorKey(fileobj, self._fileobj_lookup(fileobj), events, data)
        if key.fd in self._fd_to_key:
            raise KeyError(f"{fileobj!r} (FD {key.fd}) is already registered")
        self._fd_to_key[key.fd] = key
        return key

    def unregister(self, fileobj):
        try:
            return self._fd_to_key.pop(self._fileobj_lookup(fileobj))
        except KeyError:
            raise KeyError(f"{fileobj!r} is not registered") from None

    def modify(self, fileobj, events, data=None):
        try:
            key = self._fd_to_key[self._fileobj_lookup(fileobj)]
        except KeyError:
            raise KeyError(f"{fileobj!r} is not registered") from None
        if events != key.events:
            self.unregister(fileobj)
            key = self.register(fileobj, events, data)
        elif data != key.data:
            key = self._fd_to_key[key.fd] = key._replace(data=data)
        return key

    def close(self):
        self._fd_to_key.clear()
        self._map = None

    def get_map(self):
        return self._map


class SelectSelector(_BaseSelectorImpl):
    """A selector over select.select()."""

    def __init__(self):
        super().__init__()
        self._readers = set()
        self._writers = set()

    def register(self, fileobj, events, data=None):
        key = super().register(fileobj, events, data)
        if events & EVENT_READ:
            self._readers.add(key.fd)
        if events & EVENT_WRITE:
            self._writers.add(key.fd)
        return key

    def unregister(self, fileobj):
        key = super().unregister(fileobj)
        self._readers.discard(key.fd)
        self._writers.discard(key.fd)
        return key

    if sys.platform == "win32":
        def _select(self, r, w, _, timeout=None):
            # A failed connection is told of as an exception there.
            r, w, x = select.select(r, w, w, timeout)
            return r, w + x, []
    else:
        _select = staticmethod(select.select)

    def select(self, timeout=None):
        ready = []
        try:
            readable, writable, _ = self._select(self._readers, self._writers, [],
                                                 None if timeout is None else max(timeout, 0))
        except InterruptedError:
            return ready
        readable, writable = frozenset(readable), frozenset(writable)
        for fd in readable | writable:
            if key := self._fd_to_key.get(fd):
                events = (fd in readable and EVENT_READ) | (fd in writable and EVENT_WRITE)
                ready.append((key, events & key.events))
        return ready


class _PollLikeSelector(_BaseSelectorImpl):
    # What selectors over poll and epoll share; the class of the poll object and its two events are theirs.
    _selector_cls = None
    _EVENT_READ = None
    _EVENT_WRITE = None

    def __init__(self):
        super().__init__()
        self._selector = self._selector_cls()

    def _mask(self, events):
        return (events & EVENT_READ and self._EVENT_READ) | (events & EVENT_WRITE and self._EVENT_WRITE)

    def register(self, fileobj, events, data=None):
        key = super().register(fileobj, events, data)
        try:
            self._selector.register(key.fd, self._mask(events))
        except:
            super().unregister(fileobj)
            raise
        return key

    def unregister(self, fileobj):
        key = super().unregister(fileobj)
        try:
            self._selector.unregister(key.fd)
        except OSError:
            # The descriptor was closed before.
            pass
        return key

    def modify(self, fileobj, events, data=None):
        try:
            key = self._fd_to_key[self._fileobj_lookup(fileobj)]
        except KeyError:
            raise KeyError(f"{fileobj!r} is not registered") from None
        if events == key.events and data == key.data:
            return key
        if events != key.events:
            try:
                self._selector.modify(key.fd, self._mask(events))
            except:
                super().unregister(fileobj)
                raise
        key = self._fd_to_key[key.fd] = key._replace(events=events, data=data)
        return key

    def _wait(self, timeout):
        # What the poll object gives.  A timeout is in milliseconds, and never shorter than asked for.
        if timeout is not None:
            timeout = math.ceil(timeout * 1e3) if timeout > 0 else 0
        return self._selector.poll(timeout)

    def select(self, timeout=None):
        ready = []
        try:
            found = self._wait(timeout)
        except InterruptedError:
            return ready
        # Errors and hangups show when one reads or writes.
        not_read, not_write = ~self._EVENT_READ, ~self._EVENT_WRITE
        keys = self._fd_to_key
        for fd, event in found:
            if key := keys.get(fd):
                events = (event & not_write and EVENT_READ) | (event & not_read and EVENT_WRITE)
                ready.append((key, events & key.events))
        return ready


if hasattr(select, "poll"):
    class PollSelector(_PollLikeSelector):
        """A selector over select.poll()."""

        _selector_cls = select.poll
        _EVENT_READ = select.POLLIN
        _EVENT_WRITE = select.POLLOUT


if hasattr(select, "epoll"):
    class EpollSelector(_PollLikeSelector):
        """A selector over select.epoll()."""

        _selector_cls = select.epoll
        _EVENT_READ = select.EPOLLIN
        _EVENT_WRITE = select.EPOLLOUT

        def fileno(self):
            """The epoll object's own descriptor."""
            return self._selector.fileno()

        def _wait(self, timeout):
            # In seconds, of which a part of a millisecond is rounded up to one; and at least one event is asked for.
            if timeout is None:
                timeout = -1
            elif timeout <= 0:
                timeout = 0
            else:
                timeout = math.ceil(timeout * 1e3) * 1e-3
            return self._selector.poll(timeout, len(self._fd_to_key) or 1)

        def close(self):
            self._selector.close()
            super().close()


if hasattr(select, "devpoll"):
    class DevpollSelector(_PollLikeSelector):
        """A selector over Solaris's /dev/poll."""

        _selector_cls = select.devpoll
        _EVENT_READ = select.POLLIN
        _EVENT_WRITE = select.POLLOUT

        def fileno(self):
            """The devpoll object's own descriptor."""
            return self._selector.fileno()

        def close(self):
            self._selector.close()
            super().close()


if hasattr(select, "kqueue"):
    class KqueueSelector(_BaseSelectorImpl):
        """A selector over BSD's kqueue."""

        def __init__(self):
            super().__init__()
            self._selector = select.kqueue()
            self._max_events = 0

        def fileno(self):
            """The kqueue object's own descriptor."""
            return self._selector.fileno()

        def _control(self, fd, events, flag):
            for mask, kind in (EVENT_READ, select.KQ_FILTER_READ), (EVENT_WRITE, select.KQ_FILTER_WRITE):
                if events & mask:
                    self._selector.control([select.kevent(fd, kind, flag)], 0, 0)

        def register(self, fileobj, events, data=None):
            key = super().register(fileobj, events, data)
            try:
                self._control(key.fd, events, select.KQ_EV_ADD)
            except:
                super().unregister(fileobj)
                raise
            self._max_events += events.bit_count()
            return key

        def unregister(self, fileobj):
            key = super().unregister(fileobj)
            self._max_events -= key.events.bit_count()
            try:
                self._control(key.fd, key.events, select.KQ_EV_DELETE)
            except OSError:
                # The descriptor was closed before.
                pass
            return key

        def select(self, timeout=None):
            ready = []
            try:
                found = self._selector.control(None, self._max_events or 1, None if timeout is None else max(timeout, 0))
            except InterruptedError:
                return ready
            for event in found:
                if key := self._fd_to_key.get(event.ident):
                    events = {select.KQ_FILTER_READ: EVENT_READ, select.KQ_FILTER_WRITE: EVENT_WRITE}.get(event.filter, 0)
                    ready.append((key, events & key.events))
            return ready

        def close(self):
            self._selector.close()
            super().close()


def _can_use(method):
    # Whether the system has that way of waiting, and lets us use it.
    selector = getattr(select, method, None)
    if selector is None:
        return False
    try:
        if method == "poll":
            selector().poll(0)
        else:
            selector().close()
        return True
    except OSError:
        return False


# The best there is.
if _can_use("kqueue"):
    DefaultSelector = KqueueSelector
elif _can_use("epoll"):
    DefaultSelector = EpollSelector
elif _can_use("devpoll"):
    DefaultSelector = DevpollSelector
elif _can_use("poll"):
    DefaultSelector = PollSelector
else:
    DefaultSelector = SelectSelector
