# posixpath: os.path where paths are written with slashes.
# What asks the disk does so through os, whose functions a program may replace.

# Before the imports: os takes these from here while it is being imported.
sep, altsep = "/", None
curdir, pardir, extsep = ".", "..", "."
pathsep, defpath = ":", "/bin:/usr/bin"
devnull = "/dev/null"
supports_unicode_filenames = False

import genericpath
import os
import stat
from genericpath import *
from genericpath import _check_arg_types, _shared
from posix import _path_normpath as normpath, _path_splitroot_ex as splitroot

__all__ = genericpath.__all__ + """
    sep altsep extsep curdir pardir pathsep defpath devnull supports_unicode_filenames
    normcase isabs join split splitext splitdrive splitroot basename dirname ismount
    expanduser expandvars normpath abspath realpath relpath commonpath""".split()

# (separator, this directory, the one above), of text and of bytes.
_TEXT = "/", ".", ".."
_BYTES = b"/", b".", b".."


def _marks(path):
    return _BYTES if isinstance(path, bytes) else _TEXT


# ---------------------------------------------------------------- text

def normcase(s):
    """The path as it is: case matters here."""
    return os.fspath(s)


def isabs(s):
    """Whether a path is absolute."""
    s = os.fspath(s)
    return s.startswith(b"/" if isinstance(s, bytes) else "/")


def join(a, /, *p):
    """Join paths with slashes; an absolute one discards what came before it."""
    joined = os.fspath(a)
    slash = b"/" if isinstance(joined, bytes) else "/"
    try:
        for part in p:
            if type(part) is not type(slash):
                part = os.fspath(part)
            if part.startswith(slash) or not joined:
                joined = part
            else:
                joined = joined + part if joined.endswith(slash) else joined + slash + part
    except (TypeError, AttributeError, BytesWarning):
        _check_arg_types("join", a, *p)
        raise
    return joined


def split(p):
    """Split into (head, tail) before the last component; tail is empty after a slash."""
    p = os.fspath(p)
    slash = b"/" if isinstance(p, bytes) else "/"
    start = p.rfind(slash) + 1
    head = p[:start]
    return head.rstrip(slash) or head, p[start:]        # the slashes of a root stay


def basename(p):
    """The last component of a path."""
    p = os.fspath(p)
    return p[p.rfind(b"/" if isinstance(p, bytes) else "/") + 1:]


def dirname(p):
    """The path without its last component."""
    return split(p)[0]


def splitext(p):
    """Split into (root, extension); the extension is empty or begins with a dot."""
    p = os.fspath(p)
    slash, dot, _ = _marks(p)
    return genericpath._splitext(p, slash, None, dot)


def splitdrive(p):
    """Split into (drive, rest); there are no drives here."""
    rest = os.fspath(p)
    return rest[:0], rest


def relpath(path, start=None):
    """The path relative to start, by default the current directory."""
    path = os.fspath(path)
    slash, dot, above = _marks(path)
    if not path:
        raise ValueError("no path specified")
    start = os.fspath(start) if start is not None else dot
    try:
        here = [part for part in abspath(start).split(slash) if part]
        there = [part for part in abspath(path).split(slash) if part]
    except (TypeError, AttributeError, BytesWarning, DeprecationWarning):
        _check_arg_types("relpath", path, start)
        raise
    n = _shared(here, there)
    return slash.join([above] * (len(here) - n) + there[n:]) or dot


def commonpath(paths):
    """The longest path that all paths are under."""
    paths = [os.fspath(path) for path in paths]
    if not paths:
        raise ValueError("commonpath() arg is an empty sequence")
    slash, dot, _ = _marks(paths[0])
    try:
        rooted = {path.startswith(slash) for path in paths}
        parts = [[part for part in path.split(slash) if part and part != dot] for path in paths]
        shared = slash.join(commonprefix(parts))
    except (TypeError, AttributeError):
        _check_arg_types("commonpath", *paths)
        raise
    if len(rooted) > 1:
        raise ValueError("Can't mix absolute and relative paths")
    return slash + shared if True in rooted else shared


# ---------------------------------------------------------------- what the process knows

def _cwd(path):
    return os.getcwdb() if isinstance(path, bytes) else os.getcwd()


def abspath(path):
    """The absolute, normalised path."""
    path = os.fspath(path)
    return normpath(path if isabs(path) else join(_cwd(path), path))


