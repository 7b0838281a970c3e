# selectors: waiting for many files, sockets among them, over select's ways of doing it.
#
# A registry of keys by descriptor is the same for all selectors.  A way of waiting adds two things to it: _watch, which
# tells the system that the events of a descriptor change, and select.  A key stands in the registry only while the system watches.

"""Wait until one of several file objects can be read from or written to."""

from abc import ABCMeta, abstractmethod
from collections import namedtuple
from collections.abc import Mapping
from math import ceil
import select
import sys

EVENT_READ, EVENT_WRITE = 1, 2
_ALL_EVENTS = EVENT_READ | EVENT_WRITE

SelectorKey = namedtuple("SelectorKey", "fileobj fd events data")
SelectorKey.__doc__ = "What a selector knows of a file object it waits for."
for _field, _text in (("fileobj", "The file object, as it was registered."), ("fd", "Its descriptor."),
                      ("events", "The events waited for."), ("data", "What the user gave along.")):
    getattr(SelectorKey, _field).__doc__ = _text
del _field, _text


def _descriptor(fileobj):
    number = fileobj
    if not isinstance(fileobj, int):
        try:
            number = int(fileobj.fileno())
        except (AttributeError, TypeError, ValueError):
            raise ValueError(f"Invalid file object: {fileobj!r}") from None
    if number >= 0:
        return number
    raise ValueError(f"Invalid file descriptor: {number}")


def _unregistered(fileobj):
    return KeyError(f"{fileobj!r} is not registered")


class BaseSelector(metaclass=ABCMeta):
    """What all selectors can do: file objects are registered, then select() waits for them."""

    @abstractmethod
    def select(self, timeout=None):
        """Wait until something is ready, at most for the timeout in seconds (not at all if it is 0 or less);
        gives a list of keys with their events."""
        raise NotImplementedError

    @abstractmethod
    def register(self, fileobj, events, data=None):
        """Wait for these events (EVENT_READ | EVENT_WRITE) on a file object from now on; gives its key."""
        raise NotImplementedError

    @abstractmethod
    def unregister(self, fileobj):
        """Wait for the file object no more; gives the key it had."""
        raise NotImplementedError

    @abstractmethod
    def get_map(self):
        """A mapping of the registered file objects to their keys, or None after close()."""
        raise NotImplementedError

    def modify(self, fileobj, events, data=None):
        """Change the events and data of a file object; gives its new key."""
        self.unregister(fileobj)
        return self.register(fileobj, events, data)

    def get_key(self, fileobj):
        """The key of a registered file object; KeyError if it is none."""
        keys = self.get_map()
        if keys is not None:
            try:
                return keys[fileobj]
            except KeyError:
                raise _unregistered(fileobj) from None
        raise RuntimeError("Selector is closed")

    def close(self):
        """Give back what the selector holds."""

    def __enter__(self):
        return self

    def __exit__(self, *exc_info):
        self.close()


class _Registered(Mapping):
    # A registry seen from outside: iterated by descriptor, asked by descriptor or file object.

    def __init__(self, registry):
        self._keys = registry._keys
        self._locate = registry._locate

    def get(self, fileobj, default=None):
        return self._keys.get(self._locate(fileobj), default)

    def __getitem__(self, fileobj):
        if key := self.get(fileobj):
            return key
        raise _unregistered(fileobj)

    def __iter__(self):
        return iter(self._keys)

    def __len__(self):
        return len(self._keys)


class _Registry(BaseSelector):

    def __init__(self):
        self._keys = {}
        self._map = _Registered(self)

    def _watch(self, fd, before, after):
        # The system is to watch for the events of after where it watched for those of before; 0 is none.
        raise NotImplementedError

    def _locate(self, fileobj):
        # A file object may be closed while it is registered: then only its identity tells where it stands.
        try:
            return _descriptor(fileobj)
        except ValueError:
            same = [fd for fd, key in self._keys.items() if key.fileobj is fileobj]
            if not same:
                raise
            return same[0]

    def register(self, fileobj, events, data=None):
        if not events or events & ~_ALL_EVENTS:
            raise ValueError(f"Invalid events: {events!r}")
        fd = self._locate(fileobj)
        if fd in self._keys:
            raise KeyError(f"{fileobj!r} (FD {fd}) is already registered")
        self._watch(fd, 0, events)
        key = self._keys[fd] = SelectorKey(fileobj, fd, events, data)
        return key

    def unregister(self, fileobj):
        key = self._keys.pop(self._locate(fileobj), None)
        if key is None:
            raise _unregistered(fileobj)
        try:
            self._watch(key.fd, key.events, 0)
        except OSError:
            # Closed before: the system has forgotten it by itself.
            pass
        return key

    def modify(self, fileobj, events, data=None):
        old = self._map[fileobj]
        if events != old.events:
            if not events or events & ~_ALL_EVENTS:
                self.unregister(fileobj)
                raise ValueError(f"Invalid events: {events!r}")
            try:
                self._watch(old.fd, old.events, events)
            except BaseException:
                del self._keys[old.fd]
                raise
        elif data == old.data:
            return old
        key = self._keys[old.fd] = SelectorKey(old.fileobj, old.fd, events, data)
        return key

    def get_map(self):
        return self._map

    def close(self):
        self._keys.clear()
        self._map = None


