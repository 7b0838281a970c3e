# ntpath: os.path by the rules of Windows.
# Text operations are complete; what asks the disk goes through os, whatever the system.
# A path is read as (drive, root, rest) by splitroot(); only that knows of shares and devices.

import genericpath
import os
from genericpath import *
from genericpath import _check_arg_types

sep, altsep = "\\", "/"
curdir, pardir, extsep = ".", "..", "."
pathsep, defpath = ";", ".;C:\\bin"
devnull = "nul"
supports_unicode_filenames = True

__all__ = genericpath.__all__ + """
    sep altsep extsep curdir pardir pathsep defpath devnull supports_unicode_filenames
    normcase isabs join split splitext splitdrive splitroot basename dirname ismount isreserved
    expanduser expandvars normpath abspath realpath relpath commonpath""".split()


def _in(path, *texts):
    # Texts as bytes where the path is bytes.
    if isinstance(path, bytes):
        return [t.encode("ascii") for t in texts]
    return texts


# ---------------------------------------------------------------- taking apart

def normcase(s):
    """The path in lower case, with backslashes."""
    s = os.fspath(s)
    if isinstance(s, bytes):
        return normcase(s.decode("utf-8", "surrogateescape")).encode("utf-8", "surrogateescape")
    return s.replace("/", "\\").lower()


def splitroot(p, /):
    """Split into (drive or share, root, rest)."""
    p = os.fspath(p)
    sep, altsep, colon, unc = _in(p, "\\", "/", ":", "\\\\?\\UNC\\")
    norm = p.replace(altsep, sep)
    if norm.startswith(sep + sep):
        # \\server\share, or a device: what two components name.
        end = 8 if norm[:8].upper() == unc else 2
        for _ in range(2):
            end = norm.find(sep, end) + 1
            if not end:
                return p, p[:0], p[:0]
        end -= 1
    else:
        end = 2 if norm[1:2] == colon and norm[:1] != sep else 0
    rest = end + (norm[end:end + 1] == sep)
    return p[:end], p[end:rest], p[rest:]


def splitdrive(p, /):
    """Split into (drive or share, rest)."""
    drive, *others = splitroot(p)
    return drive, others[0] + others[1]


def isabs(s):
    """Whether a path is absolute: with a drive and a root, or on a share."""
    start = os.fspath(s)[:3]
    share, rooted = _in(start, "\\\\", ":\\")
    start = start.replace(*_in(start, "/", "\\"))
    return rooted in start[1:] or start[:2] == share


def split(p, /):
    """Split into (head, tail) before the last component."""
    p = os.fspath(p)
    seps, = _in(p, "\\/")
    drive, root, rest = splitroot(p)
    start = 1 + max(rest.rfind(seps[:1]), rest.rfind(seps[1:]))
    return drive + root + rest[:start].rstrip(seps), rest[start:]


def basename(p, /):
    """The last component of a path."""
    _, tail = split(p)
    return tail


def dirname(p, /):
    """The path without its last component."""
    head, _ = split(p)
    return head


def splitext(p, /):
    """Split into (root, extension)."""
    p = os.fspath(p)
    return genericpath._splitext(p, *_in(p, "\\", "/", "."))


_reserved_chars = frozenset({chr(i) for i in range(32)} | set('"*:<>?|/\\'))
_reserved_names = frozenset(
    {"CON", "PRN", "AUX", "NUL", "CONIN$", "CONOUT$"}
    | {device + c for device in ("COM", "LPT") for c in "123456789\xb9\xb2\xb3"})


def isreserved(path):
    """Whether a component of the path is a name that Windows reserves."""
    _, _, rest = splitroot(os.fsdecode(path))
    return any([_is_reserved_name(name) for name in rest.replace("/", "\\").split("\\")])


def _is_reserved_name(name):
    # A final dot or space is dropped by the system.
    if name.endswith((".", " ")):
        return name not in (".", "..")
    # A device whatever the extension.
    device, _, _ = name.partition(".")
    return (device.rstrip(" ").upper() in _reserved_names
            or not _reserved_chars.isdisjoint(name))


# ---------------------------------------------------------------- putting together

def join(path, /, *paths):
    """Join paths; one with a root, or on another drive, discards what came before."""
    path = os.fspath(path)
    sep, seps, after_drive = _in(path, "\\", "\\/", ":\\/")
    try:
        drive, root, rest = splitroot(path)
        for each in paths:
            new_drive, new_root, new_rest = splitroot(each)
            if new_root or new_drive and new_drive.lower() != drive.lower():
                root, rest = new_root, new_rest
            elif rest and rest[-1] not in seps:
                rest += sep + new_rest
            else:
                rest += new_rest
            if new_drive or not drive:
                drive = new_drive
        # Only a drive's current directory needs no root.
        if rest and drive and not root and drive[-1] not in after_drive:
            root = sep
        return drive + root + rest
    except (TypeError, AttributeError, BytesWarning):
        _check_arg_types("join", path, *paths)
        raise


