# dbm.dumb: a dict of bytes in two files: NAME.dat has the values, each from the start of a block of 512 bytes, and NAME.dir a line for
# each key, with the place and the length of its value. Invariant: while a database is open, _index is right and the files may not be
# (_modified); sync() and close() write NAME.dir, and keep the one before as NAME.bak.
"""A dumb and slow but simple dbm clone."""

import ast
import collections.abc
import io
import os

__all__ = ["error", "open"]

_BLOCKSIZE = 512

error = OSError


class _Database(collections.abc.MutableMapping):
    """An open database."""

    # close() runs when modules are gone, too
    _os = os
    _io = io

    def __init__(self, filebasename, mode, flag="c"):
        filebasename = self._os.fsencode(filebasename)
        self._mode = mode
        self._readonly = flag == "r"
        self._dirfile = filebasename + b".dir"
        self._datfile = filebasename + b".dat"
        self._bakfile = filebasename + b".bak"
        self._index = None
        self._modified = False
        self._create(flag)
        self._update(flag)

    def _create(self, flag):
        """Make the files that are not there."""
        if flag == "n":
            for filename in (self._datfile, self._bakfile, self._dirfile):
                try:
                    self._os.remove(filename)
                except OSError:
                    pass
        try:
            f = self._io.open(self._datfile, "r", encoding="Latin-1")
        except OSError:
            if flag not in ("c", "n"):
                raise
            with self._io.open(self._datfile, "w", encoding="Latin-1"):
                self._chmod(self._datfile)
        else:
            f.close()

    def _update(self, flag):
        """Read the keys."""
        self._modified = False
        self._index = {}
        try:
            f = self._io.open(self._dirfile, "r", encoding="Latin-1")
        except OSError:
            if flag not in ("c", "n"):
                raise
            with self._io.open(self._dirfile, "w", encoding="Latin-1"):
                self._chmod(self._dirfile)
        else:
            with f:
                for line in f:
                    key, place = ast.literal_eval(line.rstrip())
                    self._index[key.encode("Latin-1")] = place

    def _commit(self):
        """Write the keys."""
        if self._index is None or not self._modified:
            return  # also when __init__() failed
        try:
            self._os.unlink(self._bakfile)
        except OSError:
            pass
        try:
            self._os.rename(self._dirfile, self._bakfile)
        except OSError:
            pass
        with self._io.open(self._dirfile, "w", encoding="Latin-1") as f:
            self._chmod(self._dirfile)
            for key, place in self._index.items():
                f.write("%r, %r\n" % (key.decode("Latin-1"), place))
        self._modified = False

    sync = _commit

    def _verify_open(self):
        if self._index is None:
            raise error("DBM object has already been closed")

    def __getitem__(self, key):
        if isinstance(key, str):
            key = key.encode("utf-8")
        self._verify_open()
        position, size = self._index[key]
        with self._io.open(self._datfile, "rb") as f:
            f.seek(position)
            return f.read(size)

    def _addval(self, val):
        """Append a value, at the next block."""
        with self._io.open(self._datfile, "rb+") as f:
            f.seek(0, 2)
            position = f.tell()
            start = (position + _BLOCKSIZE - 1) // _BLOCKSIZE * _BLOCKSIZE
            f.write(b"\0" * (start - position))
            f.write(val)
        return start, len(val)

    def _setval(self, pos, val):
        """Write a value over another one."""
        with self._io.open(self._datfile, "rb+") as f:
            f.seek(pos)
            f.write(val)
        return pos, len(val)

    def _addkey(self, key, pos_and_siz_pair):
        """Add a key, to the file too."""
        self._index[key] = pos_and_siz_pair
        with self._io.open(self._dirfile, "a", encoding="Latin-1") as f:
            self._chmod(self._dirfile)
            f.write("%r, %r\n" % (key.decode("Latin-1"), pos_and_siz_pair))

    def __setitem__(self, key, val):
        if self._readonly:
            raise error("The database is opened for reading only")
        if isinstance(key, str):
            key = key.encode("utf-8")
        elif not isinstance(key, (bytes, bytearray)):
            raise TypeError("keys must be bytes or strings")
        if isinstance(val, str):
            val = val.encode("utf-8")
        elif not isinstance(val, (bytes, bytearray)):
            raise TypeError("values must be bytes or strings")
        self._verify_open()
        self._modified = True
        if key not in self._index:
            self._addkey(key, self._addval(val))
            return
        position, size = self._index[key]
        blocks = (size + _BLOCKSIZE - 1) // _BLOCKSIZE
        if (len(val) + _BLOCKSIZE - 1) // _BLOCKSIZE <= blocks:
            self._index[key] = self._setval(position, val)
        else:
            self._index[key] = self._addval(val)  # the old place is lost

    def __delitem__(self, key):
        if self._readonly:
            raise error("The database is opened for reading only")
        if isinstance(key, str):
            key = key.encode("utf-8")
        self._verify_open()
        self._modified = True
        del self._index[key]  # the value stays in the file
        self._commit()

    def keys(self):
        """A list of the keys."""
        try:
            return list(self._index)
        except TypeError:
            raise error("DBM object has already been closed") from None

    def items(self):
        """A list of tuples of keys and values."""
        self._verify_open()
        return [(key, self[key]) for key in self._index.keys()]

    def __contains__(self, key):
        if isinstance(key, str):
            key = key.encode("utf-8")
        try:
            return key in self._index
        except TypeError:
            if self._index is None:
                raise error("DBM object has already been closed") from None
            raise

    def iterkeys(self):
        """An iterator of the keys."""
        try:
            return iter(self._index)
        except TypeError:
            raise error("DBM object has already been closed") from None

    __iter__ = iterkeys

    def __len__(self):
        try:
            return len(self._index)
        except TypeError:
            raise error("DBM object has already been closed") from None

    def close(self):
        """Write what has changed, and close the database."""
        try:
            self._commit()
        finally:
            self._index = self._datfile = self._dirfile = self._bakfile = None

    __del__ = close

    def _chmod(self, file):
        self._os.chmod(file, self._mode)

    def __enter__(self):
        return self

    def __exit__(self, *args):
        self.close()


def open(file, flag="c", mode=0o666):
    """Open the database of the files file.dat and file.dir; flag is as for dbm.open()."""
    # the mode that open() would give a new file
    try:
        um = os.umask(0)
        os.umask(um)
    except AttributeError:
        pass
    else:
        mode = mode & ~um
    if flag not in ("r", "w", "c", "n"):
        raise ValueError("Flag must be one of 'r', 'w', 'c', or 'n'")
    return _Database(file, mode, flag=flag)