def _home(user):
    # The home directory of a user, or of the one who asks, as far as it is known.
    if not user and "HOME" in os.environ:
        return os.environ["HOME"]
    try:
        import pwd
        known = pwd.getpwnam(user) if user else pwd.getpwuid(os.getuid())
    except (ImportError, KeyError):
        return None
    return known.pw_dir


def expanduser(path):
    """Replace a leading ~ or ~user by the home directory, if it is known."""
    path = os.fspath(path)
    slash, tilde = (b"/", b"~") if isinstance(path, bytes) else ("/", "~")
    if not path.startswith(tilde):
        return path
    first, _, _ = path.partition(slash)
    home = _home(os.fsdecode(first[1:]))
    if home is None:
        return path
    if isinstance(path, bytes):
        home = os.fsencode(home)
    return home.rstrip(slash) + path[len(first):] or slash


def expandvars(path):
    """Replace $var and ${var} by the environment's values; unknown ones are left."""
    path = os.fspath(path)
    if isinstance(path, bytes):
        return genericpath._expand_bytes(path, _expand)
    return _expand(path, os.environ.__getitem__) if "$" in path else path


_NAME_CHARS = frozenset("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_")


def _expand(path, value_of):
    parts, done, n = [], 0, len(path)
    i = path.find("$")
    while i >= 0:
        start = end = i + 1
        if path[start:start + 1] == "{":
            start += 1
            close = path.find("}", start)
            end = close + 1
            name = path[start:close]
            if close < 0:
                end = 0
        else:
            while end < n and path[end] in _NAME_CHARS:
                end += 1
            name = path[start:end]
            if end == start:
                end = 0
        if end:
            try:
                value = value_of(name)
            except KeyError:
                i = end - 1
            else:
                parts.append(path[done:i])
                parts.append(value)
                done = end
                i = end - 1
        i = path.find("$", i + 1)
    parts.append(path[done:])
    return "".join(parts)


# ---------------------------------------------------------------- the disk

def ismount(path):
    """Whether a path is a mount point."""
    try:
        here = os.lstat(path)
        if stat.S_ISLNK(here.st_mode):
            return False
    except (OSError, ValueError):
        return False
    path = os.fspath(path)
    up = join(path, _marks(path)[2])
    try:
        above = os.lstat(up)
    except OSError:
        try:
            above = os.lstat(realpath(up))
        except OSError:
            return False
    return here.st_dev != above.st_dev or here.st_ino == above.st_ino


def realpath(filename, /, *, strict=False):
    """The absolute path with symbolic links resolved.

    A path that is missing or loops is an error with strict, otherwise its rest is taken as
    it is; with ALLOW_MISSING only missing paths are no error.
    """
    filename = os.fspath(filename)
    slash, dot, above = _marks(filename)
    tolerated = () if strict else OSError
    if strict is ALLOW_MISSING:
        tolerated = FileNotFoundError

    # The links that are being followed, the innermost last, each with the components that are
    # left to walk of where it leads, in reverse; the path itself counts as the first of them.
    names = filename.split(slash)[::-1]
    trail = [(None, names)]
    # Where the links met so far end; what is still being followed ends, by a loop, at itself.
    ends = {}
    here = slash if filename.startswith(slash) else _cwd(filename)
    while True:
        if not names:
            link, _ = trail.pop()
            if not trail:
                return here
            ends[link] = here
            _, names = trail[-1]
            continue
        name = names.pop()
        if not name or name == dot:
            continue
        if name == above:
            here = here[:here.rindex(slash)] or slash
            continue
        entry = here + name if here == slash else here + slash + name
        try:
            mode = os.lstat(entry).st_mode
            if not stat.S_ISLNK(mode):
                if strict and not stat.S_ISDIR(mode) and any([left for _, left in trail]):
                    import errno
                    raise NotADirectoryError(errno.ENOTDIR, os.strerror(errno.ENOTDIR), entry)
                here = entry
            elif entry in ends:
                if strict and ends[entry] == entry:
                    os.stat(entry)                  # the system's error
                here = ends[entry]
            else:
                target = os.readlink(entry)
                names = target.split(slash)[::-1]
                trail.append((entry, names))
                ends[entry] = entry
                if target.startswith(slash):
                    here = slash
        except tolerated:
            here = entry
