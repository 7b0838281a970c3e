# shelve: dicts of objects that stay: a dbm file with pickles in it. Invariant: what is in the file is what was last assigned; with
# writeback, objects that were read are kept in a cache, and written when the shelf is synced or closed.
"""Persistent dicts of objects: d = shelve.open(filename); d['key'] = object."""

import collections.abc
from pickle import DEFAULT_PROTOCOL, dumps, loads

__all__ = ["Shelf", "BsdDbShelf", "DbfilenameShelf", "open"]


class _ClosedDict(collections.abc.MutableMapping):
    """Takes the place of the dict of a shelf that was closed."""

    def closed(self, *args):
        raise ValueError("invalid operation on closed shelf")

    __iter__ = __len__ = __getitem__ = __setitem__ = __delitem__ = keys = closed

    def __repr__(self):
        return "<Closed Dictionary>"


class Shelf(collections.abc.MutableMapping):
    """A shelf over something that is like a dict of bytes.

    protocol is that of the pickles. With writeback, objects that were read may be changed in place: they are all
    kept, and written by sync() and close(). Keys are strings, in the file in keyencoding.
    """

    def __init__(self, dict, protocol=None, writeback=False, keyencoding="utf-8"):
        self.dict = dict
        self._protocol = DEFAULT_PROTOCOL if protocol is None else protocol
        self.writeback = writeback
        self.cache = {}
        self.keyencoding = keyencoding

    def __iter__(self):
        for k in self.dict.keys():
            yield k.decode(self.keyencoding)

    def __len__(self):
        return len(self.dict)

    def __contains__(self, key):
        return key.encode(self.keyencoding) in self.dict

    def get(self, key, default=None):
        """The object of a key, or the default."""
        if key.encode(self.keyencoding) in self.dict:
            return self[key]
        return default

    def __getitem__(self, key):
        try:
            return self.cache[key]
        except KeyError:
            pass
        value = loads(self.dict[key.encode(self.keyencoding)])
        if self.writeback:
            self.cache[key] = value
        return value

    def __setitem__(self, key, value):
        if self.writeback:
            self.cache[key] = value
        self.dict[key.encode(self.keyencoding)] = dumps(value, self._protocol)

    def __delitem__(self, key):
        del self.dict[key.encode(self.keyencoding)]
        self.cache.pop(key, None)

    def __enter__(self):
        return self

    def __exit__(self, type, value, traceback):
        self.close()

    def close(self):
        """Write what is cached, and close the dict."""
        if self.dict is None:
            return
        try:
            self.sync()
            try:
                self.dict.close()
            except AttributeError:
                pass
        finally:
            # a clear error for who goes on
            try:
                self.dict = _ClosedDict()
            except:
                self.dict = None

    def __del__(self):
        if not hasattr(self, "writeback"):
            return  # __init__() failed
        self.close()

    def sync(self):
        """Write what is cached, and have the dict write what it keeps."""
        if self.writeback and self.cache:
            self.writeback = False
            for key, entry in self.cache.items():
                self[key] = entry
            self.writeback = True
            self.cache = {}
        if hasattr(self.dict, "sync"):
            self.dict.sync()


class BsdDbShelf(Shelf):
    """A shelf over a dict with an order, as of module bsddb: it has first(), next(), previous(), last() and set_location()."""

    def __init__(self, dict, protocol=None, writeback=False, keyencoding="utf-8"):
        Shelf.__init__(self, dict, protocol, writeback, keyencoding)

    def _pair(self, pair):
        key, value = pair
        return key.decode(self.keyencoding), loads(value)

    def set_location(self, key):
        """Go to a key: it and its object."""
        return self._pair(self.dict.set_location(key))

    def next(self):
        """The next key and its object."""
        return self._pair(next(self.dict))

    def previous(self):
        """The previous key and its object."""
        return self._pair(self.dict.previous())

    def first(self):
        """The first key and its object."""
        return self._pair(self.dict.first())

    def last(self):
        """The last key and its object."""
        return self._pair(self.dict.last())


class DbfilenameShelf(Shelf):
    """A shelf over a file that dbm opens."""

    def __init__(self, filename, flag="c", protocol=None, writeback=False):
        import dbm
        Shelf.__init__(self, dbm.open(filename, flag), protocol, writeback)

    def clear(self):
        """Remove all keys."""
        self.cache.clear()
        self.dict.clear()


def open(filename, flag="c", protocol=None, writeback=False):
    """A shelf over a file; flag is as for dbm.open(), 'c' to create it if it is not there."""
    return DbfilenameShelf(filename, flag, protocol, writeback)