def normpath(path):
    """Drop empty and '.' components and fold '..', with backslashes."""
    path = os.fspath(path)
    sep, altsep, dot, dotdot = _in(path, "\\", "/", ".", "..")
    drive, root, rest = splitroot(path.replace(altsep, sep))
    kept = []
    for part in rest.split(sep):
        if part == dotdot:
            if kept and kept[-1] != dotdot:
                kept.pop()
            elif not root:
                kept.append(part)
        elif part and part != dot:
            kept.append(part)
    return drive + root + sep.join(kept) or dot


def commonpath(paths):
    """The longest path that all paths are under."""
    paths = [os.fspath(path) for path in paths]
    if not paths:
        raise ValueError("commonpath() arg is an empty sequence")
    sep, altsep, dot = _in(paths[0], "\\", "/", ".")
    try:
        read = [splitroot(path.replace(altsep, sep)) for path in paths]
        drives = {drive.lower() for drive, _, _ in read}
        roots = {root for _, root, _ in read}
        parts = [[part for part in rest.split(sep) if part and part != dot]
                 for _, _, rest in read]
        shared = commonprefix([[part.lower() for part in each] for each in parts])
        # As the first path writes it.
        common = read[0][0] + read[0][1] + sep.join(parts[0][:len(shared)])
    except (TypeError, AttributeError):
        _check_arg_types("commonpath", *paths)
        raise
    if len(drives) > 1:
        raise ValueError("Paths don't have the same drive")
    if len(roots) > 1:
        raise ValueError("Can't mix absolute and relative paths" if read[0][0] else
                         "Can't mix rooted and not-rooted paths")
    return common


def relpath(path, start=None):
    """The path relative to start, by default the current directory."""
    path = os.fspath(path)
    sep, dot, dotdot = _in(path, "\\", ".", "..")
    if not path:
        raise ValueError("no path specified")
    start = os.fspath(start) if start is not None else dot
    try:
        (drive, _, here), (other_drive, _, there) = [splitroot(abspath(p)) for p in (start, path)]
        if normcase(drive) != normcase(other_drive):
            raise ValueError(f"path is on mount {other_drive!r}, start on mount {drive!r}")
        here, there = [rest.split(sep) if rest else [] for rest in (here, there)]
        n = genericpath._shared(map(normcase, here), map(normcase, there))
        return sep.join([dotdot] * (len(here) - n) + there[n:]) or dot
    except (TypeError, AttributeError, BytesWarning, DeprecationWarning, ValueError):
        _check_arg_types("relpath", path, start)
        raise


# ---------------------------------------------------------------- what the system knows

def abspath(path):
    """The absolute, normalised path."""
    path = os.fspath(path)
    if isabs(path):
        return normpath(path)
    return normpath(join(os.getcwdb() if isinstance(path, bytes) else os.getcwd(), path))


def realpath(path, /, *, strict=False):
    """The absolute path; links of Windows are not resolved on other systems."""
    return abspath(path)


def ismount(path):
    """Whether a path is a drive's root or a share."""
    drive, root, rest = splitroot(abspath(path))
    on_share = drive[:1] in _in(drive, "\\", "/")
    return not rest and bool(root or on_share)


def _home(user):
    # The home directory of a user, or of the one who asks, as far as it can be told.
    environ = os.environ
    home = environ.get("USERPROFILE")
    if home is None:
        home = environ.get("HOMEPATH")
        if home is None:
            return None
        home = join(environ.get("HOMEDRIVE", ""), home)
    me = environ.get("USERNAME")
    if user and user != me:
        # Another user's home is beside this one's, if this one's is in the usual place.
        return join(dirname(home), user) if basename(home) == me else None
    return home


def expanduser(path):
    """Replace a leading ~ or ~user by the home directory, if it is known."""
    path = os.fspath(path)
    first, _, _ = path.replace(*_in(path, "/", "\\")).partition(*_in(path, "\\"))
    user = os.fsdecode(first)
    home = _home(user[1:]) if user[:1] == "~" else None
    if home is None:
        return path
    return (os.fsencode(home) if isinstance(path, bytes) else home) + path[len(first):]


def expandvars(path):
    """Replace $var, ${var} and %var% by the environment's values; unknown ones are left.

    Nothing is replaced between single quotes."""
    path = os.fspath(path)
    if isinstance(path, bytes):
        return genericpath._expand_bytes(path, _expand)
    return _expand(path, os.environ.__getitem__)


_WORD = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-"


def _expand(path, value_of):
    parts = []
    i, n = 0, len(path)
    while i < n:
        c = path[i]
        if c == "'":
            # Up to the closing quote, or all the rest.
            end = path.find("'", i + 1) + 1 or n
            parts.append(path[i:end])
            i = end
            continue
        if c not in "%$":
            parts.append(c)
            i += 1
            continue
        if path[i + 1:i + 2] == c:
            # Doubled, it stands for itself.
            parts.append(c)
            i += 2
            continue
        bracket = path[i:i + 2] == "${"
        if c == "%" or bracket:
            start = i + 1 + bracket
            end = path.find("}" if bracket else "%", start)
            if end < 0:
                parts.append(path[i:])
                break
            name = path[start:end]
            end += 1
        else:
            end = i + 1
            while end < n and path[end] in _WORD:
                end += 1
            name = path[i + 1:end]
            if not name:
                parts.append(c)
                i += 1
                continue
        try:
            parts.append(value_of(name))
        except KeyError:
            parts.append(path[i:end])
        i = end
    return "".join(parts)
