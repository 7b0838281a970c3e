# dbm: files that are like dicts of bytes, in the format that there is a module for. Invariant: a file that exists is opened by the module
# of its own format, whichever makes new ones.
"""Generic interface to all dbm clones: d = dbm.open(file, 'c'); d['key'] = 'value'."""

import io
import os
import struct

__all__ = ["open", "whichdb", "error"]


class error(Exception):
    """A file that cannot be opened; the tuple dbm.error has what the modules raise too."""


# the modules of formats, the best first
_names = ["dbm.sqlite3", "dbm.gnu", "dbm.ndbm", "dbm.dumb"]
_defaultmod = None
_modules = {}

error = (error, OSError)


def _find_modules():
    global _defaultmod
    for name in _names:
        try:
            mod = __import__(name, fromlist=["open"])
        except ImportError:
            continue
        if not _defaultmod:
            _defaultmod = mod
        _modules[name] = mod
    if not _defaultmod:
        raise ImportError("no dbm clone found; tried %s" % _names)


def open(file, flag="r", mode=0o666):
    """Open a file: flag is 'r' to read, 'w' to read and write, 'c' to create it if it is not there, 'n' for a new one."""
    if _defaultmod is None:
        _find_modules()
    result = whichdb(file) if "n" not in flag else None
    if result is None:
        if "c" not in flag and "n" not in flag:
            raise error[0]("db file doesn't exist; use 'c' or 'n' flag to create a new db")
        mod = _defaultmod
    elif result == "":
        raise error[0]("db type could not be determined")
    elif result not in _modules:
        raise error[0]("db type is {0}, but the module is not available".format(result))
    else:
        mod = _modules[result]
    return mod.open(file, flag, mode)


def whichdb(filename):
    """The module for a file's format: None if there is no such file, "" if the format is none that is known."""
    filename = os.fsencode(filename)
    # ndbm and dumb have several files; those of ndbm may be one, with an ending
    if os.path.isfile(filename + b".pag") and os.path.isfile(filename + b".dir"):
        return "dbm.ndbm"
    if os.path.isfile(filename + b".db"):
        try:
            with io.open(filename + b".db", "rb"):
                from . import ndbm
                ndbm.open(filename).close()
                return "dbm.ndbm"
        except (OSError, ImportError):
            pass
    try:
        os.stat(filename + b".dat")
        if os.stat(filename + b".dir").st_size == 0:
            return "dbm.dumb"
        with io.open(filename + b".dir", "rb") as f:
            if f.read(1) in (b"'", b'"'):
                return "dbm.dumb"
    except OSError:
        pass
    try:
        with io.open(filename, "rb") as f:
            start = f.read(16)
    except OSError:
        return None
    if start == b"SQLite format 3\0":
        return "dbm.sqlite3"
    if len(start) < 4:
        return ""
    if struct.unpack("=l", start[:4])[0] in (0x13579ACE, 0x13579ACD, 0x13579ACF):
        return "dbm.gnu"
    return ""


if __name__ == "__main__":
    import sys
    for filename in sys.argv[1:]:
        print(whichdb(filename) or "UNKNOWN", filename)