class SelectSelector(_Registry):
    """A selector over select.select()."""

    def __init__(self):
        super().__init__()
        # By event, the descriptors.
        self._sets = {EVENT_READ: set(), EVENT_WRITE: set()}

    def _watch(self, fd, before, after):
        for event, members in self._sets.items():
            (members.add if after & event else members.discard)(fd)

    def select(self, timeout=None):
        reading, writing = self._sets.values()
        # A failed connection is told of as an exception on Windows.
        failing = writing if sys.platform == "win32" else ()
        if timeout is not None and timeout < 0:
            timeout = 0
        try:
            can_read, can_write, failed = select.select(reading, writing, failing, timeout)
        except InterruptedError:
            return []
        found = dict.fromkeys(can_read, EVENT_READ)
        for fd in can_write + failed:
            found[fd] = found.get(fd, 0) | EVENT_WRITE
        keys = self._keys
        return [(keys[fd], events & keys[fd].events) for fd, events in found.items() if fd in keys]

    def close(self):
        for members in self._sets.values():
            members.clear()
        super().close()


class _ObjectSelector(_Registry):
    # Over an object of the system's; _selector_cls makes it.

    def __init__(self):
        super().__init__()
        self._selector = self._selector_cls()

    def close(self):
        self._selector.close()
        super().close()

    def fileno(self):
        """The descriptor of the system's object."""
        return self._selector.fileno()


class _PollSelector(_ObjectSelector):
    # Over an object with the methods of a poll object.  _masks has its events by ours.
    _masks = None

    def _watch(self, fd, before, after):
        if not after:
            self._selector.unregister(fd)
        elif before:
            self._selector.modify(fd, self._masks[after])
        else:
            self._selector.register(fd, self._masks[after])

    def select(self, timeout=None):
        # In milliseconds, and never shorter than asked for.
        if timeout is not None:
            timeout = ceil(timeout * 1000) if timeout > 0 else 0
        try:
            found = self._selector.poll(timeout)
        except InterruptedError:
            return []
        return self._with_keys(found) if found else found

    def _with_keys(self, found):
        # Whatever is not the one event counts as the other: errors and hangups show when one reads or writes.
        keys = self._keys
        _, only_read, only_write, _ = self._masks
        ready = []
        for fd, state in found:
            if fd in keys:
                key = keys[fd]
                events = EVENT_READ if state & ~only_write else 0
                if state & ~only_read:
                    events |= EVENT_WRITE
                ready.append((key, events & key.events))
        return ready


if hasattr(select, "poll"):
    class PollSelector(_PollSelector):
        """A selector over select.poll()."""

        _selector_cls = select.poll
        _masks = 0, select.POLLIN, select.POLLOUT, select.POLLIN | select.POLLOUT
        # A poll object has no descriptor, and nothing to be closed.
        fileno = property()
        close = _Registry.close


if hasattr(select, "devpoll"):
    class DevpollSelector(_PollSelector):
        """A selector over Solaris's /dev/poll."""

        _selector_cls = select.devpoll
        _masks = 0, select.POLLIN, select.POLLOUT, select.POLLIN | select.POLLOUT


if hasattr(select, "epoll"):
    class EpollSelector(_PollSelector):
        """A selector over select.epoll()."""

        _selector_cls = select.epoll
        _masks = 0, select.EPOLLIN, select.EPOLLOUT, select.EPOLLIN | select.EPOLLOUT

        def select(self, timeout=None):
            # In seconds, but of whole milliseconds; and one must ask for at least one event.
            if timeout is None:
                timeout = -1
            else:
                timeout = ceil(timeout * 1000) / 1000 if timeout > 0 else 0
            try:
                found = self._selector.poll(timeout, len(self._keys) or 1)
            except InterruptedError:
                return []
            return self._with_keys(found) if found else found


if hasattr(select, "kqueue"):
    class KqueueSelector(_ObjectSelector):
        """A selector over BSD's kqueue."""

        _selector_cls = select.kqueue
        _filters = {select.KQ_FILTER_READ: EVENT_READ, select.KQ_FILTER_WRITE: EVENT_WRITE}

        def _watch(self, fd, before, after):
            # Each filter is a call of its own: that one fails must not keep the other from being taken out.
            failure = None
            for kind, event in self._filters.items():
                if (before ^ after) & event:
                    action = select.KQ_EV_ADD if after & event else select.KQ_EV_DELETE
                    try:
                        self._selector.control([select.kevent(fd, kind, action)], 0, 0)
                    except OSError as e:
                        failure = e
            if failure is not None:
                raise failure

        def select(self, timeout=None):
            if timeout is not None and timeout < 0:
                timeout = 0
            keys = self._keys
            try:
                # Room for both events of each.
                found = self._selector.control(None, 2 * len(keys) or 1, timeout)
            except InterruptedError:
                return []
            return [(keys[event.ident], self._filters.get(event.filter, 0) & keys[event.ident].events)
                    for event in found if event.ident in keys]


def _best():
    # A function may be there and the system refuse it all the same, so it is tried.
    for name in "KqueueSelector", "EpollSelector", "DevpollSelector", "PollSelector":
        if candidate := globals().get(name):
            try:
                made = candidate._selector_cls()
                if hasattr(made, "close"):
                    made.close()
                else:
                    made.poll(0)
            except OSError:
                continue
            return candidate
    return SelectSelector


DefaultSelector = _best()
